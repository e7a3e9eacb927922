"""The official report and the progress report as Word files: cells by the queries, pages with all they must carry."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree
from PIL import Image

from ita.documents.emblem import MAX_BYTES, emblem_png
from ita.documents.official_report import OfficialReport, official_report
from ita.documents.report_layout import ListItem
from ita.documents.request import PaperRequest
from ita.errors import InputError, ItaError, NotKnownError
from ita.exporting.docx_parts import clean, is_plain_list
from ita.exporting.docx_progress import progress_docx
from ita.exporting.docx_report import report_docx
from ita.exporting.letters import width
from ita.frameworks import Frameworks
from ita.importing.report.read import read
from ita.importing.report_import import import_report
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.papers import PAPERS, file_name
from ita.rules.stored import assume
from ita.store import reads
from ita.store.engine import Engine
from tests import helpers
from tests.unit import report_papers as papers

THAI_DIGIT, ARABIC_DIGIT = re.compile("[๐-๙]"), re.compile("[0-9]")
WORD = [name for name, each in PAPERS.items() if each.extension == "docx"]
YEARS_OF_DEMO = (2563, 2565, 2566, 2567, 2568)


def paper(engine: Engine, name: str = "report", agency: str = "ban-mo", year: int = 2568, **changes: Any) -> bytes:
    with engine.cursor() as cursor:
        return PAPERS[name].make(cursor, papers.request_of(agency, year, **changes))


def value(engine: Engine, agency: str = "ban-mo", year: int = 2568) -> OfficialReport:
    with engine.cursor() as cursor:
        return official_report(cursor, papers.request_of(agency, year))


def texts(document: Document) -> str:
    """Return all of the body's text, a paragraph a line."""
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p")))


def edges(document: Document) -> list[tuple[str, str]]:
    """Return header and footer of each section; its marks stand behind a tab, or in a line of their own."""
    return [("\t".join(p.text for p in s.header.paragraphs), s.footer.paragraphs[0].text) for s in document.sections]


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (20, 80, 160)).save(out, kind)
    return out.getvalue()


# The table, cell by cell


@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_every_cell_is_what_the_queries_say(engine: Engine, digits: str) -> None:
    table = papers.opened(paper(engine, digits=digits)).tables[0]
    ours = helpers.thai if digits == "thai" else str
    assert len(table.columns) == 8
    with engine.cursor() as cursor:
        at = {"agency": "ban-mo", "year": 2568}
        plans = reads.plans(cursor, **at)  # type: ignore[arg-type]
        scores = {row.indicator_no: row for row in reads.gap_ranking(cursor, **at)}  # type: ignore[arg-type]
        measures = reads.measures(cursor, **at)  # type: ignore[arg-type]
    rows = table.rows[2:]
    assert len(rows) == len(plans) == 10
    for plan, row in zip(plans, rows, strict=True):
        cells = [cell.text for cell in row.cells]
        of_plan = scores[plan.indicator_no]
        assert cells[0] == f"{ours(plan.indicator_no)}. {of_plan.indicator}\n({ours(f'{of_plan.score:.2f}')} คะแนน)"
        assert cells[1] == f"{plan.question_code} {plan.question}"
        assert cells[2] == plan.analysis
        titles = [m.title for m in measures if m.indicator_no == plan.indicator_no]
        assert cells[3].splitlines() == [f"{ours(n)}. {title}" for n, title in enumerate(titles, start=1)]
        assert cells[4] == plan.rationale
        lines = cells[5].splitlines()
        assert [re.sub(r"^(?:[0-9๐-๙]+\.|-) ", "", line) for line in lines if line.split(" ", 1)[1] in plan.steps] == (
            plan.steps
        )
        assert cells[6] == plan.period_text
        assert cells[7].splitlines() == plan.units


def test_headers_are_as_published_and_stand_on_every_page(engine: Engine) -> None:
    table = papers.opened(paper(engine)).tables[0]
    upper, lower = (list(dict.fromkeys(cell.text for cell in row.cells)) for row in table.rows[:2])
    assert upper[:2] == ["ประเด็น/ตัวชี้วัด", "การวิเคราะห์ผลการประเมินในปี\xa0๒๕๖๘"]
    assert upper[2].startswith("การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร")
    assert lower == [
        "ประเด็น/ตัวชี้วัด",
        "ข้อคำถาม ITA",
        "ผลการวิเคราะห์ประเมิน",
        "มาตรการ/โครงการ/กิจกรรม",
        "ผลการวิเคราะห์ตัวชี้วัดที่สอดคล้องกับมาตรการ/โครงการ/กิจกรรม",
        "ขั้นตอน/วิธีการดำเนินการ",
        "ระยะเวลาดำเนินการ",
        "ผู้รับผิดชอบ",
    ]
    repeated = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, True, *[False] * 10]
    # The cells of the table itself may go on on the next page.
    assert not [row for row in table.rows[2:] if row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None]


