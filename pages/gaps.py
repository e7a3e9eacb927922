"""คะแนนที่ยังขาดจาก 100: which indicator stands farthest from 100, why, and the way to its measures."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from ita import ties
from ita.charts.gaps import gap_bars
from ita.exporting.chart_caption import ChartCaption
from ita.indicator_names import indicator_name
from ita.insights.gaps import gap_reason, weakest_sentence
from ita.links import encode
from ita.read_rows import GapRankingRow
from ita.store import reads
from ita.tables.gaps import gap_table, question_table
from ita.tables.targets import Targets
from pages.shared import html, notes
from pages.shared.charts import draw_chart, rows_of_chart
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.markup import joined, show, tag
from pages.shared.opening import made_when_opened
from pages.shared.provenance import figure_sources
from pages.shared.reads_cache import figure, opened, rows
from pages.shared.rules import assumptions_note
from pages.shared.selection import Choice, choose, follow_link, say_in_address, years_of
from pages.shared.session import session
from pages.shared.targets import show_targets, target_words, targets_beside

# As many questions stand open as a person reads at once.
LOWEST = 10


def order_of(choice: Choice, ranking: Sequence[GapRankingRow]) -> str:
    """Let the person order by gap or by points lost of the total; only by gap where the year has no rules."""
    if all(row.lost_points is None for row in ranking):
        return "gap"
    names = {"gap": _("by gap to 100"), "lost": _("by points lost of the total")}
    chosen = st.segmented_control(
        _("Order"),
        list(names),
        format_func=names.__getitem__,
        default=choice.order,
        required=True,
        key=f"order_{choice.order}",
    )
    session().order = chosen or choice.order
    return session().order


def opens(choice: Choice, year: int) -> frozenset[int]:
    """Return the indicators that measures are known of."""
    return frozenset(int(row.indicator_no) for row in rows(reads.measures, choice.agency_id, year))


def chart(choice: Choice, year: int, order: str, text: str) -> None:
    """Draw the bars; a click on one leads to its measures, where there are any."""
    measured = opens(choice, year)
    ranking = rows(reads.gap_ranking, choice.agency_id, year)
    names = {row.indicator_no: indicator_name(row, lang()) for row in ranking}
    found = rows(reads.assessment, choice.agency_id, year)
    title = _("Gaps to 100") if order == "gap" else _("Points lost of the total")
    number = draw_chart(
        figure(
            gap_bars,
            (reads.gap_ranking, choice.agency_id, year),
            more=(lang(), order),
            mark=html.mark_of(choice),
            note=assumptions_note([year]) if order == "lost" else "",
        ),
        "gaps",
        ChartCaption(
            title,
            choice.name,
            _("fiscal year {years}").format(years=year),
            html.origin_words(found[0].origin),
            text,
            html.mark_of(choice),
        ),
        opens={each: _("Measures of {name}").format(name=name) for each, name in names.items() if each in measured},
    )
    if number in measured:
        st.switch_page("measures/screen.py", query_params=encode(choice.link(indicator=number)))


def twin(choice: Choice, year: int, ranking: Sequence[GapRankingRow], order: str, reading: str) -> None:
    """Draw how to read the bars, and the same rows as a list with links, and as a table."""
    column = "gap_points" if order == "gap" else "lost_points"
    shown = ties.known_rows(ranking, column)
    listed = [*shown, *sorted(set(ranking) - set(shown), key=lambda row: row.indicator_no)]
    ranks = [row.rank if order == "gap" else row.lost_rank for row in listed]
    planned = bool(rows(reads.plans, choice.agency_id, year))
    marks = notes.plan_marks(choice, year)
    targets = targets_beside(choice, year)
    show(
        joined(
            html.note(reading),
            html.part_heading(_("Reasons for the ranking")),
            html.entries(
                entry(choice, row, shared_rank(rank, ranks), marks.get(int(row.indicator_no)), targets, planned=planned)
                for row, rank in zip(listed, ranks, strict=True)
            ),
        )
    )
    if not planned and choice.agency.role not in {"benchmark", "demo"}:
        html.no_report()
    rows_of_chart(lambda: html.show_table(gap_table(listed, order, has_report=planned)))


def entry(
    choice: Choice, row: GapRankingRow, rank: str, mark: str | None, targets: Targets, *, planned: bool
) -> html.Entry:
    """Return an indicator of the list: its rank, why it stands there, and the way to its measures."""
    number = int(row.indicator_no)
    name = indicator_name(row, lang())
    why = (gap_reason(row, lang(), planned=planned), mark, target_words(targets, number, row.score))
    return html.Entry(
        joined(f"{_('Rank')} {rank} · ", tag("b", f"{number}. {name}"), f" ({row.instrument})"),
        " · ".join(filter(None, why)),
        html.way("measures", choice.link(indicator=number), _("Measures of {name}").format(name=name))
        if planned
        else None,
    )


def shared_rank(rank: int | None, ranks: Sequence[int | None]) -> str:
    """Return a rank, and that others share it."""
    if rank is None:
        return "–"
    equals = ranks.count(rank)
    return f"{rank}" if equals == 1 else _("{rank} (shared by {count})").format(rank=rank, count=equals)


def questions(choice: Choice, year: int) -> None:
    """Draw the scores of questions and disclosure items where any are known, the lowest first."""
    listed = sorted(rows(reads.question_scores, choice.agency_id, year), key=lambda row: (row.score, row.code))
    if not listed:
        return
    said = [
        _(
            "The lowest first. The same code is another question in another year; "
            "higher is better, also where the question asks for something bad."
        )
    ]
    if any(row.score_report is not None for row in listed):
        said.append(
            _(
                "The scores shown are those from ITAS. The scores in the report are listed next to them; "
                "both are stored."
            )
        )
    inferred = {q.code for q in opened()[1].questions if q.fiscal_year == year and "inferred" in q.certainty}
    found = question_table(listed, inferred)
    heading = html.part_heading(_("Scores of the questions"))
    show(joined(heading, *(html.note(each) for each in said), html.table(found.part(0, LOWEST))))
    if len(listed) > LOWEST:
        label = _("The other {count}").format(count=len(listed) - LOWEST)
        made_when_opened(label, "other_questions", lambda: html.show_table(found.part(LOWEST)))


def reading(ranking: Sequence[GapRankingRow], order: str, measured: Collection[int]) -> list[str]:
    """Return how to read the bars: what a click opens, which are set off by colour, and that shorter is better."""
    some = _("Click a bar to open its measures; {count} of the indicators have none.")
    lacking = len({row.indicator_no for row in ranking} - set(measured))
    said = [some.format(count=lacking) if lacking else _("Click a bar to open its measures.")] if measured else []
    if order == "gap":
        coloured = _("The weakest are set off by colour.")
        # A long bar is a bad one, which "higher is better" alone would turn round.
        bars = _("The bars are the points short of 100; shorter is better.")
    else:
        coloured = _("Those that cost the total most are set off by colour.")
        bars = _("The bars are the points of the total lost; shorter is better.")
    if ties.set_apart(ranking, "gap_points" if order == "gap" else "lost_points"):
        said.append(coloured)
    return [*said, bars, _("All scores run from 0 to 100; higher is better.")]


@st.fragment
def body(choice: Choice, year: int) -> None:
    """Draw what changes with the order, so that a change draws only this."""
    ranking = rows(reads.gap_ranking, choice.agency_id, year)
    order = order_of(choice, ranking)
    sentence = weakest_sentence(ranking, lang(), order)
    if sentence is None:
        html.import_first(
            _("No indicator score of this year is known. Import the report, or type the ten scores from ITAS.")
        )
        return
    text = sentence.in_words(lang())
    st.markdown(f"**{plain(text)}**")
    chart(choice, year, order, text)
    twin(choice, year, ranking, order, " ".join(reading(ranking, order, opens(choice, year))))
    say_in_address(choice, order=order)


@st.fragment
def draw() -> None:
    """Draw the screen; what a person chooses on it runs it alone, without the frame around it."""
    choice = choose()
    if choice is None:
        return
    found = rows(reads.assessment, choice.agency_id, choice.year) if choice.year else []
    html.title(_("Gaps to 100"), choice, found[0].origin if found else None)
    if choice.year is None:
        html.nothing_known()
        return
    body(choice, choice.year)
    show_targets(choice, choice.year, found[0].total if found else None)
    questions(choice, choice.year)
    figure_sources(choice)


follow_link(years_of)
draw()
