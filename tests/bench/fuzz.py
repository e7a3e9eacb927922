"""Damage real files of every kind and read them: only an InputError may come out, soon and within little memory.

    .venv/bin/python tests/bench/fuzz.py [COUNT [SEED]]

10,000 inputs by default, in turns: the bytes of a file, or its structure (a part of an archive, a cell of a table, a
word of a PDF's page, the letters that a PDF gives) changed at random; and one in fifty of the kinds in `hostile`: far
rows, floods of one separator, thousands of sheets or tables, deep XML, long cells. Each is read as a report and as
scores. It prints how many were read and refused, by
what rule, the slowest, and how much memory it took; the first input that brings anything else is written beside it.
"""

from __future__ import annotations

import io
import json
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ita.errors import InputError  # noqa: E402
from ita.frameworks import Frameworks, load_frameworks  # noqa: E402
from ita.importing.files import pdf_child, read_pdf  # noqa: E402
from ita.importing.files.read_csv import read_csv  # noqa: E402
from ita.importing.files.read_xlsx import read_xlsx  # noqa: E402
from ita.importing.files.xlsx_package import is_workbook  # noqa: E402
from ita.importing.report.normalise import normalise  # noqa: E402
from ita.importing.report.read import read  # noqa: E402
from ita.importing.scores.read import read_pasted, read_scores  # noqa: E402
from ita.paths import DATA  # noqa: E402
from tests import helpers  # noqa: E402
from tests.bench import hostile  # noqa: E402
from tests.unit import docx_files, report_files  # noqa: E402

GOLDEN = ROOT / "tests" / "golden"
SLOWEST = 10.0
# Of the inputs; making one takes longer than damaging a file.
HOSTILE = 0.02
MEMORY_MB = 1024
PIECES = [
    b"", b"<", b">", b"</w:tbl>", b"<w:tc>", b'w:val="', b"-1", b"0", b"99999999999", b"1e308", b"NaN", b"\0", b"\xff",
    b"<w:gridSpan w:val=\"60\"/>", b"<w:vMerge/>", b"]]>", b"&amp;", b"&#x1F600;", "๑๐๑".encode(), "ำ".encode(),
    b"A1:XFD1048576", b'r="Z99999"', b"t=\"s\"", b"/Type/Page", b"obj", b"endobj", b"stream", b"R", b"[", b"]", b"<<",
    b" cm ", b" Tf ", b" re f ", b" 1000000 0 l S ", b"\t\t\t\t", b'"', b",", b"\r", b"\n\n", b"25\xe0\xb9\x96",
]  # fmt: skip
Mutation = Callable[[random.Random], bytes]


@cache
def frameworks() -> Frameworks:
    """Return the shipped rules."""
    return load_frameworks(DATA / "frameworks")


@cache
def seeds() -> dict[str, bytes]:
    """Return sound files by name."""
    return {
        "hand.docx": docx_files.report_by_hand(),
        "automatic.docx": docx_files.report_automatic(),
        "libreoffice.docx": (GOLDEN / "report-libreoffice.docx").read_bytes(),
        "openpyxl.xlsx": report_files.workbook(),
        "libreoffice.xlsx": (GOLDEN / "report-libreoffice.xlsx").read_bytes(),
        "report.csv": report_files.as_csv(),
        "report.txt": helpers.REPORT.read_bytes(),
        "libreoffice.pdf": (GOLDEN / "report-one-table.pdf").read_bytes(),
        "written.pdf": report_files.table_pdf(),
    }


@cache
def extracted() -> str:
    """Return what is found in a PDF, as JSON."""
    return json.dumps(pdf_child.extract((GOLDEN / "report-one-table.pdf").read_bytes(), 60.0))


def of_bytes(data: bytes, rng: random.Random) -> bytes:
    """Return bytes changed in a few places."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at = rng.randrange(len(made) + 1)
        kind = rng.randrange(6)
        if kind == 0 and made:
            made[min(at, len(made) - 1)] ^= 1 << rng.randrange(8)
        elif kind == 1:
            made[at : at + rng.randrange(40)] = b""
        elif kind == 2:
            made[at:at] = rng.choice(PIECES)
        elif kind == 3:
            made[at:at] = rng.randbytes(rng.randrange(12))
        elif kind == 4:
            start = rng.randrange(len(made) + 1)
            made[at:at] = made[start : start + rng.randrange(2000)]
        elif rng.random() < 0.1:
            del made[at:]
    return bytes(made)


def of_archive(data: bytes, rng: random.Random) -> bytes:
    """Return an archive with one part changed, left out or put in another's place."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {info.filename: opened.read(info) for info in opened.infolist()}
    names = sorted(parts, key=lambda name: ("document" not in name and "sheet" not in name, name))
    name = names[0] if rng.random() < 0.5 else rng.choice(names)
    kind = rng.randrange(10)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = parts[rng.choice(names)]
    elif kind < 5:
        parts[name] = of_numbers(parts[name], rng)
    else:
        parts[name] = of_bytes(parts[name], rng)
    return docx_files.archive(parts)


def of_numbers(data: bytes, rng: random.Random) -> bytes:
    """Return bytes with some of their numbers replaced by others."""
    found = list(re.finditer(rb"\d+", data))
    for match in sorted(rng.sample(found, min(len(found), rng.randrange(1, 8))), key=lambda m: -m.start()):
        new = str(rng.choice((0, 1, -1, 2, 7, 64, 999, 10**6, 2**31, 10**12))).encode()
        data = data[: match.start()] + new + data[match.end() :]
    return data


