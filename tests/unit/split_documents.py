"""Work for a process of its own, which takes only functions of modules that it can import."""

from __future__ import annotations

import os
import time
from decimal import Decimal

from ita.errors import InputError, SourceLocation
from ita.progress import reached


def twice(value: Decimal) -> tuple[Decimal, int]:
    """Give something back, and the process that made it."""
    reached(1, 2)
    return value * 2, os.getpid()


def refuses(file: str) -> None:
    """Refuse, with braces in the words."""
    raise InputError(
        "{what} and a brace", {"what": "{x}"}, hint="h", location=SourceLocation(file, 1, 2), rule="some-rule"
    )


def holds_the_interpreter(length: int) -> int:
    """Keep the interpreter from everybody else: one multiplication, in C."""
    return len(str((10**length) ** 3 % 7))


def sleeps() -> None:
    """Do nothing for long."""
    time.sleep(600)


def grows() -> int:
    """Ask for more memory than may be had."""
    return len([bytes(64 << 20) for _ in range(64)])


def defect() -> None:
    """Fail as only a defect does."""
    raise KeyError("ours")
