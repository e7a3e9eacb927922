"""Names of which half reads as another are never broken, whichever way they come to the screen."""

from __future__ import annotations

import pytest

from ita.level_names import MEANINGS, level_name
from pages.shared.errors_ui import escape
from pages.shared.names import whole_in_html


@pytest.mark.parametrize("name", ["ผ่านดีเยี่ยม", "ผ่านดี", "ต้องปรับปรุงโดยด่วน", "การเปิดเผยข้อมูล", "1–5"])
def test_a_name_stands_in_one_span(name: str) -> None:
    whole = f'<span class="ita-whole">{name}</span>'
    assert whole_in_html(f'<p title="{name}">ระดับ {name} ปี</p>') == f'<p title="{name}">ระดับ {whole} ปี</p>'
    assert escape(f"ระดับ {name} ปี") == f"ระดับ :gray[{name}] ปี"


def test_a_level_says_in_english_what_it_means() -> None:
    assert level_name("ผ่านดี", "en") == "ผ่านดี (good pass)"
    assert level_name("ผ่านดี", "th") == "ผ่านดี"
    assert level_name("AA", "en") == "AA"
    assert len(set(MEANINGS.values())) == len(MEANINGS)
