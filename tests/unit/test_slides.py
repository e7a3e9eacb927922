"""Slides for a council, read back: figures of the queries, fonts, notes, marks, and an own presentation as master."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from ita.documents.council import council
from ita.documents.model import Bullets, Text
from ita.documents.request import PaperRequest
from ita.errors import InputError
from ita.exporting.slides import slides_of
from ita.formatting import points
from ita.papers import PAPERS
from ita.store import reads
from ita.store.engine import Cursor, open_engine
from ita.thai import arabic_digits

REQUEST = PaperRequest("ban-mo", 2568, date(2026, 11, 29), address="https://ita.example.go.th")
DEMO = replace(REQUEST, agency_id="demo", lang="en", digits="arabic")


@pytest.fixture(scope="module")
def cursor(built: Path) -> Iterator[Cursor]:
    """Return a cursor of the shipped database."""
    with closing(open_engine(built, read_only=True)) as engine, engine.cursor() as opened:
        yield opened


def opened(data: bytes) -> Any:
    """Return slides as python-pptx reads them."""
    return Presentation(io.BytesIO(data))


def texts(slide: Any) -> list[str]:
    """Return the texts of a slide, tables included."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def test_native_charts_hold_the_figures_of_the_queries(cursor: Cursor) -> None:
    show = opened(slides_of(council(cursor, REQUEST)))
    charts = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 2
    ranking = reads.gap_ranking(cursor, "ban-mo", 2568)
    assert [points(value) for value in charts[1].plots[0].series[0].values] == [points(r.gap_points) for r in ranking]
    tables = [shape.table for slide in show.slides for shape in slide.shapes if shape.has_table]
    scores = [arabic_digits(row.cells[3].text) for row in list(tables[0].rows)[1:]]
    assert scores == [points(row.score) for row in ranking]


def test_every_slide_says_whose_figures_they_are_and_when_and_leads_back(cursor: Cursor) -> None:
    document = council(cursor, DEMO)
    for slide in opened(slides_of(document)).slides:
        said = " ".join(texts(slide))
        assert document.stamp.agency in said
        assert "fiscal year 2568 compared with 2567" in said
        assert "29 Nov 2569" in said
        assert "Synthetic data" in said
        links = [shape.click_action.hyperlink.address for shape in slide.shapes if shape.shape_type == 13]
        assert len(links) == 1 and links[0].startswith("https://ita.example.go.th/")
    without = opened(slides_of(council(cursor, replace(DEMO, address=None))))
    assert all(shape.shape_type != 13 for slide in without.slides for shape in slide.shapes)


def test_every_run_has_a_font_for_thai_and_latin(cursor: Cursor) -> None:
    for slide in opened(slides_of(council(cursor, REQUEST))).slides:
        for run in slide._element.iter(qn("a:r")):
            properties = run.find(qn("a:rPr"))
            assert properties.find(qn("a:latin")).get("typeface") == "Sarabun"
            assert properties.find(qn("a:cs")).get("typeface") == "Sarabun"


def test_nothing_leaves_its_slide(cursor: Cursor) -> None:
    for request in (REQUEST, DEMO):
        show = opened(slides_of(council(cursor, request)))
        for slide in show.slides:
            for shape in slide.shapes:
                assert shape.left >= 0 and shape.top >= 0
                assert shape.left + shape.width <= show.slide_width
                assert shape.top + shape.height <= show.slide_height


def test_the_notes_have_the_sentences(cursor: Cursor) -> None:
    document = council(cursor, replace(REQUEST, digits="arabic"))
    notes = [slide.notes_slide.notes_text_frame.text for slide in opened(slides_of(document)).slides]
    assert document.sections[0].spoken[0] in notes[1]


def test_what_one_slide_cannot_hold_goes_on_to_the_next(cursor: Cursor) -> None:
    document = council(cursor, REQUEST)
    many = tuple(f"รายการที่ {at} " + "ยาวพอที่จะขึ้นบรรทัดใหม่ " * 8 for at in range(40))
    part = replace(document.sections[-1], blocks=(Text("หลัก", is_main=True), Bullets(many)))
    show = opened(slides_of(replace(document, sections=(part,))))
    said = [text for slide in show.slides for text in texts(slide) if "รายการ" in text]
    assert len(said) == len(many)
    assert len(show.slides) > 4
    assert any("(ต่อ)" in text for text in texts(show.slides[2]))


