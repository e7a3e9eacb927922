"""ภาพรวม: where the town stands, what holds it back, and the three weakest indicators, within ten seconds."""

from __future__ import annotations

from collections import Counter

import streamlit as st
from markupsafe import Markup

from ita import formatting, ties
from ita.charts.sparkline import Sparkline, total_sparkline
from ita.errors import N_
from ita.formatting import NOT_KNOWN
from ita.i18n import issue_text
from ita.importing.cross_checks import disagreements, national_match_issues
from ita.indicator_names import indicator_name
from ita.insights.changes import change_sentences, total_sentences
from ita.insights.gaps import plan_mismatch, weakest_sentence
from ita.insights.levels import level_sentences, no_level_reason
from ita.level_names import level_name
from ita.links import encode
from ita.read_rows import AssessmentRow, GapRankingRow
from ita.rules.evidence import evidence
from ita.store import reads
from ita.tables.gaps import difference_table
from ita.tables.table import FLOOR, Figure
from pages.shared import html, notes
from pages.shared.errors_ui import escape as plain
from pages.shared.figures import figure_text, sentence
from pages.shared.language import _, lang
from pages.shared.look import is_dark
from pages.shared.markup import NOTHING, joined, show, tag
from pages.shared.opening import made_when_opened
from pages.shared.provenance import figure_sources
from pages.shared.reads_cache import frame, opened, rows
from pages.shared.rules import assumed_words, rules_notice
from pages.shared.selection import Choice, choose, follow_link, say_in_address, years_of
from pages.shared.targets import show_targets, target_words, targets_beside

# As many cards stand side by side.
CARDS = 3


def hero(choice: Choice, year: int, result: AssessmentRow) -> None:
    """Draw the total with its level, what holds it back, and the three instruments."""
    computed = formatting.known(result.total)
    total = result.total if computed else result.total_published
    why = no_level_reason(result, choice.agency.kind, year)
    lines: list[Markup] = []
    if formatting.known(result.level):
        lines.append(tag("span", level_name(result.level, lang()), class_="ita-level"))
        assumed = assumed_words(result.rules_basis, year)
        basis = (
            _("calculated {by_rules}, not official").format(by_rules=assumed)
            if assumed
            else _("calculated by the rule of the year, not official")
        )
        lines.append(tag("span", basis, class_="ita-note"))
    elif formatting.known(result.level_published):
        lines.append(tag("span", level_name(result.level_published, lang()), class_="ita-level"))
        own = result.total_origin == "own_result"
        basis = _("level as the agency recorded it from ITAS") if own else _("level as published")
        lines.append(tag("span", basis, class_="ita-note"))
    else:
        lines.append(tag("span", _("no level"), class_="ita-level none"))
    if doubt := notes.level_doubts(choice).get(year):
        lines.append(tag("p", doubt, class_="ita-hold"))
    for each in level_sentences(result, rows(reads.published_explanations, choice.agency_id, year), year):
        kind = "ita-hold top" if each.rule == "top-level" else "ita-hold"
        lines.append(tag("p", each.in_words(lang()), class_=kind))
    if why:
        lines.append(html.note(why.in_words(lang())))
    if asked := notes.total_question(choice, year):
        lines.append(tag("p", asked, class_="ita-hold"))
    kind = _("total, calculated from the ten indicators") if computed else _("total as published")
    if computed and (by_rules := assumed_words(result.rules_basis, year)):
        kind = _("total, calculated {by_rules}").format(by_rules=by_rules)
    if not formatting.known(total):
        kind = _("no total is known")
    if computed:
        lines += [published_note(result), evidence_note(choice, year, result)]
    figure = tag("div", figure_text(total), " ", tag("small", _("of 100")), class_="ita-total")
    left = tag("div", tag("h2", kind), figure, *lines, class_="ita-card")
    right = notes.plain_means(choice, year) if notes.has_plain_means(result) else instruments(year, result)
    show(tag("div", left, tag("div", right, class_="ita-card"), class_="ita-hero"))


def published_note(result: AssessmentRow) -> Markup:
    """Return what was published beside the calculated figures."""
    if not formatting.known(result.total_published) and not formatting.known(result.level_published):
        return NOTHING
    own = result.total_origin == "own_result"
    text = (
        N_("As ITAS shows it: total {total}, level {level}.")
        if own
        else N_("As published: total {total}, level {level}.")
    )
    level = level_name(result.level_published or NOT_KNOWN, lang())
    return html.note(sentence(text, total=figure_text(result.total_published), level=level))


