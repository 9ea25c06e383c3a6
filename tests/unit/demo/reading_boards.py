"""Reads the sample boards over HTTP with the project's own sources, as a scrape would."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from jobfinder.demo.server import SampleServer, SampleSource
from jobfinder.domain.posting import Broken, Posting
from jobfinder.ports import Board, Page, Request
from jobfinder.sources import source_type

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Reply(NamedTuple):
    status: int
    body: bytes
    headers: dict[str, str]


class Read(NamedTuple):
    postings: list[Posting]
    broken: list[Broken]
    pages: int


def get(url: str, method: str = "GET", **headers: str) -> Reply:
    request = urllib.request.Request(url, method=method, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return Reply(response.status, response.read(), dict(response.headers))
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.read(), dict(error.headers))


def board_of(source: SampleSource) -> Board:
    return Board(source["board"], endpoint=source["endpoint"], company=source["company"], url=source["url"])


def pages(source: SampleSource) -> Iterator[Page]:
    kind, board = source_type(source["type"]), board_of(source)
    request: Request | None = kind.first(board)
    while request:
        page = kind.parse(get(request.url).body, board, request)
        yield page
        request = page.next


def read(source: SampleSource, *, details: bool = False) -> Read:
    kind, board = source_type(source["type"]), board_of(source)
    found = list(pages(source))
    postings = [posting for page in found for posting in page.postings]
    if details and kind.has_details:
        postings = [kind.parse_detail(get(_detail_url(kind, each, board)).body, each) for each in postings]
    return Read(postings, [row for page in found for row in page.broken], len(found))


def _detail_url(kind, posting: Posting, board: Board) -> str:
    request = kind.detail(posting, board)
    assert request is not None
    return request.url


def source(server: SampleServer, key: str) -> SampleSource:
    return next(each for each in server.sources() if each["key"] == key)
