"""What only a person can decide of a report: a refusal that carries the questions, their candidates and options."""

from __future__ import annotations

from ita.errors import N_, InputError, Issue, Params, SourceLocation
from ita.importing.candidates import Ask, Candidate

DECIDE = N_("Decide it on screen, or with {options}.")
ACCEPT = N_("Confirm it on screen, or with {options}; else correct the file.")


class AskedError(InputError):
    """A report that is read only after a person has decided what it means; `asks` are the questions."""

    def __init__(self, asks: tuple[Ask, ...]) -> None:
        first = asks[0]
        params: Params = {**first.issue.params, "options": " · ".join(first.options)}
        super().__init__(
            first.issue.text,
            params,
            hint=ACCEPT if first.is_doubt else DECIDE,
            location=first.issue.location,
            rule=first.rule,
            issues=tuple(ask.issue for ask in asks),
        )
        self.asks = asks


def ask(
    rule: str,
    location: SourceLocation,
    options: tuple[str, ...],
    candidates: tuple[Candidate, ...] = (),
    *,
    variant: str = "",
    **params: str | int | None,
) -> Ask:
    """Return a question about a report."""
    return Ask(rule, Issue(rule, params, location, variant), candidates, options)
