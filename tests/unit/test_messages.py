"""What is stored of an issue is no sentence: rule, variant and parameters give the words, in both languages."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

import duckdb
import pytest

from ita.errors import Issue, OldIssue
from ita.i18n import LANGUAGES, issue_text, translations
from ita.importing.build import open_built
from ita.importing.report_import import stored_issues
from ita.messages import REGISTRY, UnknownRuleError, Wording
from ita.store.archive import open_archive
from ita.store.backup_rotation import safety_name
from ita.store.engine import Engine, open_engine
from ita.store.restore import restore_file
from tests import helpers
from tests.golden.make_schema import HERE
from tests.helpers import ROOT
from tests.unit.old_databases import database_of

BACKUPS = sorted(HERE.glob("backup-schema-*.zip"))
# What makes an issue: the rule is the first argument of each.
MAKERS = ("Issue", "say", "ask", "_ask", "refuse", "note", "_say", "_issue", "_unknown")
EVERY_WORDING = [(rule, variant) for rule, variants in REGISTRY.items() for variant in variants]


# The registry


@pytest.mark.parametrize(("rule", "variant"), EVERY_WORDING)
def test_every_rule_has_words_in_both_languages(rule: str, variant: str) -> None:
    wording = REGISTRY[rule][variant]
    for text in filter(None, (wording.text, wording.hint, wording.together, wording.each)):
        # The empty string of a catalogue is its header: a text that it lacks comes back as it is.
        assert translations("th").gettext(text) != text
    issue = Issue(rule, dict.fromkeys(wording.fields, "§"), variant=variant)
    assert issue.severity == wording.severity
    for lang in LANGUAGES:
        assert "{" not in issue_text(issue, lang)


def test_an_issue_is_a_rule_with_what_its_words_name() -> None:
    for rule, params, variant in (
        ("no-such-rule", {}, ""),
        ("town-missing", {}, "no-such-variant"),
        ("link-year", {"year": 2568}, ""),
        ("plan-year", {"year": 2568}, ""),
    ):
        with pytest.raises(UnknownRuleError):
            Issue(rule, params, variant=variant)


@cache
def trees() -> dict[Path, ast.Module]:
    paths = [path for folder in ("ita", "pages") for path in sorted((ROOT / folder).rglob("*.py"))]
    return {path: ast.parse(path.read_text("utf-8")) for path in paths if "messages" not in path.parts}


@cache
def constants() -> dict[str, str]:
    """Return every module's names of texts (``LEFT = "left-standing"``), all modules in one."""
    found: dict[str, str] = {}
    for statement in (s for tree in trees().values() for s in tree.body if isinstance(s, ast.Assign)):
        for target in statement.targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            values = statement.value.elts if isinstance(statement.value, ast.Tuple) else [statement.value]
            for name, value in zip(names, values, strict=False):
                if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found[name.id] = value.value
    return found


def strings(node: ast.expr | None) -> list[str]:
    """Return the texts that an expression can be, as far as it says so itself."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return strings(node.body) + strings(node.orelse)
    return [constants()[node.id]] if isinstance(node, ast.Name) and node.id in constants() else []


def issue_calls() -> Iterator[tuple[str, list[str], ast.Call]]:
    """Give every call that makes an issue, with its place and the rules that it names."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in MAKERS and node.args:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", strings(node.args[0]), node


def test_every_rule_that_is_made_has_words() -> None:
    unknown = {
        location: rule
        for location, rules, node in issue_calls()
        for rule in rules
        if rule not in REGISTRY and getattr(node.func, "id", "") in ("Issue", "ask")
    }
    assert unknown == {}


def test_every_call_names_a_variant_and_the_fields_of_its_words() -> None:
    wrong: list[str] = []
    for location, rules, node in issue_calls():
        keywords: Mapping[str | None, ast.expr] = {word.arg: word.value for word in node.keywords}
        for rule in rules:
            if rule not in REGISTRY or None in keywords:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given: set[str] | None = {str(word) for word in keywords} if name in ("say", "ask", "refuse") else None
            variant = keywords.get("variant")
            if name == "Issue":
                params = node.args[1] if len(node.args) > 1 else keywords.get("params", ast.Dict([], []))
                if isinstance(params, ast.Dict) and None not in params.keys:
                    given = {key for each in params.keys for key in strings(each)}
                variant = node.args[3] if len(node.args) > 3 else variant
            variants = strings(variant) if variant is not None else [""]
            wrong += [f"{location}: {rule} has no variant {each!r}" for each in variants if each not in REGISTRY[rule]]
            known = [REGISTRY[rule][each] for each in variants if each in REGISTRY[rule]]
            if given is not None:
                wrong += [f"{location}: {rule} lacks {words.fields - given}" for words in known if words.fields - given]
    assert wrong == []


