"""Sentences of a level: what it is, what holds it back, what explains it, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from ita.errors import N_
from ita.formatting import known
from ita.insights.sentence import Sentence, lacking_points
from ita.model import is_average
from ita.read_rows import AssessmentRow, PublishedExplanationsRow, TotalTrendRow

_TOTAL = "total"


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
        if held == _TOTAL:
            text, rule = N_("The total needs {points} more points for “{next}”."), "held-by-total"
        elif len(parts) == 1:
            text = N_("{instruments} holds the level back: it needs {points} more points for “{next}”.")
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


def basis_sentence(row: TotalTrendRow, by: str) -> Sentence | None:
    """Return that the total or the level that is shown is calculated, and so not official; None where neither is.

    Parameters
    ----------
    row
        The year of `reads.total_trend`, which shows what was published first.
    by
        In words, by which rules: those of the year, or those that are assumed for it.
    """
    is_total = known(row.total_shown) and not known(row.total_published)
    is_level = known(row.level_shown) and not known(row.level_published)
    if is_total and is_level:
        text = N_("Total and level are calculated from the scores of the indicators {by}; they are not official.")
    elif is_total:
        text = N_("The total is calculated from the scores of the indicators {by}; it is not official.")
    elif is_level:
        text = N_("The level is calculated {by}; it is not official.")
    else:
        return None
    return Sentence("not-official", text, {"by": by})


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
