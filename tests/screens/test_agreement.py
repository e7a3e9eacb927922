"""Figures agree on every screen: means without rules, ties, levels, questions, plans that have ended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ita.frameworks import Frameworks
from ita.importing.file_import import import_file
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.scenario import store_targets
from ita.store.engine import Engine
from tests import helpers
from tests.screens.sessions import Session

OF_2569 = dict(enumerate((Decimal(s) for s in ("97.10", "98.20", "99.00", "94.00", "96.00", "95.50")), start=1)) | {
    7: Decimal("95.20"),
    8: Decimal("94.90"),
    9: Decimal("91.00"),
    10: Decimal("95.00"),
}
BAN_MO = {"v": "1", "a": "ban-mo"}


def test_a_year_without_rules_shows_its_means_as_means_on_every_screen(session: Session, stored: Engine) -> None:
    import_typed(stored, "ban-mo", TypedResult(2569, OF_2569, Decimal("94.70"), "ผ่านดี"))
    words = session.go("/", **BAN_MO, y="2569").words
    for mean in ("96.86", "95.20", "93.00"):
        assert mean in words
    assert "ไม่ใช่คะแนน IIT EIT OIT อย่างเป็นทางการ" in words
    # What the newest known rules make of the total is a question at the total, and names whose rules.
    assert "คะแนนรวมปี 2569 ที่บันทึกไว้คือ 94.70 แต่ถ้าใช้เกณฑ์ปี 2568 คะแนนทั้งสิบตัวชี้วัดจะได้ 94.82" in words
    words = session.go("trends", **BAN_MO, y="2569", w="instruments").words
    assert "ปี 2569: ค่าเฉลี่ยของตัวชี้วัดที่ 1–5: 96.86" in words
    assert "96.86 (ค่าเฉลี่ยธรรมดา)" in words
    words = session.go("simulate", **BAN_MO, y="2569").words
    assert "มีคะแนนปี 2569 แล้ว 10 ตัวชี้วัด แต่ยังไม่ทราบเกณฑ์ของปี 2569" in words
    # The total may be right: then nothing is asked.
    import_typed(stored, "ban-mo", TypedResult(2569, OF_2569, Decimal("94.82"), "ผ่านดี"))
    assert "แต่ถ้าใช้เกณฑ์ปี 2568" not in session.go("/", **BAN_MO, y="2569").words


@pytest.mark.parametrize("score", ["90.00", "100.00"])
def test_where_all_are_equal_nothing_is_singled_out(
    session: Session, stored: Engine, own_agency: str, score: str
) -> None:
    import_typed(stored, own_agency, TypedResult(2567, dict.fromkeys(range(1, 11), Decimal(score)), None, None))
    words = session.go("/", v="1", a=own_agency, y="2567").words
    assert "ไม่มีตัวใดต่ำกว่าตัวอื่น" in words or "ไม่มีคะแนนที่ยังขาด" in words
    assert 'class="ita-weak"' not in session.html
    words = session.go("gaps", v="1", a=own_agency, y="2567").words
    assert "ได้คะแนนต่ำสุดที่" not in words
    assert "เน้นสี" not in words
    assert "อันดับ 1 (เท่ากัน 10 ตัวชี้วัด)" in words
    assert len(set(session.trace["marker"]["color"])) == 1


def test_a_tie_at_the_cut_is_shown_whole(session: Session, stored: Engine, own_agency: str) -> None:
    scores = {1: 90, 2: 91} | dict.fromkeys((3, 4, 5), 92) | dict.fromkeys(range(6, 11), 97)
    import_typed(
        stored, own_agency, TypedResult(2567, {no: Decimal(score) for no, score in scores.items()}, None, None)
    )
    assert session.go("/", v="1", a=own_agency, y="2567").html.count('class="ita-weak"') == 5


def test_a_level_that_its_total_cannot_have_is_shown_with_the_disagreement(
    session: Session, stored: Engine, own_agency: str
) -> None:
    import_typed(stored, own_agency, TypedResult(2566, {}, Decimal("89.43"), "ผ่านดีเยี่ยม"))
    doubt = "ระดับ “ผ่านดีเยี่ยม” ต้องได้คะแนนรวมตั้งแต่ 95.00 แต่คะแนนรวมคือ 89.43"
    words = session.go("/", v="1", a=own_agency, y="2566").words
    assert 'class="ita-level">ผ่านดีเยี่ยม<' in session.html
    assert doubt in words
    words = session.go("trends", v="1", a=own_agency, y="2566", w="total").words
    assert doubt in words
    assert "ผ่านดีเยี่ยม (ไม่ตรงกับเกณฑ์ของปี)" in words


def test_what_the_report_says_otherwise_is_decided_on_top_and_questions_have_one_score(
    session: Session, stored: Engine, frameworks: Frameworks
) -> None:
    import_typed(stored, "ban-mo", TypedResult(2568, {9: Decimal("90.00"), 10: Decimal("92.50")}, None, None))
    questions = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2568,o27,50\n"
    import_file(stored, frameworks, questions.encode(), "q.csv", agency="ban-mo")
    session.go("/", **BAN_MO, y="2568")
    first = session.said("warning")[0]
    assert first.startswith("**ต้องตัดสินใจ**")
    assert "ตัวชี้วัดที่ 9 รายงานระบุ 88.28 (ITAS 90.00); ตัวชี้วัดที่ 10 รายงานระบุ 92.42 (ITAS 92.50)" in first
    session.go("gaps", **BAN_MO, y="2568")
    (table,) = [html for html in session.html.split("<table") if "ในรายงาน" in html]
    assert all(figure in table for figure in ("o27", "50.00", "92.42", "−42.42"))


def test_plans_that_have_ended_are_marked_where_they_are_read(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ita.calendar.today_in_bangkok", lambda: date(2026, 4, 15))
    words = session.go("measures", **BAN_MO, y="2568", i="9").words
    assert "แผนนี้สิ้นสุดแล้วเมื่อ 31 มี.ค. 2569" in words
    assert "สิ้นสุดแล้ว" not in session.go("measures", **BAN_MO, y="2568", i="2").words
    words = session.go("/", **BAN_MO, y="2568").words
    assert words.count("สิ้นสุดแล้ว") == 1
    assert "แผนสุดท้ายในกลุ่มนี้สิ้นสุดเมื่อ 31 มี.ค. 2569" in words
    assert "แผนสิ้นสุดแล้วเมื่อ 31 มี.ค. 2569" in session.go("gaps", **BAN_MO, y="2568").words
    monkeypatch.setattr("ita.calendar.today_in_bangkok", lambda: date(2026, 3, 15))
    assert "สิ้นสุดแล้ว" not in session.go("/", **BAN_MO, y="2568").words


def test_a_target_of_the_year_to_come_and_a_copied_year_are_said(session: Session, stored: Engine) -> None:
    store_targets(stored, "ban-mo", 2570, {None: Decimal("95.67"), 9: Decimal("95.00")}, "ปลัด")
    for year in (2567, 2569):
        import_typed(stored, "ban-mo", TypedResult(year, helpers.SCORES, None, None))
    words = session.go("/", **BAN_MO, y="2569").words
    assert "เป้าหมายปี 2570: 95.67" in words
    assert "9. การเปิดเผยข้อมูล 88.28 95.00 +6.72" in words
    assert "คะแนนทุกตัวของปี 2569 เท่ากับของปี 2567, 2568" in words
