"""Sentences of years compared: how the total and the indicators moved, beside the nation, and what has stayed weak."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ita import ties
from ita.errors import N_, Params
from ita.formatting import known, points
from ita.insights.sentence import Sentence, indicator_names
from ita.read_rows import PersistenceRow, TotalChangeRow, TotalTrendRow, YearChangeRow

# Of a total that went the nation's way: as far, less far, further.
_ROSE_TOO = (
    N_("In the same time the nation's total rose by {nation} too."),
    N_("In the same time the nation's total rose by {nation}: here it rose {points} points less than the nation's."),
    N_("In the same time the nation's total rose by {nation}: here it rose {points} points more than the nation's."),
)
_FELL_TOO = (
    N_("In the same time the nation's total fell by {nation} too."),
    N_("In the same time the nation's total fell by {nation}: here it fell {points} points less than the nation's."),
    N_("In the same time the nation's total fell by {nation}: here it fell {points} points more than the nation's."),
)


def total_sentences(change: TotalChangeRow, from_year: int, to_year: int) -> list[Sentence]:
    """Return what happened to the total and the level between two years, beside the nation.

    Parameters
    ----------
    change
        The row of `reads.total_change`.
    """
    years: dict[str, str | int | float | None] = {"from_year": from_year, "to_year": to_year}
    if not known(change.change_points):
        return _no_change(change, years)
    moved = change.change_points
    params = {
        **years,
        "from_score": points(change.from_score),
        "to_score": points(change.to_score),
        "change": points(abs(moved)),
    }
    if moved > 0:
        text = N_("From {from_year} to {to_year} the total rose by {change}, from {from_score} to {to_score}.")
    elif moved < 0:
        text = N_("From {from_year} to {to_year} the total fell by {change}, from {from_score} to {to_score}.")
    else:
        text = N_("From {from_year} to {to_year} the total stayed at {to_score}.")
    found = [Sentence("total-change", text, params), *_beside_the_nation_s(change, moved, years)]
    return found + level_change_sentences(change, moved, years)


def _no_change(change: TotalChangeRow, years: Params) -> list[Sentence]:
    """Return why no change of the total is given: which total is missing, or that the two have different bases."""
    if known(change.from_shown) and known(change.to_shown):
        params = {**years, "from_score": points(change.from_shown), "to_score": points(change.to_shown)}
        text = N_(
            "The totals of {from_year} ({from_score}) and {to_year} ({to_score}) are not of the same kind "
            "(one published, one calculated), so no change is given."
        )
        return [Sentence("total-bases-differ", text, params)]
    return [
        Sentence("total-unknown", N_("The total of {year} is not known, so no change is given."), {"year": years[year]})
        for year, total in (("from_year", change.from_shown), ("to_year", change.to_shown))
        if total is None
    ]


def _beside_the_nation_s(change: TotalChangeRow, moved: Decimal, years: Params) -> list[Sentence]:
    """Return the change of the total beside the nation's in the same time; it says nothing of who stands higher."""
    if change.national_note == "not_known":
        nations = {"from_year": change.national_from, "to_year": change.national_to}
        lacking = [str(years[name]) for name, nation in nations.items() if nation is None]
        text = N_("The nation's average total of {years} is not here yet, so no comparison.")
        return [Sentence("nation-unknown", text, {"years": ", ".join(lacking)})]
    nation, difference = change.national_change, change.change_vs_national
    if nation is None or difference is None:
        return []
    params: Params = {"nation": points(abs(nation)), "points": points(abs(difference))}
    if not nation:
        return [Sentence("nation-stayed", N_("In the same time the nation's total stayed as it was."), params)]
    if moved > 0 and nation > 0:
        return [_moved_alike("rose", _ROSE_TOO, difference, params)]
    if moved < 0 and nation < 0:
        return [_moved_alike("fell", _FELL_TOO, -difference, params)]
    text = (
        N_("In the same time the nation's total rose by {nation}: the two changes are {points} points apart.")
        if nation > 0
        else N_("In the same time the nation's total fell by {nation}: the two changes are {points} points apart.")
    )
    return [Sentence("beside-nation-s-change", text, params)]


