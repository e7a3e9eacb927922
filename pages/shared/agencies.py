"""Agencies to choose from: how one is called, a list of few, and a search among many.

A page never reads or sends all agencies: only the database looks through them, and gives as many as a person reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from ita.characters import undirected
from ita.errors import N_
from ita.read_rows import AgenciesFoundRow, AgenciesRow, AgencyByIdRow, AgencyNamesRow, AveragesRow
from ita.store import reads
from ita.tables.table import COUNT, Figure
from pages.shared.errors_ui import escape
from pages.shared.figures import sentence
from pages.shared.language import _, lang
from pages.shared.reads_cache import opened, rows
from pages.shared.session import session, set_widget

# As many agencies are a list; among more one is searched for.
FEW = 30
# As many of those found are shown: each more makes the answer to a key later.
AT_ONCE = 15
# Longer than any name with its place.
LONGEST_TEXT = 200
# Every agency, the sample too where it is hidden.
EVERY_ROLE = "*"
# What is offered before a word is typed: all but the agencies published by the thousand.
UNASKED_ROLES = "own,sample,benchmark,demo"
# Under which words others than one's own towns stand in a list, after those.
GROUPS = {
    "published": N_("For comparison"),
    "benchmark": N_("For comparison"),
    "demo": N_("Demonstration"),
}
# Above which agencies of a search these words stand.
HEADINGS = {"own": N_("Your agencies"), "sample": N_("Sample agency"), **GROUPS}


# Rows that name an agency, and those that say where it lies.
PlacedAgency = AgenciesRow | AgenciesFoundRow | AgencyByIdRow
NamedAgency = PlacedAgency | AgencyNamesRow | AveragesRow


def agency_name(agency: NamedAgency) -> str:
    """Return a town's name in the language of the session."""
    return undirected(agency.name_en if lang() == "en" and agency.name_en else agency.name_th)


def agency_labels(agencies: Sequence[PlacedAgency]) -> dict[str, str]:
    """Return id to a label of its own: province and district beside names that repeat, and the id where even those do.

    Streamlit finds a choice again by its label, so two towns with one label would be taken for each other. What is not
    a town of one's own, or the sample in its place, says which group it is of: a list has no headings.
    """
    labels = {agency.agency_id: agency_name(agency) for agency in agencies}
    parts_of: tuple[Callable[[PlacedAgency], tuple[str | None, ...]], ...] = (
        lambda each: (each.province,),
        lambda each: (each.province, each.district),
        lambda each: (each.agency_id,),
    )
    for parts in parts_of:
        seen = Counter(labels.values())
        for agency in agencies:
            if seen[labels[agency.agency_id]] > 1 and (more := ", ".join(filter(None, parts(agency)))):
                labels[agency.agency_id] = f"{agency_name(agency)} ({more})"
    for agency in agencies:
        if group := GROUPS.get(agency.role):
            labels[agency.agency_id] = f"{_(group)} · {labels[agency.agency_id]}"
    return labels


def agency_names(agency_ids: Iterable[object]) -> dict[str, str]:
    """Return the names of some agencies by id, in the language of the session; ids that are not known are left out."""
    ids = ",".join(sorted({str(each) for each in agency_ids if each and each == each}))  # noqa: PLR0124
    return {each.agency_id: agency_name(each) for each in rows(reads.agency_names, ids)} if ids else {}


def agency_by_id(agency_id: str | None) -> AgencyByIdRow | None:
    """Return an agency; None where there is none of that id."""
    found = rows(reads.agency_by_id, agency_id) if agency_id else []
    return found[0] if found else None


