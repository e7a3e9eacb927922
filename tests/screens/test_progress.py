"""A bar for long work: nothing of it stays when the work is done, and what is cancelled leaves no trace."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from streamlit.delta_generator import DeltaGenerator

from ita.importing.report_import import store_report
from ita.store.engine import Engine
from pages.imports import reports
from pages.shared import progress
from tests import helpers
from tests.helpers import everything
from tests.screens.sessions import Session


class NewRunError(BaseException):
    """What Streamlit raises where it draws, once a person has pressed a button."""


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let storing wait until its bar was drawn, which is set then."""
    drawn = threading.Event()
    bar = DeltaGenerator.progress

    def seen(self: DeltaGenerator, value: float, text: str | None = None) -> DeltaGenerator:
        assert 0 <= value <= 1
        if str(text).startswith("กำลังบันทึก"):
            drawn.set()
        return bar(self, value, text)

    def stored(*args: Any, dry_run: bool = False, **more: Any) -> Any:
        if not dry_run:
            assert drawn.wait(30)
        return store_report(*args, dry_run=dry_run, **more)

    monkeypatch.setattr(reports, "store_report", stored)
    monkeypatch.setattr(DeltaGenerator, "progress", seen)
    return drawn


def uploaded(session: Session) -> Session:
    later = helpers.sheet().with_cell(9, helpers.MEASURES, "๑. มาตรการใหม่")
    return session.go("import").upload("later.txt", later.data())


def test_the_bar_goes_when_the_work_is_done(
    session: Session, stored: Engine, drawn: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(stored)
    uploaded(session)
    monkeypatch.setattr(progress, "SLOW", 0.0)
    session.press("บันทึกรายงานนี้")
    assert drawn.is_set()
    assert everything(stored) != before
    assert [each for each in session.all("button") if str(each.key).startswith("cancel_")] == []


def test_what_is_cancelled_leaves_no_trace(
    session: Session, stored: Engine, drawn: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(stored)
    uploaded(session)
    bar = DeltaGenerator.progress

    def pressed(self: DeltaGenerator, value: float, text: str | None = None) -> DeltaGenerator:
        bar(self, value, text)
        raise NewRunError

    monkeypatch.setattr(progress, "SLOW", 0.0)
    monkeypatch.setattr(DeltaGenerator, "progress", pressed)
    with pytest.raises(BaseException):  # noqa: B017 - whatever the test session makes of it
        session.press("บันทึกรายงานนี้")
        raise NewRunError
    assert everything(stored) == before
