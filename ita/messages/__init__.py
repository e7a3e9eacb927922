"""What every rule says, looked up by rule and variant when it is shown: the one place of the words of issues.

Stored are rule, variant, parameters and source location, so a text may be reworded here (and in the catalogue) without
a change to anything stored. A rule that has several wordings names them by variant. A rule, a variant or a field that
was ever stored stays: add a variant instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ita.messages import bulk, figures, files, links, reports, rules, scores, stored
from ita.messages.wording import Severity, Wording, fields_of

if TYPE_CHECKING:
    from ita.messages.wording import Variants

__all__ = ["REGISTRY", "Severity", "UnknownRuleError", "Wording", "fields_of", "wording"]


class UnknownRuleError(LookupError):
    """A rule or variant that has no words, or lacks a parameter that they name: a defect of the program."""


def _joined() -> dict[str, Variants]:
    joined: dict[str, Variants] = {}
    for part in (
        bulk.WORDS,
        figures.WORDS,
        files.WORDS,
        links.WORDS,
        reports.WORDS,
        rules.WORDS,
        scores.WORDS,
        stored.WORDS,
    ):
        for rule, words in part.items():
            if rule in joined:
                raise UnknownRuleError(f"{rule} has words in two places")
            joined[rule] = {"": words} if isinstance(words, Wording) else words
    return joined


# Rule to variant to wording.
REGISTRY: Mapping[str, Variants] = _joined()


def wording(rule: str, variant: str = "") -> Wording:
    """Return what a rule says.

    Raises
    ------
    UnknownRuleError
        The rule or the variant has no words.
    """
    try:
        return REGISTRY[rule][variant]
    except KeyError:
        raise UnknownRuleError(f"{rule} has no words for the variant {variant!r}") from None
