"""Every check of `queries/checks` finds what it is there for, and nothing in a sound database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from ita.check_messages import TEXTS, Finding
from ita.errors import InputError, Severity
from ita.importing.agencies import create_agency
from ita.importing.differences import FIELDS as KEPT_FIELDS
from ita.importing.report.columns import FIELDS, SCORE
from ita.importing.scores.label_matcher import LEVEL, TOTAL
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import LOCAL_KINDS, AgencyRole, InstrumentCode, Origin, TypedResult
from ita.store import query_loader, results, writes
from ita.store.engine import Cursor, Engine, open_engine
from ita.store.scratch import SNAPSHOTS
from ita.store.table_rows import clear_table, insert_rows, known_tables
from ita.store.write_scope import EVERYTHING, Scope
from tests.helpers import REPORT, everything, import_of
from tests.unit.filled_database import types

QUESTION = (
    "INSERT INTO question_score_facts VALUES "
    "({import_no}, '{agency}', 2568, '{code}', {score}, 'own_result', 'ITAS', NULL, NULL, NULL)"
)
IMPORTS_NAMED = (
    "SELECT import_no FROM imports UNION SELECT import_no FROM indicator_score_facts UNION SELECT import_no FROM undos "
    "UNION SELECT 999"
)
COPY = "INSERT INTO {table} SELECT * REPLACE ({change}) FROM {table} LIMIT 1"

# Check to the damages that it must find: at least one for each branch of it.
SNAPSHOT = (
    "INSERT INTO snapshots VALUES ({number}, 'ban-mo', 'a', '{key}', 2568, NULL, now()::TIMESTAMP, NULL, '1', 6, 1, 1, "
    "sha256('a'::BLOB), NULL, 'a'::BLOB)"
)
DAMAGES: dict[str, list[str]] = {
    "agency_twice": ["INSERT INTO agencies FROM agencies WHERE agency_id = 'ban-mo'"],
    "agency_unknown": [
        "DELETE FROM agencies WHERE agency_id = 'ban-mo'",
        COPY.format(table="imports", change="999 AS import_no, '999-x' AS import_id, 'nobody' AS agency_id"),
        "UPDATE indicator_score_facts SET agency_id = 'nobody' WHERE agency_id = 'trat' AND indicator_no = 1",
        "UPDATE total_facts SET agency_id = 'nobody' WHERE agency_id = 'sao'",
        "UPDATE plan_facts SET agency_id = 'nobody'",
        QUESTION.format(import_no=2, agency="nobody", code="o1", score=50),
        "INSERT INTO target_facts VALUES (2, 'nobody', 2569, NULL, 95, 'a', NULL)",
        "INSERT INTO instrument_score_facts VALUES (2, 'nobody', 2569, 'own_result', 'IIT', 95, 'a', 1, 1, 1)",
    ],
    "fact_without_import": [
        COPY.format(table=table, change="999 AS import_no")
        for table in (
            "indicator_score_facts",
            "total_facts",
            "plan_facts",
            "measure_facts",
            "step_facts",
            "unit_facts",
            "raw_cells",
            "import_issues",
        )
    ]
    + [
        QUESTION.format(import_no=999, agency="ban-mo", code="o1", score=50),
        "INSERT INTO import_sheets VALUES (999, 1, 'a')",
        "INSERT INTO kept_fields VALUES (999, 2568, 9, NULL, 'score', 2)",
        "INSERT INTO import_pages VALUES (999, 1, 1)",
        "INSERT INTO import_people VALUES (999, 'import', 'a')",
        "INSERT INTO import_mappings VALUES (999, 'a', '{}')",
        "INSERT INTO target_facts VALUES (999, 'ban-mo', 2569, NULL, 95, 'a', NULL)",
        "INSERT INTO stated_instruments VALUES (999, 2570, 'IIT', 'a', 'a', 1, 'a')",
        "INSERT INTO stated_indicators VALUES (999, 2570, 1, 'IIT', 'a')",
        "INSERT INTO stated_levels VALUES (999, 2570, 1, 'a', 0, NULL, 'a')",
        "INSERT INTO assumption_facts VALUES (999, 2570, 2568)",
        "INSERT INTO instrument_score_facts VALUES (999, 'ban-mo', 2569, 'own_result', 'IIT', 95, 'a', 1, 1, 1)",
    ]
    + ["INSERT INTO undos VALUES (999, now()::TIMESTAMP, '')", "DELETE FROM imports WHERE kind = 'report'"],
    "import_number_twice": [
        "INSERT INTO imports SELECT * REPLACE ('other' AS import_id) FROM imports WHERE kind = 'report'",
        "INSERT INTO imports SELECT * REPLACE (999 AS import_no) FROM imports WHERE kind = 'published'",
    ],
    "indicator_unknown": [
        COPY.format(table="indicator_score_facts", change="11 AS indicator_no"),
        COPY.format(table="indicator_score_facts", change="0 AS indicator_no"),
        "UPDATE plan_facts SET indicator_no = 11 WHERE indicator_no = 9",
        "INSERT INTO target_facts VALUES (2, 'ban-mo', 2569, 77, 95, 'a', NULL)",
        "INSERT INTO stated_indicators VALUES (2, 2570, 11, 'IIT', 'a')",
    ],
    "target_out_of_range": [
        "INSERT INTO target_facts VALUES (2, 'ban-mo', 2569, 9, 100.01, 'x', NULL)",
        "INSERT INTO target_facts VALUES (2, 'ban-mo', 2569, NULL, -0.01, 'x', NULL)",
    ],
    "lock_row_count": ["DELETE FROM write_lock", "INSERT INTO write_lock VALUES (2, 0)"],
    "measure_twice_in_import": [
        COPY.format(table="measure_facts", change="99 AS position"),
        COPY.format(table="measure_facts", change="'other' AS measure_id"),
    ],
    "measure_without_indicator": [
        COPY.format(table="measure_facts", change="11 AS indicator_no, 'other' AS measure_id"),
        COPY.format(table="step_facts", change="11 AS indicator_no"),
        "DELETE FROM plan_facts WHERE indicator_no = 9",
    ],
    "period_reversed": ["UPDATE plan_facts SET ends_on = starts_on - 1 WHERE indicator_no = 9"],
    "plan_twice_in_import": [
        "INSERT INTO plan_facts FROM plan_facts WHERE indicator_no = 9",
        COPY.format(table="step_facts", change="'other' AS text"),
    ],
    "question_score_twice_in_import": [
        f"{QUESTION.format(import_no=2, agency='ban-mo', code='o1', score=50)}, "
        "(2, 'ban-mo', 2568, 'o1', 51, 'own_result', 'ITAS', NULL, NULL, NULL)",
    ],
    "report_incomplete": [
        "DELETE FROM plan_facts WHERE indicator_no = 9",
        "DELETE FROM plan_facts",
        "UPDATE plan_facts SET indicator_no = 1 WHERE indicator_no = 2",
        "DELETE FROM indicator_score_facts WHERE origin = 'report' AND indicator_no = 9",
        "DELETE FROM indicator_score_facts WHERE origin = 'report'",
        "UPDATE indicator_score_facts SET score = NULL WHERE origin = 'report' AND indicator_no = 9",
    ],
    "rule_twice": [
        "INSERT INTO instruments FROM instruments WHERE instrument = 'IIT'",
        "INSERT INTO rating_levels FROM rating_levels LIMIT 1",
        "INSERT INTO indicators FROM indicators WHERE indicator_no = 9",
    ],
    "stated_rule_wrong": [
        "INSERT INTO stated_instruments VALUES (2, 2570, 'IIT', 'a', 'a', 0.9, 'a'); "
        "INSERT INTO stated_indicators VALUES (2, 2570, 1, 'IIT', 'a')",
        "INSERT INTO stated_instruments VALUES (2, 2570, 'IIT', 'a', 'a', 1, 'a')",
        "INSERT INTO stated_instruments VALUES (2, 2570, 'IIT', 'a', 'a', 1, 'a'); "
        "INSERT INTO stated_indicators SELECT 2, 2570, n, 'IIT', 'a' FROM range(1, 4) AS t(n)",
    ],
    "score_out_of_range": [
        "INSERT INTO instrument_score_facts VALUES (2, 'ban-mo', 2569, 'own_result', 'IIT', 100.01, 'a', 1, 1, 1)",
        "UPDATE indicator_score_facts SET score = 100.01 WHERE agency_id = 'ban-mo' AND indicator_no = 9",
        "UPDATE indicator_score_facts SET score = -0.01 WHERE agency_id = 'ban-mo' AND indicator_no = 9",
        "UPDATE total_facts SET total = 100.01 WHERE agency_id = 'sao'",
        "UPDATE total_facts SET total = -0.01 WHERE agency_id = 'sao'",
        "UPDATE plan_facts SET question_score = 100.01 WHERE indicator_no = 9",
        QUESTION.format(import_no=2, agency="ban-mo", code="o1", score=100.01),
        QUESTION.format(import_no=2, agency="ban-mo", code="o1", score=-0.01),
    ],
    "score_twice_in_import": [
        COPY.format(table="indicator_score_facts", change="1 AS score"),
        "INSERT INTO indicator_score_facts FROM indicator_score_facts WHERE agency_id = 'ban-mo'",
    ],
    "step_without_measure": [
        "UPDATE step_facts SET measure_id = 'nobody' WHERE indicator_no = 2 AND position = 1",
        "DELETE FROM measure_facts WHERE indicator_no = 10 AND position = 2",
    ],
    "total_twice_in_import": [COPY.format(table="total_facts", change="1 AS total")],
    "import_malformed": [
        COPY.format(table="imports", change="0 AS import_no, '0-x' AS import_id"),
        COPY.format(table="imports", change="NULL AS import_no"),
        COPY.format(table="imports", change="999 AS import_no"),
        COPY.format(table="imports", change="999 AS import_no, NULL AS import_id"),
        COPY.format(table="imports", change="999 AS import_no, '999-x' AS import_id, NULL AS sha256"),
        COPY.format(table="imports", change="999 AS import_no, '999-x' AS import_id, NULL AS imported_at"),
        "UPDATE imports SET agency_id = NULL WHERE kind = 'report'",
        "UPDATE imports SET fiscal_year = NULL WHERE kind = 'report'",
    ],
    "value_unknown": [
        f"UPDATE {table} SET {column} = 'forged'"
        for table, column in (
            ("agencies", "role"),
            ("agencies", "kind"),
            ("imports", "kind"),
            ("import_issues", "severity"),
            ("indicator_score_facts", "origin"),
            ("total_facts", "origin"),
            ("question_score_facts", "origin"),
            ("plan_facts", "question_score_basis"),
            ("raw_cells", "field"),
            ("instruments", "instrument"),
            ("indicators", "instrument"),
            ("questions", "instrument"),
            ("breaks", "affects"),
        )
    ]
    + [
        "INSERT INTO import_people VALUES (2, 'forged', 'a')",
        "INSERT INTO kept_fields VALUES (2, 2568, 9, NULL, 'forged', 1)",
        "UPDATE agencies SET role = NULL",
        "INSERT INTO instrument_score_facts VALUES (2, 'ban-mo', 2568, 'forged', 'IIT', 90, 'x', NULL, NULL, NULL)",
        "INSERT INTO instrument_score_facts VALUES (2, 'ban-mo', 2568, 'own_result', 'x', 90, 'x', NULL, NULL, NULL)",
        "INSERT INTO stated_instruments VALUES (2, 2569, 'forged', 'a', 'a', 1, 'x')",
    ],
    "year_impossible": [
        "UPDATE indicator_score_facts SET fiscal_year = 2025 WHERE agency_id = 'trat'",
        "UPDATE plan_facts SET fiscal_year = NULL WHERE indicator_no = 9",
        "INSERT INTO target_facts VALUES (2, 'ban-mo', 3000, NULL, 95, 'a', NULL)",
    ],
    "snapshot_twice": [
        f"{SNAPSHOT.format(number=1, key='a')}; {SNAPSHOT.format(number=2, key='a')}",
        f"{SNAPSHOT.format(number=1, key='a')}; {SNAPSHOT.format(number=1, key='b')}",
    ],
    "undone_twice": ["INSERT INTO undos SELECT 2, now()::TIMESTAMP, '' FROM range(2)"],
}
TYPED = (
    "INSERT INTO indicator_score_facts SELECT 2, '{agency}', {year}, indicator_no, {score}, 'own_result', 'x', "
    "NULL, NULL, NULL FROM indicators"
)
# What only a person can judge: each with changes after which the check must find something it did not find before.
DOUBTS: dict[str, list[str]] = {
    "assumption_without_rules": ["INSERT INTO assumption_facts VALUES (2, 2570, 2569)"],
    "agency_name_twice": [
        "INSERT INTO agencies SELECT * REPLACE ('other' AS agency_id) FROM agencies WHERE role = 'sample'",
        "INSERT INTO agencies SELECT * REPLACE ('other' AS agency_id, NULL AS district) FROM agencies "
        "WHERE role = 'sample'",
        "INSERT INTO agencies SELECT * REPLACE ('a' AS agency_id, NULL AS district, NULL AS province, "
        "name_th || ' ' AS name_th) FROM agencies WHERE role = 'sample'",
    ],
    "level_disagrees": [
        "INSERT INTO total_facts VALUES (2, 'ban-mo', 2566, 89.43, 'ผ่านดีเยี่ยม', NULL, NULL, 'report', 'x', NULL)",
        "INSERT INTO total_facts VALUES (2, 'ban-mo', 2568, 93.81, 'ผ่าน', NULL, NULL, 'report', 'x', NULL)",
    ],
    "measures_of_another": [
        "INSERT INTO measure_facts SELECT * REPLACE ('sao' AS agency_id, 99 AS import_no) FROM measure_facts; "
        "INSERT INTO imports SELECT * REPLACE ('sao' AS agency_id, 99 AS import_no, '99-x' AS import_id) FROM imports "
        "WHERE kind = 'report'; "
        "INSERT INTO plan_facts SELECT * REPLACE ('sao' AS agency_id, 99 AS import_no) FROM plan_facts; "
        "INSERT INTO indicator_score_facts SELECT * REPLACE ('sao' AS agency_id, 99 AS import_no) "
        "FROM indicator_score_facts WHERE origin = 'report'",
    ],
    "period_outside_plan_year": [
        "UPDATE plan_facts SET starts_on = DATE '2025-09-30' WHERE indicator_no = 1",
        "UPDATE plan_facts SET ends_on = DATE '2026-10-01' WHERE indicator_no = 1",
        "UPDATE plan_facts SET starts_on = NULL, ends_on = DATE '2025-09-30' WHERE indicator_no = 1",
    ],
    "question_code_unknown": [
        "UPDATE plan_facts SET question_code = 'o99' WHERE indicator_no = 9",
        QUESTION.format(import_no=2, agency="ban-mo", code="o99", score=50),
    ],
    "scores_equal_nation": [
        TYPED.format(agency="sao", year=2568, score="CASE indicator_no WHEN 3 THEN 99.45 ELSE 94.39 END")
    ],
    "total_disagrees": [
        "INSERT INTO total_facts VALUES (2, 'ban-mo', 2568, 93.83, NULL, NULL, NULL, 'report', 'x', NULL)"
    ],
    "total_doubtful": [
        f"{TYPED.format(agency='sao', year=2569, score=90)}; "
        "INSERT INTO total_facts VALUES (2, 'sao', 2569, 90.02, NULL, NULL, NULL, 'own_result', 'x', NULL)"
    ],
    "years_identical": [
        f"{TYPED.format(agency='sao', year=year, score=80)}; {TYPED.format(agency='sao', year=year + 1, score=80)}"
        for year in (2566,)
    ],
}
# What is stored of results: another value, a row too few, a row too many.
STORED = [
    "UPDATE shown_scores SET score = 1 WHERE agency_id = 'ban-mo' AND indicator_no = 9",
    *(f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})" for table in results.RESULTS),
    *(f"INSERT INTO {table} FROM {table} LIMIT 1" for table in results.RESULTS),
]
# One damage of each check, the first, is enough to see that a write that does it is undone.
CASES = [(check, damage, number == 0) for check, damages in DAMAGES.items() for number, damage in enumerate(damages)]


@pytest.fixture(scope="module")
def shared(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return the engine of a copy that every test leaves as it found it: damages are done in transactions."""
    with closing(open_engine(Path(shutil.copy(built, tmp_path_factory.mktemp("checks") / "ita.duckdb")))) as engine:
        before = everything(engine)
        yield engine
        assert everything(engine) == before


