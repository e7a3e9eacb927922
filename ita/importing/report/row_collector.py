"""The rows of a report's tables put together by indicator, and what of the tables was not read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ita.errors import Issue, Params, SourceLocation
from ita.importing.files.tables import RawCell, RawDocument, RawRow, RawTable
from ita.importing.report.cell_parsers import code_key
from ita.importing.report.columns import (
    ANALYSIS,
    ENDS,
    FIELDS,
    HAS_SCORE,
    IMPROVE,
    INDICATOR,
    MEASURES,
    MOST_WIDE,
    PERIOD,
    PLAN_FIELDS,
    QUESTION,
    SCORE,
    STARTS,
    STEPS,
    STRENGTHS,
    UNITS,
    Mapped,
    cell_key,
    columns_of,
    header_rows,
    is_above,
    meaning,
)
from ita.importing.report.list_parser import Piece, has_tags, is_numbered, pieces, running_text
from ita.importing.report.score_columns import (
    ScoreHeader,
    ScoreHeaders,
    choose,
    headers_of_scores,
    score_headers,
    title_of_no_result,
)
from ita.importing.report.year_words import result_years
from ita.model import RawField
from ita.thai import match_key, tidy

_OPENS = re.compile(r"^(?:ตัวชี้วัด(?:ย่อย)?(?:ที่)?)?\(?\d{1,2}\)?[.):]?\D")
# What names the indicator itself may go on in a next row, wherever that stands.
_OF_INDICATOR = frozenset((INDICATOR, SCORE))
_LISTS = frozenset((MEASURES, STEPS))
# A row that has one of these begins something of its own.
_OWN = frozenset((QUESTION, PERIOD, UNITS))
_ORDINAL = re.compile(r"ลำดับ(?:ที่)?|ที่|no\.?|#")
_NO_WORDS = re.compile(r"[\W_]*")
# A title inside a table fills one cell, at most two.
_MOST_IN_A_TITLE = 2
_LISTED = re.compile(r"\(?\d{1,2}[.)]|[-–—•●▪]")
# So a workbook shows what has no value; `read_xlsx` gives a formula that nobody has calculated as the first of them.
_NO_VALUE = re.compile(r"=|#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")
_YEAR_IN_HEADER = re.compile(r"ปี\s*+(?:งบประมาณ)?\s*+(?:พ\s?\.?\s?ศ\s?\.?)?\s*+(25\d\d)")


TABLE_NO_RESULT = "table-no-result"


@dataclass(slots=True)
class RowCells:
    """The cells of one row by field; `goes_on` where the row stands at the head of a page and opens nothing."""

    cells: dict[str, RawCell]
    goes_on: bool


@dataclass(slots=True)
class QuestionRows:
    """All that a report's rows say of one question of an indicator, by field."""

    cells: dict[str, list[Piece]] = field(default_factory=dict)
    locations: dict[str, SourceLocation] = field(default_factory=dict)
    rows: list[RowCells] = field(default_factory=list)
    # By field: the cells written so far, and whether any of its items has a number.
    written: dict[str, set[str]] = field(default_factory=dict)
    numbered: set[str] = field(default_factory=set)

    def pieces(self, name: str) -> list[Piece]:
        """Return the paragraphs of a field, over all rows."""
        return self.cells.get(name, [])

    def take(self, name: str, parts: Sequence[Piece]) -> None:
        """Add paragraphs to a field."""
        self.cells.setdefault(name, []).extend(parts)
        if any(map(is_numbered, parts)):
            self.numbered.add(name)


@dataclass(slots=True)
class IndicatorRows:
    """All that a report's rows say of one indicator: its questions in order, one where it names none."""

    location: SourceLocation
    questions: list[QuestionRows] = field(default_factory=lambda: [QuestionRows()])
    raw: list[RawField] = field(default_factory=list)
    # Whether they begin at the head of a table, where a sentence may go on from the page before.
    at_header: bool = True
    # The fields that its table has columns for.
    named: frozenset[str] = frozenset()
    # Code and wording of each question, as keys.
    known: dict[str, QuestionRows] = field(default_factory=dict)

    def pieces(self, name: str) -> list[Piece]:
        """Return the paragraphs of a field, over all rows of all questions."""
        return [part for question in self.questions for part in question.pieces(name)]

    def location_of(self, name: str) -> SourceLocation:
        """Return where a field first stands, else where the indicator does."""
        return next((q.locations[name] for q in self.questions if name in q.locations), self.location)

    def know(self, question: QuestionRows, text: str) -> None:
        """Remember a question by its wording and its code."""
        for key in _keys_of(text):
            self.known.setdefault(key, question)


