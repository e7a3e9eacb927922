"""เอกสาร: the papers of an agency and year: all at once or one by one, looked at, made, and saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from ita.calendar import today_in_bangkok
from ita.documents.outlook import PACK, Outlook, outlooks
from ita.documents.request import Language, PaperRequest
from ita.documents.story import Story
from ita.errors import ItaError
from ita.i18n import error_text
from ita.links import OPEN
from ita.papers import PAPERS, packed
from ita.previews import has_preview, shows_its_pages
from ita.public_address import usable_address
from ita.store import reads
from pages.documents import building, uploads
from pages.documents.choices import (
    choose_digits,
    choose_language,
    choose_paper,
    names_of,
)
from pages.documents.preview import draw_preview
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.markup import joined, show, tag
from pages.shared.opening import made_when_opened
from pages.shared.reads_cache import rows
from pages.shared.selection import Choice, choose, follow_link, say_in_address, years_kept_of
from pages.shared.session import session
from pages.shared.snapshots import choose_snapshot, figures_of, figures_version, snapshot_request
from pages.shared.year_before import choose_year_before

# Rules of errors that a box causes, and the box.
BOXES = {"logo": "emblem", "master": "master"}
Version = tuple[int, int, int | None]


@lru_cache(maxsize=128)
def _known(version: Version, request: PaperRequest) -> tuple[Mapping[str, Outlook], tuple[str, ...]]:
    """Return what becomes of each paper, and what every page of them carries."""
    with figures_of(version[2]) as cursor:
        found = outlooks(cursor, request)
        marks = Story(cursor, request).stamp.marks if found[PACK].reason is None else ()
    return found, marks


def settings(choice: Choice, year: int, snapshot: int | None) -> tuple[PaperRequest, bool] | None:
    """Draw what is chosen for all papers; return it, and whether the digits were left to the paper."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="paper_settings"):
        # A snapshot is compared as it was.
        before = choose_year_before(choice, year) if snapshot is None else None
        paper_lang = choose_language()
        digits = choose_digits(paper_lang)
    with st.expander(_("Emblem, memo cover and slides of your own"), expanded=uploads.has_uploads()):
        logo = uploads.emblem()
        memo = st.checkbox(_("Begin the Word papers with a memo in the Thai official form"), key="paper_memo")
        master = uploads.master()
    if before == OPEN:
        st.info(_("Choose the two years to compare."))
        return None
    request = PaperRequest(
        agency_id=choice.agency_id,
        year=year,
        today=today_in_bangkok(),
        from_year=before,
        lang=paper_lang,
        digits=digits,
        logo=logo,
        memo=memo,
        master=master,
        address=usable_address(),
    )
    return snapshot_request(request, snapshot), session().digits is None


def pack(found: Mapping[str, Outlook], request: PaperRequest, version: Version) -> None:
    """Draw the one button that most want: everything in one file."""
    st.subheader(_(PAPERS[PACK].title), anchor=False)
    st.markdown(plain(_(PAPERS[PACK].purpose)))
    names = [paper.name for paper in packed()]
    possible = [name for name in names if found[name].reason is None]
    st.caption(plain(_("In it: {papers}").format(papers=names_of(possible))))
    if lacking := [name for name in names if name not in possible]:
        said = _("Not in it: {papers}. The reason is in the file.").format(papers=names_of(lacking))
        st.caption(plain(said))
    make(PACK, _("Make the set of papers (ZIP)"), request, version)


def make(paper: str, label: str, request: PaperRequest, version: Version) -> None:
    """Draw the button that makes a paper, how far it is, and the file once it is made."""
    state = session()
    of = (version, request)
    st.button(
        label,
        type="primary",
        disabled=state.paper_job is not None,
        on_click=building.start_build,
        args=(paper, request, of, version[2]),
        key=f"make_paper_{paper}",
    )
    if building.building() == paper:
        building.draw_progress()
    elif state.paper_made is not None and (state.paper_made.paper, state.paper_made.of) == (paper, of):
        building.offer(state.paper_made)
    elif state.paper_made is not None and state.paper_made.paper == paper:
        st.info(_("The file that was made is of other figures or choices. Make it again."))
    elif state.paper_problem is not None and state.paper_problem[:2] == (paper, of):
        st.error(plain(error_text(state.paper_problem[2], lang())))
    elif state.cancelled_paper == (paper, of):
        st.info(_("It was cancelled. No file was made."))


def one_by_one(found: Mapping[str, Outlook], request: PaperRequest, version: Version) -> str:
    """Draw the papers one by one: choose, look, make; return the one that is chosen."""
    left, right = st.columns([5, 7], gap="large")
    with left:
        st.subheader(_("Or one paper"), anchor=False)
        paper = choose_paper(found)
    with right:
        st.subheader(_(PAPERS[paper].title), anchor=False)
        outlook = found[paper]
        if outlook.reason is not None:
            st.warning(plain(error_text(outlook.reason, lang())))
            return paper
        for lack in outlook.lacks:
            st.caption(plain(lack.in_words(lang())))
        make(paper, _("Make this paper"), request, version)
        if has_preview(paper):
            # Of uploads only the emblem is seen, and only on the pages themselves.
            emblem = request.logo if shows_its_pages(paper) else None
            asked = replace(request, logo=emblem, memo=False, master=None)
            made_when_opened(_("Look at it first"), "paper_preview", lambda: draw_preview(paper, asked, version[2]))
    return paper


def draw_other(paper: str | None) -> None:
    """Draw how far a paper is that is made while another one is looked at: it can be called off from here too."""
    made = building.building()
    if made is not None and (paper is None or made not in (PACK, paper)):
        building.draw_progress()


def take_problem() -> None:
    """Say beside the box that caused it why a paper could not be made."""
    problem: tuple[str, object, ItaError] | None = session().paper_problem
    kind = BOXES.get(problem[2].rule.partition("-")[0]) if problem else None
    if problem and kind:
        uploads.show_problem(kind, problem[2])
        session().paper_problem = None


@st.fragment
def draw() -> None:
    """Draw the screen; what a person chooses on it runs it alone, without the frame around it."""
    choice = choose(kept=True)
    if choice is None:
        return
    result = rows(reads.assessment, choice.agency_id, choice.year) if choice.year else []
    html.title(_("Documents"), choice, result[0].origin if result else None)
    if choice.year is None:
        html.nothing_known()
        say_in_address(choice)
        return
    building.take_finished()
    take_problem()
    # It stands first, and is made of what is chosen beneath it.
    first = st.container(border=True, key="paper_pack")
    st.subheader(_("For all papers"), anchor=False)
    snapshot = choose_snapshot(choice, choice.year)
    asked = None if snapshot == OPEN else settings(choice, choice.year, snapshot)
    if asked is None:
        draw_other(None)
        return
    request, are_digits_usual = asked
    version = figures_version(snapshot)
    # What is said of the papers is in the language of the screen, whatever theirs is.
    said_in: Language = "en" if lang() == "en" else "th"
    found, marks = _known(version, replace(request, logo=None, memo=False, master=None, lang=said_in))
    with first:
        pack(found, request, version)
        if marks:
            carried = (joined(" ", html.badge(mark, "synthetic")) for mark in marks)
            show(tag("p", _("Every page of the papers says:"), *carried, class_="ita-sub"))
    paper = one_by_one(found, request, version)
    draw_other(paper)
    say_in_address(
        choice,
        from_year=request.from_year if snapshot is None else None,
        snapshot=snapshot,
        paper=paper,
        paper_lang=session().paper_lang,
        digits=None if are_digits_usual else request.digits,
    )


follow_link(years_kept_of)
draw()
