"""The years compared, in a real browser: the link of a view, the way without the chart, and the picture of it."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page, expect

from ita.calendar import today_in_bangkok
from ita.documents.council import council
from ita.documents.model import Chart
from ita.documents.request import PaperRequest
from ita.exporting.svg.picture import svg_of
from ita.store.engine import open_engine
from tests.browser import looking
from tests.browser.test_languages import VIEWS
from tests.browser.test_opening import NAVIGATION, navigation
from tests.browser.visiting import Dashboard, Visitor

NAMES = dict(
    zip(
        VIEWS,
        ("คะแนนรวมและระดับ", "เครื่องมือการประเมิน (IIT EIT OIT)", "สิบตัวชี้วัด", "เปรียบเทียบปี", "ตารางคะแนนแยกสี"),
        strict=True,
    )
)
ENGLISH = dict(
    zip(VIEWS, ("Total and level", "Instruments", "Ten indicators", "Years compared", "Heatmap"), strict=True)
)
DEMO = {"v": "1", "a": "demo", "y": "2568"}
# A score, a change or lost points, as they stand on a chart and in a table.
FIGURE = re.compile(r"[+−-]?\d+\.\d{2,3}")


def view(page: Page, name: str) -> Locator:
    """Return the button of a view."""
    return page.get_by_role("radio", name=name, exact=True)


def shown_years(page: Page) -> list[str]:
    """Return the two years that are compared, as the page has them."""
    boxes = page.locator(".st-key-compared").get_by_role("combobox")
    expect(boxes).to_have_count(2)
    return [box.input_value() for box in boxes.all()]


def query(page: Page) -> dict[str, str]:
    """Return what the address names."""
    return {key: value for key, (value,) in parse_qs(urlsplit(page.url).query).items()}


def focus(page: Page) -> str:
    """Return the name of what has the focus."""
    script = "document.activeElement.ariaLabel || document.activeElement.innerText || ''"
    return str(page.evaluate(script)).strip()


def test_the_first_request_after_a_start_may_compare_two_years(
    dashboard: Dashboard, visit: Callable[..., Visitor]
) -> None:
    link = {**DEMO, "f": "2565", "t": "2567", "w": "change"}
    visitor = visit(dashboard)
    page = visitor.open("trends", **link)
    assert navigation(page) == NAVIGATION
    # Neither the view nor the years are what opens without a link.
    expect(view(page, NAMES["change"])).to_be_checked()
    assert shown_years(page) == ["2565", "2567"]
    assert query(page) == link
    page.get_by_text("ดูเป็นตาราง").click()
    expect(page.locator(".ita-table thead th")).to_have_text(["ตัวชี้วัด", "2565", "2567", "เปลี่ยนแปลง", "เทียบกับทั้งประเทศ"])
    said = page.locator('[data-testid="stMarkdownContainer"]', has_text="จากปี 2565 ถึงปี 2567")
    expect(said.first).to_be_visible()

    page.reload()
    visitor.finished()
    expect(view(page, NAMES["change"])).to_be_checked()
    assert shown_years(page) == ["2565", "2567"]
    assert query(page) == link

    visitor.switch_language()
    expect(view(page, ENGLISH["change"])).to_be_checked()
    assert shown_years(page) == ["2565", "2567"]
    assert query(page) == {**link, "l": "en"}


def test_each_view_has_a_link_that_holds(visitor: Visitor) -> None:
    page = visitor.open("trends", **DEMO)
    expect(view(page, NAMES["total"])).to_be_checked()
    for name in (*VIEWS[1:], VIEWS[0]):
        view(page, NAMES[name]).click()
        expect(view(page, NAMES[name])).to_be_checked()
        # The button is set before the page was told of it, the address after.
        expect(page).to_have_url(re.compile(rf"[?&]w={name}\b"))
        visitor.finished()
        link = query(page)
        assert link == {**DEMO, "w": name} | ({"f": "2567", "t": "2568"} if name == "change" else {})
        page.reload()
        visitor.finished()
        expect(view(page, NAMES[name])).to_be_checked()
        assert query(page) == link
        visitor.switch_language()
        expect(view(page, ENGLISH[name])).to_be_checked()
        assert query(page) == {**link, "l": "en"}
        visitor.switch_language()


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_no_text_of_a_chart_lies_over_another(visit: Callable[..., Visitor], looked_at: Dashboard, width: int) -> None:
    visitor = visit(looked_at, width, 900)
    for name in VIEWS:
        page = visitor.open("trends", **DEMO, w=name)
        expect(page.locator(".js-plotly-plot text").first).to_be_visible()
        visitor.finished()
        assert looking.touching(page) == [], name
    page = visitor.open("", **DEMO)
    expect(page.locator(".ita-spark")).to_be_visible()
    visitor.finished()
    assert looking.touching(page) == []


def test_a_year_chosen_on_the_page_goes_into_the_link(visitor: Visitor) -> None:
    page = visitor.open("trends", **DEMO, w="change")
    before = page.locator(".js-plotly-plot svg.main-svg").first.text_content()
    page.locator(".st-key-compared").get_by_role("combobox").first.click()
    page.get_by_role("option", name="2565").click()
    expect(page.locator(".js-plotly-plot svg.main-svg").first).not_to_have_text(before or "")
    visitor.finished()
    assert shown_years(page) == ["2565", "2568"]
    assert query(page) == {**DEMO, "f": "2565", "t": "2568", "w": "change"}
    # It holds while another view is looked at, and on the way back.
    view(page, NAMES["heatmap"]).click()
    expect(page.locator(".st-key-compared")).to_have_count(0)
    visitor.finished()
    assert query(page) == {**DEMO, "w": "heatmap"}
    view(page, NAMES["change"]).click()
    expect(page.locator(".st-key-compared")).to_have_count(1)
    visitor.finished()
    assert shown_years(page) == ["2565", "2568"]


def test_a_view_that_is_not_known_is_said(visitor: Visitor) -> None:
    page = visitor.open("trends", **DEMO, w="pie")
    expect(page.get_by_test_id("stAlert").filter(has_text="w=pie")).to_be_visible()
    expect(view(page, NAMES["total"])).to_be_checked()


def test_a_compared_year_of_which_nothing_is_known_is_said(visitor: Visitor) -> None:
    # Another year in its place would be read as that of the link.
    page = visitor.open("trends", **DEMO, f="2564", t="2567", w="change")
    expect(page.get_by_test_id("stAlert").filter(has_text="2564")).to_be_visible()


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_drawn_is_said_and_stands_in_a_table_that_the_keyboard_reaches(visitor: Visitor, name: str) -> None:
    page = visitor.open("trends", **DEMO, w=name)
    drawn = page.locator(".js-plotly-plot svg text").all_text_contents()
    figures = {figure for text in drawn for figure in FIGURE.findall(text)}
    assert len(figures) >= 4
    # Above the chart a sentence says the main thing.
    sentence = page.get_by_test_id("stMain").get_by_test_id("stMarkdownContainer").filter(has_text=re.compile(r"\d"))
    assert max(len(text) for text in sentence.all_inner_texts()) > 40
    view(page, NAMES[name]).focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        if "ดูเป็นตาราง" in focus(page):
            break
    assert page.evaluate("document.activeElement.matches('summary:focus-visible')")
    page.keyboard.press("Enter")
    table = page.locator(".ita-table")
    expect(table.locator("tbody tr").first).to_be_visible()
    # What opens is drawn piece by piece: the way to its file comes a moment after the table.
    visitor.finished()
    cells = {figure for text in table.locator("td").all_inner_texts() for figure in FIGURE.findall(text)}
    assert figures - cells == set()
    # Behind the table its rows can be had as a file.
    page.keyboard.press("Tab")
    assert "CSV" in focus(page)


def test_the_keyboard_goes_from_view_to_view(visitor: Visitor) -> None:
    page = visitor.open("trends", **DEMO)
    view(page, NAMES["total"]).focus()
    page.keyboard.press("ArrowRight")
    if focus(page) == NAMES["instruments"] and not view(page, NAMES["instruments"]).is_checked():
        page.keyboard.press("Enter")
    expect(view(page, NAMES["instruments"])).to_be_checked()
    visitor.finished()
    assert query(page)["w"] == "instruments"


def picture_for_papers(database: Path) -> str:
    """Return the picture of the demonstration's total that papers have."""
    with closing(open_engine(database, read_only=True)) as engine, engine.cursor() as cursor:
        section = council(cursor, PaperRequest("demo", 2568, today_in_bangkok())).sections[0]
    (chart,) = [block for block in section.blocks if isinstance(block, Chart)]
    return svg_of(chart.series, width=1000, lang="th")