@pytest.mark.parametrize("name", list(WORD))
def test_no_cell_asks_for_space_below_its_last_line(engine: Engine, name: str) -> None:
    # LibreOffice begins the next page with an empty line where that space has no room on a page any more.
    (table,) = papers.opened(paper(engine, name)).tables
    below = {
        p.paragraph_format.space_after for row in table.rows for cell in row.cells for p in cell.paragraphs if p.text
    }
    assert below == {0}


def test_the_pages_are_a4_across_and_the_memo_upright(engine: Engine) -> None:
    plain, with_memo = papers.opened(paper(engine)), papers.opened(paper(engine, memo=True))
    assert [(round(s.page_width.cm, 1), round(s.page_height.cm, 1)) for s in plain.sections] == [(29.7, 21.0)]
    assert [round(s.page_width.cm, 1) for s in with_memo.sections] == [21.0, 29.7]
    assert "บันทึกข้อความ" not in texts(plain)
    for table in plain.tables:
        widths = [int(each.get(qn("w:w"))) for each in table._tbl.iter(qn("w:gridCol"))]
        section = plain.sections[0]
        assert sum(widths) <= (section.page_width - section.left_margin - section.right_margin) / 635 + len(widths)


# Fonts, language, fields


@pytest.mark.parametrize("name", list(WORD))
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_run_has_the_font_for_both_scripts(engine: Engine, name: str, lang: str) -> None:
    document = papers.opened(paper(engine, name, lang=lang, memo=True, logo=picture()))
    roots = [document.element.body]
    for section in document.sections:
        roots += [section.header._element, section.footer._element]
    runs = [run for root in roots for run in root.iter(qn("w:r")) if next(run.iter(qn("w:drawing")), None) is None]
    assert len(runs) > 50
    for run in runs:
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {"Sarabun"}
        sizes = [run.find(f"{qn('w:rPr')}/{qn(f'w:{tag}')}").get(qn("w:val")) for tag in ("sz", "szCs")]
        assert len(set(sizes)) == 1
        bold = [run.find(f"{qn('w:rPr')}/{qn(f'w:{tag}')}") is not None for tag in ("b", "bCs")]
        assert len(set(bold)) == 1
    styles = document.styles.element
    assert not [f for f in styles.find(qn("w:docDefaults")).iter(qn("w:rFonts")) if f.get(qn("w:asciiTheme"))]
    language = next(styles.find(qn("w:docDefaults")).iter(qn("w:lang")))
    assert language.get(qn("w:val")) == {"th": "th-TH", "en": "en-US"}[lang]
    assert language.get(qn("w:bidi")) == "th-TH"
    core = document.core_properties
    assert core.language == {"th": "th-TH", "en": "en-US"}[lang]
    assert ("เทศบาลตำบลบ้านหมอ" if lang == "th" else "Ban Mo") in core.title


def test_the_font_is_within_the_file(engine: Engine) -> None:
    with zipfile.ZipFile(io.BytesIO(paper(engine))) as package:
        fonts = etree.fromstring(package.read("word/fontTable.xml"))
        targets = {
            each.get("Id"): each.get("Target")
            for each in etree.fromstring(package.read("word/_rels/fontTable.xml.rels"))
        }
        assert b"obfuscatedFont" in package.read("[Content_Types].xml")
        for element, file in (("embedRegular", "Sarabun-Regular.ttf"), ("embedBold", "Sarabun-Bold.ttf")):
            (face,) = fonts.iter(qn(f"w:{element}"))
            data = bytearray(package.read(f"word/{targets[face.get(qn('r:id'))]}"))
            key = bytes.fromhex(re.sub("[^0-9A-F]", "", face.get(qn("w:fontKey"))))
            for at in range(32):
                data[at] ^= key[15 - at % 16]
            assert bytes(data) == (helpers.ROOT / "pages" / "static" / "fonts" / file).read_bytes()
    assert papers.opened(paper(engine)).settings.element.find(qn("w:embedTrueTypeFonts")) is not None


