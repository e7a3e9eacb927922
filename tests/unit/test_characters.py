"""Characters that deceive: what nobody sees is left out, and a figure that is not plainly one is refused whole."""

from __future__ import annotations

import pytest

from ita.characters import (
    is_turned,
    lowered,
    odd_figure,
    raised,
    refuse_odd_figures,
    without_invisible,
    without_odd_digits,
)
from ita.errors import InputError, SourceLocation


@pytest.mark.parametrize(
    "char",
    "\u00ad\u034f\u115f\u17b4\u180b\u180e\u200b\u200d\u200e\u200f\u061c\u202e\u2060\u2064\u2066\u2069\u206f\u3164\ufe00\ufe0f\ufeff\uffa0"
    "\U000e0020\U000e01ef",
)
def test_what_nobody_sees_is_left_out(char: str) -> None:
    assert without_invisible(f"๙{char}๘.๐{char}๒") == "๙๘.๐๒"


def test_hyphens_of_every_kind_are_one() -> None:
    assert without_invisible("1\u20111\u20101\uff0d1") == "1-1-1-1"


@pytest.mark.parametrize(
    "text",
    [
        "97.21",
        "๙๗.๒๑ คะแนน",
        "(97.21คะแนน)",
        "1. การปฏิบัติหน้าที่ (๙๗.๒๑)",
        "IIT 96.97",
        "IIT97.21",
        "ITA2568",
        "o27 ๙๗.๒๑",
        "O1 i4 e2",
        "o26,o27 97.21",
        "97.21points",
        "1st",
        "1-31 ต.ค. 2567-2568",
        "\u200e97.21\u200e",
        "๙๘.\u034f๐๒",
        "ตร.ม.² 97.21",
        "m² 97.21",
        "| 9 | 97.21 |",
        "✓ 97.21",
        "",
    ],
)
def test_plain_figures(text: str) -> None:
    assert odd_figure(text) is None
    refuse_odd_figures(text, SourceLocation())


@pytest.mark.parametrize(
    ("text", "odd", "shown"),
    [
        ("94.3⁹", "raised", "94.3⁹"),
        ("(94.39¹)", "raised", "94.39¹"),
        ("97₂.1", "raised", "97₂.1"),
        ("97½", "raised", "97½"),
        ("๙๗.๒๑①", "raised", "97.21①"),
        ("٩٧.٢١", "digit", "٩٧.٢١"),
        ("９７．２１", "digit", "９７．２１"),
        ("៩៧.២១", "digit", "៩៧.២១"),
        ("𝟗𝟕.21", "digit", "𝟗𝟕.21"),
        ("9O.21", "letter", "9O.21"),
        ("97.2l", "letter", "97.2l"),
        ("l00", "letter", "l00"),
        ("1OO คะแนน", "letter", "1OO"),
        ("lO0", "letter", "lO0"),
        ("๙๏.๒๑", "letter", "9๏.21"),
        ("9О.21", "letter", "9О.21"),
        ("97·21", "letter", "97·21"),
        ("97.21x", "letter", "97.21x"),
        ("9\ufffd.21", "letter", "9\ufffd.21"),
        ("9\uf037.21", "letter", "9\uf037.21"),
        ("๙๘.\u2011๐๒", "joined", "98.-02"),
        ("98-.02", "joined", "98-.02"),
        ("98-02", "joined", "98-02"),
        ("\u202e12.79\u202c", "direction", "12.79"),
        ("97\u200f.21", "direction", "97.21"),
        ("\u2067ก 97.21\u2069", "direction", "ก 97.21"),
    ],
)
def test_odd_figures(text: str, odd: str, shown: str) -> None:
    assert odd_figure(text) == (odd, shown)
    with pytest.raises(InputError) as caught:
        refuse_odd_figures(text, SourceLocation("f", row=3))
    assert (caught.value.rule, caught.value.location.row, caught.value.params["text"]) == ("figure-unclear", 3, shown)


def test_marks_of_direction_matter_to_figures_only() -> None:
    assert not is_turned("\u202eก\u202c")
    assert not is_turned("\u200fก 97.21 \u200f")
    assert is_turned("\u202eก\u202c 1")


def test_raised_and_lowered_figures_join_no_number() -> None:
    assert f"94.3{raised('9')}" == "94.3⁹"
    assert raised("๑)") == "¹⁾"
    assert lowered("2x") == "₂x"
    assert without_odd_digits("94.3⁹คะแนน97.21 ٣") == "\ufffdคะแนน97.21 \ufffd"
