"""Bars from above, each with its name at the left and its figure at its end."""

from __future__ import annotations

from ita.exporting import letters
from ita.exporting.svg import look as looks
from ita.exporting.svg.canvas import Box, Canvas, Line
from ita.exporting.svg.plot import SMALL, TEXT, TICK, grid, round_ticks
from ita.series.model import Bar, BarSeries, Emphasis

# The column of names takes no more of the width than this.
_NAMES = 0.4
_GAP, _ROOM, _FOOT = 10.0, 12.0, 46.0
# Where rows of two lines do not fit, what is said under a name stands beside it, and rows are nearer.
_APART, _TIGHT, _TIGHT_NAMES = 8.0, 5.0, 0.45
_LINE = TEXT * letters.LINE
_HATCH = "calm"


def _hatch(canvas: Canvas) -> str:
    """Return the fill of bars that are not weak: in grey a pattern, so that it is told from the weak on any printer."""
    if canvas.look == "colour":
        return looks.colour(Emphasis.CALM, canvas.look)
    size = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = canvas.add("pattern", {"id": _HATCH, **size}, within=canvas.add("defs", {}))
    canvas.add("rect", {"width": 6, "height": 6, "fill": "#ffffff"}, within=pattern)
    canvas.add("rect", {"width": 2, "height": 6, "fill": "#8a8a8a"}, within=pattern)
    return f"url(#{_HATCH})"


def _name_lines(bar: Bar, across: float, canvas: Canvas) -> list[str]:
    return letters.lines(f"{canvas.figure(bar.indicator_no)}. {bar.name}", TEXT, across)


def _widest(texts: list[str], size: float) -> float:
    return max((letters.width(letters.clean(text), size) for text in texts), default=0.0)


def _names(series: BarSeries, canvas: Canvas) -> list[str]:
    return [f"{canvas.figure(bar.indicator_no)}. {bar.name}" for bar in series.bars]


def _column(series: BarSeries, canvas: Canvas) -> float:
    """Return how wide the column of names is."""
    widest = max(_widest(_names(series, canvas), TEXT), _widest([bar.detail for bar in series.bars], SMALL))
    return min(widest + 1, canvas.width * _NAMES)


def _beside(series: BarSeries, canvas: Canvas) -> tuple[float, float]:
    """Return how wide two columns are, of names and of what is said beside them; zeros where there is no room."""
    names, details = _widest(_names(series, canvas), TEXT) + 1, _widest([bar.detail for bar in series.bars], SMALL) + 1
    return (names, details) if names + _APART + details <= canvas.width * _TIGHT_NAMES else (0.0, 0.0)


def draw_bars(canvas: Canvas, series: BarSeries, height: float | None = None) -> None:
    """Draw bars from above.

    Parameters
    ----------
    height
        Of the whole, in pixels; None is what the names need in two lines. Less than one line needs is not taken.
    """
    axis, column, details = series.axis, _column(series, canvas), 0.0
    rows = [(bar, _name_lines(bar, column, canvas), letters.lines(bar.detail, SMALL, column)) for bar in series.bars]
    heights = [_LINE * len(name) + SMALL * letters.LINE * len(detail) + _ROOM for _bar, name, detail in rows]
    names, beside = _beside(series, canvas)
    if height is not None and sum(heights) + _FOOT > height and names:
        column, details = names + _APART + beside, beside
        rows = [(bar, [name], []) for bar, name in zip(series.bars, _names(series, canvas), strict=True)]
        heights = [_LINE + _TIGHT] * len(rows)
    room = _TIGHT if details else _ROOM
    more = 0.0 if height is None else max(height - sum(heights) - _FOOT, 0.0) / max(len(rows), 1)
    labels = max((letters.width(bar.label, TEXT, 600) for bar in series.bars), default=0.0)
    left, right = column + _GAP, canvas.width - labels - 10
    top = axis.high if axis.high > axis.low else axis.low + 1
    scale = (right - left) / (top - axis.low)
    bottom = sum(heights) + more * len(rows) + 4
    weak, calm = looks.colour(Emphasis.WEAK, canvas.look), _hatch(canvas)
    for tick in round_ticks(axis.low, top):
        x = left + (tick - axis.low) * scale
        canvas.rule(Line(x, 0, x, bottom), looks.muted(canvas.look) if tick == axis.low else grid(canvas))
        anchor = "start" if tick == axis.low else "middle"
        canvas.text(canvas.figure(tick), x, bottom + 1.3 * TICK, TICK, fill=looks.muted(canvas.look), anchor=anchor)
    down = 0.0
    for (bar, name, detail), tall in zip(rows, heights, strict=True):
        text = down + (more + room) / 2
        for line in name:
            text += _LINE
            canvas.text(line, column - (details + _APART if details else 0), text - 0.28 * TEXT, TEXT, anchor="end")
        if details:
            muted = looks.muted(canvas.look)
            canvas.text(letters.clean(bar.detail), column, text - 0.28 * TEXT, SMALL, fill=muted, anchor="end")
        for line in detail:
            text += SMALL * letters.LINE
            canvas.text(line, column, text - 0.35 * SMALL, SMALL, fill=looks.muted(canvas.look), anchor="end")
        middle, half = down + (tall + more) / 2, min((tall + more) * 0.31, 18.0)
        end = left + max(bar.value - axis.low, 0.0) * scale
        fill = weak if bar.emphasis is Emphasis.WEAK else calm if bar.emphasis is Emphasis.CALM else None
        edge = "#555555" if canvas.look == "grey" else None
        canvas.rect(
            Box(left, middle - half, end, middle + half),
            fill or looks.colour(bar.emphasis, canvas.look),
            stroke=edge,
            title=f"{bar.indicator_no}. {bar.name} {bar.label}",
        )
        weight = 600 if bar.emphasis is Emphasis.WEAK else 400
        canvas.text(bar.label, end + 6, middle + 0.34 * TEXT, TEXT, weight=weight, halo=True)
        down += tall + more
    across = canvas.width - left
    canvas.block(axis.words(axis.low), left, bottom + 1.5 * TICK, across, TICK, fill=looks.muted(canvas.look))
    canvas.height = max(canvas.height, bottom + _FOOT if series.bars else _FOOT)
