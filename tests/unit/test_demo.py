"""The demonstration: shaped like a real town, the same every time, and never taken for one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ita.errors import InputError
from ita.frameworks import Frameworks
from ita.importing.build import build
from ita.importing.demo import AGENCY, demo_figures
from ita.importing.report_import import import_report
from ita.importing.score_import import import_scores
from ita.importing.scores.read import read_pasted
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.store.engine import Engine
from tests import helpers
from tests.helpers import read


def test_a_seed_gives_the_same_figures_and_another_seed_others(frameworks: Frameworks) -> None:
    first = demo_figures(frameworks)
    assert demo_figures(frameworks) == first
    assert demo_figures(frameworks).digest == first.digest
    assert demo_figures(frameworks, seed=1).digest != first.digest


def test_it_is_shaped_like_a_real_town(engine: Engine) -> None:
    trend = {row["fiscal_year"]: row for row in read(engine, "total_trend", agency=AGENCY)}
    assert sorted(trend) == [2563, 2564, 2565, 2566, 2567, 2568]
    assert trend[2564]["total_shown"] is None, "one year is missing, and is neither zero nor joined"
    totals = [trend[year]["total"] for year in sorted(trend) if year != 2564]
    assert totals == sorted(totals)
    assert totals[0] < totals[-1]
    weakest = {year: read(engine, "gap_ranking", agency=AGENCY, year=year)[0]["indicator_no"] for year in (2563, 2568)}
    assert weakest == {2563: 9, 2568: 9}
    fell = [
        row
        for row in read(engine, "year_change", agency=AGENCY, from_year=2566, to_year=2567)
        if row["change_points"] < 0
    ]
    assert fell
    (change,) = read(engine, "total_change", agency=AGENCY, from_year=2565, to_year=2566)
    assert (change["levels_comparable"], change["comparable"]) == (False, True)


def test_its_questions_carry_the_codes_of_the_year_and_mean_the_indicator(
    engine: Engine, frameworks: Frameworks
) -> None:
    for year in (2566, 2568):
        known = {
            question.code: question.indicator_no for question in frameworks.questions if question.fiscal_year == year
        }
        scores = {row["indicator_no"]: row["score"] for row in read(engine, "gap_ranking", agency=AGENCY, year=year)}
        found = read(engine, "question_scores", agency=AGENCY, year=year)
        assert {row["code"] for row in found} == set(known)
        for number in {row["indicator_no"] for row in found}:
            of_indicator = [row["score"] for row in found if row["indicator_no"] == number]
            assert abs(sum(of_indicator) / len(of_indicator) - scores[number]) < Decimal("0.005")
    assert read(engine, "question_scores", agency=AGENCY, year=2567) == [], "codes of 2567 are not known"


def test_every_figure_of_it_is_marked_synthetic_and_no_other_is(engine: Engine) -> None:
    with engine.cursor() as cursor:
        marked = cursor.execute(
            """SELECT DISTINCT agency_id, origin FROM indicator_score_facts
               WHERE origin = 'synthetic' OR agency_id = 'demo'"""
        ).fetchall()
    assert marked == [("demo", "synthetic")]


def test_it_stands_last_and_never_first(engine: Engine) -> None:
    undo(engine, str(read(engine, "imports", agency="ban-mo")[0]["import_id"]))
    ids = [row["agency_id"] for row in read(engine, "agencies")]
    assert ids[-1] == AGENCY
    assert ids[0] != AGENCY


def test_it_takes_no_real_result(engine: Engine, frameworks: Frameworks) -> None:
    before = helpers.everything(engine)
    sheet = read_pasted("1 การปฏิบัติหน้าที่ 97.21", 2568, frameworks)
    report = helpers.REPORT.read_bytes() + b"\n"
    for store in (
        lambda: import_typed(engine, AGENCY, TypedResult(2568, {1: Decimal(90)}, None, None)),
        lambda: import_scores(engine, AGENCY, sheet, b"x", None),
        lambda: import_report(engine, frameworks, report, "a.txt", agency=AGENCY),
    ):
        with pytest.raises(InputError) as refused:
            store()
        assert refused.value.rule == "agency-demo"
    assert helpers.everything(engine) == before


def test_it_is_stored_once_and_stays_away_once_taken_back(engine: Engine) -> None:
    assert build(engine)[0].demo is None
    undo(engine, str(read(engine, "imports", agency=AGENCY)[0]["import_id"]))
    assert build(engine)[0].demo is None
    assert read(engine, "agency_years", agency=AGENCY) == []
