"""Backups: those that are kept, and what one holds beside what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from numbers import Integral
from pathlib import Path

from ita.errors import N_
from ita.read_rows import HoldingsRow
from ita.store.archive import Archive, Manifest
from ita.store.backup_rotation import BackupFile
from ita.tables.table import Cell, Column, Said, Table, comma_list, table

KINDS = {"auto": N_("automatic"), "manual": N_("made by hand"), "safety": N_("before everything was replaced")}
_TABLES = {
    "imports": N_("Imports"),
    "undos": N_("Undone imports"),
    "indicator_score_facts": N_("Scores of indicators"),
    "total_facts": N_("Totals and levels"),
    "question_score_facts": N_("Scores of questions"),
    "plan_facts": N_("Indicators of reports"),
    "measure_facts": N_("Measures"),
    "step_facts": N_("Steps"),
    "target_facts": N_("Targets"),
}


def kept_backups(found: Iterable[BackupFile], whole: Mapping[Path, Archive]) -> Table:
    """Return the backups in the folder; `whole` has those that are not damaged, by their path."""
    columns = (
        Column(N_("Made on")),
        Column(N_("Kind")),
        Column(N_("Size"), unit="bytes"),
        Column(N_("Rows"), unit="count", is_grouped=True),
        Column(N_("Imports"), unit="count"),
    )
    return table(columns, [_line(one, whole.get(one.path)) for one in found])


def _line(one: BackupFile, archive: Archive | None) -> tuple[Cell, ...]:
    if archive is None:
        return (one.day, Said(KINDS[one.kind]), None, Said(N_("damaged")), None)
    manifest = archive.manifest
    size = sum(each.byte_count for each in manifest.tables)
    return (manifest.created_at, Said(KINDS[one.kind]), size, manifest.rows, one.import_no)


def backup_beside_current(manifest: Manifest, now: Mapping[str, int], held: HoldingsRow) -> Table:
    """Return what a backup holds beside what is stored; `now` has the rows of each table that are."""
    inside = {each.name: each.rows for each in manifest.tables}
    holds = manifest.holds or {}
    rows: list[tuple[Cell, Cell, Cell]] = [
        (Said(N_("Agencies")), _count(holds.get("agencies")), held.agencies),
        (Said(N_("Own agencies")), _count(holds.get("own_agencies")), held.own_agencies),
        (Said(N_("Score years")), _years(holds.get("fiscal_years")), comma_list(held.fiscal_years)),
    ]
    rows += [(Said(text), inside.get(name, 0), now.get(name, 0)) for name, text in _TABLES.items()]
    rows.append((Said(N_("Other rows")), _others(inside), _others(now)))
    columns = (
        Column(N_("What")),
        Column(N_("In the backup"), unit="count", is_grouped=True),
        Column(N_("Stored now"), unit="count", is_grouped=True),
    )
    return table(columns, rows)


def _others(counts: Mapping[str, int]) -> int:
    return sum(count for name, count in counts.items() if name not in _TABLES)


def _count(value: object) -> Cell:
    # A backup says of itself what it likes.
    return int(value) if isinstance(value, Integral) else None


def _years(years: object) -> Cell:
    return comma_list(map(str, years)) if isinstance(years, Sized) and isinstance(years, Iterable) else None
