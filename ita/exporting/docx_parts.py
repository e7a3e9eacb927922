"""Pieces of a Word file: text in the product's font for Latin and complex script, fields, lists, cells.

What python-docx has no word for is put into its XML here, and nowhere else.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, Twips
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from ita.documents.digits import in_digits
from ita.documents.report_layout import ListItem
from ita.documents.request import Digits
from ita.exporting.safe_text import NOT_IN_XML

FONT = "Sarabun"
INK, GREY, MARK = "1A1A1A", "5F6368", "B3261E"
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_BLANKS = re.compile(r"[\t\r\n]")
# What would be read as a number of its own, or as a dash, within the text of an item.
_NUMBER_WITHIN = re.compile(r"(?:(?<=\s)|^)\(?[0-9๐-๙]{1,2}\s?[.)]")
_DASH_WITHIN = re.compile(r"(?:(?<=\s)|^)[-–—•●▪](?:\s|$)")
_MOST_TYPED = 99
# What stands behind its shade in the properties of a cell, whose order counts.
_AFTER_SHADE = tuple(f"w:{name}" for name in ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark"))
# Left and hanging indent of an item and of a dash under it, in twentieths of a point.
_INDENTS = ((240, 240), (400, 140))


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks: size in points, weight, colour as RRGGBB."""

    size: float = 11
    bold: bool = False
    colour: str = INK


def clean(text: str) -> str:
    """Return text as one line that XML can hold: what XML forbids is left out, tabs and line ends are blanks."""
    return _BLANKS.sub(" ", NOT_IN_XML.sub("", text))


def fonts_xml() -> str:
    """Return the fonts of a run: the same for Latin letters, all others, and Thai, which is complex script."""
    return f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def looks_xml(look: Look) -> str:
    """Return the properties of a run, each for Latin and for complex script."""
    half = round(look.size * 2)
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    return f'{fonts_xml()}{bold}<w:color w:val="{look.colour}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def put(parent: Any, element: Any) -> None:
    """Put an element into another, at its end. (The types of python-docx and of lxml know little of each other.)"""
    parent.append(element)


def set_looks(properties: BaseOxmlElement, look: Look) -> None:
    """Put the look of a run, whole, in the place of what the properties of a style say."""
    for child in list(properties):
        properties.remove(child)
    for child in list(parse_xml(f"<w:rPr {nsdecls('w')}>{looks_xml(look)}</w:rPr>")):
        put(properties, child)


def _run(paragraph: Paragraph, look: Look) -> BaseOxmlElement:
    run = parse_xml(f"<w:r {nsdecls('w')}><w:rPr>{looks_xml(look)}</w:rPr></w:r>")
    put(paragraph._p, run)
    return run


def add_text(paragraph: Paragraph, text: str, look: Look) -> None:
    """Add text to a paragraph; any letters, in one line."""
    written = clean(text)
    if not written:
        return
    element = OxmlElement("w:t")
    element.text = written
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    put(_run(paragraph, look), element)


def add_break(paragraph: Paragraph, look: Look) -> None:
    """Add a line break within a paragraph."""
    put(_run(paragraph, look), OxmlElement("w:br"))


def add_tab(paragraph: Paragraph, look: Look) -> None:
    """Add a tab to a paragraph."""
    put(_run(paragraph, look), OxmlElement("w:tab"))


