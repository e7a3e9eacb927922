"""Sentences from numbers: what stands where, and why, the same on screen and on paper.

Each sentence comes from a rule, names its numbers, and claims no cause. Missing figures give other sentences, never
zeros.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ita import ties
from ita.errors import N_, Params
from ita.formatting import known, points, signed
from ita.i18n import say, translator
from ita.indicator_names import NamedIndicator, indicator_name
from ita.model import is_average
from ita.read_rows import (
    AssessmentRow,
    GapRankingRow,
    PersistenceRow,
    PublishedExplanationsRow,
    TotalChangeRow,
    TotalTrendRow,
    YearChangeRow,
)

# A year's plan: shorter than this is a short time to act on the weakest indicators.
SHORT_DAYS = 60
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as message id with its fields, and the rule that wrote it."""

    rule: str
    text: str
    params: Params

    def in_words(self, lang: str) -> str:
        """Return the sentence in a language."""
        return say(self.text, self.params, lang)


def text_of(value: object) -> str:
    """Return a text of a frame, or a dash where it is not known."""
    return str(value) if known(value) else "–"


def lacking_points(value: object) -> str:
    """Return points that a level lacks; what rounds to nothing is still something."""
    return "< 0.01" if known(value) and float(value) == 0 else points(value)  # type: ignore[arg-type]


def level_sentences(
    assessment: AssessmentRow, explanations: Sequence[PublishedExplanationsRow], year: int
) -> list[Sentence]:
    """Return what the level is, what holds it back and by how much.

    Parameters
    ----------
    assessment
        The row of `reads.assessment`.
    explanations
        Rows of `reads.published_explanations`: what an authority said where a total alone cannot tell.
    """
    found: list[Sentence] = []
    held, lacking = assessment.held_back_by, lacking_points(assessment.points_to_next_level)
    if known(held):
        parts = str(held).split("+")
        params = {"next": assessment.next_level, "points": lacking, "instruments": ", ".join(parts)}
        if held == TOTAL:
            text, rule = N_("{points} more points of the total reach “{next}”."), "held-by-total"
        elif len(parts) == 1:
            text = N_("{instruments} holds the level back: {points} more points there reach “{next}”.")
            rule = "held-by-instrument"
        else:
            text = N_("{instruments} hold the level back: {widest} lacks most, {points} points for “{next}”.")
            scores = {"IIT": assessment.iit or 0, "EIT": assessment.eit or 0, "OIT": assessment.oit or 0}
            # Of all instruments it has the lowest score, for they have one floor.
            params["widest"] = min(parts, key=lambda name: scores[name])
            rule = "held-by-instruments"
        found.append(Sentence(rule, text, params))
    elif known(assessment.level):
        found.append(Sentence("top-level", N_("This is the highest level of {year}."), {"year": year}))
    return found + explanation_sentences(explanations)


def explanation_sentences(explanations: Sequence[PublishedExplanationsRow]) -> list[Sentence]:
    """Return what an authority said of instruments whose scores are not known (`reads.published_explanations`)."""
    found: list[Sentence] = []
    for row in explanations:
        found.append(
            Sentence(
                "published-explanation",
                N_("{instrument} was below {bound} by the published explanation; its exact score is not known.")
                if str(row.bound).startswith("<")
                else N_("{instrument} was {bound} by the published explanation; its exact score is not known."),
                {"instrument": row.instrument, "bound": str(row.bound).lstrip("<")},
            )
        )
    return found


def no_level_reason(assessment: AssessmentRow, kind: str, year: int) -> Sentence | None:
    """Return why no level was calculated, or None where one was."""
    if known(assessment.level):
        return None
    if is_average(kind):
        return Sentence("average", N_("This is an average over many agencies; averages get no level."), {})
    assumed = str(assessment.rules_basis).startswith("assumed:")
    if not assumed and (not assessment.rules_known or not assessment.levels_known):
        return Sentence(
            "no-rules", N_("The rules of {year} are not known here; no level is calculated."), {"year": year}
        )
    if assessment.scored_indicators == 0:
        return Sentence(
            "no-scores", N_("The scores of the indicators are not known; no total or level is calculated."), {}
        )
    if assessment.scored_indicators < assessment.indicators:
        return Sentence(
            "missing-scores",
            N_("Only {known} of the ten indicator scores are known; no total or level is calculated from them."),
            {"known": int(assessment.scored_indicators)},
        )
    if assumed:
        text = N_("The rules assumed for {year} have no levels; no level is calculated.")
        return Sentence("no-levels", text, {"year": year})
    return None


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
        "name": _names(leaders, lang),
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


