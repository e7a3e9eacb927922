"""A look at a paper: its pages as pictures, made and sent one at a time."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from ita.documents.request import PaperRequest
from ita.errors import N_
from ita.papers import PAPERS
from ita.previews import page_count, page_png, preview_pdf, shows_its_pages
from ita.tables.table import COUNT, Figure
from pages.shared.errors_ui import show_errors
from pages.shared.figures import sentence
from pages.shared.language import _
from pages.shared.session import session
from pages.shared.snapshots import figures_of, figures_version

# Pixels across a page: letters can be read on a desk and on a telephone, and a page has some 100 KB.
WIDTH = 1000
# Papers of some 100 KB, and pages of as much.
KEPT_PAPERS, KEPT_PAGES = 24, 48
Version = tuple[int, int, int | None]


@lru_cache(maxsize=KEPT_PAPERS)
def _pdf(version: Version, paper: str, request: PaperRequest) -> tuple[bytes, int]:
    """Return what is looked at and how many pages it has."""
    with figures_of(version[2]) as cursor:
        pdf = preview_pdf(cursor, paper, request)
    return pdf, page_count(pdf)


@lru_cache(maxsize=KEPT_PAGES)
def _page(version: Version, paper: str, request: PaperRequest, at: int) -> bytes:
    return page_png(_pdf(version, paper, request)[0], at, WIDTH)


def draw_preview(paper: str, request: PaperRequest, snapshot: int | None) -> None:
    """Draw a page of a paper, with the way to the next and the previous one.

    Parameters
    ----------
    request
        Without memo and master: neither is in a preview.
    """
    with show_errors():
        version = figures_version(snapshot)
        _pages, count = _pdf(version, paper, request)
        shown = (version, paper, request)
        of, at = session().preview_page
        at = min(at, count - 1) if of == shown else 0
        title = _(PAPERS[paper].title)
        if not shows_its_pages(paper):
            st.warning(_("These are its contents, not the pages as they will look."))
        _turn(shown, at, count)
        words = sentence(
            N_("{name}, page {page} of {count}"), name=title, page=Figure(at + 1, COUNT), count=Figure(count, COUNT)
        )
        with st.container(key="page_of_paper"):
            st.image(_page(version, paper, request, at), alt=words, width="stretch")
        if count > 1:
            _turn(shown, at, count, "_below")


def _turn(shown: object, at: int, count: int, where: str = "") -> None:
    """Draw where in the paper one is, and the buttons to turn its pages."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"turn_pages{where}"):
        st.button(_("Previous page"), on_click=_go, args=(shown, at - 1), disabled=at == 0, key=f"previous_page{where}")
        st.markdown(
            sentence(N_("page {page} of {pages}"), page=Figure(at + 1, COUNT), pages=Figure(count, COUNT)),
            width="content",
        )
        st.button(_("Next page"), on_click=_go, args=(shown, at + 1), disabled=at == count - 1, key=f"next_page{where}")


def _go(shown: object, at: int) -> None:
    session().preview_page = (shown, at)
