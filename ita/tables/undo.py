"""What an undo would change: the figures of a year now and then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ita.errors import N_
from ita.importing.undo import CurrentFigures, YearChange
from ita.tables.table import Cell, Column, Said, Table, points_column, table


def undo_changes(changes: Sequence[YearChange]) -> Table:
    """Return for each year what is used now and what would be."""
    columns = (Column(N_("Year"), unit="year"), Column(N_("What")), points_column(N_("Now")), points_column(N_("Then")))
    return table(
        columns, [(each.fiscal_year, *cells) for each in changes for cells in _differing(each.before, each.after)]
    )


def _differing(now: CurrentFigures, then: CurrentFigures) -> Iterator[tuple[Cell, Cell, Cell]]:
    """Yield what differs: what it is, now, then."""
    if now.total != then.total:
        yield Said(N_("Total")), now.total, then.total
    if now.level != then.level:
        yield Said(N_("Level")), now.level, then.level
    if now.scores and not then.scores:
        yield Said(N_("Scores of indicators")), len(now.scores), 0
    for number in sorted(then.scores.keys() and now.scores.keys() | then.scores.keys()):
        before, after = now.scores.get(number), then.scores.get(number)
        if before != after:
            yield Said(N_("Indicator {number}"), {"number": number}), before, after
    held: tuple[tuple[str, Mapping[Any, object], Mapping[Any, object]], ...] = (
        (N_("Scores of questions"), now.questions, then.questions),
        (N_("Measures"), now.measures, then.measures),
        (N_("Targets"), now.targets, then.targets),
    )
    for name, stored, left in held:
        differ = sum(stored.get(key) != left.get(key) for key in stored.keys() | left.keys())
        if differ:
            said = Said(N_("{count} ({differ} differ)"), {"count": len(left), "differ": differ})
            yield Said(name), len(stored), said
