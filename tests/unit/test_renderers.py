"""A renderer draws all that a series says, and nothing else: every point, label, band and change, read from the figure.

The series here are made by hand and by chance, not from frames, and the figures are read as a browser gets them: marks
by their coordinates, words by their texts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita.charts import theme
from ita.charts.changes import draw_changes
from ita.charts.gaps import draw_bars
from ita.charts.heatmap import draw_cells
from ita.charts.indicators import draw_multiples
from ita.charts.lines import BENEATH, BESIDE, Ends, draw_lines
from ita.charts.sparkline import draw_sparkline
from ita.series.model import (
    Axis,
    Band,
    Bar,
    BarSeries,
    Cell,
    CellRow,
    CellSeries,
    ChangeRow,
    ChangeSeries,
    Emphasis,
    LevelBands,
    Line,
    LineSeries,
    Point,
    RuleChange,
    Side,
    Unit,
)

# The drawing area of lines, in pixels: a band that is lower than a line of type has no room for its name.
PLOT, NAME_HEIGHT = 360, 18

few = settings(max_examples=40)
words = st.text(st.sampled_from("กขอาที่ Tot<&>b/1."), min_size=1, max_size=12).map(lambda text: f"ก{text}ข")
scores = st.integers(0, 10000).map(lambda cents: cents / 100)
# Of a town with low scores, and of one whose axis begins far above 0.
least = st.sampled_from([0, 60, 85])
spans = st.tuples(st.integers(2560, 2570), st.integers(1, 8)).map(lambda span: tuple(range(span[0], sum(span))))


def label(value: float) -> str:
    return f"{value:.2f}"


def axis(values: list[float]) -> Axis:
    low = int(max(min(values, default=0.0) - 6, 0) // 5 * 5)
    return Axis("Scores (0-100)", low, 100, Unit.SCORE, ticks=tuple(range(low, 101, 5)), title_cut=f"Scores from {low}")


@st.composite
def lines_of(draw: st.DrawFn, years: tuple[int, ...], name: str, emphasis: Emphasis, ends: bool) -> Line:
    """Return a line over some of the years; its last value is at its point or at its end."""
    known = sorted(draw(st.sets(st.sampled_from(years))))
    foot = draw(least)
    values = [round(foot + draw(scores) * (100 - foot) / 100, 2) for _year in known]
    ended = ends and bool(known) and draw(st.booleans())
    points = tuple(
        Point(
            year,
            value,
            label(value) if not (ended and year == known[-1]) and emphasis is not Emphasis.OTHER else "",
            draw(st.sampled_from(Side)),
            (str(year), draw(words)),
        )
        for year, value in zip(known, values, strict=True)
    )
    number = None if ends else draw(st.integers(1, 10))
    return Line(name, emphasis, points, label(values[-1]) if ended else "", number)


@st.composite
def rule_changes(draw: st.DrawFn, years: tuple[int, ...]) -> tuple[RuleChange, ...]:
    changed = sorted(draw(st.sets(st.sampled_from(years[1:])))) if len(years) > 1 else []
    return tuple(
        RuleChange(year, "scores", f"{draw(words)}{year}", (draw(words), draw(words)), draw(st.booleans()))
        for year in changed
    )


@st.composite
def level_bands(draw: st.DrawFn, years: tuple[int, ...], low: float) -> tuple[LevelBands, ...]:
    cut = draw(st.integers(1, len(years)))
    found = []
    for stretch in (years[:cut], years[cut:]):
        if stretch:
            floors = sorted(draw(st.sets(st.integers(0, 99), max_size=5)), reverse=True)
            tops = [100, *floors]
            bands = tuple(
                Band(f"{draw(words)}{floor}", float(floor), float(top))
                for floor, top in zip(floors, tops, strict=False)
                if top > low
            )
            found.append(LevelBands(stretch[0], stretch[-1], bands, "" if bands else draw(words)))
    return tuple(found)


@st.composite
def totals(draw: st.DrawFn) -> LineSeries:
    """Return lines of an agency beside the nation, with levels, changes and targets."""
    years = draw(spans)
    own = draw(lines_of(years, "own <line>", Emphasis.OWN, ends=True))
    nation = draw(lines_of(years, "nation", Emphasis.OTHER, ends=True))
    beside = Line(nation.name, Emphasis.COMPARED, nation.points, nation.end)
    aims = draw(lines_of(years, "aim", Emphasis.TARGET, ends=False))
    on = axis([point.value for line in (own, beside, aims) for point in line.points])
    return LineSeries(
        on,
        years,
        (beside, own, *((Line("aim", Emphasis.TARGET, aims.points),) if aims.points else ())),
        draw(level_bands(years, on.low)),
        draw(rule_changes(years)),
        draw(words),
        tuple(draw(st.lists(words, max_size=3))),
    )


@st.composite
def instruments(draw: st.DrawFn) -> LineSeries:
    years = draw(spans)
    emphases = (Emphasis.IIT, Emphasis.EIT, Emphasis.OIT)
    lines = tuple(draw(lines_of(years, emphasis.name, emphasis, ends=True)) for emphasis in emphases)
    values = [point.value for line in lines for point in line.points]
    return LineSeries(axis(values), years, lines, rule_changes=draw(rule_changes(years)))


@st.composite
def several(draw: st.DrawFn) -> LineSeries:
    """Return lines of indicators, all of which have a point."""
    years = draw(spans)
    found = [draw(lines_of(years, f"{place}. {draw(words)}", Emphasis.OWN, ends=False)) for place in range(1, 6)]
    lines = tuple(line for line in found if line.points)
    values = [point.value for line in lines for point in line.points]
    return LineSeries(axis(values), years, lines, rule_changes=draw(rule_changes(years)), notes=(draw(words),))


@st.composite
def changes(draw: st.DrawFn) -> ChangeSeries:
    years = draw(spans.filter(lambda span: len(span) > 1))
    rows = []
    for number in draw(st.lists(st.integers(1, 10), unique=True, max_size=6)):
        known = [year for year in years if year in (years[0], years[-1]) or draw(st.booleans())]
        points = tuple(Point(year, value := draw(scores), label(value)) for year in known)
        emphasis = draw(st.sampled_from([Emphasis.RISE, Emphasis.FALL, Emphasis.NEUTRAL]))
        change = points[-1].value - points[0].value
        rows.append(
            ChangeRow(
                number, f"{number}. {draw(words)}", points, change, f"{change:+.2f}*", emphasis, True, draw(words)
            )
        )
    values = [point.value for row in rows for point in row.points]
    return ChangeSeries(
        Axis("Score", min(values, default=50), max(values, default=100), Unit.SCORE, title_cut="Scores, cut"),
        years,
        tuple(rows),
        draw(words),
        "Missing:",
        tuple(draw(st.lists(words, max_size=4))),
        tuple(draw(st.lists(words, max_size=2))),
    )


@st.composite
def cells(draw: st.DrawFn) -> CellSeries:
    years = draw(spans)
    rows = []
    for number in draw(st.lists(st.integers(1, 10), unique=True, max_size=6)):
        values = [draw(st.none() | scores) for _year in years]
        of_row = (
            Cell(year, value, "–" if value is None else label(value)) for year, value in zip(years, values, strict=True)
        )
        rows.append(CellRow(number, f"{number}. {draw(words)}", tuple(of_row)))
    on = Axis("Score", 50, 100, Unit.SCORE)
    return CellSeries(on, years, tuple(rows), True, draw(rule_changes(years)), (draw(words),))


# --- A figure read as a browser gets it ---


def spec(figure: go.Figure) -> dict[str, Any]:
    return dict(json.loads(figure.to_json()))


def bare(text: str) -> str:
    """Return a text of a series without its spaces, for lines of a figure are broken at them."""
    return re.sub(r"\s", "", text)


def seen(text: object) -> str:
    """Return a text as a person reads it, without what is only for its looks and without spaces."""
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]*>", "", str(text))))


def marks(trace: dict[str, Any]) -> list[tuple[str, float, str, str]]:
    """Return where the marks of a trace are, with the words at them and under the pointer."""
    texts = trace.get("text") or [""] * len(trace["x"])
    return [
        (x, y, seen(text), seen(hover))
        for x, y, text, hover in zip(trace["x"], trace["y"], texts, trace["hovertext"], strict=True)
        if y is not None
    ]


def notes(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**note, "text": seen(note["text"])} for note in figure["layout"].get("annotations", [])]


def dotted(figure: dict[str, Any]) -> list[tuple[float, str]]:
    """Return the dotted upright lines: where, and on which axis."""
    return [
        (shape["x0"], shape.get("xref", "x"))
        for shape in figure["layout"].get("shapes", [])
        if shape["type"] == "line" and shape["line"].get("dash") == "dot" and shape["x0"] == shape["x1"]
    ]


def joined_years(trace: dict[str, Any]) -> set[tuple[int, int]]:
    """Return the pairs of years between which a line is drawn."""
    places = [(x, y) for x, y in zip(trace["x"], trace["y"], strict=True) if y is not None or not trace["connectgaps"]]
    return {(int(x), int(u)) for (x, y), (u, v) in pairwise(places) if y is not None and v is not None}


def joins(series: LineSeries, line: Line) -> set[tuple[int, int]]:
    """Return the pairs of years that a line joins: next to each other, both known, nothing cut between them."""
    known = {point.year for point in line.points}
    cut = {change.year for change in series.rule_changes if change.cuts}
    return {(year, year + 1) for year in known if year + 1 in known and year + 1 not in cut}


def written(point: Point, line: Line) -> str:
    """Return what is written at a point: of a target its name too."""
    named = line.emphasis is Emphasis.TARGET and point.label
    return bare(f"{line.name}{point.label}" if named else point.label)


def by_name(drawn: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {seen(trace["name"]): trace for trace in drawn["data"]}


def assert_lines_are_drawn(series: LineSeries, drawn: dict[str, Any]) -> None:
    traces = by_name(drawn)
    assert set(traces) == {bare(line.name) for line in series.lines}
    for line in series.lines:
        trace = traces[bare(line.name)]
        expected = [(str(p.year), p.value, written(p, line), bare("".join(p.tip))) for p in line.points]
        assert sorted(marks(trace)) == sorted(expected)
        if "lines" in trace["mode"]:
            assert joined_years(trace) == joins(series, line)
            assert trace["line"]["color"] == theme.COLOURS[line.emphasis]


@few
@given(totals() | instruments(), st.sampled_from([BENEATH, BESIDE]), st.booleans())
def test_lines_have_every_point_label_end_and_change(series: LineSeries, ends: Ends, wide: bool) -> None:
    drawn = spec(draw_lines(series, ends, wide))
    assert_lines_are_drawn(series, drawn)
    said = notes(drawn)
    header = said[0]["text"]
    expected = [series.title, series.axis.words(series.axis.low), *series.notes]
    assert header == "".join(bare(text) for text in expected)
    for line in series.lines:
        if line.end:
            (end,) = [each for each in said if each["text"] == bare(line.name + line.end) and "xshift" in each]
            assert (end["x"], end["y"]) == (series.years.index(line.points[-1].year), line.points[-1].value)
            assert end["font"]["color"] == theme.COLOURS[line.emphasis]
    assert [place for place, _axis in dotted(drawn)] == [series.years.index(c.year) - 0.5 for c in series.rule_changes]
    for change in series.rule_changes:
        (caption,) = [each for each in said if each["text"] == bare(change.caption)]
        assert caption["x"] == series.years.index(change.year) - 0.5
        assert seen(caption["hovertext"]) == bare("".join(change.wordings))
    names = sum(len(each.bands) for each in series.level_bands) + sum(bool(each.missing) for each in series.level_bands)
    fixed = 1 + sum(bool(line.end) for line in series.lines) + len(series.rule_changes)
    assert fixed <= len(said) <= fixed + names


@few
@given(totals(), st.booleans())
def test_bands_fill_their_years_and_scores_and_hold_their_names(series: LineSeries, wide: bool) -> None:
    drawn = spec(draw_lines(series, wide=wide))
    low, high = drawn["layout"]["yaxis"]["range"]
    areas = Counter(
        (shape["x0"], shape["x1"], shape["y0"], shape["y1"])
        for shape in drawn["layout"].get("shapes", [])
        if shape["type"] == "rect"
    )
    expected: Counter[tuple[float, float, float, float]] = Counter()
    said = notes(drawn)
    for stretch in series.level_bands:
        left, right = series.years.index(stretch.first_year) - 0.5, series.years.index(stretch.last_year) + 0.5
        for band in stretch.bands:
            foot = max(band.low, low)
            expected[left, right, foot, band.high] += 1
            named = [
                note
                for note in said
                if note["text"] == bare(band.name) and left <= note["x"] <= right and foot <= note["y"] <= band.high
            ]
            if (band.high - foot) / (high - low) * PLOT >= NAME_HEIGHT:
                assert named, band
        if stretch.missing:
            assert [note for note in said if note["text"] == bare(stretch.missing) and left < note["x"] < right]
    assert areas == expected


@few
@given(several(), st.sampled_from([1, 2, 5]))
def test_small_figures_have_every_point_title_and_change(series: LineSeries, columns: int) -> None:
    drawn = spec(draw_multiples(series, columns))
    said = [note["text"] for note in notes(drawn)]
    assert said == [
        bare("".join([series.axis.words(series.axis.low), *series.notes])),
        *(bare(line.name) for line in series.lines),
    ]
    assert len(drawn["data"]) == len(series.lines)
    for line, trace in zip(series.lines, drawn["data"], strict=True):
        assert [mark[:2] for mark in marks(trace)] == [(str(point.year), point.value) for point in line.points]
        assert joined_years(trace) == joins(series, line)
        # Where there is no room for all, none stands at a point that is not its own, and the last is written.
        labels = [mark[2] for mark in marks(trace)]
        assert all(text in ("", point.label) for text, point in zip(labels, line.points, strict=True))
        assert labels[-1] == line.points[-1].label
        if len(series.years) <= 3:
            assert "" not in labels
    axes = {f"x{place or ''}" for place in (0, *range(2, len(series.lines) + 1))} if series.lines else set()
    per_axis = Counter(re.sub("^x1$", "x", on) for _place, on in dotted(drawn))
    assert per_axis == Counter({on: len(series.rule_changes) for on in axes if series.rule_changes})


@few
@given(changes(), st.booleans())
def test_compared_years_have_every_point_label_name_and_change(series: ChangeSeries, wide: bool) -> None:
    drawn = spec(draw_changes(series, wide))
    said = notes(drawn)
    low = drawn["layout"]["xaxis"]["range"][0]
    words_above = [series.order, "·", series.axis.words(low), *([series.missing_words] if series.missing else [])]
    listed = ",".join(series.missing)
    assert said[0]["text"] == bare("".join([*words_above, listed, *series.notes]))
    points: Counter[tuple[str, float, int]] = Counter()
    texts: Counter[tuple[int, str]] = Counter()
    for trace in drawn["data"]:
        for x, y, text, _hover in marks(trace):
            points[trace["name"], float(x), int(y)] += 1
            if text:
                texts[int(y), text] += 1
    for note in said[1:]:
        texts[int(note["y"]), note["text"]] += 1
    expected: Counter[tuple[str, float, int]] = Counter()
    for place, row in enumerate(series.rows):
        for point in row.points:
            expected[str(point.year), point.value, place] += 1
            assert [text for at, text in texts if at == place and point.label in text], point
            if place == 0:
                assert [text for at, text in texts if at == 0 and text.startswith(str(point.year))], point
        assert texts[place, bare(row.name + row.label)] == 1
        hover = {
            seen(text)
            for trace in drawn["data"]
            for at, text in zip(trace["y"], trace["hovertext"], strict=True)
            if at == place
        }
        assert len(hover) == 1
        assert all(bare(text) in min(hover) for text in (row.name, row.label, row.beside))
        bars = [s for s in drawn["layout"]["shapes"] if s["y0"] == place and s["line"]["width"] == 4]
        assert [(b["x0"], b["x1"], b["line"]["color"]) for b in bars] == [
            (row.points[0].value, row.points[-1].value, theme.COLOURS[row.emphasis])
        ]
    assert points == expected
    assert drawn["layout"]["yaxis"]["range"][0] > drawn["layout"]["yaxis"]["range"][1], "the first row is on top"


@few
@given(cells(), st.booleans())
def test_a_table_of_colours_has_every_cell_and_name(series: CellSeries, wide: bool) -> None:
    drawn = spec(draw_cells(series, wide))
    colours, texts = drawn["data"]
    found = {(x, y): (text, hover) for x, y, text, hover in marks(texts)}
    assert len(found) == sum(len(row.cells) for row in series.rows)
    for place, row in enumerate(series.rows):
        for column, cell in enumerate(row.cells):
            assert colours["z"][place][column] == cell.value
            hover = bare(f"{row.name}{cell.year}{cell.label}")
            assert found[str(cell.year), place] == (cell.label, hover)
    said = notes(drawn)
    assert said[0]["text"] == bare("".join(series.notes))
    assert [(note["y"], note["text"]) for note in said[1:]] == [
        (place, bare(row.name)) for place, row in enumerate(series.rows)
    ]
    assert [place for place, _axis in dotted(drawn)] == [series.years.index(c.year) - 0.5 for c in series.rule_changes]


BARS = tuple(
    Bar(number, f"การ <{number}> ของ & งาน", gap, label(gap), f"ได้ {100 - gap:.2f}", emphasis)
    for number, gap, emphasis in ((9, 11.72, Emphasis.WEAK), (3, 4.0, Emphasis.CALM), (10, 0.0, Emphasis.CALM))
)


def test_bars_have_every_value_label_and_name_from_above() -> None:
    drawn = spec(draw_bars(BarSeries(Axis("points short", 0, 11.72, Unit.POINTS), BARS)))
    (trace,) = drawn["data"]
    assert (trace["x"], trace["text"]) == ([11.72, 4.0, 0.0], ["11.72", "4.00", "0.00"])
    assert [seen(text) for text in trace["y"]] == [bare(f"{bar.indicator_no}. {bar.name}{bar.detail}") for bar in BARS]
    assert drawn["layout"]["yaxis"]["autorange"] == "reversed"
    assert drawn["layout"]["xaxis"]["title"]["text"] == "points short"
    assert drawn["layout"]["xaxis"]["range"][1] > 11.72
    weak, calm, other = trace["marker"]["color"]
    assert weak != calm == other


@few
@given(totals().filter(lambda series: any(line.points for line in series.lines)))
def test_the_small_line_has_every_point_label_and_end(series: LineSeries) -> None:
    lines = tuple(line for line in series.lines if line.emphasis is not Emphasis.TARGET)
    values = [value for line in lines for value in (point.value for point in line.points)]
    if not values:
        return
    small = LineSeries(Axis("", min(values), max(values), Unit.SCORE), series.years, lines, said="all of it")
    drawn = draw_sparkline(small)
    (own,) = [line for line in lines if line.emphasis is Emphasis.OWN]
    texts = Counter(mark.text for mark in drawn.marks if mark.text)
    assert texts == Counter(
        [
            *(point.label for point in own.points if point.label),
            *(f"{line.name} {line.end}" for line in lines if line.end),
            *(str(year) for year in series.years),
        ]
    )
    dots = [mark for mark in drawn.marks if mark.kind == "point"]
    assert len(dots) == len(own.points)
    across = {mark.text: mark.across for mark in drawn.marks if mark.kind.startswith("year")}
    for dot, point in zip(dots, own.points, strict=True):
        assert dot.across == pytest.approx(across[str(point.year)])
    # What is higher is drawn higher.
    for (one, a), (other, b) in pairwise(sorted(zip(own.points, dots, strict=True), key=lambda each: each[0].value)):
        assert b.down < a.down or one.value == other.value
    assert drawn.label == "all of it"


def test_each_emphasis_has_a_colour_for_light_and_dark_pages() -> None:
    assert set(theme.COLOURS) == set(Emphasis)
    assert set(theme.COLOURS.values()) <= set(theme.DARK)
    instruments = [theme.COLOURS[each] for each in (Emphasis.IIT, Emphasis.EIT, Emphasis.OIT)]
    assert len(set(instruments)) == 3
