"""ประวัติและสำรอง: everything that was stored or taken back, what was presented, checks, and backups."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.history.backups import (
    choose_backup,
    compare_with_current,
    confirm_restore,
    list_backups,
    make,
    show_finished,
    trouble,
)
from pages.history.checks import BACKUP, HISTORY, checks
from pages.history.import_list import history
from pages.history.snapshots import snapshots
from pages.shared import html
from pages.shared.language import _, lang
from pages.shared.progress import finished_job
from pages.shared.selection import follow_link, say_link_problems, take_choice, years_of
from pages.shared.session import session, set_widget


def tabs_key() -> str:
    """Return the key of the tabs: a new link, or another language, opens them anew at the history."""
    return session().link_key("keeping_tabs", lang())


def turn(tab: str, agency: str | None = None) -> None:
    """Turn to a tab, and the history to a town where one is given."""
    if agency is not None:
        take_choice()
        session().turn_to(agency)
    set_widget(tabs_key(), {HISTORY: _("History"), BACKUP: _("Backup and restore")}[tab])


def backups() -> None:
    """Draw the backups: make one, see those kept, bring one back."""
    st.header(_("Make a backup"), anchor=False)
    make()
    st.header(_("Backups that are kept"), anchor=False)
    whole = list_backups()
    st.header(_("Bring a backup back"), anchor=False)
    archive = choose_backup(whole)
    if archive is not None:
        compare_with_current(archive)
        confirm_restore(archive)


def draw() -> None:
    """Draw the screen."""
    # The tabs keep their place in the page whatever is said above them; where they move, they may lose what is open.
    with st.container():
        _head()
    # Only the tab that is open is drawn: the checks and the list of a large database take their time.
    drawn: tuple[Callable[[], object], ...] = (history, snapshots, lambda: checks(turn), backups)
    labels = [_("History"), _("As presented"), _("Checks"), _("Backup and restore")]
    tabs = st.tabs(labels, key=tabs_key(), on_change="rerun")
    for tab, draw_tab in zip(tabs, drawn, strict=True):
        if tab.open:
            with tab:
                draw_tab()


def _head() -> None:
    """Draw what stands above the tabs: what a link named wrongly, and how far long work is or what came of it."""
    follow_link(years_of)
    html.heading(_("History and backup"))
    say_link_problems()
    done = finished_job()
    if done is not None:
        show_finished(done)
    trouble()


draw()
