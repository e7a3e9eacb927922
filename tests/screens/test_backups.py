"""The backup screen: make one, see those kept, look into one, bring it back; a wrong file changes nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from streamlit.delta_generator import DeltaGenerator

from ita.errors import StoreError
from ita.frameworks import Frameworks
from ita.importing.build import _OPEN, close_shared
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.store.archive import is_good, open_archive
from ita.store.backup import NOT_KEPT, make_backup
from ita.store.backup_rotation import DailyBackups, folder_of, kept, last_problem, make_daily, store_backup
from ita.store.engine import Engine, open_engine
from tests import helpers
from tests.screens.sessions import Session
from tests.unit.old_databases import assert_same_rows


def opened(session: Session) -> Session:
    """Open the screen at its backups."""
    return session.go("keeping").turn("สำรองและกู้คืน" if session.thai else "Backup and restore")


def settled(session: Session) -> Session:
    """Run the page until the work that it started is done."""
    for _ in range(60):
        if session.state.job is None:
            return session
        session.run()
    raise AssertionError("the work does not end")


def press(session: Session, label: str) -> Session:
    return settled(session.press(label))


def sure(session: Session) -> Session:
    (box,) = session.all("checkbox")
    box.check()
    return session.run()


def put_in(engine: Engine, year: int) -> None:
    import_typed(engine, "sao", TypedResult(year, {1: Decimal(50)}, None, None))


@pytest.fixture
def backup(stored: Engine, tmp_path: Path) -> bytes:
    """Return a backup of the database as it is built, which then goes on."""
    make_backup(stored, tmp_path / "outside.zip")
    put_in(stored, 2560)
    return (tmp_path / "outside.zip").read_bytes()


def test_a_backup_is_made_kept_and_offered(session: Session, stored: Engine) -> None:
    opened(session)
    assert "ยังไม่มีสำเนาสำรอง" in session.words
    (folder,) = [said for said in session.said("caption") if "โฟลเดอร์" in said]
    assert folder.replace("\\", "").endswith(f" {folder_of(stored.path)}")
    press(session, "สำรองข้อมูล")
    (one,) = kept(stored.path)
    assert (one.kind, is_good(one.path)) == ("manual", True)
    assert len(session.said("success")) == 1
    (offered,) = session.at.get("download_button")
    assert offered.proto.label == "บันทึกไฟล์สำรอง"
    assert "สั่งสำรองเอง" in session.html


def test_the_kept_ones_are_listed_with_rows_and_size(session: Session, stored: Engine) -> None:
    daily, damaged = make_daily(stored), store_backup(stored, "manual")
    assert daily is not None
    damaged.write_bytes(b"damaged")
    words = opened(session).html
    with stored.cursor() as cursor:
        count = sum(
            cursor.table(name).aggregate("count(*)").fetchall()[0][0]
            for name in helpers.everything(stored).rows
            if name not in NOT_KEPT
        )
    assert f"{count:,}" in words
    assert "อัตโนมัติ" in words
    assert "เสียหาย" in words
    assert len(session.labelled("selectbox", "กู้คืนจาก").options) == 2, "a damaged one is not offered"


def test_an_uploaded_one_is_looked_into_before_anything_changes(
    session: Session, stored: Engine, backup: bytes
) -> None:
    before = helpers.everything(stored)
    opened(session).upload("outside.zip", backup, "ไฟล์สำเนาสำรอง")
    words = session.words
    assert "สำรองเมื่อ" in words
    assert "ในสำเนาสำรอง" in words
    assert ">2563, 2564, 2565, 2566, 2567, 2568<" in session.html
    assert ">2560, 2563, 2564, 2565, 2566, 2567, 2568<" in session.html
    assert session.labelled("button", "กู้คืนสำเนานี้").disabled
    assert helpers.everything(stored) == before
    sure(session)
    assert not session.labelled("button", "กู้คืนสำเนานี้").disabled
    assert helpers.everything(stored) == before


def test_it_is_brought_back_and_what_stood_is_kept(session: Session, stored: Engine, backup: bytes) -> None:
    changed = helpers.everything(stored)
    assert "2560" in str(session.go("/", v="1", a="sao").labelled("selectbox", "ปี").options)
    opened(session).upload("outside.zip", backup, "ไฟล์สำเนาสำรอง")
    press(sure(session), "กู้คืนสำเนานี้")
    assert len(session.said("success")) == 1
    assert len(helpers.everything(stored).rows["imports"]) == len(changed.rows["imports"]) - 1
    assert not session.offered("กู้คืนสำเนานี้"), "the file is done with"
    (safety,) = kept(stored.path)
    assert safety.kind == "safety"
    assert "ก่อนแทนที่ข้อมูลทั้งหมด" in session.html
    # Other screens show it at once, and the way back is on the list.
    assert "2560" not in str(Session().go("/", v="1", a="sao").labelled("selectbox", "ปี").options)
    again = opened(Session())
    again.choose("กู้คืนจาก", safety.path)
    press(sure(again), "กู้คืนสำเนานี้")
    assert helpers.everything(stored) == changed


@pytest.mark.parametrize(
    ("name", "spoil", "said"),
    [
        ("cut.zip", lambda data: data[:-1], "เสียหายหรือไม่ครบ"),
        ("flipped.zip", lambda data: data[:5000] + bytes([data[5000] ^ 1]) + data[5001:], "เสียหายหรือไม่ครบ"),
        ("../../report.docx", lambda data: b"%PDF", "ไม่ใช่สำเนาสำรอง"),
        ("empty.zip", lambda data: b"", "ไม่ใช่สำเนาสำรอง"),
    ],
    ids=["cut", "flipped", "foreign", "empty"],
)
def test_a_wrong_file_is_told_and_changes_nothing(
    session: Session, stored: Engine, backup: bytes, name: str, spoil: Callable[[bytes], bytes], said: str
) -> None:
    before = helpers.everything(stored)
    opened(session).upload(name, spoil(backup), "ไฟล์สำเนาสำรอง")
    (error,) = session.said("error")
    assert said in error
    assert not session.offered("กู้คืนสำเนานี้")
    assert helpers.everything(stored) == before


def test_long_work_shows_a_bar_and_can_be_cancelled(
    session: Session, stored: Engine, backup: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = helpers.everything(stored)
    opened(session).upload("outside.zip", backup, "ไฟล์สำเนาสำรอง")
    sure(session)
    # Another writer holds the database, so that the work waits until somebody sees that it does, and cancels it.
    monkeypatch.setattr("pages.shared.progress.SLOW", 0.2)
    go, held = threading.Event(), threading.Event()

    def hold() -> None:
        with stored.exclusive():
            held.set()
            go.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    bar, drawn = DeltaGenerator.progress, []

    def seen(self: DeltaGenerator, value: float, text: str | None = None) -> DeltaGenerator:
        drawn.append(text)
        session.state.job.cancel()
        go.set()
        return bar(self, value, text)

    monkeypatch.setattr(DeltaGenerator, "progress", seen)
    session.press("กู้คืนสำเนานี้")
    holder.join()
    settled(session)
    assert drawn
    assert any("ยกเลิกแล้ว" in text for text in session.said("error"))
    assert helpers.everything(stored) == before
    assert kept(stored.path) == []


def test_a_failing_automatic_backup_is_said(session: Session, stored: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    folder_of(stored.path).write_text("in the way")
    thread = DailyBackups(lambda: stored, stored.path)
    thread.start()
    thread.stop()
    assert last_problem(stored.path) is not None
    assert "สำรองข้อมูลอัตโนมัติไม่สำเร็จ" in " ".join(opened(session).said("warning"))


@pytest.mark.parametrize("page", ["/", "gaps", "import", "keeping"])
def test_a_damaged_database_is_told_on_every_page_with_its_backup(
    page: str, session: Session, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_engine(database)) as engine:
        good = make_daily(engine)
    content = database.read_bytes()
    database.write_bytes(b"damaged")
    monkeypatch.setenv("ITA_DATABASE", str(database))
    (error,) = session.go(page).said("error")
    assert f"python3 start.py ita restore {good} --db {database}" in error
    # Once it is put right, the next run of the page opens it.
    database.write_bytes(content)
    assert session.run().said("error") == []


def test_it_speaks_both_languages(session: Session) -> None:
    opened(session)
    assert "ประวัติและสำรอง" in session.html
    assert "สำรองข้อมูล" in session.words
    session.switch_language()
    assert "History and backup" in session.html
    session.turn("Backup and restore")
    assert "Make a backup" in session.words


def test_damage_that_shows_only_when_a_row_is_read_names_the_backup(
    session: Session, database: Path, frameworks: Frameworks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was read through when it was opened is damaged later, and a screen asks for a block of it."""
    with closing(open_engine(database)) as engine:
        good = make_daily(engine)
    assert good is not None
    sound, block, told = database.read_bytes(), 256 * 1024, []
    monkeypatch.setenv("ITA_DATABASE", str(database))
    for start in range(3 * 4096, len(sound) - block + 1, block):
        damaged = bytearray(sound)
        damaged[start + 5000 : start + 5100] = bytes(100)
        database.write_bytes(damaged)
        database.with_name("ita.duckdb.wal").unlink(missing_ok=True)
        try:
            # The engine without the blocks that reading it through has left in its memory.
            _OPEN[database] = (open_engine(database), frameworks)
            told += press(opened(Session()), "สำรองข้อมูล").said("error")
        except StoreError:
            continue
        finally:
            close_shared()
    assert told
    assert all(f"ita restore {good.parent}" in error for error in told)


