"""`ita import --bulk`: scores of many agencies and years as one import, with what was doubted of them counted."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from ita.cli.importing import REFUSED, complain, issue_json, patient, say_issues, say_unchanged, show_progress
from ita.cli.output import print_message, to_json
from ita.errors import N_, ItaError
from ita.importing.build import open_built
from ita.importing.bulk_import import BulkImported, import_bulk
from ita.progress import CancelledError, watched
from ita.store.query_loader import UsageError

# What is said of one agency's file, and by the columns of these.
_OF_ONE = ("agency", "year", "sheet", "column", "as_role", "confirm")


def do_bulk(args: argparse.Namespace) -> int:
    """Import all files as one, or nothing of them."""
    given = [name for name in _OF_ONE if getattr(args, name)]
    if given:
        option = "as" if given[0] == "as_role" else given[0]
        raise UsageError(
            N_("--{option} is of files of one agency; the columns of a file for --bulk say it."),
            {"option": option},
            rule="bulk-option",
        )
    engine, frameworks = open_built(args.path)
    with closing(engine):
        try:
            with watched(patient(show_progress)):
                done = import_bulk(
                    engine, frameworks, [Path(name) for name in args.files], accept=frozenset(args.accept)
                )
        except KeyboardInterrupt:
            complain(CancelledError())
            return REFUSED
        except ItaError as reason:
            complain(reason)
            return REFUSED
    _say(done, args.files, as_json=args.json)
    return 0


def bulk_json(done: BulkImported, files: Sequence[str]) -> dict[str, Any]:
    """Return what a bulk import did as JSON has it."""
    return {
        "import_id": done.import_id,
        "files": [Path(name).name for name in files],
        "agencies": done.agencies,
        "fiscal_years": list(done.fiscal_years),
        "indicators": done.indicators,
        "questions": done.questions,
        "totals": done.totals,
        "unchanged": done.unchanged,
        "doubts": dict(done.doubts),
        "issues": [issue_json(issue) for issue in done.issues],
    }


def _say(done: BulkImported, files: Sequence[str], *, as_json: bool) -> None:
    if done.unchanged:
        say_unchanged(done.import_id)
    if as_json:
        print(to_json(bulk_json(done, files)))
    elif not done.unchanged:
        print_message(
            N_(
                "Imported {import_id}: {agencies} agencies, {years}: {indicators} scores, {questions} scores of "
                "questions, {totals} totals. To undo all of it: ita undo {import_id}."
            ),
            import_id=done.import_id,
            agencies=done.agencies,
            years=_span(done.fiscal_years),
            indicators=done.indicators,
            questions=done.questions,
            totals=done.totals,
        )
        say_issues(done.issues)


def _span(years: Sequence[int]) -> str:
    """Return years in words: a span where they follow each other."""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))
