"""The four parts of the import screen. Nothing is written before a person confirms what was read."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ita import figures
from ita.errors import N_, InputError, ItaError, Place
from ita.i18n import issue_text
from ita.importing.differences import Key
from ita.importing.load import Imported, import_report
from ita.importing.load_scores import score_document
from ita.importing.load_typed import import_typed
from ita.importing.report.confirming import CONFIRMED
from ita.importing.report.heads import check_score
from ita.importing.report.normalise import ACCEPTABLE
from ita.importing.scores.doubts import typed_doubts
from ita.importing.scores.read import is_score_table
from ita.importing.towns import create_agency
from ita.importing.undoing import undo
from ita.links import Link, encode
from ita.model import LOCAL_KINDS, TypedResult
from ita.thai import bangkok, fiscal_year, format_date, format_period, tidy
from pages.shared import parts
from pages.shared.comparing import compared
from pages.shared.data import opened, read, rows
from pages.shared.differences import differences, looked_at, say_left, say_meanwhile
from pages.shared.filing import Uploaded, agency_of, where
from pages.shared.guard import escape as plain
from pages.shared.guard import show_issues, told
from pages.shared.progress import shown as long_work
from pages.shared.state import Choice, forget_problems
from pages.shared.words import _, lang

KIND_NAMES = {
    "subdistrict_administration": N_("subdistrict administrative organisation"),
    "subdistrict_municipality": N_("subdistrict municipality"),
    "town_municipality": N_("town municipality"),
    "city_municipality": N_("city municipality"),
    "provincial_administration": N_("provincial administrative organisation"),
    "special_local_government": N_("special local government"),
}
FIRST_YEAR = 2562


def look_at(agency: str, year: int | None, said: str) -> None:
    """Turn the session to a town and year, and say what was done on the next run."""
    state = st.session_state
    state["agency"], state["year"] = agency, year
    state["link_no"] = state.get("link_no", 0) + 1
    forget_problems()
    state["done"] = (said, encode(Link(agency, year, lang=lang())))
    st.rerun()


def own_town() -> None:
    """Make a town of one's own."""
    st.markdown(_("Make your town once. It then opens first, and the sample town hides."))
    kinds = {kind: _(KIND_NAMES[kind]) for kind in LOCAL_KINDS}
    with st.form("own_town", border=True):
        kind = st.selectbox(_("Kind"), list(kinds), index=1, format_func=kinds.__getitem__, filter_mode=None)
        name = st.text_input(_("Full name"), placeholder="เทศบาลตำบล…", max_chars=120)
        left, right = st.columns(2)
        district = left.text_input(_("District"), max_chars=80)
        province = right.text_input(_("Province"), max_chars=80)
        sent = st.form_submit_button(_("Make this town"), type="primary")
    if sent:
        with told():
            agency = create_agency(opened()[0], name, kind, district, province)
            look_at(
                agency, None, _("{name} is ready. Now upload its report, or type its scores.").format(name=name.strip())
            )


def uploaded_report(choice: Choice | None) -> None:
    """Read a report, show what was read and every issue with its place, and store it on confirmation."""
    st.markdown(
        _(
            "The published ITA report as Word (.docx), Excel (.xlsx), CSV, PDF or text, up to 20 MB. "
            "It is read first; you confirm before anything is stored."
        )
    )
    file = st.file_uploader(
        _("Report file"), accept_multiple_files=False, key=f"upload_{st.session_state.get('uploads', 0)}"
    )
    if file is None:
        return
    data = file.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    accept = st.session_state.get("accepted", {}).get(digest, frozenset())
    chosen = where(Uploaded(digest, file.name, accept, data), choice)
    if chosen is None:
        return
    agency = agency_of(chosen)
    # What is read is shown as if confirmed; what is stored is confirmed row by row below.
    everything = frozenset(i.indicator_no for i in opened()[1].indicators)
    try:
        with long_work(_("Reading the file…")):
            found = import_report(
                *opened(), data, file.name, agency=agency, accept=accept, confirmed=everything, keep=False
            )
    except ItaError as reason:
        _refused(reason, data, file.name)
        return
    total = _preview(found)
    total.markdown(_total(found))
    if found.unchanged or found.report is None:
        return
    left = differences(found.differences, digest[:12])
    if left:
        with told(), long_work(_("Reading the file…")):
            then = import_report(
                *opened(), data, file.name, agency=agency, accept=accept, confirmed=everything, leave=left, keep=False
            )
            total.markdown(_total(then))
            _then(found, then, left)
    ticked = compared(found.report, digest[:12])
    seen = looked_at(found.differences, digest[:12])
    if _confirmed(len(found.report.to_confirm - ticked)):
        if not seen:
            say_meanwhile()
            return
        with told():
            with long_work(_("Storing…")):
                done = import_report(
                    *opened(), data, file.name, agency=agency, accept=accept, confirmed=ticked, leave=left
                )
            st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
            stored = _("Stored: scores of {year}, {measures} measures, {steps} steps.").format(
                year=done.fiscal_year, measures=done.measures, steps=done.steps
            )
            look_at(done.agency_id, done.fiscal_year, f"{stored} {say_left(left)}".strip())


