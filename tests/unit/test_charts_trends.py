"""Figures over years: gaps stay gaps, each year keeps its own rule, breaks are said, and no text covers another."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita.charts import theme
from ita.charts.changes import NEUTRAL, dumbbell, years_compared
from ita.charts.gaps import gap_bars
from ita.charts.heatmap import COLOURS, _ink, heatmap
from ita.charts.indicators import indicator_highlight, indicator_multiples
from ita.charts.labels import STEEP, EndLabel, end_labels, sides, spread
from ita.charts.sparkline import total_sparkline
from ita.charts.trends import instrument_lines, total_lines
from ita.charts.years import BLANK, LABEL, OWN, PLOT, Scale, scale
from ita.formatting import signed
from ita.series.trends import total_series
from ita.series.years import every_year, score_axis
from tests.chart_frames import (
    MISSING,
    NATION,
    PARTS,
    SIX,
    TOTALS,
    YEARS,
    Names,
    indicator_names,
    indicator_trend,
    level_bands,
    published,
    targets,
    total_trend,
    year_change,
)
from tests.chart_frames import breaks as all_breaks

GAP_YEAR = 2566
ALL_YEARS = ["2563", "2564", "2565", "2566", "2567", "2568"]
CHANGES = all_breaks()


@pytest.fixture(scope="module")
def names() -> Names:
    return indicator_names()


@pytest.fixture(scope="module")
def bands() -> pd.DataFrame:
    return level_bands()


@pytest.fixture(scope="module")
def breaks() -> pd.DataFrame:
    return all_breaks()


def spec(figure: go.Figure) -> dict[str, Any]:
    """Return a figure as a browser gets it."""
    return dict(json.loads(figure.to_json()))


def named(figure: go.Figure, name: str) -> dict[str, Any]:
    """Return the trace of a name."""
    (found,) = [trace for trace in spec(figure)["data"] if trace.get("name") == name]
    return dict(found)


def words(figure: go.Figure) -> list[str]:
    """Return all texts of the layout."""
    return [str(note["text"]) for note in spec(figure)["layout"].get("annotations", [])]


def said(figure: go.Figure) -> str:
    """Return all texts of the layout in one line, without marks of format."""
    return " ".join(re.sub(r"<br>", " ", text) for text in words(figure))


@pytest.fixture(scope="module")
def everything(names: Names, bands: pd.DataFrame, breaks: pd.DataFrame) -> Callable[[str], dict[str, go.Figure]]:
    """Return the function that draws every figure of a town of six years, one missing, in a language."""
    trend, scores = total_trend(TOTALS, NATION, **PARTS), indicator_trend(SIX, names)
    aims = targets((2569, None, 96.5), (2569, 9, 95.0))
    change = year_change(SIX[2567], SIX[2568], names)

    def draw(lang: str) -> dict[str, go.Figure]:
        return {
            "total": total_lines(trend, bands, breaks, aims, lang),
            "instruments": instrument_lines(trend, breaks, lang),
            "multiples": indicator_multiples(scores, CHANGES, lang),
            "highlight": indicator_highlight(scores, aims, CHANGES, lang, 9),
            "dumbbell": dumbbell(change, 2567, 2568, lang),
            "heatmap": heatmap(scores, CHANGES, lang),
        }

    return draw


# --- What holds for every figure ---


def scatters(figure: go.Figure) -> Iterator[dict[str, Any]]:
    """Yield the traces of points and lines."""
    yield from (trace for trace in spec(figure)["data"] if trace["type"] == "scatter")


@pytest.mark.parametrize("lang", ["th", "en"])
def test_colours_and_fonts_are_set_and_nothing_comes_from_a_template(
    everything: Callable[[str], dict[str, go.Figure]], lang: str
) -> None:
    for name, figure in everything(lang).items():
        drawn = spec(figure)
        assert not drawn["layout"].get("template"), name
        assert not drawn["layout"]["showlegend"]
        for trace in scatters(figure):
            if "markers" in trace["mode"]:
                assert trace["marker"]["color"], name
            if "lines" in trace["mode"]:
                assert trace["line"]["color"], name
            if "text" in trace["mode"]:
                assert trace["textfont"]["family"] == theme.FONT
                assert trace["textfont"]["color"]
        for note in drawn["layout"]["annotations"]:
            assert note["font"]["family"] == theme.FONT
            assert note["font"]["color"]
        for key, axis in drawn["layout"].items():
            if re.match("[xy]axis", key) and axis.get("visible", True) and axis.get("showticklabels", True):
                assert axis["tickfont"]["family"] == theme.FONT
                assert axis["tickfont"]["color"]


def test_every_figure_is_one_on_a_dark_page_and_on_a_projector_too(
    everything: Callable[[str], dict[str, go.Figure]],
) -> None:
    for name, figure in everything("th").items():
        for dark, by in ((True, 1.0), (False, 1.3), (True, 1.3)):
            shown = theme.shown_as(figure, dark=dark, by=by)
            assert len(shown.data) == len(figure.data), name


@pytest.mark.parametrize("lang", ["th", "en"])
def test_no_text_at_a_point_is_empty(everything: Callable[[str], dict[str, go.Figure]], lang: str) -> None:
    # plotly.js loses the texts of other points when it draws a trace with an empty one anew, as on a change of width.
    for name, figure in everything(lang).items():
        for trace in scatters(figure):
            assert all(trace.get("text") or ["-"]), name


def test_years_are_categories_and_the_missing_one_has_its_place(
    everything: Callable[[str], dict[str, go.Figure]],
) -> None:
    for name, figure in everything("th").items():
        if name == "dumbbell":
            continue
        axes = {key: axis for key, axis in spec(figure)["layout"].items() if key.startswith("xaxis")}
        assert axes
        for axis in axes.values():
            assert axis["type"] == "category"
            assert axis["categoryarray"][:6] == ALL_YEARS


@pytest.mark.parametrize("name", ["total", "instruments", "multiples", "highlight"])
def test_a_missing_year_is_a_gap(everything: Callable[[str], dict[str, go.Figure]], name: str) -> None:
    lines = [
        trace
        for trace in scatters(everything("th")[name])
        if "lines" in trace["mode"] and trace["line"].get("dash") != "dash"
    ]
    assert len(lines) == {"total": 1, "instruments": 3, "multiples": 10, "highlight": 10}[name]
    for trace in lines:
        assert trace["connectgaps"] is False
        by_year = dict(zip(trace["x"], trace["y"], strict=True))
        assert by_year[str(GAP_YEAR)] is None
        assert all(by_year[str(year)] > 0 for year in YEARS)


def test_nothing_of_the_other_language_is_in_an_english_figure(
    everything: Callable[[str], dict[str, go.Figure]], bands: pd.DataFrame
) -> None:
    # The names of levels have no English.
    levels = sorted(set(bands["level"]), key=len, reverse=True)
    for name, figure in everything("en").items():
        text = json.dumps(spec(figure), ensure_ascii=False)
        for level in levels:
            text = text.replace(level, "")
        assert not re.search("[\u0e01-\u0e5b]", text), name


def test_no_line_above_a_figure_is_wider_than_a_phone(everything: Callable[[str], dict[str, go.Figure]]) -> None:
    for lang in ("th", "en"):
        for name, figure in everything(lang).items():
            lines = re.sub("</?b>", "", words(figure)[0]).split("<br>")
            assert max(theme.width(line) for line in lines) <= 46, (name, lines)


def test_frames_are_left_as_they_were(names: Names, bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    # Frames are shared between sessions.
    frames = [total_trend(TOTALS, NATION), bands, breaks, targets((2569, None, 96.5)), indicator_trend(SIX, names)]
    before = [frame.copy(deep=True) for frame in frames]
    trend, _bands, _breaks, aims, scores = frames
    total_lines(trend, bands, breaks, aims, "th")
    instrument_lines(trend, breaks, "th")
    indicator_multiples(scores, CHANGES, "th")
    indicator_highlight(scores, aims, CHANGES, "th", 9)
    heatmap(scores, CHANGES, "th")
    for frame, copy in zip(frames, before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_nothing_known_gives_an_empty_figure(
    names: Names, bands: pd.DataFrame, breaks: pd.DataFrame, lang: str
) -> None:
    trend, scores, aims = total_trend({}), indicator_trend({}, names), targets()
    figures = [
        total_lines(trend, bands, breaks, aims, lang),
        instrument_lines(trend, breaks, lang),
        indicator_multiples(scores, CHANGES, lang),
        indicator_highlight(scores, aims, CHANGES, lang, 3),
        heatmap(scores, CHANGES, lang),
        dumbbell(year_change({}, {}, names), 2567, 2568, lang),
    ]
    for figure in figures:
        for trace in scatters(figure):
            assert not [value for value in trace.get("y") or [] if value is not None]


def test_the_order_of_rows_does_not_matter(names: Names, bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    def shaken(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.sample(frac=1, random_state=3)

    trend, scores, aims = total_trend(TOTALS, NATION), indicator_trend(SIX, names), targets((2569, None, 96.5))
    change = year_change(SIX[2567], SIX[2568], names)
    assert spec(total_lines(trend, bands, breaks, aims, "th")) == spec(
        total_lines(shaken(trend), shaken(bands), shaken(breaks), aims, "th")
    )
    assert spec(indicator_multiples(scores, CHANGES, "th")) == spec(indicator_multiples(shaken(scores), CHANGES, "th"))
    assert spec(heatmap(scores, CHANGES, "th")) == spec(heatmap(shaken(scores), CHANGES, "th"))
    assert spec(dumbbell(change, 2567, 2568, "th")) == spec(dumbbell(shaken(change), 2567, 2568, "th"))


# --- The total ---


def test_the_total_stands_beside_the_nation(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    figure = total_lines(total_trend(TOTALS, NATION), bands, breaks, targets(), "en")
    own, nation = named(figure, "this agency"), named(figure, "nation")
    assert own["y"] == [67.53, 75.73, 84.0, None, 88.99, 93.74]
    assert nation["y"] == list(NATION.values())
    assert (nation["line"]["dash"], nation["line"]["color"]) == ("dash", theme.MUTED)
    assert own["line"]["color"] == OWN
    # Every value is written once: at its point, the last one in the name at the line's end.
    assert own["text"] == ["67.53", "75.73", "84.00", BLANK, "88.99", BLANK]
    assert {"nation<br>93.82", "<b>this agency<br>93.74</b>"} <= set(words(figure))
    assert own["customdata"] == [2563, 2564, 2565, 2566, 2567, 2568]


def test_of_the_nation_itself_one_line_is_drawn(breaks: pd.DataFrame) -> None:
    # `reads.total_trend` gives the nation no difference from itself.
    trend = total_trend(NATION, NATION).assign(difference=MISSING)
    figure = total_lines(trend, None, breaks, targets(), "en")
    assert [trace["name"] for trace in scatters(figure)] == ["this agency"]
    assert named(figure, "this agency")["text"] == ["67.90", "81.25", "87.57", "90.19", "93.05", "93.82"]
    # A town whose total happens to be the nation's keeps its two lines.
    agency = total_lines(total_trend({2568: 93.82}, {2568: 93.82}), None, breaks, targets(), "en")
    assert [trace["name"] for trace in scatters(agency)] == ["nation", "this agency"]


def test_the_axis_says_that_it_does_not_begin_at_zero(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    figure = total_lines(total_trend(TOTALS), bands, breaks, targets(), "en")
    low, high = spec(figure)["layout"]["yaxis"]["range"]
    assert f"Total (the axis begins at {low}, not at 0)" in said(figure)
    assert low < 67.53
    assert high > 100
    assert "Total (0–100)" in said(total_lines(total_trend({2568: 3.0}), bands, breaks, targets(), "en"))


def rectangles(figure: go.Figure) -> list[tuple[float, float, float, float]]:
    """Return place and height of the bands: from year, to year, foot, top."""
    shapes = spec(figure)["layout"].get("shapes", [])
    return [(s["x0"], s["x1"], s["y0"], s["y1"]) for s in shapes if s["type"] == "rect"]


def test_each_year_stands_on_its_own_levels(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    figure = total_lines(total_trend(TOTALS), bands, breaks, targets(), "en", wide=True)
    found = rectangles(figure)
    # 2563-2565 and 2566-2568; the axis begins at 60.
    old = [(foot, top) for left, right, foot, top in found if (left, right) == (-0.5, 2.5)]
    new = [(foot, top) for left, right, foot, top in found if (left, right) == (2.5, 5.5)]
    assert old == [(95, 100), (85, 95), (75, 85), (65, 75), (60, 65)]
    assert new == [(95, 100), (85, 95), (70, 85), (60, 70)]
    assert len(found) == len(old) + len(new)
    levels = [re.sub(r" \([a-z ]+\)", "", text) for text in words(figure)]
    levels = [text for text in levels if text in {*bands["level"], "ผ่านดี / ผ่าน"}]
    assert "ผ่านดี (good pass) / ผ่าน (pass)" in words(figure)
    assert sorted(levels) == sorted(
        ["AA", "A", "B", "C", "D", "ผ่านดีเยี่ยม", "ผ่านดี / ผ่าน", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน"]
    )
    assert "ผ่านดี (good pass) / ผ่าน (pass): the level depends on each instrument too" in said(figure)


def test_on_a_phone_names_of_levels_end_with_their_years(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    trend = total_trend({2563: 72.98, 2565: 80.74, 2566: 84.13, 2567: 87.04, 2568: 91.17}, NATION)
    figure = total_lines(trend, bands, breaks, targets((2569, None, 96.5)), "en")
    texts = words(figure)
    # Three of seven years have a hundred pixels: what a name means is on a line of its own, or, without room, left out.
    assert {"ผ่านดีเยี่ยม<br>(excellent pass)", "ต้องปรับปรุงโดยด่วน"} <= set(texts)
    assert not [text for text in texts[1:] if max(theme.width(line) for line in text.split("<br>")) > 17], texts
    thai = words(total_lines(trend, bands, breaks, targets((2569, None, 96.5)), "th"))
    assert {"ผ่านดี /<br>ผ่าน", "ต้องปรับปรุงโดยด่วน"} <= set(thai)
    desk = words(total_lines(trend, bands, breaks, targets((2569, None, 96.5)), "en", wide=True))
    assert "ต้องปรับปรุงโดยด่วน (needs urgent improvement)" in desk


def test_years_and_values_of_ten_years_never_touch_on_a_phone(breaks: pd.DataFrame) -> None:
    totals = {year: 80.0 + (year * 7 % 5) for year in range(2560, 2570)}
    trend = total_trend(totals, dict.fromkeys(totals, 90.0))
    for figure, years in (
        (total_lines(trend, None, breaks, targets(), "th"), [2561, 2563, 2565, 2567, 2569]),
        (total_lines(trend, None, breaks, targets(), "th", wide=True), list(totals)),
    ):
        assert spec(figure)["layout"]["xaxis"]["tickvals"] == [str(year) for year in years]
        assert spec(figure)["layout"]["xaxis"]["categoryarray"] == [str(year) for year in totals]
        own = named(figure, "หน่วยงานนี้")
        labelled = [int(year) for year, text in zip(own["x"], own["text"], strict=True) if text != BLANK]
        assert min(later - one for one, later in itertools.pairwise(labelled)) == years[1] - years[0]
        assert [value for value in own["y"] if value is not None] == list(totals.values())
    eight = total_lines(trend[trend["fiscal_year"] > 2561], None, breaks, targets(), "th")
    assert len(spec(eight)["layout"]["xaxis"]["tickvals"]) == 8


def test_on_a_desk_the_header_takes_the_width(names: Names, bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    note = "ผ่านดี (good pass) / ผ่าน (pass): the level depends on each instrument too"
    assert note in words(total_lines(total_trend(TOTALS), bands, breaks, targets(), "en", wide=True))[0].split("<br>")
    gaps = "One scale for all; a year without a score is a gap"
    for columns, whole in ((5, True), (2, False)):
        header = words(indicator_multiples(indicator_trend(SIX, names), CHANGES, "en", columns))[0].split("<br>")
        assert (gaps in header) is whole


def test_under_the_old_rule_the_total_alone_decides(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    old = total_lines(total_trend({2563: 75.62, 2564: 81.45}), bands, breaks, targets(), "en")
    assert "two names" not in said(old)
    assert "levels changed" not in said(old)


def test_a_year_without_rules_says_so_and_borrows_none(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    figure = total_lines(total_trend({2568: 93.74, 2569: 94.5}), bands, breaks, targets(), "en")
    assert {(left, right) for left, right, *_heights in rectangles(figure)} == {(-0.5, 0.5)}
    assert "rules not known" in said(figure)
    nothing = total_lines(total_trend({2569: 94.5}), bands, breaks, targets(), "en")
    assert rectangles(nothing) == []
    assert "rules not known" in said(nothing)
    assert "Bands" not in said(nothing)


def test_an_average_has_no_levels(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    figure = total_lines(total_trend(NATION), None, breaks, targets(), "en")
    assert rectangles(figure) == []
    assert not {"levels changed", "rules not known"} & set(words(figure))


def dotted(figure: go.Figure) -> list[float]:
    """Return where dotted lines stand between years."""
    lines = [s for s in spec(figure)["layout"].get("shapes", []) if s["type"] == "line"]
    return [s["x0"] for s in lines if s["line"].get("dash") == "dot" and s["x0"] == s["x1"]]


def test_a_break_of_levels_stands_between_its_years(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    figure = total_lines(total_trend(TOTALS), bands, breaks, targets(), "en")
    assert dotted(figure) == [2.5]
    (caption,) = [note for note in spec(figure)["layout"]["annotations"] if note["text"] == "levels changed"]
    assert caption["x"] == 2.5
    assert "AA..F" in caption["hovertext"]
    # Scores stay comparable across it, so a line may pass.
    whole = total_lines(total_trend({2565: 84.0, 2566: 86.0}), bands, breaks, targets(), "en")
    assert named(whole, "this agency")["y"] == [84.0, 86.0]


def test_a_break_of_scores_cuts_the_line(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    new = {"fiscal_year": 2567, "affects": "scores", "what_th": "กรอบใหม่", "what_en": "new", "comparable": "no"}
    changed = pd.concat([breaks, pd.DataFrame([new])])
    trend = total_trend({2566: 90.0, 2567: 70.0, 2568: 75.0}, {2566: 90.19, 2567: 93.05, 2568: 93.82})
    figure = total_lines(trend, bands, changed, targets(), "en")
    for name in ("this agency", "nation"):
        trace = named(figure, name)
        assert trace["x"] == ["2566", None, "2567", "2568"]
        assert trace["y"][1] is None
    assert "new framework" in words(figure)
    # The first year of the ten indicators is no break of a trend that begins with it.
    assert dotted(total_lines(total_trend({2562: 60.0, 2563: 70.0}), bands, breaks, targets(), "en")) == []
    assert dotted(total_lines(total_trend({2561: 60.0, 2563: 70.0}), bands, breaks, targets(), "en")) == [0.5]


def test_captions_of_several_breaks_stand_above_each_other(breaks: pd.DataFrame) -> None:
    trend = total_trend(TOTALS, iit=TOTALS, eit=TOTALS, oit=TOTALS)
    figure = instrument_lines(trend, breaks, "en")
    notes = [note for note in spec(figure)["layout"]["annotations"] if note["text"] == "questions changed"]
    assert [note["x"] for note in notes] == [3.5, 4.5]
    assert notes[1]["yshift"] - notes[0]["yshift"] >= 16
    assert dotted(figure) == [3.5, 4.5]


def test_targets_are_dashes_and_the_axis_reaches_them(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    aims = targets((2568, None, 95.0), (2569, None, 96.5), (2569, 9, 91.0))
    figure = total_lines(total_trend(TOTALS, NATION), bands, breaks, aims, "en")
    trace = named(figure, "target")
    assert (trace["x"], trace["y"]) == (["2568", "2569"], [95.0, 96.5])
    assert trace["marker"]["symbol"] == "line-ew"
    assert trace["marker"]["line"]["color"] == theme.GOOD
    assert trace["text"] == [BLANK, "target<br>96.50"]
    assert spec(figure)["layout"]["xaxis"]["categoryarray"][-1] == "2569"
    assert named(figure, "this agency")["y"][-1] is None
    none = total_lines(total_trend(TOTALS), bands, breaks, targets((2569, 9, 91.0)), "en")
    assert [trace["name"] for trace in scatters(none)] == ["this agency"]
    assert spec(none)["layout"]["xaxis"]["categoryarray"][-1] == "2568"


def test_one_year_is_one_point(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    figure = total_lines(total_trend({2568: 93.81}), bands, breaks, targets(), "en")
    assert named(figure, "this agency")["text"] == ["93.81"]
    assert spec(figure)["layout"]["xaxis"]["range"] == [-0.5, 0.5]


def test_the_level_of_a_year_opens_under_the_pointer(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    trend = total_trend({2567: 92.43, 2568: 94.64}, levels={2567: "ผ่านดี", 2568: "ผ่าน"})
    hover = named(total_lines(trend, bands, breaks, targets(), "en"), "this agency")["hovertext"]
    assert hover == ["2567<br>Total 92.43<br>level ผ่านดี (good pass)", "2568<br>Total 94.64<br>level ผ่าน (pass)"]


# --- The instruments ---


def test_instruments_differ_by_shape_and_colour(breaks: pd.DataFrame) -> None:
    trend = total_trend(
        {2563: 75.62, 2564: 81.45},
        iit={2563: 88.56, 2564: 89.95},
        eit={2563: 81.69, 2564: 89.27},
        oit={2563: 61.36, 2564: 69.22},
    )
    figure = instrument_lines(trend, breaks, "en")
    traces = list(scatters(figure))
    assert [trace["name"] for trace in traces] == ["IIT", "EIT", "OIT"]
    assert len({trace["marker"]["symbol"] for trace in traces}) == 3
    assert len({trace["line"]["color"] for trace in traces}) == 3
    assert {"<b>IIT</b> 89.95", "<b>EIT</b> 89.27", "<b>OIT</b> 69.22"} <= set(words(figure))
    # Between the lines there is no room; the table has all values.
    assert [trace["text"] for trace in traces] == [["88.56", BLANK], [BLANK, BLANK], ["61.36", BLANK]]


def test_a_missing_instrument_has_no_line_and_no_name(breaks: pd.DataFrame) -> None:
    trend = total_trend({2568: 90.0}, iit={2568: 95.0})
    figure = instrument_lines(trend, breaks, "en")
    assert named(figure, "EIT")["y"] == [None]
    assert [text for text in words(figure) if "EIT</b>" in text] == []


# --- The indicators ---


def test_small_figures_share_one_scale(names: Names) -> None:
    figure = indicator_multiples(indicator_trend(published("trat"), names), CHANGES, "th")
    layout = spec(figure)["layout"]
    axes = [axis for key, axis in layout.items() if key.startswith("yaxis")]
    assert len(axes) == 10
    assert len({tuple(axis["range"]) for axis in axes}) == 1
    assert axes[0]["range"][0] <= 52.78
    traces = list(scatters(figure))
    assert [set(trace["customdata"]) for trace in traces] == [{number} for number in range(1, 11)]
    assert traces[9]["text"] == ["52.78", "65.56"]
    assert [layout["xaxis"]["domain"], layout["xaxis2"]["domain"]] == [[0, 0.45], [0.55, 1]]


@pytest.mark.parametrize("columns", [1, 2, 5])
def test_small_figures_do_not_overlap(names: Names, columns: int) -> None:
    layout = spec(indicator_multiples(indicator_trend(SIX, names), CHANGES, "th", columns))["layout"]
    places = []
    for number in range(1, 11):
        end = "" if number == 1 else str(number)
        x, y = layout[f"xaxis{end}"]["domain"], layout[f"yaxis{end}"]["domain"]
        assert 0 <= x[0] < x[1] <= 1
        assert 0 <= y[0] < y[1] <= 1
        places.append((*x, *y))
    for one, other in itertools.combinations(places, 2):
        apart = one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]
        assert apart
    assert layout["height"] / math.ceil(10 / columns) > 150


def test_no_name_of_a_small_figure_is_broken_inside_a_word(names: Names) -> None:
    texts = words(indicator_multiples(indicator_trend(SIX, names), CHANGES, "th"))
    assert "4. การใช้ทรัพย์สิน<br>ของราชการ" in texts
    for text in texts[1:]:
        assert max(theme.width(line) for line in text.split("<br>")) <= 22


def test_of_the_nation_only_known_indicators_are_drawn(names: Names) -> None:
    scores = indicator_trend(published("thailand"), names)
    assert [trace["customdata"][0] for trace in scatters(indicator_multiples(scores, CHANGES, "th"))] == [3, 8]
    assert [
        trace["customdata"][0]
        for trace in scatters(indicator_highlight(scores, targets(), CHANGES, "th", 3))
        if trace["x"]
    ] == [8, 3]
    assert spec(heatmap(scores, CHANGES, "th"))["data"][0]["z"] == [[99.45], [94.39]]


def test_every_known_score_is_labelled(names: Names) -> None:
    scores = {2567: {1: 80.0, 2: 85.0}, 2568: {2: 90.0}}
    traces = list(scatters(indicator_multiples(indicator_trend(scores, names), CHANGES, "th")))
    assert [trace["text"] for trace in traces] == [["80.00", BLANK], ["85.00", "90.00"]]
    assert traces[0]["y"] == [80.0, None]


def test_one_indicator_is_set_off_among_grey_ones(names: Names) -> None:
    scores = indicator_trend(published("trat"), names)
    figure = indicator_highlight(scores, targets((2565, 10, 80.0), (2565, None, 90.0)), CHANGES, "en", 10)
    traces = [trace for trace in scatters(figure) if "lines" in trace["mode"]]
    assert [trace["line"]["color"] for trace in traces] == [theme.OTHERS] * 9 + [OWN]
    assert traces[-1]["text"] == ["52.78", "65.56", BLANK]
    assert all("text" not in trace["mode"] for trace in traces[:-1])
    assert named(figure, "target")["y"] == [80.0]
    assert words(figure)[0].startswith("<b>10. Prevention of corruption</b><br>")


def test_an_indicator_without_a_score_says_so(names: Names) -> None:
    figure = indicator_highlight(indicator_trend(published("thailand"), names), targets(), CHANGES, "en", 9)
    assert "Indicator 9 has no score in these years." in said(figure)
    assert {trace["line"]["color"] for trace in scatters(figure) if "lines" in trace["mode"]} == {theme.OTHERS}


# --- Two years ---


def test_trat_rose_most_in_indicators_10_and_8(names: Names) -> None:
    scores = published("trat")
    figure = dumbbell(year_change(scores[2563], scores[2564], names), 2563, 2564, "en")
    before, after = scatters(figure)
    assert (before["name"], after["name"]) == ("2563", "2564")
    assert before["customdata"] == after["customdata"] == [10, 8, 6, 7, 9, 4, 2, 5, 1, 3]
    rows = [text for text in words(figure) if "<span" in text]
    assert re.sub("<[^>]*>", "", rows[0]) == "10. Prevention of corruption  +12.78"
    assert re.sub("<[^>]*>", "", rows[1]) == "8. Improvement of work  +9.29"
    assert set(after["marker"]["color"]) == {theme.GOOD}
    # The first row is on top: rows count down the axis.
    top, foot = sorted(spec(figure)["layout"]["yaxis"]["range"])
    assert spec(figure)["layout"]["yaxis"]["range"] == [foot, top]


def test_falls_and_rises_differ_by_sign_place_and_colour(names: Names) -> None:
    old = dict.fromkeys(range(1, 11), 90.0)
    new = {1: 89.55, 2: 90.0, 3: 90.01, 4: 100.0, 5: 80.0} | dict.fromkeys(range(6, 11), 91.0)
    figure = dumbbell(year_change(old, new, names), 2567, 2568, "en")
    before, after = scatters(figure)
    # Of equal changes the fall stands first.
    assert after["customdata"] == [5, 4, 6, 7, 8, 9, 10, 1, 3, 2]
    assert after["marker"]["color"][:3] == [theme.WEAK, theme.GOOD, theme.GOOD]
    assert after["marker"]["color"][-3:] == [theme.WEAK, theme.GOOD, NEUTRAL]
    changes = [re.search(r"<b>.*>(.*)</span>", text)[1] for text in words(figure) if "<span" in text]  # type: ignore[index]
    assert changes[:3] == ["−10.00", "+10.00", "+1.00"]
    assert changes[-3:] == ["−0.45", "+0.01", "0.00"]
    # Values stand outside: where the score fell, the later one is on the left.
    assert after["textposition"][0] == "middle left"
    assert before["textposition"][0] == "middle right"
    assert (before["textposition"][1], after["textposition"][1]) == ("middle left", "middle right")
    low, high = spec(figure)["layout"]["xaxis"]["range"]
    assert low < 80.0
    assert high > 100.0


@pytest.mark.parametrize(
    ("points", "text"),
    [(12.78, "+12.78"), (-0.45, "−0.45"), (0.0, "0.00"), (-0.001, "0.00"), (0.004, "0.00"), (-100.0, "−100.00")],
)
def test_a_change_carries_its_sign(points: float, text: str) -> None:
    assert signed(points) == text


def test_a_missing_score_is_named_and_not_drawn(names: Names) -> None:
    old = dict.fromkeys(range(1, 10), 80.0)
    new = dict.fromkeys(range(2, 11), 85.0)
    figure = dumbbell(year_change(old, new, names), 2567, 2568, "en")
    for trace in scatters(figure):
        assert trace["customdata"] == list(range(2, 10))
        assert None not in trace["x"]
    assert "Without a score in one of the years: 1. Performance of duties, 10. Prevention of corruption" in said(figure)


def test_what_cannot_be_compared_is_grey_and_says_why(names: Names) -> None:
    frame = year_change(SIX[2567], SIX[2568], names)
    frame.loc[frame["indicator_no"] == 7, ["comparable", "break_note", "break_note_en"]] = [False, "เปลี่ยน", "changed"]
    figure = dumbbell(frame, 2567, 2568, "en")
    _before, after = scatters(figure)
    colours = dict(zip(after["customdata"], after["marker"]["color"], strict=True))
    assert colours[7] == NEUTRAL
    assert {colours[number] for number in colours if number != 7} == {theme.GOOD}
    assert "* not comparable: changed" in said(figure)
    (row,) = [text for text in words(figure) if text.startswith("7. ")]
    assert "+4.00*" in row


def test_a_break_that_leaves_scores_comparable_is_said_once(names: Names) -> None:
    frame = year_change(SIX[2567], SIX[2568], names, break_note="เปลี่ยน", break_note_en="2568: OIT list")
    figure = dumbbell(frame, 2567, 2568, "en")
    assert said(figure).count("Questions changed in between: compare with care") == 1
    assert "OIT list" not in said(figure), "what changed is said under the figure"
    assert "*" not in said(figure)


def test_the_nation_is_said_where_it_is_known(names: Names) -> None:
    frame = year_change(SIX[2567], SIX[2568], names)
    frame.loc[frame["indicator_no"] == 8, "change_vs_national"] = -5.9
    _before, after = scatters(dumbbell(frame, 2567, 2568, "en"))
    hover = dict(zip(after["customdata"], after["hovertext"], strict=True))
    assert hover[8].endswith("<br>compared with the nation −5.90")
    assert not [number for number in hover if number != 8 and "nation" in hover[number]]


# --- The table of colours ---


def test_each_cell_says_its_score_and_missing_ones_are_empty(names: Names) -> None:
    scores = {2563: {1: 41.72, 2: 90.0}, 2565: {1: 93.45}}
    colours, texts = spec(heatmap(indicator_trend(scores, names), CHANGES, "en"))["data"]
    assert colours["z"] == [[41.72, None, 93.45], [90.0, None, None]]
    assert texts["text"] == ["41.72", "–", "93.45", "90.00", "–", "–"]
    assert texts["x"] == ["2563", "2564", "2565"] * 2
    assert texts["customdata"] == [1, 1, 1, 2, 2, 2]
    shapes = spec(heatmap(indicator_trend(scores, names), CHANGES, "en"))["layout"]["shapes"]
    assert len(shapes) == 3
    assert {shape["line"]["dash"] for shape in shapes} == {"dot"}
    # A colour means the same score in every town.
    assert (colours["zmin"], colours["zmax"]) == (COLOURS[0][0], 100)


def luminance(colour: Sequence[float]) -> float:
    """Return the relative luminance of a colour of parts 0-255."""
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def rgb(colour: str) -> list[int]:
    """Return the parts of a colour written as #rrggbb."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def cell_colour(score: float) -> list[float]:
    """Return the colour of a cell as plotly.js mixes it."""
    score = max(score, COLOURS[0][0])
    for (low, one), (high, other) in itertools.pairwise(COLOURS):
        if score <= high:
            share = (score - low) / (high - low)
            return [a + (b - a) * share for a, b in zip(rgb(one), rgb(other), strict=True)]
    raise AssertionError(score)


