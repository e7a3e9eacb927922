"""Rules of years as one file that can be passed on: CSV (one row a rule) or JSON (one object a year)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ita.characters import FORMULA_STARTS
from ita.errors import N_, InputError, SourceLocation
from ita.frameworks import Frameworks
from ita.rules.values import COLUMNS, RuleRow, YearRules, as_rows
from ita.thai import tidy

FORMAT, VERSION = "ita-rules", 1
MAX_BYTES = 1 << 20
MAX_ROWS = 2000
REQUIRED = tuple(column for column in COLUMNS if column not in ("number", "name"))
_LISTS = {"instruments": "instrument", "indicators": "indicator", "levels": "level"}
# What a spreadsheet would calculate stands behind an apostrophe; so does what begins with one, to come back as it was.
_GUARDED_STARTS = (*FORMULA_STARTS, "'")


def write_csv(years: Sequence[YearRules], frameworks: Frameworks) -> bytes:
    """Return rules as CSV, UTF-8 with a byte order mark, so that Excel takes Thai letters right."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for rules in years:
        for row in as_rows(rules, frameworks):
            table.writerow([_guarded(row[column]) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_GUARDED_STARTS) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_GUARDED_STARTS) else text


def write_json(years: Sequence[YearRules], frameworks: Frameworks) -> bytes:
    """Return rules as JSON; numbers are exact, as text."""
    found = []
    for rules in years:
        rows = as_rows(rules, frameworks)
        found.append(
            {
                "fiscal_year": rules.fiscal_year,
                **{
                    name: [
                        {k: v for k, v in row.items() if v and k not in ("fiscal_year", "record")}
                        for row in rows
                        if row["record"] == record
                    ]
                    for name, record in _LISTS.items()
                },
            }
        )
    text = json.dumps({"format": FORMAT, "version": VERSION, "years": found}, ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def read_rows(data: bytes, file: str) -> list[RuleRow]:
    """Return the rows of a file of rules, each with its place.

    Raises
    ------
    InputError
        It is no file of rules: too large, not UTF-8, neither this CSV nor this JSON.
    """
    if len(data) > MAX_BYTES:
        raise _refused(N_("The file is larger than a file of rules can be."), file, "rules-size")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(
            N_("The file is not UTF-8 text."),
            file,
            "rules-encoding",
            hint=N_("Save it from Excel as “CSV UTF-8 (Comma delimited)”."),
        ) from None
    if "\x00" in text:
        raise _refused(N_("The file is not text."), file, "rules-encoding")
    rows = list(_json_rows(text, file) if text.lstrip().startswith(("{", "[")) else _csv_rows(text, file))
    if len(rows) > MAX_ROWS:
        raise _refused(N_("The file is larger than a file of rules can be."), file, "rules-size")
    return rows


def _refused(text: str, file: str, rule: str, *, hint: str | None = None, row: int | None = None) -> InputError:
    return InputError(text, {}, hint=hint, location=SourceLocation(file, row=row), rule=rule)


def _csv_rows(text: str, file: str) -> Iterator[RuleRow]:
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        header = [tidy(cell).lower() for cell in next(reader, [])]
        lacking = [column for column in REQUIRED if column not in header]
        if lacking:
            raise InputError(
                N_("This is no file of rules: the columns {columns} are missing."),
                {"columns": ", ".join(lacking)},
                hint=N_("Start from a file that “ita rules export” wrote."),
                location=SourceLocation(file, row=1),
                rule="rules-column",
            )
        for number, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                yield _csv_row(header, cells, file, number)
    except csv.Error:
        raise _refused(N_("The row is no CSV."), file, "rules-shape", row=reader.line_num) from None


def _csv_row(header: list[str], cells: list[str], file: str, number: int) -> RuleRow:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        raise _refused(N_("The row has more cells than the header."), file, "rules-shape", row=number)

    def location(column: str | None) -> SourceLocation:
        return SourceLocation(file, row=number, column=header.index(column) + 1 if column in header else None)

    return RuleRow({name: _unguarded(cell) for name, cell in zip(header, cells, strict=False)}, location)


def _json_rows(text: str, file: str) -> Iterator[RuleRow]:
    try:
        found = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as reason:
        line = reason.lineno if isinstance(reason, json.JSONDecodeError) else None
        raise InputError(
            N_("The file is no JSON."), location=SourceLocation(file, line=line), rule="rules-json"
        ) from None
    if not isinstance(found, Mapping) or found.get("format") != FORMAT or not isinstance(found.get("years"), list):
        raise _refused(
            N_("This is no file of rules."),
            file,
            "rules-json",
            hint=N_("Start from a file that “ita rules export” wrote."),
        )
    if found.get("version") != str(VERSION):
        raise _refused(N_("The file of rules is of a later version of this program."), file, "rules-version")
    for number, year in enumerate(found["years"], start=1):
        yield from _json_year(year, f"{file}: years[{number}]")


def _json_year(year: Any, where: str) -> Iterator[RuleRow]:
    if not isinstance(year, Mapping):
        raise _refused(N_("This is no file of rules."), where, "rules-json")
    for name, record in _LISTS.items():
        listed = year.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(each, Mapping) for each in listed):
            raise _refused(N_("This is no list of rules."), f"{where}.{name}", "rules-json")
        for number, each in enumerate(listed, start=1):
            cells = {str(key): "" if value is None else str(value) for key, value in each.items()}
            at = f"{where}.{name}[{number}]"
            yield RuleRow(
                {**cells, "fiscal_year": str(year.get("fiscal_year", "")), "record": record},
                lambda column, at=at: SourceLocation(f"{at}.{column}" if column else at),  # type: ignore[misc]
            )
