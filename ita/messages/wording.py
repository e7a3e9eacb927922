"""What a rule says: its message id, how serious it is unless its caller says else, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Literal

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a rule.

    Attributes
    ----------
    text
        Message id (English, with ``{name}`` fields).
    severity
        Where the caller names no other.
    hint
        Message id of what to do about it, where the rule refuses a file; its fields are those of the text.
    together
        What several issues of the rule come to in one sentence; its field ``listed`` gives each by `each`.
    each
        How one of several is named in that sentence.
    """

    text: str
    severity: Severity
    hint: str | None = None
    together: str | None = None
    each: str | None = None

    @property
    def fields(self) -> frozenset[str]:
        """The parameters that the wording names."""
        texts = (self.text, self.hint or "", self.each or "", self.together or "")
        return frozenset(name for text in texts for name in fields_of(text)) - {"listed"}


# The wordings of a rule by variant; a rule of one wording has it under the empty name.
Variants = Mapping[str, Wording]
Words = Mapping[str, "Wording | Variants"]


def fields_of(text: str) -> list[str]:
    """Return the fields that a message id names, in their order."""
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def error(text: str, hint: str | None = None) -> Wording:
    """Return a wording of what refuses a file."""
    return Wording(text, "error", hint)


def warning(text: str, *, together: str | None = None, each: str | None = None) -> Wording:
    """Return a wording of what a person should look at."""
    return Wording(text, "warning", None, together, each)


def notice(text: str) -> Wording:
    """Return a wording of how something was read or stored."""
    return Wording(text, "notice")
