"""What words say of figures: a result, a target, an average, another agency's or another year's; and of which year.

Words are compared as keys (`ita.thai.match_key`) and once more without the marks above and below, as text out of a PDF
has them in other places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ita.importing.candidates import Role
from ita.importing.scores.text_keys import match_key, tidy
from ita.thai import skeleton

# What words say, finer than a role. The first five make figures something that is never read as a score.
FULL_MARKS, RANK, DIFFERENCE, COMPARISON, COUNT = "full_marks", "rank", "difference", "comparison", "count"
NEVER = frozenset((FULL_MARKS, RANK, DIFFERENCE, COMPARISON, COUNT))
RESULT, TARGET, AVERAGE, MEAN, EARLIER = "result", "target", "average", "mean", "earlier"
BEFORE, AFTER, SELF, ROUND, OTHER_AGENCY = "before_appeal", "after_appeal", "self_assessment", "round", "other_agency"
PLAN, WEIGHTED, ESTIMATE, LATER = "plan", "weighted", "estimate", "later"
# A result all the same, of which there may be several: only a person knows which counts.
ONE_OF_SEVERAL = frozenset((BEFORE, AFTER, ROUND, MEAN))

_APPEAL = r"(?:อุทธรณ์|ทักท้วง|โต้แย้ง|ชี้แจง|ทบทวน)"
_ADJUSTED = r"(?:ปรับ(?!ปรุง)|แก้ไข)"
_WORDS: tuple[tuple[str, str], ...] = (
    (COMPARISON, r"เทียบ|ร้อยละของ|%ของ|percentof|บรรลุ|ต่ำกว่า|สูงกว่า|สถานะ|versus|vs\."),
    (DIFFERENCE, r"ผลต่าง|ส่วนต่าง|เปลี่ยนแปลง|เพิ่มขึ้น|ลดลง|เพิ่ม/|\(\+/-\)|ช่องว่าง|difference|change|(?<![a-z])diff|gap"),
    (RANK, r"อันดับ|(?<![a-z])rank"),
    (COUNT, r"^จำนวน|ผู้ตอบ|กลุ่มตัวอย่าง|respondents?|samplesize"),
    (FULL_MARKS, r"^(?:ค่า)?(?:คะแนน)?เต็ม(?:\(?100(?:\.0+)?\)?|คะแนน)*$|^คะแนนสูงสุด$|fullmarks?|maxscore|maximum"),
    (WEIGHTED, r"ถ่วง|น้ำหนัก|weight"),
    (
        ESTIMATE,
        r"คาด(?:การณ์|ว่า|จะ)|น่าจะได้|ประมาณการ|พยากรณ์|จำลอง|สมมติ|สมมุติ|ตัวอย่าง|(?<!ตา)ร่าง(?!กาย|วัล)|forecast|estimat|projected|simulat|sample|draft",
    ),
    (TARGET, r"เป้า|คาดหวัง|พึงได้|ที่ต้องการ|target|(?<![a-z])goals?(?![a-z])|expect"),
    (BEFORE, rf"ก่อน(?:การ|ยื่น|ขอ|มีการ)*(?:{_APPEAL}|{_ADJUSTED})|(?:before|pre)(?:the)?-?appeal"),
    (
        AFTER,
        rf"หลัง(?:การ|จาก|ยื่น|ขอ|มีการ)*(?:{_APPEAL}|{_ADJUSTED})|(?:ปรับ|แก้ไข)(?:คะแนน)?(?:แล้ว|ใหม่)|revised|adjusted|(?:after|post)(?:the)?-?appeal",
    ),
    (SELF, r"ประเมินตนเอง|ประเมินตัวเอง|ตนเองประเมิน|ประเมินภายในเอง|self"),
    (ROUND, r"รอบ(?:ที่)?(?:\d|แรก|สอง|สาม|หลัง|สุดท้าย|ก่อน)|ครั้ง(?:ที่)?(?:\d|แรก|สอง|หลัง)|ระยะที่\d|round|phase\d|1st|2nd"),
    (
        EARLIER,
        r"ปีก่อน|ปีที่แล้ว|ปีที่ผ่านมา|ปีกลาย|ครั้งก่อน|ของเดิม|คะแนนเดิม|ผลเดิม|^เดิม$|ค่าฐาน|ฐานเดิม|previous|lastyear|prioryear|baseline",
    ),
    (LATER, r"ปีหน้า|ปีถัดไป|nextyear"),
    (
        AVERAGE,
        r"(?:ทั้ง|ระดับ|ภาพรวม|รวม|เฉลี่ย|ค่า|ผล|คะแนน|^)(?:ทั้ง|ของ|ราย|ระดับ){0,8}(?:ประเทศ|จังหวัด|ภาค(?!ส่วน)|อำเภอ)"
        r"|(?:เฉลี่ย|ค่ากลาง)(?:ita|ผล|การ|ประเมิน|ของ|ราย|ระดับ|คะแนน|หน่วยงาน|ทุก|ทั้ง|ตาม){0,16}(?:อปท|องค์กรปกครอง|ท้องถิ่น|ประเภท|กลุ่ม|เทศบาล|อบต|หน่วยงาน|กรม|กระทรวง)"
        r"|^(?:อปท\.?|ประเภทเดียวกัน|กลุ่มเดียวกัน|ทุกหน่วยงาน)(?:ทั้งหมด|ทั่วประเทศ)?$|ทั่วประเทศ|national|nationwide|province|provincial|peers?(?![a-z])"
        r"|country",
    ),
    (MEAN, r"เฉลี่ย|average|(?<![a-z])avg|(?<![a-z])mean(?![a-z])"),
    (PLAN, r"แผน(?!ก|ภูมิ)|(?<![a-z])plan(?![a-z])"),
    (
        RESULT,
        r"ผลที่ได้|ที่ได้|ได้รับ|ผลจริง|คะแนนจริง|ทำได้|ผล(?:คะแนน)?(?:การ)?ประเมิน|ผลลัพธ์|ผลสัมฤทธิ์|ผลการดำเนินงาน|ผลงาน|^ผล(?:\(|$|ปี)|^ผล25|\(ผล\)"
        r"|^ผล(?:คะแนน)?$|actual|result|achieved|ปีปัจจุบัน|ปีนี้|คะแนนสุดท้าย|คะแนนสุทธิ|final",
    ),
)
_PATTERNS = tuple((kind, re.compile(words), re.compile(skeleton(words))) for kind, words in _WORDS)
_ANY = re.compile("|".join(words for _, words in _WORDS))
_ANY_BARE = re.compile(skeleton("|".join(words for _, words in _WORDS)))
_AGENCY = (
    r"(?:เทศบาล(?:ตำบล|เมือง|นคร)|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.?|อบจ\.?|ทต\.?|ทม\.?|ทน\.?)"
    r"(?P<name>[ก-๎]{2,40})"
)
_AN_AGENCY = re.compile(_AGENCY)
_NOT_A_NAME = re.compile(r"^(?:ทุก|ทั้ง|เฉลี่ย|ที่|ใน|ของ|ประเภท|และ|หรือ|ต่าง)")
_NAME_ENDS = re.compile(r"(?:อำเภอ|อ\.|จังหวัด|จ\.|ปี|ประจำ|พ\.ศ|\(|ผล|คะแนน|การประเมิน).*$")
# Words that only join a result and a target in a title, as columns of both stand beneath.
_BOTH = re.compile(r"และ|กับ|เทียบ|เปรียบ|/|ต่ำกว่า|สูงกว่า|บรรลุ|ตาม|versus|vs|and|เทียบกับ")
_LONGEST = 300

_YEAR = re.compile(
    r"(?<![\d.,/])(25[5-9]\d)(?![.,/]?\d)"
    r"|(?:ปี|งบ|พ\.?\s?ศ\.?)(?:งบประมาณ|งบฯ?|การประเมิน|ประเมิน)?\s*(?:พ\.?\s?ศ\.?)?\s*(?<!\d)([67]\d)(?![\d.,/%])"
)
_DATE_BEFORE = re.compile(
    r"(?:คม|ยน|พันธ์|[กมพสตธ]\.\s?[คพย]\.?|มี\.?\s?ค\.?|เม\.?\s?ย\.?|มิ\.?\s?ย\.?)\s*+(?:พ\.?\s?ศ\.?)?\s*+$|วันที่[^ก-ฮ]{0,12}$"
)
_RANGE = re.compile(r"^\s*+(?:[-–—~]|ถึง)\s*+(?:พ\.?\s?ศ\.?)?\s*+$")
_LAW = re.compile(r"พ\.?ร\.?บ\.?|พระราช|ระเบียบ|คำสั่ง|หนังสือ|กฎกระทรวง|เทศบัญญัติ|ข้อบัญญัติ|มติ|ลงวันที่|ที่\s?\S{1,12}/|ประกาศ")
_PLANNED = re.compile(r"แผน(?!ก|ภูมิ)|มาตรการ|โครงการ|แนวทาง|ยุทธศาสตร์|(?<![a-z])plan(?![a-z])", re.IGNORECASE)
_RESULT_WORD = re.compile(
    r"ผลการประเมิน|ผลประเมิน|ผลคะแนน|คะแนน|ประเมิน|(?<![a-z])ITA|ผล(?!ิต)|result|score", re.IGNORECASE
)
_FROM_RESULT = re.compile(
    r"(?:จาก|ตาม|วิเคราะห์|ของ|สรุป|รายงาน|from)\s*+(?:การ)?\s*+(?:วิเคราะห์)?\s*+"
    r"(?:ผล(?!\s*การ(?:ดำเนิน|ปฏิบัติ|ขับเคลื่อน|ติดตาม|นำ))|คะแนน|การประเมิน|result|score)",
    re.IGNORECASE,
)
_TARGETED = re.compile(r"เป้า|คาดหวัง|target", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class YearSaid:
    """A year that words name, and of what it is: ``result``, ``target``, ``plan``, ``date``, ``law`` or ``range``."""

    year: int
    of: str


@lru_cache(maxsize=4_096)
def kinds(text: str) -> frozenset[str]:
    """Return everything that words say of figures; nothing for running text."""
    if not text or len(text) > _LONGEST:
        return frozenset()
    key = match_key(text)
    bare = skeleton(text)
    if not (_ANY.search(key) or _ANY_BARE.search(bare)):
        return frozenset()
    found = {kind for kind, whole, marks in _PATTERNS if whole.search(key) or marks.search(bare)}
    if AVERAGE in found and _AN_AGENCY.search(key) and MEAN not in found:
        # A town's name is followed by that of its province.
        found.discard(AVERAGE)
    if AVERAGE in found:
        found.discard(MEAN)
    if ESTIMATE in found and re.search("คาด|น่าจะ", key):
        # "ที่คาดว่าจะได้รับ" is nothing that was got.
        found.discard(RESULT)
    if FULL_MARKS in found or found & {TARGET, COMPARISON, DIFFERENCE}:
        found.discard(RESULT) if found & {FULL_MARKS, DIFFERENCE} else None
    return frozenset(found)


def role_of(said: Iterable[str]) -> Role | None:
    """Return what kinds make of figures where one of them is no clear result of the year; None where nothing does."""
    found = set(said)
    named: list[Role] = []
    if found & {TARGET, LATER}:
        named.append("target")
    if AVERAGE in found:
        named.append("average")
    if EARLIER in found:
        named.append("earlier")
    if SELF in found:
        named.append("self_assessment")
    if OTHER_AGENCY in found:
        named.append("other_agency")
    if WEIGHTED in found:
        named.append("weighted")
    if len(named) == 1:
        # "A target of the round before" is a target still.
        return named[0]
    if named or found & (ONE_OF_SEVERAL | {ESTIMATE}):
        return "unclear"
    return None


def of_title(text: str) -> frozenset[str]:
    """Return what a title or a sheet's name says of all figures beneath it.

    A title that joins results and targets ("ผลเทียบกับเป้าหมาย") says neither: its columns do.
    """
    found = set(kinds(text))
    key = match_key(text) if TARGET in found else ""
    if TARGET in found and (RESULT in found or re.search("คะแนน|ประเมิน", key)):
        target = re.search(r"เป้า|คาดหวัง|target|expect", key)
        result = re.search(r"ผล(?!ิต)|result", key)
        if (
            target
            and result
            and _BOTH.search(key[min(target.end(), result.end()) : max(target.start(), result.start())])
        ):
            found -= {TARGET, RESULT}
        elif target and result and result.start() < target.start():
            # "ผลการประเมิน … เป้าหมาย": of which of the two the figures are is not said.
            found.discard(RESULT)
        else:
            found.discard(RESULT)
    return frozenset(found - NEVER - {PLAN, WEIGHTED})


def years_said(text: str) -> tuple[YearSaid, ...]:
    """Return the years that words name, each with what it is of; a year of a date, a law or a plan is no result's."""
    plain = tidy(text[:_LONGEST])
    found = list(_YEAR.finditer(plain))
    said: list[YearSaid] = []
    for at, match in enumerate(found):
        year = int(match[1] or f"25{match[2]}")
        start = found[at - 1].end() if at else 0
        before = plain[start : match.start()]
        end = found[at + 1].start() if at + 1 < len(found) else len(plain)
        after = plain[match.end() : end]
        in_range = (at and _RANGE.match(before)) or (at + 1 < len(found) and _RANGE.match(after))
        said.append(YearSaid(year, "range" if in_range else _of(before, after, plain, alone=len(found) == 1)))
    return tuple(said)


