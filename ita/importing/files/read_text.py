"""Read a report saved or pasted as text: bytes to characters, and lines with tabs to tables."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from ita.errors import N_, InputError, Issue, SourceLocation
from ita.importing.files.bidirectional import turned
from ita.importing.files.limits import Tally, refuse_lines, refuse_unreadable, stripped
from ita.importing.files.tables import Paragraph, RawCell, RawDocument, RawRow, RawTable
from ita.progress import reached

# Tab, line feed, carriage return; form feed (a page break) and vertical tab (a line break within a
# cell), as Word and Excel write them, may stand in text. No other control character does.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LINE_END = re.compile("\r\n|\r|\n|\f")

# Windows-874 byte by byte: Thai is judged before it is decoded, where counting takes no memory.
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_THAI = bytes(range(0xA1, 0xFC))
_DIGITS = bytes(range(0xF0, 0xFA))
_CONSONANTS = bytes(range(0xA1, 0xCF))
# What is out of place in Thai: a mark that sits on no consonant, a leading vowel that leads none, and
# signs that modern Thai hardly has, but the bytes of other languages do.
_MISPLACED = re.compile(
    rb"(?<![\xa1-\xce\xd1\xd4-\xd9\xe7-\xec])[\xd1\xd4-\xd9\xe7-\xec]"
    rb"|[\xe0-\xe4](?![\xa1-\xce])"
    rb"|[\xa3\xa5\xc6\xda\xdf\xe5\xed-\xef\xfa\xfb]"
)
# What a report in UTF-16 hardly holds: all but ASCII, Thai, and typographic quotes and dashes.
_UNEXPECTED = re.compile("[^\t\n\x0b\f\r -~\u00a0-\u00ff\u0e01-\u0e5b\u2000-\u206f\u20ac\ufeff]")

# Far more paragraphs than the row of any report has.
_MOST_LINES_IN_A_ROW = 500
_PAGE_NUMBER = re.compile(r"[-–—\s]*+(?:หน้า(?:ที่)?)?\s*+(?:[0-9๐-๙]{1,3})?\s*+(?:/\s*+[0-9๐-๙]{1,3})?[-–—\s]*+")
_SHOWN = 60

# Shares that tell Thai from another language's bytes read as Thai. Beside Thai stand only quotes and
# dashes; running Thai is 60-65 % consonants; typing errors are few.
_MIN_THAI = 0.7
_MIN_CONSONANTS = 0.4
_MAX_MISPLACED = 0.03
# Of UTF-8 with a damaged byte or two nearly everything still decodes; of real Thai in one byte a
# character almost nothing does.
_DAMAGED_UTF8 = 0.9
_MAX_UNEXPECTED = 0.05

_SAVE_UTF8 = N_("Open the file in Notepad or Word, save it as text in UTF-8, and import it again.")


def _refused(text: str, file: str, rule: str) -> InputError:
    return InputError(text, hint=_SAVE_UTF8, location=SourceLocation(file=file), rule=rule)


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the text if `data` plainly is UTF-16 of one byte order, None otherwise."""
    if len(data) % 2:
        return None
    readings = []
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _is_rare(_UNEXPECTED.finditer(text), _MAX_UNEXPECTED * len(text)):
            readings.append(text)
    return readings[0] if len(readings) == 1 else None


def _is_rare(found: Iterator[object], limit: float) -> bool:
    """Tell whether there are at most `limit`, without finding them all."""
    return sum(1 for _ in islice(found, int(limit) + 1)) <= limit


def _count(data: bytes, among: bytes) -> int:
    return len(data) - len(data.translate(None, among))


def _is_damaged_utf8(data: bytes) -> bool:
    kept = data.decode("utf-8", "ignore").encode()
    return _count(kept, _BEYOND_ASCII) >= _DAMAGED_UTF8 * _count(data, _BEYOND_ASCII)


def _is_plausible_thai(data: bytes) -> bool:
    """Tell Thai from bytes of another encoding that happen to have a meaning in Windows-874."""
    thai = _count(data, _THAI)
    # A table of numbers in Thai digits has few letters.
    letters = thai - _count(data, _DIGITS)
    return (
        thai >= max(1, _MIN_THAI * _count(data, _BEYOND_ASCII))
        and _count(data, _CONSONANTS) >= max(1, _MIN_CONSONANTS * letters)
        and _is_rare(_MISPLACED.finditer(data), _MAX_MISPLACED * thai)
    )


