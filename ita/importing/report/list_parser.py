"""Cells into items: numbered lists, dashes under them, and cells that go on on the next page.

Numbers may be typed in the text or made by Word; `Piece.label` tells the second kind. Text stays as written except
that leading numbers, dashes and ``<p>`` tags go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ita.characters import without_invisible
from ita.errors import SourceLocation
from ita.importing.files.tables import RawCell
from ita.thai import arabic_digits, match_key

_PARAGRAPH_TAG = re.compile(r"</?p(?:\s[^<>]*)?/?>", re.IGNORECASE)
_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?(?P<number>[0-9๐-๙]{1,2})\s?[.)](?![0-9๐-๙])\s*")
_LABEL_NUMBER = re.compile(r"\(?(?P<number>[0-9๐-๙]{1,2})[.)]?$")
_DASH = re.compile(r"(?:(?<=\s)|^)[-–—•●▪]\s+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_DASHES, _SHORT = frozenset("-–—•●▪"), 40
_DANGLING = re.compile(r"(?<!\s)\s++[-–—•●▪]$")
_HEADING_END = re.compile(
    r"(?<!\s)\s*+(?:(?:โดย)?มี\s*+)?ขั้นตอน\S*+(?:\s++และ)?(?:\s++\S++)?(?:\s++ดัง\S*+)?(?:\s++:)?\s*+$"
    r"|(?<!\s)\s*+ดังนี้\s*+:?\s*+$|(?<!\s)\s*+:\s*+$"
)
# It is looked for in no more than this of a heading's end: every word of one may begin it.
_LONGEST_END = 200
_INTRODUCTION = re.compile(r"(?:ดัง(?:ต่อไป)?นี้|:)\s*$")
# The shortest heading that can be taken for a measure's: shorter ones would match by chance.
_SHORTEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a field; `continues` where it goes on from the one before: from another page or the line above.

    `wraps` tells the second; there the text says itself whether a space stood between the two.
    """

    text: str
    label: str | None
    continues: bool
    location: SourceLocation
    wraps: bool = False


@dataclass(slots=True)
class Item:
    """One item of a list, with the dashes under it; `signs` has what stands before one within a line, as written."""

    header: str
    location: SourceLocation
    numbered: bool
    dashes: list[str] = field(default_factory=list)
    signs: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The item with its dashes, in one line of text."""
        return self._joined(self.dashes)

    @property
    def line(self) -> str:
        """The item without the dashes that stand on lines of their own."""
        return self._joined(self.dashes[: len(self.signs)])

    def _joined(self, dashes: Sequence[str]) -> str:
        if not dashes:
            return self.header
        # Joined once at the end, as in `running_text`.
        return "".join([self.header, *(self.signs.get(at, " - ") + dash for at, dash in enumerate(dashes))]).lstrip()


@dataclass(frozen=True, slots=True)
class StepText:
    """A step; `measure` is the index of the measure under whose heading it stands."""

    text: str
    measure: int | None
    location: SourceLocation


def without_tags(text: str) -> str:
    """Return text without ``<p>`` tags; every other character stays."""
    return _PARAGRAPH_TAG.sub("", text).strip()


def has_tags(text: str) -> bool:
    """Tell whether a text holds ``<p>`` tags."""
    return _PARAGRAPH_TAG.search(text) is not None


def pieces(cell: RawCell, *, continues: bool) -> list[Piece]:
    """Return a cell's paragraphs, also those that ``<p>`` tags part; empty ones are left out."""
    found: list[Piece] = []
    for paragraph in cell.paragraphs:
        label = paragraph.label
        goes_on = paragraph.wraps
        for part in _PARAGRAPH_TAG.split(paragraph.text):
            for line in part.splitlines():
                # A tab is a blank, as Word's own tabs are read.
                text = line.strip().replace("\t", " ")
                if _is_seen(text):
                    # Of a line that goes on, a space at its head parts two words.
                    text = f" {text}" if goes_on and line[0] == " " else text
                    found.append(Piece(text, label, goes_on or (continues and not found), cell.location, goes_on))
                    label, goes_on = None, False
    return found


def _is_seen(text: str) -> bool:
    """Tell whether anything of a text can be seen: what cannot is no item and no line."""
    return bool(without_invisible(_CONTROL.sub("", text)).strip())


def is_numbered(part: Piece) -> bool:
    """Tell whether a paragraph opens with a number, typed or made by Word."""
    return bool(_LABEL_NUMBER.match(part.label)) if part.label else _NUMBER.match(part.text) is not None


