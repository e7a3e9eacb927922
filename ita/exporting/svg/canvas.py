"""A sheet of SVG that knows where its texts, points and lines are, so that none is written over another."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from ita.documents.request import Digits
from ita.exporting import letters
from ita.exporting.letters import CIRCLE
from ita.exporting.series_digits import own_digits
from ita.exporting.svg import look as looks
from ita.exporting.svg.look import Look

SVG = "http://www.w3.org/2000/svg"
# How near two texts may come.
APART = 1.5
_HALO = 3.0
# A letter that is made of two, of Thai and of Lao, with the marks over it.
_AFTER_AM = re.compile("(?<=[\u0e33\u0eb3])")
_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}
# What it costs to write there: on a text or over the edge, on a point, across a line.
_ON_TEXT, _ON_POINT, _ON_LINE = 10_000.0, 40.0, 12.0


class Box(NamedTuple):
    """A rectangle in pixels from the left and the top."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, apart: float = 0.0) -> bool:
        """Tell whether two rectangles are nearer than `apart`."""
        return (
            self.left < other.right + apart
            and other.left < self.right + apart
            and self.top < other.bottom + apart
            and other.top < self.bottom + apart
        )

    def holds(self, other: Box) -> bool:
        """Tell whether another rectangle is inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def crossed(self, line: Line) -> bool:
        """Tell whether a straight line passes through."""
        low, high = 0.0, 1.0
        for start, end, least, most in (
            (line.x0, line.x1, self.left, self.right),
            (line.y0, line.y1, self.top, self.bottom),
        ):
            run = end - start
            if not run:
                if not least <= start <= most:
                    return False
                continue
            first, last = sorted(((least - start) / run, (most - start) / run))
            low, high = max(low, first), min(high, last)
        return low <= high


class Line(NamedTuple):
    """A straight line in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float


class Spot(NamedTuple):
    """Where a text may stand: its anchor, the line that it stands on, and what that place costs by itself."""

    x: float
    y: float
    anchor: str = "middle"
    cost: float = 0.0


def number(value: float) -> str:
    """Return a length as SVG has it, in hundredths of a pixel."""
    found = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if found == "-0" else found


def _attributes(given: Mapping[str, object]) -> dict[str, str]:
    named = {name.rstrip("_").replace("_", "-"): value for name, value in given.items() if value is not None}
    return {name: number(value) if isinstance(value, float | int) else str(value) for name, value in named.items()}


