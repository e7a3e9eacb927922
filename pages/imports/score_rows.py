"""Figures read beside those that are stored, a row each: indicator, stored, new, and a tick where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from ita.importing.differences import NO_KEYS, Difference, Key
from pages.shared.differences import ONE_BY_ONE, all_or_none, for_all, rows_with_ticks, take_key


def rows_to_take(found: Sequence[Difference], key: str, *, whole: bool) -> frozenset[Key]:
    """Draw figures with a tick for each that differs, and return those that keep their stored value.

    Parameters
    ----------
    whole
        Whether new and equal figures are drawn too.
    key
        Tells one file from another, so that a choice is of this file only.
    """
    open_ones = [each for each in found if each.status in {"changed", "missing"}]
    if len(open_ones) > ONE_BY_ONE:
        for_all([f"leave_{key}"], False, True, key)
        return all_or_none(open_ones, key)
    drawn = [each for each in found if whole or each in open_ones]
    if not drawn:
        return NO_KEYS
    left = rows_with_ticks(drawn, key)
    if len(open_ones) > 1:
        for_all([take_key(each, key) for each in open_ones], True, False, key)
    return frozenset(left)
