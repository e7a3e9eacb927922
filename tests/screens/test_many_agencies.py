"""Among many agencies one is searched for: no page sends them all, and a link names any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import pytest

from ita.importing.typed_import import import_typed
from ita.model import Agency, TypedResult
from ita.store import reads
from ita.store.engine import Cursor, Engine
from ita.store.table_rows import insert_rows
from pages.shared.agencies import AT_ONCE
from tests.screens.sessions import ADDRESSES, Session

MANY = 200
WANTED = "many-150"


@pytest.fixture
def many(stored: Engine, own_agency: str) -> Engine:
    """Return a database with many agencies published beside a town of one's own, one of them with a result."""
    made = [
        Agency(
            f"many-{number:03}",
            f"เทศบาลตำบลบ้านใหม่{number}",
            None,
            "subdistrict_municipality",
            "เมือง",
            "น่าน" if number % 2 else "ตาก",
            "published",
            "synthetic",
        )
        for number in range(MANY)
    ]
    stored.transact(lambda cursor: insert_rows(cursor, "agencies", [asdict(agency) for agency in made]))
    import_typed(stored, WANTED, TypedResult(2568, dict.fromkeys(range(1, 11), Decimal(90)), None, None))
    return stored


def opened(session: Session, name: str = "agency_search") -> str:
    """Open the search on the screen, and return its key."""
    key = session.state.link_key(name)
    session.at.session_state[key] = True
    session.run()
    return key


def found(session: Session, key: str) -> list[str]:
    """Return the ids of the agencies that the search shows, in order."""
    return [str(each.key).removeprefix(f"{key}_") for each in session.all("button") if str(each.key).startswith(key)]


def sent(session: Session) -> int:
    """Return how many agencies are named in what was sent."""
    drawn = "".join(str(getattr(each, "proto", "")) for each in session.at._tree)
    return sum(f"many-{number:03}" in drawn for number in range(MANY))


def searched(session: Session, key: str, text: str) -> list[str]:
    """Type words into the search, and return what it shows."""
    session.type({"ค้นหาหน่วยงาน": text})
    return found(session, key)


@pytest.mark.usefixtures("many")
def test_no_page_sends_all_agencies(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = reads.fetch

    def seen(cursor: Cursor, name: str, row: Callable[[Sequence[Any]], Any], **params: object) -> list[Any]:
        read.append(name)
        return real(cursor, name, row, **params)

    monkeypatch.setattr(reads, "fetch", seen)
    for address in ADDRESSES:
        session.go(address)
        assert sent(session) == 0
    assert "agencies_found" in read
    assert "agencies" not in read, "a page reads all agencies"


def test_one_is_found_and_opened_and_comes_first_again(session: Session, many: Engine, own_agency: str) -> None:
    session.go()
    key = opened(session)
    assert found(session, key) == [own_agency, "chanthaburi", "trat", "thailand", "demo"], "comparisons come after"
    assert "และอีก 201 หน่วยงาน" in session.words
    shown = searched(session, key, "ทต.บ้านใหม่")
    assert len(shown) == AT_ONCE >= sent(session)
    assert f"และอีก {MANY - AT_ONCE} หน่วยงาน" in session.words
    assert searched(session, key, "เทศบาลอะไร") == []
    assert "ไม่พบหน่วยงาน" in session.words
    assert searched(session, key, "ใหม่๑๕๐ ตาก") == [WANTED]
    session.at.button(key=f"{key}_{WANTED}").click()
    session.run()
    assert session.address["a"] == WANTED
    assert "90.00" in session.words
    assert found(session, key) == [], "the search is closed"
    session.switch_language()
    assert session.address["a"] == WANTED
    assert r"Agency\: เทศบาลตำบลบ้านใหม่150" in [each.proto.popover.label for each in session.at.get("popover")]
    session.switch_language().go(v="1", a="thailand")
    key = opened(session)
    assert found(session, key)[:2] == [own_agency, WANTED], "what was looked at comes after one's own"


def test_links_name_any_agency_and_no_other(session: Session, many: Engine) -> None:
    session.go("gaps", v="1", a=WANTED, y="2568")
    assert session.said("warning") == []
    assert "เทศบาลตำบลบ้านใหม่150" in session.words
    lost = Session().go("gaps", v="1", a="many-x")
    assert any("many-x" in text for text in lost.said("warning"))
    assert "ita-title" not in lost.html


def test_the_history_is_of_the_agency_searched_for_or_of_all(session: Session, many: Engine) -> None:
    session.go("keeping")
    key = opened(session, "history_search")
    assert searched(session, key, "บ้านหมอ") == ["ban-mo"], "a hidden sample has a history"
    assert searched(session, key, "150") == [WANTED]
    session.at.button(key=f"{key}_{WANTED}").click()
    session.run()
    assert session.address["a"] == WANTED
    assert "เทศบาลตำบลบ้านใหม่150" in session.words
    key = opened(session, "history_search")
    session.at.button(key=f"{key}_").click()
    assert "a" not in session.run().address
