"""A document as slides for a council (PPTX): native charts and tables to edit, Thai fonts, notes for whoever speaks.

Slides are laid out for 16:9. An own .pptx as master gives colours, logo and the layout of titles.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR, PP_PLACEHOLDER
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from ita.documents.digits import in_digits
from ita.documents.model import Blanks, Block, Bullets, Chart, Document, Rows, Section, Text
from ita.errors import N_, InputError
from ita.exporting.letters import FONT, column_shares, whole_dates
from ita.exporting.pptx_charts import add_chart
from ita.exporting.pptx_text import Area, add_lines, line_height, lines_in, plain, rgb, set_font
from ita.exporting.qr import qr_png
from ita.i18n import translator
from ita.tables.table import Table
from ita.thai import format_date

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
_EDGE, _GAP = Inches(0.6), Inches(0.12)
_TITLE_TOP, _TITLE_HEIGHT = Inches(0.35), Inches(0.9)
_BODY_TOP, _FOOT_TOP, _FOOT_HEIGHT = Inches(1.4), Inches(6.85), Inches(0.4)
_ACROSS = WIDTH - 2 * _EDGE
_BESIDE, _QR, _EMBLEM = Inches(3.7), Inches(0.65), Inches(2)
# How much smaller sentences beside a chart may be, and how far apart they stand, in sizes of their type.
_SMALLER, _APART = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7), 0.4
_TITLE_SIZE, _MAIN_SIZE, _SIZE, _SMALL = 30.0, 22.0, 18.0, 12.0
_TABLE_SIZES = (18.0, 17.0, 16.0, 15.0, 14.0, 13.0, _SMALL)
INK, MUTED, LINE = "#1f2a37", "#4b5866", "#b8c2cc"
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
MOST_MASTER = 30 * 1024 * 1024
MOST_UNPACKED = 150 * 2**20


@dataclass(frozen=True, slots=True)
class _Piece:
    """A list or lines of a slide that may go on to the next one: its paragraphs and their type."""

    texts: tuple[str, ...]
    size: float
    is_bold: bool = False


def slides_of(document: Document, master: bytes | None = None, emblem: bytes | None = None) -> bytes:
    """Return a document as slides.

    Parameters
    ----------
    emblem
        For the first slide, as `emblem_png` makes it.
    master
        A .pptx of the agency's own, whose slides are left out.

    Raises
    ------
    InputError
        The master is no .pptx, is damaged, holds macros, is too large, or has no layout with a title.
    """
    show = Presentation() if master is None else _own(master)
    if master is None:
        show.slide_width, show.slide_height = WIDTH, HEIGHT
    writer = _Writer(show, document, is_plain=master is None)
    writer.opening(emblem)
    for section in document.sections:
        writer.section(section)
    properties = show.core_properties
    properties.title, properties.author = writer.ours(document.title), plain(document.stamp.agency)
    properties.language = "th-TH" if document.lang == "th" else "en-US"
    made = io.BytesIO()
    show.save(made)
    return made.getvalue()


def _own(master: bytes) -> Any:
    """Return a presentation of an agency's own, without its slides."""
    if len(master) > MOST_MASTER:
        raise _refused(N_("The presentation cannot serve as master: it is larger than {most} MB."))
    try:
        with zipfile.ZipFile(io.BytesIO(master)) as parts:
            _refuse_bomb(parts)
            has_macros = any("vbaproject" in name.lower() for name in parts.namelist())
        show = None if has_macros else Presentation(io.BytesIO(master))
    except Exception as reason:
        # python-pptx and its XML reader have many errors for a file that is damaged or none at all.
        raise _refused(
            N_("The presentation cannot serve as master: it is no presentation (.pptx), or it is damaged.")
        ) from reason
    if show is None:
        raise _refused(N_("The presentation cannot serve as master: it holds macros."))
    if _title_layout(show) is None:
        raise _refused(N_("The presentation cannot serve as master: none of its layouts has a title."))
    listed = show.slides._sldIdLst
    for each in list(listed):
        show.part.drop_rel(each.rId)
        listed.remove(each)
    # Sections and custom shows name the slides that are gone.
    for gone in show.part._element.xpath("./p:custShowLst | ./p:extLst//*[local-name()='sectionLst']"):
        gone.getparent().remove(gone)
    return show


