"""`ita snapshot` and `ita export --snapshot`, in both languages, refused with what is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from tests.command_line import Said, ita
from tests.pdf_files import read_pdf

NAME = "สภา 2/2569"
Run = Callable[..., Said]


@pytest.fixture
def run(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> Said:
        return ita(capsys, *words, "--db", database)

    return call


def take_one(run: Run) -> dict[str, object]:
    code, out, err = run("snapshot", "take", NAME, "--agency", "ban-mo", "--year", "๒๕๖๘", "--by", "ปลัด", "--json")
    assert code == 0
    assert len(err.splitlines()) == 2
    return dict(json.loads(out))


def test_one_is_taken_listed_and_compared(run: Run) -> None:
    made = take_one(run)
    assert (made["name"], made["fiscal_year"], made["from_year"], made["who"]) == (NAME, 2568, None, "ปลัด")
    code, out, _ = run("snapshot", "list", "--agency", "ban-mo", "--json")
    assert (code, json.loads(out)) == (0, [made])
    code, out, _ = run("snapshot", "list")
    assert code == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == ["ชื่อ", NAME]
    code, out, err = run("snapshot", "compare", NAME, "--agency", "ban-mo", "--json")
    found = json.loads(out)
    assert (code, found["same"], found["figures"], found["texts"], found["redefined"]) == (0, True, [], [], [])
    assert len(err.splitlines()) == 2
    imports = json.loads(run("query", "imports", "agency=ban-mo", "--json")[1])
    assert run("undo", imports[0]["import_id"])[0] == 0
    code, out, err = run("snapshot", "compare", NAME, "--agency", "ban-mo", "--json")
    found = json.loads(out)
    assert (code, found["same"]) == (0, False)
    total = next(each for each in found["figures"] if each["part"] == "total")
    assert (total["fiscal_year"], total["then"], total["today"]) == (2568, 93.81, None)
    assert len([each for each in found["texts"] if each["kind"] == "measure"]) == 31
    code, out, _ = run("snapshot", "compare", NAME, "--agency", "ban-mo")
    assert "2568 · คะแนนรวม\t93.81\t–" in out


def text_of(file: Path) -> list[str]:
    """Return the text of each page, slide, section or sheet that must carry the mark."""
    match file.suffix:
        case ".docx":
            return ["\n".join(p.text for p in each.header.paragraphs) for each in docx.Document(str(file)).sections]
        case ".pptx":
            slides = Presentation(str(file)).slides
            return ["\n".join(s.text_frame.text for s in each.shapes if s.has_text_frame) for each in slides]
        case ".pdf":
            return list(read_pdf(file.read_bytes()).pages)
        case _:
            return [each.oddHeader.right.text or "" for each in load_workbook(file).worksheets]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_page_of_its_papers_says_as_presented_also_when_nothing_is_stored_any_more(
    run: Run, tmp_path: Path, lang: str
) -> None:
    take_one(run)
    imports = json.loads(run("query", "imports", "agency=ban-mo", "--json")[1])
    assert run("undo", imports[0]["import_id"])[0] == 0
    options = ["--agency", "ban-mo", "--lang", lang, "--digits", "arabic", "--out", str(tmp_path)]
    assert run("export", "brief", "--year", "2568", *options)[0] == 1
    # However the name is spaced; the year is that of the snapshot.
    for paper in ("report", "progress", "slides", "brief", "council", "workbook"):
        code, out, err = run("export", paper, "--snapshot", "สภา  ๒/๒๕๖๙", *options, "--json")
        assert code == 0, err
        mark = f"{'ตามที่นำเสนอ' if lang == 'th' else 'As presented'}: {NAME}"
        pages = text_of(Path(json.loads(out)["file"]))
        assert pages
        # Where a PDF breaks a line, it has none of its own.
        assert [each for each in pages if mark not in " ".join(each.split())] == [], paper
    assert {path.name.split("-")[1] for path in tmp_path.glob("เทศบาล*")} == {"2568"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["export", "brief", "--agency", "ban-mo", "--snapshot", "อื่น"], 1, NAME),
        (["export", "brief", "--agency", "trat", "--snapshot", NAME], 1, "–"),
        (["export", "brief", "--agency", "nobody", "--snapshot", NAME], 1, "ban-mo"),
        (["export", "brief", "--agency", "ban-mo", "--snapshot", NAME, "--year", "2550"], 1, "2550"),
        (["export", "brief", "--agency", "ban-mo"], 2, "--snapshot"),
        (["snapshot", "compare", "อื่น", "--agency", "ban-mo"], 1, NAME),
        (["snapshot", "list", "--agency", "nobody"], 1, "ban-mo"),
        (["snapshot", "take", NAME, "--agency", "ban-mo", "--year", "2568"], 1, NAME),
        (["snapshot", "take", "\udcff\udcfe", "--agency", "ban-mo", "--year", "2550"], 1, "2550"),
        (["snapshot", "take", " ", "--agency", "ban-mo", "--year", "2568"], 1, ""),
        (["snapshot", "take", "a"], 2, "--agency"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_known(
    run: Run, tmp_path: Path, words: list[str], code: int, said: str
) -> None:
    take_one(run)
    out = ["--out", str(tmp_path / "papers")] if words[0] == "export" else []
    (tmp_path / "papers").mkdir()
    found, printed, err = run(*words, *out)
    assert (found, printed) == (code, "")
    assert said in err
    assert list((tmp_path / "papers").iterdir()) == []
