"""Columns of figures beside the indicators: which is the score, and which are targets, averages or another year's.

What is said of a column counts wherever it stands: in its header, or in the wide header above it. One clear score is
taken; several are asked about; a target or an average is never taken for the score.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ita.errors import InputError, Issue, SourceLocation
from ita.importing.candidates import Ask, Candidate, Role
from ita.importing.files.tables import RawRow, RawTable
from ita.importing.report import columns as col
from ita.importing.report.questions import AskedError, ask
from ita.importing.scores import figure_roles as wording
from ita.thai import match_key

# Longer text is no header of figures.
_LONGEST = 60
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("target", re.compile(r"เป้าหมาย|ค่าเป้า|คาดหวัง|target|goal")),
    ("average", re.compile(r"ประเทศ|จังหวัด|อำเภอ|ภูมิภาค|ทุกหน่วยงาน|ทั้งหมด|national|average")),
    ("self_assessment", re.compile(r"ประเมินตนเอง|self")),
    ("weighted", re.compile(r"น้ำหนัก|เต็ม(?!100)|weight")),
    ("earlier", re.compile(r"ปีก่อน|ปีที่แล้ว|ปีที่ผ่านมา|เดิม")),
    ("unclear", re.compile(r"เฉลี่ย|รอบ|อุทธรณ์|ทักท้วง|ครั้งที่|mean|round")),
)
_FIGURES = re.compile(
    r"คะแนน|ร้อยละ|score|^ผล(?:การ)?(?:ประเมิน)?(?:ita)?(?:ปี|ในปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?25[0-9][0-9]"
)
# A province by itself is where the agency lies.
_AN_AVERAGE = re.compile(r"เฉลี่ย|ค่ากลาง|ประเทศ|ระดับ|average|nation")
_ONLY_YEAR = re.compile(r"(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?25[0-9][0-9]")
# Words that make a column something else than a figure of 0-100.
_NO_FIGURES = re.compile(r"วิเคราะห์|ผลต่าง|เพิ่มขึ้น|ลดลง|เปรียบเทียบ|ลำดับ|อันดับ|มาตรการ|ความสำเร็จ|กลุ่ม|(?<!ปี)งบประมาณ|ระดับผล")
_YEAR = re.compile(r"25[0-9][0-9]")


@dataclass(frozen=True, slots=True)
class ScoreHeader:
    """The header of a column of figures; `key` is the same in each table that repeats it, `index` is in this one.

    `written` is the text of its cell, `header` the same with that of the wide header above it.
    """

    key: str
    written: str
    header: str
    role: Role
    fiscal_year: int | None
    index: int
    location: SourceLocation

    @property
    def candidate(self) -> Candidate:
        """The column as a person is asked about it."""
        name = f"t{self.location.table or 0}c{self.index + 1}"
        option = f"--column {shlex.quote(self.header)}"
        return Candidate(name, self.header, self.role, self.fiscal_year, self.location, option=option)


def score_headers(row: RawRow, above: RawRow | None, mapped: Mapping[str, str]) -> list[ScoreHeader]:
    """Return the headers of a head row that are of figures."""
    found: list[ScoreHeader] = []
    beside: list[ScoreHeader] = []
    wide = ""
    for index, cell in enumerate(row.cells):
        over = above.cells[index].text if above is not None and index < len(above.cells) else ""
        wide = over or wide
        text = cell.text or over
        says = mapped.get(match_key(text)) or col.meaning(text)
        if says not in (None, col.SCORE):
            continue
        header, is_sure = _header(text, wide if cell.text else "", index, cell.location)
        if says == col.SCORE and mapped.get(match_key(text)) == col.SCORE:
            found.append(ScoreHeader(match_key(text), text, _plain(text), "result", None, index, cell.location))
        elif header is not None:
            (found if is_sure else beside).append(header)
    # A target or an average is a column of figures where it stands beside one.
    return sorted([*found, *beside], key=lambda header: header.index) if found else []


# By the index of a head row: the columns of its indicators, and its columns of figures.
ScoreHeaders = dict[int, tuple[dict[str, int], list[ScoreHeader]]]


def headers_of_scores(table: RawTable, mapped: Mapping[str, str]) -> ScoreHeaders:
    """Return the head rows of a table that names indicators and figures, and nothing of a plan."""
    found: ScoreHeaders = {}
    for index, row in enumerate(table.rows):
        at = next((at for at, cell in enumerate(row.cells) if _is_indicator(cell.text, mapped)), None)
        above = table.rows[index - 1] if index else None
        headers = [] if at is None else score_headers(row, above, mapped)
        if at is not None and headers:
            found[index] = ({col.INDICATOR: at}, headers)
    return found


def title_of_no_result(table: RawTable, header: int) -> str | None:
    """Return the words above a table of figures that say that they are no result of the agency; else None.

    The nearest line that says anything of a role counts: a title in rows of the table, then the lines above it.
    """
    rows = [next((cell.text for cell in row.cells if cell.text), "") for row in table.rows[:header]]
    for line in reversed([*table.above, *rows]):
        kinds = wording.of_title(line)
        role = wording.role_of(kinds - wording.ONE_OF_SEVERAL)
        if role is not None and not (role == "average" and not _AN_AVERAGE.search(match_key(line))):
            return line
        if wording.RESULT in kinds:
            return None
    return None


def _is_indicator(text: str, mapped: Mapping[str, str]) -> bool:
    key = match_key(text) if len(text) <= _LONGEST else ""
    named = mapped.get(key) or col.meaning(text)
    return bool(key) and not re.search(r"\d", key) and (named == col.INDICATOR or key.startswith("ประเด็น"))


def _header(text: str, wide: str, index: int, location: SourceLocation) -> tuple[ScoreHeader | None, bool]:
    """Return a header of figures with what it and the one above say, and whether that is sure by itself.

    None where it is of no figures.
    """
    key, over = match_key(text), match_key(wide)
    if not key or max(len(key), len(over)) > _LONGEST or _NO_FIGURES.search(key):
        return None, False
    only_year = _ONLY_YEAR.fullmatch(key) is not None
    role = next((role for role, words in _ROLES if words.search(key)), None)
    is_figures = _FIGURES.search(key) is not None or only_year
    is_figures = is_figures or (role is not None and _FIGURES.search(over) is not None)
    if only_year and (_NO_FIGURES.search(over) or col.meaning(wide) in col.PLAN_FIELDS):
        return None, False
    if not is_figures and role not in {"target", "average", "weighted"}:
        return None, False
    if role is None and not _NO_FIGURES.search(over):
        role = next((role for role, words in _ROLES if words.search(over)), None)
    years = _YEAR.findall(key) or _YEAR.findall(over)
    year = int(years[0]) if len(set(years)) == 1 else None
    said = _plain(text) if over in ("", key) or _FIGURES.search(key) else f"{_plain(wide)} {_plain(text)}"
    found = ScoreHeader(f"{over if only_year else ''}{key}", text, said, role or "result", year, index, location)
    return found, is_figures


def _plain(text: str) -> str:
    return " ".join(text.split())


def choose(
    headers: Sequence[ScoreHeader],
    said: Collection[int],
    title: Collection[int],
    named: Sequence[str],
    year: int | None,
) -> str | None:
    """Return the key of the column that holds the score; None where the tables have none.

    Parameters
    ----------
    said, title
        Years that the other headers, and the title, give the scores.
    named
        Headers or letters of columns that a person named.
    year
        The year that a person named.

    Raises
    ------
    AskedError
        Several columns may be the score, or the only one does not say that it is.
    InputError
        A person named a column that is not there, or one that says that it is no result.
    """
    distinct = {header.key: header for header in headers}
    if named:
        return _named_one(list(distinct.values()), named).key
    has_undated = any(header.role == "result" and header.fiscal_year is None for header in distinct.values())
    known = {year} if year is not None else set(said) or (set(title) if has_undated else set())
    whole = [_with_role(header, known) for header in distinct.values()]
    results = [header for header in whole if header.role == "result"]
    if len(results) == 1:
        return results[0].key
    if year is not None and len(of_year := [header for header in results if header.fiscal_year == year]) == 1:
        return of_year[0].key
    if not results:
        results = [header for header in whole if header.role in {"unclear", "self_assessment", "weighted"}]
        if not results:
            return None
    raise AskedError((_question(results, whole),))


def _with_role(header: ScoreHeader, known: Collection[int]) -> ScoreHeader:
    """Return a header with its role by the years that the scores may be of, where that is known."""
    if header.role != "result" or header.fiscal_year is None or not known or header.fiscal_year in known:
        return header
    return replace(header, role="earlier" if header.fiscal_year < max(known) else "unclear")


def _named_one(headers: Sequence[ScoreHeader], named: Sequence[str]) -> ScoreHeader:
    for name in named:
        key = match_key(name)
        found = [h for h in headers if key in (h.key, match_key(h.header))] or [
            h for h in headers if h.location.cell and re.sub(r"\d", "", h.location.cell).casefold() == key
        ]
        if not found:
            raise InputError.of(
                Issue(
                    "column-unknown",
                    {"column": name, "columns": ", ".join(f"“{h.header}”" for h in headers) or "–"},
                    variant="scores",
                )
            )
        if found[0].role in {"target", "average"}:
            raise InputError.of(Issue("column-contradicts", {"column": found[0].header}, found[0].location))
    return found[0]


def _question(results: Sequence[ScoreHeader], whole: Sequence[ScoreHeader]) -> Ask:
    years = sorted({header.fiscal_year for header in results if header.fiscal_year is not None})
    options = tuple(header.candidate.option for header in results)
    names = ", ".join(f"“{header.header}”" for header in results)
    candidates = tuple(header.candidate for header in whole)
    if len(years) > 1:
        return ask(
            "year-conflict",
            results[0].location,
            (*(f"--year {year}" for year in years), *options),
            candidates,
            variant="columns",
            years=", ".join(map(str, years)),
            columns=names,
        )
    return ask(
        "score-column-unclear",
        results[0].location,
        options,
        candidates,
        variant="several" if len(results) > 1 else "one",
        columns=names,
    )