@dataclass(frozen=True, slots=True)
class TableScore:
    """A score that stands in a table of scores apart from the table of measures: texts as written."""

    indicator: str
    score: str
    location: SourceLocation


@dataclass(slots=True)
class Sheet:
    """The rows of a report by indicator, the years that its heads name, and what was noticed on the way."""

    rows: list[IndicatorRows] = field(default_factory=list)
    years: Counter[int] = field(default_factory=Counter)
    issues: list[Issue] = field(default_factory=list)
    found_table: bool = False
    # Columns of figures, which of them is the score, and the scores of tables that hold nothing else.
    figures: list[ScoreHeader] = field(default_factory=list)
    score_key: str | None = None
    scores: list[TableScore] = field(default_factory=list)
    # Numbers of tables of figures that are no result by what stands above them.
    left_out: list[int] = field(default_factory=list)
    # Headers whose day is that of completion.
    is_deadline: bool = False
    # The heads of the columns that are not read, by their index, and where text first stands under each.
    others: dict[int, str] = field(default_factory=dict)
    unread: dict[str, tuple[str, SourceLocation]] = field(default_factory=dict)

    def header_of(self, index: int) -> str:
        """Return what tells one column that is not read from another."""
        return match_key(self.others[index]) or str(index)


@dataclass(frozen=True, slots=True)
class Headers:
    """What is known of a report's headers before its rows are read: by a person, and from its title."""

    mapped: Mapped = field(default_factory=dict)
    score_columns: tuple[str, ...] = ()
    fiscal_year: int | None = None
    title_years: frozenset[int] = frozenset()


NO_HEADERS = Headers()


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
    tables = _whole_headers(document.tables)
    named_rows = [header_rows(table, headers.mapped) for table in tables]
    alone = [
        {} if named else headers_of_scores(table, headers.mapped)
        for table, named in zip(tables, named_rows, strict=True)
    ]
    for index, (table, of_scores) in enumerate(zip(tables, alone, strict=True)):
        if of_scores and (words := title_of_no_result(table, min(of_scores))):
            _say_no_result(sheet, table, words)
            alone[index] = {}
    _choose_score(sheet, [*zip(tables, named_rows, alone, strict=True)], headers)
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
    sheet.issues += _unread_columns(sheet)
    return sheet


Whole = tuple[RawTable, dict[int, dict[str, int]], ScoreHeaders]


def _choose_score(sheet: Sheet, tables: Sequence[Whole], headers: Headers) -> None:
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


def _unread_columns(sheet: Sheet) -> Iterator[Issue]:
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


def _whole_headers(tables: Sequence[RawTable]) -> list[RawTable]:
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
            _read_header(sheet, table.rows[index - above : index + 1], columns, is_first=is_first)
            is_first_row = True
        elif index < begin:
            _report_above_headers(sheet, row, is_last=index + 1 == begin)
        elif not (index + 1 in headers and is_above(row)):
            is_first_row = not _take_row(sheet, row, columns, is_first_row=is_first_row) and is_first_row
    return columns


def _report_above_headers(sheet: Sheet, row: RawRow, *, is_last: bool) -> None:
    """Say of a row of text that it stands above all heads; titles and wide heads belong there."""
    keys = [key for cell in row.cells if (key := match_key(cell.text))]
    is_wide = is_last and len(keys) <= MOST_WIDE and not any(map(_LISTED.match, keys))
    if len(keys) > _MOST_IN_A_TITLE and not is_above(row) and not is_wide:
        location = replace(row.cells[0].location, column=None)
        sheet.issues.append(Issue("row-above-heads", location=location))


def _read_header(sheet: Sheet, rows: Sequence[RawRow], columns: Mapping[str, int], *, is_first: bool) -> None:
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
    _note_unread(sheet, row)
    for cell in filled.values():
        _refuse_no_value(sheet, cell)
    opens = INDICATOR in filled and not _goes_on(sheet, filled[INDICATOR])
    if opens:
        sheet.rows.append(IndicatorRows(filled[INDICATOR].location, at_header=is_first_row, named=frozenset(columns)))
    elif not sheet.rows:
        sheet.issues.append(Issue("row-without-indicator", location=first))
        return True
    is_further = _fill(sheet.rows[-1], filled, continues=not opens, is_first_row=is_first_row)
    if not opens and first.page is None:
        rule = "question-further" if is_further else "row-continued"
        sheet.issues.append(Issue(rule, location=replace(first, column=None)))
    return True


