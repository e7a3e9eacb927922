"""The screen of what was ever stored or taken back: who, when, what, what of it counts; and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from ita.errors import N_
from ita.exporting.issue_list import issue_list
from ita.formatting import known, points
from ita.i18n import issue_text, place_text
from ita.importing.report_import import stored_issues
from ita.importing.undo import RESTS, Standing, YearChange, preview_undo, undo
from ita.links import Link, encode
from ita.rules.stored import ENDED, preview_undo_of_rules
from pages.shared import html
from pages.shared.charts import rows_file
from pages.shared.differences import looked_at, say_meanwhile
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import told
from pages.shared.language import _, lang
from pages.shared.provenance import person_words
from pages.shared.reads_cache import opened, rows
from pages.shared.rule_effect import effect
from pages.shared.selection import SEEN, agency_name, forget_problems, town_labels

ALL = ""
# As many as a person looks through before asking for more; all of them are in the file.
AT_ONCE = 20
ISSUES_SHOWN = 200
CHANGES_SHOWN = 40
HASH_SHOWN = 8
# These come with the program.
SHIPPED = {"published": N_("published figures"), "demo": N_("synthetic figures")}
# Where something was taken back, as the program says it when the person gives no reason.
PLACES = {
    "history page": N_("on the history screen"),
    "import page": N_("on the import screen"),
    "simulate page": N_("on the simulation screen"),
    "command line": N_("on the command line"),
    "rules page": N_("on the screen of rules"),
    ENDED: N_("rules of the year itself ship by now"),
}
# Rules are of a year, for every agency.
OF_RULES = {"rules": N_("rules of a year"), "assumption": N_("rules of another year, assumed")}
SEVERITIES = {"error": N_("Error"), "warning": N_("Check"), "notice": N_("Note")}


@st.fragment
def history() -> None:
    """Draw all imports, edits and take-backs of a town or of all, the latest first."""
    town = _choose_town()
    if town is None:
        st.info(_("Choose a town."))
        return
    _say_in_address(town)
    st.markdown(
        _(
            "Nothing is ever deleted: what is taken back is marked, and what stood before stands again. "
            "A take-back cannot be taken back; to have the figures again, import the same file: it is stored anew."
        )
    )
    if "taken_back" in st.session_state:
        st.success(st.session_state.pop("taken_back"))
    listed = rows("history", town)
    if not listed:
        st.info(_("Nothing was imported for this town yet. Published figures that ship stand under all towns."))
        return
    names = {row["agency_id"]: agency_name(row) for row in rows("agencies")}
    shown = st.session_state.get("history_shown", AT_ONCE)
    for row in listed[:shown]:
        with st.container(border=True, key=f"act_{row['act']}_{row['import_no']}"):
            _drawn(row, names)
    if len(listed) > shown:
        st.button(
            _("Show more ({count})").format(count=len(listed) - shown),
            on_click=_more,
            args=(shown,),
            key="history_more",
        )
    with st.expander(_("The same as a table")):
        _table(town, listed[:shown], listed, names)


def _more(shown: int) -> None:
    st.session_state["history_shown"] = shown + AT_ONCE


def _choose_town() -> str | None:
    """Let the person choose a town or all; the one that the session looks at unless they do."""
    state = st.session_state
    towns = rows("agencies")
    labels = {ALL: _("all towns"), **town_labels(towns)}
    ids = list(labels)
    wanted = state.get("agency") or (None if state.get("link_problems") else ALL)
    return st.selectbox(
        _("Town or agency"),
        ids,
        index=ids.index(wanted) if wanted in labels else None,
        format_func=labels.__getitem__,
        placeholder=_("Choose a town"),
        filter_mode=None,
        width=420,
        key=f"history_of_{state.get('link_no', 0)}_{len(ids)}_{lang()}",
        on_change=_chosen,
    )


def _chosen() -> None:
    forget_problems()
    st.session_state["history_shown"] = AT_ONCE


def _say_in_address(town: str) -> None:
    """Write the town into the address, so that it can be copied."""
    named = encode(Link(town or None, lang=lang()))
    if st.query_params.to_dict() != named:
        st.query_params.from_dict(named)
    st.session_state[SEEN] = named


def what(row: Mapping[str, Any]) -> str:
    """Return the kind of an import in words."""
    kind = row["kind"]
    if kind in SHIPPED:
        return _(SHIPPED[kind])
    if kind in OF_RULES:
        return _(OF_RULES[kind])
    if kind in {"report", "targets"}:
        return _("report") if kind == "report" else _("targets")
    if known(row["file_name"]):
        return _("scores from a file")
    # What is pasted has bytes, what is typed has none.
    return _("scores pasted from ITAS") if known(row["byte_count"]) else _("scores typed from ITAS")


def state_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return how much of an import counts, in words, and the kind of badge that says it."""
    years, standing = ([str(year) for year in row[name]] for name in ("fiscal_years", "standing_years"))
    if row["undone"]:
        return _("taken back"), "origin"
    if row["kind"] in SHIPPED:
        return _("ships with the program"), "origin"
    if not standing:
        return _("replaced by a later one"), "origin"
    if len(standing) < len(years):
        return _("counts for {years}").format(years=", ".join(standing)), "warning"
    return _("counts"), "good"


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


