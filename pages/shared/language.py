"""The language of the session, and its texts. Translation objects are per language, never installed process-wide."""

from __future__ import annotations

from ita.i18n import LANGUAGES, translator
from pages.shared.session import session


def lang() -> str:
    """Return the language of this session: ``th`` until someone switches."""
    chosen = session().lang
    return chosen if chosen in LANGUAGES else "th"


def _(text: str) -> str:
    """Return a message id in the language of this session."""
    return translator(lang())(text)
