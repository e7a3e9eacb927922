"""Where the figures of a year come from: file, table and row of each, the import, and who made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ita.errors import N_, SourceLocation
from ita.i18n import location_text, translator
from ita.importing.build import PROGRAM
from ita.read_rows import FigureSourcesRow, GapRankingRow, PlansRow, QuestionSourcesRow
from ita.tables.table import Cell, Column, IndicatorName, Joined, Said, Table, Words, points_column, table

ORIGINS = {
    "own_result": N_("own result from ITAS"),
    "report": N_("the published report"),
    "published": N_("published figures"),
    "synthetic": N_("synthetic data"),
}
_WHENCE = (
    points_column(N_("Score")),
    Column(N_("Origin"), is_whole=True),
    Column(N_("File or source")),
    Column(N_("Place")),
    Column(N_("Import")),
    Column(N_("When")),
    Column(N_("Who")),
)


@dataclass(frozen=True, slots=True)
class OriginName:
    """Where figures come from; empty where it is not known. Several have a plus between them."""

    origin: str | None

    def in_words(self, lang: str) -> str:
        """Return the origin in a language."""
        parts = self.origin.split("+") if self.origin else []
        return ", ".join(translator(lang)(ORIGINS.get(part, part)) for part in parts)


@dataclass(frozen=True, slots=True)
class LocationName:
    """Where in its file something stands; empty where nothing of it is known."""

    location: SourceLocation

    def in_words(self, lang: str) -> str:
        """Return the place in a language."""
        return location_text(self.location, lang)


def location_of(row: FigureSourcesRow | QuestionSourcesRow | PlansRow, *, file: bool = True) -> LocationName:
    """Return where in its file a row of a read stands; with the file's name unless it is said beside it."""
    place = (row.place_table, row.place_row, row.place_column, row.sheet)
    page = None if isinstance(row, QuestionSourcesRow) else row.place_page
    return LocationName(SourceLocation(row.file_name if file else None, *place, page=page))


def person_name(person: str) -> Cell:
    """Return who stored something as people say it: what ships was stored by the program itself."""
    return Said(N_("the program")) if person == PROGRAM else person


def score_sources(found: Iterable[FigureSourcesRow], ranking: Iterable[GapRankingRow], year: int) -> Table:
    """Return where each score of an agency and year comes from.

    Parameters
    ----------
    ranking
        The indicators of the same agency and year, for their names.
    """
    names = {row.indicator_no: row for row in ranking}
    rows = [
        (Said(N_("Total")) if row.indicator_no is None else name_of(row.indicator_no, names), *_whence(row))
        for row in found
    ]
    text = N_("Scores of fiscal year {year}; what is calculated from them has no source of its own.")
    return table((Column(N_("Indicator")), *_WHENCE), rows, Said(text, {"year": year}))


def name_of(number: int, ranking: Mapping[int, GapRankingRow]) -> Words:
    """Return the name of an indicator; its number where the rules of the year leave it out though it has a score."""
    return IndicatorName(ranking[number]) if number in ranking else Said(N_("Indicator {number}"), {"number": number})


def question_sources(found: Sequence[QuestionSourcesRow]) -> Table:
    """Return where each score of a question of an agency and year comes from."""
    return table((Column(N_("Question")), *_WHENCE), [(row.code, *_whence(row)) for row in found])


def _whence(row: FigureSourcesRow | QuestionSourcesRow) -> tuple[Cell, ...]:
    """Return the cells under `_WHENCE`."""
    return (
        row.score,
        OriginName(row.origin),
        row.source,
        # The row of a shipped table says nothing of the publication that is named beside it.
        None if row.kind == "published" else location_of(row, file=False),
        Joined((row.import_id, *_kept(row))),
        row.imported_at,
        None if row.person is None else person_name(row.person),
    )


def _kept(row: FigureSourcesRow | QuestionSourcesRow) -> tuple[Cell, ...]:
    """Return that a person kept the stored value, and the import that it was read in where that is known."""
    return (Said(N_("stored value kept")), row.read_in_import_id) if row.has_kept_fields else ()