def test_no_rule_and_no_variant_is_there_for_nothing() -> None:
    said = {text for tree in trees().values() for node in ast.walk(tree) for text in _constant(node)}
    assert [rule for rule in REGISTRY if rule not in said] == []
    # Some are values of the program with other uses too (a kind of cell, the role of figures, what is odd of a figure).
    assert [(rule, variant) for rule, variant in EVERY_WORDING if variant and variant not in said] == []


def _constant(node: ast.AST) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


# What is stored


def test_rewording_a_message_changes_nothing_that_is_stored(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import_id = helpers.import_of(engine, helpers.REPORT)
    with engine.cursor() as cursor:
        before = stored_issues(cursor, import_id)
    rows = helpers.everything(engine)
    (noted,) = {issue.rule for issue in before if issue.rule == "cover-year"}
    monkeypatch.setitem(REGISTRY, noted, {"": Wording("Cover {named}, tables {year}.", "notice")})  # type: ignore[arg-type]
    with engine.cursor() as cursor:
        after = stored_issues(cursor, import_id)
    assert after == before
    assert helpers.everything(engine) == rows
    shown = [issue_text(issue, "en") for issue in after if issue.rule == noted]
    assert shown == ["Cover 2569, tables 2568."]


def test_no_stored_value_is_a_sentence_of_the_program(engine: Engine) -> None:
    texts = {words.text for variants in REGISTRY.values() for words in variants.values()}
    with engine.cursor() as cursor:
        stored = {str(value) for row in cursor.execute("FROM import_issues").fetchall() for value in row}
    assert stored
    assert stored & texts == set()


# What earlier versions stored


@pytest.mark.parametrize("backup", BACKUPS, ids=lambda path: path.stem.removeprefix("backup-schema-"))
def test_the_issues_of_every_kept_backup_show_in_both_languages(backup: Path, tmp_path: Path) -> None:
    with open_archive(backup).table("import_issues") as found:
        kept = found.read().to_pylist()
    target = tmp_path / "new.duckdb"
    restore_file(target, backup, safety_name(target))
    with closing(open_engine(target)) as engine, engine.cursor() as cursor:
        ids = dict(cursor.execute("SELECT import_no, import_id FROM imports").fetchall())
        issues = [issue for number in sorted(ids) for issue in stored_issues(cursor, ids[number])]
        kept.sort(key=lambda row: (row["import_no"], row["issue_no"]))
        assert [
            (i.rule, i.severity, dict(i.params), i.location.table, i.location.row, i.location.column) for i in issues
        ] == [
            (
                row["rule"],
                row["severity"],
                json.loads(row["params"]),
                row["place_table"],
                row["place_row"],
                row["place_column"],
            )
            for row in kept
        ]
        assert cursor.execute("SELECT count(*) FROM import_issues WHERE old_text IS NOT NULL").fetchone() == (0,)
    assert not [issue for issue in issues if isinstance(issue, OldIssue)]
    for issue in issues:
        thai, english = (issue_text(issue, lang) for lang in LANGUAGES)
        assert any("ก" <= char <= "๛" for char in thai), thai
        # Every field is filled in; the words themselves are free to improve.
        assert english and "{" not in english


def test_a_text_that_no_wording_of_today_is_stays_with_its_row(tmp_path: Path) -> None:
    """As rows of a version that is not among the kept backups: by rule where the words fit, else as kept."""
    path, backup = tmp_path / "old.duckdb", HERE / "backup-schema-3.zip"
    database_of(backup, path)
    with closing(duckdb.connect(str(path))) as old:
        (number,) = old.execute("SELECT max(import_no) FROM imports").fetchone()
        for text, rule, params in (
            ("The cover names {named}.", "cover-year", {"named": 2569, "year": 2568}),
            ("The cover names {named}.", "cover-year", {"named": 2569}),
            ("The row “{text}” was skipped.", "row-unread", {"text": "ก"}),
            ("It was so: {what}.", "a-rule-of-then", {"what": "ก"}),
        ):
            old.execute(
                "INSERT INTO import_issues BY NAME SELECT $no AS import_no, "
                "(SELECT 1000 + count(*) FROM import_issues) AS issue_no, "
                "$rule AS rule, 'notice' AS severity, $text AS text, $params AS params",
                {"no": number, "rule": rule, "text": text, "params": json.dumps(params)},
            )
        (import_id,) = old.execute("SELECT import_id FROM imports WHERE import_no = ?", [number]).fetchone()
    with closing(open_built(path)[0]) as engine, engine.cursor() as cursor:
        issues = stored_issues(cursor, import_id)[-4:]
    assert [issue_text(issue, "en") for issue in issues] == [
        "The cover says 2569; the heads of the tables say that the scores are of 2568, and that was taken.",
        "The cover names 2569.",
        "The row “ก” was skipped.",
        "It was so: ก.",
    ]
