"""Targets out of a file of scores into the store, as an import of kind "targets" for the years that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ita.actor import actor
from ita.importing.scores.sheet_builder import ScoreSheet
from ita.store.engine import Cursor
from ita.store.table_rows import insert_rows

# Who set the targets of a file that nobody named is not known.
NOBODY = "file"


def add_targets(cursor: Cursor, import_no: int, agency_id: str, sheet: ScoreSheet) -> int:
    """Add the targets of a sheet, and return how many there are; the total is a target without an indicator."""
    rows = [
        {
            "import_no": import_no,
            "agency_id": agency_id,
            "fiscal_year": result.fiscal_year,
            "indicator_no": indicator_no,
            "target": target,
            "set_by": actor() or NOBODY,
            "note": sheet.file,
        }
        for result in sheet.years
        for indicator_no, target in _targets(result.scores, result.total)
    ]
    insert_rows(cursor, "target_facts", rows)
    return len(rows)


def _targets(scores: dict[int, Decimal], total: Decimal | None) -> Sequence[tuple[int | None, Decimal]]:
    return [*scores.items(), *([(None, total)] if total is not None else [])]
