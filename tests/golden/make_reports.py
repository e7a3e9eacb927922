"""Make the files that LibreOffice writes of the real report: by hand, where LibreOffice is installed.

    .venv/bin/python tests/golden/make_reports.py

They are kept beside this file, since not every machine that runs the tests has LibreOffice. Sarabun is embedded.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from tests.unit import docx_files, report_files  # noqa: E402

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""
# In centimetres, together the width of the page: as the town's own report divides it, more or less.
WIDTHS = (2.4, 2.8, 3.6, 4.4, 4.4, 5.0, 2.2, 2.0)


def styled(document: Document, size: int) -> Document:
    """Return a document turned to landscape and set in Sarabun."""
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.4)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Sarabun", Pt(size)
    for kind in ("w:cs", "w:ascii", "w:hAnsi", "w:eastAsia"):
        style.element.rPr.rFonts.set(qn(kind), "Sarabun")
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(2 * size))
    style.element.rPr.append(complex_size)
    return document


def by_hand(*, is_ruled: bool) -> bytes:
    """Return the report as a Word file of twelve tables whose heads are not repeated on further pages."""
    document = styled(docx.Document(io.BytesIO(docx_files.report_by_hand())), 9)
    for table in document.tables:
        if is_ruled:
            table.style = "Table Grid"
        table.autofit = False
        for row in table.rows:
            for cell, width in zip(row.cells, WIDTHS, strict=False):
                cell.width = Cm(width)
    return document_bytes(document)


def in_one_table() -> bytes:
    """Return the report as a Word file of one table, its heads repeated by Word on every page."""
    lines, tables = docx_files.report()
    document = styled(docx.Document(), 8)
    for line in lines:
        document.add_paragraph(line)
    rows = [*tables[0][:2], *(row for table in tables for row in table[2:])]
    table = document.add_table(rows=len(rows), cols=8)
    table.style, table.autofit = "Table Grid", False
    for at, written in enumerate(rows):
        for column, text in enumerate(written):
            cell = table.cell(at, column)
            cell.width = Cm(WIDTHS[column])
            items = [text] if at < 2 else [item.shown for item in docx_files.items(text, column)]
            for number, line in enumerate(items):
                (cell.paragraphs[0] if number == 0 else cell.add_paragraph()).add_run(line)
        if at < 2:
            repeated = OxmlElement("w:tblHeader")
            repeated.set(qn("w:val"), "true")
            table.rows[at]._tr.get_or_add_trPr().append(repeated)
    return document_bytes(document)


def document_bytes(document: Document) -> bytes:
    """Return the bytes of a Word file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def small() -> bytes:
    """Return a Word file of one line."""
    document = docx.Document()
    document.add_paragraph("รายงาน")
    return document_bytes(document)


MADE = (
    ("report-tables.pdf", "pdf", "docx", lambda: by_hand(is_ruled=True)),
    ("report-one-table.pdf", "pdf", "docx", in_one_table),
    ("report-unruled.pdf", "pdf", "docx", lambda: by_hand(is_ruled=False)),
    ("report-libreoffice.docx", "docx", "docx", lambda: by_hand(is_ruled=True)),
    ("report-libreoffice.xlsx", "xlsx", "xlsx", report_files.workbook),
    ("small.doc", "doc", "docx", small),
    ("small.odt", "odt", "docx", small),
    ("small.rtf", "rtf", "docx", small),
    ("small.xls", "xls", "xlsx", report_files.small_workbook),
    ("small.ods", "ods", "xlsx", report_files.small_workbook),
)


def main() -> None:
    """Make every file anew."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        config = work / "fonts.conf"
        config.write_text(FONTS.format(fonts=ROOT / "pages" / "static" / "fonts", cache=work / "cache"), "utf-8")
        for name, kind, source_kind, make in MADE:
            source = work / f"{Path(name).stem}.{source_kind}"
            source.write_bytes(make())
            out = work / "out"
            command = ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless"]
            subprocess.run(
                [*command, "--convert-to", kind, "--outdir", out, source],
                env={**os.environ, "FONTCONFIG_FILE": str(config)},
                check=True,
                timeout=300,
            )
            shutil.copy(out / name, HERE / name)


if __name__ == "__main__":
    main()
