"""A town whose texts are markup, before a real browser: nothing is made of them, and its files cannot be guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.runtime.memory_media_file_storage import _calculate_file_id

from ita.actor import acting
from ita.frameworks import Frameworks
from ita.importing.agencies import create_agency
from ita.importing.report_import import import_report
from ita.store.engine import open_engine
from tests import helpers
from tests.browser.visiting import Dashboard, Visitor, started
from tests.screens.test_markup import NASTY

# A report that holds marks which change the direction of writing is refused; a name may hold them.
IN_A_REPORT = re.sub("[\u202a-\u202e\u2066-\u2069]", "", NASTY)
# What the browser must not make of a text: everything but our own bold and our own table.
MADE = """() => [...document.querySelectorAll(
  'a[href*="example"], .katex, b b, del, code, img[alt*="Streamlit"], [data-testid="stIconMaterial"], [role="img"]'
)].filter(each => /example|x\\^2|home|smile|q$|^c$|^s$/.test(each.outerHTML + each.textContent)
  && !each.closest('button, input, [data-testid="stFileUploader"], .js-plotly-plot')).map(each => each.outerHTML)"""


@pytest.fixture
def hostile(database: Path, frameworks: Frameworks) -> Iterator[tuple[Dashboard, str]]:
    """Return a dashboard of a town whose name, report, file and person are markup, and its id."""
    with closing(open_engine(database)) as engine, acting(NASTY[:80]):
        agency = create_agency(engine, NASTY, "subdistrict_municipality", NASTY, "ลพบุรี")
        sheet = helpers.sheet()
        for column in (helpers.QUESTION, helpers.ANALYSIS, helpers.MEASURES, helpers.STEPS, helpers.UNITS):
            sheet = sheet.with_cell(9, column, lambda cell: f"{cell} {IN_A_REPORT}")
        import_report(engine, frameworks, sheet.data(), f"{NASTY.replace('/', '')}.txt", agency=agency)
    with started(database) as dashboard:
        yield dashboard, agency


def test_a_browser_makes_nothing_of_texts_and_files_cannot_be_guessed(
    hostile: tuple[Dashboard, str], visit: Callable[..., Visitor]
) -> None:
    dashboard, agency = hostile
    visitor = visit(dashboard)
    for page in ("measures", "keeping", "import"):
        drawn = visitor.open(page, v="1", a=agency, y="2568", i="9")
        assert "z.example" in drawn.inner_text("body").replace("\u2060", "")
        assert drawn.evaluate(MADE) == []
    drawn = visitor.open("trends", v="1", a=agency, y="2568")
    drawn.get_by_text("ดูเป็นตาราง").first.click()
    # While the rows unfold, the button moves away from under the pointer.
    expect(drawn.locator(".ita-table tbody tr").last).to_be_visible()
    visitor.finished()
    with drawn.expect_download() as saved:
        drawn.get_by_text("บันทึกตารางนี้").first.click()
    data = Path(saved.value.path()).read_bytes()
    guessed = {_calculate_file_id(data, "text/csv", name) for name in (saved.value.suggested_filename, None)}
    address = saved.value.url
    assert "/media/" in address
    assert not [each for each in guessed if each in address]
