"""The targets of an agency beside the results of a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ita.errors import N_
from ita.formatting import change
from ita.read_rows import GapRankingRow
from ita.tables.table import (
    INDICATOR,
    Cell,
    Figure,
    IndicatorName,
    Joined,
    Said,
    Table,
    change_column,
    points_column,
    table,
)

# By year, and in each by indicator; None is the total.
Targets = Mapping[int, Mapping[int | None, Decimal]]


_CHANGE = change_column("")


def targets_said(targets: Targets, number: int | None, score: Decimal | None) -> Joined:
    """Return the targets of an indicator (None is the total) beside its score; nothing where there are none."""
    found: list[Cell] = []
    for year, of_year in targets.items():
        if number in of_year:
            target, moved = of_year[number], change(of_year[number], score)
            text = N_("target of {year}: {target} ({change})") if moved else N_("target of {year}: {target}")
            found.append(Said(text, {"year": year, "target": target, "change": Figure(moved, _CHANGE)}))
    return Joined(tuple(found))


def target_table(ranking: Sequence[GapRankingRow], year: int, total: Decimal | None, targets: Targets) -> Table:
    """Return the scores of a year beside the targets, and what is to be gained; only lines that have a target."""
    columns = [INDICATOR, points_column(N_("Score of {year}"), year=year)]
    for each in targets:
        columns += [points_column(N_("Target of {year}"), year=each), change_column(N_("To gain"))]
    lines: list[tuple[int | None, Cell, Decimal | None]] = [(None, Said(N_("Total")), total)]
    ordered = sorted(ranking, key=lambda row: row.indicator_no)
    lines += [(row.indicator_no, IndicatorName(row), row.score) for row in ordered]
    return table(
        columns,
        [
            [
                name,
                score,
                *(cell for of in targets.values() for cell in (of.get(number), change(of.get(number), score))),
            ]
            for number, name, score in lines
            if any(number in of for of in targets.values())
        ],
    )
