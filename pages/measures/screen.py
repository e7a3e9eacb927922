"""มาตรการ: per indicator the question, the analysis, the measures, steps, period and units of the report."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ita import formatting
from ita.indicator_names import indicator_name
from ita.insights.gaps import gap_reason
from ita.read_rows import GapRankingRow, PlansRow
from ita.store import reads
from pages.measures import plans
from pages.shared import html, notes
from pages.shared.errors_ui import escape as plain
from pages.shared.figures import figure_text
from pages.shared.language import _, lang
from pages.shared.provenance import figure_sources, plan_source
from pages.shared.reads_cache import rows
from pages.shared.selection import UNREADABLE, Choice, choose, follow_link, say_in_address, take_choice, years_of
from pages.shared.session import session
from pages.shared.targets import show_targets, target_words, targets_beside


def pick(choice: Choice, ranking: Sequence[GapRankingRow]) -> int | None:
    """Let the person choose an indicator, opened at the one that the link names; None where that is not known."""
    names = {int(row.indicator_no): indicator_name(row, lang()) for row in ranking}
    wanted = choice.indicator if choice.indicator is not None else int(ranking[0].indicator_no)
    if wanted not in names and wanted != UNREADABLE:
        st.warning(plain(_("The link names the indicator {number}, which is not known here.").format(number=wanted)))
    scores = {int(row.indicator_no): figure_text(row.score) for row in ranking}
    number = st.selectbox(
        _("Indicator, weakest first"),
        list(names),
        index=list(names).index(wanted) if wanted in names else None,
        format_func=lambda n: f"{n}. {names[n]} ({scores[n]})",
        placeholder=_("Choose an indicator"),
        filter_mode=None,
        key=session().link_key("indicator", choice.agency_id, choice.year),
        on_change=forget_indicator,
    )
    session().indicator = number if number is not None else wanted
    return number


def forget_indicator() -> None:
    """Drop what a link named, once a person has chosen for themselves."""
    take_choice()
    session().indicator = None


def plan_of(choice: Choice, year: int, plan: PlansRow) -> None:
    """Draw what the report says of one indicator: a question at a time where it takes up several."""
    number = int(plan.indicator_no)

    agency = choice.agency_id
    questions = [row for row in rows(reads.plan_questions, agency, year) if row.indicator_no == number]
    measures = [row for row in rows(reads.measures, agency, year) if row.indicator_no == number]
    steps = [row for row in rows(reads.steps, agency, year) if row.indicator_no == number]
    several = len(questions) > 1
    if questions:
        name = _("The questions taken up ({count})") if several else _("The question taken up")
        st.subheader(name.format(count=len(questions)), anchor=False)
    if not several:
        for row in questions:
            plans.question(row)
    if questions:
        st.caption(
            _("All scores run from 0 to 100 and higher is better, also where the question asks for something bad.")
        )
    notes.plans(choice, year, number)
    if not several:
        plans.facts(
            [
                (_("Period"), plans.period(plan)),
                (_("Plan of fiscal year"), str(int(plan.plan_year))),
                (_("Responsible units"), ", ".join(plan.units)),
            ]
        )
        plans.actions(measures, steps, plan)
    for row in questions if several else ():
        with st.container(border=True, key=f"question_{number}_{row.question_no}"):
            plans.question(row)
            plans.facts(
                [
                    (_("Period"), plans.period(row)),
                    (_("Plan of fiscal year"), str(int(plan.plan_year))),
                    (_("Responsible units"), ", ".join(row.units)),
                ]
            )
            plans.actions(
                [each for each in measures if each.question_no == row.question_no],
                [each for each in steps if each.question_no == row.question_no],
                row,
            )
            plans.texts([(_("Analysis of the result"), row.analysis), (_("Why these measures fit"), row.rationale)])
    said = (
        [] if several else [(_("Analysis of the result"), plan.analysis), (_("Why these measures fit"), plan.rationale)]
    )
    if formatting.known(plan.strengths):
        said.insert(0, (_("Strengths"), plan.strengths))
    if said:
        st.subheader(_("What the report says"), anchor=False)
        plans.texts(said)
    st.caption(plain(plan_source(plan)))


@st.fragment
def draw() -> None:
    """Draw the screen; what a person chooses on it runs it alone, without the frame around it."""
    choice = choose()
    if choice is None:
        return
    found = rows(reads.assessment, choice.agency_id, choice.year) if choice.year else []
    html.title(_("Measures"), choice, found[0].origin if found else None)
    known = rows(reads.plans, choice.agency_id, choice.year) if choice.year else []
    if choice.year is None or not known:
        html.no_report()
        if choice.year is not None:
            show_targets(choice, choice.year, found[0].total if found else None)
        figure_sources(choice)
        say_in_address(choice)
        return
    ranking = rows(reads.gap_ranking, choice.agency_id, choice.year)
    number = pick(choice, ranking)
    if number is not None:
        row = next(r for r in ranking if r.indicator_no == number)
        st.markdown(f"## {number}\\. {plain(indicator_name(row, lang()))}")
        st.markdown(plain(gap_reason(row, lang(), planned=True)))
        if aimed := target_words(targets_beside(choice, choice.year), number, row.score):
            st.markdown(plain(aimed))
        plan = next(p for p in known if p.indicator_no == number)
        plan_of(choice, choice.year, plan)
        say_in_address(choice, indicator=number)
    show_targets(choice, choice.year, found[0].total if found else None)
    figure_sources(choice)


follow_link(years_of)
draw()
