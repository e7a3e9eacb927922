"""The texts of a workbook as they are seen: raised figures kept apart from numbers, Excel's own escapes undone."""

from __future__ import annotations

import io
import re

from lxml import etree

from ita.characters import lowered, raised

# So Excel writes a character that XML does not hold, and an underscore that would begin such a code.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TABLE = re.compile(rb"<(?:\w{1,20}:)?sst[\s/>]")
_LOOKED_AT = 2_000
_LOOKS = {"superscript": raised, "subscript": lowered}
# Of a table of texts nothing: they are read here, not by openpyxl.
NO_STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'


def is_string_table(part: bytes) -> bool:
    """Tell whether a part of a workbook holds the texts that its cells share."""
    return _TABLE.search(part[:_LOOKED_AT]) is not None


def shared_strings(part: bytes) -> list[str]:
    """Return the texts that cells share, in their order.

    Parameters
    ----------
    part
        XML as `ita.importing.files.xlsx_package.repack` lets through: UTF-8, no entities, of limited size.
    """
    found: list[str] = []
    reading = etree.iterparse(
        io.BytesIO(part), tag="{*}si", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    for _, element in reading:
        found.append(rich_text(element))
        element.clear()
    return found


def rich_text(element: etree._Element) -> str:
    """Return the text of a shared or an inline string, without how it is spoken."""
    pieces: list[str] = []
    for each in element:
        kind = _name(each)
        if kind == "t":
            pieces.append(unescaped(each.text or ""))
        elif kind == "r":
            pieces.append(_run(each))
    return "".join(pieces)


def _run(run: etree._Element) -> str:
    text = "".join(unescaped(each.text or "") for each in run if _name(each) == "t")
    place = next((each.get("val", "") for look in run if _name(look) == "rPr" for each in look if _is_place(each)), "")
    look = _LOOKS.get(place)
    return look(text) if look else text


def _is_place(element: etree._Element) -> bool:
    return _name(element) == "vertAlign"


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def unescaped(text: str) -> str:
    """Return a text with the characters that Excel shows for its codes: ``9_x0031_`` is ``91``."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return char if char in "\t\n\r" or char.isprintable() else ""
