"""The targets that count, beside the results of a year: of the year itself and of the next year that has any."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from ita.links import encode
from ita.store import reads
from ita.tables.targets import Targets, target_table, targets_said
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.opening import made_when_opened
from pages.shared.reads_cache import rows
from pages.shared.selection import Choice


def targets_beside(choice: Choice, year: int) -> Targets:
    """Return by year and indicator (None is the total) the targets of a year and of the first later one with any."""
    found: dict[int, dict[int | None, Decimal]] = {}
    for row in rows(reads.targets, choice.agency_id):
        found.setdefault(row.fiscal_year, {})[row.indicator_no] = row.target
    later = min((each for each in found if each > year), default=None)
    return {each: found[each] for each in (year, later) if each in found}


def target_words(targets: Targets, number: int | None, score: Decimal | None) -> str:
    """Return the targets of an indicator (None is the total) in words, beside its score; empty where there are none."""
    return targets_said(targets, number, score).in_words(lang())


def show_targets(choice: Choice, year: int, total: Decimal | None, *, link: bool = True) -> None:
    """Draw the targets beside the results of a year: the total in a line, all of them in a table."""
    targets = targets_beside(choice, year)
    if not targets:
        return
    said = target_words(targets, None, total) or _("no target for the total")
    count = sum(len(of_year) for of_year in targets.values())
    with st.container(border=True, key="targets_beside"):
        st.markdown(f"**{plain(_('Targets'))}** · {plain(said)}")
        label = _("All targets beside the scores of {year} ({count})").format(year=year, count=count)
        made_when_opened(
            label,
            "all_targets",
            lambda: html.show_table(
                target_table(rows(reads.gap_ranking, choice.agency_id, year), year, total, targets)
            ),
        )
        if link:
            st.page_link("simulate.py", label=_("To the targets"), query_params=encode(choice.link()))
