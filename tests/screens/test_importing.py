"""The import screen: a town of one's own, a report read before it is stored, scores typed, an import taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from ita.actor import acting
from ita.exporting.template import score_template
from ita.frameworks import Frameworks
from ita.importing import isolation, parse_cache
from ita.importing.report_import import import_report
from ita.store import query_loader
from ita.store.engine import Engine
from ita.thai import bangkok
from tests import helpers
from tests.screens.sessions import Session
from tests.unit import docx_files

AGENCY = "เทศบาลตำบลหนองเล็ก"


def counts(session: Session) -> list[tuple[str, ...]]:
    """Return indicator, measures and steps of the rows of the preview."""
    rows = re.findall(r"<tr>(.*?)</tr>", session.html.partition("<tbody>")[2])
    cells = [re.findall(r"<span>(.*?)</span>", row) for row in rows]
    return [(row[0].partition(".")[0], row[3], row[4]) for row in cells]


def figures(session: Session) -> dict[str, str]:
    """Return what the typed scores give."""
    return dict(re.findall(r"<div><b>([^<]*)</b>([^<]*)</div>", session.html))


# --- A town of one's own ---


def test_a_town_of_ones_own_is_made_and_opens(session: Session, stored: Engine) -> None:
    session.make_agency()
    (said,) = session.said("success")
    assert AGENCY in said
    assert session.labelled("selectbox", "หน่วยงาน").value == session.address["a"]
    made = helpers.read(stored, "agencies")[0]
    assert (made["name_th"], made["province"], made["role"]) == (AGENCY, "ลพบุรี", "own")
    # The message is for once.
    assert session.run().said("success") == []


@pytest.mark.parametrize(("name", "province"), [("", "ลพบุรี"), (AGENCY, ""), ("  ", "  ")])
def test_a_town_without_name_or_province_is_not_made(
    session: Session, stored: Engine, name: str, province: str
) -> None:
    before = helpers.everything(stored)
    session.make_agency(name, province)
    assert len(session.said("error")) == 1
    assert helpers.everything(stored) == before


def test_the_town_of_the_sample_becomes_ones_own(session: Session, stored: Engine) -> None:
    session.make_agency("เทศบาลตำบลบ้านหมอ", "สระบุรี")
    assert [row["role"] for row in helpers.read(stored, "agencies") if row["agency_id"] == "ban-mo"] == ["own"]
    assert "หน่วยงานตัวอย่าง" not in session.go().words
    assert "93.81" in session.words


def test_a_town_is_named_as_written_and_never_as_markup(session: Session, stored: Engine) -> None:
    session.make_agency("เทศบาล<b>เมือง</b> **ก**")
    for page in ("/", "gaps", "measures", "import"):
        assert "<b>เมือง" not in session.go(page).html
    assert not [text for text in (each.value for each in session.all("markdown")) if "**ก**" in text]


def test_a_new_town_goes_on_to_its_scores_and_leaves_an_empty_form(session: Session, stored: Engine) -> None:
    session.make_agency()
    assert session.labelled("text_input", "ชื่อเต็ม").value == ""
    assert session.at.get("tab_container")[0].proto.tab_container.default_tab_index == 2
    session.make_agency()
    assert "เป็นหน่วยงานของท่านอยู่แล้ว" in "".join(session.said("success"))


def test_the_name_of_a_town_is_corrected_on_screen(session: Session, stored: Engine) -> None:
    session.make_agency()
    agency = session.address["a"]
    session.at.session_state[f"correct_{agency}"] = True
    session.run().fill({"ชื่อที่ถูกต้อง": "เทศบาลตำบลหนองใหญ่"}).press("บันทึกการแก้ไข")
    assert f"แก้ไขแล้ว: {AGENCY} เปลี่ยนเป็น เทศบาลตำบลหนองใหญ่" in session.said("success")
    assert "เทศบาลตำบลหนองใหญ่" in session.labelled("selectbox", "หน่วยงาน").options
    assert helpers.one(stored, "agency_revisions", agency=agency)["name_before"] == AGENCY


# --- A report ---


def test_a_report_is_shown_before_anything_is_stored(session: Session, stored: Engine) -> None:
    session.make_agency()
    before = helpers.everything(stored)
    session.upload("report.docx", docx_files.report_automatic())
    # The town of the title is the sample: it is read, and filed where the person says.
    session.choose("เก็บไว้ที่หน่วยงาน", session.address["a"])
    assert counts(session) == [
        (str(number), str(measures), str(steps))
        for number, measures, steps in zip(range(1, 11), helpers.MEASURE_COUNTS, helpers.STEP_COUNTS, strict=True)
    ]
    assert "10 ตัวชี้วัด 31 มาตรการ 60 ขั้นตอน" in session.words
    assert "คะแนนรวม 93.81 · ระดับ ผ่านดี" in session.words
    assert helpers.everything(stored) == before
    session.press("บันทึกรายงานนี้")
    assert helpers.everything(stored) != before
    (said,) = session.said("success")
    assert "31 มาตรการ 60 ขั้นตอน" in said
    session.go("gaps")
    assert AGENCY in session.words
    assert session.trace["customdata"] == [9, 10, 4, 8, 7, 6, 5, 1, 2, 3]


def test_a_report_of_another_town_than_the_own_one_looked_at_waits_for_a_choice(
    session: Session, stored: Engine
) -> None:
    session.make_agency()
    own = session.address["a"]
    before = helpers.everything(stored)
    session.upload("sample.txt", helpers.sheet().with_score(9, Decimal("90.00")).data())
    box = session.labelled("selectbox", "เก็บไว้ที่หน่วยงาน")
    assert (box.value, box.placeholder) == (None, "เลือกหน่วยงาน")
    (warning,) = session.said("warning")
    assert "เทศบาลตำบลบ้านหมอ จังหวัดสระบุรี" in warning
    assert AGENCY in warning
    assert not session.offered("บันทึกรายงานนี้")
    # What was chosen for one file is not chosen for the next.
    session.choose("เก็บไว้ที่หน่วยงาน", own)
    assert session.offered("บันทึกรายงานนี้")
    session.upload("next.txt", helpers.sheet().with_score(9, Decimal("91.00")).data())
    assert session.labelled("selectbox", "เก็บไว้ที่หน่วยงาน").value is None
    assert not session.offered("บันทึกรายงานนี้")
    assert helpers.everything(stored) == before
    session.choose("เก็บไว้ที่หน่วยงาน", own).press("บันทึกรายงานนี้")
    assert len(helpers.read(stored, "imports", agency="ban-mo")) == 1
    assert len(helpers.read(stored, "imports", agency=own)) == 1


def test_a_report_of_the_own_town_looked_at_is_filed_by_its_title(session: Session, stored: Engine) -> None:
    session.make_agency("เทศบาลตำบลบ้านหมอ", "สระบุรี")
    session.upload("mine.txt", helpers.sheet().with_score(9, Decimal("90.00")).data())
    assert session.labelled("selectbox", "เก็บไว้ที่หน่วยงาน").value is not None
    assert session.offered("บันทึกรายงานนี้")


def test_the_report_that_is_replaced_is_named_with_file_day_and_person(
    session: Session, stored: Engine, frameworks: Frameworks
) -> None:
    with acting("นางสาวสมหญิง"):
        first = helpers.sheet().with_score(9, Decimal("89.00"))
        done = import_report(stored, frameworks, first.data(), "ฉบับแรก.txt")
    at = helpers.read(stored, "imports", agency="ban-mo")[0]["imported_at"]
    session.go("import").upload("later.txt", helpers.sheet().with_score(9, Decimal("90.00")).data())
    (warning,) = [text for text in session.said("warning") if done.import_id in text]
    assert "ฉบับแรก.txt" in warning
    assert "นางสาวสมหญิง" in warning
    assert f"{bangkok(at).day} " in warning
    assert str(bangkok(at).year + 543) in warning


def test_every_issue_is_shown_with_its_place(session: Session, stored: Engine) -> None:
    session.make_agency()
    session.go("import").upload("รายงาน.txt", helpers.REPORT.read_bytes())
    session.choose("เก็บไว้ที่หน่วยงาน", session.address["a"])
    (warning,) = [text for text in session.said("warning") if "ค่าเฉลี่ยทั้งประเทศ" in text]
    assert "รายงาน.txt" in warning
    noticed = [text for text in session.said("caption") if "หมายเหตุ" in text]
    assert any(re.search(r"ตารางที่ \d+ แถว \d+", text) for text in noticed)


def test_a_report_of_an_unknown_town_asks_where_to_file_it(session: Session, stored: Engine) -> None:
    before = helpers.everything(stored)
    other = helpers.REPORT.read_text(encoding="utf-8").replace("บ้านหมอ", "บ้านอื่น").encode()
    session.go("import").upload("other.txt", other)
    assert any("บ้านอื่น" in text for text in session.said("warning"))
    assert not session.offered("บันทึกรายงานนี้")
    assert helpers.everything(stored) == before


def test_the_same_file_again_changes_nothing(session: Session, stored: Engine) -> None:
    before = helpers.everything(stored)
    session.go("import").upload("again.txt", helpers.REPORT.read_bytes())
    assert helpers.import_of(stored, helpers.REPORT) in " ".join(session.said("info"))
    assert not session.offered("บันทึกรายงานนี้")
    assert helpers.everything(stored) == before


def test_a_later_report_says_what_it_takes_the_place_of(session: Session, stored: Engine) -> None:
    first = helpers.import_of(stored, helpers.REPORT)
    later = helpers.sheet().with_score(9, Decimal("90.00"))
    session.go("import").upload("later.txt", later.data())
    assert any(first in text for text in session.said("warning"))
    session.press("บันทึกรายงานนี้")
    session.go("gaps")
    assert session.trace["text"][0] == "10.00"
    session.go("import")
    assert "ถูกแทนที่ด้วยรายการใหม่กว่า" in session.words


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("empty.txt", lambda sheet: b"", "ไฟล์"),
        ("report.docx", lambda sheet: b"%PDF-1.7\n%", "PDF"),
        ("report.docx", lambda sheet: docx_files.bomb(), "คลาย"),
        ("report.docx", lambda sheet: docx_files.report_automatic()[:5000], "ไฟล์ Word"),
        ("nine.txt", lambda sheet: sheet.without(3).data(), "3"),
        ("high.txt", lambda sheet: sheet.with_score(9, Decimal(101)).data(), "101"),
        ("unknown.txt", lambda sheet: sheet.with_header_score(9, "ไม่ทราบ").data(), "การเปิดเผยข้อมูล"),
        ("date.txt", lambda sheet: sheet.with_cell(9, helpers.PERIOD, "๑ ก.พ.๖๙ ถึง ๓๑ ก.พ.๖๙").data(), "31 ก.พ."),
        ("prose.txt", lambda sheet: "รายงานการนำผลการประเมิน".encode(), "ตาราง"),
    ],
    ids=[
        "empty",
        "pdf",
        "bomb",
        "cut-off",
        "nine-indicators",
        "score-101",
        "score-not-known",
        "31-february",
        "no-table",
    ],
)
def test_a_file_that_is_refused_says_why_and_changes_nothing(
    session: Session,
    stored: Engine,
    sheet: helpers.Sheet,
    name: str,
    make: Callable[[helpers.Sheet], bytes],
    said: str,
) -> None:
    before = helpers.everything(stored)
    session.go("import").upload(name, make(sheet))
    errors = session.said("error")
    assert "ไม่รับไฟล์นี้ และไม่มีอะไรเปลี่ยนแปลง" in errors
    assert said in " ".join(errors[1:])
    assert name in " ".join(errors[1:])
    assert not session.offered("บันทึกรายงานนี้")
    assert "Traceback" not in session.words
    assert helpers.everything(stored) == before


def test_scores_uploaded_as_a_report_are_sent_to_their_tab(
    session: Session, stored: Engine, frameworks: Frameworks
) -> None:
    before = helpers.everything(stored)
    workbook = score_template(frameworks, "บ้านหมอ", [2568], {2568: helpers.SCORES})
    for name, data in (("scores.xlsx", workbook), ("scores.csv", "ปีงบประมาณ,1,2\n2568,90,80\n".encode())):
        session.go("import").upload(name, data)
        assert session.said("error") == []
        (pointer,) = [text for text in session.said("info") if "ตารางคะแนน" in text]
        assert "4 · คะแนนจาก Excel หรือ ITAS" in pointer
        assert not session.offered("บันทึกรายงานนี้")
    assert helpers.everything(stored) == before
    session.upload("nine.txt", helpers.sheet().without(3).data())
    assert not [text for text in session.said("info") if "ตารางคะแนน" in text]


def test_a_place_is_named_as_a_reader_counts(session: Session, sheet: helpers.Sheet) -> None:
    session.go("import").upload("high.txt", sheet.with_score(9, Decimal(101)).data())
    assert "(high.txt, ตารางที่ 11 แถว 3 คอลัมน์ 1)" in " ".join(session.said("error")).replace("*", "")


def test_a_questions_own_score_can_be_confirmed(session: Session, stored: Engine, sheet: helpers.Sheet) -> None:
    # The analysis of indicator 9 states a score of its own.
    other = sheet.with_cell(9, helpers.ANALYSIS, lambda cell: cell.replace("๘๘.๒๘", "๗๐.๐๐"))
    session.go("import").upload("own.txt", other.data())
    assert "70.00" in " ".join(session.said("markdown"))
    assert not session.offered("บันทึกรายงานนี้")
    session.confirm()
    assert session.said("error") == []
    session.press("บันทึกรายงานนี้")
    session.go("measures", v="1", a="ban-mo", y="2568", i="9")
    assert any("70.00" in text and "ตามที่รายงานระบุ" in text for text in session.said("caption"))
    assert "ได้ 88.28" in session.words


# --- Typed scores ---


def ten(**changed: str) -> dict[str, str]:
    """Return what is typed for the ten indicators, by the start of each label."""
    typed = {f"{number}. ": "90.00" for number in range(1, 11)}
    return typed | {f"{name.removeprefix('i')}. ": value for name, value in changed.items()}


def typing(session: Session, values: dict[str, str]) -> Session:
    """Fill in fields named by the start of their label and leave them."""
    for label, value in values.items():
        (field,) = [each for each in session.all("text_input") if each.label.startswith(label)]
        field.set_value(value)
    return session.run()


def test_typed_scores_are_reckoned_before_they_are_stored(session: Session, stored: Engine, own_agency: str) -> None:
    session.choose_typed_year(2568)
    before = helpers.everything(stored)
    typing(session, ten(i9="80.00", i10="100"))
    shown = figures(session)
    assert shown["คะแนนรวมที่คำนวณได้"] == "90.00"
    assert (shown["IIT"], shown["EIT"], shown["OIT"]) == ("90.00", "90.00", "90.00")
    assert shown["ระดับที่คำนวณได้"] == "ผ่านดี"
    assert helpers.everything(stored) == before
    session.confirm().press("บันทึกคะแนน")
    (said,) = session.said("success")
    assert "10" in said
    assert "2568" in said
    session.go("gaps")
    assert session.trace["customdata"][0] == 9
    assert session.trace["text"][0] == "20.00"
    assert "ผลของหน่วยงานจาก ITAS" in session.go().words


def test_scores_that_may_be_weighted_points_are_asked_about(session: Session, own_agency: str) -> None:
    session.choose_typed_year(2568)
    # 30 % of 97.21 to 96.70, as some sheets give them; the rest are scores.
    typing(session, ten(i1="29.16", i2="29.41", i3="29.84", i4="28.05", i5="29.01"))
    (asked,) = [text for text in session.said("markdown") if "IIT" in text]
    assert "30" in asked
    assert "(1) 29.16" in asked
    typing(session, ten(i1="97.21", i2="98.02", i3="99.45", i4="93.49", i5="96.70"))
    assert [box for box in session.all("checkbox") if str(box.key).startswith("doubt_")] == []


def test_thai_digits_are_read_as_digits(session: Session, stored: Engine, own_agency: str) -> None:
    session.choose_typed_year(2568)
    typing(session, ten(i1="๙๗.๒๑", i2=" 98.02 ", i3="๑๐๐"))
    assert session.said("error") == []
    session.confirm().press("บันทึกคะแนน")
    scores = {
        row["indicator_no"]: row["score"] for row in helpers.read(stored, "own_result", agency=own_agency, year=2568)
    }
    assert (scores[1], scores[2], scores[3]) == (Decimal("97.21"), Decimal("98.02"), Decimal("100.00"))


# Each as typed, and as the message quotes it.
WRONG = {
    "101": "101",
    "-1": "-1",
    "ไม่ทราบ": "ไม่ทราบ",
    "97.215": "97.215",
    "97,21": "97,21",
    "๑๐๐.๐๑": "100.01",
    "<b>97</b>": "<b>97</b>",
}


def test_a_wrong_score_is_said_and_nothing_can_be_stored(session: Session, stored: Engine, own_agency: str) -> None:
    session.choose_typed_year(2568)
    before = helpers.everything(stored)
    typing(session, ten())
    assert session.offered("บันทึกคะแนน")
    for typed, said in WRONG.items():
        typing(session, {"4. ": typed})
        (error,) = session.said("error")
        assert said in error
        assert not session.offered("บันทึกคะแนน")
    assert helpers.everything(stored) == before
    # Put right, it can be.
    typing(session, {"4. ": "97.21"})
    assert session.said("error") == []
    assert session.offered("บันทึกคะแนน")


def test_a_decimal_comma_is_told_how_to_write_it(session: Session, own_agency: str) -> None:
    session.choose_typed_year(2568)
    typing(session, ten(i4="๙๗,๕"))
    (error,) = session.said("error")
    assert "97,5" in error
    assert "97.50" in error


def test_every_wrong_score_is_said(session: Session, own_agency: str) -> None:
    session.choose_typed_year(2568)
    typing(session, ten(i4="101", i7="x") | {"คะแนนรวม": "200"})
    assert len(session.said("error")) == 3


def test_fields_stand_in_the_order_of_typing_and_a_fault_beneath_its_own(session: Session, own_agency: str) -> None:
    session.choose_typed_year(2568)
    fields = [each for each in session.all("text_input") if str(each.key).startswith(("score_", "total_"))]
    assert [each.label.partition(".")[0] for each in fields[:10]] == [str(number) for number in range(1, 11)]
    assert [str(each.key).partition("_")[0] for each in fields] == ["score"] * 10 + ["total"]
    session.fill({"6. ": "x", "คะแนนรวม": "200"}).run()
    beneath = {
        str(column.text_input[0].key).rpartition("_")[2]: [each.value for each in column.error]
        for column in session.at.columns
        if column.text_input and column.error
    }
    assert len(beneath) == 2
    assert all(len(said) == 1 for said in beneath.values())
    assert "ตัวชี้วัด 6" in beneath["6"][0]
    assert "แก้ไขช่อง" in "".join(session.said("caption"))


def test_scores_left_empty_are_missing_and_not_zero(session: Session, stored: Engine, own_agency: str) -> None:
    session.choose_typed_year(2568)
    typing(session, {"1. ": "90.00", "9. ": "80.00"})
    shown = figures(session)
    assert {shown["คะแนนรวมที่คำนวณได้"], shown["IIT"], shown["OIT"], shown["ระดับที่คำนวณได้"]} == {"–"}
    assert any("ยังว่างอยู่ 8 จาก 10" in text for text in session.said("caption"))
    session.confirm().press("บันทึกคะแนน")
    session.go("gaps")
    assert session.trace["customdata"] == [9, 1]
    assert len(helpers.read(stored, "own_result", agency=own_agency, year=2568)) == 2


def test_nothing_typed_is_nothing_stored(session: Session, stored: Engine, own_agency: str) -> None:
    session.choose_typed_year(2568)
    assert any("ยังไม่ได้พิมพ์คะแนน" in text for text in session.said("caption"))
    assert not session.offered("บันทึกคะแนน")


def test_a_total_or_level_that_disagrees_is_said_and_both_are_kept(
    session: Session, stored: Engine, own_agency: str
) -> None:
    session.choose_typed_year(2568)
    typing(session, ten() | {"คะแนนรวม": "91.00"})
    session.choose("ระดับตามที่ ITAS แสดง", "ผ่าน")
    warnings = " ".join(session.said("warning"))
    for figure in ("90.00", "91.00", "“ผ่านดี”", "“ผ่าน”"):
        assert figure in warnings
    session.confirm().press("บันทึกคะแนน")
    session.go()
    for figure in ("90.00", "91.00"):
        assert figure in session.words


def test_a_year_without_rules_takes_scores_and_reckons_nothing(session: Session, own_agency: str) -> None:
    session.choose_typed_year(2569)
    assert any("2569" in text for text in session.said("info"))
    typing(session, ten())
    shown = figures(session)
    assert (shown["คะแนนรวมที่คำนวณได้"], shown["ระดับที่คำนวณได้"]) == ("–", "–")
    session.confirm().press("บันทึกคะแนน")
    words = session.go().words
    assert "ไม่มีระดับ" in words
    assert "2569" in words
    assert "90.00" not in re.findall(r'class="ita-total">([^<]*)', session.html)


def test_what_was_typed_before_stands_in_the_fields(session: Session, own_agency: str) -> None:
    session.choose_typed_year(2568)
    typing(session, ten(i1="97.21") | {"คะแนนรวม": "90.43"})
    session.confirm().press("บันทึกคะแนน")
    again = Session().choose_typed_year(2568)
    fields = {each.label.partition(" ")[0]: each.value for each in again.all("text_input")}
    assert fields["1."] == "97.21"
    assert fields["10."] == "90.00"
    assert "90.43" in fields.values()


def test_averages_cannot_be_typed_over(session: Session) -> None:
    session.go("import", v="1", a="thailand", y="2568")
    assert any("ค่าเฉลี่ยที่เผยแพร่" in text for text in session.said("info"))
    assert not [each for each in session.all("text_input") if each.label.startswith("1. ")]


def test_typed_scores_stand_before_the_reports(session: Session, stored: Engine) -> None:
    session.go("import", v="1", a="ban-mo", y="2568")
    typing(session, {f"{number}. ": str(score) for number, score in helpers.SCORES.items()} | {"9. ": "90.28"})
    session.confirm().press("บันทึกคะแนน")
    session.go("gaps")
    assert session.trace["text"][0] == "9.72"
    assert "อีกแหล่งให้คะแนนต่างกัน" in session.go().words


# --- What is stored, and taking it back ---


def test_an_import_taken_back_lets_stand_what_stood_before(session: Session, stored: Engine) -> None:
    first = helpers.read(stored, "gap_ranking", agency="ban-mo", year=2568)
    session.go("import").upload("later.txt", helpers.sheet().with_score(9, Decimal("90.00")).data())
    session.press("บันทึกรายงานนี้")
    assert helpers.read(stored, "gap_ranking", agency="ban-mo", year=2568) != first
    latest = max(row["import_no"] for row in helpers.read(stored, "imports", agency="ban-mo"))
    session.undo(latest)
    assert len(session.said("success")) == 1
    assert helpers.read(stored, "gap_ranking", agency="ban-mo", year=2568) == first
    assert "ยกเลิกแล้ว" in session.words
    # It cannot be undone twice, and the first can still be.
    asked = [each.label for each in session.all("expander") if each.label == "ยกเลิกการนำเข้า…"]
    assert len(asked) == 1


def test_typed_scores_taken_back_are_gone_from_the_screens(session: Session, stored: Engine, own_agency: str) -> None:
    session.choose_typed_year(2568)
    typing(session, ten()).confirm().press("บันทึกคะแนน")
    session.undo(max(row["import_no"] for row in helpers.read(stored, "imports", agency=own_agency)))
    assert "90.00" not in session.go().words
    assert session.said("info") != []


def test_two_people_at_once_undo_once(session: Session, stored: Engine) -> None:
    # Both take the same import back: it is taken back once, and the later of them sees that it is.
    session.go("import").ask_undo(2)
    other = Session().go("import").ask_undo(2)
    (undo,) = [each for each in session.all("button") if str(each.key).startswith("undo_")]
    (same,) = [each for each in other.all("button") if str(each.key).startswith("undo_")]
    undo.click()
    session.run()
    same.click()
    other.run()
    assert "ยกเลิกแล้ว" in other.words
    assert [each for each in other.all("button") if str(each.key).startswith("undo_")] == []
    assert len([row for row in helpers.read(stored, "imports", agency="ban-mo") if row["undone_at"]]) == 1


# --- A PDF ---


def test_a_pdf_is_stored_only_when_every_row_was_ticked_and_is_read_once(
    session: Session, stored: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    run_apart = isolation.run_apart

    def counted(work: Callable[..., object], *args: object, file: str | None = None) -> object:
        read.append(work.__name__)
        return run_apart(work, *args, file=file)

    parse_cache.forget()
    monkeypatch.setattr(isolation, "run_apart", counted)
    session.make_agency()
    agency = session.address["a"]
    before = helpers.everything(stored)
    session.upload("report.pdf", (helpers.ROOT / "tests" / "golden" / "report-one-table.pdf").read_bytes())
    session.choose("เก็บไว้ที่หน่วยงาน", agency)
    # The texts themselves are shown, lists as lists.
    assert "1. จัดทำคู่มือการปฏิบัติงานของเจ้าหน้าที่" in session.words.replace("\\", "")
    assert not [text for text in session.said("caption") if "มีผู้เทียบกับเอกสารแล้ว" in text]
    ticks = [each for each in session.all("checkbox") if "เทียบกับเอกสารแล้ว" in each.label]
    assert len(ticks) == 10
    assert session.labelled("button", "บันทึกรายงานนี้").disabled
    assert any("เหลืออีก 10 แถว" in text for text in session.said("caption"))
    for tick in ticks[:-1]:
        tick.check()
    session.run()
    assert "9 จาก 10" in " ".join(session.said("caption"))
    assert any("เหลืออีก 1 แถว" in text for text in session.said("caption"))
    assert session.labelled("button", "บันทึกรายงานนี้").disabled
    [each for each in session.all("checkbox") if "เทียบกับเอกสารแล้ว" in each.label][-1].check()
    session.run()
    assert helpers.everything(stored) == before
    assert not any("เหลืออีก" in text for text in session.said("caption"))
    session.press("บันทึกรายงานนี้")
    assert helpers.one(stored, "assessment", agency=agency, year=2568)["scored_indicators"] == 10
    assert "31 มาตรการ 60 ขั้นตอน" in " ".join(session.said("success"))
    assert read == ["read_file"], "choosing the town, ten ticks and storing read nothing again"


def test_a_word_file_has_nothing_to_tick(session: Session, stored: Engine) -> None:
    session.make_agency()
    session.upload("report.docx", docx_files.report_by_hand())
    session.choose("เก็บไว้ที่หน่วยงาน", session.address["a"])
    assert not session.all("checkbox")
    assert session.offered("บันทึกรายงานนี้")


def test_what_a_later_file_changes_stands_beside_what_is_stored_and_can_be_left(
    session: Session, stored: Engine
) -> None:
    later = helpers.sheet().with_score(9, Decimal("90.00")).with_cell(9, helpers.MEASURES, "๑. มาตรการใหม่ ๒. อีกมาตรการ")
    session.go("import").upload("later.txt", later.data())
    words = session.words
    assert "ใหม่ 0 · เปลี่ยน 4 · เหมือนเดิม 66 · ไม่มีในไฟล์ 0" in words
    assert "รายการที่ไฟล์กับที่เก็บไว้ไม่ตรงกัน" in session.said("header")
    assert "88.28" in words
    assert "90.00" in words
    (choice,) = [each for each in session.all("checkbox") if str(each.key).endswith("2568_9_measures")]
    choice.uncheck()
    session.run().press("บันทึกรายงานนี้")
    with stored.cursor() as cursor:
        measures = query_loader.rows(cursor, "measures", agency="ban-mo", year=2568)
        ranking = query_loader.rows(cursor, "gap_ranking", agency="ban-mo", year=2568)
    assert len([row for row in measures if row["indicator_no"] == 9]) == 1
    assert {row["indicator_no"]: row["score"] for row in ranking}[9] == Decimal("90.00")


def choices(session: Session) -> list[object]:
    """Return of each difference whether the file's is taken."""
    return [each.value for each in session.all("checkbox") if str(each.key).startswith("take_")]


