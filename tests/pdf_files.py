"""What a PDF says. Everything of pdfium is closed by the thread that opened it: it must not be left to the collector of
another thread, for pdfium takes no two at once.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

import pypdfium2


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF: the text of each page, its title, the titles of its bookmarks, and each page's width and height."""

    pages: tuple[str, ...]
    title: str
    bookmarks: tuple[str, ...]
    sizes: tuple[tuple[float, float], ...]

    @property
    def text(self) -> str:
        """The text of all pages, its line ends as spaces."""
        return " ".join(" ".join(self.pages).split())


def read_pdf(data: bytes) -> Pdf:
    """Return what a PDF says."""
    pages, sizes = [], []
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        for at in range(len(pdf)):
            with closing(pdf[at]) as page, closing(page.get_textpage()) as text:
                pages.append(text.get_text_range())
                sizes.append(page.get_size())
        title = pdf.get_metadata_value("Title")
        bookmarks = tuple(each.get_title() for each in pdf.get_toc())
    return Pdf(tuple(pages), title, bookmarks, tuple(sizes))


_OPENED: list[pypdfium2.PdfDocument] = []


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """Return a PDF that is closed after the test (`close_pdfs`), with all that was taken from it."""
    _OPENED.append(pypdfium2.PdfDocument(data))
    return _OPENED[-1]


def close_pdfs() -> None:
    """Close what `open_pdf` opened."""
    while _OPENED:
        _OPENED.pop().close()
