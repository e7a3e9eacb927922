"""The tables that backups of earlier schema versions hold for certain; what came later may be missing from them.

Of versions 1 and 2 there are backups with more tables than here, because tables were once added without a new version.
"""

from __future__ import annotations

_REFERENCE = frozenset(
    {
        "agencies",
        "breaks",
        "indicators",
        "instruments",
        "published_explanations",
        "question_counts",
        "questions",
        "rating_levels",
        "reference_files",
        "report_items",
    }
)
_FACTS = frozenset(
    {
        "import_issues",
        "imports",
        "indicator_score_facts",
        "measure_facts",
        "plan_facts",
        "raw_cells",
        "step_facts",
        "total_facts",
        "undos",
        "unit_facts",
    }
)
_OF_1 = _REFERENCE | _FACTS | {"schema_version"}
_OF_2 = (_OF_1 - {"schema_version"}) | {
    "import_people",
    "import_sheets",
    "question_score_facts",
    "schema_versions",
    "target_facts",
}
_OF_3 = _OF_2 | {
    "assumption_facts",
    "import_mappings",
    "import_pages",
    "instrument_score_facts",
    "measure_unit_facts",
    "plan_question_facts",
    "question_unit_facts",
    "stated_indicators",
    "stated_instruments",
    "stated_levels",
}
_OF_4 = _OF_3 | {"agency_revisions", "kept_fields"}
# Never changed for a version that was released; a test holds it against the kept backups of each.
TABLES_OF: dict[int, frozenset[str]] = {1: _OF_1, 2: _OF_2, 3: _OF_3, 4: _OF_4, 5: _OF_4}


def lacking(version: int, tables: frozenset[str]) -> frozenset[str]:
    """Return the tables that a backup of an earlier version must hold and does not."""
    return TABLES_OF.get(version, frozenset()) - tables
