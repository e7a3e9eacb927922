"""Results as tables: what the views ``defined_*`` compute, stored by agency and year so that no read computes them.

Whatever writes scores, totals or rules refreshes the results that it touched in the same transaction: of the agencies
whose figures it wrote or undid, of all for rules and reference data. What an import holds is counted when it is stored,
for its facts never change after that; what of it is current, as results are. Reads in the same transaction see all of
it. The check ``results_stale`` compares every table with its definition.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import duckdb

from ita.store import query_loader
from ita.store.table_rows import execute_named, insert_rows
from ita.store.write_scope import EVERYTHING, Scope

# By import, by agency as imports replace each other, by agency as figures and rules change: in the order in which one
# rests on another.
_HELD = "held_figures"
_PARTS = ("held_parts",)
_OF_FIGURES = (
    "shown_scores",
    "shown_totals",
    "agency_years",
    "indicator_results",
    "instrument_results",
    "total_results",
    "level_results",
    "year_figures",
)
RESULTS = (_HELD, *_PARTS, *_OF_FIGURES)
STATE = "result_state"
# Beyond so many agencies, all at once take less time than one after another.
_ONE_BY_ONE = 4


def refresh(cursor: duckdb.DuckDBPyConnection, scope: Scope = EVERYTHING) -> None:
    """Store anew the results that a write touched, inside the caller's transaction.

    Parameters
    ----------
    scope
        What was written. Agencies that were only added or renamed have no results by that.
    """
    if scope.everything:
        _store(cursor, RESULTS, None)
    elif scope.imports:
        execute_named(cursor, "clear_held_figures", scope.span())
        execute_named(cursor, "fill_held_figures", scope.span())
        _store(cursor, _PARTS, _touched(cursor, "agencies_holding", scope))
        _store(cursor, _OF_FIGURES, _touched(cursor, "agencies_of_imports", scope))


def rebuild_if_outdated(cursor: duckdb.DuckDBPyConnection, *, always: bool = False) -> bool:
    """Store all results anew where they are of other definitions than today's; tell whether they were."""
    if not always and query_loader.write(cursor, "result_definition") == [(definition(),)]:
        return False
    refresh(cursor)
    execute_named(cursor, "clear_table", table_name=STATE)
    insert_rows(cursor, STATE, [{"definition": definition()}])
    return True


@lru_cache(maxsize=1)
def definition() -> str:
    """Return the SHA-256 of all that results are defined by: every statement of ``queries/schema``."""
    texts = "\0".join(query.text for query in query_loader.queries("schema").values())
    return hashlib.sha256(texts.encode()).hexdigest()


def _store(cursor: duckdb.DuckDBPyConnection, tables: Sequence[str], agencies: Sequence[str] | None) -> None:
    """Store tables of results anew: of some agencies, or of all."""
    if agencies is None:
        for table in tables:
            execute_named(cursor, "clear_table", table_name=table)
            execute_named(cursor, "fill_all_results", table_name=table, view_name=_definition(table))
        return
    for agency in agencies:
        for table in tables:
            execute_named(cursor, "clear_results", {"agency": agency}, table_name=table)
            execute_named(cursor, "fill_results", {"agency": agency}, table_name=table, view_name=_definition(table))


def _definition(table: str) -> str:
    return f"defined_{table}"


def _touched(cursor: duckdb.DuckDBPyConnection, query: str, scope: Scope) -> list[str] | None:
    """Return the agencies whose results a write touched, as a query names them; None for all."""
    found = [agency for (agency,) in query_loader.write(cursor, query, **scope.span())]
    return None if None in found or len(found) > _ONE_BY_ONE else found
