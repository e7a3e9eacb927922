"""What only stored figures can tell of new ones: equal to the nation's, other than ITAS's, sums that disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ita.errors import Issue, SourceLocation
from ita.formatting import known, points
from ita.frameworks import Frameworks
from ita.importing.plausibility import Known, doubts_of, equals_nation
from ita.model import Report, TypedResult
from ita.read_rows import AssessmentRow, NationalMatchRow, OriginDifferencesRow
from ita.score_values import CENT
from ita.store import reads
from ita.store.engine import Cursor
from ita.thai import tidy


def against_store(cursor: Cursor, agency_id: str, report: Report) -> list[Issue]:
    """Return what only the database can tell: scores equal to the nation's, or other than those typed from ITAS."""
    file = SourceLocation(report.file)
    issues: list[Issue] = []
    for match in reads.national_match(cursor, agency=agency_id, year=report.fiscal_year):
        if match.origin == "report" and match.all_equal:
            issues.append(replace(national_match_issue(match, report.fiscal_year), location=file))
    issues += differs_from_own(
        reads.origin_differences(cursor, agency=agency_id, year=report.fiscal_year),
        report.fiscal_year,
        file,
    )
    issues += [
        Issue(
            "question-differs-from-own-result",
            {"code": row.code, "shown": points(row.score), "other": points(row.score_other)},
            file,
        )
        for row in reads.plan_questions(cursor, agency=agency_id, year=report.fiscal_year)
        if row.score_other is not None and row.score_other != row.score
    ]
    return issues


def differs_from_own(
    differences: Sequence[OriginDifferencesRow], year: int, file: SourceLocation | None = None
) -> list[Issue]:
    """Return the scores that the report gives otherwise than ITAS: a person has to decide, so they are shown on top.

    Parameters
    ----------
    differences
        Rows of `reads.origin_differences`.
    """
    return [
        Issue(
            "differs-from-own-result",
            {
                "number": int(row.indicator_no),
                "shown": points(row.score_shown),
                "other": points(row.score_other),
                "year": year,
            },
            file or SourceLocation(),
        )
        for row in differences
        if row.origin_shown == "own_result" and row.origin_other == "report"
    ]


def implausible(
    cursor: Cursor,
    agency_id: str,
    results: Sequence[TypedResult],
    shown: Mapping[tuple[int, int], Decimal],
    frameworks: Frameworks | None,
) -> list[Issue]:
    """Return what may be wrong with results that were just written, each year as a whole; places are left out.

    Parameters
    ----------
    shown
        The scores that were shown before, by year and indicator.
    frameworks
        The rules of all years; without them totals and levels are not looked at.
    """
    found = doubts_of(results, Known(shown, frameworks))
    for result in results:
        for match in reads.national_match(cursor, agency=agency_id, year=result.fiscal_year):
            if match.origin == "own_result" and equals_nation(match):
                found.append(national_match_issue(match, result.fiscal_year))
    return found


def national_match_issue(match: NationalMatchRow, year: int) -> Issue:
    """Return the warning that scores equal the national averages, the total named where it does too."""
    params: dict[str, str | int | float | None] = {
        "year": year,
        "known": int(match.known),
        "indicators": ", ".join(str(number) for number in match.indicators),
        "total": f"{match.total:.2f}" if match.total is not None else "",
        "national": f"{match.national_total:.2f}" if match.national_total is not None else "",
    }
    return Issue("equals-national-average", params, variant="total" if match.total_equal else "")


def national_match_issues(matches: Iterable[NationalMatchRow], result: AssessmentRow, year: int) -> tuple[Issue, ...]:
    """Return the warnings that speak of the scores that are shown (rows of `national_match` and of `assessment`)."""
    return tuple(
        # Where some scores are from ITAS, the total shown is another than the report's.
        national_match_issue(match._replace(total_equal=match.total_equal and match.total == result.total), year)
        for match in matches
        if match.all_equal and match.origin in str(result.origin)
    )


def arithmetic(assessment: AssessmentRow, result: TypedResult) -> tuple[Issue, ...]:
    """Return where a typed total or level disagrees with what the typed scores give; nothing until all are typed."""
    if assessment.scored_indicators != len(result.scores):
        return ()
    return disagreements(assessment._replace(total_published=result.total, level_published=result.level))


def disagreements(assessment: AssessmentRow) -> tuple[Issue, ...]:
    """Return where total or level as typed or published disagree with the calculated ones (a row of `assessment`)."""
    issues: list[Issue] = []
    computed, stated = assessment.total, assessment.total_published
    if known(computed) and known(stated) and abs(computed - stated) > CENT:
        issues.append(Issue("total-disagrees", {"computed": f"{computed:.2f}", "typed": f"{stated:.2f}"}))
    level, named = assessment.level, assessment.level_published
    if known(level) and known(named) and tidy(named) != tidy(level):
        issues.append(Issue("level-disagrees", {"computed": level, "typed": named}))
    return tuple(issues)
