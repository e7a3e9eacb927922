"""How single figures are written: known or not, points with fixed decimals, changes with their sign."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from ita.score_values import CENT

if TYPE_CHECKING:
    from typing_extensions import TypeIs

T = TypeVar("T")
# What stands where a figure or text is not known.
NOT_KNOWN = "–"


def known(value: T | None) -> TypeIs[T]:
    """Tell whether a value of a row or frame is there: None, NaN, NaT and pandas' NA are not."""
    return value is not None and value is not pd.NA and bool(value == value)  # noqa: PLR0124 - NaN and NaT


def points(value: object, digits: int = 2) -> str:
    """Return a number with fixed decimals, or a dash where it is not known."""
    return f"{float(value):.{digits}f}" if known(value) else NOT_KNOWN  # type: ignore[arg-type]


def signed(value: object, digits: int = 2) -> str:
    """Return a change with its sign (a real minus, none on zero), or a dash where it is not known."""
    if not known(value):
        return NOT_KNOWN
    number = round(float(value), digits)  # type: ignore[arg-type]
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{abs(number):.{digits}f}"


def change(new: object, old: object) -> Decimal | None:
    """Return the exact difference of two figures of two decimals; None where one is not known."""
    if not known(new) or not known(old):
        return None
    return Decimal(str(new)).quantize(CENT, ROUND_HALF_UP) - Decimal(str(old)).quantize(CENT, ROUND_HALF_UP)


def at_most(names: Sequence[str], most: int) -> str:
    """Return names with commas between them, no more than a person reads; three dots stand for the rest."""
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
