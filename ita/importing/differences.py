"""What a file says beside what is stored: new, changed, the same, or missing; and a report with stored fields kept.

Pure: nothing here reads or writes the store.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from ita.errors import Issue, SourceLocation
from ita.i18n import KEPT_FIELDS_RULE
from ita.importing.report.normalise import SAME_AS_INDICATOR, STATED
from ita.importing.scores.label_matcher import What
from ita.importing.scores.sheet_builder import QuestionScore, ScoreSheet
from ita.model import IndicatorPlan, Measure, PlanQuestion, Report
from ita.thai import match_key

Status = Literal["new", "changed", "same", "missing"]
# (score year, indicator number or question code or total or level, field)
Key = tuple[int, What, str]
NO_KEYS: frozenset[Key] = frozenset()

SCORE = "score"
# Of a report, what a person can take from the file or leave as it stands; measures go with their steps.
FIELDS = (SCORE, "question", "strengths", "analysis", "measures", "rationale", "period", "units")
LISTS = frozenset({"measures", "units", "question"})
# What differs is worked out in a time that grows with both texts; the longest of the report has 46 parts.
_MOST_PARTS = 400
# Beyond this part of its characters a text is another one.
_NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Difference:
    """One field as it stands and as the file has it; None where it is not there."""

    key: Key
    status: Status
    before: str | None
    after: str | None


def compare(before: Mapping[Key, str], after: Mapping[Key, str]) -> tuple[Difference, ...]:
    """Return every field of either side with its status, in the order of the file, then what only stands."""
    found = [Difference(key, _status(before.get(key), text, key), before.get(key), text) for key, text in after.items()]
    return (*found, *(Difference(key, "missing", text, None) for key, text in before.items() if key not in after))


def _status(before: str | None, after: str, key: Key) -> Status:
    if before is None:
        return "new"
    return "same" if _read_alike(before, key) == _read_alike(after, key) else "changed"


def _read_alike(text: str, key: Key) -> tuple[str, ...]:
    """Return what two texts share that a reader takes for the same: a PDF breaks lines and words in other places.

    In lists a line is an item of its own, so there the lines have to be the same.
    """
    return tuple(match_key(line) for line in text.splitlines()) if key[2] in LISTS else (match_key(text),)


def _parts(word: str) -> list[str]:
    """Return a word taken apart where figures begin or end, as keys: there a PDF drops spaces first."""
    return re.findall(r"[\d.]*\d|[^\d]+", match_key(word))


def lacking(text: str, other: str) -> list[tuple[str, bool]]:
    """Return a running text in pieces between spaces, each with whether the other text lacks its words.

    What differs in spaces only is lacking nowhere. Where nearly all differs nothing is marked: it says no more; nor in
    texts that are far longer than those of a report.
    """
    words = text.split()
    parts = [(number, part) for number, word in enumerate(words) for part in _parts(word)]
    keys, other_keys = [part for _, part in parts], [part for word in other.split() for part in _parts(word)]
    if max(len(keys), len(other_keys)) > _MOST_PARTS:
        return [(" ".join(words), False)]
    lacks: set[int] = set()
    for _, start, end, other_start, other_end in SequenceMatcher(None, keys, other_keys, autojunk=False).get_opcodes():
        if "".join(keys[start:end]) != "".join(other_keys[other_start:other_end]):
            lacks |= {number for number, _ in parts[start:end]}
    pieces = [
        (" ".join(words[number] for number in run), differs)
        for differs, run in groupby(range(len(words)), lacks.__contains__)
    ]
    marked = sum(len(piece) for piece, differs in pieces if differs)
    if marked > _NEARLY_ALL * sum(len(piece) for piece, _ in pieces):
        return [(" ".join(words), False)]
    return pieces


def report_fields(fiscal_year: int, plans: Iterable[IndicatorPlan]) -> dict[Key, str]:
    """Return the fields of a report as texts, empty ones left out."""
    return {
        (fiscal_year, plan.indicator_no, name): text for plan in plans for name in FIELDS if (text := _text(plan, name))
    }


def _text(plan: IndicatorPlan, name: str) -> str:
    if name == SCORE:
        return f"{plan.score:.2f}"
    if name == "question":
        several = [(question.code, question.text, question.score) for question in plan.questions]
        named = several or [(plan.question_code, plan.question, plan.question_score)]
        return "\n".join(
            " · ".join(" ".join(str(part).split()) for part in parts if part is not None) for parts in named
        )
    if name == "measures":
        return "\n".join([*map(_measure_text, plan.measures), *(f"– {step.text}" for step in plan.steps)])
    return {
        "strengths": plan.strengths,
        "analysis": plan.analysis,
        "rationale": plan.rationale,
        "period": plan.period_text,
        "units": "\n".join(plan.units),
    }[name]


def _measure_text(measure: Measure) -> str:
    """Return a measure with the period and units that are its own."""
    own = [" ".join((measure.period_text or "").split()), ", ".join(measure.units)]
    return " · ".join([f"{measure.position}. {measure.title}", *(text for text in own if text)])


def basis_of(stated: Decimal | None, score: Decimal | None) -> str | None:
    """Return whether a question's score is that of its indicator, as reports often have it; None without one."""
    return None if stated is None else SAME_AS_INDICATOR if stated == score else STATED


