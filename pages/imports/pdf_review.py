"""Texts that came out of a PDF, shown beside a tick each: nothing is stored before every row was compared."""

from __future__ import annotations

import streamlit as st

from ita.errors import N_
from ita.importing.report import columns as col
from ita.model import IndicatorPlan, RawField, Report
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.reads_cache import opened

FIELD_NAMES = {
    col.INDICATOR: N_("Indicator"),
    col.SCORE: N_("Score"),
    col.QUESTION: N_("Question"),
    col.ANALYSIS: N_("Analysis"),
    col.MEASURES: N_("Measures"),
    col.RATIONALE: N_("Why these measures"),
    col.STEPS: N_("Steps"),
    col.PERIOD: N_("Period"),
    col.UNITS: N_("Responsible units"),
}


def review_texts(report: Report, key: str) -> frozenset[int]:
    """Show every text to be compared and return the indicators that are ticked.

    Parameters
    ----------
    key
        Tells one file from another, so that ticks are of this file only.
    """
    asked = [plan for plan in report.plans if plan.uncertain]
    if not asked:
        return frozenset()
    st.warning(
        _(
            "This is a PDF. Its numbers, codes and dates were checked, but Thai text can come out of a PDF damaged: "
            "compare each row below with the document and tick it. For text as it was written, import the Word file."
        )
    )
    names = {i.indicator_no: i.name(lang()) for i in opened()[1].indicators}
    ticked = frozenset(
        plan.indicator_no for plan in asked if _row(plan, names[plan.indicator_no], f"{key}_{plan.indicator_no}")
    )
    st.caption(_("{done} of {all} rows compared.").format(done=len(ticked), all=len(asked)))
    return ticked


def _row(plan: IndicatorPlan, name: str, key: str) -> bool:
    with st.container(border=True, key=f"compare_{key}"):
        page = plan.location.page
        where = " · " + _("page {number}").format(number=page) if page else ""
        st.markdown(f"**{plain(f'{plan.indicator_no}. {name}')}**{plain(where)}")
        for raw in plan.uncertain:
            st.markdown(f"*{plain(_(FIELD_NAMES[raw.name]))}*\n\n{_shown(plan, raw)}")
        return st.checkbox(_("I have compared this with the document"), key=f"compared_{key}")


def _shown(plan: IndicatorPlan, raw: RawField) -> str:
    """Return a field as it will be stored: lists as lists, so that a wrong parting is seen too."""
    lists = {
        col.MEASURES: [measure.title for measure in plan.measures],
        col.STEPS: [step.text for step in plan.steps],
        col.UNITS: list(plan.units),
    }
    if raw.name in lists:
        return "\n".join(f"{number}. {plain(text)}" for number, text in enumerate(lists[raw.name], start=1))
    return "\n\n".join(plain(line) for line in raw.text.splitlines())
