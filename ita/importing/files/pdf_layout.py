"""From letters and ruled lines to lines of text and tables of cells: geometry only, one page at a time.

Points are typographic (1/72 inch), y grows upwards. Nothing is corrected: letters keep the order in which the PDF has
them, except that letters in Thai fonts' private places become the letters that they show.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ita.characters import INVISIBLE, lowered, raised

# Borders that miss each other by less than this meet.
_NEAR = 2.5
# A gap between two letters wider than this share of their size is a space that the PDF does not write.
_SPACE = 0.25
# Lines whose feet differ by less than this share of their size are one: a raised figure stays in its line.
_SAME_LINE = 0.45
# Of a raised figure: at most this share of the size of its line, and at least this share of its own off the foot.
_SMALL, _OFF_LINE = 0.8, 0.1
# Below this many lines a ruled box frames a note and is no table.
_FEWEST = 2
# Letters are looked for within squares of this side; more than so many in one are no text that anyone could read.
_SQUARE = 12.0
_MOST_IN_SQUARE = 24
# The most lines of one page that are tried against each other.
MAX_LINES = 2_000

UNKNOWN = "\ufffd"
# Where fonts made for Windows and for the Mac keep Thai marks moved aside for tall letters and for other marks.
_PRIVATE = {
    0xF700: 0x0E10, 0xF701: 0x0E34, 0xF702: 0x0E35, 0xF703: 0x0E36, 0xF704: 0x0E37, 0xF705: 0x0E48, 0xF706: 0x0E49,
    0xF707: 0x0E4A, 0xF708: 0x0E4B, 0xF709: 0x0E4C, 0xF70A: 0x0E48, 0xF70B: 0x0E49, 0xF70C: 0x0E4A, 0xF70D: 0x0E4B,
    0xF70E: 0x0E4C, 0xF70F: 0x0E0D, 0xF710: 0x0E31, 0xF711: 0x0E4D, 0xF712: 0x0E47, 0xF713: 0x0E48, 0xF714: 0x0E49,
    0xF715: 0x0E4A, 0xF716: 0x0E4B, 0xF717: 0x0E4C, 0xF718: 0x0E38, 0xF719: 0x0E39, 0xF71A: 0x0E3A,
}  # fmt: skip
_MARKS = frozenset(map(chr, (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))))
# Control characters, surrogates and what has no meaning outside one font.
_SENSELESS = ((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x9F), (0xD800, 0xF8FF), (0xFFF0, 0xFFFF), (0x110000, 0xFFFFFFFF))


@dataclass(slots=True)
class Letter:
    """A letter with the marks that stand on it; `spaced` where the PDF writes a space behind it."""

    text: str
    x: float
    y: float
    right: float
    size: float
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `spaced` where a space stood between it and the line above."""

    text: str
    y: float
    left: float
    right: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: where it lies across its direction, and from where to where it goes along it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Frame:
    """A table's borders: where its columns lie from left to right and its rows from above, and what parts them."""

    xs: list[float]
    ys: list[float]
    across: list[Rule]
    upright: list[Rule]
    letters: list[Letter] = field(default_factory=list)

    def holds(self, letter: Letter) -> bool:
        """Tell whether a letter stands within the borders."""
        middle = (letter.x + letter.right) / 2
        return self.xs[0] - 1 <= middle <= self.xs[-1] + 1 and self.ys[-1] - 1 <= letter.y <= self.ys[0] + 1


def letters(chars: Iterable[Sequence[float]]) -> list[Letter]:
    """Return the letters of a page in the order of the PDF, each with its marks.

    Parameters
    ----------
    chars
        Code point, x and y of the pen, right edge, size, and 1 where the font does not know the letter.
    """
    found: list[Letter] = []
    for code, x, y, right, size, unsure in chars:
        char = _character(int(code), is_unsure=bool(unsure))
        if not char:
            continue
        if char == " ":
            # It belongs to the letter before it: at the end of a line it may hang over the border of its cell.
            if found and _sits_on(x, y, found[-1]):
                found[-1].spaced = True
        elif char in _MARKS and found and _sits_on(x, y, found[-1]):
            found[-1].text += char
        else:
            found.append(Letter(char, x, y, max(right, x), max(size, 1.0)))
    return _orphans_home(found)


