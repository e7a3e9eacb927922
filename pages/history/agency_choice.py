"""Whose history and snapshots are looked at: an agency, or all."""

from __future__ import annotations

import streamlit as st

from ita.links import Link, encode
from pages.shared.agencies import EVERY_ROLE, agency_labels, agency_names, few_agencies, search_agencies
from pages.shared.language import _, lang
from pages.shared.selection import take_choice
from pages.shared.session import session, set_widget, widget_value

ALL = ""


def choose_agency() -> str | None:
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
    take_choice()
    session().history_length = None


def say_in_address(agency: str) -> None:
    """Write the town into the address, so that it can be copied."""
    named = encode(Link(agency or None, lang=lang()))
    if st.query_params.to_dict() != named:
        st.query_params.from_dict(named)
    session().link_seen = named
