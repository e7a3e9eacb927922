"""Towns of one name are told apart wherever one is chosen, and a province must be one."""

from __future__ import annotations

from typing import Any

import pytest

from ita.errors import InputError
from ita.importing.agencies import create_agency
from ita.provinces import PROVINCES
from ita.store.engine import Engine
from pages.shared.selection import town_labels


def town(agency_id: str, name: str, province: str | None, district: str | None = None) -> dict[str, Any]:
    return {"agency_id": agency_id, "name_th": name, "name_en": None, "province": province, "district": district}


def test_labels_are_names_while_they_differ() -> None:
    towns = [town("a", "เทศบาลตำบลหนึ่ง", "น่าน"), town("b", "เทศบาลตำบลสอง", "น่าน")]
    assert town_labels(towns) == {"a": "เทศบาลตำบลหนึ่ง", "b": "เทศบาลตำบลสอง"}


def test_equal_names_get_province_then_district_then_id() -> None:
    name = "เทศบาลตำบลหนองบัว"
    labels = town_labels(
        [
            town("a", name, "น่าน", "เมืองน่าน"),
            town("b", name, "กาญจนบุรี", "เมือง"),
            town("c", name, "น่าน", "ปัว"),
            town("d", name, None),
            town("e", name, None),
        ]
    )
    assert len(set(labels.values())) == len(labels), "no two towns share a label"
    assert labels["b"] == f"{name} (กาญจนบุรี)"
    assert labels["a"] == f"{name} (น่าน, เมืองน่าน)"


def test_a_mistyped_province_is_refused_with_the_near_one(engine: Engine) -> None:
    with pytest.raises(InputError) as refused:
        create_agency(engine, "เทศบาลตำบลทดสอบ", "subdistrict_municipality", "", "นาน")
    assert refused.value.rule == "province-unknown"
    assert refused.value.params["near"] == "น่าน"


def test_there_are_77_provinces() -> None:
    assert len(set(PROVINCES)) == len(PROVINCES) == 77
