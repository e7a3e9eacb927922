"""The papers that can be made, by name: each a function from the database and a request to the bytes of a file.

A new paper is a line in `PAPERS`; command line and screen offer what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ita.documents.council import brief_of, council_of
from ita.documents.emblem import emblem_png
from ita.documents.model import Document, Stamp, View
from ita.documents.official_report import OfficialReport, official_report
from ita.documents.outlook import PACK
from ita.documents.request import PaperRequest
from ita.documents.story import Story
from ita.errors import N_, InputError, ItaError, NotKnownError
from ita.exporting.docx_progress import progress_docx
from ita.exporting.docx_report import report_docx
from ita.exporting.pdf.report import progress_pdf, report_pdf
from ita.exporting.pdf.writer import pdf_of
from ita.exporting.pictures import pictures_of
from ita.exporting.slides import slides_of
from ita.exporting.workbook import workbook
from ita.exporting.zip_file import zipped
from ita.i18n import error_text, say
from ita.progress import reached
from ita.store import reads
from ita.store.engine import Cursor

# Neither Windows nor a shell takes these in a name; what is invisible deceives.
_UNSAFE = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e.-]+")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Sources:
    """What papers of one request are made from; what several of them share is read once."""

    cursor: Cursor
    request: PaperRequest

    @cached_property
    def story(self) -> Story:
        """The rows of the papers for executives and councils."""
        return Story(self.cursor, self.request)

    @cached_property
    def council(self) -> Document:
        """What a council is shown."""
        return council_of(self.story)

    @cached_property
    def report(self) -> OfficialReport:
        """What the official report says."""
        return official_report(self.cursor, self.request)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its name for commands, the ending of its file, and what writes it.

    Parameters
    ----------
    title, purpose
        What it is, and for whom and what, as message ids.
    is_packed
        Whether the pack, the set of main papers, holds it.
    """

    name: str
    title: str
    purpose: str
    extension: str
    write: Callable[[Sources], bytes]
    is_packed: bool = True

    def make(self, cursor: Cursor, request: PaperRequest) -> bytes:
        """Return the bytes of its file.

        Raises
        ------
        InputError
            The emblem is none (`emblem_png`), the master cannot serve, or the agency is an average of many.
        NotKnownError
            The agency is not known, or what the paper needs is not known of the year.
        """
        if request.logo is not None:
            request = replace(request, logo=emblem_png(request.logo))
        return self.write(Sources(cursor, request))


def _report(of: Sources) -> bytes:
    return report_docx(of.report, of.request)


def _progress(of: Sources) -> bytes:
    return progress_docx(of.report, of.request)


def _report_pdf(of: Sources) -> bytes:
    return report_pdf(of.report, of.request)


def _progress_pdf(of: Sources) -> bytes:
    return progress_pdf(of.report, of.request)


def _slides(of: Sources) -> bytes:
    return slides_of(of.council, of.request.master, of.request.logo)


def _brief(of: Sources) -> bytes:
    return pdf_of(brief_of(of.story), of.request.logo, is_brief=True)


def _council_pdf(of: Sources) -> bytes:
    return pdf_of(of.council, of.request.logo)


def _workbook(of: Sources) -> bytes:
    return workbook(of.cursor, of.request, everything=True)


def _pictures(of: Sources) -> bytes:
    return pictures_of(of.council)


def packed() -> tuple[Paper, ...]:
    """Return the papers that the pack holds."""
    return tuple(paper for paper in PAPERS.values() if paper.is_packed)


def _pack(of: Sources) -> bytes:
    """Return the other papers in one ZIP; one that cannot be made of what is known is named with its reason.

    Whoever watches is told of each, and may call it off between two.
    """
    request = of.request
    if request.from_year is not None:
        # A year asked for that cannot be compared is refused here, and no reason to leave papers out.
        _ = of.story
    agency = reads.agency_by_id(of.cursor, request.agency_id)
    files, lacking = list[tuple[str, bytes]](), list[tuple[Paper, ItaError]]()
    papers = packed()
    for at, paper in enumerate(papers):
        reached(at, len(papers), paper.title)
        try:
            files.append((file_name(agency[0].name_th, request.year, paper), paper.write(of)))
        except NotKnownError as reason:
            lacking.append((paper, reason))
        except InputError as reason:
            if reason.rule != "paper-of-average":
                raise
            lacking.append((paper, reason))
    if lacking and not files:
        raise lacking[0][1]
    if lacking:
        said = "".join(
            f"{say(paper.title, {}, request.lang)}: {error_text(why, request.lang)}\n" for paper, why in lacking
        )
        files.append(("README.txt", said.encode("utf-8-sig")))
    reached(len(papers), len(papers))
    return zipped(files, request.today)


def refuse_master(master: bytes) -> None:
    """Refuse a .pptx that slides cannot be made with, before any are asked for.

    Raises
    ------
    InputError
        As `slides_of` does.
    """
    view = View("", "")
    slides_of(Document("", Stamp("", "", "", date.min), view, (), "th", "thai"), master)


PAPERS: Mapping[str, Paper] = {
    paper.name: paper
    for paper in (
        Paper(
            "report",
            N_("Official report (Word)"),
            N_("To publish, an item that ITA assesses: analysis and measures, in the table of the form."),
            "docx",
            _report,
        ),
        Paper(
            "report-pdf",
            N_("Official report (PDF)"),
            N_("The same for the web page and to print, as nobody can change it by mistake."),
            "pdf",
            _report_pdf,
        ),
        Paper(
            "progress",
            N_("Progress report (Word)"),
            N_("For the responsible units: every measure, with columns to fill in result, per cent and evidence."),
            "docx",
            _progress,
        ),
        Paper(
            "progress-pdf",
            N_("Progress report (PDF)"),
            N_("The same to print and fill in by hand."),
            "pdf",
            _progress_pdf,
            # A form to be written into: whoever files it fills in the Word file.
            is_packed=False,
        ),
        Paper(
            "slides",
            N_("Slides for the council (PowerPoint)"),
            N_("For whoever speaks in the council: result, change, measures, what is asked. Charts can be edited."),
            "pptx",
            _slides,
        ),
        Paper(
            "brief",
            N_("Executive brief (PDF)"),
            N_("For the mayor and the clerk: two pages, readable in black and white."),
            "pdf",
            _brief,
        ),
        Paper(
            "council",
            N_("What the council is shown (PDF)"),
            N_("For council members: what the slides say, as a paper to hand out."),
            "pdf",
            _council_pdf,
        ),
        Paper(
            "workbook",
            N_("Data book (Excel)"),
            N_("For whoever checks figures or uses them further: everything stored, with sources and rules."),
            "xlsx",
            _workbook,
        ),
        Paper(
            "pictures",
            N_("Charts as pictures (ZIP)"),
            N_("For a letter, the web page or social media: each chart as SVG and PNG, with source and date."),
            "zip",
            _pictures,
            is_packed=False,
        ),
        Paper(
            PACK,
            N_("A set of papers in one file (ZIP)"),
            N_("For most: the main papers at once, for the meeting, the web page and the files."),
            "zip",
            _pack,
            is_packed=False,
        ),
    )
}


def file_name(agency_name: str, year: int, paper: Paper) -> str:
    """Return the name of a paper's file, ``agency-year-paper.docx``: Thai stays, what no file system takes does not."""
    agency = _UNSAFE.sub("_", agency_name).strip("._-")[:_LONGEST_NAME] or "ita"
    return f"{agency}-{year}-{paper.name.removesuffix(f'-{paper.extension}')}.{paper.extension}"
