"""Scores from a file or from pasted text: the template, the file, the text; what comes of them is previewed."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import streamlit as st

from ita.errors import N_, InputError, ItaError
from ita.exporting.template import Total, score_template
from ita.importing.candidates import Whose
from ita.importing.choices import ImportChoices
from ita.importing.file_parser import ParsedScores, newest_year
from ita.importing.parse_cache import read_paste, read_upload
from ita.importing.report.questions import AskedError
from ita.store import reads
from pages.imports.score_preview import offer, read_as_chosen, whose
from pages.imports.typed_scores import FIRST_YEAR
from pages.shared import html
from pages.shared.errors_ui import show_errors
from pages.shared.language import _, lang
from pages.shared.progress import long_work
from pages.shared.reads_cache import opened, rows
from pages.shared.selection import Choice
from pages.shared.session import session

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_TEXT = 20_000
# Rules of files that are refused for what they are, with advice on how to bring a report.
_KINDS_OF_REPORTS = frozenset({"picture", "archive"})
# A file that was tried as a report in the end, and has nothing of one either.
_NO_SCORES = frozenset({"no-table", "old-doc", "old-ppt", "rtf", "not-docx"})
_PDF = "pdf"


@st.fragment
def score_file(choice: Choice) -> None:
    """Offer the template, read a filled one or a CSV, and store it on confirmation."""
    if not html.takes_results(choice):
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
            "It holds the ITAS scores that are stored for this agency. Scores of its report are left out, "
            "so that they do not come back as scores from ITAS."
        )
    )
    file = st.file_uploader(
        _("File of scores"),
        accept_multiple_files=False,
        key=session().upload_key("score_upload", choice.agency_id),
    )
    if file is None:
        return
    data = file.getvalue()
    key = f"{choice.agency_id}_{hashlib.sha256(data).hexdigest()[:12]}"

    def reading(choices: ImportChoices) -> ParsedScores | None:
        return _read(data, file.name, choices, whose(choice))

    with show_errors():
        parsed = read_as_chosen(reading, key)
        if parsed is None:
            st.warning(
                _(
                    "This file holds no table of scores. Scores are read from .xlsx and .csv files, and from text "
                    "pasted below. A report is uploaded under “2 · Upload the report”."
                )
            )
            return
        offer(choice, parsed, key, reading)


def _read(data: bytes, file: str, choices: ImportChoices, agency: Whose | None) -> ParsedScores | None:
    """Return the scores of a file; None where it is a report, or nothing that says what it is."""
    try:
        parsed = long_work(_("Reading the file…"), lambda: read_upload(data, file, opened()[1], choices, agency))
    except ItaError as reason:
        if reason.rule in _NO_SCORES or reason.rule.startswith(_PDF) or isinstance(reason, AskedError):
            return None
        raise _of_scores(reason) from None
    return parsed if isinstance(parsed, ParsedScores) else None


def _of_scores(reason: ItaError) -> ItaError:
    """Return a refusal whose hint is of scores: what the readers say of other kinds of file is of reports."""
    if reason.rule not in _KINDS_OF_REPORTS:
        return reason.with_traceback(None)
    hint = N_("Scores are read from .xlsx and .csv files, and from text pasted below; what a picture shows is typed.")
    return InputError(reason.text, reason.params, hint=hint, location=reason.location, rule=reason.rule)


@st.fragment
def pasted_scores(choice: Choice) -> None:
    """Read scores out of text copied from ITAS, and store them on confirmation."""
    if not html.takes_results(choice):
        return
    st.markdown(
        _(
            "Copy the result of one year from ITAS and paste it here: lines such as “1 การปฏิบัติหน้าที่ 97.21”, "
            "“คะแนนรวม 93.81”, “ระดับ ผ่านดี”, or a table."
        )
    )
    # No year is chosen in advance: the text's own one is taken, and where it names none it is asked for.
    year = st.selectbox(
        _("Fiscal year of the scores"),
        list(range(newest_year(), FIRST_YEAR - 1, -1)),
        index=None,
        placeholder=_("as the text says"),
        width=220,
        filter_mode=None,
        key=f"pasted_year_{choice.agency_id}",
    )
    text = st.text_area(
        _("Text from ITAS"),
        height=260,
        max_chars=_LONGEST_TEXT,
        key=session().upload_key("pasted", choice.agency_id),
    )
    if not text.strip():
        st.caption(_("Nothing pasted yet."))
        return
    key = f"{choice.agency_id}_{hashlib.sha256(f'{year} {text}'.encode()).hexdigest()[:12]}"

    def reading(choices: ImportChoices) -> ParsedScores:
        mine = whose(choice)
        return long_work(_("Reading the text…"), lambda: read_paste(text, year, opened()[1], choices, mine))

    with show_errors():
        parsed = read_as_chosen(reading, key)
        if parsed is not None:
            offer(choice, parsed, key, reading)


def _template(agency_id: str, name: str, language: str) -> bytes:
    """Return the template with all that is stored of the town's own result: what it leaves out an import takes away."""
    years = range(FIRST_YEAR, newest_year() + 1)
    own = {year: {row.indicator_no: row.score for row in rows(reads.own_result, agency_id, year)} for year in years}
    totals: dict[int, Total] = {}
    questions: list[tuple[int, str, Decimal]] = []
    for year in years:
        for row in rows(reads.assessment, agency_id, year):
            if row.total_origin == "own_result":
                totals[year] = (row.total_published, row.level_published)
        questions += [
            (year, row.code, row.score)
            for row in rows(reads.question_scores, agency_id, year)
            if row.origin == "own_result"
        ]
    return score_template(opened()[1], name, years, own, language, totals=totals, questions=questions)
