"""The dashboard as a person starts it, and a visitor before it whose page lets nothing pass unseen."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response, WebSocket

from tests.helpers import ROOT

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 30
# What start.py and its dashboard alone know; and what notes every request of the server to another machine.
SECRET = "only-start-knows"
WATCHED = str(Path(__file__).parent / "watched")
# Streamlit looks for its server beside the page first, and only then at the root: not found is an answer there.
SEARCHED = re.compile(r"/[a-z]+/_stcore/(?:health|host-config)$")
# A page is finished when its script is, and nothing of the run before is left on it.
FINISHED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return !!app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
    && !document.querySelector('[data-stale="true"]')
    && !document.querySelector('[data-testid="stSkeleton"]')
    && !!document.querySelector('.ita-title, [data-testid="stAlert"]');
}"""
# The elements are drawn after that, each when its part of the program has come: until nothing changes any more.
QUIET = """() => document.fonts.ready.then(() => new Promise(resolve => {
  const done = () => { watch.disconnect(); resolve(null); };
  let timer = setTimeout(done, 300);
  const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 300); });
  watch.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
}))"""


@dataclass
class Dashboard:
    """A running dashboard: its address, its database, and what it has written to its log."""

    url: str
    database: Path
    log: Path
    process: subprocess.Popen[bytes]

    def address(self, page: str = "", **link: str) -> str:
        """Return the address of a page, with what a link names."""
        return f"{self.url}/{page}" + (f"?{urlencode(link)}" if link else "")

    @property
    def complaints(self) -> list[str]:
        """Lines of the log: at the level of warnings a healthy server writes none."""
        return [line for line in self.log.read_text(encoding="utf-8").splitlines() if line.strip()]


def answers(url: str) -> bool:
    """Tell whether a dashboard answers to /health."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextlib.contextmanager
def started(database: Path) -> Iterator[Dashboard]:
    """Run the dashboard on a free port, as start.py does; no page of it is asked for before the test does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = database.with_suffix(".log")
    command = [sys.executable, "-X", "utf8", "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    env = {**os.environ, "ITA_DATABASE": str(database), "ITA_START_SECRET": SECRET, "PYTHONPATH": WATCHED}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
    dashboard = Dashboard(f"http://127.0.0.1:{port}", database, log, process)
    try:
        # The very first start compresses the files of Streamlit, which takes a slow machine a while.
        until = time.monotonic() + 8 * SECONDS
        while not answers(dashboard.url):
            assert process.poll() is None, f"the dashboard ended: {dashboard.complaints}"
            assert time.monotonic() < until, f"the dashboard does not answer: {dashboard.complaints}"
            time.sleep(0.1)
        yield dashboard
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


@dataclass
class Watch:
    """What went over the wire and wrong while a page was looked at."""

    host: str
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Note every request, answer, socket and error of a page."""
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("websocket", self._socket)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._say(True, f"script: {error}"))
        page.on("crash", lambda _: self._say(True, "the page crashed"))

    def _say(self, is_wrong: bool, text: str) -> None:
        if is_wrong:
            self.wrong.append(text)

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        is_wrong = message.type == "error" and not SEARCHED.search(message.location["url"])
        self._say(is_wrong, f"console: {message.text} {message.location['url']}")

    def _response(self, response: Response) -> None:
        is_wrong = response.status >= 400 and not SEARCHED.search(response.url)
        self._say(is_wrong, f"{response.status} {response.url}")

    def _socket(self, socket: WebSocket) -> None:
        self.asked.append(socket.url)

    @property
    def outside(self) -> list[str]:
        """Addresses of any other host."""
        return [
            url for url in self.asked if urlsplit(url).scheme not in {"data", "blob"} and self._host(url) != self.host
        ]

    @staticmethod
    def _host(url: str) -> str:
        return urlsplit(url).netloc


@dataclass
class Visitor:
    """A person with a browser of their own, before one dashboard."""

    dashboard: Dashboard
    page: Page
    watch: Watch

    def open(self, page: str = "", **link: str) -> Page:
        """Open a page by its address and wait until it is drawn."""
        self.page.goto(self.dashboard.address(page, **link), wait_until="domcontentloaded")
        return self.finished()

    def finished(self) -> Page:
        """Wait until the page's script has run and all of it is drawn."""
        self.page.wait_for_function(FINISHED)
        self.page.evaluate(QUIET)
        self.page.wait_for_function(FINISHED)
        return self.page

    def switch_language(self) -> Page:
        """Press the button at the top right and wait for the other language."""
        button = self.page.locator(".st-key-switch_language button")
        other = "English" if button.inner_text() == "ไทย" else "ไทย"
        button.click()
        self.page.locator(".st-key-switch_language button", has_text=other).wait_for()
        return self.finished()
