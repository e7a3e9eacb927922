"""What stands of an agency and year, in the shape in which a file is read, to hold the two against each other."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from ita.errors import SourceLocation
from ita.formatting import known
from ita.importing.differences import Key, basis_of, score_fields
from ita.importing.scores.label_matcher import LEVEL, TOTAL, What
from ita.model import IndicatorPlan, Measure, PlanQuestion, Step
from ita.store import reads
from ita.store.engine import Cursor

NOWHERE = SourceLocation()


def current_plans(cursor: Cursor, agency_id: str, year: int) -> dict[int, IndicatorPlan]:
    """Return the plans of the report that stands, by indicator; empty where none does."""
    scores = {row.indicator_no: row for row in reads.report_scores(cursor, agency=agency_id, year=year)}
    measures: dict[int, list[Measure]] = {}
    positions: dict[str, int] = {}
    for row in reads.measures(cursor, agency=agency_id, year=year):
        positions[row.measure_id] = row.position
        measures.setdefault(row.indicator_no, []).append(
            Measure(
                row.position,
                row.title,
                NOWHERE,
                question_no=row.question_no,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                period_text=row.period_text,
                units=tuple(row.units),
            )
        )
    steps: dict[int, list[Step]] = {}
    for step in reads.steps(cursor, agency=agency_id, year=year):
        under = positions.get(step.measure_id) if step.measure_id else None
        steps.setdefault(step.indicator_no, []).append(Step(step.position, step.text, under, NOWHERE, step.question_no))
    questions = _questions(cursor, agency_id, year)
    found = {}
    for plan in reads.plans(cursor, agency=agency_id, year=year):
        number = plan.indicator_no
        score = scores[number]
        location = SourceLocation(score.source, score.place_table, score.place_row, score.place_column)
        found[number] = IndicatorPlan(
            number,
            score.score,
            plan.question_code,
            plan.question,
            plan.question_score_report,
            basis_of(plan.question_score_report, score.score),
            plan.analysis or "",
            plan.rationale or "",
            tuple(measures.get(number, ())),
            tuple(steps.get(number, ())),
            plan.starts_on,
            plan.ends_on,
            plan.period_text or "",
            tuple(plan.units),
            location,
            (),
            score_source=location,
            questions=questions.get(number, ()),
            strengths=plan.strengths or "",
        )
    return found


def _questions(cursor: Cursor, agency_id: str, year: int) -> dict[int, tuple[PlanQuestion, ...]]:
    """Return the questions of the indicators that have several in the report that is stored."""
    scores = {row.indicator_no: row.score for row in reads.report_scores(cursor, agency=agency_id, year=year)}
    found: dict[int, list[PlanQuestion]] = {}
    for row in reads.plan_questions(cursor, agency=agency_id, year=year):
        stated = row.score_other if row.score_origin == "own_result" else row.score
        found.setdefault(row.indicator_no, []).append(
            PlanQuestion(
                row.question_no,
                row.code,
                row.text,
                stated,
                basis_of(stated, scores.get(row.indicator_no)),
                row.analysis or "",
                row.rationale or "",
                row.starts_on,
                row.ends_on,
                row.period_text or "",
                tuple(row.units),
                NOWHERE,
            )
        )
    return {number: tuple(questions) for number, questions in found.items() if len(questions) > 1}


def current_scores(cursor: Cursor, agency_id: str, years: list[int], of_questions: list[int]) -> dict[Key, str]:
    """Return the own results that stand for some years, and the own scores of questions for some, as texts."""
    results = []
    for year in years:
        own = reads.own_result(cursor, agency=agency_id, year=year)
        scores: dict[int, Decimal] = {row.indicator_no: row.score for row in own if known(row.score)}
        total, level = None, None
        for row in reads.assessment(cursor, agency=agency_id, year=year):
            if row.total_origin == "own_result":
                total, level = row.total_published, row.level_published
        results.append((year, scores, total, level))
    questions = [
        (year, row.code, row.score)
        for year in of_questions
        for row in reads.question_scores(cursor, agency=agency_id, year=year)
        if row.origin == "own_result"
    ]
    return score_fields(results, questions)


def stored_rows(cursor: Cursor, agency_id: str, keys: Iterable[Key], *, of_report: bool) -> list[dict[str, object]]:
    """Return rows of ``kept_fields`` for values that a new import keeps, each with the import that it was read in.

    To be asked before the new import is added: it is then the current one itself.
    """
    rows: list[dict[str, object]] = []
    for year, of_year in groupby(sorted(keys, key=lambda key: key[0]), key=lambda key: key[0]):
        current: dict[str, int] = {}
        earlier: dict[tuple[object, ...], int | None] = {}
        for row in reads.kept_fields(cursor, agency=agency_id, year=year):
            current[row.part] = row.import_no
            earlier[row.part, row.indicator_no, row.question_code, row.field] = row.read_in_import_no
        for _, what, field in of_year:
            number = what if isinstance(what, int) else None
            code = what if isinstance(what, str) and what not in (TOTAL, LEVEL) else None
            named = what if what in (TOTAL, LEVEL) else field
            part = "report" if of_report else "questions" if code else "result"
            rows.append(
                {
                    "fiscal_year": year,
                    "indicator_no": number,
                    "question_code": code,
                    "field": named,
                    # What was kept before is still of the import that read it.
                    "read_in_import_no": earlier.get((part, number, code, named), current.get(part)),
                }
            )
    return rows


def current_locations(cursor: Cursor, agency_id: str, years: Iterable[int]) -> dict[tuple[int, What], SourceLocation]:
    """Return where the own results that stand for some years were read: source, table, row and column of each."""
    found: dict[tuple[int, What], SourceLocation] = {}
    for year in years:
        for row in reads.figure_sources(cursor, agency=agency_id, year=year):
            if row.origin == "own_result":
                what: What = "total" if row.indicator_no is None else row.indicator_no
                found[year, what] = SourceLocation(row.source, row.place_table, row.place_row, row.place_column)
        if (year, "total") in found:
            found[year, "level"] = found[year, "total"]
        for question in reads.question_sources(cursor, agency=agency_id, year=year):
            if question.origin == "own_result":
                location = SourceLocation(
                    question.source, question.place_table, question.place_row, question.place_column
                )
                found[year, question.code] = location
    return found
