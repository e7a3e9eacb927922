"""Make a national database of synthetic agencies and years through ``ita import --bulk``, and print times and sizes.

    .venv/bin/python tests/bench/national.py FILE.duckdb [--agencies 8300] [--years 10] [--seed 68]

Every agency is called synthetic, as is every file: no figure is anybody's. The figures are drawn by a seed, so that two
runs give the same ones; totals and levels are those that the rules of each year give. It ends at 2569; of years before
the first rules the loader takes figures here only.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import duckdb  # noqa: E402

from ita.frameworks import Frameworks  # noqa: E402
from ita.importing import bulk_import  # noqa: E402
from ita.importing.build import open_built  # noqa: E402
from ita.importing.bulk_import import import_bulk  # noqa: E402
from ita.importing.undo import preview_undo  # noqa: E402
from ita.model import LOCAL_KINDS  # noqa: E402
from ita.provinces import PROVINCES  # noqa: E402
from ita.store import query_loader, results  # noqa: E402
from ita.store.engine import Engine, open_engine  # noqa: E402
from ita.store.integrity import check_file  # noqa: E402
from ita.store.table_rows import insert_rows  # noqa: E402

LAST_YEAR = 2569
SURVEYS = {"i": 30, "e": 15, "o": 15}
AGENCIES, YEARS, SEED = 8300, 10, 68
# So many reads of each are timed.
READS = 9
T = TypeVar("T")
# What was timed, in the order in which it was.
SECONDS: dict[str, list[float]] = {}
COPIED, IMPORTED = "COPY questions into a bare table", "bulk import, questions"

FIGURES = """
CREATE TABLE figures AS
SELECT
    agency_id, fiscal_year, indicator_no, instrument, point_weight,
    least(99.99, greatest(46, 51 + 34 * drawn(agency_no, 0, 0) + year_no * 0.6
        + 14 * drawn(agency_no, year_no, indicator_no)))::DECIMAL(5, 2) AS score
FROM agencies CROSS JOIN years JOIN rules USING (fiscal_year)
"""
QUESTIONS = """
SELECT agency_id, fiscal_year, code, (45 + 55 * drawn(agency_no, year_no, 1000 + code_no))::DECIMAL(5, 2) AS score
FROM agencies CROSS JOIN years JOIN codes USING (fiscal_year)
ORDER BY agency_no, fiscal_year, code_no
"""
SCORES = "SELECT agency_id, fiscal_year, indicator_no, score FROM figures ORDER BY agency_id, fiscal_year, indicator_no"
TOTALS = """
WITH instruments AS (
    SELECT agency_id, fiscal_year, instrument, avg(score) AS mean, sum(point_weight * score) AS points
    FROM figures GROUP BY ALL
),
totals AS (
    SELECT agency_id, fiscal_year, sum(points) AS total, min(mean) AS least FROM instruments GROUP BY ALL
)
SELECT
    agency_id, fiscal_year, round(total, 2)::DECIMAL(5, 2) AS total,
    (
        SELECT arg_min(level_th, level_order) FROM levels
        WHERE levels.fiscal_year = totals.fiscal_year AND total >= min_total AND least >= min_each
    ) AS level
