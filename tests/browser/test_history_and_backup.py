"""What was stored and by whom, taking it back, and carrying all of it to another day: as a person does it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests import helpers
from tests.browser import looking
from tests.browser.test_chart import bars
from tests.browser.test_languages import REPORT, TABS, uploaded
from tests.browser.test_layout import SIZES, fits_everywhere
from tests.browser.visiting import Dashboard, Visitor

HISTORY, CHECKS, BACKUP = "ประวัติ", "ตรวจสอบข้อมูล", "สำรองและกู้คืน"
CLERK = "นิดา"
COMMAND = "python3 start.py ita restore FILE"
BAN_MO = {"v": "1", "a": "ban-mo", "y": "2568"}
GOLDEN = Path(__file__).parents[1] / "golden"


def work_as(visitor: Visitor, name: str) -> None:
    """Type who works here: into the open box, or into the one that is folded behind the name of before."""
    page = visitor.page
    folded = page.get_by_test_id("stPopover").filter(has_text="ผู้บันทึก:")
    if folded.count():
        folded.get_by_role("button").click()
    page.get_by_role("textbox", name="ผู้บันทึก").fill(name)
    page.keyboard.press("Enter")
    visitor.finished()
    page.keyboard.press("Escape")


def pasted(visitor: Visitor, line: str, name: str = "") -> None:
    """Store one pasted score of 2568 for ban-mo, under a name where one is given."""
    page = visitor.open("import", **BAN_MO)
    if name:
        work_as(visitor, name)
    page.get_by_role("tab", name=TABS[3]).click()
    panel = page.get_by_role("tabpanel")
    visitor.finished()
    # No year is chosen in advance; the text names it.
    expect(panel.get_by_label("ปีงบประมาณของคะแนน", exact=True)).to_have_value("")
    page.get_by_label("ข้อความจาก ITAS").fill(f"ผลการประเมิน ITA ปีงบประมาณ 2568\n{line}")
    page.keyboard.press("Control+Enter")
    panel.get_by_role("button", name="บันทึกคะแนน").click()
    expect(page.get_by_text("บันทึกแล้ว: คะแนนตัวชี้วัด")).to_be_visible()
    visitor.finished()


def turned(visitor: Visitor, name: str) -> Locator:
    """Turn to a part of the screen of history and backup, and return it."""
    visitor.page.get_by_role("tab", name=name).click()
    panel = visitor.page.get_by_role("tabpanel")
    expect(panel).to_be_visible()
    visitor.finished()
    return panel


def weakest(page: Page) -> Locator:
    """Return the gap of the weakest indicator on the chart."""
    expect(bars(page)).to_have_count(10)
    return page.locator(".bartext").first


def test_an_import_names_who_made_it_and_can_be_taken_back(dashboard: Dashboard, visit: Callable[..., Visitor]) -> None:
    visitor = visit(dashboard)
    pasted(visitor, "9 การเปิดเผยข้อมูล 70.00", CLERK)
    expect(weakest(visitor.open("gaps", **BAN_MO))).to_have_text("30.00")
    page = visitor.open("keeping", **BAN_MO)
    first = page.locator('[class*="st-key-act_import"]').first
    expect(first).to_contain_text(CLERK)
    expect(first).to_contain_text("ใช้อยู่")
    asked = first.get_by_test_id("stExpander").first
    asked.locator("summary").click()
    # Before anything is taken back it is said what would stand then.
    change = asked.locator(".ita-table tbody tr").filter(has_text="ตัวชี้วัดที่ 9")
    expect(change.first).to_contain_text("70.00")
    expect(change.first).to_contain_text("88.28")
    assert looking.english_on(page, REPORT) == []
    asked.get_by_role("button", name="ยืนยันยกเลิกการนำเข้า").click()
    expect(page.get_by_text("ยกเลิกการนำเข้าแล้ว:")).to_be_visible()
    visitor.finished()
    expect(page.locator('[class*="st-key-act_undo"]').first).to_be_visible()
    expect(weakest(visitor.open("gaps", **BAN_MO))).to_have_text("11.72")


def test_the_name_outlives_a_reload(looked_at: Dashboard, visit: Callable[..., Visitor]) -> None:
    visitor = visit(looked_at)
    page = visitor.open("keeping", **BAN_MO)
    work_as(visitor, f"{CLERK} ใจดี; ก=1")
    page = visitor.open("import", **BAN_MO)
    expect(page.get_by_role("button", name=f"ผู้บันทึก: {CLERK} ใจดี; ก=1")).to_be_visible()
    visitor.page.context.clear_cookies()


def test_a_backup_goes_out_and_brings_back_what_stood(dashboard: Dashboard, visit: Callable[..., Visitor]) -> None:
    visitor = visit(dashboard)
    page = visitor.open("keeping", **BAN_MO)
    turned(visitor, BACKUP).get_by_role("button", name="สำรองข้อมูล").click()
    save = page.get_by_role("button", name="บันทึกไฟล์สำรอง")
    expect(save).to_be_visible()
    visitor.finished()
    with page.expect_download() as waiting:
        save.click()
    kept = Path(waiting.value.path()).read_bytes()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        assert archive.testzip() is None
        assert "manifest.json" in archive.namelist()
    pasted(visitor, "9 การเปิดเผยข้อมูล 70.00")
    expect(weakest(visitor.open("gaps", **BAN_MO))).to_have_text("30.00")

    # A file with one changed byte is refused, and nothing can be pressed.
    page = visitor.open("keeping", **BAN_MO)
    panel = turned(visitor, BACKUP)
    flipped = bytearray(kept)
    flipped[len(flipped) // 2] ^= 1
    panel.locator('input[type="file"]').set_input_files(
        {"name": "flipped.zip", "mimeType": "application/zip", "buffer": bytes(flipped)}
    )
    expect(panel.get_by_test_id("stAlert").last).to_contain_text("flipped.zip")
    expect(panel.get_by_role("button", name="กู้คืนสำเนานี้")).to_have_count(0)
    assert looking.english_on(page, REPORT, "flipped.zip", COMMAND, str(dashboard.database.parent / "backups")) == []

    panel.locator('input[type="file"]').set_input_files(
        {"name": "kept.zip", "mimeType": "application/zip", "buffer": kept}
    )
    restore = panel.get_by_role("button", name="กู้คืนสำเนานี้")
    expect(restore).to_be_disabled()
    panel.get_by_text("ทราบแล้วว่าข้อมูลทั้งหมดที่มีอยู่จะถูกแทนที่").click()
    expect(restore).to_be_enabled()
    restore.click()
    expect(page.get_by_text("กู้คืนเรียบร้อยแล้ว")).to_be_visible()
    visitor.finished()
    expect(weakest(visitor.open("gaps", **BAN_MO))).to_have_text("11.72")


def test_every_part_fits_and_speaks_thai(dashboard: Dashboard, visit: Callable[..., Visitor]) -> None:
    visitor = visit(dashboard, *SIZES["telephone"])
    pasted(visitor, "9 การเปิดเผยข้อมูล 70.00", CLERK)
    page = visitor.open("keeping", **BAN_MO)
    for name in (HISTORY, CHECKS, BACKUP):
        page.set_viewport_size({"width": 390, "height": 844})
        panel = turned(visitor, name)
        if name == HISTORY:
            panel.get_by_test_id("stExpander").locator("summary").first.click()
            panel.get_by_text("ดูเป็นตาราง").click()
            expect(panel.locator(".ita-table").last).to_be_visible()
        if name == BACKUP:
            panel.get_by_role("button", name="สำรองข้อมูล").click()
            expect(panel.get_by_role("button", name="บันทึกไฟล์สำรอง")).to_be_visible()
        visitor.finished()
        assert looking.english_on(page, REPORT, COMMAND, str(dashboard.database.parent / "backups")) == []
        fits_everywhere(visitor)


def test_a_finding_leads_to_where_it_is_mended(visitor: Visitor) -> None:
    page = visitor.open("keeping", **BAN_MO)
    panel = turned(visitor, CHECKS)
    # The sample's scores equal the national averages: shown, and not hidden among what passed.
    finding = panel.locator('[class*="st-key-finding"]').first
    expect(finding).to_contain_text("ค่าเฉลี่ย")
    finding.get_by_role("link").click()
    expect(page.locator("h1.ita-title")).to_have_text("นำเข้าข้อมูล")
    # At once where the scores are typed, also after something else was done there.
    expect(page.get_by_role("tab", name=TABS[2])).to_have_attribute("aria-selected", "true")
    page.get_by_label("1. การปฏิบัติหน้าที่ (IIT)").fill("97")
    page.keyboard.press("Tab")
    visitor.finished()
    expect(page.get_by_role("tab", name=TABS[2])).to_have_attribute("aria-selected", "true")


def test_a_later_report_stands_beside_what_is_stored(dashboard: Dashboard, visit: Callable[..., Visitor]) -> None:
    visitor = visit(dashboard, *SIZES["telephone"])
    visitor.open("import", **BAN_MO)
    later = helpers.sheet().with_cell(9, helpers.PERIOD, "๑ ก.พ.๖๙ ถึง ๓๐ เม.ย.๖๙").with_cell(3, helpers.UNITS, "กองช่าง")
    page = uploaded(visitor, "later.txt", later.data())
    # Both are short: a line each, with a tick.
    table = page.locator('[class*="st-key-rows_"]')
    found = table.get_by_test_id("stCheckbox")
    expect(found).to_have_count(2)
    visitor.finished()
    assert looking.english_on(page, REPORT, "later.txt") == []
    fits_everywhere(visitor)
    expect(table).to_contain_text("กองช่าง")
    found.nth(0).click()
    visitor.finished()
    page.get_by_role("button", name="บันทึกรายงานนี้").click()
    expect(page.get_by_text("บันทึกแล้ว")).to_be_visible()
    page = visitor.open("measures", **BAN_MO, i="3")
    expect(page.get_by_text("กองช่าง", exact=True)).to_have_count(0)
    page = visitor.open("measures", **BAN_MO, i="9")
    expect(page.get_by_text("เม.ย.").first).to_be_visible()


def test_a_pdf_is_ticked_row_by_row_on_a_telephone(visit: Callable[..., Visitor], looked_at: Dashboard) -> None:
    visitor = visit(looked_at, *SIZES["telephone"])
    visitor.open("import", **BAN_MO)
    page = uploaded(visitor, "report.pdf", (GOLDEN / "report-tables.pdf").read_bytes())
    rows = page.locator('[class*="st-key-compare_"]')
    expect(rows).to_have_count(10)
    visitor.finished()
    fits_everywhere(visitor)
    store = page.get_by_role("button", name="บันทึกรายงานนี้")
    assert store.count() == 0 or store.is_disabled()
    for number in range(10):
        rows.nth(number).get_by_test_id("stCheckbox").click()
        visitor.finished()
    expect(store).to_be_enabled()
