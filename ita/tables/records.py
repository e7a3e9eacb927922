"""Tables of a data book: a row a fact and a column a field, of one year or of all, for people who count with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from ita.errors import N_
from ita.insights.changes import certainty_sentence
from ita.read_rows import (
    AgencyFiguresRow,
    BreaksRow,
    GapRankingRow,
    QuestionScoresRow,
    RatingLevelsRow,
    RuleIndicatorsRow,
    RuleInstrumentsRow,
    TargetsRow,
    TotalTrendRow,
)
from ita.rules.evidence import assumed_from
from ita.tables.acts import SHIPPED
from ita.tables.rules import source_in_parts
from ita.tables.sources import OriginName, person_name
from ita.tables.table import (
    INDICATOR,
    YEAR,
    Cell,
    Column,
    IndicatorName,
    InTwo,
    LevelName,
    Said,
    Shipped,
    Table,
    change_column,
    points_column,
    table,
)

Names = Mapping[int, IndicatorName]
NUMBER = Column(N_("Indicator no."), unit="count")
INSTRUMENT = Column(N_("Instrument"))
ORIGIN = Column(N_("Origin"))
SOURCE = Column(N_("Source"))
BASIS = Column(N_("Rules of the year"))
IMPORT_ID = Column(N_("Import id"))
BEGINS, ENDS = Column(N_("First day")), Column(N_("Last day"))
PARTS = {
    "total": N_("Total"),
    "instrument": N_("Instrument"),
    "indicator": N_("Indicator"),
    "question": N_("Question"),
}
_KINDS = {**SHIPPED, "report": N_("report"), "scores": N_("Scores"), "bulk": N_("scores of several agencies")}
_AFFECTS = {"scores": N_("Scores"), "levels": N_("Levels"), "questions": N_("Questions")}


def basis_words(basis: str | None) -> Said | None:
    """Return on what the rules of a year rest (``shipped``, ``stated``, ``assumed:2568``); None for no rules."""
    if basis is None:
        return None
    from_year = assumed_from(basis)
    if from_year is not None:
        return Said(N_("assumed: those of {from_year}"), {"from_year": from_year})
    return Said(N_("stated by a user") if basis == "stated" else N_("ship with the program"))


def _level(level: str | None) -> LevelName | None:
    return None if level is None else LevelName(level)


def _origin(origin: str | None) -> OriginName | None:
    return None if origin is None else OriginName(origin)


def _decimals(values: Iterable[Decimal]) -> int:
    """Return the decimals that figures of rules need, two at least; zeros at their ends are none."""
    exponents = (value.normalize().as_tuple().exponent for value in values)
    return max([2, *(-each for each in exponents if isinstance(each, int))])


def total_records(rows: Sequence[TotalTrendRow]) -> Table:
    """Return all that is known of the totals, a row a year from the first to the last; empty for a year without any."""
    columns = (
        YEAR,
        points_column(N_("Total shown")),
        points_column(N_("Calculated total")),
        points_column(N_("As published")),
        Column(N_("Level shown")),
        Column(N_("Calculated level")),
        Column(N_("Level as published")),
        points_column("IIT"),
        points_column("EIT"),
        points_column("OIT"),
        *(points_column(N_("Plain mean of indicators {span}"), span=span) for span in ("1–5", "6–8", "9–10")),
        points_column(N_("The nation")),
        change_column(N_("Difference")),
        BASIS,
    )
    found: dict[int, tuple[Cell, ...]] = {
        row.fiscal_year: (
            row.total_shown,
            row.total,
            row.total_published,
            _level(row.level_shown),
            _level(row.level),
            _level(row.level_published),
            row.iit,
            row.eit,
            row.oit,
            row.mean_1_5,
            row.mean_6_8,
            row.mean_9_10,
            row.national_total,
            row.difference,
            basis_words(row.rules_basis),
        )
        for row in rows
    }
    spanned = range(min(found), max(found) + 1) if found else ()
    return table(columns, [(year, *found.get(year, (None,) * (len(columns) - 1))) for year in spanned])


def figure_records(rows: Iterable[AgencyFiguresRow], names: Names) -> Table:
    """Return every current figure of every origin, with the file and place that it was read in."""
    columns = (
        YEAR,
        Column(N_("Part")),
        INDICATOR,
        Column(N_("Code")),
        points_column(N_("Score")),
        Column(N_("Level")),
        ORIGIN,
        Column(N_("Is the one shown")),
        SOURCE,
        Column(N_("File")),
        Column(N_("Table or sheet"), unit="count"),
        Column(N_("Row"), unit="count"),
        Column(N_("Column"), unit="count"),
        Column(N_("Import no."), unit="count"),
        IMPORT_ID,
        Column(N_("Kind")),
        Column(N_("When")),
        Column(N_("Who")),
    )
    return table(
        columns,
        [
            (
                row.fiscal_year,
                Said(PARTS[row.part]),
                None if row.indicator_no is None else names.get(row.indicator_no, row.indicator_no),
                row.code,
                row.score,
                _level(row.level),
                OriginName(row.origin),
                row.is_shown,
                row.source,
                row.file_name,
                row.place_table,
                row.place_row,
                row.place_column,
                row.import_no,
                row.import_id,
                Said(_KINDS[row.kind]) if row.kind in _KINDS else row.kind,
                row.imported_at,
                None if row.person is None else person_name(row.person),
            )
            for row in rows
        ],
    )


def gap_records(by_year: Mapping[int, Sequence[GapRankingRow]], reported: Collection[int]) -> Table:
    """Return the ranking of the indicators of each year, the widest gap first, with what answers each.

    Parameters
    ----------
    reported
        Years with a report; how many measures there are in another year is not known.
    """
    columns = (
        YEAR,
        Column(N_("Rank"), unit="count"),
        NUMBER,
        INDICATOR,
        INSTRUMENT,
        points_column(N_("Score")),
        points_column(N_("Gap")),
        Column(N_("Points lost"), unit="points of the total", decimals=3),
        Column(N_("Rank by points lost"), unit="count"),
        Column(N_("Measures"), unit="count"),
        Column(N_("Steps"), unit="count"),
        BEGINS,
        ENDS,
        Column(N_("Days"), unit="count"),
        ORIGIN,
        SOURCE,
        BASIS,
    )
    return table(
        columns,
        [
            (
                year,
                row.rank,
                row.indicator_no,
                IndicatorName(row, is_numbered=False),
                row.instrument,
                row.score,
                row.gap_points,
                row.lost_points,
                row.lost_rank,
                row.measures if year in reported else None,
                row.steps if year in reported else None,
                row.starts_on,
                row.ends_on,
                row.days,
                _origin(row.origin),
                row.source,
                basis_words(row.rules_basis),
            )
            for year, rows in by_year.items()
            for row in rows
        ],
    )


def question_records(
    by_year: Mapping[int, Sequence[QuestionScoresRow]], inferred: Mapping[int, Collection[str]]
) -> Table:
    """Return the scores of questions of each year, the report's beside them.

    Parameters
    ----------
    inferred
        By year the codes of questions whose indicator no source names.
    """
    columns = (
        YEAR,
        Column(N_("Code")),
        INSTRUMENT,
        NUMBER,
        Column(N_("Indicator is inferred")),
        Column(N_("Question")),
        points_column(N_("Score")),
        points_column(N_("Gap")),
        points_column(N_("In the report")),
        change_column(N_("Difference")),
        ORIGIN,
        SOURCE,
    )
    return table(
        columns,
        [
            (
                year,
                row.code,
                row.instrument,
                row.indicator_no,
                None if row.indicator_no is None else row.code in inferred.get(year, ()),
                row.question,
                row.score,
                row.gap_points,
                row.score_report,
                row.difference,
                OriginName(row.origin),
                row.source,
            )
            for year, rows in by_year.items()
            for row in rows
        ],
    )


def target_records(rows: Iterable[TargetsRow], names: Names) -> Table:
    """Return the targets that count, of all years."""
    columns = (
        YEAR,
        INDICATOR,
        points_column(N_("Target")),
        Column(N_("Set by")),
        Column(N_("Set on")),
        Column(N_("Note")),
        IMPORT_ID,
    )
    return table(
        columns,
        [
            (
                row.fiscal_year,
                Said(PARTS["total"]) if row.indicator_no is None else names.get(row.indicator_no, row.indicator_no),
                row.target,
                row.set_by,
                row.set_at,
                row.note,
                row.import_id,
            )
            for row in rows
        ],
    )


def weight_records(by_year: Mapping[int, Sequence[RuleInstrumentsRow]]) -> Table:
    """Return the weights of the instruments by the rules that count for each year."""
    decimals = _decimals(row.weight for rows in by_year.values() for row in rows)
    columns = (
        YEAR,
        INSTRUMENT,
        Column(N_("Name")),
        Column(N_("Weight (share of 1)"), unit="points of the total", decimals=decimals),
        BASIS,
        SOURCE,
    )
    return table(
        columns,
        [
            (
                year,
                row.instrument,
                InTwo(row.name_th, row.name_en),
                row.weight,
                basis_words(row.rules_basis),
                source_in_parts(row.source),
            )
            for year, rows in by_year.items()
            for row in rows
        ],
    )


def point_weight_records(by_year: Mapping[int, Sequence[RuleIndicatorsRow]]) -> Table:
    """Return the instrument of each indicator and what one point of it is worth, by the rules of each year."""
    decimals = _decimals(row.point_weight for rows in by_year.values() for row in rows)
    worth = Column(N_("Points of the total for one point"), unit="points of the total", decimals=decimals)
    columns = (YEAR, NUMBER, INDICATOR, INSTRUMENT, worth, BASIS)
    return table(
        columns,
        [
            (
                year,
                row.indicator_no,
                IndicatorName(row, is_numbered=False),
                row.instrument,
                row.point_weight,
                basis_words(row.rules_basis),
            )
            for year, rows in by_year.items()
            for row in rows
        ],
    )


def level_records(by_year: Mapping[int, Sequence[RatingLevelsRow]]) -> Table:
    """Return the levels of each year's own rule, the best first."""
    columns = (
        YEAR,
        Column(N_("Order"), unit="count"),
        Column(N_("Level")),
        points_column(N_("Lowest total")),
        points_column(N_("Lowest of each instrument")),
        BASIS,
        SOURCE,
    )
    return table(
        columns,
        [
            (
                year,
                row.level_order,
                LevelName(row.level),
                row.min_total,
                row.min_each_instrument,
                basis_words(row.rules_basis),
                source_in_parts(row.source),
            )
            for year, rows in by_year.items()
            for row in rows
        ],
    )


def break_records(rows: Iterable[BreaksRow]) -> Table:
    """Return what changed in the rules, and limits what may be compared."""
    columns = (
        Column(N_("First year under it"), unit="year"),
        Column(N_("What it is of")),
        Column(N_("What changed")),
        Column(N_("Certainty")),
    )
    return table(
        columns,
        [
            (
                row.fiscal_year,
                Said(_AFFECTS[row.affects]) if row.affects in _AFFECTS else row.affects,
                Shipped(InTwo(row.what_th, row.what_en)),
                certainty_sentence(row.certainty),
            )
            for row in rows
        ],
    )
