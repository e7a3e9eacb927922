"""What a file would change, side by side with what stands, and the choice of what to take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ita.errors import N_
from ita.importing.differences import NO_KEYS, Difference, Key, lacking
from ita.tables.differences import FieldName, differing_fields, new_fields
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.reads_cache import opened
from pages.shared.session import session, set_widget, start_widget

STATUS = {
    "new": N_("new"),
    "changed": N_("changed"),
    "same": N_("the same"),
    "missing": N_("not in the file"),
}
# So many are chosen one by one; of more, all or none.
ONE_BY_ONE = 40
# Of these a paragraph is one line: not the line is marked but its words.
RUNNING = frozenset({"question", "analysis", "rationale"})
# As much text on both sides fits a row of the table.
SHORT = 60
_WIDTHS = (6, 2, 2, 1)


def what_of(key: Key) -> str:
    """Return what a field is, in words."""
    return FieldName(key, opened()[1].indicators).in_words(lang())


def differences(found: Sequence[Difference], key: str) -> frozenset[Key]:
    """Show what a file would change, and return what the person leaves as it stands.

    Parameters
    ----------
    key
        Tells one file from another, so that a choice is of this file only.
    """
    counts = Counter[str](each.status for each in found)
    if not counts["changed"] and not counts["missing"] and not counts["same"]:
        return NO_KEYS
    st.markdown(
        "**"
        + plain(_("Beside what is stored:"))
        + "** "
        + plain(" · ".join(f"{_(STATUS[status])} {counts[status]}" for status in STATUS))
    )
    open_ones = [each for each in found if each.status in {"changed", "missing"}]
    added = [each for each in found if each.status == "new"]
    if added:
        with st.expander(_("New ({count})").format(count=len(added))):
            html.show_table(new_fields(added, opened()[1].indicators))
    if not open_ones:
        return NO_KEYS
    st.header(_("Where file and store differ"), anchor=False)
    if len(open_ones) > ONE_BY_ONE:
        for_all([f"leave_{key}"], False, True, key)
        return all_or_none(open_ones, key)
    for_all([take_key(each, key) for each in open_ones], True, False, key)
    short = [each for each in open_ones if _is_short(each)]
    left = [*rows_with_ticks(short, key), *(each.key for each in open_ones if each not in short and _left(each, key))]
    return frozenset(left)


def _is_short(each: Difference) -> bool:
    """Tell whether both sides of a difference fit a cell of the table."""
    return all(len(text or "") <= SHORT and "\n" not in (text or "") for text in (each.before, each.after))


def rows_with_ticks(drawn: Sequence[Difference], key: str) -> list[Key]:
    """Draw differences as one table of three columns, with a tick where they differ; return those not taken."""
    if not drawn:
        return []
    one_year = len({each.key[0] for each in drawn}) == 1
    title = _("What ({year})").format(year=drawn[0].key[0]) if one_year else _("What")
    with st.container(border=True, gap="xxsmall", key=f"rows_{key}"):
        headers = st.columns(_WIDTHS, vertical_alignment="center")
        for header, text in zip(headers, (title, _("Stored now"), _("In the file"), _("Take")), strict=True):
            header.markdown(f"**{text}**")
        return [each.key for each in drawn if _is_left(each, key, one_year=one_year)]


def _is_left(each: Difference, key: str, *, one_year: bool) -> bool:
    """Draw one row, and tell whether the stored value stays."""
    what, before, after, take = st.columns(_WIDTHS, vertical_alignment="center")
    # The heading names the one year, and a score is what an indicator's row is of.
    shown = FieldName(each.key, opened()[1].indicators, has_year=not one_year, has_score=False)
    what.markdown(plain(shown.in_words(lang())))
    before.markdown(plain(each.before or "–"))
    after.markdown(plain(each.after or "–") if each.status == "same" else f"**{plain(each.after or '–')}**")
    return each.status in {"changed", "missing"} and not _take(each, key, take)


def _take(each: Difference, key: str, column: DeltaGenerator, *, is_labelled: bool = False) -> bool:
    """Draw the tick of a difference, and tell whether it is taken."""
    name = take_key(each, key)
    # Set here and not as its default, which the buttons for all could not change.
    start_widget(name, True)
    if is_labelled:
        return column.checkbox(_("Take the file's"), key=name)
    return column.checkbox(what_of(each.key), label_visibility="collapsed", key=name)


def take_key(each: Difference, key: str) -> str:
    """Return the key under which the session keeps what is taken of a difference."""
    return f"take_{key}_{'_'.join(map(str, each.key))}"


def for_all(names: Sequence[str], take: object, leave: object, key: str) -> None:
    """Offer to set all choices at once; each can still be changed afterwards."""

    def set_all(value: object) -> None:
        for name in names:
            set_widget(name, value)

    with st.container(horizontal=True):
        st.button(_("Take the file's for all"), on_click=set_all, args=(take,), key=f"all_file_{key}")
        st.button(_("Keep all stored values"), on_click=set_all, args=(leave,), key=f"all_stand_{key}")


def looked_at(found: object, key: str) -> bool:
    """Tell whether a person has seen just what would be replaced: someone else may have stored something since.

    To be asked once a run, after it was drawn.
    """
    now = hash(repr(found))
    before = session().seen.get(key, now)
    session().seen[key] = now
    return before == now


def stored_now(key: str) -> None:
    """Note that the person stored it themselves: what stands then is no surprise to them."""
    session().seen.pop(key, None)


def report_kept_fields(left: frozenset[Key]) -> str:
    """Return how many fields are left as they stand, in words; empty where none is."""
    return _("Stored values kept: {count}.").format(count=len(left)) if left else ""


def say_meanwhile() -> None:
    """Say that what stands is no longer what was shown."""
    st.warning(_("Someone stored something else meanwhile: nothing was stored. Look at the differences, then store."))


def _left(each: Difference, key: str) -> bool:
    """Draw one difference, and tell whether what stands is left."""
    with st.container(border=True, key=f"difference_{key}_{'_'.join(map(str, each.key))}"):
        st.markdown(f"**{plain(what_of(each.key))}** · {plain(_(STATUS[each.status]))}")
        old, new = st.columns(2)
        old.caption(_("Stored now"))
        shown = _words if each.key[2] in RUNNING else _lines
        old.markdown(shown(each.before, each.after))
        new.caption(_("In the file"))
        new.markdown(shown(each.after, each.before))
        return not _take(each, key, st.container(), is_labelled=True)


def _lines(text: str | None, other: str | None) -> str:
    """Return a text of several lines as Markdown, those that the other side lacks in bold."""
    if not text:
        return "–"
    both = set((other or "").splitlines())
    return "  \n".join(plain(line) if line in both else f"**{plain(line)}**" for line in text.splitlines())


def _words(text: str | None, other: str | None) -> str:
    """Return a running text as Markdown, the words that the other side lacks in bold."""
    if not text or not other:
        return plain(text) if text else "–"
    return " ".join(f"**{plain(piece)}**" if differs else plain(piece) for piece, differs in lacking(text, other))


def all_or_none(open_ones: Sequence[Difference], key: str) -> frozenset[Key]:
    """Show what differs as a table, and take all of it or nothing."""
    html.show_table(differing_fields(open_ones, opened()[1].indicators))
    is_left = st.checkbox(_("Keep all these stored values"), key=f"leave_{key}")
    return frozenset(each.key for each in open_ones) if is_left else NO_KEYS
