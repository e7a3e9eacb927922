"""The docs name only what is there, and everything that must be documented is.

Read are README, CONTRIBUTING and every page under ``docs``: backticks, blocks of commands, and links.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ita.__main__ import parser
from ita.store import query_loader
from tests.helpers import ROOT
from tests.unit.test_words import sql_names, targets, tracked

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
IDS = [str(page.relative_to(ROOT)) for page in PAGES]
# What a machine has after the set-up, and backups hold.
MADE = {"data/ita.duckdb", ".venv", "backups", "manifest.json", "schema.sql"}
SUFFIXES = (
    ".py",
    ".sql",
    ".md",
    ".csv",
    ".toml",
    ".json",
    ".po",
    ".css",
    ".js",
    ".txt",
    ".cmd",
    ".yml",
    ".zip",
    ".duckdb",
)
PROGRAMS = (".venv/bin/python", "python3", "py", "ita", "start.cmd", "make")
# Programs that are no part of the project; what they are given is checked where it is a path.
OTHER_PROGRAMS = ("grep", "git", "GET")
PLACEHOLDER = re.compile(r"(?<![a-z])[A-Z]{2,}(?:_[A-Z]+)*(?![a-z])|NNN?")


@cache
def paths() -> frozenset[str]:
    """Return the address of every screen, without slashes; the first screen's is empty."""
    return frozenset(re.findall(r'url_path="(\w*)"', (ROOT / "pages" / "main.py").read_text("utf-8")))


def text_of(page: Path) -> str:
    """Return a page without what is said to be gone: the table of retired words."""
    return re.sub(r"(?s)^## Retired words.*?(?=^## |\Z)", "", page.read_text("utf-8"), flags=re.MULTILINE)


def blocks(text: str) -> list[tuple[str, str]]:
    """Return language and content of each fenced block."""
    return re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def quoted(text: str) -> list[str]:
    """Return what stands in backticks outside fenced blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^```.*?^```", "", text))


def commands(text: str) -> Iterator[str]:
    """Return the lines of command blocks, and the commands that stand in backticks."""
    for language, content in blocks(text):
        if language in {"", "sh"}:
            yield from (line.split(" # ")[0].strip() for line in content.splitlines() if line.strip())
    yield from (
        each for each in quoted(text) if each.split(maxsplit=1)[0] in (*PROGRAMS, *OTHER_PROGRAMS) and " " in each
    )


def exists(name: str) -> bool:
    """Tell whether a path is there; NAME and NNN in it stand for anything, `/` in front for the root of the project."""
    pattern = PLACEHOLDER.sub("*", name.strip("/"))
    return name in MADE or any(True for _ in ROOT.glob(pattern))


@cache
def python_words() -> frozenset[str]:
    """Return every name that the program, its tests and tools define or use, keywords of calls and columns included."""
    found = set()
    for path in set(tracked("*.py")) - {Path(__file__)}:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for field in ("name", "id", "attr", "arg"):
                value = getattr(node, field, None)
                if isinstance(value, str):
                    found.add(value)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                found.add(node.value)
    return frozenset(found)


@cache
def known_names() -> frozenset[str]:
    """Return every name that a page may quote: of code, SQL, files, and headers of shipped tables."""
    headers = {
        name for path in (ROOT / "data").rglob("*.csv") for name in path.read_text("utf-8").split("\n")[0].split(",")
    }
    stems = {path.stem for path in tracked("*.py", "queries/**/*.sql")}
    return frozenset(python_words() | {name for _, name in sql_names()} | headers | stems)


def module_exists(dotted: str) -> bool:
    """Tell whether a dotted name is a module, or a name defined in one."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        path = ROOT.joinpath(*parts[:length])
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if file.is_file():
                defined = {name for node in ast.walk(ast.parse(file.read_text("utf-8"))) for _, name in targets(node)}
                return set(parts[length:]) <= defined
    return False


