"""Sentences from numbers: what stands where, and why, the same on screen and on paper.

Each sentence comes from a rule, names its numbers, and claims no cause. Missing figures give other sentences, never
zeros.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ita import ties
from ita.errors import N_, Params
from ita.formatting import known, points, signed
from ita.i18n import say, translator
from ita.indicator_names import indicator_name

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


def _row(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the first row of a frame by column."""
    return {str(key): value for key, value in frame.iloc[0].items()}


def level_sentences(
    assessment: Mapping[str, Any], explanations: Sequence[Mapping[str, Any]], year: int
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
    held, lacking = assessment["held_back_by"], lacking_points(assessment["points_to_next_level"])
    if known(held):
        parts = str(held).split("+")
        params = {"next": assessment["next_level"], "points": lacking, "instruments": ", ".join(parts)}
        if held == TOTAL:
            text, rule = N_("{points} more points of the total reach “{next}”."), "held-by-total"
        elif len(parts) == 1:
            text = N_("{instruments} holds the level back: {points} more points there reach “{next}”.")
            rule = "held-by-instrument"
        else:
            text = N_("{instruments} hold the level back: {widest} lacks most, {points} points for “{next}”.")
            # Of all instruments it has the lowest score, for they have one floor.
            params["widest"] = min(parts, key=lambda name: float(assessment[name.lower()]))
            rule = "held-by-instruments"
        found.append(Sentence(rule, text, params))
    elif known(assessment["level"]):
        found.append(Sentence("top-level", N_("This is the highest level of {year}."), {"year": year}))
    return found + explanation_sentences(explanations)


def explanation_sentences(explanations: Sequence[Mapping[str, Any]]) -> list[Sentence]:
    """Return what an authority said of instruments whose scores are not known (`reads.published_explanations`)."""
    found: list[Sentence] = []
    for row in explanations:
        found.append(
            Sentence(
                "published-explanation",
                N_("{instrument} was below {bound} by the published explanation; its exact score is not known.")
                if str(row["bound"]).startswith("<")
                else N_("{instrument} was {bound} by the published explanation; its exact score is not known."),
                {"instrument": row["instrument"], "bound": str(row["bound"]).lstrip("<")},
            )
        )
    return found


def no_level_reason(assessment: Mapping[str, Any], kind: str, year: int) -> Sentence | None:
    """Return why no level was calculated, or None where one was."""
    if known(assessment["level"]):
        return None
    if kind.endswith("_average"):
        return Sentence("average", N_("This is an average over many agencies; averages get no level."), {})
    assumed = str(assessment.get("rules_basis")).startswith("assumed:")
    if not assumed and (not assessment["rules_known"] or not assessment["levels_known"]):
        return Sentence(
            "no-rules", N_("The rules of {year} are not known here; no level is calculated."), {"year": year}
        )
    if assessment["scored_indicators"] == 0:
        return Sentence(
            "no-scores", N_("The scores of the indicators are not known; no total or level is calculated."), {}
        )
    if assessment["scored_indicators"] < assessment.get("indicators", 10):
        return Sentence(
            "missing-scores",
            N_("Only {known} of the ten indicator scores are known; no total or level is calculated from them."),
            {"known": int(assessment["scored_indicators"])},
        )
    if assumed:
        text = N_("The rules assumed for {year} have no levels; no level is calculated.")
        return Sentence("no-levels", text, {"year": year})
    return None


def weakest_sentence(ranking: pd.DataFrame, lang: str, order: str = "gap") -> Sentence | None:
    """Return one sentence that reads the chart of gaps; None where no score is known."""
    column = "gap_points" if order == "gap" else "lost_points"
    shown = ties.known_rows(ranking, column)
    if shown.empty:
        return None
    if order != "gap" and len(shown) < len(ranking):
        # What all ten cost the total is not known, so the gaps are read.
        return weakest_sentence(ranking, lang)
    first, leaders = _row(shown), ties.leading(shown, column)
    params: dict[str, str | int | float | None] = {
        "name": _names(leaders, lang),
        "score": points(first["score"]),
        "gap": points(first["gap_points"]),
        "lost": points(first["lost_points"]),
        "together": points(leaders["lost_points"].sum()),
        "all": points(shown["lost_points"].sum()),
        "known": len(shown),
        "measures": int(first["measures"]),
    }
    if ties.all_equal(shown, "gap_points") and (order == "gap" or float(first["gap_points"]) == 0):
        return _all_equal(params, whole=len(shown) == len(ranking), gap=float(first["gap_points"]))
    if len(leaders) > 1:
        return _tied(params, order, whole=len(shown) == len(ranking), rules=known(first["lost_points"]))
    if len(shown) < len(ranking):
        return Sentence(
            "weakest-of-known",
            N_(
                "Of the {known} indicators with a known score, {name} has the widest gap to 100: score "
                "{score}, {gap} points short."
            ),
            params,
        )
    if known(first["lost_points"]):
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


def _names(rows: pd.DataFrame, lang: str) -> str:
    """Return the names of indicators in one list."""
    return ", ".join(indicator_name({str(k): v for k, v in row.items()}, lang) for row in rows.to_dict("records"))


def _all_equal(params: Params, *, whole: bool, gap: float) -> Sentence:
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


def reason(row: Mapping[str, Any], lang: str, *, planned: bool) -> str:
    """Return why an indicator stands where it does in the ranking, in one line.

    Parameters
    ----------
    row
        A row of `reads.gap_ranking`.
    planned
        Whether a report of the year is there; without one nothing is said of measures.
    """
    _ = translator(lang)
    if not known(row["score"]):
        return _(N_("No score is known, so it has no rank."))
    gap = float(row["gap_points"])
    text = N_("score {score}, {gap} short of 100") if gap else N_("score {score}, nothing short of 100")
    parts = [_(text).format(score=points(row["score"]), gap=points(gap))]
    if known(row["lost_points"]) and gap:
        parts.append(_(N_("costs the total {lost} points")).format(lost=points(row["lost_points"])))
    if planned and row["measures"]:
        parts.append(
            _(N_("measures {measures}, steps {steps}")).format(measures=int(row["measures"]), steps=int(row["steps"]))
        )
    elif planned:
        parts.append(_(N_("no measure answers it")))
    return " · ".join(parts)


def plan_mismatch(ranking: pd.DataFrame, lang: str) -> list[Sentence]:
    """Return where the plan does not match the weakness: fewest measures or shortest time on the weakest indicator."""
    planned = ranking[ranking["measures"] > 0]
    weakest = ties.leading(ranking)
    if planned.empty or weakest.empty or ties.all_equal(ranking) or float(weakest.iloc[0]["gap_points"]) == 0:
        return []
    alone = len(weakest) == 1
    unanswered = weakest[weakest["measures"] == 0]
    if not unanswered.empty:
        text = (
            N_("{name} is the weakest indicator and no measure answers it.")
            if alone
            else N_("Of the weakest indicators, whose scores are equal, no measure answers {name}.")
        )
        return [Sentence("weakest-unanswered", text, {"name": _names(unanswered, lang)})]
    found: list[Sentence] = []
    fewest = weakest[weakest["measures"] == ranking["measures"].min()]
    if not fewest.empty and ranking["measures"].nunique() > 1:
        params: Params = {
            "name": _names(fewest, lang),
            "measures": int(fewest.iloc[0]["measures"]),
            "all": int(planned["measures"].sum()),
        }
        text = (
            N_("{name} is the weakest indicator, yet it has the fewest measures: {measures} of {all}.")
            if alone
            else N_(
                "Of the weakest indicators, whose scores are equal, {name}: the fewest measures, {measures} of {all}."
            )
        )
        found.append(Sentence("fewest-on-weakest", text, params))
    days = ranking["days"].dropna()
    shortest = weakest[(weakest["days"] == days.min()).fillna(value=False).astype(bool)] if len(days) else weakest[:0]
    if not shortest.empty and days.nunique() > 1:
        params = {"name": _names(shortest, lang), "days": int(days.min()), "longest": int(days.max())}
        text = (
            N_("Its plan runs for {days} days, the shortest of all; the longest runs for {longest}.")
            if alone
            else N_("Of the weakest indicators, {name}: a plan of {days} days, the shortest; the longest is {longest}.")
        )
        found.append(Sentence("shortest-on-weakest", text, params))
    return found


def total_sentences(change: Mapping[str, Any], from_year: int, to_year: int) -> list[Sentence]:
    """Return what happened to the total and the level between two years, beside the nation.

    Parameters
    ----------
    change
        The row of `reads.total_change`.
    """
    years: dict[str, str | int | float | None] = {"from_year": from_year, "to_year": to_year}
    if not known(change["change_points"]):
        return _no_change(change, years)
    moved = float(change["change_points"])
    params = {
        **years,
        "from_score": points(change["from_score"]),
        "to_score": points(change["to_score"]),
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


def _no_change(change: Mapping[str, Any], years: Params) -> list[Sentence]:
    """Return why no change of the total is given: which total is missing, or that the two have different bases."""
    if known(change["from_shown"]) and known(change["to_shown"]):
        params = {**years, "from_score": points(change["from_shown"]), "to_score": points(change["to_shown"])}
        text = N_(
            "The totals of {from_year} ({from_score}) and {to_year} ({to_score}) are not of the same kind "
            "(one published, one calculated), so no change is given."
        )
        return [Sentence("total-bases-differ", text, params)]
    return [
        Sentence("total-unknown", N_("The total of {year} is not known, so no change is given."), {"year": years[year]})
        for year, total in (("from_year", "from_shown"), ("to_year", "to_shown"))
        if not known(change[total])
    ]


def _beside_the_nation_s(change: Mapping[str, Any], moved: float, years: Params) -> list[Sentence]:
    """Return the change of the total beside the nation's in the same time; it says nothing of who stands higher."""
    if change["national_note"] == "not_known":
        lacking = [str(years[name]) for name in ("from_year", "to_year") if not known(change[f"national_{name[:-5]}"])]
        text = N_("The nation's average total of {years} is not here yet, so no comparison.")
        return [Sentence("nation-unknown", text, {"years": ", ".join(lacking)})]
    if not known(change["change_vs_national"]):
        return []
    nation, difference = float(change["national_change"]), float(change["change_vs_national"])
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


def level_change_sentences(change: Mapping[str, Any], moved: float, years: Params) -> list[Sentence]:
    """Return what happened to the level; nothing is compared across a change of the levels, or of their basis."""
    before, after = change["from_level"], change["to_level"]
    if not known(before) or not known(after):
        return []
    params = {**years, "before": str(before), "after": str(after)}
    if not change["levels_comparable"]:
        text = N_("The levels “{before}” and “{after}” cannot be compared: their rule changed between the years.")
        return [Sentence("levels-not-comparable", text, params)]
    if change["level_basis"] == "mixed":
        text = N_("The levels “{before}” and “{after}” are not compared: one is published, the other calculated.")
        return [Sentence("levels-mixed", text, params)]
    published = change["level_basis"] == "published"
    if before == after:
        text = N_("The level stayed “{after}”.") if published else N_("The calculated level stayed “{after}”.")
        return [Sentence("level-same", text, params)]
    if moved > 0 and change["level_moved"] == "down":
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


def instruments_sentence(trend_row: Mapping[str, Any], year: int) -> Sentence:
    """Return which instrument is lowest and which highest of those known in a year (a row of `reads.total_trend`)."""
    found = {name: trend_row[name.lower()] for name in ("IIT", "EIT", "OIT") if known(trend_row[name.lower()])}
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


def change_sentences(change: pd.DataFrame, lang: str) -> list[Sentence]:
    """Return which indicators rose and fell most between two years.

    Parameters
    ----------
    change
        `reads.year_change`: ten rows, largest fall first.
    """
    moved = change.dropna(subset=["change_points"])
    if moved.empty:
        return [Sentence("no-indicator-change", N_("No indicator has a score in both years."), {})]
    found: list[Sentence] = []
    if len(moved) > 1 and moved["change_points"].nunique() == 1:
        found.append(_alike(moved))
    else:
        rise, fall = float(moved["change_points"].max()), float(moved["change_points"].min())
        if rise > 0:
            found.append(_most(moved[moved["change_points"] == rise], lang, rose=True))
        if fall < 0:
            found.append(_most(moved[moved["change_points"] == fall], lang, rose=False))
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
    if not bool(change["comparable"].all()):
        found.append(
            Sentence("scores-not-comparable", N_("The scores of the two years come from different frameworks."), {})
        )
    return found


def _alike(moved: pd.DataFrame) -> Sentence:
    """Return that all indicators changed by the same points, so that none changed most."""
    by = float(moved["change_points"].iloc[0])
    params: Params = {"count": len(moved), "change": points(abs(by))}
    if not by:
        return Sentence("none-changed", N_("No score changed: all {count} are equal in both years."), params)
    text = (
        N_("All {count} indicators rose by the same {change}.")
        if by > 0
        else N_("All {count} indicators fell by the same {change}.")
    )
    return Sentence("changed-alike", text, params)


def _most(rows: pd.DataFrame, lang: str, *, rose: bool) -> Sentence:
    """Return which indicator rose or fell most; several where their changes are equal."""
    row = _row(rows)
    params: Params = {
        "name": _names(rows, lang),
        "change": points(abs(row["change_points"])),
        "from_score": points(row["from_score"]),
        "to_score": points(row["to_score"]),
    }
    if len(rows) > 1:
        text = N_("{name} rose most: by {change} each.") if rose else N_("{name} fell most: by {change} each.")
    elif rose:
        text = N_("{name} rose most: by {change}, from {from_score} to {to_score}.")
    else:
        text = N_("{name} fell most: by {change}, from {from_score} to {to_score}.")
    return Sentence("rose-most" if rose else "fell-most", text, params)


def persistence_sentence(persistence: pd.DataFrame, lang: str) -> Sentence | None:
    """Return which indicators have been among the three weakest most often; None before two complete years."""
    if persistence.empty or int(persistence.iloc[0]["years_known"]) < 2:
        return None
    first = _row(persistence)
    equal = persistence[
        (persistence["years_in_bottom_three"] == first["years_in_bottom_three"])
        & (persistence["consecutive_years"] == first["consecutive_years"])
    ]
    if len(equal) > ties.MOST:
        text = N_("None is weakest most often: {count} indicators were among the three weakest equally often.")
        return Sentence("none-for-long", text, {"count": len(equal)})
    params: Params = {
        "name": _names(equal, lang),
        "years": int(first["years_in_bottom_three"]),
        "known": int(first["years_known"]),
        "run": int(first["consecutive_years"]),
    }
    if first["consecutive_years"] < 2:
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


def beside_nation(trend_row: Mapping[str, Any]) -> list[Sentence]:
    """Return how a year's total stands beside the nation's (a row of `reads.total_trend`); nothing where one lacks."""
    if not known(trend_row["difference"]):
        return []
    params: Params = {
        "year": int(trend_row["fiscal_year"]),
        "total": points(trend_row["total_shown"]),
        "nation": points(trend_row["national_total"]),
        "difference": signed(trend_row["difference"]),
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
