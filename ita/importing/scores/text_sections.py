"""Sections of a text of scores: a heading says what the figures beneath it are, and of which year or agency."""

from __future__ import annotations

import re
from typing import Literal

from ita.errors import SourceLocation
from ita.importing.candidates import Evidence, Whose
from ita.importing.files.grids import GridCell
from ita.importing.scores import figure_roles
from ita.importing.scores.figure_runs import Figure, Run
from ita.importing.scores.label_matcher import What, shortened
from ita.importing.scores.score_lines import Line

_NOTE = re.compile(
    r"หมายเหตุ|ข้อสังเกต|ตัวเลข|คะแนน(?:ข้างต้น|ดังกล่าว|นี้|ทั้งหมด)|(?:ข้างต้น|ทั้งหมด)?(?:นี้)?เป็น|note|remark", re.IGNORECASE
)
_SEVERAL = 2


class Sections:
    """The figures of a text as runs, one for each heading that has figures beneath it.

    Parameters
    ----------
    file
        Its name, None for pasted text.
    year
        The year that a person chose for all of it; None where it has to name its year itself.
    whose
        The agency that is imported for, where known.
    """

    def __init__(self, file: str | None, year: int | None, whose: Whose | None) -> None:
        self.file = file
        self.year = year
        self.whose = whose
        self.runs: list[Run] = [self._run(1)]

    def _run(self, line: int) -> Run:
        location = SourceLocation(self.file, line=line)
        return Run(f"l{line}", 1, None, "", location, location, ())

    def heading(self, line: Line) -> bool:
        """Take a line that is a heading of what stands beneath it; tell whether nothing else is to be read of it."""
        kinds = figure_roles.of_title(line.text)
        years = figure_roles.years_said(line.text)
        other = self.whose is not None and figure_roles.other_agency(line.text, self.whose.names, self.whose.others)
        if not kinds and not years and not other:
            return False
        run = self.runs[-1]
        if run.figures:
            run = self._run(line.number)
            self.runs.append(run)
        where: Literal["first_line", "title"] = "first_line" if line.number == 1 else "title"
        words = shortened(line.text)
        found = [Evidence(kind, words, where, line.location) for kind in sorted(kinds)]
        if other:
            found.append(Evidence(figure_roles.OTHER_AGENCY, words, where, line.location))
        if years:
            evidence = Evidence("year", words, where, line.location)
            found.append(evidence)
            run.years = (*run.years, *((year, evidence) for year in years))
        run.evidence += found
        run.header = run.header or words
        run.header_location = line.location
        # Beneath a chosen year one that differs is said; the line itself is not read.
        return bool(kinds or other) and not years

    def put(self, what: What, line: Line, text: str) -> None:
        """Add the figure of a line to those beneath the last heading."""
        run = self.runs[-1]
        if not run.figures:
            run.location = line.location
        run.figures.append(Figure(GridCell(text, "text", line.location), what))

    def note_beneath(self) -> None:
        """Let a note beneath the last figures say what they are: ``หมายเหตุ: เป็นคะแนนเป้าหมาย``."""
        *before, last = self.runs
        if before and not last.figures and _NOTE.match(last.header):
            before[-1].evidence += [each for each in last.evidence if each.kind != "year"]
            before[-1].header = before[-1].header or last.header

    def part_years(self) -> None:
        """Let each heading's year count where the text has several and the chosen one is among them."""
        years = [{y.year for y, _ in run.years if y.of == "result"} for run in self.runs if run.figures]
        named = {year for each in years for year in each}
        if self.year is None or len(named) < _SEVERAL or self.year not in named or any(len(y) != 1 for y in years):
            return
        for run, of_run in zip([run for run in self.runs if run.figures], years, strict=True):
            (run.own_year,) = of_run
        self.runs = [run for run in self.runs if run.own_year in (self.year, None)]
