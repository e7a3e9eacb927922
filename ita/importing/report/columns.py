"""Which column of a report's table holds what, told by what its heads mean, and the rows put together by indicator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ita.errors import N_, Issue, Place
from ita.importing.files.tables import RawCell, RawDocument, RawRow, RawTable
from ita.importing.report.items import Piece, has_tags, is_numbered, pieces, running_text
from ita.model import RawField
from ita.thai import match_key, skeleton, tidy
from ita.watching import go_on

INDICATOR, QUESTION, ANALYSIS, MEASURES = "indicator", "question", "analysis", "measures"
RATIONALE, STEPS, PERIOD, UNITS = "rationale", "steps", "period", "units"
# A column of its own for the score, which most reports write behind the indicator's name.
SCORE = "score"
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
# In this order: the rationale's head speaks of analysis and measures too.
_HEADS = tuple(
    (name, (re.compile(words), re.compile(skeleton(words))))
    for name, words in (
        (RATIONALE, r"สอดคล้อง|^เหตุผล"),
        (QUESTION, r"^(?:ประเด็น|รายการ)?(?:ข้อ)?คำถาม|^ข้อคำถาม"),
        (STEPS, r"ขั้นตอน|วิธีการ?ดำเนินการ|วิธีดำเนินการ|วิธีการดำเนินงาน"),
        (PERIOD, r"ระยะเวลา|ห้วงเวลา|ช่วงเวลา|กำหนดเวลา|กรอบเวลา|กำหนดแล้วเสร็จ"),
        (UNITS, r"ผู้รับผิดชอบ|หน่วยงาน(?:ที่|ผู้)?รับผิดชอบ|ส่วนราชการ(?:ที่|ผู้)?รับผิดชอบ|ผู้ดำเนินการ"),
        (MEASURES, r"^มาตรการ|^โครงการ|^กิจกรรม|^แนวทาง(?:การ)?(?:แก้ไข|ปรับปรุง|พัฒนา)"),
        (ANALYSIS, r"^(?:ผล)?การวิเคราะห์|^ผลการ?วิเคราะห์|^บทวิเคราะห์"),
        (INDICATOR, r"ตัวชี้วัด"),
        (SCORE, r"^(?:ผล|ค่า)?คะแนน(?:ที่ได้(?:รับ)?|ประเมิน)?$"),
    )
)
_ABOVE = re.compile(r"^(?:ประเด็น|ตัวชี้วัด)[^0-9]*$")
_WIDE = re.compile(r"^(?:การวิเคราะห์|การนำผล|ผลการวิเคราะห์)")
# The row above the names has a few wide cells; a row of the table has text in nearly all of its cells.
_MOST_WIDE = 4
_HAS_SCORE = re.compile(r"\d[.,]\d|\d{2,3}คะแนน")
_OPENS = re.compile(r"^(?:ตัวชี้วัด(?:ย่อย)?(?:ที่)?)?\(?\d{1,2}\)?[.):]?\D")
# A head row names at least this many columns; fewer is a row of text that uses the same words.
_ENOUGH_HEADS = 5
_YEAR_IN_HEAD = re.compile(r"ปี\s*(?:งบประมาณ)?\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*(25\d\d)")


@dataclass(slots=True)
class IndicatorRows:
    """All that a report's rows say of one indicator, by field."""

    place: Place
    cells: dict[str, list[Piece]] = field(default_factory=dict)
    raw: list[RawField] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def pieces(self, name: str) -> list[Piece]:
        """Return the paragraphs of a field, over all rows."""
        return self.cells.get(name, [])

    def place_of(self, name: str) -> Place:
        """Return where a field first stands, else where the indicator does."""
        return self.places.get(name, self.place)


@dataclass(slots=True)
class Sheet:
    """The rows of a report by indicator, the years that its heads name, and what was noticed on the way."""

    rows: list[IndicatorRows] = field(default_factory=list)
    years: Counter[int] = field(default_factory=Counter)
    issues: list[Issue] = field(default_factory=list)
    found_table: bool = False


def _columns_of(row: RawRow, above: RawRow | None) -> dict[str, int]:
    """Return field to column index of a head row, or nothing where the row is no head."""
    go_on()
    named = _named(row, match_key, 0) or _named(row, skeleton, 1)
    if named and INDICATOR not in named and above is not None:
        for index, cell in enumerate(above.cells):
            if re.search(r"ตัวชี้วัด|ประเด็น", match_key(cell.text)) and index not in named.values():
                named[INDICATOR] = index
                break
    return named


