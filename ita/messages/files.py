"""Rules of files before anything in them is understood: what was left out, what is hidden, what is too much."""

from __future__ import annotations

from ita.markers import N_
from ita.messages.wording import Words, error, notice, warning

WORDS: Words = {
    # Word
    "textbox-ignored": notice(N_("A text box was not read; its text is not part of the table.")),
    "picture-ignored": notice(N_("A picture or embedded object in a cell was not read; type what it says.")),
    "nested-table": notice(N_("A table inside a cell was read as text of that cell.")),
    "hidden-text-ignored": notice(N_("Hidden text was not read.")),
    "placeholder-ignored": notice(N_("A form field that nobody filled in was read as empty.")),
    "tracked-changes": notice(N_("The file has tracked changes; it was read as if all were accepted.")),
    "covered-cell-ignored": notice(N_("Text beneath a merged cell, which nobody sees, was not read.")),
    "alternate-content": warning(
        N_("The text has two versions, and programs differ in which they show: “{first}”, “{second}”.")
    ),
    # PDF
    "tilted-text-ignored": notice(N_("Text at an angle (such as a watermark) was not read; pages: {pages}.")),
    "page-without-table": warning(N_("No table was found on this page between others; its text was not read.")),
    # Excel
    "sheet-hidden": {
        "": notice(N_("A hidden sheet was not read.")),
        "without-scores": warning(
            N_("This sheet is hidden and was not read, and no score of the ten indicators was found on the others.")
        ),
    },
    "cells-covered": warning(
        N_("Cells beneath a merged one hold something that nobody sees; it was not read: {cells}.")
    ),
    "cells-hidden": warning(N_("The number format of these cells hides what they hold; it was not read: {cells}.")),
    "cells-merged": warning(
        N_("Merged cells {cells}: the figure counts for the first of them only, the others are empty.")
    ),
    "rows-hidden": warning(N_("Hidden rows were read too: {rows}. Look whether they belong to the result.")),
    "columns-hidden": warning(N_("Hidden columns were read too: {columns}. Look whether they belong to the result.")),
    # Text
    "text-between-rows": warning(
        N_("Text between two rows of a table was not read: “{text}”. It may belong to the row above it.")
    ),
    "csv-damaged": error(
        N_("The table cannot be read as CSV: a quotation mark is not closed, or a cell is far too long.")
    ),
    # All
    "too-many-tables": error(N_("The file has more than {limit} tables.")),
    "too-many-columns": error(N_("A row of the table has more than {limit} columns.")),
    "too-many-rows": {
        "": error(N_("The tables of the file have more than {limit} rows.")),
        "pasted": error(N_("The text has more than {limit} lines; paste only the scores.")),
    },
    "too-much-text": {
        "lines": error(N_("The text has more than {limit} lines.")),
        "paragraphs": error(N_("The file has more than {limit} paragraphs.")),
        "cell": error(N_("A cell or paragraph has more than {limit} characters.")),
        "characters": error(N_("The file has more than {limit} characters of text.")),
    },
}
