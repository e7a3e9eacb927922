"""One error root for everything that a user can put right.

Screens and the command line show only these errors, with message, hint and place; anything else is
a defect of ours, crashes visibly and is logged. Texts are message ids of the gettext catalogues (in
English, with ``{name}`` fields); `ita.i18n` renders them in Thai or English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self, cast

from ita.markers import N_
from ita.messages import Severity, UnknownRuleError, Wording, wording

__all__ = [
    "N_",
    "InputError",
    "Issue",
    "ItaError",
    "NotKnownError",
    "OldIssue",
    "Params",
    "RulesError",
    "Severity",
    "SourceLocation",
    "StoreError",
    "rebuilt",
    "type_of_param",
]

type_of_param = str | int | float | None
Params = Mapping[str, type_of_param]
_OF_THE_WORDING = cast("Severity", "")


@dataclass(frozen=True, slots=True)
class SourceLocation:
    """Where in a source something stands; every part may be unknown (None).

    Tables, rows and columns count from 1, as a reader of the file would count them. In a workbook `table` is the
    number of the sheet and `sheet` its name. Text that was pasted has lines, and a PDF has pages.
    """

    file: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    line: int | None = None
    page: int | None = None

    @property
    def cell(self) -> str | None:
        """The cell as a spreadsheet names it, such as ``C4``; None where row or column is not known."""
        if self.row is None or self.column is None:
            return None
        return f"{column_letters(self.column)}{self.row}"


def column_letters(column: int) -> str:
    """Return a column, counted from 1, as a spreadsheet names it, such as ``AB``."""
    letters, rest = "", column
    while rest > 0:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about an input: a rule, its parameters and the place. Its words are looked up in `ita.messages`.

    Parameters
    ----------
    rule
        Stable id, which people use too (``--accept RULE``).
    params
        Values of the fields that the words name, perhaps more.
    variant
        Which of several wordings the rule has; empty where it has one.
    severity
        Where it is another than that of the wording.

    Raises
    ------
    UnknownRuleError
        No words are known of the rule, or they name a field that is not among the parameters: a defect of ours.
    """

    rule: str
    params: Params = field(default_factory=dict)
    location: SourceLocation = field(default_factory=SourceLocation)
    variant: str = ""
    severity: Severity = _OF_THE_WORDING

    def __post_init__(self) -> None:
        missing = self.wording.fields - self.params.keys()
        if missing:
            raise UnknownRuleError(f"{self.rule} ({self.variant}) has no {', '.join(sorted(missing))}")
        if not self.severity:
            object.__setattr__(self, "severity", self.wording.severity)

    @property
    def wording(self) -> Wording:
        """What the rule says, from the registry."""
        return wording(self.rule, self.variant)

    @property
    def text(self) -> str:
        """The message id of today, with its fields."""
        return self.wording.text


@dataclass(frozen=True, slots=True)
class OldIssue(Issue):
    """What an earlier version noted, of which the registry has no words: shown with the text of then."""

    old_text: str = ""

    def __post_init__(self) -> None:
        """Keep severity and parameters as they were stored."""

    @property
    def wording(self) -> Wording:
        """The text as it was stored."""
        return Wording(self.old_text, self.severity)


class ItaError(Exception):
    """Input or a situation that a user can put right.

    Parameters
    ----------
    text
        Message id (English, ``{field}`` placeholders) of the catalogues.
    params
        Values of the placeholders.
    hint
        Message id of what to do about it, or None.
    location
        Where it is (file, table, row, column).
    rule
        Stable id of the rule that was broken, for scripts.
    issues
        All findings, where the error is of findings; the first error among them is the text.
    """

    def __init__(
        self,
        text: str,
        params: Params | None = None,
        *,
        hint: str | None = None,
        location: SourceLocation | None = None,
        rule: str = "refused",
        issues: tuple[Issue, ...] = (),
    ) -> None:
        self.text = text
        self.params: Params = dict(params or {})
        self.hint = hint
        self.location = location or SourceLocation()
        self.rule = rule
        self.issues = issues
        super().__init__(self.english())

    @classmethod
    def of(cls, issue: Issue, *, hint: str | None = None, issues: tuple[Issue, ...] = ()) -> Self:
        """Return the error that a finding is, with the words of its rule.

        Parameters
        ----------
        hint
            Where it is another than that of the wording.
        issues
            All findings, where there are several.
        """
        return cls(
            issue.text,
            issue.params,
            hint=hint or issue.wording.hint,
            location=issue.location,
            rule=issue.rule,
            issues=issues or (issue,),
        )

    def as_issues(self) -> tuple[Issue, ...]:
        """Return the findings that the error is of, to go on with them.

        Raises
        ------
        ItaError
            Itself, where it is of none: what has no rule of the registry cannot be noted.
        """
        if not self.issues:
            raise self
        return self.issues

    def anew(self) -> ItaError:
        """Return the same error, whatever a subclass adds included, without what led to it: that may hold a file."""
        return rebuilt(type(self), str(self), vars(self))

    def english(self) -> str:
        """Return the message in English, for logs."""
        return self.text.format_map(self.params)


def rebuilt(kind: type[ItaError], text: str, state: Mapping[str, object]) -> ItaError:
    """Return an error of a kind as another process or an earlier moment had it."""
    error = kind.__new__(kind, text)
    error.args = (text,)
    error.__dict__.update({name: value for name, value in state.items() if not name.startswith("__")})
    return error


class InputError(ItaError):
    """A file or a typed value is refused; nothing was changed."""


class RulesError(ItaError):
    """The shipped rules or published figures are not well formed (file and row in the place)."""


class StoreError(ItaError):
    """The database cannot be opened or used (locked by another process, damaged, another schema)."""


class NotKnownError(ItaError):
    """An agency, year, import or query was named that is not there."""