@contextmanager
def damaged(engine: Engine, damage: str, *, refreshed: bool = True) -> Iterator[Cursor]:
    """Give a cursor that sees a damage and the results by it, of which nothing stays."""
    with engine.cursor() as cursor:
        cursor.begin()
        try:
            for statement in damage.split("; "):
                cursor.execute(statement)
            if refreshed:
                results.refresh(cursor)
            yield cursor
        finally:
            cursor.rollback()


def found_by(cursor: Cursor, check: str, scope: Scope = EVERYTHING) -> list[tuple[Any, ...]]:
    """Return the rows that one check finds."""
    query, given = query_loader.queries("checks")[check], scope.params()
    return cursor.execute(query.text, {param.name: given[param.name] for param in query.params}).fetchall()


def found_in(engine: Engine) -> set[str]:
    with engine.cursor() as cursor:
        return {check.name for check, _ in query_loader.broken_checks(cursor, query_loader.ERRORS)}


def test_every_check_has_a_damage_that_it_must_find() -> None:
    severities = {name: check.severity for name, check in query_loader.queries("checks").items()}
    assert {
        **dict.fromkeys(DAMAGES, "error"),
        **dict.fromkeys(DOUBTS, "warning"),
        "results_stale": "stored",
        "snapshot_damaged": "stored",
    } == severities


