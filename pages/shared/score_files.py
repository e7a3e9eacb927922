"""Scores from a file or from pasted text: the template, what was read beside what is stored, and every issue."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from ita.errors import N_, InputError, Issue, ItaError
from ita.exporting.issue_list import issue_list
from ita.exporting.template import Total, score_template
from ita.figures import known, points
from ita.i18n import issue_text, place_text
from ita.importing.differences import NO_KEYS
from ita.importing.door import ParsedScores, newest_year
from ita.importing.load_scores import ScoresImported, store_scores
from ita.importing.scores.values import ScoreSheet
from ita.importing.uploads import read_paste, read_upload
from pages.shared import parts
from pages.shared.data import opened, rows
from pages.shared.differences import differences, looked_at, say_left, say_meanwhile
from pages.shared.guard import escape as plain
from pages.shared.guard import show_issues, told
from pages.shared.importing import FIRST_YEAR, look_at
from pages.shared.progress import shown as long_work
from pages.shared.state import Choice
from pages.shared.words import _, lang

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# More than these are read better as a list; a file of wrong cells has one issue a cell.
_ISSUES_APART = 10
_ISSUES_SHOWN = 200
_LONGEST_TEXT = 20_000
# Rules of files that are refused for what they are, with advice on how to bring a report.
_KINDS_OF_REPORTS = frozenset({"picture", "archive"})
# A file that was tried as a report in the end, and has nothing of one either.
_NO_SCORES = frozenset({"no-table"})


@st.fragment
def score_file(choice: Choice) -> None:
    """Offer the template, read a filled one or a CSV, and store it on confirmation."""
    if not parts.takes_results(choice):
        return
    st.markdown(
        _(
            "Scores of one or several years, and of questions where you have them, from the template or from a table "
            "of your own (.xlsx or .csv). They are read first; you confirm before anything is stored."
        )
    )
    # Made in another thread, only when someone asks for it: what it needs of the session is taken here.
    name, language = choice.name, lang()
    st.download_button(
        _("Download the template (.xlsx)"),
        lambda: _template(choice.agency_id, name, language),
        f"ita-scores-{choice.agency_id}.xlsx",
        _XLSX,
        key=f"template_{choice.agency_id}",
        on_click="ignore",
    )
    st.caption(
        _(
            "It holds the ITAS scores that are stored for this town. Scores of its report are left out, "
            "so that they do not come back as scores from ITAS."
        )
    )
    file = st.file_uploader(
        _("File of scores"),
        accept_multiple_files=False,
        key=f"score_upload_{choice.agency_id}_{st.session_state.get('uploads', 0)}",
    )
    if file is None:
        return
    data = file.getvalue()
    with told():
        parsed = _read(data, file.name)
        if parsed is None:
            st.warning(
                _(
                    "This file holds no table of scores. Scores are read from .xlsx and .csv files, and from text "
                    "pasted below. A report is uploaded under “2 · Upload the report”."
                )
            )
            return
        _offer(choice, parsed)


def _read(data: bytes, file: str) -> ParsedScores | None:
    """Return the scores of a file; None where it is a report, or nothing that says what it is."""
    try:
        with long_work(_("Reading the file…")):
            parsed = read_upload(data, file, opened()[1])
    except ItaError as reason:
        if reason.rule in _NO_SCORES:
            return None
        raise _of_scores(reason) from None
    return parsed if isinstance(parsed, ParsedScores) else None


def _of_scores(reason: ItaError) -> ItaError:
    """Return a refusal whose hint is of scores: what the readers say of other kinds of file is of reports."""
    if reason.rule not in _KINDS_OF_REPORTS:
        return reason.with_traceback(None)
    hint = N_("Scores are read from .xlsx and .csv files, and from text pasted below; what a picture shows is typed.")
    return InputError(reason.text, reason.params, hint=hint, place=reason.place, rule=reason.rule)


@st.fragment
def pasted_scores(choice: Choice) -> None:
    """Read scores out of text copied from ITAS, and store them on confirmation."""
    if not parts.takes_results(choice):
        return
    st.markdown(
        _(
            "Copy the result of one year from ITAS and paste it here: lines such as “1 การปฏิบัติหน้าที่ 97.21”, "
            "“คะแนนรวม 93.81”, “ระดับ ผ่านดี”, or a table."
        )
    )
    newest = newest_year()
    years = list(range(newest, FIRST_YEAR - 1, -1))
    default = choice.year if choice.year in years else newest - 1
    year = st.selectbox(
        _("Fiscal year of the scores"),
        years,
        index=years.index(default),
        width=220,
        filter_mode=None,
        key=f"pasted_year_{choice.agency_id}",
    )
    text = st.text_area(
        _("Text from ITAS"),
        height=260,
        max_chars=_LONGEST_TEXT,
        key=f"pasted_{choice.agency_id}_{st.session_state.get('uploads', 0)}",
    )
    if not text.strip():
        st.caption(_("Nothing pasted yet."))
        return
    with told():
        with long_work(_("Reading the text…")):
            parsed = read_paste(text, year, opened()[1])
        _offer(choice, parsed)


def _template(agency_id: str, name: str, language: str) -> bytes:
    """Return the template with all that is stored of the town's own result: what it leaves out an import takes away."""
    years = range(FIRST_YEAR, newest_year() + 1)
    own = {
        year: {int(row["indicator_no"]): Decimal(f"{row['score']:.2f}") for row in rows("own_result", agency_id, year)}
        for year in years
    }
    totals: dict[int, Total] = {}
    questions: list[tuple[int, str, Decimal]] = []
    for year in years:
        for row in rows("assessment", agency_id, year):
            if row["total_origin"] == "own_result":
                total, level = row["total_published"], row["level_published"]
                totals[year] = (Decimal(points(total)) if known(total) else None, str(level) if known(level) else None)
        questions += [
            (year, str(row["code"]), Decimal(points(row["score"])))
            for row in rows("question_scores", agency_id, year)
            if row["origin"] == "own_result"
        ]
    return score_template(opened()[1], name, years, own, language, totals=totals, questions=questions)


