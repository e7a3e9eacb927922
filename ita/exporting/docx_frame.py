"""What every Word paper has: A4 pages, language and title, what stands on each page, and the cover."""

from __future__ import annotations

import io
from datetime import datetime, time

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Length
from docx.text.paragraph import Paragraph

from ita.documents import report_layout as layout
from ita.documents.official_report import OfficialReport
from ita.documents.writing import Writing
from ita.errors import N_
from ita.exporting.docx_fonts import embed_fonts
from ita.exporting.docx_memo import MemoTexts, add_memo
from ita.exporting.docx_parts import (
    GREY,
    MARK,
    Look,
    add_field,
    add_link,
    add_picture_at,
    add_tab,
    add_text,
    clean,
    set_looks,
    space,
)
from ita.exporting.qr import qr_png

_LONG, _SHORT, MARGIN = Cm(29.7), Cm(21.0), Cm(1.5)
_SMALL, _SMALL_MARK = Look(9, colour=GREY), Look(9, bold=True, colour=MARK)
_LANGUAGES = {"th": "th-TH", "en": "en-US"}
_EMBLEM, _QR, _EDGE = Cm(3.2), Cm(1.5), Cm(0.8)
# Styles of the template that are used.
_STYLES = {"Normal": Look(11), "Title": Look(24, bold=True), "Heading 1": Look(14, bold=True)}


def new_report(report: OfficialReport, writing: Writing, title: str, memo: MemoTexts) -> Document:
    """Return a document as both reports begin: a memo, where one is asked for, then A4 pages across.

    Parameters
    ----------
    title
        Message id of the title of the report.
    memo
        What the memo says of it.
    """
    words = writing.words(title)
    document = _new_document(writing, f"{words} {writing.number(report.subject.plan_year)} · {writing.name}")
    if writing.request.memo:
        width = _lay_out(document.sections[0], writing, words, landscape=False)
        add_memo(document, report, writing, layout.whole_title(writing, title), memo, width)
        document.add_section(WD_SECTION.NEW_PAGE)
    _lay_out(document.sections[-1], writing, words, landscape=True)
    return document


def _new_document(writing: Writing, title: str) -> Document:
    """Return an empty document with the product's font, its language and its title; one section, not laid out yet."""
    document = docx.Document()
    language = _LANGUAGES[writing.request.lang]
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    set_looks(defaults, _STYLES["Normal"])
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{language}" w:eastAsia="{language}" w:bidi="th-TH"/>'))
    for name, look in _STYLES.items():
        set_looks(document.styles[name].element.get_or_add_rPr(), look)
        element = document.styles[name].element
        for border in list(element.iter(qn("w:pBdr"))):
            border.getparent().remove(border)
    path = "/".join(qn(name) for name in ("w:docDefaults", "w:pPrDefault", "w:pPr", "w:spacing"))
    spacing = document.styles.element.find(path)
    for attribute, value in (("after", "0"), ("line", "240")):
        spacing.set(qn(f"w:{attribute}"), value)
    _set_up(document)
    _drop_old_styles(document)
    embed_fonts(document)
    core = document.core_properties
    core.title, core.language, core.subject = clean(title)[:255], language, clean(writing.name)[:255]
    core.author, core.comments = "ITA dashboard", ""
    core.created = core.modified = datetime.combine(writing.request.today, time())
    return document


def _drop_old_styles(document: Document) -> None:
    """Leave out the template's second set of styles, for Word of 2007, which would differ from ours."""
    relations = document.part.rels
    for key in [key for key, each in relations.items() if each.reltype.endswith("/stylesWithEffects")]:
        del relations[key]


def _set_up(document: Document) -> None:
    """Set what Word asks of a file of today: a zoom in per cent, and no mode of an older version."""
    settings = document.settings.element
    zoom = settings.find(qn("w:zoom"))
    for name in list(zoom.attrib):
        del zoom.attrib[name]
    zoom.set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _lay_out(section: Section, writing: Writing, title: str, *, landscape: bool) -> Length:
    """Make a section A4, with header and footer; return the width between its margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.left_margin, section.right_margin = (MARGIN, MARGIN) if landscape else (Cm(3), Cm(2))
    section.top_margin = section.bottom_margin = Cm(1.9)
    section.header_distance = section.footer_distance = _EDGE
    width = Length(section.page_width - section.left_margin - section.right_margin)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    top, bottom = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (top, bottom):
        # The template's own stops are those of a page of letter size.
        paragraph.style = "Normal"
        space(paragraph)
        paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    add_text(top, f"{writing.name} · {title}", _SMALL)
    if writing.marks:
        if landscape:
            add_tab(top, _SMALL)
        else:
            # Across an upright page title and marks have no room side by side.
            top = space(section.header.add_paragraph(style="Normal"), align=WD_ALIGN_PARAGRAPH.RIGHT)
        add_text(top, writing.marks, _SMALL_MARK)
    add_text(bottom, writing.source, _SMALL)
    add_tab(bottom, _SMALL)
    _add_pages(bottom, writing)
    _add_view(section, writing)
    return width


def _add_view(section: Section, writing: Writing) -> None:
    """Name the screen that shows the same; with a public address as a link, and beside it as a code."""
    view = writing.view
    source, line = section.footer.paragraphs[0], space(section.footer.add_paragraph(style="Normal"))
    text = writing.words(N_("On the dashboard: {view}"), view=view.name)
    if view.address is None:
        add_text(line, text, _SMALL)
        return
    section.bottom_margin = Length(_EDGE + _QR)
    for paragraph in (source, line):
        paragraph.paragraph_format.left_indent = _QR + Cm(0.2)
    add_link(line, text, view.address, _SMALL)
    lowest = (section.page_height or 0) - _EDGE - _QR + Cm(0.3)
    place = (Length(section.left_margin or 0), Length(lowest))
    add_picture_at(line, qr_png(view.address), place, (_QR, _QR), view.address)


def _add_pages(paragraph: Paragraph, writing: Writing) -> None:
    """Add "page x of y", whose figures are fields."""
    digits = writing.request.digits
    before, _, rest = writing.words(N_("Page {page} of {pages}"), page="\0", pages="\1").partition("\0")
    between, _, after = rest.partition("\1")
    add_text(paragraph, before, _SMALL)
    add_field(paragraph, "PAGE", digits, _SMALL)
    add_text(paragraph, between, _SMALL)
    add_field(paragraph, "NUMPAGES", digits, _SMALL)
    add_text(paragraph, after, _SMALL)


def add_emblem(document: Document, png: bytes | None) -> None:
    """Add the emblem in the middle of the page, where there is one."""
    if png is None:
        return
    paragraph = space(document.add_paragraph(), after=12, align=WD_ALIGN_PARAGRAPH.CENTER)
    shape = paragraph.add_run().add_picture(io.BytesIO(png), height=_EMBLEM)
    if shape.width > 3 * _EMBLEM:
        shape.height, shape.width = Length(shape.height * 3 * _EMBLEM // shape.width), Length(3 * _EMBLEM)


def centred(document: Document, text: str, look: Look, *, after: float = 6, style: str = "Normal") -> Paragraph:
    """Add a paragraph in the middle of the page."""
    paragraph = document.add_paragraph(style=style)
    space(paragraph, after=after, line=1.15, align=WD_ALIGN_PARAGRAPH.CENTER, with_next=style != "Normal")
    add_text(paragraph, text, look)
    return paragraph


def document_bytes(document: Document) -> bytes:
    """Return a document as the bytes of its file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
