"""Periods as towns write them, also such as have only an end ("by 30 June") or only a start ("from 1 October").

What `ita.thai.parse_period` reads is a span of two days; here stand the other ways in which a plan names its time.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ita.thai import BUDDHIST_ERA, format_date, parse_period, tidy


class Span(NamedTuple):
    """First and last day of a plan, both included; None where the words name no such day."""

    starts_on: date | None
    ends_on: date | None


# Towns write "within" of a last day; what goes on behind it names that day.
_BY = re.compile(r"(?:ให้|ดำเนินการ)?(?:แล้ว)?(?:เสร็จ)?(?:สิ้น)? ?(?:ภายใน|ไม่เกิน|ไม่ช้ากว่า)(?:วันที่)?")
_FROM = re.compile(r"(?:เริ่ม(?:ต้น|ดำเนินการ)?)?(?:ตั้งแต่)?(?:วันที่)?")
_ONWARDS = ("เป็นต้นไป", "เป็นต้น")
_RANGE = re.compile(r"[-–—−~]|ถึง|สิ้นสุด")
_ERA = r" ?(?:พ ?\. ?ศ ?\.? ?|พศ\.? ?)?"
_FISCAL_YEAR = re.compile(
    rf"(?:ประจำ|ใน|ตลอด|ทั้ง|ตลอดทั้ง)? ?ปี ?งบประมาณ{_ERA}(?P<first>25\d\d|\d\d)"
    rf"(?: ?(?:[-–—]|ถึง) ?(?:ปี ?งบประมาณ)?{_ERA}(?P<last>25\d\d|\d\d))?"
)
_QUARTER = r"(?:ไตรมาส ?(?:ที่)? ?|[qQ])"
_QUARTER_OF_YEAR = re.compile(
    rf"{_QUARTER}(?P<first>[1-4]) ?(?:/ ?(?P<year>25\d\d|\d\d) ?)?"
    rf"(?:(?:[-–—]|ถึง|และ) ?{_QUARTER}?(?P<last>[1-4]) ?(?:/ ?(?P<last_year>25\d\d|\d\d) ?)?)?"
    rf"(?:(?:ของ)?ปี ?(?:งบประมาณ)?{_ERA}(?P<of_year>25\d\d|\d\d))?"
)
# As a workbook stores a day, and as programs write one.
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?(?![\d:])")
_FIRST_MONTHS, _MONTHS_OF_A_QUARTER = {1: 10, 2: 1, 3: 4, 4: 7}, 3
_LAST_DAYS = {1: (12, 31), 2: (3, 31), 3: (6, 30), 4: (9, 30)}


def read_period(text: str, plan_year: int | None = None, *, is_deadline: bool = False) -> Span | None:
    """Read the period of a plan.

    Parameters
    ----------
    text
        As `ita.thai.parse_period` takes it; besides ``ปีงบประมาณ 2569``, ``ไตรมาส 2/2569``, ``ภายใน 30 มิ.ย. 69`` and
        ``ตั้งแต่ 1 ต.ค. 68 เป็นต้นไป``.
    plan_year
        The fiscal year that a quarter or "the whole year" without a year means.
    is_deadline
        The header says that the day is that of completion: a day alone is an end without a start.

    Returns
    -------
    Span or None
        None where the text names no period that can be read.

    Raises
    ------
    InputError
        A day that no calendar has, or an end before its start.
    """
    plain = _ISO.sub(r"\3/\2/\1", tidy(text)).strip(" .")
    if not plain:
        return None
    by, begins = _BY.match(plain), _FROM.match(plain)
    if by is not None:
        rest = plain[by.end() :].strip()
        span = _span(rest, plan_year)
        return span if span is None or _RANGE.search(rest) else Span(None, span.ends_on)
    rest = plain
    for words in _ONWARDS:
        rest = rest.removesuffix(words).strip()
    is_open = rest != plain or plain.startswith(("เริ่ม", "ตั้งแต่"))
    if is_open and begins is not None and not _RANGE.search(rest):
        span = _span(rest[begins.end() :].strip(), plan_year)
        return None if span is None else Span(span.starts_on, None)
    span = _span(plain, plan_year)
    return Span(None, span.ends_on) if span is not None and is_deadline and not _RANGE.search(plain) else span


def _span(plain: str, plan_year: int | None) -> Span | None:
    """Return the span of a text that has a start and an end."""
    if year := _FISCAL_YEAR.fullmatch(plain):
        first, last = _christian(year["first"]), _christian(year["last"] or year["first"])
        return Span(date(first - 1, 10, 1), date(last, 9, 30)) if first <= last else None
    if quarters := _QUARTER_OF_YEAR.fullmatch(plain):
        found = _quarters(quarters, plan_year)
        if found is not None:
            return found
    period = parse_period(plain, plan_year)
    return None if period is None else Span(period.starts_on, period.ends_on)


def _quarters(found: re.Match[str], plan_year: int | None) -> Span | None:
    """Return the span of quarters of fiscal years; None where no year is known or the last comes first."""
    last_year = found["last_year"] or found["of_year"] or (found["year"] if not found["last"] else None)
    named = found["year"] or last_year
    if named is None and plan_year is None:
        return None
    first_year = _christian(named) if named else (plan_year or 0) - BUDDHIST_ERA
    end_year = _christian(last_year) if last_year else first_year
    first, last = int(found["first"]), int(found["last"] or found["first"])
    if (end_year, last) < (first_year, first):
        return None
    month, day = _LAST_DAYS[last]
    return Span(
        date(first_year - (first == 1), _FIRST_MONTHS[first], 1),
        date(end_year - (last == 1), month, day),
    )


def _christian(digits: str) -> int:
    year = int(digits)
    return (year if year >= 2500 else 2500 + year) - BUDDHIST_ERA


def shown_dates(text: str) -> str:
    """Return a cell's text with a day that a workbook stores as people write it: ``30 ก.ย. 2568``.

    Years from 2400 on were typed as Buddhist years and are kept as such.
    """

    def shown(found: re.Match[str]) -> str:
        year, month, day = (int(part) for part in found.groups())
        year = year - BUDDHIST_ERA if year >= 2400 else year
        try:
            return format_date(date(year, month, day), "th")
        except ValueError:
            return found.group()

    return _ISO.sub(shown, text)


def together(spans: list[Span | None]) -> Span | None:
    """Return the span from the first start to the last end; an end that one of them lacks is not known of all."""
    known = [span for span in spans if span is not None]
    if not known or len(known) < len(spans):
        return None
    starts = [span.starts_on for span in known]
    ends = [span.ends_on for span in known]
    return Span(
        min(day for day in starts if day is not None) if None not in starts else None,
        max(day for day in ends if day is not None) if None not in ends else None,
    )
