"""A command as a person types it: its exit code, and what it printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ita.__main__ import main


class Said(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value that was printed."""
        (line,) = self.out.splitlines()
        return json.loads(line)


def ita(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Said:
    """Run a command of ours in this process; it never shows a traceback."""
    capsys.readouterr()
    try:
        code = main([*map(str, words)])
    except SystemExit as stop:
        code = int(stop.code or 0)
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err + printed.out
    return Said(code, printed.out, printed.err)
