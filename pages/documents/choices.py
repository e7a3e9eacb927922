"""What a person chooses for papers: the year compared, language, digits, and which paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import streamlit as st

from ita.documents.outlook import PACK, Outlook
from ita.documents.request import Digits, Language, default_digits
from ita.errors import Issue
from ita.i18n import issue_text
from ita.links import DIGITS, LANGUAGES
from ita.papers import PAPERS
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.session import session, widget_value

SINGLE = tuple(name for name in PAPERS if name != PACK)


def choose_language() -> Language:
    """Draw the choice of the language of papers: that of the screen, until a person says otherwise."""
    state = session()
    shown = state.paper_lang or lang()
    key = state.link_key("paper_lang", lang())
    names = {"th": "ไทย", "en": "English"}
    st.radio(
        _("Language of the papers"),
        LANGUAGES,
        index=LANGUAGES.index(shown),
        format_func=names.__getitem__,
        horizontal=True,
        key=key,
        on_change=_take_language,
        args=(key,),
    )
    return cast("Language", shown)


def _take_language(key: str) -> None:
    session().paper_lang = widget_value(key)
    # They are those that the language has, until a person says otherwise for it.
    session().digits = None


def choose_digits(paper_lang: str) -> Digits:
    """Draw the choice of digits: Thai ones for Thai papers, until a person says otherwise."""
    state = session()
    shown = state.digits or default_digits(paper_lang)
    key = state.link_key("paper_digits", lang(), paper_lang)
    names = {"thai": _("Thai digits"), "arabic": _("Arabic digits")}
    st.radio(
        _("Digits of our own numbers and dates"),
        DIGITS,
        index=DIGITS.index(shown),
        format_func=names.__getitem__,
        horizontal=True,
        key=key,
        on_change=_take_digits,
        args=(key,),
    )
    return shown


def _take_digits(key: str) -> None:
    session().digits = widget_value(key)


def choose_paper(found: Mapping[str, Outlook]) -> str:
    """Draw the list of papers, each with what it is for; one that cannot be made for the year says so."""
    state = session()
    if state.paper is not None and state.paper not in PAPERS:
        st.warning(plain(issue_text(Issue("link-value", {"key": "d", "value": state.paper}), lang())))
    shown = state.paper if state.paper in SINGLE else SINGLE[0]
    key = state.link_key("paper", lang())
    labels = {name: _label(name, found) for name in SINGLE}
    st.radio(
        _("Which paper"),
        SINGLE,
        index=SINGLE.index(shown),
        format_func=labels.__getitem__,
        captions=[plain(_(PAPERS[name].purpose)) for name in SINGLE],
        key=key,
        on_change=_take_paper,
        args=(key,),
    )
    return shown


def _label(name: str, found: Mapping[str, Outlook]) -> str:
    title = plain(_(PAPERS[name].title))
    return title if found[name].reason is None else f"{title} · {_('cannot be made')}"


def _take_paper(key: str) -> None:
    session().paper = widget_value(key)


def names_of(papers: Sequence[str]) -> str:
    """Return the titles of papers with something between."""
    return " · ".join(_(PAPERS[name].title) for name in papers)
