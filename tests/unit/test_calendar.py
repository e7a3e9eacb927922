"""Which year's result can exist, and which year targets are for: by the day, never by the clock of the machine."""

from __future__ import annotations

from datetime import date

import pytest

from ita.calendar import newest_result_year, target_year


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 9, 30), 2569),
        (date(2026, 10, 1), 2569),
        (date(2026, 11, 28), 2569),
        (date(2027, 1, 1), 2569),
        (date(2027, 6, 30), 2569),
        (date(2027, 7, 1), 2570),
    ],
)
def test_a_result_is_of_a_year_in_its_last_quarter_or_of_an_earlier_one(today: date, year: int) -> None:
    assert newest_result_year(today) == year


@pytest.mark.parametrize(
    ("from_year", "judged", "today", "year"),
    [
        pytest.param(2569, {2568, 2569}, date(2026, 11, 28), 2570, id="the year to come"),
        pytest.param(2568, {2568}, date(2026, 11, 28), 2570, id="2569 has ended"),
        pytest.param(2568, {2568}, date(2026, 9, 30), 2569, id="2569 is running"),
        pytest.param(2569, {2569, 2570}, date(2027, 8, 31), 2571, id="the running year has its result"),
        pytest.param(2575, {2575}, date(2026, 11, 28), 2576, id="never before the scores it starts from"),
    ],
)
def test_a_target_is_of_a_year_that_is_not_judged(from_year: int, judged: set[int], today: date, year: int) -> None:
    assert target_year(from_year, judged, today) == year
