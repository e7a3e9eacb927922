"""The headers of a report's tables: what a person says of them, and how they are shown where they are not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ita.errors import InputError, Issue, SourceLocation
from ita.importing.choices import ImportChoices
from ita.importing.files.tables import RawDocument, RawTable
from ita.importing.report import columns as col
from ita.importing.report.year_words import result_years
from ita.thai import match_key

# As many headers are quoted as a person reads at once, each no longer than a header is.
_MOST_QUOTED, _LONGEST_QUOTED = 12, 60
_LONGEST_HEADER = 200
# A row with so many known words is the head, also where others stand above it.
_ENOUGH_KNOWN = 3


@dataclass(frozen=True, slots=True)
class Headers:
    """What is known of a report's headers before its rows are read: by a person, and from its title."""

    mapped: col.Mapped = field(default_factory=dict)
    score_columns: tuple[str, ...] = ()
    fiscal_year: int | None = None
    title_years: frozenset[int] = frozenset()


NO_HEADERS = Headers()


@dataclass(frozen=True, slots=True)
class SeenHeader:
    """A header as the mapping step shows it: its text, where it stands, and the field that it is taken for."""

    header: str
    location: SourceLocation
    field: str | None


@dataclass(frozen=True, slots=True)
class SeenTable:
    """The headers of one table in order; `is_read` tells whether it is taken for a table of a report."""

    number: int
    sheet: str | None
    headers: tuple[SeenHeader, ...]
    is_read: bool


def headers_of(document: RawDocument, choices: ImportChoices) -> Headers:
    """Return what a person and the title say before a report's rows are read.

    Raises
    ------
    InputError
        ``column-unknown`` or ``field-unknown``: a person named a header that is not there, or a field that is none.
    """
    mapped = mapping_of(choices)
    if mapped:
        there = {
            match_key(cell.text)
            for table in document.tables
            for row in table.rows
            for cell in row.cells
            if len(cell.text) <= _LONGEST_HEADER
        }
        unknown = next((key for key in mapped if key not in there), None)
        if unknown is not None:
            raise InputError.of(
                Issue(
                    "column-unknown",
                    {"column": _written(choices, unknown), "headers": quoted(document) or "–"},
                    SourceLocation(document.file),
                )
            )
    named = tuple(text for text in choices.columns if "=" not in text)
    return Headers(mapped, named, choices.fiscal_year, result_years(document.lines)[0])


def mapping_of(choices: ImportChoices) -> dict[str, str]:
    """Return the keys of headers with the fields that a person says they are (``HEADER=field``)."""
    mapped: dict[str, str] = {}
    for text in choices.columns:
        header, equals, name = text.rpartition("=")
        if not equals:
            continue
        field = name.strip().casefold()
        if field not in col.CHOICES:
            raise InputError.of(Issue("field-unknown", {"field": name.strip(), "fields": ", ".join(col.CHOICES)}))
        mapped[match_key(header)] = field
    return mapped


def _written(choices: ImportChoices, key: str) -> str:
    return next((t.rpartition("=")[0] for t in choices.columns if match_key(t.rpartition("=")[0]) == key), key)


def seen_tables(document: RawDocument, choices: ImportChoices) -> tuple[SeenTable, ...]:
    """Return the headers of every table of a document, for the mapping step."""
    return tuple(_seen(document, col.NO_MAPPING if not choices.columns else mapping_of(choices)))


def _seen(document: RawDocument, mapped: col.Mapped) -> Iterator[SeenTable]:
    for table in document.tables:
        headers = col.header_rows(table, mapped)
        index = min(headers) if headers else _likely_header(table)
        if index is None:
            continue
        fields = {at: name for name, at in headers[index].items()} if headers else {}
        found = []
        for at, cell in enumerate(table.rows[index].cells):
            above = table.rows[index - 1].cells[at].text if index and at < len(table.rows[index - 1].cells) else ""
            text = cell.text or above
            if match_key(text):
                found.append(SeenHeader(" ".join(text.split()), cell.location, fields.get(at)))
        yield SeenTable(table.number, table.rows[0].cells[0].location.sheet, tuple(found), bool(headers))


def _likely_header(table: RawTable) -> int | None:
    """Return the row that most likely names the columns: one with several known words, else the first full one."""
    full = [at for at, row in enumerate(table.rows) if sum(1 for cell in row.cells if cell.paragraphs) > 1]
    if not full:
        return None
    known = {
        at: sum(1 for cell in table.rows[at].cells if cell.paragraphs and col.meaning(cell.text) is not None)
        for at in full
    }
    best = max(full, key=lambda at: (known[at], -at))
    return best if known[best] >= _ENOUGH_KNOWN else full[0]


def quoted(document: RawDocument) -> str:
    """Return the headers of a document's tables in quotation marks, each once."""
    texts = dict.fromkeys(
        header.header[:_LONGEST_QUOTED] for table in _seen(document, col.NO_MAPPING) for header in table.headers
    )
    shown = [f"“{text}”" for text in list(texts)[:_MOST_QUOTED]]
    return ", ".join(shown) + (" …" if len(texts) > _MOST_QUOTED else "")


def no_table(document: RawDocument) -> InputError:
    """Return the refusal of a document without a table of a report, with the headers that were seen."""
    headers = quoted(document)
    if not headers:
        return InputError.of(Issue("no-table", location=SourceLocation(document.file)))
    return InputError.of(
        Issue(
            "no-table",
            {"headers": headers, "fields": ", ".join(col.CHOICES)},
            SourceLocation(document.file),
            variant="headers",
        )
    )
