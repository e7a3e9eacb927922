"""`ita agency add` and `ita agency edit`: an agency of one's own, added or corrected from the command line."""

from __future__ import annotations

import argparse
from contextlib import closing

from ita.cli.output import print_message, to_json
from ita.errors import N_
from ita.importing.agencies import add_agency, edit_agency
from ita.importing.build import open_built
from ita.model import LOCAL_KINDS
from ita.store.query_loader import UsageError


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add what `ita agency` takes."""
    parser.add_argument("act", choices=["add", "edit"], help="what to do")
    parser.add_argument("agency_id", metavar="ID", help="its id: a–z, 0–9 and hyphens, as in ban-mo")
    parser.add_argument("--name", help="its name in Thai")
    parser.add_argument("--kind", choices=LOCAL_KINDS, help="what kind of agency it is")
    parser.add_argument("--province", help="the province that it lies in")
    parser.add_argument("--district", help="the district that it lies in; empty removes it")


def do_agency(args: argparse.Namespace) -> int:
    """Add an agency of one's own, or correct one."""
    if args.act == "edit":
        return _edit(args)
    for option in ("name", "kind", "province"):
        if getattr(args, option) is None:
            raise UsageError(N_("To add an agency, give --{option}."), {"option": option}, rule="agency-incomplete")
    engine, _ = open_built(args.path)
    with closing(engine):
        agency_id = add_agency(engine, args.agency_id, args.name, args.kind, args.district or "", args.province)
    print_message(N_("The agency {agency} was added: {name}."), agency=agency_id, name=args.name.strip())
    if args.json:
        print(to_json({"agency": agency_id, "name": args.name.strip(), "kind": args.kind}))
    return 0


def _edit(args: argparse.Namespace) -> int:
    given = {name: getattr(args, name) for name in ("name", "kind", "district", "province")}
    engine, _ = open_built(args.path)
    with closing(engine):
        import_id = edit_agency(engine, args.agency_id, **given)
    print_message(
        N_("The agency {agency} was corrected; to undo it: ita undo {import_id}."),
        agency=args.agency_id,
        import_id=import_id,
    )
    if args.json:
        print(to_json({"agency": args.agency_id, "import_id": import_id}))
    return 0
