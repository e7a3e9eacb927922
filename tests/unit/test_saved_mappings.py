"""What a person made of a file: remembered for the next of its shape, and options of the terminal as choices."""

from __future__ import annotations

import pytest

from ita.frameworks import Frameworks
from ita.importing import saved_mappings
from ita.importing.agencies import create_agency
from ita.importing.candidates import TableView
from ita.importing.choice_options import with_option
from ita.importing.choices import NO_CHOICES, ColumnMapping, ColumnMeaning, ImportChoices
from ita.importing.file_parser import headers_of_file
from ita.importing.report_import import import_report
from ita.store.engine import Engine
from tests.helpers import read
from tests.unit.test_report_classes import HEADERS, body, in_word

MAPPING = ColumnMapping("A", ("a", "b"), ((2, ColumnMeaning("score", "result", None)),), 2, 11)
CHOICES = ImportChoices(sheet="A", columns=("D",), as_role="targets", mapping=MAPPING)


def view(*signature: str) -> TableView:
    return TableView(1, None, "", 1, (1, 2), (), signature)


def test_what_holds_for_another_file_is_remembered_and_nothing_else() -> None:
    text = saved_mappings.to_json(ImportChoices(2567, "A", ("D",), "targets", "x", frozenset({"r"}), mapping=MAPPING))
    assert text is not None
    assert saved_mappings.from_json(text) == CHOICES
    assert saved_mappings.to_json(ImportChoices(2567, accept=frozenset({"r"}))) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sheet": 1}', "null"])
def test_what_cannot_be_read_any_more_is_as_if_it_had_not_been(text: str) -> None:
    assert saved_mappings.from_json(text) == NO_CHOICES


def test_a_shape_is_its_headers() -> None:
    assert saved_mappings.shape_of([view("a", "b")]) == saved_mappings.shape_of([view("a", "b"), view()])
    assert saved_mappings.shape_of([view("a", "b")]) != saved_mappings.shape_of([view("a", "c")])
    assert saved_mappings.shape_of([view()]) is None


@pytest.mark.parametrize(
    ("option", "choices"),
    [
        ("--year 2567", ImportChoices(fiscal_year=2567)),
        ('--sheet "ผล 2566" --column D', ImportChoices(sheet="ผล 2566", columns=("D",))),
        ("--as average --agency thailand", ImportChoices(as_role="average", agency_id="thailand")),
        ("--accept many-zeros", ImportChoices(accept=frozenset({"many-zeros"}))),
    ],
)
def test_an_option_of_the_terminal_is_a_click(option: str, choices: ImportChoices) -> None:
    assert with_option(NO_CHOICES, option) == choices


def test_a_report_is_stored_with_what_its_headers_were_said_to_be(engine: Engine, frameworks: Frameworks) -> None:
    headers = [*HEADERS[:3], "สิ่งที่จะทำ", *HEADERS[4:]]
    data = in_word([headers, *body(frameworks)])
    agency = create_agency(engine, "เทศบาลตำบลลอง", "subdistrict_municipality", "เมือง", "สระบุรี")
    said = ImportChoices(columns=("สิ่งที่จะทำ=measures",))
    import_report(engine, frameworks, data, "r.docx", agency=agency, choices=said)
    shape = saved_mappings.shape_of_report(headers_of_file(data, "r.docx")) or ""
    (found,) = read(engine, "import_mapping", shape=shape)
    assert saved_mappings.from_json(found["mapping"]) == said
