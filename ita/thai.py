"""Thai text and dates: keys for matching, digits, fiscal years, periods as towns write them.

Keys made here are for comparing only; what is stored and shown stays as written. NFKC is not used: it
takes SARA AM apart, and text with and without it would no longer look the same.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from ita.characters import RULE, is_turned, without_invisible
from ita.errors import InputError, Issue

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(THAI_DIGITS, "0123456789")
_TO_THAI = str.maketrans("0123456789", THAI_DIGITS)

_SPACES = re.compile(r"[\s\u00a0]+")
_DECOMPOSED_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")
_SARA_AM_BEFORE_TONE = re.compile("\u0e33([\u0e48-\u0e4b]+)")
# A tone mark or thanthakhat typed before the vowel above or below looks the same and compares otherwise.
# Nothing is looked for within a run of marks that was looked at: each mark is passed once.
_TONE_BEFORE_VOWEL = re.compile(
    "(?<![\u0e48-\u0e4c])([\u0e48-\u0e4c]++)([\u0e31\u0e34-\u0e3a\u0e47][\u0e31\u0e34-\u0e3a\u0e47-\u0e4c]*)"
)
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_DOUBLE_SARA_E = re.compile("\u0e40\u0e40")

MONTHS = (
    ("ม.ค.", "มกราคม", "Jan"),
    ("ก.พ.", "กุมภาพันธ์", "Feb"),
    ("มี.ค.", "มีนาคม", "Mar"),
    ("เม.ย.", "เมษายน", "Apr"),
    ("พ.ค.", "พฤษภาคม", "May"),
    ("มิ.ย.", "มิถุนายน", "Jun"),
    ("ก.ค.", "กรกฎาคม", "Jul"),
    ("ส.ค.", "สิงหาคม", "Aug"),
    ("ก.ย.", "กันยายน", "Sep"),
    ("ต.ค.", "ตุลาคม", "Oct"),
    ("พ.ย.", "พฤศจิกายน", "Nov"),
    ("ธ.ค.", "ธันวาคม", "Dec"),
)
BUDDHIST_ERA = 543
_LEAP_YEAR = 2024


class Period(NamedTuple):
    """First and last day of a measure's period, both included."""

    starts_on: date
    ends_on: date


def arabic_digits(text: str) -> str:
    """Return the text with Thai digits as 0-9."""
    return text.translate(_TO_ARABIC)


def thai_digits(text: str) -> str:
    """Return the text with 0-9 as Thai digits."""
    return text.translate(_TO_THAI)


def tidy(text: str) -> str:
    """Return one spelling of text that looks the same: SARA AM composed, mark order, spaces, Arabic digits."""
    text = without_invisible(text)
    text = _DECOMPOSED_SARA_AM.sub("\\1\u0e33", text)
    text = _SARA_AM_BEFORE_TONE.sub("\\1\u0e33", text)
    text = _TONE_BEFORE_VOWEL.sub(_vowels_first, text)
    text = _DOUBLE_SARA_E.sub("\u0e41", text)
    return _SPACES.sub(" ", arabic_digits(text)).strip()


def _vowels_first(found: re.Match[str]) -> str:
    """Return a run of marks with its tone marks last, each kind in the order typed."""
    return "".join(sorted(found.group(), key=lambda mark: "\u0e48" <= mark <= "\u0e4c"))


def match_key(text: str) -> str:
    """Return the key under which two spellings of the same words meet: `tidy`, no spaces, lower case."""
    return tidy(text).replace(" ", "").casefold()


def skeleton(text: str) -> str:
    """Return the key under which spellings meet that differ in marks above and below, as text out of a PDF may."""
    return _MARKS.sub("", match_key(text).replace("\u0e33", "\u0e32"))


def fiscal_year(day: date) -> int:
    """Return the Buddhist-era fiscal year (1 October to 30 September) that a day lies in."""
    return day.year + BUDDHIST_ERA + (1 if day.month >= 10 else 0)


# Thailand keeps one time all year.
_BANGKOK = timezone(timedelta(hours=7))


def bangkok(stored: datetime) -> datetime:
    """Return a time that is stored as naive UTC as it stands on a clock in Thailand."""
    return stored.replace(tzinfo=UTC).astimezone(_BANGKOK)


def format_date(day: date, lang: str, *, with_year: bool = True) -> str:
    """Return a day as people write it: ``1 ต.ค. 2568`` in Thai, ``1 Oct 2568 B.E.`` in English.

    The year is of the Buddhist Era in both, as the fiscal years beside it are.
    """
    short, _, english = MONTHS[day.month - 1]
    name, era = (short, "") if lang == "th" else (english, " B.E.")
    return f"{day.day} {name} {day.year + BUDDHIST_ERA}{era}" if with_year else f"{day.day} {name}"