def _of(before: str, after: str, whole: str, *, alone: bool) -> str:
    if _DATE_BEFORE.search(before):
        return "date"
    law = next(reversed(list(_LAW.finditer(before))), None)
    if law is not None and not _RESULT_WORD.search(before[law.end() :]):
        return "law"
    planned = _PLANNED.search(whole if alone else before)
    if planned is None and not alone and not re.sub(r"ประจำ|ปี|งบประมาณ|พ\.?ศ\.?|[ ().]", "", before):
        planned = _PLANNED.search(after)
    if planned is not None and not _FROM_RESULT.search(before):
        return "plan"
    if _TARGETED.search(whole if alone else before):
        return "target"
    return "result"


def agencies_said(text: str) -> tuple[str, ...]:
    """Return the names of agencies that words name, as keys without the word for their kind."""
    if len(text) > _LONGEST:
        return ()
    key = match_key(text)
    names = []
    for found in _AN_AGENCY.finditer(key):
        name = _NAME_ENDS.sub("", found["name"])
        if len(name) >= 2 and not _NOT_A_NAME.match(name):
            names.append(name)
    return tuple(names)


def other_agency(text: str, own: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether words name another agency than the one that is imported for, and not it.

    Parameters
    ----------
    own, others
        Names as they are written.
    """
    if len(text) > _LONGEST:
        return False
    key = match_key(text)
    mine = [match_key(name) for name in own if name]
    stems = [stem for name in own for stem in agencies_said(name)] or mine
    if any(stem and stem in key for stem in (*stems, *mine)):
        return False
    if agencies_said(text):
        return bool(mine)
    return bool(mine) and any(match_key(name) in key for name in others if len(name) > _SHORTEST_NAME)


_SHORTEST_NAME = 5


def only_says(text: str) -> bool:
    """Tell whether a cell says nothing but what its row is: words of a kind, with years and filler beside."""
    key = match_key(text[: _LONGEST + 1])
    if not key or len(key) > _LONGEST_CELL or re.search(r"\d[.,]\d", key):
        return False
    said = kinds(text)
    return bool(said) and not said & {COMPARISON, DIFFERENCE, COUNT}


_LONGEST_CELL = 60
# A remark speaks of the figures beside it only where it is nothing but the word for what they are.
_REMARK = re.compile(
    r"(?:เป็น|คือ|ใช้)?(?:ค่า|คะแนน|ตัวเลข)?(?:การ)?(?:ตั้ง)?"
    r"(?:เป้า(?:หมาย)?|คาดการณ์|คาดหวัง|ประมาณการ|จำลอง|สมมติ|ร่าง|ตัวอย่าง|ประเมินตนเอง|เฉลี่ย(?:ระดับ|ทั้ง)?(?:ประเทศ|จังหวัด)?"
    r"|targets?|goals?|estimates?|forecasts?|draft|self-?assessment)(?:(?:ของ)?(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?25\d\d)?"
)


def is_remark_of_role(text: str) -> bool:
    """Tell whether a remark is nothing but the word for what the figures beside it are: ``เป้าหมาย``."""
    return _REMARK.fullmatch(match_key(text[: _LONGEST_CELL + 1])) is not None


def bare_name(text: str) -> str:
    """Return the key of an agency's name without the words for its kind and without where it lies."""
    key = re.sub(
        r"^(?:เทศบาล(?:ตำบล|เมือง|นคร)?|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.?|อบจ\.?|ทต\.?|ทม\.?|ทน\.?)",
        "",
        match_key(text),
    )
    return _NAME_ENDS.sub("", key)
