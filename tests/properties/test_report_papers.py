"""Whatever a report says, its paper read again says the same: hard texts, many rows, lists within lists."""

from __future__ import annotations

from functools import cache

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ita.characters import without_invisible
from ita.errors import InputError
from ita.exporting.docx_report import report_docx
from ita.frameworks import Frameworks, load_frameworks
from ita.paths import DATA
from tests.unit import report_papers as papers
from tests.unit.report_papers import CellOf

HARD = (
    "1. หนึ่ง",
    "๒) สอง",
    "(3) สาม",
    "ทำ 2. แล้ว 3. ต่อ",
    "- ขีด",
    "ก - ข - ค",
    "• จุด",
    "i4 คำถาม",
    "๐๑ ข้อแรก",
    "2569 แผน",
    "บรรทัดหนึ่ง\nบรรทัดสอง\n\n3. บรรทัดสาม",
    "<b>&amp;\"'</b> < p >",
    "ก\tข",
    "😀👩‍👩‍👧 ลาว ພາສາລາວ",
    "ก\x01ข\x0bค\x1fง",
    "ย" * 2_000,
    "a" * 2_000,
    "คะแนน",
    "ดังนี้:",
    "=1+1",
    "สำ\u200bนัก",
    "ํา ำ",
)
PERIODS = (
    "๑ ต.ค.๖๘ ถึง ๓๐ มิ.ย.๖๙",
    "๑-๓๑ มี.ค.๖๙",
    "ไตรมาส 1-2",
    "ภายใน 30 มิ.ย. 69",
    "ตลอดปีงบประมาณ",
    "1 ต.ค. 68 ถึง\n30 ก.ย. 69",
    "เมื่อพร้อม",
    "",
)
UNITS = ("สำนักปลัด", "กองคลัง กองช่าง", "กองการศึกษาฯ, ทุกส่วน", "ผู้ 😀", "")


@cache
def rules() -> Frameworks:
    return load_frameworks(DATA / "frameworks")


def texts() -> st.SearchStrategy[str]:
    """Give texts of which something can be seen."""
    letters = st.characters(exclude_categories=("Cs",))
    any_text = st.one_of(st.sampled_from(HARD), st.text(letters, min_size=1, max_size=30))
    joined = st.one_of(any_text, st.lists(any_text, min_size=2, max_size=3).map(" ".join))
    return joined.filter(lambda text: bool(without_invisible(papers.shown(text)).strip()))


def lists() -> st.SearchStrategy[CellOf]:
    """Give cells of lists: numbered by Word or by hand, with dashes, or plain."""
    labelled = st.lists(st.tuples(st.sampled_from(("1.", "๒.", "-", None)), texts()), max_size=4)
    return labelled.map(lambda items: [(label, text) for label, text in items])


def cells(text: st.SearchStrategy[str]) -> st.SearchStrategy[CellOf]:
    return text.map(lambda written: [(None, line) for line in written.split("\n") if line.strip()])


@st.composite
def indicators(draw: st.DrawFn) -> list[tuple[CellOf, ...]]:
    """Give the rows of an indicator, but for the cell that names it: one, or several with what is their own."""
    rows: list[tuple[CellOf, ...]] = []
    for at in range(draw(st.integers(1, 3))):
        has_question = at == 0 or draw(st.booleans())
        code = f"i{draw(st.integers(1, 15))} " if draw(st.booleans()) else ""
        rows.append(
            (
                draw(cells(texts().map(lambda text, code=code: code + text))) if has_question else [],
                draw(cells(texts())) if has_question else [],
                draw(lists()),
                draw(cells(texts())) if has_question else [],
                draw(lists()),
                draw(cells(st.sampled_from(PERIODS))),
                draw(cells(st.sampled_from(UNITS))),
            )
        )
    return rows


EMPTY: tuple[CellOf, ...] = ([], [], [], [], [], [], [])


@settings(max_examples=40, deadline=None)
@given(indicators(), st.sampled_from(("thai", "arabic")))
@example(
    [
        ([(None, "i1 ก")], [], [("1.", "จัดทำคู่มือ"), ("2.", "จัดทำคู่มือการยืม")], [],
         [("1.", "จัดทำคู่มือการยืม"), ("-", "ร่าง"), ("-", "แจก - จ่าย"), ("2.", "สรุป")], [], [])
    ],
    "thai",
)  # fmt: skip
@example(
    [
        ([(None, "i1 ก")], [], [], [], [], [(None, "๑-๓๑ มี.ค.๖๙")], [(None, "สำนักปลัด")]),
        ([], [], [("1.", "1. หนึ่ง")], [], [("1.", "ก")], [(None, "ไตรมาส 1-2")], [(None, "กองคลัง")]),
        ([], [], [("2.", "สอง"), ("3.", "สาม")], [], [("1.", "ข")], [(None, "ตลอดปี")], [(None, "กองช่าง")]),
    ],
    "thai",
)
@example([([], [], [(None, "๑. ก ๒. ข")], [], [(None, "๑. ก ๒. ข - ค - ง ๓. จ")], [], [])], "thai")
def test_a_paper_read_again_says_the_same(rows: list[tuple[CellOf, ...]], digits: str) -> None:
    frameworks = rules()
    table = [(papers.indicator_cell(frameworks, 1) if at == 0 else [], *row) for at, row in enumerate(rows)] + [
        (papers.indicator_cell(frameworks, number), *EMPTY) for number in range(2, 11)
    ]
    try:
        read = papers.parsed(papers.raw_report(table), frameworks)
    except InputError:
        # What is refused is never stored.
        return
    codes = [question.code for question in read.plans[0].questions if question.code]
    # A question that a report takes up twice is one.
    assume(len(set(codes)) == len(codes))
    request = papers.request_of(digits=digits)
    again = papers.reread(report_docx(papers.as_stored(read, frameworks), request), frameworks)
    assert papers.contents(again.plans)[1] == papers.contents(read.plans)[1]
    assert papers.contents(again.plans) == papers.contents(read.plans)
