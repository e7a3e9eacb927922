"""The screen of checks: what is found, the gravest first, and the way to where it is mended."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

from ita.check_messages import TEXTS
from ita.importing.agencies import create_agency
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.rules.stored import assume
from ita.store.engine import Engine
from pages.history.checks import FIXED_ON, LABELS
from tests import helpers
from tests.screens.sessions import MAIN, Session

CHECKS = "ตรวจสอบข้อมูล"


def found(session: Session) -> list[tuple[str, str]]:
    """Return badge and sentence of each finding."""
    badges = re.findall(r'class="ita-badge (error|warning)">([^<]*)<', session.html)
    said = [text for text in session.said("markdown") if text.startswith("**")]
    return [(kind, unescape(text)) for (kind, _), text in zip(badges, said, strict=True)]


def test_every_check_says_where_it_is_mended() -> None:
    assert set(FIXED_ON) == set(TEXTS)
    assert set(FIXED_ON.values()) == set(LABELS)
    pages = {str(path.relative_to(MAIN.parent)) for path in MAIN.parent.rglob("*.py")}
    assert {page for page in LABELS if page.endswith(".py")} < pages


def test_where_nothing_is_found_all_have_passed(session: Session, stored: Engine) -> None:
    undo(stored, helpers.import_of(stored, helpers.REPORT))
    session.go("keeping").turn(CHECKS)
    (said,) = session.said("success")
    assert f"ทั้ง {len(TEXTS)} ข้อ" in said
    assert found(session) == []


def test_a_warning_names_the_town_and_leads_to_where_it_is_mended(session: Session) -> None:
    session.go("keeping").turn(CHECKS)
    ((kind, sentence),) = found(session)
    assert kind == "warning"
    assert "เทศบาลตำบลบ้านหมอ" in sentence
    assert "ban-mo" not in sentence
    assert "พิมพ์คะแนนของหน่วยงานเอง" in sentence
    assert session.links == [("import", "v=1&a=ban-mo&y=2568&p=3")]
    assert f"ตรวจ {len(TEXTS)} ข้อ ผ่าน {len(TEXTS) - 1} ข้อ" in session.words
    assert re.search(r"ตรวจเมื่อ \d+ \S+ 25\d\d \d\d:\d\d", session.words)


def test_the_same_in_english(session: Session) -> None:
    session.go("keeping", v="1", l="en").turn("Checks")
    ((_, sentence),) = found(session)
    assert "Ban Mo Subdistrict Municipality 2568" in sentence
    assert "To the import" in session.words


def test_errors_stand_before_warnings(session: Session, stored: Engine) -> None:
    # Only damage brings an error in: the program refuses to store one.
    with stored.cursor() as cursor:
        cursor.execute("UPDATE indicator_score_facts SET score = 101 WHERE indicator_no = 9 AND origin = 'report'")
        cursor.execute("INSERT INTO measure_facts SELECT * REPLACE (999 AS import_no) FROM measure_facts LIMIT 1")
    session.go("keeping").turn(CHECKS)
    kinds = [kind for kind, _ in found(session)]
    assert kinds == sorted(kinds)
    assert {"error", "warning"} == set(kinds)
    assert any("101" in sentence for kind, sentence in found(session) if kind == "error")
    # A damage is mended by a backup, on this very screen.
    (fix_hint,) = {each.label for each in session.all("button") if "สำเนาสำรอง" in each.label}
    next(each for each in session.all("button") if each.label == fix_hint).click()
    session.run()
    assert "สำรองข้อมูล" in session.said("header")


def test_an_assumption_that_rests_on_nothing_leads_to_the_rules(session: Session, stored: Engine) -> None:
    assume(stored, 2569, 2568)
    # Only damage brings it in: an assumption of a year that has rules.
    with stored.cursor() as cursor:
        cursor.execute("UPDATE assumption_facts SET from_year = 2599")
    session.go("keeping").turn(CHECKS)
    assert any("2599" in sentence for _, sentence in found(session))
    assert [page for page, _ in session.links if page == "rules"] == ["rules"]
    assert "ไปที่เกณฑ์" in session.words


def test_what_a_check_finds_after_a_write_is_there_at_once_and_leads_to_the_history(
    session: Session, stored: Engine
) -> None:
    session.go("keeping").turn(CHECKS)
    agency = create_agency(stored, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    scores = {number: Decimal(60 + number) for number in range(1, 11)}
    for year in (2566, 2567):
        import_typed(stored, agency, TypedResult(year, scores, None, None))
    session.run()
    assert any("เทศบาลตำบลหนองเล็ก" in sentence and "2566" in sentence for _, sentence in found(session))
    session.press("ไปที่ประวัติ")
    assert session.labelled("selectbox", "หน่วยงาน").value == agency
    assert len([each for each in session.all("html") if "คะแนนที่พิมพ์จาก ITAS" in str(each.value)]) >= 2
