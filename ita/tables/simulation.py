"""What set scores would give, the shortest way to a level, and the targets that are kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ita.errors import N_
from ita.formatting import change
from ita.insights.sentence import lacking_points
from ita.read_rows import AssessmentRow, TargetsRow
from ita.scoring import LevelPath
from ita.tables.table import (
    YEAR,
    Column,
    IndicatorName,
    Said,
    Table,
    Words,
    change_column,
    comma_list,
    points_column,
    table,
)
from ita.thai import bangkok


def set_results(now: AssessmentRow, then: AssessmentRow) -> Table:
    """Return total and instruments that set scores give, each with its change where there is one."""
    columns = (Column(N_("What")), points_column(N_("Then")), change_column(N_("Change")))
    pairs = (
        (Said(N_("Estimated total")), then.total, now.total),
        ("IIT", then.iit, now.iit),
        ("EIT", then.eit, now.eit),
        ("OIT", then.oit, now.oit),
    )
    return table(columns, [(name, new, change(new, old) or None) for name, new, old in pairs])


def path_steps(path: LevelPath, names: Mapping[int, IndicatorName]) -> list[Words]:
    """Return the steps of the way to a level, in order."""
    text = N_("Step {step}: indicator {who}, from {from_score} to {to_score} ({why})")
    return [
        Said(
            text,
            {
                "step": number,
                "who": comma_list(names[each] for each in step.indicators),
                "from_score": step.from_score,
                "to_score": step.to_score,
                "why": Said(N_("for the total"))
                if step.reason == "total"
                else Said(N_("for {instrument}"), {"instrument": step.reason}),
            },
        )
        for number, step in enumerate(path.steps, start=1)
    ]


def path_summary(path: LevelPath, year: int, total: Decimal | None) -> Words:
    """Return the points that each instrument lacks for a level, and the total at the end of the way to it."""
    instruments = [f"{name} +{lacking_points(lack)}".replace("+<", "<") for name, lack in path.lacking.items()]
    lacking: Words = comma_list(instruments) if instruments else Said(N_("only the total"))
    text = N_("From the scores of {year} are lacking: {lacking}. At the end of the way the total would be {total}.")
    return Said(text, {"year": year, "lacking": lacking, "total": total})


def kept_targets(found: Iterable[TargetsRow], names: Mapping[int, IndicatorName]) -> Table:
    """Return the targets that count, with who set each and on which day."""
    columns = (
        YEAR,
        Column(N_("Indicator")),
        points_column(N_("Target")),
        Column(N_("Set by")),
        Column(N_("Set on")),
    )
    rows = [
        (
            row.fiscal_year,
            Said(N_("Total")) if row.indicator_no is None else names.get(row.indicator_no, row.indicator_no),
            row.target,
            row.set_by,
            bangkok(row.set_at).date(),
        )
        for row in found
    ]
    return table(columns, rows)
