"""Scraping: what is new is enqueued once, what is known costs nothing, and trouble is told for what it is."""

from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer

from jobfinder.domain.ids import listing_id
from jobfinder.domain.posting import ListingState
from jobfinder.domain.queue import ItemStatus
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.errors import Permanent
from jobfinder.ports import Ports
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases.scrape import hours_until_next, scrape_source, scrape_sources
from tests.unit.usecases.conftest import START, Clock, Greenhouse, SilentBus, job

KEY = "greenhouse:acme"


def states(store: SqliteStore, *numbers: int) -> list[ListingState]:
    found = store.listings([listing_id(KEY, str(number)) for number in numbers])
    return [found[listing_id(KEY, str(number))].state for number in numbers]


@pytest.fixture
def scraped(ports: Ports, board: Greenhouse, source: Source) -> Run:
    return scrape_source(KEY, ports)


def test_a_first_scrape_enqueues_every_posting_with_its_clean_text(scraped: Run, store: SqliteStore) -> None:
    assert (scraped.completeness, scraped.found, scraped.new) == (Completeness.COMPLETE, 3, 3)
    items = store.items(status=ItemStatus.PENDING)
    assert len(items) == 3
    listing = store.listings([items[0].listing_id])[items[0].listing_id]
    assert listing.posting.text.endswith("you write Python and PostgreSQL.")
    assert listing.trace_id == items[0].trace_id == scraped.trace_id


def test_a_second_scrape_finds_nothing_new_and_writes_no_listing(
    scraped: Run, ports: Ports, store: SqliteStore
) -> None:
    before = store.open_stamps(KEY)
    again = scrape_source(KEY, ports)
    assert (again.new, again.known, again.changed) == (0, 3, 0)
    assert store.open_stamps(KEY) == before
    assert len(store.items()) == 3


def test_a_changed_text_is_read_again_and_a_changed_date_is_not(
    scraped: Run, ports: Ports, board: Greenhouse, clock: Clock
) -> None:
    clock.advance(hours=6)
    board.jobs[0] = job(1, content="&lt;p&gt;Now with Go.&lt;/p&gt;")
    board.jobs[1] = job(2, updated_at="2026-03-02T08:00:00Z")
    again = scrape_source(KEY, ports)
    assert (again.changed, again.known) == (1, 2)


def test_a_text_that_is_changed_back_is_scored_each_time(
    scraped: Run, ports: Ports, board: Greenhouse, store: SqliteStore, clock: Clock
) -> None:
    for text in ("other", "first", "other"):
        clock.advance(hours=6)
        board.jobs[0] = job(1, content=text) if text == "other" else job(1)
        assert scrape_source(KEY, ports).changed == 1
    assert len(store.items(listing_id=listing_id(KEY, "1"))) == 4


def test_a_posting_missing_from_a_complete_run_is_closed_and_comes_back_when_it_does(
    scraped: Run, ports: Ports, board: Greenhouse, store: SqliteStore, clock: Clock
) -> None:
    gone = board.jobs.pop()
    clock.advance(hours=6)
    assert scrape_source(KEY, ports).closed == 1
    assert states(store, 1, 3) == [ListingState.OPEN, ListingState.CLOSED]
    board.jobs.append(gone)
    clock.advance(hours=6)
    back = scrape_source(KEY, ports)
    assert (back.reopened, back.changed, back.new) == (1, 1, 0)
    assert states(store, 3) == [ListingState.OPEN]
    assert len(store.items(listing_id=listing_id(KEY, "3"))) == 2


def test_a_broken_posting_never_loses_its_neighbours(ports: Ports, board: Greenhouse, source: Source) -> None:
    board.jobs[1] = {"id": 2, "title": None}
    run = scrape_source(KEY, ports)
    assert (run.found, run.new, run.broken, run.completeness) == (3, 2, 1, Completeness.COMPLETE)
    assert run.first_broken


def test_a_row_that_broke_is_not_taken_for_one_that_is_gone(
    scraped: Run, ports: Ports, board: Greenhouse, store: SqliteStore, clock: Clock
) -> None:
    board.jobs = [job(1), {"id": 2, "title": None}]
    clock.advance(hours=6)
    assert scrape_source(KEY, ports).closed == 1
    assert states(store, 2, 3) == [ListingState.OPEN, ListingState.CLOSED]


def test_a_row_without_an_id_keeps_the_run_from_closing_anything(
    scraped: Run, ports: Ports, board: Greenhouse, store: SqliteStore, clock: Clock
) -> None:
    board.jobs = [job(1), {"nothing": True}]
    clock.advance(hours=6)
    run = scrape_source(KEY, ports)
    assert run.closed == 0
    assert "could not be read" in run.error
    assert states(store, 2, 3) == [ListingState.OPEN, ListingState.OPEN]


def test_a_row_that_was_broken_before_does_not_keep_a_board_from_closing(
    ports: Ports, board: Greenhouse, source: Source, store: SqliteStore, clock: Clock
) -> None:
    board.jobs = [job(1), job(2), {"nothing": True}]
    scrape_source(KEY, ports)
    board.jobs = [job(1), {"nothing": True}]
    clock.advance(hours=6)
    assert scrape_source(KEY, ports).closed == 1
    assert states(store, 1, 2) == [ListingState.OPEN, ListingState.CLOSED]


