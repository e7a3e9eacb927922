"""The values that the domain speaks of: rules of a year, agencies, published figures, a report read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from ita.errors import Issue, SourceLocation

InstrumentCode = Literal["IIT", "EIT", "OIT"]
Origin = Literal["own_result", "report", "published", "synthetic"]
# Why a text read is not to be trusted: it came out of a PDF, or some letters of it are not known at all.
Doubt = Literal["pdf", "letters"]
AgencyRole = Literal["own", "sample", "benchmark", "published", "demo"]

# What a town can be when it is made on screen, in the order of how many there are of each in the country.
LOCAL_KINDS = (
    "subdistrict_administration",
    "subdistrict_municipality",
    "town_municipality",
    "city_municipality",
    "provincial_administration",
    "special_local_government",
)


def is_average(kind: str) -> bool:
    """Tell whether a kind of agency is an average over many, which gets no level and no results of its own."""
    return kind.endswith("_average")


@dataclass(frozen=True, slots=True)
class Agency:
    """A public body that is assessed, or an average over many (kind ends in ``_average``)."""

    agency_id: str
    name_th: str
    name_en: str | None
    kind: str
    district: str | None
    province: str | None
    role: str
    source: str


@dataclass(frozen=True, slots=True)
class InstrumentRule:
    """One instrument's weight of the total, over a span of fiscal years."""

    fiscal_year_from: int
    fiscal_year_to: int
    instrument: str
    name_th: str
    name_en: str
    weight: Decimal
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the ten indicators and the instrument that measures it."""

    indicator_no: int
    name_th: str
    name_en: str
    instrument: str
    older_name_th: str | None
    source: str

    def name(self, lang: str) -> str:
        """Return the indicator's name in a language; `ita.indicator_names` for a row of a read."""
        return self.name_th if lang == "th" else self.name_en

    def numbered(self, lang: str) -> str:
        """Return the indicator as a list names it: number, full stop, name."""
        return f"{self.indicator_no}. {self.name(lang)}"


@dataclass(frozen=True, slots=True)
class RatingLevel:
    """One level of a span of years: lowest total, and lowest score of each instrument where the rule has one."""

    fiscal_year_from: int
    fiscal_year_to: int
    level_order: int
    level_th: str
    min_total: Decimal
    min_each_instrument: Decimal | None
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a survey or an item of the disclosure list in one year; its text may be unknown (None)."""

    fiscal_year: int
    instrument: str
    code: str
    indicator_no: int
    sub_no: int | None
    text_th: str | None
    sub_item_th: str | None
    source: str
    note: str | None
    certainty: str


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """How many questions each instrument has in a year, where known."""

    fiscal_year: int
    iit: int | None
    eit: int | None
    oit: int | None
    certainty: str
    source: str


@dataclass(frozen=True, slots=True)
class Break:
    """A change of rules that limits what may be compared across a year."""

    fiscal_year: int
    affects: str
    what_th: str
    what_en: str
    comparable: str
    certainty: str
    source: str


@dataclass(frozen=True, slots=True)
class ReportItem:
    """The disclosure items that ask for the report itself and for its progress report."""

    fiscal_year: int
    plan_item: str
    progress_item: str
    plan_title_th: str
    certainty: str
    source: str


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """A score of an indicator, 0-100, higher is better, with where it stood."""

    agency_id: str
    fiscal_year: int
    indicator_no: int
    score: Decimal
    source: str
    location: SourceLocation = field(default_factory=SourceLocation)


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """A total as published, with the level and the counts that were published beside it."""

    agency_id: str
    fiscal_year: int
    total: Decimal | None
    level_published: str | None
    agencies: int | None
    passed_85: int | None
    source: str
    location: SourceLocation = field(default_factory=SourceLocation)


@dataclass(frozen=True, slots=True)
class PublishedExplanation:
    """What an authority said of an instrument's score without giving the score."""

    agency_id: str
    fiscal_year: int
    instrument: str
    bound: str
    effect: str
    source: str


@dataclass(frozen=True, slots=True)
class RawField:
    """The raw text of one field of an indicator, as written in one cell of the file."""

    name: str
    text: str
    location: SourceLocation
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of a plan. `position` counts from 1 within its indicator."""

    position: int
    title: str
    location: SourceLocation
    # Of its own row, where the rows of an indicator differ: its question, period as written and read, and units.
    question_no: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    period_text: str | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a plan; `measure_position` where it stands under a measure's heading."""

    position: int
    text: str
    measure_position: int | None
    location: SourceLocation
    question_no: int | None = None


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """One of several questions that a report takes up under an indicator, with what its own rows say."""

    question_no: int
    code: str | None
    text: str | None
    score: Decimal | None
    score_basis: str | None
    analysis: str
    rationale: str
    starts_on: date | None
    ends_on: date | None
    period_text: str
    units: tuple[str, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class IndicatorPlan:
    """What a report says of one indicator: its score, the question taken up, and the plan."""

    indicator_no: int
    score: Decimal
    question_code: str | None
    question: str | None
    question_score: Decimal | None
    question_score_basis: str | None
    analysis: str
    rationale: str
    measures: tuple[Measure, ...]
    steps: tuple[Step, ...]
    starts_on: date | None
    ends_on: date | None
    period_text: str
    units: tuple[str, ...]
    location: SourceLocation
    raw: tuple[RawField, ...]
    # Cells whose text a person has to compare with the document before it is stored.
    uncertain: tuple[RawField, ...] = ()
    # Where the score comes from, if not from `location`: a table of scores, or a stored value that was kept by choice.
    score_source: SourceLocation | None = None
    # In order; empty where the indicator has at most one, which the fields above hold.
    questions: tuple[PlanQuestion, ...] = ()
    strengths: str = ""


@dataclass(frozen=True, slots=True)
class AgencyTitle:
    """The town as a report's title names it."""

    name_th: str
    kind: str
    district: str | None
    province: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A report read: which town and years, one plan an indicator, and everything that was noticed."""

    file: str
    agency: AgencyTitle | None
    fiscal_year: int
    plan_year: int
    plans: tuple[IndicatorPlan, ...]
    issues: tuple[Issue, ...]

    @property
    def measures(self) -> int:
        """Number of measures over all indicators."""
        return sum(len(plan.measures) for plan in self.plans)

    @property
    def steps(self) -> int:
        """Number of steps over all indicators."""
        return sum(len(plan.steps) for plan in self.plans)

    @property
    def to_confirm(self) -> frozenset[int]:
        """Numbers of the indicators with texts that a person has to compare with the document."""
        return frozenset(plan.indicator_no for plan in self.plans if plan.uncertain)

    @property
    def questions(self) -> int:
        """Number of questions that are named by a code."""
        codes = ([q.code for q in plan.questions] or [plan.question_code] for plan in self.plans)
        return sum(1 for of_plan in codes for code in of_plan if code)


@dataclass(frozen=True, slots=True)
class TypedResult:
    """A year's result as a person types it from ITAS: indicator number to score, with total and level as published."""

    fiscal_year: int
    scores: dict[int, Decimal]
    total: Decimal | None
    level: str | None