def test_all_differences_are_taken_or_left_at_once(session: Session, stored: Engine) -> None:
    later = helpers.sheet().with_score(9, Decimal("90.00")).with_cell(9, helpers.MEASURES, "๑. มาตรการใหม่ ๒. อีกมาตรการ")
    session.go("import").upload("later.txt", later.data())
    assert set(choices(session)) == {True}
    assert len(choices(session)) == 4
    assert set(choices(session.press("คงค่าเดิมทั้งหมด"))) == {False}
    assert set(choices(session.press("ใช้ตามไฟล์ทั้งหมด"))) == {True}
    session.press("คงค่าเดิมทั้งหมด")
    (one,) = [each for each in session.all("checkbox") if str(each.key).endswith("2568_9_score")]
    one.check()
    assert sorted(choices(session.run())) == [False, False, False, True]


def test_of_more_than_forty_differences_all_are_taken_or_left_at_once(session: Session, stored: Engine) -> None:
    later = helpers.sheet()
    for number in range(1, 11):
        for column in (helpers.MEASURES, helpers.ANALYSIS, helpers.RATIONALE, helpers.STEPS, helpers.UNITS):
            later = later.with_cell(number, column, f"๑. อื่น {number}")
        later = later.with_cell(number, helpers.PERIOD, "๑ ต.ค.๖๘ ถึง ๑๗ ก.ย.๖๙")
    session.go("import").upload("later.txt", later.data())
    assert choices(session) == []
    assert session.labelled("checkbox", "คงค่าเดิม").value is False
    assert session.press("คงค่าเดิมทั้งหมด").labelled("checkbox", "คงค่าเดิม").value is True
    assert session.press("ใช้ตามไฟล์ทั้งหมด").labelled("checkbox", "คงค่าเดิม").value is False


