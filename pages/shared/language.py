"""The language of the session, and its texts. Translation objects are per language, never installed process-wide."""

from __future__ import annotations

import streamlit as st

from ita.i18n import LANGUAGES, translator


def lang() -> str:
    """Return the language of this session: ``th`` until someone switches."""
    chosen = st.session_state.get("lang")
    return chosen if chosen in LANGUAGES else "th"


def _(text: str) -> str:
    """Return a message id in the language of this session."""
    return translator(lang())(text)
