"""Databases for sessions without a browser: one that all look at, and one of its own for a test that writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ita.frameworks import Frameworks
from ita.importing import build
from ita.importing.agencies import create_agency
from ita.importing.build import close_shared, shared
from ita.store.engine import Engine, open_engine
from tests.screens.sessions import Session


@pytest.fixture(scope="session")
def looked_at(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a copy of the built database that all tests look at and none writes to."""
    yield Path(shutil.copy(built, tmp_path_factory.mktemp("looked_at") / "ita.duckdb"))
    close_shared()


@pytest.fixture(autouse=True)
def _opened(request: pytest.FixtureRequest, looked_at: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Open the common database for every test that does not ask for one of its own."""
    # Every new AppTest reads the metadata of all installed packages to look for components; we have none.
    monkeypatch.setattr("streamlit.components.v2.manifest_scanner.scan_component_manifests", list)
    monkeypatch.setenv("ITA_DATABASE", str(looked_at))
    yield
    if "stored" not in request.fixturenames:
        assert shared(looked_at)[0].revision == 0, "the test writes: let it take the fixture `stored`"


@pytest.fixture
def stored(database: Path, frameworks: Frameworks, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Return the engine of a database of the test's own, which its sessions use; close it behind them.

    The copy is up to date: it is only opened. That `shared` builds as well is tried on the database that all look at.
    """
    monkeypatch.setenv("ITA_DATABASE", str(database))
    engine = open_engine(database)
    monkeypatch.setitem(build._OPEN, database, (engine, frameworks))
    yield engine
    close_shared()


@pytest.fixture
def own_agency(stored: Engine) -> str:
    """Return the id of a town of one's own."""
    return create_agency(stored, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")


@pytest.fixture
def session() -> Session:
    """Return a session that has not opened a page yet."""
    return Session()
