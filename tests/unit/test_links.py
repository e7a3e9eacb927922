"""Deep links: what is written is read back, and a value that cannot be one is said and never taken for another."""

from __future__ import annotations

import itertools
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita.i18n import issue_text
from ita.links import DIGITS, LANGUAGES, OPEN, ORDERS, VERSION, Link, decode, encode, resolve, to_url

# Anything that can stand in an address: half of a surrogate pair cannot.
WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)
YEARS = st.integers(2400, 2800)
INDICATORS = st.integers(1, 99)
LINKS = st.builds(
    Link,
    agency=st.none() | WORDS,
    year=st.none() | YEARS,
    indicator=st.none() | INDICATORS,
    order=st.none() | st.sampled_from(ORDERS),
    # Thai is what a screen opens in, so a link leaves it out.
    lang=st.none() | st.sampled_from([lang for lang in LANGUAGES if lang != "th"]),
    part=st.none() | st.integers(1, 9),
    step=st.none() | st.sampled_from(["total", "gaps", "lowest-9", "ask"]),
    steps=st.lists(st.sampled_from(["total", "change", "lowest-10", "ask"]), unique=True).map(tuple),
    # Light is what a presentation opens in.
    look=st.none() | st.sampled_from(["dark", "contrast"]),
    snapshot=st.none() | st.integers(1, 9999),
    paper=st.none() | st.sampled_from(["report-pdf", "pack"]),
    paper_lang=st.none() | st.sampled_from(LANGUAGES),
    digits=st.none() | st.sampled_from(DIGITS),
    scores=st.dictionaries(st.integers(1, 10), st.decimals(0, 100, places=2), max_size=10),
)
FIELDS = {"y": "year", "i": "indicator", "o": "order", "l": "lang", "p": "part"}


def is_valid(key: str, value: str) -> bool:
    """Tell by other means than the codec's whether a value may stand under a key."""
    if key in {"y", "i", "p"}:
        numbers = {"y": range(2400, 2801), "i": range(1, 100), "p": range(1, 10)}[key]
        return value in {str(number).zfill(width) for number in numbers for width in range(1, 5)}
    return value in {"o": {"gap", "lost"}, "l": {"th", "en"}}[key]


@given(LINKS)
def test_what_is_encoded_is_decoded(link: Link) -> None:
    assert decode(encode(link)) == (link, ())


@given(LINKS)
def test_an_address_is_decoded_as_a_browser_reads_it(link: Link) -> None:
    parts = urlsplit("http://localhost/" + to_url("measures", link))
    assert parts.path == "/measures"
    assert parts.fragment == ""
    assert decode(dict(parse_qsl(parts.query, keep_blank_values=True))) == (link, ())


@given(LINKS)
def test_every_link_names_its_version_and_nothing_that_is_open(link: Link) -> None:
    written = encode(link)
    assert written["v"] == VERSION
    named = {"a": link.agency, "y": link.year, "i": link.indicator, "o": link.order, "l": link.lang, "p": link.part}
    named |= {"k": link.step, "q": ".".join(link.steps) or None, "c": link.look}
    named |= {"m": link.snapshot, "d": link.paper, "g": link.paper_lang, "n": link.digits}
    assert {key: value for key, value in named.items() if value is not None} == {
        key: int(value) if key in {"y", "i", "p", "m"} else value
        for key, value in written.items()
        if key not in {"v", "s"}
    }
    assert ("s" in written) == bool(link.scores)


def test_simulated_scores_are_short_in_an_address() -> None:
    scores = {9: Decimal("91.00"), 10: Decimal("83.50"), 1: Decimal("100.00"), 2: Decimal("0.05")}
    assert to_url("simulate", Link("ban-mo", 2568, scores=scores)) == (
        "simulate?v=1&a=ban-mo&y=2568&s=1-100_2-0.05_9-91_10-83.5"
    )


