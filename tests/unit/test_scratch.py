"""Previews in a database of their own: what they show is what would be stored, and nobody waits for them."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest

from ita.errors import InputError, StoreError
from ita.frameworks import Frameworks
from ita.importing.file_import import import_file
from ita.importing.report_import import import_report
from ita.importing.typed_import import import_typed
from ita.importing.undo import preview_undo, undo
from ita.model import TypedResult
from ita.scenario import what_if
from ita.store import query_loader, reads, scratch, writes
from ita.store.engine import Cursor, Engine
from ita.store.results import STATE
from ita.store.scratch import preview
from tests import helpers
from tests.helpers import everything, one

SCORES = {number: Decimal(90 + number) for number in range(1, 10)} | {10: Decimal("77.50")}
TYPED = TypedResult(2568, SCORES, Decimal("90.00"), "ผ่าน")


def add_agency(cursor: Cursor, agency_id: str = "x") -> list[str]:
    cursor.execute("INSERT INTO agencies (agency_id, role) VALUES (?, 'own')", [agency_id])
    return [row["agency_id"] for row in query_loader.rows(cursor, "agencies")]


def test_a_preview_sees_its_work_and_stores_nothing(engine: Engine) -> None:
    before, revision = everything(engine), engine.revision
    assert "x" in preview(engine, "ban-mo", add_agency)
    assert "x" in preview(engine, "ban-mo", add_agency), "and the next one starts anew"
    assert "x" not in preview(
        engine, "ban-mo", lambda cursor: [r["agency_id"] for r in query_loader.rows(cursor, "agencies")]
    )
    assert (everything(engine), engine.revision) == (before, revision)


def test_a_preview_that_breaks_a_check_is_refused_as_its_confirm_would_be(engine: Engine) -> None:
    for run in (lambda work: preview(engine, None, work), engine.transact):
        with pytest.raises(InputError) as caught:
            run(lambda cursor: add_agency(cursor, "ban-mo"))
        assert caught.value.rule == "check-agency-twice"


def test_every_table_is_there_with_the_agencys_rows(engine: Engine, frameworks: Frameworks) -> None:
    import_file(engine, frameworks, "ปี,รหัสข้อคำถาม,คะแนน\n2568,i1,97.21".encode(), "q.csv", agency="ban-mo")
    import_typed(engine, "ban-mo", TYPED)

    def rows(cursor: Cursor) -> dict[str, list[tuple[object, ...]]]:
        found = {}
        for (name,) in [(str(row[0]),) for row in query_loader.write(cursor, "stored_tables")]:
            columns = cursor.table(name).columns
            every = cursor.execute("FROM query_table($name) ORDER BY ALL", {"name": name}).fetchall()
            if "agency_id" in columns and name != "agencies":
                every = [row for row in every if row[columns.index("agency_id")] == "ban-mo"]
            elif "import_no" in columns:
                every = [row for row in every if row[columns.index("import_no")] in of_agency]
            if name not in {"write_lock", STATE}:
                found[name] = every
        return found

    with engine.cursor() as cursor:
        imports = cursor.execute("SELECT import_no, agency_id FROM imports").fetchall()
        of_agency = {number for number, whose in imports if whose == "ban-mo"}
        stored = rows(cursor)
    assert preview(engine, "ban-mo", rows) == stored
    assert sum(map(len, stored.values())) > 400


def test_what_a_preview_shows_is_what_a_confirm_stores(
    engine: Engine, frameworks: Frameworks, report_bytes: bytes
) -> None:
    later = helpers.sheet().with_cell(9, helpers.MEASURES, "๑. มาตรการใหม่").data()
    table = "ปีงบประมาณ,1,2,3,4,5,6,7,8,9,10\n2567,90,91,92,93,94,95,96,97,98,70\n2566,80,91,92,93,94,95,96,97,98,70"
    for run in (
        lambda dry_run: import_typed(engine, "ban-mo", TYPED, dry_run=dry_run),
        lambda dry_run: import_report(engine, frameworks, later, "later.txt", dry_run=dry_run),
        lambda dry_run: import_file(engine, frameworks, table.encode(), "a.csv", agency="ban-mo", dry_run=dry_run),
        lambda dry_run: import_report(engine, frameworks, report_bytes, "a.txt", agency="new-town", dry_run=dry_run),
        lambda dry_run: import_typed(engine, "ban-mo", TYPED, dry_run=dry_run),
    ):
        shown = run(dry_run=True)
        assert shown == run(dry_run=False)
    assumed = what_if(engine, "ban-mo", 2567, SCORES, reads.assessment)
    import_typed(engine, "ban-mo", TypedResult(2567, SCORES, None, None))
    stored = one(engine, "assessment", agency="ban-mo", year=2567)
    assert {key: value for key, value in assumed[0]._asdict().items() if "import" not in key} == {
        key: value for key, value in stored.items() if "import" not in key
    }


def test_an_undo_is_previewed_as_it_comes(engine: Engine) -> None:
    before = one(engine, "assessment", agency="ban-mo", year=2568)
    done = import_typed(engine, "ban-mo", TYPED)
    (change,) = preview_undo(engine, done.import_id)
    assert (change.before.scores[10], change.after.total) == (Decimal("77.50"), before["total"])
    undo(engine, done.import_id)
    assert one(engine, "assessment", agency="ban-mo", year=2568) == before
    assert preview_undo(engine, done.import_id) == ()
    assert preview_undo(engine, "99-none") == ()


def test_previews_take_no_lock_and_wait_for_nobody(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people preview at the same moment, while a third writes."""
    turns: list[str] = []
    exclusive = Engine.exclusive

    def counted(self: Engine) -> object:
        turns.append(threading.current_thread().name)
        return exclusive(self)

    monkeypatch.setattr(Engine, "exclusive", counted)
    both = threading.Barrier(2, timeout=60)
    shown: list[object] = []

    def work(cursor: Cursor) -> None:
        number, _ = writes.add_import(cursor, "scores", "x", agency_id="ban-mo", fiscal_year=2568)
        writes.add_typed(cursor, number, "ban-mo", TYPED, "x")
        # Neither goes on before the other has come as far.
        both.wait()
        shown.append(query_loader.rows(cursor, "assessment", agency="ban-mo", year=2568)[0]["oit"])

    with engine.exclusive():
        turns.clear()
        persons = [threading.Thread(target=preview, args=(engine, "ban-mo", work)) for _ in range(2)]
        for each in persons:
            each.start()
        for each in persons:
            each.join(60)
        # Typing a score: its preview and the what-if beside it.
        typing = threading.Thread(target=lambda: shown.append(import_typed(engine, "ban-mo", TYPED, dry_run=True)))
        typing.start()
        typing.join(60)
        assert what_if(engine, "ban-mo", 2568, SCORES, reads.assessment)[0].oit == shown[0]
    assert len(shown) == 3
    assert shown[0] == shown[1]
    assert turns == []


def test_what_was_stored_meanwhile_is_seen_by_the_next_preview(engine: Engine) -> None:
    def number(cursor: Cursor) -> int:
        return int(query_loader.write(cursor, "next_import_no")[0][0])

    first = preview(engine, "ban-mo", number)
    import_typed(engine, "sao", TYPED)
    assert preview(engine, "ban-mo", number) == first + 1, "also what another agency's import took"


def test_a_damaged_database_is_previewed_nothing(engine: Engine) -> None:
    engine.is_damaged = True
    with pytest.raises(StoreError) as caught:
        preview(engine, "ban-mo", lambda cursor: None)
    assert caught.value.rule == "store-damaged"
    engine.is_damaged = False


def test_few_are_kept(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        preview(engine, "ban-mo", lambda cursor: 1 / 0)
    for number in range(scratch._KEPT + 2):
        preview(engine, f"town-{number}", lambda cursor: None)
    assert len(scratch._idle) <= scratch._KEPT
