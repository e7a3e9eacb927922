"""Which runs of figures are the result: one clear one is taken, several or none are asked about, the rest is offered.

What a person chose goes before what the file says, unless the two contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from ita.errors import InputError, Issue, SourceLocation, column_letters
from ita.formatting import at_most
from ita.importing.candidates import Ask, Candidate, Offer, Role
from ita.importing.choices import ImportChoices
from ita.importing.scores import figure_roles
from ita.importing.scores.figure_runs import Run
from ita.importing.scores.label_matcher import shortened
from ita.importing.scores.run_names import NAMED_AT_MOST, named_columns, names_of
from ita.importing.scores.run_questions import AGENCY_DIFFERS, MOST_CANDIDATES, MOST_RIVALS, Questions
from ita.importing.scores.run_roles import ROLES, role_among, set_year
from ita.importing.scores.sheet_builder import plain_number
from ita.importing.scores.text_keys import match_key, tidy

_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_STRONG, _PLAIN, _UNCLEAR, _NO_RESULT = range(4)


@dataclass(slots=True)
class Decision:
    """What is read, what is asked, what is offered, and what there is to say of it."""

    taken: list[Run] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)


def decide(
    runs: Sequence[Run],
    choices: ImportChoices,
    file: SourceLocation,
    *,
    sheets: Sequence[str] = (),
    default_year: int | None = None,
) -> Decision:
    """Decide over all runs of a file.

    Parameters
    ----------
    file
        The place of the whole.
    sheets
        Names of the sheets that were read.
    default_year
        The year of pasted text that names none beside its figures.

    Raises
    ------
    InputError
        ``choice-unknown``: there is no such sheet or column; ``choice-contradicts``: the file states something else.
    """
    return _Deciding(runs, choices, file, sheets, default_year).decide()


class _Deciding:
    def __init__(
        self,
        runs: Sequence[Run],
        choices: ImportChoices,
        file: SourceLocation,
        sheets: Sequence[str],
        default_year: int | None,
    ) -> None:
        self.runs = list(runs)
        self.choices = choices
        self.file = file
        self.sheets = sheets
        if AGENCY_DIFFERS in choices.accept:
            for run in self.runs:
                run.evidence = [each for each in run.evidence if each.kind != figure_roles.OTHER_AGENCY]
        self.roles: dict[int, Role] = {}
        self.values: dict[int, dict[object, str]] = {}
        own_years: dict[int, set[int | None]] = {}
        for run in self.runs:
            own_years.setdefault(run.grid, set()).add(run.own_year)
        for run in self.runs:
            set_year(run, choices.fiscal_year, default_year)
            self.roles[id(run)] = role_among(run, own_years[run.grid])
        self.questions = Questions(self.runs, self.roles)

    def decide(self) -> Decision:
        pool = self._chosen(self.runs)
        if self.choices.as_role in ("targets", "average"):
            taken = self._as_said(pool, self.choices.as_role)
        else:
            taken = self._results(pool)
        questions = self.questions
        questions.say_years(taken)
        ids = {id(run) for run in taken}
        candidates = [questions.candidate(run, is_taken=id(run) in ids) for run in self.runs[:MOST_CANDIDATES]]
        is_of_results = self.choices.as_role not in ("targets", "average")
        questions.offer([run for run in pool if id(run) not in ids], says_left_out=bool(taken) and is_of_results)
        return Decision(taken, questions.asks, questions.offers, questions.issues, candidates)

    # What a person chose

    def _chosen(self, runs: Sequence[Run]) -> list[Run]:
        """Return the runs that choices of a sheet, of columns and of a year leave.

        Raises
        ------
        InputError
            There is no such sheet or column, or the file states another year.
        """
        pool = list(runs)
        sheet = self.choices.sheet
        if sheet is not None:
            if match_key(sheet) not in {match_key(name) for name in self.sheets}:
                raise self._unknown("sheet", sheet, [str(name) for name in self.sheets])
            pool = [run for run in pool if match_key(run.sheet or "") == match_key(sheet)]
        if self.choices.columns:
            pool = self._of_columns(pool)
        year = self.choices.fiscal_year
        if year is not None and pool:
            pool = self._of_year(pool, year)
        return pool

    def _of_columns(self, pool: Sequence[Run]) -> list[Run]:
        found: list[Run] = []
        for given in self.choices.columns:
            key = match_key(given)
            fitting = [run for run in pool if key in {match_key(name) for name in (*run.names, run.header)}]
            if not fitting and _LETTERS.fullmatch(given.strip()):
                fitting = [
                    run for run in pool if given.strip().upper() in {column_letters(column) for column in run.columns}
                ]
            if not fitting:
                known = [f"{shortened(run.header, 40)} ({named_columns(run)})" for run in pool]
                raise self._unknown("column", given, list(dict.fromkeys(known)))
            found += [run for run in fitting if run not in found]
        return found

    def _of_year(self, pool: Sequence[Run], year: int) -> list[Run]:
        fitting = [run for run in pool if run.year == year or (run.year is None and run.year_cell is not None)]
        wanted = {"targets": "target", "average": "average"}.get(self.choices.as_role or "", "result")
        states = sorted({run.year for run in pool if run.year is not None and self.roles[id(run)] == wanted})
        if self.choices.columns:
            states = states or sorted({run.year for run in pool if run.year is not None})
            clear = bool(fitting)
        else:
            clear = any(self.roles[id(run)] == wanted for run in fitting) or not states
        if fitting and clear:
            # A run of which no year is known is of the one chosen; it was dated before.
            return fitting
        states = states or sorted({run.year for run in pool if run.year is not None})
        if not states:
            return list(pool)
        raise InputError.of(
            Issue(
                "choice-contradicts",
                {"year": year, "states": ", ".join(map(str, states))},
                next((run.location for run in pool if run.year in states), self.file),
                variant="year",
            )
        )

    def _unknown(self, variant: str, given: str, known: Sequence[str]) -> InputError:
        names = at_most(known, NAMED_AT_MOST)
        params = {"given": shortened(given, 40), "known": names or "–"}
        return InputError.of(Issue("choice-unknown", params, self.file, variant))

    # Targets and averages, by choice

    def _as_said(self, pool: Sequence[Run], as_role: Literal["targets", "average"]) -> list[Run]:
        role: Role = ROLES[as_role]
        fitting = [run for run in pool if self.roles[id(run)] == role]
        if not fitting and as_role == "average":
            fitting = [run for run in pool if figure_roles.MEAN in run.kinds]
        if not fitting:
            # Nothing says what they are; a result that is called one is none of these.
            fitting = [run for run in pool if not run.is_strong and self.roles[id(run)] in ("result", "unclear")]
            fitting = [run for run in fitting if figure_roles.RESULT not in run.kinds or self.choices.columns]
        if not fitting:
            raise InputError.of(
                Issue(
                    "choice-contradicts",
                    {"what": names_of(pool)},
                    pool[0].location if pool else self.file,
                    variant="targets" if as_role == "targets" else "average",
                )
            )
        fitting = [run for run in fitting if not run.is_question]
        self.questions.ask_years(fitting)
        return self._without_conflicts(fitting)

    # Results

    def _results(self, pool: Sequence[Run]) -> list[Run]:
        tiers: dict[int, int] = {id(run): self._tier(run) for run in pool}
        picked = self.choices.columns or self.choices.sheet or any(run.as_role for run in pool)
        if picked or self.choices.as_role == "result":
            self._pick(pool, tiers)
        clear = [run for run in pool if tiers[id(run)] <= _PLAIN]
        if not clear:
            if pool:
                self.questions.ask_none(pool)
            return []
        kept = self._without_conflicts(clear)
        kept = self._without_rivals(kept, [run for run in pool if tiers[id(run)] == _UNCLEAR], tiers)
        self.questions.ask_years(kept)
        return kept

    def _tier(self, run: Run) -> int:
        role = self.roles[id(run)]
        if role == "result":
            return _STRONG if run.is_strong or run.as_role == "result" else _PLAIN
        return _UNCLEAR if role == "unclear" else _NO_RESULT

    def _pick(self, pool: Sequence[Run], tiers: dict[int, int]) -> None:
        """Take what a person picked as a result, unless the file says that it is a target or an average."""
        has_result = any(self._tier(run) <= _PLAIN for run in self.runs)
        named = bool(self.choices.columns)
        for run in pool:
            role = self.roles[id(run)]
            if self.choices.sheet is not None and role == "unclear" and not has_result:
                tiers[id(run)] = _PLAIN
            if role in ("target", "average") and named and (self.choices.as_role != "result" or has_result):
                raise InputError.of(
                    Issue(
                        "choice-contradicts",
                        {"column": shortened(run.header)},
                        run.location,
                        variant="target-column" if role == "target" else "average-column",
                    )
                )
            if named or (self.choices.as_role == "result" and not has_result):
                tiers[id(run)] = min(tiers[id(run)], _PLAIN)

    def _without_conflicts(self, runs: Sequence[Run]) -> list[Run]:
        """Return the runs, but for those of a year that give different figures for one thing: they are asked about."""
        kept: list[Run] = []
        order = sorted(runs, key=lambda run: (run.is_question, run.year or 0))
        for _, same in groupby(order, key=lambda run: (run.is_question, run.year)):
            group = list(same)
            # Far more of one year than anybody chooses from: each is read, and that they differ is said cell by cell.
            few = group if len(group) <= MOST_RIVALS else []
            rivals = [
                run
                for run in few
                if any(other is not run and self._differ(run, other) and _told_apart(run, other) for other in few)
            ]
            if rivals:
                self.questions.ask_which(rivals)
            left = {id(run) for run in rivals}
            kept += [run for run in group if id(run) not in left]
        ids = {id(run) for run in kept}
        return [run for run in runs if id(run) in ids]

    def _differ(self, run: Run, other: Run) -> bool:
        """Tell whether two runs give different figures for one thing."""
        for each in (run, other):
            if id(each) not in self.values:
                self.values[id(each)] = _values(each)
        mine, its = self.values[id(run)], self.values[id(other)]
        return any(its.get(name, value) != value for name, value in mine.items())

    def _without_rivals(self, clear: Sequence[Run], unclear: Sequence[Run], tiers: Mapping[int, int]) -> list[Run]:
        """Return the clear runs, but for plain ones beside a round or what came after an appeal: which counts?"""
        kept = list(clear)
        unclear = [other for other in unclear if other.kinds & {figure_roles.ROUND, figure_roles.AFTER}][:MOST_RIVALS]
        for run in list(clear):
            if not unclear or tiers[id(run)] == _STRONG or self.choices.columns:
                continue
            rivals = [other for other in unclear if other.year in (run.year, None) and self._differ(run, other)]
            if rivals:
                self.questions.ask_which([run, *rivals])
                kept.remove(run)
        return kept


def _values(run: Run) -> dict[object, str]:
    values: dict[object, str] = {}
    for figure in run.figures:
        name: object = figure.what if figure.code is None else match_key(figure.code.text)
        if name is not None:
            number = plain_number(figure.cell)
            values.setdefault(name, tidy(figure.cell.text) if number is None else f"{number.normalize():f}")
    return values


def _told_apart(run: Run, other: Run) -> bool:
    """Tell whether a person can choose between two runs by what is said of them, not only by their places."""
    if run.is_bare_year and other.is_bare_year and run.kinds == other.kinds:
        return False
    if run.kinds - {"year"} != other.kinds - {"year"}:
        return True
    if run.sheet != other.sheet or (run.row is not None and other.row is not None):
        return False
    return run.columns != other.columns or match_key(run.header) != match_key(other.header)
