"""Write the whole schema of the current version to its golden file, or freeze it once that version is released.

    .venv/bin/python tests/golden/make_schema.py            # writes schema-N.json, N = SCHEMA_VERSION
    .venv/bin/python tests/golden/make_schema.py --release  # and freezes it: from then on it never changes

A golden names every table with every column and its type. What is frozen (`frozen.json`: SHA-256 by file) is never
written again: a change of tables after a release is a new version, with migrations in ``queries/migrations``, the
tables of the version before in ``ita/store/schema_tables.py``, and a kept backup of it, ``backup-schema-N.zip``, made
by the program of that version (``python3 start.py ita backup FILE`` of a database with something of every kind in it,
as ``tests/unit/filled_database.py`` puts it there).

The kept backups were made so: schema 1 by commit de229b4, 1-late by 58c0f12 (which had added tables without a new
version), 2-early by 61d1ef0, 2 by a9ddc30, 3 by 4573a6b, 4 by 0cd3310,
5 by b288511.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from ita.store.engine import SCHEMA_VERSION, create_schema, open_engine  # noqa: E402
from tests.unit.filled_database import types  # noqa: E402

FROZEN = HERE / "frozen.json"
COMMAND = ".venv/bin/python tests/golden/make_schema.py"
Columns = Sequence[Sequence[str]]
Schema = Mapping[str, Columns]


def golden(version: int) -> Path:
    """Return the golden file of a version."""
    return HERE / f"schema-{version}.json"


def load(version: int) -> Schema:
    """Return the tables of a version with their columns and types."""
    return json.loads(golden(version).read_text("utf-8"))  # type: ignore[no-any-return]


def frozen() -> dict[str, str]:
    """Return file name to SHA-256 of what never changes again."""
    return json.loads(FROZEN.read_text("utf-8"))  # type: ignore[no-any-return]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file; of a text, whatever ends its lines."""
    data = path.read_bytes()
    return hashlib.sha256(data if path.suffix == ".zip" else data.replace(b"\r\n", b"\n")).hexdigest()


def differences(before: Schema, after: Schema) -> list[str]:
    """Return what a schema has more, less or otherwise than another, a sentence each."""
    said = [f"the table {name} is new" for name in sorted(after.keys() - before.keys())]
    said += [f"the table {name} is gone" for name in sorted(before.keys() - after.keys())]
    for name in sorted(before.keys() & after.keys()):
        old, new = dict(map(tuple, before[name])), dict(map(tuple, after[name]))  # type: ignore[arg-type]
        said += [f"the column {name}.{column} is new" for column in new if column not in old]
        said += [f"the column {name}.{column} is gone" for column in old if column not in new]
        said += [
            f"the column {name}.{column} is {new[column]}, it was {old[column]}"
            for column in new
            if column in old and new[column] != old[column]
        ]
        if not said and [list(c) for c in before[name]] != [list(c) for c in after[name]]:
            said.append(f"the columns of {name} are in another order")
    return said


def problems(found: Schema, version: int, is_frozen: bool, expected: Schema | None) -> list[str]:
    """Return why a schema may not be that of a version, each with what to do; empty where it may."""
    if expected is None:
        return [f"there is no golden of version {version}: write it with {COMMAND}"]
    said = differences(expected, found)
    if not said:
        return []
    if is_frozen:
        return [
            *said,
            f"schema {version} was released: raise SCHEMA_VERSION in ita/store/engine.py to {version + 1}, put what "
            f"changes older files into queries/migrations ({version + 1:03}_01_what.sql), and then: {COMMAND}",
        ]
    return [*said, f"schema {version} is not released yet: write its golden anew with {COMMAND}"]


def current() -> Schema:
    """Return the schema that ``queries/schema`` makes."""
    with tempfile.TemporaryDirectory() as folder, closing(open_engine(Path(folder) / "new.duckdb")) as engine:
        create_schema(engine)
        return types(engine)


def main() -> int:
    """Write the golden of the current version; with ``--release``, freeze it."""
    path, found = golden(SCHEMA_VERSION), current()
    if path.name in frozen():
        said = problems(found, SCHEMA_VERSION, True, load(SCHEMA_VERSION))
        print("\n".join(said) or f"{path.name} is frozen, and so the schema still is.")
        return 1 if said else 0
    lines = [f"{json.dumps(name)}: {json.dumps(columns)}" for name, columns in sorted(found.items())]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8", newline="\n")
    if "--release" in sys.argv:
        FROZEN.write_text(json.dumps({**frozen(), path.name: digest(path)}, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{path.name}: {len(found)} tables" + (", frozen" if "--release" in sys.argv else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
