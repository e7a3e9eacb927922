"""What the benchmark takes for a right answer, and how it says what it found; no time is asserted."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.helpers import ROOT


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the benchmark, whose files import each other as programs beside each other do."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "tests" / "bench"), *sys.path])
    import run

    return run


DATA = {
    "agencies": [
        {"id": "demo", "name": "D", "years": [2568, 2567]},
        {"id": "ban-mo", "name": "B", "years": [2568]},
        {"id": "chanthaburi", "name": "C", "years": [2564]},
    ],
    "gaps": {
        f"{agency}/{year}": [{"gap": gap}]
        for agency, year, gap in (
            ("demo", 2568, "5.38"),
            ("demo", 2567, "6.00"),
            ("ban-mo", 2568, "7.00"),
            ("chanthaburi", 2564, "8.00"),
        )
    },
    "totals": {"demo": [{"year": 2568, "total": "91.17"}, {"year": 2567, "total": None}]},
    "scores": {"demo": {"rows": [["90.09", None], ["90.09", "85.14"]]}},
}


@pytest.mark.parametrize(
    ("text", "numbers", "missing"),
    [
        ('"text":["16.14","5.38"]', ["5.38", "16.14"], []),
        ('"text":["15.38"]', ["5.38"], ["5.38"]),
        ('"text":["5.381"]', ["5.38"], ["5.38"]),
        ('"text":["5.38"]', ["5.38", "5.38"], ["5.38"]),
        ("หน่วยงานนี้<br>91.17</b>", ["91.17"], []),
        ("", ["0.55"], ["0.55"]),
    ],
)
def test_a_number_counts_whole_and_as_often_as_it_stands(
    bench: ModuleType, text: str, numbers: list[str], missing: list[str]
) -> None:
    assert bench.peers.lacks(text, numbers) == missing


@pytest.mark.parametrize(
    ("view", "numbers"), [("gaps", ["5.38"]), ("total", ["91.17"]), ("heatmap", ["90.09", "90.09", "85.14"])]
)
def test_what_is_not_known_is_not_waited_for(bench: ModuleType, view: str, numbers: list[str]) -> None:
    assert bench.peers.wanted(DATA, view, "demo") == numbers


def test_a_view_without_any_number_would_be_done_at_once_and_ends_the_run(bench: ModuleType) -> None:
    with pytest.raises(SystemExit, match="nothing to wait for"):
        bench.peers.wanted({"gaps": {"demo/2568": []}}, "gaps", "demo")


def test_a_wrong_answer_of_a_session_ends_the_run(bench: ModuleType) -> None:
    side = bench.peers.Side("dash", "http://127.0.0.1:1", 1)
    bench.sessions.check(side, '["5.38"]', ["5.38"], "an act")
    with pytest.raises(SystemExit, match=r"dash, an act: a wrong answer; it lacks 5\.38"):
        bench.sessions.check(side, '["6.00"]', ["5.38"], "an act")


def test_people_do_the_same_at_all_sides_and_never_choose_what_stands_there(bench: ModuleType) -> None:
    acts = bench.sessions.acts_of(7, 40, DATA)
    assert acts == bench.sessions.acts_of(7, 40, DATA) != bench.sessions.acts_of(8, 40, DATA)
    shown = ["demo 2568", *(what for _thought, _act, _numbers, what in acts)]
    assert all(one != other for one, other in itertools.pairwise(shown))
    assert {act[0] for _thought, act, _numbers, _what in acts} == {bench.sessions.AGENCY, bench.sessions.YEAR}


def test_a_goal_is_judged_by_its_own_peer_and_nothing_is_made_of_nothing(bench: ModuleType) -> None:
    line = bench.Line.of("page script, cached", {"ours": [15.0, 16.0, 17.0], "dash": [2.0], "streamlit": [10.0]})
    assert line.cells()[1] == "16 ms (15–17)"
    assert line.cells()[4:] == ["8.00", "1.60", "≤ 1.6 (Streamlit)", "yes"]
    assert bench.Line("warm load", {"ours": 122.0, "dash": 101.0}, {}).cells()[3:] == [
        "–", "1.21", "–", "≤ 1.2 (Dash)", "no",
    ]  # fmt: skip
    assert bench.Line("50 sessions p50", {"ours": 5.0, "dash": None}, {}).cells()[4:] == [
        "–", "–", "≤ 1.5 (Dash)", "",
    ]  # fmt: skip
    assert bench.Line("50 sessions, memory a session", {"ours": 9.0, "dash": -3.0}, {}, "kB").cells()[4] == "–"


@pytest.mark.parametrize(
    ("runs", "load", "said"),
    [
        (10, (0.2, 3.0, 4.0), ""),
        (2, (0.2, 0.3, 0.1), "2 runs are fewer than 10"),
        (10, (3.0, 0.3, 0.1), "the machine was busy with other work"),
        (10, (), "the load of the machine is not known"),
    ],
)
def test_a_run_on_a_busy_machine_is_no_verdict(
    bench: ModuleType, runs: int, load: tuple[float, ...], said: str
) -> None:
    assert bench.doubts(runs, load) == said


def test_papers_stand_beside_an_empty_document_of_their_library(bench: ModuleType, database: Path) -> None:
    of_papers = bench.papers
    first, papers, bare = of_papers.timed(database, 1)
    assert set(papers) == set(of_papers.PAPERS) and all(len(times) == 1 for times in papers.values())
    text = of_papers.table(first, papers, bare)
    assert {line.split("|")[1].strip() for line in text.splitlines()[2:]} == {"first pack", *papers}
    slow = of_papers.table(
        (3_001.0, 1.0), {"report": [(10.0, 8.0), (30.0, 6.0), (20.0, 4.0)]}, {"python-docx": [(1.0, 2.0)]}
    )
    assert "| first pack | 3,001 ms" in slow and "| no " in slow
    assert "20 ms (10–30) | 6 ms (4–8) " in slow and "python-docx: 2 ms (2–2)" in slow and " 3.0 " in slow
