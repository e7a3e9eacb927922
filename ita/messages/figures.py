"""Rules of single figures, indicators, years and dates, of whatever file they stand in."""

from __future__ import annotations

from ita.markers import N_
from ita.messages.wording import Words, error, notice, warning

_RETYPE = N_("Delete the cell's content and type the number again, with a full stop, as in 97.21.")
_TWO_DECIMALS = N_("Write the score as ITAS shows it, with two decimals.")
_FULL_STOP = N_("Write it with a full stop and two decimals, as in 97.21.")
_DATES = N_("Correct the dates in the file and import it again.")

WORDS: Words = {
    "figure-unclear": {
        "direction": error(
            N_(
                "“{text}” holds invisible marks that change the direction of writing, so that its figures may be shown "
                "in another order than they are stored."
            ),
            _RETYPE,
        ),
        "raised": error(
            N_("“{text}” has a raised, lowered or circled figure at its number, which may be the mark of a footnote."),
            _RETYPE,
        ),
        "digit": error(N_("“{text}” has digits other than 0–9 and ๐–๙."), _RETYPE),
        "letter": error(
            N_("“{text}” is not a number: there are other characters among or beside its digits."), _RETYPE
        ),
        "joined": error(N_("“{text}” is not a number: there is a hyphen among its digits."), _RETYPE),
    },
    "indicator-unknown": {
        "": error(N_("“{text}” is none of the ten indicators.")),
        "merged": error(
            N_("The cell that names the row is covered by the merged cells {cells}: which indicator is it?")
        ),
    },
    "indicator-mismatch": error(N_("The number {number} and the name “{name}” are of two different indicators.")),
    # Of a report the indicator is named, of scores what the cell holds.
    "score-not-a-number": {
        "": error(N_("{what}: “{score}” is not a number.")),
        "report": error(N_("The score “{score}” of indicator {indicator} is not a number."), _FULL_STOP),
        "report-comma": error(
            N_("The score “{score}” of indicator {indicator} has a comma. Write it with a full stop: {written}."),
            _FULL_STOP,
        ),
        "commas": error(
            N_("{count} of the scores have a decimal comma, the first “{score}”: write a decimal point, as in {point}.")
        ),
        "percent": error(
            N_("{what}: the cell holds a percentage ({score}); write the score as a plain number, such as 97.21.")
        ),
        "date": error(
            N_("{what}: the cell holds a date or time ({score}); format it as a number and type the score again.")
        ),
        "disguised": error(
            N_(
                "{what}: the number format of the cell shows {score}, but it holds another number; "
                "format it as 0.00 and type the score again."
            )
        ),
        "formula": error(
            N_("{what}: the formula has no value yet; open the file in Excel, save it, and import it again.")
        ),
    },
    "score-range": {
        "": error(N_("{what}: {score} lies outside 0–100.")),
        "report": error(N_("The score {score} of indicator {indicator} lies outside 0–100.")),
    },
    "score-decimals": {
        "": error(N_("{what}: {score} has more than two decimals; it is not rounded for you.")),
        "cell": error(
            N_(
                "{what}: {score} has more than two decimals, whatever the cell shows; it is not rounded for you. "
                "A formula rounds with =ROUND(…,2)."
            )
        ),
        "report": error(
            N_("The score {score} of indicator {indicator} has more than two decimals; it is not rounded for you."),
            _TWO_DECIMALS,
        ),
    },
    "score-fraction-written": error(
        N_("The score {score} of indicator {indicator} is a fraction of 100. Is {meant} meant? Then write {meant}.")
    ),
    "level-invalid": error(N_("“{level}” is no level: at most {limit} letters, and none of < > = at its start.")),
    "date-invalid": error(N_("“{period}” names a day that is not in the calendar."), _DATES),
    "period-reversed": error(N_("The period “{period}” ends before it starts."), _DATES),
    "code-read-as": notice(N_("The code written “{written}” was read as {code}.")),
    # The first two are of files of scores, the third of a report.
    "year-from-title": {
        "": notice(N_("The year {year} was taken from the title, “{words}”.")),
        "sheet": notice(N_("The year {year} was taken from the name of the sheet, “{words}”.")),
        "report": warning(N_("The heads name no year; {year} was taken from the title.")),
    },
    "year-missing": {
        "row": error(N_("The row has scores, but no fiscal year.")),
        "several": error(
            N_("Several years are named ({years}) and none of them beside the scores: of which year are they?")
        ),
        "other": error(
            N_(
                "The only year that is named, {year}, is that of a plan, a date or a law, not of the result: "
                "of which fiscal year are the scores?"
            )
        ),
        "none": error(
            N_(
                "Nothing says of which fiscal year the scores are: choose the year, or add a column “ปีงบประมาณ” "
                "or one year in the title above the table."
            )
        ),
        "report": error(N_("Neither the heads of the table nor the title name the score year.")),
        "report-other": error(
            N_("The file names {years} only as the year of a plan, a letter or a law. Of which year are the scores?")
        ),
    },
    "column-unread": {
        "": notice(
            N_(
                "The column “{column}” is not known and was not read. If it is one of the report's, say which "
                "with --column HEADER=FIELD."
            )
        ),
        "figures": notice(
            N_(
                "The column “{column}” holds other figures than the score, such as targets, averages or another "
                "year's; it was not read."
            )
        ),
        "scores": notice(N_("These columns were not read: {columns}.")),
    },
}
