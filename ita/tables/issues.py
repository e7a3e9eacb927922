"""What was noticed in a file: a table for the screen, and one to work through beside the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ita.errors import N_, Issue
from ita.i18n import issue_text
from ita.tables.sources import LocationName
from ita.tables.table import Column, Said, Table, table

SEVERITIES = {"error": N_("Error"), "warning": N_("Check"), "notice": N_("Note")}
# As many as a screen shows; the list has all.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class IssueWords:
    """What was noticed, without its place."""

    issue: Issue

    def in_words(self, lang: str) -> str:
        """Return it in a language."""
        return issue_text(self.issue, lang)


def by_severity(issues: Iterable[Issue]) -> list[Issue]:
    """Return issues with the errors first."""
    return sorted(issues, key=lambda issue: list(SEVERITIES).index(issue.severity))


def issues_shown(issues: Sequence[Issue], header: str) -> Table:
    """Return issues with their places, the errors first, as many as a screen shows.

    Parameters
    ----------
    header
        Of what was noticed: a message id.
    """
    rows = [
        (Said(SEVERITIES[issue.severity]), LocationName(issue.location), IssueWords(issue))
        for issue in by_severity(issues)[:SHOWN]
    ]
    caption = Said(N_("All of them are in the list below.")) if len(issues) > SHOWN else None
    return table((Column(N_("Severity")), Column(N_("Where")), Column(header)), rows, caption)


def issues_listed(issues: Iterable[Issue]) -> Table:
    """Return all issues in their order, each with its severity, sheet, cell, row, column, message and rule.

    Only a workbook has cells; a row is a line where text was pasted.
    """
    columns = (
        Column(N_("Severity")),
        Column(N_("Sheet")),
        Column(N_("Cell")),
        Column(N_("Row"), unit="count"),
        Column(N_("Column"), unit="count"),
        Column(N_("What is wrong")),
        Column(N_("Rule")),
    )
    rows = [
        (
            Said(SEVERITIES[issue.severity]),
            issue.location.sheet,
            issue.location.cell if issue.location.sheet is not None else None,
            issue.location.line if issue.location.row is None else issue.location.row,
            issue.location.column,
            IssueWords(issue),
            issue.rule,
        )
        for issue in issues
    ]
    return table(columns, rows)