@pytest.mark.parametrize(
    ("status", "completeness"),
    [
        (404, Completeness.GONE),
        (410, Completeness.GONE),
        (403, Completeness.BLOCKED),
        (429, Completeness.BLOCKED),
        (500, Completeness.FAILED),
    ],
)
def test_trouble_at_the_board_is_told_and_closes_nothing(
    scraped: Run,
    ports: Ports,
    board: Greenhouse,
    store: SqliteStore,
    clock: Clock,
    status: int,
    completeness: Completeness,
) -> None:
    board.status = status
    clock.advance(hours=6)
    run = scrape_source(KEY, ports)
    assert (run.completeness, run.closed) == (completeness, 0)
    assert run.error
    assert states(store, 1, 2, 3) == [ListingState.OPEN] * 3
    kept = store.source(KEY)
    assert kept is not None
    assert (kept.enabled, kept.failures_in_a_row, kept.runs[0].completeness) == (True, 1, completeness)


def test_a_board_that_says_how_long_to_stay_away_is_left_alone_as_long(
    ports: Ports, board: Greenhouse, source: Source, store: SqliteStore, clock: Clock
) -> None:
    board.status, board.headers = 429, {"Retry-After": "7200"}
    scrape_source(KEY, ports)
    kept = store.source(KEY)
    assert kept is not None
    assert kept.next_run_at == clock() + timedelta(hours=2)


def test_rows_of_which_none_can_be_read_are_a_failure_of_the_run(
    ports: Ports, board: Greenhouse, source: Source
) -> None:
    board.jobs = [{"id": number} for number in range(25)]
    run = scrape_source(KEY, ports)
    assert run.completeness is Completeness.FAILED
    assert "25 rows came and none could be read" in run.error


def test_an_empty_board_is_suspicious_until_it_has_said_so_three_times(
    scraped: Run, ports: Ports, board: Greenhouse, store: SqliteStore, clock: Clock
) -> None:
    board.jobs = []
    told = []
    for _ in range(4):
        clock.advance(hours=6)
        told.append(scrape_source(KEY, ports).completeness)
    assert told == [Completeness.SUSPICIOUS_ZERO] * 2 + [Completeness.COMPLETE] * 2
    assert states(store, 1, 2, 3) == [ListingState.CLOSED] * 3


def test_a_board_that_never_had_a_posting_stays_suspicious(
    ports: Ports, board: Greenhouse, source: Source, clock: Clock
) -> None:
    board.jobs = []
    for _ in range(4):
        clock.advance(hours=6)
        assert scrape_source(KEY, ports).completeness is Completeness.SUSPICIOUS_ZERO


def test_a_posting_listed_twice_is_one_listing(ports: Ports, board: Greenhouse, source: Source) -> None:
    board.jobs = [job(1), job(1)]
    run = scrape_source(KEY, ports)
    assert (run.found, run.new) == (1, 1)


def test_a_run_that_is_stopped_is_partial_and_fetches_nothing_more(
    stopped: Ports, board: Greenhouse, source: Source
) -> None:
    assert scrape_source(KEY, stopped).completeness is Completeness.PARTIAL
    assert board.requests == 0


def test_an_unknown_source_is_a_permanent_error(ports: Ports) -> None:
    with pytest.raises(Permanent, match="no such source"):
        scrape_source("greenhouse:nobody", ports)


def test_only_due_and_enabled_sources_are_published(
    ports: Ports, board: Greenhouse, source: Source, clock: Clock
) -> None:
    assert isinstance(ports.bus, SilentBus)
    assert scrape_sources(ports) == [KEY]
    assert ports.bus.sent == [("job-finder-scrape-source-staging", {"source": KEY})]
    scrape_source(KEY, ports)
    assert scrape_sources(ports) == []
    assert scrape_sources(ports, everything=True) == [KEY]
    clock.advance(hours=7)
    assert scrape_sources(ports) == [KEY]


def run_of(completeness: Completeness) -> Run:
    return Run(source_key=KEY, started_at=START, seconds=1, completeness=completeness)


def test_the_wait_after_a_failure_grows_to_the_schedule_and_no_further(source: Source) -> None:
    waits = [hours_until_next(run_of(Completeness.FAILED), source, failures, 0.5) for failures in range(1, 9)]
    assert waits[0] == 0.25
    assert waits == sorted(waits)
    assert waits[-1] == source.every_hours


def test_a_board_that_is_gone_is_looked_for_once_more_soon(source: Source) -> None:
    assert hours_until_next(run_of(Completeness.GONE), source, 1, 0.5) == 1


def test_sources_are_spread_around_their_schedule(source: Source) -> None:
    waits = {hours_until_next(run_of(Completeness.COMPLETE), source, 0, jitter) for jitter in (0.0, 0.5, 1.0)}
    assert len(waits) == 3
    assert all(timedelta(hours=5.6) < timedelta(hours=wait) < timedelta(hours=6.4) for wait in waits)


def test_a_posting_whose_text_is_gone_is_kept_as_the_list_has_it(
    ports: Ports, store: SqliteStore, httpserver: HTTPServer, clock: Clock
) -> None:
    row = {"id": "7", "name": "Backend Engineer", "company": {"name": "Acme", "identifier": "Acme"}}
    answer = {"offset": 0, "limit": 100, "totalFound": 1, "content": [row]}
    httpserver.expect_request("/v1/companies/Acme/postings").respond_with_json(answer)
    httpserver.expect_request("/v1/companies/Acme/postings/7").respond_with_json({}, status=404)
    endpoint = httpserver.url_for("").rstrip("/")
    key, url = "smartrecruiters:Acme", "https://careers.smartrecruiters.com/Acme"
    store.save_source(
        Source(key=key, type="smartrecruiters", board="Acme", url=url, endpoint=endpoint, added_at=clock())
    )
    run = scrape_source(key, ports)
    assert (run.completeness, run.new, run.broken) == (Completeness.COMPLETE, 1, 0)
    assert store.listings([listing_id(key, "7")])[listing_id(key, "7")].posting.title == "Backend Engineer"