def format_moment(stored: datetime, lang: str) -> str:
    """Return a moment that is stored as naive UTC as it stood on a clock in Thailand: day, hour and minute."""
    here = bangkok(stored)
    return f"{format_date(here.date(), lang)} {here:%H:%M}"


def format_period(starts_on: date | None, ends_on: date | None, lang: str) -> str:
    """Return a period, the year said once where both days share it: ``1 – 31 มี.ค. 2569``; empty without any day.

    Where only one of the two is known it reads ``ภายใน 30 มิ.ย. 2569`` or ``ตั้งแต่ 1 ต.ค. 2568``.
    """
    if starts_on is None or ends_on is None:
        only = format_date(day, lang) if (day := starts_on or ends_on) else ""
        words = ("ภายใน", "by") if ends_on else ("ตั้งแต่", "from")
        return f"{words[lang != 'th']} {only}" if only else ""
    if starts_on == ends_on:
        return format_date(ends_on, lang)
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return f"{starts_on.day} – {format_date(ends_on, lang)}"
    same_year = starts_on.year == ends_on.year
    return f"{format_date(starts_on, lang, with_year=not same_year)} – {format_date(ends_on, lang)}"


def _month_pattern() -> tuple[re.Pattern[str], dict[str, int]]:
    """Return a pattern of every way a month is written, and the month that each key means.

    Dots and spaces inside an abbreviation are optional, because the reports drop and break them.
    """
    numbers: dict[str, int] = {}
    spellings: list[str] = []
    for number, (short, full, english) in enumerate(MONTHS, start=1):
        letters = short.replace(".", "")
        first, second = letters[:-1], letters[-1]
        numbers[match_key(full)] = numbers[letters] = numbers[english.casefold()] = number
        spellings += [re.escape(full), rf"{first}\s?\.?\s?{second}\s?\.?", rf"{english}[a-z]*\.?"]
    spellings.sort(key=len, reverse=True)
    return re.compile("|".join(spellings), re.IGNORECASE), numbers


_MONTH, _MONTH_NUMBERS = _month_pattern()
_NOISE = re.compile(r"\bB\.?E\b\.?|ตั้งแต่|ระหว่าง|วันที่|เดือน|ปี\s*งบประมาณ|ภายใน|ประจำ|พ\s?\.\s?ศ\s?\.?|พศ\.?|ปี|:")
_DASH = re.compile(r"(?:ถึง|จนถึง|สิ้นสุด|[-–—−~]|\bto\b)")
_HALF = re.compile(r"(?P<day>\d{1,2})?\s*+(?:M(?P<month>\d{1,2})M)?\s*(?P<year>\d{4}|\d{2})?")
_QUARTERS = re.compile(
    r"ไตรมาส(?:\s*ที่)?\s*(?P<first>[1-4])(?:\s*(?:[-–]|ถึง|จนถึง|และ)\s*(?:ไตรมาส(?:\s*ที่)?\s*)?(?P<last>[1-4]))?"
)
# Days come first in Thai dates; the month is one of twelve, so that "1/2569" is none.
_IN_FIGURES = re.compile(r"(?<![\d/])(?P<day>\d{1,2})/0?(?P<month>1[0-2]|[1-9])/(?P<year>\d{4}|\d{2})(?![\d/])")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_MOST_BRACKETS = 2
_LASTS = re.compile(r"\d{1,3}\s*(?:เดือน|วัน|ปี|ไตรมาส|สัปดาห์)")
_WHOLE_YEAR = re.compile(r"ตลอด\s*+(?:ทั้ง)?\s*ปี|ทั้งปี")


def parse_period(text: str, plan_year: int | None = None) -> Period | None:
    """Read the period of a measure as towns write it.

    Parameters
    ----------
    text
        Such as ``๑ ต.ค.๖๘ ถึง ๓๐ มิ.ย.๖๙``, ``๑-๓๑ มี.ค.๖๙``, ``ต.ค. 2568 - ก.ย. 2569``, ``ไตรมาส 1-2``.
    plan_year
        The fiscal year that a quarter or "the whole year" without a year means.

    Returns
    -------
    Period or None
        None where the text names no period that we can read.

    Raises
    ------
    InputError
        A day that no calendar has (31 February), an end before its start, or figures whose order marks may turn.
    """
    plain = tidy(text)
    if not plain:
        return None
    if is_turned(text):
        raise InputError.of(Issue(RULE, {"text": plain}, variant="direction"))
    return _period_of_words(plain, plan_year) or _period_of_dates(plain) or _period_without_brackets(plain, plan_year)


