"""Work on what a stranger made, done in a process of its own: limited in time, processor and memory, and stopped.

A reader holds the interpreter while it works on one text, whatever thread it runs in, so one hostile file could keep
every other session waiting. A worker process cannot. One that is idle waits for the next file, so that nobody waits for
its start; one that was stopped, has grown or has worked often is replaced.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from ita.errors import N_, InputError, SourceLocation, rebuilt
from ita.importing import isolation_worker as worker
from ita.progress import beat, reached

T = TypeVar("T")

# A file that is not read by then is none that a person keeps: the real report takes a second.
SECONDS = 10.0
_START_SECONDS = 60.0
# How many may work at a time; whoever comes later waits for the first that ends, which is soon.
_AT_A_TIME = 4
_IDLE_SECONDS = 2
_RUNS = 50
_LOOK_EVERY = 0.05
# Between two looks for whoever may call it off.
_BEAT_EVERY = 0.25
# More than any report or table of scores gives when it is read.
_MAX_ANSWER = 64 << 20
_MODULES = ("ita.",)
_PLAIN = frozenset(
    {
        ("decimal", "Decimal"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("builtins", "frozenset"),
        ("builtins", "set"),
    }
)
_USE_LESS = N_("Keep only the report's table or the scores in the file, and import it again.")


class ReadingFailedError(RuntimeError):
    """A defect of ours met in a worker; the text is its traceback."""


class _Unpickler(pickle.Unpickler):
    """Takes values of ours only: what answers has read a file that nobody vouches for."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(_MODULES) or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no value that is read")


class Worker:
    """A process that reads: asked through its input, heard through its output."""

    def __init__(self) -> None:
        own_group: dict[str, Any] = (
            {"creationflags": subprocess.CREATE_NO_WINDOW}  # type: ignore[attr-defined,unused-ignore]
            if sys.platform == "win32"
            else {"start_new_session": True}
        )
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", str(Path(worker.__file__)), str(SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **own_group,
        )
        self.runs = 0
        self.is_spent = False
        self._heard: SimpleQueue[tuple[str, Any] | None] = SimpleQueue()
        threading.Thread(target=self._listen, name="reading-answers", daemon=True).start()

    def _listen(self) -> None:
        """Hand on what the process says, until it ends."""
        stream = self.process.stdout
        try:
            while stream and len(header := stream.read(worker.HEADER)) == worker.HEADER:
                (size,) = struct.unpack(worker.SIZE, header)
                if size > _MAX_ANSWER:
                    break
                self._heard.put(_Unpickler(io.BytesIO(stream.read(size))).load())
        except (OSError, ValueError, EOFError, pickle.UnpicklingError):
            pass
        finally:
            if stream:
                stream.close()
        self._heard.put(None)

    def _ask(self, request: bytes) -> None:
        with suppress(OSError, ValueError):
            stream = self.process.stdin
            if stream:
                stream.write(struct.pack(worker.SIZE, len(request)) + request)
                stream.flush()

    def run(self, request: bytes) -> tuple[str, Any]:
        """Let it do one piece of work, and return what came of it: a word, and what belongs to it."""
        self.runs += 1
        self.is_spent = True
        # A process that does not listen any more would keep a large file from being written.
        threading.Thread(target=self._ask, args=(request,), name="reading-request", daemon=True).start()
        now = time.monotonic()
        is_ready = self.runs > 1
        # Its start is ours to answer for, not the file's.
        until, next_beat = now + (SECONDS if is_ready else _START_SECONDS), now + _BEAT_EVERY
        while True:
            now = time.monotonic()
            if now > until:
                return worker.TIME, None
            if now > next_beat:
                beat()
                next_beat = now + _BEAT_EVERY
            try:
                heard = self._heard.get(timeout=_LOOK_EVERY)
            except Empty:
                continue
            if heard is None:
                return _ended(self.process) if is_ready else (worker.FAILED, "the process that reads did not start")
            word, what = heard
            if word == worker.READY:
                until, is_ready = time.monotonic() + SECONDS, True
            elif word == worker.PROGRESS:
                reached(*what)
            else:
                self.is_spent = word not in (worker.DONE, worker.REFUSED) or self.runs >= _RUNS or bool(what[1])
                return word, what[0]

    def stop(self) -> None:
        """End the process and whatever it has started, in the middle of whatever it does."""
        with suppress(OSError):
            if sys.platform == "win32":
                self.process.kill()
            else:
                os.killpg(self.process.pid, signal.SIGKILL)
        if self.process.stdin:
            with suppress(OSError, ValueError):
                self.process.stdin.close()
        self.process.wait()


def _ended(process: subprocess.Popen[bytes]) -> tuple[str, Any]:
    """Tell why a process ended without an answer: the system stops one that works for too long."""
    process.wait()
    by_time = sys.platform != "win32" and process.returncode == -signal.SIGXCPU
    return (worker.TIME if by_time else worker.MEMORY), None


_lock = threading.Lock()
_idle: list[Worker] = []
_turns = threading.BoundedSemaphore(_AT_A_TIME)


def warm() -> None:
    """Have a process wait for a file; returns at once."""
    with _lock:
        if not _idle:
            _idle.append(Worker())


def run_apart(work: Callable[..., T], *args: object, file: str | None = None) -> T:
    """Return what a function gives, worked out in a process of its own.

    Parameters
    ----------
    work
        A function of a module, pure; what it takes and gives are values of ours (`ita.model` and the like). What it
        says of its progress is passed on to whoever watches, and whoever calls it off ends the process.
    file
        Name of what is read, for the place of a refusal.

    Raises
    ------
    InputError
        As `work` raises it; or ``read-time`` or ``read-memory``, where the process had to be stopped.
    ReadingFailedError
        The function has a defect.
    """
    request = pickle.dumps((work, args), protocol=pickle.HIGHEST_PROTOCOL)
    while not _turns.acquire(timeout=_BEAT_EVERY):
        beat()
    try:
        word, what = _work(request)
    finally:
        _turns.release()
    if word == worker.DONE:
        result: T = what
        return result
    if word == worker.REFUSED:
        raise rebuilt(*what)
    if word == worker.FAILED:
        raise ReadingFailedError(what)
    raise _stopped(word, file)


def _work(request: bytes) -> tuple[str, Any]:
    with _lock:
        mine = next((each for each in _idle if each.process.poll() is None), None)
        if mine:
            _idle.remove(mine)
    mine = mine or Worker()
    try:
        return mine.run(request)
    finally:
        # Also where it was called off: nobody waits for the rest.
        _give_back(mine)


def _give_back(mine: Worker) -> None:
    with _lock:
        if not mine.is_spent and len(_idle) < _IDLE_SECONDS:
            _idle.append(mine)
            return
    mine.stop()


def _stopped(word: str, file: str | None) -> InputError:
    if word == worker.TIME:
        return InputError(
            N_("The file takes too long to read (more than {seconds} seconds); it was not read."),
            {"seconds": int(SECONDS)},
            hint=_USE_LESS,
            location=SourceLocation(file),
            rule="read-time",
        )
    return InputError(
        N_("The file needs more memory than reading may take; it was not read."),
        hint=_USE_LESS,
        location=SourceLocation(file),
        rule="read-memory",
    )


@atexit.register
def close() -> None:
    """End every process that waits."""
    with _lock:
        waiting = [_idle.pop() for _ in range(len(_idle))]
    for each in waiting:
        each.stop()
