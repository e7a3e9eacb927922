"""The views of the trends screen: each a reading, a chart, and the same rows as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ita import formatting, insights, result_notes
from ita.charts import changes, heatmap, trends
from ita.charts import indicators as per_indicator
from ita.formatting import points, signed
from ita.indicator_names import indicator_name
from ita.level_names import level_name
from ita.links import encode
from pages.shared import html, notes
from pages.shared.charts import draw_chart, rows_file
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.look import is_wide
from pages.shared.reads_cache import figure, read, rows
from pages.shared.rules import assumed_words, assumptions_note, with_rules
from pages.shared.selection import Choice

# A row of the five indicators of the staff survey, and one of the others.
SIDE_BY_SIDE = 5


def words(sentences: Sequence[insights.Sentence], of_year: int | None = None) -> None:
    """Draw sentences as one paragraph, with the year that they speak of where they do not name it."""
    if not sentences:
        return
    text = " ".join(sentence.in_words(lang()) for sentence in sentences)
    st.markdown(plain(text if of_year is None else _("Year {year}: {text}").format(year=of_year, text=text)))


def breaks_note(from_year: int, to_year: int) -> None:
    """Say what changed in the rules between two years."""
    for row in rows("breaks", min(from_year, to_year), max(from_year, to_year)):
        st.caption(
            plain(
                _("{year}: {what} (certainty: {certainty})").format(
                    year=row["fiscal_year"],
                    what=row["what_th"] if lang() == "th" else row["what_en"],
                    certainty=insights.certainty_sentence(row["certainty"]).in_words(lang()),
                )
            )
        )


def twin(
    choice: Choice, name: str, headers: Sequence[str], cells: Sequence[Sequence[Any]], numbers: Sequence[int]
) -> None:
    """Draw the rows behind a chart, and offer them as a file."""
    with st.expander(_("The same as a table")):
        html.table(headers, cells, numbers=numbers)
        rows_file(f"{choice.agency_id}-{name}", headers, cells, html.mark_of(choice))


def targets_of(choice: Choice) -> dict[tuple[int, int | None], Any]:
    """Return the targets that count, by year and indicator (None: the total)."""
    return {
        (int(row["fiscal_year"]), int(row["indicator_no"]) if formatting.known(row["indicator_no"]) else None): row[
            "target"
        ]
        for row in rows("targets", choice.agency_id)
    }


def level_of(row: dict[str, Any]) -> str:
    """Return a year's level, and that it is calculated where no published one is known."""
    if formatting.known(row["level_shown"]) and not formatting.known(row["level_published"]):
        said = _("{level} (calculated)").format(level=level_name(row["level_shown"], lang()))
        note = assumed_words(row["rules_basis"], int(row["fiscal_year"]))
        return f"{said} · {note}" if note else said
    return level_name(insights.text_of(row["level_shown"]), lang())


def total(choice: Choice, known: Sequence[int]) -> None:
    """Draw total and level over the years beside the nation, with the rows."""
    year = choice.year or known[-1]
    this_year = next(row for row in rows("total_trend", choice.agency_id) if row["fiscal_year"] == year)
    before = html.year_before(choice, year)
    if before is not None:
        words(insights.total_sentences(rows("total_change", choice.agency_id, before, year)[0], before, year))
    words([*insights.beside_nation(this_year), *([insights.one_year_sentence(year)] if len(known) == 1 else [])])
    now = rows("assessment", choice.agency_id, year)[0]
    explained = rows("published_explanations", choice.agency_id, year)
    reason = insights.no_level_reason(now, choice.agency["kind"], year)
    words([*insights.level_sentences(now, explained, year), *([reason] if reason else [])], year)
    in_doubt = notes.level_doubts(choice)
    for each in sorted(in_doubt):
        st.warning(plain(in_doubt[each]))
    trend = read("total_trend", choice.agency_id)
    first, last = int(trend["fiscal_year"].min()), known[-1]
    average = str(choice.agency["kind"]).endswith("_average")
    drawn = figure(
        trends.total_lines,
        ("total_trend", choice.agency_id),
        None if average else ("level_bands", first, last),
        ("breaks", first, last),
        ("targets", choice.agency_id),
        more=(lang(), is_wide()),
        mark=html.mark_of(choice),
        note=assumptions_note(int(each) for each in trend["fiscal_year"]),
    )
    draw_chart(drawn, "total")
    headers = [_("Fiscal year"), _("Total"), _("As published"), _("Level"), _("The nation"), _("Difference")]
    goals = {year: goal for (year, number), goal in targets_of(choice).items() if number is None}
    cells = [
        [
            int(row["fiscal_year"]),
            points(row["total"]),
            points(row["total_published"]),
            level_of(row) + (f" ({_('not by its rule')})" if int(row["fiscal_year"]) in in_doubt else ""),
            points(row["national_total"]),
            signed(row["difference"]),
        ]
        for row in trend.to_dict("records")
    ]
    if goals:
        headers.append(_("Target"))
        cells = [[*row, points(goals.get(row[0]))] for row in cells]
        alone = [[year, *["–"] * 5, points(goal)] for year, goal in goals.items() if year not in {r[0] for r in cells}]
        cells = sorted([*cells, *alone], key=lambda row: row[0])
    headers, cells = with_rules(headers, cells, [row[0] for row in cells])
    twin(choice, "total", headers, cells, (0, 1, 2, 4, 5, 6))
    breaks_note(first, last)