def kept_of_report(report: Report, current: Mapping[int, IndicatorPlan], kept: Collection[Key]) -> tuple[Key, ...]:
    """Return the fields of a report that are to be kept as stored: those asked for of which something is stored."""
    return tuple(
        key
        for plan in report.plans
        if plan.indicator_no in current
        for name in FIELDS
        if (key := (report.fiscal_year, plan.indicator_no, name)) in kept
    )


def with_kept_fields(report: Report, current: Mapping[int, IndicatorPlan], kept: Collection[Key]) -> Report:
    """Return a report in which some fields are those that stand; each is said in an issue, so that it is on record.

    Parameters
    ----------
    current
        The plans of the report that stands, by indicator number.
    kept
        Keys of the fields to leave as they stand; those of another year or without anything standing are ignored.
    """
    plans, issues = [], list(report.issues)
    keys = kept_of_report(report, current, kept)
    for plan in report.plans:
        names = [name for _, number, name in keys if number == plan.indicator_no]
        if not names:
            plans.append(plan)
            continue
        shown, stored = plan, current[plan.indicator_no]
        for name in names:
            shown = _with_kept(shown, stored, name)
        shown = _with_known_questions(shown)
        issues.append(
            Issue(
                KEPT_FIELDS_RULE,
                {"number": plan.indicator_no, "fields": ", ".join(names)},
                plan.location,
                variant="report",
            )
        )
        if (SCORE in names) != ("question" in names):
            shown, said = _score_and_question(shown)
            issues += said
        plans.append(shown)
    return replace(report, plans=tuple(plans), issues=tuple(issues))


def _score_and_question(plan: IndicatorPlan) -> tuple[IndicatorPlan, list[Issue]]:
    """Return a plan of which one of score and question was left, and the warning where the two no longer agree.

    Within one file a reader refuses that; here a person chose it.
    """
    if plan.question_score is None:
        return plan, []
    agrees = plan.question_score == plan.score
    basis = basis_of(plan.question_score, plan.score)
    questions = tuple(replace(each, score_basis=basis_of(each.score, plan.score)) for each in plan.questions)
    said = Issue(
        "left-disagrees",
        {
            "number": plan.indicator_no,
            "score": f"{plan.score:.2f}",
            "code": plan.question_code or "–",
            "stated": f"{plan.question_score:.2f}",
        },
        plan.location,
    )
    # A question that had a score of its own is expected to differ.
    expected = agrees or plan.question_score_basis == STATED
    return replace(plan, question_score_basis=basis, questions=questions), [] if expected else [said]


def _with_kept(plan: IndicatorPlan, stored: IndicatorPlan, name: str) -> IndicatorPlan:
    if name == SCORE:
        return replace(plan, score=stored.score, score_source=stored.score_source)
    if name == "question":
        return replace(
            plan,
            question_code=stored.question_code,
            question=stored.question,
            question_score=stored.question_score,
            question_score_basis=stored.question_score_basis,
            questions=_merged_questions(stored.questions, plan, ("analysis", "rationale", *_TIME, "units")),
        )
    if name == "measures":
        return replace(plan, measures=stored.measures, steps=stored.steps)
    if name == "period":
        return replace(
            plan,
            starts_on=stored.starts_on,
            ends_on=stored.ends_on,
            period_text=stored.period_text,
            questions=_merged_questions(plan.questions, stored, _TIME),
            measures=_merged_measures(plan, stored, _TIME),
        )
    if name == "units":
        return replace(
            plan,
            units=stored.units,
            questions=_merged_questions(plan.questions, stored, ("units",)),
            measures=_merged_measures(plan, stored, ("units",)),
        )
    if name == "strengths":
        return replace(plan, strengths=stored.strengths)
    questions = _merged_questions(plan.questions, stored, (name,))
    kept = replace(plan, questions=questions)
    return replace(kept, analysis=stored.analysis) if name == "analysis" else replace(kept, rationale=stored.rationale)


_TIME = ("starts_on", "ends_on", "period_text")


def _merged_questions(
    questions: Sequence[PlanQuestion], other: IndicatorPlan, names: Sequence[str]
) -> tuple[PlanQuestion, ...]:
    """Return questions with some fields as the other plan has them, where that knows the same question."""
    known = {_question_key(each): each for each in other.questions}
    return tuple(
        replace(each, **{name: getattr(known[_question_key(each)], name) for name in names})
        if _question_key(each) in known
        else each
        for each in questions
    )


