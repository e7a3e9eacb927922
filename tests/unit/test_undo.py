"""What a preview of a take-back says is what then stands; and it leaves nothing behind."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from ita.frameworks import Frameworks
from ita.importing.file_import import import_file
from ita.importing.report_import import import_report
from ita.importing.typed_import import import_typed
from ita.importing.undo import preview_undo, undo
from ita.model import TypedResult
from ita.scenario import store_targets
from ita.store.engine import Engine
from tests import helpers


def filled(engine: Engine, frameworks: Frameworks) -> list[str]:
    """Put in of every kind, some over others, and return the ids of all that can be taken back."""
    agency = {"agency": "ban-mo"}
    later = helpers.sheet().with_score(9, Decimal("90.00")).with_cell(2, helpers.MEASURES, "มาตรการเดียว")
    years = "ปีงบประมาณ,1,9,คะแนนรวม\n2566,80,81,82\n2568,97,91,93.9\n".encode()
    codes = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2567,o1,100\n2568,e2,90\n".encode()
    return [
        helpers.import_of(engine, helpers.REPORT),
        import_file(engine, frameworks, years, "years.csv", **agency).import_id,
        import_report(engine, frameworks, later.data(), "later.txt").import_id,
        import_file(engine, frameworks, codes, "codes.csv", **agency).import_id,
        import_typed(engine, "ban-mo", TypedResult(2568, {9: Decimal("92.00")}, None, None)).import_id,
        store_targets(engine, "ban-mo", 2569, {9: Decimal(95), None: Decimal(96)}, "ปลัด"),
        store_targets(engine, "ban-mo", 2569, {9: Decimal(97)}, "ปลัด"),
    ]


def current_result(engine: Engine, year: int) -> dict[str, object]:
    """Return what the screens read of a year, by their own queries."""
    of = {"agency": "ban-mo", "year": year}
    found = helpers.read(engine, "assessment", **of)
    result = found[0] if found else {"total": None, "level": None, "total_published": None, "level_published": None}
    return {
        "total": result["total"] if result["total"] is not None else result["total_published"],
        "level": result["level"] if result["level"] is not None else result["level_published"],
        "scores": {
            row["indicator_no"]: row["score"]
            for row in helpers.read(engine, "gap_ranking", **of)
            if row["score"] is not None
        },
        "questions": {row["code"]: row["score"] for row in helpers.read(engine, "question_scores", **of)},
        "measures": [row["title"] for row in helpers.read(engine, "measures", **of)],
        "targets": {
            row["indicator_no"]: row["target"]
            for row in helpers.read(engine, "targets", agency="ban-mo")
            if row["fiscal_year"] == year
        },
    }


@pytest.mark.parametrize("seed", range(3))
def test_what_it_says_is_what_then_stands(engine: Engine, frameworks: Frameworks, seed: int) -> None:
    ids = filled(engine, frameworks)
    random.Random(seed).shuffle(ids)
    years = (2566, 2567, 2568, 2569)
    kept = {year: current_result(engine, year) for year in years}
    for import_id in ids:
        before = helpers.everything(engine)
        said = {change.fiscal_year: change for change in preview_undo(engine, import_id)}
        assert helpers.everything(engine) == before
        undo(engine, import_id)
        now = {year: current_result(engine, year) for year in years}
        for year in years:
            if year not in said:
                assert now[year] == kept[year]
                continue
            for name, value in now[year].items():
                then = getattr(said[year].after, name)
                assert (list(then.values()) if name == "measures" else then) == value
                was = getattr(said[year].before, name)
                assert (list(was.values()) if name == "measures" else was) == kept[year][name]
        kept = now
    assert all(kept[year]["scores"] == {} for year in years)


def test_it_names_the_imports_that_then_count(engine: Engine, frameworks: Frameworks) -> None:
    report, years, later, codes, typed, *_ = filled(engine, frameworks)
    (change,) = preview_undo(engine, later)
    assert change.before.imports == ((typed, None), (codes, "codes.csv"), (later, "later.txt"))
    assert change.after.imports == ((typed, None), (codes, "codes.csv"), (report, "ban-mo-2568.txt"))
    # Of 2568 the typed result stands before the file's; of 2566 nothing does.
    assert [each.fiscal_year for each in preview_undo(engine, years)] == [2566]


def test_nothing_is_said_of_what_is_not_there_or_was_taken_back(engine: Engine) -> None:
    first = helpers.import_of(engine, helpers.REPORT)
    undo(engine, first)
    assert preview_undo(engine, first) == ()
    assert preview_undo(engine, "99-nothing") == ()


def test_later_imports_that_hold_what_was_left_are_named(engine: Engine, frameworks: Frameworks) -> None:
    first = helpers.import_of(engine, helpers.REPORT)
    later = helpers.sheet().with_score(9, Decimal("90.00")).with_score(3, Decimal("62.34"))
    left = frozenset({(2568, 9, "score")})
    held = import_report(engine, frameworks, later.data(), "later.txt", kept_fields=left).import_id
    named = [(row["import_id"], row["kind"]) for row in helpers.read(engine, "later_work", import_id=first)]
    assert named == [(held, "report")]
    before = helpers.read(engine, "gap_ranking", agency="ban-mo", year=2568)
    undo(engine, first)
    assert helpers.read(engine, "gap_ranking", agency="ban-mo", year=2568) == before
    # On the holder itself nothing rests, and nothing on what is gone.
    assert helpers.read(engine, "later_work", import_id=held) == []
    assert helpers.read(engine, "later_work", import_id=first) == []


def test_targets_set_after_a_result_are_named(engine: Engine) -> None:
    store_targets(engine, "ban-mo", 2569, {9: Decimal(94)}, "ปลัด")
    scores = import_typed(engine, "ban-mo", TypedResult(2568, {9: Decimal("92.00")}, None, None)).import_id
    later = store_targets(engine, "ban-mo", 2569, {9: Decimal(95)}, "ปลัด")
    other = store_targets(engine, "ban-mo", 2570, {9: Decimal(95)}, "ปลัด")
    assert [row["import_id"] for row in helpers.read(engine, "later_work", import_id=scores)] == [later]
    assert helpers.read(engine, "later_work", import_id=other) == []
    undo(engine, later)
    assert helpers.read(engine, "later_work", import_id=scores) == []
