"""Deep links: what a screen shows, as query parameters, in our own codec with explicit years and stable ids.

``?v=1&a=ban-mo&y=2568&i=9&l=en``. A value that is not known is said, and never read as another one. Simulated scores
are those that were set, by indicator: ``s=9-91_10-83.5``. A paper is named with its language and digits:
``d=brief&g=th&n=thai``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from ita.errors import Issue

VERSION = "1"
LANGUAGES = ("th", "en")
ORDERS = ("gap", "lost")
# A year, or an indicator, that a link names and that is not known: nothing is shown for it until a person chooses.
OPEN = 0
# An indicator and its score, 0-100 with at most two decimals; a link holds ten of them at most.
_SCORE = re.compile(r"([1-9][0-9]?)-(100(?:\.0{1,2})?|[0-9]{1,2}(?:\.[0-9]{1,2})?)", re.ASCII)
MOST_SCORES = 10
# As many years between two that are compared can stand in one picture.
MOST_BETWEEN = 4
# A step of a presentation, by the key of its section; a presentation has no more of them than this.
_STEP = re.compile(r"[a-z]{1,12}(-[0-9]{1,2})?", re.ASCII)
MOST_STEPS = 30
LOOKS = ("light", "dark", "contrast")
DIGITS = ("thai", "arabic")
# The name of a paper; whether there is one of it is for the screen to say.
_PAPER = re.compile(r"[a-z]{1,20}(-[a-z]{1,9})?", re.ASCII)
VIEWS = ("total", "instruments", "indicators", "change", "heatmap")


_YEARS = (2400, 2800)
# The numbers that a link names, and between which two each is.
_NUMBERS = {"y": _YEARS, "i": (1, 99), "m": (1, 999_999_999), "f": _YEARS, "t": _YEARS, "p": (1, 9)}


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
    scores: Mapping[int, Decimal] = field(default_factory=dict)
    between: tuple[int, ...] = ()
    # Of a presentation: the step that is shown, the steps in their order, and its colours.
    step: str | None = None
    steps: tuple[str, ...] = ()
    look: str | None = None
    # Number of the snapshot that is shown; None for what is current.
    snapshot: int | None = None
    paper: str | None = None
    paper_lang: str | None = None
    digits: str | None = None


def encode_scores(scores: Mapping[int, Decimal]) -> str | None:
    """Return scores by indicator as a link holds them, without needless zeros; None where there are none."""
    said = (f"{number}-{scores[number]:.2f}".rstrip("0").rstrip(".") for number in sorted(scores))
    return "_".join(said) or None


def decode_scores(text: str) -> dict[int, Decimal] | None:
    """Return the scores by indicator that a link names; None where a part of it is no score, or one stands twice."""
    if len(text) > MOST_SCORES * len("10-100.00_"):
        return None
    found = [_SCORE.fullmatch(part) for part in text.split("_")]
    scores = {int(each[1]): Decimal(each[2]) for each in found if each}
    return scores if len(scores) == len(found) <= MOST_SCORES else None


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
        "s": encode_scores(link.scores),
        "b": ",".join(str(year) for year in link.between) or None,
        "k": link.step,
        "q": ".".join(link.steps) or None,
        "c": link.look,
        "m": link.snapshot,
        "d": link.paper,
        "g": link.paper_lang,
        "n": link.digits,
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
        issues.append(Issue("link-value", {"key": key, "value": params[key][:40]}))

    if params and params.get("v", VERSION) != VERSION:
        refuse("v")
        return Link(), tuple(issues)
    numbers: dict[str, int | None] = {}
    for key, (low, high) in _NUMBERS.items():
        raw = params.get(key)
        numbers[key] = int(raw) if raw is not None and raw.isascii() and raw.isdigit() and len(raw) <= 9 else None
        number = numbers[key]
        if raw is not None and (number is None or not low <= number <= high):
            numbers[key] = None
            refuse(key)
    choices: dict[str, str | None] = {}
    for key, allowed in (
        ("o", ORDERS),
        ("l", LANGUAGES),
        ("w", VIEWS),
        ("c", LOOKS),
        ("g", LANGUAGES),
        ("n", DIGITS),
    ):
        raw = params.get(key)
        choices[key] = raw if raw in allowed else None
        if raw is not None and raw not in allowed:
            refuse(key)
    paper = params.get("d")
    if paper is not None and not _PAPER.fullmatch(paper):
        paper = None
        refuse("d")
    scores = decode_scores(params["s"]) if "s" in params else {}
    if scores is None:
        refuse("s")
    between = params.get("b", "").split(",") if "b" in params else []
    if (
        any(not (each.isascii() and each.isdigit() and len(each) == 4) for each in between)
        or len(between) > MOST_BETWEEN
    ):
        refuse("b")
        between = []
    named_steps = {key: params[key].split(".") for key in ("k", "q") if params.get(key)}
    for key, steps in list(named_steps.items()):
        if len(steps) > (1 if key == "k" else MOST_STEPS) or not all(_STEP.fullmatch(each) for each in steps):
            refuse(key)
            del named_steps[key]
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
        scores or {},
        tuple(sorted({int(each) for each in between})),
        named_steps.get("k", [None])[0],
        tuple(dict.fromkeys(named_steps.get("q", ()))),
        choices["c"],
        numbers["m"],
        paper,
        choices["g"],
        choices["n"],
    )
    return link, tuple(issues)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens, once it is known what there is: `OPEN` where it names what is not known.

    Attributes
    ----------
    lost
        It names an agency that is not known, or is of another version: none is shown until a person chooses.
    agency, year, indicator, from_year, to_year, between
        What is named and known; None where it leaves the choice open.
    """

    link: Link
    lost: bool
    agency: str | None
    year: int | None
    indicator: int | None
    from_year: int | None
    to_year: int | None
    between: tuple[int, ...]
    problems: tuple[Issue, ...]


