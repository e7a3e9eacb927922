"""Refusals of a paper or snapshot for its years: those of which nothing is known, and those that are not compared."""

from __future__ import annotations

from collections.abc import Iterable

from ita.errors import N_, NotKnownError


def nothing_known(agency: str, year: int, known: Iterable[int]) -> NotKnownError:
    """Return the refusal ``year-unknown`` of a year of an agency, by its name; the years that are known are named."""
    return NotKnownError(
        N_("Nothing is known of {agency} in fiscal year {year}. Years that are known: {years}."),
        {"agency": agency, "year": year, "years": _words(known)},
        rule="year-unknown",
    )


def not_compared(agency: str, year: int, from_year: int, known: Iterable[int]) -> NotKnownError:
    """Return the refusal ``year-unknown`` of a year to compare with that is none, or no earlier one."""
    return NotKnownError(
        N_("{year} cannot be compared with {from_year} for {agency}. Years that are known: {years}."),
        {"agency": agency, "year": year, "from_year": from_year, "years": _words(known)},
        rule="year-unknown",
    )


def _words(years: Iterable[int]) -> str:
    return ", ".join(map(str, years)) or "–"
