"""Years that a report's titles and headers name, each with what it is of: a result, a plan, a letter, a law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ita.thai import MONTHS, tidy

Kind = Literal["result", "plan", "letter", "law", "other"]
_YEAR = re.compile(r"(?<!\d)25\d\d(?!\d)")
# The nearest of these words before a year says what it is the year of.
_WORDS: tuple[tuple[Kind, str], ...] = (
    ("result", r"ประเมิน|คะแนน|\bita\b|ผลการวิเคราะห์"),
    (
        "plan",
        "แผน|มาตรการ|แนวทาง|พัฒนา|ปรับปรุง|ดำเนินการ|ขับเคลื่อน|โครงการ|กิจกรรม|ไปสู่|ยกระดับ|เตรียมความพร้อม|เป้าหมาย|ยุทธศาสตร์|ระยะเวลา",
    ),
    ("law", r"พระราชบัญญัติ|พระราชกฤษฎีกา|พ ?\. ?ร ?\. ?บ|รัฐธรรมนูญ|กฎหมาย|ระเบียบ|กฎกระทรวง|ข้อบัญญัติ|เทศบัญญัติ|ประกาศ|คำสั่ง"),
    ("letter", r"หนังสือ|ลงวันที่|วันที่|ที่ มท"),
)
_MONTH_NAMES = "|".join(re.escape(name) for month in MONTHS for name in month[:2])
_ANY = re.compile(
    "|".join([f"(?P<{kind}>{words})" for kind, words in _WORDS] + [f"(?P<month>{_MONTH_NAMES})"]),
    re.IGNORECASE,
)
# What may stand between the name of a month and its year.
_NEAR_MONTH = 8
_GOES_ON = re.compile(r"(?:ประจำ|ใน|ของ)?\s*(?:ปี|พ ?\. ?ศ)")


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year that a line names, and what it is the year of."""

    fiscal_year: int
    kind: Kind


def year_mentions(lines: Iterable[str]) -> Iterator[YearMention]:
    """Yield the years of some lines; a line that begins with its year goes on with the one before."""
    before: Kind = "other"
    for line in lines:
        plain = tidy(line)
        if not plain:
            continue
        years = list(_YEAR.finditer(plain))
        words = [(found.end(), found.lastgroup or "") for found in _ANY.finditer(plain)]
        kind: Kind = before if _GOES_ON.match(plain) else "other"
        at = 0
        for year in years:
            near_month = False
            while at < len(words) and words[at][0] <= year.start():
                end, name = words[at]
                near_month = name == "month" and year.start() - end <= _NEAR_MONTH
                kind = kind if name == "month" else _kind(name)
                at += 1
            yield YearMention(int(year.group()), "letter" if near_month else kind)
        before = next((_kind(name) for _, name in reversed(words) if name != "month"), before if years else "other")


def _kind(name: str) -> Kind:
    return next(kind for kind, _ in _WORDS if kind == name)


def result_years(lines: Iterable[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the years of results that lines name, and those that they name as something else for sure.

    A year of which nothing is said counts as one of results only where no other does.
    """
    mentions = list(year_mentions(lines))
    results = frozenset(m.fiscal_year for m in mentions if m.kind == "result")
    plain = frozenset(m.fiscal_year for m in mentions if m.kind == "other")
    others = frozenset(m.fiscal_year for m in mentions if m.kind not in ("result", "other"))
    return results or plain, others
