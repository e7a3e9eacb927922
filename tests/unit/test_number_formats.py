"""How a cell of a workbook looks: numbers, dates and text through the formats that Excel in Thailand has."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from ita.importing.files.number_formats import date_text, shown_number, shown_value

DAY = datetime(2025, 9, 30)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (97.21, "General", "97.21"),
        (93.11000000000001, "General", "93.11"),
        (100, "General", "100"),
        (1e20, "General", "1E+20"),
        (94.6, "0", "95"),
        (94.6, "0.00", "94.60"),
        (8.005, "0.00", "8.01"),
        (-3.5, "0.00", "-3.50"),
        (-3.5, "0.00;(0.00)", "(3.50)"),
        (0, '0.00;-0.00;"-"', "-"),
        (94.6, ";;;", ""),
        ("ก", ";;;", ""),
        ("ก", "0.00", "ก"),
        ("ก", '@" *"', "ก *"),
        (94600, "0,", "95"),
        (94600, "#,##0.00", "94,600.00"),
        (0.9311, "0.00%", "93.11%"),
        (0.9311, "0%", "93%"),
        (94.6, '"97.21"', "97.21"),
        (94.6, '0.00" คะแนน"', "94.60 คะแนน"),
        (40, '[<50]"ต่ำ";0.00', "ต่ำ"),
        (94.6, '[<50]"ต่ำ";0.00', "94.60"),
        (94.6, "[Red]0.0", "94.6"),
        (94.6, "[$-D07041E]0.00", "๙๔.๖๐"),
        (94.6, "t0.00", "๙๔.๖๐"),
        (94.6, "# ?/?", "94 3/5"),
        (94.6, "0.00E+00", "9.46E+1"),
        (0.5, "#.00", ".50"),
        (5, "000", "005"),
        (1234567, "000-0000", "123-4567"),
        (Decimal("94.6"), "0.0#", "94.6"),
        (True, "0", "TRUE"),
        (None, "0", ""),
        (DAY, "mm-dd-yy", "30/9/2568"),
        (DAY, "General", "30/9/2568"),
        (date(2025, 9, 30), "yyyy-mm-dd", "2025-09-30"),
        (DAY, "[$-107041E]d mmm yyyy", "30 ก.ย. 2568"),
        (DAY, "[$-D07041E]d mmmm bbbb", "๓๐ กันยายน ๒๕๖๘"),
        (DAY, "[$-409]d mmm yyyy", "30 Sep 2025"),
        (DAY, "[$-F800]dddd, mmmm dd, yyyy", "30 กันยายน 2568"),
        (datetime(2568, 9, 30), "dd/mm/yyyy", "30/09/2568"),
        (datetime(2025, 9, 30, 13, 5), "d/m/bbbb h:mm AM/PM", "30/9/2568 1:05 PM"),
        (time(13, 5), "h:mm", "13:05"),
        (timedelta(hours=30), "[h]:mm", "30:00"),
    ],
)
def test_a_cell_is_shown_as_its_format_says(value: object, number_format: str, shown: str) -> None:
    assert shown_value(value, number_format) == shown


@pytest.mark.parametrize(
    "number_format", ["", '"', "[", "\\", "_", "*", "[<]0", "0/0/0", "%", "E+", "[$-zz]0", "@@", "y" * 300]
)
@pytest.mark.parametrize("value", [94.6, -1e300, 1e-300, "ก", DAY, time(1), timedelta(1), float("inf")])
def test_no_format_is_too_odd(value: object, number_format: str) -> None:
    assert isinstance(shown_value(value, number_format), str)


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("94.60 คะแนน", "94.60"),
        ("๙๔.๖๐", "94.60"),
        ("94,600.00", "94600.00"),
        (".50", ".50"),
        ("94 3/5", None),
        ("", None),
    ],
)
def test_the_number_that_is_shown(shown: str, number: str | None) -> None:
    assert shown_number(shown) == (None if number is None else Decimal(number))


def test_a_date_is_written_one_way_only() -> None:
    assert date_text(DAY) == "30 ก.ย. 2568"
    assert date_text(datetime(2568, 9, 5, 8, 30)) == "5 ก.ย. 2568 08:30"
