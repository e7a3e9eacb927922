"""Automatic numbers come out as Word shows them."""

from __future__ import annotations

import pytest

from ita.errors import InputError
from ita.importing.files.read_docx import read_docx
from tests.unit.docx_files import (
    abstract_xml,
    control,
    deleted,
    document,
    level_xml,
    list_xml,
    numbering_xml,
    package,
    paragraph,
    style_xml,
)


def labels(*blocks: str, numbering: str = "", styles: str = "") -> list[str | None]:
    """Return the labels of paragraphs that all have the text "x"."""
    data = package(document(*blocks), numbering=numbering, styles=styles)
    found: list[str | None] = []
    for line in read_docx(data, "f").lines:
        label, _, text = line.rpartition(" ")
        assert text == "x"
        found.append(label or None)
    return found


def of_list(*levels: int, list_id: int = 1) -> list[str]:
    return [paragraph("x", number=(list_id, level)) for level in levels]


def counted(number_format: str, *values: int) -> list[str | None]:
    """Return the labels that a format gives to numbers."""
    numbering = numbering_xml(
        abstract_xml(1, level_xml(number_format=number_format, text="%1")),
        *(list_xml(value, 1, restart={0: value}) for value in values),
    )
    blocks = [paragraph("x", number=(value, 0)) for value in values]
    return labels(*blocks, numbering=numbering)


@pytest.mark.parametrize(
    ("number_format", "values", "expected"),
    [
        ("decimal", (1, 10), ["1", "10"]),
        ("decimalZero", (1, 10), ["01", "10"]),
        ("thaiNumbers", (1, 10, 2569), ["๑", "๑๐", "๒๕๖๙"]),
        ("thaiLetters", (1, 2, 3, 4, 41, 42), ["ก", "ข", "ค", "ง", "ฮ", "กก"]),
        (
            "thaiCounting",
            (1, 10, 11, 20, 21, 101, 125, 1000, 999_999),
            ["หนึ่ง", "สิบ", "สิบเอ็ด", "ยี่สิบ", "ยี่สิบเอ็ด", "หนึ่งร้อยเอ็ด", "หนึ่งร้อยยี่สิบห้า",
             "หนึ่งพัน", "เก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้า"],
        ),
        ("lowerLetter", (1, 26, 27, 28), ["a", "z", "aa", "bb"]),
        ("upperLetter", (1, 53), ["A", "AAA"]),
        ("lowerRoman", (1, 4, 9, 14, 40), ["i", "iv", "ix", "xiv", "xl"]),
        ("upperRoman", (1994, 4000), ["MCMXCIV", "4000"]),
        ("lowerLetter", (2_000_000_000,), ["2000000000"]),
        ("none", (1, 2), [None, None]),
        ("bullet", (1, 2), ["-", "-"]),
        ("hebrew1", (1, 2), ["1", "2"]),
    ],
)  # fmt: skip
def test_formats(number_format: str, values: tuple[int, ...], expected: list[str | None]) -> None:
    assert counted(number_format, *values) == expected


MULTILEVEL = abstract_xml(
    1,
    level_xml(0),
    level_xml(1, text="%1.%2"),
    level_xml(2, text="%3)", number_format="thaiLetters"),
)


def test_levels_count_and_restart_below_a_higher_one() -> None:
    numbering = numbering_xml(MULTILEVEL, list_xml(1, 1))
    assert labels(*of_list(0, 1, 2, 2, 1, 2, 0, 1, 0, 2), numbering=numbering) == [
        "๑.", "๑.๑", "ก)", "ข)", "๑.๒", "ก)", "๒.", "๒.๑", "๓.", "ก)",
    ]  # fmt: skip


def test_a_level_may_name_what_restarts_it() -> None:
    numbering = numbering_xml(
        abstract_xml(
            1,
            level_xml(0),
            level_xml(1, more='<w:lvlRestart w:val="0"/>'),
            level_xml(2, more='<w:lvlRestart w:val="1"/>'),
        ),
        list_xml(1, 1),
    )
    assert labels(*of_list(0, 1, 2, 1, 2, 0, 1, 2), numbering=numbering) == [
        "๑.", "๑.", "๑.", "๒.", "๒.", "๒.", "๓.", "๑.",
    ]  # fmt: skip


def test_lists_of_one_definition_go_on_counting_unless_restarted() -> None:
    numbering = numbering_xml(MULTILEVEL, list_xml(1, 1), list_xml(2, 1), list_xml(3, 1, restart={0: 1}))
    blocks = [
        *of_list(0, 0, list_id=1),
        *of_list(0, list_id=2),
        *of_list(0, 0, list_id=3),
        *of_list(0, list_id=1),
    ]
    assert labels(*blocks, numbering=numbering) == ["๑.", "๒.", "๓.", "๑.", "๒.", "๓."]


def test_dashes_below_numbers_of_one_list() -> None:
    numbering = numbering_xml(
        abstract_xml(1, level_xml(), level_xml(1, number_format="bullet", text="\uf0b7")), list_xml(1, 1)
    )
    assert labels(*of_list(0, 1, 1, 0, 1), numbering=numbering) == ["๑.", "-", "-", "๒.", "-"]


def test_an_override_may_redefine_a_level() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level_xml(text="(%1)")}</w:lvlOverride>'
    numbering = numbering_xml(MULTILEVEL, list_xml(1, 1), list_xml(2, 1, more=own))
    blocks = [*of_list(0), *of_list(0, list_id=2)]
    assert labels(*blocks, numbering=numbering) == ["๑.", "(๒)"]


