"""Reports into the store: previewed, imported, and what was noticed of each.

A preview runs the whole import in a scratch database, so what it shows is what a confirm stores.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from ita.characters import without_surrogates
from ita.errors import Issue, OldIssue, Severity, SourceLocation
from ita.frameworks import Frameworks
from ita.importing.agencies import filed_under, find_agency
from ita.importing.candidates import Ask
from ita.importing.choices import NO_CHOICES, ImportChoices
from ita.importing.cross_checks import against_store
from ita.importing.current_state import current_plans, stored_rows
from ita.importing.differences import NO_KEYS, Difference, Key, compare, kept_of_report, report_fields, with_kept_fields
from ita.importing.file_parser import ParsedReport, read_report
from ita.importing.plausibility import asked
from ita.importing.report.normalise import NO_INDICATORS
from ita.importing.report.questions import AskedError
from ita.importing.report.read import read
from ita.importing.report_plausibility import copies
from ita.importing.saved_mappings import to_json
from ita.messages import UnknownRuleError
from ita.model import Report
from ita.progress import reached, stage
from ita.read_rows import AssessmentRow, ImportIssuesRow
from ita.store import reads, writes
from ita.store.engine import Cursor, Engine
from ita.store.scratch import preview

NO_ACCEPT: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or a preview would do.

    `unchanged` tells that the same bytes stand already for the agency, and nothing later before them: nothing was
    written, and `import_id` is that import's. `supersedes` is the import that stood before.
    """

    import_id: str
    agency_id: str
    agency_name: str
    fiscal_year: int
    plan_year: int | None
    indicators: int
    questions: int
    measures: int
    steps: int
    issues: tuple[Issue, ...]
    unchanged: bool = False
    agency_created: bool = False
    supersedes: str | None = None
    report: Report | None = None
    assessment: AssessmentRow | None = None
    differences: tuple[Difference, ...] = ()
    asks: tuple[Ask, ...] = ()


def import_report(
    engine: Engine,
    frameworks: Frameworks,
    data: bytes,
    file: str,
    *,
    agency: str | None = None,
    accept: frozenset[str] = NO_ACCEPT,
    confirmed: frozenset[int] = NO_INDICATORS,
    kept_fields: frozenset[Key] = NO_KEYS,
    dry_run: bool = False,
    choices: ImportChoices = NO_CHOICES,
) -> Imported:
    """Read a report and store it: all of it or nothing; see `normalise` for what is accepted and confirmed.

    Parameters
    ----------
    data
        The bytes of the file; the same bytes for the same agency change nothing while they stand.
    file
        Its name, for places and the record.
    agency, leave, dry_run
        As in `store_report`.
    choices
        What a person decided of the file besides.

    Raises
    ------
    InputError
        The file is refused, with all errors and their places; nothing was changed.
    """
    file = without_surrogates(file)
    with stage(0.0, 0.7):
        document = read(data, file)
    with stage(0.7, 0.9):
        parsed = read_report(document, data, frameworks, decisions(choices, accept, confirmed))
    with stage(0.9, 1.0):
        return store_report(engine, parsed, agency=agency, kept_fields=kept_fields, dry_run=dry_run)


def decisions(choices: ImportChoices, accept: frozenset[str], confirmed: frozenset[int]) -> ImportChoices:
    """Return choices with more rules accepted and more indicators confirmed."""
    return replace(choices, accept=choices.accept | accept, confirmed=choices.confirmed | confirmed)


