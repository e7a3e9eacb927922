"""The levels behind totals: the bands of each year's own rule, never those of another year."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ita.errors import N_
from ita.i18n import translator
from ita.level_names import level_name
from ita.series.model import Band, LevelBands

# Floors from the best down, each with the names of all levels that share it.
Rule = tuple[tuple[float, str], ...]
BETWEEN_NAMES = " / "


def _rule(bands: pd.DataFrame, year: int, lang: str) -> Rule:
    names: dict[float, list[str]] = {}
    rows = bands[(bands["fiscal_year"] == year) & bands["min_total"].notna()].sort_values("level_order")
    for floor, level in zip(rows["min_total"], rows["level"], strict=True):
        names.setdefault(float(floor), []).append(level_name(level, lang))
    return tuple((floor, BETWEEN_NAMES.join(names[floor])) for floor in sorted(names, reverse=True))


def _bands(rule: Rule, low: float) -> tuple[Band, ...]:
    """Return the bands of a rule that reach above a score."""
    tops = [100.0, *(floor for floor, _name in rule)]
    return tuple(Band(name, floor, top) for (floor, name), top in zip(rule, tops, strict=False) if top > low)


def level_bands(bands: pd.DataFrame, years: Sequence[int], low: float, lang: str) -> tuple[LevelBands, ...]:
    """Return the bands that are seen above the foot of an axis, for each stretch of years under one rule.

    Parameters
    ----------
    bands
        `reads.level_bands`; a year without rules has no rows, and it is said.
    low
        Where the axis begins.
    """
    runs: list[tuple[int, int, Rule]] = []
    for year in years:
        rule = _rule(bands, year, lang)
        if runs and runs[-1][2] == rule:
            runs[-1] = (runs[-1][0], year, rule)
        else:
            runs.append((year, year, rule))
    missing = translator(lang)(N_("rules not known"))
    return tuple(LevelBands(first, last, _bands(rule, low), "" if rule else missing) for first, last, rule in runs)


def bands_notes(found: Sequence[LevelBands], lang: str) -> list[str]:
    """Return what has to be said of bands where there are any."""
    _ = translator(lang)
    shown = [band for each in found for band in each.bands]
    notes = []
    if shown:
        notes.append(_(N_("Bands: the levels by each year's own rule")))
    # A chart without room for all of a name leaves out what it means in English: here it is said.
    shared = dict.fromkeys(band.name for band in shown if BETWEEN_NAMES in band.name)
    if shared:
        text = _(N_("{levels}: the level depends on each instrument too"))
        notes.append(text.format(levels=" · ".join(shared)))
    return notes
