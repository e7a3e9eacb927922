"""What a council is shown: figures of the queries, ties whole, nothing invented; and the same as PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ita.documents.council import brief, council
from ita.documents.digits import in_digits
from ita.documents.model import Blanks, Bullets, Chart, Document, Rows, Section, Text
from ita.documents.request import Language, PaperRequest
from ita.errors import NotKnownError
from ita.exporting.pdf.line_breaks import PATTERN, _tokens, tokens_of
from ita.exporting.pdf.writer import pdf_of
from ita.formatting import points
from ita.importing.typed_import import import_typed
from ita.insights.changes import total_sentences
from ita.model import TypedResult
from ita.scenario import store_targets
from ita.series.model import BarSeries, Emphasis, LineSeries
from ita.store import reads
from ita.store.engine import Cursor, Engine, open_engine
from ita.tables.table import Table
from ita.thai import arabic_digits
from tests.helpers import SCORES
from tests.pdf_files import read_pdf

REQUEST = PaperRequest("ban-mo", 2568, date(2026, 11, 29))
DEMO = replace(REQUEST, agency_id="demo")


def section(document: Document, key: str) -> Section:
    """Return a section by its key."""
    (found,) = [each for each in document.sections if each.key == key]
    return found


def words(document: Document) -> str:
    """Return all of its texts."""
    said: list[str] = [document.title]
    for part in document.sections:
        said.append(part.title)
        for block in part.blocks:
            match block:
                case Text(text):
                    said.append(text)
                case Bullets(items, heading):
                    said += [heading, *items]
                case Chart(_, title, spoken):
                    said += [title, spoken]
                case Rows(table):
                    said += [
                        *table.headers(document.lang),
                        *(cell for row in table.texts(document.lang) for cell in row),
                    ]
                case Blanks(heading):
                    said.append(heading)
    return in_digits("\n".join(said), "arabic")


@pytest.fixture(scope="module")
def cursor(built: Path) -> Iterator[Cursor]:
    """Return a cursor of the shipped database."""
    with closing(open_engine(built, read_only=True)) as engine, engine.cursor() as opened:
        yield opened


def test_the_parts_stand_in_the_order_of_a_meeting(cursor: Cursor) -> None:
    parts = [each.key for each in council(cursor, DEMO).sections]
    assert parts == ["total", "change", "gaps", "lowest-9", "lowest-7", "lowest-10", "ask"]
    # Of one year nothing changed, and a report has a plan.
    parts = [each.key for each in council(cursor, REQUEST).sections]
    assert parts == ["total", "gaps", "lowest-9", "lowest-10", "lowest-4", "plan", "ask"]


def test_its_figures_are_those_of_the_queries(cursor: Cursor) -> None:
    document = council(cursor, REQUEST)
    ranking = reads.gap_ranking(cursor, "ban-mo", 2568)
    (chart,) = [each for each in section(document, "gaps").blocks if isinstance(each, Chart)]
    assert isinstance(chart.series, BarSeries)
    assert [(bar.indicator_no, bar.label) for bar in chart.series.bars] == [
        (row.indicator_no, points(row.gap_points)) for row in ranking
    ]
    (rows,) = [each for each in section(document, "gaps").blocks if isinstance(each, Rows)]
    assert [row[3:5] for row in rows.table.rows] == [(row.score, row.gap_points) for row in ranking]
    said = words(document)
    for row in ranking[:3]:
        assert f"ได้ {points(row.score)} คะแนน ขาด {points(row.gap_points)} คะแนน" in said
    (total,) = [row for row in reads.total_trend(cursor, "ban-mo") if row.fiscal_year == 2568]
    assert f"คะแนนรวม {points(total.total_shown)} จาก 100" in said


def test_every_measure_of_the_lowest_stands_with_its_period_and_unit(cursor: Cursor) -> None:
    said = words(council(cursor, REQUEST))
    measures = [row for row in reads.measures(cursor, "ban-mo", 2568) if row.indicator_no in {9, 10, 4}]
    assert len(measures) == 6
    for row in measures:
        assert row.title in said
    assert "1 – 31 มี.ค. 2569 · สำนักปลัด" in said


def test_synthetic_figures_say_so_on_every_page(cursor: Cursor) -> None:
    document = council(cursor, DEMO)
    assert document.stamp.marks == ("ข้อมูลสมมติ",)
    pages = read_pdf(pdf_of(document)).pages
    assert len(pages) > 1
    assert all("ข้อมูลสมมติ" in page for page in pages)
    assert council(cursor, REQUEST).stamp.marks == ()


@pytest.mark.parametrize(("lang", "digits"), [("th", "thai"), ("th", "arabic"), ("en", "arabic")])
def test_a_brief_has_two_pages_with_numbers_title_and_bookmarks(cursor: Cursor, lang: str, digits: str) -> None:
    request = replace(REQUEST, lang=lang, digits=digits)  # type: ignore[arg-type]
    document = brief(cursor, request)
    pdf = read_pdf(pdf_of(document, is_brief=True))
    assert len(pdf.pages) == 2
    said = pdf.text
    assert (len(re.findall("[๐-๙]", said)) > 50) == (digits == "thai")
    assert "88.28" in arabic_digits(said)
    for at, page in enumerate(pdf.pages, start=1):
        pages = f"หน้า {at} จาก 2" if lang == "th" else f"page {at} of 2"
        assert pages in arabic_digits(page)
    assert pdf.title == in_digits(document.title, document.digits)
    assert len(pdf.bookmarks) == len(document.sections)


# An agency with its district and province, as long as such names are.
LONG_NAME = "องค์การบริหารส่วนตำบลทุ่งกระพังโหมราษฎร์บำรุงศรีสวัสดิ์ อำเภอพระนครศรีอยุธยา จังหวัดพระนครศรีอยุธยา"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_brief_has_two_pages_with_a_year_before_and_a_long_name(engine: Engine, lang: Language) -> None:
    scores = {number: score - 5 for number, score in SCORES.items()}
    import_typed(engine, "ban-mo", TypedResult(2567, scores, None, None))
    with engine.cursor() as cursor:
        document = brief(cursor, replace(REQUEST, lang=lang))
    assert any("88.81" in text for text in section(document, "total").spoken)
    named = replace(document, stamp=replace(document.stamp, agency=LONG_NAME, marks=("เกณฑ์ปี 2567 สมมติจากปี 2566",)))
    assert len(read_pdf(pdf_of(named, is_brief=True)).pages) == 2


def test_a_brief_says_how_the_total_changed_since_the_year_it_names(cursor: Cursor) -> None:
    (row,) = reads.total_change(cursor, "demo", 2567, 2568)
    changed = [each.in_words("th") for each in total_sentences(row, 2567, 2568)]
    assert len(changed) == 3
    text = words(brief(cursor, DEMO))
    # Once as a text and once as what the chart says; a council has a part for it.
    assert [text.count(arabic_digits(each)) for each in changed] == [2, 2, 2]
    assert [words(council(cursor, DEMO)).count(arabic_digits(each)) for each in changed] == [2, 2, 2]
    assert not set(changed) & set(section(council(cursor, DEMO), "total").spoken)
    # Of one year there is nothing to compare.
    assert section(brief(cursor, REQUEST), "total") == section(council(cursor, REQUEST), "total")


def trend_of(document: Document) -> tuple[LineSeries, Table]:
    """Return the trend of the total, and its figures."""
    (chart,) = [each for each in section(document, "total").blocks if isinstance(each, Chart)]
    assert isinstance(chart.series, LineSeries)
    assert chart.table is not None
    return chart.series, chart.table


@pytest.mark.parametrize("make", [brief, council])
@pytest.mark.parametrize("year", [2565, 2566, 2567, 2568])
def test_the_trend_ends_at_the_year_of_the_paper(
    cursor: Cursor, year: int, make: Callable[[Cursor, PaperRequest], Document]
) -> None:
    """What came later is not what was shown: the total that stands out is that of the headline."""
    document = make(cursor, replace(DEMO, year=year))
    series, figures = trend_of(document)
    assert series.years[-1] == year
    assert [row[0] for row in figures.rows][-1] == year
    (own,) = [line for line in series.lines if line.emphasis is Emphasis.OWN]
    (total,) = [row.total_shown for row in reads.total_trend(cursor, "demo") if row.fiscal_year == year]
    assert own.end == points(total)
    assert f"คะแนนรวม {own.end} จาก 100" in words(document)
    assert str(year + 1) not in words(document)


def test_a_first_year_has_no_trend_and_says_so(cursor: Cursor) -> None:
    first = council(cursor, replace(DEMO, year=2563))
    assert not [each for each in section(first, "total").blocks if isinstance(each, Chart)]
    assert "ยังไม่มีคะแนนรวมก่อนปี 2563 จึงยังไม่แสดงแนวโน้ม" in words(first)
    # One year of its own stands beside the nation's years.
    assert "จึงยังไม่แสดงแนวโน้ม" not in words(council(cursor, REQUEST))
    assert trend_of(council(cursor, REQUEST))[0].years == (2565, 2566, 2567, 2568)


def test_a_target_is_shown_until_its_year_is_known(engine: Engine) -> None:
    import_typed(engine, "ban-mo", TypedResult(2567, SCORES, None, None))
    for year in (2568, 2569):
        store_targets(engine, "ban-mo", year, {None: Decimal(95)}, "ปลัด")
    with engine.cursor() as cursor:
        for year, shown in ((2567, []), (2568, [2568, 2569])):
            series, figures = trend_of(council(cursor, replace(REQUEST, year=year)))
            aims = [point.year for line in series.lines if line.emphasis is Emphasis.TARGET for point in line.points]
            assert aims == shown
            assert max(row[0] for row in figures.rows if isinstance(row[0], int)) == max([year, *shown])


BASIS = "คะแนนรวมและระดับคำนวณจากคะแนนตัวชี้วัดตามเกณฑ์ของปีนั้น ไม่ใช่ผลทางการ"
EQUAL = "คะแนนเท่ากับค่าเฉลี่ยทั้งประเทศปี 2568 ทุกตัวที่ทราบ"


@pytest.mark.parametrize("make", [brief, council])
def test_what_is_calculated_is_not_shown_as_official(
    engine: Engine, make: Callable[[Cursor, PaperRequest], Document]
) -> None:
    with engine.cursor() as cursor:
        assert words(make(cursor, REQUEST)).count(BASIS) >= 1
    import_typed(engine, "ban-mo", TypedResult(2568, SCORES, Decimal("93.81"), "ผ่านดี"))
    with engine.cursor() as cursor:
        assert "ไม่ใช่ผลทางการ" not in words(make(cursor, REQUEST))


@pytest.mark.parametrize("make", [brief, council])
def test_scores_that_equal_the_nation_s_are_said_to(
    cursor: Cursor, make: Callable[[Cursor, PaperRequest], Document]
) -> None:
    assert EQUAL in words(make(cursor, REQUEST))
    assert "ค่าเฉลี่ยทั้งประเทศปี" not in words(make(cursor, DEMO))
    # Whoever reads the difference from the nation's reads whence that is.
    assert "คะแนนเฉลี่ยทั้งประเทศเป็นค่าที่เผยแพร่ หรือคำนวณจากค่าที่เผยแพร่" in words(make(cursor, DEMO))


@pytest.mark.parametrize("make", [brief, council])
def test_measures_that_are_not_known_are_not_none(
    cursor: Cursor, make: Callable[[Cursor, PaperRequest], Document]
) -> None:
    said = words(make(cursor, DEMO))
    # The three lowest, and what is open.
    assert said.count("ยังไม่มีรายงานของปี 2568 ในระบบ จึงยังไม่ทราบมาตรการ") == 4
    assert "ยังไม่มีมาตรการรองรับ" not in said
    (of_demo, of_sample) = (
        [block.table for block in section(council(cursor, each), "gaps").blocks if isinstance(block, Rows)]
        for each in (DEMO, REQUEST)
    )
    assert "มาตรการ" not in of_demo[0].headers("th")
    assert "มาตรการ" in of_sample[0].headers("th")


def test_the_indicator_s_score_is_not_shown_as_a_question_s_own(cursor: Cursor) -> None:
    said = words(council(cursor, REQUEST))
    stated = [row for row in reads.plan_questions(cursor, "ban-mo", 2568) if row.indicator_no in {9, 10, 4}]
    assert {row.score_basis for row in stated} == {"same_as_indicator"}
    for row in stated:
        assert f"ได้ {points(row.score)} เท่ากับคะแนนของตัวชี้วัด" in said


def test_a_plan_that_is_over_says_so(cursor: Cursor) -> None:
    over = "แผนในรายงานสิ้นสุดแล้วทั้ง 10 ตัวชี้วัด แผนสุดท้ายสิ้นสุดเมื่อ 30 ก.ย. 2569"
    assert over in words(council(cursor, REQUEST))
    assert "สิ้นสุดแล้ว" not in words(council(cursor, replace(REQUEST, today=date(2025, 12, 1))))
    english = words(council(cursor, replace(REQUEST, lang="en")))
    assert "All 10 plans of the report have ended, the last on 30 Sep 2569 B.E." in english
    assert "B.E.." not in english


def test_a_brief_says_which_questions_changed_and_how_sure_that_is(cursor: Cursor) -> None:
    (row,) = [row for row in reads.breaks(cursor, 2567, 2568) if row.affects == "questions"]
    said = words(brief(cursor, DEMO))
    assert f"ปี 2568: {arabic_digits(row.what_th)} (" in said
    assert "บางส่วนยังไม่มีแหล่งข้อมูลยืนยัน" in words(brief(cursor, replace(DEMO, year=2567)))
    assert "ข้อคำถามเปลี่ยน" not in words(brief(cursor, REQUEST))


def test_stored_texts_keep_their_digits(cursor: Cursor) -> None:
    document = brief(cursor, REQUEST)
    said = read_pdf(pdf_of(document, is_brief=True)).text
    # The code of a question is stored, its score is ours.
    assert "o27 " in said
    assert "๙๒.๔๒" in said


def test_what_is_not_known_is_refused(cursor: Cursor) -> None:
    with pytest.raises(NotKnownError, match="nowhere"):
        council(cursor, replace(REQUEST, agency_id="nowhere"))
    with pytest.raises(NotKnownError, match="2561"):
        council(cursor, replace(REQUEST, year=2561))
    with pytest.raises(NotKnownError, match="2561"):
        council(cursor, replace(DEMO, from_year=2561))


@pytest.mark.parametrize("more", ["ก่อน", "ก่อน " * 40])
@pytest.mark.parametrize("count", range(24, 36))
def test_a_page_never_turns_before_the_measures_of_a_question(cursor: Cursor, count: int, more: str) -> None:
    """Wherever on a page the part begins: with so many lines before it one of them is the foot of the page."""
    document = council(cursor, REQUEST)
    part = section(document, "lowest-9")
    before = replace(section(document, "ask"), blocks=(*[Text("ก่อน")] * count, Text(more)))
    pages = read_pdf(pdf_of(replace(document, sections=(before, part)))).pages
    said = [arabic_digits(page) for page in pages]
    (page,) = [each for each in said if "o1 โครงสร้าง" in each]
    assert "มาตรการ (1)" in page
    assert "9. การเปิดเผยข้อมูล" in page
    assert "สำนักปลัด" in page


def test_the_screen_of_a_part_stands_beside_its_heading_where_it_begins_no_page(cursor: Cursor) -> None:
    document = council(cursor, REQUEST)
    pages = read_pdf(pdf_of(replace(document, sections=(section(document, "lowest-9"),)))).pages
    named = [line for page in pages for line in arabic_digits(page).splitlines() if "ดูบนแดชบอร์ด: มาตรการ" in line]
    assert named == ["9. การเปิดเผยข้อมูล (OIT) ดูบนแดชบอร์ด: มาตรการ"]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_period_of_the_plan_stands_in_one_line(cursor: Cursor, lang: Language) -> None:
    document = council(cursor, replace(REQUEST, lang=lang))
    (rows,) = [each for each in section(document, "plan").blocks if isinstance(each, Rows)]
    periods = [row[2] for row in rows.table.texts(lang)]
    lines = [" ".join(line.split()) for page in read_pdf(pdf_of(document)).pages for line in page.splitlines()]
    for period in {in_digits(each, document.digits) for each in periods}:
        assert any(period in line for line in lines), period


@pytest.mark.parametrize("make", [brief, council])
def test_the_instruments_are_spelled_out_once_by_the_names_of_the_year_s_rules(
    cursor: Cursor, make: Callable[[Cursor, PaperRequest], Document]
) -> None:
    rules = reads.rule_instruments(cursor, 2568)
    assert [row.instrument for row in rules] == ["IIT", "EIT", "OIT"]
    for lang, names in (("th", [row.name_th for row in rules]), ("en", [row.name_en for row in rules])):
        document = make(cursor, replace(REQUEST, lang=lang))  # type: ignore[arg-type]
        for row, name in zip(rules, names, strict=True):
            assert words(document).count(f"{row.instrument}: {name}") == 1
            assert words(replace(document, sections=(section(document, "gaps"),))).count(name) == 1


# Texts with the places at which a line of them may begin.
BROKEN = [
    ("กองการศึกษาฯ", ()),
    ("ถึงระดับผ่านดีเยี่ยม", ("ระดับผ่านดีเยี่ยม", "ผ่านดีเยี่ยม")),
    ("อื่น ๆ", ()),
    ("ต่างๆ", ()),
    ("ผู้ว่าราชการจังหวัดฯ", ()),
    ("และฯลฯ", ()),
    ("กระทรวงมหาดไทยฯ (แห่งใหม่)", ("(แห่งใหม่)", "ใหม่)")),
    ("ผู้บริหารพนักงานเทศบาล", ("พนักงานเทศบาล", "เทศบาล")),
    ("มีผลคะแนน", ("คะแนน",)),
    ("อย่างไรก็ตามงบประมาณ", ("งบประมาณ",)),
    ("วันที่ 1 ต.ค.–30 ก.ย.", ("1 ต.ค.–30 ก.ย.", "ต.ค.–30 ก.ย.", "ก.ย.")),
]


@pytest.mark.parametrize(("written", "ends"), BROKEN)
def test_lines_end_where_words_of_thai_part(written: str, ends: tuple[str, ...], cursor: Cursor) -> None:
    document = council(cursor, REQUEST)
    # Of some of these lengths the line is full at each place within the text.
    texts = tuple(Text(f"{'a' * count} {written}") for count in range(45, 105))
    pdf = read_pdf(
        pdf_of(replace(document, sections=(replace(section(document, "ask"), blocks=texts),), digits="arabic"))
    )
    lines = [line.strip() for page in pdf.pages for line in page.splitlines()]
    begun = {after for before, after in pairwise(lines) if before.startswith("aaaa") and not after.startswith("aaaa")}
    assert {after for after in begun if written.endswith(after)} == {written, *ends}


@given(st.text(alphabet="กๆฯ a\n\u00a01", max_size=12))
@example("อื่น ๆ ๆ ก a ๆ")
@example("a ๆ")
@example("ก  ๆ")
def test_tokens_are_what_the_templates_look_for(text: str) -> None:
    assert _tokens(text) == re.findall(PATTERN, text)


def test_a_word_that_is_wider_than_its_cell_may_break(cursor: Cursor) -> None:
    narrow = {"ems": [3.5, 9.0], "headers": ["คะแนน", "การประเมิน"], "rows": [["การประเมิน", "คะแนน"]], "svg": "ก"}
    parts = tokens_of({"text": "การประเมิน", "blocks": [narrow]})
    assert parts["คะแนน"] == [("คะแนน", True)]
    assert parts.keys() == {"คะแนน"}
    assert tokens_of({"text": "การประเมิน"}) == {"การประเมิน": [("การประเมิน", True)]}


def test_any_letters_make_a_page(cursor: Cursor) -> None:
    hard = "ก" * 2000 + ' <b>&"#*_`$@ \x00\x07\ud83d 😀 ລາວ #set page() \\ '
    document = council(cursor, REQUEST)
    part = replace(section(document, "ask"), title=hard, blocks=(Text(hard), Bullets((hard,), hard, is_numbered=True)))
    pdf = read_pdf(pdf_of(replace(document, sections=(part,))))
    assert "#set page()" in pdf.text
