"""Which town and year a screen shows, and the link that names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from ita.errors import N_, Issue
from ita.i18n import issue_text
from ita.links import OPEN, Link, encode, resolve
from pages.shared.errors_ui import escape, undirected
from pages.shared.language import _, lang
from pages.shared.reads_cache import rows
from pages.shared.session import session

# What a link names as indicator and cannot be one: none is chosen then, least of all another.
UNREADABLE = OPEN
# Under which words others than one's own towns stand in a list, after those.
GROUPS = {
    "published": N_("For comparison"),
    "benchmark": N_("For comparison"),
    "demo": N_("Demonstration"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the session looks at; year is None for a town of which nothing is known yet."""

    agency: dict[str, Any]
    year: int | None
    indicator: int | None
    order: str

    @property
    def agency_id(self) -> str:
        """Id of the town."""
        return str(self.agency["agency_id"])

    @property
    def name(self) -> str:
        """Name of the town in the language of the session."""
        return agency_name(self.agency)

    def link(self, **more: Any) -> Link:
        """Return the link to what is shown, with changes."""
        return replace(Link(self.agency_id, self.year, lang=lang()), **more)


def agency_name(agency: dict[str, Any]) -> str:
    """Return a town's name in the language of the session."""
    english = agency["name_en"]
    return undirected(str(english) if lang() == "en" and english and english == english else str(agency["name_th"]))  # noqa: PLR0124


def agency_labels(agencies: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return id to a label of its own: province and district beside names that repeat, and the id where even those do.

    Streamlit finds a choice again by its label, so two towns with one label would be taken for each other. What is not
    a town of one's own, or the sample in its place, says which group it is of: a list has no headings.
    """
    labels = {agency["agency_id"]: agency_name(agency) for agency in agencies}
    for parts_of in (("province",), ("province", "district"), ("agency_id",)):
        seen = Counter(labels.values())
        for agency in agencies:
            if seen[labels[agency["agency_id"]]] > 1:
                more = ", ".join(str(agency[name]) for name in parts_of if agency[name])
                labels[agency["agency_id"]] = f"{agency_name(agency)} ({more})" if more else labels[agency["agency_id"]]
    for agency in agencies:
        if group := GROUPS.get(str(agency.get("role"))):
            labels[agency["agency_id"]] = f"{_(group)} · {labels[agency['agency_id']]}"
    return labels


def follow_link() -> list[Issue]:
    """Take over what the address names, once for each new address; return what of it is not known."""
    given = st.query_params.to_dict()
    state = session()
    if not given or given == state.link_seen:
        return state.link_problems
    state.link_seen = given
    # Widgets keep what a person chose under their key; a new link gives them new keys, and so its own choice.
    state.link_no += 1
    agencies = rows("agencies")
    current = state.agency or next((a["agency_id"] for a in agencies if not a["hidden"]), None)
    found = resolve(given, {a["agency_id"] for a in agencies}, years_of, current)
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
    state.simulation_given = dict(link.scores)
    if link.part is not None:
        # A part of a screen is opened by its link alone; what else the address says later leaves it open.
        state.part, state.part_no = link.part, state.link_no
    state.link_problems = list(found.problems)
    return state.link_problems


def years_of(agency_id: str) -> list[int]:
    """Return the years of which something is known of an agency, the newest first."""
    return [int(row["fiscal_year"]) for row in rows("agency_years", agency_id)]


def forget_problems() -> None:
    """Drop what a link named wrongly, once a person has chosen for themselves."""
    session().forget_link_problems()


def offered() -> list[dict[str, Any]]:
    """Return the towns to choose from: all but a hidden sample, unless a link named it."""
    return [a for a in rows("agencies") if not a["hidden"] or a["agency_id"] == session().agency]


def choose() -> Choice | None:
    """Draw the choice of town and year, and return it; None while a link's unknown town or year waits for a choice."""
    problems = follow_link()
    for problem in problems:
        st.warning(escape(issue_text(problem, lang())))
    agencies = offered()
    ids = [a["agency_id"] for a in agencies]
    by_id = dict(zip(ids, agencies, strict=True))
    names = agency_labels(agencies)
    state = session()
    if not state.is_agency_unknown and state.agency not in ids:
        state.agency = ids[0]
    with st.container(horizontal=True, key="choice"):
        agency_id = st.selectbox(
            _("Agency"),
            ids,
            index=ids.index(state.agency) if state.agency in ids else None,
            format_func=names.__getitem__,
            placeholder=_("Choose an agency"),
            filter_mode=None,
            key=state.link_key("agency_of_link", len(ids), lang()),
            on_change=forget_problems,
        )
        years = years_of(agency_id) if agency_id else []
        if agency_id != state.agency:
            forget_problems()
            state.agency, state.year = agency_id, None
            state.forget_compared_years()
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
            on_change=forget_problems,
        )
        if year != state.year:
            if state.is_year_unknown:
                forget_problems()
            if state.year:
                # The year of the screen is the later one compared, until a person says otherwise.
                state.forget_compared_years()
            state.year = year
    if agency_id is None or (year is None and years):
        st.info(_("Choose an agency and a year above."))
        return None
    return Choice(by_id[agency_id], year, state.indicator, state.order)


def say_in_address(choice: Choice, **more: Any) -> None:
    """Write what is shown into the address, so that it can be copied."""
    named = encode(choice.link(**more))
    if st.query_params.to_dict() != named:
        st.query_params.from_dict(named)
    session().link_seen = named
