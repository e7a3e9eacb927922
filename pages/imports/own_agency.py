"""A town of one's own: added once, then opened to be filled; its name, kind and place can be corrected."""

from __future__ import annotations

import streamlit as st

from ita.errors import N_
from ita.importing.agencies import edit_agency, own_agency
from ita.model import LOCAL_KINDS
from pages.imports.typed_scores import look_at
from pages.shared.acts import KIND_NAMES
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_errors
from pages.shared.language import _
from pages.shared.reads_cache import opened
from pages.shared.selection import Choice
from pages.shared.session import session

# What is said of a town that was asked for.
SAID = {
    "added": N_("{name} was added. Begin with its newest result: type or import the scores, or upload the report."),
    "claimed": N_("{name} was here already, and is your own agency now: its results are kept."),
    "known": N_("{name} is your own agency already; nothing was added."),
}
# The part of the screen that a new town goes on to: its scores.
NEXT_PART = 3


def edit_own_agency(choice: Choice | None) -> None:
    """Add a town of one's own, and let the one that is looked at be corrected."""
    st.markdown(_("Add your agency once. It then opens first, and the sample agency hides."))
    _add()
    if choice is not None and choice.agency.role == "own":
        _correct(choice)


def _add() -> None:
    kinds = {kind: _(KIND_NAMES[kind]) for kind in LOCAL_KINDS}
    # A town that was added leaves an empty form behind.
    number = session().link_no
    with st.form("own_agency", border=True):
        kind = st.selectbox(
            _("Kind"), list(kinds), index=1, format_func=kinds.__getitem__, filter_mode=None, key=f"own_kind_{number}"
        )
        name = st.text_input(_("Full name"), placeholder="เทศบาลตำบล…", max_chars=120, key=f"own_name_{number}")
        left, right = st.columns(2)
        district = left.text_input(_("District"), max_chars=80, key=f"own_district_{number}")
        province = right.text_input(_("Province"), max_chars=80, key=f"own_province_{number}")
        sent = st.form_submit_button(_("Add this agency"), type="primary")
    if sent:
        with show_errors():
            done = own_agency(opened()[0], name, kind, district, province)
            said = _(SAID[done.outcome]).format(name=name.strip())
            look_at(done.agency_id, None, said, part=NEXT_PART if done.outcome == "added" else None)


def _correct(choice: Choice) -> None:
    """Let name, kind and place of the town be corrected; what they were stays in the history."""
    agency = choice.agency
    opener = st.expander(
        plain(_("Correct the name, kind or place of {name}").format(name=choice.name)),
        key=f"correct_{choice.agency_id}",
        on_change="rerun",
    )
    if not opener.open:
        return
    kinds = {kind: _(KIND_NAMES[kind]) for kind in LOCAL_KINDS}
    before = agency.kind if agency.kind in kinds else None
    # What was stored by now fills the fields anew.
    key = f"{choice.agency_id}_{session().link_no}"
    with opener, st.form(f"correct_form_{choice.agency_id}", border=False):
        kind = st.selectbox(
            _("Corrected kind"),
            list(kinds),
            index=list(kinds).index(before) if before else None,
            format_func=kinds.__getitem__,
            filter_mode=None,
            key=f"correct_kind_{key}",
        )
        name = st.text_input(_("Corrected name"), value=agency.name_th, max_chars=120, key=f"correct_name_{key}")
        left, right = st.columns(2)
        district = left.text_input(
            _("Its district now"), value=agency.district or "", max_chars=80, key=f"correct_district_{key}"
        )
        province = right.text_input(
            _("Its province now"), value=agency.province or "", max_chars=80, key=f"correct_province_{key}"
        )
        st.caption(_("The name of before stays in the history, where the correction can be undone."))
        sent = st.form_submit_button(_("Save the correction"))
    if sent:
        with opener, show_errors():
            edit_agency(opened()[0], choice.agency_id, name=name, kind=kind, district=district, province=province)
            said = _("Corrected: {before} is now {name}.").format(before=agency.name_th, name=name.strip())
            look_at(choice.agency_id, choice.year, said)
