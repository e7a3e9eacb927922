"""Open an Excel file safely: what is checked here is packed anew, and openpyxl sees nothing else of the file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ita.errors import N_, InputError, SourceLocation
from ita.importing.files.limits import MAX_TABLES, STORE_TARGETS, is_zip, refuse_empty, refuse_size, too_many_tables
from ita.importing.files.office_package import MAX_PART_BYTES, MAX_XML_TAGS, MAX_XML_VALUES, OfficePackage
from ita.importing.files.xlsx_strings import NO_STRINGS, is_string_table

# Of a workbook of scores a few hundred kilobytes are XML; each part is also held to MAX_PART_BYTES.
MAX_XML_BYTES = 2 * MAX_PART_BYTES

_OPEN_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})["']""")
_ROW = re.compile(rb"<(?:\w{1,20}:)?row[\s/>]")
_SHEET = re.compile(rb"<(?:\w{1,20}:)?sheet[\s/>]")
# Styles, names and relations of a large workbook are some thousands; each costs openpyxl far more than a cell does.
_MAX_OTHER_TAGS = 100_000
# What no number of a sheet depends on; pictures and the like are left out by not being XML.
_NOT_READ = re.compile(
    r"^(?:docProps|customXml)/|^xl/(?:theme|drawings|charts|chartsheets|media|externalLinks|pivotCache|pivotTables"
    r"|printerSettings|comments|threadedComments|persons|diagrams|embeddings|activeX|ctrlProps|queryTables|slicers)",
    re.IGNORECASE,
)
_OTHER_OFFICE = (
    ("xl/workbook.bin", N_("The file is a binary Excel workbook (.xlsb), which cannot be read.")),
    ("word/", N_("The file is a Word document, not an Excel workbook.")),
    ("ppt/", N_("The file is a PowerPoint presentation, not an Excel workbook.")),
    ("content.xml", N_("The file is an OpenDocument spreadsheet (.ods), which cannot be read.")),
)
_SAVE_XLSX = N_("Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and import that file.")
_CHOOSE_EXCEL = N_("Choose the filled template (.xlsx), or a table saved as CSV.")
_GET_AGAIN = N_("Copy or download the file again; if Excel opens it, save it there and import that file.")


class Repacked(NamedTuple):
    """The parts of a workbook that are read, in an archive of our own, its table of texts apart; and its rows."""

    data: bytes
    strings: bytes | None
    rows: int


def is_workbook(data: bytes, file: str = "") -> bool:
    """Tell whether `data` is meant to be an Excel workbook, readable or not, by what it holds.

    An encrypted file holds nothing that tells Word from Excel; only there the name decides.
    """
    if is_zip(data):
        return (b"xl/workbook." in data and b"word/document.xml" not in data) or _OPEN_SHEET in data[:200]
    if data.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return file.lower().endswith((".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx"))
        return "Workbook".encode("utf-16-le") in data
    return False


def damaged(file: str, location: SourceLocation | None = None) -> InputError:
    """Return the refusal of an Excel file whose inside is not what Excel writes."""
    return InputError(
        N_("The Excel file is damaged inside and cannot be read."),
        hint=_GET_AGAIN,
        location=location or SourceLocation(file),
        rule="xlsx-damaged",
    )


def too_large(file: str) -> InputError:
    """Return the refusal of an Excel file that holds more than scores can."""
    return InputError(
        N_("The Excel file holds more than can be read."),
        hint=STORE_TARGETS,
        location=SourceLocation(file),
        rule="too-large",
    )


class _Refusals(NamedTuple):
    """What is said of an Excel file that is not opened."""

    file: str

    def bomb(self) -> InputError:
        return InputError(
            N_("The Excel file unpacks to far more than scores can hold; it was not opened."),
            hint=_CHOOSE_EXCEL,
            location=SourceLocation(self.file),
            rule="zip-bomb",
        )

    def protected(self) -> InputError:
        return InputError(
            N_("The Excel file is protected with a password."),
            hint=N_("Open it in Excel, remove the password, save it, and import it again."),
            location=SourceLocation(self.file),
            rule="encrypted",
        )

    def truncated(self) -> InputError:
        return InputError(
            N_("The Excel file is incomplete or damaged."),
            hint=_GET_AGAIN,
            location=SourceLocation(self.file),
            rule="truncated",
        )

    def too_large(self, _size: int) -> InputError:
        return too_large(self.file)


