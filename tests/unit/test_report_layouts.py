"""Layouts that towns make of the report's table: it is read right, or what was not read is said."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from openpyxl import Workbook

from ita.errors import InputError
from ita.frameworks import Frameworks
from ita.i18n import issue_text
from ita.importing.files.read_docx import read_docx
from ita.importing.files.read_pdf import document, read_pdf
from ita.importing.report.normalise import normalise
from ita.importing.report.read import read
from ita.model import Report
from tests.helpers import (
    ANALYSIS,
    INDICATOR,
    MEASURE_COUNTS,
    MEASURES,
    PERIOD,
    QUESTION,
    RATIONALE,
    SCORES,
    STEP_COUNTS,
    STEPS,
    UNITS,
)
from tests.helpers import sheet as real_sheet
from tests.unit import docx_files as word
from tests.unit import report_files

HEADERS = real_sheet().tables[0][1]
TITLE = "รายงานของเทศบาลตำบลบ้านหมอ อำเภอบ้านหมอ จังหวัดสระบุรี การประเมินปี ๒๕๖๘"
Row = list[str]


def body() -> list[Row]:
    """Return the rows of the report, continued ones among them, without heads."""
    return [list(row) for table in real_sheet().tables for row in table[2:]]


def names() -> Row:
    return ["ประเด็น/ตัวชี้วัด", *HEADERS[1:]]


def written(rows: Sequence[Sequence[str]], frameworks: Frameworks, title: str = TITLE) -> Report:
    """Return a table read as text."""
    text = f"{title}\n\n" + "\n".join("\t".join(row) for row in rows) + "\n"
    return normalise(read(text.encode(), "r.txt"), frameworks)


def in_book(rows: Sequence[Sequence[object]], change: Callable[[Workbook], object] = lambda book: None) -> bytes:
    book = Workbook()
    book.active.append([TITLE])
    for row in rows:
        book.active.append([text or None for text in row])
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def counts(report: Report) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(len(plan.measures) for plan in report.plans), tuple(len(plan.steps) for plan in report.plans)


def said(report: Report, rule: str) -> list[str]:
    return [issue_text(issue, "th") for issue in report.issues if issue.rule == rule]


def refused(rule: str, read_it: Callable[[], object]) -> InputError:
    with pytest.raises(InputError) as caught:
        read_it()
    assert caught.value.rule == rule, [issue.rule for issue in caught.value.issues]
    return caught.value


# Heads


@pytest.mark.parametrize(
    "wide", ["การวิเคราะห์ผลการประเมินในปี ๒๕๖๘", "ผลการประเมินปี ๒๕๖๘"], ids=["words of a head", "other words"]
)
@pytest.mark.parametrize("repeated", [False, True])
def test_heads_of_two_rows_some_merged_downwards(wide: str, repeated: bool, frameworks: Frameworks) -> None:
    upper = [names()[0], HEADERS[1], wide, "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร", "", "", HEADERS[6], HEADERS[7]]
    lower = ["", "", *HEADERS[2:6], "", ""]
    rows = body()
    middle = [upper, lower] if repeated else []
    report = written([upper, lower, *rows[:3], *middle, *rows[3:]], frameworks)
    assert counts(report) == (MEASURE_COUNTS, STEP_COUNTS)
    assert {plan.indicator_no: plan.score for plan in report.plans} == SCORES
    assert report.fiscal_year == 2568
    assert all(plan.units and plan.starts_on and plan.question_code for plan in report.plans)
    assert not said(report, "column-missing")


def test_a_short_row_of_the_words_of_heads_is_no_head(frameworks: Frameworks) -> None:
    rows = body()
    added = ["", "", "", "โครงการใหม่", "", "ขั้นตอนใหม่", "", ""]
    report = written([names(), rows[0], added, *rows[1:]], frameworks)
    assert (len(report.plans[0].measures), len(report.plans[0].steps)) == (3, 4)
    assert "โครงการใหม่" in report.plans[0].measures[-1].title
    assert "ขั้นตอนใหม่" in report.plans[0].steps[-1].text


def test_what_a_measure_is_to_reach_is_not_the_indicator(frameworks: Frameworks) -> None:
    rows = [["ตัวชี้วัดความสำเร็จ", *names()], *(["ร้อยละ ๘๐ ของผู้รับบริการ", *row] for row in body())]
    report = written(rows, frameworks)
    assert {plan.indicator_no: plan.score for plan in report.plans} == SCORES
    (text,) = said(report, "column-unread")
    assert "ตัวชี้วัดความสำเร็จ" in text


def test_an_indicator_called_an_issue(frameworks: Frameworks) -> None:
    report = written([["ประเด็นการประเมิน", *HEADERS[1:]], *body()], frameworks)
    assert {plan.indicator_no: plan.score for plan in report.plans} == SCORES


@pytest.mark.parametrize("column", [MEASURES, STEPS, PERIOD, UNITS])
def test_the_year_of_the_plan_is_not_that_of_the_scores(column: int, frameworks: Frameworks) -> None:
    headers = names()
    headers[column] += " ปีงบประมาณ พ.ศ. ๒๕๖๙"
    assert written([headers, *body()], frameworks).fiscal_year == 2568


def test_the_year_of_a_law_in_the_preface_is_not_that_of_the_scores(frameworks: Frameworks) -> None:
    preface = f"ตามรัฐธรรมนูญแห่งราชอาณาจักรไทย พ.ศ. ๒๕๖๐ และกฎหมาย พ.ศ. ๒๕๔๐\n{TITLE}"
    assert written([names(), *body()], frameworks, preface).fiscal_year == 2568


# What is not read is said


def test_a_second_column_of_the_same_meaning_is_said(frameworks: Frameworks) -> None:
    rows = [[*names(), "กิจกรรม"], *([*row, "อบรมประจำปี"] for row in body())]
    report = written(rows, frameworks)
    assert counts(report) == (MEASURE_COUNTS, STEP_COUNTS)
    (issue,) = [issue for issue in report.issues if issue.rule == "column-twice"]
    assert issue.severity == "warning"
    assert (issue.location.row, issue.location.column) == (2, 9)


def test_text_in_a_column_without_a_head_is_said(frameworks: Frameworks) -> None:
    rows = [[*names()[:4], "", *names()[4:]], *([*row[:4], "เพิ่มเติม", *row[4:]] for row in body())]
    (issue,) = [issue for issue in written(rows, frameworks).issues if issue.rule == "column-without-head"]
    assert (issue.severity, issue.location.row, issue.location.column) == ("warning", 2, 5)


@pytest.mark.parametrize("header", ["ลำดับ", "ลำดับที่", "ที่", ""])
def test_a_column_that_counts_is_nothing_to_say(header: str, frameworks: Frameworks) -> None:
    rows = [[header, *names()], *([str(at), *row] for at, row in enumerate(body(), start=1))]
    report = written(rows, frameworks)
    assert {plan.indicator_no: plan.score for plan in report.plans} == SCORES
    assert not [issue for issue in report.issues if issue.rule.startswith("column-")]


def test_a_row_above_the_heads_is_said(frameworks: Frameworks) -> None:
    first, *rest = body()
    lost = ["", "", "", "๔. มาตรการที่หายไป", "เหตุผล", "๕. ขั้นตอน", "", "กองช่าง"]
    text = "\n".join("\t".join(row) for row in (names(), first)) + "\n\n"
    text += "\n".join("\t".join(row) for row in (lost, names(), *rest)) + "\n"
    report = normalise(read(f"{TITLE}\n\n{text}".encode(), "r.txt"), frameworks)
    (issue,) = [issue for issue in report.issues if issue.rule == "row-above-heads"]
    assert (issue.severity, issue.location.table, issue.location.row) == ("warning", 2, 1)


@pytest.mark.parametrize(("column", "name"), [(STEPS, "ขั้นตอน"), (UNITS, "ผู้รับผิดชอบ")])
def test_a_cell_merged_over_several_indicators_leaves_the_others_empty_aloud(
    column: int, name: str, frameworks: Frameworks
) -> None:
    rows = body()
    rows[1][column] = ""
    (text,) = said(written([names(), *rows], frameworks), "cell-empty")
    assert "ตัวชี้วัดที่ 2" in text
    assert name in text


# Scores


@pytest.mark.parametrize(
    "cell",
    [
        "๑. การปฏิบัติหน้าที่ ปี ๒๕๖๗ ได้ ๙๕.๐๐ คะแนน ปี ๒๕๖๘ ได้ ๙๗.๒๑ คะแนน",
        "๑. การปฏิบัติหน้าที่ (๙๗.๒๑) เดิม ๙๕.๐๐",
    ],
)
def test_two_scores_in_one_cell_are_asked_about(cell: str, frameworks: Frameworks) -> None:
    rows = body()
    rows[0][INDICATOR] = cell
    reason = refused("score-several", lambda: written([names(), *rows], frameworks))
    assert "95.00" in issue_text(reason.issues[0], "th")
    assert "97.21" in issue_text(reason.issues[0], "th")


@pytest.mark.parametrize(
    "cell",
    [
        "๑. การปฏิบัติหน้าที่ (ข้อ ๑-๕) ๙๗.๒๑",
        "๑. การปฏิบัติหน้าที่ (๖ ข้อ) ๙๗.๒๑ คะแนน",
        "๑. การปฏิบัติหน้าที่ (i1-i6) คะแนน ๙๗.๒๑",
        "๑. การปฏิบัติหน้าที่ ๙๗.๒๑ คะแนน (ร้อยละ ๙๗.๒๑)",
    ],
)
def test_other_numbers_beside_a_score(cell: str, frameworks: Frameworks) -> None:
    rows = body()
    rows[0][INDICATOR] = cell
    assert written([names(), *rows], frameworks).plans[0].score == Decimal("97.21")


def test_a_score_in_two_columns_is_held_together(frameworks: Frameworks) -> None:
    scores = [row[INDICATOR].partition("(")[2].partition(" ")[0] for row in body()]
    rows = [[*names(), "คะแนน"], *([*row, score] for row, score in zip(body(), scores, strict=True))]
    assert {plan.indicator_no: plan.score for plan in written(rows, frameworks).plans} == SCORES
    rows[1][-1] = "๙๕.๐๐"
    refused("score-several", lambda: written(rows, frameworks))


@pytest.mark.parametrize("header", ["คะแนน ปี ๒๕๖๘", "คะแนน (เต็ม ๑๐๐)", "ผลการประเมิน", "คะแนนที่ได้"])
def test_heads_of_a_column_of_scores(header: str, frameworks: Frameworks) -> None:
    rows = [[names()[0], header, *names()[1:]]]
    for row in body():
        name, _, score = row[INDICATOR].partition(" (")
        rows.append([name, score.partition(" ")[0], *row[1:]])
    if header == "ผลการประเมิน":
        # It may as well be a level.
        refused("score-missing", lambda: written(rows, frameworks))
        return
    assert {plan.indicator_no: plan.score for plan in written(rows, frameworks).plans} == SCORES


def test_scores_of_two_years_side_by_side_are_not_chosen_between(frameworks: Frameworks) -> None:
    rows = [["ตัวชี้วัด", "คะแนน ปี ๒๕๖๗", "คะแนน ปี ๒๕๖๘", *names()[1:]]]
    rows += [[row[INDICATOR].partition(" (")[0], "๙๐.๐๐", "๙๕.๐๐", *row[1:]] for row in body()]
    refused("year-conflict", lambda: written(rows, frameworks))


# Rows


def one_row_a_measure(*, indicator_in_each: bool) -> list[Row]:
    """Return two measures of indicator 1 without numbers, a row each, with unit and period in each; then the rest."""
    first, *rest = body()
    rows = [
        [*first[:3], "จัดทำคู่มือ", first[4], "รวบรวมข้อมูล", "๑ ต.ค. ๒๕๖๘ - ๓๐ ก.ย. ๒๕๖๙", "สำนักปลัด"],
        [*first[:3], "เผยแพร่คู่มือ", first[4], "ลงเว็บไซต์", "๑ ต.ค. ๒๕๖๘ - ๓๐ ก.ย. ๒๕๖๙", "สำนักปลัด"],
        [*first[:3], "อบรมเจ้าหน้าที่", first[4], "จัดอบรม", "๑ ต.ค. ๒๕๖๘ - ๓๐ ก.ย. ๒๕๖๙", "กองคลัง"],
    ]
    if not indicator_in_each:
        for row in rows[1:]:
            row[INDICATOR] = row[QUESTION] = row[ANALYSIS] = row[RATIONALE] = ""
    return [names(), *rows, *rest]


@pytest.mark.parametrize("in_each", [True, False], ids=["filled down", "merged"])
@pytest.mark.parametrize("as_book", [True, False], ids=["xlsx", "txt"])
def test_a_row_for_each_measure(in_each: bool, as_book: bool, frameworks: Frameworks) -> None:
    rows = one_row_a_measure(indicator_in_each=in_each)
    report = normalise(read(in_book(rows), "r.xlsx"), frameworks) if as_book else written(rows, frameworks)
    plan = report.plans[0]
    assert [measure.title for measure in plan.measures] == ["จัดทำคู่มือ", "เผยแพร่คู่มือ", "อบรมเจ้าหน้าที่"]
    assert [step.text for step in plan.steps] == ["รวบรวมข้อมูล", "ลงเว็บไซต์", "จัดอบรม"]
    assert plan.units == ("สำนักปลัด", "กองคลัง")
    assert (str(plan.starts_on), str(plan.ends_on)) == ("2025-10-01", "2026-09-30")
    assert plan.analysis == body()[0][ANALYSIS]


@pytest.mark.slow
def test_thousands_of_rows_of_one_indicator_are_refused(frameworks: Frameworks) -> None:
    first = body()[0]
    rows = [[first[INDICATOR], *(f"ข้อความที่ {at}" for _ in HEADERS[1:])] for at in range(3_000)]
    refused("indicators-missing", lambda: written([names(), *rows], frameworks))


def test_a_row_of_text_that_uses_the_words_of_heads_is_read(frameworks: Frameworks) -> None:
    rows = body()
    rows[10][INDICATOR] = "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล (๘๘.๒๘ คะแนน)"
    rows[10][QUESTION] = "ข้อคำถาม ๐๑ โครงสร้างหน่วยงาน"
    rows[10][MEASURES], rows[10][STEPS] = "มาตรการเปิดเผยข้อมูล", "ขั้นตอนตามคู่มือ"
    rows[10][RATIONALE], rows[10][UNITS] = "สอดคล้องกับตัวชี้วัด", "ผู้รับผิดชอบเว็บไซต์"
    report = written([names(), *rows], frameworks)
    assert [measure.title for measure in report.plans[8].measures] == ["มาตรการเปิดเผยข้อมูล"]


# Workbooks


def test_a_formula_without_a_value_is_refused_where_it_counts(frameworks: Frameworks) -> None:
    rows: list[list[object]] = [names(), *body()]
    rows[3][MEASURES] = '="๑. "&"จัดอบรม"'
    reason = refused("cell-without-value", lambda: normalise(read(in_book(rows), "r.xlsx"), frameworks))
    assert reason.issues[0].location.cell == "D5"
    rows[3][MEASURES] = "#REF!"
    refused("cell-without-value", lambda: normalise(read(in_book(rows), "r.xlsx"), frameworks))


def test_hidden_rows_and_columns_of_a_report_are_said(frameworks: Frameworks) -> None:
    def hide(book: Workbook) -> None:
        book.active.row_dimensions[4].hidden = True
        book.active.column_dimensions["D"].hidden = True

    report = normalise(read(in_book([names(), *body()], hide), "r.xlsx"), frameworks)
    assert counts(report) == (MEASURE_COUNTS, STEP_COUNTS)
    assert "4" in said(report, "rows-hidden")[0]
    assert "D" in said(report, "columns-hidden")[0]


def test_a_sheet_that_begins_under_the_indicator_of_the_one_before(frameworks: Frameworks) -> None:
    rows = body()

    def second(book: Workbook) -> None:
        page = book.create_sheet("หน้า 2")
        page.append([None, None, None, "๔. มาตรการสุดท้าย"])
        for row in rows[1:]:
            page.append([text or None for text in row])

    report = normalise(read(in_book([names(), rows[0]], second), "r.xlsx"), frameworks)
    assert [len(plan.measures) for plan in report.plans] == [4, *MEASURE_COUNTS[1:]]


# Word


def test_a_border_that_was_dragged_in_one_row_moves_no_text() -> None:
    headers = word.row(word.cell(word.paragraph("ก"), span=2), word.cell(word.paragraph("ข"), span=2))
    askew = word.row(word.cell(word.paragraph("1")), word.cell(word.paragraph("2"), span=3))
    (table,) = read_docx(word.package(word.document(word.table(headers, askew))), "r.docx").tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["ก", "", "ข", ""], ["1", "", "2", ""]]


def test_cells_that_stand_under_another_head_stay_there() -> None:
    headers = word.row(*(word.cell(word.paragraph(text)) for text in "กข"), word.cell(word.paragraph("ค"), span=2))
    other = word.row(word.cell(word.paragraph("12"), span=2), *(word.cell(word.paragraph(text)) for text in "34"))
    (table,) = read_docx(word.package(word.document(word.table(headers, other))), "r.docx").tables
    assert [cell.text for cell in table.rows[1].cells] == ["12", "", "3", "4"]


def test_a_picture_in_a_cell_is_said() -> None:
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    drawn = word.row(word.cell(word.paragraph(f"<w:r><w:drawing>{blip}</w:drawing></w:r>")))
    (issue,) = read_docx(word.package(word.document(word.table(drawn))), "r.docx").issues
    assert (issue.rule, issue.location.row, issue.location.column) == ("picture-ignored", 1, 1)


def test_numbers_in_cells_of_their_own_leave_no_space_before_a_measure(frameworks: Frameworks) -> None:
    inner = word.table(*(word.row(f"{at}.", text) for at, text in enumerate(("จัดทำคู่มือ", "อบรม"), start=1)))
    first, *rest = body()
    cells = [word.cell(inner, word.paragraph()) if at == MEASURES else text for at, text in enumerate(first)]
    table = word.table(word.row(*names()), word.row(*cells), *(word.row(*row) for row in rest))
    report = normalise(read(word.package(word.document(TITLE, table)), "r.docx"), frameworks)
    assert [measure.title for measure in report.plans[0].measures] == ["จัดทำคู่มือ", "อบรม"]


# Text


def test_a_row_on_several_lines_as_word_writes_text(frameworks: Frameworks) -> None:
    rows = body()
    rows[0][MEASURES] = "๑. จัดทำคู่มือ\n๒. จัดการฝึกอบรม\n๓. จัดทำช่องทาง"
    rows[0][STEPS] = "๑. ประชุม\n๒. เผยแพร่"
    report = written([names(), *rows], frameworks)
    assert [m.title for m in report.plans[0].measures] == ["จัดทำคู่มือ", "จัดการฝึกอบรม", "จัดทำช่องทาง"]
    assert [s.text for s in report.plans[0].steps] == ["ประชุม", "เผยแพร่"]
    assert counts(report)[0][1:] == MEASURE_COUNTS[1:]


def test_text_between_two_rows_is_said_page_numbers_are_not(frameworks: Frameworks) -> None:
    first, *rest = ("\t".join(row) for row in (names(), *body()))
    for between, expected in (("- ๒ -", 0), ("หน้า 2/12", 0), ("กองช่าง", 1)):
        text = "\n".join([TITLE, "", first, rest[0], between, *rest[1:], "ผู้รายงาน"])
        assert len(said(normalise(read(text.encode(), "r.txt"), frameworks), "text-between-rows")) == expected


# PDF


def test_text_at_an_angle_is_said() -> None:
    upright = report_files.table_pdf()
    assert not [issue for issue in read_pdf(upright, "r.pdf").issues if issue.rule == "tilted-text-ignored"]
    tilted = report_files.table_pdf(before="BT /F1 12 Tf 0 1 -1 0 300 300 Tm (across) Tj ET ")
    (issue,) = [issue for issue in read_pdf(tilted, "r.pdf").issues if issue.rule == "tilted-text-ignored"]
    assert issue.location.page == 1


def test_a_page_without_a_table_between_others_is_said() -> None:
    def page(number: int, *, ruled: bool) -> dict[str, object]:
        chars = [[ord("ก"), 10.0 + 6 * at, 50.0, 15.0 + 6 * at, 12.0, 0] for at in range(60)]
        rules = [[0, y, 400, y] for y in (0, 100)] + [[x, 0, x, 100] for x in (0, 200, 400)]
        return {"number": number, "chars": chars, "rules": rules if ruled else [], "images": 0, "tilted": 0}

    def pages(*ruled: bool) -> list[int | None]:
        found = {"pages": [page(at, ruled=each) for at, each in enumerate(ruled, start=1)], "lost": 0}
        return [issue.location.page for issue in document(found, "r.pdf").issues if issue.rule == "page-without-table"]

    assert pages(False, True, False, True, False) == [3]
    assert pages(True, True) == []
