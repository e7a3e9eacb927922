"""The addresses of the screens, as `main.py` gives them: read from its text, so that there is no second list."""

from __future__ import annotations

import ast
from pathlib import Path

MAIN = Path(__file__).resolve().parent / "main.py"


def paths() -> frozenset[str]:
    """Return the path of every screen, without slashes; the first screen's is empty."""
    keywords = (node for node in ast.walk(ast.parse(MAIN.read_text(encoding="utf-8"))) if isinstance(node, ast.keyword))
    return frozenset(ast.literal_eval(each.value) for each in keywords if each.arg == "url_path")
