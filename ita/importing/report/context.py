"""What is carried along while a report is read, and the rules that a person may overrule."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from ita.errors import InputError, Issue, SourceLocation
from ita.frameworks import Frameworks
from ita.importing.choices import NO_CHOICES, ImportChoices
from ita.importing.files.tables import RawDocument


@dataclass(slots=True)
class Reading:
    """A report that is being read: its document, the rules, what a person decided, and what was noticed so far."""

    document: RawDocument
    frameworks: Frameworks
    accept: frozenset[str]
    confirmed: frozenset[int]
    choices: ImportChoices = NO_CHOICES
    issues: list[Issue] = field(default_factory=list)
    overall: list[tuple[Decimal, SourceLocation, str]] = field(default_factory=list)
    # The year that only the title gave, where no header does.
    title_year: int | None = None
    # Codes of instruments whose questions of the year are not known.
    unlisted: list[str] = field(default_factory=list)

    def say(self, rule: str, location: SourceLocation, *, variant: str = "", **params: str | int | None) -> None:
        """Note a finding; an error that a person overrules is a notice."""
        issue = Issue(rule, params, location, variant)
        is_overruled = rule in self.accept and issue.severity == "error"
        self.issues.append(replace(issue, severity="notice") if is_overruled else issue)

    def take(self, reason: InputError) -> None:
        """Note what made a part of the report unreadable."""
        self.issues.extend(reason.as_issues())
