"""A data book says what the queries say, cell by cell and by type; nothing calculates; charts are of its cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ita.documents.book_values import BookSheet
from ita.documents.data_book import DataBook, data_book, sheet_counts
from ita.documents.request import Digits, Language, PaperRequest
from ita.errors import NotKnownError
from ita.exporting.safe_text import MOST_UNITS, cut_to, in_xml, is_read_again, sheet_name, units, width_of
from ita.exporting.workbook import book_bytes, workbook
from ita.frameworks import Frameworks
from ita.store.engine import Engine, open_engine
from ita.tables.table import Cell, Column, Said, points_column, table
from ita.thai import bangkok
from tests import helpers
from tests.queries.test_cases import SETUPS

TODAY = date(2025, 11, 29)
BOTH: list[tuple[str, bool]] = [(agency, everything) for agency in ("ban-mo", "demo") for everything in (False, True)]


@pytest.fixture(scope="module")
def engine(built: Path) -> Iterator[Engine]:
    """Return the built database, of which these tests only read."""
    with closing(open_engine(built)) as opened:
        yield opened


def request(agency: str, lang: Language = "en", digits: Digits = "arabic", **more: Any) -> PaperRequest:
    return PaperRequest(agency, 2568, TODAY, lang=lang, digits=digits, **more)


def make_book(engine: Engine, asked: PaperRequest, *, everything: bool) -> tuple[DataBook, bytes]:
    with engine.cursor() as cursor:
        book = data_book(cursor, asked, everything=everything)
        return book, workbook(cursor, asked, everything=everything)


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def sheet_of(file: Workbook, name: str) -> Worksheet:
    found = file[name]
    assert isinstance(found, Worksheet)
    return found


def by_key(book: DataBook, file: Workbook) -> dict[str, tuple[BookSheet, Worksheet]]:
    """Return each sheet of the book with that of the file: those after the opening and the charts, in order."""
    names = file.sheetnames[2 if book.charts else 1 :]
    return {of.key: (of, sheet_of(file, name)) for of, name in zip(book.sheets, names, strict=True)}


def agree(cell: Cell, found: SheetCell, column: Column) -> bool:
    """Tell whether a cell of a file is that of a table, in value and type."""
    value = found.value
    if cell is None or cell == "":
        return value is None
    if isinstance(cell, bool):
        return found.data_type == "b" and value is cell
    if isinstance(cell, Decimal):
        # What is seen has the decimals of the format, and is what is stored.
        decimals = re.findall(r"0\.(0+)", found.number_format)
        seen = f"{value:.{len(decimals[0])}f}" if decimals else "no decimals"
        return found.data_type == "n" and isinstance(value, int | float) and Decimal(seen) == cell
    if isinstance(cell, int):
        return found.data_type == "n" and value == cell
    if isinstance(cell, datetime):
        return found.is_date and value == bangkok(cell).replace(tzinfo=None, microsecond=0)
    if isinstance(cell, date):
        return bool(found.is_date) and isinstance(value, datetime) and value.date() == cell
    if isinstance(cell, str):
        return found.data_type == "s" and value == cell
    words = cell.in_words("en")
    if isinstance(value, int | float):
        return words.startswith(f"{value:.2f}")
    return (value or "") == words


@pytest.mark.parametrize(("agency", "everything"), BOTH)
def test_every_cell_is_that_of_its_table(agency: str, everything: bool, engine: Engine) -> None:
    assert count_agreeing(*make_book(engine, request(agency), everything=everything)) > 1000


@pytest.mark.parametrize(
    "setup", ["typed", "targets_set", "rules_stated", "own_years", "values_kept", "questions_apart"]
)
def test_every_cell_of_what_a_user_stored(setup: str, database: Path, frameworks: Frameworks) -> None:
    with closing(open_engine(database)) as changed:
        agency = SETUPS[setup](changed, frameworks).get("town", "ban-mo")
        for row in helpers.read(changed, "agency_years", agency=agency)[:2]:
            for everything in (False, True):
                asked = replace(request(agency), year=row["fiscal_year"])
                assert count_agreeing(*make_book(changed, asked, everything=everything)) > 50


def count_agreeing(book: DataBook, data: bytes) -> int:
    """Require that the cells of a file are those of its book, and return how many there are."""
    compared = 0
    for of, sheet in by_key(book, opened(data)).values():
        headers = [str(cell.value) for cell in sheet[1]]
        assert len({header.casefold() for header in headers}) == len(headers)
        assert [re.sub(r" \(2\)$", "", header) for header in headers] == of.table.headers("en")
        assert sheet.max_row == len(of.table.rows) + 1, of.key
        for row, line in enumerate(of.table.rows, start=2):
            for at, (cell, column) in enumerate(zip(line, of.table.columns, strict=True), start=1):
                found = sheet.cell(row, at)
                assert isinstance(found, SheetCell)
                assert agree(cell, found, column), f"{of.key} {found.coordinate}: {found.value!r}, not {cell!r}"
                compared += 1
    return compared


def numbers(sheet: Worksheet, column: str) -> list[Any]:
    """Return the values of a column by its header."""
    (at,) = [cell.column for cell in sheet[1] if cell.value == column]
    return [sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)]


@pytest.mark.parametrize("agency", ["ban-mo", "demo"])
def test_the_figures_are_those_of_the_queries(agency: str, engine: Engine) -> None:
    book, data = make_book(engine, request(agency), everything=True)
    sheets = {key: sheet for key, (_of, sheet) in by_key(book, opened(data)).items()}
    figures = helpers.read(engine, "agency_figures", agency=agency)
    assert numbers(sheets["figures"], "Score") == [row["score"] and float(row["score"]) for row in figures]
    assert numbers(sheets["figures"], "Import id") == [row["import_id"] for row in figures]
    years = [row["fiscal_year"] for row in helpers.read(engine, "agency_years", agency=agency)][::-1]
    gaps = [(year, row) for year in years for row in helpers.read(engine, "gap_ranking", agency=agency, year=year)]
    assert numbers(sheets["gaps"], "Fiscal year") == [year for year, _row in gaps]
    assert numbers(sheets["gaps"], "Points lost") == [float(row["lost_points"]) for _year, row in gaps]
    trend = {row["fiscal_year"]: row for row in helpers.read(engine, "total_trend", agency=agency)}
    shown = [trend[year]["total_shown"] if year in trend else None for year in numbers(sheets["totals"], "Fiscal year")]
    assert numbers(sheets["totals"], "Total shown") == [value and float(value) for value in shown]
    steps = helpers.read(engine, "steps", agency=agency, year=2568)
    assert len(steps) == (60 if agency == "ban-mo" else 0)
    if steps:
        measures = helpers.read(engine, "measures", agency=agency, year=2568)
        assert numbers(sheets["steps"], "Step") == [row["text"] for row in steps]
        assert numbers(sheets["measures"], "Measure") == [row["title"] for row in measures]
        plans = {row["indicator_no"]: row for row in helpers.read(engine, "plans", agency=agency, year=2568)}
        days = [plans[row["indicator_no"]]["ends_on"] for row in measures]
        assert [day.date() for day in numbers(sheets["measures"], "Last day")] == days


@pytest.mark.parametrize(("agency", "everything"), BOTH)
def test_the_opening_counts_rows_and_empty_cells(agency: str, everything: bool, engine: Engine) -> None:
    book, data = make_book(engine, request(agency), everything=everything)
    file = opened(data)
    opening = file.worksheets[0]
    said = {row[0]: row[2:4] for row in opening.iter_rows(values_only=True) if row[0] in file.sheetnames}
    assert said == {sheet.title: sheet_counts(of) for of, sheet in by_key(book, file).values()}
    empty = {
        sheet.title: sum(cell.value is None for row in sheet.iter_rows(min_row=2) for cell in row)
        for _of, sheet in by_key(book, file).values()
    }
    assert {name: counts[1] for name, counts in said.items()} == empty
    text = "\n".join(str(cell) for row in opening.iter_rows(values_only=True) for cell in row if cell)
    assert ("Synthetic data" in text) == (agency == "demo")
    assert ("equal the national averages" in text) == (agency == "ban-mo")
    for row in opening.iter_rows():
        for cell in row:
            if cell.hyperlink and cell.hyperlink.location:
                assert cell.hyperlink.location == f"'{cell.value}'!A1"


def left_out(engine: Engine, asked: PaperRequest, *, everything: bool) -> dict[str, str]:
    """Return why each sheet is left out, by its name."""
    _book, data = make_book(engine, asked, everything=everything)
    facts = {row[0]: str(row[1]) for row in opened(data).worksheets[0].iter_rows(values_only=True)}
    reasons = [line.split(": ", 1) for line in facts["Sheets left out"].splitlines()]
    return {name: reason for names, reason in reasons for name in names.split(", ")}


def test_the_opening_says_why_a_sheet_is_left_out(engine: Engine) -> None:
    sample = left_out(engine, request("ban-mo"), everything=True)
    # The report states scores of questions, which stand in the file: those of ITAS are what is missing.
    assert sample["Scores of questions"].startswith("none from ITAS are stored; those of the report")
    assert sample["Targets"] == "nothing is stored"
    first = left_out(engine, replace(request("demo"), year=2563), everything=True)
    assert first["Change between years"] == "no earlier year with a total is there to compare with"
    assert {first[name] for name in ("Analysis", "Measures", "Steps")} == {"no report is stored"}
    seen = left_out(engine, replace(request("demo"), year=2563), everything=False)
    assert seen["Targets"] == "none is set for 2563 or a later year"
    assert seen["Sources that differ"] == "no two sources differ"
    assert seen["Scores of questions"] == "nothing is stored"


@pytest.mark.parametrize(("agency", "everything"), BOTH)
def test_charts_are_of_ranges_of_the_sheets(agency: str, everything: bool, engine: Engine) -> None:
    book, data = make_book(engine, request(agency), everything=everything)
    file = opened(data)
    sheets = by_key(book, file)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        drawn = [parts.read(name).decode() for name in sorted(parts.namelist()) if "charts/chart" in name]
    assert len(drawn) == len(book.charts) == (2 if agency == "demo" else 1)
    for chart, xml in zip(book.charts, drawn, strict=True):
        of, sheet = sheets[chart.sheet]
        ranges = re.findall(r"<c:(cat|val)>.*?<c:f>(.*?)</c:f>", xml)
        assert [kind for kind, _at in ranges] == ["cat", "val"] * len(chart.lines)
        first, last = chart.rows
        for (kind, at), line in zip(ranges, [line for line in chart.lines for _each in range(2)], strict=True):
            name, _, cells = at.rpartition("!")
            assert name.strip("'") == sheet.title
            found = [cell.value for (cell,) in sheet[cells.replace("$", "")]]
            column = chart.categories if kind == "cat" else line.column
            wanted = [row[column] for row in of.table.rows[first : last + 1]]
            assert [value if value is None else str(value) for value in found] == [
                cell if cell is None else str(float(cell)) if isinstance(cell, Decimal) else said(cell)
                for cell in wanted
            ]
        # Thai letters are of the complex script: without a font for it another one is taken.
        assert xml.count("<a:cs ") == xml.count("<a:latin ") > 3
        low = re.search(r'<c:min val="([0-9.]+)"/>', xml)
        assert low
        assert float(low[1]) == 0 or f"begins at {low[1]}, not at 0" in xml


def said(cell: Cell) -> str:
    return str(cell) if isinstance(cell, int | str) else cell.in_words("en") if hasattr(cell, "in_words") else str(cell)


def test_the_gaps_of_the_chart_are_those_of_the_year(engine: Engine) -> None:
    book, _data = make_book(engine, request("demo"), everything=True)
    (chart,) = [chart for chart in book.charts if chart.kind == "bars"]
    (gaps,) = [sheet.table.rows for sheet in book.sheets if sheet.key == "gaps"]
    ranking = helpers.read(engine, "gap_ranking", agency="demo", year=2568)
    rows = gaps[chart.rows[0] : chart.rows[1] + 1]
    assert [row[chart.lines[0].column] for row in rows] == [row["gap_points"] for row in ranking]
    assert chart.set_apart == (0, 1, 2)


def test_figures_of_two_lines_stand_apart_in_every_year(engine: Engine) -> None:
    book, data = make_book(engine, request("demo"), everything=True)
    (chart,) = [chart for chart in book.charts if chart.kind == "lines"]
    (rows,) = [sheet.table.rows for sheet in book.sheets if sheet.key == chart.sheet]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read("xl/charts/chart1.xml").decode()
    sides: list[list[str]] = []
    for series in re.findall(r"<c:ser>.*?</c:ser>", xml):
        labels = re.search(r"<c:dLbls>(.*)</c:dLbls>", series)
        assert labels
        turned = dict(re.findall(r'<c:dLbl><c:idx val="(\d+)"/>.*?<c:dLblPos val="(.)"/>.*?</c:dLbl>', labels[1]))
        usual = re.findall(r'<c:dLblPos val="(.)"/>', labels[1])[-1]
        sides.append([turned.get(str(at), usual) for at in range(len(rows))])
        # Each label has the format of figures, those that are turned too.
        assert labels[1].count("<c:numFmt") == len(turned) + 1
    own, nation = (line.column for line in chart.lines[:2])
    for row, side, other in zip(rows, sides[0], sides[1], strict=True):
        values = row[own], row[nation]
        if isinstance(values[0], Decimal) and isinstance(values[1], Decimal):
            assert (side, other) == (("t", "b") if values[0] > values[1] else ("b", "t")), row[0]
    # The agency was ahead of the nation in its first year, and never after.
    assert sides[0][0] == "t"
    assert sides[0][-1] == "b"


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_languages_and_digits(lang: Language, digits: Digits, engine: Engine) -> None:
    book, data = make_book(engine, request("ban-mo", lang, digits), everything=True)
    file = opened(data)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in file.sheetnames)
    sheets = by_key(book, file)
    measures = sheets["measures"][1]
    first = measures.cell(2, 9)
    assert isinstance(first.value, datetime)
    assert ("D07" in first.number_format) == (digits == "thai")
    assert first.number_format.endswith("]d mmm yyyy" if lang == "th" else ']yyyy-mm-dd" B.E."')
    when = sheets["figures"][1].cell(2, 17)
    assert isinstance(when.value, datetime)
    assert when.number_format.endswith("]d mmm yyyy hh:mm" if lang == "th" else ']yyyy-mm-dd hh:mm" B.E."')
    score = sheets["gaps"][1].cell(2, 6)
    shown = "[$-D00041E]0.00" if digits == "thai" else "0.00"
    assert (score.value, score.number_format) == (88.28, f"{shown}_0_0")
    steps = sheets["steps"][1]
    # What is stored keeps its digits.
    stored = [row["text"] for row in helpers.read(engine, "steps", agency="ban-mo", year=2568)]
    assert [steps.cell(row, 6).value for row in range(2, steps.max_row + 1)] == stored
    opening = file.worksheets[0]
    assert (helpers.thai(2568) in str(opening["A2"].value)) == (digits == "thai")
    for sheet in file.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        # All columns on one page, and as many pages as the rows take; the opening is one.
        assert sheet.page_setup.fitToHeight == (None if sheet is opening else 0)
        assert "&P" in str(sheet.oddFooter.right.text)
        assert "&N" in str(sheet.oddFooter.right.text)
        assert str(sheet.oddHeader.center.text).strip() == "&A"
    for _of, sheet in sheets.values():
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
        assert sheet.tables
        assert all(table.autoFilter for table in sheet.tables.values())
        # On A4 so wide a sheet could not be read.
        width = sum(sheet.column_dimensions[get_column_letter(at)].width for at in range(1, sheet.max_column + 1))
        assert width <= 200 or sheet.page_setup.paperSize == 8
        assert width > 190 or sheet.page_setup.paperSize == 9
    assert {sheet.page_setup.paperSize for _of, sheet in sheets.values()} == {8, 9}


def test_the_same_request_gives_the_same_bytes(engine: Engine) -> None:
    asked = request("ban-mo", address="https://ita.example.go.th/")
    (_book, one), (book, other) = (make_book(engine, asked, everything=False) for _each in range(2))
    assert one == other
    file = opened(one)
    assert file.properties.created == datetime(2025, 11, 29)
    links = {cell.hyperlink.target for row in file.worksheets[0].iter_rows() for cell in row if cell.hyperlink}
    assert links - {None} == {"https://ita.example.go.th/?v=1&a=ban-mo&y=2568&l=en"} == {book.view.address}


def test_what_is_not_known_is_refused(engine: Engine) -> None:
    for asked, rule in (
        (request("nobody"), "agency-unknown"),
        (replace(request("ban-mo"), year=2567), "year-unknown"),
        (request("demo", from_year=2564), "year-unknown"),
        (request("demo", from_year=2568), "year-unknown"),
    ):
        with engine.cursor() as cursor, pytest.raises(NotKnownError) as refused:
            workbook(cursor, asked, everything=True)
        assert refused.value.rule == rule


def test_pages_say_which_years_their_tables_hold(engine: Engine) -> None:
    asked = replace(request("demo"), year=2563)
    for everything, said in ((True, "scores of fiscal years 2563, 2565–2568"), (False, "scores of fiscal year 2563")):
        file = opened(make_book(engine, asked, everything=everything)[1])
        assert {str(sheet.oddFooter.center.text).split(" · ")[0] for sheet in file.worksheets} == {said}


@pytest.mark.parametrize(("letters", "is_below"), [(20, False), (80, True)])
def test_a_long_name_of_an_agency_leaves_that_of_the_sheet_free(letters: int, is_below: bool, small: DataBook) -> None:
    named = replace(small, agency=replace(small.agency, english="a" * letters), marks=(Said("m" * 200),) * is_below)
    header = opened(book_bytes(named, request("ban-mo"))).worksheets[0].oddHeader
    assert str(header.center.text) == ("\n&A" if is_below else "&A")


@pytest.mark.parametrize(("agency", "everything"), BOTH)
def test_headers_stand_as_their_columns_do(agency: str, everything: bool, engine: Engine) -> None:
    book, data = make_book(engine, request(agency), everything=everything)
    for of, sheet in by_key(book, opened(data)).values():
        for at, column in enumerate(of.table.columns, start=1):
            header = sheet.cell(1, at).alignment
            assert header.horizontal == ("right" if column.is_figures else "left"), (of.key, column.header)
            for row in range(2, sheet.max_row + 1):
                # An empty cell of figures looks as they do: a person may fill it.
                if sheet.cell(row, at).data_type == "n" and column.is_figures:
                    assert sheet.cell(row, at).alignment.horizontal == "right"
                    if sheet.cell(row, at).value is not None:
                        # Room before the text at their right, which an indent does not give in LibreOffice.
                        assert all(part.endswith("_0_0") for part in sheet.cell(row, at).number_format.split(";"))


def test_texts_of_ours_follow_the_digits(engine: Engine) -> None:
    book, data = make_book(engine, request("demo", "th", "thai"), everything=True)
    file = opened(data)
    sheets = by_key(book, file)
    # An algorithm's name counts nothing.
    assert "SHA-256" in [cell.value for cell in sheets["imports"][1][1]]
    changes = [str(row[2]) for row in sheets["breaks"][1].iter_rows(min_row=2, values_only=True)]
    charts = [str(row[0]) for row in file.worksheets[1].iter_rows(values_only=True) if row[0]]
    assert any("IIT ๓๐ เป็น ๑๕" in each for each in changes)
    assert any("IIT ๓๐ เป็น ๑๕" in each for each in charts)
    assert not [each for each in (*changes, *charts) if re.search("[0-9]", each)]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_header_has_room_for_its_range(lang: Language, engine: Engine) -> None:
    _book, data = make_book(engine, request("demo", lang), everything=True)
    sheet = sheet_of(opened(data), opened(data).sheetnames[2])
    found = [cell for cell in sheet[1] if re.search(r"[0-9]–[0-9]", str(cell.value))]
    assert len(found) == 3
    before, span = str(found[0].value).rsplit(" ", 1)
    # Columns of one width that are side by side have it once, at the first.
    width = sheet.column_dimensions[get_column_letter(found[0].column)].width
    assert width > width_of(f"{before.split()[-1]} {span}") + 3


@pytest.mark.parametrize("everything", [False, True])
def test_what_the_nation_has_no_figure_for_is_empty(everything: bool, engine: Engine) -> None:
    book, data = make_book(engine, request("demo"), everything=everything)
    of, sheet = by_key(book, opened(data))["changes"]
    against = numbers(sheet, "Against the nation")
    assert against[:-1] == [None] * (len(of.table.rows) - 1)
    assert against[-1] == 3.36


def test_a_yes_or_no_answers_its_header(engine: Engine) -> None:
    column = Column("Agrees", answers=("yes", "no"))
    with engine.cursor() as cursor:
        book = data_book(cursor, request("ban-mo", "th"), everything=False)
    sheet = BookSheet("x", "x", "x", table([column, Column("Is the one shown")], [[True, False]]))
    file = opened(book_bytes(replace(book, sheets=(sheet,), charts=()), request("ban-mo", "th")))
    formats = [cell.number_format for cell in file.worksheets[1][2]]
    assert formats == ['"ตรง";"ตรง";"ไม่ตรง"', '"ใช่";"ใช่";"ไม่ใช่"']


def test_no_sheet_is_printed_too_small(engine: Engine) -> None:
    _book, data = make_book(engine, request("demo", "th", "thai"), everything=True)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
    for xml in sheets:
        columns = re.findall(r'<col min="(\d+)" max="(\d+)" width="([0-9.]+)"', xml)
        letters = sum((int(last) - int(first) + 1) * float(width) for first, last, width in columns)
        # A page of A4 is 770 points across without its margins, one of A3 1,120; a letter of 11 points takes 6.
        assert 11 * (1120 if 'paperSize="8"' in xml else 770) / (6 * letters) > 7 or 'paperSize="8"' in xml
        assert 'scaleWithDoc="0"' in xml


HARD = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\n=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1+1",
    "0012",
    "1-3",
    "<r>rich</r>",
    "<r><t>a</t></r>",
    "<>&\"'",
    "_x0041_",
    "a\x00b\x07c\x1b",
    "\ud800x",
    "\ufffe\uffff",
    "ສະບາຍດີ 😀👨‍👩‍👧",
    "ก" * 2000,
    "https://example.org/?a=1&b=2",
    "ข้อความ\r\nสองบรรทัด",
    " ",
]


@pytest.fixture(scope="module")
def small(engine: Engine) -> DataBook:
    """Return a book without sheets and charts."""
    with engine.cursor() as cursor:
        return replace(data_book(cursor, request("ban-mo"), everything=False), sheets=(), charts=())


def book_of(texts: list[str], small: DataBook) -> bytes:
    """Return a book of one sheet with texts, and as its agency's name the first of them."""
    of = table([Column("=A1"), points_column("=A1")], [[text, Decimal(7)] for text in texts])
    sheet = BookSheet("x", "=cmd|'/c'!A1", "=1", of)
    hard = replace(small, sheets=(sheet,), agency=replace(small.agency, thai=texts[0], english=texts[0]))
    return book_bytes(hard, request("ban-mo"))


