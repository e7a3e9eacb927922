"""The data book as values: sheets of typed tables, native charts over their ranges, and what opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import ita
from ita import ties
from ita.documents.book_left_out import left_out
from ita.documents.book_reads import BookReads, read_book
from ita.documents.book_sheets import everything_sheets, seen_sheets
from ita.documents.book_values import BookSheet, column_of
from ita.documents.model import View
from ita.documents.presented import presented_in_full, presented_mark
from ita.documents.request import PaperRequest
from ita.documents.views import screen_name, view_of
from ita.errors import N_
from ita.i18n import translator
from ita.importing.cross_checks import national_match_issues
from ita.insights.changes import certainty_sentence, total_sentences
from ita.insights.gaps import weakest_sentence
from ita.result_notes import identical_years, level_doubt
from ita.rules.stored import spans
from ita.series.model import Axis, Emphasis, Unit
from ita.series.years import score_axis
from ita.store.engine import Cursor
from ita.tables.notes import assumed_of
from ita.tables.records import basis_words
from ita.tables.sources import OriginName
from ita.tables.table import FACTS, Cell, InTwo, Joined, Said, Shipped, Table, Words, said, table
from ita.thai import bangkok

TITLE = N_("ITA data book")


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line or the bars of a chart: the column of its figures and its name.

    Parameters
    ----------
    is_above
        On which side of a line its figures are written.
    turned
        The rows, counted from the first of the chart, whose figure is written on the other side.
    """

    column: int
    name: Words
    emphasis: Emphasis
    is_above: bool = True
    turned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BookChart:
    """A chart whose data are ranges of a sheet.

    Parameters
    ----------
    sheet
        Key of the sheet.
    rows
        First and last row of its table, from 0.
    categories
        Column of the years or names.
    set_apart
        Which of the rows are the weakest, counted from the first of them.
    axis
        Of the figures, in the language of the request.
    sentences
        How it reads, and what limits it.
    """

    kind: Literal["lines", "bars"]
    title: Words
    sheet: str
    rows: tuple[int, int]
    categories: int
    lines: tuple[ChartLine, ...]
    axis: Axis
    sentences: tuple[Words, ...]
    set_apart: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DataBook:
    """A data book.

    Parameters
    ----------
    agency, years, marks
        What every page carries: whose figures, of which years, and that they are of a snapshot, synthetic or by
        assumed rules.
    held_years
        The years that its sheets hold, for the foot of every page: in a book of everything more than it was asked for.
    facts
        What it is of, as a name and a value each.
    notes
        How to read it.
    checks
        What a person should look into before the figures are used.
    view
        The screen that shows the same.
    """

    agency: InTwo
    years: Words
    held_years: Words
    marks: tuple[Words, ...]
    origin: Words
    facts: Table
    notes: tuple[Words, ...]
    checks: tuple[Words, ...]
    sheets: tuple[BookSheet, ...]
    charts: tuple[BookChart, ...]
    view: View


def data_book(cursor: Cursor, request: PaperRequest, *, everything: bool) -> DataBook:
    """Return the data book of an agency.

    Parameters
    ----------
    everything
        All years, all origins and all fields that are stored; else what the screens show of the year and the years
        compared.

    Raises
    ------
    NotKnownError
        The agency, or one of the years, is not known.
    """
    read = read_book(cursor, request, everything=everything)
    every = list((everything_sheets if everything else seen_sheets)(read))
    sheets = [sheet for sheet in every if sheet.table.rows]
    from_year = read.from_year
    return DataBook(
        agency=InTwo(read.agency.name_th, read.agency.name_en),
        years=_years(request.year, from_year),
        held_years=_held_years(read) if everything else _years(request.year, from_year),
        marks=tuple(_marks(read)),
        origin=OriginName("+".join(read.origins(read.years))),
        facts=table(FACTS, _facts(read, [sheet for sheet in every if not sheet.table.rows], everything=everything)),
        notes=tuple(_notes(everything=everything)),
        checks=tuple(_checks(read)),
        sheets=tuple(sheets),
        charts=tuple(_charts(read, {sheet.key: sheet for sheet in sheets})),
        view=view_of_book(request, from_year),
    )


def _years(year: int, from_year: int | None) -> Words:
    if from_year is None:
        return Said(N_("scores of fiscal year {year}"), {"year": year})
    return Said(N_("scores of fiscal year {year}, compared with {from_year}"), {"year": year, "from_year": from_year})


