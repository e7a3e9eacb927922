"""Small pieces of page: HTML from values, with every text escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any

import streamlit as st

from ita.errors import N_
from ita.formatting import known, points
from ita.thai import bangkok, format_date
from pages.shared.language import _, lang
from pages.shared.names import whole_in_html
from pages.shared.reads_cache import rows
from pages.shared.rules import assumed_badge, rules_notice
from pages.shared.selection import Choice

ORIGINS = {
    "own_result": N_("own result from ITAS"),
    "report": N_("the published report"),
    "published": N_("published figures"),
    "synthetic": N_("synthetic data"),
}


def draw(markup: str) -> None:
    """Draw HTML of a page's own; names of levels and indicators in it are never broken over two lines."""
    st.html(whole_in_html(markup))


def origin_words(origin: object) -> str:
    """Return where figures come from, in words."""
    if not known(origin):
        return ""
    return ", ".join(_(ORIGINS.get(part, part)) for part in str(origin).split("+"))


def when(moment: datetime) -> str:
    """Return a moment that is stored as naive UTC as it stood on a clock in Thailand."""
    here = bangkok(moment)
    return f"{format_date(here.date(), lang())} {here:%H:%M}"


def badge(text: str, kind: str) -> str:
    """Return a small label."""
    return f'<span class="ita-badge {kind}">{escape(text)}</span>'


def mark_of(choice: Choice) -> str:
    """Return what pictures and files of an agency must carry: that its figures are synthetic; empty otherwise."""
    return _("Synthetic data") if choice.agency["role"] == "demo" else ""


def heading(text: str) -> None:
    """Draw the head of a screen for which no town is chosen yet."""
    draw(f'<h1 class="ita-title">{escape(text)}</h1>')


def title(text: str, choice: Choice, origin: object = None, *, notice: bool = True) -> None:
    """Draw the head of a screen: what it is, of which town and year, with the marks that its figures carry.

    Parameters
    ----------
    notice
        Whether to say what can be done in a year whose rules are not known, or are assumed.
    """
    marks = [badge(_("Sample town"), "sample")] if choice.agency["role"] == "sample" else []
    if "synthetic" in str(origin) or choice.agency["role"] == "demo":
        marks.append(badge(_("Synthetic data"), "synthetic"))
    if choice.year:
        marks += [badge(words, "warning") for words in assumed_badge(choice.year)]
    year = f" · {_('scores of fiscal year {year}').format(year=choice.year)}" if choice.year else ""
    draw(
        f'<h1 class="ita-title">{escape(text)}</h1>'
        f'<p class="ita-sub">{escape(choice.name)}{escape(year)} {" ".join(marks)}</p>'
    )
    if choice.year and notice:
        rules_notice(choice)


def year_before(choice: Choice, year: int) -> int | None:
    """Return the last earlier year of which the agency's total is known; None where that or the year's own is not."""
    totals = {int(row["fiscal_year"]) for row in rows("total_trend", choice.agency_id) if known(row["total_shown"])}
    return max((each for each in totals if each < year), default=None) if year in totals else None


def takes_results(choice: Choice) -> bool:
    """Tell whether results can be stored for the agency, and say why where they cannot."""
    if choice.agency["role"] == "benchmark":
        st.info(_("These are published averages. Choose a town above to type its scores."))
    elif choice.agency["role"] == "demo":
        st.info(_("This is a demonstration with synthetic figures. Choose or add your own town to store its scores."))
    return choice.agency["role"] not in {"benchmark", "demo"}


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    numbers: Sequence[int] = (),
    whole: Sequence[int] = (),
    caption: str = "",
) -> None:
    """Draw a table of plain values; columns in `numbers` stand to the right, those in `whole` are never broken.

    On narrow screens each row is a block.
    """

    def cell(index: int, value: object) -> str:
        kind = ' class="num"' if index in numbers else ' class="whole"' if index in whole else ""
        return f'<td{kind} data-head="{escape(heads[index], quote=True)}"><span>{escape(str(value))}</span></td>'

    head = "".join(
        f'<th scope="col"{" class=num" if i in numbers else ""}>{escape(h)}</th>' for i, h in enumerate(heads)
    )
    body = "".join("<tr>" + "".join(cell(i, v) for i, v in enumerate(row)) + "</tr>" for row in rows)
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    draw(f'<table class="ita-table stack">{said}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def as_it_stands(heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "") -> None:
    """Draw the cells of a file as they are, in a table that keeps its columns on narrow screens and scrolls."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(each)}</td>" for each in row) + "</tr>" for row in rows)
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    st.html(f'<div class="ita-raw"><table>{said}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')


def meter(name: str, words: str, value: object, floor: object, *, held: bool, floor_words: str) -> str:
    """Return one instrument as a bar of 0-100 with a mark where the next level begins."""
    head = f'<div class="name">{escape(name)} <span>{escape(words)}</span></div>'
    if not known(value):
        return (
            f'<div class="ita-meter"><div class="row">{head}'
            f'<div class="value">–</div></div><div class="ita-note">{escape(_("not known"))}</div></div>'
        )
    score = float(value)  # type: ignore[arg-type]
    mark = (
        f'<div class="mark" style="left:{float(floor):.2f}%" title="{escape(floor_words, quote=True)}"></div>'  # type: ignore[arg-type]
        if known(floor)
        else ""
    )
    return (
        f'<div class="ita-meter{" held" if held else ""}"><div class="row">'
        f'{head}<div class="value">{points(value)}</div></div>'
        f'<div class="track"><div class="fill" style="width:{score:.2f}%"></div>{mark}</div></div>'
    )


def items(values: Sequence[Any], *, under: Sequence[str] = (), beneath: Sequence[str] = ()) -> str:
    """Return a numbered list; `under` gives a line above an item and `beneath` one below, where it is not empty."""

    def line(lines: Sequence[str], i: int) -> str:
        return f"<span class=of>{escape(lines[i])}</span>" if lines and lines[i] else ""

    lines = "".join(
        f"<li>{line(under, i)}{escape(str(value))}{line(beneath, i)}</li>" for i, value in enumerate(values)
    )
    return f'<ol class="ita-list">{lines}</ol>'
