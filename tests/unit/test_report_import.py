"""Reports and typed results go in whole or not at all, stand in the right order, and can be taken back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ita.actor import actor
from ita.errors import InputError, ItaError, NotKnownError
from ita.frameworks import Frameworks
from ita.i18n import error_text, issue_text
from ita.importing.agencies import agency_slug, create_agency
from ita.importing.build import build, open_built
from ita.importing.plausibility import COPY, WEIGHTED
from ita.importing.report_import import import_report
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.paths import DATA
from ita.store import query_loader, writes
from ita.store.engine import Engine, open_engine
from ita.store.results import RESULTS, refresh
from tests import helpers
from tests.helpers import ANALYSIS, MEASURES, PERIOD, SCORES, STEPS, Sheet, everything, one, read, read_everything
from tests.unit import docx_files

FILE = "report.txt"
# The year that a report of the sample town is about, and an average that it is held against.
OF_2568 = (("ban-mo", 2568), ("thailand", 2568))
OTHER_AGENCY = "ของเทศบาลตำบลหนองเล็ก อำเภอเมือง จังหวัดลพบุรี"


@pytest.fixture
def elsewhere(sheet: Sheet) -> Sheet:
    """Return the report of a town that the database does not know."""
    return replace(sheet, lines=(*sheet.lines[:-1], OTHER_AGENCY))


Said = dict[tuple[str, str], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def said_at_first(built: Path) -> Said:
    """Return what every read query says of the database that each test here begins with."""
    with closing(open_engine(built, read_only=True)) as engine:
        return read_everything(engine)


def rules(done: Any) -> dict[str, str]:
    return {issue.rule: issue.severity for issue in done.issues}


def counts(engine: Engine, import_no: int) -> dict[str, int]:
    """Return how many rows of each kind an import holds."""
    tables = ("indicator_score_facts", "plan_facts", "measure_facts", "step_facts", "unit_facts", "raw_cells")
    with engine.cursor() as cursor:
        return {
            table: len(cursor.table(table).filter(duckdb.ColumnExpression("import_no") == import_no))
            for table in tables
        }


def broken(engine: Engine) -> list[str]:
    with engine.cursor() as cursor:
        return [check.name for check, _ in query_loader.broken_checks(cursor)]


# The same bytes


def test_a_build_holds_the_shipped_report_whole(engine: Engine, report_bytes: bytes) -> None:
    (imported,) = read(engine, "imports", agency="ban-mo")
    assert counts(engine, imported["import_no"]) == {
        "indicator_score_facts": 10,
        "plan_facts": 10,
        "measure_facts": 31,
        "step_facts": 60,
        "unit_facts": 17,
        "raw_cells": 84,
    }
    with engine.cursor() as cursor:
        stored = cursor.execute("SELECT sha256, byte_count, app_version FROM imports WHERE kind = 'report'").fetchall()
    assert stored[0][:2] == (helpers.sha256(report_bytes), len(report_bytes))
    assert stored[0][2]


def test_the_same_bytes_change_nothing(engine: Engine, frameworks: Frameworks, report_bytes: bytes) -> None:
    (first,) = read(engine, "imports", agency="ban-mo")
    before = everything(engine)
    done = import_report(engine, frameworks, report_bytes, "under another name.txt")
    assert done.unchanged
    assert done.import_id == first["import_id"]
    assert (done.indicators, done.questions, done.measures, done.steps) == (10, 10, 31, 60)
    assert (done.agency_id, done.fiscal_year, done.plan_year) == ("ban-mo", 2568, 2569)
    assert len(done.issues) == 11
    assert everything(engine) == before


def test_the_same_bytes_for_another_agency_are_another_import(
    engine: Engine, frameworks: Frameworks, report_bytes: bytes
) -> None:
    done = import_report(engine, frameworks, report_bytes, FILE, agency="mine")
    assert not done.unchanged
    again = import_report(engine, frameworks, report_bytes, FILE, agency="mine")
    assert again.unchanged
    assert again.import_id == done.import_id


def test_after_an_undo_the_same_bytes_are_accepted_again(
    engine: Engine, frameworks: Frameworks, report_bytes: bytes, said_at_first: Said
) -> None:
    (first,) = read(engine, "imports", agency="ban-mo")
    undo(engine, first["import_id"])
    assert read(engine, "assessment", agency="ban-mo", year=2568) == []
    done = import_report(engine, frameworks, report_bytes, "ban-mo-2568.txt")
    assert not done.unchanged
    assert done.import_id != first["import_id"]
    assert read_everything(engine) == said_at_first
    assert import_report(engine, frameworks, report_bytes, FILE).import_id == done.import_id


def test_import_numbers_only_grow(engine: Engine, frameworks: Frameworks, sheet: Sheet) -> None:
    numbers = []
    for score in ("88.00", "88.01", "88.02"):
        done = import_report(engine, frameworks, sheet.with_score(9, Decimal(score)).data(), FILE)
        undo(engine, done.import_id)
        numbers.append(one(engine, "import_by_id", import_id=done.import_id)["import_no"])
    assert numbers == [4, 5, 6]


# Another report over it, and back


def test_another_report_supersedes_whole_and_undo_brings_back(
    engine: Engine, frameworks: Frameworks, sheet: Sheet, said_at_first: Said
) -> None:
    (first,) = read(engine, "imports", agency="ban-mo")
    later = (
        sheet.with_score(9, Decimal("90.00"))
        .with_cell(10, STEPS, "๑. เพียงขั้นตอนเดียว")
        .with_cell(2, MEASURES, "มาตรการเดียว")
    )
    done = import_report(engine, frameworks, later.data(), "later.txt")
    assert done.supersedes == first["import_id"]
    plans = {row["indicator_no"]: row for row in read(engine, "plans", agency="ban-mo", year=2568)}
    assert len(plans) == 10
    assert plans[10]["steps"] == ["เพียงขั้นตอนเดียว"]
    assert plans[2]["measures"] == ["มาตรการเดียว"]
    ranking = {row["indicator_no"]: row for row in read(engine, "gap_ranking", agency="ban-mo", year=2568)}
    assert (ranking[9]["score"], ranking[2]["measures"], ranking[10]["steps"]) == (Decimal("90.00"), 1, 1)
    assert {row["source"] for row in ranking.values()} == {"later.txt"}
    undo(engine, done.import_id)
    assert read_everything(engine) == said_at_first


def test_a_report_that_another_replaced_is_stored_anew(
    engine: Engine, frameworks: Frameworks, report_bytes: bytes, sheet: Sheet, said_at_first: Said
) -> None:
    (first,) = read(engine, "imports", agency="ban-mo")
    second = import_report(engine, frameworks, sheet.with_score(9, Decimal("90.00")).data(), "later.txt")
    preview = import_report(engine, frameworks, report_bytes, "ban-mo-2568.txt", dry_run=True)
    assert (preview.unchanged, preview.supersedes) == (False, second.import_id)
    said = [(i.severity, i.params["import_id"]) for i in preview.issues if i.rule == "stored-before"]
    assert said == [("notice", first["import_id"])]
    done = import_report(engine, frameworks, report_bytes, "ban-mo-2568.txt")
    assert done == preview
    said = read_everything(engine, OF_2568)
    assert said == {key: said_at_first[key] for key in said}
    current = everything(engine)
    again = import_report(engine, frameworks, report_bytes, "ban-mo-2568.txt")
    assert (again.unchanged, again.import_id, again.supersedes) == (True, done.import_id, done.import_id)
    assert everything(engine) == current


def test_undo_of_the_earlier_changes_nothing_of_the_later(engine: Engine, frameworks: Frameworks, sheet: Sheet) -> None:
    (first,) = read(engine, "imports", agency="ban-mo")
    done = import_report(engine, frameworks, sheet.with_score(9, Decimal("90.00")).data(), "later.txt")
    current = read_everything(engine, OF_2568)
    undo(engine, first["import_id"])
    assert read_everything(engine, OF_2568) == current
    undo(engine, done.import_id)
    assert read(engine, "plans", agency="ban-mo", year=2568) == []


def test_an_undo_deletes_nothing(engine: Engine) -> None:
    before = everything(engine)
    (first,) = read(engine, "imports", agency="ban-mo")
    undo(engine, first["import_id"], "wrong file")
    after = everything(engine)
    # Results follow from what is not undone.
    added = {"undos", "import_people", *RESULTS}
    assert {name: rows for name, rows in after.rows.items() if name not in added} == {
        name: rows for name, rows in before.rows.items() if name not in added
    }
    assert [row for row in after.rows["import_people"] if row not in before.rows["import_people"]] == [
        (first["import_no"], "undo", actor())
    ]
    assert [(row[0], row[2]) for row in after.rows["undos"]] == [(first["import_no"], "wrong file")]


def test_an_import_is_taken_back_once(engine: Engine) -> None:
    (first,) = read(engine, "imports", agency="ban-mo")
    undo(engine, first["import_id"])
    before = everything(engine)
    with pytest.raises(InputError) as caught:
        undo(engine, first["import_id"])
    assert caught.value.rule == "import-undone"
    assert everything(engine) == before


@pytest.mark.parametrize("which", ["unknown", "shipped figures"])
def test_what_is_no_import_of_a_user_is_not_taken_back(which: str, engine: Engine) -> None:
    import_id = (
        read(engine, "current_published_imports")[0]["import_id"] if which == "shipped figures" else "99-nothing"
    )
    before = everything(engine)
    with pytest.raises(NotKnownError) as caught:
        undo(engine, import_id)
    assert caught.value.rule == "import-unknown"
    assert import_id in error_text(caught.value, "th")
    assert everything(engine) == before


def test_a_report_of_another_year_supersedes_nothing(engine: Engine, frameworks: Frameworks, sheet: Sheet) -> None:
    next_year = sheet.text().replace("๖๙", "๗๐").replace("๖๘", "๖๙").encode()
    done = import_report(engine, frameworks, next_year, FILE, accept=frozenset({COPY}))
    assert (done.fiscal_year, done.plan_year, done.supersedes) == (2569, 2570, None)
    assert [row["fiscal_year"] for row in read(engine, "agency_years", agency="ban-mo")] == [2569, 2568]
    assert one(engine, "assessment", agency="ban-mo", year=2568)["total"] == Decimal("93.81")
    assert one(engine, "assessment", agency="ban-mo", year=2569)["total"] is None
    assert one(engine, "assessment", agency="ban-mo", year=2569)["rules_known"] is False


# Measures keep their ids


def ids(engine: Engine) -> dict[tuple[int, str], str]:
    rows = read(engine, "measures", agency="ban-mo", year=2568)
    assert len({row["measure_id"] for row in rows}) == len(rows)
    return {(row["indicator_no"], row["title"]): row["measure_id"] for row in rows}


def test_unchanged_measures_keep_their_ids_wherever_they_stand(
    engine: Engine, frameworks: Frameworks, sheet: Sheet
) -> None:
    before = ids(engine)
    titles = [title for number, title in before if number == 1]
    turned = " ".join(
        f"{helpers.thai(n)}. {title}" for n, title in enumerate(["มาตรการใหม่", *reversed(titles)], start=1)
    )
    import_report(engine, frameworks, sheet.with_cell(1, MEASURES, turned).data(), FILE)
    after = ids(engine)
    assert {key: after[key] for key in before} == before
    assert set(after) - set(before) == {(1, "มาตรการใหม่")}


def test_a_reworded_measure_gets_another_id(engine: Engine, frameworks: Frameworks, sheet: Sheet) -> None:
    before = ids(engine)
    import_report(engine, frameworks, sheet.with_cell(9, MEASURES, "มีคำสั่งแต่งตั้งผู้ดูแลระบบคนใหม่").data(), FILE)
    after = ids(engine)
    assert {key for key in before if before[key] not in after.values()} == {key for key in before if key[0] == 9}


def test_digits_and_spaces_are_no_other_wording(engine: Engine, frameworks: Frameworks, sheet: Sheet) -> None:
    before = set(ids(engine).values())
    import_report(engine, frameworks, helpers.arabic(sheet.text()).replace("No Gift", "No  Gift").encode(), FILE)
    assert set(ids(engine).values()) == before


def test_two_measures_of_one_wording_have_two_ids(engine: Engine, frameworks: Frameworks, sheet: Sheet) -> None:
    import_report(engine, frameworks, sheet.with_cell(9, MEASURES, "๑. อบรม ๒. อบรม ๓. อบรม").data(), FILE)
    rows = [row for row in read(engine, "measures", agency="ban-mo", year=2568) if row["indicator_no"] == 9]
    assert [row["title"] for row in rows] == ["อบรม"] * 3
    assert len({row["measure_id"] for row in rows}) == 3


def test_steps_stand_under_the_measure_whose_heading_they_had(engine: Engine) -> None:
    title_of = {row["measure_id"]: row["title"] for row in read(engine, "measures", agency="ban-mo", year=2568)}
    under = {
        (row["indicator_no"], row["position"]): title_of[row["measure_id"]]
        for row in read(engine, "steps", agency="ban-mo", year=2568)
        if row["measure_id"]
    }
    assert {number for number, _ in under} == {2, 10}
    assert under[2, 5] == "โครงการติดตามและประเมินผลการใช้งบประมาณ"
    assert under[2, 6] == "จัดทำประกาศมาตรการเปิดเผยข้อมูลด้านงบประมาณ"
    assert under[10, 1].startswith("มาตรการประเมินความเสี่ยงการทุจริต")
    assert under[10, 12].startswith("โครงการส่งเสริมคุณธรรมและความโปร่งใส")


# Which town


def test_an_unknown_town_is_refused_with_the_id_to_pass(
    engine: Engine, frameworks: Frameworks, elsewhere: Sheet
) -> None:
    before = everything(engine)
    with pytest.raises(InputError) as caught:
        import_report(engine, frameworks, elsewhere.data(), FILE)
    reason = caught.value
    assert (reason.rule, reason.location.file) == ("agency-unknown", FILE)
    suggested = str(reason.params["agency"])
    for lang in ("th", "en"):
        assert f"--agency {suggested}" in error_text(reason, lang)
        assert "เทศบาลตำบลหนองเล็ก จังหวัดลพบุรี" in error_text(reason, lang)
    assert everything(engine) == before
    done = import_report(engine, frameworks, elsewhere.data(), FILE, agency=suggested)
    assert (done.agency_id, done.agency_created) == (suggested, True)


def test_no_town_in_the_title_is_refused_with_an_id_to_pass(
    engine: Engine, frameworks: Frameworks, sheet: Sheet
) -> None:
    nameless = replace(sheet, lines=sheet.lines[:-1])
    with pytest.raises(InputError) as caught:
        import_report(engine, frameworks, nameless.data(), FILE)
    assert caught.value.rule == "agency-unknown"
    assert "--agency " in error_text(caught.value, "th")
    done = import_report(engine, frameworks, nameless.data(), FILE, agency="ban-mo")
    assert "agency-differs" not in rules(done)


def test_a_new_agency_is_made_as_the_title_says(engine: Engine, frameworks: Frameworks, elsewhere: Sheet) -> None:
    done = import_report(engine, frameworks, elsewhere.data(), FILE, agency="nong-lek")
    assert (done.agency_id, done.agency_created) == ("nong-lek", True)
    assert rules(done)["agency-created"] == "notice"
    assert "agency-differs" not in rules(done)
    (mine, *others) = read(engine, "agencies")
    assert (mine["agency_id"], mine["name_th"], mine["kind"]) == (
        "nong-lek",
        "เทศบาลตำบลหนองเล็ก",
        "subdistrict_municipality",
    )
    assert (mine["district"], mine["province"], mine["role"]) == ("เมือง", "ลพบุรี", "own")
    assert {row["agency_id"]: row["hidden"] for row in others}["ban-mo"] is True
    assert import_report(engine, frameworks, elsewhere.with_score(9, Decimal(80)).data(), FILE).agency_id == "nong-lek"


def test_an_existing_agency_is_taken_with_a_notice(engine: Engine, frameworks: Frameworks, elsewhere: Sheet) -> None:
    done = import_report(engine, frameworks, elsewhere.data(), FILE, agency="ban-mo")
    assert (done.agency_id, done.agency_created) == ("ban-mo", False)
    (notice,) = [issue for issue in done.issues if issue.rule == "agency-differs"]
    assert notice.severity == "notice"
    assert "หนองเล็ก" in issue_text(notice, "th")
    assert "บ้านหมอ" in issue_text(notice, "th")


def test_the_titles_own_agency_is_no_notice(engine: Engine, frameworks: Frameworks, sheet: Sheet) -> None:
    done = import_report(engine, frameworks, sheet.with_score(9, Decimal(90)).data(), FILE, agency="ban-mo")
    assert not {"agency-differs", "agency-created"} & set(rules(done))


def test_a_new_agency_for_a_known_agencies_report_has_a_notice(
    engine: Engine, frameworks: Frameworks, report_bytes: bytes
) -> None:
    done = import_report(engine, frameworks, report_bytes, FILE, agency="other")
    assert rules(done)["agency-created"] == "notice"
    assert rules(done)["agency-differs"] == "notice"


@pytest.mark.parametrize(
    "agency", ["Ban Mo", "บ้านหมอ", "-x", "x-", "a" * 64, "", "a_b", "../x", "a'; DROP TABLE imports"]
)
def test_what_is_no_id_is_refused(agency: str, engine: Engine, frameworks: Frameworks, report_bytes: bytes) -> None:
    before = everything(engine)
    with pytest.raises(InputError) as caught:
        import_report(engine, frameworks, report_bytes, FILE, agency=agency)
    assert caught.value.rule == "agency-id"
    assert everything(engine) == before


def test_the_same_name_in_another_province_is_another_town(
    engine: Engine, frameworks: Frameworks, sheet: Sheet
) -> None:
    title = sheet.lines[-1].replace("สระบุรี", "ลพบุรี")
    with pytest.raises(InputError) as caught:
        import_report(engine, frameworks, replace(sheet, lines=(*sheet.lines[:-1], title)).data(), FILE)
    assert caught.value.rule == "agency-unknown"


def test_the_towns_name_matches_however_it_is_spaced(engine: Engine, frameworks: Frameworks, sheet: Sheet) -> None:
    title = "ของเทศบาลตำบล บ้านหมอ  อ.บ้านหมอ  จ.สระบุรี"
    done = import_report(engine, frameworks, replace(sheet, lines=(*sheet.lines[:-1], title)).data(), FILE)
    assert done.agency_id == "ban-mo"


def test_a_town_made_on_screen_is_the_one_that_its_report_names(
    engine: Engine, frameworks: Frameworks, elsewhere: Sheet
) -> None:
    agency = create_agency(engine, " เทศบาลตำบลหนองเล็ก ", "subdistrict_municipality", "อ.เมือง", "จ.ลพบุรี")
    assert agency == agency_slug("เทศบาลตำบลหนองเล็ก", "ลพบุรี")
    assert import_report(engine, frameworks, elsewhere.data(), FILE).agency_id == agency
    assert create_agency(engine, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "", "ลพบุรี") == agency
    assert len([row for row in read(engine, "agencies") if row["role"] == "own"]) == 1


@pytest.mark.parametrize(("name", "province"), [("", "ลพบุรี"), ("  ", "ลพบุรี"), ("เทศบาลตำบลหนองเล็ก", ""), ("", "")])
def test_a_town_needs_name_and_province(name: str, province: str, engine: Engine) -> None:
    before = everything(engine)
    with pytest.raises(InputError) as caught:
        create_agency(engine, name, "subdistrict_municipality", "", province)
    assert caught.value.rule == "agency-incomplete"
    assert everything(engine) == before


def test_the_sample_made_ones_own_is_no_sample_any_more(engine: Engine) -> None:
    assert create_agency(engine, "เทศบาลตำบลบ้านหมอ", "subdistrict_municipality", "บ้านหมอ", "สระบุรี") == "ban-mo"
    first = read(engine, "agencies")[0]
    assert (first["agency_id"], first["role"], first["hidden"]) == ("ban-mo", "own", False)


# Typed results

TYPED = SCORES | {3: Decimal("98.45"), 9: Decimal("90.28")}


def test_typed_scores_stand_before_the_report_and_both_are_kept(engine: Engine) -> None:
    result = TypedResult(2568, TYPED, Decimal("94.15"), "ผ่านดี")
    done = import_typed(engine, "ban-mo", result)
    assert done.issues == ()
    ranking = {row["indicator_no"]: row for row in read(engine, "gap_ranking", agency="ban-mo", year=2568)}
    assert {number: row["score"] for number, row in ranking.items()} == TYPED
    assert {row["origin"] for row in ranking.values()} == {"own_result"}
    assert [row["measures"] for _, row in sorted(ranking.items())] == list(helpers.MEASURE_COUNTS)
    differences = read(engine, "origin_differences", agency="ban-mo", year=2568)
    assert [(row["indicator_no"], row["score_shown"], row["score_other"]) for row in differences] == [
        (3, Decimal("98.45"), Decimal("99.45")),
        (9, Decimal("90.28"), Decimal("88.28")),
    ]
    undo(engine, done.import_id)
    assert one(engine, "assessment", agency="ban-mo", year=2568)["total"] == Decimal("93.81")


def test_a_later_report_does_not_hide_typed_scores_and_the_difference_is_said(
    engine: Engine, frameworks: Frameworks, sheet: Sheet
) -> None:
    import_typed(engine, "ban-mo", TypedResult(2568, TYPED, None, None))
    done = import_report(engine, frameworks, sheet.with_score(1, Decimal("97.22")).data(), FILE)
    said = [issue for issue in done.issues if issue.rule == "differs-from-own-result"]
    assert [issue.params["number"] for issue in said] == [1, 3, 9]
    assert [issue.severity for issue in said] == ["warning"] * 3
    assert "98.45" in issue_text(said[1], "th")
    assert "99.45" in issue_text(said[1], "th")
    assert one(engine, "assessment", agency="ban-mo", year=2568)["total"] == Decimal("94.15")


def test_a_later_typed_result_stands_before_the_earlier(engine: Engine) -> None:
    first = import_typed(engine, "ban-mo", TypedResult(2568, TYPED, None, None))
    second = import_typed(engine, "ban-mo", TypedResult(2568, TYPED | {9: Decimal("95.00")}, None, None))
    score = {r["indicator_no"]: r["score"] for r in read(engine, "gap_ranking", agency="ban-mo", year=2568)}
    assert score[9] == Decimal("95.00")
    superseded = {row["import_id"]: row["superseded"] for row in read(engine, "imports", agency="ban-mo")}
    assert (superseded[first.import_id], superseded[second.import_id]) == (True, False)
    undo(engine, second.import_id)
    score = {r["indicator_no"]: r["score"] for r in read(engine, "gap_ranking", agency="ban-mo", year=2568)}
    assert score[9] == Decimal("90.28")


@pytest.mark.parametrize(
    ("total", "level", "said"),
    [
        ("94.15", "ผ่านดี", set()),
        ("94.16", "ผ่านดี", set()),
        ("94.14", None, set()),
        ("94.17", "ผ่านดี", {"total-disagrees"}),
        ("95.14", None, {"total-disagrees"}),
        (None, "ผ่าน", {"level-disagrees"}),
        ("95.00", "ผ่านดีเยี่ยม", {"total-disagrees", "level-disagrees"}),
        (None, None, set()),
    ],
)
def test_the_arithmetic_of_what_is_typed(total: str | None, level: str | None, said: set[str], engine: Engine) -> None:
    result = TypedResult(2568, TYPED, Decimal(total) if total else None, level)
    done = import_typed(engine, "ban-mo", result, dry_run=True)
    assert set(rules(done)) == said
    assert set(rules(done).values()) <= {"warning"}
    for issue in done.issues:
        assert (total or "") in issue_text(issue, "th") or (level or "") in issue_text(issue, "th")


def test_published_and_computed_stand_side_by_side(engine: Engine) -> None:
    done = import_typed(engine, "ban-mo", TypedResult(2568, TYPED, Decimal("95.00"), "ผ่านดีเยี่ยม"))
    row = one(engine, "assessment", agency="ban-mo", year=2568)
    assert (row["total"], row["total_published"]) == (Decimal("94.15"), Decimal("95.00"))
    assert (row["level"], row["level_published"]) == ("ผ่านดี", "ผ่านดีเยี่ยม")
    assert {issue["rule"] for issue in read(engine, "import_issues", import_id=done.import_id)} == set(rules(done))


@pytest.mark.parametrize(
    ("scores", "total"),
    [
        ({}, None),
        ({1: "101"}, None),
        ({1: "100.01"}, None),
        ({1: "-0.01"}, None),
        ({1: "1000"}, None),
        ({1: "97.215"}, None),
        ({1: "NaN"}, None),
        ({1: "Infinity"}, None),
        ({11: "90"}, None),
        ({0: "90"}, None),
        ({}, "101"),
        ({}, "1000"),
        ({}, "-1"),
        ({}, "93.999"),
        ({1: "97.21"}, "NaN"),
    ],
)
def test_typed_figures_that_are_none(scores: dict[int, str], total: str | None, engine: Engine) -> None:
    before = everything(engine)
    typed = TypedResult(
        2568, {number: Decimal(score) for number, score in scores.items()}, total and Decimal(total), None
    )
    with pytest.raises(InputError) as caught:
        import_typed(engine, "ban-mo", typed)
    assert error_text(caught.value, "th")
    assert everything(engine) == before


def test_a_result_of_an_unknown_agency(engine: Engine) -> None:
    with pytest.raises(NotKnownError):
        import_typed(engine, "nobody", TypedResult(2568, TYPED, None, None))


def test_a_missing_score_is_never_taken_for_nothing(engine: Engine) -> None:
    agency = create_agency(engine, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    nine = {number: score for number, score in SCORES.items() if number != 9}
    done = import_typed(engine, agency, TypedResult(2568, nine, Decimal("93.81"), "ผ่านดี"))
    assert done.issues == ()
    row = one(engine, "assessment", agency=agency, year=2568)
    assert (row["total"], row["oit"], row["level"], row["lost_points"]) == (None, None, None, None)
    assert row["iit"] == Decimal("96.97")


# Equal to the nation


@pytest.mark.parametrize(
    ("indicator", "score", "fires", "names_total"),
    [
        (9, "88.28", True, True),
        (3, "99.44", True, True),
        (3, "99.43", False, None),
        (8, "94.41", False, None),
        (8, "94.37", False, None),
        (9, "88.33", True, True),
        (9, "88.43", True, False),
        (9, "90.00", True, False),
        (10, "50.00", True, False),
    ],
)
def test_equals_national_average(
    indicator: int,
    score: str,
    fires: bool,
    names_total: bool | None,
    engine: Engine,
    frameworks: Frameworks,
    sheet: Sheet,
) -> None:
    changed = sheet if Decimal(score) == SCORES[indicator] else sheet.with_score(indicator, Decimal(score))
    done = import_report(engine, frameworks, changed.data() + b"\n", FILE, accept=frozenset({WEIGHTED}))
    assert not done.unchanged
    found = [issue for issue in done.issues if issue.rule == "equals-national-average"]
    assert bool(found) is fires
    for issue in found:
        assert issue.severity == "warning"
        assert issue.location.file == FILE
        for lang in ("th", "en"):
            assert "3, 8" in issue_text(issue, lang)
            assert ("93.82" in issue_text(issue, lang)) is names_total
            # Totals are near, and are never called equal.
            near = "แทบไม่ต่างกัน" if lang == "th" else "hardly differs"
            assert (near in issue_text(issue, lang)) is names_total


def test_one_known_national_indicator_is_too_few(engine: Engine, frameworks: Frameworks, report_bytes: bytes) -> None:
    with engine.cursor() as cursor:
        cursor.execute("DELETE FROM indicator_score_facts WHERE agency_id = 'thailand' AND indicator_no = 3")
        refresh(cursor)
    done = import_report(engine, frameworks, report_bytes + b"\n", FILE)
    assert "equals-national-average" not in rules(done)


def test_a_year_of_which_the_nations_indicators_are_not_known(
    engine: Engine, frameworks: Frameworks, sheet: Sheet
) -> None:
    data = sheet.text().replace("๖๘", "๖๗").encode()
    # All scores are those of 2568, which is asked about.
    with pytest.raises(InputError) as caught:
        import_report(engine, frameworks, data, FILE)
    assert caught.value.rule == "copy-of-year"
    done = import_report(engine, frameworks, data, FILE, accept=frozenset({"copy-of-year"}))
    assert done.fiscal_year == 2567
    assert "equals-national-average" not in rules(done)


# Previews


def test_a_preview_writes_nothing_and_shows_what_a_confirm_stores(
    engine: Engine, frameworks: Frameworks, elsewhere: Sheet
) -> None:
    before = everything(engine)
    preview = import_report(engine, frameworks, elsewhere.data(), FILE, agency="nong-lek", dry_run=True)
    assert everything(engine) == before
    done = import_report(engine, frameworks, elsewhere.data(), FILE, agency="nong-lek")
    assert preview == done
    assert done.assessment is not None
    assert done.assessment.total == Decimal("93.81")


def test_a_typed_preview_writes_nothing(engine: Engine) -> None:
    before = everything(engine)
    preview = import_typed(engine, "ban-mo", TypedResult(2568, TYPED, Decimal("94.15"), None), dry_run=True)
    assert preview.assessment is not None
    assert (preview.assessment.total, preview.assessment.origin) == (Decimal("94.15"), "own_result")
    assert everything(engine) == before


# Bad input: refused with its rule, nothing changed


def changed(number: int, written: str) -> Callable[[Sheet], bytes]:
    return lambda sheet: sheet.with_header_score(number, written).data()


BAD: dict[str, tuple[str, str, Callable[[Sheet], bytes]]] = {
    "an empty file": ("a.txt", "empty-file", lambda sheet: b""),
    "an empty Word file": ("a.docx", "empty-file", lambda sheet: b""),
    "a PDF named .docx": ("a.docx", "pdf-damaged", lambda sheet: b"%PDF-1.7\n" + bytes(200)),
    "a PDF": ("a.pdf", "pdf-damaged", lambda sheet: b"%PDF-1.7\n" + bytes(200)),
    "a ZIP named .docx": ("a.docx", "not-docx", lambda sheet: docx_files.archive({"a.txt": sheet.data()})),
    "text named .docx": ("a.docx", "not-docx", lambda sheet: sheet.data()),
    "a truncated Word file": (
        "a.docx",
        "truncated",
        lambda sheet: docx_files.report_by_hand()[: len(docx_files.report_by_hand()) // 2],
    ),
    "a password-protected Word file": ("a.docx", "encrypted", lambda sheet: docx_files.ole2("EncryptedPackage")),
    "an encrypted ZIP": ("a.docx", "encrypted", lambda sheet: docx_files.with_encrypted_part()),
    "an old .doc": ("a.doc", "old-doc", lambda sheet: docx_files.ole2("WordDocument")),
    "a zip bomb": ("a.docx", "zip-bomb", lambda sheet: docx_files.bomb()),
    "over 20 MB": ("a.txt", "too-large", lambda sheet: sheet.data() + b" " * (20 * 1024 * 1024)),
    "text that decodes in no known way": (
        "a.txt",
        "encoding",
        lambda sheet: "Überprüfung der Präzision, façade\n".encode("latin-1") * 20,
    ),
    "damaged UTF-8": ("a.txt", "encoding", lambda sheet: sheet.data()[:1000] + b"\xff" + sheet.data()[1000:]),
    "a picture": ("a.txt", "picture", lambda sheet: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 5),
    "a web page": ("a.txt", "markup", lambda sheet: b"<!DOCTYPE html><html><table></table></html>"),
    "no table": ("a.txt", "no-table", lambda sheet: "\n".join(sheet.lines).encode()),
    "no table in a Word file": (
        "a.docx",
        "no-table",
        lambda sheet: docx_files.package(docx_files.document(*sheet.lines)),
    ),
    "nine indicators": ("a.txt", "indicators-missing", lambda sheet: sheet.without(9).data()),
    "a score of 101": ("a.txt", "score-range", changed(9, "๑๐๑")),
    "a score of ไม่ทราบ": ("a.txt", "score-missing", changed(9, "ไม่ทราบ")),
    "no score": ("a.txt", "score-missing", changed(9, "")),
    "a score with three decimals": ("a.txt", "score-decimals", changed(9, "๘๘.๒๘๑")),
    "an indicator twice": (
        "a.txt",
        "indicator-twice",
        lambda sheet: replace(sheet, tables=(*sheet.tables, sheet.with_score(9, Decimal(90)).tables[10])).data(),
    ),
    "a head score against its row": ("a.txt", "score-conflict", changed(1, "๙๗.๑๒")),
    "a head score against its question": ("a.txt", "question-score-differs", changed(9, "๘๘.๘๒")),
    "a row against its head score": (
        "a.txt",
        "score-conflict",
        lambda sheet: sheet.with_cell(7, ANALYSIS, lambda cell: cell.replace("๙๔.๘๗", "๙๔.๗๘")).data(),
    ),
    "31 February": ("a.txt", "date-invalid", lambda sheet: sheet.with_cell(1, PERIOD, "๑ ต.ค.๖๘ ถึง ๓๑ ก.พ.๖๙").data()),
    "an end before its start": (
        "a.txt",
        "period-reversed",
        lambda sheet: sheet.with_cell(1, PERIOD, "๑ ต.ค.๖๙ ถึง ๓๐ มิ.ย.๖๙").data(),
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_and_nothing_is_changed(
    name: str, engine: Engine, frameworks: Frameworks, sheet: Sheet
) -> None:
    file, rule, make = BAD[name]
    before = everything(engine)
    for agency in (None, "brand-new"):
        with pytest.raises(InputError) as caught:
            import_report(engine, frameworks, make(sheet), file, agency=agency)
        assert (caught.value.rule, caught.value.location.file) == (rule, file)
        for lang in ("th", "en"):
            assert file in error_text(caught.value, lang)
    assert everything(engine) == before


def test_the_report_from_word_goes_in(engine: Engine, frameworks: Frameworks, said_at_first: Said) -> None:
    alike = ("measures", "steps", "assessment", "indicator_trend")
    for make in (docx_files.report_by_hand, docx_files.report_automatic):
        done = import_report(engine, frameworks, make(), "report.docx")
        assert (done.agency_id, done.indicators, done.questions, done.measures, done.steps) == (
            "ban-mo",
            10,
            10,
            31,
            60,
        )
        assert read_everything(engine, names=alike) == {k: v for k, v in said_at_first.items() if k[0] in alike}


def test_markup_and_quotes_are_stored_as_text(engine: Engine, frameworks: Frameworks, sheet: Sheet) -> None:
    written = "<script>alert(1)</script>'; DROP TABLE imports; -- {x} %s $1"
    import_report(engine, frameworks, sheet.with_cell(9, MEASURES, written).data(), "it's {a}; file.txt")
    titles = [row["title"] for row in read(engine, "measures", agency="ban-mo", year=2568) if row["indicator_no"] == 9]
    assert titles == [written]
    assert broken(engine) == []


@pytest.mark.parametrize("name", ["\udcc3\udcd2.txt", "รายงาน \ud83d.txt"])
def test_a_file_name_of_another_encoding_is_no_matter(
    name: str, engine: Engine, frameworks: Frameworks, sheet: Sheet
) -> None:
    """The system hands over the bytes of such a name as lone surrogates, which no database takes."""
    done = import_report(engine, frameworks, sheet.with_score(9, Decimal("90.00")).data(), name)
    stored = one(engine, "import_by_id", import_id=done.import_id)["file_name"]
    assert stored.endswith(name[-4:])
    assert stored.encode("utf-8")
    with pytest.raises(InputError) as caught:
        import_report(engine, frameworks, sheet.without(9).data(), name)
    assert error_text(caught.value, "th").encode("utf-8")


def test_a_failure_in_the_middle_leaves_nothing(
    engine: Engine, frameworks: Frameworks, elsewhere: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(engine)

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(writes, "add_issues", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        import_report(engine, frameworks, elsewhere.data(), FILE, agency="nong-lek")
    assert everything(engine) == before


# Build


def test_a_second_build_changes_nothing(engine: Engine) -> None:
    before = everything(engine)
    done, _ = build(engine)
    assert (done.reference_replaced, done.published_import, done.reports) == (False, None, ())
    assert everything(engine) == before


def test_a_first_build_tells_what_it_did(tmp_path: Path) -> None:
    with closing(open_engine(tmp_path / "new.duckdb")) as fresh:
        done, _ = build(fresh)
        assert done.reference_replaced
        assert done.published_import is not None
        assert len(done.reports) == 1
        files = {row["file_name"]: row["sha256"] for row in read(fresh, "reference_files")}
    shipped = [*(DATA / "frameworks").glob("*.csv"), *(DATA / "published").glob("*.csv")]
    assert files == {path.name: helpers.sha256(path.read_bytes()) for path in shipped}


def test_a_build_brings_back_nothing_that_a_user_took_back(engine: Engine, database: Path) -> None:
    (first,) = read(engine, "imports", agency="ban-mo")
    undo(engine, first["import_id"])
    before = everything(engine)
    done, _ = build(engine)
    assert done.reports == ()
    assert everything(engine) == before
    engine.close()
    with closing(open_built(database)[0]) as again:
        assert everything(again) == before
        assert read(again, "assessment", agency="ban-mo", year=2568) == []


def test_a_build_leaves_what_a_user_put_in(engine: Engine, frameworks: Frameworks, elsewhere: Sheet) -> None:
    create_agency(engine, "เทศบาลตำบลบ้านหมอ", "subdistrict_municipality", "บ้านหมอ", "สระบุรี")
    import_report(engine, frameworks, elsewhere.data(), FILE, agency="nong-lek")
    import_typed(engine, "ban-mo", TypedResult(2568, TYPED, Decimal("94.15"), "ผ่านดี"))
    # Where every row is as it was, only a view could say something else; and a view asks for no agency by its name.
    asked = (*OF_2568, ("nong-lek", 2568))
    before, said = everything(engine), read_everything(engine, asked)
    build(engine)
    assert everything(engine) == before
    assert read_everything(engine, asked) == said


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """Return a copy of the shipped data, for a later version of it."""
    return Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("*.duckdb*")))


def test_newer_figures_replace_the_shipped_ones_whole_and_leave_the_users(engine: Engine, newer: Path) -> None:
    agency = create_agency(engine, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    import_typed(engine, agency, TypedResult(2568, TYPED, None, None))
    asked = ((agency, 2568), (agency, 2575))
    mine = {key: rows for key, rows in read_everything(engine, asked).items() if agency in key[1]}
    totals = newer / "published" / "published_totals.csv"
    totals.write_text(
        totals.read_text("utf-8")
        .replace("trat,2563,75.62", "trat,2563,75.63")
        .replace("sao,2567,92.43", "sao,2566,92.43"),
        "utf-8",
    )
    done, _ = build(engine, newer)
    assert done.reference_replaced
    assert done.published_import is not None
    assert one(engine, "assessment", agency="trat", year=2563)["total_published"] == Decimal("75.63")
    assert read(engine, "assessment", agency="sao", year=2567) == []
    assert one(engine, "assessment", agency="sao", year=2566)["total_published"] == Decimal("92.43")
    assert {key: rows for key, rows in read_everything(engine, asked).items() if agency in key[1]} == mine
    assert broken(engine) == []
    again, _ = build(engine, newer)
    assert (again.reference_replaced, again.published_import) == (False, None)


def test_newer_rules_are_taken_without_a_new_import(engine: Engine, newer: Path) -> None:
    levels = newer / "frameworks" / "rating_levels.csv"
    levels.write_text(levels.read_text("utf-8").replace("2566,2568,2,ผ่านดี,85,85", "2566,2568,2,ผ่านดี,85,91"), "utf-8")
    done, _ = build(engine, newer)
    assert (done.reference_replaced, done.published_import) == (True, None)
    row = one(engine, "assessment", agency="ban-mo", year=2568)
    assert (row["level"], row["next_level"], row["held_back_by"]) == ("ผ่าน", "ผ่านดี", "OIT")
    assert row["points_to_next_level"] == Decimal("0.65")


def test_wrong_rules_leave_the_database_as_it_was(engine: Engine, newer: Path) -> None:
    before = everything(engine)
    weights = newer / "frameworks" / "instruments.csv"
    weights.write_text(weights.read_text("utf-8").replace("0.3", "0.35", 1), "utf-8")
    with pytest.raises(ItaError):
        build(engine, newer)
    assert everything(engine) == before


def test_a_further_shipped_report_is_added(engine: Engine, newer: Path, sheet: Sheet) -> None:
    text = sheet.text().replace("๖๘", "๖๗").replace("๖๙", "๖๘")
    (newer / "reports" / "ban-mo-2567.txt").write_text(text, "utf-8")
    done, _ = build(engine, newer)
    assert len(done.reports) == 1
    years = [(row["fiscal_year"], row["has_report"]) for row in read(engine, "agency_years", agency="ban-mo")]
    assert years == [(2568, True), (2567, True)]


def test_ones_own_town_hides_the_sample_and_it_stays_hidden(engine: Engine, database: Path) -> None:
    assert read(engine, "agencies")[0]["agency_id"] == "ban-mo"
    agency = create_agency(engine, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    engine.close()
    with closing(open_built(database)[0]) as again:
        first, *others = read(again, "agencies")
        assert (first["agency_id"], first["hidden"]) == (agency, False)
        assert {row["agency_id"] for row in others if row["hidden"]} == {"ban-mo"}