def running_text(parts: Iterable[Piece]) -> str:
    """Return a field as running text: paragraphs a line each, a sentence broken by the page joined without a space."""
    # Joined once at the end: a text that is copied for every paragraph would take long where there are thousands.
    made: list[str] = []
    last = ""
    for part in parts:
        shown = f"{part.label} {part.text}" if part.label else part.text
        if not last:
            shown = shown.lstrip()
        elif part.continues and part.label is None and not _NUMBER.match(part.text):
            shown = _join(last, shown, wraps=part.wraps)[len(last) :]
        else:
            shown = f"\n{shown}"
        made.append(shown)
        last = shown[-1:] or last
    return "".join(made)


def _join(before: str, after: str, *, wraps: bool = False) -> str:
    """Join a sentence that a page broke. Thai has no space there; two Latin words do."""
    if not before or wraps:
        return before + after if before else after.lstrip()
    latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return f"{before} {after}" if latin else before + after


def _value(number: str) -> int:
    return int(arabic_digits(number))


def _cut(text: str, expected: int) -> list[tuple[int | None, str]]:
    """Cut a paragraph at its typed numbers: the first where it opens the text, then only the next in order."""
    parts: list[tuple[int | None, str]] = []
    begin, number = 0, None
    for found in _NUMBER.finditer(text):
        value = _value(found["number"])
        if found.start() == 0 or value == expected:
            before = _led(text, begin, found.start())
            if before.strip() or number is not None:
                parts.append((number, before))
            begin, number, expected = found.end(), value, value + 1
    parts.append((number, _led(text, begin, len(text))))
    return parts


def _led(text: str, begin: int, end: int) -> str:
    """Return a part of a paragraph without blanks at its ends, but for the one that opens a line that goes on."""
    bare = text[begin:end].strip()
    return f" {bare}" if bare and begin == 0 and text[0] == " " else bare


def split_items(parts: Sequence[Piece]) -> list[Item]:
    """Return the items of a list field in order.

    A paragraph opens an item where it has a number (typed or automatic). Without any number in the field, each
    dash, or else each paragraph, is an item. A paragraph that continues one from the page before joins it.
    """
    items: list[Item] = []
    expected = 1
    for part in parts:
        label_number = _LABEL_NUMBER.match(part.label) if part.label else None
        if label_number:
            cut: list[tuple[int | None, str]] = [(_value(label_number["number"]), part.text)]
        elif part.label:
            _add_dash(items, part.text, part.location)
            continue
        else:
            cut = _cut(part.text, expected)
        for number, text in cut:
            if number is not None:
                items.append(_item(text.strip(), part.location, numbered=True))
                expected = number + 1
            elif items and part.continues:
                _append(items[-1], text, wraps=part.wraps)
            elif items and items[-1].numbered:
                _add_line(items[-1], text.strip())
            else:
                items.extend(_unnumbered(text.strip(), part.location))
    if len(items) > 1 and not items[0].numbered and items[1].numbered and _INTRODUCTION.search(items[0].text):
        del items[0]
    return [item for item in items if item.text]


def _item(text: str, location: SourceLocation, *, numbered: bool) -> Item:
    header, *parts = _DASH.split(text)
    item = Item(header.strip(), location, numbered)
    between = header[len(header.rstrip()) :]
    for part, sign in zip(parts, _DASH.findall(text), strict=True):
        between += sign + part[: len(part) - len(part.lstrip())]
        if dash := part.strip():
            item.signs[len(item.dashes)] = between
            item.dashes.append(dash)
            between = part[len(part.rstrip()) :]
    return item


def _unnumbered(text: str, location: SourceLocation) -> list[Item]:
    if _DASH.match(text):
        return [Item(part.strip(), location, numbered=False) for part in _DASH.split(text) if part.strip()]
    return [Item(text, location, numbered=False)]


def _append(item: Item, text: str, *, wraps: bool) -> None:
    """Join the rest of a sentence to the end of an item."""
    header, *dashes = (part.strip() for part in _DASH.split(text))
    header = f" {header}" if header and text.startswith(" ") else header
    last = item.dashes[-1] if item.dashes else item.header
    # The look at the last letter keeps the search off long items.
    if header and not header.strip()[0].isdigit() and last[-1:] in _DASHES and _DANGLING.search(last[-_SHORT:]):
        _drop_dash(item)
        item.dashes.append(header.strip())
    elif header and item.dashes:
        item.dashes[-1] = _join(item.dashes[-1], header, wraps=wraps)
    elif header:
        item.header = _join(item.header, header, wraps=wraps)
    item.dashes += [dash for dash in dashes if dash]


