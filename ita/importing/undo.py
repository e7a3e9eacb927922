"""Taking an import back, and what would stand then (the undo itself, in a scratch database)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from ita.errors import N_, InputError, NotKnownError
from ita.read_rows import ImportByIdRow
from ita.store import reads, writes
from ita.store.engine import Cursor, Engine
from ita.store.scratch import preview

T = TypeVar("T")

# What is said of later work that rests on an import (query `later_work`): left figures, or targets.
RESTS = {
    "left": N_(
        "Later imports kept stored values, perhaps from this one; those stay: {imports}. To remove them "
        "too, undo those imports first."
    ),
    "targets": N_("Targets for the next year were set after this import; they stay: {imports}."),
}


@dataclass(frozen=True, slots=True)
class CurrentFigures:
    """What counts of an agency and score year.

    `total` (points of 0-100) and `level` are those that screens show: calculated, else as published or typed.
    `scores` are by indicator, `questions` by code, `measures` the titles by measure id, `targets` by indicator (None
    is the total). `imports` are the ids of the imports of which something counts, with their files (None where typed),
    the latest first; shipped published figures are not among them.
    """

    total: Decimal | None
    level: str | None
    scores: Mapping[int, Decimal]
    questions: Mapping[str, Decimal]
    measures: Mapping[str, str]
    targets: Mapping[int | None, Decimal]
    imports: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class YearChange:
    """One score year of an agency: what stands, and what would."""

    fiscal_year: int
    before: CurrentFigures
    after: CurrentFigures


def preview_undo(engine: Engine, import_id: str, agency_id: str | None = None) -> tuple[YearChange, ...]:
    """Return the years for which something else would stand if an import were taken back; nothing is stored.

    Parameters
    ----------
    agency_id
        Whose years, where the import holds figures of several agencies; without it nothing is said of such a one.

    Returns
    -------
    tuple of YearChange
        Oldest year first. Empty where nothing would change: later imports stand before all of it, it was taken back
        before, or there is none; what of that is refused, `undo` says.

    Raises
    ------
    InputError
        A check of the database would fail without the import.
    """

    def work(cursor: Cursor) -> tuple[YearChange, ...]:
        found = reads.import_by_id(cursor, import_id=import_id)
        agency = _agency_of(found, agency_id)
        if not found or found[0].undone or agency is None:
            # Rules are of every agency: `ita.rules.stored.preview_undo_of_rules` shows what would change.
            return ()
        years = [int(year) for year in found[0].fiscal_years]
        before = {year: _current_figures(cursor, agency, year) for year in years}
        writes.add_undo(cursor, int(found[0].import_no), "")
        after = {year: _current_figures(cursor, agency, year) for year in years}
        return tuple(YearChange(year, before[year], after[year]) for year in years if before[year] != after[year])

    def whose(cursor: Cursor) -> str | None:
        return _agency_of(reads.import_by_id(cursor, import_id=import_id), agency_id)

    return preview(engine, whose, work)


def _agency_of(found: Sequence[ImportByIdRow], asked: str | None) -> str | None:
    """Return whose an import is (rows of `import_by_id`): of several agencies' the one that is asked for."""
    if not found:
        return None
    own = found[0].agency_id
    if own is None:
        return asked if found[0].kind == "bulk" else None
    return own


def _first(calculated: T | None, published: T | None) -> T | None:
    return calculated if calculated is not None else published


def _current_figures(cursor: Cursor, agency: str, year: int) -> CurrentFigures:
    found = reads.assessment(cursor, agency=agency, year=year)
    result = found[0] if found else None
    return CurrentFigures(
        None if result is None else _first(result.total, result.total_published),
        None if result is None else _first(result.level, result.level_published),
        {
            row.indicator_no: row.score
            for row in reads.figure_sources(cursor, agency=agency, year=year)
            if row.indicator_no is not None
        },
        {row.code: row.score for row in reads.question_scores(cursor, agency=agency, year=year)},
        {row.measure_id: row.title for row in reads.measures(cursor, agency=agency, year=year)},
        {row.indicator_no: row.target for row in reads.targets(cursor, agency=agency) if row.fiscal_year == year},
        tuple(
            (row.import_id, row.file_name) for row in reads.imports(cursor, agency=agency) if year in row.current_years
        ),
    )


def undo(engine: Engine, import_id: str, reason: str = "") -> ImportByIdRow:
    """Take an import back: it is marked, nothing is deleted, and what stood before stands again.

    Raises
    ------
    NotKnownError
        There is no such import of a user.
    InputError
        It was taken back before.
    """

    def work(cursor: Cursor) -> ImportByIdRow:
        found = reads.import_by_id(cursor, import_id=import_id)
        if not found or found[0].kind == "published":
            raise NotKnownError(
                N_("There is no import “{import_id}”."), {"import_id": import_id}, rule="import-unknown"
            )
        if found[0].undone:
            raise InputError(
                N_("Import “{import_id}” was undone before; nothing was changed."),
                {"import_id": import_id},
                rule="import-undone",
            )
        writes.add_undo(cursor, int(found[0].import_no), reason)
        return found[0]

    return engine.transact(work)
