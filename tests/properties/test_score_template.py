"""Whatever scores a town has: the template filled with them, by the program or by hand, gives the same numbers back."""

from __future__ import annotations

import io
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ita.exporting.template import QUESTION_SHEET, YEAR_SHEET, score_template
from ita.frameworks import Frameworks, load_frameworks
from ita.importing.files.read_csv import read_csv
from ita.importing.files.read_xlsx import read_xlsx
from ita.importing.scores.read import ScoreSheet, read_pasted, read_scores
from ita.model import TypedResult
from ita.paths import DATA
from tests.helpers import thai

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
YEARS = (2566, 2567, 2568)
SCORE = st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)
# A year of which everything may be missing; a score above 45 is no one's points of 30 or 40.
RESULTS = st.dictionaries(st.sampled_from(YEARS), st.dictionaries(st.integers(1, 10), SCORE, min_size=1), min_size=1)
TOTALS = st.dictionaries(st.sampled_from(YEARS), SCORE)
QUESTIONS = st.dictionaries(st.tuples(st.sampled_from(YEARS), st.sampled_from(("i1", "e2", "o27"))), SCORE, max_size=3)
WORDS = (
    *("2568", "2567", "1", "2", "29.09", "97.21", "101", "", "ปีงบประมาณ", "คะแนน", "ตัวชี้วัด", "รหัสข้อคำถาม"),
    *("IIT", "i1", "การใช้อำนาจ", "คะแนนรวม", "ระดับ", "ผ่านดี", "ตัวชี้วัดที่ 11"),
)
# A workbook takes a tenth of a second to write.
few = settings(max_examples=25)


@cache
def rules() -> Frameworks:
    return load_frameworks(DATA / "frameworks")


@cache
def empty_template() -> bytes:
    return score_template(rules(), "บ้านหมอ", YEARS, {})


def results(scores: dict[int, dict[int, Decimal]], totals: dict[int, Decimal] | None = None) -> tuple[TypedResult, ...]:
    known = totals or {}
    return tuple(
        TypedResult(year, dict(sorted(scores.get(year, {}).items())), known.get(year), None)
        for year in sorted({*scores, *known})
    )


def read(data: bytes) -> ScoreSheet:
    return read_scores(read_xlsx(data, "f.xlsx"), rules())


@few
@given(scores=RESULTS, totals=TOTALS, questions=QUESTIONS, as_text=st.booleans())
def test_filled_by_hand(
    scores: dict[int, dict[int, Decimal]],
    totals: dict[int, Decimal],
    questions: dict[tuple[int, str], Decimal],
    as_text: bool,
) -> None:
    book = load_workbook(io.BytesIO(empty_template()))
    sheet = book[YEAR_SHEET]

    def typed(score: Decimal) -> float | str:
        return thai(score) if as_text else float(score)

    for year, known in scores.items():
        for number, score in known.items():
            sheet.cell(YEARS.index(year) + 2, number + 1).value = typed(score)
    for year, total in totals.items():
        sheet.cell(YEARS.index(year) + 2, 12).value = typed(total)
    for row, ((year, code), score) in enumerate(questions.items(), start=2):
        for column, value in enumerate((year, code, typed(score)), start=1):
            book[QUESTION_SHEET].cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    found = read(out.getvalue())
    assert found.errors == ()
    assert found.years == results(scores, totals)
    assert {(q.fiscal_year, q.code): q.score for q in found.questions} == questions


@few
@given(scores=RESULTS)
def test_filled_by_the_program(scores: dict[int, dict[int, Decimal]]) -> None:
    found = read(score_template(rules(), "บ้านหมอ", YEARS, scores, "en"))
    assert found.errors == ()
    assert found.years == results(scores)


@given(scores=RESULTS, delimiter=st.sampled_from(",;\t"), order=st.permutations(range(1, 11)), data=st.data())
def test_as_a_table_whatever_the_order(
    scores: dict[int, dict[int, Decimal]], delimiter: str, order: list[int], data: st.DataObject
) -> None:
    headers = ["ปีงบประมาณ", *(f"ตัวชี้วัดที่ {number}" for number in order)]
    rows = [[str(year), *(str(known.get(number, "")) for number in order)] for year, known in scores.items()]
    lines = [headers, *data.draw(st.permutations(rows))]
    text = "\n".join(delimiter.join(line) for line in lines)
    wide = read_scores(read_csv(text.encode(), "f.csv"), rules())
    assert wide.issues == ()
    assert wide.years == results(scores)
    single = [[str(year), str(number), str(score)] for year, known in scores.items() for number, score in known.items()]
    lines = [["ปี", "ตัวชี้วัด", "คะแนน"], *data.draw(st.permutations(single))]
    long = read_scores(read_csv("\n".join(delimiter.join(line) for line in lines).encode(), "f.csv"), rules())
    assert long.issues == ()
    assert long.years == results(scores)


@given(
    scores=st.dictionaries(st.integers(1, 10), SCORE, min_size=1),
    order=st.randoms(use_true_random=False),
    parted=st.booleans(),
    numbered=st.booleans(),
    digits=st.sampled_from([str, thai]),
)
def test_as_pasted_lines(
    scores: dict[int, Decimal], order: object, parted: bool, numbered: bool, digits: type[str]
) -> None:
    names = {indicator.indicator_no: indicator.name_th for indicator in rules().indicators}
    lines = [
        f"{digits(number) + ' ' if numbered else ''}{names[number]}{chr(10) if parted else ' '}{digits(f'{score:.2f}')}"
        for number, score in scores.items()
    ]
    order.shuffle(lines)  # type: ignore[attr-defined]
    found = read_pasted("\n".join(lines), 2568, rules())
    assert found.errors == ()
    assert found.years == results({2568: scores})


@given(text=st.text(alphabet="12๙.0% \n\t:/IETO" + "คะแนนรวมระดับตัวชี้วัดที่การใช้อำนาจ", max_size=120))
def test_any_text(text: str) -> None:
    sheet = read_pasted(text, 2568, rules())
    assert sheet.years or sheet.questions or sheet.issues
    for result in sheet.years:
        assert all(0 <= score <= 100 for score in result.scores.values())


@given(rows=st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=8))
def test_any_table(rows: list[list[str]]) -> None:
    sheet = read_scores(read_csv("\n".join(",".join(row) for row in rows).encode() or b"\n", "f.csv"), rules())
    assert sheet.years or sheet.questions or sheet.issues
    stored = {score for result in sheet.years for score in result.scores.values()}
    assert all(0 <= score <= 100 for score in stored)
