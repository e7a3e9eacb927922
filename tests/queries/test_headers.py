"""Every file of `queries/` holds one statement, and its header says what DuckDB itself says of it."""

from __future__ import annotations

import inspect
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from ita.store import make_reads, query_loader, reads
from ita.store.engine import Engine, open_engine
from ita.store.write_scope import EVERYTHING
from tests.helpers import ROOT, offenders

FOLDERS = ("schema", "migrations", "read", "write", "bulk", "checks")
FILES = [(folder, path) for folder in FOLDERS for path in sorted((ROOT / "queries" / folder).glob("*.sql"))]
READS = [path for folder, path in FILES if folder == "read"]
REQUIRED = " NOT NULL"
SAMPLES = {"VARCHAR": "ban-mo", "INTEGER": 2568}


@pytest.fixture(scope="module")
def engine(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return the engine of one copy for all tests here: they only read, or make again what is there."""
    with closing(open_engine(Path(shutil.copy(built, tmp_path_factory.mktemp("headers") / "ita.duckdb")))) as opened:
        yield opened


def header(path: Path, key: str) -> list[str]:
    """Return what follows `-- key` in a file, read here and not by the code under test."""
    found = re.findall(rf"^-- {key} (.*)$", path.read_text("utf-8"), re.MULTILINE)
    return [text.strip() for text in found]


def declared(path: Path, key: str) -> list[tuple[str, str]]:
    """Return name and type of each declared parameter or column."""
    lines = [re.fullmatch(r"(\w+) (.+?): (.+)", text) for text in header(path, key)]
    assert all(lines), f"{path.name}: a {key} without name, type and meaning"
    return [(line[1], line[2].removesuffix(REQUIRED)) for line in lines if line]


def every_file(rule: Callable[[str, Path], None]) -> dict[str, str]:
    """Return the files of all folders that break a rule."""
    return offenders(FILES, lambda file: rule(*file), lambda file: f"{file[0]}/{file[1].stem}")


def every(paths: list[Path], rule: Callable[[Path], None]) -> dict[str, str]:
    """Return those of some files that break a rule."""
    return offenders(paths, rule, lambda path: path.stem)


def body(path: Path) -> str:
    """Return the statement without its comments."""
    return re.sub(r"--.*", "", path.read_text("utf-8"))


def test_no_file_lies_elsewhere() -> None:
    stray = [path for path in (ROOT / "queries").rglob("*") if path.is_file() and path.parent.name not in FOLDERS]
    assert stray == []
    assert all(path.suffix == ".sql" for path in (ROOT / "queries").rglob("*") if path.is_file())


def test_one_statement_with_a_purpose() -> None:
    def holds(folder: str, path: Path) -> None:
        statements = duckdb.extract_statements(path.read_text("utf-8"))
        assert len(statements) == 1
        (purpose,) = header(path, "purpose:")
        assert len(purpose) > 10
        parsed = query_loader.queries(folder)[path.stem]
        assert parsed.purpose == purpose
        assert [(field.name, field.type) for field in parsed.params] == declared(path, "param")
        assert [(field.name, field.type) for field in parsed.columns] == declared(path, "column")
        required = [text.split(":")[0].endswith(REQUIRED) for text in header(path, "column")]
        assert [field.is_required for field in parsed.columns] == required
        assert all(field.meaning for field in (*parsed.params, *parsed.columns))

    assert every_file(holds) == {}


def test_the_parameters_are_those_declared() -> None:
    def holds(folder: str, path: Path) -> None:
        (statement,) = duckdb.extract_statements(path.read_text("utf-8"))
        names = [name for name, _ in declared(path, "param")]
        assert len(names) == len(set(names))
        assert statement.named_parameters == set(names)
        if folder in ("schema", "migrations"):
            assert names == []
        if folder == "checks":
            assert set(declared(path, "param")) <= {
                ("first_import", "BIGINT"), ("last_import", "BIGINT"), ("agencies", "VARCHAR[]")
            }  # fmt: skip

    assert every_file(holds) == {}


def test_the_kind_of_statement_fits_its_folder() -> None:
    def holds(folder: str, path: Path) -> None:
        (statement,) = duckdb.extract_statements(path.read_text("utf-8"))
        kind = statement.type.name
        if folder == "schema":
            assert kind in ("CREATE", "CREATE_VIEW")
        elif folder == "migrations":
            assert kind in ("ALTER", "CREATE", "DROP", "INSERT", "UPDATE", "DELETE")
        elif folder in ("read", "checks"):
            assert kind == "SELECT"
        elif folder == "bulk":
            # Nothing but facts is stored; all else is of the cursor, or a setting while it lasts.
            made = re.match(r"\s*(?:CREATE OR REPLACE TEMP \w+|(?:INSERT INTO|UPDATE)) (\w+)", body(path))
            assert made is None or made[1].startswith("bulk_") or path.stem.startswith("insert_")
            assert kind in ("SELECT", "CREATE", "CREATE_VIEW", "INSERT", "UPDATE", "SET")
        else:
            assert kind in ("INSERT", "UPDATE", "DELETE", "MERGE_INTO", "SELECT", "DROP")

    assert every_file(holds) == {}


def test_the_columns_are_those_declared(engine: Engine) -> None:
    def holds(path: Path) -> None:
        params = {name: SAMPLES[kind] for name, kind in declared(path, "param")}
        with engine.cursor() as cursor:
            said = cursor.sql(path.read_text("utf-8"), params=params)
            types = [str(each) for each in said.types]
        columns = declared(path, "column")
        assert list(zip(said.columns, types, strict=True)) == columns
        assert len({name for name, _ in columns}) == len(columns)
        assert not [name for name, kind in columns if kind in ("FLOAT", "DOUBLE", "REAL")], "figures are exact decimals"

    assert every(READS, holds) == {}


def test_grain_and_order_are_said_and_the_statement_is_ordered() -> None:
    def holds(path: Path) -> None:
        (grain,) = header(path, "grain:")
        (order,) = header(path, "order:")
        assert grain
        assert order
        last = body(path).strip().splitlines()[-1]
        assert last.startswith("ORDER BY ")

    assert every(READS, holds) == {}


def test_a_check_says_how_bad_it_is_and_what_to_do(engine: Engine) -> None:
    def holds(path: Path) -> None:
        (severity,) = header(path, "severity:")
        assert severity in query_loader.SEVERITIES
        assert body(path).strip().splitlines()[-1].startswith("ORDER BY ")
        with engine.cursor() as cursor:
            given = {name: EVERYTHING.params()[name] for name, _ in declared(path, "param")}
            found = cursor.execute(path.read_text("utf-8"), given).fetchall()
        # The sample's scores do equal the nation's, which is known of it and said.
        assert len(found) == (path.stem == "scores_equal_nation")

    assert every([path for folder, path in FILES if folder == "checks"], holds) == {}


def test_the_schema_can_run_again(engine: Engine) -> None:
    def holds(path: Path) -> None:
        text = body(path)
        assert re.match(r"\s*CREATE (TABLE IF NOT EXISTS|OR REPLACE VIEW) \w+", text)
        assert not re.search(
            r"PRIMARY KEY|REFERENCES|UNIQUE|CHECK\s*\(|ENUM|GENERATED|SEQUENCE", text, re.IGNORECASE
        ), "DuckLake has none of these"
        with engine.cursor() as cursor:
            cursor.execute(path.read_text("utf-8"))

    assert every([path for folder, path in FILES if folder == "schema"], holds) == {}


def test_a_merge_has_at_most_one_update_or_delete() -> None:
    def holds(folder: str, path: Path) -> None:
        actions = re.findall(r"THEN\s+(?:UPDATE|DELETE)", body(path), re.IGNORECASE)
        assert len(actions) <= 1, "DuckLake takes no MERGE with two update or delete actions"

    assert every_file(holds) == {}


def public_functions() -> Iterator[tuple[str, inspect.Signature]]:
    """Yield name and signature of every public function of `ita.store.reads` itself."""
    for name, function in inspect.getmembers(reads, inspect.isfunction):
        if function.__module__ == reads.__name__ and not name.startswith("_"):
            yield name, inspect.signature(function)


def test_every_read_query_is_a_function_of_the_same_name() -> None:
    assert {name for name, _ in public_functions()} == {path.stem for path in READS}


def test_the_function_takes_and_gives_what_the_header_says(engine: Engine) -> None:
    def holds(path: Path) -> None:
        parameters = list(dict(public_functions())[path.stem].parameters)
        assert parameters == ["cursor", *(name for name, _ in declared(path, "param"))]
        params = {name: SAMPLES[kind] for name, kind in declared(path, "param")}
        with engine.cursor() as cursor:
            read = getattr(reads, path.stem)
            rows, columns = read(cursor, **params), query_loader.frame(cursor, read, **params)
        assert list(columns.columns) == [name for name, _ in declared(path, "column")]
        assert len(columns) == len(rows)
        assert all(row._fields == tuple(columns.columns) for row in rows)

    assert every(READS, holds) == {}


def test_the_modules_of_reads_are_what_the_headers_say() -> None:
    written = {path: path.read_text("utf-8") for path in make_reads.sources()}
    assert written == make_reads.sources(), "run `.venv/bin/python -m ita.store.make_reads`"


def test_every_write_statement_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "ita").rglob("*.py"))
    # Those of a part of a bulk import are named with it.
    parts = re.compile(r"(?:stage|insert)_(?:questions|scores|totals)")
    assert [
        path.stem
        for folder, path in FILES
        if folder in ("write", "bulk") and f'"{path.stem}"' not in code and not parts.fullmatch(path.stem)
    ] == []
