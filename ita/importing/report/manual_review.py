"""What a person has to compare with the document before it is stored: texts whose file cannot be trusted to hold them.

Of a PDF the numbers, codes and dates are checked by what they mean; its sentences cannot be. They are confirmed
indicator by indicator, and until then the report is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ita.errors import Issue
from ita.frameworks import Frameworks
from ita.importing.report import columns as col
from ita.importing.report.cell_parsers import IndicatorCell, QuestionCell
from ita.importing.report.indicator_rows import IndicatorRows
from ita.importing.report.list_parser import running_text
from ita.importing.report.periods import Span
from ita.model import IndicatorPlan, RawField
from ita.thai import match_key

UNCERTAIN, CONFIRMED, UNKNOWN_LETTERS = "pdf-text-uncertain", "pdf-text-confirmed", "pdf-letters-unknown"
# Cells with a number, a code or a date: a letter that nobody knows may be a digit of it.
_FIGURES = (col.INDICATOR, col.SCORE, col.QUESTION, col.PERIOD)


def to_compare(
    header: IndicatorCell,
    questions: Sequence[QuestionCell],
    period: Span | None,
    rows: IndicatorRows,
    frameworks: Frameworks,
    year: int,
) -> tuple[RawField, ...]:
    """Return the fields of an indicator whose texts a person has to compare, each as read and where it begins.

    The indicator's name and the question need none where they are, spaces aside, those of the year's framework, nor
    does a period that gives two dates.
    """
    known = {
        col.INDICATOR: not header.name_differs,
        col.SCORE: True,
        col.QUESTION: all(_is_known_question(question, frameworks, year) for question in questions),
        col.PERIOD: period is not None,
    }
    doubts = {raw.name: raw.doubt for raw in rows.raw if raw.doubt}
    return tuple(
        RawField(name, running_text(rows.pieces(name)), rows.location_of(name), doubt)
        for name, doubt in doubts.items()
        if not known.get(name)
    )


def _is_known_question(question: QuestionCell, frameworks: Frameworks, year: int) -> bool:
    key = match_key(question.text)
    return any(
        q.fiscal_year == year and q.code == question.code and q.text_th and match_key(q.text_th) == key
        for q in frameworks.questions
    )


def findings(plan: IndicatorPlan, confirmed: frozenset[int]) -> Iterator[Issue]:
    """Give what is to be said of an indicator's texts: an error each until they are confirmed, a notice then.

    A letter that the PDF does not name, in a cell of a number, a code or a date, is an error that no one can confirm.
    """
    number = plan.indicator_no
    for raw in plan.raw:
        if raw.doubt == "letters" and raw.name in _FIGURES:
            yield Issue(UNKNOWN_LETTERS, {"number": number}, raw.location)
    if not plan.uncertain:
        return
    if number in confirmed:
        yield Issue(CONFIRMED, {"number": number}, plan.location)
        return
    for raw in plan.uncertain:
        yield Issue(
            UNCERTAIN,
            {
                "number": number,
                "column": {**col.FIELDS, **col.MORE_FIELDS}.get(raw.name, raw.name),
                "text": " ".join(raw.text.split()),
            },
            raw.location,
        )
