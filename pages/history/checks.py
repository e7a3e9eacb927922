"""The screen of checks: what is wrong or wants a look in what is stored, and the way to where it is mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from ita.check_messages import Finding
from ita.errors import N_
from ita.links import Link, encode
from pages.shared import html
from pages.shared.agencies import agency_names
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.markup import show
from pages.shared.reads_cache import run_checks

HISTORY, BACKUP = "history", "backup"
# The screen on which each check's finding is mended, or the tab of this one.
FIXED_ON: dict[str, str] = {
    "agency_name_twice": HISTORY,
    "agency_twice": BACKUP,
    "agency_unknown": BACKUP,
    "assumption_without_rules": "rules/screen.py",
    "fact_without_import": BACKUP,
    "import_malformed": BACKUP,
    "import_number_twice": BACKUP,
    "indicator_unknown": HISTORY,
    "level_disagrees": "imports/screen.py",
    "lock_row_count": BACKUP,
    "measure_twice_in_import": HISTORY,
    "measure_without_indicator": HISTORY,
    "measures_of_another": "measures/screen.py",
    "period_outside_plan_year": "measures/screen.py",
    "period_reversed": HISTORY,
    "plan_twice_in_import": HISTORY,
    "question_code_unknown": "gaps.py",
    "question_score_twice_in_import": HISTORY,
    "report_incomplete": HISTORY,
    # A restore stores them anew, as `ita build` does.
    "results_stale": BACKUP,
    "rule_twice": BACKUP,
    "score_out_of_range": HISTORY,
    "score_twice_in_import": HISTORY,
    "scores_equal_nation": "imports/screen.py",
    "snapshot_damaged": BACKUP,
    "snapshot_twice": BACKUP,
    "stated_rule_wrong": "rules/screen.py",
    "step_without_measure": HISTORY,
    "target_out_of_range": "simulate.py",
    "total_disagrees": "imports/screen.py",
    "total_doubtful": "imports/screen.py",
    "total_twice_in_import": HISTORY,
    "undone_twice": BACKUP,
    "value_unknown": BACKUP,
    "year_impossible": BACKUP,
    "years_identical": HISTORY,
}
# Where typing scores mends it, the part of the import screen for that; else that for a report.
PART_OF_IMPORT = {
    "level_disagrees": 3,
    "scores_equal_nation": 3,
    "total_disagrees": 3,
    "total_doubtful": 3,
    "period_reversed": 2,
    "report_incomplete": 2,
}
LABELS = {
    HISTORY: N_("To the history"),
    BACKUP: N_("To the backups"),
    "measures/screen.py": N_("To the measures"),
    "gaps.py": N_("To the scores of the questions"),
    "rules/screen.py": N_("To the rules"),
    "imports/screen.py": N_("To the import"),
    "simulate.py": N_("To the targets"),
}
SHOWN = 50


def checks(turn: Callable[[str, str | None], None]) -> None:
    """Run every check and draw what was found, errors first.

    Parameters
    ----------
    turn
        Turns this screen to one of its tabs, and the history to a town; called before the next run.
    """
    done = run_checks()
    found = sorted(done.findings, key=lambda one: one.severity != "error")
    wrong = {one.check for one in found}
    st.caption(_("Checked on {when}, after the latest change.").format(when=html.when(done.at)))
    if not found:
        st.success(_("All {checks} checks passed.").format(checks=len(done.checks)))
        return
    errors = sum(one.severity == "error" for one in found)
    st.markdown(
        _("{errors} errors and {warnings} points to look at; {passed} of {checks} checks passed.").format(
            errors=errors,
            warnings=len(found) - errors,
            passed=len(done.checks) - len(wrong),
            checks=len(done.checks),
        )
    )
    names = agency_names(
        value for one in found[:SHOWN] for column, value in one.row.items() if column.endswith("agency_id")
    )
    for number, one in enumerate(found[:SHOWN]):
        _drawn(number, one, names, turn)
    if len(found) > SHOWN:
        st.caption(_("and {count} more; `python3 start.py ita check` lists all.").format(count=len(found) - SHOWN))


def _drawn(number: int, one: Finding, names: dict[str, str], turn: Callable[[str, str | None], None]) -> None:
    """Draw one finding: how grave it is, what it is, what to do, and the way there."""
    mark = _("Error") if one.severity == "error" else _("Check")
    agency = _agency_of(one)
    with st.container(border=True, key=f"finding_{number}"):
        show(html.badge(mark, one.severity))
        st.markdown(f"**{plain(one.in_words(lang(), names))}**  \n{plain(one.fix_hint(lang()))}")
        where = FIXED_ON[one.check]
        if where in {HISTORY, BACKUP}:
            st.button(_(LABELS[where]), on_click=turn, args=(where, agency), key=f"mend_{number}")
        else:
            year = one.row.get("fiscal_year")
            part = PART_OF_IMPORT.get(one.check)
            link = Link(agency, int(year) if year else None, _indicator_of(one, where), lang=lang(), part=part)
            st.page_link(where, label=_(LABELS[where]), query_params=encode(link))


def _agency_of(one: Finding) -> str | None:
    """Return whose it is; where one town is there twice, the imports of the later made are the ones to take back."""
    value: Any = one.row.get("other_agency_id") if one.check == "agency_name_twice" else one.row.get("agency_id")
    return str(value) if value else None


def _indicator_of(one: Finding, where: str) -> int | None:
    value = one.row.get("indicator_no") if where == "measures/screen.py" else None
    return int(value) if value else None
