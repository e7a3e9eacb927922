"""How a cell of a workbook looks: its stored value through its number format, as Excel in Thailand shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from ita.thai import BUDDHIST_ERA, MONTHS, arabic_digits, thai_digits

# Excel's own formats that follow the settings of the system, as they stand in Thailand.
_OF_SYSTEM = {
    "mm-dd-yy": "[$-107041E]d/m/yyyy",
    "m/d/yy h:mm": "[$-107041E]d/m/yyyy h:mm",
    "mmm-yy": "[$-41E]mmm-yy",
}
_SYSTEM_DATE, _SYSTEM_TIME = "[$-107041E]d mmmm yyyy", "h:mm:ss"
_PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<width>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]?|(?P<general>General)'
    r"|(?P<exponent>E[+-])|(?P<half>AM/PM|A/P)|(?P<letters>y+|m+|d+|h+|s+|b+|e+|g+)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile("h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_LOCALE = re.compile(r"\$[^-]*-(?P<code>[0-9A-Fa-f]{1,8})(?:,.*)?")
_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_DAYS_SHORT = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
# A number in a cell of format General has this many digits at most.
_GENERAL_DIGITS = 10
_GENERAL_WHOLE = Decimal(10) ** 11
_LONGEST_FORMAT = 255
# Years of the Christian era do not reach this far: such a date was typed with a year of the Buddhist era.
_BUDDHIST_FROM = 2400
_FIGURE = re.compile(r"[-−]?(?:[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?|\.[0-9]+)")

_Kind = Literal["text", "digit", "letters", "elapsed", "general", "exponent", "half", "at"]


class _Piece(NamedTuple):
    kind: _Kind
    text: str


class _Section(NamedTuple):
    pieces: tuple[_Piece, ...]
    condition: tuple[str, Decimal] | None
    buddhist: bool
    thai_digits: bool
    thai_words: bool
    is_system_date: bool


def shown_value(value: object, number_format: str = "General") -> str:
    """Return how a cell looks.

    Parameters
    ----------
    value
        As openpyxl gives it: None, text, a number, a truth value, a date, a time or a length of time.
    number_format
        The format code of its style, such as ``0.00``, ``0%``, ``[$-107041E]d mmm yyyy``. One that nobody could write
        shows the value as it is stored.

    Returns
    -------
    str
        Empty where the format hides the value (``;;;``). Years are of the Buddhist era where the format says so or
        leaves it to the system, and where the file stores them so. A column is taken to be wide enough.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    code = _OF_SYSTEM.get(number_format, number_format)[:_LONGEST_FORMAT]
    sections = _sections(code)
    if isinstance(value, str):
        return _text(value, sections)
    if isinstance(value, (int, float, Decimal)):
        return _number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), sections)
    if isinstance(value, (datetime, date, time, timedelta)):
        return _moment(value, sections[0])
    return str(value)


def date_text(value: datetime | date) -> str:
    """Return a date of a workbook in words that are read in one way only: ``30 ก.ย. 2568``, with its time if any."""
    day = date(value.year, value.month, value.day)
    year = day.year if day.year >= _BUDDHIST_FROM else day.year + BUDDHIST_ERA
    text = f"{day.day} {MONTHS[day.month - 1][0]} {year}"
    has_time = isinstance(value, datetime) and (value.hour or value.minute or value.second)
    return f"{text} {value:%H:%M}" if has_time else text


def shown_number(shown: str) -> Decimal | None:
    """Return the one number that stands in what a cell shows, None where there is none or are several."""
    found = _FIGURE.findall(arabic_digits(shown))
    return Decimal(found[0].replace(",", "").replace("−", "-")) if len(found) == 1 else None


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    """Return the parts of a format code, for numbers above, below and of zero, and for text."""
    written: list[list[re.Match[str]]] = [[]]
    for found in _PIECES.finditer(code):
        if found["sign"] == ";":
            written.append([])
        else:
            written[-1].append(found)
    return tuple(_section(pieces) for pieces in written)


def _section(found: Sequence[re.Match[str]]) -> _Section:
    pieces: list[_Piece] = []
    condition = None
    buddhist = digits = system = False
    words = True
    for each in found:
        inside = each["bracket"]
        if inside is None:
            pieces += _piece(each)
        elif limit := _CONDITION.fullmatch(inside):
            condition = limit[1], Decimal(limit[2])
        elif locale := _LOCALE.fullmatch(inside):
            code = int(locale["code"], 16)
            buddhist, digits = buddhist or (code >> 16) & 0xFF == 7, code >> 24 == 0x0D
            words, system = code & 0xFFFF in (0x41E, 0), code == 0xF800
            pieces.append(_Piece("text", inside[1:].split("-")[0]))
        elif _ELAPSED.fullmatch(inside):
            pieces.append(_Piece("elapsed", inside.lower()))
    if pieces[:1] == [_Piece("text", "t")] and any(piece.kind == "digit" for piece in pieces):
        # So Excel in Thai asks for Thai digits.
        digits = True
        del pieces[0]
    return _Section(tuple(pieces), condition, buddhist, digits, words, system)


