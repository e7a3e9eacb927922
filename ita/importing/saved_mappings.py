"""What a person made of a file, remembered for the next file of the same shape. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace

from ita.errors import InputError
from ita.importing.candidates import TableView
from ita.importing.choices import NO_CHOICES, ColumnMapping, ImportChoices
from ita.importing.report.headers import SeenTable
from ita.thai import match_key

_YEAR = re.compile(r"25\d\d")


def shape_of(tables: Sequence[TableView]) -> str | None:
    """Return the digest of a file's shape: the headers of its tables, years aside; None where there are none."""
    headers = [list(table.signature) for table in tables if table.signature]
    return _digest(headers) if headers else None


def shape_of_report(tables: Sequence[SeenTable]) -> str | None:
    """Return the digest of a report's shape: the headers of its tables, years aside; None where there are none."""
    headers = [[_YEAR.sub("", match_key(each.header)) for each in table.headers] for table in tables if table.headers]
    return _digest(["report", *headers]) if headers else None


def _digest(headers: object) -> str:
    return hashlib.sha256(json.dumps(headers, ensure_ascii=False).encode()).hexdigest()


def to_json(choices: ImportChoices) -> str | None:
    """Return what of some choices holds for another file too; None where nothing does.

    The year is each file's own, and a doubt is accepted of the figures that raised it.
    """
    kept = {
        "sheet": choices.sheet,
        "columns": list(choices.columns),
        "as_role": choices.as_role,
        "mapping": json.loads(choices.mapping.to_json()) if choices.mapping else None,
    }
    return json.dumps(kept, ensure_ascii=False) if any(kept.values()) else None


def from_json(text: str, choices: ImportChoices = NO_CHOICES) -> ImportChoices:
    """Return choices with what was remembered; what cannot be read any more is as if it had not been.

    Parameters
    ----------
    choices
        What is chosen already.
    """
    try:
        given = json.loads(text)
        mapping = given["mapping"]
        role = given["as_role"] if given["as_role"] in ("result", "targets", "average") else None
        return replace(
            choices,
            sheet=given["sheet"],
            columns=tuple(str(each) for each in given["columns"]),
            as_role=role,
            mapping=ColumnMapping.from_json(json.dumps(mapping)) if mapping else None,
        )
    except (ValueError, KeyError, TypeError, InputError):
        return choices
