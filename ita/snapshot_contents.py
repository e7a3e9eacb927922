"""What of an agency is shown, figure by figure and text by text, so that two times of it can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import SequenceMatcher

from ita.store import reads
from ita.store.engine import Cursor
from ita.tables.snapshots import TEXTS, FigureKey, FigurePair, Shown, TextPair

Figures = Mapping[FigureKey, Shown]
# Texts of a report by indicator and kind, in their order.
Texts = Mapping[tuple[int, str], list[str]]


def shown_figures(cursor: Cursor, agency_id: str, year: int, from_year: int | None) -> dict[FigureKey, Shown]:
    """Return the figures that are shown of an agency's year, of the year compared, and the totals of all years."""
    found: dict[FigureKey, Shown] = {}
    agency = reads.agency_by_id(cursor, agency_id)[0]
    found[FigureKey(year, "agency")] = Shown(words=agency.name_th)
    for row in reads.total_trend(cursor, agency_id):
        for part, figure in (("total", row.total_shown), ("nation", row.national_total)):
            found[FigureKey(row.fiscal_year, part)] = Shown(figure)
        found[FigureKey(row.fiscal_year, "level")] = Shown(words=row.level_shown)
    for each in (year, from_year):
        if each is not None:
            found.update(_of_year(cursor, agency_id, each))
    targets = reads.targets(cursor, agency_id)
    found[FigureKey(year, "targets")] = _count(len(targets))
    for target in targets:
        found[FigureKey(target.fiscal_year, "target", target.indicator_no)] = Shown(target.target)
    return found


def _of_year(cursor: Cursor, agency_id: str, year: int) -> Iterator[tuple[FigureKey, Shown]]:
    """Return instruments, indicators, ranks, rules, origin and the counts of the report of a year."""
    for result in reads.assessment(cursor, agency_id, year):
        for part, figure in (("iit", result.iit), ("eit", result.eit), ("oit", result.oit)):
            yield FigureKey(year, part), Shown(figure)
        yield FigureKey(year, "rules"), Shown(words=result.rules_basis)
        yield FigureKey(year, "origin"), Shown(words=result.origin)
    for row in reads.gap_ranking(cursor, agency_id, year):
        yield FigureKey(year, "indicator", row.indicator_no), Shown(row.score)
        yield FigureKey(year, "rank", row.indicator_no), Shown() if row.rank is None else _count(row.rank)
    counts = (
        ("questions", reads.plan_questions(cursor, agency_id, year)),
        ("measures", reads.measures(cursor, agency_id, year)),
        ("steps", reads.steps(cursor, agency_id, year)),
    )
    for part, rows in counts:
        yield FigureKey(year, part), _count(len(rows))


def _count(number: int) -> Shown:
    return Shown(Decimal(number).quantize(Decimal("0.01")))


def figure_row(key: FigureKey, shown: Shown) -> dict[str, object]:
    """Return a figure as a row of ``snapshot_figures``, but for whose and of which snapshot it is."""
    return {
        "fiscal_year": key.fiscal_year,
        "part": key.part,
        "number": key.number,
        "figure": shown.figure,
        "words": shown.words,
    }


def stored_figures(cursor: Cursor, snapshot_no: int) -> dict[FigureKey, Shown]:
    """Return the figures that were shown when a snapshot was taken."""
    return {
        FigureKey(row.fiscal_year, row.part, row.number): Shown(row.figure, row.words)
        for row in reads.snapshot_figures(cursor, snapshot=snapshot_no)
    }


def figure_pairs(then: Figures, today: Figures) -> tuple[FigurePair, ...]:
    """Return the figures that differ, the latest year first; parts that were not kept then are not compared."""
    kept = {key.part for key in then} | ({"target"} if any(key.part == "targets" for key in then) else set())
    order = list(dict.fromkeys(key.part for key in (*today, *then)))
    keys = sorted(
        (key for key in {*then, *today} if key.part in kept),
        key=lambda key: (-key.fiscal_year, order.index(key.part), key.number or 0),
    )
    nothing = Shown()
    return tuple(
        FigurePair(key, then.get(key, nothing), today.get(key, nothing))
        for key in keys
        if then.get(key, nothing) != today.get(key, nothing)
    )


def shown_texts(cursor: Cursor, agency_id: str, year: int) -> dict[tuple[int, str], list[str]]:
    """Return the texts of the report of a year: questions, analysis, measures, steps, periods and units."""
    found: dict[tuple[int, str], list[str]] = {}

    def add(number: int, kind: str, *parts: object) -> None:
        text = " · ".join(str(part) for part in parts if part)
        if text:
            found.setdefault((number, kind), []).append(text)

    for plan in reads.plans(cursor, agency_id, year):
        add(plan.indicator_no, "strengths", plan.strengths)
        add(plan.indicator_no, "plan", plan.period_text, ", ".join(plan.units))
    for question in reads.plan_questions(cursor, agency_id, year):
        add(question.indicator_no, "question", question.code, question.text)
        add(question.indicator_no, "analysis", question.analysis)
        add(question.indicator_no, "rationale", question.rationale)
    for measure in reads.measures(cursor, agency_id, year):
        add(measure.indicator_no, "measure", measure.title, measure.period_text, ", ".join(measure.units))
    for step in reads.steps(cursor, agency_id, year):
        add(step.indicator_no, "step", step.text)
    return found


def text_pairs(then: Texts, today: Texts) -> tuple[TextPair, ...]:
    """Return the texts that differ, by indicator: what was put in the place of another stands beside it."""
    kinds = list(TEXTS)
    found: list[TextPair] = []
    for number, kind in sorted({*then, *today}, key=lambda key: (key[0], kinds.index(key[1]))):
        before, after = then.get((number, kind), []), today.get((number, kind), [])
        for _, start, end, other_start, other_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            old, new = before[start:end], after[other_start:other_end]
            if old != new:
                length = max(len(old), len(new))
                padded = [[*texts, *[None] * (length - len(texts))] for texts in (old, new)]
                found += [TextPair(number, kind, one, other) for one, other in zip(*padded, strict=True)]
    return tuple(found)
