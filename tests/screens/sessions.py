"""A session of the dashboard without a browser: what one person sees, page after page."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.shared.charts import ROWS_KEY
from pages.shared.session import Session as State
from tests.helpers import ROOT

# From app.py it would be an empty app without an error: a test that checks nothing.
MAIN = ROOT / "pages" / "main.py"
ADDRESSES = ("/", "gaps", "measures", "trends", "present", "simulate", "documents", "rules", "import", "keeping")
# The screens of a town; a backup is of everything, and rules are of every town.
PAGES = tuple(address for address in ADDRESSES if address not in {"keeping", "rules"})
OPENED = (ROWS_KEY, "all_targets", "other_questions", "two_sources", "listed_targets", "history_rows")
TEXTS = ("markdown", "caption", "header", "subheader", "error", "warning", "info", "success")
WIDGETS = ("button", "selectbox", "text_input", "file_uploader", "button_group", "tabs", "expander", "checkbox")


class Session:
    """What one person sees, page after page."""

    def __init__(self) -> None:
        self.at = AppTest.from_file(str(MAIN), default_timeout=60)
        self.started = False
        # Tests read what a page makes only once a person opens it.
        self.is_opened = True

    def go(self, page: str = "/", **link: str) -> Session:
        """Open a page, by the navigation or by a link."""
        if page != "/" or self.started:
            # A page has the hash of its address; `switch_page` takes the name of its file before the first run.
            self.at._page_hash = calc_hash("" if page == "/" else page)
        self.at.query_params = dict(link)
        return self.run()

    def run(self) -> Session:
        """Run the page again, as after every click; no page ever fails."""
        for key in OPENED:
            self.at.session_state[key] = self.is_opened
        self.at.run()
        self.started = True
        assert [each.value for each in self.at.exception] == []
        return self

    def all(self, kind: str) -> list[Any]:
        """Return all elements of a kind."""
        return list(getattr(self.at, kind))

    def said(self, *kinds: str) -> list[str]:
        """Return the texts of some kinds of element, without what Markdown needs."""
        spanned = [re.sub(r":gray\[([^\]]*)\]", r"\1", str(each.value)) for kind in kinds for each in self.all(kind)]
        return [re.sub(r"\\(.)|\u2060", r"\1", text) for text in spanned]

    @property
    def html(self) -> str:
        """The HTML that the page draws itself, without the spans that keep names whole."""
        drawn = "\n".join(str(each.value) for each in self.all("html"))
        return re.sub(r'<span class="ita-whole">([^<]*)</span>', r"\1", drawn)

    @property
    def words(self) -> str:
        """Everything that stands on the page as text."""
        drawn = unescape(re.sub(r"<[^>]*>", " ", self.html))
        labels = [str(each.label) for kind in WIDGETS for each in self.all(kind)]
        chosen = [str(option) for each in self.all("selectbox") for option in each.options]
        links = [str(each.value) for each in self.all("page_link")]
        return re.sub(r"[ \t]+", " ", "\n".join([drawn, *self.said(*TEXTS), *labels, *chosen, *links]))

    @property
    def links(self) -> list[tuple[str, str]]:
        """Page and query of every link."""
        ways = re.findall(r'<a [^>]*class="ita-way"[^>]* href="([^"?]*)\?([^"]*)"', self.html)
        own = [(page, unescape(query)) for page, query in ways]
        return [*((each.proto.page, each.proto.query_string) for each in self.all("page_link")), *own]

    @property
    def entries(self) -> list[str]:
        """The entries of the lists that lead on, each as its text."""
        listed = "".join(re.findall(r'<ul class="ita-entries">(.*?)</ul>', self.html, re.DOTALL))
        return [unescape(re.sub(r"<[^>]*>", " ", each)).strip() for each in re.findall(r"<li>(.*?)</li>", listed)]

    @property
    def address(self) -> dict[str, str]:
        """What the address bar names."""
        return dict(self.at.query_params)

    @property
    def charts(self) -> list[dict[str, Any]]:
        """What the chart of the page is given, figure and words: one chart, or none."""
        return [json.loads(each.proto.bytes) for each in self.at.get("bidi_component")]

    @property
    def trace(self) -> dict[str, Any]:
        """The one trace of the chart."""
        (chart,) = self.charts
        (trace,) = chart["figure"]["data"]
        return dict(trace)

    @property
    def thai(self) -> bool:
        """Whether the session speaks Thai."""
        return 'data-ita-lang="th"' in self.html or not self.started

    def turn(self, tab: str) -> Session:
        """Turn to a tab of the screen of history, checks and backups."""
        key = self.state.link_key("keeping_tabs", "th" if self.thai else "en")
        self.at.session_state[key] = tab
        return self.run()

    @property
    def state(self) -> State:
        """What the program remembers of the session."""
        return self.at.session_state["ita"] if "ita" in self.at.session_state else State()

    def ask_undo(self, import_id: str | int) -> Session:
        """Open the question whether to undo an import, on any screen that lists it."""
        self.at.session_state[f"ask_{str(import_id).partition('-')[0]}"] = True
        return self.run()

    def undo(self, import_id: str | int) -> Session:
        """Undo an import, as the list of any screen lets one."""
        self.ask_undo(import_id).at.button(key=f"undo_{str(import_id).partition('-')[0]}").click()
        return self.run()

    def labelled(self, kind: str, label: str) -> Any:
        """Return the one widget of a kind whose label holds some words."""
        (found,) = [each for each in self.all(kind) if label in each.label]
        return found

    def press(self, label: str) -> Session:
        """Press the button of a label."""
        self.labelled("button", label).click()
        return self.run()

    def confirm(self) -> Session:
        """Tick every doubt that is asked about."""
        while asked := [box for box in self.all("checkbox") if str(box.key).startswith("doubt_") and not box.value]:
            asked[0].check()
            self.run()
        return self

    def offered(self, label: str) -> bool:
        """Tell whether a button of a label is there."""
        return any(label in each.label for each in self.all("button"))

    def switch_language(self) -> Session:
        """Press the button at the top right."""
        self.at.button(key="switch_language").click()
        return self.run()

    def choose(self, label: str, value: object) -> Session:
        """Choose a value of a select box."""
        self.labelled("selectbox", label).set_value(value)
        return self.run()

    def fill(self, values: dict[str, str]) -> Session:
        """Fill in text fields, each named by words of its label, without leaving them."""
        for label, value in values.items():
            self.labelled("text_input", label).set_value(value)
        return self

    def type(self, values: dict[str, str]) -> Session:
        """Type into text fields and leave them."""
        return self.fill(values).run()

    def choose_typed_year(self, year: int) -> Session:
        """Choose the year whose scores are typed, on the import screen."""
        self.go("import")
        (box,) = [each for each in self.all("selectbox") if str(each.key).startswith("typed_year_")]
        box.set_value(year)
        return self.run()

    def upload(self, name: str, data: bytes, label: str = "ไฟล์รายงาน") -> Session:
        """Choose a file."""
        (uploader,) = [each for each in self.all("file_uploader") if each.label.startswith(label)]
        uploader.set_value((name, data, "application/octet-stream"))
        return self.run()

    def make_agency(self, name: str = "เทศบาลตำบลหนองเล็ก", province: str = "ลพบุรี") -> Session:
        """Make a town of one's own."""
        self.go("import")
        return self.fill({"ชื่อเต็ม": name, "อำเภอ": "เมือง", "จังหวัด": province}).press("เพิ่มหน่วยงานนี้")
