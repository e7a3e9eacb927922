"""A series of cells as a native table of a slide, its cells in their colours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from ita.exporting import letters
from ita.exporting.pptx_text import Area, Type, plain, rgb, set_font
from ita.exporting.svg import look as looks
from ita.series.model import CellSeries

# The column of names takes no more of the width than this.
_NAMES = 0.4
# Without a style of its own a table has neither lines nor fills that would mix with those of the cells.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def _write(cell: Any, text: str, type_: Type, colour: str, *, bold: bool = False, middle: bool = False) -> None:
    cell.margin_top = cell.margin_bottom = Pt(1)
    cell.margin_left = cell.margin_right = Pt(3)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER if middle else PP_ALIGN.LEFT
    paragraph.add_run().text = plain(text)
    set_font(cell, lang=type_.lang, font=type_.font, size=type_.size, bold=bold, colour=colour)


def _edge(cell: Any, side: str, colour: str, width: float, dash: str = "solid") -> None:
    """Draw a side of a cell; the sides stand before its fill."""
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn(f"a:{side}"), {"w": str(int(Pt(width)))})
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), {"val": colour.lstrip("#").upper()})
    etree.SubElement(line, qn("a:prstDash"), {"val": dash})
    # Left, right, top, bottom, in this order.
    order = [qn(f"a:{name}") for name in ("lnL", "lnR", "lnT", "lnB")]
    at = sum(each.tag in order and order.index(each.tag) < order.index(line.tag) for each in properties)
    properties.insert(at, line)


def add_cells(slide: Any, series: CellSeries, area: Area, type_: Type, alt: str = "") -> Any:
    """Add a table of colours to a slide: a row an indicator, a column a year.

    Returns
    -------
    Shape
        It is as high as its area, or higher where names need it.
    """
    shape = slide.shapes.add_table(len(series.rows) + 1, len(series.years) + 1, *(Emu(each) for each in area))
    shape._element.nvGraphicFramePr.cNvPr.set("descr", plain(alt))
    table = shape.table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    table.horz_banding = False
    # A row is no lower than its type: where there are many, that is smaller.
    fitting = area.height / Pt(1) / (len(series.rows) + 1) / letters.LINE - 1
    size = max(min(type_.size, fitting), 6.0)
    widest = max(letters.width(plain(row.name), size, 600) for row in series.rows) + 10
    names = int(min(Pt(1) * widest, area.width * _NAMES))
    table.columns[0].width = Emu(names)
    for column in list(table.columns)[1:]:
        column.width = Emu((area.width - names) // max(len(series.years), 1))
    for row in table.rows:
        row.height = Emu(area.height // (len(series.rows) + 1))
    type_ = replace(type_, size=size)
    look, ink, ground = type_.look, looks.text(type_.look), "#ffffff"
    _write(table.cell(0, 0), "", type_, ink)
    changed = {change.year for change in series.rule_changes}
    for column, year in enumerate(series.years, start=1):
        _write(table.cell(0, column), type_.figure(year), type_, ink, bold=True, middle=True)
    for at, row in enumerate(series.rows, start=1):
        _write(table.cell(at, 0), row.name, type_, ink)
        for each in row.cells:
            column = series.years.index(each.year) + 1
            cell = table.cell(at, column)
            fill, on_it = (ground, looks.muted(look)) if each.value is None else looks.cell(each.value, series, look)
            _write(cell, each.label, type_, on_it, middle=True)
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(fill)
            _edge(cell, "lnT", ground, 1.5)
            _edge(cell, "lnB", ground, 1.5)
            if each.year in changed:
                _edge(cell, "lnL", looks.muted(look), 1.5, "sysDot")
                _edge(table.cell(at, column - 1), "lnR", looks.muted(look), 1.5, "sysDot")
    return shape
