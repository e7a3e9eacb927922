"""The normaliser: raw tables of a report to one checked `Report`. Pure, and the same for every file format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from ita.characters import RETYPE
from ita.characters import RULE as UNCLEAR
from ita.errors import N_, InputError, Issue, Params, Place, Severity
from ita.frameworks import Frameworks
from ita.importing.files.tables import RawDocument
from ita.importing.report import columns as col
from ita.importing.report.confirming import UNCERTAIN, UNKNOWN_LETTERS, findings, to_compare
from ita.importing.report.gathering import IndicatorRows, Sheet, collect, indicator_text, merge, tagged
from ita.importing.report.heads import Head, QuestionCell, question_of_text, read_indicator, read_question, read_town
from ita.importing.report.items import running_text, split_items, split_steps, split_units
from ita.importing.report.statements import question_score, stated_scores
from ita.model import Indicator, IndicatorPlan, Measure, Report, Step
from ita.thai import Period, fiscal_year, match_key, parse_period, tidy

# Rules that a person may overrule after looking, because only the town can know which is meant.
ACCEPTABLE = frozenset({"question-score-differs"})
NO_INDICATORS: frozenset[int] = frozenset()
_OF_RESULT = re.compile(r"ประเมิน|\bITA\b", re.IGNORECASE)
_LETTER_AS_DIGIT = {"i": "1", "o": "0"}
SAME_AS_INDICATOR, STATED = "same_as_indicator", "stated"
# Two figures of 0.00-100.00 are the same when they are equal to the last decimal shown.
_CENT = Decimal("0.01")


@dataclass(slots=True)
class _Reading:
    """What is carried along while a report is read."""

    document: RawDocument
    frameworks: Frameworks
    accept: frozenset[str]
    confirmed: frozenset[int]
    issues: list[Issue] = field(default_factory=list)
    overall: list[tuple[Decimal, Place, str]] = field(default_factory=list)

    def say(self, severity: Severity, rule: str, text: str, place: Place, **params: str | int | None) -> None:
        if rule in self.accept and severity == "error":
            severity = "notice"
        self.issues.append(Issue(rule, severity, text, params, place))

    def take(self, reason: InputError) -> None:
        self.issues.extend(reason.issues)


def normalise(
    document: RawDocument,
    frameworks: Frameworks,
    accept: frozenset[str] = frozenset(),
    confirmed: frozenset[int] = NO_INDICATORS,
) -> Report:
    """Read a report out of a document's raw tables.

    Parameters
    ----------
    document
        As a reader gives it.
    frameworks
        The rules of all years: indicators by name and number, question codes by year.
    accept
        Rules of `ACCEPTABLE` that the person has looked at and overrules.
    confirmed
        Indicators whose uncertain texts (of a PDF) the person has compared with the document.

    Returns
    -------
    Report
        Ten plans in order of the indicators, with every notice and warning.

    Raises
    ------
    InputError
        With all errors found, each with its place; the message is the first one's.
    """
    reading = _Reading(document, frameworks, accept & ACCEPTABLE, confirmed, list(document.issues))
    sheet = collect(document)
    if not sheet.found_table:
        raise InputError(
            N_("The file has no table with the heads of an ITA report (indicator, question, analysis, measures …)."),
            hint=N_("Choose the file that holds the table of the report."),
            place=Place(document.file),
            rule="no-table",
        )
    reading.issues += sheet.issues
    year = _score_year(reading, sheet)
    grouped = _by_indicator(reading, sheet)
    plans = [_plan(reading, head, rows, year) for head, rows in grouped]
    _check_ten(reading, [head for head, _ in grouped])
    _check_overall(reading, plans, year)
    plan_year = _plan_year(reading, plans, year)
    _notice_cover(reading, year)
    _refuse(reading)
    town = read_town(document.lines)
    if town is None:
        reading.say("warning", "town-missing", N_("The title names no town."), Place(document.file))
    plans.sort(key=lambda plan: plan.indicator_no)
    issues = tuple(replace(i, place=replace(i.place, file=document.file)) for i in reading.issues)
    return Report(document.file, town, year, plan_year, tuple(plans), issues)


def _refuse(reading: _Reading) -> None:
    """Raise all errors that were found, the first as the message."""
    # What can be confirmed comes last: it is of no use before all else is right.
    errors = sorted((i for i in reading.issues if i.severity == "error"), key=lambda issue: issue.rule == UNCERTAIN)
    if errors:
        first = errors[0]
        raise InputError(
            first.text,
            first.params,
            hint=_HINTS.get(first.rule),
            place=replace(first.place, file=reading.document.file),
            rule=first.rule,
            issues=tuple(replace(i, place=replace(i.place, file=reading.document.file)) for i in errors),
        )


_HINTS: Mapping[str, str] = {
    UNCERTAIN: N_(
        "Compare every text with the document, then say which indicators agree (on screen, or with --confirm 1,2,3)."
    ),
    UNCLEAR: RETYPE,
    UNKNOWN_LETTERS: N_("Import the Word file (.docx) it was made from."),
    "score-missing": N_("Write the score behind the indicator's name, as in “(97.21 คะแนน)”."),
    "score-several": N_("Leave only the score of this year behind the indicator's name, as in “(97.21 คะแนน)”."),
    "score-decimals": N_("Write the score as ITAS shows it, with two decimals."),
    "question-score-differs": N_(
        "If it is the question's own score, confirm that (on screen, or with --accept question-score-differs); "
        "else correct the file."
    ),
    "score-not-a-number": N_("Write it with a full stop and two decimals, as in 97.21."),
    "date-invalid": N_("Correct the dates in the file and import it again."),
    "period-reversed": N_("Correct the dates in the file and import it again."),
    "score-conflict": N_("Correct the one that is wrong and import the file again."),
    "indicators-missing": N_("Import the complete report: all ten indicators."),
}


def _score_year(reading: _Reading, sheet: Sheet) -> int:
    """Return the score year that the heads name, else the title; refuse where neither or several do."""
    file = Place(reading.document.file)
    if len(sheet.years) > 1:
        reading.say(
            "error",
            "year-conflict",
            N_("The heads of the tables name different score years: {years}."),
            file,
            years=", ".join(str(year) for year in sorted(sheet.years)),
        )
    if sheet.years:
        return sheet.years.most_common(1)[0][0]
    lines = [tidy(line) for line in reading.document.lines]
    # A preface cites laws with their years; the title says what the report is of.
    of_result = [line for line in lines if _OF_RESULT.search(line)]
    named = _years_in(of_result) or _years_in(lines)
    if not named:
        raise InputError(
            N_("Neither the heads of the table nor the title name the score year."),
            hint=N_("Write the year into the head, as in “การวิเคราะห์ผลการประเมินในปี 2568”."),
            place=file,
            rule="year-missing",
        )
    year = min(named)
    reading.say(
        "warning", "year-from-title", N_("The heads name no year; {year} was taken from the title."), file, year=year
    )
    return year


def _years_in(lines: Sequence[str]) -> list[int]:
    return [int(year) for line in lines for year in re.findall(r"(?<!\d)25\d\d(?!\d)", line)]


def _by_indicator(reading: _Reading, sheet: Sheet) -> list[tuple[Head, IndicatorRows]]:
    """Read the indicator cells, and join rows that repeat an indicator with the same score."""
    indicators = {i.indicator_no: i for i in reading.frameworks.indicators}
    found: dict[int, tuple[Head, IndicatorRows]] = {}
    for rows in sheet.rows:
        place = rows.place
        try:
            head = read_indicator(indicator_text(rows), indicators, place)
        except InputError as reason:
            reading.take(reason)
            continue
        number = head.indicator.indicator_no
        if head.name_differs:
            reading.say(
                "warning",
                "indicator-name",
                N_("The name differs from indicator {number} “{name}”; the number was taken."),
                place,
                number=number,
                name=head.indicator.name_th,
            )
        before = found.get(number)
        if before is None:
            found[number] = (head, rows)
        elif before[0].score != head.score:
            reading.say(
                "error",
                "indicator-twice",
                N_("Indicator {number} stands twice with different scores: {first} and {second}."),
                place,
                number=number,
                first=str(before[0].score),
                second=str(head.score),
            )
        else:
            merge(before[1], rows)
            reading.say(
                "warning",
                "indicator-repeated",
                N_("Indicator {number} is repeated; the rows were joined."),
                place,
                number=number,
            )
    return list(found.values())


def _check_ten(reading: _Reading, heads: Sequence[Head]) -> None:
    present = {head.indicator.indicator_no for head in heads}
    absent = [i for i in reading.frameworks.indicators if i.indicator_no not in present]
    unreadable = sum(
        1
        for issue in reading.issues
        if issue.severity == "error" and issue.rule.startswith(("score-", "indicator-", "figure-"))
    )
    if absent and len(absent) > unreadable:
        reading.say(
            "error",
            "indicators-missing",
            N_("The report has {found} of the ten indicators; missing: {missing}."),
            Place(reading.document.file),
            found=len(present),
            missing=", ".join(f"{i.indicator_no} {i.name_th}" for i in absent),
        )


def _plan(reading: _Reading, head: Head, rows: IndicatorRows, year: int) -> IndicatorPlan:
    """Return the plan of one indicator, saying whatever is odd in its rows."""
    indicator = head.indicator
    question = _question(reading, rows, indicator, year)
    _say_question(reading, question, indicator, rows.place_of(col.QUESTION), year)
    analysis = running_text(rows.pieces(col.ANALYSIS))
    rationale = running_text(rows.pieces(col.RATIONALE))
    stated = _question_score(reading, question, head, rows, (analysis, rationale))
    _check_stated(reading, question, head, rows)
    measures = [
        Measure(position, item.text, item.place)
        for position, item in enumerate(split_items(rows.pieces(col.MEASURES)), start=1)
    ]
    if not measures:
        reading.say(
            "warning",
            "measures-missing",
            N_("Indicator {number} has no measure."),
            rows.place_of(col.MEASURES),
            number=indicator.indicator_no,
        )
    steps = [
        Step(position, step.text, None if step.measure is None else step.measure + 1, step.place)
        for position, step in enumerate(
            split_steps(rows.pieces(col.STEPS), [measure.title for measure in measures]), start=1
        )
    ]
    for name in (col.STEPS, col.UNITS):
        if name in rows.named and not rows.pieces(name):
            reading.say(
                "warning",
                "cell-empty",
                N_("Indicator {number}: nothing stands under “{column}”."),
                rows.place,
                number=indicator.indicator_no,
                column=col.FIELDS[name],
            )
    period = _period(reading, rows, indicator, year)
    for raw in tagged(rows):
        reading.say("notice", "markup-removed", N_("<p> tags are not shown; the cell is kept as written."), raw.place)
    plan = IndicatorPlan(
        indicator_no=indicator.indicator_no,
        score=head.score,
        question_code=question.code,
        question=question.text or None,
        question_score=stated,
        question_score_basis=None if stated is None else SAME_AS_INDICATOR if stated == head.score else STATED,
        analysis=analysis,
        rationale=rationale,
        measures=tuple(measures),
        steps=tuple(steps),
        starts_on=period.starts_on if period else None,
        ends_on=period.ends_on if period else None,
        period_text=running_text(rows.pieces(col.PERIOD)),
        # Each row under a merged indicator may name the same unit again.
        units=tuple(dict.fromkeys(split_units(rows.pieces(col.UNITS)))),
        place=rows.place,
        raw=tuple(rows.raw),
        uncertain=to_compare(head, question, period, rows, reading.frameworks, year),
    )
    reading.issues += findings(plan, reading.confirmed)
    return plan


def _question(reading: _Reading, rows: IndicatorRows, indicator: Indicator, year: int) -> QuestionCell:
    """Return the question of a row by its code; in a PDF, where the code is damaged, by its text."""
    text = running_text(rows.pieces(col.QUESTION))
    question = read_question(text, indicator, reading.frameworks.codes(year))
    if question.of_indicator or not any(raw.doubt for raw in rows.raw):
        return question
    known = {
        q.code: q.text_th
        for q in reading.frameworks.questions
        if q.fiscal_year == year and q.indicator_no == indicator.indicator_no and q.text_th
    }
    return question_of_text(text, indicator, known) or question


def _say_question(reading: _Reading, question: QuestionCell, indicator: Indicator, place: Place, year: int) -> None:
    """Say how a code was read where it was not plain, or that it is not known."""
    if question.code is None:
        reading.say(
            "warning",
            "question-missing",
            N_("Indicator {number} names no question code."),
            place,
            number=indicator.indicator_no,
        )
        return
    params: Params = {
        "code": question.code,
        "written": question.written,
        "number": indicator.indicator_no,
        "year": year,
    }
    if match_key(question.written or "") != question.code:
        reading.issues.append(
            Issue("code-read-as", "notice", N_("The code written “{written}” was read as {code}."), params, place)
        )
    if reading.frameworks.codes(year) and not question.of_indicator:
        reading.issues.append(
            Issue(
                "code-not-of-indicator",
                "warning",
                N_("{code} is not known as a question of indicator {number} in {year}."),
                params,
                place,
            )
        )


def _code_keys(question: QuestionCell) -> frozenset[str]:
    """Return the ways in which a row may write its question's code: typed as Thai digits it loses its letter."""
    keys = {match_key(code) for code in (question.code, question.written) if code}
    if question.code and question.code[0] in _LETTER_AS_DIGIT:
        keys.add(_LETTER_AS_DIGIT[question.code[0]] + question.code[1:])
    return frozenset(keys)


