"""Automatic numbers of Word lists, worked out as Word shows them: the text does not have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from ita.importing.files.docx_package import DamagedValueError, attribute, child, is_on, name, number

_LEVELS = 9
# Real styles are based on two or three others.
_MAX_STYLES = 20
# A label is built for every paragraph of a list; Word itself never writes one nearly as long.
_MAX_TEXT = 255
_MAX_FIELDS = 9
# Letters repeat (Z, AA, BB): a large number would be a long label. Thirty rounds of A to Z.
_MAX_LETTERED = 780
_MAX_ROMAN = 3999
_FIELD = re.compile(r"%([1-9])")
_BULLET = "-"

_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
# Without ฃ, ฅ and ฆ, and without the vowels ฤ and ฦ that stand among them in Unicode.
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_THAI_NUMERALS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_THAI_PLACES = ("แสน", "หมื่น", "พัน", "ร้อย", "สิบ", "")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

Reference = tuple[int, int]
"""A list and a level in it, as a paragraph names them: numId and ilvl."""


def _letters(alphabet: str) -> Callable[[int], str]:
    def letters(value: int) -> str:
        if not 1 <= value <= _MAX_LETTERED:
            return str(value)
        rounds, location = divmod(value - 1, len(alphabet))
        return alphabet[location] * (rounds + 1)

    return letters


def _roman(value: int) -> str:
    if not 1 <= value <= _MAX_ROMAN:
        return str(value)
    text = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        text += sign * count
    return text


def _thai_words(value: int) -> str:
    if not 1 <= value <= 999_999:
        return str(value)
    text = ""
    for digit, location in zip(f"{value:06d}", _THAI_PLACES, strict=True):
        if digit == "0":
            continue
        word = _THAI_NUMERALS[int(digit)]
        if location == "สิบ":
            word = {"1": "", "2": "ยี่"}.get(digit, word)
        elif location == "" and digit == "1" and value > 1:
            word = "เอ็ด"
        text += word + location
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda value: f"{value:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerLetter": _letters("abcdefghijklmnopqrstuvwxyz"),
    "upperLetter": _letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "thaiNumbers": lambda value: str(value).translate(_THAI_DIGITS),
    "thaiLetters": _letters(_THAI_LETTERS),
    "thaiCounting": _thai_words,
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    restart: int | None
    legal: bool
    style: str | None


@dataclass(frozen=True, slots=True)
class _List:
    """One w:num: the numbering it uses, and what it overrides in it."""

    abstract: int
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    list_id: int | None
    level: int | None


def _named(root: etree._Element | None, wanted: str) -> Iterator[etree._Element]:
    return iter(()) if root is None else (each for each in root if name(each) == wanted)


def _level_number(element: etree._Element | None) -> int | None:
    level = number(element)
    return None if level is None else _checked_level(level)


def _checked_level(level: int) -> int:
    if not 0 <= level < _LEVELS:
        raise DamagedValueError(f"level {level}")
    return level


def _read_level(element: etree._Element) -> _Level:
    start = number(child(element, "start"))
    numbers = child(element, "numFmt")
    if numbers is None:
        # Formats newer than Word 2007 are wrapped, with an older format to fall back to.
        numbers = child(element, "mc:AlternateContent", "mc:Fallback", "numFmt")
    text = attribute(child(element, "lvlText")) or ""
    if len(text) > _MAX_TEXT or len(_FIELD.findall(text)) > _MAX_FIELDS:
        raise DamagedValueError("lvlText is too long")
    return _Level(
        start=0 if start is None else start,
        format=attribute(numbers) or "decimal",
        text=text,
        restart=number(child(element, "lvlRestart")),
        legal=is_on(child(element, "isLgl")),
        style=attribute(child(element, "pStyle")),
    )


def _read_levels(parent: etree._Element) -> dict[int, _Level]:
    return {_checked_level(number(each, "ilvl") or 0): _read_level(each) for each in _named(parent, "lvl")}


def _read_list(element: etree._Element) -> _List | None:
    abstract = number(child(element, "abstractNumId"))
    if abstract is None:
        return None
    read = _List(abstract)
    for override in _named(element, "lvlOverride"):
        level = _checked_level(number(override, "ilvl") or 0)
        redefined = child(override, "lvl")
        if redefined is not None:
            read.levels[level] = _read_level(redefined)
        start = number(child(override, "startOverride"))
        if start is not None:
            read.starts[level] = start
    return read


class Numbering:
    """The lists of one document and where each has got to.

    `label` counts: call it once for every numbered paragraph, in the order of the document.

    Parameters
    ----------
    numbering, styles
        Roots of these parts, or None where the file has none. They are read once and not kept.

    Raises
    ------
    DamagedValueError
        A number or level in the parts is none.
    """

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._abstracts: dict[int, dict[int, _Level]] = {}
        self._lists: dict[int, _List] = {}
        self._styles: dict[str, _Style] = {}
        self._default_style: str | None = None
        self._counters: dict[int, dict[int, int]] = {}
        self._started: set[Reference] = set()
        self._read_styles(styles)
        self._read_numbering(numbering)

    def _read_styles(self, root: etree._Element | None) -> None:
        for element in _named(root, "style"):
            style_id = attribute(element, "styleId")
            if style_id is None:
                continue
            properties = child(element, "pPr", "numPr")
            self._styles[style_id] = _Style(
                attribute(child(element, "basedOn")),
                number(child(properties, "numId")),
                _level_number(child(properties, "ilvl")),
            )
            is_default = attribute(element, "default") in ("1", "true", "on")
            if is_default and attribute(element, "type") == "paragraph":
                self._default_style = style_id

    def _read_numbering(self, root: etree._Element | None) -> None:
        links: dict[int, str] = {}
        for element in _named(root, "abstractNum"):
            abstract = number(element, "abstractNumId")
            if abstract is None:
                continue
            self._abstracts[abstract] = _read_levels(element)
            link = attribute(child(element, "numStyleLink"))
            if link is not None:
                links[abstract] = link
        for element in _named(root, "num"):
            list_id, read = number(element, "numId"), _read_list(element)
            if list_id is not None and read is not None:
                self._lists[list_id] = read
        targets = {abstract: self._linked(link) for abstract, link in links.items()}
        for list_id, read in self._lists.items():
            target = targets.get(read.abstract)
            if target is not None:
                self._lists[list_id] = _List(target, read.levels, read.starts)

    def _linked(self, style_id: str) -> int | None:
        """Return the numbering that a list style stands for; a link to a link is none."""
        style = self._styles.get(style_id)
        if style is None or style.list_id is None or style.list_id not in self._lists:
            return None
        return self._lists[style.list_id].abstract

    def reference(self, properties: etree._Element | None) -> Reference | None:
        """Return list and level of a paragraph, its own or its style's; None where it has none.

        Parameters
        ----------
        properties
            The paragraph's w:pPr, or None.
        """
        direct = child(properties, "numPr")
        list_id = number(child(direct, "numId"))
        level = _level_number(child(direct, "ilvl"))
        if list_id is None:
            list_id, level = self._from_styles(attribute(child(properties, "pStyle")) or self._default_style, level)
        # List 0 means: none, although the style has one.
        return (list_id, level or 0) if list_id else None

    def _from_styles(self, style_id: str | None, level: int | None) -> tuple[int | None, int | None]:
        """Follow a style to those it is based on until one names a list."""
        chain: list[str] = []
        while style_id is not None and style_id in self._styles and len(chain) < _MAX_STYLES:
            chain.append(style_id)
            style = self._styles[style_id]
            level = style.level if level is None else level
            if style.list_id is not None:
                return style.list_id, self._level_of_styles(style.list_id, chain) if level is None else level
            style_id = style.based_on
        return None, None

    def _level_of_styles(self, list_id: int, style_ids: list[str]) -> int | None:
        """Return the level that is tied to one of the styles, as the levels of headings are."""
        ordinals = {level.style: ordinal for ordinal, level in self._levels(list_id).items()}
        return next((ordinals[style_id] for style_id in style_ids if style_id in ordinals), None)

    def _levels(self, list_id: int) -> dict[int, _Level]:
        read = self._lists.get(list_id)
        return {} if read is None else {**self._abstracts.get(read.abstract, {}), **read.levels}

    def label(self, reference: Reference) -> str | None:
        """Count one paragraph and return what Word shows before it.

        Parameters
        ----------
        reference
            List and level, from `reference`.

        Returns
        -------
        str or None
            "๑.", "1.2", "ก)"; "-" for every kind of bullet; None where nothing is shown.
        """
        list_id, at = reference
        levels = self._levels(list_id)
        if at not in levels:
            return None
        read = self._lists[list_id]
        counters = self._counters.setdefault(read.abstract, {})
        restarts = at in read.starts and reference not in self._started
        if restarts or at not in counters:
            counters[at] = self._start(read, levels, at)
        else:
            counters[at] += 1
        self._started.add(reference)
        # Word restarts after the named level and any above it, and ignores the name in an override.
        defined = self._abstracts.get(read.abstract, {})
        for deeper in [each for each in counters if each > at]:
            restart = defined[deeper].restart if deeper in defined else None
            if restart is None or at < restart:
                del counters[deeper]
        return self._shown(read, levels, at, counters)

    @staticmethod
    def _start(read: _List, levels: dict[int, _Level], at: int) -> int:
        return read.starts.get(at, levels[at].start if at in levels else 0)

    def _shown(self, read: _List, levels: dict[int, _Level], at: int, counters: dict[int, int]) -> str | None:
        level = levels[at]
        if level.format == "bullet":
            return _BULLET if level.text else None

        def value(found: re.Match[str]) -> str:
            ordinal = int(found[1]) - 1
            if ordinal not in levels:
                return ""
            count = counters.get(ordinal, self._start(read, levels, ordinal))
            style = levels[ordinal].format
            # A legal numbering shows every level in plain digits (Article 2.1, not II.1).
            return str(count) if level.legal else _FORMATS.get(style, str)(count)

        return _FIELD.sub(value, level.text).strip() or None
