"""`ita export`: papers of an agency and year as files, each written whole or not at all."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ita.calendar import today_in_bangkok
from ita.characters import without_surrogates
from ita.cli.files import read_file, write_file
from ita.cli.importing import complain
from ita.cli.output import print_message, to_json
from ita.documents.emblem import MAX_BYTES
from ita.documents.request import PaperRequest, default_digits
from ita.errors import N_, InputError, SourceLocation
from ita.exporting.slides import MOST_MASTER
from ita.importing.build import open_built
from ita.papers import PAPERS, file_name
from ita.public_address import NO_LINKS, VARIABLE, configured_address, public_address
from ita.snapshots import opened, request_of, snapshot_named
from ita.store import reads
from ita.store.engine import Cursor, Engine
from ita.store.query_loader import UsageError


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add what `ita export` takes."""
    parser.add_argument("paper", choices=list(PAPERS), help="which paper")
    parser.add_argument("--agency", required=True, metavar="ID", help="whose paper")
    parser.add_argument(
        "--year", type=int, metavar="N", help="fiscal year of the scores (B.E.; default: that of --snapshot)"
    )
    parser.add_argument("--from", dest="from_year", type=int, metavar="N", help="the earlier year compared")
    parser.add_argument("--lang", choices=["th", "en"], default="th", help="of our own words (default: th)")
    parser.add_argument(
        "--digits", choices=["thai", "arabic"], help="of our own numbers (default: thai for th, arabic for en)"
    )
    parser.add_argument(
        "--address",
        metavar="URL",
        help=f"public address of the dashboard, for links and QR codes (default: the variable {VARIABLE})",
    )
    parser.add_argument("--logo", metavar="FILE", help="the agency's emblem, PNG or JPEG, at most 10 MB")
    parser.add_argument("--master", metavar="FILE", help="a .pptx of your own that slides take colours and logo from")
    parser.add_argument("--memo", action="store_true", help="begin with a memo in the Thai official form")
    parser.add_argument("--snapshot", metavar="NAME", help="as presented: of a snapshot that was taken under this name")
    parser.add_argument("--out", required=True, metavar="FOLDER", help="folder that is there, for the file")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def do_export(args: argparse.Namespace) -> int:
    """Make a paper and write it into a folder."""
    paper = PAPERS[args.paper]
    folder = Path(args.out).expanduser()
    if args.year is None and args.snapshot is None:
        raise UsageError(N_("Give --year, or --snapshot."), rule="export-year")
    _refuse_folder(folder)
    request = PaperRequest(
        agency_id=without_surrogates(args.agency),
        year=args.year or 0,
        today=today_in_bangkok(),
        from_year=args.from_year,
        lang=args.lang,
        digits=args.digits or default_digits(args.lang),
        address=_address() if args.address is None else public_address(args.address),
        logo=read_file(Path(args.logo).expanduser(), MAX_BYTES) if args.logo else None,
        master=read_file(Path(args.master).expanduser(), MOST_MASTER) if args.master else None,
        memo=args.memo,
    )
    engine, _ = open_built(args.path)
    with closing(engine), _figures(engine, request, args.snapshot) as (cursor, request):
        data = paper.make(cursor, request)
        agency = reads.agency_by_id(cursor, agency=request.agency_id)[0]
        target = folder / file_name(agency.name_th, request.year, paper)
    write_file(target, data, hint=N_("Choose another folder, or replace it with --force."), force=args.force)
    print_message(N_("The paper was written to {file}."), file=str(target))
    if args.json:
        print(to_json({"file": str(target), "paper": paper.name, "bytes": len(data)}))
    return 0


def _address() -> str | None:
    """Return the address that is set; a wrong one is said, and papers name the view."""
    try:
        return configured_address()
    except InputError as reason:
        complain(reason)
        print_message(NO_LINKS, variable=VARIABLE)
        return None


@contextmanager
def _figures(engine: Engine, request: PaperRequest, snapshot: str | None) -> Iterator[tuple[Cursor, PaperRequest]]:
    """Give what a paper is made of: what is stored, or what a snapshot kept, with the request as it then is."""
    if snapshot is None:
        with engine.cursor() as cursor:
            yield cursor, request
        return
    with engine.cursor() as cursor:
        row = snapshot_named(cursor, request.agency_id, without_surrogates(snapshot))
    with opened(engine, row.snapshot_no) as cursor:
        yield cursor, request_of(row, request)


def _refuse_folder(folder: Path) -> None:
    """Refuse a folder that is not there before anything is made for it."""
    try:
        is_folder = folder.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        raise InputError(
            N_("The folder {folder} is not there."),
            {"folder": str(folder)},
            hint=N_("Make it first, or choose another folder."),
            location=SourceLocation(str(folder)),
            rule="folder-missing",
        )
