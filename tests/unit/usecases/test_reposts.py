"""A job that a board posts again is its own listing, scored as any other, and shown with its history."""

from __future__ import annotations

from typing import Any

import pytest

from jobfinder.domain.ids import listing_id
from jobfinder.domain.match import MatchState
from jobfinder.domain.reposts import reposts_words
from jobfinder.domain.source import Source
from jobfinder.ports import Ports
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases.find_reposts import hints, reposts_of
from jobfinder.usecases.ranking import Wanted, ranked
from jobfinder.usecases.score import score_items
from jobfinder.usecases.scrape import scrape_source
from tests.unit.usecases.conftest import Clock, Greenhouse, job

KEY = "greenhouse:acme"
TEXT = "&lt;p&gt;You write Python and PostgreSQL for the ledger that bakeries trust, with four engineers. " + (
    "You have run a service in production, like to talk to customers and explain what you do.&lt;/p&gt;"
)


def again(number: int, **more: Any) -> dict[str, Any]:
    return job(number, "Backend Engineer", content=TEXT, first_published=None, **more)


@pytest.fixture
def posted_three_times(ports: Ports, store: SqliteStore, board: Greenhouse, source: Source, clock: Clock) -> list[str]:
    """Three postings of one job, a month apart, each under a new id; the user dismissed the first."""
    for number in (1, 2, 3):
        board.jobs = [again(number), job(50, "Gardener", content="&lt;p&gt;Roses.&lt;/p&gt;")]
        scrape_source(KEY, ports)
        score_items(store.due(now=clock(), limit=10), ports)
        if number == 1:
            (match,) = store.matches(listing_ids=[listing_id(KEY, "1")])
            store.set_match_state(match.id, MatchState.DISMISSED, "too far", now=clock())
        clock.advance(days=30)
    return [listing_id(KEY, str(number)) for number in (1, 2, 3)]


def test_each_is_a_listing_of_its_own_with_its_own_match(posted_three_times: list[str], store: SqliteStore) -> None:
    listings = store.listings(posted_three_times)
    assert [listings[one].canonical_id for one in posted_three_times] == [None, None, None]
    assert len(store.matches(listing_ids=posted_three_times)) == 3


def test_the_latest_is_shown_with_when_it_was_posted_before_and_what_the_user_did(
    posted_three_times: list[str], store: SqliteStore, clock: Clock
) -> None:
    first, second, third = posted_three_times
    reposts = reposts_of(store.links(third), store)
    assert reposts is not None
    assert reposts_words(reposts, clock()) == "posted 3 times since March"
    assert [one.listing.id for one in reposts.former] == [second, first]
    assert [one.state for one in reposts.former] == [MatchState.NEW, MatchState.DISMISSED]
    assert reposts.touched is not None
    assert reposts.touched.note == "too far"
    assert reposts_of(store.links(first), store) is None


def test_a_list_hints_at_it_with_two_look_ups_for_all_of_it(
    posted_three_times: list[str], store: SqliteStore, clock: Clock
) -> None:
    rows, _ = ranked(store, clock(), Wanted())
    found = hints(rows, store)
    assert {one: reposts.times for one, reposts in found.items()} == {posted_three_times[2]: 3}


def test_a_scrape_of_what_is_known_looks_for_no_reposts(
    posted_three_times: list[str], ports: Ports, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("a scrape has no need of this")

    monkeypatch.setattr(store, "bearing", refuse)
    assert scrape_source(KEY, ports).known == 2
