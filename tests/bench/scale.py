"""Make a database of many synthetic towns and years, and measure backup, restore and writes of it: time and memory.

Run it as ``.venv/bin/python tests/bench/scale.py`` (``--agencies 1000 --years 6``). Every figure that it makes is of
origin ``synthetic``; the texts are those of the shipped report, each with its town's id: no two towns share one.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection
from contextlib import closing
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ita.importing.build import open_built  # noqa: E402
from ita.importing.typed_import import import_typed  # noqa: E402
from ita.model import TypedResult  # noqa: E402
from ita.store import query_loader  # noqa: E402
from ita.store.archive import open_archive  # noqa: E402
from ita.store.backup import current_rows, make_backup  # noqa: E402
from ita.store.backup_rotation import safety_name  # noqa: E402
from ita.store.engine import Cursor, Engine, open_engine  # noqa: E402
from ita.store.restore import restore_file  # noqa: E402
from ita.store.write_scope import EVERYTHING, Scope  # noqa: E402

LAST_YEAR = 2568
AGENCIES = """
CREATE TEMP TABLE made AS
SELECT
    format('synthetic-{:04d}', town) AS agency_id,
    (2568 - $years + year)::INTEGER AS fiscal_year,
    1000 + town * $years + year AS import_no
FROM range(1, $agencies + 1) AS towns(town), range(1, $years + 1) AS years(year)
"""
AVERAGES_AND_OWN = """
INSERT INTO agencies
SELECT DISTINCT
    agency_id, 'เทศบาลตำบลสังเคราะห์ ' || right(agency_id, 4), NULL, 'subdistrict_municipality', 'เมือง', 'ลพบุรี',
    'published', 'synthetic'
FROM made
"""
IMPORTS = """
INSERT INTO imports
SELECT
    import_no, import_no || '-' || left(md5(agency_id || fiscal_year), 8), 'report', agency_id, fiscal_year,
    fiscal_year + 1, agency_id || '.txt', sha256(agency_id || fiscal_year || $seed), 100000,
    TIMESTAMP '2026-01-01', '0'
FROM made
"""
SCORE = "(60 + hash(made.agency_id, made.fiscal_year, facts.indicator_no, $seed) % 4001 / 100)::DECIMAL(5, 2)"
KEY = "made.import_no AS import_no, made.agency_id AS agency_id, made.fiscal_year AS fiscal_year"
OWN = "facts.{0} || ' ' || made.agency_id || made.fiscal_year AS {0}"
FACTS = {
    "indicator_score_facts": f"{KEY}, {SCORE} AS score, 'synthetic' AS origin, 'synthetic' AS source",
    "plan_facts": f"{KEY}, {OWN.format('analysis')}, NULL AS question_score",
    "measure_facts": f"{KEY}, replace(measure_id, 'ban-mo-2568', made.agency_id || made.fiscal_year) AS measure_id",
    "step_facts": f"{KEY}, replace(measure_id, 'ban-mo-2568', made.agency_id || made.fiscal_year) AS measure_id",
    "unit_facts": KEY,
    "raw_cells": f"made.import_no AS import_no, {OWN.format('text')}",
}


def synthesize(engine: Engine, agencies: int, years: int, seed: int = 68) -> None:
    """Put in a report for each of so many towns and years up to 2568, in one transaction behind the usual checks."""

    def work(cursor: Cursor) -> None:
        cursor.execute(AGENCIES, {"agencies": agencies, "years": years})
        cursor.execute(AVERAGES_AND_OWN)
        cursor.execute(IMPORTS, {"seed": seed})
        (shipped,) = cursor.execute("SELECT import_no FROM imports WHERE file_name = 'ban-mo-2568.txt'").fetchone()  # type: ignore[misc]
        for table, changes in FACTS.items():
            cursor.execute(
                f"INSERT INTO {table} SELECT facts.* REPLACE ({changes}) FROM made, {table} AS facts "
                f"WHERE facts.import_no = {shipped} ORDER BY made.import_no",
                {"seed": seed} if "$seed" in changes else {},
            )
        cursor.execute("DROP TABLE made")

    engine.transact(work)


def one_write(engine: Engine) -> dict[str, object]:
    """Return the median milliseconds of a write, of its checks, and of the same checks over everything."""
    times: dict[str, list[float]] = {"typed": [], "checks": [], "sweep": []}
    real = query_loader.broken_checks

    def timed(cursor: Cursor, severities: Collection[str] = ("error",), scope: Scope = EVERYTHING) -> object:
        began = time.perf_counter()
        found = real(cursor, severities, scope)
        times["checks"].append(time.perf_counter() - began)
        return found

    query_loader.broken_checks = timed  # type: ignore[assignment]
    for number in range(9):
        began = time.perf_counter()
        import_typed(engine, "synthetic-0001", TypedResult(2569, {1: Decimal(50 + number)}, None, None))
        times["typed"].append(time.perf_counter() - began)
        with engine.cursor() as cursor:
            began = time.perf_counter()
            real(cursor)
            times["sweep"].append(time.perf_counter() - began)
    return {f"{name} ms": round(1000 * statistics.median(found)) for name, found in times.items()}


def step(name: str, database: Path, backup: Path, agencies: int, years: int) -> dict[str, object]:
    """Do one step in this process, and return how long it took and the most memory that the process had."""
    began = time.perf_counter()
    said: dict[str, object] = {}
    if name == "nothing":
        # What the program takes before it does anything, to be taken off the others.
        open_engine(database).close()
    elif name == "make":
        with closing(open_built(database)[0]) as engine:
            synthesize(engine, agencies, years)
            said["rows"] = sum(current_rows(engine).values())
    elif name == "backup":
        with closing(open_engine(database)) as engine:
            make_backup(engine, backup)
        said["MB"] = round(backup.stat().st_size / 1e6, 1)
    elif name == "verify":
        open_archive(backup)
    elif name == "restore":
        done = restore_file(database, backup, safety_name(database))
        said["safety"] = done.safety is not None
    elif name == "check":
        with closing(open_engine(database)) as engine, engine.cursor() as cursor:
            said["broken"] = len(query_loader.broken_checks(cursor))
    elif name == "write":
        with closing(open_engine(database)) as engine:
            said |= one_write(engine)
    said["seconds"] = round(time.perf_counter() - began, 2)
    said["peak MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
    if database.exists():
        said["database MB"] = round(database.stat().st_size / 1e6, 1)
    return said


def main() -> None:
    """Measure each step in a process of its own and print a line for each."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--agencies", type=int, default=1000)
    asked.add_argument("--years", type=int, default=6)
    asked.add_argument("--step", nargs=3, metavar=("NAME", "DATABASE", "BACKUP"))
    given = asked.parse_args()
    if given.step:
        name, database, backup = given.step
        print(json.dumps(step(name, Path(database), Path(backup), given.agencies, given.years)))
        return
    with tempfile.TemporaryDirectory() as folder:
        full, empty, backup = (Path(folder) / name for name in ("full.duckdb", "empty.duckdb", "b.zip"))
        for name, database in (
            ("make", full),
            ("nothing", full),
            ("backup", full),
            ("verify", full),
            ("restore", empty),
            ("restore", full),
            ("check", full),
            ("write", full),
        ):
            size = ["--agencies", str(given.agencies), "--years", str(given.years)]
            done = subprocess.run(
                [sys.executable, __file__, *size, "--step", name, str(database), str(backup)],
                capture_output=True,
                text=True,
                check=False,
            )
            print(f"{name:8} {database.stem:6} {done.stdout.strip() or done.stderr.strip()}", flush=True)


if __name__ == "__main__":
    main()
