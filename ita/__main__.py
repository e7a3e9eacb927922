"""The command line: build, import, undo, query, check.

Exit 0 on success, 1 on refused input (reason and place on stderr), 2 on wrong usage. Rows and results go to stdout,
everything else to stderr.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from ita.errors import N_, InputError, Issue, ItaError, NotKnownError, Place
from ita.i18n import error_text, issue_text, place_text, say
from ita.importing.build import open_built
from ita.importing.load import Imported, undo
from ita.importing.load_scores import ScoresImported, import_file
from ita.importing.reading import MAX_FILE_BYTES, refuse_size
from ita.importing.report import ACCEPTABLE
from ita.paths import database_path
from ita.store import sql
from ita.store.engine import Engine

REFUSED, WRONG_USAGE = 1, 2


def plain(value: object) -> object:
    """Return a value as JSON has it: decimals as numbers, dates as ISO."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def to_json(value: object) -> str:
    """Return a value as one line of JSON, Thai as Thai."""
    return json.dumps(value, ensure_ascii=False, default=plain)


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


def tell(text: str, **params: str | int) -> None:
    """Say something to the person at the terminal, in Thai and English."""
    for lang in ("th", "en"):
        print(say(text, params, lang), file=sys.stderr)


def complain(error: ItaError) -> None:
    """Print why something was refused, every place of it, in Thai and English."""
    for lang in ("th", "en"):
        print(error_text(error, lang), file=sys.stderr)
        for issue in error.issues[1:]:
            where = place_text(issue.place, lang)
            print(f"  - {issue_text(issue, lang)}" + (f" ({where})" if where else ""), file=sys.stderr)


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
                done = import_file(
                    engine,
                    frameworks,
                    _read_file(name),
                    Path(name).name,
                    agency=args.agency,
                    accept=frozenset(args.accept),
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
    for issue in issues:
        where = place_text(issue.place, "th")
        print(f"  [{issue.severity}] {issue_text(issue, 'th')}" + (f" ({where})" if where else ""), file=sys.stderr)


def do_undo(args: argparse.Namespace) -> int:
    """Take an import back."""
    engine, _ = open_built(args.path)
    with closing(engine):
        undo(engine, args.import_id, "command line")
        tell(N_("The import {import_id} was taken back; what stood before stands again."), import_id=args.import_id)
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
        _refuse_unknown_agency(engine, params)
        rows = sql.rows(cursor, args.name, **params)
    if args.json:
        print(to_json(rows))
    else:
        _print_table([column.name for column in known[args.name].columns], rows)
    return 0


def _refuse_unknown_agency(engine: Engine, params: dict[str, Any]) -> None:
    if "agency" not in params:
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
    """Run every check of ``queries/checks``; exit 1 where one finds something."""
    engine, _ = open_built(args.path)
    with closing(engine), engine.cursor() as cursor:
        found = [
            {"check": check.name, "severity": check.severity, "purpose": check.purpose, "mend": check.mend, "row": row}
            for check, row in sql.broken_checks(cursor)
        ]
    if args.json:
        print(to_json(found))
    for line in found if not args.json else []:
        print(f"[{line['severity']}] {line['check']}: {line['purpose']} {to_json(line['row'])} {line['mend']}")
    if not found:
        tell(N_("All {checks} checks passed."), checks=len(sql.queries("checks")))
    return REFUSED if any(line["severity"] == "error" for line in found) else 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="ita", description="ITA dashboard: build, import, undo, query, check")
    commands = top.add_subparsers(dest="command", required=True)

    def command(name: str, what: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.add_argument("--db", metavar="FILE", help="database file (default: data/ita.duckdb, or ITA_DATABASE)")
        made.add_argument("--json", action="store_true", help="print JSON")
        made.set_defaults(run=run)
        return made

    command("build", "build the database, or bring it up to date", do_build)
    importing = command("import", "import reports (.docx or text) or scores (.xlsx or .csv)", do_import)
    importing.add_argument("files", nargs="+", metavar="FILE")
    importing.add_argument("--agency", metavar="ID", help="whose report or scores; for a report made if new")
    importing.add_argument(
        "--accept", action="append", default=[], choices=sorted(ACCEPTABLE), help="overrule this rule after looking"
    )
    undoing = command("undo", "take an import back", do_undo)
    undoing.add_argument("import_id", metavar="IMPORT_ID")
    querying = command("query", "run a read query", do_query)
    querying.add_argument("name", metavar="NAME")
    querying.add_argument("params", nargs="*", metavar="KEY=VALUE")
    command("check", "run all checks of the database", do_check)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = parser().parse_args(argv)
    args.path = database_path(args.db)
    try:
        return int(args.run(args))
    except sql.UsageError as reason:
        complain(reason)
        return WRONG_USAGE
    except ItaError as reason:
        complain(reason)
        return REFUSED
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
