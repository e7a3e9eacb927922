"""Read a file by what it holds: the one door that the command line and the screens come in by."""

from __future__ import annotations

from ita.errors import N_, InputError, SourceLocation
from ita.importing.files.limits import is_pdf, is_zip, refuse_unreadable
from ita.importing.files.read_csv import read_csv
from ita.importing.files.read_docx import read_docx
from ita.importing.files.read_pdf import read_pdf
from ita.importing.files.read_text import read_text
from ita.importing.files.read_xlsx import read_xlsx
from ita.importing.files.tables import RawDocument
from ita.importing.files.xlsx_package import is_workbook
from ita.importing.report.columns import has_headers
from ita.importing.report.sheets import as_tables
from ita.progress import CancelledError

_WORD_NAMES = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot")
_OTHER_NAMES = (".xlsx", ".xlsm", ".xls", ".pdf")


def read(data: bytes, file: str) -> RawDocument:
    """Read a report from a Word file, an Excel workbook, a PDF, CSV or text.

    Parameters
    ----------
    data
        The whole file.
    file
        Its name, for the places. It does not decide how the file is read, except that text under the
        name of another format is refused (it is not what it claims to be), and that ``.csv`` is read as such.

    Returns
    -------
    RawDocument
        As `read_docx`, `as_tables`, `read_pdf` and `read_text` describe.

    Raises
    ------
    InputError
        The file is refused; see `ita.importing.files.limits` and the readers for the rules.
    """
    if is_pdf(data):
        return read_pdf(data, file)
    refuse_unreadable(data, file)
    if is_zip(data):
        return as_tables(read_xlsx(data, file)) if is_workbook(data, file) else read_docx(data, file)
    _refuse_name(file)
    return _read_characters(data, file)


def _refuse_name(file: str) -> None:
    """Refuse text under the name of a format that it is not."""
    if file.lower().endswith(_WORD_NAMES):
        raise InputError(
            N_("The file is named as a Word document but is none."),
            hint=N_("Save the report in Word as a Word document (.docx), and import that file."),
            location=SourceLocation(file=file),
            rule="not-docx",
        )
    if file.lower().endswith(_OTHER_NAMES):
        raise InputError(
            N_("The file is not what its name says: it is neither an Excel workbook nor a PDF."),
            hint=N_("Save the report again in the program that made it, and import that file."),
            location=SourceLocation(file=file),
            rule="not-as-named",
        )


def _read_characters(data: bytes, file: str) -> RawDocument:
    """Read text: tables are runs of lines with tabs, or CSV where that gives the heads of a report."""
    if file.lower().endswith(".csv"):
        return as_tables(read_csv(data, file))
    document = read_text(data, file)
    # Excel's own text has line breaks within quoted cells, which lines with tabs would tear apart.
    if has_headers(document) and b'\t"' not in data.replace(b"\0", b""):
        return document
    try:
        table = as_tables(read_csv(data, file))
    except CancelledError:
        raise
    except InputError:
        return document
    return table if has_headers(table) else document
