"""Rows of an import into the database. Every function works inside the caller's transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal

import ita
from ita.actor import actor
from ita.errors import Issue, SourceLocation
from ita.frameworks import Frameworks, Published
from ita.model import Agency, Origin, Report, TypedResult
from ita.store import query_loader
from ita.store.engine import Cursor
from ita.store.table_rows import clear_table, insert_rows
from ita.thai import match_key

SHIPPED = frozenset({"published", "demo"})


def _now() -> datetime:
    """Return the time as naive UTC, as it is stored."""
    return datetime.now(UTC).replace(tzinfo=None)


def _location(location: SourceLocation) -> dict[str, int | None]:
    return {"place_table": location.table, "place_row": location.row, "place_column": location.column}


def add_import(
    cursor: Cursor,
    kind: str,
    sha256: str,
    *,
    agency_id: str | None = None,
    fiscal_year: int | None = None,
    plan_year: int | None = None,
    file_name: str | None = None,
    byte_count: int | None = None,
) -> tuple[int, str]:
    """Open an import and return its number and id; the number grows by one, whatever the clock says."""
    number = int(query_loader.write(cursor, "next_import_no")[0][0])
    import_id = f"{number}-{sha256[:8]}"
    row = {
        "import_no": number,
        "import_id": import_id,
        "kind": kind,
        "agency_id": agency_id,
        "fiscal_year": fiscal_year,
        "plan_year": plan_year,
        "file_name": file_name,
        "sha256": sha256,
        "byte_count": byte_count,
        "imported_at": _now(),
        "app_version": ita.__version__,
    }
    insert_rows(cursor, "imports", [row])
    # What ships with the program is nobody's act.
    if kind not in SHIPPED:
        _add_person(cursor, number, "import")
    return number, import_id


def _add_person(cursor: Cursor, import_no: int, act: str) -> None:
    """Keep who acts, where that is known."""
    person = actor()
    if person:
        insert_rows(cursor, "import_people", [{"import_no": import_no, "act": act, "person": person}])


def add_undo(cursor: Cursor, import_no: int, reason: str) -> None:
    """Mark an import as taken back; its rows stay."""
    insert_rows(cursor, "undos", [{"import_no": import_no, "undone_at": _now(), "reason": reason}])
    _add_person(cursor, import_no, "undo")


def add_agency(cursor: Cursor, agency: Agency) -> None:
    """Add an agency."""
    insert_rows(cursor, "agencies", [asdict(agency)])


def claim_agency(cursor: Cursor, agency_id: str) -> None:
    """Make an agency that is there a user's own."""
    query_loader.write(cursor, "claim_agency", agency_id=agency_id)


def add_issues(cursor: Cursor, import_no: int, issues: Sequence[Issue]) -> None:
    """Keep what was noticed when the file was read."""
    rows = [
        {
            "import_no": import_no,
            "issue_no": number,
            "rule": issue.rule,
            "variant": issue.variant,
            "severity": issue.severity,
            "params": json.dumps(dict(issue.params), ensure_ascii=False),
            "old_text": None,
            **_location(issue.location),
        }
        for number, issue in enumerate(issues, start=1)
    ]
    insert_rows(cursor, "import_issues", rows)


def add_kept_fields(cursor: Cursor, import_no: int, rows: Iterable[Mapping[str, object]]) -> None:
    """Keep which stored values a person kept in an import, each with the import that it was read in."""
    insert_rows(cursor, "kept_fields", [{"import_no": import_no, **row} for row in rows])


def add_mapping(cursor: Cursor, import_no: int, shape: str, mapping: str) -> None:
    """Remember what a person made of a file's columns, for the next file of the same shape."""
    insert_rows(cursor, "import_mappings", [{"import_no": import_no, "shape": shape, "mapping": mapping}])


def add_place_names(cursor: Cursor, import_no: int, locations: Iterable[SourceLocation]) -> None:
    """Keep what the numbers of tables stand for: the sheets of a workbook by name, those of a PDF by page."""
    sheets = {
        location.table: location.sheet
        for location in locations
        if location.table is not None and location.sheet is not None
    }
    pages = {
        location.table: location.page
        for location in locations
        if location.table is not None and location.page is not None
    }
    insert_rows(
        cursor,
        "import_sheets",
        [{"import_no": import_no, "sheet_no": number, "sheet": name} for number, name in sorted(sheets.items())],
    )
    insert_rows(
        cursor,
        "import_pages",
        [{"import_no": import_no, "table_no": number, "page": page} for number, page in sorted(pages.items())],
    )


