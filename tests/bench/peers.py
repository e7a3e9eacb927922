"""This dashboard and its two peers on the same data, driven in turns with the same chromium.

All sides are done by one condition: every value of the view that was asked for stands in the chart.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from floor import FLAGS, HERE, ROOT, free_port
from playwright.sync_api import Browser, Locator, Page, Playwright

from ita.importing.build import open_built
from ita.store import reads
from ita.store.engine import Cursor

AGENCIES = ("demo", "ban-mo", "chanthaburi")
FIRST, OTHER = AGENCIES[:2]
LAST_YEAR, YEAR_BEFORE = 2568, 2567
SIDES = ("ours", "dash", "streamlit")
DATABASE = "bench.duckdb"
WINDOW = {"width": 1280, "height": 900}
TIMEOUT_MS = 30_000
# Whether the numbers that are wanted stand in the chart, each as often as it is wanted.
SHOWN = r"""window.shown = (wanted) => {
  const chart = document.querySelector('.js-plotly-plot');
  if (!chart) return false;
  const text = [...chart.querySelectorAll('svg text')].map((each) => each.textContent).join(' ');
  const left = {};
  for (const each of text.match(/\d+\.\d\d/g) ?? []) left[each] = (left[each] ?? 0) + 1;
  return wanted.every((each) => (left[each] = (left[each] ?? 0) - 1) >= 0);
};
window.watch = (wanted, from) => {
  window.begun = from; window.drawn = undefined;
  if (from === undefined) {
    addEventListener('mousedown', () => { window.begun = performance.now(); }, {once: true, capture: true});
  }
  const look = () => {
    if (window.begun !== undefined && window.shown(wanted)) window.drawn = performance.now();
    else requestAnimationFrame(look);
  };
  look();
};"""


@dataclass(frozen=True, slots=True)
class Side:
    """One of those compared: its name, address, and the process that serves it."""

    name: str
    address: str
    pid: int

    @property
    def first(self) -> str:
        """Return the address of the gaps of the first agency; the peers begin with it."""
        return f"{self.address}/gaps" + (f"?v=1&a={FIRST}&y={LAST_YEAR}" if self.name == "ours" else "")


def make_data(database: Path) -> dict[str, Any]:
    """Build the database, and return what the peers show: what our own reads give, exact as text."""
    engine, _ = open_built(database)
    try:
        with engine.cursor() as cursor:
            return _read(cursor)
    finally:
        engine.close()


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _read(cursor: Cursor) -> dict[str, Any]:
    data: dict[str, Any] = {"agencies": [], "gaps": {}, "totals": {}, "scores": {}}
    for agency_id in AGENCIES:
        years = [row.fiscal_year for row in reads.agency_years(cursor, agency_id)]
        data["agencies"].append(
            {"id": agency_id, "name": reads.agency_by_id(cursor, agency_id)[0].name_th, "years": years}
        )
        for year in years:
            data["gaps"][f"{agency_id}/{year}"] = [
                {"indicator_no": row.indicator_no, "indicator": row.indicator, "gap": _text(row.gap_points)}
                for row in reads.gap_ranking(cursor, agency_id, year)
                if row.gap_points is not None
            ]
        data["totals"][agency_id] = [
            {"year": row.fiscal_year, "total": _text(row.total_shown), "nation": _text(row.national_total)}
            for row in reads.total_trend(cursor, agency_id)
        ]
        scores = reads.indicator_trend(cursor, agency_id)
        by_place = {(row.indicator_no, row.fiscal_year): _text(row.score) for row in scores}
        names = {row.indicator_no: row.indicator for row in scores}
        of = sorted({row.fiscal_year for row in scores})
        data["scores"][agency_id] = {
            "years": of,
            "indicators": [f"{number}. {names[number]}" for number in sorted(names)],
            "rows": [[by_place.get((number, year)) for year in of] for number in sorted(names)],
        }
    return data


def wanted(data: dict[str, Any], view: str, agency: str, year: int = LAST_YEAR) -> list[str]:
    """Return the numbers that a chart has to show before it counts as drawn."""
    if view == "gaps":
        found = [row["gap"] for row in data["gaps"][f"{agency}/{year}"]]
    elif view == "total":
        found = [row["total"] for row in data["totals"][agency] if row["total"]]
    else:
        found = [score for row in data["scores"][agency]["rows"] for score in row if score]
    if not found:
        raise SystemExit(f"nothing to wait for: {view} of {agency} in {year}")
    return found


def lacks(text: str, numbers: list[str]) -> list[str]:
    """Return which numbers a text lacks, each as often as it is missing."""
    return sorted((Counter(numbers) - Counter(re.findall(r"(?<![\d.])\d+\.\d\d(?!\d)", text))).elements())


@contextmanager
def served(name: str, folder: Path) -> Iterator[Side]:
    """Serve one side as it is meant to be served, until the end of the block."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    more = {"BENCH_DATA": str(folder / "data.json"), "BENCH_PORT": str(port)}
    if name == "ours":
        more["ITA_DATABASE"] = str(folder / DATABASE)
    script = {"ours": "app.py", "streamlit": str(HERE / "streamlit_app.py")}.get(name)
    command = [sys.executable, str(HERE / "dash_app.py")]
    if script:
        command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"]
        command += ["--server.address=127.0.0.1", "--server.headless=true", "--browser.gatherUsageStats=false"]
        # As ours: what these save is no merit of a page.
        command += ["--server.fileWatcherType=none", "--runner.postScriptGC=false", "--runner.magicEnabled=false"]
    said = (folder / f"{name}.log").open("wb")
    process = subprocess.Popen(
        command, cwd=ROOT if name == "ours" else folder, env={**os.environ, **more}, stdout=said, stderr=said
    )
    try:
        _wait(process, f"{address}/_stcore/health" if script else address, folder / f"{name}.log")
        yield Side(name, address, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        said.close()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer:\n{log.read_text('utf-8', 'replace')[-2000:]}")


def load(page: Page, side: Side) -> float:
    """Return the milliseconds from navigation to the chart drawn."""
    page.goto(side.first, wait_until="commit")
    return _drawn(page, side, "load")


def _drawn(page: Page, side: Side, what: str) -> float:
    try:
        page.wait_for_function("window.drawn !== undefined", timeout=TIMEOUT_MS)
    except Exception as reason:
        said = page.evaluate("document.querySelector('.js-plotly-plot')?.textContent ?? document.body.innerText")
        raise SystemExit(f"{side.name}, {what}: the values never came; there stands:\n{said[:600]}") from reason
    return float(page.evaluate("window.drawn - window.begun"))


def cold_and_warm(browser: Browser, side: Side, numbers: list[str]) -> tuple[float, float]:
    """Return a load in a browser that knows nothing yet, and the next one in the same browser."""
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(f"{SHOWN} window.watch({json.dumps(numbers)}, 0);")
    cold = load(page, side)
    settle(page)
    warm = load(page, side)
    settle(page)
    context.close()
    return cold, warm


def settle(page: Page) -> None:
    """Wait until a page has nothing left to do: what comes after the chart belongs to no other figure."""
    page.wait_for_function(
        "() => ['notRunning', undefined].includes("
        "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState)"
        " && !document.querySelector('[data-stale=true]')"
    )
    page.wait_for_timeout(400)


class Visitor:
    """One person at one side, who acts with the mouse.

    Parameters
    ----------
    browser
        The browser that all share.
    side
        The side that is visited.
    data
        What all sides show.
    """

    def __init__(self, browser: Browser, side: Side, data: dict[str, Any]) -> None:
        self.side, self.data = side, data
        self.page = browser.new_context(viewport=WINDOW).new_page()  # type: ignore[arg-type]
        self.page.set_default_timeout(TIMEOUT_MS)
        self.page.add_init_script(SHOWN)
        self.page.goto(side.first)
        self.page.wait_for_function("(wanted) => window.shown(wanted)", arg=wanted(data, "gaps", FIRST))
        settle(self.page)
        self.names = {each["id"]: each["name"] for each in data["agencies"]}

    def _press(self, place: Locator, numbers: list[str], what: str) -> float:
        """Return the milliseconds from the mouse on a place to the numbers drawn."""
        if self.page.evaluate("(wanted) => window.shown(wanted)", numbers):
            raise SystemExit(f"{self.side.name}, {what}: the values stand there before they are asked for")
        place.wait_for()
        self.page.evaluate("(wanted) => window.watch(wanted)", numbers)
        place.click()
        took = _drawn(self.page, self.side, what)
        settle(self.page)
        return took

    def to_page(self, path: str) -> float:
        """Go to a page by its link."""
        numbers = wanted(self.data, {"gaps": "gaps", "trends": "total"}[path], FIRST)
        place = self.page.locator(f'a[href*="/{path}"]:visible').first
        return self._press(place, numbers, f"switch to {path}")

    def to_view(self, view: str) -> float:
        """Choose a view of the trends."""
        at = ["total", "heatmap"].index(view)
        if self.side.name == "dash":
            place = self.page.locator("#view label").nth(at)
        else:
            buttons = self.page.locator("[data-testid=stButtonGroup]").first.locator("button")
            place = buttons.nth(at) if self.side.name == "streamlit" else (buttons.first if at == 0 else buttons.last)
        return self._press(place, wanted(self.data, view, FIRST), f"switch to {view}")

    def _choose(self, box: int, label: str, numbers: list[str], what: str) -> float:
        if self.side.name == "dash":
            self.page.locator(("#agency", "#year")[box]).click()
            place = self.page.locator(".dash-dropdown-option", has_text=label).first
        else:
            self.page.locator("[data-testid=stSelectbox]").nth(box).locator("input, [role=combobox]").first.click()
            place = self.page.locator("[role=option]", has_text=label).first
        place.wait_for()
        # Whatever moves the list into its place is over.
        self.page.wait_for_timeout(300)
        return self._press(place, numbers, what)

    def year(self, year: int) -> float:
        """Choose a year."""
        # The last of the boxes: among many agencies there is a search in place of the first.
        return self._choose(-1, str(year), wanted(self.data, "gaps", FIRST, year), "change of year")

    def agency(self, agency_id: str) -> float:
        """Choose an agency; its newest year comes with it."""
        return self._choose(0, self.names[agency_id], wanted(self.data, "gaps", agency_id), "change of agency")

    def close(self) -> None:
        """End the visit."""
        self.page.context.close()


# What a round measures, in an order that ends where it began.
ACTIONS: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
    ("change of year", "year", (YEAR_BEFORE,)),
    ("change of year back", "year", (LAST_YEAR,)),
    ("change of agency", "agency", (OTHER,)),
    ("change of agency back", "agency", (FIRST,)),
    ("switch to trends", "to_page", ("trends",)),
    ("switch to heatmap", "to_view", ("heatmap",)),
    ("switch back to the total", "to_view", ("total",)),
    ("switch to gaps", "to_page", ("gaps",)),
)
COUNTED = {
    "change of year back": "change of year",
    "change of agency back": "change of agency",
    "switch back to the total": None,
}
Times = dict[str, dict[str, list[float]]]


def drive(
    playwright: Playwright, chromium: str, sides: list[Side], data: dict[str, Any], runs: int
) -> tuple[str, Times]:
    """Return the browser's version, and the milliseconds of each action and side after an uncounted round."""
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    times: Times = {}

    def note(name: str, side: Side, took: float, number: int) -> None:
        if number:
            times.setdefault(name, {}).setdefault(side.name, []).append(took)

    numbers = wanted(data, "gaps", FIRST)
    for number in range(runs + 1):
        for side in turned(sides, number):
            cold, warm = cold_and_warm(browser, side, numbers)
            note("cold load", side, cold, number)
            note("warm load", side, warm, number)
    visitors = {side.name: Visitor(browser, side, data) for side in sides}
    for number in range(runs + 1):
        for name, method, arguments in ACTIONS:
            for side in turned(sides, number):
                took = getattr(visitors[side.name], method)(*arguments)
                if counted := COUNTED.get(name, name):
                    note(counted, side, took, number)
    for visitor in visitors.values():
        visitor.close()
    version = browser.version
    browser.close()
    return version, times


def turned(sides: list[Side], number: int) -> list[Side]:
    """Return the sides, another one first in each round."""
    at = number % len(sides)
    return [*sides[at:], *sides[:at]]
