"""The presentation in a real browser: keys, touch, table, black screen, a reload, all without the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from tests.browser.test_trends import query
from tests.browser.visiting import Dashboard, Visitor

DEMO = {"v": "1", "a": "demo", "y": "2568"}
STEPS = ["total", "change", "gaps", "lowest-9", "lowest-7", "lowest-10", "ask"]
# What the browser sends while keys are pressed, and for how long each took until the next picture was drawn.
COUNTED = """() => {
  window.sent = 0;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...given) { window.sent++; return send.apply(this, given); };
}"""
GROUND = "() => getComputedStyle(document.body, '::after').backgroundColor"

# Words that stand on more than one line, in a body as wide as so many sizes of its type.
BROKEN = """([words, width]) => {
  const body = document.querySelector('.ita-stage .now .texts');
  body.style.width = `${width}em`;
  const found = [];
  for (const block of body.querySelectorAll('p, li, h3, th, td')) {
    const nodes = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const letters = nodes.flatMap(node => [...node.data].map((_, at) => [node, at]));
    const lines = (from, to) => {
      const tops = letters.slice(from, to).map(([node, at]) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
      }).filter(box => box.width).map(box => Math.round(box.top));
      return new Set(tops).size;
    };
    const text = block.textContent;
    for (const word of words)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
        if (lines(at, at + word.length) > 1) found.push(word);
  }
  body.style.width = '';
  return found;
}"""


def now(page: Page) -> str:
    """Return the step that is seen: exactly one is."""
    seen = page.locator(".ita-stage .step:visible")
    expect(seen).to_have_count(1)
    return str(seen.get_attribute("data-step"))


@pytest.fixture
def page(looked_at: Dashboard, visit: Callable[..., Visitor]) -> Iterator[Page]:
    """Return the agenda of the demonstration."""
    visitor = visit(looked_at, 1280, 720)
    yield visitor.open("present", **DEMO)


def test_keys_turn_the_steps_without_the_server(page: Page) -> None:
    expect(page.locator(".agenda > li")).to_have_count(len(STEPS))
    page.evaluate(COUNTED)
    page.get_by_role("button", name="เริ่มนำเสนอ").click()
    expect(page.locator(".ita-stage")).to_be_focused()
    assert page.evaluate("document.fullscreenElement?.className").startswith("ita-stage")
    seen = [now(page)]
    for key in ("ArrowRight", "PageDown", "Space", "ArrowDown", "Enter", "n", "End", "ArrowRight"):
        page.keyboard.press(key)
        seen.append(now(page))
    assert seen == [*STEPS, STEPS[-1], STEPS[-1]]
    for key, step in (("ArrowLeft", -2), ("PageUp", -3), ("Shift+Space", -4), ("Home", 0)):
        page.keyboard.press(key)
        assert now(page) == STEPS[step]
    assert page.evaluate("window.sent") == 0
    assert query(page)["k"] == "total"
    # The page beneath cannot be reached; nothing of the stage is cut off.
    assert page.evaluate("document.getElementById('root').inert")
    assert page.evaluate("document.querySelector('.ita-stage .now .body').scrollWidth") <= 1280
    page.keyboard.press("Escape")
    expect(page.locator(".ita-stage")).to_have_count(0)
    expect(page.get_by_role("button", name="เริ่มนำเสนอ")).to_be_focused()
    assert "k" not in query(page)
    assert not page.evaluate("document.fullscreenElement || document.getElementById('root').inert")


def test_the_table_the_black_screen_and_touch(page: Page) -> None:
    page.get_by_role("button", name="เริ่มนำเสนอ").click()
    page.keyboard.press("ArrowRight")
    table = page.locator(".ita-stage .now figure table")
    expect(table).to_be_hidden()
    page.keyboard.press("t")
    expect(table).to_be_visible()
    expect(table.locator("tbody tr")).to_have_count(11)
    # The same key where the keyboard writes Thai.
    page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'ะ', code: 'KeyT'}))")
    expect(table).to_be_hidden()
    page.keyboard.press("b")
    expect(page.locator(".ita-stage .now h2")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.ita-stage')).backgroundColor") == "rgb(0, 0, 0)"
    # Any key brings the step back, and turns nothing.
    page.keyboard.press("ArrowRight")
    assert now(page) == "change"
    page.mouse.click(1000, 300)
    assert now(page) == "gaps"
    page.mouse.click(100, 300)
    assert now(page) == "change"


def test_a_reload_stands_where_it_was_in_the_colours_that_were_chosen(page: Page) -> None:
    page.get_by_role("button", name="คมชัดสูง").click()
    page.get_by_label("แสดง “การเปลี่ยนแปลงจากปี 2567”").uncheck()
    page.get_by_label("เลื่อน “คะแนนที่ยังขาดจาก 100” ขึ้น").click()
    page.get_by_label("เลื่อน “คะแนนที่ยังขาดจาก 100” ขึ้น").click()
    page.get_by_role("button", name="เริ่มนำเสนอ").click()
    assert now(page) == "gaps"
    page.keyboard.press("ArrowRight")
    assert now(page) == "total"
    kept = query(page)
    assert (kept["k"], kept["c"], kept["q"].split(".")[:3]) == ("total", "contrast", ["gaps", "total", "lowest-9"])
    page.reload(wait_until="commit")
    page.wait_for_function("document.body")
    # Black until the step is there: nothing white in between.
    assert page.evaluate(GROUND) == "rgb(0, 0, 0)"
    expect(page.locator(".ita-stage")).to_be_visible()
    assert now(page) == "total"
    assert page.evaluate(GROUND) != "rgb(0, 0, 0)"
    page.keyboard.press("ArrowLeft")
    assert now(page) == "gaps"
    page.keyboard.press("Escape")
    expect(page.get_by_label("แสดง “การเปลี่ยนแปลงจากปี 2567”")).not_to_be_checked()


def test_letters_grow_with_the_projector(page: Page) -> None:
    page.get_by_role("button", name="เริ่มนำเสนอ").click()
    size = "parseFloat(getComputedStyle(document.querySelector('.ita-stage .now p.main')).fontSize)"
    small = page.evaluate(size)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.wait_for_function(f"{size} > {small} * 1.4")
    assert small > 28


def test_the_agenda_shows_steps_as_the_stage_does(page: Page) -> None:
    cut = "[...document.querySelectorAll('.agenda .body')].filter(b => b.scrollHeight > b.clientHeight + 1).length"
    expect(page.locator(".agenda .body")).to_have_count(len(STEPS))
    # The text of the change is too long for its place: its letters are made smaller.
    page.wait_for_function(f"{cut} === 0")


def test_what_was_chosen_outlives_a_run_of_the_page_and_a_way_back(page: Page) -> None:
    page.get_by_label("แสดง “คะแนนที่ยังขาดจาก 100”").uncheck()
    page.get_by_role("button", name="มืด", exact=True).click()
    page.get_by_text("เลขไทย", exact=True).click()
    expect(page.locator(".agenda .small footer .count").first).to_have_text("๑ / ๗")
    expect(page.get_by_label("แสดง “คะแนนที่ยังขาดจาก ๑๐๐”")).not_to_be_checked()
    assert (query(page)["c"], "gaps" in query(page)["q"].split(".")) == ("dark", False)
    page.get_by_role("button", name="เริ่มนำเสนอ").click()
    expect(page.locator(".ita-stage .now .count")).to_have_text("๑ / ๖")
    # As the browser's way back does within the dashboard.
    page.evaluate("history.pushState(null, '', '/gaps'); dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.locator(".ita-stage")).to_have_count(0)
    assert not page.evaluate("document.getElementById('root').inert")


@pytest.mark.parametrize(
    ("agency", "step", "words"),
    [
        ("demo", "total", ["ผ่านดีเยี่ยม", "ทั้งประเทศ", "คะแนนรวม", "100 ·"]),
        ("demo", "change", ["เพิ่มขึ้น", "ทั้งประเทศ", "ผ่านดี", "การทำงาน"]),
        ("demo", "gaps", ["ผู้มีส่วนได้ส่วนเสีย", "ต่ำสุด", "แบบวัด", "ภายนอก ·"]),
        ("ban-mo", "plan", ["สำนักปลัด", "กองคลัง", "กองการศึกษาฯ", "ประสิทธิภาพ", "30\u00a0เม.ย.\u00a02569"]),
    ],
)
def test_no_line_ends_within_a_word(page: Page, agency: str, step: str, words: list[str]) -> None:
    page.goto(page.url.partition("/present")[0] + f"/present?v=1&a={agency}&y=2568&k={step}")
    expect(page.locator(".ita-stage")).to_be_visible()
    page.evaluate("document.fonts.ready")
    texts = page.locator(".ita-stage .now .texts")
    # What is read aloud and copied is the text.
    said = texts.text_content() or ""
    assert [word for word in words if "".join(word.split()) not in "".join(said.split())] == []
    assert page.evaluate("document.querySelector('.ita-stage .now').innerText.match(/[\u200b\u00ad]/g)") is None
    for width in range(13, 40):
        assert page.evaluate(BROKEN, [words, width]) == [], width


def changed(before: bytes, after: bytes) -> int:
    """Return how many pixels of a picture are clearly others in a second one."""
    pictures = [Image.open(BytesIO(each)).convert("L") for each in (before, after)]
    return sum(ImageChops.difference(*pictures).histogram()[64:])


# What is cut off by the edge of a body is seen without that edge.
UNCUT = ".step .body, .step .rows { overflow: visible !important; }"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
@pytest.mark.parametrize("step", ["ask", "gaps", "lowest-9"])
def test_no_mark_is_cut_off_at_an_edge(page: Page, width: int, height: int, step: str) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{page.url.partition('?')[0]}?v=1&a=demo&y=2568&k={step}")
    expect(page.locator(".ita-stage")).to_be_visible()
    page.evaluate("document.fonts.ready")
    expect(page.locator(".ita-stage.pointed")).to_have_count(0)
    before = page.screenshot()
    page.add_style_tag(content=UNCUT)
    assert changed(before, page.screenshot()) == 0
    # The text begins where the title does.
    left = "querySelector('{}').getBoundingClientRect().left"
    step_of = "document.querySelector('.ita-stage .now')."
    assert page.evaluate(f"{step_of}{left.format('h2')} - {step_of}{left.format('.texts')}") == pytest.approx(
        0, abs=0.1
    )


def test_no_mark_is_cut_off_in_the_agenda(page: Page) -> None:
    page.locator(".agenda").scroll_into_view_if_needed()
    page.evaluate("document.fonts.ready")
    small = page.locator('.agenda .small:has([data-step="ask"])')
    before = small.screenshot()
    page.add_style_tag(content=UNCUT)
    assert changed(before, small.screenshot()) == 0


def test_a_table_that_is_too_wide_for_a_telephone_has_its_cells_below_each_other(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(page.url.partition("/present")[0] + "/present?v=1&a=ban-mo&y=2568&k=plan")
    table = page.locator(".ita-stage .now .rows")
    expect(table).to_have_class("rows stacked")
    assert table.evaluate("table => table.scrollWidth - table.clientWidth") <= 1
    words = ["ประสิทธิภาพ", "กองการศึกษาฯ", "30 เม.ย. 2569", "1 ต.ค. 2568"]
    kept = [word.replace(" ", "\u00a0") for word in words]
    assert [word for word in kept if word not in (table.text_content() or "")] == []
    assert page.evaluate(BROKEN, [kept, 17]) == []
    cell = table.locator("tbody td").nth(2)
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"ระยะเวลา"'
    page.set_viewport_size({"width": 1280, "height": 720})
    expect(table).to_have_class("rows")
