"""Files that a person has to decide about, in a browser; and one that is hostile, which nobody else notices."""

from __future__ import annotations

import re
import shutil
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_languages import TABS
from tests.browser.visiting import Dashboard, Visitor, started
from tests.helpers import ROOT

CASES = ROOT / "tests" / "cases"
STORE = "บันทึกคะแนน"


@pytest.fixture(scope="module")
def shared(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """Return one dashboard for these files, each of another year."""
    with started(Path(shutil.copy(built, tmp_path_factory.mktemp("mapping") / "ita.duckdb"))) as dashboard:
        yield dashboard


def opened(visitor: Visitor) -> Page:
    """Open the part for files of scores."""
    page = visitor.open("import", v="1", a="ban-mo", y="2568")
    page.get_by_role("tab", name=TABS[3]).click()
    return page


def choose_file(page: Page, name: str, data: bytes) -> None:
    """Choose a file of scores."""
    page.get_by_role("tabpanel").locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


@pytest.fixture
def upload(visit: Callable[..., Visitor], shared: Dashboard) -> Callable[[str, bytes], Visitor]:
    """Return what uploads a file of scores of the sample town."""

    def up(name: str, data: bytes) -> Visitor:
        visitor = visit(shared)
        choose_file(opened(visitor), name, data)
        return visitor

    return up


def stores(page: Page) -> None:
    page.get_by_role("button", name=STORE).filter(visible=True).click()
    expect(page.get_by_text("บันทึกแล้ว")).to_be_visible()


def test_targets_beside_the_result_are_offered(upload: Callable[[str, bytes], Visitor]) -> None:
    visitor = upload("br3.csv", (CASES / "br3.csv").read_bytes())
    page = visitor.page
    expect(page.get_by_text("อ่านเป็น: ผลการประเมินปี 2567")).to_be_visible()
    expect(page.get_by_role("tabpanel").get_by_text("95.02", exact=True).filter(visible=True)).to_be_visible()
    tick = page.get_by_role("checkbox", name="บันทึกค่าเป้าหมายปี 2567")
    expect(tick).not_to_be_checked()
    page.get_by_text("บันทึกค่าเป้าหมายปี 2567").click()
    visitor.finished()
    stores(page)
    expect(page.get_by_text("พร้อมค่าเป้าหมายปี 2567")).to_be_visible()


def test_what_says_that_it_is_targets_is_asked_about(upload: Callable[[str, bytes], Visitor]) -> None:
    visitor = upload("ti-target.xlsx", (CASES / "ti-target.xlsx").read_bytes())
    page = visitor.page
    expect(page.get_by_text("ยังบันทึกไม่ได้จนกว่าจะเลือกครบ")).to_be_visible()
    expect(page.get_by_role("button", name=STORE).filter(visible=True)).to_have_count(0)
    page.get_by_text("ตัวเลขเหล่านี้คือค่าเป้าหมาย").click()
    expect(page.get_by_text("อ่านเป็น: ค่าเป้าหมายปี 2568")).to_be_visible()
    visitor.finished()
    stores(page)


def test_one_of_several_columns_is_chosen(upload: Callable[[str, bytes], Visitor]) -> None:
    visitor = upload("lab5.xlsx", (CASES / "lab5.xlsx").read_bytes())
    page = visitor.page
    radios = page.get_by_role("tabpanel").get_by_role("radio")
    expect(radios).to_have_count(3)
    assert not any(radios.nth(number).is_checked() for number in range(3))
    expect(page.get_by_role("button", name=STORE).filter(visible=True)).to_have_count(0)
    page.get_by_role("tabpanel").get_by_test_id("stRadio").get_by_text("คะแนนเฉลี่ย").click()
    expect(page.get_by_text("อ่านเป็น: ผลการประเมินปี 2566")).to_be_visible()
    visitor.finished()
    stores(page)


def ask_health(dashboard: Dashboard) -> int:
    """Return the status of /health, 0 if there is none for half a minute."""
    try:
        with urllib.request.urlopen(f"{dashboard.url}/health", timeout=30) as answer:
            answer.read()
            return int(answer.status)
    except OSError:
        return 0


def test_nobody_notices_a_hostile_file(visit: Callable[..., Visitor], shared: Dashboard) -> None:
    answered: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.wait(0.1):
            answered.append(ask_health(shared))

    page = opened(visit(shared))
    asking = threading.Thread(target=ask)
    asking.start()
    try:
        # One cell of marks that belong to no letter.
        table = f"ปีงบประมาณ,1,{'่้' * 6000}\n2567,97.21,90\n"
        choose_file(page, "marks.csv", table.encode())
        # Read or refused, whatever the readers make of it: it does not take long, and nobody else waits.
        expect(page.get_by_text(re.compile("อ่านเป็น: ผลการประเมินปี 2567|นานเกินไป"))).to_be_visible()
    finally:
        done.set()
        asking.join()
    # It was asked all the while, and nobody was left without an answer.
    assert len(answered) > 1 and set(answered) == {200}
