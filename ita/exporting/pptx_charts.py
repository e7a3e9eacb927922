"""Chart series as native charts and tables of slides, which a town can edit: figures, not pictures of them.

What a native chart cannot show is said in words under it: the levels behind lines, and what changed before a year.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt
from xlsxwriter import Workbook

from ita.charts import theme
from ita.charts.years import cuts
from ita.documents.request import Digits
from ita.exporting import letters
from ita.exporting.letters import CIRCLE, FONT
from ita.exporting.pptx_notes import notes_of
from ita.exporting.pptx_tables import add_cells
from ita.exporting.pptx_text import Area, Type, add_lines, line_height, lines_in, plain, rgb, set_font
from ita.exporting.series_digits import series_in_digits
from ita.exporting.svg import look as looks
from ita.exporting.svg.look import Look
from ita.exporting.svg.picture import are_multiples
from ita.exporting.svg.plot import round_ticks
from ita.series.model import (
    BarSeries,
    CellSeries,
    ChangeSeries,
    Emphasis,
    Line,
    LineSeries,
    Point,
    Series,
    Side,
    Values,
)
from ita.thai import arabic_digits

_MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
}
_SIDES = {
    Side.ABOVE: XL_LABEL_POSITION.ABOVE,
    Side.BELOW: XL_LABEL_POSITION.BELOW,
    Side.FREE: XL_LABEL_POSITION.ABOVE,
}
# Nearer than this share of the axis, two labels of a year touch.
_NEAR = 0.09
# Small multiples side by side; what is between a chart and its notes; the smallest type of labels, in points.
_COLUMNS = 5
_GAP = int(Pt(5))
_SMALLEST = 7.5


class _Data(CategoryChartData):
    """The data of a chart, whose workbook holds texts as texts: none that begins with = is a formula."""

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind the chart: categories in the first column, a column each series."""
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        held = io.BytesIO()
        with Workbook(held, options) as book:
            sheet = book.add_worksheet("Sheet1")
            number = book.add_format({"num_format": self.number_format})
            sheet.write_column(1, 0, [category.label for category in self.categories])
            for column, series in enumerate(self, start=1):
                sheet.write_string(0, column, series.name)
                for row, value in enumerate(series.values, start=1):
                    if value is not None:
                        sheet.write_number(row, column, value, number)
        return held.getvalue()


def _data(categories: Sequence[str], columns: Sequence[tuple[str, Values]], number_format: str) -> Any:
    """Return the data of a chart: a column each series, None where nothing is known."""
    data: Any = _Data(number_format=number_format)  # type: ignore[no-untyped-call]
    data.categories = [plain(text) for text in categories]
    for name, values in columns:
        data.add_series(plain(name), values)
    return data


def _add(slide: Any, kind: XL_CHART_TYPE, area: Area, data: Any, alt: str) -> tuple[Any, Any]:
    """Add a chart; return its shape and the chart."""
    shape = slide.shapes.add_chart(kind, *(Emu(each) for each in area), data)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", plain(alt))
    chart = shape.chart
    # The library numbers some axes below 0, which the format does not have; LibreOffice reads none from 2^31 on.
    numbers: dict[str, int] = {}
    for each in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        each.set("val", str(numbers.setdefault(each.get("val"), len(numbers) + 1)))
    chart.has_title = False
    chart.has_legend = False
    return shape, chart


def _value_axis(chart: Any, low: float, high: float, step: float, type_: Type) -> None:
    """Set the axis of figures: from where to where, with quiet lines."""
    values = chart.value_axis
    values.minimum_scale, values.maximum_scale = low, high
    values.major_unit = step
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = rgb(theme.GRID)
    values.major_gridlines.format.line.width = Pt(0.75)
    values.major_tick_mark = values.minor_tick_mark = XL_TICK_MARK.NONE
    values.format.line.fill.background()
    values.tick_labels.number_format = type_.number_format(len(f"{step % 1:g}".partition(".")[2]))
    values.tick_labels.number_format_is_linked = False
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.color.rgb = rgb(theme.NEUTRAL)


def _step(low: float, high: float) -> float:
    """Return how far apart the ticks of an axis are."""
    ticks = round_ticks(low, high)
    return ticks[1] - ticks[0] if len(ticks) > 1 else 1.0


def _from_above(chart: Any) -> None:
    """Let the first category stand on top, the axis of figures at the foot; no name is left out for want of room."""
    chart.category_axis.reverse_order = True
    axis = chart.category_axis._element
    skip = axis.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    last = axis.find(qn("c:noMultiLvlLbl"))
    axis.append(skip) if last is None else last.addprevious(skip)
    chart.value_axis._element.find(qn("c:crosses")).set("val", "max")


