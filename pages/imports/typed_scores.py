"""Parts of the import screen: a town of one's own, typed scores, what is stored. Nothing is written unconfirmed."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from ita import formatting
from ita.calendar import newest_result_year
from ita.errors import N_, InputError, Place
from ita.importing.agencies import create_agency
from ita.importing.report.cell_parsers import check_score
from ita.importing.report_import import Imported
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.level_names import level_name
from ita.links import Link, encode
from ita.model import LOCAL_KINDS, TypedResult
from ita.thai import bangkok, format_date, tidy
from pages.imports.file_questions import chosen, questions
from pages.shared import html
from pages.shared.differences import looked_at, say_meanwhile, stored_now
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_issues, told
from pages.shared.language import _, lang
from pages.shared.reads_cache import opened, read, rows
from pages.shared.selection import Choice, forget_problems

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
                agency,
                None,
                _(
                    "{name} is ready. Begin with its newest result: type or import the scores, or upload the report."
                ).format(name=name.strip()),
            )


@st.fragment
def typed_scores(choice: Choice | None) -> None:
    """Type the ten scores of a year with total and level; the arithmetic is checked while typing."""
    if choice is None:
        st.info(_("Choose a town and a year above."))
        return
    if not html.takes_results(choice):
        return
    st.markdown(
        plain(
            _(
                "Type the result of {town} as the ITAS page shows it, each score 0–100. "
                "Leave what you do not know empty."
            ).format(town=choice.name)
        )
    )
    newest = newest_result_year()
    years = list(range(newest, FIRST_YEAR - 1, -1))
    default = choice.year if choice.year in years else newest
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
        value=formatting.points(known["total_published"])
        if own_total and formatting.known(known["total_published"])
        else "",
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
            format_func=partial(level_name, lang=lang()),
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
        engine, frameworks = opened()
        # A doubt is accepted of just these figures.
        asked = f"typed_{key}_{hashlib.sha256(repr(result).encode()).hexdigest()[:12]}"
        accept = chosen(asked).accept
        preview = import_typed(engine, choice.agency_id, result, frameworks=frameworks, accept=accept, keep=False)
        questions(preview.asks, asked)
        _arithmetic(preview)
        seen = _replaced(result, stored, known if own_total else {}, key)
        if not seen:
            say_meanwhile()
        pressed = st.button(_("Store these scores"), type="primary", key=f"store_{key}", disabled=bool(preview.asks))
        if pressed and seen and not preview.asks:
            import_typed(engine, choice.agency_id, result, frameworks=frameworks, accept=accept)
            stored_now(key)
            look_at(
                choice.agency_id,
                year,
                _("Stored: {count} scores of {year}.").format(count=len(result.scores), year=year),
            )


def _replaced(result: TypedResult, stored: dict[int, str], known: dict[str, Any], key: str) -> bool:
    """Show what the typed result would replace; tell whether it is what the person was shown before.

    The fields hold what was stored when they were drawn first: someone else may have stored another result since.
    """
    total, level = (known.get(f"{name}_published") for name in ("total", "level"))
    before = {
        **{str(number): text for number, text in stored.items()},
        _("Total"): formatting.points(total) if formatting.known(total) else "",
        _("Level"): str(level) if formatting.known(level) else "",
    }
    after = {
        **{str(number): formatting.points(score) for number, score in result.scores.items()},
        _("Total"): formatting.points(result.total) if result.total is not None else "",
        _("Level"): result.level or "",
    }
    names = [*map(str, sorted({*stored, *result.scores})), _("Total"), _("Level")]
    lines = [[name, before.get(name) or "–", after.get(name) or "–"] for name in names]
    differing = [line for line in lines if line[1] != line[2]]
    if differing and any(before.values()):
        html.table([_("What"), _("Stored now"), _("Typed")], differing, numbers=(1, 2))
    return looked_at((before, result.fiscal_year), key)


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
    html.draw(
        '<div class="ita-facts">'
        + "".join(
            f"<div><b>{name}</b>{value}</div>"
            for name, value in (
                (_("Calculated total"), formatting.points(found.get("total"))),
                ("IIT", formatting.points(found.get("iit"))),
                ("EIT", formatting.points(found.get("eit"))),
                ("OIT", formatting.points(found.get("oit"))),
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
    asked = {ask.rule for ask in preview.asks}
    show_issues([issue for issue in preview.issues if issue.rule not in asked])


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
            if not formatting.known(row["undone_at"]) or row["undone_at"] != row["undone_at"]:
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
    if formatting.known(row["file_name"]):
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