def _names(rows: Sequence[NamedIndicator], lang: str) -> str:
    """Return the names of indicators in one list."""
    return ", ".join(indicator_name(row, lang) for row in rows)


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


def reason(row: GapRankingRow, lang: str, *, planned: bool) -> str:
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


def plan_mismatch(ranking: Sequence[GapRankingRow], lang: str) -> list[Sentence]:
    """Return where the plan does not match the weakness: fewest measures or shortest time on the weakest indicator."""
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
        return [Sentence("weakest-unanswered", text, {"name": _names(unanswered, lang)})]
    found: list[Sentence] = []
    fewest = [row for row in weakest if row.measures == min(measures)]
    if fewest and len(set(measures)) > 1:
        params: Params = {
            "name": _names(fewest, lang),
            "measures": fewest[0].measures,
            "all": sum(measures),
        }
        text = (
            N_("{name} is the weakest indicator, yet it has the fewest measures: {measures} of {all}.")
            if alone
            else N_(
                "Of the weakest indicators, whose scores are equal, {name}: the fewest measures, {measures} of {all}."
            )
        )
        found.append(Sentence("fewest-on-weakest", text, params))
    days = [row.days for row in ranking if row.days is not None]
    shortest = [row for row in weakest if days and row.days == min(days)]
    if shortest and len(set(days)) > 1:
        params = {"name": _names(shortest, lang), "days": min(days), "longest": max(days)}
        text = (
            N_("Its plan runs for {days} days, the shortest of all; the longest runs for {longest}.")
            if alone
            else N_("Of the weakest indicators, {name}: a plan of {days} days, the shortest; the longest is {longest}.")
        )
        found.append(Sentence("shortest-on-weakest", text, params))
    return found


def total_sentences(change: TotalChangeRow, from_year: int, to_year: int) -> list[Sentence]:
    """Return what happened to the total and the level between two years, beside the nation.

    Parameters
    ----------
    change
        The row of `reads.total_change`.
    """
    years: dict[str, str | int | float | None] = {"from_year": from_year, "to_year": to_year}
    if not known(change.change_points):
        return _no_change(change, years)
    moved = change.change_points
    params = {
        **years,
        "from_score": points(change.from_score),
        "to_score": points(change.to_score),
        "change": points(abs(moved)),
    }
    if moved > 0:
        text = N_("From {from_year} to {to_year} the total rose by {change}, from {from_score} to {to_score}.")
    elif moved < 0:
        text = N_("From {from_year} to {to_year} the total fell by {change}, from {from_score} to {to_score}.")
    else:
        text = N_("From {from_year} to {to_year} the total stayed at {to_score}.")
    found = [Sentence("total-change", text, params), *_beside_the_nation_s(change, moved, years)]
    return found + level_change_sentences(change, moved, years)


def _no_change(change: TotalChangeRow, years: Params) -> list[Sentence]:
    """Return why no change of the total is given: which total is missing, or that the two have different bases."""
    if known(change.from_shown) and known(change.to_shown):
        params = {**years, "from_score": points(change.from_shown), "to_score": points(change.to_shown)}
        text = N_(
            "The totals of {from_year} ({from_score}) and {to_year} ({to_score}) are not of the same kind "
            "(one published, one calculated), so no change is given."
        )
        return [Sentence("total-bases-differ", text, params)]
    return [
        Sentence("total-unknown", N_("The total of {year} is not known, so no change is given."), {"year": years[year]})
        for year, total in (("from_year", change.from_shown), ("to_year", change.to_shown))
        if total is None
    ]


