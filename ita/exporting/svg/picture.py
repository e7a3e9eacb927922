"""Pictures of chart series: the chart alone, or complete with title, agency, years, source, date and mark around it.

They say what the charts of the screen say: the same figures, names, notes, order and emphasis. What opens under the
pointer there is the title of its mark here.
"""

from __future__ import annotations

import base64
import math

from lxml import etree

from ita.documents.request import Digits
from ita.exporting import letters
from ita.exporting.chart_caption import ChartCaption
from ita.exporting.letters import FONT, WEIGHTS
from ita.exporting.series_digits import series_in_digits
from ita.exporting.svg import look as looks
from ita.exporting.svg.bars import draw_bars
from ita.exporting.svg.canvas import SVG, Canvas, number
from ita.exporting.svg.cells import draw_cells
from ita.exporting.svg.changes import draw_changes
from ita.exporting.svg.lines import draw_lines
from ita.exporting.svg.look import Look
from ita.exporting.svg.multiples import draw_multiples
from ita.series.model import BarSeries, CellSeries, ChangeSeries, Emphasis, LineSeries, Series

# Around a complete picture, in pixels.
_EDGE = 16.0
_TITLE, _ABOUT, _SOURCE = 21.0, 16.0, 13.0
_MARK_SIZE, _MARK_TURN = 44.0, -18.0


def are_multiples(series: LineSeries) -> bool:
    """Tell whether lines are drawn each by itself: several that are the agency's own would be told apart by nothing."""
    return sum(line.emphasis is Emphasis.OWN for line in series.lines) > 1


def drawn(
    series: Series, width: float, height: float | None, lang: str, look: Look, digits: Digits = "arabic"
) -> Canvas:
    """Return the chart of a series, drawn; the parameters are those of `svg_of`."""
    canvas = Canvas(width, lang, look, digits)
    series = series_in_digits(series, digits)
    match series:
        case BarSeries():
            draw_bars(canvas, series, height)
        case ChangeSeries():
            draw_changes(canvas, series, height)
        case CellSeries():
            draw_cells(canvas, series, height)
        case LineSeries():
            (draw_multiples if are_multiples(series) else draw_lines)(canvas, series, height)
    return canvas


def sheet_of(width: float, height: float, lang: str) -> etree._Element:
    """Return an empty picture, white wherever it is laid."""
    wide, tall = number(math.ceil(width)), number(math.ceil(height))
    sheet = etree.Element(
        f"{{{SVG}}}svg",
        {"width": wide, "height": tall, "viewBox": f"0 0 {wide} {tall}", "font-family": f"{FONT}, sans-serif"},
        nsmap={None: SVG},
    )
    sheet.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    return sheet


def written(sheet: etree._Element) -> str:
    """Return a picture as text."""
    return etree.tostring(sheet, encoding="unicode")


def svg_of(
    series: Series,
    *,
    width: float,
    height: float | None = None,
    lang: str,
    look: Look = "colour",
    digits: Digits = "arabic",
) -> str:
    """Return the chart of a series as SVG, on no ground.

    Parameters
    ----------
    series
        Any of `ita.series.model`.
    width, height
        In pixels, of which a line of text takes some twenty; the height is at least what is asked where that is more
        than the texts need, and what fits the width where it is None.
    lang
        Of its own texts, ``th`` or ``en``.
    look
        ``colour`` as on the screen, or ``grey`` for a printer without colours.
    digits
        Of our own figures, ``thai`` or ``arabic``; within names, which are stored, they stay.

    Returns
    -------
    SVG
        Its texts are letters in `letters.FONT`, which whoever draws it must have.
    """
    canvas = drawn(series, width, height, lang, look, digits)
    sheet = sheet_of(width, canvas.height + 2, lang)
    sheet.set("role", "img")
    if isinstance(series, LineSeries) and series.said:
        etree.SubElement(sheet, f"{{{SVG}}}desc").text = letters.clean(series.said)
    sheet.append(canvas.root)
    return written(sheet)


def _faces(sheet: etree._Element) -> str:
    """Return the fonts that a picture needs as a style sheet, which holds them."""
    used = {400, *(int(each.get("font-weight", "400")) for each in sheet.iter())}
    return "".join(
        f"@font-face{{font-family:{FONT};font-weight:{weight};src:url(data:font/ttf;base64,"
        f'{base64.b64encode(letters.font_file(weight).read_bytes()).decode()}) format("truetype")}}'
        for weight in sorted(used & set(WEIGHTS))
    )


def _across(sheet: Canvas, words: str, middle: float) -> None:
    """Write a mark across the chart, behind it."""
    text = letters.clean(words)
    size = min(_MARK_SIZE, _MARK_SIZE * 0.8 * sheet.width / max(letters.width(text, _MARK_SIZE, 600), 1.0))
    style = {"fill": looks.warning(sheet.look), "opacity": 0.16, "font_size": size, "font_weight": 600}
    turned = f"rotate({number(_MARK_TURN)} {number(sheet.width / 2)} {number(middle)})"
    where = {"x": sheet.width / 2, "y": middle, "text_anchor": "middle", "transform": turned, "class_": "mark"}
    sheet.add("text", {**where, **style}).text = text


def picture(
    series: Series,
    caption: ChartCaption,
    *,
    date: str,
    width: float = 1100,
    height: float | None = None,
    lang: str,
    look: Look = "colour",
    digits: Digits = "arabic",
    embed_font: bool = False,
) -> str:
    """Return a complete picture: above the chart its title, agency and years, below it source and date.

    Parameters
    ----------
    date
        The day on which it is made, in words.
    width
        Of the whole, in pixels.
    height
        Of the chart, as for `svg_of`.
    lang, look, digits
        As for `svg_of`; the words of the caption are written as they are given.
    embed_font
        Whether the picture holds the font: some 120 kB for each weight, and it looks the same everywhere.
    """
    inner = width - 2 * _EDGE
    chart = drawn(series, inner, height, lang, look, digits)
    frame = Canvas(inner, lang, look)
    top = frame.block(caption.title, 0, _EDGE / 2, inner, _TITLE, weight=600)
    top = frame.block(caption.about, 0, top, inner, _ABOUT) + _EDGE / 2
    if caption.mark:
        _across(frame, caption.mark, top + chart.height / 2)
    frame.root.append(chart.root)
    chart.root.set("transform", f"translate(0 {number(top)})")
    words = caption.source_line(date, lang)
    bottom = frame.block(words, 0, top + chart.height + 6, inner, _SOURCE, fill=looks.muted(look))
    sheet = sheet_of(width, bottom + _EDGE / 2, lang)
    etree.SubElement(sheet, f"{{{SVG}}}title").text = letters.clean(caption.title)
    etree.SubElement(sheet, f"{{{SVG}}}desc").text = letters.clean(caption.read_out)
    if embed_font:
        etree.SubElement(sheet, f"{{{SVG}}}style").text = _faces(frame.root)
    etree.SubElement(sheet, f"{{{SVG}}}rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    frame.root.set("transform", f"translate({number(_EDGE)} 0)")
    sheet.append(frame.root)
    return written(sheet)
