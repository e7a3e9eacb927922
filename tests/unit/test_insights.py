"""Sentences from numbers: each rule names its numbers, and a missing figure gives another sentence, never a zero."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from ita import formatting
from ita.i18n import LANGUAGES
from ita.importing.typed_import import import_typed
from ita.indicator_names import indicator_name
from ita.insights.changes import beside_nation, total_sentences
from ita.insights.gaps import gap_reason, plan_mismatch, weakest_sentence
from ita.insights.levels import level_sentences, no_level_reason
from ita.insights.sentence import Sentence
from ita.model import TypedResult
from ita.read_rows import AssessmentRow, GapRankingRow, PublishedExplanationsRow, TotalChangeRow, TotalTrendRow
from ita.store import reads
from ita.store.engine import Engine
from tests import helpers
from tests.helpers import row_of

# An assessment of which nothing but the rules of the year is known.
NOTHING = row_of(AssessmentRow, rules_known=True, levels_known=True, scored_indicators=0, indicators=10)


def assessment(engine: Engine, agency: str = "ban-mo", year: int = 2568) -> AssessmentRow:
    """Return the assessment as a screen has it."""
    with engine.cursor() as cursor:
        (row,) = reads.assessment(cursor, agency, year)
    return row


def ranking(engine: Engine, agency: str = "ban-mo", year: int = 2568) -> list[GapRankingRow]:
    """Return the ranking as a screen has it."""
    with engine.cursor() as cursor:
        return reads.gap_ranking(cursor, agency, year)


def changed(rows: list[GapRankingRow], indicator: int, **values: Any) -> list[GapRankingRow]:
    """Return a ranking with values of one indicator changed."""
    return [row._replace(**values) if row.indicator_no == indicator else row for row in rows]


def typed(engine: Engine, scores: dict[int, str], year: int = 2568) -> None:
    """Store scores of sao as typed from ITAS."""
    result = TypedResult(year, {number: Decimal(score) for number, score in scores.items()}, None, None)
    import_typed(engine, "sao", result)


def said(sentences: list[Sentence]) -> list[str]:
    """Return sentences in Thai."""
    return [sentence.in_words("th") for sentence in sentences]


# --- What is there and what is not ---


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, pd.NaT, Decimal("NaN")])
def test_nothing_is_not_known_and_shown_as_a_dash(value: object) -> None:
    assert not formatting.known(value)
    assert formatting.points(value) == "–"


@pytest.mark.parametrize("value", [0, 0.0, Decimal(0), False, "", "–", pd.Timestamp("2026-03-01")])
def test_a_zero_is_known(value: object) -> None:
    assert formatting.known(value)


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [(88.28, 2, "88.28"), (0, 2, "0.00"), (Decimal("2.344"), 3, "2.344"), (100.0, 2, "100.00")],
)
def test_figures_have_fixed_decimals(value: object, digits: int, shown: str) -> None:
    assert formatting.points(value, digits) == shown


# --- The level and what holds it back ---


def test_the_instrument_that_holds_the_level_back(engine: Engine) -> None:
    (sentence,) = level_sentences(assessment(engine), [], 2568)
    assert sentence.rule == "held-by-instrument"
    assert sentence.in_words("th") == "OIT เป็นเหตุให้ยังไม่ถึงระดับ “ผ่านดีเยี่ยม” คะแนน OIT ต้องเพิ่มอีก 4.65 คะแนน"
    english = "OIT holds the level back: it needs 4.65 more points for “ผ่านดีเยี่ยม (excellent pass)”."
    assert sentence.in_words("en") == english


def test_two_instruments_are_both_named(engine: Engine) -> None:
    typed(engine, dict.fromkeys(range(1, 6), "96.00") | dict.fromkeys(range(6, 11), "90.00"))
    (sentence,) = level_sentences(assessment(engine, "sao"), [], 2568)
    assert sentence.rule == "held-by-instruments"
    for lang in LANGUAGES:
        assert "EIT, OIT" in sentence.in_words(lang)
        assert "5.00" in sentence.in_words(lang)


def test_only_the_total_lacks(engine: Engine) -> None:
    # Up to 2565 the level followed from the total alone.
    typed(engine, dict.fromkeys(range(1, 11), "94.00"), 2565)
    (sentence,) = level_sentences(assessment(engine, "sao", 2565), [], 2565)
    assert sentence.rule == "held-by-total"
    assert sentence.in_words("th") == "คะแนนรวมขาดอีก 1.00 คะแนน จึงจะถึงระดับ “AA”"


def test_at_the_top_nothing_holds_back(engine: Engine) -> None:
    typed(engine, dict.fromkeys(range(1, 11), "95.00"))
    (sentence,) = level_sentences(assessment(engine, "sao"), [], 2568)
    assert (sentence.rule, sentence.params) == ("top-level", {"year": 2568})
    assert "2568" in sentence.in_words("th")


def test_without_a_level_nothing_is_said_of_one() -> None:
    assert level_sentences(NOTHING, [], 2568) == []


def test_what_an_authority_said_of_an_instrument_is_told(engine: Engine) -> None:
    with engine.cursor() as cursor:
        explanations = reads.published_explanations(cursor, "sao", 2568)
    (sentence,) = level_sentences(assessment(engine, "sao"), explanations, 2568)
    assert sentence.rule == "published-explanation"
    for lang in LANGUAGES:
        words = sentence.in_words(lang)
        assert "EIT" in words
        assert "85" in words
        assert "<" not in words
        assert "94.64" not in words
    assert re.findall("[a-z]+", sentence.in_words("th")) == []


# --- Why there is no level ---


@pytest.mark.parametrize(
    ("changes", "kind", "rule"),
    [
        ({}, "national_average", "average"),
        ({"scored_indicators": 10}, "province_average", "average"),
        ({"rules_known": False, "scored_indicators": 10}, "subdistrict_municipality", "no-rules"),
        ({"levels_known": False, "scored_indicators": 10}, "subdistrict_municipality", "no-rules"),
        ({"scored_indicators": 9}, "subdistrict_municipality", "missing-scores"),
        ({"scored_indicators": 1}, "subdistrict_municipality", "missing-scores"),
        ({"scored_indicators": 0}, "subdistrict_municipality", "no-scores"),
    ],
)
def test_why_no_level_was_calculated(changes: dict[str, Any], kind: str, rule: str) -> None:
    sentence = no_level_reason(NOTHING._replace(**changes), kind, 2569)
    assert sentence is not None
    assert sentence.rule == rule
    if rule == "missing-scores":
        assert str(changes["scored_indicators"]) in sentence.in_words("th")
    if rule == "no-rules":
        assert "2569" in sentence.in_words("th")


def test_where_there_is_a_level_no_reason_is_given(engine: Engine) -> None:
    assert no_level_reason(assessment(engine), "subdistrict_municipality", 2568) is None


# --- The sentence over the chart ---


def test_the_weakest_by_gap(engine: Engine) -> None:
    sentence = weakest_sentence(ranking(engine), "th")
    assert sentence is not None
    assert sentence.rule == "weakest"
    assert sentence.in_words("th") == (
        "การเปิดเผยข้อมูล ได้คะแนนต่ำสุดที่ 88.28 ขาดอีก 11.72 คะแนนจึงจะครบ 100 คิดเป็นคะแนนรวมที่เสียไป 2.34 จากที่ขาดทั้งหมด 6.19 คะแนน"
    )


def test_the_weakest_by_points_lost(engine: Engine) -> None:
    # Seven short of 100 costs 0.42 in the staff survey, six cost 1.2 in disclosure.
    scores = dict.fromkeys(range(1, 11), "100.00") | {1: "93.00", 9: "94.00"}
    typed(engine, scores)
    by_gap = weakest_sentence(ranking(engine, "sao"), "en")
    by_lost = weakest_sentence(ranking(engine, "sao"), "en", "lost")
    assert by_gap is not None
    assert by_lost is not None
    assert by_gap.in_words("en").startswith("Performance of duties has the widest gap to 100: score 93.00, 7.00 points")
    assert by_lost.in_words("en") == (
        "Disclosure of information costs the total most: 1.20 of the 1.62 points that it lacks (score 94.00)."
    )


def test_names_follow_the_language(engine: Engine) -> None:
    sentence = weakest_sentence(ranking(engine), "en")
    assert sentence is not None
    assert sentence.params["name"] == "Disclosure of information"
    assert indicator_name(row_of(GapRankingRow, indicator="ก", indicator_en="a"), "th") == "ก"


def test_no_score_gives_no_sentence(engine: Engine) -> None:
    for order in ("gap", "lost"):
        assert weakest_sentence(ranking(engine, "sao"), "th", order) is None
        assert weakest_sentence(ranking(engine, "nobody"), "th", order) is None


def test_without_the_rules_of_the_year_nothing_is_said_of_the_total(engine: Engine) -> None:
    typed(engine, dict.fromkeys(range(1, 10), "90.00") | {10: "80.00"}, 2575)
    sentence = weakest_sentence(ranking(engine, "sao", 2575), "th")
    assert sentence is not None
    assert sentence.rule == "weakest-no-rules"
    assert sentence.in_words("th") == "การป้องกันการทุจริต ได้คะแนนต่ำสุดที่ 80.00 ขาดอีก 20.00 คะแนนจึงจะครบ 100"
    assert weakest_sentence(ranking(engine, "sao", 2575), "th", "lost") is None


@pytest.mark.parametrize("order", ["gap", "lost"])
def test_of_some_scores_only_those_are_read(engine: Engine, order: str) -> None:
    # What all ten cost is not known, so the sentence must not name "all points that the total lacks".
    typed(engine, {1: "93.00", 9: "94.00"})
    sentence = weakest_sentence(ranking(engine, "sao"), "en", order)
    assert sentence is not None
    assert sentence.in_words("en") == (
        "Of the 2 indicators with a known score, Performance of duties has the widest gap to 100: "
        "score 93.00, 7.00 points short."
    )


# --- Why an indicator stands where it does ---


def reasons(rows: list[GapRankingRow], lang: str = "th", *, planned: bool = True) -> dict[int, str]:
    """Return the reason of each indicator."""
    return {row.indicator_no: gap_reason(row, lang, planned=planned) for row in rows}


def test_the_reason_names_score_gap_loss_and_plan(engine: Engine) -> None:
    found = reasons(ranking(engine))
    assert found[9] == "ได้ 88.28 ขาด 11.72 จึงจะครบ 100 · คิดเป็นคะแนนรวมที่เสียไป 2.34 คะแนน · 1 มาตรการ 3 ขั้นตอน"
    assert found[10] == "ได้ 92.42 ขาด 7.58 จึงจะครบ 100 · คิดเป็นคะแนนรวมที่เสียไป 1.52 คะแนน · 2 มาตรการ 12 ขั้นตอน"
    for number, text in found.items():
        assert f"{helpers.SCORES[number]}" in text
        assert f"{helpers.MEASURE_COUNTS[number - 1]} มาตรการ {helpers.STEP_COUNTS[number - 1]} ขั้นตอน" in text


def test_an_indicator_without_measures_says_so(engine: Engine) -> None:
    rows = changed(ranking(engine), 9, measures=0, steps=0)
    assert reasons(rows)[9].endswith("ยังไม่มีมาตรการรองรับ")
    assert reasons(rows, "en")[9].endswith("no measure answers it")


def test_without_a_report_nothing_is_said_of_measures(engine: Engine) -> None:
    for lang in LANGUAGES:
        found = reasons(ranking(engine, "trat", 2563), lang, planned=False)
        assert not [text for text in found.values() if re.search("มาตรการ|measure", text)]
    assert reasons(ranking(engine, "trat", 2563), planned=False)[10] == (
        "ได้ 52.78 ขาด 47.22 จึงจะครบ 100 · คิดเป็นคะแนนรวมที่เสียไป 9.44 คะแนน"
    )


def test_a_missing_score_has_no_figures(engine: Engine) -> None:
    found = reasons(ranking(engine, "thailand"), planned=False)
    assert found[8] == "ได้ 94.39 ขาด 5.61 จึงจะครบ 100 · คิดเป็นคะแนนรวมที่เสียไป 0.56 คะแนน"
    assert {found[number] for number in range(1, 11) if number not in (3, 8)} == {"ไม่ทราบคะแนน จึงไม่จัดอันดับ"}


def test_a_year_without_rules_says_nothing_of_the_total(engine: Engine) -> None:
    typed(engine, dict.fromkeys(range(1, 11), "90.00"), 2575)
    assert set(reasons(ranking(engine, "sao", 2575), planned=False).values()) == {"ได้ 90.00 ขาด 10.00 จึงจะครบ 100"}


# --- Where the plan does not match the weakness ---


def test_the_weakest_has_the_fewest_measures_and_the_shortest_time(engine: Engine) -> None:
    found = plan_mismatch(ranking(engine), "th")
    assert [sentence.rule for sentence in found] == ["fewest-on-weakest", "shortest-on-weakest"]
    assert said(found) == [
        "การเปิดเผยข้อมูล เป็นตัวชี้วัดที่ได้คะแนนต่ำสุด แต่มีมาตรการน้อยที่สุด คือ 1 จากทั้งหมด 31 มาตรการ",
        # The plan of indicator 10 is as short.
        "แผนของตัวชี้วัดนี้มีเวลาเพียง 31 วัน ไม่มีแผนของตัวชี้วัดใดสั้นกว่า (ยาวที่สุด 365 วัน)",
    ]


def test_least_is_said_where_no_other_has_as_little(engine: Engine) -> None:
    assert said(plan_mismatch(changed(ranking(engine), 10, days=32), "th"))[1] == (
        "แผนของตัวชี้วัดนี้มีเวลาเพียง 31 วัน สั้นที่สุดในทุกตัวชี้วัด (ยาวที่สุด 365 วัน)"
    )
    assert said(plan_mismatch(changed(ranking(engine), 10, measures=1), "th"))[0] == (
        "การเปิดเผยข้อมูล เป็นตัวชี้วัดที่ได้คะแนนต่ำสุด แต่มีเพียง 1 จากทั้งหมด 30 มาตรการ ไม่มีตัวชี้วัดใดมีน้อยกว่า"
    )


def rules(rows: list[GapRankingRow]) -> list[str]:
    """Return the rules that speak of a ranking."""
    return [sentence.rule for sentence in plan_mismatch(rows, "th")]


def test_a_weakest_without_any_measure_is_said_alone(engine: Engine) -> None:
    assert rules(changed(ranking(engine), 9, measures=0, steps=0)) == ["weakest-unanswered"]


def test_the_fewest_is_not_said_where_another_has_fewer(engine: Engine) -> None:
    assert rules(changed(ranking(engine), 3, measures=0, steps=0)) == ["shortest-on-weakest"]


def test_the_shortest_is_not_said_where_another_is_shorter(engine: Engine) -> None:
    assert rules(changed(ranking(engine), 3, days=30)) == ["fewest-on-weakest"]
    assert rules(changed(changed(ranking(engine), 3, days=30), 3, measures=0)) == []


def test_where_all_are_alike_nothing_is_said(engine: Engine) -> None:
    assert rules([row._replace(measures=3, days=31) for row in ranking(engine)]) == []


def test_a_plan_whose_period_is_not_known_says_nothing_of_time(engine: Engine) -> None:
    assert rules(changed(ranking(engine), 9, days=None)) == ["fewest-on-weakest"]
    assert rules([row._replace(days=None) for row in ranking(engine)]) == ["fewest-on-weakest"]


def test_without_plan_or_scores_nothing_is_said(engine: Engine) -> None:
    for agency, year in (("trat", 2563), ("sao", 2568), ("nobody", 2568)):
        assert rules(ranking(engine, agency, year)) == []


def test_every_sentence_is_said_in_both_languages_with_its_numbers(engine: Engine) -> None:
    sentences = [
        *level_sentences(assessment(engine), [row_of(PublishedExplanationsRow, instrument="EIT", bound="85")], 2568),
        *plan_mismatch(ranking(engine), "th"),
    ]
    for sentence in sentences:
        words = {lang: sentence.in_words(lang) for lang in LANGUAGES}
        assert len(set(words.values())) == len(LANGUAGES)
        for text in words.values():
            assert not re.search(r"[{}]|None|nan|NaN", text)


# --- Years compared ---


def moved(own: str, nation: str) -> TotalChangeRow:
    """Return a change of the total beside the nation's."""
    change, beside = Decimal(own), Decimal(nation)
    return row_of(
        TotalChangeRow,
        from_score=Decimal("80.00"),
        to_score=80 + change,
        change_points=change,
        national_change=beside,
        change_vs_national=change - beside,
    )