def _offer(choice: Choice, parsed: ParsedScores) -> None:
    """Show what was read with every issue, and offer to store it where there is no error."""
    engine, sheet = opened()[0], parsed.sheet
    if sheet.errors:
        st.error(_("{count} places are wrong; nothing can be stored yet.").format(count=len(sheet.errors)))
        _issues(sheet.issues)
        _figures(choice, sheet, None)
        return
    preview = store_scores(engine, choice.agency_id, parsed, keep=False)
    if preview.unchanged:
        st.info(
            plain(
                _("The same scores stand already as import {import_id}; nothing would change.").format(
                    import_id=preview.import_id
                )
            )
        )
    st.markdown(
        "**"
        + plain(
            _("Read for {town}: {indicators} scores and {questions} scores of questions of {years}").format(
                town=preview.agency_name,
                indicators=preview.indicators,
                questions=preview.questions,
                years=", ".join(map(str, preview.years)),
            )
        )
        + "**"
    )
    read_so = st.container()
    key = parsed.source.sha256[:12]
    left = NO_KEYS if preview.unchanged else differences(preview.differences, key)
    # What is left changes total and level, and what is to be said of them.
    then = store_scores(engine, choice.agency_id, parsed, leave=left, keep=False) if left else preview
    with read_so:
        _figures(choice, sheet, then)
        _issues(then.issues)
    if preview.unchanged:
        return
    if left:
        st.caption(say_left(left))
    seen = looked_at(preview.differences, f"{choice.agency_id}_{key}")
    if st.button(_("Store these scores"), type="primary", key=f"store_{key}"):
        if not seen:
            say_meanwhile()
            return
        done = store_scores(engine, choice.agency_id, parsed, leave=left)
        st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
        stored = _("Stored: {indicators} scores and {questions} scores of questions of {years}.").format(
            indicators=done.indicators, questions=done.questions, years=", ".join(map(str, done.years))
        )
        look_at(
            choice.agency_id,
            max((result.fiscal_year for result in sheet.years), default=choice.year),
            f"{stored} {say_left(left)}".strip(),
        )


