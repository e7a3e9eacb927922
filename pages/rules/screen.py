"""เกณฑ์ของแต่ละปี: which rules count for each year, on what they rest, and how they agree with what was published."""

from __future__ import annotations

import streamlit as st

from ita.formatting import known
from ita.rules.evidence import summary
from ita.rules.stored import offered
from ita.rules.values import FIRST_YEAR, last_year
from ita.store import reads
from ita.tables.rules import basis_of, published_beside_rules, rules_of_years
from pages.rules.editor import assume_box, edit, files, store_undo
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_errors
from pages.shared.language import _, lang
from pages.shared.reads_cache import rows
from pages.shared.rules import assumed_words
from pages.shared.selection import follow_link, years_of
from pages.shared.session import session
from pages.shared.undo import say_undone

CHECKED_SHOWN = 50


def check(year: int, basis: object) -> None:
    """Draw what was published of a year beside what its rules give."""
    found = rows(reads.rules_check, "", year)
    st.header(_("Do the rules give what was published?"), anchor=False)
    st.markdown(plain(summary(found, year, basis).in_words(lang())))
    if not found:
        return
    html.show_part(published_beside_rules(found), CHECKED_SHOWN)


def draw() -> None:
    """Draw the screen."""
    follow_link(years_of)
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
            st.markdown(plain(f"{year}: {basis_of(row).in_words(lang())}" + (f" ({said})" if said else "")))
            store_undo(year, row)
            check(year, row.rules_basis)
    edit(year, found)
    files(found)
    st.header(_("All years"), anchor=False)
    html.show_table(rules_of_years(found, lambda first, last: rows(reads.agencies_of_years, first, last)[0].agencies))


draw()
