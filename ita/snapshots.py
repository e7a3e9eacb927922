"""Snapshots of a meeting: what was presented, kept under a name, opened again, and compared with today.

A snapshot holds the rows that the papers of an agency read, so that every paper can be made of it later as it was, and
beside them the figures as they were shown: where a later version of the program makes something else of the same rows,
that is said. It is never written over and never removed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import ita
from ita import snapshot_contents as contents
from ita.actor import actor
from ita.characters import undirected
from ita.documents.request import PaperRequest, Presented
from ita.documents.story import Story
from ita.errors import N_, InputError, NotKnownError
from ita.formatting import at_most
from ita.read_rows import SnapshotsRow
from ita.store import query_loader, reads, snapshot_rows
from ita.store.engine import Cursor, Engine
from ita.store.result_agencies import known_agency
from ita.store.table_rows import insert_rows
from ita.tables import snapshots as tables
from ita.tables.snapshots import FigurePair, TextPair
from ita.tables.table import Cell, IndicatorName, Said, Table
from ita.thai import bangkok, match_key

LONGEST_NAME = 120
# As many names are told to who gave one that is not known.
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between a snapshot and what is stored today.

    Parameters
    ----------
    figures, texts
        Figures and texts of the report that are others today.
    redefined
        Figures that this version of the program would show otherwise of the very rows that were kept.
    names
        The indicators by their numbers, as they were presented.
    """

    snapshot: SnapshotsRow
    figures: tuple[FigurePair, ...]
    texts: tuple[TextPair, ...]
    redefined: tuple[FigurePair, ...]
    names: Mapping[int, IndicatorName]

    @property
    def is_same(self) -> bool:
        """Whether nothing has changed since it was taken."""
        return not self.figures and not self.texts

    @property
    def sentence(self) -> Said:
        """What came of the comparison."""
        named: dict[str, Cell | float] = {
            "name": undirected(self.snapshot.name),
            "date": presented_of(self.snapshot).day,
        }
        if self.is_same:
            return Said(N_("“{name}” ({date}): nothing has changed since."), named)
        counts = {"figures": len(self.figures), "texts": len(self.texts)}
        return Said(
            N_("“{name}” ({date}): {figures} figures and {texts} texts have changed since."), {**named, **counts}
        )

    @property
    def redefined_sentence(self) -> Said | None:
        """What to say where this version shows figures of the snapshot otherwise; None where it does not."""
        if not self.redefined:
            return None
        text = N_("Version {version} of the program took it; this one would show {count} of its figures otherwise.")
        return Said(text, {"version": self.snapshot.app_version, "count": len(self.redefined)})

    @property
    def figure_table(self) -> Table:
        """The figures that differ: what, as presented, today."""
        return tables.figures_beside_today(self.figures, self.names)

    @property
    def text_table(self) -> Table:
        """The texts that differ: indicator, what, as presented, today."""
        return tables.texts_beside_today(self.texts, self.names)

    @property
    def redefined_table(self) -> Table:
        """The figures that this version would show otherwise: what, as presented, by this version."""
        return tables.figures_redefined(self.redefined, self.names)


