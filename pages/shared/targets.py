"""The targets that count, beside the results of a year: of the year itself and of the next year that has any."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ita.formatting import change, known, points, signed
from ita.indicator_names import numbered_name
from ita.links import encode
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang
from pages.shared.reads_cache import rows
from pages.shared.selection import Choice

Targets = dict[int, dict[int | None, Any]]


def targets_beside(choice: Choice, year: int) -> Targets:
    """Return by year and indicator (None is the total) the targets of a year and of the first later one with any."""
    found: Targets = {}
    for row in rows("targets", choice.agency_id):
        number = int(row["indicator_no"]) if known(row["indicator_no"]) else None
        found.setdefault(int(row["fiscal_year"]), {})[number] = row["target"]
    later = min((each for each in found if each > year), default=None)
    return {each: found[each] for each in (year, later) if each in found}


def target_words(targets: Targets, number: int | None, score: object) -> str:
    """Return the targets of an indicator (None is the total) in words, beside its score; empty where there are none."""
    said = []
    for year, of_year in targets.items():
        if number in of_year:
            moved = change(of_year[number], score)
            text = _("target of {year}: {target} ({change})") if moved else _("target of {year}: {target}")
            said.append(text.format(year=year, target=points(of_year[number]), change=signed(moved)))
    return " · ".join(said)


@st.fragment
def show_targets(choice: Choice, year: int, total: object, *, link: bool = True) -> None:
    """Draw the targets beside the results of a year: the total in a line, all of them in a table."""
    targets = targets_beside(choice, year)
    if not targets:
        return
    said = target_words(targets, None, total) or _("no target for the total")
    count = sum(len(of_year) for of_year in targets.values())
    with st.container(border=True, key="targets_beside"):
        st.markdown(f"**{plain(_('Targets'))}** · {plain(said)}")
        label = _("All targets beside the scores of {year} ({count})").format(year=year, count=count)
        if (inside := html.lid(label, "all_targets")) is not None:
            with inside:
                _table(choice, year, total, targets)
        if link:
            st.page_link("simulate.py", label=_("To the targets"), query_params=encode(choice.link()))


def _table(choice: Choice, year: int, total: object, targets: Targets) -> None:
    ranking = sorted(rows("gap_ranking", choice.agency_id, year), key=lambda row: row["indicator_no"])
    headers = [_("Indicator"), _("Score of {year}").format(year=year)]
    for each in targets:
        headers += [_("Target of {year}").format(year=each), _("To gain")]
    lines: list[tuple[int | None, str, object]] = [(None, _("Total"), total)]
    lines += [(int(row["indicator_no"]), numbered_name(row, lang()), row["score"]) for row in ranking]
    cells = [
        [name, points(score), *(cell for of_year in targets.values() for cell in _beside(of_year.get(number), score))]
        for number, name, score in lines
        if any(number in of_year for of_year in targets.values())
    ]
    html.table(headers, cells, numbers=range(1, len(headers)))


def _beside(target: object, score: object) -> tuple[str, str]:
    return points(target), signed(change(target, score)) if known(target) and known(score) else "–"
