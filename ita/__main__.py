"""The command line: build, import, undo, query, check, backup, restore.

Exit 0 on success, 1 on refused input (reason and place on stderr), 2 on wrong usage. Rows and results go to stdout,
everything else to stderr.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from ita.checks import Finding
from ita.cli import rules as rules_cli
from ita.cli.output import tell, to_json
from ita.errors import N_, InputError, Issue, ItaError, NotKnownError, Place
from ita.i18n import error_text, issue_text, place_text
from ita.importing.build import open_built
from ita.importing.files.reading import MAX_FILE_BYTES, refuse_size
from ita.importing.load import Imported
from ita.importing.load_scores import ScoresImported, import_file
from ita.importing.report.normalise import ACCEPTABLE
from ita.importing.undoing import RESTS, undo
from ita.issues import told_once
from ita.paths import database_path
from ita.people import acting
from ita.store import sql
from ita.store.archive import Manifest
from ita.store.backup import make_backup
from ita.store.checking import check_file, refuse_missing
from ita.store.daily import last_import_no, new_name, safety_name, with_backup
from ita.store.engine import Engine
from ita.store.restore import restore_file
from ita.watching import Progress, watched

REFUSED, WRONG_USAGE = 1, 2
# What the header of a query says where an empty agency means no agency in particular.
ALL_AGENCIES = "empty for all"


def place_json(place: Place) -> dict[str, Any]:
    """Return a place as JSON has it; one in a workbook with its sheet and cell."""
    in_sheet = {} if place.sheet is None else {"sheet": place.sheet, "cell": place.cell}
    return {"file": place.file, "table": place.table, "row": place.row, "column": place.column, **in_sheet}


def issue_json(issue: Issue) -> dict[str, Any]:
    """Return an issue as JSON has it, with its message in Thai and English."""
    return {
        "rule": issue.rule,
        "severity": issue.severity,
        "message": issue_text(issue, "th"),
        "message_en": issue_text(issue, "en"),
        "place": place_json(issue.place),
    }


def imported_json(done: Imported) -> dict[str, Any]:
    """Return what an import did as JSON has it."""
    return {
        "import_id": done.import_id,
        "agency": done.agency_id,
        "fiscal_year": done.fiscal_year,
        "plan_year": done.plan_year,
        "indicators": done.indicators,
        "questions": done.questions,
        "measures": done.measures,
        "steps": done.steps,
        "unchanged": done.unchanged,
        "issues": [issue_json(issue) for issue in done.issues],
    }


def scores_json(done: ScoresImported) -> dict[str, Any]:
    """Return what an import of scores did as JSON has it."""
    return {
        "import_id": done.import_id,
        "agency": done.agency_id,
        "fiscal_years": list(done.years),
        "indicators": done.indicators,
        "questions": done.questions,
        "measures": 0,
        "unchanged": done.unchanged,
        "issues": [issue_json(issue) for issue in done.issues],
    }


def complain(error: ItaError) -> None:
    """Print why something was refused, every place of it, in Thai and English."""
    for lang in ("th", "en"):
        print(error_text(error, lang), file=sys.stderr)
        for told in told_once(error.issues[1:]):
            where = "; ".join(text for place in told.places if (text := place_text(place, lang)))
            print(f"  - {told.in_words(lang)}" + (f" ({where})" if where else ""), file=sys.stderr)


def _read_file(name: str) -> bytes:
    try:
        refuse_size(Path(name).stat().st_size, Path(name).name)
        with Path(name).open("rb") as file:
            # A pipe or a device tells no size; one byte more than the limit is enough to refuse it.
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as reason:
        raise InputError(
            N_("The file {file} cannot be read: {reason}"),
            {"file": name, "reason": reason.strerror or str(reason)},
            place=Place(name),
            rule="file-unreadable",
        ) from None


def do_build(args: argparse.Namespace) -> int:
    """Build the database or bring it up to date."""
    engine, _ = open_built(args.path)
    with closing(engine):
        tell(N_("The database {path} is up to date."), path=str(args.path))
    return 0


def do_import(args: argparse.Namespace) -> int:
    """Import each file; one that is refused does not stop the others, but the exit code says so."""
    engine, frameworks = open_built(args.path)
    refused = 0
    with closing(engine):
        for name in args.files:
            try:
                with watched(_patient(_show_progress)):
                    done = import_file(
                        engine,
                        frameworks,
                        _read_file(name),
                        Path(name).name,
                        agency=args.agency,
                        accept=frozenset(args.accept),
                        confirmed=frozenset(args.confirm),
                    )
            except ItaError as reason:
                complain(reason)
                refused = REFUSED
                continue
            if isinstance(done, ScoresImported):
                _say_scores(done, as_json=args.json)
            else:
                _say_imported(done, as_json=args.json)
    return refused


def _say_imported(done: Imported, *, as_json: bool) -> None:
    if done.unchanged:
        tell(N_("The same file stands already as import {import_id}; nothing was changed."), import_id=done.import_id)
    if as_json:
        print(to_json(imported_json(done)))
        return
    tell(
        N_(
            "Imported {import_id}: {agency}, scores of {year}: "
            "{indicators} indicators, {measures} measures, {steps} steps."
        ),
        import_id=done.import_id,
        agency=done.agency_name,
        year=done.fiscal_year,
        indicators=done.indicators,
        measures=done.measures,
        steps=done.steps,
    )
    _say_issues(done.issues)


def _say_scores(done: ScoresImported, *, as_json: bool) -> None:
    if done.unchanged:
        tell(N_("The same file stands already as import {import_id}; nothing was changed."), import_id=done.import_id)
    if as_json:
        print(to_json(scores_json(done)))
        return
    tell(
        N_("Imported {import_id}: {agency}, {indicators} scores and {questions} scores of questions of {years}."),
        import_id=done.import_id,
        agency=done.agency_name,
        indicators=done.indicators,
        questions=done.questions,
        years=", ".join(map(str, done.years)),
    )
    _say_issues(done.issues)


def _say_issues(issues: Sequence[Issue]) -> None:
    for told in told_once(issues):
        where = "; ".join(text for place in told.places if (text := place_text(place, "th")))
        print(f"  [{told.issue.severity}] {told.in_words('th')}" + (f" ({where})" if where else ""), file=sys.stderr)


def do_undo(args: argparse.Namespace) -> int:
    """Take an import back."""
    engine, _ = open_built(args.path)
    # Bytes that are no text come as lone surrogates, which the database does not take; no id has them.
    import_id = args.import_id.encode("utf-8", "replace").decode("utf-8")
    with closing(engine):
        with engine.cursor() as cursor:
            later = sql.rows(cursor, "later_work", import_id=import_id)
        undo(engine, import_id, "command line")
        tell(N_("The import {import_id} was taken back; what stood before stands again."), import_id=import_id)
    for rests, said in RESTS.items():
        named = [str(row["import_id"]) for row in later if (row["kind"] == "targets") == (rests == "targets")]
        if named:
            tell(said, imports=", ".join(named))
    if args.json:
        print(to_json({"import_id": args.import_id, "undone": True}))
    return 0


def do_query(args: argparse.Namespace) -> int:
    """Run a read query and print its rows."""
    known = sql.queries("read")
    if args.name not in known:
        raise sql.UsageError(
            N_("There is no query “{query}”. There are: {queries}."),
            {"query": args.name, "queries": ", ".join(known)},
            rule="query-unknown",
        )
    pairs = [word.partition("=")[::2] for word in args.params]
    words = dict(pairs)
    if len(words) < len(pairs):
        raise sql.UsageError(N_("A parameter was given twice."), rule="query-parameters")
    params = sql.bind(known[args.name], words)
    engine, _ = open_built(args.path)
    with closing(engine), engine.cursor() as cursor:
        _refuse_unknown_agency(engine, known[args.name], params)
        rows = sql.rows(cursor, args.name, **params)
    if args.json:
        print(to_json(rows))
    else:
        _print_table([column.name for column in known[args.name].columns], rows)
    return 0


def _refuse_unknown_agency(engine: Engine, query: sql.Query, params: dict[str, Any]) -> None:
    if "agency" not in params:
        return
    (declared,) = [param for param in query.params if param.name == "agency"]
    if not params["agency"] and ALL_AGENCIES in declared.meaning:
        return
    with engine.cursor() as cursor:
        known = [row["agency_id"] for row in sql.rows(cursor, "agencies")]
    if params["agency"] not in known:
        raise NotKnownError(
            N_("The agency “{agency}” is not known. Known are: {agencies}."),
            {"agency": str(params["agency"]), "agencies": ", ".join(known)},
            rule="agency-unknown",
        )


def _print_table(heads: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    def cell(value: object) -> str:
        if value is None:
            return "-"
        return " | ".join(map(str, value)) if isinstance(value, list) else str(value)

    print("\t".join(heads))
    for row in rows:
        print("\t".join(cell(row[head]) for head in heads))


def do_check(args: argparse.Namespace) -> int:
    """Run every check of ``queries/checks`` on the file as it is; exit 1 where one finds an error."""
    broken, names = check_file(args.path)
    findings = [Finding(check.name, "error" if check.severity == "error" else "warning", row) for check, row in broken]
    if args.json:
        print(
            to_json(
                [
                    {
                        "check": finding.check,
                        "severity": finding.severity,
                        "sentence": finding.in_words("th"),
                        "sentence_en": finding.in_words("en"),
                        "mend": finding.mend("th"),
                        "mend_en": finding.mend("en"),
                        "row": finding.row,
                    }
                    for finding in findings
                ]
            )
        )
        return REFUSED if any(finding.severity == "error" for finding in findings) else 0
    for finding in findings:
        for lang in ("th", "en"):
            print(f"[{finding.severity}] {finding.check}: {finding.in_words(lang, names)} {finding.mend(lang)}")
    checks, errors = len(sql.queries("checks")), sum(finding.severity == "error" for finding in findings)
    if findings:
        tell(
            N_("{errors} errors and {warnings} points to look at; {passed} of {checks} checks passed."),
            errors=errors,
            warnings=len(findings) - errors,
            passed=checks - len({finding.check for finding in findings}),
            checks=checks,
        )
    else:
        tell(N_("All {checks} checks passed."), checks=checks)
    return REFUSED if errors else 0


def _numbers(words: str) -> list[int]:
    """Return numbers of indicators typed with commas between them; argparse says what a ValueError is about."""
    return [int(word) for word in words.split(",")]


def manifest_json(manifest: Manifest) -> dict[str, Any]:
    """Return what a backup holds as JSON has it."""
    return {
        "created_at": manifest.created_at,
        "app_version": manifest.app_version,
        "schema_version": manifest.schema_version,
        "rows": manifest.rows,
        "tables": {table.name: table.rows for table in manifest.tables},
    }


def _patient(progress: Progress) -> Progress:
    """Return what tells of work only once it takes more than a second."""
    until = time.monotonic() + 1.0
    shown = False

    def told(done: int, total: int, what: str) -> None:
        nonlocal shown
        if shown or (done < total and time.monotonic() > until):
            shown = True
            progress(done, total, what)

    return told


def _show_progress(done: int, total: int, what: str) -> None:
    """Show how far it is on one line, where a person looks."""
    if sys.stderr.isatty():
        print(f"{100 * done // max(total, 1):3}%  {what:40.40}", end="\n" if done == total else "\r", file=sys.stderr)


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
        manifest = make_backup(engine, target, progress=_show_progress)
    tell(
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
        args.path, Path(args.file).expanduser().absolute(), safety_name(args.path), progress=_show_progress
    )
    tell(
        N_("The database {path} was restored: {rows} rows of {tables} tables."),
        path=str(args.path),
        rows=done.manifest.rows,
        tables=len(done.manifest.tables),
    )
    if done.safety:
        tell(N_("What stood before is kept in the backup {file}."), file=str(done.safety))
    if done.aside:
        tell(N_("The damaged database is kept as {file}."), file=str(done.aside))
    if args.json:
        kept = {"safety": done.safety and str(done.safety), "aside": done.aside and str(done.aside)}
        print(to_json({"database": str(args.path), **kept, **manifest_json(done.manifest)}))
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="ita", description="ITA dashboard: build, import, undo, query, check, backup, restore"
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
        "import", "import reports (.docx, .xlsx, .csv, .pdf or text) or scores (.xlsx or .csv)", do_import
    )
    importing.add_argument("files", nargs="+", metavar="FILE")
    importing.add_argument("--agency", metavar="ID", help="whose report or scores; for a report made if new")
    importing.add_argument(
        "--accept", action="append", default=[], choices=sorted(ACCEPTABLE), help="overrule this rule after looking"
    )
    importing.add_argument(
        "--confirm",
        type=_numbers,
        default=[],
        metavar="N,N",
        help="indicators whose texts you have compared with the PDF",
    )
    undoing = command("undo", "take an import back", do_undo)
    undoing.add_argument("import_id", metavar="IMPORT_ID")
    for writing in (importing, undoing):
        writing.add_argument("--by", metavar="NAME", help="who does it, for the history (default: the account's name)")
    querying = command("query", "run a read query", do_query)
    querying.add_argument("name", metavar="NAME")
    querying.add_argument("params", nargs="*", metavar="KEY=VALUE")
    command("check", "run all checks of the database", do_check)
    backing = command("backup", "write everything that is stored to one file", do_backup)
    backing.add_argument("file", metavar="FILE")
    restoring = command("restore", "replace everything that is stored by a backup; what stood is kept", do_restore)
    restoring.add_argument("file", metavar="FILE")
    rules_cli.add_to(
        command("rules", "the rules of each year: shipped, stated by a user, or assumed", rules_cli.do_list)
    )
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = parser().parse_args(argv)
    args.path = database_path(args.db)
    try:
        with acting(getattr(args, "by", None)):
            return int(args.run(args))
    except sql.UsageError as reason:
        complain(reason)
        return WRONG_USAGE
    except ItaError as reason:
        complain(with_backup(reason, args.path))
        return REFUSED
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
