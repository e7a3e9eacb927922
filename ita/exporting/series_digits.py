"""Series with Thai digits: those of our own figures and words, never those within what is stored, such as a name."""

from __future__ import annotations

import re
from dataclasses import replace

from ita.documents.request import Digits
from ita.series.changes import MARK
from ita.series.model import (
    Axis,
    BarSeries,
    CellSeries,
    ChangeSeries,
    Line,
    LineSeries,
    Point,
    RuleChange,
    Series,
)
from ita.thai import thai_digits

# The number before the name of an indicator is ours, the name is stored.
_NUMBER = re.compile(r"^\d+(?=\. )")


def own_digits(text: str, digits: Digits) -> str:
    """Return a text of ours, or a figure, in digits as asked for."""
    return thai_digits(text) if digits == "thai" else text


def _named(name: str) -> str:
    return _NUMBER.sub(lambda found: thai_digits(found[0]), name)


def _noted(note: str) -> str:
    # Why scores cannot be compared is stored with the year.
    return note if note.startswith(MARK) else thai_digits(note)


def _axis(axis: Axis) -> Axis:
    return replace(axis, title=thai_digits(axis.title), title_cut=thai_digits(axis.title_cut))


def _points(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple(replace(point, label=thai_digits(point.label)) for point in points)


def _changes(changes: tuple[RuleChange, ...]) -> tuple[RuleChange, ...]:
    return tuple(replace(change, caption=thai_digits(change.caption)) for change in changes)


def _line(line: Line) -> Line:
    return replace(line, name=_named(line.name), end=thai_digits(line.end), points=_points(line.points))


def _lines(series: LineSeries) -> LineSeries:
    return replace(
        series,
        axis=_axis(series.axis),
        lines=tuple(map(_line, series.lines)),
        level_bands=tuple(replace(each, missing=thai_digits(each.missing)) for each in series.level_bands),
        rule_changes=_changes(series.rule_changes),
        title=_named(series.title),
        notes=tuple(map(_noted, series.notes)),
        said=thai_digits(series.said),
    )


def _bars(series: BarSeries) -> BarSeries:
    bars = (replace(bar, label=thai_digits(bar.label), detail=thai_digits(bar.detail)) for bar in series.bars)
    return replace(series, axis=_axis(series.axis), bars=tuple(bars))


def _rows(series: ChangeSeries) -> ChangeSeries:
    rows = (
        replace(
            row,
            name=_named(row.name),
            points=_points(row.points),
            label=thai_digits(row.label),
            beside=thai_digits(row.beside),
        )
        for row in series.rows
    )
    return replace(
        series,
        axis=_axis(series.axis),
        rows=tuple(rows),
        order=thai_digits(series.order),
        missing_words=thai_digits(series.missing_words),
        missing=tuple(map(_named, series.missing)),
        notes=tuple(map(_noted, series.notes)),
    )


def _cells(series: CellSeries) -> CellSeries:
    rows = (
        replace(
            row,
            name=_named(row.name),
            cells=tuple(replace(cell, label=thai_digits(cell.label)) for cell in row.cells),
        )
        for row in series.rows
    )
    notes = tuple(map(_noted, series.notes))
    changes = _changes(series.rule_changes)
    return replace(series, axis=_axis(series.axis), rows=tuple(rows), rule_changes=changes, notes=notes)


def series_in_digits(series: Series, digits: Digits) -> Series:
    """Return a series whose texts have digits as asked for; its figures and years are numbers, and stay so."""
    if digits == "arabic":
        return series
    match series:
        case BarSeries():
            return _bars(series)
        case ChangeSeries():
            return _rows(series)
        case CellSeries():
            return _cells(series)
        case LineSeries():
            return _lines(series)
