"""A year without rules is drawn by its plain means, marked as such; a year with rules never is."""

from __future__ import annotations

import pandas as pd

from ita.charts.trends import instrument_lines, with_plain_means

NONE = float("nan")
TREND = pd.DataFrame(
    {
        "fiscal_year": [2567, 2568, 2569],
        "iit": [96.0, NONE, NONE],
        "eit": [95.0, NONE, NONE],
        "oit": [90.0, NONE, NONE],
        "mean_1_5": [96.0, 97.0, 96.86],
        "mean_6_8": [95.0, 95.0, 95.20],
        "mean_9_10": [90.0, NONE, 93.00],
        "rules_basis": ["shipped", "shipped", None],
    }
)
BREAKS = pd.DataFrame({"fiscal_year": [], "affects": [], "comparable": [], "what_th": [], "what_en": []})


def test_only_a_year_without_rules_takes_its_means() -> None:
    found = with_plain_means(TREND)
    assert found["plain"].tolist() == [False, False, True]
    assert found["iit"].tolist()[::2] == [96.0, 96.86]
    # A year with rules of which a score is missing stays without.
    assert found["iit"].isna().tolist() == [False, True, False]


def test_its_points_are_hollow_and_the_head_says_why() -> None:
    figure = instrument_lines(TREND, BREAKS, "th")
    assert list(figure.data[0].marker.symbol) == ["circle", "circle", "circle-open"]
    assert any("2569: ค่าเฉลี่ยธรรมดา" in note.text.replace("<br>", " ") for note in figure.layout.annotations)
    known = instrument_lines(TREND[TREND["fiscal_year"] < 2569], BREAKS, "th")
    assert "ค่าเฉลี่ยธรรมดา" not in str(known.layout.annotations)
