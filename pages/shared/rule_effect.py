"""What rules would change for the agencies in the database, drawn before they are stored or undone."""

from __future__ import annotations

import streamlit as st

from ita.formatting import known, points
from ita.rules.evidence import summary
from ita.rules.stored import (
    Preview,
)
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang

EFFECTS_SHOWN = 20


def effect(preview: Preview, year: int) -> None:
    """Draw what rules would change for the agencies in the database."""
    if preview.basis is not None:
        st.markdown(plain(summary(preview.check, year, preview.basis).in_words(lang())))
    changed = [each for each in preview.effects if each.before != each.after]
    if not changed:
        st.caption(_("No total and no level in this database would change."))
        return
    headers = [_("Agency"), _("Total now"), _("Total then"), _("Level now"), _("Level then")]
    cells = [
        [
            each.agency_en if lang() == "en" and known(each.agency_en) else each.agency,
            points(each.before[0]),
            points(each.after[0]),
            each.before[1] or "–",
            each.after[1] or "–",
        ]
        for each in changed
    ]
    html.table(headers, cells[:EFFECTS_SHOWN], numbers=(1, 2))
    if len(cells) > EFFECTS_SHOWN:
        st.caption(_("and {count} more").format(count=len(cells) - EFFECTS_SHOWN))
