"""On a telephone, a screen and a projector: nothing scrolls sideways, no text is cut off, every page can be reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import helpers
from tests.browser import looking
from tests.browser.test_languages import TABS, uploaded
from tests.browser.test_opening import NAVIGATION
from tests.browser.visiting import Dashboard, Visitor

SIZES = {"telephone": (390, 844), "screen": (1280, 800), "projector": (1920, 1080)}
DEMO = {"v": "1", "a": "demo", "y": "2568"}
BAN_MO = {"v": "1", "a": "ban-mo", "y": "2568"}
SEEN: tuple[tuple[str, dict[str, str]], ...] = (
    ("", BAN_MO),
    ("", {**BAN_MO, "l": "en"}),
    ("", {"v": "1", "a": "sao", "y": "2568"}),
    ("", {"v": "1", "a": "thailand", "y": "2568"}),
    ("", {"v": "1", "a": "nowhere", "y": "2568"}),
    ("gaps", BAN_MO),
    ("gaps", {**BAN_MO, "o": "lost", "l": "en"}),
    ("measures", {**BAN_MO, "i": "9"}),
    ("measures", {**BAN_MO, "i": "10", "l": "en"}),
    # Five years with everything in them; a province of two; a national average; one year; a total without indicators.
    ("trends", {**DEMO, "w": "total"}),
    ("trends", {**DEMO, "w": "instruments", "l": "en"}),
    ("trends", {**DEMO, "w": "indicators"}),
    ("trends", {**DEMO, "w": "change", "f": "2563", "t": "2568", "l": "en"}),
    ("trends", {**DEMO, "w": "heatmap"}),
    ("trends", {"v": "1", "a": "trat", "y": "2564", "w": "total"}),
    ("trends", {"v": "1", "a": "thailand", "y": "2568", "w": "total", "l": "en"}),
    ("trends", {**BAN_MO, "w": "total"}),
    ("trends", {"v": "1", "a": "sao", "y": "2568", "w": "total"}),
    ("simulate", BAN_MO),
    ("present", BAN_MO),
    ("present", {**DEMO, "l": "en"}),
    ("documents", BAN_MO),
    ("documents", {**DEMO, "l": "en"}),
    ("rules", BAN_MO),
    ("rules", {**BAN_MO, "l": "en"}),
)


def faults(visitor: Visitor) -> dict[str, list[str]]:
    """Return what scrolls sideways and what is cut off."""
    return {"sideways": looking.sideways(visitor.page), "cut off": looking.cut_off(visitor.page)}


NONE: dict[str, list[str]] = {"sideways": [], "cut off": []}


def test_the_check_finds_what_is_wide_and_what_is_cut_off(visitor: Visitor) -> None:
    page = visitor.open()
    assert faults(visitor) == NONE
    page.evaluate(
        """() => document.querySelector('.ita-card').insertAdjacentHTML('beforeend',
             '<div style="width: 60px; overflow: hidden; white-space: nowrap">a text that is cut off at its side</div>'
             + '<div style="width: 4000px; height: 2px"></div>')"""
    )
    assert "a text that is cut off at its side" in faults(visitor)["cut off"]
    assert faults(visitor)["sideways"] != []


def fits_everywhere(visitor: Visitor) -> None:
    """Look at a page that was opened on a telephone in every size, the smallest first."""
    for size, (width, height) in SIZES.items():
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.finished()
        assert faults(visitor) == NONE, size


@pytest.mark.parametrize(("name", "link"), SEEN)
def test_nothing_is_wide_and_nothing_is_cut_off(
    visit: Callable[..., Visitor], looked_at: Dashboard, name: str, link: dict[str, str]
) -> None:
    visitor = visit(looked_at, *SIZES["telephone"])
    page = visitor.open(name, **link)
    if name in {"gaps", "trends"}:
        page.locator(".js-plotly-plot svg text").first.wait_for()
        page.locator('[data-testid="stExpander"] summary').first.click()
        expect(page.locator(".ita-table tbody tr").first).to_be_visible()
    fits_everywhere(visitor)


@pytest.mark.parametrize("size", list(SIZES))
def test_no_word_of_a_wide_table_breaks(visit: Callable[..., Visitor], looked_at: Dashboard, size: str) -> None:
    visitor = visit(looked_at, *SIZES[size])
    page = visitor.open("gaps", v="1", a="ban-mo", y="2568")
    page.locator('[data-testid="stExpander"] summary').filter(has_text="ที่มาของตัวเลข").click()
    expect(page.get_by_role("cell", name="โปรแกรม").first).to_be_visible()
    visitor.finished()
    assert page.evaluate(looking.BROKEN_WORDS) == []
    # Two words to the browser, and one to whoever reads.
    origin = page.locator(".ita-table td span").filter(has_text="รายงานที่เผยแพร่").first
    assert origin.evaluate("each => each.getClientRects().length") == 1
    assert faults(visitor) == NONE


@pytest.mark.parametrize("tab", TABS[2:4])
def test_a_placeholder_keeps_the_marks_of_its_letters(
    visit: Callable[..., Visitor], looked_at: Dashboard, tab: str
) -> None:
    visitor = visit(looked_at, *SIZES["telephone"])
    page = visitor.open("import", v="1", a="ban-mo", y="2568")
    page.get_by_role("tab", name=tab).click()
    drawn = page.get_by_role("tabpanel").locator("input[placeholder]:not([placeholder=''])").first
    expect(drawn).to_be_visible()
    # The line of a placeholder is the browser's and lower than marked letters, which may stand out of it.
    assert drawn.evaluate("each => getComputedStyle(each, '::placeholder').overflow") == "visible"


def test_every_part_of_the_import_page_fits(visit: Callable[..., Visitor], looked_at: Dashboard) -> None:
    visitor = visit(looked_at, *SIZES["telephone"])
    page = visitor.open("import")
    for tab in TABS:
        page.set_viewport_size({"width": 390, "height": 844})
        page.get_by_role("tab", name=tab).click()
        if tab == TABS[1]:
            uploaded(visitor, helpers.REPORT.name, helpers.REPORT.read_bytes())
            page.locator(".ita-table tbody tr").first.wait_for()
        if tab == TABS[3]:
            # Ten scores and the total as they were read and beside what is stored, and total and level that they give.
            text = "\n".join(f"ตัวชี้วัดที่ {number} {90 + number / 2:.2f}" for number in range(1, 11))
            page.get_by_label("ข้อความจาก ITAS").fill(f"ปีงบประมาณ 2568\n{text}\nคะแนนรวม 93.40")
            page.keyboard.press("Control+Enter")
            table = page.locator("[class*='st-key-rows_']")
            expect(table.get_by_test_id("stHorizontalBlock")).to_have_count(12)
            # It keeps its columns on a telephone, and is no longer than one screen.
            expect(table).to_be_visible()
            assert table.bounding_box()["height"] < 844  # type: ignore[index]
            expect(page.get_by_role("tabpanel").locator(".ita-table tbody tr")).to_have_count(13)
        fits_everywhere(visitor)


def test_every_page_is_reached_on_a_telephone(visit: Callable[..., Visitor], looked_at: Dashboard) -> None:
    visitor = visit(looked_at, *SIZES["telephone"])
    page = visitor.open()
    assert NAVIGATION[0] == "ภาพรวม"
    for name in NAVIGATION[1:]:
        page.get_by_role("button", name="เปิดเมนู").click()
        # The menu has words of its own, which the wide page has not.
        assert looking.english_on(page) == []
        page.get_by_test_id("stSidebarNavLink").filter(has_text=name).click()
        expect(page.locator("h1.ita-title")).to_have_text(name)
        visitor.finished()
        # What was opened over the page is closed again, so that the page can be read.
        expect(page.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport()
        assert faults(visitor) == NONE


def test_the_overview_fits_a_projector_without_scrolling(visit: Callable[..., Visitor], looked_at: Dashboard) -> None:
    visitor = visit(looked_at, *SIZES["projector"])
    page = visitor.open()
    for selector in (".ita-total", ".ita-level", ".ita-hold", ".ita-meter >> nth=2", ".ita-weak >> nth=2"):
        expect(page.locator(selector).first).to_be_in_viewport(ratio=1)
