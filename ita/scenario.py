"""What a set of scores would give, told by the same SQL as for stored ones: written and read in a scratch database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from ita.errors import N_, InputError
from ita.model import TypedResult
from ita.score_values import is_score
from ita.store import writes
from ita.store.engine import Cursor, Engine
from ita.store.result_agencies import taker
from ita.store.scratch import preview
from ita.store.table_rows import insert_rows

# The ten indicators begin with the framework of 2562 (data/frameworks/breaks.csv).
Row = TypeVar("Row")
FIRST_YEAR, LAST_YEAR = 2562, 2700


def what_if(
    engine: Engine,
    agency_id: str,
    fiscal_year: int,
    scores: Mapping[int, Decimal],
    read: Callable[[Cursor, str, int], list[Row]],
) -> list[Row]:
    """Return what a read query of an agency and year would give if its ten scores were these; nothing is stored.

    Parameters
    ----------
    read
        What takes an agency and a year: `reads.assessment` (one row) or `reads.gap_ranking`.
    """

    def work(cursor: Cursor) -> list[Row]:
        number, _ = writes.add_import(cursor, "scores", "what-if", agency_id=agency_id, fiscal_year=fiscal_year)
        writes.add_typed(cursor, number, agency_id, TypedResult(fiscal_year, dict(scores), None, None), "what-if")
        return read(cursor, agency_id, fiscal_year)

    return preview(engine, agency_id, work, checked=False)


def store_targets(
    engine: Engine,
    agency_id: str,
    fiscal_year: int,
    targets: Mapping[int | None, Decimal],
    set_by: str,
    note: str = "",
) -> str:
    """Store targets of an agency and year and return the import id, by which they can be taken back.

    Parameters
    ----------
    targets
        Indicator number (None for the total) to target, 0-100.
    set_by
        Who sets them, as typed.

    Raises
    ------
    InputError
        No target, nobody's name, a target outside 0-100, a year or an indicator that is none, or an agency that takes
        no results.
    """
    if not targets or not set_by.strip():
        raise InputError(N_("Say who sets the target, and at least one target."), rule="target-incomplete")
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        raise InputError(
            N_("{year} is no fiscal year of the ten indicators."), {"year": fiscal_year}, rule="target-year"
        )
    for target in targets.values():
        if not is_score(target):
            raise InputError(
                N_("The target {target} is no figure of 0–100 with at most two decimals."),
                {"target": str(target)},
                rule="target-range",
            )

    def work(cursor: Cursor) -> str:
        taker(cursor, agency_id)
        words = f"{agency_id}|{fiscal_year}|{sorted((n or 0, str(t)) for n, t in targets.items())}|{set_by}|{note}"
        digest = hashlib.sha256(words.encode()).hexdigest()
        number, import_id = writes.add_import(cursor, "targets", digest, agency_id=agency_id, fiscal_year=fiscal_year)
        rows = [
            {
                "import_no": number,
                "agency_id": agency_id,
                "fiscal_year": fiscal_year,
                "indicator_no": indicator_no,
                "target": target,
                "set_by": set_by.strip(),
                "note": note.strip() or None,
            }
            for indicator_no, target in targets.items()
        ]
        insert_rows(cursor, "target_facts", rows)
        return import_id

    return engine.transact(work)