def _character(code: int, *, is_unsure: bool) -> str:
    code = _PRIVATE.get(code, code)
    if code in (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0xA0):
        return " "
    if code < 0x110000 and INVISIBLE.match(chr(code)):
        return ""
    if code in (0x02, 0xFFFE):
        # So PDFium writes a hyphen at the end of a line.
        return "-"
    if is_unsure or any(first <= code <= last for first, last in _SENSELESS):
        return UNKNOWN
    return chr(code)


def _sits_on(x: float, y: float, base: Letter) -> bool:
    """Tell whether a mark written here sits on the letter that the PDF wrote before it."""
    return base.x - base.size / 2 <= x <= base.right + base.size / 2 and abs(y - base.y) <= base.size


def _orphans_home(found: list[Letter]) -> list[Letter]:
    """Put marks that the PDF writes apart from their letters behind the letter that they stand over.

    A mark takes no room: the pen that writes it stands where its letter ends.
    """
    orphans = [letter for letter in found if letter.text[0] in _MARKS]
    if not orphans:
        return found
    home = [letter for letter in found if letter.text[0] not in _MARKS]
    squares: dict[tuple[int, int], list[Letter]] = {}
    for letter in home:
        in_square = squares.setdefault(_square(letter.right, letter.y), [])
        if len(in_square) < _MOST_IN_SQUARE:
            in_square.append(letter)
    lost: list[Letter] = []
    for orphan in orphans:
        column, row = _square(orphan.x, orphan.y)
        near = [
            letter
            for at in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
            for letter in squares.get(at, ())
            if abs(letter.right - orphan.x) <= orphan.size / 2 and abs(letter.y - orphan.y) <= orphan.size / 2
        ]
        if near:
            min(near, key=lambda letter: abs(letter.right - orphan.x)).text += orphan.text
        else:
            lost.append(orphan)
    return home + lost


