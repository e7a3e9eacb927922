"""Damaged files of every kind are read or refused: hundreds here; thousands, timed, by `tests/bench/fuzz.py`."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from tests.bench import fuzz, hostile

EACH = 60


@pytest.mark.parametrize("seed", range(5))
def test_damaged_files_are_read_or_refused(seed: int) -> None:
    rng = random.Random(seed)
    told: Counter[str] = Counter()
    for _ in range(EACH):
        name, data = fuzz.one(rng)
        told[fuzz.every_outcome(name, data)[0]] += 1
    # Some are hurt too little to matter and some too much to be read: else nothing was tried.
    assert 0 < told["read"] < EACH
    assert len(told) > 3


@pytest.mark.parametrize("name", sorted(hostile.KINDS))
def test_floods_depths_and_far_cells_are_read_or_refused(name: str) -> None:
    data = hostile.KINDS[name](random.Random(2))
    assert fuzz.every_outcome(name, data)


@pytest.mark.parametrize("name", sorted(fuzz.seeds()))
def test_the_files_to_be_damaged_are_sound(name: str) -> None:
    expected = "no-table" if name == "written.pdf" else "read"
    assert fuzz.outcome(name, fuzz.seeds()[name]) == expected


def test_letters_of_a_pdf_are_read_as_they_were_found() -> None:
    assert fuzz.outcome("letters", fuzz.extracted().encode()) == "read"
