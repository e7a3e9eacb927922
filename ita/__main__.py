"""The command line: build, import, export, snapshot, agency, undo, query, check, backup, restore.

Exit 0 on success, 1 on refused input (reason and place on stderr), 2 on wrong usage. Rows and results go to stdout,
everything else to stderr.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from ita.actor import acting
from ita.characters import without_surrogates
from ita.check_messages import Finding
from ita.cli import agencies as agency_cli
from ita.cli import bulk as bulk_cli
from ita.cli import export as export_cli
from ita.cli import importing as import_cli
from ita.cli import rules as rules_cli
from ita.cli import snapshots as snapshot_cli
from ita.cli.importing import complain, show_progress
from ita.cli.output import print_message, to_json
from ita.errors import N_, ItaError
from ita.importing.build import open_built
from ita.importing.undo import RESTS, undo
from ita.paths import database_path
from ita.store import query_loader, reads, results
from ita.store.archive import Manifest
from ita.store.backup import make_backup
from ita.store.backup_rotation import last_import_no, new_name, safety_name, with_backup
from ita.store.engine import Engine
from ita.store.integrity import check_file, refuse_missing
from ita.store.restore import restore_file
from ita.store.result_agencies import known_agency

REFUSED, WRONG_USAGE = 1, 2
# What a shell says of a program that a closed pipe ended.
NOBODY_READS = 141
# What the header of a query says where an empty agency means no agency in particular.
ALL_AGENCIES = "empty for all"


def do_build(args: argparse.Namespace) -> int:
    """Build the database or bring it up to date."""
    engine, _ = open_built(args.path)
    with closing(engine):
        engine.transact(results.refresh)
        print_message(N_("The database {path} is up to date."), path=str(args.path))
    return 0


def do_import(args: argparse.Namespace) -> int:
    """Import files of one agency each, or rows of many."""
    return bulk_cli.do_bulk(args) if args.bulk else import_cli.do_import(args)


def do_undo(args: argparse.Namespace) -> int:
    """Take an import back."""
    engine, _ = open_built(args.path)
    import_id = without_surrogates(args.import_id)
    with closing(engine):
        with engine.cursor() as cursor:
            later = reads.later_work(cursor, import_id=import_id)
        undo(engine, import_id, "command line")
        print_message(N_("Import {import_id} was undone; the previous data is used again."), import_id=import_id)
    for rests, said in RESTS.items():
        named = [str(row.import_id) for row in later if (row.kind == "targets") == (rests == "targets")]
        if named:
            print_message(said, imports=", ".join(named))
    if args.json:
        print(to_json({"import_id": args.import_id, "undone": True}))
    return 0


def do_query(args: argparse.Namespace) -> int:
    """Run a read query and print its rows."""
    known = query_loader.queries("read")
    if args.name not in known:
        raise query_loader.UsageError(
            N_("There is no query “{query}”. There are: {queries}."),
            {"query": args.name, "queries": ", ".join(known)},
            rule="query-unknown",
        )
    pairs = [word.partition("=")[::2] for word in args.params]
    words = dict(pairs)
    if len(words) < len(pairs):
        raise query_loader.UsageError(N_("A parameter was given twice."), rule="query-parameters")
    params = query_loader.bind(known[args.name], words)
    engine, _ = open_built(args.path)
    with closing(engine), engine.cursor() as cursor:
        _refuse_unknown_agency(engine, known[args.name], params)
        rows = query_loader.rows(cursor, args.name, **params)
    if args.json:
        print(to_json(rows))
    else:
        _print_table([column.name for column in known[args.name].columns], rows)
    return 0


def _refuse_unknown_agency(engine: Engine, query: query_loader.Query, params: dict[str, Any]) -> None:
    if "agency" not in params:
        return
    (declared,) = [param for param in query.params if param.name == "agency"]
    if not params["agency"] and ALL_AGENCIES in declared.meaning:
        return
    with engine.cursor() as cursor:
        known_agency(cursor, str(params["agency"]))


def _print_table(headers: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    def cell(value: object) -> str:
        if value is None:
            return "-"
        return " | ".join(map(str, value)) if isinstance(value, list) else str(value)

    print("\t".join(headers))
    for row in rows:
        print("\t".join(cell(row[header]) for header in headers))


def do_check(args: argparse.Namespace) -> int:
    """Run every check of ``queries/checks`` on the file as it is; exit 1 where one finds an error."""
    broken, names = check_file(args.path)
    findings = [Finding.of(check, row) for check, row in broken]
    if args.json:
        print(
            to_json(
                [
                    {
                        "check": finding.check,
                        "severity": finding.severity,
                        "sentence": finding.in_words("th"),
                        "sentence_en": finding.in_words("en"),
                        "fix": finding.fix_hint("th"),
                        "fix_en": finding.fix_hint("en"),
                        "row": finding.row,
                    }
                    for finding in findings
                ]
            )
        )
        return REFUSED if any(finding.severity == "error" for finding in findings) else 0
    for finding in findings:
        for lang in ("th", "en"):
            print(f"[{finding.severity}] {finding.check}: {finding.in_words(lang, names)} {finding.fix_hint(lang)}")
    checks, errors = len(query_loader.queries("checks")), sum(finding.severity == "error" for finding in findings)
    if findings:
        print_message(
            N_("{errors} errors and {warnings} points to look at; {passed} of {checks} checks passed."),
            errors=errors,
            warnings=len(findings) - errors,
            passed=checks - len({finding.check for finding in findings}),
            checks=checks,
        )
    else:
        print_message(N_("All {checks} checks passed."), checks=checks)
    return REFUSED if errors else 0


def manifest_json(manifest: Manifest) -> dict[str, Any]:
    """Return what a backup holds as JSON has it."""
    return {
        "created_at": manifest.created_at,
        "app_version": manifest.app_version,
        "schema_version": manifest.schema_version,
        "rows": manifest.rows,
        "tables": {table.name: table.rows for table in manifest.tables},
    }


def _is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; one that may not be asked about says so when it is written to."""
    try:
        return path.is_dir()
    except OSError:
        return False


