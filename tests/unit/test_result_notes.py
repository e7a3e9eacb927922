"""What is said beside a result: doubts as questions with both figures, and plans that have ended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ita import result_notes
from ita.i18n import LANGUAGES
from ita.read_rows import LevelDoubtsRow, PlainMeansRow, PlansRow
from tests.helpers import row_of

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            "total_too_low",
            "By the rule of 2566 “ผ่านดีเยี่ยม (excellent pass)” needs a total of 95.00 or more, but the total is 89.43",
        ),
        (
            "total_too_high",
            "By the rule of 2566 a total of 89.43 gives “ผ่าน (pass)”, but “ผ่านดีเยี่ยม (excellent pass)” is published",
        ),
        (
            "scores",
            "By the rule of 2566 the scores give “ผ่านดี (good pass)”, but “ผ่านดีเยี่ยม (excellent pass)” is published",
        ),
        ("not_a_level", "“ผ่านดีเยี่ยม (excellent pass)” is none of the levels of 2566"),
    ],
)
def test_a_level_that_cannot_be_stands_beside_what_can(reason: str, words: str) -> None:
    row = row_of(
        LevelDoubtsRow,
        fiscal_year=2566,
        total=Decimal("89.43"),
        level_published="ผ่านดีเยี่ยม",
        reason=reason,
        least_total=Decimal(95),
        levels_possible="ผ่าน",
        level_calculated="ผ่านดี",
    )
    sentence = result_notes.level_doubt(row)
    assert sentence.in_words("en").startswith(words)
    assert "ITAS" in sentence.in_words("th")


def means(difference: str | None = "-0.12") -> PlainMeansRow:
    """Return a row of the read of plain means."""
    return row_of(
        PlainMeansRow,
        rules_year=2568,
        total_published=Decimal("94.70"),
        total_by_rules=Decimal("94.82"),
        difference=None if difference is None else Decimal(difference),
    )


def test_a_total_that_cannot_be_right_is_a_question_that_names_whose_rules() -> None:
    sentence = result_notes.total_question(means(), 2569)
    assert sentence is not None
    for lang in LANGUAGES:
        words = sentence.in_words(lang)
        assert all(figure in words for figure in ("2569", "94.70", "2568", "94.82", "0.12"))


@pytest.mark.parametrize("difference", [None, "0.00", "0.01", "-0.01"])
def test_a_total_within_rounding_is_no_question(difference: str | None) -> None:
    assert result_notes.total_question(means(difference=difference), 2569) is None


def plan(number: int, starts_on: date | None, ends_on: date | None, plan_year: int = 2570) -> PlansRow:
    """Return a plan with its days."""
    return row_of(PlansRow, indicator_no=number, plan_year=plan_year, starts_on=starts_on, ends_on=ends_on)


MARCH = (date(2026, 3, 1), date(2026, 3, 31))
WHOLE = (date(2026, 10, 1), date(2027, 9, 30))


@pytest.mark.parametrize(
    ("plans", "thai"),
    [
        ([plan(9, *WHOLE)], []),
        ([plan(9, None, None)], []),
        ([plan(9, None, date(2026, 11, 28))], []),
        ([plan(9, None, date(2026, 11, 27))], ["แผนนี้สิ้นสุดแล้วเมื่อ 27 พ.ย. 2569"]),
        (
            [plan(9, *MARCH)],
            [
                "แผนนี้สิ้นสุดแล้วเมื่อ 31 มี.ค. 2569",
                "ระยะเวลา 1 – 31 มี.ค. 2569 อยู่นอกปีของแผน 2570 (1 ต.ค. 2569 – 30 ก.ย. 2570)",
            ],
        ),
        (
            [plan(1, *WHOLE), plan(9, *MARCH), plan(10, *MARCH)],
            [
                "แผนของตัวชี้วัดที่ 9, 10 สิ้นสุดแล้ว แผนสุดท้ายในกลุ่มนี้สิ้นสุดเมื่อ 31 มี.ค. 2569",
                "ระยะเวลาของตัวชี้วัดที่ 9, 10 (1 – 31 มี.ค. 2569) อยู่นอกปีของแผน 2570 (1 ต.ค. 2569 – 30 ก.ย. 2570)",
            ],
        ),
        (
            [plan(9, *MARCH, 2569), plan(10, None, date(2026, 9, 30), 2569)],
            ["แผนในรายงานสิ้นสุดแล้วทั้ง 2 ตัวชี้วัด แผนสุดท้ายสิ้นสุดเมื่อ 30 ก.ย. 2569"],
        ),
        (
            [plan(9, None, date(2028, 6, 30))],
            ["ระยะเวลา ภายใน 30 มิ.ย. 2571 อยู่นอกปีของแผน 2570 (1 ต.ค. 2569 – 30 ก.ย. 2570)"],
        ),
    ],
)
def test_plans_that_have_ended_or_lie_outside_their_year(plans: list[PlansRow], thai: list[str]) -> None:
    assert [note.in_words("th") for note in result_notes.plan_notes(plans, TODAY, "th")] == thai


def test_years_with_the_same_scores_are_a_question() -> None:
    assert result_notes.identical_years(2569, []) is None
    sentence = result_notes.identical_years(2569, [2567, 2568])
    assert sentence is not None
    assert "2567, 2568" in sentence.in_words("th")
