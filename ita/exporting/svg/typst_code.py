"""The chart of a series as typst code: its texts are typst's own, so that they copy out of a PDF as they are read.

In a picture that typst places, Thai letters are set one by one: whoever copies them gets them torn apart.
"""

from __future__ import annotations

from lxml import etree

from ita.documents.request import Digits
from ita.exporting import letters
from ita.exporting.letters import FONT
from ita.exporting.svg.canvas import SVG, Canvas, number
from ita.exporting.svg.look import Look
from ita.exporting.svg.picture import drawn, sheet_of, written
from ita.series.model import Series

_TEXT = f"{{{SVG}}}text"
# What is behind a text is seen through so much of white, in place of a halo around its letters.
_VEIL = 0.72
_EDGE = 1.5


def literal(text: str) -> str:
    """Return a text as a string of typst code."""
    return '"' + letters.clean(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _veiled(element: etree._Element) -> None:
    """Put a light ground in the place of a text that has a halo, and take the text away."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("A text of a picture has no parent.")
    if element.get("stroke"):
        text, size = "".join(element.itertext()), float(element.get("font-size", "0"))
        weight = int(element.get("font-weight", "400"))
        above, below = letters.extent(text, size, weight)
        veil = {
            "x": number(float(element.get("x", "0")) - _EDGE),
            "y": number(float(element.get("y", "0")) - above),
            "width": number(letters.width(text, size, weight) + 2 * _EDGE),
            "height": number(above + below),
            "fill": "#ffffff",
            "fill-opacity": number(_VEIL),
        }
        parent.insert(parent.index(element), etree.Element(f"{{{SVG}}}rect", veil))
    parent.remove(element)


def _set(element: etree._Element, scale: float, lang: str) -> str:
    """Return the code that sets a text where it stands in the picture."""
    size = float(element.get("font-size", "0")) * scale
    right, down = float(element.get("x", "0")) * scale, float(element.get("y", "0")) * scale
    return (
        f"place(top + left, dx: {number(right)}pt, dy: {number(down)}pt, box(text("
        f'font: "{FONT}", size: {number(size)}pt, weight: {element.get("font-weight", "400")}, '
        f'lang: "{lang}", fill: rgb("{element.get("fill")}"), hyphenate: false, '
        f'top-edge: "baseline", bottom-edge: "baseline", {literal("".join(element.itertext()))})))'
    )


def typst_of(
    series: Series,
    *,
    width: float,
    points: float,
    height: float | None = None,
    lang: str,
    look: Look = "colour",
    digits: Digits = "arabic",
    alt: str = "",
) -> str:
    """Return the chart of a series as an expression of typst code, to be put after ``#``.

    Parameters
    ----------
    series, width, height, lang, look, digits
        As for `ita.exporting.svg.picture.svg_of`.
    points
        How wide it is on paper; type of 14 pixels is then ``14 * points / width`` points.
    alt
        What is read out instead of it.

    Returns
    -------
    Code
        A box, which stays on one page. It needs the font of `letters.font_file`, and nothing else.
    """
    canvas: Canvas = drawn(series, width, height, lang, look, digits)
    texts = list(canvas.root.iter(_TEXT))
    scale, tall = points / width, canvas.height + 2
    code = [_set(each, scale, lang) for each in texts]
    for each in texts:
        _veiled(each)
    sheet = sheet_of(width, tall, lang)
    sheet.append(canvas.root)
    wide, high = f"{number(points)}pt", f"{number(tall * scale)}pt"
    placed = f'image(bytes({literal(written(sheet))}), format: "svg", width: {wide}, alt: {literal(alt)})'
    inside = "\n".join([f"place(top + left, {placed})", *code])
    return f"box(width: {wide}, height: {high}, {{\n{inside}\n}})"
