"""`ita import`: files in, with the options that decide what only a person can; what was read and left out, said."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from ita.cli.files import read_file
from ita.cli.output import print_message, to_json
from ita.errors import N_, Issue, ItaError, SourceLocation
from ita.i18n import error_text, issue_text, location_text
from ita.importing.build import open_built
from ita.importing.bulk_faults import ACCEPTABLE as OF_BULK
from ita.importing.bulk_faults import ALL
from ita.importing.candidates import Candidate
from ita.importing.choices import AS_ROLES, ImportChoices
from ita.importing.file_import import import_file
from ita.importing.files.limits import MAX_FILE_BYTES, refuse_size
from ita.importing.parse_cache import read_apart
from ita.importing.plausibility import ACCEPTABLE as OF_SCORES
from ita.importing.report.columns import CHOICES
from ita.importing.report.normalise import ACCEPTABLE as OF_REPORTS
from ita.importing.report_import import Imported
from ita.importing.score_import import ScoresImported
from ita.issues import group_issues
from ita.progress import Progress, watched
from ita.store.query_loader import UsageError

REFUSED = 1
_FIRST_YEAR, _LAST_YEAR = 2562, 2700


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add what `ita import` takes."""
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument(
        "--bulk",
        action="store_true",
        help="scores of many agencies and years, as CSV or Parquet: columns agency_id, fiscal_year, and code, score "
        "or indicator_no, score or total, level; all files are one import",
    )
    parser.add_argument("--agency", metavar="ID", help="whose report or scores; for a report made if new")
    parser.add_argument(
        "--year", type=_year, metavar="N", help="fiscal year of the scores, where the file does not say"
    )
    parser.add_argument("--sheet", metavar="NAME", help="read only this sheet")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADER-or-LETTER",
        help="read this column of scores, by its header or letter, or rows by the words beside them; of a report, "
        f"HEADER=FIELD says what a column is (FIELD: {', '.join(CHOICES)}); may be repeated",
    )
    parser.add_argument(
        "--as", dest="as_role", choices=AS_ROLES, help="what the figures are stored as (default: the result alone)"
    )
    parser.add_argument(
        "--accept",
        action="append",
        default=[],
        choices=[*sorted(OF_REPORTS | OF_SCORES | OF_BULK), ALL],
        help="overrule this rule after looking; all: every one, with --bulk",
    )
    parser.add_argument(
        "--confirm",
        type=_numbers,
        default=[],
        metavar="N,N",
        help="indicators whose texts you have compared with the PDF",
    )


def _numbers(words: str) -> list[int]:
    """Return numbers of indicators typed with commas between them; argparse says what a ValueError is about."""
    return [int(word) for word in words.split(",")]


def _year(word: str) -> int:
    """Return a fiscal year of the Buddhist era; argparse says what a ValueError is about."""
    year = int(word)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(word)
    return year


def location_json(location: SourceLocation) -> dict[str, Any]:
    """Return a place as JSON has it; one in a workbook with its sheet and cell."""
    in_sheet = {} if location.sheet is None else {"sheet": location.sheet, "cell": location.cell}
    return {"file": location.file, "table": location.table, "row": location.row, "column": location.column, **in_sheet}


