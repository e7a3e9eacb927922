"""Where lines of Thai may end in a PDF and on the stage of a presentation: between the words of our own list.

Typst and browsers part Thai by models that break some words within and begin lines with ฯ and ๆ. A word that must stay
whole travels as such: the templates put it in a box, the stage's script in a span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ita.exporting import letters

# What stands between spaces and has a letter of Thai; a sign after a space belongs to it. Templates look for it so, in
# time that grows with the text; Python's patterns would take its square, so `_tokens` finds the same by its runs.
PATTERN = r"\S*[\u0e01-\u0e4e]\S*(?: [\u0e2f\u0e46]\S*)*"
_RUN, _THAI, _SIGNS = re.compile(r"\S+"), re.compile("[\u0e01-\u0e4e]"), ("\u0e2f", "\u0e46")
# In sizes of the type: what is kept whole where a text has the whole width of a page.
_WIDEST = 12.0
# The widest weight that the templates set.
_WEIGHT = 700
# Pictures with what is said of them, codes and addresses are no texts of lines; charts are broken into lines already.
_NO_TEXTS = frozenset(("svg", "alt", "qr", "code", "link"))
# Parts of a token, each with whether it is kept whole.
Tokens = dict[str, list[tuple[str, bool]]]


def tokens_of(paper: Mapping[str, Any]) -> Tokens:
    """Return what of the texts of a paper is to be kept whole.

    Parameters
    ----------
    paper
        As JSON holds it. ``em`` of a value is how wide its texts may be, in sizes of their type; ``ems`` of a table how
        wide the texts of each column may be.

    Returns
    -------
    Tokens
        For each token its parts, between which a line may end. A part that is wider than a cell in which it stands is
        not kept whole.
    """
    widths: dict[str, float] = {}
    for text, em in _texts(paper, _WIDEST):
        for token in _tokens(text):
            widths[token] = min(em, widths.get(token, em))
    found: Tokens = {}
    for token, em in widths.items():
        parts = [(part, letters.width(part, 1, _WEIGHT) <= em) for part in letters.parts_of(token, em, 1, _WEIGHT)]
        if any(is_kept for _part, is_kept in parts):
            found[token] = parts
    return found


def _tokens(text: str) -> list[str]:
    """Return what `PATTERN` finds in a text."""
    found: list[str] = []
    end = -2
    for run in _RUN.finditer(text):
        is_sign = run[0].startswith(_SIGNS) and run.start() == end + 1 and text[end] == " "
        if is_sign:
            found[-1] += f" {run[0]}"
        elif _THAI.search(run[0]):
            found.append(run[0])
        else:
            continue
        end = run.end()
    return found


def _texts(value: object, em: float) -> Iterator[tuple[str, float]]:
    """Give the texts of a value, each with how wide it may be."""
    if isinstance(value, str):
        yield value, em
    elif isinstance(value, Mapping):
        wide, ems = value.get("em", em), value.get("ems")
        for name, each in value.items():
            if ems is not None and name in ("headers", "rows"):
                for row in [each] if name == "headers" else each:
                    for cell, of_column in zip(row, ems, strict=True):
                        yield from _texts(cell, of_column)
            elif name not in _NO_TEXTS:
                yield from _texts(each, wide)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each, em)
