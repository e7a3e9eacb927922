"""How a report on paper is worded: our words in its language and digits, and what every page of it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ita.documents.digits import in_digits, stored
from ita.documents.model import View
from ita.documents.official_report import Subject
from ita.documents.presented import presented_mark
from ita.documents.request import PaperRequest
from ita.documents.views import view_of
from ita.errors import N_
from ita.i18n import translator
from ita.tables.notes import assumed
from ita.tables.sources import OriginName
from ita.thai import format_date

# Between a year and the word that says it is one no line ends.
_BEFORE_YEAR = re.compile(r"(พ\.ศ\.|ปี|\byear) (?={\w*year})")


@dataclass(frozen=True, slots=True)
class Writing:
    """How a paper is written: `words` gives a text of ours in its language, fields filled in, its digits as asked.

    A field that is a stored text is marked with `stored`, and keeps the digits that it has.
    """

    request: PaperRequest
    subject: Subject

    def words(self, text: str, **params: str | int) -> str:
        """Return a message id in words."""
        pattern = _BEFORE_YEAR.sub("\\1\N{NO-BREAK SPACE}", translator(self.request.lang)(text))
        return in_digits(pattern.format_map(params), self.request.digits)

    def number(self, value: object) -> str:
        """Return a number, or a text of ours with numbers, in the digits of the paper."""
        return in_digits(str(value), self.request.digits)

    @property
    def name(self) -> str:
        """The agency's name, as it is stored."""
        return self.subject.name(self.request.lang)

    @property
    def place(self) -> str:
        """District and province of the agency, empty where neither is known."""
        parts = ((N_("{place} district"), self.subject.district), (N_("{place} province"), self.subject.province))
        return " ".join(self.words(text, place=stored(place)) for text, place in parts if place)

    @property
    def view(self) -> View:
        """The screen that shows the same."""
        return view_of(self.request, N_("Measures"), "measures")

    @property
    def marks(self) -> str:
        """What the figures must carry: that they are of a snapshot, synthetic, or by rules of another year."""
        basis = assumed(self.subject.rules_basis, self.subject.fiscal_year)
        presented = presented_mark(self.request, stored)
        found = [self.words(N_("Synthetic data"))] if self.subject.is_synthetic else []
        found += [in_digits(basis.in_words(self.request.lang), self.request.digits)] if basis else []
        found += [in_digits(presented.in_words(self.request.lang), self.request.digits)] if presented else []
        return " · ".join(found)

    @property
    def source(self) -> str:
        """Where the figures come from, and the day on which they were stored."""
        subject = self.subject
        origin = OriginName(subject.origin).in_words(self.request.lang)
        if subject.file:
            origin = f"{origin} ({stored(subject.file)})"
        day = format_date(subject.stored_on, self.request.lang) if subject.stored_on else "–"
        return self.words(N_("Figures from {origin}, stored on {day}"), origin=origin, day=day)