def instrument_cell(row: dict[str, Any], name: str) -> str:
    """Return an instrument's score, marked where it is the plain mean of a year without rules."""
    return _("{score} (plain mean)").format(score=points(row[name])) if row["plain"] else points(row[name])


def instruments(choice: Choice) -> None:
    """Draw the three instruments over the years."""
    trend = trends.with_plain_means(read("total_trend", choice.agency_id))
    shown = trend.dropna(subset=["iit", "eit", "oit"], how="all")
    if shown.empty:
        year = max(int(row["fiscal_year"]) for row in rows("agency_years", choice.agency_id))
        reason = insights.no_level_reason(rows("assessment", choice.agency_id, year)[0], choice.agency["kind"], year)
        st.info(_("No instrument can be calculated for any year."))
        words([reason] if reason else [], year)
        return
    first, last = int(shown["fiscal_year"].min()), int(shown["fiscal_year"].max())
    by_year = {int(row["fiscal_year"]): row for row in shown.to_dict("records")}
    year = choice.year if choice.year in by_year else last
    if choice.year is not None and year != choice.year:
        st.info(_("No instrument of {year} can be calculated: a score is missing.").format(year=choice.year))
    if by_year[year]["plain"]:
        words([result_notes.means_sentence(by_year[year]), result_notes.means_note(year)], year)
    else:
        words([insights.instruments_sentence(by_year[year], year)])
    drawn = figure(
        trends.instrument_lines,
        ("total_trend", choice.agency_id),
        ("breaks", first, last),
        more=(lang(), is_wide()),
        mark=html.mark_of(choice),
        note=assumptions_note(by_year),
    )
    draw_chart(drawn, "instruments")
    headers = [_("Fiscal year"), "IIT", "EIT", "OIT"]
    cells = [
        [int(r["fiscal_year"]), *(instrument_cell(r, name) for name in ("iit", "eit", "oit"))]
        for r in shown.to_dict("records")
    ]
    headers, cells = with_rules(headers, cells, list(by_year))
    twin(choice, "instruments", headers, cells, (0, 1, 2, 3))
    breaks_note(first, last)


def _known_indicators(choice: Choice) -> pd.DataFrame | None:
    """Return the scores of all years with what is weakest and for how long said above; None where none is known."""
    trend = read("indicator_trend", choice.agency_id)
    if trend.empty:
        st.info(_("No indicator score of this agency is known; only its total is."))
        return None
    said = insights.persistence_sentence(read("persistence", choice.agency_id), lang())
    # What the plan answers is that of the year that is looked at.
    mismatch = insights.plan_mismatch(read("gap_ranking", choice.agency_id, choice.year), lang())
    words([said] if said else [])
    words(mismatch, choice.year)
    return trend


def _breaks_of(trend: pd.DataFrame) -> tuple[str, int, int]:
    """Return the read of what changed within the years of a trend."""
    return ("breaks", int(trend["fiscal_year"].min()), int(trend["fiscal_year"].max()))


def _names(trend: pd.DataFrame) -> dict[int, str]:
    return {int(r["indicator_no"]): indicator_name(r, lang()) for r in trend.to_dict("records")}