def _question_score(
    reading: _Reading, question: QuestionCell, head: Head, rows: IndicatorRows, texts: tuple[str, str]
) -> Decimal | None:
    """Return the score that the row states of the question; say where it is another than the indicator's."""
    for name, text in zip((col.ANALYSIS, col.RATIONALE), texts, strict=True):
        stated = question_score(match_key(text), _code_keys(question))
        if stated is None or not 0 <= stated <= 100 or stated != stated.quantize(_CENT):
            continue
        if stated != head.score:
            reading.say(
                "error",
                "question-score-differs",
                N_("Indicator {number} has the score {score}, but its row states {stated} for {code}."),
                rows.place_of(name),
                number=head.indicator.indicator_no,
                score=str(head.score),
                stated=str(stated),
                code=question.code or question.written,
            )
        return stated.quantize(_CENT)
    return None


def _check_stated(reading: _Reading, question: QuestionCell, head: Head, rows: IndicatorRows) -> None:
    """Refuse a row that states another score of its indicator than its head does."""
    number = head.indicator.indicator_no
    for name in (col.INDICATOR, col.ANALYSIS, col.RATIONALE):
        place = rows.place_of(name)
        for stated in stated_scores(match_key(running_text(rows.pieces(name))), _code_keys(question), number):
            if stated.score == head.score:
                continue
            if stated.overall:
                reading.overall.append((stated.score, place, str(head.score)))
                continue
            _say_conflict(reading, number, str(head.score), stated.score, place)


