"""The store held against the plain model: everything that it says of an agency, compared with what is foretold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ita.store import query_loader
from ita.store.engine import Engine
from tests import helpers
from tests.properties.plain_model import TEN, Plain, Plan, calculated

# Read queries that say nothing of which import it was: of an agency, and of an agency and year.
SAID = ("agency_years", "indicator_trend", "targets")
SAID_OF_YEAR = (
    *("gap_ranking", "measures", "national_match", "origin_differences", "own_result", "plans", "question_scores"),
    "steps",
)
_OF_AN_IMPORT = frozenset({"import_id", "import_no", "set_at", "imported_at"})


class DisagreementError(AssertionError):
    """The store says other than was foretold."""


def same(what: str, said: object, foretold: object) -> None:
    """Refuse a difference, showing both sides."""
    if said != foretold:
        raise DisagreementError(f"{what}\n  the store says {said!r}\n  foretold is    {foretold!r}")


class Agreement:
    """A database, what is foretold of it, and the agency and year that were touched last."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.model = Plain()
        self.touched: tuple[str, int] = ("ban-mo", 2568)
        self.measure_ids: dict[str, tuple[str, int, int, str]] = {}

    @property
    def shipped(self) -> list[int]:
        """Numbers of the imports that came with the program."""
        return [1, 2, 3]

    def agree(self) -> None:
        """Compare what the store says of what was touched last."""
        agency, year = self.touched
        if agency in self.model.agencies:
            self.imports_agree(agency)
            self.ranking_agrees(agency, year)

    def agree_on(self, agency: str) -> None:
        """Compare everything that the store says of an agency."""
        model = self.model
        self.imports_agree(agency)
        years = model.years(agency)
        rows = self._read("agency_years", agency=agency)
        said = {row["fiscal_year"]: (row["has_scores"], row["has_report"]) for row in rows}
        same(f"years of {agency}", list(said.items()), list(years.items()))
        targets = {
            (row["fiscal_year"], row["indicator_no"]): (row["target"], row["set_by"], row["note"])
            for row in self._read("targets", agency=agency)
        }
        same(f"targets of {agency}", targets, model.targets(agency))
        # A year of questions alone is none of the agency's, and is asked for all the same.
        asked = {key[1] for e in model.entries for key in e.holds.questions if key[0] == agency}
        for year in sorted({*years, *asked, *([self.touched[1]] if self.touched[0] == agency else [])}):
            self.ranking_agrees(agency, year)
            self.assessment_agrees(agency, year)
            self.plans_agree(agency, year)
            scores = {
                row["code"]: (row["score"], row["origin"])
                for row in self._read("question_scores", agency=agency, year=year)
            }
            same(f"questions of {agency} {year}", scores, model.questions(agency, year))

    def agree_on_all(self, *, untouched: bool = True) -> None:
        """Compare everything; of agencies that nothing was done to only where asked."""
        agencies = {row["agency_id"]: (row["role"], row["hidden"]) for row in self._read("agencies")}
        has_own = any(agency.role == "own" for agency in self.model.agencies.values())
        foretold = {a: (agency.role, agency.role == "sample" and has_own) for a, agency in self.model.agencies.items()}
        same("agencies", agencies, foretold)
        acts = [(row["import_no"], row["act"], row["person"]) for row in self._read("history", agency="")]
        same("history", acts, self.model.history())
        used = {
            agency
            for e in self.model.entries
            if e.number not in self.shipped or e.undone is not None
            for agency in {e.holds.agency, *(of for of, _ in e.holds.agency_years)} - {None}
        }
        for agency in self.model.agencies if untouched else used:
            self.agree_on(str(agency))
        with self.engine.cursor() as cursor:
            same("broken checks", query_loader.broken_checks(cursor, query_loader.ERRORS), [])

    def _read(self, name: str, **params: object) -> list[dict[str, Any]]:
        return helpers.read(self.engine, name, **params)

    def imports_agree(self, agency: str) -> None:
        """Compare the list of imports of an agency: numbers, what each holds, and what of it counts."""
        said = [
            {
                "import_id": row["import_id"],
                "kind": row["kind"],
                "file": row["file_name"],
                "years": row["fiscal_years"],
                "standing": row["current_years"],
                "undone": row["undone_at"] is not None,
                # Of what was taken back nobody asks whether it is replaced too.
                "superseded": row["superseded"] and row["undone_at"] is None,
                "scores": row["indicators"],
                "questions": row["questions"],
                "measures": row["measures"],
                "targets": row["targets"],
            }
            for row in self._read("imports", agency=agency)
        ]
        foretold = [
            {
                "import_id": e.import_id,
                "kind": e.holds.kind,
                "file": e.holds.file,
                "years": held.years,
                "standing": self.model.current_years(e, agency),
                "undone": e.undone is not None,
                "superseded": e.undone is None and self.model.is_superseded(e, agency),
                "scores": sum(map(len, held.scores.values())),
                "questions": sum(map(len, held.questions.values())),
                "measures": sum(len(p.measures) for plans in held.plans.values() for p in plans.values()),
                "targets": len(held.targets),
            }
            for e in self.model.imports(agency)
            for held in (e.holds.of(agency),)
        ]
        same(f"imports of {agency}", said, foretold)

    def ranking_agrees(self, agency: str, year: int) -> None:
        """Compare the scores that are shown, weakest first, with origin, source and how much answers each."""
        rows = self._read("gap_ranking", agency=agency, year=year)
        scores, plans = self.model.scores(agency, year), self.model.plans(agency, year) or {}
        known = sorted(scores, key=lambda number: (scores[number][0], number))
        order = (
            [*known, *(number for number in TEN if number not in scores)] if year in self.model.years(agency) else []
        )
        empty = Plan((), ())
        foretold = [
            (
                number,
                *(scores[number][:2] if number in scores else (None, None)),
                1 + sum(scores[other][0] < scores[number][0] for other in known) if number in scores else None,
                len(plans.get(number, empty).measures),
                len(plans.get(number, empty).steps),
            )
            for number in order
        ]
        names = ("indicator_no", "score", "origin", "rank", "measures", "steps")
        same(f"scores of {agency} {year}", [tuple(row[name] for name in names) for row in rows], foretold)
        sources = {row["indicator_no"]: row["source"] for row in rows if row["origin"] in ("own_result", "report")}
        files = {n: file or "ITAS" for n, (_, origin, file) in scores.items() if origin in ("own_result", "report")}
        same(f"sources of {agency} {year}", sources, files)

    def assessment_agrees(self, agency: str, year: int) -> None:
        """Compare total, instruments and level, calculated and as typed."""
        rows = self._read("assessment", agency=agency, year=year)
        if year not in self.model.years(agency):
            same(f"assessment of {agency} {year}", rows, [])
            return
        scores = {number: score for number, (score, *_) in self.model.scores(agency, year).items()}
        average = self.model.agencies[agency].kind.endswith("_average")
        total, level, origin = self.model.total(agency, year)
        foretold = {
            **calculated(year, scores, average=average),
            "total_published": total,
            "level_published": level,
            "total_origin": origin,
            "scored_indicators": len(scores),
        }
        (row,) = rows
        same(f"assessment of {agency} {year}", {name: row[name] for name in foretold}, foretold)

    def plans_agree(self, agency: str, year: int) -> None:
        """Compare measures and steps; a measure of the same words keeps its id, and no other has it."""
        plans = self.model.plans(agency, year) or {}
        rows = self._read("measures", agency=agency, year=year)
        said = [(row["indicator_no"], row["position"], row["title"]) for row in rows]
        titles = [(n, at, title) for n in sorted(plans) for at, title in enumerate(plans[n].measures, start=1)]
        same(f"measures of {agency} {year}", said, titles)
        positions: dict[str | None, int | None] = {None: None}
        for row in rows:
            positions[row["measure_id"]] = row["position"]
            words = (agency, year, row["indicator_no"], row["title"])
            same("the words of a measure's id", self.measure_ids.setdefault(row["measure_id"], words), words)
        same("ids of the same words", len({*self.measure_ids.values()}), len(self.measure_ids))
        found = [
            (row["indicator_no"], row["position"], row["text"], positions[row["measure_id"]])
            for row in self._read("steps", agency=agency, year=year)
        ]
        steps = [(n, at, *step) for n in sorted(plans) for at, step in enumerate(plans[n].steps, start=1)]
        same(f"steps of {agency} {year}", found, steps)


def said_of(
    engine: Engine, agencies: Iterable[str], whole: Iterable[tuple[str, int]]
) -> dict[tuple[str, str, int | None], list[dict[str, Any]]]:
    """Return what read queries say of agencies, and all of some agencies and years, but by which import it came."""
    asked: list[tuple[str, str, int | None]] = [(name, agency, None) for agency in agencies for name in SAID]
    asked += [(name, *of) for of in whole for name in (*SAID_OF_YEAR, "assessment")]
    said = {}
    with engine.cursor() as cursor:
        for name, agency, year in asked:
            params = {"agency": agency} if year is None else {"agency": agency, "year": year}
            rows = query_loader.rows(cursor, name, **params)
            said[name, agency, year] = [{k: v for k, v in row.items() if k not in _OF_AN_IMPORT} for row in rows]
    return said
