"""The ten indicators over the years: small figures on one scale, or one set off among the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ita.charts import theme
from ita.charts.labels import sides
from ita.charts.years import (
    BLANK,
    OWN,
    PLOT,
    TARGET_ROOM,
    VALUE_ROOM,
    Values,
    axis_words,
    break_marks,
    by_year,
    cut_apart,
    cuts,
    drawn,
    every_year,
    header,
    last_known,
    line,
    line_style,
    lines_over,
    marker,
    names_of,
    note,
    number,
    scale,
    score_axis,
    target_marks,
    target_values,
    target_years,
    value_font,
    year_axis,
)
from ita.errors import N_
from ita.i18n import translator

OTHERS = "#c3ccd6"
# One of the small multiples, in pixels.
SMALL_PLOT = 112
SMALL_YEARS = 38
# How wide the drawing area of one is at least where so many stand side by side, in pixels: all ten on a phone, or a
# row of each instrument's five.
SMALL_WIDTH = {1: 300.0, 2: 132.0, 5: 188.0}
# At this width, with its number before it, no name is broken inside a word, and two fit on a phone.
TITLE_LETTERS = {1: 40, 5: 26}
SMALL_TITLE = 19
# How wide a score is at the size of its type, in pixels with the room beside it.
LABEL_WIDTH = {13: 38.0, 12: 34.0, 11: 31.0}


def _indicators(trend: pd.DataFrame, lang: str) -> list[tuple[int, str]]:
    """Return number and name of the indicators that have a score in some year, in their order."""
    named = trend.drop_duplicates("indicator_no").sort_values("indicator_no")
    return list(zip([int(no) for no in named["indicator_no"]], names_of(named, lang), strict=True))


def _of(trend: pd.DataFrame, indicator_no: int, years: Sequence[int]) -> Values:
    """Return one indicator's scores by year."""
    return by_year(trend[trend["indicator_no"] == indicator_no], "score", years)


def _labelled(values: Values, spacing: float) -> tuple[set[int], int]:
    """Return the places whose scores are written, and in which size: all where they fit side by side.

    Where they do not: the last, the first, the lowest and the highest, and of the others those that keep clear of them.
    """
    known = [place for place, value in enumerate(values) if value is not None]
    for size, width in LABEL_WIDTH.items():
        if spacing >= width:
            return set(known), size
    size = min(LABEL_WIDTH)
    apart = math.ceil(LABEL_WIDTH[size] / spacing)
    ranked = sorted(known, key=lambda place: values[place] or 0.0)
    taken: list[int] = []
    for place in [*known[-1:], *known[:1], *ranked[:1], *ranked[-1:], *known[::-1]]:
        if all(abs(place - other) >= apart for other in taken):
            taken.append(place)
    return set(taken), size


