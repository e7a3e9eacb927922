"""Do long random sequences of imports, edits, undos and restarts, each on a file of its own, foretold by a model.

    .venv/bin/python tests/bench/sequences.py [COUNT [SEED [LENGTH]]]

50 sequences of 200 actions by default. It prints how much of what was done; the first disagreement ends it, with the
seed and the action, and its sequence can be done again with that seed.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.properties import sequences  # noqa: E402


def main() -> None:
    """Do the sequences and print what was done."""
    count, seed, length = map(int, (*sys.argv[1:4], *("50", "0", "200")[len(sys.argv) - 1 :]))
    told: Counter[str] = Counter()
    began = time.monotonic()
    for number in range(seed, seed + count):
        with tempfile.TemporaryDirectory() as folder:
            try:
                told += sequences.run(Path(folder), sequences.drawn(random.Random(number), length))
            except BaseException as reason:
                reason.add_note(f"sequence of seed {number}, {length} actions")
                raise
        print(f"{number} … {time.monotonic() - began:.0f} s", flush=True)
    print(f"{count} sequences of {length} actions in {time.monotonic() - began:.0f} s, all as foretold:")
    print(", ".join(f"{what} {told[what]}" for what in sorted(told)))


if __name__ == "__main__":
    main()
