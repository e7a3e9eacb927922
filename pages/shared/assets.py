"""Our own static files, each by an address that names what it holds: a browser may keep it for a year."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "static"
# The part of plotly.js that draws in two directions, of the version that the plotly package writes figures for.
PLOTLY = "plotly-cartesian-4.1.1.min.js"
CHART = "chart.js"
PRESENT = "present.js"
PRESENT_STYLE = "present.css"


@cache
def address(name: str) -> str:
    """Return where a browser gets a file: the version in it changes with the file (see `CompressedFiles`)."""
    return f"/app/static/{name}?v={sha256((FOLDER / name).read_bytes()).hexdigest()[:12]}"
