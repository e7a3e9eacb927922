"""The screen of everything that was ever stored or undone, of a town or of all, as a list and as a file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ita.read_rows import HistoryRow
from ita.store import reads
from ita.tables.acts import AGENCY, SHA256, acts
from pages.history.agency_choice import choose_agency, say_in_address
from pages.shared import html
from pages.shared.acts import current_corrections
from pages.shared.agencies import agency_names
from pages.shared.charts import table_file
from pages.shared.history import history_list
from pages.shared.language import _
from pages.shared.opening import made_when_opened
from pages.shared.reads_cache import rows
from pages.shared.undo import EXPLAINED, say_undone


@st.fragment
def history() -> None:
    """Draw all imports, edits and undos of a town or of all, the latest first."""
    agency = choose_agency()
    if agency is None:
        st.info(_("Choose an agency."))
        return
    say_in_address(agency)
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


def _table(agency: str, shown: Sequence[HistoryRow], listed: Sequence[HistoryRow]) -> None:
    """Draw the acts as a table, and offer all of them as a file, with the whole hash of each."""
    of = acts(listed, agency_names(row.agency_id for row in listed), current_corrections(listed))
    # On the screen the columns that say the same in every row, or nothing to a reader, would break the words of others.
    html.show_table(of.part(0, len(shown)).without([SHA256, *([AGENCY] if agency else [])]))
    table_file(f"ita-history-{agency or 'all'}", of)