@pytest.mark.parametrize(("digits", "switch"), [("thai", "ThaiArabic"), ("arabic", "Arabic")])
def test_pages_are_counted_by_fields(engine: Engine, digits: str, switch: str) -> None:
    for section in papers.opened(paper(engine, digits=digits, memo=True)).sections:
        footer = section.footer._element
        codes = [" ".join((code.text or "").split()) for code in footer.iter(qn("w:instrText"))]
        assert codes[0] == f"PAGE \\* {switch}"
        assert f"NUMPAGES \\* {switch}" in codes
        steps = [each.get(qn("w:fldCharType")) for each in footer.iter(qn("w:fldChar"))]
        assert steps == ["begin", "separate", "end"] * 2


# What each page carries


def test_every_page_says_whose_and_whence_in_the_digits_asked_for(engine: Engine) -> None:
    for header, footer in edges(papers.opened(paper(engine, memo=True))):
        assert header == "เทศบาลตำบลบ้านหมอ · รายงานการนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร"
        # A file's name is stored, and keeps its digits.
        assert re.match(
            r"ตัวเลขจากรายงานที่เผยแพร่ \(ban-mo-2568\.txt\) บันทึกเมื่อ [๐-๙]+ .+ ๒๕[๐-๙]{2}\tหน้า ๑ จาก ๑$", footer
        )
    for header, footer in edges(papers.opened(paper(engine, lang="en", digits="arabic"))):
        assert header.startswith("Ban Mo Subdistrict Municipality · ")
        assert re.search(r"stored on \d+ \w{3} 25\d\d B\.E\.\tPage 1 of 1$", footer)


@pytest.mark.parametrize(("lang", "digits"), [("th", "thai"), ("th", "arabic"), ("en", "arabic"), ("en", "thai")])
def test_our_numbers_have_the_digits_asked_for(engine: Engine, lang: str, digits: str) -> None:
    # The demonstration has no stored text, so that every number of its papers is ours.
    wrong = ARABIC_DIGIT if digits == "thai" else THAI_DIGIT
    for name in WORD:
        document = papers.opened(paper(engine, name, "demo", lang=lang, digits=digits, memo=True))
        said = texts(document) + "".join("".join(each) for each in edges(document))
        assert (THAI_DIGIT if digits == "thai" else ARABIC_DIGIT).search(said)
        assert not wrong.findall(said)


def test_an_english_paper_has_no_thai_of_ours(engine: Engine) -> None:
    for name in WORD:
        document = papers.opened(paper(engine, name, "demo", lang="en", digits="arabic", memo=True))
        assert not re.search("[ก-ฮ]", texts(document) + "".join("".join(each) for each in edges(document)))


@pytest.mark.parametrize("year", YEARS_OF_DEMO)
@pytest.mark.parametrize("name", list(WORD))
def test_synthetic_figures_are_marked_on_every_page(engine: Engine, year: int, name: str) -> None:
    document = papers.opened(paper(engine, name, "demo", year, memo=True))
    assert all("ข้อมูลสมมติ" in header.split("\t")[1] for header, _ in edges(document))
    assert not any("ข้อมูลสมมติ" in header for header, _ in edges(papers.opened(paper(engine, name))))


def test_assumed_rules_are_marked(engine: Engine, frameworks: Frameworks) -> None:
    import_typed(engine, "ban-mo", TypedResult(2569, dict.fromkeys(range(1, 11), Decimal("90.00")), None, None))
    assume(engine, 2569, 2568)
    document = papers.opened(paper(engine, year=2569, digits="arabic"))
    assert all("2568" in header.split("\t")[1] and "2569" in header for header, _ in edges(document))


# Scores of ITAS beside those of the report


def test_itas_stands_beside_the_report_where_it_differs(engine: Engine, frameworks: Frameworks) -> None:
    before = papers.reread(paper(engine), frameworks)
    scores = {plan.indicator_no: plan.score for plan in before.plans} | {9: Decimal("91.25"), 1: Decimal("97.21")}
    import_typed(engine, "ban-mo", TypedResult(2568, scores, None, None))
    data = paper(engine)
    cells = [row.cells[0].text for row in papers.opened(data).tables[0].rows[2:]]
    assert cells[8].endswith("(๘๘.๒๘ คะแนน)\nต่างจากผลใน ITAS: ๙๑.๒๕ คะแนน")
    assert not [cell for at, cell in enumerate(cells) if at != 8 and "ITAS" in cell]
    # The paper is the report: what comes back is what the report says.
    assert papers.contents(papers.reread(data, frameworks).plans) == papers.contents(before.plans)


