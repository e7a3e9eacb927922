"""What runs in a process of its own: takes a function and its values, works within limits, says what came of it.

It is started by the path of this file, so that nothing of the program that asks is imported with it.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import struct
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

SIZE = ">Q"
HEADER = struct.calcsize(SIZE)
READY, PROGRESS, DONE, REFUSED, FAILED, TIME, MEMORY = (
    "ready",
    "progress",
    "done",
    "refused",
    "failed",
    "time",
    "memory",
)
_MEMORY_BYTES = 960 * 1024 * 1024
# One that has grown beyond this is not given another file, which it might have no room for.
_GROWN_BYTES = 256 * 1024 * 1024
_LATER = 2.0


def _limit_memory() -> None:
    """Let a request for too much memory fail; Windows has no such limit."""
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _limit_time(seconds: float) -> None:
    """Let the system end this process where nobody else does, whoever holds the interpreter then."""
    faulthandler.dump_traceback_later(seconds + _LATER, exit=True, file=sys.stderr)
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            until = int(time.process_time() + seconds) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _has_grown() -> bool:
    """Tell whether much memory is still taken, where the system tells: the most there ever was may be the starter's."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") > _GROWN_BYTES


def _say(out: IO[bytes], word: str, what: object) -> None:
    said = pickle.dumps((word, what), protocol=pickle.HIGHEST_PROTOCOL)
    out.write(struct.pack(SIZE, len(said)) + said)
    out.flush()


def _do(request: bytes, out: IO[bytes]) -> tuple[str, Any]:
    """Return what came of a piece of work."""
    from ita.errors import ItaError
    from ita.progress import watched

    def on_progress(done: int, total: int, what: str) -> None:
        _say(out, PROGRESS, (done, total, what))

    try:
        work, args = pickle.loads(request)  # noqa: S301 - what asks is the program itself
        with watched(on_progress):
            return DONE, work(*args)
    except ItaError as reason:
        return REFUSED, (type(reason), str(reason), vars(reason))
    except MemoryError:
        return MEMORY, None
    except Exception:
        return FAILED, traceback.format_exc()


def main(seconds: float) -> None:
    """Work until nobody asks any more."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    # Whatever a library prints goes elsewhere, never between two answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(5)
    _limit_memory()
    import ita.importing.file_parser  # noqa: F401 - so that it is there when somebody asks

    _say(out, READY, None)
    while len(header := sys.stdin.buffer.read(HEADER)) == HEADER:
        (size,) = struct.unpack(SIZE, header)
        _limit_time(seconds)
        word, what = _do(sys.stdin.buffer.read(size), out)
        try:
            _say(out, word, (what, _has_grown()))
        except MemoryError:
            _say(out, MEMORY, (None, True))
        faulthandler.cancel_dump_traceback_later()
        del what


if __name__ == "__main__":
    main(float(sys.argv[1]))
