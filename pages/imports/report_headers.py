"""The mapping step of a report whose headers are not all known: what each column is, said by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from ita.errors import N_
from ita.importing.report import columns as col
from ita.importing.report.headers import SeenHeader, SeenTable
from pages.imports.file_questions import choices_of, choose
from pages.imports.pdf_review import FIELD_NAMES
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _
from pages.shared.session import start_widget, widget_value

# Refusals that a person can decide by saying what the columns are.
OF_HEADERS = frozenset({"no-table", "column-missing", "column-unknown", "field-unknown"})
MORE_NAMES = {
    **FIELD_NAMES,
    col.LEAVE_OUT: N_("leave out"),
    col.STRENGTHS: N_("Strengths"),
    col.IMPROVE: N_("What to improve"),
    col.QUESTION_SCORE: N_("Score of the question"),
    col.STARTS: N_("Begins on"),
    col.ENDS: N_("Ends on"),
}
_IN_A_ROW = 4


def headers(tables: Sequence[SeenTable], key: str) -> None:
    """Draw the headers of every table of a report with a box each; what is chosen is read by in the next run."""
    for table in tables:
        with st.container(border=True, key=f"headers_{key}_{table.number}"):
            st.markdown(_("Say what each column is:"))
            if table.sheet:
                st.caption(plain(table.sheet))
            for start in range(0, len(table.headers), _IN_A_ROW):
                part = table.headers[start : start + _IN_A_ROW]
                for at, (header, box) in enumerate(zip(part, st.columns(_IN_A_ROW), strict=False), start=start):
                    with box:
                        _box(header, key, f"header_{key}_{table.number}_{at}")


def _box(header: SeenHeader, key: str, name: str) -> None:
    def take() -> None:
        choices = choices_of(key)
        others = [each for each in choices.columns if each.rpartition("=")[0] != header.header]
        field = widget_value(name)
        new = [f"{header.header}={field}"] if field else []
        choose(key, replace(choices, columns=(*others, *new)))

    labels = {field: _(MORE_NAMES[field]) if field in MORE_NAMES else field for field in col.CHOICES}
    start_widget(name, header.field)
    st.selectbox(
        plain(header.header),
        list(labels),
        format_func=labels.__getitem__,
        placeholder=_("not known"),
        filter_mode=None,
        on_change=take,
        key=name,
    )
