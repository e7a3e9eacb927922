"""Scores that a report's words state, held against its own: of questions, indicators, instruments and the total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ita.errors import SourceLocation
from ita.frameworks import Frameworks
from ita.importing.report import columns as col
from ita.importing.report.cell_parsers import IndicatorCell, QuestionCell
from ita.importing.report.context import Reading
from ita.importing.report.indicator_rows import IndicatorRows, QuestionRows
from ita.importing.report.list_parser import running_text
from ita.importing.report.stated_scores import question_score, stated_scores
from ita.model import IndicatorPlan
from ita.score_values import CENT, is_score
from ita.thai import match_key

_LETTER_AS_DIGIT = {"i": "1", "o": "0"}


def code_keys(question: QuestionCell) -> frozenset[str]:
    """Return the ways in which a row may write its question's code: typed as Thai digits it loses its letter."""
    keys = {match_key(code) for code in (question.code, question.written) if code}
    if question.code and question.code[0] in _LETTER_AS_DIGIT:
        keys.add(_LETTER_AS_DIGIT[question.code[0]] + question.code[1:])
    return frozenset(keys)


def stated_of_question(
    reading: Reading, question: QuestionCell, header: IndicatorCell, rows: QuestionRows, *, is_only: bool
) -> Decimal | None:
    """Return the score that the rows of a question state of it; say where it is another than the indicator's.

    Where an indicator has several questions their scores are expected to differ from its own.
    """
    for name in (col.ANALYSIS, col.RATIONALE):
        stated = question_score(match_key(running_text(rows.pieces(name))), code_keys(question))
        if stated is None or not is_score(stated):
            continue
        if stated != header.score and is_only:
            _say_differs(reading, question, header, stated, rows.locations[name])
        return stated.quantize(CENT)
    return None


def _say_differs(
    reading: Reading, question: QuestionCell, header: IndicatorCell, stated: Decimal, location: SourceLocation
) -> None:
    reading.say(
        "question-score-differs",
        location,
        number=header.indicator.indicator_no,
        score=str(header.score),
        stated=str(stated),
        code=question.code or question.written,
    )


def check_stated(
    reading: Reading, questions: Sequence[QuestionCell], header: IndicatorCell, rows: IndicatorRows
) -> None:
    """Refuse a row that states another score of its indicator than its head does."""
    number = header.indicator.indicator_no
    keys = frozenset(key for question in questions for key in code_keys(question))
    texts = [(rows.location_of(col.INDICATOR), running_text(rows.pieces(col.INDICATOR)))]
    texts += [
        (question.locations[name], running_text(question.pieces(name)))
        for question in rows.questions
        for name in (col.ANALYSIS, col.IMPROVE, col.STRENGTHS, col.RATIONALE)
        if name in question.locations
    ]
    for location, text in texts:
        for stated in stated_scores(match_key(text), keys, number):
            if stated.score == header.score:
                continue
            if stated.overall:
                reading.overall.append((stated.score, location, str(header.score)))
                continue
            _say_conflict(reading, number, str(header.score), stated.score, location)


def _say_conflict(reading: Reading, number: int | None, score: str, stated: Decimal, location: SourceLocation) -> None:
    reading.say("score-conflict", location, number=number, score=score, stated=str(stated))


def check_overall(reading: Reading, plans: Sequence[IndicatorPlan], year: int) -> None:
    """Refuse a figure "overall" that is neither an indicator's score nor what the ten give together."""
    known = {plan.score for plan in plans}
    if not {plan.indicator_no for plan in plans} >= set(reading.frameworks.instrument_of(year)):
        return
    together = _together(reading.frameworks, plans, year)
    for stated, location, score in reading.overall:
        if stated in known or any(abs(stated - figure) <= CENT for figure in together):
            continue
        if together or stated > max(known) or stated < min(known) or _near(stated, Decimal(score)):
            _say_conflict(reading, None, score, stated, location)


def _together(frameworks: Frameworks, plans: Sequence[IndicatorPlan], year: int) -> list[Decimal]:
    """Return the instruments' means and the total, only to know them when a text states them; empty without rules."""
    weights = frameworks.weights(year)
    if not weights:
        return []
    instrument_of = frameworks.instrument_of(year)
    means: list[Decimal] = []
    total = Decimal(0)
    for instrument, weight in weights.items():
        scores = [plan.score for plan in plans if instrument_of.get(plan.indicator_no) == instrument]
        means.append(sum(scores, Decimal(0)) / len(scores))
        total += weight * means[-1]
    return [*means, total]


def _near(stated: Decimal, score: Decimal) -> bool:
    """Tell whether one figure is the other mistyped: one digit changed, or two neighbours swapped."""
    a, b = f"{stated:06.2f}", f"{score:06.2f}"
    changed = [i for i in range(len(a)) if a[i] != b[i]]
    swapped = len(changed) == 2 and a[changed[0]] == b[changed[1]] and a[changed[1]] == b[changed[0]]
    return len(changed) == 1 or swapped
