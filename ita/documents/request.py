"""Which paper is asked for: of whom, of which years, in which language and digits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Digits = Literal["thai", "arabic"]
Language = Literal["th", "en"]


def default_digits(lang: str) -> Digits:
    """Return the digits of a paper for which none were chosen: Thai papers have Thai ones, as official letters do."""
    return "thai" if lang == "th" else "arabic"


@dataclass(frozen=True, slots=True)
class Presented:
    """The snapshot that a paper is made of: its number and name, and the day in Bangkok on which it was taken."""

    number: int
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """What a person chose for a paper.

    Parameters
    ----------
    agency_id
        Whose paper.
    year
        Fiscal year of the scores (Buddhist era); the measures of its report are of the plan year after it.
    today
        The day in Bangkok that the paper carries.
    from_year
        The earlier year compared; None is the last earlier one of which the agency's total is known.
    lang
        Of our own words; what is stored stays as it is written.
    digits
        Of our own numbers, dates and pages, never inside stored texts.
    address
        Public address of the dashboard for links and QR codes; None where there is none.
    logo
        The emblem of the agency as a picture (PNG or JPEG), or None.
    memo
        Whether a report in Word begins with a memo in the Thai official form.
    master
        A .pptx of the agency's own that gives slides their colours and logo, or None.
    presented
        The snapshot that the figures are of, which every page names; None where they are those of today.
    """

    agency_id: str
    year: int
    today: date
    from_year: int | None = None
    lang: Language = "th"
    digits: Digits = "thai"
    address: str | None = None
    logo: bytes | None = None
    memo: bool = False
    master: bytes | None = None
    presented: Presented | None = None
