"""How the plan of an indicator is drawn: its questions, and measures with their own period and units."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ita import formatting
from ita.errors import N_
from ita.read_rows import MeasuresRow, PlanQuestionsRow, PlansRow, StepsRow
from ita.thai import format_period
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.figures import sentence
from pages.shared.language import _, lang
from pages.shared.markup import joined, show, tag


def period(row: MeasuresRow | PlanQuestionsRow | PlansRow) -> str:
    """Return a period as people read it; one that was not read as it is written."""
    return format_period(row.starts_on, row.ends_on, lang()) or " · ".join((row.period_text or "").splitlines())


def question(row: PlanQuestionsRow) -> None:
    """Draw a question that the report takes up, and its score: the one that is shown everywhere, and the report's."""
    code = row.code if formatting.known(row.code) else _("no code")
    text = row.text if formatting.known(row.text) else ""
    show(tag("p", tag("b", code, class_="ita-code"), " ", text, class_="ita-text"))
    if not formatting.known(row.score):
        st.caption(_("The report states no score for the question itself."))
        return
    from_itas = row.score_origin == "own_result"
    said = [_("from ITAS") if from_itas else _("as the report states it")]
    if row.score_basis == "same_as_indicator":
        said.append(_("the same score as its indicator"))
    line = sentence(N_("Score of the question: {score} ({basis})."), score=row.score, basis=", ".join(said))
    if from_itas and formatting.known(row.score_other) and row.score_other != row.score:
        line += " " + sentence(N_("The report states {score}; both are kept."), score=row.score_other)
    st.caption(plain(line))


def facts(of: Sequence[tuple[str, str]]) -> None:
    """Draw short facts beside each other: a name and what it is."""
    show(html.facts(of))


def of_its_own(texts: Sequence[str], of_all: Sequence[str]) -> str:
    """Return the texts that are said and are other than those of all, in one line; empty where there are none."""
    return " · ".join(text for text, other in zip(texts, of_all, strict=True) if text and text != other)


def measures(listed: Sequence[MeasuresRow], of: PlansRow | PlanQuestionsRow) -> None:
    """Draw measures as a list; beneath each stands what it has of its own: period and units other than all have."""
    st.subheader(_("Measures ({count})").format(count=len(listed)), anchor=False)
    if not listed:
        st.info(_("The report names no measure here."))
        return
    own = [of_its_own((period(m), ", ".join(m.units)), (period(of), ", ".join(of.units))) for m in listed]
    show(html.items([m.title for m in listed], beneath=own))


def steps(listed: Sequence[StepsRow], of_measures: Sequence[MeasuresRow]) -> None:
    """Draw steps as a list, each under the measure that it is of where the report says so."""
    st.subheader(_("Steps ({count})").format(count=len(listed)), anchor=False)
    if listed:
        show(html.items([s.text for s in listed], under=headings(listed, of_measures)))


def headings(listed: Sequence[StepsRow], of_measures: Sequence[MeasuresRow]) -> list[str]:
    """Return for each step the measure under whose heading it stands, said once where it begins."""
    titles = {m.measure_id: f"{number}. {m.title}" for number, m in enumerate(of_measures, start=1)}
    before, said = None, []
    for step in listed:
        measure = step.measure_id if formatting.known(step.measure_id) else None
        text = _("for measure {title}").format(title=titles[measure]) if measure and measure != before else ""
        said.append(text)
        before = measure
    return said


def actions(of_measures: Sequence[MeasuresRow], of_steps: Sequence[StepsRow], of: PlansRow | PlanQuestionsRow) -> None:
    """Draw measures and steps beside each other; `of` is the plan or question whose period and units stand above."""
    left, right = st.columns(2)
    with left:
        measures(of_measures, of)
    with right:
        steps(of_steps, of_measures)


def texts(named: Sequence[tuple[str, object]]) -> None:
    """Draw running texts under their names; one that the report has no column for is left out."""
    for name, text in named:
        if formatting.known(text):
            show(joined(tag("b", name), tag("p", str(text) or "–", class_="ita-text")))
