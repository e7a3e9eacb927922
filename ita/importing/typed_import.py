"""A year's result as typed from ITAS, previewed or stored."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

from ita.errors import N_, InputError, Issue, SourceLocation
from ita.formatting import known
from ita.frameworks import Frameworks
from ita.importing.cross_checks import arithmetic, national_match_issue
from ita.importing.plausibility import Known, asked, doubts_of, equals_nation
from ita.importing.report.cell_parsers import check_score
from ita.importing.report_import import Imported
from ita.importing.scores.plausibility import typed_doubts
from ita.importing.scores.sheet_builder import check_level
from ita.model import TypedResult
from ita.score_values import is_score
from ita.store import reads, writes
from ita.store.engine import Cursor, Engine
from ita.store.result_agencies import taker
from ita.store.scratch import preview


def import_typed(
    engine: Engine,
    agency_id: str,
    result: TypedResult,
    *,
    frameworks: Frameworks | None = None,
    accept: frozenset[str] = frozenset(),
    dry_run: bool = False,
) -> Imported:
    """Store a year's result as typed from ITAS, or preview it; it stands before the report's scores.

    Parameters
    ----------
    frameworks
        The rules of all years; with them the doubts of every source are raised, and asked about in a preview (`asks`).
    accept
        Rules of doubts that the person overrules.
    dry_run
        False previews: the same work in a scratch database.

    Raises
    ------
    InputError
        No score and no total was typed, or one is no figure of 0-100 with at most two decimals: nothing is rounded. Or
        a doubt was not answered.
    """
    if not result.scores and result.total is None:
        raise InputError(N_("Nothing was typed: give at least one score or the total."), rule="typed-empty")
    for number, score in result.scores.items():
        check_score(str(score), SourceLocation(), str(number))
    if result.total is not None:
        _check_total(result.total)
    if result.level is not None:
        check_level(result.level, SourceLocation())
    words = json.dumps(
        [
            agency_id,
            result.fiscal_year,
            {k: str(v) for k, v in sorted(result.scores.items())},
            str(result.total),
            result.level,
        ],
        ensure_ascii=False,
    )

    def work(cursor: Cursor) -> Imported:
        agency = taker(cursor, agency_id)
        found = _implausible(cursor, agency_id, result, frameworks) if frameworks else []
        digest = hashlib.sha256(words.encode()).hexdigest()
        number, import_id = writes.add_import(
            cursor, "scores", digest, agency_id=agency_id, fiscal_year=result.fiscal_year
        )
        writes.add_typed(cursor, number, agency_id, result, "ITAS")
        rows = reads.assessment(cursor, agency=agency_id, year=result.fiscal_year)
        # While a person types, some are always equal.
        if frameworks and set(result.scores) >= set(frameworks.instrument_of(result.fiscal_year)):
            found += _like_the_nation(cursor, agency_id, result.fiscal_year)
        asks = asked(found, accept)
        if asks and not dry_run:
            raise InputError.of(asks[0].issue, issues=tuple(ask.issue for ask in asks))
        issues = (*arithmetic(rows[0], result), *found)
        writes.add_issues(cursor, number, issues)
        return Imported(
            import_id,
            agency_id,
            str(agency.name_th),
            result.fiscal_year,
            None,
            len(result.scores),
            0,
            0,
            0,
            issues,
            assessment=rows[0],
            asks=asks,
        )

    return preview(engine, agency_id, work) if dry_run else engine.transact(work)


def _implausible(cursor: Cursor, agency_id: str, result: TypedResult, frameworks: Frameworks) -> list[Issue]:
    """Return what may be wrong with typed figures, by themselves and beside those that are shown."""
    shown = {
        (int(row.fiscal_year), int(row.indicator_no)): row.score
        for row in reads.indicator_trend(cursor, agency=agency_id)
        if known(row.score)
    }
    return [*typed_doubts(result, frameworks, shown), *doubts_of([result], Known(shown, frameworks))]


def _like_the_nation(cursor: Cursor, agency_id: str, year: int) -> list[Issue]:
    """Return the doubt that typed figures are the nation's averages; asked once they are there."""
    return [
        national_match_issue(match, year)
        for match in reads.national_match(cursor, agency=agency_id, year=year)
        if match.origin == "own_result" and equals_nation(match)
    ]


def _check_total(total: Decimal) -> None:
    if not is_score(total):
        raise InputError(
            N_("The total {total} is no figure of 0–100 with at most two decimals."),
            {"total": str(total)},
            hint=N_("Write the score as ITAS shows it, with two decimals."),
            rule="total-invalid",
        )
