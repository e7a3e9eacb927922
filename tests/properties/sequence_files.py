"""What people bring in random sequences: reports, results and score files, with the plain figures they are made of."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from openpyxl import Workbook

from ita.model import TypedResult
from tests import helpers
from tests.helpers import MEASURES, SCORES, STEPS, Sheet, thai
from tests.properties.plain_model import TEN, Key, Plan, levels_of

YEARS = (2565, 2566, 2567, 2568)
# Of the last the rules are not known.
TYPED_YEARS = (*YEARS, 2569)
# Indicators whose row is not continued on a next page and whose steps do not stand under measures' headings.
PLAIN_ROWS = (1, 3, 4, 7, 8, 9)
TITLES = (
    ("เทศบาลตำบลบ้านหมอ", "บ้านหมอ", "สระบุรี"),
    ("เทศบาลตำบลหนองเล็ก", "เมือง", "ลพบุรี"),
    ("เทศบาลเมืองใหม่", "เมือง", "สระบุรี"),
    ("องค์การบริหารส่วนตำบลบ้านหมอ", "บ้านหมอ", "ลพบุรี"),
)


@cache
def shipped_sheet() -> Sheet:
    return helpers.sheet()


def _moved(text: str, year: int) -> str:
    """Return text of the report with its score year and plan year moved."""
    two = {"๖๘": thai(year % 100), "๖๙": thai((year + 1) % 100)}
    return re.sub("๖๘|๖๙", lambda found: two[found[0]], text)


@cache
def shipped_plans(year: int) -> dict[int, Plan]:
    """Return what the shipped report plans, as its golden files say, moved to a year."""
    folder = helpers.ROOT / "tests" / "golden"
    found = {
        name: json.loads((folder / f"ban-mo-2568.{name}.json").read_text("utf-8")) for name in ("measures", "steps")
    }
    plans = {}
    for number in TEN:
        measures = [row for row in found["measures"] if row["indicator_no"] == number]
        positions = {row["measure_id"]: row["position"] for row in measures} | {None: None}
        steps = [row for row in found["steps"] if row["indicator_no"] == number]
        plans[number] = Plan(
            tuple(_moved(row["title"], year) for row in measures),
            tuple((_moved(row["text"], year), positions[row["measure_id"]]) for row in steps),
        )
    return plans


def some_score(rng: random.Random) -> Decimal:
    """Return a score: mostly high, as real ones are, some of the bounds of levels, some of the ends."""
    ends = ("0.00", "100.00", "85.00", "95.00", "84.99", "94.99")
    text = rng.choice(ends) if rng.random() < 0.2 else f"{rng.randrange(4600, 10_000) / 100:.2f}"
    return Decimal(text)


def some_report(
    rng: random.Random, title: Sequence[str], year: int
) -> tuple[bytes, dict[int, Decimal], dict[int, Plan]]:
    """Return a report of a town and year, its scores and its plans."""
    name, district, province = title
    lines = (*shipped_sheet().lines[:-1], f"ของ{name} อำเภอ{district} จังหวัด{province}")
    sheet = replace(
        shipped_sheet(),
        lines=tuple(_moved(line, year) for line in lines),
        tables=tuple(
            tuple(tuple(_moved(cell, year) for cell in row) for row in table) for table in shipped_sheet().tables
        ),
    )
    scores, plans = dict(SCORES), dict(shipped_plans(year))
    for number in rng.sample(PLAIN_ROWS, rng.randrange(4)):
        scores[number] = some_score(rng)
        if scores[number] != SCORES[number]:
            sheet = sheet.with_score(number, scores[number])
    for number in rng.sample(PLAIN_ROWS, rng.randrange(3)):
        titles = [f"มาตรการ{word}" for word in rng.sample("กขคงจฉ", rng.randrange(1, 4))]
        steps = [f"ขั้นตอน{word}" for word in rng.sample("กขคงจฉ", rng.randrange(1, 4))]
        sheet = sheet.with_cell(number, MEASURES, _numbered(titles)).with_cell(number, STEPS, _numbered(steps))
        plans[number] = Plan(tuple(titles), tuple((step, None) for step in steps))
    return sheet.data(), scores, plans


def _numbered(items: Iterable[str]) -> str:
    return " ".join(f"{thai(number)}. {item}" for number, item in enumerate(items, start=1))


def some_result(rng: random.Random, year: int) -> TypedResult:
    """Return a year's result: whole, in part, or the total alone."""
    numbers = rng.choice((list(TEN), rng.sample(TEN, rng.randrange(1, 10)), []))
    scores = {number: some_score(rng) for number in sorted(numbers)}
    total = some_score(rng) if not scores or rng.random() < 0.4 else None
    level = rng.choice(levels_of(year) or ["ผ่าน"]) if rng.random() < 0.4 else None
    return TypedResult(year, scores, total, level)


