"""A sentence made from numbers: the rule that wrote it, and its fields.

Each names its numbers and claims no cause. Missing figures give other sentences, never zeros.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ita.errors import Params
from ita.formatting import known, points
from ita.i18n import say
from ita.indicator_names import NamedIndicator, indicator_name


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as message id with its fields, and the rule that wrote it."""

    rule: str
    text: str
    params: Params

    def in_words(self, lang: str) -> str:
        """Return the sentence in a language."""
        return say(self.text, self.params, lang)


def text_of(value: object) -> str:
    """Return a text of a frame, or a dash where it is not known."""
    return str(value) if known(value) else "–"


def lacking_points(value: object) -> str:
    """Return points that a level lacks; what rounds to nothing is still something."""
    return "< 0.01" if known(value) and float(value) == 0 else points(value)  # type: ignore[arg-type]


def indicator_names(rows: Sequence[NamedIndicator], lang: str) -> str:
    """Return the names of indicators in one list."""
    return ", ".join(indicator_name(row, lang) for row in rows)
