"""Reading the short cells of a report: indicator with score, question with code, the town, the years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ita.characters import is_turned, refuse_odd_figures
from ita.errors import InputError, Issue, SourceLocation
from ita.frameworks import LETTER_OF
from ita.importing.scores import figure_roles as wording
from ita.model import AgencyTitle, Indicator
from ita.score_values import CENT, in_range, without_noise
from ita.thai import match_key, skeleton, tidy

_LEADING = re.compile(r"^(?:ตัวชี้วัด(?:ย่อย)?(?:ที่)?)?\(?(?P<number>\d{1,2})?\)?[.):]*")
_SCORE = re.compile(r"(?P<sign>[-−–]?)(?P<number>\d[\d.,]*)")
# A mean of the answers, a weight or a round beside a score are said of results too.
_OF_RESULTS_TOO = wording.ONE_OF_SEVERAL | {wording.WEIGHTED}
_DECIMALS = re.compile(r"\d[.,]+\d")
_CALLED = re.compile(r"(?:คะแนน|ร้อยละ)(?:ที่)?(?:ได้)?[:=]?$")
# The longest text that it finds: nothing farther before a number is looked at, or many numbers would take forever.
_CALLED_LENGTH = len("ร้อยละที่ได้:")
# Numbers beside a score that are none: full marks, the year, and what ITAS has otherwise, as our own papers say it.
_NO_SCORE = re.compile(
    r"ต่างจากผลในitas:\d+(?:\.\d+)?(?:คะแนน)?|(?:คะแนน)?เต็ม100(?:\.0+)?(?:คะแนน)?|จาก100(?:\.0+)?(?:คะแนน)?|ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?25\d\d"
)
_CODE = re.compile(
    r"^(?P<word>ข้อ(?:คำถาม)?\s*+(?:ที่)?\s*+)?\(?(?P<letter>[ieoIEO|lL])?\s?(?P<number>\d{1,3})(?!\d|[.,]\d)(?P<stop>[.):]*)"
)
_KINDS = (
    ("เทศบาลนคร", "city_municipality"),
    ("เทศบาลเมือง", "town_municipality"),
    ("เทศบาลตำบล", "subdistrict_municipality"),
    ("องค์การบริหารส่วนตำบล", "subdistrict_administration"),
    ("องค์การบริหารส่วนจังหวัด", "provincial_administration"),
    ("เมืองพัทยา", "special_local_government"),
    ("กรุงเทพมหานคร", "special_local_government"),
)
_SHORT = (("อบต.", "องค์การบริหารส่วนตำบล"), ("อบจ.", "องค์การบริหารส่วนจังหวัด"))
_AGENCY = re.compile(
    r"(?P<kind>" + "|".join(kind for kind, _ in _KINDS) + r")\s*(?P<name>[^\s,()]*)"
    r"(?:\s*(?:อำเภอ|อ\.|เขต)\s*(?P<district>[^\s,()]+?))?(?:\s*(?:จังหวัด|จ\.)\s*(?P<province>[^\s,()]+))?(?=\s|$|[,()])"
)


@dataclass(frozen=True, slots=True)
class IndicatorCell:
    """An indicator cell read."""

    indicator: Indicator
    score: Decimal
    name_differs: bool
    # Where the score stands, if in a table of its own.
    location: SourceLocation | None = None
    # What stands between the indicator's name and the score.
    before: str = ""

    def says_other(self, year: int) -> str | None:
        """Return the words right before the score that say that it is not the agency's result of a year, else None."""
        years = set(re.findall(r"25\d\d", self.before))
        last = re.split(r"\d", self.before)[-1]
        kinds = wording.kinds(last)
        is_other = wording.RESULT not in kinds and wording.role_of(kinds - _OF_RESULTS_TOO) is not None
        return self.before.lstrip("(:.") if is_other or (years and str(year) not in years) else None


@dataclass(frozen=True, slots=True)
class NamedIndicator:
    """The indicator that a cell names; `rest` is the key of what stands behind its name."""

    indicator: Indicator
    rest: str
    name_differs: bool

    @property
    def has_score(self) -> bool:
        """Whether a number stands behind the name."""
        return bool(_scores(_NO_SCORE.sub("|", self.rest)))


