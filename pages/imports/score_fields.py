"""The fields of a result typed from ITAS: read and typed in one order, each with its own fault beneath it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ita import formatting
from ita.errors import InputError, SourceLocation
from ita.importing.report.cell_parsers import check_score
from ita.importing.scores.sheet_builder import check_level
from ita.model import TypedResult
from ita.read_rows import AssessmentRow
from ita.store import reads
from ita.thai import tidy
from pages.shared.errors_ui import escape as plain
from pages.shared.figures import figure_text
from pages.shared.language import _, lang
from pages.shared.reads_cache import opened, rows

# So many fields stand side by side; the next ones stand beneath, so that Tab goes as the eye does.
_BESIDE = 2
T = TypeVar("T")


@dataclass(slots=True)
class _Fields:
    """What was typed so far, and how many fields are wrong."""

    key: str
    wrong: int = 0

    def check_field(self, column: DeltaGenerator, text: str, check: Callable[[str], T]) -> T | None:
        """Return what a field holds; None where it is empty, or wrong, which is said beneath it."""
        if not tidy(text):
            return None
        try:
            return check(text)
        except InputError as reason:
            self.wrong += 1
            column.error(plain(_(reason.text).format_map(reason.params)))
            return None


def typed_result(year: int, stored: Mapping[int, Decimal], own: AssessmentRow | None, key: str) -> TypedResult | None:
    """Draw the ten scores, then total and level, and return what was typed; None where nothing was, or is wrong.

    Parameters
    ----------
    stored
        Indicator number to the typed score that is stored.
    own
        The year's assessment where total and level are typed ones; None otherwise.
    key
        Tells the fields of one agency and year from those of another.
    """
    fields, scores = _Fields(key), {}
    indicators = opened()[1].indicators
    for at in range(0, len(indicators), _BESIDE):
        for column, indicator in zip(st.columns(_BESIDE), indicators[at : at + _BESIDE], strict=False):
            number = indicator.indicator_no
            text = column.text_input(
                f"{indicator.numbered(lang())} ({indicator.instrument})",
                value=figure_text(stored[number]) if number in stored else "",
                max_chars=12,
                key=f"score_{key}_{number}",
            )
            score = fields.check_field(
                column, text, partial(check_score, location=SourceLocation(), indicator=str(number))
            )
            if score is not None:
                scores[number] = score
    of_total, of_level = st.columns(_BESIDE)
    total = _total(of_total, fields, own)
    level = _level(of_level, fields, year, own)
    if fields.wrong:
        st.caption(
            _("Correct the fields that are marked ({count}); then the scores can be stored.").format(count=fields.wrong)
        )
        return None
    if not scores and total is None:
        st.caption(_("Nothing typed yet."))
        return None
    return TypedResult(year, scores, total, level)


def _total(column: DeltaGenerator, fields: _Fields, own: AssessmentRow | None) -> Decimal | None:
    before = own and own.total_published
    text = column.text_input(
        _("Total as ITAS shows it"),
        value=figure_text(before) if formatting.known(before) else "",
        max_chars=12,
        key=f"total_{fields.key}",
    )
    return fields.check_field(column, text, lambda typed: check_score(typed, SourceLocation(), _("Total")))


def _level(column: DeltaGenerator, fields: _Fields, year: int, own: AssessmentRow | None) -> str | None:
    """Let the level be chosen of those of the year, or typed where they are not known."""
    levels = [row.level for row in rows(reads.rating_levels, year)]
    before = own and own.level_published
    if levels:
        chosen: str | None = column.selectbox(
            _("Level as ITAS shows it"),
            levels,
            index=levels.index(before) if before in levels else None,
            placeholder=_("not typed"),
            filter_mode=None,
            key=f"level_{fields.key}",
        )
        return chosen
    label = _("Level as ITAS shows it")
    text = column.text_input(label, value=before if formatting.known(before) else "", key=f"level_{fields.key}")
    level = fields.check_field(column, text or "", lambda typed: check_level(typed, SourceLocation()))
    st.info(
        _("The rules of {year} are not known here: the scores are kept, but no total or level is calculated.").format(
            year=year
        )
    )
    return level
