"""`ita export` writes a paper whole or not at all, and says in Thai and English why it did not."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image

from ita.cli.files import write_file
from ita.errors import InputError
from ita.papers import PAPERS
from tests.command_line import Said, ita

AGENCY = "เทศบาลตำบลบ้านหมอ"
Run = Callable[..., Said]


# Papers that say what changed since an earlier year.
COMPARING = ("slides", "brief", "council", "workbook", "pack")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    return made


@pytest.fixture
def run(database: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a call of `ita export` with the options that it cannot do without, unless they are given."""

    def call(*words: str | Path, agency: str = "ban-mo", year: str = "2568", out: Path = folder) -> Said:
        needed = ["--agency", agency, "--year", year, "--out", out]
        return ita(capsys, "export", *words, *needed, "--db", database)

    return call


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def in_both_languages(said: str) -> bool:
    first = {re.search("[A-Za-zก-ฮ]", re.sub("“.*?”", "", line)) for line in said.splitlines()}
    return {bool(re.match("[ก-ฮ]", found.group())) for found in first if found} == {True, False}


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "blue").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("paper", list(PAPERS))
def test_a_paper_is_written_under_its_name(run: Run, folder: Path, paper: str) -> None:
    code, out, err = run(paper, "--json")
    file = folder / f"{AGENCY}-2568-{paper.removesuffix('-pdf')}.{PAPERS[paper].extension}"
    assert code == 0
    assert in_both_languages(err)
    assert json.loads(out) == {"file": str(file), "paper": paper, "bytes": file.stat().st_size}
    assert names(folder) == [file.name]
    starts = {
        "docx": b"PK\x03\x04",
        "pptx": b"PK\x03\x04",
        "xlsx": b"PK\x03\x04",
        "zip": b"PK\x03\x04",
        "pdf": b"%PDF-",
    }
    assert file.read_bytes().startswith(starts[PAPERS[paper].extension])


def text_of(file: Path) -> str:
    document = docx.Document(str(file))
    return "\n".join([p.text for p in document.paragraphs] + [document.sections[0].footer.paragraphs[0].text])


@pytest.mark.parametrize(
    ("options", "year"),
    [
        ([], "พ.ศ.\xa0๒๕๖๙"),
        (["--digits", "arabic"], "พ.ศ.\xa02569"),
        (["--lang", "en"], "fiscal year\xa02569"),
        (["--lang", "en", "--digits", "thai"], "fiscal year\xa0๒๕๖๙"),
    ],
)
def test_language_and_digits(run: Run, folder: Path, options: list[str], year: str) -> None:
    assert run("report", *options)[0] == 0
    assert year in text_of(next(folder.iterdir()))


def test_thai_digits_are_a_year_too_and_the_town_may_have_a_memo_and_an_emblem(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(picture())
    assert run("report", "--memo", "--logo", logo, "--from", "๒๕๖๗", year="๒๕๖๘")[0] == 0
    (file,) = folder.iterdir()
    assert "บันทึกข้อความ" in text_of(file)
    assert len(docx.Document(str(file)).inline_shapes) == 1


def test_a_file_that_is_there_is_left_without_force(run: Run, folder: Path) -> None:
    file = folder / f"{AGENCY}-2568-report.docx"
    file.write_bytes(b"mine")
    code, out, err = run("report")
    assert (code, out, file.read_bytes()) == (1, "", b"mine")
    assert in_both_languages(err)
    assert "--force" in err
    assert run("report", "--force")[0] == 0
    assert names(folder) == [file.name]
    assert docx.Document(str(file)).tables


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (["report"], {"agency": "nobody"}),
        (["report"], {"agency": "ban-mo\udcff"}),
        (["report"], {"year": "2560"}),
        (["progress"], {"agency": "demo", "year": "2564"}),
        *(([paper, "--from", "2568"], {"agency": "demo", "year": "2567"}) for paper in COMPARING),
        *(([paper, "--from", "2567"], {"agency": "demo", "year": "2567"}) for paper in COMPARING),
        *(([paper, "--from", "2550"], {"agency": "demo", "year": "2567"}) for paper in COMPARING),
        (["report"], {"agency": "thailand"}),
        (["report", "--logo", "nowhere.png"], {}),
        (["report", "--logo", __file__], {}),
        (["report"], {"out": Path("nowhere")}),
        (["report"], {"out": Path(__file__)}),
        (["report"], {"out": Path("a\0b")}),
    ],
)
def test_what_is_refused_leaves_nothing(run: Run, folder: Path, words: list[str], given: dict[str, str]) -> None:
    code, out, err = run(*words, **given)
    assert (code, out) == (1, "")
    assert in_both_languages(err)
    assert names(folder) == []


@pytest.mark.parametrize(
    "words",
    [["nothing"], ["report", "--lang", "lo"], ["report", "--digits", "roman"], []],
)
def test_wrong_usage_is_2(run: Run, folder: Path, words: list[str]) -> None:
    assert run(*words)[0] == 2
    assert run("report", year="next")[0] == 2
    assert names(folder) == []


def test_a_folder_that_cannot_be_written_is_refused(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def locked(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if path.parent == folder and "x" in mode:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, mode, *rest, **more)

    # Whoever runs the tests may be allowed to write everywhere.
    monkeypatch.setattr(Path, "open", locked)
    code, out, err = run("report")
    assert (code, out) == (1, "")
    assert in_both_languages(err)
    assert names(folder) == []


@pytest.mark.parametrize("broken", ["fsync", "replace", "link"])
@pytest.mark.parametrize("force", [False, True])
def test_a_disk_that_fails_leaves_no_half_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, broken: str, force: bool
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = folder / "a.docx"
    if force:
        target.write_bytes(b"before")
    monkeypatch.setattr(Path if broken == "replace" else os, broken, full)
    needed = {"fsync": True, "replace": force, "link": False}[broken]
    if needed:
        with pytest.raises(InputError) as refused:
            write_file(target, b"after", hint="", force=force)
        assert refused.value.rule == "file-unwritable"
    else:
        # Some file systems have no links; there the file is moved.
        write_file(target, b"after", hint="", force=force)
    assert names(folder) == (["a.docx"] if force or not needed else [])
    if target.exists():
        assert target.read_bytes() == (b"before" if needed else b"after")
