"""The figures of a score sheet, cell by cell: read, held against each other, and put together by year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple, TypeVar

from ita.characters import odd_figure, refuse_odd_figures
from ita.errors import InputError, Issue, Params, Severity, SourceLocation
from ita.frameworks import LAST_YEAR, Frameworks
from ita.importing.candidates import Ask, Candidate, Offer, TableView
from ita.importing.choices import AsRole
from ita.importing.files.grids import GridCell
from ita.importing.files.number_formats import shown_number
from ita.importing.scores.checks import Stated, as_evidence, check_instruments
from ita.importing.scores.duplicates import Repeats, has_decimal_comma
from ita.importing.scores.label_matcher import INSTRUMENTS, LEVEL, TOTAL, What, Words, question_code, shortened
from ita.importing.scores.text_keys import match_key, tidy
from ita.model import TypedResult
from ita.score_values import CENT, NOISE, in_range, is_score, without_noise
from ita.thai import BUDDHIST_ERA

K = TypeVar("K", tuple[int, int | str], tuple[int, str])
# So many decimals of a fraction are written; what a program's arithmetic leaves is behind them.
_NOISE_DIGITS = 6
FRACTION = "score-fraction"
# So many figures, none above 1, are fractions of 100 whatever their decimals.
ENOUGH_FRACTIONS = 5
# The longest level of any year has twenty letters.
LONGEST_LEVEL = 60
_NO_LEVEL_STARTS = ("<", ">", "=")
_NOTHING = frozenset(("", "-", "–", "—", "n/a", "na", "ไม่มี", "ไม่มีข้อมูล", "ไม่ทราบ"))
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_UNIT = re.compile(r"(?<!\s)\s*+(?:คะแนน|points?)$", re.IGNORECASE)
_YEAR = re.compile(r"(?:ประจำ)?(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?([0-9]{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """The score of a question of a survey or an item of the disclosure list, 0-100, with where it stood."""

    fiscal_year: int
    code: str
    score: Decimal
    location: SourceLocation


class Weight(NamedTuple):
    """An indicator's instrument, and the points of 100 that the rules of a year give the instrument."""

    instrument: str
    points: Decimal


