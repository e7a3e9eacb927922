"""The list of what was stored and undone: who, when, what, how much of it is current, and its undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from ita.errors import N_
from ita.exporting.issue_list import issue_list
from ita.importing.report_import import stored_issues
from ita.links import Link, encode
from ita.read_rows import HistoryRow
from ita.tables.acts import OF_RULES, SHIPPED, agency_of, held_facts, holdings_of, reason_of, state_of, who
from ita.tables.issues import by_severity, issues_shown
from ita.tables.table import Joined, comma_list, said
from pages.shared import html
from pages.shared.acts import corrected, current_corrections, named, undo_words, what
from pages.shared.agencies import agency_names
from pages.shared.language import _, lang
from pages.shared.markup import joined, show, tag
from pages.shared.reads_cache import opened
from pages.shared.session import session
from pages.shared.undo import undo_box

# As many as a person looks through before asking for more.
AT_ONCE = 20
# How the badge of an import looks, by how much of it is current.
BADGES = {"all": "good", "part": "warning", "none": "origin"}


def history_list(listed: Sequence[HistoryRow], screen: str) -> list[HistoryRow]:
    """Draw rows of the history, as many as a person looks through at once; return those that are drawn.

    Parameters
    ----------
    screen
        Where they are drawn, as `undo_box` takes it.
    """
    shown = session().history_length or AT_ONCE
    names, corrections = agency_names(row.agency_id for row in listed[:shown]), current_corrections(listed[:shown])
    for row in listed[:shown]:
        with st.container(border=True, key=f"act_{row.act}_{row.import_no}"):
            _drawn(row, screen, names, corrections)
    if len(listed) > shown:
        st.button(
            _("Show more ({count})").format(count=len(listed) - shown),
            on_click=_more,
            args=(shown,),
            key="history_more",
        )
    return list(listed[:shown])


def _more(shown: int) -> None:
    session().history_length = shown + AT_ONCE


def _drawn(row: HistoryRow, screen: str, names: Mapping[str, str], corrections: frozenset[int]) -> None:
    """Draw one act; an import with what it holds, and its undo."""
    header = joined(tag("b", html.when(row.at)), " · ", said(who(row), lang()), " · ")
    if row.act == "undo":
        done = _(undo_words(row.kind).act).format(what=named(row))
        notes = Joined((agency_of(row, names), corrected(row), reason_of(row)))
        show(joined(header, tag("b", done), html.note(notes.in_words(lang()))))
        return
    years, state = comma_list(row.fiscal_years), state_of(row, corrections)
    notes = Joined((agency_of(row, names), row.file_name, years, holdings_of(row), corrected(row)))
    badge = html.badge(state.words.in_words(lang()), BADGES[state.current])
    show(joined(header, tag("b", what(row)), " ", badge, html.note(notes.in_words(lang()))))
    if row.kind not in SHIPPED and not row.undone:
        undo_box(row, screen)
    if row.kind != "published":
        opener = st.expander(_("What it holds"), key=f"held_{row.import_no}", on_change="rerun")
        if opener.open:
            with opener:
                _held(row)


def _held(row: HistoryRow) -> None:
    """Draw what an import holds, what was noticed when it was read, and the way to its figures."""
    html.show_facts(held_facts(row))
    if len(row.current_years):
        if row.kind in OF_RULES:
            st.page_link("rules/screen.py", label=_("Rules of each year"))
            return
        link = Link(row.agency_id, int(max(row.current_years)), lang=lang())
        st.page_link(
            "simulate.py" if row.kind == "targets" else "overview.py",
            label=_("Targets") if row.kind == "targets" else _("Overview"),
            query_params=encode(Link(row.agency_id, lang=lang()) if row.kind == "targets" else link),
        )
    with opened()[0].cursor() as cursor:
        issues = stored_issues(cursor, row.import_id)
    if not issues:
        st.caption(_("Nothing was noticed when it was read."))
        return
    html.show_table(issues_shown(issues, N_("What was noticed")))
    st.download_button(
        _("Save this list (CSV)"),
        issue_list(by_severity(issues), lang()),
        f"ita-issues-{row.import_id}.csv",
        "text/csv",
        key=f"issues_{row.import_id}",
        on_click="ignore",
    )