class Canvas:
    """What is drawn, from behind to the front, within a width that is given; `height` grows with what is drawn."""

    def __init__(self, width: float, lang: str, look: Look, digits: Digits = "arabic") -> None:
        self.width, self.height = float(width), 0.0
        self.lang, self.look, self.digits = lang, look, digits
        self.root = etree.Element(f"{{{SVG}}}g", nsmap={None: SVG})
        self.texts: list[Box] = []
        self.points: list[Box] = []
        self.lines: list[Line] = []

    def figure(self, value: object) -> str:
        """Return a year, a number or a tick as it is written: without zeros behind it, in digits as asked for."""
        return own_digits(f"{value:g}" if isinstance(value, float) else str(value), self.digits)

    def add(
        self, tag: str, style: Mapping[str, object], *, within: etree._Element | None = None, title: str = ""
    ) -> etree._Element:
        """Draw an element, with what a reader of screens says of it; what is None has no attribute."""
        made = etree.SubElement(self.root if within is None else within, f"{{{SVG}}}{tag}", _attributes(style))
        if title:
            etree.SubElement(made, f"{{{SVG}}}title").text = letters.clean(title)
        return made

    def rect(
        self,
        box: Box,
        fill: str,
        *,
        opacity: float | None = None,
        stroke: str | None = None,
        line: float | None = None,
        dash: str | None = None,
        title: str = "",
    ) -> None:
        """Draw a rectangle."""
        where = {"x": box.left, "y": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
        edge = {"stroke": stroke, "stroke_width": line, "stroke_dasharray": dash}
        self.add("rect", {**where, "fill": fill, "fill_opacity": opacity, **edge}, title=title)

    def rule(
        self,
        line: Line,
        stroke: str,
        width: float = 1.0,
        dash: str | None = None,
        *,
        solid: bool = False,
        title: str = "",
    ) -> None:
        """Draw a straight line; texts keep off a solid one."""
        where = {"x1": line.x0, "y1": line.y0, "x2": line.x1, "y2": line.y1}
        self.add("line", {**where, "stroke": stroke, "stroke_width": width, "stroke_dasharray": dash}, title=title)
        if solid:
            self.lines.append(line)

    def path(self, runs: Iterable[Sequence[tuple[float, float]]], stroke: str, width: float, dash: str | None) -> None:
        """Draw a line through the points of each run; texts keep off it."""
        parts = []
        for run in runs:
            parts += [f"{'L' if at else 'M'}{number(x)} {number(y)}" for at, (x, y) in enumerate(run)]
            self.lines += [Line(*one, *other) for one, other in pairwise(run)]
        if parts:
            style = {"stroke": stroke, "stroke_width": width, "stroke_linejoin": "round", "stroke_dasharray": dash}
            self.add("path", {"d": " ".join(parts), "fill": "none", **style})

    def point(
        self,
        x: float,
        y: float,
        shape: str,
        size: float,
        fill: str,
        *,
        edge: str = "#ffffff",
        line: float = 1.0,
        title: str = "",
    ) -> None:
        """Draw a point in its shape; texts keep off it."""
        half = size / 2
        style = {"fill": fill, "stroke": edge, "stroke_width": line}
        if shape == "circle":
            self.add("circle", {"cx": x, "cy": y, "r": half, **style}, title=title)
        elif shape == "square":
            self.rect(Box(x - half, y - half, x + half, y + half), fill, stroke=edge, line=line, title=title)
        else:
            corners = {"diamond": (4, -90.0), "triangle": (3, -90.0), "down": (3, 90.0), "hexagon": (6, 0.0)}
            count, turn = corners.get(shape, (5, -90.0))
            around = [math.radians(turn + 360 * at / count) for at in range(count)]
            reach = half * 1.25
            ends = " ".join(f"{number(x + reach * math.cos(a))},{number(y + reach * math.sin(a))}" for a in around)
            self.add("polygon", {"points": ends, **style}, title=title)
        self.points.append(Box(x - half, y - half, x + half, y + half))

    def box_of(self, text: str, x: float, y: float, size: float, anchor: str = "start", weight: int = 400) -> Box:
        """Return where a text is that stands there."""
        across = letters.width(text, size, weight)
        above, below = letters.extent(text, size, weight)
        left = x - across * _SHARE[anchor]
        return Box(left, y - above, left + across, y + below)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float = 14,
        *,
        fill: str | None = None,
        anchor: str = "start",
        weight: int = 400,
        halo: bool = False,
    ) -> Box:
        """Write a text in one line: `x` is its start, middle or end, `y` the line that it stands on."""
        text = letters.clean(text)
        if not text:
            return Box(x, y, x, y)
        box = self.box_of(text, x, y, size, anchor, weight)
        style: dict[str, object] = {"fill": fill or looks.text(self.look), "font_size": size}
        style["font_weight"] = weight if weight != 400 else None
        if halo:
            style |= {"stroke": "#ffffff", "stroke_width": _HALO, "stroke_linejoin": "round", "paint_order": "stroke"}
        at = box.left
        # The circle is no letter of the font.
        for place, part in enumerate(text.split(CIRCLE)):
            if place:
                across = letters.width(CIRCLE, size)
                self._circle(at + across / 2, y, size, fill or looks.text(self.look))
                at += across
            self._run(part, at, y, size, weight, style)
            at += letters.width(part, size, weight)
        self.texts.append(box)
        self.height = max(self.height, box.bottom)
        return box

    def _run(self, text: str, x: float, y: float, size: float, weight: int, style: dict[str, object]) -> None:
        """Write a run of letters; each part that follows a SARA AM begins where it was measured to.

        Typst takes a letter with its SARA AM to be as wide as the wider of both, and writes what follows over them.
        """
        begins = len(text) - len(text.lstrip())
        parts = [part for part in _AFTER_AM.split(text[begins:].rstrip()) if part]
        if not parts:
            return
        x += letters.width(text[:begins], size, weight)
        made = self.add("text", {"x": x, "y": y, **style})
        made.text = parts[0]
        for before, part in pairwise(parts):
            x += letters.width(before, size, weight)
            self.add("tspan", {"x": x}, within=made).text = part

    def _circle(self, x: float, y: float, size: float, stroke: str) -> None:
        style = {"fill": "none", "stroke": stroke, "stroke_width": size / 11}
        self.add("circle", {"cx": x, "cy": y - 0.33 * size, "r": 0.26 * size, **style})

    def block(
        self,
        text: str,
        x: float,
        y: float,
        across: float,
        size: float = 14,
        *,
        fill: str | None = None,
        weight: int = 400,
    ) -> float:
        """Write a text in lines within a width from its top, and return its bottom."""
        if not letters.clean(text):
            return y
        for line in letters.lines(text, size, across, weight):
            y += letters.LINE * size
            self.text(line, x, y - 0.25 * size, size, fill=fill, weight=weight)
        self.height = max(self.height, y)
        return y

    def cost(self, boxes: Sequence[Box], within: Box) -> float:
        """Return how bad it is to write lines there: on texts or out of a box the worst, then on points and lines."""
        out = 0.0 if all(within.holds(box) for box in boxes) else _ON_TEXT
        on_texts = sum(_ON_TEXT for other in self.texts if any(box.meets(other, APART) for box in boxes))
        on_points = sum(_ON_POINT for other in self.points if any(box.meets(other) for box in boxes))
        near = [Box(box.left - 2, box.top - 2, box.right + 2, box.bottom + 2) for box in boxes]
        return out + on_texts + on_points + sum(_ON_LINE for line in self.lines if any(b.crossed(line) for b in near))

    def boxes_of(self, lines: Sequence[str], place: Spot, size: float, weight: int = 400) -> list[Box]:
        """Return where each line of a text is, of which the first stands at a place."""
        step = letters.LINE * size
        return [
            self.box_of(line, place.x, place.y + step * row, size, place.anchor, weight)
            for row, line in enumerate(lines)
        ]

    def best(
        self, lines: Sequence[str], places: Iterable[Spot], size: float, within: Box, weight: int = 400
    ) -> tuple[Spot, float]:
        """Return the place that costs a text in lines the least, the first of equal ones, and that cost."""
        lines = [letters.clean(line) for line in lines]
        found: tuple[Spot, float] | None = None
        for place in places:
            if found is not None and place.cost >= found[1]:
                continue
            cost = place.cost + self.cost(self.boxes_of(lines, place, size, weight), within)
            if found is None or cost < found[1]:
                found = place, cost
        if found is None:
            raise ValueError("A text needs a place.")
        return found

    def label(
        self, lines: Sequence[str], places: Iterable[Spot], size: float, within: Box, fill: str, weight: int = 400
    ) -> None:
        """Write a text in lines where it costs the least."""
        place, _cost = self.best(lines, places, size, within, weight)
        self.write(lines, place, size, fill, weight)

    def write(self, lines: Sequence[str], place: Spot, size: float, fill: str, weight: int = 400) -> None:
        """Write a text in lines, readable on whatever is behind it."""
        for row, line in enumerate(lines):
            down = place.y + letters.LINE * size * row
            self.text(line, place.x, down, size, fill=fill, anchor=place.anchor, weight=weight, halo=True)
