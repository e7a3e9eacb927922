"""What a row's words say of scores: the indicator's own, the question's, and which of them disagree.

Every pattern works on `ita.thai.match_key` (no spaces, Arabic digits), because the reports break words at will.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from ita.characters import without_odd_digits

_NUMBER = r"(?P<score>\d{1,3}(?:\.\d+)?)"
_STATED = re.compile(
    rf"คะแนน(?:ที่)?(?:ได้)?(?:อยู่)?(?:ใน)?(?:ระดับ|เท่ากับ|คือ)?(?<!\d){_NUMBER}(?![\d.)])(?P<unit>คะแนน)?"
    r"|(?<![\d.])(?P<before>\d{1,3}(?:\.\d+)?)คะแนน"
)
_IN_THIS_QUESTION = re.compile(rf"คะแนน(?:อยู่)?(?:ใน)?(?:ระดับ)?{_NUMBER}(?:คะแนน)?ในข้อ(?:คำถาม)?(?:ดังกล่าว|นี้)")
# Words that make a number something else than this year's score of this indicator.
_OTHER = re.compile(
    r"ปีก่อน|ปีที่แล้ว|ปีที่ผ่านมา|ปีงบประมาณ|ปี(?:พ\.?ศ\.?)?25\d\d|เป้าหมาย|เฉลี่ย|ระดับประเทศ|เพิ่มขึ้น|ลดลง|เพิ่มอีก"
    r"|เกณฑ์|เต็ม|น้อยกว่า|มากกว่า|ต่ำกว่า|สูงกว่า|อย่างน้อย|จากเดิม|จากคะแนน|รวมทั้ง|ขาดอีก|ขาดไป|ห่างจาก"
    r"|ต่างจาก|จะถึง|ให้ถึง|ในช่วง|สูงสุด|ต่ำสุด"
)
_OR_MORE = re.compile(r"ขึ้นไป")
# What a number is of, where the words just before it say so.
_OF = re.compile(
    r"ข้อ(?:คำถาม)?(?:ที่)?(?P<code>[ieo]?\d{1,3})(?!\d)|ตัวชี้วัด(?:ย่อย)?(?:ที่)?(?P<number>\d{1,2})(?!\d)|(?P<instrument>[ieo]it)"
)
_OVERALL = re.compile(r"ภาพรวม|คะแนนรวม")
_CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Stated:
    """A score that a text states of the indicator; `overall` where the words may mean the town's total."""

    score: Decimal
    overall: bool


def question_score(key: str, code_keys: frozenset[str]) -> Decimal | None:
    """Return the score that a text states of the question, or None.

    Parameters
    ----------
    key
        `match_key` of the text.
    code_keys
        The ways in which the row writes the question's code, such as ``{"o1", "01"}``.
    """
    key = without_odd_digits(key)
    for code in code_keys:
        found = re.search(
            rf"ข้อ(?:คำถาม)?(?:ที่)?{re.escape(code)}(?:มี|ได้)*"
            rf"(?:(?:ผล|ค่า)?คะแนน(?:อยู่)?(?:ใน)?(?:ระดับ)?{_NUMBER}|(?P<before>\d{{1,3}}(?:\.\d+)?)คะแนน)",
            key,
        )
        if found:
            return Decimal(found["score"] or found["before"])
    found = _IN_THIS_QUESTION.search(key)
    return Decimal(found["score"]) if found else None


def stated_scores(key: str, code_keys: frozenset[str], indicator_no: int) -> Iterator[Stated]:
    """Yield the scores that a text states of the indicator itself.

    Numbers that the words give another meaning (full marks, another year, a target, an average, a difference) and
    those of a question, of another indicator or of an instrument are left out.
    """
    key = without_odd_digits(key)
    of_question = [found.span() for found in _IN_THIS_QUESTION.finditer(key)]
    for code in code_keys:
        of_question += [
            f.span()
            for f in re.finditer(
                rf"ข้อ(?:คำถาม)?(?:ที่)?{re.escape(code)}(?:มี|ได้)*(?:(?:ผล|ค่า)?คะแนน\D{{0,12}}[\d.]+|[\d.]+คะแนน)", key
            )
        ]
    # Sorted, with the farthest end so far, so that no number is held against every question.
    of_question.sort()
    starts = [start for start, _ in of_question]
    ends = list(accumulate((end for _, end in of_question), max))
    end_before = 0
    for found in _STATED.finditer(key):
        number = found["score"] or found["before"]
        context = key[max(end_before, found.start() - _CONTEXT) : found.start() + len("คะแนน")]
        end_before = found.end()
        if "." not in number and not (found["unit"] or found["before"]):
            continue
        begun = bisect_right(starts, found.end())
        inside = begun > 0 and found.start() < ends[begun - 1]
        if inside or _OTHER.search(context) or _OR_MORE.match(key, found.end()):
            continue
        if _is_of_another(context, code_keys, indicator_no):
            continue
        words = key[max(0, found.start() - _CONTEXT) : found.end()]
        yield Stated(Decimal(number), _OVERALL.search(words) is not None)


def _is_of_another(context: str, code_keys: frozenset[str], indicator_no: int) -> bool:
    """Tell whether the words before a number give it to another question, another indicator or an instrument."""
    named = list(_OF.finditer(context))
    if not named:
        return False
    last = named[-1]
    if last["code"]:
        return last["code"] not in code_keys
    return last["instrument"] is not None or int(last["number"]) != indicator_no
