"""What all tests share: a database built once from the shipped data, and the real report."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

from ita.frameworks import Frameworks, load_frameworks
from ita.importing.build import open_built
from ita.paths import DATA
from ita.store.engine import Engine, open_engine
from tests import helpers

# A slow machine is no defect.
settings.register_profile("ita", deadline=None, max_examples=100, print_blob=True)
settings.load_profile("ita")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file built from `data/`; never written to: tests take a copy."""
    path = tmp_path_factory.mktemp("built") / "ita.duckdb"
    open_built(path)[0].close()
    return path


@pytest.fixture
def database(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the built database file, closed."""
    return Path(shutil.copy(built, tmp_path / "ita.duckdb"))


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    """Return the engine of a fresh copy of the built database."""
    with closing(open_engine(database)) as opened:
        yield opened


@pytest.fixture(scope="session")
def frameworks() -> Frameworks:
    """Return the shipped rules."""
    return load_frameworks(DATA / "frameworks")


@pytest.fixture(scope="session")
def report_bytes() -> bytes:
    """Return the bytes of the real report."""
    return helpers.REPORT.read_bytes()


@pytest.fixture(scope="session")
def sheet() -> helpers.Sheet:
    """Return the real report taken apart."""
    return helpers.sheet()