def test_the_code_of_a_question_keeps_its_digits_in_a_note(engine: Engine) -> None:
    report = value(engine)
    first, *others = report.indicators
    question = replace(first.questions[0], code="i10", score=Decimal("90.00"), score_itas=Decimal("91.25"))
    changed = replace(report, indicators=(replace(first, questions=(question,)), *others))
    said = texts(papers.opened(report_docx(changed, papers.request_of())))
    assert "i10" in said.splitlines()[-1] and "๙๑.๒๕" in said.splitlines()[-1]


# Back again


@pytest.mark.parametrize("digits", ["thai", "arabic"])
@pytest.mark.parametrize("memo", [False, True])
def test_importing_the_paper_gives_the_same_data_back(
    engine: Engine, frameworks: Frameworks, report_bytes: bytes, digits: str, memo: bool
) -> None:
    data = paper(engine, digits=digits, memo=memo, logo=picture("JPEG"))
    first, again = papers.parsed(read(report_bytes, "r.txt"), frameworks), papers.reread(data, frameworks)
    assert papers.contents(again.plans) == papers.contents(first.plans)
    assert (again.agency, again.fiscal_year, again.plan_year) == (first.agency, first.fiscal_year, first.plan_year)
    assert (again.measures, again.steps) == (31, 60)
    assert [issue for issue in again.issues if issue.severity != "notice"] == []


def test_an_imported_paper_changes_nothing_that_is_shown(engine: Engine, frameworks: Frameworks) -> None:
    before, data = value(engine), paper(engine)
    import_report(engine, frameworks, data, "again.docx")
    after = value(engine)
    assert after.indicators == before.indicators
    assert after.subject.file == "again.docx"
    # And so once more.
    assert papers.contents(papers.reread(paper(engine), frameworks).plans) == papers.contents(
        papers.reread(data, frameworks).plans
    )


@pytest.mark.parametrize("year", YEARS_OF_DEMO)
def test_the_form_of_a_year_without_report_gives_its_scores_back(
    engine: Engine, frameworks: Frameworks, year: int
) -> None:
    again = papers.parsed(read(paper(engine, agency="demo", year=year), "paper.docx"), frameworks, year)
    with engine.cursor() as cursor:
        rows = reads.gap_ranking(cursor, agency="demo", year=year)
    assert {plan.indicator_no: plan.score for plan in again.plans} == {row.indicator_no: row.score for row in rows}
    assert (again.fiscal_year, again.measures, again.steps) == (year, 0, 0)


def test_columns_that_only_some_reports_have(frameworks: Frameworks) -> None:
    headers = [*papers.HEADERS, "จุดแข็ง", "คะแนนของข้อคำถาม"]
    row = [
        [(None, "i1 ก")],
        [(None, "ข")],
        [("1.", "ค")],
        [(None, "ง")],
        [("1.", "จ")],
        [(None, "ตลอดปี")],
        [(None, "กอง")],
    ]
    table = [
        (papers.indicator_cell(frameworks, n), *row, [(None, f"แข็ง {n}")], [(None, f"8{n % 10}.00")])
        for n in range(1, 11)
    ]
    first = papers.parsed(papers.raw_report(table, headers), frameworks)
    data = report_docx(papers.as_stored(first, frameworks), papers.request_of())
    again = papers.reread(data, frameworks)
    assert papers.contents(again.plans) == papers.contents(first.plans)
    assert (again.plans[0].strengths, again.plans[0].question_score) == ("แข็ง 1", Decimal("81.00"))


def test_a_deadline_comes_back_as_one(frameworks: Frameworks) -> None:
    headers = [h if h != "ระยะเวลาดำเนินการ" else "กำหนดแล้วเสร็จ" for h in papers.HEADERS]
    row = [[(None, "i1 ก")], [], [("1.", "ค")], [], [], [(None, "30 มิ.ย. 69")], []]
    table = [(papers.indicator_cell(frameworks, n), *row) for n in range(1, 11)]
    first = papers.parsed(papers.raw_report(table, headers), frameworks)
    assert first.plans[0].starts_on is None
    again = papers.reread(report_docx(papers.as_stored(first, frameworks), papers.request_of()), frameworks)
    assert papers.contents(again.plans) == papers.contents(first.plans)


