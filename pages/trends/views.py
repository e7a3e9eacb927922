"""The views of the trends screen: each a reading, a chart, and the same rows as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from operator import attrgetter

import streamlit as st

from ita import result_notes
from ita.charts import changes, heatmap, trends
from ita.charts import indicators as per_indicator
from ita.exporting.chart_caption import ChartCaption
from ita.indicator_names import indicator_name
from ita.insights.changes import (
    beside_nation,
    certainty_sentence,
    instruments_sentence,
    one_year_sentence,
    persistence_sentence,
    total_sentences,
)
from ita.insights.gaps import plan_mismatch
from ita.insights.levels import level_sentences, no_level_reason
from ita.insights.sentence import Sentence
from ita.links import encode
from ita.model import is_average
from ita.read_rows import IndicatorTrendRow, LostPointsTrendRow, YearChangeRow
from ita.store import reads
from ita.tables.table import Table
from ita.tables.trends import Targets, indicator_table, instrument_table, targets_by_year, total_table
from pages.shared import html, notes
from pages.shared.charts import draw_chart, rows_of_chart, table_file
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.look import is_wide
from pages.shared.reads_cache import Read, figure, rows
from pages.shared.rules import assumptions_note, bases
from pages.shared.selection import Choice

# A row of the five indicators of the staff survey, and one of the others.
Trend = Sequence[IndicatorTrendRow] | Sequence[LostPointsTrendRow]
SIDE_BY_SIDE = 5


def words(sentences: Sequence[Sentence], of_year: int | None = None) -> str:
    """Draw sentences as one paragraph, with the year that they speak of where they do not name it; return it."""
    if not sentences:
        return ""
    text = " ".join(sentence.in_words(lang()) for sentence in sentences)
    said = text if of_year is None else _("Year {year}: {text}").format(year=of_year, text=text)
    st.markdown(plain(said))
    return said


def caption_of(choice: Choice, title: str, years: Iterable[int], text: str, *, nation: bool = False) -> ChartCaption:
    """Return what a chart of some years says where it is saved or read out; `nation` where the nation's are in it."""
    known = set(years)
    first, last = min(known), max(known)
    origins = [row.origin for row in rows(reads.figure_origins, choice.agency_id) if first <= row.fiscal_year <= last]
    beside = ["published"] if nation else []
    spanned = str(first) if first == last else f"{first}–{last}"
    return ChartCaption(
        title,
        choice.name,
        _("fiscal year {years}").format(years=spanned),
        html.origin_words("+".join(dict.fromkeys([*origins, *beside]))),
        text,
        html.mark_of(choice),
    )


def breaks_note(from_year: int, to_year: int) -> None:
    """Say what changed in the rules between two years."""
    for row in rows(reads.breaks, min(from_year, to_year), max(from_year, to_year)):
        st.caption(
            plain(
                _("{year}: {what} (certainty: {certainty})").format(
                    year=row.fiscal_year,
                    what=row.what_th if lang() == "th" else row.what_en,
                    certainty=certainty_sentence(row.certainty).in_words(lang()),
                )
            )
        )


def twin(choice: Choice, name: str, make: Callable[[], Table]) -> None:
    """Draw the rows of a figure as a table, and offer them as a file, once a person opens it."""

    def draw() -> None:
        of = make()
        html.show_table(of)
        table_file(f"{choice.agency_id}-{name}", of, html.mark_of(choice))

    rows_of_chart(draw)


def targets_of(choice: Choice) -> Targets:
    """Return the targets that count, by year and indicator (None: the total)."""
    return targets_by_year(rows(reads.targets, choice.agency_id))


