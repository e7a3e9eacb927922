"""The workbook that a town fills with its scores: instructions, a row a year, and scores of questions.

Nothing in it is calculated: text and plain numbers open alike in Excel and LibreOffice, and come back as typed.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ita.exporting.safe_text import NOT_IN_XML
from ita.frameworks import LAST_YEAR, Frameworks

HELP_SHEET, YEAR_SHEET, QUESTION_SHEET = "คำแนะนำ", "คะแนนรายปี", "คะแนนรายข้อ"
YEAR_HEADER, TOTAL_HEADER, LEVEL_HEADER = "ปีงบประมาณ", "คะแนนรวม", "ระดับ"
CODE_HEADER, SCORE_HEADER = "รหัสข้อคำถาม", "คะแนน"

# Empty rows below that are checked while typing like those of the years.
_YEAR_ROWS, _QUESTION_ROWS = 30, 1_000
_FONT = "Sarabun"

# Total and level of a year as ITAS shows them.
Total = tuple[Decimal | None, str | None]
NO_TOTALS: Mapping[int, Total] = {}

# In both languages whatever the reader's: the file is passed on. Each line in Thai, beneath it the same in English.
_HELP = (
    (
        "แบบกรอกคะแนน ITA ของ {agency}",
        "ITA scores of {agency}",
    ),
    (
        "1. เปิดแผ่นงาน “คะแนนรายปี” แล้วกรอกคะแนนตามที่ระบบ ITAS แสดง หนึ่งแถวต่อหนึ่งปีงบประมาณ (พ.ศ.)",
        "1. Fill the sheet “คะแนนรายปี” with the scores as ITAS shows them: one row a fiscal year (Buddhist era).",
    ),
    (
        "2. คะแนนตัวชี้วัดทุกข้ออยู่ระหว่าง 0 ถึง 100 ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 97.21 ระบบจะไม่ปัดเศษให้",
        "2. Every score runs from 0 to 100 with at most two decimals, such as 97.21. Nothing is rounded for you.",
    ),
    (
        "3. ช่องที่ไม่ทราบให้เว้นว่าง ระบบจะถือว่าไม่มีข้อมูล ไม่ใช่ 0 ปีที่ไม่มีข้อมูลให้เว้นว่างทั้งแถวหรือลบแถวนั้น",
        "3. Leave empty what you do not know: it counts as not known, never as 0. Leave a year out or its row empty.",
    ),
    (
        "4. คะแนนรวมและระดับไม่บังคับ ถ้ากรอก ระบบจะเทียบกับค่าที่คำนวณจากสิบตัวชี้วัด และแจ้งหากต่างกันเกิน 0.01",
        "4. Total and level are optional. They are compared with what the ten scores give; a difference is told.",
    ),
    (
        "5. ห้ามกรอกคะแนนถ่วงน้ำหนัก (เต็ม 30, 30, 40) ของ IIT, EIT, OIT ลงในช่องตัวชี้วัด ระบบคำนวณคะแนนรายเครื่องมือเอง",
        "5. Do not type weighted points (of 30, 30, 40) of IIT, EIT, OIT: instruments follow from the indicators.",
    ),
    (
        "6. แผ่นงาน “คะแนนรายข้อ” ไม่บังคับ: ปีงบประมาณ รหัสข้อคำถาม เช่น i1, e2, o27 และคะแนนของข้อนั้น",
        "6. The sheet “คะแนนรายข้อ” is optional: fiscal year, code of the question such as i1, e2, o27, and its score.",
    ),
    (
        "7. บันทึกเป็น .xlsx แล้วอัปโหลดที่หน้า “นำเข้าข้อมูล” ระบบจะแสดงสิ่งที่อ่านได้และข้อผิดพลาดทุกช่องก่อน ยังไม่บันทึกจนกว่าจะยืนยัน",
        "7. Save it as .xlsx and upload it under “Import data”. What was read and every wrong cell is shown first; "
        "nothing is stored before you confirm.",
    ),
    (
        "8. คะแนนจากไฟล์นี้ถือเป็นผลจาก ITAS และแสดงแทนคะแนนในรายงาน โดยเก็บไว้ทั้งสองค่า ปีใดที่นำเข้าใหม่จะแทนคะแนนเดิมของปีนั้นทั้งปี",
        "8. Scores of this file count as the result from ITAS and are shown before those of the report; both are kept. "
        "A year that is imported again replaces the scores typed before for that year as a whole.",
    ),
    (
        "9. ยกเลิกการนำเข้าได้ทุกเมื่อ ข้อมูลเดิมจะกลับมา",
        "9. An import can be taken back at any time; what stood before stands again.",
    ),
)


def score_template(
    frameworks: Frameworks,
    agency_name: str,
    years: Sequence[int],
    known: Mapping[int, Mapping[int, Decimal]],
    lang: str = "th",
    *,
    totals: Mapping[int, Total] = NO_TOTALS,
    questions: Sequence[tuple[int, str, Decimal]] = (),
) -> bytes:
    """Return a workbook to be filled with scores.

    Parameters
    ----------
    frameworks
        For names, numbers and instruments of the indicators.
    agency_name
        Of the town, for the instructions.
    years
        Fiscal years that get a row, oldest first whatever their order here.
    known
        Year to indicator to score, 0-100: filled in already. Years that are not in `years` get a row too.
    lang
        ``en`` adds the English name beneath the Thai one in the heads; the Thai is read on import either way.
    totals
        Year to total and level as ITAS shows them, filled in already like the scores: an import replaces a year whole,
        so what is left out here would be taken away by sending the template back.
    questions
        Fiscal year, code and score of each question that is known, filled in already.

    Returns
    -------
    bytes
        An .xlsx file of three sheets, without formulas, links or macros.
    """
    book = Workbook()
    guide = book.active
    if not isinstance(guide, Worksheet):
        raise TypeError(type(guide).__name__)
    guide.title = HELP_SHEET
    _fill_help(guide, agency_name)
    _fill_years(book.create_sheet(YEAR_SHEET), frameworks, sorted({*years, *known, *totals}), known, totals, lang)
    _fill_questions(book.create_sheet(QUESTION_SHEET), frameworks, questions, lang)
    book.active = 1
    book.properties.creator = "ITA dashboard"
    book.properties.title = "ITA"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(cell: Cell | MergedCell, text: str, *, bold: bool = False, size: int = 11, colour: str = "FF1A1A1A") -> None:
    """Write a text of the sheet's own, in its font."""
    _plain(cell, text)
    cell.font = Font(name=_FONT, size=size, bold=bold, color=colour)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _plain(cell: Cell | MergedCell, text: str) -> None:
    """Write text as text, also where it begins as a formula does."""
    cell.value = NOT_IN_XML.sub("", text)
    cell.data_type = "s"