def test_the_preview_follows_what_is_left(session: Session, stored: Engine) -> None:
    later = helpers.sheet().with_score(9, Decimal("10.00"))
    session.go("import").upload("later.txt", later.data()).confirm()

    def totals() -> set[str]:
        return {found for text in session.said("markdown") for found in re.findall(r"คะแนนรวม ([\d.]+) · ระดับ", text)}

    (of_file,) = totals()
    assert of_file != "93.81"
    assert not any("คงค่าเดิม 1 รายการ" in text for text in session.said("markdown"))
    (choice,) = [each for each in session.all("checkbox") if str(each.key).endswith("2568_9_score")]
    choice.uncheck()
    session.run()
    assert totals() == {"93.81"}
    assert any("คงค่าเดิม 1 รายการ" in text for text in session.said("markdown"))
    # The question's score of the file no longer agrees with the score.
    (warning,) = [text for text in session.said("warning") if "คงค่าเดิมไว้เพียงอย่างเดียว" in text]
    assert "10.00" in warning
    assert "88.28" in warning
    session.press("บันทึกรายงานนี้")
    assert "คงค่าเดิม 1 รายการ" in " ".join(session.said("success"))
    assert helpers.one(stored, "assessment", agency="ban-mo", year=2568)["total"] == Decimal("93.81")


def test_nothing_left_is_nothing_said_of_it(session: Session, stored: Engine) -> None:
    session.go("import").upload("later.txt", helpers.sheet().with_score(9, Decimal("90.00")).data())
    session.press("บันทึกรายงานนี้")
    assert "คงค่าเดิม" not in " ".join(session.said("success"))


def test_a_first_report_has_nothing_to_choose(session: Session, stored: Engine) -> None:
    session.make_agency().upload("other.txt", helpers.REPORT.read_bytes())
    assert "รายการที่ไฟล์กับที่เก็บไว้ไม่ตรงกัน" not in session.said("header")
