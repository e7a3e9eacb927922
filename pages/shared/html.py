"""Small pieces of page, of values: heads, tables, badges, bars, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import streamlit as st
from markupsafe import Markup

from ita.calendar import today_in_bangkok
from ita.formatting import known
from ita.links import Link, to_url
from ita.store import reads
from ita.tables.sources import OriginName
from ita.tables.table import Table
from ita.thai import format_date, format_moment
from pages.shared.figures import figure_text
from pages.shared.language import _, lang
from pages.shared.markup import joined, show, tag
from pages.shared.reads_cache import rows
from pages.shared.rules import assumed_badge, rules_notice
from pages.shared.selection import Choice

# What no column can be as wide as, such as a long name of a file or a hash; words of Thai end where no space does.
LONG = re.compile(r"[^\s\u0e00-\u0e7f]{33,}")


def origin_words(origin: str | None) -> str:
    """Return where figures come from, in words."""
    return OriginName(origin).in_words(lang())


def when(moment: datetime) -> str:
    """Return a moment that is stored as naive UTC as it stood on a clock in Thailand."""
    return format_moment(moment, lang())


def badge(text: str, kind: str) -> Markup:
    """Return a small label."""
    return tag("span", text, class_=f"ita-badge {kind}")


def mark_of(choice: Choice) -> str:
    """Return what pictures and files of an agency must carry: that its figures are synthetic; empty otherwise."""
    return _("Synthetic data") if choice.agency.role == "demo" else ""


def heading(text: str) -> None:
    """Draw the head of a screen for which no town is chosen yet."""
    show(joined(_printed(text, ""), tag("h1", text, class_="ita-title")))


def title(text: str, choice: Choice, origin: object = None, *, notice: bool = True) -> None:
    """Draw the head of a screen: what it is, of which town and year, with the marks that its figures carry.

    Parameters
    ----------
    notice
        Whether to say what can be done in a year whose rules are not known, or are assumed.
    """
    marks = [badge(_("Sample agency"), "sample")] if choice.agency.role == "sample" else []
    if "synthetic" in str(origin) or choice.agency.role == "demo":
        marks.append(badge(_("Synthetic data"), "synthetic"))
    if choice.year:
        marks += [badge(words, "warning") for words in assumed_badge(choice.year)]
    year = f" · {_('scores of fiscal year {year}').format(year=choice.year)}" if choice.year else ""
    under = tag("p", choice.name, year, *(joined(" ", mark) for mark in marks), class_="ita-sub")
    show(joined(_printed(text, choice.name + year), tag("h1", text, class_="ita-title"), under))
    if choice.year and notice:
        rules_notice(choice)


def _printed(view: str, of: str) -> Markup:
    """Return the line that only paper shows: of whom, of which year, when, which screen, and where papers are made."""
    day = format_date(today_in_bangkok(), lang())
    said = " · ".join(
        filter(None, (of, _("printed on {date}").format(date=day), _("screen: {view}").format(view=view)))
    )
    return tag("p", said, tag("br"), _("Papers made for printing: the screen “Documents”."), class_="ita-print")


def import_first(text: str) -> None:
    """Say what is not known yet, with the way to import it."""
    st.info(text)
    st.page_link("imports/screen.py", label=_("Import data"))


def nothing_known() -> None:
    """Say that nothing is known of the agency, with the way to import it."""
    import_first(_("Nothing is known of this agency yet. Import its report, or type the ten scores from ITAS."))


def no_report() -> None:
    """Say that there is no report of the agency and year, with the way to import it."""
    import_first(_("There is no report of this agency and year yet. Import it to see its measures here."))


def year_before(choice: Choice, year: int) -> int | None:
    """Return the last earlier year of which the agency's total is known; None where that or the year's own is not."""
    totals = {int(row.fiscal_year) for row in rows(reads.total_trend, choice.agency_id) if known(row.total_shown)}
    return max((each for each in totals if each < year), default=None) if year in totals else None


def takes_results(choice: Choice) -> bool:
    """Tell whether results can be stored for the agency, and say why where they cannot."""
    if choice.agency.role == "benchmark":
        st.info(_("These are published averages. Choose an agency above to type its scores."))
    elif choice.agency.role == "demo":
        st.info(_("This is a demonstration with synthetic figures. Choose or add your own agency to store its scores."))
    return choice.agency.role not in {"benchmark", "demo"}


def part_heading(text: str) -> Markup:
    """Return the head of a part of a screen, as Streamlit draws one: for what is drawn as one piece with its head."""
    return tag("h2", text, class_="ita-head")


def show_table(of: Table) -> None:
    """Draw a table in the language of the session."""
    show(table(of))


def table(of: Table) -> Markup:
    """Return a table in the language of the session: figures to the right; on narrow screens each row is a block."""
    headers = of.headers(lang())
    kinds = ["num" if column.is_figures else "whole" if column.is_whole else None for column in of.columns]

    def cell(index: int, text: str) -> Markup:
        kind = kinds[index] or ("long" if LONG.search(text) else None)
        return tag("td", tag("span", text), class_=kind, data_head=headers[index])

    header = (tag("th", text, scope="col", class_=kind) for text, kind in zip(headers, kinds, strict=True))
    body = (joined(*(cell(index, text) for index, text in enumerate(row))) for row in of.texts(lang()))
    caption = of.caption.in_words(lang()) if of.caption else ""
    return tag("div", _table(header, body, caption, "ita-table stack"), class_="ita-wide")


def show_part(of: Table, most: int) -> None:
    """Draw the first rows of a table, and say how many more there are."""
    show_table(of.part(0, most))
    if len(of.rows) > most:
        st.caption(_("and {count} more").format(count=len(of.rows) - most))


def unchanged(headers: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "") -> None:
    """Draw the cells of a file as they are, in a table that keeps its columns on narrow screens and scrolls."""
    header = (tag("th", each, scope="col") for each in headers)
    body = (joined(*(tag("td", each) for each in row)) for row in rows)
    show(tag("div", _table(header, body, caption), class_="ita-raw"))


def _table(header: Iterable[Markup], rows: Iterable[Markup], caption: str, kind: str | None = None) -> Markup:
    return tag(
        "table",
        tag("caption", caption) if caption else None,
        tag("thead", tag("tr", *header)),
        tag("tbody", *(tag("tr", row) for row in rows)),
        class_=kind,
    )


def meter(
    name: str, words: str, value: Decimal | None, floor: Decimal | None, *, held: bool, floor_words: str
) -> Markup:
    """Return one instrument as a bar of 0-100 with a mark where the next level begins."""
    header = tag("div", name, " ", tag("span", words), class_="name")
    if not known(value):
        row = tag("div", header, tag("div", "–", class_="value"), class_="row")
        return tag("div", row, tag("div", _("not known"), class_="ita-note"), class_="ita-meter")
    score = float(value)
    mark = tag("div", class_="mark", style=f"left:{float(floor):.2f}%", title=floor_words) if known(floor) else None
    return tag(
        "div",
        tag("div", header, tag("div", figure_text(value), class_="value"), class_="row"),
        tag("div", tag("div", class_="fill", style=f"width:{score:.2f}%"), mark, class_="track"),
        class_="ita-meter held" if held else "ita-meter",
    )


def items(values: Sequence[Any], *, under: Sequence[str] = (), beneath: Sequence[str] = ()) -> Markup:
    """Return a numbered list; `under` gives a line above an item and `beneath` one below, where it is not empty."""

    def line(lines: Sequence[str], i: int) -> Markup | None:
        return tag("span", lines[i], class_="of") if lines and lines[i] else None

    listed = (tag("li", line(under, i), value, line(beneath, i)) for i, value in enumerate(values))
    return tag("ol", *listed, class_="ita-list")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: what it is, what is to be said of it, and where it leads."""

    name: Markup
    text: str
    way: Markup | None = None


def entries(of: Iterable[Entry]) -> Markup:
    """Return a list of entries as one piece of HTML: a browser takes one in less time than three elements an entry."""
    listed = (tag("li", tag("div", tag("p", each.name), tag("p", each.text)), each.way) for each in of)
    return tag("ul", *listed, class_="ita-entries")


def way(page: str, link: Link, text: str) -> Markup:
    """Return a link to another screen, which `ita.js` follows without loading all anew.

    Parameters
    ----------
    page
        Path of the screen, as it stands in the address; relative, for the dashboard may stand beneath a folder.
    """
    return tag("a", text, class_="ita-way", href=to_url(page, link), target="_self")


def facts(of: Iterable[tuple[str, object]]) -> Markup:
    """Return short facts beside each other: a name and what it is, a dash where that is empty."""
    return tag("div", *(tag("div", tag("b", name), value or "–") for name, value in of), class_="ita-facts")


def show_facts(of: Table) -> None:
    """Draw a table of names and what they are as short facts beside each other."""
    show(facts((name, value) for name, value in of.texts(lang())))


def note(*inside: object) -> Markup:
    """Return a paragraph in small print."""
    return tag("p", *inside, class_="ita-note")
