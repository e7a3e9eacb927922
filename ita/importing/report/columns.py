"""Which column of a report's table holds what, told by what its heads mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from ita.importing.files.tables import RawDocument, RawRow, RawTable
from ita.progress import go_on
from ita.thai import match_key, skeleton

INDICATOR, QUESTION, ANALYSIS, MEASURES = "indicator", "question", "analysis", "measures"
RATIONALE, STEPS, PERIOD, UNITS = "rationale", "steps", "period", "units"
# A column of its own for the score, which most reports write behind the indicator's name.
SCORE = "score"
# Reports by strengths and weaknesses: what is to be improved is their analysis.
STRENGTHS, IMPROVE = "strengths", "improve"
# The two halves of a period, and the score of the question itself, where they have columns of their own.
STARTS, ENDS, QUESTION_SCORE = "starts", "ends", "question_score"
LEAVE_OUT = "leave_out"
# Field to the head of its column as reports write it; also how a missing one is named to people.
FIELDS = {
    INDICATOR: "ประเด็น/ตัวชี้วัด",
    QUESTION: "ข้อคำถาม ITA",
    ANALYSIS: "ผลการวิเคราะห์ประเมิน",
    MEASURES: "มาตรการ/โครงการ/กิจกรรม",
    RATIONALE: "ผลการวิเคราะห์ตัวชี้วัดที่สอดคล้องกับมาตรการ",
    STEPS: "ขั้นตอน/วิธีการดำเนินการ",
    PERIOD: "ระยะเวลาดำเนินการ",
    UNITS: "ผู้รับผิดชอบ",
}
# The other columns that a report may have, as they are named to people.
MORE_FIELDS = {
    SCORE: "คะแนน",
    STRENGTHS: "จุดแข็ง",
    IMPROVE: "จุดที่ต้องพัฒนา",
    STARTS: "วันเริ่มต้น",
    ENDS: "วันสิ้นสุด",
    QUESTION_SCORE: "คะแนนของข้อคำถาม",
}
# What is to be done, and when: a year in these heads is the plan's.
PLAN_FIELDS = frozenset((MEASURES, STEPS, PERIOD, UNITS, STARTS, ENDS))
# What a person may say that a column is, by its header.
CHOICES = (*FIELDS, *MORE_FIELDS, LEAVE_OUT)
Mapped = Mapping[str, str]
NO_MAPPING: Mapped = {}
# In this order: the rationale's head speaks of analysis and measures too.
_HEADERS = tuple(
    (name, (re.compile(words), re.compile(skeleton(words))))
    for name, words in (
        (RATIONALE, r"สอดคล้อง|^เหตุผล"),
        (QUESTION, r"^(?:ประเด็น|รายการ)?(?:ข้อ)?คำถาม|^ข้อคำถาม"),
        (STRENGTHS, r"^จุดแข็ง|^จุดเด่น|^ข้อดี|^(?:สิ่ง|ประเด็น|เรื่อง)ที่(?:ทำได้ดี|ดีอยู่แล้ว)"),
        (
            IMPROVE,
            r"^(?:จุด|สิ่ง|ประเด็น|ข้อ|เรื่อง)(?:ที่)?(?:จะ)?(?:ต้อง|ควร)(?:ได้รับการ)?(?:พัฒนา|ปรับปรุง|แก้ไข|เสริม)"
            r"|^จุด(?:อ่อน|ด้อย|บกพร่อง)|^ข้อ(?:บกพร่อง|จำกัด)|^ปัญหา",
        ),
        (STARTS, r"^(?:วัน(?:ที่)?)?(?:ที่)?เริ่ม(?:ต้น)?(?:ดำเนินการ|โครงการ)?$"),
        (ENDS, r"^(?:วัน(?:ที่)?)?(?:ที่)?(?:สิ้นสุด|แล้วเสร็จ)(?:ดำเนินการ|โครงการ)?$"),
        (STEPS, r"ขั้นตอน|วิธีการ?ดำเนินการ|วิธีดำเนินการ|วิธีการดำเนินงาน"),
        (PERIOD, r"ระยะเวลา|ห้วงเวลา|ช่วงเวลา|กำหนดเวลา|กรอบเวลา|กำหนดแล้วเสร็จ|^ไตรมาส$|^เวลา$"),
        (UNITS, r"ผู้รับผิดชอบ|หน่วยงาน(?:ที่|ผู้)?รับผิดชอบ|ส่วนราชการ(?:ที่|ผู้)?รับผิดชอบ|ผู้ดำเนินการ|^หน่วยงาน$|^ส่วนราชการ$"),
        (MEASURES, r"^มาตรการ|^โครงการ|^กิจกรรม|^แนวทาง(?:การ)?(?:แก้ไข|ปรับปรุง|พัฒนา)"),
        (ANALYSIS, r"^(?:ผล)?การวิเคราะห์|^ผลการ?วิเคราะห์|^บทวิเคราะห์"),
        # What a measure is to reach has a column of its own in many plans: "ตัวชี้วัดความสำเร็จ".
        (INDICATOR, r"ตัวชี้วัด(?!(?:ของ)?(?:ความสำเร็จ|ผลสำเร็จ|ผลผลิต|โครงการ|กิจกรรม|มาตรการ))"),
        (QUESTION_SCORE, r"^(?:ผล|ค่า)?คะแนน(?:ของ|ราย|ตาม)?(?:ข้อ)?คำถาม|^(?:ผล|ค่า)?คะแนนรายข้อ"),
        (
            SCORE,
            r"^(?:ผล|ค่า)?คะแนน(?:ที่ได้(?:รับ)?|(?:ผล)?(?:การ)?ประเมิน)?(?:ita)?"
            r"(?:(?:ใน)?ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?25[0-9][0-9])?(?:\([^()]*\))?$",
        ),
    )
)
# One look for all of them: nearly every cell of a table is no head.
_ANY_HEADER = tuple(re.compile("|".join(patterns[spelling].pattern for _, patterns in _HEADERS)) for spelling in (0, 1))
# With line breaks and spaces; real heads have a third of it.
_LONGEST_TEXT = 200
_ABOVE = re.compile(r"^(?:ประเด็น|ตัวชี้วัด)[^0-9]*$")
_DIGIT = re.compile("[0-9]")
_WIDE = re.compile(r"^(?:การวิเคราะห์|การนำผล|ผลการวิเคราะห์)")
# The row above the names has a few wide cells; a row of the table has text in nearly all of its cells.
MOST_WIDE = 4
HAS_SCORE = re.compile(r"\d[.,]\d|\d{2,3}คะแนน")
# A head row names at least this many columns; fewer is a row of text that uses the same words.
_ENOUGH_HEADERS = 5
# So few are enough where indicator and measures are among them, each in no more letters than this.
_ENOUGH_OF_A_PLAN, _LONGEST_OF_A_PLAN = 4, 60
# The lower of two head rows names at least so many that the upper one does not, each in no more letters than this.
_ENOUGH_BELOW, _LONGEST_HEADER = 2, 80


def columns_of(row: RawRow, above: RawRow | None, mapped: Mapped = NO_MAPPING) -> dict[str, int]:
    """Return field to column index of a head row, or nothing where the row is no head.

    A head may be merged with the empty cell beneath it, so that it stands in the row above the other heads.

    Parameters
    ----------
    mapped
        Key of a header to the field that a person says it is.
    """
    go_on()
    for key_of, spelling in _SPELLINGS:
        named = _named(row, key_of, spelling, mapped)
        if not is_enough(row, named) and (above is None or len(named) < _ENOUGH_BELOW):
            continue
        upper = _named(above, key_of, spelling, mapped) if above is not None else {}
        if not is_enough(row, named) and above is not None:
            named = _beneath(row, above, named, upper)
        if named:
            for name, index in upper.items():
                if (
                    index not in named.values()
                    and not cell_key(row, index)
                    and len(cell_key(above, index)) <= _LONGEST_HEADER
                ):
                    named.setdefault(name, index)
            return _with_indicator(row, above, named)
    return {}


def _named(row: RawRow, key_of: Callable[[str], str], spelling: int, mapped: Mapped) -> dict[str, int]:
    """Return field to column index by the heads' words in one of their two spellings: whole, or without marks."""
    named: dict[str, int] = {}
    for index, cell in enumerate(row.cells):
        name = _meant(cell.text, mapped) or (meaning(cell.text, key_of, spelling) if cell.paragraphs else None)
        if name is not None and name != LEAVE_OUT:
            named.setdefault(name, index)
    if INDICATOR in named and HAS_SCORE.search(match_key(row.cells[named[INDICATOR]].text)):
        # A row of text may use the words of heads too, but an indicator with its score is none.
        return {}
    return named


