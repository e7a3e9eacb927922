"""Bulk imports: what single imports refuse or doubt, over all rows at once; all of it is stored, or nothing."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ita.__main__ import main
from ita.errors import InputError, ItaError
from ita.frameworks import Frameworks
from ita.importing import bulk_import
from ita.importing.bulk_faults import ACCEPTABLE, MOST
from ita.importing.bulk_import import BulkImported, import_bulk
from ita.importing.file_import import import_file
from ita.importing.score_import import ScoresImported
from ita.importing.typed_import import import_typed
from ita.importing.undo import preview_undo, undo
from ita.model import TypedResult
from ita.progress import CancelledError, watched
from ita.store import bulk_rows, query_loader
from ita.store.archive import open_archive
from ita.store.backup import make_backup
from ita.store.engine import Engine, open_engine
from ita.store.restore import restore
from ita.store.table_rows import insert_rows
from tests.helpers import SCORES, everything, one, read, read_everything

D = Decimal
ALL = frozenset({"all"})
AGENCIES = ("town-1", "town-2", "town-3")
QUESTIONS, INDICATORS, TOTALS = (
    "agency_id,fiscal_year,code,score",
    "agency_id,fiscal_year,indicator_no,score",
    "agency_id,fiscal_year,total,level",
)
Put = Callable[..., BulkImported]


def add_agencies(engine: Engine, agencies: Sequence[str] = AGENCIES) -> None:
    rows = [
        {
            "agency_id": agency,
            "name_th": f"หน่วยงานสังเคราะห์ {agency}",
            "name_en": None,
            "kind": "subdistrict_municipality",
            "district": None,
            "province": "ลพบุรี",
            "role": "own",
            "source": "synthetic",
        }
        for agency in agencies
    ]
    engine.transact(lambda cursor: insert_rows(cursor, "agencies", rows))


@pytest.fixture
def agencies(engine: Engine) -> Engine:
    add_agencies(engine)
    return engine


@pytest.fixture
def put(agencies: Engine, frameworks: Frameworks, tmp_path: Path) -> Put:
    """Return a call that writes files (name to text or bytes) and imports them as one."""

    def imported(files: dict[str, str | bytes], accept: frozenset[str] = frozenset()) -> BulkImported:
        paths = []
        for name, text in files.items():
            paths.append(tmp_path / name)
            paths[-1].write_bytes(text.encode() if isinstance(text, str) else text)
        return import_bulk(agencies, frameworks, paths, accept=accept)

    return imported


def table(header: str, *rows: str) -> str:
    return "\n".join((header, *rows)) + "\n"


def whole_year(agency: str, year: int, first: int = 81) -> list[str]:
    """Return rows of ten scores that nothing is doubted of."""
    return [f"{agency},{year},{number},{first + number}.25" for number in range(1, 11)]


def found_by(reason: InputError) -> list[tuple[str, int | None, int | None]]:
    """Return rule (with its variant), row and column of every finding of an error."""
    return [
        (f"{i.rule} {i.variant}".strip(), i.location.row, i.location.column)
        for i in reason.issues
        if i.rule != "bulk-more"
    ]


# What is stored


def test_figures_of_several_agencies_are_one_import_with_their_places(agencies: Engine, put: Put) -> None:
    done = put(
        {
            "scores.csv": table(INDICATORS, *whole_year("town-1", 2568), *whole_year("town-2", 2567, 85)),
            "questions.csv": table(QUESTIONS, "town-1,2568,i1,93.4", "town-2,2567,o1,100", "town-2,2567,e3,0"),
            "totals.csv": table(TOTALS, "town-1,2568,87.40,ผ่านดี", "town-2,2567,,ผ่านดี"),
        },
        ALL,
    )
    assert (done.indicators, done.questions, done.totals, done.agencies) == (20, 3, 2, 2)
    assert done.fiscal_years == (2567, 2568)
    own = read(agencies, "own_result", agency="town-1", year=2568)
    assert [str(row["score"]) for row in own] == [f"{81 + n}.25" for n in range(1, 11)]
    sources = read(agencies, "figure_sources", agency="town-2", year=2567)
    assert [(row["source"], row["place_row"], row["place_column"]) for row in sources] == [
        ("scores.csv", row, 4) for row in range(12, 22)
    ]
    (code,) = read(agencies, "question_sources", agency="town-1", year=2568)
    assert (code["code"], code["score"], code["place_row"], code["place_column"]) == ("i1", D("93.40"), 2, 4)
    assert one(agencies, "assessment", agency="town-1", year=2568)["total_published"] == D("87.40")
    assert one(agencies, "assessment", agency="town-2", year=2567)["level_published"] == "ผ่านดี"
    assert well(agencies)


def well(engine: Engine) -> bool:
    """Tell whether no check finds an error, and every result is as it is defined."""
    with engine.cursor() as cursor:
        return query_loader.broken_checks(cursor, query_loader.ERRORS) == []


def facts(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return the facts of all agencies without imports and places."""
    with engine.cursor() as cursor:
        return {
            name: sorted(cursor.table(name).select(columns).fetchall(), key=repr)
            for name, columns in (
                ("indicator_score_facts", "agency_id, fiscal_year, indicator_no, score, origin"),
                ("question_score_facts", "agency_id, fiscal_year, code, score, origin"),
                ("total_facts", "agency_id, fiscal_year, total, level_th, origin"),
            )
        }