@pytest.mark.parametrize("count", [0, 8, 30])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_sentences_beside_a_chart_end_above_the_foot_and_none_is_lost(cursor: Cursor, lang: str, count: int) -> None:
    document = council(cursor, replace(REQUEST, lang=lang, digits="arabic"))  # type: ignore[arg-type]
    more = tuple(Text(f"({at}) " + "คะแนนของหน่วยงานเพิ่มขึ้นมากกว่าของทั้งประเทศ " * 3) for at in range(count))
    part = replace(document.sections[0], blocks=(*document.sections[0].blocks, *more))
    show = opened(slides_of(replace(document, sections=(part,))))
    foot = min(each.top for each in show.slides[1].shapes if each.has_text_frame and "29" in each.text_frame.text)
    found: list[str] = []
    for slide in list(show.slides)[1:]:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.top < foot:
                assert shape.top + shape.height <= foot
                found += shape.text_frame.text.split("\n")
    assert all(f"({at}) " in " ".join(found) for at in range(count))
    assert (len(show.slides) == 2) == (count == 0)


def test_any_letters_make_a_slide(cursor: Cursor) -> None:
    hard = "ก" * 2000 + ' <b>&"#*_`$@ \x00\x07\x0b\ud83d 😀 ລາວ =1+1 \ufffe'
    document = council(cursor, REQUEST)
    part = replace(document.sections[-1], title=hard, blocks=(Text(hard), Bullets((hard,), hard, is_numbered=True)))
    assert len(opened(slides_of(replace(document, sections=(part,)))).slides) > 1


def own(**of: Any) -> bytes:
    """Return a presentation of somebody's own with a slide in it."""
    show = Presentation()
    show.slide_width, show.slide_height = of.get("size", (Inches(13.333), Inches(7.5)))
    show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = "ของเดิม"
    made = io.BytesIO()
    show.save(made)
    return made.getvalue()


def test_an_own_presentation_gives_its_layouts_and_none_of_its_slides(cursor: Cursor) -> None:
    document = council(cursor, REQUEST)
    for size in ((Inches(13.333), Inches(7.5)), (Inches(10), Inches(7.5))):
        show = opened(slides_of(document, own(size=size)))
        assert (show.slide_width, show.slide_height) == size
        assert not any("ของเดิม" in text for slide in show.slides for text in texts(slide))
        assert all(slide.shapes.title.is_placeholder for slide in show.slides)


def test_what_names_the_slides_that_are_taken_out_goes_with_them(cursor: Cursor) -> None:
    show = Presentation(io.BytesIO(own()))
    listed = show.part._element
    for tag in (
        '<p:custShowLst xmlns:p="{p}" xmlns:r="{r}"><p:custShow name="x" id="0"><p:sldLst>'
        '<p:sld r:id="rId7"/></p:sldLst></p:custShow></p:custShowLst>',
        '<p:extLst xmlns:p="{p}"><p:ext uri="x"><p14:sectionLst xmlns:p14="{p14}"/></p:ext></p:extLst>',
    ):
        listed.append(etree.fromstring(tag.replace("{p}", _P).replace("{r}", _R).replace("{p14}", _P14)))
    made = io.BytesIO()
    show.save(made)
    data = slides_of(council(cursor, REQUEST), made.getvalue())
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        said = parts.read("ppt/presentation.xml")
    assert b"custShow" not in said
    assert b"sectionLst" not in said


_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def with_part(data: bytes, name: str, content: bytes = b"x") -> bytes:
    """Return a package with a further part."""
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("master", "why"),
    [
        (b"", "no presentation"),
        (b"PK\x03\x04 broken", "no presentation"),
        (own()[:2000], "no presentation"),
        (with_part(own(), "ppt/vbaProject.bin"), "macros"),
        (b"x" * (30 * 1024 * 1024 + 1), "larger than 30 MB"),
        # Small in the file, and large once it is unpacked.
        (with_part(own(), "ppt/media/zeros.png", bytes(151 * 1024 * 1024)), "no presentation"),
    ],
)
def test_a_presentation_that_cannot_serve_is_refused_with_a_reason(cursor: Cursor, master: bytes, why: str) -> None:
    with pytest.raises(InputError, match="master") as caught:
        slides_of(council(cursor, REQUEST), master)
    assert why in caught.value.english()


def test_a_pack_has_every_paper_and_is_the_same_each_time(cursor: Cursor) -> None:
    first, again = (PAPERS["pack"].make(cursor, REQUEST) for _ in range(2))
    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    # What a clerk files, publishes, shows and works with; the form of the progress report is filled in in Word.
    assert [name.removeprefix("เทศบาลตำบลบ้านหมอ-2568-") for name in names] == [
        "report.docx",
        "report.pdf",
        "progress.docx",
        "slides.pptx",
        "brief.pdf",
        "council.pdf",
        "workbook.xlsx",
    ]
    assert names == zipfile.ZipFile(io.BytesIO(again)).namelist()
