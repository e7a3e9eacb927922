"""Which sheets a data book leaves out, and why: most often nothing is stored, but not always."""

from __future__ import annotations

from collections.abc import Iterable

from ita.documents.book_reads import BookReads
from ita.documents.book_values import BookSheet
from ita.errors import N_
from ita.tables.table import Joined, Said, Words, comma_list

_REPORT = ("plans", "plan_questions", "measures", "steps")
_RULES = ("weights", "point_weights", "levels")


def left_out(read: BookReads, empty: Iterable[BookSheet], *, everything: bool) -> Words:
    """Return the sheets without a row, those of one reason together, a line a reason."""
    by_reason: dict[str, list[Said]] = {}
    for sheet in empty:
        by_reason.setdefault(_reason(read, sheet.key, everything=everything), []).append(Said(sheet.name))
    year = read.request.year
    lines = [
        Joined((comma_list(names), Said(reason, {"year": year} if "{year}" in reason else {})), ": ")
        for reason, names in by_reason.items()
    ]
    return Joined(tuple(lines), "\n")


def _reason(read: BookReads, key: str, *, everything: bool) -> str:
    """Return the message id of why a sheet has no row."""
    if key in _REPORT:
        if any(report.plans for report in read.reports.values()):
            return N_("the report states none")
        return N_("no report is stored") if everything else N_("no report of {year} is stored")
    if key in _RULES:
        return N_("no rules of these years are known")
    if key == "questions":
        stated = any(row.score is not None for report in read.reports.values() for row in report.questions)
        if stated:
            # The sheet is of what ITAS gives; what the report states is on the sheet of its questions.
            return N_("none from ITAS are stored; those of the report are on the sheet of its questions")
    if key == "changes":
        return (
            N_("no earlier year with a total is there to compare with")
            if any(row.fiscal_year == read.request.year and row.total_shown is not None for row in read.totals)
            else N_("the total of {year} is not known")
        )
    if key == "targets" and not everything:
        return N_("none is set for {year} or a later year")
    others = {
        "published": N_("no published total, instrument or level is stored"),
        "lost": N_("no score is stored for which rules are known"),
        "differences": N_("no two sources differ"),
        "breaks": N_("no change is known in these years"),
    }
    return others.get(key, N_("nothing is stored"))