def _confirmed(missing: int) -> bool:
    """Draw the button that stores, and tell whether it was pressed: not before every row of a PDF was compared."""
    # Shown from the start, so that nobody takes the rows for all that there is.
    pressed = st.button(_("Store this report"), type="primary", key="store_report", disabled=missing > 0)
    if missing:
        st.caption(_("{count} rows are still to be compared and ticked; then it can be stored.").format(count=missing))
    return pressed and not missing


def _then(found: Imported, then: Imported, left: frozenset[Key]) -> None:
    """Show beside the choices what would be stored with them: total, level, and what only they bring about."""
    st.markdown(f"{plain(say_left(left))} {_total(then)}".strip())
    show_issues([issue for issue in then.issues if issue.severity == "warning" and issue not in found.issues])


def _refused(reason: ItaError, data: bytes, file: str) -> None:
    """Say why a file is refused, and what the person can do about it here."""
    if reason.rule == "agency-unknown":
        st.warning(
            plain(_("The report was read, but its town is not here: {town}.").format(town=reason.params["town"] or "–"))
        )
        st.markdown(_("Choose above where to file it, or make the town first under “1 · Your own town”."))
        return
    st.error(_("The file was refused; nothing was changed."))
    show_issues(reason.issues)
    if _holds_scores(data, file):
        st.info(_("This file holds a table of scores. Scores are uploaded under “4 · Scores from Excel or ITAS”."))
        return
    overruled = {issue.rule for issue in reason.issues}
    if reason.hint and reason.rule not in ACCEPTABLE:
        st.info(plain(_(reason.hint).format_map(reason.params)))
    if overruled <= ACCEPTABLE:
        st.info(_("If these are the questions' own scores, say so below; else correct the file and choose it again."))
    if overruled <= ACCEPTABLE and st.button(_("These are the questions' own scores; read it so"), key="accept"):
        st.session_state.setdefault("accepted", {})[hashlib.sha256(data).hexdigest()] = frozenset(overruled)
        st.rerun()


def _holds_scores(data: bytes, file: str) -> bool:
    """Tell whether a file that is no report is a table of scores, which has a place of its own."""
    frameworks = opened()[1]
    try:
        document = score_document(data, file, frameworks)
    except ItaError:
        return False
    return document is not None and is_score_table(document, frameworks)


def _total(found: Imported) -> str:
    """Return total and level as Markdown; empty where they are not known."""
    if not found.assessment or not figures.known(found.assessment["total"]):
        return ""
    return plain(
        _("Total {total} · level {level} (calculated, not official)").format(
            total=figures.points(found.assessment["total"]), level=found.assessment["level"] or "–"
        )
    )


