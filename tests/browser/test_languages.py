"""Thai has no stray English and English no stray Thai, also in what Streamlit writes and in what is only spoken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from pages.addresses import paths
from tests import helpers
from tests.browser import looking
from tests.browser.visiting import Dashboard, Visitor

PAGES = sorted(paths())
VIEWS = ("total", "instruments", "indicators", "change", "heatmap")
TABS = (
    "1 · หน่วยงานของท่าน",
    "2 · อัปโหลดรายงาน",
    "3 · พิมพ์คะแนน",
    "4 · คะแนนจาก Excel หรือ ITAS",
    "5 · สิ่งที่นำเข้าไว้แล้ว",
)
REPORT = helpers.REPORT.name
# What people paste, quoted as an example.
PASTED = ("1 การปฏิบัติหน้าที่ 97.21", "คะแนนรวม 93.81", "ระดับ")
# Sources of published figures stand as they are cited.
SOURCES = (
    "mgronline.com/uptodate/detail/9680000079675 (EIT below 85)",
    "nationthailand.com/blogs/news/general/40054201; matichon.co.th/politics/news_5328750",
    "NACC zone 2 report 2564, p. 168 (fliphtml5.com/nqbfm/fekk)",
)


def test_the_check_finds_words_and_names_of_elements(visitor: Visitor) -> None:
    page = visitor.open()
    assert looking.english_on(page) == []
    page.evaluate(
        """() => document.body.insertAdjacentHTML('beforeend',
             '<button title="Deploy"></button><p>Rerun</p><input placeholder="Choose one">'
             + '<b>ตัวชี้วัด IIT e2 o27</b><ol class="ita-list"><li>Some words</li></ol>')"""
    )
    assert looking.english_on(page) == ["Deploy", "Rerun", "Choose one"]


def test_no_stray_english_where_something_is_missing(visitor: Visitor) -> None:
    for agency, year in (("sao", "2568"), ("thailand", "2568"), ("trat", "2563"), ("ไม่มี", "2568")):
        page = visitor.open(v="1", a=agency, y=year)
        assert looking.english_on(page, *SOURCES) == []


def test_an_address_without_a_page_says_so_in_both_languages_and_leads_to_the_overview(visitor: Visitor) -> None:
    address = visitor.dashboard.address("nosuchpage")
    page = visitor.page
    answer = page.goto(address)
    assert answer is not None and answer.status == 404
    thai, english = page.locator("p[lang=th]"), page.locator("p[lang=en]")
    expect(thai).to_contain_text("ไม่มีหน้านี้")
    quoted = ("There is no page at this address.", "Open the overview")
    expect(english).to_have_text(" ".join(quoted))
    assert looking.english_on(page, *quoted) == []
    english.get_by_role("link").click()
    visitor.finished()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".ita-total")).to_be_visible()
    # That the address was not found is what this is about; the browser says so on the console too.
    visitor.watch.wrong = [text for text in visitor.watch.wrong if address not in text]


def test_no_stray_english_while_something_is_chosen_or_typed(visitor: Visitor) -> None:
    page = visitor.open("import")
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
        assert looking.english_on(page, REPORT) == []
    page.get_by_text("ยกเลิกการนำเข้า…").first.click()
    page.get_by_role("button", name="ยืนยันยกเลิกการนำเข้า").wait_for()
    assert looking.english_on(page, REPORT) == []
    page.keyboard.press("Escape")
    page.get_by_role("tab", name=TABS[2]).click()
    page.get_by_label("1. การปฏิบัติหน้าที่ (IIT)").fill("9")
    expect(page.get_by_text("กด Enter เพื่อใช้ค่า")).to_be_visible()
    assert looking.english_on(page, REPORT) == []
    page.keyboard.press("Tab")
    page.get_by_role("tab", name=TABS[0]).click()
    page.get_by_label("ชื่อเต็ม").fill("เทศบาลตำบลหนองเล็ก")
    expect(page.get_by_text("กด Enter เพื่อส่ง")).to_be_visible()
    page.get_by_role("tab", name=TABS[3]).click()
    page.get_by_label("ข้อความจาก ITAS").fill("1 การปฏิบัติหน้าที่ 97.21")
    expect(page.get_by_text("กด Ctrl+Enter เพื่อใช้ค่า")).to_be_visible()
    assert looking.english_on(page, REPORT) == []
    page.get_by_label("หน่วยงาน", exact=True).first.click()
    page.get_by_role("option").first.wait_for()
    assert looking.english_on(page, REPORT) == []


def chooser(page: Page) -> Locator:
    """Return what takes the file in the open part of the import page; each part has its own."""
    return page.get_by_role("tabpanel").locator('input[type="file"]')


def uploaded(visitor: Visitor, name: str, data: bytes, tab: str = TABS[1]) -> Page:
    """Choose a file on the import page: a report, or in another of the `TABS` what that one takes."""
    page = visitor.page
    page.get_by_role("tab", name=tab).click()
    chooser(page).set_input_files({"name": name, "mimeType": "application/x-any", "buffer": data})
    return page


def test_no_stray_english_after_an_upload(visitor: Visitor, tmp_path: Path) -> None:
    visitor.open("import")
    page = uploaded(visitor, REPORT, helpers.REPORT.read_bytes())
    expect(page.get_by_text("อ่านได้:")).to_be_visible()
    visitor.finished()
    assert looking.english_on(page, REPORT) == []
    uploaded(visitor, "report.docx", b"%PDF-1.7")
    expect(page.get_by_text("ไม่รับไฟล์นี้ และไม่มีอะไรเปลี่ยนแปลง")).to_be_visible()
    visitor.finished()
    assert looking.english_on(page, "report.docx", REPORT) == []
    # Too large for the page already: Streamlit's own words refuse it.
    large = tmp_path / "large.txt"
    large.write_bytes(bytes(21 * 1024 * 1024))
    chooser(page).set_input_files(large)
    expect(page.get_by_label("นำ large.txt ออก")).to_be_visible()
    expect(page.get_by_text("ไฟล์ต้องไม่เกิน 20.0 เมกะไบต์")).to_be_attached()
    assert looking.english_on(page, "report.docx", "large.txt", REPORT) == []


def test_no_stray_english_about_scores_of_a_file(visitor: Visitor) -> None:
    visitor.open("import")
    wrong = "ปีงบประมาณ,1,2,3\n2567,97.21,ไม่มี,101\n".encode()
    page = uploaded(visitor, "scores.csv", wrong, TABS[3])
    expect(page.get_by_text("จึงยังบันทึกไม่ได้")).to_be_visible()
    visitor.finished()
    assert looking.english_on(page, "scores.csv", REPORT) == []
    page = uploaded(visitor, "scores.csv", "ปีงบประมาณ,1,2,3\n2567,97.21,98,99.5\n".encode(), TABS[3])
    expect(page.get_by_role("button", name="บันทึกคะแนน")).to_be_visible()
    visitor.finished()
    assert looking.english_on(page, "scores.csv", REPORT) == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_stray_word_on_a_view_of_the_trends_in_either_language(visitor: Visitor, view: str) -> None:
    page = visitor.open("trends", v="1", a="demo", y="2568", w=view)
    expect(page.locator(".js-plotly-plot .gtitle, .js-plotly-plot text").first).to_be_visible()
    assert looking.english_on(page) == []
    visitor.switch_language()
    assert looking.thai_on(page) == []


def test_no_stray_word_where_nothing_can_be_drawn_or_set(visitor: Visitor) -> None:
    for agency, name, view in (
        ("sao", "trends", "instruments"),
        ("thailand", "trends", "change"),
        ("ban-mo", "trends", "change"),
        ("sao", "simulate", "total"),
    ):
        page = visitor.open(name, v="1", a=agency, y="2568", w=view)
        assert looking.english_on(page) == []
        visitor.switch_language()
        assert looking.thai_on(page) == []
        visitor.switch_language()


def test_a_lost_connection_is_told_in_thai(dashboard: Dashboard, visit: Callable[..., Visitor]) -> None:
    visitor = visit(dashboard)
    page = visitor.open()
    dashboard.process.terminate()
    dashboard.process.wait(60)
    expect(page.get_by_text("การเชื่อมต่อขัดข้อง")).to_be_visible()
    expect(page.get_by_text("python3 start.py")).to_be_visible()
    assert looking.english_on(page, "python3 start.py") == []
    # That the server cannot be reached is what this is about.
    visitor.watch.wrong.clear()
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_stray_word_in_either_language_and_the_document_says_which(visitor: Visitor, name: str) -> None:
    page = visitor.open(name)
    assert page.get_attribute("html", "lang") == "th"
    assert looking.english_on(page, REPORT) == []
    visitor.switch_language()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("ITA dashboard")
    units = page.locator(".ita-facts").all_inner_texts()
    quoted = tuple(line for text in units for line in text.splitlines())
    assert looking.thai_on(page, "เทศบาลตำบล…", *PASTED, *quoted) == []
    visitor.switch_language()
    expect(page.locator("html")).to_have_attribute("lang", "th")
    assert looking.english_on(page, REPORT) == []


def test_a_link_in_english_opens_an_english_document(visitor: Visitor) -> None:
    page = visitor.open("gaps", v="1", a="ban-mo", y="2568", l="en")
    assert page.get_attribute("html", "lang") == "en"
    expect(page.locator("h1.ita-title")).to_have_text("Gaps to 100")
    assert looking.thai_on(page) == []


def test_words_of_streamlit_change_with_the_language_and_back(visitor: Visitor) -> None:
    page = visitor.open("import")
    uploaded(visitor, "report.docx", b"%PDF-1.7")
    chip = page.get_by_test_id("stFileChip")
    expect(chip.get_by_role("button", name="นำ report.docx ออก")).to_be_visible()
    visitor.finished()
    visitor.switch_language()
    page.get_by_role("tab", name="2 · Upload the report").click()
    expect(chip.get_by_role("button", name="Remove report.docx")).to_be_visible()
    assert looking.thai_on(page, "เทศบาลตำบล…", *PASTED) == []
    visitor.switch_language()
    page.get_by_role("tab", name=TABS[1]).click()
    expect(chip.get_by_role("button", name="นำ report.docx ออก")).to_be_visible()


def test_a_wrong_link_speaks_the_language_too(visitor: Visitor) -> None:
    page = visitor.open("gaps", v="1", a="nowhere", y="2568")
    expect(page.get_by_text("ลิงก์ระบุหน่วยงาน “nowhere” ซึ่งไม่มีในระบบนี้")).to_be_visible()
    visitor.switch_language()
    expect(page.get_by_text("The link names the agency “nowhere”, which is not known here.")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert looking.thai_on(page) == []