def do_backup(args: argparse.Namespace) -> int:
    """Write a backup to a new file, or into a folder under a name of its own."""
    refuse_missing(args.path)
    engine, _ = open_built(args.path)
    with closing(engine):
        target = Path(args.file).expanduser().absolute()
        if _is_folder(target):
            with engine.cursor() as cursor:
                target = new_name(args.path, "manual", last_import_no(cursor), folder=target)
        manifest = make_backup(engine, target, progress=show_progress)
    print_message(
        N_("The backup {file} holds {rows} rows of {tables} tables."),
        file=str(target),
        rows=manifest.rows,
        tables=len(manifest.tables),
    )
    if args.json:
        print(to_json({"file": str(target), **manifest_json(manifest)}))
    return 0


def do_restore(args: argparse.Namespace) -> int:
    """Replace everything that is stored by what a backup holds; what stood is kept."""
    done = restore_file(
        args.path, Path(args.file).expanduser().absolute(), safety_name(args.path), progress=show_progress
    )
    print_message(
        N_("The database {path} was restored: {rows} rows of {tables} tables."),
        path=str(args.path),
        rows=done.manifest.rows,
        tables=len(done.manifest.tables),
    )
    if done.safety:
        print_message(N_("The previous data is in the backup {file}."), file=str(done.safety))
    if done.aside:
        print_message(N_("The damaged database is kept as {file}."), file=str(done.aside))
    if args.json:
        kept = {"safety": done.safety and str(done.safety), "aside": done.aside and str(done.aside)}
        print(to_json({"database": str(args.path), **kept, **manifest_json(done.manifest)}))
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="ita", description="ITA dashboard: build, import, export, snapshot, undo, query, check, backup, restore"
    )
    commands = top.add_subparsers(dest="command", required=True)

    def command(name: str, what: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.add_argument("--db", metavar="FILE", help="database file (default: data/ita.duckdb, or ITA_DATABASE)")
        made.add_argument("--json", action="store_true", help="print JSON")
        made.set_defaults(run=run)
        return made

    command("build", "build the database, or bring it up to date", do_build)
    importing = command(
        "import",
        "import reports (.docx, .xlsx, .csv, .pdf or text) or scores (.xlsx, .csv or text)",
        do_import,
    )
    import_cli.add_to(importing)
    export_cli.add_to(
        command("export", "make a paper of an agency and year: report, progress report", export_cli.do_export)
    )
    undoing = command("undo", "take an import back", do_undo)
    undoing.add_argument("import_id", metavar="IMPORT_ID")
    adding = command("agency", "add an agency of your own, or correct its name, kind or place", agency_cli.do_agency)
    agency_cli.add_to(adding)
    rules_cli.add_to(
        command("rules", "the rules of each year: shipped, stated by a user, or assumed", rules_cli.do_list)
    )
    snapshot_cli.add_to(
        command("snapshot", "what was presented to a meeting: keep it, list it, compare it", snapshot_cli.do_list)
    )
    for writing in (importing, undoing, adding):
        writing.add_argument("--by", metavar="NAME", help="who does it, for the history (default: the account's name)")
    querying = command("query", "run a read query", do_query)
    querying.add_argument("name", metavar="NAME")
    querying.add_argument("params", nargs="*", metavar="KEY=VALUE")
    command("check", "run all checks of the database", do_check)
    backing = command("backup", "write everything that is stored to one file", do_backup)
    backing.add_argument("file", metavar="FILE")
    restoring = command("restore", "replace everything that is stored by a backup; what stood is kept", do_restore)
    restoring.add_argument("file", metavar="FILE")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a reader that goes away, as `header` does, ends it without a word."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        try:
            return _run(argv)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
    except BrokenPipeError:
        _let_go()
        return NOBODY_READS


def _let_go() -> None:
    """Send what is still to be written nowhere: at its end Python writes it out and would complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())


def _run(argv: Sequence[str] | None) -> int:
    args = parser().parse_args(argv)
    args.path = database_path(args.db)
    try:
        with acting(getattr(args, "by", None) or None):
            return int(args.run(args))
    except query_loader.UsageError as reason:
        complain(reason)
        return WRONG_USAGE
    except ItaError as reason:
        complain(with_backup(reason, args.path))
        return REFUSED
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
