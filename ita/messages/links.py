"""Rules of addresses that were saved or sent."""

from __future__ import annotations

from ita.markers import N_
from ita.messages.wording import Words, warning

WORDS: Words = {
    "link-value": warning(N_("The link names “{key}={value}”, which is not known here.")),
    "link-agency": warning(N_("The link names the agency “{agency}”, which is not known here.")),
    "link-year": {
        "unknown": warning(N_("Nothing is known of the year {year} for this agency.")),
        "itself": warning(N_("The link compares the year {year} with itself.")),
    },
}
