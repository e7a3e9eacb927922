"""Word files for tests: the real report in the two ways that towns write it, and small files.

Nothing here uses `ita`: what the readers give is compared with the report's own text.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.table import Table, _Cell

REPORT = Path(__file__).parents[2] / "data" / "reports" / "ban-mo-2568.txt"

# Columns of the report's table whose cells are lists; elsewhere "๑." is part of a sentence.
INDICATOR, MEASURES, STEPS = 0, 3, 5

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_WIDTH = 1500  # of a column, in twentieths of a point

_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


# The report as text, taken apart


@dataclass(frozen=True)
class Item:
    """One paragraph of a list cell: its label as seen ("๑.", "-", or None) and its text."""

    label: str | None
    text: str

    @property
    def shown(self) -> str:
        """The paragraph as a reader of the page sees it."""
        return f"{self.label} {self.text}" if self.label else self.text


def report() -> tuple[list[str], list[list[list[str]]]]:
    """Return the title lines and the tables (rows of cells as written) of the real report."""
    lines: list[str] = []
    tables: list[list[list[str]]] = []
    is_inside = False
    for line in REPORT.read_text(encoding="utf-8-sig").split("\n"):
        if "\t" in line:
            if not is_inside:
                tables.append([])
            tables[-1].append(line.split("\t"))
        elif line.strip():
            lines.append(line.rstrip())
        is_inside = "\t" in line
    return lines, tables


def items(written: str, column: int) -> list[Item]:
    """Take a cell apart into the paragraphs that a Word file has for it."""
    parts = re.findall(r"<p>(.*?)</p>", written) or [written]
    found: list[Item] = []
    for part in parts:
        if column == INDICATOR:
            label, _, text = part.strip().partition(" ")
            found.append(Item(label, text))
        elif column in (MEASURES, STEPS):
            found.extend(_numbered(part.strip()))
        else:
            found.append(Item(None, part.strip()))
    return [item for item in found if item.text]


def _numbered(text: str) -> Iterable[Item]:
    first = re.match(r"([๐-๙]+)\. ", text)
    if first is None:
        yield from _dashed(None, text)
        return
    number = int(first[1])
    while text:
        label = f"{number}.".translate(_THAI)
        following = f" {number + 1}. ".translate(_THAI)
        body, found, rest = text.removeprefix(f"{label} ").partition(following)
        yield from _dashed(label, body)
        text = following.strip() + " " + rest if found else ""
        number += 1


def _dashed(label: str | None, text: str) -> Iterable[Item]:
    header, *dashes = text.split(" - ")
    yield Item(label, header.strip())
    for dash in dashes:
        yield Item("-", dash.strip())


# The report as Word files


def report_by_hand() -> bytes:
    """Return the report as a Word file whose numbers and dashes are typed, a paragraph an item."""
    lines, tables = report()
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for at, written in enumerate(rows):
            for start, span in _spans(written, is_header=at == 0):
                _fill(table, at, start, span, written[start])
        document.add_paragraph()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _fill(table: Table, row: int, start: int, span: int, written: str) -> None:
    target: _Cell = table.cell(row, start)
    if span > 1:
        target = target.merge(table.cell(row, start + span - 1))
    is_header = row < 2
    texts = [written] if is_header else [item.shown for item in items(written, start)]
    for at, text in enumerate(texts):
        (target.paragraphs[0] if at == 0 else target.add_paragraph()).add_run(text)


def _spans(written: list[str], *, is_header: bool) -> Iterable[tuple[int, int]]:
    """Give start and width of each cell; a head cell reaches over the empty ones behind it."""
    starts = [at for at, text in enumerate(written) if text or not is_header or at == 0]
    for start, end in zip(starts, [*starts[1:], len(written)], strict=True):
        yield start, end - start


def report_automatic() -> bytes:
    """Return the report as a Word file that numbers by itself: no "๑." and no dash is in its text.

    The indicators' numbers come from a paragraph style, the measures from one list restarted for
    each indicator, the steps from a list each; dashes are bullets. A row that continues on the next
    page continues its lists.
    """
    lines, tables = report()
    lists = _Lists()
    blocks = [paragraph(line) for line in lines]
    for rows in tables:
        blocks.append(_automatic_table(rows, lists))
        blocks.append(paragraph())
    style = style_xml("Indicator", number=(1, 0), based_on="Normal")
    return package(document(*blocks), numbering=lists.xml(), styles=style)


class _Lists:
    """Hands out lists: a new one for a cell that starts at ๑, the last one for a continued cell."""

    def __init__(self) -> None:
        self.current: dict[int, int] = {}
        self.abstracts = [abstract_xml(1, level_xml()), abstract_xml(2, level_xml())]
        self.abstracts.append(abstract_xml(3, level_xml(number_format="bullet", text="-")))
        self.lists = [list_xml(1, 1), list_xml(2, 3)]

    def of(self, column: int, label: str) -> int:
        if label == "-":
            return 2
        if label == "๑.":
            number = len(self.lists) + 1
            self.current[column] = number
            if column == MEASURES:
                self.lists.append(list_xml(number, 2, restart={0: 1}))
            else:
                self.abstracts.append(abstract_xml(number + 100, level_xml()))
                self.lists.append(list_xml(number, number + 100))
        return self.current[column]

    def xml(self) -> str:
        return numbering_xml(*self.abstracts, *self.lists)


def _automatic_table(rows: list[list[str]], lists: _Lists) -> str:
    written_rows = []
    for at, written in enumerate(rows):
        cells = []
        for start, span in _spans(written, is_header=at == 0):
            merge = {0: "restart", 1: "continue"}.get(at) if start == 0 else None
            if at < 2:
                cells.append(cell(paragraph(written[start]), span=span, merge=merge))
            else:
                found = items(written[start], start)
                blocks = [_automatic_paragraph(item, start, lists) for item in found]
                cells.append(cell(*(blocks or [paragraph()])))
        written_rows.append(row(*cells, is_header=at < 2))
    return table(*written_rows, columns=len(rows[0]))


def _automatic_paragraph(item: Item, column: int, lists: _Lists) -> str:
    # Word cuts text into runs wherever it was edited or spell-checked, in the middle of words too.
    middle = len(item.text) // 2
    runs = run(item.text[:middle]), '<w:proofErr w:type="spellStart"/>', run(item.text[middle:])
    if column == INDICATOR:
        return paragraph(*runs, style="Indicator")
    number = (lists.of(column, item.label), 0) if item.label else None
    return paragraph(*runs, number=number)


# WordprocessingML, piece by piece


def _is_xml(content: str) -> bool:
    """Tell a piece of Word's XML from text, which may well hold a `<p>` of its own."""
    return content.startswith(("<w:", "<m:", "<mc:"))


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(
    *content: str,
    number: tuple[int, int] | None = None,
    style: str | None = None,
    mark: str = "",
) -> str:
    """Return a paragraph of text or XML, numbered by (list, level), with `mark` on its end mark."""
    properties = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    if number is not None:
        list_id, level = number
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    if mark:
        properties += f"<w:rPr>{mark}</w:rPr>"
    inner = "".join(each if _is_xml(each) else run(each) for each in content if each)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(*blocks: str, span: int = 1, merge: str | None = None, properties: str = "") -> str:
    """Return a cell of paragraphs and tables (plain text is made a paragraph)."""
    inner = "".join(each if _is_xml(each) else paragraph(each) for each in blocks)
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{span * _WIDTH}" w:type="dxa"/><w:gridSpan w:val="{span}"/>'
        f"{merged}{properties}</w:tcPr>"
        f"{inner or paragraph()}</w:tc>"
    )


