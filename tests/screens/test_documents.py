"""The screen of papers: what can be made is said before it is asked for; what is asked for is made and offered."""

from __future__ import annotations

import gc
import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PIL import Image

from ita import papers
from ita.importing.agencies import create_agency
from ita.papers import packed
from ita.progress import CancelledError
from ita.store.engine import Engine
from pages.documents import building
from pages.documents.building import SLOTS, PaperJob
from pages.shared.kept_uploads import kept_bytes
from tests.screens.sessions import Session

DEMO = {"v": "1", "a": "demo", "y": "2568"}
BAN_MO = {"v": "1", "a": "ban-mo", "y": "2568"}
PREVIEW = "paper_preview"


def opened(session: Session, **link: str) -> Session:
    return session.go("documents", **(link or BAN_MO))


def finished(session: Session) -> Session:
    """Wait for the paper that is being made, and look at the page again."""
    if session.state.paper_job is not None:
        session.state.paper_job.join(60)
    return session.run()


def files(session: Session) -> list[Any]:
    return [each.proto for each in session.at.get("download_button")]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "blue").save(out, "PNG")
    return out.getvalue()


@contextmanager
def busy() -> Iterator[None]:
    """Let as many papers be made as may be at once."""
    with SLOTS.held(), SLOTS.held():
        yield


