"""Questions and measures of a report that stand apart, stored: kept, replaced, undone; and doubts of its scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ita.frameworks import Frameworks
from ita.importing.report.questions import AskedError
from ita.importing.report_import import import_report
from ita.importing.undo import undo
from ita.store import query_loader
from ita.store.engine import Engine
from tests.helpers import SCORES, read
from tests.unit.test_report_classes import HEADERS, INDICATOR, PERIOD, body, in_word, second_question

YEAR = 2567


def rows_of(engine: Engine, name: str, indicator: int = 1) -> list[dict[str, Any]]:
    return [row for row in read(engine, name, agency="ban-mo", year=YEAR) if row["indicator_no"] == indicator]


def with_scores(frameworks: Frameworks, scores: Sequence[object]) -> bytes:
    rows = body(frameworks)
    for row, score in zip(rows, scores, strict=True):
        row[INDICATOR] = f"{str(row[INDICATOR]).partition(' (')[0]} ({score} คะแนน)"
    return in_word([HEADERS, *rows])


def test_questions_are_stored_apart_kept_replaced_and_undone(engine: Engine, frameworks: Frameworks) -> None:
    data = in_word(second_question(frameworks))
    first = import_report(engine, frameworks, data, "a.docx", agency="ban-mo")
    assert first.questions == 11
    ids = [row["measure_id"] for row in rows_of(engine, "measures")]
    assert [(q["code"], q["period_text"], q["units"]) for q in rows_of(engine, "plan_questions")] == [
        ("i1", "1 ต.ค. 2567 - 30 ก.ย. 2568", ["สำนักปลัด"]),
        ("i2", "1 ม.ค. 2568 - 31 มี.ค. 2568", ["กองคลัง"]),
    ]
    assert import_report(engine, frameworks, data, "a.docx", agency="ban-mo").unchanged
    # Another file has one question; its measures, period and units are left as they are stored.
    other = [HEADERS, *body(frameworks)]
    other[1] = [*other[1][:PERIOD], "ภายใน 30 มิ.ย. 68", "กองช่าง"]
    kept = frozenset({(YEAR, 1, name) for name in ("question", "measures", "units")})
    done = import_report(engine, frameworks, in_word(other), "b.docx", agency="ban-mo", kept_fields=kept)
    changed = {difference.key[2] for difference in done.differences if difference.status == "changed"}
    assert {"question", "measures", "period", "units"} <= changed
    assert [row["measure_id"] for row in rows_of(engine, "measures")] == ids
    assert [row["units"] for row in rows_of(engine, "measures")] == [["สำนักปลัด"], ["กองคลัง"]]
    assert [q["code"] for q in rows_of(engine, "plan_questions")] == ["i1", "i2"]
    (plan,) = rows_of(engine, "plans")
    assert (plan["starts_on"], plan["ends_on"], plan["questions"]) == (None, date(2025, 6, 30), 2)
    with engine.cursor() as cursor:
        assert not query_loader.broken_checks(cursor)
    undo(engine, done.import_id)
    undo(engine, first.import_id)
    assert rows_of(engine, "plan_questions") == rows_of(engine, "measures") == []


WEIGHTED = ("5.59", "5.08", "5.50", "4.95", "5.34", "5.42", "5.24", "5.10", "5.79", "4.50")


@pytest.mark.parametrize(
    ("rule", "scores"),
    [
        ("score-may-be-weighted", WEIGHTED),
        ("many-zeros", ("93.11", *("0",) * 9)),
        ("all-equal", ("90.00",) * 10),
        ("copy-of-year", tuple(SCORES.values())),
    ],
)
def test_doubts_of_a_report_are_asked_before_it_is_stored(
    rule: str, scores: Sequence[object], engine: Engine, frameworks: Frameworks
) -> None:
    data = with_scores(frameworks, scores)
    before = read(engine, "imports", agency="ban-mo")
    with pytest.raises(AskedError) as caught:
        import_report(engine, frameworks, data, "a.docx", agency="ban-mo")
    assert rule in {ask.rule for ask in caught.value.asks}
    assert all(ask.is_doubt for ask in caught.value.asks)
    assert read(engine, "imports", agency="ban-mo") == before
    accept = frozenset(ask.rule for ask in caught.value.asks)
    done = import_report(engine, frameworks, data, "a.docx", agency="ban-mo", accept=accept)
    assert rule in {issue.rule for issue in done.issues}
    assert [row["score"] for row in read(engine, "report_scores", agency="ban-mo", year=YEAR)] == [
        Decimal(str(score)).quantize(Decimal("0.01")) for score in scores
    ]
    # The same bytes again raise no doubt.
    assert import_report(engine, frameworks, data, "a.docx", agency="ban-mo").unchanged
