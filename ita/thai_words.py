"""Where Thai text may part: between words of a list, for Thai has no spaces between them."""

from __future__ import annotations

import gzip
import re
from functools import cache, lru_cache

from ita.level_names import MEANINGS
from ita.paths import DATA

_LIST = DATA / "words" / "thai.txt.gz"
# What the list has in parts only, and is read wrong where a line ends within: half of a level's name is another level.
_DIVISIONS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา")
_TERMS = ("ไม่ใช่", "ตัวชี้วัด", "ข้อคำถาม", "คะแนนรวม", "ลำดับที่", "ทั้งประเทศ", "ผู้มีส่วนได้ส่วนเสีย", "แบบวัด")
_OWN = frozenset((*MEANINGS, *_DIVISIONS, *_TERMS))
# Longer ones are whole sayings.
_LONGEST = 24
# "And so on" is a word of its own, though it begins with a sign.
_SO_ON = "\u0e2f\u0e25\u0e2f"
_THAI = re.compile(f"({_SO_ON}|(?:(?!{_SO_ON})[\u0e01-\u0e4e])+)")
# No line begins with a vowel or mark of the letter before it, or ends with a vowel that is read after the next letter.
_NEVER_FIRST = frozenset("\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46" + "".join(map(chr, (0x0E31, *range(0x0E34, 0x0E3B)))))
_TONES = frozenset(map(chr, range(0x0E47, 0x0E4F)))
_LEADING_VOWELS = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44")
_SIGNS = "\u0e2f\u0e46"
# A letter that no word covers costs more than any number of words.
_UNKNOWN = 1000


@cache
def _known() -> frozenset[str]:
    return frozenset(gzip.decompress(_LIST.read_bytes()).decode("utf-8").split("\n"))


def _is_word(part: str, *, is_apart: bool) -> bool:
    """Tell whether a part is a word of the list or of our own; signs may stand after it."""
    word = part.rstrip(_SIGNS) or part
    return word in _known() or (word in _OWN and not is_apart)


def may_part(text: str, at: int) -> bool:
    """Tell whether a letter with its vowels and marks ends before a place in a text."""
    return text[at] not in _NEVER_FIRST and text[at] not in _TONES and text[at - 1] not in _LEADING_VOWELS


@lru_cache(maxsize=2048)
def _segments(run: str, *, is_apart: bool) -> tuple[str, ...]:
    """Return a run of Thai letters in the fewest words that leave the fewest letters over; these stay together."""
    end = len(run)
    ends = [at for at in range(1, end) if may_part(run, at)] + [end]
    # For each place the least cost up to it, and where its last part begins.
    costs: dict[int, tuple[int, int]] = {0: (0, 0)}
    before = 0
    for at in ends:
        found = [(costs[before][0] + _UNKNOWN * (at - before), before)]
        for start in range(max(at - _LONGEST, 0), at):
            if start in costs and _is_word(run[start:at], is_apart=is_apart):
                found.append((costs[start][0] + 1, start))
        costs[at] = min(found)
        before = at
    parts: list[str] = []
    at, unknown = end, False
    while at:
        start = costs[at][1]
        is_word = _is_word(run[start:at], is_apart=is_apart)
        if unknown and not is_word:
            parts[-1] = run[start:at] + parts[-1]
        else:
            parts.append(run[start:at])
        at, unknown = start, not is_word
    return tuple(reversed(parts))


def thai_words(text: str, *, is_apart: bool = False) -> list[str]:
    """Return a text in parts between which a line may end, as far as Thai is concerned; joined they are the text.

    Words that the list does not know, such as most names, stay whole; what is not Thai is one part for each run of it.

    Parameters
    ----------
    is_apart
        Part words of our own, such as names of levels, too: where a line has no room for all of one.
    """
    parts: list[str] = []
    for place, run in enumerate(_THAI.split(text)):
        if place % 2:
            # A run may be as long as somebody types; words far apart do not depend on each other.
            parts += [
                each for at in range(0, len(run), 400) for each in _segments(run[at : at + 400], is_apart=is_apart)
            ]
        elif run:
            parts.append(run)
    return parts
