"""Runs of figures as a person is told of them: what they are called, where they begin, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ita.errors import column_letters
from ita.formatting import at_most
from ita.importing.scores import figure_roles
from ita.importing.scores.figure_runs import Run
from ita.importing.scores.label_matcher import shortened

NAMED_AT_MOST = 12


def named_columns(run: Run) -> str:
    """Return the letters of the columns that a run stands in; its line or row where it has none."""
    if not run.columns:
        return str(run.location.line or run.location.row)
    first, last = column_letters(run.columns[0]), column_letters(run.columns[-1])
    return first if first == last else f"{first}–{last}"


def names_of(runs: Iterable[Run]) -> str:
    """Return runs as messages name them: what each is called, its sheet where it has one, and where it begins."""
    named = []
    for run in runs:
        where = run.location.cell if run.location.cell else str(run.location.line or run.location.row or "")
        where = f"{run.sheet}!{where}" if run.sheet else where
        year = f" {run.year}" if run.year is not None and str(run.year) not in run.header else ""
        named.append(f"“{shortened(run.header, 40) or '–'}”{year} ({where})")
    names = list(dict.fromkeys(named))
    return at_most(names, NAMED_AT_MOST)


def words_against(runs: Sequence[Run]) -> str:
    """Return the words that make runs something else than a result."""
    words = [
        each.words
        for run in runs
        for each in run.evidence
        if figure_roles.role_of((each.kind,)) or each.kind == figure_roles.PLAN
    ]
    return ", ".join(list(dict.fromkeys(words))[:3]) or names_of(runs)
