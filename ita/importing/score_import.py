"""Score sheets into the store: previewed, imported, and what was noticed of each.

A preview runs the whole import in a scratch database, as in `ita.importing.report_import`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ita.errors import N_, InputError, Issue, SourceLocation
from ita.formatting import known
from ita.frameworks import Frameworks
from ita.importing import saved_mappings
from ita.importing.candidates import Ask, Candidate, Offer
from ita.importing.choices import NO_CHOICES, AsRole, ImportChoices
from ita.importing.cross_checks import arithmetic
from ita.importing.current_state import current_locations, current_scores, stored_rows
from ita.importing.differences import NO_KEYS, Difference, Key, compare, kept_of_sheet, sheet_fields, with_kept_scores
from ita.importing.file_parser import ParsedScores, source_of
from ita.importing.plausibility import asked
from ita.importing.report_import import same_file, stored_issues
from ita.importing.score_agency import agency_for
from ita.importing.score_issues import against_report, implausible_figures, located, missing_figures, own_figures
from ita.importing.score_rows import add_sheet, as_line, as_row, locations_of
from ita.importing.scores.plausibility import doubts
from ita.importing.scores.sheet_builder import ScoreSheet
from ita.importing.target_import import add_targets
from ita.progress import reached
from ita.read_rows import AgencyByIdRow, AssessmentRow
from ita.store import reads, writes
from ita.store.engine import Cursor, Engine
from ita.store.scratch import preview


@dataclass(frozen=True, slots=True)
class ScoresImported:
    """What an import of scores did, or a preview would do.

    `indicators` and `questions` count scores over all `years`. `unchanged` tells that the same bytes stand already
    for the agency, in all their years: nothing was written, and `import_id` is that import's. `assessments` gives
    total, instruments and level by year, as they then stand.
    """

    import_id: str
    agency_id: str
    agency_name: str
    years: tuple[int, ...]
    indicators: int
    questions: int
    issues: tuple[Issue, ...]
    unchanged: bool = False
    assessments: Mapping[int, AssessmentRow] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    kind: AsRole = "result"
    candidates: tuple[Candidate, ...] = ()
    offers: tuple[Offer, ...] = ()
    asks: tuple[Ask, ...] = ()


def import_scores(
    engine: Engine,
    agency_id: str,
    read_sheet: ScoreSheet,
    data: bytes,
    file: str | None,
    *,
    frameworks: Frameworks | None = None,
    choices: ImportChoices = NO_CHOICES,
    kept_fields: frozenset[Key] = NO_KEYS,
    dry_run: bool = False,
) -> ScoresImported:
    """Store scores that were read from some bytes (of pasted text with its year); see `store_scores`."""
    parsed = ParsedScores(source_of(data, file), read_sheet, choices)
    return store_scores(engine, agency_id, parsed, frameworks=frameworks, kept_fields=kept_fields, dry_run=dry_run)


def store_scores(
    engine: Engine,
    agency_id: str,
    parsed: ParsedScores,
    *,
    frameworks: Frameworks | None = None,
    kept_fields: frozenset[Key] = NO_KEYS,
    dry_run: bool = False,
) -> ScoresImported:
    """Store scores of one or several years as one import, or preview it; they stand before a report's.

    Parameters
    ----------
    parsed
        As `ita.importing.file_parser` reads it; the same bytes for the same agency change nothing while they stand
        for all their years.
    kept_fields
        Figures that stay as they stand, where the file has others or none (`ita.importing.differences`).
    dry_run
        False previews: the same work in a scratch database.

    Raises
    ------
    InputError
        The sheet has errors, each with its place, or nothing to store; or the agency is an average or
        the demonstration.
    NotKnownError
        There is no such agency.
    """
    source, read_sheet, choices = parsed.source, parsed.sheet, parsed.choices
    _refuse(read_sheet)
    digest = _digest(parsed)

    def work(cursor: Cursor) -> ScoresImported:
        reached(0, 1)
        agency = agency_for(cursor, agency_id, read_sheet.kind)
        current, replaced = same_file(cursor, digest, agency_id, source.file)
        if current:
            return _again(cursor, current, agency, read_sheet)
        _refuse_asks(read_sheet.asks, source.file)
        if read_sheet.kind == "targets":
            return _store_targets(cursor, agency, digest, parsed, replaced)
        years_asked = [result.fiscal_year for result in read_sheet.years]
        stored = current_scores(
            cursor, agency_id, years_asked, sorted({question.fiscal_year for question in read_sheet.questions})
        )
        differences = compare(stored, sheet_fields(read_sheet))
        locations = current_locations(cursor, agency_id, sorted({year for year, _what, _field in stored}))
        sheet = with_kept_scores(read_sheet, stored, kept_fields, locations)
        kept = stored_rows(cursor, agency_id, kept_of_sheet(read_sheet, stored, kept_fields), of_report=False)
        shown = {
            (int(row.fiscal_year), int(row.indicator_no)): row.score
            for row in reads.indicator_trend(cursor, agency=agency_id)
            if known(row.score)
        }
        before = {result.fiscal_year: own_figures(cursor, agency_id, result.fiscal_year) for result in sheet.years}
        years = sorted({r.fiscal_year for r in sheet.years} | {q.fiscal_year for q in sheet.questions})
        number, import_id = writes.add_import(
            cursor,
            "scores",
            digest,
            agency_id=agency_id,
            fiscal_year=years[0] if len(years) == 1 else None,
            file_name=source.file,
            byte_count=source.byte_count,
        )
        add_sheet(cursor, number, agency_id, sheet)
        writes.add_kept_fields(cursor, number, kept)
        shape, mapping = saved_mappings.shape_of(sheet.tables), saved_mappings.to_json(choices)
        if shape and mapping:
            writes.add_mapping(cursor, number, shape, mapping)
        assessments = {
            r.fiscal_year: reads.assessment(cursor, agency=agency_id, year=r.fiscal_year)[0] for r in sheet.years
        }
        issues = [*sheet.issues, *replaced]
        if read_sheet.kind == "result":
            found = [*doubts(sheet, shown), *implausible_figures(cursor, agency_id, sheet, shown, frameworks)]
            asks = asked(found, choices.accept)
            if asks and not dry_run:
                _refuse_asks(asks, source.file)
            issues += found
        else:
            asks = ()
        for result in sheet.years:
            issues += missing_figures(sheet, result, before[result.fiscal_year])
            if read_sheet.kind == "result":
                issues += located(sheet, result.fiscal_year, arithmetic(assessments[result.fiscal_year], result))
                issues += against_report(cursor, agency_id, sheet, result.fiscal_year)
        _store_issues(cursor, number, issues, sheet)
        # The last moment at which nothing is stored yet.
        reached(1, 1)
        return ScoresImported(
            import_id,
            agency_id,
            str(agency.name_th),
            tuple(years),
            sum(len(result.scores) for result in sheet.years),
            len(sheet.questions),
            tuple(issues),
            assessments=assessments,
            differences=differences,
            kind=read_sheet.kind,
            candidates=read_sheet.candidates,
            offers=read_sheet.offers,
            asks=asks,
        )

    return preview(engine, agency_id, work) if dry_run else engine.transact(work)


def _digest(parsed: ParsedScores) -> str:
    """Return what tells the same reading of the same bytes: another choice of columns or year is another import."""
    key = parsed.choices.key
    sha256 = parsed.source.sha256
    return hashlib.sha256(f"{sha256}{key}".encode()).hexdigest() if key else sha256


def _store_targets(
    cursor: Cursor, agency: AgencyByIdRow, digest: str, parsed: ParsedScores, replaced: Sequence[Issue]
) -> ScoresImported:
    """Add the targets of a file as an import of their own."""
    sheet, source = parsed.sheet, parsed.source
    agency_id = str(agency.agency_id)
    years = [result.fiscal_year for result in sheet.years]
    number, import_id = writes.add_import(
        cursor,
        "targets",
        digest,
        agency_id=agency_id,
        fiscal_year=years[0] if len(years) == 1 else None,
        file_name=source.file,
        byte_count=source.byte_count,
    )
    count = add_targets(cursor, number, agency_id, sheet)
    issues = [*sheet.issues, *replaced]
    _store_issues(cursor, number, issues, sheet)
    reached(1, 1)
    return ScoresImported(
        import_id,
        agency_id,
        str(agency.name_th),
        tuple(years),
        count,
        0,
        tuple(issues),
        kind="targets",
        candidates=sheet.candidates,
        offers=sheet.offers,
    )


def _store_issues(cursor: Cursor, number: int, issues: Sequence[Issue], sheet: ScoreSheet) -> None:
    writes.add_issues(cursor, number, [replace(issue, location=as_row(issue.location)) for issue in issues])
    writes.add_place_names(cursor, number, [*(issue.location for issue in issues), *locations_of(sheet)])


def _refuse_asks(asks: Sequence[Ask], file: str | None) -> None:
    """Raise all questions that nobody has answered, with the options that answer them."""
    if not asks:
        return
    first = asks[0].issue
    options = " · ".join(dict.fromkeys(option for ask in asks for option in ask.options))
    issues = tuple(ask.issue for ask in asks)
    if options:
        issues += (Issue("options", {"options": options}, SourceLocation(file)),)
    raise InputError.of(first, issues=issues)


def _refuse(sheet: ScoreSheet) -> None:
    """Raise all errors of a sheet, the first as the message; doubts are asked about once the bytes are known as new."""
    errors = sheet.faults
    open_asks = [ask for ask in sheet.asks if not ask.is_doubt]
    if open_asks and not errors:
        _refuse_asks(sheet.asks, sheet.file)
    if errors:
        hint = N_("Nothing was stored. Correct every place that is named and import the file again.")
        raise InputError.of(errors[0], hint=hint, issues=errors)
    if not sheet.years and not sheet.questions and not sheet.asks:
        raise InputError.of(Issue("scores-empty", location=SourceLocation(sheet.file), variant="calculated"))


def _again(cursor: Cursor, import_id: str, agency: AgencyByIdRow, sheet: ScoreSheet) -> ScoresImported:
    """Return the standing import of the same bytes, with what was noticed then."""
    agency_id = str(agency.agency_id)
    (first,) = reads.import_by_id(cursor, import_id=import_id)
    years = tuple(int(year) for year in first.fiscal_years)
    issues = tuple(replace(i, location=as_line(i.location)) for i in stored_issues(cursor, import_id))
    return ScoresImported(
        import_id,
        agency_id,
        str(agency.name_th),
        years,
        sum(len(result.scores) for result in sheet.years) if sheet.kind == "targets" else int(first.indicators),
        int(first.questions),
        issues,
        unchanged=True,
        assessments={year: row for year in years for row in reads.assessment(cursor, agency=agency_id, year=year)},
        kind=sheet.kind,
        candidates=sheet.candidates,
        offers=sheet.offers,
    )
