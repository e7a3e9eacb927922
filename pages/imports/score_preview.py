"""Scores that were read: what they are taken for, what is open, each figure beside the stored one, and storing them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from ita.errors import N_, Issue, ItaError
from ita.exporting.issue_list import issue_list
from ita.importing import saved_mappings
from ita.importing.candidates import Offer, Whose
from ita.importing.choices import NO_CHOICES, ImportChoices
from ita.importing.differences import NO_KEYS, Key
from ita.importing.file_parser import ParsedScores
from ita.importing.score_agency import whose_of
from ita.importing.score_import import ScoresImported, store_scores
from ita.importing.scores.sheet_builder import ScoreSheet
from ita.model import TypedResult
from ita.store import reads
from ita.tables.imports import read_figures, read_questions
from ita.tables.issues import issues_shown
from pages.imports import mapping
from pages.imports.file_questions import (
    as_remembered,
    begin_anew,
    choices_of,
    choose,
    decided,
    is_fresh,
    questions,
    remembered_of,
)
from pages.imports.score_rows import rows_to_take
from pages.imports.typed_scores import look_at
from pages.shared import html
from pages.shared.differences import looked_at, report_kept_fields, say_meanwhile
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_issues
from pages.shared.language import _, lang
from pages.shared.reads_cache import opened, rows
from pages.shared.selection import Choice
from pages.shared.session import session

Reading = Callable[[ImportChoices], ParsedScores | None]

# More than these are read better as a list; a file of wrong cells has one issue a cell.
_ISSUES_APART = 10


def whose(choice: Choice) -> Whose | None:
    """Return the agency that is imported for, so that another one's figures are told from its own."""
    return whose_of(opened()[0], choice.agency_id)


def read_as_chosen(reading: Reading, key: str) -> ParsedScores | None:
    """Read by what a person decided of this file, or else of the last file of the same shape."""
    choices = choices_of(key)
    try:
        parsed = reading(choices)
    except ItaError:
        if choices != NO_CHOICES:
            st.button(_("Choose anew"), on_click=begin_anew, args=(key,), key=f"anew_{key}")
        raise
    if parsed is None or choices != NO_CHOICES or not is_fresh(key):
        return parsed
    choose(key, NO_CHOICES)
    before = remembered_of(saved_mappings.shape_of(parsed.sheet.tables))
    if before is None:
        return parsed
    import_id, choices = before
    try:
        again = reading(choices)
    except ItaError:
        return parsed
    if again is None:
        return parsed
    as_remembered(key, import_id, choices)
    return again


def offer(choice: Choice, parsed: ParsedScores, key: str, reading: Reading) -> None:
    """Show what was read with every issue, ask what is open, and offer to store it where nothing is."""
    sheet = parsed.sheet
    _mapping_step(choice, parsed, key)
    if sheet.faults:
        st.error(_("{count} places are wrong; nothing can be stored yet.").format(count=len(sheet.faults)))
        _issues([issue for issue in sheet.issues if issue not in [ask.issue for ask in sheet.asks]])
        _figures(choice, sheet, None)
        return
    if sheet.asks:
        st.info(_("Nothing can be stored before you have chosen."))
        _figures(choice, sheet, None)
        return
    _preview(choice, parsed, key, reading)


def _mapping_step(choice: Choice, parsed: ParsedScores, key: str) -> None:
    """Say in one line what was read, and unfold how: open where something is asked."""
    sheet = parsed.sheet
    questions(sheet.asks, key)
    decided(key)
    if sheet.tables:
        with st.expander(
            f"{plain(_read_as(choice, sheet))} · {_('change')}",
            expanded=bool(sheet.asks and parsed.shown),
            key=f"step_{key}",
        ):
            mapping.tables(parsed, key)
    elif sheet.years:
        st.markdown(f"**{plain(_read_as(choice, sheet))}**")


def _read_as(choice: Choice, sheet: ScoreSheet) -> str:
    years = ", ".join(dict.fromkeys(str(result.fiscal_year) for result in sheet.years)) or "–"
    if sheet.kind == "targets":
        return _("Read as: targets of {years} of {town}").format(years=years, town=choice.name)
    if sheet.kind == "average":
        return _("Read as: average of {years}").format(years=years)
    if not sheet.years and not sheet.questions:
        return _("Nothing is taken yet")
    return _("Read as: result of {years} of {town}").format(years=years, town=choice.name)


def _previewed(choice: Choice, parsed: ParsedScores, left: frozenset[Key] = NO_KEYS) -> ScoresImported:
    """Return what storing would do."""
    engine, frameworks = opened()
    return store_scores(engine, _agency(choice, parsed), parsed, frameworks=frameworks, kept_fields=left, dry_run=True)


def _agency(choice: Choice, parsed: ParsedScores) -> str:
    """Return whose the figures are: averages are those of the average that was chosen, all else is the agency's own."""
    return parsed.choices.agency_id or choice.agency_id if parsed.sheet.kind == "average" else choice.agency_id


