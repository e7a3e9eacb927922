"""What rules would change for the agencies in the database, drawn before they are stored or undone."""

from __future__ import annotations

import streamlit as st

from ita.rules.evidence import summary
from ita.rules.stored import Preview
from ita.tables.rules import rule_effects
from pages.shared import html
from pages.shared.errors_ui import escape as plain
from pages.shared.language import _, lang

EFFECTS_SHOWN = 20


def effect(preview: Preview, year: int) -> None:
    """Draw what rules would change for the agencies in the database."""
    if preview.basis is not None:
        st.markdown(plain(summary(preview.check, year, preview.basis).in_words(lang())))
    changed = rule_effects(preview)
    if not changed.rows:
        st.caption(_("No total and no level in this database would change."))
        return
    html.show_part(changed, EFFECTS_SHOWN)