def issue_json(issue: Issue) -> dict[str, Any]:
    """Return an issue as JSON has it, with its message in Thai and English."""
    return {
        "rule": issue.rule,
        "severity": issue.severity,
        "message": issue_text(issue, "th"),
        "message_en": issue_text(issue, "en"),
        "place": location_json(issue.location),
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


def candidate_json(candidate: Candidate) -> dict[str, Any]:
    """Return a run of figures that a file offers as JSON has it."""
    return {
        "header": candidate.header,
        "role": candidate.role,
        "fiscal_year": candidate.fiscal_year,
        "figures": candidate.figures,
        "option": candidate.option,
        "place": location_json(candidate.location),
    }


def scores_json(done: ScoresImported) -> dict[str, Any]:
    """Return what an import of scores did as JSON has it; what was left out stands apart."""
    return {
        "import_id": done.import_id,
        "agency": done.agency_id,
        "fiscal_years": list(done.years),
        "indicators": done.indicators,
        "questions": done.questions,
        "measures": 0,
        "unchanged": done.unchanged,
        "kind": done.kind,
        "left_out": [candidate_json(each) for each in done.candidates if not each.is_taken],
        "issues": [issue_json(issue) for issue in done.issues],
    }


def complain(error: ItaError) -> None:
    """Print why something was refused, every place of it, in Thai and English."""
    for lang in ("th", "en"):
        print(error_text(error, lang), file=sys.stderr)
        for group in group_issues(error.issues[1:]):
            where = "; ".join(text for location in group.locations if (text := location_text(location, lang)))
            print(f"  - {group.in_words(lang)}" + (f" ({where})" if where else ""), file=sys.stderr)


def _read_file(name: str) -> bytes:
    path = Path(name)
    # What cannot be asked for its size cannot be read either; a pipe or a device tells none.
    with suppress(OSError):
        refuse_size(path.stat().st_size, path.name)
    return read_file(path, MAX_FILE_BYTES)


def do_import(args: argparse.Namespace) -> int:
    """Import each file; one that is refused does not stop the others, but the exit code says so."""
    if ALL in args.accept:
        raise UsageError(N_("All doubts are accepted at once only with --bulk."), rule="accept-all")
    engine, frameworks = open_built(args.path)
    choices = ImportChoices(
        fiscal_year=args.year, sheet=args.sheet, columns=tuple(args.column), as_role=args.as_role, agency_id=args.agency
    )
    refused = 0
    with closing(engine):
        for name in args.files:
            try:
                with watched(patient(show_progress)):
                    done = import_file(
                        engine,
                        frameworks,
                        _read_file(name),
                        Path(name).name,
                        agency=args.agency,
                        accept=frozenset(args.accept),
                        confirmed=frozenset(args.confirm),
                        choices=choices,
                        reader=read_apart,
                    )
            except ItaError as reason:
                complain(reason)
                refused = REFUSED
                continue
            if done.unchanged:
                say_unchanged(done.import_id)
            if isinstance(done, ScoresImported):
                _say_scores(done, as_json=args.json)
            else:
                _say_imported(done, as_json=args.json)
    return refused


def _say_imported(done: Imported, *, as_json: bool) -> None:
    if as_json:
        print(to_json(imported_json(done)))
        return
    print_message(
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
    say_issues(done.issues)


def _say_scores(done: ScoresImported, *, as_json: bool) -> None:
    if as_json:
        print(to_json(scores_json(done)))
        return
    text = {
        "result": N_(
            "Imported {import_id}: {agency}, {indicators} scores and {questions} scores of questions of {years}."
        ),
        "targets": N_("Imported {import_id}: {agency}, {indicators} targets of {years}."),
        "average": N_("Imported {import_id}: {agency}, {indicators} averages of {years}."),
    }[done.kind]
    print_message(
        text,
        import_id=done.import_id,
        agency=done.agency_name,
        indicators=done.indicators,
        questions=done.questions,
        years=", ".join(map(str, done.years)),
    )
    say_issues(done.issues)


def say_unchanged(import_id: str) -> None:
    """Say that what was imported is stored already."""
    print_message(N_("This file is already stored as import {import_id}; nothing was changed."), import_id=import_id)


def say_issues(issues: Sequence[Issue]) -> None:
    """Print what was noticed, each cause once with its places."""
    for group in group_issues(issues):
        where = "; ".join(text for location in group.locations if (text := location_text(location, "th")))
        print(f"  [{group.issue.severity}] {group.in_words('th')}" + (f" ({where})" if where else ""), file=sys.stderr)


def patient(progress: Progress) -> Progress:
    """Return what tells of work only once it takes more than a second."""
    until = time.monotonic() + 1.0
    shown = False

    def on_progress(done: int, total: int, what: str) -> None:
        nonlocal shown
        if shown or (done < total and time.monotonic() > until):
            shown = True
            progress(done, total, what)

    return on_progress


def show_progress(done: int, total: int, what: str) -> None:
    """Show how far it is on one line, where a person looks."""
    if sys.stderr.isatty():
        print(f"{100 * done // max(total, 1):3}%  {what:40.40}", end="\n" if done == total else "\r", file=sys.stderr)
