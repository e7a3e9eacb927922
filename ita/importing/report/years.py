"""The two years of a report: of its scores, from headers, title or a person, and of its plan, from its dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from ita.errors import InputError, Issue, SourceLocation
from ita.importing.report import columns as col
from ita.importing.report.context import Reading
from ita.importing.report.indicator_rows import Sheet
from ita.importing.report.questions import AskedError, ask
from ita.importing.report.year_words import result_years
from ita.model import IndicatorPlan
from ita.thai import fiscal_year, tidy

_MISSING = "year-missing"


def score_year(reading: Reading, sheet: Sheet) -> int:
    """Return the score year that the heads name, else a person, else the title.

    Raises
    ------
    AskedError
        Nothing names it, or the title names several.
    InputError
        A person named another year than the heads do.
    """
    file = SourceLocation(reading.document.file)
    given = reading.choices.fiscal_year
    if sheet.years:
        years = ", ".join(str(year) for year in sorted(sheet.years))
        if given is not None and given not in sheet.years:
            raise _contradicts(given, years, file)
        if len(sheet.years) > 1 and given is None:
            reading.say("year-conflict", file, years=years)
        return given or sheet.years.most_common(1)[0][0]
    named, others = result_years(reading.document.lines)
    if len(named) == 1:
        reading.title_year = next(iter(named))
        if given is None:
            reading.say("year-from-title", file, variant="report", year=reading.title_year)
        return given or reading.title_year
    if given is not None:
        if named and given not in named:
            raise _contradicts(given, ", ".join(map(str, sorted(named))), file)
        return given
    if named:
        raise AskedError(
            (
                ask(
                    "year-unclear",
                    file,
                    tuple(f"--year {year}" for year in sorted(named)),
                    variant="several",
                    years=", ".join(map(str, sorted(named))),
                ),
            )
        )
    years = ", ".join(map(str, sorted(others)))
    raise AskedError((ask(_MISSING, file, ("--year N",), variant="report-other" if others else "report", years=years),))


def _contradicts(given: int, years: str, file: SourceLocation) -> InputError:
    return InputError.of(Issue("year-contradicts", {"year": given, "years": years}, file))


def confirm_title_year(reading: Reading, plan_year: int | None) -> None:
    """Refuse a year of a title that the plan's dates put in doubt, and one that a person named against a clear title.

    Covers name the year of the document as often as that of the scores; a plan follows its scores.

    Parameters
    ----------
    plan_year
        The fiscal year in which most plans end; None where no period has an end.
    """
    title, given = reading.title_year, reading.choices.fiscal_year
    if title is None:
        return
    file = SourceLocation(reading.document.file)
    is_doubtful = plan_year is not None and plan_year <= title
    if given is not None:
        if given != title and not (is_doubtful and given == title - 1):
            raise _contradicts(given, str(title), file)
        return
    if is_doubtful:
        raise AskedError(
            (
                ask(
                    "year-unclear",
                    file,
                    (f"--year {title - 1}", f"--year {title}"),
                    variant="title",
                    year=title,
                    plan_year=plan_year,
                ),
            )
        )


def ends_in(plans: Sequence[IndicatorPlan], year: int) -> int | None:
    """Return the fiscal year that most plans end in; None where no plan has an end."""
    ends: Counter[int] = Counter(fiscal_year(plan.ends_on) for plan in plans if plan.ends_on)
    return max(ends, key=lambda y: (ends[y], -abs(y - year - 1))) if ends else None


def plan_year_of(reading: Reading, plans: Sequence[IndicatorPlan], year: int) -> int:
    """Return the fiscal year that most plans end in, else the year after the scores; say where that is odd."""
    plan_year = ends_in(plans, year)
    confirm_title_year(reading, plan_year)
    if plan_year is None:
        return year + 1
    if plan_year != year + 1:
        reading.say("plan-year", SourceLocation(reading.document.file), year=year, plan_year=plan_year)
    first, last = date(plan_year - 544, 10, 1), date(plan_year - 543, 9, 30)
    for plan in plans:
        if (plan.starts_on and plan.starts_on < first) or (plan.ends_on and plan.ends_on > last):
            reading.say(
                "period-outside-year",
                next((r.location for r in plan.raw if r.name == col.PERIOD), plan.location),
                number=plan.indicator_no,
                year=plan_year,
            )
    return plan_year


_COVER = re.compile(r"วิเคราะห์ผลการประเมิน.{0,120}?ปีงบประมาณ\s*(?:พ\s?\.\s?ศ\s?\.)?\s*(25\d\d)")


def notice_cover(reading: Reading, year: int) -> None:
    """Say where the cover speaks of another year's results than the heads."""
    found = _COVER.search(" ".join(tidy(line) for line in reading.document.lines))
    if found and int(found.group(1)) != year:
        reading.say("cover-year", SourceLocation(reading.document.file), named=int(found.group(1)), year=year)
