"""Trying scores in a real browser: typed by keyboard, the shortest way set and taken back."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import Visitor

BAN_MO = {"v": "1", "a": "ban-mo", "y": "2568"}
DISCLOSURE = "9. การเปิดเผยข้อมูล (OIT)"
PREVENTION = "10. การป้องกันการทุจริต (OIT)"
# Total and instruments of the report, as its scores give them.
REPORTED = ["93.81", "96.97", "95.27", "90.35"]


def box(page: Page, name: str) -> Locator:
    """Return the box of an indicator's score."""
    return page.get_by_role("spinbutton", name=name)


def type_score(page: Page, score: str) -> None:
    """Type a score into the box that has the focus, and leave it by the keyboard."""
    page.keyboard.press("Control+A")
    page.keyboard.type(score)
    page.keyboard.press("Enter")


def figures(page: Page) -> Locator:
    """Return the estimated total and the three instruments."""
    return page.locator(".ita-card .ita-figure")


def test_the_keyboard_sets_a_score_and_the_total_follows(visitor: Visitor) -> None:
    page = visitor.open("simulate", **BAN_MO)
    expect(page.get_by_role("spinbutton")).to_have_count(10)
    expect(figures(page)).to_have_text(REPORTED)
    reset = page.get_by_role("button", name="กลับไปใช้คะแนนปี 2568")
    expect(reset).to_be_disabled()
    # The first that Tab reaches behind the heading is the weakest.
    page.get_by_role("button", name="ตั้งคะแนนตามนี้").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == DISCLOSURE
    # 88.28 to 100: half of it for OIT, 0.20 of it for the total of 93.814.
    type_score(page, "100")
    expect(box(page, DISCLOSURE)).to_have_value("100.00")
    expect(figures(page)).to_have_text(["96.16", "96.97", "95.27", "96.21"])
    expect(page.locator(".ita-card .ita-level")).to_have_text("ผ่านดีเยี่ยม")
    expect(page.locator(".ita-card")).to_contain_text("+5.86")
    # A press downwards is a point.
    page.keyboard.press("ArrowDown")
    expect(box(page, DISCLOSURE)).to_have_value("99.00")
    type_score(page, "0")
    expect(figures(page)).to_have_text(["76.16", "96.97", "95.27", "46.21"])
    visitor.finished()
    # The focus stays, so that one can go on.
    assert page.evaluate("document.activeElement.ariaLabel") == DISCLOSURE
    reset.click()
    expect(figures(page)).to_have_text(REPORTED)
    visitor.finished()
    expect(box(page, DISCLOSURE)).to_have_value("88.28")
    # Trying stores nothing.
    visitor.open(**BAN_MO)
    expect(page.locator(".ita-total")).to_contain_text("93.81")


def test_the_shortest_way_is_set_and_taken_back(visitor: Visitor) -> None:
    page = visitor.open("simulate", **BAN_MO)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("OIT +4.65")
    expect(main.get_by_role("listitem").filter(has_text="จาก 92.42 เป็น 95.00")).to_be_visible()
    page.get_by_role("button", name="ตั้งคะแนนตามนี้").click()
    expect(box(page, DISCLOSURE)).to_have_value("95.00")
    expect(box(page, PREVENTION)).to_have_value("95.00")
    # What the way said that the total would be.
    expect(figures(page)).to_have_text(["95.67", "96.97", "95.27", "95.00"])
    expect(page.locator(".ita-card .ita-level")).to_have_text("ผ่านดีเยี่ยม")
    visitor.finished()
    # The others stand as they were.
    expect(box(page, "4. การใช้ทรัพย์สินของราชการ (IIT)")).to_have_value("93.49")
    # From there a score can be moved on.
    box(page, PREVENTION).focus()
    type_score(page, "100")
    expect(figures(page)).to_have_text(["96.67", "96.97", "95.27", "97.50"])
    visitor.finished()
    page.get_by_role("button", name="กลับไปใช้คะแนนปี 2568").click()
    expect(figures(page)).to_have_text(REPORTED)
    visitor.finished()
    expect(box(page, DISCLOSURE)).to_have_value("88.28")
    expect(box(page, PREVENTION)).to_have_value("92.42")
    expect(page.get_by_role("button", name="กลับไปใช้คะแนนปี 2568")).to_be_disabled()


def test_what_was_set_holds_when_the_language_changes(visitor: Visitor) -> None:
    page = visitor.open("simulate", **BAN_MO)
    box(page, DISCLOSURE).focus()
    type_score(page, "100")
    expect(figures(page).first).to_have_text("96.16")
    visitor.finished()
    visitor.switch_language()
    expect(figures(page).first).to_have_text("96.16")
    expect(page.get_by_role("spinbutton").first).to_have_value("100.00")


def test_made_up_figures_carry_their_mark(visitor: Visitor) -> None:
    for name in ("simulate", "trends", "gaps", ""):
        page = visitor.open(name, v="1", a="demo", y="2568")
        expect(page.locator(".ita-badge.synthetic")).to_have_text("ข้อมูลสมมติ")
    visitor.open("simulate", **BAN_MO)
    expect(page.locator(".ita-badge.synthetic")).to_have_count(0)