FROM totals
ORDER BY agency_id, fiscal_year
"""


def timed(what: str, work: Callable[[], T]) -> T:
    """Do something, print and keep the seconds that it took, by the clock, and print those of processors."""
    clock, processor = time.perf_counter(), time.process_time()
    done = work()
    took = time.perf_counter() - clock
    SECONDS.setdefault(what, []).append(took)
    said = f"{what:34} {took:8.2f} s   cpu {time.process_time() - processor:8.2f} s"
    print(said, file=sys.stderr, flush=True)
    return done


def agency_ids(count: int) -> list[str]:
    """Return ids that differ in their first eight letters, by which DuckDB passes over blocks."""
    return [f"s{number:04}-synthetic" for number in range(1, count + 1)]


def add_agencies(engine: Engine, count: int) -> None:
    """Add synthetic agencies at once."""
    rows = [
        {
            "agency_id": agency_id,
            "name_th": f"หน่วยงานสังเคราะห์ {number:04}",
            "name_en": f"Synthetic agency {number:04}",
            "kind": LOCAL_KINDS[number % 2],
            "district": f"อำเภอสังเคราะห์ {number % 900:03}",
            "province": sorted(PROVINCES)[number % len(PROVINCES)],
            "role": "published",
            "source": "synthetic",
        }
        for number, agency_id in enumerate(agency_ids(count), start=1)
    ]
    engine.transact(lambda cursor: insert_rows(cursor, "agencies", rows))


def write_files(folder: Path, frameworks: Frameworks, count: int, years: int, seed: int) -> list[Path]:
    """Write the three files of rows."""
    span = list(range(LAST_YEAR - years + 1, LAST_YEAR + 1))
    newest = max(rule.fiscal_year_to for rule in frameworks.instruments)
    rules: list[tuple[object, ...]] = []
    codes: list[tuple[object, ...]] = []
    levels: list[tuple[object, ...]] = []
    for year in span:
        of_year = year if frameworks.has_rules(year) else newest
        members, weights = frameworks.instrument_of(of_year), frameworks.weights(of_year)
        for number, instrument in members.items():
            weight = weights[instrument] / sum(each == instrument for each in members.values())
            rules.append((year, number, instrument, weight))
        known = sorted(frameworks.codes(year))
        for letter, many in SURVEYS.items():
            here = [code for code in known if code[0] == letter]
            codes += [(year, code) for code in here or [f"{letter}{n}" for n in range(1, many + 1)]]
        levels += [
            (year, level.level_order, level.level_th, level.min_total, level.min_each_instrument or 0)
            for level in frameworks.levels(year)
        ]
    paths = [folder / f"synthetic-{name}.csv" for name in ("questions", "scores", "totals")]
    tables: tuple[tuple[str, str, list[tuple[object, ...]]], ...] = (
        (
            "CREATE TABLE agencies (agency_no INTEGER, agency_id VARCHAR)",
            "INSERT INTO agencies VALUES (?, ?)",
            list(enumerate(agency_ids(count), start=1)),
        ),
        (
            "CREATE TABLE years (fiscal_year INTEGER, year_no INTEGER)",
            "INSERT INTO years VALUES (?, ?)",
            [(year, year - span[0]) for year in span],
        ),
        (
            "CREATE TABLE rules "
            "(fiscal_year INTEGER, indicator_no INTEGER, instrument VARCHAR, point_weight DECIMAL(9, 6))",
            "INSERT INTO rules VALUES (?, ?, ?, ?)",
            rules,
        ),
        (
            "CREATE TABLE codes (code_no INTEGER, fiscal_year INTEGER, code VARCHAR)",
            "INSERT INTO codes VALUES (?, ?, ?)",
            [(n, *row) for n, row in enumerate(codes)],
        ),
        (
            "CREATE TABLE levels (fiscal_year INTEGER, level_order INTEGER, level_th VARCHAR, "
            "min_total DECIMAL(5, 2), min_each DECIMAL(5, 2))",
            "INSERT INTO levels VALUES (?, ?, ?, ?, ?)",
            levels,
        ),
    )
    with duckdb.connect(":memory:") as made:
        made.execute("SET VARIABLE seed = $1", [seed])
        made.execute("CREATE MACRO drawn(a, b, c) AS hash(a, b, c, getvariable('seed')) % 100000 / 100000.0")
        for create, insert, rows in tables:
            made.execute(create)
            made.executemany(insert, rows)
        made.execute(FIGURES)
        for path, query in zip(paths, (QUESTIONS, SCORES, TOTALS), strict=True):
            made.sql(query).write_csv(str(path), header=True)
    return paths


def bare_copy(folder: Path, path: Path) -> None:
    """Read the question scores into a bare table with DuckDB's COPY."""
    target = folder / "bare.duckdb"
    # COPY takes no parameter for its file: the name is fixed, and looked for where the file lies.
    copied = path.parent / "copied.csv"
    copied.hardlink_to(path)
    with duckdb.connect(str(target), config={"file_search_path": str(path.parent)}) as bare:
        bare.execute("CREATE TABLE bare (agency_id VARCHAR, fiscal_year INTEGER, code VARCHAR, score DECIMAL(5, 2))")
        bare.execute("COPY bare FROM 'copied.csv' (HEADER)")
    copied.unlink()
    target.unlink()


