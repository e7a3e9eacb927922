"""What was read of files and pasted text, kept for a while: a page runs anew at every click, and reading takes long.

Reading is done in a process of its own (`ita.importing.isolation`). What is kept is never changed, so sessions share
it: the same bytes under the same name, read by the same rules and choices, are read once.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from ita.characters import without_surrogates
from ita.errors import ItaError
from ita.frameworks import Frameworks
from ita.importing import isolation
from ita.importing.candidates import Whose
from ita.importing.choices import NO_CHOICES, ImportChoices
from ita.importing.file_parser import (
    ParsedReport,
    ParsedScores,
    headers_of_file,
    newest_year,
    read_file,
    read_text_of_scores,
    source_of,
)
from ita.importing.report.headers import SeenTable
from ita.progress import CancelledError

T = TypeVar("T", bound=ParsedReport | ParsedScores)

# A few persons with a preview open, some of them trying other choices.
_KEPT = 24
# A file that was stopped may be tried again: the machine may have been busy.
_STOPPED = frozenset({"read-time", "read-memory"})
_STOPPED_SECONDS = 30.0

_lock = threading.Lock()
_readings: OrderedDict[tuple[object, ...], tuple[float, ParsedReport | ParsedScores | ItaError]] = OrderedDict()


def read_apart(
    data: bytes,
    file: str,
    frameworks: Frameworks,
    choices: ImportChoices = NO_CHOICES,
    whose: Whose | None = None,
) -> ParsedReport | ParsedScores:
    """Read a file in a process of its own, without keeping it; see `ita.importing.file_parser.read_file`."""
    file = without_surrogates(file)
    return isolation.run_apart(read_file, data, file, frameworks, choices, whose, file=file)


def read_upload(
    data: bytes,
    file: str,
    frameworks: Frameworks,
    choices: ImportChoices = NO_CHOICES,
    whose: Whose | None = None,
) -> ParsedReport | ParsedScores:
    """Return what a file says, read in a process of its own unless it was read so before.

    Raises
    ------
    InputError
        The file is refused (`ita.importing.file_parser.read_file`), or reading it had to be stopped.
    """
    file = without_surrogates(file)
    key = (source_of(data, file), choices, whose, newest_year(), _digest(frameworks))
    return _once(key, lambda: read_apart(data, file, frameworks, choices, whose))


def read_paste(
    text: str,
    year: int | None,
    frameworks: Frameworks,
    choices: ImportChoices = NO_CHOICES,
    whose: Whose | None = None,
) -> ParsedScores:
    """Return what pasted text says of a year; as `read_upload`."""
    key = (source_of(text.encode("utf-8", "replace"), None), year, choices, whose, newest_year(), _digest(frameworks))
    return _once(key, lambda: isolation.run_apart(read_text_of_scores, text, year, frameworks, choices, whose))


def see_headers(data: bytes, file: str) -> tuple[SeenTable, ...]:
    """Return the headers of a report that could not be read by them; see `file_parser.headers_of_file`."""
    return isolation.run_apart(headers_of_file, data, without_surrogates(file), file=file)


def _digest(frameworks: Frameworks) -> str:
    """Return what tells one set of rules from another: what is read depends on them."""
    return hashlib.sha256(pickle.dumps(frameworks)).hexdigest()


def _once(key: tuple[object, ...], reading: Callable[[], T]) -> T:
    with _lock:
        at, kept = _readings.get(key, (0.0, None))
        if kept is not None:
            _readings.move_to_end(key)
    if isinstance(kept, ItaError) and kept.rule in _STOPPED and time.monotonic() > at + _STOPPED_SECONDS:
        kept = None
    if kept is None:
        try:
            kept = reading()
        except CancelledError:
            raise
        except ItaError as reason:
            kept = reason
        with _lock:
            _readings[key] = (time.monotonic(), kept.anew() if isinstance(kept, ItaError) else kept)
            _readings.move_to_end(key)
            while len(_readings) > _KEPT:
                _readings.popitem(last=False)
    if isinstance(kept, ItaError):
        raise kept.anew()
    return kept  # type: ignore[return-value]  # the key names what was read


def forget() -> None:
    """Forget everything that was read."""
    with _lock:
        _readings.clear()