@pytest.mark.parametrize("damage", STORED)
def test_a_stored_result_that_is_not_by_its_definition_is_found(damage: str, shared: Engine) -> None:
    with damaged(shared, damage, refreshed=False) as cursor:
        assert found_by(cursor, "results_stale")
        results.refresh(cursor)
        assert found_by(cursor, "results_stale") == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE snapshots SET content = 'b'::BLOB",
        "UPDATE snapshots SET content = NULL",
        "UPDATE snapshots SET sha256 = NULL",
        "INSERT INTO snapshot_figures VALUES (1, 'ban-mo', 2568, 'total', NULL, 90, NULL)",
        "INSERT INTO snapshot_figures VALUES (2, 'ban-mo', 2568, 'total', NULL, 90, NULL)",
    ],
)
def test_a_snapshot_that_is_not_as_it_was_stored_is_found(damage: str, shared: Engine) -> None:
    whole = SNAPSHOT.format(number=1, key="a")
    with damaged(shared, whole, refreshed=False) as cursor:
        assert found_by(cursor, "snapshot_damaged") == []
    with damaged(shared, f"{whole}; {damage}", refreshed=False) as cursor:
        (row,) = found_by(cursor, "snapshot_damaged")
        assert "ban-mo" in row


def test_a_sound_database_has_none(shared: Engine) -> None:
    assert found_in(shared) == set()