def _figures(choice: Choice, sheet: ScoreSheet, preview: ScoresImported | None) -> None:
    """Show the figures read, each beside the one that is stored now where that is another."""
    stored = {
        (int(row["fiscal_year"]), int(row["indicator_no"])): points(row["score"])
        for row in rows("indicator_trend", choice.agency_id)
        if known(row["score"])
    }
    # A column a year: ten indicators side by side are wider than a screen.
    heads = [_("Indicator"), *(str(result.fiscal_year) for result in sheet.years)]
    cells = [
        [
            f"{indicator.indicator_no}. {indicator.name_th if lang() == 'th' else indicator.name_en}",
            *(
                _beside(
                    points(result.scores.get(indicator.indicator_no)),
                    stored.get((result.fiscal_year, indicator.indicator_no)),
                )
                for result in sheet.years
            ),
        ]
        for indicator in opened()[1].indicators
    ]
    totals, levels = [_("Total")], [_("Level")]
    for result in sheet.years:
        before = (rows("assessment", choice.agency_id, result.fiscal_year) or [{}])[0]
        total, level = before.get("total_published"), before.get("level_published")
        totals.append(_beside(points(result.total), points(total) if known(total) else None))
        levels.append(_beside(result.level or "–", str(level) if known(level) else None))
    cells += [totals, levels]
    if preview:
        then = [preview.assessments.get(result.fiscal_year, {}) for result in sheet.years]
        cells.append([_("Calculated total"), *(points(each.get("total")) for each in then)])
        cells.append([_("Calculated level"), *(str(each.get("level") or "–") for each in then)])
    if sheet.years:
        parts.table(heads, cells, numbers=range(1, len(heads)))
    if sheet.questions:
        with st.expander(_("{count} scores of questions").format(count=len(sheet.questions))):
            _questions(choice, sheet)


def _questions(choice: Choice, sheet: ScoreSheet) -> None:
    now = {
        (year, str(row["code"])): points(row["score"])
        for year in sorted({question.fiscal_year for question in sheet.questions})
        for row in rows("question_scores", choice.agency_id, year)
    }
    parts.table(
        [_("Fiscal year"), _("Question"), _("Score")],
        [
            [str(q.fiscal_year), q.code, _beside(points(q.score), now.get((q.fiscal_year, q.code)))]
            for q in sheet.questions
        ],
        numbers=(2,),
    )


def _beside(read: str, stored: str | None) -> str:
    """Return a figure read, with the one that is stored now where that is another."""
    return read if stored in (None, read) else _("{read} (now {stored})").format(read=read, stored=stored)


def _issues(issues: Sequence[Issue]) -> None:
    """Show issues with their places, and offer all of them as a list."""
    if not issues:
        return
    if len(issues) <= _ISSUES_APART:
        show_issues(issues)
    else:
        marks = {"error": _("Error"), "warning": _("Check"), "notice": _("Note")}
        order = sorted(issues, key=lambda issue: list(marks).index(issue.severity))
        parts.table(
            [_("Severity"), _("Where"), _("What is wrong")],
            [
                [marks[issue.severity], place_text(issue.place, lang()) or "–", issue_text(issue, lang())]
                for issue in order[:_ISSUES_SHOWN]
            ],
            caption=_("All of them are in the list below.") if len(order) > _ISSUES_SHOWN else "",
        )
    st.download_button(
        _("Save this list (CSV)"),
        issue_list(issues, lang()),
        "ita-issues.csv",
        "text/csv",
        key=f"issues_{hashlib.sha256(repr(issues).encode()).hexdigest()[:12]}",
        on_click="ignore",
    )
