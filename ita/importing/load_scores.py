"""Score sheets into the store, and the one door for files: a report, or scores of several years.

A preview runs the whole import in a transaction and rolls it back, as in `ita.importing.load`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from ita.errors import N_, InputError, Issue, Place
from ita.frameworks import Frameworks
from ita.importing.agreement import arithmetic
from ita.importing.differences import NO_KEYS, Difference, Key, compare, keep_standing_scores, sheet_fields
from ita.importing.files.grids import GridDocument
from ita.importing.files.read_csv import read_csv
from ita.importing.files.read_xlsx import read_xlsx
from ita.importing.files.reading import is_zip, refuse_empty
from ita.importing.files.xlsx_package import is_workbook
from ita.importing.load import NO_ACCEPT, Imported, import_report, same_file, stored_issues
from ita.importing.report.columns import has_heads
from ita.importing.report.normalise import NO_INDICATORS
from ita.importing.report.sheets import as_tables
from ita.importing.scores.doubts import doubts
from ita.importing.scores.read import is_score_table, read_scores
from ita.importing.scores.values import ScoreSheet
from ita.importing.scores.words import LEVEL, LEVEL_TH, TOTAL, TOTAL_TH, What
from ita.importing.standing import standing_places, standing_scores
from ita.model import Origin, TypedResult
from ita.store import sql, writes
from ita.store.engine import Cursor, Engine
from ita.store.takers import taker
from ita.thai import fiscal_year
from ita.watching import CancelledError, reached, stage

_ORIGIN: Origin = "own_result"
# What stands in a fact that came from no file.
_ITAS = "ITAS"


@dataclass(frozen=True, slots=True)
class ScoresImported:
    """What an import of scores did, or a preview would do.

    `indicators` and `questions` count scores over all `years`. `unchanged` tells that the same bytes stand already
    for the agency, in all their years: nothing was written, and `import_id` is that import's. `assessments` gives
    total, instruments and level by year, as they then stand.
    """

    import_id: str
    agency_id: str
    agency_name: str
    years: tuple[int, ...]
    indicators: int
    questions: int
    issues: tuple[Issue, ...]
    unchanged: bool = False
    assessments: Mapping[int, dict[str, Any]] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()


def import_file(
    engine: Engine,
    frameworks: Frameworks,
    data: bytes,
    file: str,
    *,
    agency: str | None = None,
    accept: frozenset[str] = NO_ACCEPT,
    confirmed: frozenset[int] = NO_INDICATORS,
    keep: bool = True,
) -> Imported | ScoresImported:
    """Import a file by what it holds: a report, or scores.

    Parameters
    ----------
    data
        The bytes of the file. A workbook or CSV holds scores unless its heads are a report's; other text holds scores
        where its heads name years and indicators.
    file
        Its name, for places and the record; it decides only for text that could be either.
    agency
        Whose scores they are; for a report as in `import_report`.
    accept
        Rules of a report that the person overrules.
    confirmed
        Indicators of a report whose texts, read from a PDF, the person has compared with it.
    keep
        False previews: the same work, rolled back.

    Raises
    ------
    InputError
        The file is refused, with all errors and their places; nothing was changed.
    NotKnownError
        Scores are to be filed under an agency that is not there.
    """
    # A name that is not UTF-8 comes as lone surrogates, which neither the database nor a terminal takes.
    file = file.encode("utf-8", "replace").decode("utf-8")
    with stage(0.0, 0.5):
        sheet = score_sheet(data, file, frameworks)
    if sheet is None:
        with stage(0.5, 1.0):
            return import_report(
                engine, frameworks, data, file, agency=agency, accept=accept, confirmed=confirmed, keep=keep
            )
    if agency is None:
        raise InputError(
            N_("The file holds scores and does not say whose they are."),
            hint=N_("Name the agency with --agency ID, for example --agency ban-mo."),
            place=Place(file),
            rule="agency-missing",
        )
    with stage(0.5, 1.0):
        return import_scores(engine, agency, sheet, data, file, keep=keep)


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
    name = file.lower()
    refuse_empty(data, file)
    if is_workbook(data, file):
        return _unless_report(read_xlsx(data, file))
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
    named = name.endswith(".csv") or is_score_table(document, frameworks)
    return _unless_report(document) if named else None


def _unless_report(document: GridDocument) -> GridDocument | None:
    """Return sheets of scores; None where their heads are those of a report, whose questions and steps have columns."""
    return None if has_heads(as_tables(document)) else document


def newest_year() -> int:
    """Return the fiscal year that is running: no result can be of a later one."""
    return fiscal_year(datetime.now(UTC).date())


def import_scores(
    engine: Engine,
    agency_id: str,
    read_sheet: ScoreSheet,
    data: bytes,
    file: str | None,
    *,
    leave: frozenset[Key] = NO_KEYS,
    keep: bool = True,
) -> ScoresImported:
    """Store scores of one or several years as one import, or preview it; they stand before a report's.

    Parameters
    ----------
    read_sheet
        As `ita.importing.scores.read` reads it.
    data
        The bytes it was read from (of pasted text with its year); the same bytes for the same agency change nothing
        while they stand for all their years.
    file
        Name of the file, None for pasted text.
    leave
        Figures that stay as they stand, where the file has others or none (`ita.importing.differences`).
    keep
        False previews: the same work, rolled back.

    Raises
    ------
    InputError
        The sheet has errors, each with its place, or nothing to store; or the agency is an average or
        the demonstration.
    NotKnownError
        There is no such agency.
    """
    _refuse(read_sheet)
    digest = hashlib.sha256(data).hexdigest()

    def work(cursor: Cursor) -> ScoresImported:
        reached(0, 1)
        agency = taker(cursor, agency_id)
        standing, replaced = same_file(cursor, digest, agency_id, file)
        if standing:
            return _again(cursor, standing, agency)
        stands = standing_scores(
            cursor,
            agency_id,
            [result.fiscal_year for result in read_sheet.years],
            sorted({question.fiscal_year for question in read_sheet.questions}),
        )
        differences = compare(stands, sheet_fields(read_sheet))
        places = standing_places(cursor, agency_id, sorted({year for year, _what, _field in stands}))
        sheet = keep_standing_scores(read_sheet, stands, leave, places)
        shown = {
            (int(row["fiscal_year"]), int(row["indicator_no"])): row["score"]
            for row in sql.rows(cursor, "indicator_trend", agency=agency_id)
        }
        before = {result.fiscal_year: _own_figures(cursor, agency_id, result.fiscal_year) for result in sheet.years}
        years = sorted({r.fiscal_year for r in sheet.years} | {q.fiscal_year for q in sheet.questions})
        number, import_id = writes.add_import(
            cursor,
            "scores",
            digest,
            agency_id=agency_id,
            fiscal_year=years[0] if len(years) == 1 else None,
            file_name=file,
            byte_count=len(data),
        )
        _add_sheet(cursor, number, agency_id, sheet)
        assessments = {
            r.fiscal_year: sql.rows(cursor, "assessment", agency=agency_id, year=r.fiscal_year)[0] for r in sheet.years
        }
        issues = [*sheet.issues, *replaced, *doubts(sheet, shown)]
        for result in sheet.years:
            issues += _missing(sheet, result, before[result.fiscal_year])
            issues += _located(sheet, result.fiscal_year, arithmetic(assessments[result.fiscal_year], result))
            issues += _against_report(cursor, agency_id, sheet, result.fiscal_year)
        writes.add_issues(cursor, number, [replace(issue, place=_as_row(issue.place)) for issue in issues])
        writes.add_place_names(cursor, number, [*(i.place for i in issues), *_places(sheet)])
        # The last moment at which nothing is stored yet.
        reached(1, 1)
        return ScoresImported(
            import_id,
            agency_id,
            str(agency["name_th"]),
            tuple(years),
            sum(len(result.scores) for result in sheet.years),
            len(sheet.questions),
            tuple(issues),
            assessments=assessments,
            differences=differences,
        )

    return engine.transact(work, keep=keep)


def _refuse(sheet: ScoreSheet) -> None:
    """Raise all errors of a sheet, the first as the message."""
    errors = sheet.errors
    if errors:
        first = errors[0]
        raise InputError(
            first.text,
            first.params,
            hint=N_("Nothing was stored. Correct every place that is named and import the file again."),
            place=first.place,
            rule=first.rule,
            issues=errors,
        )
    if not sheet.years and not sheet.questions:
        raise InputError(
            N_("There is no score to store: only figures that are calculated from the ten indicators were found."),
            hint=N_("Give the scores of the ten indicators, or the total."),
            place=Place(sheet.file),
            rule="scores-empty",
        )


def _again(cursor: Cursor, import_id: str, agency: Mapping[str, Any]) -> ScoresImported:
    """Return the standing import of the same bytes, with what was noticed then."""
    agency_id = str(agency["agency_id"])
    (first,) = sql.rows(cursor, "import_by_id", import_id=import_id)
    years = tuple(int(year) for year in first["fiscal_years"])
    issues = tuple(replace(i, place=_as_line(i.place)) for i in stored_issues(cursor, import_id))
    return ScoresImported(
        import_id,
        agency_id,
        str(agency["name_th"]),
        years,
        int(first["indicators"]),
        int(first["questions"]),
        issues,
        unchanged=True,
        assessments={
            year: row for year in years for row in sql.rows(cursor, "assessment", agency=agency_id, year=year)
        },
    )


def _as_row(place: Place) -> Place:
    """Return a place as it is stored: a line of pasted text as a row of no file."""
    return place if place.line is None else Place(row=place.line)


def _as_line(place: Place) -> Place:
    """Return a stored place as it was."""
    return Place(line=place.row) if place.row is not None and place == Place(row=place.row) else place


def _source(place: Place) -> str:
    return place.file or _ITAS


def _place(place: Place) -> dict[str, str | int | None]:
    stored = _as_row(place)
    return {
        "source": _source(place),
        "place_table": stored.table,
        "place_row": stored.row,
        "place_column": stored.column,
    }


def _add_sheet(cursor: Cursor, import_no: int, agency_id: str, sheet: ScoreSheet) -> None:
    """Add every figure of a sheet with its place; one that was left as it stood keeps its own."""
    scores, totals = [], []
    for result in sheet.years:
        year = result.fiscal_year
        key = {
            "import_no": import_no,
            "agency_id": agency_id,
            "fiscal_year": year,
            "origin": _ORIGIN,
        }
        for number, score in result.scores.items():
            place = sheet.places.get((year, number), Place(sheet.file))
            scores.append({**key, "indicator_no": number, "score": score, **_place(place)})
        if result.total is not None or result.level is not None:
            total_place = _place_of_total(sheet, year)
            totals.append(
                {
                    **key,
                    "total": result.total,
                    "level_th": result.level,
                    "agencies": None,
                    "passed_85": None,
                    "source": _source(total_place),
                    "place_row": _as_row(total_place).row,
                }
            )
    questions = [
        {
            "import_no": import_no,
            "agency_id": agency_id,
            "fiscal_year": question.fiscal_year,
            "code": question.code,
            "score": question.score,
            "origin": _ORIGIN,
            **_place(question.place),
        }
        for question in sheet.questions
    ]
    instruments = [
        {
            "import_no": import_no,
            "agency_id": agency_id,
            "fiscal_year": year,
            "origin": _ORIGIN,
            "instrument": instrument,
            "score": stated.figure,
            **_place(stated.place),
        }
        for (year, instrument), stated in sheet.stated.items()
    ]
    sql.write_rows(cursor, "insert_instrument_score_facts", instruments)
    sql.write_rows(cursor, "insert_indicator_score_facts", scores)
    sql.write_rows(cursor, "insert_total_facts", totals)
    sql.write_rows(cursor, "insert_question_score_facts", questions)


def _places(sheet: ScoreSheet) -> list[Place]:
    return [*sheet.places.values(), *(question.place for question in sheet.questions)]


def _place_of_total(sheet: ScoreSheet, year: int) -> Place:
    return sheet.places.get((year, TOTAL)) or sheet.places.get((year, LEVEL)) or Place(sheet.file)


def _own_figures(cursor: Cursor, agency_id: str, year: int) -> list[What]:
    """Return which figures of a year are stored as the agency's own result."""
    own: list[What] = [int(row["indicator_no"]) for row in sql.rows(cursor, "own_result", agency=agency_id, year=year)]
    for row in sql.rows(cursor, "assessment", agency=agency_id, year=year):
        if row["total_origin"] == _ORIGIN:
            own += [
                what for what, name in ((TOTAL, "total_published"), (LEVEL, "level_published")) if row[name] is not None
            ]
    return own


