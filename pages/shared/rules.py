"""What every screen says of the rules of its year: that there are none, or that another year's are assumed."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from ita.rules.evidence import assumed_from
from ita.rules.stored import assume, drop, offered
from ita.store import reads
from ita.tables.notes import assumed, assumed_of
from pages.shared.errors_ui import show_errors
from pages.shared.language import _, lang
from pages.shared.reads_cache import opened, rows
from pages.shared.selection import Choice


def bases() -> dict[int, str | None]:
    """Return what the rules of each year rest on, as ``assessment`` has it."""
    return {row.fiscal_year: row.rules_basis for row in rows(reads.rules)}


def basis_of(year: int) -> str | None:
    """Return what the rules of a year rest on, as ``assessment`` has it; None for a year without rules."""
    return bases().get(year)


def assumed_words(basis: str | None, year: int) -> str:
    """Return by which rules a figure is where they are assumed; empty for rules of the year itself."""
    note = assumed(basis, year)
    return note.in_words(lang()) if note else ""


def assumptions_note(years: Iterable[int]) -> str:
    """Return the same for all of some years, for a chart's caption; empty where nothing is assumed."""
    note = assumed_of(bases(), years)
    return note.in_words(lang()) if note else ""


def assumed_badge(year: int) -> list[str]:
    """Return the mark of a screen whose year has assumed rules."""
    return list(filter(None, [assumed_words(basis_of(year), year)]))


def rules_notice(choice: Choice) -> None:
    """Offer the newest known rules where the year has none, and the way back where they are assumed."""
    year = choice.year or 0
    basis = basis_of(year)
    from_year = assumed_from(basis)
    if from_year is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="rules_assumed"):
            st.caption(
                _(
                    "The rules of {year} are not known yet: total, level and lost points are by those of {from_year}, "
                    "for every agency here."
                ).format(year=year, from_year=from_year)
            )
            st.button(_("Stop using them"), on_click=_drop, args=(year,), key="drop_rules", type="tertiary")
        return
    if basis is not None:
        return
    newest = offered(rows(reads.rules), year)
    if newest is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="rules_missing"):
        st.markdown(
            _(
                "The rules of {year} are not known here, so there is no total, level or lost points. You can "
                "use those of {from_year} for the time being; every figure by them says so, and you can stop "
                "using them at any time."
            ).format(year=year, from_year=newest),
            width="stretch",
        )
        st.button(
            _("Use the rules of {from_year} for now").format(from_year=newest),
            on_click=_assume,
            args=(year, newest),
            key="assume_rules",
            type="primary",
        )
        st.page_link("rules/screen.py", label=_("Rules of each year"))


def _assume(year: int, from_year: int) -> None:
    with show_errors():
        assume(opened()[0], year, from_year)
        st.toast(_("The rules of {from_year} are used for {year}.").format(from_year=from_year, year=year))


def _drop(year: int) -> None:
    with show_errors():
        drop(opened()[0], year)
        st.toast(_("No rules are assumed for {year} any longer.").format(year=year))
