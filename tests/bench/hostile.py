"""Files that are hostile by their size or depth and small or large on disk, each of a kind that once took long.

Each is to be refused or read to the end soon and within little memory: `tests/bench/fuzz.py` makes them at any size,
`tests/properties/test_fuzz_readers.py` once each.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.unit import docx_files as word
from tests.unit import xlsx_files as excel

MEGABYTE = 2**20
TONE, SARA_AM = "\u0e48", "\u0e33"


def far_rows(rng: random.Random) -> bytes:
    """Return a workbook whose sheets hold one cell each, as far down as a sheet goes."""
    last = rng.choice((5_000, 500_000, 1_048_576))
    sheet = excel.sheet_xml(
        excel.row(1, excel.cell("A1", 1, kind="n")),
        excel.row(last, excel.cell(f"A{last}")) if rng.random() < 0.7 else excel.row(last, excel.cell(f"A{last}", "ก")),
    )
    return excel.archive(excel.parts({f"s{n}": sheet for n in range(rng.choice((1, 50, 190)))}))


def far_cells(rng: random.Random) -> bytes:
    """Return a workbook of many rows that reach to the last column."""
    row = f'<row>{rng.choice(("", "<c><v>1</v></c>", "<c><f>1</f></c>"))}<c r="XFD1"/></row>'
    return excel.workbook(row * rng.choice((5_000, 40_000, 150_000)))


def many_sheets(rng: random.Random) -> bytes:
    """Return a workbook of thousands of tiny sheets, or one that names one sheet as often."""
    count = rng.choice((199, 1_500, 3_500))
    return excel.archive(excel.parts({f"s{n}": excel.sheet_xml() for n in range(count)}))


def many_strings(rng: random.Random) -> bytes:
    """Return a workbook with a large table of texts, of which its cells use one again and again."""
    count = rng.choice((10_000, 200_000))
    text = "<si><t>" + rng.choice(("ก", TONE * 40, "1 " * 20)) + "</t></si>"
    cells = "".join(f'<c t="s"><v>{rng.randrange(count)}</v></c>' for _ in range(60))
    made = excel.parts({"S": excel.sheet_xml(*[excel.row(n, cells) for n in range(1, rng.choice((5, 2_000)))])})
    made["xl/sharedStrings.xml"] = f'{excel.HEADER}<sst xmlns="{excel.MAIN}">{text * count}</sst>'.encode()
    return excel.archive(made)


def long_string(rng: random.Random) -> bytes:
    """Return a workbook with one long text in many cells, or in one."""
    long = rng.choice((TONE, "1 ", "<", "ข้อ 1 คะแนน 1 ", SARA_AM, "\u202e1"))
    text = (long * (rng.choice((12_000, 2_000_000)) // len(long))).replace("<", "&lt;")
    cells = '<c t="s"><v>0</v></c>' * rng.choice((1, 60))
    made = excel.parts({"S": excel.sheet_xml(*[excel.row(n, cells) for n in range(1, rng.choice((2, 500)))])})
    made["xl/sharedStrings.xml"] = f'{excel.HEADER}<sst xmlns="{excel.MAIN}"><si><t>{text}</t></si></sst>'.encode()
    return excel.archive(made)


def deep_sheet(rng: random.Random) -> bytes:
    """Return a workbook or a Word file whose XML goes down thousands of levels."""
    depth = rng.choice((200, 20_000))
    if rng.random() < 0.5:
        return excel.workbook("<row>" * depth + "<c><v>1</v></c>" + "</row>" * depth)
    inside = "<w:ins>" * depth + "<w:r><w:t>1</w:t></w:r>" + "</w:ins>" * depth
    return word.large(word.document(f"<w:p>{inside}</w:p>"))


def many_styles(rng: random.Random) -> bytes:
    """Return a workbook with very many styles, names or rules of colour."""
    count = rng.choice((2_000, 60_000, 300_000))
    made = excel.parts({"S": excel.sheet_xml(excel.row(1, excel.cell("A1", 1, kind="n")))})
    if rng.random() < 0.5:
        made["xl/styles.xml"] = made["xl/styles.xml"].replace(b"<xf ", b"<xf/>" * count + b"<xf ", 1)
    else:
        name = b'<definedName name="a">S!$A$1</definedName>'
        made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(
            b"</workbook>", b"<definedNames>" + name * count + b"</definedNames></workbook>"
        )
    return excel.archive(made)


def many_tables(rng: random.Random) -> bytes:
    """Return a Word file of very many tables, one after the other or one in the other."""
    count = rng.choice((199, 3_000, 30_000))
    if rng.random() < 0.7:
        table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        return word.large(word.document(table * count))
    count = min(count, 3_000)
    nested = "<w:tbl><w:tr><w:tc>" * count + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * count
    return word.large(word.document(nested))


def long_paragraph(rng: random.Random) -> bytes:
    """Return a Word file with one long cell, or with very many runs."""
    long = rng.choice((TONE, "ข้อ 1 คะแนน 1 ", "1.", "- ", ". ", SARA_AM, "(", "๑) "))
    text = long * (rng.choice((12_000, 45_000, 3_000_000)) // len(long))
    cell = f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
    return word.large(word.document(f"<w:tbl><w:tr>{cell * rng.choice((1, 8))}</w:tr></w:tbl>"))


def one_separator(rng: random.Random) -> bytes:
    """Return text of nothing but one separator, or of one and a letter now and then."""
    mark = rng.choice(
        (",", "\t", ";", "\n", "\r", "\v", "\f", " ", '"', '""', ",\n", "\t\n", '",', ".", "-", "|", "0", "\u00a0")
    )
    text = mark * (rng.choice((1, 5, 15)) * MEGABYTE // len(mark.encode()))
    return (text if rng.random() < 0.6 else f"ก\t{text}ก").encode()


def long_lines(rng: random.Random) -> bytes:
    """Return text of long lines, with and without cells."""
    piece = rng.choice(
        (TONE, "ตัวชี้วัดที่ 9 ", "97.21 ", "ปี 2567 ", "เทศบาลตำบล ก ", "<p>", "1. ก ", "IIT 97.21 ", "๑ ต.ค. ๖๘ ถึง ")
    )
    line = piece * (rng.choice((300, 12_000, 49_000, 400_000)) // len(piece))
    return "\n".join([f"{line}\t{line}" if rng.random() < 0.5 else line] * rng.choice((1, 3, 40))).encode()[
        : 19 * MEGABYTE
    ]


def report_of_long_cells(rng: random.Random) -> bytes:
    """Return a report as text in which every cell of one column is long."""
    piece = rng.choice(
        (TONE, "ข้อ o1 คะแนน 1 ", "1. ", "- ก ", "กอง ", "(", "1 ม.ค. 68 ถึง ", "<p>", "\u202e1", "1,1 ", "มี ")
    )
    lines = word.REPORT.read_text("utf-8-sig").split("\n")
    column = rng.randrange(8)
    long = piece * (rng.choice((3_000, 45_000)) // len(piece))
    for at, line in enumerate(lines):
        cells = line.split("\t")
        if len(cells) > column and at % 2:
            cells[column] += f" {long}"
            lines[at] = "\t".join(cells)
    return "\n".join(lines).encode()


KINDS: dict[str, Callable[[random.Random], bytes]] = {
    "far-rows.xlsx": far_rows,
    "far-cells.xlsx": far_cells,
    "many-sheets.xlsx": many_sheets,
    "many-strings.xlsx": many_strings,
    "long-string.xlsx": long_string,
    "deep": deep_sheet,
    "many-styles.xlsx": many_styles,
    "many-tables.docx": many_tables,
    "long-paragraph.docx": long_paragraph,
    "one-separator.csv": one_separator,
    "long-lines.txt": long_lines,
    "long-cells.txt": report_of_long_cells,
}
