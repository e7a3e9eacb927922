"""Take the pictures of the README, and one of each chart on a desk and on a phone, as a browser shows them.

    .venv/bin/python docs/make_pictures.py

Needs Chromium. The dashboard runs on a port and a database of its own, which are gone afterwards. The pictures of the
README and of charts over years are of the demonstration town, whose figures are synthetic, and say so. Those of charts
are for a person to look at after a change of what draws them.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
# Name of the picture: address, what must be drawn before it is taken, and the height that is shown.
VIEWS = {
    "overview": ("/?v=1&a=demo&y=2568", "h1", 1060),
    "trends": ("/trends?v=1&a=demo&y=2568", ".js-plotly-plot .main-svg", 1060),
}
# Name of the function that draws the chart: address, and what is chosen there.
CHARTS = {
    "gap_bars": ("/gaps?v=1&a=ban-mo&y=2568", ""),
    "total_lines": ("/trends?v=1&a=demo&y=2568&w=total", ""),
    "instrument_lines": ("/trends?v=1&a=demo&y=2568&w=instruments", ""),
    "indicator_multiples": ("/trends?v=1&a=demo&y=2568&w=indicators", ""),
    "indicator_highlight": ("/trends?v=1&a=demo&y=2568&w=indicators", "9. การเปิดเผยข้อมูล"),
    "dumbbell": ("/trends?v=1&a=demo&y=2568&w=change&f=2567&t=2568", ""),
    "years_compared": ("/trends?v=1&a=demo&y=2568&w=change&f=2563&t=2568&b=2566,2567", ""),
    "heatmap": ("/trends?v=1&a=demo&y=2568&w=heatmap", ""),
    "total_sparkline": ("/?v=1&a=demo&y=2568", ""),
}
# What holds a chart, and the small line; what says that a chart is drawn.
CHART, DRAWN = ".js-plotly-plot, .ita-trend", ".js-plotly-plot .main-svg, .ita-trend"
WIDTH = 1200
WIDTHS = {"desk": 1280, "phone": 390}
COLOURS = 64
START_SECONDS = 120


@contextmanager
def dashboard(folder: Path) -> Iterator[str]:
    """Run the dashboard on a free port over a new database, and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true"]
    env = {**os.environ, "ITA_DATABASE": str(folder / "pictures.duckdb")}
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            wait(url, process)
            yield url
        finally:
            process.terminate()


def wait(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the first answer; raise where the server ends or stays silent."""
    last = time.monotonic() + START_SECONDS
    while time.monotonic() < last and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=1):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The dashboard did not start.")


def settle(page: Page, drawn: str) -> None:
    """Wait until a screen is drawn."""
    page.wait_for_selector(drawn)
    page.wait_for_selector("[data-test-script-state=notRunning]")
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton], [data-stale=true]')")
    page.wait_for_timeout(1500)  # what is drawn still moves to its place


def reduce(file: Path) -> None:
    """Save a picture anew with few colours, so that the file is small."""
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def take(page: Page, address: str, drawn: str, file: Path) -> None:
    """Save what a screen shows."""
    page.goto(address)
    settle(page, drawn)
    page.screenshot(path=file)
    reduce(file)


def take_chart(page: Page, address: str, chosen: str, file: Path) -> None:
    """Save a chart; a picture of a whole page, cut out, for nothing then lies over it."""
    page.goto(address)
    settle(page, DRAWN)
    if chosen:
        page.locator(".st-key-one_indicator").get_by_role("combobox").click()
        page.get_by_role("option", name=chosen).click()
        settle(page, DRAWN)
    chart = page.locator(CHART).first
    box = chart.bounding_box()
    if box is None:
        raise SystemExit(f"No chart at {address}.")
    # As high as the page, so that it does not scroll.
    page.set_viewport_size({"width": page.viewport_size["width"], "height": int(box["y"] + box["height"]) + 400})
    page.wait_for_timeout(1500)
    chart.screenshot(path=file)
    reduce(file)


def main() -> None:
    """Take every picture."""
    (PICTURES / "charts").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, dashboard(Path(folder)) as url, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (address, drawn, height) in VIEWS.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": height}, locale="th-TH")
            take(page, url + address, drawn, PICTURES / f"{name}.png")
            page.close()
        for kind, width in WIDTHS.items():
            for name, (address, chosen) in CHARTS.items():
                page = browser.new_page(viewport={"width": width, "height": 900}, locale="th-TH")
                take_chart(page, url + address, chosen, PICTURES / "charts" / f"{name}-{kind}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
