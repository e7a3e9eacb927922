"""Measure this dashboard beside Dash and a well-written Streamlit page, in one run, and print one table of ratios.

The data are ours, the browser is the same, all sides take turns, and every answer is checked before its time counts.
Run it as ``python3 start.py bench``. Nothing is asserted of the times: the numbers are for people, and only ratios say
something on another machine.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import nation  # noqa: E402
import national  # noqa: E402
import papers  # noqa: E402
import peers  # noqa: E402
import sessions  # noqa: E402
from columns import in_columns  # noqa: E402
from peers import SIDES  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

RESULTS = HERE / "RESULTS.md"
PACKAGES = ("streamlit", "dash", "plotly", "duckdb", "starlette", "uvicorn", "waitress", "playwright")
# Goals, as ratios of ours to a peer's, by what is measured.
TO_DASH, TO_PAGE = "dash", "streamlit"
GOALS = {
    "page script, cached": (TO_PAGE, 1.6),
    "change of year": (TO_DASH, 1.3),
    "change of agency": (TO_DASH, 1.3),
    "switch to gaps": (TO_DASH, 1.2),
    "switch to trends": (TO_DASH, 1.0),
    "cold load": (TO_DASH, 1.0),
    "warm load": (TO_DASH, 1.2),
    "50 sessions p50": (TO_DASH, 1.5),
    "50 sessions p95": (TO_DASH, 3.0),
}
# Goals are for medians of so many runs on a machine that has next to nothing else to do.
ENOUGH_RUNS = 10
QUIET = 0.5
HEADINGS = ("what", "ours", "Dash", "Streamlit", "ours/Dash", "ours/Streamlit", "goal", "met")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: a figure of each side, its spread where it has one, and its unit."""

    name: str
    figures: dict[str, float | None]
    spread: dict[str, tuple[float, float]]
    unit: str = "ms"

    @classmethod
    def of(cls, name: str, times: dict[str, list[float]]) -> Line:
        """Return the line of medians and ranges."""
        medians: dict[str, float | None] = {side: statistics.median(found) for side, found in times.items()}
        return cls(name, medians, {side: (min(found), max(found)) for side, found in times.items()})

    def ratio(self, to: str) -> float | None:
        """Return ours to a peer's; None where one is not known, or is nothing."""
        ours, other = self.figures.get("ours"), self.figures.get(to)
        return ours / other if ours is not None and other is not None and ours > 0 and other > 0 else None

    def cells(self) -> list[str]:
        """Return the line as texts, in the order of `HEADINGS`."""
        shown = []
        for side in SIDES:
            figure, spread = self.figures.get(side), self.spread.get(side)
            text = "–" if figure is None else f"{figure:,.0f} {self.unit}"
            shown.append(f"{text} ({spread[0]:,.0f}–{spread[1]:,.0f})" if spread else text)
        ratios = [self.ratio(to) for to in (TO_DASH, TO_PAGE)]
        to, most = GOALS.get(self.name, ("", 0.0))
        reached = self.ratio(to) if to else None
        goal = f"≤ {most} ({'Dash' if to == TO_DASH else 'Streamlit'})" if to else ""
        # Judged as it is shown, to two places.
        met = "" if reached is None else ("yes" if round(reached, 2) <= most else "no")
        return [self.name, *shown, *("–" if each is None else f"{each:.2f}" for each in ratios), goal, met]


def table(lines: Sequence[Line]) -> str:
    """Return the lines as one table."""
    return in_columns([HEADINGS, *(each.cells() for each in lines)])


def load_now() -> tuple[float, ...]:
    """Return how many programs wait for a core, over one, five and fifteen minutes; empty where nothing tells."""
    return os.getloadavg() if hasattr(os, "getloadavg") else ()


def said_load(load: tuple[float, ...]) -> str:
    """Return a load in words."""
    return " / ".join(f"{each:.1f}" for each in load) or "not known"


def doubts(runs: int, before: tuple[float, ...]) -> str:
    """Return why the figures of a run are no verdict on the goals; empty where they are one."""
    found = [f"{runs} runs are fewer than {ENOUGH_RUNS}"] if runs < ENOUGH_RUNS else []
    if not before:
        found.append("the load of the machine is not known")
    elif before[0] > QUIET:
        found.append("the machine was busy with other work")
    return "; ".join(found)


def machine() -> str:
    """Return cores and memory of this machine."""
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
        memory = f"{pages * size / 2**30:.0f} GiB memory"
    except (AttributeError, ValueError, OSError):
        memory = "memory not known"
    return f"{os.cpu_count()} cores, {memory}, {platform.system()} {platform.machine()}"


