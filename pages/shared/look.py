"""How a browser shows the pages: dark or light, and how wide it was when it opened them."""

from __future__ import annotations

import streamlit as st

from ita.charts.theme import PROJECTOR

# The page says it before its script runs (see `HEADER` of `app.py`); without it a figure fits a phone.
WIDTH_COOKIE = "ita_width"


def is_dark() -> bool:
    """Tell whether the browser shows the dark theme."""
    return st.context.theme.type == "dark"


def is_wide() -> bool:
    """Tell whether there is room beside a figure's rows, as on a desk; on a phone there is not."""
    return _width() in {"wide", "projector"}


def enlarged() -> float:
    """Return how much larger figures are drawn: on a projector more than on a desk."""
    return PROJECTOR if _width() == "projector" else 1.0


def _width() -> str:
    return str(st.context.cookies.get(WIDTH_COOKIE, ""))
