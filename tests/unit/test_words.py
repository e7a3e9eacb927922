"""One word a thing: the retired words of the glossary are no part of a name, a file name, or a text for people.

The list is the table "Retired words" of ``docs/glossary.md``. Words in prose are free, and so are released entries of
the changelog.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from ita.paths import LOCALE
from tests.helpers import ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
KINDS = ("word", "function", "class", "module", "phrase")


@cache
def retired() -> dict[str, dict[str, str]]:
    """Return the retired words of each kind, with what is used in their place."""
    table = GLOSSARY.read_text("utf-8").partition("## Retired words")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")
    ]
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for words, kind, use in rows[2:]:
        for word in words.split(" · "):
            found[kind][word.strip("`")] = use
    return found


@cache
def project_files() -> tuple[str, ...]:
    """Return the files that belong to the project, also those that are not yet committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    if done.returncode == 0:
        return tuple(sorted(name for name in done.stdout.splitlines() if (ROOT / name).is_file()))
    skipped = {".venv", ".git", ".hypothesis", "cache"}  # without Git: what was unpacked
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return tuple(sorted(path.as_posix() for path in files if not skipped & set(path.parts)))


def tracked(*patterns: str) -> list[Path]:
    """Return the files of the project whose path fits a pattern; its `*` stands for folders too."""
    return [ROOT / name for name in project_files() if any(fnmatch(name, each) for each in patterns)]


def targets(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Return the names that a node of the syntax tree gives, each with its kind."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield "function", node.name
        case ast.ClassDef():
            yield "class", node.name
        case ast.arg():
            yield "variable", node.arg
        case ast.alias(asname=str(name)):
            yield "variable", name
        case ast.Name(ctx=ast.Store()):
            yield "variable", node.id
        case ast.Attribute(ctx=ast.Store()):
            yield "variable", node.attr
        case _:
            return


def python_names() -> set[tuple[str, str]]:
    """Return every name that the program and its tests define; names of tests are sentences, and free."""
    return {
        (kind, name)
        for path in tracked("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for kind, name in targets(node)
        if not (kind == "function" and name.startswith("test_"))
    }


def sql_names() -> set[tuple[str, str]]:
    """Return every name in `queries/`, from the statements and from the params and columns of their headers."""
    texts = [path.read_text("utf-8") for path in tracked("queries/*.sql") if path.parent.name != "migrations"]
    statements = [re.sub(r"--.*|'(?:[^']|'')*'", "", text) for text in texts]
    headers = [name for text in texts for name in re.findall(r"^-- (?:param|column) (\w+)", text, re.MULTILINE)]
    words = {word for statement in statements for word in re.findall(r"[a-z_][a-z0-9_]+", statement)}
    return {("variable", name) for name in words | set(headers)}


def parts(name: str) -> set[str]:
    """Return the words that a name is made of, small: `agencyName` and `AGENCY_NAME` alike."""
    return {part for part in re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_") if part}


def found_in_names() -> set[tuple[str, str]]:
    words = retired()
    files = {
        path.stem for path in tracked("*.py", "queries/*.sql", "docs/*", "tests/*") if path.parent.name != "migrations"
    }
    names = python_names() | sql_names()
    return {
        *((word, name) for _, name in names for word in parts(name) & set(words["word"])),
        *((name, name) for kind, name in names if kind in {"function", "class"} and name in words[kind]),
        *((word, f"file {stem}") for stem in files for word in parts(stem.replace("-", "_")) & set(words["word"])),
        *((each, f"file {each}") for each in words["module"] if (ROOT / each).exists()),
    }


def found_in_texts() -> set[tuple[str, str]]:
    with (LOCALE / "th" / "LC_MESSAGES" / "ita.po").open("rb") as file:
        messages = [(message.id, str(message.string)) for message in read_po(file, locale="th") if message.id]
    return {
        (phrase, english)
        for english, thai in messages
        for phrase in retired()["phrase"]
        if phrase.lower() in english.lower() or phrase in thai
    }


def test_the_glossary_lists_retired_words_of_every_kind() -> None:
    assert all(retired().values())
    assert "mend" in retired()["word"] and "told" in retired()["function"] and "Way" in retired()["class"]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def told(town): standing = 1", {"told", "town", "standing"}),
        ("class Way:\n    keeps_town: int = 0", {"Way", "keeps_town"}),
        ("import numpy as heads\nself.mend_hint = frame.head(2)", {"heads", "mend_hint"}),
    ],
)
def test_names_are_read_where_they_are_given(source: str, names: set[str]) -> None:
    assert {name for node in ast.walk(ast.parse(source)) for _, name in targets(node)} == names
    assert parts("StandingPlans_of") == {"standing", "plans", "of"}


def test_no_retired_word_is_left() -> None:
    assert sorted(found_in_names() | found_in_texts()) == [], "see the glossary for the word to use"
