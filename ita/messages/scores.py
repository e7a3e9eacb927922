"""Rules of files and pasted text of scores: what was read, left out, or is yet to be decided."""

from __future__ import annotations

from ita.markers import N_
from ita.messages.wording import Words, error, notice, warning

_UNCLEAR = N_("It is not clear whether these figures are the result: {header}. Are they?")

WORDS: Words = {
    # What a person chose, which the file does not have or says otherwise
    "choice-unknown": {
        "sheet": error(N_("There is no sheet “{given}”. There are: {known}.")),
        "column": error(N_("There is no column of scores “{given}”. There are: {known}.")),
    },
    "choice-contradicts": {
        "year": error(
            N_("The year {year} was chosen, but the file states its result for {states}."),
            N_("Leave the year out, or choose the column or the sheet of that year."),
        ),
        "targets": error(N_("The file holds no targets: what it has is said to be something else ({what}).")),
        "average": error(N_("The file holds no averages: what it has is said to be something else ({what}).")),
        "target-column": error(N_("“{column}” is said to be a target; as a target it is taken with --as targets.")),
        "average-column": error(
            N_("“{column}” is said to be an average; as one it is taken with --as average --agency ID.")
        ),
    },
    # Tables and rows
    "no-score-table": {
        "": error(
            N_(
                "No table of scores was found: one row has to name the columns, such as “ปีงบประมาณ” and "
                "the ten indicators, as the template does."
            )
        ),
        "headers": error(
            N_(
                "No table of scores was found. The columns are headed {headers}, and none of them names a year or "
                "one of the ten indicators, as the template does."
            )
        ),
    },
    "scores-empty": {
        "table": error(N_("The table holds no score yet.")),
        "text": error(N_("The text holds no score: paste lines such as “1 การปฏิบัติหน้าที่ 97.21”.")),
        "lines": error(
            N_("No line could be read as a score: write a name and its number, as in “1 การปฏิบัติหน้าที่ 97.21”.")
        ),
        "calculated": error(
            N_("There is no score to store: only figures that are calculated from the ten indicators were found."),
            N_("Give the scores of the ten indicators, or the total."),
        ),
    },
    "sheet-unread": notice(N_("The sheet has no heads of years and indicators and was not read.")),
    "row-cells": {
        "few": error(
            N_("The row has {cells} cells, but there are {headers} headers: a figure may be under the wrong one.")
        ),
        "many": error(
            N_("The row has {cells} cells, more than the {headers} headers: a figure may be under the wrong one.")
        ),
    },
    "row-unread": {
        "": notice(N_("The row “{text}” was not read.")),
        "part": notice(N_("“{text}” is a part of an indicator and was left out.")),
    },
    "indicator-ambiguous": error(
        N_(
            "“{text}” can be the indicator {number} or the whole instrument {instrument}: "
            "write “{number} {name}” for the indicator, or only “{instrument}”."
        )
    ),
    "column-unclear": error(N_("The header {what} is not known: are these the scores?")),
    # Lines of text
    "words-behind-score": error(
        N_("{what}: there are words after the score; leave only the name and the score on the line.")
    ),
    "several-numbers": error(N_("{what}: the line has more than one number; leave only the score.")),
    "label-without-score": warning(N_("{what} has no score.")),
    "number-without-name": warning(
        N_("The number {number} has no name beside it. Put its name before it, or delete it.")
    ),
    "line-unread": notice(N_("These lines were not read: {lines}.")),
    "part-left-out": notice(N_("These lines are parts of an indicator and were left out: {parts}.")),
    "level-left-out": notice(
        N_("The levels of single indicators were left out; only the year's own is stored. Lines: {lines}.")
    ),
    # Years
    "year-differs": {
        "": warning(N_("The text names the year {named}, but the scores are filed under {year}.")),
        "table": warning(N_("The table names the year {named} itself: its scores are filed there, not under {year}.")),
    },
    "year-invalid": {
        "": error(N_("“{year}” is no fiscal year of the Buddhist era, such as 2568.")),
        "christian": error(N_("{year} is a year of the Christian era; write it as {buddhist}.")),
        "outside": error(N_("Scores of the ten indicators are of {first} to {newest}, not of {year}.")),
    },
    "year-twice-different": {
        "rows": error(
            N_("{year} appears in two rows ({first} and {second}) with different figures; keep one of them.")
        ),
        "columns": error(
            N_("{year} appears in two columns ({first} and {second}) with different figures; keep one of them.")
        ),
        "line": error(N_("{what} of {year} appears twice: {first} (line {line}) and {second}.")),
        "cell": error(N_("{what} of {year} appears twice: {first} (row {row} column {column}) and {second}.")),
        "sheet": error(N_("{what} of {year} appears twice: {first} (at {where}) and {second}.")),
    },
    # Figures
    "score-shown-rounded": warning(N_("{what}: the cell shows {shown}, but holds {score}; {score} was taken.")),
    "score-fraction": error(N_("{count} figures are fractions, the first {score}: does it mean {meant} of 100?")),
    "score-may-be-weighted": {
        "instrument": warning(
            N_(
                "{instrument} of {year}: {figures}. Are these weighted points of {points}? "
                "Scores are 0–100; accept them only after comparing them with ITAS."
            )
        ),
        "beside": warning(
            N_(
                "Indicator {number} of {year}: {score} lies more than 40 below the year's other indicators. "
                "Is it a score of 0–100?"
            )
        ),
        "stored": warning(
            N_(
                "Indicator {number} of {year}: {score} lies more than 40 below the {stored} that is stored. "
                "Is it a score of 0–100?"
            )
        ),
    },
    "years-not-whole": notice(
        N_("Years without all ten scores, with the indicators that lack: {years}. They get no calculated total.")
    ),
    "question-code-unknown": {
        "": warning(N_("{code} is not known as a question of {year}; its score is kept.")),
        "form": error(N_("“{code}” is no code of a question, such as i1, e2 or o27.")),
    },
    "questions-without-scores": notice(
        N_(
            "Scores of questions of {year} were read; they are stored only on confirmation. "
            "The year is shown once one of its ten scores is there."
        )
    ),
    "level-unknown": warning(N_("“{level}” is no level of {year}; they are: {levels}. It is kept as written.")),
    "weighted-points": {
        "": notice(
            N_(
                "{instrument} {stated} of {year} is in points of {points}: its indicators give {mean}. "
                "Weighted points are no score of 0–100 and are not stored."
            )
        ),
        "likely": warning(
            N_(
                "{instrument} {stated} of {year} looks like points of {points}, far below the other scores. "
                "Weighted points are no score of 0–100 and are not stored."
            )
        ),
    },
    "instrument-disagrees": warning(
        N_(
            "{instrument} of {year}: {stated} is stated, but its indicators give {mean}. "
            "The indicators count; the stated figure is only compared."
        )
    ),
    "instrument-unchecked": notice(
        N_(
            "{instrument} {stated} of {year} is not stored: it is calculated from its indicators, "
            "and not all are there."
        )
    ),
    # Which figures are the result: what was left out, by the role of the figures, and what is asked about it
    "left-out": {
        "target": notice(
            N_(
                "Only the result was read; these targets were left out: {what}. "
                "To store them as targets, import the file again with --as targets."
            )
        ),
        "average": notice(
            N_(
                "Only the agency's own result was read; these averages were left out: {what}. "
                "To store them as averages, import the file again with --as average --agency ID, such as thailand."
            )
        ),
        "earlier": notice(N_("Figures of another year were left out: {what}. To read them instead: {option}.")),
        "other_agency": notice(
            N_(
                "Figures of other agencies were left out: {what}. To store them, import the file again with their "
                "--agency ID."
            )
        ),
        "self_assessment": notice(N_("A self-assessment was left out: {what}. To read it instead: {option}.")),
        "unclear": notice(
            N_("Figures that are not clearly the result were left out: {what}. To read them instead: {option}.")
        ),
        "weighted": notice(N_("Weighted points were left out: {what}.")),
    },
    "not-a-result": {
        "target": error(
            N_("“{what}” says that these figures are targets, not a result. What are they to be stored as?")
        ),
        "average": error(
            N_("“{what}” says that these figures are an average of many agencies. What are they to be stored as?")
        ),
        "earlier": error(
            N_("“{what}” says that these figures are of an earlier year. Are they the result that is wanted?")
        ),
        "other_agency": error(
            N_("“{what}” names another agency than the one that is imported for. Whose figures are they?")
        ),
        "self_assessment": error(N_("“{what}” says that these figures are a self-assessment. Are they the result?")),
        "weighted": error(
            N_("“{what}” says that these figures are weighted points. Scores are 0–100; are they scores?")
        ),
        "unclear": error(_UNCLEAR),
        "result": error(_UNCLEAR),
    },
    "several-results": {
        "": error(N_("Several columns or rows can be the result: {what}. Which one is it?")),
        "year": error(N_("Several columns or rows can be the result of {year}: {what}. Which one is it?")),
    },
}
