"""How a plan is drawn: what a measure has of its own stands beneath it, and nothing where it has none."""

from __future__ import annotations

import pytest

from pages.measures.plans import of_its_own

ALL = ("1 ต.ค. 2567", "สำนักปลัด")


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (("", ""), ""),
        (ALL, ""),
        (("", "กองคลัง"), "กองคลัง"),
        (("1 ม.ค. 2568", ""), "1 ม.ค. 2568"),
        (("1 ม.ค. 2568", "สำนักปลัด"), "1 ม.ค. 2568"),
        (("1 ม.ค. 2568", "กองคลัง"), "1 ม.ค. 2568 · กองคลัง"),
    ],
)
def test_beneath_a_measure_stands_only_what_it_has_of_its_own(texts: tuple[str, str], shown: str) -> None:
    assert of_its_own(texts, ALL) == shown
