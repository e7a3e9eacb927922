"""What a person is asked and offered of runs of figures, each run with the option that picks it on the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from ita.errors import Issue, SourceLocation, column_letters
from ita.importing.candidates import Ask, Candidate, Offer, Role
from ita.importing.scores import figure_roles
from ita.importing.scores.figure_runs import Run
from ita.importing.scores.run_names import names_of, words_against
from ita.importing.scores.sheet_builder import plain_number
from ita.messages import REGISTRY
from ita.score_values import in_range

# What a person accepts who says that a file with another agency's name is of the one that is imported for.
AGENCY_DIFFERS = "agency-differs"
MOST_RIVALS, MOST_CANDIDATES, _SEVERAL = 60, 500, 2
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


class Questions:
    """The questions, offers and remarks that come up while one of several runs is chosen.

    Parameters
    ----------
    runs
        All runs of the file.
    roles
        What each is taken for, by its identity.
    """

    def __init__(self, runs: Sequence[Run], roles: Mapping[int, Role]) -> None:
        self.roles = roles
        self.asks: list[Ask] = []
        self.offers: list[Offer] = []
        self.issues: list[Issue] = []
        self.of_sheet: dict[str | None, list[Run]] = {}
        self.of_row: Counter[tuple[int, int | None]] = Counter()
        for run in runs:
            self.of_sheet.setdefault(run.sheet, []).append(run)
            self.of_row[run.grid, run.row] += 1

    def ask_which(self, runs: Sequence[Run]) -> None:
        """Ask which of several runs is the result."""
        year = runs[0].year
        variant = "" if year is None else "year"
        self._ask("several-results", {"what": names_of(runs), "year": year}, runs, self._options(runs), variant=variant)

    def ask_none(self, pool: Sequence[Run]) -> None:
        """Ask what figures are of which nothing is clearly a result."""
        known = [run for run in pool if self.roles[id(run)] == "unclear"] or list(pool)
        if not all(run.is_known for run in known):
            self._ask("column-unclear", {"what": names_of(known)}, known, self._options(known))
        elif len(known) > 1 and any(self.roles[id(run)] == "unclear" for run in known):
            self.ask_which(known)
        else:
            role = self.roles[id(known[0])]
            options = list(dict.fromkeys(option for run in known for option in _OPTIONS[self.roles[id(run)]]))
            if any(figure_roles.MEAN in run.kinds for run in known) and role != "average":
                options.append("--as average --agency ID")
            if len(known) > 1 and role not in ("target", "average"):
                options += [option for option in self._options(known) if option not in options]
            params = {"what": words_against(known), "header": names_of(known)}
            self._ask("not-a-result", params, known, options, variant=role)
        self.ask_years([run for run in known if self.roles[id(run)] != "other_agency"])

    def ask_years(self, runs: Sequence[Run]) -> None:
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
        candidates = tuple(self.candidate(run) for run in runs[:MOST_RIVALS])
        self.asks.append(Ask(rule, issue, candidates, tuple(options)))

    def _options(self, runs: Sequence[Run]) -> list[str]:
        return list(dict.fromkeys(option for run in runs[:MOST_RIVALS] if (option := self._option(run))))

    def _option(self, run: Run) -> str:
        """Return what picks a run on the command line."""
        sheet = f'--sheet "{run.sheet}"' if len(self.of_sheet) > 1 and run.sheet else ""
        beside = self.of_sheet[run.sheet]
        if len(beside) < _SEVERAL:
            column = f"--column {column_letters(run.columns[0])}" if not run.is_known and run.columns else ""
            return " ".join(each for each in (sheet, column) if each)
        if run.row is None:
            same = any(other is not run and other.columns == run.columns for other in beside[:MOST_CANDIDATES])
            column = f"--column {column_letters(run.columns[0])}" if run.columns else f'--column "{run.header}"'
            if same and run.names and (figure_roles.kinds(run.names[0]) or not run.columns):
                column = f'--column "{run.names[0]}"'
            elif same and run.year is not None:
                column += f" --year {run.year}"
        elif run.names and self.of_row[run.grid, run.row] > 1:
            column = f"--column {column_letters(run.columns[0])}"
        elif run.names and figure_roles.kinds(run.names[0]):
            column = f'--column "{run.names[0]}"'
        else:
            column = f"--year {run.year}" if run.year is not None else ""
        return " ".join(each for each in (sheet, column) if each)

    def candidate(self, run: Run, *, is_taken: bool = False) -> Candidate:
        """Return a run as a person chooses it."""
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

    def say_years(self, taken: Sequence[Run]) -> None:
        """Say of which year runs are taken to be where a title or the sheet says it."""
        said_of: set[tuple[int | None, str]] = set()
        for run in taken:
            if run.year_from is None or (run.year, run.year_from.words) in said_of:
                continue
            said_of.add((run.year, run.year_from.words))
            params = {"year": run.year, "words": run.year_from.words}
            variant = "sheet" if run.year_from.where == "sheet" else ""
            self.issues.append(Issue("year-from-title", params, run.year_from.location, variant))

    def offer(self, left: Sequence[Run], *, says_left_out: bool) -> None:
        """Say what was left out and how to take it, once a role; targets and averages are offered as what they are."""
        asked = {candidate.candidate_id for ask in self.asks for candidate in ask.candidates}
        left = [run for run in left if run.run_id not in asked and not run.is_question]
        for role, option in (("target", "--as targets"), ("average", "--as average --agency ID")):
            of_role = [run for run in left if self.roles[id(run)] == role]
            for year, same in groupby(sorted(of_role, key=lambda run: run.year or 0), key=lambda run: run.year):
                group = list(same)
                self.offers.append(
                    Offer(
                        "target" if role == "target" else "average",
                        year,
                        _figures(group),
                        tuple(self.candidate(run) for run in group),
                        option,
                    )
                )
        if not says_left_out:
            return
        for role in REGISTRY[LEFT_OUT]:
            of_role = [run for run in left if self.roles[id(run)] == role]
            if not of_role:
                continue
            options = ", ".join(self._options(of_role)) or "--sheet NAME"
            self.issues.append(
                Issue(LEFT_OUT, {"what": names_of(of_role), "option": options}, of_role[0].location, role)
            )


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
