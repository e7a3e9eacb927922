"""Characters that deceive: that nobody sees, that turn the direction of writing, that look like figures and are none.

One rule for every reader, so that what can be seen is what is read: what is invisible is left out, and a figure that
holds anything but the digits 0-9 and ๐-๙ is refused whole, never read in part.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from ita.errors import InputError, Issue, SourceLocation

# Unicode's default ignorables (joiners, fillers, selectors, tags, zero-width spaces), but for those of direction.
_IGNORABLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_MARKS_OF_DIRECTION = "\u061c\u200e\u200f"
_TURNING = "\u202a-\u202e\u2066-\u2069"
INVISIBLE = re.compile(f"[{_IGNORABLE}{_MARKS_OF_DIRECTION}{_TURNING}]")
_DIRECTED = re.compile(f"[{_MARKS_OF_DIRECTION}{_TURNING}]")
_TURNED = re.compile(f"[{_TURNING}]")
_DIRECTIONS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_HYPHENS = re.compile("[\u2010-\u2012\u2043\ufe63\uff0d]")
_ANY_DIGIT = re.compile(r"\d")
_DIGIT = re.compile("[0-9]")
# A mark of direction inside a figure moves its parts; before or behind it moves nothing.
_MARK_IN_FIGURE = re.compile(f"[\\d.,][{_MARKS_OF_DIRECTION}]+[\\d.,]")

_RAISED = str.maketrans("0123456789๐๑๒๓๔๕๖๗๘๙+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED = str.maketrans("0123456789๐๑๒๓๔๕๖๗๘๙+-()", "₀₁₂₃₄₅₆₇₈₉₀₁₂₃₄₅₆₇₈₉₊₋₍₎")

# Letters that stand for a digit where someone types by sight: a whole word of them beside digits is a figure misspelt.
_LOOKALIKES = frozenset("OolI")
# Everything that may touch a figure and make it another: letters but for Thai ones, digits, stops, and what is odd.
_TOKEN = re.compile("[^\\s\u0e01-\u0e4e\u0e5a\u0e5b()\\[\\]{}:;=/|%\"'“”‘’<>–—−*+~_…•●▪✓✔-]+")
# A spreadsheet takes a text that begins so for a formula, the wide letters of East Asian typing too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_JOINED = re.compile(r"(?<![0-9.,])[0-9.,]++(?:[-–—−][0-9.,]++)+")
_HYPHEN = re.compile("[-–—−]")
_PLAIN = re.compile(r"[0-9]+(?:[.,]+[0-9]+)*")
_CODE = re.compile(r"[a-zA-Z][1-9][0-9]{0,2}|[oO]0?[1-9][0-9]{0,2}")
_WORD = re.compile(r"(?P<word>[A-Za-z]{2,}[.,]?)(?P<figure>[0-9]+(?:[.,]+[0-9]+)*)")
_UNIT = re.compile(r"[0-9]+(?:[.,]+[0-9]+)*\.?(?:points?|score|pts|st|nd|rd|th)", re.IGNORECASE)
_SHOWN = 40

Odd = Literal["direction", "raised", "digit", "letter", "joined"]


def without_invisible(text: str) -> str:
    """Return text without what nobody sees, every kind of hyphen as one."""
    if text.isascii():
        return text
    return _HYPHENS.sub("-", INVISIBLE.sub("", text))


def without_surrogates(text: str) -> str:
    """Return text with question marks for lone surrogates, which nothing stores: bytes that are no UTF-8 come so."""
    return text.encode("utf-8", "replace").decode("utf-8")


def undirected(text: str) -> str:
    """Return text without marks that turn the direction of writing: they would turn the figures beside it too.

    Nothing here is written from right to left.
    """
    return text.translate(_DIRECTIONS)


def raised(text: str) -> str:
    """Return the text of a raised run: figures as superscripts, so that they join no number."""
    return text.translate(_RAISED)


def lowered(text: str) -> str:
    """Return the text of a lowered run: figures as subscripts, so that they join no number."""
    return text.translate(_LOWERED)


def is_turned(text: str) -> bool:
    """Tell whether text holds figures and characters that may show them in another order than they are stored."""
    if text.isascii() or not _DIRECTED.search(text) or not _ANY_DIGIT.search(text):
        return False
    return bool(_TURNED.search(text) or _MARK_IN_FIGURE.search(text))


@lru_cache(maxsize=4_096)
def _kind(char: str) -> Odd | None:
    """Return what is odd of a character in a figure."""
    if "0" <= char <= "9" or "๐" <= char <= "๙":
        return None
    if unicodedata.category(char) in ("No", "Nl") or (char.isdigit() and unicodedata.decomposition(char)[:1] == "<"):
        return "digit" if unicodedata.decomposition(char).startswith(("<wide>", "<font>")) else "raised"
    return "digit" if char.isdigit() else None


def odd_figure(text: str) -> tuple[Odd, str] | None:
    """Return what is odd of the first figure of a text that no plain number is, and the figure; None where all are.

    Plain are digits with stops and commas, a number behind a word ("IIT 96.97", "ITA2568"), one before its unit, and
    codes of questions ("o27"). It looks at figures only: text without any is never odd.

    Parameters
    ----------
    text
        As written, or as `ita.thai.tidy` gives it.
    """
    if is_turned(text):
        return "direction", _shown(without_invisible(text))
    plain = without_invisible(text).translate(_THAI_TO_ARABIC)
    joined = _JOINED.finditer(plain)
    for found in joined:
        if _is_broken(found.group()):
            return "joined", _shown(found.group())
    for found in _TOKEN.finditer(plain):
        token = found.group()
        odd = _odd_token(token.strip(".,"))
        if odd is not None:
            return odd, _shown(token)
    return None


def without_odd_digits(text: str) -> str:
    """Return text in which every figure with a raised digit, or one of another script, is a sign that is no figure."""
    if not _FOREIGN.search(text):
        return text
    made: list[str] = []
    run: list[str] = []
    for char in [*text, ""]:
        if char and (char in _IN_FIGURES or _kind(char)):
            run.append(char)
            continue
        made += ["\ufffd"] if any(map(_kind, run)) else run
        run = []
        made.append(char)
    return "".join(made)


_FOREIGN = re.compile("[^\\x00-\\x7f\u0e00-\u0e7f\u2010-\u2027]")
_IN_FIGURES = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙.,")
_THAI_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def _is_broken(joined: str) -> bool:
    """Tell a number with a hyphen in it from a span of whole ones: ``98.-02``, ``98-02``; not ``1-31``."""
    parts = _HYPHEN.split(joined)
    return any(not part.isdigit() or (len(part) > 1 and part[0] == "0") for part in parts)


def _odd_token(token: str) -> Odd | None:
    if token.isalpha() or _PLAIN.fullmatch(token):
        return None
    kinds = [kind for char in token if (kind := _kind(char))]
    if not _DIGIT.search(token):
        # A raised figure behind a word is no number, and digits of other scripts would pass for one.
        return "digit" if "digit" in kinds else None
    if kinds:
        return kinds[0]
    if _CODE.fullmatch(token) or _UNIT.fullmatch(token):
        return None
    parts = token.split(",")
    if len(parts) > 1 and all(_CODE.fullmatch(part) for part in parts):
        return None
    word = _WORD.fullmatch(token)
    return None if word and not _LOOKALIKES.issuperset(word["word"].rstrip(".,")) else "letter"


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


RULE = "figure-unclear"


def refuse_odd_figures(text: str, location: SourceLocation) -> None:
    """Refuse text in which a figure is not plainly one.

    Raises
    ------
    InputError
        ``figure-unclear``.
    """
    found = odd_figure(text)
    if found is not None:
        raise InputError.of(Issue(RULE, {"text": found[1]}, location, variant=found[0]))