def measure_ids(agency_id: str, fiscal_year: int, indicator_no: int, titles: Sequence[str]) -> list[str]:
    """Return a stable id for each measure of an indicator.

    The id follows agency, year, indicator and wording (spaces and kind of digits aside), so that a later report
    that leaves a measure unchanged leaves its id, wherever it now stands in the list.
    """
    ids: list[str] = []
    for title in titles:
        base = f"{agency_id}-{fiscal_year}-{indicator_no}-{hashlib.sha256(match_key(title).encode()).hexdigest()[:8]}"
        again = sum(1 for known in ids if known == base or known.startswith(f"{base}-"))
        ids.append(base if not again else f"{base}-{again + 1}")
    return ids


def add_report(cursor: Cursor, import_no: int, agency_id: str, report: Report) -> None:
    """Add everything that a report says, with its places and raw cells."""
    key = {"import_no": import_no, "agency_id": agency_id, "fiscal_year": report.fiscal_year}
    scores, plans, measures, steps, units, raw = [], [], [], [], [], []
    questions, question_units, measure_units = [], [], []
    for plan in report.plans:
        of_indicator = {**key, "indicator_no": plan.indicator_no}
        location = plan.score_source or plan.location
        scores.append(
            {
                **of_indicator,
                "score": plan.score,
                "origin": "report",
                "source": location.file or report.file,
                **_location(location),
            }
        )
        plans.append(
            {
                **of_indicator,
                "plan_year": report.plan_year,
                "question_code": plan.question_code,
                "question": plan.question,
                "question_score": plan.question_score,
                "question_score_basis": plan.question_score_basis,
                "analysis": plan.analysis,
                "rationale": plan.rationale,
                "starts_on": plan.starts_on,
                "ends_on": plan.ends_on,
                "period_text": plan.period_text,
                "strengths": plan.strengths or None,
                **_location(plan.location),
            }
        )
        for question in plan.questions:
            of_question = {**of_indicator, "question_no": question.question_no}
            questions.append(
                {
                    **of_question,
                    "question_code": question.code,
                    "question": question.text,
                    "question_score": question.score,
                    "question_score_basis": question.score_basis,
                    "analysis": question.analysis,
                    "rationale": question.rationale,
                    "starts_on": question.starts_on,
                    "ends_on": question.ends_on,
                    "period_text": question.period_text,
                    **_location(question.location),
                }
            )
            question_units += [
                {**of_question, "position": n, "unit": unit} for n, unit in enumerate(question.units, start=1)
            ]
        ids = measure_ids(agency_id, report.fiscal_year, plan.indicator_no, [m.title for m in plan.measures])
        for measure, measure_id in zip(plan.measures, ids, strict=True):
            measures.append(
                {
                    **of_indicator,
                    "measure_id": measure_id,
                    "position": measure.position,
                    "title": measure.title,
                    "question_no": measure.question_no,
                    "starts_on": measure.starts_on,
                    "ends_on": measure.ends_on,
                    "period_text": measure.period_text,
                    **_location(measure.location),
                }
            )
            measure_units += [
                {**of_indicator, "measure_id": measure_id, "position": n, "unit": unit}
                for n, unit in enumerate(measure.units, start=1)
            ]
        for step in plan.steps:
            under = ids[step.measure_position - 1] if step.measure_position else None
            steps.append(
                {
                    **of_indicator,
                    "position": step.position,
                    "measure_id": under,
                    "text": step.text,
                    "question_no": step.question_no,
                    **_location(step.location),
                }
            )
        units += [{**of_indicator, "position": n, "unit": unit} for n, unit in enumerate(plan.units, start=1)]
        raw += [
            {
                "import_no": import_no,
                "indicator_no": plan.indicator_no,
                "field": cell.name,
                "text": cell.text,
                **_location(cell.location),
            }
            for cell in plan.raw
        ]
    insert_rows(cursor, "indicator_score_facts", scores)
    insert_rows(cursor, "plan_facts", plans)
    insert_rows(cursor, "measure_facts", measures)
    insert_rows(cursor, "step_facts", steps)
    insert_rows(cursor, "unit_facts", units)
    insert_rows(cursor, "plan_question_facts", questions)
    insert_rows(cursor, "question_unit_facts", question_units)
    insert_rows(cursor, "measure_unit_facts", measure_units)
    insert_rows(cursor, "raw_cells", raw)


