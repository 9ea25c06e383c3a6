"""The real library ats-scrapers, through our fetcher: what it asks for, what it finds, and what it must not do.

Its systems cannot be reached from a test: their hosts are served here, in the form that the library documents.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as Asked
from werkzeug import Response as Answer

from jobfinder.domain.library_boards import SYSTEMS, ats_board
from jobfinder.errors import Blocked, Gone
from jobfinder.fetch import HttpFetcher, LibraryFetcher
from jobfinder.ports import Board, Page, Request, Response
from jobfinder.sources import source_type

BOARD = Board("recruiterbox/fern")
OPENING = {
    "id": 71,
    "title": "Gardener",
    "hosted_url": "https://fern.hire.trakstar.com/jobs/71",
    "client_name": "Fern Nursery",
    "location": {"city": "Graz", "country": "Austria"},
    "allows_remote": False,
    "position_type": "part_time",
    "description": "&lt;p&gt;Tend the ferns.&lt;/p&gt;",
    "created_on": "2026-11-02T08:00:00Z",
}


class Rerouted:
    """The guarded fetcher, whose requests to anywhere arrive at one server; `asked` are the addresses they were for."""

    def __init__(self, server: HTTPServer) -> None:
        self._server = server
        self._fetcher = HttpFetcher(
            user_agent="JobFinder tests", allow_hosts=(f"{server.host}:{server.port}",), host_interval_seconds=0
        )
        self.asked: list[str] = []

    def fetch(self, request: Request) -> Response:
        self.asked.append(request.url)
        path = request.url.partition("://")[2].partition("/")[2]
        return self._fetcher.fetch(replace(request, url=self._server.url_for(f"/{path}")))

    def close(self) -> None:
        self._fetcher.close()


@pytest.fixture
def rerouted(httpserver: HTTPServer) -> Rerouted:
    return Rerouted(httpserver)


def read(rerouted: Rerouted, board: Board = BOARD) -> Page:
    kind = source_type("ats_scrapers")
    request = kind.first(board)
    return kind.parse(LibraryFetcher(rerouted).fetch(request).body, board, request)


def test_a_board_is_read_page_by_page(httpserver: HTTPServer, rerouted: Rerouted) -> None:
    def answer(asked: Asked) -> Answer:
        offset = int(asked.args["offset"])
        rows = [{**OPENING, "id": 71 + offset, "title": f"Gardener {offset}"}] if offset < 3 else []
        body: dict[str, Any] = {"meta": {"offset": offset, "limit": 100, "total": 3}, "objects": rows}
        return Answer(json.dumps(body), content_type="application/json")

    httpserver.expect_request("/v1/openings").respond_with_handler(answer)
    page = read(rerouted)
    assert [posting.title for posting in page.postings] == ["Gardener 0", "Gardener 1", "Gardener 2"]
    assert [url.partition("?")[0] for url in rerouted.asked] == ["https://jsapi.recruiterbox.com/v1/openings"] * 3
    assert {request.headers["User-Agent"] for request, _ in httpserver.log} == {"JobFinder tests"}


def test_what_an_opening_says_becomes_a_posting(httpserver: HTTPServer, rerouted: Rerouted) -> None:
    httpserver.expect_request("/v1/openings").respond_with_json({"meta": {"total": 1}, "objects": [OPENING]})
    (posting,) = read(rerouted).postings
    assert (posting.native_id, posting.title, posting.company) == ("71", "Gardener", "Fern Nursery")
    assert posting.url == OPENING["hosted_url"]
    assert posting.locations == ("Graz, Austria",)
    assert "Tend the ferns." in posting.text
    assert posting.posted_at is not None
    assert posting.posted_at.isoformat() == "2026-11-02T08:00:00+00:00"


def test_an_opening_that_it_cannot_read_costs_no_other(httpserver: HTTPServer, rerouted: Rerouted) -> None:
    rows = [{**OPENING, "id": 1}, {**OPENING, "id": 2, "hosted_url": "no address"}, {**OPENING, "id": 3}]
    httpserver.expect_request("/v1/openings").respond_with_json({"meta": {"total": 3}, "objects": rows})
    page = read(rerouted)
    assert [posting.native_id for posting in page.postings] == ["1", "3"]
    assert len(page.broken) == 1


def test_a_refusal_is_our_fetchers(httpserver: HTTPServer, rerouted: Rerouted) -> None:
    httpserver.expect_request("/v1/openings").respond_with_data("", 403)
    with pytest.raises(Blocked):
        read(rerouted)
    assert len(rerouted.asked) == 1


# A board of each system by one of its addresses: what the library makes of our ids, and that it asks through us.
ADDRESSES = {
    "jobvite": "https://jobs.jobvite.com/fern/jobs",
    "recruiterbox": "https://fern.recruiterbox.com/",
    "gem": "https://jobs.gem.com/fern",
    "softgarden": "https://fern.career.softgarden.de/",
    "paylocity": "https://recruiting.paylocity.com/recruiting/jobs/All/11111111-2222-3333-4444-555555555555/Fern",
    "gupy": "https://fern.gupy.io/",
    "join_com": "https://join.com/companies/fern",
}


@pytest.mark.parametrize("system", ADDRESSES)
def test_a_board_that_does_not_exist_is_asked_for_through_us_and_is_gone(
    system: str, httpserver: HTTPServer, rerouted: Rerouted
) -> None:
    board = ats_board(ADDRESSES[system])
    assert board is not None
    assert board.startswith(f"{system}/")
    httpserver.no_handler_status_code = 404
    with pytest.raises(Gone):
        read(rerouted, Board(board))
    assert rerouted.asked


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_library_has_each_system_that_we_name(system: str) -> None:
    from ats_scrapers.scrapers import ScraperRegistry

    assert ScraperRegistry.get(system).ats.value == system
