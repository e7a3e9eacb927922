"""The normaliser: raw tables of a report to one checked `Report`. Pure, and the same for every file format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ita.errors import InputError, Issue, SourceLocation
from ita.frameworks import Frameworks
from ita.importing.choices import NO_CHOICES, ImportChoices
from ita.importing.files.tables import RawDocument, RawTable
from ita.importing.report.cell_parsers import IndicatorCell, indicator_of, read_agency, read_indicator
from ita.importing.report.context import Reading
from ita.importing.report.headers import headers_of, no_table
from ita.importing.report.indicator_rows import IndicatorRows, Sheet, TableScore, indicator_text, merge
from ita.importing.report.manual_review import UNCERTAIN
from ita.importing.report.plans import SAME_AS_INDICATOR, STATED, plan_of, say_unlisted
from ita.importing.report.row_collector import TABLE_NO_RESULT, collect
from ita.importing.report.score_checks import check_overall
from ita.importing.report.years import notice_cover, plan_year_of, score_year
from ita.model import Report
from ita.thai import match_key

__all__ = ["ACCEPTABLE", "NO_INDICATORS", "SAME_AS_INDICATOR", "STATED", "normalise"]

# Rules that a person may overrule after looking, because only the town can know which is meant.
NO_RESULT = "score-no-result"
ACCEPTABLE = frozenset({"question-score-differs", NO_RESULT})
NO_INDICATORS: frozenset[int] = frozenset()


def normalise(
    document: RawDocument,
    frameworks: Frameworks,
    accept: frozenset[str] = frozenset(),
    confirmed: frozenset[int] = NO_INDICATORS,
    *,
    choices: ImportChoices = NO_CHOICES,
) -> Report:
    """Read a report out of a document's raw tables.

    Parameters
    ----------
    document
        As a reader gives it.
    frameworks
        The rules of all years: indicators by name and number, question codes by year.
    accept
        Rules of `ACCEPTABLE` that the person has looked at and overrules, besides those of `choices`.
    confirmed
        Indicators whose uncertain texts (of a PDF) the person has compared with the document, besides those of
        `choices`.
    choices
        What a person decided: `fiscal_year` is the year of the scores, `sheet` the sheet that is read; of `columns`
        ``HEADER=field`` says what a column is (`ita.importing.report.columns.CHOICES`), and ``HEADER`` or a letter
        which column holds the scores.

    Returns
    -------
    Report
        Ten plans in order of the indicators, with every notice and warning.

    Raises
    ------
    AskedError
        Only a person can decide what the file means; the error carries the questions.
    InputError
        With all errors found, each with its place; the message is the first one's.
    """
    document = _of_sheet(document, choices.sheet)
    reading = Reading(
        document,
        frameworks,
        (accept | choices.accept) & ACCEPTABLE,
        confirmed | choices.confirmed,
        choices,
        list(document.issues),
    )
    sheet = collect(document, headers_of(document, choices))
    if not sheet.found_table:
        raise no_table(document)
    reading.issues += sheet.issues
    year = score_year(reading, sheet)
    grouped = _by_indicator(reading, sheet, year)
    plans = [plan_of(reading, header, rows, year, is_deadline=sheet.is_deadline) for header, rows in grouped]
    _check_ten(reading, [header for header, _ in grouped])
    check_overall(reading, plans, year)
    if any(issue.rule == "score-missing" for issue in reading.issues):
        # The table that was left out is why.
        reading.issues = [replace(i, severity="error") if i.rule == TABLE_NO_RESULT else i for i in reading.issues]
    _refuse(reading, but=frozenset({UNCERTAIN}))
    plan_year = plan_year_of(reading, plans, year)
    notice_cover(reading, year)
    say_unlisted(reading, year)
    plans.sort(key=lambda plan: plan.indicator_no)
    _refuse(reading)
    agency = read_agency(document.lines)
    if agency is None:
        reading.say("town-missing", SourceLocation(document.file))
    issues = tuple(replace(i, location=replace(i.location, file=document.file)) for i in reading.issues)
    return Report(document.file, agency, year, plan_year, tuple(plans), issues)


def _of_sheet(document: RawDocument, name: str | None) -> RawDocument:
    """Return a document with the one sheet that a person named."""
    if name is None:
        return document
    tables: list[RawTable] = [t for t in document.tables if t.rows[0].cells[0].location.sheet == name]
    if not tables:
        sheets = dict.fromkeys(t.rows[0].cells[0].location.sheet for t in document.tables)
        raise InputError.of(
            Issue(
                "sheet-unknown",
                {"sheet": name, "sheets": ", ".join(f"“{each}”" for each in sheets if each) or "–"},
                SourceLocation(document.file),
            )
        )
    return replace(document, tables=tuple(tables))


def _refuse(reading: Reading, but: frozenset[str] = frozenset()) -> None:
    """Raise all errors that were found, the first as the message."""
    # What can be confirmed comes last: it is of no use before all else is right.
    errors = sorted((i for i in reading.issues if i.severity == "error"), key=lambda issue: issue.rule == UNCERTAIN)
    if any(issue.rule not in but for issue in errors):
        issues = tuple(replace(i, location=replace(i.location, file=reading.document.file)) for i in errors)
        raise InputError.of(issues[0], issues=issues)


def _by_indicator(reading: Reading, sheet: Sheet, year: int) -> list[tuple[IndicatorCell, IndicatorRows]]:
    """Read the indicator cells, and join rows that repeat an indicator with the same score."""
    indicators = {i.indicator_no: i for i in reading.frameworks.indicators}
    apart = _scores_apart(reading, sheet)
    found: dict[int, tuple[IndicatorCell, IndicatorRows]] = {}
    for rows in sheet.rows:
        location = rows.location
        try:
            header = _header(reading, rows, apart, found)
        except InputError as reason:
            reading.take(reason)
            continue
        number = header.indicator.indicator_no
        if other := header.says_other(year):
            reading.say(NO_RESULT, location, words=other, score=str(header.score), number=number, year=year)
        if header.name_differs:
            reading.say("indicator-name", location, number=number, name=indicators[number].name_th)
        before = found.get(number)
        if before is None:
            found[number] = (header, rows)
        elif before[0].score != header.score:
            reading.say(
                "indicator-twice", location, number=number, first=str(before[0].score), second=str(header.score)
            )
        else:
            merge(before[1], rows)
            reading.say("indicator-repeated", location, number=number)
    return list(found.values())


def _scores_apart(reading: Reading, sheet: Sheet) -> dict[int, TableScore]:
    """Return the scores of the tables that hold nothing else, by indicator; other rows of such tables are sums."""
    indicators = {i.indicator_no: i for i in reading.frameworks.indicators}
    found: dict[int, TableScore] = {}
    for score in sheet.scores:
        try:
            number = indicator_of(score.indicator, indicators, score.location).indicator.indicator_no
        except InputError:
            continue
        before = found.setdefault(number, score)
        if match_key(before.score) != match_key(score.score):
            reading.say(
                "score-several", score.location, variant="tables", number=number, first=before.score, second=score.score
            )
    return found


def _header(
    reading: Reading,
    rows: IndicatorRows,
    apart: Mapping[int, TableScore],
    found: Mapping[int, tuple[IndicatorCell, IndicatorRows]],
) -> IndicatorCell:
    """Return the indicator and score of some rows: its own, that of a table of scores, or that of rows before."""
    indicators = {i.indicator_no: i for i in reading.frameworks.indicators}
    text = indicator_text(rows)
    named = indicator_of(text, indicators, rows.location)
    number = named.indicator.indicator_no
    there = apart.get(number)
    if named.has_score:
        header = read_indicator(text, indicators, rows.location)
        if there is not None:
            other = read_indicator(f"{named.indicator.name_th} (คะแนน {there.score})", indicators, there.location)
            if other.score != header.score:
                reading.say(
                    "score-conflict",
                    there.location,
                    variant="tables",
                    number=number,
                    score=str(header.score),
                    stated=str(other.score),
                )
        return header
    if there is not None:
        header = read_indicator(f"{text} (คะแนน {there.score})", indicators, there.location)
        return replace(header, location=there.location)
    if number in found:
        # Filled down, with the score in the first of its rows only.
        return found[number][0]
    return read_indicator(text, indicators, rows.location)


def _check_ten(reading: Reading, headers: Sequence[IndicatorCell]) -> None:
    present = {header.indicator.indicator_no for header in headers}
    absent = [i for i in reading.frameworks.indicators if i.indicator_no not in present]
    unreadable = sum(
        1
        for issue in reading.issues
        if issue.severity == "error" and issue.rule.startswith(("score-", "indicator-", "figure-"))
    )
    if absent and len(absent) > unreadable:
        reading.say(
            "indicators-missing",
            SourceLocation(reading.document.file),
            found=len(present),
            missing=", ".join(f"{i.indicator_no} {i.name_th}" for i in absent),
        )
