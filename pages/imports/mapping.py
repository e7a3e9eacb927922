"""The mapping step: a table as it stands in a file, what each column, sheet and row is taken for, and a choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from ita.errors import N_, column_letters
from ita.importing.candidates import ColumnView, TableView
from ita.importing.choices import (
    CODE,
    INDICATORS,
    LABEL,
    LEAVE_OUT,
    LEVEL,
    ROW_KIND,
    SCORE,
    TOTAL,
    YEAR,
    ColumnMapping,
    ColumnMeaning,
)
from ita.importing.file_parser import ParsedScores, ShownTable
from pages.imports.file_questions import choices_of, choose
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _
from pages.shared.session import set_widget, widget_value

_MEANINGS = {
    LEAVE_OUT: N_("leave out"),
    LABEL: N_("name of the indicator"),
    YEAR: N_("fiscal year"),
    CODE: N_("code of the question"),
    ROW_KIND: N_("what the row is"),
    TOTAL: N_("total"),
    LEVEL: N_("level"),
}
# Beyond so many a row of boxes is no longer read beside its column.
_IN_A_ROW = 5
_ALL_SHEETS = ""


def tables(parsed: ParsedScores, key: str) -> None:
    """Draw every table of a file with the boxes that say what its columns are."""
    views = parsed.sheet.tables
    sheets = list(dict.fromkeys(view.sheet for view in views if view.sheet))
    if len(sheets) > 1:
        _sheet(sheets, key)
    for number, view in enumerate(views):
        shown = next((each for each in parsed.shown if each.number == view.grid_number), None)
        with st.container(border=True, key=f"table_{key}_{number}"):
            if view.title or view.sheet:
                st.caption(plain(" · ".join(each for each in (view.sheet, view.title) if each)))
            _columns(view, f"{key}_{number}", key)
            if shown:
                _unchanged(view, shown)


def _sheet(sheets: Sequence[str], key: str) -> None:
    """Let a person say which sheet is read."""
    name = f"sheet_{key}"

    def take() -> None:
        choose(key, replace(choices_of(key), sheet=widget_value(name) or None))

    set_widget(name, choices_of(key).sheet or _ALL_SHEETS)
    st.selectbox(
        _("Sheet"),
        [_ALL_SHEETS, *sheets],
        format_func={_ALL_SHEETS: _("all sheets"), **{sheet: sheet for sheet in sheets}}.__getitem__,
        filter_mode=None,
        width=320,
        on_change=take,
        key=name,
    )


def _columns(view: TableView, name: str, key: str) -> None:
    """Draw a box a column; a change of one makes a mapping of all."""
    by_row = not any(column.taken_for.field in INDICATORS for column in view.columns)
    for start in range(0, len(view.columns), _IN_A_ROW):
        part = view.columns[start : start + _IN_A_ROW]
        for column, box in zip(part, st.columns(_IN_A_ROW), strict=False):
            with box:
                _column(view, column, f"map_{name}_{column.column}", key, by_row=by_row)
    first, last = st.columns(_IN_A_ROW)[:2]
    for at, box, label, value in (
        ("first", first, _("First row"), view.rows[0]),
        ("last", last, _("Last row"), view.rows[1]),
    ):
        _row(view, box, label, value, f"row_{at}_{name}", key)


def _column(view: TableView, column: ColumnView, name: str, key: str, *, by_row: bool) -> None:
    options = _options(column, by_row=by_row)

    def take() -> None:
        meaning = options[widget_value(name)]
        changed = [replace(each, taken_for=meaning) if each.column == column.column else each for each in view.columns]
        choose(key, replace(choices_of(key), mapping=_mapping(view, changed), columns=()))

    labels = [meaning_words(meaning) for meaning in options]
    now = next((at for at, meaning in enumerate(options) if _same(meaning, column.taken_for)), 0)
    set_widget(name, now)
    st.selectbox(
        plain(f"{column_letters(column.column)} · {column.header}") if column.header else column_letters(column.column),
        list(range(len(options))),
        format_func=labels.__getitem__,
        filter_mode=None,
        on_change=take,
        key=name,
    )


def _row(view: TableView, box: st.delta_generator.DeltaGenerator, label: str, value: int, name: str, key: str) -> None:
    def take() -> None:
        mapping = _mapping(view, view.columns)
        given = int(widget_value(name))
        changed = replace(mapping, first_row=given) if "first" in name else replace(mapping, last_row=given)
        choose(key, replace(choices_of(key), mapping=changed))

    set_widget(name, value)
    box.number_input(label, min_value=1, step=1, on_change=take, key=name)


def _mapping(view: TableView, columns: Sequence[ColumnView]) -> ColumnMapping:
    kept = tuple((each.column, each.taken_for) for each in columns if each.taken_for.field != LEAVE_OUT)
    return ColumnMapping(view.sheet, view.signature, kept)


def _options(column: ColumnView, *, by_row: bool) -> list[ColumnMeaning]:
    """Return what a column can be taken for, in the order in which it is offered."""
    year = column.taken_for.fiscal_year
    scores = [ColumnMeaning(SCORE, "result", year), ColumnMeaning(SCORE, "targets", year)] if by_row else []
    fields = [LEAVE_OUT, LABEL, YEAR, CODE, *([] if by_row else [*INDICATORS]), TOTAL, LEVEL, ROW_KIND]
    return [*(ColumnMeaning(field) for field in fields), *scores]


def _same(one: ColumnMeaning, other: ColumnMeaning) -> bool:
    if one.field != other.field:
        return False
    return one.field != SCORE or (one.as_role or "result") == (other.as_role or "result")


def meaning_words(meaning: ColumnMeaning) -> str:
    """Return what a column is taken for, in words."""
    if meaning.field == SCORE:
        words = _("targets") if meaning.as_role == "targets" else _("scores of the result")
        return f"{words} {meaning.fiscal_year}" if meaning.fiscal_year else words
    if meaning.field in INDICATORS:
        return _("indicator {number}").format(number=meaning.field)
    return _(_MEANINGS[meaning.field]) if meaning.field in _MEANINGS else meaning.field


def _unchanged(view: TableView, shown: ShownTable) -> None:
    """Draw the cells as the file has them, what each column is taken for above it."""
    headers = [
        "",
        *(
            f"{column_letters(column.column)} · {meaning_words(column.taken_for)}"
            if column.taken_for.field != LEAVE_OUT
            else column_letters(column.column)
            for column in view.columns
        ),
    ]
    width = len(view.columns)
    cells = [[str(number), *(texts + ("",) * width)[:width]] for number, texts in shown.rows]
    more = _("and {count} more rows").format(count=shown.more) if shown.more else ""
    html.unchanged(headers, cells, more)
