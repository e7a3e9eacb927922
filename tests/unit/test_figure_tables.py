"""Tables of figures: what stands in them is what the reads gave, on a screen in words and in a file as figures."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from operator import attrgetter

import pytest

from ita.exporting.csv_table import csv_of
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.result_notes import instrument_year
from ita.store import reads
from ita.store.engine import Engine
from ita.tables.gaps import gap_table, question_table
from ita.tables.table import Column, Noted, Said, Table, points_column, table, text_of
from ita.tables.targets import target_table
from ita.tables.trends import change_table, indicator_table, instrument_table, targets_by_year, total_table

D = Decimal


def records(of: Table, lang: str = "en", mark: str = "") -> list[list[str]]:
    """Return a table as Excel reads it from CSV."""
    return list(csv.reader(io.StringIO(csv_of(of, lang, mark).decode("utf-8-sig"))))


@pytest.fixture
def two_years(engine: Engine) -> Engine:
    """Return a database where the sample has a result of 2567 and targets for 2569."""
    scores = dict.fromkeys(range(1, 11), D("90.00")) | {9: D("80.50")}
    import_typed(engine, "ban-mo", TypedResult(2567, scores, None, None))
    return engine


@pytest.mark.parametrize(
    ("cell", "column", "thai", "english", "in_file"),
    [
        (None, points_column("Score"), "–", "–", ""),
        ("", Column("Question"), "–", "–", ""),
        (D("88.28"), points_column("Score"), "88.28", "88.28", "88.28"),
        (D("-1.5"), Column("Change", unit="points", is_signed=True), "−1.50", "−1.50", "-1.50"),
        (D("0.001"), Column("Change", unit="points", is_signed=True), "0.00", "0.00", "0.00"),
        (D("2.344"), Column("Points lost", unit="points of the total", decimals=3), "2.344", "2.344", "2.344"),
        (12345, Column("Rows", unit="count", is_grouped=True), "12,345", "12,345", "12345"),
        (True, Column("Agrees", answers=("yes", "no")), "ตรง", "yes", "yes"),
        (False, Column("Is the one shown"), "ไม่ใช่", "No", "No"),
        ("=1+1", Column("Question"), "=1+1", "=1+1", "'=1+1"),
        (Noted(D("90"), "{score} (plain mean)"), points_column("IIT"), "90.00 (ค่าเฉลี่ยธรรมดา)", *["90.00 (plain mean)"] * 2),  # noqa: E501
        (Said("the nation itself"), points_column("Change"), "ทั้งประเทศเอง", *["the nation itself"] * 2),
    ],
)  # fmt: skip
def test_a_cell_is_written_by_what_it_is(cell: object, column: Column, thai: str, english: str, in_file: str) -> None:
    of = table([column], [[cell]])  # type: ignore[list-item]
    assert (text_of(of.rows[0][0], column, "th"), text_of(of.rows[0][0], column, "en")) == (thai, english)
    assert records(of)[1] == [in_file]


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="width"):
        table([Column("Score")], [[D(1), D(2)]])


def test_the_file_holds_the_figures_of_the_read(two_years: Engine) -> None:
    with two_years.cursor() as cursor:
        ranking = reads.gap_ranking(cursor, "ban-mo", 2568)
    found = records(gap_table(ranking, has_report=True), mark="synthetic")
    assert [line[3:6] for line in found[1:]] == [
        [str(row.score), str(row.gap_points), str(row.lost_points)] for row in ranking
    ]
    assert {line[-1] for line in found} == {"synthetic"}
    # How many measures there are is known of a report alone.
    of_report, without = (gap_table(ranking, has_report=each).headers("en") for each in (True, False))
    assert [header for header in of_report if header not in without] == ["Measures"]


def test_targets_of_years_to_come_stand_below_and_beside(two_years: Engine) -> None:
    with two_years.cursor() as cursor:
        trend, scores = reads.total_trend(cursor, "ban-mo"), reads.indicator_trend(cursor, "ban-mo")
    targets = {(2569, None): D("95.00"), (2569, 9): D("92.00")}
    totals = total_table(trend, {2568}, targets, {2568: "assumed:2567"})
    assert totals.headers("en")[-2:] == ["Target", "Rules"]
    assert [row[0] for row in totals.rows] == [*(row.fiscal_year for row in trend), 2569]
    last, before = totals.texts("en")[-1], totals.texts("en")[-2]
    assert last[:7] == ["2569", "–", "–", "–", "–", "–", "95.00"]
    assert "(not by its rule)" in before[3]
    assert before[-1] == "by the rules of 2567, assumed for 2568"
    wide = indicator_table(scores, attrgetter("score"), 2, targets)
    assert wide.headers("th") == ["ตัวชี้วัด", "2567", "2568", "เป้าหมายปี 2569"]
    assert [row[1:] for row in wide.rows if row[-1]] == [(D("80.50"), D("88.28"), D("92.00"))]


def test_what_changed_ends_with_the_total(two_years: Engine) -> None:
    with two_years.cursor() as cursor:
        changed = reads.year_change(cursor, "ban-mo", 2567, 2568)
        (whole,) = reads.total_change(cursor, "ban-mo", 2567, 2568)
    found = change_table(changed, whole, (2567, 2568), {}, {})
    assert [row[3] for row in found.rows] == [*(row.change_points for row in changed), whole.change_points]
    assert found.texts("en")[-1][0] == "Total"
    assert all(text[3][0] in "+−0–" for text in found.texts("en"))


def test_plain_means_are_named_so(engine: Engine) -> None:
    import_typed(engine, "ban-mo", TypedResult(2575, dict.fromkeys(range(1, 11), D("90.00")), None, None))
    with engine.cursor() as cursor:
        years = [instrument_year(row) for row in reads.total_trend(cursor, "ban-mo")]
        bases = {row.fiscal_year: row.rules_basis for row in reads.rules(cursor)}
    found = instrument_table([each for each in years if each.is_known], bases)
    assert found.texts("en")[-1] == ["2575", *["90.00 (plain mean)"] * 3]
    assert found.texts("en")[0][1:] == ["96.97", "95.27", "90.35"]


def test_only_what_has_a_target_stands_beside_it(engine: Engine) -> None:
    with engine.cursor() as cursor:
        ranking = reads.gap_ranking(cursor, "ban-mo", 2568)
        assert targets_by_year(reads.targets(cursor, "ban-mo")) == {}
    found = target_table(ranking, 2568, None, {2569: {None: D("95.00"), 9: D("90.00")}})
    assert [row[1:] for row in found.rows] == [(None, D("95.00"), None), (D("88.28"), D("90.00"), D("1.72"))]


def test_the_report_stands_beside_questions_where_it_states_any(engine: Engine) -> None:
    with engine.cursor() as cursor:
        rows = reads.question_scores(cursor, "demo", 2568)
    assert rows
    plain = question_table(rows, set())
    assert [column.is_figures for column in plain.columns[:5]] == [False, False, True, True, True]
    assert {text[2] for text in question_table(rows[:1], {rows[0].code}).texts("en")} <= {
        f"{rows[0].indicator_no} (inferred)",
        "–",
    }
