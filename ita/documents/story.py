"""The rows that a paper is made of, for an agency, a year and the year that it is compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from ita.documents.digits import stored
from ita.documents.known_years import refuse_years
from ita.documents.model import Stamp, View
from ita.documents.presented import presented_mark
from ita.documents.request import PaperRequest
from ita.documents.views import view_of
from ita.errors import N_
from ita.formatting import known
from ita.i18n import translator
from ita.read_rows import AgencyByIdRow, AssessmentRow, GapRankingRow, MeasuresRow, PlanQuestionsRow, PlansRow, StepsRow
from ita.store import query_loader, reads
from ita.store.engine import Cursor
from ita.store.result_agencies import known_agency
from ita.tables.notes import assumed_of
from ita.tables.sources import OriginName


@dataclass(frozen=True)
class Story:
    """What the database says to a request; each read is done once.

    Raises
    ------
    NotKnownError
        The agency is not known, or nothing is known of it in the year.
    """

    cursor: Cursor
    request: PaperRequest

    def __post_init__(self) -> None:
        """Refuse a paper of nothing."""
        asked = self.request
        agency = known_agency(self.cursor, asked.agency_id)
        refuse_years(agency.name_th, self.years, asked.year, asked.from_year)

    def say(self, text: str, **params: object) -> str:
        """Return a message of ours in the language of the paper."""
        return translator(self.request.lang)(text).format(**params)

    def frame(self, read: Callable[..., list[Any]], *args: object) -> pd.DataFrame:
        """Return a read as columns, for a series."""
        return query_loader.frame(self.cursor, read, *args)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of which something is known, the earliest first."""
        return tuple(sorted(row.fiscal_year for row in reads.agency_years(self.cursor, self.request.agency_id)))

    @cached_property
    def agency(self) -> AgencyByIdRow:
        """The agency."""
        return reads.agency_by_id(self.cursor, self.request.agency_id)[0]

    @property
    def name(self) -> str:
        """Its name in the language of the paper."""
        return (self.request.lang == "en" and self.agency.name_en) or self.agency.name_th

    @cached_property
    def before(self) -> int | None:
        """The year that is compared: as asked, else the last earlier one of a known total; None where neither is."""
        if self.request.from_year:
            return self.request.from_year
        trend = reads.total_trend(self.cursor, self.request.agency_id)
        totals = {row.fiscal_year for row in trend if known(row.total_shown)}
        year = self.request.year
        return max((each for each in totals if each < year), default=None) if year in totals else None

    @cached_property
    def result(self) -> AssessmentRow:
        """The assessment of the year."""
        return reads.assessment(self.cursor, self.request.agency_id, self.request.year)[0]

    @cached_property
    def ranking(self) -> list[GapRankingRow]:
        """The indicators, the widest gap first; those without a score last."""
        return reads.gap_ranking(self.cursor, self.request.agency_id, self.request.year)

    @cached_property
    def plans(self) -> dict[int, PlansRow]:
        """The plans of the report that counts, by indicator."""
        found = reads.plans(self.cursor, self.request.agency_id, self.request.year)
        return {int(row.indicator_no): row for row in found}

    @cached_property
    def bases(self) -> dict[int, str | None]:
        """What the rules of each year rest on."""
        return {row.fiscal_year: row.rules_basis for row in reads.rules(self.cursor)}

    def measures(self, indicator_no: int) -> list[MeasuresRow]:
        """Return the measures of an indicator in the order of the report."""
        return [row for row in self._measures if row.indicator_no == indicator_no]

    def steps(self, indicator_no: int) -> list[StepsRow]:
        """Return the steps of an indicator in the order of the report."""
        return [row for row in self._steps if row.indicator_no == indicator_no]

    def questions(self, indicator_no: int) -> list[PlanQuestionsRow]:
        """Return the questions that the report takes up for an indicator."""
        return [row for row in self._questions if row.indicator_no == indicator_no]

    @cached_property
    def _measures(self) -> list[MeasuresRow]:
        return reads.measures(self.cursor, self.request.agency_id, self.request.year)

    @cached_property
    def _steps(self) -> list[StepsRow]:
        return reads.steps(self.cursor, self.request.agency_id, self.request.year)

    @cached_property
    def _questions(self) -> list[PlanQuestionsRow]:
        return reads.plan_questions(self.cursor, self.request.agency_id, self.request.year)

    @cached_property
    def stamp(self) -> Stamp:
        """What every page carries."""
        request, lang = self.request, self.request.lang
        shown = [year for year in (self.before, request.year) if year is not None]
        marks = []
        if self.agency.role == "demo" or "synthetic" in str(self.result.origin):
            marks.append(self.say(N_("Synthetic data")))
        if note := assumed_of(self.bases, shown):
            marks.append(note.in_words(lang))
        if presented := presented_mark(request, stored):
            marks.append(presented.in_words(lang))
        if self.before is None:
            years = self.say(N_("fiscal year {years}"), years=request.year)
        else:
            years = self.say(N_("fiscal year {year} compared with {before}"), year=request.year, before=self.before)
        return Stamp(self.name, years, OriginName(self.result.origin).in_words(lang), request.today, tuple(marks))

    def view(self, name: str, page: str, **more: Any) -> View:
        """Return the screen that shows the same; `name` is a message of ours, `more` as `Link` takes it."""
        return view_of(self.request, name, page, **more)
