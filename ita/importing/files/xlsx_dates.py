"""A date of a workbook as the sheet shows it: by its number format, in the Buddhist era where that says so."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from ita.thai import BUDDHIST_ERA, MONTHS, thai_digits

_TOKENS = re.compile(r"y+|m+|d+|b+|e+|h+|s+|AM/PM|am/pm|\"[^\"]*\"|\\.|.", re.IGNORECASE)
_LOCALE = re.compile(r"\[\$-(?P<code>[0-9A-Fa-f]+)[^\]]*\]|\[\$[^\]]*\]|\[[^\]]*\]")
# The calendar is the third byte of a locale's number (07: Buddhist), the kind of digits the fourth (0D: Thai).
_BUDDHIST, _THAI_DIGITS, _THAI = 0x07, 0x0D, 0x1E


def shown(value: date | datetime | time, number_format: str) -> str:
    """Return a date or time as a person sees it in its cell.

    Parameters
    ----------
    number_format
        Of the cell, such as ``d mmm yyyy`` or ``[$-107041E]d mmmm yyyy``.
    """
    if number_format == _AS_THE_MACHINE_SHOWS and not isinstance(value, time):
        return f"{value.day}/{value.month}/{value.year + BUDDHIST_ERA}"
    codes = [int(found["code"], 16) for found in _LOCALE.finditer(number_format) if found["code"]]
    code = codes[0] if codes else 0
    plain = _LOCALE.sub("", number_format.partition(";")[0])
    tokens = _TOKENS.findall(plain)
    is_buddhist = (code >> 16) & 0xFF == _BUDDHIST or any(token[0] in "bB" for token in tokens)
    is_thai = code & 0xFF == _THAI
    if isinstance(value, time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if plain.lower() == "general" or not any(token[0].lower() in "ymdbe" for token in tokens):
        return str(value)
    words = []
    minutes = False
    for token in tokens:
        words.append(_word(token, value, is_buddhist=is_buddhist, is_thai=is_thai, is_minute=minutes))
        if token[0] in "hH":
            minutes = True
        elif token[0] in "mMsS":
            minutes = False
    text = "".join(words).strip()
    return thai_digits(text) if code >> 24 == _THAI_DIGITS else text


def _word(token: str, value: date, *, is_buddhist: bool, is_thai: bool, is_minute: bool) -> str:
    letter, length = token[0].lower(), len(token)
    if token[0] == '"':
        return token[1:-1]
    if token[0] == "\\":
        return token[1:]
    if letter in "ybe":
        year = value.year + (BUDDHIST_ERA if is_buddhist or letter == "b" else 0)
        return f"{year % 100:02}" if length <= _SHORT and letter != "e" else str(year)
    if letter == "m" and not (is_minute and length <= _SHORT):
        short, full, english = MONTHS[value.month - 1]
        if length <= _SHORT:
            return f"{value.month:0{length}}"
        return (full if length > _SHORT + 1 else short) if is_thai else english
    if letter == "d":
        return f"{value.day:0{length}}" if length <= _SHORT else ""
    if isinstance(value, datetime) and letter in "hms":
        number = {"h": value.hour, "m": value.minute, "s": value.second}[letter]
        return f"{number:0{min(length, _SHORT)}}"
    return "" if letter in "hs" or token.lower() == "am/pm" else token


_SHORT = 2
# Excel's own short date: it follows the machine, and one in Thailand shows the Buddhist era.
_AS_THE_MACHINE_SHOWS = "mm-dd-yy"