def as_table(results: Sequence[TypedResult], questions: Mapping[tuple[int, str], Decimal]) -> list[list[list[Any]]]:
    """Return tables of scores: a row a year, and a row a question."""
    headers: list[Any] = ["ปีงบประมาณ", *(f"ตัวชี้วัดที่ {number}" for number in TEN), "คะแนนรวม", "ระดับ"]
    rows: list[list[Any]] = [[r.fiscal_year, *(r.scores.get(n) for n in TEN), r.total, r.level] for r in results]
    asked: list[list[Any]] = [
        ["ปีงบประมาณ", "รหัสข้อคำถาม", "คะแนน"],
        *([y, code, s] for (y, code), s in questions.items()),
    ]
    return [table for table, known in (([headers, *rows], results), (asked, questions)) if known]


def as_csv(tables: Sequence[Sequence[Sequence[Any]]]) -> bytes:
    """Return one table as CSV."""
    (table,) = tables
    return "\r\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in table).encode("utf-8-sig")


def as_xlsx(tables: Sequence[Sequence[Sequence[Any]]]) -> bytes:
    """Return tables as the sheets of a workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        sheet = book.create_sheet()
        for row in table:
            sheet.append([float(cell) if isinstance(cell, Decimal) else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_bulk(
    scores: Mapping[Key, Mapping[int, Decimal]],
    totals: Mapping[Key, tuple[Decimal | None, str | None]],
    questions: Mapping[Key, Mapping[str, Decimal]],
) -> dict[str, bytes]:
    """Return files for a bulk import by name: one a kind of figure that there is."""
    rows: dict[str, tuple[str, list[tuple[object, ...]]]] = {
        "scores": ("indicator_no,score", [(*key[:2], n, s) for key, held in scores.items() for n, s in held.items()]),
        "totals": ("total,level", [(*key[:2], *held) for key, held in totals.items()]),
        "questions": ("code,score", [(*key[:2], c, s) for key, held in questions.items() for c, s in held.items()]),
    }
    return {
        f"{name}.csv": "\n".join(
            [f"agency_id,fiscal_year,{header}", *(",".join("" if c is None else str(c) for c in row) for row in found)]
        ).encode()
        for name, (header, found) in rows.items()
        if found
    }


def of_results(
    agency: str, results: Iterable[TypedResult], questions: Mapping[tuple[int, str], Decimal]
) -> dict[str, Any]:
    """Return what an import of own results holds."""
    scores: dict[Key, dict[int, Decimal]] = {}
    totals: dict[Key, tuple[Decimal | None, str | None]] = {}
    asked: dict[Key, dict[str, Decimal]] = {}
    for result in results:
        key = (agency, result.fiscal_year, "own_result")
        if result.scores:
            scores[key] = dict(result.scores)
        if result.total is not None or result.level is not None:
            totals[key] = (result.total, result.level)
    for (year, code), score in questions.items():
        asked.setdefault((agency, year, "own_result"), {})[code] = score
    return {"scores": scores, "totals": totals, "questions": asked}
