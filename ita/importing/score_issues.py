"""What the store tells of a sheet of scores, each at the figure that it is about: doubts, differences, omissions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ita.errors import Issue, SourceLocation
from ita.frameworks import Frameworks
from ita.importing.cross_checks import implausible
from ita.importing.score_rows import OWN_RESULT
from ita.importing.scores.label_matcher import LEVEL, LEVEL_TH, TOTAL, TOTAL_TH, What
from ita.importing.scores.sheet_builder import ScoreSheet
from ita.model import TypedResult
from ita.store import reads
from ita.store.engine import Cursor


def implausible_figures(
    cursor: Cursor,
    agency_id: str,
    sheet: ScoreSheet,
    shown: Mapping[tuple[int, int], Decimal],
    frameworks: Frameworks | None,
) -> list[Issue]:
    """Return what may be wrong with the figures of a sheet as a whole, each at the first figure that it is about."""
    found = []
    for issue in implausible(cursor, agency_id, sheet.years, shown, frameworks):
        year = int(str(issue.params["year"]))
        what: What = TOTAL if issue.rule.startswith("total") else LEVEL if issue.rule.startswith("level") else 0
        found.append(replace(issue, location=sheet.locations.get((year, what)) or _first_location(sheet, year)))
    return found


def _first_location(sheet: ScoreSheet, year: int) -> SourceLocation:
    return next((location for (of, _), location in sheet.locations.items() if of == year), SourceLocation(sheet.file))


def own_figures(cursor: Cursor, agency_id: str, year: int) -> list[What]:
    """Return which figures of a year are stored as the agency's own result."""
    own: list[What] = [int(row.indicator_no) for row in reads.own_result(cursor, agency=agency_id, year=year)]
    for row in reads.assessment(cursor, agency=agency_id, year=year):
        if row.total_origin == OWN_RESULT:
            own += [
                what
                for what, stored in ((TOTAL, row.total_published), (LEVEL, row.level_published))
                if stored is not None
            ]
    return own


def missing_figures(sheet: ScoreSheet, result: TypedResult, before: Sequence[What]) -> list[Issue]:
    """Say which figures that are stored are not in the sheet: a later import replaces a year whole."""
    given = {*result.scores, *(w for w, v in ((TOTAL, result.total), (LEVEL, result.level)) if v is not None)}
    names = {TOTAL: TOTAL_TH, LEVEL: LEVEL_TH}
    missing = [names.get(what, what) if isinstance(what, str) else str(what) for what in before if what not in given]
    if not missing:
        return []
    location = next(
        (p for (year, _), p in sheet.locations.items() if year == result.fiscal_year), SourceLocation(sheet.file)
    )
    return [
        Issue(
            "scores-missing",
            {"year": result.fiscal_year, "figures": ", ".join(missing)},
            replace(location, column=None),
        )
    ]


def located(sheet: ScoreSheet, year: int, issues: Sequence[Issue]) -> list[Issue]:
    """Return what disagrees with the ten scores of a year, each at the total or level that it is about."""
    what = {"total-disagrees": TOTAL, "level-disagrees": LEVEL}
    return [
        replace(i, location=sheet.locations.get((year, what.get(i.rule, TOTAL)), SourceLocation(sheet.file)))
        for i in issues
    ]


def against_report(cursor: Cursor, agency_id: str, sheet: ScoreSheet, year: int) -> list[Issue]:
    """Return where a score differs from the one that the year's report states."""
    return [
        Issue(
            "differs-from-report",
            {
                "number": row.indicator_no,
                "year": year,
                "shown": str(row.score_shown),
                "other": str(row.score_other),
            },
            sheet.locations.get((year, row.indicator_no), SourceLocation(sheet.file)),
        )
        for row in reads.origin_differences(cursor, agency=agency_id, year=year)
        if row.origin_shown == OWN_RESULT and row.origin_other == "report"
    ]