def _town_of(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if row["kind"] in OF_RULES:
        return _("every agency")
    return names.get(row["agency_id"], str(row["agency_id"])) if known(row["agency_id"]) else _("several agencies")


def _who(row: Mapping[str, Any]) -> str:
    if row["kind"] in SHIPPED and row["act"] == "import":
        return _("the program")
    return person_words(row["person"]) if known(row["person"]) else _("nobody named")


def _reason(row: Mapping[str, Any]) -> str:
    if not known(row["reason"]) or not row["reason"]:
        return ""
    return _(PLACES[row["reason"]]) if row["reason"] in PLACES else str(row["reason"])


def _drawn(row: dict[str, Any], names: Mapping[str, str]) -> None:
    """Draw one act; an import with what it holds, and the way to take it back."""
    head = f"<b>{escape(html.when(row['at']))}</b> · {escape(_who(row))} · "
    if row["act"] == "undo":
        said = _("took back {import_id} ({what})").format(import_id=row["import_id"], what=what(row))
        notes = [_town_of(row, names), _reason(row)]
        html.draw(f'{head}<b>{escape(said)}</b><p class="ita-note">{escape(" · ".join(filter(None, notes)))}</p>')
        return
    file = str(row["file_name"]) if known(row["file_name"]) else ""
    years = ", ".join(map(str, row["fiscal_years"]))
    notes = [_town_of(row, names), file, years, counts(row), str(row["import_id"])]
    sha = f'SHA-256 <span class="ita-hash" title="{escape(row["sha256"])}">{escape(row["sha256"][:HASH_SHOWN])}</span>'
    html.draw(
        f"{head}<b>{escape(what(row))}</b> {html.badge(*state_of(row))}"
        f'<p class="ita-note">{escape(" · ".join(filter(None, notes)))} · {sha}</p>'
    )
    if row["kind"] not in SHIPPED and not row["undone"]:
        _take_back(row)
    if row["kind"] != "published":
        opener = st.expander(_("What it holds"), key=f"held_{row['import_no']}", on_change="rerun")
        if opener.open:
            with opener:
                _held(row)


def _take_back(row: dict[str, Any]) -> None:
    """Let a person take an import back, after they have seen what would stand then."""
    # Not a popover: with what would change in it, its button lies below the edge of a small screen.
    asked = st.expander(_("Take back…"), key=f"ask_{row['import_no']}", on_change="rerun")
    if not asked.open:
        return
    with asked, told():
        st.markdown(f"**{_('Take this import back?')}**")
        if row["kind"] in OF_RULES:
            changes: tuple[YearChange, ...] = _without_rules(row)
        else:
            changes = preview_undo(opened()[0], row["import_id"])
            _would_stand(changes)
        later = rows("later_work", row["import_id"])
        _say_later(later)
        seen = looked_at((changes, later), f"undo_{row['import_no']}")
        if not seen:
            say_meanwhile()
        reason = st.text_input(_("Reason (may stay empty)"), max_chars=200, key=f"reason_{row['import_no']}")
        if st.button(_("Yes, take it back"), type="primary", key=f"take_back_{row['import_no']}") and seen:
            undo(opened()[0], row["import_id"], reason.strip() or "history page")
            said = _("Taken back: {import_id}.").format(import_id=row["import_id"])
            then = _("What stood before stands again.") if changes else _("No figure changed: later ones stand.")
            st.session_state["taken_back"] = f"{said} {then}"
            st.rerun()


def _without_rules(row: dict[str, Any]) -> tuple[YearChange, ...]:
    """Show what every agency's total and level would be without stated or assumed rules."""
    for year in row["fiscal_years"]:
        st.markdown(f"**{_('Rules of {year}').format(year=year)}**")
        preview = preview_undo_of_rules(opened()[0], int(row["import_no"]), int(year))
        effect(preview, int(year))
    return ()


def _would_stand(changes: tuple[YearChange, ...]) -> None:
    """Show for each year what stands now and what would, and of which imports."""
    if not changes:
        st.info(_("No figure and no measure would change: what came later stands before all of it."))
        return
    lines = [[str(each.fiscal_year), *line] for each in changes for line in _differences(each.before, each.after)]
    html.table([_("Year"), _("What"), _("Now"), _("Then")], lines[:CHANGES_SHOWN], numbers=(2, 3))
    if len(lines) > CHANGES_SHOWN:
        st.caption(_("and {count} more").format(count=len(lines) - CHANGES_SHOWN))
    for each in changes:
        files = ", ".join(f"{no} ({file})" if file else no for no, file in each.after.imports)
        st.caption(
            plain(
                _("{year} then stands on: {imports}").format(year=each.fiscal_year, imports=files)
                if files
                else _("Of {year} no import would count any more.").format(year=each.fiscal_year)
            )
        )


def _say_later(later: list[dict[str, Any]]) -> None:
    """Say which later work rests on an import: taking it back changes nothing of that."""
    for rests, said in RESTS.items():
        named = [
            f"{row['import_id']} ({row['file_name']})" if known(row["file_name"]) else str(row["import_id"])
            for row in later
            if (row["kind"] == "targets") == (rests == "targets")
        ]
        if named:
            st.warning(plain(_(said).format(imports=", ".join(named))))


def _differences(now: Standing, then: Standing) -> list[list[str]]:
    """Return what differs: what it is, now, then."""
    lines = []
    if now.total != then.total:
        lines.append([_("Total"), points(now.total), points(then.total)])
    if now.level != then.level:
        lines.append([_("Level"), now.level or "–", then.level or "–"])
    if now.scores and not then.scores:
        lines.append([_("Scores of indicators"), str(len(now.scores)), "0"])
    for number in sorted(then.scores.keys() and now.scores.keys() | then.scores.keys()):
        if now.scores.get(number) != then.scores.get(number):
            name = _("Indicator {number}").format(number=number)
            lines.append([name, points(now.scores.get(number)), points(then.scores.get(number))])
    held: tuple[tuple[str, Mapping[Any, Any], Mapping[Any, Any]], ...] = (
        (_("Scores of questions"), now.questions, then.questions),
        (_("Measures"), now.measures, then.measures),
        (_("Targets"), now.targets, then.targets),
    )
    for name, before, after in held:
        differ = sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())
        if differ:
            lines.append(
                [name, str(len(before)), _("{count} ({differ} differ)").format(count=len(after), differ=differ)]
            )
    return lines


