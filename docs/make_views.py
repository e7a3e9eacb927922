"""Write the chain of views into `docs/architecture.md`, from the files of `queries/schema`.

    .venv/bin/python docs/make_views.py

The diagram shows views only, without arrows that others imply; the table beneath it names the tables too. A test
compares the page with what this gives.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- views: made by docs/make_views.py -->", "<!-- end of views -->"
CREATED = re.compile(r"\bCREATE (?:OR REPLACE )?(TABLE|VIEW)(?: IF NOT EXISTS)? (\w+)")


def relations() -> dict[str, tuple[str, str, str]]:
    """Return each table and view by name: its kind, its purpose, and its statement without comments."""
    found = {}
    for path in sorted((ROOT / "queries" / "schema").glob("*.sql")):
        text = path.read_text("utf-8")
        statement = re.sub(r"--.*", "", text)
        purpose = re.search(r"^-- purpose: (.+)$", text, re.MULTILINE)
        if (created := CREATED.search(statement)) and purpose:
            found[created[2]] = (created[1], purpose[1], statement)
    return found


def reads(known: dict[str, tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return for each view the tables and views that its statement names, sorted."""
    return {
        name: sorted((set(re.findall(r"\w+", statement)) & set(known)) - {name})
        for name, (kind, _, statement) in known.items()
        if kind == "VIEW"
    }


def reduced(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return a graph without the arrows that longer ways imply."""

    def below(name: str) -> set[str]:
        return edges[name].union(*(below(each) for each in edges[name]))

    return {name: each - set().union(*(below(other) for other in each)) for name, each in edges.items()}


def chain() -> str:
    """Return the diagram and the table, as Markdown."""
    known = relations()
    named = reads(known)
    arrows = reduced({name: {each for each in read if each in named} for name, read in named.items()})
    joined = {name for name, read in arrows.items() if read} | set().union(*arrows.values())
    lines = ["```mermaid", "flowchart LR"]
    lines += [f"  {below} --> {name}" for name, read in arrows.items() for below in sorted(read)]
    lines += [f"  {name}" for name in named if name not in joined]
    lines += ["```", "", "| View | Reads | Purpose |", "|---|---|---|"]
    for name, read in named.items():
        purpose = known[name][1].replace("|", "\\|")
        lines.append(f"| `{name}` | {', '.join(f'`{each}`' for each in read) or 'values of its own'} | {purpose} |")
    return "\n".join(lines)


def page_with(chain_of_views: str) -> str:
    """Return the page with this chain between its marks."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{chain_of_views}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page_with(chain()), encoding="utf-8")
