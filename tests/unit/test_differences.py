"""A file held against what stands: new, changed, the same, missing; and what a person leaves as it stands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ita.errors import Issue
from ita.frameworks import Frameworks
from ita.importing.differences import Difference, compare, lacking
from ita.importing.file_import import import_file, score_sheet
from ita.importing.report_import import import_report, stored_issues
from ita.importing.score_import import import_scores
from ita.importing.scores.read import read_pasted
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.store.engine import Engine
from tests import helpers
from tests.helpers import everything, read, sheet

LATER = "๑. มาตรการใหม่ ๒. อีกมาตรการ"
ALL = frozenset({"question-score-differs", "score-may-be-weighted"})


def changed(found: tuple[Difference, ...]) -> dict[tuple[object, ...], tuple[str, str | None, str | None]]:
    return {each.key: (each.status, each.before, each.after) for each in found if each.status != "same"}


def stored_issues_of(engine: Engine, import_id: str) -> tuple[Issue, ...]:
    with engine.cursor() as cursor:
        return stored_issues(cursor, import_id)


def stored_rows(engine: Engine, name: str) -> list[dict[str, object]]:
    """Return what a query says of the report, but for the file that it names."""
    rows = read(engine, name, agency="ban-mo", year=2568)
    return [{key: value for key, value in row.items() if key != "source"} for row in rows]


def test_each_field_is_new_changed_the_same_or_missing() -> None:
    before = {(2568, 1, "score"): "90.00", (2568, 2, "score"): "80.00", (2568, "total", "score"): "85.00"}
    after = {(2568, 1, "score"): "90.00", (2568, 2, "score"): "81.00", (2568, 3, "score"): "70.00"}
    assert [(each.key[1], each.status) for each in compare(before, after)] == [
        (1, "same"),
        (2, "changed"),
        (3, "new"),
        ("total", "missing"),
    ]


@pytest.mark.parametrize(
    ("field", "stored", "read_now", "status"),
    [
        ("analysis", "ได้ ๙๗.๒๑ คะแนน", "ได้ ๙๗.๒๑คะแนน", "same"),
        ("analysis", "ได้ ๙๗.๒๑ คะแนน", "ได้ 97.21 คะแนน\n", "same"),
        ("period", "๑ ต.ค. ๖๘-๓๐ เม.ย๖๙", "๑ ต.ค.๖๘ - ๓๐ เม.ย ๖๙", "same"),
        ("analysis", "ได้ ๙๗.๒๑ คะแนน", "ได้ ๙๗.๑๒ คะแนน", "changed"),
        ("analysis", "ไม่ได้คะแนน", "ได้คะแนน", "changed"),
        ("units", "กองคลัง", "กอง คลัง", "same"),
        # Two units are not one of both names.
        ("units", "กองคลัง\nสำนักปลัด", "กองคลัง สำนักปลัด", "changed"),
        ("measures", "1. ก\n– ข", "1. ก – ข", "changed"),
    ],
)
def test_texts_that_differ_in_spaces_only_are_the_same(field: str, stored: str, read_now: str, status: str) -> None:
    (found,) = compare({(2568, 1, field): stored}, {(2568, 1, field): read_now})
    assert (found.status, found.before, found.after) == (status, stored, read_now)


def test_of_a_running_text_only_the_words_are_marked_that_the_other_lacks() -> None:
    before = "ผลการประเมินได้ ๙๗.๒๑ คะแนน อยู่ในระดับดี ควรรักษามาตรฐานไว้"
    after = "ผลการประเมินได้ ๙๗.๒๑คะแนน อยู่ในระดับดีมาก ควรรักษามาตรฐานไว้ ทุกปี"
    assert [piece for piece, differs in lacking(after, before) if differs] == ["อยู่ในระดับดีมาก", "ทุกปี"]
    assert [piece for piece, differs in lacking(before, after) if differs] == ["อยู่ในระดับดี"]
    for text, other in ((before, after), (after, before)):
        assert " ".join(piece for piece, _ in lacking(text, other)) == text


def test_a_text_of_which_nearly_all_differs_is_not_marked() -> None:
    assert lacking("ข้อความใหม่ ทั้งหมด ไม่เหมือนเดิม เลย", "ของเก่า อื่น เลย") == [("ข้อความใหม่ ทั้งหมด ไม่เหมือนเดิม เลย", False)]


def test_the_first_report_of_a_town_is_all_new(engine: Engine, frameworks: Frameworks, report_bytes: bytes) -> None:
    found = import_report(engine, frameworks, report_bytes, "a.txt", agency="mine", dry_run=True).differences
    assert {each.status for each in found} == {"new"}
    assert len({each.key[1] for each in found}) == 10


def test_a_later_report_shows_what_it_changes_and_nothing_else(engine: Engine, frameworks: Frameworks) -> None:
    before = everything(engine)
    later = sheet().with_score(9, Decimal("90.00")).with_cell(9, helpers.MEASURES, LATER)
    found = import_report(engine, frameworks, later.data(), "later.txt", dry_run=True).differences
    assert everything(engine) == before
    assert {key[1] for key in changed(found)} == {9}
    assert changed(found)[2568, 9, "score"] == ("changed", "88.28", "90.00")
    assert "มาตรการใหม่" in str(changed(found)[2568, 9, "measures"][2])


def test_what_is_left_stands_and_the_rest_is_taken(engine: Engine, frameworks: Frameworks) -> None:
    measures = read(engine, "measures", agency="ban-mo", year=2568)
    later = sheet().with_score(9, Decimal("90.00")).with_cell(9, helpers.MEASURES, LATER)
    left = frozenset({(2568, 9, "measures")})
    done = import_report(engine, frameworks, later.data(), "later.txt", kept_fields=left)
    assert read(engine, "measures", agency="ban-mo", year=2568) == measures
    scores = {row["indicator_no"]: row["score"] for row in read(engine, "gap_ranking", agency="ban-mo", year=2568)}
    assert scores[9] == Decimal("90.00")
    (said,) = [issue for issue in done.issues if issue.rule == "left-standing"]
    assert (said.params["number"], said.params["fields"]) == (9, "measures")
    # What the file says is kept too, as it was written.
    with engine.cursor() as cursor:
        raw = cursor.execute("SELECT text FROM raw_cells WHERE text LIKE '%มาตรการใหม่%'").fetchall()
    assert raw
    undo(engine, done.import_id)
    assert read(engine, "gap_ranking", agency="ban-mo", year=2568)[0]["score"] == Decimal("88.28")


def test_a_score_that_is_left_keeps_its_place(engine: Engine, frameworks: Frameworks) -> None:
    first = {row["indicator_no"]: row for row in read(engine, "figure_sources", agency="ban-mo", year=2568)}
    later = sheet().with_score(9, Decimal("90.00"))
    done = import_report(engine, frameworks, later.data(), "later.txt", kept_fields=frozenset({(2568, 9, "score")}))
    now = {row["indicator_no"]: row for row in read(engine, "figure_sources", agency="ban-mo", year=2568)}
    assert (now[9]["score"], now[9]["source"]) == (Decimal("88.28"), "ban-mo-2568.txt")
    assert (now[9]["place_table"], now[9]["place_row"]) == (first[9]["place_table"], first[9]["place_row"])
    assert (now[9]["import_id"], now[9]["has_kept_fields"]) == (done.import_id, True)
    assert (now[8]["source"], now[8]["has_kept_fields"]) == ("later.txt", False)
    plans = {row["indicator_no"]: row for row in read(engine, "plans", agency="ban-mo", year=2568)}
    assert (plans[9]["file_name"], plans[9]["left_fields"], plans[8]["left_fields"]) == ("later.txt", ["score"], None)


@pytest.mark.parametrize(
    ("left", "score", "stated"),
    [("score", "88.28", "90.00"), ("question", "90.00", "88.28")],
)
def test_score_and_question_of_which_one_is_left_are_said_to_disagree(
    engine: Engine, frameworks: Frameworks, left: str, score: str, stated: str
) -> None:
    later = sheet().with_score(9, Decimal("90.00")).data()
    done = import_report(engine, frameworks, later, "later.txt", kept_fields=frozenset({(2568, 9, left)}))
    (said,) = [issue for issue in stored_issues_of(engine, done.import_id) if issue.rule == "left-disagrees"]
    assert (said.severity, said.params) == (
        "warning",
        {"number": 9, "score": score, "code": "o1", "stated": stated},
    )
    plans = {row["indicator_no"]: row for row in read(engine, "plans", agency="ban-mo", year=2568)}
    assert plans[9]["question_score"] == Decimal(stated)
    assert (plans[9]["question_score_basis"], plans[8]["question_score_basis"]) == ("stated", "same_as_indicator")


def test_score_and_question_left_together_agree(engine: Engine, frameworks: Frameworks) -> None:
    later = sheet().with_score(9, Decimal("90.00")).data()
    left = frozenset({(2568, 9, "score"), (2568, 9, "question")})
    done = import_report(engine, frameworks, later, "later.txt", kept_fields=left)
    assert "left-disagrees" not in {issue.rule for issue in done.issues}


def test_a_question_with_a_score_of_its_own_is_expected_to_differ(engine: Engine, frameworks: Frameworks) -> None:
    own = sheet().with_cell(9, helpers.ANALYSIS, lambda cell: cell.replace("๘๘.๒๘", "๗๐.๐๐"))
    left = frozenset({(2568, 9, "score")})
    done = import_report(engine, frameworks, own.data(), "own.txt", accept=ALL, kept_fields=left)
    assert {issue.rule for issue in done.issues} >= {"left-standing"}
    assert "left-disagrees" not in {issue.rule for issue in done.issues}


def test_every_field_left_leaves_the_report_as_it_was(engine: Engine, frameworks: Frameworks) -> None:
    names = ("plans", "measures", "steps", "gap_ranking")
    before = {name: stored_rows(engine, name) for name in names}
    other = sheet().with_score(9, Decimal("90.00")).with_score(3, Decimal("12.34"))
    for number in range(1, 11):
        other = other.with_cell(number, helpers.MEASURES, LATER).with_cell(number, helpers.ANALYSIS, "อื่น")
    found = import_report(engine, frameworks, other.data(), "b.txt", accept=ALL, dry_run=True).differences
    left = frozenset(each.key for each in found if each.status != "same")
    assert left
    import_report(engine, frameworks, other.data(), "b.txt", accept=ALL, kept_fields=left)
    after = {name: stored_rows(engine, name) for name in names}
    for plan, was in zip(after["plans"], before["plans"], strict=True):
        # What stands of it came with this file, which says what of it is not its own.
        left_here = [name for year, number, name in left if number == plan["indicator_no"]]
        assert set(plan.pop("left_fields")) == set(left_here)
        assert (plan.pop("file_name"), was.pop("file_name"), was.pop("left_fields")) == (
            "b.txt",
            helpers.REPORT.name,
            None,
        )
    assert after == before


def test_scores_that_are_left_stand_also_where_the_file_lacks_them(engine: Engine, frameworks: Frameworks) -> None:
    import_typed(engine, "ban-mo", TypedResult(2568, {1: Decimal(90), 2: Decimal(80)}, Decimal(85), "ผ่านดี"))
    pasted = read_pasted("1 การปฏิบัติหน้าที่ 91.00\n3 การใช้อำนาจ 70.00", 2568, frameworks)
    found = import_scores(engine, "ban-mo", pasted, b"x", None, dry_run=True).differences
    assert changed(found) == {
        (2568, 1, "score"): ("changed", "90.00", "91.00"),
        (2568, 3, "score"): ("new", None, "70.00"),
        (2568, 2, "score"): ("missing", "80.00", None),
        (2568, "total", "score"): ("missing", "85.00", None),
        (2568, "level", "score"): ("missing", "ผ่านดี", None),
    }
    left = frozenset({(2568, 2, "score"), (2568, "total", "score"), (2568, "level", "score")})
    done = import_scores(engine, "ban-mo", pasted, b"x", None, kept_fields=left)
    own = {row["indicator_no"]: row["score"] for row in read(engine, "own_result", agency="ban-mo", year=2568)}
    assert {n: own[n] for n in (1, 2, 3)} == {1: Decimal(91), 2: Decimal(80), 3: Decimal(70)}
    (now,) = read(engine, "assessment", agency="ban-mo", year=2568)
    assert (now["total_published"], now["level_published"]) == (Decimal(85), "ผ่านดี")
    sources = {row["indicator_no"]: row for row in read(engine, "figure_sources", agency="ban-mo", year=2568)}
    assert [(sources[n]["place_row"], sources[n]["has_kept_fields"]) for n in (1, 2, 3, None)] == [
        (1, False),
        (None, True),
        (2, False),
        (None, True),
    ]
    assert [issue.params["year"] for issue in done.issues if issue.rule == "left-standing"] == [2568]
    assert not [issue for issue in done.issues if issue.rule == "scores-missing"]


def test_question_scores_are_compared_too(engine: Engine, frameworks: Frameworks) -> None:
    first = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2568,o27,100\n2568,e2,96.56\n"
    import_file(engine, frameworks, first.encode(), "a.csv", agency="ban-mo")
    second = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2568,o27,50\n"
    found = import_file(engine, frameworks, second.encode(), "b.csv", agency="ban-mo", dry_run=True).differences
    assert changed(found) == {
        (2568, "o27", "score"): ("changed", "100.00", "50.00"),
        (2568, "e2", "score"): ("missing", "96.56", None),
    }
    left = frozenset({(2568, "e2", "score"), (2568, "o27", "score")})
    scores = score_sheet(second.encode(), "b.csv", frameworks)
    assert scores is not None
    done = import_scores(engine, "ban-mo", scores, b"y", "b.csv", kept_fields=left)
    stored = {
        row["code"]: (row["score"], row["source"])
        for row in read(engine, "question_scores", agency="ban-mo", year=2568)
    }
    assert (stored["e2"], stored["o27"]) == ((Decimal("96.56"), "a.csv"), (Decimal(100), "a.csv"))
    (said,) = [issue for issue in done.issues if issue.rule == "left-standing"]
    assert (said.params["year"], said.params["figures"]) == (2568, "e2, o27")


def test_a_score_that_is_left_names_the_file_that_it_is_of(engine: Engine, frameworks: Frameworks) -> None:
    first = "ปีงบประมาณ,1,2,คะแนนรวม\n2568,90,80,85\n"
    codes = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2568,o27,100\n2568,e2,96.56\n"
    for name, text in (("first.csv", first), ("codes.csv", codes)):
        import_file(engine, frameworks, text.encode(), name, agency="ban-mo")
    before = {row["indicator_no"]: row for row in read(engine, "figure_sources", agency="ban-mo", year=2568)}
    questions = {row["code"]: row for row in read(engine, "question_sources", agency="ban-mo", year=2568)}
    scores = "x,x\nปีงบประมาณ,2,1,คะแนนรวม\n2568,81,91,86\n".encode()
    sheet_2 = score_sheet(scores, "second.csv", frameworks)
    assert sheet_2 is not None
    left = frozenset({(2568, 1, "score"), (2568, "total", "score")})
    import_scores(engine, "ban-mo", sheet_2, scores, "second.csv", kept_fields=left)
    now = {row["indicator_no"]: row for row in read(engine, "figure_sources", agency="ban-mo", year=2568)}
    whence = ("score", "source", "place_table", "place_row", "place_column")
    for what in (1, None):
        assert [now[what][name] for name in whence] == [before[what][name] for name in whence]
        assert now[what]["source"] == "first.csv"
    assert (now[2]["source"], now[2]["place_row"], now[2]["place_column"]) == ("second.csv", 3, 2)
    more = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2568,o27,50\n".encode()
    sheet_3 = score_sheet(more, "more.csv", frameworks)
    assert sheet_3 is not None
    import_scores(engine, "ban-mo", sheet_3, more, "more.csv", kept_fields=frozenset({(2568, "e2", "score")}))
    found = {row["code"]: row for row in read(engine, "question_sources", agency="ban-mo", year=2568)}
    assert [found["e2"][name] for name in whence] == [questions["e2"][name] for name in whence]
    assert (found["o27"]["source"], found["o27"]["place_row"]) == ("more.csv", 2)


def test_what_was_left_can_be_taken_from_the_same_file_later(engine: Engine, frameworks: Frameworks) -> None:
    later = sheet().with_score(9, Decimal("90.00")).data()
    left = frozenset({(2568, 9, "score")})
    import_report(engine, frameworks, later, "later.txt", kept_fields=left)
    again = import_report(engine, frameworks, later, "later.txt", dry_run=True)
    assert not again.unchanged
    assert changed(again.differences) == {(2568, 9, "score"): ("changed", "88.28", "90.00")}
    assert [issue.rule for issue in again.issues if issue.rule == "stored-before"] == ["stored-before"]
    import_report(engine, frameworks, later, "later.txt")
    assert read(engine, "gap_ranking", agency="ban-mo", year=2568)[0]["score"] == Decimal("90.00")
    assert import_report(engine, frameworks, later, "later.txt").unchanged
