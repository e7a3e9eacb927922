"""Rules of a year on screen: assumed, stated from a copy, previewed, undone, and passed on as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ita.errors import SourceLocation
from ita.read_rows import RulesRow
from ita.rules.files import read_rows, write_csv, write_json
from ita.rules.stored import (
    assume,
    drop,
    preview_assumption,
    preview_stated,
    rules_of,
    rules_to_export,
    spans,
    state,
    years_with_rules,
)
from ita.rules.values import INSTRUMENTS, RuleRow, YearRules, read_rules
from ita.rules.values import plain as number_text
from ita.store import reads
from pages.shared.errors_ui import show_errors
from pages.shared.history import history_list
from pages.shared.language import _, lang
from pages.shared.reads_cache import opened, rows
from pages.shared.rule_effect import effect
from pages.shared.session import session

MOST_LEVELS = 8


def done(said: str) -> None:
    """Say what was done on the next run."""
    session().rules_done = said
    st.rerun()


def assume_box(year: int, offered: int | None, found: Sequence[RulesRow]) -> None:
    """Let the person take the rules of another year, after they have seen what they would give."""
    if offered is None:
        return
    known_years = years_with_rules(found)
    with st.container(border=True, key="assume_box"):
        st.markdown(f"**{_('Use the rules of another year for the time being')}**")
        from_year = st.selectbox(
            _("Rules of year"),
            known_years,
            index=known_years.index(offered),
            filter_mode=None,
            width=220,
            key=f"assume_from_{year}",
        )
        if st.toggle(_("Preview the effect"), key=f"assume_preview_{year}"):
            effect(preview_assumption(opened()[0], year, from_year), year)
        if st.button(_("Use the rules of {from_year} for now").format(from_year=from_year), type="primary"):
            assume(opened()[0], year, from_year)
            done(_("The rules of {from_year} are used for {year}.").format(from_year=from_year, year=year))


def store_undo(year: int, row: RulesRow) -> None:
    """Let the person end an assumption, or undo stated rules."""
    if row.basis == "assumed" and st.button(_("Stop using them"), key=f"drop_{year}"):
        drop(opened()[0], year)
        done(_("No rules are assumed for {year} any longer.").format(year=year))
    if row.basis == "stated":
        stated = [each for each in rows(reads.history, "") if each.import_id == row.import_id]
        history_list(stated, "rules page")


def edit(year: int, found: Sequence[RulesRow]) -> None:
    """Let the person state the rules of a year, starting from a copy of another."""
    with st.expander(_("State the rules of {year}").format(year=year), key=f"edit_{year}", on_change="rerun") as box:
        if not box.open:
            return
        known_years = years_with_rules(found)
        own = next((row for row in found if row.fiscal_year == year and row.basis == "stated"), None)
        start = known_years.index(year) if own else 0
        copied = st.selectbox(
            _("Start from a copy of the rules of"),
            known_years,
            index=start,
            filter_mode=None,
            width=260,
            key=f"copy_{year}",
        )
        with opened()[0].cursor() as cursor:
            base = rules_of(cursor, copied)
        if base is None:
            return
        fields = _fields(year, base, f"{year}_{copied}")
        shown = session().rules_previewed
        if st.button(_("Preview the effect"), key=f"preview_{year}"):
            shown = session().rules_previewed = [dict(row.cells) for row in fields]
        if shown != [dict(row.cells) for row in fields]:
            st.caption(_("Nothing is stored before you have seen the effect."))
            return
        with show_errors():
            (rules,) = read_rules(fields, opened()[1])
            effect(preview_stated(opened()[0], opened()[1], rules), year)
            if st.button(_("Store these rules"), type="primary", key=f"store_rules_{year}"):
                stored = state(opened()[0], opened()[1], [rules])
                text = _("These rules of {year} count already; nothing was changed.")
                if not stored.unchanged:
                    text = _("The rules of {year} are stored as {import_id}.")
                done(text.format(year=year, import_id=stored.import_id))


def _fields(year: int, base: YearRules, key: str) -> list[RuleRow]:
    """Draw the fields of a year's rules, filled from a copy, and return their rows."""
    source = st.text_input(
        _("Source: the announcement or handbook that states these rules"), max_chars=300, key=f"source_{key}"
    )
    rows: list[dict[str, str]] = []
    labels: list[str] = []

    def add(label: str, **cells: str) -> None:
        rows.append({"fiscal_year": str(year), "source": source, **cells})
        labels.append(label)

    st.markdown(f"**{_('Weights (shares of 1)')}**")
    weights = {weight.instrument: number_text(weight.weight) for weight in base.weights}
    for column, instrument in zip(st.columns(len(INSTRUMENTS)), INSTRUMENTS, strict=True):
        text = column.text_input(
            instrument, value=weights.get(instrument, ""), max_chars=10, key=f"w_{key}_{instrument}"
        )
        if text.strip():
            add(instrument, record="instrument", instrument=instrument, weight=text)
    st.markdown(f"**{_('Instrument of each indicator')}**")
    members = {member.indicator_no: member.instrument for member in base.members}
    none = _("not assessed")
    options = [*INSTRUMENTS, none]
    columns: list[Any] = []
    for indicator in opened()[1].indicators:
        number = indicator.indicator_no
        # Rows of two keep the order, also where a telephone shows one beneath the other.
        columns = columns or list(st.columns(2))
        label = indicator.numbered(lang())
        chosen = columns.pop(0).selectbox(
            label,
            options,
            index=options.index(members.get(number, none)),
            filter_mode=None,
            key=f"m_{key}_{number}",
        )
        if chosen != none:
            add(label, record="indicator", number=str(number), instrument=chosen)
    st.markdown(f"**{_('Levels, the best first (leave a row empty to leave it out)')}**")
    for row in range(MOST_LEVELS):
        level = base.levels[row] if row < len(base.levels) else None
        name, total, each = st.columns([2, 1, 1])
        label = _("Level {number}").format(number=row + 1)
        cells = {
            "name": name.text_input(label, value=level.level if level else "", max_chars=60, key=f"l_{key}_{row}"),
            "min_total": total.text_input(
                _("Lowest total"),
                value=number_text(level.min_total) if level else "",
                max_chars=6,
                key=f"t_{key}_{row}",
            ),
            "min_each_instrument": each.text_input(
                _("Lowest of each instrument"),
                value=number_text(level.min_each_instrument) if level and level.min_each_instrument is not None else "",
                max_chars=6,
                key=f"e_{key}_{row}",
            ),
        }
        if any(text.strip() for text in cells.values()):
            add(label, record="level", **cells)
    return [
        RuleRow(cells, lambda _column, label=label: SourceLocation(label))  # type: ignore[misc]
        for cells, label in zip(rows, labels, strict=True)
    ]


