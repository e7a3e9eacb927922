"""The mark of a paper that is made of a snapshot: as presented, under which name, on which day."""

from __future__ import annotations

from collections.abc import Callable

from ita.characters import undirected
from ita.documents.request import PaperRequest
from ita.errors import N_
from ita.tables.table import Said


def presented_mark(request: PaperRequest, name_as: Callable[[str], str] = str) -> Said | None:
    """Return what every page of a paper of a snapshot carries; None for a paper of today's figures.

    Parameters
    ----------
    name_as
        What marks the name as a stored text, where the digits of our own are still to be set.
    """
    of = request.presented
    if of is None:
        return None
    return Said(N_("As presented: {name}, {date}"), {"name": name_as(undirected(of.name)), "date": of.day})