def _moved_alike(direction: str, texts: tuple[str, str, str], more: Decimal, params: Params) -> Sentence:
    """Return that the total went the nation's way: as far, less far, or further (by `more` points)."""
    as_far, less, further = texts
    if not more:
        return Sentence(f"{direction}-alike", as_far, params)
    return Sentence(f"{direction}-less", less, params) if more < 0 else Sentence(f"{direction}-more", further, params)


def level_change_sentences(change: TotalChangeRow, moved: Decimal, years: Params) -> list[Sentence]:
    """Return what happened to the level; nothing is compared across a change of the levels, or of their basis."""
    before, after = change.from_level, change.to_level
    if not known(before) or not known(after):
        return []
    params = {**years, "before": str(before), "after": str(after)}
    if not change.levels_comparable:
        text = N_("The levels “{before}” and “{after}” cannot be compared: their rule changed between the years.")
        return [Sentence("levels-not-comparable", text, params)]
    if change.level_basis == "mixed":
        text = N_("The levels “{before}” and “{after}” are not compared: one is published, the other calculated.")
        return [Sentence("levels-mixed", text, params)]
    published = change.level_basis == "published"
    if before == after:
        text = N_("The level stayed “{after}”.") if published else N_("The calculated level stayed “{after}”.")
        return [Sentence("level-same", text, params)]
    if moved > 0 and change.level_moved == "down":
        text = (
            N_("The total rose, yet the level went from “{before}” to “{after}”.")
            if published
            else N_("The total rose, yet the calculated level went from “{before}” to “{after}”.")
        )
        return [Sentence("level-fell", text, params)]
    text = (
        N_("The level went from “{before}” to “{after}”.")
        if published
        else N_("The calculated level went from “{before}” to “{after}”.")
    )
    return [Sentence("level-changed", text, params)]


def instruments_sentence(row: TotalTrendRow, year: int) -> Sentence:
    """Return which instrument is lowest and which highest of those known in a year (a row of `reads.total_trend`)."""
    scores = {"IIT": row.iit, "EIT": row.eit, "OIT": row.oit}
    found = {name: score for name, score in scores.items() if score is not None}
    low, high = min(found.values()), max(found.values())
    params: Params = {
        "year": year,
        "lowest": ", ".join(name for name, score in found.items() if score == low),
        "low": points(low),
        "highest": ", ".join(name for name, score in found.items() if score == high),
        "high": points(high),
        "known": len(found),
    }
    if len(found) == 1:
        text = N_("In {year} only {lowest} can be calculated: {low}.")
    elif low == high:
        text = N_("In {year} {lowest} are equal: {low}.")
    elif len(found) < 3:
        text = N_("In {year} two instruments can be calculated: {lowest} ({low}) is lower than {highest} ({high}).")
    else:
        text = N_("In {year} {lowest} is the lowest instrument ({low}) and {highest} the highest ({high}).")
    return Sentence("instruments", text, params)


def change_sentences(change: Sequence[YearChangeRow], lang: str) -> list[Sentence]:
    """Return which indicators rose and fell most between two years.

    Parameters
    ----------
    change
        `reads.year_change`: ten rows, largest fall first.
    """
    moved = [row for row in change if row.change_points is not None]
    if not moved:
        return [Sentence("no-indicator-change", N_("No indicator has a score in both years."), {})]
    found: list[Sentence] = []
    points_moved = [row.change_points for row in change if row.change_points is not None]
    rise, fall = max(points_moved), min(points_moved)
    if len(moved) > 1 and rise == fall:
        found.append(_alike(len(moved), rise))
    else:
        if rise > 0:
            found.append(_most([row for row in moved if row.change_points == rise], lang, rose=True))
        if fall < 0:
            found.append(_most([row for row in moved if row.change_points == fall], lang, rose=False))
        elif len(moved) == len(change):
            found.append(Sentence("none-fell", N_("No indicator fell."), {}))
    if len(moved) < len(change):
        found.append(
            Sentence(
                "some-unknown",
                N_("{count} indicators have no score in one of the two years."),
                {"count": len(change) - len(moved)},
            )
        )
    if not all(row.comparable for row in change):
        found.append(
            Sentence("scores-not-comparable", N_("The scores of the two years come from different frameworks."), {})
        )
    return found


