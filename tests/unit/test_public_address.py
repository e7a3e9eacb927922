"""The public address: what is one, who says that it is none, and that every paper leads back to the view it shows."""

from __future__ import annotations

import ctypes
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pypdfium2.raw as pdfium
import pytest
import segno
from lxml import etree
from PIL import Image, ImageChops

from ita.documents.request import PaperRequest, Presented
from ita.errors import InputError
from ita.exporting.qr import qr_png
from ita.i18n import error_text
from ita.links import decode
from ita.papers import PAPERS
from ita.public_address import MOST_LETTERS, VARIABLE, configured_address, public_address, usable_address
from ita.store.engine import Cursor, open_engine
from pages.addresses import paths
from tests.helpers import ROOT
from tests.pdf_files import open_pdf

ADDRESS = "https://ita.example.go.th/dashboard"
REQUEST = PaperRequest("demo", 2568, date(2026, 11, 29), lang="en", digits="arabic", address=ADDRESS)
# The papers themselves, not what packs them.
ALONE = [name for name, paper in PAPERS.items() if paper.extension != "zip"]


@pytest.fixture(scope="module")
def cursor(built: Path) -> Iterator[Cursor]:
    """Return a cursor of the shipped database."""
    with closing(open_engine(built, read_only=True)) as engine, engine.cursor() as opened:
        yield opened


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("https://ita.example.go.th/", "https://ita.example.go.th"),
        (" http://192.168.1.20:8501 ", "http://192.168.1.20:8501"),
        ("http://[::1]:8501/a//", "http://[::1]:8501/a"),
        (
            "https://เทศบาล.ไทย:8443/ระบบ",
            "https://xn--o3cg7ak5c9d.xn--o3cw4h:8443/%E0%B8%A3%E0%B8%B0%E0%B8%9A%E0%B8%9A",
        ),
        ("https://x.th/" + "a" * 187, "https://x.th/" + "a" * 187),
    ],
)
def test_an_address_is_kept_as_links_hold_it(given: str, found: str) -> None:
    assert public_address(given) == found
    assert public_address(found) == found


@pytest.mark.parametrize(
    "given",
    [
        "",
        "ita.example.go.th",
        "ftp://ita.example.go.th",
        "javascript:alert(1)",
        "//ita.example.go.th",
        "https://",
        "https://:8501",
        "https://x.th:",
        "https://x.th:99999",
        "https://x.th:๘๕",
        "https://[::1",
        "https://x.th/?a=ban-mo",
        "https://x.th/#top",
        "https://x.th\\@y.th",
        "https://a b.th",
        "https://x.th/a b",
        "https://x.th\x00",
        "https://x\u202e.th",
        "https://x.th/" + "a" * 188,
        "https://x.th/" + "ก" * 30,
        "https://name:secret@x.th",
    ],
)
def test_what_is_none_is_refused_in_both_languages_and_no_password_is_said(given: str) -> None:
    with pytest.raises(InputError) as caught:
        public_address(given)
    assert caught.value.rule == "public-address"
    for lang in ("th", "en"):
        said = error_text(caught.value, lang)
        assert str(MOST_LETTERS) in said and "secret" not in said
        assert said.replace("�", "").isprintable()


def test_a_setting_that_is_wrong_is_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, found in (("", None), ("  ", None), (ADDRESS + "/", ADDRESS)):
        monkeypatch.setenv(VARIABLE, value)
        assert configured_address() == usable_address() == found
    monkeypatch.setenv(VARIABLE, "nowhere")
    assert usable_address() is None
    with pytest.raises(InputError):
        configured_address()


def run_export(database: Path, folder: Path, *words: str, setting: str = "") -> subprocess.CompletedProcess[str]:
    needed = ["--agency", "ban-mo", "--year", "2568", "--out", str(folder), "--db", str(database)]
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "ita", "export", "progress", *words, *needed],
        env={**os.environ, VARIABLE: setting},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_takes_the_option_else_the_setting_and_says_a_wrong_one_once(
    database: Path, tmp_path: Path
) -> None:
    given = (([], ADDRESS, ADDRESS), (["--address", "http://a.th"], "nowhere", "http://a.th"), ([], "nowhere", None))
    for at, (words, setting, found) in enumerate(given):
        folder = tmp_path / str(at)
        folder.mkdir()
        ran = run_export(database, folder, *words, setting=setting)
        assert ran.returncode == 0, ran.stderr
        (file,) = folder.iterdir()
        links = list(links_of(file.read_bytes(), "docx"))
        assert all(link.startswith(f"{found}/measures?") for link in links) and bool(links) == (found is not None)
        assert (ran.stderr.count("“nowhere” "), ran.stderr.count(VARIABLE)) == ((2, 2) if found is None else (0, 0))
    refused = run_export(database, tmp_path, "--address", "nowhere")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "“nowhere”" in refused.stderr and "Traceback" not in refused.stderr


# What papers carry


def links_of(data: bytes, kind: str) -> Iterator[str]:
    """Yield the addresses outside it that a paper leads to."""
    if kind == "pdf":
        for page in open_pdf(data):
            at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
            while pdfium.FPDFLink_Enumerate(page, ctypes.byref(at), ctypes.byref(link)):
                action = pdfium.FPDFLink_GetAction(link)
                size = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0)
                text = ctypes.create_string_buffer(size)
                pdfium.FPDFAction_GetURIPath(page.pdf, action, text, size)
                if size:
                    yield text.value.decode()
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                for relation in etree.fromstring(package.read(name)):
                    if relation.get("TargetMode") == "External":
                        yield relation.get("Target")


