"""A table with typed cells, of which every writer makes its own: a screen text, CSV a number, a workbook a cell.

A table is in no language. Headers and cells of words are said in one when a writer asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol

from ita.errors import N_, Params
from ita.formatting import NOT_KNOWN, points, signed
from ita.i18n import say, translator
from ita.indicator_names import NamedIndicator, indicator_name, numbered_name
from ita.level_names import level_name
from ita.thai import format_date, format_moment


class Words(Protocol):
    """A cell that is words: what it says depends on the language."""

    def in_words(self, lang: str) -> str:
        """Return what it says in a language."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message id with its fields; a field may be any cell, a figure of two decimals or words themselves."""

    text: str
    params: dict[str, Cell | float] = field(default_factory=dict)

    def in_words(self, lang: str) -> str:
        """Return what it says in a language."""
        params: Params = {
            name: value if isinstance(value, str | int | float) else text_of(value, PLAIN, lang)
            for name, value in self.params.items()
        }
        return say(self.text, params, lang)


@dataclass(frozen=True, slots=True)
class Joined:
    """Cells one after another, with something between; those that are not known or say nothing are left out."""

    parts: tuple[Cell, ...]
    between: str = " · "

    def in_words(self, lang: str) -> str:
        """Return what they say in a language."""
        return self.between.join(filter(None, (said(part, lang) for part in self.parts)))


def comma_list(parts: Iterable[Cell]) -> Joined:
    """Return cells with commas between them."""
    return Joined(tuple(parts), ", ")


@dataclass(frozen=True, slots=True)
class IndicatorName:
    """An indicator as a list names it, with its number or without."""

    row: NamedIndicator
    is_numbered: bool = True

    def in_words(self, lang: str) -> str:
        """Return the name in a language."""
        return numbered_name(self.row, lang) if self.is_numbered else indicator_name(self.row, lang)

    def without_number(self) -> IndicatorName:
        """Return the same without its number, for beside a column of the numbers."""
        return replace(self, is_numbered=False)


@dataclass(frozen=True, slots=True)
class LevelName:
    """A level, in English with what it means."""

    level: str

    def in_words(self, lang: str) -> str:
        """Return the name in a language."""
        return level_name(self.level, lang)


@dataclass(frozen=True, slots=True)
class InTwo:
    """What is stored in both languages, the Thai where the English is not known; its digits stay (see `Shipped`)."""

    thai: str
    english: str | None

    def in_words(self, lang: str) -> str:
        """Return it in a language."""
        return self.english if lang == "en" and self.english else self.thai


@dataclass(frozen=True, slots=True)
class Shipped:
    """What ships with the program in both languages: a text of ours, which follows the digits asked for."""

    words: InTwo

    def in_words(self, lang: str) -> str:
        """Return it in a language."""
        return self.words.in_words(lang)


@dataclass(frozen=True, slots=True)
class Noted:
    """A figure of two decimals with what it is, such as a plain mean; unlike `Said` it is still a figure."""

    figure: Decimal
    note: str

    def in_words(self, lang: str) -> str:
        """Return figure and note in a language."""
        return translator(lang)(self.note).format(score=points(self.figure))


