"""At least once, in any order, several at a time, some never: one match for each job, and every item ends."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jobfinder.domain.facts import Facts
from jobfinder.domain.posting import Posting
from jobfinder.domain.queue import ItemStatus, Ticket
from jobfinder.domain.reading import read_posting
from jobfinder.errors import Retryable
from jobfinder.ports import Limits, Ports
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.usecases.score import score_item
from tests.contract.backends import Firestore
from tests.contract.things import NOW, arrival, listing, no_merge
from tests.integration.firestore.conftest import PROFILE
from tests.integration.firestore.scoring import scoring_ports

AT_ONCE = 8
SIZES = [500, pytest.param(5000, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])]


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[FirestoreStore]:
    backend = Firestore(tmp_path)
    opened = backend.open(backend.create(), clock)
    yield opened
    opened.close_store()


@pytest.fixture
def ports(store: FirestoreStore, clock: Clock) -> Ports:
    return scoring_ports(store, PROFILE, clock, limits=Limits(min_match_score=0, lease_seconds=300))


def new_items(store: FirestoreStore, count: int) -> list[Ticket]:
    store.add([arrival(number) for number in range(count)], no_merge)
    tickets = store.due(now=NOW, limit=count + 1)
    assert len(tickets) == count
    return tickets


def deliver(tickets: list[Ticket], ports: Ports) -> Counter[str]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(lambda ticket: score_item(ticket, ports), tickets))


@pytest.mark.parametrize("count", SIZES)
def test_events_delivered_up_to_five_times_in_any_order_make_exactly_one_match_each(
    store: FirestoreStore, ports: Ports, count: int
) -> None:
    random_ = random.Random(1)
    events = [ticket for ticket in new_items(store, count) for _ in range(random_.randint(1, 5))]
    random_.shuffle(events)
    outcomes = deliver(events, ports)
    assert outcomes["matched"] == count
    assert outcomes["not ours"] == len(events) - count
    assert {one.listing_id for one in store.matches()} == {listing(number).id for number in range(count)}
    assert len(store.matches()) == count
    assert store.queue_stats().by_status == {"succeeded": count}
    assert {one.attempt for one in store.items(limit=count)} == {1}


def test_what_three_in_ten_events_never_said_is_done_within_two_sweeps(
    store: FirestoreStore, ports: Ports, clock: Clock
) -> None:
    random_ = random.Random(2)
    delivered = [ticket for ticket in new_items(store, 200) if random_.random() > 0.3]

    def answers_badly(posting: Posting) -> Facts:
        if random_.random() < 0.2:
            raise Retryable("500")
        return read_posting(posting)

    outcomes = deliver(delivered, replace(ports, read=answers_badly))
    assert outcomes["waiting"] > 10
    for _ in range(2):
        clock.now += timedelta(minutes=5)
        deliver(store.due(now=clock(), limit=1000), ports)
    assert store.queue_stats().by_status == {"succeeded": 200}
    assert len(store.matches()) == 200


def test_a_poison_item_ends_failed_after_its_attempts_and_the_other_ninety_nine_are_matched(
    store: FirestoreStore, ports: Ports, clock: Clock
) -> None:
    new_items(store, 100)

    def poisoned(posting: Posting) -> Facts:
        if posting.native_id == "13":
            raise ZeroDivisionError("poison")
        return read_posting(posting)

    for _ in range(8):
        deliver(store.due(now=clock(), limit=1000), replace(ports, read=poisoned))
        clock.now += timedelta(hours=1)
    (failed,) = store.items(status=ItemStatus.FAILED)
    assert failed.listing_id == listing(13).id
    assert (failed.attempt, "poison" in failed.reason) == (5, True)
    assert store.queue_stats().by_outcome == {"matched": 99}
    assert len(store.matches()) == 99


class WorkerDied(BaseException):
    """What a handler cannot catch."""


def test_an_item_that_kills_its_workers_ends_failed_too(store: FirestoreStore, ports: Ports, clock: Clock) -> None:
    new_items(store, 1)

    def deadly(posting: Posting) -> Facts:
        raise WorkerDied

    for _ in range(5):
        with pytest.raises(WorkerDied):
            score_item(store.due(now=clock(), limit=1)[0], replace(ports, read=deadly))
        assert store.due(now=clock(), limit=1) == []
        clock.now += timedelta(seconds=301)
    assert score_item(store.due(now=clock(), limit=1)[0], replace(ports, read=deadly)) == "failed"
    (failed,) = store.items(status=ItemStatus.FAILED)
    assert "5 workers died" in failed.reason
