"""What the command line prints of the real report, compared with files that people have read, letter by letter.

``ITA_WRITE_GOLDEN=1`` writes the files anew; the check then fails all the same, so that nobody takes them unread.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ita.__main__ import main
from tests import helpers

HERE = Path(__file__).parent
WRITE = "ITA_WRITE_GOLDEN"
QUERIES = ("gap_ranking", "assessment", "plans", "measures", "steps")


def printed(name: str, database: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a query prints of the report, a row a line."""
    assert main(["query", name, "agency=ban-mo", "year=2568", "--json", "--db", str(database)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in json.loads(line))
    return f"[\n{rows}\n]\n"


@pytest.mark.parametrize("name", QUERIES)
def test_the_report_gives_what_it_gave(name: str, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Ids of imports count what was imported before; nothing of that is in these rows.
    found = printed(name, database, capsys)
    file = HERE / f"ban-mo-2568.{name}.json"
    if os.environ.get(WRITE) == "1":
        file.write_text(found, encoding="utf-8", newline="\n")
        pytest.fail(f"{file.name} was written; read the difference, and run again without {WRITE}.")
    assert found == file.read_text(encoding="utf-8")


def test_the_files_hold_the_figures_of_the_issue() -> None:
    ranking = json.loads((HERE / "ban-mo-2568.gap_ranking.json").read_text(encoding="utf-8"))
    assert [row["indicator_no"] for row in ranking] == [9, 10, 4, 8, 7, 6, 5, 1, 2, 3]
    assert (ranking[0]["score"], ranking[0]["gap_points"], ranking[0]["lost_points"]) == (88.28, 11.72, 2.344)
    (assessment,) = json.loads((HERE / "ban-mo-2568.assessment.json").read_text(encoding="utf-8"))
    assert (assessment["total"], assessment["iit"], assessment["eit"], assessment["oit"]) == (
        93.81,
        96.97,
        95.27,
        90.35,
    )
    assert (assessment["level"], assessment["held_back_by"], assessment["points_to_next_level"]) == (
        "ผ่านดี",
        "OIT",
        4.65,
    )
    plans = json.loads((HERE / "ban-mo-2568.plans.json").read_text(encoding="utf-8"))
    assert tuple(len(plan["measures"]) for plan in plans) == helpers.MEASURE_COUNTS
    assert tuple(len(plan["steps"]) for plan in plans) == helpers.STEP_COUNTS
    assert {path.name for path in HERE.glob("ban-mo-*.json")} == {f"ban-mo-2568.{name}.json" for name in QUERIES}
