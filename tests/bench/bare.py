"""The floor: a bare Streamlit page with one prepared Plotly figure, a second page, and a choice of two figures."""

import json
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

FIGURES = json.loads((Path(__file__).parent / "out" / "figures.json").read_text("utf-8"))


def first() -> None:
    """Draw the page without a chart."""
    st.title("first")


def chart() -> None:
    """Draw the prepared figure, and the other one when asked."""
    name = st.segmented_control("order", ["gap", "lost"], default="gap")
    st.plotly_chart(prepared()[name or "gap"], theme=None, key=f"chart_{name}")


def empty() -> None:
    """Draw a page with one line of text."""
    st.html('<p class="empty-page">empty</p>')


@st.cache_resource
def prepared() -> dict[str, go.Figure]:
    """Return the figures, made once."""
    return {name: go.Figure(figure) for name, figure in FIGURES.items()}


st.set_page_config(layout="wide")
st.navigation(
    [
        st.Page(first, title="first", default=True),
        st.Page(chart, title="chart", url_path="gaps"),
        st.Page(empty, title="empty", url_path="empty"),
    ],
    position="top",
).run()
