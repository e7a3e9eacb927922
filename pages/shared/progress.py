"""Long work: done in a thread of its own, with a bar and a way to cancel it once it takes more than a second."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import copy_context
from itertools import count
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from ita.progress import WAITING, Cancelled, Progress, watched
from pages.shared.language import _
from pages.shared.session import session

T = TypeVar("T")
Work = Callable[[Progress, Cancelled], Any]

# Seconds after which a person wants to see that something is done, and how often they are shown how far it is.
SLOW = 1.0
LOOK_EVERY = 0.2
# A run may do long work twice, and two buttons of one key are refused.
_NUMBERS = count()


class Job(threading.Thread):
    """Some work, how far it is, and what came of it.

    Parameters
    ----------
    what
        What is done, in the words of the session.
    work
        Gets whom to tell of its progress and whom to ask whether to stop.
    holds
        What must not go before the work is done, also where the session ends before.
    """

    def __init__(self, what: str, work: Work, holds: object = None) -> None:
        super().__init__(name="job", daemon=True)
        self.what = what
        self.share = 0.0
        self._waits = False
        self._result: Any = None
        self._reason: BaseException | None = None
        self._work = work
        self._holds = holds
        self._cancelled = threading.Event()
        # Under the name of who works, and in the session of who asked.
        self._context = copy_context()
        add_script_run_ctx(self, get_script_run_ctx())

    def run(self) -> None:
        """Do the work, and keep what came of it for the session to show."""
        try:
            self._result = self._context.run(self._work, self._on_progress, self._cancelled.is_set)
        except BaseException as reason:
            self._reason = reason

    def _on_progress(self, done: int, total: int, doing: str) -> None:
        self._waits = doing == WAITING
        self.share = min(1.0, done / total) if total else 0.0

    @property
    def words(self) -> str:
        """What is done and how far it is, or that others store first."""
        return _(WAITING) if self._waits else f"{self.what} {int(100 * self.share)}%"

    def cancel(self) -> None:
        """Ask the work to stop; it leaves everything as it was."""
        self._cancelled.set()

    def outcome(self) -> Any:
        """Return what came of it, or raise why nothing did."""
        if self._reason is not None:
            raise self._reason
        return self._result


def long_work(what: str, work: Callable[[], T]) -> T:
    """Do work of this run, and return what comes of it; the bar goes when it is done.

    Whatever ends the run cancels the work: a press of the button, another click, a closed window. The run ends only
    after the work did, with whatever transaction was open rolled back.
    """

    def within(progress: Progress, cancelled: Cancelled) -> T:
        with watched(progress, cancelled):
            return work()

    job = Job(what, within)
    job.start()
    try:
        _wait(job, lambda: session().forget_uploads())
    except BaseException:
        job.cancel()
        job.join()
        raise
    result: T = job.outcome()
    return result


def start_job(what: str, work: Work, holds: object = None) -> None:
    """Start work that only its own button cancels, and run the page anew to show it; the session may end before it."""
    session().job = job = Job(what, work, holds)
    job.start()
    st.rerun()


def finished_job() -> Job | None:
    """Return the session's work once it is done, and forget it; None where there is none."""
    job: Job | None = session().job
    if job is None:
        return None
    _wait(job, job.cancel)
    session().job = None
    return job


def _wait(job: Job, cancel: Callable[[], None]) -> None:
    """Wait for work, and draw how far it is once that takes long; Streamlit ends the run where it next draws."""
    job.join(SLOW)
    if not job.is_alive():
        return
    location = st.empty()
    box = location.container()
    bar = box.progress(job.share, text=job.words)
    box.button(_("Cancel"), on_click=cancel, key=f"cancel_{next(_NUMBERS)}")
    while job.is_alive():
        bar.progress(job.share, text=job.words)
        job.join(LOOK_EVERY)
    location.empty()


def waiting() -> Progress:
    """Return what says, once, that others are storing first, with a button that gives the own place in the line up.

    For whatever is stored without a bar of its own: only waiting is told, and each time it is, Streamlit ends the run
    if a person has pressed the button meanwhile.
    """
    boxes: list[st.delta_generator.DeltaGenerator] = []

    def progress(_done: int, _total: int, doing: str) -> None:
        if doing != WAITING:
            return
        if not boxes:
            box = st.container(border=True)
            boxes.append(box.empty())
            box.button(_("Cancel"), key=f"give_up_{next(_NUMBERS)}")
        boxes[0].markdown(_(WAITING))

    return progress
