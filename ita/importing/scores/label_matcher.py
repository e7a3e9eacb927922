"""What things are called in a table of scores: indicators, instruments, total, level, and the heads of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ita.errors import InputError, Issue, SourceLocation
from ita.frameworks import Frameworks
from ita.importing.scores.text_keys import match_key, tidy
from ita.model import Indicator

# An indicator's number, an instrument's code, or one of the two below.
What = int | str
TOTAL, LEVEL = "total", "level"
TOTAL_TH, LEVEL_TH = "คะแนนรวม", "ระดับ"
INSTRUMENTS = ("IIT", "EIT", "OIT")

# Words that make a figure something else than this year's result of this agency.
_OTHER = re.compile(
    r"เฉลี่ย|ประเทศ|จังหวัด|เป้าหมาย|ผลต่าง|เปลี่ยนแปลง|เพิ่มขึ้น|ลดลง|อันดับ|ช่องว่าง|ปีก่อน|ปีที่แล้ว|ส่วนที่\d|หมายเหตุ"
    r"|average|national|target|change|difference|rank|gap|part\d|note"
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
# Words and numbers of weighted points: an instrument's 30 or 40, an indicator's 6, 10 or 20; not 100 nor a year.
_OF_INSTRUMENT = re.compile(r"iit|eit|oit")
_WEIGHT_WORDS = re.compile(r"ถ่วง|น้ำหนัก|weight")
_OF_WEIGHT = re.compile(rf"{_WEIGHT_WORDS.pattern}|(?<![\d.])(?!(?:100(?:\.0+)?|25\d\d)(?!\d))\d+(?:\.\d+)?")
_QUESTIONS = re.compile(r"(?<![a-z])[ieo]\d{1,3}(?!\d)")
# What may follow a name: figures with their unit, full marks.
_AFTER_NAME = re.compile(
    r"(?:\d+[.,]\d+|100(?!\d)|คะแนน|(?:ที่)?ได้(?:รับ)?|เท่ากับ|ร้อยละ|เต็ม|points?|score|[%.,:;=|/\-–—…])*"
)
_NUMBERED = re.compile(
    r"^(?P<word>ตัวชี้วัด(?:ย่อย)?(?:ที่)?|ตชว\.?(?:ที่)?|indicator[_-]?(?:no\.?)?|ด้าน(?:ที่)?)?[(\[]?(?P<number>\d{1,3})?[)\]]?[.:\-–]*"
)
_INSTRUMENT_BEFORE = re.compile(r"^(?:เครื่องมือ)?[(\[]?(?:iit|eit|oit)[)\]]?[:.\-–/]*")
_INSTRUMENT_ALONE = re.compile(
    r"^(?:\d{1,2}[.):\-]*)?(?:คะแนน|เครื่องมือ|แบบวัด|แบบ|ผล|ภาพรวม|รวม|ด้าน|score|total|of)*"
    r"[(\[]?(?P<code>iit|eit|oit)[)\]]?(?P<rest>.*)$"
)
# The only numbers in it are full marks and weights: "EIT 1" is a part of EIT or nobody knows what.
_FIGURE_WORDS = re.compile(
    r"(?:คะแนน|เต็ม|ถ่วงน้ำหนัก|น้ำหนัก|ร้อยละ|จาก|weight(?:ed)?|score|points?|of"
    r"|100(?:\.00)?|[34]0|0\.[34]0?|[.,()\[\]%:/=\-–])*"
)
_TOTAL = re.compile(
    r"(?:ผล)?คะแนน(?:การประเมิน|ผลการประเมิน)?(?:ita)?(?:รวม|ภาพรวม)(?:ทั้งหมด|ทุกเครื่องมือ|ของหน่วยงาน|หน่วยงาน|ita)?"
    r"|รวม(?:ทั้งหมด|คะแนน|ทั้งสิ้น)?|(?:ผลการประเมิน)?ภาพรวม(?:หน่วยงาน)?|คะแนนita|itascore"
    r"|คะแนน(?:ผล)?การประเมิน(?:ita)?|ผลรวม(?:คะแนน)?|(?:total|overall)(?:ita)?(?:score|result)?"
)
_LEVEL = re.compile(
    r"ระดับ(?:ผล|คุณภาพ|คะแนน|การประเมิน|ผลการประเมิน|คุณธรรม)*|ผลการประเมิน(?:ระดับ)?"
    r"|(?:rating|ita)?level|rating|grade|เกรด"
)
_YEAR_HEADER = re.compile(
    r"(?:ประจำ)?ปี(?:งบประมาณ|การประเมิน|ที่ประเมิน|คะแนน|งบ)?(?:พ\.?ศ\.?)?|พ\.?ศ\.?|(?:fiscal|budget|score)?[_-]?years?"
)
_LABEL_HEADER = re.compile(
    r"(?:ชื่อ|ลำดับ|หัวข้อ)?(?:ประเด็น/)?ตัวชี้วัด(?:ที่|ita|การประเมิน|ita)*|รายการ(?:ประเมิน|ตัวชี้วัด)?"
    r"|(?:หัวข้อ|ประเด็น|ด้าน)(?:การ)?(?:ประเมิน)?|indicators?(?:[_-]?(?:no\.?|name))?"
)
_ORDINAL_HEADER = re.compile(r"ที่|ลำดับ(?:ที่)?|no\.?|#|order")
_SUB_INDICATOR = re.compile(
    r"^(?P<sub>(?:ตัวชี้วัด|ประเด็น)ย่อย(?:ที่)?|sub-?indicator|ตัวชี้วัด(?:ที่)?|ข้อ)?[(\[]?(?P<number>\d{1,2}\.\d{1,2})(?![\d.])[)\]]?(?P<rest>.*)$",
    re.IGNORECASE,
)
_SCORE_HEADER = re.compile(r"(?:ผล|ค่า)?คะแนน(?:ที่ได้(?:รับ)?|ประเมิน)?|scores?|value")
_CODE_HEADER = re.compile(
    r"รหัส(?:ข้อ|คำถาม|ข้อคำถาม|ข้อคำถามita)?|ข้อคำถาม(?:ita)?|ข้อ(?:ที่)?|(?:question|item)?[_-]?code|questions?|items?"
)
_A_YEAR = re.compile(r"(?:ประจำ)?(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?(25\d\d)")
_CODE = re.compile(r"(?:ข้อ(?:คำถาม)?(?:ที่)?)?(?P<letter>[ieo])?(?P<number>\d{1,3})")

# Of two spellings of a name as PDF programs scramble it, more letters than these still stand in order; they may lose or
# gain this many. What is longer is another name that begins alike.
_SIMILAR = 0.7
# The longest header of an indicator, in two languages, has some 150 letters.
_LONGEST_NAME = 300
_ENOUGH_LETTERS = 5
_MAY_NAME = re.compile(
    r"[(\[]?\d{1,2}[)\].:\-–]*[^\d\s.,%]|.{0,60}(?:ตัวชี้วัด|ตชว|indicator|iit|eit|oit)|[(\[]|เป้า|ผล|คะแนน|target|result"
)
_LETTERS_OFF = 4
# The instruments' names stand in tables without this word too.
_FORM = "แบบวัด"


class Code(NamedTuple):
    """A question's code read, and whether it was written otherwise."""

    code: str
    plain: bool