def _held(row: dict[str, Any]) -> None:
    """Draw what an import holds, what was noticed when it was read, and the way to its figures."""
    facts = [
        (_("Import"), row["import_id"]),
        (_("Score years"), ", ".join(map(str, row["fiscal_years"])) or "–"),
        (_("Counts for"), ", ".join(map(str, row["standing_years"])) or "–"),
        (
            _("Size"),
            _("{count} bytes").format(count=f"{int(row['byte_count']):,}") if known(row["byte_count"]) else "–",
        ),
        ("SHA-256", row["sha256"]),
    ]
    cells = "".join(f"<div><b>{escape(name)}</b>{escape(str(value))}</div>" for name, value in facts)
    html.draw(f'<div class="ita-facts">{cells}</div>')
    if len(row["standing_years"]):
        if row["kind"] in OF_RULES:
            st.page_link("rules/screen.py", label=_("Rules of each year"))
            return
        link = Link(row["agency_id"], int(max(row["standing_years"])), lang=lang())
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
            [_(SEVERITIES[issue.severity]), place_text(issue.place, lang()) or "–", issue_text(issue, lang())]
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


def _table(town: str, shown: list[dict[str, Any]], listed: list[dict[str, Any]], names: Mapping[str, str]) -> None:
    """Draw the acts as a table, and offer all of them as a file, with the whole hash of each."""
    heads = [
        _("When"),
        _("Who"),
        _("Act"),
        _("Import"),
        _("Town or agency"),
        _("Kind"),
        _("File"),
        "SHA-256",
        _("Score years"),
        _("Holds"),
        _("State"),
    ]

    def line(row: dict[str, Any], sha256: str) -> list[str]:
        undone = row["act"] == "undo"
        return [
            html.when(row["at"]),
            _who(row),
            _("taken back") if undone else _("stored"),
            str(row["import_id"]),
            _town_of(row, names),
            what(row),
            str(row["file_name"]) if known(row["file_name"]) else "–",
            sha256,
            ", ".join(map(str, row["fiscal_years"])) or "–",
            counts(row) or "–",
            _reason(row) or "–" if undone else state_of(row)[0],
        ]

    # On the screen the columns that say the same in every row, or nothing to a reader, would break the words of others.
    left_out = {heads.index("SHA-256")} | ({heads.index(_("Town or agency"))} if town else set())
    kept = [index for index in range(len(heads)) if index not in left_out]
    lines = [line(row, row["sha256"]) for row in shown]
    html.table([heads[index] for index in kept], [[cells[index] for index in kept] for cells in lines])
    rows_file(f"ita-history-{town or 'all'}", heads, [line(row, row["sha256"]) for row in listed])
