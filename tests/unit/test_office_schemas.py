"""Every Word, PowerPoint and Excel paper by the schemas of ECMA-376 and by what Office itself refuses."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator
from PIL import Image

from ita.papers import PAPERS
from ita.store.engine import Cursor, open_engine
from tests.unit import report_papers as papers

OFFICE = [name for name, paper in PAPERS.items() if paper.extension in {"docx", "pptx", "xlsx"}]
ADDRESS = "https://ita.example.go.th"


@pytest.fixture(scope="module")
def cursor(built: Path) -> Iterator[Cursor]:
    """Return a cursor of the shipped database."""
    with closing(open_engine(built, read_only=True)) as engine, engine.cursor() as opened:
        yield opened


def emblem() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (80, 40), "blue").save(out, "PNG")
    return out.getvalue()


def faults(data: bytes, file: Path) -> list[str]:
    """Return what is wrong with a paper, written to a file, for the newest Office."""
    file.write_bytes(data)
    found = OpenXmlValidator(max_errors=0).validate(file).errors
    return [f"{each.part_uri}: {each.description} at {each.path}" for each in found]


@pytest.mark.parametrize("name", OFFICE)
@pytest.mark.parametrize(
    ("agency", "changes"),
    [
        ("ban-mo", {"memo": True, "logo": emblem(), "address": ADDRESS}),
        ("demo", {"lang": "en", "digits": "arabic"}),
    ],
)
def test_a_paper_is_valid(cursor: Cursor, tmp_path: Path, name: str, agency: str, changes: dict[str, Any]) -> None:
    data = PAPERS[name].make(cursor, papers.request_of(agency, **changes))
    assert faults(data, tmp_path / f"paper.{PAPERS[name].extension}") == []


def test_a_wrong_order_would_be_found(cursor: Cursor, tmp_path: Path) -> None:
    data, broken = PAPERS["progress"].make(cursor, papers.request_of()), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(broken, "w") as rewritten:
        for name in whole.namelist():
            part = whole.read(name)
            if name == "word/document.xml":
                assert b"<w:cantSplit/>" in part
                part = part.replace(b"<w:tblHeader/>", b"<w:shd/>", 1)
            rewritten.writestr(name, part)
    assert faults(broken.getvalue(), tmp_path / "broken.docx")
