"""Rooms of the screens: what one screen alone needs lives with it, and one object holds what a session remembers."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from tests.helpers import ROOT

PAGES = ROOT / "pages"
SHARED = PAGES / "shared"
SESSION = SHARED / "session.py"
ALL = sorted([*PAGES.rglob("*.py"), ROOT / "app.py"])


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> set[str]:
    """Return the names of modules that a file imports; of `from a import b` both `a` and `a.b`."""
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def screen_of(path: Path) -> str:
    """Return the screen that a file belongs to: its folder, or itself; `app.py` and the frame are one of their own."""
    parts = path.relative_to(ROOT).parts
    if parts[0] != "pages":
        return "app"
    return parts[1].removesuffix(".py")


def test_one_object_holds_what_a_session_remembers() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in ALL
        if path != SESSION
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.Attribute) and node.attr == "session_state")
        or (isinstance(node, ast.ImportFrom) and any(alias.name == "session_state" for alias in node.names))
    ]
    assert offenders == []


def test_shared_holds_only_what_two_screens_import() -> None:
    """What is shared by way of another shared file serves the screens that this serves."""
    importers: dict[str, set[Path]] = defaultdict(set)
    for path in ALL:
        for name in imported(path):
            importers[name].add(path)

    def screens(path: Path, seen: frozenset[Path] = frozenset()) -> set[str]:
        found: set[str] = set()
        for each in importers[module_name(path)] - seen:
            found |= screens(each, seen | {path}) if each.parent == SHARED else {screen_of(each)}
        return found

    serve = {path.name: screens(path) for path in SHARED.glob("*.py") if path.name != "__init__.py"}
    assert len(serve) > 5
    assert {name: served for name, served in serve.items() if len(served) < 2} == {}
