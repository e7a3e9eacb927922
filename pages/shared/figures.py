"""Figures on their own, in cards, fields and sentences: as the cells of tables are written, by the same writer."""

from __future__ import annotations

from decimal import Decimal

from ita.tables.table import PLAIN, Cell, Said, text_of
from pages.shared.language import lang


def figure_text(figure: Decimal | None) -> str:
    """Return points of 0-100 with two decimals; a dash where they are not known."""
    return text_of(figure, PLAIN, lang())


def sentence(text: str, **fields: Cell | float) -> str:
    """Return a message id in the language of this session; its fields are cells, figures among them."""
    return Said(text, fields).in_words(lang())
