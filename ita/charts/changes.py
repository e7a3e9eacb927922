"""What changed: stated years side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ita.charts import theme
from ita.charts.labels import spread_texts
from ita.charts.years import (
    BLANK,
    HALO,
    HEADER_LETTERS,
    drawn,
    header,
    names_of,
    note,
    number,
)
from ita.errors import N_
from ita.formatting import signed
from ita.i18n import translator

# A change of nothing, and one that cannot be compared, are neither good nor bad.
NEUTRAL = "#7d8894"
MARK = "*"
SIDE = 8
# A row in pixels, and how far above its points its name stands; where there is room the names stand beside the rows.
ROW, WIDE_ROW = 62, 46
NAME = 22
NAMES_BESIDE = 300
WIDE_LETTERS = 120
# How wide the drawing area is at least, in pixels: on a phone, and where names stand beside it.
NARROW, WIDE = 330.0, 700.0
# How far under a row its labels stand, how wide a figure of them is, and the room between two, in pixels.
BENEATH = 18
DIGIT, BESIDE = 6.8, 5.0
# The first year, those between, the last; told apart by shape and named at the first row.
BETWEEN = ("diamond", "square", "triangle-up", "star")


def _ticks(low: float, high: float) -> list[int]:
    """Return at most six round scores between two scores."""
    for step in (1, 2, 5, 10, 20):
        ticks = list(range(max(math.ceil(low / step), 0) * step, int(min(high, 100)) + 1, step))
        if len(ticks) <= 6:
            return ticks
    return [0, 50, 100]


def _colour(points: float, comparable: bool) -> str:
    """Return the colour of a change."""
    if not comparable or signed(points) == "0.00":
        return NEUTRAL
    return theme.GOOD if points > 0 else theme.WEAK


@dataclass(frozen=True, slots=True)
class _Row:
    """The points of one indicator by year, and where the label of each stands."""

    scores: tuple[float | None, ...]

    def side(self, year: int) -> str:
        """Return ``left`` or ``right`` of the outermost points, ``beneath`` for those between them."""
        known = [(score, place) for place, score in enumerate(self.scores) if score is not None]
        ends = (0, len(self.scores) - 1)
        # Of equal scores the first year stands left and the last right.
        lowest = min(known, key=lambda each: (each[0], each[1] != ends[0], each[1]))[1]
        highest = max(known, key=lambda each: (each[0], each[1] == ends[1], each[1]))[1]
        return "left" if year == lowest else "right" if year == highest else "beneath"


def _points(rows: Sequence[_Row], year: int, **more: Any) -> go.Scatter:
    """Return the points of one year, each with its score beside it where it is the outermost of its row."""
    known = [(place, row) for place, row in enumerate(rows) if row.scores[year] is not None]
    label_sides = [row.side(year) for _place, row in known]
    return go.Scatter(
        x=[row.scores[year] for _place, row in known],
        y=[place for place, _row in known],
        mode="markers+text",
        text=[
            BLANK if label_side == "beneath" else f"{number(row.scores[year])}{BLANK if label_side == 'left' else ''}"
            for (_place, row), label_side in zip(known, label_sides, strict=True)
        ],
        textposition=[f"middle {'right' if label_side == 'beneath' else label_side}" for label_side in label_sides],
        cliponaxis=False,
        hoverinfo="text",
        **more,
    )


def _beneath(rows: Sequence[_Row], years: Sequence[int], span: float, width: float) -> list[dict[str, Any]]:
    """Return the labels under the rows: of the first row the years, of every row the scores between the outermost.

    Parameters
    ----------
    span, width
        Of the drawing area: in scores, and in pixels at least.
    """
    found = []
    for place, row in enumerate(rows):
        labels: list[tuple[float, str, str]] = []
        for year, score in enumerate(row.scores):
            if score is None:
                continue
            inner = row.side(year) == "beneath"
            words = [str(years[year])] if place == 0 else []
            words += [number(score)] if inner else []
            if words:
                ink = theme.INK if year == len(years) - 1 else theme.MUTED
                labels.append((score, " ".join(words), ink))
        labels.sort(key=lambda label: label[0])
        at = [score / span * width for score, _text, _ink_ in labels]
        moved = spread_texts(at, [len(text) * DIGIT + BESIDE for _score, text, _ink_ in labels])
        for (score, text, ink), before, to in zip(labels, at, moved, strict=True):
            where = {"x": score, "y": place, "xanchor": "center", "yanchor": "middle"}
            font = {"size": 13, "color": ink}
            found.append(note(text, **where, xshift=round(to - before, 1), yshift=-BENEATH, font=font))
    return found


def _between(rows: Sequence[_Row], colours: Sequence[str]) -> list[dict[str, Any]]:
    """Return the lines between the points of the first and the last year, and a guide through each row."""
    shapes: list[dict[str, Any]] = []
    for place, (row, colour) in enumerate(zip(rows, colours, strict=True)):
        line = {"type": "line", "layer": "between", "y0": place, "y1": place}
        shapes.append({**line, "xref": "paper", "x0": 0, "x1": 1, "line": {"color": theme.GRID, "width": 1}})
        shapes.append({**line, "x0": row.scores[0], "x1": row.scores[-1], "line": {"color": colour, "width": 4}})
    return shapes


def _listed(intro: str, names: Sequence[str]) -> list[str]:
    """Return names in lines that break between names only."""
    lines = [intro]
    for place, name in enumerate(names):
        text = name if place == len(names) - 1 else f"{name},"
        if theme.width(f"{lines[-1]} {text}") > HEADER_LETTERS:
            lines.append(text)
        else:
            lines[-1] += f" {text}"
    return lines


def _reasons(shown: pd.DataFrame, lang: str) -> list[str]:
    """Return what limits the comparison: why rows cannot be compared at all, else that care is needed."""
    _ = translator(lang)
    lines = []
    note_ = "break_note" if lang == "th" else "break_note_en"
    comparable = shown["comparable"].astype(bool)
    broken = shown.loc[~comparable, note_]
    for reason in dict.fromkeys(theme.plain(text) for text in broken.dropna()):
        lines.append(f"{MARK} {_(N_('not comparable: {reason}')).format(reason=reason)}")
    if broken.isna().any():
        lines.append(f"{MARK} {_(N_('not comparable'))}")
    if shown.loc[comparable, note_].notna().any():
        lines.append(_(N_("Questions changed in between: compare with care")))
    return lines


def _names_of_rows(
    names: Sequence[str], changes: Sequence[str], inks: Sequence[str], wide: bool
) -> list[dict[str, Any]]:
    """Return the name of each row with its change: beside the row where there is room, else above it."""
    found = []
    for place, (name, change, ink) in enumerate(zip(names, changes, inks, strict=True)):
        text = f'{theme.wrap(name, 30) if wide else name}  <b><span style="color:{ink}">{change}</span></b>'
        at = {"xref": "paper", "x": 0, "y": place, "yanchor": "middle", "align": "right" if wide else "left"}
        at |= {"xanchor": "right", "xshift": -12} if wide else {"xanchor": "left", "yshift": NAME}
        found.append(note(text, **at, font={"size": 14, "color": theme.INK}))
    return found


def dumbbell(
    change: pd.DataFrame,
    from_year: int,
    to_year: int,
    lang: str,
    *,
    between: Mapping[int, Mapping[int, float]] | None = None,
    wide: bool = False,
) -> go.Figure:
    """Return each indicator's score in two or more stated years, the largest change on top.

    What changed most has to be explained first, a rise as well as a fall; sign and colour tell them apart.

    Parameters
    ----------
    change
        `reads.year_change`: one row an indicator. One without a score in either year is named above the figure instead.
        What cannot be compared is grey with a mark, and the note says why.
    from_year, to_year
        The years compared, as the caller stated them.
    lang
        ``th`` or ``en``.
    between
        Scores by indicator of years between them, which are drawn too.
    wide
        Whether names stand beside the rows; else above them, as on a phone.

    Returns
    -------
    Figure
        Traces: the points of the first year, of those between, of the last; ``customdata`` is the indicator's number.
    """
    _ = translator(lang)
    scored = change[["from_score", "to_score", "change_points"]].notna().all(axis=1)
    shown = change[scored]
    shown = shown.assign(by=shown["change_points"].astype(float).abs()).sort_values(
        ["by", "change_points", "indicator_no"], ascending=[False, True, True]
    )
    lacking = change[~scored].sort_values("indicator_no")
    middle = between or {}
    years = [from_year, *sorted(middle), to_year]
    names, numbers = names_of(shown, lang), [int(no) for no in shown["indicator_no"]]
    rows = [
        _Row((float(old), *(middle[year].get(no) for year in sorted(middle)), float(new)))
        for no, old, new in zip(numbers, shown["from_score"], shown["to_score"], strict=True)
    ]
    points, comparable = [float(p) for p in shown["change_points"]], [bool(flag) for flag in shown["comparable"]]
    colours = [_colour(p, flag) for p, flag in zip(points, comparable, strict=True)]
    inks = [theme.MUTED if colour == NEUTRAL else colour for colour in colours]
    texts = [signed(p) + ("" if flag else MARK) for p, flag in zip(points, comparable, strict=True)]
    beside = [
        "" if pd.isna(p) else "<br>" + _(N_("compared with the nation {points}")).format(points=signed(float(p)))
        for p in shown["change_vs_national"]
    ]
    hover = [
        "<br>".join([name, *(f"{year} {number(score)}" for year, score in zip(years, row.scores, strict=True))])
        + f"<br><b>{text}</b>{nation}"
        for name, row, text, nation in zip(names, rows, texts, beside, strict=True)
    ]
    scores = [score for row in rows for score in row.scores if score is not None]
    # Values stand outside the points and take some fifty pixels on either side.
    low, high = min(scores, default=50.0), max(scores, default=100.0)
    room = (0.08 if wide else 0.22) * max(high - low, 4.0)
    axis = _(N_("Scores; the axis does not begin at 0")) if low > room else _(N_("Score"))
    lines = [f"{_(N_('Largest change first'))} · {axis}"] if rows else [axis]
    if len(lacking):
        lines += _listed(_(N_("Without a score in one of the years:")), names_of(lacking, lang))
    left = NAMES_BESIDE if wide else SIDE
    text, above = header(
        [*lines, *_reasons(shown, lang)], left, under=4 if wide else 0, letters=WIDE_LETTERS if wide else HEADER_LETTERS
    )
    font = {"family": theme.FONT, "size": 14 if wide else 13, "shadow": HALO}

    def trace(place: int, style: dict[str, Any], ink: str) -> go.Scatter:
        there = [at for at, row in enumerate(rows) if row.scores[place] is not None]
        return _points(
            rows,
            place,
            name=str(years[place]),
            marker={key: [each[at] for at in there] if isinstance(each, list) else each for key, each in style.items()},
            textfont={**font, "color": ink},
            hovertext=[hover[at] for at in there],
            customdata=[numbers[at] for at in there],
        )

    hollow = {"color": theme.GROUND, "size": 13, "symbol": "circle", "line": {"color": NEUTRAL, "width": 3}}
    filled = {"color": colours, "size": 15, "symbol": "circle", "line": {"color": theme.GROUND, "width": 1}}
    edge = {"color": theme.GROUND, "width": 1}
    row_height = WIDE_ROW if wide else ROW
    return drawn(
        [
            trace(0, hollow, theme.MUTED),
            *(
                trace(
                    place + 1,
                    {"color": NEUTRAL, "size": 11, "symbol": BETWEEN[place % len(BETWEEN)], "line": edge},
                    theme.MUTED,
                )
                for place in range(len(middle))
            ),
            trace(len(years) - 1, filled, theme.INK),
        ],
        theme.layout(
            above + row_height * max(len(shown), 1) + 30,
            margin={"l": left, "r": SIDE, "t": above, "b": 30},
            xaxis={
                "range": [low - room, high + room],
                "tickmode": "array",
                "tickvals": _ticks(low - room, high + room),
                "gridcolor": theme.GRID,
                "zeroline": False,
                "tickfont": {"family": theme.FONT, "size": 13, "color": theme.MUTED},
                "fixedrange": True,
            },
            yaxis={"range": [max(len(shown), 1) - 0.5, -0.5], "visible": False, "fixedrange": True},
            shapes=_between(rows, colours),
            annotations=[
                text,
                *_names_of_rows(names, texts, inks, wide),
                *_beneath(rows, years, high - low + 2 * room, WIDE if wide else NARROW),
            ],
        ),
    )


def years_compared(
    change: pd.DataFrame,
    trend: pd.DataFrame,
    from_year: int,
    to_year: int,
    lang: str,
    between: Sequence[int] = (),
    wide: bool = False,
) -> go.Figure:
    """Return `dumbbell` with years between the two.

    Parameters
    ----------
    change
        `reads.year_change` of the first and the last year.
    trend
        `reads.indicator_trend`: the scores of the years between; may be empty.
    from_year, to_year, lang, wide
        As for `dumbbell`.
    between
        Which years between them are drawn.
    """
    rows = trend[trend["fiscal_year"].isin(between) & trend["score"].notna()]
    scores: dict[int, dict[int, float]] = {year: {} for year in between}
    for year, no, score in zip(rows["fiscal_year"], rows["indicator_no"], rows["score"], strict=True):
        scores[int(year)][int(no)] = float(score)
    return dumbbell(change, from_year, to_year, lang, between=scores, wide=wide)
