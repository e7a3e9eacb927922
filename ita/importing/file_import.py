"""A file into the store by what it holds: a report, or scores of several years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ita.errors import N_, InputError, SourceLocation
from ita.frameworks import Frameworks
from ita.importing.candidates import Whose
from ita.importing.choices import NO_CHOICES, ImportChoices
from ita.importing.file_parser import ParsedReport, ParsedScores, newest_year, open_scores, read_file
from ita.importing.files.grids import GridDocument
from ita.importing.report.normalise import NO_INDICATORS
from ita.importing.report_import import NO_ACCEPT, Imported, decisions, store_report
from ita.importing.score_agency import agency_for, whose_of
from ita.importing.score_import import ScoresImported, store_scores
from ita.importing.scores.read import read_scores
from ita.importing.scores.sheet_builder import ScoreSheet
from ita.progress import stage
from ita.store.engine import Engine

Reader = Callable[[bytes, str, Frameworks, ImportChoices, Whose | None], ParsedReport | ParsedScores]


def import_file(
    engine: Engine,
    frameworks: Frameworks,
    data: bytes,
    file: str,
    *,
    agency: str | None = None,
    accept: frozenset[str] = NO_ACCEPT,
    confirmed: frozenset[int] = NO_INDICATORS,
    dry_run: bool = False,
    choices: ImportChoices = NO_CHOICES,
    reader: Reader = read_file,
) -> Imported | ScoresImported:
    """Import a file by what it holds: a report, or scores (`ita.importing.file_parser.read_file`).

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for places and the record; it decides only for text that could be either.
    agency
        Whose scores they are; for a report as in `store_report`.
    accept
        Rules of a report that the person overrules.
    confirmed
        Indicators of a report whose texts, read from a PDF, the person has compared with it.
    dry_run
        False previews: the same work in a scratch database.
    choices
        What a person decided of the file besides.
    reader
        Reads the file, here or in a process of its own.

    Raises
    ------
    InputError
        The file is refused, with all errors and their places; nothing was changed.
    NotKnownError
        Scores are to be filed under an agency that is not there.
    """
    with stage(0.0, 0.9):
        made = decisions(replace(choices, agency_id=agency), accept, confirmed)
        parsed = reader(data, file, frameworks, made, whose_of(engine, agency) if agency is not None else None)
    with stage(0.9, 1.0):
        return store_file(engine, parsed, frameworks, agency=agency, dry_run=dry_run)


def store_file(
    engine: Engine,
    parsed: ParsedReport | ParsedScores,
    frameworks: Frameworks,
    *,
    agency: str | None = None,
    dry_run: bool = False,
) -> Imported | ScoresImported:
    """Store what was read of a file, or preview it.

    Raises
    ------
    InputError
        It is refused, or holds scores and nobody says whose.
    NotKnownError
        Scores are to be filed under an agency that is not there.
    """
    if isinstance(parsed, ParsedReport):
        return store_report(engine, parsed, agency=agency, dry_run=dry_run)
    if agency is None:
        raise InputError(
            N_("The file holds scores and does not say whose they are."),
            hint=N_("Name the agency with --agency ID, for example --agency ban-mo."),
            location=SourceLocation(parsed.source.file),
            rule="agency-missing",
        )
    with engine.cursor() as cursor:
        # An agency that takes no results is no matter of what the file says.
        agency_for(cursor, agency, parsed.sheet.kind)
    return store_scores(engine, agency, parsed, frameworks=frameworks, dry_run=dry_run)


def score_sheet(data: bytes, file: str, frameworks: Frameworks) -> ScoreSheet | None:
    """Return the scores of a file, None where it is anything else; see `score_document` and `read_scores`.

    Raises
    ------
    InputError
        It is a workbook or is named as a table, and cannot be read.
    """
    with stage(0.0, 0.8):
        document = score_document(data, file, frameworks)
    with stage(0.8, 1.0):
        return None if document is None else read_scores(document, frameworks, newest_year())


def score_document(data: bytes, file: str, frameworks: Frameworks) -> GridDocument | None:
    """Return a file as sheets where it is one of scores, None where it is anything else.

    Raises
    ------
    InputError
        It is empty or a picture; or it is a workbook or is named as a table, and cannot be read.
    """
    document = open_scores(data, file, frameworks)
    return document if isinstance(document, GridDocument) else None