def _say_conflict(reading: _Reading, number: int | None, score: str, stated: Decimal, place: Place) -> None:
    reading.say(
        "error",
        "score-conflict",
        N_("The head says {score}, but the row also says {stated}."),
        place,
        number=number,
        score=score,
        stated=str(stated),
    )


def _check_overall(reading: _Reading, plans: Sequence[IndicatorPlan], year: int) -> None:
    """Refuse a figure "overall" that is neither an indicator's score nor what the ten give together."""
    known = {plan.score for plan in plans}
    if len(plans) < len(reading.frameworks.indicators):
        return
    together = _together(reading.frameworks, plans, year)
    for stated, place, score in reading.overall:
        if stated in known or any(abs(stated - figure) <= _CENT for figure in together):
            continue
        if together or stated > max(known) or stated < min(known) or _near(stated, Decimal(score)):
            _say_conflict(reading, None, score, stated, place)


def _together(frameworks: Frameworks, plans: Sequence[IndicatorPlan], year: int) -> list[Decimal]:
    """Return the instruments' means and the total, only to know them when a text states them; empty without rules."""
    weights = {
        rule.instrument: rule.weight
        for rule in frameworks.instruments
        if rule.fiscal_year_from <= year <= rule.fiscal_year_to
    }
    if not weights:
        return []
    instrument_of = {indicator.indicator_no: indicator.instrument for indicator in frameworks.indicators}
    means: list[Decimal] = []
    total = Decimal(0)
    for instrument, weight in weights.items():
        scores = [plan.score for plan in plans if instrument_of[plan.indicator_no] == instrument]
        means.append(sum(scores, Decimal(0)) / len(scores))
        total += weight * means[-1]
    return [*means, total]


