"""The memo in the Thai official form that a report is sent with; what is not known is blank, to be written by hand."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Length
from docx.text.paragraph import Paragraph

from ita.documents.digits import in_digits, stored
from ita.documents.official_report import OfficialReport
from ita.documents.writing import Writing
from ita.errors import N_
from ita.exporting.docx_parts import Look, add_tab, add_text, space
from ita.thai import BUDDHIST_ERA, MONTHS, format_date

_TITLE, _LABEL, _TEXT = Look(22, bold=True), Look(13, bold=True), Look(12)
_INDENT = Cm(2.5)
_DOTS = "." * 60


@dataclass(frozen=True, slots=True)
class MemoTexts:
    """What the memo says of the paper that it sends, as message ids.

    Parameters
    ----------
    with_measures, without_measures
        What was made of the result; without measures the paper is a form, and nothing is said to be made.
    contents
        How much of it the paper holds, where there are measures.
    """

    with_measures: str
    without_measures: str
    contents: str


_MEASURES = N_("The report has {indicators} indicators and {measures} measures.")
MEMO_OF_REPORT = MemoTexts(
    N_(
        "Following the Integrity and Transparency Assessment (ITA) of fiscal year {year}, {agency} analysed the "
        "results and made measures for fiscal year {plan_year}, as the attached report says."
    ),
    N_(
        "Following the Integrity and Transparency Assessment (ITA) of fiscal year {year}, {agency} made a report form "
        "for fiscal year {plan_year}, which is attached. It has the scores; the measures are still to be filled in."
    ),
    N_("The report has {indicators} indicators, {measures} measures and {steps} steps."),
)
MEMO_OF_PROGRESS = MemoTexts(
    N_(
        "Following the Integrity and Transparency Assessment (ITA) of fiscal year {year}, {agency} made measures "
        "for fiscal year {plan_year}. A form of the progress report on them is attached; the results are still to be "
        "filled in."
    ),
    N_(
        "Following the Integrity and Transparency Assessment (ITA) of fiscal year {year}, {agency} made a form of the "
        "progress report for fiscal year {plan_year}, which is attached. The measures are still to be filled in."
    ),
    _MEASURES,
)


def add_memo(
    document: Document, report: OfficialReport, writing: Writing, title: str, texts: MemoTexts, width: Length
) -> None:
    """Add the memo to a document's section.

    Parameters
    ----------
    title
        Of the report that it sends: its subject.
    texts
        What it says of that report.
    width
        Between the margins of the page.
    """
    # The head of the form has room for the national emblem, which is put there by who sends it.
    title_line = space(document.add_paragraph(), before=30, after=12, align=WD_ALIGN_PARAGRAPH.CENTER)
    add_text(title_line, writing.words(N_("Memorandum")), _TITLE)
    half = Length(width // 2)
    _filled(_line(document, width), [(writing.words(N_("Government unit")), writing.name)])
    both = _line(document, half, width)
    _filled(both, [(writing.words(N_("No.")), ""), (writing.words(N_("Date")), _day(writing))])
    _filled(_line(document, width), [(writing.words(N_("Subject")), title)], dotted=False)
    _filled(_line(document, width), [(writing.words(N_("To")), "")])
    for text in _body(report, writing, texts):
        paragraph = space(document.add_paragraph(), before=8, line=1.25)
        paragraph.paragraph_format.first_line_indent = _INDENT
        add_text(paragraph, text, _TEXT)
    _sign(document, writing)


def _line(document: Document, *stops: Length) -> Paragraph:
    paragraph = space(document.add_paragraph(), after=6)
    for stop in stops:
        paragraph.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    return paragraph


def _filled(paragraph: Paragraph, fields: list[tuple[str, str]], *, dotted: bool = True) -> None:
    """Write labels with what is known behind each, and dots to the next stop."""
    for at, (label, text) in enumerate(fields):
        add_text(paragraph, f"{'  ' if at else ''}{label} ", _LABEL)
        add_text(paragraph, f" {text} " if text else "", _TEXT)
        if dotted:
            add_tab(paragraph, _TEXT)


def _day(writing: Writing) -> str:
    day = writing.request.today
    if writing.request.lang != "th":
        return in_digits(format_date(day, "en"), writing.request.digits)
    return in_digits(f"{day.day} {MONTHS[day.month - 1][1]} {day.year + BUDDHIST_ERA}", writing.request.digits)


def _body(report: OfficialReport, writing: Writing, texts: MemoTexts) -> list[str]:
    subject = report.subject
    opening = texts.with_measures if report.measures else texts.without_measures
    agency = stored(writing.name)
    found = [writing.words(opening, year=subject.fiscal_year, plan_year=subject.plan_year, agency=agency)]
    if report.measures:
        contents = texts.contents if report.steps else _MEASURES
        numbers = {"indicators": len(report.indicators), "measures": report.measures, "steps": report.steps}
        found.append(writing.words(contents, **numbers))
    return [*found, writing.words(N_("Submitted for your consideration."))]


def _sign(document: Document, writing: Writing) -> None:
    lines = (
        f"{writing.words(N_('(Signed)'))} {_DOTS}",
        f"({_DOTS})",
        f"{writing.words(N_('Position'))} {_DOTS}",
    )
    for at, text in enumerate(lines):
        paragraph = space(document.add_paragraph(), before=42 if at == 0 else 4, align=WD_ALIGN_PARAGRAPH.CENTER)
        paragraph.paragraph_format.left_indent = Cm(6)
        add_text(paragraph, text, _TEXT)
