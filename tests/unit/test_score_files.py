"""Scores come in from the template, from tables of a town's own and from pasted text, exactly or not at all."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ita.__main__ import main
from ita.errors import InputError, Issue, NotKnownError, OldIssue, SourceLocation
from ita.exporting.issue_list import issue_list
from ita.exporting.template import HELP_SHEET, QUESTION_SHEET, YEAR_SHEET, score_template
from ita.frameworks import Frameworks
from ita.i18n import issue_text, location_text
from ita.importing.choices import ImportChoices
from ita.importing.file_import import import_file, score_document
from ita.importing.file_parser import newest_year
from ita.importing.files.limits import MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS
from ita.importing.files.read_csv import read_csv
from ita.importing.files.read_xlsx import read_xlsx
from ita.importing.plausibility import ASKED
from ita.importing.report_import import Imported
from ita.importing.score_import import ScoresImported, import_scores
from ita.importing.scores.label_matcher import Words, question_code
from ita.importing.scores.read import ScoreSheet, read_pasted, read_scores
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.store.engine import Engine
from tests.helpers import SCORES, everything, read
from tests.unit import docx_files
from tests.unit import xlsx_files as excel

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
GOLDEN = Path(__file__).parents[1] / "golden" / "template-libreoffice.xlsx"
FILE = "scores.xlsx"
D = Decimal
# The sample's scores equal the nation's, and many here are made up: what would be asked about is accepted.
SURE = ImportChoices(accept=ASKED)
NATION = "equals-national-average"
ACCEPTED = [word for rule in sorted(ASKED) for word in ("--accept", rule)]
TEN = "ปีงบประมาณ," + ",".join(map(str, range(1, 11)))


def workbook_bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def template(frameworks: Frameworks, cells: Mapping[str, object], sheet: str = YEAR_SHEET, lang: str = "th") -> bytes:
    """Return the template of 2567 and 2568 (rows 2 and 3) with some cells of a sheet filled by openpyxl."""
    book = load_workbook(io.BytesIO(score_template(frameworks, "บ้านหมอ", [2568, 2567], {}, lang)))
    filled = book[sheet]
    assert isinstance(filled, Worksheet)
    for reference, value in cells.items():
        filled[reference] = value
    return workbook_bytes(book)


def from_xlsx(data: bytes, frameworks: Frameworks, newest: int = 2569) -> ScoreSheet:
    return read_scores(read_xlsx(data, FILE), frameworks, newest)


def whole_rows(text: str) -> str:
    """Return a table of text in which every row has all its cells, as a spreadsheet saves it."""
    mark = next((each for each in "\t;," if each in text), ",")
    lines = text.split("\n")
    widest = max(line.count(mark) for line in lines)
    return "\n".join(line and line + mark * (widest - line.count(mark)) for line in lines)


def from_csv(text: str, frameworks: Frameworks) -> ScoreSheet:
    return read_scores(read_csv(whole_rows(text).encode(), "f.csv"), frameworks, 2569)


def beside_the_nation(issues: Sequence[Issue]) -> list[Issue]:
    """Return issues but for what is said of scores that equal the nation's, as the sample's do."""
    return [issue for issue in issues if issue.rule != NATION]


def said(sheet: ScoreSheet | ScoresImported) -> list[tuple[str, str, str | None]]:
    """Return rule, severity and cell of every issue."""
    return [(issue.rule, issue.severity, issue.location.cell) for issue in sheet.issues]


def years(sheet: ScoreSheet) -> dict[int, TypedResult]:
    return {result.fiscal_year: result for result in sheet.years}


def row_of(scores: Mapping[int, Decimal], row: int = 3) -> dict[str, object]:
    """Return the cells of a template's row that hold an indicator's scores."""
    return {f"{chr(ord('A') + number)}{row}": float(score) for number, score in scores.items()}


# The template


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_template_holds_what_is_known_and_opens_as_plain_cells(lang: str, frameworks: Frameworks) -> None:
    data = score_template(frameworks, "=HYPERLINK(\x07)", [2568, 2566], {2568: SCORES, 2564: {9: D("72.89")}}, lang)
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == [HELP_SHEET, YEAR_SHEET, QUESTION_SHEET] == ["คำแนะนำ", "คะแนนรายปี", "คะแนนรายข้อ"]
    sheet = book[YEAR_SHEET]
    headers = [str(cell.value) for cell in sheet[1]]
    assert len(headers) == 13
    for indicator in frameworks.indicators:
        header = headers[indicator.indicator_no]
        assert header.startswith(f"{indicator.indicator_no} {indicator.name_th}")
        assert f"({indicator.instrument})" in header
        assert (indicator.name_en in header) == (lang == "en")
    assert [cell.value for cell in sheet["A"]][1:5] == [2564, 2566, 2568, None]
    assert [cell.value for cell in sheet[4]][1:11] == [float(score) for score in SCORES.values()]
    assert [cell.value for cell in sheet[2]][8:11] == [None, 72.89, None]
    assert sheet["B4"].number_format == "0.00"
    assert sheet.freeze_panes == "B2"
    assert sheet["B1"].alignment.wrap_text
    assert {cell.font.name for row in sheet.iter_rows(max_row=5) for cell in row} == {"Sarabun"}
    rules = {
        str(rule.sqref): (rule.type, rule.formula1, rule.formula2) for rule in sheet.data_validations.dataValidation
    }
    assert rules == {"A2:A31": ("whole", "2562", "2700"), "B2:L31": ("decimal", "0", "100")}
    assert str(book[QUESTION_SHEET]["A1"].value).startswith("ปีงบประมาณ")
    kinds = {cell.data_type for each in book for row in each.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "n"}


def test_the_instructions_are_thai_with_english_beneath(frameworks: Frameworks) -> None:
    sheet = load_workbook(io.BytesIO(score_template(frameworks, "เทศบาลตำบลบ้านหมอ", [2568], {})))[HELP_SHEET]
    lines = [str(row[0].value) for row in sheet.iter_rows() if row[0].value]
    assert lines[0] == "แบบกรอกคะแนน ITA ของ เทศบาลตำบลบ้านหมอ"
    assert len(lines) % 2 == 0
    for thai, english in zip(lines[::2], lines[1::2], strict=True):
        assert any("ก" <= letter <= "๛" for letter in thai)
        named = re.sub("คะแนนรายปี|คะแนนรายข้อ|เทศบาลตำบลบ้านหมอ|[“”]", "", english)
        assert named.isascii()
    assert any("30, 30, 40" in line for line in lines)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_filled_template_comes_back_as_typed(lang: str, frameworks: Frameworks) -> None:
    cells = row_of(SCORES) | {"L3": 93.81, "M3": "ผ่านดี", "B2": 0, "C2": 100, "D2": "๙๗.๒"}
    sheet = from_xlsx(template(frameworks, cells, lang=lang), frameworks)
    assert sheet.issues == ()
    assert sheet.years == (
        TypedResult(2567, {1: D("0.00"), 2: D("100.00"), 3: D("97.20")}, None, None),
        TypedResult(2568, SCORES, D("93.81"), "ผ่านดี"),
    )
    assert all(str(score) == f"{score:.2f}" for result in sheet.years for score in result.scores.values())
    assert sheet.locations[2568, 9] == SourceLocation(FILE, 2, 3, 10, YEAR_SHEET)


def test_a_template_that_libreoffice_wrote_comes_back_as_typed(frameworks: Frameworks) -> None:
    # Made once by LibreOffice 7.4: a filled template opened, saved as .ods, opened again and saved as .xlsx.
    sheet = from_xlsx(GOLDEN.read_bytes(), frameworks)
    assert sheet.issues == ()
    edges = ("0", "100", "0.01", "99.99", "0.1", "0.29", "57.3", "33.33", "66.67", "8.2")
    assert years(sheet) == {
        2567: TypedResult(2567, {n: D(text) for n, text in enumerate(edges, start=1)}, D("34.06"), None),
        2568: TypedResult(2568, SCORES, D("93.81"), "ผ่านดี"),
    }
    assert {(q.fiscal_year, q.code): q.score for q in sheet.questions} == {
        (2568, "i1"): D("97.21"),
        (2568, "o27"): D(100),
        (2568, "e2"): D("0.07"),
        (2567, "o1"): D(0),
    }


def test_an_untouched_template_holds_no_score(frameworks: Frameworks) -> None:
    sheet = from_xlsx(template(frameworks, {}), frameworks)
    assert [(issue.rule, issue.severity) for issue in sheet.issues] == [("scores-empty", "error")]


# All that is wrong, at once, each with its sheet and cell


def test_every_error_is_said_at_once_with_its_sheet_and_cell(frameworks: Frameworks) -> None:
    book = load_workbook(io.BytesIO(template(frameworks, row_of(SCORES))))
    sheet = book[YEAR_SHEET]
    wrong = {
        "B2": 100.01, "C2": -0.01, "D2": 97.21001, "E2": "x", "F2": 0.97, "G2": 45658, "H2": "=1+1", "I2": True,
        "J2": "97,21", "K2": "97.21%", "L2": 101, "A4": 2025, "B4": 90, "B5": 90, "A6": "256", "B6": 101, "A7": 2561,
        "B7": 90, "A8": 2570, "B8": 90, "A9": 2568, "B9": 97.22,
    }  # fmt: skip
    for reference, value in wrong.items():
        sheet[reference] = value
    sheet["F2"].number_format = "0.00%"
    sheet["G2"].number_format = "yyyy-mm-dd"
    questions = book[QUESTION_SHEET]
    for row, values in enumerate(
        [(2568, "27", 50), (2568, "i1", 101), (None, "i2", 50), (2568, "i3", 1), (2568, "i3", 2)], 2
    ):
        for column, value in enumerate(values, start=1):
            questions.cell(row, column).value = value
    found = from_xlsx(workbook_bytes(book), frameworks)
    assert said(found) == [
        ("score-range", "error", "B2"),
        ("score-range", "error", "C2"),
        ("score-decimals", "error", "D2"),
        ("score-not-a-number", "error", "E2"),
        ("score-not-a-number", "error", "F2"),
        ("score-not-a-number", "error", "G2"),
        ("score-not-a-number", "error", "H2"),
        ("score-not-a-number", "error", "I2"),
        ("score-not-a-number", "error", "J2"),
        ("score-not-a-number", "error", "K2"),
        ("score-range", "error", "L2"),
        ("year-invalid", "error", "A4"),
        ("year-missing", "error", "A5"),
        ("year-invalid", "error", "A6"),
        ("score-range", "error", "B6"),
        ("year-invalid", "error", "A7"),
        ("year-invalid", "error", "A8"),
        ("year-twice-different", "error", "B9"),
        ("question-code-unknown", "error", "B2"),
        ("score-range", "error", "C3"),
        ("year-missing", "error", "A4"),
        ("year-twice-different", "error", "C6"),
    ]
    assert [issue.location.sheet for issue in found.issues] == [YEAR_SHEET] * 18 + [QUESTION_SHEET] * 4
    assert location_text(found.issues[0].location, "en") == "scores.xlsx, sheet คะแนนรายปี cell B2"
    texts = [issue_text(issue, "en") for issue in found.issues]
    assert "percentage (97.00%)" in texts[4]
    assert "date or time (2025-01-01)" in texts[5]
    assert "formula has no value" in texts[6]
    assert "percentage (97.21%)" in texts[9]
    assert "write it as 2568" in texts[11]
    assert "2562 to 2569, not of 2561" in texts[15]
    assert "97.21 (at B3) and 97.22" in texts[17]
    # What is right is there all the same, to be shown beside what is wrong.
    assert years(found)[2568].scores == SCORES


def test_the_list_of_errors_is_a_table_that_excel_opens(frameworks: Frameworks) -> None:
    sheet = from_xlsx(template(frameworks, {"B2": 101, "C3": "x"}), frameworks)
    formula = OldIssue("r", {"what": "=1+1"}, SourceLocation(line=3), severity="error", old_text="{what}")
    in_csv = OldIssue("r", {"n": 2}, SourceLocation("f.csv", row=2, column=3), severity="error", old_text="{n}")
    data = issue_list([*sheet.issues, formula, in_csv], "en")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows == [
        ["Severity", "Sheet", "Cell", "Row", "Column", "What is wrong", "Rule"],
        ["Error", YEAR_SHEET, "B2", "2", "2", "1 การปฏิบัติหน้าที่: 101 lies outside 0–100.", "score-range"],
        ["Error", YEAR_SHEET, "C3", "3", "3", "2 การใช้งบประมาณ: “x” is not a number.", "score-not-a-number"],
        ["Error", "", "", "3", "", "'=1+1", "r"],
        ["Error", "", "", "2", "3", "2", "r"],
    ]


@pytest.mark.parametrize("nothing", ["-", "–", " ", "n/a", "ไม่มีข้อมูล"])
def test_a_word_for_nothing_is_no_score_and_no_zero(nothing: str, frameworks: Frameworks) -> None:
    sheet = from_csv(f"{TEN}\n2568,{nothing},98.02", frameworks)
    assert years(sheet)[2568].scores == {2: D("98.02")}
    assert sheet.issues == ()


# Tables of a town's own


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("1", 1),
        ("๑๐", 10),
        ("ตัวชี้วัดที่ 9", 9),
        ("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล", 9),
        ("1. การปฏิบัติหน้าที่ (IIT)", 1),
        ("การใช้อำนาจ", 3),
        ("8 การปรับปรุงระบบการทำงาน", 8),
        ("Performance of duties", 1),
        ("indicator_4", 4),
        ("IIT ตัวชี้วัดที่ 2 การใช้งบประมาณ", 2),
        ("1 การปฏบิ ัติหนา้ที่", 1),
        ("IIT", "IIT"),
        ("คะแนน EIT (คะแนนเต็ม 30)", "EIT"),
        ("OIT ถ่วงน้ำหนัก 40%", "OIT"),
        ("แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)", "OIT"),
        ("คะแนนรวม", "total"),
        ("คะแนนรวม (100)", "total"),
        ("Total", "total"),
        ("ระดับผลการประเมิน", "level"),
        ("คะแนนเฉลี่ย", None),
        ("EIT ส่วนที่ 1", None),
        ("IIT 1", None),
        ("1 การปฏิบัติหน้าที่ ค่าเฉลี่ยประเทศ", None),
        ("1 เทศบาลตำบลบ้านหมอ", None),
        ("หน่วยงาน", None),
        ("2568", None),
        ("i1", None),
        ("", None),
        ("11", "indicator-unknown"),
        ("ตัวชี้วัดที่ 11", "indicator-unknown"),
        ("ตัวชี้วัดที่ 1 เทศบาล", "indicator-unknown"),
        ("9 การปฏิบัติหน้าที่", "indicator-mismatch"),
        # What only begins as an indicator's name does is something else.
        ("การเปิดเผยข้อมูลสาธารณะ (OIT)", "OIT"),
        ("OIT การเปิดเผยข้อมูลสาธารณะ", "OIT"),
        ("การเปิดเผยข้อมูล (สาธารณะ)", "OIT"),
        ("การเปิดเผยข้อมูล\nสาธารณะ (OIT)", "OIT"),
        ("3. การเปิดเผยข้อมูลสาธารณะ (OIT)", "OIT"),
        ("การรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", "IIT"),
        ("ด้านการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก", "EIT"),
        ("การใช้อำนาจหน้าที่โดยมิชอบ", None),
        ("การป้องกันการทุจริตในหน่วยงาน", None),
        ("10 การป้องกันการทุจริตในหน่วยงาน", None),
        ("ตัวชี้วัดที่ 9 การเปิดเผยข้อมูลสาธารณะ", "indicator-unknown"),
        ("การเปิดเผยข้อมูล\nของหน่วยงาน", None),
        # Its instrument may stand beside an indicator, another one's not, and no weight.
        ("การใช้อำนาจ (IIT)", 3),
        ("IIT การใช้อำนาจ", 3),
        ("9 การเปิดเผยข้อมูล\nDisclosure of information\n(OIT)", 9),
        ("9 การเปิดเผยข้อมูล\nOpen data\n(OIT)", 9),
        ("การใช้อำนาจ (คะแนนเต็ม 100)", 3),
        ("1 การปฏิบัติหน้าที่ (i1-i6)", 1),
        ("การใช้อำนาจ (OIT)", None),
        ("3 การใช้อำนาจ (OIT)", None),
        ("3 การใช้อำนาจ (ถ่วงน้ำหนัก)", None),
        ("3 (เต็ม 6)", None),
        ("การใช้อำนาจ ถ่วงน้ำหนัก", None),
        ("การใช้อำนาจ (6)", None),
        ("การใช้อำนาจ\nweighted", None),
        ("1 IIT", "IIT"),
        ("3 OIT", "OIT"),
        ("การเปิดเผยข้อมูล (OIT)", "indicator-ambiguous"),
        ("OIT การเปิดเผยข้อมูล", "indicator-ambiguous"),
        # A part of the total, or the total by another full mark, is never the total.
        ("คะแนนรวม (OIT)", "OIT"),
        ("รวม (IIT)", "IIT"),
        ("ภาพรวม (EIT)", "EIT"),
        ("คะแนนรวม (ถ่วงน้ำหนัก 30)", None),
        ("คะแนนรวม (40)", None),
        ("คะแนนรวม (เต็ม 30)", None),
        ("คะแนนรวม\nถ่วงน้ำหนัก", None),
        ("คะแนนรวม (IIT+EIT+OIT)", None),
        ("คะแนนรวม (ปี 2568)", "total"),
        ("คะแนนรวม\nTotal", "total"),
        ("ระดับ (IIT)", None),
    ],
)
def test_what_a_head_is_of(text: str, what: int | str | None, frameworks: Frameworks) -> None:
    try:
        found = Words(frameworks).what(text, SourceLocation())
    except InputError as reason:
        found = reason.rule
    assert found == what


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("i1", "i1"),
        ("E ๒", "e2"),
        ("o27", "o27"),
        ("ข้อ o01", "o1"),
        ("๐๒๗", "o27"),
        ("27", None),
        ("i0", None),
        ("x1", None),
    ],
)
def test_codes_of_questions(text: str, code: str | None) -> None:
    read_code = question_code(text)
    assert (read_code.code if read_code else None) == code


SHAPES = {
    "wide": f"{TEN},คะแนนรวม,ระดับ\n2568," + ",".join(map(str, SCORES.values())) + ",93.81,ผ่านดี",
    "columns in another order": "ระดับ,คะแนนรวม,"
    + ",".join(f"ตัวชี้วัดที่ {n}" for n in reversed(SCORES))
    + ",ปี พ.ศ.\nผ่านดี,93.81,"
    + ",".join(map(str, reversed(SCORES.values())))
    + ",๒๕๖๘",
    "long": "fiscal_year;indicator;score\n"
    + "\n".join(f"2568;{n};{score}" for n, score in SCORES.items())
    + "\n2568;คะแนนรวม;93.81\n2568;ระดับ;ผ่านดี",
    "long, the year in the title": "ผลการประเมินปี 2568,,\nที่,ตัวชี้วัด,คะแนน\n"
    + "\n".join(f"{n},ตัวชี้วัดที่ {n},{score}" for n, score in SCORES.items())
    + "\n,คะแนนรวม,93.81\n,ระดับ,ผ่านดี",
    "across": "ตัวชี้วัด,ปี 2568\n"
    + "\n".join(f"{n},{score}" for n, score in SCORES.items())
    + "\nคะแนนรวม,93.81\nระดับ,ผ่านดี",
    "two rows of heads": "ปีงบประมาณ,IIT,,,,,EIT,,,OIT,,คะแนนรวม,ระดับ\n,"
    + ",".join(map(str, SCORES))
    + ",,\n2568,"
    + ",".join(map(str, SCORES.values()))
    + ",93.81,ผ่านดี",
    "two tables, one beneath the other": f"{TEN}\n2568,"
    + ",".join(map(str, SCORES.values()))
    + "\n\nปี,คะแนนรวม,ระดับ\n2568,93.81,ระดับ ผ่านดี",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_tables(shape: str, frameworks: Frameworks) -> None:
    sheet = from_csv(SHAPES[shape], frameworks)
    assert sheet.years == (TypedResult(2568, SCORES, D("93.81"), "ผ่านดี"),)
    assert sheet.errors == ()
    assert {issue.rule for issue in sheet.issues} <= {"column-unread", "year-from-title"}


def test_columns_and_rows_that_are_not_read_are_said(frameworks: Frameworks) -> None:
    sheet = from_csv(f"{TEN},ค่าเฉลี่ยประเทศ,หมายเหตุ\n2568,90", frameworks)
    (issue,) = sheet.issues
    assert (issue.rule, issue.severity) == ("column-unread", "notice")
    assert issue.params["columns"] == "ค่าเฉลี่ยประเทศ, หมายเหตุ"
    sheet = from_csv("ปี,ตัวชี้วัด,คะแนน\n2568,การใช้อำนาจ,90\n2568,ค่าเฉลี่ย,91\n2568,การขับรถ,92\n2568,12,93", frameworks)
    assert said(sheet) == [
        ("row-unread", "notice", "B3"),
        ("indicator-unknown", "error", "B4"),
        ("indicator-unknown", "error", "B5"),
    ]


def test_wrong_heads_are_said_with_their_cells(frameworks: Frameworks) -> None:
    sheet = from_csv("ปีงบประมาณ,ตัวชี้วัดที่ 11,9 การใช้อำนาจ,3\n2568,1,2,3", frameworks)
    assert said(sheet) == [("indicator-unknown", "error", "B1"), ("indicator-mismatch", "error", "C1")]


def test_a_table_without_a_year_is_refused(frameworks: Frameworks) -> None:
    sheet = from_csv("ที่,ตัวชี้วัด,คะแนน\n1,การปฏิบัติหน้าที่,97.21", frameworks)
    assert ("year-missing", "error", "A1") in said(sheet)
    two = from_csv("ปี 2567 และ 2568,,\nที่,ตัวชี้วัด,คะแนน\n1,การปฏิบัติหน้าที่,97.21", frameworks)
    assert ("year-missing", "error", "A2") in said(two)


def test_a_file_without_a_table_of_scores(frameworks: Frameworks) -> None:
    sheet = from_csv("ชื่อ,จำนวน\nก,5", frameworks)
    assert [(issue.rule, issue.severity) for issue in sheet.issues] == [("no-score-table", "error")]
    cells = excel.row(1, excel.cell("A1", "x"), excel.cell("B1", 5, kind="n"))
    sheet = from_xlsx(excel.workbook(cells), frameworks)
    assert [issue.rule for issue in sheet.issues] == ["sheet-unread", "no-score-table"]


def test_the_same_figure_twice_is_no_difference(frameworks: Frameworks) -> None:
    sheet = from_csv(f"{TEN}\n2568,90\n2568,90.00,91", frameworks)
    assert years(sheet)[2568].scores == {1: D(90), 2: D(91)}
    assert sheet.issues == ()


def one(sheet: ScoreSheet) -> tuple[str, str, str]:
    """Return rule, English text and place of the only issue."""
    (issue,) = sheet.issues
    return issue.rule, issue_text(issue, "en"), location_text(issue.location, "en")


def test_two_rows_of_one_year_are_one_error(frameworks: Frameworks) -> None:
    ninety, other = (",".join([score] * 10) for score in ("90", "91"))
    rule, text, location = one(from_csv(f"{TEN}\n2563,{ninety}\n2564,{ninety}\n2564,{other}", frameworks))
    assert (rule, location) == ("year-twice-different", "f.csv, row 4 column 2")
    assert text.startswith("2564 appears in two rows (3 and 4)")
    across = "ตัวชี้วัด,ปี 2564,2564\n" + "\n".join(f"{n},90,91" for n in SCORES)
    assert one(from_csv(across, frameworks))[1].startswith("2564 appears in two columns (2 and 3)")
    three = from_csv(f"{TEN}\n2564,{ninety}\n2564,{other}\n2564,{ninety.replace('90', '92')}", frameworks)
    assert [(i.params["first"], i.params["second"]) for i in three.errors] == [("2", "3"), ("2", "4")]


def test_two_rows_of_a_workbook_are_one_error_also_on_two_sheets(frameworks: Frameworks) -> None:
    data = template(frameworks, row_of(SCORES) | row_of(dict.fromkeys(SCORES, D(90)), 4) | {"A4": 2568})
    rule, text, location = one(from_xlsx(data, frameworks))
    assert (rule, location) == ("year-twice-different", f"scores.xlsx, sheet {YEAR_SHEET} cell B4")
    assert "(3 and 4)" in text
    headers = excel.row(1, excel.cell("A1", "ปี"), excel.cell("B1", "1"), excel.cell("C1", "2"))
    sheets = {
        name: excel.sheet_xml(
            headers, excel.row(2, *(excel.cell(f"{c}2", v, kind="n") for c, v in zip("ABC", values, strict=True)))
        )
        for name, values in {"a": (2564, 90, 90), "b": (2564, 91, 91)}.items()
    }
    assert "(a!2 and b!2)" in one(from_xlsx(excel.archive(excel.parts(sheets)), frameworks))[1]


@pytest.mark.parametrize(
    ("text", "where"),
    [("ปี,1\n2564,90\n2564,91", "(row 2 column 2)"), ("ปี\tตัวชี้วัด\tคะแนน\n2564\t1\t90\n2564\t1\t91", "(row 2 column 3)")],
)
def test_places_of_a_table_of_text_are_named_one_way(text: str, where: str, frameworks: Frameworks) -> None:
    sheet = pasted(text, frameworks) if "\t" in text else from_csv(text, frameworks)
    (issue,) = sheet.errors
    assert where in issue_text(issue, "en")
    assert "B2" not in issue_text(issue, "th")
    assert "แถว 2 คอลัมน์" in issue_text(issue, "th")
    assert location_text(issue.location, "th").removeprefix("f.csv, ").startswith("แถว 3 คอลัมน์")


def test_places_of_pasted_lines_are_lines_in_the_text_too(frameworks: Frameworks) -> None:
    _, text, location = one(pasted("การใช้อำนาจ 90\nการใช้อำนาจ 91", frameworks))
    assert ("(line 1)" in text, location) == (True, "line 2")


def test_decimal_commas_are_one_error_that_says_how_to_write(frameworks: Frameworks) -> None:
    rows = "\n".join(f"{year};" + ";".join(["97,21"] * 10) for year in range(2563, 2569))
    rule, text, location = one(from_csv(f"{TEN.replace(',', ';')}\n{rows}", frameworks))
    assert (rule, location) == ("score-not-a-number", "f.csv, row 2 column 2")
    assert text == "60 of the scores have a decimal comma, the first “97,21”: write a decimal point, as in 97.21."
    asked = from_csv("ปี;รหัสข้อคำถาม;คะแนน\n2568;i1;๙๗,๒\n2568;i2;1,5 คะแนน\n2568;i3;1,000", frameworks)
    assert [(i.location.row, i.params.get("count")) for i in asked.errors] == [(2, 2), (4, None)]
    points = from_csv("ปี;1;2;3;4;5;IIT\n2568;90;90;90;90;90;27,00", frameworks)
    assert [i.rule for i in points.issues] == ["weighted-points"]


def test_a_figure_that_only_looks_rounded_says_how_to_round_it(frameworks: Frameworks) -> None:
    _, text, _ = one(from_xlsx(template(frameworks, {"L3": 93.236}), frameworks))
    assert "93.236" in text
    assert "=ROUND(…,2)" in text
    assert "ROUND" not in one(pasted("คะแนนรวม 93.236", frameworks))[1]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_rows_never_matters(order: Sequence[int], frameworks: Frameworks) -> None:
    rows = ("2566,90", "2567,91", "2568,92")
    sheet = from_csv("\n".join([TEN, *(rows[at] for at in order)]), frameworks)
    assert sheet.years == tuple(TypedResult(y, {1: D(s)}, None, None) for y, s in ((2566, 90), (2567, 91), (2568, 92)))


def test_a_level_is_spelled_as_the_rules_spell_it(frameworks: Frameworks) -> None:
    sheet = from_csv("ปี,ระดับ\n2568,ระดับ ผ่าน ดี\n2567,AA\n2564,aa", frameworks)
    assert {y: r.level for y, r in years(sheet).items()} == {2568: "ผ่านดี", 2567: "AA", 2564: "AA"}
    assert said(sheet) == [("level-unknown", "warning", "B3")]


@pytest.mark.parametrize("level", ["<b>ผ่าน</b>", "=HYPERLINK(1)", ">95", "ก" * 61])
@pytest.mark.parametrize("year", [2568, 2569])
def test_what_can_be_no_level_is_refused_at_its_cell(level: str, year: int, frameworks: Frameworks) -> None:
    sheet = from_csv(f"ปี,1,ระดับ\n{year},90,{level}", frameworks)
    assert said(sheet) == [("level-invalid", "error", "C2")]
    assert sheet.years == (TypedResult(year, {1: D(90)}, None, None),)


def test_a_typed_level_is_held_to_the_same(engine: Engine) -> None:
    before = everything(engine)
    with pytest.raises(InputError) as caught:
        import_typed(engine, "ban-mo", TypedResult(2569, {1: D(90)}, None, "<a href='x'>"))
    assert caught.value.rule == "level-invalid"
    assert everything(engine) == before
    kept = "ก" * 60
    assert not import_typed(engine, "ban-mo", TypedResult(2569, {1: D(90)}, None, kept), dry_run=True).unchanged


# What nobody sees in a workbook


def changed(frameworks: Frameworks, cells: Mapping[str, object], change: Callable[[Worksheet], object]) -> ScoreSheet:
    """Return what is read of a template that was filled and then changed in Excel."""
    book = load_workbook(io.BytesIO(template(frameworks, cells)))
    sheet = book[YEAR_SHEET]
    assert isinstance(sheet, Worksheet)
    change(sheet)
    return from_xlsx(workbook_bytes(book), frameworks)


@pytest.mark.parametrize(
    ("merged", "found"),
    [
        ("B3:D3", [("cells-merged", "warning", "B3")]),
        ("B2:B3", [("cells-merged", "warning", "B2")]),
        ("A2:A3", [("cells-merged", "warning", "A2"), ("year-missing", "error", "A3")]),
        # A remark beneath the table, an empty cell and a cell beside the scores take nothing away.
        ("A9:L9", []),
        ("B20:D20", []),
        ("O3:P3", []),
    ],
)
def test_merged_cells_that_take_scores_away_are_said(
    merged: str, found: list[tuple[str, str, str]], frameworks: Frameworks
) -> None:
    cells = row_of(SCORES) | row_of(SCORES, 2) | {"A9": "หมายเหตุ: จากระบบ ITAS", "O3": "x"}
    sheet = changed(frameworks, cells, lambda each: each.merge_cells(merged))
    assert sorted(each for each in said(sheet) if each[0] != "column-unread") == found
    if merged == "B3:D3":
        assert set(years(sheet)[2568].scores) == set(SCORES) - {2, 3}
        assert "B3:D3" in issue_text(sheet.issues[0], "th")


def test_a_head_over_merged_cells_takes_nothing_away(frameworks: Frameworks) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["ปีงบประมาณ", "IIT", None, None, None, None])
    sheet.append([None, 1, 2, 3, 4, 5])
    sheet.append([2568, 90, 91, 92, 93, 94])
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:F1")
    found = from_xlsx(workbook_bytes(book), frameworks)
    assert found.issues == ()
    assert len(years(found)[2568].scores) == 5


def test_hidden_rows_and_columns_with_scores_are_said(frameworks: Frameworks) -> None:
    def hide(sheet: Worksheet) -> None:
        for row in (3, 9):
            sheet.row_dimensions[row].hidden = True
        for column in "CJZ":
            sheet.column_dimensions[column].hidden = True

    sheet = changed(frameworks, row_of(SCORES) | row_of(SCORES, 2), hide)
    assert said(sheet) == [("rows-hidden", "warning", "B3"), ("columns-hidden", "warning", "C2")]
    assert [dict(issue.params) for issue in sheet.issues] == [{"rows": "3"}, {"columns": "C, J"}]
    # They are told, not left out.
    assert sheet.years == (TypedResult(2567, SCORES, None, None), TypedResult(2568, SCORES, None, None))


@pytest.mark.parametrize("questions", [True, False])
def test_a_hidden_sheet_is_a_warning_where_no_score_was_read(questions: bool, frameworks: Frameworks) -> None:
    book = load_workbook(io.BytesIO(template(frameworks, row_of(SCORES))))
    for column, value in enumerate((2568, "i1", 97.21), start=1):
        book[QUESTION_SHEET].cell(2, column).value = value
    book[YEAR_SHEET if questions else QUESTION_SHEET].sheet_state = "hidden"
    sheet = from_xlsx(workbook_bytes(book), frameworks)
    hidden = [(i.severity, i.location.sheet) for i in sheet.issues if i.rule == "sheet-hidden"]
    assert hidden == [("warning", YEAR_SHEET) if questions else ("notice", QUESTION_SHEET)]
    assert ("no score of the ten" in issue_text(sheet.issues[0], "en")) == questions


# Instruments: weighted points are never scores


def instruments(frameworks: Frameworks, **stated: str) -> ScoreSheet:
    values = {**{str(n): str(score) for n, score in SCORES.items()}, **stated}
    return from_csv(f"ปีงบประมาณ,{','.join(values)}\n2568,{','.join(values.values())}", frameworks)


@pytest.mark.parametrize(
    ("stated", "rules"),
    [
        ({"IIT": "96.97", "EIT": "95.27", "OIT": "90.35"}, {}),
        ({"IIT": "96.98", "EIT": "95.28", "OIT": "90.34"}, {}),
        (
            {"IIT": "29.09", "EIT": "28.58", "OIT": "36.14"},
            dict.fromkeys(("IIT", "EIT", "OIT"), ("weighted-points", "notice")),
        ),
        ({"IIT": "29.11"}, {"IIT": ("weighted-points", "warning")}),
        ({"OIT": "40"}, {"OIT": ("weighted-points", "warning")}),
        ({"OIT": "40.01"}, {"OIT": ("instrument-disagrees", "warning")}),
        ({"IIT": "96.99"}, {"IIT": ("instrument-disagrees", "warning")}),
        ({"EIT": "84.00"}, {"EIT": ("instrument-disagrees", "warning")}),
        ({"EIT": "สูง"}, {"EIT": ("score-not-a-number", "warning")}),
    ],
)
def test_what_an_instruments_figure_is(
    stated: dict[str, str], rules: dict[str, tuple[str, str]], frameworks: Frameworks
) -> None:
    sheet = instruments(frameworks, **stated)
    assert [(i.rule, i.severity) for i in sheet.issues] == list(rules.values())
    # Never stored: the year holds the ten and nothing else.
    assert sheet.years == (TypedResult(2568, SCORES, None, None),)


POINTS = [
    "การเปิดเผยข้อมูลสาธารณะ (OIT) 36.14",
    "OIT การเปิดเผยข้อมูลสาธารณะ 36.14",
    "การเปิดเผยข้อมูล (OIT) 36.14",
    "คะแนนรวม (OIT) 36.14",
    "รวม (IIT) 29.09",
    "ภาพรวม (EIT) 28.58",
    "ภาพรวม (EIT) 95.27",
    "คะแนนรวม (ถ่วงน้ำหนัก 30) 29.09",
    "การใช้อำนาจหน้าที่โดยมิชอบ 12.00",
    "การป้องกันการทุจริตในหน่วยงานของท่าน 88.00",
    "การใช้อำนาจ (ถ่วงน้ำหนัก) 5.97",
    "OIT 36.14 ระดับ ผ่านดี",
]


@pytest.mark.parametrize("text", POINTS)
def test_points_and_heads_of_instruments_are_no_score_and_are_said(text: str, frameworks: Frameworks) -> None:
    header, _, figure = text.partition(" ระดับ")[0].rpartition(" ")
    readings = [
        (pasted(text, frameworks), SourceLocation(line=1)),
        (from_csv(f"ปีงบประมาณ,2,{header}\n2568,,{figure}", frameworks), SourceLocation("f.csv", None, None, 3)),
        (
            from_csv(f"ปีงบประมาณ,ตัวชี้วัด,คะแนน\n2568,{header},{figure}", frameworks),
            SourceLocation("f.csv", None, 2, None),
        ),
    ]
    for sheet, location in readings:
        assert sheet.years == ()
        said_at = [(i.location.line, i.location.row, i.location.column) for i in sheet.issues]
        assert any(
            all(
                wanted in (None, got)
                for wanted, got in zip((location.line, location.row, location.column), at, strict=True)
            )
            for at in said_at
        ), sheet.issues


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("การเปิดเผยข้อมูล\nสาธารณะ\n36.14", "number-without-name"),
        ("IIT\nคะแนนรวม\n29.09", "instrument-unchecked"),
        ("OIT\nคะแนนรวม 36.14", "instrument-unchecked"),
        ("คะแนนรวม\n(OIT)\n36.14", "instrument-unchecked"),
    ],
)
def test_points_on_lines_of_their_own_are_no_score(text: str, rule: str, frameworks: Frameworks) -> None:
    sheet = pasted(text, frameworks)
    assert sheet.years == ()
    assert rule in [issue.rule for issue in sheet.issues]


def test_a_year_behind_a_name_is_no_part_of_it(frameworks: Frameworks) -> None:
    sheet = pasted("ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล ปี 2568 88.28\nคะแนนรวม ประจำปีงบประมาณ พ.ศ. 2568 93.81", frameworks)
    assert sheet.years == (TypedResult(2568, {9: D("88.28")}, D("93.81"), None),)
    assert sheet.issues == ()


def test_a_column_of_weighted_points_is_no_column_of_scores(frameworks: Frameworks) -> None:
    rows = "\n".join(f"{n},{score},{score * D('0.06'):.2f}" for n, score in SCORES.items())
    for headers in ("ตัวชี้วัด,คะแนน,คะแนน (ถ่วงน้ำหนัก)", "ตัวชี้วัด,คะแนน,คะแนน (เต็ม 30)"):
        sheet = from_csv(f"ปี 2568,,\n{headers}\n{rows}", frameworks)
        assert years(sheet)[2568].scores == SCORES
        assert [i.rule for i in sheet.issues] == ["column-unread", "year-from-title"]
    turned = "\n".join(",".join((row.split(",")[0], *reversed(row.split(",")[1:]))) for row in rows.splitlines())
    sheet = from_csv(f"ปี 2568,,\nตัวชี้วัด,คะแนน (ถ่วงน้ำหนัก),คะแนน\n{turned}", frameworks)
    assert years(sheet)[2568].scores == SCORES


def test_the_figure_of_an_instrument_whose_head_spans_two_rows_is_not_dropped(frameworks: Frameworks) -> None:
    headers = "ปีงบประมาณ,IIT,,,,,ข้อสังเกต,OIT\n,1,2,3,4,5,,"
    sheet = from_csv(f"{headers}\n2568,97.21,98.02,99.45,93.49,96.70,5,36.14", frameworks)
    assert years(sheet)[2568].scores == {n: SCORES[n] for n in range(1, 6)}
    assert [(i.rule, i.location.cell) for i in sheet.issues] == [("column-unread", "G1"), ("weighted-points", "H3")]


def test_the_level_of_a_part_is_not_the_level_of_the_year(frameworks: Frameworks) -> None:
    sheet = pasted("1 การปฏิบัติหน้าที่ 97.21 ระดับ ผ่านดีเยี่ยม\nคะแนนรวม 93.81 ระดับ ผ่านดี", frameworks)
    assert sheet.years == (TypedResult(2568, {1: D("97.21")}, D("93.81"), "ผ่านดี"),)
    assert [(i.rule, i.location.line) for i in sheet.issues] == [("line-unread", 1)]


def test_a_low_score_that_is_the_mean_is_no_weighted_one(frameworks: Frameworks) -> None:
    low = ",".join(["28.00"] * 10)
    sheet = from_csv(f"{TEN},IIT\n2568,{low},28", frameworks)
    assert sheet.issues == ()


def test_points_are_recognised_without_the_indicators_too(frameworks: Frameworks) -> None:
    sheet = from_csv("ปี,IIT,EIT,OIT,คะแนนรวม\n2568,29.09,28.58,36.14,93.81\n2567,96,95,90,93.81", frameworks)
    assert [i.rule for i in sheet.issues] == ["instrument-unchecked"] * 3 + ["weighted-points"] * 3
    assert [(r.fiscal_year, r.scores, r.total) for r in sheet.years] == [(2567, {}, D("93.81")), (2568, {}, D("93.81"))]


def test_a_year_without_weights_has_no_points(frameworks: Frameworks) -> None:
    ninety = ",".join(["90"] * 10)
    sheet = from_csv(f"{TEN},IIT,EIT\n2569,{ninety},27,90", frameworks)
    assert [i.rule for i in sheet.issues] == ["instrument-disagrees"]


# Pasted text

PAGE = """ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๘
เทศบาลตำบลบ้านหมอ
1 การปฏิบัติหน้าที่ 97.21
2. การใช้งบประมาณ: ๙๘.๐๒ คะแนน
ตัวชี้วัดที่ 3 การใช้อำนาจ 99.45 / 100
การใช้ทรัพย์สินของราชการ
93.49
5
การแก้ไขปัญหาการทุจริต
96.70
IIT 96.97
6\tคุณภาพการดำเนินงาน\t96.56
ตัวชี้วัดที่ 7
ประสิทธิภาพการสื่อสาร
94.87 คะแนน
8 การปรับปรุงระบบการทำงาน 94.39
EIT 28.58
ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล 88.28
10 การป้องกันการทุจริต (OIT) = 92.42
OIT 90.35
คะแนนรวม 93.81
ระดับ ผ่านดี
"""


def pasted(text: str, frameworks: Frameworks, year: int = 2568) -> ScoreSheet:
    return read_pasted(text, year, frameworks)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_a_page_of_itas_pasted_line_by_line(end: str, frameworks: Frameworks) -> None:
    sheet = pasted(PAGE.replace("\n", end), frameworks)
    assert sheet.years == (TypedResult(2568, SCORES, D("93.81"), "ผ่านดี"),)
    assert [(i.rule, i.severity) for i in sheet.issues] == [("line-unread", "notice"), ("weighted-points", "notice")]
    assert sheet.file is None


def test_places_in_pasted_text_are_lines(frameworks: Frameworks) -> None:
    sheet = pasted("1 การปฏิบัติหน้าที่ 97.21\n\n2 การใช้งบประมาณ 101", frameworks)
    (issue,) = sheet.issues
    assert (issue.rule, issue.location) == ("score-range", SourceLocation(line=3))
    assert location_text(issue.location, "en") == "line 3"


@pytest.mark.parametrize(
    ("text", "scores", "rules"),
    [
        ("1 การปฏิบัติหน้าที่ 97.21 98.00", {}, ["several-numbers"]),
        ("การใช้อำนาจ 97.215", {}, ["score-decimals"]),
        ("การใช้อำนาจ 97,21", {}, ["score-not-a-number"]),
        ("การใช้อำนาจ 97.21%", {}, ["score-not-a-number"]),
        ("การใช้อำนาจ -1", {}, ["score-range"]),
        ("การใช้อำนาจ 90\nการใช้อำนาจ 91", {3: D(90)}, ["year-twice-different"]),
        ("9 การใช้อำนาจ 90", {}, ["indicator-mismatch"]),
        ("ตัวชี้วัดที่ 11 การใช้รถ 90", {}, ["indicator-unknown"]),
        ("การเปิดเผยข้อมูล 17.66/20", {}, ["several-numbers"]),
        ("การเปิดเผยข้อมูล 20 17.66", {}, ["several-numbers"]),
        ("การเปิดเผยข้อมูล (OIT) 36.14", {}, ["indicator-ambiguous"]),
        ("", {}, ["scores-empty"]),
        ("สวัสดี", {}, ["scores-empty"]),
        # One number too many on a line of its own, and every score might belong to the name before it.
        ("97.21\nการปฏิบัติหน้าที่\n98.02\nการใช้งบประมาณ", {1: D("98.02")}, ["number-without-name"]),
    ],
)
def test_what_is_wrong_with_pasted_text(
    text: str, scores: dict[int, Decimal], rules: list[str], frameworks: Frameworks
) -> None:
    sheet = pasted(text, frameworks)
    assert list(dict.fromkeys(issue.rule for issue in sheet.errors)) == rules
    assert {n: s for result in sheet.years for n, s in result.scores.items()} == scores


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("การใช้อำนาจ 100", {3: D(100)}),
        ("การใช้อำนาจ\n100", {3: D(100)}),
        ("การใช้อำนาจ\n4\nการใช้ทรัพย์สินของราชการ\n93.49", {4: D("93.49")}),
        ("3\nการใช้อำนาจ\n4", {3: D(4)}),
        ("IIT\n1 การปฏิบัติหน้าที่ 97.21", {1: D("97.21")}),
        ("ระดับประเทศ 93.82\nการใช้อำนาจ 90", {3: D(90)}),
        ("EIT ส่วนที่ 1 95.20\nการใช้อำนาจ 90", {3: D(90)}),
        ("1 เทศบาลตำบลบ้านหมอ 97.21\nการใช้อำนาจ 90", {3: D(90)}),
        ("1 97.21\nการใช้อำนาจ 90", {3: D(90)}),
        ("93.81\nการใช้อำนาจ 90", {3: D(90)}),
        ("ก" * 400 + " 97.21\nการใช้อำนาจ 90", {3: D(90)}),
    ],
)
def test_a_number_goes_to_its_name_and_to_no_other(
    text: str, scores: dict[int, Decimal], frameworks: Frameworks
) -> None:
    sheet = pasted(text, frameworks)
    assert sheet.errors == ()
    assert {n: s for result in sheet.years for n, s in result.scores.items()} == scores
    if ("97.21\n" in text and 1 not in scores) or "93.8" in text or "95.20" in text:
        assert {"line-unread", "number-without-name"} & {i.rule for i in sheet.issues if i.severity == "warning"}


def test_total_level_and_instruments_on_one_line(frameworks: Frameworks) -> None:
    sheet = pasted("IIT 29.09 EIT: 28.58 OIT 36.14\nผลคะแนนรวม 93.81 คะแนน อยู่ในระดับ “ผ่านดี”", frameworks)
    assert sheet.years == (TypedResult(2568, {}, D("93.81"), "ผ่านดี"),)
    assert [i.rule for i in sheet.issues] == ["weighted-points"] * 3
    assert pasted("ระดับ\nผ่านดีเยี่ยม", frameworks).years == (TypedResult(2568, {}, None, "ผ่านดีเยี่ยม"),)
    assert pasted("ผลการประเมิน AA", frameworks, 2564).years == (TypedResult(2564, {}, None, "AA"),)


def test_another_year_in_the_text_is_said_once(frameworks: Frameworks) -> None:
    sheet = pasted("ปีงบประมาณ พ.ศ. 2567\nการใช้อำนาจ 90\nITA ปี 2567", frameworks)
    assert [(i.rule, i.severity, i.location.line) for i in sheet.issues] == [("year-differs", "warning", 1)]
    assert sheet.years == (TypedResult(2568, {3: D(90)}, None, None),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("ผลการประเมิน ITA 2569\nการใช้อำนาจ 90.00", 1),
        ("การใช้อำนาจ 90.00\nประจำปีงบประมาณ\n๒๕๖๙", 3),
        ("ข้อมูล ปี 2569\nที่\tตัวชี้วัด\tคะแนน\n3\tการใช้อำนาจ\t90.00", 1),
        ("ที่\tตัวชี้วัด\tคะแนน\n3\tการใช้อำนาจ\t90.00\nที่มา: ITAS 2569", 3),
        ("ตัวชี้วัด\tปี 2569\n3\t90.00", 1),
        ("เปรียบเทียบปี 2568 กับ 2567\nการใช้อำนาจ 90.00", None),
        ("พิมพ์เมื่อ 3 ตุลาคม 2569\nการใช้อำนาจ 90.00", None),
        ("ณ 3 ก.ย. พ.ศ. 2569 เลขที่ 12.2569\nการใช้อำนาจ 90.00", None),
    ],
)
def test_another_year_than_the_one_chosen_is_said_at_its_line(
    text: str, line: int | None, frameworks: Frameworks
) -> None:
    sheet = pasted(text, frameworks)
    found = [(i.severity, i.location.line or i.location.row) for i in sheet.issues if i.rule == "year-differs"]
    assert found == ([("warning", line)] if line else [])
    assert sheet.errors == ()
    assert [result.scores for result in sheet.years] == [{3: D(90)}]


ROWS = {
    "the code behind": "{n}\t{name}\t{score} คะแนน\t{code}",
    "the code in brackets behind": "{n}. {name} {score} ({code})",
    "the code before the score": "{n}\t{name}\t{code}\t{score}",
    "four lines, the score last": "{n}\n{name}\n{code}\n{score}",
    "four lines, the code last": "{n}\n{name}\n{score} คะแนน\n{code}",
}


@pytest.mark.parametrize("form", ROWS)
def test_an_instrument_in_a_column_of_its_own_takes_no_score(form: str, frameworks: Frameworks) -> None:
    rows = [
        ROWS[form].format(n=i.indicator_no, name=i.name_th, code=i.instrument, score=SCORES[i.indicator_no])
        for i in frameworks.indicators
    ]
    sheet = pasted("\n".join([*rows, "คะแนนรวม", "93.81"]), frameworks)
    assert sheet.years == (TypedResult(2568, SCORES, D("93.81"), None),)
    assert sheet.issues == ()


def test_an_instruments_own_figure_beneath_an_indicator_is_not_the_indicators(frameworks: Frameworks) -> None:
    sheet = pasted("5\nการแก้ไขปัญหาการทุจริต\nIIT\n96.97", frameworks)
    assert sheet.years == ()
    assert [i.rule for i in sheet.issues] == ["label-without-score", "instrument-unchecked"]
    other = pasted("1 การปฏิบัติหน้าที่ 97.10 OIT", frameworks)
    assert other.years == ()
    assert "line-unread" in [i.rule for i in other.issues]


def test_a_line_with_one_number_is_not_said_to_have_more(frameworks: Frameworks) -> None:
    rule, text, _ = one(pasted("1 การปฏิบัติหน้าที่ 97.10 ร้อยละ", frameworks))
    assert rule == "words-behind-score"
    assert "more than one number" not in text


def test_a_pasted_table_with_heads_is_read_as_one(frameworks: Frameworks) -> None:
    sheet = pasted("ที่\tตัวชี้วัด\tคะแนน\n1\tการปฏิบัติหน้าที่\t97.21\n2\tการใช้งบประมาณ\t-\n\tคะแนนรวม\t93.81", frameworks)
    assert sheet.years == (TypedResult(2568, {1: D("97.21")}, D("93.81"), None),)
    assert sheet.locations[2568, 1] == SourceLocation(row=2, column=3)
    wide = pasted("ปีงบประมาณ\t1\t2\n2567\t90\t91\n2568\t92\t93", frameworks)
    assert [r.fiscal_year for r in wide.years] == [2567, 2568]


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("ปีงบประมาณ\t1\t2\n2572\t90\t91\n2568\t92\t93", (2, 1)),
        ("ตัวชี้วัด\tปี 2568\tปี 2572\n1\t90\t91", (1, 3)),
        ("ปีงบประมาณ\tรหัสข้อคำถาม\tคะแนน\n2572\ti1\t90", (2, 1)),
    ],
)
def test_no_pasted_table_is_of_a_year_to_come(text: str, location: tuple[int, int], frameworks: Frameworks) -> None:
    sheet = read_pasted(text, 2568, frameworks, 2569)
    assert [(i.rule, i.severity, i.params["newest"]) for i in sheet.errors] == [("year-invalid", "error", 2569)]
    assert [(i.location.row, i.location.column) for i in sheet.errors] == [location]
    assert [r.fiscal_year for r in sheet.years] == ([] if "i1" in text else [2568])
    assert not sheet.questions


@pytest.mark.parametrize(
    "text", ["ตัวชี้วัด,ปี 2572\n1,90", "ผลปี 2572,\nตัวชี้วัด,คะแนน\n1,90", "ผลปี 2572,\nรหัสข้อคำถาม,คะแนน\ni1,90"]
)
def test_a_year_to_come_in_a_head_or_a_title_is_refused(text: str, frameworks: Frameworks) -> None:
    sheet = from_csv(text, frameworks)
    assert [i.rule for i in sheet.errors] == ["year-invalid"]
    assert (sheet.years, sheet.questions) == ((), ())


def test_a_flood_of_lines_is_refused_quickly(frameworks: Frameworks) -> None:
    assert [i.rule for i in pasted("a\n" * 6_000, frameworks).errors] == ["too-many-rows"]
    assert [i.rule for i in pasted(":" * 200_000, frameworks).errors] == ["scores-empty"]


# Into the store


def stored(
    engine: Engine, frameworks: Frameworks, text: str, agency: str = "ban-mo", dry_run: bool = False
) -> ScoresImported:
    done = import_file(
        engine, frameworks, whole_rows(text).encode(), "f.csv", agency=agency, accept=ASKED, dry_run=dry_run
    )
    assert isinstance(done, ScoresImported)
    return done


def test_one_import_of_several_years(engine: Engine, frameworks: Frameworks) -> None:
    book = load_workbook(
        io.BytesIO(template(frameworks, row_of(SCORES) | row_of({1: D(90)}, 2) | {"L3": 93.81, "M3": "ผ่านดี"}))
    )
    for column, value in enumerate((2568, "i1", 97.21), start=1):
        book[QUESTION_SHEET].cell(2, column).value = value
    data = workbook_bytes(book)
    done = import_file(engine, frameworks, data, FILE, agency="ban-mo", accept=ASKED)
    assert isinstance(done, ScoresImported)
    assert (done.years, done.indicators, done.questions, done.unchanged) == ((2567, 2568), 11, 1, False)
    assert done.assessments[2568].total == D("93.81")
    assert done.assessments[2567].total is None
    (listed, _) = read(engine, "imports", agency="ban-mo")
    assert (listed["kind"], listed["fiscal_year"], listed["fiscal_years"]) == ("scores", None, [2567, 2568])
    with engine.cursor() as cursor:
        facts = cursor.execute(
            "SELECT score, origin, source, place_table, place_row, place_column FROM indicator_score_facts "
            "WHERE import_no = $no AND fiscal_year = 2568 AND indicator_no = 9",
            {"no": listed["import_no"]},
        ).fetchall()
        sheets = cursor.execute(
            "SELECT sheet_no, sheet FROM import_sheets WHERE import_no = $no ORDER BY 1", {"no": listed["import_no"]}
        ).fetchall()
    assert facts == [(D("88.28"), "own_result", FILE, 2, 3, 10)]
    assert sheets == [(2, YEAR_SHEET), (3, QUESTION_SHEET)]
    (question,) = read(engine, "question_scores", agency="ban-mo", year=2568)
    assert (question["code"], question["score"], question["indicator_no"]) == ("i1", D("97.21"), 1)


def test_a_preview_stores_nothing_and_says_the_same(engine: Engine, frameworks: Frameworks) -> None:
    before = everything(engine)
    preview = stored(engine, frameworks, f"{TEN}\n2567,90\n2568,98", dry_run=True)
    assert everything(engine) == before
    done = stored(engine, frameworks, f"{TEN}\n2567,90\n2568,98")
    assert done == preview


def test_the_same_bytes_change_nothing(engine: Engine, frameworks: Frameworks) -> None:
    text = f"{TEN},คะแนนรวม\n2567,90\n2568,98{',' * 10}99"
    first = stored(engine, frameworks, text)
    before = everything(engine)
    again = stored(engine, frameworks, text)
    assert again.unchanged
    assert (again.import_id, again.years, again.indicators, again.issues) == (
        first.import_id,
        first.years,
        2,
        first.issues,
    )
    assert everything(engine) == before
    other = stored(engine, frameworks, text, agency="sao")
    assert not other.unchanged


def test_places_of_issues_come_back_with_their_sheet(engine: Engine, frameworks: Frameworks) -> None:
    data = template(frameworks, row_of(SCORES) | {"L3": 93.9})
    first = import_file(engine, frameworks, data, FILE, agency="ban-mo", accept=ASKED)
    again = import_file(engine, frameworks, data, FILE, agency="ban-mo", accept=ASKED)
    assert again.issues == first.issues
    (issue,) = beside_the_nation(again.issues)
    assert (issue.rule, issue.location) == ("total-disagrees", SourceLocation(FILE, 2, 3, 12, YEAR_SHEET))


def test_a_later_import_replaces_a_year_and_undo_brings_it_back(engine: Engine, frameworks: Frameworks) -> None:
    first = stored(engine, frameworks, f"{TEN}\n2567,90,91\n2568,98")
    second = stored(engine, frameworks, f"{TEN}\n2567,95")
    assert ("scores-missing", "warning") in [(i.rule, i.severity) for i in second.issues]
    assert [row["score"] for row in read(engine, "own_result", agency="ban-mo", year=2567)] == [D(95)]
    assert [row["score"] for row in read(engine, "own_result", agency="ban-mo", year=2568)] == [D(98)]
    listed = {row["import_id"]: row for row in read(engine, "imports", agency="ban-mo")}
    assert (listed[first.import_id]["current_years"], listed[first.import_id]["superseded"]) == ([2568], False)
    third = stored(engine, frameworks, f"{TEN}\n2568,99")
    listed = {row["import_id"]: row for row in read(engine, "imports", agency="ban-mo")}
    assert (listed[first.import_id]["current_years"], listed[first.import_id]["superseded"]) == ([], True)
    for done in (second, third):
        undo(engine, done.import_id)
    assert [row["score"] for row in read(engine, "own_result", agency="ban-mo", year=2567)] == [D(90), D(91)]
    undo(engine, first.import_id)
    assert read(engine, "own_result", agency="ban-mo", year=2567) == []
    assert not stored(engine, frameworks, f"{TEN}\n2567,90,91\n2568,98").unchanged


def test_a_file_that_no_longer_stands_for_all_its_years_is_stored_anew(engine: Engine, frameworks: Frameworks) -> None:
    text = f"{TEN}\n2567,90\n2568,98"
    first = stored(engine, frameworks, text)
    second = stored(engine, frameworks, f"{TEN}\n2567,95")
    preview = stored(engine, frameworks, text, dry_run=True)
    assert not preview.unchanged
    said_before = [i for i in preview.issues if i.rule == "stored-before"]
    assert [(i.severity, i.params["import_id"]) for i in said_before] == [("notice", first.import_id)]
    assert [row["score"] for row in read(engine, "own_result", agency="ban-mo", year=2567)] == [D(95)]
    third = stored(engine, frameworks, text)
    assert third == preview
    assert third.import_id not in (first.import_id, second.import_id)
    assert [row["score"] for row in read(engine, "own_result", agency="ban-mo", year=2567)] == [D(90)]
    before = everything(engine)
    again = stored(engine, frameworks, text)
    assert (again.unchanged, again.import_id) == (True, third.import_id)
    assert everything(engine) == before
    # Taken back, the first does not stand either: the second's year stands before it.
    undo(engine, third.import_id)
    assert not stored(engine, frameworks, text, dry_run=True).unchanged
    undo(engine, second.import_id)
    assert stored(engine, frameworks, text).import_id == first.import_id


def test_questions_that_were_replaced_are_stored_anew_too(engine: Engine, frameworks: Frameworks) -> None:
    book = load_workbook(io.BytesIO(template(frameworks, row_of(SCORES))))
    for column, value in enumerate((2568, "i1", 97.21), start=1):
        book[QUESTION_SHEET].cell(2, column).value = value
    data = workbook_bytes(book)
    import_file(engine, frameworks, data, FILE, agency="ban-mo", accept=ASKED)
    stored(engine, frameworks, "ปี,รหัสข้อคำถาม,คะแนน\n2568,i1,50")
    assert not import_file(engine, frameworks, data, FILE, agency="ban-mo", accept=ASKED).unchanged
    assert [q["score"] for q in read(engine, "question_scores", agency="ban-mo", year=2568)] == [D("97.21")]


def test_a_typed_year_and_an_imported_one_are_the_same_origin(engine: Engine, frameworks: Frameworks) -> None:
    import_typed(engine, "ban-mo", TypedResult(2568, {9: D(90)}, None, None))
    stored(engine, frameworks, f"{TEN}\n2568,{',' * 8}91")
    assert [(r["indicator_no"], r["score"]) for r in read(engine, "own_result", agency="ban-mo", year=2568)] == [
        (9, D(91))
    ]


def test_a_score_other_than_the_reports_is_said_and_both_are_kept(engine: Engine, frameworks: Frameworks) -> None:
    scores = {**SCORES, 9: D("90.28")}
    done = import_file(engine, frameworks, template(frameworks, row_of(scores)), FILE, agency="ban-mo", accept=ASKED)
    (issue,) = done.issues
    assert (issue.rule, issue.location.cell) == ("differs-from-report", "J3")
    assert (issue.params["shown"], issue.params["other"]) == ("90.28", "88.28")
    (difference,) = read(engine, "origin_differences", agency="ban-mo", year=2568)
    assert (difference["origin_shown"], difference["score_shown"], difference["score_other"]) == (
        "own_result",
        D("90.28"),
        D("88.28"),
    )
    shown = {row["indicator_no"]: row["score"] for row in read(engine, "gap_ranking", agency="ban-mo", year=2568)}
    assert shown[9] == D("90.28")


@pytest.mark.parametrize(("total", "issues"), [("93.81", []), ("93.82", []), ("93.83", ["total-disagrees"])])
def test_a_total_that_disagrees_by_more_than_a_hundredth_is_said(
    total: str, issues: list[str], engine: Engine, frameworks: Frameworks
) -> None:
    done = import_file(
        engine,
        frameworks,
        template(frameworks, row_of(SCORES) | {"L3": float(total)}),
        FILE,
        agency="ban-mo",
        accept=ASKED,
    )
    found = beside_the_nation(done.issues)
    assert [issue.rule for issue in found] == issues
    assert [issue.location.cell for issue in found] == ["L3"] * len(issues)
    (assessment,) = read(engine, "assessment", agency="ban-mo", year=2568)
    assert (assessment["total"], assessment["total_published"]) == (D("93.81"), D(total))


def test_a_level_that_disagrees_is_said_at_its_cell(engine: Engine, frameworks: Frameworks) -> None:
    done = import_file(
        engine, frameworks, template(frameworks, row_of(SCORES) | {"M3": "ผ่าน"}), FILE, agency="ban-mo", accept=ASKED
    )
    assert [(i.rule, i.location.cell) for i in beside_the_nation(done.issues)] == [("level-disagrees", "M3")]


def asked(done: ScoresImported) -> list[tuple[str, str]]:
    """Return the places and English texts of the questions that are asked about scores."""
    found = [i for i in done.issues if i.rule == "score-may-be-weighted"]
    assert {i.severity for i in found} <= {"warning"}
    return [(location_text(i.location, "en"), issue_text(i, "en")) for i in found]


def test_weighted_points_in_the_indicators_are_asked_about_and_stored_as_they_stand(
    engine: Engine, frameworks: Frameworks
) -> None:
    given = {**SCORES, 2: D("29.41"), 5: D("30"), 8: D("30.01"), 10: D("36.97")}
    before = everything(engine)
    data = template(frameworks, row_of(given))
    preview = import_file(engine, frameworks, data, FILE, agency="ban-mo", accept=ASKED, dry_run=True)
    assert everything(engine) == before
    done = import_file(engine, frameworks, data, FILE, agency="ban-mo", accept=ASKED)
    assert isinstance(done, ScoresImported)
    assert done == preview
    (iit, oit, eit) = sorted(asked(done), key=lambda each: ("IIT", "OIT", "Ind").index(each[1][:3]))
    assert iit[0].endswith("cell C3")
    assert "(2) 29.41, (5) 30.00. Are these weighted points of 30?" in iit[1]
    assert oit[0].endswith("cell K3")
    assert "points of 40" in oit[1]
    assert eit[0].endswith("cell I3")
    assert "30.01 lies more than 40 below the year's other" in eit[1]
    own = {row["indicator_no"]: row["score"] for row in read(engine, "own_result", agency="ban-mo", year=2568)}
    assert own == given


def test_a_whole_year_in_points_is_asked_about_once_an_instrument(engine: Engine, frameworks: Frameworks) -> None:
    points = ",".join(str(round(score * D("0.3"), 2)) for score in SCORES.values())
    assert len(asked(stored(engine, frameworks, f"{TEN}\n2567,{points}", dry_run=True))) == 3
    # A year without rules has no points; its low scores are only held against the others.
    assert asked(stored(engine, frameworks, f"{TEN}\n2569,{points}", dry_run=True)) == []


@pytest.mark.parametrize(("score", "count"), [("0", 1), ("48.27", 1), ("48.28", 0), ("48.29", 0)])
def test_a_score_far_below_the_stored_one_is_asked_about(
    score: str, count: int, engine: Engine, frameworks: Frameworks
) -> None:
    found = asked(stored(engine, frameworks, f"{TEN}\n2568,{',' * 8}{score}", dry_run=True))
    assert len(found) == count
    assert all("below the 88.28 that is stored" in text for _, text in found)


def test_every_year_without_all_ten_scores_is_named(engine: Engine, frameworks: Frameworks) -> None:
    ten = ",".join(map(str, SCORES.values()))
    done = stored(engine, frameworks, f"{TEN},คะแนนรวม\n2566,{ten}\n2567,90,,,93,94,95,96,97,98,99\n2564{',' * 11}90")
    (issue,) = [i for i in done.issues if i.rule == "years-not-whole"]
    assert issue.severity == "notice"
    assert issue.params["years"] == "2564 (1, 2, 3, 4, 5, 6, 7, 8, 9, 10); 2567 (2, 3)"
    whole = stored(engine, frameworks, f"{TEN}\n2566,{ten}")
    assert "years-not-whole" not in {i.rule for i in whole.issues}


def test_nothing_is_said_to_be_kept_before_it_is(frameworks: Frameworks) -> None:
    sheet = from_csv("ปี,รหัสข้อคำถาม,คะแนน\n2568,i1,97.21\n2568,i2,x", frameworks)
    (notice,) = [i for i in sheet.issues if i.severity == "notice"]
    assert "only on confirmation" in issue_text(notice, "en")
    assert "ไว้แล้ว" not in issue_text(notice, "th")


def test_weighted_points_are_in_no_table(engine: Engine, frameworks: Frameworks) -> None:
    headers = f"{TEN},IIT,EIT,OIT"
    values = ",".join(map(str, SCORES.values()))
    stored(engine, frameworks, f"{headers}\n2568,{values},29.09,28.58,36.14")
    assert not {D("29.09"), D("28.58"), D("36.14")} & {
        value
        for rows in everything(engine).rows.values()
        for row in rows
        for value in row
        if isinstance(value, Decimal)
    }


def test_questions_alone_are_kept(engine: Engine, frameworks: Frameworks) -> None:
    done = stored(engine, frameworks, "ปี,รหัสข้อคำถาม,คะแนน\n2567,i1,90\n2568,o99,91\n2568,๐๒๗,92\n2569,o14,93")
    assert [(i.rule, i.severity) for i in done.issues if i.rule != "questions-without-scores"] == [
        ("question-code-unknown", "warning"),
        ("code-read-as", "notice"),
    ]
    assert (done.years, done.indicators, done.questions) == ((2567, 2568, 2569), 0, 4)
    assert [r["code"] for r in read(engine, "question_scores", agency="ban-mo", year=2568)] == ["o27", "o99"]
    later = stored(engine, frameworks, "ปี,รหัสข้อคำถาม,คะแนน\n2568,o1,50")
    assert [r["code"] for r in read(engine, "question_scores", agency="ban-mo", year=2568)] == ["o1"]
    undo(engine, later.import_id)
    assert len(read(engine, "question_scores", agency="ban-mo", year=2568)) == 2


def test_all_errors_refuse_the_whole_file(engine: Engine, frameworks: Frameworks) -> None:
    before = everything(engine)
    with pytest.raises(InputError) as caught:
        import_file(
            engine,
            frameworks,
            template(frameworks, {"B2": 90, "C2": 101, "D3": "x"}),
            FILE,
            agency="ban-mo",
            accept=ASKED,
        )
    assert [(i.rule, i.location.cell) for i in caught.value.issues] == [
        ("score-range", "C2"),
        ("score-not-a-number", "D3"),
    ]
    assert (caught.value.rule, caught.value.location.cell) == ("score-range", "C2")
    assert caught.value.hint
    assert everything(engine) == before


def test_nothing_but_instruments_is_nothing_to_store(engine: Engine, frameworks: Frameworks) -> None:
    with pytest.raises(InputError) as caught:
        stored(engine, frameworks, "ปี,IIT\n2568,96.97")
    assert caught.value.rule == "scores-empty"


@pytest.mark.parametrize(
    ("agency", "kind", "rule"),
    [
        ("nobody", NotKnownError, "agency-unknown"),
        ("thailand", InputError, "agency-average"),
        ("trat", InputError, "agency-average"),
        (None, InputError, "agency-missing"),
    ],
)
def test_scores_need_an_agency_of_their_own(
    agency: str | None, kind: type[Exception], rule: str, engine: Engine, frameworks: Frameworks
) -> None:
    before = everything(engine)
    with pytest.raises(kind) as caught:
        import_file(engine, frameworks, whole_rows(f"{TEN}\n2568,90").encode(), "f.csv", agency=agency)
    assert caught.value.rule == rule  # type: ignore[attr-defined]
    assert everything(engine) == before


def test_pasted_scores_go_in_as_from_itas(engine: Engine, frameworks: Frameworks) -> None:
    sheet = read_pasted(PAGE, 2568, frameworks)
    done = import_scores(engine, "ban-mo", sheet, f"2568\n{PAGE}".encode(), None, choices=SURE)
    assert (done.years, done.indicators) == ((2568,), 10)
    (listed, _) = read(engine, "imports", agency="ban-mo")
    assert (listed["file_name"], listed["fiscal_year"]) == (None, 2568)
    again = import_scores(engine, "ban-mo", sheet, f"2568\n{PAGE}".encode(), None, choices=SURE)
    assert again.unchanged
    assert again.issues == done.issues
    assert {issue.location for issue in again.issues} == {
        SourceLocation(line=2),
        SourceLocation(line=17),
        SourceLocation(line=3),
    }
    with engine.cursor() as cursor:
        sources = cursor.execute(
            "SELECT DISTINCT source FROM indicator_score_facts WHERE import_no = $no", {"no": listed["import_no"]}
        ).fetchall()
    assert sources == [("ITAS",)]


def test_no_result_is_of_a_year_to_come(engine: Engine, frameworks: Frameworks) -> None:
    with pytest.raises(InputError) as caught:
        stored(engine, frameworks, f"{TEN}\n{newest_year() + 1},90")
    assert caught.value.rule == "year-invalid"


# The door for files


def test_a_file_is_known_by_what_it_holds(frameworks: Frameworks, report_bytes: bytes) -> None:
    filled = template(frameworks, {"B2": 90})
    table = f"{TEN}\n2568,90".encode()
    word = docx_files.package(docx_files.document(docx_files.paragraph("a")))
    for data, name, scores in (
        (filled, "scores.xlsx", True),
        (filled, "scores", True),
        (table, "scores.csv", True),
        (table, "scores.txt", True),
        (table.replace(b",", b"\t"), "scores.txt", True),
        (report_bytes, "report.txt", False),
        (b"a,b\n1,2", "other.csv", True),
        (b"a,b\n1,2", "other.txt", False),
        (word, "report.docx", False),
        (word, "report.xlsx", False),
        (b"%PDF-1.7", "report.pdf", False),
    ):
        assert (score_document(data, name, frameworks) is not None) == scores, name


PICTURES = [
    b"\x89PNG\r\n\x1a\n" + bytes(40),
    b"\xff\xd8\xff\xe0" + bytes(40),
    b"GIF89a" + bytes(40),
    b"RIFF\x10\0\0\0WEBPVP8 " + bytes(40),
    b"\0\0\0\x18ftypheic" + bytes(40),
]


@pytest.mark.parametrize("name", ["scores.xlsx", "scores.csv", "scores.txt", "report.docx"])
@pytest.mark.parametrize("data", [b"", *PICTURES])
def test_an_empty_file_and_a_picture_are_said_to_be_that(
    data: bytes, name: str, engine: Engine, frameworks: Frameworks
) -> None:
    before = everything(engine)
    with pytest.raises(InputError) as caught:
        import_file(engine, frameworks, data, name, agency="ban-mo", accept=ASKED)
    assert (caught.value.rule, caught.value.location) == ("picture" if data else "empty-file", SourceLocation(name))
    assert caught.value.hint
    assert everything(engine) == before


def test_what_is_no_text_under_the_name_of_a_workbook_is_refused_as_one(frameworks: Frameworks) -> None:
    with pytest.raises(InputError) as caught:
        score_document(b"%PDF-1.7", "scores.xlsx", frameworks)
    assert (caught.value.rule, caught.value.location) == ("not-xlsx", SourceLocation("scores.xlsx"))


@pytest.mark.parametrize("data", [b"a,b\n" * (MAX_ROWS + 1), b"a," * MAX_COLUMNS + b"a", b"a" * (MAX_FILE_BYTES + 1)])
def test_a_table_of_scores_that_is_too_large_is_no_report(data: bytes, frameworks: Frameworks) -> None:
    with pytest.raises(InputError) as caught:
        score_document(data, "scores.csv", frameworks)
    assert "scores" in str(caught.value.hint)
    assert "report" not in str(caught.value.hint)


def test_a_report_still_goes_in_as_a_report(engine: Engine, frameworks: Frameworks, report_bytes: bytes) -> None:
    done = import_file(engine, frameworks, report_bytes, "report.txt")
    assert isinstance(done, Imported)
    assert done.unchanged


@pytest.fixture
def closed(engine: Engine) -> Path:
    """Return the path of a built database that no engine holds."""
    engine.close()
    return engine.path


def test_the_command_line_imports_scores(
    closed: Path, tmp_path: Path, frameworks: Frameworks, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scores.xlsx"
    file.write_bytes(template(frameworks, row_of(SCORES) | {"B2": 90, "L3": 94}))
    assert main(["import", str(file), "--agency", "ban-mo", "--json", "--db", str(closed), *ACCEPTED]) == 0
    done = json.loads(capsys.readouterr().out)
    assert {
        key: done[key] for key in ("agency", "fiscal_years", "indicators", "questions", "measures", "unchanged")
    } == {
        "agency": "ban-mo",
        "fiscal_years": [2567, 2568],
        "indicators": 11,
        "questions": 0,
        "measures": 0,
        "unchanged": False,
    }
    assert re.fullmatch(r"\d+-[0-9a-f]{8}", done["import_id"])
    not_whole, issue = (each for each in done["issues"] if each["rule"] != NATION)
    assert not_whole["rule"] == "years-not-whole"
    assert (issue["rule"], issue["place"]["sheet"], issue["place"]["cell"]) == ("total-disagrees", YEAR_SHEET, "L3")
    assert main(["import", str(file), "--agency", "ban-mo", "--db", str(closed), *ACCEPTED]) == 0
    assert done["import_id"] in capsys.readouterr().err


@pytest.mark.parametrize("agency", [[], ["--agency", "nobody"]])
def test_the_command_line_refuses_scores_of_nobody(
    agency: list[str], closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scores.csv"
    file.write_text(whole_rows(f"{TEN}\n2568,90"), "utf-8")
    assert main(["import", str(file), *agency, "--db", str(closed)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "agency" in captured.err
    assert "Traceback" not in captured.err


def test_the_command_line_names_every_wrong_cell(
    closed: Path, tmp_path: Path, frameworks: Frameworks, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scores.xlsx"
    file.write_bytes(template(frameworks, {"B2": 101, "C3": "x", "D3": 97.215}))
    assert main(["import", str(file), "--agency", "ban-mo", "--db", str(closed)]) == 1
    said_there = capsys.readouterr().err
    for cell in ("B2", "C3", "D3"):
        assert f"sheet {YEAR_SHEET} cell {cell}" in said_there
