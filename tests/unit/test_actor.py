"""Who acts: the name that was given, nobody, or the account; and the command line's own."""

from __future__ import annotations

import getpass
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ita.__main__ import main
from ita.actor import LONGEST, account_name, acting, actor, set_actor
from ita.store.engine import open_engine
from tests import helpers


@pytest.fixture(autouse=True)
def _nobody_named() -> Iterator[None]:
    with acting(None):
        yield


def test_without_a_name_it_is_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "khun-a")
    assert (account_name(), actor()) == ("khun-a", "khun-a")


@pytest.mark.parametrize("reason", [KeyError("uid"), OSError("no name"), ImportError("pwd")])
def test_an_account_may_have_no_name(monkeypatch: pytest.MonkeyPatch, reason: Exception) -> None:
    def nameless() -> str:
        raise reason

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert (account_name(), actor()) == (None, None)
    set_actor("มาลี")
    assert actor() == "มาลี"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  นางสาว  มาลี\n", "นางสาว มาลี"),
        ("\udcff a", "? a"),
        ("ก" * 200, "ก" * LONGEST),
        ("", None),
        ("  ", None),
        (None, account_name()),
    ],
)
def test_a_name_is_kept_as_typed_without_needless_spaces(typed: str | None, kept: str | None) -> None:
    set_actor(typed)
    assert actor() == kept


def test_a_name_holds_inside_only_also_where_something_fails() -> None:
    set_actor("นอก")
    with pytest.raises(ValueError, match="failed"), acting("ใน"):
        assert actor() == "ใน"
        raise ValueError("failed")
    assert actor() == "นอก"


def test_threads_do_not_take_each_others_name() -> None:
    set_actor("มาลี")
    seen: list[str | None] = []
    other = threading.Thread(target=lambda: seen.append(actor()))
    other.start()
    other.join()
    assert seen == [account_name()]


def test_the_command_line_names_who(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "later.txt"
    file.write_bytes(helpers.sheet().with_score(9, helpers.SCORES[8]).data())
    assert main(["import", str(file), "--by", "มาลี", "--db", str(database)]) == 0
    assert main(["undo", "2-" + helpers.sha256(helpers.REPORT.read_bytes())[:8], "--db", str(database)]) == 0
    assert actor() == account_name(), "the name ends with the command"
    with closing(open_engine(database)) as engine:
        said = {
            (row["act"], row["import_no"]): row["person"] for row in helpers.read(engine, "history", agency="ban-mo")
        }
    assert (said["import", 4], said["undo", 2], said["import", 2]) == ("มาลี", account_name(), "ita")
