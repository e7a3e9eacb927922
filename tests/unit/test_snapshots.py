"""What a meeting was shown stays as it was, opens again, is compared with today, and is whole or not there."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ita import snapshot_contents
from ita.documents.council import council
from ita.documents.digits import in_digits
from ita.documents.request import PaperRequest
from ita.errors import InputError, ItaError, NotKnownError, StoreError
from ita.frameworks import Frameworks
from ita.importing.report_import import import_report
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import Agency, TypedResult
from ita.papers import PAPERS
from ita.rules.stored import assume, drop
from ita.snapshots import compare, opened, request_of, snapshot_named, take
from ita.store import query_loader, reads, snapshot_rows
from ita.store.archive import open_archive
from ita.store.backup import make_backup
from ita.store.engine import Engine, open_engine
from ita.store.restore import restore
from ita.store.table_rows import insert_rows
from ita.tables.snapshots import FigureKey, Shown
from ita.thai import bangkok
from tests.golden.make_schema import HERE
from tests.helpers import MEASURES, everything, import_of, sheet
from tests.unit.filled_database import fill

NAME = "สภา 15 ม.ค. 2569"
# When a writer of PDF or of a chart's own sheet made its file, and the id that it makes of that.
WRITTEN = re.compile(
    rb"/(?:Mod|Creation)Date\([^)]*\)|<xmp:(?:Modify|Create)Date>[^<]*|<xmpMM:InstanceID>[^<]*|/ID\[[^]]*\]"
    rb"|<dcterms:(?:created|modified)[^>]*>[^<]*"
)
BACKUPS = sorted(HERE.glob("backup-schema-*.zip"))


def parts(data: bytes) -> dict[str, bytes]:
    """Return a file as the members of its ZIP, and those of the ZIPs in it, without when it was written."""
    if not data.startswith(b"PK"):
        return {"": WRITTEN.sub(b"", data)}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        inside = {name: parts(packed.read(name)) for name in packed.namelist()}
    return {f"{name}/{inner}": found for name, members in inside.items() for inner, found in members.items()}


def papers(engine: Engine, name: str = NAME, *, lang: str = "th") -> dict[str, dict[str, bytes]]:
    """Return every paper of a snapshot of ban-mo, on whatever day it is asked for."""
    with engine.cursor() as cursor:
        row = snapshot_named(cursor, "ban-mo", name)
    asked = PaperRequest("ban-mo", 0, bangkok(row.made_at).date().replace(year=2040), lang=lang)  # type: ignore[arg-type]
    with opened(engine, row.snapshot_no) as cursor:
        return {
            each.name: parts(each.make(cursor, request_of(row, asked)))
            for each in PAPERS.values()
            if each.name != "pack"
        }


def differing(one: dict[str, dict[str, bytes]], other: dict[str, dict[str, bytes]]) -> list[str]:
    assert one.keys() == other.keys()
    return [f"{paper} {part}" for paper in one for part in one[paper] if one[paper][part] != other[paper].get(part)]


def test_its_papers_come_out_the_same_whatever_is_stored_later(
    engine: Engine, frameworks: Frameworks, tmp_path: Path
) -> None:
    import_typed(engine, "ban-mo", TypedResult(2567, {1: Decimal(90)}, Decimal("91.00"), "ผ่านดี"))
    assume(engine, 2569, 2568)
    import_typed(engine, "ban-mo", TypedResult(2569, dict.fromkeys(range(1, 11), Decimal(96)), None, None))
    take(engine, "ban-mo", 2568, NAME)
    before = papers(engine)
    make_backup(engine, tmp_path / "b.zip")
    # A later report, an undo, other rules, the nation's figures of another agency: nothing of it was presented.
    undo(engine, import_of(engine, HERE.parents[1] / "data" / "reports" / "ban-mo-2568.txt"))
    later = sheet().with_score(9, Decimal("90.00")).with_cell(9, MEASURES, "๑. มาตรการใหม่")
    import_report(engine, frameworks, later.data(), "later.txt")
    import_typed(engine, "ban-mo", TypedResult(2568, {3: Decimal("50.00")}, None, None))
    drop(engine, 2569)
    import_typed(engine, "sao", TypedResult(2568, {3: Decimal("50.00")}, None, None))
    assert differing(before, papers(engine)) == []
    changed = compare(engine, 1)
    assert not changed.is_same
    restore(engine, open_archive(tmp_path / "b.zip"), None)
    assert differing(before, papers(engine)) == []
    assert compare(engine, 1).is_same


def test_a_restore_into_another_file_and_another_engine_keep_it(engine: Engine, tmp_path: Path) -> None:
    row = take(engine, "ban-mo", 2568, NAME)
    make_backup(engine, tmp_path / "b.zip")
    with closing(open_engine(tmp_path / "new.duckdb")) as other:
        restore(other, open_archive(tmp_path / "b.zip"), None)
        with other.cursor() as cursor:
            assert snapshot_named(cursor, "ban-mo", NAME) == row
        with opened(other, row.snapshot_no) as cursor:
            assert len(reads.measures(cursor, "ban-mo", 2568)) == 31


def test_it_says_what_differs_today_figure_by_figure_and_text_by_text(engine: Engine, frameworks: Frameworks) -> None:
    take(engine, "ban-mo", 2568, NAME)
    same = compare(engine, 1)
    assert (same.is_same, same.figures, same.texts, same.redefined) == (True, (), (), ())
    assert "nothing has changed" in same.sentence.in_words("en")
    later = sheet().with_score(9, Decimal("90.00")).with_cell(9, MEASURES, "๑. มาตรการใหม่ ๒. อีกมาตรการ")
    import_report(engine, frameworks, later.data(), "later.txt")
    found = compare(engine, 1)
    pairs = {(each.key.part, each.key.number): (each.then, each.today) for each in found.figures}
    # 0.20 of 1.72 points is 0.344 of the total, exactly 93.814 before.
    assert pairs["total", None] == (Shown(Decimal("93.81")), Shown(Decimal("94.16")))
    assert pairs["indicator", 9] == (Shown(Decimal("88.28")), Shown(Decimal("90.00")))
    assert pairs["oit", None] == (Shown(Decimal("90.35")), Shown(Decimal("91.21")))
    assert pairs["measures", None] == (Shown(Decimal("31.00")), Shown(Decimal("32.00")))
    assert set(pairs) == {("total", None), ("indicator", 9), ("oit", None), ("measures", None)}
    texts = {(each.indicator_no, each.kind) for each in found.texts if each.kind == "measure"}
    assert texts == {(9, "measure")}
    (first, second) = [each for each in found.texts if each.kind == "measure"]
    assert first.then is not None
    assert (first.today or "").startswith("มาตรการใหม่")
    assert (second.then, second.today) == (None, "อีกมาตรการ")
    assert ["2568 · คะแนนรวม", "93.81", "94.16"] in found.figure_table.texts("th")
    assert ["2568 · Number of measures", "31", "32"] in found.figure_table.texts("en")


def test_figures_of_years_that_came_later_were_not_known_then(engine: Engine) -> None:
    take(engine, "ban-mo", 2568, NAME)
    import_typed(engine, "ban-mo", TypedResult(2566, {}, Decimal("85.00"), "ผ่านดี"))
    pairs = {each.key: (each.then, each.today) for each in compare(engine, 1).figures}
    assert pairs[FigureKey(2566, "total")] == (Shown(), Shown(Decimal("85.00")))


def test_what_this_version_would_show_otherwise_is_said(engine: Engine) -> None:
    """As if the version that took it had computed another total of the same rows."""
    take(engine, "ban-mo", 2568, NAME)
    with engine.cursor() as cursor:
        cursor.execute("UPDATE snapshot_figures SET figure = 95.14 WHERE part = 'total' AND fiscal_year = 2568")
    found = compare(engine, 1)
    (pair,) = found.redefined
    assert (pair.key, pair.then.figure, pair.today.figure) == (
        FigureKey(2568, "total"), Decimal("95.14"), Decimal("93.81")
    )  # fmt: skip
    assert found.redefined_sentence is not None
    assert found.redefined_table.texts("en") == [["2568 · Total", "95.14", "93.81"]]
    with engine.cursor() as cursor:
        broken = query_loader.broken_checks(cursor, ("stored",))
    assert [check.name for check, _ in broken] == ["snapshot_damaged"]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "snapshot-name-empty"),
        (" \t\n", "snapshot-name-empty"),
        ("\u200b\u202e\u2066", "snapshot-name-empty"),
        ("ก" * 121, "snapshot-name-long"),
        ("สภา\nครั้งที่ 2", "snapshot-name-characters"),
        ("a\x00b", "snapshot-name-characters"),
        ("a\x1bb", "snapshot-name-characters"),
        ("a\u2028b", "snapshot-name-characters"),
        ("a\ud800b", "snapshot-name-characters"),
    ],
)
def test_a_name_that_cannot_be_shown_is_refused(engine: Engine, name: str, rule: str) -> None:
    with pytest.raises(InputError) as caught:
        take(engine, "ban-mo", 2568, name)
    assert caught.value.rule == rule
    with engine.cursor() as cursor:
        assert reads.snapshots(cursor, agency="") == []


def test_hostile_letters_are_kept_and_turn_nothing(engine: Engine) -> None:
    names = ["ก" * 120, "<b>&\"'=1+1", "ສະພາ 🏛️", "สภา\u202e2569", "__proto__; DROP TABLE x"]
    for name in names:
        assert take(engine, "ban-mo", 2568, f"  {name} ").name == name
    for name in names:
        made = papers(engine, name) if "\u202e" in name else {}
        assert not [paper for paper, members in made.items() if any("\u202e".encode() in m for m in members.values())]
        assert "\u202e" not in compare(engine, names.index(name) + 1).sentence.in_words("th")


@pytest.mark.parametrize("again", [NAME, f" {NAME} ", "สภา  15 ม.ค. ๒๕๖๙", "สภา\u200b 15 ม.ค. 2569"])
def test_one_is_never_written_over(engine: Engine, again: str) -> None:
    take(engine, "ban-mo", 2568, NAME)
    before = everything(engine)
    with pytest.raises(InputError) as caught:
        take(engine, "ban-mo", 2568, again)
    assert caught.value.rule == "snapshot-exists"
    assert everything(engine) == before
    # Another agency may have a meeting of the same name.
    assert take(engine, "trat", 2564, again).snapshot_no == 2


@pytest.mark.parametrize(
    ("agency", "year", "before", "rule"),
    [
        ("nobody", 2568, None, "agency-unknown"),
        ("ban-mo", 2550, None, "year-unknown"),
        ("ban-mo", 2568, 2550, "year-unknown"),
        ("trat", 2563, 2564, "year-unknown"),
    ],
)
def test_what_is_not_known_cannot_be_presented(
    engine: Engine, agency: str, year: int, before: int | None, rule: str
) -> None:
    stored = everything(engine)
    with pytest.raises(NotKnownError) as caught:
        take(engine, agency, year, NAME, from_year=before)
    assert caught.value.rule == rule
    assert everything(engine) == stored


def test_a_name_that_is_not_known_is_refused_with_those_that_are(engine: Engine) -> None:
    take(engine, "ban-mo", 2568, NAME)
    with engine.cursor() as cursor, pytest.raises(NotKnownError) as caught:
        snapshot_named(cursor, "ban-mo", "อื่น")
    assert NAME in str(caught.value.params["names"])


def test_of_a_nation_it_holds_the_agency_and_the_averages(engine: Engine) -> None:
    alone = take(engine, "ban-mo", 2568, "alone")

    def nation(cursor: object) -> None:
        rows = [
            {"agency_id": f"a{n}", "name_th": f"หน่วย {n}", "name_en": None, "kind": "subdistrict_municipality",
             "district": None, "province": "ลพบุรี", "role": "published", "source": "made up"}
            for n in range(3000)
        ]  # fmt: skip
        insert_rows(cursor, "agencies", rows)  # type: ignore[arg-type]
        assert len(rows) == len({Agency(**row).agency_id for row in rows})  # type: ignore[arg-type]
        facts = [
            {"import_no": 1, "agency_id": f"a{n}", "fiscal_year": 2568, "indicator_no": k, "score": Decimal(90),
             "origin": "published", "source": "made up", "place_table": None, "place_row": n, "place_column": k}
            for n in range(3000) for k in range(1, 11)
        ]  # fmt: skip
        insert_rows(cursor, "indicator_score_facts", facts)  # type: ignore[arg-type]

    engine.transact(nation)
    among_many = take(engine, "ban-mo", 2568, "among many")
    assert among_many.row_count == alone.row_count
    assert among_many.byte_count < alone.byte_count * 1.1
    with opened(engine, among_many.snapshot_no) as cursor:
        assert len(reads.agencies(cursor)) < 20
        assert reads.total_trend(cursor, "ban-mo")[-1].total_shown == Decimal("93.81")


@pytest.mark.parametrize("damage", ["flip", "cut", "none", "foreign"])
def test_a_damaged_one_is_refused_and_leaves_the_others(engine: Engine, damage: str) -> None:
    row = take(engine, "ban-mo", 2568, NAME)
    take(engine, "ban-mo", 2568, "whole")
    with engine.cursor() as cursor:
        content, _ = snapshot_rows.stored_content(cursor, row.snapshot_no)
        flipped = bytes([content[0], content[1] ^ 1]) + content[2:]
        wrong = {"flip": flipped, "cut": content[:-9], "none": None, "foreign": zlib.compress(b"no archive")}[damage]
        # Also where the digest was made to fit, what is inside is looked at.
        digest = sha256(wrong or b"").hexdigest() if damage in ("foreign", "cut") else None
        cursor.execute(
            "UPDATE snapshots SET content = ?, sha256 = coalesce(?, sha256) WHERE snapshot_no = ?",
            [wrong, digest, row.snapshot_no],
        )
    for use in (lambda: compare(engine, 1), lambda: papers(engine)):
        with pytest.raises(StoreError) as caught:
            use()
        assert caught.value.rule == "snapshot-damaged"
        assert str(caught.value.params["name"]) == NAME
    assert compare(engine, 2).is_same


@pytest.mark.slow
@pytest.mark.parametrize("backup", BACKUPS, ids=lambda path: path.stem)
def test_one_of_every_earlier_schema_opens_through_the_same_migrations(backup: Path) -> None:
    """What a snapshot holds is an archive like a backup: the kept ones of all versions stand in for it."""
    content = zlib.compress(backup.read_bytes())
    with snapshot_rows.unpacked(content, sha256(content).hexdigest(), NAME) as cursor:
        assert len(reads.measures(cursor, "ban-mo", 2568)) >= 31
        assert snapshot_contents.shown_figures(cursor, "ban-mo", 2568, None)[FigureKey(2568, "total")].figure


def test_what_is_written_into_an_opened_one_is_gone(engine: Engine) -> None:
    row = take(engine, "ban-mo", 2568, NAME)
    for _ in range(2):
        with opened(engine, row.snapshot_no) as cursor:
            assert len(reads.measures(cursor, "ban-mo", 2568)) == 31
            cursor.execute("DELETE FROM measure_facts")
    assert compare(engine, row.snapshot_no).is_same


def test_a_snapshot_of_all_kinds_of_rows_gives_what_the_database_gives(engine: Engine, frameworks: Frameworks) -> None:
    agency = fill(engine, frameworks)
    row = take(engine, agency, 2567, NAME)
    asked: list[Callable[..., list[object]]] = [
        reads.total_trend, reads.targets, reads.agency_figures, reads.level_doubts, reads.history, reads.indicator_trend
    ]  # type: ignore[list-item] # fmt: skip
    with engine.cursor() as cursor, opened(engine, row.snapshot_no) as inside:
        for read in asked:
            assert read(inside, agency) == read(cursor, agency), read
        assert reads.rules(inside)[0]._replace(agencies=0) == reads.rules(cursor)[0]._replace(agencies=0)


# Ended at once as a kill does it: nothing is closed, flushed or rolled back.
KILLED = """
import os, sys
from pathlib import Path
from ita.store import snapshot_rows
from ita.store.engine import open_engine
from ita.snapshots import take
snapshot_rows.pack = lambda *_: os._exit(9)
take(open_engine(Path(sys.argv[1])), "ban-mo", 2568, "killed")
"""


@pytest.mark.slow
def test_a_kill_while_it_is_taken_leaves_nothing(database: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(database)], cwd=HERE.parents[1], check=False)
    assert done.returncode == 9
    with closing(open_engine(database)) as engine:
        with engine.cursor() as cursor:
            assert reads.snapshots(cursor, agency="") == []
            assert cursor.execute("SELECT count(*) FROM snapshot_figures").fetchone() == (0,)
        assert take(engine, "ban-mo", 2568, "killed").snapshot_no == 1


def test_an_error_while_it_is_taken_leaves_nothing(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ItaError("full")

    before = everything(engine)
    monkeypatch.setattr(snapshot_rows, "pack", fails)
    with pytest.raises(ItaError):
        take(engine, "ban-mo", 2568, NAME)
    assert everything(engine) == before


@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_a_long_name_is_cut_on_pages_beside_the_other_marks_and_whole_in_the_data_book(
    engine: Engine, digits: str
) -> None:
    """The demonstration is synthetic by the same marks; the name keeps the digits that it was given."""
    name = "ประชุมสภาเทศบาล สมัยที่ ๑ ครั้งที่ 2 " + "กี่" * 27
    with engine.cursor() as cursor:
        year = reads.agency_years(cursor, "demo")[0].fiscal_year
    row = take(engine, "demo", year, name)
    asked = request_of(row, PaperRequest("demo", 0, date(2040, 1, 1), digits=digits))  # type: ignore[arg-type]
    with opened(engine, row.snapshot_no) as cursor:
        (synthetic, mark) = council(cursor, asked).stamp.marks
        book = load_workbook(io.BytesIO(PAPERS["workbook"].make(cursor, asked)))
    mark = in_digits(mark, asked.digits)
    assert synthetic == "ข้อมูลสมมติ"
    assert mark.startswith("ตามที่นำเสนอ: ประชุมสภาเทศบาล สมัยที่ ๑ ครั้งที่ 2 กี่กี่")
    # No letter loses what stands above it.
    assert "กี่…, " in mark
    header = str(book.worksheets[0].oddHeader.right.text)
    assert "ข้อมูลสมมติ" in header
    assert mark in header
    facts = {str(cells[0].value): str(cells[1].value) for cells in book.worksheets[0].iter_rows(max_col=2)}
    assert facts["ฉบับที่นำเสนอ"].startswith(f"{name}, ")