@pytest.mark.parametrize("numbers", ["decimal", "double", "text"])
def test_parquet_stores_what_csv_does(
    numbers: str, agencies: Engine, put: Put, frameworks: Frameworks, tmp_path: Path
) -> None:
    rows = [*whole_year("town-1", 2568), *whole_year("town-3", 2566, 70)]
    before = facts(agencies)
    done = put({"a.csv": table(INDICATORS, *rows)})
    stored = facts(agencies)
    undo(agencies, done.import_id)
    cells = [row.split(",") for row in rows]
    kind = {"decimal": pa.decimal128(5, 2), "double": pa.float64(), "text": pa.string()}[numbers]
    scores: list[Any] = [{"decimal": D, "double": float, "text": str}[numbers](row[3]) for row in cells]
    pq.write_table(
        pa.table(
            {
                "score": pa.array(scores, kind),
                "fiscal_year": pa.array([int(row[1]) for row in cells], pa.int16()),
                "agency_id": [row[0] for row in cells],
                "indicator_no": pa.array([int(row[2]) for row in cells], pa.int64()),
            }
        ),
        tmp_path / "a.parquet",
    )
    import_bulk(agencies, frameworks, [tmp_path / "a.parquet"])
    again = facts(agencies)
    assert stored != before
    # The first import's facts stay, undone; those of the second are the same once more.
    assert {n: sorted([*stored[n], *(set(stored[n]) - set(before[n]))], key=repr) for n in stored} == again
    sources = read(agencies, "figure_sources", agency="town-3", year=2566)
    assert [(row["place_row"], row["place_column"]) for row in sources] == [(row, None) for row in range(11, 21)]


@pytest.mark.parametrize(
    "data",
    [
        "\ufeff" + table(QUESTIONS, "town-1,2568,i1,93.1"),
        table(QUESTIONS, "town-1,2568,i1,93.1").replace("\n", "\r\n"),
        table(QUESTIONS, '"town-1","2568","i1","93.10"'),
        table("score,code,fiscal_year,agency_id", "93.1,i1,2568,town-1"),
        table(QUESTIONS, "town-1,2568,i1,93.10000000000001"),
        table(QUESTIONS, "town-1,2568,i1,93.1").rstrip("\n"),
    ],
)
def test_csv_is_read_however_it_is_written(data: str, agencies: Engine, put: Put) -> None:
    put({"q.csv": data})
    assert [row["score"] for row in read(agencies, "question_scores", agency="town-1", year=2568)] == [D("93.10")]


def test_a_level_is_spelled_as_its_rules_have_it(agencies: Engine, put: Put) -> None:
    put({"t.csv": table(TOTALS, "town-1,2568,90,ระดับ ผ่าน ดี", "town-2,2568,90,ผ่านดี")})
    levels = [one(agencies, "assessment", agency=agency, year=2568)["level_published"] for agency in AGENCIES[:2]]
    assert levels == ["ผ่านดี", "ผ่านดี"]


@pytest.mark.slow
def test_a_long_file_keeps_the_place_of_every_row(engine: Engine, frameworks: Frameworks, tmp_path: Path) -> None:
    agencies = [f"t{number:03}" for number in range(420)]
    add_agencies(engine, agencies)
    rows = [
        f"{agency},{year},{letter}{n},{(n * 7 + year) % 101}.{n:02}"
        for agency in random.Random(68).sample(agencies, len(agencies))
        for year in range(2562, 2570)
        for letter in "ieo"
        for n in range(1, 41)
        if (n * 7 + year) % 101 < 100
    ]
    (tmp_path / "long.csv").write_text(table(QUESTIONS, *rows))
    (tmp_path / "more.csv").write_text(
        table(QUESTIONS, *(row.replace(",i", ",i9", 1) for row in rows if ",i1," in row))
    )
    done = import_bulk(engine, frameworks, [tmp_path / "long.csv", tmp_path / "more.csv"], accept=ALL)
    assert done.questions > len(rows)
    with engine.cursor() as cursor:
        stored = (
            cursor.table("question_score_facts").filter(f"import_no = {done.import_id.partition('-')[0]}").fetchall()
        )
    assert {row[8]: ",".join(map(str, row[1:5])) for row in stored if row[6] == "long.csv"} == dict(
        enumerate(rows, start=2)
    )
    assert sorted(row[8] for row in stored if row[6] == "more.csv") == list(range(2, 2 + done.questions - len(rows)))


