"""What each check of ``queries/checks`` found, as a sentence with its numbers, and how to fix it: the only place.

The sentences stand here and not in the SQL, because people read them in their language; a test holds both together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol

from ita.calendar import period_words
from ita.errors import N_
from ita.formatting import points
from ita.i18n import say, translator
from ita.thai import format_date

Severity = Literal["error", "warning"]

_RESTORE = N_("Restore the latest backup.")
_UNDO = N_("Undo the import and report the file.")
_CORRECT_SCORE = N_(
    "Correct the score in the file and import it again; where it is stored already, undo that import first."
)

# Check to sentence and advice; fields are the columns of the check.
TEXTS: dict[str, tuple[str, str]] = {
    "agency_name_twice": (
        N_("“{name_th}” is there twice, as {agency_id} and as {other_agency_id}."),
        N_("Use one of them, and undo the imports of the other."),
    ),
    "agency_twice": (N_("The id {agency_id} is used by {agencies} agencies."), _RESTORE),
    "agency_unknown": (N_("Figures name the agency {agency_id}, which is not there."), _RESTORE),
    "assumption_without_rules": (
        N_("The rules of {from_year} are assumed for {fiscal_year}, but {from_year} has none any longer."),
        N_("Undo the assumption, or assume the rules of a year that has some."),
    ),
    "fact_without_import": (N_("Rows of {name} name the import {import_no}, which is not there."), _RESTORE),
    "import_malformed": (
        N_("Import {import_no} ({import_id}, {kind}) lacks its number, id, time, agency or year."),
        _RESTORE,
    ),
    "import_number_twice": (N_("The import number {import_no} is there {imports} times."), _RESTORE),
    "indicator_unknown": (N_("Import {import_no} refers to indicator {indicator_no}, which does not exist."), _UNDO),
    "level_disagrees": (
        N_(
            "The level of {agency_id} {fiscal_year} is published as “{level}”, but by that year's rule its total of "
            "{total} or its ten scores give “{possible}”."
        ),
        N_(
            "Compare total and level with ITAS and type or import the right ones; "
            "until then they are shown as published."
        ),
    ),
    "lock_row_count": (N_("The lock has {lock_rows} rows instead of one."), _RESTORE),
    "measure_twice_in_import": (
        N_("Import {import_no} holds a measure of indicator {indicator_no} of {agency_id} {fiscal_year} twice."),
        _UNDO,
    ),
    "measure_without_indicator": (
        N_("Import {import_no} holds a {what} of indicator {indicator_no}, of which its report has no plan."),
        _UNDO,
    ),
    "measures_of_another": (
        N_("All measures of {agency_id} {fiscal_year} are word for word those of {other_agency_id} {other_year}."),
        N_("Check whether the report was copied; a plan answers the agency's own result."),
    ),
    "period_outside_plan_year": (
        N_(
            "The plan of indicator {indicator_no} of {agency_id} {fiscal_year} runs {period}, "
            "outside the plan year {plan_year}."
        ),
        N_("Check the dates in the report; import it again where they are wrong."),
    ),
    "period_reversed": (
        N_("The plan of indicator {indicator_no} of {agency_id} {fiscal_year} ends on {ends_on}, before {starts_on}."),
        N_("Correct the dates in the file and import it again; where it is stored already, undo that import first."),
    ),
    "plan_twice_in_import": (
        N_("Import {import_no} holds a plan or step of indicator {indicator_no} of {agency_id} {fiscal_year} twice."),
        _UNDO,
    ),
    "question_code_unknown": (
        N_("{agency_id} {fiscal_year} names the question {code}, which that year's framework does not have."),
        N_("Check the code in the file; the same code is another question in another year."),
    ),
    "question_score_twice_in_import": (
        N_("Import {import_no} holds two scores of the question {code} of {agency_id} {fiscal_year}."),
        _UNDO,
    ),
    "report_incomplete": (
        N_("The report {import_no} of {agency_id} {fiscal_year} holds {plans} plans and {scores} scores."),
        N_("Import the complete report. If an incomplete one is stored already, undo its import first."),
    ),
    "rule_twice": (N_("The rules hold {what} {rules} times."), _RESTORE),
    "results_stale": (
        N_("A stored result of {agency_id} {fiscal_year} ({name}) is another than its figures give."),
        N_("To store the results anew, run “python3 start.py ita build”."),
    ),
    "score_out_of_range": (N_("The score of {what} of {agency_id} {fiscal_year} is {value}."), _CORRECT_SCORE),
    "score_twice_in_import": (
        N_("Import {import_no} holds two scores of indicator {indicator_no} of {agency_id} {fiscal_year}."),
        _UNDO,
    ),
    "scores_equal_nation": (
        N_(
            "All {compared} scores of {agency_id} {fiscal_year} that can be compared equal the national averages; "
            "are they its own?"
        ),
        N_("Compare with ITAS; type the agency's own scores where the report states the averages."),
    ),
    "snapshot_damaged": (
        N_("The snapshot “{name}” of {agency_id} is not as it was stored; it cannot be opened."),
        _RESTORE,
    ),
    "snapshot_twice": (N_("{agency_id} has the snapshot “{name}” {snapshots} times."), _RESTORE),
    "stated_rule_wrong": (
        N_(
            "The rules of {fiscal_year} stated in import {import_no} give no exact total: "
            "the weights sum to {weight_sum}, or one cannot be shared among its indicators."
        ),
        N_("Correct the rules and store them again; where they are stored already, undo that import first."),
    ),
    "step_without_measure": (
        N_(
            "Step {position} of indicator {indicator_no} in import {import_no} belongs to a measure that "
            "does not exist."
        ),
        _UNDO,
    ),
    "target_out_of_range": (
        N_("A target of {agency_id} {fiscal_year} is {target}."),
        N_("Set the target again. If it is stored already, undo it first."),
    ),
    "total_disagrees": (
        N_("The total of {agency_id} {fiscal_year} is {total}, but its ten scores give {calculated}."),
        N_("Compare scores and total with ITAS and type or import the right ones."),
    ),
    "total_doubtful": (
        N_(
            "The total of {agency_id} {fiscal_year} is {total}; by the rules of {rules_year} its ten scores would give "
            "{calculated}. Is a figure wrong, or have the rules changed?"
        ),
        N_("Compare scores and total with ITAS; where both are right, the rules of that year have changed."),
    ),
    "total_twice_in_import": (N_("Import {import_no} holds two totals of {agency_id} {fiscal_year}."), _UNDO),
    "undone_twice": (N_("Import {import_no} was undone twice."), _RESTORE),
    "value_unknown": (
        N_("The table {table_name} holds the value “{value}” in {column_name}, which this program never writes."),
        _RESTORE,
    ),
    "year_impossible": (
        N_("Import {import_no} holds rows of {agency_id} for “{fiscal_year}”, which is no fiscal year."),
        _RESTORE,
    ),
    "years_identical": (
        N_("{agency_id} has the same scores throughout in {fiscal_year} and {other_year}."),
        N_("Compare both years with ITAS and undo the wrong import."),
    ),
}


# What a check names in its column `what`, by the words before the number or name.
_WHAT = {
    "question of indicator": N_("the question of indicator {name}"),
    "indicator": N_("indicator {name}"),
    "question": N_("question {name}"),
    "instrument": N_("instrument {name}"),
    "level": N_("level “{name}”"),
    "total": N_("the total"),
    "measure": N_("measure"),
    "step": N_("step"),
}


class Check(Protocol):
    """A query of ``queries/checks``."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def severity(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Finding:
    """One row that a check found."""

    check: str
    severity: Severity
    row: Mapping[str, Any]

    @classmethod
    def of(cls, check: Check, row: Mapping[str, Any]) -> Finding:
        """Return what a check found: a warning, or an error where it calls itself anything else."""
        return cls(check.name, "warning" if check.severity == "warning" else "error", row)

    def in_words(self, lang: str, names: Mapping[str, str] | None = None) -> str:
        """Return the finding as a sentence; `names` gives agencies by id their names."""
        fields = {key: _in_words(key, value, lang, names or {}) for key, value in self.row.items()}
        if "ends_on" in self.row:
            fields["period"] = period_words(self.row.get("starts_on"), self.row["ends_on"], lang)
        return say(TEXTS[self.check][0], fields, lang)

    def fix_hint(self, lang: str) -> str:
        """Return what to do about it."""
        return translator(lang)(TEXTS[self.check][1])


def _in_words(key: str, value: Any, lang: str, names: Mapping[str, str]) -> Any:
    """Return a value of a finding as people read it: names, days of their own calendar, figures with two decimals."""
    if value is None:
        return "–"
    if key.endswith("agency_id"):
        return names.get(value, value)
    if isinstance(value, date):
        return format_date(value, lang)
    if isinstance(value, Decimal | float):
        return points(value)
    if key == "what":
        return next((_named(str(value), kind, text, lang) for kind, text in _WHAT.items() if _is(value, kind)), value)
    return value


def _is(value: object, kind: str) -> bool:
    return value == kind or str(value).startswith(f"{kind} ")


def _named(value: str, kind: str, text: str, lang: str) -> str:
    return translator(lang)(text).format(name=value.removeprefix(kind).strip())
