"""Open a Word file: the parts that are read and their XML, none of it trusted."""

from __future__ import annotations

import codecs
import posixpath
import re
from typing import Literal, NamedTuple

from lxml import etree

from ita.errors import N_, InputError, SourceLocation
from ita.importing.files.limits import is_zip, megabytes, refuse_unreadable
from ita.importing.files.office_package import MAX_PART_BYTES, MAX_XML_TAGS, MAX_XML_VALUES, OfficePackage

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_MATH_STRICT = "http://purl.oclc.org/ooxml/officeDocument/math"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# How the reader names elements: WordprocessingML by local name (transitional and strict alike), the
# few others with a prefix, and everything else by the empty string.
_PREFIXES = {_W: "", _W_STRICT: "", _MATH: "m:", _MATH_STRICT: "m:", _MC: "mc:"}

_OTHER_OFFICE = (
    (
        "xl/",
        N_("The file is an Excel workbook, not a Word document."),
        N_("Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and import that file."),
    ),
    (
        "ppt/",
        N_("The file is a PowerPoint presentation, not a Word document."),
        N_("Copy its table into a Word document, save that as .docx, and import it."),
    ),
    (
        "content.xml",
        N_("The file is an OpenDocument file (such as .odt), not a Word document."),
        N_("Open it in LibreOffice or Word, save it as a Word document (.docx), and import that file."),
    ),
)
_UNPACK = N_("Unpack it, and import the report that is in it.")
_CHOOSE_WORD = N_("Choose the report as a Word document (.docx) or as text.")
_GET_AGAIN = N_("Copy or download the file again; if Word opens it, save it there and import that file.")

_NUMBER = re.compile(r"[+-]?[0-9]{1,10}")


class DamagedValueError(Exception):
    """A value that no Word file has; the reader, who knows the place, makes it an InputError."""


def name(element: etree._Element) -> str:
    """Return the element's name: ``p``, ``mc:Choice``, ``m:t``; empty for what is not read."""
    space, _, local = str(element.tag)[1:].rpartition("}")
    prefix = _PREFIXES.get(space)
    return "" if prefix is None else prefix + local


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first descendant along `path` of names, or None."""
    for wanted in path:
        if element is None:
            return None
        element = next((each for each in element if name(each) == wanted), None)
    return element


def attribute(element: etree._Element | None, wanted: str = "val") -> str | None:
    """Return a WordprocessingML attribute, or None."""
    if element is None:
        return None
    value = element.get(f"{{{_W}}}{wanted}")
    return element.get(f"{{{_W_STRICT}}}{wanted}") if value is None else value


def number(element: etree._Element | None, wanted: str = "val") -> int | None:
    """Return a whole-number attribute, None where it is not given.

    Raises
    ------
    DamagedValueError
        It is given and not a whole number of at most ten digits.
    """
    value = attribute(element, wanted)
    if value is None:
        return None
    if not _NUMBER.fullmatch(value.strip()):
        raise DamagedValueError(f"{wanted} = {value[:40]!r}")
    return int(value)


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a yes-or-no property is there and not switched off."""
    return element is not None and attribute(element) not in ("0", "false", "off")


def has_blanks(element: etree._Element) -> bool:
    """Tell whether blanks at the ends of this text belong to it (Word drops them otherwise)."""
    return element.get(_XML_SPACE) == "preserve"


def damaged(file: str, location: SourceLocation | None = None) -> InputError:
    """Return the refusal of a Word file whose inside is not what Word writes."""
    return InputError(
        N_("The Word file is damaged inside and cannot be read."),
        hint=_GET_AGAIN,
        location=location or SourceLocation(file=file),
        rule="docx-damaged",
    )