def _named(row: RawRow, key_of: Callable[[str], str], spelling: int) -> dict[str, int]:
    """Return field to column index by the heads' words in one of their two spellings: whole, or without marks."""
    named: dict[str, int] = {}
    for index, cell in enumerate(row.cells):
        key = key_of(cell.text)
        for name, patterns in _HEADS:
            if key and patterns[spelling].search(key):
                named.setdefault(name, index)
                break
    return named if len(set(named) & set(FIELDS)) >= _ENOUGH_HEADS else {}


def has_heads(document: RawDocument) -> bool:
    """Tell whether any table of a document has the heads of a report."""
    return any(
        _columns_of(row, table.rows[index - 1] if index else None)
        for table in document.tables
        for index, row in enumerate(table.rows)
    )


def _heads(table: RawTable) -> dict[int, dict[str, int]]:
    """Return the rows that name the columns, by their index; a table that goes on over pages may have several."""
    found: dict[int, dict[str, int]] = {}
    for index, row in enumerate(table.rows):
        columns = _columns_of(row, table.rows[index - 1] if index else None)
        if columns:
            found[index] = columns
    return found


def _is_above(row: RawRow) -> bool:
    """Tell whether a row only spans the heads beneath it, as “การวิเคราะห์ผลการประเมินในปี …” does."""
    keys = [key for cell in row.cells if (key := match_key(cell.text))]
    if any(_ABOVE.match(key) for key in keys):
        return True
    return 0 < len(keys) <= _MOST_WIDE and all(_WIDE.match(key) for key in keys)


def collect(document: RawDocument) -> Sheet:
    """Put the rows of all tables of a report together by indicator.

    The row that names the columns is found by its words, wherever a table has it and however often; the row above it
    may span several. A table without heads whose width fits goes on with the columns of the table before. A row with
    an empty indicator cell continues the indicator before it.
    """
    sheet = Sheet()
    columns: dict[str, int] = {}
    width = 0
    for table in _whole_heads(document.tables):
        heads = _heads(table)
        table_width = max((len(row.cells) for row in table.rows), default=0)
        place = table.rows[0].cells[0].place
        if not heads and (not columns or table_width != width):
            if columns:
                sheet.issues.append(
                    Issue(
                        "table-unread",
                        "warning",
                        N_("This table has neither the heads of a report nor its number of columns; it was not read."),
                        {},
                        replace(place, row=None, column=None),
                    )
                )
            continue
        # Of a PDF each page is a table by itself.
        if not heads and place.page is None:
            sheet.issues.append(
                Issue(
                    "head-missing",
                    "notice",
                    N_("This table has no heads; it was read as going on with the table before."),
                    {},
                    replace(place, row=None, column=None),
                )
            )
        width = table_width
        sheet.found_table = True
        columns = _take_table(sheet, table, heads, columns)
    return sheet


def _whole_heads(tables: Sequence[RawTable]) -> list[RawTable]:
    """Return the tables with heads that the end of a page broke put together at the end of the first page."""
    found: list[RawTable] = []
    for table in tables:
        whole = _broken_head(found[-1], table) if found else None
        if whole is None:
            found.append(table)
            continue
        found[-1] = replace(found[-1], rows=(*found[-1].rows[:-1], whole))
        if len(table.rows) > 1:
            found.append(replace(table, rows=table.rows[1:]))
    return found


def _broken_head(before: RawTable, after: RawTable) -> RawRow | None:
    """Return the head that ends one table, with its rest in the first row of the next; None where there is no such."""
    last, rest = before.rows[-1], after.rows[0]
    above = before.rows[-2] if len(before.rows) > 1 else None
    if rest.cells[0].place.page is None or len(last.cells) != len(rest.cells) or _heads(after):
        return None
    whole = RawRow(
        tuple(
            replace(a, paragraphs=(*a.paragraphs, *b.paragraphs)) for a, b in zip(last.cells, rest.cells, strict=True)
        )
    )
    named, named_before = _columns_of(whole, above), _columns_of(last, above)
    if not named or INDICATOR not in named:
        return None
    # The rest of a head never opens an indicator, and a head that is whole names no less without it.
    opens = bool(match_key(rest.cells[named[INDICATOR]].text))
    return whole if len(named) >= len(named_before) and not opens else None


def _take_table(
    sheet: Sheet, table: RawTable, heads: Mapping[int, dict[str, int]], columns: dict[str, int]
) -> dict[str, int]:
    """Take the rows of one table; return the columns that its last head names."""
    # Above a table's first head stand only its title and wide heads; at the head of a PDF's page also the end of the
    # table before, where no lines tell the two apart.
    goes_on = bool(columns) and table.rows[0].cells[0].place.page is not None
    begin = -1 if goes_on else min(heads, default=-1)
    is_first_row = True
    for index, row in enumerate(table.rows):
        if index in heads:
            is_first = index == begin
            columns = heads[index]
            above = index if is_first else int(index > 0 and _is_above(table.rows[index - 1]))
            _read_head(sheet, table.rows[index - above : index + 1], columns, is_first=is_first)
            is_first_row = True
        elif index > begin and not (index + 1 in heads and _is_above(row)):
            is_first_row = not _take_row(sheet, row, columns, is_first_row=is_first_row) and is_first_row
    return columns


