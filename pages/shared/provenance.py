"""Where the figures of a screen come from: file, table and row of each, the import, and who made it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from ita.i18n import FIELDS
from ita.links import Link, encode
from ita.read_rows import PlansRow
from ita.store import reads
from ita.tables.sources import location_of, question_sources, score_sources
from pages.shared import html
from pages.shared.language import _, lang
from pages.shared.reads_cache import rows
from pages.shared.selection import Choice


def plan_source(plan: PlansRow) -> str:
    """Return of which file, table and row a plan is, and what of it that file did not bring."""
    said = _("From {place}").format(place=location_of(plan).in_words(lang()))
    if not isinstance(plan.left_fields, Iterable):
        return said
    names = ", ".join(_(FIELDS[name]) for name in plan.left_fields)
    return said + " · " + _("stored values kept from before that file: {fields}").format(fields=names)


@st.fragment
def figure_sources(choice: Choice) -> None:
    """Draw where each score of the town and year comes from, closed until someone asks, with the way to the history."""
    if choice.year is None:
        return
    found = rows(reads.figure_sources, choice.agency_id, choice.year)
    if not found:
        return
    opener = st.expander(
        _("Where the figures come from"), key=f"sources_{choice.agency_id}_{choice.year}", on_change="rerun"
    )
    if not opener.open:
        return
    ranking = rows(reads.gap_ranking, choice.agency_id, choice.year)
    with opener:
        html.show_table(score_sources(found, ranking, choice.year))
        questions = rows(reads.question_sources, choice.agency_id, choice.year)
        if questions:
            html.show_table(question_sources(questions))
        st.page_link(
            "history/screen.py",
            label=_("History of this agency"),
            query_params=encode(Link(choice.agency_id, lang=lang())),
        )
