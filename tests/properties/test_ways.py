"""What-if and the shortest way, held against the store's own arithmetic for any ten scores."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ita.frameworks import Frameworks
from ita.scenario import what_if
from ita.scoring import levels_of, shortest_path
from ita.store import reads
from ita.store.engine import Engine

CENT = Decimal("0.01")
SCORES = ("97.21", "98.02", "99.45", "93.49", "96.70", "96.56", "94.87", "94.39", "88.28", "92.42")
REPORT = {number: Decimal(score) for number, score in enumerate(SCORES, start=1)}
any_score = st.integers(0, 10_000).map(lambda hundredths: (Decimal(hundredths) / 100).quantize(CENT))
high_score = st.integers(8_000, 10_000).map(lambda hundredths: (Decimal(hundredths) / 100).quantize(CENT))
ten = st.lists(any_score | high_score, min_size=10, max_size=10).map(lambda s: dict(zip(range(1, 11), s, strict=True)))
years = st.sampled_from([2564, 2566, 2568])
calm = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def level(engine: Engine, year: int, scores: dict[int, Decimal]) -> str:
    found = what_if(engine, "ban-mo", year, scores, reads.assessment)[0].level
    assert found is not None
    return str(found)


def reaches(frameworks: Frameworks, engine: Engine, year: int, scores: dict[int, Decimal], wanted: str) -> bool:
    order = [rule.level_th for rule in levels_of(frameworks, year)]
    return order.index(level(engine, year, scores)) <= order.index(wanted)


@calm
@given(scores=ten, year=years, data=st.data())
def test_the_way_reaches_its_level_and_not_a_hundredth_less_does(
    engine: Engine, frameworks: Frameworks, scores: dict[int, Decimal], year: int, data: st.DataObject
) -> None:
    wanted = data.draw(st.sampled_from([rule.level_th for rule in levels_of(frameworks, year)]))
    path = shortest_path(frameworks, year, scores, wanted)
    assert path is not None
    assert all(path.scores[n] >= scores[n] and path.scores[n] <= 100 for n in scores)
    assert {n for n in scores if path.scores[n] > scores[n]} == set(path.raised)
    assert reaches(frameworks, engine, year, path.scores, wanted)
    for number in path.raised:
        assert not reaches(frameworks, engine, year, path.scores | {number: path.scores[number] - CENT}, wanted)


@calm
@given(scores=ten, year=years)
@example(scores={**REPORT, 9: Decimal("88.28"), 10: Decimal("92.43")}, year=2568)
@example(scores=dict.fromkeys(range(1, 11), Decimal("95.00")) | {5: Decimal("94.99")}, year=2568)
def test_what_each_instrument_lacks_is_what_the_store_says(
    engine: Engine, frameworks: Frameworks, scores: dict[int, Decimal], year: int
) -> None:
    found = what_if(engine, "ban-mo", year, scores, reads.assessment)[0]
    if found.next_level is None:
        return
    path = shortest_path(frameworks, year, scores, str(found.next_level))
    assert path is not None
    assert "+".join(path.lacking) == ("" if found.held_back_by == "total" else found.held_back_by)
    if path.lacking:
        assert max(path.lacking.values()) == found.points_to_next_level


@calm
@given(scores=ten, year=years)
def test_lost_points_sum_to_what_the_total_lacks(engine: Engine, scores: dict[int, Decimal], year: int) -> None:
    (found,) = what_if(engine, "ban-mo", year, scores, reads.assessment)
    ranking = what_if(engine, "ban-mo", year, scores, reads.gap_ranking)
    assert sum(row.gap_points for row in ranking) == 1000 - sum(scores.values())
    assert abs(found.lost_points - (100 - found.total)) <= Decimal("0.005")
    # Each row is rounded to three decimals.
    assert abs(sum(row.lost_points for row in ranking) - found.lost_points) <= Decimal("0.005")


def test_a_what_if_at_the_present_scores_changes_nothing_and_stores_nothing(engine: Engine) -> None:
    with engine.cursor() as cursor:
        before = cursor.execute("SELECT count(*) FROM imports").fetchone()
    (found,) = what_if(engine, "ban-mo", 2568, REPORT, reads.assessment)
    assert (found.total, found.level, found.oit) == (Decimal("93.81"), "ผ่านดี", Decimal("90.35"))
    with engine.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM imports").fetchone() == before


def test_the_way_of_the_report_leads_through_disclosure(engine: Engine, frameworks: Frameworks) -> None:
    path = shortest_path(frameworks, 2568, REPORT, "ผ่านดีเยี่ยม")
    assert path is not None
    assert path.lacking == {"OIT": Decimal("4.65")}
    assert [(s.indicators, s.from_score, s.to_score) for s in path.steps] == [
        ((9,), Decimal("88.28"), Decimal("92.42")),
        ((9, 10), Decimal("92.42"), Decimal(95)),
    ]
    assert what_if(engine, "ban-mo", 2568, path.scores, reads.assessment)[0].total == Decimal("95.67")


def test_there_is_no_way_without_rules_or_without_a_score(frameworks: Frameworks) -> None:
    assert shortest_path(frameworks, 2570, REPORT, "ผ่านดีเยี่ยม") is None
    assert shortest_path(frameworks, 2568, {n: s for n, s in REPORT.items() if n != 3}, "ผ่านดีเยี่ยม") is None
    assert shortest_path(frameworks, 2568, REPORT, "AA") is None
