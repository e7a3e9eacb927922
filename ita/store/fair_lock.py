"""A lock that serves those who wait in the order in which they came; whoever holds it may take it again."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# A person who asks to cancel is answered within this time.
LOOK_EVERY = 0.1


class FairLock:
    """Lets one thread at a time in, in the order of asking."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[tuple[int, threading.Event]] = deque()
        self._holder: int | None = None
        self._depth = 0

    def acquire_now(self) -> bool:
        """Take the lock where nobody holds it and nobody waits for it; tell whether it was taken."""
        me = threading.get_ident()
        with self._guard:
            if self._holder not in (None, me) or (self._holder is None and self._waiting):
                return False
            self._holder = me
            self._depth += 1
            return True

    def acquire(self, on_wait: Callable[[float], None]) -> None:
        """Take the lock once all who came before are done.

        Parameters
        ----------
        on_wait
            Called again and again with the seconds waited; what it raises ends the waiting, and the place in the
            queue is given up.
        """
        if self.acquire_now():
            return
        me, mine = threading.get_ident(), threading.Event()
        with self._guard:
            self._waiting.append((me, mine))
            # The holder may have gone in between, and would wake nobody any more.
            if self._holder is None:
                self._hand_on()
        began = time.monotonic()
        try:
            while not mine.wait(LOOK_EVERY):
                on_wait(time.monotonic() - began)
        except BaseException:
            with self._guard:
                if mine.is_set():
                    self._depth = 0
                    self._hand_on()
                else:
                    self._waiting.remove((me, mine))
            raise

    def release(self) -> None:
        """Give the lock to the one who has waited longest."""
        with self._guard:
            self._depth -= 1
            if self._depth == 0:
                self._hand_on()

    def _hand_on(self) -> None:
        self._holder = None
        if self._waiting:
            self._holder, woken = self._waiting.popleft()
            self._depth = 1
            woken.set()

    @contextmanager
    def held(self, on_wait: Callable[[float], None] = lambda _: None) -> Iterator[None]:
        """Hold the lock; see `acquire`."""
        self.acquire(on_wait)
        try:
            yield
        finally:
            self.release()
