"""The official report and the progress report as PDF: every text of the value on paper, pages with all they carry."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from ita.documents.digits import in_digits
from ita.documents.official_report import OfficialReport, official_report
from ita.exporting.pdf.report import progress_pdf, report_pdf
from ita.formatting import points
from ita.frameworks import Frameworks
from ita.papers import PAPERS, file_name
from ita.store.engine import Cursor, open_engine
from ita.thai import arabic_digits
from tests.pdf_files import open_pdf
from tests.unit import report_papers as papers

NAMES = ("report-pdf", "progress-pdf")


@pytest.fixture(scope="module")
def cursor(built: Path) -> Iterator[Cursor]:
    """Return a cursor of the shipped database."""
    with closing(open_engine(built, read_only=True)) as engine, engine.cursor() as opened:
        yield opened


def pdf_of(cursor: Cursor, name: str = "report-pdf", agency: str = "ban-mo", **changes: Any) -> pypdfium2.PdfDocument:
    return open_pdf(PAPERS[name].make(cursor, papers.request_of(agency, **changes)))


def texts(pdf: pypdfium2.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pdf]


def letters(text: str) -> str:
    """Return a text without blanks and hyphens: lines part anywhere, and readers take some at their ends for none."""
    return re.sub("[\\s\x00-\x1f\ufffe-]", "", text)


def letters_on(page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> str:
    return letters(page.get_textpage().get_text_bounded(*box))


def columns_of(pdf: pypdfium2.PdfDocument, widths: list[float]) -> list[str]:
    """Return the letters of each column of the table, over all pages."""
    found = [""] * len(widths)
    for page in pdf:
        across, high = page.get_size()
        edge = 15 / 25.4 * 72
        left = edge
        for at, width in enumerate(widths):
            right = left + width / sum(widths) * (across - 2 * edge)
            found[at] += letters_on(page, (left, 19 / 25.4 * 72, right, high - 19 / 25.4 * 72))
            left = right
    return found


def position(shown: str, word: str, after: int) -> int:
    """Return where a word stands behind a place; it may go on behind the headers of the next page; -1 where nowhere."""
    found = [shown.find(word, after)]
    for end in range(len(word) - 1, 0, -1):
        first = shown.find(word[:end], after)
        if first >= 0 and word[end:] in shown[first + end : first + 200]:
            found.append(first)
    return min((each for each in found if each >= 0), default=-1)


@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_every_text_of_the_report_stands_in_its_column_in_order(cursor: Cursor, digits: str) -> None:
    request = papers.request_of(digits=digits)
    report = official_report(cursor, request)
    shown = columns_of(pdf_of(cursor, digits=digits), [2.7, 3.1, 4.0, 4.2, 4.05, 4.25, 2.0, 2.4])
    after = [0] * len(shown)

    def follows(column: int, text: str) -> None:
        for word in map(letters, text.split()):
            after[column] = position(shown[column], word, after[column])
            assert after[column] >= 0, (column, word)

    for indicator in report.indicators:
        follows(0, in_digits(f"{indicator.number}. {indicator.name_th}", request.digits))
        for question in indicator.questions:
            follows(1, f"{question.code} {question.text}")
            follows(2, question.analysis)
            for measure in question.measures:
                follows(3, measure.title)
            follows(4, question.rationale)
            for step in question.steps:
                follows(5, step.text)
            follows(6, question.period_text)
            for unit in question.units:
                follows(7, unit)
    whole = " ".join(texts(pdf_of(cursor, digits=digits)))
    for indicator in report.indicators:
        assert in_digits(points(indicator.score), request.digits) in whole


def bookmarks(pdf: pypdfium2.PdfDocument) -> list[tuple[int, str]]:
    return [(each.level, each.get_title()) for each in pdf.get_toc()]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("lang", "digits"), [("th", "thai"), ("en", "arabic"), ("en", "thai")])
def test_every_page_is_a4_across_with_headers_source_and_number(
    cursor: Cursor, name: str, lang: str, digits: str
) -> None:
    pdf = pdf_of(cursor, name, lang=lang, digits=digits)
    pages = texts(pdf)
    assert all((round(page.get_width()), round(page.get_height())) == (842, 595) for page in pdf)
    for at, text in enumerate(pages, start=1):
        number = f"หน้า {at} จาก {len(pages)}" if lang == "th" else f"Page {at} of {len(pages)}"
        assert in_digits(number, papers.request_of(digits=digits).digits) in " ".join(text.split())
        assert ("ban-mo-2568.txt" in text) and ("2569" in arabic_digits(text))
        assert ("เทศบาลตำบลบ้านหมอ" if lang == "th" else "Ban Mo Subdistrict Municipality") in text
    # The headers stand on every page of the table; a cover has none.
    column = {"report-pdf": ("ระยะเวลา", "Period of"), "progress-pdf": ("ระยะเวลา", "Period")}[name][lang == "en"]
    assert [column in text for text in pages] == [name != "report-pdf", *([True] * (len(pages) - 1))]
    listed = bookmarks(pdf)
    assert [level for level, _ in listed] == [0, *([1] * 10)]
    assert [arabic_digits(title).partition(".")[0] for _, title in listed[1:]] == [str(n) for n in range(1, 11)]
    assert "2569" in arabic_digits(pdf.get_metadata_value("Title"))


def test_the_language_is_set(cursor: Cursor) -> None:
    for lang in ("th", "en"):
        data = PAPERS["report-pdf"].make(cursor, papers.request_of(lang=lang))
        assert f"/Lang({lang})" in data.decode("latin-1").replace(" ", "")


def test_no_indicator_stands_alone_at_the_foot_of_a_page(cursor: Cursor) -> None:
    for text in texts(pdf_of(cursor, "progress-pdf", digits="arabic", lang="en")):
        of_table = text[: text.index("Figures from")]
        assert not re.search(r"\(\d+\.\d+ points\)\s*$", of_table)


def test_synthetic_figures_and_the_form_of_a_year_without_report_say_so(cursor: Cursor) -> None:
    for name in NAMES:
        pages = texts(pdf_of(cursor, name, "demo", lang="en"))
        assert all("Synthetic data" in text for text in pages)
    first = texts(pdf_of(cursor, "report-pdf", "demo", lang="en"))[0]
    assert "No report of 2568 is stored" in arabic_digits(first)


def test_the_cover_has_the_emblem(cursor: Cursor) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), (20, 80, 160)).save(out, "PNG")
    for name in NAMES:
        with_emblem = pdf_of(cursor, name, logo=out.getvalue())
        picture = with_emblem[0].render(scale=1).to_pil().convert("RGB")
        found = picture.getcolors(picture.width * picture.height)
        assert found and max((count for count, colour in found if colour == (20, 80, 160)), default=0) > 1_000


def hard_report(frameworks: Frameworks) -> OfficialReport:
    hard = '😀 ລາວ <>&" #*_`$@ \\ \x01 ' + "ย" * 2_000 + " " + "W" * 200
    cell, numbered = [(None, hard)], [("1.", hard)]
    table = [
        (papers.indicator_cell(frameworks, n), cell, cell, numbered, cell, numbered, cell, cell) for n in range(1, 11)
    ]
    return papers.as_stored(papers.parsed(papers.raw_report(table), frameworks), frameworks)


def test_any_letters_make_a_paper_and_none_is_lost(frameworks: Frameworks) -> None:
    report = hard_report(frameworks)
    for make, cells in ((report_pdf, 7), (progress_pdf, 3)):
        pdf = open_pdf(make(report, papers.request_of(lang="en")))
        whole = "".join(texts(pdf))
        assert whole.count("ย") >= 10 * cells * 2_000
        assert whole.count("W") >= 10 * cells * 200
        for page in pdf:
            across, _ = page.get_size()
            page_text = page.get_textpage()
            edges = [page_text.get_charbox(at) for at in range(0, page_text.count_chars(), 37)]
            assert all(left >= 0 and right <= across - 14 / 25.4 * 72 for left, _, right, _ in edges)


def test_its_file_is_named_like_that_of_word() -> None:
    assert file_name("ก", 2568, PAPERS["report-pdf"]) == "ก-2568-report.pdf"
