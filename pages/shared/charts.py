"""How a chart stands on a page: one component of our own, drawn in place by `pages/static/chart.js`; and its rows.

A component of an application that is no installed distribution cannot name files. So a few lines of script travel with
the chart; they import the rest from our own static route, where a browser keeps it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

import streamlit as st

from ita.calendar import today_in_bangkok
from ita.exporting.chart_caption import ChartCaption
from ita.exporting.csv_table import csv_of
from ita.tables.table import Table
from ita.thai import format_date
from pages.shared import assets
from pages.shared.language import _, lang
from pages.shared.opening import made_when_opened
from pages.shared.reads_cache import Figure

# Beneath a figure: the buttons that save its picture.
TOOLS_HEIGHT = 40
# The rows of a chart; where the chart fails they are opened.
ROWS_KEY = "chart_rows"
NOTHING_LEADS: Mapping[int, str] = {}

_SCRIPT = """
const failed = (place, words) => {
  const said = Object.assign(document.createElement("p"), { className: "ita-chart-failed", textContent: words });
  said.setAttribute("role", "alert");
  place.replaceChildren(said);
  // The rows may come after the chart.
  const open = (tries) => {
    const rows = document.querySelector(".st-key-ROWS details");
    if (rows) rows.open || rows.querySelector("summary").click();
    else if (tries) setTimeout(open, 200, tries - 1);
  };
  open(25);
};
let chart; // Once it is here, a drawing does not wait for its turn after all else that the page has to do.
export default async (component) => {
  const { data, parentElement } = component;
  const say = () => failed(parentElement, JSON.parse(new TextDecoder().decode(data)).words.failed);
  try {
    chart ??= await import(location.origin + "CHART");
    return await chart.draw(component, location.origin + "PLOTLY", say);
  } catch {
    say();
  }
};
"""


def _script() -> str:
    named = {"ROWS": ROWS_KEY, "CHART": assets.address(assets.CHART), "PLOTLY": assets.address(assets.PLOTLY)}
    return re.sub("|".join(named), lambda found: named[found[0]], _SCRIPT)


# Without a root of its own, so that the style of our pages reaches the chart.
_component = st.components.v2.component("ita_chart", js=_script(), isolate_styles=False)


def draw_chart(
    figure: Figure, view: str, caption: ChartCaption, *, opens: Mapping[int, str] = NOTHING_LEADS
) -> int | None:
    """Draw the chart of a page, and return the number of the mark that was just opened.

    Parameters
    ----------
    view
        A name of what is drawn. Another figure of the same one takes the place of the one before, mark by mark.
    opens
        Names of what marks lead to, by their ``customdata``.
    """
    today = format_date(today_in_bangkok(), lang())
    words = {
        "save": _("Save as a picture"),
        "png": _("Save as a picture (PNG)"),
        "svg": _("Save as a vector picture (SVG)"),
        "preparing": _("Preparing the picture…"),
        "saved": _("The picture is saved"),
        "unsaved": _("The picture could not be saved"),
        "failed": _("This browser could not draw the chart. Its figures are in the table below."),
    }
    said = {
        "view": view,
        "lang": lang(),
        "words": words,
        "opens": opens,
        "file": caption.file,
        "alt": caption.read_out,
        "caption": {
            "title": caption.title,
            "about": caption.about,
            "source": caption.source_line(today, lang()),
        },
    }
    result = _component(
        key="chart",
        # The figure is JSON already; only what is said with it is written here.
        data=b'{"figure":%b,%b' % (figure.json, json.dumps(said, ensure_ascii=False).encode()[1:]),
        height=figure.height + TOOLS_HEIGHT,
        on_opened_change=_nothing,
    )
    return None if result.opened is None else int(result.opened)


def _nothing() -> None:
    """Let a press on a mark run the page, which then learns of it."""


def rows_of_chart(draw: Callable[[], None]) -> None:
    """Draw the rows of a chart, once a person opens them, or the chart fails."""
    made_when_opened(_("The same as a table"), ROWS_KEY, draw)


def table_file(name: str, of: Table, mark: str = "") -> None:
    """Offer a table as CSV that Excel opens with Thai letters right; a mark, where there is one, ends every row."""
    st.download_button(
        _("Save these rows (CSV)"), csv_of(of, lang(), mark), f"{name}.csv", "text/csv", key=f"csv_{name}"
    )