def test_nothing_is_made_before_it_is_asked_for(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> bytes:
        raise AssertionError("made without being asked for")

    monkeypatch.setattr(papers.Paper, "make", refused)
    opened(session)
    assert session.labelled("button", "ทำชุดเอกสาร (ZIP)")
    # The one button for most comes first.
    assert next(each.key for each in session.all("button") if each.key.startswith("make_")) == "make_paper_pack"
    assert files(session) == []


def test_the_pack_promises_the_main_papers_and_not_all_that_are_offered(session: Session) -> None:
    opened(session)
    offered = next(each for each in session.all("radio") if each.label == "เอกสาร").options
    assert len(packed()) < len(offered)
    assert "ชุดเอกสารในไฟล์เดียว (ZIP)" in session.words
    assert "ได้เอกสารหลักทั้งชุดในครั้งเดียว" in session.words
    assert not [words for words in ("ทุกเอกสารใน", "ได้ทุกเอกสาร", "เอกสารทั้งหมด") if words in session.words]


def test_the_pack_is_made_told_and_offered(session: Session) -> None:
    opened(session, **DEMO).press("ทำชุดเอกสาร (ZIP)")
    finished(session)
    (said,) = session.said("success")
    assert "เทศบาลตัวอย่าง_ข้อมูลสมมติ-2568-pack.zip" in said
    assert "ไบต์)" in said
    (button,) = files(session)
    with zipfile.ZipFile(io.BytesIO(session.state.paper_made.data)) as pack:
        assert len(pack.namelist()) == len(packed())
    assert button.label == "บันทึกไฟล์"
    # What was made for another choice is not offered for this one.
    session.labelled("radio", "ภาษาของเอกสาร").set_value("en")
    session.run()
    assert files(session) == []


def test_one_paper_is_made_as_it_was_chosen(session: Session) -> None:
    opened(session, **BAN_MO, d="council", n="arabic").press("ทำเอกสารนี้")
    finished(session)
    made = session.state.paper_made
    assert (made.paper, made.data[:5]) == ("council", b"%PDF-")
    assert made.of[1].digits == "arabic"


def test_what_is_cancelled_leaves_nothing(session: Session) -> None:
    opened(session)
    with busy():
        session.press("ทำชุดเอกสาร (ZIP)")
        job = session.state.paper_job
        assert any("กำลังทำเอกสารของผู้ใช้อื่นอยู่" in each.proto.text for each in session.at.get("progress"))
        session.press("ยกเลิก")
    job.join(60)
    session.run()
    assert (session.state.paper_job, session.state.paper_made, files(session)) == (None, None, [])
    assert session.said("info") == ["ยกเลิกแล้ว ไม่มีไฟล์เกิดขึ้น"]
    with pytest.raises(CancelledError):
        job.outcome()


def test_the_pack_is_cancelled_between_two_papers(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, goes_on = threading.Event(), threading.Event()
    written = []

    def slow(*of: object) -> bytes:
        begun.set()
        assert goes_on.wait(30)
        return b""

    monkeypatch.setattr(papers, "report_docx", slow)
    monkeypatch.setattr(papers, "progress_docx", written.append)
    opened(session).press("ทำชุดเอกสาร (ZIP)")
    job = session.state.paper_job
    assert begun.wait(30)
    assert session.run().labelled("button", "ทำชุดเอกสาร (ZIP)").disabled
    session.press("ยกเลิก")
    goes_on.set()
    job.join(60)
    assert written == []
    with pytest.raises(CancelledError):
        job.outcome()


def test_two_are_made_at_once_and_the_next_waits_its_turn(session: Session) -> None:
    opened(session, **BAN_MO, d="brief")
    with busy():
        session.press("ทำเอกสารนี้")
        job: PaperJob = session.state.paper_job
        job.join(1)
        assert job.is_alive()
        assert job.doing == building.IN_LINE
    finished(session)
    assert session.state.paper_made.paper == "brief"


def test_a_link_opens_the_same_choice_and_the_language_of_the_screen_leaves_it(session: Session) -> None:
    link = {**DEMO, "f": "2565", "d": "slides", "g": "en", "n": "thai"}
    opened(session, **link)
    chosen = [
        ("selectbox", "เทียบกับปี", 2565),
        ("radio", "ภาษาของเอกสาร", "en"),
        ("radio", "ตัวเลขและวันที่", "thai"),
        ("radio", "เอกสาร", "slides"),
    ]
    for kind, label, value in chosen[:3]:
        assert session.labelled(kind, label).value == value
    assert [each.value for each in session.all("radio") if each.label == "เอกสาร"] == ["slides"]
    assert session.address == link
    session.switch_language()
    assert session.address == {**link, "l": "en"}
    assert session.labelled("radio", "Which paper").value == "slides"
    copied = Session().go("documents", **session.address)
    assert copied.address == session.address


def test_thai_papers_have_thai_digits_until_a_person_says_otherwise(session: Session) -> None:
    opened(session)
    assert session.labelled("radio", "ตัวเลขและวันที่").value == "thai"
    session.labelled("radio", "ภาษาของเอกสาร").set_value("en")
    session.run()
    assert session.labelled("radio", "ตัวเลขและวันที่").value == "arabic"
    assert "n" not in session.address


def test_papers_are_in_the_language_of_the_screen_until_a_person_says_otherwise(session: Session) -> None:
    opened(session)
    assert session.labelled("radio", "ภาษาของเอกสาร").value == "th"
    session.switch_language()
    assert session.labelled("radio", "Language of the papers").value == "en"
    assert "g" not in session.address
    session.labelled("radio", "Language of the papers").set_value("th")
    session.run().switch_language().switch_language()
    assert session.labelled("radio", "Language of the papers").value == "th"
    assert session.address["g"] == "th"


def test_a_paper_that_is_none_is_said(session: Session) -> None:
    opened(session, **BAN_MO, d="poem")
    assert "d=poem" in " ".join(session.said("warning"))


@pytest.mark.parametrize(("agency", "words"), [("thailand", "ค่าเฉลี่ย"), ("sao", "2568")])
def test_what_cannot_be_made_says_so_before_it_is_asked_for(session: Session, agency: str, words: str) -> None:
    opened(session, v="1", a=agency, y="2568", d="report")
    (warning,) = [each for each in session.said("warning") if "รายงาน" in each]
    assert words in warning
    assert not session.offered("ทำเอกสารนี้")
    assert "ไม่มีในไฟล์: รายงานการนำผลการประเมินไปสู่การพัฒนา" in session.words
    session.press("ทำชุดเอกสาร (ZIP)")
    finished(session)
    with zipfile.ZipFile(io.BytesIO(session.state.paper_made.data)) as pack:
        assert "README.txt" in pack.namelist()


def test_a_year_without_a_report_says_what_the_papers_lack(session: Session) -> None:
    opened(session, **DEMO, d="report")
    assert "ยังไม่มีรายงานของปีนี้ในระบบ เอกสารจึงเป็นแบบฟอร์ม" in session.words
    assert "ข้อมูลสมมติ" in session.html.split("เอกสารทุกหน้าระบุว่า")[1]


def test_a_file_that_cannot_serve_is_said_beside_its_box(session: Session) -> None:
    opened(session)
    session.upload("ตรา.png", b"no picture", "ตราของหน่วยงาน")
    assert "ไม่ใช่รูป" in session.said("error")[0]
    session.upload("own.pptx", b"no slides", "สไลด์แม่แบบ")
    assert len(session.said("error")) == 2
    session.upload("ตรา.png", picture(), "ตราของหน่วยงาน")
    assert len(session.said("error")) == 1
    session.press("ทำเอกสารนี้")
    finished(session)
    request = session.state.paper_made.of[1]
    assert (request.master, request.logo[:4]) == (None, b"\x89PNG")


@pytest.mark.parametrize(("paper", "is_contents"), [("brief", False), ("slides", True), ("workbook", True)])
def test_a_look_at_a_paper_says_whether_it_shows_its_pages(session: Session, paper: str, is_contents: bool) -> None:
    opened(session, **BAN_MO, d=paper)
    assert session.at.get("image") == []
    session.at.session_state[PREVIEW] = True
    session.run()
    assert len(session.at.get("image")) == 1
    assert ("ไม่ใช่หน้ากระดาษจริง" in " ".join(session.said("warning"))) == is_contents
    assert session.at.button(key="previous_page").disabled
    session.at.button(key="next_page").click()
    session.run()
    assert "หน้า 2 จาก" in session.words


def test_an_emblem_stays_in_use_when_the_language_or_the_screen_changes(session: Session) -> None:
    opened(session)
    gc.collect()
    before = kept_bytes()
    session.upload("ตรา.png", picture(), "ตราของหน่วยงาน")
    session.switch_language().go("gaps").go("documents")
    assert "In use: ตรา.png" in session.words
    # Streamlit let go of it; it still counts against the room for further files.
    held = session.state.paper_files["emblem"][1].data
    assert kept_bytes() - before == len(held) > 0
    session.press("Make this paper")
    finished(session)
    assert session.state.paper_made.of[1].logo is not None
    session.press("Do not use it")
    assert "In use" not in session.words
    gc.collect()
    assert kept_bytes() == before


def test_a_file_of_earlier_figures_is_not_offered(session: Session, stored: Engine) -> None:
    opened(session, **BAN_MO, d="brief").press("ทำเอกสารนี้")
    finished(session)
    assert len(files(session)) == 1
    create_agency(stored, "เทศบาลตำบลหนองเล็ก", "subdistrict_municipality", "เมือง", "ลพบุรี")
    session.run()
    assert files(session) == []