def add_typed(cursor: Cursor, import_no: int, agency_id: str, result: TypedResult, source: str) -> None:
    """Add a year's scores, total and level as a person typed them from ITAS."""
    origin: Origin = "own_result"
    key = {"import_no": import_no, "agency_id": agency_id, "fiscal_year": result.fiscal_year, "origin": origin}
    scores = [
        {**key, "indicator_no": number, "score": score, "source": source, **_location(SourceLocation())}
        for number, score in sorted(result.scores.items())
    ]
    insert_rows(cursor, "indicator_score_facts", scores)
    if result.total is not None or result.level is not None:
        total = {**key, "total": result.total, "level_th": result.level, "source": source}
        insert_rows(cursor, "total_facts", [{**total, "agencies": None, "passed_85": None, "place_row": None}])


def add_synthetic(
    cursor: Cursor,
    import_no: int,
    agency_id: str,
    scores: Mapping[tuple[int, int], Decimal],
    questions: Mapping[tuple[int, str], Decimal],
    source: str,
) -> None:
    """Add synthetic scores, by year and indicator and by year and question code; their origin marks them for good."""
    key = {
        "import_no": import_no,
        "agency_id": agency_id,
        "origin": "synthetic",
        "source": source,
        **_location(SourceLocation()),
    }
    insert_rows(
        cursor,
        "indicator_score_facts",
        [{**key, "fiscal_year": year, "indicator_no": n, "score": score} for (year, n), score in scores.items()],
    )
    insert_rows(
        cursor,
        "question_score_facts",
        [{**key, "fiscal_year": year, "code": code, "score": score} for (year, code), score in questions.items()],
    )


def add_published(cursor: Cursor, import_no: int, published: Published) -> None:
    """Add the shipped published figures, each with its source and row."""
    scores = [
        {
            "import_no": import_no,
            "agency_id": row.agency_id,
            "fiscal_year": row.fiscal_year,
            "indicator_no": row.indicator_no,
            "score": row.score,
            "origin": "published",
            "source": row.source,
            **_location(row.location),
        }
        for row in published.indicator_scores
    ]
    totals = [
        {
            "import_no": import_no,
            "agency_id": row.agency_id,
            "fiscal_year": row.fiscal_year,
            "total": row.total,
            "level_th": row.level_published,
            "agencies": row.agencies,
            "passed_85": row.passed_85,
            "origin": "published",
            "source": row.source,
            "place_row": row.location.row,
        }
        for row in published.totals
    ]
    insert_rows(cursor, "indicator_score_facts", scores)
    insert_rows(cursor, "total_facts", totals)


def replace_reference(cursor: Cursor, frameworks: Frameworks, published: Published, files: dict[str, str]) -> None:
    """Fill the reference tables anew from the shipped files, and bring shipped agencies up to date."""
    tables: dict[str, Iterable[object]] = {
        "instruments": frameworks.instruments,
        "indicators": frameworks.indicators,
        "rating_levels": frameworks.rating_levels,
        "questions": frameworks.questions,
        "question_counts": frameworks.question_counts,
        "breaks": frameworks.breaks,
        "report_items": frameworks.report_items,
        "published_explanations": published.explanations,
    }
    for table, values in tables.items():
        clear_table(cursor, table)
        insert_rows(cursor, table, [asdict(value) for value in values])  # type: ignore[call-overload]
    query_loader.write(cursor, "merge_agencies", rows=[asdict(agency) for agency in published.agencies])
    clear_table(cursor, "reference_files")
    insert_rows(cursor, "reference_files", [{"file_name": name, "sha256": digest} for name, digest in files.items()])
