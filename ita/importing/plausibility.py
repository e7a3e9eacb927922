"""Figures that can be stored and may yet be wrong: the same doubts for files, pastes, typed scores and reports. Pure.

Most are asked about before anything is stored, and accepted by the id of their rule; some are only said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from ita.errors import Issue
from ita.formatting import known
from ita.frameworks import Frameworks
from ita.importing.candidates import Ask
from ita.importing.scores.run_questions import AGENCY_DIFFERS
from ita.importing.scores.sheet_builder import FRACTION
from ita.model import InstrumentRule, RatingLevel, TypedResult
from ita.read_rows import NationalMatchRow
from ita.score_values import CENT
from ita.thai import match_key

WEIGHTED, ZEROS, ALL_EQUAL, NATION = "score-may-be-weighted", "many-zeros", "all-equal", "equals-national-average"
COPY, TOTAL_IMPOSSIBLE, LEVEL_IMPOSSIBLE = "copy-of-year", "total-impossible", "level-impossible"
# What a person is asked about before it is stored; `--accept` takes each of them.
ASKED = frozenset((WEIGHTED, ZEROS, ALL_EQUAL, NATION, COPY, TOTAL_IMPOSSIBLE))
# All that can be accepted of a file of scores.
ACCEPTABLE = ASKED | {FRACTION, AGENCY_DIFFERS}

# Two items of disclosure at 0 are a town that published nothing; more are a form that was not filled in.
MANY_ZEROS = 3
# So many figures that are all equal are no chance.
ENOUGH_EQUAL = 5


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an agency and of the rules, to hold figures against.

    `stored` are the scores that are shown now, by year and indicator; `frameworks` are the rules that count in the
    database, without which totals and levels are not looked at.
    """

    stored: Mapping[tuple[int, int], Decimal] = field(default_factory=dict)
    frameworks: Frameworks | None = None

    def members(self, year: int) -> dict[str, list[int]]:
        """Return the indicator numbers of each instrument by the rules of a year."""
        found: dict[str, list[int]] = {}
        for number, instrument in self.frameworks.instrument_of(year).items() if self.frameworks else ():
            found.setdefault(instrument, []).append(number)
        return found


def doubts_of(results: Sequence[TypedResult], context: Known) -> list[Issue]:
    """Return what to ask about, or to say of, the figures of some years; places are left to the caller.

    Returns
    -------
    list of Issue
        Warnings ``many-zeros``, ``all-equal``, ``copy-of-year``, ``total-impossible``, ``level-impossible``,
        ``total-disagrees-with-latest``; ``year`` is among the parameters of each.
    """
    found: list[Issue] = []
    for result in results:
        found += [*_zeros(result), *_equal(result), *_copies(result, results, context.stored)]
        found += [*_total(result, context), *_level(result, context)]
    return found


def ask_of(issue: Issue) -> Ask:
    """Return a doubt as a question, which accepting its rule answers."""
    return Ask(issue.rule, replace(issue, severity="error"), (), (f"--accept {issue.rule}",), is_doubt=True)


def asked(issues: Iterable[Issue], accept: Collection[str]) -> tuple[Ask, ...]:
    """Return the questions among some issues that nobody has answered yet."""
    return tuple(ask_of(issue) for issue in issues if issue.rule in ASKED and issue.rule not in accept)


def equals_nation(match: NationalMatchRow) -> bool:
    """Tell whether scores equal the nation's wherever those are known, the total too where both are known.

    Parameters
    ----------
    match
        A row of the query ``national_match``.
    """
    if not match.all_equal:
        return False
    both = known(match.total) and known(match.national_total)
    return not both or bool(match.total_equal)


def _zeros(result: TypedResult) -> list[Issue]:
    zeros = [number for number, score in result.scores.items() if score == 0]
    if len(zeros) < MANY_ZEROS:
        return []
    return [
        Issue(
            ZEROS,
            {
                "count": len(zeros),
                "all": len(result.scores),
                "year": result.fiscal_year,
                "numbers": ", ".join(map(str, zeros)),
            },
        )
    ]


def _equal(result: TypedResult) -> list[Issue]:
    values = set(result.scores.values())
    # Nothing but zeros is said as that.
    if len(result.scores) < ENOUGH_EQUAL or len(values) > 1 or values == {Decimal(0)}:
        return []
    return [Issue(ALL_EQUAL, {"count": len(result.scores), "year": result.fiscal_year, "score": f"{values.pop():.2f}"})]


