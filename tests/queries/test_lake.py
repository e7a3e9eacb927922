"""The same statements on a DuckLake: every read and every check gives there what it gives on the file."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ita.frameworks import Frameworks
from ita.importing import bulk_import
from ita.importing.bulk_files import look_at
from ita.model import TypedResult
from ita.store import query_loader, results, writes
from ita.store.engine import Engine
from ita.store.write_scope import noted
from tests.helpers import read_everything, read_everything_through
from tests.unit.filled_database import fill

pytestmark = pytest.mark.slow
SAMPLE = [("ban-mo", 2568)]


@pytest.fixture
def lake(
    engine: Engine, frameworks: Frameworks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection to a DuckLake that holds every row of the engine's database."""
    fill(engine, frameworks)
    package = Path(importlib.import_module("duckdb_extension_ducklake").__file__ or "").parent
    (extension,) = package.rglob("ducklake.duckdb_extension")
    with closing(duckdb.connect(":memory:", config={"autoload_known_extensions": "false"})) as connection:
        connection.load_extension(str(extension))
        # ATTACH takes no parameter: its names are of the folder where the process stands.
        monkeypatch.chdir(tmp_path)
        connection.execute("ATTACH 'ducklake:catalogue.duckdb' AS lake (DATA_PATH 'files')")
        connection.execute("USE lake")
        connection.begin()
        for statement in query_loader.queries("schema").values():
            connection.execute(statement.text)
        with engine.cursor() as cursor:
            for name, _ in query_loader.write(cursor, "stored_tables"):
                rows = cursor.table(name).to_arrow_table()
                if rows.num_rows and name not in results.RESULTS:
                    connection.from_arrow(rows).insert_into(name)
        connection.commit()
        yield connection


def test_reads_and_checks_give_the_same_on_a_lake(
    engine: Engine, lake: duckdb.DuckDBPyConnection, frameworks: Frameworks, tmp_path: Path
) -> None:
    lake.begin()
    results.refresh(lake)
    lake.commit()
    assert read_everything_through(lake, SAMPLE) == read_everything(engine, SAMPLE)
    with engine.cursor() as cursor:
        on_file = query_loader.broken_checks(cursor, query_loader.SEVERITIES)
    assert query_loader.broken_checks(lake, query_loader.SEVERITIES) == on_file
    # A write there, and what follows from it; then it never was.
    lake.begin()
    with noted(lake, results.refresh):
        number, _ = writes.add_import(lake, "scores", "0" * 64, agency_id="ban-mo", fiscal_year=2568)
        writes.add_typed(lake, number, "ban-mo", TypedResult(2568, {9: Decimal("95.00")}, None, None), "ITAS")
        (row,) = query_loader.rows(lake, "assessment", agency="ban-mo", year=2568)
        # 93.81, a fifth of 30 hundredths of 92.34 for 99.45, half of 40 hundredths of 95.00 for 88.28.
        assert row["total"] == Decimal("94.73")
    assert query_loader.broken_checks(lake, query_loader.ERRORS) == []
    lake.rollback()
    # Rows of many agencies too: they wait in tables of the connection, and are stored there.
    scores = tmp_path / "scores.csv"
    scores.write_text(
        "agency_id,fiscal_year,indicator_no,score\n" + "".join(f"ban-mo,2567,{n},8{n}\n" for n in range(1, 10))
    )
    lake.begin()
    with noted(lake, results.refresh):
        done = bulk_import.store_files(lake, frameworks, [look_at(lake, scores)], "0" * 64, 1, frozenset({"all"}))
        assert (done.indicators, done.agencies) == (9, 1)
        own = query_loader.rows(lake, "figure_sources", agency="ban-mo", year=2567)
        assert [(row["score"], row["place_row"]) for row in own] == [(80 + n, n + 1) for n in range(1, 10)]
    assert query_loader.broken_checks(lake, query_loader.ERRORS) == []
    lake.rollback()
    assert read_everything_through(lake, SAMPLE, ["assessment"]) == read_everything(engine, SAMPLE, ["assessment"])
