"""The values that series are made of.

Notes may name the looks of a mark, and every renderer draws it so: grey for what is `Emphasis.OTHER`, dotted lines for
changes of rules, darker cells for what is worse, hollow points for plain means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# One value a year, None where it is not known.
Values = list[float | None]


class Emphasis(StrEnum):
    """What a mark stands for; each renderer has a colour and a shape for it."""

    OWN = "own"
    COMPARED = "compared"
    OTHER = "other"
    TARGET = "target"
    WEAK = "weak"
    CALM = "calm"
    RISE = "rise"
    FALL = "fall"
    NEUTRAL = "neutral"
    IIT = "iit"
    EIT = "eit"
    OIT = "oit"


class Unit(StrEnum):
    """What an axis counts: scores of 0-100, points of such a score, or points of the total."""

    SCORE = "score"
    POINTS = "points"
    TOTAL_POINTS = "total_points"


class Side(StrEnum):
    """Where the label of a point belongs; a free one where its line leaves room."""

    ABOVE = "above"
    BELOW = "below"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Axis:
    """What is counted, from where to where; room for labels is the renderer's.

    ``title_cut`` replaces ``title`` where the axis is drawn from above 0; without ticks the renderer chooses.
    """

    title: str
    low: float
    high: float
    unit: Unit
    decimals: int = 2
    ticks: tuple[int, ...] = ()
    title_cut: str = ""

    def words(self, begins: float) -> str:
        """Return what the axis counts, and that it does not begin at 0 where it is drawn so."""
        return self.title_cut if begins > 0 and self.title_cut else self.title


@dataclass(frozen=True, slots=True)
class Point:
    """A known value of a year. The label may be empty; the tip is what opens under the pointer, a line each."""

    year: int
    value: float
    label: str = ""
    side: Side = Side.FREE
    tip: tuple[str, ...] = ()
    plain_mean: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Points by year, a year without one is a gap; ``end`` is its last value where the name is written at its end."""

    name: str
    emphasis: Emphasis
    points: tuple[Point, ...]
    end: str = ""
    indicator_no: int | None = None

    def values(self, years: Sequence[int]) -> Values:
        """Return one value for each of some years."""
        known = {point.year: point.value for point in self.points}
        return [known.get(year) for year in years]


@dataclass(frozen=True, slots=True)
class Band:
    """A level, or all that share a floor: from a total up to the next floor."""

    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LevelBands:
    """The bands of consecutive years under one rule, the best first; without bands, ``missing`` says why."""

    first_year: int
    last_year: int
    bands: tuple[Band, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What changed before a year: its caption and full wordings, and whether lines are cut before it."""

    year: int
    affects: str
    caption: str
    wordings: tuple[str, ...]
    cuts: bool


@dataclass(frozen=True, slots=True)
class LineSeries:
    """Lines over the years, in the order in which they are drawn; ``said`` is what a screen reader says instead."""

    axis: Axis
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    level_bands: tuple[LevelBands, ...] = ()
    rule_changes: tuple[RuleChange, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """The figure of an indicator, whose name is given without its number; ``detail`` is written under the name."""

    indicator_no: int
    name: str
    value: float
    label: str
    detail: str
    emphasis: Emphasis


@dataclass(frozen=True, slots=True)
class BarSeries:
    """Bars from above."""

    axis: Axis
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """The scores of an indicator in the years compared, and its change from the first to the last of them."""

    indicator_no: int
    name: str
    points: tuple[Point, ...]
    change: float
    label: str
    emphasis: Emphasis
    comparable: bool
    beside: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSeries:
    """Rows from above; ``order`` says how they are ordered, ``missing`` names what has no row, after its words."""

    axis: Axis
    years: tuple[int, ...]
    rows: tuple[ChangeRow, ...]
    order: str = ""
    missing_words: str = ""
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The figure of an indicator and year; without a value its label says so."""

    year: int
    value: float | None
    label: str


@dataclass(frozen=True, slots=True)
class CellRow:
    """The cells of an indicator, one a year."""

    indicator_no: int
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CellSeries:
    """A table of colours, rows from above; its axis is that of the colours, which are darkest for what is worst."""

    axis: Axis
    years: tuple[int, ...]
    rows: tuple[CellRow, ...]
    higher_is_better: bool
    rule_changes: tuple[RuleChange, ...] = ()
    notes: tuple[str, ...] = ()


Series = BarSeries | LineSeries | ChangeSeries | CellSeries
