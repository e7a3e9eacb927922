"""Findings that would say the same of many cells, said once: at the first of them, with what they share."""

from __future__ import annotations

import re
from dataclasses import replace

from ita.errors import Issue, Params, SourceLocation
from ita.importing.scores.text_keys import tidy

_COMMA = re.compile(r"\d{1,3},\d{1,2}")


def has_decimal_comma(text: str) -> bool:
    """Tell whether a figure is written with a comma for its decimal point; one of thousands has three digits behind."""
    return bool(_COMMA.fullmatch(tidy(text)))


class Repeats:
    """Notes into a list of issues; what was noted before of the same pair of rows, or of commas, is widened.

    Parameters
    ----------
    issues
        Is only added to, by whomever: the numbers of its issues are kept.
    """

    def __init__(self, issues: list[Issue]) -> None:
        self._issues = issues
        self._noted: dict[tuple[object, ...], int] = {}
        self._commas = 0

    def comma(self, text: str, location: SourceLocation) -> None:
        """Note a figure with a decimal comma."""
        self._commas += 1
        if self._commas == 1:
            self._noted["comma",] = len(self._issues)
            written = tidy(text)
            params: Params = {"count": 1, "score": written, "point": written.replace(",", ".")}
            self._issues.append(Issue("score-not-a-number", params, location, variant="commas"))
            return
        at = self._noted["comma",]
        first = self._issues[at]
        self._issues[at] = replace(first, params={**first.params, "count": self._commas})

    def twice(
        self, year: int, what: str, before: tuple[str, SourceLocation], after: tuple[str, SourceLocation]
    ) -> None:
        """Note two different figures for one thing of a year; two rows or columns that repeat a year are one finding.

        Parameters
        ----------
        what
            The name of the thing.
        before, after
            The two figures as text, each with its place.
        """
        key = _lines(before[1], after[1])
        if key is None or (year, *key) not in self._noted:
            if key is not None:
                self._noted[year, *key] = len(self._issues)
            params: dict[str, str | int] = {"what": what, "year": year, "first": before[0], "second": after[0]}
            self._issues.append(_twice(params, before[1], after[1]))
            return
        at = self._noted[year, *key]
        by_rows = key[0] == "rows"
        first, second = (
            _named(location, by_rows, before[1].sheet != after[1].sheet) for location in (before[1], after[1])
        )
        self._issues[at] = replace(
            self._issues[at],
            variant="rows" if by_rows else "columns",
            params={"year": year, "first": first, "second": second},
        )


def _lines(before: SourceLocation, after: SourceLocation) -> tuple[object, ...] | None:
    """Return which two rows or columns two cells stand in; None for lines of text, each of which is a row."""
    if before.row is None or after.row is None:
        return None
    if (before.table, before.row) != (after.table, after.row):
        return "rows", before.table, before.row, after.table, after.row
    return "columns", before.table, before.column, after.column


def _twice(params: dict[str, str | int], before: SourceLocation, after: SourceLocation) -> Issue:
    """Return the finding for one thing, which names the first place as the second is named."""
    if before.line is not None:
        variant = "line"
        params["line"] = before.line
    elif before.sheet is None:
        variant = "cell"
        params |= {"row": before.row or 0, "column": before.column or 0}
    else:
        variant = "sheet"
        params["where"] = before.cell or ""
    return Issue("year-twice-different", params, after, variant)


def _named(location: SourceLocation, by_rows: bool, with_sheet: bool) -> str:
    """Return the number of a row, or of a column its letters where the place is in a workbook."""
    if by_rows:
        name = str(location.row)
    elif location.sheet is None or location.cell is None:
        name = str(location.column)
    else:
        name = location.cell.rstrip("0123456789")
    return f"{location.sheet}!{name}" if with_sheet and location.sheet is not None else name
