"""What stands beside a result: means without rules, doubts as questions, decisions, plans that ended."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from ita import calendar, formatting, result_notes
from ita.importing.cross_checks import differs_from_own
from ita.insights.sentence import Sentence
from ita.read_rows import AssessmentRow
from ita.store import reads
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_issues
from pages.shared.language import _, lang
from pages.shared.markup import NOTHING, joined, tag
from pages.shared.reads_cache import rows
from pages.shared.selection import Choice


def warn(sentences: Sequence[Sentence | None]) -> None:
    """Draw each sentence as a point to look at."""
    for sentence in sentences:
        if sentence:
            st.warning(plain(sentence.in_words(lang())))


def decisions(choice: Choice, year: int) -> None:
    """Draw on top what a person has to decide: scores that the report gives otherwise than ITAS."""
    show_issues(differs_from_own(rows(reads.origin_differences, choice.agency_id, year), year))


def total_question(choice: Choice, year: int) -> str:
    """Return the question that the newest known rules put to the total of a year without rules; empty for none."""
    means = rows(reads.plain_means, choice.agency_id, year)
    asked = result_notes.total_question(means[0], year) if means else None
    return asked.in_words(lang()) if asked else ""


def identical_years(choice: Choice, year: int) -> None:
    """Ask about years with the same scores."""
    others = [int(row.other_year) for row in rows(reads.identical_years, choice.agency_id, year)]
    warn([result_notes.identical_years(year, others)])


def level_doubts(choice: Choice) -> dict[int, str]:
    """Return by year why a published level is none that its year's rule allows."""
    return {
        int(row.fiscal_year): result_notes.level_doubt(row).in_words(lang())
        for row in rows(reads.level_doubts, choice.agency_id)
    }


def has_plain_means(result: AssessmentRow) -> bool:
    """Tell whether a year has no rules, so that the means of its scores are shown as means."""
    return not formatting.known(result.rules_basis)


def plain_means(choice: Choice, year: int) -> Markup:
    """Return the card of the three plain means of a year without rules; a dash where a score is missing."""
    found = rows(reads.plain_means, choice.agency_id, year)
    if not found:
        return NOTHING
    bars = (
        html.meter(
            _("Mean of indicators {span}").format(span=span),
            "",
            getattr(found[0], column),
            None,
            held=False,
            floor_words="",
        )
        for column, span in result_notes.MEANS.items()
    )
    note = result_notes.means_note(year).in_words(lang())
    return joined(tag("h2", _("Means of the scores")), *bars, html.note(note))


def plans(choice: Choice, year: int, indicator: int | None = None) -> None:
    """Say which plans of the report have ended, or lie outside their plan year; of one indicator or of all."""
    listed = [
        plan
        for plan in rows(reads.plans, choice.agency_id, year)
        if indicator is None or int(plan.indicator_no) == indicator
    ]
    warn(result_notes.plan_notes(listed, calendar.today_in_bangkok(), lang()))


def plan_marks(choice: Choice, year: int) -> dict[int, str]:
    """Return by indicator in short that its plan has ended or lies outside its plan year."""
    today = calendar.today_in_bangkok()
    marks: dict[int, str] = {}
    for plan in rows(reads.plans, choice.agency_id, year):
        said = []
        if result_notes.has_ended(plan, today):
            day = calendar.period_words(plan.ends_on, plan.ends_on, lang())
            said.append(_("plan ended on {day}").format(day=day))
        if result_notes.outside_year(plan):
            said.append(_("outside the plan year {year}").format(year=int(plan.plan_year)))
        if said:
            marks[int(plan.indicator_no)] = ", ".join(said)
    return marks