def repack(data: bytes, file: str) -> Repacked:
    """Check a workbook and return what is read of it.

    Parameters
    ----------
    data
        The whole file; nobody vouches for it.
    file
        Its name, for the place.

    Returns
    -------
    Repacked
        Every part is UTF-8 XML without a DTD or entities, and within the limits of `office_package`.

    Raises
    ------
    InputError
        The rules of `refuse_empty`; ``too-large``, ``encrypted``, ``old-xls``, ``not-xlsx``, ``truncated``,
        ``zip-bomb``,
        ``xml-entities`` or ``xlsx-damaged``.
    """
    _refuse_no_zip(data, file)
    refusals = _Refusals(file)
    package = OfficePackage(data, refusals)
    named = package.entries
    if "xl/workbook.xml" not in named:
        _refuse_other(named, file)
    wanted = {name: info for name, info in named.items() if _is_read(name)}
    if any(map(package.is_protected, wanted.values())):
        raise refusals.protected()
    if sum(info.file_size for info in wanted.values()) > MAX_XML_BYTES:
        raise too_large(file)
    parts = {name: package.part(info) for name, info in wanted.items()}
    _refuse_hostile(parts, file)
    strings = [name for name, part in parts.items() if is_string_table(part)]
    _refuse_crowded(parts, strings, file)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        for name, part in parts.items():
            new.writestr(zipfile.ZipInfo(name), NO_STRINGS if name in strings else part)
    rows = sum(len(_ROW.findall(part)) for part in parts.values())
    return Repacked(packed.getvalue(), parts[strings[-1]] if strings else None, rows)


def _refuse_crowded(parts: dict[str, bytes], strings: Sequence[str], file: str) -> None:
    """Refuse more sheets, or more of anything but cells and texts, than a workbook of scores has."""
    if len(_SHEET.findall(parts.get("xl/workbook.xml", b""))) > MAX_TABLES:
        raise too_many_tables(SourceLocation(file), STORE_TARGETS)
    others = (part for name, part in parts.items() if name not in strings and not _ROW.search(part))
    if sum(part.count(b"<") for part in others) > _MAX_OTHER_TAGS:
        raise too_large(file)


def _is_read(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels")) and not _NOT_READ.search(name)


def _refuse_no_zip(data: bytes, file: str) -> None:
    location = SourceLocation(file)
    refuse_empty(data, file)
    refuse_size(len(data), file)
    if data.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _Refusals(file).protected()
        raise InputError(
            N_("The file is an old Excel workbook (.xls) or another old Office file, which cannot be read."),
            hint=_SAVE_XLSX,
            location=location,
            rule="old-xls",
        )
    if not is_zip(data):
        raise InputError(
            N_("The file is not an Excel workbook."), hint=_CHOOSE_EXCEL, location=location, rule="not-xlsx"
        )


def _refuse_other(named: Iterable[str], file: str) -> None:
    """Say what other Office file it is; a workbook whose main part has another name is read."""
    names = {name.lower() for name in named}
    for start, text in _OTHER_OFFICE:
        if any(name.startswith(start) for name in names):
            raise InputError(text, hint=_SAVE_XLSX, location=SourceLocation(file), rule="not-xlsx")
    if not any(name.startswith("xl/") for name in names):
        raise InputError(
            N_("The file is a ZIP archive, not an Excel workbook."),
            hint=_CHOOSE_EXCEL,
            location=SourceLocation(file),
            rule="not-xlsx",
        )


def _refuse_hostile(parts: dict[str, bytes], file: str) -> None:
    """Refuse XML in another encoding than UTF-8, in which a search would miss what a parser finds, and entities."""
    for part in parts.values():
        said = _ENCODING.match(part)
        if b"\0" in part or (said and said[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
            raise damaged(file)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise InputError(
                N_("The Excel file defines XML entities, which no Excel file does; it was not read."),
                hint=_CHOOSE_EXCEL,
                location=SourceLocation(file),
                rule="xml-entities",
            )
    tags = sum(part.count(b"<") for part in parts.values())
    if tags > MAX_XML_TAGS or sum(part.count(b"=") for part in parts.values()) > MAX_XML_VALUES:
        raise too_large(file)
