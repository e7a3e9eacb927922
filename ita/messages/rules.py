"""Rules of a year's own rules, stated in a file or a form: weights, indicators and levels."""

from __future__ import annotations

from ita.markers import N_
from ita.messages.wording import Words, error

WORDS: Words = {
    "rules-record": error(N_("“{value}” is none of the records {records}.")),
    "rules-source": error(N_("The source is missing: say which document states this rule.")),
    "rules-long": error(N_("The text is longer than {limit} letters.")),
    "rules-instrument": {
        "unknown": error(N_("“{value}” is no instrument; they are {instruments}.")),
        "weightless": error(N_("The instrument {instrument} of {year} has no weight.")),
        "empty": error(N_("No indicator belongs to the instrument {instrument}.")),
    },
    "rules-year": {
        "unknown": error(N_("“{value}” is no fiscal year.")),
        "outside": error(
            N_("{year} is no year that rules can be for; the years are {first} to {last}."),
            N_("Write the fiscal year in the Buddhist era."),
        ),
    },
    "rules-weight": {
        "unknown": error(N_("“{value}” is no weight: write a share of 1, such as 0.30.")),
        "unshared": error(N_("The weight {weight} cannot be shared exactly among {size} indicators.")),
    },
    "rules-weight-sum": error(N_("The weights of {year} sum to {total}, not to 1.")),
    "rules-decimals": {
        "weight": error(N_("The weight {value} has more than {decimals} decimals.")),
        "score": error(N_("“{value}” has more than two decimals.")),
    },
    "rules-indicator": error(N_("“{value}” is none of the ten indicators.")),
    "rules-indicator-name": error(N_("Indicator {number} is not called “{name}”: check the number.")),
    "rules-score": error(N_("“{value}” is no score of 0–100.")),
    "rules-level-name": error(N_("A level needs a name that begins with none of < > =.")),
    "rules-level-order": {
        "numbers": error(N_("The levels of {year} must be listed from the best to the worst, numbered from 1.")),
        "floors": error(N_("The level “{level}” must have lower floors than the one before it, “{before}”.")),
    },
    "rules-level-floor": error(N_("The lowest level of {year} must begin at 0, without a floor of instruments.")),
    "rules-duplicate": error(N_("The year has this row twice.")),
}
