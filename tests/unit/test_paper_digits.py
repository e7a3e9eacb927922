"""Digits of papers: ours as asked, stored ones as they are written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ita.documents.digits import in_digits, stored


def test_our_numbers_take_the_digits_that_are_asked_for() -> None:
    assert in_digits("ปี 2568 คะแนน 91.17", "thai") == "ปี ๒๕๖๘ คะแนน ๙๑.๑๗"
    assert in_digits("ปี 2568 คะแนน 91.17", "arabic") == "ปี 2568 คะแนน 91.17"


def test_a_stored_text_keeps_its_own() -> None:
    text = f"มาตรการ 3: {stored('จัดอบรม 2 ครั้ง (๑ วัน)')} ภายใน 2569"
    assert in_digits(text, "thai") == "มาตรการ ๓: จัดอบรม 2 ครั้ง (๑ วัน) ภายใน ๒๕๖๙"
    assert in_digits(text, "arabic") == "มาตรการ 3: จัดอบรม 2 ครั้ง (๑ วัน) ภายใน 2569"


@given(st.text(), st.sampled_from(("thai", "arabic")))
def test_any_stored_text_comes_out_as_it_went_in(text: str, digits: str) -> None:
    kept = text.replace("\ue0f0", "").replace("\ue0f1", "")
    assert in_digits(f"1 {stored(text)} 2", digits) == ("๑ " + kept + " ๒" if digits == "thai" else "1 " + kept + " 2")  # type: ignore[arg-type]
