"""Read a report from a Word file as a reader of the page sees it, from the XML itself.

python-docx leaves out of a cell's text what real reports are made of: automatic numbers, tracked
insertions, content controls and nested tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from ita.errors import Issue, Severity, SourceLocation
from ita.importing.files.bidirectional import turned
from ita.importing.files.docx_grid import Row, straightened
from ita.importing.files.docx_numbers import Numbering, Reference
from ita.importing.files.docx_package import (
    DamagedValueError,
    Package,
    attribute,
    child,
    damaged,
    has_blanks,
    is_on,
    name,
    number,
)
from ita.importing.files.docx_runs import Looks, dropdown, symbol, versions
from ita.importing.files.limits import Tally, stripped
from ita.importing.files.tables import Paragraph, RawCell, RawDocument, RawRow, RawTable
from ita.progress import reached

# Real files have some twenty elements between body and text; Python stops at a thousand calls.
_MAX_DEPTH = 64
_MAX_FIELDS = 32

# Containers that only say something about what stands in them.
_WRAPPERS = frozenset({"customXml", "ins", "moveTo", "smartTag"})
_INLINE = _WRAPPERS | {"r", "hyperlink", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
_OBJECTS = frozenset({"drawing", "pict", "object"})
# A title of a table has no more lines.
_LINES_ABOVE = 3
# Of drawn objects only these may say something: lines and frames do not.
_PICTURES = ("{*}blip", "{*}imagedata", "{*}OLEObject")
_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DELETED = ("del", "moveFrom")
_BLANKS = re.compile(r"[\t\r\n]")


def read_docx(data: bytes, file: str) -> RawDocument:
    """Read a report from a Word file (.docx).

    Parameters
    ----------
    data
        The whole file.
    file
        Its name, for the places.

    Returns
    -------
    RawDocument
        Tables of the body, every row padded to the widest of its table; one paragraph for every
        Word paragraph that is not empty, with its automatic number as label; tracked changes as
        accepted. Rows count w:tr from 1 (one deleted with tracking counts, and is left out),
        columns count the grid from 1. Both `lines` and `tables` may be empty. Issues are notices of
        what was read otherwise than it stands on the page.

    Raises
    ------
    InputError
        The rules of `docx_package.Package`, `docx_package.parse_xml` and `reading.Tally`;
        ``docx-damaged`` for values that no Word file has.
    """
    package = Package(data, file)
    reader = None
    try:
        # Lists and styles first: their trees are gone before the document's own takes its memory.
        styles = package.related("styles")
        reader = _Reader(file, Numbering(package.related("numbering"), styles), Looks(styles))
        del styles
        return reader.document(package.document())
    except DamagedValueError:
        raise damaged(file, reader.location if reader else None) from None


class _Reader:
    """Walks one document, from its first paragraph to its last: numbers count in that order."""

    def __init__(self, file: str, numbering: Numbering, looks: Looks) -> None:
        self.file = file
        self.looks = looks
        self.numbering = numbering
        self.location = SourceLocation(file=file)
        self.tally = Tally()
        self.issues: dict[tuple[str, SourceLocation], Issue] = {}
        # One entry for every complex field that is open: has its result begun, after its code?
        self.fields: list[bool] = []
        # Rows and paragraphs that were met, and that there are.
        self.met, self.all = 0, 0

    def note(self, rule: str, location: SourceLocation | None = None) -> None:
        where = location or self.location
        self.issues.setdefault((rule, where), Issue(rule, location=where))

    def document(self, root: etree._Element) -> RawDocument:
        body = child(root, "body")
        if name(root) != "document" or body is None:
            raise damaged(self.file)
        self.all = sum(1 for _ in body.iter("{*}tr", "{*}p"))
        lines: list[str] = []
        tables: list[RawTable] = []
        count = 0
        since = 0
        for block in self._flow(body, 0):
            if isinstance(block, Paragraph):
                lines.extend(filter(stripped, block.shown.split("\n")))
                continue
            count += 1
            table = self._table(block, count)
            if table.rows:
                tables.append(replace(table, above=tuple(lines[since:][-_LINES_ABOVE:])))
            since = len(lines)
            self.location = SourceLocation(file=self.file)
        return RawDocument(self.file, tuple(lines), tuple(tables), tuple(self.issues.values()))

    # Tables

    def _table(self, element: etree._Element, count: int) -> RawTable:
        self.location = SourceLocation(self.file, count)
        self.tally.table(self.location)
        rows = [
            self._row(row, SourceLocation(self.file, count, ordinal))
            for ordinal, row in enumerate(self._children(element, "tr", 1), start=1)
            if not self._is_deleted(child(row, "trPr"))
        ]
        rows = straightened(rows)
        width = max(map(len, rows), default=0)
        for cells in rows:
            while len(cells) < width:
                cells.append(RawCell((), replace(cells[-1].location, column=len(cells) + 1)))
        return RawTable(count, tuple(RawRow(tuple(cells)) for cells in rows))

    def _row(self, element: etree._Element, location: SourceLocation) -> Row:
        self.location = location
        self.tally.row(location)
        properties = child(element, "trPr")
        cells = Row()

        def put(paragraphs: tuple[Paragraph, ...], span: int) -> None:
            self.tally.columns(len(cells) + span, location)
            for ordinal in range(span):
                where = replace(location, column=len(cells) + 1)
                cells.append(RawCell(() if ordinal else paragraphs, where))

        put((), max(0, number(child(properties, "gridBefore")) or 0))
        for cell in self._cells(element, 2):
            self.location = replace(location, column=len(cells) + 1)
            span = max(1, number(child(cell, "tcPr", "gridSpan")) or 1)
            cells.spans.append((len(cells), len(cells) + span))
            put(tuple(self._cell(cell, 3)), span)
        put((), max(0, number(child(properties, "gridAfter")) or 0))
        if not cells:
            put((), 1)
        return cells

    def _cells(self, row: etree._Element, depth: int) -> Iterator[etree._Element]:
        for cell in self._children(row, "tc", depth):
            if child(cell, "tcPr", "cellDel") is None:
                yield cell
            else:
                self.note("tracked-changes", SourceLocation(file=self.file))

    def _cell(self, element: etree._Element, depth: int) -> Iterator[Paragraph]:
        """Give the paragraphs of a cell, those of tables within it among them, in their order."""
        properties = child(element, "tcPr")
        for merge in (child(properties, "vMerge"), child(properties, "hMerge")):
            # The cell above or before covers this one; what it may still hold cannot be seen.
            if merge is not None and attribute(merge) in (None, "continue"):
                if any(text.text and stripped(text.text) for text in element.iter("{*}t")):
                    self.note("covered-cell-ignored")
                return
        control = element.getparent()
        if control is not None and name(control) == "sdtContent" and self._is_placeholder(control.getparent()):
            return
        outer, self.fields = self.fields, []
        for block in self._flow(element, depth):
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from self._nested(block, depth + 1)
        self.fields = outer

    def _nested(self, table: etree._Element, depth: int) -> Iterator[Paragraph]:
        self.note("nested-table")
        self.tally.table(self.location)
        for row in self._children(table, "tr", depth):
            if self._is_deleted(child(row, "trPr")):
                continue
            self.tally.row(self.location)
            for cell in self._cells(row, depth + 1):
                yield from self._cell(cell, depth + 2)

    # Blocks: paragraphs and tables, through all that may be wrapped around them

    def _children(self, parent: etree._Element, wanted: str, depth: int) -> Iterator[etree._Element]:
        """Give the children of one name (or ``block``: both kinds), looking through wrappers."""
        self._go_down(depth)
        for element in parent:
            kind = name(element)
            if kind in ("p", "tr"):
                self.met += 1
                reached(self.met, self.all)
            if kind == wanted or (wanted == "block" and kind in ("p", "tbl")):
                yield element
                continue
            inner = self._unwrapped(element, kind, in_grid=wanted != "block")
            if inner is not None:
                yield from self._children(inner, wanted, depth + 1)

    def _unwrapped(self, element: etree._Element, kind: str, *, in_grid: bool = False) -> etree._Element | None:
        """Return the element whose children take the place of a wrapper, None if nothing does."""
        if kind == "sdt":
            # A control around rows or cells keeps them in the grid; `_cell` reads them as empty.
            is_empty = not in_grid and self._is_placeholder(element)
            return None if is_empty else child(element, "sdtContent")
        if kind == "mc:AlternateContent":
            return self._alternative(element)
        return element if kind in _WRAPPERS else None

    def _alternative(self, element: etree._Element) -> etree._Element | None:
        """Return the form of a content that older Words show; a text box in it counts as none."""
        if self._has_text_box(element):
            self.note("textbox-ignored")
            return None
        choice, fallback = child(element, "mc:Choice"), child(element, "mc:Fallback")
        both = versions(choice, fallback)
        if both is not None:
            severity: Severity = "error" if any(char.isdigit() for char in "".join(both)) else "warning"
            params = {"first": both[0], "second": both[1]}
            issue = Issue("alternate-content", params, self.location, severity=severity)
            self.issues.setdefault((issue.rule, self.location), issue)
        return choice if fallback is None else fallback

    def _flow(self, parent: etree._Element, depth: int) -> Iterator[Paragraph | etree._Element]:
        """Give paragraphs that are not empty, and tables, in their order."""
        carried = ""
        carried_list: Reference | None = None
        for block in self._children(parent, "block", depth):
            if name(block) == "p":
                properties = child(block, "pPr")
                text = carried + self._text(block, depth + 1)
                reference = self.numbering.reference(properties) or carried_list
                if self._is_deleted(child(properties, "rPr")):
                    # Without its end mark the paragraph runs on into the next one.
                    carried, carried_list = text, reference if stripped(text) else None
                    continue
            else:
                text, reference = carried, carried_list
            carried, carried_list = "", None
            yield from self._paragraph(text, reference)
            if name(block) != "p":
                yield block
        yield from self._paragraph(carried, carried_list)

    def _paragraph(self, text: str, reference: Reference | None) -> Iterator[Paragraph]:
        # An empty paragraph of a list counts in it, although there is nothing to read.
        label = self.numbering.label(reference) if reference else None
        if written := stripped(text):
            self.tally.paragraph(self.location)
            self.tally.text(len(written), self.location)
            for issue in turned(written, self.location):
                self.issues.setdefault((issue.rule, self.location), issue)
            yield Paragraph(written, label)

    # Text

    def _text(self, paragraph: etree._Element, depth: int) -> str:
        pieces: list[str] = []
        self._collect(paragraph, pieces, depth)
        # A field whose code never ends would swallow the rest of the cell.
        self.fields = [shows for shows in self.fields if shows]
        return "".join(pieces)

    def _collect(self, parent: etree._Element, pieces: list[str], depth: int) -> None:
        self._go_down(depth)
        for element in parent:
            kind = name(element)
            if kind in ("t", "m:t"):
                self._add(pieces, self._written(element))
            elif kind in _CHARACTERS:
                self._add(pieces, _CHARACTERS[kind])
            elif kind == "sym":
                self._add(pieces, symbol(element, "".join(pieces[-1:])))
            elif kind == "fldChar":
                self._add(pieces, dropdown(element))
                self._field(attribute(element, "fldCharType"))
            elif kind in _OBJECTS:
                if self._has_text_box(element):
                    self.note("textbox-ignored")
                elif self.location.column is not None and next(element.iter(*_PICTURES), None) is not None:
                    self.note("picture-ignored")
            elif kind in _DELETED:
                self.note("tracked-changes", SourceLocation(file=self.file))
            elif kind == "r" and self.looks.is_hidden(element):
                if any(name(each) == "t" for each in element):
                    self.note("hidden-text-ignored")
            else:
                self._descend(element, kind, pieces, depth)

    def _descend(self, element: etree._Element, kind: str, pieces: list[str], depth: int) -> None:
        if kind in ("ins", "moveTo"):
            self.note("tracked-changes", SourceLocation(file=self.file))
        if kind in _INLINE or kind.startswith("m:"):
            own: list[str] = []
            self._collect(element, own, depth + 1)
            pieces += self.looks.seen(element, kind, own)
            return
        inner = self._unwrapped(element, kind)
        if inner is not None:
            self._collect(inner, pieces, depth + 1)

    def _add(self, pieces: list[str], text: str) -> None:
        if all(self.fields):
            pieces.append(text)

    @staticmethod
    def _written(element: etree._Element) -> str:
        text = _BLANKS.sub(" ", element.text or "")
        return text if has_blanks(element) else text.strip(" ")

    def _field(self, step: str | None) -> None:
        if step == "begin":
            if len(self.fields) == _MAX_FIELDS:
                raise damaged(self.file, self.location)
            self.fields.append(False)
        elif self.fields and step == "separate":
            self.fields[-1] = True
        elif self.fields and step == "end":
            self.fields.pop()

    # Properties

    def _go_down(self, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise damaged(self.file, self.location)

    def _is_deleted(self, properties: etree._Element | None) -> bool:
        """Tell whether a row or a paragraph's end was deleted or moved away with tracking."""
        is_deleted = any(child(properties, kind) is not None for kind in _DELETED)
        if is_deleted:
            self.note("tracked-changes", SourceLocation(file=self.file))
        return is_deleted

    def _is_placeholder(self, control: etree._Element | None) -> bool:
        """Tell whether a content control only shows its prompt ("Click to enter text")."""
        is_placeholder = is_on(child(control, "sdtPr", "showingPlcHdr"))
        if is_placeholder:
            self.note("placeholder-ignored")
        return is_placeholder

    @staticmethod
    def _has_text_box(element: etree._Element) -> bool:
        """Tell whether there is a text box with text; empty ones are frames and lines."""
        box = next(element.iter("{*}txbxContent"), None)
        return box is not None and any(text.text and text.text.strip() for text in element.iter("{*}t"))
