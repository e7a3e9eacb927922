"""A peer: the three views as a well-written Streamlit page: data and figures cached, a fragment, a chart with a key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import plotly.graph_objects as go
import streamlit as st
from peer_figures import DRAW, load

NO_BUTTON = {"displayModeBar": False}


@st.cache_resource
def data() -> dict[str, Any]:
    """Return the data, read once."""
    return load()


@st.cache_resource
def figure(view: str, agency: str, year: int) -> go.Figure:
    """Return a figure, made once; as a resource, for a copy at each run would have Plotly check all of it again."""
    return DRAW[view](data(), agency, year)


def gaps() -> None:
    """Draw the gaps."""
    st.plotly_chart(figure("gaps", agency, year), theme=None, config=NO_BUTTON, key="gaps")


def gaps_at_first() -> None:
    """Draw the gaps at the address without a name."""
    gaps()


@st.fragment
def trends() -> None:
    """Draw the view that is chosen; a change of it runs only this."""
    view = st.segmented_control("view", ["total", "heatmap"], default="total", required=True, key="view")
    st.plotly_chart(figure(view, agency, year), theme=None, config=NO_BUTTON, key="trends")


st.set_page_config(page_title="peer", layout="wide")
page = st.navigation(
    [
        # The first page has no address of its own.
        st.Page(gaps_at_first, title="first", default=True),
        st.Page(gaps, title="gaps", url_path="gaps"),
        st.Page(trends, title="trends", url_path="trends"),
    ],
    position="top",
)
names = {each["id"]: each["name"] for each in data()["agencies"]}
years = {each["id"]: each["years"] for each in data()["agencies"]}
with st.container(horizontal=True):
    agency = st.selectbox("agency", list(names), format_func=names.__getitem__, key="agency")
    year = st.selectbox("year", years[agency], key=f"year_{agency}")
page.run()
