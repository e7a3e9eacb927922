"""The part of the import screen that lists what was stored for a town, each import with its undo."""

from __future__ import annotations

import streamlit as st

from ita.store import reads
from ita.tables.acts import OF_RULES
from pages.shared.history import history_list
from pages.shared.language import _
from pages.shared.reads_cache import rows
from pages.shared.selection import Choice
from pages.shared.undo import EXPLAINED, say_undone


@st.fragment
def stored(choice: Choice | None) -> None:
    """List what was stored for the town as the history screen does, without the rules, which are of every agency."""
    if choice is None:
        st.info(_("Choose an agency and a year above."))
        return
    say_undone()
    listed = [row for row in rows(reads.history, choice.agency_id) if row.kind not in OF_RULES]
    if not listed:
        st.info(_("Nothing was imported for this agency yet."))
        return
    st.markdown(_(EXPLAINED))
    history_list(listed, "import page")
