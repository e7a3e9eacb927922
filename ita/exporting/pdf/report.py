"""The official report and the progress report as PDF, by typst: the tables of the Word files, from the same values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ita.documents import report_layout as layout
from ita.documents.digits import in_digits
from ita.documents.official_report import OfficialReport, ReportIndicator, ReportQuestion
from ita.documents.report_layout import ListItem
from ita.documents.report_rows import PlanCells, has_deadlines, indicator_rows
from ita.documents.request import PaperRequest
from ita.documents.writing import Writing
from ita.errors import N_
from ita.exporting.pdf.compiler import compiled, picture_words
from ita.exporting.qr import qr_svg
from ita.exporting.safe_text import printable
from ita.formatting import points

# Points of the letters, and millimetres of a row that is to be written into.
_SIZE, _SIZE_OF_PROGRESS = 9.5, 10.0
_EMPTY_ROW, _ROW = 22, 16
_EMPTY_COLUMNS = 4
# Letters of a word that no cell holds in a line, and of the pieces that it is broken into; Thai parts by itself.
_LONG, _PIECE = re.compile(r"(?:(?![\u0e00-\u0e7f])\w){25,}"), 6
# A row is kept on one page up to so many letters a centimetre of its column, some half of the page.
_MOST_LETTERS = 70
# Centimetres between the margins of a page, and beside the text of a list in a cell; points of a centimetre.
_ACROSS, _BESIDE, _POINTS = 26.7, 0.95, 72 / 2.54
Cell = dict[str, Any]


def report_pdf(report: OfficialReport, request: PaperRequest) -> bytes:
    """Return the official report as PDF: cover, the eight-column table as published, notes.

    Parameters
    ----------
    report
        Of the agency and year that `request` names.
    request
        Language, digits, emblem (as `emblem_png` makes it), address. A memo is a Word file's alone.

    Returns
    -------
    bytes
        A PDF of A4 pages across, numbered, with a bookmark an indicator.
    """
    writing = Writing(request, report.subject)
    columns = layout.columns(report, writing)
    names = [column.name for column in columns]
    deadline = has_deadlines(report)
    ems = _ems([column.width for column in columns], _SIZE)
    rows = [
        row
        for each in report.indicators
        for row in _indicator(each, dict(zip(names, ems, strict=True)), writing, is_deadline=deadline)
    ]
    part: Cell = {"name": None, "rows": rows}
    lines = layout.cover_lines(report, writing)
    cover = [
        {
            "text": printable(line.text),
            "role": line.role,
            "is-last": line.role in ("year", "about") and lines[at + 1].role != line.role,
        }
        for at, line in enumerate(lines)
    ]
    title = layout.table_title(writing, layout.TITLE, report.subject.fiscal_year)
    return compiled(
        "report.typ",
        {
            **_frame(writing, layout.TITLE, title),
            "size": _SIZE,
            "cover": cover,
            "widths": [column.width for column in columns],
            "headers": _headers(columns, ems, report, writing),
            "parts": [part],
            "notes": [printable(note) for note in layout.notes(report, writing)],
        },
    )


def progress_pdf(report: OfficialReport, request: PaperRequest) -> bytes:
    """Return the progress report as PDF; results are to be written into it by hand.

    Parameters
    ----------
    report
        Of the agency and year that `request` names; without measures each indicator has an empty row.
    request
        As for `report_pdf`.
    """
    writing = Writing(request, report.subject)
    title = layout.table_title(writing, layout.TITLE_OF_PROGRESS, report.subject.plan_year)
    return compiled(
        "report.typ",
        {
            **_frame(writing, layout.TITLE_OF_PROGRESS, title),
            "size": _SIZE_OF_PROGRESS,
            "beneath": [printable(note) for note in layout.progress_notes(report, writing)],
            "widths": [width for _, width in layout.PROGRESS_COLUMNS],
            "headers": [
                [
                    {"text": writing.words(name), "em": em}
                    for (name, _), em in zip(layout.PROGRESS_COLUMNS, _ems_of_progress(), strict=True)
                ]
            ],
            "parts": [_progress_of(indicator, writing) for indicator in report.indicators],
        },
    )


def _frame(writing: Writing, title: str, heading: tuple[str, str]) -> dict[str, Any]:
    """Return what every page carries, and what only one of the reports has as empty."""
    request, view = writing.request, writing.view
    before, _, rest = writing.words(N_("Page {page} of {pages}"), page="\0", pages="\1").partition("\0")
    between, _, after = rest.partition("\1")
    words = writing.words(title)
    return {
        "title": printable(f"{words} {writing.number(writing.subject.plan_year)} · {writing.name}"),
        "lang": request.lang,
        "digits": request.digits,
        # The same paper of the same day is the same file.
        "day": [request.today.year, request.today.month, request.today.day],
        "agency": printable(writing.name),
        "above": printable(f"{writing.name} · {words}"),
        "marks": printable(writing.marks),
        "source": printable(writing.source),
        "page": [before, between, after],
        "view": {
            "name": printable(writing.words(N_("On the dashboard: {view}"), view=view.name)),
            "link": view.address,
            "qr": qr_svg(view.address) if view.address else "",
        },
        "emblem": picture_words(request.logo, N_("Emblem of {agency}"), writing.name, request.lang),
        "cover": [],
        "heading": printable(heading[0]),
        "whose": printable(heading[1]),
        "beneath": [],
        "notes": [],
    }


def _ems(widths: Sequence[float], size: float) -> list[float]:
    """Return how wide a word of each column may be, in sizes of the type."""
    share = _ACROSS / sum(widths)
    return [(width * share - _BESIDE) * _POINTS / size for width in widths]


def _ems_of_progress() -> list[float]:
    return _ems([width for _, width in layout.PROGRESS_COLUMNS], _SIZE_OF_PROGRESS)


def _headers(
    columns: Sequence[layout.Column], ems: Sequence[float], report: OfficialReport, writing: Writing
) -> list[list[Cell]]:
    """Return the two rows of headers: the first has what stands above several columns."""
    of_result, of_use = layout.upper_headers(report, writing)
    result = sum(column.is_of_result for column in columns)
    upper = [
        {"text": columns[0].header, "down": 2, "em": ems[0]},
        {"text": of_result, "across": result},
        {"text": of_use, "across": len(columns) - 1 - result},
    ]
    return [upper, [{"text": column.header, "em": em} for column, em in zip(columns[1:], ems[1:], strict=True)]]


# Cells


def _breakable(text: str) -> str:
    """Return a text in which a line may end within a word that is too long for any cell."""

    def pieces(found: re.Match[str]) -> str:
        word = found[0]
        return "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))

    return _LONG.sub(pieces, text)


def _plain(text: str, kind: str = "plain") -> list[Cell]:
    return [{"kind": kind, "text": _breakable(printable(line))} for line in text.splitlines() if line.strip()]


def _items(items: Sequence[ListItem], writing: Writing) -> list[Cell]:
    """Return the items of a list, each with its number or dash; further lines of an item stand under its text."""
    found: list[Cell] = []
    for item in items:
        if not printable(item.text).strip():
            continue
        first, *further = item.text.split("\n")
        is_dash = item.number is None
        label = "–" if is_dash else in_digits(f"{item.number}.", writing.request.digits)
        found.append({"kind": "item", "label": label, "text": _breakable(printable(first)), "level": int(is_dash)})
        found += [{"kind": "more", "text": _breakable(printable(text))} for text in further]
    return found


def _indicator(
    indicator: ReportIndicator, ems: Mapping[str, float], writing: Writing, *, is_deadline: bool
) -> list[list[Cell]]:
    """Return the rows of an indicator; its own cell, and that of its strengths, stand beside all of them.

    `ems` has the columns by name, each with how wide a word of it may be.
    """
    rows = indicator_rows(indicator, writing.subject.fiscal_year, is_deadline=is_deadline)
    steps = layout.step_items([plan for _, plan in rows])
    own = {"indicator": _indicator_lines(indicator, writing), "strengths": _plain(indicator.strengths)}
    found = []
    for at, (question, plan) in enumerate(rows):
        lines = {**_row(question, plan, steps[at], writing), **own}
        found.append(
            [
                {"lines": lines.get(name, []), "down": len(rows) if name in own else 1, "em": em}
                for name, em in ems.items()
                if name not in own or at == 0
            ]
        )
    if not rows:
        found.append([{"lines": own.get(name, []), "least": _EMPTY_ROW, "breaks": False} for name in ems])
    return found


def _indicator_lines(indicator: ReportIndicator, writing: Writing) -> list[Cell]:
    return [
        *_plain(layout.indicator_name(indicator, writing), "name"),
        *_plain(layout.score_words(indicator, writing)),
        *_plain(layout.itas_words(indicator, writing), "note"),
    ]


def _row(
    question: ReportQuestion | None, plan: PlanCells, steps: Sequence[ListItem], writing: Writing
) -> dict[str, list[Cell]]:
    found = {
        "measures": _items([ListItem(measure.title, measure.number) for measure in plan.measures], writing),
        "steps": _items(steps, writing),
        "period": _plain(plan.period),
        "units": _plain("\n".join(plan.units)),
    }
    if question:
        found["question"] = _plain(layout.question_lines(question))
        found["question_score"] = [] if question.score is None else _plain(writing.number(points(question.score)))
        found["analysis"], found["rationale"] = _plain(question.analysis), _plain(question.rationale)
    return found


def _progress_of(indicator: ReportIndicator, writing: Writing) -> Cell:
    """Return the part of an indicator: its name across, then a row a measure, never torn, with room to write."""
    name = " ".join(filter(None, (layout.indicator_name(indicator, writing), layout.score_words(indicator, writing))))
    across = {"lines": _plain(name, "name"), "across": len(layout.PROGRESS_COLUMNS), "is-shaded": True}
    rows = [
        (
            _items([ListItem(measure.title, measure.number)], writing),
            _plain(measure.period_text or question.period_text),
            _plain("\n".join(measure.units or question.units)),
        )
        for question in indicator.questions
        for measure in question.measures
    ]
    return {"name": across, "rows": [_to_fill(row) for row in rows or [([], [], [])]]}


def _to_fill(lines: Sequence[list[Cell]]) -> list[Cell]:
    empty: list[list[Cell]] = [[]] * _EMPTY_COLUMNS
    widths = [width for _, width in layout.PROGRESS_COLUMNS]
    letters = [sum(len(line["text"]) for line in each) for each in lines]
    is_long = any(count > _MOST_LETTERS * width for count, width in zip(letters, widths, strict=False))
    cells = zip((*lines, *empty), _ems_of_progress(), strict=True)
    return [{"lines": each, "least": _ROW, "breaks": is_long, "em": em} for each, em in cells]
