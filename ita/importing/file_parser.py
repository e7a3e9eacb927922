"""The one door for files and pasted text: what the bytes are, its tables opened once, and what they say. Pure.

Nothing here knows the store. What comes out is a value that can be previewed and stored (`ita.importing.report_import`,
`ita.importing.score_import`), kept by digest (`ita.importing.parse_cache`) and handed from one process to another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from ita.calendar import newest_result_year
from ita.characters import without_surrogates
from ita.errors import InputError, Issue
from ita.frameworks import Frameworks
from ita.importing.candidates import Whose
from ita.importing.choices import NO_CHOICES, ImportChoices
from ita.importing.files.grids import Grid, GridDocument
from ita.importing.files.limits import is_pdf, is_zip, refuse_empty, refuse_web_table
from ita.importing.files.read_csv import read_csv
from ita.importing.files.read_text import decode
from ita.importing.files.read_xlsx import read_xlsx
from ita.importing.files.tables import RawDocument
from ita.importing.files.xlsx_package import is_workbook
from ita.importing.report.columns import has_headers
from ita.importing.report.headers import SeenTable, seen_tables
from ita.importing.report.normalise import normalise
from ita.importing.report.read import read
from ita.importing.report.sheets import as_tables
from ita.importing.report_plausibility import own_doubts
from ita.importing.saved_mappings import shape_of_report
from ita.importing.scores.label_matcher import shortened
from ita.importing.scores.read import is_score_table, is_score_text, read_pasted, read_score_text, read_scores
from ita.importing.scores.sheet_builder import ScoreSheet
from ita.model import Report
from ita.progress import CancelledError, stage

# As much of a table as a person looks at; the rest is read all the same.
_TABLES_SHOWN, _ROWS_SHOWN, _CELL_SHOWN = 12, 40, 80


@dataclass(frozen=True, slots=True)
class Source:
    """What something was read from: the digest and size of its bytes, and the file's name (None: it was pasted)."""

    sha256: str
    byte_count: int
    file: str | None


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """A report as it was read, with the choices that it was read by."""

    source: Source
    report: Report
    choices: ImportChoices = NO_CHOICES
    # What is to be asked of its scores before they are stored, also what the choices have answered.
    doubts: tuple[Issue, ...] = ()
    # Digest of its headers where a person said what they are: that is remembered for the next report like it.
    shape: str | None = None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The first rows of a table as they stand, for a person to look at: row numbers with the texts of their cells."""

    number: int
    sheet: str | None
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class ParsedScores:
    """Scores as they were read, with the choices that they were read by; errors of the sheet keep it from the store."""

    source: Source
    sheet: ScoreSheet
    choices: ImportChoices = NO_CHOICES
    shown: tuple[ShownTable, ...] = ()


def source_of(data: bytes, file: str | None) -> Source:
    """Return what tells some bytes from all others; the same bytes under the same name are the same source."""
    return Source(hashlib.sha256(data).hexdigest(), len(data), file)


def newest_year() -> int:
    """Return the newest fiscal year whose result can exist today: nothing of a later one is taken."""
    return newest_result_year()


def read_file(
    data: bytes,
    file: str,
    frameworks: Frameworks,
    choices: ImportChoices = NO_CHOICES,
    whose: Whose | None = None,
) -> ParsedReport | ParsedScores:
    """Read a file by what it holds: a report, or scores.

    Parameters
    ----------
    data
        The bytes of the file. A workbook or CSV holds scores unless its heads are a report's; other text holds scores
        where its heads name years and indicators.
    file
        Its name, for places and the record; it decides only for text that could be either.
    choices
        What a person has decided about it.
    whose
        The agency that it is imported for, where that is known.

    Raises
    ------
    InputError
        The file is refused, with all errors and their places. Scores that are wrong are no refusal: they are shown
        with their errors, and refused when they are stored.
    """
    file = without_surrogates(file)
    with stage(0.0, 0.7):
        document = open_file(data, file, frameworks)
    with stage(0.7, 1.0):
        if isinstance(document, RawDocument):
            return read_report(document, data, frameworks, choices)
        if isinstance(document, str):
            sheet = read_score_text(document, file, frameworks, newest_year(), choices, whose)
            return ParsedScores(source_of(data, file), sheet, choices)
        sheet = read_scores(document, frameworks, newest_year(), choices, whose)
        return ParsedScores(source_of(data, file), sheet, choices, _shown(document.grids))


def _shown(grids: Sequence[Grid]) -> tuple[ShownTable, ...]:
    return tuple(
        ShownTable(
            grid.number,
            grid.title,
            tuple((row.number, tuple(shortened(cell.text, _CELL_SHOWN) for cell in row.cells)) for row in rows),
            len(grid.rows) - len(rows),
        )
        for grid in grids[:_TABLES_SHOWN]
        for rows in (grid.rows[:_ROWS_SHOWN],)
    )


def read_report(
    document: RawDocument, data: bytes, frameworks: Frameworks, choices: ImportChoices = NO_CHOICES
) -> ParsedReport:
    """Read a report out of its tables; see `normalise`."""
    report = normalise(document, frameworks, choices=choices)
    shape = shape_of_report(seen_tables(document, NO_CHOICES)) if choices.columns else None
    return ParsedReport(source_of(data, document.file), report, choices, own_doubts(report, frameworks), shape)


def headers_of_file(data: bytes, file: str) -> tuple[SeenTable, ...]:
    """Return the headers of every table of a file, for a person to say what they are.

    Raises
    ------
    InputError
        It is none that can be read.
    """
    return seen_tables(read(data, file), NO_CHOICES)


def read_text_of_scores(
    text: str,
    fiscal_year: int | None,
    frameworks: Frameworks,
    choices: ImportChoices = NO_CHOICES,
    whose: Whose | None = None,
) -> ParsedScores:
    """Read the scores of a year out of pasted text; the same text for another year is another result."""
    sheet = read_pasted(text, fiscal_year, frameworks, newest_year(), choices, whose)
    return ParsedScores(source_of(f"{fiscal_year}\n{text}".encode(), None), sheet, choices)


def open_file(data: bytes, file: str, frameworks: Frameworks) -> GridDocument | RawDocument | str:
    """Return the tables of a file, opened once: sheets or lines where it is one of scores, else those of a report.

    Raises
    ------
    InputError
        It is none that can be read.
    """
    document = open_scores(data, file, frameworks)
    if document is not None:
        return document
    tables = read(data, file)
    if has_headers(tables) or is_zip(data) or is_pdf(data):
        return tables
    text = decode(data, file)
    return text if is_score_text(text, frameworks) else tables


def open_scores(data: bytes, file: str, frameworks: Frameworks) -> GridDocument | RawDocument | None:
    """Return the tables of a workbook, a CSV or a text that holds a table of scores; None where it is anything else.

    A workbook or CSV with the heads of a report comes as tables of a report.

    Raises
    ------
    InputError
        It is empty or a picture; or it is a workbook or is named as a table, and cannot be read.
    """
    name = file.lower()
    refuse_empty(data, file)
    refuse_web_table(data, file)
    if is_workbook(data, file):
        return _by_headers(read_xlsx(data, file))
    if is_zip(data):
        return read_xlsx(data, file) if name.endswith(".xlsx") and b"word/document.xml" not in data else None
    try:
        document = read_csv(data, file)
    except CancelledError:
        raise
    except InputError:
        if name.endswith(".csv"):
            raise
        # What is no text is refused as the workbook that its name says it is.
        return read_xlsx(data, file) if name.endswith(".xlsx") else None
    if name.endswith(".csv"):
        return _by_headers(document)
    # Other text with the heads of a report may be one of lines and tabs.
    is_scores = is_score_table(document, frameworks) and not has_headers(as_tables(document))
    return document if is_scores else None


def _by_headers(document: GridDocument) -> GridDocument | RawDocument:
    """Return sheets of scores as they are, those of a report, whose questions and steps have columns, as its tables."""
    tables = as_tables(document)
    return tables if has_headers(tables) else document