def _characters(data: bytes, file: str) -> str:
    """Decode by byte order mark, else as UTF-16, UTF-8 and Windows-874, the first that fits."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _refused(N_("The text is in UTF-32, which cannot be read."), file, "encoding")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise _refused(N_("The UTF-16 text is damaged."), file, "encoding") from None
    if b"\0" in data:
        # Bytes of zero are half of every blank and digit in UTF-16, and stand in no other text.
        text = _utf16_without_mark(data)
        if text is None:
            raise _refused(N_("The file is not text: it holds characters that no text has."), file, "binary")
        return text
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if data.startswith(codecs.BOM_UTF8) or _is_damaged_utf8(data):
        raise _refused(N_("The UTF-8 text is damaged."), file, "encoding")
    unknown = _refused(
        N_("The characters of the file cannot be read: not UTF-8, UTF-16 or Windows-874."), file, "encoding"
    )
    if not _is_plausible_thai(data):
        raise unknown
    try:
        # Windows-874 is TIS-620 and a few signs more. Bytes without a meaning in it fail here.
        return data.decode("cp874")
    except UnicodeDecodeError:
        raise unknown from None


def decode(data: bytes, file: str) -> str:
    """Turn the bytes of a text file into characters.

    Parameters
    ----------
    data
        UTF-8 or UTF-16, with or without a byte order mark, or TIS-620/Windows-874 that reads as
        Thai.
    file
        Its name, for the place.

    Returns
    -------
    str
        The text as written, without a byte order mark; line ends as they stand.

    Raises
    ------
    InputError
        ``encoding`` when no known way of decoding gives text, ``binary`` when the file is no text.
    """
    text = _characters(data, file)
    if _CONTROL.search(text):
        raise _refused(N_("The file is not text: it holds characters that no text has."), file, "binary")
    return text


def _lines(text: str) -> Iterator[str]:
    """Give the lines one by one: a list of all of them could be many times the file."""
    start = 0
    for end in _LINE_END.finditer(text):
        yield text[start : end.start()]
        start = end.end()
    yield text[start:]


def _whole_rows(lines: Iterable[str]) -> Iterator[str]:
    """Give the lines with those of one row of a table put together.

    Where a cell holds several paragraphs, Word's text has the row on as many lines, and the tabs of a whole row only
    in all of them together. The lines after a row that is too short are its rest where they make up just what it lacks
    and no empty line stands between; else every line is given as it stands.
    """
    most = 0
    held: list[str] = []
    for line in lines:
        tabs = line.count("\t")
        together = tabs + sum(each.count("\t") for each in held)
        if held and stripped(line) and together <= most and len(held) < _MOST_LINES_IN_A_ROW:
            held.append(line)
            if together == most:
                yield "\v".join(held)
                held = []
            continue
        yield from held
        held = [line] if 0 < tabs < most else []
        if not held:
            most = max(most, tabs)
            yield line
    yield from held


class _TextReader:
    """Gathers lines and tables of one text."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tally = Tally()
        self.lines: list[str] = []
        self.tables: list[RawTable] = []
        self.rows: list[list[RawCell]] = []
        self.issues: list[Issue] = []
        # The lines since the last row, while no empty one stood between.
        self.beneath: list[str] | None = None

    def table_line(self, line: str) -> None:
        number, row = len(self.tables) + 1, len(self.rows) + 1
        location = SourceLocation(self.file, number, row)
        text = " ".join(self.beneath or ())
        if not _PAGE_NUMBER.fullmatch(text):
            self.issues.append(Issue("text-between-rows", {"text": text[:_SHOWN]}, location))
        self.beneath = []
        if not self.rows:
            self.tally.table(SourceLocation(self.file, number))
        self.tally.row(location)
        self.tally.columns(line.count("\t") + 1, location)
        cells = []
        for column, written in enumerate(line.split("\t"), start=1):
            text, at = stripped(written.replace("\v", "\n")), SourceLocation(self.file, number, row, column)
            self.tally.text(len(text), at)
            self.issues += turned(text, at)
            cells.append(RawCell((Paragraph(text),) if text else (), at))
        self.rows.append(cells)

    def plain_line(self, line: str) -> None:
        self.end_table()
        if not stripped(line):
            self.beneath = None
        elif self.beneath is not None:
            self.beneath.append(line.strip())
        for part in line.split("\v"):
            if stripped(part):
                self.tally.paragraph(SourceLocation(self.file))
                self.tally.text(len(part), SourceLocation(self.file))
                self.issues += turned(part, SourceLocation(self.file))
                self.lines.append(part.rstrip())

    def end_table(self) -> None:
        if not self.rows:
            return
        number, width = len(self.tables) + 1, max(map(len, self.rows))
        for row, cells in enumerate(self.rows, start=1):
            cells.extend(
                RawCell((), SourceLocation(self.file, number, row, column))
                for column in range(len(cells) + 1, width + 1)
            )
        self.tables.append(RawTable(number, tuple(RawRow(tuple(cells)) for cells in self.rows)))
        self.rows = []


def read_text(data: bytes, file: str) -> RawDocument:
    """Read a report from text whose tables are runs of lines with tab characters.

    Parameters
    ----------
    data
        The whole file, encoded as `decode` accepts.
    file
        Its name, for the places.

    Returns
    -------
    RawDocument
        One row a line, padded with empty cells to the widest row of its table; one paragraph in
        every cell that is not empty. Both `lines` and `tables` may be empty.

    Raises
    ------
    InputError
        The rules of `decode` and of `ita.importing.files.limits`.
    """
    refuse_unreadable(data, file)
    reader = _TextReader(file)
    text, done = decode(data, file), 0
    refuse_lines(text, SourceLocation(file))
    for line in _whole_rows(_lines(text)):
        done += len(line) + 1
        reached(done, len(text))
        if "\t" in line:
            reader.table_line(line)
        else:
            reader.plain_line(line)
    reader.end_table()
    return RawDocument(file, tuple(reader.lines), tuple(reader.tables), tuple(reader.issues))
