"""Which rows of a ranking are set apart where scores may be equal: a tie is whole or not there, and 100 is no weakness.

The ranks are those of the queries, where equal figures share one; the view ``bottom_ranks`` cuts in the same way.
"""

from __future__ import annotations

import pandas as pd

# What a council can keep in mind; a tie at that cut is shown whole up to the second, else the cut moves before it.
CUT = 3
MOST = 5


def known_rows(ranking: pd.DataFrame, value: str) -> pd.DataFrame:
    """Return the rows whose figure is known, the largest first, equal ones by their number."""
    shown: pd.DataFrame = ranking.dropna(subset=[value]).sort_values([value, "indicator_no"], ascending=[False, True])
    return shown


def leading(ranking: pd.DataFrame, value: str = "gap_points") -> pd.DataFrame:
    """Return the rows that share the largest figure; all rows where all are equal, none where nothing is known."""
    shown = known_rows(ranking, value)
    most: pd.DataFrame = shown[shown[value] == shown[value].max()]
    return most


def all_equal(ranking: pd.DataFrame, value: str = "gap_points") -> bool:
    """Tell whether several figures are known and all of them are equal."""
    shown = ranking[value].dropna()
    return len(shown) > 1 and shown.nunique() == 1


def set_apart(ranking: pd.DataFrame, value: str = "gap_points") -> pd.DataFrame:
    """Return the rows that are weakest: the three largest figures, none of nothing, none where all are equal.

    Parameters
    ----------
    ranking
        `reads.gap_ranking`.
    value
        ``gap_points``, or ``lost_points`` for what costs the total most.
    """
    shown = known_rows(ranking, value)
    if all_equal(shown, value):
        return shown.iloc[:0]
    rank = shown[value].rank(method="min", ascending=False)
    last_location = shown[value].rank(method="max", ascending=False)
    weakest: pd.DataFrame = shown[(shown[value] > 0) & (rank <= CUT) & ((rank == 1) | (last_location <= MOST))]
    return weakest