def _near(stated: Decimal, score: Decimal) -> bool:
    """Tell whether one figure is the other mistyped: one digit changed, or two neighbours swapped."""
    a, b = f"{stated:06.2f}", f"{score:06.2f}"
    changed = [i for i in range(len(a)) if a[i] != b[i]]
    swapped = len(changed) == 2 and a[changed[0]] == b[changed[1]] and a[changed[1]] == b[changed[0]]
    return len(changed) == 1 or swapped


def _period(reading: _Reading, rows: IndicatorRows, indicator: Indicator, year: int) -> Period | None:
    """Return the period of a row; a date that does not exist or runs backwards is an error."""
    place = rows.place_of(col.PERIOD)
    text = " ".join(piece.text for piece in rows.pieces(col.PERIOD))
    try:
        period = parse_period(text, year + 1) or _same_period(rows, year)
    except InputError as reason:
        reading.say("error", reason.rule, reason.text, place, **{k: str(v) for k, v in reason.params.items()})
        return None
    if period is None:
        reading.say(
            "warning",
            "period-unread",
            N_("The period of indicator {number} could not be read: “{period}”."),
            place,
            number=indicator.indicator_no,
            period=tidy(text),
        )
    return period


def _same_period(rows: IndicatorRows, year: int) -> Period | None:
    """Return the period that each of several rows of an indicator states by itself; None where they differ."""
    written = {match_key(raw.text): raw.text for raw in rows.raw if raw.name == col.PERIOD}
    periods = {parse_period(text, year + 1) for text in written.values()} if written else {None}
    return periods.pop() if len(periods) == 1 else None


