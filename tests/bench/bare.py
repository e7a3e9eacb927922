"""The floor: bare Streamlit pages with prepared Plotly figures, ten scores, or one line, and nothing around them."""

import json
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

FIGURES = json.loads((Path(__file__).parent / "out" / "figures.json").read_text("utf-8"))
# As on our screens: no button beside the chart, or one. With all of Plotly's the floor would be slower than need be.
NO_BUTTON = {"displayModeBar": False, "responsive": True}
ONE_BUTTON = {"displaylogo": False, "responsive": True, "modeBarButtons": [["toImage"]]}


def first() -> None:
    """Draw the page without a chart."""
    st.title("first")


def chart() -> None:
    """Draw the prepared figure, and the other one when asked."""
    name = st.segmented_control("order", ["gap", "lost"], default="gap")
    st.plotly_chart(prepared()[name or "gap"], theme=None, config=NO_BUTTON, key=f"chart_{name}")


def trends() -> None:
    """Draw the lines over the years."""
    st.plotly_chart(prepared()["trends"], theme=None, config=ONE_BUTTON, key="trends")


def heat() -> None:
    """Draw the table of colours."""
    st.plotly_chart(prepared()["heat"], theme=None, config=ONE_BUTTON, key="heat")


def simulate() -> None:
    """Draw ten scores, and above them what they add up to."""
    location = st.container()
    columns = st.columns(2)
    scores = [
        columns[i % 2].number_input(f"{i}", 0.0, 100.0, 90.0, 1.0, format="%.2f", key=f"score_{i}") for i in range(10)
    ]
    location.html(f'<div class="ita-figure">{sum(scores) / 10:.2f}</div>')


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
        st.Page(trends, title="trends", url_path="trends"),
        st.Page(heat, title="heat", url_path="heat"),
        st.Page(simulate, title="simulate", url_path="simulate"),
        st.Page(empty, title="empty", url_path="empty"),
    ],
    position="top",
).run()