def _finish(chart: Any, type_: Type) -> None:
    """Set the fonts of everything that a chart writes."""
    chart.font.size = Pt(type_.size)
    set_font(chart, lang=type_.lang, font=type_.font)


def _labelled(labels: Any, size: float, number_format: str, colour: str) -> None:
    """Show the figures of a series at its marks."""
    labels.show_value = True
    labels.number_format = number_format
    labels.number_format_is_linked = False
    labels.font.size = Pt(size)
    labels.font.color.rgb = rgb(colour)


def _fill(format_: Any, colour: str, edge: str | None = None) -> None:
    format_.fill.solid()
    format_.fill.fore_color.rgb = rgb(colour)
    if edge:
        format_.line.color.rgb = rgb(edge)


def _bars(slide: Any, series: BarSeries, area: Area, type_: Type, alt: str) -> Any:
    """Add horizontal bars from 0, the first on top, the weak ones in their colour."""
    axis = series.axis
    numbered = [(f"{type_.figure(bar.indicator_no)}. {bar.name}", bar.detail) for bar in series.bars]
    names = ["\n".join(filter(None, each)) for each in numbered]
    data = _data(names, [(axis.title, [bar.value for bar in series.bars])], type_.number_format(axis.decimals))
    shape, chart = _add(slide, XL_CHART_TYPE.BAR_CLUSTERED, area, data, alt)
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 45, False
    bars = plot.series[0]
    _fill(bars.format, _bar_colour(Emphasis.CALM, type_), _bar_edge(type_))
    for at, bar in enumerate(series.bars):
        if bar.emphasis is not Emphasis.CALM:
            _fill(bars.points[at].format, _bar_colour(bar.emphasis, type_), _bar_edge(type_))
        _own_words(bars.points[at], bar.label, bar.value, axis.decimals)
    plot.has_data_labels = True
    _labelled(plot.data_labels, type_.size, type_.number_format(axis.decimals), looks.text(type_.look))
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    # Room for the label of the longest bar.
    top = (axis.high or 1.0) * 1.12
    _value_axis(chart, axis.low, top, _step(axis.low, top), type_)
    chart.value_axis.has_title = True
    chart.value_axis.axis_title.text_frame.text = plain(axis.words(axis.low))
    _from_above(chart)
    # Two lines a bar; where they would touch, Office leaves names out.
    lines = max(name.count("\n") + 1 for name in names)
    fitting = area.height / Pt(1) * 0.78 / len(names) / lines / letters.LINE
    chart.category_axis.tick_labels.font.size = Pt(max(min(type_.size, fitting), _SMALLEST))
    _finish(chart, type_)
    set_font(chart.value_axis.axis_title.text_frame, lang=type_.lang, font=type_.font, size=type_.size, bold=False)
    return shape


def _bar_colour(emphasis: Emphasis, type_: Type) -> str:
    return "#ffffff" if type_.look == "grey" and emphasis is Emphasis.CALM else looks.colour(emphasis, type_.look)


def _bar_edge(type_: Type) -> str | None:
    return "#555555" if type_.look == "grey" else None


def _own_words(point: Any, label: str, value: float, decimals: int) -> bool:
    """Write a label out where the figure alone, which follows what is edited, would not read so, and tell it.

    That a point is a plain mean its shape says, and a note.
    """
    if arabic_digits(label).replace(CIRCLE, "").strip() in {"", f"{value:.{decimals}f}"}:
        return False
    point.data_label.text_frame.text = plain(label)
    return True


def _style_line(line: Any, of: Line, series: LineSeries, type_: Type) -> None:
    """Draw a line as the screen does: colour, width, dashes, the shape of its points, hollow ones for plain means."""
    colour = looks.colour(of.emphasis, type_.look)
    if of.emphasis is Emphasis.TARGET:
        line.format.line.fill.background()
        line.marker.style, line.marker.size = XL_MARKER_STYLE.DASH, 16
        _fill(line.marker.format, colour, colour)
        return
    style = looks.STYLES[of.emphasis]
    line.smooth = False
    line.format.line.color.rgb = rgb(colour)
    line.format.line.width = Pt(style.width)
    if looks.dash(of.emphasis, type_.look):
        line.format.line.dash_style = MSO_LINE.ROUND_DOT if of.emphasis is Emphasis.OIT else MSO_LINE.DASH
    line.marker.style, line.marker.size = _MARKERS[style.shape], max(round(style.size * 0.8), 3)
    _fill(line.marker.format, colour, colour)
    for point in of.points:
        if point.plain_mean:
            hollow = line.points[series.years.index(point.year)]
            hollow.marker.style, hollow.marker.size = _MARKERS[style.shape], round(style.size * 0.8)
            _fill(hollow.marker.format, "#ffffff", colour)
    for place in cuts(series.rule_changes, series.years):
        # What leads to a point is drawn as the point is.
        line.points[place].format.line.fill.background()


