"""A look at a paper before it is made: pages of a PDF as pictures.

A paper that is a PDF shows its own pages. Of the others the same contents are set by typst: not how their pages look.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace

import pypdfium2

from ita.documents.contents import book_contents, progress_contents, report_contents
from ita.documents.council import council
from ita.documents.model import Document
from ita.documents.request import PaperRequest
from ita.exporting.pdf.writer import pdf_of
from ita.papers import PAPERS
from ita.store.engine import Cursor

CONTENTS: Mapping[str, Callable[[Cursor, PaperRequest], Document]] = {
    "report": report_contents,
    "progress": progress_contents,
    "slides": council,
    "workbook": book_contents,
}
# PDFium is for one thread at a time.
_DRAWING = threading.Lock()


def has_preview(paper: str) -> bool:
    """Tell whether a paper can be looked at; what is many papers cannot."""
    return paper in CONTENTS or shows_its_pages(paper)


def shows_its_pages(paper: str) -> bool:
    """Tell whether what is looked at are the pages of the paper itself."""
    return PAPERS[paper].extension == "pdf"


def preview_pdf(cursor: Cursor, paper: str, request: PaperRequest) -> bytes:
    """Return the PDF that a person looks at: the paper itself, or its contents.

    Raises
    ------
    NotKnownError, InputError
        The paper cannot be made of what is known.
    """
    if shows_its_pages(paper):
        return PAPERS[paper].make(cursor, request)
    # Emblem, memo and master are of the pages, not of the contents.
    return pdf_of(CONTENTS[paper](cursor, replace(request, logo=None, memo=False, master=None)))


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with _DRAWING, closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def page_png(pdf: bytes, at: int, width: int) -> bytes:
    """Return a page of a PDF as PNG.

    Parameters
    ----------
    at
        Which page, from 0.
    width
        Of the picture in pixels.
    """
    with (
        _DRAWING,
        closing(pypdfium2.PdfDocument(pdf)) as document,
        closing(document[at]) as page,
        closing(page.render(scale=width / page.get_width())) as drawn,
    ):
        picture = drawn.to_pil().convert("RGB")
    out = io.BytesIO()
    # Papers have few colours: with a palette of them a page is a third as large, and looks the same.
    picture.quantize(64, dither=0).save(out, "PNG")
    return out.getvalue()