def report(
    lines: Sequence[Line], given: argparse.Namespace, loads: tuple[tuple[float, ...], tuple[float, ...]], chromium: str
) -> str:
    """Return the text of the results: the table, and by what it was measured."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    now = datetime.now(UTC)
    doubt = doubts(given.runs, loads[0])
    goals = [(line.name, *GOALS[line.name]) for line in lines if line.name in GOALS]
    missed = [line.name for line in lines if line.cells()[-1] == "no"]
    return "\n".join(
        [
            f"- Date: {now:%Y-%m-%d %H:%M} UTC",
            f"- Machine: {machine()}",
            f"- Load average (1 / 5 / 15 minutes): {said_load(loads[0])} before, {said_load(loads[1])} after",
            f"- Versions: Python {platform.python_version()}, {versions}, {chromium}",
            f"- Runs: {given.runs} of each, medians and (range); sessions: {given.acts} acts each, "
            f"{sessions.LEAST_THOUGHT}–{sessions.MOST_THOUGHT} s between them",
            f"- Goals: {len(goals) - len(missed)} of {len(goals)} met"
            + (f"; missed: {', '.join(missed)}" if missed else ""),
            *([f"- A trial, and no verdict on the goals: {doubt}"] if doubt else []),
            "",
            table(lines),
            "",
        ]
    )


def write(text: str) -> None:
    """Put the results of this run into their file, in place of those before."""
    RESULTS.write_text(
        "# Results of the benchmark\n\nWritten by `python3 start.py bench --write`; what is measured is in "
        "[README.md](README.md). Ratios are of one run; absolute times are of this machine under this load.\n\n" + text,
        "utf-8",
    )


def measured(given: argparse.Namespace, chromium: str, folder: Path) -> tuple[list[Line], str]:
    """Return the lines of the table, and the version of the browser."""
    data = peers.make_data(folder / peers.DATABASE)
    (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    lines: list[Line] = []
    with contextlib.ExitStack() as until_done:
        sides = [until_done.enter_context(peers.served(name, folder)) for name in SIDES]
        print("page script, and loads, switches and changes in a browser …", file=sys.stderr, flush=True)
        lines.append(Line.of("page script, cached", sessions.reruns(sides, data, given.runs)))
        with sync_playwright() as playwright:
            version, times = peers.drive(playwright, chromium, sides, data, given.runs)
        lines += [Line.of(name, found) for name, found in times.items()]
    for count in given.sessions:
        found = {}
        for name in SIDES:
            print(f"{count} sessions: {name} …", file=sys.stderr, flush=True)
            # A server of its own each time: what one crowd left in memory is not another's.
            with peers.served(name, folder) as side:
                found[name] = sessions.crowd(side, data, count, given.acts)
        for words, share in (("p50", 0.5), ("p95", 0.95)):
            lines.append(Line(f"{count} sessions {words}", {name: each.at(share) for name, each in found.items()}, {}))
        kept = {name: each.bytes_a_session for name, each in found.items()}
        in_kb = {name: None if each is None else each / 1024 for name, each in kept.items()}
        lines.append(Line(f"{count} sessions, memory a session", in_kb, {}, "kB"))
    return lines, version


def counts(text: str) -> list[int]:
    """Return numbers of sessions from a text with commas."""
    return [int(each) for each in text.split(",") if each]


def parser() -> argparse.ArgumentParser:
    """Return what the benchmark can be told."""
    words = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    words.add_argument("--runs", type=int, default=10, help="counted runs of each (10)")
    words.add_argument("--sessions", type=counts, default=[50, 100], help="sessions at once, with commas (50,100)")
    words.add_argument("--acts", type=int, default=4, help="choices that each session makes (4)")
    words.add_argument(
        "--agencies", type=int, default=national.AGENCIES, help=f"of the nation ({national.AGENCIES}); 0 leaves it out"
    )
    words.add_argument("--write", action="store_true", help="put the table into tests/bench/RESULTS.md")
    return words


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    given = parser().parse_args(arguments)
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    chromium = next(filter(None, map(shutil.which, names)), None) or sys.exit("chromium is not installed")
    before = load_now()
    with tempfile.TemporaryDirectory() as folder:
        lines, version = measured(given, chromium, Path(folder))
        print("papers …", file=sys.stderr, flush=True)
        more = papers.measured(Path(folder), given.runs)
        if given.agencies:
            print(f"{given.agencies} agencies …", file=sys.stderr, flush=True)
            more += "\n" + nation.measured(Path(folder), chromium, given.agencies, given.runs)
    text = report(lines, given, (before, load_now()), f"chromium {version}") + (f"\n{more}" if more else "")
    print(text)
    if given.write:
        write(text)


if __name__ == "__main__":
    main()
