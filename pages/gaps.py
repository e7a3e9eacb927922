"""คะแนนที่ยังขาดจาก 100: which indicator stands farthest from 100, why, and the way to its measures."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd
import streamlit as st

from ita import formatting, insights, ties
from ita.charts.gaps import gap_bars
from ita.indicator_names import indicator_name, numbered_name
from ita.links import encode
from pages.shared import html, notes
from pages.shared.charts import ChartCaption, draw_chart, rows_of_chart
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.provenance import figure_sources
from pages.shared.reads_cache import figure, opened, read, rows
from pages.shared.rules import assumptions_note
from pages.shared.selection import Choice, choose, say_in_address
from pages.shared.session import session
from pages.shared.targets import show_targets, target_words, targets_beside

# As many questions stand open as a person reads at once.
LOWEST = 10


def order_of(choice: Choice, ranking: pd.DataFrame) -> str:
    """Let the person order by gap or by points lost of the total; only by gap where the year has no rules."""
    if ranking["lost_points"].isna().all():
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


def opens(choice: Choice) -> frozenset[int]:
    """Return the indicators that measures are known of."""
    return frozenset(int(row["indicator_no"]) for row in rows("measures", choice.agency_id, choice.year))


def chart(choice: Choice, order: str, text: str) -> None:
    """Draw the bars; a click on one leads to its measures, where there are any."""
    measured = opens(choice)
    ranking = rows("gap_ranking", choice.agency_id, choice.year)
    names = {int(row["indicator_no"]): indicator_name(row, lang()) for row in ranking}
    found = rows("assessment", choice.agency_id, choice.year)
    title = _("Gaps to 100") if order == "gap" else _("Points lost of the total")
    number = draw_chart(
        figure(
            gap_bars,
            ("gap_ranking", choice.agency_id, choice.year),
            more=(lang(), order),
            mark=html.mark_of(choice),
            note=assumptions_note([choice.year or 0]) if order == "lost" else "",
        ),
        "gaps",
        ChartCaption(
            title,
            choice.name,
            _("fiscal year {years}").format(years=choice.year),
            html.origin_words(found[0]["origin"]),
            text,
            html.mark_of(choice),
        ),
        opens={each: _("Measures of {name}").format(name=name) for each, name in names.items() if each in measured},
    )
    if number in measured:
        st.switch_page("measures/screen.py", query_params=encode(choice.link(indicator=number)))


def twin(choice: Choice, ranking: pd.DataFrame, order: str) -> None:
    """Draw the same rows as a list with links, and as a table."""
    column = "gap_points" if order == "gap" else "lost_points"
    ordered = ranking.sort_values([column, "indicator_no"], ascending=[False, True], na_position="last")
    listed: list[dict[str, Any]] = ordered.to_dict("records")
    planned = bool(rows("plans", choice.agency_id, choice.year))
    marks = notes.plan_marks(choice, choice.year) if choice.year else {}
    targets = targets_beside(choice, choice.year) if choice.year else {}
    st.header(_("Reasons for the ranking"), anchor=False)
    for row in listed:
        with st.container(horizontal=True, key=f"row_{row['indicator_no']}", vertical_alignment="center"):
            rank = row["rank"] if order == "gap" else row["lost_rank"]
            location = shared_rank(rank, [each["rank" if order == "gap" else "lost_rank"] for each in listed])
            name = indicator_name(row, lang())
            why = insights.reason(row, lang(), planned=planned)
            if mark := marks.get(int(row["indicator_no"])):
                why += f" · {mark}"
            if aimed := target_words(targets, int(row["indicator_no"]), row["score"]):
                why += f" · {aimed}"
            what = f"**{row['indicator_no']}\\. {plain(name)}** ({row['instrument']})"
            st.markdown(f"{_('Rank')} {location} · {what}  \n{plain(why)}")
            if planned:
                st.page_link(
                    "measures/screen.py",
                    label=_("Measures of {name}").format(name=name),
                    query_params=encode(choice.link(indicator=int(row["indicator_no"]))),
                )
    if not planned and choice.agency["role"] not in {"benchmark", "demo"}:
        st.info(_("There is no report of this agency and year yet. Import it to see its measures here."))
        st.page_link("imports/screen.py", label=_("Import data"))
    if (inside := rows_of_chart()) is None:
        return
    with inside:
        headers = [_("Rank"), _("Indicator"), _("Instrument"), _("Score"), _("Gap"), _("Points lost"), _("Measures")]
        cells = [
            [
                int(row["rank"]) if formatting.known(row["rank"]) else "–",
                numbered_name(row, lang()),
                row["instrument"],
                formatting.points(row["score"]),
                formatting.points(row["gap_points"]),
                formatting.points(row["lost_points"], 3),
                int(row["measures"]),
            ]
            for row in listed
        ]
        html.table(headers, cells, numbers=(0, 3, 4, 5, 6))


def shared_rank(rank: object, ranks: list[object]) -> str:
    """Return a rank, and that others share it."""
    if not formatting.known(rank):
        return "–"
    equals = ranks.count(rank)
    return f"{int(rank)}" if equals == 1 else _("{rank} (shared by {count})").format(rank=int(rank), count=equals)  # type: ignore[call-overload]


def of_indicator(row: dict[str, Any], inferred: Collection[str]) -> str:
    """Return the indicator of a question, and that it is inferred where no source names it."""
    if not formatting.known(row["indicator_no"]):
        return "–"
    number = str(int(row["indicator_no"]))
    return _("{number} (inferred)").format(number=number) if row["code"] in inferred else number


def questions(choice: Choice) -> None:
    """Draw the scores of questions and disclosure items where any are known, the lowest first."""
    known = read("question_scores", choice.agency_id, choice.year)
    if known.empty:
        return
    listed = known.sort_values(["score", "code"], kind="stable").to_dict("records")
    st.header(_("Scores of the questions"), anchor=False)
    st.caption(
        _(
            "The lowest first. The same code is another question in another year; "
            "higher is better, also where the question asks for something bad."
        )
    )
    headers = [_("Code"), _("Question"), _("Indicator"), _("Score"), _("Gap")]
    beside = bool(known["score_report"].notna().any())
    if beside:
        st.caption(
            _(
                "The scores shown are those from ITAS. The scores in the report are listed next to them; "
                "both are stored."
            )
        )
        headers += [_("In the report"), _("Difference")]
    inferred = {q.code for q in opened()[1].questions if q.fiscal_year == choice.year and "inferred" in q.certainty}
    cells = [
        [
            row["code"],
            row["question"] if formatting.known(row["question"]) else "–",
            of_indicator(row, inferred),
            formatting.points(row["score"]),
            formatting.points(row["gap_points"]),
            *([formatting.points(row["score_report"]), formatting.signed(row["difference"])] if beside else []),
        ]
        for row in listed
    ]
    numbers = tuple(range(2, len(headers)))
    html.table(headers, cells[:LOWEST], numbers=numbers)
    if len(cells) > LOWEST:
        others(headers, cells[LOWEST:], numbers)


@st.fragment
def others(headers: list[str], cells: list[list[Any]], numbers: tuple[int, ...]) -> None:
    """Draw the questions with higher scores, closed until someone asks."""
    if (inside := html.lid(_("The other {count}").format(count=len(cells)), "other_questions")) is not None:
        with inside:
            html.table(headers, cells, numbers=numbers)


def reading(ranking: pd.DataFrame, order: str, measured: Collection[int]) -> list[str]:
    """Return how to read the bars: what a click opens, and which are set off by colour."""
    some = _("Click a bar to open its measures; {count} of the indicators have none.")
    lacking = len(set(ranking["indicator_no"]) - set(measured))
    said = [some.format(count=lacking) if lacking else _("Click a bar to open its measures.")] if measured else []
    column = "gap_points" if order == "gap" else "lost_points"
    if not ties.set_apart(ranking, column).empty:
        said.append(_("The weakest are set off by colour."))
    return [*said, _("All scores run from 0 to 100; higher is better.")]


@st.fragment
def body(choice: Choice) -> None:
    """Draw what changes with the order, so that a change draws only this."""
    ranking = read("gap_ranking", choice.agency_id, choice.year)
    order = order_of(choice, ranking)
    sentence = insights.weakest_sentence(ranking, lang(), order)
    if sentence is None:
        st.info(_("No indicator score of this year is known. Import the report, or type the ten scores from ITAS."))
        st.page_link("imports/screen.py", label=_("Import data"))
        return
    text = sentence.in_words(lang())
    st.markdown(f"**{plain(text)}**")
    chart(choice, order, text)
    st.caption(" ".join(reading(ranking, order, opens(choice))))
    twin(choice, ranking, order)
    say_in_address(choice, order=order)


def draw() -> None:
    """Draw the screen."""
    choice = choose()
    if choice is None:
        return
    found = rows("assessment", choice.agency_id, choice.year) if choice.year else []
    html.title(_("Gaps to 100"), choice, found[0]["origin"] if found else None)
    if choice.year is None:
        st.info(_("Nothing is known of this agency yet. Import its report, or type the ten scores from ITAS."))
        st.page_link("imports/screen.py", label=_("Import data"))
        return
    body(choice)
    show_targets(choice, choice.year, found[0]["total"] if found else None)
    questions(choice)
    figure_sources(choice)


draw()
