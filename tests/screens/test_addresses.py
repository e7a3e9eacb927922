"""What a link names is what opens; what it names wrongly is said, and never shows another town, year or indicator."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from ita.store.engine import Engine
from tests.screens.sessions import PAGES, Session

# Figures of the sample town that must not stand on the screen of a link that names something else.
OF_THE_SAMPLE = ("93.81", "88.28", "11.72", "ผ่านดี<", "โครงสร้างและอำนาจหน้าที่")
SHOWING = ("/", "gaps", "measures")


def shows_no_figures(session: Session) -> bool:
    """Tell whether neither figures nor text of any town stand on the page."""
    drawn = session.html + session.words
    return (
        session.charts == []
        and "ita-total" not in drawn
        and "ita-list" not in drawn
        and "<table" not in drawn
        and not any(figure in drawn for figure in OF_THE_SAMPLE)
    )


def of_the_link(session: Session) -> list[str]:
    """Return what is said of the link; that the plan of a year has ended by now is said beside it."""
    return [text for text in session.said("warning") if "แผน" not in text]


@pytest.mark.parametrize("page", PAGES)
def test_an_unknown_town_is_said_and_no_other_is_shown(session: Session, page: str) -> None:
    session.go(page, v="1", a="nowhere", y="2568", i="9")
    assert session.said("warning") == ["ลิงก์ระบุหน่วยงาน “nowhere” ซึ่งไม่มีในระบบนี้"]
    assert session.labelled("selectbox", "หน่วยงาน").value is None
    assert shows_no_figures(session)


@pytest.mark.parametrize("page", SHOWING)
def test_an_unknown_year_is_said_and_no_other_is_shown(session: Session, page: str) -> None:
    session.go(page, v="1", a="ban-mo", y="2560", i="9")
    (warning,) = session.said("warning")
    assert "2560" in warning
    assert session.labelled("selectbox", "หน่วยงาน").value == "ban-mo"
    assert session.labelled("selectbox", "ปีงบประมาณของคะแนน").value is None
    assert shows_no_figures(session)


@pytest.mark.parametrize(
    ("key", "value"), [("y", "abcd"), ("y", "2568.5"), ("i", "x"), ("i", "0"), ("o", "other"), ("l", "fr"), ("v", "2")]
)
def test_a_value_that_cannot_be_one_is_said(session: Session, key: str, value: str) -> None:
    session.go("measures", **{"v": "1", "a": "ban-mo", "y": "2568", "i": "9", key: value})
    assert [f"{key}={value}" in text for text in of_the_link(session)] == [True]
    # What the rest of the link names may be shown, but never another's for what could not be read.
    assert ("ita-list" in session.html) == (key in "ol")
    assert shows_no_figures(session) == (key in "yv")
    if key == "i":
        assert session.labelled("selectbox", "ตัวชี้วัด").value is None
    if key == "v":
        assert session.labelled("selectbox", "หน่วยงาน").value is None


@pytest.mark.parametrize("number", ["11", "99"])
def test_an_unknown_indicator_is_said_and_no_other_is_shown(session: Session, number: str) -> None:
    session.go("measures", v="1", a="ban-mo", y="2568", i=number)
    (warning,) = session.said("warning")
    assert number in warning
    assert session.labelled("selectbox", "ตัวชี้วัด").value is None
    assert "ita-list" not in session.html
    assert "ita-text" not in session.html


@pytest.mark.parametrize("number", ["11", "x"])
def test_after_a_wrong_indicator_a_person_chooses_and_the_message_goes(session: Session, number: str) -> None:
    session.go("measures", v="1", a="ban-mo", y="2568", i=number).choose("ตัวชี้วัด", 7)
    assert of_the_link(session) == []
    assert session.address == {"v": "1", "a": "ban-mo", "y": "2568", "i": "7"}
    session.run()
    assert session.labelled("selectbox", "ตัวชี้วัด").value == 7


def test_markup_in_a_link_is_text(session: Session) -> None:
    nasty = "<script>alert(1)</script> **b** [x](http://example.org)"
    session.go(v="1", a=nasty, y="2568")
    (warning,) = [each.value for each in session.all("warning")]
    assert "<script>" not in warning
    assert "**b**" not in warning
    assert "](http" not in warning
    assert nasty[:40] in session.said("warning")[0]


def test_after_a_wrong_link_a_person_chooses_and_the_message_goes(session: Session) -> None:
    session.go("gaps", v="1", a="nowhere", y="2568")
    session.choose("หน่วยงาน", "ban-mo")
    assert session.said("warning") == []
    assert session.trace["customdata"][0] == 9
    assert session.address == {"v": "1", "a": "ban-mo", "y": "2568", "o": "gap"}


def test_after_a_wrong_year_a_person_chooses_and_the_message_goes(session: Session) -> None:
    session.go("gaps", v="1", a="trat", y="2560")
    session.choose("ปีงบประมาณของคะแนน", 2563)
    assert session.said("warning") == []
    assert session.trace["customdata"][0] == 10


def test_a_wrong_link_is_still_said_when_the_page_runs_again(session: Session) -> None:
    session.go("gaps", v="1", a="nowhere", y="2568").run()
    assert "nowhere" in session.said("warning")[0]
    assert shows_no_figures(session)


def test_the_message_of_a_wrong_link_follows_the_language(session: Session) -> None:
    session.go(v="1", a="nowhere", y="2568").switch_language()
    assert session.said("warning") == ["The link names the agency “nowhere”, which is not known here."]
    assert shows_no_figures(session)


def test_the_page_of_a_wrong_link_marks_its_language_too(session: Session) -> None:
    session.go(v="1", a="nowhere", y="2568").switch_language()
    assert 'data-ita-lang="en"' in session.html


def test_one_link_after_another_opens_each(session: Session) -> None:
    session.go("measures", v="1", a="ban-mo", y="2568", i="4")
    session.go("gaps", v="1", a="trat", y="2563")
    assert session.trace["customdata"][0] == 10
    session.go("measures", v="1", a="ban-mo", y="2568", i="7")
    assert session.labelled("selectbox", "ตัวชี้วัด").value == 7
    session.go("gaps", v="1", a="trat", y="2564")
    assert session.labelled("selectbox", "ปีงบประมาณของคะแนน").value == 2564


def test_a_link_stands_before_what_was_chosen(session: Session) -> None:
    session.go("measures", v="1", a="ban-mo", y="2568", i="4").choose("ตัวชี้วัด", 7)
    session.go("measures", v="1", a="ban-mo", y="2568", i="4")
    assert session.labelled("selectbox", "ตัวชี้วัด").value == 4


def test_what_is_shown_stands_in_the_address(session: Session) -> None:
    session.go("gaps").choose("หน่วยงาน", "trat")
    assert session.address == {"v": "1", "a": "trat", "y": "2564", "o": "gap"}
    session.choose("ปีงบประมาณของคะแนน", 2563)
    assert session.address == {"v": "1", "a": "trat", "y": "2563", "o": "gap"}
    copied = Session().go("gaps", **session.address)
    assert copied.trace == session.trace


def test_the_choice_holds_from_page_to_page(session: Session) -> None:
    session.go("gaps", v="1", a="trat", y="2563").go("/")
    assert "75.62" in session.words
    session.go("gaps")
    assert session.trace["customdata"][0] == 10


def test_the_sample_hides_once_there_is_a_town_of_ones_own(session: Session, stored: Engine) -> None:
    session.make_agency()
    choice = session.labelled("selectbox", "หน่วยงาน")
    assert choice.options[0] == "เทศบาลตำบลหนองเล็ก"
    assert "เทศบาลตำบลบ้านหมอ" not in choice.options
    first = Session().go()
    assert first.labelled("selectbox", "หน่วยงาน").options == choice.options
    assert "เทศบาลตำบลหนองเล็ก" in first.words
    assert shows_no_figures(first)


def test_the_hidden_sample_opens_by_its_link_and_is_marked(session: Session, stored: Engine) -> None:
    session.make_agency()
    other = Session().go(v="1", a="ban-mo", y="2568")
    assert other.said("warning") != []
    assert not any("ลิงก์" in text for text in other.said("warning"))
    assert "93.81" in other.words
    assert "หน่วยงานตัวอย่าง" in other.words
    other.go("measures", v="1", a="ban-mo", y="2568", i="9")
    assert other.labelled("selectbox", "ตัวชี้วัด").value == 9


# Of a fresh session, without a town: what named years alone ended in an error.
LINKS = [
    ("gaps", {"f": "2563", "t": "2564"}),
    ("trends", {"w": "change", "f": "2563", "t": "2564"}),
    ("trends", {"a": "trat", "w": "change", "f": "2563", "t": "2563"}),
    ("trends", {"a": "trat", "w": "change", "f": "2564"}),
    ("trends", {"a": "trat", "w": "change", "t": "2563"}),
    ("trends", {"a": "trat", "w": "change", "f": "x", "t": "2564"}),
    ("trends", {"a": "nowhere", "w": "heatmap", "f": "2563"}),
    ("/", {"y": "2563"}),
    ("/", {"y": "2568"}),
    ("measures", {"i": "x"}),
    ("measures", {"y": "2568", "i": "10"}),
    ("simulate", {"t": "2570", "y": "x"}),
    ("import", {"p": "9", "f": "2563"}),
    ("keeping", {"f": "2563", "p": "9", "o": "?"}),
    ("gaps", {"v": "3", "f": "2563"}),
    ("gaps", {"unknown": "1"}),
]


@pytest.mark.parametrize(("page", "link"), LINKS, ids=[f"{page}?{urlencode(link)}" for page, link in LINKS])
def test_every_link_gives_a_page_that_shows_what_it_names(page: str, link: dict[str, str]) -> None:
    session = Session().go(page, **link)
    assert session.said("error") == []
    assert "ita-title" in session.html or session.said("warning", "info")
    for box in session.all("selectbox"):
        if box.label == "ปีงบประมาณของคะแนน" and "y" in link:
            assert str(box.value) == link["y"] or (box.value is None and session.said("warning"))
        if box.label == "เทียบจากปี" and "f" in link:
            assert str(box.value) == link["f"] or box.value is None
        if box.label == "ถึงปี" and "t" in link:
            assert str(box.value) == link["t"] or box.value is None
