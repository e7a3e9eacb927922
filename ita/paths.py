"""Where things lie: the shipped data and queries beside the code, and the live database."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
QUERIES = ROOT / "queries"
LOCALE = ROOT / "locale"
DATABASE_VARIABLE = "ITA_DATABASE"


def database_path(chosen: str | None = None) -> Path:
    """Return the absolute path of the database: as chosen, else from ``ITA_DATABASE``, else ``data/ita.duckdb``."""
    named = chosen or os.environ.get(DATABASE_VARIABLE)
    # Not through `Path`: see below.
    return _absolute(os.path.join(os.getcwd(), os.path.expanduser(named))) if named else DATA / "ita.duckdb"  # noqa: PTH109, PTH111, PTH118


# Every read asks for it, and each part of a path is a call to the file system.
@lru_cache(maxsize=64)
def _absolute(named: str) -> Path:
    """Return a path without links; one that cannot be followed (a loop, no such person's folder) stays as it is named.

    `Path` raises there, and what is wrong with a file is said where it is opened.
    """
    return Path(os.path.realpath(named))


def database_id(path: Path) -> str:
    """Return the SHA-256 of a database's absolute path: tells one database from another without naming it."""
    return hashlib.sha256(os.path.realpath(path).encode("utf-8", "surrogateescape")).hexdigest()
