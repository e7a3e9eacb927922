"""Files of scores as people keep them: stored, offered or asked about, each as it has to be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ita.__main__ import main
from ita.errors import InputError, Issue
from ita.frameworks import Frameworks
from ita.i18n import issue_text
from ita.importing.choices import ImportChoices
from ita.importing.file_import import import_file
from ita.importing.plausibility import ASKED, Known, asked, doubts_of, total_can_have
from ita.importing.score_import import ScoresImported
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.store import query_loader
from ita.store.engine import Engine, open_engine
from tests.helpers import ROOT, everything
from tests.unit.score_tables import A, B

CASES = ROOT / "tests" / "cases"
D = Decimal
AGENCY = "town-a"
MADE = ["--name", "เทศบาลตำบลหนองเล็ก", "--kind", "subdistrict_municipality", "--province", "ลพบุรี", "--district", "เมือง"]
NINE_ZEROS = (A[0], *["0"] * 9)


@pytest.fixture(scope="module")
def engine_of(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return one engine with a town of one's own, for all cases; each leaves other years alone."""
    path = tmp_path_factory.mktemp("cases") / "ita.duckdb"
    path.write_bytes(built.read_bytes())
    assert main(["agency", "add", AGENCY, *MADE, "--db", str(path)]) == 0
    with closing(open_engine(path)) as engine:
        yield engine


def put_in(engine: Engine, frameworks: Frameworks, name: str, dry_run: bool = False, **chosen: Any) -> ScoresImported:
    accept = chosen.pop("accept", frozenset())
    done = import_file(
        engine,
        frameworks,
        (CASES / name).read_bytes(),
        name,
        agency=chosen.pop("agency", AGENCY),
        accept=accept,
        choices=ImportChoices(**chosen),
        dry_run=dry_run,
    )
    assert isinstance(done, ScoresImported)
    return done


def own(engine: Engine, year: int) -> tuple[str, ...]:
    with engine.cursor() as cursor:
        return tuple(str(row["score"]) for row in query_loader.rows(cursor, "own_result", agency=AGENCY, year=year))


