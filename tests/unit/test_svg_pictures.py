"""Pictures of series: nothing cut, nothing overlapping, every figure and name there, whatever the texts are."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from ita.exporting import letters
from ita.exporting.chart_caption import ChartCaption
from ita.exporting.svg import canvas as drawn
from ita.exporting.svg.canvas import SVG, Box
from ita.exporting.svg.look import Look
from ita.exporting.svg.picture import picture, svg_of
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
    Series,
    Unit,
)
from ita.thai import arabic_digits
from tests.golden.test_series import all_series
from tests.svg_texts import Text, moved, overlaps, root_of, size_of, texts_of

LOOKS: tuple[Look, ...] = ("colour", "grey")
CAPTION = ChartCaption("คะแนนรวม", "เทศบาลตำบลบ้านหมอ", "ปี 2563–2568", "รายงาน", "ได้ 93.81", "ข้อมูลสมมติ")
DATE = "29 พ.ย. 2569"
SHAPES = {"rect", "circle", "line", "polygon"}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", letters.clean(text)).replace(letters.CIRCLE, "")


def said_by(series: Series) -> Iterator[str]:
    """Return what must be read in a picture: names, labels and notes, but for what opens under the pointer only."""
    match series:
        case BarSeries():
            yield series.axis.words(series.axis.low)
            for bar in series.bars:
                yield from (f"{bar.indicator_no}. {bar.name}", bar.label, bar.detail)
        case ChangeSeries():
            yield from (*series.notes, series.order, series.missing_words, *series.missing)
            yield from map(str, series.years if series.rows else ())
            for row in series.rows:
                yield from (row.name, row.label, row.beside, *(point.label for point in row.points))
        case CellSeries():
            yield from (*series.notes, *map(str, series.years))
            for cells in series.rows:
                yield from (cells.name, *(cell.label for cell in cells.cells))
        case LineSeries():
            yield from (*series.notes, series.title, series.axis.words(series.axis.low), *map(str, series.years))
            are_multiples = sum(line.emphasis is Emphasis.OWN for line in series.lines) > 1
            yield from (() if are_multiples else (change.caption for change in series.rule_changes))
            for line in series.lines:
                yield from (line.end, *(point.label for point in line.points))
                if line.end or are_multiples or line.emphasis is Emphasis.TARGET:
                    yield line.name


def numbers_of(series: Any) -> Iterator[float]:
    """Return every known figure of a series."""
    if isinstance(series, Point | Bar | Cell) and series.value is not None:
        yield series.value
    elif is_dataclass(series):
        for name in ("bars", "rows", "lines", "points", "cells"):
            for part in getattr(series, name, ()):
                yield from numbers_of(part)


@pytest.fixture(scope="module")
def every_series(built: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, Series]]:
    """Return every case of every chart, with its name and language."""
    return all_series(built, tmp_path_factory.mktemp("pictures"))


@pytest.mark.parametrize("width", [560, 700, 1100])
def test_nothing_is_cut_or_written_over_another(every_series: list[tuple[str, str, Series]], width: int) -> None:
    for (name, lang, series), look in itertools.product(every_series, LOOKS):
        root = root_of(svg_of(series, width=width, lang=lang, look=look))
        texts = list(texts_of(root))
        sheet = size_of(root)
        assert sheet.right == width
        assert not overlaps(texts), (name, lang, width, overlaps(texts))
        outside = [each.text for each in texts if not sheet.holds(each.box)]
        assert not outside, (name, lang, width, outside)


def names_of_levels(series: LineSeries) -> set[str]:
    """Return the names of levels, whole and in the parts in which they may be written."""
    names = {band.name for stretch in series.level_bands for band in stretch.bands}
    return names | {part for name in names for part in re.split(r"(?<=/) | (?=\()", name)}


def drawn_lines(root: Any) -> Iterator[drawn.Line]:
    """Return the straight pieces of the lines of a picture."""
    for path in root.iter(f"{{{SVG}}}path"):
        ends = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d"))]
        yield from (drawn.Line(*one, *other) for one, other in itertools.pairwise(ends))


@pytest.mark.parametrize(("width", "height"), [(600, 420), (760, None), (880, 299)])
def test_names_of_levels_keep_clear_of_lines_and_of_shared_ones_the_english_is_read(
    every_series: list[tuple[str, str, Series]], width: float, height: float | None
) -> None:
    for name, lang, series in every_series:
        if isinstance(series, LineSeries) and series.level_bands:
            root = root_of(svg_of(series, width=width, height=height, lang=lang))
            texts, names = list(texts_of(root)), names_of_levels(series)
            crossed = [
                text.text
                for text in texts
                if text.text in names and any(text.box.crossed(line) for line in drawn_lines(root))
            ]
            assert not crossed, (name, lang, crossed)
            is_shared = any(" / " in each for each in names)
            assert not (is_shared and lang == "en") or "(good pass)" in " ".join(text.text for text in texts)


def test_every_name_note_and_figure_stands_in_the_picture(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        root = root_of(svg_of(series, width=900, lang=lang))
        texts = [each.text for each in texts_of(root)]
        written = squeezed("".join(texts))
        for text in said_by(series):
            assert squeezed(text) in written, (name, lang, text)
        # What has no label is the title of its mark.
        titles = squeezed("".join(root.xpath("//svg:title/text()", namespaces={"svg": SVG})))
        for value in numbers_of(series):
            figure = f"{value:.{series.axis.decimals}f}"
            under_the_axis = isinstance(series, LineSeries) and value < series.axis.low
            assert figure in written + titles or under_the_axis, (name, lang, figure)


def test_thai_digits_are_those_of_our_figures_and_never_of_names(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        root = root_of(svg_of(series, width=900, lang=lang, digits="thai"))
        texts = list(texts_of(root))
        left = [each.text for each in texts if re.search("[0-9]", each.text)]
        # Why scores cannot be compared is stored; so are the names of levels.
        assert all(text.startswith("*") for text in left), (name, lang, left)
        assert not overlaps(texts), (name, lang, overlaps(texts))
        assert all(size_of(root).holds(each.box) for each in texts), (name, lang)
        written = squeezed(arabic_digits("".join(each.text for each in texts)))
        assert not [text for text in said_by(series) if squeezed(text) not in written and not text.isdigit()], name
    bar = Bar(4, "แผน 5 ปี", 12.5, "12.50", "ได้ 87.50", Emphasis.WEAK)
    one = BarSeries(Axis("คะแนนจาก 100", 0, 12.5, Unit.POINTS), (bar,))
    written = squeezed(
        "".join(each.text for each in texts_of(root_of(svg_of(one, width=700, lang="th", digits="thai"))))
    )
    assert "๔.แผน5ปี" in written
    assert "ได้๘๗.๕๐" in written


def test_points_bars_and_cells_stand_where_their_figures_say(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        if not isinstance(series, BarSeries) or not series.bars:
            continue
        root = root_of(svg_of(series, width=900, lang=lang))
        bars = [each for each in root.iter(f"{{{SVG}}}rect") if each.find(f"{{{SVG}}}title") is not None]
        widths = [float(each.get("width", "")) for each in bars]
        assert len(bars) == len(series.bars)
        longest = max(bar.value for bar in series.bars)
        for bar, across in zip(series.bars, widths, strict=True):
            assert across == pytest.approx(max(widths) * bar.value / longest, abs=0.02), (name, bar)


def test_a_height_that_is_asked_for_is_filled(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        natural = size_of(root_of(svg_of(series, width=900, lang=lang))).bottom
        root = root_of(svg_of(series, width=900, height=natural + 150, lang=lang))
        has_more = not isinstance(series, BarSeries | ChangeSeries | CellSeries) or len(numbers_in(series)) > 0
        assert natural + 100 < size_of(root).bottom <= natural + 156 or not has_more, name
        assert not overlaps(list(texts_of(root))), name


def numbers_in(series: Series) -> list[float]:
    return list(numbers_of(series))


def test_grey_has_no_colour(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        found = re.findall(
            r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", svg_of(series, width=700, lang=lang, look="grey")
        )
        assert found
        assert all(red == green == blue for red, green, blue in found), name


def test_a_complete_picture_says_of_whom_when_and_whence(every_series: list[tuple[str, str, Series]]) -> None:
    for _name, lang, series in every_series:
        root = root_of(picture(series, CAPTION, date=DATE, width=900, lang=lang))
        texts = list(texts_of(root))
        written = squeezed("".join(each.text for each in texts))
        for text in (CAPTION.title, CAPTION.agency, CAPTION.years, CAPTION.source, DATE, CAPTION.mark):
            assert squeezed(text) in written
        assert not overlaps(texts)
        assert all(size_of(root).holds(each.box) for each in texts)
        assert root.xpath("count(//*[@class='mark'])") == 1


def test_a_picture_holds_its_font_only_where_asked(every_series: list[tuple[str, str, Series]]) -> None:
    series = every_series[0][2]
    assert "font-face" not in picture(series, CAPTION, date=DATE, lang="th")
    held = picture(series, CAPTION, date=DATE, lang="th", embed_font=True)
    assert held.count("@font-face") == len({"400", *re.findall(r'font-weight="(\d+)"', held)})
    assert "charset=x-font-ttf" not in held
    assert "data:font/ttf;base64," in held


def test_a_file_is_named_after_agency_and_view() -> None:
    assert CAPTION.file == "เทศบาลตำบลบ้านหมอ-คะแนนรวม-ปี-2563-2568"
    assert len(f"{replace(CAPTION, agency='ก' * 500).file}.png".encode()) <= 255
    assert "/" not in replace(CAPTION, agency="a/b\\c:\x00d").file


def rendered_boxes(root: Any, texts: list[Text], folder: Any) -> Iterator[tuple[Text, Box]]:
    """Return each text with the box of what typst draws of it alone."""
    sheet = size_of(root)
    scale = 2
    pages = []
    for at, each in enumerate(texts):
        right, down = moved(each.element)
        alone = (
            f'<svg xmlns="{SVG}" width="{sheet.right:g}" height="{sheet.bottom:g}" font-family="Sarabun">'
            f'<g transform="translate({right} {down})">{svg_alone(each)}</g></svg>'
        )
        (folder / f"{at}.svg").write_text(alone, encoding="utf-8")
        pages.append(f'#page(image("{at}.svg", width: {sheet.right:g}pt))')
    head = f"#set page(width: {sheet.right:g}pt, height: {sheet.bottom:g}pt, margin: 0pt)\n"
    (folder / "texts.typ").write_text(head + "\n".join(pages), encoding="utf-8")
    fonts = [str(letters.font_file(400).parent)]
    drawn = typst.compile(
        str(folder / "texts.typ"),
        output=str(folder / "{p}.png"),
        format="png",
        ppi=72 * scale,
        font_paths=fonts,
        ignore_system_fonts=True,
    )
    assert drawn is None
    for at, each in enumerate(texts):
        dark = np.asarray(Image.open(folder / f"{at + 1}.png").convert("L")) < 160
        rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
        assert len(rows), each.text
        yield each, Box(columns[0] / scale, rows[0] / scale, (columns[-1] + 1) / scale, (rows[-1] + 1) / scale)


def svg_alone(text: Text) -> str:
    """Return a text without its halo, in black."""
    from lxml import etree

    copy = etree.fromstring(etree.tostring(text.element, with_tail=False))
    for name in ("stroke", "stroke-width", "stroke-linejoin", "paint-order"):
        copy.attrib.pop(name, None)
    copy.set("fill", "#000000")
    return etree.tostring(copy, encoding="unicode")


@pytest.mark.slow
@pytest.mark.parametrize("chart", ["gap_bars: the report", "total_lines: demonstration with a target"])
def test_texts_are_as_wide_as_they_were_measured(
    every_series: list[tuple[str, str, Series]], chart: str, tmp_path: Any
) -> None:
    series = next(each for name, lang, each in every_series if name == chart and lang == "th")
    root = root_of(svg_of(series, width=700, lang="th"))
    found = list(rendered_boxes(root, list(texts_of(root)), tmp_path))
    assert len(found) > 15
    for text, box in found:
        # The first and the last letter have a little room of their own; kerning takes a little more.
        assert box.right - box.left == pytest.approx(text.box.right - text.box.left, abs=3.5), text.text
        near = Box(text.box.left - 2, text.box.top - 2, text.box.right + 2, text.box.bottom + 2)
        assert near.holds(box), (text.text, text.box, box)


HARD = st.text(alphabet=st.characters(codec=None), max_size=60) | st.sampled_from(
    [
        "x" * 2000,
        "ก" * 2000,
        "😀" * 50,
        "ສະບາຍດີ",
        "<script>&\"'",
        "\x00\x01\x1f\ufffe\ud800",
        "=1+1",
        "น้ำ" * 40,
        "○○",
        "\u202eabc",
    ]
)


def hard_series(text: str) -> Iterator[Series]:
    axis = Axis(text, 0, 100, Unit.SCORE, title_cut=text)
    cut = replace(axis, low=80.0, ticks=(80, 90, 100))
    points = tuple(Point(year, value, f"{value:.2f}") for year, value in ((2566, 84.0), (2567, 91.5), (2568, 91.6)))
    changes = (RuleChange(2567, "scores", text, (text,), cuts=True),)
    lines = (
        Line(text, Emphasis.COMPARED, points, end="91.60"),
        Line(text, Emphasis.OWN, points, end="91.60 ○"),
        Line(text, Emphasis.TARGET, (Point(2568, 95.0, "95.00"),)),
    )
    bands = (LevelBands(2566, 2567, (Band(text, 85, 100), Band(text, 80, 85))), LevelBands(2568, 2568, (), text))
    yield LineSeries(cut, (2566, 2567, 2568), lines, bands, changes, title=text, notes=(text, text), said=text)
    yield LineSeries(cut, (2566, 2567, 2568), (lines[1], lines[1]), rule_changes=changes, notes=(text,))
    yield BarSeries(
        axis, (Bar(1, text, 12.5, "12.50", text, Emphasis.WEAK), Bar(2, text, 0.0, "0.00", "", Emphasis.CALM))
    )
    rows = (ChangeRow(1, text, (points[0], points[2]), 7.6, "+7.60", Emphasis.RISE, comparable=True, beside=text),)
    yield ChangeSeries(axis, (2566, 2568), rows, text, text, (text,), (text,))
    cells = (Cell(2566, 51.0, "51.00"), Cell(2567, None, "–"))
    yield CellSeries(
        axis, (2566, 2567), (CellRow(1, text, cells),), higher_is_better=True, rule_changes=changes, notes=(text,)
    )


@settings(max_examples=40, deadline=None)
@given(HARD)
@example("x" * 2000)
@example("\x00\x01\x1f\ufffe\ud800")
@example("<script>&\"'")
@example("น้ำ" * 40)
@example("")
def test_no_text_breaks_a_picture(text: str) -> None:
    caption = ChartCaption(text, text, text, text, text, text)
    for series in hard_series(text):
        root = root_of(picture(series, caption, date=text, width=700, lang="th"))
        found = list(texts_of(root))
        held = squeezed("".join(each.text for each in found))
        assert squeezed(text) in held
        sheet = size_of(root)
        assert all(sheet.left <= each.box.left and each.box.right <= sheet.right for each in found)
        assert all(each.box.bottom <= sheet.bottom for each in found)
