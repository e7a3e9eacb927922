"""What is wrong with the rows of a bulk import, and what is doubted of them, as findings with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ita.errors import Issue, Params, SourceLocation
from ita.importing.scores.label_matcher import shortened
from ita.importing.scores.sheet_builder import FRACTION, LONGEST_LEVEL
from ita.store.bulk_rows import COLUMNS, BulkFile, Staged
from ita.thai import BUDDHIST_ERA

# So many findings are named; the rest is counted.
MOST = 30
# So many of a kind of doubt are named.
EXAMPLES = 5
DOUBTS = "bulk-doubts"
# What is said of figures and asked of nobody.
NOTICES = frozenset(("differs-from-report", "years-not-whole", "questions-without-scores"))
# What a person accepts before it is stored: nobody looks at every row, so all that is doubted is asked.
ACCEPTABLE = frozenset(
    (
        "score-may-be-weighted",
        "many-zeros",
        "all-equal",
        "copy-of-year",
        "equals-national-average",
        "total-impossible",
        "total-disagrees",
        "total-disagrees-with-latest",
        "level-unknown",
        "level-impossible",
        "level-disagrees",
        "scores-missing",
        "question-code-unknown",
    )
)
ALL = "all"


def fault_issue(file: BulkFile, fault: Mapping[str, Any], years: tuple[int, int]) -> Issue:
    """Return a row of `faults` as a finding at its first place."""
    item, figure = COLUMNS[file.part]
    column = {"item": item, "figure": figure}.get(fault["field"], fault["field"])
    location = SourceLocation(file.name, row=fault["row_no"] + file.first_row - 1, column=file.column_no(column))
    kind, value, cells = str(fault["fault"]), shortened(str(fault["value"])), int(fault["cells"])
    if fault["field"] == "agency_id":
        return Issue("bulk-agency", {"agency": value, "cells": cells}, location, kind)
    if kind == "missing":
        return Issue("bulk-missing", {"column": column, "cells": cells}, location)
    if fault["field"] == "fiscal_year":
        return _year(value, kind, years, location)
    if fault["field"] == "item":
        return _item(column, value, location)
    params: Params = {"what": column, "score": value}
    return Issue({"form": "score-not-a-number", "range": "score-range"}.get(kind, "score-decimals"), params, location)


def _year(value: str, kind: str, years: tuple[int, int], location: SourceLocation) -> Issue:
    if kind == "form":
        return Issue("year-invalid", {"year": value}, location)
    params: Params = {"year": value, "first": years[0], "newest": years[1], "buddhist": int(value) + BUDDHIST_ERA}
    return Issue("year-invalid", params, location, variant="christian" if kind == "era" else "outside")


def _item(column: str, value: str, location: SourceLocation) -> Issue:
    if column == "code":
        return Issue("question-code-unknown", {"code": value}, location, variant="form")
    if column == "level":
        return Issue("level-invalid", {"level": value, "limit": LONGEST_LEVEL}, location)
    return Issue("bulk-indicator", {"indicator": value}, location)


def twice_issue(staged: Staged, found: Mapping[str, Any]) -> Issue:
    """Return a row of `twice` as a finding at its second place."""
    first, first_row = staged.place(found["part"], found["first"])
    file, row = staged.place(found["part"], found["second"])
    params: Params = {
        "agency": found["agency_id"],
        "year": found["fiscal_year"],
        "item": found["item"] or "",
        "row": first_row,
        "file": first.name,
    }
    item, figure = COLUMNS[file.part]
    column = figure if file.part == "totals" else item
    return Issue("bulk-twice", params, SourceLocation(file.name, row=row, column=file.column_no(column)), column)


def fraction_issue(staged: Staged, found: Mapping[str, Any]) -> Issue:
    """Return a row of `fractions` as a finding."""
    file, row = staged.place(found["part"], found["place"])
    score = Decimal(str(found["score"]))
    params: Params = {"count": int(found["inside"]), "score": str(score), "meant": f"{(score * 100).normalize():f}"}
    return Issue(FRACTION, params, SourceLocation(file.name, row=row, column=file.column_no(COLUMNS[file.part][1])))


def with_number(issues: Sequence[Issue], found: int) -> tuple[Issue, ...]:
    """Return the findings that are named, and how many there are in all where that is more."""
    if found <= len(issues):
        return tuple(issues)
    return (*issues, Issue("bulk-more", {"found": found}, SourceLocation(issues[0].location.file)))


def doubt_issue(staged: Staged, told: Mapping[str, Any]) -> Issue:
    """Return a row of `told` as one finding of a kind of doubt, at the first of its places."""
    examples = [f"{each['agency_id']} {each['fiscal_year']}" for each in told["first"]]
    named = "; ".join(dict.fromkeys(examples)) + ("; …" if told["found"] > len(examples) else "")
    first = told["first"][0]
    file, row = staged.place(first["part"], first["place"])
    rule = str(told["rule"])
    params: Params = {"found": int(told["found"]), "examples": named}
    location = SourceLocation(file.name, row=row)
    if rule in NOTICES:
        return Issue(DOUBTS, params, location, rule, "notice")
    return Issue(DOUBTS, params, location, rule)
