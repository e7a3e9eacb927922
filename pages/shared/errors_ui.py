"""What a person sees when something goes wrong: our words for what they can fix, a plain apology for our defects."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

import streamlit as st

from ita.characters import undirected
from ita.errors import Issue, ItaError
from ita.i18n import error_text, location_text
from ita.importing.build import shared
from ita.issues import DECISIONS, IssueGroup, by_rule, group_issues
from ita.paths import database_path
from ita.progress import is_watched, watched
from ita.store.backup_rotation import with_backup
from ita.store.error_mapping import gone
from pages.shared.language import _, lang
from pages.shared.names import whole_in_markdown
from pages.shared.progress import waiting

log = logging.getLogger("ita")
# More issues of one rule share a box; as many of them are listed, and as many places of each, as a person reads.
_APART, _LISTED, _PLACES = 2, 20, 4


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
def show_errors() -> Iterator[None]:
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
    """List issues by what to do first, each cause once with its places; many of one rule share a box."""
    marks = {"error": _("Error"), "warning": _("Check"), "notice": _("Note")}
    for run in by_rule(group_issues(issues)):
        issue = run[0].issue
        mark = _("Decide") if issue.rule in DECISIONS else marks[issue.severity]
        draw: Any = {"error": st.error, "warning": st.warning, "notice": st.caption}[issue.severity]
        lines = [_line(group) for group in run]
        if len(run) <= _APART:
            for line in lines:
                draw(f"**{mark}** — {line}")
        else:
            more = [escape(_("and {count} more").format(count=len(lines) - _LISTED))] if len(lines) > _LISTED else []
            draw(f"**{mark}**\n" + "\n".join(f"- {line}" for line in [*lines[:_LISTED], *more]))


def _line(group: IssueGroup) -> str:
    """Return an issue with its places, of which a few are enough."""
    words = [text for location in group.locations if (text := location_text(location, lang()))]
    where = "; ".join(words[:_PLACES]) + (" …" if len(words) > _PLACES else "")
    return escape(group.in_words(lang())) + (f" *({escape(where)})*" if where else "")


# What is made of plain text only after Markdown is read, so that no backslash prevents it: addresses, mail, :emoji:,
# :material/icons:, :streamlit:, and arrows and dashes that stand alone. A word joiner, which nobody sees, does.
_AFTERWARDS = re.compile(
    r"(?i:https?:)(?=//)|(?i:www)(?=\.)|(?<=[-.\w+])(?=@[-\w])|:(?=[\w+-]+:)|:(?=material/)"
    r"|(?<!\S)(?:<-(?=>)|[-<](?=-)|-(?=>)|[<>~](?==))"
)
_JOINER = "\u2060"
_MARKUP = re.compile(r"[\\`*_{}\[\]<>()#+\-.!|$~:=&^]")
_LINE_ENDS = re.compile(r"(?<![ \t])[ \t]*(?:\r\n|[\r\n\v\f\x85\u2028\u2029])[ \t]*")


def escape(text: str) -> str:
    """Return text with everything that Markdown would read as markup made plain; a new line stays one.

    Names of levels and indicators come in a span that is never broken: the one that Markdown has is of a colour, which
    `ita.css` takes away.
    """
    joined = _AFTERWARDS.sub(lambda found: found[0] + _JOINER, undirected(text).lstrip(" \t"))
    plain = _LINE_ENDS.sub("  \n", _MARKUP.sub(lambda found: f"\\{found[0]}", joined))
    return whole_in_markdown(plain)
