"""Deep links: what a screen shows, as query parameters, in our own codec with explicit years and stable ids.

``?v=1&a=ban-mo&y=2568&i=9&l=en``. A value that is not known is said, and never read as another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from ita.errors import N_, Issue

VERSION = "1"
LANGUAGES = ("th", "en")
ORDERS = ("gap", "lost")
VIEWS = ("total", "instruments", "indicators", "change", "heatmap")


@dataclass(frozen=True, slots=True)
class Link:
    """What a link names; None where it leaves the choice open."""

    agency: str | None = None
    year: int | None = None
    indicator: int | None = None
    order: str | None = None
    from_year: int | None = None
    to_year: int | None = None
    view: str | None = None
    lang: str | None = None
    part: int | None = None


def encode(link: Link) -> dict[str, str]:
    """Return a link as query parameters; what is open is left out."""
    values = {
        "a": link.agency,
        "y": link.year,
        "i": link.indicator,
        "o": link.order,
        "f": link.from_year,
        "t": link.to_year,
        "w": link.view,
        "p": link.part,
        "l": link.lang if link.lang != "th" else None,
    }
    return {"v": VERSION, **{key: str(value) for key, value in values.items() if value is not None}}


def to_url(path: str, link: Link) -> str:
    """Return a link as a relative address, such as ``measures?v=1&a=ban-mo&y=2568&i=9``."""
    return f"{path}?{urlencode(encode(link))}"


def decode(params: Mapping[str, str]) -> tuple[Link, tuple[Issue, ...]]:
    """Return the link that query parameters name, and an issue for each value that cannot be one.

    Whether an agency or year is known is for the screen to say; here only the form is checked.
    """
    issues: list[Issue] = []

    def refuse(key: str) -> None:
        issues.append(
            Issue(
                "link-value",
                "warning",
                N_("The link names “{key}={value}”, which is not known here."),
                {"key": key, "value": params[key][:40]},
            )
        )

    if params and params.get("v", VERSION) != VERSION:
        refuse("v")
        return Link(), tuple(issues)
    numbers: dict[str, int | None] = {}
    for key, low, high in (("y", 2400, 2800), ("i", 1, 99), ("f", 2400, 2800), ("t", 2400, 2800), ("p", 1, 9)):
        raw = params.get(key)
        numbers[key] = int(raw) if raw is not None and raw.isascii() and raw.isdigit() and len(raw) <= 4 else None
        number = numbers[key]
        if raw is not None and (number is None or not low <= number <= high):
            numbers[key] = None
            refuse(key)
    choices: dict[str, str | None] = {}
    for key, allowed in (("o", ORDERS), ("l", LANGUAGES), ("w", VIEWS)):
        raw = params.get(key)
        choices[key] = raw if raw in allowed else None
        if raw is not None and raw not in allowed:
            refuse(key)
    link = Link(
        params.get("a") or None,
        numbers["y"],
        numbers["i"],
        choices["o"],
        numbers["f"],
        numbers["t"],
        choices["w"],
        choices["l"],
        numbers["p"],
    )
    return link, tuple(issues)
