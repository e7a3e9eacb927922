"""One look for every figure: colours, font, margins. Set on every trace, because a template does not reach them all."""

from __future__ import annotations

import re
from typing import Any

import plotly.graph_objects as go

FONT = "Sarabun, sans-serif"
INK = "#1f2a37"
MUTED = "#5b6775"
GRID = "#dfe4ea"
WEAK = "#c2410c"
CALM = "#7b9bb5"
GOOD = "#0f766e"
# Thai has no spaces to break at, so labels are cut by letters; marks above and below take no width.
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_BREAKS = re.compile(r"(?<=[\s/])|(?=การ|ของ|และ|ความ)")


def plain(text: object) -> str:
    """Return a text of the store as Plotly shows it letter by letter: it reads tags, links and entities in texts."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def width(text: str) -> int:
    """Return how many letters wide a text is, Thai marks above and below not counted."""
    return len(_MARKS.sub("", text))


def wrap(label: str, letters: int) -> str:
    """Return a label broken into lines of about `letters` for Plotly (``<br>``), only where Thai words may part."""
    lines = [""]
    for part in _BREAKS.split(label):
        if lines[-1] and width(lines[-1] + part.rstrip()) > letters:
            lines.append("")
        lines[-1] += part
    return "<br>".join(line.strip() for line in lines)


def layout(height: int, **more: Any) -> dict[str, Any]:
    """Return the layout that all figures share, margins set by hand so that nothing is measured twice."""
    return {
        "template": None,
        "height": height,
        "font": {"family": FONT, "size": 15, "color": INK},
        # White as the page is: a saved picture must also be read on a dark slide.
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "showlegend": False,
        "dragmode": False,
        # Without a colour of its own the text of a hover label takes that of the border, and cannot be read.
        "hoverlabel": {"font": {"family": FONT, "size": 14, "color": INK}, "bgcolor": "#ffffff", "bordercolor": GRID},
        **more,
    }


def captioned(figure: go.Figure, words: str) -> go.Figure:
    """Return a figure with a caption beneath it, also where its picture is saved; none without words."""
    if words:
        lines = wrap(plain(words), 54)
        more = 20 * (lines.count("<br>") + 1) + 4
        bottom = figure.layout.margin.b or 0
        figure.update_layout(height=(figure.layout.height or 450) + more, margin_b=bottom + more)
        figure.add_annotation(
            text=lines,
            xref="paper",
            yref="paper",
            x=0,
            y=0,
            xanchor="left",
            yanchor="top",
            yshift=-bottom,
            align="left",
            showarrow=False,
            font={"family": FONT, "size": 13, "color": WEAK},
        )
    return figure


def marked(figure: go.Figure, words: str) -> go.Figure:
    """Return a figure with words across it, such as that its figures are synthetic; none without words."""
    if words:
        figure.add_annotation(
            text=words,
            xref="paper",
            yref="paper",
            x=0.5,
            y=0.5,
            showarrow=False,
            font={"family": FONT, "size": 44, "color": WEAK},
            opacity=0.16,
            textangle=-18,
        )
    return figure
