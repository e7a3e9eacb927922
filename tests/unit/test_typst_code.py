"""Charts within typst: their texts copy out of the PDF as they are read, whatever they are."""

from __future__ import annotations

import re
import unicodedata

import pytest
import typst
from hypothesis import example, given, settings

from ita.exporting import letters
from ita.exporting.svg.typst_code import literal, typst_of
from ita.series.model import BarSeries, Series
from tests.pdf_files import Pdf, read_pdf
from tests.unit.test_svg_pictures import HARD, every_series, hard_series, said_by

__all__ = ["every_series"]


def pdf_of(code: str) -> Pdf:
    source = f"#set page(width: 600pt, height: auto)\n#{code}\n".encode()
    fonts = [str(letters.font_file(400).parent)]
    return read_pdf(typst.compile(source, format="pdf", font_paths=fonts, ignore_system_fonts=True))


def letters_of(text: str) -> str:
    """Return the letters of a text without marks, which readers of PDF files put in another order.

    Of some letters with two marks typst also writes the letter twice, in plain text too; each counts once.
    """
    kept = "".join(each for each in text if unicodedata.category(each)[0] in "LN" and each != "\u0e33")
    return re.sub(r"(.)\1+", r"\1", kept)


@pytest.mark.slow
def test_names_and_figures_copy_out_of_a_pdf(every_series: list[tuple[str, str, Series]]) -> None:
    for name, lang, series in every_series:
        if not name.endswith(("the report", "demonstration", "demonstration with a target")):
            continue
        pdf = pdf_of(typst_of(series, width=700, points=481, lang=lang, alt="อธิบาย"))
        found = letters_of("".join(pdf.pages))
        for text in said_by(series):
            assert letters_of(text) in found, (name, lang, text)


@settings(max_examples=12, deadline=None)
@given(HARD)
@example('"\\u{41}#image("x")')
@example("\x00\x01\x1f\ufffe\ud800")
@example("x" * 2000)
def test_no_text_breaks_the_code(text: str) -> None:
    pieces = [typst_of(each, width=700, points=481, lang="th", alt=text) for each in hard_series(text)]
    assert len(pdf_of("[" + "\n".join(f"#{piece}" for piece in pieces) + "]").pages) >= 1


def test_a_text_is_never_code() -> None:
    assert literal('a"b\\c') == '"a\\"b\\\\c"'
    series = next(each for each in hard_series('"#sys.version"') if isinstance(each, BarSeries))
    code = typst_of(series, width=700, points=481, lang="th")
    assert not re.search(r'(?<!\\)"#sys', code)