def pages_of(data: bytes, kind: str) -> int:
    """Return how many pages, slides or sheets a paper has; of a Word file its sections."""
    if kind == "pdf":
        return len(open_pdf(data))
    part = {"pptx": "ppt/slides/slide", "xlsx": "xl/worksheets/sheet", "docx": "word/footer"}[kind]
    return sum(name.startswith(part) for name in zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_every_link_of_every_paper_opens_what_it_shows(cursor: Cursor) -> None:
    for name in ALONE:
        links = set(links_of(PAPERS[name].make(cursor, REQUEST), PAPERS[name].extension))
        assert links, name
        for link in links:
            parts = urlsplit(link)
            assert link.startswith(f"{ADDRESS}/")
            assert parts.path.removeprefix("/dashboard/") in paths()
            found, problems = decode(dict(parse_qsl(parts.query, strict_parsing=True)))
            assert not problems
            assert (found.agency, found.year, found.lang) == ("demo", 2568, "en")
            if found.view == "change":
                assert (found.from_year, found.to_year) == (2567, 2568)


def test_a_paper_as_presented_leads_to_what_was_presented_and_not_to_the_figures_of_today(cursor: Cursor) -> None:
    presented = replace(REQUEST, presented=Presented(7, "Council", date(2026, 1, 15)))
    for name in ALONE:
        links = set(links_of(PAPERS[name].make(cursor, presented), PAPERS[name].extension))
        found = {(urlsplit(link).path, decode(dict(parse_qsl(urlsplit(link).query)))[0].snapshot) for link in links}
        assert found == {("/dashboard/present", 7)}, name
        named = text_of(PAPERS[name].make(cursor, replace(presented, address=None)), PAPERS[name].extension)
        assert "On the dashboard: Present" in named, name
    book = text_of(PAPERS["workbook"].make(cursor, replace(presented, address=None)), "xlsx")
    assert "Present" in book.partition("View in the dashboard")[2][:40]


def test_without_an_address_a_paper_names_the_view_and_leads_nowhere(cursor: Cursor) -> None:
    for name in ALONE:
        data = PAPERS[name].make(cursor, replace(REQUEST, address=None))
        assert not set(links_of(data, PAPERS[name].extension)), name
        assert "On the dashboard: " in text_of(data, PAPERS[name].extension), name


def text_of(data: bytes, kind: str) -> str:
    if kind == "pdf":
        return " ".join(page.get_textpage().get_text_range() for page in open_pdf(data))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")]
    return " ".join("".join(part.itertext()) for part in parts)


# The code, read back: no library of ours reads one, so its points are compared with those that segno makes.


def points_of(picture: Image.Image) -> tuple[tuple[bool, ...], ...]:
    """Return the points of a code that a picture shows, without the light around it; empty where it shows none."""
    grey = picture.convert("L").point(lambda value: 0 if value < 128 else 255)
    box = ImageChops.invert(grey).getbbox()
    if box is None:
        return ()
    code = grey.crop(box)
    dark = [bool(code.getpixel((x, 1)) == 0) for x in range(code.width)]
    # The first thing in its first row is a finder: seven points across.
    wide = [*dark, False].index(False) / 7
    count = round(code.width / wide)
    if count < 21 or abs(code.width - code.height) > wide:
        return ()
    size = code.width / count
    centres = [min(int((at + 0.5) * size), code.width - 1) for at in range(count)]
    return tuple(tuple(code.getpixel((x, min(y, code.height - 1))) == 0 for x in centres) for y in centres)


def codes_of(data: bytes, kind: str) -> Iterator[tuple[tuple[bool, ...], ...]]:
    if kind == "pdf":
        for page in open_pdf(data):
            scale = 6
            picture = page.render(scale=scale).to_pil()
            # In the lower left corner, within the margin, which is narrower where the page is wide.
            left, right, low = (
                round(each / 25.4 * 72 * scale)
                for each in ((14.6, 31.1, 21.5) if picture.width > picture.height else (17.6, 34.2, 24))
            )
            yield points_of(picture.crop((left, picture.height - low, right, picture.height - 4 * scale)))
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".png"):
                yield points_of(Image.open(io.BytesIO(package.read(name))))


@pytest.mark.parametrize("name", ALONE)
def test_the_codes_of_a_paper_are_those_of_its_links(cursor: Cursor, name: str) -> None:
    data, kind = PAPERS[name].make(cursor, REQUEST), PAPERS[name].extension
    links = list(links_of(data, kind))
    known = {
        tuple(tuple(bool(each) for each in row) for row in segno.make_qr(link, error="m").matrix) for link in links
    }
    codes = list(codes_of(data, kind))
    assert codes and set(codes) <= known
    if kind == "pdf":
        assert len(codes) == pages_of(data, kind)
    assert len(links) >= (pages_of(data, kind) if kind != "xlsx" else 1)


def test_a_workbook_has_the_code_in_the_margin_of_every_sheet(cursor: Cursor) -> None:
    data = PAPERS["workbook"].make(cursor, REQUEST)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == pages_of(data, "xlsx") > 5
    assert all(b"&amp;L&amp;G" in sheet and b"legacyDrawingHF" in sheet for sheet in sheets)


def test_the_longest_address_still_has_a_code() -> None:
    longest = f"https://x.th/{'a' * 187}/trends?v=1&a={'a' * 60}&y=2568&f=2567&t=2568&w=change&l=en"
    matrix = segno.make_qr(longest, error="m").matrix
    assert points_of(Image.open(io.BytesIO(qr_png(longest)))) == tuple(tuple(map(bool, row)) for row in matrix)
