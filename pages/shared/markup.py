"""HTML, escaped by construction: only what `tag` makes is markup, and a text within it is always text.

Nothing else makes HTML or hands it to Streamlit; a test holds it.
"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup, escape

from pages.shared.names import whole_in_html

NOTHING = Markup("")
# Elements that hold nothing and have no end.
_VOID = frozenset({"br", "hr", "img"})


def tag(name: str, *inside: object, **attributes: object) -> Markup:
    """Return an element.

    Parameters
    ----------
    name
        Of the element; a word of the program, never a text from outside.
    inside
        Markup as it is, everything else as text; None is left out.
    attributes
        Their values as text; True for one without a value, None or False for none. A name as Python takes it:
        ``class_``, ``data_head``.
    """
    given = "".join(
        f" {_name(key)}" if value is True else f' {_name(key)}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{given}>")  # noqa: S704
    # Put together as text, each part escaped: Markup.format would take a hundred times as long for a table.
    return Markup(f"<{name}{given}>{joined(*inside)}</{name}>")  # noqa: S704


def joined(*parts: object) -> Markup:
    """Return markup and texts one after another; None is left out."""
    return Markup("".join(escape(part) for part in parts if part is not None))  # noqa: S704


def show(markup: Markup) -> None:
    """Draw markup.

    Raises
    ------
    TypeError
        It is a plain text, which may hold anything.
    """
    if not isinstance(markup, Markup):
        raise TypeError("only markup is drawn as HTML, and this is a text")
    st.html(whole_in_html(str(markup)))


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
