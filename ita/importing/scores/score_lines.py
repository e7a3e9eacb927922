"""A line of a list of scores: the name, the figure and the year on it, and whether a text is such a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ita.errors import InputError, SourceLocation
from ita.importing.files.limits import MAX_ROWS
from ita.importing.scores.label_matcher import INSTRUMENTS, TOTAL, What, Words
from ita.importing.scores.sheet_builder import Gathering
from ita.importing.scores.text_keys import tidy

TAIL = re.compile(
    r"^(?P<label>.*?)(?<![\s:=|])[\s:=|]*+(?<![\d.,])(?P<number>[-−]?\d++(?:[.,]\d++)*+)\s*+(?P<unit>%|คะแนน|points?)?"
    r"(?:\s*+(?:/|จาก|เต็ม|of)\s*+100(?:\.0++)?)?\s*+(?:คะแนน|points?)?$",
    re.IGNORECASE,
)
DECIMALS = re.compile(r"\d[.,]\d")
_ANY_YEAR = re.compile(r"(?<![\d.,/])(25[5-9]\d)(?![.,/]?\d)")
_DATE_BEFORE = re.compile(r"(?:คม|ยน|พันธ์|[กมพสตธ]\.\s?[คพย]\.|มี\.\s?ค\.|เม\.\s?ย\.|มิ\.\s?ย\.)\s*+(?:พ\.?\s?ศ\.?)?\s*+$")
# A score with a few words behind it, such as its level.
_FIGURE_WITHIN = re.compile(
    r"^(?P<label>\D{0,12}\d{0,2}\D{0,300}?)[\s:=|–-]{0,300}(?P<number>\d{1,3}(?:[.,]\d++)?)\D{0,40}$"
)
# Behind a name; that it is the year chosen is held apart.
_YEAR_BEHIND = re.compile(r"(?<!\s)\s++(?:ประจำ\s*+)?ปี(?:งบประมาณ)?\s*+(?:พ\.?\s?ศ\.?)?\s*+25\d\d(?!\d)")
# Bullets and ticks before a line, and ticks behind it. A sign is one only where a space follows it.
_BULLET = re.compile(r"^(?:[•·▪▫◦●○■□▢◆◇▶►➢➤→✓✔☑✅√❖»*#>]+\s*|[-–—+o]\s+|\[[ xX✓]?\]\s*)+")
_EMPHASIS = re.compile(r"\*\*|__|`")
_TICK = re.compile(r"(?<![\s✓✔☑✅√*])[\s✓✔☑✅√*]++$")
# Longer lines are running text; no page names a figure in more.
LONGEST_LINE = 300
# So many lines with an indicator's name and a figure are a list of scores, however they are written.
_ENOUGH_LOOSE = 5
# A month and "พ.ศ." are no longer.
_LONGEST_DATE = 40
# The code of an instrument stands beneath so many of its indicators, and it is a column; once, it is a heading.
_ENOUGH_BENEATH = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: its number, counted from 1, and its words."""

    number: int
    text: str
    file: str | None = None

    @property
    def location(self) -> SourceLocation:
        """Where it stands."""
        return SourceLocation(self.file, line=self.number)


def is_list_of_scores(text: str, words: Words) -> bool:
    """Tell whether text is a list of indicators, each with a figure on its line or on the next."""
    named = loose = 0
    waits = False
    for line in text.splitlines()[:MAX_ROWS]:
        plain = bare(tidy(line.replace("\t", " ")))
        if not plain or len(plain) > LONGEST_LINE:
            continue
        if waits and is_number(plain):
            named, waits = named + 1, False
            continue
        # What stands around the figure may keep it from being read; that is then said of the line.
        loose += DECIMALS.search(plain) is not None and words.opens_with_name(plain)
        tail = TAIL.match(plain) or _FIGURE_WITHIN.match(plain)
        try:
            label = tail["label"] if tail else plain
            what = what_named(words, label, SourceLocation())
            if what is None and tail:
                label, what = plain, words.what(plain, SourceLocation(), bare=False)
        except InputError:
            what = None
        if isinstance(what, int) or what == TOTAL:
            named += label != plain
            waits = label == plain
    return named > 0 or loose >= _ENOUGH_LOOSE


def bare(text: str) -> str:
    """Return a line without the bullets, ticks and marks of emphasis around its words."""
    return _TICK.sub("", _BULLET.sub("", _EMPHASIS.sub("", text)))


def is_number(text: str) -> bool:
    """Tell whether a line is a score with decimals and nothing else, but for its unit."""
    tail = TAIL.match(text)
    return tail is not None and not tail["label"] and bool(DECIMALS.search(tail["number"]))


def other_year(text: str, fiscal_year: int) -> int | None:
    """Return the year that a text speaks of where it is not of the one given; the years of dates do not count."""
    named = [int(found[1]) for found in _ANY_YEAR.finditer(text) if not _is_of_date(text, found.start())]
    return named[0] if named and fiscal_year not in named else None


def _is_of_date(text: str, start: int) -> bool:
    """Tell whether the year that begins here is that of a date."""
    return _DATE_BEFORE.search(text, max(0, start - _LONGEST_DATE), start) is not None


def say_other_year(gathering: Gathering, named: int, year: int, location: SourceLocation) -> None:
    """Note that a text speaks of another year than the one that its scores are filed under."""
    gathering.say("year-differs", location, named=named, year=year)


def what_named(words: Words, label: str, location: SourceLocation) -> What | None:
    """Return what the words of a line name, the year behind a name left out.

    Raises
    ------
    InputError
        As `Words.what` says.
    """
    return words.what(_YEAR_BEHIND.sub("", label), location, bare=False)


def without_codes(lines: Sequence[Line], words: Words) -> list[Line]:
    """Leave out a column of instruments' codes, each of which was copied as a line: they would take the scores."""
    codes = [at for at, line in enumerate(lines) if at and line.text.upper() in INSTRUMENTS]
    behind_name = [at for at in codes if _is_of(lines[at], lines[at - 1], words)]
    behind_score = [
        at for at in codes if at > 1 and is_number(lines[at - 1].text) and _is_of(lines[at], lines[at - 2], words)
    ]
    for beneath in (behind_name, behind_score):
        counts = Counter(lines[at].text.upper() for at in beneath)
        if any(count >= _ENOUGH_BENEATH for count in counts.values()):
            return [line for at, line in enumerate(lines) if at not in beneath]
    return list(lines)


def _is_of(code: Line, name: Line, words: Words) -> bool:
    """Tell whether a line names, without a score, an indicator of the instrument whose code another line is."""
    try:
        what = None if DECIMALS.search(name.text) else what_named(words, name.text, name.location)
    except InputError:
        return False
    return isinstance(what, int) and words.indicators[what].instrument == code.text.upper()
