"""Tables drawn with bars, as chats and notes write them, as the same tables with tabs; other text stays as it is."""

from __future__ import annotations

import re

_RULE = re.compile(r"[|:\-+=─━┼│\s]+")
_ENOUGH = 2


def as_tabs(text: str) -> str:
    """Return text in which the cells of a table drawn with bars stand apart by tabs; lines keep their numbers."""
    lines = text.splitlines()
    bars = "│" if text.count("│") > text.count("|") else "|"
    barred = [line for line in lines if line.count(bars) >= _ENOUGH]
    if "\t" in text or len(barred) < _ENOUGH:
        return text
    return "\n".join(_row(line, bars) for line in lines)


def _row(line: str, bars: str) -> str:
    plain = line.strip()
    if plain and _RULE.fullmatch(plain):
        return ""
    if plain.count(bars) < 1:
        return line
    cells = [cell.strip().strip("*_`").strip() for cell in plain.removeprefix(bars).removesuffix(bars).split(bars)]
    return "\t".join(cells)
