"""One cause gives one message, in the order of what to do first."""

from __future__ import annotations

import pytest

from ita.errors import Issue, SourceLocation
from ita.issues import by_rule, group_issues


def outside(number: int, year: int = 2569) -> Issue:
    return Issue("period-outside-year", {"number": number, "year": year}, SourceLocation("a.docx", 1, number))


def test_nine_of_a_kind_are_one_sentence_with_all_their_places() -> None:
    (told,) = group_issues([outside(number) for number in range(1, 10)])
    assert (
        told.in_words("en") == "The period of indicator 1, 2, 3, 4, 5, 6, 7, 8, 9 reaches outside the fiscal year 2569."
    )
    assert [location.row for location in told.locations] == list(range(1, 10))


@pytest.mark.parametrize(
    "apart",
    [
        [outside(1), outside(1, 2570)],
        [
            Issue("period-unread", {"number": 1, "period": "ก"}),
            Issue("period-unread", {"number": 2, "period": "ข"}),
        ],
        [Issue("town-missing"), Issue("row-above-heads")],
        [Issue("town-missing"), Issue("town-missing", severity="notice")],
        [Issue("scores-empty", variant="table"), Issue("scores-empty", variant="text")],
    ],
)
def test_what_says_something_else_stays_apart(apart: list[Issue]) -> None:
    assert [told.issue for told in group_issues(apart)] == apart


def test_the_same_words_of_two_places_are_said_once() -> None:
    locations = (SourceLocation("a.csv", row=2), SourceLocation("a.csv", row=3))
    (told,) = group_issues([Issue("town-missing", {}, location) for location in locations])
    assert told.locations == locations


def differs(number: int) -> Issue:
    params = {"number": number, "shown": "91.00", "other": "90.00", "year": 2569}
    return Issue("differs-from-own-result", params)


def test_a_difference_from_itas_is_a_decision_before_every_warning() -> None:
    error, notice = Issue("row-without-indicator"), Issue("row-continued")
    told = group_issues([notice, outside(1), differs(9), differs(10), error])
    assert [each.issue.rule for each in told] == [
        "row-without-indicator",
        "differs-from-own-result",
        "period-outside-year",
        "row-continued",
    ]
    assert told[1].in_words("en") == (
        "The report gives other scores of 2569 than ITAS: indicator 9: 90.00 (ITAS 91.00); "
        "indicator 10: 90.00 (ITAS 91.00). ITAS's are shown and both are kept; correct the one that is wrong."
    )
    assert [len(run) for run in by_rule(told)] == [1, 1, 1, 1]


def test_one_difference_is_said_by_itself() -> None:
    (told,) = group_issues([differs(9)])
    assert told.in_words("en").startswith("Indicator 9: ITAS gives 91.00, the report 90.00.")
