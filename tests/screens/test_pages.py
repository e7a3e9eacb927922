"""Every screen in both languages: the numbers of the issue, and the right words where a number is not known."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

import pytest

from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.store.engine import Engine
from tests import helpers
from tests.screens.sessions import PAGES, Session

BY_GAP = [9, 10, 4, 8, 7, 6, 5, 1, 2, 3]
BY_LOST = [9, 10, 8, 7, 4, 6, 5, 1, 2, 3]
TITLES = {
    "th": {
        "/": "ผลการประเมิน ITA",
        "gaps": "คะแนนที่ยังขาดจาก 100",
        "measures": "มาตรการ",
        "trends": "แนวโน้ม",
        "simulate": "จำลองคะแนน",
        "present": "นำเสนอ",
        "documents": "เอกสาร",
        "import": "นำเข้าข้อมูล",
    },
    "en": {
        "/": "ITA result",
        "gaps": "Gaps to 100",
        "measures": "Measures",
        "trends": "Trends",
        "simulate": "Simulate",
        "present": "Present",
        "documents": "Documents",
        "import": "Import data",
    },
}
# Of each of these something else is missing: indicators, the report, a level, rules.
SHOWN = {
    "sao": "2568",
    "thailand": "2568",
    "trat": "2563",
    "chanthaburi": "2564",
    "ban-mo": "2568",
}
NOT_TYPED = re.compile(r"\b(?:None|nan|NaN|NaT|<NA>)\b")
# A placeholder that nobody filled in; a message id of another language would show the same way.
UNFILLED = re.compile(r"\{\w*\}")


def title(session: Session) -> str:
    """Return the head of a screen."""
    (header,) = re.findall(r"<h1[^>]*>([^<]*)</h1>", session.html)
    return str(header)


@pytest.mark.parametrize(("page", "lang"), list(product(PAGES, ("th", "en"))))
def test_each_page_opens(session: Session, page: str, lang: str) -> None:
    session.go(page, **({"v": "1", "l": "en"} if lang == "en" else {}))
    assert title(session) == TITLES[lang][page]
    assert session.labelled("button", "ไทย" if lang == "en" else "English")
    assert not NOT_TYPED.search(session.words)
    assert not UNFILLED.search(session.words)
    assert session.said("error") == []


@pytest.mark.parametrize(("agency", "lang"), list(product(SHOWN, ("th", "en"))))
def test_each_page_opens_for_every_town_and_what_is_missing_is_never_none(
    session: Session, agency: str, lang: str
) -> None:
    for page in PAGES:
        session.go(page, v="1", a=agency, y=SHOWN[agency], l=lang)
        assert title(session) == TITLES[lang][page]
        assert session.address["a"] == agency
        assert not NOT_TYPED.search(session.words)
        assert not UNFILLED.search(session.words)


# --- Overview ---


def test_the_overview_says_total_level_and_what_holds_it_back(session: Session) -> None:
    session.go()
    words = session.words
    assert "เทศบาลตำบลบ้านหมอ · คะแนนปีงบประมาณ 2568" in words
    assert "หน่วยงานตัวอย่าง" in words
    for figure in ("93.81", "96.97", "95.27", "90.35", "88.28", "11.72"):
        assert figure in words
    assert re.search(r'class="ita-level">ผ่านดี<', session.html)
    assert "คำนวณตามเกณฑ์ของปีนั้น ไม่ใช่ผลทางการ" in words
    assert "OIT เป็นเหตุให้ยังไม่ถึงระดับ “ผ่านดีเยี่ยม” คะแนน OIT ต้องเพิ่มอีก 4.65 คะแนน" in words
    assert "ที่มาของตัวเลข: รายงานที่เผยแพร่" in words


def test_the_instrument_that_holds_back_is_marked_and_only_it(session: Session) -> None:
    meters = re.findall(r'class="ita-meter( held)?"><div class="row"><div class="name">(\w+)', session.go().html)
    assert meters == [("", "IIT"), ("", "EIT"), (" held", "OIT")]
    assert set(re.findall(r'class="mark" style="left:([\d.]+)%"', session.html)) == {"95.00"}
    assert re.findall(r'class="fill" style="width:([\d.]+)%"', session.html) == ["96.97", "95.27", "90.35"]


def test_the_three_weakest_lead_to_their_measures(session: Session) -> None:
    session.go()
    assert re.findall(r'class="ita-weak"><div class="name">(\d+)\. ', session.html) == ["9", "10", "4"]
    assert re.findall(r"มีมาตรการรองรับ (\d+)", session.html) == ["1", "2", "3"]
    wanted = [("measures", f"v=1&a=ban-mo&y=2568&i={number}") for number in (9, 10, 4)]
    assert [link for link in session.links if link[0] == "measures"] == wanted


def test_the_overview_says_that_the_scores_equal_the_nations(session: Session) -> None:
    (warning,) = [text for text in session.go().said("warning") if "ค่าเฉลี่ยทั้งประเทศ" in text]
    for figure in ("2568", "3, 8", "93.81", "93.82"):
        assert figure in warning


def test_the_total_is_named_as_the_nation_s_only_while_it_is_the_one_shown(session: Session, stored: Engine) -> None:
    import_typed(stored, "ban-mo", TypedResult(2568, {1: Decimal("90.00")}, None, None))
    (warning,) = [text for text in session.go().said("warning") if "ค่าเฉลี่ยทั้งประเทศ" in text]
    assert "93.81" not in warning


def test_the_overview_says_where_the_plan_does_not_fit(session: Session) -> None:
    (warning,) = [text for text in session.go().said("warning") if "ตัวชี้วัดที่ได้คะแนนต่ำสุด" in text]
    assert "1 จากทั้งหมด 31 มาตรการ" in warning
    assert "31 วัน" in warning


def test_the_same_in_english(session: Session) -> None:
    words = session.go(v="1", l="en").words
    for text in (
        "Ban Mo Subdistrict Municipality · scores of fiscal year 2568",
        "Sample agency",
        "calculated by the rule of the year, not official",
        "OIT holds the level back: it needs 4.65 more points for “ผ่านดีเยี่ยม (excellent pass)”.",
        "Disclosure of information",
    ):
        assert text in words


def test_a_level_without_scores_is_shown_as_published(session: Session) -> None:
    words = session.go(v="1", a="sao", y="2568").words
    assert "94.64" in words
    assert "คะแนนรวมตามที่เผยแพร่" in words
    assert re.search(r'class="ita-level">ผ่าน<', session.html)
    assert "ระดับตามที่เผยแพร่" in words
    assert "ไม่ใช่ผลทางการ" not in words
    assert "EIT" in words
    assert "85" in words
    # No instrument is known: a dash, no bar, no zero.
    assert re.findall(r'class="value">([^<]*)<', session.html) == ["–", "–", "–"]
    assert words.count("ไม่ทราบ") >= 3
    assert 'class="fill"' not in session.html
    assert "0.00" not in words
    assert "ita-weak" not in session.html


def test_an_average_has_no_level(session: Session) -> None:
    words = session.go(v="1", a="trat", y="2563").words
    assert "75.62" in words
    assert 'class="ita-level none">ไม่มีระดับ<' in session.html
    assert "เป็นค่าเฉลี่ยของหลายหน่วยงาน ค่าเฉลี่ยไม่มีระดับผลการประเมิน" in words
    assert "เป็นเหตุให้ยังไม่ถึง" not in words


def test_a_computed_total_stands_beside_the_published_one(session: Session) -> None:
    words = session.go(v="1", a="chanthaburi", y="2563").words
    assert re.search(r'class="ita-total">67\.53 ', session.html)
    assert "67.54" in words


def test_where_two_indicators_are_known_only_those_are_shown(session: Session) -> None:
    words = session.go(v="1", a="thailand", y="2568").words
    assert re.search(r'class="ita-total">93\.82 ', session.html)
    assert re.findall(r'class="ita-weak"><div class="name">(\d+)\. ', session.html) == ["8", "3"]
    assert "ทราบคะแนน 2 จาก 10 ตัวชี้วัด" in words
    assert re.findall(r'class="value">([^<]*)<', session.html) == ["–", "–", "–"]
    assert "0.00" not in words


def test_a_total_known_alone_has_no_weakest(session: Session) -> None:
    words = session.go(v="1", a="thailand", y="2567").words
    assert "0.00" not in words
    assert "ita-weak" not in session.html
    assert "100.00" not in words


# --- Gaps ---


def test_the_chart_has_the_weakest_first(session: Session) -> None:
    session.go("gaps")
    assert session.trace["customdata"] == BY_GAP
    assert session.trace["text"][:2] == ["11.72", "7.58"]
    assert len(session.trace["marker"]["color"]) == 10
    assert "การเปิดเผยข้อมูล ได้คะแนนต่ำสุดที่ 88.28 ขาดอีก 11.72 คะแนน" in session.words
    assert "2.34 จากที่ขาดทั้งหมด 6.19 คะแนน" in session.words


def ranks(session: Session) -> list[str]:
    """Return the places before the names in the list below the chart."""
    return [found[1] for text in session.entries if (found := re.match(r"อันดับ (\d+|–) ·\s+\d+\. ", text))]


def test_the_list_says_why_and_leads_as_the_bars_do(session: Session) -> None:
    session.go("gaps")
    assert ranks(session) == [str(rank) for rank in range(1, 11)]
    wanted = [("measures", f"v=1&a=ban-mo&y=2568&i={number}") for number in BY_GAP]
    assert [link for link in session.links if link[0] == "measures"] == wanted
    lines = [text for text in session.entries if "จึงจะครบ 100" in text]
    assert len(lines) == 10
    for number, line in zip(BY_GAP, lines, strict=True):
        assert f"ได้ {helpers.SCORES[number]} ขาด {100 - helpers.SCORES[number]} " in line


def cells(session: Session) -> list[list[str]]:
    """Return the rows of the table."""
    rows = re.findall(r"<tr>(.*?)</tr>", session.html.partition("<tbody>")[2])
    return [re.findall(r"<span>(.*?)</span>", row) for row in rows]


def test_the_table_has_the_same_figures(session: Session) -> None:
    session.go("gaps")
    found = cells(session)
    assert [row[1].partition(".")[0] for row in found] == [str(number) for number in BY_GAP]
    assert found[0] == ["1", "9. การเปิดเผยข้อมูล", "OIT", "88.28", "11.72", "2.344", "1"]
    assert found[1][3:] == ["92.42", "7.58", "1.516", "2"]
    assert [row[4] for row in found] == session.trace["text"]
    assert sum(Decimal(row[5]) for row in found) == Decimal("6.186")


def test_the_order_can_be_by_points_lost(session: Session) -> None:
    session.go("gaps")
    session.all("segmented_control")[0].set_value("lost")
    session.run()
    assert session.trace["customdata"] == BY_LOST
    assert session.trace["text"][:3] == ["2.344", "1.516", "0.561"]
    assert [row[1].partition(".")[0] for row in cells(session)] == [str(number) for number in BY_LOST]
    assert [row[0] for row in cells(session)] == ranks(session)
    assert ranks(session) == [str(rank) for rank in range(1, 11)]
    assert session.address == {"v": "1", "a": "ban-mo", "y": "2568", "o": "lost"}
    assert "คิดเป็นคะแนนรวมที่เสียไปมากที่สุด 2.34" in session.words
    session.run()
    session.all("segmented_control")[0].set_value("gap")
    session.run()
    assert session.trace["customdata"] == BY_GAP
    assert session.address["o"] == "gap"


@pytest.mark.parametrize(
    ("order", "coloured", "bars"),
    [
        ("gap", "เน้นสีตัวชี้วัดที่ได้คะแนนต่ำสุด", "แท่งกราฟคือคะแนนที่ยังขาดจาก 100 ยิ่งสั้นยิ่งดี"),
        ("lost", "เน้นสีตัวชี้วัดที่ทำให้เสียคะแนนรวมมากที่สุด", "แท่งกราฟคือคะแนนรวมที่เสียไป ยิ่งสั้นยิ่งดี"),
    ],
)
def test_the_bars_are_read_by_what_they_show(session: Session, order: str, coloured: str, bars: str) -> None:
    words = session.go("gaps", v="1", a="ban-mo", y="2568", o=order).words
    assert coloured in words
    assert bars in words
    assert words.count("เน้นสี") == words.count("แท่งกราฟคือ") == 1


def test_a_link_names_the_order(session: Session) -> None:
    assert session.go("gaps", v="1", a="ban-mo", y="2568", o="lost").trace["customdata"] == BY_LOST


def test_unknown_scores_have_no_bar_no_rank_and_no_zero(session: Session) -> None:
    session.go("gaps", v="1", a="thailand", y="2568")
    assert session.trace["customdata"] == [8, 3]
    assert ranks(session) == ["1", "2", *["–"] * 8]
    found = cells(session)
    assert [row[0] for row in found] == ["1", "2", *["–"] * 8]
    assert [row[3:6] for row in found[2:]] == [["–", "–", "–"]] * 8
    assert session.words.count("ไม่ทราบคะแนน จึงไม่จัดอันดับ") == 8
    # The two that are known are not all that the total lacks.
    assert "0.594" not in session.words


def test_no_score_at_all_says_what_to_do(session: Session) -> None:
    session.go("gaps", v="1", a="sao", y="2568")
    assert session.charts == []
    assert "ยังไม่ทราบคะแนนรายตัวชี้วัดของปีนี้" in session.said("info")[0]
    assert [page for page, _ in session.links] == ["import"]


def test_a_year_without_a_report_says_nothing_of_measures_and_leads_to_none(session: Session) -> None:
    session.go("gaps", v="1", a="trat", y="2563")
    assert session.trace["customdata"] == [10, 9, 8, 7, 6, 4, 2, 5, 3, 1]
    assert [page for page, _ in session.links if page == "measures"] == []
    assert "ยังไม่มีมาตรการรองรับ" not in session.words


# --- Measures ---


def test_the_linked_indicator_is_open(session: Session) -> None:
    for number in (1, 10, *range(2, 10)):
        session.go("measures", v="1", a="ban-mo", y="2568", i=str(number))
        assert session.labelled("selectbox", "ตัวชี้วัด").value == number
        (header,) = [text for text in session.said("markdown") if text.startswith("## ")]
        assert header.startswith(f"## {number}. ")
        assert f"ได้ {helpers.SCORES[number]} " in session.words
        assert f">{helpers.CODES[number - 1]}</b>" in session.html
        lists = re.findall(r'<ol class="ita-list">(.*?)</ol>', session.html, re.DOTALL)
        counts = (helpers.MEASURE_COUNTS[number - 1], helpers.STEP_COUNTS[number - 1])
        assert tuple(each.count("<li>") for each in lists) == counts
        assert session.said("subheader")[1:3] == [f"มาตรการ ({counts[0]})", f"ขั้นตอน ({counts[1]})"]
        assert session.address == {"v": "1", "a": "ban-mo", "y": "2568", "i": str(number)}


def test_the_weakest_opens_without_a_link(session: Session) -> None:
    assert session.go("measures").labelled("selectbox", "ตัวชี้วัด").value == 9


def test_period_plan_year_and_units_are_shown(session: Session) -> None:
    session.go("measures", v="1", a="ban-mo", y="2568", i="1")
    assert "<b>ระยะเวลา</b>1 ต.ค. 2568 – 30 มิ.ย. 2569<" in session.html
    assert "<b>แผนปีงบประมาณ</b>2569<" in session.html
    session.go("measures", v="1", a="ban-mo", y="2568", i="9")
    assert "<b>ระยะเวลา</b>1 – 31 มี.ค. 2569<" in session.html
    session.go("measures", v="1", a="ban-mo", y="2568", i="9", l="en")
    assert "<b>Period</b>1 – 31 Mar 2569 B.E.<" in session.html


def test_all_measures_of_the_report_can_be_reached(session: Session) -> None:
    session.go("measures")
    counted = 0
    for number in BY_GAP:
        session.choose("ตัวชี้วัด", number)
        assert session.address["i"] == str(number)
        lists = re.findall(r'<ol class="ita-list">(.*?)</ol>', session.html, re.DOTALL)
        counted += lists[0].count("<li>")
    assert counted == 31


def test_whose_score_a_question_has_is_said(session: Session) -> None:
    same = "เท่ากับคะแนนของตัวชี้วัด"
    with_score = {3, 4, 6, 8, 9, 10}
    session.go("measures")
    for number in range(1, 11):
        session.choose("ตัวชี้วัด", number)
        (caption,) = [
            text for text in session.said("caption") if same in text or ("ข้อคำถาม" in text and "แม้" not in text)
        ]
        assert (same in caption) == (number in with_score)
        if number in with_score:
            assert str(helpers.SCORES[number]) in caption
        else:
            assert not re.search(r"\d", caption)
        assert any("ยิ่งสูงยิ่งดี" in text for text in session.said("caption"))


def test_steps_stand_under_the_measure_that_heads_them(session: Session) -> None:
    # Indicators 2 and 10 have their steps under headings.
    for number, headed in ((2, True), (10, True), (9, False), (1, False)):
        session.go("measures", v="1", a="ban-mo", y="2568", i=str(number))
        assert ('<span class="of">' in session.html) == headed


def test_without_a_report_there_is_nothing_but_the_way_to_import(session: Session) -> None:
    for agency, year in (("sao", "2568"), ("trat", "2563")):
        session.go("measures", v="1", a=agency, y=year, i="9")
        assert "ยังไม่มีรายงานของหน่วยงานและปีนี้" in session.said("info")[0]
        assert "ita-list" not in session.html
        assert [page for page, _ in session.links] == ["import"]


def test_markup_in_a_report_is_shown_as_text(session: Session, stored: Engine) -> None:
    nasty = (
        "<script>alert(1)</script><img src=x onerror=alert(2)> **หนา** [ลิงก์](http://example.org) $x$ :red[แดง] `โค้ด`"
    )
    with stored.cursor() as cursor:
        cursor.execute("UPDATE measure_facts SET title = $nasty WHERE indicator_no = 9", {"nasty": nasty})
        cursor.execute("UPDATE step_facts SET text = $nasty WHERE indicator_no = 9", {"nasty": nasty})
        cursor.execute(
            "UPDATE plan_facts SET analysis = $nasty, rationale = $nasty, question = $nasty, question_code = $nasty "
            "WHERE indicator_no = 9",
            {"nasty": nasty},
        )
        cursor.execute("UPDATE unit_facts SET unit = $nasty WHERE indicator_no = 9", {"nasty": nasty})
        cursor.execute("UPDATE agencies SET name_th = $nasty WHERE agency_id = 'ban-mo'", {"nasty": nasty})
    for page in PAGES:
        session.go(page, v="1", a="ban-mo", y="2568", i="9")
        assert "<script>" not in session.html
        assert "<img" not in session.html
        assert nasty in session.words or page == "gaps"
        for kind in ("markdown", "caption", "warning", "info"):
            for each in session.all(kind):
                assert "<script>" not in each.value
                assert "**หนา**" not in each.value
                assert "](http" not in each.value


# --- Empty and odd years ---


def test_a_town_of_which_nothing_is_known_says_what_to_do(session: Session, stored: Engine) -> None:
    session.make_agency()
    for page in ("/", "gaps", "measures"):
        session.go(page)
        assert "เทศบาลตำบลหนองเล็ก" in session.words
        assert len(session.said("info")) == 1
        assert [target for target, _ in session.links] == ["import"]
        assert "0.00" not in session.words
        assert not NOT_TYPED.search(session.words)
        assert "หน่วยงานตัวอย่าง" not in session.words
    session.go("import")
    assert "ยังไม่ได้นำเข้าข้อมูลของหน่วยงานนี้" in session.words


def test_a_year_without_rules_has_scores_but_neither_total_nor_level(session: Session, stored: Engine) -> None:
    scores = dict.fromkeys(range(1, 10), Decimal("90.00")) | {10: Decimal("80.00")}
    import_typed(stored, "sao", TypedResult(2569, scores, Decimal("88.50"), None))
    words = session.go(v="1", a="sao", y="2569").words
    assert "ยังไม่ทราบเกณฑ์ของปี 2569" in words
    assert re.search(r'class="ita-total">88\.50 ', session.html)
    assert "คะแนนรวมตามที่เผยแพร่" in words
    assert 'class="ita-level none">ไม่มีระดับ<' in session.html
    assert 'class="mark"' not in session.html
    assert "เป็นเหตุให้ยังไม่ถึง" not in words
    session.go("gaps", v="1", a="sao", y="2569")
    assert session.trace["customdata"] == [10, *range(1, 10)]
    assert session.all("segmented_control") == []
    assert [row[5] for row in cells(session)] == ["–"] * 10
    assert "คะแนนรวมหายไป" not in " ".join(session.said("markdown"))


def test_a_report_taken_back_leaves_words_and_no_zero(session: Session, stored: Engine) -> None:
    undo(stored, helpers.import_of(stored, helpers.REPORT))
    for page in ("/", "gaps", "measures"):
        words = session.go(page).words
        assert "เทศบาลตำบลบ้านหมอ" in words
        assert "0.00" not in words
        assert "93.81" not in words
        assert session.said("info") != []


# --- Language ---


def test_the_language_holds_over_pages(session: Session) -> None:
    session.go().switch_language()
    for page in PAGES:
        session.go(page)
        assert title(session) == TITLES["en"][page]
        assert session.address["l"] == "en"
        assert all("l=en" in query for _, query in session.links if query)
    session.switch_language()
    for page in PAGES:
        session.go(page)
        assert title(session) == TITLES["th"][page]
        assert "l" not in session.address


def test_switching_the_language_keeps_what_is_shown(session: Session) -> None:
    session.go("measures", v="1", a="ban-mo", y="2568", i="4").switch_language()
    assert session.labelled("selectbox", "Indicator").value == 4
    assert session.address == {"v": "1", "a": "ban-mo", "y": "2568", "i": "4", "l": "en"}
    session.switch_language()
    assert session.labelled("selectbox", "ตัวชี้วัด").value == 4


def test_a_chosen_indicator_survives_the_language(session: Session) -> None:
    session.go("measures", v="1", a="ban-mo", y="2568", i="4").choose("ตัวชี้วัด", 7)
    session.switch_language()
    assert session.labelled("selectbox", "Indicator").value == 7
    assert session.address["i"] == "7"


def test_a_session_has_its_own_language(session: Session) -> None:
    session.go().switch_language()
    other = Session().go()
    assert title(other) == TITLES["th"]["/"]
    assert title(session.run()) == TITLES["en"]["/"]


@pytest.mark.parametrize("page", PAGES)
def test_the_page_marks_its_language_for_the_document(session: Session, page: str) -> None:
    session.go(page)
    assert re.findall(r'data-ita-lang="(\w+)"', session.html) == ["th"]
    session.switch_language()
    assert re.findall(r'data-ita-lang="(\w+)"', session.html) == ["en"]
