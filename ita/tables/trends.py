"""Tables of several years: totals and levels, instruments, indicators, and what changed between two years."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from ita.errors import N_
from ita.read_rows import (
    IndicatorTrendRow,
    LostPointsTrendRow,
    TargetsRow,
    TotalChangeRow,
    TotalTrendRow,
    YearChangeRow,
)
from ita.result_notes import InstrumentYear
from ita.tables.notes import assumed, assumed_of
from ita.tables.table import (
    INDICATOR,
    RULES,
    YEAR,
    Cell,
    Column,
    IndicatorName,
    Joined,
    LevelName,
    Noted,
    Said,
    Table,
    Words,
    change_column,
    points_column,
    table,
)

Bases = Mapping[int, str | None]
Targets = Mapping[tuple[int, int | None], Decimal]
Row = TypeVar("Row", bound=IndicatorTrendRow | LostPointsTrendRow)


def targets_by_year(rows: Iterable[TargetsRow]) -> dict[tuple[int, int | None], Decimal]:
    """Return the targets that count, by year and indicator (None is the total)."""
    return {(row.fiscal_year, row.indicator_no): row.target for row in rows}


def level_cell(row: TotalTrendRow, *, is_doubted: bool = False) -> Cell:
    """Return a year's level; said of it where it is calculated, and where the year's own rule does not allow it."""
    if row.level_shown is None:
        return None
    level: Words = LevelName(row.level_shown)
    if row.level_published is None:
        calculated = Said(N_("{level} (calculated)"), {"level": level})
        level = Joined((calculated, assumed(row.rules_basis, row.fiscal_year)))
    return Joined((level, Said("({words})", {"words": Said(N_("not by its rule"))})), " ") if is_doubted else level


def total_table(rows: Sequence[TotalTrendRow], doubted: Collection[int], targets: Targets, bases: Bases) -> Table:
    """Return total and level of each year beside the nation's; with the targets of the total where there are any.

    Parameters
    ----------
    rows
        `reads.total_trend`.
    doubted
        The years whose published level the year's own rule does not allow.
    bases
        What the rules of each year rest on.
    """
    columns = [
        YEAR,
        points_column(N_("Total")),
        points_column(N_("As published")),
        Column(N_("Level")),
        points_column(N_("The nation")),
        change_column(N_("Difference")),
    ]
    cells: list[list[Cell]] = [
        [
            row.fiscal_year,
            row.total,
            row.total_published,
            level_cell(row, is_doubted=row.fiscal_year in doubted),
            row.national_total,
            row.difference,
        ]
        for row in rows
    ]
    years = [row.fiscal_year for row in rows]
    goals = {year: target for (year, number), target in targets.items() if number is None}
    if goals:
        columns.append(points_column(N_("Target")))
        cells = [[*line, goals.get(year)] for line, year in zip(cells, years, strict=True)]
        alone = sorted(goals.keys() - set(years))
        cells += [[year, *[None] * 5, goals[year]] for year in alone]
        years += alone
    ordered = sorted(range(len(cells)), key=years.__getitem__)
    return with_rules(table(columns, [cells[at] for at in ordered]), [years[at] for at in ordered], bases)


def with_rules(of: Table, years: Sequence[int], bases: Bases) -> Table:
    """Return a table of a row a year with a column that says which are by assumed rules; as it was where none is."""
    notes = [assumed(bases.get(year), year) for year in years]
    return of.with_column(RULES, notes) if any(notes) else of


def instrument_table(years: Sequence[InstrumentYear], bases: Bases) -> Table:
    """Return the three instruments of each year; plain means are named so.

    Parameters
    ----------
    bases
        What the rules of each year rest on.
    """

    def cell(score: Decimal | None, *, is_plain: bool) -> Cell:
        return Noted(score, N_("{score} (plain mean)")) if is_plain and score is not None else score

    columns = [YEAR, points_column("IIT"), points_column("EIT"), points_column("OIT")]
    found = table(
        columns,
        [[each.fiscal_year, *(cell(score, is_plain=each.is_plain) for score in each.scores)] for each in years],
    )
    return with_rules(found, [each.fiscal_year for each in years], bases)


def indicator_table(
    rows: Sequence[Row], value: Callable[[Row], Decimal], decimals: int, targets: Targets, bases: Bases | None = None
) -> Table:
    """Return a row an indicator and a column a year, from the first to the last; with targets of years that have any.

    Parameters
    ----------
    rows
        `reads.indicator_trend` or `reads.lost_points_trend`.
    value
        Which figure of a row.
    bases
        What the rules of each year rest on, for figures that follow from rules.
    """
    names = {row.indicator_no: row for row in rows}
    values = {(row.fiscal_year, row.indicator_no): value(row) for row in rows}
    known = [row.fiscal_year for row in rows]
    spanned = [*range(min(known), max(known) + 1)]
    aimed = sorted({year for year, number in targets if number is not None})
    columns = [
        INDICATOR,
        *(Column("{year}", {"year": year}, "points", decimals) for year in spanned),
        *(points_column(N_("Target of {year}"), year=year) for year in aimed),
    ]
    found = table(
        columns,
        [
            [
                IndicatorName(names[number]),
                *(values.get((year, number)) for year in spanned),
                *(targets.get((year, number)) for year in aimed),
            ]
            for number in sorted(names)
        ],
    )
    rules = assumed_of(bases or {}, spanned)
    return found.with_column(RULES, [rules] * len(found.rows)) if rules else found


AGAINST_NATION = N_("Against the nation")


def beside_nation(row: YearChangeRow | TotalChangeRow) -> Cell:
    """Return how a change stands to the nation's, or why that cannot be said."""
    if row.national_note == "itself":
        return Said(N_("the nation itself"))
    if row.change_points is None:
        return None
    return Said(N_("nation not known")) if row.national_note == "not_known" else row.change_vs_national


def change_table(
    rows: Sequence[YearChangeRow],
    whole: TotalChangeRow,
    years: tuple[int, int],
    between: Mapping[int, Mapping[int | None, Decimal | None]],
    bases: Bases,
) -> Table:
    """Return how each indicator and the total changed between two years, with what they were in years between.

    Parameters
    ----------
    rows
        `reads.year_change`.
    whole
        The row of `reads.total_change`.
    between
        For each year between the scores by indicator, and the total under None.
    bases
        What the rules of each year rest on.
    """
    first, last = years
    columns = [
        INDICATOR,
        *(Column("{year}", {"year": year}, "points") for year in (first, *between, last)),
        change_column(N_("Change")),
        change_column(AGAINST_NATION),
    ]
    cells: list[list[Cell]] = [
        [
            IndicatorName(row),
            row.from_score,
            *(of_year.get(row.indicator_no) for of_year in between.values()),
            row.to_score,
            row.change_points,
            beside_nation(row),
        ]
        for row in rows
    ]
    cells.append(
        [
            Said(N_("Total")),
            whole.from_score,
            *(of_year.get(None) for of_year in between.values()),
            whole.to_score,
            whole.change_points,
            beside_nation(whole),
        ]
    )
    found, rules = table(columns, cells), assumed_of(bases, years)
    return found.with_column(RULES, [*[None] * len(rows), rules]) if rules else found
