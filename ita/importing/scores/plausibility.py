"""Scores that can be stored and may yet be wrong: weighted points among them, and years that are not whole.

They are asked about before anything is stored; nothing is refused and nothing changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from statistics import median

from ita.errors import Issue, SourceLocation
from ita.frameworks import Frameworks
from ita.importing.scores.sheet_builder import ScoreSheet, weights
from ita.model import TypedResult

# Weighted points of 30 or 40 lie further than this below the score that they are of, where that passes.
FAR_BELOW = 40
_ALL = 10
_NOT_WHOLE = "years-not-whole"


def doubts(sheet: ScoreSheet, stored: Mapping[tuple[int, int], Decimal]) -> list[Issue]:
    """Return what to ask about the scores of a sheet.

    Parameters
    ----------
    stored
        The scores that are shown now, by year and indicator.

    Returns
    -------
    list of Issue
        Warnings ``score-may-be-weighted``, one an instrument and year where its scores are no more than its points of
        100 (as 29.09 of 30), else one a score that lies far below the year's others or below the one stored; and one
        notice ``years-not-whole`` where years lack some of the ten scores.
    """
    found: list[Issue] = []
    for result in sheet.years:
        small = _small(sheet, result)
        for instrument, members in small.items():
            found.append(_instrument(sheet, result, instrument, members))
        asked = {number for members in small.values() for number in members}
        for number in result.scores:
            if number not in asked:
                found += _far_below(sheet, result, number, stored.get((result.fiscal_year, number)))
    return found + _not_whole(sheet)


def typed_doubts(result: TypedResult, frameworks: Frameworks, stored: Mapping[tuple[int, int], Decimal]) -> list[Issue]:
    """Return what to ask about scores that a person types, of which some may yet be missing; see `doubts`."""
    sheet = ScoreSheet(None, (result,), (), (), weights=weights(frameworks, [result.fiscal_year]))
    return [issue for issue in doubts(sheet, stored) if issue.rule != _NOT_WHOLE]


def _small(sheet: ScoreSheet, result: TypedResult) -> dict[str, list[int]]:
    """Return the indicators whose scores may be points, by instrument. 0 is as much in points."""
    found: dict[str, list[int]] = {}
    for number, score in result.scores.items():
        weight = sheet.weights.get((result.fiscal_year, number))
        if weight is not None and 0 < score <= weight.points:
            found.setdefault(weight.instrument, []).append(number)
    return found


def _instrument(sheet: ScoreSheet, result: TypedResult, instrument: str, members: list[int]) -> Issue:
    year = result.fiscal_year
    return Issue(
        "score-may-be-weighted",
        {
            "instrument": instrument,
            "year": year,
            "figures": ", ".join(f"({number}) {result.scores[number]}" for number in members),
            "points": f"{sheet.weights[year, members[0]].points.normalize():f}",
        },
        _location(sheet, year, members[0]),
        variant="instrument",
    )


def _far_below(sheet: ScoreSheet, result: TypedResult, number: int, stored: Decimal | None) -> list[Issue]:
    score = result.scores[number]
    others = [other for at, other in result.scores.items() if at != number]
    params: dict[str, str | int] = {"number": number, "year": result.fiscal_year, "score": str(score)}
    if others and median(others) - score > FAR_BELOW:
        variant = "beside"
    elif stored is not None and stored - score > FAR_BELOW:
        variant = "stored"
        params["stored"] = str(stored)
    else:
        return []
    return [Issue("score-may-be-weighted", params, _location(sheet, result.fiscal_year, number), variant)]


def _not_whole(sheet: ScoreSheet) -> list[Issue]:
    """Return one notice that names every year without all ten scores, with those that lack."""
    lacking = {result.fiscal_year: [n for n in range(1, _ALL + 1) if n not in result.scores] for result in sheet.years}
    named = [f"{year} ({', '.join(map(str, numbers))})" for year, numbers in lacking.items() if numbers]
    if not named:
        return []
    return [Issue(_NOT_WHOLE, {"years": "; ".join(named)}, SourceLocation(sheet.file))]


def _location(sheet: ScoreSheet, year: int, number: int) -> SourceLocation:
    return sheet.locations.get((year, number), SourceLocation(sheet.file))
