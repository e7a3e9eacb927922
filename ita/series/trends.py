"""The total over the years on its levels beside the nation, the same in short, and the three instruments."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ita.errors import N_
from ita.formatting import points
from ita.i18n import translator
from ita.level_names import level_name
from ita.series.levels import bands_notes, level_bands
from ita.series.model import Axis, Emphasis, Line, LineSeries, Point, Side, Unit, Values
from ita.series.years import (
    by_year,
    every_year,
    rule_changes,
    score_axis,
    target_line,
    target_values,
    with_target_years,
)

# Means of indicators that need no rules, for the instruments whose indicators they are of.
MEANS = {"iit": "mean_1_5", "eit": "mean_6_8", "oit": "mean_9_10"}
INSTRUMENTS = (("IIT", "iit", Emphasis.IIT), ("EIT", "eit", Emphasis.EIT), ("OIT", "oit", Emphasis.OIT))
# So many years at least are there with the total, so that one year has those of the nation beside it.
LEAST_YEARS = 4
# How much farther down than the agency's own scores the nation's may reach, as a share of what these take.
NATION_ROOM = 1.25
# The years of the total in short.
MOST_YEARS = 6


def _years_around(years: Sequence[int], own: Values) -> list[int]:
    """Return the years to draw: those of the agency and one before them, so that these stand in the middle."""
    first = next((place for place, value in enumerate(own) if value is not None), 0)
    return list(years[max(min(first - 1, len(years) - LEAST_YEARS), 0) :])


def _fitting(own: Values, nation: Values, goals: Values) -> Values:
    """Return the scores that an axis must hold: the agency's, and the nation's where they do not squeeze these."""
    known = [value for value in (*own, *goals) if value is not None]
    if not known:
        return nation
    least = min(known) - NATION_ROOM * max(100 - min(known), 5.0)
    return [*known, *(value for value in nation if value is not None and value >= least)]


def _own_and_nation(trend: pd.DataFrame, years: Sequence[int]) -> tuple[Values, Values]:
    """Return the agency's and the nation's total by year; the nation itself has nothing beside it."""
    both = trend[trend["total_shown"].notna() & trend["national_total"].notna()]
    itself = bool(both["difference"].isna().any())
    return (
        by_year(trend, "total_shown", years),
        [None] * len(years) if itself else by_year(trend, "national_total", years),
    )


def _nation_line(years: Sequence[int], nation: Values, lang: str) -> tuple[Line, ...]:
    """Return the nation's totals, the last of which is written at the end; none where none is known."""
    name = translator(lang)(N_("nation"))
    known = [
        Point(year, value, tip=(str(year), f"{name} {points(value)}"))
        for year, value in zip(years, nation, strict=True)
        if value is not None
    ]
    return (Line(name, Emphasis.COMPARED, tuple(known), end=points(known[-1].value)),) if known else ()


def _own_line(own: Sequence[Point], end: bool, lang: str) -> Line:
    """Return the agency's line: its last value is written at the end where there is a line beside it."""
    name = translator(lang)(N_("this agency"))
    last = own[-1].year if own else None
    known = tuple(Point(p.year, p.value, "" if end and p.year == last else points(p.value), p.side, p.tip) for p in own)
    return Line(name, Emphasis.OWN, known, end=points(own[-1].value) if end and own else "")


def total_series(
    trend: pd.DataFrame, bands: pd.DataFrame | None, breaks: pd.DataFrame, targets: pd.DataFrame, lang: str
) -> LineSeries:
    """Return an agency's total over the years, on the levels of each year's own rule, beside the nation's.

    Parameters
    ----------
    trend
        `reads.total_trend`: one row a year; may be empty. A row with the nation's total only keeps the nation's line
        whole, from the year before the agency's first; earlier ones are left to the table. Of the nation itself (no
        ``difference``) there is one line.
    bands
        `reads.level_bands`: the floors of the levels, by year. A year without rules says so. None for an average,
        which gets no level.
    breaks
        `reads.breaks`: changes of scores and, with `bands`, of levels.
    targets
        `reads.targets`: those of the total; the years reach to the last of them.
    lang
        ``th`` or ``en``.
    """
    _ = translator(lang)
    every = with_target_years(targets, None, every_year(trend["fiscal_year"]))
    years = _years_around(every, by_year(trend, "total_shown", every))
    own, nation = _own_and_nation(trend, years)
    goals = target_values(targets, None, years)
    axis = score_axis(_(N_("Total")), _fitting(own, nation, goals), lang)
    levels = {
        int(year): (_(N_("level {level}")).format(level=level_name(level, lang)),)
        for year, level in zip(trend["fiscal_year"], trend["level_shown"], strict=True)
        if not pd.isna(level)
    }
    known = []
    for year, value, beside in zip(years, own, nation, strict=True):
        if value is not None:
            # On the side away from the nation's line.
            side = Side.FREE if beside is None else Side.BELOW if value < beside else Side.ABOVE
            tip = (str(year), f"{_(N_('Total'))} {points(value)}", *levels.get(year, ()))
            known.append(Point(year, value, side=side, tip=tip))
    beside_it = _nation_line(years, nation, lang)
    aims = target_line(years, goals, known[-1].value if known else None, lang)
    areas = () if bands is None else level_bands(bands, years, axis.low, lang)
    return LineSeries(
        axis=axis,
        years=tuple(years),
        lines=(*beside_it, _own_line(known, bool(beside_it), lang), *aims),
        level_bands=areas,
        rule_changes=rule_changes(breaks, years, ("scores",) if bands is None else ("scores", "levels"), lang),
        notes=(*_below_axis(years, nation, axis, lang), *bands_notes(areas, lang)),
    )


