"""A document as PDF, by typst: right shaping and line breaks of Thai, headers repeated, pages numbered, bookmarks.

What a paper says travels as JSON beside the template, so that no text is ever read as markup of typst.
"""

from __future__ import annotations

from typing import Any

from ita.documents.model import Chart, Document, View
from ita.errors import N_
from ita.exporting.outline import outline, written
from ita.exporting.pdf.compiler import compiled, picture_words
from ita.exporting.qr import qr_svg
from ita.exporting.svg.typst_code import typst_of
from ita.i18n import translator

# Charts are drawn for so many pixels across a page, of which a line of text takes some twenty; in points the letters of
# the paper. A brief of two pages has smaller ones.
CHART_WIDTH, SMALL_CHART_WIDTH, SMALL_CHART_SHARE = 760, 880, 0.34
SIZE, SMALL = 11.0, 10.2
# Of a page of A4 within its margins, in points.
TEXT_WIDTH = 493.0
# As the template sets tables: points beside the text of a cell, and the size of its type beside the paper's.
_CELL_INSET, _TABLE_SIZE = 4, 0.86


def pdf_of(document: Document, emblem: bytes | None = None, *, is_brief: bool = False) -> bytes:
    """Return a document as PDF.

    Parameters
    ----------
    emblem
        For the first page, as `emblem_png` makes it.
    is_brief
        Whether its letters are small and its charts low, so that it takes few pages.
    """
    return compiled("paper.typ", _paper(document, emblem, is_brief=is_brief))


def _paper(document: Document, emblem: bytes | None, *, is_brief: bool) -> dict[str, Any]:
    stamp, lang = document.stamp, document.lang
    _ = translator(lang)

    def draw(chart: Chart) -> dict[str, Any]:
        width, height = (SMALL_CHART_WIDTH, SMALL_CHART_WIDTH * SMALL_CHART_SHARE) if is_brief else (CHART_WIDTH, None)
        # Drawn by typst itself: the Thai of a picture within a PDF is copied out torn apart.
        drawn = typst_of(
            chart.series,
            width=width,
            points=TEXT_WIDTH,
            height=height,
            lang=lang,
            look="grey",
            digits=document.digits,
            alt=f"{written(chart.title, document)}. {written(chart.said, document)}",
        )
        return {"code": drawn}

    def named(view: View) -> str:
        return written(_(N_("On the dashboard: {view}")).format(view=view.name), document)

    made = outline(document, draw)
    size = SMALL if is_brief else SIZE
    for section, shown in zip(document.sections, made["sections"], strict=True):
        shown |= {"view": named(section.view), "link": section.view.address}
        for block in shown["blocks"]:
            if block["kind"] == "rows":
                share = TEXT_WIDTH / sum(block["widths"])
                block["ems"] = [(width * share - 2 * _CELL_INSET) / (size * _TABLE_SIZE) for width in block["widths"]]
    return made | {
        "size": size,
        # The same paper of the same day is the same file.
        "day": [stamp.made_on.year, stamp.made_on.month, stamp.made_on.day],
        "words": {"page": _(N_("page")), "of": _(N_("of"))},
        "emblem": picture_words(emblem, N_("Emblem of {agency}"), stamp.agency, lang),
        "view": {
            "name": named(document.view),
            "link": document.view.address,
            "qr": qr_svg(document.view.address) if document.view.address else "",
        },
    }