def holds_texts(texts: list[str], small: DataBook) -> None:
    """Require that every text comes back as it is, but for what XML forbids, and that nothing calculates."""
    data = book_of(texts, small)
    file = opened(data)
    sheet = file.worksheets[1]
    for row, text in enumerate(texts, start=2):
        cell = sheet.cell(row, 1)
        wanted = in_xml(text)[0]
        assert (cell.value or "") == wanted
        assert cell.data_type == ("s" if wanted else "n")
        if is_read_again(wanted) and wanted:
            assert cell.quotePrefix, text
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)


def test_hard_texts(small: DataBook) -> None:
    holds_texts(HARD, small)


LETTERS: st.SearchStrategy[str] = st.text(
    st.one_of(st.characters(), st.sampled_from("=+-@＝＋－＠\t\r\n<>&\"'_x0123456789กำ้ິ😀\x00\x1f\ufffe")), max_size=40
)


@given(texts=st.lists(LETTERS, min_size=1, max_size=8))
def test_any_text_comes_back(texts: list[str], small: DataBook) -> None:
    holds_texts(texts, small)


@pytest.mark.parametrize("letter", ["ก", "😀", "ก้"])
def test_a_text_that_no_cell_holds_is_cut_and_said(letter: str, small: DataBook) -> None:
    text = letter * 40_000
    data = book_of([text, "b\x07\x07"], small)
    file = opened(data)
    cell = str(file.worksheets[1]["A2"].value)
    assert units(cell) <= MOST_UNITS
    kept, mark, rest = cell.rpartition("… (cut here")
    assert mark
    assert rest == ": a cell holds no more)"
    assert text.startswith(kept)
    assert len(kept) % len(letter) == 0
    said = [str(row[1]) for row in file.worksheets[0].iter_rows(values_only=True)]
    assert any(f"A2: {len(text) - len(kept)} letters more" in each for each in said)
    assert any("A3: 2 control characters" in each for each in said)


