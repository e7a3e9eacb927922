"""Which runs of figures are the result: one clear one is taken, several or none are asked about, the rest is offered.

What a person chose goes before what the file says, unless the two contradict each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Literal

from ita.errors import InputError, Issue, SourceLocation
from ita.formatting import at_most
from ita.importing.candidates import Ask, Candidate, Evidence, Offer, Role
from ita.importing.choices import ImportChoices
from ita.importing.scores import figure_roles
from ita.importing.scores.figure_runs import Run
from ita.importing.scores.label_matcher import shortened
from ita.importing.scores.sheet_builder import plain_number
from ita.importing.scores.text_keys import match_key, tidy
from ita.messages import REGISTRY
from ita.score_values import in_range

# What a person accepts who says that a file with another agency's name is of the one that is imported for.
AGENCY_DIFFERS = "agency-differs"
_NAMED_AT_MOST = 12
_MOST_RIVALS, _MOST_CANDIDATES, _SEVERAL = 60, 500, 2
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_OF_RESULTS, _OF_TARGETS = frozenset(("result",)), frozenset(("result", "target", "plan"))


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
        self.default_year = default_year
        self.decision = Decision()
        if AGENCY_DIFFERS in choices.accept:
            for run in self.runs:
                run.evidence = [each for each in run.evidence if each.kind != figure_roles.OTHER_AGENCY]
        self.roles: dict[int, Role] = {}
        self.values: dict[int, dict[object, str]] = {}
        self.own_years: dict[int, set[int | None]] = {}
        self.of_sheet: dict[str | None, list[Run]] = {}
        self.of_row: Counter[tuple[int, int | None]] = Counter()
        for run in self.runs:
            self.own_years.setdefault(run.grid, set()).add(run.own_year)
            self.of_sheet.setdefault(run.sheet, []).append(run)
            self.of_row[run.grid, run.row] += 1
        for run in self.runs:
            self._date(run)
            self.roles[id(run)] = self._role(run)

    def decide(self) -> Decision:
        pool = self._chosen(self.runs)
        if self.choices.as_role in ("targets", "average"):
            taken = self._as_said(pool, self.choices.as_role)
        else:
            taken = self._results(pool)
        self._say_years(taken)
        self.decision.taken = taken
        ids = {id(run) for run in taken}
        self.decision.candidates = [
            self._candidate(run, is_taken=id(run) in ids) for run in self.runs[:_MOST_CANDIDATES]
        ]
        self._offer([run for run in pool if id(run) not in ids])
        return self.decision

    # Of which year a run is, and what

    def _date(self, run: Run) -> None:
        """Find the year of a run: its own, else that of the title or the sheet where it is the result's."""
        if run.own_year is not None:
            run.year = run.own_year
            return
        if run.year_cell is not None:
            # Its row has a cell for the year; what is wrong there is said.
            return
        wanted = _OF_TARGETS if figure_roles.role_of(run.near or run.kinds) == "target" else _OF_RESULTS
        in_title = {y.year: e for y, e in run.years if e.where != "sheet" and self._fits(y, e, run, wanted)}
        in_sheet = {y.year: e for y, e in run.years if e.where == "sheet" and self._fits(y, e, run, wanted)}
        if self.default_year is not None:
            run.year = self.default_year
        elif len(in_title) == 1 and (not in_sheet or set(in_sheet) == set(in_title)):
            ((run.year, run.year_from),) = in_title.items()
        elif not in_title and len(in_sheet) == 1:
            ((run.year, run.year_from),) = in_sheet.items()
        elif (self.choices.fiscal_year is not None and not in_title and not in_sheet) or self.choices.fiscal_year in {
            *in_title,
            *in_sheet,
        }:
            run.year = self.choices.fiscal_year

    @staticmethod
    def _fits(year: figure_roles.YearSaid, evidence: Evidence, run: Run, wanted: frozenset[str]) -> bool:
        if year.of in wanted:
            return True
        # A title that joins results and targets is of both.
        return year.of == "target" and figure_roles.TARGET not in {
            e.kind for e in run.evidence if e.where == evidence.where
        }

    def _role(self, run: Run) -> Role:
        if run.as_role is not None:
            return _ROLES[run.as_role]
        role = run.role
        titled = {y.year for y, e in run.years if e.where != "sheet" and y.of == "result"}
        if role == "result" and not run.is_bare_year and run.own_year is not None and len(titled) == 1:
            (of_title,) = titled
            mine = self.own_years[run.grid]
            if run.own_year != of_title and of_title in mine:
                # Beside the year that the title speaks of, another one is only shown for comparison.
                return "earlier" if run.own_year < of_title else "unclear"
        return role

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
                fitting = [run for run in pool if given.strip().upper() in {letters(column) for column in run.columns}]
            if not fitting:
                known = [f"{shortened(run.header, 40)} ({_named_columns(run)})" for run in pool]
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
        names = at_most(known, _NAMED_AT_MOST)
        params = {"given": shortened(given, 40), "known": names or "–"}
        return InputError.of(Issue("choice-unknown", params, self.file, variant))

    # Targets and averages, by choice

    def _as_said(self, pool: Sequence[Run], as_role: Literal["targets", "average"]) -> list[Run]:
        role: Role = _ROLES[as_role]
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
                    {"what": _listed(pool)},
                    pool[0].location if pool else self.file,
                    variant="targets" if as_role == "targets" else "average",
                )
            )
        fitting = [run for run in fitting if not run.is_question]
        self._ask_years(fitting)
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
                self._ask_none(pool)
            return []
        kept = self._without_conflicts(clear)
        kept = self._without_rivals(kept, [run for run in pool if tiers[id(run)] == _UNCLEAR], tiers)
        self._ask_years(kept)
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
            few = group if len(group) <= _MOST_RIVALS else []
            rivals = [
                run
                for run in few
                if any(other is not run and self._differ(run, other) and _told_apart(run, other) for other in few)
            ]
            if rivals:
                self._ask_which(rivals)
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
        unclear = [other for other in unclear if other.kinds & {figure_roles.ROUND, figure_roles.AFTER}][:_MOST_RIVALS]
        for run in list(clear):
            if not unclear or tiers[id(run)] == _STRONG or self.choices.columns:
                continue
            rivals = [other for other in unclear if other.year in (run.year, None) and self._differ(run, other)]
            if rivals:
                self._ask_which([run, *rivals])
                kept.remove(run)
        return kept

    # Questions to a person

    def _ask_which(self, runs: Sequence[Run]) -> None:
        year = runs[0].year
        variant = "" if year is None else "year"
        self._ask("several-results", {"what": _listed(runs), "year": year}, runs, self._options(runs), variant=variant)

    def _ask_none(self, pool: Sequence[Run]) -> None:
        """Ask what figures are of which nothing is clearly a result."""
        known = [run for run in pool if self._tier(run) == _UNCLEAR] or list(pool)
        if not all(run.is_known for run in known):
            self._ask("column-unclear", {"what": _listed(known)}, known, self._options(known))
        elif len(known) > 1 and any(self._tier(run) == _UNCLEAR for run in known):
            self._ask_which(known)
        else:
            role = self.roles[id(known[0])]
            options = list(dict.fromkeys(option for run in known for option in _OPTIONS[self.roles[id(run)]]))
            if any(figure_roles.MEAN in run.kinds for run in known) and role != "average":
                options.append("--as average --agency ID")
            if len(known) > 1 and role not in ("target", "average"):
                options += [option for option in self._options(known) if option not in options]
            params = {"what": _said_of(known), "header": _listed(known)}
            self._ask("not-a-result", params, known, options, variant=role)
        self._ask_years([run for run in known if self.roles[id(run)] != "other_agency"])

    def _ask_years(self, runs: Sequence[Run]) -> None:
        """Ask for the year of runs that name none, once a table."""
        undated = [run for run in runs if run.year is None and run.year_cell is None]
        if not undated:
            return
        first = undated[0]
        others = [y for run in undated for y, _ in run.years if y.of in _NOT_OF_RESULTS]
        several = sorted({y.year for run in undated for y, _ in run.years if y.of not in _NOT_OF_RESULTS})
        given: dict[str, str | int | None] = {}
        if several:
            variant = "several"
            given["years"] = ", ".join(map(str, several))
        elif others:
            variant = "other"
            given["year"] = ", ".join(str(year) for year in dict.fromkeys(y.year for y in others))
        else:
            variant = "none"
        self._ask("year-missing", given, undated, ["--year N"], variant=variant, location=first.header_location)

    def _ask(
        self,
        rule: str,
        params: Mapping[str, str | int | None],
        runs: Sequence[Run],
        options: Sequence[str],
        *,
        variant: str = "",
        location: SourceLocation | None = None,
    ) -> None:
        issue = Issue(rule, dict(params), location or runs[0].location, variant)
        candidates = tuple(self._candidate(run) for run in runs[:_MOST_RIVALS])
        self.decision.asks.append(Ask(rule, issue, candidates, tuple(options)))

    def _options(self, runs: Sequence[Run]) -> list[str]:
        return list(dict.fromkeys(option for run in runs[:_MOST_RIVALS] if (option := self._option(run))))

    def _option(self, run: Run) -> str:
        """Return what picks a run on the command line."""
        sheet = f'--sheet "{run.sheet}"' if len(self.of_sheet) > 1 and run.sheet else ""
        beside = self.of_sheet[run.sheet]
        if len(beside) < _SEVERAL:
            column = f"--column {letters(run.columns[0])}" if not run.is_known and run.columns else ""
            return " ".join(each for each in (sheet, column) if each)
        if run.row is None:
            same = any(other is not run and other.columns == run.columns for other in beside[:_MOST_CANDIDATES])
            column = f"--column {letters(run.columns[0])}" if run.columns else f'--column "{run.header}"'
            if same and run.names and (figure_roles.kinds(run.names[0]) or not run.columns):
                column = f'--column "{run.names[0]}"'
            elif same and run.year is not None:
                column += f" --year {run.year}"
        elif run.names and self.of_row[run.grid, run.row] > 1:
            column = f"--column {letters(run.columns[0])}"
        elif run.names and figure_roles.kinds(run.names[0]):
            column = f'--column "{run.names[0]}"'
        else:
            column = f"--year {run.year}" if run.year is not None else ""
        return " ".join(each for each in (sheet, column) if each)

    def _candidate(self, run: Run, *, is_taken: bool = False) -> Candidate:
        return Candidate(
            run.run_id,
            run.header,
            self.roles[id(run)],
            run.year,
            run.location,
            tuple(run.evidence),
            len(run.figures),
            self._option(run),
            is_taken,
        )

    # What is said of what was taken and what was not

    def _say_years(self, taken: Sequence[Run]) -> None:
        said_of: set[tuple[int | None, str]] = set()
        for run in taken:
            if run.year_from is None or (run.year, run.year_from.words) in said_of:
                continue
            said_of.add((run.year, run.year_from.words))
            params = {"year": run.year, "words": run.year_from.words}
            variant = "sheet" if run.year_from.where == "sheet" else ""
            self.decision.issues.append(Issue("year-from-title", params, run.year_from.location, variant))

    def _offer(self, left: Sequence[Run]) -> None:
        """Say what was left out and how to take it, once a role; targets and averages are offered as what they are."""
        asked = {candidate.candidate_id for ask in self.decision.asks for candidate in ask.candidates}
        left = [run for run in left if run.run_id not in asked and not run.is_question]
        for role, option in (("target", "--as targets"), ("average", "--as average --agency ID")):
            of_role = [run for run in left if self.roles[id(run)] == role]
            for year, same in groupby(sorted(of_role, key=lambda run: run.year or 0), key=lambda run: run.year):
                group = list(same)
                self.decision.offers.append(
                    Offer(
                        "target" if role == "target" else "average",
                        year,
                        _figures(group),
                        tuple(self._candidate(run) for run in group),
                        option,
                    )
                )
        if not self.decision.taken or self.choices.as_role in ("targets", "average"):
            return
        for role in REGISTRY[LEFT_OUT]:
            of_role = [run for run in left if self.roles[id(run)] == role]
            if not of_role:
                continue
            options = ", ".join(self._options(of_role)) or "--sheet NAME"
            self.decision.issues.append(
                Issue(LEFT_OUT, {"what": _listed(of_role), "option": options}, of_role[0].location, role)
            )


