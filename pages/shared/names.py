"""Names of which half reads as another: no browser may break them over two lines."""

from __future__ import annotations

import re
from functools import lru_cache

from ita.frameworks import load_frameworks
from ita.level_names import MEANINGS
from ita.paths import DATA

# A shorter name is one word, which no browser breaks; a longer one may need two lines on a phone.
_LEAST, _MOST = 5, 30
_TAGS = re.compile(r"(<[^>]*>)")


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    """Return what finds the names of levels and indicators, the longest first, and spans of numbers."""
    rules = load_frameworks(DATA / "frameworks")
    names = {row.level_th for row in rules.rating_levels} | {row.name_th for row in rules.indicators} | set(MEANINGS)
    listed = sorted((name for name in names if _LEAST <= len(name) <= _MOST), key=lambda name: (-len(name), name))
    return re.compile("|".join([*(re.escape(name) for name in listed), r"\d+–\d+"]))


# What a page draws it draws again in the next run, and other sessions draw too.
@lru_cache(maxsize=256)
def whole_in_html(markup: str) -> str:
    """Return HTML with every name in its texts in a span that is never broken."""
    parts = _TAGS.split(markup)
    # Every second part is a tag.
    parts[::2] = [_names().sub(r'<span class="ita-whole">\g<0></span>', text) for text in parts[::2]]
    return "".join(parts)


@lru_cache(maxsize=1024)
def whole_in_markdown(text: str) -> str:
    """Return Markdown with every name in a span that is never broken.

    The one span that Streamlit's Markdown has is of a colour, which `ita.css` takes away.
    """
    return _names().sub(r":gray[\g<0>]", text)
