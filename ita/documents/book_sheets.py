"""The sheets of a data book: of what the screens show, and of everything that is stored of an agency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter

from ita import ties
from ita.documents.book_reads import BookReads
from ita.documents.book_values import BookSheet, column_of
from ita.errors import N_
from ita.frameworks import load_frameworks
from ita.paths import DATA
from ita.read_rows import TotalTrendRow
from ita.result_notes import instrument_year
from ita.store import reads
from ita.tables import acts, plan_records, records
from ita.tables.gaps import difference_table, gap_table, question_table
from ita.tables.rules import published_beside_rules
from ita.tables.sources import OriginName, question_sources, score_sources
from ita.tables.table import YEAR, Said, Table, points_column, table
from ita.tables.targets import target_table
from ita.tables.trends import (
    AGAINST_NATION,
    change_table,
    indicator_table,
    instrument_table,
    targets_by_year,
    total_table,
)

_NO_TABLE = Table((), ())


def seen_sheets(read: BookReads) -> Iterable[BookSheet]:
    """Return what the screens show of the year and of the years compared; a sheet may have no rows."""
    cursor, agency_id, year = read.cursor, read.request.agency_id, read.request.year
    ranking = read.rankings[year]
    targets = {key: value for key, value in targets_by_year(read.targets).items() if key[0] >= read.years[0]}
    yield _totals_seen(read)
    yield BookSheet("instruments", N_("Instruments of years"), N_("a year"), _instruments(read))
    indicators = indicator_table(read.indicators, attrgetter("score"), 2, targets) if read.indicators else _NO_TABLE
    yield BookSheet("indicators", N_("Scores of indicators"), N_("an indicator; its scores by year"), indicators)
    lost = indicator_table(read.lost, attrgetter("lost_points"), 3, {}, read.bases) if read.lost else _NO_TABLE
    yield BookSheet("lost", N_("Points lost"), N_("an indicator; points of the total lost, by year"), lost)
    yield _changes(read)
    ordered = ties.known_rows(ranking, "gap_points")
    ordered += sorted((row for row in ranking if row.score is None), key=attrgetter("indicator_no"))
    gaps = gap_table(ordered, has_report=bool(read.reports[year].plans))
    yield BookSheet("gaps", N_("Gaps to 100"), N_("an indicator, the widest gap first"), gaps)
    inferred = inferred_codes([year] if read.questions[year] else [])
    questions = question_table(read.questions[year], inferred.get(year, ()))
    yield BookSheet("questions", N_("Scores of questions"), N_("a question with a score"), questions)
    yield from _reports(read, seen=True)
    total = read.assessment.total
    aims = target_table(ranking, year, total, read.targets_by_year) if read.targets_by_year else _NO_TABLE
    yield BookSheet("targets", N_("Targets"), N_("a target beside the score of the year"), aims)
    differences = difference_table(reads.origin_differences(cursor, agency_id, year), ranking)
    about = N_("an indicator for which two sources give different scores")
    yield BookSheet("differences", N_("Sources that differ"), about, differences)
    sources = score_sources(reads.figure_sources(cursor, agency_id, year), ranking, year)
    yield BookSheet("sources", N_("Sources of scores"), N_("a score; file, place, import, who and when"), sources)
    of_questions = question_sources(reads.question_sources(cursor, agency_id, year))
    about = N_("a score of a question; file, place, import, who and when")
    yield BookSheet("question_sources", N_("Sources of questions"), about, of_questions)
    yield from _rules(read)


def everything_sheets(read: BookReads) -> Iterable[BookSheet]:
    """Return everything that is stored of the agency; a sheet may have no rows."""
    cursor, agency_id = read.cursor, read.request.agency_id
    yield BookSheet("totals", N_("Totals and levels"), N_("a year, from the first to the last"), _all_totals(read))
    targets = targets_by_year(read.targets)
    indicators = indicator_table(read.indicators, attrgetter("score"), 2, targets) if read.indicators else _NO_TABLE
    yield BookSheet("indicators", N_("Scores of indicators"), N_("an indicator; its scores by year"), indicators)
    figures = records.figure_records(read.figures, read.names)
    about = N_("a score, total or level of one origin, with file and place; all origins")
    yield BookSheet("figures", N_("Figures and sources"), about, figures)
    about = N_("an indicator of a year, the widest gap first")
    reported = {year for year, report in read.reports.items() if report.plans}
    yield BookSheet("gaps", N_("Gaps to 100"), about, records.gap_records(read.rankings, reported))
    inferred = inferred_codes(year for year, rows in read.questions.items() if rows)
    questions = records.question_records(read.questions, inferred)
    yield BookSheet("questions", N_("Scores of questions"), N_("a question of a year with a score"), questions)
    yield from _reports(read, seen=False)
    yield _changes(read)
    aims = records.target_records(read.targets, read.names)
    yield BookSheet("targets", N_("Targets"), N_("a target of a year, set by whom and when"), aims)
    yield from _rules(read)
    corrections = frozenset(row.import_no for row in reads.agency_revisions(cursor, agency_id) if row.is_current)
    imports = acts.acts(reads.history(cursor, agency_id), {agency_id: read.agency.name_th}, corrections)
    yield BookSheet("imports", N_("Imports and undos"), N_("an import, correction or undo, the newest first"), imports)


def inferred_codes(years: Iterable[int]) -> dict[int, set[str]]:
    """Return by year the codes of the questions whose indicator no source names."""
    found: dict[int, set[str]] = {year: set() for year in years}
    for question in load_frameworks(DATA / "frameworks").questions if found else ():
        if question.fiscal_year in found and "inferred" in question.certainty:
            found[question.fiscal_year].add(question.code)
    return found


def _totals_seen(read: BookReads) -> BookSheet:
    """Return the totals as the screen has them, and beside them the one that its line is drawn of."""
    by_year = {row.fiscal_year: row for row in read.totals}
    nothing = dict.fromkeys(TotalTrendRow._fields[1:])
    spanned = [by_year.get(year) or TotalTrendRow(year, **nothing) for year in range(read.years[0], read.years[-1] + 1)]
    doubted = [row.fiscal_year for row in read.doubts]
    targets = {key: value for key, value in targets_by_year(read.targets).items() if key[0] >= read.years[0]}
    found = total_table(spanned, doubted, targets, read.bases)
    shown = {row.fiscal_year: row.total_shown for row in spanned}
    cells = [shown.get(row[0]) if isinstance(row[0], int) else None for row in found.rows]
    found = found.with_column(points_column(N_("Total shown")), cells)
    return BookSheet("totals", N_("Totals and levels"), N_("a year, from the first to the last"), found)


def _all_totals(read: BookReads) -> Table:
    found = records.total_records(read.totals)
    years = [row[0] for row in found.rows if isinstance(row[0], int)]
    return found.with_column(records.ORIGIN, [OriginName("+".join(read.origins([year]))) for year in years])


def _instruments(read: BookReads) -> Table:
    found = [each for each in map(instrument_year, read.totals) if each.is_known]
    return instrument_table(found, read.bases)


def _changes(read: BookReads) -> BookSheet:
    found = _NO_TABLE
    if read.change is not None and read.from_year is not None:
        found = change_table(read.changes, read.change, (read.from_year, read.request.year), {}, read.bases)
        against = column_of(found, AGAINST_NATION)
        # A book says once that an empty cell is not known or does not apply; a column of figures holds no words for it.
        rows = [
            tuple(None if at == against and isinstance(cell, Said) else cell for at, cell in enumerate(row))
            for row in found.rows
        ]
        found = replace(found, rows=tuple(rows))
    return BookSheet("changes", N_("Change between years"), N_("an indicator, the largest fall first"), found)


def _reports(read: BookReads, *, seen: bool) -> Iterable[BookSheet]:
    """Return what reports say; without ids where it is for people to read."""
    names = read.names
    questions = plan_records.plan_question_records(read.reports, names)
    hidden = plan_records.OF_EVERYTHING if seen else ()
    if seen and all(row.questions < 2 for report in read.reports.values() for row in report.plans):
        # Of one question an indicator the plan says it all.
        questions = questions.without((plan_records.ANALYSIS, plan_records.RATIONALE))
        hidden = (*hidden, plan_records.QUESTION_NO)
    sheets = (
        ("plans", N_("Analysis"), N_("an indicator of a report"), plan_records.plan_records(read.reports, names)),
        (
            "plan_questions",
            N_("Questions of the report"),
            N_("a question that a report takes up"),
            questions,
        ),
        ("measures", N_("Measures"), N_("a measure of a report"), plan_records.measure_records(read.reports, names)),
        ("steps", N_("Steps"), N_("a step of a report"), plan_records.step_records(read.reports, names)),
    )
    for key, name, about, found in sheets:
        yield BookSheet(key, name, about, found.without(hidden))


def _rules(read: BookReads) -> Iterable[BookSheet]:
    """Return the rules that the figures are by, and how they agree with what was published."""
    about = N_("a published figure of a year beside what the rules give")
    yield BookSheet("published", N_("Published beside rules"), about, _published(read))
    weights = records.weight_records(read.weights)
    yield BookSheet("weights", N_("Weights"), N_("an instrument of a year"), weights)
    worth = records.point_weight_records(read.point_weights)
    yield BookSheet("point_weights", N_("Weights of indicators"), N_("an indicator of a year"), worth)
    yield BookSheet("levels", N_("Levels"), N_("a level of a year, the best first"), records.level_records(read.levels))
    about = N_("a change of rules that limits comparison")
    yield BookSheet("breaks", N_("Changes of rules"), about, records.break_records(read.breaks))


def _published(read: BookReads) -> Table:
    """Return what was published of the agency beside what the rules of each year give."""
    of_years = {year: published_beside_rules(rows) for year, rows in read.published.items()}
    columns = next(iter(of_years.values())).columns
    # The book is of one agency, but of several years.
    rows = [(year, *row[1:]) for year, found in of_years.items() for row in found.rows]
    return table((YEAR, *columns[1:]), rows)
