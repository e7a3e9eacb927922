"""Each read query gives the rows of its case file `cases/NAME.yml`: figures of issue 2, DOMAIN and published data.

A case names its parameters, a set-up (`built` where it names none) and all rows in order; a row may leave columns
out, but over a file every column is said at least once. `<any>` stands for a value that is there but differs from run
to run, `{name}` for an id that the set-up made.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from ita.actor import acting
from ita.exporting.template import score_template
from ita.frameworks import Frameworks
from ita.importing.agencies import create_agency, edit_agency
from ita.importing.bulk_import import import_bulk
from ita.importing.file_import import import_file, score_sheet
from ita.importing.report_import import import_report
from ita.importing.score_import import import_scores
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.rules.stored import assume, state
from ita.rules.values import Level, Member, Weight, YearRules
from ita.scenario import store_targets
from ita.snapshots import take
from ita.store import query_loader, results, writes
from ita.store.engine import Cursor, Engine, open_engine
from ita.store.table_rows import clear_table
from tests import helpers

CASES = Path(__file__).with_name("cases")
Names = dict[str, str]


def built(engine: Engine, frameworks: Frameworks) -> Names:
    """Leave the database as `build` makes it."""
    imports = helpers.read(engine, "imports", agency="ban-mo")
    published = helpers.read(engine, "current_published_imports")
    return {
        "report": imports[0]["import_id"],
        "published": published[0]["import_id"],
        "report_sha": helpers.sha256(helpers.REPORT.read_bytes()),
    }


def own_agency(engine: Engine, frameworks: Frameworks) -> Names:
    """Make a town of one's own."""
    agency = create_agency(engine, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "อำเภอเมือง", "จังหวัดลพบุรี")
    return {"town": agency, **built(engine, frameworks)}


def own_agency_corrected(engine: Engine, frameworks: Frameworks) -> Names:
    """A town that was corrected twice, the second time wrongly: that one is undone."""
    names = own_agency(engine, frameworks)
    first = edit_agency(engine, names["town"], name="เทศบาลตำบลหนองใหญ่", district="บ้านหมี่")
    second = edit_agency(engine, names["town"], kind="town_municipality", district="")
    undo(engine, second)
    return {**names, "first": first, "second": second}


def own_years(engine: Engine, frameworks: Frameworks) -> Names:
    """Type results of several years for a town of one's own, one of them without rules, one with a score missing."""
    names = own_agency(engine, frameworks)
    survey = {number: Decimal(95 if number <= 5 else 80) for number in range(1, 9)}
    results = (
        TypedResult(2563, {}, Decimal("70.00"), "C"),
        TypedResult(2564, dict.fromkeys(range(1, 11), Decimal("94.99")), None, None),
        TypedResult(2565, dict.fromkeys(range(1, 11), Decimal(95)), Decimal(95), "AA"),
        TypedResult(2566, dict.fromkeys(range(1, 11), Decimal(95)), Decimal(95), "ผ่านดีเยี่ยม"),
        TypedResult(2567, survey | {9: Decimal(100), 10: Decimal(100)}, None, None),
        TypedResult(2568, dict.fromkeys(range(1, 9), Decimal(94)) | {9: Decimal(96)}, None, None),
        TypedResult(2575, dict.fromkeys(range(1, 11), Decimal(90)), None, None),
    )
    for result in results:
        done = import_typed(engine, names["town"], result)
        names[f"typed_{result.fiscal_year}"] = done.import_id
    return names


