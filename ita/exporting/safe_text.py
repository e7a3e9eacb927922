"""Texts as a spreadsheet takes them: never a formula, nothing that XML forbids, no longer than a cell holds."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection

from ita.characters import FORMULA_STARTS

# What a cell of Excel holds at most, in units of UTF-16; an emoji has two of them.
MOST_UNITS = 32_767
_MOST_NAME = 31
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# Editing a cell reads its text again: what begins so, after its spaces, would become a formula, a number or a date.
_READ_AGAIN = re.compile(r"[=+\-@＝＋－＠.,(]?\s*[0-9๐-๙]")


def in_xml(text: str) -> tuple[str, int]:
    """Return a text without the characters that XML forbids, line ends as line feeds; and how many were left out."""
    kept, left_out = NOT_IN_XML.subn("", _BREAKS.sub("\n", text))
    return kept, left_out


def is_read_again(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for something else once a person edits its cell."""
    bare = text.lstrip()
    return text.startswith(FORMULA_STARTS) or bare.startswith(FORMULA_STARTS) or bool(_READ_AGAIN.match(bare))


def units(text: str) -> int:
    """Return the length of a text in units of UTF-16, as Excel counts it."""
    return len(text) + sum(ord(letter) > 0xFFFF for letter in text)


def cut_to(text: str, most: int) -> str:
    """Return the beginning of a text that has at most so many units; marks stay with their letter."""
    if units(text) <= most:
        return text
    end, used = 0, 0
    while end < len(text) and (used := used + units(text[end])) <= most:
        end += 1
    while end > 0 and unicodedata.combining(text[end]) + (unicodedata.category(text[end]) == "Mn"):
        end -= 1
    return text[:end]


def sheet_name(name: str, used: Collection[str]) -> str:
    """Return a legal name of a sheet: at most 31 letters, none that Excel forbids, none that is there already."""
    bare = _NOT_IN_NAMES.sub(" ", in_xml(name)[0]).strip(" '") or "-"
    taken = {each.casefold() for each in used} | {"history"}  # a name that Excel has for itself
    found, number = cut_to(bare, _MOST_NAME).rstrip(" '"), 1
    while found.casefold() in taken:
        number += 1
        found = f"{cut_to(bare, _MOST_NAME - len(str(number)) - 3).rstrip()} ({number})"
    return found


def in_margin(text: str, most: int) -> str:
    """Return a text for a header or footer of a page, where an ampersand begins a command, of so many units."""
    kept = cut_to(" ".join(in_xml(text)[0].split()), most)
    while units(kept) + kept.count("&") > most:
        kept = cut_to(kept, units(kept) - 1)
    return kept.replace("&", "&&")


def width_of(text: str) -> int:
    """Return how wide the widest line of a text is in letters: marks above and below take none, wide letters two."""
    return max((sum(map(_letter_width, line)) for line in text.split("\n")), default=0)


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of a width: words are not broken, but most letters are narrow."""
    room = max(1.0, 0.9 * width - 2)
    widths = map(width_of, text.split("\n"))
    return sum(1 if each <= width - 2 else math.ceil(each / room) for each in widths)


def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def printable(text: str) -> str:
    """Return a text without what no font has a letter for: control characters and halves of pairs; tabs are spaces."""
    spaced = (" " if each in "\t\n\r\v\f\x85\u2028\u2029" else each for each in text)
    return "".join(each for each in spaced if unicodedata.category(each) not in {"Cc", "Cs"})
