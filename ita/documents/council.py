"""What a council is shown: total, change, gaps, the lowest with their measures, the plan, and what is asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ita import ties
from ita.documents.digits import stored
from ita.documents.model import Blanks, Block, Bullets, Chart, Document, Rows, Section, Text
from ita.documents.request import PaperRequest
from ita.documents.story import Story
from ita.errors import N_, Params
from ita.formatting import known, points
from ita.frameworks import LAST_YEAR
from ita.importing.cross_checks import national_match_issues
from ita.indicator_names import indicator_name
from ita.insights.changes import beside_nation, certainty_sentence, change_sentences, total_sentences
from ita.insights.gaps import weakest_sentence
from ita.insights.levels import basis_sentence, level_sentences, no_level_reason
from ita.insights.sentence import Sentence
from ita.level_names import level_name
from ita.model import is_average
from ita.read_rows import GapRankingRow, MeasuresRow, PlanQuestionsRow, PlansRow, TotalTrendRow
from ita.result_notes import identical_years, level_doubt, plan_notes
from ita.series.changes import change_series
from ita.series.gaps import gap_series
from ita.series.trends import total_series
from ita.store import reads
from ita.store.engine import Cursor
from ita.tables.gaps import gap_table
from ita.tables.notes import assumed
from ita.tables.table import Cell, Column, IndicatorName, Table, comma_list, table
from ita.tables.trends import change_table, targets_by_year, total_table
from ita.thai import format_period

# So many of the lowest get a part of their own; more where they share the last place, as far as that singles any out.
LOWEST = 3


def council(cursor: Cursor, request: PaperRequest) -> Document:
    """Return what a council is shown of an agency's year.

    Raises
    ------
    NotKnownError
        The agency is not known, or nothing is known of it in a year that is asked for.
    """
    return council_of(Story(cursor, request))


def council_of(story: Story) -> Document:
    """Return what a council is shown of what has been read."""
    sections = [total(story)]
    if story.before is not None:
        sections.append(change(story, story.before))
    if any(row.score is not None for row in story.ranking):
        sections.append(gaps(story))
        sections += [lowest(story, row) for row in lowest_of(story)]
    if story.plans:
        sections.append(plan(story))
    sections.append(ask(story))
    return _document(story, sections)


def brief(cursor: Cursor, request: PaperRequest) -> Document:
    """Return what an executive reads on two pages: the trend, the gaps, the lowest with their measures, what is asked.

    Raises
    ------
    NotKnownError
        The agency is not known, or nothing is known of it in a year that is asked for.
    """
    return brief_of(Story(cursor, request))


def brief_of(story: Story) -> Document:
    """Return what an executive reads of what has been read."""
    sections = [total(story, since=story.before)]
    if any(row.score is not None for row in story.ranking):
        whole = gaps(story)
        without_rows = tuple(block for block in whole.blocks if not isinstance(block, Rows))
        sections += [replace(whole, blocks=without_rows), *(lowest(story, row) for row in lowest_of(story))]
    return _document(story, [*sections, ask(story)])


def _document(story: Story, sections: Sequence[Section]) -> Document:
    request = story.request
    title = story.say(N_("ITA results of fiscal year {year}"), year=request.year)
    view = story.view(N_("Overview"), "")
    return Document(title, story.stamp, view, tuple(sections), request.lang, request.digits)


def said(sentences: Iterable[Sentence], lang: str) -> tuple[str, ...]:
    """Return sentences in a language."""
    return tuple(each.in_words(lang) for each in sentences)


def total(story: Story, since: int | None = None) -> Section:
    """Return the total and level, what holds the level back, and the change since a year where no part has it."""
    request, result, lang = story.request, story.result, story.request.lang
    agency, year = request.agency_id, request.year
    rows = [each for each in reads.total_trend(story.cursor, agency) if each.fiscal_year <= year]
    row = next((each for each in rows if each.fiscal_year == year), None)
    main = story.say(N_("No total of {year} is known."), year=year)
    if row is not None and known(row.total_shown):
        main = story.say(N_("Total {total} of 100"), total=points(row.total_shown))
        if known(row.level_shown):
            main += " · " + story.say(N_("level {level}"), level=level_name(row.level_shown, lang))
    reason = no_level_reason(result, story.agency.kind, year)
    explained = reads.published_explanations(story.cursor, agency, year)
    basis = basis_sentence(row, by_rules(story)) if row is not None else None
    sentences = said(
        [
            *([basis] if basis else []),
            *level_sentences(result, explained, year),
            *([reason] if reason else []),
            *(beside_nation(row) if row is not None else []),
            *(_change_of_total(story, since) if since is not None else []),
        ],
        lang,
    )
    sentences += doubts(story)
    if row is not None and known(row.national_total) and story.agency.kind != "national_average":
        sentences += (story.say(N_("The nation's averages are as published, or worked out from what was published.")),)
    blocks: list[Block] = [Text(main, is_main=True), *(Text(each) for each in sentences)]
    if row is not None:
        chart = _trend(story, rows, " ".join((main, *sentences)))
        if chart is not None:
            blocks.append(chart)
        elif known(row.total_shown):
            blocks.append(Text(story.say(N_("No total before {year} is known, so no trend is shown."), year=year)))
    title = story.say(N_("Total and level of fiscal year {year}"), year=year)
    return Section("total", title, tuple(blocks), story.view(N_("Trends"), "trends", view="total"), (main, *sentences))


def _trend(story: Story, rows: Sequence[TotalTrendRow], spoken: str) -> Chart | None:
    """Return the total over the years of `rows`, up to that of the paper; None where they have one with a total."""
    agency, year, lang = story.request.agency_id, story.request.year, story.request.lang
    # A target of a year to come is shown; one of a year whose result is known came with it, later than the paper's.
    until = year if story.years[-1] > year else LAST_YEAR
    first = rows[0].fiscal_year
    trend, aims = story.frame(reads.total_trend, agency), story.frame(reads.targets, agency)
    series = total_series(
        trend[trend["fiscal_year"] <= year],
        None if is_average(story.agency.kind) else story.frame(reads.level_bands, first, year),
        story.frame(reads.breaks, first, year),
        aims[aims["fiscal_year"] <= until],
        lang,
    )
    if len({point.year for line in series.lines for point in line.points}) < 2:
        return None
    doubted = {each.fiscal_year for each in reads.level_doubts(story.cursor, agency)}
    targets = targets_by_year(each for each in reads.targets(story.cursor, agency) if each.fiscal_year <= until)
    figures = total_table(rows, doubted, targets, story.bases)
    return Chart(series, story.say(N_("Total and level")), spoken, figures)


def by_rules(story: Story) -> str:
    """Return by which rules the figures of the year are calculated."""
    words = assumed(story.result.rules_basis, story.request.year)
    return words.in_words(story.request.lang) if words else story.say(N_("by the rules of the year"))


def doubts(story: Story) -> tuple[str, ...]:
    """Return what speaks against taking the figures of the year as they are, as the screens and the data book do."""
    agency, year = story.request.agency_id, story.request.year
    matches = national_match_issues(reads.national_match(story.cursor, agency, year), story.result, year)
    doubted = [level_doubt(row) for row in reads.level_doubts(story.cursor, agency) if row.fiscal_year == year]
    alike = identical_years(year, [row.other_year for row in reads.identical_years(story.cursor, agency, year)])
    return (
        *(story.say(issue.text, **issue.params) for issue in matches),
        *said([*doubted, *([alike] if alike else [])], story.request.lang),
    )


def _change_of_total(story: Story, before: int) -> list[Sentence]:
    year = story.request.year
    found = total_sentences(reads.total_change(story.cursor, story.request.agency_id, before, year)[0], before, year)
    for row in reads.breaks(story.cursor, before, year):
        if row.affects == "questions":
            params: Params = {
                "year": row.fiscal_year,
                "what": row.what_th if story.request.lang == "th" else row.what_en,
                "certainty": certainty_sentence(row.certainty).in_words(story.request.lang),
            }
            found.append(Sentence("questions-changed", N_("{year}: {what} (certainty: {certainty})"), params))
    return found


def change(story: Story, before: int) -> Section:
    """Return what changed since the year that is compared, beside the nation."""
    request, lang = story.request, story.request.lang
    agency, year = request.agency_id, request.year
    whole = reads.total_change(story.cursor, agency, before, year)[0]
    changed = reads.year_change(story.cursor, agency, before, year)
    sentences = said(total_sentences(whole, before, year), lang)
    of_each = said(change_sentences(changed, lang), lang)
    series = change_series(story.frame(reads.year_change, agency, before, year), before, year, lang)
    name = story.say(N_("What changed since {year}"), year=before)
    blocks: list[Block] = [
        *(Text(each, is_main=at == 0) for at, each in enumerate(sentences)),
        *(Text(each) for each in of_each),
        Chart(
            series,
            name,
            " ".join((*sentences, *of_each)),
            change_table(changed, whole, (before, year), {}, story.bases),
        ),
    ]
    view = story.view(N_("Trends"), "trends", view="change", from_year=before, to_year=year)
    return Section("change", name, tuple(blocks), view, (*sentences, *of_each))


def gaps(story: Story) -> Section:
    """Return the gaps to 100, the widest first."""
    lang = story.request.lang
    sentence = weakest_sentence(story.ranking, lang)
    text = sentence.in_words(lang) if sentence else ""
    series = gap_series(story.frame(reads.gap_ranking, story.request.agency_id, story.request.year), lang)
    name = story.say(N_("Gaps to 100"))
    figures = gap_table(story.ranking, has_report=bool(story.plans))
    words = instrument_words(story)
    explained: list[Block] = [Text(words)] if words else []
    blocks = (Text(text, is_main=True), Chart(series, name, text, figures), *explained, Rows(figures))
    return Section("gaps", name, blocks, story.view(N_("Gaps to 100"), "gaps"), (text,))


def instrument_words(story: Story) -> str:
    """Return what each instrument of the year is, by the names that its rules hold; empty without any."""
    named = (
        (row.instrument, row.name_th if story.request.lang == "th" else row.name_en)
        for row in reads.rule_instruments(story.cursor, story.request.year)
    )
    return " · ".join(stored(f"{instrument}: {name}") for instrument, name in named if name != instrument)


def lowest_of(story: Story) -> list[GapRankingRow]:
    """Return the lowest indicators, ties whole; none where so many are equal that none is singled out."""
    scored = ties.known_rows(story.ranking, "gap_points")
    if not ties.set_apart(story.ranking):
        return []
    last = scored[:LOWEST][-1].gap_points
    shown = [row for row in scored if row.gap_points is not None and last is not None and row.gap_points >= last]
    return shown if len(shown) <= ties.MOST else scored[:LOWEST]


def lowest(story: Story, row: GapRankingRow) -> Section:
    """Return one of the lowest: its score, the questions taken up, and its measures with period and units."""
    lang, number = story.request.lang, int(row.indicator_no)
    name = indicator_name(row, lang)
    main = story.say(
        N_("Score {score}, {gap} points short of 100; rank {rank}, counted from the lowest score."),
        score=points(row.score),
        gap=points(row.gap_points),
        rank=row.rank,
    )
    blocks: list[Block] = [Text(main, is_main=True)]
    if questions := story.questions(number):
        asked = tuple(question_words(story, each) for each in questions)
        blocks.append(Bullets(asked, story.say(N_("The questions taken up ({count})"), count=len(asked))))
    measures = story.measures(number)
    plan_row = story.plans.get(number)
    if measures:
        listed = tuple(measure_words(story, each, plan_row) for each in measures)
        heading = story.say(N_("Measures ({count})"), count=len(listed))
        blocks.append(Bullets(listed, heading, is_numbered=True))
    else:
        blocks.append(Text(story.say(N_("No measure answers it")) if story.plans else no_report(story)))
    title = f"{number}. {name} ({row.instrument})"
    view = story.view(N_("Measures"), "measures", indicator=number)
    return Section(f"lowest-{number}", title, tuple(blocks), view, (main,))


def no_report(story: Story) -> str:
    """Return that measures are not known, which is not that there are none."""
    return story.say(N_("No report of {year} is stored here, so its measures are not known."), year=story.request.year)


def question_words(story: Story, row: PlanQuestionsRow) -> str:
    """Return a question that the report takes up, with its code and score where they are known."""
    words = stored(" ".join(filter(None, (row.code, row.text))))
    if known(row.score):
        # Reports state the indicator's score for a question: it is not taken for the question's own in silence.
        text = (
            N_("score {score}, the same as its indicator's")
            if row.score_basis == "same_as_indicator"
            else N_("score {score}")
        )
        words += " · " + story.say(text, score=points(row.score))
    return words


def measure_words(story: Story, row: MeasuresRow, of: PlansRow | None) -> str:
    """Return a measure with its period and units: its own, else those of the indicator's plan."""
    period = period_of(row, story.request.lang) or (period_of(of, story.request.lang) if of else "")
    units = row.units or (of.units if of else [])
    return " · ".join(filter(None, (stored(row.title), period, stored(", ".join(units)) if units else "")))


