"""Scores of many agencies and years in one import: files of rows that DuckDB reads, checks and stores as sets.

The same figures are refused and the same doubts raised as of a file of one agency (`ita.importing.score_import`), each
kind counted over all rows. Nothing goes through Python row by row. All files of an import are stored, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from ita.errors import N_, InputError, Issue, SourceLocation
from ita.frameworks import Frameworks
from ita.importing.bulk_faults import (
    ALL,
    EXAMPLES,
    MOST,
    NOTICES,
    doubt_issue,
    fault_issue,
    fraction_issue,
    twice_issue,
    with_number,
)
from ita.importing.bulk_files import digest_of, look_at, unreadable
from ita.importing.file_parser import newest_year
from ita.importing.plausibility import ENOUGH_EQUAL, MANY_ZEROS
from ita.importing.scores.plausibility import FAR_BELOW
from ita.importing.scores.sheet_builder import ENOUGH_FRACTIONS, LONGEST_LEVEL
from ita.importing.scores.text_keys import match_key, tidy
from ita.progress import CancelledError, reached, stage
from ita.score_values import CENT
from ita.store import reads, writes
from ita.store.bulk_rows import BulkFile, Staged, look_into, make_tables, refresh_results, run, store
from ita.store.engine import Cursor, Engine

KIND = "bulk"
_STEPS = 6


@dataclass(frozen=True, slots=True)
class BulkImported:
    """What a bulk import did.

    `doubts` counts what was doubted and accepted, and what was only said, by rule. `unchanged` tells that the same
    bytes are stored already and all of them current: nothing was written, and `import_id` is that import's.
    """

    import_id: str
    questions: int = 0
    indicators: int = 0
    totals: int = 0
    agencies: int = 0
    fiscal_years: tuple[int, ...] = ()
    doubts: Mapping[str, int] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    unchanged: bool = False


def import_bulk(
    engine: Engine, frameworks: Frameworks, paths: Sequence[Path], *, accept: frozenset[str] = frozenset()
) -> BulkImported:
    """Store the scores of many agencies and years of some files as one import.

    Parameters
    ----------
    frameworks
        The rules that count in the database.
    paths
        CSV files (UTF-8, with a header) or Parquet files, each with the columns of one part.
    accept
        Rules of doubts that the person overrules after looking; ``all`` for every one.

    Raises
    ------
    InputError
        A file cannot be read, or rows are wrong or doubted; with file, row and column of the first of each kind, and
        how many there are. Nothing was changed.
    CancelledError
        Whoever watches called it off, or pressed Ctrl+C.
    """
    try:
        with engine.cursor() as cursor:
            files = [look_at(cursor, path) for path in paths]
        with stage(0.0, 0.1):
            digest, byte_count = digest_of(files)
        with stage(0.1, 1.0):
            return engine.transact(lambda cursor: store_files(cursor, frameworks, files, digest, byte_count, accept))
    except RuntimeError as reason:
        # DuckDB ends a statement at Ctrl+C with an error of Python's own, also in the checks of every write.
        if "interrupted" in str(reason).lower():
            raise CancelledError from None
        raise


def years_allowed(frameworks: Frameworks) -> tuple[int, int]:
    """Return the first and the last fiscal year that scores can be of."""
    return min(rule.fiscal_year_from for rule in frameworks.instruments), newest_year()


def store_files(
    cursor: Cursor,
    frameworks: Frameworks,
    files: Sequence[BulkFile],
    digest: str,
    byte_count: int,
    accept: frozenset[str],
) -> BulkImported:
    """Check and store files inside the caller's transaction; see `import_bulk`.

    Parameters
    ----------
    digest
        What tells their bytes; the same ones change nothing while all of them are current.
    byte_count
        How many these are.
    """
    same = [
        each
        for each in reads.imports_of_file(cursor, sha256=digest)
        if each.agency_id is None and not each.undone and each.is_current
    ]
    if same:
        return BulkImported(same[-1].import_id, unchanged=True)
    staged = _read(cursor, files)
    reached(1, _STEPS)
    _refuse_wrong(cursor, staged, years_allowed(frameworks))
    _spell_levels(cursor, frameworks)
    reached(2, _STEPS)
    _doubt(cursor)
    reached(3, _STEPS)
    # What is refused by now need not be stored first.
    _refuse_doubts(cursor, staged, accept)
    number, import_id = writes.add_import(
        cursor, KIND, digest, file_name=", ".join(file.name for file in files), byte_count=byte_count
    )
    store(cursor, number, staged)
    reached(4, _STEPS)
    refresh_results(cursor)
    reached(5, _STEPS)
    run(cursor, "doubt_results")
    doubts, issues = _refuse_doubts(cursor, staged, accept)
    writes.add_issues(cursor, number, issues)
    (held,) = run(cursor, "held")
    # The last moment at which nothing is stored yet.
    reached(_STEPS, _STEPS)
    return BulkImported(
        import_id,
        held["questions"],
        held["indicators"],
        held["totals"],
        held["agencies"],
        tuple(held["fiscal_years"]),
        doubts,
        issues,
    )


def _read(cursor: Cursor, files: Sequence[BulkFile]) -> Staged:
    """Read all rows of all files into the tables in which they wait."""
    make_tables(cursor)
    staged = Staged()
    for number, file in enumerate(files, start=1):
        more = {"longest_level": LONGEST_LEVEL} if file.part == "totals" else {}
        try:
            look_into(cursor, file)
            (counted,) = run(cursor, f"stage_{file.part}", file_no=number, **more)
        except duckdb.InvalidInputException as reason:
            raise unreadable(file.name, reason) from None
        except duckdb.IOException as reason:
            # The file's, and not the database's, of which the same error is damage or a full disk.
            if str(file.path) not in str(reason):
                raise
            raise unreadable(file.name, reason) from None
        rows = int(counted["Count"])
        if not rows:
            raise InputError.of(Issue("bulk-empty", location=SourceLocation(file.name)))
        staged.add(file, rows)
    run(cursor, "items")
    run(cursor, "groups")
    staged.first_ids.update({str(each["part"]): int(each["place"]) for each in run(cursor, "begins")})
    return staged


def _refuse_wrong(cursor: Cursor, staged: Staged, years: tuple[int, int]) -> None:
    """Refuse rows that cannot be stored, whatever anybody decides: the cells first, then what is there twice."""
    allowed = {"first": years[0], "newest": years[1]}
    (checked,) = run(cursor, "wrong", **allowed)
    issues: list[Issue] = []
    found = 0
    if checked["is_wrong"]:
        for file, _ in staged.files:
            look_into(cursor, file)
            faults = run(cursor, "faults", part=file.part, longest_level=LONGEST_LEVEL, most=MOST, **allowed)
            issues += [fault_issue(file, fault, years) for fault in faults]
            found += int(faults[0]["found"]) if faults else 0
    elif run(cursor, "is_twice")[0]["is_twice"]:
        repeated = run(cursor, "twice", most=MOST)
        issues = [twice_issue(staged, each) for each in repeated]
        found = int(repeated[0]["found"])
    else:
        issues = [fraction_issue(staged, each) for each in run(cursor, "fractions", enough=ENOUGH_FRACTIONS)]
    if issues:
        hint = N_("Nothing was stored. Correct every place that is named and import the file again.")
        named = issues[:MOST]
        raise InputError.of(named[0], hint=hint, issues=with_number(named, found))


def _spell_levels(cursor: Cursor, frameworks: Frameworks) -> None:
    """Spell every level as the rules of its year do, where they have it; else as it is written."""
    spelled = []
    for row in run(cursor, "levels"):
        written, year = str(row["level_th"]), int(row["fiscal_year"])
        bare = re.sub(r"^ระดับ\s*", "", tidy(written))
        level = next(
            (rule.level_th for rule in frameworks.levels(year) if match_key(rule.level_th) == match_key(bare)), bare
        )
        if level != written:
            spelled.append({"fiscal_year": year, "written": written, "level": level})
    if spelled:
        run(cursor, "spell_levels", spelled=spelled)


def _doubt(cursor: Cursor) -> None:
    """Find what may be wrong with the rows that wait, by themselves and beside what is stored."""
    run(cursor, "doubt_weighted", far_below=FAR_BELOW)
    run(cursor, "doubt_zeros", zeros=MANY_ZEROS, equals=ENOUGH_EQUAL)
    run(cursor, "doubt_copies", equals=ENOUGH_EQUAL)
    run(cursor, "doubt_nation", cent=CENT)
    run(cursor, "doubt_totals", cent=CENT)
    run(cursor, "doubt_levels")
    run(cursor, "doubt_missing")
    run(cursor, "doubt_codes")


def _refuse_doubts(cursor: Cursor, staged: Staged, accept: frozenset[str]) -> tuple[dict[str, int], tuple[Issue, ...]]:
    """Refuse doubts that nobody has accepted; return the others, counted by rule and as findings."""
    told = run(cursor, "told", most=EXAMPLES)
    issues = {str(each["rule"]): doubt_issue(staged, each) for each in told}
    asked = [rule for rule in issues if rule not in NOTICES and rule not in accept and ALL not in accept]
    if asked:
        options = " ".join(f"--accept {rule}" for rule in asked)
        raise InputError.of(
            issues[asked[0]],
            hint=N_("Nothing was stored. Look at them in the file, and accept what is right."),
            issues=(
                *(issues[rule] for rule in asked),
                Issue("options", {"options": options}, SourceLocation(staged.files[0][0].name)),
            ),
        )
    return {str(each["rule"]): int(each["found"]) for each in told}, tuple(issues.values())
