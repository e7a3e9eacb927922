"""Charts as pictures in one ZIP: whose and whence stands in each, and the two kinds of each show the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from ita.documents.outlook import outlooks
from ita.documents.request import PaperRequest
from ita.errors import NotKnownError
from ita.papers import PAPERS
from ita.store import reads
from ita.store.engine import Cursor, open_engine

DEMO = PaperRequest("demo", 2568, date(2026, 11, 29), lang="en", digits="arabic")


@pytest.fixture(scope="module")
def cursor(built: Path) -> Iterator[Cursor]:
    """Return a cursor of the shipped database."""
    with closing(open_engine(built, read_only=True)) as engine, engine.cursor() as opened:
        yield opened


def files_of(cursor: Cursor, request: PaperRequest) -> dict[str, bytes]:
    """Return the files of the ZIP by name."""
    with zipfile.ZipFile(io.BytesIO(PAPERS["pictures"].make(cursor, request))) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def words_of(svg: bytes) -> str:
    """Return what is written in a picture, without its style sheet and what is only read out."""
    root = etree.fromstring(svg)
    texts = root.iter("{*}text")
    return " ".join(" ".join("".join(each.itertext()) for each in texts).split())


def test_each_chart_is_there_as_svg_and_png_named_after_agency_and_view(cursor: Cursor) -> None:
    names = list(files_of(cursor, DEMO))
    about = "fiscal-year-2568-compared-with-2567"
    agency = "Demonstration-town-(synthetic-data)"
    assert names == [
        f"{agency}-{view}-{about}.{kind}"
        for view in ("Total-and-level", "What-changed-since-2567", "Gaps-to-100")
        for kind in ("svg", "png")
    ]


def test_a_year_without_any_chart_gives_no_empty_file_and_that_is_known_before(cursor: Cursor) -> None:
    """Of its first year the nation has a total and nothing else."""
    request = replace(DEMO, agency_id="thailand", year=2563)
    with pytest.raises(NotKnownError, match="no chart"):
        files_of(cursor, request)
    assert isinstance(outlooks(cursor, request)["pictures"].reason, NotKnownError)
    assert outlooks(cursor, replace(request, year=2564))["pictures"].reason is None
    assert files_of(cursor, replace(request, year=2564))


@pytest.mark.parametrize("lang", ["th", "en"])
def test_each_says_whose_it_is_whence_and_that_it_is_synthetic(cursor: Cursor, lang: str) -> None:
    request = replace(DEMO, lang=lang)  # type: ignore[arg-type]
    (agency,) = reads.agency_by_id(cursor, "demo")
    for name, data in files_of(cursor, request).items():
        if name.endswith(".svg"):
            said = words_of(data)
            assert (agency.name_th if lang == "th" else agency.name_en) in said
            assert ("29 พ.ย. 2569" if lang == "th" else "29 Nov 2569 B.E.") in said
            # In the name, as the source, and across the chart.
            assert said.count("ข้อมูลสมมติ" if lang == "th" else "ynthetic data") == 3
            assert b"font/ttf;base64" in data


def test_the_figures_are_those_of_the_queries_in_the_digits_asked_for(cursor: Cursor) -> None:
    gaps = [f"{row.gap_points:.2f}" for row in reads.gap_ranking(cursor, "demo", 2568)]
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    for digits, shown in (("arabic", gaps), ("thai", [each.translate(thai) for each in gaps])):
        files = files_of(cursor, replace(DEMO, digits=digits))  # type: ignore[arg-type]
        (svg,) = [data for name, data in files.items() if "Gaps" in name and name.endswith(".svg")]
        assert set(shown) <= set(words_of(svg).split())


def test_the_png_is_the_svg_drawn_twice_as_large_with_the_letters_of_the_font(cursor: Cursor) -> None:
    files = files_of(cursor, DEMO)
    for name, data in files.items():
        if name.endswith(".svg"):
            root = etree.fromstring(data)
            drawn = Image.open(io.BytesIO(files[f"{name.removesuffix('.svg')}.png"])).convert("L")
            for side, size in zip(("width", "height"), drawn.size, strict=True):
                assert abs(size - 2 * float(root.get(side))) <= 2
            # A title without its font would leave the paper white where it stands.
            title = drawn.crop((0, 0, 600, 70))
            assert title.getextrema()[0] < 80


def test_the_same_request_gives_the_same_zip(cursor: Cursor) -> None:
    one, other = (PAPERS["pictures"].make(cursor, DEMO) for _each in range(2))
    assert one == other