# What is refused


WRONG_CELLS = [
    (INDICATORS, ",2568,1,90", ("bulk-agency missing", 3, 1)),
    (INDICATORS, "town-9,2568,1,90", ("bulk-agency unknown", 3, 1)),
    (INDICATORS, " town-1,2568,1,90", ("bulk-agency unknown", 3, 1)),
    (INDICATORS, "thailand,2568,1,90", ("bulk-agency average", 3, 1)),
    (INDICATORS, "demo,2568,1,90", ("bulk-agency demo", 3, 1)),
    (INDICATORS, "town-1,,1,90", ("bulk-missing", 3, 2)),
    (INDICATORS, "town-1,256x,1,90", ("year-invalid", 3, 2)),
    (INDICATORS, "town-1,2568.0,1,90", ("year-invalid", 3, 2)),
    (INDICATORS, "town-1,26e2,1,90", ("year-invalid", 3, 2)),
    (INDICATORS, "town-1,2025,1,90", ("year-invalid christian", 3, 2)),
    (INDICATORS, "town-1,2561,1,90", ("year-invalid outside", 3, 2)),
    (INDICATORS, "town-1,2590,1,90", ("year-invalid outside", 3, 2)),
    (INDICATORS, "town-1,2568,,90", ("bulk-missing", 3, 3)),
    (INDICATORS, "town-1,2568,11,90", ("bulk-indicator", 3, 3)),
    (INDICATORS, "town-1,2568,1.5,90", ("bulk-indicator", 3, 3)),
    (INDICATORS, "town-1,2568,i1,90", ("bulk-indicator", 3, 3)),
    (INDICATORS, "town-1,2568,1,", ("bulk-missing", 3, 4)),
    (INDICATORS, "town-1,2568,1,เก้าสิบ", ("score-not-a-number", 3, 4)),
    (INDICATORS, "town-1,2568,1,9e1", ("score-not-a-number", 3, 4)),
    (INDICATORS, "town-1,2568,1,+90", ("score-not-a-number", 3, 4)),
    (INDICATORS, "town-1,2568,1,90.", ("score-not-a-number", 3, 4)),
    (INDICATORS, "town-1,2568,1,90_1", ("score-not-a-number", 3, 4)),
    (INDICATORS, 'town-1,2568,1,"90,25"', ("score-not-a-number", 3, 4)),
    (INDICATORS, "town-1,2568,1,100.01", ("score-range", 3, 4)),
    (INDICATORS, "town-1,2568,1,-1", ("score-range", 3, 4)),
    (INDICATORS, f"town-1,2568,1,{'9' * 40}", ("score-range", 3, 4)),
    (INDICATORS, "town-1,2568,1,90.255", ("score-decimals", 3, 4)),
    (INDICATORS, "town-1,2568,1,90.000001", ("score-decimals", 3, 4)),
    (QUESTIONS, "town-1,2568,x1,90", ("question-code-unknown form", 3, 3)),
    (QUESTIONS, "town-1,2568,i01,90", ("question-code-unknown form", 3, 3)),
    (QUESTIONS, "town-1,2568,I1,90", ("question-code-unknown form", 3, 3)),
    (TOTALS, "town-1,2568,,", ("bulk-missing", 3, 3)),
    (TOTALS, "town-1,2568,abc,", ("score-not-a-number", 3, 3)),
    (TOTALS, "town-1,2568,101,ผ่าน", ("score-range", 3, 3)),
    (TOTALS, "town-1,2568,90,<b>", ("level-invalid", 3, 4)),
    (TOTALS, f"town-1,2568,90,{'ก' * 61}", ("level-invalid", 3, 4)),
]
GOOD = {INDICATORS: "town-3,2568,1,90", QUESTIONS: "town-3,2568,i1,90", TOTALS: "town-3,2568,90,ผ่านดี"}


def test_every_wrong_cell_is_refused_with_its_place(agencies: Engine, put: Put) -> None:
    before = everything(agencies)
    for header, row, expected in WRONG_CELLS:
        with pytest.raises(InputError) as caught:
            put({"bad.csv": table(header, GOOD[header], row)}, ALL)
        assert found_by(caught.value) == [expected], row
        assert caught.value.issues[0].location.file == "bad.csv"
    assert everything(agencies) == before


