"""Cells become lists as a reader of the page would part them, numbered by hand, by Word, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita.errors import SourceLocation
from ita.importing.files.tables import Paragraph, RawCell
from ita.importing.report.list_parser import (
    Piece,
    has_tags,
    pieces,
    running_text,
    split_items,
    split_steps,
    split_units,
    without_tags,
)
from tests.helpers import thai

PLACE = SourceLocation("f", 1, 3, 6)
NEXT = SourceLocation("f", 2, 3, 6)


def cell(*paragraphs: str | tuple[str, str], location: SourceLocation = PLACE) -> RawCell:
    """Return a cell; a paragraph that Word numbers by itself is (label, text)."""
    made = [Paragraph(p) if isinstance(p, str) else Paragraph(p[1], p[0]) for p in paragraphs]
    return RawCell(tuple(made), location)


def parts(*paragraphs: str | tuple[str, str]) -> list[Piece]:
    return pieces(cell(*paragraphs), continues=False)


def continued(*paragraphs: str | tuple[str, str]) -> list[Piece]:
    return pieces(cell(*paragraphs, location=NEXT), continues=True)


def texts(found: list[Piece]) -> list[str]:
    return [item.text for item in split_items(found)]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("๑. หนึ่ง ๒. สอง ๓. สาม",),
        ("1. หนึ่ง 2. สอง 3. สาม",),
        ("๑.หนึ่ง ๒.สอง ๓.สาม",),
        ("๑) หนึ่ง ๒) สอง ๓) สาม",),
        ("(๑) หนึ่ง (๒) สอง (๓) สาม",),
        ("๑ . หนึ่ง ๒ . สอง ๓ . สาม",),
        ("๑. หนึ่ง", "๒. สอง", "๓. สาม"),
        ("๑. หนึ่ง ๒. สอง", "๓. สาม"),
        ("๑. หนึ่ง\n๒. สอง\n๓. สาม",),
        ("<p>๑. หนึ่ง</p> <p>๒. สอง</p> <p>๓. สาม</p>",),
        (("๑.", "หนึ่ง"), ("๒.", "สอง"), ("๓.", "สาม")),
        (("1)", "หนึ่ง"), ("2)", "สอง"), ("3)", "สาม")),
        (("-", "หนึ่ง"), ("-", "สอง"), ("-", "สาม")),
        ("- หนึ่ง", "- สอง", "- สาม"),
        ("- หนึ่ง - สอง - สาม",),
        ("หนึ่ง", "สอง", "สาม"),
        ("มาตรการมีดังนี้", "๑. หนึ่ง", "๒. สอง", "๓. สาม"),
        ("มาตรการ:", ("๑.", "หนึ่ง"), ("๒.", "สอง"), ("๓.", "สาม")),
    ],
)
def test_three_items_however_they_are_numbered(paragraphs: tuple[str | tuple[str, str], ...]) -> None:
    assert texts(parts(*paragraphs)) == ["หนึ่ง", "สอง", "สาม"]


def test_one_item_needs_no_number() -> None:
    only = "มีคำสั่งแต่งตั้งผู้ดูแลระบบ (ITAS) https://itas.nacc.go.th/"
    assert texts(parts(only)) == [only]


def test_an_empty_cell_has_no_items() -> None:
    assert texts(parts()) == []
    assert texts(parts("", " ", "<p></p>")) == []
    assert split_units(parts("")) == []
    assert running_text(parts("")) == ""


@pytest.mark.parametrize(
    "inside",
    [
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๙ ให้มีความชัดเจน",
        "คะแนน ๙๗.๒๑ คะแนน",
        "มาตรา ๑๒๘ แห่งพระราชบัญญัติ",
        "ประชุม ๓ ครั้ง",
        "เวลา 8.30 น.",
        "ข้อ 4. ของระเบียบ",
        "(Do's & Don'ts) สำหรับเจ้าหน้าที่",
        "คู่มือ, แบบฟอร์ม - คำแนะนำ",
        "ครบ ๑๐๐% ภายใน 5) ปี",
    ],
)
def test_numbers_inside_a_sentence_part_nothing(inside: str) -> None:
    found = split_items(parts(f"๑. {inside} ๒. ต่อไป"))
    assert len(found) == 2
    assert found[0].text == inside
    assert found[1].text == "ต่อไป"


def test_only_the_next_number_in_order_opens_an_item() -> None:
    assert texts(parts("๑. ดู ๓. และ ๒. ทำ")) == ["ดู ๓. และ", "ทำ"]


def test_numbers_go_on_on_the_next_page() -> None:
    found = [*parts("๑. หนึ่ง ๒. สอง"), *continued("<p>๓. สาม</p> <p>๔. สี่</p>")]
    assert texts(found) == ["หนึ่ง", "สอง", "สาม", "สี่"]
    assert [item.location for item in split_items(found)] == [PLACE, PLACE, NEXT, NEXT]


def test_a_sentence_goes_on_on_the_next_page_without_a_space() -> None:
    found = [*parts("๑. หนึ่ง ๒. คู่มือการปฏิบัติงาน"), *continued("<p>นักพัฒนาชุมชน</p> <p>๓. สาม</p>")]
    assert texts(found) == ["หนึ่ง", "คู่มือการปฏิบัติงานนักพัฒนาชุมชน", "สาม"]


def test_two_latin_words_parted_by_the_page_keep_their_space() -> None:
    assert texts([*parts("๑. No Gift"), *continued("Policy")]) == ["No Gift Policy"]


def test_a_further_paragraph_of_the_same_cell_is_under_its_item() -> None:
    assert texts(parts("๑. หนึ่ง", "รายละเอียด", "๒. สอง")) == ["หนึ่ง รายละเอียด", "สอง"]


def test_automatic_numbers_go_on_on_the_next_page() -> None:
    found = [*parts(("๑.", "หนึ่ง"), ("๒.", "คู่มือ")), *continued("ต่อ", ("๓.", "สาม"))]
    assert texts(found) == ["หนึ่ง", "คู่มือต่อ", "สาม"]


HEADED = (
    "๑. โครงการติดตามการใช้งบ มีขั้นตอนและวิธีการดังนี้ - กำหนดแผน - รวบรวมข้อมูล"
    " ๒. จัดทำประกาศมาตรการ มีขั้นตอนและวิธีการดังนี้ - จัดทำ - เผยแพร่"
)
TITLES = ["โครงการติดตามการใช้งบ", "จัดทำประกาศมาตรการ โดยเปิดเผยข้อมูลด้านงบประมาณ"]


def test_dashes_under_a_heading_that_repeats_a_measure_are_its_steps() -> None:
    found = split_steps(parts(HEADED), TITLES)
    assert [(step.text, step.measure) for step in found] == [
        ("กำหนดแผน", 0),
        ("รวบรวมข้อมูล", 0),
        ("จัดทำ", 1),
        ("เผยแพร่", 1),
    ]


def test_the_same_from_word_lists() -> None:
    heading = "{} มีขั้นตอนและวิธีการดังนี้"
    word = parts(
        ("๑.", heading.format("โครงการติดตามการใช้งบ")),
        ("-", "กำหนดแผน"),
        ("-", "รวบรวมข้อมูล"),
        ("๒.", heading.format("จัดทำประกาศมาตรการ")),
        ("-", "จัดทำ"),
        ("-", "เผยแพร่"),
    )
    assert [(s.text, s.measure) for s in split_steps(word, TITLES)] == [
        (s.text, s.measure) for s in split_steps(parts(HEADED), TITLES)
    ]


def test_dashes_under_a_numbered_step_stay_part_of_it() -> None:
    text = "๑. แต่งตั้งคณะทำงาน ๒. จัดเวทีรับฟังความคิดเห็น - เสนอปัญหา - เปิดรับความคิดเห็น (เวที/ออนไลน์) ๓. สรุป"
    assert [(s.text, s.measure) for s in split_steps(parts(text), TITLES)] == [
        ("แต่งตั้งคณะทำงาน", None),
        ("จัดเวทีรับฟังความคิดเห็น - เสนอปัญหา - เปิดรับความคิดเห็น (เวที/ออนไลน์)", None),
        ("สรุป", None),
    ]


def test_a_heading_without_dashes_is_a_step() -> None:
    found = split_steps(parts("๑. โครงการติดตามการใช้งบ ๒. สรุปผล"), TITLES)
    assert [(step.text, step.measure) for step in found] == [("โครงการติดตามการใช้งบ", None), ("สรุปผล", None)]


def test_units_are_parted() -> None:
    assert split_units(parts("สำนักปลัด กองคลัง กองช่าง กองการศึกษาฯ")) == ["สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษาฯ"]


@pytest.mark.parametrize(
    ("paragraphs", "units"),
    [
        (("สำนักปลัด",), ["สำนักปลัด"]),
        (("สำนักปลัด, กองคลัง",), ["สำนักปลัด", "กองคลัง"]),
        (("สำนักปลัด/กองคลัง",), ["สำนักปลัด", "กองคลัง"]),
        (("สำนักปลัด", "กองคลัง"), ["สำนักปลัด", "กองคลัง"]),
        (("๑. สำนักปลัด ๒. กองคลัง",), ["สำนักปลัด", "กองคลัง"]),
        ((("๑.", "สำนักปลัด"), ("๒.", "กองคลัง")), ["สำนักปลัด", "กองคลัง"]),
        (("สำนักปลัด และกองคลัง",), ["สำนักปลัด", "กองคลัง"]),
        (("สำนักปลัดเทศบาล งานนโยบายและแผน",), ["สำนักปลัดเทศบาล", "งานนโยบายและแผน"]),
        (("หน่วยตรวจสอบภายใน",), ["หน่วยตรวจสอบภายใน"]),
        (("ทุกส่วนราชการ",), ["ทุกส่วนราชการ"]),
    ],
)
def test_units_however_they_are_parted(paragraphs: tuple[str | tuple[str, str], ...], units: list[str]) -> None:
    assert split_units(parts(*paragraphs)) == units


def test_running_text_joins_what_the_page_parted_without_a_space() -> None:
    found = [*parts("เช่น ระบบคิวหรือระบบบริการออนไลน์"), *continued("<p>มาเพื่อลดการใช้ดุลยพินิจ</p>")]
    assert running_text(found) == "เช่น ระบบคิวหรือระบบบริการออนไลน์มาเพื่อลดการใช้ดุลยพินิจ"


def test_running_text_keeps_paragraphs_and_labels() -> None:
    assert running_text(parts("ก", ("๑.", "ข"))) == "ก\n๑. ข"
    assert running_text([*parts("ก"), *continued("๑. ข")]) == "ก\n๑. ข"


@pytest.mark.parametrize("tagged", ["<p>ก</p>", "<P>ก</P>", '<p class="x">ก</p>', "ก<p/>", "<p>ก", "ก</p>"])
def test_only_paragraph_tags_go(tagged: str) -> None:
    assert has_tags(tagged)
    assert without_tags(tagged) == "ก"


@pytest.mark.parametrize(
    "kept", ["<script>alert(1)</script>", "<b>ก</b>", "a < p > b", "<pre>x</pre>", "1 <2", "&lt;p&gt;"]
)
def test_any_other_markup_is_text(kept: str) -> None:
    assert not has_tags(kept)
    assert without_tags(kept) == kept
    assert texts(parts(f"๑. {kept}")) == [kept]


# Words without a digit or a dash of their own, so that only the numbers made here part anything.
words = st.text(alphabet="กขคงจฉชซดตนบปผมยรลวสหอะาิีุูเแโ่้ abcXYZ()“”,/", min_size=1, max_size=30).map(
    lambda text: re.sub(r"\s+", " ", text).strip(" ,:")
)
items = st.lists(words.filter(lambda w: len(w) > 1 and not w.startswith((")", "("))), min_size=1, max_size=12)


@given(items, st.sampled_from(["thai", "arabic", "word", "bracket"]), st.booleans())
def test_a_numbered_list_comes_apart_as_it_was_put_together(found: list[str], kind: str, one_line: bool) -> None:
    numbered = enumerate(found, start=1)
    if kind == "word":
        split = parts(*((f"{thai(n)}.", text) for n, text in numbered))
    else:
        mark = {"thai": lambda n: f"{thai(n)}. ", "arabic": lambda n: f"{n}. ", "bracket": lambda n: f"({n}) "}[kind]
        lines = [mark(n) + text for n, text in numbered]
        split = parts(" ".join(lines)) if one_line else parts(*lines)
    assert texts(split) == found


@given(items, st.integers(0, 12))
def test_a_page_break_between_items_changes_nothing(found: list[str], at: int) -> None:
    lines = [f"{thai(n)}. {text}" for n, text in enumerate(found, start=1)]
    at = min(at, len(lines))
    first = parts(" ".join(lines[:at])) if at else []
    assert texts([*first, *(continued(" ".join(lines[at:])) if lines[at:] else [])]) == found


def lines_of_a_pdf(*lines: str) -> list[Piece]:
    made = tuple(Paragraph(text, wraps=at > 0) for at, text in enumerate(lines))
    return pieces(RawCell(made, PLACE), continues=False)


def test_a_dash_that_the_end_of_a_line_or_page_cut_off_opens_what_follows() -> None:
    written = lines_of_a_pdf("1. โครงการติดตาม ดังนี้ - กำหนดแผน -", " รวบรวมข้อมูล -", "จัดทำ", "รายงาน")
    steps = split_steps(written, ["โครงการติดตาม"])
    assert [step.text for step in steps] == ["กำหนดแผน", "รวบรวมข้อมูล", "จัดทำรายงาน"]
    over_page = split_items([*parts("1. อบรม - เชิญวิทยากร -"), *continued("จัดสถานที่")])
    assert [item.text for item in over_page] == ["อบรม - เชิญวิทยากร - จัดสถานที่"]
    assert over_page[0].dashes == ["เชิญวิทยากร", "จัดสถานที่"]


def test_a_hyphen_at_the_end_of_a_line_is_no_dash() -> None:
    (item,) = split_items(lines_of_a_pdf("1. ระบบ e-", "Service"))
    assert item.text == "ระบบ e-Service"


def under(steps: Sequence[str | tuple[str, str]], measures: list[str]) -> list[tuple[str, int | None]]:
    return [(step.text, step.measure) for step in split_steps(parts(*steps), measures)]


def test_a_heading_is_the_measure_that_it_repeats_whole_before_one_that_only_opens_it() -> None:
    measures = ["จัดทำคู่มือ", "จัดทำคู่มือการยืม", "อบรม"]
    assert under([("1.", "จัดทำคู่มือการยืม"), ("-", "ร่าง")], measures) == [("ร่าง", 1)]
    assert under(["๑. จัดทำคู่มือการยืม มีขั้นตอนดังนี้ - ร่าง - แจก"], measures) == [("ร่าง", 1), ("แจก", 1)]
    # Whole, a title may be as short as it likes.
    assert under([("1.", "อบรม"), ("-", "เชิญ")], measures) == [("เชิญ", 2)]


def test_a_title_with_a_dash_of_its_own_is_a_heading_too() -> None:
    measures = ["ประชุม - ชี้แจง"]
    assert under(["๑. ประชุม - ชี้แจง", "- เชิญ", "- สรุป"], measures) == [("เชิญ", 0), ("สรุป", 0)]


@pytest.mark.parametrize("text", ["พ.ศ. 2568 – 2569", "ก • ข", "ก -  ข", "- ก", "ก - ข – ค"])
def test_a_sign_within_an_item_stays_as_it_is_written(text: str) -> None:
    assert texts(parts(("1.", text))) == texts(parts(f"๑. {text}")) == [text]


def test_a_tab_is_a_blank_and_what_nobody_sees_is_nothing() -> None:
    assert running_text(parts("ก\tข")) == "ก ข"
    assert texts(parts(("1.", "ก"), ("2.", "\u200b\x01"), ("3.", "ข"))) == ["ก", "ข"]
