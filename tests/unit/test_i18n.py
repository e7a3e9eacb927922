"""Every text of the program has a Thai translation with the same fields, and nothing is translated that is not said."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from ita.errors import InputError, Issue, SourceLocation
from ita.i18n import LANGUAGES, error_text, issue_text, location_text, say, translations, translator
from ita.paths import LOCALE
from tests.helpers import ROOT, offenders

CATALOGUE = LOCALE / "th" / "LC_MESSAGES" / "ita.po"
MARKERS = ("_", "N_")
# Whose first text is shown to people, and where in the call it stands.
SHOWN = {
    "ItaError": 0,
    "InputError": 0,
    "RulesError": 0,
    "StoreError": 0,
    "NotKnownError": 0,
    "UsageError": 0,
    "tell": 0,
    "say": 0,
    "both": 0,
    "fail": 0,
    ".say": 2,
}


def sources() -> list[Path]:
    return [path for folder in ("ita", "pages") for path in sorted((ROOT / folder).rglob("*.py"))] + [
        ROOT / "app.py",
        ROOT / "start.py",
    ]


def called(node: ast.Call) -> str:
    """Return the bare name of what is called; `x.say(...)`, which names a rule, is told from `say(...)`."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return f".{name}" if isinstance(node.func, ast.Attribute) and name == "say" else name


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """Return every call of the program with its place.

    Babel's own extractor does not look into f-strings before Python 3.12; the syntax tree does.
    """
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]


def said() -> dict[str, str]:
    """Return every text that the program marks for translation, with a place where it does."""
    return {
        node.args[0].value: location
        for location, node in calls()
        if called(node) in MARKERS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


@cache
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="th", abort_invalid=True)


def translated() -> Iterator[Message]:
    return (message for message in catalogue() if message.id)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_program_says_something() -> None:
    assert len(said()) > 60


def test_every_text_is_in_the_catalogue() -> None:
    known = {message.id for message in translated()}
    assert {text: location for text, location in said().items() if text not in known} == {}


def test_the_catalogue_has_no_text_that_nobody_says() -> None:
    assert {message.id for message in translated()} - set(said()) == set()
    assert list(catalogue().obsolete) == []
    assert "#~" not in CATALOGUE.read_text("utf-8")


def test_no_translation_is_empty_or_fuzzy() -> None:
    assert [message.id for message in translated() if not message.string or not str(message.string).strip()] == []
    assert [message.id for message in translated() if message.fuzzy] == []


def test_every_translation_has_the_same_fields() -> None:
    wrong = {message.id: message.string for message in translated() if fields(message.id) != fields(message.string)}
    assert wrong == {}
    assert {
        text: location for text, location in said().items() if any(not name.isidentifier() for name in fields(text))
    } == {}


def test_every_translation_is_thai() -> None:
    words = {
        message.id: message.string
        for message in translated()
        if re.search("[a-z]{2}", re.sub(r"\{\w+\}", "", message.id)) and not re.search("[ก-ฮ]", message.string)
    }
    assert words == {}


def test_no_text_is_put_together_before_it_is_translated() -> None:
    wrong = [
        location
        for location, node in calls()
        if called(node) in MARKERS and node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert wrong == []


def test_every_text_that_people_see_is_marked() -> None:
    bare = [
        location
        for location, node in calls()
        if called(node) in SHOWN
        for shown in (
            *node.args[SHOWN[called(node)] : SHOWN[called(node)] + 1],
            *(word.value for word in node.keywords if word.arg in ("hint", "text")),
        )
        if isinstance(shown, ast.Constant | ast.JoinedStr) and getattr(shown, "value", "") is not None
    ]
    assert bare == []


def test_every_text_can_be_said_in_both_languages() -> None:
    def holds(text: str) -> None:
        params = dict.fromkeys(fields(text), "§")
        for lang in LANGUAGES:
            sentence = say(text, params, lang)
            assert sentence
            assert ("§" in sentence) == bool(params)
            assert "{" not in sentence.replace("{{", "")

    assert offenders(sorted(said()), holds, str) == {}


def test_places_in_words() -> None:
    location = SourceLocation("report.docx", 3, 2, 1)
    assert location_text(location, "en") == "report.docx, table 3 row 2 column 1"
    thai = location_text(location, "th")
    assert thai.startswith("report.docx, ")
    assert [int(number) for number in re.findall(r"\d+", thai)] == [3, 2, 1]
    assert location_text(SourceLocation(), "th") == ""
    assert location_text(SourceLocation("a.txt"), "en") == "a.txt"
    assert location_text(SourceLocation(row=4), "en") == "row 4"


def test_an_error_has_message_place_and_hint() -> None:
    reason = InputError("The file is empty.", hint="Try again in a moment.", location=SourceLocation("a.txt"))
    assert error_text(reason, "en") == "The file is empty. (a.txt) Try again in a moment."
    assert error_text(InputError("The file is empty."), "en") == "The file is empty."
    assert re.search("[ก-ฮ]", error_text(reason, "th"))


def test_what_was_left_is_named_in_the_language_of_the_reader() -> None:
    of_report = Issue("left-standing", {"number": 3, "fields": "score, period"}, variant="report")
    assert issue_text(of_report, "th").endswith(": คะแนน, ระยะเวลา")
    assert issue_text(of_report, "en").endswith(": Score, Period.")
    of_scores = Issue("left-standing", {"year": 2568, "figures": "2, o27, total, level"}, variant="scores")
    assert issue_text(of_scores, "th").endswith(": 2, o27, คะแนนรวม, ระดับ")
    assert issue_text(of_scores, "en").endswith(": 2, o27, Total, Level.")
    assert of_scores.params["figures"] == "2, o27, total, level"


def test_braces_in_what_is_quoted_are_no_fields() -> None:
    issue = Issue("indicator-unknown", {"text": "{0} {nothing} %s"})
    for lang in LANGUAGES:
        assert "{0} {nothing} %s" in issue_text(issue, lang)


def test_languages_do_not_touch_each_other() -> None:
    thai, english = translator("th"), translator("en")
    assert thai("The file is empty.") != english("The file is empty.") == "The file is empty."
    assert translations("th") is not translations("en")
    assert not hasattr(builtins, "_"), "never installed for the whole process"
    assert translator("th")("a text that nobody knows") == "a text that nobody knows"