class Words:
    """The words of a table of scores, from the names that the framework uses."""

    def __init__(self, frameworks: Frameworks) -> None:
        self.indicators = {indicator.indicator_no: indicator for indicator in frameworks.indicators}
        self._names = {
            match_key(name): indicator
            for indicator in frameworks.indicators
            for name in (indicator.name_th, indicator.older_name_th, indicator.name_en)
            if name
        }
        beginnings = sorted({name[:_ENOUGH_LETTERS] for name in self._names})
        self._beginnings = re.compile("|".join(map(re.escape, beginnings)))
        full = {
            match_key(name): rule.instrument for rule in frameworks.instruments for name in (rule.name_th, rule.name_en)
        }
        # The longest first, so that no rest of a longer name is left standing.
        self._instrument_names = dict(
            sorted(
                {**full, **{name.removeprefix(_FORM): code for name, code in full.items()}}.items(),
                key=lambda named: -len(named[0]),
            )
        )

    def may_name(self, text: str) -> bool:
        """Tell, quickly, whether words can name an indicator: most cells of a table do not."""
        if len(text) > _LONGEST_NAME:
            return False
        key = match_key(text)
        return bool(_MAY_NAME.match(key) or self._beginnings.search(key))

    def opens_with_name(self, text: str) -> bool:
        """Tell whether text opens with the name of an indicator, its number before it or not."""
        key = match_key(text[:_LONGEST_NAME])
        opening = _NUMBERED.match(key)
        return key[opening.end() if opening else 0 :].startswith(tuple(self._names))

    def title(self, what: What) -> str:
        """Return how messages name a figure: ``9 การเปิดเผยข้อมูล``, ``IIT``, ``คะแนนรวม``."""
        if isinstance(what, int):
            return f"{what} {self.indicators[what].name_th}"
        return {TOTAL: TOTAL_TH, LEVEL: LEVEL_TH}.get(what, what)

    def what(self, text: str, location: SourceLocation, *, bare: bool = True) -> What | None:
        """Return what a figure under these words is of, None where they say nothing of the kind.

        Parameters
        ----------
        text
            The head of a column or row, such as ``ตัวชี้วัดที่ 9``, ``1. การปฏิบัติหน้าที่ (IIT)``, ``คะแนนรวม``.
        bare
            Whether a number alone means the indicator of that number.

        Raises
        ------
        InputError
            ``indicator-unknown`` for a number that none of the ten has or another name beside it,
            ``indicator-mismatch`` where number and name are of two indicators.
        """
        key = match_key(text)
        if not key or _OTHER.search(key):
            return None
        found = self._what(key, text, location, bare=bare)
        lines = text.splitlines()
        if found is not None or len(lines) < 2:
            return found
        return self._of_lines([line for line in lines if line.strip()], location, bare=bare)

    def _of_lines(self, lines: Sequence[str], location: SourceLocation, *, bare: bool) -> What | None:
        """Return what a head of several lines is of: one line names it, and no other makes it something else."""
        named: dict[What, str] = {}
        for line in lines:
            found = self._what(match_key(line), line, location, bare=bare)
            if found is not None:
                named.setdefault(found, line)
            elif not _is_gloss(match_key(line)):
                return None
        for what, line in named.items():
            # Under its number and name an indicator's instrument may stand on a line of its own.
            opening = _NUMBERED.match(match_key(line))
            own = (
                {self.indicators[what].instrument} if isinstance(what, int) and opening and opening["number"] else set()
            )
            if set(named) <= {what, *own}:
                return what
        return None

    def _what(self, key: str, text: str, location: SourceLocation, *, bare: bool) -> What | None:
        found = None
        if "ตัวชี้วัด" in key or not self._names_instrument(key):
            found = self._indicator(key, None, text, location, bare=bare)
            before = _INSTRUMENT_BEFORE.match(key)
            if found is None and before is not None:
                found = self._indicator(key[before.end() :], _codes(before[0]), text, location, bare=False)
        if found is not None:
            return found
        instrument = self._instrument(key)
        if instrument:
            return instrument
        if is_weighted(key):
            # A part of the total, or points of another full mark.
            return None
        outside = _BRACKETS.sub("", key).rstrip(":")
        if _TOTAL.fullmatch(outside):
            return TOTAL
        return LEVEL if _LEVEL.fullmatch(outside) else None

    def is_other(self, text: str) -> bool:
        """Tell whether words make a figure something else: an average, another body's, a target, weighted points."""
        key = match_key(text)
        return bool(_OTHER.search(key) or _WEIGHT_WORDS.search(key))

    def _indicator(
        self, key: str, before: frozenset[str] | None, text: str, location: SourceLocation, *, bare: bool
    ) -> int | None:
        """Return the indicator that a key names by number, by name or by both; `before` are codes that stood first."""
        opening = _NUMBERED.match(key)
        if opening is None:
            return None
        number = int(opening["number"]) if opening["number"] else None
        rest = key[opening.end() :]
        codes = (before or frozenset()) | frozenset(code for part in _BRACKETS.findall(rest) for code in _codes(part))
        named = self._named(rest)
        if named is not None:
            if number not in (None, named.indicator_no):
                raise InputError.of(Issue("indicator-mismatch", {"number": number, "name": named.name_th}, location))
            if number is None and codes:
                self._refuse_ambiguous(named, text, location)
            return named.indicator_no if codes <= {named.instrument} else None
        if number is None or _A_YEAR.fullmatch(key) or not _brackets_fit(rest):
            return None
        alone = not _BRACKETS.sub("", rest)
        if alone and not (bare or opening["word"]):
            return None
        indicator = self.indicators.get(number)
        fits = indicator is not None and codes <= {indicator.instrument}
        if indicator is not None and fits and (alone or self._similar(rest, indicator)):
            return number
        if opening["word"] or (alone and bare):
            raise InputError.of(Issue("indicator-unknown", {"text": shortened(text)}, location))
        return None

    def _named(self, rest: str) -> Indicator | None:
        """Return the indicator that text names whole; what only begins with a name is something else."""
        fitting = [name for name in self._names if rest.startswith(name)]
        if not fitting or not _brackets_fit(rest):
            return None
        found = self._names[max(fitting, key=len)]
        # Older, newer and English name may stand one behind the other.
        own = sorted((name for name, of in self._names.items() if of is found), key=len, reverse=True)
        outside = _BRACKETS.sub("", rest)
        for name in own:
            outside = outside.replace(name, "")
        return found if _AFTER_NAME.fullmatch(outside) else None

    def _refuse_ambiguous(self, indicator: Indicator, text: str, location: SourceLocation) -> None:
        """Refuse an indicator's name beside a code where the instrument's own name begins with it: which is meant?"""
        key = match_key(indicator.name_th)
        if any(name.startswith(key) and of == indicator.instrument for name, of in self._instrument_names.items()):
            raise InputError.of(
                Issue(
                    "indicator-ambiguous",
                    {
                        "text": shortened(text),
                        "number": indicator.indicator_no,
                        "instrument": indicator.instrument,
                        "name": indicator.name_th,
                    },
                    location,
                )
            )

    def _similar(self, rest: str, indicator: Indicator) -> bool:
        """Tell whether text is the indicator's name with letters moved, as text copied out of a PDF has them."""
        bare = _BRACKETS.sub("", rest)
        # A digit is of no name: it belongs to a figure.
        return re.search(r"\d", bare) is None and any(
            abs(len(bare) - len(name)) <= _LETTERS_OFF
            and SequenceMatcher(None, bare, name, autojunk=False).ratio() >= _SIMILAR
            for name, of in self._names.items()
            if of is indicator
        )

    def _names_instrument(self, key: str) -> bool:
        """Tell whether an instrument's whole name stands in a key, a part of it in brackets or not."""
        whole = _without_brackets(key)
        return any(name in whole for name in self._instrument_names)

    def _instrument(self, key: str) -> str | None:
        if self._names_instrument(key):
            key = _without_brackets(key)
        for name, instrument in self._instrument_names.items():
            key = key.replace(name, instrument.lower(), 1)
        found = _INSTRUMENT_ALONE.match(key)
        if found is None:
            return None
        rest = found["rest"].replace(found["code"], "")
        return found["code"].upper() if _FIGURE_WORDS.fullmatch(rest) else None