def test_every_score_can_be_read_on_its_colour_and_darker_is_lower() -> None:
    lights = []
    for tenth in range(1001):
        score = tenth / 10
        light, text = luminance(cell_colour(score)), luminance(rgb(_ink(score)))
        assert (max(light, text) + 0.05) / (min(light, text) + 0.05) >= 4.5, score
        lights.append(light)
    assert all(one <= other for one, other in itertools.pairwise(lights))


# --- Scales and labels ---


@given(st.lists(st.one_of(st.none(), st.floats(0, 100)), max_size=12))
def test_a_scale_holds_all_scores_with_round_ticks(values: list[float | None]) -> None:
    on = scale(score_axis("Score", values, "en"))
    known = [value for value in values if value is not None]
    assert on.low >= 0
    assert on.high > 100
    assert all(on.low <= value for value in known)
    assert on.ticks[-1] == 100
    assert 2 <= len(on.ticks) <= 8
    assert all(tick % 5 == 0 and tick >= on.low for tick in on.ticks)


@given(st.lists(st.floats(0, 400), min_size=1, max_size=4), st.sampled_from([18.0, 36.0]))
def test_names_are_moved_apart_and_keep_their_order(places: list[float], least: float) -> None:
    moved = spread(places, least)
    for one, other in itertools.combinations(range(len(places)), 2):
        assert abs(moved[one] - moved[other]) >= least - 1e-6
        if places[one] < places[other]:
            assert moved[one] < moved[other]
    if all(abs(a - b) >= least for a, b in itertools.combinations(places, 2)):
        assert moved == pytest.approx(places)
    assert sum(moved) == pytest.approx(sum(places))


