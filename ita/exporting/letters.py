"""How wide texts are in the product's own font, and their lines within a width. Measured from the font files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

from ita.paths import ROOT
from ita.thai import MONTHS, skeleton
from ita.thai_words import may_part, thai_words

FONT = "Sarabun"
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
# At this size a unit of the font is a pixel.
_UNITS = 1000
# From one line of a text to the next, and what a letter that the font does not have takes at most.
LINE = 1.5
_TALL, _DEEP = 1.05, 0.35
# The font has no such circle: it is drawn.
CIRCLE = "○"
_CIRCLE_WIDTH = 0.66
# A letter that the font does not have is drawn in another, of which only this is certain.
_STRANGE = 1.25
_OF_FONT = re.compile(
    "[\u0020-\u024f\u0300-\u036f\u0e01-\u0e5b\u1e00-\u1eff\u2010-\u2026\u2030-\u203a\u20ac\u2212\u2260-\u2265]"
)
# A space ends a word, but for the one before the sign that says it twice.
_BETWEEN = re.compile(" (?!\u0e46|\u0e2f(?!\u0e25))")
_SPACE = re.compile(r"\s+")
_CLOSING = re.compile("[)\\]”’»,.:;!?%…\u0e46\u0e2f]")
_OPENING = re.compile("[(\\[“‘«]$")
_THAI = re.compile("[\u0e01-\u0e4e]")
# A tone mark over a vowel is set higher than it stands by itself.
_TONE, _OVER, _SARA_AM = re.compile("[\u0e47-\u0e4e]"), re.compile("[\u0e31\u0e34-\u0e37]"), "\u0e33"
_RAISED = 0.31
# A space at which no line ends.
KEPT_SPACE = "\u00a0"
_MONTHS = "|".join(re.escape(name) for short, _full, english in MONTHS for name in (short, english))
_DATE = re.compile(rf"[0-9๐-๙]{{1,2}} (?:{_MONTHS})(?: [0-9๐-๙]{{4}}(?: B\.E\.)?)?")
# How wide a table on a page is and what is beside a text in its cell, in sizes of its type; and what part of it a
# column of dates takes at most.
_TABLE, _BESIDE, _MOST_OF_DATES = 50.0, 1.0, 0.4


def font_file(weight: int) -> Path:
    """Return the file of the product's font in a weight: 400, 600 or 700."""
    return ROOT / "pages" / "static" / "fonts" / f"{FONT}-{WEIGHTS[weight]}.ttf"


def clean(text: str) -> str:
    """Return a text in one line as XML holds it: without control characters and halves of characters."""
    spaced = _SPACE.sub(" ", text)
    return "".join(letter for letter in spaced if unicodedata.category(letter) not in {"Cc", "Cs", "Cn"}).strip()


