"""Texts are measured as they are drawn, and broken where Thai words may part."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ita.exporting import letters
from ita.level_names import MEANINGS
from ita.thai_words import thai_words

THAI = st.text(alphabet=[chr(each) for each in range(0x0E01, 0x0E4F) if unicodedata.category(chr(each)) != "Cn"])
ANY = st.text(alphabet=st.characters(codec=None), max_size=300)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("คะแนนที่ยังขาดจาก", ["คะแนน", "ที่", "ยัง", "ขาด", "จาก"]),
        ("กรอบการประเมิน", ["กรอบ", "การประเมิน"]),
        ("คุณภาพการดำเนินงาน", ["คุณภาพ", "การ", "ดำเนินงาน"]),
        ("abc คะแนน", ["abc ", "คะแนน"]),
        ("กองการศึกษาฯ", ["กองการศึกษาฯ"]),
        ("ฝ่ายการศึกษาฯ", ["ฝ่าย", "การศึกษาฯ"]),
        ("จากคะแนนตัวชี้วัด", ["จาก", "คะแนน", "ตัวชี้วัด"]),
        ("จากผู้มีส่วนได้ส่วนเสียภายนอก", ["จาก", "ผู้มีส่วนได้ส่วนเสีย", "ภายนอก"]),
        ("ต่ำกว่าทั้งประเทศ", ["ต่ำกว่า", "ทั้งประเทศ"]),
        ("สำนักปลัดเทศบาล", ["สำนักปลัด", "เทศบาล"]),
        ("และฯลฯ", ["และ", "ฯลฯ"]),
        ("ต่างๆนานา", ["ต่างๆ", "นานา"]),
    ],
)
def test_thai_parts_between_its_words(text: str, words: list[str]) -> None:
    assert thai_words(text) == words


@pytest.mark.parametrize("name", MEANINGS)
@pytest.mark.parametrize("around", ["{}", "ระดับ{}", "ไม่ถึงระดับ{}และ", "ได้{}หรือ", "เป็น{}ในปี", "“{}”", "({}ที่"])
def test_half_of_a_level_s_name_is_never_another_level(name: str, around: str) -> None:
    text = around.format(name)
    assert any(name in part for part in letters.parts_of(text))
    assert any(name in line for line in letters.lines(text, 14, letters.width(name, 14) + 28))


def test_a_name_that_is_wider_than_its_line_ends_it_between_words() -> None:
    assert letters.lines("ต้องปรับปรุงโดยด่วน", 14, 75) == ["ต้องปรับปรุง", "โดยด่วน"]


def test_a_name_that_no_list_has_stays_whole() -> None:
    assert thai_words("ฆฬฌฎฏ") == ["ฆฬฌฎฏ"]


def test_no_line_begins_with_a_sign() -> None:
    text = "รายการอื่น ๆ ของกองการศึกษาฯ กองช่างฯ และสิ่งต่างๆ ที่เกี่ยวข้องทั้งหลาย ๆ ด้าน"
    for across in range(60, 400, 5):
        assert [line for line in letters.lines(text, 14, across) if line[0] in "ฯๆ"] == []


@given(THAI)
@example("ๆๆๆๅๅ")
@example("ก" * 1000)
def test_words_are_the_text_and_begin_with_no_mark(text: str) -> None:
    found = thai_words(text)
    assert "".join(found) == text
    for word in found[1:]:
        assert unicodedata.category(word[0]) != "Mn" or len(text) > 400


@given(ANY, st.sampled_from([40.0, 120.0, 400.0]), st.sampled_from([400, 600, 700]))
@example("x" * 2000, 120.0, 400)
@example('😀 ສະບາຍດີ <>&" \x00\x1f\ud800', 40.0, 400)
@example("น้ำ" * 300, 40.0, 400)
def test_lines_fit_and_lose_nothing(text: str, across: float, weight: int) -> None:
    found = letters.lines(text, 14, across, weight)
    assert "".join(found).replace(" ", "") == letters.clean(text).replace(" ", "")
    for line in found:
        assert letters.width(line, 14, weight) <= across
        assert not line or unicodedata.category(line[0]) != "Mn" or letters.clean(text).startswith(line[0])


def test_marks_take_no_width_and_brackets_stay_with_what_they_enclose() -> None:
    assert letters.width("ที่", 14) == letters.width("ท", 14)
    assert letters.width("น้ำ", 14) == pytest.approx(letters.width("น", 14) + letters.width("ำ", 14))
    found = letters.lines("ปีงบประมาณ พ.ศ. 2568 (ข้อมูลสมมติ) ฯลฯ", 14, 90)
    assert not [line for line in found if line[0] in ").," or line[-1] == "("]
    assert "พ.ศ." in " ".join(found)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("1 ต.ค. 2568 – 30 เม.ย. 2569", ["1 ต.ค. 2568", "–", "30 เม.ย. 2569"]),
        ("๑ – ๓๑ มี.ค. ๒๕๖๙", ["๑", "–", "๓๑ มี.ค. ๒๕๖๙"]),
        ("1 Oct 2568 B.E. – 30 Sep 2569 B.E.", ["1 Oct 2568 B.E.", "–", "30 Sep 2569 B.E."]),
        ("1 Oct – 30 Sep 2569 B.E.", ["1 Oct", "–", "30 Sep 2569 B.E."]),
        ("ข้อ 3 มาตรการ 12", ["ข้อ", "3", "มาตรการ", "12"]),
    ],
)
def test_no_line_ends_within_a_date(text: str, pieces: list[str]) -> None:
    assert [piece.replace("\u00a0", " ") for piece in letters.whole_dates(text).split(" ")] == pieces


def test_a_column_of_dates_is_as_wide_as_a_period_and_takes_no_more_than_its_part() -> None:
    period, units = "1 Oct 2568 B.E. – 30 Sep 2569 B.E.", "สำนักปลัด, กองคลัง, กองช่าง, กองการศึกษา, กองสวัสดิการสังคม"
    rows = [["Indicator", "Period", "Units"], ["7. Effectiveness of communication", period, units]]
    kept = [rows[0], [letters.whole_dates(text) for text in rows[1]]]
    for shares, fits in ((letters.column_shares(rows), False), (letters.column_shares(kept), True)):
        across = 493.0 * shares[1] / sum(shares) - 8
        assert (letters.width(period, 9.46) <= across) is fits
    long = letters.column_shares([["A", "B"], ["a" * 40, letters.whole_dates(", ".join([period] * 9))]])
    assert 0.4 < long[1] / sum(long) < 0.6
