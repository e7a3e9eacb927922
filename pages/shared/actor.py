"""Who works here: a name typed once a session, under which everything is kept that is stored or taken back."""

from __future__ import annotations

from urllib.parse import quote, unquote

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ita.actor import LONGEST, account_name, set_actor
from pages.shared.language import _
from pages.shared.markup import show, tag
from pages.shared.session import NAME_BOX, session, widget_value

COOKIE = "ita_person"
# The screens that store or take back; the simulation asks for a name of its own.
ASKING = frozenset({"import", "keeping", "rules"})


def person() -> str | None:
    """Return the name that was typed in this session, or None; what stands in the box comes before what was kept."""
    return widget_value(NAME_BOX, session().person)


def ask_name() -> None:
    """Draw the box for the name; it stands for all screens until it is changed."""
    name = st.text_input(
        _("Your name"),
        value=remembered() or account_name() or "" if session().person is None else session().person,
        max_chars=LONGEST,
        width=320,
        key=NAME_BOX,
    )
    session().person = name
    # The script of the page keeps it in the browser from here.
    show(tag("span", hidden=True, data_ita_person=quote(name or "")))


def remembered() -> str | None:
    """Return the name that this browser was last used under, or None; a reload or a new tab is a new session."""
    kept = st.context.cookies.get(COOKIE)
    return unquote(kept)[:LONGEST] if isinstance(kept, str) and kept else None


def act() -> None:
    """Let what is stored from here on be kept under the session's name.

    Every run has a thread of its own, and those of fragments and callbacks do not pass the frame; a file that is made
    for saving is made outside any session, and stores nothing.
    """
    if get_script_run_ctx(suppress_warning=True) is not None:
        set_actor(person())