def _held_years(read: BookReads) -> Words:
    """Return of which years everything is."""
    if len(read.years) == 1:
        return _years(read.years[0], None)
    return Said(N_("scores of fiscal years {years}"), {"years": spans(read.years)})


def view_of_book(request: PaperRequest, from_year: int | None) -> View:
    """Return the screen that shows the same: the years compared, or the year alone."""
    if from_year is None:
        return view_of(request, N_("Overview"), "")
    return view_of(request, N_("Trends"), "trends", from_year=from_year, to_year=request.year, view="change")


def _marks(read: BookReads) -> Iterable[Words]:
    if read.agency.role == "demo" or "synthetic" in read.origins(read.years):
        yield Said(N_("Synthetic data"))
    if read.agency.role == "sample":
        yield Said(N_("Sample agency"))
    by_rules = assumed_of(read.bases, read.years)
    if by_rules is not None:
        yield by_rules
    # The last, for what has no room is cut at its end.
    if presented := presented_mark(read.request):
        yield presented


def _facts(read: BookReads, empty: Iterable[BookSheet], *, everything: bool) -> Iterable[tuple[Cell, Cell]]:
    """Return what the book is of, each with a name."""
    agency, request = read.agency, read.request
    yield Said(N_("Agency")), InTwo(agency.name_th, agency.name_en)
    yield Said(N_("Agency id")), agency.agency_id
    yield Said(N_("District")), agency.district
    yield Said(N_("Province")), agency.province
    yield (
        Said(N_("Contents")),
        Said(
            N_("everything that is stored of the agency: all years, all origins, all fields")
            if everything
            else N_("what the screens show of the year and of the years compared")
        ),
    )
    yield Said(N_("Fiscal year of the scores")), request.year
    yield Said(N_("Compared with the year")), read.from_year
    if presented := presented_in_full(request):
        yield Said(N_("As presented")), presented
    yield Said(N_("Marks")), Joined(tuple(_marks(read)))
    for origin, years in _alike(read.years, lambda year: _origin_of(read, year)):
        yield Said(N_("Figures of {year}"), {"year": years}), origin
    for basis, years in _alike(read.years, lambda year: basis_words(read.bases.get(year)) or Said(N_("not known"))):
        yield Said(N_("Rules of {year}"), {"year": years}), basis
    for year in read.years:
        if unknown := sum(row.score is None for row in read.rankings[year]):
            yield Said(N_("Indicators of {year} without a score"), {"year": year}), unknown
    yield Said(N_("Sheets left out")), left_out(read, empty, everything=everything)
    yield Said(N_("Date of this file")), request.today
    yield Said(N_("Version of the program")), ita.__version__
    if request.address is None:
        screen = screen_name(request, N_("Trends") if read.from_year else N_("Overview"))
        yield Said(N_("View in the dashboard")), Said(screen)


def _alike(years: Iterable[int], of: Callable[[int], Words]) -> Iterable[tuple[Words, str]]:
    """Return what is said of years, once for all that it is said of."""
    found: list[tuple[Words, list[int]]] = []
    for year in years:
        words = of(year)
        same = next((each for said, each in found if said == words), None)
        if same is None:
            found.append((words, [year]))
        else:
            same.append(year)
    return [(words, spans(each)) for words, each in found]


def _origin_of(read: BookReads, year: int) -> Words:
    """Return where the figures shown of a year come from, and when the latest of them was stored."""
    days = [bangkok(row.imported_at).date() for row in read.figures if row.fiscal_year == year and row.is_shown]
    stored = [Said(N_("stored on {day}"), {"day": max(days)})] if days else []
    return Joined((OriginName("+".join(read.origins([year]))), *stored))


def _notes(*, everything: bool) -> Iterable[Words]:
    yield Said(N_("An empty cell is not known, or does not apply; it is never 0."))
    yield Said(N_("All scores run from 0 to 100 and higher is better, also where the question asks for something bad."))
    yield Said(N_("The same code is another question in another year: compare questions within one year only."))
    yield Said(
        N_("Figures are numbers and dates are dates, so they can be sorted and counted with; no cell calculates.")
    )
    if not everything:
        yield Said(N_("A second data book, of everything, holds all years, all origins and all fields."))
    yield Said(N_("The font is Sarabun; where it is not installed, the program that opens the file takes another."))


def _checks(read: BookReads) -> Iterable[Words]:
    """Return what the screens warn of too: figures that equal the nation's, doubtful levels, years alike."""
    for issue in national_match_issues(read.matches, read.assessment, read.request.year):
        yield Said(issue.text, dict(issue.params))
    yield from (level_doubt(row) for row in read.doubts if row.fiscal_year in read.years)
    alike = identical_years(read.request.year, [row.other_year for row in read.alike])
    if alike:
        yield alike