def _beside_the_nation_s(change: TotalChangeRow, moved: Decimal, years: Params) -> list[Sentence]:
    """Return the change of the total beside the nation's in the same time; it says nothing of who stands higher."""
    if change.national_note == "not_known":
        nations = {"from_year": change.national_from, "to_year": change.national_to}
        lacking = [str(years[name]) for name, nation in nations.items() if nation is None]
        text = N_("The nation's average total of {years} is not here yet, so no comparison.")
        return [Sentence("nation-unknown", text, {"years": ", ".join(lacking)})]
    nation, difference = change.national_change, change.change_vs_national
    if nation is None or difference is None:
        return []
    params: Params = {"nation": signed(nation), "difference": signed(difference), "points": points(abs(difference))}
    if moved > 0 and nation > 0 and difference:
        text = (
            N_("The nation's total changed by {nation} in the same time: here it rose {points} points less.")
            if difference < 0
            else N_("The nation's total changed by {nation} in the same time: here it rose {points} points more.")
        )
        return [Sentence("rose-less" if difference < 0 else "rose-more", text, params)]
    text = N_("The nation's total changed by {nation} in the same time; the two changes differ by {difference} points.")
    return [Sentence("beside-nation-s-change", text, params)]


def level_change_sentences(change: TotalChangeRow, moved: Decimal, years: Params) -> list[Sentence]:
    """Return what happened to the level; nothing is compared across a change of the levels, or of their basis."""
    before, after = change.from_level, change.to_level
    if not known(before) or not known(after):
        return []
    params = {**years, "before": str(before), "after": str(after)}
    if not change.levels_comparable:
        text = N_("The levels “{before}” and “{after}” cannot be compared: their rule changed between the years.")
        return [Sentence("levels-not-comparable", text, params)]
    if change.level_basis == "mixed":
        text = N_("The levels “{before}” and “{after}” are not compared: one is published, the other calculated.")
        return [Sentence("levels-mixed", text, params)]
    published = change.level_basis == "published"
    if before == after:
        text = N_("The level stayed “{after}”.") if published else N_("The calculated level stayed “{after}”.")
        return [Sentence("level-same", text, params)]
    if moved > 0 and change.level_moved == "down":
        text = (
            N_("The total rose, yet the level went from “{before}” to “{after}”.")
            if published
            else N_("The total rose, yet the calculated level went from “{before}” to “{after}”.")
        )
        return [Sentence("level-fell", text, params)]
    text = (
        N_("The level went from “{before}” to “{after}”.")
        if published
        else N_("The calculated level went from “{before}” to “{after}”.")
    )
    return [Sentence("level-changed", text, params)]


def instruments_sentence(row: TotalTrendRow, year: int) -> Sentence:
    """Return which instrument is lowest and which highest of those known in a year (a row of `reads.total_trend`)."""
    scores = {"IIT": row.iit, "EIT": row.eit, "OIT": row.oit}
    found = {name: score for name, score in scores.items() if score is not None}
    low, high = min(found.values()), max(found.values())
    params: Params = {
        "year": year,
        "lowest": ", ".join(name for name, score in found.items() if score == low),
        "low": points(low),
        "highest": ", ".join(name for name, score in found.items() if score == high),
        "high": points(high),
        "known": len(found),
    }
    if len(found) == 1:
        text = N_("In {year} only {lowest} can be calculated: {low}.")
    elif low == high:
        text = N_("In {year} {lowest} are equal: {low}.")
    elif len(found) < 3:
        text = N_("In {year} two instruments can be calculated: {lowest} ({low}) is lower than {highest} ({high}).")
    else:
        text = N_("In {year} {lowest} is the lowest instrument ({low}) and {highest} the highest ({high}).")
    return Sentence("instruments", text, params)


def change_sentences(change: Sequence[YearChangeRow], lang: str) -> list[Sentence]:
    """Return which indicators rose and fell most between two years.

    Parameters
    ----------
    change
        `reads.year_change`: ten rows, largest fall first.
    """
    moved = [row for row in change if row.change_points is not None]
    if not moved:
        return [Sentence("no-indicator-change", N_("No indicator has a score in both years."), {})]
    found: list[Sentence] = []
    points_moved = [row.change_points for row in change if row.change_points is not None]
    rise, fall = max(points_moved), min(points_moved)
    if len(moved) > 1 and rise == fall:
        found.append(_alike(len(moved), rise))
    else:
        if rise > 0:
            found.append(_most([row for row in moved if row.change_points == rise], lang, rose=True))
        if fall < 0:
            found.append(_most([row for row in moved if row.change_points == fall], lang, rose=False))
        elif len(moved) == len(change):
            found.append(Sentence("none-fell", N_("No indicator fell."), {}))
    if len(moved) < len(change):
        found.append(
            Sentence(
                "some-unknown",
                N_("{count} indicators have no score in one of the two years."),
                {"count": len(change) - len(moved)},
            )
        )
    if not all(row.comparable for row in change):
        found.append(
            Sentence("scores-not-comparable", N_("The scores of the two years come from different frameworks."), {})
        )
    return found


