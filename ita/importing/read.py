"""Read a file by what it holds: the one door that the command line and the screens come in by."""

from __future__ import annotations

from ita.errors import N_, InputError, Place
from ita.importing.read_docx import read_docx
from ita.importing.read_text import read_text
from ita.importing.reading import is_zip, refuse_unreadable
from ita.importing.tables import RawDocument

_WORD_NAMES = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot")


def read(data: bytes, file: str) -> RawDocument:
    """Read a report from a Word file or from text.

    Parameters
    ----------
    data
        The whole file.
    file
        Its name, for the places. It does not decide how the file is read, except that text under a
        Word file's name is refused: it is not what it claims to be.

    Returns
    -------
    RawDocument
        As `read_docx` and `read_text` describe.

    Raises
    ------
    InputError
        The file is refused; see `ita.importing.reading`, `read_docx` and `read_text` for the rules.
    """
    refuse_unreadable(data, file)
    if is_zip(data):
        return read_docx(data, file)
    if file.lower().endswith(_WORD_NAMES):
        raise InputError(
            N_("The file is named as a Word document but is none."),
            hint=N_("Save the report in Word as a Word document (.docx), and import that file."),
            place=Place(file=file),
            rule="not-docx",
        )
    return read_text(data, file)
