"""Files as people keep them, through the preview: what is taken and what is asked; nothing is chosen for anyone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.helpers import ROOT

A = ["93.11", "84.62", "91.73", "82.44", "88.95", "90.31", "87.26", "85.08", "96.43", "75.00"]
B = ["95.02", "86.17", "92.40", "85.91", "90.28", "92.66", "89.13", "88.50", "100.00", "87.50"]
CASES = ROOT / "tests" / "cases"


def page() -> None:
    """Draw where files are uploaded, as the import page does in tabs."""
    from pages.imports.reports import uploaded_report
    from pages.imports.score_files import score_file
    from pages.shared.selection import choose, follow_link, years_of

    follow_link(years_of)
    chosen = choose()
    assert chosen is not None
    score_file(chosen)
    uploaded_report(chosen)


class Page:
    """The two uploads, as one person sees them."""

    def __init__(self) -> None:
        self.at = AppTest.from_function(page, default_timeout=60)
        self.at.query_params = {"l": "en", "v": "1", "a": "ban-mo", "y": "2568"}
        self.run()

    def run(self) -> Page:
        self.at.run()
        assert [each.value for each in self.at.exception] == []
        return self

    def upload(self, name: str) -> Page:
        of_report = name.endswith(".docx")
        self.at.file_uploader[int(of_report)].set_value((name, (CASES / name).read_bytes(), "application/octet-stream"))
        return self.run()

    @property
    def stores(self) -> list[Any]:
        """The buttons that store something and can be pressed."""
        found = [each for each in self.at.button if str(each.key).startswith("store_")]
        return [each for each in found if not each.disabled]

    @property
    def words(self) -> str:
        drawn = [str(each.proto.body) for each in self.at.get("html")]
        texts = [
            str(each.value)
            for kind in ("markdown", "caption", "error", "warning", "info")
            for each in getattr(self.at, kind)
        ]
        labels = [str(each.label) for each in self.at.expander]
        return re.sub(r"\\(.)", r"\1", "\n".join([*texts, *labels, *drawn]))

    def figures(self) -> list[str]:
        """The new figures of the rows of one year, or all cells of the table of several."""
        rows = re.findall(r"^\*\*(\d+\.\d\d)\*\*$", self.words, re.MULTILINE)
        table = next((str(e.proto.body) for e in self.at.get("html") if ">Calculated total<" in str(e.proto.body)), "")
        return rows or re.findall(r"<span>(\d+\.\d\d)(?= ?<| \()", table)

    def pick(self, label: str) -> Page:
        (radio,) = self.at.radio
        assert radio.value is None, "nothing is chosen in advance"
        radio.set_value(next(option for option in radio.options if label in option))
        return self.run()

    def pick_year(self, year: int) -> Page:
        (box,) = [each for each in self.at.selectbox if str(each.key).startswith("asked_year_")]
        assert box.value is None, "nothing is chosen in advance"
        box.set_value(year)
        return self.run()

    def tick(self) -> Page:
        (box,) = [each for each in self.at.checkbox if str(each.key).startswith("doubt_")]
        assert not box.value
        box.check()
        return self.run()

    def file_under(self, agency: str) -> Page:
        (box,) = [each for each in self.at.selectbox if str(each.key).startswith("where_")]
        box.set_value(agency)
        return self.run()


Step = Callable[[Page], Page]


@dataclass(frozen=True)
class Case:
    """What a file gives: what is decided on the way, of which years, and which figures then."""

    steps: tuple[Step, ...] = ()
    years: str = ""
    figures: tuple[str, ...] = ()
    says: tuple[str, ...] = field(default=())
    what: str = "result"


def picks(label: str) -> Step:
    return lambda opened: opened.pick(label)


def picks_year(year: int) -> Step:
    return lambda opened: opened.pick_year(year)


def ticks(opened: Page) -> Page:
    return opened.tick()


def files(opened: Page) -> Page:
    return opened.file_under("ban-mo")


OFFERED = ("Only the result was read; these targets were left out",)
FILES = {
    "br1.csv": Case(years="2567", figures=tuple(B)),
    "br3.csv": Case(years="2567", figures=tuple(B), says=OFFERED),
    "ti-target.xlsx": Case((picks("targets"),), "2568", what="targets"),
    "ty-target.xlsx": Case(years="2566", figures=tuple(A), says=OFFERED),
    "sh-target.xlsx": Case(years="2566", figures=tuple(A), says=OFFERED),
    "title2.xlsx": Case((picks_year(2566),), "2566", tuple(A)),
    "lab5.xlsx": Case((picks("คะแนนเฉลี่ย"),), "2566"),
    "stack1.xlsx": Case(years="2566, 2567", figures=tuple(x for pair in zip(A, B, strict=True) for x in pair)),
    "fl-noise.xlsx": Case(years="2566", figures=tuple(A)),
    "p-bul.txt": Case((picks_year(2566),), "2566", tuple(A)),
    "sub1.txt": Case((picks_year(2566),), "2566", ("96.43", "75.00"), ("9.1",)),
    "tie.csv": Case((ticks,), "2567", ("90.00",) * 10),
    "lv1.csv": Case(years="2566, 2567", says=("a total of 89.43 cannot be",)),
    "xl-zero.xlsx": Case((ticks,), "2566", ("93.11", *("0.00",) * 9)),
    "d15.docx": Case((files, ticks), says=("5.59",)),
    "d16.docx": Case((files,), says=("scores of 2567",)),
    "r2.docx": Case((files,), says=("scores of 2567",)),
}


@pytest.mark.parametrize("name", FILES)
def test_case(name: str) -> None:
    case = FILES[name]
    opened = Page().upload(name)
    for step in case.steps:
        assert opened.stores == [], "nothing can be stored before a person decides"
        step(opened)
    assert len(opened.stores) == 1
    if case.years:
        assert f"Read as: {case.what} of {case.years} of" in opened.words
    if case.figures:
        assert tuple(opened.figures()[: len(case.figures)]) == case.figures
    for words in case.says:
        assert words in opened.words


def test_every_open_example_is_tried() -> None:
    assert {path.name for path in CASES.iterdir()} == set(FILES)


def test_what_was_chosen_can_be_chosen_anew() -> None:
    opened = Page().upload("lab5.xlsx").pick("รอบที่ 1")
    assert len(opened.stores) == 1
    (anew,) = [each for each in opened.at.button if str(each.key).startswith("anew_")]
    anew.click()
    opened.run()
    assert opened.stores == []
    opened.pick("รอบที่ 2")
    assert "column C" in opened.words


def test_a_column_is_taken_for_what_a_person_says() -> None:
    opened = Page().upload("br3.csv")
    boxes = {box.label[0]: box for box in opened.at.selectbox if str(box.key).startswith("map_")}
    assert set(boxes) == set("ABCD")
    targets = next(at for at, words in enumerate(boxes["D"].options) if words.startswith("leave out"))
    boxes["D"].set_value(targets)
    opened.run()
    assert opened.stores == [], "without the result nothing is left to store"
    assert "Chosen: columns as chosen" in opened.words