def checked_name(name: str) -> str:
    """Return a name without spaces around it.

    Raises
    ------
    InputError
        Nothing of it can be seen, it is longer than 120 characters, or it holds control characters.
    """
    bare = name.strip()
    if not match_key(bare):
        raise InputError(N_("The snapshot needs a name."), hint=_NAME_HINT, rule="snapshot-name-empty")
    if len(bare) > LONGEST_NAME:
        raise InputError(
            N_("The name of the snapshot has {count} characters; {most} is the most."),
            {"count": len(bare), "most": LONGEST_NAME},
            hint=_NAME_HINT,
            rule="snapshot-name-long",
        )
    # Control characters, halves of pairs, and ends of lines.
    if any(unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") for each in bare):
        raise InputError(
            N_("The name of the snapshot holds a character that cannot be shown."),
            hint=_NAME_HINT,
            rule="snapshot-name-characters",
        )
    return bare


_NAME_HINT = N_("Name the meeting, as in “Council, 15 January 2569”.")


def take(engine: Engine, agency_id: str, year: int, name: str, *, from_year: int | None = None) -> SnapshotsRow:
    """Keep what is shown of an agency now under a name: all of it in one transaction, or nothing.

    Parameters
    ----------
    year
        Score year that is presented.
    from_year
        The earlier year that it is compared with; None is the last earlier one of which the total is known.

    Raises
    ------
    InputError
        The name cannot be one, or another snapshot of the agency has it.
    NotKnownError
        The agency is not known, or nothing is known of it in a year.
    """
    bare = checked_name(name)
    key = match_key(bare)

    def work(cursor: Cursor) -> int:
        before = _year_before(cursor, agency_id, year, from_year)
        same = next((row for row in reads.snapshots(cursor, agency=agency_id) if row.name_key == key), None)
        if same is not None:
            raise InputError(
                N_("There is a snapshot “{name}” of this agency already; it is never written over."),
                {"name": undirected(same.name)},
                hint=N_("Choose another name."),
                rule="snapshot-exists",
            )
        ((number,),) = query_loader.write(cursor, "next_snapshot_no")
        insert_rows(
            cursor,
            "snapshot_figures",
            [
                {"snapshot_no": number, "agency_id": agency_id, **contents.figure_row(shown_key, shown)}
                for shown_key, shown in contents.shown_figures(cursor, agency_id, year, before).items()
            ],
        )
        ((figures_sha256,),) = query_loader.write(cursor, "snapshot_figures_digest", snapshot_no=number)
        packed = snapshot_rows.pack(cursor, agency_id)
        row = {
            "snapshot_no": number,
            "agency_id": agency_id,
            "name": bare,
            "name_key": key,
            "fiscal_year": year,
            "from_year": before,
            "made_at": datetime.now(UTC).replace(tzinfo=None),
            "made_by": actor(),
            "app_version": ita.__version__,
            "schema_version": packed.schema_version,
            "row_count": packed.rows,
            "byte_count": len(packed.content),
            "sha256": packed.sha256,
            "figures_sha256": figures_sha256,
            "content": packed.content,
        }
        insert_rows(cursor, "snapshots", [row])
        return int(number)

    number = engine.transact(work)
    with engine.cursor() as cursor:
        return snapshot_of(cursor, number)


def _year_before(cursor: Cursor, agency_id: str, year: int, from_year: int | None) -> int | None:
    """Return the year that is compared; refuse an agency or year of which nothing is known."""
    today = datetime.now(UTC).date()
    story = Story(cursor, PaperRequest(agency_id, year, today, from_year))
    return story.before


def snapshot_of(cursor: Cursor, snapshot_no: int) -> SnapshotsRow:
    """Return a snapshot by its number.

    Raises
    ------
    NotKnownError
        There is none of that number.
    """
    found = next((row for row in reads.snapshots(cursor, agency="") if row.snapshot_no == snapshot_no), None)
    if found is None:
        raise NotKnownError(
            N_("There is no snapshot with the number {number}."), {"number": snapshot_no}, rule="snapshot-unknown"
        )
    return found


def snapshot_named(cursor: Cursor, agency_id: str, name: str) -> SnapshotsRow:
    """Return a snapshot of an agency by its name, however it is spaced or capitalised.

    Raises
    ------
    NotKnownError
        The agency is not known, or it has none of that name; those that it has are named.
    """
    agency = known_agency(cursor, agency_id)
    every = reads.snapshots(cursor, agency=agency_id)
    found = next((row for row in every if row.name_key == match_key(name)), None)
    if found is None:
        names = at_most([f"“{undirected(row.name)}”" for row in every], _NAMED)
        raise NotKnownError(
            N_("“{agency}” has no snapshot “{name}”. It has: {names}."),
            {"agency": agency.name_th, "name": undirected(name.strip())[:LONGEST_NAME], "names": names or "–"},
            rule="snapshot-unknown",
        )
    return found


@contextmanager
def opened(engine: Engine, snapshot_no: int) -> Iterator[Cursor]:
    """Give a cursor of a database in memory that holds what a snapshot kept, with its results by today's definitions.

    All reads and papers work on it as on the stored database; what is written through it is gone afterwards.

    Raises
    ------
    NotKnownError
        There is none of that number.
    StoreError
        It is damaged.
    """
    with engine.cursor() as cursor:
        row = snapshot_of(cursor, snapshot_no)
        content, sha256 = snapshot_rows.stored_content(cursor, snapshot_no)
    with snapshot_rows.unpacked(content, sha256, undirected(row.name)) as inside:
        yield inside


def presented_of(row: SnapshotsRow) -> Presented:
    """Return what a paper of a snapshot carries on every page."""
    return Presented(row.snapshot_no, row.name, bangkok(row.made_at).date())


def request_of(row: SnapshotsRow, request: PaperRequest) -> PaperRequest:
    """Return a request for a paper of a snapshot: dated and marked as presented, compared as it was.

    A request of the year 0 is for the year that was presented.

    Raises
    ------
    NotKnownError
        It is for other years than were presented.
    """
    if request.year not in (0, row.fiscal_year) or request.from_year not in (None, row.from_year):
        raise NotKnownError(
            N_("The snapshot “{name}” is of {years}; a paper of {asked} is not as presented."),
            {
                "name": undirected(row.name),
                "years": _spelled(row.fiscal_year, row.from_year),
                "asked": _spelled(request.year, request.from_year),
            },
            hint=N_("Leave the years out, or make the paper without the snapshot."),
            rule="snapshot-year",
        )
    presented = presented_of(row)
    return replace(
        request,
        agency_id=row.agency_id,
        year=row.fiscal_year,
        today=presented.day,
        from_year=row.from_year,
        presented=presented,
    )


def _spelled(*years: int | None) -> str:
    return "/".join(str(year) for year in years if year)


def compare(engine: Engine, snapshot_no: int) -> Comparison:
    """Return what differs between a snapshot and what is stored today, and what this version makes of it otherwise.

    Raises
    ------
    NotKnownError
        There is none of that number.
    StoreError
        It is damaged.
    """
    with engine.cursor() as cursor, opened(engine, snapshot_no) as inside:
        # One view of all tables, whoever stores something between two reads.
        cursor.begin()
        row = snapshot_of(cursor, snapshot_no)
        then = contents.stored_figures(cursor, snapshot_no)
        today = contents.shown_figures(cursor, row.agency_id, row.fiscal_year, row.from_year)
        again = contents.shown_figures(inside, row.agency_id, row.fiscal_year, row.from_year)
        texts = contents.text_pairs(
            contents.shown_texts(inside, row.agency_id, row.fiscal_year),
            contents.shown_texts(cursor, row.agency_id, row.fiscal_year),
        )
        # As they were presented; of what came later, as it is called now.
        names = {
            each.indicator_no: IndicatorName(each)
            for source in (cursor, inside)
            for each in reads.gap_ranking(source, row.agency_id, row.fiscal_year)
        }
        cursor.rollback()
    return Comparison(row, contents.figure_pairs(then, today), texts, contents.figure_pairs(then, again), names)
