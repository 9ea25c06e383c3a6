"""What closes a job, what never does, and what becomes of one that comes back or changes: from board to list."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobfinder.domain.ids import listing_id
from jobfinder.domain.match import MatchState
from jobfinder.domain.posting import ListingState
from jobfinder.domain.source import Completeness, Source
from jobfinder.ports import Ports
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases.check_listings import check_listings
from jobfinder.usecases.ranking import Wanted, ranked
from jobfinder.usecases.score import score_items
from jobfinder.usecases.scrape import scrape_source
from tests.unit.usecases.conftest import Clock, Greenhouse, job

KEY = "greenhouse:acme"
ONE = listing_id(KEY, "1")
Read = Callable[[], Any]


@pytest.fixture
def read(ports: Ports, store: SqliteStore, board: Greenhouse, source: Source, clock: Clock) -> Read:
    """Read the board some hours later and score what is due."""

    def once() -> Any:
        clock.advance(hours=6)
        run = scrape_source(KEY, ports)
        score_items(store.due(now=clock(), limit=50), ports)
        return run

    return once


def shown(store: SqliteStore, clock: Clock) -> dict[str, bool]:
    return {row.head.listing_id: row.is_open for row in ranked(store, clock(), Wanted())[0]}


def state_of(store: SqliteStore, identity: str = ONE) -> ListingState:
    return store.stamps([identity])[identity].state


def test_a_job_that_a_complete_reading_misses_is_not_shown_and_one_that_comes_back_is_scored_again(
    read: Read, board: Greenhouse, store: SqliteStore, clock: Clock
) -> None:
    read()
    gone = board.jobs.pop(0)
    assert read().closed == 1
    assert ONE not in shown(store, clock)
    board.jobs.append(gone)
    assert read().reopened == 1
    assert shown(store, clock)[ONE] is True
    assert len(store.items(listing_id=ONE)) == 2


def test_what_the_user_applied_for_is_shown_as_closed_and_as_open_when_it_is_back(
    read: Read, board: Greenhouse, store: SqliteStore, clock: Clock
) -> None:
    read()
    (match,) = store.matches(listing_ids=[ONE])
    store.set_match_state(match.id, MatchState.APPLIED, "", now=clock())
    gone = board.jobs.pop(0)
    read()
    assert shown(store, clock)[ONE] is False
    board.jobs.append(gone)
    read()
    (again,) = store.matches(listing_ids=[ONE])
    assert (shown(store, clock)[ONE], again.state) == (True, MatchState.APPLIED)


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
def test_no_failed_reading_ever_closes(read: Read, board: Greenhouse, store: SqliteStore, status: int) -> None:
    read()
    board.status, board.jobs = status, []
    for _ in range(4):
        assert read().closed == 0
    assert state_of(store) is ListingState.OPEN


def test_a_reading_of_a_part_never_closes(
    ports: Ports, store: SqliteStore, httpserver: HTTPServer, clock: Clock
) -> None:
    rows = [
        {"id": str(number), "name": "Backend Engineer", "company": {"name": "Acme", "identifier": "Acme"}}
        for number in range(150)
    ]
    broken = {"second page": False}

    def answer(request: Request) -> Response:
        offset = int(request.args.get("offset", 0))
        if offset and broken["second page"]:
            return Response("no", 500)
        page = {"offset": offset, "limit": 100, "totalFound": 150, "content": rows[offset : offset + 100]}
        return Response(json.dumps(page), content_type="application/json")

    httpserver.expect_request("/v1/companies/Acme/postings").respond_with_handler(answer)
    for number in range(150):
        httpserver.expect_request(f"/v1/companies/Acme/postings/{number}").respond_with_json({}, status=404)
    key = "smartrecruiters:Acme"
    store.save_source(
        Source(
            key=key,
            type="smartrecruiters",
            board="Acme",
            url="https://careers.smartrecruiters.com/Acme",
            endpoint=httpserver.url_for("").rstrip("/"),
            added_at=clock(),
        )
    )
    assert (scrape_source(key, ports).completeness, len(store.open_stamps(key))) == (Completeness.COMPLETE, 150)
    broken["second page"] = True
    clock.advance(hours=6)
    run = scrape_source(key, ports)
    assert (run.completeness, run.found, run.closed) == (Completeness.PARTIAL, 100, 0)
    assert len(store.open_stamps(key)) == 150


def test_a_changed_text_is_read_again_and_scored_anew_and_what_the_user_did_stays(
    read: Read, board: Greenhouse, store: SqliteStore, clock: Clock
) -> None:
    read()
    (before,) = store.matches(listing_ids=[ONE])
    store.set_match_state(before.id, MatchState.SAVED, "nice", now=clock())
    board.jobs[0] = job(1, content="&lt;p&gt;Job 1: you write Python, PostgreSQL, Rust and Haskell.&lt;/p&gt;")
    assert read().changed == 1
    (after,) = store.matches(listing_ids=[ONE])
    assert after.scored_at > before.scored_at
    assert set(after.decision.skills_missing) >= {"Rust", "Haskell"}
    assert after.decision.score < before.decision.score
    assert (after.state, after.history[-1].note) == (MatchState.SAVED, "nice")
    assert "Haskell" in store.listings([ONE])[ONE].posting.text


def test_a_page_that_was_gone_is_open_again_when_its_board_lists_it(
    read: Read, board: Greenhouse, ports: Ports, store: SqliteStore, httpserver: HTTPServer, clock: Clock
) -> None:
    page = httpserver.url_for("/jobs/1")
    board.jobs = [job(1, absolute_url=page)]
    httpserver.expect_request("/jobs/1").respond_with_data("gone", status=410)
    read()
    board.status = 500
    clock.advance(days=3)
    assert [one.listing_id for one in check_listings(ports).closed] == [ONE]
    assert ONE not in shown(store, clock)
    board.status = 200
    assert read().reopened == 1
    assert shown(store, clock)[ONE] is True


def test_a_last_day_that_has_passed_closes_although_the_board_still_lists_it_and_it_stays_closed(
    read: Read, board: Greenhouse, ports: Ports, store: SqliteStore, clock: Clock
) -> None:
    board.jobs = [job(1, application_deadline=(clock() + timedelta(days=1)).isoformat())]
    read()
    assert state_of(store) is ListingState.OPEN
    clock.advance(days=3)
    read()
    (closed,) = check_listings(ports).closed
    assert closed.closing.why == "its last day to apply has passed"
    assert read().reopened == 0
    assert state_of(store) is ListingState.CLOSED


def test_a_page_without_an_answer_is_no_reason_to_close(
    read: Read, board: Greenhouse, ports: Ports, store: SqliteStore, httpserver: HTTPServer, clock: Clock
) -> None:
    board.jobs = [job(1, absolute_url=httpserver.url_for("/jobs/1"))]
    httpserver.expect_request("/jobs/1").respond_with_data("busy", status=503)
    read()
    board.status = 500
    clock.advance(days=3)
    found = check_listings(replace(ports, limits=replace(ports.limits, check_batch=5)))
    assert (found.closed, found.unclear) == ([], 1)
    assert state_of(store) is ListingState.OPEN
