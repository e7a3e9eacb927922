"""Read a report from a PDF: its ruled tables, with every text marked as not to be trusted.

A PDF holds letters and where they stand, no words, paragraphs or cells; of Thai it may hold the marks in another
order, apart from their letters, or in places of a font's own. Numbers, codes and dates survive that; sentences do not
always, and nothing in the file tells. So each cell says that its text came out of a PDF, and a person compares it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from ita.errors import N_, InputError, Issue, SourceLocation
from ita.formatting import at_most
from ita.importing.files import pdf_child
from ita.importing.files.limits import Tally, refuse_size, refuse_unreadable
from ita.importing.files.pdf_columns import columned
from ita.importing.files.pdf_layout import UNKNOWN, Frame, Letter, Line, cells, frames, letters, lines
from ita.importing.files.tables import Paragraph, RawCell, RawDocument, RawRow, RawTable
from ita.model import Doubt
from ita.progress import reached, stage

# The real report takes half a second. Taking letters out may keep the processor busy so long, and so may putting them
# together; a process that does not end by then is stopped.
SECONDS = 4.0
_STOPPED_AFTER = 10.0
_LOOK_EVERY = 0.05
_PROGRESS = re.compile(rb"(\d{1,6}) (\d{1,6})")
# Fewer letters a page than this beside pictures are a stamp on a scan.
_SCANNED = 40
# Beyond this share of letters that nobody knows, the fonts do not say what they show.
_UNREADABLE = 0.2
_OPENS = re.compile(r"\(?[0-9๐-๙]{1,2}\s?[.)](?![0-9๐-๙])|[-–—•●▪](?:\s|$)")
_OPENS_ALONE = re.compile(r"(?:\(?[0-9๐-๙]{1,2}\s?[.)]|[-–—•●▪])$")
_DIGIT = re.compile(r"[0-9๐-๙]$")
# A line that stands this much lower than the one above, in heights of a line, is a paragraph of its own.
_APART = 1.9
_NAMED_AT_MOST = 20

_USE_WORD = N_("Import the Word file (.docx) it was made from.")


def read_pdf(data: bytes, file: str) -> RawDocument:
    """Read a report from a PDF.

    Parameters
    ----------
    data
        The whole file.
    file
        Its name, for the places.

    Returns
    -------
    RawDocument
        One table for each ruled table of each page, in order; where no page has one, the columns that its words
        stand in. A cell's paragraphs are its lines: those that go on from the line above say so by `wraps`. Every
        cell that holds text has a `doubt`.

    Raises
    ------
    InputError
        ``encrypted``, ``pdf-damaged``, ``pdf-scan``, ``pdf-unreadable``, ``pdf-time``, ``too-many-pages``,
        ``too-large``, and the rules of `Tally`.
    """
    refuse_unreadable(data, file, is_pdf_read=True)
    refuse_size(len(data), file)
    with stage(0.0, 0.8):
        found = _extracted(data)
    if "refused" in found:
        raise _refusal(str(found["refused"]), file)
    with stage(0.8, 1.0):
        return document(found, file)


def _extracted(data: bytes) -> dict[str, Any]:
    """Return what `pdf_child` finds, from a process of its own that is stopped when it takes too long."""
    command = [sys.executable, "-I", str(Path(pdf_child.__file__)), str(SECONDS)]
    reading, writing = os.pipe()
    pages = _Pages(reading)
    pages.start()
    try:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=writing)  # noqa: S603
    finally:
        os.close(writing)
    written: list[bytes] = []
    # `communicate` cannot be looked at in between: after a timeout it gives the process no more of the file.
    talk = threading.Thread(target=lambda: written.append(child.communicate(data)[0]), name="pdf-talk", daemon=True)
    talk.start()
    until = time.monotonic() + _STOPPED_AFTER
    try:
        while talk.is_alive():
            if time.monotonic() > until:
                return {"refused": "pdf-time"}
            reached(*pages.done)
            talk.join(_LOOK_EVERY)
    finally:
        # Also where it was called off: nobody waits for the rest.
        child.kill()
        talk.join()
    if child.returncode or not written:
        # It crashed or ran out of memory: the file made it so.
        return {"refused": "pdf-damaged"}
    found: dict[str, Any] = json.loads(written[0])
    return found


class _Pages(threading.Thread):
    """How many pages the process has done, as it says itself."""

    def __init__(self, stream: int) -> None:
        super().__init__(name="pdf-pages", daemon=True)
        self._stream = stream
        self.done = (0, 1)

    def run(self) -> None:
        """Read to the end, which is the end of the process."""
        with os.fdopen(self._stream, "rb") as stream:
            for line in stream:
                # PDFium says things there too.
                if found := _PROGRESS.fullmatch(line.strip()):
                    self.done = (int(found[1]), int(found[2]))


_REFUSALS: dict[str, tuple[str, str]] = {
    "encrypted": (
        N_("The PDF is protected with a password."),
        N_("Open it, save it without a password, and import it again; best import the Word file it was made from."),
    ),
    "pdf-damaged": (
        N_("The PDF is damaged and cannot be read."),
        N_("Copy or download the file again; best import the Word file it was made from."),
    ),
    "pdf-time": (N_("The PDF takes too long to read; it was not read."), _USE_WORD),
    "too-many-pages": (N_("The PDF has more than {pages} pages."), N_("Save only the pages of the report as a PDF.")),
    "too-large": (N_("The PDF holds more letters or lines than can be read."), _USE_WORD),
    "pdf-scan": (
        N_("The PDF holds pictures of pages (a scan) and no text."),
        N_("Import the Word file (.docx) it was made from; a scan has to be typed."),
    ),
    "pdf-unreadable": (N_("The fonts of the PDF do not say which letters they show."), _USE_WORD),
}


def _refusal(rule: str, file: str) -> InputError:
    text, hint = _REFUSALS[rule]
    return InputError(text, {"pages": pdf_child.MAX_PAGES}, hint=hint, location=SourceLocation(file), rule=rule)


def document(found: dict[str, Any], file: str) -> RawDocument:
    """Return the pages that `pdf_child.extract` gives as a document."""
    until = time.thread_time() + SECONDS
    pages: list[tuple[int, list[Letter], dict[str, Any]]] = []
    for page in found["pages"]:
        _refuse_late(until, file)
        pages.append((int(page["number"]), letters(page["chars"]), page))
    count = sum(len(written) for _, written, _ in pages)
    if found["lost"] or not pages:
        raise _refusal("pdf-damaged", file)
    if count < _SCANNED * len(pages) and (not count or any(page["images"] for _, _, page in pages)):
        raise _refusal("pdf-scan", file)
    if sum(UNKNOWN in letter.text for _, written, _ in pages for letter in written) > _UNREADABLE * count:
        raise _refusal("pdf-unreadable", file)
    reader = _PdfReader(file)
    for number, written, page in pages:
        reached(number, len(pages))
        reader.page(number, written, page["rules"])
        _refuse_late(until, file)
    if not reader.tables:
        reader = _PdfReader(file)
        for number, written, _ in pages:
            reached(number, len(pages))
            reader.page_without_rules(number, written)
            _refuse_late(until, file)
    return RawDocument(file, tuple(reader.lines), tuple(reader.tables), tuple(_left_out(found, reader, file)))


def _left_out(found: dict[str, Any], reader: _PdfReader, file: str) -> Iterator[Issue]:
    """Say what of the pages was not read: letters at an angle, and text where the pages around have a table."""
    tilted = [int(page["number"]) for page in found["pages"] if page.get("tilted")]
    if tilted:
        shown = at_most([str(page) for page in tilted], _NAMED_AT_MOST)
        yield Issue("tilted-text-ignored", {"pages": shown}, SourceLocation(file, page=tilted[0]))
    numbers = [table.rows[0].cells[0].location.page or 0 for table in reader.tables]
    for number in sorted(reader.pages_of_lines - set(numbers)):
        if numbers and min(numbers) < number < max(numbers):
            yield Issue("page-without-table", location=SourceLocation(file, page=number))


def _refuse_late(until: float, file: str) -> None:
    if time.thread_time() > until:
        raise _refusal("pdf-time", file)


class _PdfReader:
    """Gathers lines and tables page by page."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tally = Tally()
        self.lines: list[str] = []
        self.tables: list[RawTable] = []
        self.columns: list[float] = []
        self.pages_of_lines: set[int] = set()

    def page(self, number: int, written: list[Letter], rules: Sequence[Sequence[float]]) -> None:
        found = frames(rules, self.columns)
        outside: list[Letter] = []
        for letter in written:
            frame = next((each for each in found if each.holds(letter)), None)
            (outside if frame is None else frame.letters).append(letter)
        self._outside(lines(outside), number)
        for frame in found:
            if frame.letters:
                self._table(frame, number)

    def _table(self, frame: Frame, number: int) -> None:
        self.columns = frame.xs
        self.tally.columns(len(frame.xs) - 1, SourceLocation(self.file, len(self.tables) + 1, page=number))
        self._add([[lines(cell) for cell in row] for row in cells(frame)], number)

    def page_without_rules(self, number: int, written: list[Letter]) -> None:
        above, rows, self.columns = columned(written, self.columns)
        self._outside(above, number)
        if rows:
            self._add(rows, number)

    def _outside(self, found: Sequence[Line], number: int) -> None:
        for line in found:
            self.pages_of_lines.add(number)
            self.tally.paragraph(SourceLocation(self.file, page=number))
            self.lines.append(line.text)

    def _add(self, written: Sequence[Sequence[Sequence[Line]]], number: int) -> None:
        table = len(self.tables) + 1
        self.tally.table(SourceLocation(self.file, table, page=number))
        rows: list[RawRow] = []
        for at, row in enumerate(written, start=1):
            location = SourceLocation(self.file, table, at, page=number)
            self.tally.row(location)
            self.tally.columns(len(row), location)
            rows.append(
                RawRow(
                    tuple(
                        self._cell(cell, SourceLocation(self.file, table, at, column, page=number))
                        for column, cell in enumerate(row, start=1)
                    )
                )
            )
        self.tables.append(RawTable(table, tuple(rows)))

    def _cell(self, written: Sequence[Line], location: SourceLocation) -> RawCell:
        found = paragraphs(written)
        for _ in found:
            self.tally.paragraph(location)
        doubt: Doubt | None = None
        if found:
            doubt = "letters" if any(UNKNOWN in paragraph.text for paragraph in found) else "pdf"
        return RawCell(found, location, doubt)


def paragraphs(written: Sequence[Line]) -> tuple[Paragraph, ...]:
    """Return the lines of a cell, each saying whether it goes on from the one above.

    A number or a dash opens a paragraph, and so does a gap. A space that stood at the end of the line above opens
    the text of a line that goes on.
    """
    found: list[Paragraph] = []
    pitch = min((above.y - below.y for above, below in pairwise(written)), default=0.0)
    for at, line in enumerate(written):
        is_apart = at > 0 and written[at - 1].y - line.y > _APART * pitch
        if at == 0 or is_apart or _OPENS.match(line.text):
            found.append(Paragraph(line.text))
        elif _OPENS_ALONE.match(found[-1].text):
            found[-1] = Paragraph(f"{found[-1].text} {line.text}")
        elif _DIGIT.search(found[-1].text) and line.text[0] in ".)" and not line.spaced:
            # A number that the end of the line cut off from its full stop.
            whole = found[-1].text + line.text
            found[-1] = Paragraph(whole, wraps=found[-1].wraps and not _OPENS.match(whole))
        else:
            found.append(Paragraph(f" {line.text}" if line.spaced else line.text, wraps=True))
    return tuple(found)
