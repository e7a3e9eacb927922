"""What all readers share: how much is read at most, and what is refused at the door."""

from __future__ import annotations

import re

from ita.characters import without_invisible
from ita.errors import N_, InputError, Issue, SourceLocation

# The report with its pictures is a few MB; a larger file is a scan or not this report at all.
MAX_FILE_BYTES = 20 * 1024 * 1024
# The report has a dozen tables of three rows. These leave room for any real file, and keep what a
# hostile one can make us allocate (rows times columns, each an object) below some tens of MB.
MAX_TABLES = 200
MAX_ROWS = 5_000
MAX_COLUMNS = 64
# A book of 1,500 pages; beyond it the file is no report, and each paragraph costs an object.
MAX_PARAGRAPHS = 50_000
# The longest cell of the report has some 3,000 characters, all of it 25,000. Excel holds 32,767 in a cell.
MAX_CELL_CHARS = 50_000
MAX_CHARS = 3_000_000
# Excel saves a sheet of 1,048,576 rows as as many lines, empty ones too.
MAX_LINES = 1_200_000

_MEGABYTE = 1024 * 1024

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|table|meta|head|\?xml)\b", re.IGNORECASE)

_PACKED = ((b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gzip"))
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
_PDF_WITHIN = 1024
_APPLE_PICTURES = (b"heic", b"heix", b"mif1", b"avif")

_SAVE_AS = N_("Open it in Word, save it as a Word document (.docx), and import that file.")
_MAKE_SMALLER = N_("Keep only the report's table in the file, and import it again.")
STORE_TARGETS = N_("Keep only the scores in the file, best by copying them into a new template, and import that.")
# Only the name is known where a file is refused by its size; reports have other names than these.
_NAMES_OF_TABLES = (".csv", ".xlsx", ".xlsm")
_TABLES = (*_NAMES_OF_TABLES, ".xls", ".ods")
_SAVE_AS_XLSX = N_("Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and import that file.")


def stripped(text: str) -> str:
    """Return `text` without blanks at its ends; empty when nothing in it can be seen."""
    return text.strip() if without_invisible(text).strip() else ""


def megabytes(size: int) -> str:
    """Return a size in bytes as megabytes with one decimal, for messages."""
    return f"{size / _MEGABYTE:.1f}"


def is_pdf(data: bytes) -> bool:
    """Tell whether `data` is a PDF; programs put a few bytes of their own before its head."""
    header = data[:_PDF_WITHIN]
    return data.lstrip()[:5] == b"%PDF-" or (b"%PDF-" in header and not is_zip(data) and b"\0" in data)


def _picture(data: bytes) -> str | None:
    """Return the format of a picture, None where `data` is none."""
    for start, kind in _PICTURES:
        if data.startswith(start):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WebP"
    if data[4:8] == b"ftyp" and data[8:12] in _APPLE_PICTURES:
        return "HEIC"
    return "BMP" if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0" else None


def is_zip(data: bytes) -> bool:
    """Tell whether `data` begins as a ZIP archive does (every .docx, .xlsx and .pptx is one)."""
    return data.startswith(_ZIP)


def refuse_size(size: int, file: str) -> None:
    """Refuse a file by its size in bytes, which is known before it is read.

    Raises
    ------
    InputError
        ``too-large``.
    """
    if size > MAX_FILE_BYTES:
        raise InputError(
            N_("The file has {size_mb} MB; at most {limit_mb} MB can be read."),
            {"size_mb": megabytes(size), "limit_mb": MAX_FILE_BYTES // _MEGABYTE},
            hint=STORE_TARGETS
            if file.lower().endswith(_NAMES_OF_TABLES)
            else N_("Take the pictures out of the report, or save it as text, and import it."),
            location=SourceLocation(file=file),
            rule="too-large",
        )


def refuse_empty(data: bytes, file: str) -> None:
    """Refuse a file without a byte, and a picture or packed archive under any name.

    Raises
    ------
    InputError
        ``empty-file``, ``picture`` or ``archive``.
    """
    location = SourceLocation(file=file)
    if not data:
        raise InputError(
            N_("The file is empty."),
            hint=N_("Choose the file again; if it was downloaded, download it again."),
            location=location,
            rule="empty-file",
        )
    _refuse_picture(data, location)


def refuse_unreadable(data: bytes, file: str, *, is_pdf_read: bool = False) -> None:
    """Refuse what no reader reads, by content and never by name.

    Parameters
    ----------
    data
        The whole file.
    file
        Its name, for the place.
    is_pdf_read
        Whether the reader that asks is the one for PDF.

    Raises
    ------
    InputError
        ``empty-file``, ``too-large``, ``pdf``, ``encrypted``, ``old-doc``, ``old-xls``, ``old-ppt``, ``rtf``,
        ``picture``, ``archive`` or ``markup``.
    """
    location = SourceLocation(file=file)
    refuse_empty(data, file)
    refuse_size(len(data), file)
    if is_pdf(data):
        if is_pdf_read:
            return
        raise InputError(
            N_("The file is a PDF, not what its place asks for."),
            hint=N_("Import the Word file (.docx) it was made from, or the report as text."),
            location=location,
            rule="pdf",
        )
    if data.startswith(_OLE2):
        _refuse_ole2(data, location)
    if data.lstrip().startswith(b"{\\rtf"):
        raise InputError(
            N_("The file is in Rich Text Format (RTF), which cannot be read."),
            hint=_SAVE_AS,
            location=location,
            rule="rtf",
        )
    refuse_web_table(data, file)
    if _MARKUP.match(data):
        raise InputError(
            N_("The file is a web page or XML, not a Word document or plain text."),
            hint=_SAVE_AS,
            location=location,
            rule="markup",
        )


def refuse_web_table(data: bytes, file: str) -> None:
    """Refuse a web page that is named as a workbook or a table, as some systems save what they call Excel.

    Raises
    ------
    InputError
        ``markup``.
    """
    if file.lower().endswith(_TABLES) and _MARKUP.match(data):
        raise InputError(
            N_("The file is a web page under the name of a workbook."),
            hint=_SAVE_AS_XLSX,
            location=SourceLocation(file=file),
            rule="markup",
        )


def _refuse_picture(data: bytes, location: SourceLocation) -> None:
    """Refuse pictures and packed archives other than ZIP."""
    kind = _picture(data)
    if kind is not None:
        raise InputError(
            N_("The file is a picture ({kind}); no text can be read from it."),
            {"kind": kind},
            hint=N_("Import the Word file (.docx) of the report; a picture has to be typed."),
            location=location,
            rule="picture",
        )
    packed = next((kind for start, kind in _PACKED if data.startswith(start)), None)
    if packed is not None:
        raise InputError(
            N_("The file is a packed archive ({kind})."),
            {"kind": packed},
            hint=N_("Unpack it, and import the report that is in it."),
            location=location,
            rule="archive",
        )


def _refuse_ole2(data: bytes, location: SourceLocation) -> None:
    """Say which of the files that share this old container it is, as far as its directory tells."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(
            N_("The Word or Excel file is protected with a password."),
            hint=N_("Open it in Word or Excel, remove the password, save it, and import it again."),
            location=location,
            rule="encrypted",
        )
    if "WordDocument".encode("utf-16-le") in data:
        raise InputError(
            N_("The file is an old Word document (.doc), which cannot be read."),
            hint=_SAVE_AS,
            location=location,
            rule="old-doc",
        )
    if "Workbook".encode("utf-16-le") in data:
        raise InputError(
            N_("The file is an old Excel workbook (.xls), which cannot be read."),
            hint=_SAVE_AS_XLSX,
            location=location,
            rule="old-xls",
        )
    if "PowerPoint Document".encode("utf-16-le") in data:
        raise InputError(
            N_("The file is an old PowerPoint presentation (.ppt), which cannot be read."),
            hint=N_("Copy its table into a Word document, save that as .docx, and import it."),
            location=location,
            rule="old-ppt",
        )
    raise InputError(
        N_("The file is protected with a password, or is an old Office file (such as .doc)."),
        hint=N_("Open it in Word, save it as .docx without a password, and import that file."),
        location=location,
        rule="encrypted",
    )


def too_many_tables(location: SourceLocation, hint: str = _MAKE_SMALLER) -> InputError:
    """Return the refusal of a file with more tables, or sheets, than any report has."""
    return InputError.of(Issue("too-many-tables", {"limit": MAX_TABLES}, location), hint=hint)


def too_many_rows(location: SourceLocation, hint: str = _MAKE_SMALLER) -> InputError:
    """Return the refusal of a file whose tables have more rows than any report has."""
    return InputError.of(Issue("too-many-rows", {"limit": MAX_ROWS}, location), hint=hint)


def refuse_lines(text: str, location: SourceLocation, hint: str = _MAKE_SMALLER) -> None:
    """Refuse text of more lines than are read, before any of them is looked at.

    Raises
    ------
    InputError
        ``too-much-text``.
    """
    if sum(text.count(end) for end in "\n\r\v\f") > 2 * MAX_LINES:
        raise InputError.of(Issue("too-much-text", {"limit": MAX_LINES}, location, variant="lines"), hint=hint)


class Tally:
    """Counts what a file holds and refuses it as soon as it holds too much.

    Every method raises InputError, with the place and rule ``too-many-tables``, ``too-many-rows``,
    ``too-many-columns`` or ``too-much-text``. `hint` is what to do about it (a message id).
    """

    def __init__(self, hint: str = _MAKE_SMALLER) -> None:
        self._hint = hint
        self._tables = 0
        self._rows = 0
        self._paragraphs = 0
        self._chars = 0

    def table(self, location: SourceLocation) -> None:
        """Count one table."""
        self._tables += 1
        if self._tables > MAX_TABLES:
            raise too_many_tables(location, self._hint)

    def row(self, location: SourceLocation) -> None:
        """Count one row, over all tables of the file."""
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise too_many_rows(location, self._hint)

    def columns(self, count: int, location: SourceLocation) -> None:
        """Refuse a row of more than the columns allowed."""
        if count > MAX_COLUMNS:
            raise InputError.of(Issue("too-many-columns", {"limit": MAX_COLUMNS}, location), hint=self._hint)

    def paragraph(self, location: SourceLocation) -> None:
        """Count one paragraph or line of text."""
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise InputError.of(
                Issue("too-much-text", {"limit": MAX_PARAGRAPHS}, location, variant="paragraphs"), hint=self._hint
            )

    def text(self, length: int, location: SourceLocation) -> None:
        """Count the characters of one cell, or of one paragraph or line outside tables."""
        self._chars += length
        if length > MAX_CELL_CHARS:
            variant, limit = "cell", MAX_CELL_CHARS
        elif self._chars > MAX_CHARS:
            variant, limit = "characters", MAX_CHARS
        else:
            return
        raise InputError.of(Issue("too-much-text", {"limit": limit}, location, variant), hint=self._hint)
