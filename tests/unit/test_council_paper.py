"""What a council is shown: figures of the queries, ties whole, nothing invented; and the same as PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from ita.documents.council import brief, council
from ita.documents.digits import in_digits
from ita.documents.model import Blanks, Bullets, Chart, Document, Rows, Section, Text
from ita.documents.request import PaperRequest
from ita.errors import NotKnownError
from ita.exporting.pdf.line_breaks import tokens_of
from ita.exporting.pdf.writer import pdf_of
from ita.formatting import points
from ita.series.model import BarSeries
from ita.store import reads
from ita.store.engine import Cursor, open_engine
from ita.thai import arabic_digits
from tests.pdf_files import read_pdf

REQUEST = PaperRequest("ban-mo", 2568, date(2026, 11, 29))
DEMO = replace(REQUEST, agency_id="demo")


def section(document: Document, key: str) -> Section:
    """Return a section by its key."""
    (found,) = [each for each in document.sections if each.key == key]
    return found


def words(document: Document) -> str:
    """Return all of its texts."""
    said: list[str] = [document.title]
    for part in document.sections:
        said.append(part.title)
        for block in part.blocks:
            match block:
                case Text(text):
                    said.append(text)
                case Bullets(items, heading):
                    said += [heading, *items]
                case Chart(_, title, spoken):
                    said += [title, spoken]
                case Rows(table):
                    said += [
                        *table.headers(document.lang),
                        *(cell for row in table.texts(document.lang) for cell in row),
                    ]
                case Blanks(heading):
                    said.append(heading)
    return in_digits("\n".join(said), "arabic")


@pytest.fixture(scope="module")
def cursor(built: Path) -> Iterator[Cursor]:
    """Return a cursor of the shipped database."""
    with closing(open_engine(built, read_only=True)) as engine, engine.cursor() as opened:
        yield opened


def test_the_parts_stand_in_the_order_of_a_meeting(cursor: Cursor) -> None:
    parts = [each.key for each in council(cursor, DEMO).sections]
    assert parts == ["total", "change", "gaps", "lowest-9", "lowest-7", "lowest-10", "ask"]
    # Of one year nothing changed, and a report has a plan.
    parts = [each.key for each in council(cursor, REQUEST).sections]
    assert parts == ["total", "gaps", "lowest-9", "lowest-10", "lowest-4", "plan", "ask"]


def test_its_figures_are_those_of_the_queries(cursor: Cursor) -> None:
    document = council(cursor, REQUEST)
    ranking = reads.gap_ranking(cursor, "ban-mo", 2568)
    (chart,) = [each for each in section(document, "gaps").blocks if isinstance(each, Chart)]
    assert isinstance(chart.series, BarSeries)
    assert [(bar.indicator_no, bar.label) for bar in chart.series.bars] == [
        (row.indicator_no, points(row.gap_points)) for row in ranking
    ]
    (rows,) = [each for each in section(document, "gaps").blocks if isinstance(each, Rows)]
    assert [row[3:5] for row in rows.table.rows] == [(row.score, row.gap_points) for row in ranking]
    said = words(document)
    for row in ranking[:3]:
        assert f"ได้ {points(row.score)} คะแนน ขาด {points(row.gap_points)} คะแนน" in said
    (total,) = [row for row in reads.total_trend(cursor, "ban-mo") if row.fiscal_year == 2568]
    assert f"คะแนนรวม {points(total.total_shown)} จาก 100" in said


def test_every_measure_of_the_lowest_stands_with_its_period_and_unit(cursor: Cursor) -> None:
    said = words(council(cursor, REQUEST))
    measures = [row for row in reads.measures(cursor, "ban-mo", 2568) if row.indicator_no in {9, 10, 4}]
    assert len(measures) == 6
    for row in measures:
        assert row.title in said
    assert "1 – 31 มี.ค. 2569 · สำนักปลัด" in said


def test_synthetic_figures_say_so_on_every_page(cursor: Cursor) -> None:
    document = council(cursor, DEMO)
    assert document.stamp.marks == ("ข้อมูลสมมติ",)
    pages = read_pdf(pdf_of(document)).pages
    assert len(pages) > 1
    assert all("ข้อมูลสมมติ" in page for page in pages)
    assert council(cursor, REQUEST).stamp.marks == ()


@pytest.mark.parametrize(("lang", "digits"), [("th", "thai"), ("th", "arabic"), ("en", "arabic")])
def test_a_brief_has_two_pages_with_numbers_title_and_bookmarks(cursor: Cursor, lang: str, digits: str) -> None:
    request = replace(REQUEST, lang=lang, digits=digits)  # type: ignore[arg-type]
    document = brief(cursor, request)
    pdf = read_pdf(pdf_of(document, is_brief=True))
    assert len(pdf.pages) == 2
    said = pdf.text
    assert (len(re.findall("[๐-๙]", said)) > 50) == (digits == "thai")
    assert "88.28" in arabic_digits(said)
    for at, page in enumerate(pdf.pages, start=1):
        pages = f"หน้า {at} จาก 2" if lang == "th" else f"page {at} of 2"
        assert pages in arabic_digits(page)
    assert pdf.title == in_digits(document.title, document.digits)
    assert len(pdf.bookmarks) == len(document.sections)


def test_stored_texts_keep_their_digits(cursor: Cursor) -> None:
    document = brief(cursor, REQUEST)
    said = read_pdf(pdf_of(document, is_brief=True)).text
    # The code of a question is stored, its score is ours.
    assert "o27 " in said
    assert "๙๒.๔๒" in said


def test_what_is_not_known_is_refused(cursor: Cursor) -> None:
    with pytest.raises(NotKnownError, match="nowhere"):
        council(cursor, replace(REQUEST, agency_id="nowhere"))
    with pytest.raises(NotKnownError, match="2561"):
        council(cursor, replace(REQUEST, year=2561))
    with pytest.raises(NotKnownError, match="2561"):
        council(cursor, replace(DEMO, from_year=2561))


# Texts with the places at which a line of them may begin.
BROKEN = [
    ("กองการศึกษาฯ", ("การศึกษาฯ",)),
    ("อื่น ๆ", ()),
    ("ต่างๆ", ()),
    ("ผู้ว่าราชการจังหวัดฯ", ()),
    ("และฯลฯ", ()),
    ("กระทรวงมหาดไทยฯ (แห่งใหม่)", ("(แห่งใหม่)", "ใหม่)")),
    ("ผู้บริหารพนักงานเทศบาล", ("พนักงานเทศบาล", "เทศบาล")),
    ("มีผลคะแนน", ("คะแนน",)),
    ("อย่างไรก็ตามงบประมาณ", ("งบประมาณ",)),
    ("วันที่ 1 ต.ค.–30 ก.ย.", ("1 ต.ค.–30 ก.ย.", "ต.ค.–30 ก.ย.", "ก.ย.")),
]


@pytest.mark.parametrize(("written", "ends"), BROKEN)
def test_lines_end_where_words_of_thai_part(written: str, ends: tuple[str, ...], cursor: Cursor) -> None:
    document = council(cursor, REQUEST)
    # Of some of these lengths the line is full at each place within the text.
    texts = tuple(Text(f"{'a' * count} {written}") for count in range(45, 105))
    pdf = read_pdf(
        pdf_of(replace(document, sections=(replace(section(document, "ask"), blocks=texts),), digits="arabic"))
    )
    lines = [line.strip() for page in pdf.pages for line in page.splitlines()]
    begun = {after for before, after in pairwise(lines) if before.startswith("aaaa") and not after.startswith("aaaa")}
    assert {after for after in begun if written.endswith(after)} == {written, *ends}


def test_a_word_that_is_wider_than_its_cell_may_break(cursor: Cursor) -> None:
    narrow = {"ems": [3.5, 9.0], "headers": ["คะแนน", "การประเมิน"], "rows": [["การประเมิน", "คะแนน"]], "svg": "ก"}
    parts = tokens_of({"text": "การประเมิน", "blocks": [narrow]})
    assert parts["คะแนน"] == [("คะแนน", True)]
    assert parts.keys() == {"คะแนน"}
    assert tokens_of({"text": "การประเมิน"}) == {"การประเมิน": [("การประเมิน", True)]}


def test_any_letters_make_a_page(cursor: Cursor) -> None:
    hard = "ก" * 2000 + ' <b>&"#*_`$@ \x00\x07\ud83d 😀 ລາວ #set page() \\ '
    document = council(cursor, REQUEST)
    part = replace(section(document, "ask"), title=hard, blocks=(Text(hard), Bullets((hard,), hard, is_numbered=True)))
    pdf = read_pdf(pdf_of(replace(document, sections=(part,))))
    assert "#set page()" in pdf.text
