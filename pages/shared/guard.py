"""What a person sees when something goes wrong: our words for what they can mend, a plain apology for our defects."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from ita.errors import Issue, ItaError
from ita.i18n import error_text, issue_text, place_text
from ita.paths import database_path
from ita.store.daily import with_backup
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
    """Show errors that a person can put right where they happen, with every place; let all others through."""
    try:
        yield
    except ItaError as reason:
        # Damage may show only when a row is read, long after the database was opened.
        st.error(escape(error_text(with_backup(reason, database_path()), lang())))
        if len(reason.issues) > 1:
            show_issues(reason.issues)


def show_issues(issues: Sequence[Issue]) -> None:
    """List issues by severity, each with its place."""
    marks = {"error": _("Error"), "warning": _("Check"), "notice": _("Note")}
    for severity, mark in marks.items():
        for issue in (i for i in issues if i.severity == severity):
            where = place_text(issue.place, lang())
            line = f"**{mark}** — {escape(issue_text(issue, lang()))}" + (f" *({escape(where)})*" if where else "")
            {"error": st.error, "warning": st.warning, "notice": st.caption}[severity](line)


# What is made of plain text only after Markdown is read, so that no backslash prevents it: addresses, mail, :emoji:,
# :material/icons:, :streamlit:, and arrows and dashes that stand alone. A word joiner, which nobody sees, does.
_AFTERWARDS = re.compile(
    r"(?i:https?:)(?=//)|(?i:www)(?=\.)|(?<=[-.\w+])(?=@[-\w])|:(?=[\w+-]+:)|:(?=material/)"
    r"|(?<!\S)(?:<-(?=>)|[-<](?=-)|-(?=>)|[<>~](?==))"
)
_JOINER = "\u2060"
# They turn the order of what stands after them, numbers of ours too, and nothing here is written from right to left.
_DIRECTIONS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_MARKUP = re.compile(r"[\\`*_{}\[\]<>()#+\-.!|$~:=&^]")
_LINE_ENDS = re.compile(r"(?<![ \t])[ \t]*(?:\r\n|[\r\n\v\f\x85\u2028\u2029])[ \t]*")


def undirected(text: str) -> str:
    """Return text without marks that turn the direction of writing: they would turn the figures beside it too."""
    return text.translate(_DIRECTIONS)


def escape(text: str) -> str:
    """Return text with everything that Markdown would read as markup made plain; a new line stays one."""
    joined = _AFTERWARDS.sub(lambda found: found[0] + _JOINER, undirected(text).lstrip(" \t"))
    return _LINE_ENDS.sub("  \n", _MARKUP.sub(lambda found: f"\\{found[0]}", joined))
