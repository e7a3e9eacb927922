"""What a score is: a number of 0-100 with at most two decimals. Nothing is rounded to become one.

The one place for it: readers of files, typed figures, stated rules and targets all ask here, each with its own words
for what is wrong.
"""

from __future__ import annotations

from decimal import Decimal

CENT = Decimal("0.01")
HIGHEST = Decimal(100)
# What a program's arithmetic leaves behind two decimals: 93.11 is stored as 93.10999999999999.
NOISE = Decimal("0.000001")
_LARGEST = 10**6


def in_range(number: Decimal) -> bool:
    """Tell whether a number lies within 0-100; what is not finite does not."""
    return number.is_finite() and 0 <= number <= HIGHEST


def is_score(number: Decimal) -> bool:
    """Tell whether a number is a score: within 0-100, with at most two decimals that count."""
    return in_range(number) and number == number.quantize(CENT)


def without_noise(number: Decimal) -> Decimal:
    """Return a number without what a program's arithmetic left behind its two decimals; else as it is."""
    if not number.is_finite() or abs(number) > _LARGEST:
        return number
    rounded = number.quantize(CENT)
    return rounded if abs(number - rounded) < NOISE else number