def evidence_note(choice: Choice, year: int, result: AssessmentRow) -> Markup:
    """Return what the published figures say of rules that are assumed; empty for rules of the year itself."""
    if not assumed_words(result.rules_basis, year):
        return NOTHING
    said = evidence(rows(reads.rules_check, choice.agency_id, year), year, result.rules_basis)
    return tag("ul", *(tag("li", sentence.in_words(lang())) for sentence in said), class_="ita-evidence")


def instruments(year: int, result: AssessmentRow) -> Markup:
    """Return the three instruments as bars, with a mark where the next level begins."""
    levels = rows(reads.rating_levels, year)
    aim = next((row for row in levels if row.level == result.next_level), None)
    floor = aim.min_each_instrument if aim else None
    held = str(result.held_back_by or "").split("+")
    words = {
        "IIT": _("staff survey, indicators 1–5"),
        "EIT": _("public survey, indicators 6–8"),
        "OIT": _("disclosure, indicators 9–10"),
    }
    said = ""
    if floor is not None:
        level = level_name(result.next_level, lang())
        said = sentence(N_("mark: {floor}, the floor of “{level}”"), floor=Figure(floor, FLOOR), level=level)
    bars = (
        html.meter(name, text, score, floor, held=name in held, floor_words=said)
        for (name, text), score in zip(words.items(), (result.iit, result.eit, result.oit), strict=True)
    )
    by_rules = assumed_words(result.rules_basis, year)
    heading = f"{_('The three instruments')} · {by_rules}" if by_rules else _("The three instruments")
    return joined(tag("h2", heading), *bars, html.note(said))


def since(choice: Choice, year: int) -> None:
    """Draw the total of the last years as a small line, and say what changed since the last earlier one."""
    before = html.year_before(choice, year)
    if before is None:
        return
    trend = frame(reads.total_trend, choice.agency_id)
    shown = trend[trend["fiscal_year"] <= year]
    picture = total_sparkline(shown, frame(reads.breaks, int(trend["fiscal_year"].min()), year), lang(), dark=is_dark())
    said = [
        total_sentences(rows(reads.total_change, choice.agency_id, before, year)[0], before, year),
        change_sentences(rows(reads.year_change, choice.agency_id, before, year), lang()),
    ]
    words = [tag("p", " ".join(sentence.in_words(lang()) for sentence in sentences)) for sentences in said]
    heading = tag("h2", _("What changed since {year}").format(year=before))
    show(tag("div", tag("div", heading, *words), line(picture) if picture else None, class_="ita-card ita-trend"))
    st.page_link(
        "trends/screen.py",
        label=_("What changed, indicator by indicator"),
        query_params=encode(choice.link(view="change", from_year=before, to_year=year)),
    )


def line(picture: Sparkline) -> Markup:
    """Return a small line of the total, with its points and words over it."""
    marks = []
    for mark in picture.marks:
        where = f"left:{mark.across:.2f}%;top:{mark.down:.1f}px"
        marks.append(tag("span", mark.text, class_=mark.kind, style=where) if mark.text else tag("i", style=where))
    lines = tag("img", alt="", aria_hidden="true", src=picture.picture)
    return tag("div", tag("div", lines, *marks), class_="ita-spark", role="img", aria_label=picture.label)


def weakest(choice: Choice, year: int) -> None:
    """Draw the weakest indicators, ties whole, each with how many measures answer it and the way to them."""
    ranking = rows(reads.gap_ranking, choice.agency_id, year)
    said = weakest_sentence(ranking, lang())
    if said is None:
        return
    planned = bool(rows(reads.plans, choice.agency_id, year))
    st.subheader(_("The weakest indicators"), anchor=False)
    scored = sum(row.score is not None for row in ranking)
    if scored < len(ranking):
        st.caption(_("Scores of {known} of the ten indicators are known.").format(known=scored))
    shown = ties.set_apart(ranking)
    if not shown or len(shown) > ties.MOST:
        # All are equal, or so many share the lowest score that cards of them would single out nothing.
        st.markdown(plain(said.in_words(lang())))
        st.page_link("gaps.py", label=_("Gaps to 100"), query_params=encode(choice.link()))
        shown = []
    for pair in (shown[at : at + CARDS] for at in range(0, len(shown), CARDS)):
        for column, row in zip(st.columns(len(pair)), pair, strict=True):
            with column.container(border=True):
                card(choice, year, row, planned=planned)
    notes.plans(choice, year)
    mismatch = plan_mismatch(ranking, lang())
    if mismatch:
        st.warning(plain(" ".join(sentence.in_words(lang()) for sentence in mismatch)))


