"""Every check of `queries/checks` finds what it is there for, and nothing in a sound database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ita.checks import TEXTS, Finding
from ita.errors import InputError
from ita.importing.load_typed import import_typed
from ita.importing.undoing import undo
from ita.model import TypedResult
from ita.store import sql
from ita.store.engine import Cursor, Engine, open_engine
from tests.helpers import REPORT, everything, import_of

QUESTION = (
    "INSERT INTO question_score_facts VALUES "
    "({import_no}, '{agency}', 2568, '{code}', {score}, 'own_result', 'ITAS', NULL, NULL, NULL)"
)
COPY = "INSERT INTO {table} SELECT * REPLACE ({change}) FROM {table} LIMIT 1"

# Check to the damages that it must find: at least one for each branch of it.
DAMAGES: dict[str, list[str]] = {
    "agency_twice": ["INSERT INTO agencies FROM agencies WHERE agency_id = 'ban-mo'"],
    "agency_unknown": [
        "DELETE FROM agencies WHERE agency_id = 'ban-mo'",
        COPY.format(table="imports", change="999 AS import_no, '999-x' AS import_id, 'nobody' AS agency_id"),
        "UPDATE indicator_score_facts SET agency_id = 'nobody' WHERE agency_id = 'trat' AND indicator_no = 1",
        "UPDATE total_facts SET agency_id = 'nobody' WHERE agency_id = 'sao'",
        "UPDATE plan_facts SET agency_id = 'nobody'",
        QUESTION.format(import_no=2, agency="nobody", code="o1", score=50),
        "INSERT INTO target_facts VALUES (2, 'nobody', 2569, NULL, 95, 'a', NULL)",
        "INSERT INTO instrument_score_facts VALUES (2, 'nobody', 2569, 'own_result', 'IIT', 95, 'a', 1, 1, 1)",
    ],
    "fact_without_import": [
        COPY.format(table=table, change="999 AS import_no")
        for table in (
            "indicator_score_facts",
            "total_facts",
            "plan_facts",
            "measure_facts",
            "step_facts",
            "unit_facts",
            "raw_cells",
            "import_issues",
        )
    ]
    + [
        QUESTION.format(import_no=999, agency="ban-mo", code="o1", score=50),
        "INSERT INTO import_sheets VALUES (999, 1, 'a')",
        "INSERT INTO import_pages VALUES (999, 1, 1)",
        "INSERT INTO import_people VALUES (999, 'import', 'a')",
        "INSERT INTO target_facts VALUES (999, 'ban-mo', 2569, NULL, 95, 'a', NULL)",
        "INSERT INTO stated_instruments VALUES (999, 2570, 'IIT', 'a', 'a', 1, 'a')",
        "INSERT INTO stated_indicators VALUES (999, 2570, 1, 'IIT', 'a')",
        "INSERT INTO stated_levels VALUES (999, 2570, 1, 'a', 0, NULL, 'a')",
        "INSERT INTO assumption_facts VALUES (999, 2570, 2568)",
        "INSERT INTO instrument_score_facts VALUES (999, 'ban-mo', 2569, 'own_result', 'IIT', 95, 'a', 1, 1, 1)",
    ]
    + ["INSERT INTO undos VALUES (999, now()::TIMESTAMP, '')", "DELETE FROM imports WHERE kind = 'report'"],
    "import_number_twice": [
        "INSERT INTO imports SELECT * REPLACE ('other' AS import_id) FROM imports WHERE kind = 'report'",
        "INSERT INTO imports SELECT * REPLACE (999 AS import_no) FROM imports WHERE kind = 'published'",
    ],
    "indicator_unknown": [
        COPY.format(table="indicator_score_facts", change="11 AS indicator_no"),
        COPY.format(table="indicator_score_facts", change="0 AS indicator_no"),
        "UPDATE plan_facts SET indicator_no = 11 WHERE indicator_no = 9",
        "INSERT INTO target_facts VALUES (2, 'ban-mo', 2569, 77, 95, 'a', NULL)",
        "INSERT INTO stated_indicators VALUES (2, 2570, 11, 'IIT', 'a')",
    ],
    "target_out_of_range": [
        "INSERT INTO target_facts VALUES (2, 'ban-mo', 2569, 9, 100.01, 'x', NULL)",
        "INSERT INTO target_facts VALUES (2, 'ban-mo', 2569, NULL, -0.01, 'x', NULL)",
    ],
    "lock_row_count": ["DELETE FROM write_lock", "INSERT INTO write_lock VALUES (2, 0)"],
    "measure_twice_in_import": [
        COPY.format(table="measure_facts", change="99 AS position"),
        COPY.format(table="measure_facts", change="'other' AS measure_id"),
    ],
    "measure_without_indicator": [
        COPY.format(table="measure_facts", change="11 AS indicator_no, 'other' AS measure_id"),
        COPY.format(table="step_facts", change="11 AS indicator_no"),
        "DELETE FROM plan_facts WHERE indicator_no = 9",
    ],
    "period_reversed": ["UPDATE plan_facts SET ends_on = starts_on - 1 WHERE indicator_no = 9"],
    "plan_twice_in_import": [
        "INSERT INTO plan_facts FROM plan_facts WHERE indicator_no = 9",
        COPY.format(table="step_facts", change="'other' AS text"),
    ],
    "question_score_twice_in_import": [
        f"{QUESTION.format(import_no=2, agency='ban-mo', code='o1', score=50)}, "
        "(2, 'ban-mo', 2568, 'o1', 51, 'own_result', 'ITAS', NULL, NULL, NULL)",
    ],
    "report_incomplete": [
        "DELETE FROM plan_facts WHERE indicator_no = 9",
        "DELETE FROM plan_facts",
        "UPDATE plan_facts SET indicator_no = 1 WHERE indicator_no = 2",
        "DELETE FROM indicator_score_facts WHERE origin = 'report' AND indicator_no = 9",
        "DELETE FROM indicator_score_facts WHERE origin = 'report'",
        "UPDATE indicator_score_facts SET score = NULL WHERE origin = 'report' AND indicator_no = 9",
    ],
    "rule_twice": [
        "INSERT INTO instruments FROM instruments WHERE instrument = 'IIT'",
        "INSERT INTO rating_levels FROM rating_levels LIMIT 1",
        "INSERT INTO indicators FROM indicators WHERE indicator_no = 9",
    ],
    "stated_rule_wrong": [
        "INSERT INTO stated_instruments VALUES (2, 2570, 'IIT', 'a', 'a', 0.9, 'a'); "
        "INSERT INTO stated_indicators VALUES (2, 2570, 1, 'IIT', 'a')",
        "INSERT INTO stated_instruments VALUES (2, 2570, 'IIT', 'a', 'a', 1, 'a')",
        "INSERT INTO stated_instruments VALUES (2, 2570, 'IIT', 'a', 'a', 1, 'a'); "
        "INSERT INTO stated_indicators SELECT 2, 2570, n, 'IIT', 'a' FROM range(1, 4) AS t(n)",
    ],
    "score_out_of_range": [
        "INSERT INTO instrument_score_facts VALUES (2, 'ban-mo', 2569, 'own_result', 'IIT', 100.01, 'a', 1, 1, 1)",
        "UPDATE indicator_score_facts SET score = 100.01 WHERE agency_id = 'ban-mo' AND indicator_no = 9",
        "UPDATE indicator_score_facts SET score = -0.01 WHERE agency_id = 'ban-mo' AND indicator_no = 9",
        "UPDATE total_facts SET total = 100.01 WHERE agency_id = 'sao'",
        "UPDATE total_facts SET total = -0.01 WHERE agency_id = 'sao'",
        "UPDATE plan_facts SET question_score = 100.01 WHERE indicator_no = 9",
        QUESTION.format(import_no=2, agency="ban-mo", code="o1", score=100.01),
        QUESTION.format(import_no=2, agency="ban-mo", code="o1", score=-0.01),
    ],
    "score_twice_in_import": [
        COPY.format(table="indicator_score_facts", change="1 AS score"),
        "INSERT INTO indicator_score_facts FROM indicator_score_facts WHERE agency_id = 'ban-mo'",
    ],
    "step_without_measure": [
        "UPDATE step_facts SET measure_id = 'nobody' WHERE indicator_no = 2 AND position = 1",
        "DELETE FROM measure_facts WHERE indicator_no = 10 AND position = 2",
    ],
    "total_twice_in_import": [COPY.format(table="total_facts", change="1 AS total")],
    "undone_twice": ["INSERT INTO undos SELECT 2, now()::TIMESTAMP, '' FROM range(2)"],
}
TYPED = (
    "INSERT INTO indicator_score_facts SELECT 2, '{agency}', {year}, indicator_no, {score}, 'own_result', 'x', "
    "NULL, NULL, NULL FROM indicators"
)
# What only a person can judge: each with changes after which the check must find something it did not find before.
DOUBTS: dict[str, list[str]] = {
    "assumption_without_rules": ["INSERT INTO assumption_facts VALUES (2, 2570, 2569)"],
    "agency_name_twice": [
        "INSERT INTO agencies SELECT * REPLACE ('other' AS agency_id) FROM agencies WHERE role = 'sample'",
        "INSERT INTO agencies SELECT * REPLACE ('other' AS agency_id, NULL AS district) FROM agencies "
        "WHERE role = 'sample'",
        "INSERT INTO agencies SELECT * REPLACE ('a' AS agency_id, NULL AS district, NULL AS province, "
        "name_th || ' ' AS name_th) FROM agencies WHERE role = 'sample'",
    ],
    "level_disagrees": [
        "INSERT INTO total_facts VALUES (2, 'ban-mo', 2566, 89.43, 'ผ่านดีเยี่ยม', NULL, NULL, 'report', 'x', NULL)",
        "INSERT INTO total_facts VALUES (2, 'ban-mo', 2568, 93.81, 'ผ่าน', NULL, NULL, 'report', 'x', NULL)",
    ],
    "measures_of_another": [
        "INSERT INTO measure_facts SELECT * REPLACE ('sao' AS agency_id, 99 AS import_no) FROM measure_facts; "
        "INSERT INTO imports SELECT * REPLACE ('sao' AS agency_id, 99 AS import_no, '99-x' AS import_id) FROM imports "
        "WHERE kind = 'report'; "
        "INSERT INTO plan_facts SELECT * REPLACE ('sao' AS agency_id, 99 AS import_no) FROM plan_facts; "
        "INSERT INTO indicator_score_facts SELECT * REPLACE ('sao' AS agency_id, 99 AS import_no) "
        "FROM indicator_score_facts WHERE origin = 'report'",
    ],
    "period_outside_plan_year": [
        "UPDATE plan_facts SET starts_on = DATE '2025-09-30' WHERE indicator_no = 1",
        "UPDATE plan_facts SET ends_on = DATE '2026-10-01' WHERE indicator_no = 1",
        "UPDATE plan_facts SET starts_on = NULL, ends_on = DATE '2025-09-30' WHERE indicator_no = 1",
    ],
    "question_code_unknown": [
        "UPDATE plan_facts SET question_code = 'o99' WHERE indicator_no = 9",
        QUESTION.format(import_no=2, agency="ban-mo", code="o99", score=50),
    ],
    "scores_equal_nation": [
        TYPED.format(agency="sao", year=2568, score="CASE indicator_no WHEN 3 THEN 99.45 ELSE 94.39 END")
    ],
    "total_disagrees": [
        "INSERT INTO total_facts VALUES (2, 'ban-mo', 2568, 93.83, NULL, NULL, NULL, 'report', 'x', NULL)"
    ],
    "total_doubtful": [
        f"{TYPED.format(agency='sao', year=2569, score=90)}; "
        "INSERT INTO total_facts VALUES (2, 'sao', 2569, 90.02, NULL, NULL, NULL, 'own_result', 'x', NULL)"
    ],
    "years_identical": [
        f"{TYPED.format(agency='sao', year=year, score=80)}; {TYPED.format(agency='sao', year=year + 1, score=80)}"
        for year in (2566,)
    ],
}
CASES = [(check, damage) for check, damages in DAMAGES.items() for damage in damages]


def found_in(engine: Engine) -> set[str]:
    with engine.cursor() as cursor:
        return {check.name for check, _ in sql.broken_checks(cursor)}


def test_every_check_has_a_damage_that_it_must_find() -> None:
    severities = {name: check.severity for name, check in sql.queries("checks").items()}
    assert dict.fromkeys(DAMAGES, "error") | dict.fromkeys(DOUBTS, "warning") == severities


def test_a_sound_database_has_none(engine: Engine) -> None:
    assert found_in(engine) == set()


@pytest.mark.parametrize(("check", "damage"), CASES)
def test_the_check_finds_the_damage(check: str, damage: str, engine: Engine) -> None:
    with engine.cursor() as cursor:
        cursor.execute(damage)
    assert check in found_in(engine)


@pytest.mark.parametrize(("check", "damage"), CASES)
def test_a_transaction_that_does_the_damage_is_taken_back(check: str, damage: str, engine: Engine) -> None:
    before = everything(engine)

    def work(cursor: Cursor) -> None:
        cursor.execute(damage)

    with pytest.raises(InputError) as caught:
        engine.transact(work)
    assert caught.value.rule.startswith("check-")
    assert caught.value.rule.removeprefix("check-").replace("-", "_") in sql.queries("checks")
    assert everything(engine) == before
    assert found_in(engine) == set()


def test_towns_of_one_name_in_two_districts_are_two(engine: Engine) -> None:
    with engine.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agencies SELECT * REPLACE ('other' AS agency_id, 'อื่น' AS district) FROM agencies "
            "WHERE role = 'sample'"
        )
    assert "agency_name_twice" not in {name for name, _ in doubts_in(engine)}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE indicator_score_facts SET score = 101 WHERE origin = 'report' AND indicator_no = 9",
        "UPDATE plan_facts SET ends_on = starts_on - 1 WHERE indicator_no = 9",
        "UPDATE plan_facts SET indicator_no = 11 WHERE indicator_no = 9",
        "DELETE FROM plan_facts WHERE indicator_no = 9",
        COPY.format(table="measure_facts", change="99 AS position"),
        "INSERT INTO plan_facts FROM plan_facts WHERE indicator_no = 9",
        "UPDATE step_facts SET measure_id = 'nobody' WHERE indicator_no = 2 AND position = 1",
    ],
)
def test_what_the_check_says_to_take_back_can_be_taken_back(damage: str, engine: Engine) -> None:
    with engine.cursor() as cursor:
        cursor.execute(damage)
    assert found_in(engine)
    undo(engine, import_of(engine, REPORT))
    assert found_in(engine) == set()


def test_checks_hold_after_the_file_is_opened_again(engine: Engine) -> None:
    path = engine.path
    engine.close()
    again = open_engine(path)
    assert found_in(again) == set()
    again.close()


def doubts_in(engine: Engine) -> list[tuple[str, dict[str, Any]]]:
    with engine.cursor() as cursor:
        return [(check.name, row) for check, row in sql.broken_checks(cursor, ("warning",))]


def test_the_sample_s_equal_scores_are_the_only_doubt_of_a_new_installation(engine: Engine) -> None:
    assert doubts_in(engine) == [("scores_equal_nation", {"agency_id": "ban-mo", "fiscal_year": 2568, "compared": 2})]


def test_equal_scores_of_a_report_are_no_doubt_once_those_of_itas_stand_before_them(engine: Engine) -> None:
    import_typed(engine, "ban-mo", TypedResult(2568, {3: Decimal("91.00")}, None, None))
    assert doubts_in(engine) == []


@pytest.mark.parametrize(("check", "change"), [(check, change) for check, all_ in DOUBTS.items() for change in all_])
def test_a_doubt_is_found_and_stops_nothing(check: str, change: str, engine: Engine) -> None:
    before = doubts_in(engine)

    def work(cursor: Cursor) -> None:
        for statement in change.split("; "):
            cursor.execute(statement)

    engine.transact(work)
    assert check in {name for name, row in doubts_in(engine) if (name, row) not in before}


def test_every_finding_is_a_sentence_with_its_numbers_and_a_mend() -> None:
    assert set(TEXTS) == set(sql.queries("checks"))
    for name, check in sql.queries("checks").items():
        assert TEXTS[name][1] == check.mend


@pytest.mark.parametrize(("check", "damage"), CASES)
def test_the_sentence_names_what_was_found(check: str, damage: str, engine: Engine) -> None:
    with engine.cursor() as cursor:
        cursor.execute(damage)
        found = [Finding(c.name, "error", row) for c, row in sql.broken_checks(cursor) if c.name == check]
    for lang in ("th", "en"):
        words = found[0].in_words(lang, {"ban-mo": "บ้านหมอ"})
        assert "{" not in words
        assert "ban-mo" not in words
        assert found[0].mend(lang)


@pytest.mark.parametrize(
    ("check", "row", "thai", "english"),
    [
        (
            "period_outside_plan_year",
            {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31), "plan_year": 2570},
            "1 – 31 มี.ค. 2569",
            "1 – 31 Mar 2026",
        ),
        (
            "period_outside_plan_year",
            {"starts_on": None, "ends_on": date(2026, 6, 30), "plan_year": 2570},
            "ภายใน 30 มิ.ย. 2569",
            "by 30 Jun 2026",
        ),
        ("period_reversed", {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)}, "2 มี.ค. 2569", "2 Mar 2026"),
        ("score_out_of_range", {"what": "question of indicator 9", "value": Decimal("101")}, "101.00", "101.00"),
        ("score_out_of_range", {"what": "indicator 9", "value": Decimal("101")}, "ตัวชี้วัดที่ 9", "indicator 9"),
        ("measure_without_indicator", {"what": "step", "import_no": 2}, "ขั้นตอน", "step"),
    ],
)
def test_values_of_a_finding_are_in_the_reader_s_words(
    check: str, row: dict[str, Any], thai: str, english: str
) -> None:
    found = Finding(check, "warning", {"agency_id": "a", "fiscal_year": 2569, "indicator_no": 9, **row})
    assert thai in found.in_words("th")
    assert english in found.in_words("en")
    assert "-0" not in found.in_words("th") + found.in_words("en"), "no date as machines write it"