@pytest.mark.parametrize("page", ["/", "keeping"])
def test_a_database_that_was_removed_while_open_is_told_with_the_latest_backup(
    page: str, session: Session, stored: Engine
) -> None:
    good = make_daily(stored)
    session.go(page)
    stored.path.unlink()
    error = session.run().said("error")[0]
    assert f"python3 start.py ita restore {good}" in error
    if page == "/":
        # What is stored next is refused, and says the same; nothing comes into the place of the file.
        assert "ถูกลบ" in " ".join(session.make_agency().said("error")[1:])
        assert not stored.path.exists()
        return
    # What was stored can still be seen, and brought to safety.
    press(opened(session), "สำรองข้อมูล")
    assert [one.kind for one in kept(stored.path)] == ["manual", "auto"]


def test_an_earlier_backup_restores_on_the_screen(session: Session, stored: Engine) -> None:
    backup = helpers.ROOT / "tests" / "golden" / "backup-schema-2-early.zip"
    opened(session).upload(backup.name, backup.read_bytes(), "ไฟล์สำเนาสำรอง")
    press(sure(session), "กู้คืนสำเนานี้")
    assert session.said("error") == []
    assert "ก่อนแทนที่ข้อมูลทั้งหมด" in session.html
    # Rules and published figures are those of the program again; what a user put in is as it was.
    own = {"measure_facts", "step_facts", "plan_facts", "unit_facts", "raw_cells", "target_facts", "import_people"}
    with stored.cursor() as cursor:
        assert_same_rows(cursor, backup, {table.name for table in open_archive(backup).manifest.tables} - own)


