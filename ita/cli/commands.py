"""Commands below a command of the line, as `ita rules assume`."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    what: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """Add a command below another, with the options of every command, and return its parser."""
    made = commands.add_parser(name, help=what, description=what)
    # What was said before the command stands, unless it is said again behind it.
    made.add_argument("--db", metavar="FILE", default=argparse.SUPPRESS, help="database file")
    made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    made.set_defaults(run=run)
    return made
