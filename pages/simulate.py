"""จำลองคะแนน: what any score would give by the year's rule, and the shortest way to the next level."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import partial

import streamlit as st

from ita import calendar, formatting
from ita.indicator_names import numbered_name
from ita.insights.levels import level_sentences
from ita.level_names import level_name
from ita.model import is_average
from ita.read_rows import AssessmentRow, GapRankingRow
from ita.scenario import store_targets
from ita.score_values import CENT
from ita.scoring import levels_of, shortest_path
from ita.store import reads
from ita.tables.simulation import kept_targets, path_steps, path_summary, set_results
from ita.tables.table import IndicatorName
from pages.shared import html
from pages.shared.actor import person
from pages.shared.differences import looked_at, say_meanwhile, stored_now
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_errors
from pages.shared.history import history_list
from pages.shared.language import _, lang
from pages.shared.markup import show, tag
from pages.shared.opening import made_when_opened
from pages.shared.provenance import figure_sources
from pages.shared.reads_cache import cached_what_if, opened, rows
from pages.shared.rules import assumed_words
from pages.shared.selection import Choice, choose, follow_link, say_in_address, years_of
from pages.shared.session import session
from pages.shared.targets import show_targets
from pages.shared.undo import say_undone

TEN = 10


def boxes(choice: Choice, ranking: Sequence[GapRankingRow], start: dict[int, Decimal]) -> dict[int, Decimal]:
    """Let the person set any of the ten scores, weakest first: typed, or by one point a press."""
    round_no = session().simulation_no
    set_to = session().simulated.get((choice.agency_id, choice.year or 0), {})
    wanted: dict[int, Decimal] = {}
    # Rows of two keep the order, also where a telephone shows one beneath the other.
    for pair in (ranking[first : first + 2] for first in range(0, len(ranking), 2)):
        for column, row in zip(st.columns(2), pair, strict=False):
            number = int(row.indicator_no)
            value = column.number_input(
                f"{numbered_name(row, lang())} ({row.instrument})",
                0.0,
                100.0,
                float(set_to.get(number, start[number])),
                1.0,
                format="%.2f",
                key=f"set_{choice.agency_id}_{choice.year}_{round_no}_{number}",
            )
            wanted[number] = Decimal(str(round(value, 2))).quantize(CENT)
    return wanted


def restart(agency_id: str, year: int, scores: dict[int, Decimal] | None) -> None:
    """Set all scores of a town and year anew: to given scores, or back to those of the year."""
    # Of one town and year only: scores set for one must never stand for another.
    session().simulated = {(agency_id, year): scores or {}}
    session().simulation_no += 1


def from_link(choice: Choice, year: int, known: Collection[int]) -> None:
    """Set the scores that the address names, once for each address; an indicator that is none is said and left out."""
    given, session().simulation_given = session().simulation_given, {}
    for number in sorted(given.keys() - set(known)):
        st.warning(plain(_("The link names the indicator {number}, which is not known here.").format(number=number)))
    if given:
        restart(choice.agency_id, year, {number: score for number, score in given.items() if number in known})


def outcome(now: AssessmentRow, then: AssessmentRow, year: int) -> None:
    """Draw what the set scores give, beside what stands."""
    of = set_results(now, then)
    cells = [
        tag("div", tag("b", name), tag("span", new, class_="ita-figure"), " ", f"({change})" if moved else "")
        for (name, new, change), (_name, _new, moved) in zip(of.texts(lang()), of.rows, strict=True)
    ]
    level = level_name(then.level or _("no level"), lang())
    said = " ".join(s.in_words(lang()) for s in level_sentences(then, [], year))
    by_rules = assumed_words(then.rules_basis, year)
    said = " · ".join(filter(None, (said, by_rules)))
    cells.append(tag("div", tag("b", _("Calculated level")), tag("span", level, class_="ita-level")))
    heading = tag("h2", _("If the scores were these (an estimate, not a result)"))
    show(tag("div", heading, tag("div", *cells, class_="ita-facts"), html.note(said), class_="ita-card"))


def next_level(
    choice: Choice, year: int, now: AssessmentRow, start: dict[int, Decimal], names: Mapping[int, IndicatorName]
) -> None:
    """Draw the shortest way to the next level, or to one that the person chooses."""
    frameworks = opened()[1]
    better = [r.level_th for r in levels_of(frameworks, year)]
    if not better:
        st.info(_("The levels of {year} are not known, so no way to one can be given.").format(year=year))
        return
    if now.level in better:
        better = better[: better.index(now.level)]
    if not better:
        st.success(_("This is the highest level of {year}.").format(year=year))
        return
    st.subheader(_("The shortest way to a level"), anchor=False)
    aim = st.selectbox(
        _("Level to reach"),
        better,
        index=len(better) - 1,
        format_func=partial(level_name, lang=lang()),
        filter_mode=None,
        key=f"aim_{choice.agency_id}_{year}",
    )
    path = shortest_path(frameworks, year, start, aim)
    if path is None:
        return
    total = cached_what_if(choice.agency_id, year, path.scores).total
    st.markdown(plain(path_summary(path, year, total).in_words(lang())))
    st.markdown("\n".join(f"- {plain(step.in_words(lang()))}" for step in path_steps(path, names)))
    by_rules = assumed_words(now.rules_basis, year)
    said = _("An estimate by the rule of {year}; the rule of the next year may differ.").format(year=year)
    if by_rules:
        said = _("An estimate {by_rules}; the rules may differ once they are known.").format(by_rules=by_rules)
    st.caption(said)
    st.button(_("Set the scores so"), on_click=restart, args=(choice.agency_id, year, path.scores), key="apply_way")


def offer_as_target(choice: Choice, year: int, wanted: dict[int, Decimal], total: Decimal) -> None:
    """Keep the set scores as the target of the next year that is not judged yet."""
    if not html.takes_results(choice):
        return
    judged = {int(row.fiscal_year) for row in rows(reads.agency_years, choice.agency_id)}
    aim = calendar.target_year(year, judged)
    with st.form("keep_target", border=True):
        st.markdown(plain(_("Keep these scores as the target of {year}").format(year=aim)))
        sent = st.form_submit_button(_("Keep as target"))
    key = f"targets_{choice.agency_id}_{aim}"
    current = [row for row in rows(reads.targets, choice.agency_id) if row.fiscal_year == aim]
    seen = looked_at(current, key)
    if sent and not person():
        st.warning(_("Type your name at the top of the page first: a target is kept under it."))
    elif sent and not seen:
        say_meanwhile()
    elif sent:
        with show_errors():
            aims = {None: round(total, 2), **dict[int | None, Decimal](wanted.items())}
            store_targets(opened()[0], choice.agency_id, aim, aims, person())
            stored_now(key)
            st.success(_("Kept as the target of {year}.").format(year=aim))


def targets(choice: Choice, names: Mapping[int, IndicatorName]) -> None:
    """List the targets that count."""
    say_undone()
    listed = rows(reads.targets, choice.agency_id)
    if not listed:
        return

    def draw() -> None:
        html.show_table(kept_targets(listed, names))
        current = {row.import_id for row in listed}
        stored = rows(reads.history, choice.agency_id)
        history_list([row for row in stored if row.act == "import" and row.import_id in current], "simulate page")

    made_when_opened(_("Targets ({count})").format(count=len(listed)), "listed_targets", draw)


@st.fragment
def body(choice: Choice, year: int, now: AssessmentRow, ranking: Sequence[GapRankingRow]) -> None:
    """Draw what follows the scores, so that a change draws only this."""
    start = {int(r.indicator_no): Decimal(str(r.score)).quantize(CENT) for r in ranking}
    names = _names(ranking)
    location = st.container()
    st.subheader(_("Set the scores"), anchor=False)
    wanted = boxes(choice, ranking, start)
    then = now if wanted == start else cached_what_if(choice.agency_id, year, wanted)
    say_in_address(choice, scores={number: score for number, score in wanted.items() if score != start[number]})
    with location:
        outcome(now, then, year)
        st.button(
            _("Back to the scores of {year}").format(year=year),
            on_click=restart,
            args=(choice.agency_id, year, None),
            key="reset",
            disabled=wanted == start,
        )
        show_targets(choice, year, now.total, link=False)
        next_level(choice, year, now, start, names)
    # While no score is set anew the total comes from a frame, whose decimals are floats.
    offer_as_target(choice, year, wanted, Decimal(str(then.total)))
    targets(choice, names)


def lacking(choice: Choice, found: Sequence[AssessmentRow]) -> None:
    """Say what a simulation of the year lacks, scores or rules, and what to do about it."""
    scored = int(found[0].scored_indicators) if found else 0
    if scored and not formatting.known(found[0].rules_basis):
        st.info(
            _(
                "{known} scores of {year} are here, but the rules of {year} are not known, "
                "so no total can be simulated. Use the newest known rules for now, or add the rules of {year}."
            ).format(known=scored, year=choice.year)
        )
    elif scored:
        st.info(
            _("Only {known} of the ten scores of {year} are known; a simulation needs all of them.").format(
                known=scored, year=choice.year
            )
        )
    else:
        st.info(_("A simulation needs all ten scores of a year whose rule is known. Choose such an agency and year."))
    if scored < TEN:
        st.page_link("imports/screen.py", label=_("Import data"))
    targets(choice, _names(rows(reads.gap_ranking, choice.agency_id, choice.year) if choice.year else []))


def _names(ranking: Sequence[GapRankingRow]) -> dict[int, IndicatorName]:
    """Return the name of each indicator by its number."""
    return {row.indicator_no: IndicatorName(row) for row in ranking}


def draw() -> None:
    """Draw the screen."""
    choice = choose()
    if choice is None:
        return
    found = rows(reads.assessment, choice.agency_id, choice.year) if choice.year else []
    html.title(_("Simulate"), choice, found[0].origin if found else None)
    if is_average(choice.agency.kind):
        st.info(_("This is an average over many agencies; averages get no level, and there is nothing to simulate."))
        say_in_address(choice)
        return
    if not found or not formatting.known(found[0].total) or choice.year is None:
        lacking(choice, found)
        say_in_address(choice)
        return
    ranking = rows(reads.gap_ranking, choice.agency_id, choice.year)
    from_link(choice, choice.year, [int(row.indicator_no) for row in ranking])
    body(choice, choice.year, found[0], ranking)
    figure_sources(choice)


follow_link(years_of)
draw()
