"""The screen of everything that was ever stored or undone, of a town or of all, as a list and as a file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ita.links import Link, encode
from ita.read_rows import HistoryRow
from ita.store import reads
from ita.tables.acts import AGENCY, SHA256, acts
from pages.shared import html
from pages.shared.acts import current_corrections
from pages.shared.agencies import EVERY_ROLE, agency_labels, agency_names, few_agencies, search_agencies
from pages.shared.charts import table_file
from pages.shared.history import history_list
from pages.shared.language import _, lang
from pages.shared.opening import made_when_opened
from pages.shared.reads_cache import rows
from pages.shared.selection import forget_problems
from pages.shared.session import session, set_widget, widget_value
from pages.shared.undo import EXPLAINED, say_undone

ALL = ""


@st.fragment
def history() -> None:
    """Draw all imports, edits and undos of a town or of all, the latest first."""
    agency = _choose_agency()
    if agency is None:
        st.info(_("Choose an agency."))
        return
    _say_in_address(agency)
    st.markdown(_(EXPLAINED))
    say_undone()
    listed = rows(reads.history, agency)
    if not listed:
        st.info(
            _(
                "Nothing was imported for this agency yet. The published figures that come with the program "
                "are listed under all agencies."
            )
        )
        return
    shown = history_list(listed, "history page")
    made_when_opened(_("The same as a table"), "history_rows", lambda: _table(agency, shown, listed))


def _choose_agency() -> str | None:
    """Let the person choose a town or all; the one that the session looks at unless they do."""
    state = session()
    wanted = state.agency or (None if state.link_problems else ALL)
    agencies = few_agencies(EVERY_ROLE)
    if agencies is None:
        return _search_for(wanted)
    labels = {ALL: _("all agencies"), **agency_labels(agencies)}
    ids = list(labels)
    return st.selectbox(
        _("Agency"),
        ids,
        index=ids.index(wanted) if wanted in labels else None,
        format_func=labels.__getitem__,
        placeholder=_("Choose an agency"),
        filter_mode=None,
        width=420,
        key=state.link_key("history_of", len(ids), lang()),
        on_change=_chosen,
    )


def _search_for(wanted: str | None) -> str | None:
    """Let the person search for an agency among many, or choose all."""
    key = session().link_key("history_searched")
    chosen: str | None = widget_value(key, wanted)

    def choose(agency_id: str) -> None:
        set_widget(key, agency_id)
        _chosen()

    everyone = {ALL: _("all agencies")}
    name = everyone.get(chosen or "") or agency_names([chosen]).get(chosen or "", "")
    label = f"{_('Agency')}: {name}" if name else _("Choose an agency")
    search_agencies(label, session().link_key("history_search"), choose, roles=EVERY_ROLE, more=everyone)
    return chosen


def _chosen() -> None:
    forget_problems()
    session().history_length = None


def _say_in_address(agency: str) -> None:
    """Write the town into the address, so that it can be copied."""
    named = encode(Link(agency or None, lang=lang()))
    if st.query_params.to_dict() != named:
        st.query_params.from_dict(named)
    session().link_seen = named


def _table(agency: str, shown: Sequence[HistoryRow], listed: Sequence[HistoryRow]) -> None:
    """Draw the acts as a table, and offer all of them as a file, with the whole hash of each."""
    of = acts(listed, agency_names(row.agency_id for row in listed), current_corrections(listed))
    # On the screen the columns that say the same in every row, or nothing to a reader, would break the words of others.
    html.show_table(of.part(0, len(shown)).without([SHA256, *([AGENCY] if agency else [])]))
    table_file(f"ita-history-{agency or 'all'}", of)
