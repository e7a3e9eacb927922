"""Under which town a report is filed: the one that its title names, unless another is looked at."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ita.importing.agencies import agency_named, full_name
from ita.importing.file_parser import ParsedReport
from ita.model import AgencyTitle, Report
from pages.shared.agencies import (
    EVERY_ROLE,
    agency_labels,
    agency_names,
    few_agencies,
    find_agencies,
    search_agencies,
)
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _
from pages.shared.selection import Choice
from pages.shared.session import set_widget, widget_value

# The choice of the town that the title names; no agency has this id.
BY_TITLE = ""
# More agencies than hold the words of one name.
ALIKE = 1000


def where(parsed: ParsedReport, choice: Choice | None) -> str | None:
    """Let the person say under which town a report is filed.

    By its title, unless that names another town than the own one that the screen shows: then nothing is chosen in
    advance, so that no report takes another town's place because a box was overlooked.

    Returns
    -------
    str or None
        Agency id; `BY_TITLE`; None while nothing is chosen.
    """
    agency = _other_agency(parsed.report, choice)
    # A choice is of one file, and of one town looked at where that asks for it.
    asked = f"_{choice.agency_id}" if choice and agency else ""
    key = f"where_{parsed.source.sha256[:12]}{asked}"
    chosen = _choose(key, None if agency else BY_TITLE)
    if agency and choice and chosen is None:
        st.warning(
            plain(
                _(
                    "The title of this report names “{title}”, but this screen shows “{screen}”. "
                    "Choose where it belongs; nothing is stored before that."
                ).format(title=full_name(agency), screen=choice.name)
            )
        )
    return chosen


def _choose(key: str, default: str | None) -> str | None:
    """Draw the choice among agencies of one's own, or the sample in their place, and what the title names."""
    by_title = {BY_TITLE: _("the agency that its title names")}
    agencies = few_agencies("own,sample")
    if agencies is None:
        chosen: str | None = widget_value(f"{key}_found", default)
        name = by_title.get(chosen or "") or agency_names([chosen]).get(chosen or "", "")
        label = f"{_('File it under')}: {name}" if name else _("Choose an agency")
        take = partial(set_widget, f"{key}_found")
        search_agencies(label, f"{key}_search", take, roles="own,sample", more=by_title)
        return chosen
    names = {**by_title, **agency_labels(agencies)}
    return st.selectbox(
        _("File it under"),
        list(names),
        index=None if default is None else 0,
        format_func=names.__getitem__,
        placeholder=_("Choose an agency"),
        filter_mode=None,
        key=key,
    )


def agency_of(chosen: str) -> str | None:
    """Return the agency that an import is told to file under; None leaves it to the title."""
    return None if chosen == BY_TITLE else chosen


def _other_agency(report: Report, choice: Choice | None) -> AgencyTitle | None:
    """Return the town of a title where the own town that is looked at is another."""
    if choice is None or choice.agency.role != "own":
        return None
    agency = report.agency
    if agency is None:
        return None
    named = agency_named(find_agencies(agency.name_th, EVERY_ROLE, most=ALIKE)[0], agency.name_th, agency.province)
    return None if named and named.agency_id == choice.agency_id else agency
