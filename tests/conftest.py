"""What all tests share: a database built once from the shipped data, and the real report; and which tests are fast."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from ita.frameworks import Frameworks, load_frameworks
from ita.importing.build import open_built
from ita.paths import DATA
from ita.store import query_loader, reads
from ita.store.engine import Cursor, Engine, open_engine
from tests import helpers
from tests.pdf_files import close_pdfs

# A slow machine is no defect.
settings.register_profile("ita", deadline=None, max_examples=100, print_blob=True)
settings.load_profile("ita")


# Folders whose tests open a browser, run whole screens, or try hundreds of inputs.
SLOW_FOLDERS = {"browser", "screens", "properties"}

# Each takes half a minute and more.
LONGEST = ("test_sequences.py", "test_kill.py", "test_reads_stay.py", "test_undo.py")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option for a run that is over in a minute."""
    parser.addoption("--fast", action="store_true", help="only tests without a browser, a process or a built database")


def is_fast(item: pytest.Item) -> bool:
    """Tell whether a test needs neither a browser nor a process nor a built database, and takes no seconds."""
    needed = set(getattr(item, "fixturenames", ()))
    return not (
        SLOW_FOLDERS & set(item.path.parts) or {"built", "start", "machine"} & needed or item.get_closest_marker("slow")
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest first, so that no worker ends with one alone; leave out what is not fast where that is asked."""
    items.sort(key=lambda item: (item.path.name not in LONGEST, not SLOW_FOLDERS & set(item.path.parts)))
    if config.getoption("fast"):
        config.hook.pytest_deselected(items=[item for item in items if not is_fast(item)])
        items[:] = [item for item in items if is_fast(item)]


@pytest.fixture(autouse=True)
def closed_pdfs() -> Iterator[None]:
    """Close the PDFs that a test opened."""
    yield
    close_pdfs()


@pytest.fixture(scope="session", autouse=True)
def required_columns() -> Iterator[None]:
    """Hold every row that any test reads against its header: what is said to be known always is."""
    fetch = query_loader.fetch

    def verified(cursor: Cursor, name: str, row: Callable[[Sequence[Any]], Any], **params: object) -> list[Any]:
        rows = fetch(cursor, name, row, **params)
        required = [field.name for field in query_loader.queries("read")[name].columns if field.is_required]
        missing = {column for each in rows for column in required if getattr(each, column) is None}
        assert not missing, f"{name} {params}: {missing} not known, though the header says NOT NULL"
        return rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reads, "fetch", verified)
        yield


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