@pytest.mark.parametrize(
    "named",
    [
        *("9-91" * 90, "_".join(f"{number}-1" for number in range(1, 12))),
        *("", "9", "9-", "9-x", "9-100.01", "9-101", "9-91.234", "9--1", "0-50", "9-1_9-2", "9-91_", "๙-91", "9-1e1"),
    ],
)
def test_scores_that_cannot_be_are_said_and_none_is_set(named: str) -> None:
    link, (issue,) = decode({"v": "1", "a": "ban-mo", "s": named})
    assert (link.scores, issue.params["key"]) == ({}, "s")


def test_the_form_of_a_link() -> None:
    assert to_url("measures", Link("ban-mo", 2568, 9)) == "measures?v=1&a=ban-mo&y=2568&i=9"
    assert to_url("gaps", Link("ban-mo", 2568, order="lost", lang="en")) == "gaps?v=1&a=ban-mo&y=2568&o=lost&l=en"
    assert to_url("gaps", Link("ban-mo", lang="th")) == "gaps?v=1&a=ban-mo"


@pytest.mark.parametrize(
    ("key", "named"),
    [
        *(("k", each) for each in ("Total", "total.gaps", "lowest-", "lowest-100", "<b>", "a" * 13, "ก")),
        *(("q", each) for each in ("total,gaps", "total..gaps", ".", ".".join(["gaps"] * 31))),
        *(("c", each) for each in ("grey", "", "Dark")),
    ],
)
def test_a_step_that_cannot_be_is_said_and_none_is_shown(key: str, named: str) -> None:
    link, (issue,) = decode({"v": "1", "a": "ban-mo", key: named})
    assert link == Link("ban-mo")
    assert issue.params == {"key": key, "value": named[:40]}


def test_nothing_named_leaves_everything_open() -> None:
    assert decode({}) == (Link(), ())
    assert decode({"utm_source": "line"}) == (Link(), ())


@given(LINKS, st.sampled_from(sorted(FIELDS)), st.text(max_size=50))
def test_a_wrong_value_is_said_and_read_as_nothing(link: Link, key: str, value: str) -> None:
    found, issues = decode({**encode(link), key: value})
    if is_valid(key, value):
        assert issues == ()
        return
    assert getattr(found, FIELDS[key]) is None
    (issue,) = issues
    assert issue.severity == "warning"
    assert issue.params == {"key": key, "value": value[:40]}
    # The rest of the link stands as it was written.
    for other, field in FIELDS.items():
        if other != key:
            assert getattr(found, field) == getattr(link, field)
    assert found.agency == link.agency


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("y", "2568.0"),
        ("y", "๒๕๖๘"),
        ("y", "-2568"),
        ("y", "2025"),
        ("y", "025680"),
        ("y", ""),
        ("y", "2568 "),
        ("i", "0"),
        ("i", "100"),
        ("i", "9a"),
        ("i", "9.0"),
        ("i", "²"),
        ("i", ""),
        ("o", "GAP"),
        ("o", ""),
        ("l", "fr"),
        ("l", ""),
    ],
)
def test_values_that_look_nearly_right(key: str, value: str) -> None:
    found, issues = decode({"v": "1", "a": "ban-mo", key: value})
    assert found == Link("ban-mo")
    assert [issue.params for issue in issues] == [{"key": key, "value": value}]


def test_every_wrong_value_of_a_link_is_said() -> None:
    found, issues = decode({"v": "1", "a": "ban-mo", "y": "x", "i": "y", "o": "z", "l": "q"})
    assert found == Link("ban-mo")
    assert sorted(str(issue.params["key"]) for issue in issues) == ["i", "l", "o", "y"]


@given(st.text(max_size=50), LINKS)
def test_another_version_is_said_and_nothing_of_it_is_taken(version: str, link: Link) -> None:
    found, issues = decode({**encode(link), "v": version})
    if version == VERSION:
        assert (found, issues) == (link, ())
        return
    assert found == Link()
    assert [issue.params for issue in issues] == [{"key": "v", "value": version[:40]}]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_message_quotes_the_value(lang: str) -> None:
    (issue,) = decode({"v": "1", "y": "{year}%s"})[1]
    assert "y={year}%s" in issue_text(issue, lang)