def _square(x: float, y: float) -> tuple[int, int]:
    return int(x // _SQUARE), int(y // _SQUARE)


# Lines of text


def lines(found: Iterable[Letter]) -> list[Line]:
    """Return letters as lines from above, each from left to right, with spaces where there are gaps."""
    rows: list[list[Letter]] = []
    for letter in sorted(found, key=lambda letter: -letter.y):
        if rows and rows[-1][0].y - letter.y <= _SAME_LINE * min(letter.size, rows[-1][0].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    made: list[Line] = []
    spaced = False
    for row in rows:
        row.sort(key=lambda letter: letter.x)
        _part_raised(row)
        text = row[0].text
        for before, letter in pairwise(row):
            gap = letter.x - before.right > _SPACE * letter.size
            text += f" {letter.text}" if gap or before.spaced else letter.text
        made.append(Line(text, row[0].y, row[0].x, max(letter.right for letter in row), spaced))
        spaced = row[-1].spaced
    return made


def _part_raised(row: list[Letter]) -> None:
    """Make small figures above or beneath the line what they are, so that the mark of a footnote joins no number."""
    size = max(letter.size for letter in row)
    foot = max((letter for letter in row if letter.size > _SMALL * size), key=lambda letter: letter.right - letter.x).y
    for letter in row:
        if letter.size <= _SMALL * size and abs(letter.y - foot) > _OFF_LINE * letter.size:
            letter.text = raised(letter.text) if letter.y > foot else lowered(letter.text)


# Ruled lines


def frames(rules: Iterable[Sequence[float]], like: Sequence[float] = ()) -> list[Frame]:
    """Return the tables that ruled lines make, from above.

    Parameters
    ----------
    rules
        x and y of the lower left and of the upper right end of each line.
    like
        The columns of the table that may go on here: where the lines fit them, they are taken.
    """
    across, upright = _parted(rules)
    found: list[Frame] = []
    for group_across, group_upright in _joined(across, upright):
        xs = _positions([rule.at for rule in group_upright])
        ys = _positions(
            [rule.at for rule in group_across] + [end for rule in group_upright for end in (rule.start, rule.end)]
        )
        if len(xs) > _FEWEST and len(ys) >= _FEWEST:
            found.append(Frame(_like(xs, like), ys[::-1], group_across, group_upright))
    return sorted(found, key=lambda frame: -frame.ys[0])


def _like(xs: list[float], like: Sequence[float]) -> list[float]:
    """Return the columns of the table before where these lie on some of them, both outer edges among them."""
    if len(like) <= len(xs) or abs(like[0] - xs[0]) > _NEAR or abs(like[-1] - xs[-1]) > _NEAR:
        return xs
    fits = all(any(abs(x - known) <= _NEAR for known in like) for x in xs)
    return list(like) if fits else xs


def _parted(rules: Iterable[Sequence[float]]) -> tuple[list[Rule], list[Rule]]:
    """Return lines across and upright ones, pieces of one line joined."""
    across: list[Rule] = []
    upright: list[Rule] = []
    for x0, y0, x1, y1 in rules:
        if x1 - x0 >= y1 - y0:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        else:
            upright.append(Rule((x0 + x1) / 2, y0, y1))
    return _merged(across), _merged(upright)


def _merged(rules: list[Rule]) -> list[Rule]:
    found: list[Rule] = []
    for group in _clusters(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in group) / len(group)
        start = end = None
        for rule in sorted(group, key=lambda rule: rule.start):
            if start is None or end is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _NEAR:
                end = max(end, rule.end)
            else:
                found.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None and end is not None:
            found.append(Rule(at, start, end))
    # Corners and the tips of letters are shorter than any cell.
    return [rule for rule in found if rule.end - rule.start > 2 * _NEAR]


def _clusters(ordered: list[Rule]) -> Iterator[list[Rule]]:
    """Give lines that lie on one another, in order of where they lie."""
    group: list[Rule] = []
    for rule in ordered:
        if group and rule.at - group[0].at > _NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _joined(across: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Give the lines that hang together, as lines across and upright ones."""
    if len(across) > MAX_LINES or len(upright) > MAX_LINES:
        return
    parent = list(range(len(across) + len(upright)))

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    for i, flat in enumerate(across):
        for j, post in enumerate(upright, start=len(across)):
            meets = flat.start - _NEAR <= post.at <= flat.end + _NEAR
            if meets and post.start - _NEAR <= flat.at <= post.end + _NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *upright]):
        groups.setdefault(root(i), ([], []))[0 if i < len(across) else 1].append(rule)
    yield from (group for group in groups.values() if all(group))


def _positions(values: list[float]) -> list[float]:
    """Return the different positions, those that nearly agree as one."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][0] <= _NEAR:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def cells(frame: Frame) -> list[list[list[Letter]]]:
    """Return the letters of a table by row and column; those of a merged cell stand in its first."""
    rows, columns = len(frame.ys) - 1, len(frame.xs) - 1
    first = _first_of_merged(frame, rows, columns)
    found: list[list[list[Letter]]] = [[[] for _ in range(columns)] for _ in range(rows)]
    below = [-y for y in frame.ys]
    for letter in frame.letters:
        column = bisect_right(frame.xs, (letter.x + letter.right) / 2) - 1
        # The foot of a line stands on or above the border beneath it.
        row = bisect_right(below, -letter.y) - 1
        at = first[min(max(row, 0), rows - 1)][min(max(column, 0), columns - 1)]
        found[at[0]][at[1]].append(letter)
    return found


def _first_of_merged(frame: Frame, rows: int, columns: int) -> list[list[tuple[int, int]]]:
    """Return for each cell the first of those that no border parts from it."""
    first = [[(row, column) for column in range(columns)] for row in range(rows)]
    upright, across = _by_position(frame.upright), _by_position(frame.across)
    for row in range(rows):
        middle = (frame.ys[row] + frame.ys[row + 1]) / 2
        for column in range(columns):
            if column and not _crosses(upright, frame.xs[column], middle):
                first[row][column] = first[row][column - 1]
                continue
            centre = (frame.xs[column] + frame.xs[column + 1]) / 2
            if row and not _crosses(across, frame.ys[row], centre):
                first[row][column] = first[row - 1][column]
    return first


def _by_position(rules: list[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: rule.at)


def _crosses(rules: list[Rule], at: float, point: float) -> bool:
    """Tell whether a line lies at a position and reaches a point along it."""
    begin = bisect_right(rules, at - 2 * _NEAR, key=lambda rule: rule.at)
    for rule in rules[begin:]:
        if rule.at > at + 2 * _NEAR:
            return False
        if rule.start - _NEAR <= point <= rule.end + _NEAR:
            return True
    return False
