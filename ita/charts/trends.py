"""Lines over the years: the total on its levels beside the nation, and the three instruments."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from ita.charts import theme
from ita.charts.bands import band_marks, runs_of
from ita.charts.labels import end_labels, sides, target_heights, upright, value_heights
from ita.charts.years import (
    BLANK,
    LABEL,
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
    every_year,
    last_known,
    line,
    line_style,
    lines_over,
    marker,
    number,
    scale,
    target_marks,
    target_values,
    target_years,
    value_font,
)
from ita.errors import N_
from ita.i18n import translator
from ita.level_names import level_name

# Means of indicators that need no rules, for the instruments whose indicators they are of.
MEANS = {"iit": "mean_1_5", "eit": "mean_6_8", "oit": "mean_9_10"}
# Apart in hue and lightness, also for the colour-blind; the shapes say the same.
INSTRUMENTS = (("IIT", "iit", OWN, "circle"), ("EIT", "eit", "#b86e00", "square"), ("OIT", "oit", "#9d174d", "diamond"))


# So many years at least stand in a figure of totals, so that one year has those of the nation beside it.
LEAST_YEARS = 4
# How much farther down than the agency's own scores the nation's may reach, as a share of what these take.
NATION_ROOM = 0.5


def _years_around(years: Sequence[int], own: Values) -> list[int]:
    """Return the years to draw: those of the agency and one before them, so that these stand in the middle."""
    first = next((place for place, value in enumerate(own) if value is not None), 0)
    return list(years[max(min(first - 1, len(years) - LEAST_YEARS), 0) :])


def _fitting(own: Values, nation: Values, goals: Values) -> Values:
    """Return the scores that a scale must hold: the agency's, and the nation's where they do not squeeze these."""
    mine = [value for value in (*own, *goals) if value is not None]
    if not mine:
        return nation
    least = min(mine) - NATION_ROOM * max(100 - min(mine), 5.0)
    return [*mine, *(value for value in nation if value is not None and value >= least)]


def total_lines(
    trend: pd.DataFrame, bands: pd.DataFrame | None, breaks: pd.DataFrame, targets: pd.DataFrame, lang: str
) -> go.Figure:
    """Return an agency's total over the years, on the levels of each year's own rule, beside the nation's.

    Parameters
    ----------
    trend
        `reads.total_trend`: one row a year; may be empty. A row with the nation's total only keeps the nation's line
        whole, from the year before the agency's first; earlier ones are left to the table. Of the nation itself (no
        ``difference``) one line is drawn.
    bands
        `reads.level_bands`: the floors of the levels, by year. A year without rules says so. None for an average,
        which gets no level.
    breaks
        `reads.breaks`: changes of scores and, with `bands`, of levels are drawn; lines are cut where scores cannot be
        compared.
    targets
        `reads.targets`: those of the total are drawn, and the axis reaches to the last of them.
    lang
        ``th`` or ``en``.

    Returns
    -------
    Figure
        Traces: the nation (where it is known), the agency, the targets; ``customdata`` of the agency is the year.
    """
    _ = translator(lang)
    years = every_year(trend["fiscal_year"])
    years = every_year([*years, *target_years(targets, None, years)])
    years = _years_around(years, by_year(trend, "total_shown", years))
    own, nation = by_year(trend, "total_shown", years), by_year(trend, "national_total", years)
    both = trend["total_shown"].notna() & trend["national_total"].notna()
    if trend.loc[both, "difference"].isna().any():
        # The agency is the nation itself.
        nation = [None] * len(years)
    goals = target_values(targets, None, years)
    on = scale(_fitting(own, nation, goals), TARGET_ROOM if any(goal is not None for goal in goals) else VALUE_ROOM)
    cut = cuts(breaks, years)
    country, agency = _(N_("nation")), _(N_("this agency"))
    words = {
        int(year): f"<br>{_(N_('level {level}')).format(level=theme.plain(level_name(level, lang)))}"
        for year, level in zip(trend["fiscal_year"], trend["level_shown"], strict=True)
        if not pd.isna(level)
    }
    # Values stand on the side away from the nation's line.
    away = [None if value is None or other is None else value < other for value, other in zip(own, nation, strict=True)]
    label_sides = sides(own, on, PLOT, away)
    traces, ends = [], []
    final = last_known(nation)
    if final is not None:
        traces.append(
            line(
                years,
                nation,
                [f"{year}<br>{country} {number(value)}" for year, value in zip(years, nation, strict=True)],
                cut,
                mode="lines+markers",
                name=country,
                line=line_style(theme.MUTED, 2, "dash"),
                marker=marker(theme.MUTED, 6, "diamond"),
                # What lies under the scale, which fits the agency, is cut at its edge.
                cliponaxis=True,
            )
        )
        ends.append((*final, f"{country}<br>{number(final[1])}", theme.MUTED))
    last = last_known(own)
    if ends and last is not None:
        ends.append((*last, f"<b>{agency}<br>{number(last[1])}</b>", OWN))
    traces.append(
        line(
            years,
            own,
            [
                f"{year}<br>{_(N_('Total'))} {number(value)}{words.get(year, '')}"
                for year, value in zip(years, own, strict=True)
            ],
            cut,
            mode="lines+markers+text",
            name=agency,
            line=line_style(OWN, 3),
            marker=marker(OWN, 10),
            text=cut_apart(
                [BLANK if ends and last and place == last[0] else number(value) for place, value in enumerate(own)],
                cut,
                BLANK,
            ),
            textposition=cut_apart(label_sides, cut, "top center"),
            textfont=value_font(len(years), OWN),
            customdata=cut_apart(years, cut),
        )
    )
    lines = [axis_words(_(N_("Total")), on.low, lang)]
    shapes, notes = break_marks(breaks, years, ("scores",) if bands is None else ("scores", "levels"), lang)
    captions = len(notes)
    if bands is not None:
        runs = runs_of(bands, years, lang)
        areas, names = band_marks(runs, (own, nation, goals, value_heights(own, label_sides, on, PLOT)), on, lang)
        shapes, notes = [*areas, *shapes], [*names, *notes]
        if areas:
            lines.append(_(N_("Bands: the levels by each year's own rule")))
        if any(" / " in name for _first, _last, rule in runs for _floor, name in rule):
            lines.append(_(N_("In years where a band has two names, the level depends on each instrument too")))
    aim = last_known(goals)
    under = bool(aim and last and aim[1] < last[1])
    return lines_over(
        [*traces, target_marks(years, goals, lang, under)],
        years,
        on,
        lines,
        right=84 if ends else 26,
        captions=captions,
        shapes=shapes,
        notes=[*notes, *end_labels(ends, on, PLOT, 36, lambda at: target_heights(goals, at, on, PLOT, under))],
    )


def _beyond(values: Values, others: Sequence[Values], sign: int) -> list[bool]:
    """Return by place whether a line stands above all the others (sign 1) or under them (-1)."""
    return [
        value is not None and all(sign * (value - there) > 0 for other in others if (there := other[place]) is not None)
        for place, value in enumerate(values)
    ]


def with_plain_means(trend: pd.DataFrame) -> pd.DataFrame:
    """Return the trend with the plain means where a year has no rules; ``plain`` tells which years these are.

    Parameters
    ----------
    trend
        `reads.total_trend`.
    """
    filled = trend.copy()
    if not {"rules_basis", *MEANS.values()} <= set(trend.columns):
        return filled.assign(plain=False)
    lacking = trend[list(MEANS)].isna().all(axis=1) & trend["rules_basis"].isna()
    for instrument, mean in MEANS.items():
        filled[instrument] = trend[instrument].where(~lacking, trend[mean])
    filled["plain"] = lacking & filled[list(MEANS)].notna().any(axis=1)
    return filled


def instrument_lines(trend: pd.DataFrame, breaks: pd.DataFrame, lang: str) -> go.Figure:
    """Return the three instruments over the years, told apart by shape as well as by colour.

    Parameters
    ----------
    trend
        `reads.total_trend`: ``iit``, ``eit`` and ``oit`` (0-100) by year; drawn from the first to the last year that
        has one; may be empty. Of a year without rules the plain means are drawn, with hollow points, and it is said.
    breaks
        `reads.breaks`: changes of scores and of questions are drawn, for the scores stand on them.
    lang
        ``th`` or ``en``.

    Returns
    -------
    Figure
        One trace an instrument; a value stands at each highest and lowest point of a year, and beside each line's end.
    """
    _ = translator(lang)
    trend = with_plain_means(trend).dropna(subset=["iit", "eit", "oit"], how="all")
    years = every_year(trend["fiscal_year"])
    plain = {int(year) for year in trend.loc[trend["plain"], "fiscal_year"]}
    found = {name: by_year(trend, column, years) for name, column, _colour, _symbol in INSTRUMENTS}
    on = scale(value for values in found.values() for value in values)
    cut = cuts(breaks, years)
    finals = {name: last_known(values) for name, values in found.items()}
    written, leaning = [], []
    for name, values in found.items():
        others = [other for key, other in found.items() if key != name]
        final = finals[name]
        highest, lowest = _beyond(values, others, 1), _beyond(values, others, -1)
        shown: Values = [
            value if (high or low) and final and place != final[0] else None
            for place, (value, high, low) in enumerate(zip(values, highest, lowest, strict=True))
        ]
        written.append(shown)
        leaning.append(sides(values, on, PLOT, [low and not high for high, low in zip(highest, lowest, strict=True)]))
    label_sides = upright(list(zip(written, leaning, strict=True)), on, PLOT)
    traces, ends = [], []
    for (name, _column, colour, symbol), shown, label_side in zip(INSTRUMENTS, written, label_sides, strict=True):
        values, final = found[name], finals[name]
        if final is not None:
            ends.append((*final, f"<b>{name}</b> {number(final[1])}{' ○' if years[final[0]] in plain else ''}", colour))
        symbols = [f"{symbol}-open" if year in plain else symbol for year in years]
        hover = [f" {_(N_('(plain mean)'))}" if year in plain else "" for year in years]
        traces.append(
            line(
                years,
                values,
                [
                    f"{year}<br>{name} {number(value)}{more}"
                    for year, value, more in zip(years, values, hover, strict=True)
                ],
                cut,
                mode="lines+markers+text",
                name=name,
                line=line_style(colour, 2.5),
                marker={
                    **marker(colour, 10, symbol),
                    **(
                        {"symbol": cut_apart(symbols, cut, symbol), "line": {"color": colour, "width": 2}}
                        if plain
                        else {}
                    ),
                },
                text=cut_apart([number(value) for value in shown], cut, BLANK),
                textposition=cut_apart(label_side, cut, "top center"),
                textfont=value_font(len(years), colour),
                customdata=cut_apart(years, cut),
            )
        )
    shapes, notes = break_marks(breaks, years, ("scores", "questions"), lang)
    lines = [axis_words(_(N_("Score")), on.low, lang), _(N_("IIT staff survey · EIT public survey · OIT disclosure"))]
    if plain:
        words = _(N_("○ {years}: plain means of indicators 1–5, 6–8, 9–10; the rules are not known"))
        lines.append(words.format(years=", ".join(str(year) for year in sorted(plain))))
    return lines_over(
        traces,
        years,
        on,
        lines,
        right=88,
        captions=len(notes),
        shapes=shapes,
        notes=[*notes, *end_labels(ends, on, PLOT, LABEL)],
    )