def weights(frameworks: Frameworks, years: Iterable[int]) -> dict[tuple[int, int], Weight]:
    """Return what the rules of years give each indicator's instrument, by year and indicator; none without rules."""
    return {
        (year, number): Weight(rule.instrument, rule.weight * 100)
        for year in years
        for rule in frameworks.instruments
        if rule.fiscal_year_from <= year <= rule.fiscal_year_to
        for number, instrument in frameworks.instrument_of(year).items()
        if instrument == rule.instrument
    }


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """Scores read from a file or from pasted text: by year, oldest first, with everything that was noticed.

    `locations` says where a figure is, by year and indicator number, "total" or "level". `weights` has what the rules
    of its years give each indicator's instrument, by year and indicator; a year without rules has none. Issues of
    severity error are all that is wrong with the file; a sheet that has any is not stored.

    `candidates` are all runs of figures that the file offers, `asks` what a person has to decide before anything is
    stored (the issue of each is also among the issues), `offers` what was left out and can be taken as what it is, and
    `tables` the tables with what each column is taken for. `kind` is what the figures are to be stored as.
    """

    file: str | None
    years: tuple[TypedResult, ...]
    questions: tuple[QuestionScore, ...]
    issues: tuple[Issue, ...]
    locations: Mapping[tuple[int, What], SourceLocation] = field(default_factory=dict)
    weights: Mapping[tuple[int, int], Weight] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    asks: tuple[Ask, ...] = ()
    offers: tuple[Offer, ...] = ()
    tables: tuple[TableView, ...] = ()
    kind: AsRole = "result"
    # Scores of instruments as the file states them, where they are means of 0-100: evidence beside the calculated ones.
    stated: Mapping[tuple[int, str], Stated] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues that keep the sheet from being stored, those of questions that are open included."""
        return tuple(issue for issue in self.issues if issue.severity == "error")

    @property
    def faults(self) -> tuple[Issue, ...]:
        """The errors that no choice decides: what is wrong in the file itself."""
        asked = [ask.issue for ask in self.asks]
        return tuple(issue for issue in self.errors if issue not in asked)


@dataclass(frozen=True, slots=True)
class _Found:
    value: Decimal | str
    location: SourceLocation


def is_empty(cell: GridCell) -> bool:
    """Tell whether a cell says nothing, or says in one of the usual ways that there is no figure."""
    return cell.kind == "text" and match_key(cell.text) in _NOTHING


def quiet_year(cell: GridCell) -> int | None:
    """Return the year that is all that a cell says, also of another era or out of bounds; None where it is none."""
    found = _YEAR.fullmatch(match_key(cell.seen)) if cell.kind in ("text", "number", "date") else None
    return int(found[1]) if found else None


def check_level(level: str, location: SourceLocation) -> str:
    """Return a level as given; no list of levels is complete, but none is this long or opens as a tag or formula does.

    Raises
    ------
    InputError
        ``level-invalid``.
    """
    if len(level) > LONGEST_LEVEL or level.startswith(_NO_LEVEL_STARTS):
        raise InputError.of(Issue("level-invalid", {"level": shortened(level), "limit": LONGEST_LEVEL}, location))
    return level


def read_score(cell: GridCell, title: str) -> Decimal:
    """Return the score that a cell holds.

    Parameters
    ----------
    title
        Of what, for the message.

    Raises
    ------
    InputError
        ``score-not-a-number`` (also for percentages, dates and formulas without a value), ``score-range``,
        ``score-decimals``, ``figure-unclear``; nothing is rounded.
    """
    refuse_odd_figures(cell.text, cell.location)
    text = _UNIT.sub("", tidy(cell.text)).replace("−", "-")
    kind = "percent" if text.endswith("%") else cell.kind
    if kind in _WRONG_KINDS or not _PLAIN.fullmatch(text):
        params = {"what": title, "score": shortened(cell.shown or text, 40)}
        raise InputError.of(Issue("score-not-a-number", params, cell.location, kind if kind in _WRONG_KINDS else ""))
    # A number is judged as it is stored: what the cell shows of it may be rounded.
    params = {"what": title, "score": shortened(text, 40)}
    number = without_noise(Decimal(text))
    if not in_range(number):
        raise InputError.of(Issue("score-range", params, cell.location))
    if not is_score(number):
        # What the cell shows may have two: what it holds is said.
        variant = "" if cell.location.sheet is None else "cell"
        raise InputError.of(Issue("score-decimals", {**params, "score": f"{number:f}"}, cell.location, variant))
    return abs(number.quantize(CENT))


def plain_number(cell: GridCell) -> Decimal | None:
    """Return the number that a cell holds, None where it is none; nothing is noted."""
    text = _UNIT.sub("", tidy(cell.text)).replace("−", "-")
    return without_noise(Decimal(text)) if cell.kind in ("text", "number") and _PLAIN.fullmatch(text) else None


def fractions(cells: Iterable[GridCell]) -> list[GridCell]:
    """Return the cells of a run whose figures are fractions of 100: 0.9311 for 93.11."""
    numbers = [(cell, number) for cell in cells if (number := plain_number(cell)) is not None]
    inside = [(cell, number) for cell, number in numbers if 0 < number < 1]
    fine = [cell for cell, number in inside if number != round(number, 2) and number == round(number, 4)]
    small = all(0 <= number <= 1 for _, number in numbers)
    if small and (fine or len(inside) >= ENOUGH_FRACTIONS):
        return [cell for cell, number in numbers if number]
    return fine


def small_text(cell: GridCell) -> str:
    """Return a fraction as a person reads it, without what a program's arithmetic left behind."""
    number = plain_number(cell)
    return cell.text if number is None else f"{round(number, _NOISE_DIGITS).normalize():f}"


def hundredfold(cell: GridCell) -> GridCell:
    """Return the cell of a fraction as the score that it means."""
    number = plain_number(cell)
    return cell if number is None else replace(cell, text=f"{without_noise(number * 100).normalize():f}")


# Kinds of cells that hold no number, each with words of its own.
_WRONG_KINDS = frozenset(("percent", "date", "disguised", "formula"))


