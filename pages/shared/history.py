"""The list of what was stored and undone: who, when, what, how much of it is current, and its undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ita.errors import N_
from ita.exporting.issue_list import issue_list
from ita.formatting import known
from ita.i18n import issue_text, location_text
from ita.importing.report_import import stored_issues
from ita.links import Link, encode
from ita.rules.stored import ENDED
from pages.shared import html
from pages.shared.acts import OF_RULES, SHIPPED, corrected, named, revision, undo_words, what
from pages.shared.agencies import agency_names
from pages.shared.language import _, lang
from pages.shared.markup import joined, show, tag
from pages.shared.provenance import person_words
from pages.shared.reads_cache import opened
from pages.shared.session import session
from pages.shared.undo import undo_box

# As many as a person looks through before asking for more.
AT_ONCE = 20
ISSUES_SHOWN = 200
# Where something was undone, as the program says it when the person gives no reason.
PLACES = {
    "history page": N_("on the history screen"),
    "import page": N_("on the import screen"),
    "simulate page": N_("on the simulation screen"),
    "command line": N_("on the command line"),
    "rules page": N_("on the screen of rules"),
    ENDED: N_("rules of the year itself ship by now"),
}
SEVERITIES = {"error": N_("Error"), "warning": N_("Check"), "notice": N_("Note")}


def history_list(listed: Sequence[dict[str, Any]], screen: str) -> list[dict[str, Any]]:
    """Draw rows of the history, as many as a person looks through at once; return those that are drawn.

    Parameters
    ----------
    screen
        Where they are drawn, as `undo_box` takes it.
    """
    shown = session().history_length or AT_ONCE
    names = agency_names(row["agency_id"] for row in listed[:shown])
    for row in listed[:shown]:
        with st.container(border=True, key=f"act_{row['act']}_{row['import_no']}"):
            _drawn(row, screen, names)
    if len(listed) > shown:
        st.button(
            _("Show more ({count})").format(count=len(listed) - shown),
            on_click=_more,
            args=(shown,),
            key="history_more",
        )
    return list(listed[:shown])


def _more(shown: int) -> None:
    session().history_length = shown + AT_ONCE


def state_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return how much of an import is current, in words, and the kind of badge that says it."""
    years, current = ([str(year) for year in row[name]] for name in ("fiscal_years", "current_years"))
    if row["undone"]:
        return _("undone"), "origin"
    if row["kind"] in SHIPPED:
        return _("ships with the program"), "origin"
    if row["kind"] == "agency":
        return (_("current"), "good") if revision(row)["is_current"] else (_("replaced by newer imports"), "origin")
    if not current:
        return _("replaced by newer imports"), "origin"
    if len(current) < len(years):
        return _("current for {years}").format(years=", ".join(current)), "warning"
    return _("current"), "good"


def counts(row: Mapping[str, Any]) -> str:
    """Return how much of what an import holds."""
    held = (
        (_("{count} scores"), row["scores"]),
        (_("{count} scores of questions"), row["questions"]),
        (_("{count} measures"), row["measures"]),
        (_("{count} steps"), row["steps"]),
        (_("{count} targets"), row["targets"]),
    )
    return ", ".join(text.format(count=int(count)) for text, count in held if count)


def agency_of(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return whose an import is, in words; `names` as `agency_names` gives them."""
    if row["kind"] in OF_RULES:
        return _("every agency")
    if known(row["agency_id"]):
        return names.get(row["agency_id"], str(row["agency_id"]))
    if row["kind"] == "bulk":
        return _("{count} agencies").format(count=f"{int(row['agencies']):,}")
    return _("several agencies")


def who(row: Mapping[str, Any]) -> str:
    """Return who did it, in words."""
    if row["kind"] in SHIPPED and row["act"] == "import":
        return _("the program")
    return person_words(row["person"]) if known(row["person"]) else _("nobody named")


def reason(row: Mapping[str, Any]) -> str:
    """Return why an import was undone, or where; empty where neither was said."""
    if not known(row["reason"]) or not row["reason"]:
        return ""
    return _(PLACES[row["reason"]]) if row["reason"] in PLACES else str(row["reason"])


def _drawn(row: dict[str, Any], screen: str, names: Mapping[str, str]) -> None:
    """Draw one act; an import with what it holds, and its undo."""
    header = joined(tag("b", html.when(row["at"])), " · ", who(row), " · ")
    if row["act"] == "undo":
        said = _(undo_words(row["kind"]).act).format(what=named(row))
        notes = [agency_of(row, names), corrected(row), reason(row)]
        show(joined(header, tag("b", said), html.note(" · ".join(filter(None, notes)))))
        return
    file = str(row["file_name"]) if known(row["file_name"]) else ""
    years = ", ".join(map(str, row["fiscal_years"]))
    notes = [agency_of(row, names), file, years, counts(row), corrected(row)]
    under = html.note(" · ".join(filter(None, notes)))
    show(joined(header, tag("b", what(row)), " ", html.badge(*state_of(row)), under))
    if row["kind"] not in SHIPPED and not row["undone"]:
        undo_box(row, screen)
    if row["kind"] != "published":
        opener = st.expander(_("What it holds"), key=f"held_{row['import_no']}", on_change="rerun")
        if opener.open:
            with opener:
                _held(row)


def _held(row: dict[str, Any]) -> None:
    """Draw what an import holds, what was noticed when it was read, and the way to its figures."""
    facts = [
        (_("Import"), row["import_id"]),
        (_("Score years"), ", ".join(map(str, row["fiscal_years"])) or "–"),
        (_("Current for"), ", ".join(map(str, row["current_years"])) or "–"),
        (
            _("Size"),
            _("{count} bytes").format(count=f"{int(row['byte_count']):,}") if known(row["byte_count"]) else "–",
        ),
        ("SHA-256", row["sha256"]),
    ]
    show(html.facts(facts))
    if len(row["current_years"]):
        if row["kind"] in OF_RULES:
            st.page_link("rules/screen.py", label=_("Rules of each year"))
            return
        link = Link(row["agency_id"], int(max(row["current_years"])), lang=lang())
        st.page_link(
            "simulate.py" if row["kind"] == "targets" else "overview.py",
            label=_("Targets") if row["kind"] == "targets" else _("Overview"),
            query_params=encode(Link(row["agency_id"], lang=lang()) if row["kind"] == "targets" else link),
        )
    with opened()[0].cursor() as cursor:
        issues = stored_issues(cursor, row["import_id"])
    if not issues:
        st.caption(_("Nothing was noticed when it was read."))
        return
    order = sorted(issues, key=lambda issue: list(SEVERITIES).index(issue.severity))
    html.table(
        [_("Severity"), _("Where"), _("What was noticed")],
        [
            [_(SEVERITIES[issue.severity]), location_text(issue.location, lang()) or "–", issue_text(issue, lang())]
            for issue in order[:ISSUES_SHOWN]
        ],
        caption=_("All of them are in the list below.") if len(order) > ISSUES_SHOWN else "",
    )
    st.download_button(
        _("Save this list (CSV)"),
        issue_list(order, lang()),
        f"ita-issues-{row['import_id']}.csv",
        "text/csv",
        key=f"issues_{row['import_id']}",
        on_click="ignore",
    )
