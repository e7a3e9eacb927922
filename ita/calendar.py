"""What the calendar decides: today in Thailand, which year's result can exist, which year can still be aimed at."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime

from ita.thai import bangkok, fiscal_year

# A fiscal year ends in September. Its result is offered from its last quarter on: earlier in the year it cannot exist.
_LAST_QUARTER_BEGINS = 7
_FISCAL_YEAR_BEGINS = 10


def today_in_bangkok() -> date:
    """Return today's date in Thailand."""
    return bangkok(datetime.now(UTC).replace(tzinfo=None)).date()


def newest_result_year(today: date | None = None) -> int:
    """Return the newest fiscal year whose result can exist; of a later one nothing is offered and nothing is taken.

    Parameters
    ----------
    today
        The day in Thailand; today where it is left out.
    """
    day = today or today_in_bangkok()
    running = fiscal_year(day)
    return running if _LAST_QUARTER_BEGINS <= day.month < _FISCAL_YEAR_BEGINS else running - 1


def target_year(from_year: int, judged: Collection[int], today: date | None = None) -> int:
    """Return the year that targets set from a year's scores are for: the first one to come that is not judged yet.

    A year is judged once it has ended or the agency's own result of it is stored.

    Parameters
    ----------
    from_year
        The fiscal year whose scores the targets start from.
    judged
        The fiscal years of which the agency's own result is stored.
    today
        The day in Thailand; today where it is left out.
    """
    year = max(from_year + 1, fiscal_year(today or today_in_bangkok()))
    while year in judged:
        year += 1
    return year
