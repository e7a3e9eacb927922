"""Two people at one installation: what one stores while the other looks is told before the other's is stored."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from ita import calendar
from ita.frameworks import Frameworks
from ita.importing.report_import import import_report
from ita.importing.typed_import import import_typed
from ita.model import TypedResult
from ita.scenario import store_targets
from ita.store.backup import make_backup
from ita.store.engine import Engine
from tests import helpers
from tests.screens.sessions import Session

CSV = "ปีงบประมาณ,1,2\n2567,90,91\n".encode()


def others(stored: Engine) -> str:
    """Store a result of 2567 in another session; return what stands of the first indicator then."""
    import_typed(stored, "ban-mo", TypedResult(2567, {1: Decimal("75.55"), 2: Decimal(66)}, Decimal("77.77"), None))
    return "75.55"


def report(session: Session, stored: Engine, frameworks: Frameworks, folder: Path) -> str:
    session.go("import", a="ban-mo", y="2568").upload("mine.txt", helpers.sheet().with_score(9, Decimal(89)).data())
    data = helpers.sheet().with_score(9, Decimal("75.55")).data()
    import_report(stored, frameworks, data, "theirs.txt")
    return "บันทึกรายงานนี้"


def score_file(session: Session, stored: Engine, frameworks: Frameworks, folder: Path) -> str:
    session.go("import", a="ban-mo", y="2568").upload("scores.csv", CSV, "ไฟล์คะแนน")
    others(stored)
    return "บันทึกคะแนน"


def typed(session: Session, stored: Engine, frameworks: Frameworks, folder: Path) -> str:
    session.go("import", a="ban-mo", y="2568").choose_typed_year(2567).type({"1. ": "90", "2. ": "91"})
    others(stored)
    return "บันทึกคะแนน"


def targets(session: Session, stored: Engine, frameworks: Frameworks, folder: Path) -> str:
    session.go("simulate", a="ban-mo", y="2568").fill({"ผู้บันทึก": "กองคลัง"})
    store_targets(stored, "ban-mo", calendar.target_year(2568, {2568}), {9: Decimal("75.55")}, "ปลัด")
    return "เก็บเป็นเป้าหมาย"


def undone(session: Session, stored: Engine, frameworks: Frameworks, folder: Path) -> str:
    others(stored)
    gone = helpers.read(stored, "history", agency="ban-mo")[0]["import_id"]
    session.go("keeping", a="ban-mo")
    session.at.session_state[f"ask_{gone.partition('-')[0]}"] = True
    session.run()
    import_typed(stored, "ban-mo", TypedResult(2567, {1: Decimal(50)}, None, None))
    return "ยืนยันยกเลิก"


def restored(session: Session, stored: Engine, frameworks: Frameworks, folder: Path) -> str:
    make_backup(stored, folder / "a.zip")
    session.go("keeping").turn("สำรองและกู้คืน")
    session.upload("a.zip", (folder / "a.zip").read_bytes(), "")
    (box,) = session.all("checkbox")
    box.check()
    session.run()
    others(stored)
    return "กู้คืนสำเนานี้"


STORING: list[Callable[[Session, Engine, Frameworks, Path], str]] = [
    report,
    score_file,
    typed,
    targets,
    undone,
    restored,
]


@pytest.mark.parametrize("path", STORING)
def test_what_someone_else_stored_meanwhile_is_shown_before_anything_is_stored(
    session: Session,
    stored: Engine,
    frameworks: Frameworks,
    tmp_path: Path,
    path: Callable[[Session, Engine, Frameworks, Path], str],
) -> None:
    label = path(session, stored, frameworks, tmp_path)
    before = helpers.everything(stored)
    session.press(label)
    assert [text for text in session.said("warning") if "มีผู้อื่นบันทึก" in text] != []
    assert helpers.everything(stored) == before
    assert session.state.job is None
    if path in {report, score_file, typed}:
        assert "75.55" in session.words, "what stands now is shown beside it"
    # Once it was shown, the same press stores.
    session.press(label)
    assert [text for text in session.said("warning") if "มีผู้อื่นบันทึก" in text] == []
    assert session.state.job is not None or helpers.everything(stored) != before


def test_ones_own_storing_is_no_surprise(session: Session, stored: Engine) -> None:
    for wanted in ("90", "91", "92"):
        session.go("import", a="ban-mo", y="2568").choose_typed_year(2567).type({"1. ": wanted}).press("บันทึกคะแนน")
        assert session.said("success") != []
        session.go("simulate", a="ban-mo", y="2568").fill({"ผู้บันทึก": "กองคลัง"}).press("เก็บเป็นเป้าหมาย")
        assert session.said("success") != []


def test_it_is_told_while_the_person_still_types(session: Session, stored: Engine) -> None:
    session.go("import", a="ban-mo", y="2568").choose_typed_year(2567).type({"1. ": "90"})
    others(stored)
    session.type({"2. ": "91"})
    assert [text for text in session.said("warning") if "มีผู้อื่นบันทึก" in text] != []
    assert "75.55" in session.words