@pytest.mark.parametrize(("check", "damage", "first"), CASES)
def test_a_damage_is_found_said_seen_in_its_scope_and_never_stored(
    check: str, damage: str, first: bool, shared: Engine
) -> None:
    with damaged(shared, damage) as cursor:
        rows = found_by(cursor, check)
        assert rows
        headers = [column[0] for column in cursor.description or ()]
        for lang in ("th", "en"):
            finding = Finding(check, "error", dict(zip(headers, rows[0], strict=True)))
            words = finding.in_words(lang, {"ban-mo": "บ้านหมอ"})
            assert "{" not in words
            assert "ban-mo" not in words
            assert finding.fix_hint(lang)
        # What a check finds in everything it finds in some import, agency or neither: no write can step between them.
        if query_loader.queries("checks")[check].params:
            numbers = {n for (n,) in cursor.execute(IMPORTS_NAMED).fetchall() if n is not None}
            agencies = {a for (a,) in cursor.execute("SELECT DISTINCT agency_id FROM agencies").fetchall()}
            scopes = [Scope({number}) for number in numbers] + [Scope(agencies={agency}) for agency in agencies]
            apart = {row for scope in scopes for row in found_by(cursor, check, scope)}
            assert apart >= set(rows)
    if first:
        refuses(shared, damage)