def _read_head(sheet: Sheet, rows: Sequence[RawRow], columns: Mapping[str, int], *, is_first: bool) -> None:
    """Take the years that a head names, and say which columns are missing."""
    texts = [cell.text for row in rows for cell in row.cells]
    sheet.years.update({int(year) for text in texts for year in _YEAR_IN_HEAD.findall(tidy(text))})
    missing = [name for name in FIELDS if name not in columns]
    if missing and is_first:
        sheet.issues.append(
            Issue(
                "column-missing",
                "error" if {INDICATOR, MEASURES} & set(missing) else "warning",
                N_("The table has no column for: {columns}."),
                {"columns": ", ".join(FIELDS[name] for name in missing)},
                replace(rows[-1].cells[0].place, column=None),
            )
        )


def _take_row(sheet: Sheet, row: RawRow, columns: Mapping[str, int], *, is_first_row: bool) -> bool:
    """Add one row to the indicator that it opens or continues; return whether anything stands in it."""
    filled = {
        name: row.cells[index]
        for name, index in columns.items()
        if index < len(row.cells) and any(p.text.strip() or p.label for p in row.cells[index].paragraphs)
    }
    if not filled:
        return False
    first = next(iter(filled.values())).place
    opens = INDICATOR in filled and not _goes_on(sheet, filled[INDICATOR])
    if opens:
        sheet.rows.append(IndicatorRows(filled[INDICATOR].place))
    elif not sheet.rows:
        sheet.issues.append(
            Issue("row-without-indicator", "error", N_("The row stands under no indicator."), {}, first)
        )
        return True
    _fill(sheet.rows[-1], filled, continues=not opens, is_first_row=is_first_row)
    if not opens and first.page is None:
        sheet.issues.append(
            Issue(
                "row-continued",
                "notice",
                N_("The row has no indicator and was joined to the one before it."),
                {},
                replace(first, column=None),
            )
        )
    return True


def _goes_on(sheet: Sheet, cell: RawCell) -> bool:
    """Tell whether an indicator cell is the rest of one that a page broke before its score."""
    if not sheet.rows:
        return False
    before = match_key(running_text(sheet.rows[-1].pieces(INDICATOR)))
    has_score = _HAS_SCORE.search(before) is not None or bool(sheet.rows[-1].pieces(SCORE))
    return (
        not has_score and not _OPENS.match(match_key(cell.text)) and _HAS_SCORE.search(match_key(cell.text)) is not None
    )


def _fill(rows: IndicatorRows, filled: Mapping[str, RawCell], *, continues: bool, is_first_row: bool) -> None:
    for name, cell in filled.items():
        before = rows.cells.setdefault(name, [])
        # Beneath a merged indicator cell each row holds an item of its own; a sentence goes on only at a page's head,
        # or where the items are numbered and this one is not.
        apart = not is_first_row and name in (MEASURES, STEPS) and not any(map(is_numbered, before))
        before.extend(pieces(cell, continues=continues and not apart))
        rows.raw.append(RawField(name, cell.text, cell.place, cell.doubt))
        rows.places.setdefault(name, cell.place)


def indicator_text(rows: IndicatorRows) -> str:
    """Return the cell that names the indicator; a score that has a column of its own is put behind the name."""
    text = running_text(rows.pieces(INDICATOR))
    score = running_text(rows.pieces(SCORE))
    return f"{text} ({score})" if score and not _HAS_SCORE.search(match_key(text)) else text


def merge(before: IndicatorRows, after: IndicatorRows) -> None:
    """Join a second run of rows of the same indicator (its first cell repeated on a further page) to the first."""
    for name, parts in after.cells.items():
        if name == INDICATOR:
            continue
        if running_text(parts) == running_text(before.cells.get(name, [])):
            continue
        joined = [Piece(p.text, p.label, continues=i == 0, place=p.place) for i, p in enumerate(parts)]
        before.cells.setdefault(name, []).extend(joined)
        before.places.setdefault(name, after.places[name])
    before.raw += after.raw


def tagged(rows: IndicatorRows) -> list[RawField]:
    """Return the raw fields that hold ``<p>`` tags."""
    return [raw for raw in rows.raw if has_tags(raw.text)]
