"""What the names of levels mean in English.

The levels have Thai names only. In English each has what it means beside it: our translation, no name of the NACC.
"""

from __future__ import annotations

MEANINGS = {
    "ผ่านดีเยี่ยม": "excellent pass",
    "ผ่านดี": "good pass",
    "ผ่าน": "pass",
    "ต้องปรับปรุง": "needs improvement",
    "ต้องปรับปรุงโดยด่วน": "needs urgent improvement",
}


def level_name(level: object, lang: str) -> str:
    """Return a level's name, in English with what it means; a level of letters, such as AA, as it is."""
    name = str(level)
    return f"{name} ({MEANINGS[name]})" if lang == "en" and name in MEANINGS else name
