"""A paper as a value: sections of sentences, tables and charts, and what every page of it carries.

A document is in one language, for its sentences and series are; tables are in none until they are written. Texts are
ours with stored ones marked (`ita.documents.digits.stored`): a writer passes each through `in_digits`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ita.documents.request import Digits, Language
from ita.series.model import Series
from ita.tables.table import Table


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every page or slide carries.

    Parameters
    ----------
    agency
        Name of the agency.
    years
        Of which years, in words.
    origin
        Where the figures come from, in words.
    made_on
        The day in Bangkok on which the paper was made; of a snapshot, that on which it was taken.
    marks
        That figures are those of a snapshot, synthetic, or by assumed rules; empty where nothing of it is so.
    """

    agency: str
    years: str
    origin: str
    made_on: date
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The screen that shows the same: its name, its path with query, and its full address where one is configured."""

    name: str
    path: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; the main sentence of a section is set off."""

    text: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short items, each a line or a few; numbered where their order says something."""

    items: tuple[str, ...]
    heading: str = ""
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, and what it says in words where it cannot be seen; with its figures as a table for who asks for them."""

    series: Series
    title: str
    said: str
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; where a page is small, the first `most` rows of it, and how many more there are is said."""

    table: Table
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Blanks:
    """Lines to be filled in by hand under a heading, for what the database does not know."""

    heading: str
    lines: int = 2


Block = Text | Bullets | Chart | Rows | Blanks


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper, a slide of a presentation: what it shows, and what is said with it.

    Parameters
    ----------
    key
        Stays the same in every language and year: ``total``, ``change``, ``gaps``, ``lowest-9``, ``plan``, ``ask``.
    spoken
        Sentences for whoever presents it.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    view: View
    spoken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A paper; its view is the screen that a reader goes on from, wherever a page has no room for that of a section."""

    title: str
    stamp: Stamp
    view: View
    sections: tuple[Section, ...]
    lang: Language
    digits: Digits

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Its charts in their order."""
        blocks = (block for section in self.sections for block in section.blocks)
        return tuple(block for block in blocks if isinstance(block, Chart))