@cache
def _font(weight: int) -> ImageFont.FreeTypeFont:
    # The plain layout adds widths letter by letter, which is what is kept; the library of shaping may not be there.
    return ImageFont.truetype(font_file(weight), _UNITS, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _advance(letter: str, weight: int) -> float:
    """Return how wide a letter is, in parts of the size of type."""
    if letter == CIRCLE:
        return _CIRCLE_WIDTH
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    return _font(weight).getlength(letter) / _UNITS if _OF_FONT.match(letter) else _STRANGE


@lru_cache(maxsize=4096)
def _extent(letter: str, weight: int) -> tuple[float, float]:
    """Return how far a letter reaches above and below the line on which it stands, in parts of the size of type."""
    if letter in {" ", CIRCLE}:
        return 0.0, 0.0
    if not _OF_FONT.match(letter):
        return _TALL, _DEEP
    _left, top, _right, bottom = _font(weight).getbbox(letter, anchor="ls")
    return max(-top / _UNITS, 0.0), max(bottom / _UNITS, 0.0)


def width(text: str, size: float, weight: int = 400) -> float:
    """Return how wide a text is, in the unit of the size of its type; marks above and below take no width."""
    return sum(_advance(letter, weight) for letter in text) * size


def extent(text: str, size: float, weight: int = 400) -> tuple[float, float]:
    """Return how far a text reaches above and below the line on which it stands."""
    above = below = 0.0
    before = ""
    for letter, after in zip(text, f"{text[1:]} ", strict=False):
        high, low = _extent(letter, weight)
        if _TONE.match(letter) and (_OVER.match(before) or after == _SARA_AM):
            high += _RAISED
        above, below, before = max(above, high), max(below, low), letter
    return above * size, below * size


def parts_of(token: str, across: float = float("inf"), size: float = 1, weight: int = 400) -> Iterator[str]:
    """Return a text without spaces in parts between which a line may end.

    It may between Thai words, before a bracket that opens, and after one that closes; within words of our own only
    where they are wider than a line.

    Parameters
    ----------
    across
        How wide a line is, in the unit of the size of its type.
    """
    for part in _parts(token):
        yield from [part] if width(part, size, weight) <= across else _parts(part, is_apart=True)


def _parts(token: str, *, is_apart: bool = False) -> Iterator[str]:
    held = ""
    for part in thai_words(token, is_apart=is_apart):
        follows = held and not _CLOSING.match(part) and not _OPENING.search(held)
        if follows and ((_THAI.match(part) and _THAI.match(held[-1])) or part[0] == "(" or held[-1] in ")/"):
            yield held
            held = part
        else:
            held += part
    if held:
        yield held


def _pieces(part: str, across: float, size: float, weight: int) -> Iterator[str]:
    """Return a part in pieces that fit a line, where it is too long for one: cut between letters."""
    held, wide = "", 0.0
    for at, letter in enumerate(part):
        more = _advance(letter, weight) * size
        # A mark never begins a line: it takes no width, and stays with its letter.
        if held and wide + more > across and more and (at == 0 or may_part(part, at)):
            yield held
            held, wide = "", 0.0
        held, wide = held + letter, wide + more
    yield held


@lru_cache(maxsize=2048)
def _lines(text: str, size: float, across: float, weight: int) -> tuple[str, ...]:
    found = [""]
    for token in _BETWEEN.split(clean(text)):
        for place, part in enumerate(parts_of(token, across, size, weight)):
            joint = " " if place == 0 and found[-1] else ""
            if width(found[-1] + joint + part, size, weight) <= across:
                found[-1] += joint + part
                continue
            pieces = list(_pieces(part, across, size, weight))
            found = [*(found if found[-1] else found[:-1]), *pieces]
    return tuple(found)


def lines(text: str, size: float, across: float, weight: int = 400) -> list[str]:
    """Return a text in lines that are no wider than `across`, broken between words, of Thai ones too.

    Parameters
    ----------
    text
        Of any letters; each run of spaces and line feeds is one space.
    size
        Of its type; `across` is in the same unit, and at least as wide as a letter.
    weight
        400, 600 or 700.

    Returns
    -------
    Lines
        One at least. A word that is wider than a line is cut between letters.
    """
    return list(_lines(text, size, across, weight))


def column_shares(rows: Iterable[Sequence[str]]) -> list[float]:
    """Return how wide columns are to each other: by the longest text of each, within bounds; a period in one line.

    Parameters
    ----------
    rows
        The texts of a table, its headers first: they may take two lines, so that figures leave the room to names. Where
        `whole_dates` kept a date whole, the column is as wide as its text.
    """
    headers, *texts = rows
    longest = [0.6 * len(skeleton(header)) for header in headers]
    for row in texts:
        longest = [max(most, len(skeleton(text))) for most, text in zip(longest, row, strict=True)]
    shares = [min(most**0.7, 14.0) + 1 for most in longest]
    for at, column in enumerate(zip(*texts, strict=True)):
        dated = [width(text, 1.0) for text in column if KEPT_SPACE in text]
        if dated:
            part = min((max(dated) + _BESIDE) / _TABLE, _MOST_OF_DATES)
            shares[at] = max(shares[at], part / (1 - part) * (sum(shares) - shares[at]))
    return shares


def whole_dates(text: str) -> str:
    """Return a text in whose dates no line ends: ``30 เม.ย. 2569``."""
    return _DATE.sub(lambda date: date[0].replace(" ", KEPT_SPACE), text)
