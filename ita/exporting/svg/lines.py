"""Lines over the years on one axis: names at their ends, values at their points, levels behind them, targets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ita.charts.labels import spread
from ita.charts.years import VALUE_ROOM
from ita.errors import N_
from ita.exporting import letters
from ita.exporting.svg import look as looks
from ita.exporting.svg.canvas import Box, Canvas, Line, Spot
from ita.exporting.svg.plot import (
    SMALL,
    TEXT,
    TICK,
    Plot,
    changes_down,
    header,
    scores_down,
    spots_around,
    ticks_of,
    years_across,
)
from ita.i18n import translator
from ita.level_names import MEANINGS
from ita.series import model
from ita.series.model import Band, Emphasis, LevelBands, LineSeries

# The drawing area in pixels: as a share of the width, at least and at most; and what is under it.
_SHARE, _LEAST, _MOST = 0.42, 230.0, 380.0
_FOOT, _RIGHT, _OFF = 26.0, 22.0, 12.0
# A name at the end of a line takes no more of the width than this; the value is beneath it where it is longer.
_END = 0.24
_CAPTION = 17.0
_BAND_NAME = 13.0
# Where the name of a band may part: between two that share it, and before what it means in brackets.
_BETWEEN = re.compile(r"(?<=/) ")
_PARTS = re.compile(r"(?<=/) | (?=\()")
_MEANING = re.compile(rf" \((?:{'|'.join(MEANINGS.values())})\)")


def _end_lines(line: model.Line, width: float) -> list[str]:
    """Return the name and the last value of a line, in one line where it has room."""
    whole = f"{line.name} {line.end}"
    most = width * _END
    if letters.width(whole, TEXT, 600) <= most:
        return [whole]
    return [*letters.lines(line.name, TEXT, most, 600), line.end]


def _ended(series: LineSeries) -> list[model.Line]:
    return [line for line in series.lines if line.end and line.points]


def _right(series: LineSeries, canvas: Canvas, left: float) -> float:
    """Return the margin at the right: what the names at the ends need beyond the last year."""
    count = max(len(series.years), 1)
    step = (canvas.width - left - _RIGHT) / count
    needed = [_RIGHT]
    for line in _ended(series):
        across = max(letters.width(text, TEXT, 600) for text in _end_lines(line, canvas.width))
        after = (count - series.years.index(line.points[-1].year) - 0.5) * step
        needed.append(_OFF + across + 8 - after)
    return max(needed)


def _captions(
    series: LineSeries, plot_x: float, step: float, top: float, canvas: Canvas
) -> tuple[dict[int, float], float]:
    """Write the captions of changes above the drawing area; return where the line of each year begins, and its top."""
    places = {change.year: plot_x + series.years.index(change.year) * step for change in series.rule_changes}
    tops: dict[int, float] = {}
    down = top
    for change in series.rule_changes:
        down += _CAPTION
        x = places[change.year]
        across = letters.width(letters.clean(change.caption), TICK)
        goes_right = x + 5 + across <= canvas.width
        lines = [change.caption] if goes_right or x - 5 >= across else letters.lines(change.caption, TICK, x - 5)
        for row, text in enumerate(lines):
            down += _CAPTION if row else 0.0
            at, anchor = (x + 5, "start") if goes_right else (x - 5, "end")
            canvas.text(text, at, down - 3, TICK, fill=looks.muted(canvas.look), anchor=anchor)
        tops[change.year] = min(tops.get(change.year, down - _CAPTION + 3), down - _CAPTION + 3)
    return tops, down


def _grounds(series: LineSeries, plot: Plot) -> None:
    """Draw the levels of each stretch of years, with a line at each floor that can be seen."""
    canvas, edge = plot.canvas, "#777777" if plot.canvas.look == "grey" else "#b3bec9"
    for stretch in series.level_bands:
        left, right = _sides(stretch, plot)
        for rank, band in enumerate(stretch.bands):
            fill, opacity = looks.band(rank, canvas.look)
            box = Box(left, plot.y(min(band.high, series.axis.high)), right, plot.y(max(band.low, plot.low)))
            canvas.rect(box, fill, opacity=opacity, title=f"{band.name} {band.low:g}–{band.high:g}")
            if band.low > plot.low:
                canvas.rule(Line(left, box.bottom, right, box.bottom), edge)


def _sides(stretch: LevelBands, plot: Plot) -> tuple[float, float]:
    return (
        plot.x(plot.years.index(stretch.first_year) - 0.5),
        plot.x(plot.years.index(stretch.last_year) + 0.5),
    )


def _line(line: model.Line, plot: Plot, series: LineSeries) -> None:
    """Draw a line and its points."""
    canvas, style = plot.canvas, looks.STYLES[line.emphasis]
    colour = looks.colour(line.emphasis, canvas.look)
    canvas.path(plot.runs(line, series.rule_changes), colour, style.width, looks.dash(line.emphasis, canvas.look))


def _points(line: model.Line, plot: Plot) -> None:
    """Draw the points of a line: hollow ones are plain means."""
    canvas, style = plot.canvas, looks.STYLES[line.emphasis]
    colour = looks.colour(line.emphasis, canvas.look)
    for point in line.points:
        x, y = plot.at(point)
        said = "\n".join(point.tip) or f"{point.year} {point.label}"
        if y > plot.box.bottom:
            continue
        if point.plain_mean:
            canvas.point(x, y, style.shape, style.size - 1, "#ffffff", edge=colour, line=2, title=said)
        else:
            canvas.point(x, y, style.shape, style.size, colour, title=said)


def _ends(series: LineSeries, plot: Plot) -> None:
    """Write the names of lines at their ends, moved apart where they would overlap."""
    canvas = plot.canvas
    for place in sorted({line.points[-1].year for line in _ended(series)}):
        lines = [line for line in _ended(series) if line.points[-1].year == place]
        texts = [_end_lines(line, canvas.width) for line in lines]
        apart = max(map(len, texts)) * TEXT * letters.LINE
        moved = spread([plot.y(line.points[-1].value) for line in lines], apart)
        down = max(0.0, plot.box.top + apart / 2 - min(moved)) - max(0.0, max(moved) + apart / 2 - plot.box.bottom)
        for line, text, middle in zip(lines, texts, moved, strict=True):
            first = middle + down - (len(text) - 1) * TEXT * letters.LINE * 0.46 + 0.34 * TEXT
            at = Spot(plot.x(plot.years.index(place)) + _OFF, first, "start")
            canvas.write(text, at, TEXT, looks.ink(line.emphasis, canvas.look), 600)


def _values(line: model.Line, plot: Plot) -> None:
    """Write the values of a line beside their points."""
    canvas, style = plot.canvas, looks.STYLES[line.emphasis]
    size = TEXT if plot.step >= 52 else SMALL
    within = Box(plot.box.left + 1, plot.box.top - 4, canvas.width, plot.box.bottom)
    for point in reversed(line.points):
        if point.label:
            x, y = plot.at(point)
            places = spots_around(x, y, style.size / 2 + 5, size, point.side)
            canvas.label([point.label], places, size, within, looks.ink(line.emphasis, canvas.look))


def _target_marks(line: model.Line, plot: Plot) -> None:
    """Draw targets as dashes."""
    canvas = plot.canvas
    reach = min(16.0, plot.step * 0.4)
    for point in line.points:
        x, y = plot.at(point)
        dash = Line(x - reach, y, x + reach, y)
        canvas.rule(dash, looks.colour(line.emphasis, canvas.look), 3, solid=True, title="\n".join(point.tip))
        # A value right above a target would be read as the target's.
        canvas.points.append(Box(x - reach, y - 11, x + reach, y + 11))


def _target_names(line: model.Line, plot: Plot) -> None:
    """Write the names of the targets that have a label."""
    canvas = plot.canvas
    within = Box(plot.box.left + 1, plot.box.top - 4, canvas.width, plot.box.bottom)
    for point in line.points:
        if point.label:
            x, y = plot.at(point)
            places = spots_around(x, y, 6, TICK, point.side, 20.0)
            fill = looks.colour(line.emphasis, canvas.look)
            lines = letters.lines(f"{line.name} {point.label}", TICK, canvas.width * _END, 600)
            canvas.label(lines, places, TICK, within, fill, 600)


def _band_places(band: Band, stretch: LevelBands, plot: Plot, rows: int) -> Iterator[Spot]:
    """Return where the name of a band may stand: at its left side, else at its right, nearest to its middle first."""
    left, right = _sides(stretch, plot)
    top, bottom = plot.y(min(band.high, 100.0)), plot.y(max(band.low, plot.low))
    tall = SMALL * (1.0 + letters.LINE * (rows - 1))
    middle = (top + bottom) / 2 - tall / 2 + 0.85 * SMALL
    low, high = top + SMALL, bottom - tall + 0.75 * SMALL
    steps = range(int(low), max(int(high), int(low)) + 1, 2)
    for y in sorted({middle, *(float(step) for step in steps)}, key=lambda each: abs(each - middle)):
        off = 0.15 * abs(y - middle)
        yield Spot(left + 7, y, "start", off)
        yield Spot(right - 7, y, "end", off + 3)
        yield Spot((left + right) / 2, y, "middle", off + 5)


def _name_variants(name: str, across: float) -> Iterator[list[str]]:
    """Return the name of a band in lines, the fewest first."""
    yield letters.lines(name, SMALL, across)
    for at in (_BETWEEN, _PARTS):
        parts = at.split(name)
        if len(parts) > 1:
            yield [line for part in parts for line in letters.lines(part, SMALL, across)]
    if _MEANING.search(name):
        yield letters.lines(_MEANING.sub("", name), SMALL, across)


def _band_names(series: LineSeries, plot: Plot) -> None:
    """Write the names of the levels where they keep clear of the lines; a band too low for its name has none."""
    canvas = plot.canvas
    fill = looks.muted(canvas.look)
    for stretch in series.level_bands:
        left, right = _sides(stretch, plot)
        within = Box(left, plot.box.top, right, plot.box.bottom)
        for band in stretch.bands:
            high = plot.y(max(band.low, plot.low)) - plot.y(min(band.high, 100.0))
            found = []
            for rank, lines in enumerate(_name_variants(band.name, right - left - 12)):
                if high >= _BAND_NAME + SMALL * letters.LINE * (len(lines) - 1) + 2:
                    places = _band_places(band, stretch, plot, len(lines))
                    place, cost = canvas.best(lines, places, SMALL, within)
                    found.append((cost + 3 * rank, rank, lines, place))
            if found:
                _cost, _rank, lines, place = min(found)
                canvas.write(lines, place, SMALL, fill)
        if stretch.missing:
            lines = letters.lines(stretch.missing, SMALL, right - left - 12)
            first = plot.box.top + SMALL
            lowest = max(int(plot.box.bottom - SMALL * letters.LINE * len(lines)), int(first))
            rows = range(lowest, int(first) - 1, -6)
            middles = [Spot((left + right) / 2, float(y), "middle", 0.1 * at) for at, y in enumerate(rows)]
            canvas.label(lines, middles, SMALL, within, fill)


def draw_lines(canvas: Canvas, series: LineSeries, height: float | None = None) -> None:
    """Draw lines with their header.

    Parameters
    ----------
    height
        Of the whole, in pixels; None is what fits the width.
    """
    axis = series.axis
    aims = [line for line in series.lines if line.emphasis is Emphasis.TARGET]
    lines = [line for line in series.lines if line.emphasis is not Emphasis.TARGET]
    words = axis.words(axis.low)
    if axis.low > 0 and not axis.title_cut:
        said = translator(canvas.lang)(N_("Scores; the axis does not begin at 0"))
        words = f"{words} · {canvas.figure(said)}"
    above = header(canvas, [words, *series.notes], series.title)
    ticks = ticks_of(axis)
    left = max(letters.width(canvas.figure(tick), TICK) for tick in ticks) + 10
    right = canvas.width - _right(series, canvas, left)
    step = (right - left) / max(len(series.years), 1)
    tops, top = _captions(series, left, step, above + 4, canvas)
    top += 8
    tall = min(max(canvas.width * _SHARE, _LEAST), _MOST) if height is None else max(height - top - _FOOT, 120.0)
    plot = Plot(
        canvas,
        Box(left, top, right, top + tall),
        series.years,
        axis.low,
        axis.high + VALUE_ROOM * (axis.high - axis.low),
    )
    _grounds(series, plot)
    scores_down(plot, ticks)
    years_across(plot)
    changes_down(plot, series.rule_changes, tops)
    for line in lines:
        _line(line, plot, series)
    for line in lines:
        _points(line, plot)
    for line in aims:
        _target_marks(line, plot)
    _ends(series, plot)
    for line in aims:
        _target_names(line, plot)
    for line in reversed(lines):
        _values(line, plot)
    _band_names(series, plot)
    canvas.height = max(canvas.height, plot.box.bottom + _FOOT)
