"""A real Chromium, and dashboards for it: one that all look at, and one of its own for a test that writes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect, sync_playwright

from tests.browser.visiting import FLAGS, NAMES, SECONDS, Dashboard, Visitor, Watch, started

VISITORS = pytest.StashKey[list[Visitor]]()


@pytest.fixture(scope="session")
def looked_at(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """Return a dashboard that tests look at and do not write to."""
    database = Path(shutil.copy(built, tmp_path_factory.mktemp("looked_at") / "ita.duckdb"))
    with started(database) as dashboard:
        yield dashboard


@pytest.fixture
def dashboard(database: Path) -> Iterator[Dashboard]:
    """Return a dashboard of the test's own, just started, that no page was asked of."""
    with started(database) as dashboard:
        yield dashboard


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return the browser; without one these checks fail, they are never left out.

    Playwright keeps an event loop running, in which no other test could start one: it ends with each file of tests.
    """
    path = os.environ.get("CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail(f"These checks need a Chromium: install one of {', '.join(NAMES)}, or set CHROMIUM to its path.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Return one profile for all pages: each page is a session of its own, and only the first loads every file."""
    context = chromium.new_context(locale="th-TH")
    context.set_default_timeout(SECONDS * 1000)
    expect.set_options(timeout=SECONDS * 1000)
    yield context
    context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say what stood on the pages where a test failed: nobody was there to look."""
    report = yield
    if report.when == "call" and report.failed:
        for visitor in item.stash.get(VISITORS, []):
            with suppress(Error):
                report.sections.append((f"page {visitor.page.url}", visitor.page.inner_text("body", timeout=2000)))
    return report


@pytest.fixture
def visit(request: pytest.FixtureRequest, context: BrowserContext) -> Iterator[Callable[..., Visitor]]:
    """Return what sends a visitor to a dashboard; afterwards nothing may have gone wrong, on the wire or in the log."""
    visitors = request.node.stash[VISITORS] = list[Visitor]()

    def send(dashboard: Dashboard, width: int = 1280, height: int = 900) -> Visitor:
        watch = Watch(urlsplit(dashboard.url).netloc)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        watch.follow(page)
        visitors.append(Visitor(dashboard, page, watch))
        return visitors[-1]

    yield send
    for visitor in visitors:
        visitor.page.close()
    for visitor in visitors:
        assert visitor.watch.outside == []
        assert visitor.watch.wrong == []
        assert visitor.dashboard.complaints == []


@pytest.fixture
def visitor(visit: Callable[..., Visitor], looked_at: Dashboard) -> Visitor:
    """Return a visitor before the dashboard that all look at."""
    return visit(looked_at)
