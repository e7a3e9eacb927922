"""Who acts: the name that an import, an edit or an undo is kept under.

On screen it is the name that the person typed, and nobody's before that; the command line takes the name of the account
on this machine unless another is given. It is set for a thread of execution (a session's run, a command) and read where
something is stored, so that no function has to hand it on.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ita.characters import without_surrogates

LONGEST = 80
_actor: ContextVar[str | None] = ContextVar("actor", default=None)


def account_name() -> str | None:
    """Return the name of the account that runs this program, or None where the system has none."""
    try:
        return _words(getpass.getuser())
    except (KeyError, OSError, ImportError):
        # A container may run under a number that has no name.
        return None


def actor() -> str | None:
    """Return who acts: the name that was set, the account's where none was, None where nobody is named."""
    name = _actor.get()
    return account_name() if name is None else name or None


def set_actor(name: str | None) -> None:
    """Keep what is stored from here on under a name, as typed: empty is nobody's, None goes back to the account's."""
    _actor.set(None if name is None else _words(name) or "")


def _words(name: str) -> str | None:
    """Return a name without needless spaces; bytes of it that are no text would fit no database."""
    return " ".join(without_surrogates(name).split())[:LONGEST] or None


@contextmanager
def acting(name: str | None) -> Iterator[None]:
    """Keep what is stored inside under a name."""
    before = _actor.get()
    set_actor(name)
    try:
        yield
    finally:
        _actor.set(before)
