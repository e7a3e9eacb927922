"""แนวโน้ม: what changed between years, beside the nation, and what may not be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ita import insights
from ita.charts import changes, trends
from ita.charts import indicators as per_indicator
from ita.insights import points, signed
from pages.shared import parts
from pages.shared.charts import draw_chart, rows_file
from pages.shared.data import read, rows
from pages.shared.guard import escape as plain
from pages.shared.state import Choice, choose, say_in_address
from pages.shared.words import _, lang


def pick_years(years: Sequence[int]) -> tuple[int, int]:
    """Let the person state the two years that are compared; the last two known until they do."""
    state = st.session_state
    first = state.get("from_year") if state.get("from_year") in years else years[-2]
    last = state.get("to_year") if state.get("to_year") in years else years[-1]
    with st.container(horizontal=True, key="compared"):
        given = (st.session_state.get("link_no", 0), len(years))
        from_year = st.selectbox(
            _("Compare from year"), years, index=years.index(first), width=190, filter_mode=None, key=f"from_{given}"
        )
        to_year = st.selectbox(
            _("to year"), years, index=years.index(last), width=190, filter_mode=None, key=f"to_{given}"
        )
    state["from_year"], state["to_year"] = from_year, to_year
    return from_year, to_year


def words(sentences: Sequence[insights.Sentence]) -> None:
    """Draw sentences as one paragraph."""
    st.markdown(plain(" ".join(sentence.in_words(lang()) for sentence in sentences)))


def breaks_note(from_year: int, to_year: int) -> None:
    """Say what changed in the rules between two years."""
    for row in rows("breaks", min(from_year, to_year), max(from_year, to_year)):
        what = row["what_th"] if lang() == "th" else row["what_en"]
        st.caption(
            plain(
                _("{year}: {what} (certainty: {certainty})").format(
                    year=row["fiscal_year"], what=what, certainty=row["certainty"]
                )
            )
        )


def total(choice: Choice, trend: pd.DataFrame) -> None:
    """Draw total and level over the years beside the nation, with the rows."""
    first, last = int(trend["fiscal_year"].min()), int(trend["fiscal_year"].max())
    average = str(choice.agency["kind"]).endswith("_average")
    bands = None if average else read("level_bands", first, last)
    figure = trends.total_lines(trend, bands, read("breaks", first, last), read("targets", choice.agency_id), lang())
    draw_chart(figure, "total")
    heads = [_("Fiscal year"), _("Total"), _("As published"), _("Level"), _("The nation"), _("Difference")]
    cells = [
        [
            int(row["fiscal_year"]),
            points(row["total"]),
            points(row["total_published"]),
            row["level_shown"] or "–",
            points(row["national_total"]),
            signed(row["difference"]),
        ]
        for row in trend.to_dict("records")
    ]
    twin(choice, "total", heads, cells, (0, 1, 2, 4, 5))
    breaks_note(first, last)


def instruments(choice: Choice, trend: pd.DataFrame) -> None:
    """Draw the three instruments over the years."""
    shown = trend.dropna(subset=["iit", "eit", "oit"], how="all")
    if shown.empty:
        st.info(_("No instrument can be calculated: the indicators of no year are all known."))
        return
    first, last = int(shown["fiscal_year"].min()), int(shown["fiscal_year"].max())
    draw_chart(trends.instrument_lines(trend, read("breaks", first, last), lang()), "instruments")
    heads = [_("Fiscal year"), "IIT", "EIT", "OIT"]
    cells = [
        [int(r["fiscal_year"]), points(r["iit"]), points(r["eit"]), points(r["oit"])] for r in shown.to_dict("records")
    ]
    twin(choice, "instruments", heads, cells, (0, 1, 2, 3))
    breaks_note(first, last)


def indicators(choice: Choice, heat: bool) -> None:
    """Draw the ten indicators over the years: small multiples, one among grey, or a heatmap."""
    trend = read("indicator_trend", choice.agency_id)
    if trend.empty:
        st.info(_("No indicator score of this agency is known; only its total is."))
        return
    said = insights.persistence_sentence(read("persistence", choice.agency_id), lang())
    if said:
        words([said])
    names = {
        int(r["indicator_no"]): (r["indicator"] if lang() == "th" else r["indicator_en"])
        for r in trend.to_dict("records")
    }
    if heat:
        draw_chart(changes.heatmap(trend, lang()), "heatmap")
    else:
        one = st.selectbox(
            _("Set off one indicator"),
            [0, *sorted(names)],
            format_func={0: _("all ten"), **{n: f"{n}. {name}" for n, name in names.items()}}.__getitem__,
            filter_mode=None,
            key="one_indicator",
        )
        figure = (
            per_indicator.indicator_highlight(trend, one, read("targets", choice.agency_id), lang())
            if one
            else per_indicator.indicator_multiples(trend, lang())
        )
        draw_chart(figure, f"indicators_{one}")
    years = sorted({int(y) for y in trend["fiscal_year"]})
    score = {(int(r["indicator_no"]), int(r["fiscal_year"])): r["score"] for r in trend.to_dict("records")}
    heads = [_("Indicator"), *[str(y) for y in range(years[0], years[-1] + 1)]]
    cells = [
        [f"{n}. {name}", *[points(score.get((n, y))) for y in range(years[0], years[-1] + 1)]]
        for n, name in sorted(names.items())
    ]
    twin(choice, "indicators", heads, cells, tuple(range(1, len(heads))))


def change(choice: Choice, years: Sequence[int]) -> None:
    """Draw what changed between two stated years, sorted by change, beside the nation's change."""
    if len(years) < 2:
        words([insights.one_year_sentence(years[0])])
        return
    from_year, to_year = pick_years(years)
    if from_year == to_year:
        st.info(_("Choose two different years."))
        return
    frame = read("year_change", choice.agency_id, from_year, to_year)
    whole = rows("total_change", choice.agency_id, from_year, to_year)[0]
    words(insights.total_sentences(whole, from_year, to_year))
    for row in rows("published_explanations", choice.agency_id, to_year):
        words(insights.explanation_sentences([row]))
    words(insights.change_sentences(frame, lang()))
    if frame["change_points"].notna().any():
        draw_chart(changes.dumbbell(frame, from_year, to_year, lang()), f"change_{from_year}_{to_year}")
    name = "indicator" if lang() == "th" else "indicator_en"
    heads = [_("Indicator"), str(from_year), str(to_year), _("Change"), _("Against the nation")]
    cells = [
        [
            f"{row['indicator_no']}. {row[name]}",
            points(row["from_score"]),
            points(row["to_score"]),
            signed(row["change_points"]),
            signed(row["change_vs_national"]) if insights.known(row["change_vs_national"]) else _("nation not known"),
        ]
        for row in frame.to_dict("records")
    ]
    twin(choice, "change", heads, cells, (1, 2, 3, 4))
    breaks_note(from_year, to_year)


