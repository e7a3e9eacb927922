"""The command line does what issue 2 says, tells what it refuses in Thai and English, and never shows a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ita.__main__ import main
from ita.store import query_loader
from ita.store.engine import open_engine
from tests.command_line import Said, ita
from tests.helpers import MEASURE_COUNTS, REPORT, ROOT, STEP_COUNTS, Sheet, everything, sha256
from tests.unit import docx_files
from tests.unit.test_report_import import BAD

Run = Callable[..., Said]
THAI = re.compile("[ก-ฮ]{3}")
THAI_LETTER = re.compile("[ก-ฮ]")


@pytest.fixture
def run(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a call of the command line on a fresh copy of the built database."""

    def call(*words: str | Path, db: Path = database) -> Said:
        return ita(capsys, *words, "--db", db)

    return call


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Return a way to write a file to import."""

    def write(name: str, data: bytes) -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    return write


def contents(database: Path) -> object:
    with closing(open_engine(database)) as engine:
        return everything(engine)


def both_languages(said: Said) -> None:
    """A message stands in Thai and in English: a line of each begins in its own letters, quotations aside."""
    begins = [re.search("[A-Za-zก-ฮ]", re.sub("“.*?”", "", line)) for line in said.err.splitlines()]
    letters = {"th" if THAI_LETTER.match(found.group()) else "en" for found in begins if found}
    assert letters == {"th", "en"}, said.err


# Queries


def test_gap_ranking_as_the_issue_says(run: Run) -> None:
    said = run("query", "gap_ranking", "agency=ban-mo", "year=2568", "--json")
    assert said.code == 0
    rows = said.json
    assert [row["indicator_no"] for row in rows] == [9, 10, 4, 8, 7, 6, 5, 1, 2, 3]
    first, second = rows[:2]
    assert (first["score"], first["gap_points"], first["lost_points"], first["measures"]) == (88.28, 11.72, 2.344, 1)
    assert (second["score"], second["gap_points"], second["lost_points"], second["measures"]) == (92.42, 7.58, 1.516, 2)
    assert sum(Decimal(str(row["lost_points"])) for row in rows) == Decimal("6.186")
    assert {"rank", "indicator_no", "indicator", "instrument", "score", "gap_points", "lost_points", "measures"} <= set(
        first
    )
    assert first["indicator"] == "การเปิดเผยข้อมูล"


def test_assessments_as_the_issue_says(run: Run) -> None:
    def assessment(agency: str, year: int) -> dict[str, Any]:
        (row,) = run("query", "assessment", f"agency={agency}", f"year={year}", "--json").json
        return row

    ban_mo = assessment("ban-mo", 2568)
    assert (ban_mo["total"], ban_mo["iit"], ban_mo["eit"], ban_mo["oit"]) == (93.81, 96.97, 95.27, 90.35)
    assert (ban_mo["level"], ban_mo["next_level"]) == ("ผ่านดี", "ผ่านดีเยี่ยม")
    assert (ban_mo["held_back_by"], ban_mo["points_to_next_level"]) == ("OIT", 4.65)
    trat = [assessment("trat", year) for year in (2563, 2564)]
    assert [(row["total"], row["level"]) for row in trat] == [(75.62, None), (81.45, None)]
    chanthaburi = assessment("chanthaburi", 2563)
    assert (chanthaburi["total"], chanthaburi["total_published"]) == (67.53, 67.54)
    sao = assessment("sao", 2568)
    assert (sao["total"], sao["total_published"], sao["level_published"]) == (None, 94.64, "ผ่าน")


def test_plans_as_the_issue_says(run: Run) -> None:
    rows = run("query", "plans", "agency=ban-mo", "year=2568", "--json").json
    assert tuple(len(row["measures"]) for row in rows) == MEASURE_COUNTS
    assert tuple(len(row["steps"]) for row in rows) == STEP_COUNTS
    assert (rows[0]["starts_on"], rows[0]["ends_on"]) == ("2025-10-01", "2026-06-30")
    assert (rows[8]["starts_on"], rows[8]["ends_on"]) == ("2026-03-01", "2026-03-31")
    assert rows[1]["units"] == ["สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษาฯ"]
    assert {row["plan_year"] for row in rows} == {2569}


@pytest.mark.parametrize(
    ("query", "columns", "count"),
    [
        ("measures", {"measure_id", "indicator_no", "position", "title"}, 31),
        ("steps", {"indicator_no", "measure_id", "position", "text"}, 60),
    ],
)
def test_lists_as_the_issue_says(query: str, columns: set[str], count: int, run: Run) -> None:
    rows = run("query", query, "agency=ban-mo", "year=2568", "--json").json
    assert len(rows) == count
    assert all(columns <= set(row) for row in rows)


def test_the_trend_as_the_issue_says(run: Run) -> None:
    rows = run("query", "indicator_trend", "agency=trat", "--json").json
    assert len(rows) == 20
    assert {"fiscal_year", "indicator_no", "score"} <= set(rows[0])
    assert (rows[0]["fiscal_year"], rows[0]["indicator_no"], rows[0]["score"]) == (2563, 1, 92.57)


def test_rows_for_people(run: Run) -> None:
    said = run("query", "gap_ranking", "agency=ban-mo", "year=2568")
    header, *rows = said.out.splitlines()
    assert header.split("\t")[:3] == ["rank", "indicator_no", "indicator"]
    assert len(rows) == 10
    assert rows[0].split("\t")[2] == "การเปิดเผยข้อมูล"
    assert "88.28" in rows[0]


def test_thai_digits_are_a_year_too(run: Run) -> None:
    assert len(run("query", "gap_ranking", "agency=ban-mo", "year=๒๕๖๘", "--json").json) == 10


def test_a_year_of_which_nothing_is_known_has_no_rows(run: Run) -> None:
    said = run("query", "assessment", "agency=ban-mo", "year=2575", "--json")
    assert (said.code, said.json) == (0, [])


def test_an_empty_agency_is_all_of_them_where_the_query_says_so(run: Run) -> None:
    everyone = run("query", "history", "agency=", "--json").json
    assert {row["agency_id"] for row in everyone} > {"ban-mo", "demo"}
    assert run("query", "targets", "agency=").code == 1


def test_words_that_are_no_text_are_taken_as_far_as_they_are(run: Run, put: Callable[[str, bytes], Path]) -> None:
    """A name in an old Thai code page comes as bytes that are no UTF-8."""
    scores = "ปีงบประมาณ,1\n2568,90\n".encode()
    assert run("import", put("\udca1\udca2.csv", scores), "--agency", "ban-mo", "--by", "\udcbb").code == 0
    (row, *_) = run("query", "history", "agency=ban-mo", "--json").json
    assert (row["file_name"], row["person"]) == ("??.csv", "?")
    assert run("query", "import_by_id", "import_id=\udcff", "--json").json == []
    assert run("undo", "\udcff").code == 1


def test_an_unknown_agency_is_refused(run: Run) -> None:
    said = run("query", "assessment", "agency=nobody", "year=2568", "--json")
    assert (said.code, said.out) == (1, "")
    both_languages(said)
    assert "nobody" in said.err
    assert "ban-mo" in said.err


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nothing",),
        ("query",),
        ("query", "nothing"),
        ("query", "agencies; DROP TABLE imports"),
        ("query", "gap_ranking"),
        ("query", "gap_ranking", "agency=ban-mo"),
        ("query", "gap_ranking", "agency=ban-mo", "year=next"),
        ("query", "gap_ranking", "agency=ban-mo", "year=2568", "more=1"),
        ("query", "gap_ranking", "ban-mo", "2568"),
        ("import",),
        ("import", "a.txt", "--accept", "everything"),
        ("import", "a.pdf", "--confirm", "all"),
        ("undo",),
        ("build", "--loud"),
    ],
)
def test_wrong_usage_is_2(words: tuple[str, ...], run: Run, database: Path) -> None:
    before = database.read_bytes()
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err
    assert database.read_bytes() == before


def test_help_is_no_error(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    assert all(command in said.out for command in ("build", "import", "undo", "query", "check"))


# Import and undo


def test_an_import_prints_one_object(run: Run, put: Callable[[str, bytes], Path], sheet: Sheet) -> None:
    file = put("later.txt", sheet.with_score(9, Decimal("90.00")).data())
    said = run("import", file, "--json")
    assert said.code == 0
    done = said.json
    assert {"import_id", "agency", "fiscal_year", "indicators", "questions", "measures", "issues"} <= set(done)
    assert (done["agency"], done["fiscal_year"]) == ("ban-mo", 2568)
    assert (done["indicators"], done["questions"], done["measures"]) == (10, 10, 31)
    for issue in done["issues"]:
        assert {"rule", "severity", "message", "place"} <= set(issue)
        assert set(issue["place"]) == {"file", "table", "row", "column"}
        assert THAI.search(issue["message"])
        assert issue["place"]["file"] == "later.txt"
    locations = {(i["rule"], i["place"]["table"], i["place"]["row"], i["place"]["column"]) for i in done["issues"]}
    assert ("markup-removed", 6, 3, 6) in locations
    assert ("equals-national-average", None, None, None) in locations


def test_the_same_bytes_again(run: Run) -> None:
    first = run("query", "imports", "agency=ban-mo", "--json").json[0]["import_id"]
    said = run("import", REPORT, "--json")
    assert (said.code, said.json["import_id"], said.json["unchanged"]) == (0, first, True)
    assert first in said.err
    both_languages(said)
    assert len(run("query", "imports", "agency=ban-mo", "--json").json) == 1


def test_import_another_over_it_and_undo(run: Run, put: Callable[[str, bytes], Path], sheet: Sheet) -> None:
    def says() -> list[str]:
        return [
            run("query", query, "agency=ban-mo", "year=2568", "--json").out
            for query in ("gap_ranking", "assessment", "plans", "measures", "steps")
        ]

    before = says()
    later = run("import", put("later.txt", sheet.with_score(9, Decimal("90.00")).data()), "--json").json["import_id"]
    assert says() != before
    said = run("undo", later, "--json")
    assert (said.code, said.json) == (0, {"import_id": later, "undone": True})
    both_languages(said)
    assert says() == before
    again = run("undo", later)
    assert (again.code, again.out) == (1, "")
    both_languages(again)


def test_undo_of_nothing_known(run: Run) -> None:
    said = run("undo", "99-nothing")
    assert (said.code, said.out) == (1, "")
    both_languages(said)
    assert "99-nothing" in said.err


def test_an_unknown_town_tells_the_id_to_pass(run: Run, put: Callable[[str, bytes], Path], sheet: Sheet) -> None:
    other = sheet.text().replace("เทศบาลตำบลบ้านหมอ อำเภอบ้านหมอ จังหวัดสระบุรี", "เทศบาลตำบลหนองเล็ก อำเภอเมือง จังหวัดลพบุรี")
    file = put("other.txt", other.encode())
    said = run("import", file, "--json")
    assert (said.code, said.out) == (1, "")
    both_languages(said)
    agency = re.search(r"--agency ([a-z0-9-]+)", said.err)
    assert agency is not None
    done = run("import", file, "--json", "--agency", agency[1])
    assert (done.code, done.json["agency"]) == (0, agency[1])
    assert "agency-created" in {issue["rule"] for issue in done.json["issues"]}
    first = run("query", "agencies", "--json").json[0]
    assert (first["agency_id"], first["role"]) == (agency[1], "own")


def test_word_files_go_in(run: Run, put: Callable[[str, bytes], Path]) -> None:
    files = [put("hand.docx", docx_files.report_by_hand()), put("auto.docx", docx_files.report_automatic())]
    said = run("import", *files, "--json")
    assert said.code == 0
    done = [json.loads(line) for line in said.out.splitlines()]
    assert [(each["indicators"], each["questions"], each["measures"]) for each in done] == [(10, 10, 31)] * 2


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_1_with_message_and_place(
    name: str, run: Run, put: Callable[[str, bytes], Path], sheet: Sheet, database: Path
) -> None:
    before = contents(database)
    file, _, make = BAD[name]
    said = run("import", put(file, make(sheet)), "--json")
    assert (said.code, said.out) == (1, "")
    both_languages(said)
    assert file in said.err
    assert contents(database) == before


def test_the_place_is_told_in_both_languages(run: Run, put: Callable[[str, bytes], Path], sheet: Sheet) -> None:
    said = run("import", put("a.txt", sheet.with_header_score(9, "๑๐๑").data()))
    assert said.code == 1
    assert "table 11 row 3 column 1" in said.err
    assert re.search(r"ตารางที่ 11 แถวที่? ?3 คอลัมน์(ที่)? ?1", said.err) or re.search(r"11\D+3\D+1\)", said.err)


def test_one_refused_file_does_not_stop_the_others(run: Run, put: Callable[[str, bytes], Path], sheet: Sheet) -> None:
    good = put("good.txt", sheet.with_score(9, Decimal("90.00")).data())
    said = run("import", put("bad.txt", b""), good, "--json")
    assert said.code == 1
    assert said.json["measures"] == 31


def test_a_rule_can_be_overruled_after_looking(run: Run, put: Callable[[str, bytes], Path], sheet: Sheet) -> None:
    file = put("own.txt", sheet.with_header_score(9, "๘๘.๘๒").data())
    assert run("import", file).code == 1
    said = run("import", file, "--accept", "question-score-differs", "--json")
    assert said.code == 0
    assert "question-score-differs" in {issue["rule"] for issue in said.json["issues"]}


@pytest.mark.parametrize("name", ["nothing.txt", "."])
def test_a_file_that_cannot_be_read(name: str, run: Run, tmp_path: Path) -> None:
    said = run("import", tmp_path / name)
    assert (said.code, said.out) == (1, "")
    both_languages(said)


# The database


def test_a_command_builds_what_is_not_there(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new" / "ita.duckdb"
    said = run("query", "gap_ranking", "agency=ban-mo", "year=2568", "--json", db=new)
    assert said.code == 0
    assert len(said.json) == 10


@pytest.mark.parametrize("words", [("check",), ("check", "--json"), ("backup", "b.zip")], ids=" ".join)
def test_what_asks_about_a_database_makes_no_new_one(words: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new" / "ita.duckdb"
    said = run(*words, db=new)
    assert (said.code, said.out) == (1, "")
    both_languages(said)
    assert str(new) in said.err
    assert not new.parent.exists()


def test_a_check_writes_nothing(run: Run, database: Path) -> None:
    assert run("import", REPORT).code == 0
    # An import that is in the log only, as a power cut leaves it.
    with closing(duckdb.connect(str(database))) as connection:
        connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        connection.execute("UPDATE write_lock SET turn = turn + 1")
    before = {path: path.read_bytes() for path in database.parent.iterdir() if path.is_file()}
    assert database.with_name(f"{database.name}.wal") in before
    assert run("check").code == 0
    assert {path: path.read_bytes() for path in database.parent.iterdir() if path.is_file()} == before


def test_a_check_of_a_file_without_the_views_of_today_names_the_way(run: Run, database: Path) -> None:
    with closing(duckdb.connect(str(database))) as connection:
        connection.execute("DROP VIEW current_imports CASCADE")
    said = run("check")
    assert (said.code, said.out) == (1, "")
    both_languages(said)
    assert "start.py ita build" in said.err
    assert run("build").code == 0
    assert run("check").code == 0


def test_build_and_check(run: Run) -> None:
    for _ in range(2):
        said = run("build")
        assert (said.code, said.out) == (0, "")
        both_languages(said)
    said = run("check")
    assert said.code == 0
    both_languages(said)
    # The sample's scores want a look, so not all have passed.
    checks = len(query_loader.queries("checks"))
    assert f"0 errors and 1 points to look at; {checks - 1} of {checks} checks passed" in said.err
    undone = run("query", "imports", "agency=ban-mo", "--json").json[0]["import_id"]
    assert run("undo", undone).code == 0
    assert f"All {checks} checks passed" in run("check").err
    assert run("import", REPORT).code == 0
    (doubt,) = run("check", "--json").json
    assert (doubt["check"], doubt["severity"], doubt["row"]["agency_id"]) == (
        "scores_equal_nation",
        "warning",
        "ban-mo",
    )
    assert "2" in doubt["sentence"]
    assert doubt["sentence_en"] != doubt["sentence"]


def test_a_broken_check_is_1(run: Run, database: Path) -> None:
    with closing(duckdb.connect(str(database))) as connection:
        connection.execute("UPDATE indicator_score_facts SET score = 101 WHERE indicator_no = 9 AND origin = 'report'")
    said = run("check", "--json")
    assert said.code == 1
    found = [each for each in said.json if each["severity"] == "error"]
    # What was calculated before is no longer by the figures.
    assert {each["check"] for each in found} == {"score_out_of_range", "results_stale"}
    assert all(each["fix"] for each in found)
    said = run("check")
    assert said.code == 1
    assert "score_out_of_range" in said.out


def test_a_database_that_is_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ita.duckdb"
    path.write_bytes(b"not a database")
    for words in (("build",), ("check",), ("query", "agencies"), ("import", str(REPORT)), ("undo", "1-x")):
        said = run(*words, db=path)
        assert (said.code, said.out) == (1, "")
        both_languages(said)
    assert path.read_bytes() == b"not a database"


def test_the_environment_names_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = tmp_path / "chosen.duckdb"
    monkeypatch.setenv("ITA_DATABASE", str(chosen))
    assert main(["build"]) == 0
    assert chosen.is_file()
    assert str(chosen) in capsys.readouterr().err


# As a process of its own


def process(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([sys.executable, "-m", "ita", *map(str, words)], env=env, capture_output=True, check=False)


def test_a_process_prints_utf8_whatever_the_console(database: Path) -> None:
    done = process(
        "query",
        "gap_ranking",
        "agency=ban-mo",
        "year=2568",
        "--json",
        "--db",
        database,
        PYTHONIOENCODING="ascii",
        LC_ALL="C",
    )
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))[0]["indicator"] == "การเปิดเผยข้อมูล"
    assert done.stderr == b""


def test_a_process_refuses_with_1(database: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"%PDF-1.4")
    done = process("import", tmp_path / "bad.docx", "--db", database)
    assert (done.returncode, done.stdout) == (1, b"")
    said = done.stderr.decode("utf-8")
    assert "bad.docx" in said
    assert "Traceback" not in said
    assert THAI.search(said)


def test_a_process_of_wrong_usage_is_2(database: Path) -> None:
    done = process("query", "nothing", "--db", database)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Traceback" not in done.stderr.decode("utf-8")


def test_a_process_finds_the_database_held_by_another(database: Path) -> None:
    with closing(open_engine(database)):
        done = process("import", REPORT, "--db", database)
    said = done.stderr.decode("utf-8")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "Traceback" not in said
    if sys.platform != "win32":
        assert f"PID {os.getpid()}" in said


def test_the_shipped_report_is_never_touched(run: Run) -> None:
    before = sha256(REPORT.read_bytes())
    run("import", REPORT)
    assert sha256(REPORT.read_bytes()) == before


def test_a_pdf_is_confirmed_row_by_row(run: Run, put: Callable[[str, bytes], Path], database: Path) -> None:
    before = contents(database)
    pdf = put("r.pdf", (ROOT / "tests" / "golden" / "report-one-table.pdf").read_bytes())
    said = run("import", pdf, "--agency", "my-town", "--confirm", "1,2,3,4,5,6,7,8,9")
    assert (said.code, said.out) == (1, "")
    both_languages(said)
    assert "--confirm" in said.err
    # What has to be compared is said with where it stands.
    assert "๑. มาตรการประเมินความเสี่ยงการทุจริต" in said.err
    assert re.search(r"r\.pdf, หน้า \d+ ตารางที่ \d+ แถว \d+ คอลัมน์ 4", said.err)
    assert contents(database) == before
    done = run("import", pdf, "--agency", "my-town", "--confirm", "1,2,3,4,5,6,7,8,9,10", "--json")
    assert done.code == 0
    assert (done.json["measures"], done.json["steps"]) == (31, 60)
    assert run("query", "assessment", "agency=my-town", "year=2568", "--json").json[0]["total"] == 93.81
