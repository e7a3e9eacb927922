"""The earlier year that papers and presentations compare with."""

from __future__ import annotations

import streamlit as st

from ita.links import OPEN
from pages.shared import html
from pages.shared.language import _
from pages.shared.selection import Choice, take_choice, years_of
from pages.shared.session import session, widget_value


def choose_year_before(choice: Choice, year: int) -> int | None:
    """Draw the box of the year compared; None where nothing is, `OPEN` while one that a link names wrongly is open."""
    state = session()
    earlier = [each for each in years_of(choice.agency_id) if each < year]
    usual = html.year_before(choice, year)
    wanted = usual if state.from_year is None else state.from_year
    if wanted and wanted not in earlier:
        st.info(_("The earlier year comes first."))
        wanted = usual
    key = state.link_key("paper_from", choice.agency_id, year, len(earlier))
    shown = st.selectbox(
        _("Compared with the year"),
        earlier,
        index=earlier.index(wanted) if wanted in earlier else None,
        format_func=str,
        placeholder=_("Choose a year") if earlier else _("no earlier year"),
        disabled=not earlier,
        filter_mode=None,
        width=190,
        key=key,
        on_change=_take_from,
        args=(key,),
    )
    return OPEN if shown is None and wanted == OPEN else shown


def _take_from(key: str) -> None:
    take_choice()
    session().from_year = widget_value(key)
