"""Sources beside the libraries ats-scrapers and python-jobspy on the same recorded bytes, where they read the same.

A library's part is `json.loads`, or its own way into a page, and its own method that makes a posting of a row: without
its requests, its event loop and its paging. Ours is all that a source does with a list. What a library that is not
installed would take is not guessed: its figure says so.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple
from xml.etree import ElementTree

from tests.unit.sources.samples import rows_of

from benchmarks.bench_parse import Figure, board_of
from benchmarks.board_answers import body_of
from benchmarks.side_by_side import cpu_seconds
from jobfinder import sources
from jobfinder.domain.posting import Posting

MORE_THAN = 1.0
# Where the library is quicker, with the share that ours holds: of iCIMS it takes pieces of text for cards by regular
# expressions, and takes a card for a posting that leads to another site; ours reads the page as a browser does.
LESS_THAN_ASKED = {"icims": 0.4}
ROUNDS = 9


class Reader(NamedTuple):
    """How ats-scrapers reads a board: its name of it, the method that makes a posting, and what that also takes."""

    system: str
    method: str = "_parse_job"
    also: tuple[str, ...] = ()


# By our names. The library reads other answers than we do of BambooHR (a widget), Personio (its search) and Teamtailor
# (RSS), and of USAJobs the recording has another shape than its API: there are no bytes that both read.
READERS = {
    "greenhouse": Reader("greenhouse"),
    "lever": Reader("lever"),
    "ashby": Reader("ashby"),
    "smartrecruiters": Reader("smartrecruiters"),
    "workable": Reader("workable", also=("Acme",)),
    "recruitee": Reader("recruitee", "_parse_offer"),
    "breezy": Reader("breezy", "_parse_position"),
    "pinpoint": Reader("pinpoint", "_parse_posting"),
    "rippling": Reader("rippling"),
    "oraclecloud": Reader("oracle", also=("https://acme.example", "CX_1")),
    "remoteok": Reader("remoteok"),
    "workday": Reader("workday", also=("https://acme.wd5.myworkdayjobs.com/External", "Acme")),
    "weworkremotely": Reader("weworkremotely", "_parse_item"),
    "icims": Reader("icims", "_parse_page"),
}


def run() -> list[Figure]:
    """Return a figure for each board that both read; each has name, value, unit, target and ok."""
    return [*_beside_ats_scrapers(), *_beside_jobspy()]


def _beside_ats_scrapers() -> Iterator[Figure]:
    scrapers = _module("ats_scrapers.scrapers")
    if scrapers is None:
        yield _nothing("ats-scrapers: not installed")
        return
    for name, reader in READERS.items():
        kind = scrapers.ScraperRegistry.get(reader.system)
        read = getattr(kind("acme"), reader.method)
        theirs, ours = _work_of(name, read, reader.also), _work_of_ours(name)
        found = f"{len(theirs())} postings, ours {len(ours())}"
        library, source = cpu_seconds(theirs, ours, rounds=ROUNDS)
        yield _figure(f"{name}: beside ats-scrapers ({found})", library / source, LESS_THAN_ASKED.get(name, MORE_THAN))


def _work_of_ours(name: str) -> Callable[[], Sequence[Posting]]:
    source, body, board = sources.source_type(name), body_of(name), board_of(name)
    request = source.first(board)
    return lambda: source.parse(body, board, request).postings


def _work_of(name: str, read: Callable[..., Any], also: tuple[str, ...]) -> Callable[[], list[Any]]:
    """Return what the library does with the bytes of a list."""
    body = body_of(name)
    if name == "icims":
        return lambda: list(read(body.decode()))
    if name == "weworkremotely":
        return lambda: [read(item) for item in ElementTree.fromstring(body.decode()).iter("item")]
    return lambda: [job for row in rows_of(name, json.loads(body)) if (job := read(row, *also)) is not None]


def _beside_jobspy() -> Iterator[Figure]:
    model = _module("jobspy.model")
    if model is None:
        yield _nothing("python-jobspy: not installed")
        return
    sites = {site.value.replace("_", "") for site in model.Site}
    common = sites & {source.type for source in sources.types()}
    yield {**_nothing("python-jobspy: boards that a source of ours reads too"), "value": len(common)}


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _figure(name: str, value: float, least: float) -> Figure:
    return {"name": name, "value": value, "unit": "x", "target": f"> {least:g}x", "ok": value > least}


def _nothing(name: str) -> Figure:
    return {"name": name, "value": 0, "unit": "boards compared", "target": None, "ok": None}


if __name__ == "__main__":
    import sys

    from benchmarks.__main__ import main

    sys.exit(main(["libraries"]))