def indicator_of(text: str, indicators: Mapping[int, Indicator], location: SourceLocation) -> NamedIndicator:
    """Read which indicator a cell names, such as ``๑. การปฏิบัติหน้าที่``.

    Raises
    ------
    InputError
        The indicator is not one of the ten, or its number and name disagree.
    """
    # Letters that a PDF does not name are refused by a rule of their own, with all of them.
    if location.page is None or "\ufffd" not in text:
        refuse_odd_figures(text, location)
    key = match_key(text)
    leading = _LEADING.match(key)
    number = int(leading["number"]) if leading and leading["number"] else None
    rest = key[leading.end() :] if leading else key
    named = _named(rest, indicators)
    if named is None and number not in indicators:
        raise InputError.of(Issue("indicator-unknown", {"text": _short(text)}, location))
    indicator = named or indicators[number or 0]
    if named is not None and number is not None and number != named.indicator_no:
        raise InputError.of(Issue("indicator-mismatch", {"number": number, "name": named.name_th}, location))
    after = rest
    known = False
    for name in (indicator.name_th, indicator.older_name_th or ""):
        known = known or (bool(name) and match_key(name) in after)
        after = after.replace(match_key(name), "", 1) if name else after
    return NamedIndicator(indicator, after, not known)


def read_indicator(text: str, indicators: Mapping[int, Indicator], location: SourceLocation) -> IndicatorCell:
    """Read an indicator cell, such as ``๑. การปฏิบัติหน้าที่ (๙๗.๒๑ คะแนน)``.

    Raises
    ------
    InputError
        The indicator is not one of the ten, its number and name disagree, or its score is missing, outside 0-100,
        negative, or has more than two decimals.
    """
    named = indicator_of(text, indicators, location)
    score = _read_score(named.rest, named.indicator, location)
    found = _scores(_NO_SCORE.sub("|", named.rest))
    before = named.rest[: max(named.rest.find(found[0]), 0)]
    return IndicatorCell(named.indicator, score, named.name_differs, before=before)


def _named(rest: str, indicators: Mapping[int, Indicator]) -> Indicator | None:
    """Return the indicator whose name opens the text; the longest where one name opens another.

    Where none does, marks above and below are left out of account: text out of a PDF may have them elsewhere.
    """
    for key_of in (match_key, skeleton):
        fitting = [
            (len(key_of(name)), indicator)
            for indicator in indicators.values()
            for name in (indicator.name_th, indicator.older_name_th)
            if name and key_of(rest).startswith(key_of(name))
        ]
        if fitting:
            return max(fitting, key=lambda pair: pair[0])[1]
    return None


def _read_score(after: str, indicator: Indicator, location: SourceLocation) -> Decimal:
    name = f"{indicator.indicator_no} {indicator.name_th}"
    found = _scores(_NO_SCORE.sub("|", after))
    if not found:
        raise InputError.of(Issue("score-missing", {"indicator": name}, location))
    if len(found) > 1:
        raise InputError.of(Issue("score-several", {"indicator": name, "numbers": ", ".join(found)}, location))
    return check_score(found[0], location, name)


def _is_called_score(after: str, found: re.Match[str]) -> bool:
    start = found.start()
    return after.startswith("คะแนน", found.end()) or bool(_CALLED.search(after, max(start - _CALLED_LENGTH, 0), start))


def _scores(after: str) -> list[str]:
    """Return the different numbers that may be the score: those that words or decimals mark as one, else all."""
    every = list(_SCORE.finditer(after))
    marked = [each for each in every if _DECIMALS.search(each["number"]) or _is_called_score(after, each)]
    written = [each["sign"] + each["number"].rstrip(".,") for each in marked or every]
    # 97.2 and 97.20 are one score.
    return list({text.rstrip("0").rstrip(".") if "." in text else text: text for text in written}.values())


_DECIMAL_COMMA = re.compile(r"(?:100|\d{1,2}),\d{1,2}")


def check_score(text: str, location: SourceLocation, indicator: str) -> Decimal:
    """Return a score as typed, checked: 0-100 with at most two decimals.

    Raises
    ------
    InputError
        With the rule that it breaks; never rounded.
    """
    if is_turned(text):
        refuse_odd_figures(text, location)
    plain = tidy(text).replace("−", "-").replace("–", "-")
    params = {"indicator": indicator, "score": plain}
    if _DECIMAL_COMMA.fullmatch(plain):
        written = Decimal(plain.replace(",", "."))
        raise InputError.of(
            Issue("score-not-a-number", {**params, "written": f"{written:.2f}"}, location, variant="report-comma")
        )
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain):
        raise InputError.of(Issue("score-not-a-number", params, location, variant="report"))
    exact = Decimal(plain)
    number = without_noise(exact)
    if not in_range(number):
        raise InputError.of(Issue("score-range", params, location, variant="report"))
    if number == exact and "." in plain and len(plain.split(".")[1]) > 2:
        meant = without_noise(number * 100)
        if number < 1 and meant == meant.quantize(CENT):
            raise InputError.of(Issue("score-fraction-written", {**params, "meant": f"{meant:.2f}"}, location))
        raise InputError.of(Issue("score-decimals", params, location, variant="report"))
    return number.quantize(CENT)