def _preview(choice: Choice, parsed: ParsedScores, key: str, reading: Reading) -> None:
    sheet = parsed.sheet
    preview = _previewed(choice, parsed)
    if preview.unchanged:
        st.info(
            plain(
                _("These scores are already stored as import {import_id}; nothing would change.").format(
                    import_id=preview.import_id
                )
            )
        )
    st.markdown(
        "**"
        + plain(
            _("Read for {town}: {indicators} scores and {questions} scores of questions of {years}").format(
                town=choice.name,
                indicators=preview.indicators,
                questions=preview.questions,
                years=", ".join(map(str, preview.years)),
            )
        )
        + "**"
    )
    if preview.unchanged:
        _figures(choice, sheet, preview)
        _issues(preview.issues)
        return
    # Of one year everything stands in the rows with their ticks; of several, side by side.
    is_whole = len(sheet.years) == 1 and not sheet.questions and bool(preview.differences)
    read_so = st.container()
    left = rows_to_take(preview.differences, key, whole=is_whole)
    # What is left changes total and level, and what is to be said of them.
    then = _previewed(choice, parsed, left) if left else preview
    asked = [ask.issue for ask in then.asks]
    with read_so:
        questions(then.asks, key)
        _figures(choice, sheet, then, only_calculated=is_whole)
        _issues([issue for issue in then.issues if (issue.rule, issue.params) not in _told(asked)])
    if left:
        st.caption(report_kept_fields(left))
    taken = [each for number, each in enumerate(sheet.offers) if _offered(each, f"{key}_{number}")]
    seen = looked_at(preview.differences, key)
    if then.asks:
        st.caption(_("It can be stored once you have ticked what is asked above."))
    pressed = st.button(_("Store these scores"), type="primary", key=f"store_{key}", disabled=bool(then.asks))
    if pressed and not then.asks:
        if not seen:
            say_meanwhile()
            return
        _store(choice, parsed, left, taken, key, reading)


def _told(issues: Sequence[Issue]) -> list[tuple[str, object]]:
    return [(issue.rule, issue.params) for issue in issues]


def _offered(each: Offer, name: str) -> bool:
    """Offer figures that stand beside the result as what they are; targets can be taken in the same go."""
    if each.role != "target" or each.fiscal_year is None:
        return False
    label = _("Also store the targets of {year} in the same file ({count} figures)")
    return st.checkbox(label.format(year=each.fiscal_year, count=len(each.figures)), key=f"offer_{name}")


def _store(
    choice: Choice, parsed: ParsedScores, left: frozenset[Key], taken: Sequence[Offer], key: str, reading: Reading
) -> None:
    (engine, frameworks), sheet = opened(), parsed.sheet
    done = store_scores(engine, _agency(choice, parsed), parsed, frameworks=frameworks, kept_fields=left)
    stored = _("Stored: {indicators} scores and {questions} scores of questions of {years}.").format(
        indicators=done.indicators, questions=done.questions, years=", ".join(map(str, done.years))
    )
    if taken:
        targets = reading(replace(choices_of(key), as_role="targets", columns=(), mapping=None))
        if targets is not None and not targets.sheet.errors:
            more = store_scores(engine, choice.agency_id, targets, frameworks=frameworks)
            stored += " " + _("Targets of {years} too.").format(years=", ".join(map(str, more.years)))
    session().forget_uploads()
    look_at(
        choice.agency_id,
        max((result.fiscal_year for result in sheet.years), default=choice.year),
        f"{stored} {report_kept_fields(left)}".strip(),
    )


def _figures(
    choice: Choice, sheet: ScoreSheet, preview: ScoresImported | None, *, only_calculated: bool = False
) -> None:
    """Show the figures read, each beside the one that is stored now where that is another, and what they give."""
    trend = rows(reads.indicator_trend, choice.agency_id) if sheet.kind == "result" else []
    stored: dict[int, TypedResult] = {}
    for year in (result.fiscal_year for result in sheet.years):
        before = rows(reads.assessment, choice.agency_id, year)
        scores = {row.indicator_no: row.score for row in trend if row.fiscal_year == year}
        total, level = (before[0].total_published, before[0].level_published) if before else (None, None)
        stored[year] = TypedResult(year, scores, total, level)
    calculated = preview.assessments if preview else {}
    of = read_figures(sheet.years, opened()[1].indicators, stored, calculated, only_calculated=only_calculated)
    if sheet.years:
        html.show_table(of)
    if sheet.questions:
        with st.expander(_("{count} scores of questions").format(count=len(sheet.questions))):
            _questions(choice, sheet)


def _questions(choice: Choice, sheet: ScoreSheet) -> None:
    stored = {
        (year, row.code): row.score
        for year in sorted({question.fiscal_year for question in sheet.questions})
        for row in rows(reads.question_scores, choice.agency_id, year)
    }
    html.show_table(read_questions(sheet.questions, stored))


def _issues(issues: Sequence[Issue]) -> None:
    """Show issues with their places, and offer all of them as a list."""
    if not issues:
        return
    if len(issues) <= _ISSUES_APART:
        show_issues(issues)
    else:
        html.show_table(issues_shown(issues, N_("What is wrong")))
    st.download_button(
        _("Save this list (CSV)"),
        issue_list(issues, lang()),
        "ita-issues.csv",
        "text/csv",
        key=f"issues_{hashlib.sha256(repr(issues).encode()).hexdigest()[:12]}",
        on_click="ignore",
    )