def refuses(engine: Engine, damage: str) -> None:
    """See that a transaction which does a damage is taken back with the name of a check."""
    before = everything(engine)

    def work(cursor: Cursor) -> None:
        cursor.execute(damage)

    with pytest.raises(InputError) as caught:
        engine.transact(work)
    assert caught.value.rule.startswith("check-")
    assert caught.value.rule.removeprefix("check-").replace("-", "_") in query_loader.queries("checks")
    assert everything(engine) == before


# What a write touches


@pytest.fixture
def scopes(monkeypatch: pytest.MonkeyPatch) -> list[Scope]:
    """Return the scopes of the checks after each write from here on."""
    seen: list[Scope] = []
    real = query_loader.broken_checks

    def noted(cursor: Cursor, severities: Any = ("error",), scope: Scope = EVERYTHING) -> Any:
        seen.append(scope)
        return real(cursor, severities, scope)

    monkeypatch.setattr(query_loader, "broken_checks", noted)
    return seen


def test_the_checks_after_a_write_look_at_what_it_touched(engine: Engine, scopes: list[Scope]) -> None:
    done = import_typed(engine, "sao", TypedResult(2567, {1: Decimal(50)}, None, None))
    number = int(done.import_id.split("-")[0])
    undo(engine, done.import_id)
    agency = create_agency(engine, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    engine.transact(lambda cursor: clear_table(cursor, "breaks"))
    engine.transact(lambda cursor: cursor.execute("UPDATE agencies SET source = 'x' WHERE agency_id = 'sao'"))
    imported, undone, made, cleared, raw = scopes
    assert (imported.imports, imported.agencies, imported.everything) == ({number}, {"sao"}, False)
    assert (undone.imports, undone.everything) == ({number}, False)
    assert (made.imports, made.agencies, made.everything) == (set(), {agency}, False)
    assert cleared.everything
    assert raw.everything


@pytest.mark.parametrize(
    ("table", "row", "rule"),
    [
        ("indicator_score_facts", {"score": 101, "origin": "own_result"}, "check-score-out-of-range"),
        ("indicator_score_facts", {"score": 50, "origin": "forged"}, "check-value-unknown"),
        ("indicator_score_facts", {"score": 50, "origin": "own_result", "indicator_no": 11}, "check-indicator-unknown"),
        ("indicator_score_facts", {"agency_id": "nobody", "origin": "own_result"}, "check-agency-unknown"),
        ("indicator_score_facts", {"import_no": 999, "origin": "own_result"}, "check-fact-without-import"),
        ("indicator_score_facts", {"fiscal_year": None, "origin": "own_result"}, "check-year-impossible"),
        ("undos", {"import_no": 1, "undone_at": datetime(2026, 1, 1), "reason": ""}, "check-undone-twice"),
    ],
)
def test_a_write_that_breaks_an_invariant_is_taken_back_though_only_its_own_rows_are_looked_at(
    table: str, row: dict[str, Any], rule: str, shared: Engine, scopes: list[Scope]
) -> None:
    def work(cursor: Cursor) -> None:
        number, _ = writes.add_import(cursor, "scores", "x", agency_id="sao", fiscal_year=2567)
        location = {"place_table": None, "place_row": None, "place_column": None}
        fact = {"import_no": number, "agency_id": "sao", "fiscal_year": 2567, "indicator_no": 1, "score": None}
        if table == "undos":
            for _ in range(2):
                insert_rows(cursor, table, [row])
        else:
            insert_rows(cursor, table, [{**fact, "source": "x", **location, **row}])

    before = everything(shared)
    with pytest.raises(InputError) as caught:
        shared.transact(work)
    assert caught.value.rule == rule
    assert not scopes[-1].everything
    assert everything(shared) == before


def test_every_table_of_an_import_is_looked_at(shared: Engine) -> None:
    """A table with imports, agencies, years or values of the program in it is named by the views of those."""
    columns = {
        table: {name for name, _ in named}
        for table, named in types(shared).items()
        if table not in results.RESULTS  # compared with their definition
    }
    of_import = {table for table, names in columns.items() if "import_no" in names} - {"imports"}
    with shared.cursor() as cursor:
        cursor.begin()
        for table in of_import:
            insert_rows(cursor, table, [dict.fromkeys(known_tables()[table].names)])
        looked_at = cursor.execute(
            "SELECT table_name, has_agency, has_year FROM imported_rows WHERE import_no IS NULL"
        ).fetchall()
        cursor.rollback()
    assert {table: given for table, *given in looked_at} == {
        table: ["agency_id" in columns[table], "fiscal_year" in columns[table]] for table in of_import
    }
    # What an authority said of others comes with the program.
    of_agency = {table for table, names in columns.items() if "agency_id" in names}
    assert of_agency - of_import - SNAPSHOTS == {"agencies", "imports", "published_explanations"}
    unknown = query_loader.queries("schema")["161_written_values"].text
    for table, names in columns.items():
        for column in names & {"role", "origin", "act", "severity", "question_score_basis", "affects", "field"}:
            assert f"'{table}' AS table_name, '{column}' AS column_name" in unknown, (table, column)


def test_the_values_of_the_program_are_those_that_its_code_names(shared: Engine) -> None:
    with shared.cursor() as cursor:
        known: dict[str, set[str]] = {}
        for kind, value in cursor.execute("FROM known_values").fetchall():
            known.setdefault(kind, set()).add(value)
    assert known["origin"] == set(get_args(Origin))
    assert known["agency_role"] == set(get_args(AgencyRole))
    assert known["instrument"] == set(get_args(InstrumentCode))
    assert known["severity"] == set(get_args(Severity))
    assert known["agency_kind"] >= {*LOCAL_KINDS, "local_government"}
    assert known["cell_field"] >= {*FIELDS, SCORE}
    assert known["kept_field"] == {*KEPT_FIELDS, TOTAL, LEVEL}


def test_towns_of_one_name_in_two_districts_are_two(shared: Engine) -> None:
    other = (
        "INSERT INTO agencies SELECT * REPLACE ('other' AS agency_id, 'อื่น' AS district) FROM agencies "
        "WHERE role = 'sample'"
    )
    with damaged(shared, other) as cursor:
        assert found_by(cursor, "agency_name_twice") == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE indicator_score_facts SET score = 101 WHERE origin = 'report' AND indicator_no = 9",
        "UPDATE plan_facts SET ends_on = starts_on - 1 WHERE indicator_no = 9",
        "UPDATE plan_facts SET indicator_no = 11 WHERE indicator_no = 9",
        "DELETE FROM plan_facts WHERE indicator_no = 9",
        COPY.format(table="measure_facts", change="99 AS position"),
        "INSERT INTO plan_facts FROM plan_facts WHERE indicator_no = 9",
        "UPDATE step_facts SET measure_id = 'nobody' WHERE indicator_no = 2 AND position = 1",
    ],
)
def test_what_the_check_says_to_take_back_can_be_taken_back(damage: str, shared: Engine) -> None:
    number = int(import_of(shared, REPORT).split("-")[0])
    with damaged(shared, damage) as cursor:
        assert query_loader.broken_checks(cursor)
        writes.add_undo(cursor, number, "")
        assert query_loader.broken_checks(cursor) == []


