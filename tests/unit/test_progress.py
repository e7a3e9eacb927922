"""Long work tells how far it is, and whoever calls it off finds everything as it was."""

from __future__ import annotations

import itertools
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ita.cli.importing import patient
from ita.errors import InputError
from ita.frameworks import Frameworks
from ita.importing.file_import import import_file, score_sheet
from ita.importing.files import read_pdf
from ita.importing.report.read import read
from ita.importing.report_import import import_report
from ita.importing.score_import import import_scores
from ita.progress import STEPS, CancelledError, go_on, reached, stage, watched
from ita.store.engine import Engine
from tests import helpers
from tests.helpers import everything
from tests.unit import docx_files, report_files

GOLDEN = helpers.ROOT / "tests" / "golden"
TEN = frozenset(range(1, 11))
SCORES = "\n".join(["ปีงบประมาณ,ตัวชี้วัด,คะแนน", *(f"2567,{number},9{number % 10}.25" for number in TEN)]).encode()
FILES: dict[str, Callable[[], bytes]] = {
    "a.docx": docx_files.report_by_hand,
    "a.xlsx": report_files.workbook,
    "a.csv": report_files.as_csv,
    "a.txt": lambda: helpers.REPORT.read_bytes() + b"\n",
    "a.pdf": (GOLDEN / "report-one-table.pdf").read_bytes,
    "scores.csv": lambda: SCORES,
}


def put_in(engine: Engine, frameworks: Frameworks, name: str) -> Any:
    return import_file(engine, frameworks, FILES[name](), name, agency="ban-mo", confirmed=TEN)


class Watcher:
    """Somebody who looks on, and calls the work off when asked for the n-th time."""

    def __init__(self, stop_at: int = 0) -> None:
        self.told: list[tuple[int, int]] = []
        self.asked = 0
        self.stop_at = stop_at

    def progress(self, done: int, total: int, _what: str) -> None:
        self.told.append((done, total))

    def cancelled(self) -> bool:
        self.asked += 1
        return 0 < self.stop_at <= self.asked


def watched_by(watcher: Watcher) -> Any:
    return watched(watcher.progress, watcher.cancelled)


@pytest.mark.parametrize("name", FILES)
def test_an_import_tells_how_far_it_is(name: str, engine: Engine, frameworks: Frameworks) -> None:
    watcher = Watcher()
    with watched_by(watcher):
        done = put_in(engine, frameworks, name)
    assert not done.unchanged
    shares = [step for step, _ in watcher.told]
    assert shares == sorted(set(shares)), "never less than before, and nothing twice"
    assert {total for _, total in watcher.told} == {STEPS}
    assert shares[-1] == STEPS
    assert len(shares) >= 5
    assert max(later - before for before, later in itertools.pairwise(shares)) < STEPS


@pytest.mark.parametrize(
    ("name", "moment"),
    # How often a PDF's process is looked at depends on the clock: of it no last moment can be named.
    [(name, moment) for name in FILES for moment in ((0.5,) if name == "a.pdf" else (0.0, 0.5, 0.9, 1.0))],
)
def test_an_import_that_is_called_off_leaves_no_trace(
    name: str, moment: float, engine: Engine, frameworks: Frameworks
) -> None:
    looking_on = Watcher()
    with watched_by(looking_on):
        import_file(engine, frameworks, FILES[name](), name, agency="ban-mo", confirmed=TEN, dry_run=True)
    before, revision = everything(engine), engine.revision
    watcher = Watcher(stop_at=max(1, round(looking_on.asked * moment)))
    with watched_by(watcher), pytest.raises(CancelledError) as caught:
        put_in(engine, frameworks, name)
    assert caught.value.rule == "cancelled"
    assert isinstance(caught.value, InputError)
    assert (everything(engine), engine.revision) == (before, revision)
    # And the same file can be imported all the same.
    assert not put_in(engine, frameworks, name).unchanged


def test_what_is_stored_is_not_said_to_be_cancelled(engine: Engine, frameworks: Frameworks) -> None:
    watcher = Watcher()

    def cancelled() -> bool:
        # Whoever presses the button as late as can be: when everything is committed.
        return engine.revision > revision

    revision = engine.revision
    with watched(watcher.progress, cancelled):
        assert not put_in(engine, frameworks, "scores.csv").unchanged
    assert watcher.told[-1] == (STEPS, STEPS)


def test_scores_from_a_page_are_watched_too(engine: Engine, frameworks: Frameworks) -> None:
    sheet = score_sheet(SCORES, "scores.csv", frameworks)
    assert sheet is not None
    before = everything(engine)
    with watched_by(Watcher(stop_at=2)), pytest.raises(CancelledError):
        import_scores(engine, "ban-mo", sheet, SCORES, "scores.csv")
    assert everything(engine) == before
    assert score_sheet(helpers.REPORT.read_bytes(), "a.txt", frameworks) is None


def test_a_refusal_is_no_cancelling(engine: Engine, frameworks: Frameworks) -> None:
    watcher = Watcher()
    with watched_by(watcher), pytest.raises(InputError) as caught:
        import_report(engine, frameworks, b"no table at all", "a.txt", agency="ban-mo")
    assert caught.value.rule == "no-table"
    assert watcher.told[-1][0] < STEPS


def test_the_process_that_reads_a_pdf_ends_when_it_is_called_off(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class BackupFile(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr(read_pdf.subprocess, "Popen", BackupFile)
    with watched_by(Watcher(stop_at=1)), pytest.raises(CancelledError):
        read(FILES["a.pdf"](), "a.pdf")
    (child,) = started
    # It was stopped, not waited for.
    assert child.returncode not in (None, 0)
    assert not [thread for thread in threading.enumerate() if thread.name == "pdf-pages" and thread.join(5)]


def test_stages_within_stages() -> None:
    watcher = Watcher()
    with watched_by(watcher):
        with stage(0.0, 0.5):
            reached(1, 2)
            with stage(0.5, 1.0):
                reached(1, 2)
        reached(6, 10, "last")
        reached(5, 10)
        reached(20, 10)
        reached(1, 0)
    assert [step for step, _ in watcher.told] == [250, 375, 500, 600, 1000]


def test_nobody_has_to_watch() -> None:
    reached(1, 2)
    go_on()
    with stage(0.0, 1.0):
        reached(1, 2)
    watcher = Watcher(stop_at=1)
    with watched_by(watcher):
        # Another thread is another work.
        thread = threading.Thread(target=reached, args=(1, 2))
        thread.start()
        thread.join()
        assert watcher.asked == 0
        with pytest.raises(CancelledError):
            go_on()
    reached(1, 2)
    assert watcher.asked == 1


def test_a_command_shows_a_bar_only_after_a_second(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    now = [100.0]
    monkeypatch.setattr("ita.cli.importing.time.monotonic", lambda: now[0])
    shown: list[int] = []
    told = patient(lambda done, _total, _what: shown.append(done))
    told(1, 10, "")
    now[0] += 1.5
    told(2, 10, "")
    told(10, 10, "")
    assert shown == [2, 10]
    shown.clear()
    told = patient(lambda done, _total, _what: shown.append(done))
    told(10, 10, "")
    assert shown == []
