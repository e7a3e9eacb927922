"""One error root for everything that a user can put right.

Screens and the command line show only these errors, with message, hint and place; anything else is
a defect of ours, crashes visibly and is logged. Texts are message ids of the gettext catalogues (in
English, with ``{name}`` fields); `ita.i18n` renders them in Thai or English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

type_of_param = str | int | float | None
Params = Mapping[str, type_of_param]
Severity = Literal["error", "warning", "notice"]


def N_(text: str) -> str:  # noqa: N802 - the conventional gettext marker for deferred translation
    """Mark a text for the message catalogues without translating it."""
    return text


@dataclass(frozen=True, slots=True)
class Place:
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
        letters, rest = "", self.column
        while rest > 0:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about an input: rule id, severity, text (message id) with its fields, and place."""

    rule: str
    severity: Severity
    text: str
    params: Params = field(default_factory=dict)
    place: Place = field(default_factory=Place)


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
    place
        Where it is (file, table, row, column).
    rule
        Stable id of the rule that was broken, for scripts.
    issues
        All findings, where one refusal has several; the first error among them is the text.
    """

    def __init__(
        self,
        text: str,
        params: Params | None = None,
        *,
        hint: str | None = None,
        place: Place | None = None,
        rule: str = "refused",
        issues: tuple[Issue, ...] = (),
    ) -> None:
        self.text = text
        self.params: Params = dict(params or {})
        self.hint = hint
        self.place = place or Place()
        self.rule = rule
        self.issues = issues or (Issue(rule, "error", text, self.params, self.place),)
        super().__init__(self.english())

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
