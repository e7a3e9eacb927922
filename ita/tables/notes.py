"""Words that stand in several tables: by which rules figures are, where those are assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ita.errors import N_
from ita.rules.evidence import assumed_from
from ita.tables.table import Joined, Said


def assumed(basis: str | None, year: int) -> Said | None:
    """Return by which rules a figure is where they are assumed; None for rules of the year itself."""
    from_year = assumed_from(basis)
    if from_year is None:
        return None
    return Said(N_("by the rules of {from_year}, assumed for {year}"), {"from_year": from_year, "year": year})


def assumed_of(bases: Mapping[int, str | None], years: Iterable[int]) -> Joined | None:
    """Return the same for all of some years, whose rules rest on `bases`; None where nothing is assumed."""
    wanted = set(years)
    said = tuple(assumed(basis, year) for year, basis in bases.items() if year in wanted)
    return Joined(said) if any(said) else None
