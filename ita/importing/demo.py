"""The demonstration town: synthetic scores from a seed, shaped like real ones, and stored with the origin "synthetic".

Totals rise; disclosure is weak and late; one indicator falls; one year is missing; the years lie on both sides of the
change of levels. Nothing here is a figure of any real body.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ita.frameworks import Frameworks
from ita.score_values import CENT
from ita.store import reads, writes
from ita.store.engine import Cursor, Engine

AGENCY = "demo"
SEED = 2563
YEARS = (2563, 2565, 2566, 2567, 2568)
# First year's score and the gain a year of each indicator: satisfaction high and slow, disclosure low and late.
_START = {1: 90, 2: 85, 3: 89, 4: 84, 5: 87, 6: 82, 7: 80, 8: 78, 9: 55, 10: 60}
_GAIN = {1: 1.3, 2: 2.1, 3: 1.7, 4: 1.9, 5: 1.8, 6: 2.6, 7: 2.7, 8: 3.0, 9: 5.9, 10: 6.1}
_FALLS = {(2567, 7): -6.0, (2567, 8): -4.5, (2568, 7): -5.0}
_NOISE = 0.9
_HIGHEST = 99.6
_WIDEST = 12.0
_SOURCE = f"synthetic, seed {SEED}"


@dataclass(frozen=True, slots=True)
class Demo:
    """Synthetic scores, 0-100: by year and indicator, and by year and question code."""

    scores: Mapping[tuple[int, int], Decimal]
    questions: Mapping[tuple[int, str], Decimal]

    @property
    def digest(self) -> str:
        """SHA-256 of the figures."""
        return hashlib.sha256(repr((sorted(self.scores.items()), sorted(self.questions.items()))).encode()).hexdigest()


def demo_figures(frameworks: Frameworks, seed: int = SEED) -> Demo:
    """Return the demonstration's scores; the same seed always gives the same.

    Scores of questions are given for the years whose codes are known; their mean is the indicator's score, which is a
    choice of this demonstration and says nothing of how a real score comes about.
    """
    drawn = random.Random(seed)  # noqa: S311 - figures for show, not for secrets
    scores: dict[tuple[int, int], Decimal] = {}
    for year in range(YEARS[0], YEARS[-1] + 1):
        for number, start in _START.items():
            reached = start + _GAIN[number] * (year - YEARS[0]) + drawn.uniform(-_NOISE, _NOISE)
            if year in YEARS:
                scores[year, number] = _decimal(min(reached + _FALLS.get((year, number), 0.0), _HIGHEST))
    questions: dict[tuple[int, str], Decimal] = {}
    for (year, number), score in scores.items():
        codes = sorted(
            {q.code for q in frameworks.questions if q.fiscal_year == year and q.indicator_no == number},
            key=lambda code: (code[0], int(code[1:])),
        )
        for code, offset in zip(codes, _offsets(drawn, len(codes), score), strict=True):
            questions[year, code] = score + offset
    return Demo(scores, questions)


def _offsets(drawn: random.Random, count: int, score: Decimal) -> list[Decimal]:
    """Return distances from the mean that sum to zero and keep every score within 0-100."""
    widest = min(_WIDEST, float(100 - score), float(score))
    found: list[Decimal] = []
    for _ in range(count // 2):
        step = _decimal(drawn.uniform(0.1, 1.0) * widest)
        found += [-step, step]
    return found + [Decimal("0.00")] * (count - len(found))


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(CENT, ROUND_HALF_UP)


def load_demo(engine: Engine, frameworks: Frameworks) -> str | None:
    """Store the demonstration where it is not stored yet, nor taken back; return its import id, else None.

    Figures of an earlier version of this program are superseded, not changed.
    """
    demo = demo_figures(frameworks)
    with engine.cursor() as cursor:
        if reads.imports_of_file(cursor, sha256=demo.digest):
            return None

    def work(cursor: Cursor) -> str:
        number, import_id = writes.add_import(cursor, "demo", demo.digest, agency_id=AGENCY)
        writes.add_synthetic(cursor, number, AGENCY, demo.scores, demo.questions, _SOURCE)
        return import_id

    return engine.transact(work)
