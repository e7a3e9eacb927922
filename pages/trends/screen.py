"""แนวโน้ม: what changed between years, beside the nation, and what may not be compared."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ita.insights.changes import change_sentences, one_year_sentence, total_sentences
from ita.insights.levels import explanation_sentences
from ita.links import MOST_BETWEEN, OPEN
from ita.store import reads
from ita.tables.trends import change_table
from pages.shared import html
from pages.shared.language import _, lang
from pages.shared.provenance import figure_sources
from pages.shared.reads_cache import rows
from pages.shared.rules import assumptions_note, bases
from pages.shared.selection import Choice, choose, follow_link, say_in_address, take_choice, years_of
from pages.shared.session import session
from pages.shared.targets import show_targets
from pages.trends import views


def pick_years(choice: Choice, known: Sequence[int]) -> tuple[int, int, tuple[int, ...]] | None:
    """Let the person state the two years that are compared, the earlier one first, and years between them.

    Until they do, they are the year of the screen and the one known before it.

    None while a year that a link named, and that is not known, waits for a choice.
    """
    state = session()
    first, last = state.from_year, state.to_year
    if first and last and first > last:
        st.info(_("The earlier year comes first."))
        first, last = last, first
    if first is None and last is None and choice.year in known[1:]:
        last = choice.year
    if first is None and last is None:
        last = known[-1]
    if first is None:
        first = max((year for year in known if last and year < last), default=OPEN)
    with st.container(horizontal=True, key="compared"):
        given = (state.link_no, len(known), choice.year)
        from_year = year_box(_("Compare from year"), known[:-1], first, f"from_{given}")
        later = [year for year in known if from_year is None or year > from_year]
        if last is None or (last != OPEN and last not in later):
            last = later[-1]
        to_year = year_box(_("to year"), later, last, f"to_{given}_{from_year}")
        inner = [year for year in known if from_year and to_year and from_year < year < to_year]
        between = years_between(inner, f"between_{given}_{from_year}_{to_year}") if inner else ()
    if from_year is None or to_year is None:
        st.info(_("Choose the two years to compare."))
        return None
    state.from_year, state.to_year, state.between = from_year, to_year, between
    return from_year, to_year, between


def years_between(inner: Sequence[int], key: str) -> tuple[int, ...]:
    """Let the person add years between the two that are compared; none until they do."""
    stated = [year for year in session().between if year in inner]
    chosen = st.pills(
        _("Years between, shown too"), inner, selection_mode="multi", default=stated, key=key, on_change=take_choice
    )
    return tuple(sorted(chosen)[:MOST_BETWEEN])


def year_box(label: str, offered: Sequence[int], default: int, key: str) -> int | None:
    """Draw a box of years; empty where the default is none of them."""
    return st.selectbox(
        label,
        offered,
        index=offered.index(default) if default in offered else None,
        placeholder=_("Choose a year"),
        width=190,
        filter_mode=None,
        key=key,
        on_change=take_choice,
    )


def change(choice: Choice, known: Sequence[int]) -> None:
    """Draw what changed between two stated years, sorted by change, beside the nation's change."""
    if len(known) < 2:
        views.words([one_year_sentence(known[0])])
        return
    picked = pick_years(choice, known)
    if picked is None:
        return
    from_year, to_year, between = picked
    changed = rows(reads.year_change, choice.agency_id, from_year, to_year)
    whole = rows(reads.total_change, choice.agency_id, from_year, to_year)[0]
    text = views.words(total_sentences(whole, from_year, to_year))
    note = assumptions_note([from_year, to_year])
    if note:
        st.caption(_("Totals and levels: {by_rules}.").format(by_rules=note))
    views.words(explanation_sentences(rows(reads.published_explanations, choice.agency_id, to_year)), to_year)
    text += " " + views.words(change_sentences(changed, lang()))
    views.dumbbell(choice, changed, from_year, to_year, between, text)
    views.twin(
        choice,
        f"change-{from_year}-{to_year}",
        lambda: change_table(changed, whole, (from_year, to_year), views.figures_of(choice, between), bases()),
    )
    views.breaks_note(from_year, to_year)


def pick_view() -> str:
    """Let the person choose what is drawn."""
    names = {
        "total": _("Total and level"),
        "instruments": _("Instruments"),
        "indicators": _("Ten indicators"),
        "change": _("Years compared"),
        "heatmap": _("Heatmap"),
    }
    state = session()
    chosen = st.segmented_control(
        _("View"),
        list(names),
        format_func=names.__getitem__,
        default=state.view,
        required=True,
        key=state.link_key("view"),
    )
    state.view = chosen or state.view
    return state.view


@st.fragment
def body(choice: Choice) -> None:
    """Draw the view that was chosen; a change of view draws only this."""
    known = sorted(row.fiscal_year for row in rows(reads.agency_years, choice.agency_id))
    view = pick_view()
    if view == "total":
        views.total(choice, known)
    elif view == "instruments":
        views.instruments(choice)
    elif view == "change":
        change(choice, known)
    elif view == "indicators":
        views.indicators(choice, choice.year or known[-1])
    else:
        views.heat(choice, choice.year or known[-1])
    compared = view == "change" and len(known) > 1
    state = session()
    say_in_address(
        choice,
        view=view,
        from_year=(state.from_year or None) if compared else None,
        to_year=(state.to_year or None) if compared else None,
        between=state.between if compared else (),
    )


@st.fragment
def draw() -> None:
    """Draw the screen; what a person chooses on it runs it alone, without the frame around it."""
    choice = choose()
    if choice is None:
        return
    found = rows(reads.assessment, choice.agency_id, choice.year) if choice.year else []
    html.title(_("Trends"), choice, found[0].origin if found else None)
    if not rows(reads.total_trend, choice.agency_id):
        html.nothing_known()
        say_in_address(choice)
        return
    body(choice)
    if choice.year is not None:
        show_targets(choice, choice.year, found[0].total if found else None)
    figure_sources(choice)


follow_link(years_of)
draw()
