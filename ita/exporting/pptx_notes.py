"""What stands in words under native charts: what they count, notes, levels, and what changed before a year."""

from __future__ import annotations

from collections.abc import Iterator

from ita.documents.request import Digits
from ita.errors import N_
from ita.exporting.series_digits import own_digits, series_in_digits
from ita.i18n import translator
from ita.series.model import BarSeries, CellSeries, ChangeSeries, Emphasis, LineSeries, Series


def notes_of(series: Series, lang: str, digits: Digits = "arabic") -> tuple[str, ...]:
    """Return what has to be said under a native chart: what is counted and from where, notes, levels, changes of rules.

    Parameters
    ----------
    lang
        ``th`` or ``en``.
    digits
        Of our own figures, never within names.
    """
    series = series_in_digits(series, digits)
    match series:
        case BarSeries():
            return ()
        case CellSeries():
            return (*series.notes, *_changes_said(series, digits))
        case ChangeSeries():
            return tuple(_notes_of_changes(series, lang))
        case LineSeries():
            notes = [note for note in series.notes if note not in _not_drawn(lang)]
            said = (series.axis.words(series.axis.low), *notes, *_levels_said(series, lang, digits))
            return tuple(text for text in (*said, *_changes_said(series, digits)) if text)


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


def _levels_said(series: LineSeries, lang: str, digits: Digits) -> Iterator[str]:
    """Return the levels of each stretch of years, with the totals from which they begin."""
    _ = translator(lang)
    for stretch in series.level_bands:
        last = "" if stretch.first_year == stretch.last_year else f"–{stretch.last_year}"
        floors = [f"{band.name} {own_digits(f'{band.low:g}–{band.high:g}', digits)}" for band in stretch.bands]
        years = own_digits(f"{stretch.first_year}{last}", digits)
        yield _(N_("Levels {years}: {levels}")).format(years=years, levels=stretch.missing or ", ".join(floors))


def _changes_said(series: LineSeries | CellSeries, digits: Digits) -> Iterator[str]:
    if series.rule_changes:
        yield " · ".join(f"{own_digits(str(change.year), digits)}: {change.caption}" for change in series.rule_changes)
