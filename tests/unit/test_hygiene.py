"""The house keeps its rules: no streamlit in the domain, no SQL outside `queries/`, sizes, no silent gaps in tests."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ita.store import query_loader
from tests.helpers import ROOT

DOMAIN = sorted((ROOT / "ita").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
# They write figures, for `ita.tables` and sentences to call.
WRITERS = {"points", "signed"}
RUN_SQL = {"execute", "executemany", "sql", "query"}

IMPORT_ALL = """
import importlib, pkgutil, sys
import ita
for module in pkgutil.walk_packages(ita.__path__, "ita."):
    importlib.import_module(module.name)
print("\\n".join(sorted({name.partition(".")[0] for name in sys.modules})))
print(sum(name.startswith("ita.") for name in sys.modules))
"""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


@pytest.mark.slow
def test_the_whole_domain_loads_without_streamlit() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    *loaded, count = done.stdout.split()
    assert int(count) >= len([path for path in DOMAIN if path.name != "__init__.py"])
    assert not {"streamlit", "pages", "altair", "tornado"} & set(loaded)


@pytest.mark.slow
def test_series_load_without_what_draws_them() -> None:
    modules = ", ".join(f"ita.series.{path.stem}" for path in sorted((ROOT / "ita" / "series").glob("[a-z]*.py")))
    code = f"import sys, {modules}; sys.exit(bool({{'plotly', 'duckdb', 'ita.charts'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.slow
def test_the_readers_load_without_the_database() -> None:
    modules = "ita.importing.report.read, ita.importing.report.normalise"
    code = f"import sys, {modules}; sys.exit('duckdb' in sys.modules or 'ita.store' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def of(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def figures_written(text: ast.JoinedStr) -> Iterator[ast.FormattedValue]:
    """Return the parts of an f-string that write a figure, but for lengths of a style sheet (12.00%, 12.0px)."""
    for part, after in zip(text.values, [*text.values[1:], None], strict=True):
        if isinstance(part, ast.FormattedValue) and part.format_spec is not None:
            rest = after.value if isinstance(after, ast.Constant) else ""
            if not str(rest).startswith(("%", "px")):
                yield part


def test_no_figure_is_written_in_a_page() -> None:
    wrong = [
        of(path, node.lineno)
        for path in PAGES
        for node in ast.walk(tree(path))
        if (
            isinstance(node, ast.Attribute | ast.Name)
            and (getattr(node, "attr", "") or getattr(node, "id", "")) in WRITERS
        )
        or (isinstance(node, ast.ImportFrom) and {name.name for name in node.names} & WRITERS)
        or (isinstance(node, ast.JoinedStr) and any(figures_written(node)))
    ]
    assert not wrong, wrong


def test_sql_is_never_put_together() -> None:
    wrong = [
        of(path, node.lineno)
        for path in (*DOMAIN, *PAGES)
        for node in calls(path)
        if isinstance(node.func, ast.Attribute) and node.func.attr in RUN_SQL and node.args
        for statement in node.args[:1]
        for part in ast.walk(statement)
        if isinstance(part, ast.JoinedStr | ast.BinOp)
        or (
            isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr in ("format", "join")
        )
    ]
    assert wrong == []


def test_sql_is_written_in_queries_only() -> None:
    written = [
        of(path, node.lineno)
        for path in (*DOMAIN, *PAGES)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(
            r"\s*(SELECT\s+.+\s+FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE |DROP |ALTER |MERGE INTO)",
            node.value,
        )
    ]
    assert written == []


def test_pages_reach_the_database_through_the_domain_only() -> None:
    wrong = [
        f"{of(path, node.lineno)} {name}"
        for path in PAGES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        if name.partition(".")[0] == "duckdb" or name == "ita.store.writes"
    ]
    assert wrong == []


def test_nothing_is_translated_for_the_whole_process() -> None:
    installs = [
        of(path, node.lineno)
        for path in DOMAIN
        for node in calls(path)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "install"
    ]
    assert installs == []


def test_queries_are_of_a_readable_size() -> None:
    long = {
        query.name: lines
        for f in ("read", "checks")
        for query in query_loader.queries(f).values()
        if (lines := sum(bool(line) and not line.startswith("--") for line in query.text.splitlines())) > 60
    }
    assert long == {}


def test_functions_that_make_charts_are_of_a_readable_size() -> None:
    long = {
        f"{of(path, node.lineno)} {node.name}": lines
        for folder in ("charts", "series")
        for path in sorted((ROOT / "ita" / folder).glob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > 60
    }
    assert long == {}


def test_no_test_is_left_out() -> None:
    left_out = r"(?:pytest|mark|unittest)\.(?:skip|xfail|importorskip|Skip)\w*|\bself\.skipTest"
    promised = r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b"
    found = {
        str(path.relative_to(ROOT)): words
        for path in TESTS
        if (words := re.findall(f"{left_out}|{promised}", path.read_text("utf-8")))
    }
    assert found == {}
