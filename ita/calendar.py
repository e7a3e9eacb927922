"""What the calendar decides: today in Thailand, which year's result can exist, which year can still be aimed at.

Also days and periods in words, of which a first day may be unknown ("by 30 June").
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime

from ita.errors import N_
from ita.formatting import known
from ita.i18n import say
from ita.thai import BUDDHIST_ERA, bangkok, fiscal_year, format_date, format_period

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


def year_bounds(year: int) -> tuple[date, date]:
    """Return first and last day of a Buddhist-era fiscal year: 1 October and 30 September."""
    return date(year - BUDDHIST_ERA - 1, 10, 1), date(year - BUDDHIST_ERA, 9, 30)


def as_day(value: object) -> date | None:
    """Return a day of a row or a frame as a date; None where it is not known."""
    if not known(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def period_words(starts_on: object, ends_on: object, lang: str) -> str:
    """Return a period in words, one without a first day as "by" its last; a dash where no day is known."""
    first, last = as_day(starts_on), as_day(ends_on)
    if last is None:
        return format_date(first, lang) if first else "–"
    if first is None:
        return say(N_("by {day}"), {"day": format_date(last, lang)}, lang)
    return format_period(first, last, lang)