def files(found: Sequence[RulesRow]) -> None:
    """Pass stated rules on as a file, and take such a file in."""
    st.header(_("Rules as a file"), anchor=False)
    st.markdown(_("One file carries stated rules to another installation, such as from a province to its agencies."))
    stated = [int(row.fiscal_year) for row in found if row.basis == "stated"]
    if stated:
        years = rules_to_export(opened()[0], None)
        with st.container(horizontal=True):
            for kind, write, mime in (("csv", write_csv, "text/csv"), ("json", write_json, "application/json")):
                st.download_button(
                    _("Save the rules of {years} ({kind})").format(years=spans(stated), kind=kind.upper()),
                    write(years, opened()[1]),
                    f"ita-rules-{'-'.join(map(str, stated))}.{kind}",
                    mime,
                    key=f"save_rules_{kind}",
                    on_click="ignore",
                )
    else:
        st.caption(_("No rules are stated here yet, so there is none to pass on."))
    round_no = session().rules_uploads_no
    given = st.file_uploader(_("File of rules (CSV or JSON)"), ["csv", "json"], key=f"rules_file_{round_no}")
    if given is None:
        return
    with show_errors():
        data = given.getvalue()
        years = list(read_rules(read_rows(data, given.name), opened()[1]))
        for rules in years:
            st.markdown(f"**{_('Rules of {year}').format(year=rules.fiscal_year)}**")
            effect(preview_stated(opened()[0], opened()[1], rules), rules.fiscal_year)
        if st.button(_("Store these rules"), type="primary", key="store_rules_file"):
            stored = state(opened()[0], opened()[1], years, file=given.name, data=data)
            session().rules_uploads_no = round_no + 1
            text = _("These rules of {year} count already; nothing was changed.")
            if not stored.unchanged:
                text = _("The rules of {year} are stored as {import_id}.")
            done(text.format(year=spans(stored.years), import_id=stored.import_id))
