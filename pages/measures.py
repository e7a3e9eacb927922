"""มาตรการ: per indicator the question, the analysis, the measures, steps, period and units of the report."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from ita import figures, insights
from ita.thai import format_period
from pages.shared import notes, parts
from pages.shared.data import read, rows
from pages.shared.guard import escape as plain
from pages.shared.sources import figure_sources, plan_source
from pages.shared.state import UNREADABLE, Choice, choose, forget_problems, say_in_address
from pages.shared.words import _, lang


def pick(choice: Choice, ranking: list[dict[str, Any]]) -> int | None:
    """Let the person choose an indicator, opened at the one that the link names; None where that is not known."""
    names = {int(row["indicator_no"]): insights.indicator_name(row, lang()) for row in ranking}
    wanted = choice.indicator if choice.indicator is not None else int(ranking[0]["indicator_no"])
    if wanted not in names and wanted != UNREADABLE:
        st.warning(plain(_("The link names the indicator {number}, which is not known here.").format(number=wanted)))
    scores = {int(row["indicator_no"]): figures.points(row["score"]) for row in ranking}
    number = st.selectbox(
        _("Indicator, weakest first"),
        list(names),
        index=list(names).index(wanted) if wanted in names else None,
        format_func=lambda n: f"{n}. {names[n]} ({scores[n]})",
        placeholder=_("Choose an indicator"),
        filter_mode=None,
        key=f"indicator_{choice.agency_id}_{choice.year}_{st.session_state.get('link_no', 0)}",
        on_change=forget_indicator,
    )
    st.session_state["indicator"] = number if number is not None else wanted
    return number


def forget_indicator() -> None:
    """Drop what a link named, once a person has chosen for themselves."""
    forget_problems()
    st.session_state["indicator"] = None


def question(plan: dict[str, Any], row: dict[str, Any]) -> None:
    """Draw the question that the report takes up, and its score where the report states one."""
    st.subheader(_("The question taken up"), anchor=False)
    code = plan["question_code"] if figures.known(plan["question_code"]) else _("no code")
    st.html(f'<p class="ita-text"><b>{escape(str(code))}</b> {escape(str(plan["question"] or ""))}</p>')
    if figures.known(plan["question_score"]):
        basis = (
            _("the report gives the question the same score as its indicator")
            if plan["question_score_basis"] == "same_as_indicator" and row["origin"] == "report"
            else _("as the report states it")
        )
        st.caption(
            plain(
                _("Score of the question: {score} ({basis}).").format(
                    score=figures.points(plan["question_score"]), basis=basis
                )
            )
        )
    else:
        st.caption(_("The report states no score for the question itself."))
    st.caption(_("All scores run from 0 to 100 and higher is better, also where the question asks for something bad."))


def plan_of(choice: Choice, year: int, plan: dict[str, Any]) -> None:
    """Draw measures, steps, period and units of one indicator."""
    number = int(plan["indicator_no"])
    measures = [m for m in rows("measures", choice.agency_id, year) if m["indicator_no"] == number]
    steps = [s for s in rows("steps", choice.agency_id, year) if s["indicator_no"] == number]
    period = (
        format_period(plan["starts_on"].date(), plan["ends_on"].date(), lang())
        if figures.known(plan["starts_on"]) and plan["starts_on"] == plan["starts_on"]
        else str(plan["period_text"] or "–")
    )
    st.html(
        '<div class="ita-facts">'
        f"<div><b>{escape(_('Period'))}</b>{escape(period)}</div>"
        f"<div><b>{escape(_('Plan of fiscal year'))}</b>{int(plan['plan_year'])}</div>"
        f"<div><b>{escape(_('Responsible units'))}</b>{escape(', '.join(plan['units']) or '–')}</div></div>"
    )
    notes.plans(choice, year, number)
    left, right = st.columns(2)
    with left:
        st.subheader(_("Measures ({count})").format(count=len(measures)), anchor=False)
        st.html(parts.items([m["title"] for m in measures])) if measures else st.info(
            _("The report names no measure here.")
        )
    with right:
        st.subheader(_("Steps ({count})").format(count=len(steps)), anchor=False)
        st.html(parts.items([s["text"] for s in steps], under=headings(steps, measures)))
    st.subheader(_("What the report says"), anchor=False)
    for head, text in (
        (_("Analysis of the result"), plan["analysis"]),
        (_("Why these measures fit"), plan["rationale"]),
    ):
        st.html(f'<b>{escape(head)}</b><p class="ita-text">{escape(str(text or "–"))}</p>')
    st.caption(plain(plan_source(plan)))


def headings(steps: list[dict[str, Any]], measures: list[dict[str, Any]]) -> list[str]:
    """Return for each step the measure under whose heading it stands, said once where it begins."""
    titles = {m["measure_id"]: f"{m['position']}. {m['title']}" for m in measures}
    before, said = None, []
    for step in steps:
        measure = step["measure_id"] if figures.known(step["measure_id"]) else None
        text = _("for measure {title}").format(title=titles[measure]) if measure and measure != before else ""
        said.append(text)
        before = measure
    return said


def draw() -> None:
    """Draw the screen."""
    choice = choose()
    if choice is None:
        return
    found = rows("assessment", choice.agency_id, choice.year) if choice.year else []
    parts.title(_("Measures"), choice, found[0]["origin"] if found else None)
    plans = rows("plans", choice.agency_id, choice.year) if choice.year else []
    if choice.year is None or not plans:
        st.info(_("No report of this town and year is here yet. Import it, and its measures stand here."))
        st.page_link("import_data.py", label=_("Import data"))
        figure_sources(choice)
        say_in_address(choice)
        return
    ranking = read("gap_ranking", choice.agency_id, choice.year).to_dict("records")
    number = pick(choice, ranking)
    if number is not None:
        row = next(r for r in ranking if r["indicator_no"] == number)
        st.markdown(f"### {number}\\. {plain(insights.indicator_name(row, lang()))}")
        st.markdown(plain(insights.reason(row, lang(), planned=True)))
        plan = next(p for p in plans if p["indicator_no"] == number)
        question(plan, row)
        plan_of(choice, choice.year, plan)
        say_in_address(choice, indicator=number)
    figure_sources(choice)


draw()
