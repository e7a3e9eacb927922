"""A document as PDF, by typst: right shaping and line breaks of Thai, headers repeated, pages numbered, bookmarks.

What a paper says travels as JSON beside the template, so that no text is ever read as markup of typst.
"""

from __future__ import annotations

from typing import Any

from ita.documents.digits import in_digits
from ita.documents.model import Blanks, Block, Bullets, Chart, Document, Rows, Section, Text
from ita.errors import N_
from ita.exporting.pdf.compiler import compiled, picture_words, printable
from ita.exporting.qr import qr_svg
from ita.exporting.svg.typst_code import typst_of
from ita.i18n import translator
from ita.tables.table import Table
from ita.thai import format_date, skeleton

# Charts are drawn for so many pixels across a page, of which a line of text takes some twenty; in points the letters of
# the paper. A brief of two pages has smaller ones.
CHART_WIDTH, SMALL_CHART_WIDTH = 760, 960
SIZE, SMALL = 11.0, 9.5
# Of a page of A4 within its margins, in points.
TEXT_WIDTH = 493.0


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

    def ours(text: str) -> str:
        return printable(in_digits(text, document.digits))

    source = _(N_("Source: {source} · made on {date}")).format(
        source=stamp.origin, date=format_date(stamp.made_on, lang)
    )
    return {
        "title": ours(document.title),
        "lang": lang,
        "digits": document.digits,
        "size": SMALL if is_brief else SIZE,
        "stamp": {
            "agency": printable(stamp.agency),
            "years": ours(stamp.years),
            "source": ours(source),
            "marks": [ours(mark) for mark in stamp.marks],
        },
        "words": {"page": _(N_("page")), "of": _(N_("of"))},
        "emblem": picture_words(emblem, N_("Emblem of {agency}"), stamp.agency, lang),
        "view": {
            "name": ours(_(N_("On the dashboard: {view}")).format(view=document.view.name)),
            "link": document.view.address,
            "qr": qr_svg(document.view.address) if document.view.address else "",
        },
        "sections": [_section(section, document, is_brief=is_brief) for section in document.sections],
    }


def _section(section: Section, document: Document, *, is_brief: bool) -> dict[str, Any]:
    name = translator(document.lang)(N_("On the dashboard: {view}")).format(view=section.view.name)
    return {
        "title": printable(in_digits(section.title, document.digits)),
        "blocks": [_block(block, document, is_brief=is_brief) for block in section.blocks],
        "view": printable(in_digits(name, document.digits)),
        "link": section.view.address,
    }


def _block(block: Block, document: Document, *, is_brief: bool) -> dict[str, Any]:
    lang = document.lang

    def ours(text: str) -> str:
        return printable(in_digits(text, document.digits))

    match block:
        case Text(text, is_main):
            return {"kind": "text", "text": ours(text), "is_main": is_main}
        case Bullets(items, heading, is_numbered):
            listed = [ours(item) for item in items]
            return {"kind": "bullets", "items": listed, "heading": ours(heading), "is_numbered": is_numbered}
        case Chart(series, title, said):
            width, height = (SMALL_CHART_WIDTH, SMALL_CHART_WIDTH * 0.3) if is_brief else (CHART_WIDTH, None)
            # Drawn by typst itself: the Thai of a picture within a PDF is copied out torn apart.
            drawn = typst_of(
                series,
                width=width,
                points=TEXT_WIDTH,
                height=height,
                lang=lang,
                look="grey",
                digits=document.digits,
                alt=f"{ours(title)}. {ours(said)}",
            )
            return {"kind": "chart", "code": drawn}
        case Rows(table, most):
            shown = table if most is None else table.part(0, most)
            more = translator(lang)("and {count} more").format(count=len(table.rows) - len(shown.rows))
            return {
                "kind": "rows",
                "headers": [ours(each) for each in shown.headers(lang)],
                "rows": [[ours(cell) for cell in row] for row in shown.texts(lang)],
                "right": [column.is_figures for column in shown.columns],
                "widths": _widths(shown, lang),
                "more": ours(more) if len(shown.rows) < len(table.rows) else "",
            }
        case Blanks(heading, lines):
            return {"kind": "blanks", "heading": ours(heading), "lines": lines}


def _widths(table: Table, lang: str) -> list[float]:
    """Return how wide columns are to each other: by the longest text of each, within bounds."""
    columns = zip(table.headers(lang), *table.texts(lang), strict=True)
    return [min(max(len(skeleton(text)) for text in column) ** 0.7, 14.0) + 1 for column in columns]
