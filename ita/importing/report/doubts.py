"""Scores of a report that can be stored and may yet be wrong: the same doubts as of every other source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ita.importing.report.reading import Reading
from ita.importing.scores import doubts as of_scores
from ita.importing.scores.values import ScoreSheet, weights
from ita.model import IndicatorPlan, TypedResult

# Rules that are asked about before anything is stored.
DOUBTS = frozenset({"score-may-be-weighted"})


def doubts(reading: Reading, plans: Sequence[IndicatorPlan], year: int) -> None:
    """Note what is to be asked of a report's scores before they are stored; what a person accepted is a notice."""
    result = TypedResult(year, {plan.indicator_no: plan.score for plan in plans}, None, None)
    places = {(year, plan.indicator_no): plan.score_source or plan.place for plan in plans}
    sheet = ScoreSheet(None, (result,), (), (), weights=weights(reading.frameworks, [year]), places=dict(places))
    for issue in of_scores.doubts(sheet, {}):
        if issue.rule in DOUBTS:
            severity = "notice" if issue.rule in reading.accept else "error"
            reading.issues.append(replace(issue, severity=severity))
