"""Rules of years: on what they rest, how they agree with what was published, and what others would change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ita.errors import N_
from ita.read_rows import RulesCheckRow, RulesRow
from ita.rules.source_words import BETWEEN, SHIPPED
from ita.rules.stored import Preview, spans
from ita.tables.table import Cell, Column, InTwo, Joined, Said, Table, Words, change_column, points_column, table

_PARTS = {"total": N_("Total"), "level": N_("Level")}


def basis_of(row: RulesRow) -> Words:
    """Return on what a year's rules rest."""
    if row.basis is None:
        return Said(N_("not known"))
    if row.basis == "assumed":
        return Said(N_("assumed: those of {from_year}"), {"from_year": row.from_year})
    if row.basis == "stated":
        return Said(N_("stated by a user; the shipped ones stay beside") if row.is_shipped else N_("stated by a user"))
    if row.ended_from_year is not None:
        text = N_("ship with the program; the assumption of those of {from_year} has ended")
        return Said(text, {"from_year": row.ended_from_year})
    return Said(N_("ship with the program"))


def rules_of_years(found: Sequence[RulesRow], agencies: Callable[[int, int], int]) -> Table:
    """Return every year with the rules that count for it, the newest first; years of the same rules in one row.

    Parameters
    ----------
    agencies
        How many agencies have scores from a year to another; a sum of the years would count one of two years twice.
    """
    alike: list[tuple[tuple[Cell, ...], list[int]]] = []
    for row in reversed(found):
        # Nobody sees the seconds, and rules that read alike are one row.
        since = None if row.since is None else row.since.replace(second=0, microsecond=0)
        said = (
            basis_of(row),
            None if row.basis is None else row.levels_known,
            row.person,
            since,
            None if row.source is None else source_in_parts(row.source),
        )
        if not alike or alike[-1][0] != said:
            alike.append((said, []))
        alike[-1][1].append(row.fiscal_year)
    columns = (
        Column(N_("Fiscal year"), is_whole=True),
        Column(N_("Rules"), is_whole=True),
        Column(N_("Rules of levels"), is_whole=True, answers=(N_("there"), N_("none"))),
        Column(N_("Who")),
        Column(N_("When")),
        Column(N_("Source")),
        Column(N_("Agencies with scores"), unit="count"),
    )
    caption = Said(N_("Agencies with scores: each is counted once, averages and the demonstration are left out."))
    return table(columns, [(spans(years), *said, agencies(min(years), max(years))) for said, years in alike], caption)


def source_in_parts(source: str) -> Words:
    """Return a source, each of its parts once; what a user stated as it was typed."""
    return Joined(
        tuple(Said(part) if part in SHIPPED else part for part in dict.fromkeys(source.split(BETWEEN))), BETWEEN
    )


def published_beside_rules(found: Iterable[RulesCheckRow]) -> Table:
    """Return what was published of a year beside what its rules give; what disagrees first, for a person to look at."""
    columns = (
        Column(N_("Agency")),
        Column(N_("Part")),
        points_column(N_("Published")),
        points_column(N_("By the rules")),
        change_column(N_("Difference")),
        Column(N_("Agrees"), answers=(N_("yes"), N_("no"))),
    )
    rows: list[tuple[Cell, ...]] = []
    for row in sorted(found, key=lambda row: row.agrees is not False):
        agency = InTwo(row.agency_name, row.agency_name_en)
        if row.part == "level":
            rows.append((agency, Said(_PARTS["level"]), row.published_level, row.computed_level, None, row.agrees))
        else:
            part = Said(_PARTS[row.part]) if row.part in _PARTS else row.part
            rows.append((agency, part, row.published, row.computed, row.difference, row.agrees))
    return table(columns, rows)


def rule_effects(preview: Preview) -> Table:
    """Return the agencies whose total or level rules would change."""
    columns = (
        Column(N_("Agency")),
        points_column(N_("Total now")),
        points_column(N_("Total then")),
        Column(N_("Level now")),
        Column(N_("Level then")),
    )
    rows = [
        (InTwo(each.agency, each.agency_en), each.before[0], each.after[0], each.before[1], each.after[1])
        for each in preview.effects
        if each.before != each.after
    ]
    return table(columns, rows)
