"""Rules of bulk imports: files of many agencies, of which every kind of fault or doubt is counted."""

from __future__ import annotations

from ita.markers import N_
from ita.messages.wording import Words, error, warning

_COLUMNS = N_(
    "A file for bulk import has the columns agency_id and fiscal_year, and either code and score, "
    "or indicator_no and score, or total and level."
)

WORDS: Words = {
    # The file
    "bulk-unreadable": {
        "kind": error(N_("A file for bulk import is a CSV (.csv) or Parquet (.parquet) file.")),
        "encoding": error(N_("The file is not UTF-8 text.")),
        "other": error(N_("The file cannot be read: {reason}")),
    },
    "bulk-columns": error(N_("The columns are: {columns}."), _COLUMNS),
    "bulk-empty": error(N_("The file holds no row.")),
    # Cells; each wrong value is named once, with its first place
    "bulk-agency": {
        "missing": error(N_("The agency is missing in {cells} rows.")),
        "unknown": error(N_("The agency “{agency}” is not known ({cells} rows).")),
        "average": error(
            N_("“{agency}” is an average of many agencies; no result of its own can be stored ({cells} rows).")
        ),
        "demo": error(
            N_("“{agency}” is a demonstration; no real figures are stored beside its synthetic ones ({cells} rows).")
        ),
    },
    "bulk-missing": error(N_("The column {column} is empty in {cells} rows.")),
    "bulk-indicator": error(N_("“{indicator}” is no number of an indicator, such as 1 or 10.")),
    "bulk-twice": {
        "code": error(N_("{agency}: question {item} of {year} is there twice, first in row {row} of {file}.")),
        "indicator_no": error(N_("{agency}: indicator {item} of {year} is there twice, first in row {row} of {file}.")),
        "total": error(N_("{agency}: the total of {year} is there twice, first in row {row} of {file}.")),
    },
    "bulk-more": error(N_("There are {found} errors in all; the first are named.")),
    # Doubts, by the rule that raises them and accepts them
    "bulk-doubts": {
        "score-may-be-weighted": warning(
            N_(
                "{found} scores may be weighted points, or lie more than 40 below the others or the stored one: "
                "{examples}."
            )
        ),
        "many-zeros": warning(N_("{found} years with several scores of 0: {examples}.")),
        "all-equal": warning(N_("{found} years whose scores are all the same: {examples}.")),
        "copy-of-year": warning(N_("{found} years whose scores equal those of another year: {examples}.")),
        "equals-national-average": warning(
            N_("{found} years whose scores equal the national averages wherever those are known: {examples}.")
        ),
        "total-impossible": warning(N_("{found} totals that their scores cannot give with any weights: {examples}.")),
        "total-disagrees": warning(N_("{found} totals that disagree with their ten scores: {examples}.")),
        "total-disagrees-with-latest": warning(
            N_("{found} totals of years without rules that the newest known rules would not give: {examples}.")
        ),
        "level-unknown": warning(N_("{found} levels that are none of their year's: {examples}.")),
        "level-impossible": warning(N_("{found} levels that their total cannot have: {examples}.")),
        "level-disagrees": warning(N_("{found} levels that disagree with their ten scores: {examples}.")),
        "scores-missing": warning(
            N_("{found} results replace stored ones of which some figure would be missing: {examples}.")
        ),
        "question-code-unknown": warning(N_("{found} scores of codes that are no question of their year: {examples}.")),
        "differs-from-report": warning(N_("{found} scores differ from the report's: {examples}.")),
        "years-not-whole": warning(N_("{found} years without all ten scores: {examples}.")),
        "questions-without-scores": warning(
            N_("{found} years with scores of questions alone, which no screen shows yet: {examples}.")
        ),
    },
}
