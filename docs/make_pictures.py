"""Take the pictures of the README: the demonstration town on the overview and on the trends, as a browser shows them.

    .venv/bin/python docs/make_pictures.py

Needs Chromium. The dashboard runs on a port and a database of its own, which are gone afterwards. All figures are the
synthetic ones of the demonstration, and the screens say so.
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
WIDTH = 1200
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


def take(page: Page, address: str, drawn: str, file: Path) -> None:
    """Save what a screen shows, with few colours so that the file is small."""
    page.goto(address)
    page.wait_for_selector(drawn)
    page.wait_for_selector("[data-test-script-state=notRunning]")
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton], [data-stale=true]')")
    page.wait_for_timeout(1500)  # what is drawn still moves to its place
    page.screenshot(path=file)
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def main() -> None:
    """Take every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, dashboard(Path(folder)) as url, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (address, drawn, height) in VIEWS.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": height}, locale="th-TH")
            take(page, url + address, drawn, PICTURES / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
