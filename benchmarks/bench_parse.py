"""Each source beside the bare decoder on the same bytes, and beside bs4 + html.parser doing the same extraction.

Where texts come apart, a board's bytes are its list and one more answer for each posting. Against bs4, both also turn
each posting's text into the same clean text; the page is then one of usual size, since the recorded one is a JSON-LD
block and nothing else. Where a source is held to less than was asked for, `speed_floors.py` says why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.unit.sources.samples import IDS

from benchmarks.board_answers import body_of, detail_of, page_of_usual_size
from benchmarks.other_ways import bare_decoder, bare_detail_decoder, read_detail_with_bs4, read_with_bs4
from benchmarks.side_by_side import cpu_seconds
from benchmarks.speed_floors import least_of_bare, least_of_bs4
from jobfinder import sources
from jobfinder.domain.posting import Posting
from jobfinder.html_text import clean_text
from jobfinder.ports import Board, SourceType
from jobfinder.sources import json_ld
from jobfinder.sources.hackernews_header import read_header

POSTINGS_WITH_BS4 = 24
LIBRARIES = frozenset({"ats_scrapers", "jobspy"})  # what these hand over is no answer of a board

# Sources that keep what they read of the same words or the same properties, and how they forget it.
KEPT_READINGS: dict[str, Callable[[], object]] = {
    "hackernews": read_header.cache_clear,
    "jobposting_page": json_ld.read_once.cache_clear,
}

Figure = dict[str, Any]
Work = Callable[[], object]


def run() -> list[Figure]:
    """Return two figures for each source; each has name, value, unit, target and ok."""
    figures = [figure for source in timed() for figure in (_beside_bare(source), _beside_bs4(source))]
    return figures + [_first_reading(name, forget) for name, forget in KEPT_READINGS.items()] + _feeds_beside_expat()


def timed() -> tuple[SourceType, ...]:
    """Return the sources that parse what boards send."""
    return tuple(source for source in sources.types() if source.type not in LIBRARIES)


def board_of(name: str) -> Board:
    """Return a board of a kind of source."""
    return Board(IDS.get(name, "acme"), company="Acme")


def works(source: SourceType) -> tuple[Work, Work]:
    """Return the work of the bare decoder, and that of the source on the same bytes."""
    body, board = body_of(source.type), board_of(source.type)
    request = source.first(board)
    details = detail_of(source.type) if source.has_details else b""
    count = len(source.parse(body, board, request).postings) if details else 0
    decode, decode_detail = bare_decoder(source.type, body), bare_detail_decoder(source.type, details)

    def decode_all() -> None:
        decode()
        for _ in range(count):
            decode_detail()

    def parse() -> None:
        for posting in source.parse(body, board, request).postings:
            if details:
                source.parse_detail(details, posting)

    return decode_all, parse


def _beside_bare(source: SourceType) -> Figure:
    bare, parsed = cpu_seconds(*works(source))
    postings = len(_postings(source, body_of(source.type)))
    return _figure(
        f"{source.type}: beside the bare decoder ({parsed / postings * 1e6:.0f} µs a posting)",
        bare / parsed,
        least_of_bare(source.type),
    )


def _first_reading(name: str, forget: Work) -> Figure:
    """Return the share of the bare decoder's speed where nothing is kept of what was read before; it has no target."""
    decode, parse = works(sources.source_type(name))

    def parse_anew() -> None:
        forget()
        parse()

    bare, parsed = cpu_seconds(decode, parse_anew)
    return {"name": f"{name}: beside the bare decoder, when first read", "value": bare / parsed, "unit": "x"}


def _feeds_beside_expat() -> list[Figure]:
    """Return the share of the speed of a bare tree of expat's, which knows nothing of feeds; it has no target."""
    tree, parsed = cpu_seconds(bare_decoder("personio", body_of("feed")), works(sources.source_type("feed"))[1])
    return [{"name": "feed: beside a bare tree of its XML", "value": tree / parsed, "unit": "x"}]


def _postings(source: SourceType, body: bytes) -> tuple[Posting, ...]:
    board = board_of(source.type)
    return source.parse(body, board, source.first(board)).postings


def _beside_bs4(source: SourceType) -> Figure:
    theirs, ours = cpu_seconds(*works_beside_bs4(source), rounds=3)
    what = "details beside" if source.has_details else "beside"
    return _figure(f"{source.type}: {what} bs4 + html.parser", theirs / ours, least_of_bs4(source.type))


def works_beside_bs4(source: SourceType) -> tuple[Work, Work]:
    """Return the work of bs4 + html.parser, and that of the source, down to clean texts."""
    if source.has_details:
        return _details_beside_bs4(source)
    body = body_of(source.type, POSTINGS_WITH_BS4)
    body = page_of_usual_size(body) if source.type == "jobposting_page" else body
    texts = [posting.text for posting in _postings(source, body)]
    return lambda: read_with_bs4(source.type, body, texts), lambda: _parse_and_clean(source, body)


def _parse_and_clean(source: SourceType, body: bytes) -> None:
    for posting in _postings(source, body):
        clean_text(posting.text)


def _details_beside_bs4(source: SourceType) -> tuple[Work, Work]:
    body = detail_of(source.type)
    bare = Posting(native_id="1", title="a posting", company="Acme", url="https://page.example/1")
    return lambda: read_detail_with_bs4(body), lambda: clean_text(source.parse_detail(body, bare).text)


def _figure(name: str, value: float, least: float) -> Figure:
    return {"name": name, "value": value, "unit": "x", "target": f">= {least:g}x", "ok": value >= least}


if __name__ == "__main__":
    import sys

    from benchmarks.__main__ import main

    sys.exit(main(["parse"]))