def _period_without_brackets(plain: str, plan_year: int | None) -> Period | None:
    """Return the period of text whose brackets say the same again, or how long it lasts; None where they say else."""
    found = _BRACKETS.findall(plain)
    if not 1 <= plain.count("(") == len(found) <= _MOST_BRACKETS:
        return None
    outside = parse_period(_BRACKETS.sub(" ", plain), plan_year)
    for inside in found:
        again = parse_period(inside, plan_year)
        says_else = re.search(r"\d", _LASTS.sub("", inside)) if again is None else again != outside
        if says_else:
            return None
    return outside


def _period_of_dates(plain: str) -> Period | None:
    """Return the period between two dates, or of one."""

    def month(found: re.Match[str]) -> str:
        key = match_key(found.group()).replace(".", "")
        number = _MONTH_NUMBERS.get(key) or _MONTH_NUMBERS.get(key[:3], 0)
        return f" M{number}M "

    marked = _NOISE.sub(" ", _MONTH.sub(month, _IN_FIGURES.sub(r" \g<day> M\g<month>M \g<year> ", plain)))
    halves = [_HALF.fullmatch(half.strip()) for half in _DASH.split(marked)]
    if not 1 <= len(halves) <= 2 or any(half is None for half in halves):
        return None
    first, last = halves[0], halves[-1]
    if first is None or last is None or last["month"] is None:
        return None
    if last["year"] is None:
        for half in (first, last):
            _refuse_impossible(half["day"], int(half["month"] or last["month"]), plain)
        return None
    end_month, end_year = int(last["month"]), _buddhist(last["year"])
    start_month = int(first["month"] or end_month)
    if first["year"]:
        start_year = _buddhist(first["year"])
    else:
        start_year = end_year - 1 if start_month > end_month else end_year
    if len(halves) == 2 and first["month"] is None and first["day"] is None:
        return None
    starts_on = _day(start_year, start_month, first["day"], plain, last=False)
    ends_on = _day(end_year, end_month, last["day"], plain, last=True)
    if ends_on < starts_on:
        raise InputError.of(Issue("period-reversed", {"period": plain}))
    return Period(starts_on, ends_on)


def _period_of_words(plain: str, plan_year: int | None) -> Period | None:
    """Return the period of "the whole year" or of quarters; None where no year is known or neither is named."""
    named = re.search(r"\b(25\d\d)\b", plain)
    year = int(named.group(1)) if named else plan_year
    if year is None:
        return None
    christian = year - BUDDHIST_ERA
    if _WHOLE_YEAR.search(plain) and not _MONTH.search(plain):
        return Period(date(christian - 1, 10, 1), date(christian, 9, 30))
    quarters = _QUARTERS.search(plain)
    if quarters is None or _MONTH.search(plain):
        return None
    # Quarters that are listed one by one ("1, 3") are no single span.
    if re.search(r"\d", plain[quarters.end() :].replace(str(year), "")):
        return None
    first, last = int(quarters["first"]), int(quarters["last"] or quarters["first"])
    if last < first:
        raise InputError.of(Issue("period-reversed", {"period": plain}))
    starts = ((christian - 1, 10), (christian, 1), (christian, 4), (christian, 7))
    ends = (date(christian - 1, 12, 31), date(christian, 3, 31), date(christian, 6, 30), date(christian, 9, 30))
    return Period(date(*starts[first - 1], 1), ends[last - 1])


def _buddhist(digits: str) -> int:
    """Return a year of two or four digits as a Buddhist-era year; 19xx and 20xx are read as Christian-era."""
    year = int(digits)
    if len(digits) == 2:
        return 2500 + year
    return year if year >= 2400 else year + BUDDHIST_ERA


def _day(year: int, month: int, day: str | None, text: str, *, last: bool) -> date:
    """Return a day of a Buddhist-era year; without a day, the month's first or last."""
    christian = year - BUDDHIST_ERA
    try:
        if day is None:
            return date(christian, month, calendar.monthrange(christian, month)[1] if last else 1)
        return date(christian, month, int(day))
    except ValueError:
        raise _no_such_day(text) from None


def _refuse_impossible(day: str | None, month: int, text: str) -> None:
    """Refuse a day that its month has in no year."""
    if day is not None and not 1 <= int(day) <= calendar.monthrange(_LEAP_YEAR, month)[1]:
        raise _no_such_day(text)


def _no_such_day(text: str) -> InputError:
    return InputError.of(Issue("date-invalid", {"period": tidy(text)}))