def mixed_bases(engine: Engine, frameworks: Frameworks) -> Names:
    """Make a town with a typed level beside its ten scores, then a typed result without them, then ten scores alone."""
    agency = create_agency(engine, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    import_typed(engine, agency, TypedResult(2566, dict.fromkeys(range(1, 11), Decimal("86.00")), None, "ผ่าน"))
    import_typed(engine, agency, TypedResult(2567, {}, Decimal("88.00"), "ผ่าน"))
    import_typed(engine, agency, TypedResult(2568, dict.fromkeys(range(1, 11), Decimal("90.00")), None, None))
    return {"town": agency}


def typed(engine: Engine, frameworks: Frameworks) -> Names:
    """Type ban-mo's result of 2568 from ITAS: as the report says, but for indicators 3 and 9."""
    names = built(engine, frameworks)
    scores = helpers.SCORES | {3: Decimal("98.45"), 9: Decimal("90.28")}
    result = TypedResult(2568, scores, Decimal("94.15"), "ผ่านดี")
    return names | {"typed": import_typed(engine, "ban-mo", result).import_id}


def report_undone(engine: Engine, frameworks: Frameworks) -> Names:
    """Take the shipped report back."""
    names = built(engine, frameworks)
    with acting("สมชาย"):
        undo(engine, names["report"], "ผิดไฟล์")
    return names


def report_replaced(engine: Engine, frameworks: Frameworks) -> Names:
    """Import a later report of ban-mo with 90.00 for indicator 9 and another measure there."""
    later = helpers.sheet().with_score(9, Decimal("90.00")).with_cell(9, helpers.MEASURES, "๑. มาตรการใหม่ ๒. อีกมาตรการ")
    done = import_report(engine, frameworks, later.data(), "later.txt")
    return built(engine, frameworks) | {"report": helpers.import_of(engine, helpers.REPORT), "later": done.import_id}


def report_8_off(engine: Engine, frameworks: Frameworks) -> Names:
    """Import a later report of ban-mo whose indicator 8 lies 0.02 above the nation's."""
    done = import_report(engine, frameworks, helpers.sheet().with_score(8, Decimal("94.41")).data(), "later.txt")
    return {"later": done.import_id}


def report_8_near(engine: Engine, frameworks: Frameworks) -> Names:
    """Import a later report of ban-mo whose indicator 8 lies 0.01 above the nation's, within the tolerance."""
    done = import_report(engine, frameworks, helpers.sheet().with_score(8, Decimal("94.40")).data(), "later.txt")
    return {"later": done.import_id}


def scores_in(engine: Engine, frameworks: Frameworks) -> Names:
    """Import a table of two years and of questions for ban-mo, then type 2567 again."""
    rows = [
        "ปีงบประมาณ,1,2,3,คะแนนรวม,ระดับ,IIT",
        "2567,90,91,92,93.10,ผ่านดี,40",
        "2568,97.21,98.02,99,93.81,ผ่านดี,",
    ]
    years = import_file(engine, frameworks, "\n".join(rows).encode(), "years.csv", agency="ban-mo")
    more = [
        "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน",
        "2568,o27,100",
        "2568,e2,96.56",
        "2568,i10,93.4",
        "2568,i9,99",
        "2567,o99,0",
    ]
    questions = import_file(engine, frameworks, "\n".join(more).encode(), "questions.csv", agency="ban-mo")
    typed_again = import_typed(engine, "ban-mo", TypedResult(2567, {1: Decimal(95)}, None, None))
    return built(engine, frameworks) | {
        "report": helpers.import_of(engine, helpers.REPORT),
        "years": years.import_id,
        "questions": questions.import_id,
        "years_sha": helpers.sha256("\n".join(rows).encode()),
        "questions_sha": helpers.sha256("\n".join(more).encode()),
        "typed": typed_again.import_id,
    }


def sheets_in(engine: Engine, frameworks: Frameworks) -> Names:
    """Import a filled template whose total of 2568 disagrees with its scores."""
    book = load_workbook(io.BytesIO(score_template(frameworks, "บ้านหมอ", [2568], {2568: helpers.SCORES})))
    book["คะแนนรายปี"]["L2"] = 93.9
    out = io.BytesIO()
    book.save(out)
    done = import_file(
        engine,
        frameworks,
        out.getvalue(),
        "scores.xlsx",
        agency="ban-mo",
        accept=frozenset({"equals-national-average"}),
    )
    return {"sheets": done.import_id}


def targets_set(engine: Engine, frameworks: Frameworks) -> Names:
    """Set targets of ban-mo for 2569, one of them anew, and take a third setting back."""
    first = {None: Decimal("95.67"), 9: Decimal("95.00"), 10: Decimal("95.00")}
    names = {"report": helpers.import_of(engine, helpers.REPORT)}
    names["targets"] = store_targets(engine, "ban-mo", 2569, first, "นักวิเคราะห์")
    names["later"] = store_targets(engine, "ban-mo", 2569, {9: Decimal("96.00")}, "ปลัด", "หลังประชุม")
    undo(engine, store_targets(engine, "ban-mo", 2569, {9: Decimal("99.00")}, "ปลัด"))
    return names


def doubtful(engine: Engine, frameworks: Frameworks) -> Names:
    """Make a town with levels that their rule does not allow, a total of a year without rules, and scores that tie."""
    agency = create_agency(engine, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    of_2569 = ("97.10", "98.20", "99.00", "94.00", "96.00", "95.50", "95.20", "94.90", "91.00", "95.00")
    tied = ("90", "90", "90", "90", "95", "95", "95", "95", "100", "100")
    results = (
        TypedResult(2563, {}, Decimal("95.00"), "A"),
        TypedResult(2564, {}, Decimal("95.01"), "A"),
        TypedResult(2565, _scores(tied), Decimal("94.10"), "ผ่าน"),
        TypedResult(2566, {}, Decimal("89.43"), "ผ่านดีเยี่ยม"),
        TypedResult(2567, {}, Decimal("98.82"), "ผ่านดี"),
        TypedResult(2568, dict.fromkeys(range(1, 11), Decimal(90)), Decimal(90), "ผ่าน"),
        TypedResult(2569, _scores(of_2569), Decimal("94.70"), "ผ่านดี"),
    )
    for result in results:
        import_typed(engine, agency, result)
    return {"town": agency}


def copied_years(engine: Engine, frameworks: Frameworks) -> Names:
    """Make a town of which the same scores are stored under three years, and nearly the same under a fourth."""
    agency = create_agency(engine, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    for year in (2567, 2568, 2569):
        import_typed(engine, agency, TypedResult(year, helpers.SCORES, None, None))
    import_typed(engine, agency, TypedResult(2566, helpers.SCORES | {1: Decimal(90)}, None, None))
    return {"town": agency}


def _scores(written: Sequence[str]) -> dict[int, Decimal]:
    return {number: Decimal(score) for number, score in enumerate(written, start=1)}


def mapped(engine: Engine, frameworks: Frameworks) -> Names:
    """Import four files with what was made of them: two of one shape, and one of each shape that is undone again."""
    ids = []
    for name, shape, sheet in (
        ("a", "shape-a", "A"),
        ("b", "shape-a", "B"),
        ("c", "shape-a", "C"),
        ("d", "shape-b", "D"),
    ):

        def work(cursor: Cursor, name: str = name, shape: str = shape, sheet: str = sheet) -> str:
            number, import_id = writes.add_import(
                cursor, "scores", name, agency_id="ban-mo", fiscal_year=2567, file_name=f"{name}.csv"
            )
            writes.add_typed(cursor, number, "ban-mo", TypedResult(2567, {1: Decimal(90)}, None, None), name)
            writes.add_mapping(cursor, number, shape, f'{{"sheet": "{sheet}"}}')
            return import_id

        with acting("สมหญิง"):
            ids.append(engine.transact(work))
    for undone in ids[2:]:
        undo(engine, undone)
    return {"first": ids[0], "second": ids[1]}


NEWEST = {
    number: Decimal(score)
    for number, score in enumerate(
        ("97.10", "98.20", "99.00", "94.00", "96.00", "95.50", "95.20", "94.90", "91.00", "95.00"), start=1
    )
}


def rules_open(engine: Engine, frameworks: Frameworks) -> Names:
    """Type ban-mo's result of 2569, a year without rules."""
    done = import_typed(engine, "ban-mo", TypedResult(2569, NEWEST, Decimal("94.82"), "ผ่านดี"))
    return {"typed": done.import_id}


def rules_assumed(engine: Engine, frameworks: Frameworks) -> Names:
    """Assume the rules of 2568 for 2569."""
    names = rules_open(engine, frameworks)
    with acting("สมชาย"):
        names["assumption"] = str(assume(engine, 2569, 2568).import_id)
    return names


def rules_stated(engine: Engine, frameworks: Frameworks) -> Names:
    """State rules of 2569 without indicator 5, with other weights and levels, over an assumption."""
    names = rules_assumed(engine, frameworks)
    of = {1: "IIT", 2: "IIT", 3: "IIT", 4: "IIT", 6: "EIT", 7: "EIT", 8: "EIT", 9: "OIT", 10: "OIT"}
    rules = YearRules(
        2569,
        tuple(Weight(k, Decimal(w), "ประกาศ") for k, w in (("IIT", "0.2"), ("EIT", "0.3"), ("OIT", "0.5"))),
        tuple(Member(number, instrument, "ประกาศ") for number, instrument in of.items()),
        (
            Level("ดีมาก", Decimal(94), Decimal(94), "ประกาศ"),
            Level("ดี", Decimal(80), Decimal(90), "ประกาศ"),
            Level("ปรับปรุง", Decimal(0), None, "ประกาศ"),
        ),
    )
    names["rules"] = str(state(engine, frameworks, [rules]).import_id)
    return names


def questions_apart(engine: Engine, frameworks: Frameworks) -> Names:
    """Import a later report of ban-mo with a second question under indicator 9, and scores of both from ITAS."""
    more = (
        "",
        "๐๒ ข้อมูลผู้บริหาร",
        "วิเคราะห์ ๐๒",
        "๑. มาตรการของ ๐๒",
        "สอดคล้อง ๐๒",
        "๑. ขั้นตอนของ ๐๒",
        "ภายใน ๓๐ มิ.ย.๖๙",
        "กองคลัง",
    )
    sheet = helpers.sheet().with_row_after(9, more)
    done = import_report(engine, frameworks, sheet.data(), "later.txt")
    scores = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2568,o1,50\n2568,o2,88.28\n2568,o27,92.42"
    import_file(engine, frameworks, scores.encode(), "questions.csv", agency="ban-mo")
    return {"later": done.import_id}


def bulk_in(engine: Engine, frameworks: Frameworks) -> Names:
    """Import scores of ban-mo and of a town of one's own together, then type ban-mo's again."""
    names = own_agency(engine, frameworks)
    rows = [f"{agency},2567,{number},{80 + number}" for agency in ("ban-mo", names["town"]) for number in range(1, 11)]
    codes = ["ban-mo,2567,i1,90", "ban-mo,2567,e1,80", f"{names['town']},2566,o1,70"]
    with tempfile.TemporaryDirectory() as folder:
        scores, questions = Path(folder) / "scores.csv", Path(folder) / "questions.csv"
        scores.write_text("\n".join(["agency_id,fiscal_year,indicator_no,score", *rows]))
        questions.write_text("\n".join(["agency_id,fiscal_year,code,score", *codes]))
        names["bulk"] = import_bulk(engine, frameworks, [scores, questions]).import_id
    names["typed"] = import_typed(engine, "ban-mo", TypedResult(2567, {1: Decimal(95)}, None, None)).import_id
    return names


def values_kept(engine: Engine, frameworks: Frameworks) -> Names:
    """Import two later reports and three results of ban-mo, in which a person keeps some of what was stored."""
    score, measures = (2568, 9, "score"), (2568, 9, "measures")
    names = {"shipped": built(engine, frameworks)["report"]}
    for name, stated, kept in (("first", "90.00", {score}), ("second", "91.00", {score, measures})):
        sheet = helpers.sheet().with_score(9, Decimal(stated)).with_cell(9, helpers.MEASURES, f"๑. มาตรการ {name}")
        done = import_report(engine, frameworks, sheet.data(), f"{name}.txt", kept_fields=frozenset(kept))
        names[name] = done.import_id
    whole = "ปีงบประมาณ,1,2,คะแนนรวม,ระดับ\n2568,90,80,85,ผ่านดี\n"
    names["own"] = import_file(engine, frameworks, whole.encode(), "own.csv", agency="ban-mo").import_id
    later = [("later", "ปีงบประมาณ,1,2\n2568,91,81\n", {(2568, what, "score") for what in (1, "total", "level")})]
    codes = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2568,o27,{}\n{}"
    import_file(engine, frameworks, codes.format(100, "2568,e2,96.56\n").encode(), "codes.csv", agency="ban-mo")
    later += [("codes", codes.format(50, ""), {(2568, "e2", "score")})]
    for name, text, keys in later:
        read_sheet = score_sheet(text.encode(), f"{name}.csv", frameworks)
        assert read_sheet is not None
        kept_keys = frozenset(keys)
        done_scores = import_scores(engine, "ban-mo", read_sheet, text.encode(), f"{name}.csv", kept_fields=kept_keys)
        names[name] = done_scores.import_id
    return names


def presented(engine: Engine, frameworks: Frameworks) -> Names:
    """Keep what was presented of ban-mo and of the average of a province; the former twice."""
    with acting("ปลัด"):
        take(engine, "ban-mo", 2568, "  สภา ครั้งที่ ๑ ")
        take(engine, "trat", 2564, "สภา ครั้งที่ ๑")
    with acting(""):
        take(engine, "ban-mo", 2568, "สภา ครั้งที่ 2")
    return {}


SETUPS: dict[str, Callable[[Engine, Frameworks], Names]] = {
    setup.__name__: setup
    for setup in (
        built,
        own_agency,
        own_agency_corrected,
        own_years,
        mixed_bases,
        typed,
        report_undone,
        report_replaced,
        report_8_off,
        report_8_near,
        scores_in,
        sheets_in,
        targets_set,
        doubtful,
        copied_years,
        mapped,
        rules_open,
        rules_assumed,
        rules_stated,
        questions_apart,
        values_kept,
        bulk_in,
        presented,
    )
}


def load() -> list[tuple[str, dict[str, Any]]]:
    """Return query name and case of every case file."""
    return [
        (path.stem, case) for path in sorted(CASES.glob("*.yml")) for case in yaml.safe_load(path.read_text("utf-8"))
    ]


LOADED = load()


def filled(value: Any, names: Mapping[str, str]) -> Any:
    """Return an expected value with the names of the set-up filled in."""
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda found: names[found[1]], value)
    return [filled(each, names) for each in value] if isinstance(value, list) else value


def same(expected: Any, found: Any) -> bool:
    """Tell whether a value is the one expected: decimals exactly, dates as dates, nothing by rounding."""
    if expected == "<any>":
        return found is not None
    if isinstance(expected, float) or isinstance(found, Decimal):
        return isinstance(found, Decimal) and expected is not None and Decimal(str(expected)) == found
    if isinstance(expected, (date, datetime)):
        return type(found) is type(expected) and found == expected
    return type(expected) is type(found) and bool(expected == found)


Prepared = Callable[[str], tuple[Engine, Names]]


@pytest.fixture(scope="module")
def prepared(built: Path, frameworks: Frameworks, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """Return a call that makes each set-up once; the cases only read."""
    made: dict[str, tuple[Engine, Names]] = {}

    def prepare(setup: str) -> tuple[Engine, Names]:
        if setup not in made:
            engine = open_engine(Path(shutil.copy(built, tmp_path_factory.mktemp(setup) / "ita.duckdb")))
            made[setup] = (engine, SETUPS[setup](engine, frameworks))
        return made[setup]

    yield prepare
    for engine, _ in made.values():
        engine.close()


@pytest.mark.parametrize(("name", "case"), LOADED, ids=[f"{name}-{case['case']}" for name, case in LOADED])
def test_case(name: str, case: dict[str, Any], prepared: Prepared) -> None:
    assert set(case) <= {"case", "setup", "params", "rows"}
    engine, names = prepared(case.get("setup", "built"))
    params = {key: filled(value, names) for key, value in case.get("params", {}).items()}
    found = helpers.read(engine, name, **params)
    wrong = [
        f"row {number}, {column}: expected {filled(value, names)!r}, found {row.get(column)!r}"
        for number, (expected, row) in enumerate(zip(case["rows"], found, strict=False), start=1)
        for column, value in expected.items()
        if column not in row or not same(filled(value, names), row[column])
    ]
    assert wrong == []
    assert len(found) == len(case["rows"])


def test_every_read_query_has_a_case_file_and_every_case_file_a_query() -> None:
    assert {path.stem for path in CASES.iterdir()} == set(query_loader.queries("read"))
    assert {path.suffix for path in CASES.iterdir()} == {".yml"}


def test_every_column_is_said_by_some_case() -> None:
    said: dict[str, set[str]] = {name: set() for name in query_loader.queries("read")}
    for name, case in LOADED:
        said[name] |= {column for row in case["rows"] for column in row}
    assert said == {name: {col.name for col in query.columns} for name, query in query_loader.queries("read").items()}


COMPARISONS = {"year_change", "total_change"}
# One row whatever is known: how many there are.
COUNTS = {"agencies_of_years"}


def test_nothing_known_gives_no_rows(prepared: Prepared) -> None:
    engine, _ = prepared("built")
    nothing = {"VARCHAR": "nobody", "INTEGER": 2699}

    def holds(query: query_loader.Query) -> None:
        found = helpers.read(engine, query.name, **{param.name: nothing[param.type] for param in query.params})
        if query.name in COMPARISONS:
            # The grain promises a row an indicator, or one row: then nothing is known in it, and nothing is zero.
            assert found
            assert all(row[key] is None for row in found for key in ("from_score", "to_score", "change_points"))
        elif query.name in COUNTS:
            assert [list(row.values()) for row in found] == [[0]]
        else:
            assert found == []

    asked = [query for query in query_loader.queries("read").values() if query.params]
    assert helpers.offenders(asked, holds, lambda query: query.name) == {}


@pytest.mark.parametrize(
    ("setup", "asked"),
    [
        # Ten equal scores and a year with some of them; a year with everything beneath it: whatever may tie, ties here.
        ("own_years", [("{town}", 2566), ("{town}", 2568)]),
        ("typed", [("ban-mo", 2568)]),
    ],
)
def test_the_order_of_stored_rows_never_matters(setup: str, asked: list[tuple[str, int]], prepared: Prepared) -> None:
    engine, names = prepared(setup)
    pairs = [(str(filled(agency, names)), year) for agency, year in asked]
    with engine.cursor() as cursor:
        before = helpers.read_everything_through(cursor, pairs)
        cursor.begin()
        try:
            for (table,) in cursor.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall():
                rows = cursor.table(table).order("rowid DESC").to_arrow_table()
                clear_table(cursor, table)
                cursor.from_arrow(rows).insert_into(table)
            assert helpers.read_everything_through(cursor, pairs) == before
            results.refresh(cursor)
            assert helpers.read_everything_through(cursor, pairs) == before
        finally:
            cursor.rollback()
