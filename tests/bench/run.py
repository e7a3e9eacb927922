"""Time our screens against bare Streamlit pages with the same prepared figures, in the same run on the same machine.

Cold load, page switch and filter change, each to the chart drawn, and what a score set changes, as medians and as
ratios to the bare page's. The two take turns, so that a machine that slows down slows both, and both are done by one
condition.
Nothing is asserted of the times; the numbers are for people.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from ita.charts.gaps import gap_bars  # noqa: E402
from ita.charts.heatmap import heatmap  # noqa: E402
from ita.charts.theme import marked  # noqa: E402
from ita.charts.trends import total_lines  # noqa: E402
from ita.importing.build import open_built  # noqa: E402
from ita.store import reads  # noqa: E402
from ita.store.query_loader import frame  # noqa: E402

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]
BARS = ".js-plotly-plot .barlayer .point path"
# What a finished chart of the trends is made of: lines with their points, colours, and words set by hand.
MARKS = ".js-plotly-plot :is(.scatterlayer .trace, .scatterlayer .point, .heatmaplayer .hm, .annotation)"
# Ten sliders, what they give, and nothing of the run left to come.
SCORES = """document.querySelectorAll('input[type=number]').length >= 10 && document.querySelector('.ita-figure')
  && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-stale=true]')"""
IDLE = """document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-stale=true]')"""
# Runs in the page: calls back at the first frame in which `done()` is true.
WHEN = """(done) => new Promise((resolve) => {
  const look = () => (done() ? resolve(performance.now()) : requestAnimationFrame(look)); look(); })"""
COLD = f"""(() => {{ const done = () => document.querySelectorAll({BARS!r}).length >= 10;
  const look = () => {{ if (done()) window.drawnAt = performance.now(); else requestAnimationFrame(look); }};
  requestAnimationFrame(look); }})()"""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def served(script: str, cwd: Path, **environment: str) -> Iterator[str]:
    """Run a Streamlit script and give its address once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", "--server.address=127.0.0.1"]
    command += ["--server.headless=true", "--browser.gatherUsageStats=false"]
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def cold(browser: Browser, address: str) -> tuple[float, int]:
    """Return milliseconds from navigation to the chart drawn in a fresh browser context, and bytes over the wire."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.add_init_script(COLD)
    page.goto(f"{address}/gaps", wait_until="commit")
    page.wait_for_function("window.drawnAt", timeout=60000)
    drawn = float(page.evaluate("window.drawnAt"))
    page.wait_for_timeout(300)
    context.close()
    return drawn, sum(sizes)


def timed(page: Page, click: str, done: str, argument: object = None) -> float:
    """Click inside the page and return the milliseconds until `done` holds."""
    script = f"""async ([selector, argument]) => {{
      const begin = performance.now(); document.querySelector(selector).click();
      return await ({WHEN})(() => {done}) - begin; }}"""
    return float(page.evaluate(script, [click, argument]))


def switch(page: Page) -> float:
    """Go to the page without a chart, come back, and return the milliseconds of the way back."""
    timed(page, 'a[href$="/"]', f"!document.querySelector({BARS!r})")
    page.wait_for_timeout(250)
    return timed(page, 'a[href*="/gaps"]', f"document.querySelectorAll({BARS!r}).length >= 10")


def there_and_back(page: Page, path: str, done: str) -> float:
    """Go to the first page, wait until it is whole, and return the milliseconds of the way back to `path`."""
    timed(page, 'a[href$="/"]', f"!({done})")
    page.wait_for_function(IDLE)
    page.wait_for_timeout(250)
    return timed(page, f'a[href*="/{path}"]', done)


def move(page: Page, turn: int) -> float:
    """Set a score and return the milliseconds from the key to the new figure.

    Each turn moves the next of the ten, so that no turn sets scores that were set before.
    """
    page.wait_for_function(IDLE)
    page.wait_for_timeout(250)
    page.locator("input[type=number]").nth(turn % 10).focus()
    before = page.locator(".ita-figure").first.text_content()
    page.evaluate("addEventListener('keydown', () => (window.begun = performance.now()), {once: true, capture: true})")
    page.keyboard.press("ArrowDown")
    script = f"""async (before) => await ({WHEN})(() =>
      ![before, undefined].includes(document.querySelector('.ita-figure')?.textContent)) - window.begun"""
    return float(page.evaluate(script, before))


def change(page: Page, order: int) -> float:
    """Choose another order and return the milliseconds until the chart shows it."""
    page.wait_for_timeout(250)
    before = page.evaluate("document.querySelector('.js-plotly-plot .bartext').textContent")
    page.evaluate(
        f"document.querySelectorAll('[data-testid=stButtonGroup] button')[{order}].setAttribute('data-b', 'x')"
    )
    took = timed(
        page,
        "[data-b=x]",
        "document.querySelector('.js-plotly-plot .bartext') && document.querySelector('.js-plotly-plot .bartext')"
        ".textContent !== argument",
        before,
    )
    page.evaluate("document.querySelectorAll('[data-b]').forEach(e => e.removeAttribute('data-b'))")
    return took


def empty_switch(page: Page) -> float:
    """Return the milliseconds of a switch to a page with one line of text."""
    timed(page, 'a[href$="/"]', "!document.querySelector('.empty-page')")
    page.wait_for_timeout(250)
    return timed(page, 'a[href*="/empty"]', "document.querySelector('.empty-page')")


