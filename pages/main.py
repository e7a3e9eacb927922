"""The frame of every screen: page settings, language, navigation. Streamlit runs this file for each session."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.shared.actor import ASKING, act, ask_name
from pages.shared.errors_ui import show_errors, warn_of_a_missing_file
from pages.shared.language import _, lang
from pages.shared.markup import show, tag
from pages.shared.session import session

HERE = Path(__file__).parent

if st.query_params.get("l") in {"th", "en"} and session().lang is None:
    session().lang = st.query_params["l"]

st.set_page_config(
    page_title=_("ITA dashboard"), page_icon=str(HERE / "static" / "icon.png"), layout="wide", menu_items=None
)
page = st.navigation(
    [
        st.Page(HERE / "overview.py", title=_("Overview"), url_path="", default=True),
        st.Page(HERE / "gaps.py", title=_("Gaps to 100"), url_path="gaps"),
        st.Page(HERE / "measures" / "screen.py", title=_("Measures"), url_path="measures"),
        st.Page(HERE / "trends" / "screen.py", title=_("Trends"), url_path="trends"),
        st.Page(HERE / "present" / "screen.py", title=_("Present"), url_path="present"),
        st.Page(HERE / "simulate.py", title=_("Simulate"), url_path="simulate"),
        st.Page(HERE / "documents" / "screen.py", title=_("Documents"), url_path="documents"),
        st.Page(HERE / "rules" / "screen.py", title=_("Rules of each year"), url_path="rules"),
        st.Page(HERE / "imports" / "screen.py", title=_("Import data"), url_path="import"),
        st.Page(HERE / "history" / "screen.py", title=_("History and backup"), url_path="keeping"),
    ],
    position="top",
)


def switch_language() -> None:
    """Change the language of the session; the next run draws everything in it."""
    session().lang = "en" if lang() == "th" else "th"


with st.container(horizontal=True, horizontal_alignment="right", key="language"):
    # The script of the page takes the language of the document from here.
    show(tag("span", hidden=True, data_ita_lang=lang(), data_ita_menu=_("Menu")))
    st.button("English" if lang() == "th" else "ไทย", on_click=switch_language, key="switch_language", type="tertiary")

if page.url_path in ASKING:
    ask_name()
act()

# Streamlit would print a trace of what no page catches; a database that cannot be used is told on every page.
with show_errors():
    warn_of_a_missing_file()
    page.run()
