"""What a person may upload for papers: an emblem, and slides of their own as master. Each is looked at at once."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ita.documents.emblem import MAX_BYTES, emblem_png
from ita.errors import ItaError
from ita.exporting.slides import MOST_MASTER
from ita.i18n import error_text
from ita.papers import refuse_master
from pages.shared.errors_ui import escape as plain
from pages.shared.kept_uploads import KeptUpload
from pages.shared.language import _, lang
from pages.shared.session import session, widget_value

_MB = 2**20


def has_uploads() -> bool:
    """Tell whether something is uploaded, so that it is shown."""
    return bool(session().paper_files)


def emblem() -> bytes | None:
    """Draw the box for the emblem; return it as papers take it."""
    found = _box(
        "emblem",
        _("Emblem of the agency for the covers (PNG or JPEG)"),
        MAX_BYTES // _MB,
        emblem_png,
    )
    if found is not None:
        st.image(found, width=96, alt=_("The emblem as papers show it"))
    return found


def master() -> bytes | None:
    """Draw the box for slides of one's own; return them where slides can be made with them."""

    def look(data: bytes) -> bytes:
        refuse_master(data)
        return data

    return _box(
        "master",
        _("Slides of your own as master (.pptx): the slides take its colours, logo and layout"),
        MOST_MASTER // _MB,
        look,
    )


def show_problem(kind: str, reason: ItaError) -> None:
    """Say beneath a box why what was uploaded cannot serve, though it seemed to."""
    held = session().paper_files.get(kind)
    if held is not None:
        session().paper_files[kind] = (held[0], KeptUpload(held[1].name, None, reason))


def _box(kind: str, label: str, most: int, look: Callable[[bytes], bytes]) -> bytes | None:
    state = session()
    key = state.upload_key("paper", kind)
    st.file_uploader(label, max_upload_size=most, key=key, on_change=_take, args=(kind, key, look))
    # A browser refuses a larger one by itself, and says it in red with few words.
    st.caption(_("At most {limit_mb} MB; a larger file is not taken: make it smaller first.").format(limit_mb=most))
    held: tuple[str, KeptUpload] | None = state.paper_files.get(kind)
    if held is None:
        return None
    upload = held[1]
    if upload.problem is not None:
        st.error(plain(error_text(upload.problem, lang())))
    elif widget_value(key) is None:
        # The box is empty again after another screen was looked at; what was chosen is still used.
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(_("In use: {name}").format(name=upload.name)))
            st.button(_("Do not use it"), on_click=_drop, args=(kind,), key=f"drop_{kind}", type="tertiary")
    return upload.data


def _take(kind: str, key: str, look: Callable[[bytes], bytes]) -> None:
    """Look at what was uploaded, once: whether papers can be made with it."""
    file = widget_value(key)
    if file is None:
        _drop(kind)
        return
    try:
        upload = KeptUpload(file.name, look(file.getvalue()))
    except ItaError as reason:
        upload = KeptUpload(file.name, None, reason.anew())
    session().paper_files[kind] = (file.file_id, upload)


def _drop(kind: str) -> None:
    session().paper_files.pop(kind, None)