def test_a_chart_is_saved_with_what_the_page_says_around_it_without_any_request(visitor: Visitor, built: Path) -> None:
    page = visitor.open("trends", **DEMO)
    # A picture of made-up figures carries that they are.
    expect(page.locator(".js-plotly-plot .annotation-text", has_text="ข้อมูลสมมติ")).to_have_count(1)
    box = page.locator(".js-plotly-plot .main-svg").first.bounding_box()
    assert box is not None
    asked = len(visitor.watch.asked)
    name = "เทศบาลตัวอย่าง-(ข้อมูลสมมติ)-คะแนนรวมและระดับ-ปีงบประมาณ-2563-2568"
    saved = {}
    for kind in ("PNG", "SVG"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"({kind})").press("Enter")
        assert waiting.value.suggested_filename == f"{name}.{kind.lower()}"
        saved[kind] = Path(waiting.value.path()).read_bytes()
        expect(page.get_by_role("status").filter(has_text="บันทึกภาพแล้ว")).to_be_visible()
    assert looking.english_on(page) == []
    visitor.finished()
    # The letters are those of the page itself.
    assert {urlsplit(url).path for url in visitor.watch.asked[asked:] if not url.startswith(("data:", "blob:"))} <= {
        f"/app/static/fonts/Sarabun-{weight}.ttf" for weight in ("Regular", "SemiBold", "Bold")
    }
    sheet = ElementTree.fromstring(saved["SVG"])
    texts = [text for each in sheet.iter("{http://www.w3.org/2000/svg}text") if (text := "".join(each.itertext()))]
    for wanted in (
        "คะแนนรวมและระดับ",
        "เทศบาลตัวอย่าง (ข้อมูลสมมติ) · ปีงบประมาณ 2563–2568",
        "ข้อมูลสมมติ",
        "87.04",
    ):
        assert wanted in texts
    assert re.fullmatch(r"แหล่งที่มา: ข้อมูลสมมติ, ตัวเลขที่เผยแพร่ · บันทึกเมื่อ \d+ \S+ 25\d\d", texts[-1])
    # The picture that papers have of the same series says the same: every word and figure, and no figure more.
    drawn = ElementTree.fromstring(picture_for_papers(built))
    of_papers = ["".join(each.itertext()) for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
    said = re.sub(r"\s", "", "".join(texts))
    assert [text for text in of_papers if re.sub(r"\s", "", text) not in said] == []
    assert sorted(FIGURE.findall(" ".join(of_papers))) == sorted(FIGURE.findall(" ".join(texts)))
    assert saved["SVG"].count(b"url(data:font/ttf;base64,") == 3
    assert saved["PNG"][:16] == b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    # Twice as fine as on the screen, with an edge and the words above and below, and not an empty sheet.
    width, height = struct.unpack(">II", saved["PNG"][16:24])
    assert 0 < width - 2 * box["width"] < 100
    assert 100 < height - 2 * box["height"] < 300
    assert abs(width - 2 * float(sheet.get("width", 0))) <= 2
    assert len(saved["PNG"]) > 20_000


def test_the_rows_come_as_a_file_that_says_they_are_made_up(visitor: Visitor) -> None:
    page = visitor.open("trends", **DEMO, w="instruments")
    page.get_by_text("ดูเป็นตาราง").click()
    # While the rows unfold, the button moves away from under the pointer.
    expect(page.locator(".ita-table tbody tr").last).to_be_visible()
    visitor.finished()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    assert waiting.value.suggested_filename == "demo-instruments.csv"
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    header, *rows = text.splitlines()
    assert header.split(",")[1:] == ["IIT", "EIT", "OIT", "ข้อมูลสมมติ"]
    shown = page.locator(".ita-table tbody tr")
    expect(shown).to_have_count(len(rows))
    for row, line in zip(rows, shown.all(), strict=True):
        cells = [("" if cell == "–" else cell) for cell in line.locator("td span").all_inner_texts()]
        assert row.split(",") == [*cells, "ข้อมูลสมมติ"]
