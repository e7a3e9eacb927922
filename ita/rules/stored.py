"""Rules of a year in the database: stated by a user, assumed from another year, undone, listed, and checked.

Stated rules count before shipped ones, shipped before assumed. An assumption is of a year, for every agency.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ita.errors import N_, InputError, NotKnownError
from ita.frameworks import Frameworks
from ita.read_rows import RulesCheckRow, RulesRow
from ita.rules.values import (
    FIRST_YEAR,
    Level,
    Member,
    Weight,
    YearRules,
    as_rows,
    check_year,
    last_year,
    same_rules,
)
from ita.store import query_loader, reads, writes
from ita.store.engine import Cursor, Engine
from ita.store.scratch import EVERYONE, preview
from ita.store.table_rows import insert_rows

# Why an assumption ended without anybody's act; a rule id, shown in words.
ENDED = "rules-shipped"


@dataclass(frozen=True, slots=True)
class Stored:
    """What was stored: the import, and the years whose rules it holds; unchanged where nothing new was said."""

    import_id: str | None
    years: tuple[int, ...]
    unchanged: bool = False


def list_rules(engine: Engine) -> list[RulesRow]:
    """Return every year with the rules that count for it (query ``rules``)."""
    with engine.cursor() as cursor:
        return reads.rules(cursor)


def years_with_rules(rows: Sequence[RulesRow]) -> list[int]:
    """Return the years whose own rules are known, shipped or stated, newest first."""
    return sorted((int(row.fiscal_year) for row in rows if row.basis in ("shipped", "stated")), reverse=True)


def offered(rows: Sequence[RulesRow], fiscal_year: int) -> int | None:
    """Return the year whose rules are offered for a year without: the newest known before it, else the newest.

    None where none can be assumed for it.
    """
    known = years_with_rules(rows)
    if not FIRST_YEAR <= fiscal_year <= last_year() or fiscal_year in known:
        return None
    return next((year for year in known if year < fiscal_year), max(known, default=None))


def rules_of(cursor: Cursor, fiscal_year: int) -> YearRules | None:
    """Return the rules that count for a year as they could be stated: to copy or to pass on; None without rules."""
    weights = reads.rule_instruments(cursor, year=fiscal_year)
    if not weights:
        return None
    return YearRules(
        fiscal_year,
        tuple(Weight(row.instrument, row.weight, row.source) for row in weights),
        tuple(
            Member(row.indicator_no, row.instrument, row.source)
            for row in reads.rule_indicators(cursor, year=fiscal_year)
        ),
        tuple(
            Level(row.level, row.min_total, row.min_each_instrument, row.source)
            for row in reads.rating_levels(cursor, year=fiscal_year)
        ),
    )


def assume(engine: Engine, fiscal_year: int, from_year: int) -> Stored:
    """Take the rules of another year for a year without rules, for every agency, until they are known.

    Raises
    ------
    InputError
        The year has rules of its own, the other has none, or one of them is no year that rules can be for.
    """
    check_year(fiscal_year)

    def work(cursor: Cursor) -> Stored:
        rows = {int(row.fiscal_year): row for row in reads.rules(cursor)}
        refuse_assumption(rows, fiscal_year, from_year)
        row = rows.get(fiscal_year)
        if row is not None and row.basis == "assumed" and row.from_year == from_year:
            return Stored(str(row.import_id), (fiscal_year,), unchanged=True)
        return Stored(write_assumption(cursor, fiscal_year, from_year), (fiscal_year,))

    return engine.transact(work)


def refuse_assumption(rows: dict[int, RulesRow], fiscal_year: int, from_year: int) -> None:
    """Refuse an assumption that cannot be made, given the rows of ``rules`` by year."""
    row, other = rows.get(fiscal_year), rows.get(from_year)
    if row is not None and row.basis in ("shipped", "stated"):
        raise InputError(
            N_("The rules of {year} are stated by a user; nothing has to be assumed.")
            if row.basis == "stated"
            else N_("The rules of {year} ship with the program; nothing has to be assumed."),
            {"year": fiscal_year},
            rule="assumption-needless",
        )
    if fiscal_year == from_year or other is None or other.basis not in ("shipped", "stated"):
        known = [each for each, found in sorted(rows.items()) if found.basis in ("shipped", "stated")]
        raise InputError(
            N_("{from_year} has no rules of its own that could be assumed. Years that have: {years}."),
            {"from_year": from_year, "years": spans(known) or "–"},
            rule="assumption-source",
        )


def write_assumption(cursor: Cursor, fiscal_year: int, from_year: int) -> str:
    """Add an assumption inside the caller's transaction and return the import id."""
    digest = hashlib.sha256(f"assumption|{fiscal_year}|{from_year}".encode()).hexdigest()
    number, import_id = writes.add_import(cursor, "assumption", digest, fiscal_year=fiscal_year)
    row = {"import_no": number, "fiscal_year": fiscal_year, "from_year": from_year}
    insert_rows(cursor, "assumption_facts", [row])
    return import_id


