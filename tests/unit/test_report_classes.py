"""Reports as towns really keep them: several questions or measures under one indicator, other columns and years."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import docx
import pytest
from openpyxl import Workbook

from ita.errors import InputError
from ita.frameworks import Frameworks
from ita.i18n import error_text, issue_text
from ita.importing.choices import ImportChoices
from ita.importing.file_parser import ParsedReport, headers_of_file, read_file
from ita.importing.report.normalise import normalise
from ita.importing.report.periods import read_period
from ita.importing.report.questions import AskedError
from ita.importing.report.read import read
from ita.importing.report.year_words import result_years
from ita.importing.saved_mappings import shape_of_report
from ita.model import Report
from tests.unit.report_papers import HEADERS

SCORES = [Decimal(n) / 100 for n in (9311, 8462, 9173, 8244, 8895, 9031, 8726, 8508, 9643, 7500)]
CODES = ("i1", "i4", "i8", "i10", "i13", "e2", "e4", "e7", "o1", "o27")
TITLE = "รายงานการวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567"
AGENCY = "เทศบาลตำบลลอง อำเภอเมือง จังหวัดสระบุรี"
INDICATOR, QUESTION, ANALYSIS, MEASURES, RATIONALE, STEPS, PERIOD, UNITS = range(8)
YEAR = "1 ต.ค. 2567 - 30 ก.ย. 2568"
Row = list[object]


def body(frameworks: Frameworks, *, has_scores: bool = True) -> list[Row]:
    """Return a plain report's ten rows."""
    return [
        [
            f"{i.indicator_no}. {i.name_th}" + (f" ({score} คะแนน)" if has_scores else ""),
            f"{code} คำถาม",
            "วิเคราะห์",
            f"จัดอบรม {i.indicator_no}",
            "สอดคล้อง",
            "ประชุม",
            YEAR,
            "สำนักปลัด",
        ]
        for i, score, code in zip(frameworks.indicators, SCORES, CODES, strict=True)
    ]


