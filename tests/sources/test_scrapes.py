"""Recorded answers and boards of many pages, scraped over HTTP as they would be: nothing is lost on the way."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobfinder import sources
from jobfinder.domain.source import Completeness, Run, Source, source_key
from jobfinder.errors import Unreadable
from jobfinder.fetch import KeyedFetcher
from jobfinder.ports import Board, Ports, SourceType
from jobfinder.usecases.scrape import scrape_source
from tests.places import needs_shared
from tests.sources.golden import recordings
from tests.sources.paged_boards import PAGED, answered
from tests.unit.sources.samples import IDS, detail_sample
from tests.unit.usecases.conftest import START, clock, ports, store  # noqa: F401 -- fixtures

ANYWHERE = re.compile(".*")
BY_URL = ("feed", "jobposting_page", "sitemap")  # whose board is an address
KEYS = {"ADZUNA_APP_ID": "my-id", "ADZUNA_APP_KEY": "my secret/key", "USAJOBS_API_KEY": "my-key"}


@pytest.fixture
def keyed(ports: Ports, httpserver: HTTPServer) -> Ports:  # noqa: F811
    return replace(ports, fetcher=KeyedFetcher(ports.fetcher, KEYS, [f"{httpserver.host}:{httpserver.port}"]))


def scraped(source: SourceType, keyed: Ports, httpserver: HTTPServer) -> Run:
    """Add a board that answers here and scrape it."""
    here = httpserver.url_for("").rstrip("/")
    board = f"{here}/{source.type}.xml" if source.type in BY_URL else IDS.get(source.type, "acme")
    board = f"{here}/sitemap.xml" if source.type == "sitemap" else board
    key = source_key(source.type, board)
    endpoint = "" if source.type in BY_URL else here
    keyed.store.save_source(
        Source(key=key, type=source.type, board=board, url=here, endpoint=endpoint, company="Acme", added_at=START)
    )
    return scrape_source(key, keyed)


def lists() -> Iterator[tuple[SourceType, Path, int]]:
    """Yield the recordings that hold postings, and how many rows each has; a recorded detail is no list."""
    for source, path in recordings():
        if "detail" in path.stem:
            continue
        board = Board(IDS.get(source.type, "acme"), company="Acme")
        try:
            page = source.parse(path.read_bytes(), board, source.first(board))
        except Unreadable:
            continue
        yield source, path, len(page.postings) + len(page.broken)


LISTS = [pytest.param(*each, id=f"{each[0].type}/{each[1].stem}") for each in lists()]


@needs_shared
@pytest.mark.parametrize(("source", "recording", "rows"), LISTS)
def test_a_recording_is_scraped_over_http(
    source: SourceType, recording: Path, rows: int, keyed: Ports, httpserver: HTTPServer
) -> None:
    detail = detail_sample(source.type)
    listed: list[str] = []

    def answer(request: Request) -> Response:
        is_list = not listed or request.path == listed[0]
        if is_list:
            listed.append(request.path)
        return Response(recording.read_bytes() if is_list else detail)

    httpserver.expect_request(ANYWHERE).respond_with_handler(answer)
    run = scraped(source, keyed, httpserver)
    assert run.found >= rows
    assert run.new + run.duplicate + run.broken == run.found
    assert run.completeness in (Completeness.COMPLETE, Completeness.PARTIAL)
    stored = list(keyed.store.each_listing())
    assert len(stored) == run.new + run.duplicate
    assert all(listing.posting.title and listing.posting.company for listing in stored)


@pytest.mark.parametrize(
    ("name", "total"),
    [*((name, total) for name in PAGED for total in (1, 130)), ("usajobs", 1100), ("hackernews", 1100)],
)
def test_every_page_of_a_board_is_read(name: str, total: int, keyed: Ports, httpserver: HTTPServer) -> None:
    source, detail = sources.source_type(name), detail_sample(name)
    details: list[str] = []

    def answer(request: Request) -> Response:
        is_first = not httpserver.log
        lists_more = (
            is_first or request.path == httpserver.log[0][0].path or request.path.startswith(("/jobs-", "/v1/api"))
        )
        if lists_more or detail is None:
            return answered(name, request, total)
        details.append(request.path)
        return Response(detail)

    httpserver.expect_request(ANYWHERE).respond_with_handler(answer)
    run = scraped(source, keyed, httpserver)
    assert (run.completeness, run.error, run.found, run.new + run.duplicate) == (
        Completeness.COMPLETE,
        "",
        total,
        total,
    )
    assert len(details) == (total if source.has_details else 0)


def test_a_run_without_its_key_fails_in_words_and_asks_nobody(keyed: Ports, httpserver: HTTPServer) -> None:
    here = f"{httpserver.host}:{httpserver.port}"
    without = replace(keyed, fetcher=KeyedFetcher(keyed.fetcher, {}, [here]))
    run = scraped(sources.source_type("usajobs"), without, httpserver)
    assert run.completeness is Completeness.FAILED
    assert "USAJOBS_API_KEY is not set" in run.error
    assert httpserver.log == []


def test_a_key_is_in_no_run_and_no_listing(keyed: Ports, httpserver: HTTPServer) -> None:
    httpserver.expect_request(ANYWHERE).respond_with_data("No such key: my secret/key", status=500)
    run = scraped(sources.source_type("adzuna"), keyed, httpserver)
    assert httpserver.log[0][0].args["app_key"] == "my secret/key"
    assert "secret" not in f"{run} {keyed.store.sources()}"