def test_numbers_are_typed_only_where_nothing_can_be_confused() -> None:
    assert is_plain_list([ListItem("จัดทำคู่มือ พ.ศ. 2569", 1), ListItem("แจก", None)])
    for text in ("1. หนึ่ง", "ทำ ๒) แล้ว", "- ขีด"):
        assert not is_plain_list([ListItem(text, 1)])
    assert not is_plain_list([ListItem("ก", 1), ListItem("ข - ค", None)])
    assert not is_plain_list([ListItem("ก", 100)])
    assert clean("ก\x00\x0b\tข\ud800\uffff") == "ก ข"


# The progress report


def test_the_progress_report_lists_every_measure_and_leaves_the_rest_to_be_written(engine: Engine) -> None:
    document = papers.opened(paper(engine, "progress", digits="arabic"))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "มาตรการ/โครงการ/กิจกรรม",
        "ระยะเวลา",
        "ผู้รับผิดชอบ",
        "ผลการดำเนินงาน",
        "ร้อยละ",
        "หลักฐาน",
        "ปัญหาและอุปสรรค",
    ]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert "เว้นว่างไว้สำหรับกรอกด้วยมือ" in texts(document)
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    indicators = [cells for cells in rows if len(set(cells)) == 1]
    listed = [cells for cells in rows if len(set(cells)) > 1]
    assert len(indicators) == 10
    expected = [
        (f"{measure.number}. {measure.title}", question.period_text, "\n".join(question.units))
        for indicator in value(engine).indicators
        for question in indicator.questions
        for measure in question.measures
    ]
    assert len(expected) == 31
    assert [tuple(cells[:3]) for cells in listed] == expected
    assert {text for cells in listed for text in cells[3:]} == {""}


# Cover, memo, emblem


def test_the_cover_has_emblem_and_both_years(engine: Engine) -> None:
    document = papers.opened(paper(engine, logo=picture()))
    said = texts(document)
    assert "ประจำปีงบประมาณ พ.ศ.\xa0๒๕๖๙" in said
    assert "ในปีงบประมาณ พ.ศ.\xa0๒๕๖๘ จำนวน ๑๐ ตัวชี้วัด" in said
    assert "อำเภอบ้านหมอ จังหวัดสระบุรี" in said
    assert len(document.inline_shapes) == 1
    assert not papers.opened(paper(engine)).inline_shapes


def test_the_memo_leaves_blank_what_nobody_knows(engine: Engine) -> None:
    said = texts(papers.opened(paper(engine, memo=True)))
    for label in ("บันทึกข้อความ", "ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "เรียน", "(ลงชื่อ)", "ตำแหน่ง"):
        assert label in said
    assert "๒๙ พฤศจิกายน ๒๕๖๙" in said
    assert "๑๐ ตัวชี้วัด ๓๑ มาตรการ และ ๖๐ ขั้นตอน" in said
    assert "นายก" not in said.split("ประเด็น/ตัวชี้วัด")[0]


@pytest.mark.parametrize("digits", ["thai", "arabic"])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_each_of_our_lines_of_the_cover_has_room(engine: Engine, lang: str, digits: str) -> None:
    document = papers.opened(paper(engine, agency="demo", lang=lang, digits=digits))
    section = document.sections[0]
    across = (section.page_width - section.left_margin - section.right_margin) / Pt(1)
    cover = [each for each in document.paragraphs if each.text][:7]
    for each in cover:
        run = next(each._p.iter(qn("w:rPr")))
        weight = 400 if run.find(qn("w:b")) is None else 700
        size = int(run.find(qn("w:sz")).get(qn("w:val"))) / 2
        assert width(each.text, size, weight) < 0.9 * across, each.text


@pytest.mark.parametrize(("lang", "words"), [("th", "พ.ศ.|ปี"), ("en", "year")])
@pytest.mark.parametrize("name", list(WORD))
def test_no_line_ends_between_a_year_and_the_word_before_it(engine: Engine, name: str, lang: str, words: str) -> None:
    said = texts(papers.opened(paper(engine, name, "demo", lang=lang, digits="arabic", memo=True)))
    assert len(re.findall(f"(?:{words})\xa0256[89]", said)) >= 4
    assert not re.findall(f"(?:{words}) 25", said)


def memo_of(engine: Engine, name: str, agency: str = "ban-mo", lang: str = "th") -> str:
    """Return the text of the memo, which stands before the table and the cover."""
    document = papers.opened(paper(engine, name, agency, lang=lang, digits="arabic", memo=True))
    return re.split("ตำแหน่ง|Position", texts(document))[0]


def test_the_memo_says_who_made_what(engine: Engine) -> None:
    assert "นั้น เทศบาลตำบลบ้านหมอ ได้นำผลการประเมินมาวิเคราะห์และจัดทำมาตรการ" in memo_of(engine, "report")
    assert "Ban Mo Subdistrict Municipality analysed the results" in memo_of(engine, "report", lang="en")
    assert "นั้น เทศบาลตำบลบ้านหมอ ได้จัดทำมาตรการ" in memo_of(engine, "progress")


@pytest.mark.parametrize("name", list(WORD))
def test_the_memo_of_a_form_claims_no_measure(engine: Engine, name: str) -> None:
    said = memo_of(engine, name, "demo")
    assert "จัดทำมาตรการ" not in said
    assert "ได้จัดทำแบบรายงาน" in said and "มาตรการยังต้องกรอกเพิ่มเติม" in said
    said = memo_of(engine, name, "demo", "en")
    assert "made measures" not in said and "analysed" not in said
    assert "The measures are still to be filled in." in said or "the measures are still to be filled in." in said


def test_the_memo_counts_what_its_paper_holds(engine: Engine) -> None:
    assert "10 ตัวชี้วัด และ 31 มาตรการ" in memo_of(engine, "progress")
    assert "ขั้นตอน" not in memo_of(engine, "progress")
    assert "steps" not in memo_of(engine, "progress", lang="en")


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "logo-not-picture"),
        (b"not a picture", "logo-not-picture"),
        (picture()[:60], "logo-not-picture"),
        (picture("GIF"), "logo-not-picture"),
        (b"GIF89a" + b"\0" * (MAX_BYTES + 1), "logo-too-large"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "logo-svg"),
    ],
)
def test_an_emblem_that_is_none_is_refused(engine: Engine, data: bytes, rule: str) -> None:
    for name in PAPERS:
        with pytest.raises(InputError) as refused:
            paper(engine, name, logo=data)
        assert refused.value.rule == rule


