"""What the shipped rules rest on, in words of both languages: the parts of the column ``source`` of data/frameworks.

A source that a user stated stands as it was typed.
"""

from __future__ import annotations

from ita.errors import N_
from ita.i18n import translator

SHIPPED = (
    N_("reproduces the published totals of Trat and Chanthaburi 2563-2564 and of a college in 2566 (86.73)"),
    N_("13 of 13 agencies of Phichit 2564 satisfy OIT points = 0.40 x mean(9, 10) (NACC zone 6 report 2564, p. 138)"),
    N_("NACC explanation of the 2568 State Audit Office result"),
    N_("NACC explanation: 94.64 in 2568 was only ผ่าน because EIT was under 85"),
    N_("agrees with published results of 2566 (97.90 and 95.81 were only ผ่านดี)"),
    N_("public code, not seen at the NACC"),
    N_("published band table of 2565 (sme.go.th annual report p. 80)"),
)
BETWEEN = "; "


def source_in_words(source: str, lang: str) -> str:
    """Return a source in a language, each of its parts once."""
    translate = translator(lang)
    parts = dict.fromkeys(source.split(BETWEEN))
    return BETWEEN.join(translate(part) if part in SHIPPED else part for part in parts)
