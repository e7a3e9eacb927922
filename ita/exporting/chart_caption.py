"""What a chart says where nobody sees the screen around it: in its picture, in the name of its file, and read out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ita.errors import N_
from ita.exporting.letters import clean
from ita.i18n import translator

# What no file system takes in a name, and what a person would have to quote.
_NO_NAME = re.compile(r'[\s–/\\:*?"<>|]+')
# A file system takes at most 255 bytes of a name, of which a Thai letter is three; the kind stands behind it.
_LONGEST_NAME = 250


@dataclass(frozen=True, slots=True)
class ChartCaption:
    """What a chart says of itself.

    Parameters
    ----------
    title
        What it shows.
    agency
        Whose figures.
    years
        Of which years, in words.
    source
        Where they come from.
    text
        The sentences beside it.
    mark
        That its figures are synthetic or rest on assumed rules; empty otherwise.
    """

    title: str
    agency: str
    years: str
    source: str
    text: str = ""
    mark: str = ""

    @property
    def about(self) -> str:
        """Of whom and when, in a line."""
        # The demonstration says in its name that it is one.
        mark = "" if self.mark.casefold() in self.agency.casefold() else self.mark
        return " · ".join(filter(None, (self.agency, self.years, mark)))

    @property
    def read_out(self) -> str:
        """What is read out instead of the chart."""
        return ". ".join(filter(None, (self.title, self.about, self.text)))

    @property
    def file(self) -> str:
        """The name of a file of its picture, after agency and view, without its kind."""
        name = _NO_NAME.sub("-", clean(f"{self.agency} {self.title} {self.years}")).strip("-.")
        return name.encode()[:_LONGEST_NAME].decode(errors="ignore")

    def source_line(self, date: str, lang: str) -> str:
        """Return the line below a picture: where its figures come from, and the day, in words, on which it is made."""
        return translator(lang)(N_("Source: {source} · saved on {date}")).format(source=self.source, date=date)