def _drop_dash(item: Item) -> None:
    """Take the dash off the end of an item: the end of the line parted it from its text."""
    if item.dashes:
        item.dashes[-1] = _DANGLING.sub("", item.dashes[-1])
    else:
        item.header = _DANGLING.sub("", item.header)


def _add_line(item: Item, text: str) -> None:
    """Put a further paragraph of the same cell under an item."""
    if _DASH.match(text):
        item.dashes += [part.strip() for part in _DASH.split(text) if part.strip()]
    elif item.dashes:
        item.dashes[-1] = f"{item.dashes[-1]} {text}"
    else:
        # Its number may stand in a paragraph, or in a cell of a nested table, of its own.
        item.header = f"{item.header} {text}".lstrip()


def _add_dash(items: list[Item], text: str, location: SourceLocation) -> None:
    """Put a paragraph with an automatic bullet under the numbered item before it, or let it be an item."""
    if items and items[-1].numbered:
        items[-1].dashes.append(text.strip())
    else:
        items.append(Item(text.strip(), location, numbered=False))


def split_steps(parts: Sequence[Piece], measures: Sequence[str]) -> list[StepText]:
    """Return the steps of a plan.

    A numbered line that repeats a measure and has dashes under it is a heading: its dashes are steps of that
    measure. Dashes under any other step stay part of its text.
    """
    steps: list[StepText] = []
    for item in split_items(parts):
        heading = _heading_of(item, measures) if item.dashes else None
        if heading is None:
            steps.append(StepText(item.text, None, item.location))
        else:
            measure, first = heading
            steps += [StepText(dash, measure, item.location) for dash in item.dashes[first:]]
    return steps


def is_heading_line(text: str, measures: Sequence[str]) -> bool:
    """Tell whether a numbered line is read as the heading of a measure, with steps behind the dashes in it."""
    item = _item(text, SourceLocation(), numbered=True)
    return bool(item.dashes) and _heading_of(item, measures) is not None


def _heading_of(item: Item, measures: Sequence[str]) -> tuple[int, int] | None:
    """Return the index of the measure that a heading repeats, and which dash behind it is the first of its steps.

    It repeats a title whole, or by its opening words. Whole comes first: one title may open another, and may be short.
    """
    keys = [match_key(title) for title in measures]
    within = len(item.signs)
    if 0 < within < len(item.dashes) and (line := match_key(item.line)) in keys:
        # The title has a dash itself.
        return keys.index(line), within
    whole = match_key(item.header)
    if whole and whole in keys:
        return keys.index(whole), 0
    stem = match_key(item.header[:-_LONGEST_END] + _HEADING_END.sub("", item.header[-_LONGEST_END:]))
    if len(stem) < _SHORTEST_HEADING:
        return None
    found = (at for at, key in enumerate(keys) if key.startswith(stem) or stem.startswith(key))
    at = keys.index(stem) if stem in keys else next(found, None)
    return None if at is None else (at, 0)


_UNIT_START = re.compile(
    r"(?:และ|,|/)?(?=สำนัก|กอง|ส่วน|งาน|ฝ่าย|หน่วย|ศูนย์|โรงเรียน|สถาน|คณะ|ทุก|ผู้|นาย|ปลัด|รองปลัด|เจ้าหน้าที่|เจ้าพนักงาน|นัก|แผนก|กลุ่ม|ตรวจสอบ)"
)


def split_units(parts: Sequence[Piece]) -> list[str]:
    """Return the responsible units of a cell: parted by lines, commas, slashes or spaces before a unit's first word."""
    units: list[list[str]] = []
    for part in parts:
        opens, is_first = not part.continues, True
        for phrase in re.split(r"[,;/]", _NUMBER.sub(" ", part.text)):
            for word in phrase.split():
                start = _UNIT_START.match(word)
                bare = word[start.end() :] if start else word
                if start or opens or not units:
                    units.append([bare])
                elif part.wraps and is_first and phrase[0] != " ":
                    units[-1][-1] += bare
                else:
                    units[-1].append(bare)
                opens = is_first = False
            opens = True
    return [unit for words in units if (unit := " ".join(words))]
