"""What one visitor's session remembers: one typed object. Nothing else touches ``st.session_state``; a test holds it.

Streamlit keeps the value of every widget under its key. Those keys are the program's own as well: a key that changes
gives a new widget, and so lets go of what was chosen in the old one. Keys that have to change are made here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from ita.documents.request import Digits
from ita.errors import Issue
from ita.importing.choices import NO_CHOICES, ImportChoices

if TYPE_CHECKING:
    from decimal import Decimal

# The one key of the program's own; every other key of Streamlit's session state is a widget's.
_KEY = "ita"
# The box in which the person types their name; read before it is drawn.
NAME_BOX = "person_box"
# As many agencies looked at are offered again.
MOST_RECENT = 6


@dataclass
class FileDecisions:
    """What a person has decided of one file so far."""

    choices: ImportChoices = NO_CHOICES
    is_fresh: bool = True
    # How often the decisions were begun anew: widgets of an earlier time are other ones.
    round_no: int = 0
    # The import whose decisions were taken over for this file.
    taken_from: str | None = None


@dataclass
class Session:
    """What one visitor looks at, has begun, and is to be told in the next run."""

    lang: str | None = None
    person: str | None = None

    # What is looked at: the address and the boxes of every screen set it.
    agency: str | None = None
    year: int | None = None
    indicator: int | None = None
    order: str = "gap"
    view: str = "total"
    from_year: int | None = None
    to_year: int | None = None
    # Years between the two that are compared, shown too.
    between: tuple[int, ...] = ()

    # Presentation, as a link named it: the steps in their order, the colours. The screen's own script has what is
    # chosen since, and writes it into the address.
    steps: tuple[str, ...] = ()
    look: str | None = None

    # Number of the snapshot that papers and presentations show; None is what is current.
    snapshot: int | None = None

    # Agencies looked at, the latest first.
    recent: list[str] = field(default_factory=list)

    # Whether an agency was just chosen in a search: the page is drawn anew for it.
    is_found: bool = False

    # The link that was followed last, and what of it is not known.
    link_seen: dict[str, str] | None = None
    link_no: int = 0
    link_problems: list[Issue] = field(default_factory=list)
    is_agency_unknown: bool = False
    is_year_unknown: bool = False

    # Imports: the part that a link opens, and what was decided of each file, by its key.
    part: int = 1
    part_no: int = 0
    uploads_no: int = 0
    files: dict[str, FileDecisions] = field(default_factory=dict)
    # What was stored, in words, and the link to it.
    stored: tuple[str, dict[str, str]] | None = None
    # Hash of what a person was shown of what would be replaced, by what it is about.
    seen: dict[str, int] = field(default_factory=dict)

    # Simulation: scores that were set all at once, of one agency and year.
    simulated: dict[tuple[str, int], dict[int, Decimal]] = field(default_factory=dict)
    simulation_no: int = 0
    # Scores that the link named, until the simulation takes them.
    simulation_given: dict[int, Decimal] = field(default_factory=dict)

    # Rules: what was done, in words, the rows whose effect was shown, and the uploads.
    rules_done: str | None = None
    rules_previewed: list[dict[str, str]] | None = None
    rules_uploads_no: int = 0

    # History and backup.
    history_length: int | None = None
    undo_done: str | None = None
    # The snapshot that was taken, in words, and how often: the box of the name is empty again then.
    snapshot_taken: str | None = None
    snapshots_no: int = 0
    backup_made: Path | None = None
    # Id of an uploaded backup, and the folder that holds it: it is removed with the session.
    backup_upload: tuple[str, Any] | None = None
    # Long work in a thread of its own.
    job: Any = None

    # Papers: what was chosen; None is what is usual.
    paper: str | None = None
    paper_lang: str | None = None
    digits: Digits | None = None
    # Those of a presentation are its own: a screen has others than an official paper.
    stage_digits: Digits | None = None
    # What was uploaded for them, by its kind: id of the file, and what came of looking at it.
    paper_files: dict[str, tuple[str, Any]] = field(default_factory=dict)
    # What is being made, what was made last, why nothing was, and which page of which preview is looked at.
    paper_job: Any = None
    paper_made: Any = None
    paper_problem: Any = None
    cancelled_paper: Any = None
    preview_page: tuple[Any, int] = (None, 0)

    def turn_to(self, agency: str | None, year: int | None = None) -> None:
        """Look at an agency; the boxes of every screen are drawn anew, so that they take it."""
        self.agency, self.year = agency, year
        self.link_no += 1

    def remember(self, agency: str) -> None:
        """Put an agency first among those looked at; the oldest beyond a handful is forgotten."""
        self.recent = [agency, *(each for each in self.recent if each != agency)][:MOST_RECENT]

    def forget_link_problems(self) -> None:
        """Forget what a link named wrongly, once a person has chosen for themselves."""
        self.link_problems = []
        self.is_year_unknown = self.is_agency_unknown = False

    def forget_compared_years(self) -> None:
        """Forget which years are compared."""
        self.from_year = self.to_year = None
        self.between = ()

    def forget_uploads(self) -> None:
        """Empty every box for files and text: their keys are new in the next run."""
        self.uploads_no += 1

    def link_key(self, name: str, *parts: object) -> str:
        """Return the key of a widget that a new link draws anew."""
        return _joined(name, self.link_no, *parts)

    def upload_key(self, name: str, *parts: object) -> str:
        """Return the key of a box that is empty again once its file or text was stored."""
        return _joined(name, *parts, self.uploads_no)


def session() -> Session:
    """Return the session of whoever this run is for; a new one outside of any."""
    found: Session | None = st.session_state.get(_KEY)
    if found is None:
        found = st.session_state[_KEY] = Session()
    return found


def widget_value(key: str, default: Any = None) -> Any:
    """Return what was chosen in the widget of a key; also before it is drawn in this run."""
    return st.session_state.get(key, default)


def set_widget(key: str, value: object) -> None:
    """Set the widget of a key; to be called before it is drawn, or on a press."""
    st.session_state[key] = value


def start_widget(key: str, value: object) -> None:
    """Set the widget of a key unless something was chosen in it: unlike a default, it can still be set by a press."""
    st.session_state.setdefault(key, value)


def _joined(*parts: object) -> str:
    return "_".join(map(str, parts))
