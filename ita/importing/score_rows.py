"""The rows that a sheet of scores becomes, each with the place where it stood."""

from __future__ import annotations

from ita.errors import SourceLocation
from ita.importing.scores.label_matcher import LEVEL, TOTAL
from ita.importing.scores.sheet_builder import ScoreSheet
from ita.model import Origin
from ita.store.engine import Cursor
from ita.store.table_rows import insert_rows

OWN_RESULT: Origin = "own_result"
# Where what is typed or pasted comes from.
ITAS = "ITAS"


def as_row(location: SourceLocation) -> SourceLocation:
    """Return a place as it is stored: a line of pasted text as a row of no file."""
    return location if location.line is None else SourceLocation(location.file, row=location.line)


def as_line(location: SourceLocation) -> SourceLocation:
    """Return a stored place as it was."""
    return (
        SourceLocation(line=location.row)
        if location.row is not None and location == SourceLocation(row=location.row)
        else location
    )


def _source(location: SourceLocation) -> str:
    return location.file or ITAS


def _location(location: SourceLocation) -> dict[str, str | int | None]:
    stored = as_row(location)
    return {
        "source": _source(location),
        "place_table": stored.table,
        "place_row": stored.row,
        "place_column": stored.column,
    }


def add_sheet(cursor: Cursor, import_no: int, agency_id: str, sheet: ScoreSheet) -> None:
    """Add every figure of a sheet with its place; one that was left as it stood keeps its own."""
    scores, totals = [], []
    for result in sheet.years:
        year = result.fiscal_year
        key = {
            "import_no": import_no,
            "agency_id": agency_id,
            "fiscal_year": year,
            "origin": OWN_RESULT,
        }
        for number, score in result.scores.items():
            location = sheet.locations.get((year, number), SourceLocation(sheet.file))
            scores.append({**key, "indicator_no": number, "score": score, **_location(location)})
        if result.total is not None or result.level is not None:
            total_location = _total_location(sheet, year)
            totals.append(
                {
                    **key,
                    "total": result.total,
                    "level_th": result.level,
                    "agencies": None,
                    "passed_85": None,
                    "source": _source(total_location),
                    "place_row": as_row(total_location).row,
                }
            )
    questions = [
        {
            "import_no": import_no,
            "agency_id": agency_id,
            "fiscal_year": question.fiscal_year,
            "code": question.code,
            "score": question.score,
            "origin": OWN_RESULT,
            **_location(question.location),
        }
        for question in sheet.questions
    ]
    instruments = [
        {
            "import_no": import_no,
            "agency_id": agency_id,
            "fiscal_year": year,
            "origin": OWN_RESULT,
            "instrument": instrument,
            "score": stated.figure,
            **_location(stated.location),
        }
        for (year, instrument), stated in sheet.stated.items()
    ]
    insert_rows(cursor, "instrument_score_facts", instruments)
    insert_rows(cursor, "indicator_score_facts", scores)
    insert_rows(cursor, "total_facts", totals)
    insert_rows(cursor, "question_score_facts", questions)


def locations_of(sheet: ScoreSheet) -> list[SourceLocation]:
    """Return where every figure of a sheet stood, scores of questions included."""
    return [*sheet.locations.values(), *(question.location for question in sheet.questions)]


def _total_location(sheet: ScoreSheet, year: int) -> SourceLocation:
    return sheet.locations.get((year, TOTAL)) or sheet.locations.get((year, LEVEL)) or SourceLocation(sheet.file)
