"""Where the figures of a screen come from: file, table and row of each, the import, and who made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from ita.errors import SourceLocation
from ita.formatting import known, points
from ita.i18n import FIELDS, location_text
from ita.importing.build import PROGRAM
from ita.indicator_names import indicator_name
from ita.links import Link, encode
from ita.read_rows import FigureSourcesRow, PlansRow, QuestionSourcesRow
from ita.store import reads
from pages.shared import html
from pages.shared.language import _, lang
from pages.shared.reads_cache import rows
from pages.shared.selection import Choice


def location_of(row: FigureSourcesRow | QuestionSourcesRow | PlansRow, *, file: bool = True) -> str:
    """Return where in its file a row of a read stands, in words; with the file's name unless it is said beside it."""
    place = (row.place_table, row.place_row, row.place_column, row.sheet)
    page = None if isinstance(row, QuestionSourcesRow) else row.place_page
    return location_text(SourceLocation(row.file_name if file else None, *place, page=page), lang())


def person_words(person: str) -> str:
    """Return who stored something as people say it: what ships was stored by the program itself."""
    return _("the program") if person == PROGRAM else person


def plan_source(plan: PlansRow) -> str:
    """Return of which file, table and row a plan is, and what of it that file did not bring."""
    said = _("From {place}").format(place=location_of(plan))
    if not isinstance(plan.left_fields, Iterable):
        return said
    names = ", ".join(_(FIELDS[name]) for name in plan.left_fields)
    return said + " · " + _("stored values kept from before that file: {fields}").format(fields=names)


@st.fragment
def figure_sources(choice: Choice) -> None:
    """Draw where each score of the town and year comes from, closed until someone asks, with the way to the history."""
    if choice.year is None:
        return
    found = rows(reads.figure_sources, choice.agency_id, choice.year)
    if not found:
        return
    opener = st.expander(
        _("Where the figures come from"), key=f"sources_{choice.agency_id}_{choice.year}", on_change="rerun"
    )
    if not opener.open:
        return
    ranking = rows(reads.gap_ranking, choice.agency_id, choice.year)
    names = {int(row.indicator_no): indicator_name(row, lang()) for row in ranking}
    with opener:
        html.table(
            [_("Indicator"), *_headers()],
            [_line(row, names) for row in found],
            numbers=(1,),
            caption=_("Scores of fiscal year {year}; what is calculated from them has no source of its own.").format(
                year=choice.year
            ),
        )
        questions = rows(reads.question_sources, choice.agency_id, choice.year)
        if questions:
            html.table(
                [_("Question"), *_headers()],
                [[str(row.code), *_whence(row)] for row in questions],
                numbers=(1,),
            )
        st.page_link(
            "history/screen.py",
            label=_("History of this agency"),
            query_params=encode(Link(choice.agency_id, lang=lang())),
        )


def _line(row: FigureSourcesRow, names: Mapping[int, str]) -> list[str]:
    number = row.indicator_no
    return [f"{number}. {names[number]}" if number is not None else _("Total"), *_whence(row)]


def _headers() -> list[str]:
    return [_("Score"), _("Origin"), _("File or source"), _("Place"), _("Import"), _("When"), _("Who")]


def _whence(row: FigureSourcesRow | QuestionSourcesRow) -> list[str]:
    """Return the cells under `_headers`."""
    shipped = row.kind == "published"
    return [
        points(row.score),
        html.origin_words(row.origin),
        str(row.source),
        # The row of a shipped table says nothing of the publication that is named beside it.
        "–" if shipped else location_of(row, file=False) or "–",
        " · ".join([row.import_id, *_kept(row)]),
        html.when(row.imported_at),
        person_words(row.person) if known(row.person) else "–",
    ]


def _kept(row: FigureSourcesRow | QuestionSourcesRow) -> list[str]:
    """Return that a person kept the stored value, and the import that it was read in where that is known."""
    if not row.has_kept_fields:
        return []
    return [_("stored value kept"), *([str(row.read_in_import_id)] if known(row.read_in_import_id) else [])]
