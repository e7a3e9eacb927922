"""Papers in a browser: made while the page serves, saved under their name; and what a printer gets of any screen."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser import looking
from tests.browser.visiting import Dashboard, Visitor

DEMO = {"v": "1", "a": "demo", "y": "2568"}
BAN_MO = {"v": "1", "a": "ban-mo", "y": "2568"}
PRINTED = (
    ("", DEMO),
    ("gaps", BAN_MO),
    ("measures", {**BAN_MO, "i": "9"}),
    ("trends", {**DEMO, "w": "change", "f": "2567", "t": "2568"}),
)
# Of an inch; a margin is 12 mm.
DPI, MARGIN = 72, 30


def test_the_pack_is_made_while_the_page_serves_and_is_saved(visitor: Visitor) -> None:
    page = visitor.open("documents", **BAN_MO)
    assert looking.english_on(page) == []
    page.get_by_role("button", name="ทำชุดเอกสาร").click()
    expect(page.get_by_role("button", name="ยกเลิก")).to_be_visible()
    # Another paper is chosen meanwhile, and stays chosen.
    page.get_by_text("บทสรุปผู้บริหาร (PDF)").last.click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="บันทึกไฟล์").click()
    assert saving.value.suggested_filename == "เทศบาลตำบลบ้านหมอ-2568-pack.zip"
    with zipfile.ZipFile(Path(saving.value.path())) as pack:
        assert len(pack.namelist()) == 7
    expect(page.get_by_role("radio", name="บทสรุปผู้บริหาร (PDF)")).to_be_checked()
    assert "d=brief" in page.url
    page.get_by_text("ดูตัวอย่างก่อน").click()
    expect(page.get_by_role("img", name="บทสรุปผู้บริหาร (PDF) หน้า 1 จาก 2")).to_be_visible()
    visitor.finished()
    assert looking.english_on(page) == []
    assert looking.sideways(page) == []


def drawn(pdf: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize(("name", "link"), PRINTED)
def test_a_printed_screen_is_black_on_white_and_nothing_is_cut(
    visit: Callable[..., Visitor], looked_at: Dashboard, name: str, link: dict[str, str], is_dark: bool
) -> None:
    visitor = visit(looked_at)
    visitor.page.emulate_media(color_scheme="dark" if is_dark else "light")
    page = visitor.open(name, **link)
    if name in {"gaps", "trends"}:
        page.locator(".js-plotly-plot svg text").first.wait_for()
    for is_across in (False, True):
        pdf = page.pdf(format="A4", landscape=is_across)
        with pypdfium2.PdfDocument(pdf) as document:
            words = document[0].get_textpage().get_text_bounded()
        # Whose, of which year, and where papers are made; no navigation, no button.
        assert "2568" in words.splitlines()[0]
        assert "English" not in words
        for sheet in drawn(pdf):
            width, height = sheet.size
            assert (width > height) == is_across
            # Nothing reaches into the margins: what is cut off would end there.
            for edge in ((0, 0, MARGIN, height), (width - MARGIN, 0, width, height)):
                assert sheet.crop(edge).getextrema()[0] > 200, (name, is_across)
            dark = sum(count for shade, count in enumerate(sheet.histogram()) if shade < 100)
            assert dark < 0.12 * width * height
        assert len(pdf) > 0
    visitor.page.emulate_media(color_scheme=None)


def test_only_paper_shows_the_line_for_paper(visitor: Visitor) -> None:
    page = visitor.open("gaps", **BAN_MO)
    expect(page.locator(".ita-print")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".ita-print")).to_be_visible()
    expect(page.locator(".ita-print")).to_contain_text("หน้าจอ: คะแนนที่ยังขาดจาก 100")
    expect(page.locator(".ita-print")).to_contain_text("เอกสารสำหรับพิมพ์อยู่ที่หน้าจอ “เอกสาร”")
    expect(page.get_by_role("button", name="English")).to_be_hidden()
    page.emulate_media(media="screen")
