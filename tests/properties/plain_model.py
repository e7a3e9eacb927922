"""What the store is meant to do, in plain lists and dictionaries: no SQL and no views, only the shipped files.

The rules are those that are written down in words. An import is never changed, only taken back. Of one agency, year
and origin the last import that was not taken back counts, whole: scores with total and level as one part, questions as
another. Own results are shown before those of a report, then published ones, then synthetic ones. Of targets the last
one counts for each indicator by itself. Numbers grow by one; the clock decides nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from ita.paths import DATA

ORIGINS = ("own_result", "report", "published", "synthetic")
ROLES = ("own", "sample", "published", "benchmark", "demo")
TEN = range(1, 11)
Key = tuple[str, int, str]


def shipped_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a shipped file."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Agency:
    """An agency, as far as anything depends on it."""

    name: str
    province: str
    role: str
    kind: str


@dataclass(frozen=True)
class Plan:
    """What a report plans for an indicator: titles of measures; steps, with the measure (from 1) they stand under."""

    measures: tuple[str, ...]
    steps: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class Holds:
    """What one import holds."""

    kind: str
    agency: str | None
    file: str | None = None
    # Of what came as bytes: the same bytes again change nothing while all of them counts.
    sha256: str | None = None
    scores: Mapping[Key, Mapping[int, Decimal]] = field(default_factory=dict)
    totals: Mapping[Key, tuple[Decimal | None, str | None]] = field(default_factory=dict)
    questions: Mapping[Key, Mapping[str, Decimal]] = field(default_factory=dict)
    plans: Mapping[tuple[str, int], Mapping[int, Plan]] = field(default_factory=dict)
    targets: Mapping[tuple[str, int, int | None], tuple[Decimal, str, str | None]] = field(default_factory=dict)
    # The file of its scores, where it has several.
    of_scores: str | None = None

    @property
    def parts(self) -> set[tuple[str, str, int, str]]:
        """What of it can be replaced by a later import: results, and questions."""
        results = {("result", *key) for key in (*self.scores, *self.totals)}
        return results | {("questions", *key) for key in self.questions}

    @property
    def years(self) -> list[int]:
        """Years of its figures and targets."""
        return sorted({part[2] for part in self.parts} | {year for _, year, _ in self.targets})

    @property
    def agency_years(self) -> list[tuple[str, int]]:
        """Agencies and years of its figures and targets."""
        return sorted({part[1:3] for part in self.parts} | {(agency, year) for agency, year, _ in self.targets})

    def of(self, agency: str) -> Holds:
        """Return what it holds of an agency."""

        def mine(held: Mapping[Any, Any]) -> Mapping[Any, Any]:
            return {key: value for key, value in held.items() if key[0] == agency}

        return replace(
            self,
            scores=mine(self.scores),
            totals=mine(self.totals),
            questions=mine(self.questions),
            plans=mine(self.plans),
            targets=mine(self.targets),
        )


@dataclass
class Entry:
    """An import that was stored; `undone` is who took it back and why."""

    number: int
    import_id: str
    holds: Holds
    person: str | None
    undone: tuple[str | None, str] | None = None
    # Whether the town came with it: the town stays when the import goes.
    made_agency: bool = False


@dataclass(frozen=True)
class Event:
    """Something that was done, for doing it again elsewhere: `number` is of the import that was made or taken back."""

    what: str
    number: int | None
    do: Callable[..., Any] | None = None


class Plain:
    """The state that is predicted."""

    def __init__(self) -> None:
        self.agencies: dict[str, Agency] = {
            row["agency_id"]: Agency(row["name_th"], row["province"], row["role"], row["kind"])
            for row in shipped_rows("published/agencies.csv")
        }
        self.entries: list[Entry] = []
        self.events: list[Event] = []

    # What is done

    @property
    def next_number(self) -> int:
        """The number of the next import."""
        return max((entry.number for entry in self.entries), default=0) + 1

    def add(self, holds: Holds, import_id: str, person: str | None, *, made_agency: bool = False) -> Entry:
        """Store an import."""
        entry = Entry(self.next_number, import_id, holds, person, None, made_agency)
        self.entries.append(entry)
        return entry

    @property
    def counting(self) -> list[Entry]:
        """Imports that were not taken back, the earliest first."""
        return [entry for entry in self.entries if entry.undone is None]

    def same_bytes(self, holds: Holds) -> Entry | None:
        """Return the last import of the same bytes for the same agency of which everything counts already.

        One that later imports took the place of, in whole or in part, is stored anew.
        """
        same = [
            entry
            for entry in self.counting
            if (entry.holds.sha256, entry.holds.agency) == (holds.sha256, holds.agency)
            and all(self._last_entry(*part) is entry for part in entry.holds.parts)
        ]
        return same[-1] if same and holds.sha256 else None

    def agency_of(self, name: str, province: str) -> str | None:
        """Return the agency that a title names; of several one's own, then the sample."""
        named = [(ROLES.index(t.role), a) for a, t in self.agencies.items() if (t.name, t.province) == (name, province)]
        return min(named)[1] if named else None

    # What is shown

    def _last_entry(self, part: str, agency: str, year: int, origin: str) -> Entry | None:
        holding = [entry for entry in self.counting if (part, agency, year, origin) in entry.holds.parts]
        return holding[-1] if holding else None

    def _last(self, part: str, agency: str, year: int, origin: str) -> Holds | None:
        entry = self._last_entry(part, agency, year, origin)
        return entry.holds if entry else None

    def _results(self, agency: str, year: int) -> list[tuple[str, Holds]]:
        """Return the results that count, by origin, the one that is shown first."""
        found = ((origin, self._last("result", agency, year, origin)) for origin in ORIGINS)
        return [(origin, holds) for origin, holds in found if holds is not None]

    def scores(self, agency: str, year: int) -> dict[int, tuple[Decimal, str, str | None]]:
        """Return indicator to score, origin and file of what is shown."""
        shown: dict[int, tuple[Decimal, str, str | None]] = {}
        for origin, holds in self._results(agency, year):
            for number, score in holds.scores.get((agency, year, origin), {}).items():
                shown.setdefault(number, (score, origin, holds.of_scores or holds.file))
        return shown

    def is_copy(self, agency: str, year: int, scores: Mapping[int, Decimal]) -> bool:
        """Tell whether all ten scores of a year are those that are shown of another, which is asked about."""
        others = {part[2] for entry in self.counting for part in entry.holds.parts if part[1] == agency} - {year}
        shown = ({n: score for n, (score, *_) in self.scores(agency, other).items()} for other in others)
        return any(each == scores for each in shown)

    def total(self, agency: str, year: int) -> tuple[Decimal | None, str | None, str | None]:
        """Return total and level as typed or published, and their origin."""
        for origin, holds in self._results(agency, year):
            if (agency, year, origin) in holds.totals:
                return (*holds.totals[agency, year, origin], origin)
        return (None, None, None)

    def years(self, agency: str) -> dict[int, tuple[bool, bool]]:
        """Return the years of which anything is known: whether there is a score, and whether a report counts."""
        years = {year for e in self.counting for _, a, year, _ in e.holds.parts if a == agency}
        known = sorted((year for year in years if self._results(agency, year)), reverse=True)
        return {year: (bool(self.scores(agency, year)), self.plans(agency, year) is not None) for year in known}

    def plans(self, agency: str, year: int) -> Mapping[int, Plan] | None:
        """Return the plans of the report that counts."""
        found = [e.holds.plans[agency, year] for e in self.counting if (agency, year) in e.holds.plans]
        return found[-1] if found else None

    def questions(self, agency: str, year: int) -> dict[str, tuple[Decimal, str]]:
        """Return question code to score and origin of what is shown."""
        shown: dict[str, tuple[Decimal, str]] = {}
        for origin in ORIGINS:
            holds = self._last("questions", agency, year, origin)
            for code, score in holds.questions[agency, year, origin].items() if holds else ():
                shown.setdefault(code, (score, origin))
        return shown

    def targets(self, agency: str) -> dict[tuple[int, int | None], tuple[Decimal, str, str | None]]:
        """Return year and indicator (None: the total) to target, who set it, and the note."""
        return {
            (year, number): target
            for entry in self.counting
            for (of, year, number), target in entry.holds.targets.items()
            if of == agency
        }

    # What each import is said to be

    def current_years(self, entry: Entry, agency: str) -> list[int]:
        """Return the years for which any of an import's figures of an agency counts."""
        if entry.undone is not None:
            return []
        current = {part[2] for part in entry.holds.of(agency).parts if self._last_entry(*part) is entry}
        return sorted(current | {year for of, year, _ in self._current_targets(entry) if of == agency})

    def _current_targets(self, entry: Entry) -> list[tuple[str, int, int | None]]:
        later = [e for e in self.counting if e.number > entry.number]
        return [key for key in entry.holds.targets if not any(key in e.holds.targets for e in later)]

    def is_superseded(self, entry: Entry, agency: str) -> bool:
        """Tell whether nothing of an import that was not taken back counts any more for an agency."""
        return not self.current_years(entry, agency)

    def imports(self, agency: str) -> list[Entry]:
        """Return what a user has put in for an agency, the latest first."""
        return [
            e
            for e in reversed(self.entries)
            if e.holds.agency == agency or (e.holds.kind == "bulk" and e.holds.of(agency).parts)
        ]

    def history(self) -> list[tuple[int, str, str | None]]:
        """Return number, act and person of all that was done, the latest import first, its undo before it."""
        acts: list[tuple[int, str, str | None]] = []
        for entry in reversed(self.entries):
            if entry.undone is not None:
                acts.append((entry.number, "undo", entry.undone[0]))
            acts.append((entry.number, "import", entry.person))
        return acts


