"""Scores of a report that can be stored and may yet be wrong: the doubts that files of scores raise too.

Pure: what is stored is given. Equality with the nation is no question here; it is said once the report is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from ita.errors import Issue, SourceLocation
from ita.frameworks import Frameworks
from ita.importing.plausibility import ASKED, COPY, Known, doubts_of
from ita.importing.scores.plausibility import typed_doubts
from ita.model import Report, TypedResult

Stored = Mapping[tuple[int, int], Decimal]
NOTHING: Stored = {}


def own_doubts(report: Report, frameworks: Frameworks) -> tuple[Issue, ...]:
    """Return what is to be asked of a report's scores by themselves, each at the score that it is of."""
    result = _result(report)
    found = [*typed_doubts(result, frameworks, NOTHING), *doubts_of([result], Known())]
    return tuple(replace(issue, location=_location(report, issue)) for issue in found if issue.rule in ASKED)


def copies(report: Report, stored: Stored) -> tuple[Issue, ...]:
    """Return what is to be asked where all scores are those that are stored of another year."""
    found = doubts_of([_result(report)], Known(stored))
    return tuple(replace(issue, location=_location(report, issue)) for issue in found if issue.rule == COPY)


def _result(report: Report) -> TypedResult:
    return TypedResult(report.fiscal_year, {plan.indicator_no: plan.score for plan in report.plans}, None, None)


def _location(report: Report, issue: Issue) -> SourceLocation:
    """Return where the first score stands that an issue names; the file where it names none."""
    named = {part.strip(" ()").partition(")")[0] for part in str(issue.params.get("figures", "")).split(",")}
    named.add(str(issue.params.get("number", "")))
    locations = [plan.score_source or plan.location for plan in report.plans if str(plan.indicator_no) in named]
    return replace(locations[0], file=report.file) if locations else SourceLocation(report.file)
