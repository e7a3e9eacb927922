"""The rules of one year as a user states them, and what makes them sound. Pure: rows of text in, values out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from ita.calendar import today_in_bangkok
from ita.errors import N_, InputError, Issue, SourceLocation
from ita.frameworks import LETTER_OF, SHARE_DECIMALS, Frameworks
from ita.score_values import CENT, in_range, is_score
from ita.thai import arabic_digits, fiscal_year, match_key, tidy

# The ten indicators begin with the framework of 2562 (data/frameworks/breaks.csv).
FIRST_YEAR = 2562
INSTRUMENTS = tuple(LETTER_OF)
RECORDS = ("instrument", "indicator", "level")
COLUMNS = (
    "fiscal_year",
    "record",
    "number",
    "name",
    "instrument",
    "weight",
    "min_total",
    "min_each_instrument",
    "source",
)
LONGEST = {"name": 60, "source": 300}
_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?")
_NO_NAME_STARTS = ("<", ">", "=")


@dataclass(frozen=True, slots=True)
class Weight:
    """An instrument's share of the total (0-1, at most six decimals)."""

    instrument: str
    weight: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Member:
    """The instrument that measures an indicator."""

    indicator_no: int
    instrument: str
    source: str


@dataclass(frozen=True, slots=True)
class Level:
    """A level with its floors in points of 0-100: of the total, and of each instrument where the rule has one."""

    level: str
    min_total: Decimal
    min_each_instrument: Decimal | None
    source: str


