"""An indicator's name in a language, from a row of a read query (`gap_ranking`, `year_change`, `indicator_trend`).

`ita.model.Indicator` names itself in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def name_column(lang: str) -> str:
    """Return the column of a read query that holds the name in a language."""
    return "indicator" if lang == "th" else "indicator_en"


def indicator_name(row: Mapping[str, Any], lang: str) -> str:
    """Return an indicator's name in a language."""
    return str(row[name_column(lang)])


def numbered_name(row: Mapping[str, Any], lang: str) -> str:
    """Return an indicator as a list names it: number, full stop, name."""
    return f"{int(row['indicator_no'])}. {indicator_name(row, lang)}"