def indicator_multiples(trend: pd.DataFrame, breaks: pd.DataFrame, lang: str, columns: int = 2) -> go.Figure:
    """Return a small figure of each indicator, all on one scale, so that heights can be compared across them.

    Parameters
    ----------
    trend
        `reads.indicator_trend`: one row a year and indicator with a score; may be empty. An indicator without a score
        in any year has no figure.
    breaks
        `reads.breaks`: changes of scores and of questions are drawn in every figure; lines are cut where scores cannot
        be compared.
    lang
        ``th`` or ``en``.
    columns
        How many stand side by side: two can be read on a phone too, five make a row of each survey's.

    Returns
    -------
    Figure
        One trace an indicator; ``customdata`` is the indicator's number. Every score is labelled that has
        room.
    """
    _ = translator(lang)
    years, named = every_year(trend["fiscal_year"]), _indicators(trend, lang)
    # A label above a point takes a fifth of so small a figure.
    on = scale(trend["score"].tolist(), room=0.26)
    titles = [theme.wrap(name, TITLE_LETTERS.get(columns, SMALL_TITLE)) for _key, name in named]
    subtitle = 17 * max((text.count("<br>") + 1 for text in titles), default=1) + 4
    row = subtitle + SMALL_PLOT + SMALL_YEARS
    rows = max(math.ceil(len(named) / columns), 1)
    gap = {1: 0.0, 2: 0.1}.get(columns, 0.025)
    width = (1 - gap * (columns - 1)) / columns
    # The first and the last value keep off the ticks and the next figure.
    small = SMALL_WIDTH.get(columns, 132.0)
    edge = max(0.45, 15 * (len(years) - 1) / (small - 30))
    spacing = small / (max(len(years), 1) - 1 + 2 * edge)
    every = spacing >= min(LABEL_WIDTH.values())
    margin = {"l": 36, "r": 18, "b": 4}
    cut = cuts(breaks, years)
    changes, _captions = break_marks(breaks, years, ("scores", "questions"), lang)
    words = [axis_words(_(N_("Score")), on.low, lang), _(N_("One scale for all; a year without a score is a gap"))]
    if changes:
        words.append(_(N_("Dotted lines: the questions or the framework changed")))
    text, margin["t"] = header(words, margin["l"])
    traces, notes, axes, shapes = [], [text], {}, []
    for place, (key, name) in enumerate(named):
        values = _of(trend, key, years)
        final = (last_known(values) or (-1, 0.0))[0]
        written, size = _labelled(values, spacing)
        left = (place % columns) * (width + gap)
        top = 1 - (place // columns) / rows
        end = "" if place == 0 else str(place + 1)
        axes[f"xaxis{end}"] = year_axis(
            years,
            domain=[left, left + width],
            anchor=f"y{end}",
            range=[-edge, max(len(years), 1) - 1 + edge],
            tickvals=[str(year) for year in (years if every else (years[0], years[-1]))],
            tickfont={"family": theme.FONT, "size": size if every else 13, "color": theme.MUTED},
            ticklabelstandoff=6,
        )
        foot = top - (subtitle + SMALL_PLOT) / (row * rows)
        axes[f"yaxis{end}"] = score_axis(
            on,
            domain=[max(foot, 0.0), top - subtitle / (row * rows)],
            anchor=f"x{end}",
            tickvals=on.ticks[::-2],
            showticklabels=place % columns == 0,
        )
        shapes += [{**shape, "xref": f"x{end}", "yref": f"y{end} domain"} for shape in changes]
        colours = [theme.INK if index == final else OWN for index in range(len(years))]
        traces.append(
            line(
                years,
                values,
                [f"{name}<br>{year} {number(value)}" for year, value in zip(years, values, strict=True)],
                cut,
                mode="lines+markers+text",
                name=name,
                xaxis=f"x{end}",
                yaxis=f"y{end}",
                line=line_style(OWN, 2),
                marker=marker(cut_apart(colours, cut, OWN), 7),
                text=cut_apart(
                    [number(value) if index in written else BLANK for index, value in enumerate(values)], cut, BLANK
                ),
                textposition=cut_apart(sides(values, on, SMALL_PLOT), cut, "top center"),
                textfont={**value_font(1, theme.INK), "size": size},
                customdata=cut_apart([key] * len(years), cut),
            )
        )
        notes.append(
            note(
                titles[place],
                xref="paper",
                yref="paper",
                x=left,
                y=top,
                xanchor="left",
                yanchor="top",
                align="left",
                font={"size": 13, "color": theme.INK},
            )
        )
    height = margin["t"] + row * rows + margin["b"]
    return drawn(traces, theme.layout(height, margin=margin, annotations=notes, shapes=shapes, **axes))


def indicator_highlight(
    trend: pd.DataFrame, targets: pd.DataFrame, breaks: pd.DataFrame, lang: str, indicator_no: int
) -> go.Figure:
    """Return one indicator in colour with its values, among the others in grey.

    Parameters
    ----------
    trend
        `reads.indicator_trend`: one row a year and indicator with a score; may be empty.
    targets
        `reads.targets`: those of the indicator are drawn, and the axis reaches to the last of them.
    breaks
        `reads.breaks`: changes of scores and of questions are drawn; lines are cut where scores cannot be compared.
    lang
        ``th`` or ``en``.
    indicator_no
        The indicator to set off, 1-10. Without a score in any year, only the others are drawn, and it is said.

    Returns
    -------
    Figure
        Traces: the others in their order, the indicator, its targets; ``customdata`` is the indicator's number.
    """
    _ = translator(lang)
    years, named = every_year(trend["fiscal_year"]), dict(_indicators(trend, lang))
    years = every_year([*years, *target_years(targets, indicator_no, years)])
    goals = target_values(targets, indicator_no, years)
    on = scale(
        [*trend["score"].tolist(), *goals], TARGET_ROOM if any(goal is not None for goal in goals) else VALUE_ROOM
    )
    cut = cuts(breaks, years)
    traces = []
    aim, last = last_known(goals), last_known(_of(trend, indicator_no, years))
    under = bool(aim and last and aim[1] < last[1])
    for key in sorted(named, key=lambda key: (key == indicator_no, key)):
        values = _of(trend, key, years)
        more: dict[str, Any] = {
            "mode": "lines+markers",
            "line": line_style(OTHERS, 1.5),
            "marker": marker(OTHERS, 5),
        }
        if key == indicator_no:
            more = {
                "mode": "lines+markers+text",
                "line": line_style(OWN, 3),
                "marker": marker(OWN, 10),
                "text": cut_apart([number(value) for value in values], cut, BLANK),
                "textposition": cut_apart(sides(values, on, PLOT), cut, "top center"),
                "textfont": value_font(len(years), OWN),
            }
        traces.append(
            line(
                years,
                values,
                [f"{named[key]}<br>{year} {number(value)}" for year, value in zip(years, values, strict=True)],
                cut,
                name=named[key],
                customdata=cut_apart([key] * len(years), cut),
                **more,
            )
        )
    lines = [axis_words(_(N_("Score")), on.low, lang)]
    if indicator_no in named:
        lines.append(_(N_("Grey: the other indicators")))
    else:
        lines.append(_(N_("Indicator {number} has no score in these years.")).format(number=indicator_no))
    shapes, notes = break_marks(breaks, years, ("scores", "questions"), lang)
    return lines_over(
        [*traces, target_marks(years, goals, lang, under)],
        years,
        on,
        lines,
        strong=named.get(indicator_no, ""),
        captions=len(notes),
        shapes=shapes,
        notes=notes,
    )
