"""A table is made once, of typed rows: the texts of a screen and the figures of a file come of the same cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ita.errors import OldIssue, SourceLocation
from ita.exporting.csv_table import csv_of
from ita.frameworks import Frameworks, load_frameworks
from ita.importing.differences import Difference
from ita.importing.undo import CurrentFigures, YearChange
from ita.model import TypedResult
from ita.paths import DATA
from ita.read_rows import (
    AssessmentRow,
    FigureSourcesRow,
    GapRankingRow,
    HistoryRow,
    HoldingsRow,
    RulesCheckRow,
    RulesRow,
    TargetsRow,
)
from ita.rules.stored import Effect, Preview
from ita.scoring import LevelPath, ScoreIncrease
from ita.store import archive
from ita.store.backup_rotation import BackupFile
from ita.tables import acts, backups, differences, imports, issues, rules, simulation, sources, undo
from ita.tables.table import IndicatorName, Table
from tests.helpers import row_of

# 08:46 on a clock in Thailand.
AT = datetime(2025, 11, 29, 1, 46, 8)
RANKING = [row_of(GapRankingRow, indicator_no=7, indicator="คุณภาพ", indicator_en="Quality")]


def d(text: str) -> Decimal:
    return Decimal(text)


def csv_rows(of: Table, lang: str = "en") -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_of(of, lang).decode("utf-8-sig"), newline="")))


def figures(now: str | None, level: str | None, scores: dict[int, Decimal], **more: object) -> CurrentFigures:
    held = {"questions": {}, "measures": {}, "targets": {}, **more}
    return CurrentFigures(now and d(now), level, scores, imports=(), **held)


def act(**values: object) -> HistoryRow:
    counts = dict.fromkeys(("scores", "questions", "measures", "steps", "targets"), 0)
    given = {"fiscal_years": [], "current_years": [], "undone": False, "act": "import", "at": AT, "sha256": "f0"}
    return row_of(HistoryRow, **{"import_no": 3, "import_id": "i-3", **counts, **given, **values})


def undone() -> Table:
    now = figures("90.00", "ผ่านดี", {7: d("90.00"), 8: d("80.00")}, questions={"i1": d("1"), "i2": d("2")})
    then = figures(None, None, {7: d("91.50")}, questions={"i1": d("3")})
    return undo.undo_changes([YearChange(2568, now, then)])


def history() -> Table:
    report = act(
        kind="report",
        agency_id="ban-mo",
        file_name="=r.docx",
        fiscal_years=[2567, 2568],
        current_years=[2568],
        scores=10,
        measures=28,
        person="build",
    )
    taken = act(kind="report", agency_id="x", act="undo", reason="history page", undone=True)
    return acts.acts([taken, report], {"ban-mo": "บ้านหม้อ"}, frozenset())


def score_sources() -> Table:
    row = row_of(
        FigureSourcesRow,
        indicator_no=7,
        score=d("97.5"),
        origin="report+own_result",
        source="r.docx",
        place_table=3,
        place_row=2,
        import_id="i-3",
        kind="report",
        imported_at=AT,
        person="ก",
        has_kept_fields=True,
        read_in_import_id="i-2",
    )
    total = row_of(FigureSourcesRow, score=d("95"), origin="published", kind="published", import_id="p", imported_at=AT)
    return sources.score_sources([row, total], RANKING, 2568)


def published() -> Table:
    named = {"agency_name": "ก", "agency_name_en": "A"}
    agreeing = {"published": d("95.10"), "computed": d("95.10"), "difference": d("0"), "agrees": True}
    apart = {"published": d("85.00"), "computed": d("86.25"), "difference": d("-1.25"), "agrees": False}
    return rules.published_beside_rules(
        [
            row_of(RulesCheckRow, part="total", **named, **agreeing),
            row_of(RulesCheckRow, part="level", published_level="ผ่านดี", **named),
            row_of(RulesCheckRow, part="OIT", **named, **apart),
        ]
    )


def years_of_rules() -> Table:
    shipped = {"basis": "shipped", "is_shipped": True, "levels_known": True, "source": "a; a", "agencies": 2}
    stated = {"basis": "stated", "is_shipped": True, "levels_known": False, "source": "b", "agencies": 1}
    return rules.rules_of_years(
        [
            row_of(RulesRow, fiscal_year=2566, **shipped),
            row_of(RulesRow, fiscal_year=2567, **shipped),
            row_of(RulesRow, fiscal_year=2568, person="ข", since=AT, **stated),
            row_of(RulesRow, fiscal_year=2569),
        ],
        # The same agency in both years of the span, which a sum of the years' counts would count twice.
        lambda first, last: 2 if (first, last) == (2566, 2567) else 1,
    )


def effects() -> Table:
    changed = Effect("ก", "A", "a", (None, None), (d("95.1"), "ผ่าน"))
    same = Effect("ข", None, "b", (d("1"), None), (d("1"), None))
    return rules.rule_effects(Preview((changed, same), (), None))


def backups_kept() -> Table:
    kept = BackupFile(Path("a.zip"), "manual", date(2025, 11, 29), 1234, 1)
    held = archive.Table("imports", 1234, (), 2_500_000, "")
    manifest = archive.Manifest(1, "0.1", 5, AT, None, (held,))
    whole = {kept.path: archive.Archive(kept.path, manifest, {})}
    return backups.kept_backups([kept, BackupFile(Path("b.zip"), "auto", date(2025, 11, 28), 1, 1)], whole)


def backup_beside() -> Table:
    holds = {"agencies": 1200, "own_agencies": "many", "fiscal_years": [2567, 2568]}
    tables = (archive.Table("imports", 1500, (), 1, ""), archive.Table("people", 7, (), 1, ""))
    now = row_of(HoldingsRow, agencies=2, own_agencies=1, fiscal_years=[2568])
    return backups.backup_beside_current(archive.Manifest(1, "0.1", 5, AT, holds, tables), {"imports": 3}, now)


def figures_read() -> Table:
    read = TypedResult(2568, {7: d("97.21"), 8: d("80.5")}, d("95"), "ผ่านดี")
    stored = TypedResult(2568, {7: d("97.21"), 8: d("81.00")}, None, "ผ่าน")
    calculated = row_of(AssessmentRow, total=d("94.5"), level="ผ่าน")
    indicators = [each for each in load_frameworks(DATA / "frameworks").indicators if each.indicator_no in {7, 8}]
    return imports.read_figures([read], indicators, {2568: stored}, {2568: calculated})


def typed() -> Table:
    stored = TypedResult(2568, {7: d("97.21"), 8: d("80.50")}, d("95"), None)
    return differences.typed_differences(stored, TypedResult(2568, {7: d("97.21"), 8: d("81")}, None, "ผ่าน"))


def targets() -> Table:
    row = {"fiscal_year": 2569, "set_at": AT, "set_by": "ก"}
    names = {7: IndicatorName(RANKING[0])}
    return simulation.kept_targets(
        [row_of(TargetsRow, target=d("96"), **row), row_of(TargetsRow, indicator_no=7, target=d("99.5"), **row)], names
    )


def set_scores() -> Table:
    now, then = ({"iit": d("90"), "eit": d("80"), "oit": d("70"), "total": d(total)} for total in ("80", "81.25"))
    return simulation.set_results(row_of(AssessmentRow, **now), row_of(AssessmentRow, **{**then, "oit": d("68.5")}))


TABLES = (
    undone,
    history,
    score_sources,
    published,
    years_of_rules,
    effects,
    backups_kept,
    backup_beside,
    figures_read,
    typed,
    targets,
    set_scores,
)


def rows_of(of: Table, lang: str) -> list[str]:
    return [" | ".join(row) for row in of.texts(lang)]


def test_a_score_of_an_indicator_that_the_rules_leave_out_has_its_number() -> None:
    row = row_of(FigureSourcesRow, indicator_no=5, score=d("90"), origin="report", import_id="i", imported_at=AT)
    found = sources.score_sources([row], RANKING, 2569)
    assert [line[0] for line in found.texts("en")] == ["Indicator 5"]


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("make", TABLES)
def test_a_file_has_the_figures_and_not_how_a_screen_writes_them(make: Callable[[], Table], lang: str) -> None:
    of = make()
    assert of.rows
    written = csv_rows(of, lang)
    for cells, texts in zip(of.rows, written[1:], strict=True):
        for cell, column, text in zip(cells, of.columns, texts, strict=True):
            if isinstance(cell, Decimal):
                assert text == f"{cell:.{column.decimals}f}"
            elif isinstance(cell, int) and not isinstance(cell, bool):
                assert text == str(cell)
            assert text != "–", "what is not known is empty"
    assert written[0] == of.headers(lang)
    assert all(re.search("[ก-ฮ]", header) for header in of.headers("th") if header not in {"SHA-256", "2568"})


@pytest.mark.parametrize(
    ("make", "thai", "english"),
    [
        (undone, "2568 | ตัวชี้วัดที่ 7 | 90.00 | 91.50", "2568 | Indicator 7 | 90.00 | 91.50"),
        (undone, "2568 | ตัวชี้วัดที่ 8 | 80.00 | –", "2568 | Indicator 8 | 80.00 | –"),
        (undone, "2568 | คะแนนรายข้อคำถาม | 2 | 1 (ต่างไป 2)", "2568 | Scores of questions | 2 | 1 (2 differ)"),
        (
            history,
            "29 พ.ย. 2568 08:46 | ไม่ระบุชื่อ | ยกเลิกแล้ว | i-3 | x | รายงาน | – | f0 | – | – | จากหน้าประวัติ",
            "29 Nov 2568 B.E. 08:46 | nobody named | undone | i-3 | x | report | – | f0 | – | – "
            "| on the history screen",
        ),
        (
            score_sources,
            "คะแนนรวม | 95.00 | ตัวเลขที่เผยแพร่ | – | – | p | 29 พ.ย. 2568 08:46 | –",
            "Total | 95.00 | published figures | – | – | p | 29 Nov 2568 B.E. 08:46 | –",
        ),
        (published, "ก | OIT | 85.00 | 86.25 | −1.25 | ไม่ตรง", "A | OIT | 85.00 | 86.25 | −1.25 | no"),
        (published, "ก | ระดับ | ผ่านดี | – | – | –", "A | Level | ผ่านดี | – | – | –"),
        (
            years_of_rules,
            "2566–2567 | มากับโปรแกรม | มี | – | – | a | 2",
            "2566–2567 | ship with the program | there | – | – | a | 2",
        ),
        (
            years_of_rules,
            "2568 | ผู้ใช้บันทึก (ยังเก็บเกณฑ์ที่มากับโปรแกรมไว้ด้วย) | ไม่มี | ข | 29 พ.ย. 2568 08:46 | b | 1",
            "2568 | stated by a user; the shipped ones stay beside | none | ข | 29 Nov 2568 B.E. 08:46 | b | 1",
        ),
        (years_of_rules, "2569 | ไม่ทราบ | – | – | – | – | 1", "2569 | not known | – | – | – | – | 1"),
        (effects, "ก | – | 95.10 | – | ผ่าน", "A | – | 95.10 | – | ผ่าน"),
        (
            backups_kept,
            "29 พ.ย. 2568 08:46 | สั่งสำรองเอง | 2.5 เมกะไบต์ | 1,234 | 1234",
            "29 Nov 2568 B.E. 08:46 | made by hand | 2.5 MB | 1,234 | 1234",
        ),
        (backups_kept, "28 พ.ย. 2568 | อัตโนมัติ | – | เสียหาย | –", "28 Nov 2568 B.E. | automatic | – | damaged | –"),
        (backup_beside, "หน่วยงาน | 1,200 | 2", "Agencies | 1,200 | 2"),
        (backup_beside, "หน่วยงานของตนเอง | – | 1", "Own agencies | – | 1"),
        (backup_beside, "ปีของคะแนน | 2567, 2568 | 2568", "Score years | 2567, 2568 | 2568"),
        (figures_read, "8. การปรับปรุงการทำงาน | 80.50 (ปัจจุบัน 81.00)", "8. Improvement of work | 80.50 (now 81.00)"),
        (figures_read, "ระดับ | ผ่านดี (ปัจจุบัน ผ่าน)", "Level | ผ่านดี (good pass) (now ผ่าน (pass))"),
        (typed, "8 | 80.50 | 81.00", "8 | 80.50 | 81.00"),
        (targets, "2569 | 7. คุณภาพ | 99.50 | ก | 29 พ.ย. 2568", "2569 | 7. Quality | 99.50 | ก | 29 Nov 2568 B.E."),
        (set_scores, "คะแนนรวมโดยประมาณ | 81.25 | +1.25", "Estimated total | 81.25 | +1.25"),
        (set_scores, "OIT | 68.50 | −1.50", "OIT | 68.50 | −1.50"),
    ],
)
def test_a_screen_shows_a_row_in_both_languages(make: Callable[[], Table], thai: str, english: str) -> None:
    of = make()
    assert thai in rows_of(of, "th")
    assert english in rows_of(of, "en")


def test_what_is_the_same_everywhere_or_for_nobody_is_left_out_of_the_screen() -> None:
    of = history().part(0, 1).without([acts.SHA256, acts.AGENCY])
    assert len(of.rows) == 1
    assert of.headers("en") == ["When", "Who", "Act", "Import", "Kind", "File", "Score years", "Holds", "State"]


@pytest.mark.parametrize(
    ("row", "corrections", "current", "words"),
    [
        (act(kind="report", fiscal_years=[2568], current_years=[2568]), frozenset(), "all", "current"),
        (act(kind="report", fiscal_years=[2567, 2568], current_years=[2568]), frozenset(), "part", "current for 2568"),
        (act(kind="report", fiscal_years=[2568]), frozenset(), "none", "replaced by newer imports"),
        (act(kind="report", undone=True, current_years=[2568]), frozenset(), "none", "undone"),
        (act(kind="demo", current_years=[2568]), frozenset(), "none", "ships with the program"),
        (act(kind="agency"), frozenset({3}), "all", "current"),
        (act(kind="agency"), frozenset({2}), "none", "replaced by newer imports"),
    ],
)
def test_how_much_of_an_import_is_current(
    row: HistoryRow, corrections: frozenset[int], current: str, words: str
) -> None:
    state = acts.state_of(row, corrections)
    assert (state.current, state.words.in_words("en")) == (current, words)


def test_facts_of_an_import() -> None:
    of = acts.held_facts(act(kind="report", byte_count=1234567, fiscal_years=[2568]))
    assert rows_of(of, "en") == [
        "Import | i-3",
        "Score years | 2568",
        "Current for | –",
        "Size | 1,234,567 bytes",
        "SHA-256 | f0",
    ]


def test_issues_are_shown_with_errors_first_and_no_more_than_a_person_reads() -> None:
    note = OldIssue("n", {}, SourceLocation(line=3), severity="notice", old_text="a")
    error = OldIssue("e", {}, SourceLocation(sheet="ก", row=2, column=3), severity="error", old_text="b")
    of = issues.issues_shown([note, error], "What is wrong")
    assert rows_of(of, "en") == ["Error | sheet ก cell C2 | b", "Note | line 3 | a"]
    assert of.caption is None
    many = issues.issues_shown([note] * (issues.SHOWN + 1), "What was noticed")
    assert len(many.rows) == issues.SHOWN
    assert many.caption is not None


def test_a_field_says_only_what_its_table_does_not_say(frameworks: Frameworks) -> None:
    named = frameworks.indicators
    score, period = (2568, 8, "score"), (2568, 8, "period")
    assert differences.FieldName(score, named).in_words("en") == "2568 · 8. Improvement of work · Score"
    short = [differences.FieldName(key, named, has_year=False, has_score=False) for key in (score, period)]
    assert [name.in_words("en") for name in short] == ["8. Improvement of work", "8. Improvement of work · Period"]
    of = differences.differing_fields([Difference((2568, "total", "total"), "changed", "90.00", None)], named)
    assert rows_of(of, "th") == ["2568 · คะแนนรวม | 90.00 | –"]


def test_the_way_to_a_level_in_words() -> None:
    steps = (ScoreIncrease((7,), d("80.5"), d("85"), "total"), ScoreIncrease((7,), d("85"), d("90"), "EIT"))
    path = LevelPath("ผ่าน", {7: d("90")}, steps, {"EIT": d("5"), "OIT": d("0")})
    assert [step.in_words("en") for step in simulation.path_steps(path, {7: IndicatorName(RANKING[0])})] == [
        "Step 1: indicator 7. Quality, from 80.50 to 85.00 (for the total)",
        "Step 2: indicator 7. Quality, from 85.00 to 90.00 (for EIT)",
    ]
    said = simulation.path_summary(path, 2568, d("91")).in_words("en")
    assert "EIT +5.00, OIT < 0.01" in said
    assert "91.00" in said
