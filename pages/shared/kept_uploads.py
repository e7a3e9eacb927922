"""What sessions keep of uploaded files beside Streamlit, counted against the room for further ones."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from weakref import WeakSet

from ita.errors import ItaError


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class KeptUpload:
    """A file: its name, what is kept of it (None where it cannot serve), and why it cannot."""

    name: str
    data: bytes | None
    problem: ItaError | None = None

    def __post_init__(self) -> None:
        with _LOCK:
            _KEPT.add(self)


# Of all sessions; one that ends takes its own with it.
_KEPT: WeakSet[KeptUpload] = WeakSet()
_LOCK = threading.Lock()


def kept_bytes() -> int:
    """Return how many bytes all sessions keep."""
    with _LOCK:
        kept = list(_KEPT)
    return sum(len(each.data) for each in kept if each.data is not None)
