"""Where things lie: the shipped data and queries beside the code, and the live database."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
QUERIES = ROOT / "queries"
LOCALE = ROOT / "locale"
DATABASE_VARIABLE = "ITA_DATABASE"


def database_path(chosen: str | None = None) -> Path:
    """Return the absolute path of the database: as chosen, else from ``ITA_DATABASE``, else ``data/ita.duckdb``."""
    named = chosen or os.environ.get(DATABASE_VARIABLE)
    return _absolute(os.path.expanduser(named)) if named else DATA / "ita.duckdb"  # noqa: PTH111 - see below


def _absolute(named: str | Path) -> Path:
    """Return a path without links; one that cannot be followed (a loop, no such person's folder) stays as it is named.

    `Path` raises there, and what is wrong with a file is said where it is opened.
    """
    return Path(os.path.realpath(named))


def database_id(path: Path) -> str:
    """Return the SHA-256 of a database's absolute path: tells one database from another without naming it."""
    return hashlib.sha256(str(_absolute(path)).encode("utf-8", "surrogateescape")).hexdigest()