def drop(engine: Engine, fiscal_year: int) -> tuple[str, ...]:
    """End the assumption of a year: the undo of every import that assumes rules for it. Return their ids.

    Raises
    ------
    NotKnownError
        Nothing is assumed for the year; stated rules end by the undo of their import.
    """

    def work(cursor: Cursor) -> tuple[str, ...]:
        found = query_loader.write(cursor, "current_assumptions", year=fiscal_year)
        if not found:
            row = next((r for r in reads.rules(cursor) if r.fiscal_year == fiscal_year), None)
            if row is not None and row.basis == "stated":
                raise InputError(
                    N_("The rules of {year} are stated, not assumed. To end them, undo the import {import_id}."),
                    {"year": fiscal_year, "import_id": str(row.import_id)},
                    rule="assumption-none",
                )
            raise NotKnownError(N_("No rules are assumed for {year}."), {"year": fiscal_year}, rule="assumption-none")
        for import_no, _, _ in found:
            writes.add_undo(cursor, int(import_no), "")
        return tuple(str(import_id) for _, import_id, _ in found)

    return engine.transact(work)


def end_assumptions(cursor: Cursor) -> list[tuple[int, int]]:
    """End every assumption of a year whose own rules ship by now; return its year and the year that was assumed."""
    ended = []
    for import_no, year, from_year in query_loader.write(cursor, "assumptions_with_shipped_rules"):
        writes.add_undo(cursor, int(import_no), ENDED)
        ended.append((int(year), int(from_year)))
    return ended


def state(
    engine: Engine,
    shipped: Frameworks,
    years: Sequence[YearRules],
    *,
    file: str | None = None,
    data: bytes | None = None,
) -> Stored:
    """Store the rules of years that a user states; what counted before stays stored beside them.

    Parameters
    ----------
    years
        Sound rules, from `ita.rules.values.read_rules`.
    file, data
        Name and bytes of the file that they came in; None where they were typed.
    """

    def work(cursor: Cursor) -> Stored:
        rows = {int(row.fiscal_year): row for row in reads.rules(cursor)}
        new = [rules for rules in years if not _counts_already(cursor, rows, rules)]
        if not new:
            ids = [rows[rules.fiscal_year].import_id for rules in years]
            return Stored(ids[0], tuple(rules.fiscal_year for rules in years), unchanged=True)
        return Stored(
            write_stated(cursor, shipped, new, file=file, data=data), tuple(rules.fiscal_year for rules in new)
        )

    return engine.transact(work)


def _counts_already(cursor: Cursor, rows: Mapping[int, RulesRow], rules: YearRules) -> bool:
    """Tell whether these very rules are the year's own, sources included; assumed ones are not its own."""
    row = rows.get(rules.fiscal_year)
    found = rules_of(cursor, rules.fiscal_year) if row is not None and row.basis in ("shipped", "stated") else None
    return found is not None and same_rules(found, rules)


def write_stated(
    cursor: Cursor,
    shipped: Frameworks,
    years: Sequence[YearRules],
    *,
    file: str | None = None,
    data: bytes | None = None,
) -> str:
    """Add stated rules inside the caller's transaction and return the import id."""
    words = data if data is not None else repr([as_rows(rules, shipped) for rules in years]).encode()
    number, import_id = writes.add_import(
        cursor,
        "rules",
        hashlib.sha256(words).hexdigest(),
        fiscal_year=years[0].fiscal_year if len(years) == 1 else None,
        file_name=file,
        byte_count=len(data) if data is not None else None,
    )
    names = {rule.instrument: (rule.name_th, rule.name_en) for rule in shipped.instruments}
    instruments: list[dict[str, object]] = []
    indicators: list[dict[str, object]] = []
    levels: list[dict[str, object]] = []
    for rules in years:
        key = {"import_no": number, "fiscal_year": rules.fiscal_year}
        instruments += [
            {
                **key,
                "instrument": weight.instrument,
                "name_th": names[weight.instrument][0],
                "name_en": names[weight.instrument][1],
                "weight": weight.weight,
                "source": weight.source,
            }
            for weight in rules.weights
        ]
        indicators += [
            {**key, "indicator_no": m.indicator_no, "instrument": m.instrument, "source": m.source}
            for m in rules.members
        ]
        levels += [
            {
                **key,
                "level_order": order,
                "level_th": level.level,
                "min_total": level.min_total,
                "min_each_instrument": level.min_each_instrument,
                "source": level.source,
            }
            for order, level in enumerate(rules.levels, start=1)
        ]
    insert_rows(cursor, "stated_instruments", instruments)
    insert_rows(cursor, "stated_indicators", indicators)
    insert_rows(cursor, "stated_levels", levels)
    return import_id