def _meant(text: str, mapped: Mapped) -> str | None:
    """Return what a person says that a header means."""
    return mapped.get(match_key(text)) if mapped and len(text) <= _LONGEST_TEXT else None


_SPELLINGS: tuple[tuple[Callable[[str], str], int], ...] = ((match_key, 0), (skeleton, 1))


def meaning(text: str, key_of: Callable[[str], str] = match_key, spelling: int = 0) -> str | None:
    """Return the field that a head's words mean, None where they mean none; long text is no head."""
    return _meaning_of_short(text, key_of, spelling) if len(text) <= _LONGEST_TEXT else None


@lru_cache(maxsize=8_192)
def _meaning_of_short(text: str, key_of: Callable[[str], str], spelling: int) -> str | None:
    """Return what `meaning` does: the same row is looked at as a head, and as what stands above or beneath one."""
    key = key_of(text)
    if not key or not _ANY_HEADER[spelling].search(key):
        return None
    return next((name for name, patterns in _HEADERS if patterns[spelling].search(key)), None)


def is_enough(row: RawRow, named: Mapping[str, int]) -> bool:
    """Tell whether a row names enough columns to be a head, and not a row of text that uses the same words."""
    of_report = {ANALYSIS if name == IMPROVE else name for name in named} & set(FIELDS)
    if len(of_report) >= _ENOUGH_HEADERS:
        return True
    if len(named) < _ENOUGH_OF_A_PLAN or not {INDICATOR, MEASURES} <= set(named):
        return False
    keys = [cell_key(row, index) for index in named.values()]
    return all(len(key) <= _LONGEST_OF_A_PLAN for key in keys) and not _DIGIT.search(cell_key(row, named[INDICATOR]))


