"""The ten indicators over the years: small figures on one scale, or one set off among the others."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ita.charts import theme
from ita.charts.labels import sides, years_with_room
from ita.charts.lines import draw_lines
from ita.charts.years import (
    BLANK,
    OWN,
    Scale,
    change_lines,
    cut_apart,
    cuts,
    drawn,
    header,
    header_letters,
    line_style,
    line_trace,
    marker,
    note,
    scale,
    score_axis,
    steps_apart,
    value_font,
    year_axis,
)
from ita.series.indicators import highlight_series, indicator_series
from ita.series.model import Line, LineSeries

# One of the small multiples, in pixels.
SMALL_PLOT = 112
SMALL_YEARS = 38
TITLE_LINE = 17
# A label above a point takes a fifth of so small a figure.
ROOM = 0.26
# How wide the drawing area of one is at least where so many stand side by side, in pixels: all ten on a phone, or a
# row of each instrument's five.
SMALL_WIDTH = {1: 300.0, 2: 132.0, 5: 188.0}
# What stands between two, as a share of the width.
GAPS = {1: 0.0, 2: 0.1}
SMALL_GAP = 0.025
# At this width, with its number before it, no name is broken inside a word, and two fit on a phone.
TITLE_LETTERS = {1: 40, 5: 26}
SMALL_TITLE = 19
# How wide a score is at the size of its type, in pixels with the room beside it.
LABEL_WIDTH = {13: 38.0, 12: 34.0, 11: 31.0}
# The size of the first and the last year, where these alone are named.
TICK = 13
# With more side by side, the header has the width of a desk.
ON_A_PHONE = 2
MARGIN = {"l": 36, "r": 18, "b": 4}


def indicator_multiples(trend: pd.DataFrame, breaks: pd.DataFrame, lang: str, columns: int = 2) -> go.Figure:
    """Return a small figure of each indicator: `indicator_series`, whose parameters these are, drawn.

    Parameters
    ----------
    columns
        How many stand side by side: two can be read on a phone too, five make a row of each survey's.
    """
    return draw_multiples(indicator_series(trend, breaks, lang), columns)


def indicator_highlight(
    trend: pd.DataFrame, targets: pd.DataFrame, breaks: pd.DataFrame, lang: str, indicator_no: int, wide: bool = False
) -> go.Figure:
    """Return one indicator in colour among the others: `highlight_series`, whose parameters these are, drawn.

    Parameters
    ----------
    wide
        Whether there is the width of a desk; else that of a phone.
    """
    return draw_lines(highlight_series(trend, targets, breaks, lang, indicator_no), wide=wide)


def _size(spacing: float) -> int | None:
    """Return the size of type in which scores fit side by side, the largest; None where they do not."""
    return next((size for size, width in LABEL_WIDTH.items() if spacing >= width), None)


def _labelled(line: Line, spacing: float) -> tuple[set[int], int]:
    """Return the years whose labels are written, and in which size."""
    size = _size(spacing) or min(LABEL_WIDTH)
    return years_with_room(line, steps_apart(LABEL_WIDTH[size], spacing)), size


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the small figures stand: so many side by side, each under its title."""

    columns: int
    count: int
    years: tuple[int, ...]
    title_lines: int

    @property
    def title(self) -> int:
        """The height of a title in pixels."""
        return TITLE_LINE * self.title_lines + 4

    @property
    def row(self) -> int:
        """The height of a row in pixels."""
        return self.title + SMALL_PLOT + SMALL_YEARS

    @property
    def rows(self) -> int:
        """How many rows there are, one at least."""
        return max(math.ceil(self.count / self.columns), 1)

    @property
    def edge(self) -> float:
        """How far the first and the last value keep off the ticks and the next figure, in years."""
        return max(0.45, 15 * (len(self.years) - 1) / (SMALL_WIDTH.get(self.columns, 132.0) - 30))

    @property
    def spacing(self) -> float:
        """How far apart two years are at least, in pixels."""
        return SMALL_WIDTH.get(self.columns, 132.0) / (max(len(self.years), 1) - 1 + 2 * self.edge)

    def across(self, place: int) -> tuple[float, float]:
        """Return from where to where a figure reaches, as shares of the width."""
        gap = GAPS.get(self.columns, SMALL_GAP)
        width = (1 - gap * (self.columns - 1)) / self.columns
        left = (place % self.columns) * (width + gap)
        return left, left + width

    def top(self, place: int) -> float:
        """Return where a figure with its title begins, as a share of the height."""
        return 1 - (place // self.columns) / self.rows

    def upright(self, place: int) -> tuple[float, float]:
        """Return from where to where the drawing area of a figure reaches, as shares of the height."""
        height, top = self.row * self.rows, self.top(place)
        return max(top - (self.title + SMALL_PLOT) / height, 0.0), top - self.title / height


def _axis_name(place: int) -> str:
    """Return what Plotly adds to the names of the axes of a figure."""
    return "" if place == 0 else str(place + 1)


def _axes(grid: _Grid, place: int, on: Scale) -> dict[str, Any]:
    """Return the axes of a small figure."""
    end, years = _axis_name(place), grid.years
    size = _size(grid.spacing)
    return {
        f"xaxis{end}": year_axis(
            years,
            domain=list(grid.across(place)),
            anchor=f"y{end}",
            range=[-grid.edge, max(len(years), 1) - 1 + grid.edge],
            tickvals=[str(year) for year in (years if size else (years[0], years[-1]))],
            tickfont={"family": theme.FONT, "size": size or TICK, "color": theme.MUTED},
            ticklabelstandoff=6,
        ),
        f"yaxis{end}": score_axis(
            on,
            domain=list(grid.upright(place)),
            anchor=f"x{end}",
            tickvals=on.ticks[::-2],
            # The first value begins where the ticks end.
            ticklabelstandoff=5,
            showticklabels=place % grid.columns == 0,
        ),
    }


def _small_line(line: Line, place: int, series: LineSeries, grid: _Grid, on: Scale) -> go.Scatter:
    """Return the line of a small figure: its last point stands out."""
    years, cut = series.years, cuts(series.rule_changes, series.years)
    written, size = _labelled(line, grid.spacing)
    labels = {point.year: theme.plain(point.label) for point in line.points if point.year in written}
    last = line.points[-1].year if line.points else None
    colours = [theme.INK if year == last else OWN for year in years]
    return line_trace(
        line,
        years,
        cut,
        mode="lines+markers+text",
        xaxis=f"x{_axis_name(place)}",
        yaxis=f"y{_axis_name(place)}",
        line=line_style(OWN, 2),
        marker=marker(cut_apart(colours, cut, OWN), 7),
        text=cut_apart([labels.get(year, BLANK) for year in years], cut, BLANK),
        textposition=cut_apart(sides(line.values(years), on, SMALL_PLOT), cut, "top center"),
        textfont={**value_font(1, theme.INK), "size": size},
        customdata=cut_apart([line.indicator_no] * len(years), cut),
    )


def _title(text: str, place: int, grid: _Grid) -> dict[str, Any]:
    """Return the title of a small figure."""
    where = {"xref": "paper", "x": grid.across(place)[0], "xanchor": "left"}
    where |= {"yref": "paper", "y": grid.top(place), "yanchor": "top"}
    return note(text, **where, align="left", font={"size": 13, "color": theme.INK})


def draw_multiples(series: LineSeries, columns: int = 2) -> go.Figure:
    """Return a small figure of each line, all on one scale, so that heights can be compared across them.

    Parameters
    ----------
    columns
        How many stand side by side.

    Returns
    -------
    Figure
        One trace a line; ``customdata`` is the indicator's number. Every label is written that has room.
    """
    letters = TITLE_LETTERS.get(columns, SMALL_TITLE)
    titles = [theme.wrap(line.name, letters) for line in series.lines]
    tallest = max((text.count("<br>") + 1 for text in titles), default=1)
    grid = _Grid(columns, len(series.lines), series.years, tallest)
    on = scale(series.axis, ROOM)
    wide = columns > ON_A_PHONE
    text, above = header([series.axis.words(on.low), *series.notes], MARGIN["l"], letters=header_letters(wide))
    changes = change_lines(series.rule_changes, series.years)
    axes: dict[str, Any] = {}
    shapes: list[dict[str, Any]] = []
    for place in range(len(series.lines)):
        end = _axis_name(place)
        axes |= _axes(grid, place, on)
        shapes += [{**shape, "xref": f"x{end}", "yref": f"y{end} domain"} for shape in changes]
    return drawn(
        [_small_line(line, place, series, grid, on) for place, line in enumerate(series.lines)],
        theme.layout(
            above + grid.row * grid.rows + MARGIN["b"],
            margin={**MARGIN, "t": above},
            annotations=[text, *(_title(title, place, grid) for place, title in enumerate(titles))],
            shapes=shapes,
            **axes,
        ),
    )
