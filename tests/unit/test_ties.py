"""Equal scores share their place: in words, in what is set apart by colour, and in what the years are counted by."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from ita import ties
from ita.charts import theme
from ita.charts.gaps import gap_bars
from ita.i18n import LANGUAGES
from ita.importing.typed_import import import_typed
from ita.insights.changes import change_sentences, persistence_sentence
from ita.insights.gaps import gap_reason, plan_mismatch, weakest_sentence
from ita.model import TypedResult
from ita.read_rows import GapRankingRow, YearChangeRow
from ita.store import reads
from ita.store.engine import Engine
from tests.helpers import row_of

# Scores of indicators 1-10, and which of them are weakest.
SCORES: dict[str, tuple[tuple[float, ...], list[int]]] = {
    "no two equal": ((91, 92, 93, 94, 95, 96, 97, 98, 99, 100), [1, 2, 3]),
    "all equal": ((90,) * 10, []),
    "all at 100": ((100,) * 10, []),
    "one under 100": ((100,) * 9 + (90,), [10]),
    "two under 100": ((100,) * 8 + (95, 90), [9, 10]),
    "a tie at the cut, whole": ((90, 91, 92, 92, 92, 96, 97, 98, 99, 100), [1, 2, 3, 4, 5]),
    "a tie at the cut, too long": ((90, 91, 92, 92, 92, 92, 97, 98, 99, 100), [1, 2]),
    "all but one equal": ((90,) + (95,) * 9, [1]),
    "the first of them tie": ((90,) * 7 + (95,) * 3, [1, 2, 3, 4, 5, 6, 7]),
}
CASES = pytest.mark.parametrize(("scores", "weakest"), SCORES.values(), ids=list(SCORES))


def ranked(scores: tuple[float | None, ...], rules: bool = True) -> list[GapRankingRow]:
    """Return a ranking as the read gives it."""
    weights = ("0.06",) * 5 + ("0.10",) * 3 + ("0.20",) * 2
    made = []
    for number, (score, weight) in enumerate(zip(scores, weights, strict=False), start=1):
        gap = None if score is None else Decimal(100) - Decimal(str(score))
        made.append(
            row_of(
                GapRankingRow,
                indicator_no=number,
                indicator=f"ชื่อ{number}",
                indicator_en=f"name {number}",
                score=None if score is None else Decimal(str(score)),
                gap_points=gap,
                lost_points=gap * Decimal(weight) if rules and gap is not None else None,
                measures=0,
                steps=0,
            )
        )
    return sorted(made, key=lambda row: (row.gap_points is None, -(row.gap_points or 0), row.indicator_no))


@CASES
def test_what_is_set_apart(scores: tuple[float, ...], weakest: list[int]) -> None:
    assert sorted(row.indicator_no for row in ties.set_apart(ranked(scores))) == weakest


@CASES
def test_bars_are_coloured_so(scores: tuple[float, ...], weakest: list[int]) -> None:
    (bars,) = gap_bars(pd.DataFrame(ranked(scores)), "th").data
    found = [no for no, colour in zip(bars.customdata, bars.marker.color, strict=True) if colour == theme.WEAK]
    assert sorted(found) == weakest


def test_the_years_are_counted_by_the_same_cut(engine: Engine) -> None:
    for year, (scores, _) in enumerate(SCORES.values(), start=2562):
        typed = {number: Decimal(str(score)) for number, score in enumerate(scores, start=1)}
        import_typed(engine, "sao", TypedResult(year, typed, None, None))
    with engine.cursor() as cursor:
        rows = cursor.execute(
            "SELECT fiscal_year, list(indicator_no ORDER BY indicator_no) FROM bottom_ranks "
            "WHERE agency_id = 'sao' AND among_weakest GROUP BY fiscal_year"
        ).fetchall()
    assert dict(rows) == {year: weakest for year, (_, weakest) in enumerate(SCORES.values(), start=2562) if weakest}


@pytest.mark.parametrize(
    ("scores", "order", "rule", "words"),
    [
        ((90,) * 10, "gap", "all-equal", "All 10 indicators are equal at 90.00"),
        ((100,) * 10, "gap", "no-gap", "All 10 indicators have 100.00"),
        ((100,) * 10, "lost", "no-gap", "All 10 indicators have 100.00"),
        ((90,) * 10, "lost", "weakest-tied", "name 9, name 10 cost the total most: 2.00 each of the 10.00"),
        ((90, 90) + (95,) * 8, "gap", "weakest-tied", "name 1, name 2 share the widest gap to 100: score 90.00"),
        ((90, 90, None), "gap", "all-equal", "The 2 indicators whose scores are known are equal at 90.00"),
        ((100, 100, None), "gap", "no-gap", "The 2 indicators whose scores are known have 100.00"),
        ((90, 90, 95, None), "gap", "weakest-tied", "Of the 3 indicators whose scores are known, name 1, name 2 share"),
        ((90,) + (95,) * 9, "gap", "weakest", "name 1 has the widest gap to 100"),
    ],
)
def test_the_sentence_over_the_bars(scores: tuple[float | None, ...], order: str, rule: str, words: str) -> None:
    sentence = weakest_sentence(ranked(scores), "en", order)
    assert sentence is not None
    assert sentence.rule == rule
    assert sentence.in_words("en").startswith(words)
    if rule in {"all-equal", "no-gap"}:
        # Nothing is singled out, in either language.
        assert not [lang for lang in LANGUAGES if "name" in sentence.in_words(lang) or "ชื่อ" in sentence.in_words(lang)]


def test_a_tie_is_said_without_rules_too() -> None:
    sentence = weakest_sentence(ranked((90, 90) + (95,) * 8, rules=False), "en")
    assert sentence is not None
    assert (
        sentence.in_words("en") == "name 1, name 2 share the widest gap to 100: score 90.00, 10.00 points short each."
    )


def test_at_100_nothing_is_short() -> None:
    (row,) = ranked((100,))
    assert gap_reason(row, "en", planned=False) == "score 100.00, nothing short of 100"


@pytest.mark.parametrize(
    ("scores", "measures", "found"),
    [
        ((90,) * 10, (0,) + (3,) * 9, []),
        ((100,) * 10, (0,) + (3,) * 9, []),
        ((90, 90) + (95,) * 8, (3, 0) + (3,) * 8, ["no measure answers name 2"]),
        ((90, 90) + (95,) * 8, (3, 1) + (3,) * 8, ["name 2: the fewest measures, 1 of 28"]),
    ],
)
def test_a_plan_is_held_against_all_of_the_weakest(
    scores: tuple[float, ...], measures: tuple[int, ...], found: list[str]
) -> None:
    by_number = sorted(ranked(scores), key=lambda row: row.indicator_no)
    ranking = [row._replace(measures=count) for row, count in zip(by_number, measures, strict=True)]
    said = [sentence.in_words("en") for sentence in plan_mismatch(ranking, "en")]
    assert len(said) == len(found)
    assert all(words in sentence for words, sentence in zip(found, said, strict=True))


@pytest.mark.parametrize(
    ("measures", "days", "found"),
    [
        ((3, 1) + (3,) * 8, (90, 31) + (90,) * 8, ["the fewest measures, 1 of 28", "a plan of 31 days, the shortest"]),
        ((3, 1) + (1,) * 8, (90, 31) + (31,) * 8, ["1 of 12 measures; none has fewer", "31 days, and none is shorter"]),
    ],
)
def test_of_equal_plans_none_is_called_the_least(
    measures: tuple[int, ...], days: tuple[int, ...], found: list[str]
) -> None:
    by_number = sorted(ranked((90, 90) + (95,) * 8), key=lambda row: row.indicator_no)
    ranking = [
        row._replace(measures=count, days=length) for row, count, length in zip(by_number, measures, days, strict=True)
    ]
    said = [sentence.in_words("en") for sentence in plan_mismatch(ranking, "en")]
    assert all("name 2: " in sentence and words in sentence for words, sentence in zip(found, said, strict=True))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ((2, 2, -1), ["name 1, name 2 rose most: by 2.00 each.", "name 3 fell most: by 1.00, from 90.00 to 89.00."]),
        ((2, 2, 2), ["All 3 indicators rose by the same 2.00."]),
        ((-2, -2, -2), ["All 3 indicators fell by the same 2.00."]),
        ((0, 0, 0), ["No score changed: all 3 are equal in both years."]),
        ((1, 0, 0), ["name 1 rose most: by 1.00, from 90.00 to 91.00.", "No indicator fell."]),
        ((-1, -1, 0), ["name 1, name 2 fell most: by 1.00 each."]),
    ],
)
def test_equal_changes_are_named_together(changes: tuple[int, ...], words: list[str]) -> None:
    change = [
        row_of(
            YearChangeRow,
            indicator_no=number,
            indicator_en=f"name {number}",
            from_score=Decimal(90),
            to_score=Decimal(90 + by),
            change_points=Decimal(by),
            comparable=True,
        )
        for number, by in enumerate(changes, start=1)
    ]
    assert [sentence.in_words("en") for sentence in change_sentences(change, "en")] == words


def test_where_many_are_weak_equally_often_none_is_named(engine: Engine) -> None:
    for year in (2567, 2568):
        typed = dict.fromkeys(range(1, 8), Decimal(90)) | dict.fromkeys(range(8, 11), Decimal(95))
        import_typed(engine, "sao", TypedResult(year, typed, None, None))
    with engine.cursor() as cursor:
        sentence = persistence_sentence(reads.persistence(cursor, "sao"), "en")
    assert sentence is not None
    said = "None is weakest most often: 7 indicators were among the three weakest equally often."
    assert sentence.in_words("en") == said
