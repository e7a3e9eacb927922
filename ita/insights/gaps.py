"""Sentences of the gaps to 100: which are weakest, why each stands where it does, and what the plan answers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ita import ties
from ita.errors import N_, Params
from ita.formatting import known, points
from ita.i18n import translator
from ita.insights.sentence import Sentence, indicator_names
from ita.read_rows import (
    GapRankingRow,
)

# A year's plan: shorter than this is a short time to act on the weakest indicators.
SHORT_DAYS = 60


def weakest_sentence(ranking: Sequence[GapRankingRow], lang: str, order: str = "gap") -> Sentence | None:
    """Return one sentence that reads the chart of gaps; None where no score is known."""
    column = "gap_points" if order == "gap" else "lost_points"
    shown = ties.known_rows(ranking, column)
    if not shown:
        return None
    if order != "gap" and len(shown) < len(ranking):
        # What all ten cost the total is not known, so the gaps are read.
        return weakest_sentence(ranking, lang)
    first, leaders = shown[0], ties.leading(shown, column)
    params: dict[str, str | int | float | None] = {
        "name": indicator_names(leaders, lang),
        "score": points(first.score),
        "gap": points(first.gap_points),
        "lost": points(first.lost_points),
        "together": points(_sum(leaders)),
        "all": points(_sum(shown)),
        "known": len(shown),
        "measures": first.measures,
    }
    if ties.all_equal(shown, "gap_points") and (order == "gap" or first.gap_points == 0):
        return _all_equal(params, whole=len(shown) == len(ranking), gap=first.gap_points)
    if len(leaders) > 1:
        return _tied(params, order, whole=len(shown) == len(ranking), rules=known(first.lost_points))
    if len(shown) < len(ranking):
        return Sentence(
            "weakest-of-known",
            N_(
                "Of the {known} indicators with a known score, {name} has the widest gap to 100: score "
                "{score}, {gap} points short."
            ),
            params,
        )
    if known(first.lost_points):
        return Sentence(
            "weakest",
            N_(
                "{name} has the widest gap to 100: score {score}, {gap} points short; that is {lost} of the "
                "{all} points that the total lacks."
            )
            if order == "gap"
            else N_("{name} costs the total most: {lost} of the {all} points that it lacks (score {score})."),
            params,
        )
    return Sentence(
        "weakest-no-rules", N_("{name} has the widest gap to 100: score {score}, {gap} points short."), params
    )


def _sum(rows: Sequence[GapRankingRow]) -> Decimal:
    """Return the points of the total that some indicators cost together; those not known are left out."""
    return sum((row.lost_points for row in rows if row.lost_points is not None), Decimal(0))


def _all_equal(params: Params, *, whole: bool, gap: Decimal | None) -> Sentence:
    """Return that all scores are equal, so that none is weaker than another."""
    if gap == 0:
        text = (
            N_("All {known} indicators have 100.00: there is no gap.")
            if whole
            else N_("The {known} indicators whose scores are known have 100.00: there is no gap in them.")
        )
        return Sentence("no-gap", text, params)
    text = (
        N_("All {known} indicators are equal at {score}, {gap} points short of 100: none is weaker than another.")
        if whole
        else N_("The {known} indicators whose scores are known are equal at {score}: none is weaker than another.")
    )
    return Sentence("all-equal", text, params)


def _tied(params: Params, order: str, *, whole: bool, rules: bool) -> Sentence:
    """Return which indicators share the widest gap, or the most points lost."""
    if not whole:
        text = N_(
            "Of the {known} indicators whose scores are known, {name} share the widest gap to 100: score {score}, "
            "{gap} points short each."
        )
    elif order != "gap":
        text = N_("{name} cost the total most: {lost} each of the {all} points that it lacks.")
    elif rules:
        text = N_(
            "{name} share the widest gap to 100: score {score}, {gap} points short each; "
            "together they cost {together} of the {all} points that the total lacks."
        )
    else:
        text = N_("{name} share the widest gap to 100: score {score}, {gap} points short each.")
    return Sentence("weakest-tied", text, params)


def gap_reason(row: GapRankingRow, lang: str, *, planned: bool) -> str:
    """Return why an indicator stands where it does in the ranking, in one line.

    Parameters
    ----------
    row
        A row of `reads.gap_ranking`.
    planned
        Whether a report of the year is there; without one nothing is said of measures.
    """
    _ = translator(lang)
    if row.score is None or row.gap_points is None:
        return _(N_("No score is known, so it has no rank."))
    gap = row.gap_points
    text = N_("score {score}, {gap} short of 100") if gap else N_("score {score}, nothing short of 100")
    parts = [_(text).format(score=points(row.score), gap=points(gap))]
    if known(row.lost_points) and gap:
        parts.append(_(N_("costs the total {lost} points")).format(lost=points(row.lost_points)))
    if planned and row.measures:
        parts.append(
            _(N_("measures {measures}, steps {steps}")).format(measures=int(row.measures), steps=int(row.steps))
        )
    elif planned:
        parts.append(_(N_("no measure answers it")))
    return " · ".join(parts)


# By whether one indicator alone is weakest, and whether one that is not has as few measures or as short a plan.
_FEWEST = {
    (True, True): N_("{name} is the weakest indicator, yet it has {measures} of {all} measures; none has fewer."),
    (True, False): N_("{name} is the weakest indicator, yet it has the fewest measures: {measures} of {all}."),
    (False, True): N_(
        "Of the weakest indicators, whose scores are equal, {name}: {measures} of {all} measures; none has fewer."
    ),
    (False, False): N_(
        "Of the weakest indicators, whose scores are equal, {name}: the fewest measures, {measures} of {all}."
    ),
}
_SHORTEST = {
    (True, True): N_("Its plan runs for {days} days, and none is shorter; the longest runs for {longest}."),
    (True, False): N_("Its plan runs for {days} days, the shortest of all; the longest runs for {longest}."),
    (False, True): N_(
        "Of the weakest indicators, {name}: a plan of {days} days, and none is shorter; the longest is {longest}."
    ),
    (False, False): N_(
        "Of the weakest indicators, {name}: a plan of {days} days, the shortest; the longest is {longest}."
    ),
}


def plan_mismatch(ranking: Sequence[GapRankingRow], lang: str) -> list[Sentence]:
    """Return where the plan does not match the weakness: fewest measures or shortest time on the weakest indicator.

    Where an indicator that is not weakest has as few or as short a time, the sentence says that none has less.
    """
    measures = [row.measures for row in ranking]
    weakest = ties.leading(ranking)
    if not any(measures) or not weakest or ties.all_equal(ranking) or weakest[0].gap_points == 0:
        return []
    alone = len(weakest) == 1
    unanswered = [row for row in weakest if row.measures == 0]
    if unanswered:
        text = (
            N_("{name} is the weakest indicator and no measure answers it.")
            if alone
            else N_("Of the weakest indicators, whose scores are equal, no measure answers {name}.")
        )
        return [Sentence("weakest-unanswered", text, {"name": indicator_names(unanswered, lang)})]
    found: list[Sentence] = []
    fewest = [row for row in weakest if row.measures == min(measures)]
    if fewest and len(set(measures)) > 1:
        params: Params = {
            "name": indicator_names(fewest, lang),
            "measures": fewest[0].measures,
            "all": sum(measures),
        }
        text = _FEWEST[alone, measures.count(min(measures)) > len(fewest)]
        found.append(Sentence("fewest-on-weakest", text, params))
    days = [row.days for row in ranking if row.days is not None]
    shortest = [row for row in weakest if days and row.days == min(days)]
    if shortest and len(set(days)) > 1:
        params = {"name": indicator_names(shortest, lang), "days": min(days), "longest": max(days)}
        text = _SHORTEST[alone, days.count(min(days)) > len(shortest)]
        found.append(Sentence("shortest-on-weakest", text, params))
    return found
