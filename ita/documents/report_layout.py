"""What stands where in the official report and the progress report, for every writer: cover, columns, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

from ita.documents.digits import in_digits, stored
from ita.documents.official_report import OfficialReport, ReportIndicator, ReportQuestion
from ita.documents.report_rows import ListLine, PlanCells, has_deadlines, has_scores_apart
from ita.documents.writing import Writing
from ita.errors import N_
from ita.formatting import points

TITLE = N_("Report on putting the ITA results to use in improving the agency")
TITLE_OF_PROGRESS = N_("Progress report on the measures from the ITA results")
# Centimetres of the columns, together those of a page across; further columns take theirs from the widest.
_WIDTHS = {
    "indicator": 2.7,
    "question": 3.1,
    "analysis": 4.0,
    "measures": 4.2,
    "rationale": 4.05,
    "steps": 4.25,
    "period": 2.0,
    "units": 2.4,
}
_FURTHER, _WIDEST = 2.1, ("rationale", "steps", "measures", "analysis")
_OF_RESULT = ("question", "question_score", "strengths", "analysis")
_NAMES = {
    "indicator": N_("Issue / indicator"),
    "question": N_("ITA question"),
    "question_score": N_("Score of the question"),
    "strengths": N_("Strengths"),
    "analysis": N_("Analysis of the assessment"),
    "measures": N_("Measures / projects / activities"),
    "rationale": N_("How the analysis of the indicator agrees with the measures / projects / activities"),
    "steps": N_("Steps / how it is done"),
    "period": N_("Period of work"),
    "deadline": N_("To be completed by"),
    "units": N_("Responsible"),
}
# Header and centimetres of each column of the progress report; the last four are empty.
PROGRESS_COLUMNS = (
    (N_("Measure / project / activity"), 6.9),
    (N_("Period"), 2.6),
    (N_("Responsible"), 2.9),
    (N_("Result"), 4.6),
    (N_("Per cent"), 1.6),
    (N_("Evidence"), 4.0),
    (N_("Problems and obstacles"), 4.1),
)


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line of the cover, and what it is."""

    text: str
    role: Literal["title", "year", "about", "agency", "place", "mark", "note"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the report's table: its name here, its header, and its width in centimetres."""

    name: str
    header: str
    width: float

    @property
    def is_of_result(self) -> bool:
        """Whether it stands under the analysis of the result, and not under what is made of it."""
        return self.name in _OF_RESULT


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list in a cell: a number, or a dash where `number` is None; a dash is under the number before."""

    text: str
    number: int | None


def whole_title(writing: Writing, title: str) -> str:
    """Return the title of a report with the fiscal year of its measures."""
    year = writing.words(N_("of fiscal year {year}"), year=writing.subject.plan_year)
    return f"{writing.words(title)} {year}"


def cover_lines(report: OfficialReport, writing: Writing) -> list[CoverLine]:
    """Return the lines of the cover, from above."""
    subject = report.subject
    # Together they are as wide as the page: the line ends where it reads well.
    result = writing.words(N_("Analysis of the result of the Integrity and Transparency Assessment of public bodies"))
    of_year = writing.words(
        N_("in fiscal year {year}, {indicators} indicators"),
        year=subject.fiscal_year,
        indicators=len(report.indicators),
    )
    use = writing.words(N_("and how it is put to use to improve or develop the agency, or to keep its level"))
    found = [
        CoverLine(writing.words(TITLE), "title"),
        CoverLine(writing.words(N_("Of fiscal year {year}"), year=subject.plan_year), "year"),
        CoverLine(result, "about"),
        CoverLine(of_year, "about"),
        CoverLine(use, "about"),
        CoverLine(writing.name, "agency"),
        CoverLine(writing.place, "place"),
        CoverLine(writing.marks, "mark"),
    ]
    if not subject.has_report:
        said = N_("No report of {year} is stored: the scores are filled in, the other columns are to be written.")
        found.append(CoverLine(writing.words(said, year=subject.fiscal_year), "note"))
    return [line for line in found if line.text]


def table_title(writing: Writing, title: str, year: int) -> tuple[str, str]:
    """Return the two lines above the table: the title with the year, and whose it is."""
    of_year = writing.words(N_("of fiscal year {year}"), year=year)
    whose = writing.words(N_("of {agency}"), agency=stored(writing.name))
    return f"{writing.words(title)} {of_year}", " ".join(filter(None, (whose, writing.place)))


def columns(report: OfficialReport, writing: Writing) -> list[Column]:
    """Return the columns in order: eight, and those that some reports have besides."""
    further = [
        name
        for name, is_there in (
            ("question_score", has_scores_apart(report)),
            ("strengths", any(each.strengths for each in report.indicators)),
        )
        if is_there
    ]
    widths = dict(_WIDTHS)
    for name in _WIDEST:
        widths[name] -= _FURTHER * len(further) / len(_WIDEST)
    found: dict[str, float] = {}
    for name, width in widths.items():
        found[name] = width
        if name == "question":
            found.update(dict.fromkeys(further, _FURTHER))
    deadline = has_deadlines(report)

    def header(name: str) -> str:
        return writing.words(_NAMES["deadline" if name == "period" and deadline else name])

    return [Column(name, header(name), width) for name, width in found.items()]


def upper_headers(report: OfficialReport, writing: Writing) -> tuple[str, str]:
    """Return the headers above those of the columns: of the result, and of what is made of it."""
    use = N_(
        "Putting the ITA results to use in improving the agency "
        "(using the analysis to improve or develop the agency, or to keep its level)"
    )
    year = report.subject.fiscal_year
    return writing.words(N_("Analysis of the result of the year {year}"), year=year), writing.words(use)


def indicator_name(indicator: ReportIndicator, writing: Writing) -> str:
    """Return an indicator's number and name."""
    return in_digits(f"{indicator.number}. ", writing.request.digits) + indicator.name(writing.request.lang)


def score_words(indicator: ReportIndicator, writing: Writing) -> str:
    """Return an indicator's score as reports state it; empty where none is known."""
    if indicator.score is None:
        return ""
    return writing.words(N_("({score} points)"), score=points(indicator.score))


def itas_words(indicator: ReportIndicator, writing: Writing) -> str:
    """Return the score of ITAS where it differs; empty elsewhere."""
    if indicator.score_itas is None:
        return ""
    return writing.words(N_("differs from ITAS: {score} points"), score=points(indicator.score_itas))


def question_lines(question: ReportQuestion) -> str:
    """Return a question's code, which keeps its digits in every paper, and text; its lines stay lines."""
    first, *rest = question.text.splitlines() or [""]
    return "\n".join([" ".join(filter(None, (question.code, first))), *rest])


def step_items(rows: Sequence[PlanCells]) -> list[list[ListItem]]:
    """Return the steps of each row, numbered through all of an indicator's rows."""
    numbers = count(1)

    def item(line: ListLine) -> ListItem:
        return ListItem(line.text, None if line.kind == "dash" else next(numbers))

    return [[item(line) for line in row.steps] for row in rows]


def notes(report: OfficialReport, writing: Writing) -> list[str]:
    """Say where ITAS has another score of a question than the report; of an indicator it stands beside the score."""
    return [
        writing.words(
            N_("Question {code}: the report states {score} points, ITAS {itas} points."),
            code=stored(question.code or "–"),
            score=points(question.score),
            itas=points(question.score_itas),
        )
        for indicator in report.indicators
        for question in indicator.questions
        if question.score_itas is not None
    ]


def progress_notes(report: OfficialReport, writing: Writing) -> list[str]:
    """Return what stands under the title of the progress report."""
    said = [
        N_("Measures made from the scores of fiscal year {year}"),
        N_("Progress is not kept in this program yet: result, per cent, evidence and problems are to be written in."),
    ]
    if not report.measures:
        said.append(N_("No measure that follows from the result of {year} is stored."))
    return [writing.words(text, year=report.subject.fiscal_year) for text in said]