def row(*cells: str, before: int = 0, after: int = 0, is_header: bool = False, mark: str = "") -> str:
    """Return a row (plain text is made a cell)."""
    properties = f'<w:gridBefore w:val="{before}"/><w:gridAfter w:val="{after}"/>{mark}'
    properties += "<w:tblHeader/>" if is_header else ""
    inner = "".join(each if _is_xml(each) else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str, columns: int = 0) -> str:
    """Return a table, with a grid where `columns` says how many it has."""
    grid = f'<w:gridCol w:w="{_WIDTH}"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def control(content: str, *, is_placeholder: bool = False) -> str:
    """Return a content control around anything."""
    prompt = "<w:showingPlcHdr/>" if is_placeholder else ""
    return f"<w:sdt><w:sdtPr>{prompt}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def inserted(*content: str) -> str:
    """Return content inserted with tracking."""
    return f'<w:ins w:id="1" w:author="a">{"".join(content)}</w:ins>'


def deleted(text: str) -> str:
    """Return text deleted with tracking."""
    return f'<w:del w:id="2" w:author="a"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>'


def field(code: str, result: str) -> str:
    """Return a complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(code)}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(result)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(text: str) -> str:
    """Return a run with a text box, written twice as Word does: for new and for old versions."""
    box = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def document(*blocks: str) -> str:
    """Return a document part (plain text is made a paragraph)."""
    inner = "".join(each if _is_xml(each) else paragraph(each) for each in blocks)
    return f"{_HEADER}<w:document {_NAMESPACES}><w:body>{inner}<w:sectPr/></w:body></w:document>"


# Lists and styles


def level_xml(level: int = 0, *, number_format: str = "thaiNumbers", text: str | None = None, more: str = "") -> str:
    """Return one level of a list; `text` is by default "%1." of its own level."""
    shown = f"%{level + 1}." if text is None else text
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f"{more}<w:lvlText w:val={quoteattr(shown)}/></w:lvl>"
    )


def abstract_xml(number: int, *content: str) -> str:
    """Return the definition of a list."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(content)}</w:abstractNum>'


