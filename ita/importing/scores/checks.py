"""An instrument's figure held against its indicators: a mean of 0-100, points of 30 or 40, or neither.

It is calculated from the indicators; the stated one is kept beside it only where it cannot be weighted points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ita.errors import Issue, SourceLocation
from ita.frameworks import Frameworks
from ita.score_values import CENT

_TOLERANCE = Decimal("0.01")
# Weighted points are at most four tenths of the score, so they lie this far below any that passes half the marks.
_FAR_ABOVE = 30
_FULL = 100


@dataclass(frozen=True, slots=True)
class Stated:
    """An instrument's figure as a file states it: a number, or the text that is none."""

    instrument: str
    figure: Decimal | str
    location: SourceLocation


def check_instruments(
    frameworks: Frameworks,
    year: int,
    scores: Mapping[int, Decimal],
    total: Decimal | None,
    stated: Sequence[Stated],
) -> list[Issue]:
    """Return what the stated figures of a year's instruments are, where they are not the mean of the indicators.

    Parameters
    ----------
    scores
        The year's scores by indicator, some may be missing.
    total
        The year's stated total, where known.

    Returns
    -------
    list of Issue
        ``weighted-points`` (notice where weight and mean give the figure, else a warning),
        ``instrument-disagrees`` (warning), ``instrument-unchecked`` (notice), ``score-not-a-number`` (warning).
    """
    return [issue for each in stated if (issue := _check(frameworks, year, scores, total, each)) is not None]


def as_evidence(stated: Sequence[Stated], issues: Sequence[Issue], *, has_rules: bool) -> list[Stated]:
    """Return the stated figures that are means of 0-100 and can be held against the rules of their year.

    Parameters
    ----------
    issues
        What `check_instruments` says of them.
    has_rules
        Whether the weights of the year are known; without them what differs from the mean may be weighted points.
    """
    doubted = {str(issue.params.get("instrument")): issue.rule for issue in issues}
    kept = {None, "instrument-disagrees"} if has_rules else {None}
    return [
        each
        for each in stated
        if isinstance(each.figure, Decimal)
        and 0 <= each.figure <= _FULL
        and each.figure == round(each.figure, 2)
        and doubted.get(each.instrument) in kept
    ]


def _check(
    frameworks: Frameworks, year: int, scores: Mapping[int, Decimal], total: Decimal | None, stated: Stated
) -> Issue | None:
    figure = stated.figure
    if isinstance(figure, str):
        return Issue(
            "score-not-a-number", {"what": stated.instrument, "score": figure[:40]}, stated.location, severity="warning"
        )
    members = [n for n, instrument in frameworks.instrument_of(year).items() if instrument == stated.instrument]
    known = [scores[number] for number in members if number in scores]
    mean = sum(known, Decimal(0)) / len(known) if len(known) == len(members) else None
    weight = frameworks.weights(year).get(stated.instrument)
    params: dict[str, str | int] = {
        "instrument": stated.instrument,
        "stated": str(figure),
        "mean": "" if mean is None else str(mean.quantize(CENT, ROUND_HALF_UP)),
        "points": "" if weight is None else f"{(weight * 100).normalize():f}",
        "year": year,
    }

    if mean is not None and abs(figure - mean) <= _TOLERANCE:
        return None
    if weight is not None and mean is not None and abs(figure - weight * mean) <= _TOLERANCE:
        return Issue("weighted-points", params, stated.location)
    reference = sum(scores.values(), Decimal(0)) / len(scores) if scores else total
    if weight is not None and figure <= weight * 100 and reference is not None and reference - figure >= _FAR_ABOVE:
        return Issue("weighted-points", params, stated.location, variant="likely")
    if mean is not None:
        return Issue("instrument-disagrees", params, stated.location)
    return Issue("instrument-unchecked", params, stated.location)
