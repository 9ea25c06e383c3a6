"""A model's reading on Firestore: what it costs in calls to the store, many workers on one budget, batches."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from jobfinder.domain.queue import QueueItem
from jobfinder.ports import Ports
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.usecases.collect_batches import collect_batches
from jobfinder.usecases.score import score_item
from tests.contract.things import arrival, no_merge
from tests.fakes.model_server import ModelServer
from tests.firestore_calls import Calls
from tests.integration.firestore.conftest import PROFILE
from tests.integration.firestore.scoring import scoring_ports
from tests.unit.models.reading import with_models


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer().running() as running:
        yield running


@pytest.fixture
def ports(store: FirestoreStore, server: ModelServer) -> Iterator[Ports]:
    made = with_models(scoring_ports(store, PROFILE), server)
    yield made
    assert made.models is not None
    for choice in made.models.choices:
        choice.extractor.close()


def added(store: FirestoreStore, number: int) -> QueueItem:
    store.add([arrival(number, version=f"v{number}")], no_merge)
    found = store.item(arrival(number, version=f"v{number}").item.id)
    assert found is not None
    return found


def test_a_reading_adds_one_look_one_keeping_and_two_entries_in_the_ledger(
    ports: Ports, store: FirestoreStore, calls: Calls
) -> None:
    item = added(store, 1)
    calls.forget()
    assert score_item(item.ticket, ports) == "matched"
    assert calls.writes == 3 + 1 + 2  # without a model: the claim, the end of the item, the match
    (match,) = store.matches()
    assert match.reading is not None
    assert match.reading.model == "anthropic:claude-haiku-5-5"


def test_many_workers_share_one_budget(ports: Ports, store: FirestoreStore, server: ModelServer) -> None:
    items = [added(store, number) for number in range(8)]
    assert ports.models is not None
    few = replace(ports, models=replace(ports.models, budget_micros=16_000))
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda item: score_item(item.ticket, few), items)) == {"matched"}
    (day,) = store.usage("")
    assert 0 < day.calls == server.answered < 8
    assert day.micros <= 16_000


def test_a_batch_goes_out_and_comes_back(ports: Ports, store: FirestoreStore, server: ModelServer) -> None:
    assert ports.models is not None
    batching = replace(ports, models=replace(ports.models, in_batches=True))
    for number in (1, 2):
        assert score_item(added(store, number).ticket, batching) == "matched"
    assert collect_batches(batching) == {"sent": 2}
    server.end_batches()
    assert collect_batches(batching) == {"read": 2}
    waiting = [item for item in store.items(limit=20) if item.kind == "rescore" and item.finished_at is None]
    assert [score_item(item.ticket, batching) for item in waiting] == ["matched"] * 2
    assert all(match.reading and match.reading.model for match in store.matches())