def find_agencies(
    text: str, roles: str = "", recent: Sequence[str] = (), most: int = AT_ONCE
) -> tuple[Sequence[AgenciesFoundRow], int]:
    """Return the agencies that hold every word of a text, and how many there are beyond those too.

    Parameters
    ----------
    roles
        Roles to look among, with commas between them; empty for all that are offered, `EVERY_ROLE` for the others too.
    recent
        Ids of those that come right after one's own.
    """
    if text:
        # What is typed is of one person: it would drive what all look at out of the cache.
        with opened()[0].cursor() as cursor:
            found: Sequence[AgenciesFoundRow] = reads.agencies_found(
                cursor, text=text[:LONGEST_TEXT], roles=roles, recent=",".join(recent), most=most
            )
    else:
        found = rows(reads.agencies_found, "", roles, ",".join(recent), most)
    return found, int(found[0].matches) if found else 0


def few_agencies(roles: str = "", *, shown: str | None = None) -> Sequence[PlacedAgency] | None:
    """Return the agencies to choose from, one's own first; None where they are too many for a list.

    Parameters
    ----------
    roles
        As `find_agencies` takes them.
    shown
        The agency that is looked at: offered though it is hidden.
    """
    found, matches = find_agencies("", roles, most=FEW)
    if matches > FEW:
        return None
    ids = {each.agency_id for each in found}
    also = agency_by_id(shown) if shown not in ids else None
    own = [each for each in found if each.role == "own"]
    return [*own, also, *found[len(own) :]] if also else found


@st.fragment
def search_agencies(
    label: str,
    key: str,
    choose: Callable[[str], None],
    *,
    roles: str = "",
    more: Mapping[str, str] | None = None,
) -> None:
    """Draw a button that opens a search among many agencies; the page is drawn anew once one is chosen.

    Only the search is drawn anew while a person types, and only what it shows is sent.

    Parameters
    ----------
    label
        What is chosen.
    choose
        Takes the id that was chosen.
    roles
        As `find_agencies` takes them.
    more
        Names of what can be chosen besides agencies, by what `choose` takes for them.
    """
    if session().is_found:
        session().is_found = False
        st.rerun()
    opener = st.popover(escape(label), on_change="rerun", key=key, width="stretch")
    if not opener.open:
        return

    def take(agency_id: str) -> None:
        set_widget(key, False)
        set_widget(f"{key}_text", "")
        session().is_found = True
        choose(agency_id)

    def offer(agency_id: str, name: str) -> None:
        st.button(name, on_click=take, args=(agency_id,), key=f"{key}_{agency_id}", type="tertiary", width="stretch")

    with opener, st.container(key=f"found_{key}", gap=None):
        text = st.text_input(
            _("Find an agency"),
            placeholder=_("Name, district or province"),
            live="10ms",
            autocomplete="off",
            key=f"{key}_text",
        ).strip()
        beside = {} if text else more or {}
        for each, name in beside.items():
            offer(each, escape(name))
        is_any = roles in {"", EVERY_ROLE}
        recent = [each for each in session().recent if is_any and not text and each != session().agency]
        found, matches = find_agencies(text, UNASKED_ROLES if is_any and not text else roles, recent)
        labels, above = _places(found), None
        for agency in found:
            heading = N_("Looked at recently") if agency.is_recent else HEADINGS[agency.role]
            if heading != above:
                st.caption(_(heading))
                above = heading
            offer(agency.agency_id, labels[agency.agency_id])
        beyond = (matches if text else find_agencies("", roles)[1]) - len(found)
        if not found and text:
            st.caption(_("No agency was found. Type part of its name, or its district or province."))
        elif beyond > 0:
            st.caption(
                sentence(
                    N_("and {count} more: type part of the name, the district or the province."),
                    count=Figure(beyond, COUNT),
                )
            )


def _places(agencies: Sequence[PlacedAgency]) -> dict[str, str]:
    """Return id to a label in Markdown: the name, and where the agency lies."""
    labels = {}
    for agency in agencies:
        places = ", ".join(filter(None, (agency.district, agency.province)))
        labels[agency.agency_id] = escape(" · ".join(filter(None, (agency_name(agency), undirected(places)))))
    return labels
