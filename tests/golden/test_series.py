"""What each chart says, compared with files that people have read: one file a chart, with cases in both languages.

``ITA_WRITE_GOLDEN=1`` writes the files anew; the check then fails all the same, so that nobody takes them unread. A
field that has its default is left out of a file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ita.i18n import LANGUAGES
from ita.series.changes import change_series, scores_between
from ita.series.gaps import gap_series
from ita.series.heatmap import heat_series
from ita.series.indicators import highlight_series, indicator_series
from ita.series.model import Emphasis, Series, Side, Unit
from ita.series.trends import instrument_series, spark_series, total_series
from ita.store import query_loader, reads
from ita.store.engine import Engine, open_engine
from tests import chart_frames as frames
from tests.helpers import ROOT

HERE = Path(__file__).parent / "series"
WRITE = "ITA_WRITE_GOLDEN"
LINE = 120
NEW_FRAMEWORK = {
    "fiscal_year": 2567,
    "affects": "scores",
    "what_th": "กรอบใหม่",
    "what_en": "a new framework",
    "comparable": "no",
}
AIMS = frames.targets((2569, None, 96.5), (2569, 9, 78.0), (2568, 9, 85.0))

Read = Callable[..., pd.DataFrame]
Case = tuple[str, Callable[[str], Series | None]]


def reader(engine: Engine) -> Read:
    """Return what gives the frame of a read query of the shipped database."""

    def read(query: Callable[..., list[Any]], *args: Any) -> pd.DataFrame:
        with engine.cursor() as cursor:
            return query_loader.frame(cursor, query, *args)

    return read


def gap_cases(read: Read) -> Iterator[Case]:
    report, nation = read(reads.gap_ranking, "ban-mo", 2568), read(reads.gap_ranking, "thailand", 2568)
    tied = report.assign(gap_points=[9.0, 9.0, 5.0, 5.0, 5.0, 5.0, 2.0, 2.0, 1.0, 0.0])
    yield "the report", lambda lang: gap_series(report, lang)
    yield "the report by points lost", lambda lang: gap_series(report, lang, "lost")
    yield "two scores only", lambda lang: gap_series(nation, lang)
    yield "a tie at the cut", lambda lang: gap_series(tied, lang)
    yield "all equal", lambda lang: gap_series(report.assign(gap_points=4.0), lang)
    yield "nothing known", lambda lang: gap_series(report.iloc[:0], lang)


def total_cases(read: Read) -> Iterator[Case]:
    demo, nation = read(reads.total_trend, "demo"), read(reads.total_trend, "thailand")
    bands, breaks, none = read(reads.level_bands, 2563, 2569), read(reads.breaks, 2563, 2569), frames.targets()
    cut = frames.breaks(NEW_FRAMEWORK)
    one = frames.total_trend({2568: 93.81}, frames.NATION, levels={2568: "ผ่านดี"})
    alone = frames.total_trend(frames.TOTALS)
    yield "demonstration with a target", lambda lang: total_series(demo, bands, breaks, AIMS, lang)
    yield "the nation, without levels", lambda lang: total_series(nation, None, breaks, none, lang)
    yield "one year beside the nation", lambda lang: total_series(one, bands, breaks, none, lang)
    yield "a new framework, no nation", lambda lang: total_series(alone, bands, cut, none, lang)
    yield "nothing known", lambda lang: total_series(frames.total_trend({}), bands, breaks, none, lang)


def instrument_cases(read: Read) -> Iterator[Case]:
    demo, breaks = read(reads.total_trend, "demo"), read(reads.breaks, 2563, 2569)
    no_rules = demo["fiscal_year"] == 2568
    lacking = {name: demo[name].mask(no_rules) for name in ("iit", "eit", "oit")}
    plain = demo.assign(**lacking, rules_basis=demo["rules_basis"].mask(no_rules))
    crossing = frames.total_trend(frames.TOTALS, **frames.PARTS)
    yield "demonstration", lambda lang: instrument_series(demo, breaks, lang)
    yield "plain means in a year without rules", lambda lang: instrument_series(plain, breaks, lang)
    yield "a new framework", lambda lang: instrument_series(crossing, frames.breaks(NEW_FRAMEWORK), lang)


def indicator_cases(read: Read) -> Iterator[Case]:
    demo, nation, breaks = (
        read(reads.indicator_trend, "demo"),
        read(reads.indicator_trend, "thailand"),
        read(reads.breaks, 2563, 2569),
    )
    yield "demonstration", lambda lang: indicator_series(demo, breaks, lang)
    yield "two indicators only", lambda lang: indicator_series(nation, breaks, lang)


def highlight_cases(read: Read) -> Iterator[Case]:
    demo, nation, breaks = (
        read(reads.indicator_trend, "demo"),
        read(reads.indicator_trend, "thailand"),
        read(reads.breaks, 2563, 2569),
    )
    few = demo[demo["indicator_no"].isin([8, 9])]
    yield "demonstration, two of ten, targets", lambda lang: highlight_series(few, AIMS, breaks, lang, 9)
    yield "without a score", lambda lang: highlight_series(nation, frames.targets(), breaks, lang, 9)


def change_cases(read: Read) -> Iterator[Case]:
    demo, trend = read(reads.year_change, "demo", 2563, 2568), read(reads.indicator_trend, "demo")
    near, nation = read(reads.year_change, "demo", 2567, 2568), read(reads.year_change, "thailand", 2567, 2568)
    between = scores_between(trend, (2566, 2567))
    apart = near.assign(comparable=near["indicator_no"] != 7, break_note="คำถามใหม่", break_note_en="new questions")
    yield "demonstration", lambda lang: change_series(near, 2567, 2568, lang)
    yield "years between", lambda lang: change_series(demo, 2563, 2568, lang, between)
    yield "not comparable", lambda lang: change_series(apart, 2567, 2568, lang)
    yield "without scores", lambda lang: change_series(nation, 2567, 2568, lang)


def heat_cases(read: Read) -> Iterator[Case]:
    demo, breaks = read(reads.indicator_trend, "demo"), read(reads.breaks, 2563, 2569)
    lost = read(reads.lost_points_trend, "demo")
    yield "demonstration", lambda lang: heat_series(demo, breaks, lang)
    yield "points lost", lambda lang: heat_series(lost, breaks, lang, "lost_points")


def spark_cases(read: Read) -> Iterator[Case]:
    demo, nation, breaks = (
        read(reads.total_trend, "demo"),
        read(reads.total_trend, "thailand"),
        read(reads.breaks, 2563, 2569),
    )
    yield "demonstration", lambda lang: spark_series(demo, breaks, lang)
    yield "the nation", lambda lang: spark_series(nation, breaks, lang)
    yield "one year", lambda lang: spark_series(read(reads.total_trend, "ban-mo"), breaks, lang)


# The name of the file, which is that of the function that draws the series.
CHARTS: dict[str, Callable[[Read], Iterator[Case]]] = {
    "gap_bars": gap_cases,
    "total_lines": total_cases,
    "instrument_lines": instrument_cases,
    "indicator_multiples": indicator_cases,
    "indicator_highlight": highlight_cases,
    "dumbbell": change_cases,
    "heatmap": heat_cases,
    "total_sparkline": spark_cases,
}


def all_series(built: Path, folder: Path) -> list[tuple[str, str, Series]]:
    """Return every case of every chart with its name and language, from a copy of a built database in a folder."""
    with closing(open_engine(Path(shutil.copy(built, folder / "ita.duckdb")))) as engine:
        read = reader(engine)
        return [
            (f"{chart}: {name}", lang, made)
            for chart, cases in CHARTS.items()
            for name, series in cases(read)
            for lang in LANGUAGES
            if (made := series(lang)) is not None
        ]


def plain(value: Any) -> Any:
    """Return a series as JSON has it, without the fields that have their defaults."""
    if is_dataclass(value):
        held = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: plain(each) for field, each in held if field.default is MISSING or each != field.default}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


def laid_out(value: Any, depth: int = 0) -> str:
    """Return JSON in which what fits is on one line."""
    short = json.dumps(value, ensure_ascii=False)
    if len(short) + depth <= LINE or not isinstance(value, dict | list):
        return short
    inner = " " * (depth + 1)
    parts = (
        [f"{json.dumps(key, ensure_ascii=False)}: {laid_out(each, depth + 1)}" for key, each in value.items()]
        if isinstance(value, dict)
        else [laid_out(each, depth + 1) for each in value]
    )
    first, last = "{}" if isinstance(value, dict) else "[]"
    return f"{first}\n{inner}" + f",\n{inner}".join(parts) + f"\n{' ' * depth}{last}"


@pytest.mark.parametrize("chart", CHARTS)
def test_each_chart_says_what_it_said(chart: str, engine: Engine) -> None:
    cases = list(CHARTS[chart](reader(engine)))
    found = laid_out({name: {lang: plain(series(lang)) for lang in LANGUAGES} for name, series in cases}) + "\n"
    file = HERE / f"{chart}.json"
    if os.environ.get(WRITE) == "1":
        file.write_text(found, encoding="utf-8", newline="\n")
        pytest.fail(f"{file.name} was written; read the difference, and run again without {WRITE}.")
    assert found == file.read_text(encoding="utf-8")


def values(part: Any) -> Iterator[object]:
    """Return everything that a series is made of, down to numbers and texts."""
    if is_dataclass(part):
        yield from (each for field in fields(part) for each in values(getattr(part, field.name)))
    elif isinstance(part, tuple):
        yield from (each for item in part for each in values(item))
    else:
        yield part


@pytest.mark.parametrize("chart", CHARTS)
def test_a_series_has_no_frame_no_colour_and_no_markup(chart: str, engine: Engine) -> None:
    for name, series in CHARTS[chart](reader(engine)):
        found = [each for lang in LANGUAGES for each in values(series(lang))]
        # Neither numpy's numbers nor anything that only draws.
        assert {type(each) for each in found} <= {str, int, float, bool, type(None), Emphasis, Side, Unit}, name
        texts = [each for each in found if isinstance(each, str)]
        assert not [text for text in texts if re.search(r"#[0-9a-f]{3,6}\b|rgba?\(|<|&\w+;|\d ?px", text)], name
        assert series("th") == series("th")
        assert hash(series("th")) == hash(series("th"))


def test_every_chart_has_a_file_and_pictures_and_every_file_a_chart() -> None:
    assert {path.stem for path in HERE.glob("*.json")} == set(CHARTS)
    pictures = {path.stem for path in (ROOT / "docs" / "pictures" / "charts").glob("*.png")}
    assert {f"{chart}-{width}" for chart in CHARTS for width in ("desk", "phone")} <= pictures
