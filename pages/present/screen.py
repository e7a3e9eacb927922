"""นำเสนอ: what a council is shown, full screen: an agenda of steps, turned by keys, a clicker or touch."""

from __future__ import annotations

from functools import lru_cache
from typing import get_args

import streamlit as st

from ita.calendar import today_in_bangkok
from ita.documents.council import council
from ita.documents.request import Digits, PaperRequest
from ita.exporting.stage import stage_json
from ita.links import OPEN
from ita.store import reads
from pages.present.component import draw_stage
from pages.shared import html
from pages.shared.language import _, lang
from pages.shared.reads_cache import rows
from pages.shared.selection import choose, follow_link, say_in_address, years_kept_of
from pages.shared.session import session, widget_value
from pages.shared.snapshots import choose_snapshot, figures_of, figures_version, snapshot_request
from pages.shared.year_before import choose_year_before

# A presentation has some tens of kilobytes.
KEPT = 64


@lru_cache(maxsize=KEPT)
def stage(version: tuple[int, int, int | None], request: PaperRequest) -> bytes:
    """Return what is presented to a request, made anew only after a write.

    Parameters
    ----------
    version
        Of the figures (`figures_version`).
    """
    with figures_of(version[2]) as cursor:
        return stage_json(council(cursor, request))


def pick_digits() -> Digits:
    """Let the person choose Thai or Arabic digits for our own figures."""
    names: dict[Digits, str] = {"arabic": _("Arabic digits"), "thai": _("Thai digits")}
    # A screen has Arabic ones, until a person says otherwise.
    shown = session().stage_digits or "arabic"
    key = session().link_key("present_digits")
    chosen: Digits | None = st.segmented_control(
        _("Digits"),
        list(get_args(Digits))[::-1],
        format_func=names.__getitem__,
        default=shown,
        required=True,
        key=key,
        on_change=_take_digits,
        args=(key,),
    )
    return chosen or shown


def _take_digits(key: str) -> None:
    session().stage_digits = widget_value(key)


@st.fragment
def draw() -> None:
    """Draw the screen; what a person chooses on it runs it alone."""
    choice = choose(kept=True)
    if choice is None:
        return
    found = rows(reads.assessment, choice.agency_id, choice.year) if choice.year else []
    html.title(_("Present"), choice, found[0].origin if found else None)
    if choice.year is None:
        html.nothing_known()
        return
    with st.container(horizontal=True, key="present_choice"):
        snapshot = choose_snapshot(choice, choice.year)
        before = choose_year_before(choice, choice.year) if snapshot is None else None
        digits = pick_digits()
    if OPEN in (snapshot, before):
        st.info(_("Choose the two years to compare.") if before == OPEN else _("Choose the figures"))
        return
    request = PaperRequest(
        choice.agency_id,
        choice.year,
        today_in_bangkok(),
        from_year=before,
        lang="en" if lang() == "en" else "th",
        digits=digits,
    )
    state = session()
    # First, for the script puts the step, order and colours that were chosen back into the address.
    say_in_address(choice, from_year=before, snapshot=snapshot, digits=state.stage_digits)
    draw_stage(
        stage(figures_version(snapshot), snapshot_request(request, snapshot)), steps=state.steps, look=state.look
    )


follow_link(years_kept_of)
draw()
