"""Undo of an import, of targets or of rules, in one wording: what would be used then, the reason, and the act."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ita.errors import N_
from ita.importing.undo import RESTS, YearChange, preview_undo, undo
from ita.read_rows import HistoryRow, LaterWorkRow
from ita.rules.stored import preview_undo_of_rules
from ita.store import reads
from ita.tables.acts import OF_RULES
from ita.tables.undo import undo_changes
from pages.shared import html
from pages.shared.acts import corrected, named, undo_words, what
from pages.shared.differences import looked_at, say_meanwhile
from pages.shared.errors_ui import escape as plain
from pages.shared.errors_ui import show_errors
from pages.shared.language import _
from pages.shared.reads_cache import opened, rows
from pages.shared.rule_effect import effect
from pages.shared.session import session

CHANGES_SHOWN = 40
EXPLAINED = N_(
    "Undo deletes nothing: the import is marked as undone and the previous data is used again. "
    "An undo cannot be undone; to have the data again, import the same file."
)


def say_undone() -> None:
    """Say once what was undone."""
    if done := session().undo_done:
        session().undo_done = None
        st.success(plain(done))


def undo_box(row: HistoryRow, screen: str) -> None:
    """Let a person undo what a row of the history tells of, after they have seen what would be used then.

    Parameters
    ----------
    screen
        Where it is undone, kept in place of a reason that the person does not give: ``history page``.
    """
    words = undo_words(row.kind)
    # Not a popover: with what would change in it, its button lies below the edge of a small screen.
    asked = st.expander(_(words.box), key=f"ask_{row.import_no}", on_change="rerun")
    if not asked.open:
        return
    with asked, show_errors():
        st.markdown(f"**{_(words.question)}**")
        changes: tuple[YearChange, ...] = ()
        if row.kind == "agency":
            st.markdown(plain(corrected(row)))
        elif row.kind in OF_RULES:
            changes = _without_rules(row)
        else:
            changes = preview_undo(opened()[0], row.import_id, row.agency_id)
            if row.kind == "bulk":
                st.warning(_("The import holds figures of several agencies; all of them are undone together."))
            if row.agency_id is None:
                st.info(_("Choose an agency above to see what would be used then."))
            else:
                _would_be_used(changes, row.agency_id)
        later = rows(reads.later_work, row.import_id)
        _say_later(later, str(row.agency_id))
        seen = looked_at((changes, later), f"undo_{row.import_no}")
        if not seen:
            say_meanwhile()
        reason = st.text_input(_("Reason (may stay empty)"), max_chars=200, key=f"reason_{row.import_no}")
        if st.button(_(words.button), type="primary", key=f"undo_{row.import_no}") and seen:
            undo(opened()[0], row.import_id, reason.strip() or screen)
            used = _("The previous data is used again.")
            if row.kind not in {*OF_RULES, "agency", "bulk"} and not changes:
                used = _("Nothing shown has changed: newer imports already replace everything in it.")
            # What the person changed themselves is no surprise to them.
            session().seen.clear()
            session().undo_done = f"{_(words.done).format(what=named(row))} {used}"
            st.rerun()


def _without_rules(row: HistoryRow) -> tuple[YearChange, ...]:
    """Show what every agency's total and level would be without stated or assumed rules."""
    for year in row.fiscal_years:
        st.markdown(f"**{_('Rules of {year}').format(year=year)}**")
        effect(preview_undo_of_rules(opened()[0], int(row.import_no), int(year)), int(year))
    return ()


def _would_be_used(changes: tuple[YearChange, ...], agency: str) -> None:
    """Show for each year what is used now and what would be, and of which imports."""
    if not changes:
        st.info(_("Nothing would change: newer imports already replace everything in it."))
        return
    html.show_part(undo_changes(changes), CHANGES_SHOWN)
    said = _names_of_imports(agency)
    for each in changes:
        files = ", ".join(said.get(import_id, import_id) for import_id, _file in each.after.imports)
        st.caption(
            plain(
                _("{year} would use: {imports}").format(year=each.fiscal_year, imports=files)
                if files
                else _("No import of {year} would be current any more.").format(year=each.fiscal_year)
            )
        )


def _names_of_imports(agency: str) -> dict[str, str]:
    """Return the imports of an agency by id, each in words."""
    return {str(row.import_id): named(row) for row in rows(reads.history, agency) if row.act == "import"}


def _say_later(later: Sequence[LaterWorkRow], agency: str) -> None:
    """Say which later work rests on an import: its undo changes nothing of that."""
    said_of = _names_of_imports(agency) if later else {}
    for rests, said in RESTS.items():
        resting = [
            said_of.get(str(row.import_id), what(row))
            for row in later
            if (row.kind == "targets") == (rests == "targets")
        ]
        if resting:
            st.warning(plain(_(said).format(imports=", ".join(resting))))
