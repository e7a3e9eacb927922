"""What every reader returns: the words of a document outside its tables, and its tables as raw cells.

A reader knows a file format and nothing of ITA. It keeps text as written (no digit, spelling or spacing is
changed), says for every cell where it stood, and leaves meaning to `ita.importing.report.normalise`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ita.errors import Issue, SourceLocation
from ita.model import Doubt


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a cell: its text as written, and the number or bullet that Word shows but does not store.

    `label` is the automatic list label exactly as a reader of the page sees it ("๑.", "1)", "-"); None where the
    paragraph has none. It is never part of `text`. `wraps` tells a line that goes on from the one above, where the
    file only knows lines; its text opens with a space where one stood between the two.
    """

    text: str
    label: str | None = None
    wraps: bool = False

    @property
    def shown(self) -> str:
        """The paragraph as a reader of the page sees it, label included."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell as it stands in the file. An empty cell has no paragraphs; a `doubt` says that a person must compare."""

    paragraphs: tuple[Paragraph, ...]
    location: SourceLocation
    doubt: Doubt | None = None

    @property
    def text(self) -> str:
        """All paragraphs as seen on the page, a line each."""
        return "\n".join(p.shown for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of a row in order of the grid: a cell spanning three columns is followed by two empty ones."""

    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it stands in the file, head rows included. `number` counts from 1 in the file.

    `above` are the last lines between it and the table before, where the file knows the order of both.
    """

    number: int
    rows: tuple[RawRow, ...]
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file read: the lines outside tables, in order, its tables, and what the reader has to say about it."""

    file: str
    lines: tuple[str, ...]
    tables: tuple[RawTable, ...]
    issues: tuple[Issue, ...] = field(default=())
