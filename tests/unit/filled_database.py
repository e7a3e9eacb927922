"""A database with something of every kind in it, and what is compared: rows, types, traces in a folder."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from ita.frameworks import Frameworks
from ita.importing.agencies import create_agency, edit_agency
from ita.importing.file_import import import_file
from ita.importing.report_import import import_report
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.scenario import store_targets
from ita.store.engine import Engine
from tests import helpers


def fill(engine: Engine, frameworks: Frameworks) -> str:
    """Put in a corrected agency, reports, a kept value, typed scores, questions, targets, an undo; return its id."""
    agency = create_agency(engine, "เทศบาลตำบล “หนอง'เล็ก”", "subdistrict_municipality", "เมือง", "ลพบุรี")
    later = helpers.sheet().with_score(9, Decimal("90.00"))
    undo(engine, import_report(engine, frameworks, later.data(), "later.txt").import_id, "ผิดไฟล์")
    import_typed(engine, agency, TypedResult(2567, {1: Decimal("0.00"), 9: Decimal("99.99")}, Decimal("93.1"), "ผ่านดี"))
    questions = "ปีงบประมาณ,รหัสข้อคำถาม,คะแนน\n2568,o27,100\n2568,e2,96.56\n".encode()
    import_file(engine, frameworks, questions, "questions.csv", agency=agency)
    store_targets(engine, agency, 2569, {None: Decimal("95.67"), 9: Decimal("95.00")}, "นักวิเคราะห์", "หลังประชุม")
    edit_agency(engine, agency, district="บ้านหมี่")
    again = helpers.sheet().with_score(9, Decimal("91.00")).with_score(3, Decimal("92.34")).data()
    import_report(engine, frameworks, again, "again.txt", kept_fields=frozenset({(2568, 9, "score")}))
    return agency


def types(engine: Engine) -> dict[str, list[tuple[str, str]]]:
    """Return name and type of each column of each table, in their order."""
    with engine.cursor() as cursor:
        rows = cursor.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal "
            "AND table_name IN (SELECT table_name FROM duckdb_tables()) ORDER BY table_name, column_index"
        ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in rows:
        found.setdefault(table, []).append((column, kind))
    return found


def files(folder: Path) -> set[str]:
    """Return every file under a folder, hidden ones too, but the database's own log."""
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.suffix != ".wal"}
