"""What a person decides of a file: year, sheet, columns, what figures are, whose, and which doubts are accepted.

The options of the command line and the mapping step on screen both make an `ImportChoices`; the pure readers take it.
Every value here can be compared and hashed, so that what was read is kept by a file's digest and the choices.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from ita.errors import N_, InputError

AsRole = Literal["result", "targets", "average"]
AS_ROLES: tuple[AsRole, ...] = ("result", "targets", "average")
# What a column can hold: the words of `ColumnMeaning.field` besides the number of an indicator ("1" to "10").
LEAVE_OUT, LABEL, YEAR, CODE, SCORE, ROW_KIND = "leave_out", "label", "year", "code", "score", "row_kind"
TOTAL, LEVEL = "total", "level"
_INSTRUMENTS = ("IIT", "EIT", "OIT")
FIELDS = frozenset((LEAVE_OUT, LABEL, YEAR, CODE, SCORE, ROW_KIND, TOTAL, LEVEL, *_INSTRUMENTS))
INDICATORS = tuple(str(number) for number in range(1, 11))


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What one column is taken for.

    `field` is one of `FIELDS` or the number of an indicator as text: ``score`` where each row names its indicator,
    ``1`` to ``10``, ``total``, ``level`` where a column is one figure of a year; ``row_kind`` where cells say what
    their row is (a result, a target). `as_role` and `fiscal_year` are None where the file itself says them.
    """

    field: str
    as_role: AsRole | None = None
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of one table are taken for: made on screen, remembered for the next file of the same shape.

    `header` is the signature of the header row (`ita.importing.scores.mapping.signature`): the keys of its cells.
    `columns` count from 1; one that is not named is left out. `first_row` and `last_row` limit the rows that are read.
    """

    sheet: str | None
    header: tuple[str, ...]
    columns: tuple[tuple[int, ColumnMeaning], ...]
    first_row: int | None = None
    last_row: int | None = None

    def to_json(self) -> str:
        """Return the mapping as one line of JSON, as it is remembered."""
        return json.dumps(
            {
                "sheet": self.sheet,
                "header": list(self.header),
                "columns": {
                    str(at): {"field": each.field, "as_role": each.as_role, "fiscal_year": each.fiscal_year}
                    for at, each in self.columns
                },
                "first_row": self.first_row,
                "last_row": self.last_row,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> ColumnMapping:
        """Return a mapping that was remembered.

        Raises
        ------
        InputError
            ``mapping-invalid``: the text is no mapping.
        """
        try:
            given = json.loads(text)
            columns = tuple(sorted((int(at), _meaning(each)) for at, each in given["columns"].items()))
            return cls(
                _text_or_none(given["sheet"]),
                tuple(str(each) for each in given["header"]),
                columns,
                _number_or_none(given.get("first_row")),
                _number_or_none(given.get("last_row")),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError(N_("The remembered mapping of columns cannot be read."), rule="mapping-invalid") from None


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a person decided of a file; nothing of it has to be given.

    `columns` are headers or letters of columns, or the words beside a row that say what the row is. `accept` are
    rules of doubts that the person overrules; `confirmed` are indicators of a report whose texts were compared.
    """

    fiscal_year: int | None = None
    sheet: str | None = None
    columns: tuple[str, ...] = ()
    as_role: AsRole | None = None
    agency_id: str | None = None
    accept: frozenset[str] = frozenset()
    confirmed: frozenset[int] = frozenset()
    mapping: ColumnMapping | None = None

    @property
    def key(self) -> str:
        """What of the choices changes the figures that are read, as text; empty where nothing does."""
        given = (self.fiscal_year, self.sheet, self.columns, self.as_role, self.mapping and self.mapping.to_json())
        return repr(given) if any(each for each in given) else ""


NO_CHOICES = ImportChoices()


def _meaning(given: Mapping[str, Any]) -> ColumnMeaning:
    field, as_role = str(given["field"]), given.get("as_role")
    if field not in FIELDS and field not in INDICATORS:
        raise ValueError(field)
    if as_role is not None and as_role not in AS_ROLES:
        raise ValueError(as_role)
    return ColumnMeaning(field, cast("AsRole | None", as_role), _number_or_none(given.get("fiscal_year")))


def _number_or_none(value: object) -> int | None:
    return None if value is None else int(str(value))


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)
