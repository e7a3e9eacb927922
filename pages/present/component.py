"""The presentation as a component of our own: it turns its steps by itself, without a run of the page for a key.

The script is `pages/static/present.js`; a few lines of it travel with the component and import the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import streamlit as st

from pages.shared import assets
from pages.shared.language import _

_SCRIPT = """
let stage;
export default async (component) => {
  const { data, parentElement } = component;
  const words = JSON.parse(new TextDecoder().decode(data)).words;
  try {
    stage ??= await import(location.origin + "STAGE");
    return await stage.draw(component, location.origin + "STYLE");
  } catch {
    const said = document.createElement("p");
    Object.assign(said, { className: "ita-chart-failed", role: "alert", textContent: words.failed });
    parentElement.replaceChildren(said);
  }
};
"""


def _script() -> str:
    named = {"STAGE": assets.address(assets.PRESENT), "STYLE": assets.address(assets.PRESENT_STYLE)}
    return re.sub("|".join(named), lambda found: named[found[0]], _SCRIPT)


# Without a root of its own: the presentation covers the page, and has the page's font.
_component = st.components.v2.component("ita_stage", js=_script(), isolate_styles=False)


def draw_stage(stage: bytes, *, steps: Sequence[str], look: str | None) -> None:
    """Draw the agenda of a presentation with the button that starts it.

    Parameters
    ----------
    stage
        As `ita.exporting.stage.stage_json` gives it.
    steps
        Keys of the steps that are shown, in their order; empty for all.
    look
        One of `ita.links.LOOKS`; None for what the browser's theme is.
    """
    said = {
        "begin": {"steps": list(steps), "look": look},
        "keys": [
            # Names of keys are as keyboards have them.
            [["→", "Page Down", "␣"], _("Next; a tap on the right does it too")],
            [["←", "Page Up"], _("Back; a tap on the left does it too")],
            [["T"], _("Figures of the chart as a table")],
            [["B"], _("Black screen")],
            [["F"], _("Full screen")],
            [["Esc"], _("Leave")],
        ],
        "words": {
            "failed": _(
                "This browser could not draw the presentation. The papers for the council can be saved instead."
            ),
            "start": _("Start the presentation"),
            "agenda": _("Agenda"),
            "choose": _("Untick what is not to be shown; the arrows change the order."),
            "shown": _("Show “{title}”"),
            "up": _("Move “{title}” up"),
            "down": _("Move “{title}” down"),
            "look": _("Colours"),
            "light": _("light"),
            "dark": _("dark"),
            "contrast": _("high contrast"),
            "keys": _("Keys"),
            "next": _("Next"),
            "back": _("Back"),
            "table": _("As a table"),
            "black": _("Black screen"),
            "full": _("Full screen"),
            "leave": _("Leave"),
            "more": _("continued below"),
            "of": _("Step {number} of {count}"),
            "nothing": _("Tick at least one step."),
            "presentation": _("Presentation"),
        },
    }
    _component(
        key="stage",
        data=b'{"stage":%b,%b' % (stage, json.dumps(said, ensure_ascii=False).encode()[1:]),
        height="content",
    )