Cell = Decimal | int | bool | date | datetime | str | Words | None
Unit = Literal["", "points", "points of the total", "count", "year", "bytes"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header as message id, and how its figures are written.

    Parameters
    ----------
    unit
        What its figures count; empty for a column of words.
    decimals
        Of its figures; whole numbers have none whatever it says.
    is_signed
        Whether its figures are changes, written with their sign.
    is_grouped
        Whether thousands stand apart; bytes that are not grouped are written as KB or MB.
    is_whole
        Whether its words are never broken over two lines.
    answers
        The message ids for what is so and what is not, which its header asks for.
    """

    header: str
    params: Params = field(default_factory=dict)
    unit: Unit = ""
    decimals: int = 2
    is_signed: bool = False
    is_grouped: bool = False
    is_whole: bool = False
    answers: tuple[str, str] = (N_("Yes"), N_("No"))

    @property
    def is_figures(self) -> bool:
        """Whether it holds figures, which stand to the right."""
        return self.unit != ""

    def in_words(self, lang: str) -> str:
        """Return the header in a language."""
        return say(self.header, self.params, lang)


# A column of nothing in particular, for a cell on its own.
PLAIN = Column("")
# Whole numbers of things, thousands apart.
COUNT = Column("", unit="count", is_grouped=True)
# Where a level begins, in whole points.
FLOOR = Column("", unit="points", decimals=0)
# Of a table of facts, each a name and what it is.
FACTS = (Column(N_("What")), Column(N_("Value"), unit="points"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure among words, written as in a column."""

    value: Decimal | int | None
    column: Column

    def in_words(self, lang: str) -> str:
        """Return the figure."""
        return text_of(self.value, self.column, lang)


def points_column(header: str, **params: str | int) -> Column:
    """Return a column of points of 0-100 with two decimals."""
    return Column(header, dict(params), "points")


def change_column(header: str, **params: str | int) -> Column:
    """Return a column of changes in points, with their sign."""
    return Column(header, dict(params), "points", is_signed=True)


YEAR = Column(N_("Fiscal year"), unit="year")
INDICATOR = Column(N_("Indicator"))
RULES = Column(N_("Rules"))


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of typed cells, None where not known; what it is (`caption`) and where it comes from."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Words | None = None
    source: Words | None = None

    def __post_init__(self) -> None:
        """Refuse rows of another width than the columns.

        Raises
        ------
        ValueError
            A row has more or fewer cells than there are columns.
        """
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row of another width than the columns")

    def headers(self, lang: str) -> list[str]:
        """Return the headers in a language."""
        return [column.in_words(lang) for column in self.columns]

    def texts(self, lang: str) -> list[list[str]]:
        """Return all cells as a screen shows them."""
        return [
            [text_of(cell, column, lang) for cell, column in zip(row, self.columns, strict=True)] for row in self.rows
        ]

    def part(self, first: int = 0, last: int | None = None) -> Table:
        """Return the same table with some of its rows."""
        return replace(self, rows=self.rows[first:last])

    def without(self, columns: Collection[Column]) -> Table:
        """Return the table without some of its columns."""
        kept = [index for index, column in enumerate(self.columns) if column not in columns]
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[index] for index in kept), rows=rows)

    def with_column(self, column: Column, cells: Sequence[Cell]) -> Table:
        """Return the table with one more column at its end."""
        rows = tuple((*row, cell) for row, cell in zip(self.rows, cells, strict=True))
        return replace(self, columns=(*self.columns, column), rows=rows)


def table(columns: Iterable[Column], rows: Iterable[Sequence[Cell]], caption: Words | None = None) -> Table:
    """Return a table of columns and rows."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows), caption)


def text_of(cell: Cell, column: Column, lang: str) -> str:
    """Return a cell as a screen shows it: a dash where it is not known or says nothing."""
    if cell is None:
        return NOT_KNOWN
    if isinstance(cell, str):
        return cell or NOT_KNOWN
    if isinstance(cell, bool):
        return translator(lang)(column.answers[not cell])
    if isinstance(cell, int):
        if column.is_grouped:
            return f"{cell:,}"
        return _size(cell, lang) if column.unit == "bytes" else str(cell)
    if isinstance(cell, Decimal):
        return signed(cell, column.decimals) if column.is_signed else points(cell, column.decimals)
    if isinstance(cell, datetime):
        return format_moment(cell, lang)
    if isinstance(cell, date):
        return format_date(cell, lang)
    return cell.in_words(lang) or NOT_KNOWN


def said(cell: Cell, lang: str) -> str:
    """Return a cell on its own in words: figures with two decimals, empty where it is not known or says nothing."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, Decimal | int | date):
        return text_of(cell, PLAIN, lang)
    return cell.in_words(lang)


def _size(count: int, lang: str) -> str:
    """Return a number of bytes as people say it."""
    _ = translator(lang)
    if count >= 1e5:
        return _("{size} MB").format(size=f"{count / 1e6:,.1f}")
    return _("{size} KB").format(size=max(1, round(count / 1e3)))
