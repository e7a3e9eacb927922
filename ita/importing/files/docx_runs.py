"""How runs of a Word file are seen: raised or lowered, hidden, turned around, as symbols; by themselves or by style."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from ita.characters import lowered, raised
from ita.importing.files.docx_package import attribute, child, is_on, name

# Real styles are based on two or three others.
_MAX_STYLES = 20
# In half points: what is moved by less is still in its line.
_RAISED_FROM = 4
_CODE = re.compile("[0-9A-Fa-f]{4}")
_WHOLE = re.compile(r"[+-]?[0-9]{1,4}")
# In the fonts of signs a digit's place holds a picture.
_PICTURE_FONTS = ("wingdings", "webdings")
_IN_NUMBERS = frozenset("0123456789.,")
_END_OF_NUMBER = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙.,")
UNKNOWN = "\ufffd"
_RIGHT_TO_LEFT, _END = {"bdo": "\u202e", "dir": "\u202b"}, "\u202c"
_SHOWN = 40


class _Look(NamedTuple):
    """What properties say of a run; None where they say nothing."""

    hidden: bool | None = None
    place: str | None = None

    def over(self, under: _Look) -> _Look:
        """Return this look, with what it leaves open as another has it."""
        return _Look(
            under.hidden if self.hidden is None else self.hidden, under.place if self.place is None else self.place
        )


def _look(properties: etree._Element | None) -> _Look:
    if properties is None:
        return _Look()
    vanish = child(properties, "vanish")
    place = attribute(child(properties, "vertAlign"))
    moved = attribute(child(properties, "position")) or ""
    if place is None and _WHOLE.fullmatch(moved.strip()) and abs(int(moved)) >= _RAISED_FROM:
        place = "superscript" if int(moved) > 0 else "subscript"
    return _Look(None if vanish is None else is_on(vanish), place)


class Looks:
    """The looks that a document's styles give runs.

    Parameters
    ----------
    styles
        Root of the part of styles, or None.
    """

    def __init__(self, styles: etree._Element | None) -> None:
        self._own: dict[str, _Look] = {}
        self._based_on: dict[str, str] = {}
        for style in styles if styles is not None else ():
            identity = attribute(style, "styleId")
            if name(style) != "style" or identity is None:
                continue
            self._own[identity] = _look(child(style, "rPr"))
            base = attribute(child(style, "basedOn"))
            if base is not None:
                self._based_on[identity] = base

    def is_hidden(self, run: etree._Element) -> bool:
        """Tell whether a run is hidden text."""
        return bool(self._of(run).hidden)

    def seen(self, element: etree._Element, kind: str, pieces: list[str]) -> list[str]:
        """Return the text of a run, or of what stands around runs, as it is seen."""
        if kind == "m:den":
            return ["/", *pieces]
        if kind in _RIGHT_TO_LEFT and attribute(element) == "rtl":
            return [_RIGHT_TO_LEFT[kind], *pieces, _END]
        place = self._of(element).place if kind == "r" else _OF_MATH.get(kind)
        if place == "superscript":
            return [raised(piece) for piece in pieces]
        return [lowered(piece) for piece in pieces] if place == "subscript" else pieces

    def _of(self, run: etree._Element) -> _Look:
        properties = child(run, "rPr")
        look = _look(properties)
        paragraph = run.getparent()
        while paragraph is not None and name(paragraph) not in ("p", "tc", "body"):
            paragraph = paragraph.getparent()
        for style in (child(properties, "rStyle"), child(paragraph, "pPr", "pStyle")):
            identity = attribute(style)
            if identity is not None:
                look = look.over(self._style(identity))
        return look

    def _style(self, identity: str) -> _Look:
        look = _Look()
        for _ in range(_MAX_STYLES):
            look = look.over(self._own.get(identity, _Look()))
            if identity not in self._based_on:
                break
            identity = self._based_on[identity]
        return look


_OF_MATH = {"m:sup": "superscript", "m:deg": "superscript", "m:sub": "subscript"}


def symbol(element: etree._Element, before: str) -> str:
    """Return the character of a symbol; nothing where only a symbol font gives it a meaning.

    At a number nobody can tell what it shows, perhaps a digit: there it is `UNKNOWN`.
    """
    code = attribute(element, "char") or ""
    if not _CODE.fullmatch(code):
        return ""
    char = chr(int(code, 16))
    if char.isprintable():
        return char
    font = (attribute(element, "font") or "").casefold()
    is_digit = chr(int(code, 16) & 0xFF) in _IN_NUMBERS and not font.startswith(_PICTURE_FONTS)
    return UNKNOWN if is_digit or before[-1:] in _END_OF_NUMBER else ""


def dropdown(element: etree._Element) -> str:
    """Return the entry that a drop-down field shows, empty for every other field."""
    choices = child(element, "ffData", "ddList")
    if choices is None:
        return ""
    entries = [attribute(each) or "" for each in choices if name(each) == "listEntry"]
    chosen = attribute(child(choices, "result")) or attribute(child(choices, "default")) or "0"
    return entries[int(chosen)] if chosen.isdecimal() and len(chosen) < 4 and int(chosen) < len(entries) else ""


def versions(choice: etree._Element | None, fallback: etree._Element | None) -> tuple[str, str] | None:
    """Return the two texts of a content that is there twice, None where they are the same or one has none."""
    first, second = (
        "" if each is None else "".join("".join(text.text or "" for text in each.iter("{*}t")).split())
        for each in (choice, fallback)
    )
    return (first[:_SHOWN], second[:_SHOWN]) if first and second and first != second else None
