"""Imports, edits, undos, restarts and restores in any order: the store says what a plain model foretells."""

from __future__ import annotations

import copy
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.sequence_agreement import DisagreementError
from tests.properties.sequences import WEIGHTS, World, drawn, run

LONG = 200
ACTIONS = st.lists(st.tuples(st.sampled_from(sorted(WEIGHTS)), st.integers(0, 1 << 30)), min_size=1, max_size=10)


def test_two_hundred_actions_end_as_foretold(tmp_path: Path, built: Path) -> None:
    done = run(tmp_path, drawn(random.Random(2568), LONG), every=40, built=built)
    # A sequence in which something never happened would show nothing of it.
    for what in ("report", "scores", "bulk", "targets", "unchanged", "undos, not of the last", "refusals", "previews"):
        assert done[what] > 1, what
    for what in ("restarts", "backups", "restores", "towns", "left out and replayed"):
        assert done[what] > 0, what


# Each is a database of its own; the longer run above does most of the work.
@settings(max_examples=3)
@given(actions=ACTIONS)
def test_any_actions_end_as_foretold(built: Path, actions: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), actions, every=4, untouched=False, built=built)


def test_what_was_not_foretold_is_found(tmp_path: Path, built: Path) -> None:
    world = World(tmp_path, built)
    try:
        for action in (("pasted", 5), ("targets", 1), ("report", 7), ("pasted", 3)):
            world.act(action)
        world.agree_on_all(untouched=False)
        foretold = world.model
        for part in ("score", "undo", "target", "number"):
            world.model = copy.deepcopy(foretold)
            entry = world.model.counting[-1]
            if part == "undo":
                entry.undone = (None, "")
            elif part == "number":
                entry.number += 1
            elif part == "target":
                world.model.entries = [e for e in world.model.entries if not e.holds.targets]
            else:
                scores = next(iter(entry.holds.scores.values()))
                scores[1] += 1  # type: ignore[index]
            with pytest.raises(DisagreementError):
                world.agree_on_all(untouched=False)
    finally:
        world.close()


def test_the_same_sequence_is_done_for_the_same_seed() -> None:
    assert drawn(random.Random(1), 50) == drawn(random.Random(1), 50)
    assert {name for name, _ in drawn(random.Random(1), 2000)} == set(WEIGHTS)