def shortened(text: str, length: int = 60) -> str:
    """Return text on one line, cut where it is long, for messages."""
    plain = tidy(text)
    return plain if len(plain) <= length else plain[: length - 1] + "…"


def _codes(key: str) -> frozenset[str]:
    return frozenset(code.upper() for code in _OF_INSTRUMENT.findall(key))


def _without_brackets(key: str) -> str:
    return re.sub(r"[()\[\]]", "", key)


def _brackets_fit(rest: str) -> bool:
    """Tell whether no bracket speaks of weights or points; codes of instruments and of questions may stand there."""
    return not any(_OF_WEIGHT.search(_QUESTIONS.sub("", part)) for part in _BRACKETS.findall(rest))


def is_weighted(text: str) -> bool:
    """Tell whether words are of an instrument, of a weight, or of other full marks than 100."""
    key = match_key(text)
    return bool(_OF_INSTRUMENT.search(key) or _OF_WEIGHT.search(key))


def _is_gloss(key: str) -> bool:
    """Tell whether a line of a head only says in English, or in brackets, what another line says."""
    return not is_weighted(key) and (key.isascii() or not _BRACKETS.sub("", key))


def _spellings(text: str) -> list[str]:
    """Return a head as a whole, then its lines: many heads say the same in Thai and, beneath, in English."""
    lines = text.splitlines()
    return [text, *lines] if len(lines) > 1 else [text]


