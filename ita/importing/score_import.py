"""Score sheets into the store, and files by what they hold: a report, or scores of several years.

A preview runs the whole import in a scratch database, as in `ita.importing.report_import`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ita.errors import N_, InputError, Issue, SourceLocation
from ita.formatting import known
from ita.frameworks import Frameworks
from ita.importing import saved_mappings
from ita.importing.candidates import Ask, Candidate, Offer, Whose
from ita.importing.choices import NO_CHOICES, AsRole, ImportChoices
from ita.importing.cross_checks import arithmetic, implausible
from ita.importing.current_state import current_locations, current_scores, stored_rows
from ita.importing.differences import (
    NO_KEYS,
    Difference,
    Key,
    compare,
    kept_of_sheet,
    sheet_fields,
    with_kept_scores,
)
from ita.importing.file_parser import ParsedReport, ParsedScores, newest_year, open_scores, read_file, source_of
from ita.importing.files.grids import GridDocument
from ita.importing.plausibility import asked
from ita.importing.report.normalise import NO_INDICATORS
from ita.importing.report_import import NO_ACCEPT, Imported, decisions, same_file, store_report, stored_issues
from ita.importing.score_rows import OWN_RESULT, add_sheet, as_line, as_row, locations_of
from ita.importing.scores.label_matcher import LEVEL, LEVEL_TH, TOTAL, TOTAL_TH, What
from ita.importing.scores.plausibility import doubts
from ita.importing.scores.read import read_scores
from ita.importing.scores.sheet_builder import ScoreSheet
from ita.importing.target_import import add_targets
from ita.model import TypedResult
from ita.progress import reached, stage
from ita.read_rows import AgenciesRow, AgencyByIdRow, AssessmentRow
from ita.store import reads, writes
from ita.store.engine import Cursor, Engine
from ita.store.result_agencies import agency_of_id, taker
from ita.store.scratch import preview

Reader = Callable[[bytes, str, Frameworks, ImportChoices, Whose | None], ParsedReport | ParsedScores]


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


def import_file(
    engine: Engine,
    frameworks: Frameworks,
    data: bytes,
    file: str,
    *,
    agency: str | None = None,
    accept: frozenset[str] = NO_ACCEPT,
    confirmed: frozenset[int] = NO_INDICATORS,
    dry_run: bool = False,
    choices: ImportChoices = NO_CHOICES,
    reader: Reader = read_file,
) -> Imported | ScoresImported:
    """Import a file by what it holds: a report, or scores (`ita.importing.file_parser.read_file`).

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for places and the record; it decides only for text that could be either.
    agency
        Whose scores they are; for a report as in `store_report`.
    accept
        Rules of a report that the person overrules.
    confirmed
        Indicators of a report whose texts, read from a PDF, the person has compared with it.
    dry_run
        False previews: the same work in a scratch database.
    choices
        What a person decided of the file besides.
    reader
        Reads the file, here or in a process of its own.

    Raises
    ------
    InputError
        The file is refused, with all errors and their places; nothing was changed.
    NotKnownError
        Scores are to be filed under an agency that is not there.
    """
    with stage(0.0, 0.9):
        made = decisions(replace(choices, agency_id=agency), accept, confirmed)
        parsed = reader(data, file, frameworks, made, whose_of(engine, agency) if agency is not None else None)
    with stage(0.9, 1.0):
        return store_file(engine, parsed, frameworks, agency=agency, dry_run=dry_run)


def whose_of(engine: Engine, agency_id: str) -> Whose | None:
    """Return the agency that is imported for with its names, None where it is not known."""
    with engine.cursor() as cursor:
        rows = {str(row.agency_id): row for row in reads.agencies(cursor)}
    mine = rows.get(agency_id)
    if mine is None:
        return None
    names = {key: tuple(name for name in (row.name_th, row.name_en) if name) for key, row in rows.items()}
    others = tuple(name for key, of in names.items() for name in of if key != agency_id and not _is_average(rows[key]))
    return Whose(agency_id, names[agency_id], others, is_average=_is_average(mine))


def _is_average(agency: AgenciesRow | AgencyByIdRow) -> bool:
    return str(agency.kind).endswith("_average")


def store_file(
    engine: Engine,
    parsed: ParsedReport | ParsedScores,
    frameworks: Frameworks,
    *,
    agency: str | None = None,
    dry_run: bool = False,
) -> Imported | ScoresImported:
    """Store what was read of a file, or preview it.

    Raises
    ------
    InputError
        It is refused, or holds scores and nobody says whose.
    NotKnownError
        Scores are to be filed under an agency that is not there.
    """
    if isinstance(parsed, ParsedReport):
        return store_report(engine, parsed, agency=agency, dry_run=dry_run)
    if agency is None:
        raise InputError(
            N_("The file holds scores and does not say whose they are."),
            hint=N_("Name the agency with --agency ID, for example --agency ban-mo."),
            location=SourceLocation(parsed.source.file),
            rule="agency-missing",
        )
    with engine.cursor() as cursor:
        # An agency that takes no results is no matter of what the file says.
        _agency_for(cursor, agency, parsed.sheet.kind)
    return store_scores(engine, agency, parsed, frameworks=frameworks, dry_run=dry_run)


def score_sheet(data: bytes, file: str, frameworks: Frameworks) -> ScoreSheet | None:
    """Return the scores of a file, None where it is anything else; see `score_document` and `read_scores`.

    Raises
    ------
    InputError
        It is a workbook or is named as a table, and cannot be read.
    """
    with stage(0.0, 0.8):
        document = score_document(data, file, frameworks)
    with stage(0.8, 1.0):
        return None if document is None else read_scores(document, frameworks, newest_year())


def score_document(data: bytes, file: str, frameworks: Frameworks) -> GridDocument | None:
    """Return a file as sheets where it is one of scores, None where it is anything else.

    Raises
    ------
    InputError
        It is empty or a picture; or it is a workbook or is named as a table, and cannot be read.
    """
    document = open_scores(data, file, frameworks)
    return document if isinstance(document, GridDocument) else None


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
        agency = _agency_for(cursor, agency_id, read_sheet.kind)
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
        before = {result.fiscal_year: _own_figures(cursor, agency_id, result.fiscal_year) for result in sheet.years}
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
            found = [*doubts(sheet, shown), *_implausible(cursor, agency_id, sheet, shown, frameworks)]
            asks = asked(found, choices.accept)
            if asks and not dry_run:
                _refuse_asks(asks, source.file)
            issues += found
        else:
            asks = ()
        for result in sheet.years:
            issues += _missing(sheet, result, before[result.fiscal_year])
            if read_sheet.kind == "result":
                issues += _located(sheet, result.fiscal_year, arithmetic(assessments[result.fiscal_year], result))
                issues += _against_report(cursor, agency_id, sheet, result.fiscal_year)
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


def _agency_for(cursor: Cursor, agency_id: str, kind: AsRole) -> AgencyByIdRow:
    """Return the agency that figures of a kind can be stored for; averages are those of an average only.

    Raises
    ------
    InputError
        It takes none, or it is no average.
    NotKnownError
        There is no such agency.
    """
    agency = agency_of_id(cursor, agency_id)
    if kind != "average" or agency is None:
        return taker(cursor, agency_id)
    if not _is_average(agency):
        averages = ", ".join(str(row.agency_id) for row in reads.averages(cursor))
        raise InputError(
            N_("“{agency}” is no average; averages are stored for one of: {averages}."),
            {"agency": str(agency.name_th), "averages": averages},
            rule="agency-no-average",
        )
    return agency


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


def _implausible(
    cursor: Cursor,
    agency_id: str,
    sheet: ScoreSheet,
    shown: Mapping[tuple[int, int], Decimal],
    frameworks: Frameworks | None,
) -> list[Issue]:
    """Return what may be wrong with the figures of a sheet as a whole, each at the first figure that it is about."""
    found = []
    for issue in implausible(cursor, agency_id, sheet.years, shown, frameworks):
        year = int(str(issue.params["year"]))
        what: What = TOTAL if issue.rule.startswith("total") else LEVEL if issue.rule.startswith("level") else 0
        found.append(replace(issue, location=sheet.locations.get((year, what)) or _first_location(sheet, year)))
    return found


def _first_location(sheet: ScoreSheet, year: int) -> SourceLocation:
    return next((location for (of, _), location in sheet.locations.items() if of == year), SourceLocation(sheet.file))


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


def _own_figures(cursor: Cursor, agency_id: str, year: int) -> list[What]:
    """Return which figures of a year are stored as the agency's own result."""
    own: list[What] = [int(row.indicator_no) for row in reads.own_result(cursor, agency=agency_id, year=year)]
    for row in reads.assessment(cursor, agency=agency_id, year=year):
        if row.total_origin == OWN_RESULT:
            own += [
                what
                for what, stored in ((TOTAL, row.total_published), (LEVEL, row.level_published))
                if stored is not None
            ]
    return own