def subparsers(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return {
        name: each
        for action in of._actions
        if isinstance(action, argparse._SubParsersAction)
        for name, each in action.choices.items()
    }


def options(of: argparse.ArgumentParser) -> set[str]:
    return {option for action in of._actions for option in action.option_strings}


def every_command(of: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Return each command of the command line, sub-commands too, with its parser."""
    yield name, of
    for word, below in subparsers(of).items():
        yield from every_command(below, f"{name} {word}")


def start_options() -> set[str]:
    return set(re.findall(r'add_argument\((?:"-h", )?"(--[a-z-]+)"', (ROOT / "start.py").read_text("utf-8")))


def bench_options() -> set[str]:
    return set(re.findall(r'add_argument\("(--[a-z-]+)"', (ROOT / "tests/bench/run.py").read_text("utf-8")))


def wrong_of_ita(words: list[str]) -> Iterator[str]:
    """Say what of a command of the command line is not there: command, choice, option, query or its parameter."""
    at, name, allowed = parser(), "", options(parser())
    while words and words[0] in subparsers(at):
        name = words[0]
        at, words = subparsers(at)[name], words[1:]
        allowed |= options(at)
    if words and subparsers(at) and not words[0].startswith(("-", "...")):
        yield words[0]
    yield from (word for word in words if word.startswith("--") and word not in allowed)
    if name == "query" and words and words[0] != "NAME":
        query = query_loader.queries("read").get(words[0])
        given = {word.partition("=")[0] for word in words[1:] if "=" in word}
        known = {param.name for param in query.params} if query else set()
        yield from ([] if query else words[:1])
        yield from given - known


def wrong_of_command(line: str) -> list[str]:
    """Return what of a command is not there."""
    words = [word for word in shlex.split(line) if not re.fullmatch(r"[A-Z_]+=\S+", word)]
    if not words:
        return []
    program, *rest = words
    if program == "ita":
        return list(wrong_of_ita(rest))
    if program == "make":
        return rest  # the project has no Makefile
    if program in {"python3", "py", "start.cmd", "cmd"}:
        rest = [program, *rest] if program == "start.cmd" else rest
        if not rest:
            return []
        if rest[0] not in {"start.py", "start.cmd"}:
            return [] if exists(rest[0]) else [rest[0]]
        if rest[1:2] == ["ita"]:
            return list(wrong_of_ita(rest[2:]))
        if rest[1:2] == ["test"]:
            return [word for word in rest[2:] if word.startswith("tests/") and not exists(word)]
        known = bench_options() if rest[1:2] == ["bench"] else start_options()
        return [word for word in rest[1:] if word.startswith("--") and word not in known]
    if program == ".venv/bin/python":
        if rest[:2] == ["-m", "ita"]:
            return list(wrong_of_ita(rest[2:]))
        return [word for word in rest if ("/" in word or word.endswith(".py")) and not exists(word)]
    return []


def all_options() -> set[str]:
    return (start_options() | bench_options()).union(*(options(each) for _, each in every_command(parser(), "ita")))


def is_there(name: str) -> bool:
    """Tell whether what stands in backticks is there; only what looks like a name is looked for."""
    first = name.split(maxsplit=1)[0]
    if first in PROGRAMS and " " in name:
        return not wrong_of_command(name)
    if name.startswith("--"):
        return first.partition("=")[0] in all_options()
    if re.fullmatch(r"/[a-z_]*", name):
        return name[1:] in paths() | {"health"} or exists(name)
    if re.fullmatch(r"\.\w+", name):
        return exists(name) or f'"{name}"' in sources()
    if re.fullmatch(r"[\w.*-]*[\w*]?(/[\w.*-]+)+/?|[\w-]+/|[\w.-]+", name) and ("/" in name or name.endswith(SUFFIXES)):
        return exists(name) or any(path.name == name for path in tracked("*"))
    if re.fullmatch(r"[a-z_]\w*(\.\w+)+", name):
        return module_exists(name)
    if re.fullmatch(r"[A-Za-z_]\w*(\(\))?", name):
        return name.removesuffix("()") in known_names() or bool(re.fullmatch(r"[a-z]\d+", name)) or exists(name)
    return True


@cache
def sources() -> str:
    return "".join(path.read_text("utf-8") for path in tracked("ita/*.py"))


def slug(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it."""
    plain = re.sub(r"[^\w\s\u0e00-\u0e7f-]", "", heading.strip().lower())
    return plain.replace(" ", "-")


def broken_links(page: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"(?ms)^```.*?^```", "", page.read_text("utf-8"))):
        if target.startswith(("http://", "https://")):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        is_page = file.suffix == ".md" and file.exists()
        headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE) if is_page else []
        if not file.exists() or (anchor and anchor not in map(slug, headings)):
            yield target


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_a_page_names_only_what_is_there(page: Path) -> None:
    text = text_of(page)
    gone = [each for each in quoted(text) if not is_there(each)]
    gone += [f"{line}: {wrong}" for line in commands(text) for wrong in wrong_of_command(line)]
    assert gone == []
    assert list(broken_links(page)) == []


