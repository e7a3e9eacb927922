"""What changed: stated years side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ita.errors import N_
from ita.formatting import known, points, signed
from ita.i18n import translator
from ita.series.model import Axis, ChangeRow, ChangeSeries, Emphasis, Point, Unit
from ita.series.years import names_of

MARK = "*"
# Scores of years between the two compared, by year and indicator.
Between = Mapping[int, Mapping[int, float]]


def scores_between(trend: pd.DataFrame, years: Sequence[int]) -> Between:
    """Return the scores of some years by year and indicator, from `reads.indicator_trend`."""
    rows = trend[trend["fiscal_year"].isin(years) & trend["score"].notna()]
    scores: dict[int, dict[int, float]] = {year: {} for year in years}
    for year, no, score in zip(rows["fiscal_year"], rows["indicator_no"], rows["score"], strict=True):
        scores[int(year)][int(no)] = float(score)
    return scores


def _emphasis(change: float, comparable: bool) -> Emphasis:
    """Return whether a change is a rise or a fall; of nothing, or not comparable, it is neither."""
    if not comparable or signed(change) == signed(0):
        return Emphasis.NEUTRAL
    return Emphasis.RISE if change > 0 else Emphasis.FALL


def _row(
    number: int, name: str, scores: Mapping[int, float], change: float, nation: object, comparable: bool, lang: str
) -> ChangeRow:
    """Return a row of the figure.

    Parameters
    ----------
    scores
        By year, where they are known.
    nation
        How much more the score changed than the nation's; may not be known.
    """
    beside = translator(lang)(N_("compared with the nation {points}")).format(points=signed(nation))
    return ChangeRow(
        indicator_no=number,
        name=name,
        points=tuple(Point(year, score, points(score)) for year, score in scores.items()),
        change=change,
        label=signed(change) + ("" if comparable else MARK),
        emphasis=_emphasis(change, comparable),
        comparable=comparable,
        beside=beside if known(nation) else "",
    )


def _reasons(shown: pd.DataFrame, lang: str) -> list[str]:
    """Return what limits the comparison: why rows cannot be compared at all, else that care is needed."""
    _ = translator(lang)
    lines = []
    note = "break_note" if lang == "th" else "break_note_en"
    comparable = shown["comparable"].astype(bool)
    broken = shown.loc[~comparable, note]
    for reason in dict.fromkeys(str(text) for text in broken.dropna()):
        lines.append(f"{MARK} {_(N_('not comparable: {reason}')).format(reason=reason)}")
    if broken.isna().any():
        lines.append(f"{MARK} {_(N_('not comparable'))}")
    if shown.loc[comparable, note].notna().any():
        lines.append(_(N_("Questions changed in between: compare with care")))
    return lines


def change_series(
    change: pd.DataFrame, from_year: int, to_year: int, lang: str, between: Between | None = None
) -> ChangeSeries:
    """Return each indicator's score in two or more stated years, the largest change on top.

    What changed most has to be explained first, a rise as well as a fall; sign and emphasis tell them apart.

    Parameters
    ----------
    change
        `reads.year_change`: one row an indicator. One without a score in either year is named instead. What cannot be
        compared is neutral with a mark, and a note says why.
    from_year, to_year
        The years compared, as the caller stated them.
    lang
        ``th`` or ``en``.
    between
        Scores of years between them.
    """
    _ = translator(lang)
    scored = change[["from_score", "to_score", "change_points"]].notna().all(axis=1)
    shown = change[scored]
    shown = shown.assign(by=shown["change_points"].astype(float).abs()).sort_values(
        ["by", "change_points", "indicator_no"], ascending=[False, True, True]
    )
    lacking = change[~scored].sort_values("indicator_no")
    middle = between or {}
    columns = ("indicator_no", "from_score", "to_score", "change_points", "change_vs_national", "comparable")
    rows = []
    for name, number, old, new, change_points, nation, comparable in zip(
        names_of(shown, lang), *(shown[column] for column in columns), strict=True
    ):
        passed = {year: middle[year][int(number)] for year in sorted(middle) if int(number) in middle[year]}
        scores = {from_year: float(old), **passed, to_year: float(new)}
        rows.append(_row(int(number), name, scores, float(change_points), nation, bool(comparable), lang))
    values = [point.value for row in rows for point in row.points]
    axis = Axis(
        title=_(N_("Score")),
        title_cut=_(N_("Scores; the axis does not begin at 0")),
        low=min(values, default=50.0),
        high=max(values, default=100.0),
        unit=Unit.SCORE,
    )
    return ChangeSeries(
        axis=axis,
        years=(from_year, *sorted(middle), to_year),
        rows=tuple(rows),
        order=_(N_("Largest change first")) if rows else "",
        missing_words=_(N_("Without a score in one of the years:")) if len(lacking) else "",
        missing=tuple(names_of(lacking, lang)),
        notes=tuple(_reasons(shown, lang)),
    )
