"""Random sequences of what people do to the store, done on a real file and foretold by `plain_model`.

An action is a name and a number: the number is the seed of everything else about it, and what it is done to is chosen
among what stands at that moment. So any list of such pairs is a sequence, and so is any part of it.
"""

from __future__ import annotations

import copy
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from ita.actor import acting
from ita.errors import ItaError
from ita.frameworks import load_frameworks
from ita.importing.agencies import create_agency
from ita.importing.build import open_built
from ita.importing.bulk_import import import_bulk
from ita.importing.choices import ImportChoices
from ita.importing.demo import demo_figures
from ita.importing.file_import import import_file
from ita.importing.plausibility import ASKED, COPY
from ita.importing.report_import import import_report
from ita.importing.score_import import import_scores
from ita.importing.scores.read import read_pasted
from ita.importing.typed_import import import_typed
from ita.importing.undo import undo
from ita.model import TypedResult
from ita.paths import DATA
from ita.scenario import store_targets
from ita.store import query_loader, writes
from ita.store.archive import open_archive
from ita.store.backup import make_backup
from ita.store.engine import Engine, open_engine
from ita.store.restore import restore, restore_file
from tests import helpers
from tests.helpers import SCORES, everything, sha256
from tests.properties.plain_model import (
    TEN,
    Agency,
    Entry,
    Event,
    Holds,
    Key,
    Plain,
    shipped_rows,
)
from tests.properties.sequence_agreement import Agreement, DisagreementError, said_of, same
from tests.properties.sequence_files import (
    TITLES,
    TYPED_YEARS,
    YEARS,
    as_bulk,
    as_csv,
    as_table,
    as_xlsx,
    of_results,
    shipped_plans,
    shipped_sheet,
    some_report,
    some_result,
    some_score,
)

Action = tuple[str, int]
CODES = ("i1", "i2", "e2", "e7", "o1", "o27")
PEOPLE = ("สมหญิง", "สมชาย", "Ann")
WEIGHTS = {
    "report": 14,
    "same_bytes": 6,
    "typed": 16,
    "score_file": 16,
    "pasted": 5,
    "bulk": 8,
    "targets": 8,
    "agency": 4,
    "undo": 22,
    "undo_again": 4,
    "preview": 7,
    "refused": 8,
    "restart": 4,
    "backup": 2,
    "restore": 2,
    "restore_here": 1,
}


def drawn(rng: random.Random, count: int) -> list[Action]:
    """Return a random sequence."""
    names = rng.choices(list(WEIGHTS), list(WEIGHTS.values()), k=count)
    return [(name, rng.randrange(1 << 30)) for name in names]


@contextmanager
def wandering_clock(rng: random.Random) -> Iterator[None]:
    """Let the clock that imports are stamped by jump back and forth over forty years."""
    real = writes._now
    writes._now = lambda: datetime(2000, 1, 1) + timedelta(seconds=rng.randrange(40 * 365 * 86_400))
    try:
        yield
    finally:
        writes._now = real