def test_wrong_cells_are_counted_and_each_value_named_once(agencies: Engine, put: Put) -> None:
    rows = [f"nobody,2568,{n},90" for n in range(1, 11)] + [f"town-{n},2568,1,90" for n in range(100, 200)]
    before = everything(agencies)
    with pytest.raises(InputError) as caught:
        put({"bad.csv": table(INDICATORS, *rows)})
    issues = caught.value.issues
    assert [issue.rule for issue in issues] == ["bulk-agency"] * MOST + ["bulk-more"]
    assert (issues[0].params["cells"], issues[-1].params["found"]) == (10, 110)
    assert everything(agencies) == before


def test_files_are_wrong_one_by_one_with_their_names(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        put(
            {
                "a.csv": table(INDICATORS, "town-1,2568,1,900"),
                "b.csv": table(TOTALS, "town-1,2568,x,", "town-1,2567,9,"),
            }
        )
    assert [(i.location.file, i.location.row) for i in caught.value.issues] == [("a.csv", 2), ("b.csv", 2)]


@pytest.mark.parametrize(
    ("name", "data", "rule", "row"),
    [
        ("a.txt", table(INDICATORS, "town-1,2568,1,90"), "bulk-unreadable kind", None),
        ("a.csv", "", "bulk-columns", 1),
        ("a.csv", table("agency_id,fiscal_year,score", "town-1,2568,90"), "bulk-columns", 1),
        ("a.csv", table(INDICATORS + ",note", "town-1,2568,1,90,x"), "bulk-columns", 1),
        ("a.csv", table("agency_id,agency_id,code,score", "town-1,2568,i1,90"), "bulk-columns", 1),
        ("a.csv", table(INDICATORS.replace(",", ";"), "town-1;2568;1;90"), "bulk-columns", 1),
        ("a.csv", table(INDICATORS, "town-1,2568,1,90").encode("utf-16"), "bulk-unreadable encoding", None),
        (
            "a.csv",
            table(INDICATORS, "town-1,2568,1,90").encode() + b"town-\xff,2568,1,90\n",
            "bulk-unreadable encoding",
            3,
        ),
        ("a.csv", table(INDICATORS), "bulk-empty", None),
        ("a.csv", table(INDICATORS, "town-1,2568,1,90", "town-1,2568,2"), "row-cells few", 3),
        ("a.csv", table(INDICATORS, "town-1,2568,1,90", "town-1,2568,2,90,1"), "row-cells many", 3),
        ("a.csv", table(INDICATORS, "town-1,2568,1,90", '"town-1,2568,2,90'), "bulk-unreadable other", 3),
        ("a.parquet", "no parquet", "bulk-unreadable other", None),
    ],
)
def test_a_file_of_another_kind_is_refused(
    name: str, data: str | bytes, rule: str, row: int | None, agencies: Engine, put: Put
) -> None:
    before = everything(agencies)
    with pytest.raises(InputError) as caught:
        put({name: data})
    assert found_by(caught.value) == [(rule, row, None)]
    assert (everything(agencies), agencies.is_damaged) == (before, False)


def test_a_file_that_is_not_there_is_refused(agencies: Engine, frameworks: Frameworks, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("nothing.csv", "nothing.parquet", "folder.csv"):
        with pytest.raises(InputError) as caught:
            import_bulk(agencies, frameworks, [tmp_path / name])
        assert caught.value.rule == "file-unreadable"


def test_what_is_there_twice_is_refused_with_both_places(agencies: Engine, put: Put) -> None:
    before = everything(agencies)
    for header, first, again, item, column in (
        (INDICATORS, "town-1,2568,1,90", "town-1,2568,1,91", "1", 3),
        (QUESTIONS, "town-1,2568,o27,90", "town-1,2568,o27,90", "o27", 3),
        (TOTALS, "town-1,2568,90,", "town-1,2568,,ผ่านดี", "", 3),
    ):
        for files in (
            {"a.csv": table(header, GOOD[header], first, again)},
            {"a.csv": table(header, GOOD[header], first), "b.csv": table(header, again)},
        ):
            with pytest.raises(InputError) as caught:
                put(files, ALL)
            (issue,) = caught.value.issues
            name = header.split(",")[2]
            assert (issue.rule, issue.variant) == ("bulk-twice", name)
            assert (issue.params["file"], issue.params["row"], issue.params["item"]) == ("a.csv", 3, item)
            assert (issue.location.file, issue.location.column) == (list(files)[-1], column)
            assert issue.location.row == (4 if len(files) == 1 else 2)
    assert everything(agencies) == before


def test_codes_that_share_a_bit_are_not_taken_for_one(agencies: Engine, put: Put) -> None:
    done = put({"q.csv": table(QUESTIONS, *(f"town-1,2567,{letter}{n},90" for letter in "ieo" for n in range(1, 100)))})
    assert done.questions == 297


def test_fractions_of_a_hundred_are_refused(put: Put) -> None:
    with pytest.raises(InputError) as caught:
        put({"s.csv": table(INDICATORS, "town-1,2568,1,0", *(f"town-1,2568,{n},0.9{n}" for n in range(2, 8)))}, ALL)
    (issue,) = caught.value.issues
    assert (issue.rule, issue.params["meant"], issue.location.row) == ("score-fraction", "92", 3)


# What is doubted


def test_doubts_are_counted_and_refused_until_they_are_accepted(agencies: Engine, put: Put) -> None:
    rows = [f"{agency},{year},{n},90" for agency in AGENCIES for year in (2566, 2567, 2568) for n in range(1, 11)]
    files = {"s.csv": table(INDICATORS, *rows)}
    before = everything(agencies)
    for accept, asked in (
        (frozenset(), ["all-equal", "copy-of-year"]),
        ({"copy-of-year"}, ["all-equal"]),
        ({"all-equal", "many-zeros"}, ["copy-of-year"]),
    ):
        with pytest.raises(InputError) as caught:
            put(files, frozenset(accept))
        assert [i.variant for i in caught.value.issues if i.rule == "bulk-doubts"] == asked
        assert caught.value.issues[-1].params["options"] == " ".join(f"--accept {rule}" for rule in asked)
        assert everything(agencies) == before
    first = caught.value.issues[0]
    assert (first.params["found"], first.location.row) == (6, 12)
    assert first.params["examples"] == "town-1 2567; town-1 2568; town-2 2567; town-2 2568; town-3 2567; …"
    done = put(files, frozenset({"copy-of-year", "all-equal"}))
    assert done.doubts == {"all-equal": 9, "copy-of-year": 6}
    stored = read(agencies, "import_issues", import_id=done.import_id)
    assert [(row["variant"], json.loads(row["params"])["found"]) for row in stored] == list(done.doubts.items())
    assert well(agencies)


def test_codes_of_a_year_that_is_known_are_doubted(put: Put) -> None:
    rows = ["town-1,2568,i1,90", "town-1,2568,i99,90", "town-2,2568,o99,90", "town-2,2567,i99,90", "town-2,2569,i1,90"]
    with pytest.raises(InputError) as caught:
        put({"q.csv": table(QUESTIONS, *rows)})
    (doubt, _) = caught.value.issues
    assert (doubt.variant, doubt.params["examples"]) == ("question-code-unknown", "town-1 2568; town-2 2568")


def test_a_result_that_lacks_what_is_stored_is_doubted(agencies: Engine, put: Put) -> None:
    import_typed(agencies, "town-1", TypedResult(2568, {n: D(80 + n) for n in range(1, 11)}, D("87.00"), "ผ่านดี"))
    put({"s.csv": table(INDICATORS, *whole_year("town-2", 2568))})
    for row, doubted in (("town-1,2568,87,ผ่านดี", True), ("town-2,2568,87,ผ่านดี", True), ("town-3,2568,87,ผ่านดี", False)):
        with pytest.raises(InputError) if doubted else closing(io.StringIO()) as caught:
            put({"t.csv": table(TOTALS, row)})
        if doubted:
            assert caught.value.issues[0].variant == "scores-missing"


SHAPES = ("whole", "equal", "zeros", "points", "low", "copied", "nation", "few", "none")


def some_year(rng: random.Random, year: int, shape: str, others: dict[int, dict[int, D]]) -> dict[int, D]:
    scores = {n: D(rng.randrange(7000, 10001)) / 100 for n in range(1, 11)}
    if shape == "equal":
        return dict.fromkeys(range(1, 11), D(rng.choice((0, 80, 100))))
    if shape == "zeros":
        return scores | dict.fromkeys(rng.sample(range(1, 11), rng.randrange(1, 5)), D(0))
    if shape == "points":
        return scores | {n: D(rng.randrange(2500, 4500)) / 100 for n in rng.sample(range(1, 11), rng.randrange(1, 6))}
    if shape == "low":
        return scores | {rng.randrange(1, 11): D(rng.randrange(3000, 6000)) / 100}
    if shape == "copied" and others:
        return dict(rng.choice(list(others.values())))
    if shape == "nation":
        return dict(SCORES)
    if shape == "few":
        return {n: scores[n] for n in rng.sample(range(1, 11), rng.randrange(1, 10))}
    return {} if shape == "none" else scores


def some_total(rng: random.Random, frameworks: Frameworks, year: int, scores: dict[int, D]) -> tuple[D | None, str]:
    of = year if frameworks.has_rules(year) else 2568
    weights, members = frameworks.weights(of), frameworks.instrument_of(of)
    total = D(rng.randrange(5000, 10001)) / 100
    if len(scores) == 10 and rng.random() < 0.8:
        exact = sum(weights[i] * scores[n] / sum(each == i for each in members.values()) for n, i in members.items())
        total = D(exact).quantize(D("0.01"), ROUND_HALF_UP) + rng.choice((D(0), D(0), D("0.01"), D("0.02"), D(-3)))
    levels = [level.level_th for level in frameworks.levels(of)]
    level = rng.choice(("", *levels, "ระดับ ผ่าน ดี", "ยอดเยี่ยม"))
    return (None if rng.random() < 0.2 and (level or scores) else max(D(0), min(total, D(100)))), level


@pytest.mark.slow
def test_what_single_imports_doubt_is_doubted_in_bulk(
    engine: Engine, frameworks: Frameworks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(11)
    agencies = [f"town-{number}" for number in range(20)]
    add_agencies(engine, agencies)
    files = {INDICATORS: [], TOTALS: []}  # type: dict[str, list[str]]
    expected: set[tuple[str, str, int]] = set()
    singles = {}
    for agency in agencies:
        for year in rng.sample(range(2562, 2570), rng.randrange(3)):
            shape = rng.choice(("whole", "low", "few"))
            scores = some_year(rng, year, shape, {})
            total, level = some_total(rng, frameworks, year, scores)
            import_typed(engine, agency, TypedResult(year, scores, total, level or None))
        own: dict[int, dict[int, D]] = {
            year: {row["indicator_no"]: row["score"] for row in read(engine, "own_result", agency=agency, year=year)}
            for year in range(2562, 2570)
        }
        stored = {year: scores for year, scores in own.items() if len(scores) == 10}
        results: dict[int, tuple[dict[int, D], D | None, str]] = {}
        for year in sorted({2568, 2569, *rng.sample(range(2562, 2568), rng.randrange(2))}):
            scores = some_year(rng, year, rng.choice(SHAPES), stored)
            results[year] = (scores, *some_total(rng, frameworks, year, scores))
            if len(scores) == 10:
                stored = {**stored, year: scores}
        results = {year: each for year, each in results.items() if each[0] or each[1] is not None or each[2]}
        if not results:
            continue
        singles[agency] = results
        for year, (scores, total, level) in results.items():
            files[INDICATORS] += [f"{agency},{year},{n},{score}" for n, score in scores.items()]
            if total is not None or level:
                files[TOTALS].append(f"{agency},{year},{'' if total is None else total},{level}")
    for agency, results in singles.items():
        out = io.StringIO()
        rows = csv.writer(out)
        rows.writerow(["ปีงบประมาณ", *range(1, 11), "คะแนนรวม", "ระดับ"])
        for year, (scores, total, level) in results.items():
            rows.writerow([year, *(scores.get(n, "") for n in range(1, 11)), "" if total is None else total, level])
        done = import_file(engine, frameworks, out.getvalue().encode(), "one.csv", agency=agency, dry_run=True)
        assert isinstance(done, ScoresImported)
        for issue in done.issues:
            if issue.rule in ACCEPTABLE:
                expected.add((issue.rule, agency, list(results)[(issue.location.row or 0) - 2]))
    paths = []
    for header, lines in files.items():
        paths.append(tmp_path / f"{header[-5:]}.csv")
        paths[-1].write_text(table(header, *rng.sample(lines, len(lines))), "utf-8")
    monkeypatch.setattr(bulk_import, "EXAMPLES", 10**6)
    done_bulk = import_bulk(engine, frameworks, paths, accept=ALL)
    found = {
        (issue.variant, *example.split(" "))
        for issue in done_bulk.issues
        if issue.variant in ACCEPTABLE
        for example in str(issue.params["examples"]).split("; ")
    }
    told = {(rule, agency, str(year)) for rule, agency, year in expected}
    assert found - told == set()
    assert told - found == set()
    assert {rule for rule, *_ in found} >= ACCEPTABLE - {"question-code-unknown"}
    assert well(engine)


# Once, and undone


def test_the_same_bytes_change_nothing_while_they_are_current(agencies: Engine, put: Put) -> None:
    files = {"a.csv": table(INDICATORS, *whole_year("town-1", 2568)), "b.csv": table(QUESTIONS, "town-1,2568,i1,90")}
    first = put(files)
    again = put(dict(reversed(files.items())))
    assert (again.unchanged, again.import_id) == (True, first.import_id)
    later = put({"c.csv": table(INDICATORS, *whole_year("town-1", 2568, 70))})
    assert not put(files).unchanged
    undo(agencies, later.import_id)
    assert well(agencies)


def test_an_undo_brings_all_agencies_back(agencies: Engine, put: Put) -> None:
    import_typed(agencies, "town-1", TypedResult(2568, {n: D(60 + n) for n in range(1, 11)}, None, None))
    before = read_everything(agencies)
    done = put(
        {
            "a.csv": table(INDICATORS, *(row for agency in AGENCIES for row in whole_year(agency, 2568))),
            "b.csv": table(TOTALS, *(f"{agency},2568,87,ผ่าน" for agency in AGENCIES)),
            "c.csv": table(QUESTIONS, *(f"{agency},2568,i1,87" for agency in AGENCIES)),
        },
        ALL,
    )
    assert read_everything(agencies) != before
    (change,) = preview_undo(agencies, done.import_id, "town-1")
    assert (change.before.scores[1], change.after.scores[1]) == (D("82.25"), D("61.00"))
    assert preview_undo(agencies, done.import_id) == ()
    undo(agencies, done.import_id)
    assert read_everything(agencies) == before
    assert well(agencies)


def test_the_history_has_one_line_for_all(agencies: Engine, put: Put) -> None:
    done = put({"a.csv": table(INDICATORS, *(row for agency in AGENCIES for row in whole_year(agency, 2568)))})
    (line,) = [row for row in read(agencies, "history", agency="") if row["import_id"] == done.import_id]
    assert (line["kind"], line["agency_id"], line["agencies"], line["scores"]) == ("bulk", None, 3, 30)
    (line,) = [row for row in read(agencies, "history", agency="town-2") if row["import_id"] == done.import_id]
    assert (line["agency_id"], line["agencies"], line["scores"], line["current_years"]) == ("town-2", 1, 10, [2568])
    assert done.import_id not in {row["import_id"] for row in read(agencies, "history", agency="ban-mo")}
    (listed,) = read(agencies, "imports", agency="town-2")
    assert (listed["import_id"], listed["indicators"], listed["current_years"]) == (done.import_id, 10, [2568])
    later = import_typed(agencies, "town-2", TypedResult(2568, {1: D(90)}, None, None))
    (_, listed) = read(agencies, "imports", agency="town-2")
    assert (listed["current_years"], listed["superseded"]) == ([], True)
    assert read(agencies, "later_work", import_id=done.import_id) == []
    undo(agencies, later.import_id)


def test_a_backup_brings_it_back(agencies: Engine, put: Put, tmp_path: Path) -> None:
    put({"a.csv": table(INDICATORS, *(row for agency in AGENCIES for row in whole_year(agency, 2568)))})
    before = everything(agencies)
    make_backup(agencies, tmp_path / "b.zip")
    put({"b.csv": table(TOTALS, "town-1,2566,87,ผ่าน")})
    restore(agencies, open_archive(tmp_path / "b.zip"), None)
    assert everything(agencies).rows["indicator_score_facts"] == before.rows["indicator_score_facts"]
    assert well(agencies)


# Called off


def test_calling_it_off_changes_nothing(agencies: Engine, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "q.csv": table(
            QUESTIONS, *(f"town-1,{y},{c}{n},90" for y in range(2562, 2570) for c in "ieo" for n in range(1, 100))
        )
    }
    before = everything(agencies)
    steps: list[int] = []
    on_progress, cancelled = lambda done, total, what: steps.append(done), lambda: bool(steps) and steps[-1] > 500
    with watched(on_progress, cancelled), pytest.raises(CancelledError):
        put(files, ALL)
    assert everything(agencies) == before

    # In the middle of a statement too: whoever watches is asked while it runs.
    monkeypatch.setattr(bulk_rows, "_LOOK_EVERY", 0.01)
    running: list[str] = []

    def run_slowly(cursor: Any, name: str, **params: object) -> list[dict[str, Any]]:
        running.append(name)
        if name == "groups":
            with bulk_rows._interruptible(cursor):
                cursor.execute("SELECT count(*) FROM range(100_000_000_000) AS long (x) WHERE x % 7 = 3").fetchall()
        return bulk_rows.run(cursor, name, **params)

    monkeypatch.setattr(bulk_import, "run", run_slowly)
    with watched(lambda *_: None, lambda: "groups" in running), pytest.raises(CancelledError):
        put(files, ALL)
    assert everything(agencies) == before
    monkeypatch.undo()
    put(files, ALL)
    assert order_is_kept(agencies)


def order_is_kept(engine: Engine) -> bool:
    with engine.cursor() as cursor:
        return bool(cursor.execute("SELECT current_setting('preserve_insertion_order')").fetchall()[0][0])


def test_ctrl_c_is_a_cancellation(agencies: Engine, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(agencies)

    def interrupted(*_: object, **__: object) -> None:
        raise RuntimeError("Query interrupted")

    for where in ("refresh_results", "store"):
        with monkeypatch.context() as patched:
            patched.setattr(bulk_import, where, interrupted)
            with pytest.raises(CancelledError):
                put({"a.csv": table(INDICATORS, *whole_year("town-1", 2568))})
    assert everything(agencies) == before


# The command line


@pytest.fixture
def closed(database: Path) -> Iterator[Path]:
    with closing(open_engine(database)) as engine:
        add_agencies(engine)
    yield database


def test_the_command_line(closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, doubtful, bad = (tmp_path / name for name in ("good.csv", "doubtful.csv", "bad.csv"))
    good.write_text(table(INDICATORS, *whole_year("town-1", 2568)))
    doubtful.write_text(table(INDICATORS, *(f"town-1,2567,{n},90" for n in range(1, 11))))
    bad.write_text(table(INDICATORS, "town-1,2567,1,900"))
    base = ["import", "--db", str(closed), "--bulk"]
    assert main([*base, str(good), "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["agencies"], done["indicators"], done["fiscal_years"], done["doubts"]) == (1, 10, [2568], {})
    assert main([*base, str(doubtful)]) == 1
    assert "--accept all-equal" in capsys.readouterr().err
    assert main([*base, str(good), str(bad)]) == 1
    said = capsys.readouterr().err
    assert "bad.csv, แถว 2 คอลัมน์ 4" in said
    assert "bad.csv, row 2 column 4" in said
    assert main([*base, str(doubtful), "--accept", "all"]) == 0
    capsys.readouterr()
    assert main([*base, str(good)]) == 0
    assert done["import_id"] in capsys.readouterr().err
    assert main(["check", "--db", str(closed)]) == 0
    assert main(["undo", "--db", str(closed), done["import_id"]]) == 0


@pytest.mark.parametrize(
    "option", [["--agency", "town-1"], ["--year", "2568"], ["--as", "average"], ["--column", "D"], ["--confirm", "1"]]
)
def test_options_of_one_agency_are_refused(option: list[str], closed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(table(INDICATORS, *whole_year("town-1", 2568)))
    assert main(["import", "--db", str(closed), "--bulk", str(tmp_path / "a.csv"), *option]) == 2


def test_all_doubts_are_accepted_at_once_only_in_bulk(closed: Path, tmp_path: Path) -> None:
    assert main(["import", "--db", str(closed), str(tmp_path / "a.csv"), "--accept", "all"]) == 2


def settings(engine: Engine) -> list[tuple[Any, ...]]:
    """Return the settings of the database that an import changes while it stores facts."""
    with engine.cursor() as cursor:
        return cursor.execute(
            "SELECT current_setting('preserve_insertion_order'), current_setting('disabled_compression_methods')"
        ).fetchall()


def test_a_code_is_found_twice_among_more_than_there_are_bits(put: Put) -> None:
    codes = [f"{letter}{number}" for letter in "ieo" for number in range(1, 80)]
    rows = [f"town-1,2568,{code},90" for code in codes]
    with pytest.raises(InputError) as caught:
        put({"a.csv": table(QUESTIONS, *rows, "town-1,2568,o79,91")}, ALL)
    assert [(issue.rule, issue.location.row) for issue in caught.value.issues] == [("bulk-twice", len(rows) + 2)]
    assert put({"b.csv": table(QUESTIONS, *rows)}, ALL).questions == len(rows)


def test_the_columns_of_each_statement_are_those_declared(
    agencies: Engine, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, set[tuple[str, ...]]] = {}
    real = bulk_rows.run

    def noted(cursor: Any, name: str, **params: object) -> list[dict[str, Any]]:
        query = query_loader.queries("bulk")[name]
        assert {param.name for param in query.params} == set(params)
        if query.columns:
            said = cursor.sql(query.text, params=params)
            found = list(zip(said.columns, map(str, said.types), strict=True))
            assert found == [(column.name, column.type) for column in query.columns], name
        given.setdefault(name, set()).add(tuple(params))
        return real(cursor, name, **params)

    monkeypatch.setattr(bulk_import, "run", noted)
    monkeypatch.setattr(bulk_rows, "run", noted)
    files = {
        "a.csv": table(INDICATORS, *whole_year("town-1", 2568)),
        "b.csv": table(QUESTIONS, "town-1,2568,i1,90"),
        "c.csv": table(TOTALS, "town-1,2568,87.4,ระดับ ผ่านดี"),
    }
    before = settings(agencies)
    put(files, ALL)
    assert settings(agencies) == before
    for wrong in (table(INDICATORS, "town-1,2568,1,900"), table(INDICATORS, "town-1,2567,1,90", "town-1,2567,1,90")):
        with pytest.raises(ItaError):
            put({"d.csv": wrong})
    unseen = set(query_loader.queries("bulk")) - set(given) - {"cells"}
    assert unseen == {"any_order", "by_dictionary", "file_order", "any_compression"}
    assert settings(agencies) == before


def test_the_staged_rows_are_gone_with_their_cursor(agencies: Engine, put: Put) -> None:
    put({"a.csv": table(INDICATORS, *whole_year("town-1", 2568))})
    with agencies.cursor() as cursor, pytest.raises(duckdb.CatalogException):
        cursor.execute("FROM bulk_scores")
