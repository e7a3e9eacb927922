"""Text becomes lines and tables whatever its encoding, and what is no text is refused."""

from __future__ import annotations

import codecs
import random

import pytest

from ita.errors import InputError, SourceLocation
from ita.importing.files import limits
from ita.importing.files.read_text import decode, read_text
from tests.unit.docx_files import REPORT

TEXT = "ชื่อเทศบาลตำบลบ้านหมอ\n\nลำดับ\tคะแนน\n๑. การปฏิบัติหน้าที่\t๙๗.๒๑\n"


def refusal(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_text(data, "report.txt")
    assert caught.value.location.file == "report.txt"
    assert caught.value.hint
    assert caught.value.english()
    return caught.value


def shape(data: bytes) -> tuple[tuple[str, ...], list[list[list[str]]]]:
    document = read_text(data, "report.txt")
    return document.lines, [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def test_the_report_has_twelve_tables_of_eight_columns() -> None:
    document = read_text(REPORT.read_bytes(), "ban-mo-2568.txt")
    assert [table.number for table in document.tables] == list(range(1, 13))
    assert {len(table.rows) for table in document.tables} == {3}
    assert {len(row.cells) for table in document.tables for row in table.rows} == {8}
    assert document.lines[0] == "รายงานการนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร"
    assert document.lines[-1] == "ของเทศบาลตำบลบ้านหมอ อำเภอบ้านหมอ จังหวัดสระบุรี"
    assert document.issues == ()
    continued = document.tables[5].rows[2].cells
    assert [bool(cell.paragraphs) for cell in continued] == [False] * 5 + [True, False, False]
    assert continued[5].text.startswith("<p>๔. จัดกิจกรรม")
    assert continued[5].location == SourceLocation("ban-mo-2568.txt", 6, 3, 6)


def test_a_table_is_a_run_of_lines_with_tabs() -> None:
    lines, tables = shape("ก \n\tข\n ค\tง \tจ\nฉ\n\nช\tซ\n".encode())
    assert lines == ("ก", "ฉ")
    assert tables == [[["", "ข", ""], ["ค", "ง", "จ"]], [["ช", "ซ"]]]


def test_cells_know_their_place_padding_included() -> None:
    table = read_text(b"a\tb\tc\nd\te\n", "f").tables[0]
    assert [cell.location for cell in table.rows[1].cells] == [
        SourceLocation("f", 1, 2, column) for column in (1, 2, 3)
    ]
    assert table.rows[1].cells[2].paragraphs == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f"])
def test_every_line_end_ends_a_line(end: str) -> None:
    assert shape(f"a{end}b\tc{end}d".encode()) == (("a", "d"), [[["b", "c"]]])


def test_a_line_break_within_a_cell_is_kept() -> None:
    assert shape(b"a\x0bb\nc\x0bd\te\n") == (("a", "b"), [[["c\nd", "e"]]])


def test_cells_that_only_look_empty_are_empty() -> None:
    table = read_text("a\t\u200b \ufeff\t\u00a0\n".encode(), "f").tables[0]
    assert [cell.paragraphs for cell in table.rows[0].cells][1:] == [(), ()]


def test_markup_is_text() -> None:
    assert shape(b"<script>\t<p>x</p>\n")[1] == [[["<script>", "<p>x</p>"]]]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874", "tis-620"],
)
def test_known_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "f") == TEXT


def test_utf_16_with_the_big_end_first() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "f") == TEXT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp874"])
def test_the_report_reads_the_same_in_every_encoding(encoding: str) -> None:
    data = REPORT.read_bytes()
    again = data.decode("utf-8-sig").encode(encoding)
    assert read_text(again, "f") == read_text(data, "f")


def test_signs_of_windows_874_that_tis_620_lacks() -> None:
    assert decode("“งดรับ งดให้” – ๑๐ €".encode("cp874"), "f") == "“งดรับ งดให้” – ๑๐ €"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Évaluation de la qualité, très élevée".encode("latin-1"), id="french"),
        pytest.param("Größe überprüfen".encode("cp1252"), id="german"),
        pytest.param("Отчёт об оценке честности".encode("cp1251"), id="russian"),
        pytest.param("評価の結果について報告する".encode("shift-jis"), id="japanese"),
        pytest.param("评估结果报告和改进措施".encode("gbk"), id="chinese"),
        pytest.param("평가 결과 보고서입니다".encode("euc-kr"), id="korean"),
        pytest.param(TEXT.encode()[:-40], id="utf-8 cut within a character"),
        pytest.param(TEXT.encode().replace(b"\xb8", b"\xff", 1), id="utf-8 with a wrong byte"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode("cp874"), id="a mark that lies"),
        pytest.param(TEXT.encode("utf-16")[:-1], id="utf-16 cut"),
        pytest.param(codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", id="half a surrogate pair"),
        pytest.param(TEXT.encode("utf-32"), id="utf-32"),
        pytest.param(b"\xb9\xd1\xda\xd1\xea\xe9" + b"\xd1" * 9, id="marks without consonants"),
        pytest.param(b"\x93\x94\x95\x96 quotes alone", id="no thai at all"),
    ],
)
def test_other_encodings_are_refused(data: bytes) -> None:
    assert refusal(data).rule == "encoding"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"a\tb\0c\td", id="a zero byte"),
        pytest.param(b"a\tb\x07", id="a bell"),
        pytest.param("a\tb\u0085".encode(), id="a control character of the second set"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(64), id="a program"),
        pytest.param(bytes(1000), id="zeros"),
        pytest.param(TEXT.encode("utf-16") + "\x01".encode("utf-16-le"), id="within utf-16"),
    ],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    assert refusal(data).rule == "binary"


def test_noise_is_refused() -> None:
    noise = random.Random(2568)
    for _ in range(200):
        assert refusal(noise.randbytes(500)).rule in ("binary", "encoding")


@pytest.mark.parametrize(
    ("data", "rule"),
    [(b"", "empty-file"), (b" " * (limits.MAX_FILE_BYTES + 1), "too-large")],
)
def test_sizes(data: bytes, rule: str) -> None:
    assert refusal(data).rule == rule


@pytest.mark.parametrize(
    ("text", "rule", "location"),
    [
        ("\t" * limits.MAX_COLUMNS, "too-many-columns", SourceLocation("report.txt", 1, 1)),
        ("\t\n" * (limits.MAX_ROWS + 1), "too-many-rows", SourceLocation("report.txt", 1, 5001)),
        ("\t\n\n" * (limits.MAX_TABLES + 1), "too-many-tables", SourceLocation("report.txt", 201)),
        ("x\n" * (limits.MAX_PARAGRAPHS + 1), "too-much-text", SourceLocation("report.txt")),
    ],
)
def test_limits(text: str, rule: str, location: SourceLocation) -> None:
    error = refusal(text.encode())
    assert (error.rule, error.location) == (rule, location)


def test_what_the_limits_allow_is_read() -> None:
    row = "\t" * (limits.MAX_COLUMNS - 1) + "\n"
    assert len(read_text(row.encode() * 100, "f").tables[0].rows) == 100
