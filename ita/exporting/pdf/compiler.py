"""Typst, set up once: the product's fonts, and no others of the machine."""

from __future__ import annotations

import base64
import io
import json
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from ita.exporting.pdf.line_breaks import PATTERN, tokens_of
from ita.exporting.safe_text import printable
from ita.i18n import translator
from ita.paths import ROOT

FONTS = ROOT / "pages" / "static" / "fonts"
_FOLDER = Path(__file__).parent
# Pixels of an SVG in an inch.
_PPI = 96
# A compiler holds the last input of its own, so that two papers at once would mix.
_ONE_AT_A_TIME = threading.Lock()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=_FOLDER, font_paths=[FONTS], ignore_system_fonts=True)


def compiled(template: str, paper: dict[str, Any]) -> bytes:
    """Return a paper as PDF.

    Parameters
    ----------
    template
        Name of a file beside this one.
    paper
        What the paper says, as JSON holds it: no text of it is ever read as markup.
    """
    said = json.dumps(paper | {"token": PATTERN, "tokens": tokens_of(paper)}, ensure_ascii=False)
    with _ONE_AT_A_TIME:
        made = _compiler().compile(_FOLDER / template, sys_inputs={"paper": said}, format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("typst gives one PDF as bytes")
    return made


def drawn(svg: str) -> bytes:
    """Return an SVG as PNG, twice as large as it says in pixels, its texts in the product's fonts."""
    with _ONE_AT_A_TIME:
        made = _compiler().compile(
            _FOLDER / "picture.typ", sys_inputs={"paper": json.dumps({"svg": svg})}, format="png", ppi=2 * _PPI
        )
    if not isinstance(made, bytes):
        raise TypeError("typst gives one picture as bytes")
    return made


def picture_words(png: bytes | None, alt: str, agency: str, lang: str) -> dict[str, str] | None:
    """Return a picture as JSON takes it, with what it shows; None where there is none.

    It stands in a drawing, for JSON holds no bytes and typst reads none that are written as text.
    """
    if png is None:
        return None
    with Image.open(io.BytesIO(png)) as picture:
        width, height = picture.size
    data = base64.b64encode(png).decode()
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image href="data:image/png;base64,{data}" width="{width}" height="{height}"/></svg>'
    )
    return {"svg": drawing, "alt": translator(lang)(alt).format(agency=printable(agency))}
