"""The bars of the gaps: the order, what each bar leads to, and nothing drawn of a score that is not known."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita.charts import theme
from ita.charts.gaps import HIGHLIGHTED, gap_bars
from ita.frameworks import Frameworks
from ita.store import query_loader, reads
from ita.store.engine import Engine

# Issue 2: the order of the report's indicators by gap, and by points lost of the total.
BY_GAP = [9, 10, 4, 8, 7, 6, 5, 1, 2, 3]
BY_LOST = [9, 10, 8, 7, 4, 6, 5, 1, 2, 3]


def ranking(engine: Engine, agency: str = "ban-mo", year: int = 2568) -> pd.DataFrame:
    """Return the rows that the chart draws."""
    with engine.cursor() as cursor:
        return query_loader.frame(cursor, reads.gap_ranking, agency, year)


def trace(frame: pd.DataFrame, lang: str = "th", order: str = "gap") -> dict[str, Any]:
    """Return the only trace of the figure, as a browser gets it."""
    spec = json.loads(gap_bars(frame, lang, order).to_json())
    (only,) = spec["data"]
    return dict(only)


def axes(frame: pd.DataFrame, lang: str = "th", order: str = "gap") -> dict[str, Any]:
    """Return the layout of the figure, as a browser gets it."""
    return dict(json.loads(gap_bars(frame, lang, order).to_json())["layout"])


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize(
    ("order", "numbers", "first", "last"), [("gap", BY_GAP, "11.72", "0.55"), ("lost", BY_LOST, "2.344", "0.033")]
)
def test_the_weakest_stands_on_top(
    engine: Engine, lang: str, order: str, numbers: list[int], first: str, last: str
) -> None:
    bars = trace(ranking(engine), lang, order)
    assert bars["type"] == "bar"
    assert bars["orientation"] == "h"
    assert bars["customdata"] == numbers
    assert [int(re.match(r"(\d+)\. ", label)[1]) for label in bars["y"]] == numbers  # type: ignore[index]
    assert (bars["text"][0], bars["text"][-1]) == (first, last)
    assert [float(text) for text in bars["text"]] == pytest.approx(bars["x"], abs=0)
    assert all(wide >= narrow for wide, narrow in pairwise(bars["x"]))
    # Plotly draws categories from below: without the turn the weakest would stand at the foot.
    assert axes(ranking(engine), lang, order)["yaxis"]["autorange"] == "reversed"
    assert axes(ranking(engine), lang, order)["yaxis"]["type"] == "category"


def test_every_colour_is_set_and_the_weakest_stand_out(engine: Engine) -> None:
    colours = trace(ranking(engine))["marker"]["color"]
    assert colours[:HIGHLIGHTED] == [theme.WEAK] * HIGHLIGHTED
    assert colours[HIGHLIGHTED:] == [theme.CALM] * (10 - HIGHLIGHTED)


def test_a_hover_label_can_be_read(engine: Engine) -> None:
    label = axes(ranking(engine))["hoverlabel"]
    assert label["font"]["color"] not in {label["bgcolor"], label["bordercolor"], None}


def test_bars_start_at_zero_and_the_widest_fits(engine: Engine) -> None:
    for order in ("gap", "lost"):
        low, high = axes(ranking(engine), order=order)["xaxis"]["range"]
        assert low == 0
        assert high > max(trace(ranking(engine), order=order)["x"])


@pytest.mark.parametrize(("lang", "said"), [("th", "ได้ 88.28"), ("en", "score 88.28")])
def test_each_label_says_name_and_score(engine: Engine, lang: str, said: str) -> None:
    labels = trace(ranking(engine), lang)["y"]
    name = "การเปิดเผยข้อมูล" if lang == "th" else "Disclosure of information"
    assert said in labels[0]
    assert name in labels[0].replace("<br>", "" if lang == "th" else " ")
    assert len(set(labels)) == 10


def test_nothing_of_the_other_language_is_in_a_figure(engine: Engine) -> None:
    english = json.dumps([trace(ranking(engine), "en"), axes(ranking(engine), "en")], ensure_ascii=False)
    assert not re.search("[\u0e01-\u0e5b]", english)
    thai = gap_bars(ranking(engine), "th")
    shown = [*thai.data[0].y, thai.layout.xaxis.title.text]
    assert not [text for text in shown if re.search("[A-Za-z]{2,}", re.sub("<[^>]*>", "", text))]


def test_the_axis_says_what_is_counted(engine: Engine) -> None:
    said = {order: axes(ranking(engine), order=order)["xaxis"]["title"]["text"] for order in ("gap", "lost")}
    assert said == {"gap": "คะแนนที่ยังขาดจาก 100", "lost": "คะแนนรวมที่เสียไป"}


def test_a_missing_score_has_no_bar(engine: Engine) -> None:
    # Of the nation in 2568 only two indicators are known.
    bars = trace(ranking(engine, "thailand"))
    assert bars["customdata"] == [8, 3]
    assert bars["text"] == ["5.61", "0.55"]


def test_a_year_without_rules_has_gaps_but_nothing_lost(engine: Engine) -> None:
    frame = ranking(engine).assign(lost_points=float("nan"), lost_rank=pd.NA)
    assert trace(frame)["customdata"] == BY_GAP
    assert trace(frame, order="lost")["x"] == []


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("order", ["gap", "lost"])
def test_no_score_gives_an_empty_figure(engine: Engine, lang: str, order: str) -> None:
    for frame in (ranking(engine, "sao"), ranking(engine, "nobody")):
        bars = trace(frame, lang, order)
        assert (bars["x"], bars["y"], bars["customdata"]) == ([], [], [])
        assert axes(frame, lang, order)["xaxis"]["range"][1] > 0


def test_a_full_score_has_a_bar_of_no_length(engine: Engine) -> None:
    frame = ranking(engine).assign(score=100.0, gap_points=0.0, lost_points=0.0)
    bars = trace(frame)
    assert bars["customdata"] == list(range(1, 11))
    assert set(bars["text"]) == {"0.00"}
    assert axes(frame)["xaxis"]["range"][1] > 0


def test_equal_gaps_stand_in_the_order_of_the_indicators(engine: Engine) -> None:
    frame = ranking(engine).assign(gap_points=5.0)
    assert trace(frame)["customdata"] == list(range(1, 11))
    assert trace(frame.sample(frac=1, random_state=1))["customdata"] == list(range(1, 11))


def test_the_frame_is_left_as_it_was(engine: Engine) -> None:
    # Frames are shared between sessions.
    frame = ranking(engine)
    before = frame.copy(deep=True)
    gap_bars(frame, "th")
    gap_bars(frame, "en", "lost")
    pd.testing.assert_frame_equal(frame, before)


# --- Labels ---


def test_no_line_of_a_label_is_wide(frameworks: Frameworks) -> None:
    for indicator in frameworks.indicators:
        for name in (indicator.name_th, indicator.name_en):
            lines = theme.wrap(name, 22).split("<br>")
            assert all(lines)
            assert max(theme.width(line) for line in lines) <= 22, lines


def test_a_long_name_is_broken_where_thai_words_part() -> None:
    assert theme.wrap("การใช้ทรัพย์สินของราชการ", 30) == "การใช้ทรัพย์สินของราชการ"
    assert theme.wrap("การใช้ทรัพย์สินของราชการ", 16) == "การใช้ทรัพย์สิน<br>ของราชการ"
    assert theme.wrap("Disclosure of information", 14) == "Disclosure of<br>information"


def test_marks_above_and_below_take_no_width() -> None:
    assert theme.width("ที่") == 1
    assert theme.width("กำ") == 2
    assert theme.width("ITA 2568") == 8


@given(st.text(st.sampled_from("กา่ีของและ ab/"), max_size=60), st.integers(1, 40))
def test_wrapping_loses_no_letter(label: str, letters: int) -> None:
    wrapped = theme.wrap(label, letters)
    assert re.sub(r"\s|<br>", "", wrapped) == re.sub(r"\s", "", label)
