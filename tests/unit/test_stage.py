"""A presentation: the steps of the council's paper, its charts with their figures, in colours that a look decides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from ita.charts import theme
from ita.documents.council import council
from ita.documents.model import Chart
from ita.documents.request import PaperRequest
from ita.exporting.stage import COLOURS, stage_json, stage_of
from ita.exporting.svg.picture import svg_of
from ita.series.model import BarSeries
from ita.store.engine import Cursor, open_engine
from tests.helpers import ROOT

REQUEST = PaperRequest("ban-mo", 2568, date(2026, 11, 29), digits="arabic")
DEMO = replace(REQUEST, agency_id="demo")
CSS = (ROOT / "pages" / "static" / "present.css").read_text("utf-8")


@pytest.fixture(scope="module")
def cursor(built: Path) -> Iterator[Cursor]:
    """Return a cursor of the shipped database."""
    with closing(open_engine(built, read_only=True)) as engine, engine.cursor() as opened:
        yield opened


def charts(stage: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all charts of a presentation."""
    return [block for step in stage["steps"] for block in step["blocks"] if block["kind"] == "chart"]


@pytest.mark.parametrize("request_of", [REQUEST, DEMO, replace(DEMO, lang="en", digits="thai")])
def test_steps_are_the_sections_of_the_paper(cursor: Cursor, request_of: PaperRequest) -> None:
    document = council(cursor, request_of)
    stage = json.loads(stage_json(document))
    assert [step["key"] for step in stage["steps"]] == [section.key for section in document.sections]
    of_paper = [block for section in document.sections for block in section.blocks if isinstance(block, Chart)]
    for chart, shown in zip(of_paper, charts(stage), strict=True):
        assert chart.table is not None
        # Figure for figure what the chart is drawn from.
        assert len(shown["table"]["rows"]) == len(chart.table.rows)
        assert shown["table"]["headers"]
        svg = svg_of(chart.series, width=600, height=420, lang=request_of.lang, digits=request_of.digits)
        assert written(svg) == written(shown["svg"])


def written(svg: str) -> list[str]:
    """Return what stands on a chart."""
    return [each.strip() for each in etree.fromstring(svg.encode()).itertext() if each.strip()]


def test_every_colour_of_a_chart_is_a_name_that_each_look_has(cursor: Cursor) -> None:
    assert set(COLOURS) == {each for each in theme.DARK if re.fullmatch("#[0-9a-f]{6}", each)} - {
        # These are of other charts than a council's: the instruments, and the lines of others.
        "#b86e00",
        "#9d174d",
        "#b3bec9",
    }
    for request_of in (REQUEST, DEMO):
        for chart in charts(stage_of(council(cursor, request_of))):
            root = etree.fromstring(chart["svg"].encode())
            left = {element.get(name) for element in root.iter() for name in ("fill", "stroke")}
            assert not left & set(COLOURS)
            named = set(re.findall(r"--chart-([a-z]+),", chart["svg"]))
            assert "ink" in named or "muted" in named
            for look in ("dark", "contrast"):
                (block,) = re.findall(rf'\.ita-stage\[data-look="{look}"\][^{{]*{{([^}}]*)}}', CSS)
                assert named <= set(re.findall(r"--chart-([a-z]+):", block))


def test_synthetic_figures_are_marked_and_digits_are_as_asked(cursor: Cursor) -> None:
    stage = stage_of(council(cursor, replace(DEMO, digits="thai")))
    assert stage["stamp"]["marks"] == ["ข้อมูลสมมติ"]
    said = json.dumps([stage["stamp"], *({**step, "key": ""} for step in stage["steps"])], ensure_ascii=False)
    texts = re.sub(r'"svg": "(?:[^"\\]|\\.)*"|"(?:kind|widths|right|lines|em)": (?:\[[^]]*\]|[^,}]*)', "", said)
    assert re.search("[๐-๙]", texts)
    assert not re.search("[0-9]", texts)
    assert not stage_of(council(cursor, REQUEST))["stamp"]["marks"]


def test_lines_are_told_what_they_keep_whole(cursor: Cursor) -> None:
    tokens = stage_of(council(cursor, DEMO))["tokens"]
    assert tokens["“ผ่านดีเยี่ยม”"] == [("“ผ่านดีเยี่ยม”", True)]
    assert ("ทั้งประเทศ", True) in tokens["ต่ำกว่าทั้งประเทศ"]
    # Of tables too.
    assert tokens["เปลี่ยนแปลง"] == [("เปลี่ยนแปลง", True)]
    # Each is its text.
    assert all(token == "".join(part for part, _is_whole in parts) for token, parts in tokens.items())


def test_stored_texts_are_no_markup(cursor: Cursor) -> None:
    hostile = '<img src=x onerror=alert(1)>&"'
    document = council(cursor, REQUEST)
    (gaps,) = [each for each in document.sections if each.key == "gaps"]
    (chart,) = [each for each in gaps.blocks if isinstance(each, Chart)]
    assert isinstance(chart.series, BarSeries)
    named = replace(chart.series, bars=tuple(replace(bar, name=hostile) for bar in chart.series.bars))
    section = replace(gaps, title=hostile, blocks=(replace(chart, series=named),))
    stage = json.loads(stage_json(replace(document, sections=(section,))))
    # The script writes a title letter by letter; the picture is the one thing that it takes as markup.
    assert stage["steps"][0]["title"] == hostile
    (shown,) = charts(stage)
    root = etree.fromstring(shown["svg"].encode())
    assert {etree.QName(each).localname for each in root.iter()} <= {
        *("svg", "g", "text", "tspan", "title", "desc", "rect", "line", "path", "circle", "polygon", "polyline")
    }
    assert "onerror=alert(1)" in "".join(root.itertext())
