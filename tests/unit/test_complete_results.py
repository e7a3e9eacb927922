"""A later result of a year and origin replaces the earlier whole; words for what is nearly nothing; odd words typed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ita.__main__ import main
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.insights.sentence import lacking_points
from ita.model import TypedResult
from ita.store import query_loader
from ita.store.engine import Engine

TEN = {number: Decimal("90.00") for number in range(1, 11)}


def shown(engine: Engine) -> dict[str, object]:
    with engine.cursor() as cursor:
        return query_loader.rows(cursor, "assessment", agency="ban-mo", year=2568)[0]


def test_a_result_without_a_total_takes_the_earlier_total_away(engine: Engine) -> None:
    import_typed(engine, "ban-mo", TypedResult(2568, TEN, Decimal("90.00"), "ผ่านดี"))
    assert shown(engine)["total_published"] == Decimal("90.00")
    later = import_typed(engine, "ban-mo", TypedResult(2568, TEN, None, None))
    assert (shown(engine)["total_published"], shown(engine)["level_published"]) == (None, None)
    undo(engine, later.import_id)
    assert shown(engine)["total_published"] == Decimal("90.00")


def test_a_result_without_scores_takes_the_earlier_typed_scores_away(engine: Engine) -> None:
    import_typed(engine, "ban-mo", TypedResult(2568, TEN, None, None))
    assert shown(engine)["total"] == Decimal("90.00")
    import_typed(engine, "ban-mo", TypedResult(2568, {}, Decimal("91.00"), None))
    assert shown(engine)["total"] == Decimal("93.81"), "the report's scores stand again"
    assert shown(engine)["total_published"] == Decimal("91.00")


@pytest.mark.parametrize(("points", "words"), [(0.0, "< 0.01"), (0.01, "0.01"), (4.65, "4.65"), (None, "–")])
def test_what_rounds_to_nothing_is_still_lacking(points: float | None, words: str) -> None:
    assert lacking_points(points) == words


def test_a_parameter_given_twice_is_wrong_usage(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["query", "assessment", "agency=ban-mo", "agency=trat", "year=2568", "--db", str(database)]
    assert main(words) == 2
    assert "twice" in capsys.readouterr().err
