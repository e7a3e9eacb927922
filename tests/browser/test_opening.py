"""The first request after a start, what goes over the wire, the letters, the keyboard, the health route."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from pages.addresses import paths
from tests.browser import looking
from tests.browser.visiting import Dashboard, Visitor

NAVIGATION = [
    "ภาพรวม",
    "คะแนนที่ยังขาดจาก 100",
    "มาตรการ",
    "แนวโน้ม",
    "นำเสนอ",
    "จำลองคะแนน",
    "เอกสาร",
    "เกณฑ์ของแต่ละปี",
    "นำเข้าข้อมูล",
    "ประวัติและสำรอง",
]
PAGES = sorted(paths())


def navigation(page: Page) -> list[str]:
    """Return the names in the navigation."""
    return [text.strip() for text in page.locator('[data-testid="stTopNavLink"]').all_inner_texts()]


def test_the_first_request_after_a_start_may_be_a_deep_link(
    dashboard: Dashboard, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(dashboard)
    page = visitor.open("measures", v="1", a="ban-mo", y="2568", i="9")
    expect(page).to_have_title("แดชบอร์ด ITA")
    assert navigation(page) == NAVIGATION
    expect(page.locator("h1.ita-title")).to_have_text("มาตรการ")
    expect(page.locator("h2", has_text="9. การเปิดเผยข้อมูล")).to_be_visible()
    expect(page.locator(".ita-list").first.locator("li")).to_have_count(1)
    assert parse_qs(urlsplit(page.url).query) == {"v": ["1"], "a": ["ban-mo"], "y": ["2568"], "i": ["9"]}
    assert urlsplit(page.url).path == "/measures"
    # The weakest would open without a link too; another one only by its link.
    visitor.open("measures", v="1", a="ban-mo", y="2568", i="4")
    expect(page.locator("h2", has_text="4. การใช้ทรัพย์สินของราชการ")).to_be_visible()
    expect(page.locator(".ita-list").first.locator("li")).to_have_count(3)


def test_the_overview_shows_the_numbers_of_the_report(visitor: Visitor) -> None:
    page = visitor.open()
    expect(page.locator(".ita-total")).to_contain_text("93.81")
    expect(page.locator(".ita-level")).to_have_text("ผ่านดี")
    expect(page.locator(".ita-hold")).to_contain_text("OIT")
    expect(page.locator(".ita-hold")).to_contain_text("4.65")
    expect(page.locator(".ita-meter .value")).to_have_text(["96.97", "95.27", "90.35"])
    expect(page.locator(".ita-weak .name")).to_have_text(
        ["9. การเปิดเผยข้อมูล", "10. การป้องกันการทุจริต", "4. การใช้ทรัพย์สินของราชการ"]
    )
    expect(page.locator(".ita-badge.sample")).to_be_visible()
    assert "ค่าเฉลี่ยทั้งประเทศ" in " ".join(page.locator('[data-testid="stAlert"]').all_inner_texts())


def test_the_styles_and_the_script_of_the_page_are_there(visitor: Visitor) -> None:
    page = visitor.open()
    assert page.evaluate("getComputedStyle(document.querySelector('.ita-level')).backgroundColor") == "rgb(15, 92, 140)"
    assert page.evaluate("getComputedStyle(document.querySelector('.ita-hero')).display") == "grid"
    assert page.get_attribute("html", "lang") == "th"


def test_the_pages_ask_no_other_host(visitor: Visitor) -> None:
    for name in PAGES:
        page = visitor.open(name)
        links = page.evaluate("[...document.querySelectorAll('[src], link[href]')].map(each => each.src || each.href)")
        assert [url for url in links if urlsplit(url).netloc not in {"", visitor.watch.host}] == []
    # The check would see nothing if nothing were noted: the program, the style, the script and the socket are.
    for part in ("/static/js/", "/app/static/ita.css", "/app/static/ita.js", "/_stcore/stream"):
        assert any(part in url for url in visitor.watch.asked)
    assert visitor.watch.outside == []


def test_a_request_to_another_host_would_be_noticed(visitor: Visitor) -> None:
    page = visitor.open()
    page.evaluate("fetch('http://192.0.2.1/x').catch(() => null)")
    # The policy of the page stops it before it leaves, and says so.
    assert any("192.0.2.1" in text for text in [*visitor.watch.wrong, *visitor.watch.outside])
    visitor.watch.wrong.clear()
    visitor.watch.asked.clear()


def test_thai_is_drawn_in_the_letters_that_ship(visitor: Visitor) -> None:
    page = visitor.open()
    for selector in ("h1.ita-title", ".ita-total", ".ita-note", "label p", ".ita-level"):
        assert looking.letters_of(page, selector) == {"Sarabun": True}, selector
    loaded = page.evaluate("[...document.fonts].filter(each => each.status === 'loaded').map(each => each.family)")
    assert "Sarabun" in {family.strip('"') for family in loaded}
    assert page.evaluate("document.fonts.check('16px Sarabun', 'ก') && document.fonts.check('700 16px Sarabun', 'ก')")


def test_the_chart_is_drawn_in_the_same_letters(visitor: Visitor) -> None:
    page = visitor.open("gaps")
    page.locator(".bartext").first.wait_for()
    assert looking.letters_of(page, ".bartext") == {"Sarabun": True}
    assert looking.letters_of(page, ".ytick text") == {"Sarabun": True}


def tab_to(page: Page, name: str, limit: int = 40) -> None:
    """Press Tab until a link of a name has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText?.trim() ?? ''") == name:
            return
    raise AssertionError(f"Tab never reached {name}")


def test_the_keyboard_reaches_the_pages(visitor: Visitor) -> None:
    page = visitor.open()
    tab_to(page, "คะแนนที่ยังขาดจาก 100")
    assert page.evaluate("document.activeElement.matches(':focus-visible')")
    page.keyboard.press("Enter")
    expect(page.locator("h1.ita-title")).to_have_text("คะแนนที่ยังขาดจาก 100")


def test_the_keyboard_reaches_the_measures_of_the_weakest(visitor: Visitor) -> None:
    page = visitor.open()
    tab_to(page, "ดูมาตรการ")
    page.keyboard.press("Enter")
    expect(page.locator("h2", has_text="9. การเปิดเผยข้อมูล")).to_be_visible()
    visitor.finished()
    assert parse_qs(urlsplit(page.url).query)["i"] == ["9"]


def test_the_keyboard_chooses_a_town(visitor: Visitor) -> None:
    page = visitor.open()
    page.get_by_label("หน่วยงาน", exact=True).focus()
    page.keyboard.press("ArrowDown")
    wanted = page.get_by_role("option", name="สำนักงานการตรวจเงินแผ่นดิน")
    wanted.wait_for()
    for _ in range(5):
        if wanted.get_attribute("data-focused"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".ita-sub")).to_contain_text("สำนักงานการตรวจเงินแผ่นดิน")
    visitor.finished()


@pytest.mark.parametrize("accepted", ["br", "gzip"])
def test_the_page_and_its_files_come_compressed(looked_at: Dashboard, accepted: str) -> None:
    request = urllib.request.Request(f"{looked_at.url}/app/static/ita.css", headers={"Accept-Encoding": accepted})
    with urllib.request.urlopen(request) as response:
        assert response.headers["content-encoding"] == accepted
        assert response.headers["cache-control"].startswith("public, max-age=")
