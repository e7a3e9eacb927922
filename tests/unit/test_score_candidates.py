"""What says whose, which or when figures are counts wherever it stands: one clear result is taken, else it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from ita.errors import InputError
from ita.frameworks import Frameworks
from ita.importing.candidates import Whose
from ita.importing.choices import LEAVE_OUT, ColumnMapping, ColumnMeaning, ImportChoices
from ita.importing.files.read_csv import read_csv
from ita.importing.files.read_xlsx import read_xlsx
from ita.importing.scores import figure_roles
from ita.importing.scores.read import is_score_text, read_pasted, read_score_text, read_scores
from ita.importing.scores.sheet_builder import ScoreSheet
from tests.unit.score_tables import RESULT_2567, TARGETS, A, B, Rows, Tables, csv_of, workbook_of

OWN = Whose("x", ("เทศบาลตำบลหนองเล็ก",), ("เทศบาลตำบลบ้านหมอ",))
SETS = {A: "A", B: "B", TARGETS: "T"}


@pytest.fixture(scope="module")
def tables(frameworks: Frameworks) -> Tables:
    return Tables(frameworks)


def read(data: bytes | str, frameworks: Frameworks, **chosen: Any) -> ScoreSheet:
    choices = ImportChoices(**chosen)
    if isinstance(data, str):
        return read_score_text(data, "f.txt", frameworks, 2569, choices, OWN)
    document = read_xlsx(data, "f.xlsx") if data.startswith(b"PK") else read_csv(data, "f.csv")
    return read_scores(document, frameworks, 2569, choices, OWN)


def named(scores: Mapping[int, Decimal]) -> str:
    """Return which of the three sets some figures are."""
    for values, name in SETS.items():
        if [Decimal(value) for value in values] == list(scores.values()):
            return name
    return "?"


def accepted_scores(sheet: ScoreSheet) -> dict[int, str]:
    return {result.fiscal_year: named(result.scores) for result in sheet.years}


def asked(sheet: ScoreSheet) -> list[str]:
    return [ask.rule for ask in sheet.asks]


def columns(header: Sequence[str], *figures: Sequence[str], title: str | None = RESULT_2567) -> Any:
    """Return a builder of a CSV with a row an indicator."""
    return lambda t: csv_of(t.long(["ตัวชี้วัด", *header], *figures, title=title))


# One clear result, and what stands beside it: never stored as the result, named with the way to take it


CLEAR = {
    "a target in the header's brackets": columns(["คะแนน (เป้าหมาย)", "คะแนน (ผลที่ได้)"], TARGETS, B),
    "a target before a plain score": columns(["ค่าเป้าหมาย", "คะแนน"], TARGETS, B),
    "in English": columns(["Target", "Actual"], TARGETS, B, title="ITA 2567"),
    "plan and result": columns(["แผน", "ผล"], TARGETS, B),
    "marks moved as a PDF moves them": columns(["คะแนน (เปา้หมาย)", "คะแนน"], TARGETS, B),
    "the nation": columns(["ค่าเฉลี่ยประเทศ", "คะแนน"], TARGETS, B),
    "a self-assessment": columns(["ประเมินตนเอง", "คะแนน"], A, B),
    "the year before": columns(["ปีก่อน", "ปีนี้"], A, B),
    "the year before in brackets": columns(["คะแนน (ปี 2566)", "คะแนน (ปี 2567)"], A, B),
    "the year before in two digits": columns(["คะแนน (ปี 66)", "คะแนน (ปี 67)"], A, B),
    "another town": columns(["ทต.หนองโดน", "ทต.หนองเล็ก"], A, B),
    "full marks": columns(["คะแนนเต็ม", "คะแนนที่ได้"], ["100"] * 10, B),
    "weighted points": columns(["คะแนนถ่วงน้ำหนัก", "คะแนน"], TARGETS, B),
    "a mean of nobody knows whom": columns(["คะแนนเฉลี่ย", "คะแนน"], A, B),
    "before an appeal": columns(["คะแนนก่อนอุทธรณ์", "คะแนน"], A, B),
    "a row above, merged": lambda t: workbook_of(
        {
            "S": [
                [RESULT_2567, None, None],
                ["ตัวชี้วัด", "คะแนน", None],
                [None, "เป้าหมาย", "ผลที่ได้"],
                *([f"{n}. {name}", "95", B[n - 1]] for n, name in enumerate(t.names, start=1)),
            ]
        },
        ("B2:C2", "A2:A3"),
    ),
    "a row above over groups of columns": lambda t: workbook_of(
        {
            "S": [
                ["ปี", "เป้าหมาย", *[None] * 9, "ผลการประเมิน", *[None] * 9],
                [None, *t.numbered, *t.numbered],
                ["2567", *TARGETS, *B],
            ]
        },
        ("B1:K1", "L1:U1", "A1:A2"),
    ),
    "in each header of a wide table": lambda t: csv_of(
        [
            ["ปี", *(f"{name} ({what})" for name in t.numbered for what in ("เป้าหมาย", "ผล"))],
            ["2567", *(value for score in B for value in ("95", score))],
        ]
    ),
    "a column beside": lambda t: csv_of(
        t.wide(["เป้าหมาย", "2567", *TARGETS], ["ผลการประเมิน", "2567", *B], before=["ประเภท", "ปีงบประมาณ"])
    ),
    "a remark that is only the word for it": lambda t: csv_of(
        [["ปี", *t.numbered, "หมายเหตุ"], ["2567", *B, "ได้ตามเป้าหมาย"], ["2568", *TARGETS, "ค่าเป้าหมาย"]]
    ),
    "a table, which is no draft": columns(["เป้าหมาย", "ผล"], TARGETS, B, title="ตารางคะแนน ITA ปี 2567"),
    "a column behind": lambda t: csv_of(
        [["ปี", *t.numbered, "ประเภท"], ["2567", *B, "ผล"], ["2568", *TARGETS, "เป้าหมาย"]]
    ),
    "the cell of the year": lambda t: csv_of(t.wide(["ผล 2567", *B], ["เป้าหมาย 2568", *TARGETS])),
    "the name of a sheet": lambda t: workbook_of(
        {"เป้าหมาย": t.wide(["2567", *TARGETS]), "ผลการประเมิน": t.wide(["2567", *B])}
    ),
    "a sheet of the nation": lambda t: workbook_of({"ประเทศ": t.wide(["2567", *TARGETS]), "ผล": t.wide(["2567", *B])}),
    "a sheet of another town": lambda t: workbook_of(
        {"ทต.หนองโดน": t.wide(["2567", *A]), "ทต.หนองเล็ก": t.wide(["2567", *B])}
    ),
    "a list of the towns of a province": lambda t: csv_of(
        [
            [RESULT_2567],
            ["ลำดับ", "หน่วยงาน", *t.numbered],
            ["1", "เทศบาลตำบลหนองโดน", *A],
            ["2", "เทศบาลตำบลหนองเล็ก", *B],
            ["", "ค่าเฉลี่ยจังหวัด", *TARGETS],
        ]
    ),
    "a heading inside the table": lambda t: csv_of(
        [
            [RESULT_2567],
            ["ตัวชี้วัด", "คะแนน"],
            ["เป้าหมาย", ""],
            *t.long([], TARGETS)[1:],
            ["ผลการประเมิน", ""],
            *t.long([], B)[1:],
        ]
    ),
    "lines beneath headings": lambda t: f"{RESULT_2567}\n{t.lines(B)}\nเป้าหมาย ปี 2568\n{t.lines(TARGETS)}",
    "a table with bars": lambda t: (
        "ITA 2567\n| ตัวชี้วัด | เป้าหมาย | ผล |\n|---|---:|---|\n"
        + "\n".join(f"| {name} | 95 | **{B[at]}** |" for at, name in enumerate(t.names))
    ),
}


@pytest.mark.parametrize("layout", CLEAR)
def test_one_clear_result_is_taken_and_what_stands_beside_it_is_not(
    layout: str, tables: Tables, frameworks: Frameworks
) -> None:
    sheet = read(CLEAR[layout](tables), frameworks)
    assert accepted_scores(sheet) == {2567: "B"}
    assert (asked(sheet), sheet.errors) == ([], ())
    left = [issue for issue in sheet.issues if issue.rule in ("left-out", "column-unread")]
    assert left, "what was left out is named"
    assert all(issue.severity == "notice" for issue in left)


@pytest.mark.parametrize(
    ("layout", "role", "year"),
    [
        ("a target in the header's brackets", "target", 2567),
        ("a row above over groups of columns", "target", 2567),
        ("a column behind", "target", 2568),
        ("the name of a sheet", "target", 2567),
        ("lines beneath headings", "target", 2568),
        ("the nation", "average", 2567),
        ("a list of the towns of a province", "average", 2567),
    ],
)
def test_targets_and_averages_are_offered_and_taken_as_what_they_are(
    layout: str, role: str, year: int, tables: Tables, frameworks: Frameworks
) -> None:
    data = CLEAR[layout](tables)
    (offer,) = read(data, frameworks).offers
    assert (offer.role, offer.fiscal_year, set(offer.figures.values())) == (role, year, {Decimal(95)})
    sheet = read(data, frameworks, as_role="targets" if role == "target" else "average")
    assert (accepted_scores(sheet), sheet.errors) == ({year: "T"}, ())
    assert sheet.kind == ("targets" if role == "target" else "average")


# Several, or one that says that it is none


ASKED: dict[str, tuple[Any, str, str, dict[str, Any], dict[int, str]]] = {
    "rounds and a mean": (
        columns(["คะแนน (รอบที่ 1)", "คะแนน (รอบที่ 2)", "คะแนนเฉลี่ย"], A, B, TARGETS),
        "several-results",
        "--column C",
        {"columns": ("C",)},
        {2567: "B"},
    ),
    "before and after an appeal": (
        columns(["คะแนน (ก่อนอุทธรณ์)", "คะแนน (หลังอุทธรณ์)"], A, B),
        "several-results",
        "--column C",
        {"columns": ("คะแนน (หลังอุทธรณ์)",)},
        {2567: "B"},
    ),
    "two plain columns": (
        columns(["คะแนน", "ค่าคะแนน"], A, B),
        "several-results",
        "--column B",
        {"columns": ("ค่าคะแนน",)},
        {2567: "B"},
    ),
    "rounds as rows": (
        lambda t: csv_of(t.wide(["2567", "รอบที่ 1", *A], ["2567", "รอบที่ 2", *B], before=["ปี", "รอบ"])),
        "several-results",
        '--column "รอบที่ 2"',
        {"columns": ("รอบที่ 2",)},
        {2567: "B"},
    ),
    "rounds as sheets": (
        lambda t: workbook_of({name: t.wide(["2567", *values]) for name, values in (("รอบ 1", A), ("รอบ 2", B))}),
        "several-results",
        '--sheet "รอบ 2"',
        {"sheet": "รอบ 2"},
        {2567: "B"},
    ),
    "a title that says targets": (
        columns(["คะแนน"], TARGETS, title="เป้าหมายคะแนน ITA ปี 2568"),
        "not-a-result",
        "--as targets",
        {"as_role": "targets"},
        {2568: "T"},
    ),
    "a title of what is to be expected": (
        columns(["คะแนน"], B, title="คะแนนที่คาดว่าจะได้รับ ITA ปี 2568"),
        "not-a-result",
        "--as targets",
        {"as_role": "targets"},
        {2568: "B"},
    ),
    "as they stand and adjusted": (
        columns(["คะแนน", "คะแนนที่ปรับแล้ว"], A, B),
        "several-results",
        "--column C",
        {"columns": ("C",)},
        {2567: "B"},
    ),
    "a year of measures that were taken": (
        columns(["คะแนน"], A, title="รายงานผลการดำเนินการตามมาตรการ ITA ประจำปี 2568"),
        "year-missing",
        "--year N",
        {"fiscal_year": 2567},
        {2567: "A"},
    ),
    "a note beneath that says targets": (
        lambda t: f"ITA ปี 2568\n{t.lines(TARGETS)}\nหมายเหตุ: เป็นคะแนนเป้าหมาย",
        "not-a-result",
        "--as targets",
        {"as_role": "targets"},
        {2568: "T"},
    ),
    "a first line that says targets": (
        lambda t: f"ค่าเป้าหมาย ITA ปี 2568\n{t.lines(TARGETS)}",
        "not-a-result",
        "--as targets",
        {"as_role": "targets"},
        {2568: "T"},
    ),
    "targets of a year to come": (
        columns(["คะแนน"], TARGETS, title="เป้าหมายคะแนน ITA ปี 2571"),
        "not-a-result",
        "--as targets",
        {"as_role": "targets"},
        {2571: "T"},
    ),
    "only the nation": (
        columns(["ค่าเฉลี่ยระดับประเทศ"], TARGETS),
        "not-a-result",
        "--as average --agency ID",
        {"as_role": "average"},
        {2567: "T"},
    ),
    "a title of an average": (
        columns(["คะแนน"], TARGETS, title="คะแนนเฉลี่ย ITA ของ อปท. ในจังหวัด ปี 2567"),
        "not-a-result",
        "--as average --agency ID",
        {"as_role": "average"},
        {2567: "T"},
    ),
    "only a self-assessment": (
        columns(["คะแนนประเมินตนเอง"], B),
        "not-a-result",
        "--as result",
        {"as_role": "result"},
        {2567: "B"},
    ),
    "another town in the title": (
        columns(["คะแนน"], B, title="ผลการประเมิน ITA เทศบาลตำบลหนองโดน ปี 2567"),
        "not-a-result",
        "--accept agency-differs",
        {"accept": frozenset({"agency-differs"})},
        {2567: "B"},
    ),
    "a header that nobody knows": (
        columns(["ค่า ITA"], B),
        "column-unclear",
        "--column B",
        {"columns": ("B",)},
        {2567: "B"},
    ),
    "the year of a plan": (
        columns(["คะแนน"], B, title="แผนปรับปรุง ประจำปีงบประมาณ พ.ศ. 2568 จากผลการประเมิน ITA"),
        "year-missing",
        "--year N",
        {"fiscal_year": 2567},
        {2567: "B"},
    ),
    "the year of a letter": (
        columns(["คะแนน"], B, title="ตามหนังสือที่ ปช 0004/ว12 ลงวันที่ 3 ตุลาคม 2567"),
        "year-missing",
        "--year N",
        {"fiscal_year": 2567},
        {2567: "B"},
    ),
    "a day": (
        columns(["คะแนน"], B, title="ข้อมูล ณ วันที่ 30 กันยายน 2567"),
        "year-missing",
        "--year N",
        {"fiscal_year": 2566},
        {2566: "B"},
    ),
    "two years in the title": (
        columns(["คะแนน"], B, title="ผลการประเมินปี 2566 และ 2567"),
        "year-missing",
        "--year N",
        {"fiscal_year": 2566},
        {2566: "B"},
    ),
    "lines without a year": (
        lambda t: t.lines(B, "• {name} = {score}"),
        "year-missing",
        "--year N",
        {"fiscal_year": 2567},
        {2567: "B"},
    ),
    "fractions": (
        lambda t: workbook_of({"S": t.wide(["2567", *(str(Decimal(score) / 100) for score in B)])}),
        "score-fraction",
        "--accept score-fraction",
        {"accept": frozenset({"score-fraction"})},
        {2567: "B"},
    ),
}


@pytest.mark.parametrize("layout", ASKED)
def test_what_is_not_clear_is_asked_and_an_option_decides(layout: str, tables: Tables, frameworks: Frameworks) -> None:
    build, rule, option, choice, then = ASKED[layout]
    data = build(tables)
    sheet = read(data, frameworks)
    assert (accepted_scores(sheet), asked(sheet)) == ({}, [rule])
    (ask,) = sheet.asks
    assert option in ask.options
    assert ask.issue in sheet.errors
    assert sheet.faults == ()
    decided = read(data, frameworks, **choice)
    assert (accepted_scores(decided), decided.errors) == (then, ())


@pytest.mark.parametrize(
    ("title", "year"),
    [
        (RESULT_2567, 2567),
        ("ประกาศผลการประเมิน ITA ปี 2567", 2567),
        ("แผนปรับปรุงปี 2568 จากผลการประเมิน ITA ปี 2567", 2567),
        ("รายงานการวิเคราะห์ผลการประเมิน ITA ปี ๒๕๖๗", 2567),
        ("ผลการประเมินเทียบกับเป้าหมาย ปี 2567", 2567),
    ],
)
def test_a_year_in_the_title_is_the_results_and_is_said(
    title: str, year: int, tables: Tables, frameworks: Frameworks
) -> None:
    sheet = read(csv_of(tables.long(["ตัวชี้วัด", "คะแนน"], B, title=title)), frameworks)
    assert accepted_scores(sheet) == {year: "B"}
    assert [issue.rule for issue in sheet.issues] == ["year-from-title"]


def test_several_tables_are_each_of_the_year_above_them(tables: Tables, frameworks: Frameworks) -> None:
    header = ["ตัวชี้วัด", "คะแนน"]
    stacked: Rows = [
        *tables.long(header, A, title="ผลการประเมิน ITA ปี 2566"),
        [None],
        *tables.long(header, B, title="ผลการประเมิน ITA ปี 2567"),
    ]
    sections: Rows = [header, ["ปี 2566"], *tables.long([], A)[1:], ["ปี 2567"], *tables.long([], B)[1:]]  # type: ignore[list-item]
    lines = f"ปี 2566\n{tables.lines(A)}\nปี 2567\n{tables.lines(B)}"
    sheets = {"2566": tables.long(header, A), "ปี 2567": tables.long(header, B)}
    for data in (workbook_of({"S": stacked}), workbook_of({"S": sections}), lines, workbook_of(sheets)):
        sheet = read(data, frameworks)
        assert (accepted_scores(sheet), sheet.errors) == ({2566: "A", 2567: "B"}, ())
    assert accepted_scores(read(lines, frameworks, fiscal_year=2566)) == {2566: "A"}
    assert accepted_scores(read_pasted(lines, 2567, frameworks)) == {2567: "B"}


@pytest.mark.parametrize(
    ("layout", "choice", "rule"),
    [
        ("a target in the header's brackets", {"columns": ("B",)}, "choice-contradicts"),
        ("a target in the header's brackets", {"columns": ("B",), "as_role": "result"}, "choice-contradicts"),
        ("a target in the header's brackets", {"columns": ("F",)}, "choice-unknown"),
        ("a target in the header's brackets", {"fiscal_year": 2566}, "choice-contradicts"),
        ("a target in the header's brackets", {"as_role": "average"}, "choice-contradicts"),
        ("the year before in brackets", {"fiscal_year": 2566}, "choice-contradicts"),
        ("the year before in brackets", {"columns": ("B",), "fiscal_year": 2567}, "choice-contradicts"),
        (
            "the year before in brackets",
            {"as_role": "targets", "columns": ("C",), "fiscal_year": 2565},
            "choice-contradicts",
        ),
        ("the name of a sheet", {"sheet": "ไม่มี"}, "choice-unknown"),
        ("the nation", {"columns": ("ค่าเฉลี่ยประเทศ",)}, "choice-contradicts"),
        ("lines beneath headings", {"fiscal_year": 2566}, "choice-contradicts"),
    ],
)
def test_an_option_that_contradicts_the_file_is_refused(
    layout: str, choice: dict[str, Any], rule: str, tables: Tables, frameworks: Frameworks
) -> None:
    with pytest.raises(InputError) as caught:
        read(CLEAR[layout](tables), frameworks, **choice)
    assert caught.value.rule == rule


def test_another_year_is_taken_when_its_column_is_chosen(tables: Tables, frameworks: Frameworks) -> None:
    data = CLEAR["the year before in brackets"](tables)
    assert accepted_scores(read(data, frameworks, columns=("คะแนน (ปี 2566)",))) == {2566: "A"}


# Rows of text that lack a cell


@pytest.mark.parametrize(
    "row",
    [["2567", *B[:9]], ["2567", *B[:4], *B[5:]], ["2567", *B, "99"], ["2567", *(b.replace(".", ",") for b in B)]],
)
def test_a_row_with_another_number_of_cells_than_headers_is_refused(
    row: list[str], tables: Tables, frameworks: Frameworks
) -> None:
    sheet = read(csv_of(tables.wide(["2566", *A], row)), frameworks)
    (issue,) = [issue for issue in sheet.errors if issue.rule == "row-cells"]
    assert issue.location.row == 3
    assert read(csv_of(tables.wide(["2566", *A, ""], ["2567", *B])), frameworks).errors == ()


# Lines


@pytest.mark.parametrize(
    "form",
    [
        "• {name} = {score}",
        "- {name}: {score}",
        "* {name} – {score} คะแนน",
        "✓ {name}: {score} ✓",
        "[x] {number}) {name} {score}",
        "{number}. {name} {score} (ผ่านดี)",
        "{name}: {score} ระดับ ผ่านดี",
        "| {number} | {name} | {score} |",
        "**{name}** {score}",
    ],
)
def test_lines_of_name_and_number(form: str, tables: Tables, frameworks: Frameworks) -> None:
    text = tables.lines(B, form)
    assert is_score_text(text, frameworks)
    sheet = read(text, frameworks, fiscal_year=2567)
    if "ระดับ" not in form:
        assert (accepted_scores(sheet), sheet.errors) == ({2567: "B"}, ())
    pasted = read_pasted(text, 2567, frameworks)
    assert (accepted_scores(pasted), pasted.errors) == ({2567: "B"}, ())


def test_parts_of_an_indicator_are_named_and_left_out(frameworks: Frameworks) -> None:
    text = "\n".join(
        [
            "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล 96.43",
            "9.1 ข้อมูลพื้นฐาน",
            "100.00",
            "ตัวชี้วัดย่อยที่ 9.2 การบริหารงาน 87.50",
            "10 การป้องกันการทุจริต 75",
        ]
    )
    sheet = read_pasted(text, 2567, frameworks)
    assert (sheet.years[0].scores, sheet.errors) == ({9: Decimal("96.43"), 10: Decimal(75)}, ())
    (issue,) = [issue for issue in sheet.issues if issue.rule == "part-left-out"]
    assert issue.params["parts"] == "9.1, 9.2"
    rows: Rows = [["ปี 2567"], ["ตัวชี้วัด", "คะแนน"], ["9 การเปิดเผยข้อมูล", "96.43"], ["9.1 ข้อมูลพื้นฐาน", "100"]]
    table = read(csv_of(rows), frameworks)
    assert ([i.rule for i in table.issues if i.rule == "row-unread"], table.errors) == (["row-unread"], ())


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("{n}. {name} 9 5.02", "several-numbers"),
        ("{n}. {name} (เป้าหมาย) 95.02", "scores-empty"),
        ("{n}. {name} 95.02 (ปีก่อน 80.00)", "scores-empty"),
    ],
)
def test_lines_whose_figure_is_not_clear_are_refused_as_scores(
    line: str, rule: str, tables: Tables, frameworks: Frameworks
) -> None:
    text = "\n".join(line.format(n=n, name=name) for n, name in enumerate(tables.names, start=1))
    assert is_score_text(text, frameworks)
    sheet = read(text, frameworks, fiscal_year=2567)
    assert not sheet.years
    assert {issue.rule for issue in sheet.errors} == {rule}


@pytest.mark.parametrize("text", ["สวัสดี", "รายงานการประชุม ครั้งที่ 1\nวันที่ 3 ตุลาคม 2567", "1,2,3"])
def test_other_text_is_no_list_of_scores(text: str, frameworks: Frameworks) -> None:
    assert not is_score_text(text, frameworks)


# Numbers and what is quoted


@pytest.mark.parametrize(
    ("written", "score", "rule"),
    [
        ("93.11000000000001", "93.11", None),
        ("93.1099999999999994", "93.11", None),
        ("93.111", None, "score-decimals"),
        ("0.9311", None, "score-fraction"),
    ],
)
def test_float_noise_is_no_further_decimal(
    written: str, score: str | None, rule: str | None, frameworks: Frameworks
) -> None:
    sheet = read_scores(read_csv(f"ปี,1,2\n2567,{written},90".encode(), "f.csv"), frameworks, 2569)
    assert [issue.rule for issue in sheet.errors] == ([rule] if rule else [])
    assert sheet.years[0].scores.get(1) == (Decimal(score) if score else None)


def test_an_unknown_header_is_quoted(frameworks: Frameworks) -> None:
    sheet = read_scores(read_csv("ชื่อ,จำนวนวัน\nก,5".encode(), "f.csv"), frameworks, 2569)
    (issue,) = sheet.errors
    assert (issue.rule, issue.params["headers"]) == ("no-score-table", "“ชื่อ”, “จำนวนวัน”")


# What the words say


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("คะแนน", None),
        ("ผลการประเมิน", None),
        ("คะแนน (เต็ม 100)", None),
        ("ค่าเป้าหมาย", "target"),
        ("เปา้หมาย", "target"),
        ("คะแนนที่คาดหวัง", "target"),
        ("Target score", "target"),
        ("ค่าเฉลี่ยประเทศ", "average"),
        ("จังหวัด", "average"),
        ("อปท.", "average"),
        ("เทศบาลตำบลหนองเล็ก จังหวัดลพบุรี", None),
        ("คะแนนเดิม", "earlier"),
        ("Self-assessment", "self_assessment"),
        ("รอบที่ 2", "unclear"),
        ("หลังอุทธรณ์", "unclear"),
        ("คะแนนเฉลี่ย", "unclear"),
        ("คะแนนถ่วงน้ำหนัก", "weighted"),
        ("7 ประสิทธิภาพการสื่อสาร (EIT)", None),
    ],
)
def test_what_words_make_of_figures(words: str, role: str | None) -> None:
    assert figure_roles.role_of(figure_roles.kinds(words)) == role


# The mapping step


def test_a_mapping_made_on_screen_is_honoured_and_remembered(tables: Tables, frameworks: Frameworks) -> None:
    data = ASKED["rounds and a mean"][0](tables)
    (view,) = read(data, frameworks).tables
    assert [column.taken_for.field for column in view.columns] == ["label", LEAVE_OUT, LEAVE_OUT, LEAVE_OUT]
    assert (view.header_row, view.title) == (2, RESULT_2567)
    mapping = ColumnMapping(
        None, view.signature, ((1, ColumnMeaning("label")), (3, ColumnMeaning("score", "result", 2566)))
    )
    assert ColumnMapping.from_json(mapping.to_json()) == mapping
    sheet = read(data, frameworks, mapping=mapping)
    assert (accepted_scores(sheet), sheet.errors) == ({2566: "B"}, ())
    assert {column.column: column.taken_for.field for column in sheet.tables[0].columns}[3] == "score"
    as_targets = ColumnMapping(
        None, view.signature, ((1, ColumnMeaning("label")), (4, ColumnMeaning("score", "targets", 2568)))
    )
    assert accepted_scores(read(data, frameworks, mapping=as_targets, as_role="targets")) == {2568: "T"}
    with pytest.raises(InputError):
        ColumnMapping.from_json('{"columns": {"1": {"field": "x"}}}')
