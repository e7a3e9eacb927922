"""Paths of the database as people and scripts give them: odd names, links that go round, what is no file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ita.errors import StoreError
from ita.paths import database_id, database_path
from ita.store.engine import open_engine


def loop(folder: Path) -> Path:
    (folder / "loop").symlink_to(folder / "loop")
    return folder / "loop"


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.duckdb")
    return folder / "pipe.duckdb"


def device(_: Path) -> Path:
    return Path("/dev/zero")


def directory(folder: Path) -> Path:
    (folder / "x.duckdb").mkdir()
    return folder / "x.duckdb"


# Windows has neither pipes nor devices among its files.
MADE = [loop, directory, *([] if sys.platform == "win32" else [pipe, device])]


@pytest.mark.parametrize("made", MADE)
def test_what_is_no_file_is_told_and_never_waited_for(tmp_path: Path, made: object) -> None:
    path = database_path(str(made(tmp_path)))  # type: ignore[operator]
    with pytest.raises(StoreError):
        open_engine(path)


def test_a_link_and_its_file_are_one_database(tmp_path: Path) -> None:
    (tmp_path / "real.duckdb").touch()
    (tmp_path / "link.duckdb").symlink_to(tmp_path / "real.duckdb")
    assert database_path(str(tmp_path / "link.duckdb")) == tmp_path / "real.duckdb"
    assert database_id(tmp_path / "link.duckdb") == database_id(tmp_path / "real.duckdb")


@pytest.mark.parametrize("name", ["~nobody-here/x.duckdb", "\udcff.duckdb", "a\nb.duckdb", "x" * 5000])
def test_an_odd_name_has_an_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert database_path(name) == tmp_path / name
    assert len(database_id(database_path(name))) == 64
