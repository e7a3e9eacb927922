"""Take letters and ruled lines out of a PDF: a program of its own, run in a process that may be stopped.

PDFium is written in C, is not made for threads, and meets files that nobody vouches for. A process apart can hang,
fill its memory or crash without harm to the dashboard. It is started by the path of this file and imports nothing of
ours: the PDF comes in on stdin, what was found goes out on stdout as JSON.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

# The real report has 26 pages of some 900 letters and 20 lines each, printed as generously as can be.
MAX_PAGES = 200
MAX_CHARS = 400_000
MAX_PAGE_CHARS = 10_000
MAX_OBJECTS = 60_000
MAX_RULES = 30_000
_MAX_DEPTH = 8
# A filled rectangle thinner than this, in points, is a line as Word draws it; a wider one is shading.
_THIN = 3.0
# A line that leaves its direction by more than this is no border.
_SKEW = 0.5
# Letters at an angle to the page (a watermark) are no text of it; in radians.
_TILT = 0.15
_PASSWORD_ERRORS = (4, 5)
_MEMORY_BYTES = 768 * 1024 * 1024


class RefusedError(Exception):
    """The file is not read on; the argument is the rule."""


class Matrix(NamedTuple):
    """An affine map of the plane, as PDF writes it."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, outer: Matrix) -> Matrix:
        """Return this map followed by another."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def of(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


# A page that is shown turned, by quarters: what makes its lines run from left to right.
_TURNS = (
    Matrix(1, 0, 0, 1, 0, 0),
    Matrix(0, -1, 1, 0, 0, 0),
    Matrix(-1, 0, 0, -1, 0, 0),
    Matrix(0, 1, -1, 0, 0, 0),
)


class Limits:
    """Counts what was taken and how long the processor worked at it: a busy machine is no defect of the file."""

    def __init__(self, seconds: float) -> None:
        self._until = time.process_time() + seconds
        self._left = {"chars": MAX_CHARS, "objects": MAX_OBJECTS, "rules": MAX_RULES}

    def take(self, what: str, count: int = 1) -> None:
        """Count something; raises RefusedError beyond the limit or the time."""
        self._left[what] -= count
        if self._left[what] < 0:
            raise RefusedError("too-large")
        self.tick()

    def tick(self) -> None:
        """Refuse to go on when the time is up."""
        if time.process_time() > self._until:
            raise RefusedError("pdf-time")


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    # The import of pypdfium2 sets the library up for the whole process, and takes it down at its end.
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise RefusedError("encrypted" if pdfium.FPDF_GetLastError() in _PASSWORD_ERRORS else "pdf-damaged")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _ignore_progress(done: int, total: int) -> None:
    """Say nothing."""


def extract(data: bytes, seconds: float, on_progress: Callable[[int, int], None] = _ignore_progress) -> dict[str, Any]:
    """Return what stands on the pages of a PDF, as JSON has it.

    Parameters
    ----------
    data
        The whole file.
    seconds
        How long the processor may work at it; looked at between objects, so a caller who needs to be sure stops the
        process.
    on_progress
        Told of pages done and pages in all.

    Returns
    -------
    dict
        ``pages``: for each its ``chars`` (code point, x and y of the pen, right edge, size of the letters, 1 where
        the font does not say which letter it is), ``rules`` (x, y of both ends of each ruled line) ,
        ``images`` (how many pictures) and ``tilted`` (how many letters at an angle were left out), all in points, y
        growing upwards, lines running from left to right. ``lost`` counts pages
        that could not be opened. Or ``refused``: a rule.
    """
    limits = Limits(seconds)
    try:
        with _opened(data) as document:
            count = _page_count(document)
            pages: list[dict[str, Any] | None] = []
            for index in range(count):
                on_progress(index, count)
                pages.append(_page(document, index, limits))
    except RefusedError as reason:
        return {"refused": str(reason)}
    return {"pages": [page for page in pages if page is not None], "lost": pages.count(None)}


def _page_count(document: Any) -> int:
    count = int(pdfium.FPDF_GetPageCount(document))
    if count < 1:
        raise RefusedError("pdf-damaged")
    if count > MAX_PAGES:
        raise RefusedError("too-many-pages")
    return count


def _page(document: Any, index: int, limits: Limits) -> dict[str, Any] | None:
    limits.tick()
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return None
    text = pdfium.FPDFText_LoadPage(page)
    try:
        quarters, shown = _quarters(page, text, limits), int(pdfium.FPDFPage_GetRotation(page)) % 4
        if quarters != shown and text:
            # PDFium puts marks and letters in order as the page is shown.
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDFPage_SetRotation(page, quarters)
            text = pdfium.FPDFText_LoadPage(page)
        turn = _TURNS[quarters]
        rules: list[list[float]] = []
        images = 0
        for at in range(pdfium.FPDFPage_CountObjects(page)):
            images += _object(pdfium.FPDFPage_GetObject(page, at), turn, rules, limits, 0)
        chars, tilted = _chars(text, turn, limits)
        return {"number": index + 1, "chars": chars, "rules": rules, "images": images, "tilted": tilted}
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _quarters(page: Any, text: Any, limits: Limits) -> int:
    """Return by how many quarters most letters are turned, whatever way the page is shown: scans and printers turn it.

    Where there are none it is the turn that the page is shown with.
    """
    turned = [0, 0, 0, 0]
    own = pdfium.FS_MATRIX()
    for at in range(min(MAX_PAGE_CHARS, max(0, pdfium.FPDFText_CountChars(text)) if text else 0)):
        if at % 256 == 0:
            limits.tick()
        if pdfium.FPDFText_IsGenerated(text, at) == 1 or not pdfium.FPDFText_GetMatrix(text, at, own):
            continue
        angle = math.atan2(own.b, own.a) / (math.pi / 2)
        if abs(angle - round(angle)) <= _TILT:
            turned[round(angle) % 4] += 1
    shown = int(pdfium.FPDFPage_GetRotation(page)) % 4
    return max(range(4), key=lambda quarter: (turned[quarter], quarter == shown))


# Lines


def _object(item: Any, outer: Matrix, rules: list[list[float]], limits: Limits, depth: int) -> int:
    """Take the lines of an object and of all in it; return how many pictures it holds."""
    limits.take("objects")
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        return 1
    if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
        return 0
    own = pdfium.FS_MATRIX()
    matrix = outer
    if pdfium.FPDFPageObj_GetMatrix(item, own):
        matrix = Matrix(own.a, own.b, own.c, own.d, own.e, own.f).then(outer)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        _path(item, matrix, rules, limits)
        return 0
    if depth >= _MAX_DEPTH:
        return 0
    count = max(0, pdfium.FPDFFormObj_CountObjects(item))
    return sum(_object(pdfium.FPDFFormObj_GetObject(item, at), matrix, rules, limits, depth + 1) for at in range(count))


def _path(item: Any, matrix: Matrix, rules: list[list[float]], limits: Limits) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return
    for points in _outlines(item, matrix, limits):
        if stroke.value:
            _edges(points, rules, limits)
        else:
            _thin(points, rules, limits)


def _outlines(item: Any, matrix: Matrix, limits: Limits) -> Iterator[list[tuple[float, float]]]:
    """Give the parts of a path that consist of straight lines, as their corners."""
    count = pdfium.FPDFPath_CountSegments(item)
    limits.take("objects", max(0, count))
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = matrix.of(x.value, y.value)
        if not all(map(math.isfinite, point)):
            continue
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            # A curve is no border: what it leads to begins anew.
            if len(points) > 1:
                yield points
            points = [point]
        if points and pdfium.FPDFPathSegment_GetClose(segment):
            yield [*points, points[0]]
            points = [points[0]]
    if len(points) > 1:
        yield points


def _edges(points: list[tuple[float, float]], rules: list[list[float]], limits: Limits) -> None:
    for (x0, y0), (x1, y1) in pairwise(points):
        if min(abs(x1 - x0), abs(y1 - y0)) <= _SKEW:
            _rule(x0, y0, x1, y1, rules, limits)


def _thin(points: list[tuple[float, float]], rules: list[list[float]], limits: Limits) -> None:
    """Take a filled shape as a line where it is as thin as one."""
    x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
    y0, y1 = min(y for _, y in points), max(y for _, y in points)
    if y1 - y0 <= min(_THIN, x1 - x0):
        _rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, rules, limits)
    elif x1 - x0 <= _THIN:
        _rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, rules, limits)


def _rule(x0: float, y0: float, x1: float, y1: float, rules: list[list[float]], limits: Limits) -> None:
    limits.take("rules")
    rules.append([round(value, 2) for value in (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))])


# Letters


def _chars(text: Any, turn: Matrix, limits: Limits) -> tuple[list[list[float]], int]:
    """Return the letters of a page, and how many stand at an angle to its lines."""
    if not text:
        return [], 0
    count = max(0, pdfium.FPDFText_CountChars(text))
    if count > MAX_PAGE_CHARS:
        raise RefusedError("too-large")
    limits.take("chars", count)
    found = [char for at in range(count) if (char := _char(text, at, turn, limits)) is not None]
    return [char for char in found if char], found.count([])


def _char(text: Any, at: int, turn: Matrix, limits: Limits) -> list[float] | None:
    """Return one letter, empty where it does not stand along the lines; None for what PDFium adds by itself."""
    if at % 256 == 0:
        limits.tick()
    if pdfium.FPDFText_IsGenerated(text, at) == 1:
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    box, own = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    if not (
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        and pdfium.FPDFText_GetLooseCharBox(text, at, box)
        and pdfium.FPDFText_GetMatrix(text, at, own)
    ):
        return None
    matrix = Matrix(own.a, own.b, own.c, own.d, 0, 0).then(turn)
    size = pdfium.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
    if abs(math.atan2(matrix.b, matrix.a)) > _TILT:
        return []
    pen = turn.of(x.value, y.value)
    corners = (turn.of(box.left, box.bottom), turn.of(box.right, box.top))
    right = max(corner[0] for corner in corners)
    figures = (*pen, right, size)
    if not all(map(math.isfinite, figures)):
        return None
    unsure = int(pdfium.FPDFText_HasUnicodeMapError(text, at) == 1)
    return [pdfium.FPDFText_GetUnicode(text, at), *(round(figure, 2) for figure in figures), unsure]


def _limit_memory() -> None:
    """Let the process end where a file asks for too much memory; Windows has no such limit."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _tell(done: int, total: int) -> None:
    print(done, total, file=sys.stderr, flush=True)


if __name__ == "__main__":
    _limit_memory()
    json.dump(extract(sys.stdin.buffer.read(), float(sys.argv[1]), _tell), sys.stdout)
