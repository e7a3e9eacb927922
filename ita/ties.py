"""Which rows of a ranking are set apart where scores may be equal: a tie is whole or not there, and 100 is no weakness.

The ranks are those of the queries, where equal figures share one; the view ``bottom_ranks`` cuts in the same way. Rows
are those of a read, or of a frame; whatever has an indicator's number and the figure that is ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeVar

from ita.formatting import known

# What a council can keep in mind; a tie at that cut is shown whole up to the second, else the cut moves before it.
CUT = 3
MOST = 5
R = TypeVar("R")
Figure = Decimal | float


def known_rows(ranking: Sequence[R], value: str) -> list[R]:
    """Return the rows whose figure is known, the largest first, equal ones by their number."""
    figure = attrgetter(value)
    found = [row for row in ranking if known(figure(row))]
    return sorted(found, key=lambda row: (-figure(row), _number(row)))


def _number(row: Any) -> int:
    return int(row.indicator_no)


def leading(ranking: Sequence[R], value: str = "gap_points") -> list[R]:
    """Return the rows that share the largest figure; all rows where all are equal, none where nothing is known."""
    figure = attrgetter(value)
    shown = known_rows(ranking, value)
    return [row for row in shown if figure(row) == figure(shown[0])]


def all_equal(ranking: Sequence[R], value: str = "gap_points") -> bool:
    """Tell whether several figures are known and all of them are equal."""
    shown = known_rows(ranking, value)
    return len(shown) > 1 and len(leading(shown, value)) == len(shown)


def set_apart(ranking: Sequence[R], value: str = "gap_points") -> list[R]:
    """Return the rows that are weakest: the three largest figures, none of nothing, none where all are equal.

    Parameters
    ----------
    ranking
        Rows of `reads.gap_ranking`.
    value
        ``gap_points``, or ``lost_points`` for what costs the total most.
    """
    shown = known_rows(ranking, value)
    if all_equal(shown, value):
        return []
    figures: list[Figure] = [attrgetter(value)(row) for row in shown]

    def is_weak(figure: Figure) -> bool:
        larger = sum(other > figure for other in figures)
        return figure > 0 and larger < CUT and (larger == 0 or larger + figures.count(figure) <= MOST)

    return [row for row, figure in zip(shown, figures, strict=True) if is_weak(figure)]
