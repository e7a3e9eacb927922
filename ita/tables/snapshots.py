"""Snapshots: those that were taken, and what differs between one and what is stored today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ita.characters import undirected
from ita.errors import N_
from ita.i18n import FIELDS
from ita.read_rows import SnapshotsRow
from ita.tables.records import basis_words
from ita.tables.sources import OriginName, person_name
from ita.tables.table import Cell, Column, IndicatorName, Joined, LevelName, Said, Table, table

_WHAT = Column(N_("What"))
_TODAY = Column(N_("Today"), unit="points")
PARTS = {
    "agency": N_("Name of the agency"),
    "total": N_("Total"),
    "level": N_("Level"),
    "nation": N_("The nation's total"),
    "iit": "IIT",
    "eit": "EIT",
    "oit": "OIT",
    "indicator": N_("Score"),
    "rank": N_("Rank from the lowest"),
    "rules": N_("Rules"),
    "origin": N_("Origin"),
    "questions": N_("Number of questions taken up"),
    "measures": N_("Number of measures"),
    "steps": N_("Number of steps"),
    "target": N_("Target"),
    "targets": N_("Number of targets"),
}
# Counted, never with decimals.
_WHOLE_NUMBERS = frozenset({"rank", "questions", "measures", "steps", "targets"})
# The texts of a report that are compared, each with its name.
TEXTS = {
    "measure": N_("Measure"),
    "step": N_("Step"),
    "question": FIELDS["question"],
    "analysis": FIELDS["analysis"],
    "rationale": FIELDS["rationale"],
    "strengths": FIELDS["strengths"],
    "plan": N_("Period and responsible units"),
}


@dataclass(frozen=True, slots=True)
class FigureKey:
    """What a figure is: of which year, which part, and of which indicator where it is of one."""

    fiscal_year: int
    part: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is shown: a number of two decimals, or words; both None where it is not known."""

    figure: Decimal | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class FigurePair:
    """A figure at two times, or by two versions of the program."""

    key: FigureKey
    then: Shown
    today: Shown


@dataclass(frozen=True, slots=True)
class TextPair:
    """A text of a report at two times, by the indicator that it is of; None where it was not there."""

    indicator_no: int
    kind: str
    then: str | None
    today: str | None


def snapshot_list(found: Iterable[SnapshotsRow], *, with_agency: bool) -> Table:
    """Return the snapshots that were taken: name, of which years, when, by whom and how large."""
    columns = (
        Column(N_("Name")),
        *([Column(N_("Agency"))] if with_agency else []),
        Column(N_("Fiscal year"), unit="year"),
        Column(N_("Compared with the year"), unit="year"),
        Column(N_("When")),
        Column(N_("Who")),
        Column(N_("Size"), unit="bytes"),
    )
    return table(columns, [_line(row, with_agency=with_agency) for row in found])


def taken_by(row: SnapshotsRow) -> Cell:
    """Return who took a snapshot."""
    return Said(N_("nobody named")) if row.made_by is None else person_name(row.made_by)


def _line(row: SnapshotsRow, *, with_agency: bool) -> list[Cell]:
    whose: list[Cell] = [row.agency] if with_agency else []
    name = undirected(row.name)
    return [name, *whose, row.fiscal_year, row.from_year, row.made_at, taken_by(row), row.byte_count]


def figures_beside_today(found: Iterable[FigurePair], names: Mapping[int, IndicatorName]) -> Table:
    """Return the figures that differ, as they were presented and as they are today.

    Parameters
    ----------
    names
        The indicators by their numbers.
    """
    columns = (_WHAT, Column(N_("As presented"), unit="points"), _TODAY)
    return table(columns, [(_name(each.key, names), _cell(each, each.then), _cell(each, each.today)) for each in found])


def figures_redefined(found: Iterable[FigurePair], names: Mapping[int, IndicatorName]) -> Table:
    """Return the figures of a snapshot that this version of the program would show otherwise, of the same rows."""
    columns = (_WHAT, Column(N_("As presented"), unit="points"), Column(N_("By this version"), unit="points"))
    return table(columns, [(_name(each.key, names), _cell(each, each.then), _cell(each, each.today)) for each in found])


def texts_beside_today(found: Iterable[TextPair], names: Mapping[int, IndicatorName]) -> Table:
    """Return the texts that differ, as they were presented and as they are today; empty where one was not there."""
    what = Column(N_("What"), is_whole=True)
    columns = (Column(N_("Indicator")), what, Column(N_("As presented")), Column(N_("Today")))
    rows = [
        (names.get(each.indicator_no, each.indicator_no), Said(TEXTS[each.kind]), each.then, each.today)
        for each in found
    ]
    return table(columns, rows)


def _name(key: FigureKey, names: Mapping[int, IndicatorName]) -> Cell:
    indicator: Cell = None if key.number is None else names.get(key.number, str(key.number))
    # A later version may have stored a part that this one has no word for.
    return Joined((str(key.fiscal_year), indicator, Said(PARTS.get(key.part, key.part))))


def _cell(pair: FigurePair, shown: Shown) -> Cell:
    if shown.figure is not None:
        return int(shown.figure) if pair.key.part in _WHOLE_NUMBERS else shown.figure
    if shown.words is None:
        return None
    if pair.key.part == "level":
        return LevelName(shown.words)
    if pair.key.part == "rules":
        return basis_words(shown.words)
    return OriginName(shown.words) if pair.key.part == "origin" else shown.words
