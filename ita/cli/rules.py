"""``ita rules``: list, assume and drop, export and import, and check the rules of each year."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from ita.characters import without_surrogates
from ita.cli.commands import add_command
from ita.cli.files import read_file, write_file
from ita.cli.output import print_message, to_json
from ita.errors import N_, InputError, SourceLocation
from ita.formatting import known, points
from ita.importing.build import open_built
from ita.insights.sentence import Sentence
from ita.read_rows import RulesCheckRow, RulesRow
from ita.rules import evidence, files, stored
from ita.rules.values import read_rules
from ita.store.result_agencies import known_agency

# Beyond these a summary says more than a sentence an agency.
SENTENCES = 5


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``ita rules`` to its parser."""
    commands = parser.add_subparsers(dest="rules_command", metavar="COMMAND")
    assuming = add_command(commands, "assume", "take the rules of another year for a year without rules", do_assume)
    assuming.add_argument("year", metavar="YEAR", type=int)
    assuming.add_argument("--from", dest="from_year", metavar="YEAR", type=int, required=True)
    dropping = add_command(commands, "drop", "end the assumption of a year (stated rules end by undo)", do_drop)
    dropping.add_argument("year", metavar="YEAR", type=int)
    exporting = add_command(
        commands, "export", "write stated rules, or those of one year, to a file (.csv or .json)", do_export
    )
    exporting.add_argument("file", metavar="FILE")
    exporting.add_argument("--year", metavar="N", type=int, help="this year, also where its rules ship")
    importing = add_command(commands, "import", "store the rules that a file states (.csv or .json)", do_import)
    importing.add_argument("file", metavar="FILE")
    checking = add_command(commands, "check", "compare published figures with those that the rules give", do_check)
    checking.add_argument("year", metavar="YEAR", type=int)
    checking.add_argument("--agency", metavar="ID", default="")
    for writing in (assuming, dropping, importing):
        writing.add_argument("--by", metavar="NAME", help="who does it, for the history")


def rules_json(row: RulesRow) -> dict[str, Any]:
    """Return a year's rules as JSON has them."""
    return {
        "fiscal_year": row.fiscal_year,
        "basis": row.basis,
        "from_year": row.from_year,
        "rules_basis": row.rules_basis,
        "source": row.source,
        "who": row.person,
        "since": row.since,
        "import_id": row.import_id,
        "is_shipped": row.is_shipped,
        "levels_known": row.levels_known,
        "ended_from_year": row.ended_from_year,
        "agencies": row.agencies,
    }


def do_list(args: argparse.Namespace) -> int:
    """List each year with what its rules rest on, their source, and who put them in."""
    engine, _ = open_built(args.path)
    with closing(engine):
        rows = stored.list_rules(engine)
    if args.json:
        print(to_json([rules_json(row) for row in rows]))
        return 0
    print("\t".join(("fiscal_year", "basis", "who", "source")))
    for row in rows:
        cells = (row.fiscal_year, row.rules_basis, row.person, row.source)
        print("\t".join("-" if cell is None else str(cell) for cell in cells))
    for row in rows:
        if row.ended_from_year is not None:
            print_message(
                N_("The rules of {year} ship by now; the assumption of those of {from_year} has ended."),
                year=row.fiscal_year,
                from_year=row.ended_from_year,
            )
    return 0


def do_assume(args: argparse.Namespace) -> int:
    """Take another year's rules for a year, and say what the published figures say of that."""
    engine, _ = open_built(args.path)
    with closing(engine):
        done = stored.assume(engine, args.year, args.from_year)
        rows = stored.check_rules(engine, args.year)
    said = (
        N_("The rules of {from_year} are assumed for {year} already; nothing was changed.")
        if done.unchanged
        else N_("The rules of {from_year} are assumed for {year}, for every agency; every figure by them says so.")
    )
    print_message(said, year=args.year, from_year=args.from_year)
    _say_evidence(rows, args.year, f"assumed:{args.from_year}")
    if args.json:
        print(to_json({**_stored_json(done), "rules_basis": f"assumed:{args.from_year}"}))
    return 0


def _stored_json(done: stored.Stored) -> dict[str, Any]:
    return {"import_id": done.import_id, "fiscal_years": list(done.years), "unchanged": done.unchanged}


