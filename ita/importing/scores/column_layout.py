"""Which column of a table of scores holds what, told by what its headers mean, in one row of headers or in two.

Three shapes are read: a row a year with a column an indicator; a row a score with columns for year, indicator and
score; a row an indicator with a column a year. Scores of questions are a row a score with columns for code and score.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ita.errors import InputError, Issue
from ita.importing.files.grids import Grid, GridCell, GridRow
from ita.importing.scores import figure_roles
from ita.importing.scores.label_matcher import (
    INSTRUMENTS,
    What,
    Words,
    is_code_header,
    is_label_header,
    is_ordinal_header,
    is_score_header,
    is_weighted,
    is_year_header,
    year_named,
)
from ita.importing.scores.layouts import (
    DECIMAL,
    ENOUGH_INDICATORS,
    FIGURE,
    HeaderText,
    Layout,
    ScoreColumn,
    known_columns,
)
from ita.importing.scores.text_keys import match_key, tidy
from ita.progress import go_on

_TWO_ROWS = 2
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_ROLE_WORDS = re.compile(
    r"(?:ค่า|ผล|คะแนน)?(?:เป้าหมาย|ที่คาดหวัง|ผลที่ได้|ที่ได้(?:รับ)?|ผลการประเมิน|เฉลี่ย(?:ทั้ง)?(?:ประเทศ|จังหวัด)?|ระดับ(?:ประเทศ|จังหวัด)"
    r"|ประเทศ|จังหวัด|รอบ(?:ที่)?\s*\d|ครั้งที่\s*\d|ปีก่อน|เดิม)|target|actual|result|average|national|round\s*\d",
    re.IGNORECASE,
)
_MARKS = (is_year_header, is_label_header, is_code_header)
_LONGEST_HEADER = 120
_LOOKED_AT = 60
_WIDEST = 64


class Headers:
    """Finds the header rows of one grid."""

    def __init__(self, words: Words, grid: Grid) -> None:
        self.words = words
        self.grid = grid
        self.rows = grid.rows

    def find(self) -> dict[int, Layout]:
        """Return the layouts of a grid by the number of the row that they begin with (the last of its header rows)."""
        found: dict[int, Layout] = {}
        skip = -1
        for at, row in enumerate(self.rows):
            go_on()
            if at <= skip:
                continue
            layout, lower = self._layout(at)
            if layout is not None:
                found[self.rows[lower].number] = layout
                if lower > at:
                    # The upper row alone may have looked like a header too.
                    found.pop(row.number, None)
                skip = lower
        return found

    def _layout(self, at: int) -> tuple[Layout | None, int]:
        row = self.rows[at]
        marked = any(mark(cell.text) for cell in row.cells if cell.text for mark in _MARKS)
        named = 0 if marked else self._indicators(row)
        if not marked and named < ENOUGH_INDICATORS:
            return None, at
        below = self._below(at) if marked else None
        if below is not None:
            layout = self._read(self.rows[below], row, is_two=True)
            if layout is not None:
                return layout, below
        return self._read(row, self._above(at), is_two=False), at

    def _indicators(self, row: GridRow) -> int:
        """Return how many cells of a row name an indicator by more than a number."""
        numbers: set[int] = set()
        for cell in row.cells:
            if cell.text and cell.kind == "text" and self.words.may_name(cell.text):
                what = self._what(cell, bare=False)
                if isinstance(what, int):
                    numbers.add(what)
        return len(numbers)

    def _what(self, cell: GridCell, *, bare: bool) -> What | None:
        try:
            return self.words.what(cell.text, cell.location, bare=bare) or self._without_said(cell)
        except InputError:
            return None

    def _without_said(self, cell: GridCell) -> What | None:
        """Return what a header names once words that say whose or which it is are taken out of it."""
        if not figure_roles.kinds(cell.text) or figure_roles.kinds(cell.text) & figure_roles.NEVER:
            return None
        bare = _BRACKETS.sub(lambda found: "" if figure_roles.kinds(found[0]) else found[0], cell.text)
        for text in (bare, *re.split(r"(?<!\s)\s++[-–—:/|]\s*+|[\n:|]", bare), _ROLE_WORDS.sub(" ", bare)):
            # A rest that still says something is no name.
            if not text.strip() or figure_roles.kinds(text):
                continue
            what = self.words.what(text, cell.location, bare=False)
            if isinstance(what, int) or what == "total":
                return what
        return None

    def _above(self, at: int) -> GridRow | None:
        """Return the row right above a header where its cells span columns of it, not the whole table."""
        if not at or self.rows[at].number - self.rows[at - 1].number > 1:
            return None
        row = self.rows[at - 1]
        filled = [index for index, cell in enumerate(row.cells) if cell.text]
        if not filled or (len(filled) == 1 and filled[0] == 0):
            return None
        if any(DECIMAL.search(row.cells[index].text) for index in filled):
            return None
        return None if any(len(row.cells[index].text) > _LONGEST_HEADER for index in filled) else row

    def _below(self, at: int) -> int | None:
        """Return the index of the lower row of a header of two rows."""
        if at + 1 >= len(self.rows):
            return None
        row, lower = self.rows[at], self.rows[at + 1]
        if lower.number - row.number > _TWO_ROWS:
            return None
        fixed = [i for i, cell in enumerate(row.cells) if cell.text and any(mark(cell.text) for mark in _MARKS)]
        if any(i < len(lower.cells) and lower.cells[i].text for i in fixed):
            return None
        filled = [cell for cell in lower.cells if cell.text]
        if not filled or any(DECIMAL.search(tidy(cell.text)) or cell.kind == "percent" for cell in filled):
            return None
        whats = sum(1 for cell in filled if isinstance(self._what(cell, bare=True), int))
        if whats >= ENOUGH_INDICATORS:
            return at + 1
        speaks = [
            cell
            for cell in filled
            if year_named(cell.text) is not None
            or is_score_header(cell.text)
            or figure_roles.kinds(cell.text)
            or figure_roles.years_said(cell.text)
        ]
        figures = [cell for cell in filled if FIGURE.fullmatch(tidy(cell.text)) and year_named(cell.text) is None]
        return at + 1 if speaks and not figures else None

    def _spans(self, above: GridRow | None) -> dict[int, GridCell]:
        """Return the cell of an upper row over each column, those of merged cells and of blanks behind them too."""
        if above is None:
            return {}
        merged = {
            column: block.first_column
            for block in self.grid.marks.merged
            if block.first_row <= above.number <= block.last_row
            for column in range(block.first_column, min(block.last_column, _WIDEST) + 1)
        }
        found: dict[int, GridCell] = {}
        last: GridCell | None = None
        width = max(len(above.cells), max((len(row.cells) for row in self.rows[:_LOOKED_AT]), default=0))
        for at in range(width):
            cell = above.cells[at] if at < len(above.cells) else None
            if cell is not None and cell.text:
                last = cell
            elif merged and at + 1 not in merged:
                # Where the file knows what is merged, a blank cell is only blank.
                last = None
            if last is not None:
                found[at] = last
        return found

    def _read(self, row: GridRow, above: GridRow | None, *, is_two: bool) -> Layout | None:
        spans = self._spans(above)
        width = max(len(row.cells), len(above.cells) if above is not None else 0)
        own = {at: cell for at, cell in enumerate(row.cells) if cell.text}
        upper = {at: cell for at, cell in enumerate(above.cells) if cell.text} if above is not None else {}
        years: list[int] = []
        labels: list[int] = []
        codes: list[int] = []
        ordinals: list[int] = []
        for at in range(width):
            # A header that is merged with the cell beneath it stands in the upper row.
            cell = own.get(at) or (upper.get(at) if is_two or at not in spans or at in upper else None)
            if cell is None:
                continue
            for mark, kept in (
                (is_year_header, years),
                (is_label_header, labels),
                (is_code_header, codes),
                (is_ordinal_header, ordinals),
            ):
                if mark(cell.text):
                    kept.append(at)
                    break
        fixed = {*years, *labels, *codes, *ordinals}
        named = {**(upper if is_two else {}), **own}
        whats, wrong = self._whats(own, upper, spans, fixed, is_two=is_two)
        indicators = sum(1 for what, _ in whats.values() if isinstance(what, int))
        ignored: list[int] = []
        scores: list[ScoreColumn] = []
        base = Layout(
            year=years[0] if years else None,
            header=row,
            width=max(row.width or len(row.cells), (above.width or 0) if above is not None and is_two else 0),
            wrong=tuple(wrong),
            upper=above,
            headers=tuple((at, named[at]) for at in sorted(named) if at not in ordinals),
        )
        wide = whats and (
            (years and not (labels and not indicators and any(is_score_header(cell.text) for cell in own.values())))
            or indicators >= ENOUGH_INDICATORS
        )
        if codes or not wide:
            taken = fixed if codes or labels else fixed | set(whats)
            scores, ignored = self._scores(row, own, upper, spans, taken)
        if codes and any(column.is_known for column in scores):
            return replace(base, code=codes[0], scores=known_columns(scores), wrong=())
        if wide:
            beside = tuple(at for at in range(width) if at not in whats and at not in (*years, *ordinals))
            return replace(base, whats=whats, kinds=beside)
        if labels and scores:
            kinds = tuple(at for at in range(width) if at not in fixed and at not in {column.at for column in scores})
            return replace(
                base, labels=tuple(labels), scores=known_columns(scores), kinds=kinds, ignored=tuple(ignored), wrong=()
            )
        return None

    def _texts(self, at: int, own: Mapping[int, GridCell], spans: Mapping[int, GridCell]) -> tuple[HeaderText, ...]:
        texts = []
        if at in own:
            texts.append(HeaderText(own[at].text, "header", own[at].location))
        if at in spans and (at not in own or spans[at] is not own[at]):
            texts.append(HeaderText(spans[at].text, "header_above", spans[at].location))
        return tuple(texts)

    def _whats(
        self,
        own: Mapping[int, GridCell],
        upper: Mapping[int, GridCell],
        spans: Mapping[int, GridCell],
        fixed: set[int],
        *,
        is_two: bool,
    ) -> tuple[dict[int, tuple[What, ScoreColumn]], list[Issue]]:
        """Return the columns that are one figure of a year, and what is wrong with such headers."""
        found: dict[int, tuple[What, ScoreColumn]] = {}
        wrong: list[Issue] = []
        for at in sorted({*own, *(upper if is_two else ())}):
            cell = own.get(at) or upper[at]
            if at in fixed or year_named(cell.text) is not None:
                continue
            try:
                what = self.words.what(cell.text, cell.location) or self._without_said(cell)
            except InputError as reason:
                wrong += reason.as_issues()
                continue
            if what is None or (at not in own and what in INSTRUMENTS and at + 1 in own and at + 1 not in upper):
                # Over its indicators an instrument's name only spans them; over nothing it is a column of its own.
                continue
            texts = self._texts(at, own, spans) if at in own else (HeaderText(cell.text, "header", cell.location),)
            found[at] = (what, ScoreColumn(at, texts))
        return found, wrong

    def _scores(
        self,
        row: GridRow,
        own: Mapping[int, GridCell],
        upper: Mapping[int, GridCell],
        spans: Mapping[int, GridCell],
        fixed: set[int],
    ) -> tuple[list[ScoreColumn], list[int]]:
        """Return the columns of figures of a table whose rows name them, and those that hold something else."""
        found: list[ScoreColumn] = []
        ignored: list[int] = []
        for at in sorted({*own, *upper}):
            if at in fixed:
                continue
            texts = self._texts(at, own, spans)
            if not texts:
                continue
            own_text = texts[0].text
            kinds = frozenset(kind for each in texts for kind in figure_roles.kinds(each.text))
            year = year_named(own_text)
            if kinds & figure_roles.NEVER or (figure_roles.WEIGHTED in kinds) or _of_points(own_text):
                ignored.append(at)
                continue
            plain = is_score_header(own_text)
            speaks = bool(kinds - {figure_roles.PLAN}) or any(figure_roles.years_said(each.text) for each in texts)
            speaks = speaks or any(figure_roles.agencies_said(each.text) for each in texts)
            speaks = speaks or any(is_score_header(each.text) for each in texts) or figure_roles.PLAN in kinds
            if year is not None or plain:
                found.append(ScoreColumn(at, texts, year))
            elif self._holds_figures(row, at):
                found.append(ScoreColumn(at, texts, None, is_known=speaks))
        return found, ignored

    def _holds_figures(self, header: GridRow, at: int) -> bool:
        """Tell whether the cells beneath a header are figures, mostly."""
        figures = others = 0
        for row in self.rows:
            if row.number <= header.number or at >= len(row.cells) or not row.cells[at].text:
                continue
            cell = row.cells[at]
            if cell.kind in ("number", "percent", "formula") or FIGURE.fullmatch(tidy(cell.text)):
                figures += 1
            else:
                others += 1
            if figures + others >= _LOOKED_AT:
                break
        return figures > others


def _of_points(header: str) -> bool:
    """Tell whether a header is of points of other full marks than 100."""
    key = match_key(header)
    return is_weighted(
        re.sub(r"(?:ปี|พ\.?ศ\.?)?25\d\d|(?:ปี|งบประมาณ)[67]\d|รอบ(?:ที่)?\d|ครั้ง(?:ที่)?\d|round\d|ที่\d", "", key)
    )
