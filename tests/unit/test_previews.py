"""A look at a paper: which can be made and what they lack, its own pages or its contents, and many at once."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pypdfium2
import pytest
from PIL import Image

from ita.documents.contents import report_contents
from ita.documents.model import Rows
from ita.documents.outlook import PACK, outlooks
from ita.documents.request import PaperRequest, default_digits
from ita.errors import InputError, NotKnownError
from ita.i18n import error_text
from ita.papers import PAPERS, refuse_master
from ita.previews import has_preview, page_count, page_png, preview_pdf, shows_its_pages
from ita.store import reads
from ita.store.engine import Cursor, Engine

TODAY = date(2026, 11, 29)
BAN_MO = PaperRequest("ban-mo", 2568, TODAY)
DEMO = PaperRequest("demo", 2568, TODAY)


def words_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.fixture
def cursor(engine: Engine) -> Cursor:
    with engine.cursor() as found:
        yield found


def test_every_paper_but_those_of_many_files_can_be_looked_at() -> None:
    assert [name for name in PAPERS if not has_preview(name)] == ["pictures", PACK]
    assert [name for name in PAPERS if shows_its_pages(name)] == ["report-pdf", "progress-pdf", "brief", "council"]


def test_a_report_that_is_stored_lacks_nothing(cursor: Cursor) -> None:
    found = outlooks(cursor, BAN_MO)
    assert set(found) == set(PAPERS)
    assert all(each.reason is None for each in found.values())
    assert found["report"].lacks == ()
    # One year only: nothing is compared.
    assert found["brief"].lacks == ()
    assert [each.in_words("en") for each in found["council"].lacks] == [
        "No earlier total is known: there is no part about what changed."
    ]


def test_what_a_paper_lacks_is_what_it_does_not_hold(cursor: Cursor) -> None:
    """The words are held against the papers themselves, not against what they were computed from."""
    found = outlooks(cursor, DEMO)
    lacks = [each.in_words("en") for each in found["brief"].lacks]
    assert any("no measures and no plan" in each for each in lacks)
    assert not any("what changed" in each for each in lacks)
    assert not reads.plans(cursor, "demo", 2568)
    assert "เปลี่ยนแปลง" in words_of(preview_pdf(cursor, "council", DEMO))


@pytest.mark.parametrize(
    ("agency", "kind"), [("thailand", InputError), ("sao", NotKnownError), ("nobody", NotKnownError)]
)
def test_why_a_paper_cannot_be_made_is_what_making_it_says(cursor: Cursor, agency: str, kind: type[Exception]) -> None:
    request = PaperRequest(agency, 2568, TODAY)
    reason = outlooks(cursor, request)["report"].reason
    assert isinstance(reason, kind)
    with pytest.raises(kind) as said:
        PAPERS["report"].make(cursor, request)
    if agency != "nobody":
        assert error_text(said.value, "th") == error_text(reason, "th")


def test_the_pack_of_an_average_holds_what_can_be_made(cursor: Cursor) -> None:
    made = PAPERS[PACK].make(cursor, PaperRequest("thailand", 2568, TODAY))
    assert b"README.txt" in made
    assert b"brief.pdf" in made
    assert b"report.docx" not in made


def test_contents_hold_what_is_stored(cursor: Cursor) -> None:
    cells = [
        cell
        for section in report_contents(cursor, BAN_MO).sections
        for block in section.blocks
        if isinstance(block, Rows)
        for row in block.table.texts("th")
        for cell in row
    ]
    for row in reads.measures(cursor, "ban-mo", 2568):
        assert any(row.title in cell for cell in cells)
    for step in reads.steps(cursor, "ban-mo", 2568):
        assert any(step.text in cell for cell in cells)
    pages = words_of(preview_pdf(cursor, "workbook", PaperRequest("ban-mo", 2568, TODAY, lang="en", digits="arabic")))
    assert "ITA data book" in pages
    assert "Further columns" in pages


def test_a_page_is_as_wide_as_asked_and_small(cursor: Cursor) -> None:
    pdf = preview_pdf(cursor, "brief", BAN_MO)
    assert page_count(pdf) == 2
    with Image.open(io.BytesIO(page_png(pdf, 1, 700))) as picture:
        assert picture.size == pytest.approx((700, 990), abs=2)
        # A white sheet with letters on it.
        assert {(255, 255, 255)} < {colour for _count, colour in picture.convert("RGB").getcolors(1 << 20)}
    assert len(page_png(pdf, 1, 1000)) < 250_000


def test_papers_of_several_threads_do_not_disturb_each_other(engine: Engine) -> None:
    """The compiler of typst refuses a second thread while one is in it."""

    def pages_of(request: PaperRequest) -> int:
        with engine.cursor() as cursor:
            return page_count(PAPERS["brief"].make(cursor, request))

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(pages_of, [BAN_MO, DEMO] * 4)) == [2] * 8


def test_a_master_is_refused_before_slides_are_asked_for() -> None:
    with pytest.raises(InputError) as said:
        refuse_master(b"no slides")
    assert said.value.rule == "master-refused"


def test_digits_follow_the_language() -> None:
    assert (default_digits("th"), default_digits("en")) == ("thai", "arabic")
