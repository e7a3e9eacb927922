"""What papers are made of: the one door of this screen to the figures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ita.store.engine import Cursor
from pages.shared.reads_cache import opened


@contextmanager
def paper_cursor(snapshot: str | None) -> Iterator[Cursor]:
    """Give a cursor to what papers are made of.

    Parameters
    ----------
    snapshot
        Name of the numbers of a meeting; None for what is current.
    """
    del snapshot  # There are none yet: it is always the open database.
    with opened()[0].cursor() as cursor:
        yield cursor


def paper_version(snapshot: str | None) -> tuple[int, int, str | None]:
    """Return what tells one state of what papers are made of from another: for what is kept of them."""
    engine = opened()[0]
    return engine.serial, engine.revision, snapshot
