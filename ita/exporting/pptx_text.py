"""Texts of slides: one font for Latin letters and for Thai, and boxes of lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from ita.documents.request import Digits
from ita.exporting import letters
from ita.exporting.letters import FONT
from ita.exporting.series_digits import own_digits
from ita.exporting.svg.look import Look

PROOFED = {"th": "th-TH", "en": "en-US"}
_PROPERTIES = (qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr"))
# What may stand before the fonts in the properties of a run.
_BEFORE_FONTS = tuple(
    qn(f"a:{name}")
    for name in (
        "ln",
        "noFill",
        "solidFill",
        "gradFill",
        "blipFill",
        "pattFill",
        "grpFill",
        "effectLst",
        "effectDag",
        "highlight",
        "uLnTx",
        "uLn",
        "uFillTx",
        "uFill",
    )
)
_FONTS = (qn("a:latin"), qn("a:ea"), qn("a:cs"))


class Area(NamedTuple):
    """A rectangle of a slide, in English Metric Units."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Type:
    """How texts of a chart are set: language, size in points, font, whether in colour or grey, and digits."""

    lang: str
    size: float
    font: str = FONT
    look: Look = "colour"
    digits: Digits = "arabic"

    def number_format(self, decimals: int) -> str:
        """Return how Office writes figures."""
        thai = "[$-D00041E]" if self.digits == "thai" else ""
        return f"{thai}0.{'0' * decimals}" if decimals else f"{thai}0"

    def figure(self, value: int) -> str:
        """Return a year or the number of an indicator."""
        return own_digits(str(value), self.digits)


def _properties(within: etree._Element) -> Iterator[etree._Element]:
    """Return the properties of all runs in an element, made where a run has none."""
    for run in (each for each in within.iter(qn("a:r"), qn("a:br"), qn("a:fld")) if each.find(qn("a:rPr")) is None):
        run.insert(0, run.makeelement(qn("a:rPr"), {}))
    yield from within.iter(*_PROPERTIES)


def set_font(
    within: Any,
    *,
    lang: str,
    font: str = FONT,
    size: float | None = None,
    bold: bool | None = None,
    colour: str | None = None,
) -> None:
    """Set the font of all texts in a part of a slide, for Latin letters and for complex scripts such as Thai.

    PowerPoint takes Thai from ``a:cs``, and breaks Thai lines by the language of the run.

    Parameters
    ----------
    within
        A run, paragraph, text frame, shape, cell, table or chart of python-pptx, or its XML. Texts that have no run
        yet are not reached.
    lang
        ``th`` or ``en``.
    size
        In points; None leaves it.
    bold, colour
        None leaves it; a colour as ``#1f2a37``.
    """
    element = within if isinstance(within, etree._Element) else _element_of(within)
    for properties in _properties(element):
        properties.set("lang", PROOFED[lang])
        if size is not None:
            properties.set("sz", str(round(size * 100)))
        if bold is not None:
            properties.set("b", "1" if bold else "0")
        if colour is not None:
            _paint(properties, colour)
        _set_fonts(properties, font)


def _element_of(within: Any) -> etree._Element:
    """Return the XML of an object of python-pptx."""
    for name in ("_chartSpace", "_element", "_txBody", "_tc", "_r", "_p", "_tbl"):
        found = getattr(within, name, None)
        if isinstance(found, etree._Element):
            return found
    raise TypeError(f"{type(within).__name__} holds no text.")


def _paint(properties: etree._Element, colour: str) -> None:
    for fill in [each for each in properties if each.tag in _BEFORE_FONTS[1:7]]:
        properties.remove(fill)
    made = properties.makeelement(qn("a:solidFill"), {})
    etree.SubElement(made, qn("a:srgbClr"), {"val": colour.lstrip("#").upper()})
    line = properties.find(qn("a:ln"))
    properties.insert(0 if line is None else 1, made)


def _set_fonts(properties: etree._Element, font: str) -> None:
    for each in [each for each in properties if each.tag in _FONTS]:
        properties.remove(each)
    at = sum(each.tag in _BEFORE_FONTS for each in properties)
    for place, tag in enumerate((qn("a:latin"), qn("a:cs"))):
        properties.insert(at + place, properties.makeelement(tag, {"typeface": font}))


def plain(text: str) -> str:
    """Return a text as slides hold it: each line without control characters."""
    return "\n".join(letters.clean(line) for line in text.split("\n"))


def lines_in(texts: Sequence[str], size: float, width: int) -> int:
    """Return how many lines texts take in a width.

    Parameters
    ----------
    size
        In points.
    width
        In English Metric Units.
    """
    # Office's own lines are never wider than these: a little is left.
    across = max(width / Pt(1) * 0.97, 2 * size)
    return sum(len(letters.lines(text, size, across)) for text in texts)


def line_height(size: float) -> int:
    """Return how high a line of type is, in English Metric Units."""
    return int(Pt(size) * letters.LINE)


def add_lines(
    slide: Any,
    area: Area,
    texts: Sequence[str],
    *,
    lang: str,
    size: float,
    colour: str = "#1f2a37",
    bold: bool = False,
    font: str = FONT,
    apart: float = 0,
) -> Any:
    """Add a box of texts without margins, a paragraph each, `apart` points between them; return its shape."""
    shape = slide.shapes.add_textbox(*(Emu(each) for each in area))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.add_run().text = plain(text)
        if at and apart:
            paragraph.space_before = Pt(apart)
    set_font(shape, lang=lang, font=font, size=size, bold=bold, colour=colour)
    return shape


def rgb(colour: str) -> RGBColor:
    """Return a colour such as ``#1f2a37`` as python-pptx has it."""
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]