def total(choice: Choice, known: Sequence[int]) -> None:
    """Draw total and level over the years beside the nation, with the rows."""
    year = choice.year or known[-1]
    this_year = next(row for row in rows(reads.total_trend, choice.agency_id) if row.fiscal_year == year)
    before = html.year_before(choice, year)
    said = []
    if before is not None:
        changed = rows(reads.total_change, choice.agency_id, before, year)[0]
        said.append(words(total_sentences(changed, before, year)))
    beside = beside_nation(this_year)
    said.append(words([*beside, *([one_year_sentence(year)] if len(known) == 1 else [])]))
    now = rows(reads.assessment, choice.agency_id, year)[0]
    explained = rows(reads.published_explanations, choice.agency_id, year)
    reason = no_level_reason(now, choice.agency.kind, year)
    said.append(words([*level_sentences(now, explained, year), *([reason] if reason else [])], year))
    in_doubt = notes.level_doubts(choice)
    for each in sorted(in_doubt):
        st.warning(plain(in_doubt[each]))
    trend = rows(reads.total_trend, choice.agency_id)
    first, last = trend[0].fiscal_year, known[-1]
    average = is_average(choice.agency.kind)
    drawn = figure(
        trends.total_lines,
        (reads.total_trend, choice.agency_id),
        None if average else (reads.level_bands, first, last),
        (reads.breaks, first, last),
        (reads.targets, choice.agency_id),
        more=(lang(), is_wide()),
        mark=html.mark_of(choice),
        note=assumptions_note(row.fiscal_year for row in trend),
    )
    shown = [*known, *(row.fiscal_year for row in trend)]
    nation = any(row.national_total is not None for row in trend)
    draw_chart(drawn, "total", caption_of(choice, _("Total and level"), shown, " ".join(said), nation=nation))
    twin(choice, "total", lambda: total_table(trend, in_doubt, targets_of(choice), bases()))
    breaks_note(first, last)


def instruments(choice: Choice) -> None:
    """Draw the three instruments over the years."""
    trend = {row.fiscal_year: row for row in rows(reads.total_trend, choice.agency_id)}
    shown = [each for each in map(result_notes.instrument_year, trend.values()) if each.is_known]
    if not shown:
        year = max(row.fiscal_year for row in rows(reads.agency_years, choice.agency_id))
        reason = no_level_reason(rows(reads.assessment, choice.agency_id, year)[0], choice.agency.kind, year)
        st.info(_("No instrument can be calculated for any year."))
        words([reason] if reason else [], year)
        return
    first, last = shown[0].fiscal_year, shown[-1].fiscal_year
    by_year = {each.fiscal_year: each for each in shown}
    year = choice.year if choice.year in by_year else last
    if choice.year is not None and year != choice.year:
        st.info(_("No instrument of {year} can be calculated: a score is missing.").format(year=choice.year))
    if by_year[year].is_plain:
        said = words([result_notes.means_sentence(trend[year]), result_notes.means_note(year)], year)
    else:
        said = words([instruments_sentence(trend[year], year)])
    drawn = figure(
        trends.instrument_lines,
        (reads.total_trend, choice.agency_id),
        (reads.breaks, first, last),
        more=(lang(), is_wide()),
        mark=html.mark_of(choice),
        note=assumptions_note(by_year),
    )
    draw_chart(drawn, "instruments", caption_of(choice, _("Instruments"), by_year, said))
    twin(choice, "instruments", lambda: instrument_table(shown, bases()))
    breaks_note(first, last)


def _known_indicators(choice: Choice, year: int) -> tuple[Sequence[IndicatorTrendRow], str]:
    """Return the scores of all years, and what is said above of the weakest; none where no score is known."""
    trend = rows(reads.indicator_trend, choice.agency_id)
    if not trend:
        st.info(_("No indicator score of this agency is known; only its total is."))
        return trend, ""
    said = persistence_sentence(rows(reads.persistence, choice.agency_id), lang())
    # What the plan answers is that of the year that is looked at.
    mismatch = plan_mismatch(rows(reads.gap_ranking, choice.agency_id, year), lang())
    text = [words([said] if said else []), words(mismatch, year)]
    return trend, " ".join(filter(None, text))


def _span(trend: Trend) -> tuple[int, int]:
    """Return the first and the last year of a trend."""
    years = [row.fiscal_year for row in trend]
    return min(years), max(years)


def _scores(choice: Choice, trend: Sequence[IndicatorTrendRow]) -> None:
    """Draw a table of the scores of the indicators by years, with the targets of years to come."""
    twin(choice, "score", lambda: indicator_table(trend, attrgetter("score"), 2, targets_of(choice)))