def check_rules(engine: Engine, fiscal_year: int, agency: str = "") -> list[RulesCheckRow]:
    """Return published figures of a year beside those that its rules give (query ``rules_check``).

    Raises
    ------
    NotKnownError
        The year has no rules, nor assumed ones.
    """
    with engine.cursor() as cursor:
        rows = {int(row.fiscal_year): row for row in reads.rules(cursor)}
        if fiscal_year not in rows or rows[fiscal_year].basis is None:
            raise NotKnownError(
                N_("There are no rules of {year}, so there is nothing to check."),
                {"year": fiscal_year, "from_year": max(years_with_rules(list(rows.values())), default=0)},
                hint=N_("Assume those of another year first: ita rules assume {year} --from {from_year}"),
                rule="rules-none",
            )
        return reads.rules_check(cursor, agency=agency, year=fiscal_year)


def rules_to_export(engine: Engine, fiscal_year: int | None) -> list[YearRules]:
    """Return the rules to pass on as a file: those of one year, stated or shipped, or all that a user stated.

    Raises
    ------
    NotKnownError
        The year has no rules of its own, or none are stated.
    """
    with engine.cursor() as cursor:
        own = {int(row.fiscal_year): row.basis for row in reads.rules(cursor)}
        years = [fiscal_year] if fiscal_year is not None else [y for y, basis in own.items() if basis == "stated"]
        if not years:
            raise NotKnownError(
                N_("No rules are stated here; name a year with --year to write those that ship."), rule="rules-none"
            )
        if any(own.get(year) not in ("shipped", "stated") for year in years):
            raise NotKnownError(
                N_("There are no rules of {year} itself, so none can be passed on; an assumption is no rule."),
                {"year": years[0]},
                rule="rules-none",
            )
        return [rules for year in years if (rules := rules_of(cursor, year)) is not None]


@dataclass(frozen=True, slots=True)
class Effect:
    """What an agency and year has now and would have: total (points of 0-100) and level, None where there is none."""

    agency: str
    agency_en: str | None
    agency_id: str
    before: tuple[Decimal | None, str | None]
    after: tuple[Decimal | None, str | None]


@dataclass(frozen=True, slots=True)
class Preview:
    """What rules would change for the agencies in the database, the check by them, and what they would rest on."""

    effects: tuple[Effect, ...]
    check: tuple[RulesCheckRow, ...]
    basis: str | None


def preview_assumption(engine: Engine, fiscal_year: int, from_year: int) -> Preview:
    """Return what an assumption would give; nothing is stored and no writer waits."""
    return _preview(engine, fiscal_year, lambda cursor: write_assumption(cursor, fiscal_year, from_year))


def preview_stated(engine: Engine, shipped: Frameworks, rules: YearRules) -> Preview:
    """Return what stated rules would give; nothing is stored and no writer waits."""
    return _preview(engine, rules.fiscal_year, lambda cursor: write_stated(cursor, shipped, [rules]))


def preview_undo_of_rules(engine: Engine, import_no: int, fiscal_year: int) -> Preview:
    """Return what undoing stated rules or an assumption would give for a year; nothing is stored."""
    return _preview(engine, fiscal_year, lambda cursor: writes.add_undo(cursor, import_no, ""))


def _preview(engine: Engine, fiscal_year: int, change: Callable[[Cursor], object]) -> Preview:
    """Make a change in a transaction that is always rolled back, beside other writers: it is of all agencies."""

    def work(cursor: Cursor) -> Preview:
        before = {row.agency_id: row for row in reads.rule_results(cursor, year=fiscal_year)}
        change(cursor)
        after = {row.agency_id: row for row in reads.rule_results(cursor, year=fiscal_year)}
        effects = tuple(
            Effect(
                str(row.agency),
                row.agency_en,
                agency_id,
                (before[agency_id].total, before[agency_id].level),
                (row.total, row.level),
            )
            for agency_id, row in after.items()
        )
        basis = next(
            (row.rules_basis for row in reads.rules(cursor) if row.fiscal_year == fiscal_year),
            None,
        )
        return Preview(effects, tuple(reads.rules_check(cursor, agency="", year=fiscal_year)), basis)

    return preview(engine, EVERYONE, work)


def spans(years: Sequence[int]) -> str:
    """Return years with runs as spans, such as 2562–2568, 2570."""
    found: list[list[int]] = []
    for year in sorted(years):
        if found and year == found[-1][-1] + 1:
            found[-1].append(year)
        else:
            found.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)