@pytest.mark.parametrize(
    ("own", "nation", "thai", "english"),
    [
        ("7.76", "19.67", "เพิ่มขึ้น 19.67 คะแนน หน่วยงานนี้เพิ่มขึ้นน้อยกว่าทั้งประเทศอยู่ 11.91 คะแนน", "11.91 points less than"),
        ("2.91", "2.86", "เพิ่มขึ้น 2.86 คะแนน หน่วยงานนี้เพิ่มขึ้นมากกว่าทั้งประเทศอยู่ 0.05 คะแนน", "rose 0.05 points more than"),
        ("1.00", "1.00", "เพิ่มขึ้น 1.00 คะแนน เท่ากับหน่วยงานนี้", "rose by 1.00 too"),
        ("-1.00", "-3.00", "ลดลง 3.00 คะแนน หน่วยงานนี้ลดลงน้อยกว่าทั้งประเทศอยู่ 2.00 คะแนน", "fell 2.00 points less than"),
        ("-3.00", "-1.00", "ลดลง 1.00 คะแนน หน่วยงานนี้ลดลงมากกว่าทั้งประเทศอยู่ 2.00 คะแนน", "fell 2.00 points more than"),
        ("-1.00", "-1.00", "ลดลง 1.00 คะแนน เท่ากับหน่วยงานนี้", "fell by 1.00 too"),
        ("-1.00", "2.00", "เพิ่มขึ้น 2.00 คะแนน การเปลี่ยนแปลงของหน่วยงานนี้กับทั้งประเทศต่างกัน 3.00 คะแนน", "by 2.00: the two"),
        ("0.00", "2.00", "เพิ่มขึ้น 2.00 คะแนน การเปลี่ยนแปลงของหน่วยงานนี้กับทั้งประเทศต่างกัน 2.00 คะแนน", "by 2.00: the two"),
        ("1.00", "-2.00", "ลดลง 2.00 คะแนน การเปลี่ยนแปลงของหน่วยงานนี้กับทั้งประเทศต่างกัน 3.00 คะแนน", "by 2.00: the two"),
        ("1.00", "0.00", "คงเดิม", "stayed as it was"),
        ("0.00", "0.00", "คงเดิม", "stayed as it was"),
    ],
)  # fmt: skip
def test_a_change_beside_the_nation_s_says_what_each_did(own: str, nation: str, thai: str, english: str) -> None:
    """A difference of two changes is named as one: “rose more than 0.05 points” is not what is meant."""
    (sentence,) = [each for each in total_sentences(moved(own, nation), 2567, 2568) if each.rule != "total-change"]
    assert sentence.in_words("th") == f"ช่วงเดียวกันคะแนนรวมทั้งประเทศ{thai}"
    assert english in sentence.in_words("en")


@pytest.mark.parametrize(
    ("difference", "thai", "english"),
    [
        ("-2.65", "ต่ำกว่าทั้งประเทศ (93.82) อยู่ 2.65 คะแนน", "2.65 points below the nation's 93.82"),
        ("2.65", "สูงกว่าทั้งประเทศ (93.82) อยู่ 2.65 คะแนน", "2.65 points above the nation's 93.82"),
        ("0.00", "เท่ากับทั้งประเทศ", "as much as the nation's"),
    ],
)
def test_a_total_stands_above_or_below_the_nation_s(difference: str, thai: str, english: str) -> None:
    total = Decimal("93.82") + Decimal(difference)
    row = row_of(
        TotalTrendRow,
        fiscal_year=2568,
        total_shown=total,
        national_total=Decimal("93.82"),
        difference=Decimal(difference),
    )
    (sentence,) = beside_nation(row)
    assert sentence.in_words("th") == f"ปี 2568 คะแนนรวม {total} {thai}"
    assert sentence.in_words("en") == f"In 2568 the total is {total}, {english}."