def _say(sentences: Sequence[Sentence]) -> None:
    for sentence in sentences:
        print_message(sentence.text, **{key: value for key, value in sentence.params.items() if value is not None})  # type: ignore[arg-type]


def _say_evidence(rows: Sequence[RulesCheckRow], year: int, basis: object, agency: str = "") -> None:
    """Say what the published figures say: a sentence or two an agency, or how many agree."""
    by_agency: dict[str, list[RulesCheckRow]] = {agency: []} if agency else {}
    for row in rows:
        if agency or known(row.agrees):
            by_agency.setdefault(str(row.agency), []).append(row)
    if not agency:
        _say([evidence.summary(rows, year, basis)])
    if len(by_agency) <= SENTENCES:
        for name, of_agency in by_agency.items():
            print(f"{of_agency[0].agency_name if of_agency else name}:", file=sys.stderr)
            _say(evidence.evidence(of_agency, year, basis))


def do_drop(args: argparse.Namespace) -> int:
    """End the assumption of a year."""
    engine, _ = open_built(args.path)
    with closing(engine):
        ids = stored.drop(engine, args.year)
    print_message(N_("The assumption of rules for {year} has ended; nothing was deleted."), year=args.year)
    if args.json:
        print(to_json({"fiscal_year": args.year, "undone": list(ids)}))
    return 0


def do_export(args: argparse.Namespace) -> int:
    """Write rules to a new file."""
    target = Path(args.file).expanduser()
    if target.suffix.lower() not in (".csv", ".json"):
        raise InputError(
            N_("A file of rules is named .csv or .json."),
            location=SourceLocation(str(args.file)),
            rule="rules-file-name",
        )
    engine, frameworks = open_built(args.path)
    with closing(engine):
        years = stored.rules_to_export(engine, args.year)
    write = files.write_json if target.suffix.lower() == ".json" else files.write_csv
    write_file(target, write(years, frameworks), hint=N_("Choose another name."))
    print_message(
        N_("The rules of {years} were written to {file}."),
        years=stored.spans([rules.fiscal_year for rules in years]),
        file=str(target),
    )
    if args.json:
        print(to_json({"file": str(target), "fiscal_years": [rules.fiscal_year for rules in years]}))
    return 0


def do_import(args: argparse.Namespace) -> int:
    """Store the rules that a file states."""
    name = without_surrogates(Path(args.file).name)
    data = read_file(Path(args.file), files.MAX_BYTES)
    engine, frameworks = open_built(args.path)
    with closing(engine):
        years = read_rules(files.read_rows(data, name), frameworks)
        done = stored.state(engine, frameworks, years, file=name, data=data)
        checks = [(year, stored.check_rules(engine, year)) for year in done.years]
    said = (
        N_("These rules of {years} count already; nothing was changed.")
        if done.unchanged
        else N_("Stored as import {import_id}: the rules of {years}. They count before those that ship or are assumed.")
    )
    print_message(said, years=stored.spans(done.years), import_id=done.import_id or "–")
    for year, rows in checks:
        _say_evidence(rows, year, "stated")
    if args.json:
        print(to_json(_stored_json(done)))
    return 0


def do_check(args: argparse.Namespace) -> int:
    """Compare what was published of a year with what its rules give, for one agency or all."""
    engine, _ = open_built(args.path)
    with closing(engine):
        if args.agency:
            with engine.cursor() as cursor:
                known_agency(cursor, args.agency)
        rows = stored.check_rules(engine, args.year, args.agency)
        basis = next(row.rules_basis for row in stored.list_rules(engine) if row.fiscal_year == args.year)
    _say_evidence(rows, args.year, basis, args.agency)
    found = [
        {
            "agency": row.agency,
            "part": row.part,
            "published": row.published if row.part != "level" else row.published_level,
            "computed": row.computed if row.part != "level" else row.computed_level,
            "difference": row.difference,
            "agrees": row.agrees,
        }
        for row in rows
    ]
    if args.json:
        print(to_json(found))
        return 0
    print("\t".join(("agency", "part", "published", "computed", "difference", "agrees")))
    for each in found:
        cells = [points(v) if k == "difference" else v for k, v in each.items()]
        print("\t".join("-" if cell is None else str(cell) for cell in cells))
    return 0
