"""The shortest way to a level: which indicators to raise, and how far. Pure arithmetic on exact figures.

What a set of scores gives (total, instruments, level) is told by the same SQL as for stored scores, see
`ita.scenario`; here only the inverse is found. Scores are counted in whole hundredths, so nothing is rounded but the
points that an instrument lacks, half-up as in the SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ita.frameworks import Frameworks
from ita.model import RatingLevel
from ita.score_values import CENT

FULL = 10_000
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class ScoreIncrease:
    """One stretch of the way: these indicators together, from this score to that one (the lowest first)."""

    indicators: tuple[int, ...]
    from_score: Decimal
    to_score: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class LevelPath:
    """The way to a level: the scores at its end, the stretches in order, and the points each instrument lacked."""

    level: str
    scores: dict[int, Decimal]
    steps: tuple[ScoreIncrease, ...]
    lacking: dict[str, Decimal]

    @property
    def raised(self) -> tuple[int, ...]:
        """Numbers of the indicators that are raised."""
        return tuple(sorted({number for step in self.steps for number in step.indicators}))


def levels_of(frameworks: Frameworks, fiscal_year: int) -> list[RatingLevel]:
    """Return the levels of a year, best first; empty for a year without rules."""
    return frameworks.levels(fiscal_year)


def shortest_path(
    frameworks: Frameworks, fiscal_year: int, scores: Mapping[int, Decimal], level_name: str
) -> LevelPath | None:
    """Return the shortest way from ten scores to a level.

    First the points that each instrument lacks, within it the lowest indicator raised until level with the next;
    then the points that the total still lacks, through the most valuable instrument first.

    Parameters
    ----------
    frameworks
        The rules that count in the database (`ita.rules.effective`), so that stated and assumed years have theirs.
    scores
        Indicator number to score, all of the year's rules, 0-100 with two decimals.
    level_name
        A level of the year's own rule.

    Returns
    -------
    Way or None
        None where the year has no rules, a score is missing, or the level is not one of the year's.
    """
    weights = frameworks.weights(fiscal_year)
    level = next((r for r in levels_of(frameworks, fiscal_year) if r.level_th == level_name), None)
    members: dict[str, list[int]] = {}
    for number, instrument in sorted(frameworks.instrument_of(fiscal_year).items()):
        members.setdefault(instrument, []).append(number)
    if level is None or set(members) != set(weights) or any(n not in scores for ns in members.values() for n in ns):
        return None
    hundredths = {number: int(scores[number] * 100) for numbers in members.values() for number in numbers}
    share = {name: Fraction(weights[name]) / len(numbers) for name, numbers in members.items()}
    steps: list[ScoreIncrease] = []
    lacking: dict[str, Decimal] = {}
    if level.min_each_instrument is not None:
        for name, numbers in members.items():
            need = int(level.min_each_instrument * 100) * len(numbers) - sum(hundredths[n] for n in numbers)
            if need > 0:
                lacking[name] = (Decimal(need) / len(numbers) / 100).quantize(CENT, ROUND_HALF_UP)
                steps += _lift(hundredths, numbers, need, name)
    # The total's shortfall in hundredths, each weighted by its share; Fractions keep it exact.
    missing = Fraction(level.min_total * 100) - sum(
        share[name] * hundredths[n] for name, numbers in members.items() for n in numbers
    )
    for name in sorted(members, key=lambda k: (-share[k], min(members[k]))):
        room = sum(FULL - hundredths[n] for n in members[name])
        if missing <= 0 or room == 0:
            continue
        need = min(room, -(-missing // share[name]))
        steps += _lift(hundredths, members[name], int(need), "total")
        missing -= share[name] * need
    ends = {number: Decimal(value) / _HUNDRED for number, value in sorted(hundredths.items())}
    return LevelPath(level.level_th, {n: v.quantize(CENT) for n, v in ends.items()}, tuple(steps), lacking)


def _lift(hundredths: dict[int, int], numbers: Sequence[int], need: int, reason: str) -> list[ScoreIncrease]:
    """Raise the lowest of some indicators until level with the next, and so on, by `need` hundredths in all."""
    steps: list[ScoreIncrease] = []
    while need > 0:
        lowest = min(hundredths[n] for n in numbers)
        group = [n for n in numbers if hundredths[n] == lowest]
        above = min((hundredths[n] for n in numbers if hundredths[n] > lowest), default=FULL)
        step = min(above - lowest, need // len(group))
        if step == 0:
            # Less than a hundredth for each is left: it goes to the first of them, one hundredth each.
            for n in group[:need]:
                hundredths[n] += 1
                steps.append(ScoreIncrease((n,), Decimal(lowest) / _HUNDRED, Decimal(lowest + 1) / _HUNDRED, reason))
            return steps
        for n in group:
            hundredths[n] += step
        need -= step * len(group)
        steps.append(ScoreIncrease(tuple(group), Decimal(lowest) / _HUNDRED, Decimal(lowest + step) / _HUNDRED, reason))
    return steps