def _fill_help(sheet: Worksheet, agency_name: str) -> None:
    sheet.column_dimensions["A"].width = 110
    sheet.sheet_view.showGridLines = False
    _fit_to_width(sheet)
    row = 1
    for number, (thai, english) in enumerate(_HELP):
        header = number == 0
        for text, colour in ((thai, "FF1A1A1A"), (english, "FF5F6368")):
            said = text.format(agency=agency_name) if header else text
            _text(sheet.cell(row, 1), said, bold=header, size=16 if header else 12, colour=colour)
            # Neither program makes a row higher for wrapped text by itself when it opens a file.
            sheet.row_dimensions[row].height = 30 if header else 20 * (1 + len(said) // 115)
            row += 1
        row += 1


def _headers(sheet: Worksheet, headers: Sequence[str], widths: Sequence[int], height: int) -> None:
    line = Side(style="thin", color="FFBDC1C6")
    for column, (header, width) in enumerate(zip(headers, widths, strict=True), start=1):
        cell = sheet.cell(1, column)
        _text(cell, header, bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.fill = PatternFill("solid", fgColor="FFE8F0FE")
        cell.border = Border(bottom=line, right=line)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].height = height
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    _fit_to_width(sheet)


def _fit_to_width(sheet: Worksheet) -> None:
    """Print on A4 across, all columns on one page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _rule(
    sheet: Worksheet, area: str, kind: Literal["whole", "decimal"], low: int, high: int, thai: str, english: str
) -> None:
    """Have a range refuse figures outside low to high while they are typed."""
    rule = DataValidation(
        type=kind,
        operator="between",
        formula1=str(low),
        formula2=str(high),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="ITA",
        error=f"{thai}\n{english}",
    )
    rule.add(area)
    sheet.add_data_validation(rule)


def _format(sheet: Worksheet, column: int, rows: int, number_format: str) -> None:
    for row in range(2, rows + 2):
        cell = sheet.cell(row, column)
        cell.number_format = number_format
        cell.font = Font(name=_FONT, size=11)


def _year_rule(sheet: Worksheet, frameworks: Frameworks, rows: int) -> None:
    first = min(rule.fiscal_year_from for rule in frameworks.instruments)
    _format(sheet, 1, rows, "0")
    area = f"A2:A{rows + 1}"
    _rule(sheet, area, "whole", first, LAST_YEAR, "ปีงบประมาณเป็น พ.ศ. เช่น 2568", "Buddhist era, such as 2568")


def _score_rule(sheet: Worksheet, first: str, last: str, rows: int) -> None:
    _rule(
        sheet,
        f"{first}2:{last}{rows + 1}",
        "decimal",
        0,
        100,
        "คะแนน 0 ถึง 100 ทศนิยมไม่เกิน 2 ตำแหน่ง",
        "0 to 100, at most two decimals",
    )


def _fill_years(
    sheet: Worksheet,
    frameworks: Frameworks,
    years: Sequence[int],
    known: Mapping[int, Mapping[int, Decimal]],
    totals: Mapping[int, Total],
    lang: str,
) -> None:
    def header(thai: str, english: str) -> str:
        return f"{thai}\n{english}" if lang == "en" else thai

    indicators = frameworks.indicators
    headers = [
        header(YEAR_HEADER, "Fiscal year"),
        *(f"{header(f'{i.indicator_no} {i.name_th}', i.name_en)}\n({i.instrument})" for i in indicators),
        header(TOTAL_HEADER, "Total"),
        header(LEVEL_HEADER, "Level"),
    ]
    _headers(sheet, headers, [12, *(15 for _ in indicators), 12, 16], 96 if lang == "en" else 72)
    rows = max(_YEAR_ROWS, len(years) + 5)
    last = len(indicators) + 2
    for column in range(2, last + 1):
        _format(sheet, column, rows, "0.00")
    _format(sheet, last + 1, rows, "@")
    _year_rule(sheet, frameworks, rows)
    _score_rule(sheet, "B", get_column_letter(last), rows)
    for row, year in enumerate(years, start=2):
        sheet.cell(row, 1).value = year
        for column, indicator in enumerate(indicators, start=2):
            score = known.get(year, {}).get(indicator.indicator_no)
            if score is not None:
                sheet.cell(row, column).value = score
        total, level = totals.get(year, (None, None))
        if total is not None:
            sheet.cell(row, last).value = total
        if level is not None:
            _plain(sheet.cell(row, last + 1), level)


def _fill_questions(
    sheet: Worksheet, frameworks: Frameworks, questions: Sequence[tuple[int, str, Decimal]], lang: str
) -> None:
    headers = ((YEAR_HEADER, "Fiscal year"), (CODE_HEADER, "Code of the question"), (SCORE_HEADER, "Score"))
    _headers(sheet, [f"{th}\n{en}" if lang == "en" else th for th, en in headers], [14, 20, 14], 40)
    rows = max(_QUESTION_ROWS, len(questions) + _YEAR_ROWS)
    _year_rule(sheet, frameworks, rows)
    _format(sheet, 2, rows, "@")
    _format(sheet, 3, rows, "0.00")
    _score_rule(sheet, "C", "C", rows)
    for row, (year, code, score) in enumerate(questions, start=2):
        sheet.cell(row, 1).value = year
        _plain(sheet.cell(row, 2), code)
        sheet.cell(row, 3).value = score