def _refuse_bomb(parts: zipfile.ZipFile) -> None:
    """Refuse a package that unpacks to more than any master does: python-pptx unpacks all of it at once."""
    plain = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    whole = sum(each.file_size for each in parts.infolist())
    if whole > MOST_UNPACKED or not {each.compress_type for each in parts.infolist()} <= plain:
        raise ValueError("it unpacks to too much")


def _refused(text: str) -> InputError:
    return InputError(text, {"most": MOST_MASTER // 2**20}, rule="master-refused")


def _title_layout(show: Any) -> Any:
    """Return the layout whose only text is a title, else the first that has one; None where none has."""
    having = [
        (len(layout.placeholders), at, layout)
        for at, layout in enumerate(show.slide_layouts)
        if any(each.placeholder_format.type in _TITLES for each in layout.placeholders)
    ]
    return min(having)[2] if having else None


class _Writer:
    """Writes slides one after another."""

    def __init__(self, show: Any, document: Document, *, is_plain: bool) -> None:
        self.show, self.document = show, document
        self.layout = _title_layout(show)
        self.scale = min(show.slide_width / WIDTH, show.slide_height / HEIGHT)
        self.lang = document.lang
        self.is_plain = is_plain

    def ours(self, text: str) -> str:
        """Return a text of ours with its digits as asked, as slides hold it."""
        return plain(in_digits(text, self.document.digits))

    def say(self, text: str, **params: object) -> str:
        """Return a message of ours."""
        return translator(self.lang)(text).format(**params)

    def area(self, left: float, top: float, width: float, height: float) -> Area:
        """Return a rectangle of the slides as they are, of one of 16:9."""
        across, down = self.show.slide_width / WIDTH, self.show.slide_height / HEIGHT
        return Area(round(left * across), round(top * down), round(width * across), round(height * down))

    def slide(self, title: str, section: Section | None, spoken: Sequence[str]) -> Any:
        """Add a slide with its title, what every slide carries, and what is said with it."""
        slide = self.show.slides.add_slide(self.layout)
        for each in list(slide.placeholders):
            if each != slide.shapes.title:
                each._element.getparent().remove(each._element)
        shape = slide.shapes.title
        place = self.area(_EDGE, _TITLE_TOP, _ACROSS, _TITLE_HEIGHT)
        shape.left, shape.top, shape.width, shape.height = (Emu(each) for each in place)
        shape.text_frame.word_wrap = True
        shape.text_frame.text = self.ours(title)
        if self.is_plain:
            # Above the left edge of what stands beneath it.
            shape.text_frame.margin_left = shape.text_frame.margin_right = Emu(0)
            shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        size = _TITLE_SIZE * self.scale
        while size > 16 and lines_in([self.ours(title)], size, place.width) > 1:
            size -= 2
        set_font(shape, lang=self.lang, size=size, bold=True, colour=INK)
        self._foot(slide, section)
        slide.notes_slide.notes_text_frame.text = "\n".join(self.ours(each) for each in spoken)
        set_font(slide.notes_slide.notes_text_frame, lang=self.lang)
        return slide

    def _foot(self, slide: Any, section: Section | None) -> None:
        stamp, view = self.document.stamp, (section or self.document).view
        made_on = self.say(N_("made on {date}"), date=format_date(stamp.made_on, self.lang))
        source = self.say(N_("Source: {source}"), source=stamp.origin)
        name = self.ours(self.say(N_("On the dashboard: {view}"), view=view.name))
        named = () if view.address else (name,)
        said = " · ".join((stamp.agency, self.ours(stamp.years), source, self.ours(made_on), *named))
        size = max(_SMALL * self.scale * 0.85, 8.0)
        width = _ACROSS - _QR - _GAP if view.address else _ACROSS
        place = self.area(_EDGE, _FOOT_TOP, width, _FOOT_HEIGHT)
        shape = add_lines(slide, place, [said], lang=self.lang, size=size, colour=MUTED)
        if view.address:
            line = shape.text_frame.paragraphs[0]
            line.add_run().text = " · "
            run = line.add_run()
            run.text, run.hyperlink.address = name, view.address
            set_font(line, lang=self.lang, size=size)
            self._code(slide, view.address)
        if stamp.marks:
            marks = " · ".join(self.ours(mark) for mark in stamp.marks)
            place = self.area(_EDGE, Inches(0.08), _ACROSS, Inches(0.3))
            add_lines(slide, place, [marks], lang=self.lang, size=_SMALL * self.scale, colour="#b42318", bold=True)

    def _code(self, slide: Any, address: str) -> None:
        """Add the code of an address, which opens it by a click too."""
        place = self.area(WIDTH - _EDGE - _QR, _FOOT_TOP - Inches(0.15), _QR, _QR)
        side = min(place.width, place.height)
        code = io.BytesIO(qr_png(address))
        picture = slide.shapes.add_picture(code, Emu(place.left), Emu(place.top), Emu(side), Emu(side))
        picture._element.nvPicPr.cNvPr.set("descr", address)
        picture.click_action.hyperlink.address = address

    def opening(self, emblem: bytes | None) -> None:
        """Add the first slide: what it is, of whom, of which years, with the emblem where there is one."""
        document = self.document
        slide = self.slide(document.title, None, (document.title,))
        said = [plain(document.stamp.agency), self.ours(document.stamp.years)]
        place = self.area(_EDGE, Inches(2.2), _ACROSS - (_EMBLEM + _GAP if emblem else 0), Inches(2))
        add_lines(slide, place, said, lang=self.lang, size=28 * self.scale, colour=INK)
        if emblem:
            place = self.area(WIDTH - _EDGE - _EMBLEM, Inches(2.2), _EMBLEM, _EMBLEM)
            picture = slide.shapes.add_picture(io.BytesIO(emblem), Emu(place.left), Emu(place.top))
            smaller = min(place.width / picture.width, place.height / picture.height)
            picture.width, picture.height = Emu(int(picture.width * smaller)), Emu(int(picture.height * smaller))
            picture.left = Emu(place.left + place.width - picture.width)
            picture._element.nvPicPr.cNvPr.set(
                "descr", self.say(N_("Emblem of {agency}"), agency=plain(document.stamp.agency))
            )

    def section(self, section: Section) -> None:
        """Add the slides of a section: its chart with the sentences, then its tables and lists."""
        texts = [block for block in section.blocks if isinstance(block, Text)]
        charts = [block for block in section.blocks if isinstance(block, Chart)]
        rest: list[Block] = [block for block in section.blocks if not isinstance(block, Text | Chart)]
        for at, chart in enumerate(charts):
            slide = self.slide(section.title, section, section.spoken)
            # Beside a chart its sentences leave it the height of the slide.
            left = _BESIDE + 2 * _GAP if texts and at == 0 else 0
            if left:
                smaller, count = self._fitting(texts, _BESIDE)
                self._sentences(slide, texts[:count], _BESIDE, smaller)
                texts = texts[count:]
            box = self.area(_EDGE + left, _BODY_TOP, _ACROSS - left, _FOOT_TOP - _BODY_TOP - _GAP)
            said, digits = self.ours(chart.said), self.document.digits
            add_chart(slide, chart.series, box, lang=self.lang, size=12 * self.scale, digits=digits, alt=said)
        while charts and texts:
            # What had no room beside the chart goes on to slides of its own.
            smaller, count = self._fitting(texts, _ACROSS)
            slide = self.slide(self.say(N_("{title} (continued)"), title=section.title), section, ())
            self._sentences(slide, texts[:count], smaller=smaller)
            texts = texts[count:]
        self._rest(section, rest, texts)

    def _fitting(self, texts: Sequence[Text], across: float) -> tuple[float, int]:
        """Return by how much sentences are made smaller, and how many of them a slide holds so."""
        room = _FOOT_TOP - _GAP - _BODY_TOP
        smaller = next((each for each in _SMALLER if self._height(texts, across, each) <= room), _SMALLER[-1])
        counts = range(len(texts), 1, -1)
        return smaller, next((each for each in counts if self._height(texts[:each], across, smaller) <= room), 1)

    def _boxes(
        self, texts: Sequence[Text], across: float, smaller: float
    ) -> Iterator[tuple[bool, list[str], float, float]]:
        """Give sentences of one size each: whether they are main ones, their words, size, and how high they are."""
        wide = self.area(_EDGE, 0, across, 0).width
        for is_main, group in groupby(texts, key=lambda text: text.is_main):
            said = [self.ours(text.text) for text in group]
            size = (_MAIN_SIZE if is_main else _SIZE * 0.85) * self.scale * smaller
            height = line_height(size) * lines_in(said, size, wide) + Pt(size * _APART) * (len(said) - 1)
            yield is_main, said, size, height * HEIGHT / self.show.slide_height

    def _height(self, texts: Sequence[Text], across: float, smaller: float) -> float:
        return sum(height + _GAP / 2 for *_, height in self._boxes(texts, across, smaller))

    def _sentences(self, slide: Any, texts: Sequence[Text], across: float = _ACROSS, smaller: float = 1) -> float:
        """Write sentences, the main one larger, and return where they end on a slide of 16:9."""
        top = float(_BODY_TOP)
        for is_main, said, size, height in self._boxes(texts, across, smaller):
            # In one box their distances are even, whatever breaks their lines.
            add_lines(
                slide,
                self.area(_EDGE, top, across, height),
                said,
                lang=self.lang,
                size=size,
                bold=is_main,
                colour=INK if is_main else MUTED,
                apart=size * _APART,
            )
            top += height + _GAP / 2
        return top + _GAP / 2

    def _rest(self, section: Section, blocks: Sequence[Block], texts: Sequence[Text]) -> None:
        """Write lists, tables and lines to fill in, on as many slides as they need."""
        slide: Any = None
        top: float = _FOOT_TOP
        for piece in self._pieces(blocks):
            if isinstance(piece, _Piece):
                for text in piece.texts:
                    wide = self.area(_EDGE, 0, _ACROSS, 0).width
                    height = (
                        line_height(piece.size) * lines_in([text], piece.size, wide) * HEIGHT / self.show.slide_height
                    )
                    if slide is None or top + height > _FOOT_TOP - _GAP:
                        slide, top = self._next(section, slide, texts)
                    place = self.area(_EDGE, top, _ACROSS, min(height, _FOOT_TOP - top))
                    add_lines(slide, place, [text], lang=self.lang, size=piece.size, bold=piece.is_bold)
                    top += height + _GAP
            elif isinstance(piece, Blanks):
                if slide is None or top + Inches(0.55) * (piece.lines + 1) > _FOOT_TOP:
                    slide, top = self._next(section, slide, texts)
                top = self._lines_to_fill(slide, piece, top)
            else:
                slide, top = self._table(section, piece.table, slide, top, texts)
        if slide is None and texts:
            self._next(section, None, texts)

    def _pieces(self, blocks: Sequence[Block]) -> Iterator[_Piece | Blanks | Rows]:
        for block in blocks:
            match block:
                case Bullets(items, heading, is_numbered):
                    if heading:
                        yield _Piece((self.ours(heading),), _SIZE * self.scale, is_bold=True)
                    marks = (f"{self.ours(str(at))}. " if is_numbered else "• " for at in range(1, len(items) + 1))
                    listed = tuple(mark + self.ours(item) for mark, item in zip(marks, items, strict=True))
                    yield _Piece(listed, _SIZE * 0.9 * self.scale)
                case Blanks() | Rows():
                    yield block

    def _next(self, section: Section, before: Any, texts: Sequence[Text]) -> tuple[Any, float]:
        """Add the next slide of a section, and return where its body begins."""
        title = section.title if before is None else self.say(N_("{title} (continued)"), title=section.title)
        slide = self.slide(title, section, section.spoken if before is None else ())
        return slide, self._sentences(slide, texts) if before is None else float(_BODY_TOP)

    def _lines_to_fill(self, slide: Any, blanks: Blanks, top: float) -> float:
        size = _SIZE * self.scale
        add_lines(
            slide,
            self.area(_EDGE, top, _ACROSS, Inches(0.4)),
            [self.ours(blanks.heading)],
            lang=self.lang,
            size=size,
            bold=True,
        )
        for _ in range(blanks.lines):
            top += Inches(0.55)
            place = self.area(_EDGE, top, _ACROSS, 0)
            ends = (place.left, place.top, place.left + place.width, place.top)
            line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Emu(each) for each in ends))
            # The theme's style would lay a shadow under it.
            line._element.remove(line._element.find(qn("p:style")))
            line.line.color.rgb, line.line.width = rgb(LINE), Pt(1)
        return top + Inches(0.2)

    def _table(self, section: Section, of: Table, slide: Any, top: float, texts: Sequence[Text]) -> tuple[Any, float]:
        """Write a table, its header on every slide that it takes."""
        headers = [self.ours(each) for each in of.headers(self.lang)]
        rows = [[whole_dates(self.ours(cell)) for cell in row] for row in of.texts(self.lang)]
        shares = column_shares([headers, *rows])
        wide = self.area(_EDGE, 0, _ACROSS, 0).width
        widths = [int(wide * share / sum(shares)) for share in shares]

        def height_in(cells: Sequence[str], size: float) -> float:
            lines = max(lines_in([cell], size, width - 2 * Pt(5)) for cell, width in zip(cells, widths, strict=True))
            return float((line_height(size) * lines + Pt(7)) * HEIGHT / self.show.slide_height)

        if rows and slide is None:
            slide, top = self._next(section, slide, texts)
        # As large as the slide holds it whole, so that it is read from the last row of seats.
        sizes = [each * self.scale for each in _TABLE_SIZES]
        room = _FOOT_TOP - _GAP - top
        size = next(
            (each for each in sizes if sum(height_in(row, each) for row in (headers, *rows)) <= room), sizes[-1]
        )

        def height(cells: Sequence[str]) -> float:
            return height_in(cells, size)

        while rows:
            if top + height(headers) + height(rows[0]) > _FOOT_TOP:
                slide, top = self._next(section, slide, texts)
            taken, end = 0, top + height(headers)
            while taken < len(rows) and (taken == 0 or end + height(rows[taken]) <= _FOOT_TOP - _GAP):
                end += height(rows[taken])
                taken += 1
            self._grid(slide, [headers, *rows[:taken]], of, (top, end), widths, size)
            rows, top = rows[taken:], end + _GAP
        return slide, top

    def _grid(
        self,
        slide: Any,
        rows: Sequence[Sequence[str]],
        of: Table,
        span: tuple[float, float],
        widths: Sequence[int],
        size: float,
    ) -> None:
        place = self.area(_EDGE, span[0], _ACROSS, span[1] - span[0])
        grid = slide.shapes.add_table(len(rows), len(widths), *(Emu(each) for each in place)).table
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = Emu(width)
        for at, row in enumerate(rows):
            grid.rows[at].height = Emu(place.height // len(rows))
            for cell, text, column in zip(grid.rows[at].cells, row, of.columns, strict=True):
                cell.margin_top = cell.margin_bottom = Pt(2)
                cell.margin_left = cell.margin_right = Pt(5)
                paragraph = cell.text_frame.paragraphs[0]
                paragraph.add_run().text = text
                paragraph.alignment = PP_ALIGN.RIGHT if column.is_figures else PP_ALIGN.LEFT
                cell.fill.solid()
                cell.fill.fore_color.rgb = rgb("#e8edf2" if at == 0 else "#ffffff")
                set_font(cell, lang=self.lang, font=FONT, size=size, bold=at == 0, colour=INK)
