"""The only importer that sees the store: previews, imports, typed results, undo, towns.

A preview runs the whole import in a transaction and rolls it back, so what it shows is what a confirm stores.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ita.errors import N_, InputError, Issue, NotKnownError, Place
from ita.figures import known
from ita.frameworks import Frameworks
from ita.importing.differences import NO_KEYS, Difference, Key, compare, keep_standing, report_fields
from ita.importing.heads import check_score
from ita.importing.read import read
from ita.importing.report import NO_INDICATORS, normalise
from ita.importing.score_values import check_level
from ita.importing.standing import standing_plans
from ita.model import Agency, Report, TownTitle, TypedResult
from ita.provinces import PROVINCES
from ita.store import sql, writes
from ita.store.engine import Cursor, Engine
from ita.store.takers import taker
from ita.thai import match_key, tidy
from ita.watching import reached, stage

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
NO_ACCEPT: frozenset[str] = frozenset()
_CENT = Decimal("0.01")


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
    assessment: dict[str, Any] | None = None
    differences: tuple[Difference, ...] = ()


def town_slug(name: str, province: str | None) -> str:
    """Return the id that a town gets which nobody named: stable for its name and province."""
    key = match_key(f"{name}|{province or '-'}")
    return f"town-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def check_slug(agency_id: str) -> str:
    """Return an agency id as given.

    Raises
    ------
    InputError
        It is not a short word of a-z, 0-9 and hyphens.
    """
    if not _SLUG.fullmatch(agency_id):
        raise InputError(
            N_("“{agency}” cannot be an agency id: use a–z, 0–9 and hyphens, as in ban-mo."),
            {"agency": agency_id},
            rule="agency-id",
        )
    return agency_id


def agency_of_title(cursor: Cursor, town: TownTitle | None) -> dict[str, Any] | None:
    """Return the agency that a title names, matched by name and province, or None."""
    if town is None:
        return None
    return _same_town(cursor, town.name_th, town.province)


def _same_town(cursor: Cursor, name: str, province: str | None) -> dict[str, Any] | None:
    named = [a for a in sql.rows(cursor, "agencies") if match_key(a["name_th"]) == match_key(name)]
    if province is None:
        return named[0] if len(named) == 1 else None
    fitting = [a for a in named if match_key(a["province"] or "") == match_key(province)]
    return fitting[0] if fitting else None


def create_agency(engine: Engine, name: str, kind: str, district: str, province: str) -> str:
    """Make a town of one's own and return its id; a town that is there already becomes one's own.

    Raises
    ------
    InputError
        Name or province is empty.
    """
    for value, what in ((name, N_("The name of the town is missing.")), (province, N_("The province is missing."))):
        if not value.strip():
            raise InputError(what, rule="agency-incomplete")
    bare_province = re.sub(r"^(?:จังหวัด|จ\.)\s*", "", province.strip())
    if bare_province not in PROVINCES:
        near = difflib.get_close_matches(bare_province, PROVINCES, 1, 0.5)
        raise InputError(
            N_("“{province}” is no province. Did you mean {near}?") if near else N_("“{province}” is no province."),
            {"province": bare_province, "near": near[0] if near else ""},
            rule="province-unknown",
        )
    bare_district = re.sub(r"^(?:อำเภอ|อ\.)\s*", "", district.strip())

    def work(cursor: Cursor) -> str:
        known = _same_town(cursor, name, bare_province)
        if known:
            writes.claim_agency(cursor, known["agency_id"])
            return str(known["agency_id"])
        agency_id = town_slug(name, bare_province)
        writes.add_agency(
            cursor, Agency(agency_id, name.strip(), None, kind, bare_district or None, bare_province, "own", "typed")
        )
        return agency_id

    return engine.transact(work)


def _find_agency(cursor: Cursor, chosen: str | None, report: Report) -> tuple[dict[str, Any], bool, list[Issue]]:
    """Return the agency that a report is filed under, whether it was made now, and what to say about it."""
    titled = agency_of_title(cursor, report.town)
    file = Place(report.file)
    if chosen is None:
        if titled:
            return titled, False, []
        town = report.town
        suggested = town_slug(town.name_th, town.province) if town else "my-town"
        raise InputError(
            N_("The town “{town}” is not known here.") if town else N_("The title of the report names no town."),
            {"town": _full_name(town) if town else "", "agency": suggested},
            hint=N_("To file the report under a town of its own, import it with --agency {agency}."),
            place=file,
            rule="agency-unknown",
        )
    known = {a["agency_id"]: a for a in sql.rows(cursor, "agencies")}
    if chosen in known:
        agency = taker(cursor, chosen)
        if report.town is None or (titled or {}).get("agency_id") == chosen:
            return agency, False, []
        other = Issue(
            "agency-differs",
            "notice",
            N_("The title names “{town}”; the report was filed under “{agency}”."),
            {"town": _full_name(report.town), "agency": agency["name_th"]},
            file,
        )
        return agency, False, [other]
    town = report.town
    made = Agency(
        check_slug(chosen),
        town.name_th if town else chosen,
        None,
        town.kind if town else "local_government",
        town.district if town else None,
        town.province if town else None,
        "own",
        report.file,
    )
    writes.add_agency(cursor, made)
    said = Issue(
        "agency-created",
        "notice",
        N_("The town “{town}” was added as {agency}."),
        {"town": made.name_th, "agency": chosen},
        file,
    )
    issues = [said]
    if titled:
        issues.append(
            Issue(
                "agency-differs",
                "notice",
                N_("The title names “{town}”; the report was filed under “{agency}”."),
                {"town": _full_name(town) if town else "", "agency": chosen},
                file,
            )
        )
    return {"agency_id": chosen, "name_th": made.name_th}, True, issues


def _full_name(town: TownTitle) -> str:
    return f"{town.name_th} จังหวัด{town.province}" if town.province else town.name_th


def import_report(
    engine: Engine,
    frameworks: Frameworks,
    data: bytes,
    file: str,
    *,
    agency: str | None = None,
    accept: frozenset[str] = NO_ACCEPT,
    confirmed: frozenset[int] = NO_INDICATORS,
    leave: frozenset[Key] = NO_KEYS,
    keep: bool = True,
) -> Imported:
    """Import a report: all of it or nothing.

    Parameters
    ----------
    data
        The bytes of the file; the same bytes for the same agency change nothing while they stand.
    file
        Its name, for places and the record.
    agency
        File it there whatever the title says; made if it is new.
    accept
        Rules that the person overrules (`ita.importing.report.ACCEPTABLE`).
    confirmed
        Indicators whose texts, read from a PDF, the person has compared with the document; without them all the
        report is refused.
    leave
        Fields that stay as they stand, where the file has others (`ita.importing.differences`).
    keep
        False previews: the same work, rolled back.

    Raises
    ------
    InputError
        The file is refused, with all errors and their places; nothing was changed.
    """
    # A name that is not UTF-8 comes as lone surrogates, which neither the database nor a terminal takes.
    file = file.encode("utf-8", "replace").decode("utf-8")
    with stage(0.0, 0.7):
        document = read(data, file)
    with stage(0.7, 0.9):
        read_report = normalise(document, frameworks, accept, confirmed)
    digest = hashlib.sha256(data).hexdigest()

    def work(cursor: Cursor) -> Imported:
        reached(9, 10)
        found, created, said = _find_agency(cursor, agency, read_report)
        agency_id = str(found["agency_id"])
        standing, replaced = same_file(cursor, digest, agency_id, file)
        if standing:
            return _again(cursor, standing, str(found["name_th"]), read_report)
        stands = standing_plans(cursor, agency_id, read_report.fiscal_year)
        differences = compare(
            report_fields(read_report.fiscal_year, stands.values()),
            report_fields(read_report.fiscal_year, read_report.plans),
        )
        report = keep_standing(read_report, stands, leave)
        before = _standing_report(cursor, agency_id, report.fiscal_year)
        number, import_id = writes.add_import(
            cursor,
            "report",
            digest,
            agency_id=agency_id,
            fiscal_year=report.fiscal_year,
            plan_year=report.plan_year,
            file_name=file,
            byte_count=len(data),
        )
        writes.add_report(cursor, number, agency_id, report)
        issues = (*report.issues, *said, *replaced, *_against_store(cursor, agency_id, report))
        writes.add_issues(cursor, number, issues)
        rows = sql.rows(cursor, "assessment", agency=agency_id, year=report.fiscal_year)
        # The last moment at which nothing is stored yet.
        reached(10, 10)
        return Imported(
            import_id,
            agency_id,
            str(found["name_th"]),
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

    return engine.transact(work, keep=keep)


def same_file(cursor: Cursor, digest: str, agency_id: str, file: str | None) -> tuple[str | None, tuple[Issue, ...]]:
    """Return the import of the same bytes that stands as a whole, else what to say of one that no longer does.

    Parameters
    ----------
    digest
        SHA-256 of the bytes.
    file
        Their name, for the place.
    """
    same = [
        i for i in sql.rows(cursor, "imports_of_file", sha256=digest) if i["agency_id"] == agency_id and not i["undone"]
    ]
    standing = [str(i["import_id"]) for i in same if i["stands"] and not i["left_standing"]]
    if standing or not same:
        return (standing[-1] if standing else None), ()
    text = (
        N_("The same was stored before as import {import_id}, with figures left as they stood; they can be taken now.")
        if same[-1]["stands"]
        else N_(
            "The same was stored before as import {import_id}; later ones stand before it. "
            "Stored anew, it counts again."
        )
    )
    return None, (Issue("stored-before", "notice", text, {"import_id": str(same[-1]["import_id"])}, Place(file)),)


def _standing_report(cursor: Cursor, agency_id: str, fiscal_year: int) -> str | None:
    """Return the id of the report that counts for an agency and year, or None."""
    standing = [
        i
        for i in sql.rows(cursor, "imports", agency=agency_id)
        if i["kind"] == "report" and i["fiscal_year"] == fiscal_year and i["undone_at"] is None and not i["superseded"]
    ]
    return str(standing[0]["import_id"]) if standing else None


def _again(cursor: Cursor, import_id: str, agency_name: str, report: Report) -> Imported:
    """Return the standing import of the same bytes, with what was noticed then."""
    first = sql.rows(cursor, "import_by_id", import_id=import_id)[0]
    return Imported(
        import_id,
        str(first["agency_id"]),
        agency_name,
        int(first["fiscal_year"]),
        int(first["plan_year"]),
        int(first["indicators"]),
        int(first["questions"]),
        int(first["measures"]),
        int(first["steps"]),
        stored_issues(cursor, import_id),
        unchanged=True,
        supersedes=_standing_report(cursor, str(first["agency_id"]), int(first["fiscal_year"])),
        report=report,
    )


def stored_issues(cursor: Cursor, import_id: str) -> tuple[Issue, ...]:
    """Return what was noticed when an import was read."""
    return tuple(
        Issue(
            row["rule"],
            row["severity"],
            row["text"],
            json.loads(row["params"]),
            Place(row["file_name"], row["place_table"], row["place_row"], row["place_column"], row["sheet"]),
        )
        for row in sql.rows(cursor, "import_issues", import_id=import_id)
    )


def _against_store(cursor: Cursor, agency_id: str, report: Report) -> list[Issue]:
    """Return what only the database can tell: scores equal to the nation's, or other than those typed from ITAS."""
    file = Place(report.file)
    issues: list[Issue] = []
    for match in sql.rows(cursor, "national_match", agency=agency_id, year=report.fiscal_year):
        if match["origin"] == "report" and match["all_equal"]:
            issues.append(replace(national_match_issue(match, report.fiscal_year), place=file))
    issues += [
        Issue(
            "differs-from-own-result",
            "notice",
            N_("Indicator {number}: ITAS gives {shown}, the report {other}. The ITAS score is shown; both are kept."),
            {"number": row["indicator_no"], "shown": str(row["score_shown"]), "other": str(row["score_other"])},
            file,
        )
        for row in sql.rows(cursor, "origin_differences", agency=agency_id, year=report.fiscal_year)
        if row["origin_shown"] == "own_result" and row["origin_other"] == "report"
    ]
    return issues


