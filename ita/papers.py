"""The papers that can be made, by name: each a function from the database and a request to the bytes of a file.

A new paper is a line in `PAPERS`; command line and screen offer what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ita.documents.official_report import official_report
from ita.documents.request import PaperRequest
from ita.errors import N_
from ita.exporting.docx_progress import progress_docx
from ita.exporting.docx_report import report_docx
from ita.store.engine import Cursor

# Neither Windows nor a shell takes these in a name; what is invisible deceives.
_UNSAFE = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e.-]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its name for commands and files, its title as message id, the ending of its file, and what makes it."""

    name: str
    title: str
    extension: str
    make: Callable[[Cursor, PaperRequest], bytes]


def _report(cursor: Cursor, request: PaperRequest) -> bytes:
    return report_docx(official_report(cursor, request), request)


def _progress(cursor: Cursor, request: PaperRequest) -> bytes:
    return progress_docx(official_report(cursor, request), request)


PAPERS: Mapping[str, Paper] = {
    paper.name: paper
    for paper in (
        Paper("report", N_("Official report (Word)"), "docx", _report),
        Paper("progress", N_("Progress report (Word)"), "docx", _progress),
    )
}


def file_name(agency_name: str, year: int, paper: Paper) -> str:
    """Return the name of a paper's file, ``town-year-paper.docx``: Thai stays, what no file system takes does not."""
    agency = _UNSAFE.sub("_", agency_name).strip("._-")[:_LONGEST_NAME] or "ita"
    return f"{agency}-{year}-{paper.name}.{paper.extension}"
