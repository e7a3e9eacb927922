"""One look for every figure: colours, font, margins. Set on every trace, because a template does not reach them all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go

from ita.series.model import Emphasis

FONT = "Sarabun, sans-serif"
INK = "#1f2a37"
MUTED = "#5b6775"
GRID = "#dfe4ea"
WEAK = "#c2410c"
CALM = "#7b9bb5"
GOOD = "#0f766e"
OWN = "#0f5c8c"
GROUND = "#ffffff"
NEUTRAL = "#7d8894"
OTHERS = "#c3ccd6"
# What each emphasis is drawn in. The instruments are apart in hue and lightness, also for the colour-blind.
COLOURS = {
    Emphasis.OWN: OWN,
    Emphasis.COMPARED: MUTED,
    Emphasis.OTHER: OTHERS,
    Emphasis.TARGET: GOOD,
    Emphasis.WEAK: WEAK,
    Emphasis.CALM: CALM,
    Emphasis.RISE: GOOD,
    Emphasis.FALL: WEAK,
    Emphasis.NEUTRAL: NEUTRAL,
    Emphasis.IIT: OWN,
    Emphasis.EIT: "#b86e00",
    Emphasis.OIT: "#9d174d",
}
# What each colour of a figure is on a dark page. A colour that is not named here stays: the cells of a table of colours
# are their own ground.
DARK = {
    INK: "#e6ebf1",
    MUTED: "#aab5c1",
    GRID: "#35404b",
    WEAK: "#f5935c",
    CALM: "#7196b4",
    GOOD: "#52c4b5",
    OWN: "#74b9ea",
    GROUND: "#10161d",
    "#fff": "#10161d",
    NEUTRAL: "#95a1ad",
    OTHERS: "#4c5966",
    "#b86e00": "#efab45",
    "#9d174d": "#f28cb9",
    "#b3bec9": "#5c6875",
    "rgba(15,118,110,.17)": "rgba(82,196,181,.26)",
    "rgba(15,118,110,.07)": "rgba(82,196,181,.12)",
    "rgba(194,65,12,.05)": "rgba(245,147,92,.08)",
    "rgba(194,65,12,.09)": "rgba(245,147,92,.14)",
    "rgba(194,65,12,.13)": "rgba(245,147,92,.20)",
}
# Type and lines of a figure on a projector, beside those on a desk.
PROJECTOR = 1.3
# Thai has no spaces to break at, so labels are cut by letters; marks above and below take no width.
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_BREAKS = re.compile(r"(?<=[\s/])|(?=การ|ของ|และ|ความ)")
_COLOUR = re.compile(r"#[0-9a-f]{6}\b|#fff\b")
_STYLED = re.compile(r'(?<=style=")[^"]*')
_SIZED = re.compile(r"(?<=font-size:)(\d+)(?=px)")
# What is counted in pixels, by its name; a width is only where it is that of a line.
_PIXELS = frozenset(
    {"size", "height", "l", "r", "t", "b", "xshift", "yshift", "ticklabelstandoff", "standoff", "xgap", "ygap"}
)
# Plotly takes no parts of a pixel here.
_WHOLE_PIXELS = frozenset({"ticklabelstandoff"})


def plain(text: object) -> str:
    """Return a text of the store as Plotly shows it letter by letter: it reads tags, links and entities in texts."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def below_each_other(texts: Iterable[str]) -> str:
    """Return texts as lines of one, shown letter by letter."""
    return "<br>".join(plain(text) for text in texts)


def width(text: str) -> int:
    """Return how many letters wide a text is, Thai marks above and below not counted."""
    return len(_MARKS.sub("", text))


def lines(label: str, letters: int) -> list[str]:
    """Return a label in lines of about `letters`, broken only where Thai words may part."""
    found = [""]
    for part in _BREAKS.split(label):
        if found[-1] and width(found[-1] + part.rstrip()) > letters:
            found.append("")
        found[-1] += part
    return [line.strip() for line in found]


def wrap(label: str, letters: int) -> str:
    """Return a label as Plotly shows it, in lines of about `letters`."""
    return below_each_other(lines(label, letters))


def layout(height: int, **more: Any) -> dict[str, Any]:
    """Return the layout that all figures share, margins set by hand so that nothing is measured twice."""
    return {
        "template": None,
        "height": height,
        "font": {"family": FONT, "size": 15, "color": INK},
        # As the page is; `shown_as` turns it with the rest.
        "paper_bgcolor": GROUND,
        "plot_bgcolor": GROUND,
        "showlegend": False,
        "dragmode": False,
        # Without a colour of its own the text of a hover label takes that of the border, and cannot be read.
        "hoverlabel": {"font": {"family": FONT, "size": 14, "color": INK}, "bgcolor": "#ffffff", "bordercolor": GRID},
        **more,
    }


def captioned(figure: go.Figure, words: str) -> go.Figure:
    """Return a figure with a caption beneath it, also where its picture is saved; none without words."""
    if words:
        broken = lines(words, 54)
        more = 20 * len(broken) + 4
        bottom = figure.layout.margin.b or 0
        figure.update_layout(height=(figure.layout.height or 450) + more, margin_b=bottom + more)
        figure.add_annotation(
            text=below_each_other(broken),
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


def _dark(value: Any, key: str = "") -> Any:
    """Return a part of a figure in the colours of a dark page; words stay as they are."""
    if isinstance(value, dict):
        return {name: _dark(part, name) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_dark(part, key) for part in value]
    if not isinstance(value, str):
        return value
    if key == "shadow":
        return _COLOUR.sub(lambda found: DARK.get(found[0], found[0]), value)
    if 'style="' in value:
        return _STYLED.sub(lambda found: _COLOUR.sub(lambda each: DARK.get(each[0], each[0]), found[0]), value)
    return DARK.get(value, value) if key.endswith("color") else value


def _larger(value: Any, by: float, key: str = "", within: str = "") -> Any:
    """Return a part of a figure with all that is counted in pixels made larger."""
    if isinstance(value, dict):
        return {name: _larger(part, by, name, key) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_larger(part, by, key, within) for part in value]
    if isinstance(value, str):
        return _SIZED.sub(lambda found: f"{round(int(found[0]) * by)}", value) if key in {"text", "y"} else value
    pixels = key in _PIXELS or (key == "width" and within == "line")
    if not pixels or not isinstance(value, int | float) or isinstance(value, bool):
        return value
    return round(value * by) if key in _WHOLE_PIXELS else value * by


def shown_as(figure: go.Figure, *, dark: bool = False, by: float = 1.0) -> go.Figure:
    """Return a figure as a page shows it: in the colours of a dark page, or larger for a projector.

    Parameters
    ----------
    dark
        Whether the page is dark.
    by
        How much larger type, lines and margins are.
    """
    if not dark and by == 1.0:
        return figure
    parts = figure.to_dict()
    if dark:
        parts = _dark(parts)
    if by != 1.0:
        parts = _larger(parts, by)
    changed = go.Figure(parts["data"])
    changed.update_layout(parts["layout"])
    return changed