_ROLES: Mapping[str, Role] = {"result": "result", "targets": "target", "average": "average"}
_STRONG, _PLAIN, _UNCLEAR, _NO_RESULT = range(4)
_NOT_OF_RESULTS = frozenset(("plan", "date", "law"))
# What was left out; its words have the roles of figures for variants, in the order in which they are said.
LEFT_OUT = "left-out"
_OPTIONS: Mapping[Role, tuple[str, ...]] = {
    "target": ("--as targets", "--as result"),
    "average": ("--as average --agency ID", "--as result"),
    "other_agency": ("--agency ID", f"--accept {AGENCY_DIFFERS}"),
    "earlier": ("--as result",),
    "self_assessment": ("--as result",),
    "weighted": ("--as result",),
    "unclear": ("--as result", "--as targets"),
    "result": ("--as result",),
}


def letters(column: int) -> str:
    """Return the letters of a column, counted from 1."""
    return str(SourceLocation(row=1, column=column).cell).rstrip("0123456789")


def _named_columns(run: Run) -> str:
    if not run.columns:
        return str(run.location.line or run.location.row)
    first, last = letters(run.columns[0]), letters(run.columns[-1])
    return first if first == last else f"{first}–{last}"


def _listed(runs: Iterable[Run]) -> str:
    """Return runs as messages name them: what each is called, its sheet where it has one, and where it begins."""
    named = []
    for run in runs:
        where = run.location.cell if run.location.cell else str(run.location.line or run.location.row or "")
        where = f"{run.sheet}!{where}" if run.sheet else where
        year = f" {run.year}" if run.year is not None and str(run.year) not in run.header else ""
        named.append(f"“{shortened(run.header, 40) or '–'}”{year} ({where})")
    names = list(dict.fromkeys(named))
    return at_most(names, _NAMED_AT_MOST)


def _said_of(runs: Sequence[Run]) -> str:
    """Return the words that make runs something else than a result."""
    words = [
        each.words
        for run in runs
        for each in run.evidence
        if figure_roles.role_of((each.kind,)) or each.kind == figure_roles.PLAN
    ]
    return ", ".join(list(dict.fromkeys(words))[:3]) or _listed(runs)


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


def _figures(runs: Sequence[Run]) -> dict[int | None, Decimal]:
    """Return figures of runs by indicator, None for the total; what is no number is left out."""
    found: dict[int | None, Decimal] = {}
    for run in runs:
        for figure in run.figures:
            number = plain_number(figure.cell)
            if number is None or not in_range(number):
                continue
            if isinstance(figure.what, int):
                found.setdefault(figure.what, number)
            elif figure.what == "total":
                found.setdefault(None, number)
    return found
