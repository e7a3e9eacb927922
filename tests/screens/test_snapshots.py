"""The history screen keeps what a meeting was shown, lists it, and compares it with today."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ita.characters import undirected
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.snapshots import take
from ita.store import reads
from ita.store.engine import Engine
from tests.screens.sessions import Session

NAME = "สภา <b>ครั้งที่</b> 2\u202e/2569"
SHOWN = "สภา <b>ครั้งที่</b> 2/2569"


def opened(session: Session, **link: str) -> Session:
    return session.go("keeping", **link).turn("ฉบับที่นำเสนอ" if session.thai else "As presented")


def test_one_is_taken_under_a_name_listed_and_never_written_over(session: Session, stored: Engine) -> None:
    opened(session, v="1", a="ban-mo", y="2568")
    assert "ยังไม่มีฉบับที่เก็บไว้" in session.words
    session.press("เก็บฉบับที่นำเสนอ")
    assert session.said("error") == ["โปรดตั้งชื่อฉบับที่นำเสนอ โปรดใช้ชื่อการประชุม เช่น “สภาเทศบาล 15 ม.ค. 2569”"]
    (box,) = [each for each in session.all("text_input") if each.label == "ชื่อการประชุม"]
    box.set_value(NAME)
    session.press("เก็บฉบับที่นำเสนอ")
    assert session.said("error") == []
    assert session.said("success") == [f"เก็บฉบับที่นำเสนอ “{SHOWN}” แล้ว"]
    with stored.cursor() as cursor:
        (row,) = reads.snapshots(cursor, agency="")
    assert (row.name, row.agency_id, row.fiscal_year, row.from_year) == (NAME, "ban-mo", 2568, None)
    assert SHOWN in session.words.replace("\n", "")
    assert "<b>ครั้งที่</b>" not in session.html
    (box,) = [each for each in session.all("text_input") if each.label == "ชื่อการประชุม"]
    assert box.value == ""
    box.set_value(f" {NAME}")
    session.press("เก็บฉบับที่นำเสนอ")
    assert len(session.said("error")) == 1
    with stored.cursor() as cursor:
        assert len(reads.snapshots(cursor, agency="")) == 1


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_comparison_with_today_opens_beneath_it(session: Session, stored: Engine, lang: str) -> None:
    row = take(stored, "ban-mo", 2568, "first")
    session.at.session_state[f"compared_{row.snapshot_no}"] = True
    opened(session, v="1", a="ban-mo", l=lang)
    assert len(session.said("success")) == 1
    assert session.said("info") == []
    import_typed(stored, "ban-mo", TypedResult(2568, {9: Decimal("50.00")}, None, None))
    session.run()
    assert session.said("success") == []
    assert len(session.said("info")) == 1
    assert "88.28" in session.html
    assert "50.00" in session.html


def test_all_agencies_are_listed_and_only_of_one_is_it_taken(session: Session, stored: Engine) -> None:
    take(stored, "trat", 2564, "first")
    opened(session)
    assert "เก็บฉบับที่นำเสนอ" not in [each.label for each in session.all("button")]
    assert "จังหวัดตราด" in session.words


@pytest.mark.parametrize("page", ["documents", "present"])
def test_papers_and_presentation_are_of_the_snapshot_chosen(session: Session, stored: Engine, page: str) -> None:
    row = take(stored, "ban-mo", 2568, NAME)
    link = {"v": "1", "a": "ban-mo", "y": "2568"}
    session.go(page, **link, m=str(row.snapshot_no))
    box = session.labelled("selectbox", "ตัวเลขที่แสดง")
    assert box.value == row.snapshot_no
    # Names are as they were typed.
    assert undirected(NAME) in " ".join(box.options)
    assert "\\" not in " ".join(box.options)
    # Another year has no such snapshot: nothing is shown for it, and no link is blamed.
    session.go(page, **link)
    assert session.labelled("selectbox", "ตัวเลขที่แสดง").value == -1


@pytest.mark.parametrize("page", ["documents", "present"])
@pytest.mark.parametrize("named", ["99", "0", "x", "10000", "99999999999"])
def test_a_snapshot_that_is_not_there_shows_nothing_else_for_it(
    session: Session, stored: Engine, page: str, named: str
) -> None:
    take(stored, "ban-mo", 2568, NAME)
    session.go(page, v="1", a="ban-mo", y="2568", m=named)
    assert any(f"m={named}" in each for each in session.said("warning"))
    assert session.labelled("selectbox", "ตัวเลขที่แสดง").value is None
    assert [each.label for each in session.all("button") if "ทำเอกสาร" in each.label] == []
    assert session.at.get("bidi_component") == []


@pytest.mark.parametrize("page", ["documents", "present"])
def test_what_was_undone_is_still_shown_as_presented(session: Session, stored: Engine, page: str) -> None:
    row = take(stored, "ban-mo", 2568, NAME)
    with stored.cursor() as cursor:
        imported = [each.import_id for each in reads.imports(cursor, "ban-mo") if each.undone_at is None]
    for each in imported:
        undo(stored, each)
    session.go(page, v="1", a="ban-mo", y="2568", m=str(row.snapshot_no))
    assert session.said("warning", "error") == []
    assert session.labelled("selectbox", "ตัวเลขที่แสดง").value == row.snapshot_no
