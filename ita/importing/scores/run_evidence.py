"""What the words around figures say of them: a title, the name of a sheet, a header, the cells beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ita.errors import SourceLocation
from ita.importing.candidates import Evidence, Where, Whose
from ita.importing.files.grids import GridCell
from ita.importing.scores import figure_roles
from ita.importing.scores.label_matcher import is_agency_header, is_remark_header, shortened
from ita.importing.scores.layouts import ScoreColumn

_OF_FIGURES = frozenset(("result", "target"))


def evidence_of_text(text: str, where: Where, location: SourceLocation, whose: Whose | None) -> list[Evidence]:
    """Return what a title or the name of a sheet says: roles of figures, years, another agency."""
    kinds = figure_roles.of_title(text)
    if where == "sheet" and not kinds and figure_roles.PLAN in figure_roles.kinds(text):
        kinds = frozenset((figure_roles.PLAN,))
    found = [Evidence(kind, shortened(text), where, location) for kind in sorted(kinds)]
    found += [Evidence("year", shortened(text), where, location)] if figure_roles.years_said(text) else []
    return found + evidence_of_agency(text, where, location, whose)


def evidence_of_agency(text: str, where: Where, location: SourceLocation, whose: Whose | None) -> list[Evidence]:
    """Return that words name another agency than the one that is imported for, where they do."""
    if whose is None or not whose.names:
        return []
    if figure_roles.other_agency(text, whose.names, whose.others):
        return [Evidence(figure_roles.OTHER_AGENCY, shortened(text), where, location)]
    return []


def evidence_of_header(column: ScoreColumn, whose: Whose | None) -> list[Evidence]:
    """Return what the headers of a column say of its figures."""
    found: list[Evidence] = []
    for each in column.texts:
        where: Where = "header" if each.where == "header" else "header_above"
        found += [
            Evidence(k, shortened(each.text), where, each.location) for k in sorted(figure_roles.kinds(each.text))
        ]
        found += evidence_of_agency(each.text, where, each.location, whose)
    return found


def evidence_beside(cells: Iterable[tuple[GridCell, str]], whose: Whose | None) -> tuple[list[Evidence], list[str]]:
    """Return what the cells beside the figures of a row say of it, and their words."""
    found: list[Evidence] = []
    words: list[str] = []
    for cell, header in cells:
        if not cell.text or cell.kind != "text":
            continue
        if is_remark_header(header) and not figure_roles.is_remark_of_role(cell.text):
            continue
        if figure_roles.only_says(cell.text):
            words.append(cell.text)
            found += [
                Evidence(k, shortened(cell.text), "beside", cell.location)
                for k in sorted(figure_roles.kinds(cell.text))
            ]
        found += _of_agency_cell(cell, header, words, whose)
    return found, words


def _of_agency_cell(cell: GridCell, header: str, words: list[str], whose: Whose | None) -> list[Evidence]:
    if not (is_agency_header(header) or figure_roles.agencies_said(cell.text)):
        return []
    words.append(cell.text)
    names = whose.names if whose else ()
    is_own = any(_alike(cell.text, name) for name in names)
    if is_own or figure_roles.kinds(cell.text) & {figure_roles.AVERAGE, figure_roles.MEAN}:
        return []
    kind = figure_roles.OTHER_AGENCY if names else "agency"
    return [Evidence(kind, shortened(cell.text), "beside", cell.location)]


def column_group(column: ScoreColumn) -> tuple[frozenset[str], int | None]:
    """Return what tells groups of columns of one row apart: what their headers say, and of which year."""
    kinds = frozenset(kind for each in column.texts for kind in figure_roles.kinds(each.text)) - {
        figure_roles.RESULT,
        figure_roles.PLAN,
    }
    return kinds, year_of_headers(column)


def year_of_headers(column: ScoreColumn) -> int | None:
    """Return the year that the headers of a column give its figures; None where they give none, or several."""
    return only_year(y.year for each in column.texts for y in figure_roles.years_said(each.text) if y.of in _OF_FIGURES)


def beneath(of_table: Sequence[Evidence], of_section: Sequence[Evidence]) -> list[Evidence]:
    """Return what is said of the rows of a section: its own words; of year and role the table's where it has none."""
    own = [each for each in of_section if each.where != "sheet"]
    has_year = any(each.kind == "year" for each in own)
    has_role = any(each.kind != "year" for each in own)
    kept = [
        each
        for each in of_table
        if each.where == "sheet" or (each.kind == "year" and not has_year) or (each.kind != "year" and not has_role)
    ]
    return [*own, *kept]


def years_of(context: Iterable[Evidence]) -> tuple[tuple[figure_roles.YearSaid, Evidence], ...]:
    """Return the years that titles and the name of the sheet say, each with what says it."""
    return tuple(
        (year, each) for each in context if each.kind == "year" for year in figure_roles.years_said(each.words)
    )


def only_year(years: Iterable[int]) -> int | None:
    """Return the year that all of some are; None where they are none, or several."""
    found = set(years)
    return found.pop() if len(found) == 1 else None


def _alike(cell: str, name: str) -> bool:
    """Tell whether a cell names an agency, with or without the words for its kind."""
    stems = {*figure_roles.agencies_said(name), figure_roles.bare_name(name)}
    given = {*figure_roles.agencies_said(cell), figure_roles.bare_name(cell)}
    return bool(stems & given - {""})