def period_of(row: MeasuresRow | PlansRow, lang: str) -> str:
    """Return a period as people read it; one that was not read as it is written."""
    return format_period(row.starts_on, row.ends_on, lang) or stored(" ".join((row.period_text or "").split()))


def plan(story: Story) -> Section:
    """Return the plan over the fiscal year: every indicator with its measures, period and units."""
    columns = (
        Column(N_("Indicator")),
        Column(N_("Measures"), unit="count"),
        Column(N_("Period")),
        Column(N_("Responsible units")),
    )
    names = {int(row.indicator_no): row for row in story.ranking}
    listed: list[Sequence[Cell]] = [
        (
            IndicatorName(names[number]),
            len(story.measures(number)),
            format_period(row.starts_on, row.ends_on, story.request.lang) or row.period_text,
            comma_list(row.units),
        )
        for number, row in sorted(story.plans.items())
        if number in names
    ]
    count = sum(len(story.measures(number)) for number in story.plans)
    years = sorted({int(row.plan_year) for row in story.plans.values()})
    main = story.say(
        N_("{measures} measures for {indicators} indicators in fiscal year {years}."),
        measures=count,
        indicators=len(listed),
        years=", ".join(map(str, years)),
    )
    made: Table = table(columns, listed)
    title = story.say(N_("The plan of fiscal year {years}"), years=", ".join(map(str, years)))
    # A plan that is over is not shown as if it ran.
    noted = said(plan_notes(list(story.plans.values()), story.request.today, story.request.lang), story.request.lang)
    blocks: list[Block] = [Text(main, is_main=True), *(Text(each) for each in noted), Rows(made)]
    return Section("plan", title, tuple(blocks), story.view(N_("Measures"), "measures"), (main, *noted))


def ask(story: Story) -> Section:
    """Return what is asked of the council: what the figures leave open, and room for what only the agency knows."""
    lang = story.request.lang
    open_ones = [
        f"{row.indicator_no}. {indicator_name(row, lang)}"
        for row in story.ranking
        if row.score is not None and not story.measures(int(row.indicator_no))
    ]
    items = []
    if not story.plans:
        items.append(no_report(story))
    elif open_ones:
        items.append(story.say(N_("Indicators without a measure: {names}."), names=", ".join(open_ones)))
    lacking = [
        str(number)
        for number, row in sorted(story.plans.items())
        if story.measures(number) and not row.units and not any(each.units for each in story.measures(number))
    ]
    if lacking:
        items.append(
            story.say(N_("Measures without a responsible unit, by indicator: {numbers}."), numbers=", ".join(lacking))
        )
    blocks: list[Block] = [Bullets(tuple(items), story.say(N_("What is open")))] if items else []
    blocks.append(Blanks(story.say(N_("For decision")), 3))
    title = story.say(N_("What is asked of the council"))
    return Section("ask", title, tuple(blocks), story.view(N_("Overview"), ""), tuple(items))