class _Refusals(NamedTuple):
    """What is said of a Word file that is not opened."""

    file: str

    def bomb(self) -> InputError:
        return InputError(
            N_("The Word file unpacks to far more than a report can hold; it was not opened."),
            hint=_CHOOSE_WORD,
            location=SourceLocation(file=self.file),
            rule="zip-bomb",
        )

    def protected(self) -> InputError:
        return InputError(
            N_("The Word file is protected with a password."),
            hint=N_("Open it in Word, remove the password, save it, and import it again."),
            location=SourceLocation(file=self.file),
            rule="encrypted",
        )

    def truncated(self) -> InputError:
        return InputError(
            N_("The Word file is incomplete or damaged."),
            hint=_GET_AGAIN,
            location=SourceLocation(file=self.file),
            rule="truncated",
        )

    def too_large(self, size: int) -> InputError:
        return InputError(
            N_("The text of the Word file has {size_mb} MB; at most {limit_mb} MB can be read."),
            {"size_mb": megabytes(size), "limit_mb": MAX_PART_BYTES // (1024 * 1024)},
            hint=N_("Keep only the report's table in the file, and import it again."),
            location=SourceLocation(file=self.file),
            rule="too-large",
        )


def parse_xml(data: bytes, file: str) -> etree._Element:
    """Parse one XML part of a file that nobody vouches for.

    Parameters
    ----------
    data
        The part, in UTF-8, or UTF-16 with a byte order mark: the two that Office files may use.
    file
        Name of the file, for the place.

    Returns
    -------
    lxml.etree._Element
        The root; comments and processing instructions are left out.

    Raises
    ------
    InputError
        ``xml-entities`` for a DTD or entities, ``too-large`` for more tags than memory should hold,
        ``docx-damaged`` for XML that is not well formed.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise damaged(file) from None
    # The parser reads UTF-8 whatever the XML declares, so these searches see what it will see.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise InputError(
            N_("The Word file defines XML entities, which no Word file does; it was not read."),
            hint=_CHOOSE_WORD,
            location=SourceLocation(file=file),
            rule="xml-entities",
        )
    if data.count(b"<") > MAX_XML_TAGS or data.count(b"=") > MAX_XML_VALUES:
        raise InputError(
            N_("The Word file holds more text and formatting than can be read."),
            hint=N_("Keep only the report's table in the file, and import it again."),
            location=SourceLocation(file=file),
            rule="too-large",
        )
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise damaged(file) from None


class Package:
    """A Word file opened for reading: `document()` and the parts it names.

    Raises
    ------
    InputError
        When the bytes are no Word file, or one that cannot or should not be opened: ``not-docx``,
        ``truncated``, ``encrypted``, ``zip-bomb`` and the rules of `reading.refuse_unreadable`.
    """

    def __init__(self, data: bytes, file: str) -> None:
        refuse_unreadable(data, file)
        self.file = file
        if not is_zip(data):
            raise self._not_docx(N_("The file is not a Word document."), _CHOOSE_WORD)
        self._package = OfficePackage(data, _Refusals(file))
        # Names of parts do not distinguish capitals.
        self._entries = {name.lower(): info for name, info in self._package.entries.items()}
        self._main = self._related_part("", "officeDocument") or "word/document.xml"
        if self._main not in self._entries:
            raise self._other_archive()

    def document(self) -> etree._Element:
        """Return the root of the main document part."""
        return parse_xml(self._part(self._main), self.file)

    def related(self, kind: Literal["styles", "numbering"]) -> etree._Element | None:
        """Return the root of the document's styles or numbering, None where it has none."""
        part = self._related_part(self._main, kind) or f"word/{kind}.xml"
        return parse_xml(self._part(part), self.file) if part in self._entries else None

    def _related_part(self, source: str, kind: str) -> str | None:
        """Return the name of the part that `source` ("" is the package) points to as `kind`."""
        folder, base = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self._entries:
            return None
        for relation in parse_xml(self._part(relations), self.file).iter(_RELATIONS):
            target = relation.get("Target", "")
            if relation.get("Type", "").endswith(f"/{kind}"):
                return posixpath.normpath(posixpath.join("/", folder, target))[1:].lower()
        return None

    def _part(self, part: str) -> bytes:
        return self._package.part(self._entries[part])

    def _not_docx(self, text: str, hint: str) -> InputError:
        return InputError(text, hint=hint, location=SourceLocation(file=self.file), rule="not-docx")

    def _other_archive(self) -> InputError:
        for start, text, hint in _OTHER_OFFICE:
            if any(entry.startswith(start) for entry in self._entries):
                return self._not_docx(text, hint)
        return self._not_docx(N_("The file is a ZIP archive, not a Word document."), _UNPACK)