def national_match_issue(match: dict[str, Any], year: int) -> Issue:
    """Return the warning that scores equal the national averages, the total named where it does too."""
    params: dict[str, str | int | float | None] = {
        "year": year,
        "known": int(match["known"]),
        "indicators": ", ".join(str(number) for number in match["indicators"]),
        "total": f"{match['total']:.2f}" if match["total"] is not None else "",
        "national": f"{match['national_total']:.2f}" if match["national_total"] is not None else "",
    }
    text = (
        N_(
            "The scores equal the national averages of {year} wherever those are known (indicators {indicators}); "
            "the total {total} too (nation {national}). Check that they are your own."
        )
        if match["total_equal"]
        else N_(
            "The scores equal the national averages of {year} wherever those are known (indicators {indicators}). "
            "Check that they are your own."
        )
    )
    return Issue("equals-national-average", "warning", text, params)


def import_typed(engine: Engine, agency_id: str, result: TypedResult, *, keep: bool = True) -> Imported:
    """Store a year's result as typed from ITAS, or preview it; it stands before the report's scores.

    Raises
    ------
    InputError
        No score and no total was typed, or one is no figure of 0-100 with at most two decimals: nothing is rounded.
    """
    if not result.scores and result.total is None:
        raise InputError(N_("Nothing was typed: give at least one score or the total."), rule="typed-empty")
    for number, score in result.scores.items():
        check_score(str(score), Place(), str(number))
    if result.total is not None:
        _check_total(result.total)
    if result.level is not None:
        check_level(result.level, Place())
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
        digest = hashlib.sha256(words.encode()).hexdigest()
        number, import_id = writes.add_import(
            cursor, "scores", digest, agency_id=agency_id, fiscal_year=result.fiscal_year
        )
        writes.add_typed(cursor, number, agency_id, result, "ITAS")
        rows = sql.rows(cursor, "assessment", agency=agency_id, year=result.fiscal_year)
        issues = arithmetic(rows[0], result)
        writes.add_issues(cursor, number, issues)
        return Imported(
            import_id,
            agency_id,
            str(agency["name_th"]),
            result.fiscal_year,
            None,
            len(result.scores),
            0,
            0,
            0,
            issues,
            assessment=rows[0],
        )

    return engine.transact(work, keep=keep)


