"""However a town lays its report out, the same report is read: columns, heads, digits, pages, merged cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from ita.frameworks import Frameworks, load_frameworks
from ita.importing.report.normalise import normalise
from ita.importing.report.read import read
from ita.model import Report
from ita.paths import DATA
from ita.thai import match_key
from tests import helpers
from tests.helpers import INDICATOR, MEASURES, QUESTION, STEPS

# Other words for the heads, by column; the first of each is the report's own.
HEADERS = (
    ("ประเด็น/ตัวชี้วัด", "ตัวชี้วัด", "ตัวชี้วัดที่"),
    ("ข้อคำถาม ITA", "ประเด็นข้อคำถาม", "คำถาม"),
    ("ผลการวิเคราะห์ประเมิน", "การวิเคราะห์ผลการประเมิน", "บทวิเคราะห์"),
    ("มาตรการ/โครงการ/กิจกรรม", "โครงการ / มาตรการ", "กิจกรรม"),
    ("ผลการวิเคราะห์ตัวชี้วัดที่สอดคล้องกับมาตรการ/โครงการ/กิจกรรม", "ความสอดคล้องกับตัวชี้วัด", "เหตุผล"),
    ("ขั้นตอน/วิธีการดำเนินการ", "วิธีดำเนินการ", "ขั้นตอน"),
    ("ระยะเวลาดำเนินการ", "ห้วงเวลา", "กรอบเวลาดำเนินงาน"),
    ("ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "ส่วนราชการรับผิดชอบ"),
)
EXTRA = ("งบประมาณ", "หมายเหตุ", "ลำดับ")


@dataclass(frozen=True)
class Shape:
    """How the report is laid out."""

    order: tuple[int, ...]
    wording: tuple[int, ...]
    extra: tuple[tuple[int, str], ...]
    has_arabic_digits: bool
    is_decomposed: bool
    page_breaks: frozenset[int]
    headers_on_pages: frozenset[int]
    merged: frozenset[int]


def shapes() -> st.SearchStrategy[Shape]:
    """Give layouts."""
    numbers = st.frozensets(st.integers(1, 10))
    return st.builds(
        Shape,
        order=st.permutations(range(8)).map(tuple),
        wording=st.tuples(*(st.integers(0, 2) for _ in range(8))),
        extra=st.lists(st.tuples(st.integers(0, 8), st.sampled_from(EXTRA)), max_size=2).map(tuple),
        has_arabic_digits=st.booleans(),
        is_decomposed=st.booleans(),
        page_breaks=numbers,
        headers_on_pages=numbers,
        merged=numbers,
    )


@cache
def rules() -> Frameworks:
    return load_frameworks(DATA / "frameworks")


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    """Return one row an indicator, what the report continues on a next page joined as a person would."""
    made: list[tuple[str, ...]] = []
    for group in helpers.sheet().groups():
        row = list(group[0][2])
        for table in group[1:]:
            for column, text in enumerate(table[2]):
                rest = " ".join(re.findall(r"<p>(.*?)</p>", text) or [text]).strip()
                glue = "" if not rest or row[column].endswith("นักวิเคราะห์นโยบายและแผน") or column == 4 else " "
                row[column] += glue + rest
        made.append(tuple(row))
    return tuple(made)


@cache
def plain() -> Report:
    """Return the report in its plainest shape."""
    return read_shape(Shape(tuple(range(8)), (0,) * 8, (), False, False, *[frozenset[int]()] * 3))


def cut(text: str) -> tuple[str, str]:
    """Cut a list before its last number; nothing is left over where it has one item."""
    found = list(re.finditer(r" (?=[๐-๙]{1,2}\. )", text))
    return (text[: found[-1].start()], text[found[-1].end() :]) if found else (text, "")


def laid_out(shape: Shape) -> list[tuple[str, ...]]:
    """Return the rows of each page's table one after another; an empty row ends a page."""
    made: list[tuple[str, ...]] = []

    def put(cells: tuple[str, ...], others: str = "") -> None:
        row = [cells[column] for column in shape.order]
        for at, header in shape.extra:
            row.insert(at, others or header)
        made.append(tuple(row))

    headers = tuple(names[shape.wording[column]] for column, names in enumerate(HEADERS))
    put(headers)
    for number, row in enumerate(rows(), start=1):
        if number in shape.merged:
            parts = [cut(text) if column in (MEASURES, STEPS) else (text, "") for column, text in enumerate(row)]
            put(tuple(first for first, _ in parts), "-")
            put(tuple(last for _, last in parts), "-")
        else:
            put(row, "-")
        if number in shape.page_breaks and number < 10:
            made.append(())
            if number in shape.headers_on_pages:
                put(headers)
    return made


def read_shape(shape: Shape) -> Report:
    lines = "\n".join(helpers.sheet().lines)
    text = f"{lines}\nการวิเคราะห์ผลการประเมินในปี ๒๕๖๘\n\n" + "\n".join("\t".join(row) for row in laid_out(shape)) + "\n"
    text = helpers.arabic(text) if shape.has_arabic_digits else text
    text = helpers.decomposed(text) if shape.is_decomposed else text
    return normalise(read(text.encode(), "report.txt"), rules())


def meaning(report: Report) -> list[tuple[object, ...]]:
    return [
        (
            (plan.indicator_no, plan.score, plan.question_code, plan.question_score, plan.starts_on, plan.ends_on),
            [match_key(unit) for unit in plan.units],
            [match_key(measure.title) for measure in plan.measures],
            [(match_key(step.text), step.measure_position) for step in plan.steps],
            [match_key(text) for text in (plan.question or "", plan.analysis, plan.rationale)],
        )
        for plan in report.plans
    ]


def test_the_plainest_shape_is_the_report() -> None:
    assert tuple(len(plan.measures) for plan in plain().plans) == helpers.MEASURE_COUNTS
    assert tuple(len(plan.steps) for plan in plain().plans) == helpers.STEP_COUNTS
    assert {plan.indicator_no: plan.score for plan in plain().plans} == helpers.SCORES
    assert tuple(plan.question_code for plan in plain().plans) == helpers.CODES
    assert len(rows()[0]) == 8
    assert rows()[0][QUESTION] == helpers.sheet().cell(1, QUESTION)
    assert rows()[0][INDICATOR] == helpers.sheet().cell(1, INDICATOR)


@settings(max_examples=120, derandomize=True, database=None)
@given(shape=shapes())
def test_every_shape_gives_the_same_report(shape: Shape) -> None:
    again = read_shape(shape)
    assert (again.fiscal_year, again.plan_year) == (2568, 2569)
    assert meaning(again) == meaning(plain())