def card(choice: Choice, year: int, row: GapRankingRow, *, planned: bool) -> None:
    """Draw one of the weakest: its score, how many measures answer it, and the way to them."""
    name = indicator_name(row, lang())
    aimed = target_words(targets_beside(choice, year), int(row.indicator_no), row.score)
    said = answer(row) if planned else ""
    gap = sentence(N_("{gap} short of 100"), gap=row.gap_points)
    score = tag("div", figure_text(row.score), " ", tag("small", gap), class_="score")
    show(
        tag(
            "div",
            tag("div", f"{row.indicator_no}. {name}", class_="name"),
            score,
            tag("div", said),
            html.note(aimed) if aimed else None,
            class_="ita-weak",
        )
    )
    st.page_link(
        "measures/screen.py" if planned else "gaps.py",
        label=_("See its measures") if planned else _("See its gap"),
        query_params=encode(choice.link(indicator=int(row.indicator_no))),
    )


def answer(row: GapRankingRow) -> str:
    """Return how many measures answer an indicator."""
    if not row.measures:
        return _("No measure answers it")
    return _("Measures that answer it: {measures}").format(measures=int(row.measures))


def provenance(choice: Choice, year: int, result: AssessmentRow) -> None:
    """Say where the figures come from, and what speaks against taking them as the town's own."""
    for issue in national_match_issues(rows(reads.national_match, choice.agency_id, year), result, year):
        st.warning(plain(issue_text(issue, lang())))
    notes.identical_years(choice, year)
    in_doubt = notes.level_doubts(choice)
    for issue in disagreements(result) if result.total_origin == "own_result" else ():
        if issue.rule == "level-disagrees" and year in in_doubt:
            continue
        st.warning(plain(issue_text(issue, lang())))
    counts = Counter(
        row.origin for row in rows(reads.gap_ranking, choice.agency_id, year) if formatting.known(row.origin)
    )
    if len(counts) > 1:
        sources = ", ".join(f"{html.origin_words(name)} {count}" for name, count in counts.items())
        st.warning(plain(_("The scores come from several sources: {sources}.").format(sources=sources)))
    origin = _("Figures: {origin}.").format(origin=html.origin_words(result.origin))
    if formatting.known(result.total_source) and formatting.known(result.total_published):
        origin += " " + _("Source of the published total: {source}.").format(source=result.total_source)
    different = rows(reads.origin_differences, choice.agency_id, year)
    if different:
        origin += " " + _("For {count} indicators another source gives another score; both are kept.").format(
            count=len({row.indicator_no for row in different})
        )
    st.caption(plain(origin))
    if different:
        made_when_opened(
            _("Where two sources differ"),
            "two_sources",
            lambda: html.show_table(difference_table(different, rows(reads.gap_ranking, choice.agency_id, year))),
        )


@st.fragment
def draw() -> None:
    """Draw the screen; what a person chooses on it runs it alone, without the frame around it."""
    opened()
    choice = choose()
    if choice is None:
        return
    found = rows(reads.assessment, choice.agency_id, choice.year) if choice.year else []
    html.title(_("ITA result"), choice, found[0].origin if found else None, notice=False)
    if not found or choice.year is None:
        html.nothing_known()
        say_in_address(choice)
        return
    notes.decisions(choice, choice.year)
    hero(choice, choice.year, found[0])
    rules_notice(choice)
    total = found[0].total if formatting.known(found[0].total) else found[0].total_published
    show_targets(choice, choice.year, total)
    since(choice, choice.year)
    weakest(choice, choice.year)
    provenance(choice, choice.year, found[0])
    figure_sources(choice)
    say_in_address(choice)


follow_link(years_of)
draw()