def _missing(sheet: ScoreSheet, result: TypedResult, before: Sequence[What]) -> list[Issue]:
    """Say which figures that are stored are not in the sheet: a later import replaces a year whole."""
    given = {*result.scores, *(w for w, v in ((TOTAL, result.total), (LEVEL, result.level)) if v is not None)}
    names = {TOTAL: TOTAL_TH, LEVEL: LEVEL_TH}
    missing = [names.get(what, what) if isinstance(what, str) else str(what) for what in before if what not in given]
    if not missing:
        return []
    location = next(
        (p for (year, _), p in sheet.locations.items() if year == result.fiscal_year), SourceLocation(sheet.file)
    )
    return [
        Issue(
            "scores-missing",
            {"year": result.fiscal_year, "figures": ", ".join(missing)},
            replace(location, column=None),
        )
    ]


def _located(sheet: ScoreSheet, year: int, issues: Sequence[Issue]) -> list[Issue]:
    """Return what disagrees with the ten scores of a year, each at the total or level that it is about."""
    what = {"total-disagrees": TOTAL, "level-disagrees": LEVEL}
    return [
        replace(i, location=sheet.locations.get((year, what.get(i.rule, TOTAL)), SourceLocation(sheet.file)))
        for i in issues
    ]


def _against_report(cursor: Cursor, agency_id: str, sheet: ScoreSheet, year: int) -> list[Issue]:
    """Return where a score differs from the one that the year's report states."""
    return [
        Issue(
            "differs-from-report",
            {
                "number": row.indicator_no,
                "year": year,
                "shown": str(row.score_shown),
                "other": str(row.score_other),
            },
            sheet.locations.get((year, row.indicator_no), SourceLocation(sheet.file)),
        )
        for row in reads.origin_differences(cursor, agency=agency_id, year=year)
        if row.origin_shown == OWN_RESULT and row.origin_other == "report"
    ]
