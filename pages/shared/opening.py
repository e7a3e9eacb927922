"""What stands under a heading that opens: made and sent only once a person opens it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


@st.fragment
def made_when_opened(label: str, key: str, draw: Callable[[], None]) -> None:
    """Draw a heading that opens, and beneath it what `draw` draws, which runs only while it is open.

    Parameters
    ----------
    key
        Of the heading; it stays open under the same key, whatever agency or year is shown next.
    """
    opener = st.expander(label, key=key, on_change="rerun")
    if opener.open:
        with opener:
            draw()
