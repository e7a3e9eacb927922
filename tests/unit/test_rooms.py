"""Rooms of the screens: what serves one lives with it, one object remembers a session, one module makes HTML."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from markupsafe import Markup

from pages.shared.markup import show, tag
from tests.helpers import ROOT

PAGES = ROOT / "pages"
SHARED = PAGES / "shared"
SESSION = SHARED / "session.py"
ALL = sorted([*PAGES.rglob("*.py"), ROOT / "app.py"])


# What makes HTML of values, and where constants are declared to be HTML: the page of what has no screen.
MAKER, CONSTANTS = SHARED / "markup.py", ROOT / "ita" / "serving.py"


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


def html_by_hand(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        where = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.ImportFrom) and node.module == "html":
            yield f"{where} escapes a text by hand"
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        constants = all(isinstance(each, ast.Constant) for each in node.args)
        if called == "Markup" and path != MAKER and not (path == CONSTANTS and constants):
            yield f"{where} declares a text to be HTML"
        if called == "st.html" and path != MAKER:
            yield f"{where} draws HTML"
        if any(each.arg == "unsafe_allow_html" for each in node.keywords):
            yield f"{where} lets HTML through"


def test_html_is_escaped_by_construction() -> None:
    """One module makes HTML of values and draws it; no text is escaped by hand."""
    assert [each for path in [*ALL, *sorted((ROOT / "ita").rglob("*.py"))] for each in html_by_hand(path)] == []


def test_a_text_is_never_taken_for_html() -> None:
    safe = "&lt;b id=&#39;x&#39;&gt;&#34;&amp;"
    nasty = "<b id='x'>\"&"
    drawn = tag("p", nasty, Markup("<i>i</i>"), None, 7, title=nasty, class_=None, hidden=True)
    assert drawn == f'<p title="{safe}" hidden>{safe}<i>i</i>7</p>'
    assert tag("td", data_head="a", class_="num") == '<td data-head="a" class="num"></td>'
    with pytest.raises(TypeError):
        show(cast(Markup, "<p>plain</p>"))