def twin(
    choice: Choice, name: str, heads: Sequence[str], cells: Sequence[Sequence[Any]], numbers: Sequence[int]
) -> None:
    """Draw the rows behind a chart, and offer them as a file."""
    with st.expander(_("The same as a table")):
        parts.table(heads, cells, numbers=numbers)
        rows_file(f"{choice.agency_id}-{name}", heads, cells)


@st.fragment
def body(choice: Choice, trend: pd.DataFrame) -> None:
    """Draw the view that was chosen; a change of view draws only this."""
    names = {
        "total": _("Total and level"),
        "instruments": _("Instruments"),
        "indicators": _("Ten indicators"),
        "change": _("Two years compared"),
        "heatmap": _("Heatmap"),
    }
    before = st.session_state.get("view", "total")
    view = st.segmented_control(
        _("View"),
        list(names),
        format_func=names.__getitem__,
        default=before,
        key=f"view_{st.session_state.get('link_no', 0)}",
    )
    view = view or before
    st.session_state["view"] = view
    years = [int(y) for y in trend["fiscal_year"]]
    if view == "total":
        if len(years) == 1:
            words([insights.one_year_sentence(years[0])])
        else:
            words(
                insights.total_sentences(
                    rows("total_change", choice.agency_id, years[-2], years[-1])[0], years[-2], years[-1]
                )
            )
        total(choice, trend)
    elif view == "instruments":
        instruments(choice, trend)
    elif view == "change":
        change(choice, years)
    else:
        indicators(choice, heat=view == "heatmap")
    say_in_address(choice, view=view, from_year=st.session_state.get("from_year") if view == "change" else None)


def draw() -> None:
    """Draw the screen."""
    choice = choose()
    if choice is None:
        return
    found = rows("assessment", choice.agency_id, choice.year) if choice.year else []
    parts.title(_("Trends"), choice, found[0]["origin"] if found else None)
    trend = read("total_trend", choice.agency_id)
    if trend.empty:
        st.info(_("Nothing is known of this town yet. Import its report, or type the ten scores from ITAS."))
        st.page_link("import_data.py", label=_("Import data"))
        say_in_address(choice)
        return
    body(choice, trend)


draw()
