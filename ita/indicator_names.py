"""An indicator's name in a language, from a row of a read query (`gap_ranking`, `year_change`, `indicator_trend`).

`ita.model.Indicator` names itself in the same way.
"""

from __future__ import annotations

from ita.read_rows import (
    GapRankingRow,
    IndicatorTrendRow,
    LostPointsTrendRow,
    PersistenceRow,
    RuleIndicatorsRow,
    YearChangeRow,
)

# Rows that name an indicator.
NamedIndicator = (
    GapRankingRow | IndicatorTrendRow | LostPointsTrendRow | PersistenceRow | RuleIndicatorsRow | YearChangeRow
)


def name_column(lang: str) -> str:
    """Return the column of a read query that holds the name in a language."""
    return "indicator" if lang == "th" else "indicator_en"


def indicator_name(row: NamedIndicator, lang: str) -> str:
    """Return an indicator's name in a language."""
    return row.indicator if lang == "th" else row.indicator_en


def numbered_name(row: NamedIndicator, lang: str) -> str:
    """Return an indicator as a list names it: number, full stop, name."""
    return f"{row.indicator_no}. {indicator_name(row, lang)}"
