"""The rules of a year on screen: offered, assumed with a click, said wherever they count, taken back, stated."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.rules import stored as rules_stored
from ita.store.engine import Engine
from tests.helpers import one, read
from tests.queries.test_cases import NEWEST
from tests.screens.sessions import Session

WORDS = "ตามเกณฑ์ปี 2568 ที่ใช้แทนปี 2569 ชั่วคราว"
USE = "ใช้เกณฑ์ปี 2568 แทนชั่วคราว"
LINK = {"v": "1", "a": "ban-mo", "y": "2569"}


@pytest.fixture
def newest(stored: Engine) -> Engine:
    """Return the database with ban-mo's result of 2569, a year without rules."""
    import_typed(stored, "ban-mo", TypedResult(2569, NEWEST, Decimal("94.82"), "ผ่านดี"))
    return stored


def test_one_click_uses_another_year_s_rules_and_one_takes_them_back(newest: Engine, session: Session) -> None:
    session.go("/", **LINK)
    assert WORDS not in session.words
    session.press(USE)
    assert one(newest, "assessment", agency="ban-mo", year=2569)["rules_basis"] == "assumed:2568"
    session.run()
    assert session.words.count(WORDS) >= 3
    assert "ค่าน้ำหนักปี 2568 ให้คะแนนรวมปี 2569 ตรงกับที่ประกาศ: 94.82" in session.words
    session.press("เลิกใช้เกณฑ์แทน")
    assert one(newest, "assessment", agency="ban-mo", year=2569)["rules_basis"] is None
    assert WORDS not in session.run().words


@pytest.mark.parametrize("page", ["/", "gaps", "measures", "trends", "simulate"])
def test_every_page_of_the_year_offers_the_rules_and_says_when_they_count(
    page: str, newest: Engine, session: Session
) -> None:
    assert session.go(page, **LINK).offered(USE)
    rules_stored.assume(newest, 2569, 2568)
    session.run()
    assert not session.offered(USE)
    assert WORDS in session.words


@pytest.mark.parametrize(("page", "more"), [("trends", {}), ("trends", {"w": "instruments"}), ("gaps", {"o": "lost"})])
def test_the_picture_itself_says_by_which_rules_it_is(
    page: str, more: dict[str, str], newest: Engine, session: Session
) -> None:
    rules_stored.assume(newest, 2569, 2568)
    session.go(page, **LINK, **more)
    (chart,) = session.charts
    texts = [str(each.get("text", "")) for each in chart["figure"]["layout"]["annotations"]]
    assert any(WORDS in text.replace("<br>", " ") for text in texts)


def test_the_gap_to_100_rests_on_no_rule(newest: Engine, session: Session) -> None:
    rules_stored.assume(newest, 2569, 2568)
    session.go("gaps", **LINK)
    (chart,) = session.charts
    assert WORDS not in str(chart["figure"])


def test_rules_are_stated_from_a_copy_previewed_and_undone(newest: Engine, session: Session) -> None:
    session.go("rules")
    assert "ยังไม่มีเกณฑ์ของปี 2569" in session.words
    session.at.session_state["edit_2569"] = True
    session.run()
    session.type({"แหล่งที่มา": "ประกาศทดสอบ", "IIT": "0.2", "OIT": "0.6"})
    session.press("ดูผลที่จะเกิดขึ้น")
    assert "1.1" in session.words
    session.type({"OIT": "0.5"}).press("ดูผลที่จะเกิดขึ้น")
    assert not read(newest, "rule_instruments", year=2569)
    session.press("บันทึกเกณฑ์นี้")
    assert [row["weight"] for row in read(newest, "rule_instruments", year=2569)] == [
        Decimal("0.200000"),
        Decimal("0.300000"),
        Decimal("0.500000"),
    ]
    (rules,) = [row for row in read(newest, "rules") if row["fiscal_year"] == 2569]
    session.undo(rules["import_id"])
    assert not read(newest, "rule_instruments", year=2569)


def test_the_history_tells_of_an_assumption_and_shows_what_its_undo_would_change(
    newest: Engine, session: Session
) -> None:
    done = rules_stored.assume(newest, 2569, 2568)
    number = str(done.import_id).partition("-")[0]
    session.at.session_state[f"ask_{number}"] = True
    session.go("keeping", v="1", a="ban-mo")
    assert "ใช้เกณฑ์ของปีอื่นแทนชั่วคราว" in session.words
    assert "ทุกหน่วยงาน" in session.words
    assert "94.82" in session.html


def test_the_table_of_all_years_counts_an_agency_of_two_years_once(session: Session) -> None:
    session.go("rules")
    assert "นับหน่วยงานละหนึ่งครั้ง ไม่รวมค่าเฉลี่ยและหน่วยงานสาธิต" in session.words
    headers = ["ปีงบประมาณ", "เกณฑ์", "เกณฑ์ระดับ", "ผู้บันทึก", "เมื่อ", "แหล่งที่มา", "หน่วยงานที่มีคะแนน"]
    assert re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', session.html)[-len(headers) :] == headers
    # ban-mo has scores of 2568, sao of 2567 and 2568.
    (row,) = (row for row in re.findall(r"<tr>.*?</tr>", session.html) if "2566–2568" in row)
    assert re.findall(r"<span>([^<]*)</span>", row)[-1] == "2"
