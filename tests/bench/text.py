"""Measure every pattern and text function of the project over growing hostile text: time has to grow in proportion.

    .venv/bin/python tests/bench/text.py [LONGEST]      # 1,000,000 characters

For each it makes texts out of the letters that its own pattern speaks of, one or two repeated and words of it one
behind the other, with something at the end that lets a match fail late, and prints the slowest time at each length.
What takes far over ten times longer for ten times the text is marked. `check` runs the same at one length, with a limit
of time that nothing but a quadratic pattern reaches; the tests run that (`tests/properties/test_text_is_linear.py`).
"""

from __future__ import annotations

import ast
import importlib
import itertools
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from re import _constants as _codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import ita  # noqa: E402
from ita import characters, formatting, thai  # noqa: E402
from ita.errors import InputError, SourceLocation  # noqa: E402
from ita.frameworks import load_frameworks  # noqa: E402
from ita.importing import differences  # noqa: E402
from ita.importing.files import limits, number_formats, xlsx_strings  # noqa: E402
from ita.importing.files.grids import Grid, GridCell, GridDocument, GridRow  # noqa: E402
from ita.importing.files.read_csv import read_csv  # noqa: E402
from ita.importing.files.read_text import read_text  # noqa: E402
from ita.importing.files.tables import Paragraph, RawCell, RawDocument, RawRow, RawTable  # noqa: E402
from ita.importing.report import cell_parsers, columns, list_parser, row_collector, stated_scores  # noqa: E402
from ita.importing.report.normalise import normalise  # noqa: E402
from ita.importing.scores import label_matcher, sheet_builder  # noqa: E402
from ita.importing.scores.read import read_pasted, read_scores  # noqa: E402
from ita.paths import DATA  # noqa: E402

LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
METHODS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
# Beyond this nobody waits for the longest text; below the other a growth says nothing.
_TOO_LONG, _TOO_SHORT = 20.0, 0.2
# Ten times the text takes ten times as long, a hundred times where it is quadratic; machines waver.
_MOST_GROWTH = 40


class Pattern(NamedTuple):
    """A compiled pattern, where it stands and how it is used."""

    name: str
    pattern: re.Pattern[str] | re.Pattern[bytes]
    methods: tuple[str, ...]


def modules() -> Iterator[str]:
    """Give the names of all modules of the domain."""
    for module in pkgutil.walk_packages(ita.__path__, "ita."):
        if not module.name.endswith("__main__"):
            yield module.name


@cache
def trees() -> dict[str, ast.Module]:
    """Return the source of each module, parsed."""
    found = {}
    for name in modules():
        path = importlib.import_module(name).__file__
        if path:
            found[name] = ast.parse(Path(path).read_text("utf-8"))
    return found


@cache
def _uses() -> dict[tuple[str, str], set[str]]:
    """Return by module and name of a variable the methods of patterns that are called of it there."""
    found: dict[tuple[str, str], set[str]] = {}
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                of = node.value
                name = of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""
                found.setdefault((module, name), set()).add(node.attr)
    return found


def _used(module: str, variable: str) -> set[str]:
    """Return the methods that are called of a variable: where it is kept, and anywhere if its name is a public one."""
    return {
        method
        for (of, name), methods in _uses().items()
        if name == variable and (of == module or not variable.startswith("_"))
        for method in methods
    }


def patterns() -> Iterator[Pattern]:
    """Give every pattern that a module keeps, and every one that is written where it is used."""
    seen: set[tuple[object, tuple[str, ...]]] = set()
    for name in modules():
        for variable, value in vars(importlib.import_module(name)).items():
            used = tuple(sorted(_used(name, variable))) or ("search",)
            for pattern in _within(value):
                if (pattern, used) not in seen:
                    seen.add((pattern, used))
                    yield Pattern(f"{name}.{variable}", pattern, used)
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in METHODS
                and isinstance(node.args[0], ast.Constant)
            ):
                yield Pattern(f"{name}:{node.lineno}", re.compile(node.args[0].value), (node.func.attr,))


