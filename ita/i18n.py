"""Texts in Thai and English: gettext catalogues, one translation object a language, nothing process-wide.

Message ids are English; ``locale/th/LC_MESSAGES/ita.po`` holds the Thai. The catalogue is compiled in memory, so
that no compiled file can be older than its source.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable
from functools import lru_cache

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ita.errors import N_, Issue, ItaError, Params, SourceLocation
from ita.level_names import MEANINGS, level_name
from ita.paths import LOCALE

LANGUAGES = ("th", "en")
# Fields of a report and of a year's result, which issues name as machines do.
FIELDS = {
    "score": N_("Score"),
    "question": N_("Question"),
    "strengths": N_("Strengths"),
    "analysis": N_("Analysis"),
    "measures": N_("Measures and steps"),
    "rationale": N_("Why these measures"),
    "period": N_("Period"),
    "units": N_("Responsible units"),
}
WHOLE = {"total": N_("Total"), "level": N_("Level")}
# The rule of what was left as it stood, by choice.
KEPT_FIELDS_RULE = "left-standing"
# What an issue names fields in, so that queries can take them apart.
_NAMING = {"fields": FIELDS, "figures": WHOLE}
Gettext = Callable[[str], str]


@lru_cache(maxsize=len(LANGUAGES))
def translations(lang: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; English is the message ids themselves."""
    if lang != "th":
        return gettext.NullTranslations()
    with (LOCALE / lang / "LC_MESSAGES" / "ita.po").open("rb") as source:
        catalogue = read_po(source, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def translator(lang: str) -> Gettext:
    """Return the function that translates message ids into a language."""
    return translations(lang).gettext


def say(text: str, params: Params, lang: str) -> str:
    """Return a message id translated, with its fields filled in."""
    named = {key: level_name(value, lang) if value in MEANINGS else value for key, value in params.items()}
    return translator(lang)(text).format_map(named)


def location_text(location: SourceLocation, lang: str) -> str:
    """Return a place in words, such as ``report.docx, ตารางที่ 3 แถว 2 คอลัมน์ 1``; empty where nothing is known.

    A place in a workbook reads ``scores.xlsx, แผ่นงาน คะแนนรายปี ช่อง C4``, one in pasted text ``บรรทัดที่ 3``.
    """
    _ = translator(lang)
    if location.sheet is not None:
        sheet = _(N_("sheet {sheet}")).format(sheet=location.sheet)
        cell = _(N_("cell {cell}")).format(cell=location.cell) if location.cell else ""
        return ", ".join(part for part in (location.file or "", f"{sheet} {cell}".strip()) if part)
    parts = [
        _(name).format(number=number)
        for name, number in (
            (N_("page {number}"), location.page),
            (N_("table {number}"), location.table),
            (N_("row {number}"), location.row),
            (N_("column {number}"), location.column),
            (N_("line {number}"), location.line),
        )
        if number is not None
    ]
    where = " ".join(parts)
    return ", ".join(part for part in (location.file or "", where) if part)


def issue_text(issue: Issue, lang: str) -> str:
    """Return an issue's message, without its place."""
    return say(
        issue.text, {**issue.params, **_named(issue, lang)} if issue.rule == KEPT_FIELDS_RULE else issue.params, lang
    )


def _named(issue: Issue, lang: str) -> Params:
    """Return the lists of fields that an issue names, in words; indicators and codes stay as they are."""
    _ = translator(lang)
    return {
        name: ", ".join(_(words.get(each, each)) for each in str(issue.params[name]).split(", "))
        for name, words in _NAMING.items()
        if name in issue.params
    }


def error_text(error: ItaError, lang: str) -> str:
    """Return an error as people read it: message, place, and what to do."""
    location = location_text(error.location, lang)
    hint = say(error.hint, error.params, lang) if error.hint else ""
    message = say(error.text, error.params, lang)
    located = f"{message} ({location})" if location else message
    return f"{located} {hint}" if hint else located
