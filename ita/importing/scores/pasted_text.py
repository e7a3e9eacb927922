"""Scores of one year out of lines copied from a page: a name and a number on one line, or on two.

Every number that looks like a score goes to the name beside or before it, or is said: none is passed over silently.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from ita.errors import InputError, SourceLocation
from ita.formatting import at_most
from ita.importing.candidates import Evidence, Whose
from ita.importing.files.grids import GridCell
from ita.importing.files.limits import MAX_ROWS
from ita.importing.scores import figure_roles
from ita.importing.scores.figure_runs import Figure, Run
from ita.importing.scores.label_matcher import (
    INSTRUMENTS,
    LEVEL,
    TOTAL,
    What,
    Words,
    is_weighted,
    shortened,
    sub_indicator,
)
from ita.importing.scores.sheet_builder import Gathering
from ita.importing.scores.text_keys import match_key, tidy
from ita.importing.scores.unclear_figures import unclear_lines

_TAIL = re.compile(
    r"^(?P<label>.*?)(?<![\s:=|])[\s:=|]*+(?<![\d.,])(?P<number>[-−]?\d++(?:[.,]\d++)*+)\s*+(?P<unit>%|คะแนน|points?)?"
    r"(?:\s*+(?:/|จาก|เต็ม|of)\s*+100(?:\.0++)?)?\s*+(?:คะแนน|points?)?$",
    re.IGNORECASE,
)
_DECIMALS = re.compile(r"\d[.,]\d")
_PAIR = re.compile(r"\b(?P<label>IIT|EIT|OIT)[\s:=|,]*(?P<number>\d+(?:\.\d+)?)(?:\s*คะแนน)?[\s,;|/]*", re.IGNORECASE)
_LEVEL = re.compile(
    r"^(?P<before>.*?)(?<!\s)\s*+(?:(?:ผลการประเมิน\s*+)?(?:อยู่ใน\s*+)?ระดับ(?:ผลการประเมิน|คะแนน|คุณภาพ)?|ผลการประเมิน|\blevel\b)"
    r"[\s:=|]*+(?P<level>\S.*)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:ปี|พ\.?\s?ศ\.?|year)\D{0,20}(25\d\d)", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<![\d.,/])(25[5-9]\d)(?![.,/]?\d)")
_DATE_BEFORE = re.compile(r"(?:คม|ยน|พันธ์|[กมพสตธ]\.\s?[คพย]\.|มี\.\s?ค\.|เม\.\s?ย\.|มิ\.\s?ย\.)\s*+(?:พ\.?\s?ศ\.?)?\s*+$")
# An instrument in a column of its own, behind the score.
_CODE_LAST = re.compile(r"^(?=\D*\d)(?P<before>.*?)(?<!\s)\s*+[(\[]?(?P<code>IIT|EIT|OIT)[)\]]?$", re.IGNORECASE)
_OPENING = re.compile(r"^(?:ตัวชี้วัด(?:ที่)?\s*)?[(\[]?\d{1,2}[)\].]*(?=\s)")
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
# A score with a few words behind it, such as its level.
_FIGURE_WITHIN = re.compile(
    r"^(?P<label>\D{0,12}\d{0,2}\D{0,300}?)[\s:=|–-]{0,300}(?P<number>\d{1,3}(?:[.,]\d++)?)\D{0,40}$"
)
# Behind a name; that it is the year chosen is held apart.
_YEAR_BEHIND = re.compile(r"(?<!\s)\s++(?:ประจำ\s*+)?ปี(?:งบประมาณ)?\s*+(?:พ\.?\s?ศ\.?)?\s*+25\d\d(?!\d)")
# Bullets and ticks before a line, and ticks behind it. A sign is one only where a space follows it.
_BULLET = re.compile(r"^(?:[•·▪▫◦●○■□▢◆◇▶►➢➤→✓✔☑✅√❖»*#>]+\s*|[-–—+o]\s+|\[[ xX✓]?\]\s*)+")
_NOTE = re.compile(
    r"หมายเหตุ|ข้อสังเกต|ตัวเลข|คะแนน(?:ข้างต้น|ดังกล่าว|นี้|ทั้งหมด)|(?:ข้างต้น|ทั้งหมด)?(?:นี้)?เป็น|note|remark", re.IGNORECASE
)
_EMPHASIS = re.compile(r"\*\*|__|`")
_TICK = re.compile(r"(?<![\s✓✔☑✅√*])[\s✓✔☑✅√*]++$")
# Longer lines are running text; no page names a figure in more.
_LONGEST_LINE = 300
# So many lines with an indicator's name and a figure are a list of scores, however they are written.
_ENOUGH_LOOSE = 5
# A month and "พ.ศ." are no longer.
_LONGEST_DATE = 40
_NAMED_AT_MOST = 20


# The code of an instrument stands beneath so many of its indicators, and it is a column; once, it is a heading.
_ENOUGH_BENEATH = 2


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    file: str | None = None

    @property
    def location(self) -> SourceLocation:
        return SourceLocation(self.file, line=self.number)


def is_list_of_scores(text: str, words: Words) -> bool:
    """Tell whether text is a list of indicators, each with a figure on its line or on the next."""
    named = loose = 0
    waits = False
    for line in text.splitlines()[:MAX_ROWS]:
        plain = _bare(tidy(line.replace("\t", " ")))
        if not plain or len(plain) > _LONGEST_LINE:
            continue
        if waits and _is_number(plain):
            named, waits = named + 1, False
            continue
        # What stands around the figure may keep it from being read; that is then said of the line.
        loose += _DECIMALS.search(plain) is not None and words.opens_with_name(plain)
        tail = _TAIL.match(plain) or _FIGURE_WITHIN.match(plain)
        try:
            label = tail["label"] if tail else plain
            what = words.what(_YEAR_BEHIND.sub("", label), SourceLocation(), bare=False)
            if what is None and tail:
                label, what = plain, words.what(plain, SourceLocation(), bare=False)
        except InputError:
            what = None
        if isinstance(what, int) or what == TOTAL:
            named += label != plain
            waits = label == plain
    return named > 0 or loose >= _ENOUGH_LOOSE


def _bare(text: str) -> str:
    """Return a line without the bullets, ticks and marks of emphasis around its words."""
    return _TICK.sub("", _BULLET.sub("", _EMPHASIS.sub("", text)))


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


def _is_number(text: str) -> bool:
    """Tell whether a line is a score with decimals and nothing else, but for its unit."""
    tail = _TAIL.match(text)
    return tail is not None and not tail["label"] and bool(_DECIMALS.search(tail["number"]))


class Lines:
    """Goes through the lines of a text once; what its headings say parts it into runs.

    Parameters
    ----------
    gathering
        Where what is wrong is noted.
    default_year
        The year that a person chose for all of it; None where it has to name its year itself.
    whose
        The agency that is imported for, where known.
    """

    def __init__(self, gathering: Gathering, default_year: int | None, whose: Whose | None = None) -> None:
        self.gathering = gathering
        self.year = default_year
        self.year_of_all = default_year
        self.whose = whose
        self.levels = {match_key(rule.level_th) for rule in gathering.frameworks.rating_levels}
        self.level_behind = _level_behind(rule.level_th for rule in gathering.frameworks.rating_levels)
        self.other_years: set[int] = set()
        # `pending` is the name that waits for its number; a part of an indicator waits for one that is left out.
        self.pending: tuple[What, _Line] | None = None
        self.nameless: list[_Line] = []
        self.unread: list[_Line] = []
        self.parts: list[tuple[str, _Line]] = []
        self.levels_left: list[_Line] = []
        self.on_two_lines = False
        self.runs: list[Run] = [self._run(1)]

    def _run(self, line: int) -> Run:
        location = SourceLocation(self.gathering.file, line=line)
        return Run(f"l{line}", 1, None, "", location, location, ())

    def read(self, text: str) -> bool:
        """Take every line; False, and said, where there are far too many."""
        written = text.splitlines()
        if len(written) > MAX_ROWS:
            self.gathering.say("too-many-rows", SourceLocation(self.gathering.file), variant="pasted", limit=MAX_ROWS)
            return False
        unclear = unclear_lines(self.gathering, written)
        lines = [
            _Line(number, _bare(tidy(each)), self.gathering.file)
            for number, each in enumerate(written, start=1)
            if number not in unclear
        ]
        self._read([line for line in lines if line.text])
        return True

    def _read(self, lines: Sequence[_Line]) -> None:
        self.unread += [line for line in lines if len(line.text) > _LONGEST_LINE]
        lines = self._without_codes([line for line in lines if len(line.text) <= _LONGEST_LINE])
        for line, following in zip_longest(lines, lines[1:]):
            if not (self._heading(line) or self._year(line) or self._part(line)):
                try:
                    self._line(line, following)
                except InputError as reason:
                    self.gathering.take(reason)
        self._let_go()
        self._note_beneath()
        self._part_years()

    def _heading(self, line: _Line) -> bool:
        """Take a line that says what the figures beneath it are, or of which year or agency they are."""
        if _DECIMALS.search(line.text) or self._names_figure(line) or self._names_level(line):
            return False
        kinds = figure_roles.of_title(line.text)
        years = figure_roles.years_said(line.text)
        other = self.whose is not None and figure_roles.other_agency(line.text, self.whose.names, self.whose.others)
        if not kinds and not years and not other:
            return False
        run = self.runs[-1]
        if run.figures:
            run = self._run(line.number)
            self.runs.append(run)
        where: Literal["first_line", "title"] = "first_line" if line.number == 1 else "title"
        words = shortened(line.text)
        found = [Evidence(kind, words, where, line.location) for kind in sorted(kinds)]
        if other:
            found.append(Evidence(figure_roles.OTHER_AGENCY, words, where, line.location))
        if years:
            evidence = Evidence("year", words, where, line.location)
            found.append(evidence)
            run.years = (*run.years, *((year, evidence) for year in years))
        run.evidence += found
        run.header = run.header or words
        run.header_location = line.location
        # Beneath a chosen year one that differs is said; the line itself is not read.
        return bool(kinds or other) and not years

    def _names_level(self, line: _Line) -> bool:
        found = _LEVEL.match(line.text)
        return found is not None and match_key(found["level"].strip("“”\"'() .")) in self.levels

    def _names_figure(self, line: _Line) -> bool:
        """Tell whether a line names an indicator, an instrument, the total or the level, with a figure or without."""
        tail = _TAIL.match(line.text)
        label = tail["label"] if tail and tail["label"] else line.text
        try:
            return self._what(label, line) is not None or self._what(line.text, line) is not None
        except InputError:
            return True

    def _note_beneath(self) -> None:
        """Let a note beneath the last figures say what they are: ``หมายเหตุ: เป็นคะแนนเป้าหมาย``."""
        *before, last = self.runs
        if before and not last.figures and _NOTE.match(last.header):
            before[-1].evidence += [each for each in last.evidence if each.kind != "year"]
            before[-1].header = before[-1].header or last.header

    def _part_years(self) -> None:
        """Let each heading's year count where the text has several and the chosen one is among them."""
        years = [{y.year for y, _ in run.years if y.of == "result"} for run in self.runs if run.figures]
        named = {year for each in years for year in each}
        if self.year is None or len(named) < _SEVERAL or self.year not in named or any(len(y) != 1 for y in years):
            return
        for run, of_run in zip([run for run in self.runs if run.figures], years, strict=True):
            (run.own_year,) = of_run
        self.runs = [run for run in self.runs if run.own_year in (self.year, None)]

    def _part(self, line: _Line) -> bool:
        """Take a line that is a part of an indicator, such as 9.1, which is no score of the ten."""
        number = sub_indicator(line.text)
        if number is None:
            return False
        self._let_go()
        self.parts.append((number or shortened(line.text, 20), line))
        if not (tail := _TAIL.match(line.text)) or not _DECIMALS.search(tail["number"]) or not tail["label"]:
            self.pending = (_PART, line)
        return True

    def _without_codes(self, lines: Sequence[_Line]) -> list[_Line]:
        """Leave out a column of instruments' codes, each of which was copied as a line: they would take the scores."""
        codes = [at for at, line in enumerate(lines) if at and line.text.upper() in INSTRUMENTS]
        behind_name = [at for at in codes if self._is_of(lines[at], lines[at - 1])]
        behind_score = [
            at for at in codes if at > 1 and _is_number(lines[at - 1].text) and self._is_of(lines[at], lines[at - 2])
        ]
        for beneath in (behind_name, behind_score):
            counts = Counter(lines[at].text.upper() for at in beneath)
            if any(count >= _ENOUGH_BENEATH for count in counts.values()):
                return [line for at, line in enumerate(lines) if at not in beneath]
        return list(lines)

    def _is_of(self, code: _Line, name: _Line) -> bool:
        """Tell whether a line names, without a score, an indicator of the instrument whose code another line is."""
        try:
            what = None if _DECIMALS.search(name.text) else self._what(name.text, name)
        except InputError:
            return False
        return isinstance(what, int) and self.gathering.words.indicators[what].instrument == code.text.upper()

    def _year(self, line: _Line) -> bool:
        """Tell whether a line only names a year; say where it is another than the chosen one."""
        other = other_year(line.text, self.year) if self.year is not None else None
        if other is not None and self.year is not None and other not in self.other_years:
            self.other_years.add(other)
            say_other_year(self.gathering, other, self.year, line.location)
        return bool(_YEAR.search(line.text)) and not _DECIMALS.search(line.text)

    def _line(self, line: _Line, following: _Line | None) -> None:
        if self._level(line, following) or self._pairs(line):
            return
        line = self._code_first(self._without_level(line))
        tail = _TAIL.match(line.text)
        if tail and not tail["label"]:
            self._number(line, tail, following)
            return
        what = self._what(tail["label"], line) if tail else None
        what = self._under_heading(what)
        if tail and what is not None and not _DECIMALS.search(tail["label"]):
            self._let_go()
            self._put(what, line, tail["number"] + (tail["unit"] or ""))
            return
        what = what if what is not None else self._under_heading(self._what(line.text, line))
        if what is None:
            # A name may go on in this line and be another's: no number beneath is its own.
            if self.pending and self.pending[0] not in (*INSTRUMENTS, LEVEL):
                self._let_go()
            self.unread.append(line)
        elif _DECIMALS.search(line.text):
            self._say_more(what, line)
        else:
            if self.pending and self.pending[0] != what:
                self._let_go()
            self.pending = (what, line)

    def _without_level(self, line: _Line) -> _Line:
        """Return a line without the name of a level behind its score; the one behind the total is the year's."""
        found = self.level_behind.match(line.text)
        tail = _TAIL.match(found["before"].rstrip(" (,;:|–-")) if found else None
        if found is None or tail is None or not tail["label"]:
            return line
        if self._what(tail["label"], line) == TOTAL:
            self._put(LEVEL, line, found["level"])
        else:
            self.levels_left.append(line)
        return _Line(line.number, tail[0], line.file)

    def _code_first(self, line: _Line) -> _Line:
        """Return a line whose instrument stands behind the score with it in the name, where it is held to the rest."""
        found = _CODE_LAST.match(line.text)
        tail = _TAIL.match(found["before"]) if found else None
        if found is None or tail is None or not tail["label"] or not _DECIMALS.search(tail["number"]):
            return line
        text = f"{tail['label']} ({found['code']}) {found['before'][tail.end('label') :]}"
        return _Line(line.number, text, line.file)

    def _say_more(self, what: What, line: _Line) -> None:
        """Say of a line that names something why none of its numbers is taken."""
        title = self.gathering.words.title(what)
        if len(_NUMBERS.findall(_OPENING.sub("", line.text))) == 1:
            self.gathering.say("words-behind-score", line.location, what=title)
            return
        self.gathering.say("several-numbers", line.location, what=title)

    def _what(self, label: str, line: _Line) -> What | None:
        return self.gathering.words.what(_YEAR_BEHIND.sub("", label), line.location, bare=False)

    def _under_heading(self, what: What | None) -> What | None:
        """Return what a total is of: right beneath the heading of an instrument it is that instrument's."""
        heading = self.pending[0] if self.pending else None
        return heading if what == TOTAL and heading in INSTRUMENTS else what

    def _put(self, what: What, line: _Line, text: str) -> None:
        run = self.runs[-1]
        if not run.figures:
            run.location = line.location
        run.figures.append(Figure(GridCell(text, "text", line.location), what))

    def _level(self, line: _Line, following: _Line | None) -> bool:
        """Take a level that the line names, behind the total or alone; only names of levels are levels."""
        if self.pending and self.pending[0] == LEVEL and match_key(line.text) in self.levels:
            self.pending = None
            self._put(LEVEL, line, line.text)
            return True
        found = _LEVEL.match(line.text)
        name = found["level"].strip("“”\"'() .") if found else ""
        if found is None or match_key(name) not in self.levels:
            return False
        if found["before"]:
            self._line(_Line(line.number, found["before"], line.file), following)
        if found["before"] and self._of_a_part(found["before"], line):
            self.unread.append(line)
        else:
            self._put(LEVEL, line, name)
        return True

    def _of_a_part(self, before: str, line: _Line) -> bool:
        """Tell whether an instrument or an indicator stands before a level, which is then not that of the year."""
        tail = _TAIL.match(before)
        label = tail["label"] if tail and tail["label"] else before
        return is_weighted(label) or isinstance(self._what(label, line), int)

    def _pairs(self, line: _Line) -> bool:
        """Take the figures of several instruments on one line."""
        pairs = list(_PAIR.finditer(line.text))
        if len(pairs) < 2 or _PAIR.sub("", line.text).strip():
            return False
        for pair in pairs:
            self._put(pair["label"].upper(), line, pair["number"])
        return True

    def _number(self, line: _Line, tail: re.Match[str], following: _Line | None) -> None:
        """Give a number that stands alone to the name before it, unless it numbers the name after it."""
        number = tail["number"]
        if number.isdigit() and following is not None and self._opens(following, int(number)):
            return
        if self.pending and self.pending[0] != LEVEL:
            what, _ = self.pending
            self.pending = None
            if what == _PART:
                return
            self.on_two_lines = True
            self._put(what, line, number + (tail["unit"] or ""))
        elif _DECIMALS.search(number):
            self.nameless.append(line)
        else:
            self.unread.append(line)

    def _opens(self, line: _Line, number: int) -> bool:
        """Tell whether a line names the indicator of a number."""
        tail = _TAIL.match(line.text)
        try:
            return self._what(tail["label"] if tail else line.text, line) == number
        except InputError:
            return False

    def _let_go(self) -> None:
        """Give up waiting for a number; instruments and the level often stand as mere headings."""
        if self.pending and self.pending[0] not in (*INSTRUMENTS, LEVEL, _PART):
            what, line = self.pending
            self.gathering.say("label-without-score", line.location, what=self.gathering.words.title(what))
        self.pending = None

    def report_kept_fields(self) -> None:
        """Say which lines were not read, and where nothing was."""
        # Where numbers stand on lines of their own, one too many may have moved all others to a wrong name.
        for line in self.nameless:
            self.gathering.say(
                "number-without-name",
                line.location,
                severity="error" if self.on_two_lines else "warning",
                number=shortened(line.text, 40),
            )
        self.unread.sort(key=lambda line: line.number)
        if self.unread:
            shown = at_most([str(line.number) for line in self.unread], _NAMED_AT_MOST)
            self.gathering.say(
                "line-unread",
                self.unread[0].location,
                severity="warning" if any(_DECIMALS.search(line.text) for line in self.unread) else "notice",
                lines=shown,
            )
        self._say_parts()
        has_asks = any(run.figures for run in self.runs)
        if self.gathering.is_empty and not has_asks:
            self.gathering.say(
                "scores-empty",
                SourceLocation(self.gathering.file),
                variant="lines"
                if any(_DECIMALS.search(line.text) for line in (*self.unread, *self.nameless))
                else "text",
            )

    def _say_parts(self) -> None:
        if self.parts:
            self.gathering.say(
                "part-left-out", self.parts[0][1].location, parts=_some(number for number, _ in self.parts)
            )
        if self.levels_left:
            self.gathering.say(
                "level-left-out",
                self.levels_left[0].location,
                lines=_some(str(line.number) for line in self.levels_left),
            )


# What waits for the number of a part of an indicator.
_PART = "part"
_SEVERAL = 2


def _some(names: Iterable[str]) -> str:
    """Return names with commas between them, cut where they are many."""
    listed = list(names)
    return at_most(listed, _NAMED_AT_MOST)


def _level_behind(levels: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of a line that ends with the name of a level behind a number."""
    names = "|".join(re.escape(name) for name in sorted(set(levels), key=len, reverse=True))
    return re.compile(rf"^(?P<before>.*\d.*?)(?:[\s(,;:|–-]|คะแนน|%)+(?P<level>{names})[)\]\s.]*$", re.IGNORECASE)
