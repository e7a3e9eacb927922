"""Which figures are shown to a meeting: those that are current, or those that a snapshot kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from ita import snapshots
from ita.characters import undirected
from ita.documents.request import PaperRequest
from ita.errors import Issue
from ita.i18n import issue_text
from ita.links import OPEN
from ita.read_rows import SnapshotsRow
from ita.store import reads
from ita.store.engine import Cursor
from ita.thai import format_date
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.reads_cache import opened, rows
from pages.shared.selection import Choice, take_choice, years_of
from pages.shared.session import session, widget_value

# In place of a snapshot's number: what is current.
CURRENT = -1


@contextmanager
def figures_of(snapshot: int | None) -> Iterator[Cursor]:
    """Give a cursor to the figures of a snapshot, by its number; without one to those that are current."""
    engine = opened()[0]
    if snapshot is None:
        with engine.cursor() as cursor:
            yield cursor
        return
    with snapshots.opened(engine, snapshot) as cursor:
        yield cursor


def figures_version(snapshot: int | None) -> tuple[int, int, int | None]:
    """Return what tells one state of the figures from another: for what is kept of them."""
    engine = opened()[0]
    return engine.serial, engine.revision, snapshot


def choose_snapshot(choice: Choice, year: int) -> int | None:
    """Draw the choice between what is current and the snapshots of a year, where there are any.

    Returns
    -------
    snapshot
        Its number; None for what is current; `OPEN` while one that a link names, and that is none of these, waits.
    """
    state = session()
    kept = {row.snapshot_no: row for row in _kept(choice, year)}
    wanted = CURRENT if state.snapshot is None else state.snapshot
    # Of a year that was undone nothing is current.
    numbers = [CURRENT, *kept] if year in years_of(choice.agency_id) else list(kept)
    if numbers == [CURRENT] and wanted == CURRENT:
        return None
    if wanted not in (CURRENT, OPEN, *kept):
        st.warning(plain(issue_text(Issue("link-value", {"key": "m", "value": str(wanted)}), lang())))
    names = {CURRENT: _("those that are current"), **{number: _label(row) for number, row in kept.items()}}
    key = state.link_key("snapshot", choice.agency_id, year, len(kept))
    shown = st.selectbox(
        _("Figures shown"),
        numbers,
        index=numbers.index(wanted) if wanted in numbers else None,
        format_func=names.__getitem__,
        placeholder=_("Choose the figures"),
        filter_mode=None,
        width=360,
        key=key,
        on_change=_take,
        args=(key,),
    )
    return OPEN if shown is None else None if shown == CURRENT else shown


def snapshot_request(request: PaperRequest, snapshot: int | None) -> PaperRequest:
    """Return a request as it is of a snapshot: its day and mark, compared with the year that was shown."""
    if snapshot is None:
        return request
    (row,) = [row for row in rows(reads.snapshots, request.agency_id) if row.snapshot_no == snapshot]
    return snapshots.request_of(row, replace(request, from_year=None))


def _kept(choice: Choice, year: int) -> Sequence[SnapshotsRow]:
    return [row for row in rows(reads.snapshots, choice.agency_id) if row.fiscal_year == year]


def _label(row: SnapshotsRow) -> str:
    day = format_date(snapshots.presented_of(row).day, lang())
    return _("As presented: {name}, {date}").format(name=undirected(row.name), date=day)


def _take(key: str) -> None:
    take_choice()
    chosen = widget_value(key)
    session().snapshot = None if chosen == CURRENT else chosen
