"""The chart of the gaps in a real browser: its order, and the ways from it to the measures."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import Visitor

BY_GAP = [9, 10, 4, 8, 7, 6, 5, 1, 2, 3]
BY_LOST = [9, 10, 8, 7, 4, 6, 5, 1, 2, 3]


def bars(page: Page) -> Locator:
    """Return the bars of the chart, the topmost first."""
    return page.locator(".js-plotly-plot .points .point path")


def labels(page: Page) -> list[int]:
    """Return the numbers of the indicators beside the bars, from above."""
    page.locator(".ytick text").first.wait_for()
    ticks = [(tick.bounding_box(), tick.text_content()) for tick in page.locator(".ytick text").all()]
    placed = sorted((box["y"], text) for box, text in ticks if box and text)
    return [int(text.partition(".")[0]) for _, text in placed]


def opened(visitor: Visitor) -> str:
    """Return the number of the indicator whose measures are open, from the address."""
    expect(visitor.page.locator("h1.ita-title")).to_have_text("มาตรการ")
    page = visitor.finished()
    assert urlsplit(page.url).path == "/measures"
    return parse_qs(urlsplit(page.url).query)["i"][0]


def test_the_weakest_stands_on_top(visitor: Visitor) -> None:
    page = visitor.open("gaps")
    expect(bars(page)).to_have_count(10)
    assert labels(page) == BY_GAP
    expect(page.locator(".bartext")).to_have_text(
        ["11.72", "7.58", "6.51", "5.61", "5.13", "3.44", "3.30", "2.79", "1.98", "0.55"]
    )
    widths = [box["width"] for bar in bars(page).all() if (box := bar.bounding_box())]
    assert widths == sorted(widths, reverse=True)
    # The length of a bar is its figure: 11.72 to 0.55.
    assert abs(widths[0] / widths[-1] - 11.72 / 0.55) < 0.05 * 11.72 / 0.55
    # Under the pointer the figure can be read.
    box = bars(page).first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".hovertext text").first).to_contain_text("11.72")
    assert page.evaluate("getComputedStyle(document.querySelector('.hovertext text')).fill") == "rgb(31, 42, 55)"
    # The table has the same.
    page.get_by_text("ดูเป็นตาราง").click()
    first = page.locator(".ita-table tbody tr").first
    expect(first.locator("td")).to_have_text(["1", "9. การเปิดเผยข้อมูล", "OIT", "88.28", "11.72", "2.344", "1"])
    expect(page.locator(".ita-table tbody tr")).to_have_count(10)


def test_a_click_on_the_top_bar_leads_to_its_measures(visitor: Visitor) -> None:
    page = visitor.open("gaps")
    box = bars(page).first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert opened(visitor) == "9"
    expect(page.locator("h2", has_text="9. การเปิดเผยข้อมูล")).to_be_visible()
    # Back at the chart the click of before does not lead away again.
    page.get_by_role("link", name="คะแนนที่ยังขาดจาก 100").click()
    expect(bars(page)).to_have_count(10)
    visitor.finished()
    assert urlsplit(page.url).path == "/gaps"


def test_a_click_on_another_bar_leads_to_its_own(visitor: Visitor) -> None:
    page = visitor.open("gaps", v="1", a="ban-mo", y="2568", o="lost")
    assert labels(page) == BY_LOST
    box = bars(page).nth(2).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert opened(visitor) == "8"


def test_the_link_beside_leads_as_the_bar_does(visitor: Visitor) -> None:
    page = visitor.open("gaps")
    page.get_by_role("link", name="มาตรการของการเปิดเผยข้อมูล").click()
    assert opened(visitor) == "9"
    expect(page.locator("h2", has_text="9. การเปิดเผยข้อมูล")).to_be_visible()
    page.go_back()
    expect(bars(page)).to_have_count(10)
    page.get_by_role("link", name="มาตรการของการป้องกันการทุจริต").click()
    assert opened(visitor) == "10"


def test_the_order_switches_there_and_back(visitor: Visitor) -> None:
    page = visitor.open("gaps")
    page.get_by_role("radio", name="ตามคะแนนรวมที่เสียไป").click()
    expect(page.locator(".bartext").first).to_have_text("2.344")
    visitor.finished()
    assert labels(page) == BY_LOST
    assert parse_qs(urlsplit(page.url).query)["o"] == ["lost"]
    # It holds when the language changes.
    visitor.switch_language()
    assert labels(page) == BY_LOST
    assert parse_qs(urlsplit(page.url).query)["l"] == ["en"]
    visitor.switch_language()
    # A second click on the same one changes nothing.
    page.get_by_role("radio", name="ตามคะแนนรวมที่เสียไป").click()
    visitor.finished()
    expect(page.locator(".bartext").first).to_have_text("2.344")
    page.get_by_role("radio", name="ตามคะแนนที่ยังขาดจาก 100").click()
    expect(page.locator(".bartext").first).to_have_text("11.72")
    visitor.finished()
    assert labels(page) == BY_GAP


def test_a_chosen_indicator_survives_the_language(visitor: Visitor) -> None:
    page = visitor.open("measures", v="1", a="ban-mo", y="2568", i="4")
    page.get_by_label("ตัวชี้วัด (เรียงจากคะแนนต่ำสุด)").click()
    page.get_by_role("option", name="7. ประสิทธิภาพการสื่อสาร").click()
    expect(page.locator("h2", has_text="7. ประสิทธิภาพการสื่อสาร")).to_be_visible()
    visitor.finished()
    visitor.switch_language()
    expect(page.locator("h2", has_text="7. ")).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["i"] == ["7"]
    assert page.get_by_label("Indicator, weakest first").input_value().startswith("7. ")