def test_an_emblem_becomes_a_small_png_of_nothing_but_points() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "ลับ"
    # The camera was held on its side.
    exif[0x0112] = 6
    Image.new("RGB", (4_000, 1_000), "red").save(out, "JPEG", exif=exif)
    with Image.open(io.BytesIO(emblem_png(out.getvalue()))) as result:
        assert (result.format, result.size) == ("PNG", (250, 1_000))
        assert not result.getexif()


# What is refused


@pytest.mark.parametrize(
    ("agency", "year", "kind", "rule"),
    [
        ("nobody", 2568, NotKnownError, "agency-unknown"),
        ("ban-mo", 2560, NotKnownError, "paper-no-data"),
        ("demo", 2564, NotKnownError, "paper-no-data"),
        ("sao", 2568, NotKnownError, "paper-no-data"),
        ("thailand", 2568, InputError, "paper-of-average"),
    ],
)
def test_what_has_no_data_is_refused(engine: Engine, agency: str, year: int, kind: type[ItaError], rule: str) -> None:
    for name in WORD:
        with pytest.raises(kind) as refused:
            paper(engine, name, agency, year)
        assert refused.value.rule == rule


def test_a_file_is_named_after_town_year_and_paper() -> None:
    report = PAPERS["report"]
    assert file_name("เทศบาลตำบลบ้านหมอ", 2568, report) == "เทศบาลตำบลบ้านหมอ-2568-report.docx"
    assert file_name('เทศบาล "../หนอง\'เล็ก"/น้ำ\x00', 2568, report) == "เทศบาล_.._หนอง_เล็ก_น้ำ-2568-report.docx"
    assert file_name("///", 2568, report) == "ita-2568-report.docx"
    assert len(file_name("ก" * 500, 2568, report)) < 100


def test_any_letters_make_a_paper(frameworks: Frameworks) -> None:
    hard = '😀 ລາວ <>&" \x01 ' + "ย" * 2_000
    row = [
        [(None, hard)],
        [(None, hard)],
        [("1.", hard)],
        [(None, hard)],
        [("1.", hard)],
        [(None, hard)],
        [(None, hard)],
    ]
    table = [(papers.indicator_cell(frameworks, n), *row) for n in range(1, 11)]
    report = papers.as_stored(papers.parsed(papers.raw_report(table), frameworks), frameworks)
    for lang in ("th", "en"):
        for make in (report_docx, progress_docx):
            request: PaperRequest = papers.request_of(lang=lang, memo=True)
            assert "ย" * 2_000 in texts(papers.opened(make(report, request)))


def test_a_paper_is_made_without_a_file_of_its_own(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paper(engine)
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".docx"]
