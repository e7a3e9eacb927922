"""The rows of a report by indicator and question: what they hold, and how further rows are added to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ita.errors import Issue, SourceLocation
from ita.importing.files.tables import RawCell
from ita.importing.report.cell_parsers import code_key
from ita.importing.report.columns import INDICATOR, MEASURES, PERIOD, QUESTION, SCORE, STEPS, UNITS
from ita.importing.report.list_parser import Piece, has_tags, is_numbered, pieces, running_text
from ita.importing.report.score_columns import ScoreHeader
from ita.model import RawField
from ita.thai import match_key

# What names the indicator itself may go on in a next row, wherever that stands.
_OF_INDICATOR = frozenset((INDICATOR, SCORE))
_LISTS = frozenset((MEASURES, STEPS))
# A row that has one of these begins something of its own.
_OWN = frozenset((QUESTION, PERIOD, UNITS))


@dataclass(slots=True)
class RowCells:
    """The cells of one row by field; `goes_on` where the row stands at the head of a page and opens nothing."""

    cells: dict[str, RawCell]
    goes_on: bool


@dataclass(slots=True)
class QuestionRows:
    """All that a report's rows say of one question of an indicator, by field."""

    cells: dict[str, list[Piece]] = field(default_factory=dict)
    locations: dict[str, SourceLocation] = field(default_factory=dict)
    rows: list[RowCells] = field(default_factory=list)
    # By field: the cells written so far, and whether any of its items has a number.
    written: dict[str, set[str]] = field(default_factory=dict)
    numbered: set[str] = field(default_factory=set)

    def pieces(self, name: str) -> list[Piece]:
        """Return the paragraphs of a field, over all rows."""
        return self.cells.get(name, [])

    def take(self, name: str, parts: Sequence[Piece]) -> None:
        """Add paragraphs to a field."""
        self.cells.setdefault(name, []).extend(parts)
        if any(map(is_numbered, parts)):
            self.numbered.add(name)


@dataclass(slots=True)
class IndicatorRows:
    """All that a report's rows say of one indicator: its questions in order, one where it names none."""

    location: SourceLocation
    questions: list[QuestionRows] = field(default_factory=lambda: [QuestionRows()])
    raw: list[RawField] = field(default_factory=list)
    # Whether they begin at the head of a table, where a sentence may go on from the page before.
    at_header: bool = True
    # The fields that its table has columns for.
    named: frozenset[str] = frozenset()
    # Code and wording of each question, as keys.
    known: dict[str, QuestionRows] = field(default_factory=dict)

    def pieces(self, name: str) -> list[Piece]:
        """Return the paragraphs of a field, over all rows of all questions."""
        return [part for question in self.questions for part in question.pieces(name)]

    def location_of(self, name: str) -> SourceLocation:
        """Return where a field first stands, else where the indicator does."""
        return next((q.locations[name] for q in self.questions if name in q.locations), self.location)

    def know(self, question: QuestionRows, text: str) -> None:
        """Remember a question by its wording and its code."""
        for key in _keys_of(text):
            self.known.setdefault(key, question)


@dataclass(frozen=True, slots=True)
class TableScore:
    """A score that stands in a table of scores apart from the table of measures: texts as written."""

    indicator: str
    score: str
    location: SourceLocation


@dataclass(slots=True)
class Sheet:
    """The rows of a report by indicator, the years that its heads name, and what was noticed on the way."""

    rows: list[IndicatorRows] = field(default_factory=list)
    years: Counter[int] = field(default_factory=Counter)
    issues: list[Issue] = field(default_factory=list)
    found_table: bool = False
    # Columns of figures, which of them is the score, and the scores of tables that hold nothing else.
    figures: list[ScoreHeader] = field(default_factory=list)
    score_key: str | None = None
    scores: list[TableScore] = field(default_factory=list)
    # Numbers of tables of figures that are no result by what stands above them.
    left_out: list[int] = field(default_factory=list)
    # Headers whose day is that of completion.
    is_deadline: bool = False
    # The heads of the columns that are not read, by their index, and where text first stands under each.
    others: dict[int, str] = field(default_factory=dict)
    unread: dict[str, tuple[str, SourceLocation]] = field(default_factory=dict)

    def header_of(self, index: int) -> str:
        """Return what tells one column that is not read from another."""
        return match_key(self.others[index]) or str(index)