def test_names_at_ends_keep_clear_of_targets_and_years() -> None:
    on = Scale(60, 106, (60, 80, 100))
    ends = [EndLabel(5, 93.82, "nation", "#000"), EndLabel(5, 93.74, "town", "#000")]

    def heights(notes: list[dict[str, Any]]) -> list[float]:
        return [on.pixels(note["y"], PLOT) + note["yshift"] for note in notes]

    free = heights(end_labels(ends, on, PLOT, 36))
    assert abs(free[0] - free[1]) >= 36 - 1e-6
    mark = on.pixels(95.0, PLOT)
    kept = heights(end_labels(ends, on, PLOT, 36, lambda _place: [(mark - 5, mark + 50)]))
    assert all(height + 18 <= mark - 5 + 1e-6 or height - 18 >= mark + 50 - 1e-6 for height in kept)
    low = heights(end_labels([EndLabel(0, 60.5, "a", "#000"), EndLabel(0, 60.4, "b", "#000")], on, PLOT, 36))
    assert min(low) >= 18 - 1e-6


def test_a_height_is_counted_from_the_foot_of_the_axis() -> None:
    on = Scale(60, 110, (60, 100))
    assert [on.pixels(value, 200) for value in (60, 85, 110)] == [0, 100, 200]


def test_values_keep_clear_of_their_own_line() -> None:
    on = Scale(0, 100, (0, 100))
    assert sides([10, 50, 90], on, PLOT) == ["bottom center", "top left", "top center"]
    assert sides([90, 50, 90], on, PLOT) == ["top center", "bottom center", "top center"]
    assert sides([50, 51, 50], on, PLOT) == ["bottom center", "top center", "bottom center"]
    assert sides([10, 50, 90], on, PLOT, [True, True, True])[1] == "bottom right"
    assert sides([None, 50, None], on, PLOT) == ["top center"] * 3