def cell_key(row: RawRow | None, index: int) -> str:
    """Return the key of a cell's text, empty where there is no such cell."""
    return match_key(row.cells[index].text) if row is not None and index < len(row.cells) else ""


def _beneath(row: RawRow, above: RawRow, named: Mapping[str, int], upper: Mapping[str, int]) -> dict[str, int]:
    """Return what the lower of two head rows names, nothing where the row is not that.

    It stands under no indicator, holds nothing but heads, and names what the row above it does not.
    """
    filled = [index for index in range(len(row.cells)) if cell_key(row, index)]
    fresh = [name for name, index in named.items() if meaning(above.cells[index].text) != name]
    is_header = (
        len(fresh) >= _ENOUGH_BELOW
        and set(filled) <= set(named.values())
        and all(len(cell_key(row, index)) <= _LONGEST_HEADER for index in filled)
        and INDICATOR in _with_indicator(row, above, dict(named))
    )
    return dict(named) if is_header and is_enough(row, {**upper, **named}) else {}


def _with_indicator(row: RawRow, above: RawRow | None, named: dict[str, int]) -> dict[str, int]:
    """Return heads with that of the indicator, which may stand in the row above or be called otherwise."""
    for cells, words in ((above.cells if above is not None else (), r"ตัวชี้วัด|ประเด็น"), (row.cells, "^ประเด็น")):
        for index, cell in enumerate(cells):
            if INDICATOR not in named and re.search(words, match_key(cell.text)) and index not in named.values():
                named[INDICATOR] = index
    return named


def has_headers(document: RawDocument, mapped: Mapped = NO_MAPPING) -> bool:
    """Tell whether any table of a document has the heads of a report."""
    return any(
        columns_of(row, table.rows[index - 1] if index else None, mapped)
        for table in document.tables
        for index, row in enumerate(table.rows)
    )


def header_rows(table: RawTable, mapped: Mapped = NO_MAPPING) -> dict[int, dict[str, int]]:
    """Return the rows that name the columns, by their index; a table that goes on over pages may have several."""
    found: dict[int, dict[str, int]] = {}
    for index, row in enumerate(table.rows):
        above = table.rows[index - 1] if index else None
        columns = columns_of(row, above, mapped)
        if not columns:
            continue
        if above is not None and not is_enough(row, _named(row, match_key, 0, mapped)):
            # Its upper row may name enough to be a head by itself.
            found.pop(index - 1, None)
        found[index] = columns
    return found


def is_above(row: RawRow) -> bool:
    """Tell whether a row only spans the heads beneath it, as “การวิเคราะห์ผลการประเมินในปี …” does."""
    keys = [key for cell in row.cells if (key := match_key(cell.text))]
    if any(_ABOVE.match(key) for key in keys):
        return True
    return 0 < len(keys) <= MOST_WIDE and all(_WIDE.match(key) for key in keys)
