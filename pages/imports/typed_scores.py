"""Parts of the import screen: typed scores, what is stored. Nothing is written unconfirmed."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import streamlit as st

from ita.calendar import newest_result_year
from ita.importing.report_import import Imported
from ita.importing.typed_import import import_typed
from ita.links import Link, encode
from ita.model import TypedResult
from ita.read_rows import AssessmentRow
from ita.store import reads
from ita.tables.differences import typed_differences
from ita.tables.imports import calculated_facts
from pages.imports.file_questions import choices_of, questions
from pages.imports.score_fields import typed_result
from pages.shared import html
from pages.shared.differences import looked_at, say_meanwhile, stored_now
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_errors, show_issues
from pages.shared.language import _, lang
from pages.shared.reads_cache import opened, rows
from pages.shared.selection import Choice, take_choice
from pages.shared.session import session

FIRST_YEAR = 2562


def look_at(agency: str, year: int | None, said: str, part: int | None = None) -> None:
    """Turn the session to a town and year, to a part of the import screen where given; say what was done next run."""
    session().turn_to(agency, year)
    if part is not None:
        session().part, session().part_no = part, session().link_no
    take_choice()
    session().stored = (said, encode(Link(agency, year, lang=lang())))
    st.rerun()


@st.fragment
def typed_scores(choice: Choice | None) -> None:
    """Type the ten scores of a year with total and level; the arithmetic is checked while typing."""
    if choice is None:
        st.info(_("Choose an agency and a year above."))
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
    stored = {row.indicator_no: row.score for row in rows(reads.own_result, choice.agency_id, year)}
    found = rows(reads.assessment, choice.agency_id, year)
    own = found[0] if found and found[0].total_origin == "own_result" else None
    result = typed_result(year, stored, own, key)
    if result is None:
        return
    with show_errors():
        engine, frameworks = opened()
        # A doubt is accepted of just these figures.
        asked = f"typed_{key}_{hashlib.sha256(repr(result).encode()).hexdigest()[:12]}"
        accept = choices_of(asked).accept
        preview = import_typed(engine, choice.agency_id, result, frameworks=frameworks, accept=accept, dry_run=True)
        questions(preview.asks, asked)
        _arithmetic(preview)
        seen = _replaced(result, stored, own, key)
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


def _replaced(result: TypedResult, stored: dict[int, Decimal], own: AssessmentRow | None, key: str) -> bool:
    """Show what the typed result would replace; tell whether it is what the person was shown before.

    The fields hold what was stored when they were drawn first: someone else may have stored another result since.
    """
    total, level = (own.total_published, own.level_published) if own else (None, None)
    before = TypedResult(result.fiscal_year, stored, total, level)
    differing = typed_differences(before, result)
    if differing.rows:
        html.show_table(differing)
    return looked_at(before, key)


def _arithmetic(preview: Imported) -> None:
    """Show what the typed scores give, and where total or level disagree."""
    missing = 10 - preview.indicators
    # Until all ten are typed the store would fill the rest from the report; here only what is typed counts.
    found = preview.assessment if not missing else None
    html.show_facts(calculated_facts(found))
    if missing:
        st.caption(
            _("{missing} of the ten scores are still empty; total and level are calculated once all are there.").format(
                missing=missing
            )
        )
    asked = {ask.rule for ask in preview.asks}
    show_issues([issue for issue in preview.issues if issue.rule not in asked])
