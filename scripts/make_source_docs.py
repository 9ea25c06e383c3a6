"""Writes the table of docs/sources.md: every source, what it yields and needs, and how it was checked.

    python scripts/make_source_docs.py

With it goes the list of the systems that a library reads; the rest of the document is written by hand. A test fails
where either is not what this writes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.unit.sources.samples import BOARDS, BODIES, detail_sample, parsed  # noqa: E402

from jobfinder import sources  # noqa: E402 -- the tests' samples are beside this folder
from jobfinder.domain.library_boards import SYSTEMS  # noqa: E402
from jobfinder.domain.posting import Posting  # noqa: E402
from jobfinder.ports import SourceType  # noqa: E402

TARGET = ROOT / "docs" / "sources.md"
BEGIN = "<!-- the table: python scripts/make_source_docs.py -->"
END = "<!-- the end of the table -->"
SYSTEMS_BEGIN = "<!-- the systems: python scripts/make_source_docs.py -->"
SYSTEMS_END = "<!-- the end of the systems -->"
HEAD = ("source", "it reads", "it yields", "the text comes", "it lists all that is open", "it needs", "checked by")
GIVEN = frozenset({"native_id", "title", "company", "url"})  # no posting is without them


def source_table() -> str:
    """Return the table, in the order in which sources are asked whether an address is theirs."""
    rows = [HEAD, ("---",) * len(HEAD), *(tuple(_row(source)) for source in sources.types())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def document(text: str) -> str:
    """Return the document with its table and its list of a library's systems renewed."""
    for first, last, made in ((BEGIN, END, source_table()), (SYSTEMS_BEGIN, SYSTEMS_END, systems())):
        begin, end = text.index(first) + len(first), text.index(last)
        text = f"{text[:begin]}\n{made}\n{text[end:]}"
    return text


def systems() -> str:
    """Return the systems that ats-scrapers is asked for, as a list in one line."""
    return f"{', '.join(f'`{name}`' for name in SYSTEMS)}."


def _row(source: SourceType) -> Iterator[str]:
    yield f"`{source.type}`"
    yield (source.__doc__ or "").strip().partition("\n")[0].rstrip(".")
    yield ", ".join(_yields(source))
    yield "with one more request for each new posting" if source.has_details else "with the list"
    yield "yes" if source.whole_board else "no"
    yield ", ".join(_needs(source)) or "nothing"
    yield _checked(source)


def _needs(source: SourceType) -> Iterator[str]:
    """Yield the keys that a source asks for, and the extra that brings its library."""
    yield from (f"`{key}`" for key in source.first(BOARDS[source.type]).keys)
    if extra := getattr(source, "extra", ""):
        yield f"`job-finder[{extra}]`"


def _yields(source: SourceType) -> list[str]:
    """Return the fields that the postings of the source's sample have, those of its details included."""
    postings = list(parsed(source.type, BODIES[source.type]).postings)
    if (body := detail_sample(source.type)) is not None:
        postings.append(source.parse_detail(body, postings[0]))
    names = [item.name for item in fields(Posting) if item.name not in GIVEN]
    return [name for name in names if any(getattr(posting, name) for posting in postings)]


def _checked(source: SourceType) -> str:
    """Return by how many recordings of real answers it is checked: each has its file of what it yields."""
    count = len(list((ROOT / "tests" / "sources" / source.type).glob("*.txt")))
    if not count:
        return "the library's documentation only" if hasattr(source, "extra") else "the documentation only"
    return f"{count} recording" + ("s" if count > 1 else "")


if __name__ == "__main__":
    TARGET.write_text(document(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
    count = len(re.findall(r"^\| `", source_table(), re.MULTILINE))
    print(f"wrote the table of {count} sources to {TARGET}")
