"""Rules of reports: what their tables lack, say twice, or say otherwise than their words."""

from __future__ import annotations

from ita.markers import N_
from ita.messages.wording import Words, error, notice, warning

WORDS: Words = {
    # What a person chose, which the file does not have
    "no-table": {
        "": error(
            N_("The file has no table with the heads of an ITA report (indicator, question, analysis, measures …)."),
            N_("Choose the file that holds the table of the report."),
        ),
        "headers": error(
            N_(
                "The file has no table with the heads of an ITA report (indicator, question, analysis, measures …). "
                "The headers that were seen: {headers}."
            ),
            N_(
                "If these are the columns of a report, say which is which on screen, or with --column HEADER=FIELD "
                "(fields: {fields}); else choose the file that holds the table of the report."
            ),
        ),
    },
    "column-unknown": {
        "": error(N_("No column is headed “{column}”; the headers are: {headers}.")),
        "scores": error(N_("No column of scores is called “{column}”; there are: {columns}.")),
    },
    "field-unknown": error(N_("“{field}” is no field of a report. The fields are: {fields}.")),
    "sheet-unknown": error(N_("The file has no sheet “{sheet}” with a table; there are: {sheets}.")),
    "column-contradicts": error(
        N_("The column “{column}” says itself that it holds targets or averages; it is no result.")
    ),
    "year-contradicts": error(
        N_("The year {year} was asked for, but the file says that its scores are of {years}."),
        N_("Leave the year out, or choose the file of that year."),
    ),
    # Tables, rows and columns
    "table-unread": warning(
        N_("This table has neither the heads of a report nor its number of columns; it was not read.")
    ),
    "head-missing": notice(N_("This table has no heads; it was read as going on with the table before.")),
    "table-no-result": warning(
        N_("This table of figures was left out: “{words}” says that they are not the agency's own result.")
    ),
    "column-without-head": warning(N_("There is text in a column without a header; it was not read.")),
    "column-twice": warning(
        N_("The column “{column}” was not read: another column means the same, and that was taken.")
    ),
    "column-missing": error(
        N_("The table has no column for: {columns}."),
        N_("If another column holds it, say so on screen, or with --column HEADER=FIELD."),
    ),
    "row-above-heads": warning(N_("This row is above the headers of the table; it was not read.")),
    "row-without-indicator": error(N_("The row belongs to no indicator.")),
    "row-continued": notice(N_("The row has no indicator and was joined to the one before it.")),
    "question-further": notice(N_("The row has no indicator; it holds a further question of the one before it.")),
    "cell-without-value": {
        "formula": error(
            N_("The formula of this cell has no value yet; open the file in Excel, save it, and import it again.")
        ),
        "error": error(
            N_("The cell shows an error of the workbook ({text}); correct it there and import the file again.")
        ),
    },
    "cell-empty": warning(N_("Indicator {number}: the column “{column}” is empty.")),
    "markup-removed": notice(N_("<p> tags are not shown; the cell is kept as written.")),
    # Indicators and their scores
    "indicator-name": warning(N_("The name differs from indicator {number} “{name}”; the number was taken.")),
    "indicator-twice": error(N_("Indicator {number} appears twice with different scores: {first} and {second}.")),
    "indicator-repeated": warning(N_("Indicator {number} is repeated; the rows were joined.")),
    "indicators-missing": error(
        N_("The report has {found} of the ten indicators; missing: {missing}."),
        N_("Import the complete report: all ten indicators."),
    ),
    "score-missing": error(
        N_("Indicator {indicator} has no score."),
        N_("Write the score behind the indicator's name, as in “(97.21 คะแนน)”."),
    ),
    "score-several": {
        "": error(
            N_("Indicator {indicator} has several numbers beside it: {numbers}. Which is its score?"),
            N_("Leave only the score of this year behind the indicator's name, as in “(97.21 คะแนน)”."),
        ),
        "tables": error(
            N_("Two tables give indicator {number} different scores: {first} and {second}."),
            N_("Leave only the score of this year behind the indicator's name, as in “(97.21 คะแนน)”."),
        ),
    },
    "score-no-result": error(
        N_("“{words}” before the score {score} of indicator {number} says that it is not the result of {year}."),
        N_(
            "Leave only the agency's own score of the year there; if it is that all the same, say so with --accept "
            "score-no-result."
        ),
    ),
    "score-conflict": {
        "": error(
            N_("The head says {score}, but the row also says {stated}."),
            N_("Correct the one that is wrong and import the file again."),
        ),
        "tables": error(
            N_("Indicator {number}: the table of scores says {stated}, the table of measures {score}."),
            N_("Correct the one that is wrong and import the file again."),
        ),
    },
    "score-column-unclear": {
        "several": error(N_("Several columns may hold the scores: {columns}. Which is it?")),
        "one": error(N_("Does the column {columns} hold the agency's own scores? Its header does not say so.")),
    },
    # Questions, measures and periods
    "question-missing": warning(N_("Indicator {number} names no question code.")),
    "question-list-unknown": notice(
        N_("The question list of {year} is not here, so these codes cannot be checked: {codes}.")
    ),
    "code-not-of-indicator": warning(N_("{code} is not known as a question of indicator {number} in {year}.")),
    "question-score-differs": error(
        N_("Indicator {number} has the score {score}, but its row states {stated} for {code}."),
        N_(
            "If it is the question's own score, confirm that (on screen, or with --accept question-score-differs); "
            "else correct the file."
        ),
    ),
    "measures-missing": warning(N_("Indicator {number} has no measure.")),
    "period-unread": {
        "": warning(N_("The period of indicator {number} could not be read; it is kept as written: “{period}”.")),
        "missing": warning(N_("Indicator {number} names no period.")),
    },
    "period-outside-year": warning(N_("The period of indicator {number} reaches outside the fiscal year {year}.")),
    # Whose and of which year
    "town-missing": warning(N_("The title names no agency.")),
    "plan-year": warning(N_("The scores are of {year}, but the plan runs in {plan_year}.")),
    "cover-year": notice(
        N_("The cover says {named}; the heads of the tables say that the scores are of {year}, and that was taken.")
    ),
    "year-conflict": {
        "": error(
            N_("The heads of the tables name different score years: {years}."),
            N_("Say which year is meant (on screen, or with --year N), or correct the headers."),
        ),
        "columns": error(
            N_("The headers of the tables name different score years ({years}): {columns}. Which are the scores?")
        ),
    },
    "year-unclear": {
        "several": error(N_("The title names several years: {years}. Of which are the scores?")),
        "title": error(
            N_("Only the title names {year}, and the plan runs in {plan_year}. Of which year are the scores?")
        ),
    },
    # A PDF, of which a person compares the texts
    "pdf-letters-unknown": error(
        N_("Indicator {number}: the PDF does not name all letters of this cell; its figures may be wrong."),
        N_("Import the Word file (.docx) it was made from."),
    ),
    "pdf-text-uncertain": error(
        N_("Indicator {number}, {column}: compare this text with the PDF: “{text}”"),
        N_(
            "Compare every text with the document, then say which indicators agree (on screen, or with "
            "--confirm 1,2,3)."
        ),
    ),
    "pdf-text-confirmed": notice(
        N_("Indicator {number}: its texts were read from a PDF; a person compared them with the document.")
    ),
}
