"""The total on its levels beside the nation over the years, and the three instruments."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ita.charts.lines import BENEATH, BESIDE, draw_lines
from ita.series.trends import instrument_series, total_series, with_plain_means

__all__ = ["instrument_lines", "total_lines", "with_plain_means"]


def total_lines(
    trend: pd.DataFrame,
    bands: pd.DataFrame | None,
    breaks: pd.DataFrame,
    targets: pd.DataFrame,
    lang: str,
    wide: bool = False,
) -> go.Figure:
    """Return the total over the years beside the nation's: `total_series`, whose parameters these are, drawn.

    Parameters
    ----------
    wide
        Whether there is the width of a desk; else that of a phone.
    """
    return draw_lines(total_series(trend, bands, breaks, targets, lang), BENEATH, wide)


def instrument_lines(trend: pd.DataFrame, breaks: pd.DataFrame, lang: str, wide: bool = False) -> go.Figure:
    """Return the three instruments over the years: `instrument_series`, whose parameters these are, drawn.

    Parameters
    ----------
    wide
        Whether there is the width of a desk; else that of a phone.
    """
    return draw_lines(instrument_series(trend, breaks, lang), BESIDE, wide)