def test_a_damage_from_before_does_not_keep_an_import_from_being_taken_back(engine: Engine) -> None:
    with engine.cursor() as cursor:
        cursor.execute("UPDATE plan_facts SET ends_on = starts_on - 1 WHERE indicator_no = 9")
    assert found_in(engine) == {"period_reversed"}
    undo(engine, import_of(engine, REPORT))
    assert found_in(engine) == set()


def doubts_in(cursor: Cursor) -> list[tuple[str, dict[str, Any]]]:
    return [(check.name, row) for check, row in query_loader.broken_checks(cursor, ("warning",))]


def test_the_sample_s_equal_scores_are_the_only_doubt_of_a_new_installation(shared: Engine) -> None:
    with shared.cursor() as cursor:
        assert doubts_in(cursor) == [
            ("scores_equal_nation", {"agency_id": "ban-mo", "fiscal_year": 2568, "compared": 2})
        ]


def test_equal_scores_of_a_report_are_no_doubt_once_those_of_itas_stand_before_them(engine: Engine) -> None:
    import_typed(engine, "ban-mo", TypedResult(2568, {3: Decimal("91.00")}, None, None))
    with engine.cursor() as cursor:
        assert doubts_in(cursor) == []


@pytest.mark.parametrize(("check", "change"), [(check, change) for check, all_ in DOUBTS.items() for change in all_])
def test_a_doubt_is_found_and_stops_nothing(check: str, change: str, shared: Engine) -> None:
    with shared.cursor() as cursor:
        before = found_by(cursor, check)
    with damaged(shared, change) as cursor:
        assert set(found_by(cursor, check)) - set(before)
        assert query_loader.broken_checks(cursor) == []


