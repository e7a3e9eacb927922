"""`ita backup` and `ita restore` as a person runs them: what they print, their exit codes, what they leave behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from ita.__main__ import main
from ita.store.archive import is_good, open_archive
from ita.store.backup_rotation import kept, make_daily
from ita.store.engine import open_engine
from tests.helpers import ROOT, Everything, everything
from tests.unit.filled_database import files


def rows(database: Path) -> Everything:
    with closing(open_engine(database)) as engine:
        return everything(engine)


def test_there_and_back(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "สำรอง 1.zip"
    assert main(["backup", str(target), "--db", str(database), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["file"] == str(target)
    assert said["tables"]["measure_facts"] == 31
    assert said["rows"] == open_archive(target).manifest.rows
    new = tmp_path / "new" / "ita.duckdb"
    assert main(["restore", str(target), "--db", str(new), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["database"], said["safety"], said["aside"]) == (str(new), None, None)
    with closing(open_engine(database)) as one, closing(open_engine(new)) as other:
        assert everything(one) == everything(other)
    assert main(["query", "gap_ranking", "agency=ban-mo", "year=2568", "--db", str(new)]) == 0


def test_over_a_standing_one_it_says_where_that_is_kept(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "b.zip"), "--db", str(database)]) == 0
    assert main(["restore", str(tmp_path / "b.zip"), "--db", str(database)]) == 0
    (safety,) = kept(database)
    said = capsys.readouterr().err
    assert said.count(str(safety.path)) == 2, "in Thai and in English"
    database.write_bytes(b"damaged")
    assert main(["restore", str(safety.path), "--db", str(database)]) == 0
    assert f"{database}.damaged-1" in capsys.readouterr().err


def test_into_a_folder_it_takes_a_name_of_its_own(database: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    assert main(["backup", str(tmp_path / "usb"), "--db", str(database)]) == 0
    (made,) = (tmp_path / "usb").iterdir()
    assert is_good(made)
    # Again on the same day, with nothing imported and nothing kept beside the database.
    assert main(["backup", str(tmp_path / "usb"), "--db", str(database)]) == 0
    assert len([one for one in (tmp_path / "usb").iterdir() if is_good(one)]) == 2


def test_a_path_that_the_system_refuses_is_told(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "b.zip"), "--db", str(database)]) == 0
    (tmp_path / "file").write_text("x")
    capsys.readouterr()
    long = "ก" * 200
    for words in (
        ["backup", str(tmp_path / f"{long}.zip"), "--db", str(database)],
        ["backup", str(tmp_path / "file" / "b.zip"), "--db", str(database)],
        ["restore", str(tmp_path / "b.zip"), "--db", str(tmp_path / f"{long}.duckdb")],
        ["restore", str(tmp_path / "b.zip"), "--db", str(tmp_path / "file" / "ita.duckdb")],
        ["check", "--db", str(tmp_path / f"{long}.duckdb")],
        ["check", "--db", str(tmp_path / "\udcff.duckdb")],
    ):
        assert main(words) == 1, words
        said = capsys.readouterr().err
        details = [line for line in said.splitlines() if line.startswith(("รายละเอียด: ", "Details: "))]
        assert len(said.splitlines()) == 2 + len(details), said


@pytest.mark.parametrize("words", [["backup"], ["restore"], ["backup", "a", "b"], ["restore", "--what"]])
def test_wrong_usage_is_2(words: list[str], database: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*words, "--db", str(database)])
    assert caught.value.code == 2


def test_what_is_refused_is_1_and_leaves_everything(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "b.zip"), "--db", str(database)]) == 0
    capsys.readouterr()
    (tmp_path / "cut.zip").write_bytes((tmp_path / "b.zip").read_bytes()[:-9])
    before, there = rows(database), files(tmp_path)
    for words in (["restore", "cut.zip"], ["restore", "none.zip"], ["backup", "b.zip"], ["restore", database.name]):
        assert main([words[0], str(tmp_path / words[1]), "--db", str(database)]) == 1
        said = capsys.readouterr().err
        assert words[1] in said
        assert len(said.splitlines()) == 2
    assert rows(database) == before
    assert files(tmp_path) == there


def test_a_damaged_database_is_told_with_the_command_that_mends_it(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_engine(database)) as engine:
        before = everything(engine)
        good = make_daily(engine)
    content = bytearray(database.read_bytes())
    content[8192:40_000] = bytes(40_000 - 8192)
    content[:4096] = bytes(4096)
    database.write_bytes(content)
    assert main(["check", "--db", str(database)]) == 1
    said = capsys.readouterr().err
    thai, english = (line for line in said.splitlines() if "start.py ita " in line)
    assert "ปิดแดชบอร์ดก่อน" in thai
    assert "Close the dashboard first" in english
    for line in (thai, english):
        assert "Corrupt" not in line, "the words of the database engine stand on a line of their own"
    command = thai.partition("start.py ita ")[2]
    assert command == f"restore {good} --db {database}"
    assert main(command.split()) == 0
    with closing(open_engine(database)) as engine:
        assert everything(engine) == before


def test_the_dashboard_of_a_damaged_database_opens_and_ends_without_a_traceback(database: Path) -> None:
    with closing(open_engine(database)) as engine:
        good = make_daily(engine)
    database.write_bytes(b"damaged")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"],
        cwd=ROOT,
        env=os.environ | {"ITA_DATABASE": str(database)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        until = time.monotonic() + 60
        answer = b""
        while not answer and time.monotonic() < until:
            assert process.poll() is None, process.communicate()[0]
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as response:
                    answer = response.read()
            except OSError:
                time.sleep(0.1)
        assert json.loads(answer)["status"] == "ok"
        # It is put right while the dashboard is open, which then opens the database and makes the day's backup.
        assert main(["restore", str(good), "--db", str(database)]) == 0
    finally:
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=30)[0]
    assert said.count(f"ita restore {good}") >= 2, "in Thai and in English"
    assert "Traceback" not in said
