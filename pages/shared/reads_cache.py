"""Reads for screens, kept while the database stays as it is.

Rows and frames are shared between sessions: pages read them and never change them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import pandas as pd
import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder

from ita.charts.theme import captioned, marked, shown_as
from ita.check_messages import Finding
from ita.frameworks import Frameworks
from ita.importing.build import shared
from ita.paths import database_path
from ita.read_rows import AssessmentRow
from ita.scenario import what_if
from ita.store import query_loader, reads
from ita.store.engine import Cursor, Engine
from pages.shared.actor import act
from pages.shared.look import enlarged, is_dark

P = ParamSpec("P")
Row = TypeVar("Row")
# A session shows a handful of frames of a few kilobytes; this holds some hundred sessions' worth.
KEPT = 512


def opened() -> tuple[Engine, Frameworks]:
    """Return this process's engine and rules; what is stored with it is kept under the session's name."""
    act()
    return shared(database_path())


@lru_cache(maxsize=KEPT)
def _kept_rows(path: Path, revision: int, read: Callable[..., list[Any]], *args: Any, **kwargs: Any) -> tuple[Any, ...]:  # noqa: ARG001 - part of the key
    with shared(path)[0].cursor() as cursor:
        return tuple(read(cursor, *args, **kwargs))


@lru_cache(maxsize=KEPT)
def _kept_frame(path: Path, revision: int, read: Callable[..., list[Any]], *args: Any, **kwargs: Any) -> pd.DataFrame:  # noqa: ARG001 - part of the key
    with shared(path)[0].cursor() as cursor:
        return query_loader.frame(cursor, read, *args, **kwargs)


def rows(read: Callable[Concatenate[Cursor, P], list[Row]], *args: P.args, **kwargs: P.kwargs) -> Sequence[Row]:
    """Return what a function of `ita.store.reads` gives, read anew only after a write."""
    engine, _ = opened()
    return _kept_rows(engine.path, engine.revision, read, *args, **kwargs)  # type: ignore[arg-type]


def frame(read: Callable[Concatenate[Cursor, P], list[Any]], *args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
    """Return the same as columns, for charts."""
    engine, _ = opened()
    return _kept_frame(engine.path, engine.revision, read, *args, **kwargs)  # type: ignore[arg-type]


# A function of `ita.store.reads` and what it is given beside the cursor.
Read = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a browser gets it: its data and layout as JSON (UTF-8), and its height in pixels."""

    json: bytes
    height: int


@lru_cache(maxsize=KEPT)
def _drawn(
    path: Path,
    revision: int,
    chart: Callable[..., go.Figure],
    of: tuple[Read | None, ...],
    more: tuple[Any, ...],
    mark: str,
    note: str,
    dark: bool,
    by: float,
) -> Figure:
    frames = [None if each is None else _kept_frame(path, revision, *each) for each in of]
    drawn = shown_as(captioned(marked(chart(*frames, *more), mark), note), dark=dark, by=by)
    text = json.dumps(drawn.to_plotly_json(), cls=PlotlyJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return Figure(text.encode(), round(drawn.layout.height))


def figure(
    chart: Callable[..., go.Figure], *of: Read | None, more: tuple[Any, ...] = (), mark: str = "", note: str = ""
) -> Figure:
    """Return the figure that a chart function makes of some reads: drawn and written as JSON anew only after a write.

    Plotly checks every property of a figure, which takes longer than the query and the page together.

    Parameters
    ----------
    of
        Function and arguments of each read, in the order of the chart's frames; None where it is given none.
    more
        What the chart takes after its frames.
    mark
        Words that the picture itself carries, also where it is saved: that its figures are synthetic.
    note
        A caption within the picture: by which assumed rules its figures are.
    """
    engine, _ = opened()
    return _drawn(engine.path, engine.revision, chart, of, more, mark, note, is_dark(), enlarged())


@lru_cache(maxsize=KEPT)
def _cached_what_if(
    path: Path,
    revision: int,  # noqa: ARG001 - part of the key
    agency_id: str,
    year: int,
    scores: tuple[tuple[int, Decimal], ...],
) -> AssessmentRow:
    return what_if(shared(path)[0], agency_id, year, dict(scores), reads.assessment)[0]


def cached_what_if(agency_id: str, year: int, scores: Mapping[int, Decimal]) -> AssessmentRow:
    """Return the assessment that an agency's scores of a year would give if they were these."""
    engine, _ = opened()
    return _cached_what_if(engine.path, engine.revision, agency_id, year, tuple(sorted(scores.items())))


@dataclass(frozen=True, slots=True)
class Checked:
    """What all checks found, of which there were these, at a time (naive UTC)."""

    checks: tuple[str, ...]
    findings: tuple[Finding, ...]
    at: datetime


# One answer a revision is all that anyone asks for; a second database is open in tests only.
@lru_cache(maxsize=2)
def _run_checks(path: Path, revision: int) -> Checked:  # noqa: ARG001 - part of the key
    with shared(path)[0].cursor() as cursor:
        found = query_loader.broken_checks(cursor, query_loader.SEVERITIES)
    findings = tuple(Finding.of(check, row) for check, row in found)
    return Checked(tuple(query_loader.queries("checks")), findings, datetime.now(UTC).replace(tzinfo=None))


def run_checks() -> Checked:
    """Return what every check of ``queries/checks`` finds, run anew only after a write."""
    engine, _ = opened()
    return _run_checks(engine.path, engine.revision)
