"""Which town and year a screen shows, and the link that names them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import streamlit as st

from ita.documents.request import Digits
from ita.i18n import issue_text
from ita.links import OPEN, Link, encode, resolve
from ita.read_rows import AgencyByIdRow
from ita.store import reads
from pages.shared.agencies import (
    PlacedAgency,
    agency_by_id,
    agency_labels,
    agency_name,
    few_agencies,
    find_agencies,
    search_agencies,
)
from pages.shared.errors_ui import escape
from pages.shared.language import _, lang
from pages.shared.reads_cache import rows
from pages.shared.session import session

# What a link names as indicator and cannot be one: none is chosen then, least of all another.
UNREADABLE = OPEN


@dataclass(frozen=True, slots=True)
class Choice:
    """What the session looks at; year is None for a town of which nothing is known yet."""

    agency: AgencyByIdRow
    year: int | None
    indicator: int | None
    order: str

    @property
    def agency_id(self) -> str:
        """Id of the town."""
        return str(self.agency.agency_id)

    @property
    def name(self) -> str:
        """Name of the town in the language of the session."""
        return agency_name(self.agency)

    def link(self, **more: Any) -> Link:
        """Return the link to what is shown, with changes."""
        return replace(Link(self.agency_id, self.year, lang=lang()), **more)


def follow_link(known_years: Callable[[str], list[int]]) -> None:
    """Take over what the address names, once for each new address, and keep what of it is not known.

    Screens call it before the fragment that draws them: a fragment runs alone because something was chosen in it. The
    address that the browser sends with that choice can be an older one, which our own has not replaced yet.

    Parameters
    ----------
    known_years
        Gives the years that a link can mean of an agency.
    """
    given = st.query_params.to_dict()
    state = session()
    if not given or given == state.link_seen:
        return
    state.link_seen = given
    # Widgets keep what a person chose under their key; a new link gives them new keys, and so its own choice.
    state.link_no += 1
    named = str(given.get("a", ""))
    found = resolve(given, {named} if agency_by_id(named) else set(), known_years, state.agency or first_agency())
    link = found.link
    if link.lang:
        state.lang = link.lang
    state.is_agency_unknown = found.lost
    if found.lost:
        state.agency, state.year = None, None
    elif found.agency is not None:
        state.agency, state.year = found.agency, None
    state.is_year_unknown = found.year == OPEN
    if found.year is not None:
        state.year = found.year or None
    state.indicator = found.indicator
    state.order = link.order or state.order
    if {"a", "f", "t"} & set(given):
        state.from_year, state.to_year, state.between = found.from_year, found.to_year, found.between
    state.view = link.view or state.view
    state.steps, state.look = link.steps, link.look
    state.simulation_given = dict(link.scores)
    # One that cannot be waits for a choice: what is current must not be shown for it.
    state.snapshot = (link.snapshot or OPEN) if "m" in given else None
    state.paper = link.paper or state.paper
    state.paper_lang = link.paper_lang or state.paper_lang
    state.digits = state.stage_digits = cast("Digits | None", link.digits) or state.digits
    if link.part is not None:
        # A part of a screen is opened by its link alone; what else the address says later leaves it open.
        state.part, state.part_no = link.part, state.link_no
    state.link_problems = list(found.problems)


def say_link_problems() -> None:
    """Draw what the link that was followed last names wrongly."""
    for problem in session().link_problems:
        st.warning(escape(issue_text(problem, lang())))


def take_choice() -> None:
    """Let go of what a link named wrongly, and of the address that came with a choice: the choice is the later one."""
    state = session()
    state.forget_link_problems()
    state.link_seen = st.query_params.to_dict()


def years_of(agency_id: str) -> list[int]:
    """Return the years of which something is known of an agency, the newest first."""
    return [int(row.fiscal_year) for row in rows(reads.agency_years, agency_id)]


def years_kept_of(agency_id: str) -> list[int]:
    """Return those years and the years of an agency's snapshots, the newest first."""
    kept = {int(row.fiscal_year) for row in rows(reads.snapshots, agency_id)}
    return sorted(kept | set(years_of(agency_id)), reverse=True)


def first_agency() -> str | None:
    """Return the agency that opens where none is named: one's own, else the sample."""
    found, _matches = find_agencies("")
    return str(found[0].agency_id) if found else None


def _listed(agencies: Sequence[PlacedAgency]) -> str | None:
    """Draw a list of few agencies, and return the one that is chosen."""
    state = session()
    ids = [a.agency_id for a in agencies]
    chosen: str | None = st.selectbox(
        _("Agency"),
        ids,
        index=ids.index(state.agency) if state.agency in ids else None,
        format_func=agency_labels(agencies).__getitem__,
        placeholder=_("Choose an agency"),
        filter_mode=None,
        key=state.link_key("agency_of_link", len(ids), lang()),
        on_change=take_choice,
    )
    return chosen


def _searched() -> str | None:
    """Draw the search among many agencies, and return the one that is looked at."""
    state = session()
    shown = agency_by_id(state.agency)
    label = f"{_('Agency')}: {agency_name(shown)}" if shown else _("Choose an agency")
    search_agencies(label, state.link_key("agency_search"), _turn_to)
    return state.agency


def _turn_to(agency_id: str) -> None:
    take_choice()
    session().forget_compared_years()
    session().snapshot = None
    session().turn_to(agency_id)


def choose(*, kept: bool = False) -> Choice | None:
    """Draw the choice of town and year, and return it; None while a link's unknown town or year waits for a choice.

    Parameters
    ----------
    kept
        Whether years of which only a snapshot is kept are offered too.
    """
    known_years = years_kept_of if kept else years_of
    say_link_problems()
    state = session()
    if not state.is_agency_unknown and agency_by_id(state.agency) is None:
        state.agency = first_agency()
    agencies = few_agencies(shown=state.agency)
    with st.container(horizontal=True, key="choice"):
        agency_id = _searched() if agencies is None else _listed(agencies)
        years = known_years(agency_id) if agency_id else []
        if agency_id != state.agency:
            take_choice()
            state.agency, state.year = agency_id, None
            state.forget_compared_years()
            state.snapshot = None
        default = state.year if state.year in years else None
        if default is None and years and not state.is_year_unknown:
            default = years[0]
        year = st.selectbox(
            _("Fiscal year of the scores"),
            years,
            index=years.index(default) if default in years else None,
            format_func=lambda y: f"{y}",
            placeholder=_("Choose a year") if years or agency_id is None else _("no data yet"),
            disabled=not years,
            filter_mode=None,
            width=190,
            key=state.link_key("year_of_link", agency_id, len(years)),
            on_change=take_choice,
        )
        if year != state.year:
            if state.is_year_unknown:
                take_choice()
            if state.year:
                # The year of the screen is the later one compared, until a person says otherwise.
                state.forget_compared_years()
                state.snapshot = None
            state.year = year
    agency = agency_by_id(agency_id)
    if agency:
        state.remember(agency.agency_id)
    if agency is None or (year is None and years):
        st.info(_("Choose an agency and a year above."))
        return None
    return Choice(agency, year, state.indicator, state.order)


def say_in_address(choice: Choice, **more: Any) -> None:
    """Write what is shown into the address, so that it can be copied."""
    named = encode(choice.link(**more))
    if st.query_params.to_dict() != named:
        st.query_params.from_dict(named)
    session().link_seen = named
