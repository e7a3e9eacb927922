"""What was presented: taken under a name, listed, and compared with what is stored today."""

from __future__ import annotations

import streamlit as st

from ita.characters import undirected
from ita.read_rows import SnapshotsRow
from ita.snapshots import LONGEST_NAME, Comparison, compare, take
from ita.store import reads
from ita.tables.snapshots import taken_by
from ita.tables.table import Joined, Table, said
from pages.history.agency_choice import choose_agency, say_in_address
from pages.shared import html
from pages.shared.agencies import agency_names
from pages.shared.charts import table_file
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_errors
from pages.shared.language import _, lang
from pages.shared.markup import joined, show, tag
from pages.shared.reads_cache import opened, rows
from pages.shared.selection import years_of
from pages.shared.session import session

# As many snapshots, and as many rows of a comparison, as a person looks through.
LISTED, SHOWN = 50, 40
# In place of a year.
LAST_KNOWN = 0


@st.fragment
def snapshots() -> None:
    """Draw the snapshots of an agency or of all, the latest first, and take one."""
    agency = choose_agency()
    if agency is None:
        st.info(_("Choose an agency."))
        return
    say_in_address(agency)
    st.markdown(
        _(
            "Keep what a meeting is shown under a name: its papers then come out the same later, "
            "whatever is imported or undone meanwhile. It cannot be changed or removed."
        )
    )
    if agency:
        _take(agency)
    else:
        st.info(_("Choose an agency above to keep what is shown of it."))
    if done := session().snapshot_taken:
        session().snapshot_taken = None
        st.success(plain(done))
    listed = rows(reads.snapshots, agency)
    if not listed:
        st.info(_("Nothing was kept yet."))
    names = agency_names(row.agency_id for row in listed[:LISTED])
    for row in listed[:LISTED]:
        with st.container(border=True, key=f"snapshot_{row.snapshot_no}"):
            _drawn(row, "" if agency else names.get(row.agency_id, row.agency_id))
    if len(listed) > LISTED:
        st.caption(_("and {count} more").format(count=len(listed) - LISTED))


def _take(agency: str) -> None:
    """Let a person keep what is shown of an agency under a name."""
    years = years_of(agency)
    if not years:
        st.info(_("Nothing is known of this agency yet."))
        return
    state = session()
    with st.form(f"take_snapshot_{agency}", border=True):
        number = state.snapshots_no
        name = st.text_input(
            _("Name of the meeting"),
            max_chars=LONGEST_NAME,
            placeholder=_("such as: Council, 15 January 2569"),
            key=f"snapshot_name_{number}",
        )
        with st.container(horizontal=True):
            at = years.index(state.year) if state.year in years else 0
            year = st.selectbox(_("Year"), years, index=at, filter_mode=None, width=140, key=f"snapshot_year_{number}")
            names = {LAST_KNOWN: _("the last known before"), **{each: str(each) for each in years[1:]}}
            before = st.selectbox(
                _("Compared with the year"),
                [LAST_KNOWN, *years[1:]],
                format_func=names.__getitem__,
                filter_mode=None,
                width=260,
                key=f"snapshot_from_{number}_{lang()}",
            )
        pressed = st.form_submit_button(_("Keep as presented"), type="primary")
    if pressed:
        with show_errors():
            row = take(opened()[0], agency, year, name, from_year=before or None)
            state.snapshots_no += 1
            state.snapshot_taken = _("Kept as presented: “{name}”.").format(name=undirected(row.name))
            st.rerun()


def _drawn(row: SnapshotsRow, agency: str) -> None:
    """Draw a snapshot: name, when, by whom, of which years; and, once it is opened, what differs today."""
    header = joined(tag("b", undirected(row.name)), " · ", html.when(row.made_at), " · ", said(taken_by(row), lang()))
    years = _("scores of fiscal year {year}").format(year=row.fiscal_year)
    if row.from_year is not None:
        years = _("scores of fiscal year {year}, compared with {from_year}").format(
            year=row.fiscal_year, from_year=row.from_year
        )
    show(joined(header, html.note(Joined((agency, years)).in_words(lang()))))
    opener = st.expander(_("Compare with today"), key=f"compared_{row.snapshot_no}", on_change="rerun")
    if opener.open:
        with opener, show_errors():
            _compared(row, compare(opened()[0], row.snapshot_no))


def _compared(row: SnapshotsRow, found: Comparison) -> None:
    """Draw what differs between a snapshot and today, and what this version shows of it otherwise."""
    (st.success if found.is_same else st.info)(plain(found.sentence.in_words(lang())))
    parts: tuple[tuple[str, Table], ...] = (
        (_("Figures"), found.figure_table),
        (_("Texts of the report"), found.text_table),
    )
    for number, (header, of) in enumerate(parts):
        if of.rows:
            show(tag("b", header))
            html.show_part(of, SHOWN)
            table_file(f"ita-snapshot-{row.agency_id}-{row.snapshot_no}-{number + 1}", of)
    if redefined := found.redefined_sentence:
        st.warning(plain(redefined.in_words(lang())))
        html.show_part(found.redefined_table, SHOWN)
