"""Scores of one year out of lines copied from a page: a name and a number on one line, or on two.

Every number that looks like a score goes to the name beside or before it, or is said: none is passed over silently.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ita.errors import N_, InputError, Place
from ita.importing.files.grids import GridCell
from ita.importing.files.reading import MAX_ROWS
from ita.importing.scores.unclear import unclear_lines
from ita.importing.scores.values import Gathering
from ita.importing.scores.words import INSTRUMENTS, LEVEL, TOTAL, What, is_weighted, shortened
from ita.thai import match_key, tidy

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
# Behind a name; that it is the year chosen is held apart.
_YEAR_BEHIND = re.compile(r"(?<!\s)\s++(?:ประจำ\s*+)?ปี(?:งบประมาณ)?\s*+(?:พ\.?\s?ศ\.?)?\s*+25\d\d(?!\d)")
# Longer lines are running text; no page names a figure in more.
_LONGEST_LINE = 300
# A month and "พ.ศ." are no longer.
_LONGEST_DATE = 40
_NAMED_AT_MOST = 20


# The code of an instrument stands beneath so many of its indicators, and it is a column; once, it is a heading.
_ENOUGH_BENEATH = 2


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str

    @property
    def place(self) -> Place:
        return Place(line=self.number)


def read_lines(gathering: Gathering, text: str, fiscal_year: int) -> None:
    """Take the figures of a year out of pasted lines; what is wrong with them is noted in `gathering`.

    Parameters
    ----------
    text
        Such as ``1 การปฏิบัติหน้าที่ 97.21``, ``ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล 88.28``, ``IIT 96.97``, ``คะแนนรวม 93.81``,
        ``ระดับ ผ่านดี``; a number may stand on the line after its name.
    fiscal_year
        The year that all of it is of.
    """
    written = text.splitlines()
    if len(written) > MAX_ROWS:
        gathering.say(
            "error",
            "too-many-rows",
            N_("The text has more than {limit} lines; paste only the scores."),
            Place(),
            limit=MAX_ROWS,
        )
        return
    unclear = unclear_lines(gathering, written)
    lines = [_Line(number, tidy(each)) for number, each in enumerate(written, start=1) if number not in unclear]
    _Reading(gathering, fiscal_year).read([line for line in lines if line.text])


def other_year(text: str, fiscal_year: int) -> int | None:
    """Return the year that a text speaks of where it is not of the one given; the years of dates do not count."""
    named = [int(found[1]) for found in _ANY_YEAR.finditer(text) if not _is_of_date(text, found.start())]
    return named[0] if named and fiscal_year not in named else None


def _is_of_date(text: str, start: int) -> bool:
    """Tell whether the year that begins here is that of a date."""
    return _DATE_BEFORE.search(text, max(0, start - _LONGEST_DATE), start) is not None


def say_other_year(gathering: Gathering, named: int, year: int, place: Place) -> None:
    """Note that a text speaks of another year than the one that its scores are filed under."""
    gathering.say(
        "warning",
        "year-differs",
        N_("The text names the year {named}, but the scores are filed under {year}."),
        place,
        named=named,
        year=year,
    )


def _is_number(text: str) -> bool:
    """Tell whether a line is a score with decimals and nothing else, but for its unit."""
    tail = _TAIL.match(text)
    return tail is not None and not tail["label"] and bool(_DECIMALS.search(tail["number"]))


class _Reading:
    """Goes through the lines once; `pending` is the name that waits for its number."""

    def __init__(self, gathering: Gathering, year: int) -> None:
        self.gathering = gathering
        self.year = year
        self.levels = {match_key(rule.level_th) for rule in gathering.frameworks.rating_levels}
        self.other_years: set[int] = set()
        self.pending: tuple[What, _Line] | None = None
        self.nameless: list[_Line] = []
        self.unread: list[_Line] = []
        self.on_two_lines = False

    def read(self, lines: Sequence[_Line]) -> None:
        """Take every line, then say what was left."""
        self.unread += [line for line in lines if len(line.text) > _LONGEST_LINE]
        lines = self._without_codes([line for line in lines if len(line.text) <= _LONGEST_LINE])
        for line, following in zip_longest(lines, lines[1:]):
            if not self._year(line):
                try:
                    self._line(line, following)
                except InputError as reason:
                    self.gathering.take(reason)
        self._let_go()
        self._say_left()

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
        other = other_year(line.text, self.year)
        if other is not None and other not in self.other_years:
            self.other_years.add(other)
            say_other_year(self.gathering, other, self.year, line.place)
        return bool(_YEAR.search(line.text)) and not _DECIMALS.search(line.text)

    def _line(self, line: _Line, following: _Line | None) -> None:
        if self._level(line, following) or self._pairs(line):
            return
        line = self._code_first(line)
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

    def _code_first(self, line: _Line) -> _Line:
        """Return a line whose instrument stands behind the score with it in the name, where it is held to the rest."""
        found = _CODE_LAST.match(line.text)
        tail = _TAIL.match(found["before"]) if found else None
        if found is None or tail is None or not tail["label"] or not _DECIMALS.search(tail["number"]):
            return line
        return _Line(line.number, f"{tail['label']} ({found['code']}) {found['before'][tail.end('label') :]}")

    def _say_more(self, what: What, line: _Line) -> None:
        """Say of a line that names something why none of its numbers is taken."""
        title = self.gathering.words.title(what)
        if len(_NUMBERS.findall(_OPENING.sub("", line.text))) == 1:
            text = N_("{what}: words stand behind the score; leave only the name and the score on the line.")
            self.gathering.say("error", "words-behind-score", text, line.place, what=title)
            return
        text = N_("{what}: the line has more than one number; leave only the score.")
        self.gathering.say("error", "several-numbers", text, line.place, what=title)

    def _what(self, label: str, line: _Line) -> What | None:
        return self.gathering.words.what(_YEAR_BEHIND.sub("", label), line.place, bare=False)

    def _under_heading(self, what: What | None) -> What | None:
        """Return what a total is of: right beneath the heading of an instrument it is that instrument's."""
        heading = self.pending[0] if self.pending else None
        return heading if what == TOTAL and heading in INSTRUMENTS else what

    def _put(self, what: What, line: _Line, text: str) -> None:
        self.gathering.put(self.year, what, GridCell(text, "text", line.place))

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
            self._line(_Line(line.number, found["before"]), following)
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
        if self.pending and self.pending[0] not in (*INSTRUMENTS, LEVEL):
            what, line = self.pending
            self.gathering.say(
                "warning",
                "label-without-score",
                N_("{what} stands without a score."),
                line.place,
                what=self.gathering.words.title(what),
            )
        self.pending = None

    def _say_left(self) -> None:
        # Where numbers stand on lines of their own, one too many may have moved all others to a wrong name.
        for line in self.nameless:
            self.gathering.say(
                "error" if self.on_two_lines else "warning",
                "number-without-name",
                N_("The number {number} stands beside no name. Put its name before it, or delete it."),
                line.place,
                number=shortened(line.text, 40),
            )
        self.unread.sort(key=lambda line: line.number)
        if self.unread:
            shown = ", ".join(str(line.number) for line in self.unread[:_NAMED_AT_MOST])
            self.gathering.say(
                "warning" if any(_DECIMALS.search(line.text) for line in self.unread) else "notice",
                "line-unread",
                N_("These lines were not read: {lines}."),
                self.unread[0].place,
                lines=shown + (" …" if len(self.unread) > _NAMED_AT_MOST else ""),
            )
        if self.gathering.is_empty:
            self.gathering.say(
                "error",
                "scores-empty",
                N_("The text holds no score: paste lines such as “1 การปฏิบัติหน้าที่ 97.21”."),
                Place(),
            )
