"""How far long work is, and whether it is to go on: told to whoever watches, asked of whoever may call it off.

Whoever starts work watches it (`watched`), and whoever does it says how far it is (`reached`), so that no reader has
to hand anything on. It holds for one thread of execution; where nobody watches, nothing is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ita.errors import N_, InputError

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]

# Said in place of what is done while others write first.
WAITING = N_("Others are storing first; this is stored as soon as they are done.")
# As fine as any bar on a screen is.
STEPS = 1000


class CancelledError(InputError):
    """The person who asked for it called it off; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(N_("It was cancelled. Nothing was changed."), rule="cancelled")


def no_progress(done: int, total: int, what: str) -> None:
    """Tell nobody."""


def never() -> bool:
    """Go on."""
    return False


class _Watch:
    """Who watches, and which part of the whole is being done."""

    def __init__(self, progress: Progress, cancelled: Cancelled) -> None:
        self.progress = progress
        self.cancelled = cancelled
        self.start, self.end = 0.0, 1.0
        self.reported = -1

    def at(self, share: float, what: str) -> None:
        """Tell of a share of this part, unless as much was told before."""
        step = round(STEPS * (self.start + (self.end - self.start) * share))
        if step > self.reported:
            self.reported = step
            self.progress(step, STEPS, what)

    def say(self, what: str) -> None:
        """Tell of something that is no step forward."""
        self.progress(max(self.reported, 0), STEPS, what)


_watch: ContextVar[_Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(progress: Progress, cancelled: Cancelled = never) -> Iterator[None]:
    """Watch the work done inside.

    Parameters
    ----------
    progress
        Told of steps done, steps in all (`STEPS`), and of what; never of fewer than before.
    cancelled
        Asked again and again; where it says yes, the work ends with `CancelledError` and leaves everything as it was.
    """
    token = _watch.set(_Watch(progress, cancelled))
    try:
        yield
    finally:
        _watch.reset(token)


def is_watched() -> bool:
    """Tell whether somebody watches what is done here."""
    return _watch.get() is not None


@contextmanager
def stage(start: float, end: float) -> Iterator[None]:
    """Let the work inside be the part from `start` to `end`, each 0-1, of the work around it; at its end it is done."""
    watch = _watch.get()
    if watch is None:
        yield
        return
    before = watch.start, watch.end
    width = before[1] - before[0]
    watch.start, watch.end = before[0] + width * start, before[0] + width * end
    try:
        yield
        # Only told: what is stored by now cannot be called off any more.
        watch.at(1.0, "")
    finally:
        watch.start, watch.end = before


def reached(done: int, total: int, what: str = "") -> None:
    """Say how far the work of this stage is; a total that turns out too small counts as done.

    Raises
    ------
    CancelledError
        Whoever watches calls it off.
    """
    go_on()
    watch = _watch.get()
    if watch is not None:
        watch.at(min(1.0, done / total) if total > 0 else 0.0, what)


def say(what: str) -> None:
    """Tell whoever watches what the work is waiting for."""
    watch = _watch.get()
    if watch is not None:
        watch.say(what)


def go_on() -> None:
    """Ask whether to go on where nobody knows how far the work is.

    Raises
    ------
    CancelledError
        Whoever watches calls it off.
    """
    watch = _watch.get()
    if watch is not None and watch.cancelled():
        raise CancelledError


def beat() -> None:
    """Tell again how far it is, where the work itself has said nothing for a while: whoever waits may call it off.

    Raises
    ------
    CancelledError
        Whoever watches calls it off.
    """
    go_on()
    watch = _watch.get()
    if watch is not None:
        watch.progress(max(0, watch.reported), STEPS, "")
