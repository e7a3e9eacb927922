"""Which papers can be made of what is known of an agency's year, and what one lacks: known before any is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ita.documents.council import council_of
from ita.documents.official_report import official_report
from ita.documents.request import PaperRequest
from ita.documents.story import Story
from ita.errors import N_, ItaError, NotKnownError
from ita.formatting import known
from ita.store.engine import Cursor
from ita.tables.table import Said

_T = TypeVar("_T")
PACK = "pack"
# Made of the official report; the others of what is known of the year.
REPORTS = ("report", "report-pdf")
PROGRESS = ("progress", "progress-pdf")
_TOLD = ("slides", "brief", "council", "workbook", "pictures")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of a paper: why it cannot be made, or None; and what it lacks where it can."""

    reason: ItaError | None = None
    lacks: tuple[Said, ...] = ()


def outlooks(cursor: Cursor, request: PaperRequest) -> Mapping[str, Outlook]:
    """Return what becomes of each paper, by its name; nothing is written for it.

    Parameters
    ----------
    request
        Agency, year and year compared count.
    """
    story, reason = _try(lambda: Story(cursor, request))
    if story is None:
        return dict.fromkeys((*REPORTS, *PROGRESS, *_TOLD, PACK), Outlook(reason))
    report, reason = _try(lambda: official_report(cursor, request))
    lacks = _lacks(story)
    found = {name: Outlook(lacks=lacks if name not in ("workbook", "pictures") else ()) for name in _TOLD}
    # A brief has no such part anyway.
    found["brief"] = Outlook(lacks=tuple(each for each in lacks if each.text != _NO_CHANGE))
    # Most have one of what changed, or of gaps.
    if story.before is None and not _has_score(story) and not council_of(story).charts:
        found["pictures"] = Outlook(no_charts())
    if report is None:
        found |= dict.fromkeys((*REPORTS, *PROGRESS), Outlook(reason))
    else:
        has_report = report.subject.has_report
        found |= dict.fromkeys(REPORTS, Outlook() if has_report else Outlook(lacks=(Said(_FORM),)))
        found |= dict.fromkeys(PROGRESS, Outlook(lacks=(Said(BY_HAND if has_report else _NO_MEASURES),)))
    return {**found, PACK: Outlook()}


def no_charts() -> ItaError:
    """Return why there are no pictures."""
    return NotKnownError(N_("So little is known of the year that no chart is made of it."), rule="no-charts")


def _try(make: Callable[[], _T]) -> tuple[_T | None, ItaError | None]:
    try:
        return make(), None
    except ItaError as reason:
        return None, reason.anew()


_FORM = N_(
    "No report of this year is stored: the paper is a form with the scores, and empty columns to be filled in. "
    "Import the report to have them filled."
)
_NO_CHANGE = N_("No earlier total is known: there is no part about what changed.")
_NO_MEASURES = N_("No report of this year is stored: each indicator has an empty row.")
BY_HAND = N_("Progress is not kept in this program yet: result, per cent, evidence and problems are to be written in.")


def _lacks(story: Story) -> tuple[Said, ...]:
    lacks = []
    if not known(story.result.total) and not known(story.result.total_published):
        lacks.append(Said(N_("No total of {year} is known."), {"year": story.request.year}))
    if not _has_score(story):
        lacks.append(Said(N_("No score of an indicator is known: there is no part about gaps and lowest indicators.")))
    if story.before is None:
        lacks.append(Said(_NO_CHANGE))
    if not story.plans:
        lacks.append(Said(N_("No report of this year is stored: there are no measures and no plan.")))
    return tuple(lacks)


def _has_score(story: Story) -> bool:
    return any(row.score is not None for row in story.ranking)
