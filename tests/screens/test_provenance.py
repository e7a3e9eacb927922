"""Where figures come from: closed on every screen until someone asks, then each figure with file, place and person."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest

from ita.actor import acting
from ita.frameworks import Frameworks
from ita.importing.file_import import import_file
from ita.importing.report_import import import_report
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.store.engine import Engine
from tests import helpers
from tests.screens.sessions import Session

ASK = "ที่มาของตัวเลข"
SCREENS = ("/", "gaps", "measures", "trends", "simulate")


def asked(session: Session, agency: str = "ban-mo", year: int = 2568) -> list[list[str]]:
    """Open the question where the figures come from, and return the rows that answer it."""
    session.at.session_state[f"sources_{agency}_{year}"] = True
    session.run()
    (table,) = [t for t in re.findall(r"<table.*?</table>", session.html) if "ตำแหน่งในไฟล์" in t]
    return [
        [unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall("<td.*?</td>", row)]
        for row in re.findall("<tr>(.*?)</tr>", table)[1:]
    ]


@pytest.mark.parametrize("page", SCREENS)
def test_each_screen_answers_for_the_town_and_year_shown(session: Session, page: str) -> None:
    session.go(page, v="1", a="ban-mo", y="2568")
    (closed,) = [each for each in session.all("expander") if each.label == ASK]
    assert not closed.proto.expanded
    assert "ตำแหน่งในไฟล์" not in session.html
    found = asked(session)
    assert [Decimal(row[1]) for row in found] == list(helpers.SCORES.values())
    for number, row in enumerate(found, start=1):
        assert row[0].startswith(f"{number}. ")
        assert row[2:5] == ["รายงานที่เผยแพร่", "ban-mo-2568.txt", f"ตารางที่ {helpers.TABLE_OF[number]} แถว 3 คอลัมน์ 1"]
        assert row[7] == "โปรแกรม"
        assert re.fullmatch(r"\d+ \S+ 25\d\d \d\d:\d\d", row[6])
    assert ("keeping", "v=1&a=ban-mo") in session.links


def test_typed_and_imported_figures_name_who_and_where(
    session: Session, stored: Engine, frameworks: Frameworks
) -> None:
    with acting("มาลี"):
        file = "ปีงบประมาณ,1,2\n2568,90,91\n".encode()
        done = import_file(stored, frameworks, file, "scores.csv", agency="ban-mo")
    found = asked(session.go("/", v="1", a="ban-mo", y="2568"))
    assert found[0][1:6] == ["90.00", "ผลของหน่วยงานจาก ITAS", "scores.csv", "แถว 2 คอลัมน์ 2", done.import_id]
    assert found[0][7] == "มาลี"
    assert found[2][3] == "ban-mo-2568.txt"
    with acting("สมชาย"):
        import_typed(stored, "ban-mo", TypedResult(2568, helpers.SCORES, Decimal("93.90"), None))
    found = asked(session.go("/", v="1", a="ban-mo", y="2568"))
    assert [row[3:5] for row in found] == [["ITAS", "–"]] * 11
    assert found[-1][:2] == ["คะแนนรวม", "93.90"]
    assert {row[7] for row in found} == {"สมชาย"}


def test_published_figures_name_their_publication(session: Session) -> None:
    found = asked(session.go("/", v="1", a="trat", y="2563"), "trat", 2563)
    assert len(found) == 11
    assert found[-1][0] == "คะแนนรวม"
    assert all("NACC zone 2 report 2564" in row[3] for row in found)
    assert {(row[4], row[7]) for row in found} == {("–", "–")}


def test_nothing_is_asked_where_nothing_is_known(session: Session, own_agency: str) -> None:
    for page in SCREENS:
        session.go(page, v="1", a=own_agency)
        assert not [each for each in session.all("expander") if each.label == ASK]


def test_a_plan_names_its_place_in_the_report(session: Session) -> None:
    for number, table in helpers.TABLE_OF.items():
        session.go("measures", v="1", a="ban-mo", y="2568", i=str(number))
        assert f"จาก ban-mo-2568.txt, ตารางที่ {table} แถว 3 คอลัมน์ 1" in session.said("caption")


def test_in_english(session: Session) -> None:
    session.go("measures", v="1", a="ban-mo", y="2568", i="9", l="en")
    assert "From ban-mo-2568.txt, table 11 row 3 column 1" in session.said("caption")
    assert any(each.label == "Where the figures come from" for each in session.all("expander"))


def test_scores_of_questions_name_their_file_and_row(session: Session, stored: Engine, frameworks: Frameworks) -> None:
    with acting("มาลี"):
        file = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2568,o27,100\n2568,e2,96.56\n".encode()
        done = import_file(stored, frameworks, file, "questions.csv", agency="ban-mo")
    session.go("gaps", v="1", a="ban-mo", y="2568")
    session.at.session_state["sources_ban-mo_2568"] = True
    session.run()
    table = [t for t in re.findall(r"<table.*?</table>", session.html) if "ตำแหน่งในไฟล์" in t][-1]
    found = [
        [unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall("<td.*?</td>", row)]
        for row in re.findall("<tr>(.*?)</tr>", table)[1:]
    ]
    assert [row[:5] for row in found] == [
        ["e2", "96.56", "ผลของหน่วยงานจาก ITAS", "questions.csv", "แถว 3 คอลัมน์ 3"],
        ["o27", "100.00", "ผลของหน่วยงานจาก ITAS", "questions.csv", "แถว 2 คอลัมน์ 3"],
    ]
    assert {(row[5], row[7]) for row in found} == {(done.import_id, "มาลี")}


def test_a_kept_score_names_its_file_and_its_import_and_the_plan_what_was_kept(
    session: Session, stored: Engine, frameworks: Frameworks
) -> None:
    (first,) = [row["import_id"] for row in helpers.read(stored, "imports", agency="ban-mo")]
    later = helpers.sheet().with_score(9, Decimal("90.00")).data()
    kept = frozenset({(2568, 9, "score"), (2568, 9, "measures"), (2568, 9, "question")})
    done = import_report(stored, frameworks, later, "later.txt", kept_fields=kept)
    found = asked(session.go("/", v="1", a="ban-mo", y="2568"))
    assert [row[3] for row in found] == [*["later.txt"] * 8, "ban-mo-2568.txt", "later.txt"]
    assert [row[5] for row in found][7:9] == [done.import_id, f"{done.import_id} · คงค่าเดิม · {first}"]
    captions = session.go("measures", v="1", a="ban-mo", y="2568").said("caption")
    (said,) = [text for text in captions if "คงค่าเดิมที่มีก่อนไฟล์นี้" in text]
    assert said.endswith("คะแนน, ข้อคำถาม, มาตรการและขั้นตอน")
