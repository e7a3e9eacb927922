"""A bar for work that takes more than a second, and a way to call it off without a trace."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import streamlit as st

from ita.progress import WAITING, Progress, watched
from pages.shared.language import _
from pages.shared.session import session

# Seconds after which a person wants to see that something is done.
SLOW = 1.0
# A run may do long work twice, and two buttons of one key are refused.
_NUMBERS = count()


def call_off() -> None:
    """Forget the file that is read: its uploader is empty in the next run."""
    session().forget_uploads()


@contextmanager
def shown(what: str) -> Iterator[None]:
    """Draw how far the work inside is once it takes long, with a button that ends it.

    A press of the button starts a new run; Streamlit ends this one where it next draws, and whatever transaction is
    open is rolled back on the way out.
    """
    place = st.empty()
    begun = time.monotonic()
    bars: list[st.delta_generator.DeltaGenerator] = []

    def progress(done: int, total: int, doing: str) -> None:
        if time.monotonic() - begun < SLOW:
            return
        words = _(WAITING) if doing == WAITING else what
        if not bars:
            box = place.container()
            bars.append(box.progress(0.0, text=words))
            box.button(_("Cancel"), on_click=call_off, key=f"call_off_{next(_NUMBERS)}")
        bars[0].progress(done / total, text=words)

    with watched(progress):
        yield
    place.empty()


def waiting() -> Progress:
    """Return what says, once, that others are storing first, with a button that gives the own place in the line up.

    For whatever is stored without a bar of its own: only waiting is told, and each time it is, Streamlit ends the run
    if a person has pressed the button meanwhile.
    """
    boxes: list[st.delta_generator.DeltaGenerator] = []

    def progress(_done: int, _total: int, doing: str) -> None:
        if doing != WAITING:
            return
        if not boxes:
            box = st.container(border=True)
            boxes.append(box.empty())
            box.button(_("Cancel"), key=f"give_up_{next(_NUMBERS)}")
        boxes[0].markdown(_(WAITING))

    return progress
