"""Reading in a process of its own: what it gives back, what ends it, and who does not have to wait for it."""

from __future__ import annotations

import os
import threading
from decimal import Decimal
from typing import Any

import pytest

from ita.errors import InputError, SourceLocation
from ita.frameworks import Frameworks
from ita.importing import isolation, parse_cache
from ita.importing.candidates import Whose
from ita.importing.choices import ImportChoices
from ita.importing.file_parser import ParsedReport, ParsedScores, read_file
from ita.importing.isolation import ReadingFailedError, run_apart
from ita.progress import CancelledError, watched
from tests.unit import split_documents
from tests.unit.split_documents import twice

pytestmark = pytest.mark.slow

CSV = "ปีงบประมาณ,1,2\n2567,97.21,90\n".encode()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a process be stopped soon."""
    monkeypatch.setattr(isolation, "SECONDS", 0.5)


def test_it_is_another_process_and_the_same_one_again() -> None:
    (four, first), (six, second) = run_apart(twice, Decimal(2)), run_apart(twice, Decimal(3))
    assert (four, six) == (4, 6)
    assert first == second != os.getpid()


def test_a_refusal_comes_back_as_it_was_raised() -> None:
    with pytest.raises(InputError) as caught:
        run_apart(split_documents.refuses, "a.csv")
    reason = caught.value
    assert (reason.rule, reason.hint, reason.location, reason.params) == (
        "some-rule",
        "h",
        SourceLocation("a.csv", 1, 2),
        {"what": "{x}"},
    )
    # One message is no list of them.
    assert reason.issues == ()


def test_a_defect_is_told_with_its_trace_and_is_no_refusal() -> None:
    with pytest.raises(ReadingFailedError, match="KeyError: 'ours'"):
        run_apart(split_documents.defect)


@pytest.mark.parametrize(
    ("work", "args", "rule"), [(split_documents.sleeps, (), "read-time"), (split_documents.grows, (), "read-memory")]
)
def test_what_takes_too_much_is_stopped(work: Any, args: tuple[object, ...], rule: str, quick: None) -> None:
    with pytest.raises(InputError) as caught:
        run_apart(work, *args, file="big.csv")
    assert (caught.value.rule, caught.value.location) == (rule, SourceLocation("big.csv"))
    # And the next one is read all the same.
    assert run_apart(twice, Decimal(1))[0] == 2


def test_whoever_calls_it_off_ends_the_process_and_waits_for_nothing() -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 1

    # Work that is waited for until its time is over is refused as ``read-time``, not called off.
    with watched(lambda *_: None, cancelled), pytest.raises(CancelledError):
        run_apart(split_documents.sleeps)


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    with watched(lambda done, total, _what: told.append((done, total))):
        run_apart(twice, Decimal(2))
    assert (500, 1000) in told


def test_other_threads_go_on_while_a_reader_holds_its_interpreter(quick: None) -> None:
    ticks: list[bool] = []
    done = threading.Event()

    def tick() -> None:
        while not done.wait(0.02):
            ticks.append(done.is_set())

    thread = threading.Thread(target=tick)
    thread.start()
    with pytest.raises(InputError) as caught:
        run_apart(split_documents.holds_the_interpreter, 20_000_000)
    done.set()
    thread.join()
    assert caught.value.rule == "read-time"
    # One before the work and one after it would be all, if the work kept this process's interpreter too.
    assert len(ticks) > 2


def test_nothing_but_our_own_values_is_taken_from_a_process() -> None:
    # Whatever a file can make of the process, it cannot make this one call something.
    with pytest.raises(InputError):
        run_apart(type, "x", (), {})


@pytest.mark.parametrize(("file", "data"), [("a.csv", CSV), ("report.txt", None)])
def test_what_is_read_apart_is_what_is_read_here(
    file: str, data: bytes | None, frameworks: Frameworks, report_bytes: bytes
) -> None:
    there = parse_cache.read_apart(data or report_bytes, file, frameworks)
    assert there == read_file(data or report_bytes, file, frameworks)
    assert isinstance(there, ParsedScores if data else ParsedReport)


def test_a_file_is_read_once_by_its_bytes_name_and_choices(
    frameworks: Frameworks, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse_cache.forget()
    read: list[tuple[bytes, str, ImportChoices]] = []

    def counted(
        data: bytes, file: str, frameworks: Frameworks, choices: ImportChoices, whose: Whose | None
    ) -> ParsedReport | ParsedScores:
        read.append((data, file, choices))
        return read_file(data, file, frameworks, choices)

    monkeypatch.setattr(parse_cache, "read_apart", counted)
    other = ImportChoices(accept=frozenset({"x"}))
    for _ in range(3):
        parse_cache.read_upload(CSV, "a.csv", frameworks)
        parse_cache.read_upload(CSV, "b.csv", frameworks)
        parse_cache.read_upload(CSV, "a.csv", frameworks, other)
        with pytest.raises(InputError) as caught:
            parse_cache.read_upload(b"", "a.csv", frameworks)
        assert caught.value.rule == "empty-file"
    assert len(read) == 4
    for number in range(parse_cache._KEPT):
        parse_cache.read_upload(CSV, f"{number}.csv", frameworks)
    parse_cache.read_upload(CSV, "a.csv", frameworks)
    assert len(read) == 4 + parse_cache._KEPT + 1, "a bounded number is kept"