def list_xml(number: int, abstract: int, *, restart: Mapping[int, int] | None = None, more: str = "") -> str:
    """Return a list, started anew at the values of `restart` by level."""
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level, start in (restart or {}).items()
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}{more}</w:num>'


def numbering_xml(*content: str) -> str:
    """Return a numbering part."""
    return f"{_HEADER}<w:numbering {_NAMESPACES}>{''.join(content)}</w:numbering>"


def style_xml(
    name: str,
    *,
    number: tuple[int | None, int | None] | None = None,
    based_on: str | None = None,
    kind: str = "paragraph",
    is_default: bool = False,
) -> str:
    """Return a style with a list and level."""
    properties = based = ""
    if number is not None:
        list_id, level = number
        properties += "" if level is None else f'<w:ilvl w:val="{level}"/>'
        properties += "" if list_id is None else f'<w:numId w:val="{list_id}"/>'
        properties = f"<w:pPr><w:numPr>{properties}</w:numPr></w:pPr>"
    if based_on:
        based = f'<w:basedOn w:val="{based_on}"/>'
    default = ' w:default="1"' if is_default else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{default}><w:name w:val="{name}"/>{based}{properties}</w:style>'


# Packages


def package(
    main: str | bytes,
    *,
    numbering: str = "",
    styles: str = "",
    extra: Mapping[str, bytes] | None = None,
    main_name: str = "word/document.xml",
) -> bytes:
    """Return a Word file of a document part, and of numbering and styles where given."""
    folder, _, base = main_name.rpartition("/")
    related = {"numbering": bool(numbering), "styles": bool(styles)}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(main_name, related),
        "_rels/.rels": _relations({"officeDocument": main_name}),
        main_name: main,
        f"{folder}/_rels/{base}.rels": _relations(
            {kind: f"{kind}.xml" for kind, is_there in related.items() if is_there}
        ),
    }
    if numbering:
        parts[f"{folder}/numbering.xml"] = numbering
    if styles:
        parts[f"{folder}/styles.xml"] = f"{_HEADER}<w:styles {_NAMESPACES}>{styles}</w:styles>"
    return archive({**parts, **(extra or {})})


def _content_types(main_name: str, related: Mapping[str, bool]) -> str:
    folder = main_name.rpartition("/")[0]
    overrides = f'<Override PartName="/{main_name}" ContentType="{_WORD_TYPE}.document.main+xml"/>'
    for kind, is_there in related.items():
        if is_there:
            overrides += f'<Override PartName="/{folder}/{kind}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
    return (
        f'{_HEADER}<Types xmlns="{_TYPES}">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items())
    )
    return f'{_HEADER}<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()


# Files that must be refused


def bomb(size: int = 64 * 1024 * 1024) -> bytes:
    """Return a Word file of some KB whose document unpacks to `size` bytes, and says so."""
    return package(b" " * size)


def large(main: str, *, level: int = 0) -> bytes:
    """Return a Word file whose document part is hardly compressed: large, but no bomb."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as target:
        target.writestr("word/document.xml", main)
    return file.getvalue()


def lying_bomb(size: int = 64 * 1024 * 1024) -> bytes:
    """Return a Word file whose document unpacks to `size` bytes but declares a hundred."""
    return bomb(size).replace(struct.pack("<L", size), struct.pack("<L", 100))


def ole2(directory_entry: str = "") -> bytes:
    """Return what begins as an old Office container and has one directory entry."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    return header + directory_entry.encode("utf-16-le").ljust(1024, b"\0")


def with_encrypted_part() -> bytes:
    """Return a Word file whose parts are marked as encrypted in the ZIP way."""
    data = bytearray(package(document("a")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)
