"""A paper is made in a thread of its own once a person asks: how far it is, calling it off, and the finished file.

Streamlit's own way to make a file when its button is pressed says nothing meanwhile and cannot be called off.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from ita.documents.outlook import PACK
from ita.documents.request import PaperRequest
from ita.errors import N_, ItaError
from ita.papers import PAPERS, file_name, packed
from ita.progress import Cancelled, CancelledError, Progress, go_on, reached, say, watched
from ita.store import reads
from ita.tables.table import COUNT, Column, Figure
from pages.shared.figures import sentence
from pages.shared.language import _
from pages.shared.progress import Job
from pages.shared.session import session
from pages.shared.snapshots import figures_of

# Papers of all sessions that are made at once: more would make every page of everybody slower.
MOST_BUILDS = 2
LOOK_EVERY = 0.3
IN_LINE = N_("Other papers are being made; yours begins as soon as one of them is done.")
MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
_SIZE = Column("", unit="bytes")


class Slots:
    """Lets so many threads at once in, in the order of asking."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._inside = 0
        self._waiting: deque[object] = deque()
        self._changed = threading.Condition()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold one; whoever watches is told that others come first.

        Raises
        ------
        CancelledError
            Whoever watches called it off while it waited.
        """
        mine = object()
        with self._changed:
            self._waiting.append(mine)
        try:
            while not self._enter(mine):
                go_on()
                say(IN_LINE)
        except BaseException:
            with self._changed:
                self._waiting.remove(mine)
                self._changed.notify_all()
            raise
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def _enter(self, mine: object) -> bool:
        with self._changed:
            is_next = self._changed.wait_for(
                lambda: self._waiting[0] is mine and self._inside < self._most, timeout=LOOK_EVERY
            )
            if is_next:
                self._waiting.popleft()
                self._inside += 1
            return is_next


SLOTS = Slots(MOST_BUILDS)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished paper: which one, its file, and for what it was asked."""

    paper: str
    name: str
    data: bytes
    of: object


class PaperJob(Job):
    """A paper that is being made."""

    def __init__(self, paper: str, request: PaperRequest, of: object, snapshot: int | None) -> None:
        self.doing = ""
        self.paper, self.of = paper, of

        def work(progress: Progress, cancelled: Cancelled) -> Made:
            with watched(progress, cancelled), SLOTS.held(), figures_of(snapshot) as cursor:
                if paper != PACK:
                    reached(0, 1, PAPERS[paper].title)
                data = PAPERS[paper].make(cursor, request)
                agency = reads.agency_by_id(cursor, request.agency_id)[0]
                # Called off meanwhile: nothing of it is left.
                go_on()
            return Made(paper, file_name(agency.name_th, request.year, PAPERS[paper]), data, of)

        super().__init__("", work)

    def _on_progress(self, done: int, total: int, doing: str) -> None:
        super()._on_progress(done, total, doing)
        self.doing = doing or self.doing

    @property
    def words(self) -> str:
        """How many papers of how many are made and which one is, or that others come first."""
        if self.doing == IN_LINE or not self.doing:
            return _(self.doing or IN_LINE)
        papers = len(packed()) if self.paper == PACK else 1
        return sentence(
            N_("{made} of {papers} papers made · {name}"),
            made=Figure(round(self.share * papers), COUNT),
            papers=Figure(papers, COUNT),
            name=_(self.doing),
        )


def start_build(paper: str, request: PaperRequest, of: object, snapshot: int | None) -> None:
    """Begin to make a paper, unless one is being made for this session.

    Parameters
    ----------
    of
        For what it is asked: what tells whether the finished file is still that of what is chosen.
    """
    state = session()
    if state.paper_job is not None:
        return
    state.paper_made = state.paper_problem = None
    state.cancelled_paper = None
    state.paper_job = PaperJob(paper, request, of, snapshot)
    state.paper_job.start()


def cancel_build() -> None:
    """Call off what is being made; what it has made so far is dropped."""
    state = session()
    if state.paper_job is not None:
        state.paper_job.cancel()
        state.cancelled_paper = (state.paper_job.paper, state.paper_job.of)
        state.paper_job = None


def take_finished() -> None:
    """Take over what came of the work once it is done: the file, or why there is none."""
    state = session()
    job: PaperJob | None = state.paper_job
    if job is None or job.is_alive():
        return
    state.paper_job = None
    try:
        state.paper_made = job.outcome()
    except CancelledError:
        state.cancelled_paper = (job.paper, job.of)
    except ItaError as reason:
        state.paper_problem = (job.paper, job.of, reason)


def building() -> str | None:
    """Return the paper that is being made for this session; None where none is."""
    job: PaperJob | None = session().paper_job
    return job.paper if job is not None else None


def draw_progress() -> None:
    """Draw how far the paper is; only this part is drawn again and again, and the page serves meanwhile."""
    st.fragment(_progress, run_every=LOOK_EVERY)()


def _progress() -> None:
    job: PaperJob | None = session().paper_job
    if job is None or not job.is_alive():
        st.rerun()
        return
    st.progress(job.share, text=job.words)
    st.button(_("Cancel"), on_click=cancel_build, key="cancel_paper")


def offer(made: Made) -> None:
    """Offer a finished file with its name and size."""
    extension = made.name.rpartition(".")[2]
    st.success(
        sentence(N_("Ready: {name} ({size})"), name=made.name, size=Figure(len(made.data), _SIZE)).replace("_", r"\_")
    )
    st.download_button(
        _("Save the file"),
        made.data,
        made.name,
        MIME[extension],
        on_click="ignore",
        type="primary",
        key=f"save_paper_{made.paper}",
    )