def prepare(database: Path) -> None:
    """Build the database, and write the figures that the bare page shows: the same as ours."""
    engine, _ = open_built(database)
    with engine.cursor() as cursor:
        ranking = frame(cursor, reads.gap_ranking, "ban-mo", 2568)
        # The province is an average, which has no level, and so no bands behind its lines.
        trend = frame(cursor, reads.total_trend, "trat")
        breaks, targets = frame(cursor, reads.breaks, 2563, 2564), frame(cursor, reads.targets, "trat")
        scores = frame(cursor, reads.indicator_trend, "demo")
        changed = frame(cursor, reads.breaks, 2563, 2568)
    engine.close()
    (HERE / "out").mkdir(exist_ok=True)
    figures = {order: json.loads(gap_bars(ranking, "th", order).to_json()) for order in ("gap", "lost")}
    figures["trends"] = json.loads(total_lines(trend, None, breaks, targets, "th").to_json())
    figures["heat"] = json.loads(marked(heatmap(scores, changed, "th"), "ข้อมูลสมมติ").to_json())
    (HERE / "out" / "figures.json").write_text(json.dumps(figures, ensure_ascii=False), "utf-8")


def opened(browser: Browser, address: str, done: str) -> Page:
    """Return a page of a fresh context, opened at an address and drawn."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address)
    page.wait_for_function(done, timeout=60000)
    page.wait_for_function(IDLE)
    page.wait_for_timeout(1000)
    return page


def chart_switch(browser: Browser, name: str, times: int, ours: str, bare: str) -> None:
    """Print the line of a switch to a chart of the trends; `ours` and `bare` are its addresses."""
    some = f"document.querySelector({MARKS!r})"
    mine, floor = (opened(browser, address, some) for address in (ours, bare))
    count, same = (int(page.evaluate(f"document.querySelectorAll({MARKS!r}).length")) for page in (mine, floor))
    if count != same:
        sys.exit(f"{name}: not the same figure on both sides ({count} and {same} marks)")
    done = f"document.querySelectorAll({MARKS!r}).length >= {count}"
    paths = [urlsplit(address).path.strip("/") for address in (ours, bare)]
    line(
        name,
        *paired(
            times,
            lambda _: there_and_back(mine, paths[0], done),
            lambda _: there_and_back(floor, paths[1], done),
        ),
    )
    mine.context.close()
    floor.context.close()


def scores(browser: Browser, times: int, ours: str, bare: str) -> None:
    """Print the lines of the page with ten scores: the switch to it, and one score changed."""
    mine, floor = opened(browser, ours, SCORES), opened(browser, bare, SCORES)
    line(
        "switch to simulate",
        *paired(
            times,
            lambda _: there_and_back(mine, "simulate", SCORES),
            lambda _: there_and_back(floor, "simulate", SCORES),
        ),
    )
    line("score changed", *paired(times, lambda i: move(mine, i), lambda i: move(floor, i)))
    mine.context.close()
    floor.context.close()


def line(name: str, ours: list[float], bare: list[float]) -> None:
    """Print medians and their ratio, with the spread."""
    a, b = statistics.median(ours), statistics.median(bare)
    print(
        f"{name:<22} ours {a:7.0f} ms ({min(ours):.0f}-{max(ours):.0f})   bare {b:7.0f} ms "
        f"({min(bare):.0f}-{max(bare):.0f})   ratio {a / b:.2f}",
        flush=True,
    )


def paired(times: int, ours: Callable[[int], float], bare: Callable[[int], float]) -> tuple[list[float], list[float]]:
    """Run both in turns after one warm-up each; return their figures."""
    ours(0)
    bare(0)
    pairs = [(ours(i + 1), bare(i + 1)) for i in range(times)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("-n", type=int, default=15, help="counted runs of each (cold loads: a third)")
    times = words.parse_args().n
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.duckdb"
        prepare(database)
        with (
            served("app.py", ROOT, ITA_DATABASE=str(database)) as ours,
            served(str(HERE / "bare.py"), Path(folder)) as bare,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            sizes: dict[str, int] = {}

            def load(address: str) -> Callable[[int], float]:
                def once(_: int) -> float:
                    took, sizes[address] = cold(browser, address)
                    return took

                return once

            line("cold load", *paired(max(times // 3, 3), load(ours), load(bare)))
            print(f"{'bytes of a cold load':<22} ours {sizes[ours]:,}   bare {sizes[bare]:,}", flush=True)
            ten = f"document.querySelectorAll({BARS!r}).length >= 10"
            mine, floor = opened(browser, f"{ours}/gaps", ten), opened(browser, f"{bare}/gaps", ten)
            line("page switch", *paired(times, lambda _: switch(mine), lambda _: switch(floor)))
            line(
                "filter change",
                *paired(times, lambda i: change(mine, (i + 1) % 2), lambda i: change(floor, (i + 1) % 2)),
            )
            of_trat, of_demo = "?v=1&a=trat&y=2564&w=total", "?v=1&a=demo&y=2568&w=heatmap"
            chart_switch(browser, "switch to trends", times, f"{ours}/trends{of_trat}", f"{bare}/trends")
            chart_switch(browser, "switch to heatmap", times, f"{ours}/trends{of_demo}", f"{bare}/heat")
            scores(browser, times, f"{ours}/simulate?v=1&a=ban-mo&y=2568", f"{bare}/simulate")
            nothing = [empty_switch(floor) for _ in range(times)]
            print(f"{'empty page switch':<22} bare {statistics.median(nothing):7.0f} ms (a page with one line of text)")
            browser.close()


if __name__ == "__main__":
    main()
