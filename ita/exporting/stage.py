"""A document as a presentation: each section a step, its charts as SVG whose colours the screen's look decides."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from ita.charts import theme
from ita.documents.model import Chart, Document
from ita.exporting.outline import outline, rows_outline, written
from ita.exporting.pdf.line_breaks import tokens_of
from ita.exporting.svg.picture import svg_of

# Of a chart in pixels: it is shown larger on every projector, so that its letters are read from the last row.
CHART_WIDTH, CHART_HEIGHT = 600.0, 420.0
# How wide a word of a table may be to stay whole, in sizes of its type: the longest name of a level has that room.
CELL = 9.0
# By what name the look of a presentation gives each colour of a chart; one that is not named stays as it is.
COLOURS = {
    theme.INK: "ink",
    theme.MUTED: "muted",
    theme.GRID: "grid",
    theme.WEAK: "weak",
    theme.CALM: "calm",
    theme.GOOD: "good",
    theme.OWN: "own",
    theme.GROUND: "ground",
    theme.NEUTRAL: "neutral",
    theme.OTHERS: "others",
}


def stage_of(document: Document) -> dict[str, Any]:
    """Return a document as values of JSON (`outline`), its charts as SVG with their figures as a table beside them.

    Returns
    -------
    dict
        ``steps`` with ``key``, ``title``, ``blocks`` and, where a step has a chart, its ``table``; ``tokens``: the
        words of its texts that lines keep whole (`tokens_of`).
    """

    def draw(chart: Chart) -> dict[str, Any]:
        svg = svg_of(chart.series, width=CHART_WIDTH, height=CHART_HEIGHT, lang=document.lang, digits=document.digits)
        said = f"{written(chart.title, document)}. {written(chart.said, document)}"
        figures = rows_outline(chart.table, document) | {"em": CELL} if chart.table is not None else None
        return {"svg": in_looks(svg), "alt": said, "table": figures}

    made = outline(document, draw)
    made["steps"] = made.pop("sections")
    for step in made["steps"]:
        for block in step["blocks"]:
            if block["kind"] == "rows":
                block["em"] = CELL
    return made | {"tokens": tokens_of(made)}


def stage_json(document: Document) -> bytes:
    """Return the same as JSON in UTF-8."""
    return json.dumps(stage_of(document), ensure_ascii=False, separators=(",", ":")).encode()


def in_looks(svg: str) -> str:
    """Return a chart whose colours are names that a style sheet gives a value: ``var(--chart-ink,#1f2a37)``."""
    root = etree.fromstring(svg.encode())
    for element in root.iter():
        styles = [
            f"{name}:var(--chart-{COLOURS[value]},{value})"
            for name in ("fill", "stroke")
            if (value := element.get(name, "").lower()) in COLOURS
        ]
        if styles:
            for name in ("fill", "stroke"):
                if element.get(name, "").lower() in COLOURS:
                    del element.attrib[name]
            element.set("style", ";".join(filter(None, (element.get("style"), *styles))))
    return etree.tostring(root, encoding="unicode")