# --- What a link opens ---

YEARS_OF = {"ban-mo": (2568,), "trat": (2564, 2563), "new-town": ()}
PARTS: dict[str, tuple[str | None, ...]] = {
    "v": (None, "1", "2"),
    "a": (None, "", "trat", "new-town", "nowhere"),
    "y": (None, "2563", "2568", "2600", "9999", "x", ""),
    "f": (None, "2563", "2564", "2500", "๒๕๖๓"),
    "t": (None, "2564", "2563", "2599", "-1"),
    "i": (None, "9", "0", "nine"),
}
FRESH = ("ban-mo", "trat", None)


def test_every_link_opens_what_it_names_or_says_that_it_is_not_known() -> None:
    """10,500 links of known and unknown parts, each in two sessions that show a town and in one that shows none."""
    for values in itertools.product(*PARTS.values()):
        params = {key: value for key, value in zip(PARTS, values, strict=True) if value is not None}
        for current in FRESH:
            found = resolve(params, YEARS_OF, YEARS_OF.__getitem__, current)
            said = {
                each.params.get("key") or each.params.get("agency") or each.params["year"] for each in found.problems
            }
            assert all(issue_text(issue, lang) for issue in found.problems for lang in LANGUAGES)
            if params.get("v") == "2":
                assert (found.lost, found.agency, found.year, said) == (True, None, None, {"v"})
                continue
            agency = params.get("a")
            assert found.lost == (agency == "nowhere") == ("nowhere" in said)
            assert found.agency == (agency if agency in YEARS_OF else None)
            known = YEARS_OF.get(agency or current or "", ())
            for key, opened in (("y", found.year), ("f", found.from_year), ("t", found.to_year)):
                named = params.get(key)
                if named is None or found.lost:
                    assert opened is None
                elif opened != OPEN:
                    assert (str(opened), opened in known) == (named, True)
                else:
                    assert key in said or (named.isdigit() and int(named) in said)
            assert not (found.from_year and found.from_year == found.to_year)
            assert found.indicator == {None: None, "9": 9}.get(params.get("i"), OPEN)
            assert ("i" in said) == (found.indicator == OPEN)


@given(st.dictionaries(st.sampled_from("vayiftowplx") | WORDS, WORDS, max_size=8), st.sampled_from(FRESH))
def test_no_text_in_a_link_is_an_error(params: dict[str, str], current: str | None) -> None:
    found = resolve(params, YEARS_OF, YEARS_OF.__getitem__, current)
    assert found.agency is None or found.agency == params["a"]
    assert all(len(issue_text(issue, "th")) < 200 for issue in found.problems)


@pytest.mark.parametrize(
    ("given", "between", "said"),
    [
        ("2564", (2564,), ()),
        ("2565,2564", (2564, 2565), ()),
        ("2562", (), ("2562",)),
        ("x", (), ("b",)),
        ("2566", (), ()),
    ],
)
def test_a_link_names_years_between_two_that_are_compared(
    given: str, between: tuple[int, ...], said: tuple[str, ...]
) -> None:
    known = (2563, 2564, 2565, 2566)
    params = {"a": "town", "f": "2563", "t": "2566", "b": given}
    found = resolve(params, {"town"}, lambda _agency: known, None)
    assert found.between == between
    assert tuple(str(each.params.get("key") or each.params["year"]) for each in found.problems) == said
    if between:
        assert encode(Link(between=between))["b"] == ",".join(map(str, between))


@pytest.mark.parametrize(
    ("key", "value"), [("d", "Report"), ("d", "../x"), ("d", "x" * 21), ("g", "fr"), ("n", "roman")]
)
def test_a_paper_that_cannot_be_named_so_is_said(key: str, value: str) -> None:
    link, (issue,) = decode({"v": "1", "a": "ban-mo", key: value})
    assert (link, issue.params["key"]) == (Link("ban-mo"), key)
