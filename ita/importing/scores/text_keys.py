"""Keys of the words of a table, kept for a while: the same cells are looked at as headers, labels and figures."""

from __future__ import annotations

from functools import lru_cache

from ita import thai

# Longer text is no header, label or figure; keeping it would keep whole files.
_LONGEST = 200


def tidy(text: str) -> str:
    """Return `ita.thai.tidy`."""
    return _tidy(text) if len(text) <= _LONGEST else thai.tidy(text)


def match_key(text: str) -> str:
    """Return `ita.thai.match_key`."""
    return _match_key(text) if len(text) <= _LONGEST else thai.match_key(text)


_tidy = lru_cache(maxsize=20_000)(thai.tidy)
_match_key = lru_cache(maxsize=20_000)(thai.match_key)
