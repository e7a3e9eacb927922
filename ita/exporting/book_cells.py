"""Typed cells of a workbook: formats, texts in the language and digits asked for, and what was left out of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ita.documents.digits import in_digits, stored
from ita.documents.request import Digits, Language
from ita.errors import N_
from ita.exporting.safe_text import MOST_UNITS, cut_to, in_xml, is_read_again, units
from ita.i18n import say, translator
from ita.tables.table import (
    PLAIN,
    Cell,
    Column,
    Figure,
    IndicatorName,
    InTwo,
    Joined,
    LevelName,
    Noted,
    Said,
    said,
)
from ita.thai import bangkok

FONT = "Sarabun"
# A program older than 2010 shows a longer text in a cell of texts as a row of number signs.
_MOST_IN_TEXT_FORMAT = 255
# Behind a figure the width of two digits. LibreOffice takes an indent for it from some cells of a column alone.
ROOM = "_0_0"
# The codes before a format: digits, calendar (07 is the Buddhist one) and language. LibreOffice writes months of that
# calendar in Thai whatever the language, and does not know Excel's "bbbb": in English the month is a number, and the
# year stands first, as day before month would be read the other way round by some.
_THAI_DIGITS = "[$-D00041E]"
_DAYS = {
    ("th", "arabic"): "[$-107041E]d mmm yyyy{time}",
    ("th", "thai"): "[$-D07041E]d mmm yyyy{time}",
    ("en", "arabic"): '[$-107041E]yyyy-mm-dd{time}" B.E."',
    ("en", "thai"): '[$-D07041E]yyyy-mm-dd{time}" B.E."',
}


# Digits beside letters, as stored texts have them; figures, years and lists of them are none.
_HAS_OTHERS_DIGITS = re.compile(r"(?=.*[0-9])(?!^[\d\s.,;–+−-]*$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A text of a sheet that is not whole: how many letters XML forbids, how many a cell does not hold."""

    sheet: str
    row: int
    column: int
    forbidden: int
    beyond: int


