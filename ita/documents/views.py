"""The screen that shows the same as a paper: its name, and its address where the dashboard has a public one.

Of a snapshot only the presentation shows the figures as they were; every other screen shows those of today.
"""

from __future__ import annotations

from typing import Any

from ita.documents.model import View
from ita.documents.request import PaperRequest
from ita.errors import N_
from ita.i18n import translator
from ita.links import Link, to_url


def view_of(request: PaperRequest, name: str, page: str, **more: Any) -> View:
    """Return a screen of the agency and year that a paper is of; of a snapshot its presentation.

    Parameters
    ----------
    name
        A message of ours.
    page
        Path of the screen, without slashes; empty for the first.
    more
        Further parts of the link, as `Link` takes them.
    """
    if request.presented is not None:
        page, more = "present", {"snapshot": request.presented.number}
    path = to_url(page, Link(request.agency_id, request.year, lang=request.lang, **more))
    address = f"{request.address.rstrip('/')}/{path}" if request.address else None
    return View(translator(request.lang)(screen_name(request, name)), path, address)


def screen_name(request: PaperRequest, name: str) -> str:
    """Return the message that names the screen, where `name` is the one that shows the figures of today."""
    return name if request.presented is None else N_("Present")
