"""The list of everything that was noticed in a file, as a table to work through beside it."""

from __future__ import annotations

from collections.abc import Iterable

from ita.errors import Issue
from ita.exporting.csv_table import csv_of
from ita.tables.issues import issues_listed


def issue_list(issues: Iterable[Issue], lang: str) -> bytes:
    """Return issues as CSV for Excel, as `issues_listed` has them.

    Parameters
    ----------
    issues
        In the order of the list; may be none.
    lang
        ``th`` or ``en``.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark: a head row, then one row an issue.
    """
    return csv_of(issues_listed(issues), lang)
