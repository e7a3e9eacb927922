"""From a file and from typing to the chart, as a town does it: nothing is stored before it is confirmed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
from playwright.sync_api import Page, expect

from tests import helpers
from tests.browser.test_chart import BY_GAP, bars, labels
from tests.browser.test_languages import TABS, uploaded
from tests.browser.visiting import Dashboard, Visitor
from tests.unit import docx_files

AGENCY = "เทศบาลตำบลหนองเล็ก"


def make_agency(visitor: Visitor) -> str:
    """Make a town of one's own and return its id."""
    page = visitor.open("import")
    page.get_by_label("ชื่อเต็ม").fill(AGENCY)
    page.get_by_label("อำเภอ").fill("เมือง")
    page.get_by_label("จังหวัด").fill("ลพบุรี")
    page.get_by_role("button", name="เพิ่มหน่วยงานนี้").click()
    expect(page.get_by_text(f"เพิ่ม {AGENCY} แล้ว")).to_be_visible()
    expect(page.locator(".ita-sub")).to_contain_text(AGENCY)
    visitor.finished()
    return parse_qs(urlsplit(page.url).query)["a"][0]


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a select box in the open part of the import page."""
    box = page.get_by_role("tabpanel").get_by_label(label, exact=True)
    # Scrolling closes a list: first all of the box is brought into view, and seen there.
    box.evaluate(
        """element => { element.scrollIntoView({block: "center"});
        return new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))); }"""
    )
    box.click()
    page.get_by_role("option", name=option).click()


def test_a_report_goes_in_and_stands_on_the_chart(dashboard: Dashboard, visit: Callable[..., Visitor]) -> None:
    visitor = visit(dashboard)
    agency = make_agency(visitor)
    page = uploaded(visitor, "report.docx", docx_files.report_automatic())
    # The title names the sample town; the person files it under the own one.
    choose(page, "เก็บไว้ที่หน่วยงาน", AGENCY)
    expect(page.get_by_text(f"อ่านได้: {AGENCY}")).to_contain_text("10 ตัวชี้วัด 31 มาตรการ 60 ขั้นตอน")
    expect(page.get_by_text("คะแนนรวม 93.81 · ระดับ ผ่านดี")).to_be_visible()
    expect(page.locator(".ita-table tbody tr")).to_have_count(10)
    # Nothing is stored yet: another person sees a town of which nothing is known.
    other = visit(dashboard)
    other.open("gaps", v="1", a=agency)
    expect(other.page.get_by_text("ยังไม่มีข้อมูลของหน่วยงานนี้")).to_be_visible()
    expect(other.page.locator(".js-plotly-plot")).to_have_count(0)

    page.get_by_role("button", name="บันทึกรายงานนี้").click()
    expect(page.get_by_text("บันทึกแล้ว: คะแนนปี 2568 จำนวน 31 มาตรการ 60 ขั้นตอน")).to_be_visible()
    visitor.finished()
    page.get_by_test_id("stMain").get_by_role("link", name="คะแนนที่ยังขาดจาก 100").click()
    expect(bars(page)).to_have_count(10)
    expect(page.locator(".ita-sub")).to_contain_text(AGENCY)
    expect(page.locator(".bartext").first).to_have_text("11.72")
    assert labels(page) == BY_GAP
    visitor.finished()
    assert parse_qs(urlsplit(page.url).query)["a"] == [agency]

    page.get_by_role("link", name="มาตรการของการป้องกันการทุจริต").click()
    expect(page.locator("h2", has_text="10. การป้องกันการทุจริต")).to_be_visible()
    expect(page.locator(".ita-list").nth(0).locator("li")).to_have_count(2)
    expect(page.locator(".ita-list").nth(1).locator("li")).to_have_count(12)

    # The other person sees it now, and the sample is no longer among the towns.
    other.open("gaps", v="1", a=agency)
    expect(bars(other.page)).to_have_count(10)
    other.page.get_by_label("หน่วยงาน", exact=True).click()
    expect(other.page.get_by_role("option", name=AGENCY)).to_be_visible()
    expect(other.page.get_by_role("option", name="เทศบาลตำบลบ้านหมอ")).to_have_count(0)


def test_a_refused_report_says_why_and_where(visitor: Visitor) -> None:
    visitor.open("import")
    wrong = helpers.sheet().with_cell(9, helpers.PERIOD, "๑ ก.พ.๖๙ ถึง ๓๑ ก.พ.๖๙")
    page = uploaded(visitor, "wrong.txt", wrong.data())
    expect(page.get_by_text("ไม่รับไฟล์นี้ และไม่มีอะไรเปลี่ยนแปลง")).to_be_visible()
    alert = page.get_by_test_id("stAlert").filter(has_text="ผิดพลาด")
    expect(alert).to_contain_text("31 ก.พ.")
    expect(alert).to_contain_text("wrong.txt, ตารางที่ 11 แถว 3 คอลัมน์ 7")
    expect(page.get_by_role("button", name="บันทึกรายงานนี้")).to_have_count(0)


def test_markup_in_a_report_is_shown_and_not_run(dashboard: Dashboard, visit: Callable[..., Visitor]) -> None:
    nasty = (
        "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'><b>หนา</b> [ลิงก์](javascript:window.ran=3)"
    )
    report = (
        helpers.sheet()
        .with_cell(9, helpers.MEASURES, f"๑. {nasty}")
        .with_cell(9, helpers.STEPS, f"๑. {nasty}")
        .with_cell(9, helpers.ANALYSIS, lambda cell: f"{cell} {nasty}")
        .with_cell(9, helpers.UNITS, nasty.replace(" ", ""))
    )
    visitor = visit(dashboard)
    visitor.open("import")
    page = uploaded(visitor, "nasty.txt", report.data())
    page.get_by_role("button", name="บันทึกรายงานนี้").click()
    expect(page.get_by_text("บันทึกแล้ว")).to_be_visible()
    visitor.open("measures", v="1", a="ban-mo", y="2568", i="9")
    expect(page.locator(".ita-list").nth(0).locator("li")).to_have_text([nasty])
    expect(page.locator(".ita-list").nth(1).locator("li")).to_have_text([nasty])
    expect(page.locator("p.ita-text", has_text=nasty)).to_be_visible()
    assert page.evaluate("window.ran") is None
    inside = "[data-testid='stMain'] :is(script, [onerror], img[src='x'], .ita-list b, a[href^='javascript'])"
    expect(page.locator(inside)).to_have_count(0)


def test_typed_scores_go_in_and_stand_on_the_chart(dashboard: Dashboard, visit: Callable[..., Visitor]) -> None:
    visitor = visit(dashboard)
    make_agency(visitor)
    page = visitor.page
    page.get_by_role("tab", name=TABS[2]).click()
    choose(page, "ปีงบประมาณของคะแนน", "2567")
    visitor.finished()
    names = page.get_by_test_id("stTextInput").filter(has_text=re.compile(r"\((?:IIT|EIT|OIT)\)"))
    expect(names).to_have_count(10)
    typed = {label: f"{90 + int(label.partition('.')[0]) / 2:.2f}" for label in names.all_inner_texts()}
    for label, score in typed.items():
        page.get_by_label(label.strip()).fill(score)
        page.keyboard.press("Tab")
    facts = page.locator(".ita-facts")
    expect(facts).to_contain_text("คะแนนรวมที่คำนวณได้93.40")
    expect(facts).to_contain_text("ผ่านดี")
    page.get_by_label("9. การเปิดเผยข้อมูล (OIT)").fill("101")
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("stAlert").filter(has_text="101")).to_be_visible()
    expect(page.get_by_role("button", name="บันทึกคะแนน")).to_have_count(0)
    page.get_by_label("9. การเปิดเผยข้อมูล (OIT)").fill("๘๐.๐๐")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="บันทึกคะแนน").click()
    expect(page.get_by_text("บันทึกแล้ว: คะแนน 10 ตัวชี้วัดของปี 2567")).to_be_visible()
    visitor.finished()
    page.get_by_test_id("stMain").get_by_role("link", name="คะแนนที่ยังขาดจาก 100").click()
    expect(bars(page)).to_have_count(10)
    assert labels(page) == [9, 1, 2, 3, 4, 5, 6, 7, 8, 10]
    expect(page.locator(".bartext").first).to_have_text("20.00")
    expect(page.locator(".ita-sub")).to_contain_text("2567")

    # What was stored by mistake is taken back, and the screens say that nothing is known.
    page.get_by_role("link", name="นำเข้าข้อมูล").first.click()
    expect(page.locator("h1.ita-title")).to_have_text("นำเข้าข้อมูล")
    visitor.finished()
    page.get_by_role("tab", name=TABS[4]).click()
    page.get_by_text("ยกเลิกการนำเข้า…").first.click()
    page.get_by_role("button", name="ยืนยันยกเลิกการนำเข้า").click()
    expect(page.get_by_text("ยกเลิกการนำเข้าแล้ว:")).to_be_visible()
    visitor.open("gaps")
    expect(page.get_by_text("ยังไม่มีข้อมูลของหน่วยงานนี้")).to_be_visible()


def template(page: Page) -> bytes:
    """Return the template that the import page gives."""
    page.get_by_role("tab", name=TABS[3]).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="ดาวน์โหลดแบบฟอร์ม (.xlsx)").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    return Path(waiting.value.path()).read_bytes()


def test_the_template_goes_out_is_filled_and_comes_back(dashboard: Dashboard, visit: Callable[..., Visitor]) -> None:
    visitor = visit(dashboard)
    agency = make_agency(visitor)
    page = visitor.page
    book = openpyxl.load_workbook(io.BytesIO(template(page)))
    sheet = book["คะแนนรายปี"]
    location = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2, max_row=20)}
    for number in range(1, 11):
        # Numbers and text, as people fill it; 9 is the weakest.
        score = 80 if number == 9 else 90 + number / 2
        sheet.cell(location[2566], number + 1, score if number % 2 else f"{score:.2f}")
        sheet.cell(location[2567], number + 1, 95)
    filled = io.BytesIO()
    book.save(filled)
    uploaded(visitor, "scores.xlsx", filled.getvalue(), TABS[3])
    expect(page.get_by_text(f"อ่านได้สำหรับ{AGENCY}: คะแนนตัวชี้วัด 20 ค่า")).to_be_visible()
    expect(page.get_by_role("tabpanel").locator(".ita-table tbody tr")).to_have_count(14)
    # The report's own uploader, in its part of the page, was not given the file.
    page.get_by_role("tab", name=TABS[1]).click()
    expect(page.get_by_role("tabpanel").get_by_test_id("stFileChip")).to_have_count(0)
    page.get_by_role("tab", name=TABS[3]).click()
    # Nothing is stored before it is confirmed.
    other = visit(dashboard)
    other.open("gaps", v="1", a=agency)
    expect(other.page.get_by_text("ยังไม่มีข้อมูลของหน่วยงานนี้")).to_be_visible()
    # Ten equal scores are asked about.
    expect(page.get_by_role("button", name="บันทึกคะแนน").filter(visible=True)).to_be_disabled()
    page.get_by_text("ตรวจเทียบกับ ITAS แล้ว").filter(visible=True).click()
    page.get_by_role("button", name="บันทึกคะแนน").filter(visible=True).click()
    expect(page.get_by_text("บันทึกแล้ว: คะแนนตัวชี้วัด 20 ค่า")).to_be_visible()
    visitor.finished()
    # Out it comes with what is stored, and back it changes nothing.
    again = template(page)
    stored = openpyxl.load_workbook(io.BytesIO(again))["คะแนนรายปี"]
    assert [stored.cell(location[2566], column).value for column in range(2, 12)] == [
        90.5, 91, 91.5, 92, 92.5, 93, 93.5, 94, 80, 95,
    ]  # fmt: skip
    uploaded(visitor, "again.xlsx", again, TABS[3])
    expect(page.get_by_role("tabpanel").locator(".ita-table tbody tr")).to_have_count(14)
    expect(page.get_by_role("tabpanel")).not_to_contain_text("ปัจจุบัน")
    visitor.open("trends", v="1", a=agency, w="change")
    page.get_by_text("ดูเป็นตาราง").click()
    expect(page.locator(".ita-table tbody tr").last.locator("td").nth(2)).to_have_text("95.00")


def test_pasted_scores_go_in(dashboard: Dashboard, visit: Callable[..., Visitor]) -> None:
    visitor = visit(dashboard)
    make_agency(visitor)
    page = visitor.page
    page.get_by_role("tab", name=TABS[3]).click()
    choose(page, "ปีงบประมาณของคะแนน", "2567")
    visitor.finished()
    page.get_by_label("ข้อความจาก ITAS").fill("๙ การเปิดเผยข้อมูล ๘๐.๐๐\n10 การป้องกันการทุจริต 90\nคะแนนรวม 88.00")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("tabpanel").get_by_text("80.00", exact=True).filter(visible=True)).to_be_visible()
    page.get_by_role("button", name="บันทึกคะแนน").filter(visible=True).click()
    expect(page.get_by_text("บันทึกแล้ว: คะแนนตัวชี้วัด 2 ค่า")).to_be_visible()
    # Until the run has ended the box of before stands beside the new one.
    visitor.finished()
    # The box is empty again, and the part with what is stored names it.
    page.get_by_role("tab", name=TABS[3]).click()
    expect(page.get_by_label("ข้อความจาก ITAS")).to_have_value("")
    page.get_by_role("tab", name=TABS[4]).click()
    expect(page.get_by_role("tabpanel")).to_contain_text("2567")