def _below_axis(years: Sequence[int], nation: Values, axis: Axis, lang: str) -> tuple[str, ...]:
    """Say which of the nation's totals lie below the axis, where its line leaves the chart; nothing where none does."""
    below = [
        f"{points(value)} ({year})"
        for year, value in zip(years, nation, strict=True)
        if value is not None and value < axis.low
    ]
    text = translator(lang)(N_("The nation's total below the axis: {totals}"))
    return (text.format(totals=", ".join(below)),) if below else ()


def spark_series(trend: pd.DataFrame, breaks: pd.DataFrame, lang: str) -> LineSeries | None:
    """Return an agency's total over its last years beside the nation's; None under two known totals.

    Parameters
    ----------
    trend
        `reads.total_trend`: one row a year; may be empty. Of the nation itself (no ``difference``) there is one line.
    breaks
        `reads.breaks`: changes of scores.
    lang
        ``th`` or ``en``.
    """
    _ = translator(lang)
    years = every_year(trend.loc[trend["total_shown"].notna(), "fiscal_year"])[-MOST_YEARS:]
    own, nation = _own_and_nation(trend, years)
    known = [
        Point(year, value, side=Side.BELOW if beside is not None and beside >= value else Side.ABOVE)
        for year, value, beside in zip(years, own, nation, strict=True)
        if value is not None
    ]
    if len(known) < 2:
        return None
    values = [value for value in (*own, *nation) if value is not None]
    said = ", ".join(f"{point.year} {points(point.value)}" for point in known)
    return LineSeries(
        axis=Axis(_(N_("Total")), low=min(values), high=max(values), unit=Unit.SCORE),
        years=tuple(years),
        lines=(_own_line(known, True, lang), *_nation_line(years, nation, lang)),
        rule_changes=rule_changes(breaks, years, ("scores",), lang),
        said=_(N_("The total over the years: {scores}")).format(scores=said),
    )


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


def _instrument_line(
    name: str, emphasis: Emphasis, years: Sequence[int], found: dict[str, Values], plain: set[int], lang: str
) -> Line:
    """Return the line of an instrument: a value is written at each highest and lowest point of a year, and at its end.

    Parameters
    ----------
    found
        The values of all instruments by their names.
    plain
        Years of which the values are plain means.
    """
    note = translator(lang)(N_("(plain mean)"))
    others = [values for key, values in found.items() if key != name]
    last = max((place for place, value in enumerate(found[name]) if value is not None), default=-1)
    known = []
    for place, (year, value) in enumerate(zip(years, found[name], strict=True)):
        if value is None:
            continue
        beside = [there for other in others if (there := other[place]) is not None]
        highest, lowest = all(value > there for there in beside), all(value < there for there in beside)
        known.append(
            Point(
                year,
                value,
                label=points(value) if (highest or lowest) and place != last else "",
                side=Side.BELOW if lowest and not highest else Side.ABOVE,
                tip=(str(year), f"{name} {points(value)}{f' {note}' if year in plain else ''}"),
                plain_mean=year in plain,
            )
        )
    end = f"{points(known[-1].value)}{' ○' if known[-1].plain_mean else ''}" if known else ""
    return Line(name, emphasis, tuple(known), end=end)


def instrument_series(trend: pd.DataFrame, breaks: pd.DataFrame, lang: str) -> LineSeries:
    """Return the three instruments over the years.

    Parameters
    ----------
    trend
        `reads.total_trend`: ``iit``, ``eit`` and ``oit`` (0-100) by year; from the first to the last year that has
        one; may be empty. Of a year without rules the plain means are there, and it is said.
    breaks
        `reads.breaks`: changes of scores and of questions, for the scores stand on them.
    lang
        ``th`` or ``en``.
    """
    _ = translator(lang)
    trend = with_plain_means(trend).dropna(subset=["iit", "eit", "oit"], how="all")
    years = every_year(trend["fiscal_year"])
    plain = {int(year) for year in trend.loc[trend["plain"], "fiscal_year"]}
    found = {name: by_year(trend, column, years) for name, column, _emphasis in INSTRUMENTS}
    notes = [_(N_("IIT staff survey · EIT public survey · OIT disclosure"))]
    if plain:
        words = _(N_("○ {years}: plain means of indicators 1–5, 6–8, 9–10; the rules are not known"))
        notes.append(words.format(years=", ".join(str(year) for year in sorted(plain))))
    return LineSeries(
        axis=score_axis(_(N_("Score")), [value for values in found.values() for value in values], lang),
        years=tuple(years),
        lines=tuple(
            _instrument_line(name, emphasis, years, found, plain, lang) for name, _column, emphasis in INSTRUMENTS
        ),
        rule_changes=rule_changes(breaks, years, ("scores", "questions"), lang),
        notes=tuple(notes),
    )
