"""The rules that count in a database: those that ship, with what a user stated or assumed beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar
from weakref import WeakKeyDictionary

from ita.frameworks import Frameworks
from ita.model import InstrumentRule, RatingLevel
from ita.read_rows import RatingLevelsRow, RuleInstrumentsRow
from ita.store import reads
from ita.store.engine import Cursor, Engine

Rule = TypeVar("Rule", InstrumentRule, RatingLevel)
_CACHE: WeakKeyDictionary[Engine, tuple[int, Frameworks, Frameworks]] = WeakKeyDictionary()


def effective_rules(engine: Engine, shipped: Frameworks) -> Frameworks:
    """Return the rules of all years that count in a database; read anew only after a write.

    Parameters
    ----------
    shipped
        The rules that ship with the program.

    Returns
    -------
    Frameworks
        With the instruments, levels and indicators of every year that is stated or assumed, and its basis in `bases`.
    """
    known = _CACHE.get(engine)
    revision = engine.revision
    if known is not None and known[0] == revision and known[1] is shipped:
        return known[2]
    with engine.cursor() as cursor:
        found = read_effective(cursor, shipped)
    _CACHE[engine] = (revision, shipped, found)
    return found


def read_effective(cursor: Cursor, shipped: Frameworks) -> Frameworks:
    """Return the rules that a cursor sees; see `effective_rules`."""
    years = [row for row in reads.rules(cursor) if row.basis in ("stated", "assumed")]
    if not years:
        return shipped
    instruments = list(shipped.instruments)
    levels = list(shipped.rating_levels)
    members: dict[int, dict[int, str]] = {}
    for row in years:
        year = int(row.fiscal_year)
        # What ships for a year that is stated stays stored; here only what counts is wanted.
        instruments = [part for rule in instruments for part in _without(rule, year)]
        levels = [part for rule in levels for part in _without(rule, year)]
        basis = str(row.rules_basis)
        instruments += [_instrument(year, basis, rule) for rule in reads.rule_instruments(cursor, year=year)]
        levels += [_level(year, basis, rule) for rule in reads.rating_levels(cursor, year=year)]
        members[year] = {
            int(rule.indicator_no): str(rule.instrument) for rule in reads.rule_indicators(cursor, year=year)
        }
    return replace(
        shipped,
        instruments=tuple(instruments),
        rating_levels=tuple(levels),
        bases={int(row.fiscal_year): str(row.rules_basis) for row in years},
        members_of=members,
    )


def _without(rule: Rule, year: int) -> list[Rule]:
    """Return a rule's span of years without one of them."""
    if not rule.fiscal_year_from <= year <= rule.fiscal_year_to:
        return [rule]
    parts = [replace(rule, fiscal_year_to=year - 1), replace(rule, fiscal_year_from=year + 1)]
    return [part for part in parts if part.fiscal_year_from <= part.fiscal_year_to]


def _instrument(year: int, basis: str, row: RuleInstrumentsRow) -> InstrumentRule:
    return InstrumentRule(year, year, row.instrument, row.name_th, row.name_en, row.weight, row.source, basis)


def _level(year: int, basis: str, row: RatingLevelsRow) -> RatingLevel:
    return RatingLevel(
        year,
        year,
        row.level_order,
        row.level,
        row.min_total,
        row.min_each_instrument,
        row.source,
        basis,
    )
