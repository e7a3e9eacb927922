"""Whatever the bytes, a reader gives a document or an InputError with its place: nothing else comes out."""

from __future__ import annotations

import io
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ita.errors import InputError
from ita.importing.files.limits import MAX_COLUMNS
from ita.importing.files.tables import RawDocument
from ita.importing.report.read import read
from tests.unit import docx_files as word

thorough = settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)


def small_docx() -> bytes:
    """Return a Word file with a little of everything that the reader looks at."""
    lists = word.numbering_xml(
        word.abstract_xml(1, word.level_xml(), word.level_xml(1, text="%1.%2", number_format="thaiLetters")),
        word.abstract_xml(2, '<w:numStyleLink w:val="List"/>'),
        word.list_xml(1, 1),
        word.list_xml(2, 2, restart={0: 3}),
    )
    styles = word.style_xml("List", kind="numbering", number=(1, None)) + word.style_xml("Head", number=(1, 1))
    inner = word.table(word.row("nested"))
    table = word.table(
        word.row(word.cell("a", merge="restart"), word.cell("b", span=2)),
        word.row(word.cell("c", merge="continue"), word.control(word.cell("d", inner)), before=1),
        word.row(word.cell(word.paragraph("e", word.deleted("f"), number=(2, 0))), word.cell(word.text_box("g"))),
    )
    paragraphs = [
        word.paragraph("h", word.field("PAGE", "1"), style="Head"),
        word.paragraph("i", mark='<w:del w:id="1"/>'),
        word.paragraph(word.inserted(word.run("j"))),
    ]
    return word.package(word.document(*paragraphs, table), numbering=lists, styles=styles)


DOCX = small_docx()
with zipfile.ZipFile(io.BytesIO(DOCX)) as opened:
    PARTS = {info.filename: opened.read(info) for info in opened.infolist()}

Edit = tuple[float, int, bytes]
EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=8
)
# Pieces of the format itself, in places where they do not belong, find more than single bytes do.
PIECES = [
    b"<w:tbl>", b"</w:tbl>", b"<w:tr>", b"</w:tr>", b"<w:tc>", b"</w:tc>", b"<w:p>", b"</w:p>", b"<w:sdt>", b"<a/>",
    b'<w:gridSpan w:val="', b'"/>', b"-1", b"0", b"99999999999", b"x", "๑".encode(), b"<w:vMerge/>", b"<!-- -->",
    b'<w:fldChar w:fldCharType="begin"/>', b'<w:numId w:val="2"/>', b'<w:ilvl w:val="8"/>', b"<![CDATA[x]]>", b"&#0;",
    b"&x;", b"&lt;", b"<?x y?>", b"%9", b' w:val="continue"', b"</w:body>", b"w:", b"\x00", b"\xff",
]  # fmt: skip
XML_EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 40), st.sampled_from(PIECES)), min_size=1, max_size=8
)


def edited(data: bytes, edits: list[Edit]) -> bytes:
    for at, length, new in edits:
        start = int(at * len(data))
        data = data[:start] + new + data[start + length :]
    return data


def check(data: bytes, file: str) -> None:
    try:
        document = read(data, file)
    except InputError as error:
        assert error.location.file == file
        assert error.hint
        assert error.english()
        return
    assert isinstance(document, RawDocument)
    for table in document.tables:
        assert len({len(row.cells) for row in table.rows}) == 1
        for row in table.rows:
            assert [cell.location.column for cell in row.cells] == list(range(1, len(row.cells) + 1))
            assert len(row.cells) <= MAX_COLUMNS
            assert all(p.text and p.text == p.text.strip() for cell in row.cells for p in cell.paragraphs)


def test_the_file_to_be_damaged_is_sound() -> None:
    document = read(DOCX, "report.docx")
    assert document.lines == ("๑.ก h1", "ij")
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["a", "b", ""],
        ["", "", "d\nnested"],
        ["๓. e", "", ""],
    ]


@thorough
@given(edits=EDITS)
def test_a_damaged_word_file(edits: list[Edit]) -> None:
    check(edited(DOCX, edits), "report.docx")


@thorough
@given(part=st.sampled_from(sorted(PARTS)), edits=st.one_of(EDITS, XML_EDITS))
def test_a_word_file_with_a_damaged_part(part: str, edits: list[Edit]) -> None:
    check(word.archive({**PARTS, part: edited(PARTS[part], edits)}), "report.docx")


@thorough
@given(
    part=st.sampled_from(sorted(PARTS)), new=st.integers(-(2**40), 2**40) | st.text(max_size=5), at=st.integers(0, 99)
)
def test_a_word_file_with_another_value(part: str, new: int | str, at: int) -> None:
    pieces = PARTS[part].decode().split('w:val="')
    if len(pieces) > 1:
        at = 1 + at % (len(pieces) - 1)
        value = str(new).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        pieces[at] = value + '"' + pieces[at].partition('"')[2]
    check(word.archive({**PARTS, part: 'w:val="'.join(pieces).encode("utf-8", "replace")}), "report.docx")


@thorough
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-16", "replace")))
def test_any_bytes(data: bytes) -> None:
    check(data, "report.txt")
    check(data, "report.docx")
    check(b"PK\x03\x04" + data, "report.docx")


@thorough
@given(
    text=st.text(alphabet="กขคะาิี่้เแ๑๒ab \t\n\r\x0b\f“", max_size=200),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp874"]),
    edits=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 3), st.binary(max_size=2)), max_size=2),
)
def test_damaged_text(text: str, encoding: str, edits: list[Edit]) -> None:
    check(edited(text.encode(encoding), edits), "report.txt")
