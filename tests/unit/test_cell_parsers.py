"""The short cells of a report are read however a town writes them, and what cannot be read is not guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ita.errors import InputError, SourceLocation
from ita.frameworks import Frameworks
from ita.i18n import error_text
from ita.importing.report.cell_parsers import check_score, read_agency, read_indicator, read_question
from ita.importing.report.stated_scores import question_score, stated_scores
from ita.model import AgencyTitle, Indicator
from ita.thai import match_key

HERE = SourceLocation("f", 11, 3, 1)


@pytest.fixture(scope="module")
def indicators(frameworks: Frameworks) -> dict[int, Indicator]:
    return {indicator.indicator_no: indicator for indicator in frameworks.indicators}


@pytest.mark.parametrize(
    "written",
    [
        "๙. การเปิดเผยข้อมูล (๘๘.๒๘ คะแนน)",
        "9. การเปิดเผยข้อมูล (88.28 คะแนน)",
        "๙) การเปิดเผยข้อมูล\u00a0(๘๘.๒๘ คะแนน)",
        "๙ การเปิดเผยข้อมูล ๘๘.๒๘ คะแนน",
        "การเปิดเผยข้อมูล (๘๘.๒๘ คะแนน)",
        "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล (๘๘.๒๘ คะแนน)",
        "๙. การเปิดเผย ข้อมูล ( ๘๘.๒๘ คะแนน )",
        "๙. การเปิดเผยข้อมูล (๘๘.๒๘)",
        "๙. การเปิดเผยข้อมูล (๘๘.๒๘%)",
        "๙. การเปิดเผยข้อมูล (ร้อยละ ๘๘.๒๘)",
        "๙. การเปิดเผยข้อมูล คะแนน ๘๘.๒๘",
        "๙. การเปิดเผยข้อมูล (๘๘.๒๘ คะแนน จาก ๑๐๐)",
        "๙. การเปิดเผยข้อมูล (คะแนนเต็ม ๑๐๐ ได้ ๘๘.๒๘)",
        "๙. การเปิดเผยข้อมูล (คะแนนเต็ม ๑๐๐ คะแนน ได้ ๘๘.๒๘ คะแนน)",
        "๙. การเปิดเผยข้อมูล ปี ๒๕๖๘ (๘๘.๒๘ คะแนน)",
        "๙. การเปิดเผยข้อมูล ปีงบประมาณ พ.ศ. ๒๕๖๘ (๘๘.๒๘ คะแนน)",
        "๙.\nการเปิดเผยข้อมูล\n(๘๘.๒๘ คะแนน)",
    ],
)
def test_an_indicator_and_its_score(written: str, indicators: dict[int, Indicator]) -> None:
    header = read_indicator(written, indicators, HERE)
    assert (header.indicator.indicator_no, header.score, header.name_differs) == (9, Decimal("88.28"), False)


def test_an_older_name_is_the_same_indicator(indicators: dict[int, Indicator]) -> None:
    header = read_indicator("๘. การปรับปรุงระบบการทำงาน (๙๔.๓๙ คะแนน)", indicators, HERE)
    assert (header.indicator.indicator_no, header.score) == (8, Decimal("94.39"))


def test_a_misspelt_name_is_taken_by_its_number(indicators: dict[int, Indicator]) -> None:
    header = read_indicator("๙. การเปิดเผยขอมูล (๘๘.๒๘ คะแนน)", indicators, HERE)
    assert (header.indicator.indicator_no, header.score, header.name_differs) == (9, Decimal("88.28"), True)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("๙. การเปิดเผยข้อมูล", "score-missing"),
        ("๙. การเปิดเผยข้อมูล (- คะแนน)", "score-missing"),
        ("๙. การเปิดเผยข้อมูล (ไม่ทราบ)", "score-missing"),
        ("๙. การเปิดเผยข้อมูล (คะแนนเต็ม ๑๐๐)", "score-missing"),
        ("๙. การเปิดเผยข้อมูล (๑๐๑ คะแนน)", "score-range"),
        ("๙. การเปิดเผยข้อมูล (-๑ คะแนน)", "score-range"),
        ("๙. การเปิดเผยข้อมูล (−๑ คะแนน)", "score-range"),
        ("9. การเปิดเผยข้อมูล (0.8828 คะแนน)", "score-fraction-written"),
        ("๙. การเปิดเผยข้อมูล (๘๘.๒๘๑ คะแนน)", "score-decimals"),
        ("๙. การเปิดเผยข้อมูล (๘๘,๒๘ คะแนน)", "score-not-a-number"),
        ("๙. การเปิดเผยข้อมูล (๘๘..๒๘ คะแนน)", "score-not-a-number"),
        ("๑๑. การเปิดใจ (๘๘.๒๘ คะแนน)", "indicator-unknown"),
        ("การเปิดใจ (๘๘.๒๘ คะแนน)", "indicator-unknown"),
        ("", "indicator-unknown"),
        ("๘. การเปิดเผยข้อมูล (๘๘.๒๘ คะแนน)", "indicator-mismatch"),
    ],
)
def test_what_is_no_indicator_with_a_score(written: str, rule: str, indicators: dict[int, Indicator]) -> None:
    with pytest.raises(InputError) as caught:
        read_indicator(written, indicators, HERE)
    assert (caught.value.rule, caught.value.location) == (rule, HERE)


@pytest.mark.parametrize("text", ["0", "๐", "0.0", "88.28", "๘๘.๒๘", "100", "100.00", " 95 ", "93.11000000000001"])
def test_a_typed_score(text: str) -> None:
    assert 0 <= check_score(text, HERE, "9") <= 100
    assert check_score(text, HERE, "9").as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("text", "written"),
    [("97,5", "97.50"), ("๙๗,๕", "97.50"), ("97,50", "97.50"), ("100,0", "100.00"), ("0,25", "0.25")],
)
def test_a_decimal_comma_is_told_to_be_written_as_a_full_stop(text: str, written: str) -> None:
    with pytest.raises(InputError) as caught:
        check_score(text, HERE, "9")
    assert (caught.value.rule, caught.value.params["written"]) == ("score-not-a-number", written)
    assert written in error_text(caught.value, "th")


@pytest.mark.parametrize("text", ["1,234", "97,", ",5", "97,5,0", "101,5"])
def test_other_commas_are_no_decimal_ones(text: str) -> None:
    with pytest.raises(InputError) as caught:
        check_score(text, HERE, "9")
    assert "written" not in caught.value.params


@pytest.mark.parametrize("text", ["", "x", "9 5", "95%", "1e1", "NaN", "∞", "95.", ".5", "--5"])
def test_what_is_no_typed_score(text: str) -> None:
    with pytest.raises(InputError) as caught:
        check_score(text, HERE, "9")
    assert caught.value.rule == "score-not-a-number"


@pytest.mark.parametrize(
    ("written", "number", "code"),
    [
        # As the report writes them (DOMAIN).
        ("๑๑ การปฏิบัติงาน", 1, "i1"),
        ("i๔ การปฏิบัติงาน", 2, "i4"),
        ("i๑๐ การปฏิบัติงาน", 4, "i10"),
        ("e๒ การปฏิบัติงาน", 6, "e2"),
        ("๐๑ การปฏิบัติงาน", 9, "o1"),
        ("๐๒๗ การปฏิบัติงาน", 10, "o27"),
        # Further ways.
        ("i1 การปฏิบัติงาน", 1, "i1"),
        ("I1 การปฏิบัติงาน", 1, "i1"),
        ("l1 การปฏิบัติงาน", 1, "i1"),
        ("11. การปฏิบัติงาน", 1, None),
        ("ข้อ i1 การปฏิบัติงาน", 1, "i1"),
        ("ข้อคำถามที่ i1 การปฏิบัติงาน", 1, "i1"),
        ("(i1) การปฏิบัติงาน", 1, "i1"),
        ("i1. การปฏิบัติงาน", 1, "i1"),
        ("i1: การปฏิบัติงาน", 1, "i1"),
        ("E2 การปฏิบัติงาน", 6, "e2"),
        ("O1 การปฏิบัติงาน", 9, "o1"),
        ("o๑ การปฏิบัติงาน", 9, "o1"),
        ("๐๑. การปฏิบัติงาน", 9, "o1"),
        ("o27 การปฏิบัติงาน", 10, "o27"),
        ("๐๒๗การปฏิบัติงาน", 10, "o27"),
        # No code.
        ("การปฏิบัติงาน", 9, None),
        ("๑. การปฏิบัติงาน", 9, None),
        ("๒.๕ การปฏิบัติงาน", 9, None),
    ],
)
def test_a_question_and_its_code(
    written: str, number: int, code: str | None, indicators: dict[int, Indicator], frameworks: Frameworks
) -> None:
    cell = read_question(written, indicators[number], frameworks.codes(2568))
    assert cell.code == code
    assert cell.text == ("การปฏิบัติงาน" if code else written)
    assert cell.of_indicator is (code is not None)


def test_a_code_of_another_indicator_is_not_bent(indicators: dict[int, Indicator], frameworks: Frameworks) -> None:
    cell = read_question("i4 หน่วยงานของท่าน", indicators[1], frameworks.codes(2568))
    assert (cell.code, cell.of_indicator) == ("i4", False)


def test_without_a_framework_a_code_is_read_by_its_writing(indicators: dict[int, Indicator]) -> None:
    assert read_question("๐๑ โครงสร้าง", indicators[9], {}).code == "o1"
    assert read_question("e๒ เจ้าหน้าที่", indicators[6], {}).code == "e2"


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        (
            "ของเทศบาลตำบลบ้านหมอ อำเภอบ้านหมอ จังหวัดสระบุรี",
            ("เทศบาลตำบลบ้านหมอ", "subdistrict_municipality", "บ้านหมอ", "สระบุรี"),
        ),
        ("เทศบาลตำบล บ้านหมอ อ.บ้านหมอ จ.สระบุรี", ("เทศบาลตำบลบ้านหมอ", "subdistrict_municipality", "บ้านหมอ", "สระบุรี")),
        (
            "องค์การบริหารส่วนตำบลหนองเล็ก จังหวัดลพบุรี",
            ("องค์การบริหารส่วนตำบลหนองเล็ก", "subdistrict_administration", None, "ลพบุรี"),
        ),
        ("อบจ.ลพบุรี", ("องค์การบริหารส่วนจังหวัดลพบุรี", "provincial_administration", None, None)),
        ("เทศบาลนครระยอง (จังหวัดระยอง)", ("เทศบาลนครระยอง", "city_municipality", None, None)),
    ],
)
def test_the_town_of_a_title(line: str, agency: tuple[str, str, str | None, str | None]) -> None:
    assert read_agency(["รายงาน", line, "ประจำปี"]) == AgencyTitle(*agency)


def test_the_line_that_says_most_is_taken() -> None:
    lines = ["เทศบาลตำบลบ้านหมอ", "เทศบาลตำบลบ้านหมอ อำเภอบ้านหมอ จังหวัดสระบุรี", "เทศบาลตำบลบ้านหมอ อำเภอบ้านหมอ"]
    agency = read_agency(lines)
    assert agency is not None
    assert (agency.district, agency.province) == ("บ้านหมอ", "สระบุรี")


def test_no_town() -> None:
    assert read_agency(["รายงานการนำผลการประเมิน ITA", ""]) is None


def stated(text: str) -> list[Decimal]:
    return [each.score for each in stated_scores(match_key(text), frozenset({"o1", "01"}), 9)]


@pytest.mark.parametrize(
    "text",
    [
        "มีค่าคะแนนในระดับ ๘๗.๐๐ คะแนน",
        "จะเห็นจากค่าคะแนนอยู่ในระดับ ๘๗.๐๐",
        "คะแนน ๘๗.๐๐ สะท้อนให้เห็นว่า",
        "ได้ ๘๗.๐๐ คะแนน",
        "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล มีค่าคะแนน ๘๗.๐๐ คะแนน",
        "ค่าคะแนน ๘๗.๐๐ คะแนน แต่ยังไม่เต็ม ๑๐๐ คะแนน",
        "ปี ๒๕๖๗ ได้ ๙๐.๐๐ คะแนน แต่ครั้งนี้ ได้ ๘๗.๐๐ คะแนน",
    ],
)
def test_a_text_states_the_indicators_score(text: str) -> None:
    assert stated(text) == [Decimal("87.00")]


@pytest.mark.parametrize(
    "text",
    [
        "ยังไม่เต็ม ๑๐๐ คะแนน",
        "จากคะแนนเต็ม ๑๐๐",
        "ปีที่ผ่านมา ได้ ๙๐.๐๐ คะแนน",
        "ลดลงจากปี ๒๕๖๗ ที่ได้ ๙๐.๐๐ คะแนน",
        "ตั้งเป้าหมาย ๙๕.๐๐ คะแนน",
        "เพิ่มอีก ๖.๗๒ คะแนน จึงจะถึง ๙๕ คะแนน",
        "ค่าเฉลี่ยของจังหวัด ๙๑.๐๐ คะแนน",
        "เกณฑ์ผ่าน ๘๕ คะแนน",
        "ระดับผ่านดี ๘๕ คะแนนขึ้นไป",
        "น้อยกว่า ๙๐ คะแนน",
        "อยู่ในช่วง ๘๕.๐๐ - ๙๔.๙๙ คะแนน",
        "ข้อ o๒ ได้ ๐ คะแนน",
        "ข้อ o๒ มีค่าคะแนน ๗๐.๐๐ คะแนน",
        "ข้อ o๑ มีค่าคะแนน ๗๐.๐๐ คะแนน",
        "ข้อ ๐๑ ได้ ๗๐.๐๐ คะแนน",
        "ตัวชี้วัดที่ ๑๐ ได้ ๙๒.๔๒ คะแนน",
        "แบบวัด OIT ได้ ๙๐.๓๕ คะแนน",
    ],
)
def test_numbers_that_mean_something_else(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("ข้อ ๐๑ มีค่าคะแนน ๘๘.๒๘ คะแนน", "88.28"),
        ("ข้อ o๑ ได้คะแนน ๘๘.๒๘", "88.28"),
        ("ข้อ o1 ได้ ๑๐๐ คะแนน ข้อ o2 ได้ ๐ คะแนน", "100"),
        ("ข้อคำถามที่ o1 มีผลคะแนนในระดับ ๘๘.๒๘", "88.28"),
        ("ค่าคะแนน ๘๘.๒๘ คะแนน ในข้อคำถามดังกล่าว", "88.28"),
        ("ข้อ o2 ได้ ๐ คะแนน", None),
        ("มีค่าคะแนน ๘๘.๒๘ คะแนน", None),
        ("ข้อ o11 มีค่าคะแนน ๘๘.๒๘ คะแนน", None),
    ],
)
def test_the_questions_own_score(text: str, score: str | None) -> None:
    assert question_score(match_key(text), frozenset({"o1", "01"})) == (Decimal(score) if score else None)


def test_what_itas_has_otherwise_is_no_score_of_the_report(indicators: dict[int, Indicator]) -> None:
    written = "๙. การเปิดเผยข้อมูล (๘๘.๒๘ คะแนน)\nต่างจากผลใน ITAS: ๙๑.๒๕ คะแนน"
    assert read_indicator(written, indicators, HERE).score == Decimal("88.28")
    # A score that ITAS gives, and nothing else, is the report's.
    assert read_indicator("๙. การเปิดเผยข้อมูล (ผลใน ITAS: ๙๑.๒๕)", indicators, HERE).score == Decimal("91.25")
