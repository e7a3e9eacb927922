"""The product's own font within a Word file, so that a machine that lacks it shows the paper as it was made.

Word takes a font only in the form of ECMA-376 part 4, 14.2.1: its first 32 bytes are mixed with a key that stands
beside it.
"""

from __future__ import annotations

import uuid
from functools import lru_cache

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from ita.exporting.docx_parts import FONT
from ita.paths import ROOT

_FOLDER = ROOT / "pages" / "static" / "fonts"
# Element of the font table to file of the font.
_FACES = {"embedRegular": "Sarabun-Regular.ttf", "embedBold": "Sarabun-Bold.ttf"}
_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_MIXED, _KEY_BYTES = 32, 16


def embed_fonts(document: Document) -> None:
    """Put the product's font into a document, regular and bold."""
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    root = etree.fromstring(table.blob)
    font = etree.SubElement(root, qn("w:font"), {qn("w:name"): FONT})
    for name, value in (("charset", "DE"), ("family", "auto"), ("pitch", "variable")):
        etree.SubElement(font, qn(f"w:{name}"), {qn("w:val"): value})
    for number, (element, file) in enumerate(_FACES.items(), start=1):
        key, data = _mixed(file)
        part = Part(PackURI(f"/word/fonts/font{number}.odttf"), _TYPE, data, document.part.package)
        relation = table.relate_to(part, _RELATION)
        etree.SubElement(font, qn(f"w:{element}"), {qn("r:id"): relation, qn("w:fontKey"): f"{{{key}}}"})
    table._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    settings = document.settings.element
    # Of a settings part the order counts: these stand right behind the zoom.
    zoom = settings.find(qn("w:zoom"))
    for name in ("saveSubsetFonts", "embedTrueTypeFonts"):
        zoom.addnext(etree.fromstring(f"<w:{name} {nsdecls('w')}/>"))


@lru_cache(maxsize=len(_FACES))
def _mixed(file: str) -> tuple[str, bytes]:
    """Return the key of a font and its bytes as Word takes them; the same for the same font."""
    data = bytearray((_FOLDER / file).read_bytes())
    key = str(uuid.uuid5(uuid.NAMESPACE_URL, file)).upper()
    digits = bytes.fromhex(key.replace("-", ""))[::-1]
    for at in range(_MIXED):
        data[at] ^= digits[at % _KEY_BYTES]
    return key, bytes(data)