def test_one_who_waits_for_other_writers_is_told(
    session: Session, stored: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit ends a run where it draws once a button was pressed: whoever waits draws again and again."""
    monkeypatch.setattr("ita.store.engine.PATIENCE", 0.0)
    drawn: list[str] = []
    go, held = threading.Event(), threading.Event()
    markdown = DeltaGenerator.markdown

    def seen(self: DeltaGenerator, body: str, **how: Any) -> DeltaGenerator:
        if body == "มีผู้อื่นกำลังบันทึกข้อมูลอยู่ก่อน ระบบจะบันทึกรายการนี้ให้ทันทีที่เสร็จ":
            drawn.append(body)
            go.set()
        return markdown(self, body, **how)

    def hold() -> None:
        with stored.exclusive():
            held.set()
            go.wait(60)

    session.go("import").fill({"ชื่อเต็ม": "เทศบาลตำบลหนองเล็ก", "อำเภอ": "เมือง", "จังหวัด": "ลพบุรี"})
    monkeypatch.setattr(DeltaGenerator, "markdown", seen)
    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    session.press("เพิ่มหน่วยงานนี้")
    holder.join()
    assert drawn
    assert "เทศบาลตำบลหนองเล็ก" in [row["name_th"] for row in helpers.read(stored, "agencies")]
