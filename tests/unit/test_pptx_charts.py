"""Native charts of slides hold the figures of their series, in a font for Thai on every text."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from ita.exporting import letters
from ita.exporting.pptx_charts import add_chart
from ita.exporting.pptx_notes import notes_of
from ita.exporting.pptx_text import Area, plain, set_font
from ita.exporting.svg.picture import are_multiples
from ita.series.model import BarSeries, CellSeries, ChangeSeries, Emphasis, LineSeries, Series
from tests.golden.test_series import all_series
from tests.unit.test_svg_pictures import HARD, hard_series

BOX = Area(Inches(0.5), Inches(0.7), Inches(12.3), Inches(6.3))
RUNS = (qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr"))
Rows = list[list[float | None]]


@pytest.fixture(scope="module")
def every_series(built: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, Series]]:
    """Return every case of every chart, with its name and language."""
    return all_series(built, tmp_path_factory.mktemp("charts"))


def slide_of(series: Series, lang: str, **more: Any) -> Any:
    """Return a slide with a series as it is read back from the saved file."""
    made = Presentation()
    add_chart(made.slides.add_slide(made.slide_layouts[6]), series, BOX, lang=lang, **more)
    held = io.BytesIO()
    made.save(held)
    return Presentation(io.BytesIO(held.getvalue())).slides[0]


def charts_of(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def in_chart(chart: Any) -> tuple[list[str], list[str], Rows]:
    """Return names of series, categories and values as the chart shows them."""
    plot = chart.plots[0]
    return (
        [series.name for series in plot.series],
        [str(each) for each in plot.categories],
        [list(series.values) for series in plot.series],
    )


def in_workbook(chart: Any) -> tuple[list[str], list[str], Rows]:
    """Return the same as the workbook behind the chart has it."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    names = ["" if each is None else str(each) for each in rows[0][1:]]
    categories = ["" if row[0] is None else str(row[0]) for row in rows[1:]]
    return names, categories, [list(column) for column in zip(*(row[1:] for row in rows[1:]), strict=True)]


def expected(series: Series) -> list[tuple[list[str], list[str], Rows]]:
    """Return what each chart of a series must hold."""
    match series:
        case BarSeries() if series.bars:
            names = [f"{bar.indicator_no}. {bar.name}\n{bar.detail}" for bar in series.bars]
            return [([series.axis.title], names, [[bar.value for bar in series.bars]])]
        case ChangeSeries() if series.rows:
            rows = [f"{row.name}  {row.label}" + (f"\n{row.beside}" if row.beside else "") for row in series.rows]
            known = [{point.year: point.value for point in row.points} for row in series.rows]
            years = [str(year) for year in series.years]
            return [(years, rows, [[each.get(year) for each in known] for year in series.years])]
        case LineSeries() if series.years and series.lines:
            years = [str(year) for year in series.years]
            each = [([line.name], years, [line.values(series.years)]) for line in series.lines]
            if are_multiples(series):
                return each
            return [([line.name for line in series.lines], years, [line[2][0] for line in each])]
    return []


def test_charts_and_their_workbooks_hold_the_figures_of_the_series(every_series: list[tuple[str, str, Series]]) -> None:
    count = 0
    for name, lang, series in every_series:
        found = charts_of(slide_of(series, lang))
        wanted = [
            (list(map(plain, names)), list(map(plain, categories)), values)
            for names, categories, values in expected(series)
        ]
        assert [in_chart(chart) for chart in found] == wanted, name
        assert [in_workbook(chart) for chart in found] == wanted, name
        count += len(found)
    assert count > 30