def of_cells(data: bytes, rng: random.Random) -> bytes:
    """Return text with rows and cells moved, left out or doubled."""
    mark = "\t" if b"\t" in data else ","
    rows = [line.split(mark) for line in data.decode("utf-8-sig").split("\n")]
    for _ in range(rng.randrange(1, 6)):
        row = rng.choice(rows)
        other = rng.choice(rows)
        kind = rng.randrange(5)
        if kind == 0:
            row.insert(rng.randrange(len(row) + 1), rng.choice(rng.choice(rows)))
        elif kind == 1:
            row[rng.randrange(len(row))] = ""
        elif kind == 2:
            row[:], other[:] = other[:], row[:]
        elif kind == 3:
            row += other * rng.choice((1, 1, 10))
        else:
            rows.insert(rng.randrange(len(rows)), list(row))
    return "\n".join(mark.join(row) for row in rows).encode()


def of_letters(rng: random.Random) -> bytes:
    """Return what is found in a PDF, with letters and lines moved, left out and made strange, as JSON."""
    found = json.loads(extracted())
    for page in rng.sample(found["pages"], 3):
        for _ in range(rng.randrange(1, 60)):
            where = page[rng.choice(("chars", "rules"))]
            if not where:
                continue
            item = rng.choice(where)
            at = rng.randrange(len(item))
            kind = rng.randrange(4)
            if kind == 0:
                where.remove(item)
            elif kind == 1:
                where.insert(rng.randrange(len(where)), list(item))
            elif where is page["rules"]:
                item[at] = rng.choice((item[at] + rng.uniform(-50, 50), 0, -1e9, 1e9))
            else:
                item[at] = int(rng.choice((0, 0xF710, 0xFFFE, 0x0E33, 0xD800, 48, item[at] + 1, 10**6)))
    return json.dumps(found).encode()


def one(rng: random.Random) -> tuple[str, bytes]:
    """Return a damaged file: what was done to what, and its bytes (or the JSON of `of_letters`)."""
    if rng.random() < 0.1:
        return "letters", of_letters(rng)
    if rng.random() < HOSTILE:
        name = rng.choice(sorted(hostile.KINDS))
        return name, hostile.KINDS[name](rng)
    names = sorted(seeds())
    # A process is started for each PDF, so there are fewer of them.
    name = rng.choice([n for n in names if not n.endswith(".pdf")] if rng.random() < 0.8 else names)
    data = seeds()[name]
    if rng.random() < 0.4:
        return name, of_bytes(data, rng)
    if data.startswith(b"PK"):
        return name, of_archive(data, rng)
    if name.endswith(".pdf"):
        return name, of_numbers(data, rng)
    return name, of_cells(data, rng)


def outcome(name: str, data: bytes) -> str:
    """Read one file to the end as a report and return ``read`` or the rule that refused it."""
    try:
        document = read_pdf.document(json.loads(data), name) if name == "letters" else read(data, name)
        normalise(document, frameworks(), confirmed=frozenset(range(1, 11)))
    except InputError as reason:
        assert reason.english()
        return reason.rule
    return "read"


def outcome_of_scores(name: str, data: bytes) -> str:
    """Read one file to the end as scores and return ``read``, ``errors`` or the rule that refused it."""
    try:
        document = read_xlsx(data, name) if is_workbook(data, name) else read_csv(data, name)
        sheet = read_scores(document, frameworks())
    except InputError as reason:
        assert reason.english()
        return reason.rule
    return "errors" if sheet.errors else "read"


def every_outcome(name: str, data: bytes) -> list[str]:
    """Read one file in every way that it may be read in, pasted text too."""
    told = [outcome(name, data)]
    if name != "letters" and not name.endswith(".pdf"):
        told.append(outcome_of_scores(name, data))
    if name.endswith((".txt", ".csv")):
        read_pasted(data.decode("utf-8", "replace"), 2567, frameworks())
    return told


def memory_mb() -> float:
    """Return the most memory that this process or one of its children ever took, where the system tells it."""
    try:
        import resource
    except ImportError:
        return 0.0
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def main() -> int:
    """Try many files and print what became of them."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 2568)
    told: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    slowest = (0.0, "")
    for _ in range(count):
        name, data = one(rng)
        begun = time.monotonic()
        try:
            said = every_outcome(name, data)[0]
        except BaseException:
            out = Path(__file__).parent / "out"
            out.mkdir(exist_ok=True)
            (out / f"fuzz-{name}").write_bytes(data)
            raise
        took = time.monotonic() - begun
        slowest = max(slowest, (took, name))
        told[said] += 1
        kinds[name] += 1
        if told.total() % 1000 == 0:
            print(f"{told.total()} …", flush=True)
    print(f"{count} inputs: {told['read']} read, {count - told['read']} refused, none else")
    print("by kind:", ", ".join(f"{name} {number}" for name, number in sorted(kinds.items())))
    print("by rule:", ", ".join(f"{rule} {number}" for rule, number in told.most_common()))
    print(f"slowest: {slowest[0]:.2f} s ({slowest[1]}); memory: {memory_mb():.0f} MB")
    return int(slowest[0] > SLOWEST or memory_mb() > MEMORY_MB)


if __name__ == "__main__":
    sys.exit(main())