def _piece(found: re.Match[str]) -> list[_Piece]:
    """Return what one code of a format outside brackets stands for; nothing for what only fills the column."""
    sign = found["sign"]
    if found["letters"]:
        return [_Piece("letters", found["letters"].lower())]
    if found["exponent"]:
        return [_Piece("exponent", found["exponent"].upper())]
    if found["half"] or found["general"]:
        return [_Piece("half" if found["half"] else "general", "")]
    if sign:
        return [_Piece("digit" if sign in "0#?.,%/" else "at" if sign == "@" else "text", sign)]
    if found["fill"]:
        return []
    return [_Piece("text", " " if found["width"] else found["quoted"] or found["escaped"] or "")]


def _text(value: str, sections: Sequence[_Section]) -> str:
    """Return text through the part of a format that is for text, if there is one."""
    if len(sections) > 3:
        section = sections[3]
    elif any(piece.kind == "at" for piece in sections[-1].pieces):
        section = sections[-1]
    else:
        return value
    return "".join(value if piece.kind == "at" else piece.text for piece in section.pieces)


def _number(value: Decimal, sections: Sequence[_Section]) -> str:
    if not value.is_finite():
        return str(value)
    section, is_signed = _chosen(value, sections)
    if section is None:
        return _general(value)
    shown = _through(abs(value), section)
    if is_signed and value < 0 and any(char in "123456789" for char in arabic_digits(shown)):
        shown = f"-{shown}"
    return thai_digits(shown) if section.thai_digits else shown


def _chosen(value: Decimal, sections: Sequence[_Section]) -> tuple[_Section | None, bool]:
    """Return the part of a format that a number is shown by, and whether a minus is still to be written."""
    of_numbers = sections[:3]
    if any(section.condition for section in of_numbers):
        for section in of_numbers:
            if section.condition is None or _holds(value, section.condition):
                return section, True
        return None, True
    if len(of_numbers) > 1 and value < 0:
        return of_numbers[1], False
    if len(of_numbers) > 2 and value == 0:
        return of_numbers[2], False
    return of_numbers[0], True


def _holds(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "<>": value != limit,
    }[sign]


def _general(value: Decimal) -> str:
    if value == value.to_integral_value() and abs(value) < _GENERAL_WHOLE:
        return str(int(value))
    text = f"{float(value):.{_GENERAL_DIGITS}g}"
    return text.upper().replace("E+0", "E+").replace("E-0", "E-") if "e" in text else text


def _through(value: Decimal, section: _Section) -> str:
    """Return a number that is not negative as one part of a format shows it."""
    pieces = list(section.pieces)
    slots = [at for at, piece in enumerate(pieces) if piece.kind == "digit" and piece.text in "0#?"]
    if any(piece.kind in ("general", "at") for piece in pieces):
        general = _general(value)
        return "".join(general if piece.kind in ("general", "at") else piece.text for piece in pieces)
    if not slots:
        return "".join(piece.text for piece in pieces if piece.kind in ("text", "digit"))
    value *= Decimal(100) ** sum(piece == ("digit", "%") for piece in pieces)
    slash = next((at for at, piece in enumerate(pieces) if piece == ("digit", "/") and slots[0] < at), None)
    if slash is not None:
        return _fraction(value, pieces, slash)
    dot = next((at for at, piece in enumerate(pieces) if piece == ("digit", ".")), len(pieces))
    power = next((at for at, piece in enumerate(pieces) if piece.kind == "exponent"), None)
    if power is not None:
        decimals = sum(1 for at in slots if dot < at < power)
        return f"{value:.{decimals}E}"
    whole = [at for at in slots if at < dot]
    behind = [at for at in slots if at > dot]
    last = whole[-1] if whole else dot
    value /= Decimal(1000) ** sum(piece == ("digit", ",") for piece in pieces[last + 1 : dot])
    is_grouped = any(piece == ("digit", ",") for piece in pieces[whole[0] : last]) if whole else False
    rounded = value.quantize(Decimal(1).scaleb(-len(behind)), ROUND_HALF_UP) if value.adjusted() < 20 else value
    left, _, right = f"{rounded:f}".partition(".")
    return "".join(_filled(pieces, whole, behind, dot, left, right, is_grouped=is_grouped))


def _filled(
    pieces: Sequence[_Piece],
    whole: Sequence[int],
    behind: Sequence[int],
    dot: int,
    left: str,
    right: str,
    *,
    is_grouped: bool,
) -> list[str]:
    """Return the pieces of a format with the digits of a number in their places."""
    shown = [piece.text if piece.kind == "text" else "" for piece in pieces]
    left = left.lstrip("0")
    needed = len(whole) - next((n for n, at in enumerate(whole) if pieces[at].text == "0"), len(whole))
    left = left.rjust(needed, "0")
    if is_grouped:
        header = len(left) % 3
        left = ",".join(([left[:header]] if header else []) + [left[at : at + 3] for at in range(header, len(left), 3)])
        if whole:
            shown[whole[0]] = left
    else:
        rest = left
        for at in reversed(whole[1:]):
            shown[at], rest = (rest[-1:] or (" " if pieces[at].text == "?" else "")), rest[:-1]
        if whole:
            shown[whole[0]] = rest
    if dot < len(pieces):
        shown[dot] = (left if not whole else "") + "."
    needed = max(
        (n + 1 for n, at in enumerate(behind) if pieces[at].text == "0" or right[n : n + 1].strip("0")), default=0
    )
    for n, at in enumerate(behind):
        shown[at] = (right[n : n + 1] or "0") if n < needed or right[n:].strip("0") else ""
    for at, piece in enumerate(pieces):
        if piece == ("digit", "%"):
            shown[at] = "%"
    return shown