@dataclass(frozen=True, slots=True)
class QuestionCell:
    """A question cell read; `written` is the code as it stands in the file, `code` as the framework writes it."""

    code: str | None
    written: str | None
    text: str
    of_indicator: bool


def read_question(text: str, indicator: Indicator, codes: Mapping[str, int]) -> QuestionCell:
    """Read a question cell, such as ``i๔ หน่วยงานของท่าน...`` or ``๐๒๗ มาตรการ...``.

    Codes lose their letter when they are typed as Thai digits: ``๑๑`` is i1 and ``๐๑`` is o1. Where a code can be
    read in two ways, the one that the year's framework puts under this indicator is taken.

    Parameters
    ----------
    codes
        Code to indicator number of the year's framework; empty where it is not known.
    """
    plain = tidy(text)
    found = _CODE.match(plain)
    if found is None or _is_list_number(found):
        return QuestionCell(None, None, text.strip(), of_indicator=False)
    letter = (found["letter"] or "").lower().replace("|", "i").replace("l", "i")
    candidates = _candidates(letter, found["number"], LETTER_OF.get(indicator.instrument, ""))
    fitting = [code for code in candidates if codes.get(code) == indicator.indicator_no]
    if not candidates:
        return QuestionCell(None, None, text.strip(), of_indicator=False)
    written = plain[found.start("letter") if found["letter"] else found.start("number") : found.end("number")]
    return QuestionCell((fitting or candidates)[0], written, _after_code(text), bool(fitting))


def question_of_text(text: str, indicator: Indicator, questions: Mapping[str, str]) -> QuestionCell | None:
    """Return the question whose known text a cell out of a PDF holds, marks aside; None where it is none of them.

    Parameters
    ----------
    questions
        Code to text of the year's framework, of this indicator only.
    """
    written = skeleton(text)
    for code, known in questions.items():
        key = skeleton(known)
        if key and key in written:
            return QuestionCell(code, code, text.strip(), of_indicator=code.startswith(LETTER_OF[indicator.instrument]))
    return None


def code_key(text: str) -> str | None:
    """Return a key of the code that opens a question cell, None where it opens with none for sure.

    Sure is a code with a letter, with the 0 that stands for one, or behind the word for a question: other text may
    open with a number too.
    """
    found = _CODE.match(tidy(text))
    if found is None or not (found["word"] or found["letter"] or found["number"].startswith("0")):
        return None
    return match_key((found["letter"] or "").replace("|", "i").replace("l", "i") + found["number"])


def _is_list_number(found: re.Match[str]) -> bool:
    """Tell the number of a list ("1.") from a code, which has a word, a letter, or a 0 that stands for one."""
    bare = not found["word"] and not found["letter"] and not found["number"].startswith("0")
    return bare and found["stop"].startswith(".")


def _candidates(letter: str, number: str, expected: str) -> list[str]:
    if letter:
        return [f"{letter}{int(number)}"] if int(number) else []
    found: list[str] = []
    if number.startswith("0") and len(number) > 1 and int(number):
        found.append(f"o{int(number)}")
    elif number.startswith("1") and len(number) > 1 and int(number[1:]):
        found.append(f"i{int(number[1:])}")
    if int(number):
        found.append(f"{expected}{int(number)}")
    return found


def _after_code(text: str) -> str:
    """Return the question as written, without its code."""
    return re.sub(
        r"^\s*+(?:ข้อ(?:คำถาม)?\s*+(?:ที่)?\s*+)?\(?[ieoIEO|lL]?\s?[0-9๐-๙]{1,3}[.):]*\s*", "", text, count=1
    ).strip()


def read_agency(lines: Iterable[str]) -> AgencyTitle | None:
    """Return the town that a report's title names: the line that says most of it (name, district, province)."""
    best: AgencyTitle | None = None
    for line in lines:
        plain = tidy(line)
        for short, full in _SHORT:
            plain = plain.replace(short, full)
        for found in _AGENCY.finditer(plain):
            kind = dict(_KINDS)[found["kind"]]
            agency = AgencyTitle(f"{found['kind']}{found['name']}", kind, found["district"], found["province"])
            if best is None or _fields_known(agency) > _fields_known(best):
                best = agency
    return best


def _fields_known(agency: AgencyTitle) -> int:
    return (agency.district is not None) + 2 * (agency.province is not None)


def _short(text: str, length: int = 60) -> str:
    plain = tidy(text)
    return plain if len(plain) <= length else plain[: length - 1] + "…"