def add_link(paragraph: Paragraph, text: str, address: str, look: Look) -> None:
    """Add text that opens an address."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}" w:history="1"/>')
    put(paragraph._p, link)
    add_text(paragraph, text, look)
    put(link, paragraph._p[-1])


def add_picture_at(
    paragraph: Paragraph, png: bytes, at: tuple[Length, Length], size: tuple[Length, Length], address: str
) -> None:
    """Add a picture that stands at a place of its page, behind which nothing moves, and opens an address.

    Parameters
    ----------
    at
        From the left and upper edge of the page.
    size
        Width and height.
    """
    inline: Any = paragraph.add_run().add_picture(io.BytesIO(png), *size)._inline
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    anchor: Any = parse_xml(
        f'<wp:anchor {nsdecls("wp", "a", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{int(at[0])}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{int(at[1])}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{int(size[0])}" cy="{int(size[1])}"/><wp:wrapNone/></wp:anchor>'
    )
    shown = inline.docPr
    shown.set("descr", address)
    # Each part counts its pictures from 1, and a file has each number once.
    part = re.sub(r"\D", "", str(paragraph.part.partname))
    shown.set("id", f"{int(shown.get('id')) + 1000 * int(part or 1)}")
    shown.append(parse_xml(f'<a:hlinkClick {nsdecls("a", "r")} r:id="{relation}"/>'))
    for child in list(inline)[1:]:
        anchor.append(child)
    inline.getparent().replace(inline, anchor)


def add_field(paragraph: Paragraph, name: Literal["PAGE", "NUMPAGES"], digits: Digits, look: Look) -> None:
    """Add a field that Word works out: the page, or how many there are, in the digits asked for.

    LibreOffice takes Word's switch for Thai digits for one of Thai letters (ก, ข): it reads the other form, which asks
    for plain digits, as it reads no `w15`.
    """
    plain = f'<w:instrText xml:space="preserve"> {name} \\* Arabic </w:instrText>'
    thai = (
        f'<mc:AlternateContent {_MC}><mc:Choice xmlns:w15="{_W15}" Requires="w15">'
        f"{plain.replace('Arabic', 'ThaiArabic')}</mc:Choice><mc:Fallback>{plain}</mc:Fallback></mc:AlternateContent>"
    )
    shown = "๑" if digits == "thai" else "1"
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        thai if digits == "thai" else plain,
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{shown}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        for element in list(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>")):
            put(_run(paragraph, look), element)


def tie_to_next(paragraph: Paragraph) -> None:
    """Have no page end between a paragraph and the next."""
    # Of this python-docx knows the methods, and its types do not.
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.get_or_add_keepNext()


def space(
    paragraph: Paragraph,
    *,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
    align: WD_ALIGN_PARAGRAPH | None = None,
    with_next: bool = False,
) -> Paragraph:
    """Set the space around a paragraph in points, its line height and alignment; return it."""
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), line
    if align is not None:
        layout.alignment = align
    if with_next:
        tie_to_next(paragraph)
    return paragraph


def is_plain_list(items: Sequence[ListItem]) -> bool:
    """Tell whether typed numbers and dashes cannot be confused with what the texts of a list hold themselves."""
    return not any(
        _NUMBER_WITHIN.search(item.text)
        or (_DASH_WITHIN.search(item.text) if item.number is None else _DASH_WITHIN.match(item.text))
        or (item.number or 0) > _MOST_TYPED
        for item in items
    )


class Lists:
    """The lists of a document, each counting from 1 by itself, with dashes under its items.

    Numbers are typed, as in published reports, where no text of the list looks like one; else Word makes them, and
    they are no part of the text. (Typed ones have Thai digits in every program, Word's own only in Word.)
    """

    def __init__(self, document: Document, digits: Digits, look: Look) -> None:
        self._digits = digits
        self._root = document.part.numbering_part.element
        self._abstract = 1 + self._last("abstractNum", "w:abstractNumId")
        level = (
            '<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
            "<w:rPr>" + looks_xml(look) + "</w:rPr></w:lvl>"
        )
        left, hanging = _INDENTS[0]
        numbers = level.format(
            at=0, format="thaiNumbers" if digits == "thai" else "decimal", text="%1.", left=left, hanging=hanging
        )
        left, hanging = _INDENTS[1]
        dashes = level.format(at=1, format="bullet", text="-", left=left, hanging=hanging)
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self._abstract}">'
            f'<w:multiLevelType w:val="hybridMultilevel"/>{numbers}{dashes}</w:abstractNum>'
        )
        first = next(iter(self._all("num")), None)
        if first is None:
            self._root.append(abstract)
        else:
            first.addprevious(abstract)

    def _all(self, name: str) -> list[Any]:
        return list(self._root.findall(qn(f"w:{name}")))

    def _last(self, name: str, of: str) -> int:
        return max((int(each.get(qn(of), "0")) for each in self._all(name)), default=0)

    def new(self, items: Iterable[ListItem]) -> int | None:
        """Return the number of a new list, which Word counts from 1; None where its numbers can be typed."""
        if is_plain_list(list(items)):
            return None
        number = 1 + self._last("num", "w:numId")
        self._root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{self._abstract}"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
        return number

    def put(self, cell: CellText, items: Sequence[ListItem], number: int | None) -> None:
        """Add the items of a list to a cell.

        Parameters
        ----------
        number
            Of the list, where Word makes its numbers; None where they are typed.
        """
        for item in items:
            if not clean(item.text).strip():
                continue
            first, *further = item.text.split("\n")
            level = 0 if item.number is not None else 1
            if number is None:
                label = "-" if item.number is None else in_digits(f"{item.number}.", self._digits)
                paragraph = cell.line(f"{label} {first}")
            else:
                paragraph = cell.line(first)
                # Of this python-docx knows the methods, and its types do not.
                whole: Any = paragraph._p.get_or_add_pPr()
                properties = whole.get_or_add_numPr()
                properties.get_or_add_ilvl().val = level
                properties.get_or_add_numId().val = number
            left, hanging = _INDENTS[level]
            paragraph.paragraph_format.left_indent = Length(Twips(left))
            paragraph.paragraph_format.first_line_indent = Length(Twips(-hanging))
            for text in further:
                cell.line(text).paragraph_format.left_indent = Length(Twips(left))


def add_table(document: Document, widths: Iterable[Length], rows: int) -> Table:
    """Add a ruled table of fixed column widths, so that no text, however long, makes a column wider."""
    found = list(widths)
    table: Table = document.add_table(rows=rows, cols=len(found))
    table.style = "Table Grid"
    table.autofit = False
    margins = parse_xml(
        f'<w:tblCellMar {nsdecls("w")}><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
        '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
    )
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    for column, width in zip(table.columns, found, strict=True):
        column.width = width
    for row in table.rows:
        set_widths(row.cells, found)
    return table


def set_widths(cells: Iterable[_Cell], widths: Iterable[Length]) -> None:
    """Give the cells of a row their widths, which Word takes before those of the columns."""
    for cell, width in zip(cells, widths, strict=True):
        cell.width = width


def add_row(table: Table, widths: Iterable[Length]) -> _Row:
    """Add a row to a table, with the widths of its cells."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    set_widths(row.cells, widths)
    return row


def repeat_as_header(table: Table, rows: int) -> None:
    """Have the first rows of a table stand again on every page, never torn apart."""
    for row in table.rows[:rows]:
        properties = row._tr.get_or_add_trPr()
        put(properties, OxmlElement("w:cantSplit"))
        put(properties, OxmlElement("w:tblHeader"))


def hold_together(row: _Row, height: Length | None = None) -> None:
    """Have no page end within a row, and give it at least a height."""
    put(row._tr.get_or_add_trPr(), OxmlElement("w:cantSplit"))
    if height is not None:
        row.height = height


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell with a colour."""
    # Of this python-docx knows the methods, and its types do not.
    properties: Any = cell._tc.get_or_add_tcPr()
    filled = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    # A cell over two rows is met in both.
    for each in properties.findall(qn("w:shd")):
        properties.remove(each)
    properties.insert_element_before(filled, *_AFTER_SHADE)


class CellText:
    """The paragraphs of a cell, one after another; the first is the one that every cell has."""

    def __init__(self, cell: _Cell, look: Look) -> None:
        self._cell, self._look, self._is_new = cell, look, True

    def line(self, text: str = "", *, look: Look | None = None) -> Paragraph:
        """Add a paragraph; space is above the further ones.

        Where a line is the last that a page has room for, and the space below it has none, LibreOffice begins the next
        page with an empty line.
        """
        paragraph: Paragraph = self._cell.paragraphs[0] if self._is_new else self._cell.add_paragraph()
        space(paragraph, before=0 if self._is_new else 2)
        self._is_new = False
        add_text(paragraph, text, look or self._look)
        return paragraph

    def lines(self, text: str) -> None:
        """Add a paragraph for each line of a text."""
        for each in text.splitlines():
            if each.strip():
                self.line(each)

    def close(self) -> None:
        """Give a cell without text the space of its font."""
        if self._is_new:
            self.line()


def cm(*sizes: float) -> list[Length]:
    """Return sizes in centimetres as python-docx has them."""
    return [Cm(size) for size in sizes]