def _plan_year(reading: _Reading, plans: Sequence[IndicatorPlan], year: int) -> int:
    """Return the fiscal year that most plans end in, else the year after the scores."""
    ends: Counter[int] = Counter(fiscal_year(plan.ends_on) for plan in plans if plan.ends_on)
    if not ends:
        return year + 1
    plan_year = max(ends, key=lambda y: (ends[y], -abs(y - year - 1)))
    if plan_year != year + 1:
        reading.say(
            "warning",
            "plan-year",
            N_("The scores are of {year}, but the plan runs in {plan_year}."),
            Place(reading.document.file),
            year=year,
            plan_year=plan_year,
        )
    first, last = date(plan_year - 544, 10, 1), date(plan_year - 543, 9, 30)
    for plan in plans:
        if plan.starts_on and plan.ends_on and not (first <= plan.starts_on and plan.ends_on <= last):
            reading.say(
                "warning",
                "period-outside-year",
                N_("The period of indicator {number} reaches outside the fiscal year {year}."),
                next((r.place for r in plan.raw if r.name == col.PERIOD), plan.place),
                number=plan.indicator_no,
                year=plan_year,
            )
    return plan_year


_COVER = re.compile(r"วิเคราะห์ผลการประเมิน.{0,120}?ปีงบประมาณ\s*(?:พ\s?\.\s?ศ\s?\.)?\s*(25\d\d)")


def _notice_cover(reading: _Reading, year: int) -> None:
    """Say where the cover speaks of another year's results than the heads."""
    found = _COVER.search(" ".join(tidy(line) for line in reading.document.lines))
    if found and int(found.group(1)) != year:
        reading.say(
            "notice",
            "cover-year",
            N_(
                "The cover says {named}; the heads of the tables say that the scores are of {year}, and that was taken."
            ),
            Place(reading.document.file),
            named=int(found.group(1)),
            year=year,
        )