def _is_header(pattern: re.Pattern[str], text: str) -> bool:
    return any(pattern.fullmatch(_BRACKETS.sub("", match_key(each))) for each in _spellings(text))


def is_year_header(text: str) -> bool:
    """Tell whether a column with this head holds years."""
    return _is_header(_YEAR_HEADER, text)


def is_label_header(text: str) -> bool:
    """Tell whether a column with this head names indicators."""
    return _is_header(_LABEL_HEADER, text)


def is_score_header(text: str) -> bool:
    """Tell whether a column with this head holds scores."""
    return _is_header(_SCORE_HEADER, text) and not is_weighted(text)


def is_ordinal_header(text: str) -> bool:
    """Tell whether a column with this head only numbers its rows."""
    return _is_header(_ORDINAL_HEADER, text)


def is_agency_header(text: str) -> bool:
    """Tell whether a column with this head names agencies."""
    return _is_header(_AGENCY_HEADER, text)


def is_remark_header(text: str) -> bool:
    """Tell whether a column with this head holds remarks."""
    return _is_header(_REMARK_HEADER, text)


_AGENCY_HEADER = re.compile(
    r"(?:ราย)?(?:ชื่อ)?(?:หน่วยงาน|อปท\.?|องค์กร|เทศบาล|agency|organi[sz]ation|municipality)(?:name)?"
)
_REMARK_HEADER = re.compile(r"หมายเหตุ|ข้อสังเกต|remarks?|notes?|comments?")


