"""`ita agency add`: a town of one's own, made from the command line."""

from __future__ import annotations

import argparse
from contextlib import closing

from ita.cli.output import tell, to_json
from ita.errors import N_
from ita.importing.agencies import add_agency
from ita.importing.build import open_built
from ita.model import LOCAL_KINDS


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add what `ita agency` takes."""
    parser.add_argument("act", choices=["add"], help="what to do")
    parser.add_argument("agency_id", metavar="ID", help="its id: a–z, 0–9 and hyphens, as in ban-mo")
    parser.add_argument("--name", required=True, help="its name in Thai")
    parser.add_argument("--kind", required=True, choices=LOCAL_KINDS, help="what kind of agency it is")
    parser.add_argument("--province", required=True, help="the province that it lies in")
    parser.add_argument("--district", default="", help="the district that it lies in")


def do_agency(args: argparse.Namespace) -> int:
    """Make an agency of one's own."""
    engine, _ = open_built(args.path)
    with closing(engine):
        agency_id = add_agency(engine, args.agency_id, args.name, args.kind, args.district, args.province)
    tell(N_("The agency {agency} was added: {name}."), agency=agency_id, name=args.name.strip())
    if args.json:
        print(to_json({"agency": agency_id, "name": args.name.strip(), "kind": args.kind}))
    return 0