def test_every_finding_is_a_sentence_with_its_numbers_and_a_mend() -> None:
    assert set(TEXTS) == set(query_loader.queries("checks"))
    assert all(advice.endswith(".") for _, advice in TEXTS.values())


@pytest.mark.parametrize(
    ("check", "row", "thai", "english"),
    [
        (
            "period_outside_plan_year",
            {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31), "plan_year": 2570},
            "1 – 31 มี.ค. 2569",
            "1 – 31 Mar 2569 B.E.",
        ),
        (
            "period_outside_plan_year",
            {"starts_on": None, "ends_on": date(2026, 6, 30), "plan_year": 2570},
            "ภายใน 30 มิ.ย. 2569",
            "by 30 Jun 2569 B.E.",
        ),
        (
            "period_reversed",
            {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)},
            "2 มี.ค. 2569",
            "2 Mar 2569 B.E.",
        ),
        ("score_out_of_range", {"what": "question of indicator 9", "value": Decimal("101")}, "101.00", "101.00"),
        ("score_out_of_range", {"what": "indicator 9", "value": Decimal("101")}, "ตัวชี้วัดที่ 9", "indicator 9"),
        ("measure_without_indicator", {"what": "step", "import_no": 2}, "ขั้นตอน", "step"),
    ],
)
def test_values_of_a_finding_are_in_the_reader_s_words(
    check: str, row: dict[str, Any], thai: str, english: str
) -> None:
    found = Finding(check, "warning", {"agency_id": "a", "fiscal_year": 2569, "indicator_no": 9, **row})
    assert thai in found.in_words("th")
    assert english in found.in_words("en")
    assert "-0" not in found.in_words("th") + found.in_words("en"), "no date as machines write it"