def _within(value: object) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _within(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _within(each)


_OF_CATEGORY = {
    _codes.CATEGORY_DIGIT: "1",
    _codes.CATEGORY_NOT_DIGIT: "a",
    _codes.CATEGORY_SPACE: " ",
    _codes.CATEGORY_NOT_SPACE: "a",
    _codes.CATEGORY_WORD: "a",
    _codes.CATEGORY_NOT_WORD: "-",
}
_MOST_LETTERS = 14


def _letters(parsed: Iterable[object]) -> Iterator[str]:
    """Give letters that a parsed pattern speaks of."""
    for operation, argument in parsed:  # type: ignore[misc]
        if operation in (_codes.LITERAL, _codes.NOT_LITERAL):
            yield chr(argument)
        elif operation is _codes.ANY:
            yield "a"
        elif operation is _codes.RANGE:
            yield chr(argument[0])
            yield chr(argument[1])
        elif operation is _codes.CATEGORY:
            yield _OF_CATEGORY[argument]
        else:
            yield from _letters_within(argument)


def _letters_within(argument: object) -> Iterator[str]:
    if isinstance(argument, _parser.SubPattern):
        yield from _letters(argument)
    elif isinstance(argument, (tuple, list)):
        for each in argument:
            if isinstance(each, tuple) and len(each) == 2 and isinstance(each[0], _codes._NamedIntConstant):
                yield from _letters([each])
            else:
                yield from _letters_within(each)


def _words(parsed: object) -> Iterator[str]:
    """Give the runs of literals of a pattern: its words."""
    word = ""
    items = parsed if isinstance(parsed, (tuple, list, _parser.SubPattern)) else ()
    for item in items:
        if isinstance(item, tuple) and len(item) == 2 and item[0] is _codes.LITERAL:
            word += chr(item[1])
            continue
        if len(word) > 1:
            yield word
        word = ""
        yield from _words(item[1] if isinstance(item, tuple) and len(item) == 2 else item)
    if len(word) > 1:
        yield word


def pieces(pattern: re.Pattern[str] | re.Pattern[bytes]) -> list[str]:
    """Return what hostile texts for a pattern are made of: its letters, pairs of them, and its words."""
    parsed = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    letters = list(dict.fromkeys([*_letters(parsed), " ", "1", "."]))
    # Of many letters of one kind a few stand for all.
    kinds: dict[str, list[str]] = {}
    for letter in letters:
        kinds.setdefault(_kind(letter), []).append(letter)
    some = [letter for of in kinds.values() for letter in of[:3]][:_MOST_LETTERS]
    words = list(dict.fromkeys(_words(parsed)))
    pairs = ["".join(pair) for pair in itertools.permutations(some[:8], 2)]
    return [*some, *pairs, *words[:30], *(f"{word} " for word in words[:30]), *(f"{word}1" for word in words[:10])]


def _kind(letter: str) -> str:
    if letter.isdigit():
        return "digit"
    if letter.isspace():
        return "space"
    if letter.isalpha():
        return "thai" if letter >= "\u0e01" else "latin"
    return letter


def hostile(pattern: re.Pattern[str] | re.Pattern[bytes], length: int) -> list[tuple[str, str]]:
    """Return texts of a length that a pattern may be slow with, each with what it is made of."""
    made = pieces(pattern)
    texts = [(piece, (piece * (length // len(piece) + 1))[:length]) for piece in made[:_PIECES]]
    # One beginning, then a run: what is looked for may never come.
    texts += [(f"{word}{run}…", word + run * length) for word in made if len(word) > 2 for run in (" ", "1")][:12]
    return [(name, f"{text}!") for name, text in texts]


def worst(found: Pattern, length: int, only: str = "") -> tuple[float, str]:
    """Return the slowest time of a pattern over hostile texts of a length, and what that text is made of."""
    slowest = (0.0, only)
    for name, text in hostile(found.pattern, length):
        if only and name != only:
            continue
        given = text if isinstance(found.pattern.pattern, str) else text.encode("cp874", "replace")
        for method in found.methods:
            begun = time.process_time()
            use(found.pattern, method, given)
            slowest = max(slowest, (time.process_time() - begun, name))
            if slowest[0] > _TOO_LONG:
                return slowest
    return slowest


def use(pattern: re.Pattern[str] | re.Pattern[bytes], method: str, text: str | bytes) -> None:
    """Let a pattern do all the work of a method."""
    call: Callable[..., object] = getattr(pattern, method)
    if method in ("sub", "subn"):
        call(type(text)(), text)
    elif method == "finditer":
        for _ in call(text):  # type: ignore[attr-defined]
            pass
    else:
        call(text)


def may_grow(pattern: re.Pattern[str] | re.Pattern[bytes]) -> bool:
    """Tell whether a pattern repeats anything without an end: else no place of a text can cost more than its length."""
    return _repeats(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))


def _repeats(parsed: object) -> bool:
    if isinstance(parsed, (tuple, list)) and len(parsed) == 3 and parsed[1] is _codes.MAXREPEAT:
        return True
    return isinstance(parsed, (tuple, list, _parser.SubPattern)) and any(_repeats(each) for each in parsed)


# What the whole functions are fed with, once or again and again.
_OF_TEXTS = (
    "\u0e48", "\u0e34", "\u0e33", "\u0e4d", "\u0e40", "\u0e48\u0e34", "ก", "a", "1", "๑", ".", ",", "-", "–", " ", "(",
    "[", "(1", "1.", "1 ", "1,1", "- ", "<p>", "<p ", "</p", "\t", "\n", "\v", "\r", '"', '"a', "|", ":", "\u200b", "⁹",
    "\u200f", "97.21 ", "25", "2567 ", "ปี 2567", "ปี", "ตัวชี้วัด", "ตัวชี้วัดที่ 9 ", "คะแนน", "97.21คะแนน", "ข้อ",
    "ข้อo1คะแนน", "เทศบาลตำบล", "เทศบาลตำบล ก อำเภอ", "มี.ค.", "1 ม.ค. 68 ถึง ", "ไตรมาส 1", "กอง", "IIT 1", "ขั้นตอน",
    "ระดับ", "๑. ก", "O", "9O.21",
)  # fmt: skip


def _location() -> SourceLocation:
    return SourceLocation("f")


@cache
def functions() -> dict[str, Callable[[str], object]]:
    """Return every function that is given text of a file, by name."""
    rules = load_frameworks(DATA / "frameworks")
    indicators = {each.indicator_no: each for each in rules.indicators}
    nine = indicators[9]
    names = label_matcher.Words(rules)

    def refused(function: Callable[[str], object]) -> Callable[[str], object]:
        def call(text: str) -> object:
            try:
                return function(text)
            except InputError:
                return None

        return call

    def cell(text: str) -> GridCell:
        return GridCell(text, "text", _location())

    def parts(text: str) -> list[list_parser.Piece]:
        return list_parser.pieces(RawCell((Paragraph(text),), _location()), continues=False)

    def table(text: str) -> RawDocument:
        row = RawRow((RawCell((Paragraph(text),), _location()), RawCell((Paragraph(text),), _location())))
        return RawDocument("f", (text,), (RawTable(1, (row, row)),))

    keys = frozenset({"o1", "01"})
    found: dict[str, Callable[[str], object]] = {
        "characters.without_invisible": characters.without_invisible,
        "characters.odd_figure": characters.odd_figure,
        "thai.tidy": thai.tidy,
        "thai.match_key": thai.match_key,
        "thai.skeleton": thai.skeleton,
        "thai.parse_period": lambda text: thai.parse_period(text, 2569),
        "files.reading.stripped": limits.stripped,
        "files.read_text": lambda text: read_text(text.encode("utf-8", "replace"), "f"),
        "files.read_csv": lambda text: read_csv(text.encode("utf-8", "replace"), "f"),
        "files.display.shown_value": lambda text: number_formats.shown_value(97.21, text),
        "files.display.shown_number": number_formats.shown_number,
        "files.xlsx_strings.unescaped": lambda text: xlsx_strings.unescaped(text.replace("a", "_x0031_")),
        "report.items.pieces": parts,
        "report.items.running_text": lambda text: list_parser.running_text(parts(text)),
        "report.items.split_items": lambda text: list_parser.split_items(parts(text)),
        "report.items.split_steps": lambda text: list_parser.split_steps(parts(text), [text]),
        "report.items.split_units": lambda text: list_parser.split_units(parts(text)),
        "report.columns.has_heads": lambda text: columns.has_headers(table(text)),
        "report.gathering.collect": lambda text: row_collector.collect(table(text)),
        "report.normalise": lambda text: normalise(table(text), rules),
        "report.heads.read_indicator": lambda text: cell_parsers.read_indicator(
            f"9. {nine.name_th} {text}", indicators, _location()
        ),
        "report.heads.read_question": lambda text: cell_parsers.read_question(text, nine, rules.codes(2568)),
        "report.heads.read_town": lambda text: cell_parsers.read_agency([text]),
        "report.heads.check_score": lambda text: cell_parsers.check_score(text, _location(), "9"),
        "report.statements.question_score": lambda text: stated_scores.question_score(thai.match_key(text), keys),
        "report.statements.stated_scores": lambda text: list(
            stated_scores.stated_scores(thai.match_key(text), keys, 9)
        ),
        "scores.words.what": lambda text: names.what(text, _location()),
        "scores.words.heads": lambda text: [
            label_matcher.is_year_header(text), label_matcher.is_label_header(text),
            label_matcher.is_score_header(text), label_matcher.is_code_header(text),
            label_matcher.is_weighted(text), names.is_other(text),
            label_matcher.year_named(text), label_matcher.question_code(text),
        ],
        "scores.values.read_score": lambda text: sheet_builder.read_score(cell(text), "9"),
        "scores.read_pasted": lambda text: read_pasted(text, 2567, rules),
        "scores.read_scores": lambda text: read_scores(
            GridDocument("f", (Grid(1, None, (GridRow(1, (cell(text), cell(text))),) * 3),)), rules
        ),
        "differences.lacking": lambda text: differences.lacking(text, text[::-1]),
        "figures.points": lambda text: text and formatting.points(97.21),
    }  # fmt: skip
    return {name: refused(function) for name, function in found.items()}


def worst_of(function: Callable[[str], object], length: int, only: str = "") -> tuple[float, str]:
    """Return the slowest time of a function over hostile texts of a length, and what that text is made of."""
    slowest = (0.0, only)
    for piece in [only] if only else _OF_TEXTS:
        text = (piece * (length // len(piece) + 1))[:length] + "!"
        begun = time.process_time()
        function(text)
        slowest = max(slowest, (time.process_time() - begun, piece))
        if slowest[0] > _TOO_LONG:
            break
    return slowest


def table(names: Iterable[tuple[str, Callable[[int, str], tuple[float, str]]]], longest: int) -> int:
    """Print the slowest times at each length; return how many grow faster than their text.

    The longest text is only of what was slowest in the one before.
    """
    lengths = [length for length in LENGTHS if length <= longest]
    print("| " + " | ".join(["", *(f"{length:,}" for length in lengths), "growth", "slowest with"]) + " |")
    print("|---" * (len(lengths) + 3) + "|")
    bad = 0
    for name, measure in names:
        times: list[float] = []
        piece = ""
        for length in lengths:
            took, piece = measure(length, piece if length == LENGTHS[-1] else "")
            times.append(took)
            if took > _TOO_LONG:
                break
        grown = times[-1] / max(times[-2], 0.001) if len(times) > 1 else 0.0
        is_bad = grown > _MOST_GROWTH and times[-1] > _TOO_SHORT
        bad += is_bad
        shown = [f"{1000 * took:.1f} ms" for took in times] + ["–"] * (len(lengths) - len(times))
        print("| " + " | ".join([name, *shown, f"{grown:.0f}{' !' if is_bad else ''}", repr(piece)]) + " |", flush=True)
    return bad


def check() -> int:
    """Let every pattern and function do its work once at one length; name those that do not end within `_LIMIT`.

    A text of this length takes a linear pattern a thousandth of the limit, and a quadratic one far more than it.
    """
    late: list[str] = []

    def stop(*_: object) -> None:
        raise TimeoutError

    timer = getattr(signal, "setitimer", None)
    if timer is not None:
        signal.signal(signal.SIGVTALRM, stop)
    for name, work in _works():
        if timer is not None:
            timer(signal.ITIMER_VIRTUAL, _LIMIT)
        try:
            work()
        except TimeoutError:
            late.append(name)
        finally:
            if timer is not None:
                timer(signal.ITIMER_VIRTUAL, 0)
    for name in dict.fromkeys(late):
        print(name)
    return int(bool(late))


def _works() -> Iterator[tuple[str, Callable[[], object]]]:
    for found in patterns():
        if not may_grow(found.pattern):
            continue
        for name, text in hostile(found.pattern, _OF_PATTERN):
            given = text if isinstance(found.pattern.pattern, str) else text.encode("cp874", "replace")
            for method in found.methods:
                yield f"{found.name} {name!r}", partial(use, found.pattern, method, given)
    for name, function in functions().items():
        for piece in _OF_TEXTS:
            yield f"{name} {piece!r}", partial(function, (piece * _OF_FUNCTION)[:_OF_FUNCTION] + "!")
    for name in _OF_FIGURES:
        for piece in ("1 ม.ค. 68 ถึง ", "ข้อo1คะแนน", "97.21 "):
            text = (piece * _OF_MANY_FIGURES)[:_OF_MANY_FIGURES] + "!"
            yield f"{name} {piece!r}, long", partial(functions()[name], text)


# Characters of the texts that patterns and functions are checked with, how many of them, and seconds of the processor.
_OF_PATTERN, _PIECES, _OF_FUNCTION, _LIMIT = 100_000, 16, 6_000, 5.0
# What looks at the text before each of its numbers is quadratic with a small factor: only a long text shows it.
_OF_FIGURES = ("report.heads.read_indicator", "report.statements.question_score", "report.statements.stated_scores")
_OF_MANY_FIGURES = 250_000


def main() -> int:
    """Print two tables, or check."""
    if sys.argv[1:] == ["check"]:
        return check()
    longest = int(sys.argv[1]) if len(sys.argv) > 1 else LENGTHS[-1]
    found = list(patterns())
    print(f"{len(found)} patterns\n")
    bad = table(((each.name, partial(worst, each)) for each in found), longest)
    print(f"\n{len(functions())} functions\n")
    bad += table(((name, partial(worst_of, function)) for name, function in functions().items()), longest)
    print(f"\n{bad} grow faster than their text")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
