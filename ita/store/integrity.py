"""All checks of a database file as it stands: nothing is built, migrated or written."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from ita.errors import N_, StoreError
from ita.store import query_loader, reads
from ita.store.engine import SCHEMA_VERSION, open_engine, stored_version


def refuse_missing(path: Path) -> None:
    """Refuse a database that is not there, where a new one would be no answer to what was asked.

    Raises
    ------
    StoreError
        There is no such file.
    """
    try:
        path.stat()
    except FileNotFoundError:
        raise StoreError(
            N_("There is no database {path}. Nothing was made."),
            {"path": str(path)},
            hint=N_("Choose the file with --db; a new one is made by “build”, and by opening the dashboard."),
            rule="store-missing",
        ) from None
    except (OSError, ValueError):
        # Whoever opens it is told by the system why it cannot be.
        return


def check_file(path: Path) -> tuple[list[tuple[query_loader.Query, dict[str, Any]]], dict[str, str]]:
    """Return every error and warning of the checks on a file, and the agencies' Thai names by id.

    All of the file is read; no byte of it is changed.

    Raises
    ------
    StoreError
        There is no such file, it is damaged or in use, or another version made its tables and views.
    """
    refuse_missing(path)
    with closing(open_engine(path, read_only=True)) as engine:
        engine.read_through()
        with engine.cursor() as cursor:
            if stored_version(cursor) != SCHEMA_VERSION:
                raise _older(path)
            try:
                names = {str(row.agency_id): str(row.name_th) for row in reads.agencies(cursor)}
                return query_loader.broken_checks(cursor, query_loader.SEVERITIES), names
            except (duckdb.CatalogException, duckdb.BinderException):
                # The tables are those of today, but a view that a check asks is not there yet.
                raise _older(path) from None


def _older(path: Path) -> StoreError:
    return StoreError(
        N_("The database {path} was made by an older version of this program, and a check changes nothing."),
        {"path": str(path)},
        hint=N_("Bring it up to date first with: python3 start.py ita build"),
        rule="store-older",
    )