def in_word(*tables: Sequence[Sequence[object]], lines: Sequence[str] = (TITLE, AGENCY)) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = str(text)
        document.add_paragraph()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def in_book(rows: Sequence[Sequence[object]], lines: Sequence[str] = (TITLE, AGENCY)) -> bytes:
    book = Workbook()
    for row in [[line] for line in lines] + [list(row) for row in rows]:
        book.active.append([cell if cell != "" else None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def report_of(data: bytes, frameworks: Frameworks, file: str = "r.docx", **choices: Any) -> Report:
    return normalise(read(data, file), frameworks, choices=ImportChoices(**choices))


def refusal(data: bytes, frameworks: Frameworks, file: str = "r.docx", **choices: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        report_of(data, frameworks, file, **choices)
    assert error_text(caught.value, "th")
    assert error_text(caught.value, "en")
    return caught.value


def rules(report: Report) -> set[str]:
    return {issue.rule for issue in report.issues}


# Several rows under one indicator


def second_question(frameworks: Frameworks, *, indicator: str = "", code: str = "i2 ") -> list[Row]:
    first, *rest = body(frameworks)
    row: Row = [
        indicator and first[INDICATOR],
        f"{code}คำถามที่สอง",
        "วิเคราะห์ 2",
        "มาตรการของ i2",
        "สอดคล้อง 2",
        "ขั้นตอน 2",
        "1 ม.ค. 2568 - 31 มี.ค. 2568",
        "กองคลัง",
    ]
    return [list(HEADERS), first, row, *rest]


@pytest.mark.parametrize("indicator", ["", "filled down"])
@pytest.mark.parametrize("code", ["i2 ", ""])
@pytest.mark.parametrize("file", ["r.docx", "r.xlsx"])
def test_two_questions_stay_apart(indicator: str, code: str, file: str, frameworks: Frameworks) -> None:
    rows = second_question(frameworks, indicator=indicator, code=code)
    data = in_word(rows) if file.endswith("docx") else in_book(rows)
    report = report_of(data, frameworks, file)
    first, second = report.plans[0].questions
    assert (first.code, first.text, first.analysis) == ("i1", "คำถาม", "วิเคราะห์")
    assert (second.code, second.text, second.analysis) == (code.strip() or None, "คำถามที่สอง", "วิเคราะห์ 2")
    assert (first.starts_on, first.ends_on) == (date(2024, 10, 1), date(2025, 9, 30))
    assert (second.starts_on, second.ends_on, second.units) == (date(2025, 1, 1), date(2025, 3, 31), ("กองคลัง",))
    plan = report.plans[0]
    assert [(m.title, m.question_no, m.units) for m in plan.measures] == [
        ("จัดอบรม 1", 1, ("สำนักปลัด",)),
        ("มาตรการของ i2", 2, ("กองคลัง",)),
    ]
    assert [(step.text, step.question_no) for step in plan.steps] == [("ประชุม", 1), ("ขั้นตอน 2", 2)]
    assert (plan.analysis, plan.rationale) == ("วิเคราะห์\nวิเคราะห์ 2", "สอดคล้อง\nสอดคล้อง 2")
    assert (plan.starts_on, plan.ends_on) == (date(2024, 10, 1), date(2025, 9, 30))
    assert not report.plans[1].questions
    assert report.questions == (11 if code else 10)


def test_a_question_at_the_head_of_a_page_is_known_by_its_code(frameworks: Frameworks) -> None:
    header, *rows = second_question(frameworks)
    data = in_word([header, rows[0]], [header, *rows[1:]])
    assert [question.code for question in report_of(data, frameworks).plans[0].questions] == ["i1", "i2"]
    rows[1][QUESTION] = "ต่อจากหน้าก่อน"
    plan = report_of(in_word([header, rows[0]], [header, *rows[1:]]), frameworks).plans[0]
    assert (plan.question, plan.questions) == ("คำถามต่อจากหน้าก่อน", ())


def test_each_measure_has_its_own_period_and_unit(frameworks: Frameworks) -> None:
    first, *rest = body(frameworks)
    blank: Row = [""] * 8
    rows = [
        first,
        [*blank[:3], "จัดทำคู่มือ", "", "ลงเว็บไซต์", "ไตรมาส 2/2568", "กองคลัง"],
        [*blank[:3], "ประกาศ", "", "", YEAR, "กองคลัง"],
        [*blank[:3], "รายงานผล", "", "", "", ""],
    ]
    plan = report_of(in_word([HEADERS, *rows, *rest]), frameworks).plans[0]
    assert [(m.title, m.starts_on, m.ends_on, m.units) for m in plan.measures] == [
        ("จัดอบรม 1", date(2024, 10, 1), date(2025, 9, 30), ("สำนักปลัด",)),
        ("จัดทำคู่มือ", date(2025, 1, 1), date(2025, 3, 31), ("กองคลัง",)),
        ("ประกาศ", date(2024, 10, 1), date(2025, 9, 30), ("กองคลัง",)),
        ("รายงานผล", date(2024, 10, 1), date(2025, 9, 30), ("กองคลัง",)),
    ]
    assert plan.measures[1].period_text == "ไตรมาส 2/2568"
    assert [(step.text, step.measure_position) for step in plan.steps] == [("ประชุม", 1), ("ลงเว็บไซต์", 2)]
    assert plan.period_text == f"{YEAR}\nไตรมาส 2/2568"
    assert not plan.questions


@pytest.mark.parametrize(("column", "name"), [(ANALYSIS, "analysis"), (RATIONALE, "rationale")])
def test_text_of_two_cells_is_never_run_together(column: int, name: str, frameworks: Frameworks) -> None:
    first, *rest = body(frameworks)
    more: Row = [""] * 8
    more[column], more[MEASURES], more[UNITS] = "ข้อความที่สอง", "จัดประชุม", "กองช่าง"
    plan = report_of(in_word([HEADERS, first, more, *rest]), frameworks).plans[0]
    assert getattr(plan, name) == f"{first[column]}\nข้อความที่สอง"
    assert [measure.title for measure in plan.measures] == ["จัดอบรม 1", "จัดประชุม"]


# More layouts


@pytest.mark.parametrize(
    ("strengths", "improve", "unit"),
    [("จุดแข็ง", "จุดที่ต้องพัฒนา", "ผู้รับผิดชอบ"), ("จุดเด่น", "จุดอ่อน", "หน่วยงาน"), ("ข้อดี", "สิ่งที่ควรปรับปรุง", "ผู้รับผิดชอบ")],
)
@pytest.mark.parametrize("has_period", [True, False])
def test_a_report_by_strengths_and_what_to_improve(
    strengths: str, improve: str, unit: str, has_period: bool, frameworks: Frameworks
) -> None:
    headers = ["ตัวชี้วัด", "คะแนน", strengths, improve, "มาตรการ", unit, "ระยะเวลา"]
    rows = [
        [row[0], str(score), "ทำได้ดี", "การสื่อสาร", "1. อบรม\n2. คู่มือ", "สำนักปลัด", YEAR]
        for row, score in zip(body(frameworks, has_scores=False), SCORES, strict=True)
    ]
    width = 7 if has_period else 6
    report = report_of(in_word([headers[:width], *(row[:width] for row in rows)]), frameworks)
    assert [plan.score for plan in report.plans] == SCORES
    plan = report.plans[0]
    assert (plan.analysis, plan.strengths, plan.question_code) == ("การสื่อสาร", "ทำได้ดี", None)
    assert len(plan.measures) == 2
    assert "question-missing" not in rules(report)
    (missing,) = [issue_text(issue, "th") for issue in report.issues if issue.rule == "column-missing"]
    assert "ข้อคำถาม" not in missing
    assert "ขั้นตอน" in missing
    assert ("ระยะเวลา" in missing) == (not has_period)


def test_scores_in_one_table_and_measures_in_another(frameworks: Frameworks) -> None:
    names = body(frameworks, has_scores=False)
    of_scores = [["ที่", "ตัวชี้วัด", "คะแนน"]]
    of_scores += [
        [str(at), str(row[0]), str(score)] for at, (row, score) in enumerate(zip(names, SCORES, strict=True), start=1)
    ]
    of_scores += [["", "คะแนนรวม", "88.00"]]
    plans = [["ตัวชี้วัด", "มาตรการ", "ระยะเวลา", "ผู้รับผิดชอบ"], *([r[0], r[3], r[6], r[7]] for r in names)]
    report = report_of(in_word(of_scores, plans), frameworks)
    assert [plan.score for plan in report.plans] == SCORES
    assert report.plans[0].score_source is not None
    assert (report.plans[0].score_source.table, report.plans[0].score_source.row) == (1, 2)
    rows = [HEADERS, *body(frameworks)]
    of_scores[1][2] = "90.00"
    assert refusal(in_word(of_scores, rows), frameworks).rule == "score-conflict"


def test_a_day_of_a_workbook_is_shown_as_people_write_it(frameworks: Frameworks) -> None:
    rows = body(frameworks)
    rows[0][PERIOD] = datetime(2025, 9, 30)
    rows[1][PERIOD] = datetime(2568, 9, 30)
    rows[2][PERIOD] = "ตามแผน 2025-09-30"
    report = report_of(in_book([HEADERS, *rows]), frameworks, "r.xlsx")
    assert [plan.period_text for plan in report.plans[:2]] == ["30 ก.ย. 2568"] * 2
    assert report.plans[0].ends_on == report.plans[1].ends_on == date(2025, 9, 30)
    assert not [raw.text for plan in report.plans for raw in plan.raw if "00:00" in raw.text]


def test_first_and_last_day_in_columns_of_their_own(frameworks: Frameworks) -> None:
    headers = [*HEADERS[:6], "วันที่เริ่มต้น", "วันที่สิ้นสุด", HEADERS[7]]
    rows = [[*row[:6], datetime(2024, 10, 1), datetime(2025, 3, 31), row[7]] for row in body(frameworks)]
    rows[1][6] = ""
    report = report_of(in_book([headers, *rows]), frameworks, "r.xlsx")
    assert (report.plans[0].starts_on, report.plans[0].ends_on) == (date(2024, 10, 1), date(2025, 3, 31))
    assert (report.plans[1].starts_on, report.plans[1].ends_on) == (None, date(2025, 3, 31))


OCTOBER, SEPTEMBER = date(2025, 10, 1), date(2026, 9, 30)


@pytest.mark.parametrize(
    ("text", "starts_on", "ends_on"),
    [
        ("ปีงบประมาณ 2569", OCTOBER, SEPTEMBER),
        ("ตลอดปีงบประมาณ", OCTOBER, SEPTEMBER),
        ("ไตรมาส 2/2569", date(2026, 1, 1), date(2026, 3, 31)),
        ("ไตรมาส ๒/๖๙", date(2026, 1, 1), date(2026, 3, 31)),
        ("ไตรมาสที่ ๒", date(2026, 1, 1), date(2026, 3, 31)),
        ("ไตรมาส 1/2569 - 3/2569", OCTOBER, date(2026, 6, 30)),
        ("มี.ค. 69", date(2026, 3, 1), date(2026, 3, 31)),
        ("ต.ค. 68 - มี.ค. 69", OCTOBER, date(2026, 3, 31)),
        ("ภายใน 30 มิ.ย. 69", None, date(2026, 6, 30)),
        ("ภายในวันที่ ๓๐ มิถุนายน ๒๕๖๙", None, date(2026, 6, 30)),
        ("แล้วเสร็จภายในเดือน มิ.ย. 69", None, date(2026, 6, 30)),
        ("ภายในไตรมาส 2/2569", None, date(2026, 3, 31)),
        ("ตั้งแต่ 1 ต.ค. 68 เป็นต้นไป", OCTOBER, None),
        ("ตั้งแต่ 1 ต.ค. 68 ถึง 30 ก.ย. 69", OCTOBER, SEPTEMBER),
    ],
)
def test_periods(text: str, starts_on: date | None, ends_on: date | None) -> None:
    assert read_period(text, 2569) == (starts_on, ends_on)


@pytest.mark.parametrize("text", ["ภายใน 30 วัน", "ทุกเดือน", "ตามความเหมาะสม", "ปี 2569", "ไตรมาส 1, 3", ""])
def test_what_names_no_period_is_not_made_one(text: str) -> None:
    assert read_period(text, 2569) is None


def test_a_deadline_is_an_end_without_a_start() -> None:
    assert read_period("30 มิ.ย. 69", 2569, is_deadline=True) == (None, date(2026, 6, 30))


# The year


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. 2569", AGENCY], None),
        (["มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปี 2569", AGENCY], None),
        (["ตามหนังสือ ที่ มท 0808 ลงวันที่ 1 มีนาคม 2568", AGENCY], None),
        (["พระราชบัญญัติประกอบรัฐธรรมนูญ พ.ศ. 2561", AGENCY], None),
        (["ผลการประเมิน ITA ปี 2566 และปี 2567", AGENCY], None),
        (["มาตรการ ปี 2568 จากผลการประเมิน ITA ปี 2567", AGENCY], 2567),
        (["รายงาน ITA ปี 2567 ตามกฎหมาย พ.ศ. 2561", AGENCY], 2567),
        (["เทศบาลตำบลลอง ปีงบประมาณ 2567", AGENCY], 2567),
    ],
)
def test_the_year_of_a_title(lines: list[str], year: int | None, frameworks: Frameworks) -> None:
    data = in_word([HEADERS, *body(frameworks)], lines=lines)
    if year is None:
        reason = refusal(data, frameworks)
        assert isinstance(reason, AskedError)
        assert any("--year" in option for option in reason.asks[0].options)
        assert report_of(data, frameworks, fiscal_year=2567).fiscal_year == 2567
    else:
        report = report_of(data, frameworks)
        assert report.fiscal_year == year
        assert "year-from-title" in rules(report)


def test_a_title_that_names_the_year_of_the_plan_too_is_asked_about(frameworks: Frameworks) -> None:
    data = in_word([HEADERS, *body(frameworks)], lines=[TITLE.replace("2567", "2568"), AGENCY])
    reason = refusal(data, frameworks)
    assert isinstance(reason, AskedError)
    assert reason.asks[0].options == ("--year 2567", "--year 2568")
    assert [report_of(data, frameworks, fiscal_year=year).fiscal_year for year in (2567, 2568)] == [2567, 2568]
    assert refusal(data, frameworks, fiscal_year=2565).rule == "year-contradicts"


def test_a_year_against_the_headers_or_a_clear_title_is_refused(frameworks: Frameworks) -> None:
    assert refusal(in_word([HEADERS, *body(frameworks)]), frameworks, fiscal_year=2566).rule == "year-contradicts"
    headers = [HEADERS[0], HEADERS[1], "การวิเคราะห์ผลการประเมินในปี 2567", *HEADERS[3:]]
    data = in_word([headers, *body(frameworks)], lines=[AGENCY])
    assert report_of(data, frameworks).fiscal_year == 2567
    assert refusal(data, frameworks, fiscal_year=2566).rule == "year-contradicts"


def test_years_of_plans_are_none_of_results() -> None:
    assert result_years(["การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร", "ประจำปีงบประมาณ พ.ศ. 2569"]) == (set(), {2569})


# Columns of figures beside each other


def with_figures(frameworks: Frameworks, headers: Sequence[str], *, lines: Sequence[str] = (TITLE, AGENCY)) -> bytes:
    """Return a report whose figures stand in columns: the scores under the first header, less under each further."""
    rows = [
        [row[0], *(str(score - at) for at in range(len(headers))), *row[1:]]
        for row, score in zip(body(frameworks, has_scores=False), SCORES, strict=True)
    ]
    return in_word([[HEADERS[0], *headers, *HEADERS[1:]], *rows], lines=lines)


@pytest.mark.parametrize(
    "headers",
    [
        ("คะแนน", "เป้าหมาย"),
        ("คะแนน", "คะแนนเป้าหมาย ปี 2568"),
        ("คะแนน ปี 2567", "ค่าเฉลี่ยระดับประเทศ"),
        ("คะแนนที่ได้", "คะแนนเฉลี่ยจังหวัด", "คะแนนเป้าหมาย"),
        ("คะแนน", "คะแนนปี 2566"),
        ("ผลคะแนน ITA", "คะแนนถ่วงน้ำหนัก"),
    ],
)
def test_one_clear_score_beside_other_figures(headers: tuple[str, ...], frameworks: Frameworks) -> None:
    report = report_of(with_figures(frameworks, headers), frameworks)
    assert [plan.score for plan in report.plans] == SCORES
    assert report.fiscal_year == 2567
    said = " ".join(issue_text(issue, "th") for issue in report.issues if issue.rule == "column-unread")
    assert all(f"“{header}”" in said for header in headers[1:])


@pytest.mark.parametrize(
    ("headers", "option"),
    [
        (("คะแนนปี 2568", "คะแนนปี 2567", "เป้าหมาย"), {"columns": ("คะแนนปี 2568",)}),
        (("คะแนนปี 2567", "คะแนนปี 2566", "เป้าหมาย"), {"fiscal_year": 2567}),
        (("คะแนนรอบ 1", "คะแนนรอบ 2"), {"columns": ("คะแนนรอบ 1",)}),
        (("คะแนนรอบ 1", "คะแนนรอบ 2"), {"columns": ("B",)}),
        (("คะแนนเฉลี่ย",), {"columns": ("คะแนนเฉลี่ย",)}),
    ],
)
def test_several_scores_are_asked_about(
    headers: tuple[str, ...], option: dict[str, Any], frameworks: Frameworks
) -> None:
    data = with_figures(frameworks, headers, lines=[AGENCY])
    reason = refusal(data, frameworks)
    assert isinstance(reason, AskedError)
    assert {candidate.header for candidate in reason.asks[0].candidates} == set(headers)
    chosen = {"fiscal_year": 2567, **option} if "2568" not in headers[0] else option
    assert [plan.score for plan in report_of(data, frameworks, **chosen).plans] == SCORES


def test_targets_are_never_the_score(frameworks: Frameworks) -> None:
    data = with_figures(frameworks, ["คะแนนเป้าหมาย"])
    assert refusal(data, frameworks).rule == "score-missing"
    assert refusal(data, frameworks, columns=("คะแนนเป้าหมาย",)).rule == "column-contradicts"


# Headers that are not known


def test_headers_that_are_not_known_are_quoted_and_can_be_mapped(frameworks: Frameworks) -> None:
    headers = ["หัวข้อ", "เรื่อง", "สภาพที่พบ", "สิ่งที่จะทำ", "ความเกี่ยวข้อง", "การทำงาน", "เมื่อใด", "ใครทำ"]
    data = in_word([headers, *body(frameworks)])
    reason = refusal(data, frameworks)
    assert reason.rule == "no-table"
    assert all(f"“{header}”" in error_text(reason, "th") for header in headers)
    fields = ("indicator", "question", "analysis", "measures", "rationale", "steps", "period", "units")
    mapped = tuple(f"{header}={field}" for header, field in zip(headers, fields, strict=True))
    report = report_of(data, frameworks, columns=mapped)
    assert [plan.question_code for plan in report.plans] == list(CODES)
    assert [plan.score for plan in report.plans] == SCORES
    # Remembered under the headers as the refusal shows them.
    parsed = read_file(data, "r.docx", frameworks, ImportChoices(columns=mapped))
    assert isinstance(parsed, ParsedReport)
    assert parsed.shape is not None
    assert parsed.shape == shape_of_report(headers_of_file(data, "next.docx"))
    assert refusal(data, frameworks, columns=("ไม่มี=measures",)).rule == "column-unknown"
    assert refusal(data, frameworks, columns=("หัวข้อ=อะไร",)).rule == "field-unknown"


def test_one_unknown_header_is_quoted_and_can_be_mapped(frameworks: Frameworks) -> None:
    headers = [*HEADERS[:3], "สิ่งที่จะทำ", *HEADERS[4:]]
    data = in_word([headers, *body(frameworks)])
    assert refusal(data, frameworks).rule == "column-missing"
    report = report_of(data, frameworks, columns=("สิ่งที่จะทำ=measures",))
    assert report.plans[0].measures[0].title == "จัดอบรม 1"


def test_texts_that_take_long_are_read_in_proportion() -> None:
    for text in ("ไตรมาส 1/2569 " * 4_000, "ภายใน" * 8_000, "2025-09-30 " * 4_000, "ปีงบประมาณ " * 4_000):
        assert read_period(text, 2569) is None or True
        result_years([text])


# What words beside a score, or above a table of scores, say of it


@pytest.mark.parametrize("words", ["เป้าหมาย", "ค่าเฉลี่ยประเทศ", "ปีที่ผ่านมา", "ปี 2566", "ประเมินตนเอง"])
def test_a_score_that_is_said_to_be_none_is_refused_until_a_person_says_it_is(
    words: str, frameworks: Frameworks
) -> None:
    rows = body(frameworks)
    rows[0][INDICATOR] = str(rows[0][INDICATOR]).replace("(", f"({words} ")
    document = read(in_word([HEADERS, *rows]), "r.docx")
    with pytest.raises(InputError) as refused:
        normalise(document, frameworks)
    assert refused.value.rule == "score-no-result"
    accepted = normalise(document, frameworks, frozenset({"score-no-result"}))
    assert accepted.plans[0].score == SCORES[0]


@pytest.mark.parametrize("words", ["คะแนน", "ปี 2567", "ผลที่ได้", "คะแนนเฉลี่ย", "เป้าหมาย 95 ได้"])
def test_a_score_that_is_said_to_be_the_result_is_taken(words: str, frameworks: Frameworks) -> None:
    rows = body(frameworks)
    rows[0][INDICATOR] = str(rows[0][INDICATOR]).replace("(", f"({words} ")
    assert normalise(read(in_word([HEADERS, *rows]), "r.docx"), frameworks).plans[0].score == SCORES[0]


@pytest.mark.parametrize("title", ["ค่าเฉลี่ยระดับประเทศ", "เป้าหมาย ปี 2568", "ผลการประเมินตนเอง"])
@pytest.mark.parametrize("own", ["ตารางที่ 2 ผลคะแนนของเทศบาล", None])
def test_a_table_of_scores_is_what_its_title_says(title: str, own: str | None, frameworks: Frameworks) -> None:
    document = docx.Document()
    others = [Decimal(95)] * 10
    for line, scores in ((TITLE, None), (AGENCY, None), (title, others), *(((own, SCORES),) if own else ())):
        document.add_paragraph(line)
        if scores:
            table = document.add_table(rows=0, cols=2)
            for cells in [("ตัวชี้วัด", "คะแนน"), *zip((i.name_th for i in frameworks.indicators), scores, strict=True)]:
                for cell, text in zip(table.add_row().cells, cells, strict=True):
                    cell.text = str(text)
    document.add_paragraph("มาตรการ")
    table = document.add_table(rows=0, cols=len(HEADERS))
    for row in [HEADERS, *body(frameworks, has_scores=False)]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = str(text)
    saved = io.BytesIO()
    document.save(saved)
    if own is None:
        with pytest.raises(InputError, match="left out"):
            normalise(read(saved.getvalue(), "r.docx"), frameworks)
        return
    report = normalise(read(saved.getvalue(), "r.docx"), frameworks)
    assert [plan.score for plan in report.plans] == SCORES
    assert "table-no-result" in {issue.rule for issue in report.issues}
