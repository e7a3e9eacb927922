"""Lines over the years on one axis, with their names at the ends, levels behind them, and targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from ita.charts import theme
from ita.charts.bands import band_marks
from ita.charts.labels import EndLabel, end_labels, sides, target_heights, upright, value_heights
from ita.charts.years import (
    BLANK,
    CAPTION,
    LABEL,
    PLOT,
    TARGET_ROOM,
    VALUE_ROOM,
    Scale,
    change_captions,
    change_lines,
    cut_apart,
    cuts,
    drawn,
    header,
    line_style,
    line_trace,
    marker,
    scale,
    score_axis,
    target_marks,
    value_font,
    year_axis,
)
from ita.series.model import Emphasis, Line, LineSeries, Side

# The margins in pixels: at the right, without names at the ends of lines.
LEFT, RIGHT, FOOT = 38, 26, 34
BELOW = {Side.ABOVE: False, Side.BELOW: True, Side.FREE: None}


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is drawn, and whether its values are written."""

    width: float
    size: int
    symbol: str = "circle"
    dash: str = "solid"
    written: bool = True


# Instruments are told apart by shape as well as by colour.
STYLES = {
    Emphasis.OWN: Style(3, 10),
    Emphasis.COMPARED: Style(2, 6, "diamond", "dash", written=False),
    Emphasis.OTHER: Style(1.5, 5, written=False),
    Emphasis.IIT: Style(2.5, 10),
    Emphasis.EIT: Style(2.5, 10, "square"),
    Emphasis.OIT: Style(2.5, 10, "diamond"),
}


@dataclass(frozen=True, slots=True)
class Ends:
    """How names stand at the ends of lines: the value beneath them or beside, the margin and a name's height."""

    beneath: bool
    margin: int
    apart: float


# A name with its value beneath it takes two lines.
BENEATH = Ends(beneath=True, margin=84, apart=2 * LABEL)
BESIDE = Ends(beneath=False, margin=88, apart=LABEL)
Notes = list[dict[str, Any]]


def _marker(line: Line, series: LineSeries) -> dict[str, Any]:
    """Return the style of a line's points: hollow ones are plain means, and then all have an edge in their colour."""
    colour, style = theme.COLOURS[line.emphasis], STYLES[line.emphasis]
    filled = marker(colour, style.size, style.symbol)
    if not any(point.plain_mean for each in series.lines for point in each.points):
        return filled
    hollow = {point.year for point in line.points if point.plain_mean}
    symbols = [f"{style.symbol}-open" if year in hollow else style.symbol for year in series.years]
    cut = cuts(series.rule_changes, series.years)
    return {**filled, "symbol": cut_apart(symbols, cut, style.symbol), "line": {"color": colour, "width": 2}}


def _trace(line: Line, series: LineSeries, label_sides: list[str] | None) -> go.Scatter:
    """Return a line; its values are written where their sides are given."""
    years, cut = series.years, cuts(series.rule_changes, series.years)
    colour, style = theme.COLOURS[line.emphasis], STYLES[line.emphasis]
    more: dict[str, Any] = {"mode": "lines+markers"}
    if line.indicator_no is not None:
        more["customdata"] = cut_apart([line.indicator_no] * len(years), cut)
    elif style.written:
        more["customdata"] = cut_apart(years, cut)
    if label_sides is not None:
        labels = {point.year: theme.plain(point.label) for point in line.points if point.label}
        more |= {
            "mode": "lines+markers+text",
            "text": cut_apart([labels.get(year, BLANK) for year in years], cut, BLANK),
            "textposition": cut_apart(label_sides, cut, "top center"),
            "textfont": value_font(len(years), colour),
        }
    if line.emphasis is Emphasis.COMPARED:
        # What lies under the scale, which fits the agency, is cut at its edge.
        more["cliponaxis"] = True
    style_of_line = line_style(colour, style.width, style.dash)
    return line_trace(line, years, cut, line=style_of_line, marker=_marker(line, series), **more)


def _label_sides(lines: list[Line], series: LineSeries, on: Scale) -> list[list[str]]:
    """Return where the values of lines stand, clear of their own line and of each other."""
    leaning, written = [], []
    for line in lines:
        side_of = {point.year: BELOW[point.side] for point in line.points}
        leaning.append(sides(line.values(series.years), on, PLOT, [side_of.get(year) for year in series.years]))
        labelled = {point.year: point.value for point in line.points if point.label}
        written.append([labelled.get(year) for year in series.years])
    return upright(list(zip(written, leaning, strict=True)), on, PLOT)


def _end(line: Line, series: LineSeries, beneath: bool) -> EndLabel:
    """Return the name of a line with its last value, for its end."""
    name, value = theme.plain(line.name), theme.plain(line.end)
    text = f"{name}<br>{value}" if beneath else f"<b>{name}</b> {value}"
    strong = beneath and line.emphasis is Emphasis.OWN
    last = line.points[-1]
    colour = theme.COLOURS[line.emphasis]
    return EndLabel(series.years.index(last.year), last.value, f"<b>{text}</b>" if strong else text, colour)


def _names_at_ends(lines: Sequence[Line], aims: Sequence[Line], series: LineSeries, on: Scale, ends: Ends) -> Notes:
    """Return the names of lines beside their last points, clear of the targets and of each other."""
    named = [_end(line, series, ends.beneath) for line in lines if line.end]
    goals = [goal for line in aims for goal in line.values(series.years)]
    under = any(point.side is Side.BELOW for line in aims for point in line.points)
    return end_labels(named, on, PLOT, ends.apart, lambda at: target_heights(goals, at, on, PLOT, under))


def draw_lines(series: LineSeries, ends: Ends = BENEATH) -> go.Figure:
    """Return the lines of a series, with its header and room for captions and names.

    Returns
    -------
    Figure
        Traces: the lines in their order, the targets last; ``customdata`` is the indicator's number, else the year.
    """
    years = series.years
    aims = [line for line in series.lines if line.emphasis is Emphasis.TARGET]
    lines = [line for line in series.lines if line.emphasis is not Emphasis.TARGET]
    written = [place for place, line in enumerate(lines) if STYLES[line.emphasis].written]
    on = scale(series.axis, TARGET_ROOM if aims else VALUE_ROOM)
    side_of = dict(zip(written, _label_sides([lines[place] for place in written], series, on), strict=True))
    # What the names of levels keep clear of.
    heights = [value_heights(lines[place].values(years), side_of[place], on, PLOT) for place in written]
    grounds, levels = band_marks(
        series.level_bands, years, [*(line.values(years) for line in series.lines), *heights], on
    )
    captions = change_captions(series.rule_changes, years)
    text, above = header([series.axis.words(on.low), *series.notes], LEFT, series.title, under=CAPTION * len(captions))
    traces = [_trace(line, series, side_of.get(place)) for place, line in enumerate(lines)]
    return drawn(
        [*traces, *(target_marks(line) for line in aims)],
        theme.layout(
            PLOT + above + FOOT,
            margin={"l": LEFT, "r": ends.margin if any(line.end for line in lines) else RIGHT, "t": above, "b": FOOT},
            xaxis=year_axis(years),
            yaxis=score_axis(on),
            shapes=[*grounds, *change_lines(series.rule_changes, years)],
            annotations=[text, *levels, *captions, *_names_at_ends(lines, aims, series, on, ends)],
        ),
    )
