"""A read of one agency works on its rows, whoever else is stored: no step of it gives rows of all agencies."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ita.frameworks import Frameworks
from ita.importing.build import open_built
from ita.importing.bulk_import import import_bulk
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.store import query_loader
from ita.store.engine import Engine
from ita.store.table_rows import insert_rows

AGENCIES, YEARS = 300, (2566, 2567, 2568)
MINE = "s0150-synthetic"
# Those of all agencies: a list of them, the search in their names, what rules give each and of how many years they are,
# how many have figures, what a backup holds. Of later work one block of rows is looked at where nobody ever kept a
# value.
OF_ALL = {
    "agencies",
    "agencies_found",
    "agencies_of_years",
    "averages",
    "agency_names",
    "rule_results",
    "rules",
    "holdings",
    "later_work",
}
# Of one agency with some years; each of the others adds at least one row an agency.
MOST = 250


@pytest.fixture(scope="module")
def nation(frameworks: Frameworks, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return a database of many synthetic agencies with three years each, and a typed result of one of them."""
    folder = tmp_path_factory.mktemp("nation")
    ids = [f"s{number:04}-synthetic" for number in range(AGENCIES)]
    agency = {"name_en": None, "kind": "subdistrict_municipality", "district": "เมือง", "province": "ลพบุรี"}
    rows = [{**agency, "agency_id": i, "name_th": f"สังเคราะห์ {i}", "role": "published", "source": "x"} for i in ids]
    scores, questions = folder / "scores.csv", folder / "questions.csv"
    years = [(number, agency_id, year) for number, agency_id in enumerate(ids) for year in YEARS]
    scores.write_text(
        "agency_id,fiscal_year,indicator_no,score\n"
        + "".join(f"{i},{y},{k},{50 + (n * 7 + y + k * k) % 50}\n" for n, i, y in years for k in range(1, 11))
    )
    questions.write_text(
        "agency_id,fiscal_year,code,score\n"
        + "".join(f"{i},{y},o{k},{50 + (n + y) % 50}\n" for n, i, y in years for k in range(1, 6))
    )
    with closing(open_built(folder / "ita.duckdb")[0]) as engine:
        engine.transact(lambda cursor: insert_rows(cursor, "agencies", rows))
        import_bulk(engine, frameworks, [scores, questions], accept=frozenset({"all"}))
        import_typed(engine, MINE, TypedResult(2568, {9: Decimal("90.00")}, Decimal("91.00"), None))
        yield engine


def most_rows(steps: Mapping[str, Any]) -> tuple[int, str]:
    """Return the most rows that a step of a profile gives, and which step that is."""
    info = steps.get("extra_info", {})
    here = int(steps.get("operator_cardinality", 0)), f"{steps.get('operator_name')} {info.get('Table', '')}"
    return max([here, *(most_rows(step) for step in steps["children"])])


@pytest.mark.parametrize("read", sorted(set(query_loader.queries("read")) - OF_ALL))
def test_a_read_of_one_agency_gives_no_rows_of_all(
    read: str, nation: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = query_loader.queries("read")[read]
    # A setting takes no parameter: its file is looked for where the process is.
    monkeypatch.chdir(tmp_path)
    with nation.cursor() as cursor:
        (mine, *_) = query_loader.rows(cursor, "imports", agency=MINE)
        (same, *_) = query_loader.rows(cursor, "history", agency=MINE)
        assert same["import_id"] == mine["import_id"]
        known: dict[str, Any] = {"sha256": same["sha256"]}
        known |= {"agency": MINE, "year": 2568, "from_year": 2567, "to_year": 2568, "import_id": mine["import_id"]}
        given = {param.name: known.get(param.name, "") for param in query.params}
        cursor.execute("SET enable_profiling = 'json'")
        cursor.execute("SET profiling_output = 'profile.json'")
        cursor.execute(query.text, given).fetchall()
        cursor.execute("PRAGMA disable_profiling")
    rows, step = most_rows(json.loads((tmp_path / "profile.json").read_text("utf-8")))
    assert rows < MOST, f"{step.strip()} gives {rows} rows"
