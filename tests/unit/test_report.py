"""The report, as text and as Word, gives what issue 2 and DOMAIN say of it; what is wrong is refused in its place."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ita.errors import InputError, Issue, SourceLocation
from ita.frameworks import Frameworks
from ita.i18n import error_text, issue_text
from ita.importing.report.normalise import ACCEPTABLE, normalise
from ita.importing.report.read import read
from ita.model import AgencyTitle, IndicatorPlan, Report
from ita.thai import match_key
from tests.helpers import (
    ANALYSIS,
    CODES,
    INDICATOR,
    MEASURE_COUNTS,
    MEASURES,
    PERIOD,
    QUESTION,
    RATIONALE,
    SCORES,
    STEP_COUNTS,
    STEPS,
    TABLE_OF,
    UNITS,
    Sheet,
    arabic,
    decomposed,
    thai,
)
from tests.helpers import sheet as real_sheet
from tests.unit import docx_files

FILE = "report.txt"
NUMBERS = tuple(range(1, 11))


@pytest.fixture(scope="module")
def report(frameworks: Frameworks, report_bytes: bytes) -> Report:
    """Return the real report read."""
    return normalise(read(report_bytes, FILE), frameworks)


def read_sheet(sheet: Sheet, frameworks: Frameworks, **options: frozenset[str]) -> Report:
    return normalise(read(sheet.data(), FILE), frameworks, **options)


def refusal(sheet: Sheet | str, frameworks: Frameworks) -> InputError:
    """Return why a report is refused; it says so in both languages, naming the file."""
    data = sheet.encode() if isinstance(sheet, str) else sheet.data()
    with pytest.raises(InputError) as caught:
        normalise(read(data, FILE), frameworks)
    reason = caught.value
    assert {issue.severity for issue in reason.issues} == {"error"}
    assert reason.issues[0].rule == reason.rule
    assert all(issue.location.file == FILE for issue in reason.issues)
    for lang in ("th", "en"):
        assert FILE in error_text(reason, lang)
        assert all(issue_text(issue, lang) for issue in reason.issues)
    return reason


def rules(issues: tuple[Issue, ...]) -> set[str]:
    return {issue.rule for issue in issues}


def meaning(report: Report) -> list[IndicatorPlan]:
    """Return the plans without where they stood and what the cells held."""
    nowhere = SourceLocation()
    return [
        replace(
            plan,
            location=nowhere,
            raw=(),
            measures=tuple(replace(measure, location=nowhere) for measure in plan.measures),
            steps=tuple(replace(step, location=nowhere) for step in plan.steps),
        )
        for plan in report.plans
    ]


# What the report says


def test_ten_indicators_with_their_scores(report: Report) -> None:
    assert {plan.indicator_no: plan.score for plan in report.plans} == SCORES
    assert [plan.indicator_no for plan in report.plans] == list(NUMBERS)
    assert all(plan.score.as_tuple().exponent == -2 for plan in report.plans)


def test_years_town_and_counts(report: Report) -> None:
    assert (report.fiscal_year, report.plan_year) == (2568, 2569)
    assert report.agency == AgencyTitle("เทศบาลตำบลบ้านหมอ", "subdistrict_municipality", "บ้านหมอ", "สระบุรี")
    assert (report.measures, report.steps, report.questions) == (31, 60, 10)


def test_measures_and_steps(report: Report) -> None:
    assert tuple(len(plan.measures) for plan in report.plans) == MEASURE_COUNTS
    assert tuple(len(plan.steps) for plan in report.plans) == STEP_COUNTS
    for plan in report.plans:
        assert [measure.position for measure in plan.measures] == list(range(1, len(plan.measures) + 1))
        assert [step.position for step in plan.steps] == list(range(1, len(plan.steps) + 1))


def test_leading_numbers_dashes_and_tags_are_gone_from_items(report: Report) -> None:
    listed = [
        item for plan in report.plans for item in (*(m.title for m in plan.measures), *(s.text for s in plan.steps))
    ]
    assert not [text for text in listed if re.match(r"[\d๐-๙]+\s?[.)]|[-–•]", text)]
    assert not [text for text in listed if "<p>" in text or "</p>" in text or text != text.strip() or not text]


def test_dashes_under_a_measures_heading_are_its_steps_elsewhere_they_stay(report: Report) -> None:
    under = {plan.indicator_no: [step.measure_position for step in plan.steps] for plan in report.plans}
    assert under[2] == [1] * 5 + [2] * 2
    assert under[10] == [1] * 6 + [2] * 6
    assert {position for number in NUMBERS if number not in (2, 10) for position in under[number]} == {None}
    assert report.plans[7].steps[2].text == (
        "จัดเวทีรับฟังความคิดเห็นทั้งระดับตำบล/หมู่บ้าน - เปิดโอกาสให้ประชาชนเสนอปัญหาและแนวทางพัฒนา"
        " - เปิดรับความคิดเห็น (ทั้งเวทีประชาคม/และ ออนไลน์)"
    )
    assert not [step for plan in report.plans for step in plan.steps if "ขั้นตอนและวิธีการดังนี้" in step.text]


def test_codes_and_questions(report: Report) -> None:
    assert tuple(plan.question_code for plan in report.plans) == CODES
    for plan in report.plans:
        written = real_sheet().cell(plan.indicator_no, QUESTION)
        assert plan.question == written.split(" ", 1)[1]


def test_six_question_scores_are_stated_and_four_empty(report: Report) -> None:
    stated = {plan.question_code: (plan.question_score, plan.question_score_basis) for plan in report.plans}
    empty = ("i1", "i4", "i13", "e4")
    assert {code: stated[code] for code in empty} == dict.fromkeys(empty, (None, None))
    score_of = dict(zip(CODES, SCORES.values(), strict=True))
    assert {code: stated[code] for code in stated if code not in empty} == {
        code: (score_of[code], "same_as_indicator") for code in ("i8", "i10", "e2", "e7", "o1", "o27")
    }


def test_dates(report: Report) -> None:
    first, last = date(2025, 10, 1), date(2026, 9, 30)
    ends = {1: (2026, 6, 30), 3: (2026, 3, 31), 5: (2026, 4, 30), 6: (2026, 3, 31)}
    expected = {number: (first, date(*ends[number]) if number in ends else last) for number in NUMBERS}
    expected |= dict.fromkeys((9, 10), (date(2026, 3, 1), date(2026, 3, 31)))
    assert {plan.indicator_no: (plan.starts_on, plan.ends_on) for plan in report.plans} == expected
    assert [plan.period_text for plan in report.plans] == [real_sheet().cell(n, PERIOD) for n in NUMBERS]


def test_units(report: Report) -> None:
    office, finance, works, education = "สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษาฯ"
    expected = dict.fromkeys((1, 3, 5, 8, 9, 10), (office,))
    expected |= {2: (office, finance, works, education), 4: (finance,)}
    expected |= {6: (office, works, finance), 7: (office, works, finance)}
    assert {plan.indicator_no: plan.units for plan in report.plans} == expected


def test_a_continuation_in_mid_sentence_joins_without_a_space(report: Report) -> None:
    quality = report.plans[5]
    assert "แผนคู่มือการปฏิบัติงานนักพัฒนาชุมชน,คู่มือการปฏิบัติงานก่อสร้าง" in quality.measures[2].title
    assert "ระบบบริการออนไลน์มาเพื่อลดการใช้ดุลยพินิจ" in quality.rationale
    assert [measure.location.table for measure in quality.measures] == [7, 7, 7, 8, 8, 8]
    assert [step.location.table for step in report.plans[4].steps] == [5, 5, 5, 6, 6]


def test_text_is_kept_as_written_with_its_typing_errors(report: Report) -> None:
    everything = repr(report)
    for written in ("ช่องทางารร้องเรียน", "ไสยะอาด", "บ้านหม้อ", "คุ่มค่า", "มี.ค.๖๙"):
        assert written in everything
    assert report.plans[0].measures[2].title == "จัดทำช่องทางารร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่"
    for plan in report.plans:
        assert plan.analysis == real_sheet().cell(plan.indicator_no, ANALYSIS)
        assert plan.rationale.startswith(real_sheet().cell(plan.indicator_no, RATIONALE))


def test_the_raw_cell_is_kept_and_display_drops_only_the_tags(report: Report) -> None:
    raw = {(cell.location.table, cell.location.column): cell.text for plan in report.plans for cell in plan.raw}
    written = real_sheet().tables
    for (table, column), text in raw.items():
        assert text == written[table - 1][2][(column or 0) - 1]
    filled = {(t, c) for t, table in enumerate(written, 1) for c, text in enumerate(table[2], 1) if text}
    assert set(raw) == filled
    assert raw[6, 6].startswith("<p>๔. จัดกิจกรรม")
    display = repr([(p.analysis, p.rationale, p.measures, p.steps) for p in report.plans])
    assert "<p>" not in display
    assert "</p>" not in display


def test_places_are_those_of_the_file(report: Report) -> None:
    for plan in report.plans:
        assert plan.location == SourceLocation(FILE, TABLE_OF[plan.indicator_no], 3, 1)
        assert {measure.location.column for measure in plan.measures} == {MEASURES + 1}
        assert {step.location.column for step in plan.steps} == {STEPS + 1}


def test_what_is_said_about_it(report: Report) -> None:
    assert {issue.severity for issue in report.issues} == {"notice"}
    said = {(issue.rule, issue.location.table, issue.location.row, issue.location.column) for issue in report.issues}
    assert said == {
        ("row-continued", 6, 3, None),
        ("row-continued", 8, 3, None),
        ("code-read-as", 1, 3, 2),
        ("code-read-as", 11, 3, 2),
        ("code-read-as", 12, 3, 2),
        ("markup-removed", 6, 3, 6),
        ("markup-removed", 8, 3, 4),
        ("markup-removed", 8, 3, 5),
        ("markup-removed", 8, 3, 6),
        ("cover-year", None, None, None),
    }
    assert all(issue.location.file == FILE for issue in report.issues)
    read_as = {issue.params["written"]: issue.params["code"] for issue in report.issues if issue.rule == "code-read-as"}
    assert read_as == {"11": "i1", "01": "o1", "027": "o27"}


# The same report written otherwise


@pytest.mark.parametrize("written", [docx_files.report_by_hand, docx_files.report_automatic])
def test_the_same_from_word(written: Callable[[], bytes], report: Report, frameworks: Frameworks) -> None:
    word = normalise(read(written(), "report.docx"), frameworks)
    assert (word.fiscal_year, word.plan_year, word.agency) == (report.fiscal_year, report.plan_year, report.agency)
    assert (word.measures, word.steps, word.questions) == (31, 60, 10)

    def loose(plan: IndicatorPlan) -> IndicatorPlan:
        # A Word file has paragraphs where the text has spaces.
        return replace(plan, rationale=" ".join(plan.rationale.split()), analysis=" ".join(plan.analysis.split()))

    assert [loose(plan) for plan in meaning(word)] == [loose(plan) for plan in meaning(report)]
    assert {issue.severity for issue in word.issues} == {"notice"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_same_in_every_encoding(encoding: str, report: Report, report_bytes: bytes, frameworks: Frameworks) -> None:
    assert normalise(read(report_bytes.decode().encode(encoding), FILE), frameworks) == report


@pytest.mark.parametrize("encoding", ["tis-620", "cp874"])
def test_the_same_in_thai_code_pages(
    encoding: str, report: Report, report_bytes: bytes, frameworks: Frameworks
) -> None:
    # TIS-620 has no typographic quotes; the comparison is of the same words without them.
    plain = report_bytes.decode().translate(str.maketrans("“”", '""'))
    of_code_page = normalise(read(plain.encode(encoding), FILE), frameworks)
    assert meaning(of_code_page) == meaning(normalise(read(plain.encode(), FILE), frameworks))


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_the_same_with_other_line_ends(ends: str, report: Report, report_bytes: bytes, frameworks: Frameworks) -> None:
    assert normalise(read(report_bytes.replace(b"\n", ends.encode()), FILE), frameworks) == report


def test_the_same_with_arabic_digits(sheet: Sheet, report: Report, frameworks: Frameworks) -> None:
    with_arabic = normalise(read(arabic(sheet.text()).encode(), FILE), frameworks)
    assert [
        (p.score, p.question_code, p.question_score, p.starts_on, p.ends_on, p.units) for p in with_arabic.plans
    ] == [(p.score, p.question_code, p.question_score, p.starts_on, p.ends_on, p.units) for p in report.plans]
    for ours, theirs in zip(with_arabic.plans, report.plans, strict=True):
        assert [m.title for m in ours.measures] == [arabic(m.title) for m in theirs.measures]
        assert [(s.text, s.measure_position) for s in ours.steps] == [
            (arabic(s.text), s.measure_position) for s in theirs.steps
        ]


def test_the_same_with_sara_am_taken_apart(sheet: Sheet, report: Report, frameworks: Frameworks) -> None:
    text = decomposed(sheet.text())
    assert "\u0e33" not in text
    apart = normalise(read(text.encode(), FILE), frameworks)
    assert apart.agency is not None
    assert report.agency is not None
    assert match_key(apart.agency.name_th) == match_key(report.agency.name_th)
    for ours, theirs in zip(apart.plans, report.plans, strict=True):
        assert (ours.score, ours.question_code, ours.question_score) == (
            theirs.score,
            theirs.question_code,
            theirs.question_score,
        )
        assert (ours.starts_on, ours.ends_on) == (theirs.starts_on, theirs.ends_on)
        assert [m.title for m in ours.measures] == [decomposed(m.title) for m in theirs.measures]
        assert [s.text for s in ours.steps] == [decomposed(s.text) for s in theirs.steps]
        assert [s.measure_position for s in ours.steps] == [s.measure_position for s in theirs.steps]
        assert ours.units == tuple(decomposed(unit) for unit in theirs.units)


@pytest.mark.parametrize("seed", range(8))
def test_the_same_with_columns_in_another_order(
    seed: int, sheet: Sheet, report: Report, frameworks: Frameworks
) -> None:
    order = list(range(8))
    random.Random(seed).shuffle(order)
    assert meaning(read_sheet(sheet.with_columns(order), frameworks)) == meaning(report)


def test_the_same_with_spaces_and_invisible_characters_in_the_heads(
    sheet: Sheet, report: Report, frameworks: Frameworks
) -> None:
    def broken(table: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        headers = tuple(re.sub("(?<=[ก-ฮ])(?=[ก-ฮ])", " \u200b", header, count=2) for header in table[1])
        return (table[0], headers, *table[2:])

    spaced = replace(sheet, tables=tuple(broken(table) for table in sheet.tables))
    assert meaning(read_sheet(spaced, frameworks)) == meaning(report)


def test_the_same_in_one_table_with_one_head(sheet: Sheet, report: Report, frameworks: Frameworks) -> None:
    rows = [row for table in sheet.tables for row in table[2:]]
    one = replace(sheet, tables=((*sheet.tables[0][:2], *rows),))
    assert meaning(read_sheet(one, frameworks)) == meaning(report)


def test_the_same_with_heads_on_the_first_page_only(sheet: Sheet, report: Report, frameworks: Frameworks) -> None:
    first, *rest = sheet.tables
    headless = replace(sheet, tables=(first, *(table[2:] for table in rest)))
    again = read_sheet(headless, frameworks)
    assert meaning(again) == meaning(report)
    assert "head-missing" in rules(again.issues)


def test_the_same_with_the_first_cell_repeated_on_the_next_page(
    sheet: Sheet, report: Report, frameworks: Frameworks
) -> None:
    tables = list(sheet.tables)
    for indicator, at in ((5, 5), (6, 7)):
        wide, headers, row = tables[at]
        tables[at] = (wide, headers, (sheet.cell(indicator, INDICATOR), *row[1:]))
    again = read_sheet(replace(sheet, tables=tuple(tables)), frameworks)
    assert meaning(again) == meaning(report)
    assert "indicator-repeated" in rules(again.issues)


def test_other_tables_and_lines_around_it_are_no_matter(sheet: Sheet, report: Report, frameworks: Frameworks) -> None:
    text = f"ลำดับ\tชื่อ\n๑\tนายก\n\n{sheet.text()}\nลงชื่อ\tผู้รายงาน\n"
    assert meaning(normalise(read(text.encode(), FILE), frameworks)) == meaning(report)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(NUMBERS))
@pytest.mark.slow
def test_the_order_of_the_tables_never_matters(report: Report, frameworks: Frameworks, order: list[int]) -> None:
    shuffled = read_sheet(real_sheet().in_order(order), frameworks)
    assert meaning(shuffled) == meaning(report)
    assert (shuffled.fiscal_year, shuffled.plan_year, shuffled.agency) == (
        report.fiscal_year,
        report.plan_year,
        report.agency,
    )


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 10000), min_size=10, max_size=10))
@pytest.mark.slow
def test_any_ten_scores_are_read_exactly(frameworks: Frameworks, hundredths: list[int]) -> None:
    sheet = real_sheet()
    scores = {number: Decimal(value) / 100 for number, value in zip(NUMBERS, hundredths, strict=True)}
    for number, score in scores.items():
        if score != SCORES[number]:
            sheet = sheet.with_score(number, score.quantize(Decimal("0.01")))
    again = read_sheet(sheet, frameworks)
    assert {plan.indicator_no: plan.score for plan in again.plans} == scores
    assert [plan.question_score for plan in again.plans] == [
        scores[n] if n in (3, 4, 6, 8, 9, 10) else None for n in NUMBERS
    ]


def test_markup_of_any_other_kind_is_kept_and_shown_as_text(sheet: Sheet, frameworks: Frameworks) -> None:
    script = "<script>alert('สวัสดี')</script> & <b>หนา</b>"
    again = read_sheet(sheet.with_cell(9, MEASURES, script), frameworks)
    assert [measure.title for measure in again.plans[8].measures] == [script]
    assert script in [cell.text for cell in again.plans[8].raw]


def test_a_town_of_another_kind_and_abbreviated(sheet: Sheet, frameworks: Frameworks) -> None:
    titles = {
        "ขององค์การบริหารส่วนตำบลหนองเล็ก อำเภอเมือง จังหวัดลพบุรี": AgencyTitle(
            "องค์การบริหารส่วนตำบลหนองเล็ก", "subdistrict_administration", "เมือง", "ลพบุรี"
        ),
        "ของ อบต.หนองเล็ก อ.เมือง จ.ลพบุรี": AgencyTitle(
            "องค์การบริหารส่วนตำบลหนองเล็ก", "subdistrict_administration", "เมือง", "ลพบุรี"
        ),
        "เทศบาลเมืองลพบุรี จังหวัดลพบุรี": AgencyTitle("เทศบาลเมืองลพบุรี", "town_municipality", None, "ลพบุรี"),
        "เทศบาลนครระยอง": AgencyTitle("เทศบาลนครระยอง", "city_municipality", None, None),
    }
    for title, agency in titles.items():
        again = read_sheet(replace(sheet, lines=(*sheet.lines[:-1], title)), frameworks)
        assert again.agency == agency


def test_a_title_without_a_town_is_said(sheet: Sheet, frameworks: Frameworks) -> None:
    again = read_sheet(replace(sheet, lines=sheet.lines[:-1]), frameworks)
    assert again.agency is None
    assert [issue.severity for issue in again.issues if issue.rule == "town-missing"] == ["warning"]


# What is refused, with its rule and place


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("๑๐๑", "score-range"),
        ("๑๐๐.๐๑", "score-range"),
        ("-๕", "score-range"),
        ("ไม่ทราบ", "score-missing"),
        ("", "score-missing"),
        ("๙๗.๒๑๕", "score-decimals"),
        ("๙๗.๒๑๐", "score-decimals"),
        ("๙๗,๒๑", "score-not-a-number"),
        ("๙๗.๒.๑", "score-not-a-number"),
    ],
)
def test_a_head_score_that_is_none(number: int, written: str, rule: str, sheet: Sheet, frameworks: Frameworks) -> None:
    reason = refusal(sheet.with_header_score(number, written), frameworks)
    assert (reason.rule, reason.location) == (rule, SourceLocation(FILE, TABLE_OF[number], 3, 1))
    assert reason.hint or rule == "score-range"


@pytest.mark.parametrize("number", NUMBERS)
def test_no_score_at_all(number: int, sheet: Sheet, frameworks: Frameworks) -> None:
    without = sheet.with_cell(number, INDICATOR, lambda cell: re.sub(r"\s*\(.*\)", "", cell))
    reason = refusal(without, frameworks)
    assert (reason.rule, reason.location) == ("score-missing", SourceLocation(FILE, TABLE_OF[number], 3, 1))


@pytest.mark.parametrize("number", NUMBERS)
def test_nine_indicators(number: int, sheet: Sheet, frameworks: Frameworks) -> None:
    reason = refusal(sheet.without(number), frameworks)
    assert (reason.rule, reason.location) == ("indicators-missing", SourceLocation(FILE))
    name = sheet.cell(number, INDICATOR).split(" ")[1]
    assert name in error_text(reason, "th")


@pytest.mark.parametrize("number", NUMBERS)
def test_an_indicator_twice_with_different_scores(number: int, sheet: Sheet, frameworks: Frameworks) -> None:
    other = sheet.with_score(number, SCORES[number] - Decimal("0.10"))
    table = other.tables[TABLE_OF[number] - 1]
    twice = replace(sheet, tables=(*sheet.tables, table))
    reason = refusal(twice, frameworks)
    assert (reason.rule, reason.location) == ("indicator-twice", SourceLocation(FILE, 13, 3, 1))


# Each place but the head where a row states its own score: indicator, column, which one in the cell.
STATED = [
    (number, column, match.start())
    for number in NUMBERS
    for column in (ANALYSIS, RATIONALE)
    for match in re.finditer(re.escape(thai(SCORES[number])), real_sheet().cell(number, column))
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("off", [Decimal("-0.01"), Decimal("-3.70"), Decimal("-40")])
def test_a_head_score_against_its_own_score_in_its_row(
    number: int, off: Decimal, sheet: Sheet, frameworks: Frameworks
) -> None:
    reason = refusal(sheet.with_header_score(number, thai(SCORES[number] + off)), frameworks)
    assert reason.rule in ("score-conflict", "question-score-differs")
    assert (reason.location.table, reason.location.row) == (TABLE_OF[number], 3)
    assert reason.location.column in (ANALYSIS + 1, RATIONALE + 1)
    assert str(SCORES[number]) in reason.english()


@pytest.mark.parametrize(("number", "column", "at"), STATED)
@pytest.mark.parametrize("off", [Decimal("-0.01"), Decimal("-2.30"), Decimal("0.09"), Decimal("-50")])
def test_a_row_that_states_another_score_than_its_head(
    number: int, column: int, at: int, off: Decimal, sheet: Sheet, frameworks: Frameworks
) -> None:
    own, other = thai(SCORES[number]), thai(SCORES[number] + off)

    def change(cell: str) -> str:
        return cell[:at] + other + cell[at + len(own) :]

    reason = refusal(sheet.with_cell(number, column, change), frameworks)
    assert reason.rule in ("score-conflict", "question-score-differs")
    assert reason.location == SourceLocation(FILE, TABLE_OF[number], 3, column + 1)


def test_every_indicator_states_its_score_in_its_row() -> None:
    assert {number for number, _, _ in STATED} == set(NUMBERS)


def test_a_questions_own_score_can_be_confirmed(sheet: Sheet, frameworks: Frameworks) -> None:
    own = sheet.with_cell(9, ANALYSIS, lambda cell: cell.replace("๘๘.๒๘", "๘๐.๐๐"))
    reason = refusal(own, frameworks)
    assert reason.rule == "question-score-differs"
    assert reason.rule in ACCEPTABLE
    accepted = read_sheet(own, frameworks, accept=frozenset({"question-score-differs"}))
    plan = accepted.plans[8]
    assert (plan.score, plan.question_score, plan.question_score_basis) == (SCORES[9], Decimal("80.00"), "stated")


@pytest.mark.parametrize("rule", ["score-range", "score-conflict", "indicators-missing", "date-invalid"])
def test_no_other_rule_can_be_overruled(rule: str, sheet: Sheet, frameworks: Frameworks) -> None:
    with pytest.raises(InputError):
        read_sheet(sheet.with_header_score(1, "๑๐๑"), frameworks, accept=frozenset({rule, "score-range"}))


@pytest.mark.parametrize(
    ("period", "rule"),
    [
        ("๑ ต.ค.๖๘ ถึง ๓๑ ก.พ.๖๙", "date-invalid"),
        ("๓๑ ก.พ.", "date-invalid"),
        ("๒๙ ก.พ.๖๙", "date-invalid"),
        ("๓๐ ก.ย.๖๙ ถึง ๑ ต.ค.๖๘", "period-reversed"),
        ("๓๑-๑ มี.ค.๖๙", "period-reversed"),
    ],
)
@pytest.mark.parametrize("number", [1, 5, 10])
def test_dates_of_no_calendar_and_backwards(
    number: int, period: str, rule: str, sheet: Sheet, frameworks: Frameworks
) -> None:
    reason = refusal(sheet.with_cell(number, PERIOD, period), frameworks)
    assert (reason.rule, reason.location) == (rule, SourceLocation(FILE, TABLE_OF[number], 3, PERIOD + 1))


@pytest.mark.parametrize(
    "text",
    [
        "รายงานการนำผลการประเมิน ITA",
        "ลำดับ\tชื่อ\tคะแนน\n๑\tก\t๙๗.๒๑\n",
        "ก\tข\tค\tง\tจ\tฉ\tช\tซ\n๑\t๒\t๓\t๔\t๕\t๖\t๗\t๘\n",
    ],
)
def test_no_table_of_a_report(text: str, frameworks: Frameworks) -> None:
    reason = refusal(text, frameworks)
    assert (reason.rule, reason.location) == ("no-table", SourceLocation(FILE))


@pytest.mark.parametrize("column", [INDICATOR, MEASURES])
def test_a_table_without_a_column_that_it_needs(column: int, sheet: Sheet, frameworks: Frameworks) -> None:
    def blank(table: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        wide, headers, *rows = table
        wide = ("-", *wide[1:])
        return (wide, tuple("อื่น ๆ" if at == column else header for at, header in enumerate(headers)), *rows)

    reason = refusal(replace(sheet, tables=tuple(blank(table) for table in sheet.tables)), frameworks)
    assert reason.rule == "column-missing"
    assert reason.location == SourceLocation(FILE, 1, 2)


def test_an_indicator_of_another_scheme(sheet: Sheet, frameworks: Frameworks) -> None:
    moit = sheet.with_cell(3, INDICATOR, "MOIT การจัดซื้อจัดจ้าง (๙๙.๔๕ คะแนน)")
    reason = refusal(moit, frameworks)
    assert (reason.rule, reason.location) == ("indicator-unknown", SourceLocation(FILE, 3, 3, 1))


def test_a_number_and_a_name_of_two_indicators(sheet: Sheet, frameworks: Frameworks) -> None:
    mixed = sheet.with_cell(3, INDICATOR, lambda cell: cell.replace("๓.", "๒.", 1))
    reason = refusal(mixed, frameworks)
    assert (reason.rule, reason.location) == ("indicator-mismatch", SourceLocation(FILE, 3, 3, 1))


def test_heads_of_two_years(sheet: Sheet, frameworks: Frameworks) -> None:
    wide, *rest = sheet.tables[4]
    other = tuple(text.replace("๒๕๖๘", "๒๕๖๗") for text in wide)
    mixed = replace(sheet, tables=(*sheet.tables[:4], (other, *rest), *sheet.tables[5:]))
    assert refusal(mixed, frameworks).rule == "year-conflict"


def test_all_errors_are_told_at_once_each_with_its_place(sheet: Sheet, frameworks: Frameworks) -> None:
    bad = sheet.with_header_score(2, "๑๐๑").with_cell(4, PERIOD, "๓๑ ก.พ.๖๙").with_header_score(9, "")
    reason = refusal(bad, frameworks)
    found = {(issue.rule, issue.location.table, issue.location.row, issue.location.column) for issue in reason.issues}
    assert found == {
        ("score-range", 2, 3, INDICATOR + 1),
        ("date-invalid", 4, 3, PERIOD + 1),
        ("score-missing", 11, 3, INDICATOR + 1),
    }


# What is said and not refused


@pytest.mark.parametrize(
    ("column", "text", "rule", "severity"),
    [
        (PERIOD, "ตามความเหมาะสม", "period-unread", "warning"),
        (PERIOD, "", "period-unread", "warning"),
        (PERIOD, "๑ ต.ค.๖๘ ถึง ๓๐ ก.ย.๗๐", "period-outside-year", "warning"),
        (MEASURES, "", "measures-missing", "warning"),
        (QUESTION, "การเปิดเผยข้อมูลทั่วไป", "question-missing", "warning"),
        (QUESTION, "๐๒๗ มาตรการส่งเสริมคุณธรรม", "code-not-of-indicator", "warning"),
    ],
)
def test_what_is_odd_is_said_in_its_place(
    column: int, text: str, rule: str, severity: str, sheet: Sheet, frameworks: Frameworks
) -> None:
    again = read_sheet(sheet.with_cell(9, column, text), frameworks)
    (issue,) = [issue for issue in again.issues if issue.rule == rule and issue.location.table in (11, None)]
    assert issue.severity == severity
    assert issue.location.row == 3


def test_other_years_targets_and_full_marks_are_no_conflict(sheet: Sheet, frameworks: Frameworks) -> None:
    spoken = [
        "ปีที่ผ่านมา มีค่าคะแนน ๘๕.๐๐ คะแนน",
        "ยังไม่เต็ม ๑๐๐ คะแนน",
        "ตั้งเป้าหมายคะแนน ๙๕.๐๐ คะแนน",
        "สูงกว่าค่าเฉลี่ยระดับประเทศคะแนน ๙๑.๑๒ คะแนน",
        "เพิ่มขึ้นจากเดิมคะแนน ๒.๕๐ คะแนน",
    ]
    for words in spoken:
        again = read_sheet(sheet.with_cell(7, ANALYSIS, lambda cell, words=words: f"{cell} {words}"), frameworks)
        assert again.plans[6].score == SCORES[7]


def test_the_towns_own_total_is_no_conflict(sheet: Sheet, frameworks: Frameworks) -> None:
    again = read_sheet(
        sheet.with_cell(7, ANALYSIS, lambda cell: f"{cell} โดยคะแนนในภาพรวมของเทศบาลอยู่ในระดับ ๙๓.๘๑ คะแนน"), frameworks
    )
    assert again.plans[6].score == SCORES[7]


def test_a_later_plan_year_is_read_from_the_dates(sheet: Sheet, frameworks: Frameworks) -> None:
    later = replace(
        sheet,
        tables=tuple(
            (
                *table[:2],
                (*table[2][:PERIOD], table[2][PERIOD].replace("๖๙", "๗๐").replace("๖๘", "๖๙"), *table[2][UNITS:]),
            )
            for table in sheet.tables
        ),
    )
    again = read_sheet(later, frameworks)
    assert again.plan_year == 2570
    assert "plan-year" in rules(again.issues)


def test_a_year_without_rules_is_read_and_borrows_no_codes(sheet: Sheet, frameworks: Frameworks) -> None:
    text = sheet.text().replace("๒๕๖๘", "๒๕๗๕")
    again = normalise(read(text.encode(), FILE), frameworks)
    assert again.fiscal_year == 2575
    assert "code-not-of-indicator" not in rules(again.issues)


def test_codes_of_a_year_whose_question_list_is_not_here_are_said_once(sheet: Sheet, frameworks: Frameworks) -> None:
    # Of 2569 only the list of OIT is known.
    again = normalise(read(sheet.text().replace("๒๕๖๘", "๒๕๖๙").encode(), FILE), frameworks)
    assert again.fiscal_year == 2569
    (said,) = [issue for issue in again.issues if issue.rule == "question-list-unknown"]
    assert said.params == {"year": 2569, "codes": "i1, i4, i8, i10, i13, e2, e4, e7"}
    unknown = [issue.params["code"] for issue in again.issues if issue.rule == "code-not-of-indicator"]
    assert all(str(code).startswith("o") for code in unknown)


def test_issues_stand_in_the_order_of_the_file(report: Report) -> None:
    tables = [issue.location.table for issue in report.issues if issue.rule == "markup-removed"]
    assert all(before <= after for before, after in pairwise(tables) if before and after)