def sub_indicator(text: str) -> str | None:
    """Return the number of the part of an indicator (``9.1``) that words name, None where they name none."""
    key = match_key(text)
    found = _SUB_INDICATOR.match(key)
    if found is None:
        return "" if key.startswith(_SUB_WORDS) else None
    number, rest = found["number"], found["rest"]
    if not 1 <= int(number.partition(".")[0]) <= _LAST_INDICATOR:
        return None
    named = found["sub"] or re.match(r"^[.:\-–]*[^\d\s.,:=%|/\-–]", rest)
    return number if named and not rest.startswith("คะแนน") else None


_SUB_WORDS = ("ตัวชี้วัดย่อย", "ประเด็นย่อย", "sub-indicator", "subindicator")
_LAST_INDICATOR = 10


def is_code_header(text: str) -> bool:
    """Tell whether a column with this head holds codes of questions."""
    return _is_header(_CODE_HEADER, text)


def year_named(text: str) -> int | None:
    """Return the Buddhist-era year that is all that a text says, else None."""
    found = _A_YEAR.fullmatch(match_key(text))
    return int(found[1]) if found else None


def question_code(text: str) -> Code | None:
    """Return a question's code as the framework writes it, None where it is none.

    Typed in Thai digits o1 looks like ``๐๑``; without a letter only such a zero tells which list is meant.
    """
    key = match_key(text)
    found = _CODE.fullmatch(key)
    if found is None or not int(found["number"]):
        return None
    letter = found["letter"] or ("o" if found["number"].startswith("0") else None)
    if letter is None:
        return None
    code = f"{letter}{int(found['number'])}"
    return Code(code, key == code)
