"""Rules of figures held against what is stored, and of what a person chose while storing."""

from __future__ import annotations

from ita.markers import N_
from ita.messages.wording import Words, notice, warning

WORDS: Words = {
    "agency-created": notice(N_("The agency “{town}” was added as {agency}.")),
    "agency-differs": notice(N_("The title names “{town}”; the report was filed under “{agency}”.")),
    "stored-before": {
        "left": notice(
            N_(
                "The same file was stored before as import {import_id}, with some stored values kept; you "
                "can use the values of the file now."
            )
        ),
        "replaced": notice(
            N_(
                "The same data was stored before as import {import_id}, but later imports replaced it. "
                "Storing it again makes it current."
            )
        ),
    },
    "left-standing": {
        "report": notice(
            N_("Indicator {number}: the stored values were kept, by choice, although the file differs: {fields}.")
        ),
        "scores": notice(N_("{year}: the stored values were kept, by choice, although the file differs: {figures}.")),
    },
    "left-disagrees": warning(
        N_(
            "Indicator {number}: the score is {score}, but its question {code} has {stated}, because the "
            "stored value was kept for only one of the two. Both are stored so."
        )
    ),
    "differs-from-own-result": warning(
        N_("Indicator {number}: ITAS gives {shown}, the report {other}. The ITAS score is shown; both are kept."),
        together=N_(
            "The report gives other scores of {year} than ITAS: {listed}. "
            "ITAS's are shown and both are kept; correct the one that is wrong."
        ),
        each=N_("indicator {number}: {other} (ITAS {shown})"),
    ),
    "question-differs-from-own-result": warning(
        N_("Question {code}: ITAS gives {shown}, the report {other}. The ITAS score is shown; both are kept.")
    ),
    "differs-from-report": notice(
        N_(
            "Indicator {number} of {year}: this file gives {shown}, the report {other}. "
            "The score from ITAS is shown; both are kept."
        )
    ),
    "scores-missing": warning(
        N_("The result of {year} replaces the one typed or imported before as a whole; missing now: {figures}.")
    ),
    "equals-national-average": {
        "": warning(
            N_(
                "The scores equal the national averages of {year} wherever those are known (indicators {indicators}). "
                "Check that they are your own."
            )
        ),
        "total": warning(
            N_(
                "The scores equal the national averages of {year} wherever those are known (indicators {indicators}); "
                "the total {total} hardly differs (nation {national}). Check that they are your own."
            )
        ),
    },
    "total-disagrees": warning(N_("The ten scores give a total of {computed}, but {typed} was typed. Both are kept.")),
    "level-disagrees": warning(
        N_("By the rule of the year the scores give “{computed}”, but “{typed}” was typed. Both are kept.")
    ),
    "many-zeros": warning(
        N_("{count} of the {all} scores of {year} are 0 (indicators {numbers}). Is the form filled in to the end?")
    ),
    "all-equal": warning(N_("All {count} scores of {year} are {score}. Are they the result?")),
    "copy-of-year": warning(
        N_("The {count} scores of {year} equal those of {other} in everything. Are they of {year}?")
    ),
    "total-impossible": warning(
        N_("The total {total} of {year} is none that the scores can give with any weights: {lowest} to {highest}.")
    ),
    "total-disagrees-with-latest": warning(
        N_(
            "No rules of {year} are known. By those of {latest} the scores would give a total of {computed}, "
            "not {total}: the rules have changed, or a figure is wrong."
        )
    ),
    "level-impossible": warning(
        N_("By the rules of {year}, a total of {total} cannot be “{level}”. Both are stored unchanged.")
    ),
    "options": notice(N_("Nothing was stored. Import it again with what decides: {options}")),
}
