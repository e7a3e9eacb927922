"""The mark of a paper that is made of a snapshot: as presented, under which name, on which day."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from ita.characters import undirected
from ita.documents.request import PaperRequest
from ita.errors import N_
from ita.tables.table import Said

# As many letters of a name stand on a page beside the agency, the years and other marks.
MOST = 48


def presented_mark(request: PaperRequest, name_as: Callable[[str], str] = str) -> Said | None:
    """Return what every page of a paper of a snapshot carries, a long name cut; None for a paper of today's figures.

    Parameters
    ----------
    name_as
        What marks the name as a stored text, where the digits of our own are still to be set.
    """
    of = request.presented
    if of is None:
        return None
    return Said(N_("As presented: {name}, {date}"), {"name": name_as(_short(undirected(of.name))), "date": of.day})


def presented_in_full(request: PaperRequest) -> Said | None:
    """Return the same with the whole name, where there is room for it."""
    of = request.presented
    return None if of is None else Said("{name}, {date}", {"name": undirected(of.name), "date": of.day})


def _short(name: str) -> str:
    """Return a name of no more letters than fit; vowels and tones stay with their letter."""
    if len(name) <= MOST:
        return name
    end = MOST - 1
    while end > 0 and unicodedata.category(name[end]) in ("Mn", "Me", "Mc"):
        end -= 1
    return f"{name[:end].rstrip()}…"