def test_names_of_sheets_are_legal_and_apart() -> None:
    used: list[str] = []
    for name in ("a/b", "A:B", "History", "x" * 40, "x" * 41, "''", "😀" * 20, "\x00", "[=1]"):
        used.append(sheet_name(name, used))
    assert len({name.casefold() for name in used}) == len(used)
    assert all(0 < units(name) <= 31 for name in used)
    assert not [name for name in used if re.search(r"[\[\]:*?/\\\x00]|^'|'$", name) or name.lower() == "history"]


@given(st.text(), st.integers(0, 60))
def test_a_cut_is_a_beginning_that_fits(text: str, most: int) -> None:
    cut = cut_to(text, most)
    assert text.startswith(cut)
    assert units(cut) <= most
    assert units(text) > most or cut == text


def test_marks_take_no_width() -> None:
    assert width_of("ที่นี่") == width_of("ทน")
    assert width_of("ab\nabc") == 3
    assert width_of("＝") == 2


def test_a_figure_shows_all_its_decimals(small: DataBook) -> None:
    values = [Decimal("0.333333"), Decimal("95.00"), Decimal("-0.45"), Decimal("100")]
    of = table([points_column("a")], [[value] for value in values])
    data = book_bytes(replace(small, sheets=(BookSheet("x", "x", "x", of),)), request("ban-mo"))
    sheet = opened(data).worksheets[1]
    assert [sheet.cell(row, 1).value for row in range(2, 6)] == [float(value) for value in values]
    formats = [sheet.cell(row, 1).number_format for row in range(2, 6)]
    assert [each.removesuffix("_0_0") for each in formats] == ["0.000000", "0.00", "0.00", "0.00"]


def test_stored_names_keep_their_digits_and_signs(engine: Engine) -> None:
    with engine.cursor() as cursor:
        book = data_book(cursor, request("ban-mo", "th", "thai"), everything=False)
    named = replace(book, agency=replace(book.agency, thai="เทศบาล 7 & <b> 2569"), checks=(Said("{n}", {"n": 5}),))
    file = opened(book_bytes(named, request("ban-mo", "th", "thai")))
    opening = file.worksheets[0]
    assert "เทศบาล 7 & <b> 2569" in str(opening["A1"].value)
    assert str(opening.oddHeader.left.text) == "เทศบาล 7 && <b> 2569"
