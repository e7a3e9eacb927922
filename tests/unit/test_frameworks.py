"""The shipped rules load whole, and whatever is wrong with a rule is refused with its file and row."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from ita.errors import RulesError
from ita.frameworks import Frameworks, Published, load_frameworks, load_published, score
from ita.i18n import error_text
from ita.paths import DATA
from ita.rules.source_words import BETWEEN, SHIPPED, source_in_words

Rows = list[list[str]]
Change = Callable[[Rows], None]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a copy of the shipped rules and figures to damage."""
    for folder in ("frameworks", "published"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture(scope="module")
def published(frameworks: Frameworks) -> Published:
    return load_published(DATA / "published", frameworks)


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def damage(path: Path, change: Change) -> None:
    rows = rows_of(path)
    before = [list(row) for row in rows]
    change(rows)
    assert rows != before, "the damage damaged nothing"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def put(row: int, column: str, value: str) -> Change:
    """Return a change of one cell; rows count as a spreadsheet does, the head is row 1."""

    def change(rows: Rows) -> None:
        rows[row - 1][rows[0].index(column)] = value

    return change


def repeat(row: int, **values: str) -> Change:
    """Return a change that repeats a row at the end, with other values in some columns."""

    def change(rows: Rows) -> None:
        copy = list(rows[row - 1])
        for column, value in values.items():
            copy[rows[0].index(column)] = value
        rows.append(copy)

    return change


def drop(row: int) -> Change:
    def change(rows: Rows) -> None:
        del rows[row - 1]

    return change


def drop_column(column: str) -> Change:
    def change(rows: Rows) -> None:
        at = rows[0].index(column)
        for row in rows:
            del row[at]

    return change


def refused(data: Path) -> RulesError:
    with pytest.raises(RulesError) as caught:
        load_published(data / "published", load_frameworks(data / "frameworks"))
    for lang in ("th", "en"):
        assert caught.value.location.file in error_text(caught.value, lang)
    return caught.value


LAST = {name: len(rows_of(path)) for name, path in ((p.name, p) for p in DATA.glob("*/*.csv"))}


@pytest.mark.parametrize(
    ("file", "change", "rule", "row"),
    [
        # The shape of any file.
        ("instruments.csv", drop_column("weight"), "rules-column", 1),
        ("questions.csv", drop_column("certainty"), "rules-column", 1),
        ("published_totals.csv", drop_column("source"), "rules-column", 1),
        ("rating_levels.csv", lambda rows: rows[3].pop(), "rules-shape", 4),
        ("agencies.csv", lambda rows: rows[2].append("x"), "rules-shape", 3),
        # Source and certainty are never empty.
        ("instruments.csv", put(3, "source", ""), "rules-empty", 3),
        ("instruments.csv", put(3, "certainty", " "), "rules-empty", 3),
        ("rating_levels.csv", put(9, "source", ""), "rules-empty", 9),
        ("rating_levels.csv", put(9, "certainty", ""), "rules-empty", 9),
        ("indicators.csv", put(5, "source", ""), "rules-empty", 5),
        ("questions.csv", put(60, "source", ""), "rules-empty", 60),
        ("questions.csv", put(60, "certainty", ""), "rules-empty", 60),
        ("breaks.csv", put(2, "source", ""), "rules-empty", 2),
        ("breaks.csv", put(2, "certainty", ""), "rules-empty", 2),
        ("published_indicator_scores.csv", put(4, "source", ""), "rules-empty", 4),
        ("published_totals.csv", put(4, "source", ""), "rules-empty", 4),
        ("agencies.csv", put(2, "source", ""), "rules-empty", 2),
        # Values.
        ("instruments.csv", put(2, "weight", "0,3"), "rules-value", 2),
        ("instruments.csv", put(2, "weight", "30"), "rules-value", 2),
        ("instruments.csv", put(2, "weight", "-0.3"), "rules-value", 2),
        ("instruments.csv", put(2, "weight", "0"), "rules-value", 2),
        ("instruments.csv", put(2, "weight", "NaN"), "rules-value", 2),
        ("instruments.csv", put(2, "fiscal_year_from", "2005"), "rules-value", 2),
        ("instruments.csv", put(2, "fiscal_year_to", "next"), "rules-value", 2),
        ("indicators.csv", put(2, "indicator_no", "one"), "rules-value", 2),
        ("indicators.csv", put(2, "indicator_no", "-1"), "rules-value", 2),
        ("rating_levels.csv", put(2, "min_total", "101"), "rules-value", 2),
        ("rating_levels.csv", put(9, "min_each_instrument", "95.001"), "rules-value", 9),
        ("breaks.csv", put(3, "affects", "everything"), "rules-value", 3),
        ("questions.csv", put(70, "code", "x1"), "rules-value", 70),
        ("questions.csv", put(2, "code", "e1"), "rules-value", 2),
        ("questions.csv", put(2, "instrument", "XIT"), "rules-value", 2),
        ("question_counts.csv", put(2, "iit", "-3"), "rules-value", 2),
        ("published_indicator_scores.csv", put(2, "score", "100.01"), "rules-value", 2),
        ("published_indicator_scores.csv", put(2, "score", "92.571"), "rules-value", 2),
        ("published_indicator_scores.csv", put(2, "score", "92,57"), "rules-value", 2),
        ("published_indicator_scores.csv", put(2, "score", "-1"), "rules-value", 2),
        ("published_totals.csv", put(2, "total", "9 3"), "rules-value", 2),
        # Rules of rules.
        ("instruments.csv", repeat(2), "rules-duplicate", 5),
        ("instruments.csv", repeat(2, fiscal_year_from="2568", fiscal_year_to="2569"), "rules-duplicate", 5),
        ("indicators.csv", repeat(4), "rules-duplicate", 12),
        ("questions.csv", repeat(50), "rules-duplicate", LAST["questions.csv"] + 1),
        ("question_counts.csv", repeat(2), "rules-duplicate", LAST["question_counts.csv"] + 1),
        ("report_items.csv", repeat(2), "rules-duplicate", LAST["report_items.csv"] + 1),
        ("agencies.csv", repeat(2), "rules-duplicate", LAST["agencies.csv"] + 1),
        (
            "published_indicator_scores.csv",
            repeat(2, score="1"),
            "rules-duplicate",
            LAST["published_indicator_scores.csv"] + 1,
        ),
        ("published_totals.csv", repeat(2, total="1"), "rules-duplicate", LAST["published_totals.csv"] + 1),
        ("instruments.csv", put(2, "weight", "0.31"), "rules-weight-sum", 2),
        ("instruments.csv", put(4, "fiscal_year_to", "2567"), "rules-weight-sum", 2),
        ("instruments.csv", drop(3), "rules-weight-sum", 2),
        ("instruments.csv", put(3, "weight", "0.30000001"), "rules-weight", 3),
        ("instruments.csv", put(2, "instrument", "XIT"), "rules-instrument", 2),
        ("instruments.csv", put(2, "fiscal_year_to", "2560"), "rules-span", 2),
        ("rating_levels.csv", put(2, "fiscal_year_to", "2560"), "rules-span", 2),
        ("rating_levels.csv", put(3, "order", "3"), "rules-level-order", 3),
        ("rating_levels.csv", put(4, "min_total", "86"), "rules-level-order", 4),
        ("rating_levels.csv", put(10, "min_each_instrument", "96"), "rules-level-order", 10),
        ("rating_levels.csv", put(9, "fiscal_year_from", "2567"), "rules-level-order", 10),
        ("rating_levels.csv", drop(8), "rules-level-floor", 7),
        ("rating_levels.csv", put(13, "min_total", "1"), "rules-level-floor", 13),
        ("rating_levels.csv", put(13, "min_each_instrument", "1"), "rules-level-order", 13),
        ("questions.csv", put(2, "indicator_no", "6"), "rules-indicator", 2),
        ("questions.csv", put(2, "indicator_no", "11"), "rules-indicator", 2),
        ("published_indicator_scores.csv", put(2, "indicator_no", "11"), "rules-indicator", 2),
        ("published_indicator_scores.csv", put(3, "agency_id", "nobody"), "rules-agency", 3),
        ("published_totals.csv", put(3, "agency_id", "nobody"), "rules-agency", 3),
        ("published_explanations.csv", put(2, "agency_id", "nobody"), "rules-agency", 2),
    ],
)
def test_what_is_wrong_is_refused_with_file_and_row(data: Path, file: str, change: Change, rule: str, row: int) -> None:
    (path,) = data.glob(f"*/{file}")
    damage(path, change)
    reason = refused(data)
    assert (reason.rule, reason.location.file, reason.location.row) == (rule, file, row)


def test_the_column_of_a_wrong_value_is_told(data: Path) -> None:
    damage(data / "frameworks" / "instruments.csv", put(2, "weight", "lots"))
    reason = refused(data)
    assert reason.location.column == 6
    assert "lots" in reason.english()
    assert "weight" in reason.english()


@pytest.mark.parametrize("file", sorted(set(LAST) - {"published_explanations.csv", "breaks.csv", "rating_levels.csv"}))
def test_a_row_said_twice_names_the_first(data: Path, file: str) -> None:
    (path,) = data.glob(f"*/{file}")
    damage(path, repeat(2))
    reason = refused(data)
    assert reason.rule == "rules-duplicate"
    assert reason.params["first"] == 2


@pytest.mark.parametrize("file", sorted(LAST))
def test_a_missing_file_is_named(data: Path, file: str) -> None:
    (path,) = data.glob(f"*/{file}")
    path.unlink()
    reason = refused(data)
    assert (reason.rule, reason.location.file) == ("rules-missing", file)


@pytest.mark.parametrize("file", sorted(LAST))
def test_a_file_of_another_encoding_is_named(data: Path, file: str) -> None:
    (path,) = data.glob(f"*/{file}")
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    reason = refused(data)
    assert (reason.rule, reason.location.file) == ("rules-encoding", file)


@pytest.mark.parametrize("file", sorted(LAST))
def test_an_empty_file_lacks_its_columns(data: Path, file: str) -> None:
    (path,) = data.glob(f"*/{file}")
    path.write_bytes(b"")
    reason = refused(data)
    assert (reason.rule, reason.location.file, reason.location.row) == ("rules-column", file, 1)


def test_a_byte_order_mark_a_blank_line_and_windows_line_ends_are_no_matter(data: Path, frameworks: Frameworks) -> None:
    for path in (data / "frameworks").glob("*.csv"):
        path.write_bytes("\ufeff".encode() + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    assert load_frameworks(data / "frameworks") == frameworks


def test_ten_indicators_in_three_instruments(frameworks: Frameworks) -> None:
    assert [indicator.indicator_no for indicator in frameworks.indicators] == list(range(1, 11))
    instruments = [indicator.instrument for indicator in frameworks.indicators]
    assert instruments == ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2
    assert len({indicator.name_th for indicator in frameworks.indicators}) == 10


@pytest.mark.parametrize("year", range(2562, 2569))
def test_the_weights_of_each_year_sum_to_one(frameworks: Frameworks, year: int) -> None:
    weights = {
        rule.instrument: rule.weight
        for rule in frameworks.instruments
        if rule.fiscal_year_from <= year <= rule.fiscal_year_to
    }
    assert weights == {"IIT": Decimal("0.3"), "EIT": Decimal("0.3"), "OIT": Decimal("0.4")}
    assert sum(Fraction(weight) for weight in weights.values()) == 1
    assert frameworks.has_rules(year)


@pytest.mark.parametrize("year", [2540, 2561, 2569, 2570, 2600])
def test_a_year_without_rules_has_none(frameworks: Frameworks, year: int) -> None:
    assert not frameworks.has_rules(year)
    assert [level for level in frameworks.rating_levels if level.fiscal_year_from <= year <= level.fiscal_year_to] == []


def test_levels_until_2565_and_from_2566(frameworks: Frameworks) -> None:
    of_year = {
        year: [
            (level.level_th, level.min_total, level.min_each_instrument)
            for level in frameworks.rating_levels
            if level.fiscal_year_from <= year <= level.fiscal_year_to
        ]
        for year in range(2562, 2569)
    }
    floors = (95, 85, 75, 65, 55, 50, 0)
    letters = [(letter, Decimal(floor), None) for letter, floor in zip("AABCDEF", floors, strict=True)]
    letters[0] = ("AA", Decimal(95), None)
    named = [
        ("ผ่านดีเยี่ยม", Decimal(95), Decimal(95)),
        ("ผ่านดี", Decimal(85), Decimal(85)),
        ("ผ่าน", Decimal(85), None),
        ("ต้องปรับปรุง", Decimal(70), None),
        ("ต้องปรับปรุงโดยด่วน", Decimal(0), None),
    ]
    assert of_year == {year: letters if year <= 2565 else named for year in range(2562, 2569)}


def test_codes_of_2568_by_indicator(frameworks: Frameworks) -> None:
    codes = frameworks.codes(2568)
    said = {"i1": 1, "i4": 2, "i8": 3, "i10": 4, "i13": 5, "e2": 6, "e4": 7, "e7": 8, "o1": 9, "o27": 10}
    assert {code: codes[code] for code in said} == said
    assert [sum(code[0] == letter for code in codes) for letter in "ieo"] == [15, 9, 28]


def test_the_same_code_is_another_question_in_another_year(frameworks: Frameworks) -> None:
    assert frameworks.codes(2564)["i8"] == 2
    assert frameworks.codes(2568)["i8"] == 3
    assert frameworks.codes(2570) == {}


def test_the_items_that_ask_for_the_report(frameworks: Frameworks) -> None:
    asked = {item.fiscal_year: (item.plan_item, item.progress_item) for item in frameworks.report_items}
    assert asked == {
        2564: ("o42", "o43"),
        2566: ("o42", "o43"),
        2567: ("o34", "o35"),
        2568: ("o27", "o28"),
        2569: ("o25", "o26"),
    }


def test_breaks_say_what_they_affect(frameworks: Frameworks) -> None:
    assert {(change.fiscal_year, change.affects) for change in frameworks.breaks} >= {
        (2562, "scores"),
        (2566, "levels"),
    }
    assert all(change.what_th and change.what_en and change.source and change.certainty for change in frameworks.breaks)


def test_published_figures(published: Published) -> None:
    known = ["ban-mo", "thailand", "trat", "chanthaburi", "sao", "demo"]
    assert [agency.agency_id for agency in published.agencies] == known
    totals = {(total.agency_id, total.fiscal_year): total.total for total in published.totals}
    assert totals["sao", 2568] == Decimal("94.64")
    assert totals["thailand", 2568] == Decimal("93.82")
    assert totals["chanthaburi", 2563] == Decimal("67.54")
    assert all(figure.source for figure in (*published.indicator_scores, *published.totals, *published.explanations))
    assert published.indicator_scores[0].location.row == 2
    assert published.indicator_scores[0].location.file == "published_indicator_scores.csv"


@pytest.mark.parametrize("text", ["", " 95", "95,00", "100.01", "101", "-1", "95.001", "1e2", "NaN", "ไม่ทราบ", "+5"])
def test_no_score(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        score(text)


@pytest.mark.parametrize("text", ["0", "0.00", "95", "95.5", "95.55", "100", "100.00"])
def test_a_score_has_two_decimals(text: str) -> None:
    assert score(text) == Decimal(text)
    assert score(text).as_tuple().exponent == -2


def test_what_shipped_rules_rest_on_is_said_in_both_languages(frameworks: Frameworks) -> None:
    sources = {rule.source for rule in (*frameworks.instruments, *frameworks.rating_levels)}
    parts = {part for source in sources for part in source.split(BETWEEN)}
    assert parts == set(SHIPPED)
    for source in sources:
        assert source_in_words(f"{source}{BETWEEN}{source}", "en") == source, "each part once"
        words = source_in_words(source, "th").replace("sme.go.th", "")
        assert not set(re.findall("[A-Za-z]{2,}", words)) - {"OIT", "EIT"}
    assert source_in_words("ประกาศ; page 3", "th") == "ประกาศ; page 3"