def test_definitions_count_apart() -> None:
    numbering = numbering_xml(
        abstract_xml(1, level_xml()), abstract_xml(2, level_xml()), list_xml(1, 1), list_xml(2, 2)
    )
    blocks = [*of_list(0), *of_list(0, 0, list_id=2), *of_list(0)]
    assert labels(*blocks, numbering=numbering) == ["๑.", "๑.", "๒.", "๒."]


def test_legal_numbering_shows_plain_digits() -> None:
    numbering = numbering_xml(
        abstract_xml(1, level_xml(0), level_xml(1, text="%1.%2", more="<w:isLgl/>")), list_xml(1, 1)
    )
    assert labels(*of_list(0, 1), numbering=numbering) == ["๑.", "1.1"]


def test_text_without_a_number_is_the_label() -> None:
    numbering = numbering_xml(abstract_xml(1, level_xml(0, text="-"), level_xml(1, text="")), list_xml(1, 1))
    assert labels(*of_list(0, 1), numbering=numbering) == ["-", None]


def test_a_format_wrapped_for_newer_words_falls_back() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )
    numbering = numbering_xml(abstract_xml(1, level), list_xml(1, 1))
    assert labels(*of_list(0), numbering=numbering) == ["01."]


def test_numbers_come_from_styles() -> None:
    numbering = numbering_xml(
        abstract_xml(1, level_xml(0), level_xml(1, text="%1.%2", more='<w:pStyle w:val="Sub"/>')),
        list_xml(1, 1),
    )
    styles = "".join(
        [
            style_xml("Normal", is_default=True),
            style_xml("Head", number=(1, None)),
            style_xml("Child", based_on="Head"),
            style_xml("Sub", number=(1, None), based_on="Normal"),
            style_xml("Lower", number=(None, 1), based_on="Child"),
        ]
    )
    blocks = [
        paragraph("x", style="Head"),
        paragraph("x", style="Child"),
        paragraph("x", style="Sub"),
        paragraph("x", style="Lower"),
        paragraph("x"),
        paragraph("x", style="Head", number=(0, 0)),
        paragraph("x", style="Unknown"),
    ]
    assert labels(*blocks, numbering=numbering, styles=styles) == [
        "๑.", "๒.", "๒.๑", "๒.๒", None, None, None,
    ]  # fmt: skip


def test_the_default_style_may_be_numbered() -> None:
    numbering = numbering_xml(abstract_xml(1, level_xml()), list_xml(1, 1))
    styles = style_xml("Normal", number=(1, None), is_default=True)
    assert labels("x", "x", numbering=numbering, styles=styles) == ["๑.", "๒."]


def test_styles_based_on_each_other_end() -> None:
    styles = style_xml("A", based_on="B") + style_xml("B", based_on="A")
    assert labels(paragraph("x", style="A"), styles=styles) == [None]


def test_a_definition_may_be_a_link_to_a_list_style() -> None:
    numbering = numbering_xml(
        abstract_xml(1, level_xml()),
        abstract_xml(2, '<w:numStyleLink w:val="Steps"/>'),
        list_xml(1, 1),
        list_xml(2, 2),
    )
    styles = style_xml("Steps", kind="numbering", number=(1, None))
    blocks = [*of_list(0, list_id=2), *of_list(0, list_id=1)]
    assert labels(*blocks, numbering=numbering, styles=styles) == ["๑.", "๒."]


def test_empty_paragraphs_of_a_list_count() -> None:
    numbering = numbering_xml(MULTILEVEL, list_xml(1, 1))
    blocks = [*of_list(0), paragraph("", number=(1, 0)), *of_list(0)]
    assert labels(*blocks, numbering=numbering) == ["๑.", "๓."]


def test_paragraphs_deleted_with_tracking_do_not_count() -> None:
    numbering = numbering_xml(MULTILEVEL, list_xml(1, 1))
    gone = paragraph(deleted("y"), number=(1, 0), mark='<w:del w:id="1" w:author="a"/>')
    blocks = [*of_list(0), gone, *of_list(0)]
    assert labels(*blocks, numbering=numbering) == ["๑.", "๒."]


def test_numbers_within_content_controls_count() -> None:
    numbering = numbering_xml(MULTILEVEL, list_xml(1, 1))
    blocks = [*of_list(0), control("".join(of_list(0))), *of_list(0)]
    assert labels(*blocks, numbering=numbering) == ["๑.", "๒.", "๓."]


def test_lists_that_are_not_there_number_nothing() -> None:
    numbering = numbering_xml(MULTILEVEL, list_xml(1, 1), list_xml(2, 99))
    blocks = [*of_list(5), *of_list(0, list_id=2), *of_list(0, list_id=77)]
    assert labels(*blocks, numbering=numbering) == [None, None, None]
    assert labels(*of_list(0)) == [None]


@pytest.mark.parametrize(
    "level",
    [
        pytest.param(level_xml().replace('w:ilvl="0"', 'w:ilvl="x"'), id="level no number"),
        pytest.param(level_xml().replace('w:ilvl="0"', 'w:ilvl="9"'), id="level 9"),
        pytest.param(level_xml(text="%1" * 20), id="twenty numbers in a label"),
        pytest.param(level_xml(text="x" * 300), id="a label of 300 characters"),
        pytest.param(level_xml().replace('w:val="1"', f'w:val="{"9" * 5000}"'), id="huge start"),
        pytest.param(level_xml().replace('w:val="1"', 'w:val="๑"'), id="thai start"),
    ],
)
def test_values_that_no_word_file_has_are_refused(level: str) -> None:
    data = package(document("x"), numbering=numbering_xml(abstract_xml(1, level)))
    with pytest.raises(InputError) as caught:
        read_docx(data, "f")
    assert caught.value.rule == "docx-damaged"
