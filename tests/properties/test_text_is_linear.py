"""Every pattern and every function that is given text takes time in proportion to its length: none can stop a server.

`tests/bench/text.py` prints the times. Here each does its work once, on texts that a quadratic one would take minutes
with, and has to end.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from ita.importing.differences import lacking
from tests.bench import text
from tests.helpers import ROOT


def test_every_pattern_and_function_ends() -> None:
    done = subprocess.run(
        [sys.executable, "tests/bench/text.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
        timeout=900,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_patterns_are_found_wherever_they_are_kept() -> None:
    found = {pattern.name: pattern.methods for pattern in text.patterns()}
    assert found["ita.thai._TONE_BEFORE_VOWEL"] == ("sub",)
    assert len(found) > 120
    assert any(name.startswith("ita.importing.report.cell_parsers:") for name in found)


@pytest.mark.parametrize(
    ("pattern", "grows"), [("ab?c{2,9}", False), ("ab*", True), ("(?:a(?:b|c+))", True), ("a{3,}", True)]
)
def test_only_patterns_without_an_end_may_grow(pattern: str, grows: bool) -> None:
    assert text.may_grow(text.re.compile(pattern)) is grows


def test_texts_far_longer_than_a_reports_are_not_held_against_each_other() -> None:
    words = "ก ข " * 1_000
    assert lacking(words, words[::-1]) == [(words.strip(), False)]
