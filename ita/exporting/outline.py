"""A document as plain values: what a writer that sets texts by itself is given, in the digits asked for.

No text of it is markup: a template or a script writes each letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ita.documents.digits import in_digits
from ita.documents.model import Blanks, Block, Bullets, Chart, Document, Rows, Section, Text
from ita.errors import N_
from ita.exporting.letters import column_shares, whole_dates
from ita.exporting.safe_text import printable
from ita.i18n import translator
from ita.tables.table import Table
from ita.thai import format_date

# Draws a chart: what is said of it stands in the result with its title.
DrawChart = Callable[[Chart], dict[str, Any]]


def outline(document: Document, draw: DrawChart) -> dict[str, Any]:
    """Return a document as values of JSON: title, stamp, sections with their blocks.

    Parameters
    ----------
    draw
        Gives what a chart is drawn from, to which ``kind`` is added.
    """
    stamp, lang = document.stamp, document.lang
    source = translator(lang)(N_("Source: {source} · made on {date}")).format(
        source=stamp.origin, date=format_date(stamp.made_on, lang)
    )
    return {
        "title": written(document.title, document),
        "lang": lang,
        "digits": document.digits,
        "stamp": {
            "agency": printable(stamp.agency),
            "years": written(stamp.years, document),
            "source": written(source, document),
            "marks": [written(mark, document) for mark in stamp.marks],
        },
        "sections": [section_outline(section, document, draw) for section in document.sections],
    }


def section_outline(section: Section, document: Document, draw: DrawChart) -> dict[str, Any]:
    """Return a section of a document: its key, title and blocks."""
    return {
        "key": section.key,
        "title": written(section.title, document),
        "blocks": [_block(block, document, draw) for block in section.blocks],
    }


def _block(block: Block, document: Document, draw: DrawChart) -> dict[str, Any]:
    match block:
        case Text(text, is_main):
            return {"kind": "text", "text": written(text, document), "is_main": is_main}
        case Bullets(items, heading, is_numbered):
            listed = [written(item, document) for item in items]
            said = written(heading, document)
            return {"kind": "bullets", "items": listed, "heading": said, "is_numbered": is_numbered}
        case Chart():
            return {"kind": "chart", **draw(block)}
        case Rows(table, most):
            return {"kind": "rows", **rows_outline(table, document, most)}
        case Blanks(heading, lines):
            return {"kind": "blanks", "heading": written(heading, document), "lines": lines}


def rows_outline(table: Table, document: Document, most: int | None = None) -> dict[str, Any]:
    """Return a table as texts: headers, rows, which columns stand to the right, how wide they are to each other.

    Parameters
    ----------
    most
        So many of the first rows, and how many more there are in words; None for all.
    """
    lang = document.lang
    shown = table if most is None else table.part(0, most)
    texts = [[whole_dates(written(cell, document)) for cell in row] for row in shown.texts(lang)]
    more = translator(lang)("and {count} more").format(count=len(table.rows) - len(shown.rows))
    return {
        "headers": [written(each, document) for each in shown.headers(lang)],
        "rows": texts,
        "right": [column.is_figures for column in shown.columns],
        "widths": column_shares([shown.headers(lang), *texts]),
        "more": written(more, document) if len(shown.rows) < len(table.rows) else "",
    }


def written(text: str, document: Document) -> str:
    """Return a text of ours, or one with `stored` parts, as a document writes it."""
    return printable(in_digits(text, document.digits))
