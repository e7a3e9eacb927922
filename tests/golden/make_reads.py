"""Write what every read query gives of a kept backup: one line a call, sorted, as the program of that version gave it.

    .venv/bin/python tests/golden/make_reads.py BACKUP GOLDEN

`reads-schema-3.json` was made so, once, of `backup-schema-3.zip` by the program that made the backup (commit 4573a6b).
It is never written again: `tests/unit/test_reads_stay.py` restores the same backup and compares. What was renamed since
stands there in one table.
"""

from __future__ import annotations

import itertools
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ita.__main__ import main as command_line  # noqa: E402
from ita.store import query_loader  # noqa: E402
from ita.store.engine import Engine, open_engine  # noqa: E402

# What may be asked for a parameter, by a statement that gives all of it.
CHOICES = {
    "agency": "SELECT agency_id FROM agencies ORDER BY ALL",
    "import_id": "SELECT import_id FROM imports ORDER BY ALL",
    "sha256": "SELECT DISTINCT sha256 FROM imports ORDER BY ALL",
    "snapshot": "SELECT snapshot_no FROM snapshots ORDER BY ALL",
    "shape": "SELECT DISTINCT shape FROM import_mappings ORDER BY ALL",
}
YEARS = range(2562, 2571)


def choices(engine: Engine) -> dict[str, list[object]]:
    """Return what each parameter of a read may be."""
    with engine.cursor() as cursor:
        found: dict[str, list[object]] = {
            name: [row[0] for row in cursor.execute(text).fetchall()] for name, text in CHOICES.items()
        }
    return found | {name: list(YEARS) for name in ("year", "from_year", "to_year")}


def calls(engine: Engine) -> Iterator[tuple[str, dict[str, object]]]:
    """Give every read with every choice of its parameters; of two years those that follow each other."""
    of = choices(engine)
    for name, query in query_loader.queries("read").items():
        names = [param.name for param in query.params]
        for given in itertools.product(*(of[each] for each in names)):
            asked = dict(zip(names, given, strict=True))
            if "from_year" in asked and asked["from_year"] + 1 != asked["to_year"]:  # type: ignore[operator]
                continue
            yield name, asked


def line(name: str, asked: Mapping[str, object], rows: list[dict[str, Any]]) -> str:
    """Return one call and its rows as a line of JSON."""
    return json.dumps([name, asked, rows], ensure_ascii=False, default=str)


def lines(engine: Engine) -> Iterator[str]:
    """Give a line for each call that gives rows."""
    for name, asked in calls(engine):
        with engine.cursor() as cursor:
            rows = query_loader.rows(cursor, name, **asked)
        if rows:
            yield line(name, asked, rows)


def main() -> int:
    """Restore the backup into a new database and write what its reads give."""
    backup, golden = map(Path, sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "ita.duckdb"
        assert command_line(["restore", str(backup), "--db", str(database)]) == 0
        with closing(open_engine(database)) as engine:
            golden.write_text("\n".join(lines(engine)) + "\n", "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