def test_a_table_of_cells_holds_its_labels_in_colours_that_differ(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        if not isinstance(series, CellSeries):
            continue
        table = next(shape.table for shape in slide_of(series, lang).shapes if shape.has_table)
        texts = [[cell.text for cell in row.cells] for row in table.rows]
        assert texts[0] == ["", *map(str, series.years)]
        assert texts[1:] == [[row.name, *(cell.label for cell in row.cells)] for row in series.rows], name
        known = [(cell.value, at, place) for at, row in enumerate(series.rows) for place, cell in enumerate(row.cells)]
        ranked = sorted((each for each in known if each[0] is not None), key=lambda each: each[0])
        worst, best = (ranked[0], ranked[-1]) if series.higher_is_better else (ranked[-1], ranked[0])
        fills = [str(table.cell(at + 1, place + 1).fill.fore_color.rgb) for _value, at, place in (worst, best)]
        light = [sum(int(fill[at : at + 2], 16) for at in (0, 2, 4)) for fill in fills]
        assert light[0] < light[1], name


def fonts_lacking(root: etree._Element) -> list[str]:
    """Return the properties of texts that do not name the font for both scripts, and runs without any."""
    lacking = [
        etree.tostring(each, encoding="unicode")
        for each in root.iter(*RUNS)
        if [font.get("typeface") for tag in ("a:latin", "a:cs") for font in each.findall(qn(tag))] != [letters.FONT] * 2
        or not re.fullmatch("th-TH|en-US", each.get("lang", ""))
    ]
    return lacking + [etree.tostring(run).decode() for run in root.iter(qn("a:r")) if run.find(qn("a:rPr")) is None]


def test_every_text_has_the_font_for_both_scripts(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        slide = slide_of(series, lang, alt="อธิบาย")
        for root in [slide._element, *(chart._chartSpace for chart in charts_of(slide))]:
            assert not fonts_lacking(root), (name, fonts_lacking(root)[:2])
        for chart in charts_of(slide):
            assert list(chart._chartSpace.iter(qn("a:defRPr")))
        shown = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
        assert all("อธิบาย" in shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in shown)


def test_axes_have_numbers_that_every_office_program_reads(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        for chart in charts_of(slide_of(series, lang)):
            axes = [int(each.get("val")) for each in chart._chartSpace.iter(qn("c:axId"))]
            crossed = [int(each.get("val")) for each in chart._chartSpace.iter(qn("c:crossAx"))]
            # Each stands with its chart and with itself; LibreOffice takes all from 2^31 on for one.
            assert set(Counter(axes).values()) == {2}, name
            assert sorted(crossed) == sorted(set(axes))
            assert 0 < min(axes) <= max(axes) < 2**31


def test_bars_begin_at_0_and_lines_say_where_they_begin(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        slide = slide_of(series, lang)
        written = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for chart in charts_of(slide):
            begins = chart.value_axis.minimum_scale
            if isinstance(series, BarSeries | ChangeSeries):
                assert begins == 0, name
                assert chart.category_axis.reverse_order
            else:
                assert begins == series.axis.low
                assert series.axis.words(begins) in written, name


def test_weak_bars_are_set_off_and_labels_are_those_of_the_series(every_series: list[tuple[str, str, Series]]) -> None:
    for _name, lang, series in every_series:
        if not isinstance(series, BarSeries) or not series.bars:
            continue
        chart = charts_of(slide_of(series, lang))[0]
        bars = chart.plots[0].series[0]
        set_off = {int(each.find(qn("c:idx")).get("val")) for each in bars._element.iter(qn("c:dPt"))}
        assert set_off == {at for at, bar in enumerate(series.bars) if bar.emphasis is Emphasis.WEAK}
        assert chart.plots[0].data_labels.number_format == f"0.{'0' * series.axis.decimals}"


def test_lines_keep_gaps_and_break_where_scores_cannot_be_compared(
    every_series: list[tuple[str, str, Series]],
) -> None:
    cut = 0
    for _name, lang, series in every_series:
        if not isinstance(series, LineSeries):
            continue
        for chart in charts_of(slide_of(series, lang)):
            assert chart._chartSpace.find(f".//{qn('c:dispBlanksAs')}").get("val") == "gap"
            without_line = {
                series.years[int(each.find(qn("c:idx")).get("val"))]
                for each in chart._chartSpace.iter(qn("c:dPt"))
                if each.find(f"{qn('c:spPr')}/{qn('a:ln')}/{qn('a:noFill')}") is not None
            }
            assert without_line == {change.year for change in series.rule_changes if change.cuts}
            cut += len(without_line)
    assert cut


def test_thai_digits_of_a_chart_are_its_texts_and_formats(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        slide = slide_of(series, lang, digits="thai")
        for chart, wanted in zip(charts_of(slide), expected(series), strict=True):
            assert in_chart(chart)[2] == in_workbook(chart)[2] == wanted[2], name
            assert not [text for text in in_chart(chart)[1] if re.search("[0-9]", text)], name
            codes = {each.text for each in chart._chartSpace.iter(qn("c:formatCode"))}
            codes |= {each.get("formatCode") for each in chart._chartSpace.iter(qn("c:numFmt"))}
            assert all(code.startswith("[$-D00041E]0") for code in codes), (name, codes)
        if lang == "th":
            texts = [each.text or "" for each in slide._element.iter(qn("a:t"))]
            assert not [text for text in texts if re.search("[0-9]", text) and not text.startswith("*")], name


def test_words_under_a_chart_say_its_levels_and_what_changed(every_series: list[tuple[str, str, Series]]) -> None:
    series = next(each for name, lang, each in every_series if name.startswith("total_lines: demo") and lang == "en")
    said = "\n".join(notes_of(series, "en"))
    assert "Levels 2563–2565: AA 95–100" in said
    assert "Levels 2569: rules not known" in said
    assert "2566: levels changed" in said
    assert "Bands:" not in said


def test_shapes_stay_in_their_box(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        for shape in slide_of(series, lang).shapes:
            assert shape.left >= BOX.left and shape.top >= BOX.top, name
            assert shape.left + shape.width <= BOX.left + BOX.width, name
            if not shape.has_table:
                assert shape.top + shape.height <= BOX.top + BOX.height + Inches(0.01), name


def every_text(slide: Any) -> Iterator[str]:
    for root in [slide._element, *(chart._chartSpace for chart in charts_of(slide))]:
        yield from (each.text or "" for each in root.iter(qn("a:t"), qn("c:v")))


@settings(max_examples=15, deadline=None)
@given(HARD)
@example("=1+1")
@example("\x00\x01\x1f\ufffe\ud800")
@example("x" * 2000)
@example("")
def test_no_text_breaks_a_slide_or_becomes_a_formula(text: str) -> None:
    for series in hard_series(text):
        slide = slide_of(series, "th", alt=text)
        for chart in charts_of(slide):
            book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
            kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}
            assert "f" not in kinds
            shown, behind = in_chart(chart), in_workbook(chart)
            assert shown[2] == behind[2]
        if plain(text):
            assert any(plain(text) in each for each in every_text(slide))


def test_a_font_is_set_where_there_was_none_and_in_its_place() -> None:
    made = Presentation()
    shape = made.slides.add_slide(made.slide_layouts[6]).shapes.add_textbox(0, 0, Inches(1), Inches(1))
    run = shape.text_frame.paragraphs[0].add_run()
    run.text = "คะแนน A"
    set_font(run, lang="th", size=20, bold=True, colour="#0f5c8c")
    set_font(shape, lang="th", font="TH Sarabun New", colour="#000000")
    properties = run._r.find(qn("a:rPr"))
    assert [each.tag for each in properties] == [qn("a:solidFill"), qn("a:latin"), qn("a:cs")]
    assert [each.get("typeface") for each in properties[1:]] == ["TH Sarabun New"] * 2
    assert dict(properties.attrib) == {"lang": "th-TH", "sz": "2000", "b": "1"}
    with pytest.raises(TypeError):
        set_font("text", lang="th")