def _preview(found: Imported) -> DeltaGenerator:
    """Show what was read, indicator by indicator, and every issue with its place; return the place of the total."""
    report = found.report
    if found.unchanged:
        st.info(
            plain(
                _("The same file stands already as import {import_id}; nothing would change.").format(
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
                _("It takes the place of the report stored before ({report}); removing it brings that back.").format(
                    report=_stored_before(found)
                )
            )
        )
    for issue in (i for i in found.issues if i.rule == "agency-differs"):
        st.warning(plain(issue_text(issue, lang())))
    shown = [i for i in found.issues if i.rule not in {"agency-differs", CONFIRMED}]
    show_issues([i for i in shown if i.severity != "notice"])
    if notes := [i for i in shown if i.severity == "notice"]:
        # How something was read changes nothing that the person must do now.
        with st.expander(_("How it was read: {count} notes").format(count=len(notes))):
            show_issues(notes)
    if report is None:
        return total
    names = {i.indicator_no: (i.name_th if lang() == "th" else i.name_en) for i in opened()[1].indicators}
    heads = [_("Indicator"), _("Score"), _("Question"), _("Measures"), _("Steps"), _("Period"), _("Responsible units")]
    cells = [
        [
            f"{p.indicator_no}. {names[p.indicator_no]}",
            f"{p.score:.2f}",
            p.question_code or "–",
            len(p.measures),
            len(p.steps),
            format_period(p.starts_on, p.ends_on, lang()) if p.starts_on and p.ends_on else "–",
            ", ".join(p.units) or "–",
        ]
        for p in report.plans
    ]
    parts.table(heads, cells, numbers=(1, 3, 4))
    return total


def _stored_before(found: Imported) -> str:
    """Return the report that would be replaced: its id, file, day and person, as far as they are known."""
    stored = [row for row in rows("history", found.agency_id) if row["import_id"] == found.supersedes]
    said = [found.supersedes or ""]
    for row in (row for row in stored if row["act"] == "import"):
        day = format_date(bangkok(row["at"]).date(), lang())
        said += [str(each) for each in (row["file_name"], day, row["person"]) if figures.known(each)]
    return " · ".join(said)


@st.fragment
def typed_scores(choice: Choice | None) -> None:
    """Type the ten scores of a year with total and level; the arithmetic is checked while typing."""
    if choice is None:
        st.info(_("Choose a town and a year above."))
        return
    if not parts.takes_results(choice):
        return
    st.markdown(
        plain(
            _(
                "Type the result of {town} as the ITAS page shows it, each score 0–100. "
                "Leave what you do not know empty."
            ).format(town=choice.name)
        )
    )
    newest = fiscal_year(datetime.now(UTC).date())
    years = list(range(newest, FIRST_YEAR - 1, -1))
    default = choice.year if choice.year in years else newest - 1
    year = st.selectbox(
        _("Fiscal year of the scores"),
        years,
        index=years.index(default),
        width=220,
        filter_mode=None,
        key=f"typed_year_{choice.agency_id}",
    )
    key = f"{choice.agency_id}_{year}"
    stored = {int(r["indicator_no"]): f"{r['score']:.2f}" for r in rows("own_result", choice.agency_id, year)}
    known = (rows("assessment", choice.agency_id, year) or [{}])[0]
    own_total = known.get("total_origin") == "own_result"
    fields: dict[int, str] = {}
    columns = st.columns(2)
    for indicator in opened()[1].indicators:
        number = indicator.indicator_no
        name = indicator.name_th if lang() == "th" else indicator.name_en
        column = columns[0] if number <= len(opened()[1].indicators) // 2 else columns[1]
        fields[number] = column.text_input(
            f"{number}. {name} ({indicator.instrument})",
            value=stored.get(number, ""),
            max_chars=12,
            key=f"score_{key}_{number}",
        )
    total_text = columns[0].text_input(
        _("Total as ITAS shows it"),
        value=figures.points(known["total_published"]) if own_total and figures.known(known["total_published"]) else "",
        max_chars=12,
        key=f"total_{key}",
    )
    levels = [row["level"] for row in rows("rating_levels", year)]
    level_before = known.get("level_published") if own_total else None
    if levels:
        level = columns[1].selectbox(
            _("Level as ITAS shows it"),
            levels,
            index=levels.index(level_before) if level_before in levels else None,
            placeholder=_("not typed"),
            filter_mode=None,
            key=f"level_{key}",
        )
    else:
        level = columns[1].text_input(_("Level as ITAS shows it"), value=level_before or "", key=f"level_{key}") or None
        st.info(
            _(
                "The rules of {year} are not known here: the scores are kept, but no total or level is calculated."
            ).format(year=year)
        )
    result = _typed(year, fields, total_text, level)
    if result is None:
        return
    with told():
        preview = import_typed(opened()[0], choice.agency_id, result, keep=False)
        _arithmetic(preview)
        shown = {
            (year, int(row["indicator_no"])): Decimal(str(row["score"]))
            for row in rows("gap_ranking", choice.agency_id, year)
            if figures.known(row["score"])
        }
        show_issues(typed_doubts(result, opened()[1], shown))
        if st.button(_("Store these scores"), type="primary", key=f"store_{key}"):
            import_typed(opened()[0], choice.agency_id, result)
            look_at(
                choice.agency_id,
                year,
                _("Stored: {count} scores of {year}.").format(count=len(result.scores), year=year),
            )


def _typed(year: int, fields: dict[int, str], total_text: str, level: str | None) -> TypedResult | None:
    """Return what was typed, or None with every wrong field said."""
    wrong: list[InputError] = []

    def number(text: str, name: str) -> Decimal | None:
        if not tidy(text):
            return None
        try:
            return check_score(text, Place(), name)
        except InputError as reason:
            wrong.append(reason)
            return None

    scores = {no: score for no, text in fields.items() if (score := number(text, str(no))) is not None}
    total = number(total_text, _("Total"))
    for reason in wrong:
        st.error(plain(_(reason.text).format_map(reason.params)))
    if wrong:
        return None
    if not scores and total is None:
        st.caption(_("Nothing typed yet."))
        return None
    return TypedResult(year, scores, total, level)


def _arithmetic(preview: Imported) -> None:
    """Show what the typed scores give, and where total or level disagree."""
    missing = 10 - preview.indicators
    # Until all ten are typed the store would fill the rest from the report; here only what is typed counts.
    found = preview.assessment or {} if not missing else {}
    st.html(
        '<div class="ita-facts">'
        + "".join(
            f"<div><b>{name}</b>{value}</div>"
            for name, value in (
                (_("Calculated total"), figures.points(found.get("total"))),
                ("IIT", figures.points(found.get("iit"))),
                ("EIT", figures.points(found.get("eit"))),
                ("OIT", figures.points(found.get("oit"))),
                (_("Calculated level"), found.get("level") or "–"),
            )
        )
        + "</div>"
    )
    if missing:
        st.caption(
            _("{missing} of the ten scores are still empty; total and level are calculated once all are there.").format(
                missing=missing
            )
        )
    show_issues(preview.issues)


def saved(choice: Choice | None) -> None:
    """List what was stored for the town, and let a wrong import be taken back."""
    if choice is None:
        st.info(_("Choose a town and a year above."))
        return
    listed: list[dict[str, Any]] = read("imports", choice.agency_id).to_dict("records")
    if not listed:
        st.info(_("Nothing was imported for this town yet."))
        return
    st.markdown(_("Removing an import deletes nothing: it is marked, and what stood before stands again."))
    for row in listed:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"import_{row['import_no']}"):
            st.markdown(_line(row))
            if not figures.known(row["undone_at"]) or row["undone_at"] != row["undone_at"]:
                with st.popover(_("Remove…")):
                    st.markdown(_("Take this import back?"))
                    if st.button(_("Yes, take it back"), key=f"undo_{row['import_no']}", type="primary"):
                        with told():
                            undo(opened()[0], row["import_id"], "import page")
                            look_at(
                                choice.agency_id,
                                choice.year,
                                _("Taken back: {import_id}.").format(import_id=row["import_id"]),
                            )


