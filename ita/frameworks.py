"""The rules of each fiscal year and the published figures, read from ``data/`` and checked.

Every rule is data with its source and certainty. A year without rules has none here: nothing borrows
another year's. Errors name file, row (as a spreadsheet counts them: the head is row 1) and column.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from ita.errors import N_, RulesError, SourceLocation
from ita.model import (
    Agency,
    Break,
    Indicator,
    IndicatorScore,
    InstrumentRule,
    PublishedExplanation,
    PublishedTotal,
    Question,
    QuestionCount,
    RatingLevel,
    ReportItem,
)
from ita.score_values import CENT, is_score


class _Row(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


T = TypeVar("T", bound=_Row)
FIRST_YEAR, LAST_YEAR = 2540, 2700
# A point of an indicator weighs weight / number of indicators; six decimals hold every such share exactly, so
# that totals can be summed in DECIMAL. A rule that does not fit is refused instead of being rounded.
SHARE_DECIMALS = 6
AFFECTS = ("scores", "levels", "questions")
LETTER_OF = {"IIT": "i", "EIT": "e", "OIT": "o"}


@dataclass(frozen=True, slots=True)
class Frameworks:
    """The rules of all years, each table in the order of its file."""

    instruments: tuple[InstrumentRule, ...]
    indicators: tuple[Indicator, ...]
    rating_levels: tuple[RatingLevel, ...]
    questions: tuple[Question, ...]
    question_counts: tuple[QuestionCount, ...]
    breaks: tuple[Break, ...]
    report_items: tuple[ReportItem, ...]

    # What a user states or assumes: basis by year (stated, assumed:YYYY), and the instrument of each indicator.
    bases: Mapping[int, str] = field(default_factory=dict)
    members_of: Mapping[int, Mapping[int, str]] = field(default_factory=dict)

    def codes(self, fiscal_year: int) -> dict[str, int]:
        """Return code to indicator number of a year's known questions; empty where the year's are not known."""
        return {q.code: q.indicator_no for q in self.questions if q.fiscal_year == fiscal_year}

    def has_rules(self, fiscal_year: int) -> bool:
        """Tell whether the weights of a year are known."""
        return any(r.fiscal_year_from <= fiscal_year <= r.fiscal_year_to for r in self.instruments)

    def weights(self, fiscal_year: int) -> dict[str, Decimal]:
        """Return instrument to weight of a year; empty for a year without rules."""
        return {
            r.instrument: r.weight for r in self.instruments if r.fiscal_year_from <= fiscal_year <= r.fiscal_year_to
        }

    def levels(self, fiscal_year: int) -> list[RatingLevel]:
        """Return the levels of a year, best first; empty for a year without levels."""
        return sorted(
            (r for r in self.rating_levels if r.fiscal_year_from <= fiscal_year <= r.fiscal_year_to),
            key=lambda r: r.level_order,
        )

    def instrument_of(self, fiscal_year: int) -> dict[int, str]:
        """Return indicator number to instrument of a year; in a year without rules as the ten shipped ones have it."""
        shipped = {i.indicator_no: i.instrument for i in self.indicators}
        return dict(self.members_of.get(fiscal_year, shipped))

    def basis(self, fiscal_year: int) -> str | None:
        """Return what the rules of a year rest on: shipped, stated or assumed:YYYY; None for a year without rules."""
        return self.bases.get(fiscal_year, "shipped") if self.has_rules(fiscal_year) else None

    def is_assumed(self, fiscal_year: int) -> bool:
        """Tell whether the rules of a year are another year's, used for the time being."""
        return self.bases.get(fiscal_year, "").startswith("assumed:")


@dataclass(frozen=True, slots=True)
class Published:
    """Published figures and the agencies that they belong to."""

    agencies: tuple[Agency, ...]
    indicator_scores: tuple[IndicatorScore, ...]
    totals: tuple[PublishedTotal, ...]
    explanations: tuple[PublishedExplanation, ...]


