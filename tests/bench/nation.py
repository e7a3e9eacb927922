"""The same screens with few agencies and with a nation's: loads, switches, changes, a search, and what is sent.

Both databases hold the same demonstration, which is looked at; the nation's holds 8,300 synthetic agencies more.
"""

from __future__ import annotations

import base64
import statistics
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import national
import peers
from columns import in_columns
from floor import FLAGS
from playwright.sync_api import Page, Playwright, sync_playwright

from ita.store import reads
from ita.store.engine import open_engine
from pages.shared.agencies import AT_ONCE

FEW, NATION = "few", "nation"
ACTS: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
    ("change of year", "year", (peers.YEAR_BEFORE,)),
    ("change of year", "year", (peers.LAST_YEAR,)),
    ("switch to trends", "to_page", ("trends",)),
    ("switch to gaps", "to_page", ("gaps",)),
)
# Three letters each, as a person begins a name, a district or a province.
TYPED = ("ชลบ", "เชี", "นคร", "ลพบ", "กระ", "สุร")
BETWEEN_KEYS_MS = 80
MOST_RATIO, MOST_READ, MOST_COPIES, MOST_SEARCH_MS, MOST_SENT_KB = 1.2, 1.5, 2.0, 200, 30
Times = dict[str, dict[str, list[float]]]

LISTED = """(names) => {
  const found = [...document.querySelectorAll('[class*="st-key-found_"] button')].map((each) => each.innerText);
  return found.length === names.length && names.every((name, at) => found[at].includes(name));
}"""
WATCH_LIST = f"""(names) => {{
  const listed = {LISTED};
  window.typed = window.listed = undefined;
  addEventListener('input', () => {{ window.typed = performance.now(); }}, {{capture: true}});
  const look = () => {{
    if (window.typed !== undefined && listed(names)) window.listed = performance.now();
    else requestAnimationFrame(look);
  }};
  look();
}}"""


class Sent:
    """What the server sends a page, by message; the largest of them in bytes."""

    def __init__(self, page: Page) -> None:
        self.largest = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._note)

    def _note(self, event: dict[str, Any]) -> None:
        self.largest = max(self.largest, len(base64.b64decode(event["response"]["payloadData"])))


def screens(
    playwright: Playwright,
    chromium: str,
    sides: dict[str, peers.Side],
    data: dict[str, Any],
    listed: dict[str, list[str]],
    runs: int,
) -> tuple[Times, int]:
    """Return the milliseconds of each act at both sides, and the largest message of the nation's in bytes."""
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    times: Times = {}

    def note(what: str, name: str, took: float, number: int) -> None:
        if number:
            times.setdefault(what, {}).setdefault(name, []).append(took)

    numbers = peers.wanted(data, "gaps", peers.FIRST)
    for number in range(runs + 1):
        for name in _turned(sides, number):
            note("cold load", name, peers.cold_and_warm(browser, sides[name], numbers)[0], number)
    visitors = {name: peers.Visitor(browser, side, data) for name, side in sides.items()}
    sent = Sent(visitors[NATION].page)
    for number in range(runs + 1):
        for what, method, arguments in ACTS:
            for name in _turned(sides, number):
                note(what, name, getattr(visitors[name], method)(*arguments), number)
    for number in range(2):
        for text, names in listed.items():
            note(
                "search, three letters", NATION, search(visitors[NATION].page, sides[NATION].first, text, names), number
            )
    for visitor in visitors.values():
        visitor.close()
    browser.close()
    return times, sent.largest


def _turned(sides: dict[str, peers.Side], number: int) -> list[str]:
    return list(sides) if number % 2 else list(sides)[::-1]


def search(page: Page, address: str, text: str, names: Sequence[str]) -> float:
    """Return the milliseconds from the last letter of a text to the list of these names."""
    page.goto(address)
    page.locator("[data-testid=stPopover] button").first.click()
    box = page.locator('[class*="st-key-found_"] input')
    box.wait_for()
    peers.settle(page)
    if page.evaluate(LISTED, list(names)):
        raise SystemExit(f"{text}: the list stands there before it is asked for")
    page.evaluate(WATCH_LIST, list(names))
    box.press_sequentially(text, delay=BETWEEN_KEYS_MS)
    page.wait_for_function("window.listed !== undefined", timeout=peers.TIMEOUT_MS)
    return float(page.evaluate("window.listed - window.typed"))


def found_by(database: Path) -> dict[str, list[str]]:
    """Return the names that the list shows for each text that is typed, in its order."""
    with closing(open_engine(database)) as engine, engine.cursor() as cursor:
        return {
            text: [row.name_th for row in reads.agencies_found(cursor, text=text, roles="", recent="", most=AT_ONCE)]
            for text in TYPED
        }


def measured(folder: Path, chromium: str, count: int, runs: int) -> str:
    """Return the tables of few agencies beside a nation: screens, reads, and the import of many rows."""
    for name in (FEW, NATION):
        (folder / name).mkdir()
    data = peers.make_data(folder / FEW / peers.DATABASE)
    copies, bulk = national.build(folder / NATION / peers.DATABASE, count, national.YEARS, national.SEED, folder)
    listed = found_by(folder / NATION / peers.DATABASE)
    of_read = {
        name: national.reads_of_file(folder / name / peers.DATABASE, peers.FIRST, peers.LAST_YEAR)
        for name in (FEW, NATION)
    }
    with ExitStack() as until_done:
        sides = {name: until_done.enter_context(peers.served("ours", folder / name)) for name in (FEW, NATION)}
        with sync_playwright() as playwright:
            times, largest = screens(playwright, chromium, sides, data, listed, runs)
    return report(times, largest, of_read, (copies, bulk), count)


def report(
    times: Times, largest: int, of_read: dict[str, dict[str, float]], bulk: tuple[float, float], count: int
) -> str:
    """Return what was measured as tables."""
    lines = []
    for what, sides in times.items():
        medians = {name: statistics.median(found) for name, found in sides.items()}
        if FEW in medians:
            lines.append(beside(what, medians[FEW], medians[NATION], "ms", MOST_RATIO))
        else:
            most = max(sides[NATION])
            figures = f"{medians[NATION]:,.0f} ms, at most {most:,.0f} ms"
            lines.append([what, "–", figures, "–", f"≤ {MOST_SEARCH_MS} ms", said(most <= MOST_SEARCH_MS)])
    sent = largest / 1000
    lines.append(["largest message", "–", f"{sent:.1f} kB", "–", f"≤ {MOST_SENT_KB} kB", said(sent <= MOST_SENT_KB)])
    lines.append(beside("question scores: COPY, import", *bulk, "s", MOST_COPIES))
    reads_too = [
        beside(f"read {name}", took, of_read[NATION][name], "ms", MOST_READ) for name, took in of_read[FEW].items()
    ]
    lines += sorted(reads_too, key=lambda line: -float(line[3]))
    return (
        f"## Few agencies and a nation\n\n{count:,} synthetic, {national.YEARS} years, beside what is shipped; "
        "both look at the demonstration. Reads without any cache of ours, medians.\n\n"
        + in_columns([["what", "few", "nation", "ratio", "goal", "met"], *lines])
        + "\n"
    )


def beside(what: str, few: float, nation: float, unit: str, most: float) -> list[str]:
    """Return a line of two figures and their ratio."""
    ratio = round(nation / few, 2)
    return [what, f"{few:,.1f} {unit}", f"{nation:,.1f} {unit}", f"{ratio:.2f}", f"≤ {most}", said(ratio <= most)]


def said(is_met: bool) -> str:
    """Return whether a goal is met, in a word."""
    return "yes" if is_met else "no"
