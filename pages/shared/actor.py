"""Who works here: a name typed once, under which everything is kept that is stored or undone."""

from __future__ import annotations

from urllib.parse import quote, unquote

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ita.actor import LONGEST, set_actor
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _
from pages.shared.markup import show, tag
from pages.shared.session import NAME_BOX, session, widget_value

COOKIE = "ita_person"
# The screens that store or undo.
ASKING = frozenset({"import", "keeping", "rules", "simulate"})


def person() -> str:
    """Return the name that was typed in this session, or empty; what the box holds comes before what it held."""
    return str(widget_value(NAME_BOX, session().person) or "").strip()


def ask_name() -> None:
    """Draw the box for the name: open while it is empty, from then on folded behind the name, on every screen."""
    before = session().person
    start = (remembered() or "") if before is None else before
    known = str(widget_value(NAME_BOX, start) or "").strip()
    if known:
        with st.popover(_("Recorded by: {name}").format(name=plain(known)), key="person_known"):
            name = _box(start)
    else:
        name = _box(start)
    session().person = name
    # The script of the page keeps it in the browser from here.
    show(tag("span", hidden=True, data_ita_person=quote(name)))


def _box(start: str) -> str:
    return st.text_input(_("Your name"), value=start, max_chars=LONGEST, width=320, key=NAME_BOX) or ""


def remembered() -> str | None:
    """Return the name that this browser was last used under, or None; a reload or a new tab is a new session."""
    kept = st.context.cookies.get(COOKIE)
    return unquote(kept)[:LONGEST] if isinstance(kept, str) and kept else None


def act() -> None:
    """Let what is stored from here on be kept under the session's name; under nobody's before one is typed.

    Every run has a thread of its own, and those of fragments and callbacks do not pass the frame; a file that is made
    for saving is made outside any session, and stores nothing.
    """
    if get_script_run_ctx(suppress_warning=True) is not None:
        set_actor(person())