def _alike(count: int, by: Decimal) -> Sentence:
    """Return that all indicators changed by the same points, so that none changed most."""
    params: Params = {"count": count, "change": points(abs(by))}
    if not by:
        return Sentence("none-changed", N_("No score changed: all {count} are equal in both years."), params)
    text = (
        N_("All {count} indicators rose by the same {change}.")
        if by > 0
        else N_("All {count} indicators fell by the same {change}.")
    )
    return Sentence("changed-alike", text, params)


def _most(rows: Sequence[YearChangeRow], lang: str, *, rose: bool) -> Sentence:
    """Return which indicator rose or fell most; several where their changes are equal."""
    row = rows[0]
    params: Params = {
        "name": _names(rows, lang),
        "change": points(abs(row.change_points or 0)),
        "from_score": points(row.from_score),
        "to_score": points(row.to_score),
    }
    if len(rows) > 1:
        text = N_("{name} rose most: by {change} each.") if rose else N_("{name} fell most: by {change} each.")
    elif rose:
        text = N_("{name} rose most: by {change}, from {from_score} to {to_score}.")
    else:
        text = N_("{name} fell most: by {change}, from {from_score} to {to_score}.")
    return Sentence("rose-most" if rose else "fell-most", text, params)


def persistence_sentence(persistence: Sequence[PersistenceRow], lang: str) -> Sentence | None:
    """Return which indicators have been among the three weakest most often; None before two complete years."""
    if not persistence or persistence[0].years_known < 2:
        return None
    first = persistence[0]
    often = first.years_in_bottom_three, first.consecutive_years
    equal = [row for row in persistence if (row.years_in_bottom_three, row.consecutive_years) == often]
    if len(equal) > ties.MOST:
        text = N_("None is weakest most often: {count} indicators were among the three weakest equally often.")
        return Sentence("none-for-long", text, {"count": len(equal)})
    params: Params = {
        "name": _names(equal, lang),
        "years": first.years_in_bottom_three,
        "known": first.years_known,
        "run": first.consecutive_years,
    }
    if first.consecutive_years < 2:
        text = N_("Most often among the three weakest: {name}, in {years} of {known} years.")
    else:
        text = N_("Most often among the three weakest: {name}, in {years} of {known} years, {run} of them in a row.")
    return Sentence("weakest-for-long", text, params)


def certainty_sentence(certainty: str) -> Sentence:
    """Return how sure a change of rules is (`reads.breaks`): seen in a source, in part inferred, or not confirmed."""
    if "background" in certainty:
        return Sentence("not-confirmed", N_("a part of this is not confirmed by any source yet"), {})
    if "inferred" in certainty:
        return Sentence("inferred", N_("seen in a source, a part inferred"), {})
    return Sentence("seen", N_("seen in a source"), {})


def beside_nation(trend_row: TotalTrendRow) -> list[Sentence]:
    """Return how a year's total stands beside the nation's (a row of `reads.total_trend`); nothing where one lacks."""
    if not known(trend_row.difference):
        return []
    params: Params = {
        "year": int(trend_row.fiscal_year),
        "total": points(trend_row.total_shown),
        "nation": points(trend_row.national_total),
        "difference": signed(trend_row.difference),
    }
    text = N_("In {year} the total is {total}, the nation's {nation}: a difference of {difference}.")
    return [Sentence("beside-nation", text, params)]


def one_year_sentence(year: int) -> Sentence:
    """Return what one year alone can say, and what another would add."""
    return Sentence(
        "one-year",
        N_(
            "Only {year} is known. It tells where the gaps are; with another year this page also tells "
            "what rose, what fell, and whether the agency moved with the nation."
        ),
        {"year": year},
    )
