"""Thai or Arabic digits for our own numbers, never for those inside stored texts."""

from __future__ import annotations

import re

from ita.documents.request import Digits
from ita.thai import thai_digits

# What is stored stands between two characters of the private use area; one that a stored text holds itself is dropped.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARKS = str.maketrans("", "", _OPEN + _CLOSE)
_PARTS = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
# Names whose digits count nothing.
_NAMES = re.compile(r"(\bSHA-256\b)")


def stored(text: str) -> str:
    """Return a stored text marked as one, to be put into a sentence of ours before `in_digits`."""
    return f"{_OPEN}{text.translate(_MARKS)}{_CLOSE}" if text else ""


def in_digits(text: str, digits: Digits) -> str:
    """Return a text of ours with its digits as asked; what `stored` marked within it stays, as do names (SHA-256)."""
    if digits == "arabic":
        return text.translate(_MARKS)
    # Every second part is a stored one.
    parts = _PARTS.split(text)
    parts[::2] = [_in_thai(part.translate(_MARKS)) for part in parts[::2]]
    return "".join(parts)


def _in_thai(text: str) -> str:
    parts = _NAMES.split(text)
    parts[::2] = map(thai_digits, parts[::2])
    return "".join(parts)
