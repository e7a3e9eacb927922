"""What series over years share: the years themselves, values by year, the axis of scores, changes of rules, targets.

A year without a figure is a gap: it has its place among the years, and no point.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from ita.errors import N_
from ita.formatting import points
from ita.i18n import translator
from ita.indicator_names import name_column
from ita.series.model import Axis, Emphasis, Line, Point, RuleChange, Side, Unit, Values

CAPTIONS = {
    "scores": N_("new framework"),
    "levels": N_("levels changed"),
    "questions": N_("questions changed"),
}
# At most so many steps of the axis of scores.
MOST_STEPS = 7


def every_year(years: Iterable[Any]) -> list[int]:
    """Return all years from the first to the last, those without a figure too."""
    there = sorted({int(year) for year in years})
    return list(range(there[0], there[-1] + 1)) if there else []


def by_year(frame: pd.DataFrame, column: str, years: Sequence[int]) -> Values:
    """Return one value a year, None where the frame has none."""
    there = {
        int(year): float(value)
        for year, value in zip(frame["fiscal_year"], frame[column], strict=True)
        if not pd.isna(value)
    }
    return [there.get(year) for year in years]


def names_of(rows: pd.DataFrame, lang: str) -> list[str]:
    """Return number and name of each row's indicator."""
    return [f"{int(no)}. {text}" for no, text in zip(rows["indicator_no"], rows[name_column(lang)], strict=True)]


def named_indicators(trend: pd.DataFrame, lang: str) -> dict[int, str]:
    """Return number and name of the indicators that have a row in some year, in their order."""
    named = trend.drop_duplicates("indicator_no").sort_values("indicator_no")
    return dict(zip([int(no) for no in named["indicator_no"]], names_of(named, lang), strict=True))


def score_axis(name: str, values: Iterable[float | None], lang: str) -> Axis:
    """Return the axis on which scores are told apart: up to 100, from a round score under the lowest.

    Parameters
    ----------
    name
        What the axis counts.
    values
        Scores 0-100, None where not known.
    """
    lowest = min((value for value in values if value is not None), default=0.0)
    # A label under the lowest point needs its height.
    wanted = min(lowest - 0.07 * (100 - lowest) - 0.5, 90.0)
    low, step = 0, 20
    for step in (5, 10, 20):
        low = max(0, math.floor(wanted / step) * step)
        if (100 - low) / step <= MOST_STEPS:
            break
    cut = translator(lang)(N_("{name} (the axis begins at {low}, not at 0)")).format(name=name, low=low)
    return Axis(
        title=f"{name} (0–100)",
        title_cut=cut if low > 0 else "",
        low=low,
        high=100,
        unit=Unit.SCORE,
        ticks=tuple(range(100, low - 1, -step))[::-1],
    )


def _not_comparable(value: object) -> bool:
    return str(value).strip().lower().startswith(("no", "false"))


def rule_changes(breaks: pd.DataFrame, years: Sequence[int], kinds: Sequence[str], lang: str) -> tuple[RuleChange, ...]:
    """Return what changed between two of the years, by year and kind; lines are cut where scores cannot be compared.

    Parameters
    ----------
    breaks
        `reads.breaks`: one row a year and change; a change before the first of the years is left out.
    kinds
        Which of ``scores``, ``levels`` and ``questions`` are of interest.
    """
    _ = translator(lang)
    within = breaks[breaks["affects"].isin(kinds) & breaks["fiscal_year"].isin(years[1:])]
    found = []
    for year in sorted({int(year) for year in within["fiscal_year"]}):
        for kind in kinds:
            rows = within[(within["fiscal_year"] == year) & (within["affects"] == kind)]
            if len(rows):
                cuts = kind == "scores" and any(_not_comparable(value) for value in rows["comparable"])
                wordings = tuple(str(text) for text in rows[f"what_{lang}"])
                found.append(RuleChange(year, kind, _(CAPTIONS[kind]), wordings, cuts))
    return tuple(found)


def _targets_of(targets: pd.DataFrame, indicator_no: int | None) -> pd.DataFrame:
    """Return the targets of the total (None) or of an indicator."""
    numbers = pd.to_numeric(targets["indicator_no"]).astype("Float64")
    of = numbers.isna() if indicator_no is None else numbers.eq(indicator_no).fillna(value=False)
    return targets[of.astype(bool) & targets["target"].notna()]


def with_target_years(targets: pd.DataFrame, indicator_no: int | None, years: Sequence[int]) -> list[int]:
    """Return the years of a trend up to its last target: a target is mostly of the year to come."""
    aimed = [int(year) for year in _targets_of(targets, indicator_no)["fiscal_year"] if years and int(year) > years[0]]
    return every_year([*years, *aimed])


def target_values(targets: pd.DataFrame, indicator_no: int | None, years: Sequence[int]) -> Values:
    """Return one target a year of the total (None) or of an indicator, None where none is set."""
    return by_year(_targets_of(targets, indicator_no), "target", years)


def target_line(years: Sequence[int], goals: Values, reached: float | None, lang: str) -> tuple[Line, ...]:
    """Return the targets as a line of marks whose last is labelled; none where none is set.

    Parameters
    ----------
    reached
        The latest score: the label of a lower target belongs below it.
    """
    word = translator(lang)(N_("target"))
    known = [(year, goal) for year, goal in zip(years, goals, strict=True) if goal is not None]
    if not known:
        return ()
    last, aim = known[-1]
    side = Side.BELOW if reached is not None and aim < reached else Side.ABOVE
    marks = (
        Point(year, goal, points(goal) if year == last else "", side, (str(year), f"{word} {points(goal)}"))
        for year, goal in known
    )
    return (Line(word, Emphasis.TARGET, tuple(marks)),)