def indicators(choice: Choice, year: int) -> None:
    """Draw the ten indicators over the years: small multiples on one scale, or one among grey."""
    trend, said = _known_indicators(choice, year)
    if not trend:
        return
    first, last = _span(trend)
    if first == last:
        # Ten figures of one point each say less than the bars of the gaps.
        words([one_year_sentence(first)])
        st.page_link("gaps.py", label=_("Gaps to 100"), query_params=encode(choice.link()))
        _scores(choice, trend)
        return
    names = {row.indicator_no: indicator_name(row, lang()) for row in trend}
    one = st.selectbox(
        _("Set off one indicator"),
        [0, *sorted(names)],
        format_func={0: _("all ten"), **{n: f"{n}. {name}" for n, name in names.items()}}.__getitem__,
        filter_mode=None,
        key="one_indicator",
    )
    of = (reads.indicator_trend, choice.agency_id)
    drawn = (
        figure(
            per_indicator.indicator_highlight,
            of,
            (reads.targets, choice.agency_id),
            (reads.breaks, first, last),
            more=(lang(), one, is_wide()),
            mark=html.mark_of(choice),
        )
        if one
        else figure(
            per_indicator.indicator_multiples,
            of,
            (reads.breaks, first, last),
            more=(lang(), SIDE_BY_SIDE if is_wide() else 2),
            mark=html.mark_of(choice),
        )
    )
    title = f"{one}. {names[one]}" if one else _("Ten indicators")
    draw_chart(drawn, f"indicators {bool(one)}", caption_of(choice, title, (first, last), said))
    _scores(choice, trend)
    breaks_note(first, last)


def heat(choice: Choice, year: int) -> None:
    """Draw the scores, or the points of the total lost, as a table of colours."""
    trend, said = _known_indicators(choice, year)
    if not trend:
        return
    names = {"score": _("Scores"), "lost_points": _("Points lost of the total")}
    value = st.segmented_control(
        _("Show"), list(names), format_func=names.__getitem__, default="score", required=True, key="heat_of"
    )
    if value != "lost_points":
        _heatmap(choice, (reads.indicator_trend, choice.agency_id), "score", names["score"], _span(trend), said)
        _scores(choice, trend)
        breaks_note(*_span(trend))
        return
    lost = rows(reads.lost_points_trend, choice.agency_id)
    if not lost:
        st.info(_("The points lost are not known: no year has both scores and rules."))
        return
    note = assumptions_note({row.fiscal_year for row in lost})
    of = (reads.lost_points_trend, choice.agency_id)
    _heatmap(choice, of, "lost_points", names["lost_points"], _span(lost), said, note)
    twin(choice, "lost_points", lambda: indicator_table(lost, attrgetter("lost_points"), 3, {}, bases()))
    breaks_note(*_span(lost))


def _heatmap(
    choice: Choice, of: Read, column: str, name: str, span: tuple[int, int], said: str, note: str = ""
) -> None:
    more = (lang(), column, is_wide())
    drawn = figure(heatmap.heatmap, of, (reads.breaks, *span), more=more, mark=html.mark_of(choice), note=note)
    draw_chart(drawn, f"heatmap {column}", caption_of(choice, f"{_('Heatmap')}: {name}", span, said))


def figures_of(choice: Choice, years: Sequence[int]) -> dict[int, dict[int | None, Decimal | None]]:
    """Return the scores of some years by indicator, and the total under None."""
    found: dict[int, dict[int | None, Decimal | None]] = {year: {} for year in years}
    for row in rows(reads.indicator_trend, choice.agency_id) if years else ():
        if row.fiscal_year in found:
            found[row.fiscal_year][row.indicator_no] = row.score
    for total_row in rows(reads.total_trend, choice.agency_id) if years else ():
        if total_row.fiscal_year in found:
            found[total_row.fiscal_year][None] = total_row.total_shown
    return found


def dumbbell(
    choice: Choice, changed: Sequence[YearChangeRow], from_year: int, to_year: int, between: tuple[int, ...], text: str
) -> None:
    """Draw the stated years side by side, where any indicator is known in the first and the last."""
    if any(row.change_points is not None for row in changed):
        of = (reads.year_change, choice.agency_id, from_year, to_year)
        drawn = figure(
            changes.years_compared,
            of,
            (reads.indicator_trend, choice.agency_id),
            more=(from_year, to_year, lang(), between, is_wide()),
            mark=html.mark_of(choice),
        )
        years = (from_year, *between, to_year)
        nation = any(row.change_vs_national is not None for row in changed)
        draw_chart(drawn, f"change {len(years)}", caption_of(choice, _("Years compared"), years, text, nation=nation))
