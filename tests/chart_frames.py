"""Frames as the read queries give them, made by hand: what charts and their series are tried with."""

from __future__ import annotations

import csv
from typing import Any

import pandas as pd

from ita.frameworks import load_frameworks
from ita.paths import DATA

Names = dict[int, tuple[str, str]]

MISSING = float("nan")
YEARS = [2563, 2564, 2565, 2567, 2568]
INSTRUMENT = dict.fromkeys(range(1, 6), "IIT") | dict.fromkeys(range(6, 9), "EIT") | dict.fromkeys((9, 10), "OIT")
# A town of six years, one of which is missing, and the nation.
TOTALS = {2563: 67.53, 2564: 75.73, 2565: 84.0, 2567: 88.99, 2568: 93.74}
NATION = {2563: 67.9, 2564: 81.25, 2565: 87.57, 2566: 90.19, 2567: 93.05, 2568: 93.82}
PARTS = {
    "iit": dict(TOTALS),
    "eit": {year: total - 3 for year, total in TOTALS.items()},
    "oit": {year: total - 9 for year, total in TOTALS.items()},
}
SIX = {year: {number: 60.0 + number + (year - 2563) * 4 for number in range(1, 11)} for year in YEARS}


def indicator_names() -> Names:
    """Return the Thai and the English name of each indicator."""
    rows = load_frameworks(DATA / "frameworks").indicators
    return {int(row.indicator_no): (row.name_th, row.name_en) for row in rows}


def level_bands() -> pd.DataFrame:
    """Return the floors of the levels of all years with rules."""
    with (DATA / "frameworks" / "rating_levels.csv").open(encoding="utf-8", newline="") as source:
        rules = list(csv.DictReader(source))
    rows = [
        {
            "fiscal_year": year,
            "level_order": int(rule["order"]),
            "level": rule["level_th"],
            "min_total": float(rule["min_total"]),
        }
        for rule in rules
        for year in range(int(rule["fiscal_year_from"]), int(rule["fiscal_year_to"]) + 1)
    ]
    return pd.DataFrame(rows)


def breaks(*more: dict[str, Any]) -> pd.DataFrame:
    """Return all changes of rules, and more."""
    return pd.concat([pd.read_csv(DATA / "frameworks" / "breaks.csv"), pd.DataFrame(list(more))])


def total_trend(totals: dict[int, float], nation: dict[int, float] | None = None, **parts: Any) -> pd.DataFrame:
    """Return a trend with these totals; years of the nation alone have a row too."""
    nation = nation or {}
    rows = [
        {
            "fiscal_year": year,
            "total": totals.get(year, MISSING),
            "level": None,
            "iit": parts.get("iit", {}).get(year, MISSING),
            "eit": parts.get("eit", {}).get(year, MISSING),
            "oit": parts.get("oit", {}).get(year, MISSING),
            "total_published": MISSING,
            "level_published": None,
            "national_total": nation.get(year, MISSING),
            "difference": totals.get(year, MISSING) - nation.get(year, MISSING),
            "total_shown": totals.get(year, MISSING),
            "level_shown": parts.get("levels", {}).get(year),
        }
        for year in sorted({*totals, *nation, *parts.get("iit", {})})
    ]
    frame = pd.DataFrame(rows, columns=list(rows[0]) if rows else list(total_trend({2568: 1.0}).columns))
    return frame.astype({"fiscal_year": int})


def indicator_trend(scores: dict[int, dict[int, float]], names: Names) -> pd.DataFrame:
    """Return the rows of scores by year and indicator."""
    columns = ["fiscal_year", "indicator_no", "indicator", "indicator_en", "instrument", "score", "origin"]
    rows = [
        (year, number, *names[number], INSTRUMENT[number], score, "own_result")
        for year, by_number in sorted(scores.items())
        for number, score in sorted(by_number.items())
    ]
    return pd.DataFrame(rows, columns=columns)


def year_change(old: dict[int, float], new: dict[int, float], names: Names, **more: Any) -> pd.DataFrame:
    """Return ten rows of change."""
    rows = [
        {
            "indicator_no": number,
            "indicator": names[number][0],
            "indicator_en": names[number][1],
            "from_score": old.get(number, MISSING),
            "to_score": new.get(number, MISSING),
            "change_points": round(new.get(number, MISSING) - old.get(number, MISSING), 2),
            "change_vs_national": MISSING,
            "comparable": True,
            "break_note": None,
            "break_note_en": None,
            **more,
        }
        for number in range(1, 11)
    ]
    return pd.DataFrame(rows)


def targets(*rows: tuple[int, int | None, float]) -> pd.DataFrame:
    """Return targets: year, indicator (None for the total), target."""
    frame = pd.DataFrame(rows, columns=["fiscal_year", "indicator_no", "target"])
    return frame.astype({"indicator_no": "Int32"})


def published(agency: str) -> dict[int, dict[int, float]]:
    """Return the published indicator scores of an agency by year."""
    found: dict[int, dict[int, float]] = {}
    with (DATA / "published" / "published_indicator_scores.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            if row["agency_id"] == agency:
                found.setdefault(int(row["fiscal_year"]), {})[int(row["indicator_no"])] = float(row["score"])
    return found
