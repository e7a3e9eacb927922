"""What is to be said beside a result: means that need no rules, figures that disagree, plans that have ended.

Nothing here decides: both figures stay, and a doubt is put as a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ita.calendar import as_day, period_words, year_bounds
from ita.errors import N_, Params
from ita.formatting import known, points
from ita.insights.sentence import Sentence
from ita.read_rows import LevelDoubtsRow, PlainMeansRow, PlansRow, TotalTrendRow
from ita.score_values import CENT
from ita.thai import format_date

# Columns of `reads.plain_means` and `reads.total_trend`, with the instrument whose indicators they are of.
MEANS = {"mean_1_5": "1–5", "mean_6_8": "6–8", "mean_9_10": "9–10"}
MEAN_OF = {"IIT": "mean_1_5", "EIT": "mean_6_8", "OIT": "mean_9_10"}


@dataclass(frozen=True, slots=True)
class InstrumentYear:
    """The three instruments of a year in points of 0-100; for one without rules the plain means of their indicators."""

    fiscal_year: int
    iit: Decimal | None
    eit: Decimal | None
    oit: Decimal | None
    is_plain: bool

    @property
    def scores(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """IIT, EIT and OIT in this order."""
        return self.iit, self.eit, self.oit

    @property
    def is_known(self) -> bool:
        """Whether any of the three is known."""
        return any(score is not None for score in self.scores)


def instrument_year(row: TotalTrendRow) -> InstrumentYear:
    """Return the instruments of a year; `is_plain` tells that the year has no rules, and that means stand for them."""
    scores, means = (row.iit, row.eit, row.oit), (row.mean_1_5, row.mean_6_8, row.mean_9_10)
    if row.rules_basis is None and not any(score is not None for score in scores):
        return InstrumentYear(row.fiscal_year, *means, is_plain=any(mean is not None for mean in means))
    return InstrumentYear(row.fiscal_year, *scores, is_plain=False)


def level_doubt(row: LevelDoubtsRow) -> Sentence:
    """Return why a published level is none that its year's rule allows (a row of `reads.level_doubts`)."""
    params: Params = {
        "year": int(row.fiscal_year),
        "level": str(row.level_published),
        "total": points(row.total),
        "least": points(row.least_total),
        "possible": str(row.levels_possible) if known(row.levels_possible) else "–",
        "calculated": str(row.level_calculated) if known(row.level_calculated) else "–",
    }
    texts = {
        "not_a_level": N_("“{level}” is none of the levels of {year}. It is shown as published: compare it with ITAS."),
        "total_too_low": N_(
            "By the rule of {year} “{level}” needs a total of {least} or more, but the total is {total}: "
            "one of the two is wrong. Both are shown as published: compare them with ITAS."
        ),
        "total_too_high": N_(
            "By the rule of {year} a total of {total} gives “{possible}”, but “{level}” is published: "
            "one of the two is wrong. Both are shown as published: compare them with ITAS."
        ),
        "scores": N_(
            "By the rule of {year} the scores give “{calculated}”, but “{level}” is published. "
            "Both are kept: compare them with ITAS."
        ),
    }
    reason = str(row.reason)
    return Sentence(f"level-{reason.replace('_', '-')}", texts[reason], params)


def total_question(means: PlainMeansRow, year: int) -> Sentence | None:
    """Return the question whether a total of a year without rules can be right; None where nothing speaks against it.

    Parameters
    ----------
    means
        The row of `reads.plain_means`.
    """
    if not known(means.difference) or abs(means.difference) <= CENT:
        return None
    return Sentence(
        "total-doubtful",
        N_(
            "The total of {year} is stored as {total}; by the rules of {rules_year} the ten scores would give "
            "{calculated}, {difference} apart. Is a figure wrong, or have the rules changed?"
        ),
        {
            "year": year,
            "total": points(means.total_published),
            "rules_year": means.rules_year,
            "calculated": points(means.total_by_rules),
            "difference": points(abs(means.difference)),
        },
    )


def means_sentence(row: PlainMeansRow | TotalTrendRow) -> Sentence:
    """Return the three plain means of a year without rules (a row of `reads.total_trend` or `reads.plain_means`)."""
    return Sentence(
        "means",
        N_("Mean of indicators 1–5: {mean_1_5}; of 6–8: {mean_6_8}; of 9–10: {mean_9_10}."),
        {name: points(getattr(row, name)) for name in MEANS},
    )


def means_note(year: int) -> Sentence:
    """Return what the plain means of a year without rules are, and are not."""
    return Sentence(
        "plain-means",
        N_(
            "Plain means of the scores, not the official scores of IIT, EIT and OIT: the rules of {year} are not known."
        ),
        {"year": year},
    )


def identical_years(year: int, others: Sequence[int]) -> Sentence | None:
    """Return the question whether years with the same scores throughout are one; None where there is none."""
    if not others:
        return None
    return Sentence(
        "years-identical",
        N_(
            "All scores of {year} equal those of {others}. Was one year stored under another? "
            "Compare them with ITAS and undo the wrong import."
        ),
        {"year": year, "others": ", ".join(str(other) for other in others)},
    )


def plan_notes(plans: Sequence[PlansRow], today: date, lang: str) -> list[Sentence]:
    """Return which plans have ended and which lie outside their plan year, each cause in one sentence.

    Parameters
    ----------
    plans
        Rows of `reads.plans`, or some of them; a first day may be unknown.
    today
        The day in Thailand.
    """
    ended = [plan for plan in plans if has_ended(plan, today)]
    outside = [plan for plan in plans if outside_year(plan)]
    found: list[Sentence] = []
    if ended:
        last = max(each for plan in ended if (each := as_day(plan.ends_on)))
        # The sentences end with the day: of "B.E." and their own, one full stop stays.
        day = format_date(last, lang).removesuffix(".")
        params: Params = {"numbers": _numbers(ended), "count": len(ended), "day": day}
        if len(plans) == 1:
            text = N_("This plan ended on {day}.")
        elif len(ended) == len(plans):
            text = N_("All {count} plans of the report have ended, the last on {day}.")
        else:
            text = N_("The plans of indicators {numbers} have ended, the last of them on {day}.")
        found.append(Sentence("plan-ended", text, params))
    for year in sorted({int(plan.plan_year) for plan in outside}):
        mine = [plan for plan in outside if int(plan.plan_year) == year]
        periods = dict.fromkeys(period_words(plan.starts_on, plan.ends_on, lang) for plan in mine)
        params = {
            "numbers": _numbers(mine),
            "periods": ", ".join(periods),
            "plan_year": year,
            "bounds": period_words(*year_bounds(year), lang),
        }
        text = (
            N_("Its period {periods} is outside the plan year {plan_year} ({bounds}).")
            if len(plans) == 1
            else N_("The periods of indicators {numbers} ({periods}) are outside the plan year {plan_year} ({bounds}).")
        )
        found.append(Sentence("plan-outside-year", text, params))
    return found


def has_ended(plan: PlansRow, today: date) -> bool:
    """Tell whether the last day of a plan is past; not where it is not known."""
    last = as_day(plan.ends_on)
    return last is not None and last < today


def outside_year(plan: PlansRow) -> bool:
    """Tell whether a day of a plan lies outside its plan year, 1 October to 30 September."""
    first, last = year_bounds(int(plan.plan_year))
    days = [day for day in (as_day(plan.starts_on), as_day(plan.ends_on)) if day]
    return any(not first <= day <= last for day in days)


def _numbers(plans: Sequence[PlansRow]) -> str:
    return ", ".join(str(int(plan.indicator_no)) for plan in plans)
