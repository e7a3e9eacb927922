"""A peer: the three views in Dash, one callback, served by waitress as Dash's own guide advises."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from dash import Dash, Input, Output, ctx, dcc, html, no_update
from peer_figures import DRAW, load
from waitress import serve

DATA = load()
YEARS = {each["id"]: each["years"] for each in DATA["agencies"]}
FIRST = DATA["agencies"][0]["id"]
THREADS = 8
NAMES = {each["id"]: each["name"] for each in DATA["agencies"]}

app = Dash(__name__, title="peer", update_title="")
app.layout = html.Div(
    [
        dcc.Location(id="place"),
        html.Nav([dcc.Link("gaps", href="/gaps"), " ", dcc.Link("trends", href="/trends")]),
        dcc.Dropdown(
            {each["id"]: each["name"] for each in DATA["agencies"]},
            FIRST,
            id="agency",
            clearable=False,
            searchable=False,
        ),
        dcc.Dropdown(YEARS[FIRST], YEARS[FIRST][0], id="year", clearable=False, searchable=False),
        html.Div(dcc.RadioItems(["total", "heatmap"], "total", id="view"), id="views"),
        dcc.Graph(id="chart", config={"displayModeBar": False}),
    ]
)


@cache
def figure(view: str, agency: str, year: int) -> dict[str, Any]:
    """Return a figure as it is sent, made once: Plotly checks every property of one."""
    return DRAW[view](DATA, agency, year).to_plotly_json()  # type: ignore[no-any-return]


@app.callback(
    Output("chart", "figure"),
    Output("year", "options"),
    Output("year", "value"),
    Output("views", "hidden"),
    Input("place", "pathname"),
    Input("agency", "value"),
    Input("year", "value"),
    Input("view", "value"),
)
def show(pathname: str, agency: str, year: int, view: str) -> tuple[Any, ...]:
    """Give the figure of the page, and the years of another agency."""
    is_other = ctx.triggered_id == "agency"
    of = YEARS[agency][0] if is_other else year
    is_trend = pathname == "/trends"
    drawn = figure(view if is_trend else "gaps", agency, of)
    return drawn, YEARS[agency] if is_other else no_update, of if of != year else no_update, not is_trend


if __name__ == "__main__":
    serve(
        app.server,
        host="127.0.0.1",
        port=int(os.environ["BENCH_PORT"]),
        threads=THREADS,
        connection_limit=1000,
        _quiet=True,
    )
