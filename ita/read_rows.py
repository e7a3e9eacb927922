"""The row type of each query of ``queries/read``; `ita.store.make_reads` writes this module.

Scores, gaps and differences are in points of 0-100 with two decimals, points lost of the total with three; None is what
is not known.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple


class AgenciesRow(NamedTuple):
    """A row of `reads.agencies`.

    Attributes
    ----------
    agency_id
        Text slug.
    name_th
        Name in Thai.
    name_en
        Name in English, where known.
    kind
        Kind of body.
    district
        District.
    province
        Province.
    role
        Own, sample, benchmark, published or demo.
    latest_year
        Latest score year of which anything is known.
    latest_report_year
        Latest score year with a report.
    hidden
        True for the sample once a town of one's own exists.
    """

    agency_id: str
    name_th: str
    name_en: str | None
    kind: str
    district: str | None
    province: str | None
    role: str
    latest_year: int | None
    latest_report_year: int | None
    hidden: bool


class AgenciesFoundRow(NamedTuple):
    """A row of `reads.agencies_found`.

    Attributes
    ----------
    agency_id
        Text slug.
    name_th
        Name in Thai.
    name_en
        Name in English, where known.
    kind
        Kind of body.
    district
        District.
    province
        Province.
    role
        Own, sample, benchmark, published or demo.
    is_recent
        Whether it is one of those looked at.
    matches
        How many were found, those beyond the rows wanted too.
    """

    agency_id: str
    name_th: str
    name_en: str | None
    kind: str
    district: str | None
    province: str | None
    role: str
    is_recent: bool
    matches: int


class AgenciesOfYearsRow(NamedTuple):
    """A row of `reads.agencies_of_years`.

    Attributes
    ----------
    agencies
        Agencies with figures of at least one of the years.
    """

    agencies: int


class AgencyByIdRow(NamedTuple):
    """A row of `reads.agency_by_id`.

    Attributes
    ----------
    agency_id
        Text slug.
    name_th
        Name in Thai.
    name_en
        Name in English, where known.
    kind
        Kind of body.
    district
        District.
    province
        Province.
    role
        Own, sample, benchmark, published or demo.
    hidden
        True for the sample once a town of one's own exists.
    """

    agency_id: str
    name_th: str
    name_en: str | None
    kind: str
    district: str | None
    province: str | None
    role: str
    hidden: bool


class AgencyFiguresRow(NamedTuple):
    """A row of `reads.agency_figures`.

    Attributes
    ----------
    fiscal_year
        Score year.
    part
        Total, instrument, indicator or question.
    indicator_no
        1-10; null but for an indicator.
    code
        IIT, EIT or OIT of an instrument, i1, e2, o27 ... of a question; else null.
    score
        0-100; null of a total where only its level was stated.
    level
        Level as published or typed with a total; else null.
    origin
        Own_result, report, published or synthetic.
    is_shown
        Whether it is the one that is shown where several origins give it.
    source
        File, publication or page that it was taken from.
    file_name
        Name of the imported file; null where typed or shipped.
    place_table
        Table of the file, or number of the sheet, from 1.
    place_row
        Row, from 1.
    place_column
        Column, from 1.
    import_no
        Number of the import.
    import_id
        Import.
    kind
        Report, scores, bulk, published or demo.
    imported_at
        UTC.
    person
        Who imported it, where it was said.
    """

    fiscal_year: int
    part: str
    indicator_no: int | None
    code: str | None
    score: Decimal | None
    level: str | None
    origin: str
    is_shown: bool
    source: str | None
    file_name: str | None
    place_table: int | None
    place_row: int | None
    place_column: int | None
    import_no: int
    import_id: str
    kind: str
    imported_at: datetime
    person: str | None


class AgencyNamesRow(NamedTuple):
    """A row of `reads.agency_names`.

    Attributes
    ----------
    agency_id
        Text slug.
    name_th
        Name in Thai.
    name_en
        Name in English, where known.
    """

    agency_id: str
    name_th: str
    name_en: str | None


class AgencyRevisionsRow(NamedTuple):
    """A row of `reads.agency_revisions`.

    Attributes
    ----------
    import_no
        Number of the act.
    import_id
        For undo.
    agency_id
        Agency.
    name_th
        Corrected name in Thai.
    kind
        Corrected kind of body.
    district
        Corrected district.
    province
        Corrected province.
    name_before
        Name before it.
    kind_before
        Kind before it.
    district_before
        District before it.
    province_before
        Province before it.
    is_current
        Whether the agency is named by it now.
    """

    import_no: int
    import_id: str
    agency_id: str
    name_th: str
    kind: str
    district: str | None
    province: str | None
    name_before: str
    kind_before: str
    district_before: str | None
    province_before: str | None
    is_current: bool


class AgencyYearsRow(NamedTuple):
    """A row of `reads.agency_years`.

    Attributes
    ----------
    fiscal_year
        Score year.
    has_scores
        Whether any indicator has a score.
    has_report
        Whether a report counts for the year.
    """

    fiscal_year: int
    has_scores: bool
    has_report: bool


class AssessmentRow(NamedTuple):
    """A row of `reads.assessment`.

    Attributes
    ----------
    total
        Computed total, 0-100, rounded half-up; null while an indicator or a rule is missing.
    iit
        Computed mean of IIT.
    eit
        Computed mean of EIT.
    oit
        Computed mean of OIT.
    level
        Calculated by the year's own rule, not official; null for averages and where there is no total or rule.
    held_back_by
        Instruments under the next level's floor joined by +, else total; null at the top.
    next_level
        The level above.
    points_to_next_level
        Widest instrument shortfall, else the total's.
    total_published
        As published or typed from ITAS.
    level_published
        As published or typed from ITAS.
    origin
        Origins of the figures shown, joined by +.
    total_origin
        Origin of the published total.
    scored_indicators
        How many of the indicators have a score.
    lost_points
        100 - computed total, exact to three decimals.
    rules_known
        Whether weights of the year itself are known, shipped or stated; false under an assumption.
    levels_known
        Whether levels of the year itself are known, shipped or stated; false under an assumption.
    total_source
        Where the published total stands.
    rules_basis
        Shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules.
    indicators
        How many indicators the year's rules have; without rules the ten.
    """

    total: Decimal | None
    iit: Decimal | None
    eit: Decimal | None
    oit: Decimal | None
    level: str | None
    held_back_by: str | None
    next_level: str | None
    points_to_next_level: Decimal | None
    total_published: Decimal | None
    level_published: str | None
    origin: str | None
    total_origin: str | None
    scored_indicators: int
    lost_points: Decimal | None
    rules_known: bool
    levels_known: bool
    total_source: str | None
    rules_basis: str | None
    indicators: int


class AveragesRow(NamedTuple):
    """A row of `reads.averages`.

    Attributes
    ----------
    agency_id
        Text slug.
    name_th
        Name in Thai.
    name_en
        Name in English, where known.
    kind
        What it is an average of.
    province
        Province, where it is one's.
    """

    agency_id: str
    name_th: str
    name_en: str | None
    kind: str
    province: str | None


class BreaksRow(NamedTuple):
    """A row of `reads.breaks`.

    Attributes
    ----------
    fiscal_year
        First year under the new rule.
    affects
        Scores, levels or questions.
    what_th
        What changed, in Thai.
    what_en
        The same in English.
    comparable
        What may be compared across it.
    certainty
        How well it is known.
    source
        Source.
    """

    fiscal_year: int
    affects: str
    what_th: str
    what_en: str
    comparable: str
    certainty: str
    source: str


class CurrentPublishedImportsRow(NamedTuple):
    """A row of `reads.current_published_imports`.

    Attributes
    ----------
    import_no
        Number.
    import_id
        Id.
    """

    import_no: int
    import_id: str


class FigureOriginsRow(NamedTuple):
    """A row of `reads.figure_origins`.

    Attributes
    ----------
    fiscal_year
        Score year.
    origin
        Own_result, report, published or synthetic.
    """

    fiscal_year: int
    origin: str


class FigureSourcesRow(NamedTuple):
    """A row of `reads.figure_sources`.

    Attributes
    ----------
    indicator_no
        1-10; null for the published or typed total.
    score
        The score or total shown.
    origin
        Own_result, report, published or synthetic.
    source
        File, publication or page that it was taken from.
    file_name
        Name of the imported file; null where typed, shipped, or left as an earlier file had it.
    place_table
        Table of the file, or number of the sheet, from 1.
    place_row
        Row, from 1.
    place_column
        Column, from 1.
    sheet
        Name of the sheet of a workbook.
    place_page
        Page of a PDF.
    import_id
        Import.
    kind
        Report, scores, bulk, published or demo.
    imported_at
        UTC.
    person
        Who imported it, where it was said.
    has_kept_fields
        Read by an earlier import, and left as it stood when this one came.
    read_in_import_id
        Import that read it: this one, or an earlier one whose value was kept; null where not known.
    """

    indicator_no: int | None
    score: Decimal
    origin: str
    source: str | None
    file_name: str | None
    place_table: int | None
    place_row: int | None
    place_column: int | None
    sheet: str | None
    place_page: int | None
    import_id: str
    kind: str
    imported_at: datetime
    person: str | None
    has_kept_fields: bool
    read_in_import_id: str | None


class GapRankingRow(NamedTuple):
    """A row of `reads.gap_ranking`.

    Attributes
    ----------
    rank
        1 = widest gap, equal gaps share a rank; null where the score is missing.
    indicator_no
        1-10.
    indicator
        Name in Thai.
    indicator_en
        Name in English (our translation).
    instrument
        IIT, EIT or OIT.
    score
        0-100; null where not known.
    gap_points
        100 - score.
    lost_points
        Points of the total lost here; null where the year has no rules, nor assumed ones.
    lost_rank
        1 = most points of the total lost.
    measures
        Number of measures in the report that counts.
    steps
        Number of steps in it.
    starts_on
        First day of the plan.
    ends_on
        Last day of the plan.
    days
        Length of the plan in days, both ends included.
    origin
        Own_result, report, published or synthetic.
    source
        Where the score stands.
    rules_basis
        Shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules.
    """

    rank: int | None
    indicator_no: int
    indicator: str
    indicator_en: str
    instrument: str
    score: Decimal | None
    gap_points: Decimal | None
    lost_points: Decimal | None
    lost_rank: int | None
    measures: int
    steps: int
    starts_on: date | None
    ends_on: date | None
    days: int | None
    origin: str | None
    source: str | None
    rules_basis: str | None


class HistoryRow(NamedTuple):
    """A row of `reads.history`.

    Attributes
    ----------
    import_no
        Grows by one with every import.
    import_id
        For undo.
    act
        Import or undo.
    at
        UTC, as the clock stood; the order is that of the numbers.
    person
        Who did it, where it was said.
    kind
        Report, scores, bulk, targets, rules, assumption, agency, published or demo.
    agency_id
        Agency; of figures of several the one that is asked for, else null; null for rules and assumptions.
    agency
        Name in Thai.
    agency_en
        Name in English, where known.
    agencies
        Agencies that it holds figures of, or 1 where one is asked for; 0 for rules and assumptions.
    file_name
        Name of the file; null where typed.
    sha256
        SHA-256 of the bytes of the file, or of what was typed.
    byte_count
        Size of the file.
    fiscal_years
        Score years of its figures, or years of its targets, oldest first.
    current_years
        Those of them for which some of its figures stand.
    scores
        Indicator scores in it.
    questions
        Scores of questions in it.
    measures
        Measures in it.
    steps
        Steps in it.
    targets
        Targets in it.
    undone
        Whether the import was undone.
    reason
        Why it was undone, where it was said.
    """

    import_no: int
    import_id: str
    act: str
    at: datetime
    person: str | None
    kind: str
    agency_id: str | None
    agency: str | None
    agency_en: str | None
    agencies: int
    file_name: str | None
    sha256: str
    byte_count: int | None
    fiscal_years: list[int]
    current_years: list[int]
    scores: int
    questions: int
    measures: int
    steps: int
    targets: int
    undone: bool
    reason: str | None


class HoldingsRow(NamedTuple):
    """A row of `reads.holdings`.

    Attributes
    ----------
    agencies
        Agencies.
    own_agencies
        Agencies that a user made or claimed.
    fiscal_years
        Score years of which anything is known, oldest first.
    imports
        Imports, undone ones included.
    last_import_no
        The latest import's number; 0 while there is none.
    last_imported_at
        UTC, of the import of that number; null while there is none.
    """

    agencies: int
    own_agencies: int
    fiscal_years: list[int]
    imports: int
    last_import_no: int
    last_imported_at: datetime | None


class IdenticalYearsRow(NamedTuple):
    """A row of `reads.identical_years`.

    Attributes
    ----------
    other_year
        The other score year.
    compared
        Number of indicators known in both.
    """

    other_year: int
    compared: int


class ImportByIdRow(NamedTuple):
    """A row of `reads.import_by_id`.

    Attributes
    ----------
    import_no
        Number.
    import_id
        Id.
    kind
        Report, scores, bulk, targets, rules, assumption, agency, published or demo.
    agency_id
        Agency; null where it is of several, as bulk and published are, or of every one, as rules are.
    fiscal_year
        Score year; null where a file holds several.
    fiscal_years
        Score years of its figures, oldest first.
    plan_year
        Plan year.
    file_name
        File.
    undone
        Whether it was undone.
    indicators
        Scores in it.
    questions
        Questions that it names by code, or questions with a score.
    measures
        Measures in it.
    steps
        Steps in it.
    """

    import_no: int
    import_id: str
    kind: str
    agency_id: str | None
    fiscal_year: int | None
    fiscal_years: list[int]
    plan_year: int | None
    file_name: str | None
    undone: bool
    indicators: int
    questions: int
    measures: int
    steps: int


class ImportIssuesRow(NamedTuple):
    """A row of `reads.import_issues`.

    Attributes
    ----------
    issue_no
        From 1.
    rule
        Rule id.
    severity
        Error, warning or notice.
    params
        Values of the fields of its words, as JSON.
    file_name
        File.
    place_table
        Table or sheet of the file.
    place_row
        Row of the table.
    place_column
        Column of the table.
    sheet
        Name of the sheet; null where the file is no workbook.
    place_page
        Page; null where the file is no PDF.
    variant
        Which of the wordings of the rule; empty where it has one.
    old_text
        The text of an earlier version, where no wording of today is known to be it; else null.
    """

    issue_no: int
    rule: str
    severity: str
    params: str
    file_name: str | None
    place_table: int | None
    place_row: int | None
    place_column: int | None
    sheet: str | None
    place_page: int | None
    variant: str
    old_text: str | None


class ImportMappingRow(NamedTuple):
    """A row of `reads.import_mapping`.

    Attributes
    ----------
    import_id
        The import by which it was remembered.
    mapping
        What was chosen, as JSON.
    file_name
        Its file.
    imported_at
        When, in UTC.
    person
        Who, as typed; null where nobody said.
    """

    import_id: str
    mapping: str
    file_name: str | None
    imported_at: datetime
    person: str | None


class ImportsRow(NamedTuple):
    """A row of `reads.imports`.

    Attributes
    ----------
    import_no
        Grows by one.
    import_id
        For undo.
    kind
        Report, scores, bulk, targets, agency or demo.
    agency_id
        Agency.
    agency
        Name in Thai.
    fiscal_year
        Score year; null where a file holds several.
    fiscal_years
        Score years of its figures of the agency, oldest first.
    current_years
        Those of them for which some of its figures stand; empty where it is undone.
    file_name
        Name of the file; null where typed.
    imported_at
        UTC.
    undone_at
        UTC; null while it counts.
    indicators
        Scores of the agency in it.
    questions
        Scores of questions of the agency in it.
    measures
        Measures in it.
    targets
        Targets in it.
    superseded
        Whether later imports of the same agency and origin stand before all of it.
    """

    import_no: int
    import_id: str
    kind: str
    agency_id: str
    agency: str
    fiscal_year: int | None
    fiscal_years: list[int]
    current_years: list[int]
    file_name: str | None
    imported_at: datetime
    undone_at: datetime | None
    indicators: int
    questions: int
    measures: int
    targets: int
    superseded: bool


class ImportsOfFileRow(NamedTuple):
    """A row of `reads.imports_of_file`.

    Attributes
    ----------
    import_no
        Number.
    import_id
        Id.
    agency_id
        Agency.
    undone
        Whether it was undone.
    is_current
        Whether nothing later stands before any of its years, results and questions alike.
    has_kept_fields
        Whether it holds figures that were left as they stood, where its file has others.
    """

    import_no: int
    import_id: str
    agency_id: str | None
    undone: bool
    is_current: bool
    has_kept_fields: bool


class IndicatorTrendRow(NamedTuple):
    """A row of `reads.indicator_trend`.

    Attributes
    ----------
    fiscal_year
        Score year.
    indicator_no
        1-10.
    indicator
        Name in Thai.
    indicator_en
        Name in English (our translation).
    instrument
        IIT, EIT or OIT.
    score
        0-100.
    origin
        Origin of the score.
    """

    fiscal_year: int
    indicator_no: int
    indicator: str
    indicator_en: str
    instrument: str
    score: Decimal
    origin: str


class KeptFieldsRow(NamedTuple):
    """A row of `reads.kept_fields`.

    Attributes
    ----------
    part
        Report, result or questions.
    import_no
        The current import of that part.
    indicator_no
        1-10; null for what is of no indicator.
    question_code
        Question; null for what is of no question.
    field
        Score, total, level, or a field of a report (question, measures ...); null where nothing was kept.
    read_in_import_no
        The earlier import that the kept value was read in; null where that is not known.
    """

    part: str
    import_no: int
    indicator_no: int | None
    question_code: str | None
    field: str | None
    read_in_import_no: int | None


class LaterWorkRow(NamedTuple):
    """A row of `reads.later_work`.

    Attributes
    ----------
    import_no
        Number of the later import.
    import_id
        Its id.
    kind
        Report or scores (with figures left as they stood, perhaps those of this import), or targets.
    file_name
        Its file; null where pasted or typed.
    """

    import_no: int
    import_id: str
    kind: str
    file_name: str | None


class LevelBandsRow(NamedTuple):
    """A row of `reads.level_bands`.

    Attributes
    ----------
    fiscal_year
        Year.
    level_order
        1 = best.
    level
        Name.
    min_total
        Lowest total.
    min_each_instrument
        Lowest score of each instrument; null where the rule has none.
    rules_basis
        Shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules.
    """

    fiscal_year: int
    level_order: int
    level: str
    min_total: Decimal
    min_each_instrument: Decimal | None
    rules_basis: str | None


class LevelDoubtsRow(NamedTuple):
    """A row of `reads.level_doubts`.

    Attributes
    ----------
    fiscal_year
        Score year.
    total
        The total shown, published before computed; null where there is none.
    level_published
        As published or typed.
    reason
        Not_a_level, total_too_low, total_too_high, or scores where the ten scores give another level.
    least_total
        The least total that the published level needs, where the total is under it.
    levels_possible
        The levels that the total can have, best first, joined by a slash; null without a total.
    level_calculated
        What the ten scores give; null where they are not all known.
    """

    fiscal_year: int
    total: Decimal | None
    level_published: str
    reason: str
    least_total: Decimal | None
    levels_possible: str | None
    level_calculated: str | None


class LostPointsTrendRow(NamedTuple):
    """A row of `reads.lost_points_trend`.

    Attributes
    ----------
    fiscal_year
        Score year.
    indicator_no
        1-10.
    indicator
        Name in Thai.
    indicator_en
        Name in English (our translation).
    lost_points
        Points of the total lost.
    rules_basis
        Shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules.
    """

    fiscal_year: int
    indicator_no: int
    indicator: str
    indicator_en: str
    lost_points: Decimal
    rules_basis: str | None


class MeasuresRow(NamedTuple):
    """A row of `reads.measures`.

    Attributes
    ----------
    measure_id
        Stable while the wording is unchanged.
    indicator_no
        1-10.
    position
        From 1 within the indicator.
    title
        As written.
    question_no
        The question that it answers (`plan_questions`); null where the indicator has one at most.
    starts_on
        First day, where the measure has a period of its own; else null (see `plans`).
    ends_on
        Last day, where the measure has a period of its own; else null (see `plans`).
    period_text
        Its own period as written; null where it has none of its own.
    units
        Its own responsible units in order; empty where it has none of its own.
    """

    measure_id: str
    indicator_no: int
    position: int
    title: str
    question_no: int | None
    starts_on: date | None
    ends_on: date | None
    period_text: str | None
    units: list[str]


class NationalMatchRow(NamedTuple):
    """A row of `reads.national_match`.

    Attributes
    ----------
    origin
        Origin of the agency's scores.
    known
        Number of national indicator averages known for the year that the agency has a score for.
    equal
        How many of them are equal to 0.01.
    indicators
        Numbers of the equal ones.
    national_total
        The nation's published total; null where not known.
    total
        The agency's total from these scores; null while one is missing.
    total_equal
        Whether both totals are within 0.01.
    all_equal
        True where at least two are known and all are equal.
    """

    origin: str
    known: int
    equal: int
    indicators: list[int]
    national_total: Decimal | None
    total: Decimal | None
    total_equal: bool
    all_equal: bool


class OriginDifferencesRow(NamedTuple):
    """A row of `reads.origin_differences`.

    Attributes
    ----------
    indicator_no
        1-10.
    origin_shown
        Origin of the score shown.
    score_shown
        0-100.
    origin_other
        The other origin.
    score_other
        0-100.
    difference
        Shown - other.
    """

    indicator_no: int
    origin_shown: str
    score_shown: Decimal
    origin_other: str
    score_other: Decimal
    difference: Decimal


class OwnResultRow(NamedTuple):
    """A row of `reads.own_result`.

    Attributes
    ----------
    indicator_no
        1-10.
    score
        0-100.
    """

    indicator_no: int
    score: Decimal


class PersistenceRow(NamedTuple):
    """A row of `reads.persistence`.

    Attributes
    ----------
    indicator_no
        1-10.
    indicator
        Name in Thai.
    indicator_en
        Name in English (our translation).
    years_in_bottom_three
        Number of years.
    years_known
        Years of which all ten are known.
    consecutive_years
        Longest run of following fiscal years; a missing year ends a run.
    first_year
        First of them.
    last_year
        Last of them.
    """

    indicator_no: int
    indicator: str
    indicator_en: str
    years_in_bottom_three: int
    years_known: int
    consecutive_years: int
    first_year: int
    last_year: int


class PlainMeansRow(NamedTuple):
    """A row of `reads.plain_means`.

    Attributes
    ----------
    mean_1_5
        Plain mean of indicators 1-5; null while one has no score.
    mean_6_8
        Plain mean of indicators 6-8.
    mean_9_10
        Plain mean of indicators 9-10.
    total_published
        As published or typed from ITAS.
    rules_year
        Newest year whose rules are known; null where the year itself has rules, or no total was published.
    total_by_rules
        What the ten scores give by the rules of rules_year.
    difference
        Total_published - total_by_rules.
    """

    mean_1_5: Decimal | None
    mean_6_8: Decimal | None
    mean_9_10: Decimal | None
    total_published: Decimal | None
    rules_year: int | None
    total_by_rules: Decimal | None
    difference: Decimal | None


class PlanQuestionsRow(NamedTuple):
    """A row of `reads.plan_questions`.

    Attributes
    ----------
    indicator_no
        1-10.
    question_no
        From 1 within the indicator, in the order of the report.
    code
        I1, e2, o27 ...; null where the report names none.
    text
        As written, without the code.
    analysis
        As written.
    rationale
        Why the measures fit, as written.
    starts_on
        First day; null where the report names only an end, or it was not read.
    ends_on
        Last day; null where the report names only a start, or it was not read.
    period_text
        The period as written.
    units
        Responsible units in order.
    score
        The score shown: from ITAS, else as stated in the report; null where neither has one.
    score_origin
        Own_result (ITAS) or report; null without a score.
    score_other
        The report's score where that from ITAS is shown; else null.
    score_basis
        Same_as_indicator where it equals the indicator's shown score, else stated; null without a score.
    """

    indicator_no: int
    question_no: int
    code: str | None
    text: str
    analysis: str | None
    rationale: str | None
    starts_on: date | None
    ends_on: date | None
    period_text: str | None
    units: list[str]
    score: Decimal | None
    score_origin: str | None
    score_other: Decimal | None
    score_basis: str | None


class PlansRow(NamedTuple):
    """A row of `reads.plans`.

    Attributes
    ----------
    indicator_no
        1-10.
    plan_year
        Fiscal year in which the plan is carried out.
    question_code
        I1, e2, o27 ...; of several questions the first.
    question
        Text as written; of several questions the first.
    question_score
        The score shown: from ITAS, else as stated in the report; null where neither has one.
    question_score_basis
        Same_as_indicator where it equals the indicator's shown score, else stated; null without a score.
    analysis
        As written.
    rationale
        Why the measures fit, as written.
    measures
        Titles in order.
    steps
        Texts in order.
    starts_on
        First day of all that is planned; null where the report names only an end, or it was not read.
    ends_on
        Last day of all that is planned; null where the report names only a start, or it was not read.
    units
        Responsible units in order.
    period_text
        The periods as written, a line each.
    file_name
        File of the report.
    place_table
        Table of the file, or number of the sheet, in which the indicator stands; from 1.
    place_row
        Row of the table, from 1.
    place_column
        Column of the table, from 1.
    sheet
        Name of the sheet of a workbook.
    place_page
        Page of a PDF.
    left_fields
        What was left as it stood when this file came (score, measures ...); null for nothing.
    question_score_origin
        Own_result (ITAS) or report; null without a score.
    question_score_report
        As stated in the report; null where it states none.
    questions
        Questions that the report takes up under the indicator (`plan_questions`).
    strengths
        What goes well, as written; null where the report has no column for it.
    """

    indicator_no: int
    plan_year: int
    question_code: str | None
    question: str | None
    question_score: Decimal | None
    question_score_basis: str | None
    analysis: str | None
    rationale: str | None
    measures: list[str]
    steps: list[str]
    starts_on: date | None
    ends_on: date | None
    units: list[str]
    period_text: str | None
    file_name: str | None
    place_table: int
    place_row: int
    place_column: int
    sheet: str | None
    place_page: int | None
    left_fields: list[str] | None
    question_score_origin: str | None
    question_score_report: Decimal | None
    questions: int
    strengths: str | None


class PublishedExplanationsRow(NamedTuple):
    """A row of `reads.published_explanations`.

    Attributes
    ----------
    instrument
        IIT, EIT or OIT.
    bound
        What is known of the score.
    effect
        What followed.
    source
        Source.
    """

    instrument: str
    bound: str
    effect: str
    source: str


class QuestionScoresRow(NamedTuple):
    """A row of `reads.question_scores`.

    Attributes
    ----------
    code
        As the year's framework writes it, such as i1, e2, o27.
    instrument
        IIT, EIT or OIT.
    indicator_no
        1-10; null where the year's framework does not know the code.
    question
        Wording in Thai; null where not known.
    score
        0-100, higher is better, also where the question asks for something bad.
    gap_points
        100 - score.
    score_report
        What the report states for the same question; null where it states nothing.
    difference
        Score - score_report; null where the report states nothing.
    origin
        Origin of the score.
    source
        Where it comes from.
    """

    code: str
    instrument: str
    indicator_no: int | None
    question: str | None
    score: Decimal
    gap_points: Decimal
    score_report: Decimal | None
    difference: Decimal | None
    origin: str
    source: str | None


class QuestionSourcesRow(NamedTuple):
    """A row of `reads.question_sources`.

    Attributes
    ----------
    code
        Question code.
    score
        The score shown, 0-100.
    origin
        Own_result or synthetic.
    source
        File or page that it was taken from.
    file_name
        Name of the imported file; null where pasted, synthetic, or left as an earlier file had it.
    place_table
        Table of the file, or number of the sheet, from 1.
    place_row
        Row, from 1.
    place_column
        Column, from 1.
    sheet
        Name of the sheet of a workbook.
    import_id
        Import.
    kind
        Scores, bulk or demo.
    imported_at
        UTC.
    person
        Who imported it, where it was said.
    has_kept_fields
        Read by an earlier import, and left as it stood when this one came.
    read_in_import_id
        Import that read it: this one, or an earlier one whose value was kept; null where not known.
    """

    code: str
    score: Decimal
    origin: str
    source: str | None
    file_name: str | None
    place_table: int | None
    place_row: int | None
    place_column: int | None
    sheet: str | None
    import_id: str
    kind: str
    imported_at: datetime
    person: str | None
    has_kept_fields: bool
    read_in_import_id: str | None


class RatingLevelsRow(NamedTuple):
    """A row of `reads.rating_levels`.

    Attributes
    ----------
    level_order
        1 = best.
    level
        Name.
    min_total
        Lowest total.
    min_each_instrument
        Lowest score of each instrument; null where the rule has none.
    source
        Source.
    certainty
        Certainty.
    rules_basis
        Shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules.
    """

    level_order: int
    level: str
    min_total: Decimal
    min_each_instrument: Decimal | None
    source: str
    certainty: str | None
    rules_basis: str | None


class ReferenceFilesRow(NamedTuple):
    """A row of `reads.reference_files`.

    Attributes
    ----------
    file_name
        Name of the file.
    sha256
        SHA-256 of its bytes, hexadecimal.
    """

    file_name: str
    sha256: str


class ReportScoresRow(NamedTuple):
    """A row of `reads.report_scores`.

    Attributes
    ----------
    indicator_no
        1-10.
    score
        As the report states it.
    source
        File that it was taken from.
    place_table
        Table of the file, from 1.
    place_row
        Row, from 1.
    place_column
        Column, from 1.
    """

    indicator_no: int
    score: Decimal
    source: str | None
    place_table: int | None
    place_row: int | None
    place_column: int | None


class RuleIndicatorsRow(NamedTuple):
    """A row of `reads.rule_indicators`.

    Attributes
    ----------
    indicator_no
        1-10.
    indicator
        Name in Thai.
    indicator_en
        Name in English (our translation).
    instrument
        The instrument that measures it.
    point_weight
        Points of the total that one point of it is worth.
    source
        Source of its instrument.
    rules_basis
        Shipped, stated or assumed:YYYY.
    """

    indicator_no: int
    indicator: str
    indicator_en: str
    instrument: str
    point_weight: Decimal
    source: str
    rules_basis: str


class RuleInstrumentsRow(NamedTuple):
    """A row of `reads.rule_instruments`.

    Attributes
    ----------
    instrument
        IIT, EIT or OIT.
    name_th
        Name in Thai.
    name_en
        Name in English.
    weight
        Share of the total, summing to 1 over the instruments.
    source
        Source.
    rules_basis
        Shipped, stated or assumed:YYYY.
    """

    instrument: str
    name_th: str
    name_en: str
    weight: Decimal
    source: str
    rules_basis: str


class RuleResultsRow(NamedTuple):
    """A row of `reads.rule_results`.

    Attributes
    ----------
    agency_id
        Agency id.
    agency
        Name in Thai.
    agency_en
        Name in English, where known.
    total
        Calculated total, rounded half-up; null while a score or the rules are missing.
    level
        Calculated level; null for averages and where there is no total or rule.
    rules_basis
        Shipped, stated or assumed:YYYY; null for a year without rules.
    """

    agency_id: str
    agency: str
    agency_en: str | None
    total: Decimal | None
    level: str | None
    rules_basis: str | None


class RulesRow(NamedTuple):
    """A row of `reads.rules`.

    Attributes
    ----------
    fiscal_year
        Score year.
    basis
        Shipped, stated or assumed; null for a year without rules.
    from_year
        The year whose rules are assumed; null for rules of the year itself.
    rules_basis
        As assessment has it: shipped, stated or assumed:YYYY.
    source
        Sources of the weights and levels, joined by ;.
    person
        Who stated or assumed them, where it was said; null for shipped ones.
    since
        UTC, when they were stated or assumed; null for shipped ones.
    import_id
        For undo; null for shipped ones.
    is_shipped
        Whether rules of the year ship, also where stated ones count before them.
    levels_known
        Whether the rules have levels.
    ended_from_year
        The year that was assumed until rules of the year itself shipped; null otherwise.
    agencies
        Agencies with figures of the year, averages and the demonstration aside.
    """

    fiscal_year: int
    basis: str | None
    from_year: int | None
    rules_basis: str | None
    source: str | None
    person: str | None
    since: datetime | None
    import_id: str | None
    is_shipped: bool
    levels_known: bool
    ended_from_year: int | None
    agencies: int


class RulesCheckRow(NamedTuple):
    """A row of `reads.rules_check`.

    Attributes
    ----------
    agency
        Agency id.
    agency_name
        Name in Thai.
    agency_name_en
        Name in English, where known.
    part
        Total, IIT, EIT, OIT or level.
    published
        As published or typed; null for a level.
    computed
        By the rules, rounded half-up; null for a level, and while a score or the rules are missing.
    difference
        Published - computed.
    published_level
        Level as published; null for figures.
    computed_level
        Level by the rules; null for figures.
    agrees
        Whether they agree within 0.01, or the levels are the same; null where nothing can be computed.
    scores_origin
        Origins of the scores, joined by +.
    published_origin
        Origin of the published figure.
    """

    agency: str
    agency_name: str
    agency_name_en: str | None
    part: str
    published: Decimal | None
    computed: Decimal | None
    difference: Decimal | None
    published_level: str | None
    computed_level: str | None
    agrees: bool | None
    scores_origin: str | None
    published_origin: str


class SnapshotFiguresRow(NamedTuple):
    """A row of `reads.snapshot_figures`.

    Attributes
    ----------
    fiscal_year
        Score year.
    part
        What it is: agency, total, level, nation, iit, eit, oit, indicator, rank, rules, origin, questions, measures,
        steps, target, targets.
    number
        Indicator, where it is of one; else null.
    figure
        The figure as shown; null where it was not known, or is words.
    words
        What was shown in words, such as the level; null where it was not known, or is a figure.
    """

    fiscal_year: int
    part: str
    number: int | None
    figure: Decimal | None
    words: str | None


class SnapshotsRow(NamedTuple):
    """A row of `reads.snapshots`.

    Attributes
    ----------
    snapshot_no
        Grows by one with every snapshot.
    name
        As a person named it.
    name_key
        The name by which two of an agency are the same, without spaces, case and what nobody sees.
    agency_id
        Agency.
    agency
        Its name in Thai, of now.
    agency_en
        Its name in English, where known.
    fiscal_year
        Score year that was presented.
    from_year
        Earlier year that it was compared with; null where with none.
    made_at
        UTC.
    made_by
        Who took it, where that was said.
    app_version
        Version of the program that took it.
    schema_version
        Version of its tables.
    row_count
        Rows in it.
    byte_count
        Size of what is kept.
    """

    snapshot_no: int
    name: str
    name_key: str
    agency_id: str
    agency: str
    agency_en: str | None
    fiscal_year: int
    from_year: int | None
    made_at: datetime
    made_by: str | None
    app_version: str
    schema_version: int
    row_count: int
    byte_count: int


class StepsRow(NamedTuple):
    """A row of `reads.steps`.

    Attributes
    ----------
    indicator_no
        1-10.
    measure_id
        The measure under whose heading, or in whose own row, the step stands; else null.
    position
        From 1 within the indicator.
    text
        As written.
    question_no
        The question that it answers (`plan_questions`); null where the indicator has one at most.
    """

    indicator_no: int
    measure_id: str | None
    position: int
    text: str
    question_no: int | None


class TargetsRow(NamedTuple):
    """A row of `reads.targets`.

    Attributes
    ----------
    fiscal_year
        Year that the target is for.
    indicator_no
        1-10; null for the total.
    target
        0-100.
    set_by
        Who set it, as typed.
    set_at
        UTC.
    note
        As typed.
    import_id
        For taking it back.
    """

    fiscal_year: int
    indicator_no: int | None
    target: Decimal
    set_by: str | None
    set_at: datetime
    note: str | None
    import_id: str


class TotalChangeRow(NamedTuple):
    """A row of `reads.total_change`.

    Attributes
    ----------
    from_score
        Total of the first year on the common basis; null where there is none.
    to_score
        Total of the second year on the common basis.
    basis
        Published where both years have a published total, else computed.
    from_shown
        Total of the first year as it is shown, published before computed.
    to_shown
        Total of the second year as it is shown.
    change_points
        Second - first.
    national_from
        The nation's total of the first year.
    national_to
        Of the second.
    national_change
        The nation's change; null where one is not known.
    change_vs_national
        Change - the nation's change.
    national_note
        Why there is no comparison with the nation: not_known, or itself; null where there is one.
    comparable
        False where a break of scores lies between the years.
    levels_comparable
        False where the levels changed between the years, or the scores are not comparable.
    from_level
        Level of the first year: published where both are, else calculated where both are, else as shown.
    to_level
        Level of the second year.
    level_basis
        Published, computed, or mixed where one level is published and the other calculated.
    level_moved
        Up, same or down; null where a level is not known, or they are mixed or not comparable.
    from_rules_basis
        Rules of the first year: shipped, stated or assumed:YYYY; null without rules.
    to_rules_basis
        Of the second.
    break_note
        Breaks between the years, in Thai; null where there are none.
    break_note_en
        The same in English.
    """

    from_score: Decimal | None
    to_score: Decimal | None
    basis: str
    from_shown: Decimal | None
    to_shown: Decimal | None
    change_points: Decimal | None
    national_from: Decimal | None
    national_to: Decimal | None
    national_change: Decimal | None
    change_vs_national: Decimal | None
    national_note: str | None
    comparable: bool
    levels_comparable: bool
    from_level: str | None
    to_level: str | None
    level_basis: str | None
    level_moved: str | None
    from_rules_basis: str | None
    to_rules_basis: str | None
    break_note: str | None
    break_note_en: str | None


class TotalTrendRow(NamedTuple):
    """A row of `reads.total_trend`.

    Attributes
    ----------
    fiscal_year
        Score year.
    total
        Computed total; null where an indicator or rule is missing.
    level
        Calculated level; null for averages.
    iit
        Computed mean of IIT.
    eit
        Computed mean of EIT.
    oit
        Computed mean of OIT.
    total_published
        As published or typed.
    level_published
        As published or typed.
    national_total
        The nation's published total; null where not known.
    difference
        Total shown - the nation's; null where one is not known and for the nation itself.
    total_shown
        Published, else computed.
    level_shown
        Published, else calculated.
    mean_1_5
        Plain mean of indicators 1-5, which needs no rules; null while one has no score.
    mean_6_8
        Plain mean of indicators 6-8.
    mean_9_10
        Plain mean of indicators 9-10.
    rules_basis
        Shipped, stated or assumed:YYYY (the rules of that year are taken); null for a year without rules.
    """

    fiscal_year: int
    total: Decimal | None
    level: str | None
    iit: Decimal | None
    eit: Decimal | None
    oit: Decimal | None
    total_published: Decimal | None
    level_published: str | None
    national_total: Decimal | None
    difference: Decimal | None
    total_shown: Decimal | None
    level_shown: str | None
    mean_1_5: Decimal | None
    mean_6_8: Decimal | None
    mean_9_10: Decimal | None
    rules_basis: str | None


class YearChangeRow(NamedTuple):
    """A row of `reads.year_change`.

    Attributes
    ----------
    indicator_no
        1-10.
    indicator
        Name in Thai.
    indicator_en
        Name in English (our translation).
    instrument
        IIT, EIT or OIT.
    from_score
        Score of the first year; null where not known.
    to_score
        Score of the second year; null where not known.
    change_points
        Second - first; null where one is missing.
    national_note
        Why there is no comparison with the nation: not_known, or itself; null where its change is known.
    change_vs_national
        Change - the nation's change; null where that is not known.
    comparable
        False where a break of scores lies between the years.
    break_note
        Breaks of scores and questions between the years, in Thai; null where there are none.
    break_note_en
        The same in English.
    """

    indicator_no: int
    indicator: str
    indicator_en: str
    instrument: str
    from_score: Decimal | None
    to_score: Decimal | None
    change_points: Decimal | None
    national_note: str | None
    change_vs_national: Decimal | None
    comparable: bool
    break_note: str | None
    break_note_en: str | None
