"""The rows of a report's tables put together by indicator, and what of the tables was not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ita.errors import Issue
from ita.importing.files.tables import RawCell, RawDocument, RawRow, RawTable
from ita.importing.report.columns import HAS_SCORE, INDICATOR, SCORE, cell_key, header_rows, is_above
from ita.importing.report.header_rows import (
    choose_score,
    note_unread,
    read_header,
    report_above_headers,
    unread_columns,
    whole_headers,
)
from ita.importing.report.headers import NO_HEADERS, Headers
from ita.importing.report.indicator_rows import IndicatorRows, Sheet, TableScore, fill
from ita.importing.report.list_parser import pieces, running_text
from ita.importing.report.score_columns import ScoreHeaders, headers_of_scores, title_of_no_result
from ita.thai import match_key

TABLE_NO_RESULT = "table-no-result"
_OPENS = re.compile(r"^(?:ตัวชี้วัด(?:ย่อย)?(?:ที่)?)?\(?\d{1,2}\)?[.):]?\D")
# So a workbook shows what has no value; `read_xlsx` gives a formula that nobody has calculated as the first of them.
_NO_VALUE = re.compile(r"=|#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")


def collect(document: RawDocument, headers: Headers = NO_HEADERS) -> Sheet:
    """Put the rows of all tables of a report together by indicator.

    The row that names the columns is found by its words, wherever a table has it and however often; the row above it
    may span several. A table without heads whose width fits goes on with the columns of the table before. A row with
    an empty indicator cell continues the indicator before it. A table of scores alone gives the scores.

    Raises
    ------
    AskedError
        Several columns may be that of the scores.
    """
    sheet = Sheet()
    tables = whole_headers(document.tables)
    named_rows = [header_rows(table, headers.mapped) for table in tables]
    alone = [
        {} if named else headers_of_scores(table, headers.mapped)
        for table, named in zip(tables, named_rows, strict=True)
    ]
    for index, (table, of_scores) in enumerate(zip(tables, alone, strict=True)):
        if of_scores and (words := title_of_no_result(table, min(of_scores))):
            _say_no_result(sheet, table, words)
            alone[index] = {}
    choose_score(sheet, [*zip(tables, named_rows, alone, strict=True)], headers)
    columns: dict[str, int] = {}
    width = 0
    for table, named, of_scores in zip(tables, named_rows, alone, strict=True):
        table_width = max((len(row.cells) for row in table.rows), default=0)
        location = replace(table.rows[0].cells[0].location, row=None, column=None)
        if of_scores:
            _take_scores(sheet, table, of_scores)
            continue
        if table.number in sheet.left_out:
            continue
        if not named and (not columns or table_width != width):
            if columns:
                sheet.issues.append(Issue("table-unread", location=location))
            continue
        # Of a PDF each page is a table by itself.
        if not named and location.page is None:
            sheet.issues.append(Issue("head-missing", location=location))
        width = table_width
        sheet.found_table = True
        columns = _take_table(sheet, table, named, columns)
    sheet.issues += unread_columns(sheet)
    return sheet


def _say_no_result(sheet: Sheet, table: RawTable, words: str) -> None:
    location = replace(table.rows[0].cells[0].location, row=None, column=None)
    sheet.left_out.append(table.number)
    sheet.issues.append(Issue(TABLE_NO_RESULT, {"words": " ".join(words.split())}, location))


def _take_scores(sheet: Sheet, table: RawTable, headers: ScoreHeaders) -> None:
    """Take the scores of a table that holds nothing of a plan."""
    columns: dict[str, int] = {}
    for index, row in enumerate(table.rows):
        if index in headers:
            columns = headers[index][0]
        elif SCORE in columns and cell_key(row, columns[INDICATOR]) and cell_key(row, columns[SCORE]):
            name, score = row.cells[columns[INDICATOR]], row.cells[columns[SCORE]]
            sheet.scores.append(TableScore(running_text(pieces(name, continues=False)), score.text, score.location))


def _take_table(
    sheet: Sheet, table: RawTable, headers: Mapping[int, dict[str, int]], columns: dict[str, int]
) -> dict[str, int]:
    """Take the rows of one table; return the columns that its last head names."""
    # Above a table's first head stand only its title and wide heads; at the head of a PDF's page also the end of the
    # table before, where no lines tell the two apart.
    goes_on = bool(columns) and table.rows[0].cells[0].location.page is not None
    begin = -1 if goes_on else min(headers, default=-1)
    is_first_row = True
    for index, row in enumerate(table.rows):
        if index in headers:
            is_first = index == begin
            columns = headers[index]
            above = index if is_first else int(index > 0 and is_above(table.rows[index - 1]))
            read_header(sheet, table.rows[index - above : index + 1], columns, is_first=is_first)
            is_first_row = True
        elif index < begin:
            report_above_headers(sheet, row, is_last=index + 1 == begin)
        elif not (index + 1 in headers and is_above(row)):
            is_first_row = not _take_row(sheet, row, columns, is_first_row=is_first_row) and is_first_row
    return columns


def _take_row(sheet: Sheet, row: RawRow, columns: Mapping[str, int], *, is_first_row: bool) -> bool:
    """Add one row to the indicator that it opens or continues; return whether anything stands in it."""
    filled = {
        name: row.cells[index]
        for name, index in columns.items()
        if index < len(row.cells) and any(p.text.strip() or p.label for p in row.cells[index].paragraphs)
    }
    if not filled:
        return False
    first = next(iter(filled.values())).location
    note_unread(sheet, row)
    for cell in filled.values():
        _refuse_no_value(sheet, cell)
    opens = INDICATOR in filled and not _goes_on(sheet, filled[INDICATOR])
    if opens:
        sheet.rows.append(IndicatorRows(filled[INDICATOR].location, at_header=is_first_row, named=frozenset(columns)))
    elif not sheet.rows:
        sheet.issues.append(Issue("row-without-indicator", location=first))
        return True
    is_further = fill(sheet.rows[-1], filled, continues=not opens, is_first_row=is_first_row)
    if not opens and first.page is None:
        rule = "question-further" if is_further else "row-continued"
        sheet.issues.append(Issue(rule, location=replace(first, column=None)))
    return True


def _refuse_no_value(sheet: Sheet, cell: RawCell) -> None:
    """Note a cell of a workbook that shows no value: what it should say is not in the file."""
    if cell.location.sheet is None:
        return
    text = cell.text.strip()
    if not _NO_VALUE.fullmatch(text):
        return
    sheet.issues.append(
        Issue("cell-without-value", {"text": text}, cell.location, variant="formula" if text == "=" else "error")
    )


def _goes_on(sheet: Sheet, cell: RawCell) -> bool:
    """Tell whether an indicator cell is the rest of one that a page broke before its score."""
    if not sheet.rows:
        return False
    before = match_key(running_text(sheet.rows[-1].pieces(INDICATOR)))
    has_score = HAS_SCORE.search(before) is not None or bool(sheet.rows[-1].pieces(SCORE))
    return (
        not has_score and not _OPENS.match(match_key(cell.text)) and HAS_SCORE.search(match_key(cell.text)) is not None
    )
