"""The chart of the gaps in a real browser: its order, and the ways from it to the measures."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.browser import looking
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
    page.evaluate("window.stays = true")
    page.get_by_role("link", name="มาตรการของการเปิดเผยข้อมูล").click()
    assert opened(visitor) == "9"
    expect(page.locator("h2", has_text="9. การเปิดเผยข้อมูล")).to_be_visible()
    # The page was not loaded anew, and begins at its top.
    assert page.evaluate("window.stays")
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0
    page.go_back()
    expect(bars(page)).to_have_count(10)
    page.get_by_role("link", name="มาตรการของการป้องกันการทุจริต").click()
    assert opened(visitor) == "10"


def test_the_keyboard_goes_from_bar_to_bar_and_opens_one(visitor: Visitor) -> None:
    page = visitor.open("gaps", v="1", a="ban-mo", y="2568", o="lost")
    page.get_by_role("radio", name="ตามคะแนนรวมที่เสียไป").focus()
    page.keyboard.press("Tab")
    spoken = "document.activeElement.ariaLabel"
    assert page.evaluate(spoken) == "มาตรการของการเปิดเผยข้อมูล"
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(spoken) == "มาตรการของการปรับปรุงการทำงาน"
    # What has the focus lies over its bar.
    mark, bar = page.locator(":focus").bounding_box(), bars(page).nth(2).bounding_box()
    assert mark is not None
    assert bar is not None
    assert all(abs(mark[side] - bar[side]) < 2 for side in ("x", "y", "width", "height"))
    page.keyboard.press("Enter")
    assert opened(visitor) == "8"


def test_another_year_and_order_are_drawn_in_the_same_place(visitor: Visitor) -> None:
    page = visitor.open("gaps", v="1", a="demo", y="2568")
    first = page.locator(".bartext").first
    page.evaluate("window.kept = document.querySelector('.js-plotly-plot .barlayer')")
    for label, before in (("ตามคะแนนรวมที่เสียไป", "16.14"), ("ตามคะแนนที่ยังขาดจาก 100", "3.228")):
        expect(first).to_have_text(before)
        page.get_by_role("radio", name=label).click()
        expect(first).not_to_have_text(before)
    page.locator(".st-key-choice").get_by_role("combobox").nth(1).click()
    page.get_by_role("option", name="2566").click()
    expect(first).to_have_text("28.03")
    visitor.finished()
    assert page.evaluate("window.kept === document.querySelector('.js-plotly-plot .barlayer')")
    # A reader of the screen hears what stands there now.
    expect(page.get_by_role("img", name=re.compile("^คะแนนที่ยังขาดจาก 100.*ปีงบประมาณ 2566.*28.03"))).to_be_visible()


@pytest.mark.parametrize("screen", ["gaps", "simulate"])
def test_a_choice_counts_though_the_browser_sends_an_older_address_with_it(visitor: Visitor, screen: str) -> None:
    # As where a person is quicker than the message with the address of the choice before: here it never comes.
    held: list[bytes] = []

    def hold(browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if isinstance(message, bytes) and len(message) < 500 and b"y=2566" in message:
                held.append(message)
            else:
                browser.send(message)

        server.on_message(pass_on)

    visitor.page.route_web_socket(re.compile("_stcore/stream"), hold)
    page = visitor.open(screen, v="1", a="demo", y="2568")
    year = page.locator(".st-key-choice").get_by_role("combobox").nth(1)
    for chosen in ("2566", "2565"):
        year.click()
        page.get_by_role("option", name=chosen).click()
        expect(page.locator(".ita-sub").first).to_contain_text(chosen)
        visitor.finished()
        assert held
    expect(year).to_have_value("2565")
    page.wait_for_url("**y=2565*")
    if screen == "gaps":
        # The order has its own place in the address.
        page.get_by_role("radio", name="ตามคะแนนรวมที่เสียไป").click()
        page.wait_for_url("**y=2565*o=lost*")


@pytest.mark.parametrize("missing", ["**/chart.js*", "**/plotly-cartesian*"])
def test_where_the_chart_cannot_start_a_sentence_stands_and_the_table_opens(visitor: Visitor, missing: str) -> None:
    visitor.page.route(missing, lambda route: route.abort())
    page = visitor.open("gaps")
    expect(page.get_by_role("alert").filter(has_text="แสดงแผนภูมิไม่ได้")).to_be_visible()
    expect(page.locator(".ita-table tbody tr")).to_have_count(10)
    assert looking.english_on(page) == []
    # The browser itself says that it did not get the file; nothing else went wrong.
    assert [text for text in visitor.watch.wrong if "ERR_FAILED" not in text] == []
    visitor.watch.wrong.clear()


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
