"""นำเข้าข้อมูล: make a town of one's own, upload its report, type the ten scores, undo a wrong import."""

from __future__ import annotations

import streamlit as st

from ita.importing.isolation import warm
from pages.imports.own_agency import edit_own_agency
from pages.imports.reports import uploaded_report
from pages.imports.score_files import pasted_scores, score_file
from pages.imports.stored import stored
from pages.imports.typed_scores import typed_scores
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _
from pages.shared.selection import Choice, choose, follow_link, say_in_address, years_of
from pages.shared.session import session


def draw() -> None:
    """Draw the screen."""
    # Whoever comes here has a file to read, perhaps; its reader takes a moment to start.
    warm()
    # The tabs keep their place in the page whatever is said above them: where they move, the browser may open the
    # first tab again, and a file that was just chosen is out of sight.
    with st.container():
        choice = _head()
    labels = [
        _("1 · Your own agency"),
        _("2 · Upload the report"),
        _("3 · Type the scores"),
        _("4 · Scores from Excel or ITAS"),
        _("5 · What is stored"),
    ]
    part = session().part
    agency, report, scores, files, kept = st.tabs(
        labels,
        default=labels[part - 1] if part <= len(labels) else None,
        key=f"import_tabs_{session().part_no}",
    )
    with agency:
        edit_own_agency(choice)
    with report:
        uploaded_report(choice)
    with scores:
        typed_scores(choice)
    with files:
        if choice is None:
            st.info(_("Choose an agency and a year above."))
        else:
            score_file(choice)
            pasted_scores(choice)
    with kept:
        stored(choice)
    if choice is not None:
        say_in_address(choice)


def _head() -> Choice | None:
    """Draw what stands above the tabs: the choice, the title, and what was stored in the run before."""
    choice = choose()
    if choice is None:
        html.heading(_("Import data"))
    else:
        html.title(_("Import data"), choice)
    if done := session().stored:
        session().stored = None
        said, link = done
        st.success(plain(said))
        if link and "y" in link:
            with st.container(horizontal=True):
                st.page_link("overview.py", label=_("Overview"), query_params=link)
                st.page_link("gaps.py", label=_("Gaps to 100"), query_params=link)
                st.page_link("measures/screen.py", label=_("Measures"), query_params=link)
                st.page_link("trends/screen.py", label=_("Trends"), query_params=link)
    return choice


follow_link(years_of)
draw()