def _sides_at(series: LineSeries, year: int) -> dict[int, XL_LABEL_POSITION]:
    """Return on which side the labels of a year stand, by the place of their line, where several would touch."""
    there = []
    for place, line in enumerate(series.lines):
        # A target is a mark that a label would be read with.
        is_marked = line.emphasis is Emphasis.TARGET
        there += [
            (each.value, place) for each in line.points if each.year == year and (is_marked or _words(line, each))
        ]
    there.sort()
    span = series.axis.high - series.axis.low
    found: dict[int, XL_LABEL_POSITION] = {}
    for at, (value, place) in enumerate(there):
        under = at and value - there[at - 1][0] < _NEAR * span
        over = at + 1 < len(there) and there[at + 1][0] - value < _NEAR * span
        if under and over:
            found[place] = XL_LABEL_POSITION.RIGHT
        elif under or over:
            found[place] = XL_LABEL_POSITION.ABOVE if under else XL_LABEL_POSITION.BELOW
    return found


def _words(line: Line, point: Point) -> str:
    """Return what is written at a point: its label, or at the end of its line the last value."""
    return point.label or (line.end if line.points and point.year == line.points[-1].year else "")


def _label_points(line: Any, of: Line, series: LineSeries, place: int, type_: Type) -> None:
    """Write the values at the points that have one on the screen."""
    colour = looks.ink(of.emphasis, type_.look)
    for point in of.points:
        words = _words(of, point)
        if not words:
            continue
        at = line.points[series.years.index(point.year)]
        label = at.data_label
        label.position = _sides_at(series, point.year).get(place, _SIDES[point.side])
        bold = of.emphasis in (Emphasis.OWN, Emphasis.TARGET)
        if _own_words(at, words, point.value, series.axis.decimals):
            set_font(label.text_frame, lang=type_.lang, size=type_.size, bold=bold, colour=colour)
        else:
            label.font.size, label.font.bold = Pt(type_.size), bold
            label.font.color.rgb = rgb(colour)


def _lines(slide: Any, series: LineSeries, area: Area, type_: Type, alt: str, *, legend: bool = True) -> Any:
    """Add lines over the years: a year without a value is a gap."""
    columns = [(line.name, line.values(series.years)) for line in series.lines]
    data = _data([type_.figure(year) for year in series.years], columns, type_.number_format(series.axis.decimals))
    shape, chart = _add(slide, XL_CHART_TYPE.LINE_MARKERS, area, data, alt)
    for place, (line, of) in enumerate(zip(chart.plots[0].series, series.lines, strict=True)):
        _style_line(line, of, series, type_)
        _label_points(line, of, series, place, type_)
    ticks = series.axis.ticks
    step = float(ticks[1] - ticks[0]) if len(ticks) > 1 else _step(series.axis.low, series.axis.high)
    _value_axis(chart, series.axis.low, series.axis.high, step, type_)
    if legend:
        _legend(chart, [line.emphasis is not Emphasis.OTHER for line in series.lines])
    _finish(chart, type_)
    return shape


def _legend(chart: Any, shown: Sequence[bool]) -> None:
    """Name the series under the chart, but for those that a note names together."""
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    after = chart.legend._element.find(qn("c:legendPos"))
    for place in reversed([place for place, is_shown in enumerate(shown) if not is_shown]):
        entry = after.makeelement(qn("c:legendEntry"), {})
        for tag, value in (("c:idx", str(place)), ("c:delete", "1")):
            entry.append(entry.makeelement(qn(tag), {"val": value}))
        after.addnext(entry)


