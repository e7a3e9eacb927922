"""Lines over the years on one axis, with their names at the ends, levels behind them, and targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from ita.charts import theme
from ita.charts.bands import band_marks
from ita.charts.labels import (
    EndLabel,
    Spans,
    end_labels,
    sides,
    target_heights,
    upright,
    value_heights,
    years_with_room,
)
from ita.charts.years import (
    BLANK,
    CAPTION,
    FIGURE,
    LABEL,
    PLOT,
    TARGET_ROOM,
    VALUE_ROOM,
    WIDE_FIGURE,
    YEAR,
    Scale,
    change_captions,
    change_lines,
    cut_apart,
    cuts,
    drawn,
    header,
    header_letters,
    line_style,
    line_trace,
    marker,
    scale,
    score_axis,
    steps_apart,
    target_marks,
    value_font,
    year_axis,
)
from ita.series.model import Emphasis, Line, LineSeries, Side, Values

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


@dataclass(frozen=True, slots=True)
class _Area:
    """The drawing area of a series, on a desk or on a phone."""

    series: LineSeries
    ends: Ends
    wide: bool

    @property
    def aims(self) -> list[Line]:
        """The targets."""
        return [line for line in self.series.lines if line.emphasis is Emphasis.TARGET]

    @property
    def lines(self) -> list[Line]:
        """All other lines."""
        return [line for line in self.series.lines if line.emphasis is not Emphasis.TARGET]

    @property
    def on(self) -> Scale:
        """The scale: the name of a target needs more room than a value."""
        return scale(self.series.axis, TARGET_ROOM if self.aims else VALUE_ROOM)

    @property
    def right(self) -> int:
        """The margin at the right."""
        return self.ends.margin if any(line.end for line in self.lines) else RIGHT

    @property
    def width(self) -> float:
        """How wide it is at least, in pixels."""
        return (WIDE_FIGURE if self.wide else FIGURE) - LEFT - self.right

    @property
    def apart(self) -> int:
        """How many years two texts are apart."""
        return steps_apart(YEAR, self.width / max(len(self.series.years), 1))

    @property
    def cut(self) -> set[int]:
        """The places before which lines are cut."""
        return cuts(self.series.rule_changes, self.series.years)


def _marker(line: Line, area: _Area) -> dict[str, Any]:
    """Return the style of a line's points: hollow ones are plain means, and then all have an edge in their colour."""
    colour, style = theme.COLOURS[line.emphasis], STYLES[line.emphasis]
    filled = marker(colour, style.size, style.symbol)
    if not any(point.plain_mean for each in area.lines for point in each.points):
        return filled
    hollow = {point.year for point in line.points if point.plain_mean}
    symbols = [f"{style.symbol}-open" if year in hollow else style.symbol for year in area.series.years]
    return {**filled, "symbol": cut_apart(symbols, area.cut, style.symbol), "line": {"color": colour, "width": 2}}


def _trace(line: Line, area: _Area, label_sides: list[str] | None) -> go.Scatter:
    """Return a line; its values are written where their sides are given."""
    years, cut = area.series.years, area.cut
    colour, style = theme.COLOURS[line.emphasis], STYLES[line.emphasis]
    more: dict[str, Any] = {"mode": "lines+markers"}
    if line.indicator_no is not None:
        more["customdata"] = cut_apart([line.indicator_no] * len(years), cut)
    elif style.written:
        more["customdata"] = cut_apart(years, cut)
    if label_sides is not None:
        written = years_with_room(line, area.apart)
        labels = {point.year: theme.plain(point.label) for point in line.points if point.year in written}
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
    return line_trace(line, years, cut, line=style_of_line, marker=_marker(line, area), **more)


def _label_sides(lines: Sequence[Line], area: _Area) -> list[list[str]]:
    """Return where the values of lines stand, clear of their own line and of each other."""
    years = area.series.years
    leaning, written = [], []
    for line in lines:
        side_of = {point.year: BELOW[point.side] for point in line.points}
        leaning.append(sides(line.values(years), area.on, PLOT, [side_of.get(year) for year in years]))
        labelled = {point.year: point.value for point in line.points if point.label}
        written.append([labelled.get(year) for year in years])
    return upright(list(zip(written, leaning, strict=True)), area.on, PLOT)


def _lines(area: _Area) -> tuple[list[go.Scatter], list[Values]]:
    """Return the traces of the lines, and what names of levels keep clear of: all values, and the labels of values."""
    written = [line for line in area.lines if STYLES[line.emphasis].written]
    sides_of = iter(_label_sides(written, area))
    traces, free = [], [line.values(area.series.years) for line in area.series.lines]
    for line in area.lines:
        label_sides = next(sides_of) if STYLES[line.emphasis].written else None
        traces.append(_trace(line, area, label_sides))
        if label_sides:
            free.append(value_heights(line.values(area.series.years), label_sides, area.on, PLOT))
    return [*traces, *(target_marks(line) for line in area.aims)], free


def _end(line: Line, area: _Area) -> EndLabel:
    """Return the name of a line with its last value, for its end."""
    name, value = theme.plain(line.name), theme.plain(line.end)
    text = f"{name}<br>{value}" if area.ends.beneath else f"<b>{name}</b> {value}"
    strong = area.ends.beneath and line.emphasis is Emphasis.OWN
    last = line.points[-1]
    colour = theme.COLOURS[line.emphasis]
    return EndLabel(area.series.years.index(last.year), last.value, f"<b>{text}</b>" if strong else text, colour)


def _names_at_ends(area: _Area) -> list[dict[str, Any]]:
    """Return the names of lines beside their last points, clear of the targets and of each other."""
    goals = [goal for line in area.aims for goal in line.values(area.series.years)]
    under = any(point.side is Side.BELOW for line in area.aims for point in line.points)

    def occupied(place: int) -> Spans:
        return target_heights(goals, place, area.on, PLOT, under)

    return end_labels([_end(line, area) for line in area.lines if line.end], area.on, PLOT, area.ends.apart, occupied)


def draw_lines(series: LineSeries, ends: Ends = BENEATH, wide: bool = False) -> go.Figure:
    """Return the lines of a series, with its header and room for captions and names.

    Parameters
    ----------
    wide
        Whether there is the width of a desk; else that of a phone.

    Returns
    -------
    Figure
        Traces: the lines in their order, the targets last; ``customdata`` is the indicator's number, else the year.
    """
    area, years = _Area(series, ends, wide), series.years
    traces, free = _lines(area)
    grounds, levels = band_marks(series.level_bands, years, free, area.on, area.width)
    captions = change_captions(series.rule_changes, years)
    words = [series.axis.words(series.axis.low), *series.notes]
    text, above = header(words, LEFT, series.title, CAPTION * len(captions), header_letters(wide))
    return drawn(
        traces,
        theme.layout(
            PLOT + above + FOOT,
            margin={"l": LEFT, "r": area.right, "t": above, "b": FOOT},
            xaxis=year_axis(years, area.apart),
            yaxis=score_axis(area.on),
            shapes=[*grounds, *change_lines(series.rule_changes, years)],
            annotations=[text, *levels, *captions, *_names_at_ends(area)],
        ),
    )
