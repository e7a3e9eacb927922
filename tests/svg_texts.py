"""What stands in a picture: its texts with their boxes, read from the SVG itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from ita.exporting import letters
from ita.exporting.svg.canvas import SVG, Box

_CLUSTER = re.compile("\\S[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*")
_MOVED = re.compile(r"translate\((-?[\d.]+)[ ,]+(-?[\d.]+)\)")


class Text(NamedTuple):
    """A text of a picture, where it stands, and its element."""

    text: str
    box: Box
    element: etree._Element


def root_of(svg: str) -> etree._Element:
    """Return the root of a picture, which is well-formed."""
    return etree.fromstring(svg.encode("utf-8"))


def moved(element: etree._Element) -> tuple[float, float]:
    """Return how far an element is moved by the groups around it."""
    right = down = 0.0
    for each in (element, *element.iterancestors()):
        found = _MOVED.fullmatch(each.get("transform", ""))
        if found:
            right, down = right + float(found[1]), down + float(found[2])
    return right, down


def texts_of(root: etree._Element) -> Iterator[Text]:
    """Return the texts of a picture, but for a mark across it."""
    for element in root.iter(f"{{{SVG}}}text"):
        if element.get("class") == "mark":
            continue
        text = "".join(element.itertext())
        size, weight = float(element.get("font-size", "")), int(element.get("font-weight", "400"))
        right, down = moved(element)
        left, base = float(element.get("x", "")) + right, float(element.get("y", "")) + down
        above, below = letters.extent(text, size, weight)
        box = Box(left, base - above, left + letters.width(text, size, weight), base + below)
        yield Text(text, box, element)


def size_of(root: etree._Element) -> Box:
    """Return the box of a picture."""
    return Box(0, 0, float(root.get("width", "")), float(root.get("height", "")))


def clusters(text: Text) -> Iterator[Box]:
    """Return the box of each letter with the marks above and below it."""
    size, weight = float(text.element.get("font-size", "")), int(text.element.get("font-weight", "400"))
    base = text.box.bottom - letters.extent(text.text, size, weight)[1]
    for cluster in _CLUSTER.finditer(text.text):
        left = text.box.left + letters.width(text.text[: cluster.start()], size, weight)
        above, below = letters.extent(cluster[0], size, weight)
        yield Box(left, base - above, left + letters.width(cluster[0], size, weight), base + below)


def overlaps(texts: list[Text]) -> list[tuple[str, str]]:
    """Return the texts of which letters are written over each other."""
    return [
        (one.text, other.text)
        for at, one in enumerate(texts)
        for other in texts[at + 1 :]
        if one.box.meets(other.box) and any(left.meets(right) for left in clusters(one) for right in clusters(other))
    ]
