"""Word files are read as a reader of the page sees them, and hostile ones are refused."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ita.errors import InputError, SourceLocation
from ita.importing.files import limits, office_package
from ita.importing.files.read_docx import read_docx
from ita.importing.files.tables import RawDocument
from ita.importing.report.read import read
from tests.unit import docx_files as word

ROOT = Path(__file__).parents[2]
DELETED_MARK = '<w:del w:id="9" w:author="a"/>'


def of(*blocks: str) -> RawDocument:
    return read_docx(word.package(word.document(*blocks)), "f")


def shape(document: RawDocument) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def cell_text(*blocks: str) -> str:
    return shape(of(word.table(word.row(word.cell(*blocks)))))[0][0][0]


def rules(document: RawDocument) -> list[tuple[str, SourceLocation]]:
    assert all(issue.severity == "notice" and issue.text for issue in document.issues)
    return [(issue.rule, issue.location) for issue in document.issues]


def refusal(data: bytes, file: str = "report.docx") -> InputError:
    with pytest.raises(InputError) as caught:
        read(data, file)
    assert caught.value.location.file == file
    assert caught.value.hint
    assert caught.value.english()
    return caught.value


# The real report


def plain(text: str) -> str:
    return " ".join(re.sub(r"</?p>", " ", text).split())


@pytest.mark.parametrize("make", [word.report_by_hand, word.report_automatic])
def test_the_report_reads_as_its_text(make: object) -> None:
    assert callable(make)
    document = read(make(), "report.docx")
    lines, tables = word.report()
    assert list(document.lines) == lines
    assert [table.number for table in document.tables] == list(range(1, 13))
    read_back = [
        [[plain(" ".join(p.shown for p in cell.paragraphs)) for cell in row.cells] for row in table.rows]
        for table in document.tables
    ]
    assert read_back == [[[plain(text) for text in row] for row in rows] for rows in tables]
    assert document.issues == ()


def test_automatic_numbers_are_labels_and_not_text() -> None:
    document = read(word.report_automatic(), "report.docx")
    first, fifth, sixth, last = (document.tables[at].rows[2].cells for at in (0, 4, 5, 11))
    assert (first[0].paragraphs[0].label, first[0].paragraphs[0].text) == ("๑.", "การปฏิบัติหน้าที่ (๙๗.๒๑ คะแนน)")
    assert [p.label for p in fifth[5].paragraphs] == ["๑.", "๒.", "๓."]
    assert [p.label for p in sixth[5].paragraphs] == ["๔.", "๕."]
    assert [p.label for p in last[5].paragraphs] == ["๑.", *"------", "๒.", *"------"]
    assert last[0].paragraphs[0].label == "๑๐."
    assert not re.match("[๐-๙]+[.]", last[3].paragraphs[0].text)


def test_every_cell_of_the_report_knows_its_place() -> None:
    document = read(word.report_automatic(), "report.docx")
    for table in document.tables:
        for at, row in enumerate(table.rows, start=1):
            assert [cell.location for cell in row.cells] == [
                SourceLocation("report.docx", table.number, at, column) for column in range(1, 9)
            ]


# The grid


def test_merged_cells_keep_the_grid() -> None:
    document = of(
        word.table(
            word.row(word.cell("a", merge="restart"), word.cell("b", span=2), "c"),
            word.row(word.cell("hidden", merge="continue"), "d", "e", "f"),
            word.row("g", before=1, after=1),
            word.row("h"),
        )
    )
    assert shape(document) == [[["a", "b", "", "c"], ["", "d", "e", "f"], ["", "g", "", ""], ["h", "", "", ""]]]
    assert [cell.location.column for cell in document.tables[0].rows[3].cells] == [1, 2, 3, 4]


def test_a_merge_without_a_value_continues() -> None:
    covered = word.cell("x", properties="<w:vMerge/>")
    also = word.cell("x", properties='<w:hMerge w:val="continue"/>')
    assert shape(of(word.table(word.row("a", covered, also)))) == [[["a", "", ""]]]


def test_content_controls_at_every_level() -> None:
    row = word.row(
        word.control(word.cell("cell")),
        word.cell(word.control(word.paragraph("paragraph"))),
        word.cell(word.paragraph("in ", word.control(word.run("run")))),
    )
    document = of(word.control(word.paragraph("body")), word.control(word.table(word.control(row))))
    assert document.lines == ("body",)
    assert shape(document) == [[["cell", "paragraph", "in run"]]]


def test_prompts_of_content_controls_are_no_text() -> None:
    prompt = word.run("Click to enter text")
    document = of(
        word.table(
            word.row(
                word.cell(word.paragraph("a", word.control(prompt, is_placeholder=True))),
                word.cell(word.control(word.paragraph(prompt), is_placeholder=True)),
                word.control(word.cell(word.paragraph(prompt)), is_placeholder=True),
                "b",
            )
        )
    )
    assert shape(document) == [[["a", "", "", "b"]]]
    assert rules(document) == [("placeholder-ignored", SourceLocation("f", 1, 1, column)) for column in (1, 2, 3)]


def test_nested_tables_are_text_of_their_cell() -> None:
    inner = word.table(word.row("b", "c"), word.row(word.cell(word.table(word.row("d")), "e")))
    document = of(word.table(word.row("x", word.cell("a", inner, "f"))), word.table(word.row("y")))
    assert shape(document) == [[["x", "a\nb\nc\nd\ne\nf"]], [["y"]]]
    assert rules(document) == [("nested-table", SourceLocation("f", 1, 1, 2))]


def test_tables_without_rows_are_counted_and_left_out() -> None:
    document = of(word.table(), word.table(word.row("a")))
    assert [table.number for table in document.tables] == [2]


def test_a_row_without_cells_is_an_empty_row() -> None:
    assert shape(of(word.table("<w:tr/>", word.row("a", "b")))) == [[["", ""], ["a", "b"]]]


# Text


def test_lines_are_the_paragraphs_outside_tables() -> None:
    document = of("a", "", word.paragraph(word.run("b"), "<w:r><w:br/></w:r>", word.run("c")), "\u200b")
    assert document.lines == ("a", "b", "c")


def test_characters_that_are_elements() -> None:
    marks = ("<w:tab/>", "<w:br/>", "<w:cr/>", "<w:noBreakHyphen/>", "<w:softHyphen/>", '<w:br w:type="page"/>')
    pieces = [each for mark in marks for each in ("a", f"<w:r>{mark}</w:r>")]
    assert cell_text(word.paragraph(*pieces, "b")) == "a a\na\na-aa\nb"


def test_symbols() -> None:
    symbol = '<w:r><w:sym w:font="Symbol" w:char="{}"/></w:r>'.format
    assert cell_text(word.paragraph("a", symbol("2013"), symbol("F0B7"), symbol("0000"), symbol("x"), "b")) == "a–b"


def test_blanks_at_the_ends_of_a_run() -> None:
    kept = '<w:r><w:t xml:space="preserve"> b </w:t></w:r>'
    assert cell_text(word.paragraph("<w:r><w:t>\n a\n</w:t></w:r>", kept, "<w:r><w:t> c\td </w:t></w:r>")) == "a b c d"


def test_markup_in_a_text_stays_text() -> None:
    assert cell_text("<script>alert(1)</script> <p>a</p> &amp;") == "<script>alert(1)</script> <p>a</p> &amp;"


def test_fields_show_their_result() -> None:
    simple = f'<w:fldSimple w:instr="PAGE">{word.run("7")}</w:fldSimple>'
    link = f'<w:hyperlink w:anchor="x">{word.run("link")}</w:hyperlink>'
    nested = word.field("IF", "b").replace("<w:r><w:instrText>IF", word.field("PAGE", "lost") + "<w:r><w:instrText>IF")
    assert cell_text(word.paragraph("a", nested, simple, link)) == "ab7link"


def test_a_field_that_never_ends_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    document = of(word.table(word.row(word.cell(word.paragraph(end, "a", begin, "code"), "b"), "c")))
    assert shape(document) == [[["a\nb", "c"]]]


def test_other_containers_and_references() -> None:
    note = '<w:r><w:footnoteReference w:id="1"/></w:r><w:commentRangeStart w:id="1"/>'
    ruby = f"<w:r><w:ruby><w:rt>{word.run('above')}</w:rt><w:rubyBase>{word.run('below')}</w:rubyBase></w:ruby></w:r>"
    math = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    tag = f'<w:smartTag w:element="x">{word.run("d")}</w:smartTag>'
    assert cell_text(word.paragraph("a", note, ruby, math, tag)) == "abelowxd"


def test_a_choice_without_a_text_box_is_read_once() -> None:
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="w16">{word.run("new")}</mc:Choice>'
        f"<mc:Fallback>{word.run('old')}</mc:Fallback></mc:AlternateContent>"
    )
    only = f'<mc:AlternateContent><mc:Choice Requires="w16">{word.run("new")}</mc:Choice></mc:AlternateContent>'
    assert cell_text(word.paragraph(both, only)) == "oldnew"


def test_text_boxes_are_left_out_with_a_notice() -> None:
    box = word.text_box("box")
    document = of(
        word.paragraph("a", box), word.table(word.row("b", word.cell(word.paragraph(box, "c"), word.paragraph(box))))
    )
    assert document.lines == ("a",)
    assert shape(document) == [[["b", "c"]]]
    assert rules(document) == [
        ("textbox-ignored", SourceLocation("f")),
        ("textbox-ignored", SourceLocation("f", 1, 1, 2)),
    ]


def test_drawings_without_text_are_nothing_to_note() -> None:
    assert of(word.paragraph("a", word.text_box(""), "<w:r><w:drawing/></w:r>")).issues == ()


def test_hidden_text_is_left_out_with_a_notice() -> None:
    hidden = word.run("b", "<w:vanish/>") + word.run("c", '<w:vanish w:val="0"/>')
    document = of(word.paragraph("a", hidden))
    assert document.lines == ("ac",)
    assert rules(document) == [("hidden-text-ignored", SourceLocation("f"))]


# Tracked changes


def test_tracked_changes_read_as_accepted() -> None:
    moved = word.run("gone")
    document = of(
        word.paragraph(
            "a",
            word.deleted("b"),
            word.inserted(word.run("c"), word.deleted("d")),
            f"<w:moveFrom>{moved}</w:moveFrom>",
            f"<w:moveTo>{word.run('e')}</w:moveTo>",
        )
    )
    assert document.lines == ("ace",)
    assert rules(document) == [("tracked-changes", SourceLocation("f"))]


def test_paragraphs_whose_end_is_deleted_are_joined() -> None:
    joined = [word.paragraph("a", mark=DELETED_MARK), word.paragraph(word.deleted("b"), mark=DELETED_MARK), "c", "d"]
    assert of(*joined).lines == ("ac", "d")
    assert cell_text(*joined) == "ac\nd"
    assert of(word.paragraph("a", mark=DELETED_MARK), word.table(word.row("x")), "b").lines == ("a", "b")
    assert of(word.paragraph("a", mark=DELETED_MARK)).lines == ("a",)


def test_rows_and_cells_deleted_with_tracking_are_left_out() -> None:
    gone = word.cell("c", properties='<w:cellDel w:id="1" w:author="a"/>')
    document = of(word.table(word.row("a", mark=DELETED_MARK), word.row(gone, "b")))
    assert shape(document) == [[["b"]]]
    assert document.tables[0].rows[0].cells[0].location == SourceLocation("f", 1, 2, 1)
    assert rules(document) == [("tracked-changes", SourceLocation("f"))]


# Ways of writing a Word file


def test_the_main_part_may_have_another_name() -> None:
    data = word.package(
        word.document(word.paragraph("x", number=(1, 0))),
        numbering=word.numbering_xml(word.abstract_xml(1, word.level_xml()), word.list_xml(1, 1)),
        main_name="word/document2.xml",
    )
    assert read_docx(data, "f").lines == ("๑. x",)


def test_a_package_without_relations_has_the_usual_names() -> None:
    data = word.archive({"word\\Document.xml": word.document("x")})
    assert read_docx(data, "f").lines == ("x",)


def test_strict_office_files() -> None:
    strict = word.document(word.table(word.row(word.cell("a", span=2), "b"))).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert shape(read_docx(word.package(strict), "f")) == [[["a", "", "b"]]]


def test_parts_in_utf_16() -> None:
    main = word.document("ก").replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert read_docx(word.package(main), "f").lines == ("ก",)


def test_a_file_is_read_by_its_content() -> None:
    assert read(word.package(word.document("a")), "report.txt").lines == ("a",)
    assert read(b"a\tb\tc\n", "report.csv").tables[0].rows[0].cells[1].text == "b"


# Refusals


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        pytest.param(b"", "empty-file", id="empty"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf-damaged", id="pdf"),
        pytest.param(b"\r\n%PDF-1.4\n", "pdf-damaged", id="pdf after a blank line"),
        pytest.param(word.ole2("EncryptedPackage"), "encrypted", id="password"),
        pytest.param(word.ole2("WordDocument"), "old-doc", id="doc"),
        pytest.param(word.ole2(), "encrypted", id="ole2"),
        pytest.param(word.ole2("Workbook"), "old-xls", id="xls"),
        pytest.param(word.ole2("PowerPoint Document"), "old-ppt", id="ppt"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(16), "picture", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF\0", "picture", id="jpeg"),
        pytest.param(b"GIF89a\1\0\1\0", "picture", id="gif"),
        pytest.param(b"II*\0\x08\0\0\0", "picture", id="tiff"),
        pytest.param(b"RIFF\x24\0\0\0WEBPVP8 ", "picture", id="webp"),
        pytest.param(b"\0\0\0\x18ftypheic\0\0\0\0", "picture", id="heic"),
        pytest.param(b"BM\x46\0\0\0\0\0\0\0\x36\0", "picture", id="bmp"),
        pytest.param(b"Rar!\x1a\x07\x01\0", "archive", id="rar"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\0\4", "archive", id="7z"),
        pytest.param(b"\x1f\x8b\x08\0", "archive", id="gzip"),
        pytest.param(b"{\\rtf1\\ansi}", "rtf", id="rtf"),
        pytest.param(b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "markup", id="html"),
        pytest.param(b"<?xml version='1.0'?><w:wordDocument/>", "markup", id="word 2003 xml"),
        pytest.param(b"plain\ttext", "not-docx", id="text"),
        pytest.param(word.archive({"a.txt": "a"}), "not-docx", id="zip"),
        pytest.param(word.archive({}), "not-docx", id="empty zip"),
        pytest.param(word.archive({"xl/workbook.xml": "a"}), "xlsx-damaged", id="xlsx"),
        pytest.param(word.archive({"ppt/presentation.xml": "a"}), "not-docx", id="pptx"),
        pytest.param(word.archive({"mimetype": "a", "content.xml": "a"}), "not-docx", id="odt"),
        pytest.param(word.with_encrypted_part(), "encrypted", id="encrypted parts"),
        pytest.param(b"PK\x03\x04" + b"a" * 100, "truncated", id="head of a zip only"),
        pytest.param(b" " * (limits.MAX_FILE_BYTES + 1), "too-large", id="over 20 MB"),
        pytest.param(word.package("<a/>"), "docx-damaged", id="other xml"),
        pytest.param(word.package(word.document()[:-5]), "docx-damaged", id="xml cut off"),
        pytest.param(word.package(""), "docx-damaged", id="no xml"),
        pytest.param(word.package(word.document("a").replace("w:body>", "w:b>")), "docx-damaged", id="no body"),
    ],
)
def test_other_files_are_refused(data: bytes, rule: str) -> None:
    assert refusal(data).rule == rule


def test_office_files_of_another_kind_are_named() -> None:
    assert "Excel" in refusal(word.archive({"xl/workbook.xml": "a"})).english()
    assert "PowerPoint" in refusal(word.archive({"ppt/presentation.xml": "a"})).english()
    assert "OpenDocument" in refusal(word.archive({"content.xml": "a"})).english()


@pytest.mark.parametrize("name", ["report.docx", "REPORT.DOCX", "report.doc"])
def test_text_named_as_a_word_file_is_refused(name: str) -> None:
    assert refusal(b"a\tb\n", name).rule == "not-docx"


def test_the_report_cut_anywhere_is_refused() -> None:
    data = word.report_automatic()
    for part in range(1, 20):
        assert refusal(data[: len(data) * part // 20]).rule == "truncated"


def test_a_byte_changed_in_a_part_is_refused() -> None:
    data = bytearray(word.report_automatic())
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        info = archive.getinfo("word/document.xml")
    data[info.header_offset + 60 + info.compress_size // 2] ^= 0xFF
    assert refusal(bytes(data)).rule == "truncated"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(method: int) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("word/document.xml", word.document("a"))
    assert refusal(file.getvalue()).rule == "truncated"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(word.bomb(), id="honest"),
        pytest.param(word.bomb(8 * 1024 * 1024), id="small"),
        pytest.param(word.package(word.document(), extra={"word/media/a.bmp": bytes(2**27)}), id="beside"),
        pytest.param(word.archive({f"a{at}": "" for at in range(office_package.MAX_PARTS + 1)}), id="many parts"),
    ],
)
def test_zip_bombs_are_refused(data: bytes) -> None:
    assert refusal(data).rule == "zip-bomb"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    assert refusal(word.lying_bomb()).rule in ("truncated", "docx-damaged")


@pytest.mark.parametrize(
    "main",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY % b "c">]><a/>',
    ],
)
def test_entities_are_refused(main: str) -> None:
    assert refusal(word.package(main)).rule == "xml-entities"
    if "UTF-16" in main:
        assert refusal(word.package(main.encode("utf-16"))).rule == "xml-entities"


def test_another_encoding_cannot_hide_entities() -> None:
    main = '<?xml version="1.0" encoding="IBM037"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert refusal(word.package(main.encode("cp037"))).rule == "docx-damaged"


def nested(piece: str, depth: int) -> bytes:
    names = re.findall("<(.*?)>", piece)
    return word.package(word.document(piece * depth + "".join(f"</{name}>" for name in reversed(names)) * depth))


@pytest.mark.parametrize(
    ("piece", "depth"),
    [
        ("<w:sdt><w:sdtContent>", 70),
        ("<w:customXml>", 70),
        ("<w:tbl><w:tr><w:tc>", 30),
        ("<w:p><w:ins>", 200),
        ("<m:a>", 5000),
        ("<w:tbl><w:tr><w:tc>", 5000),
    ],
)
def test_deep_nesting_is_refused(piece: str, depth: int) -> None:
    assert refusal(nested(piece, depth)).rule == "docx-damaged"


@pytest.mark.parametrize(("piece", "depth"), [("<w:sdt><w:sdtContent>", 60), ("<m:a>", 100)])
def test_what_is_nested_less_deeply_is_read(piece: str, depth: int) -> None:
    assert read(nested(piece, depth), "f").lines == ()


def test_runs_nested_too_deeply_are_refused() -> None:
    text = "<w:ins>" * 70 + word.run("a") + "</w:ins>" * 70
    assert refusal(word.package(word.document(word.paragraph(text)))).rule == "docx-damaged"


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(word.cell("a").replace('w:gridSpan w:val="1"', 'w:gridSpan w:val="two"'), id="span"),
        pytest.param(word.cell(word.paragraph("a", number=(1, 9))), id="level"),
        pytest.param(word.cell('<w:p><w:pPr><w:numPr><w:numId w:val="x"/></w:numPr></w:pPr></w:p>'), id="list"),
        pytest.param(word.cell(word.paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 99)), id="fields"),
    ],
)
def test_values_that_no_word_file_has_are_refused_with_their_place(cell: str) -> None:
    error = refusal(word.package(word.document(word.table(word.row("x"), word.row("y", cell)))))
    assert (error.rule, error.location) == ("docx-damaged", SourceLocation("report.docx", 1, 2, 2))


@pytest.mark.parametrize(
    ("blocks", "rule", "location"),
    [
        ((word.table(word.row("a", word.cell("b", span=9_999_999_999))),), "too-many-columns", (1, 1)),
        ((word.table(word.row("a", before=64)),), "too-many-columns", (1, 1)),
        ((word.table(word.row(*["a"] * 65)),), "too-many-columns", (1, 1)),
        ((word.table("<w:tr/>" * (limits.MAX_ROWS + 1)),), "too-many-rows", (1, 5001)),
        (("<w:tbl/>" * (limits.MAX_TABLES + 1),), "too-many-tables", (201, None)),
        (("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * (limits.MAX_PARAGRAPHS + 1),), "too-much-text", (None, None)),
    ],
)
@pytest.mark.slow
def test_limits(blocks: tuple[str, ...], rule: str, location: tuple[int | None, int | None]) -> None:
    error = refusal(word.package(word.document(*blocks)))
    assert error.rule == rule
    assert (error.location.table, error.location.row) == location


def test_nested_tables_count_towards_the_limits() -> None:
    inner = word.table("<w:tr/>" * 100)
    data = word.package(word.document(word.table(word.row(word.cell(inner * 60)))))
    assert refusal(data).rule == "too-many-rows"


MEASURE = """
import sys
from pathlib import Path
from ita.errors import InputError
from ita.importing.report.read import read
data = Path(sys.argv[1]).read_bytes()
try:
    read(data, "report.docx")
    rule = "read"
