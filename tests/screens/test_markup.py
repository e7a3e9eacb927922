"""Whatever stands in a file or was typed is shown as text: no screen makes markup, a link or an icon of it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from google.protobuf.message import Message

from ita.actor import acting
from ita.frameworks import Frameworks
from ita.importing.agencies import create_agency
from ita.importing.file_import import import_file
from ita.importing.report_import import import_report
from ita.importing.undo import undo
from ita.scenario import store_targets
from ita.store.engine import Engine
from tests import helpers
from tests.screens.sessions import ADDRESSES, Session

# One of each kind that Markdown, Streamlit, HTML or a chart would make something of.
KINDS = (
    "**B**",
    "$x^2$",
    "<b>q</b>",
    "[a](http://x.example)",
    "http://y.example",
    "www.z.example",
    "m@n.example",
    ":material/home:",
    ":smile:",
    ":red[r]",
    "`c`",
    "~~s~~",
    "&copy;",
    "<a href='http://x.example'>l</a>",
    "\u202e12\u202c",
)
AFTERWARDS = KINDS[4:9]
NASTY = " ".join(KINDS)
# A report whose figures stand among marks that turn the direction of writing is refused; all else can stand in one.
IN_REPORT = " ".join(KINDS[:-1])
# Fields that the browser shows as they are, and what is no text at all.
PLAIN = re.compile(
    r"(?:^|\.)(?:id|key|default|value|placeholder|query_string|page|url|options|raw_values|set_value|form_id|hash|"
    r"spec|config|page_script_hash|url_pathname|format_func_hash|element_id|autocomplete)$"
)
CHART_TAG = re.compile(r"<(?!/?(?:br|b|span|i|extra|sup|sub)\b)[a-z/]", re.IGNORECASE)


def strings(message: Message, path: str = "") -> Iterator[tuple[str, str]]:
    """Return every text of an element as it goes to the browser, with the path of its field."""
    for field, value in message.ListFields():
        here = f"{path}.{field.name}"
        many = value if not isinstance(value, (str, bytes, Message)) and hasattr(value, "__iter__") else [value]
        for each in many:
            if isinstance(each, Message):
                yield from strings(each, here)
            elif isinstance(each, str):
                yield here, each


def elements(node: Any) -> Iterator[tuple[str, Message]]:
    """Return every element and every block of a page, with its kind."""
    if getattr(node, "proto", None) is not None:
        yield type(node).__name__, node.proto
    for child in getattr(node, "children", {}).values():
        yield from elements(child)


def texts_of_chart(spec: object) -> Iterator[str]:
    """Return every text in the description of a chart."""
    if isinstance(spec, dict):
        for value in spec.values():
            yield from texts_of_chart(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from texts_of_chart(value)
    elif isinstance(spec, str):
        yield spec


def markup_in(session: Session) -> list[str]:
    """Return every place of a page where one of the kinds stands as markup and not as text."""
    found = []
    for kind, proto in elements(session.at._tree):
        spec = next((text for path, text in strings(proto) if path.endswith(".spec")), None)
        if spec is not None:
            found += [f"chart: {text[:80]}" for text in texts_of_chart(json.loads(spec)) if in_chart(text)]
        for path, text in strings(proto):
            if kind == "Html" or (path.endswith(".body") and proto.DESCRIPTOR.name == "Html"):
                found += [f"html: {each}" for each in KINDS if each in text and html.escape(each) != each]
            elif not PLAIN.search(path):
                found += [f"{kind}{path}: {each} in {text[:120]!r}" for each in KINDS if bare(each, text)]
    return found


def bare(kind: str, text: str) -> bool:
    """Tell whether a kind stands in Markdown without what makes it plain.

    Addresses, mail and icons are found in the text that is left once Markdown is read, where no backslash stands.
    """
    if kind in AFTERWARDS:
        return kind in re.sub(r"\\(.)", r"\1", text)
    return re.search(r"(?<!\\)" + re.escape(kind), text) is not None


def in_chart(text: str) -> bool:
    """Tell whether a chart would make markup of a text."""
    return any(each in text for each in KINDS if "<" in each or "&" in each or "$" in each)


@pytest.fixture
def agency(stored: Engine, frameworks: Frameworks) -> str:
    """Return the id of a town whose every text is nasty: its name, report, files, people, reasons and targets."""
    agency = create_agency(stored, f"{NASTY} ชื่อ", "subdistrict_municipality", f"{NASTY} อำเภอ", "ลพบุรี")
    sheet = helpers.sheet()
    of_text = (helpers.QUESTION, helpers.ANALYSIS, helpers.MEASURES, helpers.RATIONALE, helpers.STEPS, helpers.UNITS)
    for column in of_text:
        sheet = sheet.with_cell(9, column, lambda cell: f"{cell} {IN_REPORT}")
    name = NASTY.replace("/", "")
    with acting(NASTY[:80]):
        import_report(stored, frameworks, sheet.data(), f"{name}.txt", agency=agency)
        import_report(stored, frameworks, later(sheet), f"{name} 2.txt", agency=agency)
        csv = "ปีงบประมาณ,1,2,3,4,5,6,7,8,9,10\n2567,90,91,92,93,94,95,96,97,98,99\n".encode()
        gone = import_file(stored, frameworks, csv, f"{name}.csv", agency=agency)
        undo(stored, gone.import_id, NASTY)
        store_targets(stored, agency, 2569, {9: Decimal(95)}, NASTY, NASTY)
    return agency


def later(sheet: helpers.Sheet) -> bytes:
    """Return the report with other measures of one indicator."""
    return sheet.with_cell(10, helpers.MEASURES, f"๑. {IN_REPORT}").data()


@pytest.mark.parametrize("lang", ["th", "en"])
def test_no_screen_makes_markup_of_a_text(agency: str, stored: Engine, lang: str) -> None:
    found: dict[str, list[str]] = {}
    session = Session()
    for page in ADDRESSES:
        for view in ("total", "instruments", "indicators", "change", "heatmap") if page == "trends" else ("total",):
            session.go(page, a=agency, y="2568", i="9", w=view, l=lang)
            found[f"{page} {view}"] = markup_in(session)
    for row in helpers.read(stored, "history", agency=agency):
        session.at.session_state[f"held_{row['import_no']}"] = True
        session.at.session_state[f"ask_{row['import_no']}"] = True
    found["history"] = markup_in(session.run())
    for tab in ("การตรวจสอบ", "สำรองและกู้คืน") if lang == "th" else ("Checks", "Backup and restore"):
        found[tab] = markup_in(session.turn(tab))
    session.go("/", a=NASTY, y=NASTY, i=NASTY, l=lang, o=NASTY, w=NASTY)
    found["link"] = markup_in(session)
    assert {where: sorted(set(what)) for where, what in found.items() if what} == {}
    # The sweep would see nothing if nothing were there.
    assert "q</b>" in unescape(session.go("measures", a=agency, y="2568", i="9", l=lang).html)


def test_no_preview_makes_markup_of_a_text(agency: str, stored: Engine) -> None:
    found: dict[str, list[str]] = {}
    name = NASTY.replace("/", "")
    sheet = helpers.sheet().with_cell(9, helpers.ANALYSIS, IN_REPORT).with_cell(10, helpers.QUESTION, IN_REPORT)
    turned = helpers.sheet().with_cell(9, helpers.ANALYSIS, NASTY)
    bad = helpers.sheet().with_cell(9, helpers.PERIOD, NASTY).with_header_score(4, NASTY).with_cell(5, 0, NASTY)
    csv = f"ปีงบประมาณ,1,2,{NASTY}\n2567,90,{NASTY},1\n2566,9x,91,3\n".encode()
    for number, (label, data, ending) in enumerate(
        [
            ("ไฟล์รายงาน", sheet.data(), "txt"),
            ("ไฟล์รายงาน", turned.data(), "txt"),
            ("ไฟล์รายงาน", bad.data(), "txt"),
            ("ไฟล์รายงาน", NASTY.encode(), "docx"),
            ("ไฟล์คะแนน", csv, "csv"),
            ("ไฟล์คะแนน", NASTY.encode(), "xlsx"),
        ]
    ):
        session = Session().go("import", a=agency, y="2568")
        session.upload(f"{name}.{ending}", data, label)
        found[f"upload {number}"] = markup_in(session)
        if data == turned.data():
            assert any("ทิศทางการเขียน" in text for text in session.said("error"))
    session = Session().go("import", a=agency, y="2568")
    for area in session.all("text_area"):
        area.set_value(f"{NASTY}\n1 90.00 {NASTY}\n{NASTY} 91")
    found["paste"] = markup_in(session.run())
    assert {where: sorted(set(what)) for where, what in found.items() if what} == {}


def test_a_town_with_a_nasty_name_is_told_as_text(stored: Engine) -> None:
    session = Session().make_agency(name=NASTY[:110])
    assert session.said("success") != []
    assert markup_in(session) == []
