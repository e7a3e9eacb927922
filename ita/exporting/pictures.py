"""The charts of a document as pictures, for a letter or a web page: each says of itself whose it is and whence."""

from __future__ import annotations

from collections.abc import Iterator

from ita.documents.model import Document
from ita.documents.outlook import no_charts
from ita.exporting.chart_caption import ChartCaption
from ita.exporting.outline import written
from ita.exporting.pdf.compiler import drawn
from ita.exporting.svg.picture import picture
from ita.exporting.zip_file import zipped
from ita.thai import format_date


def pictures_of(document: Document) -> bytes:
    """Return the charts of a document as one ZIP: each as SVG, which holds its font, and as PNG.

    Raises
    ------
    NotKnownError
        It has none.
    """
    if not document.charts:
        raise no_charts()
    return zipped(_files(document), document.stamp.made_on)


def _files(document: Document) -> Iterator[tuple[str, bytes]]:
    stamp, lang = document.stamp, document.lang
    day = written(format_date(stamp.made_on, lang), document)
    for chart in document.charts:
        about = (chart.title, stamp.agency, stamp.years, stamp.origin, chart.said, " · ".join(stamp.marks))
        caption = ChartCaption(*(written(text, document) for text in about))
        for ending, has_font in (("svg", True), ("png", False)):
            svg = picture(chart.series, caption, date=day, lang=lang, digits=document.digits, embed_font=has_font)
            yield f"{caption.file}.{ending}", svg.encode() if has_font else drawn(svg)