def _check_total(total: Decimal) -> None:
    if not total.is_finite() or not 0 <= total <= 100 or total != round(total, 2):
        raise InputError(
            N_("The total {total} is no figure of 0–100 with at most two decimals."),
            {"total": str(total)},
            hint=N_("Write the score as ITAS shows it, with two decimals."),
            rule="total-invalid",
        )


def arithmetic(assessment: dict[str, Any], result: TypedResult) -> tuple[Issue, ...]:
    """Return where a typed total or level disagrees with what the typed scores give; nothing until all are typed."""
    if assessment["scored_indicators"] != len(result.scores):
        return ()
    return disagreements({**assessment, "total_published": result.total, "level_published": result.level})


def disagreements(assessment: Mapping[str, Any]) -> tuple[Issue, ...]:
    """Return where total or level as typed or published disagree with the calculated ones (a row of `assessment`)."""
    issues: list[Issue] = []
    computed, stated = assessment["total"], assessment["total_published"]
    if known(computed) and known(stated) and round(abs(Decimal(str(computed)) - Decimal(str(stated))), 2) > _CENT:
        issues.append(
            Issue(
                "total-disagrees",
                "warning",
                N_("The ten scores give a total of {computed}, but {typed} was typed. Both are kept."),
                {"computed": f"{computed:.2f}", "typed": f"{stated:.2f}"},
            )
        )
    level, named = assessment["level"], assessment["level_published"]
    if known(level) and known(named) and tidy(named) != tidy(level):
        issues.append(
            Issue(
                "level-disagrees",
                "warning",
                N_("By the rule of the year the scores give “{computed}”, but “{typed}” was typed. Both are kept."),
                {"computed": level, "typed": named},
            )
        )
    return tuple(issues)


def undo(engine: Engine, import_id: str, reason: str = "") -> dict[str, Any]:
    """Take an import back: it is marked, nothing is deleted, and what stood before stands again.

    Raises
    ------
    NotKnownError
        There is no such import of a user.
    InputError
        It was taken back before.
    """

    def work(cursor: Cursor) -> dict[str, Any]:
        found = sql.rows(cursor, "import_by_id", import_id=import_id)
        if not found or found[0]["kind"] == "published":
            raise NotKnownError(
                N_("There is no import “{import_id}”."), {"import_id": import_id}, rule="import-unknown"
            )
        if found[0]["undone"]:
            raise InputError(
                N_("The import “{import_id}” was taken back before; nothing was changed."),
                {"import_id": import_id},
                rule="import-undone",
            )
        writes.add_undo(cursor, int(found[0]["import_no"]), reason)
        return found[0]

    return engine.transact(work)


def pending_errors(issues: Sequence[Issue]) -> list[Issue]:
    """Return the errors among issues."""
    return [issue for issue in issues if issue.severity == "error"]
