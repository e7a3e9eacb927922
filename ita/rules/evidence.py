"""What published figures say of the rules of a year: whether the rules reproduce them, or by how much they do not."""

from __future__ import annotations

from collections.abc import Sequence

from ita.errors import N_, Params
from ita.formatting import known, points
from ita.insights.sentence import Sentence
from ita.read_rows import RulesCheckRow


def assumed_from(basis: object) -> int | None:
    """Return the year whose rules are assumed, from ``assumed:2568``; None for rules of the year itself."""
    return int(str(basis).partition(":")[2]) if known(basis) and str(basis).startswith("assumed:") else None


def evidence(rows: Sequence[RulesCheckRow], fiscal_year: int, basis: object) -> list[Sentence]:
    """Return what the published figures of one agency and year say of the rules.

    Parameters
    ----------
    rows
        Rows of `reads.rules_check` of one agency.
    basis
        ``shipped``, ``stated`` or ``assumed:YYYY``.
    """
    rules_year = assumed_from(basis) or fiscal_year
    found = [_of(row, fiscal_year, rules_year) for row in rows]
    apart = [row for row in rows if known(row.agrees) and not row.agrees]
    if any(row.part != "level" for row in apart):
        found.append(_meaning(apart, fiscal_year, rules_year))
    if not any(row.part == "total" for row in rows):
        text = N_("No published total of {year} is stored, so its rules cannot be checked here.")
        found.append(Sentence("check-nothing", text, {"year": fiscal_year}))
    return found


def _of(row: RulesCheckRow, fiscal_year: int, rules_year: int) -> Sentence:
    """Return what one published figure says."""
    params: Params = {
        "year": fiscal_year,
        "rules_year": rules_year,
        "part": str(row.part),
        "published": points(row.published),
        "computed": points(row.computed),
        "apart": points(abs(row.difference)) if known(row.difference) else "–",
        "published_level": str(row.published_level),
        "computed_level": str(row.computed_level),
    }
    if row.part == "level":
        if not known(row.computed_level):
            text = N_("The published level of {year} ({published_level}) cannot be checked: none can be calculated.")
            return Sentence("check-open", text, params)
        if row.agrees:
            text = N_("The levels of {rules_year} give the published level of {year}: {published_level}.")
            return Sentence("check-agrees", text, params)
        text = N_("By the levels of {rules_year} it would be “{computed_level}”; “{published_level}” is published.")
        return Sentence("check-differs", text, params)
    if not known(row.computed):
        text = N_("The published total of {year} ({published}) cannot be checked: not all scores are known.")
        if row.part != "total":
            text = N_("The published {part} of {year} ({published}) cannot be checked: not all scores are known.")
        return Sentence("check-open", text, params)
    if row.part == "total":
        text = (
            N_("The weights of {rules_year} reproduce the published total of {year}: {published}.")
            if row.agrees
            else N_(
                "By the weights of {rules_year} the total of {year} is {computed}; {published} is published: "
                "{apart} apart."
            )
        )
    else:
        text = (
            N_("The indicators give the published {part} of {year}: {published}.")
            if row.agrees
            else N_("The indicators give {computed} for {part} of {year}; {published} is published: {apart} apart.")
        )
    return Sentence("check-agrees" if row.agrees else "check-differs", text, params)


def _meaning(apart: Sequence[RulesCheckRow], fiscal_year: int, rules_year: int) -> Sentence:
    """Return what a difference means: other rules, or a figure that is wrong, and which to look at."""
    params: Params = {"year": fiscal_year, "parts": ", ".join(str(r.part) for r in apart if r.part in _CODES)}
    if any(r.scores_origin != r.published_origin for r in apart):
        text = N_("Scores and published figures come from different sources; compare both with ITAS first.")
        return Sentence("check-sources", text, params)
    if params["parts"]:
        text = N_(
            "Either the rules of {year} have changed or a figure is wrong: look at the indicators of {parts} first."
        )
    elif rules_year != fiscal_year:
        text = N_(
            "Either the rules of {year} have changed or a figure is wrong: "
            "compare the ten scores and the total with ITAS."
        )
    else:
        text = N_("A figure may be wrong: compare the ten scores and the total with ITAS.")
    return Sentence("check-meaning", text, params)


_CODES = ("IIT", "EIT", "OIT")


def summary(rows: Sequence[RulesCheckRow], fiscal_year: int, basis: object) -> Sentence:
    """Return for how many agencies the rules give the published total of a year (rows of `reads.rules_check`)."""
    totals = [row for row in rows if row.part == "total" and known(row.agrees)]
    agreeing = sum(bool(row.agrees) for row in totals)
    params: Params = {
        "year": fiscal_year,
        "rules_year": assumed_from(basis) or fiscal_year,
        "agreeing": agreeing,
        "all": len(totals),
        "widest": points(max((abs(row.difference) for row in totals if row.difference is not None), default=None)),
    }
    if not totals:
        text = N_("No agency here has all scores and a published total of {year}, so nothing can be compared.")
    elif agreeing == len(totals):
        text = N_("The weights of {rules_year} reproduce the published total of {year} of every agency here ({all}).")
    else:
        text = N_(
            "The weights of {rules_year} reproduce the published totals of {year} of {agreeing} of {all} agencies; "
            "the widest difference is {widest}."
        )
    return Sentence("check-summary", text, params)
