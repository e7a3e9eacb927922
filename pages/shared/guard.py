"""What a person sees when something goes wrong: our words for what they can mend, a plain apology for our defects."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext

import streamlit as st

from ita.errors import Issue, ItaError
from ita.i18n import error_text, issue_text, place_text
from ita.importing.build import shared
from ita.paths import database_path
from ita.store.daily import with_backup
from ita.store.refusing import gone
from ita.watching import is_watched, watched
from pages.shared.progress import waiting
from pages.shared.words import _, lang

log = logging.getLogger("ita")


def show_script_error(reason: Exception) -> bool:
    """Show an error that no page caught, and tell Streamlit not to show its own; ours are logged with their trace."""
    if isinstance(reason, ItaError):
        st.error(escape(error_text(with_backup(reason, database_path()), lang())))
    else:
        log.error("a page failed", exc_info=reason)
        st.error(
            _("Something went wrong in the program. Nothing that is stored was changed. Please load the page again.")
        )
    return True


@contextmanager
def told() -> Iterator[None]:
    """Show errors that a person can put right where they happen, with every place; let all others through.

    What is stored inside says so when it has to wait for others.
    """
    try:
        # A bar around it says so itself.
        with nullcontext() if is_watched() else watched(waiting()):
            yield
    except ItaError as reason:
        # Damage may show only when a row is read, long after the database was opened.
        st.error(escape(error_text(with_backup(reason, database_path()), lang())))
        if len(reason.issues) > 1:
            show_issues(reason.issues)


def warn_of_a_missing_file() -> None:
    """Say that the database was removed or replaced while it is open; what was stored in it can still be read."""
    engine, _rules = shared(database_path())
    if engine.is_gone:
        st.error(escape(error_text(with_backup(gone(engine.path), engine.path), lang())))


def show_issues(issues: Sequence[Issue]) -> None:
    """List issues by severity, each with its place."""
    marks = {"error": _("Error"), "warning": _("Check"), "notice": _("Note")}
    for severity, mark in marks.items():
        for issue in (i for i in issues if i.severity == severity):
            where = place_text(issue.place, lang())
            line = f"**{mark}** — {escape(issue_text(issue, lang()))}" + (f" *({escape(where)})*" if where else "")
            {"error": st.error, "warning": st.warning, "notice": st.caption}[severity](line)


def escape(text: str) -> str:
    """Return text with everything that Markdown would read as markup made plain; a new line stays one."""
    plain = "".join(f"\\{c}" if c in r"\`*_{}[]<>()#+-.!|$~:" else c for c in text)
    return plain.replace("\n", "  \n")
