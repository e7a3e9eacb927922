"""Scores from a file and from pasted text: read, shown beside what is stored, and stored only when confirmed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from ita.exporting.template import QUESTION_SHEET, YEAR_SHEET, score_template
from ita.frameworks import Frameworks
from ita.importing import parse_cache
from ita.importing.file_import import import_file
from ita.importing.file_parser import ParsedReport, ParsedScores, read_file
from ita.importing.plausibility import ASKED
from ita.importing.score_import import ScoresImported
from ita.store.engine import Engine
from pages.imports import score_files
from tests.helpers import SCORES, everything, read

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
NOT_TYPED = re.compile(r"\b(?:None|nan|NaN|NaT|<NA>)\b")


def page() -> None:
    """Draw both parts, as the import page does in tabs."""
    import streamlit as st

    from pages.imports.score_files import pasted_scores, score_file
    from pages.shared.selection import choose, follow_link, years_of
    from pages.shared.session import session

    follow_link(years_of)
    chosen = choose()
    if done := session().stored:
        session().stored = None
        st.success(done[0])
    assert chosen is not None
    score_file(chosen)
    pasted_scores(chosen)


class Page:
    """The two parts, as one person sees them."""

    def __init__(self) -> None:
        self.at = AppTest.from_function(page, default_timeout=60)
        self.at.query_params = {"l": "en", "v": "1", "a": "ban-mo", "y": "2568"}
        self.run()

    def run(self) -> Page:
        self.at.run()
        assert [each.value for each in self.at.exception] == []
        return self

    def upload(self, name: str, data: bytes) -> Page:
        self.at.file_uploader[0].set_value((name, data, "application/octet-stream"))
        return self.run()

    def paste(self, text: str) -> Page:
        self.at.text_area[0].set_value(text)
        return self.run()

    @property
    def store(self) -> list[Any]:
        found = [button for button in self.at.button if button.key and button.key.startswith("store_")]
        return [button for button in found if not button.disabled]

    def confirm(self) -> Page:
        """Tick every doubt that is asked about."""
        while asked := [box for box in self.at.checkbox if str(box.key).startswith("doubt_")]:
            asked[0].check()
            self.run()
        return self

    @property
    def saves(self) -> list[str]:
        """Ids of the buttons that save a file, their keys at the end."""
        return [str(button.proto.id) for button in self.at.get("download_button")]

    @property
    def cells(self) -> list[list[str]]:
        """Cells of the first table that was drawn."""
        html = "".join(each.proto.body for each in self.at.get("html") if "ita-table" in each.proto.body)
        return [
            # A name that is kept whole stands in a span of its own.
            [unescape(re.sub("<[^>]*>", "", text)) for text in re.findall(r"<td[^>]*>(.*?)</td>", row)]
            for row in re.findall(r"<tr>(.*?)</tr>", html)
        ]

    @property
    def words(self) -> str:
        texts = [
            str(each.value)
            for kind in ("markdown", "caption", "error", "warning", "info")
            for each in getattr(self.at, kind)
        ]
        return re.sub(r"\\(.)", r"\1", "\n".join([*texts, *(" ".join(row) for row in self.cells)]))


@pytest.fixture
def opened(stored: Engine) -> Page:
    """Return the two parts for the sample town of 2568."""
    return Page()


Filled = Callable[..., bytes]


@pytest.fixture
def filled(frameworks: Frameworks) -> Filled:
    """Return what fills the template of 2567 and 2568 (rows 2 and 3)."""

    def fill(cells: dict[str, object], questions: tuple[tuple[object, ...], ...] = ()) -> bytes:
        book = load_workbook(io.BytesIO(score_template(frameworks, "บ้านหมอ", [2567, 2568], {2568: SCORES})))
        for reference, value in cells.items():
            book[YEAR_SHEET][reference] = value
        for row, values in enumerate(questions, start=2):
            for column, value in enumerate(values, start=1):
                book[QUESTION_SHEET].cell(row, column).value = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return fill


def test_the_template_is_offered(opened: Page) -> None:
    assert any("template" in each for each in opened.saves)
    assert opened.store == []


def test_a_filled_template_is_shown_beside_what_is_stored_and_kept_when_confirmed(
    opened: Page, stored: Engine, filled: Filled
) -> None:
    before = everything(stored)
    opened.upload("scores.xlsx", filled({"B2": 90, "J3": 90.28, "L3": 93.81}, ((2568, "i1", 97.21),)))
    assert everything(stored) == before
    shown = {row[0].partition(".")[0]: row[1:] for row in opened.cells if len(row) == 3}
    assert (shown["1"][0], shown["2"][0]) == ("90.00", "–")
    assert shown["9"][1] == "90.28 (now 88.28)"
    assert (shown["10"][1], shown["Total"][1]) == ("92.42", "93.81")
    assert (shown["Calculated total"][1], shown["Calculated level"][1]) == ("94.21", "ผ่านดี (good pass)")
    assert ["2568", "i1", "97.21"] in opened.cells
    assert "scores.xlsx, sheet คะแนนรายปี cell J3" in opened.words
    assert "94.21, but 93.81" in opened.words
    assert not NOT_TYPED.search(opened.words)
    opened.store[0].click()
    opened.run()
    assert opened.at.success
    (listed, _) = read(stored, "imports", agency="ban-mo")
    assert (listed["file_name"], listed["fiscal_years"], listed["indicators"]) == ("scores.xlsx", [2567, 2568], 11)
    assert opened.store == []


def test_the_same_file_again_would_change_nothing(opened: Page, stored: Engine, filled: Filled) -> None:
    data = filled({"B2": 90})
    opened.upload("scores.xlsx", data).confirm().store[0].click()
    opened.run().upload("again.xlsx", data)
    assert "nothing would change" in opened.words
    assert opened.store == []


def test_a_file_is_read_once_however_often_the_page_runs(
    opened: Page, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[str] = []

    def counted(data: bytes, file: str, *more: Any) -> ParsedReport | ParsedScores:
        met.append(file)
        return read_file(data, file, *more)

    monkeypatch.setattr(parse_cache, "read_apart", counted)
    opened.upload("scores.xlsx", filled({"B2": 91}))
    before = opened.words
    assert opened.run().run().words == before
    opened.upload("broken.xlsx", b"PK\x03\x04xl/workbook.xml once")
    assert opened.run().at.error
    opened.upload("scores.xlsx", filled({"B2": 92}))
    assert "92.00" in opened.words
    assert met == ["scores.xlsx", "broken.xlsx", "scores.xlsx"]


def test_the_template_sent_back_as_it_came_changes_nothing(
    opened: Page, stored: Engine, frameworks: Frameworks
) -> None:
    headers = "ปีงบประมาณ," + ",".join(map(str, SCORES)) + ",คะแนนรวม,ระดับ"
    scores = ",".join(map(str, SCORES.values()))
    table = f"{headers}\n2568,{scores},93.81,ผ่านดี\n2567{',' * 10},92.5,\n2564,90{',' * 11}AA"
    asked = "ปี,รหัสข้อคำถาม,คะแนน\n2568,i1,97.21\n2568,o27,100\n2567,e2,50"
    for text in (table, asked):
        import_file(stored, frameworks, text.encode(), "f.csv", agency="ban-mo", accept=ASKED)

    def figures() -> list[Any]:
        return [
            [{key: value for key, value in row.items() if "source" not in key} for row in read(stored, name, **of)]
            for year in range(2562, 2570)
            for of in ({"agency": "ban-mo", "year": year},)
            for name in ("own_result", "assessment", "question_scores")
        ]

    before = figures()
    for language in ("th", "en"):
        data = score_files._template("ban-mo", "บ้านหมอ", language)
        done = import_file(stored, frameworks, data, f"{language}.xlsx", agency="ban-mo", accept=ASKED)
        assert isinstance(done, ScoresImported)
        assert (done.years, done.indicators, done.questions) == ((2564, 2567, 2568), 11, 3)
        assert "scores-missing" not in {issue.rule for issue in done.issues}
        assert figures() == before


def test_the_calculated_total_follows_what_is_left(opened: Page, stored: Engine, filled: Filled) -> None:
    opened.upload("scores.xlsx", filled({})).confirm()
    opened.store[0].click()
    opened.run().upload("later.xlsx", filled({"J3": 10})).confirm()
    (before,) = [row[-1] for row in opened.cells if row and row[0] == "Calculated total"]
    assert before != "93.81"
    (take,) = [box for box in opened.at.checkbox if str(box.key).startswith("take_")]
    assert take.value
    take.uncheck()
    opened.run().confirm()
    assert [row[-1] for row in opened.cells if row and row[0] == "Calculated total"] == ["93.81"]
    opened.store[0].click()
    opened.run()
    assert "Stored values kept: 1." in opened.at.success[0].value
    assert read(stored, "assessment", agency="ban-mo", year=2568)[0]["total"] == Decimal("93.81")


def test_every_wrong_cell_is_shown_and_nothing_can_be_stored(opened: Page, stored: Engine, filled: Filled) -> None:
    before = everything(stored)
    opened.upload("scores.xlsx", filled({"B2": 101, "C2": "x", "D2": 97.215}))
    assert opened.store == []
    assert "3 places are wrong" in opened.words
    for cell in ("B2", "C2", "D2"):
        assert f"sheet คะแนนรายปี cell {cell}" in opened.words
    assert any("issues" in each for each in opened.saves)
    opened.upload("scores.xlsx", filled({f"{column}2": 101 for column in "BCDEFGHIJKL"}))
    assert sum("lies outside" in row[-1] for row in opened.cells if row) == 11
    assert len(opened.at.error) == 1
    assert everything(stored) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.txt", "สวัสดี".encode()),
        ("scores.xlsx", b"PK\x03\x04xl/workbook.xml"),
        ("scores.csv", b"a,b\n1,2"),
        ("scores.csv", b""),
        ("scores.xlsx", b"%PDF-1.7"),
    ],
)
def test_what_cannot_be_read_says_so(name: str, data: bytes, opened: Page) -> None:
    opened.upload(name, data)
    assert [*opened.at.error, *opened.at.warning]
    assert opened.store == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(20)),
        ("photo.csv", b"\xff\xd8\xff" + bytes(20)),
        ("report.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")),
        ("scan.pdf", b"%PDF-1.7\n\0"),
        ("packed.xlsx", b"Rar!\x1a\x07" + bytes(20)),
    ],
)
def test_what_holds_no_scores_says_what_they_are_read_from(name: str, data: bytes, opened: Page) -> None:
    opened.upload(name, data)
    (said,) = [each.value.replace("\\", "") for each in (*opened.at.error, *opened.at.warning)]
    assert "Word" not in said.replace("old Word document", "")
    assert "Scores are read from .xlsx and .csv files, and from text pasted below" in said
    assert opened.store == []


def test_pasted_text_is_read_for_the_year_chosen(opened: Page, stored: Engine) -> None:
    before = everything(stored)
    lines = [f"{number} {score}" for number, score in SCORES.items()]
    opened.at.selectbox(key="pasted_year_ban-mo").set_value(2568)
    opened.paste("\n".join(f"ตัวชี้วัดที่ {line}" for line in lines) + "\nIIT 29.09\nคะแนนรวม 93.81\nระดับ ผ่านดี")
    assert everything(stored) == before
    rows = [each.value.replace("\\", "").strip("*") for each in opened.at.markdown]
    # Name, stored, in the file; a level is marked as a name that is kept whole.
    shown = [rows[at + 2] for at, text in enumerate(rows) if re.match(r"\d+\. |Total$|Level$", text)]
    assert shown == [*(f"{score:.2f}" for score in SCORES.values()), "93.81", ":gray[ผ่านดี]"]
    assert [row[1] for row in opened.cells if len(row) == 2] == ["93.81", "ผ่านดี (good pass)"]
    assert "points of 30" in opened.words
    assert "(line 11)" in opened.words
    assert opened.store == [], "they are the nation's: asked first"
    opened.confirm().store[0].click()
    opened.run()
    assert len(read(stored, "own_result", agency="ban-mo", year=2568)) == 10
    assert opened.at.text_area[0].value == ""


@pytest.mark.parametrize("title", ["", "แผนปฏิบัติการ ปีงบประมาณ 2569\n"])
def test_pasted_text_that_names_no_year_of_a_result_is_asked_about(title: str, opened: Page) -> None:
    opened.paste(f"{title}9 การเปิดเผยข้อมูล 70.00")
    assert opened.store == []
    (asked,) = [box for box in opened.at.selectbox if str(box.key).startswith("asked_year_")]
    assert asked.value is None
    asked.set_value(2567)
    opened.run()
    assert "2567" in opened.words
    assert len(opened.store) == 1


def test_pasted_text_that_names_one_year_is_of_it(opened: Page, stored: Engine) -> None:
    opened.paste("ผลการประเมิน ITA ปีงบประมาณ 2567\n9 การเปิดเผยข้อมูล 70.00")
    opened.store[0].click()
    opened.run()
    assert [row["score"] for row in read(stored, "own_result", agency="ban-mo", year=2567)] == [Decimal("70.00")]


def test_pasted_text_with_errors_names_their_lines(opened: Page) -> None:
    opened.paste("การใช้อำนาจ 99.45\n\nการใช้งบประมาณ 101")
    assert opened.store == []
    assert "(line 3)" in opened.words


def test_doubts_are_shown_before_anything_is_stored(opened: Page, stored: Engine, filled: Filled) -> None:
    before = everything(stored)
    opened.upload("scores.xlsx", filled({"B2": 29.09, "J3": 36.14}))
    for words in ("weighted points of 30", "weighted points of 40", "cell B2"):
        assert words in opened.words
    assert opened.store == []
    assert len(opened.confirm().store) == 1
    assert everything(stored) == before


def test_a_hidden_sheet_is_a_warning_before_questions_alone_are_stored(opened: Page, filled: Filled) -> None:
    book = load_workbook(io.BytesIO(filled({}, ((2568, "i1", 97.21),))))
    book[YEAR_SHEET].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    opened.upload("scores.xlsx", out.getvalue())
    (warning,) = opened.at.warning
    assert "hidden" in warning.value
    assert YEAR_SHEET in warning.value
    assert len(opened.store) == 1


def test_an_empty_file_is_named(opened: Page) -> None:
    opened.upload("empty.xlsx", b"")
    (error,) = opened.at.error
    assert "The file is empty" in error.value
    assert "empty.xlsx" in error.value.replace("\\", "")


def test_markup_in_a_file_is_shown_as_text(opened: Page) -> None:
    nasty = "<img src=x onerror=alert(1)>**b**[l](http://example.org)"
    opened.upload("a.csv", f"ปีงบประมาณ,1,{nasty}\n2568,90,1\n{nasty},91".encode())
    assert "<img" not in "".join(each.proto.body for each in opened.at.get("html"))
    for each in (*opened.at.error, *opened.at.warning, *opened.at.caption):
        assert "**b**" not in each.value
        assert "](http" not in each.value


def test_an_average_takes_no_scores(opened: Page) -> None:
    opened.at.query_params = {"l": "en", "v": "1", "a": "trat", "y": "2564"}
    opened.run()
    assert list(opened.at.file_uploader) == []
    assert len(opened.at.info) == 2