class World(Agreement):
    """A real database file, and what is foretold of it.

    Parameters
    ----------
    folder
        An empty one, for databases and backups.
    built
        A database as it ships, of which copies are taken; without one it is built.
    """

    def __init__(self, folder: Path, built: Path | None = None) -> None:
        self.folder = folder
        self.files = 0
        if built is None:
            built = self._new_file("built.duckdb")
            open_built(built)[0].close()
        self.built = built
        self.path = self._new_file("ita.duckdb")
        engine, self.frameworks = open_built(Path(shutil.copy(built, self.path)))
        super().__init__(engine)
        self.backups: list[tuple[Path, Plain]] = []
        self.told: Counter[str] = Counter()
        self._foretell_shipped()

    def _new_file(self, name: str) -> Path:
        self.files += 1
        return self.folder / f"{self.files}-{name}"

    def _as_it_ships(self, name: str) -> Engine:
        """Return a database in which nobody did anything yet."""
        return open_engine(Path(shutil.copy(self.built, self._new_file(name))))

    def _foretell_shipped(self) -> None:
        scores: dict[Key, dict[int, Decimal]] = {}
        for row in shipped_rows("published/published_indicator_scores.csv"):
            key = (row["agency_id"], int(row["fiscal_year"]), "published")
            scores.setdefault(key, {})[int(row["indicator_no"])] = Decimal(row["score"]).quantize(Decimal("0.01"))
        totals: dict[Key, tuple[Decimal | None, str | None]] = {
            (row["agency_id"], int(row["fiscal_year"]), "published"): (
                Decimal(row["total"]).quantize(Decimal("0.01")) if row["total"] else None,
                row["level_published"] or None,
            )
            for row in shipped_rows("published/published_totals.csv")
        }
        data = helpers.REPORT.read_bytes()
        report = Holds(
            "report",
            "ban-mo",
            helpers.REPORT.name,
            sha256(data),
            scores={("ban-mo", 2568, "report"): SCORES},
            plans={("ban-mo", 2568): shipped_plans(2568)},
        )
        figures = demo_figures(self.frameworks)
        made: dict[Key, dict[int, Decimal]] = {}
        asked: dict[Key, dict[str, Decimal]] = {}
        for (year, number), score in figures.scores.items():
            made.setdefault(("demo", year, "synthetic"), {})[number] = score
        for (year, code), score in figures.questions.items():
            asked.setdefault(("demo", year, "synthetic"), {})[code] = score
        shipped = (
            (Holds("published", None, scores=scores, totals=totals), None),
            (report, "ita"),
            (Holds("demo", "demo", scores=made, questions=asked), None),
        )
        with self.engine.cursor() as cursor:
            ids = {row["import_no"]: row["import_id"] for row in query_loader.rows(cursor, "history", agency="")}
        for holds, person in shipped:
            self.model.add(holds, ids[self.model.next_number], person)

    def close(self) -> None:
        """Close the file."""
        self.engine.close()

    # Doing

    def act(self, action: Action) -> None:
        """Do one thing and foretell what it does."""
        name, number = action
        rng = random.Random(f"{name} {number}")
        with acting(rng.choice(PEOPLE)):
            getattr(self, f"_{name}")(rng)

    def _store(self, holds: Holds, do: Callable[..., Any], rng: random.Random, *, makes: Agency | None = None) -> None:
        """Store something, or find that the same bytes count already."""
        before = self.model.same_bytes(holds)
        done = do(self.engine, self.frameworks)
        import_id = done if isinstance(done, str) else done.import_id
        self.touched = rng.choice(holds.agency_years)
        if before is not None:
            self.told["unchanged"] += 1
            same("an import of the same bytes", (done.unchanged, import_id), (True, before.import_id))
            return
        self.told[holds.kind] += 1
        same("the number of an import", int(import_id.partition("-")[0]), self.model.next_number)
        if makes:
            self.model.agencies[str(holds.agency)] = makes
        entry = self.model.add(holds, import_id, self._person(), made_agency=makes is not None)
        self.model.events.append(Event("import", entry.number, do))

    @staticmethod
    def _person() -> str | None:
        from ita.actor import actor

        return actor()

    def _takers(self) -> list[str]:
        """Return agencies that results can be stored for, one of them often: what is replaced is what matters."""
        agencies = self.model.agencies.items()
        takers = [a for a, agency in agencies if not agency.kind.endswith("_average") and agency.role != "demo"]
        return [*takers, *(["ban-mo"] * len(takers))]

    def _report(self, rng: random.Random, *, dry_run: bool = False) -> None:
        title, year = rng.choice(TITLES), rng.choice(YEARS)
        data, scores, plans = some_report(rng, title, year)
        file = f"รายงาน {rng.randrange(100)}.txt"
        chosen = rng.choice((None, None, *self._takers(), f"town-{rng.randrange(3)}"))
        titled = self.model.agency_of(title[0], title[2])
        agency = chosen or titled
        if agency is None:
            self._refuses("agency-unknown", lambda: import_report(self.engine, self.frameworks, data, file))
            return
        makes = None
        if agency not in self.model.agencies:
            makes = Agency(title[0], title[2], "own", "")
        holds = Holds(
            "report",
            agency,
            file,
            sha256(data),
            scores={(agency, year, "report"): scores},
            plans={(agency, year): plans},
        )

        def do(engine: Engine, frameworks: Any, *, dry_run: bool = False, accept: frozenset[str] = ASKED) -> Any:
            return import_report(engine, frameworks, data, file, agency=chosen, accept=accept, dry_run=dry_run)

        if self.model.same_bytes(holds) is None and self.model.is_copy(agency, year, scores):
            self._refuses(COPY, lambda: do(self.engine, self.frameworks, accept=ASKED - {COPY}))
        self._store_or_preview(holds, do, rng, makes=makes, dry_run=dry_run)

    def _store_or_preview(
        self, holds: Holds, do: Callable[..., Any], rng: random.Random, *, dry_run: bool, makes: Agency | None = None
    ) -> None:
        if not dry_run:
            self._store(holds, do, rng, makes=makes)
            return
        self.told["previews"] += 1
        before = everything(self.engine)
        same_bytes = self.model.same_bytes(holds)
        done = do(self.engine, self.frameworks, dry_run=True)
        same("a preview of the same bytes", done.unchanged, same_bytes is not None)
        same("what a preview leaves", everything(self.engine) == before, True)

    def _typed(self, rng: random.Random, *, dry_run: bool = False) -> None:
        agency, result = rng.choice(self._takers()), some_result(rng, rng.choice(TYPED_YEARS))
        holds = Holds("scores", agency, **of_results(agency, [result], {}))
        self._store_or_preview(
            holds,
            lambda engine, _, dry_run=False: import_typed(engine, agency, result, dry_run=dry_run),
            rng,
            dry_run=dry_run,
        )

    def _score_file(self, rng: random.Random, *, dry_run: bool = False) -> None:
        agency = rng.choice(self._takers())
        results = [some_result(rng, year) for year in rng.sample(TYPED_YEARS, rng.randrange(4))]
        asked = {(year, code): some_score(rng) for year in rng.sample(YEARS, rng.randrange(3)) for code in CODES[:4]}
        questions = {key: score for key, score in asked.items() if rng.random() < 0.7}
        if not results and not questions:
            results = [some_result(rng, 2568)]
        tables = as_table(results, questions)
        is_text = len(tables) == 1 and rng.random() < 0.7
        data, file = (as_csv(tables), "คะแนน.csv") if is_text else (as_xlsx(tables), "คะแนน.xlsx")
        holds = Holds("scores", agency, file, sha256(data), **of_results(agency, results, questions))

        def do(engine: Engine, frameworks: Any, *, dry_run: bool = False) -> Any:
            return import_file(engine, frameworks, data, file, agency=agency, accept=ASKED, dry_run=dry_run)

        self._store_or_preview(holds, do, rng, dry_run=dry_run)

    def _pasted(self, rng: random.Random, *, dry_run: bool = False) -> None:
        agency, year = rng.choice(self._takers()), rng.choice(YEARS)
        scores = {number: some_score(rng) for number in sorted(rng.sample(TEN, rng.randrange(1, 11)))}
        names = {int(row["indicator_no"]): row["name_th"] for row in shipped_rows("frameworks/indicators.csv")}
        text = "\n".join(f"{number} {names[number]} {score}" for number, score in scores.items())
        data = f"{year}\n{text}".encode()
        result = TypedResult(year, scores, None, None)
        holds = Holds("scores", agency, None, sha256(data), **of_results(agency, [result], {}))

        def do(engine: Engine, frameworks: Any, *, dry_run: bool = False) -> Any:
            sheet = read_pasted(text, year, frameworks)
            return import_scores(
                engine, agency, sheet, data, None, choices=ImportChoices(accept=ASKED), dry_run=dry_run
            )

        self._store_or_preview(holds, do, rng, dry_run=dry_run)

    def _bulk(self, rng: random.Random) -> None:
        """Import figures of several agencies at once: results, questions, or both."""
        scores: dict[Key, dict[int, Decimal]] = {}
        totals: dict[Key, tuple[Decimal | None, str | None]] = {}
        asked: dict[Key, dict[str, Decimal]] = {}
        agencies = list(dict.fromkeys(rng.choices(self._takers(), k=3)))
        for agency in agencies:
            results = [some_result(rng, year) for year in rng.sample(YEARS, rng.randrange(1, 3))]
            questions = {(rng.choice(YEARS), code): some_score(rng) for code in rng.sample(CODES, rng.randrange(3))}
            held = of_results(agency, results, questions)
            scores |= held["scores"]
            totals |= held["totals"]
            asked |= held["questions"]
        files = as_bulk(scores, totals, asked)
        folder = self._new_file("bulk")
        folder.mkdir()
        paths = [folder / name for name in files]
        for path, data in zip(paths, files.values(), strict=True):
            path.write_bytes(data)
        digests = sorted(map(sha256, files.values()))
        holds = Holds(
            "bulk",
            None,
            ", ".join(files),
            digests[0] if len(digests) == 1 else sha256("".join(digests).encode()),
            scores,
            totals,
            asked,
            of_scores="scores.csv",
        )
        self._store(holds, lambda engine, rules: import_bulk(engine, rules, paths, accept=frozenset({"all"})), rng)

    def _preview(self, rng: random.Random) -> None:
        getattr(self, rng.choice(("_report", "_typed", "_score_file", "_pasted")))(rng, dry_run=True)

    def _same_bytes(self, rng: random.Random) -> None:
        """Bring some bytes that were imported before again, whether they count, are replaced, or were taken back."""
        events = [e for e in self.model.events if e.what == "import" and self._entry(e.number).holds.sha256]
        if events:
            event = rng.choice(events)
            assert event.do is not None
            self._store(self._entry(event.number).holds, event.do, rng)

    def _entry(self, number: int | None) -> Entry:
        return next(entry for entry in self.model.entries if entry.number == number)

    def _targets(self, rng: random.Random) -> None:
        # Few years and indicators, so that one setting takes the place of a part of another.
        agency, year = rng.choice(self._takers()), rng.choice((2569, 2570))
        numbers: list[int | None] = list(rng.sample([None, 1, 8, 9, 10], rng.randrange(1, 5)))
        targets = {number: some_score(rng) for number in numbers}
        who, note = rng.choice(PEOPLE), rng.choice(("", "หลังประชุม"))
        holds = Holds(
            "targets",
            agency,
            targets={(agency, year, number): (target, who, note or None) for number, target in targets.items()},
        )
        self._store(holds, lambda engine, _: store_targets(engine, agency, year, targets, who, note), rng)

    def _agency(self, rng: random.Random) -> None:
        name, district, province = rng.choice(TITLES)
        known = self.model.agency_of(name, province)

        def do(engine: Engine, _: Any) -> str:
            return create_agency(engine, name, "subdistrict_municipality", district, province)

        agency = do(self.engine, None)
        if known is None:
            same("a new town has an id of its own", agency in self.model.agencies, False)
        else:
            same("a town that is there", agency, known)
        kind = self.model.agencies[agency].kind if known else "subdistrict_municipality"
        self.model.agencies[agency] = Agency(name, province, "own", kind)
        self.model.events.append(Event("town", None, do))
        self.told["towns"] += 1

    def _undo(self, rng: random.Random) -> None:
        """Take back any import that counts, not only the last."""
        entries = [entry for entry in self.model.counting if entry.holds.kind != "published"]
        if not entries:
            return
        entry, reason = rng.choice(entries), rng.choice(("", "ผิดไฟล์"))
        self.told["undos"] += 1
        self.told["undos, not of the last"] += entry is not entries[-1]
        undo(self.engine, entry.import_id, reason)
        entry.undone = (self._person(), reason)
        self.model.events.append(Event("undo", entry.number))
        self.touched = rng.choice(entry.holds.agency_years)

    def _undo_again(self, rng: random.Random) -> None:
        entries = [entry for entry in self.model.entries if entry.undone is not None]
        if entries:
            entry = rng.choice(entries)
            self._refuses("import-undone", lambda: undo(self.engine, entry.import_id))
        else:
            self._refuses("import-unknown", lambda: undo(self.engine, self.model.entries[0].import_id))

    def _refused(self, rng: random.Random) -> None:
        engine, frameworks = self.engine, self.frameworks
        lacking = shipped_sheet().without(rng.choice((1, 5, 9))).data()
        average = rng.choice(("thailand", "trat"))
        kinds: list[tuple[str, Callable[[], Any]]] = [
            ("indicators-missing", lambda: import_report(engine, frameworks, lacking, "a.txt", agency="ban-mo")),
            ("empty-file", lambda: import_file(engine, frameworks, b"", "a.docx", agency="ban-mo")),
            ("binary", lambda: import_file(engine, frameworks, b"a\0\1\2", "a", agency="ban-mo")),
            ("score-range", lambda: self._file_of("2568,1,101", "ban-mo")),
            ("score-decimals", lambda: self._file_of("2568,1,90.001", "ban-mo")),
            ("year-twice-different", lambda: self._file_of("2568,1,90\n2568,1,91", "ban-mo")),
            ("agency-average", lambda: self._file_of("2568,1,90", average)),
            ("agency-demo", lambda: self._file_of("2568,1,90", "demo")),
            ("agency-unknown", lambda: self._file_of("2568,1,90", "nowhere")),
            ("typed-empty", lambda: import_typed(engine, "ban-mo", TypedResult(2568, {}, None, "ผ่าน"))),
            ("total-invalid", lambda: import_typed(engine, "ban-mo", TypedResult(2568, {}, Decimal("90.001"), None))),
            ("target-range", lambda: store_targets(engine, "ban-mo", 2569, {9: Decimal(101)}, "ก")),
            ("target-incomplete", lambda: store_targets(engine, "ban-mo", 2569, {}, "ก")),
            ("check-indicator-unknown", lambda: store_targets(engine, "ban-mo", 2569, {11: Decimal(90)}, "ก")),
            ("province-unknown", lambda: create_agency(engine, "ก", "town_municipality", "ข", "ค")),
            ("import-unknown", lambda: undo(engine, "99999-00000000")),
            ("import-unknown", lambda: undo(engine, self.model.entries[0].import_id)),
        ]
        self._refuses(*rng.choice(kinds))

    def _file_of(self, rows: str, agency: str) -> Any:
        data = f"ปีงบประมาณ,ตัวชี้วัด,คะแนน\n{rows}\n".encode()
        return import_file(self.engine, self.frameworks, data, "a.csv", agency=agency, accept=ASKED)

    def _refuses(self, rule: str, do: Callable[[], Any]) -> None:
        """Do what must be refused and change nothing."""
        before = everything(self.engine)
        self.told["refusals"] += 1
        try:
            do()
        except ItaError as reason:
            same("why it is refused", reason.rule, rule)
        else:
            raise DisagreementError(f"{rule}: it was not refused")
        same("what a refusal leaves", everything(self.engine) == before, True)

    def _restart(self, _: random.Random) -> None:
        self.told["restarts"] += 1
        before = everything(self.engine)
        self.engine.close()
        self.engine, self.frameworks = open_built(self.path)
        same("what a restart leaves", everything(self.engine) == before, True)

    def _backup(self, _: random.Random) -> None:
        self.told["backups"] += 1
        target = self._new_file("backup.zip")
        make_backup(self.engine, target)
        self.backups.append((target, copy.deepcopy(self.model)))

    def _restore(self, rng: random.Random) -> None:
        """Restore a backup into a file that is not there, and go on with that."""
        if not self.backups:
            self._backup(rng)
        backup, model = rng.choice(self.backups)
        self.told["restores"] += 1
        self.engine.close()
        self.path = self._new_file("restored.duckdb")
        restore_file(self.path, backup, lambda _: self._new_file("safety.zip"))
        self.engine, self.frameworks = open_built(self.path)
        self.model = copy.deepcopy(model)

    def _restore_here(self, rng: random.Random) -> None:
        """Restore a backup over what stands; what stood is kept as a backup of its own."""
        if not self.backups:
            self._backup(rng)
        backup, model = rng.choice(self.backups)
        self.told["restores"] += 1
        done = restore(self.engine, open_archive(backup), lambda _: self._new_file("safety.zip"))
        assert done.safety is not None
        self.backups.append((done.safety, self.model))
        self.model = copy.deepcopy(model)

    # What an undo brings back

    def without_one_agrees(self, rng: random.Random) -> bool:
        """Take an import back, and compare with a file in which it was never made; False where none can be.

        A town that came with a report stays when the report is taken back, so such reports are left out.
        """
        taken = {entry.number: entry for entry in self.model.counting if not entry.made_agency}
        events = [event for event in self.model.events if event.what == "import" and event.number in taken]
        if not events:
            return False
        left_out = rng.choice(events).number
        entry = taken[left_out or 0]
        undo(self.engine, entry.import_id)
        entry.undone = (self._person(), "")
        self.model.events.append(Event("undo", entry.number))
        other = self._replayed(left_out)
        try:
            agencies = sorted(self.model.agencies)
            whole = entry.holds.agency_years
            here, there = (said_of(engine, agencies, whole) for engine in (self.engine, other))
            same(f"without {entry.import_id}", here, there)
        finally:
            other.close()
        return True

    def _replayed(self, left_out: int | None) -> Engine:
        """Return a fresh database in which everything was done again but one import."""
        engine, frameworks = self._as_it_ships("replayed.duckdb"), load_frameworks(DATA / "frameworks")
        ids = {number: self._entry(number).import_id for number in self.shipped}
        for event in self.model.events:
            if event.number == left_out and left_out is not None:
                continue
            if event.do is None:
                undo(engine, ids[event.number or 0])
                continue
            done = event.do(engine, frameworks)
            if event.number is not None:
                ids[event.number] = done if isinstance(done, str) else done.import_id
        return engine

    def undoing_all_agrees(self) -> None:
        """Take back everything that was put in, and compare with a fresh database."""
        put_in = [entry for entry in self.model.counting if entry.number not in self.shipped]
        random.Random(len(put_in)).shuffle(put_in)
        for entry in put_in:
            undo(self.engine, entry.import_id)
            entry.undone = (self._person(), "")
        engine = self._as_it_ships("fresh.duckdb")
        try:
            for number in self.shipped:
                # What ships can be taken back too.
                if self._entry(number).undone is not None:
                    undo(engine, self._entry(number).import_id)
            shipped = [row["agency_id"] for row in helpers.read(engine, "agencies")]
            here, there = (said_of(each, shipped, [("ban-mo", 2568)]) for each in (self.engine, engine))
            same("after undoing all", here, there)
        finally:
            engine.close()
        for agency in self.model.agencies:
            if agency not in shipped:
                years, targets = (self._read(name, agency=agency) for name in ("agency_years", "targets"))
                same(f"what is left of {agency}", (years, targets), ([], []))


def run(
    folder: Path, actions: Sequence[Action], *, every: int = 12, untouched: bool = True, built: Path | None = None
) -> Counter[str]:
    """Do a sequence on a new file, comparing on the way and at the end; return how much of what was done.

    Parameters
    ----------
    every
        After so many actions everything of the agency touched last is compared, after each one its imports and scores.
    untouched
        Whether agencies that nothing was done to are compared at the end too.
    built
        A database as it ships, of which copies are taken; without one it is built.

    Raises
    ------
    DisagreementError
        The store says other than is foretold; the note names the action.
    """
    rng = random.Random(str(actions))
    world = World(folder, built)
    try:
        with wandering_clock(rng):
            for count, action in enumerate(actions, start=1):
                try:
                    world.act(action)
                    world.agree()
                    if count % every == 0:
                        world.agree_on(world.touched[0])
                except BaseException as reason:
                    reason.add_note(f"at action {count} of {len(actions)}: {action!r}")
                    raise
            world.agree_on_all(untouched=untouched)
            if world.without_one_agrees(rng):
                world.told["left out and replayed"] += 1
            world.undoing_all_agrees()
    finally:
        world.close()
    world.told["actions"] += len(actions)
    return world.told