def _text(value: str) -> str:
    return value


def _year(value: str) -> int:
    year = int(value)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(value)
    return year


def _count(value: str) -> int:
    number = int(value)
    if number < 0:
        raise ValueError(value)
    return number


def score(value: str) -> Decimal:
    """Return a score of 0-100 with at most two decimals.

    Raises
    ------
    ValueError
        Anything else; the text is the argument.
    """
    if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", value):
        raise ValueError(value)
    number = Decimal(value)
    if not is_score(number):
        raise ValueError(value)
    return number.quantize(CENT)


def _weight(value: str) -> Decimal:
    number = Decimal(value)
    if not 0 < number <= 1:
        raise ValueError(value)
    return number


_BY_NAME: dict[str, Callable[[str], object]] = {
    "fiscal_year": _year,
    "fiscal_year_from": _year,
    "fiscal_year_to": _year,
    "weight": _weight,
    "score": score,
    "total": score,
    "min_total": score,
    "min_each_instrument": score,
    "indicator_no": _count,
    "level_order": _count,
    "sub_no": _count,
    "iit": _count,
    "eit": _count,
    "oit": _count,
    "agencies": _count,
    "passed_85": _count,
}
_HEADER_OF = {"level_order": "order"}


def read_rows(path: Path, kind: type[T]) -> list[tuple[T, SourceLocation]]:
    """Read a CSV file into values of `kind`, each with its place.

    Parameters
    ----------
    path
        UTF-8, comma separated, heads equal to the fields of `kind` (further columns are left alone).

    Raises
    ------
    RulesError
        The file is missing or not UTF-8, a column is missing, a required value is empty, or a value does not fit.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise RulesError(
            N_("The file {file} is missing from the installation."),
            {"file": path.name},
            location=SourceLocation(path.name),
            rule="rules-missing",
        ) from None
    except UnicodeDecodeError:
        raise RulesError(
            N_("The file {file} is not UTF-8 text."),
            {"file": path.name},
            location=SourceLocation(path.name),
            rule="rules-encoding",
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""))
    headers = next(reader, [])
    wanted = {f.name: _HEADER_OF.get(f.name, f.name) for f in fields(kind) if f.default_factory is MISSING}
    missing = [header for header in wanted.values() if header not in headers]
    if missing:
        raise RulesError(
            N_("The column {column} is missing."),
            {"column": ", ".join(missing)},
            location=SourceLocation(path.name, row=1),
            rule="rules-column",
        )
    optional = {f.name for f in fields(kind) if "None" in str(f.type)}
    rows: list[tuple[T, SourceLocation]] = []
    for number, cells in enumerate(reader, start=2):
        if not cells:
            continue
        if len(cells) != len(headers):
            raise RulesError(
                N_("The row has {found} cells where the head has {wanted}."),
                {"found": len(cells), "wanted": len(headers)},
                location=SourceLocation(path.name, row=number),
                rule="rules-shape",
            )
        values = dict(zip(headers, (cell.strip() for cell in cells), strict=True))
        built = {
            name: _value(path.name, number, headers.index(header) + 1, name, values[header], name in optional)
            for name, header in wanted.items()
        }
        location = SourceLocation(path.name, row=number)
        if any(f.name == "location" for f in fields(kind)):
            built["location"] = location
        rows.append((kind(**built), location))
    return rows


def _value(file: str, row: int, column: int, name: str, raw: str, optional: bool) -> object:
    """Return one cell converted, or refuse it with its place."""
    location = SourceLocation(file, row=row, column=column)
    if raw == "":
        if optional:
            return None
        raise RulesError(N_("The column {column} is empty."), {"column": name}, location=location, rule="rules-empty")
    try:
        return _BY_NAME.get(name, _text)(raw)
    except (ValueError, InvalidOperation):
        raise RulesError(
            N_("“{value}” is not a value that {column} can have."),
            {"value": raw, "column": name},
            location=location,
            rule="rules-value",
        ) from None


def _fail(text: str, location: SourceLocation, rule: str, **params: str | int) -> RulesError:
    return RulesError(text, params, location=location, rule=rule)


def _unique(rows: Iterable[tuple[T, SourceLocation]], key: Callable[[T], object]) -> None:
    seen: dict[object, int | None] = {}
    for value, location in rows:
        k = key(value)
        if k in seen:
            raise _fail(N_("The row repeats row {first}."), location, "rules-duplicate", first=seen[k] or 0)
        seen[k] = location.row


def _values(rows: Sequence[tuple[T, SourceLocation]]) -> tuple[T, ...]:
    return tuple(value for value, _ in rows)


def load_frameworks(folder: Path) -> Frameworks:
    """Read and check the rules of all years.

    Parameters
    ----------
    folder
        ``data/frameworks``.

    Raises
    ------
    RulesError
        With file and row of the first thing that is wrong.
    """
    instruments = read_rows(folder / "instruments.csv", InstrumentRule)
    indicators = read_rows(folder / "indicators.csv", Indicator)
    levels = read_rows(folder / "rating_levels.csv", RatingLevel)
    questions = read_rows(folder / "questions.csv", Question)
    counts = read_rows(folder / "question_counts.csv", QuestionCount)
    breaks = read_rows(folder / "breaks.csv", Break)
    items = read_rows(folder / "report_items.csv", ReportItem)
    _unique(indicators, lambda i: i.indicator_no)
    instrument_of = {i.indicator_no: i.instrument for i, _ in indicators}
    _check_weights(instruments, instrument_of)
    _check_levels(levels)
    _check_questions(questions, instrument_of)
    _unique(counts, lambda c: c.fiscal_year)
    _unique(items, lambda r: r.fiscal_year)
    for change, location in breaks:
        if change.affects not in AFFECTS:
            raise _fail(
                N_("“{value}” is not a value that {column} can have."),
                location,
                "rules-value",
                value=change.affects,
                column="affects",
            )
    return Frameworks(
        _values(instruments),
        _values(indicators),
        _values(levels),
        _values(questions),
        _values(counts),
        _values(breaks),
        _values(items),
    )


def _span_years(rule: InstrumentRule | RatingLevel, location: SourceLocation) -> range:
    if rule.fiscal_year_to < rule.fiscal_year_from:
        raise _fail(N_("The span of years ends before it begins."), location, "rules-span")
    return range(rule.fiscal_year_from, rule.fiscal_year_to + 1)


def _check_weights(rows: Sequence[tuple[InstrumentRule, SourceLocation]], instrument_of: Mapping[int, str]) -> None:
    """Refuse weights that do not sum to 1 in a year, overlap, or cannot be shared exactly among the indicators."""
    of_year: dict[int, dict[str, tuple[Decimal, SourceLocation]]] = defaultdict(dict)
    for rule, location in rows:
        size = sum(1 for instrument in instrument_of.values() if instrument == rule.instrument)
        if size == 0:
            raise _fail(
                N_("No indicator belongs to the instrument {instrument}."),
                location,
                "rules-instrument",
                instrument=rule.instrument,
            )
        share = (rule.weight / size).quantize(Decimal(1).scaleb(-SHARE_DECIMALS))
        if share * size != rule.weight:
            raise _fail(
                N_("The weight {weight} cannot be shared exactly among {size} indicators."),
                location,
                "rules-weight",
                weight=str(rule.weight),
                size=size,
            )
        for year in _span_years(rule, location):
            if rule.instrument in of_year[year]:
                first = of_year[year][rule.instrument][1].row
                raise _fail(N_("The row repeats row {first}."), location, "rules-duplicate", first=first or 0)
            of_year[year][rule.instrument] = (rule.weight, location)
    for year, weights in of_year.items():
        total = sum((weight for weight, _ in weights.values()), Decimal(0))
        if total != 1 or set(weights) != set(instrument_of.values()):
            raise _fail(
                N_("The weights of {year} sum to {total}, not to 1."),
                next(iter(weights.values()))[1],
                "rules-weight-sum",
                year=year,
                total=str(total),
            )


def _check_levels(rows: Sequence[tuple[RatingLevel, SourceLocation]]) -> None:
    """Refuse levels that are out of order or leave a total without a level."""
    of_year: dict[int, list[tuple[RatingLevel, SourceLocation]]] = defaultdict(list)
    for level, location in rows:
        for year in _span_years(level, location):
            of_year[year].append((level, location))
    for year, levels in of_year.items():
        for number, (level, location) in enumerate(levels, start=1):
            before = levels[number - 2][0] if number > 1 else None
            worse = before is None or (
                level.min_total <= before.min_total
                and (level.min_each_instrument or Decimal(-1)) <= (before.min_each_instrument or Decimal(-1))
            )
            if level.level_order != number or not worse:
                raise _fail(
                    N_("The levels of {year} must be listed from the best to the worst, numbered from 1."),
                    location,
                    "rules-level-order",
                    year=year,
                )
        if levels[-1][0].min_total != 0 or levels[-1][0].min_each_instrument is not None:
            raise _fail(
                N_("The lowest level of {year} must reach down to 0."), levels[-1][1], "rules-level-floor", year=year
            )


def _check_questions(rows: Sequence[tuple[Question, SourceLocation]], instrument_of: Mapping[int, str]) -> None:
    """Refuse codes that do not belong to their instrument, or questions under an unknown indicator."""
    _unique(rows, lambda q: (q.fiscal_year, q.code, q.sub_no))
    for question, location in rows:
        letter = LETTER_OF.get(question.instrument)
        if letter is None or not re.fullmatch(letter + r"\d{1,2}", question.code):
            raise _fail(
                N_("“{value}” is not a value that {column} can have."),
                location,
                "rules-value",
                value=question.code,
                column="code",
            )
        if instrument_of.get(question.indicator_no) != question.instrument:
            raise _fail(
                N_("Indicator {indicator} does not belong to {instrument}."),
                location,
                "rules-indicator",
                indicator=question.indicator_no,
                instrument=question.instrument,
            )


def load_published(folder: Path, frameworks: Frameworks) -> Published:
    """Read and check the published figures.

    Parameters
    ----------
    folder
        ``data/published``.

    Raises
    ------
    RulesError
        With file and row of the first thing that is wrong, among them an agency or indicator that is not known.
    """
    agencies = read_rows(folder / "agencies.csv", Agency)
    scores = read_rows(folder / "published_indicator_scores.csv", IndicatorScore)
    totals = read_rows(folder / "published_totals.csv", PublishedTotal)
    explanations = read_rows(folder / "published_explanations.csv", PublishedExplanation)
    _unique(agencies, lambda a: a.agency_id)
    _unique(scores, lambda s: (s.agency_id, s.fiscal_year, s.indicator_no))
    _unique(totals, lambda t: (t.agency_id, t.fiscal_year))
    known = {agency.agency_id for agency, _ in agencies}
    named = [(row.agency_id, location) for rows in (scores, totals, explanations) for row, location in rows]
    for agency_id, location in named:
        if agency_id not in known:
            raise _fail(N_("The agency “{agency}” is not known."), location, "rules-agency", agency=agency_id)
    numbers = {indicator.indicator_no for indicator in frameworks.indicators}
    for figure, location in scores:
        if figure.indicator_no not in numbers:
            raise _fail(
                N_("The indicator {indicator} is not known."),
                location,
                "rules-indicator",
                indicator=figure.indicator_no,
            )
    return Published(_values(agencies), _values(scores), _values(totals), _values(explanations))