def fill(rows: IndicatorRows, filled: Mapping[str, RawCell], *, continues: bool, is_first_row: bool) -> bool:
    """Add the cells of a row to its question; return whether that is a further one."""
    question, is_new = _question_of(rows, filled, is_first_row=is_first_row)
    # Beneath a merged indicator cell each row holds what is its own; a sentence goes on only where a page cut it.
    is_cut = not is_new and (is_first_row or _is_cut(question, filled))
    for name, cell in filled.items():
        goes_on = is_cut and not (name in _LISTS and not is_first_row and name not in question.numbered)
        question.take(name, pieces(cell, continues=continues and (goes_on or name in _OF_INDICATOR)))
        question.written.setdefault(name, set()).add(match_key(cell.text))
        question.locations.setdefault(name, cell.location)
        rows.raw.append(RawField(name, cell.text, cell.location, cell.doubt))
    question.rows.append(RowCells(dict(filled), continues and is_first_row and not is_new))
    return is_new


def _question_of(
    rows: IndicatorRows, filled: Mapping[str, RawCell], *, is_first_row: bool
) -> tuple[QuestionRows, bool]:
    """Return the question that a row belongs to, and whether the row opens it beside one that is there."""
    last, cell = rows.questions[-1], filled.get(QUESTION)
    if cell is None:
        return last, False
    known = next((rows.known[key] for key in _keys_of(cell.text) if key in rows.known), None)
    if known is not None:
        return known, False
    # At a page's head the rest of a question may stand, which has no code.
    opens = bool(last.pieces(QUESTION)) and (not is_first_row or code_key(cell.text) is not None)
    if opens:
        last = QuestionRows()
        rows.questions.append(last)
    rows.know(last, cell.text)
    return last, opens


def _is_cut(question: QuestionRows, filled: Mapping[str, RawCell]) -> bool:
    """Tell whether a row within a table goes on with one that a page cut: a numbered list goes on without a number."""
    if _OWN & filled.keys():
        return False
    return any(
        name in question.numbered and not any(map(is_numbered, pieces(filled[name], continues=False)[:1]))
        for name in _LISTS & filled.keys()
    )


def _keys_of(text: str) -> list[str]:
    """Return the keys by which a question is known again: its code, and its wording."""
    code = code_key(text)
    return [match_key(text)] if code is None else [f"code {code}", match_key(text)]


def indicator_text(rows: IndicatorRows) -> str:
    """Return the cell that names the indicator; a score that has a column of its own is put behind the name."""
    text = running_text(rows.pieces(INDICATOR))
    score = running_text(rows.pieces(SCORE))
    return f"{text} (คะแนน {score})" if score else text


def merge(before: IndicatorRows, after: IndicatorRows) -> None:
    """Join a second run of rows of the same indicator (its first cell repeated on a further page) to the first.

    Where the cell is repeated in the same table, as filled down in a workbook, each row holds items of its own.
    """
    for question in after.questions:
        text = running_text(question.pieces(QUESTION))
        known = next((before.known[key] for key in _keys_of(text) if key in before.known), None) if text else None
        is_rest = after.at_header and code_key(text) is None
        last = before.questions[-1]
        if known is None and text and not is_rest and last.pieces(QUESTION):
            before.questions.append(question)
        else:
            _join(known or last, question, at_header=after.at_header)
        if text and known is None:
            before.know(before.questions[-1], text)
    before.raw += after.raw


def _join(before: QuestionRows, after: QuestionRows, *, at_header: bool) -> None:
    """Join rows to those of the same question; what is written there already is not taken twice."""
    for name, parts in after.cells.items():
        if name == INDICATOR or after.written[name] <= before.written.get(name, set()):
            continue
        before.take(name, [replace(parts[0], continues=at_header or parts[0].continues), *parts[1:]])
        before.written.setdefault(name, set()).update(after.written[name])
        before.locations.setdefault(name, after.locations[name])
    first, *rest = after.rows
    before.rows += [replace(first, goes_on=at_header), *rest]


def tagged(rows: IndicatorRows) -> list[RawField]:
    """Return the raw fields that hold ``<p>`` tags."""
    return [raw for raw in rows.raw if has_tags(raw.text)]
