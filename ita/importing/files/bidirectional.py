"""Figures that invisible marks may show in another order than they are stored: an error of their cell, in any file."""

from __future__ import annotations

from ita.characters import RULE, is_turned, without_invisible
from ita.errors import Issue, SourceLocation

_SHOWN = 40


def turned(text: str, location: SourceLocation) -> tuple[Issue, ...]:
    """Return ``figure-unclear`` for a cell, paragraph or line whose figures may look otherwise than they are stored."""
    if not is_turned(text):
        return ()
    return (Issue(RULE, {"text": without_invisible(text)[:_SHOWN].strip()}, location, variant="direction"),)
