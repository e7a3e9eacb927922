"""What all readers share: how much is read at most, and what is refused at the door."""

from __future__ import annotations

import re

from ita.errors import N_, InputError, Place

# The report with its pictures is a few MB; a larger file is a scan or not this report at all.
MAX_FILE_BYTES = 20 * 1024 * 1024
# The report has a dozen tables of three rows. These leave room for any real file, and keep what a
# hostile one can make us allocate (rows times columns, each an object) below some tens of MB.
MAX_TABLES = 200
MAX_ROWS = 5_000
MAX_COLUMNS = 64
# A book of 1,500 pages; beyond it the file is no report, and each paragraph costs an object.
MAX_PARAGRAPHS = 50_000

_MEGABYTE = 1024 * 1024
# What Word and web pages leave behind in cells that look empty.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)

_SAVE_AS = N_("Open it in Word, save it as a Word document (.docx), and import that file.")
_MAKE_SMALLER = N_("Keep only the report's table in the file, and import it again.")


def stripped(text: str) -> str:
    """Return `text` without blanks at its ends; empty when nothing in it can be seen."""
    return text.strip() if text.translate(_INVISIBLE).strip() else ""


def megabytes(size: int) -> str:
    """Return a size in bytes as megabytes with one decimal, for messages."""
    return f"{size / _MEGABYTE:.1f}"


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
            hint=N_("Take the pictures out of the report, or save it as text, and import it."),
            place=Place(file=file),
            rule="too-large",
        )


def refuse_unreadable(data: bytes, file: str) -> None:
    """Refuse what no reader reads, by content and never by name.

    Parameters
    ----------
    data
        The whole file.
    file
        Its name, for the place.

    Raises
    ------
    InputError
        ``empty-file``, ``too-large``, ``pdf``, ``encrypted``, ``old-doc``, ``rtf`` or ``markup``.
    """
    place = Place(file=file)
    if not data:
        raise InputError(
            N_("The file is empty."),
            hint=N_("Choose the file again; if it was downloaded, download it again."),
            place=place,
            rule="empty-file",
        )
    refuse_size(len(data), file)
    if data.lstrip().startswith(b"%PDF-"):
        raise InputError(
            N_("The file is a PDF; PDF cannot be read yet."),
            hint=N_("Import the Word file (.docx) it was made from, or the report as text."),
            place=place,
            rule="pdf",
        )
    if data.startswith(_OLE2):
        _refuse_ole2(data, place)
    if data.lstrip().startswith(b"{\\rtf"):
        raise InputError(
            N_("The file is in Rich Text Format (RTF), which cannot be read."),
            hint=_SAVE_AS,
            place=place,
            rule="rtf",
        )
    if _MARKUP.match(data):
        raise InputError(
            N_("The file is a web page or XML, not a Word document or plain text."),
            hint=_SAVE_AS,
            place=place,
            rule="markup",
        )


def _refuse_ole2(data: bytes, place: Place) -> None:
    """Say which of the files that share this old container it is, as far as its directory tells."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(
            N_("The Word file is protected with a password."),
            hint=N_("Open it in Word, remove the password, save it, and import it again."),
            place=place,
            rule="encrypted",
        )
    if "WordDocument".encode("utf-16-le") in data:
        raise InputError(
            N_("The file is an old Word document (.doc), which cannot be read."),
            hint=_SAVE_AS,
            place=place,
            rule="old-doc",
        )
    raise InputError(
        N_("The file is protected with a password, or is an old Office file (such as .doc)."),
        hint=N_("Open it in Word, save it as .docx without a password, and import that file."),
        place=place,
        rule="encrypted",
    )


class Tally:
    """Counts what a file holds and refuses it as soon as it holds too much.

    Every method raises InputError, with the place and rule ``too-many-tables``, ``too-many-rows``,
    ``too-many-columns`` or ``too-much-text``.
    """

    def __init__(self) -> None:
        self._tables = 0
        self._rows = 0
        self._paragraphs = 0

    def table(self, place: Place) -> None:
        """Count one table."""
        self._tables += 1
        if self._tables > MAX_TABLES:
            raise InputError(
                N_("The file has more than {limit} tables."),
                {"limit": MAX_TABLES},
                hint=_MAKE_SMALLER,
                place=place,
                rule="too-many-tables",
            )

    def row(self, place: Place) -> None:
        """Count one row, over all tables of the file."""
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise InputError(
                N_("The tables of the file have more than {limit} rows."),
                {"limit": MAX_ROWS},
                hint=_MAKE_SMALLER,
                place=place,
                rule="too-many-rows",
            )

    def columns(self, count: int, place: Place) -> None:
        """Refuse a row of more than the columns allowed."""
        if count > MAX_COLUMNS:
            raise InputError(
                N_("A row of the table has more than {limit} columns."),
                {"limit": MAX_COLUMNS},
                hint=_MAKE_SMALLER,
                place=place,
                rule="too-many-columns",
            )

    def paragraph(self, place: Place) -> None:
        """Count one paragraph or line of text."""
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise InputError(
                N_("The file has more than {limit} paragraphs."),
                {"limit": MAX_PARAGRAPHS},
                hint=_MAKE_SMALLER,
                place=place,
                rule="too-much-text",
            )
