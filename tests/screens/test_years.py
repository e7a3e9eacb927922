"""The screens that compare years and try scores out, with the figures of issue 3."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ita.calendar import today_in_bangkok
from ita.charts import theme
from ita.importing.agencies import create_agency
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.scenario import store_targets
from ita.series.model import Emphasis
from ita.store import query_loader
from ita.store.engine import Engine
from ita.thai import format_date
from tests.screens.sessions import Session

VIEWS = ("total", "instruments", "indicators", "change", "heatmap")


def figures(session: Session) -> list[dict[str, Any]]:
    return [chart["figure"] for chart in session.charts]


@pytest.mark.parametrize(("page", "more"), [("gaps", {}), ("trends", {"w": "total"}), ("trends", {"w": "heatmap"})])
def test_the_rows_of_a_chart_are_made_when_they_are_opened(session: Session, page: str, more: dict[str, str]) -> None:
    link = {"v": "1", "a": "demo", "y": "2565", **more}
    session.is_opened = False
    assert "<table" not in session.go(page, **link).html
    session.is_opened = True
    assert "<table" in session.go(page, **link).html


def test_a_chart_says_what_it_shows_of_whom_and_when(session: Session) -> None:
    (chart,) = session.go("trends", v="1", a="ban-mo", y="2568", w="instruments").charts
    assert chart["view"] == "instruments"
    assert chart["file"] == "เทศบาลตำบลบ้านหมอ-เครื่องมือการประเมิน-(IIT-EIT-OIT)-ปีงบประมาณ-2568"
    assert chart["caption"]["title"] == "เครื่องมือการประเมิน (IIT EIT OIT)"
    assert chart["caption"]["about"] == "เทศบาลตำบลบ้านหมอ · ปีงบประมาณ 2568"
    today = format_date(today_in_bangkok(), "th")
    assert chart["caption"]["source"] == f"แหล่งที่มา: รายงานที่เผยแพร่ · บันทึกเมื่อ {today}"
    # Read out, the chart says the sentence above it.
    assert "96.97" in chart["alt"]
    assert chart["opens"] == {}
    (gaps,) = session.go("gaps", v="1", a="ban-mo", y="2568").charts
    assert gaps["opens"]["9"] == "มาตรการของการเปิดเผยข้อมูล"


@pytest.mark.parametrize("agency", ["ban-mo", "trat", "thailand", "sao", "demo"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_view_of_every_kind_of_agency_draws(session: Session, agency: str, view: str, lang: str) -> None:
    session.go("trends", v="1", a=agency, y="2564" if agency == "trat" else "2568", w=view, l=lang)
    assert "แนวโน้ม" in session.words or "Trends" in session.words
    assert session.address["w"] == view
    assert not re.search(r"\b(?:None|nan|NaN|NaT)\b|\{\w*\}", session.words)
    drawn = figures(session)
    # What is known of an agency is drawn, and nothing else: of the nation a few indicators, of the audit office none.
    every = agency in {"ban-mo", "trat", "demo"}
    some = every or agency == "thailand"
    several = agency in {"trat", "demo"}
    expected = {"total": True, "instruments": every, "change": several, "indicators": several}.get(view, some)
    assert bool(drawn) == expected
    # The demonstration carries its mark in the picture too, which may be saved and shown without the page.
    marks = [note["text"] for figure in drawn for note in figure["layout"].get("annotations", [])]
    assert (("ข้อมูลสมมติ" in marks or "Synthetic data" in marks) == (agency == "demo")) or not drawn


@pytest.mark.parametrize("agency", ["trat", "demo"])
def test_one_indicator_is_set_off_among_the_others(session: Session, agency: str) -> None:
    session.go("trends", v="1", a=agency, y="2564" if agency == "trat" else "2568", w="indicators")
    session.at.selectbox(key="one_indicator").set_value(9)
    (figure,) = figures(session.run())
    assert figure["layout"]["annotations"][0]["text"].startswith("<b>9. การเปิดเผยข้อมูล</b><br>")
    colours = [trace["line"]["color"] for trace in figure["data"] if "line" in trace]
    assert colours.count(theme.COLOURS[Emphasis.OTHER]) == 9
    assert colours[-1] == theme.COLOURS[Emphasis.OWN]


def test_a_rise_smaller_than_the_nation_s_is_said_so(session: Session) -> None:
    words = session.go("trends", v="1", a="trat", y="2564", w="change", f="2563").words
    for figure in ("5.83", "13.35", "7.52", "12.78", "9.29", "−7.52"):
        assert figure in words, figure
    assert "ทั้งประเทศเพิ่มขึ้น 13.35 คะแนน หน่วยงานนี้เพิ่มขึ้นน้อยกว่าทั้งประเทศอยู่ 7.52 คะแนน" in words
    # In 2564 the province stands above the nation; that it rose less must not read as standing behind.
    assert "ตามหลัง" not in words


def test_up_in_points_and_down_a_level_with_the_published_reason(session: Session) -> None:
    words = session.go("trends", v="1", a="sao", y="2568", w="change").words
    assert "2.21" in words
    assert "คะแนนรวมเพิ่มขึ้น แต่ระดับเปลี่ยนจาก “ผ่านดี” เป็น “ผ่าน”" in words
    assert "EIT ต่ำกว่า 85 คะแนน" in words
    assert "84" not in words, "no score of EIT is invented"


def test_one_year_says_what_it_can(session: Session) -> None:
    words = session.go("trends", v="1", a="ban-mo", y="2568").words
    assert "มีข้อมูลเพียงปี 2568" in words


def test_the_nation_has_six_totals_and_no_invented_indicator(session: Session) -> None:
    session.go("trends", v="1", a="thailand", y="2568")
    rows = session.html
    for total in ("67.90", "81.25", "87.57", "90.19", "93.05", "93.82"):
        assert total in rows
    assert "0.00" not in rows


def test_the_shortest_way_leads_through_disclosure(session: Session) -> None:
    words = session.go("simulate", v="1", a="ban-mo", y="2568").words
    assert "OIT +4.65" in words
    assert "ขั้นที่ 1: ตัวชี้วัด 9. การเปิดเผยข้อมูล จาก 88.28 เป็น 92.42" in words
    assert "จาก 92.42 เป็น 95.00" in words
    assert "95.67" in words
    assert "(±" not in words, "at the present scores nothing changes"


def test_the_way_set_reaches_the_level_and_goes_back(session: Session) -> None:
    session.go("simulate", v="1", a="ban-mo", y="2568").press("ตั้งคะแนนตามนี้")
    assert 'class="ita-level">ผ่านดีเยี่ยม<' in session.html
    assert "(+4.65)" in session.words
    session.press("กลับไปใช้คะแนนปี")
    assert 'class="ita-level">ผ่านดี<' in session.html


def test_no_simulation_without_ten_scores_and_a_rule(session: Session) -> None:
    words = session.go("simulate", v="1", a="sao", y="2568").words
    assert "การจำลองต้องใช้คะแนนครบสิบตัวชี้วัด" in words


@pytest.mark.parametrize("agency", ["thailand", "trat"])
def test_an_average_has_no_level_to_reach_and_no_target(session: Session, agency: str) -> None:
    words = session.go("simulate", v="1", a=agency, y="2564").words
    assert "ค่าเฉลี่ยไม่มีระดับ" in words
    assert not session.offered("เก็บเป็นเป้าหมาย")
    assert session.all("number_input") == []


@pytest.mark.parametrize(("today", "aim"), [(date(2026, 9, 30), 2569), (date(2026, 11, 28), 2570)])
def test_scores_are_kept_as_the_target_of_the_first_year_that_is_not_over(
    session: Session, stored: Engine, monkeypatch: pytest.MonkeyPatch, today: date, aim: int
) -> None:
    monkeypatch.setattr("ita.calendar.today_in_bangkok", lambda: today)
    session.go("simulate", v="1", a="ban-mo", y="2568").press("ตั้งคะแนนตามนี้")
    session.fill({"ผู้บันทึก": "ปลัดเทศบาล"}).press("เก็บเป็นเป้าหมาย")
    with stored.cursor() as cursor:
        kept = {row["indicator_no"]: row for row in query_loader.rows(cursor, "targets", agency="ban-mo")}
    assert kept[9]["target"] == Decimal("95.00")
    assert kept[None]["target"] == Decimal("95.67")
    assert (kept[9]["fiscal_year"], kept[9]["set_by"]) == (aim, "ปลัดเทศบาล")


def test_a_simulation_is_in_the_address_and_opens_from_it(session: Session) -> None:
    session.go("simulate", v="1", a="ban-mo", y="2568")
    assert "s" not in session.address
    (box,) = [each for each in session.all("number_input") if each.label.startswith("9. ")]
    box.set_value(95.0)
    session.run()
    assert session.address["s"] == "9-95"
    shown = session.html
    other = Session().go("simulate", **session.address)
    assert other.html.partition("ita-card")[2] == shown.partition("ita-card")[2]
    assert other.press("กลับไปใช้คะแนนปี").address == {"v": "1", "a": "ban-mo", "y": "2568"}


@pytest.mark.parametrize(("named", "said"), [("9-101", "“s=9-101”"), ("12-50", "12")])
def test_a_simulation_that_cannot_be_is_said(session: Session, named: str, said: str) -> None:
    session.go("simulate", v="1", a="ban-mo", y="2568", s=named)
    assert said in "".join(session.said("warning"))
    assert "s" not in session.address


def test_the_years_compared_are_those_that_the_link_states(session: Session) -> None:
    session.go("trends", v="1", a="demo", y="2568", w="change", f="2563", t="2567")
    words = session.words
    assert "จากปี 2563 ถึงปี 2567" in words
    assert (session.address["f"], session.address["t"]) == ("2563", "2567")
    session.choose("ถึงปี", 2566)
    assert "จากปี 2563 ถึงปี 2566" in session.words
    assert session.address["t"] == "2566"


def test_levels_on_both_sides_of_their_change_are_not_compared(session: Session) -> None:
    words = session.go("trends", v="1", a="demo", y="2568", w="change", f="2565", t="2566").words
    assert "เทียบกันไม่ได้ เพราะเกณฑ์ระดับเปลี่ยนระหว่างสองปีนี้" in words
    assert "เปลี่ยนระดับผลการประเมินจาก AA-F" in words
    same = session.go("trends", v="1", a="demo", y="2568", w="change", f="2567", t="2568").words
    assert "เทียบกันไม่ได้" not in same


def test_a_missing_year_is_a_gap_and_the_nation_s_line_goes_on(session: Session) -> None:
    session.go("trends", v="1", a="demo", y="2568")
    traces = {trace["name"]: trace for trace in figures(session)[0]["data"] if trace.get("name")}
    own, nation = traces["หน่วยงานนี้"], traces["ทั้งประเทศ"]
    by_year = dict(zip(own["x"], own["y"], strict=True))
    assert by_year["2564"] is None
    assert own.get("connectgaps") is not True
    assert dict(zip(nation["x"], nation["y"], strict=True))["2564"] == pytest.approx(81.25)


def test_one_year_stands_beside_the_nation_s_years(session: Session) -> None:
    words = session.go("trends", v="1", a="ban-mo", y="2568").words
    assert "ปี 2568 คะแนนรวม 93.81 ต่ำกว่าทั้งประเทศ (93.82) อยู่ 0.01 คะแนน" in words
    assert "67.90" in session.html


def test_the_points_lost_are_a_table_of_colours_too(session: Session) -> None:
    session.go("trends", v="1", a="ban-mo", y="2568", w="heatmap")
    session.at.button_group(key="heat_of").set_value("lost_points")
    session.run()
    texts = [text for trace in figures(session)[0]["data"] for text in trace.get("text", [])]
    assert "2.344" in texts
    assert "1.516" in texts
    assert "2.344" in session.html


def test_the_plan_that_does_not_match_the_weakness_is_said_over_the_years_too(session: Session) -> None:
    words = session.go("trends", v="1", a="ban-mo", y="2568", w="indicators").words
    assert "มาตรการน้อยที่สุด" in words


def test_a_target_stands_in_chart_and_table_and_can_be_taken_back(session: Session, stored: Engine) -> None:
    aims = {None: Decimal("95.67"), 9: Decimal("95.00")}
    store_targets(stored, "ban-mo", 2569, aims, "ปลัดเทศบาล")
    session.go("trends", v="1", a="ban-mo", y="2568")
    assert "2569" in [x for trace in figures(session)[0]["data"] for x in trace["x"]]
    assert ">95.67<" in session.html
    session.go("trends", v="1", a="ban-mo", y="2568", w="indicators")
    assert "เป้าหมายปี 2569" in session.html
    session.go("simulate", v="1", a="ban-mo", y="2568")
    with stored.cursor() as cursor:
        session.undo(query_loader.rows(cursor, "targets", agency="ban-mo")[0]["import_id"])
    with stored.cursor() as cursor:
        assert query_loader.rows(cursor, "targets", agency="ban-mo") == []
    assert "ยกเลิกเป้าหมายนี้…" not in session.words


def test_unchanged_scores_can_be_kept_as_a_target(session: Session, stored: Engine) -> None:
    session.go("simulate", v="1", a="ban-mo", y="2568").fill({"ผู้บันทึก": "ปลัด"}).press("เก็บเป็นเป้าหมาย")
    with stored.cursor() as cursor:
        kept = {row["indicator_no"]: row["target"] for row in query_loader.rows(cursor, "targets", agency="ban-mo")}
    assert (kept[None], kept[9]) == (Decimal("93.81"), Decimal("88.28"))


def test_a_target_that_names_nobody_is_refused(session: Session, stored: Engine) -> None:
    session.go("simulate", v="1", a="ban-mo", y="2568").press("เก็บเป็นเป้าหมาย")
    assert "พิมพ์ชื่อผู้บันทึก" in "".join(session.said("warning"))
    with stored.cursor() as cursor:
        assert query_loader.rows(cursor, "targets", agency="ban-mo") == []


def test_what_two_sources_say_differently_is_shown_with_both(session: Session, stored: Engine) -> None:
    import_typed(stored, "ban-mo", TypedResult(2568, {9: Decimal("90.00")}, None, None))
    session.go("/", v="1", a="ban-mo", y="2568")
    (table,) = [html for html in session.html.split("<table") if "อีกแหล่งหนึ่ง" in html]
    assert ("90.00" in table, "88.28" in table, "+1.72" in table) == (True, True, True)


def test_scores_of_questions_stand_lowest_first_with_their_codes(session: Session) -> None:
    session.go("gaps", v="1", a="demo", y="2568")
    assert "คะแนนรายข้อ" in re.findall(r"<h2[^>]*>([^<]*)", session.html)
    table, rest = [html for html in session.html.split("<table") if 'data-head="รหัส"' in html]
    scores = [float(text) for text in re.findall(r'data-head="คะแนน"><span>([\d.]+)', table)]
    assert "72.67" in table
    assert "72.67" not in rest
    assert len(scores) == 10
    assert scores == sorted(scores)
    session.go("gaps", v="1", a="ban-mo", y="2568")
    assert "คะแนนรายข้อ" not in session.words


@pytest.mark.parametrize("page", ["/", "gaps", "trends", "simulate", "import"])
def test_the_demonstration_is_marked_on_every_screen(session: Session, page: str) -> None:
    session.go(page, v="1", a="demo", y="2568")
    assert 'class="ita-badge synthetic">ข้อมูลสมมติ<' in session.html
    session.go(page, v="1", a="ban-mo", y="2568")
    assert "ita-badge synthetic" not in session.html


def test_no_scores_are_stored_for_the_demonstration(session: Session) -> None:
    session.go("import", v="1", a="demo", y="2568")
    assert [text for text in session.said("info") if "ข้อมูลสมมติ" in text]
    assert not session.offered("เก็บ")


def test_the_overview_leads_to_what_changed_since_the_year_before(session: Session) -> None:
    session.go("/", v="1", a="trat", y="2564")
    assert "5.83" in session.words
    assert ("trends", "v=1&a=trat&y=2564&f=2563&t=2564&w=change") in session.links
    session.go("/", v="1", a="trat", y="2563")
    assert not [page for page, _query in session.links if page == "trends"]


def agency_with(stored: Engine, score: str) -> str:
    """Return a town of one's own whose ten scores of 2566 and 2568 are all the same."""
    agency = create_agency(stored, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    for year in (2566, 2568):
        import_typed(stored, agency, TypedResult(year, dict.fromkeys(range(1, 11), Decimal(score)), None, None))
    return agency


def test_scores_set_for_one_town_and_year_never_stand_for_another(session: Session, stored: Engine) -> None:
    agency = agency_with(stored, "80.00")
    session.go("simulate", v="1", a="ban-mo", y="2568").press("ตั้งคะแนนตามนี้")
    assert max(box.value for box in session.all("number_input")) > 95
    session.go("simulate", v="1", a=agency, y="2568")
    assert {box.value for box in session.all("number_input")} == {80.0}
    session.press("ตั้งคะแนนตามนี้")
    assert {box.value for box in session.all("number_input")} != {80.0}
    session.choose("ปีงบประมาณ", 2566)
    assert {box.value for box in session.all("number_input")} == {80.0}


def test_a_year_that_is_not_known_is_never_compared_as_another(session: Session) -> None:
    session.go("trends", v="1", a="demo", y="2568", w="change", f="2564", t="2568")
    assert any("2564" in text for text in session.said("warning"))
    assert "จากปี" not in " ".join(session.said("markdown"))
    assert figures(session) == []
    session.choose("เทียบจากปี", 2563)
    assert "จากปี 2563 ถึงปี 2568" in session.words
    assert session.said("warning") == []


def test_years_stated_backwards_are_put_in_order_aloud(session: Session) -> None:
    words = session.go("trends", v="1", a="sao", y="2568", w="change", f="2568", t="2567").words
    assert "เรียงปีก่อนไว้เป็นปีแรก" in words
    assert "จากปี 2567 ถึงปี 2568 คะแนนรวมเพิ่มขึ้น 2.21" in words


def test_a_year_with_scores_and_no_rules_says_that_rules_are_missing(session: Session, stored: Engine) -> None:
    agency = create_agency(stored, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    import_typed(stored, agency, TypedResult(2569, dict.fromkeys(range(1, 11), Decimal("90")), None, None))
    for view in ("total", "instruments"):
        words = session.go("trends", v="1", a=agency, y="2569", w=view).words
        assert "ไม่ทราบเกณฑ์ของปี 2569" in words or "ไม่ทราบเกณฑ์ปี 2569" in words


def test_equal_instruments_are_said_to_be_equal(session: Session, stored: Engine) -> None:
    words = session.go("trends", v="1", a=agency_with(stored, "80.00"), y="2568", w="instruments").words
    assert "เครื่องมือการประเมิน IIT, EIT, OIT ได้คะแนนเท่ากันที่ 80.00" in words
    words = session.go("trends", v="1", a=session.address["a"], y="2568", w="indicators").words
    assert "อันดับคะแนนต่ำสุด" not in words, "ten equal scores have no weakest"


def test_a_calculated_level_is_said_to_be_calculated(session: Session) -> None:
    session.go("trends", v="1", a="ban-mo", y="2568")
    assert "ผ่านดี (คำนวณ)" in session.html
    session.go("trends", v="1", a="sao", y="2568")
    assert "(คำนวณ)" not in session.html


def test_the_year_of_the_screen_is_the_later_one_of_what_is_said(session: Session) -> None:
    words = session.go("trends", v="1", a="demo", y="2566").words
    assert "จากปี 2565 ถึงปี 2566" in words
    assert "2568 คะแนนรวมเพิ่มขึ้น" not in words
    words = session.go("trends", v="1", a="demo", y="2566", w="instruments").words
    assert "ปี 2566 เครื่องมือการประเมินที่ได้คะแนนต่ำสุดคือ OIT" in words
    words = session.go("trends", v="1", a="demo", y="2567", w="change").words
    assert "จากปี 2566 ถึงปี 2567" in words
    session.choose("ปีงบประมาณ", 2568)
    assert "จากปี 2567 ถึงปี 2568" in session.words


def test_a_view_that_is_none_is_said(session: Session) -> None:
    session.go("trends", v="1", a="demo", y="2568", w="nonsense")
    assert any("nonsense" in text for text in session.said("warning"))


def test_the_town_s_name_follows_the_language(session: Session) -> None:
    session.go("trends", v="1", a="demo", y="2568").switch_language()
    assert session.labelled("selectbox", "Agency").options[-1] == "Demonstration · Demonstration town (synthetic data)"


def test_years_between_are_chosen_and_go_into_the_link(session: Session) -> None:
    session.go("trends", v="1", a="demo", y="2568", w="change", f="2565", t="2568", b="2567")
    assert [trace["name"] for trace in figures(session)[0]["data"]] == ["2565", "2567", "2568"]
    (pills,) = [each for each in session.all("button_group") if str(each.key).startswith("between_")]
    pills.set_value([2566, 2567])
    session.run()
    assert session.address["b"] == "2566,2567"
    assert ">2566<" in session.html


def test_the_overview_draws_the_total_of_the_last_years(session: Session) -> None:
    html = session.go("/", v="1", a="demo", y="2568").html
    assert 'class="ita-spark" role="img"' in html
    assert "การเปลี่ยนแปลงจากปี 2567" in html
    assert "ita-spark" not in session.go("/", v="1", a="ban-mo", y="2568").html, "one year is no line"
