"""A bar for long work: nothing of it stays when the work is done, and what is called off leaves no trace."""

from __future__ import annotations

import pytest
from streamlit.delta_generator import DeltaGenerator

from ita.store.engine import Engine
from pages.shared import progress
from tests import helpers
from tests.helpers import everything
from tests.screens.sessions import Session


def test_the_bar_goes_when_the_work_is_done(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SLOW", 0.0)
    drawn: list[float] = []
    bar = DeltaGenerator.progress

    def seen(self: DeltaGenerator, value: float, text: str | None = None) -> DeltaGenerator:
        drawn.append(value)
        return bar(self, value, text)

    monkeypatch.setattr(DeltaGenerator, "progress", seen)
    later = helpers.sheet().with_cell(9, helpers.MEASURES, "๑. มาตรการใหม่")
    session.go("import").upload("later.txt", later.data())
    assert drawn == sorted(drawn)
    assert drawn[-1] == 1.0
    assert [each for each in session.all("button") if str(each.key).startswith("call_off")] == []


def test_what_is_called_off_leaves_no_trace(session: Session, stored: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(stored)
    monkeypatch.setattr(progress, "SLOW", 0.0)
    bar = DeltaGenerator.progress

    class NewRunError(BaseException):
        """What Streamlit raises where it draws, once a person has pressed a button."""

    def pressed(self: DeltaGenerator, value: float, text: str | None = None) -> DeltaGenerator:
        if value > 0.95:
            raise NewRunError
        return bar(self, value, text)

    later = helpers.sheet().with_cell(9, helpers.MEASURES, "๑. มาตรการใหม่")
    session.go("import").upload("later.txt", later.data())
    monkeypatch.setattr(DeltaGenerator, "progress", pressed)
    with pytest.raises(BaseException):  # noqa: B017 - whatever the test session makes of it
        session.press("บันทึกรายงานนี้")
        raise NewRunError
    assert everything(stored) == before
