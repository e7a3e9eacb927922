"""The mark of a text that is translated later, where it is shown."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - the conventional gettext marker for deferred translation
    """Mark a text for the message catalogues without translating it."""
    return text
