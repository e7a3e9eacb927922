"""Refusals of a paper or snapshot for its years: those of which nothing is known, and those that are not compared."""

from __future__ import annotations

from collections.abc import Collection

from ita.errors import N_, NotKnownError


def refuse_years(agency: str, known: Collection[int], year: int, from_year: int | None) -> None:
    """Refuse a score year of an agency, and the year that it is compared with; those that are known are named.

    Parameters
    ----------
    agency
        Its name.
    known
        The years of which something is known.

    Raises
    ------
    NotKnownError
        ``year-unknown``: nothing is known of the year, or the year compared is none of them or no earlier one.
    """
    years = ", ".join(map(str, known)) or "–"
    if year not in known:
        raise NotKnownError(
            N_("Nothing is known of {agency} in fiscal year {year}. Years that are known: {years}."),
            {"agency": agency, "year": year, "years": years},
            rule="year-unknown",
        )
    if from_year is not None and (from_year not in known or from_year >= year):
        raise NotKnownError(
            N_("{year} cannot be compared with {from_year} for {agency}. Years that are known: {years}."),
            {"agency": agency, "year": year, "from_year": from_year, "years": years},
            rule="year-unknown",
        )
