"""What imports hold is stored as they are: counted once, and said to be current by one view."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from ita.errors import Issue
from ita.frameworks import Frameworks
from ita.importing.agencies import create_agency
from ita.importing.file_import import import_file
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.rules.stored import assume
from ita.scenario import store_targets
from ita.store import query_loader, results, writes
from ita.store.engine import Cursor, Engine
from ita.store.table_rows import ASIDE, known_tables
from ita.store.write_scope import Scope, before_read
from tests import helpers
from tests.unit.filled_database import fill

NO_FACTS = ("DELETE FROM question_score_facts", "DELETE FROM indicator_score_facts", "DELETE FROM total_facts")
PARTS = """
SELECT held.part, held.fiscal_year, held.is_current, held.superseded
FROM held_parts AS held INNER JOIN imports USING (import_no) WHERE import_id = $import_id ORDER BY ALL
"""


def parts(engine: Engine, import_id: str) -> list[tuple[object, ...]]:
    """Return what is stored of the parts of an import: part, year, whether it is current, whether superseded."""
    with engine.cursor() as cursor:
        assert [check.name for check, _ in query_loader.broken_checks(cursor, query_loader.ERRORS)] == []
        return cursor.execute(PARTS, {"import_id": import_id}).fetchall()


@contextmanager
def without_facts(cursor: Cursor) -> Iterator[None]:
    """Give a database in which the tables of facts are empty, and nothing follows from that."""
    cursor.begin()
    try:
        for statement in NO_FACTS:
            cursor.execute(statement)
        yield
    finally:
        cursor.rollback()


def test_every_kind_of_import_and_undo_says_at_once_what_is_current(engine: Engine, frameworks: Frameworks) -> None:
    agency = create_agency(engine, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    rows = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2568,o27,{}\n".format
    first = import_file(engine, frameworks, rows(90).encode(), "a.csv", agency=agency).import_id
    assert parts(engine, first) == [("questions", 2568, True, False)]
    second = import_file(engine, frameworks, rows(95).encode(), "b.csv", agency=agency).import_id
    assert parts(engine, first) == [("questions", 2568, False, True)]
    undo(engine, second)
    assert parts(engine, second) == [("questions", 2568, False, False)]
    assert parts(engine, first) == [("questions", 2568, True, False)]
    # A result of the same year and origin is another part, and a target another one.
    typed = import_typed(engine, agency, TypedResult(2568, {9: Decimal("90.00")}, Decimal("91.00"), None)).import_id
    assert parts(engine, typed) == [("result", 2568, True, False)]
    assert parts(engine, first) == [("questions", 2568, True, False)]
    target = store_targets(engine, agency, 2569, {9: Decimal("95.00")}, "นักวิเคราะห์")
    again = store_targets(engine, agency, 2569, {9: Decimal("96.00")}, "นักวิเคราะห์")
    assert parts(engine, target) == [("targets", 2569, False, True)]
    undo(engine, again)
    assert parts(engine, target) == [("targets", 2569, True, False)]
    assumed = assume(engine, 2570, 2568)
    assert parts(engine, assumed.import_id) == [("assumption", 2570, True, False)]
    undo(engine, assumed.import_id)
    assert parts(engine, assumed.import_id) == [("assumption", 2570, False, False)]


@pytest.mark.parametrize("read", ["history", "import_by_id", "imports", "imports_of_file", "kept_fields", "later_work"])
def test_what_an_import_holds_is_not_counted_again_by_a_read(read: str, engine: Engine, frameworks: Frameworks) -> None:
    agency = fill(engine, frameworks)
    done = helpers.read(engine, "imports", agency=agency)[0]
    (same,) = (row for row in helpers.read(engine, "history", agency="") if row["import_id"] == done["import_id"])
    query = query_loader.queries("read")[read]
    known = {"agency": agency, "year": 2568, "import_id": done["import_id"], "sha256": same["sha256"]}
    given = {param.name: known[param.name] for param in query.params}
    with engine.cursor() as cursor:
        stored = cursor.execute(query.text, given).fetchall()
        with without_facts(cursor):
            assert cursor.execute(query.text, given).fetchall() == stored


def test_no_result_rests_on_what_goes_aside() -> None:
    texts = {query.makes_view: query.text for query in query_loader.queries("schema").values() if query.makes_view}

    def below(name: str) -> set[str]:
        words = set(re.findall(r"\w+", re.sub(r"--.*", "", texts.get(name, "")))) - {name}
        return words.union(*(below(word) for word in words if word in texts))

    assert not ASIDE - known_tables().keys()
    rested_on = set().union(*(below(f"defined_{table}") for table in results.RESULTS))
    assert {"held_figures", "target_facts", "undos"} <= rested_on
    assert not ASIDE & rested_on


def test_findings_written_after_the_figures_refresh_nothing(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    refreshed: list[Scope] = []
    monkeypatch.setattr(results, "refresh", lambda _, scope: refreshed.append(scope))

    def work(cursor: Cursor) -> None:
        number, _ = writes.add_import(cursor, "scores", "0" * 64, agency_id="ban-mo", fiscal_year=2568)
        before_read(cursor)
        writes.add_issues(cursor, number, [Issue("bulk-empty")])

    engine.transact(work)
    assert len(refreshed) == 1


def test_one_view_says_that_the_latest_import_that_is_not_undone_counts() -> None:
    """Rules of a year are chosen among stated, shipped and assumed ones, and are no part that replaces another."""
    saying = {
        query.makes_view
        for query in query_loader.queries("schema").values()
        if query.makes_view and re.search(r"max\(\w*\.?import_no\)|import_no DESC", query.text)
    }
    assert saying == {"current_parts", "year_rules"}
