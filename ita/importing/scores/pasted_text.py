"""Scores of one year out of lines copied from a page: a name and a number on one line, or on two.

Every number that looks like a score goes to the name beside or before it, or is said: none is passed over silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from ita.errors import InputError, SourceLocation
from ita.formatting import at_most
from ita.importing.candidates import Whose
from ita.importing.files.limits import MAX_ROWS
from ita.importing.scores.label_matcher import INSTRUMENTS, LEVEL, TOTAL, What, is_weighted, shortened, sub_indicator
from ita.importing.scores.score_lines import (
    DECIMALS,
    LONGEST_LINE,
    TAIL,
    Line,
    bare,
    other_year,
    say_other_year,
    what_named,
    without_codes,
)
from ita.importing.scores.sheet_builder import Gathering
from ita.importing.scores.text_keys import match_key, tidy
from ita.importing.scores.text_sections import Sections
from ita.importing.scores.unclear_figures import unclear_lines

_PAIR = re.compile(r"\b(?P<label>IIT|EIT|OIT)[\s:=|,]*(?P<number>\d+(?:\.\d+)?)(?:\s*คะแนน)?[\s,;|/]*", re.IGNORECASE)
_LEVEL = re.compile(
    r"^(?P<before>.*?)(?<!\s)\s*+(?:(?:ผลการประเมิน\s*+)?(?:อยู่ใน\s*+)?ระดับ(?:ผลการประเมิน|คะแนน|คุณภาพ)?|ผลการประเมิน|\blevel\b)"
    r"[\s:=|]*+(?P<level>\S.*)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:ปี|พ\.?\s?ศ\.?|year)\D{0,20}(25\d\d)", re.IGNORECASE)
# An instrument in a column of its own, behind the score.
_CODE_LAST = re.compile(r"^(?=\D*\d)(?P<before>.*?)(?<!\s)\s*+[(\[]?(?P<code>IIT|EIT|OIT)[)\]]?$", re.IGNORECASE)
_OPENING = re.compile(r"^(?:ตัวชี้วัด(?:ที่)?\s*)?[(\[]?\d{1,2}[)\].]*(?=\s)")
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_NAMED_AT_MOST = 20
# What waits for the number of a part of an indicator.
_PART = "part"


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
        self.sections = Sections(gathering.file, default_year, whose)
        self.levels = {match_key(rule.level_th) for rule in gathering.frameworks.rating_levels}
        self.level_behind = _level_behind(rule.level_th for rule in gathering.frameworks.rating_levels)
        self.other_years: set[int] = set()
        # `pending` is the name that waits for its number; a part of an indicator waits for one that is left out.
        self.pending: tuple[What, Line] | None = None
        self.nameless: list[Line] = []
        self.unread: list[Line] = []
        self.parts: list[tuple[str, Line]] = []
        self.levels_left: list[Line] = []
        self.on_two_lines = False

    def read(self, text: str) -> bool:
        """Take every line; False, and said, where there are far too many."""
        written = text.splitlines()
        if len(written) > MAX_ROWS:
            self.gathering.say("too-many-rows", SourceLocation(self.gathering.file), variant="pasted", limit=MAX_ROWS)
            return False
        unclear = unclear_lines(self.gathering, written)
        lines = [
            Line(number, bare(tidy(each)), self.gathering.file)
            for number, each in enumerate(written, start=1)
            if number not in unclear
        ]
        self._read([line for line in lines if line.text])
        return True

    def _read(self, lines: Sequence[Line]) -> None:
        self.unread += [line for line in lines if len(line.text) > LONGEST_LINE]
        lines = without_codes([line for line in lines if len(line.text) <= LONGEST_LINE], self.gathering.words)
        for line, following in zip_longest(lines, lines[1:]):
            if not (self._heading(line) or self._year(line) or self._part(line)):
                try:
                    self._line(line, following)
                except InputError as reason:
                    self.gathering.take(reason)
        self._let_go()
        self.sections.note_beneath()
        self.sections.part_years()

    def _heading(self, line: Line) -> bool:
        """Take a line that says what the figures beneath it are, or of which year or agency they are."""
        if DECIMALS.search(line.text) or self._names_figure(line) or self._names_level(line):
            return False
        return self.sections.heading(line)

    def _names_level(self, line: Line) -> bool:
        found = _LEVEL.match(line.text)
        return found is not None and match_key(found["level"].strip("“”\"'() .")) in self.levels

    def _names_figure(self, line: Line) -> bool:
        """Tell whether a line names an indicator, an instrument, the total or the level, with a figure or without."""
        tail = TAIL.match(line.text)
        label = tail["label"] if tail and tail["label"] else line.text
        try:
            return self._what(label, line) is not None or self._what(line.text, line) is not None
        except InputError:
            return True

    def _part(self, line: Line) -> bool:
        """Take a line that is a part of an indicator, such as 9.1, which is no score of the ten."""
        number = sub_indicator(line.text)
        if number is None:
            return False
        self._let_go()
        self.parts.append((number or shortened(line.text, 20), line))
        if not (tail := TAIL.match(line.text)) or not DECIMALS.search(tail["number"]) or not tail["label"]:
            self.pending = (_PART, line)
        return True

    def _year(self, line: Line) -> bool:
        """Tell whether a line only names a year; say where it is another than the chosen one."""
        other = other_year(line.text, self.year) if self.year is not None else None
        if other is not None and self.year is not None and other not in self.other_years:
            self.other_years.add(other)
            say_other_year(self.gathering, other, self.year, line.location)
        return bool(_YEAR.search(line.text)) and not DECIMALS.search(line.text)

    def _line(self, line: Line, following: Line | None) -> None:
        if self._level(line, following) or self._pairs(line):
            return
        line = self._code_first(self._without_level(line))
        tail = TAIL.match(line.text)
        if tail and not tail["label"]:
            self._number(line, tail, following)
            return
        what = self._what(tail["label"], line) if tail else None
        what = self._under_heading(what)
        if tail and what is not None and not DECIMALS.search(tail["label"]):
            self._let_go()
            self.sections.put(what, line, tail["number"] + (tail["unit"] or ""))
            return
        what = what if what is not None else self._under_heading(self._what(line.text, line))
        if what is None:
            # A name may go on in this line and be another's: no number beneath is its own.
            if self.pending and self.pending[0] not in (*INSTRUMENTS, LEVEL):
                self._let_go()
            self.unread.append(line)
        elif DECIMALS.search(line.text):
            self._say_more(what, line)
        else:
            if self.pending and self.pending[0] != what:
                self._let_go()
            self.pending = (what, line)

    def _without_level(self, line: Line) -> Line:
        """Return a line without the name of a level behind its score; the one behind the total is the year's."""
        found = self.level_behind.match(line.text)
        tail = TAIL.match(found["before"].rstrip(" (,;:|–-")) if found else None
        if found is None or tail is None or not tail["label"]:
            return line
        if self._what(tail["label"], line) == TOTAL:
            self.sections.put(LEVEL, line, found["level"])
        else:
            self.levels_left.append(line)
        return Line(line.number, tail[0], line.file)

    def _code_first(self, line: Line) -> Line:
        """Return a line whose instrument stands behind the score with it in the name, where it is held to the rest."""
        found = _CODE_LAST.match(line.text)
        tail = TAIL.match(found["before"]) if found else None
        if found is None or tail is None or not tail["label"] or not DECIMALS.search(tail["number"]):
            return line
        text = f"{tail['label']} ({found['code']}) {found['before'][tail.end('label') :]}"
        return Line(line.number, text, line.file)

    def _say_more(self, what: What, line: Line) -> None:
        """Say of a line that names something why none of its numbers is taken."""
        title = self.gathering.words.title(what)
        if len(_NUMBERS.findall(_OPENING.sub("", line.text))) == 1:
            self.gathering.say("words-behind-score", line.location, what=title)
            return
        self.gathering.say("several-numbers", line.location, what=title)

    def _what(self, label: str, line: Line) -> What | None:
        return what_named(self.gathering.words, label, line.location)

    def _under_heading(self, what: What | None) -> What | None:
        """Return what a total is of: right beneath the heading of an instrument it is that instrument's."""
        heading = self.pending[0] if self.pending else None
        return heading if what == TOTAL and heading in INSTRUMENTS else what

    def _level(self, line: Line, following: Line | None) -> bool:
        """Take a level that the line names, behind the total or alone; only names of levels are levels."""
        if self.pending and self.pending[0] == LEVEL and match_key(line.text) in self.levels:
            self.pending = None
            self.sections.put(LEVEL, line, line.text)
            return True
        found = _LEVEL.match(line.text)
        name = found["level"].strip("“”\"'() .") if found else ""
        if found is None or match_key(name) not in self.levels:
            return False
        if found["before"]:
            self._line(Line(line.number, found["before"], line.file), following)
        if found["before"] and self._of_a_part(found["before"], line):
            self.unread.append(line)
        else:
            self.sections.put(LEVEL, line, name)
        return True

    def _of_a_part(self, before: str, line: Line) -> bool:
        """Tell whether an instrument or an indicator stands before a level, which is then not that of the year."""
        tail = TAIL.match(before)
        label = tail["label"] if tail and tail["label"] else before
        return is_weighted(label) or isinstance(self._what(label, line), int)

    def _pairs(self, line: Line) -> bool:
        """Take the figures of several instruments on one line."""
        pairs = list(_PAIR.finditer(line.text))
        if len(pairs) < 2 or _PAIR.sub("", line.text).strip():
            return False
        for pair in pairs:
            self.sections.put(pair["label"].upper(), line, pair["number"])
        return True

    def _number(self, line: Line, tail: re.Match[str], following: Line | None) -> None:
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
            self.sections.put(what, line, number + (tail["unit"] or ""))
        elif DECIMALS.search(number):
            self.nameless.append(line)
        else:
            self.unread.append(line)

    def _opens(self, line: Line, number: int) -> bool:
        """Tell whether a line names the indicator of a number."""
        tail = TAIL.match(line.text)
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
                severity="warning" if any(DECIMALS.search(line.text) for line in self.unread) else "notice",
                lines=shown,
            )
        self._say_parts()
        has_asks = any(run.figures for run in self.sections.runs)
        if self.gathering.is_empty and not has_asks:
            self.gathering.say(
                "scores-empty",
                SourceLocation(self.gathering.file),
                variant="lines"
                if any(DECIMALS.search(line.text) for line in (*self.unread, *self.nameless))
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


def _some(names: Iterable[str]) -> str:
    """Return names with commas between them, cut where they are many."""
    listed = list(names)
    return at_most(listed, _NAMED_AT_MOST)


def _level_behind(levels: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of a line that ends with the name of a level behind a number."""
    names = "|".join(re.escape(name) for name in sorted(set(levels), key=len, reverse=True))
    return re.compile(rf"^(?P<before>.*\d.*?)(?:[\s(,;:|–-]|คะแนน|%)+(?P<level>{names})[)\]\s.]*$", re.IGNORECASE)