# Figures that follow from scores, in exact fractions


@cache
def _rules() -> tuple[list[dict[str, str]], list[dict[str, str]], dict[str, list[int]]]:
    instruments: dict[str, list[int]] = {}
    for row in shipped_rows("frameworks/indicators.csv"):
        instruments.setdefault(row["instrument"], []).append(int(row["indicator_no"]))
    return shipped_rows("frameworks/instruments.csv"), shipped_rows("frameworks/rating_levels.csv"), instruments


def _of_year(rows: Iterable[dict[str, str]], year: int) -> list[dict[str, str]]:
    return [row for row in rows if int(row["fiscal_year_from"]) <= year <= int(row["fiscal_year_to"])]


def levels_of(year: int) -> list[str]:
    """Return the levels of a year, best first; empty for a year without rules."""
    return [row["level_th"] for row in sorted(_of_year(_rules()[1], year), key=lambda row: int(row["order"]))]


def cents(value: Fraction | None) -> Decimal | None:
    """Return a fraction rounded half-up to two decimals."""
    if value is None:
        return None
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def calculated(year: int, scores: Mapping[int, Decimal], *, average: bool) -> dict[str, Any]:
    """Return total, means of the instruments, and level, as far as scores and the rules of the year give them."""
    weights, levels, members = _rules()
    weight = {row["instrument"]: Fraction(row["weight"]) for row in _of_year(weights, year)}
    means = {
        instrument: sum(map(Fraction, (scores[n] for n in numbers)), Fraction(0)) / len(numbers)
        for instrument, numbers in members.items()
        if instrument in weight and all(n in scores for n in numbers)
    }
    total = sum((weight[i] * mean for i, mean in means.items()), Fraction(0)) if len(means) == len(members) else None
    level = None
    if total is not None and not average:
        for row in sorted(_of_year(levels, year), key=lambda row: int(row["order"])):
            floor = Fraction(row["min_each_instrument"] or 0)
            if total >= Fraction(row["min_total"]) and all(mean >= floor for mean in means.values()):
                level = row["level_th"]
                break
    said: dict[str, Any] = {name.lower(): cents(means.get(name)) for name in members}
    return {"total": cents(total), "level": level, **said}