def _charts(read: BookReads, sheets: dict[str, BookSheet]) -> Iterable[BookChart]:
    """Return the charts of the sheets that have figures for one."""
    totals, gaps = sheets.get("totals"), sheets.get("gaps")
    if totals and (chart := _total_chart(read, totals)):
        yield chart
    if gaps and (chart := _gap_chart(read, gaps)):
        yield chart


def _total_chart(read: BookReads, sheet: BookSheet) -> BookChart | None:
    """Return the total over the years beside the nation's; None under two years with a total."""
    shown, nation = column_of(sheet.table, N_("Total shown")), column_of(sheet.table, N_("The nation"))
    target = column_of(sheet.table, N_("Target"))
    pairs = [(row[shown], row[nation]) for row in sheet.table.rows]
    ahead = {
        at: own > all_of
        for at, (own, all_of) in enumerate(pairs)
        if isinstance(own, Decimal) and isinstance(all_of, Decimal)
    }
    # Each line has its figures on the side away from the other: as most of the years have it, and in the others turned.
    is_above = sum(ahead.values()) * 2 >= len(ahead)
    turned = tuple(at for at, is_ahead in ahead.items() if is_ahead != is_above)
    lines = [ChartLine(shown, Said(N_("this agency")), Emphasis.OWN, is_above, turned)]
    if read.agency.kind != "national_average":
        lines.append(ChartLine(nation, Said(N_("nation")), Emphasis.COMPARED, not is_above, turned))
    if target >= 0:
        lines.append(ChartLine(target, Said(N_("target")), Emphasis.TARGET))
    lines = [line for line in lines if any(row[line.column] is not None for row in sheet.table.rows)]
    if sum(row[shown] is not None for row in sheet.table.rows) < 2:
        return None
    values = [
        float(cell) for row in sheet.table.rows for line in lines if isinstance(cell := row[line.column], Decimal)
    ]
    lang, change = read.request.lang, read.change
    said: list[Words] = []
    if change is not None and read.from_year is not None:
        said += total_sentences(change, read.from_year, read.request.year)
    for row in read.breaks:
        what = Said(
            "{year}: {what} (certainty: {certainty})",
            {
                "year": row.fiscal_year,
                "what": Shipped(InTwo(row.what_th, row.what_en)),
                "certainty": certainty_sentence(row.certainty),
            },
        )
        said.append(what)
    return BookChart(
        kind="lines",
        title=Said(N_("Total over the years")),
        sheet=sheet.key,
        rows=(0, len(sheet.table.rows) - 1),
        categories=0,
        lines=tuple(lines),
        axis=score_axis(translator(lang)(N_("Total")), values, lang),
        sentences=tuple(said),
    )


def _gap_chart(read: BookReads, sheet: BookSheet) -> BookChart | None:
    """Return the gaps of the year, the widest first; None where no score is known."""
    gap, year = column_of(sheet.table, N_("Gap")), column_of(sheet.table, N_("Fiscal year"))
    rows = [
        at
        for at, row in enumerate(sheet.table.rows)
        if row[gap] is not None and (year < 0 or row[year] == read.request.year)
    ]
    if not rows:
        return None
    ranking = read.rankings[read.request.year]
    shown = ties.known_rows(ranking, "gap_points")
    weakest = {row.indicator_no for row in ties.set_apart(ranking)}
    lang = read.request.lang
    sentence = weakest_sentence(ranking, lang)
    colours = [Said(N_("The weakest are set off by colour."))] if weakest else []
    return BookChart(
        kind="bars",
        title=Said(N_("Gaps to 100")),
        sheet=sheet.key,
        rows=(rows[0], rows[-1]),
        categories=column_of(sheet.table, N_("Indicator")),
        lines=(ChartLine(gap, Said(N_("Gap")), Emphasis.CALM),),
        axis=Axis(translator(lang)(N_("points short of 100")), 0, 100, Unit.POINTS),
        sentences=tuple(filter(None, (sentence, *colours))),
        set_apart=tuple(at for at, row in enumerate(shown) if row.indicator_no in weakest),
    )


def sheet_counts(sheet: BookSheet) -> tuple[int, int]:
    """Return how many rows a sheet has, and how many of its cells are empty."""
    return len(sheet.table.rows), sum(not said(cell, "en") for row in sheet.table.rows for cell in row)
