"""The screen that shows the same as a paper: its name, and its address where the dashboard has a public one."""

from __future__ import annotations

from typing import Any

from ita.documents.model import View
from ita.documents.request import PaperRequest
from ita.i18n import translator
from ita.links import Link, to_url


def view_of(request: PaperRequest, name: str, page: str, **more: Any) -> View:
    """Return a screen of the agency and year that a paper is of.

    Parameters
    ----------
    name
        A message of ours.
    page
        Path of the screen, without slashes; empty for the first.
    more
        Further parts of the link, as `Link` takes them.
    """
    path = to_url(page, Link(request.agency_id, request.year, lang=request.lang, **more))
    address = f"{request.address.rstrip('/')}/{path}" if request.address else None
    return View(translator(request.lang)(name), path, address)