def _alike(count: int, by: Decimal) -> Sentence:
    """Return that all indicators changed by the same points, so that none changed most."""
    params: Params = {"count": count, "change": points(abs(by))}
    if not by:
        return Sentence("none-changed", N_("No score changed: all {count} are equal in both years."), params)
    text = (
        N_("All {count} indicators rose by the same {change}.")
        if by > 0
        else N_("All {count} indicators fell by the same {change}.")
    )
    return Sentence("changed-alike", text, params)


def _most(rows: Sequence[YearChangeRow], lang: str, *, rose: bool) -> Sentence:
    """Return which indicator rose or fell most; several where their changes are equal."""
    row = rows[0]
    params: Params = {
        "name": indicator_names(rows, lang),
        "change": points(abs(row.change_points or 0)),
        "from_score": points(row.from_score),
        "to_score": points(row.to_score),
    }
    if len(rows) > 1:
        text = N_("{name} rose most: by {change} each.") if rose else N_("{name} fell most: by {change} each.")
    elif rose:
        text = N_("{name} rose most: by {change}, from {from_score} to {to_score}.")
    else:
        text = N_("{name} fell most: by {change}, from {from_score} to {to_score}.")
    return Sentence("rose-most" if rose else "fell-most", text, params)


def persistence_sentence(persistence: Sequence[PersistenceRow], lang: str) -> Sentence | None:
    """Return which indicators have been among the three weakest most often; None before two complete years."""
    if not persistence or persistence[0].years_known < 2:
        return None
    first = persistence[0]
    often = first.years_in_bottom_three, first.consecutive_years
    equal = [row for row in persistence if (row.years_in_bottom_three, row.consecutive_years) == often]
    if len(equal) > ties.MOST:
        text = N_("None is weakest most often: {count} indicators were among the three weakest equally often.")
        return Sentence("none-for-long", text, {"count": len(equal)})
    params: Params = {
        "name": indicator_names(equal, lang),
        "years": first.years_in_bottom_three,
        "known": first.years_known,
        "run": first.consecutive_years,
    }
    if first.consecutive_years < 2:
        text = N_("Most often among the three weakest: {name}, in {years} of {known} years.")
    else:
        text = N_("Most often among the three weakest: {name}, in {years} of {known} years, {run} of them in a row.")
    return Sentence("weakest-for-long", text, params)


def certainty_sentence(certainty: str) -> Sentence:
    """Return how sure a change of rules is (`reads.breaks`): seen in a source, in part inferred, or not confirmed."""
    if "background" in certainty:
        return Sentence("not-confirmed", N_("a part of this is not confirmed by any source yet"), {})
    if "inferred" in certainty:
        return Sentence("inferred", N_("seen in a source, a part inferred"), {})
    return Sentence("seen", N_("seen in a source"), {})


def beside_nation(trend_row: TotalTrendRow) -> list[Sentence]:
    """Return how a year's total stands beside the nation's (a row of `reads.total_trend`); nothing where one lacks."""
    if not known(trend_row.difference):
        return []
    params: Params = {
        "year": int(trend_row.fiscal_year),
        "total": points(trend_row.total_shown),
        "nation": points(trend_row.national_total),
        "points": points(abs(trend_row.difference)),
    }
    if trend_row.difference < 0:
        text = N_("In {year} the total is {total}, {points} points below the nation's {nation}.")
    elif trend_row.difference > 0:
        text = N_("In {year} the total is {total}, {points} points above the nation's {nation}.")
    else:
        text = N_("In {year} the total is {total}, as much as the nation's.")
    return [Sentence("beside-nation", text, params)]


def one_year_sentence(year: int) -> Sentence:
    """Return what one year alone can say, and what another would add."""
    return Sentence(
        "one-year",
        N_(
            "Only {year} is known. It tells where the gaps are; with another year this page also tells "
            "what rose, what fell, and whether the agency moved with the nation."
        ),
        {"year": year},
    )
