"""Thai text compares by what it looks like, and periods come out of every way that towns write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita.errors import InputError
from ita.i18n import error_text
from ita.thai import (
    MONTHS,
    Period,
    arabic_digits,
    fiscal_year,
    format_date,
    format_period,
    match_key,
    parse_period,
    thai_digits,
    tidy,
)

FULL_YEAR = ("2025-10-01", "2026-09-30")
MARCH = ("2026-03-01", "2026-03-31")


@pytest.mark.parametrize(
    ("text", "starts_on", "ends_on"),
    [
        # As the report writes them (DOMAIN).
        ("๑ ต.ค.๖๘ ถึง ๓๐ มิ.ย.๖๙", "2025-10-01", "2026-06-30"),
        ("๑ ต.ค.๖๘ ถึง ๓๐ ก.ย.๖๙", *FULL_YEAR),
        ("๑ ต.ค.๖๘ ถึง ๓๑ มี.ค.๖๙", "2025-10-01", "2026-03-31"),
        ("๑ ต.ค.๖๘ ถึง ๓๐ เม.ย ๖๙", "2025-10-01", "2026-04-30"),
        ("๑ ต.ค.๖๘ ถึง ๓๐ก.ย.๖๙", *FULL_YEAR),
        ("๑-๓๑ มี.ค.๖๙", *MARCH),
        # Further ways of the same.
        ("1 ต.ค.68 ถึง 30 มิ.ย.69", "2025-10-01", "2026-06-30"),
        ("๑ ต.ค.๖๘ถึง๓๐ มิ.ย.๖๙", "2025-10-01", "2026-06-30"),
        ("1 ตค 68 ถึง 30 กย 69", *FULL_YEAR),
        ("ต . ค . 68 - ก . ย . 69", *FULL_YEAR),
        ("1 ต.ค. 2568 - 30 ก.ย. 2569", *FULL_YEAR),
        ("๑ ต.ค. ๒๕๖๘ – ๓๐ ก.ย. ๒๕๖๙", *FULL_YEAR),
        ("๑ ต.ค.๒๕๖๘ ถึง ๓๐ ก.ย.๖๙", *FULL_YEAR),
        ("วันที่ 1 ตุลาคม พ.ศ. 2568 ถึงวันที่ 30 กันยายน พ.ศ. 2569", *FULL_YEAR),
        ("ระหว่างวันที่ ๑ ตุลาคม ๒๕๖๘ ถึง ๓๐ กันยายน ๒๕๖๙", *FULL_YEAR),
        ("ตั้งแต่ 1 ต.ค. 68 จนถึง 30 ก.ย. 69", *FULL_YEAR),
        ("1 ต.ค. ถึง 30 ก.ย. 69", *FULL_YEAR),
        ("1 ต.ค. - 31 ธ.ค. 68", "2025-10-01", "2025-12-31"),
        ("1 ธ.ค. 68 - 31 ม.ค. 69", "2025-12-01", "2026-01-31"),
        ("1 Oct 2025 - 30 Jun 2026", "2025-10-01", "2026-06-30"),
        ("1 October 2025 to 30 June 2026", "2025-10-01", "2026-06-30"),
        ("1 ต.ค. 2025 - 30 ก.ย. 2026", *FULL_YEAR),
        # Without days: whole months.
        ("ต.ค. 2568 - ก.ย. 2569", *FULL_YEAR),
        ("ต.ค.68-ก.ย.69", *FULL_YEAR),
        ("ตุลาคม 2568 ถึง กันยายน 2569", *FULL_YEAR),
        ("ม.ค. - มี.ค. 69", "2026-01-01", "2026-03-31"),
        ("มีนาคม ๒๕๖๙", *MARCH),
        ("ภายในเดือนมีนาคม 2569", *MARCH),
        ("มี.ค.69", *MARCH),
        ("ก.พ. 69", "2026-02-01", "2026-02-28"),
        ("ก.พ. 67", "2024-02-01", "2024-02-29"),
        # One day, a leap day.
        ("๓๐ เม.ย ๖๙", "2026-04-30", "2026-04-30"),
        ("๒๙ ก.พ.๖๗", "2024-02-29", "2024-02-29"),
        ("1 ม.ค. 69", "2026-01-01", "2026-01-01"),
        # Quarters of the fiscal year, and the whole of it; the plan's year is 2569.
        ("ไตรมาส 1", "2025-10-01", "2025-12-31"),
        ("ไตรมาส 1-2", "2025-10-01", "2026-03-31"),
        ("ไตรมาสที่ ๓", "2026-04-01", "2026-06-30"),
        ("ไตรมาสที่ 2 ถึง 4", "2026-01-01", "2026-09-30"),
        ("ไตรมาส 1 และ 2", "2025-10-01", "2026-03-31"),
        ("ไตรมาสที่ 1 - ไตรมาสที่ 4", *FULL_YEAR),
        ("ไตรมาส ๑ ถึงไตรมาส ๒", "2025-10-01", "2026-03-31"),
        ("ไตรมาสที่ 4 ปีงบประมาณ พ.ศ. 2570", "2027-07-01", "2027-09-30"),
        ("ตลอดปีงบประมาณ", *FULL_YEAR),
        ("ตลอดปีงบประมาณ พ.ศ. ๒๕๖๙", *FULL_YEAR),
        ("ตลอดทั้งปี", *FULL_YEAR),
        ("ทั้งปี 2570", "2026-10-01", "2027-09-30"),
        # In figures, and with brackets that say the same again or how long it lasts.
        ("1/10/2568 - 30/9/2569", *FULL_YEAR),
        ("๐๑/๑๐/๖๘ ถึง ๓๐/๐๙/๖๙", *FULL_YEAR),
        ("1 ต.ค. 2568 - 30 ก.ย. 2569 (12 เดือน)", *FULL_YEAR),
        ("ไตรมาส 1 (ต.ค. - ธ.ค. 68)", "2025-10-01", "2025-12-31"),
        ("ไตรมาสที่ 2 (มกราคม - มีนาคม 2569)", "2026-01-01", "2026-03-31"),
        ("ตลอดปีงบประมาณ (1 ต.ค. 68 - 30 ก.ย. 69)", *FULL_YEAR),
    ],
)
def test_periods(text: str, starts_on: str, ends_on: str) -> None:
    period = parse_period(text, 2569)
    assert period == Period(date.fromisoformat(starts_on), date.fromisoformat(ends_on))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "ตามความเหมาะสม", "30 ก.ย.", "1 - 31 มี.ค.", "ต่อเนื่อง", "2569", "๑-๓๑", "ไตรมาส 1, 3"),
        # Brackets that say otherwise, and figures that are no dates.
        *("ไตรมาส 1 (ต.ค. - ธ.ค. 67)", "ไตรมาส 1 (ปี 70)", "1/2569", "1/13/2569", "(" * 5_000 + ")" * 5_000),
    ],
)
def test_what_names_no_period_is_not_guessed(text: str) -> None:
    assert parse_period(text, 2569) is None


@pytest.mark.parametrize("text", ["ไตรมาส 1-2", "ตลอดปี"])
def test_a_quarter_without_a_year_is_not_guessed(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "31 ก.พ. 69",
        "๓๑ ก.พ.",
        "๑ ต.ค.๖๘ ถึง ๓๑ ก.พ.๖๙",
        "๑ ต.ค.๖๘ ถึง ๓๐ กุมภาพันธ์ ๒๕๖๙",
        "๓๑ ก.พ.๖๙ ถึง ๓๐ ก.ย.๖๙",
        "๒๙ ก.พ.๖๙",
        "๓๑ เม.ย. ๖๙",
        "1 ต.ค. 68 - 31 ก.ย. 69",
        "0 มี.ค. 69",
        "32 มี.ค. 69",
        "๑-๓๒ มี.ค.๖๙",
        "31 มิ.ย.",
    ],
)
def test_a_day_of_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_period(text, 2569)
    assert caught.value.rule == "date-invalid"
    for lang in ("th", "en"):
        assert tidy(text) in error_text(caught.value, lang)


@pytest.mark.parametrize(
    "text",
    [
        "1 ต.ค. 69 ถึง 30 มิ.ย. 69",
        "๓๐ มิ.ย.๖๙ ถึง ๑ ต.ค.๖๘",
        "30-1 มี.ค.69",
        "ก.ย. 69 - ต.ค. 68",
        "ไตรมาส 4-1",
    ],
)
def test_an_end_before_its_start_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_period(text, 2569)
    assert caught.value.rule == "period-reversed"


@given(
    st.dates(date(2010, 1, 1), date(2054, 12, 31)),
    st.integers(0, 700),
    st.sampled_from(["ถึง", "-", "–", " - ", " ถึง "]),
    st.booleans(),
    st.integers(0, 1),
    st.booleans(),
)
def test_every_written_period_is_read_back(
    starts_on: date, days: int, dash: str, in_thai: bool, form: int, short_year: bool
) -> None:
    ends_on = starts_on + timedelta(days=days)

    def written(day: date) -> str:
        year = day.year + 543
        return f"{day.day} {MONTHS[day.month - 1][form]} {year % 100 if short_year else year}"

    text = f"{written(starts_on)} {dash} {written(ends_on)}"
    assert parse_period(thai_digits(text) if in_thai else text) == Period(starts_on, ends_on)


@given(st.dates(date(2010, 1, 1), date(2060, 12, 31)), st.integers(0, 700))
def test_what_we_write_we_read(starts_on: date, days: int) -> None:
    ends_on = starts_on + timedelta(days=days)
    for lang in ("th", "en"):
        assert parse_period(format_period(starts_on, ends_on, lang)) == Period(starts_on, ends_on)


def test_dates_as_people_write_them() -> None:
    assert format_date(date(2025, 10, 1), "th") == "1 ต.ค. 2568"
    assert format_date(date(2025, 10, 1), "en") == "1 Oct 2568 B.E."
    assert format_period(date(2026, 3, 1), date(2026, 3, 31), "th") == "1 – 31 มี.ค. 2569"
    assert format_period(date(2025, 10, 1), date(2026, 6, 30), "th") == "1 ต.ค. 2568 – 30 มิ.ย. 2569"
    assert format_period(date(2026, 1, 1), date(2026, 6, 30), "en") == "1 Jan – 30 Jun 2569 B.E."
    assert format_period(date(2026, 1, 1), date(2026, 1, 1), "th") == "1 ม.ค. 2569"


@pytest.mark.parametrize(
    ("day", "year"),
    [("2025-09-30", 2568), ("2025-10-01", 2569), ("2025-12-31", 2569), ("2026-01-01", 2569), ("2026-09-30", 2569)],
)
def test_the_fiscal_year_begins_in_october(day: str, year: int) -> None:
    assert fiscal_year(date.fromisoformat(day)) == year


def test_digits_go_both_ways() -> None:
    assert arabic_digits("๐๑๒๓๔๕๖๗๘๙ ก 7") == "0123456789 ก 7"
    assert thai_digits("0123456789 ก") == "๐๑๒๓๔๕๖๗๘๙ ก"


@pytest.mark.parametrize(
    "written",
    [
        "น\u0e49\u0e33",
        "น\u0e4d\u0e49\u0e32",
        "น\u0e49\u0e4d\u0e32",
        "น\u0e33\u0e49",
        "น\u0e49\u200b\u0e33",
        "\ufeffน\u0e49\u0e33",
        "น\u00ad\u0e49\u0e33",
    ],
)
def test_sara_am_has_one_spelling(written: str) -> None:
    assert tidy(written) == "น\u0e49\u0e33"
    assert match_key(written) == match_key("น้ำ")


def test_words_that_differ_stay_different() -> None:
    assert match_key("ดำ") != match_key("ดา")
    assert match_key("บ้านหมอ") != match_key("บ้านหม้อ")
    assert match_key("กำ") == "ก\u0e33", "NFKC would take it apart"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ท\u0e48\u0e35", "ท\u0e35\u0e48"),
        ("ก\u0e49\u0e34", "ก\u0e34\u0e49"),
        ("\u0e40\u0e40ละ", "\u0e41ละ"),
        ("ก\u00a0ข", "ก ข"),
        (" ก \n\t ข ", "ก ข"),
        ("ก\u200b\u200c\u200d\u2060ข", "กข"),
        ("๑๒", "12"),
    ],
)
def test_what_looks_the_same_is_the_same(written: str, plain: str) -> None:
    assert tidy(written) == plain


def test_a_key_knows_no_spaces_and_no_case() -> None:
    assert match_key(" ITA  คะแนน ๙๗ ") == "itaคะแนน97"


@given(
    st.text(alphabet=st.characters(min_codepoint=0x0E00, max_codepoint=0x0E5B) | st.sampled_from(" a1\u200b\u00a0-."))
)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert match_key(tidy(text)) == match_key(text)


@given(st.text(max_size=40))
def test_no_text_makes_a_period_crash(text: str) -> None:
    try:
        period = parse_period(text, 2569)
    except InputError as reason:
        assert reason.rule in ("date-invalid", "period-reversed")
    else:
        assert period is None or period.starts_on <= period.ends_on


@given(st.text(alphabet="๐๑๒๓๖๘๙0123456789 .-–ถึงตคกยมีเธพปไตรมาสที่วันMarOct", max_size=30), st.sampled_from([None, 2569]))
def test_no_text_of_dates_makes_a_period_crash(text: str, plan_year: int | None) -> None:
    try:
        period = parse_period(text, plan_year)
    except InputError as reason:
        assert reason.rule in ("date-invalid", "period-reversed")
    else:
        assert period is None or period.starts_on <= period.ends_on