def _question_key(question: PlanQuestion) -> str:
    return question.code or match_key(question.text or "")


def _merged_measures(plan: IndicatorPlan, stored: IndicatorPlan, names: Sequence[str]) -> tuple[Measure, ...]:
    """Return the measures of a plan with some fields as they are stored, where the same measure is."""
    known = {match_key(measure.title): measure for measure in stored.measures}
    return tuple(
        replace(each, **{name: getattr(known[match_key(each.title)], name) for name in names})
        if match_key(each.title) in known
        else each
        for each in plan.measures
    )


def _with_known_questions(plan: IndicatorPlan) -> IndicatorPlan:
    """Return a plan whose measures and steps name no question that it does not have."""
    last = len(plan.questions)

    def number(given: int | None) -> int | None:
        return given if given is not None and given <= last else None

    return replace(
        plan,
        measures=tuple(replace(each, question_no=number(each.question_no)) for each in plan.measures),
        steps=tuple(replace(each, question_no=number(each.question_no)) for each in plan.steps),
    )


def score_fields(
    years: Iterable[tuple[int, Mapping[int, Decimal], Decimal | None, str | None]],
    questions: Sequence[tuple[int, str, Decimal]],
) -> dict[Key, str]:
    """Return scores of years (year, scores by indicator, total, level) and of questions as texts."""
    found: dict[Key, str] = {}
    for year, scores, total, level in years:
        found |= {(year, number, SCORE): f"{score:.2f}" for number, score in sorted(scores.items())}
        if total is not None:
            found[year, "total", SCORE] = f"{total:.2f}"
        if level is not None:
            found[year, "level", SCORE] = level
    return found | {(year, code, SCORE): f"{score:.2f}" for year, code, score in questions}


def sheet_fields(sheet: ScoreSheet) -> dict[Key, str]:
    """Return the figures of a sheet as texts."""
    return score_fields(
        [(result.fiscal_year, result.scores, result.total, result.level) for result in sheet.years],
        [(question.fiscal_year, question.code, question.score) for question in sheet.questions],
    )


def kept_of_sheet(sheet: ScoreSheet, current: Mapping[Key, str], kept: Collection[Key]) -> tuple[Key, ...]:
    """Return the figures of a sheet's years that are to be kept as stored: those asked for that are stored."""
    of_years = {result.fiscal_year for result in sheet.years}
    of_questions = {question.fiscal_year for question in sheet.questions}
    return tuple(key for key in current if key in kept and key[0] in (of_years if _of_result(key[1]) else of_questions))


def with_kept_scores(
    sheet: ScoreSheet,
    current: Mapping[Key, str],
    kept: Collection[Key],
    locations: Mapping[tuple[int, What], SourceLocation],
) -> ScoreSheet:
    """Return a sheet in which some figures are those that stand, also such as the sheet lacks; each year says so.

    Parameters
    ----------
    current
        Own results that stand, as texts (`score_fields`).
    kept
        Keys of the figures to leave as they stand; those of years that the sheet does not have are ignored.
    locations
        Where the standing figures were read, by year and figure; what is left keeps its own.
    """
    chosen = {(year, what): current[year, what, field] for year, what, field in kept_of_sheet(sheet, current, kept)}
    years = []
    for result in sheet.years:
        mine = {what: text for (year, what), text in chosen.items() if year == result.fiscal_year}
        scores = result.scores | {what: Decimal(text) for what, text in mine.items() if isinstance(what, int)}
        total = Decimal(mine["total"]) if "total" in mine else result.total
        years.append(replace(result, scores=scores, total=total, level=mine.get("level", result.level)))
    questions = {(question.fiscal_year, question.code): question for question in sheet.questions}
    for (year, what), text in chosen.items():
        if isinstance(what, str) and not _of_result(what):
            questions[year, what] = QuestionScore(
                year, what, Decimal(text), locations.get((year, what), SourceLocation())
            )
    return replace(
        sheet,
        years=tuple(years),
        questions=tuple(questions.values()),
        locations={**sheet.locations, **{key: locations.get(key, SourceLocation()) for key in chosen}},
        issues=(*sheet.issues, *_left(sheet.file, chosen)),
    )


def _of_result(what: What) -> bool:
    """Tell whether a figure is of a year's result, not of one of its questions."""
    return isinstance(what, int) or what in {"total", "level"}


def _left(file: str | None, chosen: Mapping[tuple[int, What], str]) -> list[Issue]:
    """Say of each year what was left as it stood."""
    named: dict[int, list[str]] = {}
    for year, what in sorted(chosen, key=lambda key: (key[0], str(key[1]).zfill(2))):
        named.setdefault(year, []).append(str(what))
    return [
        Issue(KEPT_FIELDS_RULE, {"year": year, "figures": ", ".join(names)}, SourceLocation(file), variant="scores")
        for year, names in named.items()
    ]
