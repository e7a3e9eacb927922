"""Streamlit's own English words, each with its Thai from the catalogue, for the script that shows them.

Streamlit has no translations. ``pages/static/ita.js`` exchanges these texts in the page, and takes them from a block
of JSON in its head. Only whole texts of these lists are exchanged, so words quoted from a report stay as written.
"""

from __future__ import annotations

import json

from ita.errors import N_
from ita.i18n import translator

TEXTS = (
    N_("Skip to main content"),
    N_("App pages"),
    N_("Open"),
    N_("Link to heading"),
    N_("Upload"),
    N_("Uploading..."),
    N_("Upload failed"),
    N_("Click to retry upload"),
    N_("Add files"),
    N_("add icon"),
    N_("Only one file is allowed."),
    N_("Unexpected error. Please try again."),
    N_("Error"),
    N_("Error:"),
    N_("Dismiss"),
    N_("Browse files"),
    N_("Scroll tabs right"),
    N_("Scroll tabs left"),
    N_("Increment"),
    N_("Decrement"),
    N_("Sidebar"),
    N_("Press Ctrl+Enter to apply"),
    N_("Press ⌘+Enter to apply"),
    N_("file upload"),
    N_("Drag and drop file here"),
    N_("10MB per file"),
    N_("20MB per file"),
    N_("30MB per file"),
    N_("500MB per file"),
    N_("Limit 10MB per file"),
    N_("Limit 20MB per file"),
    N_("Limit 30MB per file"),
    N_("Limit 500MB per file"),
    N_("Choose an option"),
    N_("No results"),
    N_("No options to select"),
    N_("Press Enter to apply"),
    N_("Press Enter to submit form"),
    N_("Clear value"),
    N_("Close"),
    N_("Remove file"),
    N_("Expand sidebar"),
    N_("Open sidebar"),
    N_("Collapse sidebar"),
    N_("Close sidebar"),
    N_("Running..."),
    N_("Stop"),
    N_("Connecting"),
    N_("Connection error"),
    N_("Connection timed out."),
    N_("Connecting to Streamlit server"),
    N_("Unable to connect to Streamlit server"),
    N_("Streamlit server is not responding. Are you connected to the internet?"),
    N_("Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:"),
    N_("Page not found"),
    N_("The page that you have requested does not seem to exist. Running the app's main page."),
    N_("Main menu"),
    N_("Fullscreen"),
    N_("Close fullscreen"),
)
# Texts with a name or a number in them. A size is a number with its unit.
PATTERNS = (
    N_("{number}B"),
    N_("{number}KB"),
    N_("{number}MB"),
    N_("{name}, {size}"),
    N_("File must be {size} or smaller."),
    N_("Remove {name}"),
    N_("Cancel upload of {name}"),
    N_("{number} option available."),
    N_("{number} options available."),
    N_("{name}, selected"),
    N_("Fullscreen: {name}"),
)


def json_block() -> str:
    """Return the element of the page's head that holds the Thai of each text and each pattern."""
    _ = translator("th")
    content = {"texts": {text: _(text) for text in TEXTS}, "patterns": [[text, _(text)] for text in PATTERNS]}
    # Nothing in a text may end the element that holds it.
    safe = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="ita-texts">{safe}</script>'
