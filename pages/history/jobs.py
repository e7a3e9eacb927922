"""Long work of a session, in a thread of its own: a bar and a way to cancel it, once it takes more than a second."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import streamlit as st

from ita.progress import WAITING
from ita.store.archive import Cancelled, Progress
from pages.shared.language import _
from pages.shared.session import session

# Work that is shorter shows no bar.
PATIENCE = 1.0
LOOK_EVERY = 0.5
Work = Callable[[Progress, Cancelled], Any]


class Job(threading.Thread):
    """Some work, how far it is, and what came of it.

    Parameters
    ----------
    kind
        What it is, for whoever takes the result.
    work
        Gets whom to tell of its progress and whom to ask whether to stop.
    holds
        What must not go before the work is done, also where the session ends before.
    """

    def __init__(self, kind: str, work: Work, holds: object = None) -> None:
        super().__init__(name=f"job-{kind}", daemon=True)
        self.kind = kind
        self.share = 0.0
        self.waits = False
        self.result: Any = None
        self.reason: BaseException | None = None
        self._work = work
        self._holds = holds
        self._cancelled = threading.Event()

    def run(self) -> None:
        """Do the work, and keep what came of it for the session to show."""
        try:
            self.result = self._work(self._told, self._cancelled.is_set)
        except BaseException as reason:
            self.reason = reason

    def _told(self, done: int, total: int, what: str) -> None:
        self.waits = what == WAITING
        self.share = done / total if total else 0.0

    def cancel(self) -> None:
        """Ask the work to stop; it leaves everything as it was."""
        self._cancelled.set()

    def outcome(self) -> Any:
        """Return what came of it, or raise why nothing did."""
        if self.reason is not None:
            raise self.reason
        return self.result


def start(kind: str, work: Work, holds: object = None) -> None:
    """Start work for this session and run the page anew to show it."""
    job = Job(kind, work, holds)
    session().job = job
    job.start()
    st.rerun()


def taken() -> Job | None:
    """Return this session's work once it is done, and forget it; until then draw how far it is, and stop the page."""
    job: Job | None = session().job
    if job is None:
        return None
    job.join(PATIENCE)
    if job.is_alive():
        _watch(job)
        st.stop()
    session().job = None
    return job


@st.fragment(run_every=LOOK_EVERY)
def _watch(job: Job) -> None:
    if not job.is_alive():
        st.rerun()
    done = _("{percent}% done").format(percent=int(100 * min(1.0, job.share)))
    st.progress(min(1.0, job.share), text=_(WAITING) if job.waits else done)
    st.button(_("Cancel"), on_click=job.cancel, key="cancel_job")
