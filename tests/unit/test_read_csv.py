"""A table of text becomes cells with their places, whatever stands between them and however it is encoded."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita.errors import InputError, SourceLocation
from ita.importing.files import limits
from ita.importing.files.read_csv import read_csv, text_grid
from tests.unit import docx_files, xlsx_files

HEADER = "ปีงบประมาณ,1 การปฏิบัติหน้าที่,คะแนนรวม\n"


def rows(data: bytes) -> list[list[str]]:
    (grid,) = read_csv(data, "f.csv").grids
    return [[cell.text for cell in row.cells] for row in grid.rows]


def refusal(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_csv(data, "f.csv")
    assert caught.value.location.file == "f.csv"
    assert caught.value.hint
    assert caught.value.english()
    return caught.value


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_delimiters_line_ends_and_encodings(delimiter: str, end: str, encoding: str) -> None:
    text = HEADER.replace(",", delimiter).replace("\n", end) + f"๒๕๖๘{delimiter}๙๗.๒๑{delimiter}๙๓.๘๑{end}"
    assert rows(text.encode(encoding)) == [
        ["ปีงบประมาณ", "1 การปฏิบัติหน้าที่", "คะแนนรวม"],
        ["๒๕๖๘", "๙๗.๒๑", "๙๓.๘๑"],
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a;b\n1,5;2,5\n", [["a", "b"], ["1,5", "2,5"]]),
        ("a\tb, c\n1\t2; 3\n", [["a", "b, c"], ["1", "2; 3"]]),
        ('a,"b; c; d"\n1,"2;3"\n', [["a", "b; c; d"], ["1", "2;3"]]),
        ('"a ""b""","c\nd"\n', [['a "b"', "c\nd"]]),
        ("sep=;\na;b,c\n", [["a", "b,c"]]),
        ("only\none\ncolumn\n", [["only"], ["one"], ["column"]]),
        ("a,b,,\n,,\n , ,c\n", [["a", "b"], ["", "", "c"]]),
        ("a,b", [["a", "b"]]),
        ("", []),
        (",,\n\n", []),
    ],
)
def test_what_stands_between_the_cells(text: str, wanted: list[list[str]]) -> None:
    grid = text_grid(text, SourceLocation())
    assert [[cell.text for cell in row.cells] for row in grid.rows] == wanted


def test_rows_count_as_a_spreadsheet_counts_them() -> None:
    (grid,) = read_csv("ก,ข\n\n,ค\n".encode(), "f.csv").grids
    assert [row.number for row in grid.rows] == [1, 3]
    assert grid.rows[1].cells[1].location == SourceLocation("f.csv", None, 3, 2)
    assert grid.title is None
    (named,) = read_csv("sep=,\nก,ข\n".encode(), "f.csv").grids
    assert named.rows[0].number == 2


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty-file"),
        (b"%PDF-1.7", "not-csv"),
        (b"{\\rtf1", "not-csv"),
        (docx_files.package(docx_files.document()), "not-csv"),
        (xlsx_files.workbook(), "not-csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not-csv"),
        (b"a,b\x00\x01", "binary"),
        (codecs.BOM_UTF8 + b"\xff", "encoding"),
        ("é,è,à,ü,ö\n".encode("latin-1") * 20, "encoding"),
        (b'"' + b"a" * 200_000, "csv-damaged"),
        # A cell without end swallows every row behind it.
        (b'year,score\n2567,"95.00\n2568,97.21\n', "csv-damaged"),
        (b"a,b\n" * (limits.MAX_ROWS + 1), "too-many-rows"),
        (b"a," * limits.MAX_COLUMNS + b"a", "too-many-columns"),
        (b"a" * (limits.MAX_FILE_BYTES + 1), "too-large"),
    ],
)
def test_what_is_refused(data: bytes, rule: str) -> None:
    assert refusal(data).rule == rule


def test_limits_name_their_row() -> None:
    assert refusal(b"a,b\n" * (limits.MAX_ROWS + 1)).location == SourceLocation("f.csv", None, limits.MAX_ROWS + 1)
    assert refusal(b"a,b\n" + b"a," * limits.MAX_COLUMNS + b"a").location == SourceLocation("f.csv", None, 2)


def test_empty_cells_and_rows_beyond_do_not_count() -> None:
    assert rows(b"a,b" + b"," * 1000 + b"\n" * 6000) == [["a", "b"]]


@given(data=st.binary(max_size=300) | st.text(alphabet='กข๑๒ab12.,;\t\n\r" ', max_size=200).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    try:
        document = read_csv(data, "f.csv")
    except InputError as reason:
        assert reason.location.file == "f.csv"
        assert reason.hint
        return
    for row in document.grids[0].rows:
        assert row.cells[-1].text
        assert [cell.location.column for cell in row.cells] == list(range(1, len(row.cells) + 1))


def test_a_table_of_thai_digits_in_one_byte_letters_is_thai() -> None:
    lines = ["ปีงบประมาณ;๑;๒;๓;คะแนนรวม", *(f"๒๕๖{n};๙๗.๒๑;๙๘.๐๒;๙๙.๔๕;๙๓.๘๑" for n in "๓๔๕๖๗๘")]
    assert rows("\r\n".join(lines).encode("cp874"))[1] == ["๒๕๖๓", "๙๗.๒๑", "๙๘.๐๒", "๙๙.๔๕", "๙๓.๘๑"]
