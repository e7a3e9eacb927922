"""Excel files written part by part, so that tests can hold what no program writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
# Styles of cells: 0 general, 1 percent, 2 two decimals, 3 a date, 4 a number with a percent sign that is only text.
STYLES = (
    f'{HEADER}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.00&quot;%&quot;"/>'
    '</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills><borders count="1">'
    "<border/></borders>"
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="10"/>'
    '<xf numFmtId="2"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def cell(reference: str, value: object = None, *, kind: str = "", style: int = 0, formula: str | None = None) -> str:
    """Return a cell; text goes inline."""
    inside = f"<f>{formula}</f>" if formula is not None else ""
    if isinstance(value, str) and not kind:
        return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    inside += f"<v>{value}</v>" if value is not None else ""
    said = f' t="{kind}"' if kind else ""
    return f'<c r="{reference}" s="{style}"{said}>{inside}</c>'


def row(number: int | str, *cells: str) -> str:
    """Return a row."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def sheet_xml(*rows: str, dimension: str = "A1", after: str = "") -> str:
    """Return a sheet."""
    return (
        f'{HEADER}<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData>{"".join(rows)}</sheetData>'
        f"{after}</worksheet>"
    )


def parts(sheets: Mapping[str, str], states: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """Return the parts of a workbook of named sheets."""
    numbered = list(enumerate(sheets.items(), start=1))
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{(states or {}).get(name, "visible")}" r:id="rId{n}"/>'
        for n, (name, _) in numbered
    )
    book = f'{HEADER}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPES}.worksheet+xml"/>' for n, _ in numbered
    )
    made = {
        "[Content_Types].xml": (
            f'{HEADER}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>{types}</Types>'
        ),
        "_rels/.rels": (
            f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": (
            f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'
        ),
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/sheet{n}.xml": xml for n, (_, xml) in numbered},
    }
    return {name: part.encode() for name, part in made.items()}


def archive(made: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts as a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as opened:
        for name, part in made.items():
            opened.writestr(name, part)
    return out.getvalue()


def workbook(*rows: str, **more: str) -> bytes:
    """Return a workbook of one sheet called S."""
    return archive(parts({"S": sheet_xml(*rows, **more)}))