def _multiples(slide: Any, series: LineSeries, area: Area, type_: Type, alt: str) -> list[Any]:
    """Add a small chart of each line, all on one scale, each under its name."""
    columns = min(_COLUMNS, len(series.lines))
    rows = math.ceil(len(series.lines) / columns)
    small = replace(type_, size=max(type_.size * 0.75, 8.0))
    wide, tall = area.width // columns, area.height // rows
    title = 2 * line_height(small.size)
    found = []
    for at, line in enumerate(series.lines):
        left, top = area.left + (at % columns) * wide, area.top + (at // columns) * tall
        name = Area(left, top, wide - Pt(6), title)
        found.append(add_lines(slide, name, [line.name], lang=type_.lang, size=small.size, bold=True, font=type_.font))
        one = LineSeries(series.axis, series.years, (line,), rule_changes=series.rule_changes)
        below = Area(left, top + title, wide, max(tall - title, Pt(40)))
        found.append(_lines(slide, one, below, small, f"{line.name}. {alt}", legend=False))
    return found


def _changes(slide: Any, series: ChangeSeries, area: Area, type_: Type, alt: str) -> Any:
    """Add bars from 0 for each year, the change in words beside the name."""
    names = []
    for row in series.rows:
        names.append(f"{row.name}  {row.label}" + (f"\n{row.beside}" if row.beside else ""))
    columns = [(type_.figure(year), [_of_year(row.points, year) for row in series.rows]) for year in series.years]
    number_format = type_.number_format(series.axis.decimals)
    data = _data(names, columns, number_format)
    shape, chart = _add(slide, XL_CHART_TYPE.BAR_CLUSTERED, area, data, alt)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.vary_by_categories = 40, -5, False
    size = min(area.height / Pt(1) * 0.64 / len(series.rows) / len(series.years), type_.size)
    for at, (bars, year) in enumerate(zip(plot.series, series.years, strict=True)):
        _fill(bars.format, _year_colour(at, len(series.years), type_), _bar_edge(type_))
        is_last = year == series.years[-1]
        for place, row in enumerate(series.rows if is_last else ()):
            if row.emphasis is not Emphasis.RISE:
                fill = "#ffffff" if type_.look == "grey" else looks.colour(row.emphasis, type_.look)
                _fill(bars.points[place].format, fill, _bar_edge(type_))
        # Of many years only the first and the last have room for theirs.
        if size >= _SMALLEST or is_last or at == 0:
            _labelled(bars.data_labels, max(size, _SMALLEST), number_format, looks.text(type_.look))
            bars.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    # Scores reach 100; beyond it is room for their labels.
    _value_axis(chart, 0, 110, 20, type_)
    _from_above(chart)
    _legend(chart, [True] * len(series.years))
    _finish(chart, type_)
    return shape


def _year_colour(at: int, count: int, type_: Type) -> str:
    """Return the colour of a year: the darker the later, the last in the colour of what rose."""
    if at == count - 1:
        return looks.colour(Emphasis.RISE, type_.look)
    light, dark = looks.colour(Emphasis.OTHER, type_.look), looks.colour(Emphasis.NEUTRAL, type_.look)
    return looks.mixed(light, dark, at / max(count - 2, 1))


def _of_year(points: Sequence[Point], year: int) -> float | None:
    return next((point.value for point in points if point.year == year), None)


def add_chart(
    slide: Any,
    series: Series,
    box: Area,
    *,
    lang: str,
    size: float = 12,
    font: str = FONT,
    look: Look = "colour",
    digits: Digits = "arabic",
    alt: str = "",
    notes: bool = True,
) -> list[Any]:
    """Add a series to a slide as a native chart, or as a table where it is one of cells.

    Parameters
    ----------
    slide
        Of python-pptx.
    series
        Any of `ita.series.model`. Several lines of the agency's own become a small chart each.
    box
        Where it stands, its notes included.
    lang
        Of its own texts, ``th`` or ``en``.
    size
        Of type, in points; notes and small charts have smaller type.
    font
        Of Latin letters and of Thai.
    look, digits
        ``colour`` as on the screen, or ``grey``; ``thai`` or ``arabic``. The figures of charts follow by their format.
    alt
        What is read out instead of it.
    notes
        Whether `notes_of` stand under it.

    Returns
    -------
    Shapes
        The charts or the table first, the box of notes last; none where the series has nothing to show.
    """
    type_ = Type(lang, size, font, look, digits)
    said = notes_of(series, lang, digits) if notes else ()
    series = series_in_digits(series, digits)
    small = max(size * 0.8, 8.0)
    under = line_height(small) * lines_in(said, small, box.width)
    above = box.height - under - (_GAP if said else 0)
    area = box._replace(height=max(above, box.height // 3))
    found: list[Any] = []
    match series:
        case BarSeries() if series.bars:
            found.append(_bars(slide, series, area, type_, alt))
        case ChangeSeries() if series.rows:
            found.append(_changes(slide, series, area, type_, alt))
        case CellSeries() if series.rows:
            found.append(add_cells(slide, series, area, type_, alt))
        case LineSeries() if series.years and series.lines:
            if are_multiples(series):
                found += _multiples(slide, series, area, type_, alt)
            else:
                found.append(_lines(slide, series, area, type_, alt))
    if said:
        below = Area(box.left, area.top + area.height + _GAP, box.width, under)
        found.append(add_lines(slide, below, said, lang=lang, size=small, colour=looks.muted(look), font=font))
    return found
