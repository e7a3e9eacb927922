"""The header rows of a report's tables: put together where a page broke them, the score and years that they name.

Columns that are missing are said, and columns that are not read, each at the first text beneath its header.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from ita.errors import Issue, Params
from ita.importing.files.tables import RawRow, RawTable
from ita.importing.report.columns import (
    ANALYSIS,
    ENDS,
    FIELDS,
    IMPROVE,
    INDICATOR,
    MEASURES,
    MOST_WIDE,
    PERIOD,
    PLAN_FIELDS,
    QUESTION,
    SCORE,
    STARTS,
    STRENGTHS,
    cell_key,
    columns_of,
    header_rows,
    is_above,
    meaning,
)
from ita.importing.report.headers import Headers
from ita.importing.report.indicator_rows import Sheet
from ita.importing.report.score_columns import ScoreHeader, ScoreHeaders, choose, score_headers
from ita.importing.report.year_words import result_years
from ita.thai import match_key, tidy

_ORDINAL = re.compile(r"ลำดับ(?:ที่)?|ที่|no\.?|#")
_NO_WORDS = re.compile(r"[\W_]*")
# A title inside a table fills one cell, at most two.
_MOST_IN_A_TITLE = 2
_LISTED = re.compile(r"\(?\d{1,2}[.)]|[-–—•●▪]")
_YEAR_IN_HEADER = re.compile(r"ปี\s*+(?:งบประมาณ)?\s*+(?:พ\s?\.?\s?ศ\s?\.?)?\s*+(25\d\d)")

Whole = tuple[RawTable, dict[int, dict[str, int]], ScoreHeaders]


def whole_headers(tables: Sequence[RawTable]) -> list[RawTable]:
    """Return the tables with heads that the end of a page broke put together at the end of the first page."""
    found: list[RawTable] = []
    for table in tables:
        whole = _broken_header(found[-1], table) if found else None
        if whole is None:
            found.append(table)
            continue
        found[-1] = replace(found[-1], rows=(*found[-1].rows[:-1], whole))
        if len(table.rows) > 1:
            found.append(replace(table, rows=table.rows[1:]))
    return found


def _broken_header(before: RawTable, after: RawTable) -> RawRow | None:
    """Return the head that ends one table, with its rest in the first row of the next; None where there is no such."""
    last, rest = before.rows[-1], after.rows[0]
    above = before.rows[-2] if len(before.rows) > 1 else None
    if rest.cells[0].location.page is None or len(last.cells) != len(rest.cells) or header_rows(after):
        return None
    whole = RawRow(
        tuple(
            replace(a, paragraphs=(*a.paragraphs, *b.paragraphs)) for a, b in zip(last.cells, rest.cells, strict=True)
        )
    )
    named, named_before = columns_of(whole, above), columns_of(last, above)
    if not named or INDICATOR not in named:
        return None
    # The rest of a head never opens an indicator, and a head that is whole names no less without it.
    opens = bool(match_key(rest.cells[named[INDICATOR]].text))
    return whole if len(named) >= len(named_before) and not opens else None


def choose_score(sheet: Sheet, tables: Sequence[Whole], headers: Headers) -> None:
    """Find the columns of figures of all tables, and say in each head which of them is the score."""
    said: set[int] = set()
    found: list[tuple[dict[str, int], list[ScoreHeader]]] = []
    for table, named_rows, alone in tables:
        for index, columns in named_rows.items():
            row, above = table.rows[index], _above(table, index)
            taken = {at for name, at in columns.items() if name != SCORE}
            of_row = [each for each in score_headers(row, above, headers.mapped) if each.index not in taken]
            found.append((columns, of_row))
            first = 0 if index == min(named_rows) else index - (above is not None)
            said |= years_of(table.rows[first : index + 1], {each.index for each in of_row})
        for columns, of_row in alone.values():
            found.append((columns, of_row))
    sheet.figures = [header for _, of_row in found for header in of_row]
    sheet.score_key = choose(sheet.figures, said, headers.title_years, headers.score_columns, headers.fiscal_year)
    for columns, of_row in found:
        if columns.get(SCORE) in {each.index for each in of_row}:
            del columns[SCORE]
        for header in of_row:
            if header.key == sheet.score_key:
                columns[SCORE] = header.index
                sheet.years.update(() if header.fiscal_year is None else (header.fiscal_year,))


def _above(table: RawTable, index: int) -> RawRow | None:
    """Return the row above a head row where it only spans heads."""
    return table.rows[index - 1] if index and is_above(table.rows[index - 1]) else None


def years_of(rows: Sequence[RawRow], figures: Collection[int]) -> set[int]:
    """Return the years that the rows of a head give the scores, without those of plans and of columns of figures."""
    texts = [
        cell.text
        for row in rows
        for index, cell in enumerate(row.cells)
        if not (index in figures and row in rows[-2:]) and meaning(cell.text) not in PLAN_FIELDS
    ]
    found: set[int] = set()
    for text in texts:
        of_result = result_years([text])[0] if _YEAR_IN_HEADER.search(tidy(text)) else frozenset()
        found |= of_result & {int(year) for year in _YEAR_IN_HEADER.findall(tidy(text))}
    return found


def report_above_headers(sheet: Sheet, row: RawRow, *, is_last: bool) -> None:
    """Say of a row of text that it stands above all heads; titles and wide heads belong there."""
    keys = [key for cell in row.cells if (key := match_key(cell.text))]
    is_wide = is_last and len(keys) <= MOST_WIDE and not any(map(_LISTED.match, keys))
    if len(keys) > _MOST_IN_A_TITLE and not is_above(row) and not is_wide:
        location = replace(row.cells[0].location, column=None)
        sheet.issues.append(Issue("row-above-heads", location=location))


def read_header(sheet: Sheet, rows: Sequence[RawRow], columns: Mapping[str, int], *, is_first: bool) -> None:
    """Take the years that a head names, and say which columns are missing."""
    sheet.others = {
        index: next((row.cells[index].text for row in rows[:-3:-1] if cell_key(row, index)), "")
        for index in range(len(rows[-1].cells))
        if index not in columns.values()
    }
    for index in list(sheet.others):
        if _ORDINAL.fullmatch(match_key(sheet.others[index])) or sheet.header_of(index) in sheet.unread:
            del sheet.others[index]
    figures = {each.index for each in sheet.figures if each.location in {cell.location for cell in rows[-1].cells}}
    sheet.years.update(years_of(rows, figures))
    sheet.is_deadline = PERIOD in columns and "แล้วเสร็จ" in cell_key(rows[-1], columns[PERIOD])
    missing = _missing(columns)
    if missing and is_first:
        sheet.issues.append(
            Issue(
                "column-missing",
                {"columns": ", ".join(FIELDS[name] for name in missing)},
                replace(rows[-1].cells[0].location, column=None),
                severity="error" if {INDICATOR, MEASURES} & set(missing) else "warning",
            )
        )


def _missing(columns: Mapping[str, int]) -> list[str]:
    """Return the fields that a head lacks; a report by strengths and weaknesses takes up no questions."""
    there = set(columns) | ({ANALYSIS, QUESTION} if {IMPROVE, STRENGTHS} & set(columns) else set())
    there |= {PERIOD} if {STARTS, ENDS} & set(columns) else set()
    if STRENGTHS in columns and not {IMPROVE, ANALYSIS} & set(columns):
        there.discard(ANALYSIS)
    return [name for name in FIELDS if name not in there]


def note_unread(sheet: Sheet, row: RawRow) -> None:
    """Keep where text first stands in a column that is not read."""
    for index in [at for at in sheet.others if at < len(row.cells) and row.cells[at].paragraphs]:
        text, header = row.cells[index].text, sheet.others[index]
        is_counted = not match_key(header) and not re.search(r"[^\W\d]", text)
        if _NO_WORDS.fullmatch(text) or is_counted:
            continue
        sheet.unread.setdefault(sheet.header_of(index), (header, row.cells[index].location))
        del sheet.others[index]


def unread_columns(sheet: Sheet) -> Iterator[Issue]:
    """Say which columns were not read, and why: the report has no place for them, or two of them mean the same."""
    figures = {" ".join(each.written.split()) for each in sheet.figures if each.key != sheet.score_key}
    for header, location in sheet.unread.values():
        params: Params = {"column": " ".join(header.split())}
        if not params["column"]:
            yield Issue("column-without-head", location=location)
        elif meaning(header) is None or params["column"] in figures:
            is_figures = params["column"] in figures
            yield Issue("column-unread", params, location, variant="figures" if is_figures else "")
        else:
            yield Issue("column-twice", params, location)
