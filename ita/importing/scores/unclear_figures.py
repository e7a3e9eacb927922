"""Lines of pasted text whose figure is no plain number, though it looks like one: none of it is read."""

from __future__ import annotations

from collections.abc import Sequence

from ita.characters import odd_figure, refuse_odd_figures
from ita.errors import InputError, SourceLocation
from ita.importing.files.bidirectional import turned
from ita.importing.scores.sheet_builder import Gathering
from ita.thai import match_key, tidy

# Longer lines are running text and not read.
_LONGEST = 300


def unclear_lines(gathering: Gathering, written: Sequence[str]) -> frozenset[int]:
    """Note the lines that name a figure, or are one, which is no plain number; return their numbers, from 1."""
    found: set[int] = set()
    for number, line in enumerate(written, start=1):
        location = SourceLocation(gathering.file, line=number)
        issues = turned(line, location)
        if issues:
            gathering.issues += issues
            found.add(number)
            continue
        if len(line) > _LONGEST:
            continue
        odd = odd_figure(line)
        if odd is None or not _says_what(gathering, tidy(line).replace(odd[1], " "), location):
            continue
        try:
            refuse_odd_figures(line, location)
        except InputError as reason:
            gathering.take(reason)
        gathering.seen += 1
        found.add(number)
    return frozenset(found)


def _says_what(gathering: Gathering, rest: str, location: SourceLocation) -> bool:
    """Tell whether what stands beside a figure names one of the result, or whether nothing does."""
    key = match_key(rest).removesuffix("คะแนน").strip(".:-=|")
    if not key:
        return True
    try:
        return gathering.words.what(rest.strip(" .:-=|"), location, bare=False) is not None
    except InputError:
        return True