def _copies(
    result: TypedResult, results: Sequence[TypedResult], stored: Mapping[tuple[int, int], Decimal]
) -> list[Issue]:
    others: dict[int, dict[int, Decimal]] = {}
    for (year, number), score in stored.items():
        others.setdefault(year, {})[number] = score
    # What stands beside it in the same file goes before what is stored; of two years the later one is asked about.
    others |= {other.fiscal_year: other.scores for other in results}
    inside = {other.fiscal_year for other in results}
    for year, scores in sorted(others.items()):
        if year == result.fiscal_year or (year in inside and year > result.fiscal_year):
            continue
        if len(result.scores) >= ENOUGH_EQUAL and all(
            scores.get(number) == score for number, score in result.scores.items()
        ):
            given = {"count": len(result.scores), "year": result.fiscal_year, "other": year}
            return [Issue(COPY, given)]
    return []


def _means(result: TypedResult, members: Mapping[str, Collection[int]]) -> dict[str, Decimal]:
    """Return the mean of each instrument whose indicators are all there."""
    return {
        instrument: sum((result.scores[number] for number in numbers), Decimal(0)) / len(numbers)
        for instrument, numbers in members.items()
        if numbers and all(number in result.scores for number in numbers)
    }


def _total(result: TypedResult, context: Known) -> list[Issue]:
    """Return what is wrong with a total that no weights can give, or that the newest known rules do not give."""
    year, total, frameworks = result.fiscal_year, result.total, context.frameworks
    members = context.members(year)
    means = _means(result, members)
    if total is None or frameworks is None or not means or len(means) < len(members):
        return []
    lowest, highest = min(means.values()), max(means.values())
    if not lowest - CENT <= total <= highest + CENT:
        given: dict[str, str | int | float | None] = {
            "total": f"{total:.2f}",
            "year": year,
            "lowest": str(_half_up(lowest)),
            "highest": str(_half_up(highest)),
        }
        return [Issue(TOTAL_IMPOSSIBLE, given)]
    if frameworks.has_rules(year):
        return []
    latest = _latest_known(frameworks, year)
    means = _means(result, context.members(latest)) if latest is not None else {}
    weights = frameworks.weights(latest) if latest is not None else {}
    if latest is None or set(weights) != set(means):
        return []
    computed = sum((weights[name] * mean for name, mean in means.items()), Decimal(0))
    if abs(_half_up(computed) - total) <= CENT:
        return []
    given = {"year": year, "latest": latest, "computed": str(_half_up(computed)), "total": f"{total:.2f}"}
    return [Issue("total-disagrees-with-latest", given)]


def _latest_known(frameworks: Frameworks, year: int) -> int | None:
    """Return the newest year before one whose own rules are known; an assumption is no knowledge of a year."""
    before = {rule.fiscal_year_to for rule in frameworks.instruments if rule.fiscal_year_to < year}
    return max((each for each in before if not frameworks.is_assumed(each)), default=None)


def _level(result: TypedResult, context: Known) -> list[Issue]:
    """Return that a total cannot have the level beside it; with all scores there the level is calculated instead."""
    members, frameworks = context.members(result.fiscal_year), context.frameworks
    if result.level is None or result.total is None or frameworks is None:
        return []
    if len(_means(result, members)) == len(members):
        return []
    if total_can_have(result.total, result.level, result.fiscal_year, frameworks.rating_levels, frameworks.instruments):
        return []
    return [
        Issue(LEVEL_IMPOSSIBLE, {"year": result.fiscal_year, "total": f"{result.total:.2f}", "level": result.level})
    ]


def total_can_have(
    total: Decimal, level: str, year: int, levels: Sequence[RatingLevel], rules: Sequence[InstrumentRule]
) -> bool:
    """Tell whether some instruments give a total and a level by a year's rule; true where nothing is known of it."""
    of_year = sorted(
        (each for each in levels if each.fiscal_year_from <= year <= each.fiscal_year_to),
        key=lambda each: each.level_order,
    )
    at = next((n for n, each in enumerate(of_year) if match_key(each.level_th) == match_key(level)), None)
    if at is None:
        return True
    if total < of_year[at].min_total:
        return False
    weights = [rule.weight for rule in rules if rule.fiscal_year_from <= year <= rule.fiscal_year_to]
    # A better level is missed by its total, or by an instrument below its floor, which costs the total at least that.
    return all(
        total < better.min_total
        or (
            better.min_each_instrument is not None
            and total < 100 - min(weights, default=Decimal(0)) * (100 - better.min_each_instrument)
        )
        for better in of_year[:at]
    )


def _half_up(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)
