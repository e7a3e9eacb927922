"""The figures of both peers, made of what our own reads gave: plain Plotly, with every value written at its mark."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

INK, MUTED, ACCENT = "#1f2a37", "#5b6673", "#0f5c8c"
LAYOUT = {"margin": {"l": 8, "r": 52, "t": 8, "b": 40}, "height": 560, "font": {"size": 15, "color": INK}}


def load() -> dict[str, Any]:
    """Return what the runner wrote for this run."""
    return json.loads(Path(os.environ["BENCH_DATA"]).read_text("utf-8"))  # type: ignore[no-any-return]


def gaps(data: dict[str, Any], agency: str, year: int) -> go.Figure:
    """Return the gap to 100 of each indicator, the widest on top."""
    rows = data["gaps"][f"{agency}/{year}"]
    names = [f"{row['indicator_no']}. {row['indicator']}" for row in rows]
    values = [float(row["gap"]) for row in rows]
    bars = go.Bar(x=values, y=names, text=[row["gap"] for row in rows], orientation="h", textposition="outside")
    bars.update(marker_color=[ACCENT if place < 3 else MUTED for place in range(len(rows))], cliponaxis=False)
    return go.Figure(bars, {**LAYOUT, "yaxis": {"autorange": "reversed", "automargin": True}})


def total(data: dict[str, Any], agency: str, _year: int) -> go.Figure:
    """Return the total over the years beside the nation's."""
    rows = data["totals"][agency]
    lines = [
        go.Scatter(
            x=[row["year"] for row in rows if row[whose]],
            y=[float(row[whose]) for row in rows if row[whose]],
            text=[row[whose] for row in rows if row[whose]],
            mode="lines+markers+text" if whose == "total" else "lines+markers",
            textposition="top center",
            name=whose,
        )
        for whose in ("nation", "total")
    ]
    return go.Figure(lines, {**LAYOUT, "xaxis": {"dtick": 1}})


def heatmap(data: dict[str, Any], agency: str, _year: int) -> go.Figure:
    """Return the scores of all indicators and years as a table of colours."""
    cells = data["scores"][agency]
    years, names = cells["years"], cells["indicators"]
    cell = go.Heatmap(
        x=[str(year) for year in years],
        y=names,
        z=[[None if score is None else float(score) for score in row] for row in cells["rows"]],
        text=[[score or "–" for score in row] for row in cells["rows"]],
        texttemplate="%{text}",
        colorscale="Blues",
        xgap=3,
        ygap=3,
        showscale=False,
    )
    return go.Figure(cell, {**LAYOUT, "yaxis": {"autorange": "reversed", "automargin": True}})


DRAW = {"gaps": gaps, "total": total, "heatmap": heatmap}
