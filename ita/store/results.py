"""Results as tables: what the views ``defined_*`` compute, stored by agency and year so that no read computes them.

Whatever writes scores, totals or rules refreshes the results that it touched in the same transaction: of the agencies
whose figures it wrote or undid, of all for rules and reference data. Reads in the same transaction see them too. The
check ``results_stale`` compares every table with its definition.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import duckdb

from ita.store import query_loader
from ita.store.table_rows import execute_named, insert_rows
from ita.store.write_scope import EVERYTHING, Scope

# In the order in which one rests on another.
RESULTS = (
    "shown_scores",
    "shown_totals",
    "agency_years",
    "indicator_results",
    "instrument_results",
    "total_results",
    "level_results",
    "year_figures",
)
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
    agencies = _touched(cursor, scope)
    if agencies is None:
        for table in RESULTS:
            execute_named(cursor, "clear_table", table_name=table)
            execute_named(cursor, "fill_all_results", table_name=table, view_name=_definition(table))
        return
    for agency in agencies:
        for table in RESULTS:
            execute_named(cursor, "clear_results", {"agency": agency}, table_name=table)
            execute_named(cursor, "fill_results", {"agency": agency}, table_name=table, view_name=_definition(table))


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


def _definition(table: str) -> str:
    return f"defined_{table}"


def _touched(cursor: duckdb.DuckDBPyConnection, scope: Scope) -> list[str] | None:
    """Return the agencies whose results a write touched; None for all."""
    if scope.everything:
        return None
    if not scope.imports:
        return []
    span = {"first_import": min(scope.imports), "last_import": max(scope.imports)}
    found = [agency for (agency,) in query_loader.write(cursor, "agencies_of_imports", **span)]
    return None if None in found or len(found) > _ONE_BY_ONE else found