def as_stored(scores: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{Decimal(score):.2f}" for score in scores)


@pytest.mark.parametrize(
    ("name", "chosen", "then", "rules"),
    [
        ("br1.csv", {}, {2567: B}, {"left-out"}),
        ("br3.csv", {}, {2567: B}, {"left-out", "year-from-title"}),
        ("ty-target.xlsx", {}, {2566: A}, {"left-out"}),
        ("sh-target.xlsx", {}, {2566: A}, {"left-out"}),
        ("title2.xlsx", {"fiscal_year": 2566}, {2566: A}, set()),
        ("lab5.xlsx", {"columns": ("C",)}, {2566: B}, {"year-from-title"}),
        ("stack1.xlsx", {}, {2566: A, 2567: B}, {"year-from-title"}),
        ("fl-noise.xlsx", {}, {2566: A}, set()),
        ("p-bul.txt", {"fiscal_year": 2567}, {2567: A}, set()),
        ("sub1.txt", {"fiscal_year": 2567}, {2567: ("96.43", "75.00")}, {"part-left-out"}),
        ("tie.csv", {"accept": frozenset({"all-equal"})}, {2567: ("90",) * 10}, {"all-equal"}),
        ("lv1.csv", {}, {}, {"level-impossible"}),
        ("xl-zero.xlsx", {"accept": frozenset({"many-zeros"})}, {2566: NINE_ZEROS}, {"many-zeros"}),
    ],
)
def test_each_case_stores_what_it_must(
    name: str,
    chosen: dict[str, Any],
    then: dict[int, tuple[str, ...]],
    rules: set[str],
    engine_of: Engine,
    frameworks: Frameworks,
) -> None:
    done = put_in(engine_of, frameworks, name, **chosen)
    for year, scores in then.items():
        assert own(engine_of, year) == as_stored(scores)
    found = {issue.rule for issue in done.issues}
    assert rules <= found
    assert found - rules <= {"scores-missing", "years-not-whole", "stored-before"}
    again = put_in(engine_of, frameworks, name, **{key: value for key, value in chosen.items() if key != "accept"})
    assert (again.unchanged, again.import_id) == (True, done.import_id)
    # The same figures under another year would be asked about.
    undo(engine_of, done.import_id)


@pytest.mark.parametrize(
    ("name", "rule", "option"),
    [
        ("ti-target.xlsx", "not-a-result", "--as targets"),
        ("title2.xlsx", "year-missing", "--year N"),
        ("lab5.xlsx", "several-results", "--column D"),
        ("p-bul.txt", "year-missing", "--year N"),
        ("sub1.txt", "year-missing", "--year N"),
    ],
)
def test_each_case_that_is_not_clear_is_asked_about(
    name: str, rule: str, option: str, engine_of: Engine, frameworks: Frameworks
) -> None:
    before = everything(engine_of)
    with pytest.raises(InputError) as caught:
        put_in(engine_of, frameworks, name)
    assert caught.value.rule == rule
    assert option in str([issue.params for issue in caught.value.issues])
    assert everything(engine_of) == before


@pytest.mark.parametrize(("name", "rule"), [("tie.csv", "all-equal"), ("xl-zero.xlsx", "many-zeros")])
def test_a_doubt_is_asked_before_storing_and_shown_in_the_preview(
    name: str, rule: str, tmp_path: Path, built: Path, frameworks: Frameworks
) -> None:
    path = tmp_path / "ita.duckdb"
    path.write_bytes(built.read_bytes())
    with closing(open_engine(path)) as engine:
        preview = put_in(engine, frameworks, name, dry_run=True, agency="ban-mo")
        assert [ask.rule for ask in preview.asks] == [rule]
        assert preview.asks[0].options == (f"--accept {rule}",)
        with pytest.raises(InputError) as caught:
            put_in(engine, frameworks, name, agency="ban-mo")
        assert caught.value.rule == rule


@pytest.mark.parametrize(
    ("name", "year", "target"),
    [
        ("br3.csv", 2567, "95"),
        ("ty-target.xlsx", 2567, "95"),
        ("sh-target.xlsx", 2567, "95"),
        ("ti-target.xlsx", 2568, None),
    ],
)
def test_targets_are_stored_as_targets_of_their_year(
    name: str, year: int, target: str | None, engine_of: Engine, frameworks: Frameworks
) -> None:
    done = put_in(engine_of, frameworks, name, as_role="targets")
    assert (done.kind, done.years, done.indicators) == ("targets", (year,), 10)
    with engine_of.cursor() as cursor:
        rows = cursor.execute(
            "SELECT target FROM current_targets WHERE agency_id = ? AND fiscal_year = ? ORDER BY indicator_no",
            [AGENCY, year],
        ).fetchall()
    wanted = B if target is None else (target,) * 10
    assert [row[0] for row in rows] == [Decimal(score) for score in wanted]
    assert put_in(engine_of, frameworks, name, as_role="targets").unchanged


def test_an_average_is_stored_for_an_average_only(tmp_path: Path, built: Path, frameworks: Frameworks) -> None:
    path = tmp_path / "ita.duckdb"
    path.write_bytes(built.read_bytes())
    text = "ค่าเฉลี่ยคะแนน ITA ของประเทศ ปี 2567\nการใช้อำนาจ 90.00\nการเปิดเผยข้อมูล 80.00".encode()
    with closing(open_engine(path)) as engine:
        for agency, as_role, rule in (
            ("ban-mo", None, "not-a-result"),
            ("ban-mo", "average", "agency-no-average"),
            ("thailand", None, "agency-average"),
        ):
            with pytest.raises(InputError) as caught:
                import_file(engine, frameworks, text, "f.txt", agency=agency, choices=ImportChoices(as_role=as_role))  # type: ignore[arg-type]
            assert caught.value.rule == rule
        done = import_file(
            engine, frameworks, text, "f.txt", agency="thailand", choices=ImportChoices(as_role="average")
        )
        assert isinstance(done, ScoresImported)
        assert (done.kind, done.years, done.indicators) == ("average", (2567,), 2)
        with engine.cursor() as cursor:
            (row,) = cursor.execute(
                "SELECT national_score FROM national_scores WHERE fiscal_year = 2567 AND indicator_no = 9"
            ).fetchall()
        assert row[0] == D(80)


# Doubts, whatever the source


TEN = {number: Decimal(score) for number, score in enumerate(A, start=1)}


def rules_of(
    frameworks: Frameworks, *results: TypedResult, stored: dict[tuple[int, int], Decimal] | None = None
) -> list[str]:
    return [issue.rule for issue in doubts_of(results, Known(stored or {}, frameworks))]


@pytest.mark.parametrize(
    ("scores", "total", "level", "rules"),
    [
        (TEN, None, None, []),
        (TEN | {n: D(0) for n in range(2, 11)}, None, None, ["many-zeros"]),
        (TEN | {9: D(0), 10: D(0)}, None, None, []),
        (dict.fromkeys(TEN, D(90)), None, None, ["all-equal"]),
        (dict.fromkeys(TEN, D(0)), None, None, ["many-zeros"]),
        ({9: D(90), 10: D(90)}, None, None, []),
        (TEN, D("99.90"), None, ["total-impossible"]),
        ({}, D("89.43"), "ผ่านดีเยี่ยม", ["level-impossible"]),
        ({}, D("98.82"), "ผ่านดีเยี่ยม", []),
        ({}, D("96.00"), "ต้องปรับปรุง", ["level-impossible"]),
        ({}, D("94.64"), "ผ่าน", []),
        ({}, D("95.60"), "ผ่าน", ["level-impossible"]),
        ({}, D("98.50"), "ผ่านดี", ["level-impossible"]),
        ({}, D("98.49"), "ผ่านดี", []),
        ({}, D("89.43"), "ไม่รู้จัก", []),
    ],
)
def test_doubts_about_a_year(
    scores: dict[int, Decimal], total: Decimal | None, level: str | None, rules: list[str], frameworks: Frameworks
) -> None:
    assert rules_of(frameworks, TypedResult(2567, scores, total, level)) == rules


def test_a_copy_of_another_year_is_asked_about(frameworks: Frameworks) -> None:
    stored = {(2567, number): score for number, score in TEN.items()}
    assert rules_of(frameworks, TypedResult(2569, TEN, None, None), stored=stored) == ["copy-of-year"]
    assert rules_of(frameworks, TypedResult(2567, TEN, None, None), stored=stored) == []
    assert rules_of(frameworks, TypedResult(2569, TEN | {1: D(1)}, None, None), stored=stored) == []
    two = (TypedResult(2566, TEN, None, None), TypedResult(2567, TEN, None, None))
    assert rules_of(frameworks, *two) == ["copy-of-year"]


def test_a_total_of_a_year_without_rules_is_held_to_the_latest(frameworks: Frameworks) -> None:
    scores = dict(
        zip(
            range(1, 11),
            map(D, ["97.10", "98.20", "99.00", "94.00", "96.00", "95.50", "95.20", "94.90", "91.00", "95.00"]),
            strict=True,
        )
    )
    assert rules_of(frameworks, TypedResult(2569, scores, D("94.82"), "ผ่านดี")) == []
    assert rules_of(frameworks, TypedResult(2569, scores, D("94.70"), None)) == ["total-disagrees-with-latest"]


def test_totals_are_held_to_the_rules_that_count(frameworks: Frameworks) -> None:
    members = {2569: {number: "OIT" if number > 6 else "IIT" for number in range(1, 11) if number != 5}}
    moved = replace(frameworks, members_of=members)
    low = dict.fromkeys(range(1, 7), D(50)) | dict.fromkeys(range(7, 11), D("60.00")) | {5: D(0)}
    assert rules_of(frameworks, TypedResult(2569, low, D("49.00"), None)) == ["total-disagrees-with-latest"]
    assert rules_of(moved, TypedResult(2569, low, D("49.00"), None)) == ["total-impossible"]
    # What is assumed of a year is no knowledge of it, of which a later one could be asked.
    more = [
        replace(r, fiscal_year_from=2569, fiscal_year_to=2569)
        for r in frameworks.instruments
        if r.fiscal_year_to == 2568
    ]
    assumed = replace(frameworks, instruments=(*frameworks.instruments, *more), bases={2569: "assumed:2568"})
    (doubt,) = doubts_of([TypedResult(2570, low, D("51.00"), None)], Known({}, assumed))
    assert (doubt.rule, doubt.params["latest"]) == ("total-disagrees-with-latest", 2568)


def test_levels_by_letters_have_their_floors_too(frameworks: Frameworks) -> None:
    levels, rules = frameworks.rating_levels, frameworks.instruments
    assert [total_can_have(D(total), "A", 2564, levels, rules) for total in ("84.99", "85", "94.99", "95")] == [
        False,
        True,
        True,
        False,
    ]


def test_typed_scores_raise_the_same_doubts(engine_of: Engine, frameworks: Frameworks) -> None:
    result = TypedResult(2565, dict.fromkeys(TEN, D(90)), None, None)
    preview = import_typed(engine_of, AGENCY, result, frameworks=frameworks, dry_run=True)
    assert [ask.rule for ask in preview.asks] == ["all-equal"]
    with pytest.raises(InputError) as caught:
        import_typed(engine_of, AGENCY, result, frameworks=frameworks)
    assert caught.value.rule == "all-equal"
    assert import_typed(engine_of, AGENCY, result, frameworks=frameworks, accept=ASKED, dry_run=True).asks == ()


def test_a_doubt_is_a_question_until_it_is_accepted() -> None:
    issues = [
        Issue("all-equal", {"count": 10, "year": 2568, "score": "90.00"}),
        Issue("level-impossible", {"year": 2568, "total": "90.00", "level": "ผ่าน"}),
    ]
    (ask,) = asked(issues, frozenset())
    assert (ask.rule, ask.issue.severity, ask.is_doubt) == ("all-equal", "error", True)
    assert asked(issues, ASKED) == ()


# The command line


def test_the_command_line_decides(tmp_path: Path, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ita.duckdb"
    path.write_bytes(built.read_bytes())
    db = ["--db", str(path)]
    lab5, br3 = str(CASES / "lab5.xlsx"), str(CASES / "br3.csv")
    assert main(["import", br3, "--agency", AGENCY, *db]) == 1
    assert "ita agency add" in capsys.readouterr().err
    assert main(["agency", "add", AGENCY, *MADE, "--json", *db]) == 0
    assert json.loads(capsys.readouterr().out)["agency"] == AGENCY
    assert main(["agency", "add", AGENCY, *MADE, *db]) == 1
    assert main(["agency", "add", "town-b", *MADE, *db]) == 1
    assert main(["agency", "add", "A b", *MADE, *db]) == 1
    capsys.readouterr()
    assert main(["import", lab5, "--agency", AGENCY, *db]) == 1
    printed = capsys.readouterr()
    assert (printed.out, "--column C" in printed.err, "รอบที่ 2" in printed.err) == ("", True, True)
    assert main(["import", br3, "--agency", AGENCY, "--json", *db]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["fiscal_years"], done["indicators"], done["kind"]) == ([2567], 10, "result")
    assert [(each["role"], each["header"]) for each in done["left_out"]] == [("target", "คะแนน (เป้าหมาย)")]
    assert main(["import", br3, "--agency", AGENCY, "--year", "2566", *db]) == 1
    with pytest.raises(SystemExit) as stop:
        main(["import", br3, "--agency", AGENCY, "--year", "66", *db])
    assert stop.value.code == 2


@pytest.mark.parametrize("name", ["scores.xls", "scores.xlsx", "scores.csv"])
def test_a_web_page_under_the_name_of_a_workbook_is_said_to_be_one(
    name: str, engine_of: Engine, frameworks: Frameworks
) -> None:
    page = "<html><table><tr><td>ปี</td><td>1</td></tr></table></html>".encode()
    with pytest.raises(InputError) as caught:
        import_file(engine_of, frameworks, page, name, agency=AGENCY)
    assert (caught.value.rule, "xlsx" in str(caught.value.hint)) == ("markup", True)


def test_a_reader_that_goes_away_ends_it_without_a_word(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "ita.duckdb"
    path.write_bytes(built.read_bytes())
    environment = {**os.environ, "ITA_DATABASE": str(path), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "ita", "query", "agencies", "--json"]
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        ended = subprocess.run(
            words, stdout=write_end, stderr=subprocess.PIPE, env=environment, check=False, timeout=60
        )
    finally:
        os.close(write_end)
    assert ended.returncode == 141
    assert ended.stderr == b""


def test_what_an_ask_says_is_said_in_thai(engine_of: Engine, frameworks: Frameworks) -> None:
    with pytest.raises(InputError) as caught:
        put_in(engine_of, frameworks, "ti-target.xlsx")
    assert "เป้าหมาย" in issue_text(caught.value.issues[0], "th")