def _note_unread(sheet: Sheet, row: RawRow) -> None:
    """Keep where text first stands in a column that is not read."""
    for index in [at for at in sheet.others if at < len(row.cells) and row.cells[at].paragraphs]:
        text, header = row.cells[index].text, sheet.others[index]
        is_counted = not match_key(header) and not re.search(r"[^\W\d]", text)
        if _NO_WORDS.fullmatch(text) or is_counted:
            continue
        sheet.unread.setdefault(sheet.header_of(index), (header, row.cells[index].location))
        del sheet.others[index]


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


def _fill(rows: IndicatorRows, filled: Mapping[str, RawCell], *, continues: bool, is_first_row: bool) -> bool:
    """Add the cells of a row to its question; return whether that is a further one."""
    question, is_new = _question_of(rows, filled, is_first_row=is_first_row)
    # Beneath a merged indicator cell each row holds what is its own; a sentence goes on only where a page cut it.
    is_cut = not is_new and (is_first_row or _is_cut(question, filled))
    for name, cell in filled.items():
        goes_on = is_cut and not (name in _LISTS and not is_first_row and name not in question.numbered)
        question.take(name, pieces(cell, continues=continues and (goes_on or name in _OF_INDICATOR)))
        question.written.setdefault(name, set()).add(match_key(cell.text))
        question.locations.setdefault(name, cell.location)
        rows.raw.append(RawField(name, cell.text, cell.location, cell.doubt))
    question.rows.append(RowCells(dict(filled), continues and is_first_row and not is_new))
    return is_new


def _question_of(
    rows: IndicatorRows, filled: Mapping[str, RawCell], *, is_first_row: bool
) -> tuple[QuestionRows, bool]:
    """Return the question that a row belongs to, and whether the row opens it beside one that is there."""
    last, cell = rows.questions[-1], filled.get(QUESTION)
    if cell is None:
        return last, False
    known = next((rows.known[key] for key in _keys_of(cell.text) if key in rows.known), None)
    if known is not None:
        return known, False
    # At a page's head the rest of a question may stand, which has no code.
    opens = bool(last.pieces(QUESTION)) and (not is_first_row or code_key(cell.text) is not None)
    if opens:
        last = QuestionRows()
        rows.questions.append(last)
    rows.know(last, cell.text)
    return last, opens


def _is_cut(question: QuestionRows, filled: Mapping[str, RawCell]) -> bool:
    """Tell whether a row within a table goes on with one that a page cut: a numbered list goes on without a number."""
    if _OWN & filled.keys():
        return False
    return any(
        name in question.numbered and not any(map(is_numbered, pieces(filled[name], continues=False)[:1]))
        for name in _LISTS & filled.keys()
    )


def _keys_of(text: str) -> list[str]:
    """Return the keys by which a question is known again: its code, and its wording."""
    code = code_key(text)
    return [match_key(text)] if code is None else [f"code {code}", match_key(text)]


def indicator_text(rows: IndicatorRows) -> str:
    """Return the cell that names the indicator; a score that has a column of its own is put behind the name."""
    text = running_text(rows.pieces(INDICATOR))
    score = running_text(rows.pieces(SCORE))
    return f"{text} (คะแนน {score})" if score else text


def merge(before: IndicatorRows, after: IndicatorRows) -> None:
    """Join a second run of rows of the same indicator (its first cell repeated on a further page) to the first.

    Where the cell is repeated in the same table, as filled down in a workbook, each row holds items of its own.
    """
    for question in after.questions:
        text = running_text(question.pieces(QUESTION))
        known = next((before.known[key] for key in _keys_of(text) if key in before.known), None) if text else None
        is_rest = after.at_header and code_key(text) is None
        last = before.questions[-1]
        if known is None and text and not is_rest and last.pieces(QUESTION):
            before.questions.append(question)
        else:
            _join(known or last, question, at_header=after.at_header)
        if text and known is None:
            before.know(before.questions[-1], text)
    before.raw += after.raw


def _join(before: QuestionRows, after: QuestionRows, *, at_header: bool) -> None:
    """Join rows to those of the same question; what is written there already is not taken twice."""
    for name, parts in after.cells.items():
        if name == INDICATOR or after.written[name] <= before.written.get(name, set()):
            continue
        before.take(name, [replace(parts[0], continues=at_header or parts[0].continues), *parts[1:]])
        before.written.setdefault(name, set()).update(after.written[name])
        before.locations.setdefault(name, after.locations[name])
    first, *rest = after.rows
    before.rows += [replace(first, goes_on=at_header), *rest]


def tagged(rows: IndicatorRows) -> list[RawField]:
    """Return the raw fields that hold ``<p>`` tags."""
    return [raw for raw in rows.raw if has_tags(raw.text)]