def _missing(sheet: ScoreSheet, result: TypedResult, before: Sequence[What]) -> list[Issue]:
    """Say which figures that are stored are not in the sheet: a later import replaces a year whole."""
    given = {*result.scores, *(w for w, v in ((TOTAL, result.total), (LEVEL, result.level)) if v is not None)}
    names = {TOTAL: TOTAL_TH, LEVEL: LEVEL_TH}
    missing = [names.get(what, what) if isinstance(what, str) else str(what) for what in before if what not in given]
    if not missing:
        return []
    place = next((p for (year, _), p in sheet.places.items() if year == result.fiscal_year), Place(sheet.file))
    return [
        Issue(
            "scores-missing",
            "warning",
            N_("The result of {year} replaces the one typed or imported before as a whole; missing now: {figures}."),
            {"year": result.fiscal_year, "figures": ", ".join(missing)},
            replace(place, column=None),
        )
    ]


def _located(sheet: ScoreSheet, year: int, issues: Sequence[Issue]) -> list[Issue]:
    """Return what disagrees with the ten scores of a year, each at the total or level that it is about."""
    what = {"total-disagrees": TOTAL, "level-disagrees": LEVEL}
    return [replace(i, place=sheet.places.get((year, what.get(i.rule, TOTAL)), Place(sheet.file))) for i in issues]


def _against_report(cursor: Cursor, agency_id: str, sheet: ScoreSheet, year: int) -> list[Issue]:
    """Return where a score differs from the one that the year's report states."""
    return [
        Issue(
            "differs-from-report",
            "notice",
            N_(
                "Indicator {number} of {year}: this file gives {shown}, the report {other}. "
                "The score from ITAS is shown; both are kept."
            ),
            {
                "number": row["indicator_no"],
                "year": year,
                "shown": str(row["score_shown"]),
                "other": str(row["score_other"]),
            },
            sheet.places.get((year, row["indicator_no"]), Place(sheet.file)),
        )
        for row in sql.rows(cursor, "origin_differences", agency=agency_id, year=year)
        if row["origin_shown"] == _ORIGIN and row["origin_other"] == "report"
    ]