def test_values_never_lean_onto_each_other() -> None:
    on = Scale(0, 100, (0, 100))
    step = (STEEP + 1) / PLOT * 100
    # Each would lean towards the other, for a steep line comes from the far side of both.
    own = [50 - 4 * step, 50.0, 50.5, 50.5 - 4 * step]
    leaning = sides(own, on, PLOT, [True] * 4)
    assert leaning[1:3] == ["bottom center", "bottom center"]
    assert on.pixels(0.5, PLOT) < LABEL


def test_every_year_of_a_span_is_there() -> None:
    assert every_year([2568, 2563, 2565]) == [2563, 2564, 2565, 2566, 2567, 2568]
    assert every_year([]) == []


def test_changes_of_the_questions_stand_in_every_figure_of_indicators(names: Names) -> None:
    scores = indicator_trend(SIX, names)
    small = spec(indicator_multiples(scores, CHANGES, "en"))["layout"]
    assert len([shape for shape in small["shapes"] if shape["line"]["dash"] == "dot"]) == 2 * 10
    assert {shape["xref"] for shape in small["shapes"]} == {"x1" if n == 1 else f"x{n}" for n in range(1, 11)} or {
        shape["xref"] for shape in small["shapes"]
    } == {"x", *(f"x{n}" for n in range(2, 11))}
    assert dotted(indicator_highlight(scores, targets(), CHANGES, "en", 9)) == [3.5, 4.5]
    lines = [shape for shape in spec(heatmap(scores, CHANGES, "en"))["layout"]["shapes"] if shape["type"] == "line"]
    assert [shape["x0"] for shape in lines] == [3.5, 4.5]
    for figure in (indicator_multiples(scores, CHANGES, "en"), heatmap(scores, CHANGES, "en")):
        assert "questions or the framework changed" in said(figure)
    none = CHANGES[CHANGES["fiscal_year"] < 2563]
    assert "questions or the framework changed" not in said(indicator_multiples(scores, none, "en"))


