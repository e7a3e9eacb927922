"""What a file or what was typed would change, beside what is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ita.errors import N_
from ita.i18n import FIELDS, WHOLE, translator
from ita.importing.differences import SCORE, Difference, Key
from ita.model import Indicator, TypedResult
from ita.tables.table import Cell, Column, Said, Table, points_column, table

_IN_THE_FILE = Column(N_("In the file"))
_STORED = Column(N_("Stored now"))
_WHAT = Column(N_("What"))


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field of a report or of a year's result.

    Parameters
    ----------
    indicators
        Those of the program.
    has_year
        Whether its year is named.
    has_score
        Whether a score is named as such, or only the indicator that it is of.
    """

    key: Key
    indicators: tuple[Indicator, ...]
    has_year: bool = True
    has_score: bool = True

    def in_words(self, lang: str) -> str:
        """Return the name in a language."""
        year, what, field = self.key
        _ = translator(lang)
        parts = [str(year)] if self.has_year else []
        if isinstance(what, int):
            (indicator,) = (each for each in self.indicators if each.indicator_no == what)
            parts += [indicator.numbered(lang), *([_(FIELDS[field])] if self.has_score or field != SCORE else [])]
        else:
            parts += [_(WHOLE[what]) if what in WHOLE else what]
        return " · ".join(parts)


def new_fields(found: Iterable[Difference], indicators: tuple[Indicator, ...]) -> Table:
    """Return the fields that only the file has."""
    return table((_WHAT, _IN_THE_FILE), [(FieldName(each.key, indicators), each.after) for each in found])


def differing_fields(found: Iterable[Difference], indicators: tuple[Indicator, ...]) -> Table:
    """Return the fields with what is stored and what the file has."""
    rows = [(FieldName(each.key, indicators), each.before, each.after) for each in found]
    return table((_WHAT, _STORED, _IN_THE_FILE), rows)


def typed_differences(stored: TypedResult, typed: TypedResult) -> Table:
    """Return what a typed result would replace: only what differs; no rows where nothing is stored."""
    rows: list[tuple[Cell, Cell, Cell]] = [
        (number, stored.scores.get(number), typed.scores.get(number))
        for number in sorted({*stored.scores, *typed.scores})
    ]
    rows += [
        (Said(N_("Total")), stored.total, typed.total),
        (Said(N_("Level")), stored.level, typed.level),
    ]
    is_stored = stored.scores or stored.total is not None or stored.level is not None
    columns = (_WHAT, points_column(N_("Stored now")), points_column(N_("Typed")))
    return table(columns, [row for row in rows if is_stored and row[1] != row[2]])
