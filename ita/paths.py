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
    return Path(named).expanduser().resolve() if named else DATA / "ita.duckdb"


def database_id(path: Path) -> str:
    """Return the SHA-256 of a database's absolute path: tells one database from another without naming it."""
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()
