"""``ita snapshot``: keep what is presented under a name, list what was kept, and compare it with today."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from typing import Any

from ita.characters import without_surrogates
from ita.cli.commands import add_command
from ita.cli.output import print_message, to_json
from ita.errors import N_
from ita.importing.build import open_built
from ita.read_rows import SnapshotsRow
from ita.snapshots import Comparison, compare, snapshot_named, take
from ita.store import reads
from ita.store.result_agencies import known_agency
from ita.tables.snapshots import FigurePair, Shown, snapshot_list
from ita.tables.table import Table


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``ita snapshot`` to its parser."""
    commands = parser.add_subparsers(dest="snapshot_command", metavar="COMMAND")
    taking = add_command(commands, "take", "keep what is shown of an agency's year now, under a name", do_take)
    taking.add_argument("name", metavar="NAME", help="of the meeting, at most 120 characters")
    taking.add_argument("--agency", required=True, metavar="ID", help="whose figures")
    taking.add_argument("--year", required=True, type=int, metavar="N", help="fiscal year of the scores (B.E.)")
    taking.add_argument("--from", dest="from_year", type=int, metavar="N", help="the earlier year compared")
    taking.add_argument("--by", metavar="NAME", help="who takes it, for the history (default: the account's name)")
    listing = add_command(commands, "list", "list the snapshots that were taken, newest first", do_list)
    listing.add_argument("--agency", default="", metavar="ID", help="of this agency only")
    comparing = add_command(commands, "compare", "compare a snapshot with what is stored today", do_compare)
    comparing.add_argument("name", metavar="NAME")
    comparing.add_argument("--agency", required=True, metavar="ID", help="whose snapshot")


def snapshot_json(row: SnapshotsRow) -> dict[str, Any]:
    """Return a snapshot as JSON has it."""
    return {
        "snapshot_no": row.snapshot_no,
        "name": row.name,
        "agency": row.agency_id,
        "fiscal_year": row.fiscal_year,
        "from_year": row.from_year,
        "made_at": row.made_at,
        "who": row.made_by,
        "app_version": row.app_version,
        "rows": row.row_count,
        "bytes": row.byte_count,
    }


def do_take(args: argparse.Namespace) -> int:
    """Keep what is shown of an agency's year now, under a name."""
    engine, _ = open_built(args.path)
    with closing(engine):
        row = take(
            engine, without_surrogates(args.agency), args.year, without_surrogates(args.name), from_year=args.from_year
        )
    print_message(N_("The snapshot “{name}” was taken: {rows} rows."), name=row.name, rows=row.row_count)
    if args.json:
        print(to_json(snapshot_json(row)))
    return 0


def do_list(args: argparse.Namespace) -> int:
    """List the snapshots of an agency, or of all."""
    engine, _ = open_built(args.path)
    agency = without_surrogates(args.agency)
    with closing(engine), engine.cursor() as cursor:
        if agency:
            known_agency(cursor, agency)
        rows = reads.snapshots(cursor, agency=agency)
    if args.json:
        print(to_json([snapshot_json(row) for row in rows]))
        return 0
    if not rows:
        print_message(N_("No snapshot was taken yet."))
        return 0
    _print_table(snapshot_list(rows, with_agency=not agency))
    return 0


def _print_table(shown: Table) -> None:
    """Print a table in Thai: what is stored is Thai."""
    print("\t".join(shown.headers("th")))
    for row in shown.texts("th"):
        print("\t".join(" ".join(cell.split()) for cell in row))


def do_compare(args: argparse.Namespace) -> int:
    """Say what differs between a snapshot and what is stored today."""
    engine, _ = open_built(args.path)
    with closing(engine):
        with engine.cursor() as cursor:
            row = snapshot_named(cursor, without_surrogates(args.agency), without_surrogates(args.name))
        found = compare(engine, row.snapshot_no)
    for said in filter(None, (found.sentence, found.redefined_sentence)):
        for lang in ("th", "en"):
            print(said.in_words(lang), file=sys.stderr)
    if args.json:
        print(to_json(comparison_json(found)))
        return 0
    for shown in (found.figure_table, found.text_table, found.redefined_table):
        if shown.rows:
            _print_table(shown)
    return 0


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON has it."""
    return {
        "snapshot": snapshot_json(found.snapshot),
        "same": found.is_same,
        "sentence": found.sentence.in_words("th"),
        "sentence_en": found.sentence.in_words("en"),
        "figures": [_pair_json(each, "today") for each in found.figures],
        "texts": [
            {"indicator_no": each.indicator_no, "kind": each.kind, "then": each.then, "today": each.today}
            for each in found.texts
        ],
        "redefined": [_pair_json(each, "by_this_version") for each in found.redefined],
    }


def _pair_json(pair: FigurePair, other: str) -> dict[str, Any]:
    def value(shown: Shown) -> object:
        return shown.words if shown.figure is None else shown.figure

    key = pair.key
    return {
        "fiscal_year": key.fiscal_year,
        "part": key.part,
        "indicator_no": key.number,
        "then": value(pair.then),
        other: value(pair.today),
    }
