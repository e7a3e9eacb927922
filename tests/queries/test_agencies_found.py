"""An agency is found however it is spelled, and what is called so comes first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest

from ita.importing.report.cell_parsers import _KINDS
from ita.model import Agency
from ita.store import query_loader
from ita.store.engine import Engine, open_engine
from ita.store.table_rows import insert_rows
from tests.helpers import read

MUNICIPALITY, AREA, PROVINCE = "subdistrict_municipality", "subdistrict_administration", "provincial_administration"
AGENCIES = (
    Agency("namnao", "เทศบาลตำบลน้ำหนาว", None, MUNICIPALITY, "น้ำหนาว", "เพชรบูรณ์", "published", "made up"),
    Agency("short", "อบต.ป่าแดง", "Pa Daeng SAO", AREA, "เมือง", "เพชรบูรณ์", "published", "made up"),
    Agency("mai", "เทศบาลตำบลใหม่ๆ ๑๒", None, MUNICIPALITY, "แม่สอด", "ตาก", "published", "made up"),
    Agency("tak", "องค์การบริหารส่วนจังหวัดตาก", None, PROVINCE, "เมือง", "ตาก", "published", "made up"),
    Agency("tham", "องค์การบริหารส่วนตำบลทมนางาม", None, AREA, "โนนสะอาด", "อุดรธานี", "published", "made up"),
    Agency("own", "เทศบาลตำบลแม่ตาก", None, MUNICIPALITY, "เมือง", "ลำพูน", "own", "made up"),
)


@pytest.fixture(scope="module")
def filled(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with closing(open_engine(Path(shutil.copy(built, tmp_path_factory.mktemp("found") / "ita.duckdb")))) as engine:
        engine.transact(lambda cursor: insert_rows(cursor, "agencies", [asdict(agency) for agency in AGENCIES]))
        yield engine


def found(engine: Engine, text: str, roles: str = "", recent: str = "") -> list[str]:
    rows = read(engine, "agencies_found", text=text, roles=roles, recent=recent, most=30)
    return [str(row["agency_id"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("น้ำหนาว", ["namnao"]),
        ("นํ้าหนาว", ["namnao"]),  # SARA AM in two pieces
        ("น้\u0e4d\u0e32หนาว", ["namnao"]),  # and the tone before them
        ("นำหนาว", ["namnao"]),  # the tone left out
        ("น้ำ\u200bหนาว", ["namnao"]),  # with what nobody sees
        ("เทศบาลตำบล น้ำหนาว", ["namnao"]),
        ("ทต.น้ำหนาว", ["namnao"]),
        ("ทต น้ำหนาว", ["namnao"]),
        ("  เพชรบูรณ์   น้ำ ", ["namnao"]),
        ("อ.น้ำหนาว จ.เพชรบูรณ์", ["namnao"]),
        ("จังหวัดเพชรบูรณ์", ["namnao", "short"]),
        ("องค์การบริหารส่วนตำบลป่าแดง", ["short"]),  # stored in short
        ("อบตป่าแดง", ["short"]),
        ("ป่าเเดง", ["short"]),  # SARA AE as two SARA E
        ("pa daeng", ["short"]),
        ("DAENG", ["short"]),
        ("ใหม่ ๆ", ["mai"]),
        ("ใหม่ๆ12", ["mai"]),
        ("ทมนางาม", ["tham"]),  # begins as ทม., and is no town municipality
        ("อบต. ทมนางาม", ["tham"]),
        ("อบจ.", ["tak"]),
        # One's own first, then what is called so, then what lies there.
        ("ตาก", ["own", "tak", "mai"]),
        ("ทน.ตาก", []),
        ("น้ำหนาว ตาก", []),
        ("%", []),
        ("_", []),
    ],
)
def test_an_agency_is_found_however_it_is_spelled(filled: Engine, text: str, expected: list[str]) -> None:
    assert found(filled, text) == expected


def test_those_looked_at_come_after_ones_own(filled: Engine) -> None:
    assert found(filled, "ตาก", recent="mai,namnao") == ["own", "mai", "tak"]
    assert found(filled, "", roles="own", recent="mai,namnao") == ["own", "mai", "namnao"]


def test_the_kinds_are_those_that_a_report_is_read_with() -> None:
    text = query_loader.queries("read")["agencies_found"].text
    named = {(word, kind) for word, kind in _KINDS if kind != "special_local_government"}
    assert {(word, kind) for word, kind in named if f"('{kind}', '{word}'" in text} == named