def reads_of(engine: Engine, agency: str, year: int) -> dict[str, float]:
    """Return the median milliseconds of each read query for an agency and year, without any cache of ours."""
    given: dict[str, Any] = {"agency": agency, "year": year, "from_year": year - 1, "to_year": year, "import_id": "1-0"}
    found = {}
    for name, query in query_loader.queries("read").items():
        params = {}
        for param in query.params:
            params[param.name] = given.get(param.name, 30 if param.type == "INTEGER" else "")
        times = []
        with engine.cursor() as cursor:
            for _ in range(READS):
                began = time.perf_counter()
                cursor.execute(query.text, params).fetchall()
                times.append(1000 * (time.perf_counter() - began))
        found[name] = statistics.median(times)
    return found


def reads_of_file(database: Path, agency: str, year: int) -> dict[str, float]:
    """Return the same for a file."""
    with closing(open_engine(database)) as engine:
        return reads_of(engine, agency, year)


def peak() -> int:
    """Return the most memory that this process had, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)


def build(database: Path, count: int, years: int, seed: int, folder: Path) -> tuple[float, float]:
    """Make the database, print what each step took; return the seconds of a bare COPY and of the import."""
    engine, frameworks = open_built(database)
    bulk_import.years_allowed = lambda _: (LAST_YEAR - years + 1, LAST_YEAR)
    with closing(engine):
        timed("add agencies", lambda: add_agencies(engine, count))
        files = timed("write files", lambda: write_files(folder, frameworks, count, years, seed))
        print("files MB", [round(file.stat().st_size / 1e6, 1) for file in files], "peak MB", peak(), file=sys.stderr)
        for _ in range(2):
            timed(COPIED, lambda: bare_copy(folder, files[0]))
        done = timed(IMPORTED, lambda: import_bulk(engine, frameworks, files[:1]))
        print(done.import_id, done.doubts, "peak MB", peak(), file=sys.stderr)
        done = timed("bulk import, scores and totals", lambda: import_bulk(engine, frameworks, files[1:]))
        print(done.import_id, done.doubts, "peak MB", peak(), file=sys.stderr)
        timed("refresh of all results", lambda: engine.transact(results.refresh))
    print("database MB", round(database.stat().st_size / 1e6, 1), file=sys.stderr)
    return statistics.median(SECONDS[COPIED]), SECONDS[IMPORTED][-1]


def measure(database: Path, count: int) -> None:
    """Print what checks, an undo and reads of it take, beside those of a town's own database."""
    broken, _ = timed("ita check", lambda: check_file(database))
    print(
        "findings", {check.name: sum(c.name == check.name for c, _ in broken) for check, _ in broken}, "peak MB", peak()
    )
    with tempfile.TemporaryDirectory() as folder:
        open_built(Path(folder) / "one.duckdb")[0].close()
        with closing(open_engine(Path(folder) / "one.duckdb")) as one:
            of_one = reads_of(one, "ban-mo", 2568)
    with closing(open_engine(database)) as engine:
        of_nation = reads_of(engine, agency_ids(count)[count // 2], 2568)
        with engine.cursor() as cursor:
            imports = [row for row in query_loader.rows(cursor, "history", agency="") if row["kind"] == "bulk"]
        timed("preview of an undo", lambda: preview_undo(engine, imports[0]["import_id"], agency_ids(count)[0]))
    print(f"{'read':26} {'town ms':>9} {'nation ms':>9} {'ratio':>6}")
    for name in sorted(of_one, key=lambda name: of_one[name] - of_nation[name]):
        print(f"{name:26} {of_one[name]:9.1f} {of_nation[name]:9.1f} {of_nation[name] / of_one[name]:6.1f}")


def main() -> None:
    """Make the database unless it is there, then measure, each in a process of its own."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("database", type=Path)
    asked.add_argument("--agencies", type=int, default=AGENCIES)
    asked.add_argument("--years", type=int, default=YEARS)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--only", choices=("build", "measure"))
    given = asked.parse_args()
    if given.only == "build":
        with tempfile.TemporaryDirectory() as folder:
            build(given.database, given.agencies, given.years, given.seed, Path(folder))
        return
    if given.only == "measure":
        measure(given.database, given.agencies)
        return
    for only in ("build", "measure"):
        if only == "measure" or not given.database.exists():
            subprocess.run([sys.executable, __file__, *sys.argv[1:], "--only", only], check=True)


if __name__ == "__main__":
    main()
