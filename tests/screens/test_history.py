"""The history: everything that was stored or taken back, by whom; what would stand without an import, and then does."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunData

from ita.actor import account_name, acting
from ita.frameworks import Frameworks
from ita.importing.agencies import create_agency, edit_agency
from ita.importing.bulk_import import import_bulk
from ita.importing.file_import import import_file
from ita.importing.report_import import import_report
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.scenario import store_targets
from ita.store.engine import Engine
from tests import helpers
from tests.screens.sessions import Session

CSV = "ปีงบประมาณ,1,2\n2567,90,91\n2568,97.21,98.02\n".encode()


@pytest.fixture
def later(stored: Engine, frameworks: Frameworks) -> str:
    """Import a later report of ban-mo with 90.00 for indicator 9 and two other measures there."""
    data = helpers.sheet().with_score(9, Decimal("90.00")).with_cell(9, helpers.MEASURES, "๑. ใหม่ ๒. อีกข้อ").data()
    with acting("สมหญิง"):
        return import_report(stored, frameworks, data, "later.txt").import_id


def acts(session: Session) -> list[str]:
    """Return each act that is listed, as text."""
    drawn = [str(each.value) for each in session.all("html") if 'class="ita-note"' in str(each.value)]
    return [re.sub(r"\s+", " ", unescape(re.sub("<[^>]*>", " ", text))).strip() for text in drawn]


def tables(session: Session) -> list[list[list[str]]]:
    """Return the cells of every table."""
    return [
        [
            [unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall("<td.*?</td>", row)]
            for row in re.findall("<tr>(.*?)</tr>", table)[1:]
        ]
        for table in re.findall(r"<table.*?</table>", session.html)
    ]


def number_of(import_id: str) -> int:
    return int(import_id.partition("-")[0])


def ask(session: Session, import_id: str) -> Session:
    return session.ask_undo(import_id)


def undo_import(session: Session, import_id: str) -> Session:
    return session.undo(import_id)


def last_act(stored: Engine, import_id: str | None = None) -> dict[str, Any]:
    """Return the latest act of all, or of an import."""
    return next(row for row in helpers.read(stored, "history", agency="") if import_id in (None, row["import_id"]))


# --- What is listed ---


def test_everything_is_listed_with_who_when_what_and_how_much(session: Session, stored: Engine, later: str) -> None:
    with acting("ปลัด"):
        undo(stored, later, "ผิดไฟล์")
    session.go("keeping")
    taken, undone, demo, report, published = acts(session)[:5]
    assert "ปลัด" in taken
    assert "ยกเลิกการนำเข้ารายงาน ปี 2568 (later.txt)" in taken
    assert taken.endswith("ผิดไฟล์")
    assert re.match(r"\d+ \S+ 25\d\d \d\d:\d\d · สมหญิง · รายงาน ยกเลิกแล้ว", undone)
    for part in ("เทศบาลตำบลบ้านหมอ", "later.txt", "2568", "คะแนนตัวชี้วัด 10 ค่า", "32 มาตรการ"):
        assert part in undone
    # Ids and hashes are for whoever opens the details.
    assert not any(each in undone for each in (later, "SHA-256"))
    assert "มากับโปรแกรม" in demo
    assert "ข้อมูลสมมติ" in demo
    assert "ban-mo-2568.txt" in report
    assert "ใช้อยู่" in report
    assert "มากับโปรแกรม" in published
    (table,) = tables(session)
    assert len(table) == 5
    (saved,) = [each for each in session.at.get("download_button") if "CSV" in each.proto.label]
    assert saved.proto.label


def test_an_import_of_several_agencies_is_one_line_and_one_undo(
    session: Session, stored: Engine, frameworks: Frameworks, own_agency: str, tmp_path: Path
) -> None:
    file = tmp_path / "bulk.csv"
    rows = [f"{agency},2567,{n},{80 + n}" for agency in ("ban-mo", own_agency) for n in range(1, 11)]
    file.write_text("\n".join(["agency_id,fiscal_year,indicator_no,score", *rows]))
    done = import_bulk(stored, frameworks, [file])
    session.go("keeping")
    act = acts(session)[0]
    for part in ("คะแนนของหลายหน่วยงาน", "2 หน่วยงาน", "bulk.csv", "2567", "คะแนนตัวชี้วัด 20 ค่า"):
        assert part in act
    ask(session, done.import_id)
    assert any("หลายหน่วยงาน" in said for said in session.said("warning"))
    assert any("เลือกหน่วยงาน" in said for said in session.said("info"))
    # Of an agency its own figures are told, and what would be used then.
    session.choose("หน่วยงาน", own_agency)
    (act,) = acts(session)
    assert "คะแนนตัวชี้วัด 10 ค่า" in act
    ask(session, done.import_id)
    assert any("หลายหน่วยงาน" in said for said in session.said("warning"))
    assert ["2567", "คะแนนตัวชี้วัด", "10", "0"] in [cells for table in tables(session) for cells in table]
    undo_import(session, done.import_id)
    assert last_act(stored, done.import_id)["act"] == "undo"
    assert helpers.read(stored, "own_result", agency="ban-mo", year=2567) == []


def test_the_times_are_those_of_thailand(session: Session, stored: Engine) -> None:
    with stored.cursor() as cursor:
        cursor.execute("UPDATE imports SET imported_at = '2025-12-31 18:30:00'")
    assert "1 ม.ค. 2569 01:30" in session.go("keeping").html


def test_it_shows_the_town_that_is_looked_at_or_the_one_of_the_link_or_all(
    session: Session, stored: Engine, later: str
) -> None:
    agency = create_agency(stored, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    import_typed(stored, agency, TypedResult(2567, {1: Decimal(90)}, None, None))
    assert len(acts(session.go("keeping"))) == 5
    session.go("keeping", v="1", a=agency)
    (only,) = acts(session)
    assert "คะแนนที่พิมพ์จาก ITAS" in only
    assert session.address == {"v": "1", "a": agency}
    session.choose("หน่วยงาน", "ban-mo")
    assert ["later.txt" in act for act in acts(session)] == [True, False]
    assert session.address == {"v": "1", "a": "ban-mo"}
    assert "แทนที่" in acts(session)[1]
    session.choose("หน่วยงาน", "")
    assert len(acts(session)) == 5
    assert len(acts(Session().go("gaps", v="1", a=agency).go("keeping"))) == 1


def test_a_link_to_an_unknown_town_shows_none(session: Session) -> None:
    session.go("keeping", v="1", a="nowhere")
    assert session.said("warning") == ["ลิงก์ระบุหน่วยงาน “nowhere” ซึ่งไม่มีในระบบนี้"]
    assert acts(session) == []
    session.choose("หน่วยงาน", "ban-mo")
    assert session.said("warning") == []
    assert len(acts(session)) == 1


def test_a_town_without_imports_says_so(session: Session) -> None:
    session.go("keeping", v="1", a="sao")
    assert acts(session) == []
    assert any("ทุกหน่วยงาน" in text for text in session.said("info"))


def test_what_counts_in_part_is_said_for_which_years(session: Session, stored: Engine, frameworks: Frameworks) -> None:
    import_file(stored, frameworks, CSV, "scores.csv", agency="ban-mo")
    import_typed(stored, "ban-mo", TypedResult(2568, {1: Decimal(90)}, None, None))
    session.go("keeping", v="1", a="ban-mo")
    (listed,) = [act for act in acts(session) if "scores.csv" in act]
    assert "คะแนนจากไฟล์ ใช้อยู่สำหรับปี 2567" in listed


def test_long_histories_come_in_parts_and_are_saved_whole(session: Session, stored: Engine) -> None:
    for score in range(60, 83):
        import_typed(stored, "ban-mo", TypedResult(2567, {1: Decimal(score)}, None, None))
    session.go("keeping", v="1", a="ban-mo")
    assert len(acts(session)) == 20
    session.press("แสดงเพิ่ม (อีก 4")
    assert len(acts(session)) == 24
    assert not session.offered("แสดงเพิ่ม")


def test_an_import_opens_to_what_was_noticed_with_places(session: Session, stored: Engine) -> None:
    session.go("keeping", v="1", a="ban-mo")
    before = len(tables(session))
    session.at.session_state["held_2"] = True
    session.run()
    assert len(tables(session)) == before + 1
    noticed = next(table for table in tables(session) if len(table[0]) == 3)
    assert len(noticed) == len(
        helpers.read(stored, "import_issues", import_id=helpers.import_of(stored, helpers.REPORT))
    )
    assert noticed[0][0] == "โปรดตรวจ"
    assert ["ban-mo-2568.txt, ตารางที่ 6 แถว 3 คอลัมน์ 6" in row[1] for row in noticed].count(True) == 1
    assert helpers.sha256(helpers.REPORT.read_bytes()) in session.words
    assert ("", "v=1&a=ban-mo&y=2568") in session.links


# --- Taking back ---


def test_before_taking_back_it_is_said_what_would_stand(session: Session, stored: Engine, later: str) -> None:
    before, revision = helpers.everything(stored), stored.revision
    session.go("keeping", v="1", a="ban-mo")
    then = next(table for table in tables(ask(session, later)) if len(table[0]) == 4)
    assert then == [
        ["2568", "คะแนนรวม", "94.16", "93.81"],
        ["2568", "ตัวชี้วัดที่ 9", "90.00", "88.28"],
        ["2568", "มาตรการ", "32", "31 (ต่างไป 3)"],
    ]
    assert "หลังยกเลิก ปี 2568 จะใช้ข้อมูลจาก รายงาน ปี 2568 (ban-mo-2568.txt)" in session.said("caption")
    assert (helpers.everything(stored), stored.revision) == (before, revision)


def test_it_then_stands_so(session: Session, stored: Engine, later: str) -> None:
    session.go("keeping", v="1", a="ban-mo")
    ask(session, later).fill({"เหตุผล": "ปีผิด"})
    undo_import(session, later)
    (said,) = session.said("success")
    assert "ยกเลิกการนำเข้าแล้ว: รายงาน ปี 2568 (later.txt)" in said
    done = helpers.one(stored, "assessment", agency="ban-mo", year=2568)
    assert done["total"] == Decimal("93.81")
    assert last_act(stored, later)["reason"] == "ปีผิด"
    assert not session.offered("ยืนยันยกเลิก")
    assert session.run().said("success") == [], "it is said once"


def test_an_earlier_one_can_be_taken_back_too(session: Session, stored: Engine, later: str) -> None:
    first = helpers.import_of(stored, helpers.REPORT)
    session.go("keeping", v="1", a="ban-mo")
    ask(session, first)
    assert any("ไม่เปลี่ยน" in text for text in session.said("info"))
    (said,) = undo_import(session, first).said("success")
    assert "กลับมาใช้" not in said
    assert "ไม่เปลี่ยน" in said
    assert helpers.one(stored, "assessment", agency="ban-mo", year=2568)["total"] == Decimal("94.16")
    # Without a reason the place is kept, and told in words.
    assert acts(session)[1].endswith("จากหน้าประวัติ")
    # Then nothing stands beneath the later one.
    then = next(table for table in tables(ask(session, later)) if len(table[0]) == 4)
    assert [row[1:] for row in then if row[3] == "0"] == [["คะแนนตัวชี้วัด", "10", "0"]]
    assert any("ปี 2568 จะไม่มีรายการนำเข้าใดใช้อยู่อีก" in text for text in session.said("caption"))


def test_targets_and_scores_of_questions_are_said_too(session: Session, stored: Engine, frameworks: Frameworks) -> None:
    store_targets(stored, "ban-mo", 2569, {9: Decimal(95), 10: Decimal(96)}, "ปลัด")
    again = store_targets(stored, "ban-mo", 2569, {9: Decimal(97)}, "ปลัด")
    codes = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2568,o1,100\n2568,e2,90\n".encode()
    questions = import_file(stored, frameworks, codes, "questions.csv", agency="ban-mo").import_id
    session.go("keeping", v="1", a="ban-mo")
    assert next(t for t in tables(ask(session, again)) if len(t[0]) == 4) == [["2569", "เป้าหมาย", "2", "2 (ต่างไป 1)"]]
    other = Session().go("keeping", v="1", a="ban-mo")
    assert next(t for t in tables(ask(other, questions)) if len(t[0]) == 4) == [
        ["2568", "คะแนนรายข้อคำถาม", "2", "0 (ต่างไป 2)"]
    ]


def test_an_undo_is_named_by_what_it_undoes(session: Session, stored: Engine) -> None:
    targets = store_targets(stored, "ban-mo", 2569, {9: Decimal(95)}, "ปลัด")
    agency = create_agency(stored, "อบต.หนองเล็ก", "subdistrict_administration", "เมือง", "ลพบุรี")
    name = edit_agency(stored, agency, name="เทศบาลตำบลหนองเล็ก", kind="subdistrict_municipality")
    session.go("keeping", v="1", a="ban-mo")
    assert [str(each.label) for each in session.all("expander")].count("ยกเลิกเป้าหมาย…") == 1
    ask(session, targets)
    assert session.offered("ยืนยันยกเลิกเป้าหมาย")
    undo_import(session, targets)
    assert "ยกเลิกเป้าหมายแล้ว: เป้าหมาย ปี 2569" in "".join(session.said("success"))
    assert "ยกเลิกเป้าหมาย ปี 2569" in acts(session)[0]
    session.go("keeping", v="1", a=agency)
    assert "อบต.หนองเล็ก เปลี่ยนเป็น เทศบาลตำบลหนองเล็ก" in acts(session)[0]
    undo_import(session, name)
    assert "ยกเลิกการแก้ไขแล้ว" in "".join(session.said("success"))
    assert "อบต.หนองเล็ก" in session.labelled("selectbox", "หน่วยงาน").options


def test_what_ships_cannot_be_taken_back(session: Session, stored: Engine) -> None:
    session.go("keeping")
    keys = {1: False, 2: True, 3: False}
    for number in keys:
        session.at.session_state[f"ask_{number}"] = True
    session.run()
    assert {n: any(e.key == f"undo_{n}" for e in session.all("button")) for n in keys} == keys


def test_two_at_once_take_it_back_once(session: Session, stored: Engine, later: str) -> None:
    other = Session().go("keeping", v="1", a="ban-mo")
    ask(other, later)
    undo_import(session.go("keeping", v="1", a="ban-mo"), later)
    other.at.button(key=f"undo_{number_of(later)}").click()
    other.run()
    assert len([row for row in helpers.read(stored, "history", agency="ban-mo") if row["act"] == "undo"]) == 1
    assert other.said("success") == []


# --- Who ---


def report(session: Session) -> None:
    data = helpers.sheet().with_score(9, Decimal("90.00")).data()
    session.upload("later.txt", data).press("บันทึกรายงานนี้")


def typed(session: Session) -> None:
    session.fill({"9. ": "90.28"}).run()
    session.confirm().press("บันทึกคะแนน")


def score_file(session: Session) -> None:
    session.upload("scores.csv", CSV, "ไฟล์คะแนน").confirm().press("บันทึกคะแนน")


def targets(session: Session) -> None:
    session.go("simulate", v="1", a="ban-mo", y="2568").press("เก็บเป็นเป้าหมาย")


def undone_on_import(session: Session) -> None:
    session.undo(2)


def undone_in_history(session: Session) -> None:
    undo_import(session.go("keeping", v="1", a="ban-mo"), "2-")


def targets_undone(session: Session) -> None:
    targets(session)
    session.undo(4)


PATHS: list[Callable[[Session], None]] = [
    report,
    typed,
    score_file,
    targets,
    undone_on_import,
    undone_in_history,
    targets_undone,
]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_done_is_kept_under_the_name_that_was_typed(
    session: Session, stored: Engine, path: Callable[[Session], None]
) -> None:
    session.go("import", v="1", a="ban-mo", y="2568").type({"ผู้บันทึก": "  นางสาว  มาลี "})
    path(session)
    done = [row for row in helpers.everything(stored).rows["import_people"] if row[2] != "ita"]
    assert done
    assert {row[2] for row in done} == {"นางสาว มาลี"}


@pytest.mark.parametrize("path", [report, typed, undone_in_history])
def test_what_is_done_before_a_name_is_typed_is_nobody_s_and_never_the_account_s(
    session: Session, stored: Engine, path: Callable[[Session], None]
) -> None:
    before = helpers.everything(stored).rows
    session.go("import", v="1", a="ban-mo", y="2568")
    assert session.labelled("text_input", "ผู้บันทึก").value == ""
    path(session)
    after = helpers.everything(stored).rows
    assert after["import_people"] == before["import_people"]
    assert (after["imports"], after["undos"]) != (before["imports"], before["undos"])
    assert account_name() not in session.go("keeping").words


def test_the_name_goes_from_screen_to_screen_and_is_each_sessions_own(session: Session, stored: Engine) -> None:
    session.go("import").type({"ผู้บันทึก": "มาลี"})
    other = Session().go("keeping")
    assert other.labelled("text_input", "ผู้บันทึก").value == ""
    for page in ("keeping", "simulate", "rules"):
        # Folded behind the name: it is asked once, and can be changed.
        assert session.go("gaps").go(page).labelled("text_input", "ผู้บันทึก").value == "มาลี"
        assert [each.proto.popover.label for each in session.at.get("popover")] == ["ผู้บันทึก: มาลี"]


def test_a_fragment_that_runs_alone_keeps_the_name_too(
    session: Session, stored: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a browser a click inside a fragment runs the fragments only, in a new thread, without the frame of the page.
    session.go("import", v="1", a="ban-mo", y="2568").type({"ผู้บันทึก": "มาลี"}).type({"9. ": "90.28"})
    ids = list(session.at._fragment_storage._fragments)
    assert ids
    monkeypatch.setattr("streamlit.testing.v1.local_script_runner.RerunData", partial(RerunData, fragment_id_queue=ids))
    drawn: list[str] = []
    monkeypatch.setattr("pages.shared.actor.ask_name", lambda: drawn.append("frame"))
    monkeypatch.setattr("pages.shared.html.title", lambda *_: drawn.append("page"))
    # What is stored turns the page; the fragments alone store it.
    monkeypatch.setattr("pages.imports.typed_scores.look_at", lambda *_: None)
    session.labelled("button", "บันทึกคะแนน").click()
    session.run()
    assert drawn == []
    assert last_act(stored)["person"] == "มาลี"


def test_later_work_that_rests_on_an_import_is_named(session: Session, stored: Engine, frameworks: Frameworks) -> None:
    first = helpers.import_of(stored, helpers.REPORT)
    data = helpers.sheet().with_score(9, Decimal("90.00")).with_score(3, Decimal("92.34")).data()
    import_report(stored, frameworks, data, "later.txt", kept_fields=frozenset({(2568, 9, "score")}))
    store_targets(stored, "ban-mo", 2569, {9: Decimal(95)}, "ปลัด")
    ask(session.go("keeping", v="1", a="ban-mo"), first)
    said = session.said("warning")
    assert ["รายงาน ปี 2568 (later.txt)" in said[0], "เป้าหมาย ปี 2569" in said[1], len(said)] == [True, True, 2]


def test_what_was_not_shown_is_not_replaced(session: Session, stored: Engine, frameworks: Frameworks) -> None:
    """Another person stores between the preview and the press of the button."""
    data = helpers.sheet().with_score(9, Decimal("90.00")).data()
    session.go("import").upload("mine.txt", data)
    other = helpers.sheet().with_score(8, Decimal("70.00")).data()
    import_report(stored, frameworks, other, "theirs.txt")
    session.press("บันทึกรายงานนี้")
    assert any("ผู้อื่นบันทึก" in text for text in session.said("warning"))
    assert "70.00" in " ".join(session.said("markdown"))
    assert next(row["file_name"] for row in helpers.read(stored, "imports", agency="ban-mo")) == "theirs.txt"
    session.press("บันทึกรายงานนี้")
    assert next(row["file_name"] for row in helpers.read(stored, "imports", agency="ban-mo")) == "mine.txt"
