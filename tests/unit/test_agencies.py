"""Towns of one name are told apart wherever one is chosen, and a province must be one."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from ita.__main__ import main
from ita.actor import acting
from ita.errors import InputError, ItaError
from ita.importing.agencies import create_agency, edit_agency, own_agency
from ita.importing.undo import undo
from ita.provinces import PROVINCES
from ita.read_rows import AgenciesRow
from ita.store.engine import Engine, open_engine
from pages.shared.agencies import agency_labels
from tests.helpers import one, read, row_of


def agency(
    agency_id: str, name: str, province: str | None, district: str | None = None, role: str = "own"
) -> AgenciesRow:
    return row_of(AgenciesRow, agency_id=agency_id, name_th=name, province=province, district=district, role=role)


def test_labels_are_names_while_they_differ() -> None:
    agencies = [agency("a", "เทศบาลตำบลหนึ่ง", "น่าน"), agency("b", "เทศบาลตำบลสอง", "น่าน")]
    assert agency_labels(agencies) == {"a": "เทศบาลตำบลหนึ่ง", "b": "เทศบาลตำบลสอง"}


def test_what_is_not_ones_own_says_its_group() -> None:
    agencies = [agency(role, role, None, role=role) for role in ("own", "sample", "published", "benchmark", "demo")]
    assert list(agency_labels(agencies).values()) == [
        "own", "sample", "เปรียบเทียบ · published", "เปรียบเทียบ · benchmark", "สาธิต · demo",
    ]  # fmt: skip


def test_equal_names_get_province_then_district_then_id() -> None:
    name = "เทศบาลตำบลหนองบัว"
    labels = agency_labels(
        [
            agency("a", name, "น่าน", "เมืองน่าน"),
            agency("b", name, "กาญจนบุรี", "เมือง"),
            agency("c", name, "น่าน", "ปัว"),
            agency("d", name, None),
            agency("e", name, None),
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


PLACE = ("subdistrict_municipality", "เมือง", "ลพบุรี")


def test_a_town_is_added_once_and_one_that_is_there_becomes_ones_own(engine: Engine) -> None:
    added, again = (own_agency(engine, "เทศบาลตำบลหนองเล็ก", *PLACE) for _ in range(2))
    assert (added.outcome, again.outcome, again.agency_id) == ("added", "known", added.agency_id)
    claimed = own_agency(engine, "เทศบาลตำบลบ้านหมอ", "subdistrict_municipality", "", "สระบุรี")
    assert (claimed.agency_id, claimed.outcome) == ("ban-mo", "claimed")


def test_a_correction_keeps_the_name_of_before_with_who_and_when_and_is_undone(engine: Engine) -> None:
    agency = create_agency(engine, "องค์การบริหารส่วนตำบลหนองเล็ก", *PLACE)
    with acting("มาลี"):
        done = edit_agency(engine, agency, name=" เทศบาลตำบลหนองเล็ก ", province="จ.สระบุรี", district="อ.บ้านหมอ")
    now = read(engine, "agencies")[0]
    assert [now[field] for field in ("agency_id", "name_th", "kind", "district", "province", "role")] == [
        agency, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "บ้านหมอ", "สระบุรี", "own",
    ]  # fmt: skip
    (act,) = read(engine, "history", agency=agency)
    assert (act["kind"], act["person"], act["agency"]) == ("agency", "มาลี", "เทศบาลตำบลหนองเล็ก")
    assert one(engine, "agency_revisions", agency=agency)["name_before"] == "องค์การบริหารส่วนตำบลหนองเล็ก"
    undo(engine, done)
    assert read(engine, "agencies")[0]["name_th"] == "องค์การบริหารส่วนตำบลหนองเล็ก"
    assert one(engine, "agency_revisions", agency=agency)["name_th"] == "เทศบาลตำบลหนองเล็ก"


@pytest.mark.parametrize(
    ("agency", "change", "rule"),
    [
        ("nowhere", {"name": "ก"}, "agency-unknown"),
        ("ban-mo", {"name": "ก"}, "agency-not-own"),
        ("own", {}, "agency-unchanged"),
        ("own", {"name": "เทศบาลตำบลหนองเล็ก"}, "agency-unchanged"),
        ("own", {"name": " "}, "agency-incomplete"),
        ("own", {"province": "นาน"}, "province-unknown"),
        ("own", {"name": "เทศบาลตำบลบ้านหมอ", "province": "สระบุรี"}, "agency-exists"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(engine: Engine, agency: str, change: dict[str, str], rule: str) -> None:
    own = create_agency(engine, "เทศบาลตำบลหนองเล็ก", *PLACE)
    with pytest.raises(ItaError) as refused:
        edit_agency(engine, own if agency == "own" else agency, **change)
    assert refused.value.rule == rule
    assert read(engine, "agency_revisions", agency="") == []


def test_the_command_line_corrects_a_town(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = ["--db", str(database)]
    made = ["--name", "เทศบาลตำบลหนองเล็ก", "--kind", "subdistrict_municipality", "--province", "ลพบุรี"]
    assert main(["agency", "add", "nong-lek", "--name", "ก", *db]) == 2
    assert main(["agency", "add", "nong-lek", *made, *db]) == 0
    assert main(["agency", "edit", "nong-lek", *db]) == 1
    capsys.readouterr()
    assert main(["agency", "edit", "nong-lek", "--name", "เทศบาลเมืองหนองเล็ก", "--by", "มาลี", "--json", *db]) == 0
    import_id = json.loads(capsys.readouterr().out)["import_id"]
    with closing(open_engine(database)) as engine:
        assert read(engine, "agencies")[0]["name_th"] == "เทศบาลเมืองหนองเล็ก"
    assert main(["undo", import_id, *db]) == 0
    assert main(["check", *db]) == 0