def resolve(
    params: Mapping[str, str],
    agencies: Collection[str],
    years_of: Callable[[str], Collection[int]],
    current: str | None,
) -> Opened:
    """Return what query parameters open, with an issue for everything in them that is not known.

    Parameters
    ----------
    params
        Of the address.
    agencies
        Ids of all agencies, the hidden ones too.
    years_of
        Gives the years of which something is known of an agency.
    current
        The agency that is shown where the link names none: its years are those that the link can mean.
    """
    link, found = decode(params)
    problems = list(found)
    if any(issue.params["key"] == "v" for issue in found):
        return Opened(link, True, None, None, None, None, None, (), found)
    if link.agency is not None and link.agency not in agencies:
        problems.append(Issue("link-agency", {"agency": link.agency[:40]}))
    lost = link.agency is not None and link.agency not in agencies
    agency = None if lost else link.agency
    looked_at = None if lost else link.agency or current
    known = years_of(looked_at) if looked_at is not None else ()

    def named(key: str, year: int | None) -> int | None:
        """Return the year that a part of the link names; said and open where nothing is known of it."""
        if key not in params or lost:
            return None
        if year is not None and year not in known:
            problems.append(Issue("link-year", {"year": year}, variant="unknown"))
        return year if year in known else OPEN

    year, from_year, to_year = (
        named(key, value) for key, value in (("y", link.year), ("f", link.from_year), ("t", link.to_year))
    )
    if from_year and from_year == to_year:
        problems.append(Issue("link-year", {"year": to_year}, variant="itself"))
        to_year = OPEN
    between = tuple(
        each for each in link.between if named("b", each) and (from_year or 0) < each < (to_year or each + 1)
    )
    indicator = OPEN if "i" in params and link.indicator is None else link.indicator
    return Opened(link, lost, agency, year, indicator, from_year, to_year, between, tuple(problems))
