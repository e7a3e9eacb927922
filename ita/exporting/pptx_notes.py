"""What stands in words under native charts: what they count, notes, levels, and what changed before a year."""

from __future__ import annotations

from collections.abc import Iterator

from ita.errors import N_
from ita.i18n import translator
from ita.series.model import BarSeries, CellSeries, ChangeSeries, Emphasis, LineSeries, Series


def notes_of(series: Series, lang: str) -> tuple[str, ...]:
    """Return what has to be said under a native chart: what is counted and from where, notes, levels, changes of rules.

    Parameters
    ----------
    lang
        ``th`` or ``en``.
    """
    match series:
        case BarSeries():
            return ()
        case CellSeries():
            return (*series.notes, *_changes_said(series))
        case ChangeSeries():
            return tuple(_notes_of_changes(series, lang))
        case LineSeries():
            notes = [note for note in series.notes if note not in _not_drawn(lang)]
            said = [series.axis.words(series.axis.low), *notes]
            return tuple(text for text in (*said, *_levels_said(series, lang), *_changes_said(series)) if text)


def _not_drawn(lang: str) -> set[str]:
    """Return the notes of what a native chart of lines does not draw: the words under it say it in full."""
    _ = translator(lang)
    return {
        _(N_("Bands: the levels by each year's own rule")),
        _(N_("Dotted lines: the questions or the framework changed")),
    }


def _notes_of_changes(series: ChangeSeries, lang: str) -> Iterator[str]:
    # The bars begin at 0, whatever the axis of the screen does.
    yield " · ".join(text for text in (series.order, series.axis.title) if text)
    if series.missing:
        yield f"{series.missing_words} {', '.join(series.missing)}"
    yield from series.notes
    if any(row.emphasis is not Emphasis.RISE for row in series.rows):
        yield translator(lang)(N_("Bars of the last year in another colour: no rise, or not comparable"))


def _levels_said(series: LineSeries, lang: str) -> Iterator[str]:
    """Return the levels of each stretch of years, with the totals from which they begin."""
    _ = translator(lang)
    for stretch in series.level_bands:
        last = "" if stretch.first_year == stretch.last_year else f"–{stretch.last_year}"
        levels = stretch.missing or ", ".join(f"{band.name} {band.low:g}–{band.high:g}" for band in stretch.bands)
        yield _(N_("Levels {years}: {levels}")).format(years=f"{stretch.first_year}{last}", levels=levels)


def _changes_said(series: LineSeries | CellSeries) -> Iterator[str]:
    if series.rule_changes:
        yield " · ".join(f"{change.year}: {change.caption}" for change in series.rule_changes)