def _wide(choice: Choice, trend: pd.DataFrame, column: str, digits: int) -> None:
    """Draw a table of indicators by years, with the targets of years to come where there are any."""
    names = _names(trend)
    value = {(int(r["fiscal_year"]), int(r["indicator_no"])): r[column] for r in trend.to_dict("records")}
    spanned = range(min(year for year, _no in value), max(year for year, _no in value) + 1)
    goals = targets_of(choice) if column == "score" else {}
    aimed = sorted({year for year, number in goals if number is not None})
    headers = [
        _("Indicator"),
        *[str(year) for year in spanned],
        *[_("Target of {year}").format(year=year) for year in aimed],
    ]
    cells = [
        [
            f"{number}. {name}",
            *[points(value.get((year, number)), digits) for year in spanned],
            *[points(goals.get((year, number))) for year in aimed],
        ]
        for number, name in sorted(names.items())
    ]
    numbers = tuple(range(1, len(headers)))
    if column == "lost_points" and (note := assumptions_note(spanned)):
        headers, cells = [*headers, _("Rules")], [[*row, note] for row in cells]
    twin(choice, column, headers, cells, numbers)


def indicators(choice: Choice) -> None:
    """Draw the ten indicators over the years: small multiples on one scale, or one among grey."""
    trend = _known_indicators(choice)
    if trend is None:
        return
    if trend["fiscal_year"].nunique() == 1:
        # Ten figures of one point each say less than the bars of the gaps.
        words([insights.one_year_sentence(int(trend["fiscal_year"].iloc[0]))])
        st.page_link("gaps.py", label=_("Gaps to 100"), query_params=encode(choice.link()))
        _wide(choice, trend, "score", 2)
        return
    names = _names(trend)
    one = st.selectbox(
        _("Set off one indicator"),
        [0, *sorted(names)],
        format_func={0: _("all ten"), **{n: f"{n}. {name}" for n, name in names.items()}}.__getitem__,
        filter_mode=None,
        key="one_indicator",
    )
    of = ("indicator_trend", choice.agency_id)
    drawn = (
        figure(
            per_indicator.indicator_highlight,
            of,
            ("targets", choice.agency_id),
            _breaks_of(trend),
            more=(lang(), one, is_wide()),
            mark=html.mark_of(choice),
        )
        if one
        else figure(
            per_indicator.indicator_multiples,
            of,
            _breaks_of(trend),
            more=(lang(), SIDE_BY_SIDE if is_wide() else 2),
            mark=html.mark_of(choice),
        )
    )
    draw_chart(drawn, f"indicators_{one}")
    _wide(choice, trend, "score", 2)
    breaks_note(*_breaks_of(trend)[1:])


def heat(choice: Choice) -> None:
    """Draw the scores, or the points of the total lost, as a table of colours."""
    trend = _known_indicators(choice)
    if trend is None:
        return
    names = {"score": _("Scores"), "lost_points": _("Points lost of the total")}
    value = st.segmented_control(
        _("Show"), list(names), format_func=names.__getitem__, default="score", required=True, key="heat_of"
    )
    of, digits = ("indicator_trend", choice.agency_id), 2
    if value == "lost_points":
        of, digits = ("lost_points_trend", choice.agency_id), 3
        trend = read(*of)
        if trend.empty:
            st.info(_("The points lost are not known: no year has both scores and rules."))
            return
    column = "lost_points" if value == "lost_points" else "score"
    note = assumptions_note(int(each) for each in trend["fiscal_year"]) if column == "lost_points" else ""
    more = (lang(), column, is_wide())
    drawn = figure(heatmap.heatmap, of, _breaks_of(trend), more=more, mark=html.mark_of(choice), note=note)
    draw_chart(drawn, f"heatmap-{column}")
    _wide(choice, trend, column, digits)
    breaks_note(*_breaks_of(trend)[1:])


def scores_of(choice: Choice, years: Sequence[int]) -> dict[tuple[int, int], Any]:
    """Return the scores of some years, by year and indicator."""
    if not years:
        return {}
    return {
        (int(row["fiscal_year"]), int(row["indicator_no"])): row["score"]
        for row in rows("indicator_trend", choice.agency_id)
        if int(row["fiscal_year"]) in years
    }


def dumbbell(choice: Choice, frame: pd.DataFrame, from_year: int, to_year: int, between: tuple[int, ...]) -> None:
    """Draw the stated years side by side, where any indicator is known in the first and the last."""
    if frame["change_points"].notna().any():
        of = ("year_change", choice.agency_id, from_year, to_year)
        drawn = figure(
            changes.years_compared,
            of,
            ("indicator_trend", choice.agency_id),
            more=(from_year, to_year, lang(), between, is_wide()),
            mark=html.mark_of(choice),
        )
        draw_chart(drawn, f"change_{'_'.join(map(str, (from_year, *between, to_year)))}")