def _line(row: dict[str, Any]) -> str:
    """Return one import in words: what, when, how much, and whether it counts."""
    what = {"demo": _("synthetic figures"), "targets": _("targets")}.get(row["kind"], _("scores typed from ITAS"))
    if figures.known(row["file_name"]):
        named = _("report {file}") if row["kind"] == "report" else _("scores of {file}")
        what = named.format(file=row["file_name"])
    years, standing = ([str(year) for year in row[name]] for name in ("fiscal_years", "standing_years"))
    when = bangkok(row["imported_at"])
    state = _("counts")
    if row["undone_at"] == row["undone_at"] and row["undone_at"] is not None:
        state = _("taken back")
    elif row["superseded"]:
        state = _("replaced by a later one")
    elif len(standing) < len(years):
        state = _("counts for {years}").format(years=", ".join(standing))
    counts = _("{indicators} scores, {measures} measures").format(
        indicators=row["indicators"], measures=row["measures"]
    )
    if row["targets"]:
        counts = _("{count} targets").format(count=row["targets"])
    if row["questions"]:
        counts += ", " + _("{count} scores of questions").format(count=row["questions"])
    day = f"{format_date(when.date(), lang())} {when:%H:%M}"
    return plain(" · ".join([row["import_id"], what, ", ".join(years), counts, day, state]))