class Gathering:
    """Everything that is read of one file or text.

    Parameters
    ----------
    file
        Its name, None for pasted text.
    frameworks
        The rules of all years; scores of the ten indicators begin in the first year that has weights.
    newest_year
        The last year that a score can be of.
    """

    def __init__(self, file: str | None, frameworks: Frameworks, newest_year: int = LAST_YEAR) -> None:
        self.file = file
        self.frameworks = frameworks
        self.words = Words(frameworks)
        self.years_allowed = (min(rule.fiscal_year_from for rule in frameworks.instruments), newest_year)
        self.issues: list[Issue] = []
        self.repeats = Repeats(self.issues)
        self._values: dict[tuple[int, What], _Found] = {}
        self._questions: dict[tuple[int, str], _Found] = {}
        self._noted: set[tuple[object, ...]] = set()
        self.seen = 0

    @property
    def is_empty(self) -> bool:
        """Whether no figure was met, and nothing wrong that could be the reason."""
        return not self.seen and not any(issue.severity == "error" for issue in self.issues)

    def say(
        self,
        rule: str,
        location: SourceLocation,
        *,
        variant: str = "",
        severity: Severity | None = None,
        **params: str | int,
    ) -> None:
        """Note an issue."""
        issue = Issue(rule, params, location, variant)
        self.issues.append(issue if severity is None else replace(issue, severity=severity))

    def take(self, reason: InputError) -> None:
        """Note why something was refused."""
        self.issues.extend(reason.as_issues())

    def note(self, issue: Issue) -> None:
        """Note an issue, once."""
        key = (issue.rule, issue.variant, issue.location, tuple(issue.params.items()))
        if key not in self._noted:
            self._noted.add(key)
            self.issues.append(issue)

    def year(self, cell: GridCell) -> int | None:
        """Return the fiscal year that a cell names; None, and said, where it names none that can be."""
        found = quiet_year(cell)
        if found is not None:
            return self.year_at(found, cell.location)
        if is_empty(cell):
            self.issues.append(Issue("year-missing", location=cell.location, variant="row"))
        else:
            self.issues.append(Issue("year-invalid", {"year": shortened(cell.seen, 40)}, cell.location))
        return None

    def year_at(self, year: int, location: SourceLocation) -> int | None:
        """Return a year that a head or a cell names; None, and said, where scores cannot be of it."""
        first, newest = self.years_allowed
        params: Params = {"year": year, "first": first, "newest": newest, "buddhist": year + BUDDHIST_ERA}
        if 1900 <= year <= LAST_YEAR - BUDDHIST_ERA:
            self.note(Issue("year-invalid", params, location, variant="christian"))
        elif not first <= year <= newest:
            self.note(Issue("year-invalid", params, location, variant="outside"))
        else:
            return year
        return None

    def put(self, year: int | None, what: What, cell: GridCell) -> None:
        """Take a figure; without a year it is only checked. An empty cell is no figure."""
        if is_empty(cell):
            return
        self.seen += 1
        title = self.words.title(what)
        value: Decimal | str
        if what not in (LEVEL, *INSTRUMENTS) and self._comma(cell):
            return
        try:
            if what == LEVEL:
                value = check_level(re.sub(r"^ระดับ\s*", "", tidy(cell.text)), cell.location)
            elif what in INSTRUMENTS:
                value = _instrument_figure(cell)
            else:
                value = read_score(cell, title)
                self._say_rounded(cell, title)
        except InputError as reason:
            self.take(reason)
            return
        if year is not None:
            self._add_once(self._values, (year, what), _Found(value, cell.location), title)

    def _say_rounded(self, cell: GridCell, title: str) -> None:
        """Say where a sheet shows fewer decimals than it holds: what it holds is taken."""
        seen = shown_number(cell.shown) if cell.kind == "number" and cell.shown is not None else None
        # What a program's arithmetic leaves behind the decimals is shown by nobody.
        if seen is not None and abs(abs(seen) - abs(Decimal(cell.text))) > NOISE:
            self.say("score-shown-rounded", cell.location, what=title, shown=cell.seen, score=cell.text)

    def put_question(self, year: int | None, code: GridCell, cell: GridCell) -> None:
        """Take the score of a question; without a year it is only checked."""
        if is_empty(cell):
            return
        self.seen += 1
        read = question_code(code.text)
        score = None
        try:
            if not self._comma(cell):
                score = read_score(cell, read.code if read else shortened(code.text))
        except InputError as reason:
            self.take(reason)
        if read is None:
            self.say("question-code-unknown", code.location, variant="form", code=shortened(code.text))
            return
        if not read.plain and match_key(code.text)[:1].isdigit():
            self.say("code-read-as", code.location, written=tidy(code.text), code=read.code)
        if year is None or score is None:
            return
        known = self.frameworks.codes(year)
        # The questions of one instrument may be known where those of another are not.
        if read.code not in known and any(code[0] == read.code[0] for code in known):
            self.say("question-code-unknown", code.location, code=read.code, year=year)
        self._add_once(self._questions, (year, read.code), _Found(score, cell.location), read.code)

    def _comma(self, cell: GridCell) -> bool:
        """Tell whether a cell's figure has a decimal comma, which is then noted."""
        text = _UNIT.sub("", tidy(cell.text))
        if cell.kind != "text" or not has_decimal_comma(text):
            return False
        self.repeats.comma(text, cell.location)
        return True

    def _add_once(self, kept: dict[K, _Found], key: K, found: _Found, title: str) -> None:
        before = kept.setdefault(key, found)
        if before.value != found.value:
            self.repeats.twice(key[0], title, (str(before.value), before.location), (str(found.value), found.location))

    def sheet(self) -> ScoreSheet:
        """Return everything that was taken, put together by year and checked."""
        years = sorted({year for year, what in self._values if what not in INSTRUMENTS})
        results = tuple(self._result(year) for year in years)
        stated = {
            (year, each.instrument): each
            for year in sorted({year for year, _ in self._values})
            for each in self._check_instruments(year)
        }
        for year in sorted({year for year, _ in self._questions} - set(years)):
            location = next(found.location for (of, _), found in self._questions.items() if of == year)
            self.say(
                "questions-without-scores",
                SourceLocation(location.file, location.table, sheet=location.sheet),
                year=year,
            )
        questions = tuple(
            QuestionScore(year, code, found.value, found.location)
            for (year, code), found in self._questions.items()
            if isinstance(found.value, Decimal)
        )
        locations = {key: found.location for key, found in self._values.items()}
        return ScoreSheet(
            self.file, results, questions, tuple(self.issues), locations, weights(self.frameworks, years), stated=stated
        )

    def _result(self, year: int) -> TypedResult:
        of_year = {what: found for (of, what), found in self._values.items() if of == year}
        scores = {
            what: found.value
            for what, found in of_year.items()
            if isinstance(what, int) and isinstance(found.value, Decimal)
        }
        total = of_year[TOTAL].value if TOTAL in of_year else None
        level = self._level(year, of_year[LEVEL]) if LEVEL in of_year else None
        return TypedResult(year, dict(sorted(scores.items())), total if isinstance(total, Decimal) else None, level)

    def _level(self, year: int, found: _Found) -> str:
        """Return a level as the rules of its year spell it; as written, and said, where they have no such level."""
        written = str(found.value)
        levels = [rule.level_th for rule in self.frameworks.levels(year)]
        for level in levels:
            if match_key(level) == match_key(written):
                return level
        if levels:
            self.say("level-unknown", found.location, level=shortened(written), year=year, levels=", ".join(levels))
        return written

    def _check_instruments(self, year: int) -> list[Stated]:
        """Say what stated instruments of a year are, and return those that are evidence."""
        stated = [
            Stated(instrument, self._values[year, instrument].value, self._values[year, instrument].location)
            for instrument in INSTRUMENTS
            if (year, instrument) in self._values
        ]
        scores = {
            what: found.value
            for (of, what), found in self._values.items()
            if of == year and isinstance(what, int) and isinstance(found.value, Decimal)
        }
        total = self._values.get((year, TOTAL))
        known_total = total.value if total and isinstance(total.value, Decimal) else None
        issues = check_instruments(self.frameworks, year, scores, known_total, stated)
        self.issues += issues
        return as_evidence(stated, issues, has_rules=self.frameworks.has_rules(year))


def _instrument_figure(cell: GridCell) -> Decimal | str:
    """Return an instrument's figure as a number where it is one; it is only compared, never shown as a score."""
    text = _UNIT.sub("", tidy(cell.text))
    if odd_figure(cell.text):
        return text
    text = text.replace(",", ".") if has_decimal_comma(text) else text
    return Decimal(text) if cell.kind in ("text", "number") and _PLAIN.fullmatch(text) else text
