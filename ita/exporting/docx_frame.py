"""What every Word paper has: A4 pages, language and title, what stands on each page, and the cover."""

from __future__ import annotations

import io
from dataclasses import dataclass
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

from ita.documents.digits import in_digits, stored
from ita.documents.official_report import Subject
from ita.documents.presented import presented_mark
from ita.documents.request import PaperRequest
from ita.errors import N_
from ita.exporting.docx_fonts import embed_fonts
from ita.exporting.docx_parts import GREY, MARK, Look, add_field, add_tab, add_text, clean, set_looks, space
from ita.i18n import translator
from ita.tables.notes import assumed
from ita.tables.sources import OriginName
from ita.thai import format_date

_LONG, _SHORT, MARGIN = Cm(29.7), Cm(21.0), Cm(1.5)
_SMALL, _SMALL_MARK = Look(9, colour=GREY), Look(9, bold=True, colour=MARK)
_LANGUAGES = {"th": "th-TH", "en": "en-US"}
_EMBLEM = Cm(3.2)
# Styles of the template that are used.
_STYLES = {"Normal": Look(11), "Title": Look(24, bold=True), "Heading 1": Look(14, bold=True)}


@dataclass(frozen=True, slots=True)
class Writing:
    """How a paper is written: `words` gives a text of ours in its language, fields filled in, its digits as asked.

    A field that is a stored text is marked with `stored`, and keeps the digits that it has.
    """

    request: PaperRequest
    subject: Subject

    def words(self, text: str, **params: str | int) -> str:
        """Return a message id in words."""
        return in_digits(translator(self.request.lang)(text).format_map(params), self.request.digits)

    def number(self, value: object) -> str:
        """Return a number, or a text of ours with numbers, in the digits of the paper."""
        return in_digits(str(value), self.request.digits)

    @property
    def name(self) -> str:
        """The agency's name, as it is stored."""
        return self.subject.name(self.request.lang)

    @property
    def place(self) -> str:
        """District and province of the agency, empty where neither is known."""
        parts = ((N_("{place} district"), self.subject.district), (N_("{place} province"), self.subject.province))
        return " ".join(self.words(text, place=stored(place)) for text, place in parts if place)

    @property
    def marks(self) -> str:
        """What the figures must carry: that they are of a snapshot, synthetic, or by rules of another year."""
        basis = assumed(self.subject.rules_basis, self.subject.fiscal_year)
        presented = presented_mark(self.request, stored)
        found = [self.words(N_("Synthetic data"))] if self.subject.is_synthetic else []
        found += [in_digits(basis.in_words(self.request.lang), self.request.digits)] if basis else []
        found += [in_digits(presented.in_words(self.request.lang), self.request.digits)] if presented else []
        return " · ".join(found)

    @property
    def source(self) -> str:
        """Where the figures come from, and the day on which they were stored."""
        subject = self.subject
        origin = OriginName(subject.origin).in_words(self.request.lang)
        if subject.file:
            origin = f"{origin} ({stored(subject.file)})"
        day = format_date(subject.stored_on, self.request.lang) if subject.stored_on else "–"
        return self.words(N_("Figures from {origin}, stored on {day}"), origin=origin, day=day)


def new_document(writing: Writing, title: str) -> Document:
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
    embed_fonts(document)
    core = document.core_properties
    core.title, core.language, core.subject = clean(title)[:255], language, clean(writing.name)[:255]
    core.author, core.comments = "ITA dashboard", ""
    core.created = core.modified = datetime.combine(writing.request.today, time())
    return document


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


def lay_out(section: Section, writing: Writing, title: str, *, landscape: bool) -> Length:
    """Make a section A4, with header and footer; return the width between its margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.left_margin, section.right_margin = (MARGIN, MARGIN) if landscape else (Cm(3), Cm(2))
    section.top_margin = section.bottom_margin = Cm(1.9)
    section.header_distance = section.footer_distance = Cm(0.8)
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
        add_tab(top, _SMALL)
        add_text(top, writing.marks, _SMALL_MARK)
    add_text(bottom, writing.source, _SMALL)
    add_tab(bottom, _SMALL)
    _add_pages(bottom, writing)
    return width


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


def next_section(document: Document) -> Section:
    """Return a new section on a new page."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    return section


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
