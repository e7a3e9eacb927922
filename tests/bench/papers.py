"""What the papers of an agency take, each beside an empty document of the library that writes it, and the whole pack.

Run alone: ``.venv/bin/python tests/bench/papers.py [--runs N]``; it is also part of ``python3 start.py bench``. The
first pack is the first of its process: what is loaded once is in its time. The others follow in turns with the empty
documents.
"""

from __future__ import annotations

import argparse
import io
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import docx  # noqa: E402
import pptx  # noqa: E402
import typst  # noqa: E402
from columns import in_columns  # noqa: E402
from xlsxwriter import Workbook  # noqa: E402

from ita.calendar import today_in_bangkok  # noqa: E402
from ita.documents.request import PaperRequest  # noqa: E402
from ita.exporting.pdf.compiler import FONTS  # noqa: E402
from ita.importing.build import open_built  # noqa: E402
from ita.papers import PAPERS  # noqa: E402

AGENCY, YEAR = "ban-mo", 2568
MOST_PACK_MS = 3_000
HEADINGS = ("what", "wall", "processor", "empty document", "ratio", "goal", "met")
# Milliseconds of a run: by the clock, and of the processor.
Took = tuple[float, float]


def empty_documents() -> dict[str, tuple[str, Callable[[], object]]]:
    """Return by ending of a file the library that writes it, and what makes an empty document of that."""
    numbers = itertools.count()
    compiler = typst.Compiler(font_paths=[FONTS], ignore_system_fonts=True)

    def workbook() -> None:
        file = Workbook(io.BytesIO(), {"in_memory": True})
        file.add_worksheet()
        file.close()

    return {
        "docx": ("python-docx", lambda: docx.Document().save(io.BytesIO())),
        "pptx": ("python-pptx", lambda: pptx.Presentation().save(io.BytesIO())),
        "xlsx": ("xlsxwriter", workbook),
        # Another text each time: typst remembers what it has set.
        "pdf": (
            "typst",
            lambda: compiler.compile(f'#set text(font: "Sarabun")\n{next(numbers)}'.encode(), format="pdf"),
        ),
    }


def took(make: Callable[[], object]) -> Took:
    """Return what a run takes."""
    wall, processor = time.perf_counter(), time.process_time()
    make()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def timed(database: Path, runs: int) -> tuple[Took, dict[str, list[Took]], dict[str, list[Took]]]:
    """Return what the first pack takes, then each paper by name, and each empty document by its library."""
    engine, _ = open_built(database)
    request = PaperRequest(AGENCY, YEAR, today_in_bangkok())
    with closing(engine), engine.cursor() as cursor:
        first = took(lambda: PAPERS["pack"].make(cursor, request))
        empty = empty_documents()
        papers: dict[str, list[Took]] = {name: [] for name in PAPERS}
        bare: dict[str, list[Took]] = {library: [] for library, _ in empty.values()}
        for number in range(runs + 1):
            for name, paper in PAPERS.items():
                found = took(lambda paper=paper: paper.make(cursor, request))  # type: ignore[misc]
                if number:
                    papers[name].append(found)
            for library, make in empty.values():
                found = took(make)
                if number:
                    bare[library].append(found)
    return first, papers, bare


def table(first: Took, papers: dict[str, list[Took]], bare: dict[str, list[Took]]) -> str:
    """Return medians (and ranges) as a table; a ratio is of processor times, which a busy machine changes least."""

    def cell(times: list[float]) -> str:
        return f"{statistics.median(times):,.0f} ms ({min(times):,.0f}–{max(times):,.0f})"

    goal = f"≤ {MOST_PACK_MS:,} ms"
    rows = [HEADINGS]
    rows.append(
        (
            "first pack",
            f"{first[0]:,.0f} ms",
            f"{first[1]:,.0f} ms",
            "",
            "",
            goal,
            "yes" if first[0] <= MOST_PACK_MS else "no",
        )
    )
    libraries = {ending: library for ending, (library, _) in empty_documents().items()}
    for name, times in papers.items():
        wall, processor = [list(each) for each in zip(*times, strict=True)]
        library = libraries.get(PAPERS[name].extension)
        beside = [each for _, each in bare[library]] if library else []
        ratio = f"{statistics.median(processor) / max(statistics.median(beside), 0.01):.1f}" if beside else ""
        is_pack = name == "pack"
        met = ("yes" if statistics.median(wall) <= MOST_PACK_MS else "no") if is_pack else ""
        said = f"{library}: {cell(beside)}" if beside else ""
        rows.append((name, cell(wall), cell(processor), said, ratio, goal if is_pack else "", met))
    return in_columns(rows)


def measured(folder: Path, runs: int) -> str:
    """Return the part of the results that is of papers."""
    first, papers, bare = timed(folder / "papers.duckdb", runs)
    text = f"Of {AGENCY} {YEAR}, {runs} runs of each, medians and (range); ratios are of processor time."
    return f"## Papers\n\n{text}\n\n{table(first, papers, bare)}\n"


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--runs", type=int, default=10, help="counted runs of each (10)")
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(measured(Path(folder), max(given.runs, 1)))


if __name__ == "__main__":
    main()