def test_a_new_framework_cuts_the_lines_of_indicators(names: Names) -> None:
    new = pd.DataFrame(
        [{"fiscal_year": 2568, "affects": "scores", "what_th": "ใหม่", "what_en": "new", "comparable": "no"}]
    )
    for figure in (
        indicator_multiples(indicator_trend(SIX, names), new, "en"),
        indicator_highlight(indicator_trend(SIX, names), targets(), new, "en", 9),
    ):
        for trace in scatters(figure):
            if len(trace["x"]) > 2:
                assert trace["y"][-2] is None, "nothing joins 2567 and 2568"


NASTY = "<a href='http://example.org'>x</a>&lt;"


def test_texts_of_the_store_are_shown_letter_by_letter(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    shown = "&lt;a href='http://example.org'&gt;x&lt;/a&gt;&amp;lt;"
    named = dict.fromkeys(range(1, 11), (NASTY, NASTY))
    scores = dict.fromkeys(range(1, 11), 60.0)
    scored = indicator_trend({2566: scores, 2568: scores}, named)
    ranking = scored[scored["fiscal_year"] == 2568].assign(gap_points=40.0, lost_points=4.0)
    change = year_change(scores, scores, named, break_note=NASTY, break_note_en=NASTY)
    figures = [
        total_lines(
            total_trend({2566: 60.0, 2568: 60.0}, levels={2568: NASTY}),
            bands.assign(level=NASTY),
            breaks.assign(what_th=NASTY, what_en=NASTY),
            targets(),
            "th",
        ),
        indicator_multiples(scored, CHANGES, "en"),
        indicator_highlight(scored, targets(), CHANGES, "th", 9),
        dumbbell(change, 2566, 2568, "th"),
        dumbbell(change.assign(comparable=False), 2566, 2568, "th"),
        heatmap(scored, CHANGES, "th"),
        gap_bars(ranking, "th"),
    ]
    for figure in figures:
        texts = json.dumps(figure.to_plotly_json(), default=str, ensure_ascii=False).replace("<br>", " ")
        assert "<a " not in texts
        assert "</a>" not in texts
        assert "&lt;a" in texts
    assert shown in " ".join(figures[0].data[0].hovertext)


# --- Years between, dark pages, projectors ---


def test_years_between_stand_in_the_same_picture(names: Names) -> None:
    change = year_change(SIX[2565], SIX[2568], names)
    figure = years_compared(change, indicator_trend(SIX, names), 2565, 2568, "en", (2567,))
    assert [trace["name"] for trace in scatters(figure)] == ["2565", "2567", "2568"]
    assert len({trace["marker"]["symbol"] for trace in list(scatters(figure))[:2]}) == 2
    # The years stand at the points of the first row, the score between at its own in every row.
    notes = spec(figure)["layout"]["annotations"]
    assert {note["text"] for note in notes if note["y"] == 0 and note.get("yshift") == -18} == {
        "2565",
        "2567 77.00",
        "2568",
    }
    assert len([note for note in notes if note.get("yshift") == -18]) == 3 + 9
    assert [trace["text"] for trace in scatters(figure)][1] == [BLANK] * 10


def test_labels_under_a_row_never_touch(names: Names) -> None:
    scores = {year: dict.fromkeys(range(1, 11), 90 + (year - 2563) / 10) for year in range(2563, 2569)}
    scores[2568][1] = 60.0
    change = year_change(scores[2563], scores[2568], names)
    figure = years_compared(change, indicator_trend(scores, names), 2563, 2568, "en", (2564, 2565, 2566, 2567))
    layout = spec(figure)["layout"]
    low, high = layout["xaxis"]["range"]
    under = [note for note in layout["annotations"] if note.get("yshift") == -18]
    for row in range(10):
        placed = sorted(
            (note["x"] / (high - low) * 330 + note["xshift"], len(note["text"])) for note in under if note["y"] == row
        )
        assert placed
        for (one, letters), (other, more) in itertools.pairwise(placed):
            assert other - one >= (letters + more) / 2 * 6.5


def test_the_agency_s_years_stand_in_the_middle(bands: pd.DataFrame, breaks: pd.DataFrame) -> None:
    # The nation's first years would squeeze those of the town.
    trend = total_trend({2567: 89.75, 2568: 93.89}, NATION)
    layout = spec(total_lines(trend, bands, breaks, targets((2569, None, 96.5)), "en"))["layout"]
    assert layout["xaxis"]["categoryarray"] == ["2566", "2567", "2568", "2569"]
    assert layout["yaxis"]["range"][0] == 85


@pytest.mark.parametrize(
    ("first", "low", "said"), [(89.99, 90, "89.99 (2565)"), (70.0, 90, "70.00 (2565)"), (90.0, 90, ""), (92.5, 90, "")]
)
def test_what_of_the_nation_lies_below_the_axis_is_said(
    bands: pd.DataFrame, breaks: pd.DataFrame, first: float, low: int, said: str
) -> None:
    trend = total_trend({2566: 98.0, 2567: 98.2, 2568: 98.5}, {2565: first, 2566: 90.19, 2567: 93.05, 2568: 93.82})
    series = total_series(trend, bands, breaks, targets(), "en")
    assert series.axis.low == low
    beneath = [note for note in series.notes if "below the axis" in note]
    assert beneath == ([f"The nation's total below the axis: {said}"] if said else [])


@pytest.mark.parametrize("name", ["total", "instruments", "multiples", "highlight", "dumbbell", "heatmap"])
def test_every_colour_can_be_read_on_a_dark_page(everything: Callable[[str], dict[str, go.Figure]], name: str) -> None:
    light = everything("th")[name]
    figure = theme.shown_as(light, dark=True)
    assert theme.shown_as(light) is light
    ground = luminance(rgb(theme.DARK[theme.GROUND]))
    drawn = spec(figure)
    assert drawn["layout"]["paper_bgcolor"] == theme.DARK[theme.GROUND]
    fonts = [note["font"]["color"] for note in drawn["layout"]["annotations"]]
    fonts += [trace["textfont"]["color"] for trace in scatters(figure) if "text" in trace["mode"] and name != "heatmap"]
    fonts += [colour for text in words(figure) for colour in re.findall(r"color:(#\w{6})", text)]
    for colour in fonts:
        assert (luminance(rgb(colour)) + 0.05) / (ground + 0.05) >= 4.5, colour
    assert [note["text"] for note in drawn["layout"]["annotations"]] == words(light) or name == "dumbbell"


def test_a_figure_for_a_projector_has_larger_type_and_the_same_values(
    everything: Callable[[str], dict[str, go.Figure]],
) -> None:
    small = everything("th")["total"]
    large = theme.shown_as(small, by=1.5)
    assert large.layout.height == small.layout.height * 1.5
    assert large.layout.annotations[0].font.size == small.layout.annotations[0].font.size * 1.5
    assert [list(trace.y) for trace in large.data] == [list(trace.y) for trace in small.data]


# --- The small line on the overview ---


def test_the_small_line_has_every_total_once_and_the_nation_s(breaks: pd.DataFrame) -> None:
    drawn = total_sparkline(total_trend(TOTALS, NATION), breaks, "en")
    assert drawn is not None
    shown = [mark.text for mark in drawn.marks if "." in mark.text]
    assert sorted(shown) == sorted(["67.53", "75.73", "84.00", "88.99", "this agency 93.74", "nation 93.82"])
    assert drawn.label.startswith("The total over the years: 2563 67.53, ")
    assert sum(mark.kind == "point" for mark in drawn.marks) == 5
    assert total_sparkline(total_trend({2568: 90.0}, NATION), breaks, "en") is None
    itself = total_sparkline(total_trend(NATION, NATION).assign(difference=MISSING), breaks, "en")
    assert itself is not None
    assert not [mark for mark in itself.marks if "nation" in mark.text]
