"""What papers of Word and Excel hold, as a document: for a look at it before it is made, not as its pages look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ita.documents.book_values import BookSheet
from ita.documents.data_book import TITLE, data_book, sheet_counts
from ita.documents.digits import stored
from ita.documents.model import Block, Document, Rows, Section, Text
from ita.documents.official_report import OfficialReport, ReportIndicator, ReportQuestion, official_report
from ita.documents.outlook import BY_HAND
from ita.documents.report_rows import PlanCells, indicator_rows
from ita.documents.request import PaperRequest
from ita.documents.story import Story
from ita.errors import N_
from ita.formatting import points
from ita.store.engine import Cursor
from ita.tables.table import COUNT, Cell, Column, InTwo, Said, Table, table

# Of a sheet of the data book: as many columns as a page has room for, and as many rows as show what they are.
_COLUMNS, _ROWS = 7, 5
_PLAN = (
    Column(N_("Measures / projects / activities")),
    Column(N_("Steps / how it is done")),
    Column(N_("Period of work")),
    Column(N_("Responsible")),
)
_PROGRESS = (Column(N_("Measure / project / activity")), Column(N_("Period")), Column(N_("Responsible")))
_SHEETS = (
    Column(N_("Sheet")),
    Column(N_("A row is")),
    replace(COUNT, header=N_("Rows")),
    replace(COUNT, header=N_("Empty cells")),
)


def report_contents(cursor: Cursor, request: PaperRequest) -> Document:
    """Return what the official report holds: of each indicator its questions, analysis, and the rows of its plan.

    Raises
    ------
    NotKnownError, InputError
        As `official_report`.
    """
    report = official_report(cursor, request)
    story = Story(cursor, request)
    title = story.say(N_("Report on putting the ITA results to use in improving the agency"))
    sections = [_report_section(story, each, report) for each in report.indicators]
    return _document(story, title, sections)


def progress_contents(cursor: Cursor, request: PaperRequest) -> Document:
    """Return what the progress report holds: each measure; the columns to be filled in are named, not drawn.

    Raises
    ------
    NotKnownError, InputError
        As `official_report`.
    """
    report = official_report(cursor, request)
    story = Story(cursor, request)
    by_hand = Text(story.say(BY_HAND))
    sections = [
        Section(
            f"progress-{each.number}",
            _title(story, each),
            (Rows(table(_PROGRESS, _progress_rows(each))),) if each.measures else (Text(_no_measure(story)),),
            story.view(N_("Measures"), "measures", indicator=each.number),
        )
        for each in report.indicators
    ]
    first = Section("by-hand", story.say(N_("To be filled in")), (by_hand,), story.view(N_("Measures"), "measures"))
    return _document(story, story.say(N_("Progress report on the measures from the ITA results")), [first, *sections])


def book_contents(cursor: Cursor, request: PaperRequest) -> Document:
    """Return what the data book of everything holds: its sheets, and the first rows and columns of each.

    Raises
    ------
    NotKnownError
        The agency, or one of the years, is not known.
    """
    story = Story(cursor, request)
    book = data_book(cursor, request, everything=True)
    view = story.view(N_("Overview"), "")
    listed = table(_SHEETS, [(Said(each.name), Said(each.about), *sheet_counts(each)) for each in book.sheets])
    first = Section("sheets", story.say(N_("Its sheets")), (Rows(listed),), view)
    sections = [
        Section(each.key, story.say(each.name), tuple(_sheet_blocks(story, each)), view) for each in book.sheets
    ]
    return _document(story, story.say(TITLE), [first, *sections])


def _document(story: Story, title: str, sections: Sequence[Section]) -> Document:
    request = story.request
    view = story.view(N_("Overview"), "")
    return Document(title, story.stamp, view, tuple(sections), request.lang, request.digits)


def _title(story: Story, indicator: ReportIndicator) -> str:
    name = f"{indicator.number}. {indicator.name(story.request.lang)}"
    if indicator.score is None:
        return name
    return f"{name} {story.say(N_('({score} points)'), score=points(indicator.score))}"


def _no_measure(story: Story) -> str:
    return story.say(N_("No measure answers it"))


def _report_section(story: Story, indicator: ReportIndicator, report: OfficialReport) -> Section:
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    for question, cells in indicator_rows(indicator, report.subject.fiscal_year):
        if question is not None:
            blocks += _rows_block(rows)
            rows = []
            blocks += _question_blocks(story, question)
        rows.append(_plan_row(cells))
    blocks += _rows_block(rows)
    view = story.view(N_("Measures"), "measures", indicator=indicator.number)
    return Section(
        f"report-{indicator.number}", _title(story, indicator), tuple(blocks) or (Text(_no_measure(story)),), view
    )


def _rows_block(rows: list[tuple[Cell, ...]]) -> list[Block]:
    return [Rows(table(_PLAN, rows))] if rows else []


def _question_blocks(story: Story, question: ReportQuestion) -> list[Block]:
    asked = " ".join(filter(None, (question.code, question.text)))
    parts = [
        (N_("Analysis of the result"), question.analysis),
        (N_("Why these measures fit"), question.rationale),
    ]
    found: list[Block] = [Text(stored(asked), is_main=True)] if asked else []
    return found + [Text(f"{story.say(name)}: {stored(text)}") for name, text in parts if text]


def _plan_row(cells: PlanCells) -> tuple[Cell, ...]:
    measures = " ".join(f"{each.number}. {stored(each.title)}" for each in cells.measures)
    steps = " ".join(("– " if each.kind == "dash" else "• ") + stored(each.text) for each in cells.steps)
    return measures, steps, stored(cells.period), stored(", ".join(cells.units))


def _progress_rows(indicator: ReportIndicator) -> Iterable[tuple[Cell, ...]]:
    for question in indicator.questions:
        for measure in question.measures:
            units = ", ".join(measure.units or question.units)
            period = measure.period_text or question.period_text
            yield f"{measure.number}. {stored(measure.title)}", stored(period), stored(units)


def _sheet_blocks(story: Story, sheet: BookSheet) -> Iterable[Block]:
    shown = _filled(sheet.table)
    rest = tuple(column for column in sheet.table.columns if column not in shown.columns)
    yield Text(story.say(N_("A row is: {what}."), what=story.say(sheet.about)))
    yield Rows(shown, _ROWS)
    if rest:
        names = ", ".join(column.in_words(story.request.lang) for column in rest)
        yield Text(story.say(N_("Further columns: {names}."), names=names))


def _filled(of: Table) -> Table:
    """Return the first columns of a table that say something in its first rows; what is stored is marked as that."""
    columns = [at for at in range(len(of.columns)) if any(row[at] not in (None, "") for row in of.rows[:_ROWS])]
    kept = columns[:_COLUMNS]
    rows = tuple(tuple(_as_stored(row[at]) for at in kept) for row in of.rows)
    return Table(tuple(of.columns[at] for at in kept), rows)


def _as_stored(cell: Cell) -> Cell:
    """Return a cell whose text, where it is a stored one, keeps its digits."""
    if isinstance(cell, str):
        return stored(cell)
    if isinstance(cell, InTwo):
        return InTwo(stored(cell.thai), stored(cell.english) if cell.english else None)
    return cell