@dataclass(slots=True)
class Cells:
    """Writes cells of a workbook, and notes every text that it could not write whole."""

    book: Workbook
    lang: Language
    digits: Digits
    trimmed: list[Trimmed] = field(default_factory=list)
    _formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def format(self, **properties: Any) -> Format:
        """Return a format of some properties; the same for the same ones."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"font_name": FONT, "valign": "top", **properties})
        return self._formats[key]

    def number_format(
        self, decimals: int, *, is_signed: bool = False, is_grouped: bool = False, note: str = "", room: str = ""
    ) -> str:
        """Return the format of figures, with a note behind each where there is one, and room at the right."""
        bare = ("#,##0" if is_grouped else "0") + (f".{'0' * decimals}" if decimals else "")
        digits = _THAI_DIGITS if self.digits == "thai" else ""
        behind = (f'"{note.replace(chr(34), "")}"' if note else "") + room
        one = f"{digits}{bare}{behind}"
        return f'{digits}+{bare}{behind};{digits}"−"{bare}{behind};{one}' if is_signed else one

    def our_words(self, text: str) -> str:
        """Return a text of ours, translated already, in the digits asked for."""
        return in_digits(text, self.digits)

    def day_format(self, *, with_time: bool = False) -> str:
        """Return the format of days: of the Buddhist Era, as the years beside them are."""
        return _DAYS[self.lang, self.digits].format(time=" hh:mm" if with_time else "")

    def words(self, cell: Cell) -> str:
        """Return a cell in words, in the digits asked for where they are a text of ours.

        Ours is what the program says or what ships with it as its own words (messages, changes of rules, sources of
        rules). What was stored of files and users stays as it is written, and so does what is quoted (questions).
        """
        return said(cell, self.lang) if self.digits == "arabic" else in_digits(self._marked(cell), self.digits)

    def message(self, text: str, **params: str | int) -> str:
        """Return a message id in words, in the digits asked for; texts among its fields are stored ones."""
        return self.words(Said(text, dict(params)))

    def _marked(self, cell: Cell | float) -> str:
        """Return words in which what is stored is marked as such."""
        if isinstance(cell, str):
            return stored(cell)
        if isinstance(cell, float):
            return str(cell)
        if isinstance(cell, Said):
            # Figures that come as text are ours; the name of a level is looked up by the text itself.
            params = {
                name: value if isinstance(value, str) and not _HAS_OTHERS_DIGITS.match(value) else self._marked(value)
                for name, value in cell.params.items()
            }
            return say(cell.text, params, self.lang)
        if isinstance(cell, Joined):
            return cell.between.join(filter(None, map(self._marked, cell.parts)))
        if cell is None or isinstance(cell, Decimal | int | date | Figure | IndicatorName):
            return said(cell, self.lang)
        if isinstance(cell, InTwo | LevelName):
            return stored(cell.in_words(self.lang))
        return cell.in_words(self.lang)

    def write(self, sheet: Worksheet, row: int, column: int, cell: Cell, of: Column = PLAIN, **look: Any) -> str:
        """Write a cell of a table with the format of its column; what is not known is an empty cell.

        Returns
        -------
        str
            The text, where it was one: its row may have to be higher.
        """
        if cell is None or cell == "":
            sheet.write_blank(row, column, None, self.format(**look))
        elif isinstance(cell, bool):
            # Excel has words of its own for them; LibreOffice would show 1 and 0.
            yes, no = map(self.message, of.answers)
            shown = self.format(**{"num_format": f'"{yes}";"{yes}";"{no}"', "align": "left", **look})
            sheet.write_boolean(row, column, cell, shown)
        elif isinstance(cell, Decimal | int):
            sheet.write_number(row, column, float(cell), self._figures(cell, of, look))
        elif isinstance(cell, date):
            at = bangkok(cell).replace(tzinfo=None, microsecond=0) if isinstance(cell, datetime) else cell
            with_time = isinstance(cell, datetime)
            shown = self.format(**{"num_format": self.day_format(with_time=with_time), "align": "left", **look})
            sheet.write_datetime(row, column, at, shown)
        elif isinstance(cell, Figure) and cell.value is not None:
            return self.write(sheet, row, column, cell.value, cell.column, **look)
        elif isinstance(cell, Noted):
            note = translator(self.lang)(cell.note).format(score="")
            number = self.number_format(2, note=note, room=ROOM if of.is_figures else "")
            sheet.write_number(row, column, float(cell.figure), self.format(num_format=number, **look))
        else:
            return self.text(sheet, row, column, self.words(cell), **look)
        return ""

    def _figures(self, cell: Decimal | int, of: Column, look: Mapping[str, Any]) -> Format:
        decimals = 0
        if isinstance(cell, Decimal):
            # A figure with more decimals than its column shows all of them: what is seen is what is stored.
            exponent = cell.normalize().as_tuple().exponent
            decimals = max(of.decimals, -exponent if isinstance(exponent, int) else 0)
        room = ROOM if of.is_figures and look.get("align") != "left" else ""
        shown = self.number_format(decimals, is_signed=of.is_signed, is_grouped=of.is_grouped, room=room)
        align = {} if of.is_figures else {"align": "left"}
        return self.format(num_format=shown, **{**align, **look})

    def text(self, sheet: Worksheet, row: int, column: int, text: str, **look: Any) -> str:
        """Write a text as text, whatever it begins with; editing the cell leaves it one. Return what was written."""
        plain, forbidden = in_xml(text)
        beyond = 0
        if units(plain) > MOST_UNITS:
            mark = f"… {self.message(N_('(cut here: a cell holds no more)'))}"
            kept = cut_to(plain, MOST_UNITS - units(mark))
            beyond, plain = len(plain) - len(kept), kept + mark
        if forbidden or beyond:
            self.trimmed.append(Trimmed(sheet.get_name(), row, column, forbidden, beyond))
        if not plain:
            sheet.write_blank(row, column, None, self.format(**look))
            return ""
        if is_read_again(plain):
            as_text = {"num_format": "@"} if len(plain) <= _MOST_IN_TEXT_FORMAT else {}
            look = {**look, "quote_prefix": True, **as_text}
        shown = self.format(**{"text_wrap": True, **look})
        if plain.startswith("<r>") and plain.endswith("</r>"):
            # The library takes such a text for markup of its own; in pieces it is written letter by letter.
            sheet.write_rich_string(row, column, shown, plain[:1], shown, plain[1:], shown)
        else:
            sheet.write_string(row, column, plain, shown)
        return plain
