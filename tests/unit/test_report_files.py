"""The report as other programs write it gives the same numbers; of a PDF the texts wait for a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ita.errors import InputError
from ita.frameworks import Frameworks
from ita.i18n import error_text
from ita.importing.file_import import import_file
from ita.importing.files import pdf_child
from ita.importing.files.read_pdf import document, read_pdf
from ita.importing.report.manual_review import CONFIRMED, UNCERTAIN, UNKNOWN_LETTERS
from ita.importing.report.normalise import normalise
from ita.importing.report.read import read
from ita.importing.report_import import import_report, stored_issues
from ita.model import IndicatorPlan, Report
from ita.store.engine import Engine
from ita.thai import match_key
from tests import helpers
from tests.unit import docx_files, report_files

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parents[1] / "golden"
ALL = frozenset(range(1, 11))
PDFS = ("report-tables.pdf", "report-one-table.pdf", "report-unruled.pdf")
TEXTS = ("analysis", "measures", "rationale", "steps", "units")
WRITTEN: dict[str, Callable[[], bytes]] = {
    "report-libreoffice.docx": (GOLDEN / "report-libreoffice.docx").read_bytes,
    "report-libreoffice.xlsx": (GOLDEN / "report-libreoffice.xlsx").read_bytes,
    "openpyxl.xlsx": report_files.workbook,
    "by-page.xlsx": lambda: report_files.workbook(is_by_page=True),
    "excel.csv": report_files.as_csv,
    "semicolons.csv": lambda: report_files.as_csv(delimiter=";"),
    "unicode-text.txt": lambda: report_files.as_csv(delimiter="\t", encoding="utf-16"),
    "named-as-text.txt": lambda: report_files.as_csv(encoding="utf-8"),
}


def golden(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


def figures(report: Report) -> list[tuple[object, ...]]:
    """Return all that is a number, a code or a date."""
    return [
        (
            plan.indicator_no,
            plan.score,
            plan.question_code,
            plan.question_score,
            plan.starts_on,
            plan.ends_on,
            len(plan.measures),
            [step.measure_position for step in plan.steps],
        )
        for plan in report.plans
    ]


def words(plan: IndicatorPlan) -> dict[str, object]:
    """Return the texts of a plan as keys for comparing, spaces aside."""
    return {
        "question": match_key(plan.question or ""),
        "analysis": match_key(plan.analysis),
        "rationale": match_key(plan.rationale),
        "measures": [match_key(measure.title) for measure in plan.measures],
        "steps": [match_key(step.text) for step in plan.steps],
        "units": [match_key(unit) for unit in plan.units],
    }


@pytest.fixture(scope="module")
def report(frameworks: Frameworks, report_bytes: bytes) -> Report:
    return normalise(read(report_bytes, "report.txt"), frameworks)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_report_as_a_program_writes_it(name: str, report: Report, frameworks: Frameworks) -> None:
    again = normalise(read(WRITTEN[name](), name), frameworks)
    assert (again.agency, again.fiscal_year, again.plan_year) == (report.agency, report.fiscal_year, report.plan_year)
    assert tuple(len(plan.measures) for plan in again.plans) == helpers.MEASURE_COUNTS
    assert tuple(len(plan.steps) for plan in again.plans) == helpers.STEP_COUNTS
    assert figures(again) == figures(report)
    assert [words(plan) for plan in again.plans] == [words(plan) for plan in report.plans]
    assert {issue.severity for issue in again.issues} == {"notice"}
    assert again.to_confirm == frozenset()


def test_a_workbook_names_sheet_and_cell_and_says_what_it_left_out(frameworks: Frameworks) -> None:
    again = normalise(read(report_files.workbook(), "r.xlsx"), frameworks)
    location = again.plans[0].location
    # Seven lines of title, an empty row, two rows of heads.
    assert (location.sheet, location.cell) == ("รายงาน", f"A{len(helpers.sheet().lines) + 4}")
    assert [issue.location.sheet for issue in again.issues if issue.rule == "sheet-hidden"] == ["บันทึก"]
    bad = helpers.sheet().with_header_score(3, "๑๐๑.๐๐")
    with pytest.raises(InputError) as caught:
        normalise(read(report_files.workbook(bad), "r.xlsx"), frameworks)
    assert caught.value.rule == "score-range"
    assert "แผ่นงาน รายงาน ช่อง A" in error_text(caught.value, "th")


def test_a_workbook_and_csv_are_told_from_scores(engine: Engine, frameworks: Frameworks) -> None:
    for name in ("openpyxl.xlsx", "excel.csv"):
        done = import_file(engine, frameworks, WRITTEN[name](), name, dry_run=True)
        assert getattr(done, "measures", None) == 31


# PDF


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_gives_the_same_figures(name: str, report: Report, frameworks: Frameworks) -> None:
    again = normalise(read(golden(name), name), frameworks, confirmed=ALL)
    assert (again.agency, again.fiscal_year, again.plan_year) == (report.agency, report.fiscal_year, report.plan_year)
    assert figures(again) == figures(report)
    assert again.to_confirm == ALL
    # Spaces aside the words are those of the report, where its lines are not in question.
    for ours, theirs in zip(again.plans, report.plans, strict=True):
        assert words(ours) == words(theirs), ours.indicator_no


@pytest.mark.parametrize("name", PDFS)
def test_every_text_of_a_pdf_is_to_be_compared(name: str, frameworks: Frameworks) -> None:
    with pytest.raises(InputError) as caught:
        normalise(read(golden(name), name), frameworks)
    asked = {(issue.params["number"], issue.params["column"]) for issue in caught.value.issues}
    assert {issue.rule for issue in caught.value.issues} == {UNCERTAIN}
    assert {number for number, _ in asked} == set(ALL)
    assert len(asked) == len(caught.value.issues)
    # Names of indicators and periods are known to be right, and so are questions that the framework has.
    columns = {column for _, column in asked}
    assert {"ผลการวิเคราะห์ประเมิน", "มาตรการ/โครงการ/กิจกรรม", "ขั้นตอน/วิธีการดำเนินการ", "ผู้รับผิดชอบ"} <= columns
    assert not {"ประเด็น/ตัวชี้วัด", "ระยะเวลาดำเนินการ"} & columns
    for issue in caught.value.issues:
        assert issue.location.page
        assert issue.params["text"]
    assert "--confirm" in error_text(caught.value, "en")


def test_texts_are_confirmed_row_by_row(frameworks: Frameworks) -> None:
    raw = read(golden(PDFS[1]), "r.pdf")
    with pytest.raises(InputError) as caught:
        normalise(raw, frameworks, confirmed=ALL - {4, 9})
    assert {issue.params["number"] for issue in caught.value.issues} == {4, 9}
    done = normalise(raw, frameworks, confirmed=ALL)
    assert [issue.params["number"] for issue in done.issues if issue.rule == CONFIRMED] == sorted(ALL)
    # No rule that can be overruled stands in for looking.
    with pytest.raises(InputError):
        normalise(raw, frameworks, accept=frozenset({UNCERTAIN}))


def test_what_is_wrong_comes_before_what_is_to_be_compared(frameworks: Frameworks) -> None:
    raw = read(golden(PDFS[1]), "r.pdf")
    first = raw.tables[0]
    cells = first.rows[2].cells
    bad = replace(cells[0], paragraphs=(replace(cells[0].paragraphs[0], text="๑. การปฏิบัติหน้าที่ (๑๙๗.๒๑ คะแนน)"),))
    row = replace(first.rows[2], cells=(bad, *cells[1:]))
    changed = replace(raw, tables=(replace(first, rows=(*first.rows[:2], row, *first.rows[3:])), *raw.tables[1:]))
    with pytest.raises(InputError) as caught:
        normalise(changed, frameworks)
    assert caught.value.rule == "score-range"


def test_a_pdf_is_stored_only_when_every_row_is_confirmed(engine: Engine, frameworks: Frameworks) -> None:
    data = golden(PDFS[1])
    before = helpers.everything(engine)
    for confirmed in (frozenset[int](), ALL - {10}):
        with pytest.raises(InputError):
            import_report(engine, frameworks, data, "r.pdf", agency="my-town", confirmed=confirmed)
    assert helpers.everything(engine) == before
    done = import_file(engine, frameworks, data, "r.pdf", agency="my-town", confirmed=ALL)
    assert round(helpers.one(engine, "assessment", agency="my-town", year=2568)["total"], 2) == Decimal("93.81")
    kept = helpers.read(engine, "import_issues", import_id=done.import_id)
    assert sum(1 for issue in kept if issue["rule"] == CONFIRMED) == 10


def changed_letters(change: Callable[[list[float]], list[float]]) -> dict[str, object]:
    """Return what is found in a PDF, with each of its letters changed."""
    found = pdf_child.extract(golden(PDFS[1]), 60.0)
    for page in found["pages"]:
        page["chars"] = [change(char) for char in page["chars"]]
    return found


@pytest.mark.parametrize("name", PDFS)
def test_what_is_stored_of_a_pdf_names_its_page(name: str, engine: Engine, frameworks: Frameworks) -> None:
    done = import_report(engine, frameworks, golden(name), name, confirmed=ALL)
    assert done.report is not None
    pages = {plan.indicator_no: plan.location.page for plan in done.report.plans}
    assert len(set(pages.values()) - {None}) > 1
    for query in ("plans", "figure_sources"):
        rows = helpers.read(engine, query, agency="ban-mo", year=2568)
        assert {r["indicator_no"]: r["place_page"] for r in rows if r["indicator_no"]} == pages
    with engine.cursor() as cursor:
        assert stored_issues(cursor, done.import_id) == done.issues


@pytest.mark.parametrize("name", ["report-libreoffice.xlsx", "by-page.xlsx"])
def test_what_is_stored_of_a_workbook_names_its_sheet(name: str, engine: Engine, frameworks: Frameworks) -> None:
    done = import_report(engine, frameworks, WRITTEN[name](), name)
    assert done.report is not None
    rows = helpers.read(engine, "plans", agency="ban-mo", year=2568)
    assert {r["indicator_no"]: r["sheet"] for r in rows} == {
        p.indicator_no: p.location.sheet for p in done.report.plans
    }
    assert None not in {r["sheet"] for r in rows}


def test_private_places_of_thai_fonts_are_letters(report: Report, frameworks: Frameworks) -> None:
    moved = {0x0E31: 0xF710, 0x0E48: 0xF70A, 0x0E49: 0xF706, 0x0E34: 0xF701, 0x0E38: 0xF718, 0x0E0D: 0xF70F}
    found = changed_letters(lambda char: [moved.get(int(char[0]), char[0]), *char[1:]])
    again = normalise(document(found, "r.pdf"), frameworks, confirmed=ALL)
    assert figures(again) == figures(report)
    assert again.plans[0].measures[0].title == report.plans[0].measures[0].title


def test_sara_am_in_two_pieces_is_matched_and_kept(report: Report, frameworks: Frameworks) -> None:
    found = pdf_child.extract(golden(PDFS[1]), 60.0)
    for page in found["pages"]:
        page["chars"] = [
            piece
            for char in page["chars"]
            for piece in ([[0x0E4D, *char[1:]], [0x0E32, *char[1:]]] if char[0] == 0x0E33 else [char])
        ]
    again = normalise(document(found, "r.pdf"), frameworks, confirmed=ALL)
    assert figures(again) == figures(report)
    assert "\u0e4d\u0e32" in again.plans[0].measures[0].title


def test_marks_written_after_all_letters_find_their_letters(report: Report, frameworks: Frameworks) -> None:
    found = pdf_child.extract(golden(PDFS[1]), 60.0)
    for page in found["pages"]:
        # Sorting is stable: all marks stand at the end of the page, each where its letter is.
        page["chars"].sort(key=lambda char: chr(int(char[0])) in "ัิีึืุู็่้๊๋์ํ")
    again = normalise(document(found, "r.pdf"), frameworks, confirmed=ALL)
    assert figures(again) == figures(report)


def test_letters_that_the_pdf_does_not_name_are_refused_where_figures_stand(frameworks: Frameworks) -> None:
    found = pdf_child.extract(golden(PDFS[1]), 60.0)
    page = found["pages"][0]
    # The last digit of the first score.
    digits = [at for at, char in enumerate(page["chars"]) if chr(int(char[0])) == "๑" and char[1] < 110]
    page["chars"][digits[-1]][5] = 1
    with pytest.raises(InputError) as caught:
        normalise(document(found, "r.pdf"), frameworks, confirmed=ALL)
    assert UNKNOWN_LETTERS in {issue.rule for issue in caught.value.issues}


@pytest.mark.parametrize(
    ("turn", "matrix"), [(90, "0 1 -1 0 595 0"), (180, "-1 0 0 -1 842 595"), (270, "0 -1 1 0 0 842")]
)
def test_a_page_that_is_shown_turned(turn: int, matrix: str) -> None:
    upright = read_pdf(report_files.table_pdf(), "t.pdf").tables
    turned = report_files.table_pdf(page=f"/Rotate {turn}", before=f"{matrix} cm")
    assert [[cell.text for cell in row.cells] for row in read_pdf(turned, "t.pdf").tables[0].rows] == [
        [cell.text for cell in row.cells] for row in upright[0].rows
    ]
    assert upright[0].rows[1].cells[2].text == "r2 c3"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_whose_text_lies_on_its_side(turn: int) -> None:
    upright, lying = (
        read_pdf(report_files.table_pdf(page=page), "t.pdf").tables[0] for page in ("", f"/Rotate {turn}")
    )
    assert [[cell.text for cell in row.cells] for row in lying.rows] == [
        [cell.text for cell in row.cells] for row in upright.rows
    ]


@pytest.mark.parametrize("lines_as", ["bars", "boxes", "form"])
def test_tables_ruled_in_other_ways(lines_as: str) -> None:
    expected = [[f"r{row} c{column}" for column in range(1, 9)] for row in range(1, 7)]
    (table,) = read_pdf(report_files.table_pdf(lines_as=lines_as), "t.pdf").tables
    assert [[cell.text for cell in row.cells] for row in table.rows][-6:] == expected


def test_names_and_codes_are_known_by_their_letters_where_marks_are_out_of_place(
    report: Report, frameworks: Frameworks
) -> None:
    found = pdf_child.extract(golden(PDFS[1]), 60.0)
    for page in found["pages"]:
        # Every tone mark stands on the letter before its own, and every zero and one of a code is lost with them.
        for at, char in enumerate(page["chars"]):
            if chr(int(char[0])) in "่้" and at:
                page["chars"][at - 1], page["chars"][at] = char, page["chars"][at - 1]
    again = normalise(document(found, "r.pdf"), frameworks, confirmed=ALL)
    assert [(p.indicator_no, p.score, p.question_code, p.starts_on, p.ends_on) for p in again.plans] == [
        (p.indicator_no, p.score, p.question_code, p.starts_on, p.ends_on) for p in report.plans
    ]


def test_a_question_without_its_code_is_known_by_its_text(frameworks: Frameworks) -> None:
    raw = read(golden(PDFS[1]), "r.pdf")
    first = raw.tables[0]
    cells = first.rows[2].cells
    known = next(q for q in frameworks.questions if q.fiscal_year == 2568 and q.indicator_no == 1 and q.text_th)
    bare = replace(cells[1], paragraphs=(replace(cells[1].paragraphs[0], text=known.text_th),))
    row = replace(first.rows[2], cells=(cells[0], bare, *cells[2:]))
    changed = replace(raw, tables=(replace(first, rows=(*first.rows[:2], row, *first.rows[3:])), *raw.tables[1:]))
    assert normalise(changed, frameworks, confirmed=ALL).plans[0].question_code == known.code


def test_a_table_that_is_not_of_the_report_is_said(sheet: helpers.Sheet, frameworks: Frameworks) -> None:
    text = sheet.text() + "\nลงชื่อ\tปลัดเทศบาล\n"
    (issue,) = [i for i in normalise(read(text.encode(), "r.txt"), frameworks).issues if i.rule == "table-unread"]
    assert (issue.severity, issue.location.table) == ("warning", 13)


def test_a_score_in_a_column_of_its_own(sheet: helpers.Sheet, report: Report, frameworks: Frameworks) -> None:
    rows = [sheet.tables[0][1], *(row for table in sheet.tables for row in table[2:])]
    lines = ["\t".join([*rows[0][1:], "ตัวชี้วัด", "คะแนน"])]
    for row in rows[1:]:
        name, _, score = row[0].partition(" (")
        lines.append("\t".join([*row[1:], name, score.partition(" ")[0]]))
    text = "ปีงบประมาณ ๒๕๖๘\n" + "\n".join(lines)
    assert figures(normalise(read(text.encode(), "r.txt"), frameworks)) == figures(report)


HIDDEN = "<</Filter/Standard/V 1/R 2/P -44/O(" + "o" * 32 + ")/U(" + "u" * 32 + ")>>"
IMAGE = "q 800 0 0 500 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        pytest.param(report_files.pdf("", trailer=f"/Encrypt {HIDDEN}/ID[(a)(b)]"), "encrypted", id="password"),
        pytest.param(report_files.pdf(IMAGE), "pdf-scan", id="a picture of a page"),
        pytest.param(report_files.pdf("", ""), "pdf-scan", id="empty pages"),
        pytest.param(report_files.pdf(*["" for _ in range(pdf_child.MAX_PAGES + 1)]), "too-many-pages", id="pages"),
        pytest.param(report_files.pdf("0 0 m 9 9 l S " * 30_000), "too-large", id="lines"),
        pytest.param(b"%PDF-1.7\n" + bytes(500), "pdf-damaged", id="nothing in it"),
        pytest.param((GOLDEN / PDFS[0]).read_bytes()[:3000], "pdf-damaged", id="cut off"),
        pytest.param(report_files.pdf("BT /F1 9 Tf 40 90 Td (abc) Tj ET " * 20), "no-table", id="no table"),
    ],
)
def test_pdfs_that_are_refused(data: bytes, rule: str, frameworks: Frameworks) -> None:
    with pytest.raises(InputError) as caught:
        normalise(read(data, "r.pdf"), frameworks)
    assert caught.value.rule == rule
    assert caught.value.hint
    assert caught.value.location.file == "r.pdf"


def test_a_pdf_whose_letters_nobody_knows_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        document(changed_letters(lambda char: [*char[:5], 1]), "r.pdf")
    assert caught.value.rule == "pdf-unreadable"


def test_a_pdf_that_takes_too_long_is_stopped() -> None:
    assert pdf_child.extract(golden(PDFS[0]), 0.0) == {"refused": "pdf-time"}


# What is no report


@pytest.mark.parametrize(
    ("name", "rule", "said"),
    [
        ("small.doc", "old-doc", ".docx"),
        ("small.xls", "old-xls", ".xlsx"),
        ("small.odt", "not-docx", ".docx"),
        ("small.ods", "not-xlsx", ".xlsx"),
        ("small.rtf", "rtf", ".docx"),
    ],
)
@pytest.mark.parametrize("named", ["", "report.docx", "report.txt"])
def test_files_of_other_programs_are_named_by_what_they_hold(name: str, rule: str, said: str, named: str) -> None:
    with pytest.raises(InputError) as caught:
        read(golden(name), named or name)
    assert caught.value.rule == rule
    assert said in (caught.value.hint or "")


def test_a_packed_report_says_that_it_has_to_be_unpacked() -> None:
    with pytest.raises(InputError) as caught:
        read(docx_files.archive({"report.docx": docx_files.report_by_hand()}), "report.zip")
    assert "Unpack" in (caught.value.hint or "")


@pytest.mark.parametrize("name", ["report.xlsx", "report.pdf"])
def test_text_under_another_formats_name_is_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        read(helpers.REPORT.read_bytes(), name)
    assert caught.value.rule == "not-as-named"