@pytest.mark.parametrize(
    "name",
    [
        "pages/nowhere.py", "queries/read/nothing.sql", "ita/nothing/", "ita.store.daily", "ita.links.no_such_name",
        "--nothing", "ita nothing", "ita undo --nothing", "ita query nothing", "ita query gap_ranking town=x",
        "ita rules nothing", "python3 start.py --nothing",
        "python3 start.py bench --nothing", "make test", "no_such_function", "no_such_function()",
        "/nowhere", ".nothing",
    ],
)  # fmt: skip
def test_what_is_not_there_is_found(name: str) -> None:
    assert not is_there(name)


def test_every_screen_and_every_top_folder_is_in_the_architecture() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert [path for path in paths() if f"| `/{path}` |" not in page] == []
    files = {path.relative_to(ROOT) for path in tracked("*")}
    tops = {f"{path.parts[0]}/" for path in files if len(path.parts) > 1}
    packages = {f"{path.parent.as_posix()}/" for path in files if path.name == "__init__.py" and path.parts[0] == "ita"}
    below = {
        f"{path.parts[0]}/{path.parts[1]}/"
        for path in files
        if len(path.parts) > 2 and path.parts[0] in {"queries", "data", "tests"}
    }
    assert [folder for folder in sorted(tops | packages | below) if f"`{folder}`" not in page] == []


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    named = [f"`{name}" for name, each in every_command(parser(), "ita") if name != "ita"]
    assert [name for name in named if name not in page] == []
    assert [option for option in sorted(all_options() - {"-h", "--help"}) if f"{option}" not in page] == []


def test_the_readme_begins_in_thai_and_has_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.search("[ก-ฮ]", readme.splitlines()[0])
    assert "```\npython3 start.py\npython3 start.py test\n```" in readme
    assert len(readme.splitlines()) <= 80
    pictures = re.findall(r"!\[([^\]]+)\]\((docs/pictures/[^)]+)\)", readme)
    assert len(pictures) == 2
    for words, name in pictures:
        assert "ข้อมูลสมมติ" in words
        assert (ROOT / name).stat().st_size < 150_000


def test_every_decision_has_its_three_parts_and_stands_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    records = sorted(folder.glob("[0-9]*.md"))
    assert records
    listed = (folder / "README.md").read_text("utf-8")
    for record in records:
        text = record.read_text("utf-8")
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequence")), record.name
        assert f"({record.name})" in listed


def test_the_chain_of_views_is_that_of_the_schema() -> None:
    spec = importlib.util.spec_from_file_location("make_views", ROOT / "docs" / "make_views.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.page_with(module.chain()) == module.PAGE.read_text("utf-8"), "run docs/make_views.py"
