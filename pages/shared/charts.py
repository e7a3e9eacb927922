"""How a chart stands on a page: without a bar of buttons but one for its picture, and its rows as a file."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from ita.exporting.csv_table import csv_of
from ita.tables.table import Table
from pages.shared.language import _, lang


def draw_chart(figure: go.Figure, name: str) -> None:
    """Draw a chart with one button, which saves its picture; made in the browser, no request leaves the machine."""
    config = {
        # The words of the chart's one button, and of what follows; English needs none.
        "locale": lang(),
        "locales": {
            "th": {
                "dictionary": {
                    "Download plot as a PNG": _("Save as a picture"),
                    "Preparing image - this may take a few seconds": _("Preparing the picture…"),
                    "Image download succeeded": _("The picture is saved"),
                    "Sorry, there was a problem downloading your image!": _("The picture could not be saved"),
                },
                "format": {},
            }
        },
        "displaylogo": False,
        "responsive": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "filename": f"ita-{name}", "scale": 2},
    }
    st.plotly_chart(figure, theme=None, config=config, key=f"chart_{name}_{lang()}")


def table_file(name: str, of: Table, mark: str = "") -> None:
    """Offer a table as CSV that Excel opens with Thai letters right; a mark, where there is one, ends every row."""
    st.download_button(
        _("Save these rows (CSV)"), csv_of(of, lang(), mark), f"{name}.csv", "text/csv", key=f"csv_{name}"
    )
