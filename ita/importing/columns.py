"""Which column of a report's table holds what, told by what its heads mean, and the rows put together by indicator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ita.errors import N_, Issue, Place
from ita.importing.items import Piece, has_tags, pieces, running_text
from ita.importing.tables import RawCell, RawDocument, RawRow, RawTable
from ita.model import RawField
from ita.thai import match_key, tidy

INDICATOR, QUESTION, ANALYSIS, MEASURES = "indicator", "question", "analysis", "measures"
RATIONALE, STEPS, PERIOD, UNITS = "rationale", "steps", "period", "units"
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
_HEADS = (
    (RATIONALE, re.compile(r"สอดคล้อง")),
    (QUESTION, re.compile(r"^(?:ประเด็น)?ข้อคำถาม")),
    (STEPS, re.compile(r"ขั้นตอน|วิธีการดำเนินการ|วิธีดำเนินการ")),
    (PERIOD, re.compile(r"ระยะเวลา|ห้วงเวลา|กำหนดเวลา")),
    (UNITS, re.compile(r"ผู้รับผิดชอบ|หน่วยงานรับผิดชอบ|หน่วยงานที่รับผิดชอบ")),
    (MEASURES, re.compile(r"^มาตรการ|^โครงการ|^กิจกรรม")),
    (ANALYSIS, re.compile(r"^(?:ผล)?การวิเคราะห์|^ผลการ?วิเคราะห์")),
    (INDICATOR, re.compile(r"ตัวชี้วัด")),
)
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
    named: dict[str, int] = {}
    for index, cell in enumerate(row.cells):
        key = match_key(cell.text)
        for name, pattern in _HEADS:
            if key and pattern.search(key):
                named.setdefault(name, index)
                break
    if len(named) < _ENOUGH_HEADS:
        return {}
    if INDICATOR not in named and above is not None:
        for index, cell in enumerate(above.cells):
            if re.search(r"ตัวชี้วัด|ประเด็น", match_key(cell.text)) and index not in named.values():
                named[INDICATOR] = index
                break
    return named


def _find_head(table: RawTable) -> tuple[int, dict[str, int]]:
    """Return the index of the row that names the columns, with its columns; (-1, {}) where no row does."""
    for index, row in enumerate(table.rows):
        columns = _columns_of(row, table.rows[index - 1] if index else None)
        if columns:
            return index, columns
    return -1, {}


def collect(document: RawDocument) -> Sheet:
    """Put the rows of all tables of a report together by indicator.

    The row that names the columns is found by its words; the row above it may span several. A table without heads
    whose width fits goes on with the columns of the table before. A row with an empty indicator cell continues
    the indicator before it.
    """
    sheet = Sheet()
    columns: dict[str, int] = {}
    width = 0
    for table in document.tables:
        head, found = _find_head(table)
        table_width = max((len(row.cells) for row in table.rows), default=0)
        if found:
            columns, width = found, table_width
            _read_head(sheet, table, head, columns)
        elif not columns or table_width != width:
            continue
        else:
            sheet.issues.append(
                Issue(
                    "head-missing",
                    "notice",
                    N_("This table has no heads; it was read as going on with the table before."),
                    {},
                    Place(document.file, table.number),
                )
            )
        sheet.found_table = True
        for row in table.rows[head + 1 :]:
            _take_row(sheet, row, columns)
    return sheet


def _read_head(sheet: Sheet, table: RawTable, head: int, columns: Mapping[str, int]) -> None:
    """Take the years that a head names, and say which columns are missing."""
    texts = [cell.text for row in table.rows[: head + 1] for cell in row.cells]
    sheet.years.update({int(year) for text in texts for year in _YEAR_IN_HEAD.findall(tidy(text))})
    missing = [name for name in FIELDS if name not in columns]
    if missing:
        place = table.rows[head].cells[0].place
        sheet.issues.append(
            Issue(
                "column-missing",
                "error" if {INDICATOR, MEASURES} & set(missing) else "warning",
                N_("The table has no column for: {columns}."),
                {"columns": ", ".join(FIELDS[name] for name in missing)},
                Place(place.file, place.table, place.row),
            )
        )


def _take_row(sheet: Sheet, row: RawRow, columns: Mapping[str, int]) -> None:
    """Add one row to the indicator that it opens or continues."""
    filled = {
        name: row.cells[index]
        for name, index in columns.items()
        if index < len(row.cells) and any(p.text.strip() or p.label for p in row.cells[index].paragraphs)
    }
    if not filled:
        return
    opens = INDICATOR in filled
    if opens:
        sheet.rows.append(IndicatorRows(filled[INDICATOR].place))
    elif not sheet.rows:
        place = next(iter(filled.values())).place
        sheet.issues.append(
            Issue("row-without-indicator", "error", N_("The row stands under no indicator."), {}, place)
        )
        return
    _fill(sheet.rows[-1], filled, continues=not opens)
    if not opens:
        first = next(iter(filled.values())).place
        sheet.issues.append(
            Issue(
                "row-continued",
                "notice",
                N_("The row has no indicator and was joined to the one before it."),
                {},
                Place(first.file, first.table, first.row),
            )
        )


def _fill(rows: IndicatorRows, filled: Mapping[str, RawCell], *, continues: bool) -> None:
    for name, cell in filled.items():
        rows.cells.setdefault(name, []).extend(pieces(cell, continues=continues))
        rows.raw.append(RawField(name, cell.text, cell.place))
        rows.places.setdefault(name, cell.place)


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