def store_report(
    engine: Engine,
    parsed: ParsedReport,
    *,
    agency: str | None = None,
    kept_fields: frozenset[Key] = NO_KEYS,
    dry_run: bool = False,
) -> Imported:
    """Store a report that was read: all of it or nothing.

    Parameters
    ----------
    parsed
        As `ita.importing.file_parser` reads it; the same bytes for the same agency change nothing while they stand.
    agency
        File it there whatever the title says; made if it is new.
    kept_fields
        Fields that stay as they stand, where the file has others (`ita.importing.differences`).
    dry_run
        False previews: the same work in a scratch database.

    Raises
    ------
    AskedError
        Its scores raise doubts that nobody has answered yet (`ImportChoices.accept`).
    InputError
        The town is not known, or takes no report; nothing was changed.
    """
    source, read_report = parsed.source, parsed.report
    file = source.file or read_report.file

    def work(cursor: Cursor) -> Imported:
        reached(0, 10)
        found, created, said = find_agency(cursor, agency, read_report)
        agency_id = str(found.agency_id)
        current, replaced = same_file(cursor, source.sha256, agency_id, file)
        if current:
            return _again(cursor, current, str(found.name_th), read_report)
        doubts = (*parsed.doubts, *copies(read_report, _shown(cursor, agency_id)))
        if questions := asked(doubts, parsed.choices.accept):
            raise AskedError(questions)
        stored = current_plans(cursor, agency_id, read_report.fiscal_year)
        differences = compare(
            report_fields(read_report.fiscal_year, stored.values()),
            report_fields(read_report.fiscal_year, read_report.plans),
        )
        report = with_kept_fields(read_report, stored, kept_fields)
        kept = stored_rows(cursor, agency_id, kept_of_report(read_report, stored, kept_fields), of_report=True)
        before = _current_report(cursor, agency_id, report.fiscal_year)
        number, import_id = writes.add_import(
            cursor,
            "report",
            source.sha256,
            agency_id=agency_id,
            fiscal_year=report.fiscal_year,
            plan_year=report.plan_year,
            file_name=file,
            byte_count=source.byte_count,
        )
        writes.add_report(cursor, number, agency_id, report)
        writes.add_kept_fields(cursor, number, kept)
        mapping = to_json(parsed.choices)
        if parsed.shape and mapping:
            writes.add_mapping(cursor, number, parsed.shape, mapping)
        answered = [replace(issue, severity="notice") for issue in doubts]
        issues = (*report.issues, *answered, *said, *replaced, *against_store(cursor, agency_id, report))
        writes.add_issues(cursor, number, issues)
        writes.add_place_names(cursor, number, _locations(report, issues))
        rows = reads.assessment(cursor, agency=agency_id, year=report.fiscal_year)
        # The last moment at which nothing is stored yet.
        reached(10, 10)
        return Imported(
            import_id,
            agency_id,
            str(found.name_th),
            report.fiscal_year,
            report.plan_year,
            len(report.plans),
            report.questions,
            report.measures,
            report.steps,
            issues,
            agency_created=created,
            supersedes=before,
            report=report,
            assessment=rows[0],
            differences=differences,
        )

    if not dry_run:
        return engine.transact(work)
    return preview(engine, lambda cursor: filed_under(cursor, agency, read_report), work)


def _shown(cursor: Cursor, agency_id: str) -> dict[tuple[int, int], Decimal]:
    """Return the scores of an agency that are shown, by year and indicator."""
    return {(row.fiscal_year, row.indicator_no): row.score for row in reads.indicator_trend(cursor, agency=agency_id)}


def _locations(report: Report, issues: Sequence[Issue]) -> list[SourceLocation]:
    """Return every place of a report's own file that is stored."""
    return [
        *(cell.location for plan in report.plans for cell in plan.raw),
        *(plan.location for plan in report.plans),
        *(issue.location for issue in issues),
    ]


def same_file(cursor: Cursor, digest: str, agency_id: str, file: str | None) -> tuple[str | None, tuple[Issue, ...]]:
    """Return the import of the same bytes that stands as a whole, else what to say of one that no longer does.

    Parameters
    ----------
    digest
        SHA-256 of the bytes.
    file
        Their name, for the place.
    """
    same = [i for i in reads.imports_of_file(cursor, sha256=digest) if i.agency_id == agency_id and not i.undone]
    current = [str(i.import_id) for i in same if i.is_current and not i.has_kept_fields]
    if current or not same:
        return (current[-1] if current else None), ()
    return None, (
        Issue(
            "stored-before",
            {"import_id": str(same[-1].import_id)},
            SourceLocation(file),
            variant="left" if same[-1].is_current else "replaced",
        ),
    )


def _current_report(cursor: Cursor, agency_id: str, fiscal_year: int) -> str | None:
    """Return the id of the report that counts for an agency and year, or None."""
    current = [
        i
        for i in reads.imports(cursor, agency=agency_id)
        if i.kind == "report" and i.fiscal_year == fiscal_year and i.undone_at is None and not i.superseded
    ]
    return str(current[0].import_id) if current else None


def _again(cursor: Cursor, import_id: str, agency_name: str, report: Report) -> Imported:
    """Return the standing import of the same bytes, with what was noticed then."""
    first = reads.import_by_id(cursor, import_id=import_id)[0]
    assert first.fiscal_year is not None
    assert first.plan_year is not None
    return Imported(
        import_id,
        str(first.agency_id),
        agency_name,
        first.fiscal_year,
        first.plan_year,
        first.indicators,
        first.questions,
        first.measures,
        first.steps,
        stored_issues(cursor, import_id),
        unchanged=True,
        supersedes=_current_report(cursor, str(first.agency_id), first.fiscal_year),
        report=report,
    )


def stored_issues(cursor: Cursor, import_id: str) -> tuple[Issue, ...]:
    """Return what was noticed when an import was read."""
    return tuple(_stored_issue(row) for row in reads.import_issues(cursor, import_id=import_id))


def _stored_issue(row: ImportIssuesRow) -> Issue:
    """Return an issue as it was stored; with the text of then only where today's words cannot say it."""
    rule, variant, params = str(row.rule), str(row.variant or ""), json.loads(row.params)
    location = SourceLocation(
        row.file_name,
        row.place_table,
        row.place_row,
        row.place_column,
        row.sheet,
        page=row.place_page,
    )
    try:
        return Issue(rule, params, location, variant, cast("Severity", row.severity))
    except UnknownRuleError:
        return OldIssue(rule, params, location, variant, cast("Severity", row.severity), str(row.old_text or rule))
