"""The list of everything that was noticed in a file, as a table to work through beside it."""

from __future__ import annotations

from collections.abc import Iterable

from ita.errors import N_, Issue
from ita.exporting.csv_table import csv_table
from ita.i18n import issue_text, translator

_SEVERITIES = {"error": N_("Error"), "warning": N_("Check"), "notice": N_("Note")}


def issue_list(issues: Iterable[Issue], lang: str) -> bytes:
    """Return issues as CSV for Excel.

    Parameters
    ----------
    issues
        In the order of the list; may be none.
    lang
        ``th`` or ``en``.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark: a head row, then one row an issue with its severity, sheet, cell, row, column,
        message and rule. Only a workbook has cells; a row is a line where text was pasted.
    """
    _ = translator(lang)
    headers = (N_("Severity"), N_("Sheet"), N_("Cell"), N_("Row"), N_("Column"), N_("What is wrong"), N_("Rule"))
    rows: list[list[str]] = []
    for issue in issues:
        location = issue.location
        row = [
            _(_SEVERITIES[issue.severity]),
            location.sheet or "",
            (location.cell or "") if location.sheet is not None else "",
            next((str(number) for number in (location.row, location.line) if number is not None), ""),
            "" if location.column is None else str(location.column),
            issue_text(issue, lang),
            issue.rule,
        ]
        rows.append(row)
    return csv_table([_(header) for header in headers], rows)
