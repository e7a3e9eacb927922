"""What only a person can decide of a file: asked with nothing chosen in advance, kept for this file in this session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from ita.calendar import newest_result_year
from ita.errors import N_, Issue
from ita.i18n import issue_text, location_text
from ita.importing import saved_mappings
from ita.importing.candidates import Ask, Candidate
from ita.importing.choice_options import AGENCY_OPTION, clickable, wants_year, with_option
from ita.importing.choices import NO_CHOICES, ImportChoices
from ita.store import reads
from pages.shared.agencies import agency_name
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.reads_cache import rows
from pages.shared.session import FileDecisions, session, widget_value

FIRST_YEAR = 2562
# Targets are of years to come too.
_YEARS_AHEAD = 2
ROLES = {
    "result": N_("These figures are the result"),
    "targets": N_("These figures are targets"),
}


def choices_of(key: str) -> ImportChoices:
    """Return what a person has decided of a file so far."""
    return session().files.get(key, FileDecisions()).choices


def choose(key: str, choices: ImportChoices) -> None:
    """Keep what a person decides of a file."""
    decisions = session().files.setdefault(key, FileDecisions())
    decisions.choices, decisions.is_fresh = choices, False


def _number(key: str) -> int:
    """Return how often this file's decisions were begun anew: widgets of an earlier time are other ones."""
    return session().files.get(key, FileDecisions()).round_no


def begin_anew(key: str) -> None:
    """Forget what was decided of a file."""
    choose(key, NO_CHOICES)
    session().files[key].taken_from = None
    session().files[key].round_no += 1


def is_fresh(key: str) -> bool:
    """Tell whether nothing was decided of a file yet, nor begun anew."""
    return session().files.get(key, FileDecisions()).is_fresh


def remembered_of(shape: str | None) -> tuple[str, ImportChoices] | None:
    """Return by which import and how the last file of a shape was decided; None where there was none."""
    before = rows(reads.import_mapping, shape) if shape else []
    return (str(before[0].import_id), saved_mappings.from_json(before[0].mapping)) if before else None


def as_remembered(key: str, import_id: str, choices: ImportChoices) -> None:
    """Decide a file as the last one of its shape was decided, and say so from then on."""
    choose(key, choices)
    session().files[key].taken_from = import_id


def decided(key: str) -> None:
    """Say what was decided of a file, and by which one before it; let it be begun anew."""
    choices = choices_of(key)
    if name := session().files.get(key, FileDecisions()).taken_from:
        st.caption(
            plain(_("Columns as chosen for the file of the same shape, import {import_id}.").format(import_id=name))
        )
    said = [
        *([_("year {year}").format(year=choices.fiscal_year)] if choices.fiscal_year else []),
        *([_("sheet “{sheet}”").format(sheet=choices.sheet)] if choices.sheet else []),
        *([_("column {column}").format(column=column) for column in choices.columns]),
        *([_(ROLES[choices.as_role])] if choices.as_role in ROLES else []),
        *([_("columns as chosen")] if choices.mapping else []),
        *([_("{count} points confirmed").format(count=len(choices.accept))] if choices.accept else []),
    ]
    if said:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(_("Chosen: {choices}.").format(choices=" · ".join(said))))
            st.button(_("Choose anew"), on_click=begin_anew, args=(key,), key=f"anew_{key}", type="tertiary")


def questions(asks: Sequence[Ask], key: str) -> None:
    """Ask everything that is open, doubts of one rule with one tick; what is chosen is read by in the next run."""
    for number, ask in enumerate(each for each in asks if not each.is_doubt):
        name = f"{key}_{_number(key)}_{ask.rule}_{number}"
        with st.container(border=True, key=f"ask_{name}"):
            _said(ask.issue)
            _question(ask, key, name)
    doubts = [ask.issue for ask in asks if ask.is_doubt]
    for rule in dict.fromkeys(issue.rule for issue in doubts):
        name = f"{key}_{_number(key)}_{rule}"
        with st.container(border=True, key=f"ask_{name}"):
            for issue in (each for each in doubts if each.rule == rule):
                _said(issue)
            doubt(rule, key, name)


def _said(issue: Issue) -> None:
    where = location_text(issue.location, lang())
    st.markdown(f"**{plain(issue_text(issue, lang()))}**" + (f" *({plain(where)})*" if where else ""))


def doubt(rule: str, key: str, name: str) -> None:
    """Let a person say that what looks wrong is right."""

    def accept() -> None:
        choices = choices_of(key)
        choose(key, replace(choices, accept=choices.accept | {rule}))

    st.checkbox(_("I have compared these with ITAS"), on_change=accept, key=f"doubt_{name}")


def _question(ask: Ask, key: str, name: str) -> None:
    averages = [str(row.agency_id) for row in rows(reads.averages)]
    options = list(clickable(ask, averages))
    if options:
        labels = {option: _label(option, ask.candidates) for option in options}

        def take() -> None:
            if option := widget_value(f"option_{name}"):
                choose(key, with_option(choices_of(key), option))

        st.radio(
            _("Your choice"),
            options,
            index=None,
            format_func=labels.__getitem__,
            label_visibility="collapsed",
            on_change=take,
            key=f"option_{name}",
        )
    if wants_year(ask):

        def take_year() -> None:
            if year := widget_value(f"asked_year_{name}"):
                choose(key, replace(choices_of(key), fiscal_year=int(year)))

        # A result is of no year to come; targets are.
        aims = choices_of(key).as_role == "targets" or any("--as targets" in option for option in ask.options)
        newest = newest_result_year() + (_YEARS_AHEAD if aims else 0)
        st.selectbox(
            _("Fiscal year of the scores"),
            list(range(newest, FIRST_YEAR - 1, -1)),
            index=None,
            placeholder=_("Choose a year"),
            width=220,
            filter_mode=None,
            on_change=take_year,
            key=f"asked_year_{name}",
        )
    if any(AGENCY_OPTION in option and "--as" not in option for option in ask.options):
        st.caption(_("Where they are another agency's, choose that agency at the top first."))


def _label(option: str, candidates: Sequence[Candidate]) -> str:
    """Return an option in words: the figures that it picks, or what it says of all of them."""
    picked = [candidate for candidate in candidates if candidate.option == option]
    if picked:
        return plain(" + ".join(dict.fromkeys(_named(candidate) for candidate in picked)))
    choices = with_option(NO_CHOICES, option)
    if choices.as_role == "average":
        names = {row.agency_id: agency_name(row) for row in rows(reads.averages)}
        return plain(
            _("These figures are the average of {agency}").format(agency=names.get(choices.agency_id or "", "–"))
        )
    if choices.as_role:
        return _(ROLES[choices.as_role])
    if choices.accept:
        return _("They are this agency's all the same")
    if choices.fiscal_year:
        return str(choices.fiscal_year)
    return plain(option)


def _named(candidate: Candidate) -> str:
    """Return a run of figures in words: its header, year, place, and how many figures it has."""
    year = str(candidate.fiscal_year) if candidate.fiscal_year else ""
    words = [candidate.header or "–", *([year] if year and year not in candidate.header else [])]
    where = location_text(replace(candidate.location, file=None), lang())
    count = _("{count} figures").format(count=candidate.figures)
    return " · ".join([*words, *([where] if where else []), count])
