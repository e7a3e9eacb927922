"""What can be seen is what is read, in every kind of file: a figure that looks otherwise than stored is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from ita.errors import InputError, SourceLocation
from ita.frameworks import Frameworks
from ita.importing.files.grids import GridDocument
from ita.importing.files.read_csv import read_csv
from ita.importing.files.read_docx import read_docx
from ita.importing.files.read_text import read_text
from ita.importing.files.read_xlsx import read_xlsx
from ita.importing.files.tables import RawDocument
from ita.importing.report.cell_parsers import check_score
from ita.importing.report.normalise import normalise
from ita.importing.scores.read import read_pasted, read_scores
from ita.importing.scores.sheet_builder import ScoreSheet
from tests import helpers
from tests.unit import docx_files as word
from tests.unit import xlsx_files as excel

# As seen 98.02: read as such, whatever stands in it that nobody sees.
HIDDEN = ["๙๘.\u034f๐๒", "๙๘\ufe0f.๐๒", "98\u180e.02", "9\u200b8.02", "\u200e98.02", "98.\u00ad02"]
# No plain number for anybody who looks.
REFUSED = [
    "94.3⁹",
    "94.39¹",
    "98.\u201102",
    "98-.02",
    "٩٨.٠٢",
    "９８.02",
    "9O.02",
    "98.O2",
    "l00",
    "\u202e20.89\u202c",
    "98\u200f.02",
    "98·02",
]
LINE = "9 การเปิดเผยข้อมูล"


def of_csv(written: str) -> GridDocument:
    return read_csv(f"ปีงบประมาณ,{LINE}\n2567,{written}\n".encode(), "f.csv")


def of_workbook(written: str) -> GridDocument:
    header = excel.row(1, excel.cell("A1", "ปีงบประมาณ"), excel.cell("B1", LINE))
    return read_xlsx(
        excel.workbook(header, excel.row(2, excel.cell("A2", 2567, kind="n"), excel.cell("B2", written))), "f"
    )


def scores(sheet: ScoreSheet) -> list[Decimal]:
    return [score for year in sheet.years for score in year.scores.values()] if not sheet.errors else []


@pytest.mark.parametrize("document", [of_csv, of_workbook])
def test_scores_are_read_as_they_are_seen(document: Callable[[str], GridDocument], frameworks: Frameworks) -> None:
    for written in HIDDEN:
        assert scores(read_scores(document(written), frameworks)) == [Decimal("98.02")], written
    for written in REFUSED:
        sheet = read_scores(document(written), frameworks)
        assert scores(sheet) == [], written
        assert {issue.rule for issue in sheet.errors} == {"figure-unclear"}, written
        assert {(issue.location.row, issue.location.column) for issue in sheet.errors} == {(2, 2)}


@pytest.mark.parametrize("form", [f"{LINE} {{}}", f"{LINE}\n{{}}", f"{LINE} {{}} คะแนน", f"ตัวชี้วัด\tคะแนน\n{LINE}\t{{}}"])
def test_pasted_scores_are_read_as_they_are_seen(form: str, frameworks: Frameworks) -> None:
    for written in HIDDEN:
        assert scores(read_pasted(form.format(written), 2567, frameworks)) == [Decimal("98.02")], written
    for written in REFUSED:
        sheet = read_pasted(form.format(written), 2567, frameworks)
        assert scores(sheet) == [], written
        assert "figure-unclear" in {issue.rule for issue in sheet.errors}, written


def report_of(written: str) -> bytes:
    """Return the report with one score written otherwise: that of indicator 3, ๙๙.๔๕."""
    text = helpers.REPORT.read_text("utf-8-sig")
    assert text.count("(๙๙.๔๕ คะแนน)") == 1
    return text.replace("(๙๙.๔๕ คะแนน)", f"({written} คะแนน)").encode()


def refused(document: RawDocument, frameworks: Frameworks) -> InputError:
    with pytest.raises(InputError) as caught:
        normalise(document, frameworks)
    return caught.value


@pytest.mark.parametrize("written", ["๙๙.\u034f๔๕", "99\ufe0f.45"])
def test_a_report_is_read_as_it_is_seen(written: str, frameworks: Frameworks) -> None:
    report = normalise(read_text(report_of(written), "f"), frameworks)
    assert report.plans[2].score == Decimal("99.45")


@pytest.mark.parametrize("written", REFUSED)
def test_a_report_with_a_figure_that_is_none_is_refused(written: str, frameworks: Frameworks) -> None:
    reason = refused(read_text(report_of(written), "f"), frameworks)
    assert reason.rule == "figure-unclear"
    assert [issue.rule for issue in reason.issues] == ["figure-unclear"] * len(reason.issues)
    assert (reason.location.table, reason.location.column) != (None, None)


@pytest.mark.parametrize("written", REFUSED)
def test_a_typed_score_that_is_no_plain_number(written: str) -> None:
    with pytest.raises(InputError) as caught:
        check_score(written, SourceLocation(), "9")
    assert caught.value.rule in ("score-not-a-number", "figure-unclear")


# Word


def lines(*blocks: str, styles: str | None = None) -> RawDocument:
    return read_docx(
        word.package(word.document(*blocks), styles=styles) if styles else word.large(word.document(*blocks)), "f"
    )


def text_of(*runs: str, styles: str | None = None) -> str:
    return "\n".join(lines(word.paragraph(*runs), styles=styles).lines)


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("runs", "seen"),
    [
        ((word.run("94.3"), word.run("9", RAISED)), "94.3⁹"),
        ((word.run("H"), word.run("2", '<w:vertAlign w:val="subscript"/>'), word.run("O")), "H₂O"),
        ((word.run("94.3"), word.run("๙", '<w:position w:val="8"/>')), "94.3⁹"),
        ((word.run("94.3"), word.run("9", '<w:position w:val="1"/>')), "94.39"),
        ((word.run("94.3"), '<w:r><w:footnoteReference w:id="9"/></w:r>'), "94.3"),
        (('<w:bdo w:val="rtl">' + word.run("12.79") + "</w:bdo>",), "\u202e12.79\u202c"),
        ((word.run("94.3"), '<w:r><w:sym w:font="Symbol" w:char="F039"/></w:r>'), "94.3\ufffd"),
        (('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', word.run("ก")), "ก"),
        (
            (
                "<m:oMath><m:f><m:num><m:r><m:t>9</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>",
            ),
            "9/3",
        ),
        ((word.run("94.3"), word.run("9", "<w:vanish/>")), "94.3"),
        (
            (
                '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
                '<w:listEntry w:val="85"/>'
                '<w:listEntry w:val="97.21"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar '
                'w:fldCharType="end"/></w:r>',
            ),
            "97.21",
        ),
    ],
)
def test_runs_of_word_are_read_as_they_are_seen(runs: tuple[str, ...], seen: str) -> None:
    assert text_of(*runs) == seen


def test_a_text_in_two_versions_is_refused_where_figures_differ() -> None:
    both = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:t>97.21</w:t></mc:Choice><mc:Fallback><w:t>{}</w:t>'
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert [(i.rule, i.severity) for i in lines(word.paragraph(both.format("12.79"))).issues] == [
        ("alternate-content", "error")
    ]
    assert lines(word.paragraph(both.format("97.21"))).issues == ()


def test_text_beneath_a_merged_cell_is_not_read_and_that_is_said() -> None:
    first, second = (word.cell(text, merge=merge) for text, merge in (("97.21", "restart"), ("12", "continue")))
    found = lines(word.table(word.row(first), word.row(second)))
    assert [row.cells[0].text for row in found.tables[0].rows] == ["97.21", ""]
    assert [issue.rule for issue in found.issues] == ["covered-cell-ignored"]


# Workbooks


def sheet_of(*rows: str, after: str = "", strings: str = "") -> GridDocument:
    made = excel.parts({"S": excel.sheet_xml(*rows, after=after)})
    if strings:
        made["xl/sharedStrings.xml"] = f'{excel.HEADER}<sst xmlns="{excel.MAIN}">{strings}</sst>'.encode()
    return read_xlsx(excel.archive(made), "f")


RICH = '<r><t>94.3</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>9</t></r>'


@pytest.mark.parametrize(
    ("cell", "strings", "seen"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', f"<si>{RICH}</si>", "94.3⁹"),
        (f'<c r="A1" t="inlineStr"><is>{RICH}</is></c>', "", "94.3⁹"),
        ('<c r="A1" t="s"><v>0</v></c>', "<si><t>9_x0031_.20</t><rPh><t>x</t></rPh></si>", "91.20"),
        ('<c r="A1" t="str"><f>B1</f><v>9_x0031_</v></c>', "", "91"),
    ],
)
def test_texts_of_a_workbook_are_read_as_they_are_seen(cell: str, strings: str, seen: str) -> None:
    assert sheet_of(excel.row(1, cell), strings=strings).grids[0].rows[0].cells[0].text == seen


def formatted(*codes: str) -> bytes:
    """Return a workbook whose cells A1, B1 … hold 94.6 in these formats."""
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    styles = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(codes)))
    cells = [f'<c r="{chr(65 + n)}1" s="{n}"><v>94.6</v></c>' for n in range(len(codes))]
    made = excel.parts({"S": excel.sheet_xml(excel.row(1, *cells))})
    whole = re.sub("<numFmts.*</numFmts>", f'<numFmts count="{len(codes)}">{formats}</numFmts>', excel.STYLES)
    made["xl/styles.xml"] = re.sub("<cellXfs.*</cellXfs>", f"<cellXfs>{styles}</cellXfs>", whole).encode()
    return excel.archive(made)


def test_what_a_number_format_shows() -> None:
    codes = ["0.00", "0", ";;;", "0,", "&quot;97.21&quot;", "0.00&quot; คะแนน&quot;", "[$-D07041E]0.00"]
    document = read_xlsx(formatted(*codes), "f")
    found = [(cell.text, cell.kind, cell.shown) for cell in document.grids[0].rows[0].cells]
    assert found == [
        ("94.6", "number", None),
        ("94.6", "number", "95"),
        ("", "text", None),
        ("0", "disguised", "0"),
        ("97.21", "disguised", "97.21"),
        ("94.6", "number", None),
        ("94.6", "number", None),
    ]
    assert [(issue.rule, issue.severity, issue.params["cells"]) for issue in document.issues] == [
        ("cells-hidden", "warning", "C1")
    ]


@pytest.mark.parametrize(
    ("code", "rules", "score"),
    [
        ("0", ["score-shown-rounded"], "94.60"),
        ("&quot;97.21&quot;", ["score-not-a-number"], None),
        (";;;", ["cells-hidden", "scores-empty"], None),
    ],
)
def test_a_score_that_its_format_shows_as_another(
    code: str, rules: list[str], score: str | None, frameworks: Frameworks
) -> None:
    document = read_xlsx(formatted(code), "f")
    header = of_workbook("").grids[0].rows[0]
    grid = document.grids[0]
    year = of_workbook("98").grids[0].rows[1].cells[0]
    cells = grid.rows[0].cells if grid.rows else ()
    moved = tuple(type(cell)(cell.text, cell.kind, SourceLocation("f", 1, 2, 2, "S"), cell.shown) for cell in cells)
    rows = (header, type(header)(2, (year, *moved)))
    sheet = read_scores(type(document)("f", (type(grid)(1, "S", rows),), document.issues), frameworks)
    assert [issue.rule for issue in sheet.issues] == rules
    assert scores(sheet) == ([] if score is None else [Decimal(score)])


def test_a_cell_is_quoted_as_it_is_seen() -> None:
    made = excel.workbook(
        excel.row(1, excel.cell("A1", "93.11000000000001", kind="n"), excel.cell("B1", 45658, kind="n", style=3))
    )
    noise, day = read_xlsx(made, "f").grids[0].rows[0].cells
    assert (noise.text, noise.seen) == ("93.11000000000001", "93.11")
    assert (day.text, day.seen) == ("1 ม.ค. 2568", "1/1/2568")


def test_cells_beneath_a_merged_one_are_not_read_and_that_is_said() -> None:
    row = excel.row(1, excel.cell("A1", 1, kind="n"), excel.cell("B1", 2, kind="n"), excel.cell("C1", 3, kind="n"))
    document = sheet_of(row, after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    assert [cell.text for cell in document.grids[0].rows[0].cells] == ["1", "", "3"]
    assert [(issue.rule, issue.params["cells"]) for issue in document.issues] == [("cells-covered", "B1")]


def test_rows_in_two_versions_are_refused() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    row = excel.row(1, excel.cell("A1", 1, kind="n"))
    inside = f"<mc:Choice>{row}</mc:Choice><mc:Fallback>{row}</mc:Fallback>"
    both = f'<mc:AlternateContent xmlns:mc="{mc}">{inside}</mc:AlternateContent>'
    with pytest.raises(InputError) as caught:
        sheet_of(both)
    assert caught.value.rule == "alternate-content"
