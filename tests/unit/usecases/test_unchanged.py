"""A board that says nothing has changed is not read again; whatever may have changed all the same is."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobfinder.domain.ids import listing_id
from jobfinder.domain.posting import ListingState
from jobfinder.domain.source import Completeness, Source
from jobfinder.errors import NotYet
from jobfinder.ports import Fetcher, Ports
from jobfinder.ports import Request as Asked
from jobfinder.ports import Response as Answered
from jobfinder.sources.base import BoardSource
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases.scrape import scrape_source
from tests.unit.usecases.conftest import Clock

KEY = "teamtailor:acme"


@dataclass
class PagedBoard:
    """A board of pages with an ETag for each, as a Teamtailor feed."""

    pages: list[list[int]]
    sends_etags: bool = True
    status: int = 200
    log: list[tuple[int, int]] = field(default_factory=list)  # page and status

    def answer(self, request: Request) -> Response:
        number = int(request.args.get("page", "0"))
        body = json.dumps(self._page(number))
        etag = f'"{sha256(body.encode()).hexdigest()[:12]}"'
        status = 304 if request.headers.get("If-None-Match") == etag and self.status == 200 else self.status
        self.log.append((number, status))
        return Response("" if status == 304 else body, status, {"ETag": etag} if self.sends_etags else {})

    def _page(self, number: int) -> dict[str, Any]:
        last = number + 1 >= len(self.pages)
        items = [self._item(native_id) for native_id in self.pages[number]]
        return {"title": "Acme", "items": items, "next_url": None if last else f"/jobs.json?page={number + 1}"}

    def _item(self, native_id: int) -> dict[str, str]:
        url = f"https://acme.teamtailor.com/jobs/{native_id}-cook"
        return {"id": str(native_id), "title": f"Cook {native_id}", "url": url, "content_html": f"Kitchen {native_id}"}

    def asked(self) -> list[tuple[int, int]]:
        """Return what was asked for since the last time."""
        found, self.log = self.log, []
        return found


@pytest.fixture
def paged(httpserver: HTTPServer) -> PagedBoard:
    board = PagedBoard([[1, 2], [3, 4], [5]])
    httpserver.expect_request("/jobs.json").respond_with_handler(board.answer)
    return board


@pytest.fixture
def source(store: SqliteStore, httpserver: HTTPServer, clock: Clock) -> Source:
    added = Source(
        key=KEY,
        type="teamtailor",
        board="acme",
        url="https://acme.teamtailor.com/jobs",
        endpoint=httpserver.url_for("").rstrip("/"),
        added_at=clock(),
    )
    store.save_source(added)
    return added


@pytest.fixture
def read_once(paged: PagedBoard, source: Source, ports: Ports, clock: Clock) -> PagedBoard:
    """Return a board that was read in full six hours ago."""
    assert scrape_source(KEY, ports).new == 5
    assert paged.asked() == [(0, 200), (1, 200), (2, 200)]
    clock.advance(hours=6)
    return paged


def states(store: SqliteStore, *numbers: int) -> list[ListingState]:
    found = store.listings([listing_id(KEY, str(number)) for number in numbers])
    return [found[listing_id(KEY, str(number))].state for number in numbers]


def test_an_unchanged_board_is_a_complete_run_that_reads_and_writes_no_listing(
    read_once: PagedBoard, ports: Ports, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*args: object, **kwargs: object) -> None:
        raise AssertionError(args)

    for method in ("add", "change", "close", "open_stamps", "enqueue", "keep_known_board", "forget_known_board"):
        monkeypatch.setattr(store, method, never)
    monkeypatch.setattr("jobfinder.sources.teamtailor.Teamtailor.parse", never)
    run = scrape_source(KEY, ports)
    assert read_once.asked() == [(0, 304), (1, 304), (2, 304)]
    assert (run.completeness, run.found, run.known, run.requests, run.not_modified) == (
        Completeness.COMPLETE,
        5,
        5,
        3,
        3,
    )
    assert (run.new, run.changed, run.closed, run.broken, run.bytes) == (0, 0, 0, 0, 0)
    kept = store.source(KEY)
    assert kept is not None
    assert kept.last_complete_at == run.started_at


def test_a_change_on_any_page_has_all_pages_read(
    read_once: PagedBoard, ports: Ports, store: SqliteStore, clock: Clock
) -> None:
    read_once.pages[1] = [3, 6]
    run = scrape_source(KEY, ports)
    assert read_once.asked() == [(0, 304), (1, 200), (0, 200), (1, 200), (2, 200)]
    assert (run.new, run.known, run.closed, run.not_modified) == (1, 4, 1, 1)
    assert states(store, 1, 4, 5) == [ListingState.OPEN, ListingState.CLOSED, ListingState.OPEN]
    clock.advance(hours=6)
    assert scrape_source(KEY, ports).not_modified == 3


def test_a_change_on_the_first_page_costs_no_request_more_than_reading(read_once: PagedBoard, ports: Ports) -> None:
    read_once.pages[0] = [1, 2, 7]
    run = scrape_source(KEY, ports)
    assert read_once.asked() == [(0, 200), (1, 200), (2, 200)]
    assert (run.requests, run.new, run.known) == (3, 1, 5)


def test_a_page_that_is_added_or_gone_is_noticed(
    read_once: PagedBoard, ports: Ports, store: SqliteStore, clock: Clock
) -> None:
    del read_once.pages[2]  # so that the second page names no third one
    assert scrape_source(KEY, ports).closed == 1
    clock.advance(hours=6)
    read_once.pages.append([8])
    assert scrape_source(KEY, ports).new == 1
    assert states(store, 5, 8) == [ListingState.CLOSED, ListingState.OPEN]


def test_what_a_complete_later_scrape_does_not_have_is_closed_after_any_number_of_unchanged_ones(
    read_once: PagedBoard, ports: Ports, store: SqliteStore, clock: Clock
) -> None:
    for _ in range(3):
        assert scrape_source(KEY, ports).not_modified == 3
        clock.advance(hours=6)
    read_once.pages[2] = []
    assert scrape_source(KEY, ports).closed == 1
    assert states(store, 4, 5) == [ListingState.OPEN, ListingState.CLOSED]


def spoil_version(read_once: PagedBoard, ports: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BoardSource, "version", 2)


def spoil_release(read_once: PagedBoard, ports: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobfinder.usecases.unchanged.__version__", "99.0")


def spoil_settings(read_once: PagedBoard, ports: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    source = ports.store.source(KEY)
    assert source is not None
    ports.store.save_source(replace(source, company="Acme Kitchens"))


def spoil_by_failing(read_once: PagedBoard, ports: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    read_once.status = 500
    assert scrape_source(KEY, ports).completeness is Completeness.FAILED
    assert ports.store.known_board(KEY) is None
    read_once.status = 200


def spoil_by_garbage(read_once: PagedBoard, ports: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(read_once, "_page", lambda number: "no feed")
        assert scrape_source(KEY, ports).completeness is Completeness.FAILED
    assert ports.store.known_board(KEY) is None


def spoil_listing(read_once: PagedBoard, ports: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = [listing_id(KEY, str(number)) for number in range(1, 6)]
    ports.store.close(everything, clock())


def spoil_by_time(read_once: PagedBoard, ports: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.advance(days=3)  # long enough for check_listings to look at what the board lists


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_version,
        spoil_release,
        spoil_settings,
        spoil_by_failing,
        spoil_by_garbage,
        spoil_listing,
        spoil_by_time,
    ],
)
def test_what_is_known_is_dropped_where_it_may_mean_something_else_now(
    spoil: Callable[..., None],
    read_once: PagedBoard,
    ports: Ports,
    store: SqliteStore,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spoil(read_once, ports, clock, monkeypatch)
    read_once.asked()
    run = scrape_source(KEY, ports)
    assert read_once.asked() == [(0, 200), (1, 200), (2, 200)]
    assert (run.completeness, run.not_modified) == (Completeness.COMPLETE, 0)
    assert states(store, 1, 2, 3, 4, 5) == [ListingState.OPEN] * 5
    clock.advance(hours=6)
    assert scrape_source(KEY, ports).not_modified == 3


def test_a_board_is_read_in_full_once_a_week_whatever_it_says(
    read_once: PagedBoard, ports: Ports, clock: Clock
) -> None:
    read = 0
    for _ in range(16):
        clock.advance(days=1)
        read += scrape_source(KEY, ports).not_modified == 0
    assert read == 2


def test_listings_that_are_gone_from_our_store_come_back(
    read_once: PagedBoard, ports: Ports, store: SqliteStore
) -> None:
    with store._database.writing() as db:
        for table in ("listings", "listing_keys", "queue_items"):
            db.execute(f"DELETE FROM {table}")
    assert scrape_source(KEY, ports).new == 5


def test_a_run_that_left_something_undone_is_not_remembered(
    read_once: PagedBoard, ports: Ports, store: SqliteStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_once._page
    read_once.pages[2] = []  # the fifth posting may hide behind the row that cannot be read
    monkeypatch.setattr(read_once, "_page", lambda number: {**whole(number), "items": [*whole(number)["items"], 17]})
    run = scrape_source(KEY, ports)
    assert (run.completeness, run.closed) == (Completeness.COMPLETE, 0)
    assert "nothing was closed" in run.error
    clock.advance(hours=6)
    assert scrape_source(KEY, ports).closed == 1  # broken as before, so the row hides nothing
    assert states(store, 5) == [ListingState.CLOSED]


def test_a_board_that_sends_no_validators_is_read_each_time(
    paged: PagedBoard, source: Source, ports: Ports, clock: Clock
) -> None:
    paged.sends_etags = False
    for _ in range(2):
        scrape_source(KEY, ports)
        assert paged.asked() == [(0, 200), (1, 200), (2, 200)]
        clock.advance(hours=6)
    assert ports.store.known_board(KEY) is None


def test_an_unchanged_page_of_a_closed_posting_is_read_so_that_it_may_come_back(
    httpserver: HTTPServer, ports: Ports, store: SqliteStore, clock: Clock
) -> None:
    url = httpserver.url_for("/jobs/1")
    posting = {"@type": "JobPosting", "title": "Cook", "url": url, "identifier": "1", "description": "You cook."}
    page = f'<script type="application/ld+json">{json.dumps(posting)}</script>'

    def answer(request: Request) -> Response:
        same = request.headers.get("If-None-Match") == '"1"'
        return Response("" if same else page, 304 if same else 200, {"ETag": '"1"'}, content_type="text/html")

    httpserver.expect_request("/jobs/1").respond_with_handler(answer)
    key = f"jobposting_page:{url}"
    store.save_source(Source(key=key, type="jobposting_page", board=url, url=url, company="Acme", added_at=clock()))
    (first, unchanged) = (scrape_source(key, ports), scrape_source(key, ports))
    assert (first.new, unchanged.not_modified) == (1, 1)
    (item,) = store.items()
    store.close([item.listing_id], clock())  # as check_listings does on a page's word
    assert scrape_source(key, ports).reopened == 1


@dataclass
class BusySite:
    """A fetcher whose turns others have, from the request of a number on."""

    fetcher: Fetcher
    busy_from: int
    asked: list[Asked] = field(default_factory=list)

    def fetch(self, request: Asked) -> Answered:
        self.asked.append(request)
        if len(self.asked) > self.busy_from:
            raise NotYet("others are there", after_seconds=40)
        return self.fetcher.fetch(request)

    def close(self) -> None:
        self.fetcher.close()


def test_a_board_that_has_to_wait_before_it_begins_is_put_back_and_nothing_is_recorded(
    read_once: PagedBoard, ports: Ports, store: SqliteStore
) -> None:
    before = store.source(KEY)
    busy = BusySite(ports.fetcher, busy_from=0)
    with pytest.raises(NotYet) as put_back:
        scrape_source(KEY, replace(ports, fetcher=busy))
    assert put_back.value.after_seconds == 40
    assert busy.asked[0].may_wait_seconds == ports.limits.first_turn_within_seconds
    assert store.source(KEY) == before
    assert store.known_board(KEY) is not None


def test_a_board_that_has_to_wait_later_on_keeps_what_it_has_and_closes_nothing(
    paged: PagedBoard, source: Source, ports: Ports, clock: Clock
) -> None:
    busy = BusySite(ports.fetcher, busy_from=1)
    run = scrape_source(KEY, replace(ports, fetcher=busy))
    assert (run.completeness, run.new, run.requests, run.closed) == (Completeness.PARTIAL, 2, 1, 0)
    assert run.retry_after_seconds == 40
    assert busy.asked[1].may_wait_seconds == ports.limits.scrape_seconds
