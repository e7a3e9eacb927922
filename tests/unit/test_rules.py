"""Rules of a year: stated, assumed, undone, passed on as a file, checked; nothing is borrowed or written over."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ita.characters import FORMULA_STARTS
from ita.errors import InputError, NotKnownError
from ita.frameworks import Frameworks
from ita.importing.build import build
from ita.importing.undo import undo
from ita.paths import DATA
from ita.rules import files, stored
from ita.rules.effective import effective_rules
from ita.rules.values import COLUMNS, RuleRow, as_rows, last_year, read_rules
from ita.scenario import store_targets, what_if
from ita.scoring import shortest_path
from ita.store import reads, results
from ita.store.backup import make_backup
from ita.store.engine import Engine, open_engine
from ita.store.restore import restore_file
from ita.store.table_rows import clear_table
from ita.thai import tidy
from tests.helpers import everything, one, read
from tests.queries.test_cases import NEWEST, rules_assumed, rules_open, rules_stated
from tests.unit.test_cli import Run, put, run

__all__ = ["put", "run"]
Put = Callable[[str, bytes], Path]

RESULT = "ปีงบประมาณ,1,2,3,4,5,6,7,8,9,10,คะแนนรวม,ระดับ\n2569,{scores},{total},ผ่านดี\n"
SCORES = ",".join(str(score) for score in NEWEST.values())
NULLS = ("total", "iit", "eit", "oit", "level", "held_back_by", "lost_points", "rules_basis")


def of_2569(run: Run) -> dict[str, Any]:
    (row,) = run("query", "assessment", "agency=ban-mo", "year=2569", "--json").json
    return dict(row)


def test_a_year_without_rules_is_assumed_checked_and_dropped_again(run: Run, put: Put) -> None:
    given = put("2569.csv", RESULT.format(scores=SCORES, total="94.82").encode())
    assert run("import", given, "--agency", "ban-mo").code == 0
    before = of_2569(run)
    assert {name: before[name] for name in NULLS} == dict.fromkeys(NULLS)
    assert before["rules_known"] is False
    unknown = run("rules", "check", "2569", "--json")
    assert unknown.code == 1
    assert "rules assume 2569 --from 2568" in unknown.err

    assumed = run("rules", "assume", "2569", "--from", "2568", "--by", "สมชาย")
    assert assumed.code == 0
    assert "reproduce the published total of 2569: 94.82" in assumed.err
    assert "ตรงกับที่ประกาศ: 94.82" in assumed.err
    row = of_2569(run)
    expected = {"total": 94.82, "iit": 96.86, "eit": 95.20, "oit": 93.00, "level": "ผ่านดี", "held_back_by": "OIT"}
    expected |= {"points_to_next_level": 2.00, "rules_basis": "assumed:2568", "rules_known": False}
    assert {name: row[name] for name in expected} == expected
    checked = run("rules", "check", "2569", "--agency", "ban-mo", "--json").json
    assert checked == [
        {"agency": "ban-mo", "part": "total", "published": 94.82, "computed": 94.82, "difference": 0, "agrees": True},
        {
            "agency": "ban-mo",
            "part": "level",
            "published": "ผ่านดี",
            "computed": "ผ่านดี",
            "difference": None,
            "agrees": True,
        },
    ]
    assert run("rules", "check", "2569", "--json").json == checked
    (listed,) = [row for row in run("rules", "--json").json if row["fiscal_year"] == 2569]
    assert (listed["basis"], listed["from_year"], listed["who"]) == ("assumed", 2568, "สมชาย")

    other = put("other.csv", RESULT.format(scores=SCORES, total="94.70").encode())
    assert run("import", other, "--agency", "ban-mo").code == 0
    apart = run("rules", "check", "2569", "--agency", "ban-mo", "--json")
    assert "0.12 apart" in apart.err
    assert "ต่างกัน 0.12" in apart.err
    assert "rules of 2569 have changed or a figure is wrong" in apart.err
    assert (apart.json[0]["difference"], apart.json[0]["agrees"]) == (-0.12, False)

    assert run("rules", "drop", "2569").code == 0
    assert of_2569(run) == before | {"total_published": 94.70, "total_source": "other.csv"}
    again = run("rules", "drop", "2569")
    assert (again.code, again.out) == (1, "")


@pytest.mark.parametrize(
    ("year", "from_year", "words"),
    [
        ("2568", "2567", "ship with the program"),
        ("2569", "2570", "no rules of its own"),
        ("2569", "2569", "no rules of its own"),
        ("2599", "2568", "no year that rules can be for"),
        ("2561", "2562", "no year that rules can be for"),
    ],
)
def test_an_assumption_that_cannot_be_is_refused(year: str, from_year: str, words: str, run: Run) -> None:
    said = run("rules", "assume", year, "--from", from_year)
    assert (said.code, said.out) == (1, "")
    assert words in said.err


def test_an_assumption_rests_on_no_assumption_and_is_made_once(engine: Engine) -> None:
    first = stored.assume(engine, 2569, 2568)
    again = stored.assume(engine, 2569, 2568)
    assert (again.import_id, again.unchanged) == (first.import_id, True)
    with pytest.raises(InputError, match="no rules of its own"):
        stored.assume(engine, 2570, 2569)
    stored.assume(engine, 2569, 2565)
    assert len(stored.drop(engine, 2569)) == 2
    assert next(row for row in stored.list_rules(engine) if row.fiscal_year == 2569).basis is None


def test_what_rests_on_rules_works_from_the_year_once_assumed(engine: Engine, frameworks: Frameworks) -> None:
    rules_open(engine, frameworks)
    assert shortest_path(effective_rules(engine, frameworks), 2569, NEWEST, "ผ่านดีเยี่ยม") is None
    stored.assume(engine, 2569, 2568)
    rules = effective_rules(engine, frameworks)
    path = shortest_path(rules, 2569, NEWEST, "ผ่านดีเยี่ยม")
    assert path is not None
    assert path.lacking == {"OIT": Decimal("2.00")}
    then = what_if(engine, "ban-mo", 2569, path.scores, reads.assessment)[0]
    assert (then.level, then.rules_basis) == ("ผ่านดีเยี่ยม", "assumed:2568")
    assert store_targets(engine, "ban-mo", 2570, {9: path.scores[9]}, "ปลัด")
    stored.drop(engine, 2569)
    assert effective_rules(engine, frameworks) == frameworks


def test_stated_rules_count_first_and_undo_brings_the_assumption_back(engine: Engine, frameworks: Frameworks) -> None:
    names = rules_stated(engine, frameworks)
    rules = effective_rules(engine, frameworks)
    assert rules.basis(2569) == "stated"
    assert 5 not in rules.instrument_of(2569)
    assert rules.weights(2569) == {"IIT": Decimal("0.2"), "EIT": Decimal("0.3"), "OIT": Decimal("0.5")}
    path = shortest_path(rules, 2569, NEWEST, "ดีมาก")
    assert path is not None
    assert path.lacking == {"OIT": Decimal("1.00")}
    undo(engine, names["rules"])
    assert one(engine, "assessment", agency="ban-mo", year=2569)["rules_basis"] == "assumed:2568"


def test_stated_rules_end_by_undo_and_not_by_drop(engine: Engine, frameworks: Frameworks) -> None:
    rules_stated(engine, frameworks)
    stored.drop(engine, 2569)
    with pytest.raises(InputError, match="stated, not assumed"):
        stored.drop(engine, 2569)
    assert one(engine, "assessment", agency="ban-mo", year=2569)["rules_basis"] == "stated"


def test_averages_get_no_level_by_assumed_rules(engine: Engine) -> None:
    def work(cursor: Any) -> None:
        cursor.execute(
            "INSERT INTO indicator_score_facts SELECT * REPLACE (2569 AS fiscal_year) FROM indicator_score_facts "
            "WHERE agency_id = 'trat' AND fiscal_year = 2564"
        )
        results.refresh(cursor)

    engine.transact(work)
    stored.assume(engine, 2569, 2568)
    row = one(engine, "assessment", agency="trat", year=2569)
    assert (row["total"], row["level"], row["held_back_by"]) == (Decimal("81.45"), None, None)


def test_shipped_rules_that_arrive_end_the_assumption_and_say_so(
    engine: Engine, frameworks: Frameworks, tmp_path: Path
) -> None:
    names = rules_assumed(engine, frameworks)
    data = tmp_path / "data"
    for folder in ("frameworks", "published", "reports"):
        (data / folder).mkdir(parents=True)
        for file in (DATA / folder).iterdir():
            text = file.read_bytes()
            if file.name in ("instruments.csv", "rating_levels.csv"):
                text = text.replace(b",2568,", b",2569,")
            (data / folder / file.name).write_bytes(text)
    build(engine, data)
    row = one(engine, "assessment", agency="ban-mo", year=2569)
    assert (row["rules_basis"], row["rules_known"]) == ("shipped", True)
    (listed,) = [r for r in stored.list_rules(engine) if r.fiscal_year == 2569]
    assert (listed.basis, listed.ended_from_year) == ("shipped", 2568)
    (ended,) = [r for r in read(engine, "history", agency="") if r["act"] == "undo" and r["kind"] == "assumption"]
    assert (ended["import_id"], ended["reason"]) == (names["assumption"], stored.ENDED)


@pytest.mark.parametrize("start", [*FORMULA_STARTS, "'", "'="])
def test_a_source_in_a_file_of_rules_is_never_a_formula(start: str, engine: Engine, frameworks: Frameworks) -> None:
    rules_stated(engine, frameworks)
    (rules,) = stored.rules_to_export(engine, None)
    changed = replace(rules, weights=tuple(replace(each, source=f"{start}1+1") for each in rules.weights))
    data = files.write_csv([changed], frameworks)
    assert data.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    assert f"'{start}1+1" in cells
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]
    (again,) = read_rules(files.read_rows(data, "rules.csv"), frameworks)
    assert again.weights == tuple(replace(each, source=tidy(each.source)) for each in changed.weights)


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_stated_rules_are_carried_to_another_installation(
    kind: str, engine: Engine, frameworks: Frameworks, tmp_path: Path, run: Run, built: Path
) -> None:
    rules_stated(engine, frameworks)
    (rules,) = stored.rules_to_export(engine, None)
    write = files.write_json if kind == "json" else files.write_csv
    path = tmp_path / f"rules.{kind}"
    path.write_bytes(write([rules], frameworks))
    assert read_rules(files.read_rows(path.read_bytes(), path.name), frameworks) == (rules,)
    assert stored.state(engine, frameworks, [rules]).unchanged
    other = Path(shutil.copy(built, tmp_path / "other.duckdb"))
    said = run("rules", "import", path, "--json", db=other)
    assert said.json["fiscal_years"] == [2569]
    assert run("rules", "import", path, "--json", db=other).json["unchanged"] is True
    again = tmp_path / f"again.{kind}"
    assert run("rules", "export", again, db=other).code == 0
    assert again.read_bytes() == path.read_bytes()
    assert run("rules", "export", again, db=other).code == 1
    undone = run("undo", said.json["import_id"], db=other)
    assert undone.code == 0
    assert [r["basis"] for r in run("rules", "--json", db=other).json if r["fiscal_year"] == 2569] == [None]


def test_shipped_rules_can_be_written_and_an_assumption_cannot(engine: Engine, frameworks: Frameworks) -> None:
    (rules,) = stored.rules_to_export(engine, 2568)
    assert stored.state(engine, frameworks, [rules]).unchanged
    stored.assume(engine, 2569, 2568)
    for year in (2569, None):
        with pytest.raises(NotKnownError, match=r"No rules are stated|of 2569 itself"):
            stored.rules_to_export(engine, year)


def table(frameworks: Frameworks, engine: Engine) -> list[dict[str, str]]:
    (rules,) = stored.rules_to_export(engine, 2568)
    return [row | {"fiscal_year": "2569", "source": "ประกาศ"} for row in as_rows(rules, frameworks)]


WRONG: list[tuple[int, str, str, str, str]] = [
    (0, "weight", "0.35", "sum to 1.05", "weight"),
    (0, "weight", "30", "no weight", "weight"),
    (0, "weight", "0.3000001", "more than 6 decimals", "weight"),
    (3, "number", "11", "none of the ten indicators", "number"),
    (3, "name", "การเปิดเผยข้อมูล", "is not called", "name"),
    (3, "instrument", "XIT", "no instrument", "instrument"),
    (4, "number", "1", "this row twice", "number"),
    (14, "min_total", "96", "lower floors", "min_total"),
    (14, "min_total", "100.5", "no score of 0–100", "min_total"),
    (14, "min_total", "84.999", "more than two decimals", "min_total"),
    (14, "number", "4", "from the best to the worst", "number"),
    (17, "min_total", "1", "must begin at 0", "min_total"),
    (2, "source", "", "source is missing", "source"),
    (2, "fiscal_year", "69", "no fiscal year", "fiscal_year"),
    (2, "record", "thing", "none of the records", "record"),
]


@pytest.mark.parametrize(("row", "column", "value", "words", "at"), WRONG, ids=[f"{w[1]}-{w[2]}" for w in WRONG])
def test_a_wrong_file_is_refused_with_its_place(
    row: int, column: str, value: str, words: str, at: str, engine: Engine, frameworks: Frameworks
) -> None:
    rows = table(frameworks, engine)
    rows[row][column] = value
    if words == "this row twice":
        rows[row]["name"] = ""
    lines = [",".join(COLUMNS), *(",".join(each[name] for name in COLUMNS) for each in rows)]
    with pytest.raises(InputError, match=words) as refused:
        read_rules(files.read_rows("\n".join(lines).encode(), "rules.csv"), frameworks)
    location = refused.value.location
    # The sum is said at the last weight; all others at the cell itself.
    expected = 4 if "sum" in words else row + 2
    assert (location.file, location.row, location.column) == ("rules.csv", expected, COLUMNS.index(at) + 1)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b\n1,2",
        b"\xff\xfe\x00",
        b"{",
        b"[" * 100_000,
        b'{"format": "ita-rules", "version": 2, "years": []}',
        b'{"format": "ita-rules", "version": 1, "years": [1]}',
        b'{"format": "ita-rules", "version": 1, "years": []}',
        b"x" * (files.MAX_BYTES + 1),
        ",".join(COLUMNS).encode() + b'\n"a',
    ],
    ids=range(10),
)
def test_what_is_no_file_of_rules_is_refused(data: bytes, frameworks: Frameworks) -> None:
    with pytest.raises(InputError):
        read_rules(files.read_rows(data, "rules.csv"), frameworks)


def test_rules_may_be_announced_a_year_ahead() -> None:
    assert last_year() >= 2570


def test_a_preview_shows_what_would_be_and_stores_nothing(engine: Engine, frameworks: Frameworks) -> None:
    rules_open(engine, frameworks)
    before = everything(engine)
    preview = stored.preview_assumption(engine, 2569, 2568)
    (effect,) = preview.effects
    assert (effect.before, effect.after) == ((None, None), (Decimal("94.82"), "ผ่านดี"))
    assert preview.basis == "assumed:2568"
    assert all(row.agrees for row in preview.check)
    assert everything(engine) == before


def test_a_backup_carries_stated_and_assumed_rules(engine: Engine, frameworks: Frameworks, tmp_path: Path) -> None:
    names = rules_stated(engine, frameworks)
    kept = everything(engine).rows
    make_backup(engine, tmp_path / "backup.zip")
    engine.transact(lambda cursor: clear_table(cursor, "stated_levels"))
    undo(engine, names["rules"])
    path = engine.path
    engine.close()
    restore_file(path, tmp_path / "backup.zip", lambda _cursor: tmp_path / "safety.zip")
    again = open_engine(path)
    try:
        assert everything(again).rows == kept
    finally:
        again.close()


def test_json_of_rules_names_the_place(frameworks: Frameworks, engine: Engine) -> None:
    rows = table(frameworks, engine)
    (rules,) = read_rules([*map(_row, rows)], frameworks)
    found = json.loads(files.write_json([rules], frameworks))
    found["years"][0]["levels"][1]["min_total"] = 101
    with pytest.raises(InputError) as refused:
        read_rules(files.read_rows(json.dumps(found).encode(), "rules.json"), frameworks)
    assert refused.value.location.file == "rules.json: years[1].levels[2].min_total"


@pytest.mark.parametrize("agency", ["nobody", "\udcff"])
def test_an_agency_that_is_not_known_cannot_be_checked(agency: str, run: Run) -> None:
    said = run("rules", "check", "2568", "--agency", agency)
    assert said.code == 1
    assert "ban-mo" in said.err


def _row(cells: dict[str, str]) -> Any:
    return RuleRow(cells)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("96.86,95.20,93.00", [("IIT", 0.0, True), ("EIT", 0.0, True), ("OIT", 0.0, True)]),
        # Weighted points and what may be such are no evidence; in a year with rules a difference is.
        ("29.06,28.56,37.20", []),
        ("96.86,95.00,93.00", [("IIT", 0.0, True), ("EIT", -0.20, False), ("OIT", 0.0, True)]),
    ],
)
def test_published_instruments_are_evidence_too(
    stated: str, expected: list[tuple[str, float, bool]], run: Run, put: Put
) -> None:
    run("rules", "assume", "2569", "--from", "2568")
    text = RESULT.replace("ระดับ", "ระดับ,IIT,EIT,OIT", 1).format(scores=SCORES, total="94.82").rstrip() + f",{stated}\n"
    assert run("import", put("2569.csv", text.encode()), "--agency", "ban-mo").code == 0
    said = run("rules", "check", "2569", "--agency", "ban-mo", "--json")
    found = [
        (row["part"], row["difference"], row["agrees"]) for row in said.json if row["part"] in ("IIT", "EIT", "OIT")
    ]
    assert found == expected
    if any(not agrees for _, _, agrees in expected):
        assert "look at the indicators of EIT first" in said.err
