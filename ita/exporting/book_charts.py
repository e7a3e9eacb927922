"""The sheet of charts of a workbook: native and editable, their figures are ranges of its other sheets."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from ita.charts.theme import COLOURS, GRID, INK
from ita.documents.data_book import BookChart, DataBook
from ita.exporting.book_cells import FONT, Cells
from ita.exporting.book_tables import height_of
from ita.exporting.safe_text import in_xml
from ita.series.model import Emphasis

_WIDTH, _HEIGHT, _ROW_HEIGHT = 980, 460, 24
_LETTERS = 138


def fill_charts(sheet: Worksheet, book: DataBook, cells: Cells, names: dict[str, str]) -> None:
    """Draw the charts one under the other, a page each, with what they say and where their figures come from."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _LETTERS)
    row, breaks = 0, []
    for of in book.charts:
        if row:
            breaks.append(row)
        heading = f"{cells.words(of.title)} · {cells.words(book.agency)}"
        cells.text(sheet, row, 0, heading, bold=True, font_size=16)
        sheet.set_row(row, height_of([heading], [_LETTERS * 0.65], 26))
        under = [cells.words(book.years), cells.words(book.origin), *map(cells.words, book.marks)]
        # The origin may say what a mark says.
        said = {text.casefold(): text for text in under if text}
        for text in (" · ".join(said.values()), *map(cells.words, of.sentences)):
            row += 1
            cells.text(sheet, row, 0, text)
            sheet.set_row(row, height_of([text], [_LETTERS]))
        row += 1
        chart = _chart(of, cells, names)
        sheet.insert_chart(row, 0, chart, {"object_position": 2, "description": in_xml(heading)[0]})
        covered = _HEIGHT // _ROW_HEIGHT + 1
        for each in range(row, row + covered):
            sheet.set_row_pixels(each, _ROW_HEIGHT)
        row += covered
        row += 2
    sheet.set_h_pagebreaks(breaks)


def _font(size: float = 10, **more: Any) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": INK, **more}


def _chart(of: BookChart, cells: Cells, names: dict[str, str]) -> Chart:
    kind: dict[str, Any] = {"type": "line"} if of.kind == "lines" else {"type": "bar"}
    chart: Chart = cells.book.add_chart(kind)
    _with_thai_font(chart)
    _with_format_of_each_label(chart, cells.number_format(2))
    sheet, (first, last) = names[of.sheet], of.rows
    figures = cells.number_format(2)
    for line in of.lines:
        colour = COLOURS[line.emphasis]
        series: dict[str, Any] = {
            "name": in_xml(cells.words(line.name))[0],
            "categories": [sheet, first + 1, of.categories, last + 1, of.categories],
            "values": [sheet, first + 1, line.column, last + 1, line.column],
            "data_labels": {"value": True, "num_format": figures, "font": _font(9)},
        }
        if of.kind == "lines":
            dashes = {Emphasis.COMPARED: "dash", Emphasis.TARGET: "round_dot"}
            series["line"] = {"color": colour, "width": 2.25, "dash_type": dashes.get(line.emphasis, "solid")}
            series["marker"] = {"type": "circle", "size": 7, "fill": {"color": colour}, "border": {"color": colour}}
            usual, other = ("above", "below") if line.is_above else ("below", "above")
            series["data_labels"]["position"] = usual
            series["data_labels"]["custom"] = [
                {"position": other, "font": _font(9)} if at in line.turned else None for at in range(last - first + 1)
            ]
        else:
            weak = {"fill": {"color": COLOURS[Emphasis.WEAK]}}
            series |= {"fill": {"color": colour}, "gap": 40}
            series["points"] = [weak if at in of.set_apart else None for at in range(last - first + 1)]
        chart.add_series(series)
    chart.set_title({"name": in_xml(cells.words(of.title))[0], "name_font": _font(14, bold=True), "overlay": False})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_blanks_as("gap")
    _set_axes(chart, of, cells)
    return chart


def _set_axes(chart: Chart, of: BookChart, cells: Cells) -> None:
    """Set what is counted on the one axis and by what on the other; where it does not begin at 0, its title says so."""
    low = of.axis.low
    counted: dict[str, Any] = {
        "name": cells.our_words(of.axis.words(low)),
        "name_font": _font(10),
        "num_font": _font(10),
        "num_format": cells.number_format(0),
        "min": low,
        "major_gridlines": {"visible": True, "line": {"color": GRID}},
    }
    named: dict[str, Any] = {"num_font": _font(10), "num_format": cells.number_format(0)}
    if of.kind == "lines":
        ticks = of.axis.ticks
        counted["major_unit"] = ticks[1] - ticks[0] if len(ticks) > 1 else 10
        chart.set_y_axis({**counted, "max": of.axis.high})
        chart.set_x_axis({**named, "text_axis": True})
        chart.set_legend({"position": "bottom", "font": _font(10)})
    else:
        # Of bars the first axis is that of the names, from above.
        chart.set_x_axis(counted)
        chart.set_y_axis({**named, "reverse": True, "crossing": "max"})
        chart.set_legend({"none": True})


def _with_thai_font(chart: Chart) -> None:
    """Have every font of a chart named for complex scripts too: without it Thai letters are drawn in another one."""
    latin = chart._write_a_latin

    def both(attributes: list[tuple[str, Any]]) -> None:
        latin(attributes)
        chart._xml_empty_tag("a:cs", [pair for pair in attributes if pair[0] == "typeface"])

    chart._write_a_latin = both


def _with_format_of_each_label(chart: Chart, figures: str) -> None:
    """Give a label that stands elsewhere than its series' the format of figures too: it takes none from the others."""
    look = chart._write_custom_label_format

    def both(label: dict[str, Any]) -> None:
        chart._write_data_label_number_format(figures)
        look(label)

    chart._write_custom_label_format = both
