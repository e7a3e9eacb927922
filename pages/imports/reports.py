"""A report that is uploaded: what was read of it, what it would change, and storing it on confirmation."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ita.errors import Issue, ItaError
from ita.i18n import error_text, issue_text
from ita.importing.candidates import Ask
from ita.importing.differences import Key
from ita.importing.file_parser import ParsedReport, ParsedScores
from ita.importing.parse_cache import read_upload, see_headers
from ita.importing.report.manual_review import CONFIRMED
from ita.importing.report.normalise import ACCEPTABLE
from ita.importing.report.questions import AskedError
from ita.importing.report_import import Imported, store_report
from ita.importing.saved_mappings import shape_of_report
from ita.issues import DECISIONS
from ita.store import reads
from ita.tables.imports import calculated_total, report_plans
from ita.tables.table import Joined
from ita.thai import bangkok
from pages.imports.agency_picker import agency_of, where
from pages.imports.file_questions import as_remembered, choices_of, decided, is_fresh, questions, remembered_of
from pages.imports.pdf_review import review_texts
from pages.imports.report_headers import OF_HEADERS, headers
from pages.imports.typed_scores import look_at
from pages.shared import html
from pages.shared.differences import differences, looked_at, report_kept_fields, say_meanwhile
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_errors, show_issues
from pages.shared.language import _, lang
from pages.shared.progress import long_work
from pages.shared.reads_cache import opened, rows
from pages.shared.selection import Choice
from pages.shared.session import session


def uploaded_report(choice: Choice | None) -> None:
    """Read a report, show what was read and every issue with its place, and store it on confirmation."""
    st.markdown(
        _(
            "The published ITA report as Word (.docx), Excel (.xlsx), CSV, PDF or text, up to 20 MB. "
            "It is read first; you confirm before anything is stored."
        )
    )
    file = st.file_uploader(_("Report file"), accept_multiple_files=False, key=session().upload_key("upload"))
    if file is None:
        return
    data = file.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    key = digest[:12]
    engine, frameworks = opened()
    # What is read is shown as if confirmed; what is stored is confirmed row by row below.
    everything = frozenset(i.indicator_no for i in frameworks.indicators)
    try:
        parsed = long_work(_("Reading the file…"), lambda: _read(data, file.name, key, everything))
        if isinstance(parsed, ParsedScores):
            st.info(_("This file holds a table of scores. Scores are uploaded under “4 · Scores from Excel or ITAS”."))
            return
        filed = where(parsed, choice)
        if filed is None:
            return
        agency = agency_of(filed)
        found = store_report(engine, parsed, agency=agency, dry_run=True)
        decided(key)
    except ItaError as reason:
        _refused(reason, key)
        if reason.rule in OF_HEADERS:
            with show_errors():
                headers(long_work(_("Reading the file…"), lambda: see_headers(data, file.name)), key)
        return
    is_decided = found.unchanged or _decision(found.issues, key)
    total = _preview(found)
    if shown := _total(found):
        total.markdown(shown)
    if found.unchanged or found.report is None:
        return
    left = differences(found.differences, key)
    if left:
        with show_errors():
            then = store_report(engine, parsed, agency=agency, kept_fields=left, dry_run=True)
            total.markdown(_total(then))
            _then(found, then, left)
    ticked = review_texts(found.report, key)
    seen = looked_at(found.differences, key)
    if _confirmed(len(parsed.report.to_confirm - ticked), is_decided=is_decided):
        if not seen:
            say_meanwhile()
            return
        with show_errors():
            done = long_work(_("Storing…"), lambda: store_report(engine, parsed, agency=agency, kept_fields=left))
            session().forget_uploads()
            stored = _("Stored: scores of {year}, {measures} measures, {steps} steps.").format(
                year=done.fiscal_year, measures=done.measures, steps=done.steps
            )
            look_at(done.agency_id, done.fiscal_year, f"{stored} {report_kept_fields(left)}".strip())


def _read(data: bytes, file: str, key: str, confirmed: frozenset[int]) -> ParsedReport | ParsedScores:
    """Read by what a person decided of this file; where its headers are not known, as the last report like it."""
    frameworks = opened()[1]
    try:
        return read_upload(data, file, frameworks, replace(choices_of(key), confirmed=confirmed))
    except ItaError as reason:
        if reason.rule not in OF_HEADERS or not is_fresh(key):
            raise
        before = remembered_of(shape_of_report(see_headers(data, file)))
        if before is None:
            raise
        try:
            parsed = read_upload(data, file, frameworks, replace(before[1], confirmed=confirmed))
        except AskedError:
            # The headers are as they were; what else is open is asked.
            as_remembered(key, *before)
            raise
        except ItaError:
            raise reason from None
        as_remembered(key, *before)
        return parsed


def _decision(issues: Sequence[Issue], key: str) -> bool:
    """Have a person decide on top where the report gives other scores than ITAS; tell whether nothing is open."""
    apart = [issue for issue in issues if issue.rule in DECISIONS]
    if not apart:
        return True
    show_issues(apart)
    answers = {
        "itas": _("ITAS is right: its scores are shown, the report's are kept beside them"),
        "report": _("The report is right: I will correct the scores from ITAS afterwards"),
    }
    chosen_answer = st.radio(
        _("The report and ITAS differ. Which is right?"),
        list(answers),
        index=None,
        format_func=answers.__getitem__,
        key=f"decision_{key}",
    )
    return chosen_answer is not None


def _confirmed(missing: int, *, is_decided: bool) -> bool:
    """Draw the button that stores, and tell whether it was pressed: not before every row of a PDF was compared."""
    is_open = missing > 0 or not is_decided
    # Shown from the start, so that nobody takes the rows for all that there is.
    pressed = st.button(_("Store this report"), type="primary", key="store_report", disabled=is_open)
    if missing:
        st.caption(_("{count} rows are still to be compared and ticked; then it can be stored.").format(count=missing))
    return pressed and not is_open


def _then(found: Imported, then: Imported, left: frozenset[Key]) -> None:
    """Show beside the choices what would be stored with them: total, level, and what only they bring about."""
    st.markdown(f"{plain(report_kept_fields(left))} {_total(then)}".strip())
    show_issues([issue for issue in then.issues if issue.severity == "warning" and issue not in found.issues])


def _refused(reason: ItaError, key: str) -> None:
    """Say why a file is refused, and what the person can do about it here."""
    if reason.rule == "agency-unknown":
        st.warning(
            plain(
                _("The report was read, but its agency is not here: {town}.").format(town=reason.params["town"] or "–")
            )
        )
        st.markdown(_("Choose above where to file it, or add the agency first under “1 · Your own agency”."))
        return
    decided(key)
    if isinstance(reason, AskedError):
        st.info(_("Nothing can be stored before you have chosen."))
        questions(reason.asks, key)
        return
    rules = {issue.rule for issue in reason.issues}
    if rules and rules <= ACCEPTABLE:
        st.info(_("If these are right as they are, tick them; else correct the file and choose it again."))
        questions([Ask(issue.rule, issue, is_doubt=True) for issue in reason.issues], key)
        return
    st.error(_("The file was refused; nothing was changed."))
    if not reason.issues:
        st.error(plain(error_text(reason, lang())))
        return
    show_issues(reason.issues)
    if reason.hint:
        st.info(plain(_(reason.hint).format_map(reason.params)))


def _total(found: Imported) -> str:
    """Return total and level as Markdown; empty where they are not known."""
    said = calculated_total(found.assessment)
    return plain(said.in_words(lang())) if said else ""


def _preview(found: Imported) -> DeltaGenerator:
    """Show what was read, indicator by indicator, and every issue with its place; return the place of the total."""
    report = found.report
    if found.unchanged:
        st.info(
            plain(
                _("This file is already stored as import {import_id}; nothing would change.").format(
                    import_id=found.import_id
                )
            )
        )
    st.markdown(
        "**"
        + plain(
            _(
                "Read: {town} · scores of {year} · plan of {plan} · "
                "{indicators} indicators, {measures} measures, {steps} steps"
            ).format(
                town=found.agency_name,
                year=found.fiscal_year,
                plan=found.plan_year,
                indicators=found.indicators,
                measures=found.measures,
                steps=found.steps,
            )
        )
        + "**"
    )
    total = st.empty()
    if found.supersedes and not found.unchanged:
        st.warning(
            plain(
                _("It replaces the report stored before ({report}); undoing it makes that one current again.").format(
                    report=_stored_before(found)
                )
            )
        )
    for issue in (i for i in found.issues if i.rule == "agency-differs"):
        st.warning(plain(issue_text(issue, lang())))
    shown = [i for i in found.issues if i.rule not in {"agency-differs", CONFIRMED, *DECISIONS}]
    show_issues([i for i in shown if i.severity != "notice"])
    if notes := [i for i in shown if i.severity == "notice"]:
        # How something was read changes nothing that the person must do now.
        with st.expander(_("How it was read: {count} notes").format(count=len(notes))):
            show_issues(notes)
    if report is None:
        return total
    html.show_table(report_plans(report.plans, opened()[1].indicators))
    return total


def _stored_before(found: Imported) -> str:
    """Return the report that would be replaced: its id, file, day and person, as far as they are known."""
    stored = [row for row in rows(reads.history, found.agency_id) if row.import_id == found.supersedes]
    before = next((row for row in stored if row.act == "import"), None)
    if before is None:
        return found.supersedes or ""
    said = (found.supersedes, before.file_name, bangkok(before.at).date(), before.person)
    return Joined(said).in_words(lang())
