"""เกณฑ์ของแต่ละปี: which rules count for each year, on what they rest, and how they agree with what was published."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ita.formatting import known, points, signed
from ita.read_rows import RulesRow
from ita.rules.evidence import summary
from ita.rules.source_words import source_in_words
from ita.rules.stored import offered, spans
from ita.rules.values import FIRST_YEAR, last_year
from ita.store import reads
from pages.rules.editor import assume_box, edit, files, store_undo
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_errors
from pages.shared.language import _, lang
from pages.shared.reads_cache import rows
from pages.shared.rules import assumed_words
from pages.shared.selection import follow_link
from pages.shared.session import session
from pages.shared.undo import say_undone

CHECKED_SHOWN = 50


def basis_words(row: RulesRow) -> str:
    """Return on what a year's rules rest, in words."""
    if not known(row.basis):
        return _("not known")
    if row.basis == "assumed":
        return _("assumed: those of {from_year}").format(from_year=row.from_year)
    if row.basis == "stated":
        return _("stated by a user; the shipped ones stay beside") if row.is_shipped else _("stated by a user")
    if known(row.ended_from_year):
        return _("ship with the program; the assumption of those of {from_year} has ended").format(
            from_year=row.ended_from_year
        )
    return _("ship with the program")


def show_rules(found: Sequence[RulesRow]) -> None:
    """Draw every year with the rules that count for it, the newest first; years of the same rules in one row."""
    headers = [_("Fiscal year"), _("Rules"), _("Levels"), _("Who and when"), _("Source"), _("Agencies")]
    alike: list[tuple[list[str], list[int], int]] = []
    for row in reversed(found):
        who = [str(row.person)] if known(row.person) else []
        when = [html.when(row.since)] if known(row.since) else []
        said = [
            basis_words(row),
            _("known") if row.levels_known else "–",
            " · ".join([*who, *when]) or "–",
            source_in_words(str(row.source), lang()) if known(row.source) else "–",
        ]
        if not alike or alike[-1][0] != said:
            alike.append((said, [], 0))
        _said, years, agencies = alike[-1]
        alike[-1] = (said, [*years, int(row.fiscal_year)], agencies + int(row.agencies))
    cells = [[spans(years), *said, agencies] for said, years, agencies in alike]
    html.table(headers, cells, numbers=(5,), whole=(0, 1, 2))


def check(year: int, basis: object) -> None:
    """Draw what was published of a year beside what its rules give."""
    found = rows(reads.rules_check, "", year)
    st.header(_("Do the rules give what was published?"), anchor=False)
    st.markdown(plain(summary(found, year, basis).in_words(lang())))
    if not found:
        return
    words = {"total": _("Total"), "level": _("Level")}
    headers = [_("Agency"), _("Part"), _("Published"), _("By the rules"), _("Difference"), _("Agrees")]
    cells = [
        [
            row.agency_name_en if lang() == "en" and row.agency_name_en else row.agency_name,
            words.get(row.part, row.part),
            row.published_level if row.part == "level" else points(row.published),
            (row.computed_level if known(row.computed_level) else "–") if row.part == "level" else points(row.computed),
            "–" if row.part == "level" else signed(row.difference),
            "–" if not known(row.agrees) else _("yes") if row.agrees else _("no"),
        ]
        for row in found
    ]
    # What disagrees comes first: it is what a person has to look at.
    cells.sort(key=lambda cell: cell[-1] != _("no"))
    html.table(headers, cells[:CHECKED_SHOWN], numbers=(2, 3, 4))
    if len(cells) > CHECKED_SHOWN:
        st.caption(_("and {count} more").format(count=len(cells) - CHECKED_SHOWN))


def draw() -> None:
    """Draw the screen."""
    follow_link()
    html.heading(_("Rules of each year"))
    st.markdown(
        _(
            "Rules are weights, indicators and levels of a year. Stated rules count before those that ship with the "
            "program, and those before assumed ones. None is ever written over; undo brings the previous ones back."
        )
    )
    say_undone()
    if done := session().rules_done:
        session().rules_done = None
        st.success(plain(done))
    found = rows(reads.rules)
    by_year = {int(row.fiscal_year): row for row in found}
    years = sorted({*range(FIRST_YEAR, last_year() + 1)} & {*by_year, max(by_year) + 1}, reverse=True)
    open_years = [year for year in years if year in by_year and not known(by_year[year].basis)]
    default = open_years[0] if open_years else max(y for y in years if y in by_year)
    year = st.selectbox(
        _("Fiscal year"), years, index=years.index(default), filter_mode=None, width=220, key="rules_year"
    )
    row = by_year.get(year)
    with show_errors():
        if row is None or row.basis is None:
            st.info(_("The rules of {year} are not known here.").format(year=year))
            assume_box(year, offered(found, year), found)
        else:
            said = assumed_words(row.rules_basis, year)
            st.markdown(plain(f"{year}: {basis_words(row)}" + (f" ({said})" if said else "")))
            store_undo(year, row)
            check(year, row.rules_basis)
    edit(year, found)
    files(found)
    st.header(_("All years"), anchor=False)
    show_rules(found)


draw()
