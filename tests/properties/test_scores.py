"""Whatever the ten scores: total, instruments, points lost and level are exact, held against a model in fractions."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ita.importing.agencies import create_agency
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.store import query_loader, results, writes
from ita.store.engine import Cursor, Engine, open_engine
from ita.store.write_scope import noted

Scores = dict[int, Decimal]
INSTRUMENTS = {"IIT": range(1, 6), "EIT": range(6, 9), "OIT": range(9, 11)}
WEIGHTS = {"IIT": Fraction(3, 10), "EIT": Fraction(3, 10), "OIT": Fraction(4, 10)}
LETTERS = [("AA", 95), ("A", 85), ("B", 75), ("C", 65), ("D", 55), ("E", 50), ("F", 0)]
# Name, lowest total, lowest of each instrument (DOMAIN, "Levels").
NAMED = [
    ("ผ่านดีเยี่ยม", 95, 95),
    ("ผ่านดี", 85, 85),
    ("ผ่าน", 85, None),
    ("ต้องปรับปรุง", 70, None),
    ("ต้องปรับปรุงโดยด่วน", 0, None),
]
RULES = {2564: [(name, floor, None) for name, floor in LETTERS], 2568: NAMED}


@pytest.fixture(scope="module")
def engine_and_id(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, str]]:
    """Return one engine for all examples, and an agency that has nothing yet; every example is rolled back."""
    path = Path(shutil.copy(built, tmp_path_factory.mktemp("scores") / "ita.duckdb"))
    with closing(open_engine(path)) as engine:
        yield engine, create_agency(engine, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")


# The model


def half_up(value: Fraction, decimals: int) -> Decimal:
    """Round half-up, exactly."""
    scaled = value * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return (Decimal(whole) / 10**decimals).quantize(Decimal(1).scaleb(-decimals))


@dataclass(frozen=True)
class Model:
    """What ten scores give by the rules of DOMAIN."""

    instruments: dict[str, Fraction]
    total: Fraction
    level: str
    next_level: str | None
    held_back_by: str | None
    short_by: Fraction | None


def model(scores: Mapping[int, Decimal], year: int) -> Model:
    means = {
        name: sum((Fraction(scores[number]) for number in numbers), Fraction(0)) / len(numbers)
        for name, numbers in INSTRUMENTS.items()
    }
    total = sum((WEIGHTS[name] * mean for name, mean in means.items()), Fraction(0))
    rules = RULES[year]
    at = next(
        position
        for position, (_, floor, each) in enumerate(rules)
        if total >= floor and (each is None or min(means.values()) >= each)
    )
    if at == 0:
        return Model(means, total, rules[0][0], None, None, None)
    above, floor, each = rules[at - 1]
    short = {name: each - mean for name, mean in means.items() if each is not None and mean < each}
    return Model(
        means,
        total,
        rules[at][0],
        above,
        "+".join(short) if short else "total",
        max(short.values()) if short else floor - total,
    )


# What the database says, inside a transaction that is rolled back


@dataclass(frozen=True)
class Answer:
    """What the queries and views say of typed scores."""

    assessment: dict[str, Any]
    ranking: dict[int, dict[str, Any]]
    exact_lost: dict[int, Decimal | None]
    exact_total: Decimal | None


def ask(engine_and_id: tuple[Engine, str], scores: Scores, year: int, shuffle: int | None = None) -> Answer:
    engine, agency = engine_and_id

    def work(cursor: Cursor) -> Answer:
        number, _ = writes.add_import(cursor, "scores", "0" * 64, agency_id=agency, fiscal_year=year)
        order = list(scores)
        if shuffle is not None:
            random.Random(shuffle).shuffle(order)
        for indicator in order if shuffle is not None else [0]:
            part = {indicator: scores[indicator]} if shuffle is not None else scores
            writes.add_typed(cursor, number, agency, TypedResult(year, part, None, None), "typed")
        (assessment,) = query_loader.rows(cursor, "assessment", agency=agency, year=year)
        ranking = query_loader.rows(cursor, "gap_ranking", agency=agency, year=year)
        exact = cursor.execute(
            "SELECT indicator_no, lost_points, total FROM indicator_results"
            " JOIN total_results USING (agency_id, fiscal_year) WHERE agency_id = ? AND fiscal_year = ?",
            [agency, year],
        ).fetchall()
        lost = {number: points for number, points, _ in exact}
        return Answer(assessment, {row["indicator_no"]: row for row in ranking}, lost, exact[0][2])

    # Without the checks of `Engine.transact`, which take most of the time; the preview below has them.
    with engine.cursor() as cursor:
        cursor.begin()
        try:
            with noted(cursor, results.refresh):
                return work(cursor)
        finally:
            cursor.rollback()


def agree(answer: Answer, scores: Scores, year: int) -> None:
    """Hold what the database says against the model, to the last digit."""
    truth, said = model(scores, year), answer.assessment
    assert answer.exact_total is not None
    assert Fraction(answer.exact_total) == truth.total
    assert said["total"] == half_up(truth.total, 2)
    for name, mean in truth.instruments.items():
        assert said[name.lower()] == half_up(mean, 2)
    assert (said["level"], said["next_level"], said["held_back_by"]) == (
        truth.level,
        truth.next_level,
        truth.held_back_by,
    )
    if truth.short_by is None:
        assert said["points_to_next_level"] is None
    else:
        assert said["points_to_next_level"] == half_up(truth.short_by, 2)
    assert sum(Fraction(lost) for lost in answer.exact_lost.values() if lost is not None) == 100 - truth.total
    assert said["lost_points"] == half_up(100 - truth.total, 3)
    for number, row in answer.ranking.items():
        instrument = next(name for name, numbers in INSTRUMENTS.items() if number in numbers)
        share = WEIGHTS[instrument] / len(INSTRUMENTS[instrument])
        assert row["gap_points"] == 100 - scores[number]
        assert row["lost_points"] == half_up(share * Fraction(100 - scores[number]), 3)
        assert row["rank"] == 1 + sum(other < scores[number] for other in scores.values())
    order = [(-row["gap_points"], number) for number, row in answer.ranking.items()]
    assert order == sorted(order)


hundredths = st.integers(0, 10_000)
# Anywhere, and crowded where the levels change.
near = st.sampled_from([5000, 5500, 6500, 7000, 7500, 8500, 9500, 10_000]).flatmap(
    lambda at: st.integers(max(at - 3, 0), min(at + 3, 10_000))
)
ten = st.lists(st.one_of(hundredths, near), min_size=10, max_size=10).map(
    lambda values: {number: Decimal(value) / 100 for number, value in enumerate(values, start=1)}
)
level_field = st.builds(
    lambda iit, eit, oit: (
        dict.fromkeys(range(1, 6), iit) | dict.fromkeys(range(6, 9), eit) | dict.fromkeys((9, 10), oit)
    ),
    *[near.map(lambda value: Decimal(value) / 100)] * 3,
)
years = st.sampled_from(sorted(RULES))


def all_at(score: str, **others: str) -> Scores:
    """Return ten scores of one value, some others by number as `i9="..."`."""
    return dict.fromkeys(range(1, 11), Decimal(score)) | {int(key[1:]): Decimal(value) for key, value in others.items()}


@given(ten, years)
@example(all_at("0.00"), 2568)
@example(all_at("100.00"), 2568)
@example(all_at("95.00", i1="94.99", i2="95.01"), 2568)
@example(all_at("95.00", i6="94.98", i7="95.00", i8="95.02"), 2568)
@example(all_at("0.00", i1="0.01"), 2568)
def test_any_ten_scores(engine_and_id: tuple[Engine, str], scores: Scores, year: int) -> None:
    agree(ask(engine_and_id, scores, year), scores, year)


@settings(max_examples=40)
@given(level_field, years)
def test_instruments_crowded_around_the_levels(engine_and_id: tuple[Engine, str], scores: Scores, year: int) -> None:
    agree(ask(engine_and_id, scores, year), scores, year)


offsets = st.integers(-60, 60)


@settings(max_examples=50)
@given(
    st.lists(offsets, min_size=4, max_size=4),
    st.integers(-5, 4),
    st.lists(offsets, min_size=3, max_size=3),
    offsets,
    st.sampled_from([95, 85, 75, 70]),
    years,
)
def test_a_total_that_lies_exactly_on_a_floor(
    engine_and_id: tuple[Engine, str], staff: list[int], tens: int, public: list[int], first: int, floor: int, year: int
) -> None:
    """The last score makes the weighted total exactly the floor; in floating point some of these fall below it."""
    # The fifth offset makes the sum of 6 x staff and 10 x public a multiple of 20, which the last score can make up.
    fifth = (5 * sum(public) - sum(staff)) % 10 + 10 * tens
    drawn = [*staff, fifth, *public, first]
    weights = [6] * 5 + [10] * 3 + [20]
    last, rest = divmod(-sum(weight * offset for weight, offset in zip(weights, drawn, strict=True)), 20)
    assert rest == 0
    scores = {number: Decimal(floor * 100 + offset) / 100 for number, offset in enumerate([*drawn, last], start=1)}
    assert model(scores, year).total == floor
    answer = ask(engine_and_id, scores, year)
    assert answer.exact_total == floor
    assert answer.assessment["total"] == Decimal(floor).quantize(Decimal("0.01"))
    agree(answer, scores, year)


@pytest.mark.parametrize(
    ("scores", "level", "held_back_by", "points"),
    [
        (all_at("95.00"), "ผ่านดีเยี่ยม", None, None),
        # One hundredth of one score below: the instrument's mean is 94.998, 94.9967 or 94.995.
        (all_at("95.00", i1="94.99", i9="95.01"), "ผ่านดี", "IIT", "0.00"),
        (all_at("95.00", i6="94.99", i9="95.01"), "ผ่านดี", "EIT", "0.00"),
        (all_at("95.00", i9="94.99", i1="95.04"), "ผ่านดี", "OIT", "0.01"),
        (all_at("95.00", i9="94.99"), "ผ่านดี", "OIT", "0.01"),
        (all_at("95.00", i9="94.99", i10="95.01"), "ผ่านดีเยี่ยม", None, None),
        (all_at("100.00", i6="84.99", i7="85.00", i8="85.01"), "ผ่านดี", "EIT", "10.00"),
        (all_at("100.00", i6="84.99", i7="85.00", i8="85.00"), "ผ่าน", "EIT", "0.00"),
        (all_at("100.00", i6="84.90", i7="85.00", i8="85.00"), "ผ่าน", "EIT", "0.03"),
        (all_at("94.00", i6="96.00", i7="96.00", i8="96.00"), "ผ่านดี", "IIT+OIT", "1.00"),
        (all_at("85.00"), "ผ่านดี", "IIT+EIT+OIT", "10.00"),
        (all_at("84.99"), "ต้องปรับปรุง", "total", "0.01"),
        (all_at("70.00"), "ต้องปรับปรุง", "total", "15.00"),
        (all_at("69.99"), "ต้องปรับปรุงโดยด่วน", "total", "0.01"),
        (all_at("0.00"), "ต้องปรับปรุงโดยด่วน", "total", "70.00"),
    ],
)
def test_levels_at_and_around_their_floors(
    engine_and_id: tuple[Engine, str], scores: Scores, level: str, held_back_by: str | None, points: str | None
) -> None:
    answer = ask(engine_and_id, scores, 2568)
    agree(answer, scores, 2568)
    said = answer.assessment
    assert (said["level"], said["held_back_by"]) == (level, held_back_by)
    assert said["points_to_next_level"] == (Decimal(points) if points else None)


@settings(max_examples=40)
@given(ten, st.sets(st.integers(1, 10), min_size=1, max_size=9), years)
def test_a_missing_score_is_never_nothing(
    engine_and_id: tuple[Engine, str], scores: Scores, missing: set[int], year: int
) -> None:
    known = {number: score for number, score in scores.items() if number not in missing}
    answer = ask(engine_and_id, known, year)
    said = answer.assessment
    assert [said[column] for column in ("total", "level", "next_level", "held_back_by", "points_to_next_level")] == [
        None
    ] * 5
    assert (said["lost_points"], answer.exact_total) == (None, None)
    assert said["scored_indicators"] == len(known)
    for name, numbers in INSTRUMENTS.items():
        whole = not missing & set(numbers)
        mean = sum((Fraction(scores[number]) for number in numbers), Fraction(0)) / len(numbers)
        assert said[name.lower()] == (half_up(mean, 2) if whole else None)
    for number in range(1, 11):
        row = answer.ranking[number]
        if number in missing:
            assert [row[c] for c in ("rank", "score", "gap_points", "lost_points", "lost_rank", "origin")] == [None] * 6
        else:
            assert row["score"] == scores[number]
            assert row["rank"] == 1 + sum(other < scores[number] for other in known.values())
    assert list(answer.ranking)[len(known) :] == sorted(missing)


@settings(max_examples=15)
@given(ten, years, st.integers(0, 10**6))
def test_the_order_of_stored_rows_never_matters(
    engine_and_id: tuple[Engine, str], scores: Scores, year: int, shuffle: int
) -> None:
    assert ask(engine_and_id, scores, year, shuffle) == ask(engine_and_id, scores, year)


@settings(max_examples=10)
@given(ten)
def test_a_year_without_rules_has_gaps_only(engine_and_id: tuple[Engine, str], scores: Scores) -> None:
    answer = ask(engine_and_id, scores, 2575)
    assert answer.assessment["total"] is None
    assert answer.assessment["level"] is None
    assert answer.assessment["rules_known"] is False
    assert {row["lost_points"] for row in answer.ranking.values()} == {None}
    assert {number: row["gap_points"] for number, row in answer.ranking.items()} == {
        number: 100 - score for number, score in scores.items()
    }


@settings(max_examples=25)
@given(ten, years)
def test_a_preview_of_typed_scores_says_the_same_and_stores_nothing(
    engine_and_id: tuple[Engine, str], scores: Scores, year: int
) -> None:
    engine, agency = engine_and_id
    truth = model(scores, year)
    total, level = half_up(truth.total, 2), truth.level
    done = import_typed(engine, agency, TypedResult(year, scores, total, level), dry_run=True)
    assert done.issues == ()
    assert done.assessment is not None
    assert (done.assessment.total, done.assessment.level) == (total, level)
    with engine.cursor() as cursor:
        assert query_loader.rows(cursor, "agency_years", agency=agency) == []


def test_the_plain_mean_of_ten_is_not_the_score(engine_and_id: tuple[Engine, str]) -> None:
    """DOMAIN: on the report's numbers the plain mean is 95.14, the true total 93.81."""
    written = ("97.21", "98.02", "99.45", "93.49", "96.70", "96.56", "94.87", "94.39", "88.28", "92.42")
    scores = {number: Decimal(score) for number, score in enumerate(written, start=1)}
    assert half_up(sum(map(Fraction, scores.values()), Fraction(0)) / 10, 2) == Decimal("95.14")
    answer = ask(engine_and_id, scores, 2568)
    assert answer.assessment["total"] == Decimal("93.81")
    assert answer.exact_total == Decimal("93.8142")
    assert answer.assessment["lost_points"] == Decimal("6.186")
    agree(answer, scores, 2568)
