"""Figures read beside those that are stored, a row each: indicator, stored, new, and a tick where they differ."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ita.importing.differences import NO_KEYS, Difference, Key
from pages.shared.differences import ONE_BY_ONE, all_or_none, for_all, take_key, what_of
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _
from pages.shared.session import start_widget

_WIDTHS = (6, 2, 2, 2)


def rows_to_take(found: Sequence[Difference], key: str, *, whole: bool) -> frozenset[Key]:
    """Draw figures with a tick for each that differs, and return those that stay as they are stored.

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
    with st.container(border=True, gap="xxsmall", key=f"rows_{key}"):
        heads = st.columns(_WIDTHS, vertical_alignment="center")
        for head, text in zip(heads, (_("What"), _("Stored now"), _("In the file"), _("Take")), strict=True):
            head.markdown(f"**{text}**")
        left = [each.key for each in drawn if _is_left(each, key)]
    if len(open_ones) > 1:
        for_all([take_key(each, key) for each in open_ones], True, False, key)
    return frozenset(left)


def _is_left(each: Difference, key: str) -> bool:
    """Draw one figure, and tell whether the stored one stays."""
    what, before, after, take = st.columns(_WIDTHS, vertical_alignment="center")
    what.markdown(plain(what_of(each.key)))
    before.markdown(plain(each.before or "–"))
    after.markdown(plain(each.after or "–") if each.status == "same" else f"**{plain(each.after or '–')}**")
    if each.status not in {"changed", "missing"}:
        return False
    name = take_key(each, key)
    # Set here and not as its default, which the buttons for all could not change.
    start_widget(name, True)
    return not take.checkbox(what_of(each.key), label_visibility="collapsed", key=name)
