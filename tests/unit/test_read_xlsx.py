"""A workbook gives its values as typed, each with sheet and cell; a hostile one gives a refusal and nothing else."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ita.errors import InputError, SourceLocation
from ita.i18n import location_text
from ita.importing.files import limits, office_package, xlsx_package
from ita.importing.files.grids import Block, GridCell, GridDocument, Marks
from ita.importing.files.read_xlsx import read_xlsx
from ita.importing.files.xlsx_package import is_workbook
from tests.unit import docx_files
from tests.unit import xlsx_files as excel

# openpyxl warns of what it will not write back; the reader leaves that out, and pytest puts it back in.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
GOLDEN = Path(__file__).parents[1] / "golden"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def read(data: bytes) -> GridDocument:
    return read_xlsx(data, "f.xlsx")


def refusal(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.location.file == "f.xlsx"
    assert caught.value.hint
    assert caught.value.english()
    return caught.value


def cells(data: bytes) -> dict[str | None, GridCell]:
    return {cell.location.cell: cell for grid in read(data).grids for row in grid.rows for cell in row.cells}


def only(*written: str) -> GridCell:
    (found,) = (cell for cell in cells(excel.workbook(excel.row(1, *written))).values() if cell.text)
    return found


# What a cell holds


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("97.21", "97.21"),
        ("97.2", "97.2"),
        ("97", "97"),
        ("97.0", "97"),
        ("0", "0"),
        ("100", "100"),
        ("0.29", "0.29"),
        ("57.3", "57.3"),
        ("97.210000001", "97.210000001"),
        ("97.209999999999994", "97.21"),
        ("9.721E1", "97.21"),
        ("-1.5", "-1.5"),
        ("2568", "2568"),
        ("1e-7", "0.0000001"),
        ("1e300", "1e+300"),
        ("1e999", "inf"),
    ],
)
def test_a_number_is_the_shortest_that_gives_the_stored_one(stored: str, text: str) -> None:
    cell = only(excel.cell("A1", stored, kind="n"))
    assert (cell.text, cell.kind) == (text, "number")


def test_every_score_survives_as_it_is_typed() -> None:
    wanted = [f"{hundredths // 100}.{hundredths % 100:02}" for hundredths in range(10_001)]
    rows = (
        excel.row(1 + at // 50, *(f"<c><v>{float(w)!r}</v></c>" for w in wanted[at : at + 50]))
        for at in range(0, 10_001, 50)
    )
    read_back = [cell.text for row in read(excel.workbook(*rows)).grids[0].rows for cell in row.cells]
    assert read_back == [text.rstrip("0").rstrip(".") for text in wanted]


@pytest.mark.parametrize(
    ("written", "text", "kind"),
    [
        (excel.cell("A1", 0.9721, kind="n", style=1), "97.21%", "percent"),
        (excel.cell("A1", 97.21, kind="n", style=4), "97.21", "number"),
        (excel.cell("A1", 97.21, kind="n", style=2), "97.21", "number"),
        (excel.cell("A1", 45658, kind="n", style=3), "1 ม.ค. 2568", "date"),
        (excel.cell("A1", "2025-01-01", kind="d"), "1 ม.ค. 2568", "date"),
        (excel.cell("A1", 1, kind="b"), "TRUE", "boolean"),
        (excel.cell("A1", "#DIV/0!", kind="e"), "#DIV/0!", "error"),
        (excel.cell("A1", " ๙๗.๒๑ "), "๙๗.๒๑", "text"),
        (excel.cell("A1", "สอง\nบรรทัด"), "สอง\nบรรทัด", "text"),
        (excel.cell("A1", 97.21, kind="n", formula="B1+1"), "97.21", "number"),
        (excel.cell("A1", "ก", kind="str", formula="B1"), "ก", "text"),
        (excel.cell("A1", formula="B1+1"), "=", "formula"),
    ],
)
def test_what_a_cell_holds(written: str, text: str, kind: str) -> None:
    cell = only(written)
    assert (cell.text, cell.kind) == (text, kind)


@pytest.mark.parametrize(
    "written",
    [
        excel.cell("A1"),
        excel.cell("A1", "  "),
        excel.cell("A1", "\u200b"),
        excel.cell("A1", "", kind="str", formula='IF(B1="","",1)'),
    ],
)
def test_what_nobody_can_see_is_no_cell(written: str) -> None:
    assert cells(excel.workbook(excel.row(1, written))) == {}


def test_a_formula_that_openpyxl_wrote_has_no_value() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = "=1+1"
    sheet["C2"] = datetime(2025, 1, 1)
    out = io.BytesIO()
    book.save(out)
    found = cells(out.getvalue())
    assert {at: cell.kind for at, cell in found.items() if cell.text} == {"B2": "formula", "C2": "date"}


# Where it stands


def test_every_cell_knows_its_sheet_and_reference() -> None:
    rows = (
        excel.row(1, excel.cell("A1", "ก")),
        excel.row(4, excel.cell("C4", 101, kind="n")),
        excel.row(6, excel.cell("AB6", "ข")),
    )
    data = excel.archive(excel.parts({"คำแนะนำ": excel.sheet_xml(), "คะแนนรายปี": excel.sheet_xml(*rows)}))
    document = read(data)
    assert [(grid.number, grid.title) for grid in document.grids] == [(1, "คำแนะนำ"), (2, "คะแนนรายปี")]
    assert [row.number for row in document.grids[1].rows] == [1, 4, 6]
    found = cells(data)
    assert found["C4"].location == SourceLocation("f.xlsx", 2, 4, 3, "คะแนนรายปี")
    assert found["AB6"].location == SourceLocation("f.xlsx", 2, 6, 28, "คะแนนรายปี")
    assert location_text(found["C4"].location, "en") == "f.xlsx, sheet คะแนนรายปี cell C4"
    assert found["A4"].text == ""


def test_rows_without_references_count_themselves() -> None:
    data = excel.workbook("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>")
    assert {at: cell.text for at, cell in cells(data).items()} == {"A1": "1", "B1": "2", "A3": "3"}


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "Z99:AA100"])
def test_what_a_sheet_says_of_its_extent_is_not_believed(dimension: str) -> None:
    data = excel.workbook(excel.row(2, excel.cell("B2", 5, kind="n")), dimension=dimension)
    assert [(row.number, len(row.cells)) for row in read(data).grids[0].rows] == [(2, 2)]


def test_a_hidden_sheet_is_not_read_and_that_is_said() -> None:
    made = excel.parts(
        {"a": excel.sheet_xml(excel.row(1, excel.cell("A1", 1, kind="n"))), "b": excel.sheet_xml()}, {"a": "hidden"}
    )
    document = read(excel.archive(made))
    assert [grid.title for grid in document.grids] == ["b"]
    assert [(issue.rule, issue.location) for issue in document.issues] == [
        ("sheet-hidden", SourceLocation("f.xlsx", 1, sheet="a"))
    ]


def test_merged_cells_and_hidden_rows_and_columns_are_told() -> None:
    rows = (
        '<row><c><v>1</v></c></row><row hidden="1"><c><v>2</v></c></row>'
        '<row r="7" hidden="true"><c r="A7"><v>3</v></c></row><row r="8" hidden="0"/><row r="6000" hidden="1"/>'
    )
    after = '<mergeCells count="2"><mergeCell ref="B7:D7"/><mergeCell ref="AA1:AB2"/></mergeCells>'
    sheet = excel.sheet_xml(rows, after=after).replace(
        "<sheetData>", '<cols><col min="3" max="4" hidden="1"/><col min="5" max="5"/></cols><sheetData>'
    )
    marks = read(excel.archive(excel.parts({"S": sheet}))).grids[0].marks
    assert marks == Marks((Block(7, 2, 7, 4), Block(1, 27, 2, 28)), frozenset({2, 7}), frozenset({3, 4}))
    assert [block.name for block in marks.merged] == ["B7:D7", "AA1:AB2"]
    assert read(excel.workbook(excel.row(1, excel.cell("A1", 1, kind="n")))).grids[0].marks == Marks()


def test_a_flood_of_merged_cells_is_read_quickly() -> None:
    merged = "".join(f'<mergeCell ref="A1:C{n}"/>' for n in range(1, 50_000))
    sheet = excel.sheet_xml(excel.row(1, excel.cell("A1", 1, kind="n")), after=f"<mergeCells>{merged}</mergeCells>")
    assert len(read(excel.archive(excel.parts({"S": sheet}))).grids[0].marks.merged) == 1_000


def test_parts_that_no_number_depends_on_are_left_alone() -> None:
    broken = dict.fromkeys(
        ("docProps/core.xml", "xl/theme/theme1.xml", "xl/drawings/drawing1.xml", "xl/media/a.png"), b"<"
    )
    data = excel.archive({**excel.parts({"S": excel.sheet_xml(excel.row(1, excel.cell("A1", 5, kind="n")))}), **broken})
    assert cells(data)["A1"].text == "5"


def test_the_workbook_of_libreoffice() -> None:
    grids = read((GOLDEN / "template-libreoffice.xlsx").read_bytes()).grids
    assert [grid.title for grid in grids] == ["คำแนะนำ", "คะแนนรายปี", "คะแนนรายข้อ"]
    assert [cell.text for cell in grids[1].rows[2].cells[:4]] == ["2567", "0", "100", "0.01"]


# What is refused


def hostile(name: str, part: bytes) -> bytes:
    made = excel.parts({"S": excel.sheet_xml(excel.row(1, excel.cell("A1", 1, kind="n")))})
    assert name in made
    return excel.archive({**made, name: part})


BOMB = b"<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;'>]>"
SHEET = "xl/worksheets/sheet1.xml"
XML = excel.sheet_xml(excel.row(1, excel.cell("A1", 1, kind="n"))).encode()


@pytest.mark.parametrize("part", sorted(excel.parts({"S": excel.sheet_xml()})))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_entities_are_refused_wherever_they_stand(part: str, encoding: str) -> None:
    text = excel.parts({"S": excel.sheet_xml()})[part].decode().replace("?>", "?>" + BOMB.decode(), 1)
    assert refusal(hostile(part, text.encode(encoding))).rule in ("xml-entities", "xlsx-damaged")
    if encoding == "utf-8":
        assert refusal(hostile(part, text.encode(encoding))).rule == "xml-entities"


@pytest.mark.parametrize("encoding", ["UTF-7", "IBM037", "utf-16", "windows-874"])
def test_xml_of_another_encoding_is_refused(encoding: str) -> None:
    assert refusal(hostile(SHEET, XML.replace(b"UTF-8", encoding.encode()))).rule == "xlsx-damaged"


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"<worksheet",
        b"\xff\xfe",
        XML.replace(b"<v>1</v>", b"<v>x</v>"),
        XML.replace(b'r="A1"', b'r="AAAA1"'),
        XML.replace(b'<row r="1">', b'<row r="x">'),
        XML.replace(b's="0" t="n"', b's="99" t="n"'),
        XML.replace(b't="n"', b't="s"'),
        b"<a>" * 5_000 + b"</a>" * 5_000,
        XML.replace(b"<sheetData>", b"<sheetData>" + b"<a>" * 100_000 + b"</a>" * 100_000),
    ],
)
def test_damage_inside_is_a_refusal(part: bytes) -> None:
    try:
        read(hostile(SHEET, part))
    except InputError as reason:
        assert reason.rule == "xlsx-damaged"


def test_a_sheet_that_skips_to_the_end_of_the_world_does_not_take_for_ever() -> None:
    far = excel.workbook(excel.row(99_999_999_999, excel.cell("A99", 1, kind="n")))
    assert refusal(far).rule == "too-large"
    last = excel.workbook(excel.row(1_048_576, excel.cell("A1048576", 1, kind="n")))
    assert refusal(last).rule == "too-many-rows"
    empty = excel.workbook(excel.row(1, excel.cell("A1", 1, kind="n")), excel.row(1_048_576, excel.cell("A1048576")))
    assert list(cells(empty)) == ["A1"]


@pytest.mark.parametrize("formula", ["", "<row><c><f>1</f></c></row>"])
def test_cells_that_a_row_skips_are_not_made_up(formula: str) -> None:
    made = [f'<row>{first}<c r="XFD1"/></row>' * 40_000 for first in ("", '<c r="A1"><v>1</v></c>')]
    empty, filled = (excel.workbook(formula, rows) for rows in made)
    assert [cell.text for cell in cells(empty).values()] == (["="] if formula else [])
    assert refusal(filled).rule == "too-many-rows"
    # A few rows that some program wrote empty cells into, to the last column, are read as they are.
    few = excel.workbook(*[f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="XFD{n}"/></row>' for n in range(1, 41)])
    assert [len(row.cells) for row in read(few).grids[0].rows] == [1] * 40


def test_too_many_rows_columns_and_sheets() -> None:
    rows = (excel.row(n, f"<c><v>{n}</v></c>") for n in range(1, limits.MAX_ROWS + 2))
    reason = refusal(excel.workbook(*rows))
    assert (reason.rule, reason.location.cell, reason.location.row, reason.location.sheet) == (
        "too-many-rows",
        None,
        5001,
        "S",
    )
    wide = excel.row(3, "<c><v>1</v></c>" * (limits.MAX_COLUMNS + 1))
    reason = refusal(excel.workbook(wide))
    assert (reason.rule, reason.location) == ("too-many-columns", SourceLocation("f.xlsx", 1, 3, sheet="S"))
    sheets = {f"s{n}": excel.sheet_xml() for n in range(limits.MAX_TABLES + 1)}
    assert refusal(excel.archive(excel.parts(sheets))).rule == "too-many-tables"


def test_rows_count_over_all_sheets() -> None:
    half = [excel.row(n, "<c><v>1</v></c>") for n in range(1, limits.MAX_ROWS // 2 + 2)]
    made = excel.parts({"a": excel.sheet_xml(*half), "b": excel.sheet_xml(*half)})
    assert refusal(excel.archive(made)).rule == "too-many-rows"


@pytest.mark.slow
def test_what_unpacks_to_too_much() -> None:
    assert refusal(hostile(SHEET, b" " * (office_package.MAX_PART_BYTES + 1))).rule == "zip-bomb"
    assert refusal(hostile(SHEET, b"<a/>" * (office_package.MAX_XML_TAGS + 1))).rule in ("zip-bomb", "too-large")
    noise = random.Random(3)
    values = b"".join(b"%d=" % noise.randrange(10**6) for _ in range(office_package.MAX_XML_VALUES + 1))
    assert refusal(hostile(SHEET, values)).rule == "too-large"
    large = noise.randbytes(3_000_000) + b" " * (office_package.MAX_PART_BYTES - 2_999_999)
    assert refusal(hostile(SHEET, large)).rule == "too-large"
    made = excel.parts({"S": excel.sheet_xml()})
    several = {f"xl/a{n}.xml": noise.randbytes(1_000_000) + b" " * 24_000_000 for n in range(3)}
    assert refusal(excel.archive({**made, **several})).rule == "too-large"
    many = {f"{n}": b"" for n in range(office_package.MAX_PARTS + 1)}
    assert refusal(excel.archive({**made, **many}, zipfile.ZIP_STORED)).rule == "zip-bomb"


def test_an_archive_that_lies_about_a_size() -> None:
    data = bytearray(hostile(SHEET, XML + b" " * 100_000))
    for entry in re.finditer(b"PK\x01\x02", bytes(data)):
        at = entry.start()
        if bytes(data[at + 46 : at + 46 + len(SHEET)]) == SHEET.encode():
            data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert refusal(bytes(data)).rule in ("truncated", "xlsx-damaged")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method: int) -> None:
    assert refusal(excel.archive(excel.parts({"S": excel.sheet_xml()}), method)).rule == "truncated"


def test_an_encrypted_part() -> None:
    data = bytearray(excel.archive(excel.parts({"S": excel.sheet_xml()})))
    for entry in re.finditer(b"PK\x01\x02", bytes(data)):
        data[entry.start() + 8] |= 1
    assert refusal(bytes(data)).rule == "encrypted"


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.7, 0.99])
def test_a_truncated_file(kept: float) -> None:
    data = excel.workbook(excel.row(1, excel.cell("A1", 1, kind="n")))
    assert refusal(data[: int(len(data) * kept)]).rule in ("truncated", "not-xlsx")


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty-file"),
        (b"a,b\n", "not-xlsx"),
        (b"%PDF-1.7", "not-xlsx"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE2 + "Workbook".encode("utf-16-le"), "old-xls"),
        (OLE2, "old-xls"),
        (docx_files.package(docx_files.document(docx_files.paragraph("a"))), "not-xlsx"),
        (excel.archive({"ppt/presentation.xml": b"<a/>"}), "not-xlsx"),
        (excel.archive({"mimetype": b"", "content.xml": b"<a/>"}), "not-xlsx"),
        (excel.archive({"xl/workbook.bin": b"a"}), "not-xlsx"),
        (excel.archive({"a.txt": b"a"}), "not-xlsx"),
        (excel.archive({"xl/other.xml": b"<a/>"}), "xlsx-damaged"),
        (excel.archive(excel.parts({})), "xlsx-damaged"),
    ],
)
def test_what_is_no_workbook_says_what_it_is(data: bytes, rule: str) -> None:
    assert refusal(data).rule == rule


def test_a_file_that_is_too_large() -> None:
    assert refusal(b"PK\x03\x04" + bytes(limits.MAX_FILE_BYTES)).rule == "too-large"


@pytest.mark.parametrize(
    ("data", "file", "known"),
    [
        (excel.workbook(), "a.bin", True),
        (docx_files.package(docx_files.document()), "a.xlsx", False),
        (excel.archive({"a.txt": b"a"}), "a.xlsx", False),
        (OLE2 + "Workbook".encode("utf-16-le"), "a", True),
        (OLE2 + "WordDocument".encode("utf-16-le"), "a.xls", False),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "a.XLSX", True),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "a.docx", False),
        (excel.archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, zipfile.ZIP_STORED), "a", True),
        (b"a,b", "a.xlsx", False),
    ],
)
def test_a_workbook_is_known_by_what_it_holds(data: bytes, file: str, known: bool) -> None:
    assert is_workbook(data, file) is known


# Any damage at all

SOUND = (GOLDEN / "template-libreoffice.xlsx").read_bytes()
with zipfile.ZipFile(io.BytesIO(SOUND)) as opened:
    PARTS = {info.filename: opened.read(info) for info in opened.infolist()}
READ = sorted(name for name in PARTS if xlsx_package._is_read(name))
PIECES = [
    b"<row>", b"</row>", b'<row r="9">', b"<c>", b"</c>", b'<c r="ZZZ9">', b"<v>", b"</v>", b"<v>1e9</v>", b"<f>",
    b"</f>", b"<f/>", b't="s"', b't="d"', b't="b"', b't="inlineStr"', b't="e"', b's="9999"', b's="-1"',
    b"<is><t>a</t></is>", b"-1", b"99999999999", b"x", "๑".encode(), b"<sheetData>", b"</sheetData>", b"<sheets/>",
    b"<a/>", b"&x;", b"&#0;", b"<!-- -->", b"<![CDATA[x]]>", b"<?x y?>", b'r:id="rId9"', b'state="hidden"', b"NaN",
    b"\x00", b"\xff", b'"', b"'", b">", b"<",
]  # fmt: skip
thorough = settings(
    max_examples=130, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 40),
        st.one_of(st.binary(max_size=12), st.sampled_from(PIECES)),
    ),
    min_size=1,
    max_size=6,
)


def edited(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for at, length, new in edits:
        start = int(at * len(data))
        data = data[:start] + new + data[start + length :]
    return data


def survives(data: bytes) -> None:
    try:
        document = read(data)
    except InputError as reason:
        assert reason.location.file == "f.xlsx"
        assert reason.hint
        return
    for grid in document.grids:
        for row in grid.rows:
            assert [cell.location.column for cell in row.cells] == list(range(1, len(row.cells) + 1))
            assert row.cells[-1].text
            assert len(row.cells) <= limits.MAX_COLUMNS


def shortened(part: bytes) -> bytes:
    """Return a part with its many empty rows left out: damage is found as well in the first hundred."""
    return re.sub(rb"(?s)(<row r=\"40\".*)</sheetData>", b"</sheetData>", part)


SMALL = {name: shortened(part) for name, part in PARTS.items()}


@thorough
@given(edits=EDITS)
def test_a_damaged_workbook(edits: list[tuple[float, int, bytes]]) -> None:
    survives(edited(SOUND, edits))


@thorough
@given(part=st.sampled_from(READ), edits=EDITS)
@pytest.mark.slow
def test_a_workbook_with_a_damaged_part(part: str, edits: list[tuple[float, int, bytes]]) -> None:
    survives(excel.archive({**SMALL, part: edited(SMALL[part], edits)}))


@thorough
@given(part=st.sampled_from(READ), at=st.integers(0, 400), new=st.integers(-(2**40), 2**40) | st.text(max_size=5))
@pytest.mark.slow
def test_a_workbook_with_another_value(part: str, at: int, new: int | str) -> None:
    pieces = SMALL[part].decode().split('="')
    if len(pieces) > 1:
        at = 1 + at % (len(pieces) - 1)
        value = str(new).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        pieces[at] = value + '"' + pieces[at].partition('"')[2]
    survives(excel.archive({**SMALL, part: '="'.join(pieces).encode("utf-8", "replace")}))


@pytest.mark.parametrize("make", [lambda: SOUND, lambda: excel.archive(SMALL)])
def test_the_files_to_be_damaged_are_sound(make: Callable[[], bytes]) -> None:
    assert [len(grid.rows) for grid in read(make()).grids][1:] == [4, 5]
