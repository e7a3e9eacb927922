"""What a data book reads: every read once, with the years that it is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ita.documents.known_years import refuse_years
from ita.documents.request import PaperRequest
from ita.read_rows import (
    AgencyByIdRow,
    AgencyFiguresRow,
    AssessmentRow,
    BreaksRow,
    GapRankingRow,
    IdenticalYearsRow,
    IndicatorTrendRow,
    LevelDoubtsRow,
    LostPointsTrendRow,
    NationalMatchRow,
    QuestionScoresRow,
    RatingLevelsRow,
    RuleIndicatorsRow,
    RuleInstrumentsRow,
    RulesCheckRow,
    TargetsRow,
    TotalChangeRow,
    TotalTrendRow,
    YearChangeRow,
)
from ita.store import reads
from ita.store.engine import Cursor
from ita.store.result_agencies import known_agency
from ita.tables.plan_records import Report
from ita.tables.table import IndicatorName


@dataclass(frozen=True, slots=True)
class BookReads:
    """What was read of an agency.

    Parameters
    ----------
    years
        The years of the book, oldest first: all that are known, or those from the year compared to the year.
    from_year
        The earlier year compared; None where there is none.
    """

    cursor: Cursor
    request: PaperRequest
    agency: AgencyByIdRow
    years: tuple[int, ...]
    from_year: int | None
    bases: Mapping[int, str | None]
    assessment: AssessmentRow
    figures: Sequence[AgencyFiguresRow]
    totals: Sequence[TotalTrendRow]
    indicators: Sequence[IndicatorTrendRow]
    lost: Sequence[LostPointsTrendRow]
    rankings: Mapping[int, Sequence[GapRankingRow]]
    questions: Mapping[int, Sequence[QuestionScoresRow]]
    reports: Mapping[int, Report]
    targets: Sequence[TargetsRow]
    change: TotalChangeRow | None
    changes: Sequence[YearChangeRow]
    breaks: Sequence[BreaksRow]
    published: Mapping[int, Sequence[RulesCheckRow]]
    weights: Mapping[int, Sequence[RuleInstrumentsRow]]
    point_weights: Mapping[int, Sequence[RuleIndicatorsRow]]
    levels: Mapping[int, Sequence[RatingLevelsRow]]
    doubts: Sequence[LevelDoubtsRow]
    matches: Sequence[NationalMatchRow]
    alike: Sequence[IdenticalYearsRow]

    def origins(self, years: Iterable[int]) -> list[str]:
        """Return where the scores and totals shown of some years come from, the one shown first before the others."""
        wanted = set(years)
        found = {
            row.origin
            for row in self.figures
            if row.fiscal_year in wanted and row.is_shown and row.part in ("indicator", "total")
        }
        return [each for each in ("own_result", "report", "published", "synthetic") if each in found]

    @property
    def names(self) -> dict[int, IndicatorName]:
        """The indicators with their numbers, as a list names them."""
        return {row.indicator_no: IndicatorName(row) for row in self.rankings[self.request.year]}

    @property
    def targets_by_year(self) -> dict[int, dict[int | None, Decimal]]:
        """The targets of the year and of the first later one that has any, by indicator (None is the total)."""
        found: dict[int, dict[int | None, Decimal]] = {}
        for row in self.targets:
            found.setdefault(row.fiscal_year, {})[row.indicator_no] = row.target
        later = min((each for each in found if each > self.request.year), default=None)
        return {each: found[each] for each in (self.request.year, later) if each in found}


def read_book(cursor: Cursor, request: PaperRequest, *, everything: bool) -> BookReads:
    """Read all that a data book of an agency holds.

    Raises
    ------
    NotKnownError
        The agency is not known, nothing is known of a year, or the year compared is no earlier one.
    """
    agency_id, year = request.agency_id, request.year
    agency = known_agency(cursor, agency_id)
    known = sorted(row.fiscal_year for row in reads.agency_years(cursor, agency_id))
    refuse_years(agency.name_th, known, year, request.from_year)
    trend = reads.total_trend(cursor, agency_id)
    from_year = request.from_year or _year_before(trend, year)
    years = tuple(each for each in known if everything or (from_year or year) <= each <= year)
    every = range(years[0], years[-1] + 1)
    return BookReads(
        cursor=cursor,
        request=request,
        agency=agency,
        years=years,
        from_year=from_year,
        bases={row.fiscal_year: row.rules_basis for row in reads.rules(cursor)},
        assessment=reads.assessment(cursor, agency_id, year)[0],
        figures=[row for row in reads.agency_figures(cursor, agency_id) if row.fiscal_year in years],
        # What is known of the nation only belongs to the years between, and to those before where all is wanted.
        totals=[row for row in trend if everything or row.fiscal_year in every],
        indicators=[row for row in reads.indicator_trend(cursor, agency_id) if row.fiscal_year in years],
        lost=[row for row in reads.lost_points_trend(cursor, agency_id) if row.fiscal_year in years],
        rankings={each: reads.gap_ranking(cursor, agency_id, each) for each in years},
        questions={each: reads.question_scores(cursor, agency_id, each) for each in years},
        reports={each: _report(cursor, agency_id, each) for each in (years if everything else (year,))},
        targets=reads.targets(cursor, agency_id),
        change=reads.total_change(cursor, agency_id, from_year, year)[0] if from_year else None,
        changes=reads.year_change(cursor, agency_id, from_year, year) if from_year else (),
        breaks=reads.breaks(cursor, years[0] - 1 if everything else years[0], years[-1]),
        published={each: reads.rules_check(cursor, agency_id, each) for each in years},
        weights={each: reads.rule_instruments(cursor, each) for each in years},
        point_weights={each: reads.rule_indicators(cursor, each) for each in years},
        levels={each: reads.rating_levels(cursor, each) for each in years},
        doubts=reads.level_doubts(cursor, agency_id),
        matches=reads.national_match(cursor, agency_id, year),
        alike=reads.identical_years(cursor, agency_id, year),
    )


def _year_before(trend: Sequence[TotalTrendRow], year: int) -> int | None:
    """Return the last earlier year with a total; None where that or the year's own is not known."""
    totals = {row.fiscal_year for row in trend if row.total_shown is not None}
    return max((each for each in totals if each < year), default=None) if year in totals else None


def _report(cursor: Cursor, agency_id: str, year: int) -> Report:
    return Report(
        reads.plans(cursor, agency_id, year),
        reads.plan_questions(cursor, agency_id, year),
        reads.measures(cursor, agency_id, year),
        reads.steps(cursor, agency_id, year),
    )
