"""The screen of everything that was ever stored or undone, of a town or of all, as a list and as a file."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ita.formatting import known
from ita.links import Link, encode
from pages.shared import html
from pages.shared.acts import what
from pages.shared.agencies import EVERY_ROLE, agency_labels, agency_names, few_agencies, search_agencies
from pages.shared.charts import rows_file
from pages.shared.history import agency_of, counts, history_list, reason, state_of, who
from pages.shared.language import _, lang
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
    listed = rows("history", agency)
    if not listed:
        st.info(
            _(
                "Nothing was imported for this agency yet. The published figures that come with the program "
                "are listed under all agencies."
            )
        )
        return
    shown = history_list(listed, "history page")
    if (inside := html.lid(_("The same as a table"), "history_rows")) is not None:
        with inside:
            _table(agency, shown, listed)


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
    chosen = widget_value(key, wanted)

    def choose(agency_id: str) -> None:
        set_widget(key, agency_id)
        _chosen()

    everyone = {ALL: _("all agencies")}
    name = everyone.get(chosen) or agency_names([chosen]).get(chosen, "")
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


def _table(agency: str, shown: list[dict[str, Any]], listed: list[dict[str, Any]]) -> None:
    """Draw the acts as a table, and offer all of them as a file, with the whole hash of each."""
    headers = [
        _("When"),
        _("Who"),
        _("Act"),
        _("Import"),
        _("Agency"),
        _("Kind"),
        _("File"),
        "SHA-256",
        _("Score years"),
        _("Holds"),
        _("State"),
    ]

    names = agency_names(row["agency_id"] for row in listed)

    def line(row: dict[str, Any], sha256: str) -> list[str]:
        undone = row["act"] == "undo"
        return [
            html.when(row["at"]),
            who(row),
            _("undone") if undone else _("stored"),
            str(row["import_id"]),
            agency_of(row, names),
            what(row),
            str(row["file_name"]) if known(row["file_name"]) else "–",
            sha256,
            ", ".join(map(str, row["fiscal_years"])) or "–",
            counts(row) or "–",
            reason(row) or "–" if undone else state_of(row)[0],
        ]

    # On the screen the columns that say the same in every row, or nothing to a reader, would break the words of others.
    left_out = {headers.index("SHA-256")} | ({headers.index(_("Agency"))} if agency else set())
    kept = [index for index in range(len(headers)) if index not in left_out]
    lines = [line(row, row["sha256"]) for row in shown]
    html.table([headers[index] for index in kept], [[cells[index] for index in kept] for cells in lines])
    rows_file(f"ita-history-{agency or 'all'}", headers, [line(row, row["sha256"]) for row in listed])