@dataclass(frozen=True, slots=True)
class YearRules:
    """The rules of one year; levels from the best to the worst, none where they are not known."""

    fiscal_year: int
    weights: tuple[Weight, ...]
    members: tuple[Member, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One row of rules as written; a column that is not there is empty.

    `location` tells where a column of the row stands, None the row itself.
    """

    cells: Mapping[str, str]
    location: Callable[[str | None], SourceLocation] = field(default=lambda _column: SourceLocation())

    def text(self, column: str) -> str:
        """Return a cell without needless spaces, digits as 0-9."""
        return arabic_digits(tidy(self.cells.get(column, "")))


def last_year() -> int:
    """Return the last fiscal year that rules can be for: the next one, whose rules may be announced already."""
    return fiscal_year(today_in_bangkok()) + 1


def check_year(year: int, location: SourceLocation | None = None) -> int:
    """Return a fiscal year that rules can be for.

    Raises
    ------
    InputError
        ``rules-year``: before the ten indicators, or too far ahead.
    """
    if not FIRST_YEAR <= year <= last_year():
        raise InputError.of(
            Issue(
                "rules-year",
                {"year": year, "first": FIRST_YEAR, "last": last_year()},
                location or SourceLocation(),
                variant="outside",
            )
        )
    return year


class _Reading:
    """The rows of a file or form on their way to values, with everything that is wrong with them."""

    def __init__(self, frameworks: Frameworks) -> None:
        self.names = {
            i.indicator_no: {match_key(name) for name in (i.name_th, i.name_en, i.older_name_th) if name}
            for i in frameworks.indicators
        }
        self.wrong: list[Issue] = []
        self.weights: dict[int, list[tuple[Weight, RuleRow]]] = defaultdict(list)
        self.members: dict[int, list[tuple[Member, RuleRow]]] = defaultdict(list)
        self.levels: dict[int, list[tuple[Level, RuleRow]]] = defaultdict(list)

    def refuse(
        self, rule: str, row: RuleRow, column: str | None = None, *, variant: str = "", **params: str | int
    ) -> None:
        """Note what is wrong, with its place."""
        self.wrong.append(Issue(rule, params, row.location(column), variant))

    def take(self, row: RuleRow) -> None:
        """Take one row."""
        year = self._year(row)
        record, source = row.text("record"), row.text("source")
        if record not in RECORDS:
            self.refuse("rules-record", row, "record", value=record[:40], records=", ".join(RECORDS))
            return
        if not source:
            self.refuse("rules-source", row, "source")
        for column, longest in LONGEST.items():
            if len(row.text(column)) > longest:
                self.refuse("rules-long", row, column, limit=longest)
        if record == "level":
            self._level(row, year, source)
            return
        instrument = row.text("instrument").upper()
        if instrument not in INSTRUMENTS:
            self.refuse(
                "rules-instrument",
                row,
                "instrument",
                variant="unknown",
                value=instrument[:40],
                instruments=", ".join(INSTRUMENTS),
            )
        elif record == "instrument":
            weight = self._weight(row)
            if year and weight is not None:
                self.weights[year].append((Weight(instrument, weight, source), row))
        else:
            number = self._indicator(row)
            if year and number is not None:
                self.members[year].append((Member(number, instrument, source), row))

    def _year(self, row: RuleRow) -> int | None:
        written = row.text("fiscal_year")
        if not re.fullmatch(r"\d{4}", written):
            self.refuse("rules-year", row, "fiscal_year", variant="unknown", value=written[:40])
            return None
        try:
            return check_year(int(written), row.location("fiscal_year"))
        except InputError as reason:
            self.wrong += reason.as_issues()
            return None

    def _weight(self, row: RuleRow) -> Decimal | None:
        written = row.text("weight")
        found = Decimal(written) if _NUMBER.fullmatch(written) else None
        if found is None or not 0 < found <= 1:
            self.refuse("rules-weight", row, "weight", variant="unknown", value=written[:40])
            return None
        if found != round(found, SHARE_DECIMALS):
            self.refuse("rules-decimals", row, "weight", variant="weight", value=written[:40], decimals=SHARE_DECIMALS)
            return None
        return found

    def _indicator(self, row: RuleRow) -> int | None:
        written, name = row.text("number"), row.text("name")
        number = int(written) if re.fullmatch(r"\d{1,2}", written) else None
        if number not in self.names:
            self.refuse("rules-indicator", row, "number", value=written[:40])
            return None
        if name and match_key(name) not in self.names[number]:
            self.refuse("rules-indicator-name", row, "name", number=number, name=name[:60])
            return None
        return number

    def _points(self, row: RuleRow, column: str) -> Decimal | None:
        """Return points of 0-100 with at most two decimals, or None with what is wrong."""
        written = row.text(column)
        found = Decimal(written) if _NUMBER.fullmatch(written) else None
        if found is None or not in_range(found):
            self.refuse("rules-score", row, column, value=written[:40])
            return None
        if not is_score(found):
            self.refuse("rules-decimals", row, column, variant="score", value=written[:40])
            return None
        return found.quantize(CENT)

    def _level(self, row: RuleRow, year: int | None, source: str) -> None:
        name = row.text("name")
        if not name or name.startswith(_NO_NAME_STARTS):
            self.refuse("rules-level-name", row, "name")
            return
        total = self._points(row, "min_total")
        floor = self._points(row, "min_each_instrument") if row.text("min_each_instrument") else None
        if not year or total is None or (floor is None and row.text("min_each_instrument")):
            return
        of_year = self.levels[year]
        if row.text("number") and row.text("number") != str(len(of_year) + 1):
            self.refuse("rules-level-order", row, "number", variant="numbers", year=year)
        of_year.append((Level(name, total, floor, source), row))

    def check(self) -> None:
        """Hold the rows of each year against each other."""
        for year in sorted({*self.weights, *self.members, *self.levels}):
            self._check_weights(year)
            self._check_levels(year)

    def _check_weights(self, year: int) -> None:
        weights, members = self.weights[year], self.members[year]
        self._unique([(weight.instrument, row) for weight, row in weights], "instrument")
        self._unique([(str(member.indicator_no), row) for member, row in members], "number")
        rows = weights or members or [(None, self.levels[year][0][1])]
        total = sum((weight.weight for weight, _ in weights), Decimal(0))
        if total != 1:
            self.refuse("rules-weight-sum", rows[-1][1], "weight", year=year, total=f"{total:f}")
        named = {weight.instrument for weight, _ in weights}
        for member, row in members:
            if member.instrument not in named:
                self.refuse(
                    "rules-instrument", row, "instrument", variant="weightless", instrument=member.instrument, year=year
                )
        for weight, row in weights:
            size = sum(1 for member, _ in members if member.instrument == weight.instrument)
            if size == 0:
                self.refuse("rules-instrument", row, "instrument", variant="empty", instrument=weight.instrument)
            elif (weight.weight / size).quantize(Decimal(1).scaleb(-SHARE_DECIMALS)) * size != weight.weight:
                self.refuse("rules-weight", row, "weight", variant="unshared", weight=f"{weight.weight:f}", size=size)

    def _check_levels(self, year: int) -> None:
        levels = self.levels[year]
        self._unique([(match_key(level.level), row) for level, row in levels], "name")
        lowest = Decimal(-1)
        for (before, _), (level, row) in pairwise(levels):
            floors = (before.min_total, before.min_each_instrument or lowest)
            under = (level.min_total, level.min_each_instrument or lowest)
            if under == floors or any(mine > above for mine, above in zip(under, floors, strict=True)):
                self.refuse(
                    "rules-level-order", row, "min_total", variant="floors", level=level.level, before=before.level
                )
        if levels and (levels[-1][0].min_total != 0 or levels[-1][0].min_each_instrument is not None):
            self.refuse("rules-level-floor", levels[-1][1], "min_total", year=year)

    def _unique(self, keys: Sequence[tuple[str, RuleRow]], column: str) -> None:
        seen: set[str] = set()
        for key, row in keys:
            if key in seen:
                self.refuse("rules-duplicate", row, column)
            seen.add(key)

    def values(self) -> tuple[YearRules, ...]:
        """Return the rules of each year, instruments and indicators in their own order."""
        return tuple(
            YearRules(
                year,
                tuple(sorted((w for w, _ in self.weights[year]), key=lambda w: INSTRUMENTS.index(w.instrument))),
                tuple(sorted((m for m, _ in self.members[year]), key=lambda m: m.indicator_no)),
                tuple(level for level, _ in self.levels[year]),
            )
            for year in sorted(self.weights)
        )


def read_rules(rows: Sequence[RuleRow], frameworks: Frameworks) -> tuple[YearRules, ...]:
    """Return the rules of each year that rows state, oldest first.

    Raises
    ------
    InputError
        With everything that is wrong, each with its place; the first is the message.
    """
    reading = _Reading(frameworks)
    for row in rows:
        reading.take(row)
    if not reading.wrong:
        # What a row lacks would be said once more of its year.
        reading.check()
    if reading.wrong:
        hint = N_("Nothing was stored. Correct every place that is named.")
        raise InputError.of(reading.wrong[0], hint=hint, issues=tuple(reading.wrong))
    if not reading.weights:
        raise InputError(N_("No rules are stated: weights and indicators are missing."), rule="rules-empty")
    return reading.values()


def as_rows(rules: YearRules, frameworks: Frameworks) -> list[dict[str, str]]:
    """Return the rules of a year as rows of text by column; `read_rules` gives the same rules of them."""
    names = {i.indicator_no: i.name_th for i in frameworks.indicators}
    empty = dict.fromkeys(COLUMNS, "") | {"fiscal_year": str(rules.fiscal_year)}
    rows = [
        empty | {"record": "instrument", "instrument": w.instrument, "weight": plain(w.weight), "source": w.source}
        for w in rules.weights
    ]
    rows += [
        empty
        | {
            "record": "indicator",
            "number": str(m.indicator_no),
            "name": names.get(m.indicator_no, ""),
            "instrument": m.instrument,
            "source": m.source,
        }
        for m in rules.members
    ]
    rows += [
        empty
        | {
            "record": "level",
            "number": str(number),
            "name": level.level,
            "min_total": plain(level.min_total),
            "min_each_instrument": "" if level.min_each_instrument is None else plain(level.min_each_instrument),
            "source": level.source,
        }
        for number, level in enumerate(rules.levels, start=1)
    ]
    return rows


def plain(number: Decimal) -> str:
    """Return a number without needless zeros."""
    return f"{number.normalize():f}"


def same_rules(one: YearRules, other: YearRules) -> bool:
    """Tell whether two years' rules are the same, sources included."""
    return (one.weights, one.members, one.levels) == (other.weights, other.members, other.levels)