except InputError as error:
    rule = error.rule
status = Path("/proc/self/status")
if status.exists():  # getrusage counts the parent's memory in on Linux
    peak = int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024
elif sys.platform == "win32":  # has no such figure
    peak = 0
else:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20
print(rule, peak)
"""


def rows_of_empty_cells() -> str:
    row = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{limits.MAX_COLUMNS}"/></w:tcPr></w:tc></w:tr>'
    return f"<w:tbl>{row * limits.MAX_ROWS}</w:tbl>"


NAMED = office_package.MAX_XML_VALUES // 2 - 100


def noise(size: int) -> str:
    """Return text that does not compress well."""
    return random.Random(size).randbytes(size // 2).hex()


@pytest.mark.parametrize(
    ("make", "rules_expected"),
    [
        pytest.param(lambda: word.bomb(200 * 2**20), {"zip-bomb"}, id="bomb"),
        pytest.param(lambda: word.lying_bomb(200 * 2**20), {"truncated", "docx-damaged"}, id="lying bomb"),
        pytest.param(
            lambda: word.large(word.document(*[word.paragraph(noise(8_300_000))] * 4), level=1),
            {"too-much-text"},
            id="32 MB of text",
        ),
        pytest.param(
            lambda: word.large(word.document("".join(f'<w:x{at} a="" b=""/>' for at in range(NAMED)))),
            {"read"},
            id="half a million names, a million attributes",
        ),
        pytest.param(lambda: word.large(word.document("<w:x/>" * (2 * NAMED))), {"read"}, id="a million tags"),
        pytest.param(lambda: word.large(word.document("<w:x/>" * (6 * NAMED))), {"too-large"}, id="three million tags"),
        pytest.param(
            lambda: word.large(word.document(word.paragraph("<w:r><w:t>a</w:t></w:r>" * (NAMED // 2)))),
            {"too-much-text"},
            id="a quarter of a million runs",
        ),
        pytest.param(lambda: word.large(word.document(rows_of_empty_cells())), {"read"}, id="as many cells as may be"),
    ],
)
@pytest.mark.slow
def test_memory_is_bounded(make: object, rules_expected: set[str], tmp_path: Path) -> None:
    assert callable(make)
    path = tmp_path / "report.docx"
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    rule, peak = done.stdout.split()
    print(rule, peak)
    assert rule in rules_expected
    assert int(peak) < 500
