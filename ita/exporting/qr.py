"""The code that leads a telephone from paper to the dashboard, the same on every paper."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

# Light points around it; readers ask for four where something dark may stand beside.
_BORDER, _SCALE = 4, 8


@lru_cache(maxsize=64)
def qr_svg(address: str) -> str:
    """Return the code of an address as SVG."""
    made = io.BytesIO()
    segno.make_qr(address, error="m").save(made, kind="svg", border=1, xmldecl=False, light="white")
    return made.getvalue().decode()


@lru_cache(maxsize=64)
def qr_png(address: str, points: float = 1.0) -> bytes:
    """Return the code of an address as PNG; a point of the code is printed `points` points wide where nobody says."""
    made = io.BytesIO()
    segno.make_qr(address, error="m").save(
        made, kind="png", scale=_SCALE, border=_BORDER, dpi=round(72 * _SCALE / points)
    )
    return made.getvalue()