def _fraction(value: Decimal, pieces: Sequence[_Piece], slash: int) -> str:
    """Return a number as a whole and a fraction, its literal text left out."""
    fixed = "".join(piece.text for piece in pieces[slash + 1 :] if piece.kind == "text").strip()
    width = sum(1 for piece in pieces[slash + 1 :] if piece.kind == "digit" and piece.text in "0#?")
    exact = Fraction(value)
    part = (
        Fraction(round(exact * int(fixed)), int(fixed))
        if fixed.isdecimal() and int(fixed) and not width
        else exact.limit_denominator(10 ** max(1, min(width, 4)) - 1)
    )
    whole, rest = divmod(part, 1)
    if not rest:
        return str(whole)
    return f"{whole} {rest.numerator}/{rest.denominator}" if whole else f"{rest.numerator}/{rest.denominator}"


def _moment(value: datetime | date | time | timedelta, section: _Section) -> str:
    if section.is_system_date:
        section = _sections(_SYSTEM_DATE)[0]
    if not any(piece.kind in ("letters", "elapsed") for piece in section.pieces):
        # A plain date without a format of dates: as Excel writes what is typed.
        section = _sections(_OF_SYSTEM["mm-dd-yy"] if isinstance(value, date) else _SYSTEM_TIME)[0]
    is_halved = any(piece.kind == "half" for piece in section.pieces)
    shown: list[str] = []
    before = ""
    for at, piece in enumerate(section.pieces):
        if piece.kind == "letters":
            after = next((each.text for each in section.pieces[at + 1 :] if each.kind == "letters"), "")
            is_minute = piece.text[0] == "m" and len(piece.text) < 3 and (before[:1] == "h" or after[:1] == "s")
            shown.append(_letters(value, piece.text, section, is_minute=is_minute, is_halved=is_halved))
            before = piece.text
        elif piece.kind == "elapsed":
            shown.append(_elapsed(value, piece.text))
            before = piece.text
        elif piece.kind == "half":
            shown.append("AM" if getattr(value, "hour", 0) < 12 else "PM")
        elif piece.kind in ("text", "digit") and piece.text not in ("0", "#", "?"):
            shown.append(piece.text)
    text = "".join(shown).strip()
    return thai_digits(text) if section.thai_digits else text


def _letters(
    value: datetime | date | time | timedelta, letters: str, section: _Section, *, is_minute: bool, is_halved: bool
) -> str:
    """Return the part of a date or time that a run of one letter stands for."""
    letter, length = letters[0], len(letters)
    if letter in "hs" or is_minute:
        return _clock(value, letter, length, is_halved=is_halved)
    if not isinstance(value, date):
        return ""
    year = value.year
    if (letter == "b" or section.buddhist) and year < _BUDDHIST_FROM:
        year += BUDDHIST_ERA
    if letter in "ybe":
        return f"{year % 100:02d}" if length < 3 else str(year)
    short, full, english = MONTHS[value.month - 1]
    if letter == "m":
        names = (short, full, full[0]) if section.thai_words else (english, f"{value:%B}", english[0])
        return str(value.month) if length == 1 else f"{value.month:02d}" if length == 2 else names[min(length, 5) - 3]
    if letter == "d":
        day = value.weekday()
        of_week = (_DAYS_SHORT[day], _DAYS[day]) if section.thai_words else (f"{value:%a}", f"{value:%A}")
        return str(value.day) if length == 1 else f"{value.day:02d}" if length == 2 else of_week[min(length, 4) - 3]
    return ""


def _clock(value: datetime | date | time | timedelta, letter: str, length: int, *, is_halved: bool) -> str:
    seconds = int(value.total_seconds()) if isinstance(value, timedelta) else 0
    hour = getattr(value, "hour", seconds // 3600 % 24)
    minute, second = getattr(value, "minute", seconds // 60 % 60), getattr(value, "second", seconds % 60)
    if letter == "h" and is_halved:
        hour = hour % 12 or 12
    return f"{ {'h': hour, 'm': minute, 's': second}[letter]:0{min(length, 2)}d}"


def _elapsed(value: datetime | date | time | timedelta, letters: str) -> str:
    """Return a length of time in whole hours, minutes or seconds."""
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
    else:
        clock = getattr(value, "hour", 0), getattr(value, "minute", 0), getattr(value, "second", 0)
        seconds = clock[0] * 3600 + clock[1] * 60 + clock[2]
    return f"{seconds // {'h': 3600, 'm': 60, 's': 1}[letters[0]]:0{min(len(letters), 2)}d}"
