"""The screens that compare years and try scores out, with the figures of issue 3."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from ita.store import sql
from ita.store.engine import Engine
from tests.screens.sessions import Session

VIEWS = ("total", "instruments", "indicators", "change", "heatmap")


def figures(session: Session) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in session.at.get("plotly_chart")]


@pytest.mark.parametrize("agency", ["ban-mo", "trat", "thailand", "sao"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_view_of_every_kind_of_agency_draws(session: Session, agency: str, view: str, lang: str) -> None:
    session.go("trends", v="1", a=agency, y="2564" if agency == "trat" else "2568", w=view, l=lang)
    assert "แนวโน้ม" in session.words or "Trends" in session.words


def test_a_rise_smaller_than_the_nation_s_is_said_so(session: Session) -> None:
    words = session.go("trends", v="1", a="trat", y="2564", w="change", f="2563").words
    for figure in ("+5.83", "+13.35", "−7.52", "+12.78", "+9.29"):
        assert figure in words, figure
    assert "ตามหลังทั้งประเทศ" in words


def test_up_in_points_and_down_a_level_with_the_published_reason(session: Session) -> None:
    words = session.go("trends", v="1", a="sao", y="2568", w="change").words
    assert "+2.21" in words
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
    assert "9. การเปิดเผยข้อมูล: จาก 88.28 เป็น 92.42" in words
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
    words = session.go("simulate", v="1", a="thailand", y="2568").words
    assert "การจำลองต้องใช้คะแนนครบสิบตัวชี้วัด" in words


def test_a_plan_is_kept_as_next_year_s_target(session: Session, stored: Engine) -> None:
    session.go("simulate", v="1", a="ban-mo", y="2568").press("ตั้งคะแนนตามนี้")
    session.fill({"ผู้กำหนด": "ปลัดเทศบาล"}).press("เก็บเป็นเป้าหมาย")
    with stored.cursor() as cursor:
        kept = {row["indicator_no"]: row for row in sql.rows(cursor, "targets", agency="ban-mo")}
    assert kept[9]["target"] == Decimal("95.00")
    assert kept[None]["target"] == Decimal("95.67")
    assert (kept[9]["fiscal_year"], kept[9]["set_by"]) == (2569, "ปลัดเทศบาล")
